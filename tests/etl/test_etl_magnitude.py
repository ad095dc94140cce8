"""Amounts of another unit where there is little history, events of a day that are persons, kinds that vanish, odd days of the hotline."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import HOTLINE, REVENUE, SUPERVISION, days, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "房产税", "印花税", "契税", "失业保险费"]


def matrix(columns, year=2022, unit="万元"):
    rows = [[k, *(columns[m][n] for m in columns)] for n, k in enumerate(KINDS)]
    title = f"{year}年{min(columns)}-{max(columns)}月税费收入统计表"
    return {"表": [[title], [f"单位：{unit}"], ["税费种", *(f"{m}月" for m in columns)], *rows]}


def amounts(month, scale=1):
    return [(Decimal(month * 17 + 200 + n * (31 + month)) + Decimal("0.37")) * scale for n in range(len(KINDS))]


def told(result, word):
    assert result.accepted, messages(result)
    return [w for w in result.accepted[0].warnings if word in w.message]


def refused(result):
    ((_, faults),) = result.refused
    return [(f.cell, f.message) for f in faults]


def test_a_month_that_no_county_has_is_refused_with_its_largest_cells(bureau, sent):
    columns = {1: amounts(1), 2: amounts(2), 3: amounts(3, 100_000)}
    ((cell, message),) = refused(load(bureau, [workbook(sent / "a.xlsx", matrix(columns))]))
    assert cell == "D10"
    assert "2022年3月合计折合 24,736 亿元" in message
    assert "1,000 亿元" in message
    assert "!D10 45537000" in message


def test_a_single_voucher_that_no_county_has_is_refused(bureau, sent):
    row = [date(2022, 3, 1), "增值税", "区级", "制造业", "第一税务所", None, "V1", 1_200_000]
    rows = [["2022年3月税费收入明细"], ["单位：万元"], REVENUE, row, [date(2022, 3, 31), *row[1:6], "V2", 12]]
    ((cell, message),) = refused(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]))
    assert cell == "H4"
    assert "单笔超过 100 亿元（H4 1200000）" in message


@pytest.mark.parametrize(("scale", "words"), [(2_000, "倍"), (Decimal("0.0001"), "分之一")])
def test_one_month_of_three_in_another_unit(bureau, sent, scale, words):
    columns = {1: amounts(1), 2: amounts(2), 3: amounts(3, scale)}
    (warning,) = told(load(bureau, [workbook(sent / "a.xlsx", matrix(columns))]), "单位不一致")
    assert warning.cell == "D10"
    assert "2022年3月合计" in warning.message
    assert words in warning.message


def test_the_second_month_in_another_unit_than_the_first(bureau, sent):
    load(bureau, [workbook(sent / "1.xlsx", matrix({1: amounts(1)}))])
    result = load(bureau, [workbook(sent / "2.xlsx", matrix({2: amounts(2, 2_000)}))])
    (warning,) = told(result, "单位不一致")
    assert "2022年1月是" in warning.message


def test_one_kind_in_another_unit(bureau, sent):
    columns = {m: amounts(m) for m in (1, 2, 3, 4)}
    columns[3][5] *= 10_000
    (warning,) = told(load(bureau, [workbook(sent / "a.xlsx", matrix(columns))]), "像是单位错了")
    assert (warning.cell, "2022年3月的“契税”" in warning.message) == ("D9", True)
    columns[3][5] = amounts(3)[5]
    for month, values in columns.items():  # a small kind is a tenth of the month by the slip alone
        values[6] = Decimal("0.08") * (10_000 if month == 2 else 1)
    (warning,) = told(load(bureau, [workbook(sent / "c.xlsx", matrix(columns))], replace=True), "像是单位错了")
    assert (warning.cell, "是它其余 3 个月的约 10,000 倍" in warning.message) == ("C10", True)
    for values in columns.values():
        values[5] = amounts(5)[5] * 10_000
    found = told(load(bureau, [workbook(sent / "b.xlsx", matrix(columns))], replace=True), "其他 6 个税费种之和的约")
    assert [w.cell for w in found] == ["B9", "C9", "D9", "E9"]


def test_a_seasonal_kind_and_a_month_of_zero_are_no_slips(bureau, sent):
    columns = {m: amounts(m) for m in range(1, 6)}
    for month, values in columns.items():
        values[3] = Decimal(150) if month in {1, 4} else Decimal("0.02")
    columns[2] = [Decimal(0)] * len(KINDS)
    assert not told(load(bureau, [workbook(sent / "a.xlsx", matrix(columns))]), "单位")


def vouchers(sizes, kinds=KINDS):
    rows = [
        [
            date(2022, 3, 1 + n * 30 // len(sizes)),
            kinds[n % len(kinds)],
            "区级",
            "制造业",
            f"第{'一二'[n % 2]}税务所",
            None,
            f"V{n:03d}",
            size,
        ]
        for n, size in enumerate(sizes)
    ]
    rows[-1][0] = date(2022, 3, 31)
    return {"明细": [["2022年3月税费收入明细"], ["单位：元"], REVENUE, *rows]}


def test_rows_pasted_in_another_unit(bureau, sent):
    large = [Decimal(300_000 + n * 37_123) for n in range(8)]
    small = [Decimal(25 + n * 9) + Decimal("0.66") for n in range(8)]
    (warning,) = told(load(bureau, [workbook(sent / "a.xlsx", vouchers([*large, *small]))]), "粘贴在一起")
    assert warning.cell == "H12"
    assert "从这里到 H19 的 8 行（H12 25.66" in warning.message
    mixed = [v for pair in zip(large, small, strict=True) for v in pair]
    assert not told(load(bureau, [workbook(sent / "b.xlsx", vouchers(mixed))], replace=True), "粘贴在一起")


def test_small_rows_of_a_small_kind_are_no_other_unit(bureau, sent):
    sizes = [Decimal(300_000 + n * 37_123) for n in range(8)] + [Decimal(25 + n * 9) for n in range(8)]
    result = load(bureau, [workbook(sent / "a.xlsx", vouchers(sizes, [*["增值税"] * 8, *["印花税"] * 8]))])
    assert not told(result, "粘贴在一起")


# --- events of one day


def test_an_audience_taken_for_screenings(bureau, sent):
    rows = [[date(2022, 3, n), "警示教育片", times, None, None, f"片{n}"] for n, times in ((4, 120), (11, 1), (18, 2))]
    rows.append([date(2022, 3, 31), "谈心谈话", 20, 20, None, "月末"])
    sheet = [["2022年3月监督台账"], SUPERVISION[:6], *rows]
    (warning,) = told(load(bureau, [workbook(sent / "a.xlsx", {"台账": sheet})]), "把人数填成了次数")
    assert warning.cell == "C3"
    assert "C3 是 120" in warning.message


def test_those_who_came_taken_for_lessons(bureau, sent):
    head = ["日期", "事项", "数量", "组织层级", "主题"]
    rows = [[date(2022, 3, n), "集中学习", 35, "党委", f"课{n}"] for n in (4, 11)]
    rows.append([date(2022, 3, 18), "意见建议", 23, "党委", "征集"])
    (warning,) = told(
        load(bureau, [workbook(sent / "a.xlsx", {"台账": [["2022年3月党建台账"], head, *rows]})]), "把人数填成了次数"
    )
    assert "C3 是 35、C4 是 35" in warning.message


def test_monthly_figures_are_no_events_of_a_day(bureau, sent):
    summary = [["2022年1-2月监督统计表（次）"], ["事项", "1月", "2月"], ["警示教育片", 31, 14], ["专项监督检查", 20, 3]]
    assert not told(load(bureau, [workbook(sent / "a.xlsx", {"表": summary})]), "把人数填成了次数")
    ends = [[date(2022, m, d), "警示教育片", 14 + m, None, None, f"{m}月合计"] for m, d in ((4, 30), (5, 31), (6, 30))]
    sheet = [["2022年二季度监督台账"], SUPERVISION[:6], *ends]
    assert not told(load(bureau, [workbook(sent / "b.xlsx", {"台账": sheet})]), "把人数填成了次数")


# --- kinds that vanish


def test_large_kinds_that_every_month_had_and_the_next_has_not(bureau, sent):
    load(bureau, [workbook(sent / "a.xlsx", matrix({m: amounts(m) for m in range(1, 13)}))])
    short = matrix({1: amounts(13)}, year=2023)
    short["表"] = [r for r in short["表"] if r[0] not in {"增值税", "企业所得税"}]
    (warning,) = told(load(bureau, [workbook(sent / "b.xlsx", short)], dry_run=True), "月月都有")
    assert "2023年1月没有企业所得税（占 12%）、增值税（占 10%），而此前 12 个月月月都有" in warning.message
    assert not told(load(bureau, [workbook(sent / "c.xlsx", matrix({1: amounts(13)}, year=2023))]), "月月都有")


def test_a_small_or_irregular_kind_may_vanish(bureau, sent):
    columns = {m: [*amounts(m)[:5], amounts(m)[5] if m % 3 else None, Decimal("0.5")] for m in range(1, 9)}
    columns[9] = [*amounts(9)[:5], None, None]
    assert not told(load(bureau, [workbook(sent / "a.xlsx", matrix(columns))]), "月月都有")


# --- days of the hotline


def hotline(bureau, path, month, change=lambda _: None):
    """A month of 2022 with people on working days only; `change` spoils a row."""
    rows = []
    for day in days(2022, month, 30):
        free = day.weekday() >= 5
        rows.append([day, 40 + day.day, 0, 21 + day.day % 7, None, None, None] if free else [day, 300 + day.day % 11, 120 + day.day % 7, 140 + day.day % 13, 12.5, 40, 50])  # fmt: skip
        change(rows[-1])
    return load(bureau, [workbook(path, {"日报": [[f"2022年{month}月咨询热线日报"], HOTLINE, *rows]})])


def exchange(row):
    row[2], row[3] = row[3], row[2]


def test_people_and_robots_exchanged(bureau, sent):
    assert not told(hotline(bureau, sent / "6.xlsx", 6), "填反了")
    (warning,) = told(hotline(bureau, sent / "11.xlsx", 11, exchange), "填反了")
    assert warning.cell == "C7"
    assert "有 8 个休息日是人工接听而智能解答为 0（C7、C8" in warning.message


def test_one_day_exchanged_among_others(bureau, sent):
    result = hotline(bureau, sent / "6.xlsx", 6, lambda r: exchange(r) if r[0].day == 11 else None)
    (warning,) = told(result, "填反了")
    assert warning.cell == "C13"


def test_a_bureau_whose_people_answer_on_sundays_is_asked_once(bureau, sent):
    assert told(hotline(bureau, sent / "6.xlsx", 6, exchange), "填反了")
    assert not told(hotline(bureau, sent / "11.xlsx", 11, exchange), "填反了")


@pytest.mark.parametrize(("scale", "word"), [(10, "高到约 10 倍"), (0.1, "低到约 10 分之一")])
def test_a_day_with_a_digit_too_many_or_too_few(bureau, sent, scale, word):
    def spoil(row):
        if row[0].day == 15:
            row[1:4] = [int(v * scale) for v in row[1:4]]
            row[5:] = [1, 2]

    (warning,) = told(hotline(bureau, sent / "6.xlsx", 6, spoil), "前后同类日子")
    assert warning.cell == "B17"
    assert word in warning.message


def test_the_last_day_of_a_filing_period_is_no_slip(bureau, sent):
    def busy(row):
        if row[0].day in {14, 15}:
            row[1:4] = [v * 3 for v in row[1:4]]

    assert not told(hotline(bureau, sent / "6.xlsx", 6, busy), "前后同类日子")


@pytest.mark.parametrize(
    ("wait", "word", "like"), [(0.25, "0.25 秒", "填了分钟"), (1500, "1,500.0 秒", "全天加在一起的")]
)
def test_minutes_or_a_whole_day_of_waiting(bureau, sent, wait, word, like):
    def change(row):
        row[4] = row[4] and wait

    assert not told(hotline(bureau, sent / "5.xlsx", 5), "平均等待")
    (warning,) = told(hotline(bureau, sent / "6.xlsx", 6, change), "平均等待")
    assert (warning.cell, warning.doubt) == ("E3", True)
    assert word in warning.message
    assert f"它旁边的月份一般是 12.5 秒，相差太大，像是{like}。" in warning.message


def test_minutes_of_waiting_in_the_first_month(bureau, sent):
    def change(row):
        row[4] = row[4] and 0.3

    (warning,) = told(hotline(bureau, sent / "6.xlsx", 6, change), "平均等待")
    assert "不到 1 秒" in warning.message


def waits(bureau, sent, seconds, first=1, year=2022, **options):
    """What is asked about the waiting of months in one workbook, so many seconds each."""
    rows = [
        [day, 300 + day.day % 11, 120 + day.day % 7, 140 + day.day % 13, wait + day.day / 100, 40, 50]
        for month, wait in enumerate(seconds, first)
        for day in days(year, month, 28)
    ]
    title = f"{year}年{first}—{first + len(seconds) - 1}月咨询热线日报"
    path = workbook(sent / f"{title}.xlsx", {"日报": [[title], HOTLINE, *rows]})
    return [w.message[:7] for w in told(load(bureau, [path], **options), "平均等待一般是")]


def test_waiting_of_one_month_of_a_workbook_of_the_year(bureau, sent):
    assert waits(bureau, sent, [100, 100, 1.6, 100, 100], dry_run=True) == ["2022年3月"]
    assert waits(bureau, sent, [1.6, 100, 100, 100], dry_run=True) == ["2022年1月"]
    assert not waits(bureau, sent, [100] * 4)
    for wait in (1.7, 6000):
        assert waits(bureau, sent, [100] * 4 + [wait], dry_run=True) == ["2022年5月"]
    assert waits(bureau, sent, [1.5] * 4, dry_run=True)[0] == "2022年1月", "all of it again, in minutes"


def test_a_new_system_is_asked_about_once(bureau, sent):
    assert not waits(bureau, sent, [60] * 4)
    assert waits(bureau, sent, [6], first=5) == ["2022年5月"]
    assert not waits(bureau, sent, [6], first=6)
    assert not waits(bureau, sent, [60] * 4 + [6] * 3), "the year's workbook, with what was answered"
    assert waits(bureau, sent, [60, 60, 400, 60]) == ["2022年3月"]
    assert not waits(bureau, sent, [60], first=3), "put right"
