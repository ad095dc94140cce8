"""An average is of all that is listed with it, and a pace of what the sentence says it is of: neither is filled with another figure."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims

CATALOGUE = load_catalogue()
TALKS, STUDY, CHECKS = "heart_to_heart_talks", "party_study_sessions", "special_inspections"
DAILY, SHARE, STAFF, ROBOT = (
    "hotline_daily_calls",
    "hotline_smart_share",
    "hotline_staff_answered",
    "hotline_robot_solved",
)
REVENUE, PROGRESS, GAP = "revenue_total", "revenue_target_progress", "revenue_target_gap"


def metrics(text):
    figures = [*(b for b in find_blanks(text) if b.kind == "number"), *find_claims(text)]
    return [b.metric for b in bind_all(CATALOGUE, text, 2022, sorted(figures, key=lambda f: f.start))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("平均每月开展谈心谈话**人次、集中学习**次。", [None, None]),
        ("平均每季度放映警示教育片**场、开展专项监督检查**次。", [None, None]),
        ("月均谈心谈话8人次，专项监督检查1次。", [None, None]),
        ("人均谈心谈话**人次，集中学习**次。", [None, None]),
        ("日均接听咨询电话**次，人工接听**次，智能解答**次。", [DAILY, None, None]),
        ("日均接听咨询电话339次，日均人工接听128次，占37.7%；智能解答211次，占62.3%。", [DAILY, None, None, None, SHARE]),
        # a figure with a time or a total of its own, a share, an average that only takes up the figure before it
        ("日均接听咨询电话339次，全年人工接听**次，智能解答**次。", [DAILY, STAFF, ROBOT]),
        ("平均每月谈心谈话8人次，全年集中学习**次。", [None, STUDY]),
        ("专项监督检查16次，平均每季度4次；谈心谈话**人次。", [CHECKS, None, TALKS]),
        ("日均接听咨询电话**余次，智能语音解答占比**%。", [DAILY, SHARE]),
        ("每月召开1次党委会，集中学习**次。", [None, STUDY]),
        ("户均退税降费8万元，税费收入**亿元。", [None, REVENUE]),
        ("机关纪委平均年龄33岁，集中学习**次。", ["discipline_committee_mean_age", STUDY]),
    ],
)  # fmt: skip
def test_an_average_is_of_all_that_is_listed_with_it(text, wanted):
    assert metrics(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("部门预算执行率**%，慢于序时进度**个百分点。", None),
        ("预算支出进度92.3%，高于序时进度0.6个百分点。", None),
        ("政府采购项目完成率95%，快于序时进度3个百分点。", None),
        ("整改工作完成率**%，快于序时进度**个百分点。", None),
        ("组织税费收入**亿元，部门预算执行率**%，快于序时进度**个百分点。", None),
        ("组织税费收入**亿元。预算执行率**%，快于序时进度**个百分点。", None),
        ("税费收入完成目标的**%，快于序时进度**个百分点。", GAP),
        ("税费收入**亿元，同口径增长**%，完成全年任务的**%，快于序时进度**个百分点。", GAP),
        ("组织税费收入**亿元。完成年度目标的**%，快于序时进度**个百分点。", GAP),
        ("一、组织收入\n进度良好，快于序时进度**个百分点。", GAP),
    ],
)
def test_a_pace_is_of_revenue_only_where_the_text_says_so(text, wanted):
    assert metrics(text)[-1] == wanted
