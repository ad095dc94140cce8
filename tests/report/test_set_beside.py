"""Times and amounts that a figure is set beside, means said ahead, and what takes up the figure before it."""

import pytest

from metrics.definitions import load_catalogue
from metrics.measure import open_measurer
from report.binding.bind import bind_all
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from report.inspection import inspect
from tests.report.plain import Text
from warehouse import snapshots
from warehouse.places import Places

CATALOGUE = load_catalogue()
TALKS, CHECKS, STUDY, SEMINARS = (
    "heart_to_heart_talks",
    "special_inspections",
    "party_study_sessions",
    "party_seminars",
)
TOTAL, TAX, SAME, GROWTH = "revenue_total", "revenue_tax", "revenue_same_basis", "revenue_growth_same_basis"
REFUND, RELIEF = "credit_refund_amount", "relief_amount"


@pytest.fixture(scope="module")
def measurer(sample_copy):
    yield open_measurer(Places(sample_copy))
    snapshots.close_all()


def bound(text):
    """Metric and period of each number blank; None where it asks."""
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    found = bind_all(CATALOGUE, text, 2022, [*blanks, *find_claims(text)])
    return [(b.metric, b.period) if b.metric else None for b in found[: len(blanks)]]


@pytest.mark.parametrize(
    ("now", "beside", "period"),
    [
        ("2022年", "是2021年**人次的**倍", "2022"),
        ("2022年", "相当于上年**人次的**倍", "2022"),
        ("2022年", "达到去年**人次的两倍", "2022"),
        ("2022年", "与2021年**人次基本持平", "2022"),
        ("2022年", "同2021年的**人次相比有所增加", "2022"),
        ("2022年", "刷新了2021年**人次的纪录", "2022"),
        ("2022年", "上年**人次、前年**人次", "2022"),
        ("三季度", "是二季度**人次的**倍", "2022Q3"),
        ("三季度", "超过二季度的**人次", "2022Q3"),
        ("三季度", "比二季度的**人次增加**人次", "2022Q3"),
        ("三季度", "与二季度**人次基本持平", "2022Q3"),
    ],
)
def test_the_time_that_a_figure_is_set_beside_does_not_go_on(now, beside, period):
    found = bound(f"{now}谈心谈话**人次，{beside}，专项监督检查**次。")
    assert found[0] == (TALKS, period)
    assert found[-1] == (CHECKS, period)


def test_a_time_that_is_told_of_anew_goes_on_or_asks():
    assert bound("2020年集中学习**次，2021年集中学习**次、专题研讨**次，谈心谈话**人次。")[1:] == [
        (STUDY, "2021"),
        (SEMINARS, "2021"),
        (TALKS, "2021"),
    ]
    assert bound("2022年集中学习**次，2021年集中学习**次，谈心谈话**人次。")[1:] == [(STUDY, "2021"), None]
    assert bound("2022年集中学习**次，党委2021年集中学习**次，谈心谈话**人次。")[2] is None


def test_the_year_before_the_year_before_is_not_all_earlier_years():
    assert bound("前年税费收入**亿元。") == [(TOTAL, "2020")]
    assert bound("以前年度税费收入**亿元。") == [None]


@pytest.mark.parametrize("until", ["截至11月底，", "截至9月30日，", "截止10月，", "到三季度末，"])
def test_a_year_behind_a_time_in_it_asks(until):
    assert bound(f"{until}全年集中学习**次。") == [None]


def test_a_year_at_its_end_is_the_year():
    assert bound("截至12月底，全年集中学习**次。") == [(STUDY, "2022")]
    assert bound("截至11月底集中学习**次，全年集中学习**次。")[1] == (STUDY, "2022")


def test_another_time_in_brackets_behind_a_figure_asks():
    assert bound("全年税费收入**亿元（1—11月）。") == [None]
    assert bound("全年税费收入**亿元（截至11月底）。") == [None]
    assert bound("全年税费收入**亿元（2022年）。") == [(TOTAL, "2022")]
    assert bound("全年税费收入**亿元（上年**亿元）。")[0] == (TOTAL, "2022")


@pytest.mark.parametrize("ahead", ["按月均计算", "按季度算", "按月平均计算", "折合每月", "按人均算"])
def test_a_mean_said_ahead_is_no_total(ahead):
    assert bound(f"{ahead}，全年专项监督检查**次。") == [None]


def test_days_are_how_a_mean_of_days_is_reckoned():
    assert bound("按工作日计算，全年日均接听咨询电话***次。") == [("hotline_daily_calls", "2022")]


