"""What a figure takes from the one right before it, or from the sentence before: the same thing of another time, whose it is."""

from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.document import read_bytes
from report.inspection import figures_of

CATALOGUE = load_catalogue()
TOTAL, TAX, TALKS = "revenue_total", "revenue_tax", "heart_to_heart_talks"
ISSUES, CLOSED, SHARE = "inspection_issues", "inspection_issues_closed", "inspection_closed_share"


def bound(text):
    """Metric and period of each number blank; None where it asks."""
    blanks, _ = figures_of(read_bytes(text.encode(), Path("report.md")), CATALOGUE)
    numbers = [b for b in blanks if b.kind == "number"]
    found = bind_all(CATALOGUE, text, 2022, numbers)
    return [b and b.metric and (b.metric, b.period) for b in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the base of a comparison is the same figure of the time that is said
        ("全年组织税费收入**亿元，比上年的**亿元有所增加。", [(TOTAL, "2022"), (TOTAL, "2021")]),
        ("上半年组织税费收入**亿元，较上年同期的**亿元略有下降。", [(TOTAL, "2022H1"), (TOTAL, "2021H1")]),
        ("截至三季度末累计组织税费收入**亿元，比去年前三季度的**亿元多。",
         [(TOTAL, "2022-01..2022-09"), (TOTAL, "2021-01..2021-09")]),
        ("全年税费收入**亿元，其中税收收入**亿元，较2021年的**亿元有所变化。", [(TOTAL, "2022"), (TAX, "2022"), None]),
        ("全年谈心谈话**人次，2021年这一数字为**人次。", [(TALKS, "2022"), (TALKS, "2021")]),
        ("上半年组织税费收入**亿元，比去年的**亿元多。", [(TOTAL, "2022H1"), None]),
        ("全年组织税费收入**亿元，比全市平均的**亿元多。", [(TOTAL, "2022"), None]),
        ("全年组织税费收入**亿元，比上年多的**亿元来自税收。", [(TOTAL, "2022"), None]),
        ("全市税费收入**亿元，比上年的**亿元有所增加。", [None, None]),
        # 当月 is the month just said, if one was
        ("12月日均接听咨询电话**次，当月接通率**%。", [("hotline_daily_calls", "2022-12"), ("hotline_answer_rate", "2022-12")]),
        ("受社保费集中征缴影响，12月日均接听咨询电话**次，当月接通率**%。",
         [("hotline_daily_calls", "2022-12"), ("hotline_answer_rate", "2022-12")]),
        ("三季度日均接听咨询电话**次，当月接通率**%。", [("hotline_daily_calls", "2022Q3"), None]),
        ("11月、12月都忙，当月接通率**%。", [None]),
        # whose problems they are is said in the sentence before
        ("市局党委巡察反馈问题**条。我局逐条制定措施，已完成整改**条，整改完成率**%。",
         [(ISSUES, "2022"), (CLOSED, "2022"), (SHARE, "2022")]),
        ("市局党委巡察反馈问题**条。年内整改销号**条。", [(ISSUES, "2022"), (CLOSED, "2022")]),
        ("市局党委巡察反馈问题**条。开展专项自查，发现不足**条，已完成整改**条。", [(ISSUES, "2022"), None, None]),
        ("市局党委巡察反馈问题**条。对民主生活会查摆的问题，已完成整改**条。", [(ISSUES, "2022"), None]),
        ("市局党委巡察反馈问题**条，区委巡察反馈问题**条。已完成整改**条。", [(ISSUES, "2022"), None, None]),
        ("市局党委巡察反馈问题**条。审计署移交线索，完成整改**条。", [(ISSUES, "2022"), None]),
        ("市局党委巡察反馈问题**条。各税务所完成整改**条。", [(ISSUES, "2022"), None]),
        # what is reached of a target, and whom the leaders met
        ("全年税费收入达到**亿元，为年度目标**亿元的**%。",
         [(TOTAL, "2022"), ("revenue_target", "2022"), ("revenue_target_progress", "2022")]),
        ("区局党委全年与青年干部座谈**次。", [("youth_forums", "2022")]),
        ("党员大会和青年干部座谈会共召开**次。", [None]),
        # a year and 全年 are one word of period, whatever month the title says
        ("2022年12月税收月报\n\n全年组织税费收入**亿元，上年全年为**亿元。", [(TOTAL, "2022"), (TOTAL, "2021")]),
    ],
)  # fmt: skip
def test_what_stands_before_says_it(text, wanted):
    assert bound(text) == wanted


