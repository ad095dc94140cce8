"""Which period a figure is of: what a quarter's end, 累计 and 上年同期 mean, how far a period goes on, brackets, tables, titles."""

from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.document import read_bytes
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from report.inspection import inspect
from tests.report.small_measurer import SmallMeasurer

CATALOGUE = load_catalogue()
TO_SEPTEMBER = "2022-01..2022-09"


def periods(text):
    """The period of each blank; None where it asks."""
    found = bind_all(CATALOGUE, text, 2022, [b for b in find_blanks(text) if b.kind == "number"])
    return [b.period if b.status == "bound" else None for b in found]


def metrics(text):
    found = bind_all(CATALOGUE, text, 2022, [b for b in find_blanks(text) if b.kind == "number"])
    return [b.metric for b in found]


def periods_of_table(text):
    measurer = SmallMeasurer(revenue_total="3862000000", heart_to_heart_talks=96)
    found = inspect(read_bytes(text.encode("utf-8"), Path("报告.md")), 2022, measurer).number_blanks
    return [b.binding.period if b.status == "bound" else None for b in found]


def table(caption, *rows):
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([caption, "", lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]])


GROWTH, SAME_BASIS = "revenue_growth", "revenue_growth_same_basis"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("二季度税费收入**亿元，较上年下降**%（按同口径增长**%）。", ["revenue_total", GROWTH, SAME_BASIS]),
        ("二季度税费收入**亿元，较上年下降**% (剔除留抵退税因素增长**%)。", ["revenue_total", GROWTH, SAME_BASIS]),
        ("税费收入**亿元〔同口径增长**%〕，谈心谈话**人次。", ["revenue_total", SAME_BASIS, "heart_to_heart_talks"]),
        ("税费收入**亿元，同口径增长**%（自然口径下降**%）。", ["revenue_total", SAME_BASIS, GROWTH]),
        ("税费收入同比增长**%（同口径）。", [SAME_BASIS]),
        ("税费收入同比增长**%。", [None]),
        ("税费收入**亿元，同比增长**%，其中税收收入同口径增长**%。", ["revenue_total", None, None]),
        ("税费收入**亿元，其中税收收入**亿元、增长**%（同口径增长**%）。", ["revenue_total", "revenue_tax", None, None]),
        ("集中学习**次（其中专题研讨**次）、谈心谈话**人次。", ["party_study_sessions", "party_seminars", "heart_to_heart_talks"]),
        ("办理退税降费（惠及**万户次）**亿元。", ["relief_taxpayer_times", "relief_amount"]),
    ],
)  # fmt: skip
def test_a_bracket_speaks_of_its_own_figure_only(text, wanted):
    assert metrics(text) == wanted


def test_a_true_rate_is_not_called_wrong_for_the_bracket_behind_it():
    text = "税费收入38.62亿元，比上年下降4.4%（还原留抵退税后增长7.7%）。"
    found = bind_all(CATALOGUE, text, 2022, find_claims(text))
    assert [b.metric for b in found] == ["revenue_total", GROWTH, SAME_BASIS]


@pytest.mark.parametrize(
    "words",
    [
        "截至三季度末，", "截至第三季度，", "截止2022年三季度，", "到三季度末，", "1至3季度", "1—3季度，", "第一至第三季度", "一季度到三季度", "前3季度", "头三个季度", "三季度末累计", "至9月底",
        "元月至9月", "1-9月累计",
    ],
)  # fmt: skip
def test_up_to_a_quarter_is_from_january_on(words):
    assert periods(f"{words}组织税费收入**亿元。") == [TO_SEPTEMBER]


