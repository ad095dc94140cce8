"""Periods that a sentence only mentions: of a thing, of a starting point, of a figure that another is set beside."""

from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.document import read_bytes
from report.finding.blanks import find_blanks
from report.inspection import figures_of

CATALOGUE = load_catalogue()
TITLE = "国家税务总局青禾区税务局2022年工作总结\n"
TALKS, CHECKS, FILMS, STUDY, SEMINARS = (
    "heart_to_heart_talks",
    "special_inspections",
    "warning_film_screenings",
    "party_study_sessions",
    "party_seminars",
)
TOTAL, TAX = "revenue_total", "revenue_tax"


def bound(text, *, stated=False):
    """Metric and period of each number blank, or of each stated figure; None where it asks."""
    blanks, claims = figures_of(read_bytes(text.encode(), Path("report.md")), CATALOGUE)
    figures = sorted([*(b for b in blanks if b.kind == "number"), *claims], key=lambda f: f.start)
    found = bind_all(CATALOGUE, text, 2022, figures)
    wanted = claims if stated else [f for f in figures if f not in claims]
    return [b and b.metric and (b.metric, b.period) for f, b in zip(figures, found, strict=True) if f in wanted]


def of(year, *metrics):
    return [(metric, year) for metric in metrics]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # where a change begins
        ("集中学习由上年的42次增加到**次，专题研讨**次。", of("2022", STUDY, SEMINARS)),
        ("谈心谈话从去年的88人次，提高到96人次，观看警示教育片**场，开展专项监督检查**次。", of("2022", FILMS, CHECKS)),
        ("热线接通率由上年的88.1%提高到90.5%，全年热线满意率**%。", of("2022", "hotline_satisfaction")),
        ("热线接通率由上年的88.1%提高到90.5%。热线满意率**%。", of("2022", "hotline_satisfaction")),
        ("谈心谈话由上半年的39人次增加到全年的**人次，专项监督检查**次。", of("2022", TALKS, CHECKS)),
        ("谈心谈话由上半年的39人次增加到下半年的**人次，专项监督检查**次。", [(TALKS, "2022H2"), None]),
        ("从上年的情况看，税费收入为**亿元。", [None]),
        # what another is set beside
        ("谈心谈话**人次，上年为88人次，观看警示教育片**场。", of("2022", TALKS, FILMS)),
        ("1—9月谈心谈话**人次，上年同期为52人次，观看警示教育片**场。", [(TALKS, "2022-01..2022-09"), None]),
        ("组织税费收入**亿元，其中上年结转0.3亿元，税收收入**亿元。", [(TOTAL, "2022"), None]),
        ("上半年谈心谈话39人次，下半年57人次，专项监督检查**次。", [None]),
        # of a thing
        ("延续上年良好势头，组织税费收入**亿元，税收收入**亿元。", of("2022", TOTAL, TAX)),
        ("深化2021年巡察整改成果，开展专项监督检查**次，谈心谈话**人次。", of("2022", CHECKS, TALKS)),
        ("贯彻2021年12月中央经济工作会议精神，组织税费收入**亿元。", of("2022", TOTAL)),
        ("对照2021年度考核短板，开展谈心谈话**人次。", of("2022", TALKS)),
        ("2021年成立的青年理论学习小组发挥作用，召开青年干部座谈会**次。", of("2022", "youth_forums")),
        ("针对上年市局巡察反馈的问题，完成整改**条。", [None]),
        ("2021年度汇算清缴顺利完成，组织税费收入**亿元。", [None]),
        ("面对2021年严峻形势，组织税费收入**亿元。", [None]),
        ("扭转了一季度的下滑，组织税费收入**亿元。", [None]),
        # when
        ("2021年，谈心谈话**人次，观看警示教育片**场。", of("2021", TALKS, FILMS)),
        ("2021年我局奋力拼搏，谈心谈话**人次。", of("2021", TALKS)),
        ("回顾2021年，谈心谈话**人次。", of("2021", TALKS)),
        ("【监督】三季度，谈心谈话**人次。", of("2022Q3", TALKS)),
        ("2021年，疫情反复。谈心谈话**人次。", [None]),
        # since a year
        ("自2015年成立以来，青年理论学习小组成效明显。全年召开青年干部座谈会**次，谈心谈话**人次。",
         of("2022", "youth_forums", TALKS)),
        ("自2015年成立以来，青年理论学习小组成效明显。召开青年干部座谈会**次。", [None]),
    ],
)  # fmt: skip
def test_a_period_that_is_only_mentioned_goes_on_to_no_figure(text, wanted):
    assert bound(f"{TITLE}{text}") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("谈心谈话由2021年的88人次增加到96人次，专项监督检查16次。", (CHECKS, "2022")),
        ("税费收入由上年的40.4亿元下降到38.62亿元，税收收入28.12亿元。", (TAX, "2022")),
        ("平均等待时间由上年的32.2秒缩短到19.6秒，热线满意率98.6%。", ("hotline_satisfaction", "2022")),
    ],
)
def test_a_stated_figure_behind_a_change_is_of_the_report(text, wanted):
    assert bound(f"{TITLE}{text}", stated=True)[-1] == wanted


