"""Lists with 分别: each figure with its own item, or a question where items and figures do not pair."""

import pytest

from tests.report.test_said_before import bound

TOTAL, TAX, SOCIAL, NONTAX = "revenue_total", "revenue_tax", "revenue_social", "revenue_nontax"
RELIEF, DEFERRED, TALKS, STUDY = "relief_amount", "relief_deferred", "heart_to_heart_talks", "party_study_sessions"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022年，税收收入、社保费收入分别入库**亿元、**亿元。", [(TAX, "2022"), (SOCIAL, "2022")]),
        ("上半年社保费和非税收入分别入库**亿元、**亿元。", [(SOCIAL, "2022H1"), (NONTAX, "2022H1")]),
        ("全年组织税收收入、社保费收入和非税收入分别为**亿元、**亿元和**亿元。",
         [(TAX, "2022"), (SOCIAL, "2022"), (NONTAX, "2022")]),
        ("退税减税降费和缓税缓费分别办理**亿元、**亿元。", [(RELIEF, "2022"), (DEFERRED, "2022")]),
        # items that are times, with the noun behind 分别 or behind the last
        ("2021年、2022年分别入库税费收入**亿元、**亿元。", [(TOTAL, "2021"), (TOTAL, "2022")]),
        ("上半年、下半年党委集中学习分别为**次、**次。", [(STUDY, "2022H1"), (STUDY, "2022H2")]),
        ("专项监督检查、追究责任、播放警示教育片，全年分别为**次、*人、*场。",
         [("special_inspections", "2022"), ("persons_held_accountable", "2022"), ("warning_film_screenings", "2022")]),
        # what stands behind the list is read as before
        ("税收收入、社保费收入分别为**亿元、**亿元，全年谈心谈话**人次。", [(TAX, "2022"), (SOCIAL, "2022"), (TALKS, "2022")]),
        # not as many items as figures
        ("税收收入、社保费收入分别为**亿元、**亿元、**亿元。", [None, None, None]),
        ("税收收入、社保费收入、非税收入分别为**亿元、**亿元。", [None, None]),
        ("税费收入分别完成上半年目标、全年目标的**%、**%。", [None, None]),
        ("税收收入、社保费收入**亿元，分别增长**%、**%。", [None, None, None]),
        # each item is judged as if it stood alone
        ("全市、我局分别完成税费收入**亿元、**亿元。", [None, None]),
        ("本人、班子成员分别谈心谈话**人次、**人次。", [None, None]),
        ("班子成员、中层干部分别谈心谈话**人次、**人次。", [None, None]),
        ("各支部、党委分别集中学习**次、**次。", [None, None]),
        ("一分局、二分局分别谈心谈话**人次、**人次。", [None, None]),
        ("党支部、党小组分别为**个、**个。", [("party_branches", "2022"), None]),
        ("税收收入、社保费收入分别完成目标的**%、**%。", [None, None]),
        ("来电、接听分别达**次、**次。", [None, None]),
        # times that are not plain, or of which only some say the year
        ("截至6月底税收收入、社保费收入分别入库**亿元、**亿元。", [None, None]),
        ("1月至6月税收收入、社保费收入分别入库**亿元、**亿元。", [None, None]),
        ("近三年税收收入、社保费收入分别入库**亿元、**亿元。", [None, None]),
        ("2021年一季度、二季度分别组织税费收入**亿元、**亿元。", [None, None]),
        ("2021年和2022年1-9月税费收入分别为**亿元、**亿元。", [None, None]),
        ("今年上半年和去年同期分别办理留抵退税**亿元、**亿元。", [None, None]),
        ("1月、2月、3月累计分别组织税费收入**亿元、**亿元、**亿元。", [None, None, None]),
        ("2021年上半年税收收入、社保费收入分别入库**亿元、**亿元。", [(TAX, "2021H1"), (SOCIAL, "2021H1")]),
        # what is said of the first may be said of all; two that come to the same are parts of it
        ("月均集中学习、专题研讨分别为**次、**次。", [None, None]),
        ("同口径税费收入、税收收入分别完成**亿元、**亿元。", [None, None]),
        ("区级收入、税收收入分别完成**亿元、**亿元。", [None, None]),
        ("班子、中层干部分别谈心谈话**人次、**人次。", [None, None]),
        ("男、女干部分别谈心谈话**人次、**人次。", [None, None]),
        ("企业、个人分别办理退税降费**亿元、**亿元。", [None, None]),
        ("减税降费、征管改革分别开展专项监督检查**次、**次。", [None, None]),
        ("我局、兄弟县局分别开展专项监督检查**次、**次，追究责任**人。", [("special_inspections", "2022"), None, None]),
        ("机关、第一税务所分别集中学习**次、**次，征集意见建议**条。", [None, None, None]),
        # parts of a whole that is none of ours, or of a plan
        ("一般公共预算收入**亿元，其中税收收入、非税收入分别为**亿元、**亿元。", [None, None, None]),
        ("税费收入目标**亿元，其中税收收入、社保费收入分别为**亿元、**亿元。", [("revenue_target", "2022"), None, None]),
        ("上年税费收入**亿元，其中税收收入、社保费收入分别为**亿元、**亿元。",
         [(TOTAL, "2021"), (TAX, "2021"), (SOCIAL, "2021")]),
    ],
)  # fmt: skip
def test_each_figure_has_its_own_item(text, wanted):
    assert bound(text) == wanted


def test_a_sentence_of_very_many_lists_is_read_to_its_end():
    text = "，".join(["税收收入、社保费收入分别为**亿元、**亿元"] * 80) + "。"
    assert len(bound(text)) == 160


def test_a_long_report_full_of_lists_is_read_as_its_headings_say():
    head = "2022年上半年工作总结\n一、收入情况\n" + "全局干部职工认真履职，各项工作平稳有序。" * 100 + "\n"
    line = "税收收入、社保费收入分别为**亿元、**亿元。"
    assert bound(head + line) == bound("2022年上半年工作总结\n一、收入情况\n" + line)
    assert bound(head.replace("收入情况", "下一步打算") + line) == [None, None]
