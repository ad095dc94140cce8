"""Sentences one word away from a metric's own: found by somebody who tried to get a wrong number filled in. None stands for asking."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims

CATALOGUE = load_catalogue()
TOTAL, TAX, SOCIAL, NONTAX = "revenue_total", "revenue_tax", "revenue_social", "revenue_nontax"
CASES = [
    ("组织税费收入**亿元（不含社保费）。", [None]),
    ("累计退税降费**亿元（含缓税缓费）。", [None]),
    ("办理退税减税降费缓税缓费**亿元。", [None]),
    ("日均接听咨询电话**次（按自然日）。", [None]),
    ("人工日均接听咨询电话**次。", [None]),
    ("党委班子成员带头谈心谈话**人次。", [None]),
    ("班子成员之间相互谈心**人次。", [None]),
    ("党委带头开展集中学习**次，专题研讨*次。", ["party_study_sessions", "party_seminars"]),
    ("智能语音解答占比达**％，人工解答占比**％。", ["hotline_smart_share", None]),
    ("区税务局被省局专项监督检查**次。", [None]),
    ("上级税务机关组织谈心谈话**人次。", [None]),
    ("同级财政局组织非税收入**亿元。", [None]),
    ("邻县组织税费收入**亿元。", [None]),
    ("某公司贡献税费收入**亿元。", [None]),
    ("前十大企业税收收入**亿元。", [None]),
    ("市局下达我局税费收入目标**亿元。", [None]),
    ("撰写退税减税简报**篇，*篇获得区委、区政府主要领导肯定批示。", [None, "briefs_endorsed"]),
    ("选拔**名40岁以下干部担任副股级职务。", [None]),
    ("主题教育期间，集中学习**次。", [None]),
    ("组织税费收入首次突破**亿元。", [None]),
    ("组织税费收入**-*亿元。", [None, None]),
    ("城关税务所组织税费收入**亿元。", [None]),
    ("组织税费收入**亿元，其中税收收入**亿元、社保费**亿元、非税收入**亿元。", [TOTAL, TAX, SOCIAL, NONTAX]),
    ("组织税费收入**亿元（税收**亿元、社保费**亿元、非税**亿元）。", [TOTAL, None, SOCIAL, NONTAX]),
    ("开展集中学习**次，专题研讨**次，合计**次。", ["party_study_sessions", "party_seminars", None]),
    ("召开分析研判会和青年干部座谈会**次。", [None]),
    ("改选机关纪委书记*名、副书记*名、委员*名。", ["discipline_secretaries_elected", None, "discipline_members_elected"]),
    ("机关纪委现有书记*名、委员*名。", [None, None]),
    ("办理增量留抵退税**亿元、存量留抵退税**亿元。", [None, None]),
    ("开展专项监督检查*次，其中减税降费*次、征管改革*次。", ["special_inspections", None, None]),
    ("开展疫情防控专项监督检查*次。", [None]),
    ("年内追究企业责任人*人。", [None]),
    ("追究责任*人，其中科级干部*人。", ["persons_held_accountable", None]),
    ("局长与中层干部谈心谈话**人次。", [None]),
    ("上半年我们听取意识形态专题汇报*次，下半年听取*次。", ["ideology_reports_heard", "ideology_reports_heard"]),
    ("年内落实退税降费XX万户次、XX亿元。", ["relief_taxpayer_times", "relief_amount"]),
    ("专项监督检查共搞了**次。", ["special_inspections"]),
    ("对市局巡察**条问题、区委巡察**条问题逐一整改。", [None, None]),
    ("巡察问题**条，其中已完成**条，未完成**条。", ["inspection_issues", None, None]),
    ("市局巡察反馈问题**条，整改完成**条。", ["inspection_issues", "inspection_issues_closed"]),
    ("市局巡察反馈的**条问题全部完成整改。", [None]),
    ("市局巡察组向邻县税务局反馈**条问题。", [None]),
    ("市局巡察组向各县局反馈**条问题。", [None]),
    ("市局巡察组向我局党委反馈*类**条问题。", ["inspection_issue_kinds", "inspection_issues"]),
    ("市局党委巡察反馈的**条问题均完成整改。", [None]),
    ("市局巡察反馈的**条问题已基本整改到位。", [None]),
    ("市局巡察反馈的**条问题全部整改完成，整改完成率**%。", [None, "inspection_closed_share"]),
    ("市局巡察反馈的**条问题整改完成率达**%。", ["inspection_issues", "inspection_closed_share"]),
    ("市局巡察反馈的**条问题，已完成整改**条。", ["inspection_issues", "inspection_issues_closed"]),
    ("市局巡察反馈的问题完成整改**条。", ["inspection_issues_closed"]),
    ("今年有**条市局巡察反馈的问题整改到位。", ["inspection_issues_closed"]),
    ("局领导班子成员谈心谈话**人次，中层干部谈心谈话**人次。", [None, None]),
    ("中层干部谈心谈话**人次。", [None]),
    ("党委书记谈心谈话**人次，纪检组长谈心谈话**人次。", [None, None]),
    ("组织党员领导干部观看警示教育片**场，全体干部观看警示教育片**场。", [None, None]),
    ("来电满意率**％，现场满意率**％。", ["hotline_satisfaction", None]),
    ("19个支部中**个完成换届，换届党支部**个。", [None, None]),
    ("党支部**个完成换届。", [None]),
    ("节假日日均接听咨询电话**次。", [None]),
    ("征期日均接听咨询电话**次。", [None]),
    ("升级后日均接听咨询电话**次。", [None]),
    ("12366热线日均接听咨询电话**次。", [None]),
    ("编发党建简报**篇。", [None]),
    ("针对中层干部开展谈心谈话**人次。", [None]),
    ("坚持节假日日均接听咨询电话**次。", [None]),
    ("受节假日影响日均接听咨询电话**次。", [None]),
    ("在经济下行压力下组织税费收入**亿元。", [TOTAL]),
    ("坚持以案促改开展专项监督检查**次。", ["special_inspections"]),
    ("上半年集中学习**次，下半年集中学习**次。", ["party_study_sessions", "party_study_sessions"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "metrics"), CASES)
def test_only_what_is_certain_is_bound(text, metrics):
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    found = bind_all(CATALOGUE, text, 2022, [*blanks, *find_claims(text)])
    assert [b.metric for b in found[: len(blanks)]] == metrics


def test_an_honour_is_judged_for_the_year_it_names():
    text = "荣获2021年度市级先进志愿服务队荣誉称号。"
    claims = find_claims(text, [m for m in CATALOGUE.values() if m.kind == "yes_no"])
    assert [b.period for b in bind_all(CATALOGUE, text, 2022, claims)] == ["2021"]


def test_a_sum_of_what_was_said_is_not_taken_for_its_last_part():
    text = "专题研讨8次，集中学习46次，共54次。"
    assert [b.metric for b in bind_all(CATALOGUE, text, 2022, find_claims(text))] == ["party_seminars", "party_study_sessions", None]  # fmt: skip


def test_a_period_named_at_the_end_of_the_sentence_asks():
    text = "每个工作日平均接听咨询电话***次，这就是前三季度的强度。"
    (blank,) = [b for b in find_blanks(text) if b.kind == "number"]
    (found,) = bind_all(CATALOGUE, text, 2022, [blank])
    assert found.metric is None
    assert "前三季度" in found.reason
