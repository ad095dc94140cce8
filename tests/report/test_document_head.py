"""The head, the opening and the close of a document: of what time its figures are, whose, and whether they were done at all."""

from pathlib import Path

import pytest
from test_tables import table

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.binding.document_head import read_head
from report.document import read_bytes
from report.finding.blanks import find_blanks
from report.inspection import inspect
from tests.report.small_measurer import SmallMeasurer
from tests.report.word_files import paragraph, run, word_file

CATALOGUE = load_catalogue()
BODY = "一、主要工作\n放映警示教育片**场，谈心谈话**人次。\n"
YEAR = "某某区税务局2022年工作总结"


def found(text):
    """The periods of the blanks, None where one asks."""
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    return [b.period if b.metric else None for b in bind_all(CATALOGUE, text, 2022, blanks)]


@pytest.mark.parametrize(
    "before",
    [
        "某税发〔2022〕35号",
        "附件1",
        "（征求意见稿）",
        "秘密★1年",
        "国家税务总局某某区税务局",
        "凝心聚力谱新篇",
        "第6期",
    ],
)
@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("某某区税务局2022年上半年工作总结", "2022H1"),
        ("——某某区税务局2022年上半年工作总结", "2022H1"),
        (YEAR, "2022"),
        ("第一税务分局2022年工作总结", None),
        ("某某区税务局2021年度工作总结", None),
        ("某某区税务局2023年工作计划", None),
        ("张某同志2022年述职报告", None),
    ],
)
def test_the_title_may_stand_below_other_lines(before, title, wanted):
    assert found(f"{before}\n{title}\n{BODY}") == [wanted, wanted]


@pytest.mark.parametrize(
    "title",
    [
        "某某区税务局2022年上半年工作总结。",
        "国家税务总局某某区税务局\n2022年上半年工作总结",
        "关于2022年上半年\n某某区税务局工作情况的报告",
    ],
)
def test_a_title_with_a_full_stop_or_in_two_lines_is_one(title):
    assert found(f"{title}\n{BODY}") == ["2022H1", "2022H1"]


def test_a_title_holds_where_the_numbers_of_sections_are_out_of_order():
    assert found(f"某某区税务局2022年上半年工作总结\n{BODY}一、其他\n谈心谈话**人次。\n") == ["2022H1"] * 3


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("城关区税务局2022年1-9月工作总结", "2022-01..2022-09"),
        ("城关区税务局2022年7—12月工作总结", "2022H2"),
        ("城关区税务局2022上半年工作总结", "2022H1"),
        ("城关区税务局二〇二二年上半年工作总结", "2022H1"),
        ("城关区税务局2022年前6个月工作总结", "2022H1"),
        ("城关区税务局2022.6工作月报", "2022-06"),
        ("城关区税务局202206工作月报", "2022-06"),
        ("城关区税务局2022年第二季度工作简报（第6期）", "2022Q2"),
        ("城关区税务局2022年年中工作总结", None),
        ("城关区税务局2022年中期工作总结", None),
        ("城关区税务局2022年工作月报（第6期）", None),
        ("2022年上半年城关区税务局工作总结", "2022H1"),
        ("2022年一季度城关区税务局工作总结", "2022Q1"),
        ("2022年前三季度城关区税务局工作总结", "2022-01..2022-09"),
        ("关于2022年下半年城关区税务局工作情况的报告", "2022H2"),
        ("2022年度某某区税务局主要负责人述责述廉报告", "2022"),
        ("某某区税务局工作总结（2022.1-2022.9）", "2022-01..2022-09"),
        ("某某区税务局工作总结（2022.1—6）", "2022H1"),
        ("某某区税务局22年上半年工作总结", "2022H1"),
        ("某某区税务局2022/6工作总结", "2022-06"),
        ("某某区税务局21年工作总结", None),
    ],
)
def test_a_period_may_be_written_many_ways_and_stand_before_the_bureau(title, wanted):
    assert found(f"{title}\n{BODY}") == [wanted, wanted]


