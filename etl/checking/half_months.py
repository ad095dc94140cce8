"""Lists of vouchers that stop (or begin) in the middle of a month that they cover: a query run before the month was over.

After the filing days fewer rows come, and in a small bureau there may be none; so months in force that end as early take the
doubt away.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from itertools import pairwise

from etl.checking.absent_offices import of_the_sender
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from warehouse.schema import Table

_FEW_DAYS = 5
_LIST = 15
"""Rows a month from which on a list of vouchers has some in its last third, too."""
_LONG = 10
_MANY, _LESS = 60, 6
"""Rows of a month from which on less than `_LONG` days without one are long, …"""
_HOLIDAYS = {1, 2, 10}
"""… but in the months of 春节 and 国庆."""
_ABOUT = 3
"""Days by which months and their filing days differ."""
_MONTHS = 3
"""Months in force from which on they show how a month usually ends."""


def half_months(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Doubts about such months although their days lie close together; remarks where most months in force are alike."""
    if part.table.stem not in {"revenue", "refunds"} or not any(s.table.whole is None for s in part.sheets):
        return []
    long = [n for n, s in enumerate(part.sheets) if s.table.whole is None]
    rows = f"typed_rows WHERE sheet_no IN ({', '.join(map(str, long))})"
    told = []
    for label, (before, after, said) in _gaps(standing, part.table, rows).items():
        if label in covered.labels:
            usual = _usual(standing, part, covered, before, after)
            told.append(
                Fault(f"{label} 的明细{said}，像是只报了半个月。请核对是不是整月的；照整月入库", doubt=not usual)
            )
    return [replace(fault, sheet=part.sheets[long[0]].name) for fault in told]


def _usual(standing: Standing, part: Part, covered: Coverage, before: int, after: int) -> bool:
    """Whether half of the sender's months in force have as long a gap at the same end."""
    own = _gaps(standing, part.table, f"standing WHERE {of_the_sender(standing, part, covered)}", every=True).values()
    alike = [b + _ABOUT >= before if before > after else a + _ABOUT >= after for b, a, _ in own]
    return len(alike) >= _MONTHS and sum(alike) * 2 >= len(alike)


def _gaps(standing: Standing, table: Table, rows: str, *, every: bool = False) -> dict[str, tuple[int, int, str]]:
    """By month the days without a row before its first and after its last, and the sentence; those that are long, or `every` one."""
    days = standing.connection.execute(
        f"SELECT strftime({row_month(table)}, '%Y-%m') AS m, list(DISTINCT CAST({table.dated_by} AS DATE) ORDER BY 1) AS days, count(*) "
        f"FROM {rows} AND {table.dated_by} IS NOT NULL GROUP BY 1 HAVING count(*) >= $least ORDER BY 1",
        {"least": _LIST},
    ).fetchall()
    found = {}
    for label, listed, count in days:
        end = calendar.monthrange(listed[0].year, listed[0].month)[1]
        usual = max(((b - a).days for a, b in pairwise(listed)), default=end)
        long = _LESS if count >= _MANY and listed[0].month not in _HOLIDAYS else _LONG
        before, after = listed[0].day - 1, end - listed[-1].day
        if not every and (len(listed) < _FEW_DAYS or max(before, after) < max(long, 2 * usual)):
            continue
        said = (
            f"最后一天是 {listed[-1]:%Y-%m-%d}，以后没有一行"
            if after > before
            else f"从 {listed[0]:%Y-%m-%d} 才有，以前没有一行"
        )
        found[label] = before, after, said
    return found
