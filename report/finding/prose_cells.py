"""What a table says of the figures inside its cells of prose: 开展谈心谈话**人次 under 年度目标, beside 机关.

Such a cell is read as any sentence is; the heading of its column and the label of its row are no part of it and say whose
it is, of what time, and whether it was done at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.finding.tables import Cell, Table

_LONGEST = 16
"""Characters of the longest heading or label."""
_IN_CHARGE = re.compile(r"责任|牵头|负责|配合|承办|落实(?:单位|部门|人)|主办")
"""Headings of columns that say who has a task, not whose the figures are."""
_PROSE = re.compile(r"[，。；*＊_＿]|\d+(?!\d*[年月至—-])")


class ProseCells:
    """The tables of a text, asked for the words beside a figure in a cell of prose."""

    def __init__(self, tables: Sequence[Table], text: str) -> None:
        self._text = text
        self._tables = sorted((t for t in tables if t.cells), key=lambda t: t.start)
        self._starts = [t.start for t in self._tables]

    def beside(self, at: int) -> tuple[tuple[str, str], ...]:
        """Where each stands, and the words: of the first row that has a cell in its column, and of the labels before it."""
        place = bisect_right(self._starts, at) - 1
        if place < 0 or at >= self._tables[place].end:
            return ()
        table = self._tables[place]
        cell = next((c for c in table.cells if c.start <= at < c.end), None)
        if cell is None:
            return ()
        heads = [("表格的栏名", w) for c in table.columns[cell.column] if c.row < cell.row and (w := self._named(c))]
        left = [c for c in table.rows[cell.row] if c.column < cell.column and not self._in_charge(table, c)]
        return (*heads[:2], *(("表格的行名", w) for c in left if (w := self._named(c))))

    def _named(self, cell: Cell) -> str:
        words = re.sub(r"\s", "", self._text[cell.start : cell.end])
        return words if len(words) <= _LONGEST and not _PROSE.search(words) else ""

    def _in_charge(self, table: Table, cell: Cell) -> bool:
        return any(_IN_CHARGE.search(self._named(c)) for c in table.columns[cell.column] if c.row < cell.row)
