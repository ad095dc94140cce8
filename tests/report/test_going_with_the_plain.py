"""Ordinary sentences that a reader understands at once are filled, and those that only look like them still ask."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims

CATALOGUE = load_catalogue()
TALKS, STUDY, SEMINARS, CHECKS = "heart_to_heart_talks", "party_study_sessions", "party_seminars", "special_inspections"
TOTAL, TAX, SOCIAL, NONTAX = "revenue_total", "revenue_tax", "revenue_social", "revenue_nontax"
ISSUES, KINDS, DONE, RATE = (
    "inspection_issues", "inspection_issue_kinds", "inspection_issues_closed", "inspection_closed_share",
)  # fmt: skip
REPORTS, FILMS, BLAMED = "responsibility_reports", "warning_film_screenings", "persons_held_accountable"
STAFF, ROBOT, RELIEF, TIMES = "hotline_staff_answered", "hotline_robot_solved", "relief_amount", "relief_taxpayer_times"


def metrics(text):
    whole = f"国家税务总局青禾区税务局2022年工作总结\n\n{text}"
    blanks = [b for b in find_blanks(whole) if b.kind == "number"]
    found = bind_all(CATALOGUE, whole, 2022, [*blanks, *find_claims(whole)])
    return [b.metric for b in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("组织税费收入**亿元，其中税收**亿元、社保费**亿元、非税收入**亿元。", [TOTAL, TAX, SOCIAL, NONTAX]),
        ("依托税收风险一体化监督平台追究责任*人，观看警示教育片，全年共**场。", [BLAMED, FILMS]),
        ("市局党委第二巡察组反馈的**类**条问题，已整改到位**条，整改完成率达**%。", [KINDS, ISSUES, DONE, RATE]),
        ("市局巡察二组反馈的**类**条问题，已整改到位**条。", [KINDS, ISSUES, DONE]),
        ("市局巡察反馈的24条问题已完成整改**条。", [DONE, ISSUES]),
        ("市局巡察反馈的24个问题已整改销号**个。", [DONE, ISSUES]),
        ("就全面从严治党主体责任落实情况向市局党委专题汇报**次。", [REPORTS]),
        ("就全面从严治党“两个责任”落实情况向市局党委专题汇报**次，谈心谈话**人次。", [REPORTS, TALKS]),
        ("其中人工接听**次、智能语音独立解答**次。", [STAFF, ROBOT]),
        ("年初计划集中学习**次，实际开展**次。", [None, STUDY]),
        ("年初确定开展专项监督检查**次，实际开展**次。", [None, CHECKS]),
        ("年初计划组织税费收入**亿元，全年实际完成**亿元。", [None, TOTAL]),
        ("年度目标开展谈心谈话**人次，实际完成**人次。", [None, TALKS]),
        ("制定年度学习计划，党委集中学习**次，专题研讨**次。", [STUDY, SEMINARS]),
        ("按照年初制定的学习计划，党委集中学习**次。", [STUDY]),
        ("2022年是“十四五”规划承上启下的关键之年，集中学习**次。", [STUDY]),
        ("坚持“一把手”负总责，全年办理退税降费**亿元，惠及**万户次。", [RELIEF, TIMES]),
        ("各税务所、各股室积极配合，专项监督检查**次。", [CHECKS]),
        ("各支部书记认真履职，党委集中学习**次。", [STUDY]),
        ("全年各支部开展集中学习**次，党委开展集中学习**次。", [None, STUDY]),
        ("《河南日报》等**家媒体报道我局做法**篇。", ["media_outlets", "media_articles"]),
        ("谈心谈话较上年增加**人次，达到**人次。", [None, TALKS]),
    ],
)
def test_it_is_filled(text, wanted):
    assert metrics(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "云溪县局坚持学习制度，党委集中学习**次。",
        "依托税务所平台谈心谈话**人次。",
        "省局巡察二组反馈**条问题。",
        "出台学习计划，集中学习**次。",
        "“一把手”谈心谈话**人次。",
        "其中税收优惠**亿元。",
        "全面从严治党专题研讨**次。",
        "“十四五”期间，集中学习**次。",
        "各税务所谈心谈话**人次。",
    ],
)
def test_it_still_asks(text):
    assert metrics(text) == [None]


def test_taxes_that_are_a_part_of_refunds_are_no_revenue():
    assert metrics("办理退税降费**亿元，其中税收**亿元。") == [RELIEF, None]


def test_what_was_to_be_done_is_not_what_a_part_of_the_bureau_did():
    assert metrics("年初计划集中学习**次，各支部实际开展**次。") == [None, None]
    assert metrics("年初计划谈心谈话**人次，实际需开展**人次。") == [None, None]