@pytest.mark.parametrize(
    "said",
    [
        "上半年，在市局党委领导下，全局上下一心，各项工作有序推进。现将有关情况报告如下：",
        "现将我局2022年上半年工作情况报告如下：",
        "（截至2022年9月30日）",
        "统计时间：2022年1月1日至6月30日",
        "附注：以上数据为上半年数据",
        "2022年7月5日",
        "（2022年7月5日）",
        "第一税务所",
        "办公室",
        "人事教育股",
        "第一税务所紧盯目标，真抓实干。现将有关情况报告如下：",
        "本人分管税政、征管工作，现将履职情况报告如下：",
        "区税务局党委委员、副局长　李某",
        "述职人：李某",
        "汇报人：副局长 李某",
        "起草单位：人事教育股",
        "第一税务所　李某",
        "上半年",
        "报告日期：2022年7月5日",
        "时间：2022年7月",
        "上半年我局坚持稳中求进，各项工作扎实推进。",
        "半年来，全局上下一心，工作有序推进。现报告如下：",
        "下面，我代表第一税务所报告工作。",
    ],
)
def test_what_is_said_below_a_title_asks_where_it_is_not_the_whole_bureau_and_year(said):
    assert found(f"{YEAR}\n{said}\n{BODY}") == [None, None]


@pytest.mark.parametrize(
    "signed",
    [
        "第一税务所\n2022年12月31日",
        "第一税务所　2022年12月30日",
        "办公室",
        "人事教育股\n2023年1月5日",
        "2022年7月5日",
        "某某区税务局\n2022年7月5日",
        "二〇二二年七月五日",
        "附注：以上数据为上半年数据。",
        "述职人：李某",
    ],
)
def test_the_signature_asks_where_it_is_of_a_part_or_too_early(signed):
    assert found(f"{YEAR}\n{BODY}{signed}\n") == [None, None]


@pytest.mark.parametrize(
    ("opening", "asks"),
    [
        ("在市局党委领导下，我知责于心、担责于身，团结带领全局干部职工攻坚克难。现将有关情况报告如下：", False),
        ("在县局党委领导下，我协助局长带领全局干部职工抓落实。现将有关情况报告如下：", True),
        ("局党委团结带领全局干部职工攻坚克难。现将本人有关情况报告如下：", True),
        ("我带领全所干部收好税、服好务。现将有关情况报告如下：", True),
    ],
)
def test_who_leads_the_whole_bureau_speaks_for_it_though_only_a_name_is_signed(opening, asks):
    told = found(f"2022年度述责述廉报告\n{opening}\n{BODY}述职人：李某\n")
    assert told == ([None, None] if asks else ["2022", "2022"])


@pytest.mark.parametrize(
    "office", ["税政股", "办公室", "人事教育股", "工会", "团委", "稽查局", "信息中心", "办税服务厅"]
)
def test_an_office_behind_the_name_of_the_bureau_tells_its_own(office):
    assert found(f"某某区税务局{office}2022年工作总结\n{BODY}") == [None, None]
    assert found("某某区税务局税政股2022年工作总结\n一、主要工作\n办理退税降费**亿元。\n") == ["2022"]


@pytest.mark.parametrize(
    "paper", ["工作要点", "工作方案", "目标责任书", "工作任务清单", "工作思路", "培训计划", "实施方案"]
)
def test_a_paper_on_what_is_to_be_done_asks(paper):
    assert found(f"某某区税务局2022年{paper}\n{BODY}") == [None, None]
    assert found(f"某某区税务局2022年{paper}落实情况\n{BODY}") == ["2022", "2022"]


@pytest.mark.parametrize(
    "title",
    [
        "关于城东县税务局2022年工作情况的调研报告",
        "关于对第一税务所巡察情况的报告",
        "某某区税务局2022年述责述廉报告（李某）",
    ],
)
def test_a_paper_on_another_body_or_by_one_person_asks(title):
    assert found(f"{title}\n{BODY}") == [None, None]