def test_a_whole_of_which_a_part_is_left_out_by_definition_asks():
    assert bound("全年党委集中学习**次（其中支部**次）。")[0] is None
    assert bound("全年退税减税降费**亿元，其中留抵退税**亿元、缓税缓费**亿元。")[0] is None
    assert bound("全年退税减税降费**亿元，其中留抵退税**亿元。") == [(RELIEF, "2022"), (REFUND, "2022")]
    assert bound("全年党委集中学习**次（不含支部学习**次）。")[0] in {(STUDY, "2022"), None}


def test_this_quarter_holds_until_another_time_is_said():
    head = "2022年第三季度工作报告\n\n一、收入\n"
    text = f"{head}当季办理退税减税降费*.**亿元，前三季度累计*.**亿元，惠及纳税人****户。"
    assert bound(text) == [(RELIEF, "2022Q3"), None, None]
    assert bound(f"{head}当季谈心谈话**人次，专项监督检查**次。") == [(TALKS, "2022Q3"), (CHECKS, "2022Q3")]


def test_the_next_quarter_is_of_what_the_one_before_is():
    text = "全年组织税费收入**亿元，其中一季度**亿元、二季度**亿元、三季度**亿元、四季度**亿元。"
    assert bound(text) == [(TOTAL, p) for p in ("2022", "2022Q1", "2022Q2", "2022Q3", "2022Q4")]
    assert bound("2021年一季度税收收入**亿元，二季度入库**亿元。") == [(TAX, "2021Q1"), (TAX, "2021Q2")]
    assert bound("三季度预计税收收入**亿元、四季度**亿元。") == [None, None]


@pytest.mark.parametrize(
    "before",
    [
        "一季度税费收入**亿元，其中税收收入**亿元",
        "一季度税收收入**亿元、社保费**亿元",
        "一季度税收收入**亿元，社保费**亿元",
    ],
)
def test_the_next_quarter_behind_two_amounts_may_be_of_either(before):
    assert bound(f"{before}，二季度**亿元。")[2] is None


def test_the_same_basis_takes_up_the_amount_before_it():
    assert bound("上半年税费收入**亿元，同比下降9.1%（自然口径）；按同口径计算为**亿元，增长**%。") == [
        (TOTAL, "2022H1"),
        (SAME, "2022H1"),
        (GROWTH, "2022H1"),
    ]
    assert bound("全年税费收入**亿元，其中税收收入**亿元；按同口径计算为**亿元，增长**%。")[2:] == [None, None]
    assert bound("全市税费收入**亿元；按同口径计算为**亿元。") == [None, None]


@pytest.mark.parametrize(
    ("before", "periods"),
    [
        ("全年税费收入**亿元，上年为**亿元；", ["2022", "2021"]),
        ("税费收入**亿元，上年同期**亿元，", ["2022", "2021"]),
        ("全年税费收入**亿元，2021年、2020年分别为**亿元、**亿元，", ["2022", "2021", "2020"]),
        ("四季度税费收入**亿元，三季度**亿元，", ["2022Q4", "2022Q3"]),
        ("2022年税费收入**亿元，2021年税费收入**亿元，", ["2022", "2021"]),
        ("全年税费收入**亿元，四季度**亿元，", ["2022", "2022Q4"]),
    ],
)
def test_the_same_basis_behind_two_times_asks(before, periods):
    told = [(TOTAL, period) for period in periods]
    assert bound(f"{before}按同口径计算为**亿元，增长**%。") == [*told, None, None]


def test_the_same_basis_behind_two_times_that_go_forward_or_are_stated():
    after = "；按同口径计算为**亿元，增长**%。"
    assert bound(f"全年税费收入38.62亿元，上年40.40亿元{after}") == [None, None]
    text = f"2021年税费收入**亿元，2022年税费收入**亿元{after}"
    assert bound(text) == [(TOTAL, "2021"), (TOTAL, "2022"), (SAME, "2022"), (GROWTH, "2022")]


def test_what_is_left_when_the_refunds_are_taken_off_is_no_basis():
    same = [(TOTAL, "2022"), (SAME, "2022"), (GROWTH, "2022")]
    assert bound("全年税费收入**亿元，扣除留抵退税后为**亿元，增长**%。")[1:] == [None, None]
    assert bound("税费收入扣除留抵退税后**亿元，增长**%。") == [None, None]
    assert bound("全年税费收入**亿元，扣除留抵退税因素后为**亿元，增长**%。") == same
    assert bound("全年税费收入**亿元，还原留抵退税后为**亿元，增长**%。") == same


@pytest.mark.parametrize("item", ["纳税人满意率", "缴费人满意度", "服务满意率", "全年纳税人满意率"])
def test_an_item_that_says_whose_it_is_takes_no_other_from_the_list(item):
    assert bound(f"热线接通率、{item}分别为**%、**%。")[1] is None


