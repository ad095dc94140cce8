"""A time, a plan or a demand said once holds for what is listed behind it, over ； and 。; times that are no months ask."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims

CATALOGUE = load_catalogue()


def found(text):
    """The periods of the blanks, None where one asks."""
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    bound = bind_all(CATALOGUE, text, 2022, [*blanks, *find_claims(text)])
    return [b.period if b.metric else None for b in bound[: len(blanks)]]


@pytest.mark.parametrize("mark", ["；", "。"])
@pytest.mark.parametrize(
    "time",
    ["截至6月30日", "截至6月底", "截至9月30日", "国庆期间", "自7月1日起", "党的二十大召开以来", "任现职以来", "明年"],
)
def test_a_time_goes_on_to_what_is_listed_behind_it(time, mark):
    assert found(f"{time}，谈心谈话**人次{mark}放映警示教育片**场。")[1] is None
    assert found(f"{time}，谈心谈话**人次{mark}2022年全年放映警示教育片**场。")[1] == "2022"
    assert found(f"全年放映警示教育片**场。{time}，谈心谈话**人次。")[0] == "2022"


def test_a_time_without_figures_holds_for_the_next_sentence_and_one_said_since_ends_it():
    assert found("明年，我们将持续发力。开展谈心谈话**人次。") == [None]
    assert found("国庆期间，加强值班。全局上下严守纪律。开展谈心谈话**人次。") == ["2022"]
    assert found("国庆期间，开展谈心谈话**人次。今年，我局持续用力。放映警示教育片**场。") == [None, "2022"]


@pytest.mark.parametrize(
    "plan",
    [
        "力争谈心谈话**人次",
        "计划谈心谈话**人次",
        "目标是谈心谈话**人次",
        "上级要求谈心谈话**人次",
        "每周谈心谈话**人次",
        "每周，谈心谈话**人次",
    ],
)
def test_a_plan_goes_on_behind_a_semicolon_until_something_is_done(plan):
    assert found(f"{plan}；放映警示教育片**场。") == [None, None]
    assert found(f"{plan}；全年放映警示教育片**场。") == [None, "2022"]


def test_how_it_was_done_is_no_plan():
    assert found("按照上级要求，谈心谈话**人次；按计划放映警示教育片**场。")[0] == "2022"
    assert found("上级要求，谈心谈话**人次。") == [None]
    assert found("制定工作计划3个；谈心谈话**人次。") == ["2022"]
    assert found("（截至6月30日）谈心谈话**人次；放映警示教育片**场。") == ["2022H1", None]


@pytest.mark.parametrize(
    "time",
    [
        "近三个月，",
        "近两个月，",
        "上个月，",
        "下个月，",
        "最后一个月，",
        "五一端午，",
        "新的一年，",
        "次年，",
        "下季度，",
        "6月底前，",
        "Q1，",
        "大前年",
        "上上年",
        "从2021年起",
    ],
)
def test_a_time_that_is_no_months_of_the_year_asks(time):
    assert found(f"{time}谈心谈话**人次。") == [None]


@pytest.mark.parametrize("said", ["我作为分管领导，谈心谈话**人次。", "按照财政口径，税收收入**亿元。"])
def test_one_persons_share_and_another_offices_reckoning_ask(said):
    assert found(said) == [None]


def test_the_head_of_the_bureau_speaks_for_it():
    assert found("我作为党委书记、局长，全年谈心谈话**人次。") == ["2022"]


@pytest.mark.parametrize(
    "time",
    [
        "征期内",
        "元旦、春节前后",
        "国庆假期",
        "税收宣传月期间",
        "民法典宣传教育月期间",
        "活动启动后",
        "履新后",
        "年底前",
        "近一个时期",
        "在为期三个月的专项整治中",
        "翌年",
    ],
)
def test_an_event_goes_on_over_semicolons_and_full_stops(time):
    words = f"{time}，谈心谈话**人次；组织税费收入**亿元。放映警示教育片**场。全年集中学习**次。"
    assert found(words)[:3] == [None, None, None]
    assert found(words)[3] == "2022" or "宣传月" in time


@pytest.mark.parametrize(
    "opens",
    [
        "将开展",
        "原定开展",
        "配合县纪委开展",
        "市局对我局开展",
        "各税务所开展",
        "每个支部开展",
        "纪检组组长开展",
        "本人开展",
    ],
)
def test_a_plan_and_another_body_go_on_behind_a_semicolon(opens):
    assert found(f"{opens}专项监督检查**次；谈心谈话**人次。") == [None, None]
    assert found(f"{opens}专项监督检查**次；全局谈心谈话**人次。")[1] == "2022"
    assert found(f"{opens}专项监督检查**次。全局集中学习**次；谈心谈话**人次。")[1:] == ["2022", "2022"]


def test_what_is_counted_says_nothing_behind_a_semicolon():
    assert found("放映廉政片**场；谈心谈话**人次；个人所得税**亿元；税费收入**亿元。")[1::2] == ["2022", "2022"]
    assert found("目标任务：谈心谈话**人次；放映警示教育片**场。") == [None, None]
    assert found("力争谈心谈话**人次；放映警示教育片**场。集中学习**次。")[2] is None
    assert found("力争谈心谈话**人次。全年集中学习**次。专题研讨**次。")[1:] == ["2022", "2022"]


@pytest.mark.parametrize(
    "opens",
    [
        "11月以来，",
        "今年11月以来，",
        "未来一年，",
        "攻坚月里，",
        "作风建设年活动中，",
        "疫情封控的两个月里，",
        "90天里，",
        "连日来，",
        "以往，",
        "转年，",
        "年初确定的目标是：",
        "上级核定任务：",
        "任务清单明确：",
        "绩效指标设定：",
        "考核标准：",
        "若不考虑退税因素，",
        "还需",
        "应办理",
        "可办理",
    ],
)
def test_a_time_without_months_and_what_was_set_ask(opens):
    assert found(f"{opens}退税减税降费**亿元。") == [None]


def test_what_was_done_and_how_is_no_plan():
    assert found("1月以来，谈心谈话**人次。") == ["2022"]
    assert found("主要任务完成情况：谈心谈话**人次。") == ["2022"]
    assert found("落实绩效考核要求，我局谈心谈话**人次。") == ["2022"]
    assert found("应退尽退，办理退税减税降费**亿元。") == ["2022"]
