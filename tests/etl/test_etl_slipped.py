"""A digit too many or too few in one kind of tax, with the totals gone along: a person is asked."""

from datetime import date

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "契税", "城市维护建设税", "房产税"]
MONTHS = {
    1: [9000, 4000, 2500, 1900, 900, 300],
    2: [6000, 700, 1900, 1500, 620, 280],
    3: [7000, 650, 2000, 2300, 700, 310],
    4: [6500, 3900, 2100, 1700, 660, 900],
    5: [6200, 2600, 1800, 1600, 640, 290],
    6: [6800, 720, 1900, 2100, 690, 300],
}
JULY = [7400, 4200, 2000, 1800, 710, 880]


def of_year(months=MONTHS):
    rows = [["税费种", *(f"{m}月" for m in months)]]
    rows += [[kind, *(values[n] for values in months.values())] for n, kind in enumerate(KINDS)]
    return [["2022年1—6月税费收入统计表"], ["单位：万元"], *rows]


def of_month(values):
    total = ["合计", sum(values)]
    return [
        ["2022年7月税费收入统计表"],
        ["单位：万元"],
        ["税费种", "本月入库"],
        *map(list, zip(KINDS, values, strict=True)),
        total,
    ]


def by_office(values, where=None):
    """Three offices' shares of each kind; `where` (office, kind) has ten times its own."""
    shares = (0.5, 0.3, 0.2)
    cells = [[round(v * s, 2) for s in shares] for v in values]
    if where:
        office, kind = where
        cells[kind][office] = round(cells[kind][office] * 10, 2)
    head = ["税费种", "第一税务所", "第二税务所", "第三税务所"]
    return [head, *([kind, *row] for kind, row in zip(KINDS, cells, strict=True))]


def doubts(bureau, path):
    """Those of this kind."""
    result = load(bureau, [path], dry_run=True)
    assert not messages(result), messages(result)
    return [
        w
        for a in result.accepted
        for w in a.warnings
        if w.doubt and ("多打、少打了一位" in w.message or "像是填了累计数" in w.message)
    ]


def half_a_year(bureau, sent):
    assert load(bureau, [workbook(sent / "上半年.xlsx", {"表": of_year()})]).accepted


@pytest.fixture
def after_half_a_year(base, bureau):
    base(half_a_year)
    return bureau


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (0, 74000, "最多的一个月（90,000,000.00 元）的约 8.2 倍"),
        (0, 740, "最少的一个月（60,000,000.00 元）的约 8.1 分之一"),
        (3, 18000, "最多的一个月（23,000,000.00 元）的约 7.8 倍"),
        (1, 42000, "约 10.5 倍"),
        (5, 8800, "约 9.8 倍"),
    ],
)
def test_a_digit_too_many_or_too_few(after_half_a_year, sent, kind, value, words):
    values = [*JULY]
    values[kind] = value
    (one,) = doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": of_month(values)}))
    assert one.cell == f"B{4 + kind}"
    assert f"“{KINDS[kind]}”" in one.message
    assert words in one.message


def test_taxes_of_the_quarter_and_small_kinds_are_not_asked_about(after_half_a_year, sent):
    assert not doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": of_month(JULY)}))
    small = [*JULY[:5], 30]
    assert not doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": of_month(small)}))


def test_a_month_that_is_large_altogether_is_no_slip(after_half_a_year, sent):
    assert not doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": of_month([v * 10 for v in JULY])}))


def test_the_cell_of_one_office(bureau, sent):
    for month, values in MONTHS.items():
        rows = [[f"2022年{month}月税费收入分税种分单位统计表"], ["单位：万元"], *by_office(values)]
        assert load(bureau, [workbook(sent / f"{month}月.xlsx", {"表": rows})]).accepted
    title = [["2022年7月税费收入分税种分单位统计表"], ["单位：万元"]]
    assert not doubts(bureau, workbook(sent / "7月.xlsx", {"表": [*title, *by_office(JULY)]}))
    (told,) = doubts(bureau, workbook(sent / "7月.xlsx", {"表": [*title, *by_office(JULY, (1, 0))]}))
    assert told.cell == "C4"
    assert "“第二税务所”合计" in told.message


def test_a_year_in_one_table(bureau, sent):
    slipped = {m: [*v] for m, v in MONTHS.items()} | {7: [*JULY]}
    slipped[3][0] = 70000
    rows = [["2022年1—7月税费收入统计表"], *of_year(slipped)[1:]]
    (told,) = doubts(bureau, workbook(sent / "1-7月.xlsx", {"表": rows}))
    assert told.cell == "D4"
    assert "2022年3月的“增值税”" in told.message


def month_of(month, values, unit="万元"):
    rows = [["税费种", "本月入库"], *map(list, zip(KINDS, values, strict=True))]
    return [[f"2022年{month}月税费收入统计表"], [f"单位：{unit}"], *rows]


def test_few_months_are_enough_but_for_taxes_of_the_quarter(bureau, sent):
    for month in (2, 3):
        assert load(bureau, [workbook(sent / f"{month}月.xlsx", {"表": month_of(month, MONTHS[month])})]).accepted
    april = [*MONTHS[4]]
    assert not doubts(bureau, workbook(sent / "4月.xlsx", {"表": month_of(4, april)}))
    april[0] *= 10
    (told,) = doubts(bureau, workbook(sent / "4月.xlsx", {"表": month_of(4, april)}))
    assert told.cell == "B4"


