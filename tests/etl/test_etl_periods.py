"""Periods as titles write them: parts of months are refused, several months are read as several, the columns must agree."""

import datetime as dt
from datetime import date

import pytest
from department_files import HOTLINE, workbook

from etl.load import load
from etl.understanding.titles import months_apart, one_day, part_of_a_month, spoken_as_of, spoken_period, within_a_month
from metrics.periods import month_label

pytestmark = pytest.mark.usefixtures("unserved")

HEAD = ["入库日期", "税费种", "入库金额"]
UNIT = ["单位：元"]


def receipts(path, title, *, tab="明细", month=3, rows=((5, 100),)):
    lines = [[date(2022, month, day), "增值税", amount] for day, amount in rows]
    return workbook(path, {tab: [[title], UNIT, HEAD, *lines]})


def checked(bureau, path):
    """Months covered, or what is wrong."""
    result = load(bureau, [path], dry_run=True)
    return result.accepted[0].covers if result.accepted else [f.text for _, faults in result.refused for f in faults]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("2022年1、2月监督情况", "2022-01..2022-02"),
        ("2022年1月、2月监督情况", "2022-01..2022-02"),
        ("2022年3、4月党建台账", "2022-03..2022-04"),
        ("2022年前三季度党建台账", "2022-01..2022-09"),
        ("2022年前11个月税费收入", "2022-01..2022-11"),
        ("2022年二、三季度党建台账", "2022-04..2022-09"),
        ("2022年一至三季度党建台账", "2022-01..2022-09"),
        ("2022年第三季度党建台账", "2022Q3"),
        ("20220301-20220331税费收入", "2022-03"),
        ("2022年度税费收入（截至3月31日）", "2022"),
    ],
)
def test_several_months_are_read_as_several(title, label):
    assert spoken_period(title).label == label


def test_months_that_are_no_unbroken_span_are_told():
    for words in ("不含12月", "缺5月", "1、3月"):
        assert months_apart(f"2022年税费收入（{words}）") == words
    assert months_apart("2022年1、2月") is None
    assert months_apart("2022年税费收入（不含社保费）") is None


@pytest.mark.parametrize(
    "words",
    [
        "上半月",
        "前半月",
        "第一周",
        "第1周",
        "第二批",
        "（1-20日）",
        "1—20号",
        "中旬",
        "（截止3月15日）",
        "（截至15日）",
        "，数据截至2022年3月20日",
    ],
)
def test_a_part_of_a_month_in_any_words(bureau, sent, words):
    assert "不是整月" in checked(bureau, receipts(sent / "a.xlsx", f"2022年3月税费收入明细{words}"))[0]


def test_a_part_of_a_month_in_the_names(bureau, sent):
    title = "2022年3月税费收入明细"
    assert "不是整月" in checked(bureau, receipts(sent / "2022年3月收入（截至3月20日）.xlsx", title))[0]
    assert "不是整月" in checked(bureau, receipts(sent / "a.xlsx", title, tab="上半月"))[0]
    assert "不是整月" in checked(bureau, receipts(sent / "b.xlsx", "税费收入明细 20220301-20220315"))[0]
    assert "不是整月" in checked(bureau, receipts(sent / "c.xlsx", "2022年3月5日税费收入明细"))[0]
    assert checked(bureau, receipts(sent / "税费收入_20220405.xlsx", title)) == ["2022-03"], "the day it was exported"


def test_words_that_only_look_like_a_part():
    for text in (
        "第二批主题教育2022年3月党建台账",
        "2022年3月8日座谈会",
        "2022年1月1日至12月31日",
        "2022年3月税费收入（1-31日）",
    ):
        assert part_of_a_month(text) is None
    assert one_day("制表日期：2022年4月2日") is None
    assert within_a_month("截至2022年4月6日", spoken_period("2022年3月")) is None, "looked at after the month was over"
    assert within_a_month("截至2022年3月31日", spoken_period("2022年3月")) is None


@pytest.mark.parametrize("words", ["截至3月31日", "截至3月", "截止2022年3月31日", "更新时间2022年3月31日"])
def test_a_year_until_a_day_is_covered_until_then(bureau, sent, words):
    assert checked(bureau, receipts(sent / "a.xlsx", f"2022年度税费收入明细（{words}）")) == [
        "2022-01",
        "2022-02",
        "2022-03",
    ]
    told = checked(bureau, receipts(sent / "b.xlsx", f"2022年度税费收入明细（{words}）", month=4))
    assert "不在标题写明的期间" in told[0]


def test_a_day_without_a_year_needs_one():
    assert month_label(spoken_as_of("截至3月31日", 2022)) == "2022-03"
    assert spoken_as_of("截至3月31日") is None
    assert spoken_as_of("截至目前") is None


