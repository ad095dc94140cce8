"""Tables one below the other, pages, rounded totals, and amounts that stand in a column of another name."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import HOTLINE, REVENUE, SUPERVISION, messages, query, sent_as

UNIT = ["单位：万元"]
DETAIL = [["2025年4月税费收入入库明细"], ["单位：元"]]


def amounts(bureau, by="tax_kind"):
    rows = query(bureau, f"SELECT strftime(received_on, '%m'), {by}, sum(amount_yuan) FROM revenue GROUP BY ALL")
    return {(month, member): amount for month, member, amount in rows}


def warned(result):
    return [w.message for w in result.accepted[0].warnings]


def month_table(month, unit, figures, heads=("税费种", "金额")):
    rows = [["增值税", figures[0]], ["契税", figures[1]], ["合计", sum(figures)]]
    return [[f"2025年{month}月税费收入统计表"], [unit], list(heads), *rows]


# --- one below the other


@pytest.mark.parametrize("heads", [("税费种", "金额"), ("税费种", "5月")])
def test_two_months_one_below_the_other_each_in_its_unit(bureau, sent, unserved, heads):
    second = month_table(5, "单位：元", (30000, 5), heads)
    rows = [*month_table(4, "单位：万元", (1, 2)), ["注：不含海关代征"], [], *second, ["制表人：某某"]]
    result = sent_as(bureau, sent, rows, "2025年4-5月税费收入.xlsx")
    assert not messages(result), messages(result)
    assert amounts(bureau) == {
        ("04", "增值税"): 10000, ("04", "契税"): 20000, ("05", "增值税"): 30000, ("05", "契税"): 5,
    }  # fmt: skip


def test_the_same_month_again_or_a_second_title_without_a_unit(bureau, sent):
    first = month_table(4, "单位：万元", (1, 2))
    again = messages(sent_as(bureau, sent, [*first, [], *month_table(4, "单位：元", (3, 4))], dry_run=True))
    assert any("同一个月、同一个项目" in text for text in again), again
    without = messages(sent_as(bureau, sent, [*first, [], *month_table(5, "", (3, 4))], dry_run=True))
    assert any("没有写明金额单位" in text for text in without), without


def test_a_summary_printed_on_two_pages(bureau, sent, unserved):
    head = [["2025年4月税费收入统计表"], UNIT, ["税费种", "金额"]]
    result = sent_as(bureau, sent, [*head, ["增值税", 1.5], *head, ["契税", 2], ["合计", 3.5]])
    assert not messages(result), messages(result)
    assert amounts(bureau) == {("04", "增值税"): 15000, ("04", "契税"): 20000}


def detail(first, count, head=(*REVENUE[:2], REVENUE[-1])):
    return [[date(2025, 4, first + n), "增值税", first + n] for n in range(count)]


def test_a_list_printed_on_pages(bureau, sent, unserved):
    head = [*DETAIL, [*REVENUE[:2], REVENUE[-1]]]
    rows = [*head, *detail(1, 3), ["本页小计", None, 6], *head, *detail(4, 2), ["合计", None, 15]]
    result = sent_as(bureau, sent, rows)
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT count(*), sum(amount_yuan) FROM revenue") == [(5, 15)]


def test_a_copy_or_a_second_whole_is_no_page(bureau, sent):
    head = [*DETAIL, [*REVENUE[:2], REVENUE[-1]]]
    copied = messages(sent_as(bureau, sent, [*head, *detail(1, 3), *head, *detail(3, 2)], dry_run=True))
    assert any("分不清是分页还是重复粘贴" in text for text in copied), copied
    whole = messages(
        sent_as(bureau, sent, [*head, *detail(1, 3), ["合计", None, 6], *head, *detail(9, 2)], dry_run=True)
    )
    assert any("看不出是另一个期间的" in text and "请只删去这里重复的标题和表头" in text for text in whole), whole


# --- rounding


@pytest.mark.parametrize(
    ("unit", "off", "passes"), [("万元", 1, True), ("万元", 2, False), ("元", 1, False), ("亿元", -1, True)]
)
def test_whole_numbers_in_a_large_unit_are_rounded(bureau, sent, unserved, unit, off, passes):
    rows = [
        ["2025年4月税费收入统计表"],
        [f"单位：{unit}"],
        ["税费种", "金额"],
        ["增值税", 5],
        ["契税", 7],
        ["合计", 12 + off],
    ]
    result = sent_as(bureau, sent, rows, dry_run=True)
    assert bool(messages(result)) is not passes
    if passes:
        assert any("相差在四舍五入以内：相加是 12" in text for text in warned(result)), warned(result)


def test_one_part_and_an_unknown_small_row_are_not_rounded_away(bureau, sent):
    head = [["2025年4月税费收入统计表"], UNIT, ["税费种", "金额"]]
    one = messages(sent_as(bureau, sent, [*head, ["一、税收收入", 6], ["　　增值税", 5], ["契税", 7]], dry_run=True))
    assert one
    unknown = messages(sent_as(bureau, sent, [*head, ["某某费", 3], ["增值税", 1], ["契税", 1]], dry_run=True))
    assert any("“某某费”不在税费种的代码表里" in text for text in unknown), unknown


def test_a_row_and_a_column_that_are_off_by_rounding(bureau, sent):
    rows = [["2025年1-2月税费收入"], UNIT, ["税费种", "1月", "2月", "合计"], ["增值税", 5, 6, 12], ["契税", 1, 2, 3]]
    said = [text for text in warned(sent_as(bureau, sent, rows, dry_run=True)) if "四舍五入" in text]
    assert len(said) == 1, said


# --- the amount under another name


@pytest.mark.parametrize(
    "heads", [("税额", "滞纳金", "合计"), ("实缴税额", "罚款", "实缴合计"), ("中央级", "区级", "合计")]
)
def test_a_total_of_its_neighbours_is_the_amount(bureau, sent, unserved, heads):
    rows = [
        *DETAIL,
        [*REVENUE[:2], *heads],
        [date(2025, 4, 1), "增值税", 10.1, 0.2, 10.3],
        [date(2025, 4, 2), "契税", 5, None, 5],
    ]
    result = sent_as(bureau, sent, [*rows, ["合计", None, None, None, 15.3]])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(Decimal("15.30"),)]
    assert any("每一行都是它旁边各列之和" in text for text in warned(result))


def test_a_total_that_is_not_their_sum_is_asked_about(bureau, sent):
    rows = [*DETAIL, [*REVENUE[:2], "税额", "滞纳金", "合计"], [date(2025, 4, 1), "增值税", 10, 1, 10]]
    (said,) = messages(sent_as(bureau, sent, rows, dry_run=True))
    assert "缺少“入库金额”" in said
    assert "“税额”、“滞纳金”、“合计”里有一列就是入库金额的，请把它的表头改为“入库金额”" in said


def test_a_total_before_one_of_its_parts(bureau, sent, unserved):
    rows = [
        ["2025年4月税费收入"],
        UNIT,
        ["税费种", "入库合计", "其中：区级"],
        ["增值税", 8, 2],
        ["契税", 4, 1],
        ["合计", 12, 3],
    ]
    assert not messages(sent_as(bureau, sent, rows))
    assert amounts(bureau) == {("04", "增值税"): 80000, ("04", "契税"): 40000}


def test_a_part_of_a_column_that_is_not_read_is_no_amount(bureau, sent):
    rows = [["2025年4月税费收入"], UNIT, ["税费种", "累计合计", "其中：区级"], ["增值税", 8, 2], ["契税", 4, 1]]
    (said,) = messages(sent_as(bureau, sent, rows, dry_run=True))
    assert "“其中：区级”只是前面一列的一部分" in said


def test_net_amounts(bureau, sent, unserved):
    head = [["2025年4月税费收入"], UNIT, ["税费种", "入库", "退库", "净入库"]]
    wrong = messages(sent_as(bureau, sent, [*head, ["增值税", 8, 2, 6], ["契税", 4, 1, 4]], dry_run=True))
    assert any("退库就没有减去" in text for text in wrong), wrong
    assert not messages(sent_as(bureau, sent, [*head, ["增值税", 8, 2, 6], ["契税", 4, 1, 3], ["合计", 12, 3, 9]]))
    assert amounts(bureau) == {("04", "增值税"): 60000, ("04", "契税"): 30000}


# --- rows of another span


@pytest.mark.parametrize(
    ("head", "own", "other"),
    [("项目", "本月", "累计"), ("项目", "本期", "上年同期"), ("年度", "2025年", "2024年"), ("年份", 2025, 2024)],
)
def test_rows_of_a_year_to_date_or_another_year_stay_out(bureau, sent, unserved, head, own, other):
    rows = [["增值税", own, 8], ["增值税", other, 30], ["契税", own, 4], ["契税", other, 20]]
    result = sent_as(bureau, sent, [["2025年4月税费收入"], UNIT, ["税费种", head, "金额"], *rows])
    assert not messages(result), messages(result)
    assert amounts(bureau) == {("04", "增值税"): 80000, ("04", "契税"): 40000}
    assert any("第 5、7 行没有读取（共 2 行）" in text for text in warned(result)), warned(result)


# --- cells


@pytest.mark.parametrize(
    "days", [["1日", "2日"], ["4.1", "4.2"], ["04.01", "04.02"], ["04-01", "04-02"], ["4/1", "4/2"]]
)
def test_days_under_the_title_of_a_month(bureau, sent, unserved, days):
    rows = [*DETAIL, [*REVENUE[:2], REVENUE[-1]], *([day, "增值税", n] for n, day in enumerate(days, 1))]
    assert not messages(sent_as(bureau, sent, rows))
    assert query(bureau, "SELECT received_on, amount_yuan FROM revenue ORDER BY 1") == [
        (date(2025, 4, 1), 1), (date(2025, 4, 2), 2),
    ]  # fmt: skip


@pytest.mark.parametrize("days", [["01-04", "02-04"], ["1日", "04-02"]])
def test_days_that_may_be_others_are_asked_about(bureau, sent, days):
    rows = [*DETAIL, [*REVENUE[:2], REVENUE[-1]], *([day, "增值税", n] for n, day in enumerate(days, 1))]
    assert any("应为日期" in text for text in messages(sent_as(bureau, sent, rows, dry_run=True)))


def test_counts_with_their_unit_and_with_another(bureau, sent, unserved):
    rows = [
        ["2025年一季度监督台账"],
        SUPERVISION,
        [date(2025, 1, 3), "谈心谈话", "1次", "5人次", None, "甲", "纪检组", None],
    ]
    assert not messages(sent_as(bureau, sent, rows, "监督.xlsx"))
    assert query(bureau, "SELECT times, person_times FROM supervision") == [(1, 5)]
    rows[2][2] = "5人次"
    assert any("应为整数" in text for text in messages(sent_as(bureau, sent, rows, "监督.xlsx", dry_run=True)))


def test_a_dash_where_a_number_must_be(bureau, sent):
    rows = [["2025年3月咨询热线日报"], HOTLINE, [date(2025, 3, 1), 9, "-", 9, 1, 1, 1]]
    (said,) = messages(sent_as(bureau, sent, rows, "热线.xlsx", dry_run=True))
    assert "写的是“-”" in said
    assert "请填 0" in said
