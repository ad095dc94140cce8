"""Two figures of a month that each fit the other's months and not their own: filled in the wrong rows or columns.

Totals stay right when two kinds of tax or two offices are exchanged, and both figures are ordinary ones; only their own history
tells. A pair is asked about if each is outside the range of its own other months and inside the other's.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from statistics import median

import duckdb

from etl.checking.series import Key, Series, Sum, told
from etl.faults import Fault
from etl.understanding.parts import Part
from metrics.periods import months_in_words

Connection = duckdb.DuckDBPyConnection

_MONTHS = 4
"""Other months that both must have."""
_OUTSIDE = Decimal("1.25")
"""Times that a figure is above the most, or below the least, of its own other months."""
_INSIDE = Decimal("1.2")
"""Times that it may be above the most, or below the least, of the other's: a month is seldom just within what was before."""

_NEAR = 3
"""Rows (columns) apart at most, of two kinds."""
_STEADY = 4
"""Times between the least and the most of a kind's own other months at most: what comes with the seasons (taxes by the quarter,
fees collected in autumn) leaves its own range every year, and falls into others' ranges."""
_TOGETHER = 2
"""Times that both figures together must be off their own ranges."""
_OFFICE_KINDS = 8
"""Kinds that tell whether two offices stand in each other's place …"""
_BETTER = Decimal("0.75")
"""… if so much of them fit better the other way round, and what is left of their distance is less than so much of it."""
_DAYS = 10
"""Other days of the hotline that must stand in the file."""


def exchanged(connection: Connection, part: Part, series: Series) -> list[Fault]:
    """Doubts about pairs of kinds, of offices, and of kinds within one office, a pair and month once; for the hotline about days."""
    if part.table.stem == "hotline":
        return _days(connection, part)
    summary = all(s.table.whole for s in part.sheets)  # a list has no place in which another's sum could be written
    if part.table.stem != "revenue" or not summary:
        return []
    arriving = sorted({m for months in series.values() for m, held in months.items() if held.cell})
    found: list[Fault] = []
    said: set[tuple[str, str, str]] = set()
    for one, other in _side_by_side(series):
        for month in arriving:
            first, second = series[one].get(month), series[other].get(month)
            named = (month, one[0] or one[1], other[0] or other[1])
            offices = not one[0] and _shares_crossed(series, one[1], other[1], month)
            if (
                first
                and second
                and named not in said
                and _near(part, one, first, second)
                and (offices or _crossed(series, one, other, month, first, second))
            ):
                said.add(named)
                found.append(_doubt(part, month, (one, first), (other, second), offices=offices))
    return found


def _shares_crossed(series: Series, one: str, other: str, month: str) -> bool:
    """Whether two offices' shares of the kinds fit each other's and not their own: the amounts go with the season, the shares hardly."""
    kept, crossed, better, kinds = 0.0, 0.0, 0, 0
    for kind in sorted({k for k, _ in series if k}):
        rows = [series.get((kind, office), {}) for office in (one, other)]
        here = [row[month].amount if month in row else Decimal(0) for row in rows]
        logs = [
            math.log(rows[0][m].amount / rows[1][m].amount)
            for m in rows[0]
            if m != month and m in rows[1] and min(rows[0][m].amount, rows[1][m].amount) > 0
        ]
        if min(here) <= 0 or len(logs) < _MONTHS:
            continue
        usual, now = median(logs), math.log(here[0] / here[1])
        kinds += 1
        better += abs(now + usual) < abs(now - usual)
        kept, crossed = kept + abs(now - usual), crossed + abs(now + usual)
    return kinds >= _OFFICE_KINDS and better >= _BETTER * kinds and crossed <= float(_BETTER) * kept


def _side_by_side(series: Series) -> Iterator[tuple[Key, Key]]:
    """Two kinds of all offices, two offices over all kinds, and then two kinds of one office."""
    groups: dict[tuple[bool, str], list[Key]] = defaultdict(list)
    for kind, office in sorted(series):
        groups[bool(kind and office), office if kind else "所"].append((kind, office))
    for group in sorted(groups):
        yield from combinations(groups[group], 2)


def _near(part: Part, key: Key, first: Sum, second: Sum) -> bool:
    """Whether two kinds stand close by, of all offices or of one: nobody exchanges rows that lie far apart, but some of so many
    pairs cross by themselves.
    """
    if not (first.cell and second.cell):
        return False
    if all(key):
        return first.cell[0] == second.cell[0] and abs(first.cell[1] - second.cell[1]) <= _NEAR
    return not key[0] or _apart(part, first.cell, second.cell) <= _NEAR


