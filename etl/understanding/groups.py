"""Rows of a ledger that name the group of those below them, over rows that state it themselves: 一、政治建设方面（7条）.

Left out where each row below says so, as many as the heading counts; where they are more or fewer, a row was lost or added.
A name alone, without number and count and not merged, may be a row that was begun and not filled in: it stays one of data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.faults import Fault
from etl.grids import Grid
from etl.understanding.header import Header
from etl.understanding.titles import plain
from metrics.numbers import parse_numeral

_HEADING = re.compile(
    r"(?P<number>(?:[(]?[一二三四五六七八九十\d]{1,3}[)]|[一二三四五六七八九十\d]{1,3}[、.,:]))?(?P<name>.+?)"
    r"(?:[(](?:共|合计)?(?P<count>\d{1,4}|[一二三四五六七八九十百]{1,4})(?:条|项|个|件|起|类)?(?:问题)?[)])?"
)
_WIDE = 3
"""Columns over which a heading is merged."""


@dataclass
class Grouped:
    """The rows that head a group, what they say, the heading of the column that repeats it, and counts that do not agree."""

    rows: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    column: str = ""
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class _Head:
    """A row that may head a group: its only text, and the name and the count in it."""

    row: int
    place: int
    text: str
    name: str
    count: int | None


def groups(grid: Grid, header: Header, data: Sequence[int], notes: Sequence[int]) -> Grouped:
    """The heading rows among the rows of data and those that hold a text in a column that is not read (`notes`)."""
    heads = [head for row in sorted({*data, *notes}) if (head := _head(grid, row))]
    own = {head.row for head in heads}
    rows = [row for row in data if row not in own]
    found = Grouped()
    named = [(head, place) for head in heads if (place := _states(grid, header, rows, head))]
    for head, place in named:
        following = next((h.row for h, _ in named if h.row > head.row), len(grid.rows) + 1)
        below = [row for row in data if head.row < row < following]
        if any(_said(grid, row, place) != head.name for row in below):
            return Grouped()
        found.rows.append(head.row)
        found.texts.append(head.text)
        found.column = next(c.text for c in header.columns if c.place == place)
        if head.count is not None and head.count != len(below):
            found.faults.append(_miscounted(grid, head, len(below)))
    return found


def _head(grid: Grid, row: int) -> _Head | None:
    filled = [(p, v) for p, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()]
    if len(filled) != 1 or not isinstance(filled[0][1], str):
        return None
    place, text = filled[0][0], str(filled[0][1]).strip()
    said = _HEADING.fullmatch(plain(text))
    wide = any(top <= row <= last and left <= place and right - left >= _WIDE for top, left, last, right in grid.merged)
    if said is None or not (said["number"] or said["count"] or wide):
        return None
    return _Head(row, place, text, said["name"], _number(said["count"] or ""))


def _number(count: str) -> int | None:
    """A count in figures or characters; None if there is none."""
    try:
        return int(parse_numeral(count)) if count else None
    except ValueError:
        return None


def _states(grid: Grid, header: Header, rows: Sequence[int], head: _Head) -> int:
    """The place of the column in which the next row says the name of a group; 0 if it does not."""
    first = next((row for row in rows if row > head.row), 0)
    return next((c.place for c in header.columns if first and _said(grid, first, c.place) == head.name), 0)


def _said(grid: Grid, row: int, place: int) -> str:
    """What a cell says, or the one that is merged down over it."""
    if text := plain(grid.at(row, place)):
        return text
    above = next((top for top, left, last, right in grid.merged if left == right == place and top <= row <= last), row)
    return plain(grid.at(above, place))


def _miscounted(grid: Grid, head: _Head, rows: int) -> Fault:
    message = (
        f"分组标题写的是 {head.count} 条，下面“{head.name}”的却有 {rows} 行，看不出哪个对。"
        "少了（多了）行的请补上（删去），标题没有改的请改正"
    )
    return Fault(message, grid.name, grid.where(head.row, head.place), head.text)
