"""A second table below the first: its title is heard over the line that says who made it; pages go on as pages."""

import pytest
from department_files import messages, query, refused_at, revenue_yuan, sent_as

TITLE = ["2025年1-2月税费收入情况表"]
HEAD = ["项目", "1月", "2月"]
TAXES = [["增值税", 5, 6], ["契税", 1, 2], ["合计", 6, 8]]
CHARGES = [["失业保险费", 3, 4], ["教育费附加", 1, 1], ["合计", 4, 5]]
SENDER = ["报送单位：收入核算股", None, "单位：万元"]


@pytest.mark.parametrize(
    "line",
    [
        ["填报单位：收入核算股", None, "单位：万元"], ["制表：张三", None, "单位：万元"], ["填表日期：2025-03-05"], ["编制单位：某某区税务局"],
        ["填报日期：", 20250305, "单位：万元"], ["注：金额为万元"],
    ],
    ids=["sender", "maker", "day", "office", "a day in digits", "note"],
)  # fmt: skip
@pytest.mark.parametrize(
    "title", ["2024年1-2月社保费和非税收入", "2025年1-2月社保费应征情况", "2025年7-8月社保费和非税收入"]
)
def test_a_title_is_heard_over_the_line_of_who_made_the_table(bureau, sent, title, line):
    result = sent_as(bureau, sent, [TITLE, SENDER, HEAD, *TAXES, [], [title], line, HEAD, *CHARGES], "数据.xlsx")
    ((cell, message),) = refused_at(result)
    assert (cell, "第 8 行起的另一张表没有认全" in message) == ("A8", True)
    assert "“税费收入”一类的字" in message


def test_a_line_of_many_cells_says_who_made_the_table(bureau, sent):
    line = ["填报单位：", "收入核算股", "填表日期：", "2025-05-05", "单位：万元"]
    head = ["项目", "1月", "2月", "3月", "4月"]
    rows = [["2025年1-4月税费收入"], line, head, ["增值税", 5, 6, 7, 8], [], ["2024年1-4月社保费"], line, head]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [*rows, ["失业保险费", 1, 2, 3, 4]], "数据.xlsx"))
    assert (cell, "第 6 行起的另一张表没有认全" in message) == ("A6", True)


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("2026年税费收入计划表", "计划"), ("附：2025年1-2月重点企业税费收入情况", "重点企业"), ("附：2025年1-2月税费收入比上年增减额", "增减"),
        ("2025年1-2月税费收入累计数", "累计数"), ("2025年7-8月税费收入情况表", "7"),
    ],
)  # fmt: skip
def test_what_the_title_of_a_second_table_says_counts(bureau, sent, title, word):
    result = sent_as(bureau, sent, [TITLE, SENDER, HEAD, *TAXES, [], [title], SENDER, HEAD, *CHARGES])
    assert any(word in message for _, message in refused_at(result)), refused_at(result)


@pytest.mark.parametrize("title", ["附：2024年1-2月税费收入情况表", "2024年1-2月税费收入情况表"])
def test_a_second_table_of_another_year_is_that_year(bureau, sent, unserved, title):
    result = sent_as(bureau, sent, [TITLE, SENDER, HEAD, *TAXES, [], [title], SENDER, HEAD, *CHARGES])
    assert not messages(result), messages(result)
    rows = query(bureau, "SELECT year(received_on), sum(amount_yuan) FROM revenue GROUP BY 1 ORDER BY 1")
    assert rows == [(2024, 90000), (2025, 140000)]


def test_two_months_each_with_its_sender(bureau, sent, unserved):
    def month(number, *figures):
        rows = [[kind, n, 9] for kind, n in zip(("增值税", "契税"), figures, strict=True)]
        return [
            [f"2025年{number}月税费收入情况表"],
            SENDER,
            ["项目", "本月", "累计"],
            *rows,
            ["制表人：张三", "审核：李四"],
        ]

    result = sent_as(bureau, sent, [*month(5, 1, 2), [], *month(6, 3, 4)])
    assert not messages(result), messages(result)
    rows = query(bureau, "SELECT month(received_on), sum(amount_yuan) FROM revenue GROUP BY 1 ORDER BY 1")
    assert rows == [(5, 30000), (6, 70000)]


def test_last_year_s_table_of_single_kinds_is_a_part(bureau, sent):
    head, line = ["事项", "1月", "2月"], ["报送单位：纪检组"]
    rows = [["2025年1-2月监督工作统计表"], line, head, ["专项监督检查", 2, 5], ["警示教育片", 3, 5], []]
    rows += [
        ["2024年1-2月谈心谈话、酒驾检查监督统计表"],
        line,
        head,
        ["谈心谈话（人次）", 3, 1],
        ["酒驾醉驾检查", 2, 5],
    ]
    ((cell, message),) = refused_at(sent_as(bureau, sent, rows, "监督.xlsx"))
    assert (cell, "只写了“谈心谈话、酒驾醉驾检查”" in message) == ("A7", True)


@pytest.mark.parametrize(
    "foot",
    [
        [["制表：张三", "审核：李四"]],
        [["注：不含海关代征"]],
        [["注：不含海关代征"], ["制表：张三", None, "第一页"]],
        [],
    ],
    ids=["maker", "note", "both", "nothing"],
)
@pytest.mark.parametrize("titled", [True, False])
def test_pages_of_a_summary_with_their_feet(bureau, sent, unserved, foot, titled):
    above = [TITLE, SENDER]
    rows = [*above, HEAD, *TAXES[:2], *foot, *(above if titled else []), HEAD, *CHARGES[:2], ["合计", 10, 13], *foot]
    result = sent_as(bureau, sent, rows)
    assert not messages(result), messages(result)
    assert revenue_yuan(bureau) == 230000


def test_a_page_of_another_sender_is_another_table(bureau, sent):
    other = ["报送单位：第二税务所", None, "单位：万元"]
    rows = [TITLE, SENDER, HEAD, *TAXES, TITLE, other, HEAD, *CHARGES]
    assert refused_at(sent_as(bureau, sent, rows))