@pytest.mark.parametrize(
    "words",
    ["三季度末，", "9月底，", "三季度累计", "12月累计", "下半年累计", "三季度以来，", "二季度起", "近三个季度", "一、第二季度", "后三季度"],
)  # fmt: skip
def test_a_quarters_end_and_a_total_of_a_part_ask(words):
    assert periods(f"{words}组织税费收入**亿元。") == [None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("三季度谈心谈话**人次，累计谈心谈话**人次。", ["2022Q3", None]),
        ("三季度，全局上下一心，累计谈心谈话**人次。", [None]),
        ("三季度谈心谈话**人次，今年以来谈心谈话**人次。", ["2022Q3", None]),
        ("三季度谈心谈话**人次。今年以来谈心谈话**人次。", ["2022Q3", None]),
        ("四季度谈心谈话**人次，今年以来谈心谈话**人次。", ["2022Q4", "2022"]),
        ("7月谈心谈话**人次，1—7月累计谈心谈话**人次。", ["2022-07", "2022-01..2022-07"]),
        ("7—9月累计谈心谈话**人次。", ["2022Q3"]),
        ("2022年二季度小结\n累计谈心谈话**人次。\n谈心谈话**人次。", [None, "2022Q2"]),
        ("2022年上半年小结\n累计谈心谈话**人次。", ["2022H1"]),
    ],
)
def test_in_total_is_from_january_on_or_asks(text, wanted):
    assert periods(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("二季度谈心谈话**人次，上年同期**人次。", ["2022Q2", "2021Q2"]),
        ("5月谈心谈话**人次，去年同期谈心谈话**人次。", ["2022-05", "2021-05"]),
        ("二季度谈心谈话**人次（2021年同期**人次）。", ["2022Q2", "2021Q2"]),
        ("截至三季度末谈心谈话**人次，去年同时段谈心谈话**人次。", [TO_SEPTEMBER, "2021-01..2021-09"]),
        ("去年同期（1-6月）谈心谈话**人次。", ["2021H1"]),
        ("二季度谈心谈话**人次。上年同期，谈心谈话**人次。", ["2022Q2", "2021Q2"]),
        ("二季度谈心谈话**人次。\n上年同期谈心谈话**人次。", ["2022Q2", None]),
        ("2022年上半年小结\n谈心谈话**人次，上年同期**人次。", ["2022H1", "2021H1"]),
        ("（一）上半年\n上年同期谈心谈话**人次。", [None]),
        ("谈心谈话**人次，上年同期**人次。", ["2022", "2021"]),
        # bare, it may be the same time of this year; of something else it is
        ("二季度谈心谈话**人次，同期谈心谈话**人次。", ["2022Q2", None]),
        ("二季度谈心谈话**人次，同期集中学习**次。", ["2022Q2", "2022Q2"]),
        # it goes no further than its figure, and a comparison says nothing of what follows
        ("二季度谈心谈话**人次，上年同期**人次，集中学习**次。", ["2022Q2", "2021Q2", None]),
        ("二季度税费收入**亿元，好于去年同期，谈心谈话**人次。", ["2022Q2", "2022Q2"]),
        ("二季度税费收入**亿元，与去年同期基本持平，谈心谈话**人次。", ["2022Q2", "2022Q2"]),
        # what follows a part of last year, or last year a part
        ("去年上半年谈心谈话**人次，下半年谈心谈话**人次。", ["2021H1", None]),
        ("上半年谈心谈话**人次，去年**人次。", ["2022H1", None]),
    ],
)
def test_the_same_period_of_last_year_is_of_what_was_said(text, wanted):
    assert periods(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("11月谈心谈话**人次，全年谈心谈话**人次，集中学习**次。", ["2022-11", "2022", "2022"]),
        ("11月谈心谈话**人次，全年势头良好，集中学习**次。", ["2022-11", None]),
        ("一季度，为全年工作打好基础，谈心谈话**人次。", ["2022Q1"]),
        ("一季度，按照2022年工作要点，谈心谈话**人次。", ["2022Q1"]),
        ("全年税费收入**亿元，扭转了一季度的下滑，谈心谈话**人次。", ["2022", None]),
        ("全年谈心谈话**人次，四季度谈心谈话**人次，集中学习**次。", ["2022", "2022Q4", None]),
        ("谈心谈话上半年**人次、下半年**人次、全年**人次。", ["2022H1", "2022H2", "2022"]),
        ("二季度组织税费收入**亿元；其中，税收收入**亿元；非税收入**亿元。", ["2022Q2", "2022Q2", "2022Q2"]),
        ("二季度组织税费收入**亿元，6月**亿元；其中，税收收入**亿元。", ["2022Q2", "2022-06", None]),
        ("二季度组织税费收入**亿元；税收收入**亿元。", ["2022Q2", None]),
        ("上半年谈心谈话**人次，其中，二季度谈心谈话**人次，集中学习**次。", ["2022H1", "2022Q2", None]),
    ],
)
def test_the_last_period_that_was_said_of_a_figure_goes_on(text, wanted):
    assert periods(text) == wanted


ROW = ("税费收入", "亿元")


