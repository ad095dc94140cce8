"""What a table says of the figures inside its cells of prose: 开展谈心谈话**人次 under 年度目标, beside 机关.

Such a cell is read as any sentence is; the heading of its column and the label of its row are no part of it and say whose
it is, of what time, and whether it was done at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.finding.spaces import unspaced

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
        self._aside: dict[tuple[int, int, int], list[tuple[int, int]]] = {}

    def beside(self, at: int) -> tuple[tuple[str, str], ...]:
        """Where each stands, and the words: of the first row that has a cell in its column, and of the labels before it."""
        table, cell = self._at(at)
        if table is None or cell is None:
            return ()
        heads = [("表格的栏名", w) for c in table.columns[cell.column] if c.row < cell.row and (w := self._named(c))]
        left = [c for c in table.rows[cell.row] if c.column < cell.column and not self._in_charge(table, c)]
        return (*heads[:2], *(("表格的行名", w) for c in left if (w := self._named(c))))

    def is_elsewhere(self, at: int, line: int) -> bool:
        """Whether a line stands in a cell of another column of the table, where it heads nothing: 年度目标 before 完成情况.

        One in a row that says nothing in the column itself may be the name of a group of rows, and heads what follows.
        """
        table, cell = self._at(at)
        if table is None or cell is None or not table.start <= line < table.end:
            return False
        place = (table.start, cell.column, cell.columns)
        if place not in self._aside:
            self._aside[place] = self._other_columns(table, cell)
        spans = self._aside[place]
        before = bisect_right(spans, (line, table.end)) - 1
        return before >= 0 and line < spans[before][1]

    def _other_columns(self, table: Table, cell: Cell) -> list[tuple[int, int]]:
        told = {c.row for c in table.columns[cell.column] if self._text[c.start : c.end].strip()}
        low, high = cell.column, cell.column + cell.columns
        beside = (c for c in table.cells if c.column >= high or c.column + c.columns <= low)
        return sorted((c.start, c.end) for c in beside if c.row in told)

    def _at(self, at: int) -> tuple[Table | None, Cell | None]:
        place = bisect_right(self._starts, at) - 1
        if place < 0 or at >= self._tables[place].end:
            return None, None
        table = self._tables[place]
        return table, next((c for c in table.cells if c.start <= at < c.end), None)

    def _named(self, cell: Cell) -> str:
        words = unspaced(self._text[cell.start : cell.end])
        return words if len(words) <= _LONGEST and not _PROSE.search(words) else ""

    def _in_charge(self, table: Table, cell: Cell) -> bool:
        return any(_IN_CHARGE.search(self._named(c)) for c in table.columns[cell.column] if c.row < cell.row)
