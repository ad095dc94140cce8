"""Rows of a summary that state a second thing beneath another: 集中学习 with 党委 and 支部 below it, or 党委 with its 事项 below it.

The upper row is then the total of the lower ones. A label may also state both at once: 集中学习（支部）, 党委集中学习.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from etl.faults import Fault, address
from etl.reading import Grid, Value
from etl.understanding.hierarchy import WrongSum, gap, wrong_sum
from etl.understanding.labels import bare_label, is_among
from etl.understanding.sheet import LeftOut
from etl.understanding.total_words import TOTAL
from warehouse.schema import Column

if TYPE_CHECKING:
    from etl.understanding.summary import Summary
    from etl.understanding.summary_rows import Rows

Known = Mapping[str, Mapping[str, str]]
_LONGEST = 40
"""Characters of the longest name in a list."""
_BRACKETED = re.compile(r"(.+?)[(（](.+?)[)）]")


class Members(dict[str, dict[str, str]]):
    """Members of the lists by column, and what labels were found to state by them: every window of a header asks again."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, dict[str, str]] = {}

    @cached_property
    def mark(self) -> Hashable:
        """What tells these lists from others of the same columns."""
        return tuple((n, frozenset(s.items()), getattr(s, "before", "")) for n, s in self.items())


def said_in(value: Value, known: Known) -> dict[str, str]:
    """What a label states, by column: a member of one list, or of two (集中学习（支部）, 党委集中学习); {} if neither."""
    label = bare_label(value)
    if not isinstance(known, Members):
        return _said_in(label, known)
    if label not in known.said:
        known.said[label] = _said_in(label, known)
    return dict(known.said[label])


def _said_in(label: str, known: Known) -> dict[str, str]:
    if alone := _member(label, known):
        return alone
    if match := _BRACKETED.fullmatch(label):
        return _both(match[1], match[2], known)
    for size in range(min(len(label) - 1, _LONGEST), 1, -1):
        begins = label[:size]
        if any(begins in spellings for spellings in known.values()) and (both := _both(begins, label[size:], known)):
            return both
    return {}


def _member(label: str, known: Known) -> dict[str, str]:
    return next(({name: spellings[label]} for name, spellings in known.items() if label in spellings), {})


def _both(first: str, second: str, known: Known) -> dict[str, str]:
    one = _member(first, known)
    other = _member(bare_label(second), known) if one else {}
    return {**one, **other} if one and other and set(one) != set(other) else {}


@dataclass
class _Family:
    """An upper row and the rows below it that state the other thing."""

    upper: int
    lower: list[int] = field(default_factory=list)


@dataclass
class Nested:
    """The column of labels that holds two things: `name` is what it mostly holds, `other` what stands above or below it."""

    grid: Grid
    found: Summary
    rows: Rows
    kinds: dict[int, str]
    place: int
    name: str
    other: str
    said: dict[int, dict[str, str]]

    @property
    def column(self) -> Column:
        """The column of the source that the second thing belongs to."""
        return self.found.table.column(self.other)

    def families(self) -> list[_Family]:
        """Upper rows with their lower ones. Totals stand outside."""
        first = next((r for r, s in self.said.items() if s), None)
        above = self.name if first is None or self.name in self.said[first] else self.other
        found: list[_Family] = []
        for row, stated in self.said.items():
            if TOTAL.match(bare_label(self.grid.at(row, self.place))) and above == self.name:
                found.append(_Family(0))
            elif above in stated:
                found.append(_Family(row))
            elif stated and found and found[-1].upper:
                found[-1].lower.append(row)
        return [family for family in found if family.upper and family.lower]

    def take(self) -> None:
        """Sort the rows of every family: what is data, what is a total, what is wrong."""
        for family in self.families():
            upper = self.said[family.upper]
            filled = [row for row in family.lower if row in self.kinds]
            for row in filled:
                self.rows.data[row] = {**self.others(row), **upper, **self.said[row]}
                self.kinds[row] = "member"
                self.rows.settled.add(row)
            if filled and family.upper in self.kinds:
                self._hold(family.upper, filled)

    def others(self, row: int) -> dict[str, str]:
        """What the row says in its other columns of labels."""
        return {name: value for name, value in self.rows.stated.get(row, {}).items() if name != self.name}

    def _hold(self, upper: int, lower: Sequence[int]) -> None:
        amounts = self.rows.amounts
        told = list(amounts[upper])
        wrong = [w for p in told if (w := wrong_sum(amounts, upper, p, lower, whole=self.found.rounded, named=False))]
        bare = [p for p in told if amounts[upper][p] and not any(p in amounts[r] for r in lower)]
        label = bare_label(self.grid.at(upper, self.place))
        self.rows.data.pop(upper, None)
        self.kinds[upper] = "whole"
        if not wrong and not bare:
            self.rows.left_out.append(LeftOut(upper, f"“{label}”与下面分列的各行之和相符，只作核对", "sum", label))
        elif self.other in self.said[upper] or self._all_named(lower):
            self.rows.faults += [wrong_rows(self.grid, label, w, lower) for w in wrong]
            self.rows.faults += [self._without(label, upper, p) for p in bare]
        elif self.column.codes:
            self._partly(label, upper, lower)
        elif is_among(self.grid.at(lower[0], self.place)):
            self._parts(upper, lower)
        else:
            self.rows.faults += [wrong_rows(self.grid, label, w, lower) for w in wrong]

    def _all_named(self, lower: Sequence[int]) -> bool:
        """Whether every code of a closed list stands below."""
        return bool(self.column.codes) and {self.said[r].get(self.other) for r in lower} >= set(self.column.codes)

    def _without(self, label: str, upper: int, place: int) -> Fault:
        message = f"“{label}”有数，下面分列的各行却没有数。请填写各行"
        return Fault(message, self.grid.name, address(upper, place), str(self.grid.at(upper, place)))

    def _partly(self, label: str, upper: int, lower: Sequence[int]) -> None:
        """集中学习 4，其中：党委 1: nobody says what the other three were."""
        named = "、".join(dict.fromkeys(self.said[r][self.other] for r in lower))
        rest = "、".join(c for c in self.column.codes if c not in {self.said[r][self.other] for r in lower})
        message = (
            f"“{label}”只分出了“{named}”，其余没有写明{self.column.heading}，不知道是不是“{rest}”。请补上“{rest}”一行"
        )
        where = address(lower[0], self.place)
        self.rows.faults.append(Fault(message, self.grid.name, where, str(self.grid.at(lower[0], self.place)).strip()))

    def _parts(self, upper: int, lower: Sequence[int]) -> None:
        """其中：区级 of a list that is not closed: a part of the row above, which stays the data."""
        self.kinds[upper] = "member"
        self.rows.data[upper] = {**self.others(upper), **self.said[upper]}
        for row in lower:
            self.kinds[row] = "part"
            self.rows.data.pop(row, None)
            self.rows.settled.discard(row)
            self.rows.left_out.append(LeftOut(row, f"是第 {upper} 行的一部分（其中项）", "part"))


