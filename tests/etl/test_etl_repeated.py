"""A month that is another one again: copied tables in which only the title was changed; and what is equal by right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from department_files import HOTLINE, REVENUE, SUPERVISION, days, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "房产税", "印花税", "契税", "失业保险费", "教育费附加"]


def amounts(month, year=2022):
    """What each kind has in a month, in 万元: no two months alike."""
    return [
        Decimal(year % 7 * 311 + month * 137 + 1000 + n * (71 + month)) + Decimal("0.37") for n in range(len(KINDS))
    ]


def table(year, month, values):
    return [[f"{year}年{month}月税费收入统计表"], ["单位：万元"], ["税费种", "金额"], *zip(KINDS, values, strict=True)]


def matrix(year, columns):
    """A column a month, by its number."""
    rows = [[k, *(columns[m][n] for m in columns)] for n, k in enumerate(KINDS)]
    title = f"{year}年{min(columns)}-{max(columns)}月税费收入统计表"
    return [[title], ["单位：万元"], ["税费种", *(f"{m}月" for m in columns)], *rows]


def copies(bureau, path, sheets):
    result = load(bureau, [workbook(path, sheets)])
    assert result.accepted, messages(result)
    return [w for w in result.accepted[0].warnings if "可能是复制后没有改" in w.message]


def april(bureau, sent):
    """Its amounts."""
    old = amounts(4)
    assert not copies(bureau, sent / "4.xlsx", {"表": table(2022, 4, old)})
    return old


def test_the_next_month_with_the_figures_of_the_last(base, bureau, sent):
    old = base(april)
    (warning,) = copies(bureau, sent / "5.xlsx", {"表": table(2022, 5, old)})
    assert warning.cell == "B4"
    assert "2022年5月的 8 个数与 2022年4月（已入库的 4.xlsx）完全相同（如 B4 3414.37、B5" in warning.message
    (warning,) = copies(bureau, sent / "6.xlsx", {"表": table(2022, 6, [old[0] + 1, *old[1:]])})
    assert (warning.cell, "8 个数里有 7 个数" in warning.message) == ("B5", True)


def test_the_same_month_sent_again_is_no_copy(base, bureau, sent):
    old = base(april)
    assert not copies(bureau, sent / "4更正.xlsx", {"表": table(2022, 4, [old[0] + 1, *old[1:]])})
    assert not copies(bureau, sent / "4-5.xlsx", {"表": matrix(2022, {4: old, 5: amounts(5)})})


@pytest.mark.parametrize("turned", [False, True])
def test_a_column_or_a_row_that_is_its_neighbour(bureau, sent, turned):
    columns = {3: amounts(3), 4: amounts(4), 5: amounts(4)}
    rows = matrix(2022, columns)
    if turned:
        rows = [*rows[:2], ["月份", *KINDS], *([f"{m}月", *values] for m, values in columns.items())]
    (warning,) = copies(bureau, sent / "a.xlsx", {"表": rows})
    assert warning.cell == ("B6" if turned else "D4")
    assert "2022年5月的 8 个数与 2022年4月完全相同" in warning.message


def test_two_sheets_with_the_same_figures(bureau, sent):
    sheets = {f"{m}月": table(2022, m, amounts(4)) for m in (4, 5)}
    (warning,) = copies(bureau, sent / "a.xlsx", sheets)
    assert (warning.sheet, warning.cell) == ("5月", "B4")


def test_last_year_s_months_in_this_year_s_table_are_told_together(bureau, sent):
    copies(bureau, sent / "a.xlsx", {"表": matrix(2022, {m: amounts(m) for m in range(1, 13)})})
    fresh = {m: amounts(m, 2023) for m in (1, 2)} | {m: amounts(m) for m in range(3, 7)}
    (warning,) = copies(bureau, sent / "b.xlsx", {"表": matrix(2023, fresh)})
    assert "2023年3—6月的 32 个数与 2022年3—6月（已入库的 a.xlsx）完全相同" in warning.message
    assert warning.cell == "D4"


@pytest.mark.parametrize(
    "values",
    [
        [Decimal(0)] * 8,  # nothing came in
        [Decimal(20), Decimal(20), Decimal(5), Decimal(5), Decimal(3), Decimal(3), Decimal(1), Decimal(1)],
    ],
)
def test_zeros_and_round_small_sums_are_equal_by_right(bureau, sent, values):
    assert not copies(bureau, sent / "a.xlsx", {"表": matrix(2022, {3: amounts(3), 4: values, 5: values})})


def test_fixed_levies_beside_others_are_equal_by_right(bureau, sent):
    fixed = amounts(1)[:4]
    months = {m: [*fixed, *amounts(m)[4:]] for m in range(2, 6)}
    assert not copies(bureau, sent / "a.xlsx", {"表": matrix(2022, months)})


def ledger(rows, title):
    return [[title], SUPERVISION[:6], *rows]


def quarter(year, first, step=3):
    """Four events a month, on days and with texts of their own."""
    return [
        [
            date(year, month, (n * 7 + month * step) % 27 + 2),
            "专项监督检查" if n % 2 else "警示教育片",
            1,
            None,
            None,
            f"主题{n * month}",
        ]
        for month in range(first, first + 3)
        for n in range(4)
    ]


def quarter_of_last_year(bureau, sent):
    copies(bureau, sent / "a.xlsx", {"二": ledger(quarter(2021, 4), "2021年二季度监督台账")})


def test_a_quarter_of_a_ledger_that_is_last_year_s(base, bureau, sent):
    base(quarter_of_last_year)
    sheets = {
        "一": ledger(quarter(2022, 1), "2022年一季度监督台账"),
        "二": ledger(quarter(2022, 4), "2022年二季度监督台账"),
    }
    (warning,) = copies(bureau, sent / "b.xlsx", sheets)
    assert (warning.sheet, warning.cell) == ("二", "A3")
    assert "2022年4—6月的 12 行与 2021年4—6月（已入库的 a.xlsx）的日子、事项和内容完全相同" in warning.message


def test_ledgers_of_ones_are_not_copies(base, bureau, sent):
    base(quarter_of_last_year)
    assert not copies(bureau, sent / "b.xlsx", {"二": ledger(quarter(2022, 4, step=5), "2022年二季度监督台账")})
    weekly = [date(2023, 2, 1) + timedelta(days=7 * n) for n in range(8)]  # February and March begin on the same day
    rows = [[d + timedelta(days=more), "酒驾醉驾检查", 1, None, None, "晨检"] for d in weekly for more in (0, 2)]
    assert not copies(bureau, sent / "c.xlsx", {"台账": ledger(rows, "2023年2-3月监督台账")})
    fixed = [[date(2024, m, 5), "警示教育片", 1, None, None, f"支部{n}"] for m in range(1, 7) for n in range(8)]
    assert not copies(bureau, sent / "d.xlsx", {"台账": ledger(fixed, "2024年上半年监督台账")})


def test_a_summary_of_small_counts_is_no_copy(bureau, sent):
    rows = [["专项监督检查", 2, 2, 2], ["警示教育片", 1, 1, 1], ["酒驾醉驾检查", 12, 12, 12], ["谈心谈话", 10, 10, 10]]
    sheet = [["2022年1-3月监督工作统计表（次、人次）"], ["事项", "1月", "2月", "3月"], *rows[:3]]
    assert not copies(bureau, sent / "a.xlsx", {"表": sheet})


def calls(days_, seed):
    return [[d, 290 + d.day * seed % 83, 100 + d.day * seed % 41, 120 + d.day * seed % 37, 12.5, 40, 50] for d in days_]


def test_days_of_the_hotline_that_are_last_month_s(bureau, sent):
    march, april = days(2022, 3, 30), days(2022, 4, 30)
    copies(bureau, sent / "3.xlsx", {"3月": [["2022年3月咨询热线日报"], HOTLINE, *calls(march, 7)]})
    again = [["2022年4月咨询热线日报"], HOTLINE, *calls(april, 7)]
    (warning,) = copies(bureau, sent / "4.xlsx", {"4月": again})
    assert warning.cell == "B3"
    assert "2022年4月的 30 行与 2022年3月" in warning.message
    fresh = [["2022年5月咨询热线日报"], HOTLINE, *calls(days(2022, 5, 31), 11)]
    assert not copies(bureau, sent / "5.xlsx", {"5月": fresh})


def tiers(month, count):
    """Payments of the same tiers month by month, beside as many of other sizes as there are."""
    rows = [
        [
            date(2022, month, 1 + n % 28),
            KINDS[n % 3],
            "区级",
            "制造业",
            f"第{'一二'[n % 2]}税务所",
            None,
            f"V{month}{n}",
            Decimal(f"{7 + n % 6}31.52"),
        ]
        for n in range(120)
    ]
    sizes = [Decimal(1000 + month * 777 + n * (month + 13)) + Decimal("0.41") for n in range(count)]
    own = [[r[0], *r[1:6], f"W{month}{n}", size] for n, (r, size) in enumerate(zip(rows, sizes, strict=False))]
    return [[f"2022年{month}月税费收入明细"], ["单位：元"], REVENUE, *rows, *own]


def test_payments_of_the_same_tiers_are_equal_by_right(bureau, sent):
    assert not copies(bureau, sent / "a.xlsx", {"3月": tiers(3, 20), "4月": tiers(4, 20)})


def test_a_table_in_hundreds_of_millions_has_few_figures(bureau, sent):
    values = [Decimal(n) / 100 for n in (123, 85, 46, 38, 27, 16, 11, 9)]
    sheets = {
        f"{m}月": [[f"2022年{m}月税费收入统计表"], ["单位：亿元"], ["税费种", "金额"], *zip(KINDS, values, strict=True)]
        for m in (4, 5)
    }
    (warning,) = copies(bureau, sent / "a.xlsx", sheets)
    assert "2022年5月的 7 个数" in warning.message
