"""Months without rows, months cut short, days off left out, last year's title on one sheet: asked about or refused."""

from datetime import date, timedelta

import pytest
from department_files import HOTLINE, messages, revenue_rows, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

REFUNDS = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"]


def refunds(days, first=1, title="2022年3月退税减税降费台账"):
    rows = [
        [f"TS{first + n:05d}", day, "减税", f"9199010{n:04d}MA00000", 100 + n, "已办结"] for n, day in enumerate(days)
    ]
    return [[title], ["单位：元"], REFUNDS, *rows]


def told(bureau, sent, sheets, name="台账.xlsx", **options):
    result = load(bureau, [workbook(sent / name, sheets)], dry_run=True, **options)
    assert not messages(result), messages(result)
    return [w for a in result.accepted for w in a.warnings]


def every(month, until=31, count=1):
    return [date(2022, month, day) for day in range(1, until + 1) for _ in range(count)]


@pytest.mark.parametrize(("count", "doubt"), [(2, True), (1, False)])
def test_a_month_without_rows_between_full_ones(bureau, sent, count, doubt):
    days = [date(2022, m, d) for m in (1, 3) for d in range(2, 2 + count * 3)]
    (warning,) = [
        w
        for w in told(bureau, sent, {"表": refunds(days, title="2022年一季度退税减税降费台账")})
        if "没有一行数据" in w.message
    ]
    assert warning.doubt is doubt
    assert "2022年2月" in warning.message


def test_a_month_without_rows_that_every_month_had_before(bureau, sent):
    for month in (7, 8, 9):
        rows = revenue_rows(f"2021年{month}月税费收入入库明细", count=3, first=month * 10, month=month)
        rows = [[date(2021, v.month, v.day) if isinstance(v, date) else v for v in row] for row in rows]
        assert not messages(load(bureau, [workbook(sent / f"{month}.xlsx", {"表": rows})]))
    head, body = revenue_rows("2022年1—2月税费收入入库明细", count=3, first=500, month=1)[:3], []
    body = revenue_rows("", count=3, first=500, month=1)[3:-1]
    (warning,) = [w for w in told(bureau, sent, {"表": [*head, *body]}) if "没有一行数据" in w.message]
    assert warning.doubt
    assert "已入库的 3 个月每月都有" in warning.message


def test_a_list_that_stops_in_the_middle_of_its_month(bureau, sent):
    (warning,) = [w for w in told(bureau, sent, {"表": refunds(every(3, 18))}) if "半个月" in w.message]
    assert warning.doubt
    assert "最后一天是 2022-03-18" in warning.message
    assert not [w for w in told(bureau, sent, {"表": refunds(every(3))}) if "半个月" in w.message]


def test_months_in_force_that_end_as_early(bureau, sent):
    for month in (4, 5, 6):
        rows = refunds(every(month, 18), first=month * 100, title=f"2022年{month}月退税减税降费台账")
        assert not messages(load(bureau, [workbook(sent / f"{month}.xlsx", {"表": rows})]))
    (warning,) = [w for w in told(bureau, sent, {"表": refunds(every(3, 18))}) if "半个月" in w.message]
    assert not warning.doubt


def hotline(first, last, title, *, weekends):
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rows = [[d, 100 + d.day, 40, 50, 10, 9, 10] for d in days if weekends or d.weekday() < 5]
    return {"表": [[title], HOTLINE, *rows]}


def test_days_off_that_are_left_out_of_the_hotline(bureau, sent):
    load(
        bureau,
        [
            workbook(
                sent / "上半年.xlsx",
                hotline(date(2022, 1, 1), date(2022, 2, 28), "2022年1—2月咨询热线日报", weekends=True),
            )
        ],
    )
    march = date(2022, 3, 1), date(2022, 3, 31), "2022年3月咨询热线日报"
    (warning,) = [w for w in told(bureau, sent, hotline(*march, weekends=False)) if "休息日的数" in w.message]
    assert warning.doubt
    assert "缺 8 个休息日" in warning.message
    assert not [w for w in told(bureau, sent, hotline(*march, weekends=True)) if "休息日的数" in w.message]


def month(title, n):
    return [[title], ["单位：万元"], ["税费种", "入库金额"], ["增值税", 2100 + n * 37], ["企业所得税", 900 + n * 11]]


@pytest.mark.parametrize("name", ["2022年一季度税费收入.xlsx", "一季度.xlsx"])
def test_last_years_title_on_one_sheet(bureau, sent, name):
    sheets = {f"{n}月": month(f"{2021 if n == 3 else 2022}年{n}月税费收入情况表", n) for n in (1, 2, 3)}
    (fault,) = [f for _, faults in load(bureau, [workbook(sent / name, sheets)]).refused for f in faults]
    assert (fault.sheet, fault.cell) == ("3月", "A1")
    assert "像是上年的标题没有改" in fault.message


def test_sheets_that_run_over_the_turn_of_the_year(bureau, sent):
    titles = {"12月": "2021年12月", "1月": "2022年1月", "2月": "2022年2月"}
    sheets = {name: month(f"{title}税费收入情况表", n) for n, (name, title) in enumerate(titles.items())}
    assert told(bureau, sent, sheets, name="近三个月.xlsx")