def nested(grid: Grid, found: Summary, kinds: dict[int, str], rows: Rows, known: Known, place: int) -> None:
    """Read the rows of a column of labels that holds two things; leave everything as it is if it does not."""
    name = next((n for n, p in found.labels.items() if p == place and n in known), None)
    if name is None:
        return
    free = {n: s for n, s in known.items() if n == name or (n not in found.labels and n not in found.spread)}
    below = range(found.last + 1, len(grid.rows) + 1)
    said = {row: said_in(grid.at(row, place), free) for row in below if str(grid.at(row, place)).strip()}
    others = {n for stated in said.values() for n in stated if n != name}
    if len(others) != 1:
        return
    whole = Nested(grid, found, rows, kinds, place, name, others.pop(), said)
    whole.take()
    for row, stated in said.items():
        if set(stated) == {name, whole.other} and row in kinds:
            rows.data[row] = {**whole.others(row), **stated}
            kinds[row] = "member"
    if any(stated.get(whole.other) for stated in rows.data.values()):
        found.labels[whole.other] = place
        _unnamed(whole)


def _unnamed(whole: Nested) -> None:
    """Rows that do not state the second thing beside others that do: of a closed list they stay as they are, and are said."""
    blank = [row for row, stated in whole.rows.data.items() if not stated.get(whole.other)]
    for row in blank:
        whole.rows.data[row][whole.other] = ""
    if not blank:
        return
    heading, label = whole.column.heading, bare_label(whole.grid.at(blank[0], whole.place))
    if whole.column.codes:
        message = f"“{label}”等 {len(blank)} 行没有分{heading}，按没有写明{heading}入库"
        whole.rows.warnings.append(Fault(message, whole.grid.name, address(blank[0], whole.place)))
    else:
        message = f"有的行写明了{heading}，这一行没有，分不清它是不是别的行的合计。请写明"
        whole.rows.faults.append(Fault(message, whole.grid.name, address(blank[0], whole.place), label))


def wrong_rows(grid: Grid, label: str, wrong: WrongSum, group: Sequence[int]) -> Fault:
    """A row that is not the sum of the rows below it."""
    message = (
        f"“{label}”与下级各行之和不符：第 {_span(group)} 行相加是 {wrong.right.normalize():f}，差 {gap(wrong.stated, wrong.right)}。"
        "请核对是合计错了，还是有的行错了、漏了"
    )
    return Fault(message, grid.name, address(wrong.row, wrong.place), str(grid.at(wrong.row, wrong.place)))


def _span(group: Sequence[int]) -> str:
    rows = sorted(group)
    if rows == list(range(rows[0], rows[-1] + 1)):
        return f"{rows[0]}—{rows[-1]}" if len(rows) > 1 else str(rows[0])
    return "、".join(map(str, rows[:12])) + ("等" if len(rows) > 12 else "")
