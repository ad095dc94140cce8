"""Months that were loaded before and change in a file that also brings new ones: a correction, or an old sheet left in the workbook.

A file that only re-sends a month is sent to change it. One that brings November and makes another figure of March is looked at
by nobody for its March, so the change is said and must be confirmed, once for the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from etl.faults import Fault
from etl.keeping.changes import MonthChange
from etl.understanding.parts import Part
from metrics.periods import months_in_words

_SOURCES = frozenset({"revenue", "hotline"})
"""Sources whose months are closed when they are sent. Ledgers of the year get late entries, and refunds are settled later, as a matter of course."""
_SHOWN = 3


def changed_besides(part: Part, changes: Sequence[MonthChange]) -> list[Fault]:
    """A warning that names the months in force whose figures change while the file brings others."""
    if part.table.stem not in _SOURCES or not any(c.rows_before is None and c.rows_after for c in changes):
        return []
    turned = {c.month for c in changes if c.rows_before and c.differs}  # without any row before, it gets its first ones
    if not turned:
        return []
    new = tuple(sorted({c.month for c in changes if c.rows_before is None and c.rows_after}))
    told = [
        f"{months_in_words((month,), years=True)}{_moves([c for c in changes if c.month == month])}"
        for month in sorted(turned)[:_SHOWN]
    ]
    more = f"等 {len(turned)} 个月" if len(turned) > _SHOWN else ""
    return [
        Fault(
            f"这份文件新报 {months_in_words(new, years=True)}，同时改动了已入库的 {'；'.join(told)}{more}。"
            "是更正的，请照常入库；不是的（旧表没有删、填错了月份），请改回已报的数再报",
            doubt=True,
        )
    ]


def _moves(found: Sequence[MonthChange]) -> str:
    """（3 行改动，合计 1,200.00 → 12,000.00）: of one month, its offices together."""
    rows = sum(max(c.rows_new, c.rows_gone) for c in found)
    before, after = _sum([c.sum_before for c in found]), _sum([c.sum_after for c in found])
    return f"（{rows} 行改动，合计 {before:,} → {after:,}）" if before != after else f"（{rows} 行改动，合计没有变）"


def _sum(amounts: Sequence[str | None]) -> Decimal:
    return sum((Decimal(a) for a in amounts if a is not None), Decimal(0))
