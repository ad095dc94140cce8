"""Another's figure, or a part's, is said in a label, a heading, an earlier clause or the sentence before: the program asks."""

from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.document import read_bytes
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from report.inspection import inspect
from tests.report.plain import Text
from tests.report.small_measurer import SmallMeasurer

CATALOGUE = load_catalogue()
TALKS, STUDY, SEMINARS, CHECKS = "heart_to_heart_talks", "party_study_sessions", "party_seminars", "special_inspections"
TOTAL, TAX, SOCIAL, NONTAX = "revenue_total", "revenue_tax", "revenue_social", "revenue_nontax"
RELIEF, TIMES, CREDIT, THANKS = "relief_amount", "relief_taxpayer_times", "credit_refund_amount", "thanks_taxpayers"


def metrics(text):
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    found = bind_all(CATALOGUE, text, 2022, [*blanks, *find_claims(text)])
    return [b.metric for b in found[: len(blanks)]]


@pytest.mark.parametrize(
    "text",
    [
        # a label before ： or a dash, a short item, 方面
        "第五税务所：税费收入****亿元。",
        "——全省：税费收入****亿元。",
        "——采矿业：税收收入**亿元。",
        "纺织业——税收收入**亿元。",
        "建筑业—税收收入**亿元。",
        "分行业看，住宿业：税收收入**亿元。",
        "市级：税收收入**亿元。",
        "契税：税收收入**亿元。",
        "年度任务：税费收入****亿元。",
        "民营企业：退税降费*亿元。",
        "党小组：专题研讨*次。",
        "年轻干部：谈心谈话**人次。",
        "周明同志：谈心谈话**人次。",
        "公众号：媒体报道**篇。",
        "2.批发零售业。税收收入**亿元。",
        "4.李四。谈心谈话**人次。",
        "一是抓支部。集中学习**次。",
        "二是抓园区。政策到位。税费收入****亿元。",
        "三是抓任前谈话。谈心谈话**人次。",
        "四是抓信访核查。开展专项监督检查**次。",
        "在建筑业方面，税收收入**亿元。",
        "就房地产业而言，税收收入**亿元。",
        "支部共学方面，集中学习**次。",
        # a heading
        "（二）党小组共学\n热情高涨。全年集中学习**次。",
        "（三）支部联建\n我们扎实推进。专题研讨*次，集中学习**次。",
        "（二）企业所得税\n稳步增长。全年税收收入**亿元。",
        "（一）重点企业\n税收收入**亿元。",
        "（一）个体工商户\n办理退税降费*亿元，惠及*万户次。",
        "（二）服务大厅\n收到纳税人感谢信及锦旗**户。",
        "（一）提醒谈话\n谈心谈话**人次。",
        "（一）节日检查\n开展专项监督检查**次。",
        "五、群团工作\n召开青年干部座谈会*次。",
        "## 采矿业\n我局税收收入**亿元。",
        "某县国民经济和社会发展统计公报\n全年税收收入**亿元。",
        "金融业税收情况分析\n一、总体情况\n税收收入**亿元。",
        # the beginning of an earlier clause
        "纺织业订单饱满，实现税收收入**亿元。",
        "受金融业拖累，税收收入**亿元。",
        "在采矿业带动下，税收收入**亿元。",
        "科技型企业轻装上阵，办理留抵退税*亿元。",
        "城乡居民积极参保，征收社保费*亿元。",
        "小规模纳税人得实惠，享受退税降费*亿元。",
        "全厅上下一心，收到**户纳税人感谢信及锦旗。",
        "办税厅环境一新，日均接听咨询电话***次。",
        "支部书记领学，集中学习**次。",
        "老党员不掉队，集中学习**次，专题研讨*次。",
        "机关党委书记周明带头，谈心谈话**人次。",
        "慰问困难职工，谈心谈话**人次。",
        "集体谈心谈话**人次。",
        "异地纳税人送来感谢信及锦旗**户。",
        "县财政局通报，全年税费收入****亿元。",
        # the sentence before
        "我局成绩显著。\n云台区税务局作风过硬。一年来，开展专项监督检查**次。",
        "稽查局敢于亮剑。全年追究责任*人。",
        "三分局起步良好。全年组织税费收入****亿元。",
        "城北分局是我局的派出机构。全年集中学习**次。",
        "江东税务所是我局人数最少的所，担子不轻。全所干部齐心，组织税费收入****亿元。",
        "江东所是老典型。收到**户纳税人感谢信及锦旗。",
        "县公安局同我局联合办案。全年追究责任*人。",
        "机关三支部是我局的示范支部。集中学习**次。",
        "某集团是纳税大户。享受退税降费*亿元。",
        "纺织业逐步回暖。税收收入**亿元。",
        "经济开发区招商有力。税收收入**亿元。",
        # some of us, nobody says which
        "个别支部学习不够经常，上半年集中学习*次。",
        "四、存在的不足\n有的支部抓得不紧，全年集中学习只有*次。",
        "有些支部计划不细，专题研讨仅*次。",
        "个别单位重业务轻党建，全年谈心谈话只有**人次。",
        "监督还不够有力。个别单位纪律松弛，全年追究责任*人。",
        "有的科室担当不够，编发简报*篇。",
        "个别所站教育不足，观看警示教育片*场。",
        "有的支部书记意识不强，全年谈心谈话**人次。",
        "一是个别党员干部学习不深，全年集中学习**次。",
        # said of us, and yet not all of us
        "我局第二税务所干劲足，税费收入****亿元。",
        "区局服务大厅环境好，收到纳税人感谢信及锦旗**户。",
        "全局年轻干部肯钻研，集中学习**次。",
        "我区采矿业止跌，税收收入**亿元。",
        "城北分局亮点纷呈。一是抓学习，集中学习**次；二是抓监督，谈心谈话**人次。",
    ],
)
def test_words_of_others_limit_from_where_they_stand(text):
    found = metrics(text)
    assert found == [None] * len(found) != []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the metric's own words, general words and slogans, praise from above
        ("组织收入：税费收入****亿元。", [TOTAL]),
        ("集中学习**次，慰问困难职工**户，谈心谈话**人次。", [STUDY, None, TALKS]),
        ("税政股：办理退税降费*亿元。", [RELIEF]),
        ("增值税留抵退税：办理留抵退税*亿元。", [CREDIT]),
        ("党员干部：集中学习**次。", [STUDY]),
        ("理论学习方面，集中学习**次，专题研讨*次。", [STUDY, SEMINARS]),
        ("青年工作方面，召开青年干部座谈会*次。", ["youth_forums"]),
        ("召开青年干部座谈会*次，征集意见建议**条。", ["youth_forums", None]),
        ("（一）支部建设\n全局党支部**个。", ["party_branches"]),
        ("（二）政治引领\n集中学习**次。", [STUDY]),
        ("（二）退税减税\n办理退税降费*亿元，惠及纳税人缴费人*万户次。", [RELIEF, TIMES]),
        ("区委宣传部：\n集中学习**次。", [STUDY]),
        ("主责主业更加突出，税费收入****亿元。", [TOTAL]),
        ("就业创业环境改善。税费收入****亿元。", [TOTAL]),
        ("企业轻装上阵，办理退税降费*亿元。", [RELIEF]),
        ("惠企政策落地，办理退税降费*亿元。", [RELIEF]),
        ("受疫情影响，全年税费收入****亿元。", [TOTAL]),
        ("全体干部咬定目标，组织税费收入****亿元。", [TOTAL]),
        ("区委书记专门批示，给予肯定。谈心谈话**人次。", [TALKS]),
        ("区政府高度重视税收工作。税费收入****亿元。", [TOTAL]),
        ("针对个别干部纪律意识不强的问题，开展谈心谈话**人次。", [TALKS]),
        ("对有的单位的苗头早提醒，全年谈心谈话**人次。", [TALKS]),
        ("个别谈话与集体座谈相结合，全年谈心谈话**人次。", [TALKS]),
        # items of a list are each their own
        ("其中：税收收入**亿元，社保费收入*亿元，非税收入*亿元。", [TAX, SOCIAL, NONTAX]),
        ("一是税收收入**亿元；二是社保费收入*亿元；三是非税收入*亿元。", [TAX, SOCIAL, NONTAX]),
        ("全局党支部**个，谈心谈话**人次。", ["party_branches", TALKS]),
        # we ourselves take over
        ("纺织业订单饱满，我局实现税收收入**亿元。", [TAX]),
        ("支部书记领学，全局集中学习**次。", [STUDY]),
        ("三分局起步良好。我局谈心谈话**人次。", [TALKS]),
        ("二、城北分局\n我局谈心谈话**人次。", [TALKS]),
    ],
)
def test_own_words_praise_and_ourselves_do_not(text, wanted):
    assert metrics(text) == wanted


def test_a_stated_figure_of_a_part_is_not_called_wrong():
    text = "（一）采矿业\n谈心谈话9999人次。\n（二）党员干部\n谈心谈话9999人次。张三同志带头。\n我局谈心谈话96人次。"
    found = inspect(Text(text), 2022, SmallMeasurer(heart_to_heart_talks=96))
    assert [c.status for c in found.claims] == ["unbound", "mismatch", "match"]


def test_a_heading_limits_the_table_below_it():
    text = "（一）采矿业\n\n| 项目 | 数量 |\n| --- | --- |\n| 谈心谈话 | **人次 |"
    (blank,) = inspect(
        read_bytes(text.encode(), Path("a.md")), 2022, SmallMeasurer(heart_to_heart_talks=96)
    ).number_blanks
    assert (blank.status, "采矿业" in blank.reason) == ("ask", True)
