"""Rows of a ledger that say nothing but a month (1月, 一月份, 2022年3月), over rows that carry their own days.

Left out where each row below agrees; where one does not, nobody can tell which of the two is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.faults import Fault
from etl.grids import Grid, Value
from etl.understanding.header import Header
from etl.understanding.titles import plain
from metrics.numbers import parse_numeral

_DIVIDER = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
)
_DAY = re.compile(r"\s*(?:(?P<year>(?:19|20)\d\d)\s*[年\-/.])?\s*(?P<month>1[0-2]|0?[1-9])\s*[月\-/.]\s*\d{1,2}")


@dataclass
class Divided:
    """The rows that divide a ledger, what they say, and the days that contradict them."""

    rows: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def dividers(grid: Grid, header: Header, data: Sequence[int]) -> Divided:
    """The dividing rows among the rows of data."""
    found, dated = Divided(), header.found.get(header.table.dated_by)
    if dated is None:
        return found
    current: tuple[int | None, int, str] | None = None
    for row in data:
        line = [v for v in grid.rows[row - 1] if str(v).strip()]
        said = _DIVIDER.fullmatch(plain(line[0])) if len(line) == 1 and isinstance(line[0], str) else None
        if said:
            month = int(said["month"]) if said["month"].isdigit() else parse_numeral(said["month"])
            current = (int(said["year"]) if said["year"] else None, int(month or 0), str(line[0]).strip())
            found.rows.append(row)
            found.texts.append(current[2])
            continue
        if current is None:
            continue
        day = _month_of(grid.at(row, dated.place))
        if day is None:
            return Divided()  # 5日 below 3月: the month is needed, and the row is no divider
        if day[1] != current[1] or (None not in (day[0], current[0]) and day[0] != current[0]):
            message = f"日期与上面的分隔行“{current[2]}”（第 {found.rows[-1]} 行）不是同一个月，看不出哪个对。请改正日期，或把这一行移到它的月份下面"
            found.faults.append(
                Fault(message, grid.name, grid.where(row, dated.place), str(grid.at(row, dated.place))[:10])
            )
    return found


def _month_of(value: Value) -> tuple[int | None, int] | None:
    """The year (if it is written) and the month of a day; None if its month is not written."""
    if isinstance(value, dt.date | dt.datetime):
        return value.year, value.month
    found = _DAY.match(value) if isinstance(value, str) else None
    return (int(found["year"]) if found["year"] else None, int(found["month"])) if found else None