FAST = "河东区税务局纳税服务股"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the head of a paper says whose it is and on which month
        (f"纳税服务简报\n（2022年3月）\n{FAST}\n\n热线接通率**%。", [("hotline_answer_rate", "2022-03")]),
        (f"纳税服务简报\n（2022年3月）\n{FAST}\n\n本月来电总量**次。", [("hotline_calls", "2022-03")]),
        (f"纳税服务简报\n（2022年3月）\n{FAST}\n\n西山区税务局热线接通率**%。", [None]),
        (f"先进经验材料\n（2022年3月）\n{FAST}\n\n热线接通率**%。", [None]),
        ("收入快报\n（2022年11月）\n一、当月情况\n入库税费收入**亿元，10月入库税费**亿元。\n二、累计情况\n入库税费收入**亿元。",
         [(TOTAL, "2022-11"), (TOTAL, "2022-10"), None]),
        ("收入快报\n（2022年11月）\n二、累计情况\n1—11月入库税费收入**亿元。", [(TOTAL, "2022-01..2022-11")]),
        ("收入快报\n一、当月情况\n入库税费收入**亿元。", [None]),
        ("2022年上半年工作总结\n上半年集中学习**次；召开青年干部座谈会**次。",
         [("party_study_sessions", "2022H1"), ("youth_forums", "2022H1")]),
        ("2022年工作总结\n上半年集中学习**次；召开青年干部座谈会**次。", [("party_study_sessions", "2022H1"), None]),
        ("截至9月末，今年以来累计退税减税降费**亿元。", [("relief_amount", "2022-01..2022-09")]),
        ("5月至9月，今年退税减税降费**亿元。", [None]),
        ("2022年前三季度工作汇报\n1—9月组织税费收入**亿元。全年税费收入目标为**亿元。",
         [(TOTAL, "2022-01..2022-09"), ("revenue_target", "2022")]),
        ("2023年3月底前，再完成市局巡察反馈问题整改*条。", [None]),
        ("与去年11月相比有所好转，谈心谈话**人次。", [None]),
        ("2022年度个人述职\n热线接通率**%，谈心谈话**人次。", [None, None]),
        # how much another figure has changed says nothing against that one
        ("全年开展专项监督检查**次，比上年多*次。", [("special_inspections", "2022"), None]),
        ("全年集中学习由上年的**次增加到**次。", [("party_study_sessions", "2021"), ("party_study_sessions", "2022")]),
        ("各支部集中学习由上年的**次增加到**次。", [None, None]),
        # why, and when it was done, are no parts
        ("受留抵退税等因素影响，全年税费收入**亿元。", [(TOTAL, "2022")]),
        ("受房地产业拖累，契税税收收入**亿元。", [None]),
        ("紧盯节假日等重要节点组织酒驾醉驾专项检查，全年累计**次。", [("drink_driving_checks", "2022")]),
        ("紧盯节假日等重要节点开展专项监督检查**次。", [None]),
        ("全年被新闻媒体报道**篇，涉及媒体**家。", [("media_articles", "2022"), None]),
        ("全年处置涉税舆情**起，涉及媒体**家。", [None, None]),
        ("【党建】三季度党委集中学习**次。", [("party_study_sessions", "2022Q3")]),
        ("全县税务部门共征收税费**亿元。", [(TOTAL, "2022")]),
        ("全市税务部门共征收税费**亿元。", [None]),
        # a sentence of its own, and the same thing of another time in the next one
        ("全年组织税费收入**亿元。去年同期是**亿元。", [(TOTAL, "2022"), (TOTAL, "2021")]),
        ("全年组织税费收入**亿元。市局是**亿元。", [(TOTAL, "2022"), None]),
        # what stands behind, a part before it, a list, another year's last year, a month that must be last year's
        ("全年组织税费收入**亿元，2021年为**亿元（不含社保费）。", [(TOTAL, "2022"), None]),
        ("全年组织税费收入**亿元，比上年的**亿元目标多。", [(TOTAL, "2022"), None]),
        ("全年集中学习**次，2021年为**次专题研讨。", [("party_study_sessions", "2022"), ("party_seminars", "2021")]),
        ("全年组织税费收入**亿元，其中税收收入**亿元。去年同期是**亿元。", [(TOTAL, "2022"), (TAX, "2022"), None]),
        ("书记*名、委员*名，2021年为*名。", [None, None, None]),
        ("2021年组织税费收入**亿元，上年为**亿元。", [(TOTAL, "2021"), None]),
        ("1月组织税费收入**亿元，较12月的**亿元回落。", [(TOTAL, "2022-01"), None]),
        ("去年四季度税费收入**亿元，一季度为**亿元。", [(TOTAL, "2021Q4"), None]),
        ("谈心谈话由上年的**人次增加到**人次，一季度集中学习**次。",
         [(TALKS, "2021"), (TALKS, "2022"), ("party_study_sessions", "2022Q1")]),
        ("谈心谈话由去年的**人次增加到今年的**人次。", [(TALKS, "2021"), (TALKS, "2022")]),
        ("谈心谈话由去年上半年的**人次增加到**人次。", [(TALKS, "2021H1"), None]),
        ("组织税费收入由2020年的**亿元增加到2021年的**亿元。", [(TOTAL, "2020"), (TOTAL, "2021")]),
        # a date of writing is no period, a heading 当月 no month of a quarter's report
        ("某某县税务局2022年工作总结\n2022年12月\n\n集中学习**次。", [None]),
        ("述职报告\n2022年12月\n集中学习**次。", [None]),
        ("2022年三季度工作总结\n一、当月情况\n集中学习**次。", [None]),
        ("热线月报\n2022年12月\n4月是退税高峰期。当月热线来电**次。", [None]),
        # the sentence before must tell of the same thing by its own figure
        ("开展电话回访纳税人*户。满意率**%。", [None, None]),
        ("组织电话问卷调查。纳税人总体满意率为**%。", [None]),
        ("办理税费减免**亿元。完成全年任务的**%。", [None, None]),
        ("上一轮市局党委巡察反馈问题**条。已完成整改**条。", [None, None]),
        ("市局党委巡察在即。我局主动整改问题**条。", [None]),
        ("将强化党建引领，集中学习**次。", [None]),
        ("【工会】全年集中学习**次。", [None]),
        ("【邻县】组织税费收入**亿元。", [None]),
        ("国庆开展专项监督检查累计**次。", [None]),
        ("截至9月20日，今年以来组织税费收入**亿元。", [None]),
        ("截至3月末完成整改，今年谈心谈话**人次。", [None]),
        ("与10月相比，税费收入**亿元。", [None]),
        ("2021年社保费收入**亿元，2022年增至**亿元。", [("revenue_social", "2021"), ("revenue_social", "2022")]),
        ("一季度税费收入**亿元，二季度才**亿元。", [(TOTAL, "2022Q1"), (TOTAL, "2022Q2")]),
        ("全年税费收入**亿元，2023年增长到**亿元。", [(TOTAL, "2022"), None]),
        ("全年集中学习**次。今年是**次。", [("party_study_sessions", "2022"), None]),
        ("将意识形态工作纳入考核，听取意识形态工作专题汇报**次。", [("ideology_reports_heard", "2022")]),
        ("将组织税费收入**亿元。", [None]),
        ("三季度人工加上智能，一共接听咨询电话**次。", [None]),
        ("**条市局巡察反馈问题年内整改销号。", [(CLOSED, "2022")]),
        ("组织税费收入**亿元。完成年度收入任务的**%，比时间进度慢**个百分点。",
         [(TOTAL, "2022"), ("revenue_target_progress", "2022"), ("revenue_target_gap", "2022")]),
        ("第一税务所税费收入**亿元。完成年度任务的**%。", [None, None]),
        ("热线电话不断。办税厅满意率**%。", [None]),
        ("第一税务所全年征收税费**亿元。", [None]),
    ],
)  # fmt: skip
def test_head_headings_and_sentences_before(text, wanted):
    assert bound(text) == wanted