def _apart(part: Part, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Rows between two cells, or columns if they stand in one row."""
    places = [part.sheets[number].table.header.found.get("amount_yuan") for number in (one[0], other[0])]
    columns = abs(places[0].place - places[1].place) if places[0] and places[1] else 0
    return abs(one[1] - other[1]) or columns


def _crossed(series: Series, one: Key, other: Key, month: str, first: Sum, second: Sum) -> bool:
    """Whether two figures fit each other's months and not their own."""
    if not (first.cell and second.cell and first.amount > 0 and second.amount > 0):
        return False
    of_one, of_other = ([s.amount for m, s in series[k].items() if m != month] for k in (one, other))
    if min(len(of_one), len(of_other)) < _MONTHS or not _fits_the_other(first.amount, of_one, second.amount, of_other):
        return False
    if not one[0]:
        return True
    steady = all(max(own) <= _STEADY * min(own) for own in (of_one, of_other))
    return steady and _off(first.amount, of_one) * _off(second.amount, of_other) >= _TOGETHER


def _off(value: Decimal, own: Sequence[Decimal]) -> Decimal:
    """Times that a figure is above the most, or below the least, of its own other months."""
    return max(value / max(own), min(own) / value)


def _fits_the_other(first: Decimal, of_one: Sequence[Decimal], second: Decimal, of_other: Sequence[Decimal]) -> bool:
    """Whether the first is none of `of_one` but of `of_other`, and the second the other way round."""
    return (
        min(of_one) > 0
        and min(of_other) > 0
        and not _within(first, of_one, _OUTSIDE)
        and not _within(second, of_other, _OUTSIDE)
        and _within(first, of_other, _INSIDE)
        and _within(second, of_one, _INSIDE)
    )


def _days(connection: Connection, part: Part) -> list[Fault]:
    """Days of the hotline on which what people answered and what the robot did are exchanged, beside the file's other days."""
    rows = connection.execute(
        "SELECT sheet_no, source_row, answered_by_staff, solved_by_robot FROM typed_rows "
        "WHERE answered_by_staff > 0 AND solved_by_robot > 0 ORDER BY sheet_no, source_row"
    ).fetchall()
    found = []
    for place, (number, row, staff, robot) in enumerate(rows if len(rows) > _DAYS else ()):
        rest = [*rows[:place], *rows[place + 1 :]]
        by_staff, by_robot = ([Decimal(r[n]) for r in rest] for n in (2, 3))
        if _fits_the_other(Decimal(staff), by_staff, Decimal(robot), by_robot):
            sheet = part.sheets[number]
            cells = [sheet.table.cell(row, name) for name in ("answered_by_staff", "solved_by_robot")]
            message = (
                f"这一天的人工接听量（{cells[0]} {staff}）与智能解答量（{cells[1]} {robot}）像是填反了：每个数都不在它自己其余 {len(rest)} 天的范围里，"
                "而正好在另一个的范围里。请核对；确实如此就照常入库"
            )
            found.append(Fault(message, sheet.name, cells[0]))
    return found


def _within(amount: Decimal, months: Sequence[Decimal], times: Decimal) -> bool:
    return min(months) / times <= amount <= max(months) * times


def _doubt(part: Part, month: str, one: tuple[Key, Sum], other: tuple[Key, Sum], *, offices: bool = False) -> Fault:
    (first, where), (second, there) = (_named(part, key, held) for key, held in (one, other))
    if offices:
        message = (
            f"{months_in_words((month,), years=True)}的{first}与{second}两列（行）像是对调了：多数税费种里两个所的大小之比正好与往月相反。"
            "请核对两个所的名称和数；确实如此就照常入库"
        )
        return Fault(message, *min(where, there))
    message = (
        f"{months_in_words((month,), years=True)}的{first}与{second}像是填反了：每个数都不在它自己其余各月的范围里，"
        "而正好在另一个的范围里。请核对这两处有没有对调；确实如此就照常入库"
    )
    fact = f"exchanged:{month}:" + ":".join(f"{key}:{held.amount:.2f}" for key, held in (one, other))
    return Fault(message, *min(where, there), fact=fact)


def _named(part: Part, key: Key, held: Sum) -> tuple[str, tuple[str, str]]:
    """A figure as it is said (“增值税”（B4 934.5）), and its sheet and cell."""
    sheet, cell, written = told(part, key, held)
    where = written if key[0] else f"合计 {held.amount:,.2f} 元"
    return f"“{key[1]}{key[0]}”（{where}）", (sheet, cell)