def test_a_month_in_the_unit_next_to_it(bureau, sent):
    assert load(bureau, [workbook(sent / "1月.xlsx", {"表": month_of(1, MONTHS[1])})]).accepted
    (told,) = doubts(bureau, workbook(sent / "2月.xlsx", {"表": month_of(2, MONTHS[2], "百万元")}))
    assert (
        "2022年2月的合计 11,000,000,000.00 元（最大的是 B4 6000），是另一个月（186,000,000.00 元）的约 59.1 倍"
        in told.message
    )
    assert not doubts(bureau, workbook(sent / "2月.xlsx", {"表": month_of(2, MONTHS[2])}))


def test_a_running_total_in_one_row(after_half_a_year, sent):
    values = [*JULY]
    values[0] = sum(m[0] for m in MONTHS.values()) + JULY[0]
    (told,) = doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": of_month(values)}))
    assert told.cell == "B4"
    assert "“增值税”" in told.message


def test_a_running_total_that_is_no_great_multiple(bureau, sent):
    for month in (1, 2, 3):
        assert load(bureau, [workbook(sent / f"{month}月.xlsx", {"表": month_of(month, MONTHS[month])})]).accepted
    values = [MONTHS[4][0] + sum(MONTHS[m][0] for m in (1, 2, 3)), *MONTHS[4][1:]]
    (told,) = doubts(bureau, workbook(sent / "4月.xlsx", {"表": month_of(4, values)}))
    assert "不少于今年前面 3 个月之和（220,000,000.00 元），像是填了累计数" in told.message


def refunds(month, scale=1):
    head = ["单据号", "办结日期", "政策类别", "纳税人识别号", "税费种", "主管税务所", "金额", "状态"]
    rows = [
        [f"T{month:02d}{n:04d}", date(2022, month, 1 + n), "减税", f"9131{n:014d}", "增值税", office,
         round(23456.78 * (n + 1) * (scale if office == "第二税务所" else 1), 2), "已办结"]
        for n in range(12)
        for office in [("第一税务所", "第二税务所")[n % 2]]
    ]  # fmt: skip
    return [[f"2022年{month}月退税减税降费台账"], ["单位：元"], head, *rows]


def test_refunds_of_one_office_in_another_unit(bureau, sent):
    for month in (1, 2):
        assert load(bureau, [workbook(sent / f"{month}月.xlsx", {"表": refunds(month)})]).accepted
    assert not doubts(bureau, workbook(sent / "3月.xlsx", {"表": refunds(3, 8)}))
    (told,) = doubts(bureau, workbook(sent / "3月.xlsx", {"表": refunds(3, 0.0001)}))
    assert "“第二税务所”合计" in told.message


def year_of(months, kinds=KINDS):
    rows = [
        ["税费种", *(f"{m}月" for m in months)],
        *([k, *(v[n] for v in months.values())] for n, k in enumerate(kinds)),
    ]
    return [[f"2022年{min(months)}—{max(months)}月税费收入分月统计表"], ["单位：万元"], *rows]


def test_kinds_with_a_season(bureau, sent):
    """房产税 twice a year, 居民医保 collected from October on: each first time is asked about neither as a slip nor as a running total."""
    kinds = [*KINDS, "城乡居民基本医疗保险费"]
    months = {m: [*values, 20 + m] for m, values in {**MONTHS, 7: JULY, 8: MONTHS[2], 9: MONTHS[3]}.items()}
    months[4][5], months[10], months[11] = 5000, [*MONTHS[4], 9000], [*MONTHS[5], 30]
    months[11][5] = 5000
    for first, last in ((1, 3), (4, 4), (5, 6), (7, 9), (10, 10)):
        sheet = year_of({m: months[m] for m in range(first, last + 1)}, kinds)
        path = workbook(sent / f"{first}至{last}月.xlsx", {"表": sheet})
        assert not [d for d in doubts(bureau, path) if "房产税" in d.message or "医疗" in d.message], first
        assert load(bureau, [path]).accepted
    rows = [["2022年11月税费收入统计表"], ["单位：万元"], ["税费种", "本月入库"], *zip(kinds, months[11], strict=True)]
    assert not doubts(bureau, workbook(sent / "11月.xlsx", {"表": [list(row) for row in rows]}))  # as its season brings


def test_an_answer_counts_as_long_as_the_figure_stays(bureau, sent):
    months = {m: [*values] for m, values in MONTHS.items()}
    months[6][3] = 18000
    assert len(doubts(bureau, one := workbook(sent / "一.xlsx", {"表": year_of(months)}))) == 1
    assert load(bureau, [one]).accepted
    months[7] = JULY
    assert doubts(bureau, two := workbook(sent / "二.xlsx", {"表": year_of(months)})) == []
    assert load(bureau, [two]).accepted
    months[6][3], months[8] = 19000, MONTHS[2]
    (asked,) = doubts(bureau, workbook(sent / "三.xlsx", {"表": year_of(months)}))
    assert "190,000,000.00 元" in asked.message
