"""Tables that look like summaries because their column of days was not known, or because the days have a column a kind.

Read as a summary, every row would get the title's month, whatever day it names.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from etl.faults import Fault, address
from etl.reading import Grid, Value
from etl.understanding.header import runs_from_one
from etl.understanding.headings import match
from etl.understanding.summary import CellColumn, CheckColumn, Summary
from etl.understanding.titles import plain
from metrics.periods import Period, month_number
from warehouse.schema import Kind

_DAY = re.compile(r"((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月]\d{1,2}日?(\(.{1,3}\))?")
_OF_THE_PAPER = re.compile(r"填报|报送|制表|统计|更新|录入|登记|打印|截止|审核|审批")
"""Days on which the table was made, not those of which it tells."""


def days_of_a_summary(grid: Grid, found: Summary, rows: Iterable[int], said: Period | None) -> list[Fault]:
    """Columns of days in a table that was taken for a summary.

    Sums of money may stand beside one day of their month; several days in one month are those of single payments, and what
    is wrong is a heading of theirs that nobody knows.
    """
    table, data = found.table, list(rows)
    counted = table.column(table.summed).kind is Kind.COUNT
    faults = []
    for place, text, _ in found.ignored:
        filled = {row: v for row in data if str(v := grid.at(row, place)).strip()}
        days = {row: month for row, v in filled.items() if (month := month_of_day(v)) is not None}
        if not days or len(days) * 2 < len(filled) or _OF_THE_PAPER.search(text):
            continue
        outside = [r for r, month in days.items() if said is None or not said.first <= month <= said.last]
        single = len({plain(filled[row]) for row in days}) > len(set(days.values()))
        if not counted and not outside and not single:
            continue
        hit = match(table.stem, text)
        known = hit is not None and hit[0].name == table.dated_by
        if known and not counted and (amounts := _unnamed_amounts(grid, found)):
            heading, amount = table.column(table.summed).heading, amounts[0]
            likely = "、".join(f"“{one.text}”" for one in amounts)
            message = (
                f"每行有自己的“{text}”，是逐笔的明细，没有认出哪一列是“{heading}”。像是{likely}一列：是的话，"
                f"请把它的表头改为“{heading}”；不是的，请补上“{heading}”一列"
            )
            faults.append(Fault(message, grid.name, address(found.last, amount.place), amount.text))
            continue
        if hit is not None and known:
            message = (
                f"每行是一天，项目却各占一列，按汇总表读会丢掉日期。请改成一次一行（{hit[0].heading}、项目、数），"
                "或按月汇总后去掉这一列"
            )
        else:
            heading = table.column(table.dated_by).heading
            message = (
                f"“{text}”一列写的是逐日的日期，没有认出是“{heading}”。请把这一列的表头改为“{heading}”；"
                "不是事情发生的日期的，请删去这一列"
            )
        faults.append(Fault(message, grid.name, address(found.last, place), text))
    return faults


def _unnamed_amounts(grid: Grid, found: Summary) -> list[CellColumn | CheckColumn]:
    """The columns of figures of a list whose amount has another heading; none where each states a kind of its own."""
    cells: list[CellColumn | CheckColumn] = [*found.cells, *found.doubtful]
    if any(cell.given for cell in cells):
        return []
    return [c for c in (*cells, *found.unclear) if not runs_from_one(grid, found.last, c.place)]


def month_of_day(value: Value) -> int | None:
    """The month of a cell that is a day."""
    if isinstance(value, dt.date | dt.datetime):
        return month_number(value.year, value.month)
    day = _DAY.fullmatch(plain(value)) if isinstance(value, str) else None
    return month_number(int(day[1]), int(day[2])) if day and 1 <= int(day[2]) <= 12 else None