@pytest.mark.parametrize(
    ("head", "close"),
    [
        ("某某区税务局\n2022年述责述廉报告\n党委书记、局长　张某", ""),
        ("某某区税务局2022年述责述廉报告\n（区税务局党委书记、局长　张某）", "张某\n2023年1月10日\n"),
        ("某某区税务局2022年度主要负责人述责述廉报告\n述责述廉人：张某", ""),
        (f"{YEAR}\n2023年1月10日", "某某区税务局\n2023年1月10日\n"),
        (f"某税发〔2023〕3号\n{YEAR}\n（2022年12月）\n各股室、各税务所：", "某某区税务局　2022年12月30日\n"),
        (f"{YEAR}\n2022年以来，我局紧盯目标，上下一心。现将有关情况报告如下：", "联系人：李某\n"),
        (f"{YEAR}\n上半年，疫情反复。下半年，退税集中。现将全年工作报告如下：", ""),
        (f"{YEAR}\n今年是党的二十大召开之年。在市局党委和区委区政府坚强领导下，我局较好完成各项任务。", ""),
        ("某某区税务局党委2022年工作总结", ""),
        ("某某区税务局机关党委2022年党建工作总结", ""),
    ],
)
def test_a_report_of_the_bureau_on_its_year_is_filled_as_before(head, close):
    assert found(f"{head}\n{BODY}{close}") == ["2022", "2022"]


def test_a_list_with_respectively_stands_under_the_head_too():
    listed = "一、主要工作\n集中学习、专题研讨分别开展**次、**次。\n"
    assert found(f"{YEAR}\n{listed}") == ["2022", "2022"]
    assert found(f"{YEAR}\n{listed}人事教育股\n2023年1月5日\n") == [None, None]


def test_the_lines_of_a_head_are_told_apart():
    head = read_head(
        f"附件1\n国家税务总局某某区税务局\n2022年工作总结\n（征求意见稿）\n办公室\n现将情况报告如下：\n{BODY}某某区税务局\n2023年1月3日\n"
    )
    assert head.title is not None
    assert head.title.words == "国家税务总局某某区税务局2022年工作总结"
    assert [line.words for line in head.lines] == ["办公室"]
    assert [line.words for line in head.opening] == ["现将情况报告如下："]
    assert [line.words for line in head.close][-2:] == ["某某区税务局", "2023年1月3日"]


def test_cells_of_a_table_are_no_lines_of_the_head():
    """一季度 and 2021年 over columns, and a day in the last cell, say nothing of the text around the table."""
    rows = [["指标", "2021年", "一季度", "办公室"], ["备注", "", "第一税务所", "2022年7月5日"]]
    body = (
        paragraph(run(YEAR))
        + table(*rows)
        + paragraph(run("一、主要工作"))
        + paragraph(run("放映警示教育片**场。"))
        + table(*rows)
    )
    document = read_bytes(word_file(body), Path("报告.docx"))
    found = inspect(document, 2022, SmallMeasurer(warning_film_screenings=12)).number_blanks
    assert [b.shown for b in found] == ["12"]


@pytest.mark.parametrize(
    ("behind", "wanted"),
    [
        ("（2022年12月）", "2022"),
        ("（二〇二二年十二月）", "2022"),
        ("(2022.12)", "2022"),
        ("（2022年12月修改稿）", "2022"),
        ("　2022年12月", "2022"),
        ("（2022年12月28日）", "2022"),
        ("（2023年1月）（征求意见稿）", "2022"),
        ("（12月）", None),
        ("（2022年11月）", None),
        ("（2022年1-11月）", "2022-01..2022-11"),
    ],
)
def test_a_day_behind_a_title_that_says_its_year_is_when_it_was_written(behind, wanted):
    assert found(f"{YEAR}{behind}\n{BODY}") == [wanted, wanted]


@pytest.mark.parametrize("title", ["某某区税务局工作总结（2022年6月）", "某某区税务局2022年工作月报（6月）"])
def test_a_month_behind_a_title_without_a_year_is_what_it_is_of(title):
    assert found(f"{title}\n{BODY}") == ["2022-06", "2022-06"]


