"""The hotline: staff answer on working days, the robot always; filing days and holidays show."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import chinese_calendar

from sample_maker.sheets import Cell, Sheet, draw, write

CALLS_A_WORKING_DAY = {2020: 262, 2021: 296, 2022: 322}
ROBOT_SHARE = {2020: 0.41, 2021: 0.512, 2022: 0.624}
WAIT = {2020: 46, 2021: 31, 2022: 19}
SATISFIED = {2020: 0.964, 2021: 0.975, 2022: 0.986}
SEASON = (1.15, 0.8, 1.05, 1.2, 1.12, 1.02, 1.08, 0.9, 0.92, 1.04, 0.9, 0.88)


def write_hotline(path: Path, year: int) -> None:
    """A workbook with one daily sheet and a 合计 row."""
    rows, day = [], dt.date(year, 1, 1)
    while day.year == year:
        rows.append(_day(day))
        day += dt.timedelta(days=1)
    total: tuple[Cell, ...] = (
        "合计",
        *(sum(r[i] for r in rows) for i in (1, 2, 3)),
        None,
        *(sum(r[i] for r in rows) for i in (5, 6)),
    )
    headings = ("日期", "来电总量", "人工接听量", "智能解答量", "平均等待秒数", "满意评价数", "参评数")
    title = f"某某区税务局{year}年咨询热线日报（演示数据）"
    write(path, [Sheet("日报", title, ("报送单位：纳税服务股",), headings, rows, [total])])


def _day(day: dt.date) -> tuple[Cell, ...]:
    stream, year = draw("热线", day), day.year
    working = chinese_calendar.is_workday(day)
    level = CALLS_A_WORKING_DAY[year] * SEASON[day.month - 1] * stream.uniform(0.88, 1.12)
    if working and 8 <= day.day <= 16:
        level *= 1.3
    calls = round(level if working else level * stream.uniform(0.1, 0.18))
    share = ROBOT_SHARE[year] * stream.uniform(0.96, 1.04)
    solved = round(calls * share * (0.89 if working else 1.18))
    staff = round((calls - solved) * stream.uniform(0.78, 0.84)) if working else 0
    solved = min(solved, calls - staff)
    rated = round(staff * stream.uniform(0.5, 0.7))
    satisfied = min(rated, round(rated * SATISFIED[year] + stream.uniform(-0.4, 0.4)))
    wait = Decimal(f"{WAIT[year] * stream.uniform(0.8, 1.25):.1f}") if working else None
    return (day, calls, staff, solved, wait, satisfied, rated)
