"""What stands beyond a figure's clause: headings, forms, sentences before, whose deeds, plans, parts. In doubt it asks."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.binding.outline import Outline
from report.document import read_bytes
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from report.inspection import inspect
from tests.report.plain import Text
from tests.report.small_measurer import SmallMeasurer
from tests.report.word_files import paragraph, run, word_file

CATALOGUE = load_catalogue()


def metrics(text, headings=()):
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    found = bind_all(CATALOGUE, text, 2022, [*blanks, *find_claims(text)], headings)
    return [b.metric for b in found[: len(blanks)]]


TALKS, FILMS, STUDY, BRANCHES = "heart_to_heart_talks", "warning_film_screenings", "party_study_sessions", "party_branches"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the year or half-year of a heading, a form, a title, a sentence before
        ("一、2021年工作情况\n全年谈心谈话**人次。", [None]),
        ("一、2021年工作情况\n2022年谈心谈话**人次。", [TALKS]),
        ("（一）上半年\n谈心谈话**人次，二季度播放警示教育片**场。", [None, FILMS]),
        ("（一）上半年\n全年谈心谈话**人次。", [None]),
        ("2022年上半年总结\n全年谈心谈话**人次。", [TALKS]),
        ("统计时段：2021年\n谈心谈话**人次", [None]),
        ("2021年，我局谈心谈话**人次；播放警示教育片**场。今年播放警示教育片**场。", [TALKS, None, FILMS]),
        ("去年任务很重。我局谈心谈话**人次。", [None]),
        ("《2021年度年报》载明，谈心谈话**人次。", [None]),
        ("填报期间：2021年\n谈心谈话**人次", [None]),
        # a heading may say what the sentence leaves out, and a clause that it is a part
        ("二、巡察整改\n整改完成率**%。", ["inspection_closed_share"]),
        ("二、日常工作\n整改完成率**%。", [None]),
        ("二、巡察整改\n其中涉及物资管理方面的问题，已完成整改**条。", [None]),
        # of which basis, of which part of the sentence
        ("全年税费收入同口径增长**%，完成全年任务的**%，快于序时进度**个百分点。",
         ["revenue_growth_same_basis", "revenue_target_progress", "revenue_target_gap"]),
        ("甲税务所税费收入**亿元，走在各所前面，我局税费收入**亿元，同口径增长**%。",
         [None, "revenue_total", "revenue_growth_same_basis"]),
        ("全市税务系统组织税费收入**亿元，我局完成**亿元。", [None, "revenue_total"]),
        ("全市税费收入**亿元，其中我局**亿元。", [None, "revenue_total"]),
        ("河东区税务局办理退税降费**亿元，我局为**亿元。", [None, "relief_amount"]),
        ("全市制造业组织税费收入**亿元，我局完成**亿元。", [None, None]),
        ("河东区税务局集中学习**次，我局谈心谈话**人次。", [None, TALKS]),
        ("仅6月份一个月就组织税费收入**亿元。", ["revenue_total"]),
        ("全年热线接通率始终保持在**%。", ["hotline_answer_rate"]),
        # plans
        ("四、下一步打算\n集中学习**次。", [None]),
        ("四、明年工作安排\n（一）抓党建。集中学习**次。", [None]),
        ("四、年度计划完成情况\n集中学习**次。", [STUDY]),
        ("还将播放警示教育片*场。", [None]),
        ("要召开座谈会，谈心谈话**人次。", [None]),
        ("应开展谈心谈话**人次，已开展**人次。", [None, None]),
        ("税费收入目标**亿元，实际完成**亿元。", ["revenue_target", None]),
        # another body or person, in a heading or before
        ("城关税务所2022年总结\n谈心谈话**人次。", [None]),
        ("三、全市工作\n谈心谈话**人次。", [None]),
        ("三、全市工作\n我局谈心谈话**人次。", [TALKS]),
        ("填报单位：第三税务所\n谈心谈话**人次", [None]),
        ("全市税务系统亮点纷呈。谈心谈话**人次。", [None]),
        ("全市税务系统亮点纷呈。我局狠抓落实，谈心谈话**人次。", [TALKS]),
        ("区纪委监委加大力度。谈心谈话**人次。", [None]),
        ("区委主要领导作出批示。全年谈心谈话**人次。", [TALKS]),
        ("兄弟县局做法新颖，该局谈心谈话**人次。", [None]),
        ("李某某同志带头学习，谈心谈话**人次。", [None]),
        ("除城关所外，谈心谈话**人次。", [None]),
        # with or for whom
        ("与新提任干部谈心谈话**人次。", [None]),
        ("局长与班子成员谈心谈话**人次。", [None]),
        ("与全局干部职工谈心谈话**人次。", [TALKS]),
        ("为企业播放警示教育片**场。", [None]),
        ("收到纳税人意见建议**条。", [None]),
        ("被上级追究责任**人。", [None]),
        # periods
        ("自3月份起谈心谈话**人次。", [None]),
        ("5月至今谈心谈话**人次。", [None]),
        ("2021年11月至2022年3月谈心谈话**人次。", [None]),
        ("近三个月谈心谈话**人次。", [None]),
        ("会上，播放警示教育片*场。", [None]),
        ("年初，党支部**个。", [None]),
        # parts, sums, other things
        ("有**个支部未达标。", [None]),
        ("全局共有**个支部，作用明显。", [BRANCHES]),
        ("共建党支部**个。", [None]),
        ("日均接听咨询电话***余次，其中智能语音解答***余次。", ["hotline_daily_calls", None]),
        ("市局巡察反馈问题**条，完成**条，还有**条正在整改。", ["inspection_issues", None, None]),
        ("廉政谈话、谈心谈话共**人次。", [None]),
        ("约谈、追究责任**人。", [None]),
        ("减税降费专项监督检查*次。", [None]),
        ("围绕减税降费、征管改革等开展专项监督检查*次。", ["special_inspections"]),
        ("走访退税降费企业**户。", [None]),
        ("在《税务导报》刊发稿件**篇。", [None]),
        ("落实意见建议**条。", [None]),
        ("办理退税降费**户（次）。", [None]),
    ],
)  # fmt: skip
def test_what_stands_beyond_the_clause_asks(text, wanted):
    assert metrics(text) == wanted


def test_headings_of_a_text_in_pieces_hold_nothing():
    """Shuffled sentences carry their numbers along: 三 before 一 is no outline."""
    assert metrics("三、下一步打算\n谈心谈话**人次。\n一、工作情况\n播放警示教育片**场。") == [TALKS, FILMS]
    assert metrics("三、下一步打算\n谈心谈话**人次。一、工作情况\n") == [TALKS]
    assert metrics("一、情况\n三、下一步打算\n谈心谈话**人次。\n附件：\n一、说明\n") == [None]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("总结\n一、党建\n（一）学习\n内容", "内容", ["总结", "党建", "学习"]),
        ("总结\n一、党建\n（一）学习\n二、收入\n内容", "内容", ["总结", "收入"]),
        ("总结\n一、狠抓党建。全年开展工作。内容", "内容", ["总结", "狠抓党建"]),
        ("# 总结\n## 党建\n内容", "内容", ["总结", "党建"]),
        ("总结\n2021年回顾\n党建\n内容一二三四五，很长。", "内容", ["总结", "2021年回顾", "党建"]),
        ("填报单位：某所\n总结内容，很长。", "内容", ["填报单位：某所"]),
    ],
)
def test_what_stands_above_a_place(text, place, words):
    assert [h.words for h in Outline(text).above(text.index(place))] == words


def styled(text, inside):
    return f"<w:p><w:pPr>{inside}</w:pPr>{run(text)}</w:p>"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="1"/>'),
        ('<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'),
        ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
    ],
)  # fmt: skip
def test_words_own_outline_counts(tmp_path, first, second):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2)
    )
    body = "".join(
        [
            paragraph(run("2022年工作报告")),
            styled("2023年工作安排", first),
            styled("党建", second),
            paragraph(run("谈心谈话**人次。")),
        ]
    )
    found = inspect(
        read_bytes(word_file(body, others={"styles": styles}), tmp_path / "a.docx"),
        2022,
        SmallMeasurer(heart_to_heart_talks=96),
    )
    (blank,) = found.number_blanks
    assert (blank.status, "2023年工作安排" in blank.reason) == ("ask", True)


def test_a_stated_figure_of_another_year_is_not_called_wrong():
    found = inspect(
        Text("一、2021年回顾\n全年谈心谈话88人次。\n二、2022年工作\n谈心谈话69人次。"),
        2022,
        SmallMeasurer(heart_to_heart_talks=96),
    )
    assert [c.status for c in found.claims] == ["unbound", "mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        # what is to be reached, how far off it was, another year's amount
        "税费收入比目标多*亿元。",
        "税费收入距全年目标还差*亿元。",
        "税费收入离目标仍有*亿元的差距。",
        "实现税费收入**亿元、同比增长*%的奋斗目标。",
        "朝着税费收入**亿元的大关迈进。",
        "全局上下向税费收入**亿元冲刺。",
        "研究制定学习计划，全年集中学习**次。",
        "达到序时进度的**%。",
        "比2019年税费收入**亿元有大幅提升。",
        "与上年退税降费**亿元相比增长明显。",
        # what a measure brought in, what was paid back
        "强化风险应对，挽回税费收入**亿元。",
        "辅导企业退还多享受的留抵退税*亿元。",
        # two things in one figure
        "开展酒驾醉驾检查、专项监督检查合计**次。",
        "开展专项监督检查及酒驾醉驾检查共**次。",
        "开展提醒谈话、走访、谈心谈话**人次。",
        # a part of what is not ours
        "全年地方财政收入**亿元，其中税收收入**亿元。",
        "全区固定资产投资**亿元。其中，税收收入**亿元。",
        # two bodies' remarks
        "党建工作获县委主要领导肯定性批示*次，县直机关工委主要领导批示*次。",
        "2020—2022年三年工作总结\n谈心谈话**人次。",
    ],
)
def test_targets_distances_sums_and_parts_of_others_ask(text):
    assert not any(metrics(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("税费收入**亿元，完成全年任务的**%。", ["revenue_total", "revenue_target_progress"]),
        ("制定学习计划，全年开展集中学习**次。", [STUDY]),
        ("办理退税降费**亿元，为上年的**倍，其中留抵退税**亿元。", ["relief_amount", None, "credit_refund_amount"]),
        ("税费收入较2021年增加*亿元，谈心谈话**人次。", [None, TALKS]),
        ("税费收入**亿元，其中税收收入**亿元。", ["revenue_total", "revenue_tax"]),
        ("收集意见、建议**条。", ["suggestions_collected"]),
        ("办理留抵退税*亿元。", ["credit_refund_amount"]),
    ],
)
def test_what_was_done_is_still_bound(text, wanted):
    assert metrics(text) == wanted
