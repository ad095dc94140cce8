"""Files that would load wrong figures and look right: running totals as months, merged figures, refunds by a word, units in names."""

from decimal import Decimal

import pytest
from department_files import merged_book, messages, query, workbook

from etl.load import load

UNIT = ["单位：万元"]
KINDS = [["增值税", 10], ["契税", 3]]


def faults(bureau, path):
    return [f for _, found in load(bureau, [path], dry_run=True).refused for f in found]


RISING = [["增值税", 1, 3, 6], ["契税", 1, 2, 3]]


@pytest.mark.parametrize(
    ("rows", "spans", "cell"),
    [
        ([["2022年税费收入累计情况表"], UNIT, ["项目", "1月", "2月", "3月"], *RISING], (), "B3"),
        (
            [["2022年税费收入"], UNIT, ["项目", "累计完成", None, None], [None, "1月", "2月", "3月"], *RISING],
            ("A3:A4", "B3:D3"),
            "B4",
        ),
        (
            [["2022年税费收入"], UNIT, ["项目", "1月", "2月", "3月"], [None, "累计", "累计", "累计"], *RISING],
            ("A3:A4",),
            "B4",
        ),
    ],
)
def test_running_totals_are_no_months(bureau, sent, rows, spans, cell):
    assert cell in {f.cell for f in faults(bureau, merged_book(sent / "税费收入.xlsx", rows, spans))}


def test_months_under_a_title_that_says_cumulative(bureau, sent):
    head = ["项目", "1月", "2月", "3月"]
    falling = [["2022年税费收入分月及累计情况"], UNIT, head, ["增值税", 3, 2, 6], RISING[1]]
    assert not faults(bureau, merged_book(sent / "有升有降.xlsx", falling))
    added = [["2022年税费收入分月及累计情况"], UNIT, [*head, "累计"], *([*row, sum(row[1:])] for row in RISING)]
    assert not faults(bureau, merged_book(sent / "另有累计.xlsx", added))
    added[-1][-1] += 3  # by 1 it would be rounding
    assert [f.cell for f in faults(bureau, merged_book(sent / "累计错.xlsx", added))] == ["E5"]


def test_what_was_reached_beside_each_month_checks_it(bureau, sent):
    head = [["项目", "1月", None, "2月", None], [None, "本月", "累计", "本月", "累计"]]
    spans = ("A3:A4", "B3:C3", "D3:E3")
    rows = [["2022年税费收入"], UNIT, *head, ["增值税", 1, 1, 2, 3], ["契税", 2, 2, 2, 4]]
    assert load(bureau, [merged_book(sent / "好.xlsx", rows, spans)], dry_run=True).accepted[0].rows == 4
    rows[-1][-1] = 8
    assert [f.cell for f in faults(bureau, merged_book(sent / "错.xlsx", rows, spans))] == ["E6"]


@pytest.mark.parametrize(
    "title", ["截至2022年3月底税费收入情况", "2022年1-3月税费收入情况", "2022年一季度税费收入", "2022年上半年税费收入"]
)
def test_several_months_are_not_the_month_of_the_files_name(bureau, sent, title):
    path = workbook(sent / "2022年3月税费收入.xlsx", {"表": [[title], UNIT, ["项目", "金额"], *KINDS]})
    assert any("几个月合在一起" in f.message for f in faults(bureau, path))
    this_month = workbook(sent / "2022年3月.xlsx", {"表": [[title], UNIT, ["项目", "本月金额"], *KINDS]})
    assert not faults(bureau, this_month)


@pytest.mark.parametrize(
    ("span", "rows"),
    [("B4:C4", [["增值税", 10, None], ["契税", 1, 2]]), ("B4:B5", [["增值税", 10, 2], ["契税", None, 2]])],
)
def test_a_merged_figure_of_a_summary_is_not_given_to_the_first(bureau, sent, span, rows):
    made = [["2022年税费收入"], UNIT, ["项目", "1月", "2月"], *rows]
    assert [f.cell for f in faults(bureau, merged_book(sent / "税费收入.xlsx", made, [span]))] == ["B4"]


def test_a_merged_count_is_not_one_more_for_each_row_below(bureau, sent):
    rows = [
        ["2022年3月党建台账"],
        ["日期", "事项", "数量"],
        *([f"2022-03-0{n}", "集中学习", 3 if n == 1 else None] for n in (1, 2, 3)),
    ]
    assert [f.cell for f in faults(bureau, merged_book(sent / "党建.xlsx", rows, ["C3:C5"]))] == ["C3"]


HEAD = ["入库日期", "税费种", "入库金额"]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([[*HEAD, "类型"], ["2022-03-01", "增值税", 100, "入库"], ["2022-03-02", "增值税", 30, "退库"]], "C5"),
        ([HEAD, ["2022-03-01", "增值税", 100], ["2022-03-02", "增值税退库", 30]], "C5"),
        ([[*HEAD, "退库金额"], ["2022-03-01", "增值税", 100, None], ["2022-03-02", "增值税", 30, 5]], "D5"),
    ],
)
def test_a_refund_said_by_a_word_is_not_added(bureau, sent, rows, cell):
    path = workbook(sent / "明细.xlsx", {"表": [["2022年3月税费收入入库明细"], ["单位：元"], *rows]})
    assert [f.cell for f in faults(bureau, path)] == [cell]


def test_a_refund_below_zero_may_say_so(bureau, sent):
    rows = [[*HEAD, "类型"], ["2022-03-01", "增值税", 100, "入库"], ["2022-03-02", "增值税", -30, "退库"]]
    assert not faults(
        bureau, workbook(sent / "明细.xlsx", {"表": [["2022年3月税费收入入库明细"], ["单位：元"], *rows]})
    )


@pytest.mark.parametrize(("name", "tab"), [("明细（万元）.xlsx", "三月"), ("明细.xlsx", "三月（单位：万元）")])
def test_a_unit_in_the_name_of_file_or_sheet(bureau, sent, unserved, name, tab):
    long = [["2022年3月税费收入入库明细"], HEAD, ["2022-03-01", "增值税", 7]]
    assert not messages(load(bureau, [workbook(sent / name, {tab: long})]))
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(Decimal(70000),)]
    summary = [["2022年3月税费收入"], ["项目", "金额"], *KINDS]
    assert not faults(bureau, workbook(sent / f"汇总{name}", {tab: summary}))
    clash = workbook(sent / f"不合{name}", {tab: [*long[:1], ["单位：元"], *long[1:]]})
    assert any("两处不一致" in f.message for f in faults(bureau, clash))
