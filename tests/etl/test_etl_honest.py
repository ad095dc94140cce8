"""Ordinary tables with something beside the rule: read exactly, or refused by one true sentence."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import credit_code, messages, query, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "契税", "印花税", "失业保险费", "房产税", "耕地占用税", "资源税"]
MONTHS = [1, 2, 3]


def amount(kind, month):
    return Decimal(100 * (KINDS.index(kind) + 1) + 7 * month) + Decimal("0.25")


TOTAL = sum(amount(k, m) for k in KINDS for m in MONTHS) * 10_000


def by_month(title="2025年1-3月税费收入情况表", year=""):
    rows = [[k, *(amount(k, m) for m in MONTHS)] for k in KINDS]
    return [[title], ["单位：万元"], ["项目", *(f"{year}{m}月" for m in MONTHS)], *rows]


def sent_as(bureau, sent, rows, sheets=None, name="税费收入.xlsx"):
    return load(bureau, [workbook(sent / name, sheets or {"表": rows})])


def faults(result):
    ((_, found),) = result.refused
    return found


def stored(bureau):
    return query(bureau, "SELECT sum(amount_yuan) FROM revenue")[0][0]


# --- beside the table


@pytest.mark.parametrize("gap", [0, 1])
def test_a_remark_beside_a_row_is_left_out_and_said(bureau, sent, gap):
    rows = by_month()
    rows[4] += [*[None] * gap, "3月含一次性入库"]
    result = sent_as(bureau, sent, rows)
    assert not messages(result)
    assert stored(bureau) == TOTAL
    (note,) = [w for w in result.accepted[0].warnings if w.value == "3月含一次性入库"]
    assert (note.cell, note.doubt) == ("EF"[gap] + "5", False)


def test_a_number_beside_a_row_is_asked_about(bureau, sent):
    rows = by_month()
    rows[5] += [None, "较上年多", 35.2]
    (doubt,) = [w for w in sent_as(bureau, sent, rows).accepted[0].warnings if w.doubt]
    assert (doubt.cell, stored(bureau)) == ("G6", TOTAL)


def test_a_remark_beside_a_row_that_limits_the_table_is_heard(bureau, sent):
    rows = by_month()
    rows[4] += [None, "本表不含第三税务所"]
    assert any("不含第三税务所" in m for m in messages(sent_as(bureau, sent, rows)))


def test_a_column_without_a_heading_is_named(bureau, sent):
    rows = by_month()
    (fault,) = faults(sent_as(bureau, sent, [*rows[:3], *([*row, 5] for row in rows[3:])]))
    assert (fault.cell, "没有表头" in fault.message) == ("E4", True)


def test_kinds_left_and_right_under_one_title(bureau, sent):
    rows = by_month()
    head, body = rows[2], rows[3:]
    left, right = body[:5], [*body[5:], [None] * 4]
    pairs = [[*one, None, *other] for one, other in zip(left, right, strict=True)]
    assert not messages(sent_as(bureau, sent, [*rows[:2], [*head, None, *head], *pairs]))
    assert stored(bureau) == TOTAL


# --- rows and columns that add up


@pytest.mark.parametrize("label", ["累计", "1-{}月累计"])
def test_a_running_total_below_each_month(bureau, sent, label):
    rows = [["2025年1-3月税费收入统计表"], ["单位：万元"], ["月份", *KINDS]]
    for m in MONTHS:
        rows.append([f"{m}月", *(amount(k, m) for k in KINDS)])
        if m > 1:
            rows.append([label.format(m), *(sum(amount(k, i) for i in range(1, m + 1)) for k in KINDS)])
    wrong = [list(row) for row in rows]
    wrong[-1][2] += 90
    assert [f.cell for f in faults(sent_as(bureau, sent, wrong))] == ["C8"]
    assert not messages(sent_as(bureau, sent, rows))
    assert stored(bureau) == TOTAL


def levels(kind):
    whole = amount(kind, 3)
    return [whole, whole - 60, Decimal(60), Decimal(20)]


@pytest.mark.parametrize("width", [3, 4], ids=["合计 中央级 地方级", "and 其中：区级"])
def test_a_breakdown_that_the_list_does_not_have_is_read_by_its_total(bureau, sent, width):
    head = ["项目", "合计", "中央级", "地方级", "其中：区级"][: width + 1]
    rows = [["2025年3月分级次税费收入表"], ["单位：万元"], head, *([k, *levels(k)[:width]] for k in KINDS)]
    wrong = [list(row) for row in rows]
    wrong[4][1] += 7
    assert messages(sent_as(bureau, sent, wrong))
    assert not messages(sent_as(bureau, sent, rows))
    assert stored(bureau) == sum(amount(k, 3) for k in KINDS) * 10_000


def test_a_part_of_the_month_and_a_part_of_the_running_total(bureau, sent):
    head = ["项目", "本月", "其中：区级", "累计", "其中：区级"]
    body = [[k, amount(k, 3), 40, amount(k, 3) * 3, 120] for k in KINDS]
    assert not messages(sent_as(bureau, sent, [["2025年3月税费收入表"], ["单位：万元"], head, *body]))
    assert stored(bureau) == sum(amount(k, 3) for k in KINDS) * 10_000


def test_the_whole_of_each_kind_above_the_offices(bureau, sent):
    offices = ["第一税务所", "第二税务所", "第三税务所", "城东税务所", "城西税务所", "开发区税务所"]
    whole = [["全局合计", k, *(amount(k, m) * 6 for m in MONTHS)] for k in KINDS]
    rows = [[o, k, *(amount(k, m) for m in MONTHS)] for o in offices for k in KINDS]
    head = [["2025年1-3月分所税费收入表"], ["单位：万元"], ["税务所", "税种", "1月", "2月", "3月"]]
    wrong = [list(row) for row in whole]
    wrong[1][3] += 50
    assert [f.cell for f in faults(sent_as(bureau, sent, [*head, *wrong, *rows]))] == ["D5"]
    assert not messages(sent_as(bureau, sent, [*head, *whole, *rows]))
    assert stored(bureau) == TOTAL * 6


def test_a_subtotal_of_one_policy_in_a_ledger_that_is_not_sorted(bureau, sent):
    head = ["单据号", "办结日期", "政策类别", "金额", "状态", "纳税人识别号"]
    who = credit_code("91990101MA00000XX")
    body = [[f"T{n}", date(2025, 6, n + 1), ["减税", "降费"][n % 2], 100 + n, "已办结", who] for n in range(6)]
    above = [["2025年6月退税减税降费台账"], ["单位：元"], head, *body]
    right = [["小计", None, "减税", 306], ["合计", None, None, 615]]
    assert not messages(sent_as(bureau, sent, [*above, *right], name="退税.xlsx"))
    (fault,) = faults(sent_as(bureau, sent, [*above, ["小计", None, "减税", 300], right[1]], name="退税二.xlsx"))
    assert (fault.cell, "各行相加是 306" in fault.message) == ("D10", True)


# --- the amount, and what stands beside it


@pytest.mark.parametrize("unit", ["单位：万元", "单位：万元、户、%"])
@pytest.mark.parametrize("beside", [[], ["户数", "占比"]], ids=["alone", "beside counts"])
def test_tax_amounts_under_a_title_of_revenue(bureau, sent, unit, beside):
    body = [[k, amount(k, 3), *[5, 7.5][: len(beside)]] for k in KINDS]
    if not beside and "户" in unit:
        return
    assert not messages(sent_as(bureau, sent, [["2025年3月税费收入情况表"], [unit], ["项目", "税额", *beside], *body]))
    assert stored(bureau) == sum(amount(k, 3) for k in KINDS) * 10_000


def test_what_is_paid_besides_the_tax(bureau, sent):
    above = [["2025年3月税费收入情况表"], ["单位：万元"]]
    body = [[k, amount(k, 3), 1, amount(k, 3) + 1] for k in KINDS]
    alone = [*above, ["项目", "税额", "滞纳金"], *(row[:3] for row in body)]
    (fault,) = faults(sent_as(bureau, sent, alone))
    assert (fault.cell, fault.value) == ("C3", "滞纳金")
    assert not messages(sent_as(bureau, sent, [*above, ["项目", "税额", "滞纳金", "合计"], *body]))
    assert stored(bureau) == sum(amount(k, 3) + 1 for k in KINDS) * 10_000


# --- one true sentence


def test_a_title_of_another_year_than_the_headings(bureau, sent):
    (fault,) = faults(sent_as(bureau, sent, by_month(year="2024年")))
    assert fault.cell == "B3"
    assert "2025年" in fault.message
    assert "表头写的是2024年" in fault.message


def test_this_year_and_last_year_over_months(bureau, sent):
    above = [["2025年1-3月与2024年1-3月税费收入对比表"], ["单位：万元"], ["项目", "本年", None, None, "上年"]]
    months = [None, *(f"{m}月" for m in MONTHS * 2)]
    body = [[k, *(amount(k, m) for m in MONTHS * 2)] for k in KINDS]
    (fault,) = faults(sent_as(bureau, sent, [*above, months, *body]))
    assert "请把“本年”“上年”写成年份" in fault.message


def test_a_sheet_that_gathers_the_months_is_said_once(bureau, sent):
    above = [["单位：万元"], ["项目", "本月数"]]
    single = {f"{m}月": [[f"2025年{m}月税费收入表"], *above, *([k, amount(k, m)] for k in KINDS)] for m in MONTHS}
    result = sent_as(bureau, sent, None, {**single, "汇总": by_month()})
    (fault,) = faults(result)
    assert fault.sheet == "汇总"
    assert "请删去工作表“汇总”" in fault.message
    assert not messages(sent_as(bureau, sent, None, single))
    assert stored(bureau) == TOTAL


def with_total(rows):
    return [*rows, ["合计", *(sum(amount(k, m) for k in KINDS) for m in MONTHS)]]


def test_unknown_names_are_said_and_the_total_that_holds_is_not(bureau, sent):
    rows = with_total(by_month())
    rows[4][0], rows[8][0] = "企税", "失业"
    assert [f.cell for f in faults(sent_as(bureau, sent, rows))] == ["A5", "A9"]


@pytest.mark.parametrize(
    ("text", "word"),
    [("214.25（含补缴）", "只写数字"), ("214.25*", "只写数字"), ("214.25①", "只写数字"), ("△214.25", "负数")],
)
def test_a_number_with_a_mark_is_said_and_the_total_is_not(bureau, sent, text, word):
    rows = with_total(by_month())
    rows[4][2] = text
    (fault,) = faults(sent_as(bureau, sent, rows))
    assert (fault.cell, fault.value, word in fault.message) == ("C5", text, True)


def test_targets_of_two_years_with_the_unit_above(bureau, sent):
    rows = [["2025-2026年度目标任务表"], ["单位：亿元"], ["指标", "项目", "2025年", "2026年"]]
    rows += [["税费收入", None, 38, 40], ["税费收入", "增值税", 11, 12]]
    assert not messages(sent_as(bureau, sent, rows, name="目标任务.xlsx"))
    found = query(bureau, "SELECT year, coalesce(item, ''), target, unit FROM targets ORDER BY ALL")
    figures = [(2025, "", 38), (2025, "增值税", 11), (2026, "", 40), (2026, "增值税", 12)]
    assert found == [(year, item, target * 10**8, "元") for year, item, target in figures]