PLAN_BEHIND = (
    "一、坚持党建引领\n放映警示教育片**场。\n二、抓队伍\n谈心谈话**人次。\n三、2023年工作计划\n集中学习**次。\n"
)
TWO_PARTS = "{}2022年工作总结\n一、党建\n放映警示教育片**场。\n二、队伍\n谈心谈话**人次。\n{}2023年工作计划\n一、党建\n集中学习**次。\n"


@pytest.mark.parametrize("more", ["及2023年工作计划", "和2023年工作打算", "（附2023年工作计划）", "与2023年重点工作"])
@pytest.mark.parametrize(
    "body",
    [PLAN_BEHIND, *(TWO_PARTS.format(*two) for two in (("第一部分　", "第二部分　"), ("上篇　", "下篇　"), ("", "")))],
)
def test_of_a_summary_with_a_plan_only_the_plan_asks(more, body):
    assert found(f"{YEAR}{more}\n{body}") == ["2022", "2022", None]


def test_a_summary_with_a_plan_that_has_no_section_of_its_own_asks():
    assert found(f"{YEAR}及2023年工作计划\n一、党建\n放映警示教育片**场，谈心谈话**人次。\n") == [None, None]


def test_a_plan_that_stands_first_in_the_title_asks_up_to_the_summary():
    body = "一、党建\n放映警示教育片**场。\n二、2022年工作总结\n谈心谈话**人次。\n"
    assert found(f"某某区税务局2023年工作计划及2022年工作总结\n{body}") == [None, "2022"]


def test_a_section_on_the_year_below_a_title_on_its_first_half_asks():
    title = "某某区税务局2022年上半年工作总结"
    assert found(f"{title}\n一、2022年主要工作\n放映警示教育片**场，谈心谈话**人次。\n") == [None, None]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("在2023年全县税务工作会议上的报告", "2022"),
        ("某某区税务局2023年税务工作会议报告", "2022"),
        ("在2022年全县税务工作会议上的报告", None),
        ("在2023年全县税务工作会议上的2022年上半年工作报告", "2022H1"),
        ("2022年全县税务工作会议精神贯彻落实情况的报告", "2022"),
    ],
)
def test_the_year_of_a_meeting_is_not_that_of_its_report(title, wanted):
    assert found(f"{title}\n{BODY}") == [wanted, wanted]


@pytest.mark.parametrize("name", ["国家税务总局河阳县税务局", "龙安区税务局", "某某县税务局"])
def test_the_only_bureau_that_a_text_names_is_its_own(name):
    body = f"2022年，在市局党委领导下，{name}放映警示教育片**场，谈心谈话**人次。\n"
    assert found(f"2022年工作总结\n{body}") == ["2022", "2022"]
    ours = f"2022年工作总结\n{body}我局将继续努力。\n"
    assert found(f"{ours}{name}\n2023年1月5日\n") == ["2022", "2022"]
    assert found(ours) == [None, None]
    assert found(f"2022年工作总结\n{body}学习借鉴丁山县税务局经验。\n") == [None, None]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("2022年度个人述职述廉报告\n党委书记、局长　王某某", "2022"),
        ("2022年度个人述职述廉报告\n副局长　王某某", None),
        ("2022年度个人述职述廉报告", None),
        ("2022年度个人述职述廉报告\n2022年，在党委书记、局长带领下，我认真履职。", None),
        ("2022年度个人述职述廉报告\n本人自2020年5月担任党委书记、局长以来，认真履职。现述职如下：", "2022"),
        ("某某区税务局2022年税费收入情况（2022年12月）", None),
        ("关于2022年工作情况的报告（2022年12月）", "2022"),
        (f"{YEAR}\n汇报人：王某某", "2022"),
        (f"{YEAR}\n汇报人：副局长　王某某", None),
        ("2022年度公务员年度考核登记表\n姓名：李某", None),
    ],
)
def test_who_speaks_for_the_bureau(head, wanted):
    assert found(f"{head}\n{BODY}") == [wanted, wanted]


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        *(
            (post, None)
            for post in ("总会计师", "党委委员", "副组长", "二级高级主办", "支部书记", "分局长", "原局长", "")
        ),
        *((post, "2022") for post in ("党委书记、局长", "局长")),
    ],
)
def test_a_post_in_the_title_says_whose_report_it_is(who, wanted):
    assert found(f"某某县税务局{who}李某2022年述职报告\n{BODY}") == [wanted, wanted]