@pytest.mark.parametrize(
    ("caption", "heads", "wanted"),
    [
        ("2022年三季度情况", ("本年累计", "累计数", "全年累计"), [None, None, None]),
        ("2022年上半年情况", ("本年累计", "累计数", "上年同期"), ["2022H1", "2022H1", "2021H1"]),
        ("2022年情况", ("上半年", "上年同期", "三季度", "上年同期"), ["2022H1", "2021H1", "2022Q3", "2021Q3"]),
        ("2022年情况", ("一季度", "二季度", "三季度", "四季度", "合计"), ["2022Q1", "2022Q2", "2022Q3", "2022Q4", "2022"]),
        ("2022年情况", ("一季度", "二季度", "合计"), ["2022Q1", "2022Q2", "2022H1"]),
        ("2022年情况", ("一季度", "三季度", "合计"), ["2022Q1", "2022Q3", None]),
        ("两年情况", ("2021年", "2022年", "合计"), ["2021", "2022", None]),
        ("2022年情况", ("三季度", "上年"), ["2022Q3", None]),
    ],
)  # fmt: skip
def test_columns_of_periods(caption, heads, wanted):
    rows = (("指标", "单位", *heads), (*ROW, *["**"] * len(heads)))
    assert periods_of_table(table(caption, *rows)) == wanted


def test_rows_of_periods():
    rows = [("期间", "谈心谈话（人次）")] + [
        (words, "**") for words in ("一季度", "二季度", "小计", "上年同期", "三季度累计", "截至三季度末", "1-9月累计")
    ]
    assert periods_of_table(table("2022年情况", *rows)) == [
        "2022Q1", "2022Q2", "2022H1", "2021Q2", None, TO_SEPTEMBER, TO_SEPTEMBER,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022年总结暨2023年打算\n一、2022年情况\n谈心谈话**人次。\n二、2023年打算\n谈心谈话**人次。", ["2022", None]),
        ("2022年总结和2023年工作安排\n一、工作回顾\n谈心谈话**人次。\n二、党建\n谈心谈话**人次。", ["2022", None]),
        ("2022年总结及2023年工作计划\n谈心谈话**人次。", [None]),
        ("2021年总结及2022年工作计划\n一、2022年主要工作\n谈心谈话**人次。", [None]),
        ("2022年上半年总结及下半年计划\n一、上半年情况\n谈心谈话**人次。\n二、下半年计划\n谈心谈话**人次。", ["2022H1", None]),
        ("2022年上半年总结及下半年重点任务\n谈心谈话**人次。", [None]),
    ],
)  # fmt: skip
def test_the_plan_in_a_title_is_not_that_of_the_section_on_what_was_done(text, wanted):
    assert periods(text) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "防汛期，", "年度申报期，", "征期内，", "攻坚阶段，", "特殊时期，", "新办公楼启用后，", "县区局机构改革之后，", "党代会召开之际，", "系统切换前，", "主题教育中，", "紧盯中秋等节点，",
        "抗疫三年，", "近年来，", "多年来，", "这些年，", "巡察整改期间，", "春节后至6月底，", "国庆节后至年底，", "专班成立至8月底，", "专项行动启动到11月底，",
        "从开春到6月底，", "新政出台后至年末，", "政策实施首季，", "截至报告日，", "截至发稿时，", "截至检查之日，",
    ],
)  # fmt: skip
def test_a_time_that_is_no_whole_months_asks_until_another_is_said(words):
    assert periods(f"{words}谈心谈话**人次，集中学习**次。") == [None, None]
    assert periods(f"{words}我局迎难而上，谈心谈话**人次。") == [None]
    assert periods(f"{words}我局迎难而上，全年谈心谈话**人次。") == ["2022"]


@pytest.mark.parametrize("words", ["至6月底，", "到6月底，", "年初至6月底，", "从年初到6月底，", "我局至6月底"])
def test_up_to_a_month_is_from_january_on_where_no_other_day_is_said(words):
    assert periods(f"{words}集中学习**次。") == ["2022H1"]


@pytest.mark.parametrize(
    "words",
    [
        "此后，",
        "随后，",
        "定期，",
        "经党委会研究同意后，",
        "走在前，",
        "目前，",
        "工作不落后，",
        "按期，",
        "截至目前，",
    ],
)
def test_what_only_sounds_like_a_time_does_not_ask(words):
    assert periods(f"{words}集中学习**次。") == ["2022"]
