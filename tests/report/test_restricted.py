"""What stands behind a figure, or in a bracket at it, may make another figure of it than the metric: the program asks."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.binding.memory import Memory
from report.filling.by_hand import HandFigures, entry
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from report.inspection import inspect
from report.returning.turned import Numeral, said_in, turn_of
from tests.report.plain import Text
from tests.report.small_measurer import SmallMeasurer

CATALOGUE = load_catalogue()
TITLE = "国家税务总局青禾区税务局2022年工作总结"
TALKS, CHECKS, STUDY, TOTAL, TAX = (
    "heart_to_heart_talks", "special_inspections", "party_study_sessions", "revenue_total", "revenue_tax",
)  # fmt: skip


def metrics(text, title=TITLE):
    whole = f"{title}\n\n{text}"
    blanks = [b for b in find_blanks(whole) if b.kind == "number"]
    found = bind_all(CATALOGUE, whole, 2022, [*blanks, *find_claims(whole)])
    return [b.metric for b in found[: len(blanks)]]


@pytest.mark.parametrize(
    "text",
    [
        "组织税费收入**亿元，不含社保费。",
        "组织税费收入**亿元，其中不包括社保费。",
        "组织税费收入**亿元，未包含社保费。",
        "组织税费收入**亿元，按同口径计算。",
        "组织税费收入**亿元，已剔除留抵退税因素。",
        "组织税费收入**亿元，未扣除留抵退税。",
        "组织税费收入**亿元，还原了留抵退税。",
        "组织税费收入**亿元（快报数）。",
        "办理退税降费**亿元，不含留抵退税。",
        "办理退税降费**亿元，含缓税缓费2.25亿元。",
        "留抵退税**亿元，均为小微企业。",
        "留抵退税**亿元，全部为制造业企业。",
        "税收收入**亿元，不含车购税。",
        "媒体刊发报道**篇，均为省级以上媒体。",
        "追究责任**人，均为中层干部。",
        "谈心谈话**人次，不含税务所。",
        "谈心谈话**人次，均为局领导开展。",
        "谈心谈话**人次，全部由纪检组组织。",
        "集中学习**次，包括支部学习。",
        "集中学习**次，其中含支部学习。",
        "集中学习**次，指机关支部。",
        "接听总量**次，不含智能语音。",
        "日均接听咨询电话**次，不含智能解答。",
        "谈心谈话**人次，尚未核实。",
        "谈心谈话**人次，数据待纪检组核实。",
        "谈心谈话**人次（仅机关）。",
        "谈心谈话**人次（机关）。",
        "谈心谈话（仅机关）**人次。",
        "谈心谈话**人次（任务数）。",
        "以上均为机关数据：谈心谈话**人次。",
        "组织税费收入**亿元，社保费除外。",
        "组织税费收入**亿元，社保费未计入。",
        "组织税费收入**亿元，除社保费外。",
        "组织税费收入**亿元，口径为同口径。",
        "组织税费收入**亿元，系初步统计。",
        "组织税费收入**亿元，含上年结转0.5亿元。",
        "组织税费收入**亿元。不含社保费。",
        "谈心谈话**人次，对象为中层干部。",
        "谈心谈话**人次，统计范围为机关。",
        "谈心谈话**人次，主要面向新任职干部。",
        "谈心谈话**人次，由班子成员分别开展。",
        "谈心谈话**人次[仅机关]。",
        "谈心谈话**人次——均为局领导开展。",
        "谈心谈话**人次、不含税务所。",
        "谈心谈话**人次（初步统计）。",
        "谈心谈话**人次（局领导）。",
        "集中学习**次（全体党员）。",
        # a part of the staff
        "机关党员开展谈心谈话**人次。",
        "机关干部谈心谈话**人次。",
        "机关党员集中学习**次。",
        "全体党员集中学习**次。",
        # planned, estimated, a part of the year
        "还要开展谈心谈话**人次。",
        "我们还要组织税费收入**亿元。",
        "据测算，办理退税降费**亿元。",
        "按测算组织税费收入**亿元。",
        "保守估计，办理退税降费**亿元。",
        "后四个月，开展谈心谈话**人次。",
        "第50周，开展谈心谈话**人次。",
        "剩余两个月，谈心谈话**人次。",
        "余下的时间，谈心谈话**人次。",
        "需要再谈心谈话**人次。",
        "粗略计算，办理退税降费**亿元。",
        # headings
        "三、全年目标\n组织税费收入**亿元。",
        "二、全年预计\n组织税费收入**亿元。",
        "二、机关干部谈心谈话情况\n开展谈心谈话**人次。",
        "二、机关工作情况\n开展谈心谈话**人次。",
        "三、奋斗目标\n组织税费收入**亿元。",
        "三、年度目标任务\n组织税费收入**亿元。",
        "二、工作部署\n开展谈心谈话**人次。",
        "二、对标先进：云溪县局的做法\n开展谈心谈话**人次。",
    ],
)
def test_it_asks(text):
    assert metrics(text) == [None]


@pytest.mark.parametrize(
    "title",
    [
        "青禾区税务局机关2022年工作总结",
        "国家税务总局青禾区税务局机关后勤中心2022年工作总结",
        "青禾区税务局2022年预计完成情况",
    ],
)
def test_a_title_of_the_head_office_or_of_a_forecast_asks(title):
    assert metrics("开展谈心谈话**人次。", title) == [None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what the metric is by its own caveats, or is made of anyhow
        ("办理退税降费**亿元，不含出口退税。", ["relief_amount"]),
        ("办理退税降费**亿元，缓税缓费不计在内。", ["relief_amount"]),
        ("组织税费收入**亿元，不含海关代征。", [TOTAL]),
        ("观看警示教育片**场，覆盖全体党员干部。", ["warning_film_screenings"]),
        ("组织税费收入**亿元。剔除留抵退税因素，同比增长5.1%。", [TOTAL]),
        ("组织税费收入**亿元，包括税收收入28.12亿元。", [TOTAL]),
        ("专项监督检查**次，包括减税降费、征管改革等。", [CHECKS]),
        # how the next figure was reckoned, or what was done with them
        ("组织税费收入**亿元，剔除留抵退税因素，同比增长5.1%。", [TOTAL]),
        ("专项监督检查**次，均已完成整改。", [CHECKS]),
        ("集中学习**次，均由党委书记主持。", [STUDY]),
        ("谈心谈话**人次，及时掌握干部思想动态。", [TALKS]),
        # of the figure before it and no other
        ("组织税费收入38.62亿元，不含社保费，税收收入**亿元。", [TAX]),
        ("谈心谈话**人次（以上数据截至12月底）。", [TALKS]),
        # headings and titles that are no plan and of nobody else
        ("一、年度目标任务完成情况\n组织税费收入**亿元。", [TOTAL]),
        ("二、机关党建工作情况\n党委集中学习**次。", [STUDY]),
        ("一、聚焦目标任务，组织收入有力\n组织税费收入**亿元。", [TOTAL]),
    ],
)
def test_it_goes_on(text, wanted):
    assert metrics(text) == wanted


def test_what_is_said_of_the_figures_above_holds_for_each():
    assert metrics("谈心谈话**人次，专项监督检查**次，以上数据均截至11月底。") == [None, None]
    assert metrics("谈心谈话**人次，专项监督检查**次（以上数据截至11月底）。")[0] is None


def test_an_addition_behind_a_filled_number_is_a_turn_of_that_number_alone():
    before = "全年组织税费收入38.62亿元，其中税收收入28.12亿元。"
    after = "全年组织税费收入38.62亿元，不含社保费，其中税收收入28.12亿元。"

    def said(text):
        found = [(1, text.index("38.62"), 5), (2, text.index("28.12"), 5)]
        return said_in(text, 2022, CATALOGUE, [Numeral(n, s, s + size, "亿元", None) for n, s, size in found])

    was, now = said(before), said(after)
    turn = turn_of(was[1], now[1], CATALOGUE)
    assert turn is not None
    assert "不含社保费" in turn.remark
    assert turn_of(was[2], now[2], CATALOGUE) is None


@pytest.mark.parametrize(
    "text",
    [
        "面向新任职干部抓早抓小。推动廉政家访**户。",
        "推动廉政家访**户。\n注：以上数据截至11月底。",
        "推动廉政家访**户。\n2022年7月5日",
    ],
)
def test_a_number_entered_by_hand_is_asked_for_again_beside_another_time_or_other_people(tmp_path, text):
    memory = Memory(tmp_path / "people.sqlite")
    first = inspect(Text(f"{TITLE}\n推动廉政家访**户。"), 2022, SmallMeasurer(), memory)
    told = entry("42", "户", None, by="张三", word_of="李四", note="", at="2022-12-05T09:00:00")
    HandFigures(memory.file, sample=True).enter(first.place_of(first.number_blanks[0].blank), 2022, told, "a.docx")

    def shown(whole):
        return inspect(Text(whole), 2022, SmallMeasurer(), memory).number_blanks[0].shown

    assert shown(f"{TITLE}\n推动廉政家访**户。\n2022年12月31日") == "42"
    assert shown(f"{TITLE}\n{text}") is None


@pytest.mark.parametrize(
    "text",
    ["税收收入**亿元，不含社保费。", "税收收入**亿元，均为自然口径。", "组织税费收入**亿元，按入库口径统计。"],
)
def test_what_the_metric_is_by_its_own_meaning_restricts_nothing(text):
    assert metrics(text) != [None]