def test_an_item_with_its_time_is_still_bare():
    assert bound("热线接通率、全年满意度分别为**%、**%。")[1] == ("hotline_satisfaction", "2022")


@pytest.mark.parametrize("lead", ["**一、党建工作。** 市局党委", "**一、党建工作。**市局党委"])
def test_a_lead_in_bold_does_not_hide_whose_the_figure_is(lead):
    assert bound(f"{lead}集中学习**次。") == [None]


def test_whose_a_list_is_may_be_said_of_its_first_item_alone():
    rates = [("hotline_answer_rate", "2022"), ("hotline_satisfaction", "2022")]
    assert bound("热线全年接通率、满意率分别达到**%、**%。") == rates
    assert bound("2022年热线接通率和满意率分别达**%和**%。") == rates
    assert bound("接通率、满意率分别达到**%、**%。") == [None, None]
    assert bound("热线接通率、办税满意率分别达到**%、**%。")[1] is None


def test_an_amount_may_be_said_to_exceed_in_one_character():
    assert bound("全年税费收入逾**亿元。") == [(TOTAL, "2022")]


def said(measurer, text):
    found = inspect(Text(text), 2022, measurer)
    return [c.claim.text for c in found.claims if c.status == "mismatch"] + [f.message for f in found.findings]


def test_a_mean_of_the_year_before_was_rounded_too(measurer):
    assert said(measurer, "工作日日均接听咨询电话330余次，较上年日均302次增长12.3%。") == []
    wrong = said(measurer, "工作日日均接听咨询电话330余次，较上年日均312次增长12.3%。")
    assert any("312次" in message for message in wrong)
    assert said(measurer, "日均办理302件，增加到339件，增长12.4%。") == []


def test_a_multiple_of_last_years_amount_leaves_the_next_amount_this_years(measurer):
    text = "2022年留抵退税5.72亿元，是上年0.75亿元的7.6倍，占退税减税降费9.84亿元的58.1%。"
    assert said(measurer, text) == []


def test_one_thing_at_each_of_several_times():
    quarters = [f"2022Q{n}" for n in range(1, 5)]
    assert bound("四个季度税费收入分别为**亿元、**亿元、**亿元、**亿元。") == [(TOTAL, q) for q in quarters]
    text = "2020年至2022年，税费收入分别为**.**亿元、**.**亿元和**.**亿元。"
    assert bound(text) == [(TOTAL, str(year)) for year in (2020, 2021, 2022)]
    assert bound("2021—2022年集中学习分别为**次、**次。") == [(STUDY, "2021"), (STUDY, "2022")]


@pytest.mark.parametrize(
    "text",
    [
        "2021年至2022年，集中学习分别为**次、**次、**次。",
        "2021年至2022年，集中学习、专题研讨分别为**次、**次。",
        "2022年至2020年，税费收入分别为**亿元、**亿元、**亿元、**亿元。",
        "2020年至2022年，全市税费收入分别为**亿元、**亿元、**亿元。",
        "四个季度，支部集中学习分别为**次、**次、**次、**次。",
    ],
)
def test_times_and_figures_that_do_not_pair_ask(text):
    assert set(bound(text)) == {None}


def test_a_mean_of_days_may_be_of_all_days(measurer):
    assert said(measurer, "2022年热线日均接听232次。") == []
    assert said(measurer, "2022年热线工作日日均接听232次。") != []
    assert said(measurer, "2022年热线日均接听262次。") != []
    assert bound("2022年热线工作日日均接听**次，日均接听**次。") == [("hotline_daily_calls", "2022"), None]
    assert bound("2022年接听电话**次，日均**次，工作日日均**次。")[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "按工作日计算，热线日均接听232次。",
        "全年249个工作日，热线日均接听232次。",
        "热线日均接听232次（按工作日计算）。",
        "热线日均接听232次（工作日）。",
        "日均接听咨询电话232次，按工作日计算。",
        "按照工作日口径，热线2021年日均接听207次。",
        "按自然口径，税费收入增长7.7%。",
    ],
)
def test_a_basis_that_the_sentence_says_is_the_one_it_is_held_against(measurer, text):
    assert said(measurer, text) != []


def test_no_rule_calls_wrong_what_is_asked_for_its_basis(measurer):
    assert said(measurer, "2021年热线日均接听302次，2022年日均接听232次。") == []
    assert said(measurer, "2021年热线日均接听302次，2022年日均接听262次。") != []


