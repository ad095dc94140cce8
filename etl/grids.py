"""What a file holds once it is read: a book of grids of cells, nothing typed yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from etl.faults import address, letter

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows[0][0]` is cell A1; empty cells are ''; a cell error is its text (`#REF!`)."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    """Hidden or very hidden."""
    merged: tuple[Merge, ...] = ()
    """First row, first column, last row, last column, from 1."""
    uncached: frozenset[tuple[int, int]] = frozenset()
    """Formulas that were never calculated, by row and column from 1. Seen in xlsx, ods and XML 2003, and in xls
    of libraries that do not calculate; elsewhere (xlsb, xls before Excel 97) a formula not calculated reads as its stored 0."""
    hidden_rows: frozenset[int] = frozenset()
    """Rows not shown when the sheet is opened, from 1, filtered-out rows among them. They are read all the same."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns not shown, from 1."""
    percents: frozenset[tuple[int, int]] = frozenset()
    """Cells whose number is shown as a percentage (0.95 as 95%), by row and column from 1. Seen in xlsx and ods."""
    struck: frozenset[tuple[int, int]] = frozenset()
    """Cells whose text is struck through (seen in xlsx only), by row and column from 1."""
    raised: frozenset[tuple[int, int]] = frozenset()
    """Cells with raised or lowered letters in their text (seen in xlsx only), by row and column from 1."""
    comments: frozenset[tuple[int, int, str]] = frozenset()
    """What is written in the comments of cells (seen in xlsx only): row and column from 1, text."""
    turned: bool = False
    """Rows and columns have changed places: what stands here in row 2 is column B of the file."""
    noted: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was found out of these cells and would be found again: each question that is asked of a sheet looks at the same rows."""

    def where(self, row: int, column: int) -> str:
        """The address of a cell in the file: `C17` for row 17, column 3."""
        return address(column, row) if self.turned else address(row, column)

    def line(self, row: int) -> str:
        """How a row is called: 第5行, or in a table on its side E列."""
        return f"{letter(row)}列" if self.turned else f"第{row}行"

    def at(self, row: int, column: int) -> Value:
        """The cell at a row and column counted from 1; '' outside."""
        line = self.rows[row - 1] if 0 < row <= len(self.rows) else []
        return line[column - 1] if 0 < column <= len(line) else ""


@dataclass(frozen=True)
class Book:
    """One file, read. `format`: xlsx xlsb xls ods xml csv."""

    name: str
    format: str
    encoding: str
    sheets: tuple[Grid, ...]
    epoch_1904: bool = False
    warnings: tuple[str, ...] = field(default=())


@dataclass
class Look:
    """What a look into a sheet's own bytes shows beside its values: rows and columns from 1."""

    name: str = ""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last of each run."""
    merged: list[Merge] = field(default_factory=list)
    struck: set[tuple[int, int]] = field(default_factory=set)
    """Cells whose text is struck through, empty ones among them."""
    raised: set[tuple[int, int]] = field(default_factory=set)
    comments: set[tuple[int, int, str]] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0
    """Of the cells with something in them."""

    def reach(self, row: int, column: int) -> None:
        """Note a cell with something in it."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def _is_blank(value: Value | None) -> bool:
    """Whether a cell shows nothing: a space in XFD1 is no sixteen thousand columns."""
    return value is None or (isinstance(value, str) and not value.strip())


_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
"""Characters without width that come along when a cell is copied from a page: nobody sees them, and they make a text of a number."""


def trimmed(rows: list[list[Value]]) -> list[list[Value]]:
    """Without the empty rows and columns at the end: the used range of real files lies. All rows come out equally long; letters that nobody sees are gone."""
    width = height = 0
    for row in rows:
        for place, value in enumerate(row):
            if isinstance(value, str) and not value.isascii() and _UNSEEN.search(value):
                row[place] = _UNSEEN.sub("", value)
    for number, row in enumerate(rows, 1):
        used = len(row)
        while used and _is_blank(row[used - 1]):
            used -= 1
        if used:
            height, width = number, max(width, used)
    return [row[:width] if len(row) >= width else row + [""] * (width - len(row)) for row in rows[:height]]


def grid_of(look: Look, rows: list[list[Value]], *, hidden: bool) -> Grid:
    """A grid from a sheet's values and what the look showed; what lies outside the values is cut off."""
    for row, column in look.errors:
        rows.extend([] for _ in range(row - len(rows)))
        line = rows[row - 1]
        line.extend("" for _ in range(column - len(line)))
        line[column - 1] = look.errors[row, column]
    rows = trimmed(rows)
    height, width = len(rows), len(rows[0]) if rows else 0
    return Grid(
        look.name,
        rows,
        hidden,
        tuple(_within(look.merged, height, width)),
        frozenset(look.uncached),
        frozenset(r for r in look.hidden_rows if r <= height),
        frozenset(c for first, last in look.hidden_columns for c in range(max(1, first), min(last, width) + 1)),
        frozenset((r, c) for r, c in look.percents if r <= height and c <= width),
        frozenset((row, column) for row, column in look.struck if row <= height and column <= width),
        frozenset((row, column) for row, column in look.raised if row <= height and column <= width),
        frozenset((row, column, text) for row, column, text in look.comments if row <= height and column <= width),
    )


def _within(merged: list[Merge], height: int, width: int) -> list[Merge]:
    """Merges that begin in the grid, none reaching below it. Overlapping ones (a bomb, not a program, makes them) are none."""
    inside = [
        (top, left, min(bottom, height), right)
        for top, left, bottom, right in dict.fromkeys(merged)
        if 1 <= top <= height and 1 <= left <= width and bottom >= top and right >= left
    ]
    area = sum((bottom - top + 1) * (min(right, width) - left + 1) for top, left, bottom, right in inside)
    return inside if area <= height * width else []