def summary(path, title, *rows):
    return workbook(path, {"表": [[title], ["单位：万元"], *rows]})


@pytest.mark.parametrize(
    "title", ["2022年1、2月税费收入", "2022年1月、2月税费收入", "2022年一季度税费收入", "2022年税费收入"]
)
def test_a_sum_of_several_months_says_so(bureau, sent, title):
    (told,) = checked(bureau, summary(sent / "a.xlsx", title, ["税费种", "金额"], ["增值税", 3], ["契税", 2]))
    assert "几个月合在一起" in told


def test_columns_of_other_months_than_the_titles(bureau, sent):
    row = ["增值税", 3, 4]
    assert (
        "表里有1—2月的数"
        in checked(bureau, summary(sent / "a.xlsx", "2022年3月税费收入", ["税费种", "1月", "2月"], row))[0]
    )
    assert (
        "表里有4月的数"
        in checked(bureau, summary(sent / "b.xlsx", "2022年3月税费收入", ["税费种", "3月", "4月"], row))[0]
    )
    assert checked(bureau, summary(sent / "c.xlsx", "2022年2月税费收入", ["税费种", "1月", "2月"], row)) == [
        "2022-01",
        "2022-02",
    ]


def test_months_in_rows_that_hold_only_zeros_are_not_filled_in(bureau, sent):
    rows = [["月份", "增值税", "契税"], ["1月", 1, 2], ["2月", 3, 4], *([f"{n}月", 0, 0] for n in range(3, 13))]
    path = summary(sent / "a.xlsx", "2022年税费收入分月表", *rows)
    assert checked(bureau, path) == ["2022-01", "2022-02"]
    result = load(bureau, [path], dry_run=True)
    assert any("还没有填" in w.message and w.cell == "A6" for w in result.accepted[0].warnings)
    rows[3][1:] = [0, 5]
    assert checked(bureau, summary(sent / "b.xlsx", "2022年税费收入分月表", *rows))[-1] == "2022-03"


def calls(path, title, numbers):
    days = [dt.date(2022, 3, n) for n in range(1, len(numbers) + 1)]
    return workbook(
        path, {"表": [[title], HOTLINE, *([d, n, n // 2, n // 2, 1, 1, 1] for d, n in zip(days, numbers, strict=True))]}
    )


def test_days_that_are_running_totals(bureau, sent):
    assert "累计到当天" in checked(bureau, calls(sent / "a.xlsx", "2022年3月咨询热线累计情况", [100, 200, 300, 400]))[0]
    assert checked(bureau, calls(sent / "b.xlsx", "2022年3月累计咨询热线情况", [100, 90, 120, 80])) == ["2022-03"]
    title = "2022年3月税费收入日报（累计数）"
    assert "累计到当天" in checked(bureau, receipts(sent / "c.xlsx", title, rows=((1, 1), (2, 4))))[0]


@pytest.mark.parametrize("title", ["2022年分月税费收入（累计）", "2022年税费收入分月累计表"])
def test_running_totals_that_fall_once(bureau, sent, title):
    rows = [["税费种", "1月", "2月", "3月"], ["增值税", 10, 20, 30], ["契税", 10, 12, 11]]
    assert "累计数" in checked(bureau, summary(sent / "a.xlsx", title, *rows))[0]


def test_days_without_a_year_take_the_titles(bureau, sent):
    rows = [["2022年3月税费收入明细"], UNIT, HEAD, ["3月5日", "增值税", 100], [" 3月6号 ", "增值税", 7]]
    assert checked(bureau, workbook(sent / "a.xlsx", {"表": rows})) == ["2022-03"]
    rows[4][0] = "4月6日"
    assert "不在标题写明的期间" in checked(bureau, workbook(sent / "b.xlsx", {"表": rows}))[0]
    rows[0][0] = "税费收入明细"
    assert "应为日期" in checked(bureau, workbook(sent / "c.xlsx", {"表": rows}))[0]


def test_months_that_cannot_be_read_and_years_beside_each_other_are_named(bureau, sent):
    rows = [["2022年监督台账"], ["月份", "事项", "次数"], ["3#", "专项监督检查", 2], ["4#", "专项监督检查", 1]]
    assert "请写成“3月”" in checked(bureau, workbook(sent / "a.xlsx", {"表": rows}))[0]
    columns = ["税费种", "2021年1月", "2022年1月", "2021年2月", "2022年2月"]
    assert (
        "请在标题写明年份" in checked(bureau, summary(sent / "b.xlsx", "税费收入", columns, ["增值税", 3, 4, 5, 6]))[0]
    )
