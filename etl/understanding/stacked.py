"""Summary tables one below the other on a sheet, and the header that is printed again on each page.

The heading over the labels stands again with words beside it where figures would be. Under a title of its own it begins
another table; under the same title, or under none, it is the header of a new page, and the table goes on.
"""

from __future__ import annotations

from dataclasses import replace

from etl.reading import Grid, Value
from etl.understanding.areas import above, below
from etl.understanding.numerals import number_in
from etl.understanding.sheet import NOTE, title_lines
from etl.understanding.summary import Summary
from etl.understanding.titles import plain

_FEW = 3
"""Cells of a title's row at most."""


def stacked(grid: Grid, found: Summary) -> tuple[Grid, Grid | None]:
    """A summary's own part of its sheet, without the headers of further pages; and what begins below it with another title."""
    titles = _words(grid, 1, found.first)
    for row in _again(grid, found):
        start = _title(grid, found, row)
        if start <= found.last:
            continue
        if set(_words(grid, start, row)) <= set(titles) and _same(grid, found, row):
            height = found.last - found.first
            gone: list[list[Value]] = [[] for _ in range(start, row + height + 1)]
            grid = replace(grid, rows=[*grid.rows[: start - 1], *gone, *grid.rows[row + height :]])
        else:
            return above(grid, start), below(grid, start)
    return grid, None


def _again(grid: Grid, found: Summary) -> list[int]:
    """First rows of the headers below this one."""
    place = min(found.labels.values())
    named = next((r for r in range(found.first, found.last + 1) if str(grid.at(r, place)).strip()), 0)
    figures = {*(c.place for c in found.cells), *(c.place for c in found.checks)} - {place}
    rows = []
    for row in range(found.last + 1, len(grid.rows) + 1) if named else ():
        beside = [v for p in figures if str(v := grid.at(row, p)).strip()]
        words = beside and all(isinstance(v, str) and number_in(v) is None for v in beside)
        if words and plain(grid.at(row, place)) == plain(grid.at(named, place)):
            rows.append(row - (named - found.first))
    return rows


def _title(grid: Grid, found: Summary, row: int) -> int:
    """Where the title above a header begins: below the last row of figures and the notes under it."""
    start = row
    for line in range(row - 1, found.last, -1):
        filled = [v for v in grid.rows[line - 1] if str(v).strip()]
        figures = any(number_in(grid.at(line, c.place)) is not None for c in found.cells)
        if len(filled) > _FEW or figures or (filled and NOTE.match(plain(filled[0]))):
            break
        start = line if filled else start
    return start


def _words(grid: Grid, first: int, until: int) -> list[str]:
    return [plain(text) for text in title_lines(grid.rows[first - 1 : until - 1])]


def _same(grid: Grid, found: Summary, row: int) -> bool:
    """Whether the header stands again word for word."""
    places = range(1, max(map(len, grid.rows)) + 1)
    return all(
        plain(grid.at(found.first + n, p)) == plain(grid.at(row + n, p))
        for n in range(found.last - found.first + 1)
        for p in places
    )
