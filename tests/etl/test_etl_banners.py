"""Lines over a table are none of its headings: units, titles merged across it; sheets' names; formulas without a value."""

from datetime import date

import openpyxl
import pytest
from department_files import merged_book, query, refused_at, revenue_yuan, sent_as, workbook

from etl.load import load
from etl.understanding.titles import spoken_period

LIST = ["序号", "入库时间", "征收项目", "级次", "实缴金额", "税票号码"]
UNITS = ["金额单位：元（保留两位小数）", "金额单位：元（列至角分）", "入库税额（单位：元）", "收入单位：元 至角分", "制表单位：收入核算股  金额单位：元"]  # fmt: skip
PARTY = [["层级", "日期", "活动", None, None], [None, None, "事项", "数量", "主题"]]
PARTY_ROWS = [["党委", date(2022, 11, 9), "集中学习", 1, "甲"], ["支部", date(2022, 11, 17), "专题研讨", 1, "乙"]]
TAXES = [["增值税", 92], ["契税", 9], ["印花税", 30]]


def single(count=8):
    kinds = ("增值税", "契税")
    return [[n + 1, date(2022, 4, n + 1), kinds[n % 2], "区级", 100.5 + n, f"T{n:04d}"] for n in range(count)]


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_line_over_the_row_numbers_is_no_heading(bureau, sent, unserved, unit):
    result = sent_as(bureau, sent, [["2022年4月税费入库清册"], [unit], LIST, *single()], "清册.xlsx")
    assert not refused_at(result)
    assert revenue_yuan(bureau) == 832


def test_row_numbers_are_never_the_amount(bureau, sent):
    head = ["入库日期", "税费种", "金额", "实缴数"]
    rows = [[date(2022, 4, n), "增值税", n, 100 + n] for n in range(1, 9)]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [["2022年4月税费入库明细"], ["单位：元"], head, *rows]))
    assert (cell, "像是“实缴数”一列" in message) == ("D3", True)


def test_an_unknown_amount_is_asked_for_by_its_heading(bureau, sent):
    head = ["序号", "入库日期", "税费种", "本期实际入库"]
    rows = [[n, date(2022, 4, n), "增值税", 100 + n] for n in range(1, 9)]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [["2022年4月税费入库清册"], ["单位：元"], head, *rows]))
    assert (cell, "没有认出哪一列是“入库金额”" in message) == ("D3", True)


def test_an_unknown_day_is_asked_for_by_its_heading(bureau, sent):
    head = ["开票日期", "税费种", "主管税务所", "入库金额"]
    rows = [[date(2022, 4, n), "增值税", "第一税务所", 100 + n] for n in range(1, 9)]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [["2022年4月税费入库明细"], ["单位：元"], head, *rows]))
    assert (cell, "请把这一列的表头改为“入库日期”" in message) == ("A3", True)


@pytest.mark.parametrize(
    ("title", "cell", "word"),
    [
        ("2022年11月党建活动计划表", "A1", "“计划”"), ("2022年11月党建活动台账（预计）", "A1", "“预计”"),
        ("2021年11月党建活动台账", "B4", "2021年11月"),
    ],
)  # fmt: skip
def test_a_title_merged_over_a_header_of_two_rows_is_heard(bureau, sent, title, cell, word):
    spans = ("A1:E1", "A2:A3", "B2:B3", "C2:E2")
    path = merged_book(sent / "党建.xlsx", [[title, None, None, None, None], *PARTY, *PARTY_ROWS], spans)
    where, message = refused_at(load(bureau, [path]))[0]
    assert (where, word in message) == (cell, True)


def test_a_formula_without_a_value_in_a_summary_is_refused(bureau, sent):
    book = openpyxl.Workbook()
    for row in [["2022年11月税费收入表"], ["单位：万元"], ["税费种", "入库金额"], ["增值税", 92], ["契税", "=B4*0.1"], ["合计", "=SUM(B4:B5)"]]:  # fmt: skip
        book.active.append(row)
    book.save(sent / "收入.xlsx")
    ((cell, message),) = refused_at(load(bureau, [sent / "收入.xlsx"]))
    assert (cell, "公式没有计算过" in message) == ("B5", True)