RATE, DAILY, TIMES = "hotline_answer_rate", "hotline_daily_calls", "relief_taxpayer_times"


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("退税降费**亿元（其中留抵退税**亿元），办理缓税缓费**亿元。", [RELIEF, REFUND, "relief_deferred"]),
        ("党委集中学习**次，其中专题学习**次，各支部开展主题党日**次。", [STUDY, None, None]),
        ("党委集中学习**次、专题研讨**次（其中邀请支部书记列席*次）。", [STUDY, SEMINARS, None]),
        ("专题研讨**次，其中党支部书记参加**人。", [SEMINARS, None]),
        (
            "改选机关纪委书记*名、委员*名，其中女性书记*名。",
            ["discipline_secretaries_elected", "discipline_members_elected", None],
        ),
        ("享受退税降费***户次（其中小规模纳税人**户次），缓缴税费**户次。", [TIMES, None, None]),
    ],
)
def test_what_stands_behind_the_parts_is_none_of_them(text, metrics):
    assert [found and found[0] for found in bound(text)] == metrics


@pytest.mark.parametrize(
    "text",
    [
        "党委集中学习**次，其中支部**次。",
        "党委集中学习**次，其中专题学习**次，支部**次。",
        "办理退税降费**亿元，其中出口退税企业享受**亿元。",
        "办理退税降费**亿元，其中留抵退税**亿元，出口退税**亿元。",
        "改选机关纪委委员*名（其中书记*名）。",
    ],
)
def test_a_part_that_is_left_out_by_definition_asks_for_the_whole(text):
    assert bound(text)[0] is None


def test_a_stated_whole_with_another_amount_behind_its_bracket_is_checked(measurer):
    text = "退税降费9.48亿元（其中留抵退税5.72亿元），办理缓税缓费2.25亿元。"
    assert "9.48亿元" in said(measurer, text)


def test_a_quarter_behind_one_thing_at_two_times_is_of_that():
    assert bound("全年集中学习46次，上年42次，四季度**次。") == [(STUDY, "2022Q4")]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("11月税费收入**亿元（当月）。", "2022-11"),
        ("11月税费收入**亿元（本月）。", "2022-11"),
        ("四季度税费收入**亿元（当季）。", "2022Q4"),
    ],
)
def test_the_same_time_in_brackets_says_nothing_new(text, period):
    assert bound(text) == [(TOTAL, period)]
    assert bound("全年税费收入**亿元（当季）。") == [None]


@pytest.mark.parametrize("between", ["超过三季度的**次", "为全年工作收官", "完成2021年问题整改"])
def test_this_quarter_holds_behind_a_time_that_is_only_mentioned(between):
    text = f"2022年四季度工作情况\n\n当季集中学习**次，{between}，谈心谈话**人次。"
    assert [bound(text)[at] for at in (0, -1)] == [(STUDY, "2022Q4"), (TALKS, "2022Q4")]


@pytest.mark.parametrize("said_before", ["下设4个税务分局", "新建1个税务分局", "加强3个税务分局建设"])
def test_offices_that_we_have_or_make_are_no_others_who_act(said_before):
    assert bound(f"{said_before}，集中学习**次。") == [(STUDY, "2022")]
    assert bound("4个税务分局集中学习**次。") == [None]


def test_only_another_mean_of_calls_makes_a_mean_of_days_doubtful():
    assert bound("热线日均接听**次，每个工作日平均受理工单*件。")[0] == (DAILY, "2022")
    assert bound("热线日均接听**次，节假日无休，接通率**%。") == [(DAILY, "2022"), (RATE, "2022")]
    assert bound("热线日均接听**次，工作日**次，节假日**次。") == [None, None, None]


def test_one_thing_at_each_quarter_with_harmless_words(measurer):
    assert said(measurer, "四个季度热线日均接听分别为343次、377次、321次、317次。") == []
    assert "300次" in said(measurer, "四个季度热线日均接听分别为343次、300次、321次、317次。")
    quarters = [(RATE, f"2022Q{n}") for n in range(1, 5)]
    assert bound("四个季度，热线接通率分别达到了**%、**%、**%、**%。") == quarters


def test_a_time_behind_the_hotline_makes_no_line_of_it():
    assert bound("热线上半年接通率、满意率分别为**%、**%。") == [(RATE, "2022H1"), ("hotline_satisfaction", "2022H1")]
    assert bound("线上接通率**%。") == [None]


@pytest.mark.parametrize(
    "text",
    ["每月集中学习由上年的42次增加到46次，增长11.5%。", "党委每月组织集中学习46次，比上年42次增加5次。"],
)
def test_a_count_of_each_month_is_no_mean(measurer, text):
    assert said(measurer, text) != []
