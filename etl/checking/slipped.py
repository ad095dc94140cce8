"""One kind of tax many times its own months while all else of its month is as ever: a digit too many, or one too few.

`unusual` looks at whole months and `magnitude` at units (10⁴); a figure of ten times its worth passes both where it is a third of
the revenue, all the more since a total by formula goes with it. Held against at least half a year, which has a month of the
quarterly declarations in it, so that a tax that comes by the quarter is not asked about four times a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from etl.checking.columns import text_of
from etl.checking.unusual import MONTHS
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import months_in_words

_TIMES = 4
"""Times the greatest (or a part of the least) of its other months: a digit makes ten of an ordinary one."""
_WEIGHTY = 10
"""A figure of less than one in so many of its month's revenue changes no sentence of a report, and small kinds do come and go."""
_AS_EVER = Decimal("2.5")
"""Times that all else of the month may differ from the other months: beyond, it is the month that is odd."""
_SHOWN = 3


@dataclass(frozen=True)
class _Sum:
    """What a kind has in a month (of an office), and its largest cell; no cell: it is in force already."""

    amount: Decimal
    cell: tuple[int, int] | None


_Key = tuple[str, str]
"""Kind and office; no office: all of them."""
_Series = dict[_Key, dict[str, _Sum]]


def slipped(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Doubts about figures of the arriving months, first by kind, and by kind and office where the kind tells nothing."""
    if part.table.stem != "revenue" or len(standing.months_with(part.table, covered.labels)) <= MONTHS:
        return []
    series = _series(standing, part, covered)
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for (_, office), months in series.items():
        for month, held in months.items() if not office else ():
            totals[month] += held.amount
    found: list[Fault] = []
    said: set[tuple[str, str]] = set()
    for (kind, office), months in sorted(series.items(), key=lambda s: (s[0][1] != "", s[0])):
        for month, held in sorted(months.items()):
            if held.cell is None or (kind, month) in said:
                continue
            others = {m: s.amount for m, s in months.items() if m != month and s.amount > 0}
            if len(others) >= MONTHS and (compared := _compared(month, held.amount, others, totals)):
                said.add((kind, month))
                found.append(_doubt(part, month, office + kind, held, compared))
    return found


def _compared(month: str, amount: Decimal, others: dict[str, Decimal], totals: dict[str, Decimal]) -> str:
    """How a figure differs from its other months, if it does and nothing else of its month; else nothing."""
    rest = totals[month] - amount
    rests = [totals[m] - v for m, v in others.items()]
    if rest <= 0 or min(rests) <= 0 or not min(rests) / _AS_EVER <= rest <= max(rests) * _AS_EVER:
        return ""
    most, least = max(others.values()), min(others.values())
    if amount >= _TIMES * most and amount * _WEIGHTY >= totals[month]:
        return f"是它其余 {len(others)} 个月里最多的一个月（{most:,.2f} 元）的约 {amount / most:,.1f} 倍"
    usual = sum(others.values()) * _WEIGHTY >= sum(totals[m] for m in others)
    if usual and 0 < amount <= least / _TIMES:
        return f"是它其余 {len(others)} 个月里最少的一个月（{least:,.2f} 元）的约 {least / amount:,.1f} 分之一"
    return ""


def _doubt(part: Part, month: str, name: str, held: _Sum, compared: str) -> Fault:
    assert held.cell is not None
    number, row = held.cell
    sheet = part.sheets[number]
    cell = sheet.table.cell(row, "amount_yuan")
    mapped = sheet.table.header.found.get("amount_yuan")
    written = f" {text_of(sheet.table.grid.at(row, mapped.place))}" if mapped else ""
    message = (
        f"{months_in_words((month,), years=True)}的“{name}”合计 {held.amount:,.2f} 元（最大的是 {cell}{written}），{compared}，"
        "而这个月的其他数和往月差不多，像是多打或少打了一位。请核对；确实如此就照常入库"
    )
    return Fault(message, sheet.name, cell)


def _series(standing: Standing, part: Part, covered: Coverage) -> _Series:
    """Sums by kind, and by kind and office, a month each: those of the file, and of its sender in months that it does not cover."""
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    own = standing.of_sender(part.table, part.sender, part.office)
    rows: Sequence[tuple[str, str, str, Decimal, list[int] | None]] = standing.connection.execute(
        f"WITH seen AS (SELECT {month} AS m, tax_kind, office, amount_yuan, [sheet_no, source_row] AS place FROM typed_rows "
        f"UNION ALL SELECT {month}, tax_kind, office, amount_yuan, NULL FROM standing WHERE {own} AND NOT list_contains($covered, {month})) "
        "SELECT m, tax_kind, coalesce(office, '') AS o, sum(amount_yuan), arg_max(place, abs(amount_yuan)) FILTER (place IS NOT NULL) FROM seen "
        "GROUP BY GROUPING SETS ((m, tax_kind), (m, tax_kind, office)) "
        "HAVING grouping(office) = 1 OR office IS NOT NULL ORDER BY ALL",
        {"covered": covered.labels},
    ).fetchall()
    found: _Series = defaultdict(dict)
    for m, kind, office, amount, place in rows:
        found[kind, office][m] = _Sum(amount or Decimal(0), (place[0], place[1]) if place else None)
    return found
