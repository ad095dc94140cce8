"""Targets: the year's target of revenue is found under its other names, or its absence is said; never a target of 0."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import REVENUE as RECEIPTS
from department_files import messages, query, workbook

from etl.load import load

TARGET = ["年度", "指标", "项目", "目标值", "单位"]
REVENUE = [2022, "税费收入", None, 38.1, "亿元"]
FORTY = Decimal("3810000000")


def loaded(bureau, sent, rows):
    return load(bureau, [workbook(sent / "年度目标.xlsx", {"目标": [["年度目标"], *rows]})])


@pytest.mark.parametrize(
    "name", ["组织税费收入", "税费收入目标", "全年税费收入任务", "税费总收入", "组织税费收入目标任务"]
)
@pytest.mark.parametrize("item", [None, "全年", "合计", "-"])
def test_the_target_of_revenue_under_its_other_names(bureau, sent, unserved, name, item):
    result = loaded(bureau, sent, [TARGET, [2022, name, item, 38.1, "亿元"]])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT target FROM targets WHERE metric = '税费收入' AND item IS NULL") == [(FORTY,)]


@pytest.mark.parametrize(
    ("rows", "cell", "word"),
    [
        ([TARGET, [2022, "谈心谈话", None, 300, "人次"]], "B3", "没有“税费收入”的合计目标"),
        ([TARGET, [2022, "税收收入", None, 30, "亿元"]], "B3", "没有“税费收入”的合计目标"),
        ([TARGET, [2022, "税费收入", "增值税", 20, "亿元"]], "B3", "没有“税费收入”的合计目标"),
        ([TARGET, REVENUE, [2023, "税费收入", "增值税", 20, "亿元"]], "B4", "没有“税费收入”的合计目标"),
        ([TARGET, REVENUE, [2022, "组织税费收入", "全年", 39, "亿元"]], "A4", "重复"),
        ([["指标", "2022年（亿元）", "2023年"], ["税费收入", 38.1, 42]], "C2", "“单位”不能空着"),
        ([TARGET, REVENUE, [2022, "税费收入增幅", None, 0.065, "%"]], "D4", "小于 1"),
        ([TARGET, REVENUE, [2022, "税费收入增幅", None, 6.5, "亿元"]], "E4", "是比率"),
        ([TARGET, REVENUE, [2022, "满意度", None, "6.5%", "分"]], "D4", "应为数字"),
        ([["年度", "指标", "项目", "目标值（亿元）"], REVENUE[:4], [2022, "谈心谈话", None, 300]], "D2", "次数一类"),
    ],
)
def test_a_target_that_no_metric_would_read_is_refused(bureau, sent, rows, cell, word):
    (_, found), *_ = loaded(bureau, sent, rows).refused
    assert [(f.cell, word in f.message) for f in found] == [(cell, True)], [f.text for f in found]


@pytest.mark.parametrize("percent", [6.5, "6.5%", "６．５％"])
def test_a_rate_in_percent(bureau, sent, unserved, percent):
    result = loaded(bureau, sent, [TARGET, REVENUE, [2022, "税费收入增幅", None, percent, "%"]])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT target FROM targets WHERE unit = '%'") == [(Decimal("6.5"),)]


def test_year_and_unit_that_only_the_title_states(bureau, sent, unserved):
    rows = [["2022年度目标（单位：亿元）"], ["指标", "目标值"], ["税费收入", 38.1]]
    result = load(bureau, [workbook(sent / "目标.xlsx", {"目标": rows})])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT year, metric, target, unit FROM targets") == [(2022, "税费收入", FORTY, "元")]


def test_the_title_s_unit_is_not_that_of_other_targets(bureau, sent):
    rows = [["2022年度目标（单位：亿元）"], ["指标", "目标值"], ["税费收入", 38.1], ["谈心谈话", 300]]
    ((_, found),) = load(bureau, [workbook(sent / "目标.xlsx", {"目标": rows})]).refused
    assert any("次数一类" in f.message for f in found), [f.text for f in found]


@pytest.mark.parametrize(
    ("rows", "cell", "words"),
    [
        ([[2022, "税费收入", None, 38.2, "亿元"], [2022, "税费收入", "增值税", 30, "亿元"], [2022, "税费收入", "企业所得税", 20, "亿元"]], "D3", ("D4、D5", "2 个分项之和")),
        ([[2022, "税费收入", None, 38.2, "万元"], [2022, "税费收入", "增值税", 9.2, "亿元"]], "D4", ("大于 D3 的合计",)),
        ([[2022, "税费收入", None, 38.2, "亿元"], [2022, "税费收入", "调整", 39.2, "亿元"]], "D4", ("大于 D3 的合计", "只留一行合计")),
    ],
)  # fmt: skip
def test_parts_that_are_more_than_the_whole_are_refused(bureau, sent, rows, cell, words):
    ((_, found),) = loaded(bureau, sent, [TARGET, *rows]).refused
    assert [f.cell for f in found] == [cell]
    assert all(w in found[0].message for w in words), found[0].message


def test_parts_of_several_kinds_overlap_and_an_unknown_item_is_said(bureau, sent, unserved):
    items = [
        ("税收收入", 30),
        ("增值税", 20),
        ("企业所得税", 8),
        ("社会保险费", 6),
        ("第一税务所", 20),
        ("区级", 15),
        ("调整", 37),
    ]
    rows = [[2022, "税费收入", item, target, "亿元"] for item, target in items]
    result = loaded(bureau, sent, [TARGET, [2022, "税费收入", None, 38.2, "亿元"], *rows])
    assert not messages(result), messages(result)
    found = [w for w in result.accepted[0].warnings if "不作合计目标" in w.message]
    assert [(w.cell, w.value) for w in found] == [("C10", "调整")]


def test_a_whole_that_is_no_year_of_a_bureau(bureau, sent, unserved):
    result = loaded(bureau, sent, [TARGET, [2022, "税费收入", None, 38.2, "万元"]])
    assert [w.cell for w in result.accepted[0].warnings if "折合 382,000.00 元，不像" in w.message] == ["D3"]
    ((_, found),) = loaded(bureau, sent, [TARGET, [2023, "税费收入", None, 38200, "亿元"]]).refused
    assert [(f.cell, "请核对单位" in f.message) for f in found] == [("D3", True)]


def test_a_target_far_from_the_revenue_in_force_is_asked_about(bureau, sent, unserved):
    rows = [
        [date(2022, month, 5), "增值税", None, None, None, None, f"V{month}", Decimal("100000000")]
        for month in range(1, 5)
    ]
    title = [["2022年1—4月税费收入"], ["单位：元"], RECEIPTS, *rows]
    assert load(bureau, [workbook(sent / "税费收入.xlsx", {"表": title})]).accepted

    def asked(value):
        path = workbook(
            sent / f"目标{value}.xlsx", {"目标": [["年度目标"], TARGET, [2022, "税费收入", None, value, "亿元"]]}
        )
        (accepted,) = load(bureau, [path], dry_run=True).accepted
        return [(w.cell, w.message) for w in accepted.warnings if w.doubt and "折成全年" in w.message]

    assert asked(12.5) == []
    ((cell, message),) = asked(136)
    assert (cell, "136.00 亿元" in message, "约 12.00 亿元" in message) == ("D3", True, True)
    assert asked(1.36)


def test_a_target_of_a_year_far_away_is_asked_about(bureau, sent, unserved):
    year = date.today().year
    for ahead, asked in ((1, 0), (10, 1), (-5, 0), (-20, 1)):
        result = loaded(bureau, sent, [TARGET, [year + ahead, "税费收入", None, 38.1, "亿元"]])
        assert not messages(result)
        doubts = [w for w in result.accepted[0].warnings if w.doubt and "打错了年份" in w.message]
        assert [w.cell for w in doubts] == ["A3"] * asked
