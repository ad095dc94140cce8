"""Parts of a sheet that hold a table each: beside one another, parted by empty columns, or one below the other.

A part is a grid of the same size in which everything outside is empty: so every cell keeps its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.reading import Grid, Value

_FEW = 2
"""Cells of a title line at most."""


def beside(grid: Grid) -> list[Grid]:
    """The panels of a sheet, left to right, parted by columns that are empty in every row of the tables. Title lines stay with each."""
    wide = [row for row in grid.rows if cells_in(row) > _FEW]
    width = max((len(row) for row in grid.rows), default=0)
    used = [any(_has(row, place) for row in wide) for place in range(1, width + 1)]
    spans: list[tuple[int, int]] = []
    start = 0
    for place, is_used in enumerate([*used, False], 1):
        if is_used and not start:
            start = place
        elif not is_used and start:
            spans.append((start, place - 1))
            start = 0
    if len(spans) < 2 or any(last - first < 1 for first, last in spans):
        return [grid]
    return [_columns(grid, first, last) for first, last in spans]


def below(grid: Grid, row: int) -> Grid:
    """A sheet from a row on; the rows above are empty."""
    return replace(grid, rows=[*([] for _ in range(row - 1)), *grid.rows[row - 1 :]])


def top(grid: Grid) -> int:
    """The first row of a part that holds anything."""
    return next((number for number, row in enumerate(grid.rows, 1) if cells_in(row)), 1)


def above(grid: Grid, row: int) -> Grid:
    """A sheet up to the row before `row`."""
    return replace(grid, rows=grid.rows[: row - 1])


def _columns(grid: Grid, first: int, last: int) -> Grid:
    rows: list[list[Value]] = []
    for row in grid.rows:
        if cells_in(row) <= _FEW and not _inside_other(row, first, last):
            rows.append(list(row))
        else:
            rows.append([v if first <= place <= last else "" for place, v in enumerate(row, 1)])
    return replace(grid, rows=rows)


def _inside_other(row: list[Value], first: int, last: int) -> bool:
    """Whether a short row belongs to another panel: none of its cells lies in this one, and it is no title in the first column.

    A row with a figure is none: the first panel may be longer than the second.
    """
    places = [place for place, v in enumerate(row, 1) if str(v).strip()]
    figures = len(places) > 1 and any(isinstance(row[p - 1], int | float) for p in places)
    return bool(places) and not any(first <= p <= last for p in places) and (places[0] != 1 or figures)


def cells_in(row: Sequence[Value]) -> int:
    """How many cells of a row hold something. Asked of a million rows, so without a generator."""
    return len([v for v in row if v != "" and (type(v) is not str or v.strip())])


def _has(row: list[Value], place: int) -> bool:
    return place <= len(row) and str(row[place - 1]).strip() != ""