def test_the_day_on_which_a_form_was_filled_is_no_period():
    table = "| 指标 | 单位 | 2021年 | 2022年 |\n| --- | --- | --- | --- |\n| 税费收入 | 亿元 | ** | ** |"
    alone = "| 指标 | 数值 |\n| --- | --- |\n| 谈心谈话（人次） | ** |"
    assert bound(f"情况统计表\n填报日期：2022年7月6日\n\n{alone}") == [None]
    assert bound(f"自评情况表\n\n填报单位：收入核算股　填报日期：2023年1月6日\n\n{table}") == [
        (TOTAL, "2021"),
        (TOTAL, "2022"),
    ]


def test_a_column_of_last_year_is_of_the_months_beside_it():
    text = "| 项目 | 1—11月累计 | 上年同期累计 |\n| --- | --- | --- |\n| 税费收入（亿元） | ** | ** |"
    assert bound(text) == [(TOTAL, "2022-01..2022-11"), (TOTAL, "2021-01..2021-11")]


def test_a_long_chain_ends():
    assert len(bound("全年集中学习**次" + "。\n2021年为**次" * 900)) == 901


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # to whom a paper goes, and the room of the bureau that made it
        ("2022年政务信息工作通报\n\n各股室、各税务所：\n全年编发简报**篇。", [("briefs_written", "2022")]),
        ("2022年政务信息工作通报\n\n第一税务所：\n全年编发简报**篇。", [None]),
        ("税费收入分析简报\n白塔区税务局收入核算股\n\n前三季度，我局收入好于预期。\n1—9月累计入库税费**亿元。",
         [(TOTAL, "2022-01..2022-09")]),
        ("税费收入分析简报\n白塔区税务局收入核算股\n\n赤水县税务局入库税费**亿元。", [None]),
        # from where people were taken is not whose deeds are told
        ("从各股室抽调**名骨干组成专班。上半年办结留抵退税**亿元。", [None, ("credit_refund_amount", "2022H1")]),
        ("各股室干劲十足。全年办结留抵退税**亿元。", [None]),
        # times one behind the other
        ("【分季】一季度税费收入**亿元，二季度受集中退税影响降到**亿元，三季度回升到**亿元。",
         [(TOTAL, "2022Q1"), (TOTAL, "2022Q2"), (TOTAL, "2022Q3")]),
        ("【总体】1—9月累计入库税费**亿元；同口径税费收入为**亿元。", [(TOTAL, "2022-01..2022-09"), None]),
        # what is expected
        ("经测算，四季度有望入库税费**亿元。", [None]),
        ("预测全年入库税费**亿元。", [None]),
        # days are the basis of an average, not of what is told behind it
        ("按工作日计算，全年日均接听咨询电话**次，来电接通率**%。",
         [("hotline_daily_calls", "2022"), ("hotline_answer_rate", "2022")]),
        # the same basis in other words
        ("还原留抵退税后，税费收入同比增长**%。", [("revenue_growth_same_basis", "2022")]),
        ("剔除一次性因素后，税费收入同比增长**%。", [None]),
        # a part says nothing of the whole before it
        ("全年交出研讨文章**篇，其中股级干部撰写的有**篇。", [("seminar_outputs", "2022"), None]),
        ("在此之外，全年还办理缓税缓费**亿元。", [("relief_deferred", "2022")]),
        ("在此之外，全年还**亿元。", [None]),
        ("税费收入**亿元，此外还有**亿元。", [(TOTAL, "2022"), None]),
        ("剔除一次性税源和留抵退税因素后，税费收入同比增长**%。", [None]),
        ("剔除留抵退税和缓税缓费因素后，税费收入同比增长**%。", [None]),
        ("剔除缓税因素后，税费收入同口径增长**%。", [None]),
        ("抛开留抵退税因素后，税费收入**亿元。", [None]),
        ("按日历日计算，日均来电**次，日均接听咨询电话**次。", [None, None]),
        ("来电**次，其中评价为不满意的来电**次。", [None, None]),
        ("电话回访参与评价**次，评价为满意**次。", [None, None]),
        ("工作日来电总量**次。", [None]),
        ("各层级领导批示简报**篇。", [None]),
        ("2022年收入情况\n各分局组织收入情况：\n税收收入**亿元。", [None]),
        ("他山之石\n河阳县税务局\n\n河阳县税务局全年组织税费收入**亿元。我局应当学习。", [None]),
        ("谈话**人次，其中班子成员谈心谈话**人次、中层干部谈心谈话**人次。", [None, None, None]),
        ("从市局抽调的工作专班进驻。全年开展专项监督检查**次。", [None]),
        ("12月组织税费收入**亿元，1月受翘尾因素影响增加到**亿元。", [(TOTAL, "2022-12"), None]),
        ("预计全年，税收收入**亿元。", [None]),
        ("税收收入入库**亿元，均为预计数。", [None]),
        ("税收收入多完成**亿元。", [None]),
        ("税费收入目标**亿元，其中税收收入**亿元。", [("revenue_target", "2022"), None]),
        ("连同社保费在内，税收收入合计**亿元。", [None]),
    ],
)  # fmt: skip
def test_heads_times_and_bases(text, wanted):
    assert bound(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # this year beside another one
        ("警示教育片2020年放了*场，今年放了**场。", [("warning_film_screenings", "2020"), ("warning_film_screenings", "2022")]),
        ("上半年谈心谈话**人次，今年**人次。", [(TALKS, "2022H1"), None]),
        ("截至10月底，局党委今年已收到意见建议**条。", [("suggestions_collected", "2022-01..2022-10")]),
        ("截至10月20日，局党委今年已收到意见建议**条。", [None]),
        ("去年12月，税费收入为*亿元，今年12月为*亿元。", [(TOTAL, "2021-12"), (TOTAL, "2022-12")]),
        ("智能语音解答占比去年为**%，今年为**%。", [("hotline_smart_share", "2021"), ("hotline_smart_share", "2022")]),
        ("酒驾醉驾专项检查2021年为*次，2022年加密到*次。", [("drink_driving_checks", "2021"), ("drink_driving_checks", "2022")]),
        ("研讨成果**篇，比上年的**篇更贴近实际。", [("seminar_outputs", "2022"), ("seminar_outputs", "2021")]),
        ("1—11月，组织税费收入**亿元，其中11月当月**亿元。", [(TOTAL, "2022-01..2022-11"), (TOTAL, "2022-11")]),
        ("区直机关现有党支部***个，其中我局**个。", [None, ("party_branches", "2022")]),
        # what somebody is quoted to say is his own
        ("“***万元留抵退税很快到账。”辖区某机械公司财务负责人高兴地说。", [None]),
        ("财务负责人说：“今年收到留抵退税***万元。”", [None]),
        ("咱们所集中学习**次。", [None]),
        ("2021年税费收入目标**亿元，今年税费收入目标**亿元。", [("revenue_target", "2021"), ("revenue_target", "2022")]),
    ],
)  # fmt: skip
def test_years_and_voices(text, wanted):
    assert bound(text) == wanted
