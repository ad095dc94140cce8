"""Rows of a table that are no rows of figures: a caption merged over its first row, and the name of a group of rows.

Such a row says of what follows when it was, whose it is and whether it was done at all, as a line before the table does. The
other cells of a table of figures are read in the sentences of its figures and are no headings of anything below them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.finding.tables import Cell, Table


@dataclass(frozen=True)
class CellLines:
    """A stretch of the text that is one cell of a table of figures, and what its lines may be as headings.

    `depth`: None if they are none; 0, 1, … of the rows of a caption; `DEEP` of the name of a group. `until`: the table's end.
    """

    start: int
    end: int
    depth: int | None
    until: int
    prose: bool = False
    """Holds sentences, above which the lines of the other cells stand as they do in any text."""


DEEP = 10
"""Depth of the name of a group of rows, below that of every caption."""


_BESIDE = re.compile(
    r"[（(]?(?:计量|金额|数量)?单位[：:][^。]{1,8}[）)]?|(?:填报|填表|制表|报送)?日期[：:].*|第\d+页.*|[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?"
)
"""What may stand in a cell of its own beside a caption or the name of a group."""


def captions(table: Table, text: str, head: int, has_unit: Callable[[Cell], bool]) -> list[Cell]:
    """The rows of one cell with which a table begins, above all of its figures (from row `head`)."""
    found: list[Cell] = []
    for row in range(head):
        cells = _written(table, text, row)
        alone = _alone(table, text, row, has_unit)
        if alone is None and cells and all("：" in text[c.start : c.end] for c in cells):
            found += [c for c in cells if _BESIDE.fullmatch(text[c.start : c.end].strip())]
            continue  # 填报单位：… | 单位：…
        if alone is None or (row + 1 == head and not _is_merged(table, alone)):
            break  # the last row above the figures is that of their headings, though only one is written
        found += cells
    return found


def groups(table: Table, text: str, over: Collection[Cell], has_unit: Callable[[Cell], bool]) -> Iterator[Cell]:
    """Rows below the captions that hold one cell: 第二税务分局, 2021年."""
    for row in sorted(table.rows):
        if (alone := _alone(table, text, row, has_unit)) and alone not in over:
            yield alone


def _written(table: Table, text: str, row: int) -> list[Cell]:
    return [c for c in table.rows.get(row, ()) if text[c.start : c.end].strip()]


def _is_merged(table: Table, cell: Cell) -> bool:
    return cell.columns > 1 or len(table.rows[cell.row]) == 1


def _alone(table: Table, text: str, row: int, has_unit: Callable[[Cell], bool]) -> Cell | None:
    """The one cell of a row that says something, if it was merged over the row or stands first and names no figure."""
    cells = [c for c in _written(table, text, row) if not _BESIDE.fullmatch(text[c.start : c.end].strip())]
    if len(cells) != 1 or table.width < 2 or cells[0].row != row:
        return None
    if cells[0].column and _written(table, text, row)[0].column:
        return None
    return cells[0] if _is_merged(table, cells[0]) or not has_unit(cells[0]) else None
