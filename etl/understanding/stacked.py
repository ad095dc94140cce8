"""Summary tables one below the other on a sheet, and the header that is printed again on each page.

The heading over the labels stands again with words beside it where figures would be. Under a title of its own it begins
another table; under the same title, or under none, it is the header of a new page, and the table goes on. Lines that say who
made a table stand between its title and its header as well as at its foot: they end neither the one nor the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from etl.reading import Grid, Value
from etl.understanding.areas import above, below
from etl.understanding.headings import match
from etl.understanding.labels import bare_label, numbered
from etl.understanding.numerals import number_in
from etl.understanding.sheet import NOTE, title_lines
from etl.understanding.summary import Summary
from etl.understanding.summary_rows import is_nothing
from etl.understanding.titles import plain, spoken_sender

_FEW = 3
"""Cells of a title's row at most, unless it says who made the table."""
_MAKER = re.compile(
    r"(?:制表|填表|填报|编制|编报|上报|审核|复核|经办|(?:单位|科室)?负责人|分管领导|联系|报送|打印|导出)(?:单位|部门|科室|人|日期|时间|电话)?(?:[:]|$)"
)
_SECOND = 2
"""Row in which the first group's line may stand: a title stands above it."""
_ATTACHED = re.compile(r"^[(\[【]?附(?!注)")
"""附：… heads what is attached; it is no note on what stands above it."""


def stacked(grid: Grid, found: Summary) -> tuple[Grid, Grid | None]:
    """A summary's own part of its sheet, without the headers of further pages; and what begins below it with another title."""
    titles = _words(grid, range(1, found.first))
    for row in _again(grid, found):
        between = _between(grid, found, row)
        start = next((line for line in between if not _of_the_foot(grid, line)), row)
        if start <= found.last:
            continue
        section = _a_section(grid, found, row, between)
        if section or _a_page(grid, found, row, between, titles):
            gone = set(range(row if section else start, row + found.last - found.first + 1))
            grid = replace(grid, rows=[[] if n in gone else line for n, line in enumerate(grid.rows, 1)])
            found.pages.append(row)
        else:
            return above(grid, start), below(grid, start)
    return grid, None


def _a_page(grid: Grid, found: Summary, row: int, between: list[int], titles: list[str]) -> bool:
    """Whether a header that stands again goes on with the same table: over it no title and no sender that the first has not."""
    head = [line for n, line in enumerate(between) if not all(_of_the_foot(grid, x) for x in between[: n + 1])]
    senders, others = (
        {sender for text in texts if (sender := spoken_sender(text))} for texts in (titles, _words(grid, between))
    )
    own = not senders or others <= senders
    return own and set(_words(grid, head)) <= set(titles) and _same(grid, found, row)


_SECTION = re.compile(
    r"(?:其中|各项)?(?:税收|社会保险费|社保费?|非税|税费|政府性基金|行政事业性收费|附加|基金|规费|其他)+(?:[收部]入|收入|部分|类|费)*"
)


def _a_section(grid: Grid, found: Summary, row: int, between: list[int]) -> bool:
    """Whether a header that stands again is printed over the next group of the same table: 二、社会保险费 under a title that speaks for all.

    The line must be numbered as the one over the first header is, and say nothing but the group: what it says besides (计划,
    上年) makes another table of it.
    """
    first = next(
        (line for line in range(found.first - 1, 0, -1) if any(str(v).strip() for v in grid.rows[line - 1])), 0
    )
    if found.table.stem != "revenue" or len(between) != 1 or first < _SECOND or not _same(grid, found, row):
        return False
    lines = [[str(v) for v in grid.rows[line - 1] if str(v).strip()] for line in (first, between[0])]
    return all(len(cells) == 1 and _names_a_group(cells[0]) for cells in lines)


def _names_a_group(text: str) -> bool:
    """一、税收收入: numbered, and the name of a group."""
    return numbered(text) > 0 and _SECTION.fullmatch(bare_label(text)) is not None


def _again(grid: Grid, found: Summary) -> list[int]:
    """First rows of the headers below this one."""
    place = min(found.labels.values())
    named = next((r for r in range(found.first, found.last + 1) if str(grid.at(r, place)).strip()), 0)
    figures = {*(c.place for c in found.cells), *(c.place for c in found.checks)} - {place}
    rows = []
    for row in range(found.last + 1, len(grid.rows) + 1) if named else ():
        beside = [v for p in figures if str(v := grid.at(row, p)).strip()]
        words = beside and all(isinstance(v, str) and number_in(v) is None for v in beside)
        again = all(plain(grid.at(row, p)) == plain(grid.at(named, p)) for p in figures) and grid.at(row, place)
        if words and (again or _one_heading(found, grid.at(row, place), grid.at(named, place))):
            rows.append(row - (named - found.first))
    return rows


def _one_heading(found: Summary, here: Value, first: Value) -> bool:
    """Whether a heading over labels is the first table's, perhaps in other words (税种, 费种)."""
    one, other = match(found.table.stem, here), match(found.table.stem, first)
    return plain(here) == plain(first) or (one is not None and other is not None and one[0].name == other[0].name)


def _between(grid: Grid, found: Summary, row: int) -> list[int]:
    """The lines of text above a header that stands again, down from the last row of figures."""
    lines = []
    for line in range(row - 1, found.last, -1):
        filled = [v for v in grid.rows[line - 1] if str(v).strip()]
        made = filled and _MAKER.match(plain(filled[0]))  # 填报单位 | 收入核算股 | 填表日期 | 20250705 | 单位：万元
        if not made and (len(filled) > _FEW or _has_figures(grid, found, line)):
            break
        lines += [line] if filled else []
    return lines[::-1]


def _has_figures(grid: Grid, found: Summary, line: int) -> bool:
    """Whether a line is a row of the table: it has numbers, or marks for none, where the figures are."""
    values = [grid.at(line, c.place) for c in found.cells]
    return any(number_in(v) is not None or (str(v).strip() and is_nothing(v)) for v in values)


def _of_the_foot(grid: Grid, line: int) -> bool:
    """Whether a line may end what stands above it: a note, or who made the table; not 附：…."""
    first = plain(next(v for v in grid.rows[line - 1] if str(v).strip()))
    return NOTE.match(first) is not None and not _ATTACHED.match(first)


def _words(grid: Grid, lines: Iterable[int]) -> list[str]:
    return [plain(text) for text in title_lines([grid.rows[line - 1] for line in lines])]


def _same(grid: Grid, found: Summary, row: int) -> bool:
    """Whether the header stands again word for word."""
    places = range(1, max(map(len, grid.rows)) + 1)
    return all(
        plain(grid.at(found.first + n, p)) == plain(grid.at(row + n, p))
        for n in range(found.last - found.first + 1)
        for p in places
    )
