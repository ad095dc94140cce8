"""Months that were loaded before and change in a file that also brings new ones: a correction, or an old sheet left in the workbook.

A file that only re-sends a month is sent to change it. One that brings November and makes another figure of March is looked at
by nobody for its March, so the change is said and must be confirmed, once for the file. And a correction changes some figures: a
month of which hardly one stays is another month under a title that was not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from etl.checking.columns import text_of
from etl.faults import Fault
from etl.keeping.changes import MonthChange
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import months_in_words

_SOURCES = frozenset({"revenue", "hotline"})
"""Sources whose months are closed when they are sent. Ledgers of the year get late entries, and refunds are settled later, as a matter of course."""
_SHOWN = 3
_FIGURES, _STAY = 10, 10
"""Figures of a month from which on less than one in so many stays as it was only if they are another month's."""
_ROUNDED = Decimal("0.0002")
"""Part of a figure by which it changes without being another one: what a formula shows rounded and holds in full …"""
_STEP = "power(10, min(length(cents) - length(rtrim(cents, '0'))) OVER (PARTITION BY m)) / 100"
"""… and the last place in which a month's figures are written, in 元: 万元 with two decimals go in steps of 100. Half of it is rounded."""
_TIMES = 50
"""Times by which a month in another unit is corrected: that is no other month."""


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


def restated(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """One doubt about the months in force of which a summary of revenue leaves hardly a figure as it was."""
    if part.table.stem != "revenue" or not all(s.table.whole for s in part.sheets):
        return []
    found = _restated_months(standing, part, covered)
    if not found:
        return []
    number, row = found[0].place
    sheet = part.sheets[number]
    cell, mapped = sheet.table.cell(row, "amount_yuan"), sheet.table.header.found.get("amount_yuan")
    written = f" {text_of(sheet.table.grid.at(row, mapped.place))}" if mapped else ""
    told: list[str] = []
    for month in found[:_SHOWN]:
        example = "" if told else f"如 {cell}{written}，已入库的是 {month.was:,.2f} 元；"
        said = "的" if told else "已经入库，这份文件的"
        told.append(
            f"{months_in_words((month.month,), years=True)}{said} {month.figures} 个数有 {month.figures - month.stay} 个与已入库的不同"
            f"（{example}合计 {month.old:,.2f} → {month.now:,.2f} 元）"
        )
    more = f"；等 {len(found)} 个月" if len(found) > _SHOWN else ""
    message = f"{'；'.join(told)}{more}，像是另一个月的表没有改标题。请核对标题的月份；确是更正的照常入库"
    return [Fault(message, sheet.name, cell, doubt=True)]


@dataclass(frozen=True)
class _Restated:
    """Figures of a month that it had and gets, how many of them stay, what they come to, and the one that moves most."""

    month: str
    by_office: bool
    figures: int
    stay: int
    old: Decimal
    now: Decimal
    place: tuple[int, int]
    was: Decimal


def _restated_months(standing: Standing, part: Part, covered: Coverage) -> list[_Restated]:
    """Months by their figures of kinds and offices, or by those of kinds alone where the offices are others than before.

    Other offices with most kinds as they were are another division of the same month.
    """
    found = _figures(standing, part, covered)
    kinds = {r.month: r for r in found if not r.by_office}
    restated = []
    for by_kind in kinds.values():
        divided = next((r for r in found if r.by_office and r.month == by_kind.month), by_kind)
        month = divided if divided.figures >= _FIGURES else by_kind
        if month.figures < _FIGURES or month.stay * _STAY >= month.figures or by_kind.stay * 2 >= by_kind.figures:
            continue
        if month.old / _TIMES < month.now < month.old * _TIMES:
            restated.append(month)
    return restated


def _figures(standing: Standing, part: Part, covered: Coverage) -> list[_Restated]:
    """Each covered month that is in force, twice: by kind and office, and by kind."""
    month, own = (
        f"strftime({row_month(part.table)}, '%Y-%m')",
        standing.of_sender(part.table, part.sender, part.office),
    )
    labels = (
        f"{month} AS m, coalesce(tax_kind, '') AS k, CASE WHEN grouping(office) = 0 THEN coalesce(office, '') END AS o"
    )
    grouped = f"GROUP BY GROUPING SETS (({month}, tax_kind, office), ({month}, tax_kind))"
    within = "greatest($rounded * abs(old), (w.rounded + b.rounded)::DECIMAL(18, 2))"
    rows = standing.connection.execute(
        f"WITH was AS (SELECT {labels}, sum(amount_yuan) AS old, sum(half) AS rounded FROM {_written('standing', month, own)} {grouped}), "
        f"becomes AS (SELECT {labels}, sum(amount_yuan) AS now, sum(half) AS rounded, min([sheet_no, source_row]) AS place "
        f"FROM {_written('typed_rows', month)} {grouped}) "
        f"SELECT b.m, b.o IS NOT NULL AS by_office, count(*), count(*) FILTER (abs(now - old) <= {within}), sum(old), sum(now), "
        "arg_max([place[1], place[2]], abs(now - old)), arg_max(old, abs(now - old)) FROM becomes b JOIN was w "
        "ON b.m = w.m AND b.k = w.k AND b.o IS NOT DISTINCT FROM w.o WHERE old <> 0 AND now <> 0 AND list_contains($covered, b.m) "
        "GROUP BY ALL ORDER BY ALL",
        {"rounded": _ROUNDED, "covered": covered.labels},
    ).fetchall()
    return [
        _Restated(m, by_office, figures, stay, old, now, (place[0], place[1]), was)
        for m, by_office, figures, stay, old, now, place, was in rows
    ]


def _written(rows: str, month: str, where: str = "true") -> str:
    """Rows with half of the last place in which the figures of their month are written."""
    cents = "CASE WHEN amount_yuan <> 0 THEN (amount_yuan * 100)::BIGINT::VARCHAR END"
    return f"(SELECT *, {_STEP} / 2 AS half FROM (SELECT *, {month} AS m, {cents} AS cents FROM {rows} WHERE {where}))"
