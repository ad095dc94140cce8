"""The monthly forms that counties keep: 本月 and 累计 over their columns, lists of months, months as bare numbers."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import merged_book, messages, query, workbook

from etl.load import load

TITLE, UNIT = ["2025年4月税费收入统计表"], ["单位：万元"]
TAXES = {"增值税": (1234.56, 1100.5, 4000), "企业所得税": (220.1, 230, 800), "契税": (-7.25, 3, 40)}


def loaded(bureau, sent, rows, name="税费收入.xlsx"):
    """What a file of one sheet brought, by month and kind, and what was said of it."""
    result = load(bureau, [workbook(sent / name, {"表": rows})])
    assert not messages(result), messages(result)
    rows = query(bureau, "SELECT strftime(received_on, '%Y-%m'), tax_kind, amount_yuan FROM revenue ORDER BY ALL")
    return {(month, kind): amount for month, kind, amount in rows}, [w.message for w in result.accepted[0].warnings]


def refused(bureau, sent, rows, name="税费收入.xlsx"):
    return messages(load(bureau, [workbook(sent / name, {"表": rows})], dry_run=True))


def yuan(month, place=0):
    return {(month, kind): Decimal(str(v[place])) * 10000 for kind, v in TAXES.items()}


@pytest.mark.parametrize(
    ("month", "until", "own"),
    [
        ("本月", "累计", "本期"),
        ("4月", "1-4月", "入库额"),
        ("当月", "本年累计", "本年"),
        ("本月入库", "累计入库", "税额"),
    ],
)
def test_two_header_rows_of_month_and_year_to_date(bureau, sent, unserved, month, until, own):
    head = [
        ["税费种", month, None, None, until, None, None],
        [None, own, "上年同期", "增减额", own, "上年同期", "增减额"],
    ]
    body = [[kind, v, last, v - last, until_now, 9, 9] for kind, (v, last, until_now) in TAXES.items()]
    path = sent / "2025年4月税费收入.xlsx"
    merged_book(path, [TITLE, UNIT, *head, *body], ["B3:D3", "E3:G3", "A3:A4"])
    result = load(bureau, [path])
    assert not messages(result), messages(result)
    rows = query(bureau, "SELECT strftime(received_on, '%Y-%m'), tax_kind, amount_yuan FROM revenue")
    assert {(m, kind): amount for m, kind, amount in rows} == yuan("2025-04")
    said = [w.message for w in result.accepted[0].warnings]
    assert sum("上年同期”一列没有读取" in text for text in said) == 2
    assert any("是累计数，这张表里没有它包含的各月" in text for text in said)


@pytest.mark.parametrize(("this", "last"), [("本期", "上年同期"), ("本年", "上年"), ("2025年", "2024年")])
@pytest.mark.parametrize("counted", [[], [["栏次", 1, 2, 3, 4]], [["甲", 1, 2, 3, 4]]])
def test_this_year_and_last_year_over_month_and_year_to_date(bureau, sent, unserved, this, last, counted):
    head = [["税费种", this, None, last, None], [None, "4月", "1-4月", "4月", "1-4月"]]
    if this != "2025年":
        head[1] = [None, "本月", "累计", "本月", "累计"]
    body = [[kind, v, until_now, before, 9] for kind, (v, before, until_now) in TAXES.items()]
    path = merged_book(
        sent / "2025年4月税费收入.xlsx", [TITLE, UNIT, *head, *counted, *body], ["B3:C3", "D3:E3", "A3:A4"]
    )
    assert not messages(load(bureau, [path]))
    rows = query(bureau, "SELECT strftime(received_on, '%Y-%m'), tax_kind, amount_yuan FROM revenue")
    assert {(m, kind): amount for m, kind, amount in rows} == yuan("2025-04")


def test_a_row_of_units_under_the_header(bureau, sent, unserved):
    head = [["税费种", "本月", "累计", "增减"], [None, "万元", "万元", "%"]]
    found, _ = loaded(bureau, sent, [TITLE, *head, *([k, v, total, 3.5] for k, (v, _, total) in TAXES.items())])
    assert found == yuan("2025-04")


def test_a_span_that_ends_in_the_month_is_the_running_total(bureau, sent, unserved):
    rows = [TITLE, UNIT, ["税费种", "4月", "1-4月"], *([k, v, total] for k, (v, _, total) in TAXES.items())]
    found, _ = loaded(bureau, sent, rows)
    assert found == yuan("2025-04")


def test_a_span_that_the_title_promises_or_that_ends_elsewhere_is_refused(bureau, sent):
    body = [[k, v, total] for k, (v, _, total) in TAXES.items()]
    promised = refused(bureau, sent, [["2025年1-4月税费收入统计表"], UNIT, ["税费种", "4月", "1-4月"], *body])
    assert "2025-01、2025-02、2025-03 分月的数" in promised[0]
    joined = refused(
        bureau, sent, [["2025年税费收入"], UNIT, ["税费种", "1-2月", "3月", "合计"], *([*r, 0] for r in body)]
    )
    assert len(joined) == 1, joined  # 合计 holds 1-2月, the months do not: that it does not fit is no news
    assert "“1-2月”是几个月合在一起的数" in joined[0]


MONTHS = {
    "words": ["2025年1月", "2025年2月"],
    "dashed": ["2025-01", "2025-02"],
    "numbers": [202501, 202502],
    "dates": [date(2025, 1, 1), date(2025, 2, 1)],
    "last days": [date(2025, 1, 31), date(2025, 2, 28)],
    "short": ["1月", "2月"],
    "bare": [1, 2],
    "short year": ["25年1月", "25年2月"],
}


@pytest.mark.parametrize("how", MONTHS)
@pytest.mark.parametrize("title", ["2025年1-2月税费收入", "2025年税费收入"])
def test_a_long_list_of_months(bureau, sent, unserved, how, title):
    rows = [[m, kind, v[n]] for n, m in enumerate(MONTHS[how]) for kind, v in TAXES.items()]
    found, _ = loaded(bureau, sent, [[title], UNIT, ["月份", "税费种", "金额"], *rows])
    assert found == {**yuan("2025-01"), **yuan("2025-02", 1)}


def test_a_column_of_years_beside_one_of_months(bureau, sent, unserved):
    rows = [[2024 + n, 12 - 11 * n, kind, v[n]] for n in (0, 1) for kind, v in TAXES.items()]
    found, _ = loaded(bureau, sent, [["税费收入统计表"], UNIT, ["年份", "月份", "税费种", "金额"], *rows])
    assert found == {**yuan("2024-12"), **yuan("2025-01", 1)}


def test_bare_months_without_a_year_ask_for_it(bureau, sent):
    rows = [[m, kind, v[0]] for m in (1, 2) for kind, v in TAXES.items()]
    said = refused(bureau, sent, [["税费收入统计表"], UNIT, ["月份", "税费种", "金额"], *rows])
    assert any("看不出是哪一年" in text for text in said), said


@pytest.mark.parametrize(
    "heads", [[1, 2, 3], ["1", "2", "3"], [2025.1, 2025.2, 2025.3], ["25年1月", "25年2月", "25年3月"]]
)
def test_months_of_a_matrix_as_excel_leaves_them(bureau, sent, unserved, heads):
    rows = [["税费种", *heads, "合计"], *([k, *v, round(sum(v), 2)] for k, v in TAXES.items())]
    found, _ = loaded(bureau, sent, [["2025年1-3月税费收入统计表"], UNIT, *rows])
    assert found == {**yuan("2025-01"), **yuan("2025-02", 1), **yuan("2025-03", 2)}


def test_october_after_september_and_before_november_is_no_january(bureau, sent, unserved):
    rows = [["税费种", 2025.9, 2025.1, 2025.11], *([k, *v] for k, v in TAXES.items())]
    found, _ = loaded(bureau, sent, [["2025年税费收入"], UNIT, *rows])
    assert found == {**yuan("2025-09"), **yuan("2025-10", 1), **yuan("2025-11", 2)}


def test_bare_numbers_of_which_nothing_says_that_they_are_months(bureau, sent):
    rows = [["税费种", 1, 2, 3], *([k, *v] for k, v in TAXES.items())]
    said = refused(bureau, sent, [["2025年税费收入"], UNIT, *rows])
    assert any("没有写明是不是月份" in text for text in said), said


def test_counts_that_run_on_are_no_months(bureau, sent, unserved):
    rows = [
        ["2025年1-3月监督统计表"],
        ["事项", "1月", "2月", "3月"],
        ["专项监督检查", 1, 2, 3],
        ["警示教育片", 2, 2, 2],
    ]
    result = load(bureau, [workbook(sent / "监督.xlsx", {"表": rows})])
    assert not messages(result)
    found = query(
        bureau, "SELECT month(day), sum(times) FROM supervision WHERE kind = '专项监督检查' GROUP BY 1 ORDER BY 1"
    )
    assert found == [(1, 1), (2, 2), (3, 3)]