def test_a_figure_behind_a_comparison_is_of_the_year_or_not_known():
    text = f"{TITLE}组织税费收入38.62亿元，上年为40.4亿元，其中税收收入28.12亿元。"
    assert bound(text, stated=True)[-1] in {(TAX, "2022"), None}


def test_an_opening_on_a_plan_of_five_years_says_no_time():
    text = f"{TITLE}2022年是“十四五”规划承上启下的关键之年。\n一、抓收入\n组织税费收入**亿元。\n"
    assert bound(text) == of("2022", TOTAL)
    assert bound(f"{TITLE}“十四五”时期，组织税费收入**亿元。") == [None]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("组织税费收入**亿元，完成年度目标的**%，同比下降**%，同口径增长**%。",
         [TOTAL, "revenue_target_progress", "revenue_growth", "revenue_growth_same_basis"]),
        ("组织税费收入**亿元，按同口径计算增长**%。", [TOTAL, "revenue_growth_same_basis"]),
        ("组织税费收入**亿元，剔除留抵退税因素后同口径增长**%，其中税收收入**亿元、社保费**亿元、非税收入**亿元。",
         [TOTAL, "revenue_growth_same_basis", TAX, "revenue_social", "revenue_nontax"]),
    ],
)  # fmt: skip
def test_rates_behind_an_amount_are_of_the_amount(text, metrics):
    assert bound(f"{TITLE}{text}") == of("2022", *metrics)


def test_rates_are_of_the_amount_and_not_of_what_stands_before_it():
    text = "坚持依法征税，坚决不收过头税费，全年组织税费收入**亿元，完成年度目标的**%，同比下降**%，同口径增长**%。"
    assert bound(f"{TITLE}{text}")[2:] == of("2022", "revenue_growth", "revenue_growth_same_basis")


@pytest.mark.parametrize(
    "column", ["上年实际", "2021年合计", "2021年税费收入", "2021年完成情况", "上年决算数", "2021年"]
)
def test_the_name_of_a_column_is_when(column):
    said = f"{TITLE}{column}，谈心谈话**人次。"
    assert bound(said) == of("2021", TALKS)


def test_a_basis_of_an_amount_still_goes_on():
    assert bound(f"{TITLE}剔除留抵退税因素后，组织税费收入**亿元，税收收入**亿元。")[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "从三季度的态势看，收入稳步回升至正常水平，税费收入**亿元。",
        "从去年的情况看，上半年工作转变为常态，集中学习**次。",
    ],
)
def test_a_period_of_one_clause_is_no_starting_point_of_another(text):
    blank = next(b for b in find_blanks(text) if b.kind == "number")
    (found,) = bind_all(CATALOGUE, text, 2022, [blank])
    assert found.status == "ask" or found.period != "2022"
