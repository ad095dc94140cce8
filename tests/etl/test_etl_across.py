"""Columns of a summary that add others up: each against its own, and inspect says what load would refuse."""

import pytest
from department_files import csv_file, etl_json, merged_book, messages, workbook

from etl.inspection import inspect
from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

TITLE, UNIT = ["2022年税费收入分月汇总表"], ["单位：万元"]
ROWS = [["增值税", 1, 2, 3, 6, 4, 5, 6, 15, 21], ["契税", 1, 1, 1, 3, 1, 1, 1, 3, 6]]
FLAT = ["项目", "1月", "2月", "3月", "小计", "4月", "5月", "6月", "小计", "合计"]
QUARTERS = [
    ["项目", "一季度", None, None, None, "二季度", None, None, None, "合计"],
    [None, "1月", "2月", "3月", "小计", "4月", "5月", "6月", "小计", None],
]
ONE_YEAR = [["项目", "2022年", *[None] * 8], [None, *FLAT[1:]]]
LEADING = [["项目", "小计", "1月", "2月", "3月", "小计", "4月", "5月", "6月", "合计"]]


def wrong(rows, row, place, by=7):
    """The rows with one amount changed by more than rounding."""
    return [[v + by if (r, c) == (row, place) else v for c, v in enumerate(line)] for r, line in enumerate(rows)]


def faults(bureau, path):
    return [f for _, found in load(bureau, [path], dry_run=True).refused for f in found]


@pytest.mark.parametrize(
    ("head", "spans"),
    [
        ([FLAT], []),
        ([[h if h != "小计" else "合计" for h in FLAT[:-1]] + ["总计"]], []),
        ([["项目", "1月", "2月", "3月", "一季度", "4月", "5月", "6月", "二季度", "上半年"]], []),
        (QUARTERS, ["A3:A4", "B3:E3", "F3:I3", "J3:J4"]),
        (QUARTERS, []),
        (ONE_YEAR, ["A3:A4", "B3:J3"]),
    ],
    ids=["flat", "the same word again", "named quarters", "merged quarters", "quarters not merged", "under one year"],
)
def test_each_subtotal_is_held_against_its_own_columns(bureau, sent, head, spans):
    (accepted,) = load(
        bureau, [merged_book(sent / "2022.xlsx", [TITLE, UNIT, *head, *ROWS], spans)], dry_run=True
    ).accepted
    assert (accepted.rows, len(accepted.covers)) == (12, 6)
    for row, place in ((0, 4), (1, 8), (1, 9)):
        path = merged_book(sent / "错.xlsx", [TITLE, UNIT, *head, *wrong(ROWS, row, place)], spans)
        (fault,) = faults(bureau, path)
        assert fault.cell == f"{'ABCDEFGHIJ'[place]}{3 + len(head) + row}"


def test_a_subtotal_before_its_columns(bureau, sent):
    rows = [["增值税", 6, 1, 2, 3, 15, 4, 5, 6, 21], ["契税", 3, 1, 1, 1, 3, 1, 1, 1, 6]]
    assert not faults(bureau, merged_book(sent / "好.xlsx", [TITLE, UNIT, *LEADING, *rows], []))
    bad = merged_book(sent / "错.xlsx", [TITLE, UNIT, *LEADING, *wrong(rows, 1, 5)], [])
    assert [f.cell for f in faults(bureau, bad)] == ["F5"]


def test_subtotals_of_groups_of_kinds(bureau, sent):
    head = [
        ["税务所", "税收收入", None, None, "非税收入", None, "合计"],
        [None, "小计", "增值税", "契税", "小计", "教育费附加", None],
    ]
    rows = [["第一税务所", 3, 1, 2, 4, 4, 7], ["第二税务所", 3, 1, 2, 5, 5, 8]]
    spans, title = ["A3:A4", "B3:D3", "E3:F3", "G3:G4"], ["2022年3月各所税费收入"]
    assert not faults(bureau, merged_book(sent / "好.xlsx", [title, UNIT, *head, *rows], spans))
    bad = merged_book(sent / "错.xlsx", [title, UNIT, *head, *wrong(rows, 1, 4)], spans)
    assert [f.cell for f in faults(bureau, bad)] == ["E6"]


