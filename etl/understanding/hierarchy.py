"""Parents and children in one column: which rows add up to which, and where a published sum is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Amounts = Mapping[int, Mapping[int, Decimal]]
"""Number of a cell by row and place; cells without a number are absent."""


@dataclass(frozen=True)
class WrongSum:
    """A cell that is not the sum of its parts."""

    row: int
    place: int
    stated: Decimal
    right: Decimal
    parts: tuple[int, ...]
    """Rows (or, across, places) that were added."""


def gap(stated: Decimal, right: Decimal) -> str:
    """By how much a sum is off, for a reader: 1000000, as a cell has it."""
    return f"{abs(stated - right).normalize():f}"


def children(rows: Sequence[int], levels: Sequence[int], index: int) -> list[int]:
    """Rows one level below the row at `index`, up to the next row that stands as high as it."""
    level = levels[index]
    below: list[int] = []
    deeper: int | None = None
    for i in range(index + 1, len(rows)):
        if levels[i] <= level:
            break
        if deeper is None or levels[i] < deeper:
            deeper = levels[i]
    for i in range(index + 1, len(rows)):
        if levels[i] <= level:
            break
        if levels[i] == deeper:
            below.append(rows[i])
    return below


def slack(values: Sequence[Decimal], *, whole: bool = False) -> Decimal:
    """How far a sum of rounded figures may be off: half a unit of the last place for each of them (and the sum's own).

    Figures with more than four decimals were not rounded for reading: there only the noise of binary floats is let pass.
    A figure in scientific notation (1.23457E+08) is rounded to its last written digit. `whole`: figures without decimals were
    rounded, too, as those of a table in 万元 are.
    """
    written = sum((as_written(v) for v in values), Decimal(0))
    if written:
        return written
    places = max((max(0, -int(v.normalize().as_tuple().exponent)) for v in values), default=0)
    if places > 4:
        return max((abs(v) for v in values), default=Decimal(0)) * Decimal("1e-9") + Decimal("1e-6")
    if places == 0 and not whole:
        return Decimal(0)
    if places == 0:
        return Decimal(len(values) - 1) / 2  # the first is the sum
    return Decimal(len(values) + 1) / 2 * Decimal(1).scaleb(-places)


def as_written(value: Decimal) -> Decimal:
    """Half of what the last digit stands for in a number like 1.23457E+08; 0 for numbers written out."""
    exponent = int(value.as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1) if exponent > 0 else Decimal(0)


_SMALL = 100
"""A row that no word calls a total must be so many times the rounding that it is allowed, or anything would be its sum."""


def wrong_sum(
    amounts: Amounts, row: int, place: int, parts: Sequence[int], *, whole: bool = False, named: bool = True
) -> WrongSum | None:
    """The cell at `row`, `place` against the rows `parts` in the same column; None if it holds or says nothing.

    `whole`: see `slack`. `named`: whether a word (合计) says that the row adds up.
    """
    stated = amounts.get(row, {}).get(place)
    found = [amounts[p][place] for p in parts if place in amounts.get(p, {})]
    if stated is None or not found:
        return None
    right, allowed = sum(found, Decimal(0)), slack([stated, *found], whole=whole)
    if whole and not named and abs(stated) < allowed * _SMALL:
        allowed = slack([stated, *found])
    if abs(stated - right) <= allowed:
        return None
    return WrongSum(row, place, stated, right, tuple(parts))


def off_by_rounding(stated: Decimal, right: Decimal) -> bool:
    """Whether a sum that was let pass differs by a written place, and not by the noise of a binary float."""
    return abs(stated - right) >= Decimal("0.0001")


def wrong_parents(
    amounts: Amounts, rows: Sequence[int], levels: Sequence[int], places: Sequence[int]
) -> list[WrongSum]:
    """Every parent that is not the sum of its children, where the same parent is that sum in most other columns.

    A parent whose children never add up is no parent in this sense (其中 without 其他): nothing is said of it.
    """
    found: list[WrongSum] = []
    for index, row in enumerate(rows):
        below = children(rows, levels, index)
        if len(below) < 2:
            continue
        told = [p for p in places if p in amounts.get(row, {}) and any(p in amounts.get(c, {}) for c in below)]
        wrong = [w for p in told if (w := wrong_sum(amounts, row, p, below))]
        if wrong and len(wrong) * 2 < len(told):
            found += wrong
    return found


@dataclass(frozen=True)
class Break:
    """A row in which a 累计 is not the 累计 of the row before and the row's own figure."""

    row: int
    before: Decimal
    own: Decimal
    stated: Decimal

    @property
    def right(self) -> Decimal:
        """What should stand there."""
        return self.before + self.own


def breaks(rows: Sequence[int], own: Mapping[int, Decimal], running: Mapping[int, Decimal]) -> list[Break]:
    """Where a running sum does not go on; each row is held against the 累计 that is written above it, right or wrong."""
    found: list[Break] = []
    before: Decimal | None = None
    for row in rows:
        stated, figure = running.get(row), own.get(row)
        if before is not None and stated is not None and figure is not None and stated != before + figure:
            found.append(Break(row, before, figure, stated))
        before = stated if stated is not None else before
    return found