@pytest.mark.parametrize(
    "title",
    [
        *("党建工作责任清单", "工作部署", "绩效指标", "考核指标及评分标准", "工作展望", "党建项目书"),
        *("“双过半”工作总结", "“开门红”工作总结", "第50周工作总结", "国庆假期工作总结"),
        *("税收宣传月总结", "警示教育月活动总结", "春风行动总结", "“学查改”专项工作总结", "换届工作报告"),
    ],
)
def test_a_title_of_a_plan_or_of_another_time_asks(title):
    assert found(f"某某区税务局2022年{title}\n{BODY}") == [None, None]


@pytest.mark.parametrize("title", ["绩效指标完成情况", "税收宣传工作总结", "专项整治工作总结", "工作部署落实情况"])
def test_a_title_on_what_was_done_in_the_year_is_filled(title):
    assert found(f"某某区税务局2022年{title}\n{BODY}") == ["2022", "2022"]


@pytest.mark.parametrize("who", ["驻村工作队", "机关党总支"])
def test_a_body_of_its_own_behind_the_name_of_the_bureau_asks(who):
    assert found(f"某某区税务局{who}2022年工作总结\n{BODY}") == [None, None]
    assert found(f"{YEAR}\n{BODY}{who}\n2022年12月30日\n") == [None, None]


@pytest.mark.parametrize(
    ("close", "wanted"),
    [
        ("机关第二党支部\n2022年12月30日", None),
        ("（2022年7月3日印发）", None),
        ("某某区税务局\n7月3日", None),
        ("某某区税务局\n1月5日", "2022"),
        ("某某区税务局办公室　2022年12月28日印发", "2022"),
    ],
)
def test_days_and_bodies_of_signatures(close, wanted):
    assert found(f"{YEAR}\n{BODY}{close}\n") == [wanted, wanted]


@pytest.mark.parametrize(
    ("opening", "wanted"),
    [
        ("现将我局半年来的工作情况汇报如下：", None),
        ("时间过半，任务过半。现将工作情况汇报如下：", None),
        ("自今年7月我任职以来，各项工作有序推进。现汇报如下：", None),
        ("我所现有干部，在县局领导下扎实工作。", None),
        ("我科在局党委领导下扎实工作。", None),
        ("第一党小组在支部领导下扎实工作。", None),
        ("专班成立以来，扎实工作。现将工作报告如下：", None),
        ("我于2021年3月任现职，主持全面工作。现将2022年履职情况述职如下：", "2022"),
        ("现将我局2022年工作总结及2023年工作打算汇报如下：", "2022"),
    ],
)
def test_openings_of_another_time_or_body_ask(opening, wanted):
    assert found(f"{YEAR}\n{opening}\n{BODY}") == [wanted, wanted]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("某某区税务局2022年述职述廉报告（总会计师李某）", None),
        ("某某区税务局2022年述职述廉报告（党委书记、局长　李某）", "2022"),
        ("某某区税务局总会计师李某2022年工作总结", None),
        ("某某区税务局支部书记2022年抓党建工作报告", None),
        ("某某区税务局高质量党建2022年工作总结", "2022"),
        ("某某区税务局2022年干部队伍建设履职情况报告", "2022"),
    ],
)
def test_a_person_in_any_title_makes_it_his_own(title, wanted):
    assert found(f"{title}\n{BODY}") == [wanted, wanted]