def test_a_total_without_its_parts_is_not_lost(bureau, sent):
    rows = [TITLE, UNIT, ["项目", "1月", "2月", "合计"], ["增值税", 1, 2, 3], ["契税", None, "—", 5]]
    (fault,) = faults(bureau, workbook(sent / "2022.xlsx", {"表": rows}))
    assert (fault.cell, "分不到各列" in fault.message) == ("D5", True)


def test_inspect_names_the_wrong_total_that_load_refuses(bureau, sent):
    head = ["入库日期", "税费种", "入库金额（万元）"]
    rows = [["2022年3月税费收入入库明细"], head, ["2022-03-01", "增值税", "1.5"], ["2022-03-02", "契税", "0.5"]]
    path = csv_file(sent / "三月.csv", [*rows, ["合计", None, "2.1"]])
    code, told = etl_json(bureau, "inspect", path)
    assert code == 0
    assert [w["cell"] for w in told["warnings"] if "各行相加是 2万元" in w["message"]] == ["C5"]
    result = load(bureau, [path], dry_run=True)
    assert any("各行相加是 2万元" in m for m in messages(result))


def test_inspect_says_the_unit_of_the_heading(bureau, sent):
    summary = [["2022年税费收入"], ["税费种", "1月（万元）", "2月（万元）"], ["增值税", 1, 2], ["契税", 3, 4]]
    (table,) = inspect(bureau, workbook(sent / "汇总.xlsx", {"表": summary}))["sheets"][0]["tables"]
    assert table["unit"] == "万元"
    assert [c["unit"] for c in table["columns"]] == [None, "万元", "万元"]
    counts = [["2022年监督统计"], ["事项", "1月", "2月"], ["警示教育片", 1, 2], ["专项监督检查", 3, 4]]
    (table,) = inspect(bureau, workbook(sent / "监督.xlsx", {"表": counts}))["sheets"][0]["tables"]
    assert (table["unit"], [c["unit"] for c in table["columns"]]) == (None, [None, "次", "次"])


def test_inspect_adds_up_no_cells_of_several_units(bureau, sent):
    head = ["入库日期", "税费种", "入库金额", "单位"]
    rows = [["2022年3月税费收入明细"], head, ["2022-03-01", "增值税", 10, "万元"], ["2022-03-02", "契税", 10, "元"]]
    (table,) = inspect(bureau, workbook(sent / "明细.xlsx", {"表": rows}))["sheets"][0]["tables"]
    assert (table["unit"], table["units"], table["columns"][2]["sum"]) == (None, ["万元", "元"], None)


@pytest.mark.parametrize("heading", ["某某税", "机关", "退库"])
def test_a_column_of_numbers_that_nobody_knows_is_not_left_out(bureau, sent, heading):
    rows = [["2022年3月各所税费收入"], UNIT, ["序号", "税务所", "增值税", heading, "户数"]]
    rows += [[1, "第一税务所", 1, 2, 100], [2, "第二税务所", 3, 4, 200]]
    assert [f.cell for f in faults(bureau, workbook(sent / "各所.xlsx", {"表": rows}))] == ["D3"]


def test_an_unknown_column_that_adds_the_others_up_is_a_total(bureau, sent):
    rows = [["2022年3月各所税费收入"], UNIT, ["税务所", "税收收入", "增值税", "契税"]]
    rows += [["第一税务所", 3, 1, 2], ["第二税务所", 7, 3, 4]]
    assert load(bureau, [workbook(sent / "好.xlsx", {"表": rows})], dry_run=True).accepted
    rows[-1][1] = 8
    assert [f.cell for f in faults(bureau, workbook(sent / "错.xlsx", {"表": rows}))] == ["B3"]