@pytest.mark.parametrize("name", ["上年同期", "2021", "4月旧", "去年"])
def test_a_sheet_named_otherwise_than_its_title_is_refused(bureau, sent, name):
    rows = [["2022年4月税费收入表"], ["单位：万元"], ["税费种", "入库金额"], *TAXES]
    path = workbook(sent / "2022年4月税费收入.xlsx", {name: rows})
    assert [name in message for _, message in refused_at(load(bureau, [path]))] == [True]


@pytest.mark.parametrize("name", ["2022", "同期对比", "本年与上年"])
def test_a_sheet_that_names_this_year_too_is_taken(bureau, sent, unserved, name):
    rows = [["2022年4月税费收入表"], ["单位：万元"], ["税费种", "入库金额"], *TAXES]
    assert not refused_at(load(bureau, [workbook(sent / "2022年4月税费收入.xlsx", {name: rows})]))


def test_months_that_go_back_need_their_year(bureau, sent):
    rows = [["税费收入月度对比"], ["单位：万元"], ["税费种", "12月", "1月", "2月"], ["增值税", 5, 6, 7]]
    ((cell, message),) = refused_at(sent_as(bureau, sent, rows, "2022年税费对比.xlsx"))
    assert (cell, "12月是不是上一年的" in message) == ("B3", True)


def test_a_title_over_two_years_dates_its_months(bureau, sent, unserved):
    rows = [["2021年12月至2022年2月税费收入"], ["单位：万元"], ["税费种", "12月", "1月", "2月"], ["增值税", 5, 6, 7]]
    assert not refused_at(sent_as(bureau, sent, rows))
    told = query(bureau, "SELECT strftime(received_on, '%Y-%m'), amount_yuan FROM revenue ORDER BY 1")
    assert told == [("2021-12", 50000), ("2022-01", 60000), ("2022-02", 70000)]


@pytest.mark.parametrize("title", ["2021年至2022年3月税费收入", "2021—2022年3月税费收入"])
def test_a_year_to_a_month_is_a_span(title):
    period = spoken_period(title)
    assert period is not None
    assert (period.first, period.last) == (2021 * 12, 2022 * 12 + 2)


def test_an_item_below_the_total_is_asked_about(bureau, sent, unserved):
    rows = [["2022年5月税费收入表"], ["单位：万元"], ["税费种", "入库金额"], *TAXES, ["合计", 131], ["环境保护税", 35]]
    result = sent_as(bureau, sent, rows)
    assert [(w.cell, w.doubt) for w in result.accepted[0].warnings if "合计（第" in w.message] == [("A8", True)]


def test_an_amount_shown_as_a_percentage_is_asked_about(bureau, sent, unserved):
    book = openpyxl.Workbook()
    for row in [["2022年5月税费收入表"], ["单位：万元"], ["税费种", "入库金额"], *TAXES]:
        book.active.append(row)
    book.active["B5"].number_format = "0%"
    book.save(sent / "收入.xlsx")
    result = load(bureau, [sent / "收入.xlsx"])
    assert [(w.cell, "900%" in w.message) for w in result.accepted[0].warnings if w.doubt] == [("B5", True)]


@pytest.mark.parametrize("heads", [["6月", "二季度", "上半年"], ["累计", "其中：本月"]])
def test_running_totals_beside_the_month_are_not_read(bureau, sent, unserved, heads):
    figures = [dict(zip(["6月", "二季度", "上半年", "累计", "其中：本月"], row, strict=True)) for row in [[5, 15, 30, 30, 5], [1, 3, 6, 6, 1]]]  # fmt: skip
    rows = [["增值税", *(figures[0][h] for h in heads)], ["契税", *(figures[1][h] for h in heads)]]
    result = sent_as(bureau, sent, [["2022年6月税费收入"], ["单位：万元"], ["税费种", *heads], *rows])
    assert not refused_at(result)
    assert revenue_yuan(bureau) == 60000


def test_this_year_beside_last_year_may_be_a_running_total(bureau, sent):
    rows = [["2022年3月税费收入"], ["单位：万元"], ["税费种", "去年", "今年"], ["增值税", 5, 6]]
    ((cell, message),) = refused_at(sent_as(bureau, sent, rows))
    assert (cell, "请把表头改为“本月”" in message) == ("C3", True)
