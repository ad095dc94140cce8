"""Months that a file says it covers and that have no row: they count as 0, which is right for few and wrong for most."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import month_label

_ROWS = 5
"""Rows that every other month of the file has, for one without any to be more likely forgotten than empty."""
_MONTHS = 3
"""Months of the same sender in force, all of them with rows, for the same."""


def empty_months(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """What `coverage` says of such months, a doubt where the others of the file or of its sender speak against it."""
    if covered.empty is None:
        return []
    message, why = covered.empty.message, _against(standing, part, covered)
    return [replace(covered.empty, message=f"{message}。{why}", doubt=True) if why else covered.empty]


def _against(standing: Standing, part: Part, covered: Coverage) -> str:
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    here = dict(standing.connection.execute(f"SELECT {month}, count(*) FROM typed_rows GROUP BY 1").fetchall())
    counts = Counter({label: here.get(label, 0) for label in covered.labels})
    others = [n for n in counts.values() if n]
    if others and min(others) >= _ROWS:
        return f"其余各月每月至少有 {min(others)} 行，请核对这几个月是不是漏了"
    months = {
        label
        for b in standing.batches
        if b.source == part.table.stem and b.sender == part.sender and b.office == part.office
        for label in b.months
    } - set(covered.labels)
    own = standing.of_sender(part.table, part.sender, part.office)
    filled = {
        m for (m,) in standing.connection.execute(f"SELECT DISTINCT {month} FROM standing WHERE {own}").fetchall()
    }
    first = month_label(covered.months[0])
    if len(months) >= _MONTHS and months <= filled:
        return f"已入库的 {len(months)} 个月每月都有（{'以前' if max(months) < first else '其余'}各月没有一个月是空的），请核对这几个月是不是漏了"
    return ""
