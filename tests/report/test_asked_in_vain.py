"""Sentences that asked although every reader knows the answer, and their neighbours that must go on asking."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims

CATALOGUE = load_catalogue()
KINDS, ISSUES, CLOSED, SHARE = "inspection_issue_kinds", "inspection_issues", "inspection_issues_closed", "inspection_closed_share"  # fmt: skip
BODY = "一、主要工作\n放映警示教育片**场，谈心谈话**人次。\n"


def bindings(text):
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    return bind_all(CATALOGUE, text, 2022, [*blanks, *find_claims(text)])[: len(blanks)]


def found(text):
    """The metric and the period of each blank, None where one asks."""
    return [(b.metric, b.period) if b.metric else None for b in bindings(text)]


def metrics(text):
    return [b.metric for b in bindings(text)]


LETTERHEAD = "{}\n第8期\n{} 2022年9月5日\n我区前8月退税减税降费政策落实见成效\n8月份，我局办理退税降费**亿元。咨询热线8月日均接听咨询电话***次。\n"


@pytest.mark.parametrize("masthead", ["税务工作简报", "党 建 专 报", "税务信息（增刊）"])
def test_the_office_that_makes_a_newsletter_speaks_for_the_bureau(masthead):
    text = LETTERHEAD.format(masthead, "××区税务局办公室")
    assert found(text) == [("relief_amount", "2022-08"), ("hotline_daily_calls", "2022-08")]


@pytest.mark.parametrize(
    ("masthead", "maker"),
    [
        *(("税务工作简报", f"××区税务局{who}") for who in ("税政股", "第一税务所", "工会", "城关分局")),
        ("税务工作简报", "办公室"),
        ("办公室工作简报", "××区税务局办公室"),
        ("工作台账", "××区税务局办公室"),
    ],
)
def test_another_part_of_the_bureau_or_no_newsletter_asks(masthead, maker):
    assert metrics(LETTERHEAD.format(masthead, maker))[1] is None


@pytest.mark.parametrize(
    "who",
    ["市局党委第二巡察组向我局", "市局巡察组向我局党委", "市局党委巡察组对我局", "第三巡察组向我局"],
)
def test_the_group_that_reports_to_us_is_no_unknown_word(who):
    said = f"{who}反馈*类**条问题，已完成整改**条，整改完成率**%。"
    assert metrics(said) == [KINDS, ISSUES, CLOSED, SHARE]


@pytest.mark.parametrize(
    "who",
    [
        *("市局党委第二巡察组向乙县税务局反馈", "市局党委第二巡察组向各党支部反馈", "市局党委第二巡察组向我局移交"),
        *("区委第三巡察组向我局反馈", "省局巡察组向我局反馈", "市局专项督查组向我局反馈"),
        *("市局党委第二巡察组向我局第一税务所反馈", "市局党委第二巡察组向我局反馈选人用人方面"),
    ],
)
def test_a_group_that_reports_to_others_or_is_of_others_asks(who):
    assert metrics(f"{who}*类**条问题。") == [None, None]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2022年9月，市局党委第二巡察组向我局反馈**条问题，目前已完成整改**条", "2022-09"),
        ("9月，市局党委巡察反馈**条问题，已完成整改**条", "2022-09"),
        ("9月，市局党委巡察反馈**条问题，截至目前已完成整改**条", "2022-09"),
    ],
)
def test_what_is_done_by_now_is_not_of_the_month_in_which_it_was_asked(said, wanted):
    assert found(f"{said}，整改完成率**%。") == [(ISSUES, wanted), None, None]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("截至9月底，市局巡察反馈**条问题，已完成整改**条", ["2022-01..2022-09", "2022-01..2022-09"]),
        ("9月，市局巡察反馈**条问题，截至年底已完成整改**条", ["2022-09", "2022"]),
        ("2022年，市局巡察反馈**条问题，目前已完成整改**条", ["2022", "2022"]),
        ("12月，市局巡察反馈**条问题，目前已完成整改**条", ["2022-12", "2022-12"]),
    ],
)
def test_what_is_done_by_a_time_that_is_said_is_of_that(said, wanted):
    assert found(f"{said}。") == list(zip([ISSUES, CLOSED], wanted, strict=True))


REFUND = ("credit_refund_amount", "2022-01..2022-07")


@pytest.mark.parametrize(
    "said", ["留抵退税方面，1—7月份累计退付", "1—7月份，累计退付留抵退税", "1—7月，我局留抵退税累计退付"]
)
def test_a_refund_is_paid_back(said):
    assert found(f"{said}**亿元。") == [REFUND]


@pytest.mark.parametrize(
    "said",
    [
        *("存量留抵退税方面，1—7月份累计退付", "出口退税方面，1—7月份累计退付", "社保费方面，1—7月份累计退付"),
        *("1—7月份累计退付", "1—7月份社保费退付", "留抵退税方面，1—7月份预计退付", "留抵退税方面，1—7月份应退付"),
        *("留抵退税方面，1—7月份未退付", "留抵退税方面，1—7月份为制造业累计退付", "缓税缓费方面，1—7月份累计退付"),
    ],
)
def test_what_else_is_paid_back_asks(said):
    assert metrics(f"{said}**亿元。") == [None]


def test_a_reason_quotes_the_text_as_it_is_written():
    (binding,) = bindings("留抵退税方面，1—7月份累计受理申请**亿元。")
    assert "“1—7月份累计受理申请”" in binding.reason


QUARTERS = "一季度**亿元，二季度**亿元，三季度**亿元，四季度**亿元。"


@pytest.mark.parametrize("growth", ["", "，比上年增收*亿元", "，同比增长*%"])
@pytest.mark.parametrize("mark", ["。其中：", "；其中：", "。其中"])
def test_the_quarters_in_the_next_sentence_are_of_the_amount_that_opens_the_one_before(growth, mark):
    wanted = [("revenue_total", f"2022Q{quarter}") for quarter in (1, 2, 3, 4)]
    said = found(f"全年组织税费收入**亿元{growth}{mark}{QUARTERS}")
    assert said[0] == ("revenue_total", "2022")
    assert said[-4:] == wanted
    assert len(said) == 5 or said[1] is None


@pytest.mark.parametrize(
    "before",
    [
        *("全年组织税费收入**亿元，税收收入**亿元。其中：", "全年组织税费收入**亿元，其中税收收入**亿元。其中："),
        *("全市组织税费收入**亿元。其中：", "上半年组织税费收入**亿元。其中：", "全年税费收入目标**亿元。其中："),
        *(
            "全年组织税费收入**亿元，完成目标**亿元。其中：",
            "全年组织税费收入**亿元。\n其中：",
            "预计税费收入**亿元。其中：",
        ),
        "全年组织税费收入**亿元，比上年增收*亿元。其中，税收收入",
    ],
)
def test_quarters_of_more_than_one_amount_or_of_none_ask(before):
    assert metrics(before + QUARTERS)[-4] != "revenue_total"
    assert metrics(before + QUARTERS)[-3:] != ["revenue_total"] * 3


def test_the_parts_of_a_growth_are_no_parts_of_the_amount():
    assert (
        metrics("全年组织税费收入**亿元，比上年增收*亿元。其中：一季度增收*亿元，二季度增收*亿元。")[1:] == [None] * 3
    )


RATE = "revenue_growth_same_basis"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "全年税费收入**亿元，按同口径计算，增长**%。",
            "前10个月，全局税费收入完成**亿元，同比下降**%；还原留抵退税后增长**%。",
        ),
        *(
            "按自然口径计算，税费收入同比下降**%；按同口径计算，增长**%。",
            "税费收入**亿元，同比增长**%，按可比口径计算，同比增长**%。",
        ),
    ],
)
def test_the_other_rate_of_the_same_amount(said):
    assert metrics(said)[-1] == RATE


def test_the_other_rate_is_of_the_time_of_its_amount():
    assert found("前10个月，全局税费收入完成**亿元，同比下降**%；还原留抵退税后增长**%。")[-1] == (
        RATE,
        "2022-01..2022-10",
    )


@pytest.mark.parametrize(
    "said",
    [
        *(
            "税收收入**亿元，同比下降**%；还原留抵退税后增长**%。",
            "税费收入**亿元，其中税收收入**亿元，同比下降**%；按同口径计算，增长**%。",
        ),
        *(
            "税费收入完成年度目标的**%；还原留抵退税后增长**%。",
            "税费收入**亿元，税收收入**亿元，分别下降**%和**%；按同口径计算，增长**%。",
        ),
        *(
            "预计税费收入**亿元，同比下降**%；按同口径计算，增长**%。",
            "全年税费收入**亿元，同比下降**%；按同口径计算，税收收入增长**%。",
        ),
        "税收收入自然口径同比下降**%，按同口径计算，增长**%。",
    ],
)
def test_the_rate_of_another_amount_asks(said):
    assert metrics(said)[-1] is None


def test_up_to_the_end_of_a_quarter():
    assert found("截至三季度末，税费收入**亿元。截止第三季度末，税收收入**亿元。") == [
        ("revenue_total", "2022-01..2022-09"),
        ("revenue_tax", "2022-01..2022-09"),
    ]


@pytest.mark.parametrize(
    ("said", "metric", "period"),
    [
        ("一是税费收入稳中有进。全年入库**亿元，同比增长*%。", "revenue_total", "2022"),
        ("税费收入稳中有进，全年入库**亿元。", "revenue_total", "2022"),
        ("二是税费收入方面，1—11月累计入库**亿元。", "revenue_total", "2022-01..2022-11"),
        ("税收收入再创新高。截至11月底，共入库**亿元，其中增值税**亿元。", "revenue_tax", "2022-01..2022-11"),
        ("市局下达我局全年税费收入目标20亿元，截至11月底已入库**亿元。", "revenue_total", "2022-01..2022-11"),
        ("税费收入稳中有进。2021年入库**亿元。", "revenue_total", "2021"),
    ],
)
def test_what_came_in_is_of_the_revenue_named_right_before(said, metric, period):
    assert found(said)[0] == (metric, period)


def test_what_came_in_is_held_against_the_target_that_was_set():
    assert metrics("市局下达我局全年税费收入目标**亿元，截至11月底已入库**亿元。") == [None, "revenue_total"]


@pytest.mark.parametrize(
    "before",
    [
        *(
            "一是制造业税费收入稳中有进。",
            "城关税务所税费收入稳中有进。",
            "全市税费收入稳中有进。",
            "同口径税费收入稳中有进。",
        ),
        *(
            "税费收入稳中有进，税收收入稳步提升。",
            "企业所得税稳中有进，税费收入稳步提升。",
            "税费收入稳中有进。\n",
            "税费收入**亿元。",
        ),
        *(
            "加大风险应对，促进税费收入增长。",
            "税费收入风险管理持续加强。",
            "力争税费收入稳中有进。",
            "明年税费收入稳中有进。",
        ),
        *(
            "税费收入稳中有进。办理退税**亿元。",
            "税费收入目标**亿元，税收收入目标**亿元，",
            "2023年税费收入目标**亿元，",
        ),
        *(
            "2021年税费收入稳中有进。",
            "2022年，城关税务所税费收入稳中有进，",
            "城关税务所2022年工作总结\n一、税费收入稳中有进。",
        ),
    ],
)
def test_what_came_in_of_a_part_of_others_or_by_a_deed_asks(before):
    assert metrics(f"{before}全年入库**亿元。")[-1] is None


@pytest.mark.parametrize(
    "said",
    [
        "全年查补入库",
        "预计全年入库",
        "截至11月15日，已入库",
        "全年入库企业所得税",
        "全年应入库",
        "全年未入库",
        "全年再入库",
        "全年全市入库",
    ],
)
def test_what_came_in_otherwise_asks(said):
    assert metrics(f"税费收入稳中有进。{said}**亿元。") == [None]


def test_what_came_in_without_a_part_asks():
    assert metrics("税费收入稳中有进。全年入库**亿元（不含社保费）。") == [None]
    assert metrics("税费收入稳中有进。全年入库**亿元，不含社保费。") == [None]
