"""Rows of the whole bureau beside rows of its offices: a total, or a question; never the same money twice."""

from decimal import Decimal

import pytest
from department_files import messages, query, workbook

from etl.inspection import inspect
from etl.load import load

HEAD = ["入库日期", "税费种", "主管税务所", "入库金额"]
ONE = ["2022-03-01", "增值税", "第一税务所", 2]
TWO = ["2022-03-02", "增值税", "第二税务所", 3]
DEED = ["2022-03-02", "契税", "第二税务所", 4]


def sheet(sent, *rows, name="三月.xlsx"):
    return workbook(sent / name, {"明细": [["2022年3月税费收入入库明细"], ["单位：元"], HEAD, *rows]})


def total(bureau):
    return query(bureau, "SELECT sum(amount_yuan) FROM revenue")[0][0]


@pytest.mark.parametrize("word", ["全局", "合计", "本局", "全区", "某某区税务局"])
def test_a_whole_that_equals_its_offices_is_a_total(bureau, sent, unserved, word):
    path = sheet(sent, ONE, TWO, DEED, ["2022-03-31", "增值税", word, 5], ["2022-03-31", "契税", word, 4])
    result = load(bureau, [path])
    assert not messages(result)
    (accepted,) = result.accepted
    assert (accepted.rows, total(bureau)) == (3, Decimal(9))
    assert [w.cell for w in accepted.warnings if "合计" in w.message] == ["C7"]
    assert not [w for w in accepted.warnings if "空着" in w.message or "代码表" in w.message]


def test_a_whole_for_some_kinds_and_the_grand_total_below(bureau, sent, unserved):
    path = sheet(sent, ONE, TWO, DEED, ["2022-03-31", "增值税", "全局", 5], ["合计", None, None, 9])
    assert not messages(load(bureau, [path]))
    assert total(bureau) == Decimal(9)
    assert not [w for w in inspect(bureau, path)["warnings"] if "不符" in w["message"]]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([ONE, TWO, ["2022-03-31", "增值税", "全局", 6]], "D6"),
        ([ONE, TWO, ["2022-03-31", "契税", "全局", 5]], "D6"),
        ([["2022-03-01", "增值税", None, 2], ["2022-03-31", "增值税", "合计", 3]], "D5"),
    ],
    ids=["another sum", "another kind", "beside rows without an office"],
)
def test_a_whole_that_does_not_is_asked(bureau, sent, rows, cell):
    result = load(bureau, [sheet(sent, *rows)], dry_run=True)
    assert any(f.cell == cell and "分不清" in f.message for _, found in result.refused for f in found)


def test_rows_without_an_office_that_add_the_others_up(bureau, sent):
    result = load(bureau, [sheet(sent, ONE, TWO, ["2022-03-31", "增值税", None, 5])], dry_run=True)
    assert any("像是它们的合计" in m for m in messages(result))
    assert load(bureau, [sheet(sent, ONE, TWO, ["2022-03-31", "增值税", None, 7])], dry_run=True).accepted


def test_a_whole_alone_is_the_bureau_and_its_office_is_not_added(bureau, sent, unserved):
    whole = sheet(sent, ["2022-03-31", "增值税", "全局", 5], ["2022-03-31", "契税", "全局", 4])
    assert not messages(load(bureau, [whole]))
    assert total(bureau) == Decimal(9)
    rows = [["第一税务所2022年3月税费收入入库明细"], ["单位：元"], HEAD, ONE]
    result = load(bureau, [workbook(sent / "一所.xlsx", {"明细": rows})])
    assert any("会重复计算" in m for m in messages(result))
    assert total(bureau) == Decimal(9)
