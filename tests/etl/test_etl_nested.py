"""A second thing beneath another: 党委 and 支部 below each 事项, 其中 in rows and in columns; nothing counted for the wrong body."""

import pytest
from department_files import merged_book, query

from etl.load import load

MONTHS = ["事项", "1月", "2月"]
BOTH = [("集中学习", "党委", 3), ("集中学习", "支部", 7), ("专题研讨", "党委", 3), ("专题研讨", "支部", 7)]


def party(bureau, sent, rows, spans=(), title="2022年党建统计"):
    result = load(bureau, [merged_book(sent / "党建.xlsx", [[title], *rows], spans)])
    assert not result.refused, [f.text for _, found in result.refused for f in found]
    return query(bureau, "SELECT kind, body, sum(quantity) FROM party GROUP BY ALL ORDER BY min(source_row), body")


def refused(bureau, sent, rows, title="2022年党建统计"):
    result = load(bureau, [merged_book(sent / "党建.xlsx", [[title], *rows])], dry_run=True)
    return [(f.cell, f.message) for _, found in result.refused for f in found]


@pytest.mark.parametrize(
    "rows",
    [
        [["集中学习", 4, 6], ["　　党委", 1, 2], ["　　支部", 3, 4], ["专题研讨", 4, 6], ["　其中：党委", 1, 2], ["　　支部", 3, 4]],
        [["集中学习", 4, 6], ["其中：党委", 1, 2], ["支部", 3, 4], ["专题研讨", 4, 6], ["党委", 1, 2], ["支部", 3, 4]],
        [["集中学习"], ["　党委", 1, 2], ["　支部", 3, 4], ["专题研讨"], ["　党委", 1, 2], ["　支部", 3, 4], ["合计", 8, 12]],
        [["党委"], ["集中学习", 1, 2], ["专题研讨", 1, 2], ["支部"], ["集中学习", 3, 4], ["专题研讨", 3, 4]],
        [["党委", 2, 4], ["　集中学习", 1, 2], ["　专题研讨", 1, 2], ["支部", 6, 8], ["　集中学习", 3, 4], ["　专题研讨", 3, 4]],
        [["党委集中学习", 1, 2], ["支部集中学习", 3, 4], ["专题研讨（党委）", 1, 2], ["专题研讨（支部）", 3, 4]],
    ],
    ids=["indented", "flat", "under titles", "under bodies", "bodies with sums", "in one label"],
)  # fmt: skip
def test_bodies_below_or_above_each_kind(bureau, sent, unserved, rows):
    assert sorted(party(bureau, sent, [MONTHS, *rows])) == sorted(BOTH)


@pytest.mark.parametrize(
    ("head", "spans"),
    [
        ([["事项", "合计", "党委", "支部", "其中：第一支部"]], ()),
        ([["事项", "合计", "其中：党委", "支部"]], ()),
        ([["事项", "次数", "其中：党委", "其中：支部"]], ()),
        ([["事项", "合计", "其中", None], [None, None, "党委", "支部"]], ("A2:A3", "B2:B3", "C2:D2")),
    ],
)
def test_bodies_in_columns(bureau, sent, unserved, head, spans):
    rows = [*head, ["集中学习", 10, 3, 7], ["专题研讨", 10, 3, 7]]
    assert party(bureau, sent, rows, spans, "2022年1月党建统计") == BOTH


def test_bodies_in_columns_under_months(bureau, sent, unserved):
    head = [["事项", "1月", None, None, "2月", None, None], [None, *["次数", "其中：党委", "支部"] * 2]]
    rows = [["集中学习", 4, 1, 3, 6, 2, 4], ["专题研讨", 4, 1, 3, 6, 2, 4]]
    assert party(bureau, sent, [*head, *rows], ("A2:A3", "B2:D2", "E2:G2")) == BOTH


def test_kinds_in_columns_of_one_body(bureau, sent, unserved):
    rows = [["责任部门", "集中学习（支部）", "专题研讨（支部）"], ["办公室", 1, 2], ["征管股", 1, 2]]
    found = party(bureau, sent, rows, title="2022年1月党建统计")
    assert sorted(found) == [("专题研讨", "支部", 4), ("集中学习", "支部", 2)]


@pytest.mark.parametrize(
    ("rows", "cell", "word"),
    [
        ([MONTHS, ["集中学习", 4, 6], ["其中：党委", 1, 2], ["专题研讨", 4, 6]], "A4", "请补上“支部”一行"),
        ([MONTHS, ["集中学习", 4, 6], ["其中：支部", 1, 2], ["专题研讨", 4, 6]], "A4", "请补上“党委”一行"),
        ([MONTHS, ["集中学习", 4, 6], ["　党委", 1, 2], ["　支部", 3, 5]], "C3", "相加是 7"),
        ([MONTHS, ["党委", 4, 6], ["　集中学习", 1, 2], ["　专题研讨", 3, 5]], "C3", "相加是 7"),
        ([["事项", "1月", "1月"], [None, "次数", "其中：党委"], ["集中学习", 4, 1]], "C3", "请补上“支部”一列"),
    ],
)
def test_what_is_left_of_a_part_is_asked(bureau, sent, rows, cell, word):
    found = refused(bureau, sent, rows)
    assert [c for c, message in found if word in message] == [cell], found


def test_kinds_that_are_not_divided_stay_and_are_said(bureau, sent, unserved):
    rows = [MONTHS, ["集中学习", 10, 0], ["党委", 3, 0], ["支部", 7, 0], ["意见建议", 5, 5]]
    assert party(bureau, sent, rows) == [*BOTH[:2], ("意见建议", None, 10)]


def test_levels_and_offices_below_a_tax_kind(bureau, sent, unserved):
    rows = [
        ["2022年税费收入"], ["单位：万元"], ["项目", "1月", "2月"],
        ["增值税", 10, 20], ["　其中：中央级", 5, 10], ["　　　　区级", 5, 10], ["契税", 2, 2], ["　其中：中央级", 0, 0], ["　　　　区级", 2, 2],
    ]  # fmt: skip
    load(bureau, [merged_book(sent / "税费收入.xlsx", rows)])
    found = query(bureau, "SELECT budget_level, sum(amount_yuan) / 10000 FROM revenue GROUP BY 1 ORDER BY 1")
    assert [(level, int(amount)) for level, amount in found] == [("中央级", 15), ("区级", 19)]
    offices = [
        ["2022年3月税费收入"], ["单位：万元"], ["税务所", "金额"],
        ["第一税务所", 7], ["　增值税", 3], ["　契税", 4], ["第二税务所", 6], ["　增值税", 1], ["　契税", 5], ["合计", 13],
    ]  # fmt: skip
    load(bureau, [merged_book(sent / "各所.xlsx", offices)])
    found = query(
        bureau,
        "SELECT office, tax_kind, sum(amount_yuan) / 10000 FROM revenue WHERE office IS NOT NULL GROUP BY ALL ORDER BY ALL",
    )
    assert [int(amount) for _, _, amount in found] == [3, 4, 1, 5]
