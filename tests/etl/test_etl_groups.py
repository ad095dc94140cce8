"""Rows that head a group of a ledger whose rows state the group themselves: left out where they agree, refused where they miscount."""

from datetime import date

import pytest
from department_files import load, merged_book, query, refused_at

pytestmark = pytest.mark.usefixtures("unserved")

HEAD = ["类别", "问题编号", "提出单位", "提出日期", "问题", "整改状态", "完成日期"]


def ledger(heads, head=HEAD):
    """Three issues of 政治建设方面 and two of 作风建设方面, each under a heading."""
    rows, number = [], 0
    for text, kind, count in zip(heads, ("政治建设方面", "作风建设方面"), (3, 2), strict=True):
        rows += [[text]] if text else []
        for _ in range(count):
            number += 1
            first = [number] if head[0] == "序号" else []
            rows.append(
                [*first, kind, f"XC-{number}", "市局党委巡察组", date(2022, 3, 22), f"第{number}个问题", "整改中", None]
            )
    return [["巡察反馈问题整改台账"], ["截至2022年12月31日"], head, *rows]


def sent_book(bureau, sent, rows, spans=()):
    return load(bureau, [merged_book(sent / "巡察整改台账.xlsx", rows, spans)])


@pytest.mark.parametrize(
    "heads",
    [
        ("一、政治建设方面（3条）", "二、作风建设方面（2条）"),
        ("一、政治建设方面", "二、作风建设方面"),
        ("政治建设方面（共三个问题）", "作风建设方面（共2个问题）"),
    ],
)
@pytest.mark.parametrize("first", [[], ["序号"]], ids=["in the column of kinds", "in 序号"])
def test_headings_are_left_out_and_said(bureau, sent, heads, first):
    (accepted,) = sent_book(bureau, sent, ledger(heads, [*first, *HEAD])).accepted
    assert query(bureau, "SELECT count(*) FROM inspections") == [(5,)]
    (told,) = [w for w in accepted.warnings if "分组标题" in w.message]
    assert (told.cell, heads[0] in told.message, "各行另有“类别”" in told.message) == ("A4", True, True)
    assert not [w for w in accepted.warnings if w.doubt]


def test_a_heading_that_counts_other_rows_is_refused(bureau, sent):
    faults = refused_at(sent_book(bureau, sent, ledger(("一、政治建设方面（4条）", "二、作风建设方面（2条）"))))
    assert [cell for cell, _ in faults] == ["A4"]
    assert "分组标题写的是 4 条，下面“政治建设方面”的却有 3 行" in faults[0][1]


@pytest.mark.parametrize(
    "heads",
    [("政治建设方面", ""), ("一、组织建设方面（3条）", ""), ("一、政治建设方面（5条）", "")],
    ids=["a row that was begun", "another kind", "over rows of two kinds"],
)
def test_other_lone_texts_are_refused_as_before(bureau, sent, heads):
    assert refused_at(sent_book(bureau, sent, ledger(heads)))


def test_a_merged_name_is_a_heading(bureau, sent):
    rows = ledger(("政治建设方面", "作风建设方面"))
    assert sent_book(bureau, sent, rows, ["A4:G4", "A8:G8"]).accepted[0].rows == 5


def test_a_kind_that_is_merged_down_its_rows(bureau, sent):
    rows = ledger(("一、政治建设方面（3条）", "二、作风建设方面（2条）"))
    for row in (5, 6, 9):
        rows[row][0] = None
    spans = ["A4:G4", "A5:A7", "A8:G8", "A9:A10"]
    assert sent_book(bureau, sent, rows, spans).accepted[0].rows == 5
    assert query(bureau, "SELECT count(*) AS n FROM inspections GROUP BY category ORDER BY n") == [(2,), (3,)]
