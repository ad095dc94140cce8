"""Years, months and days that labels and headings write as bare digits: 2021 | 2022, 月份 over 1, 2, 3, 12.1.

Read as figures, or as numbers of rows, they would leave the figures beside them without a period, which means the whole year.
Digits that may be months and may be anything else are unclear: the figures beside them ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from report.finding.cell_units import unit_counted, unit_in, whole_unit
from report.finding.spaces import unspaced
from report.finding.table_words import YEAR, is_period

if TYPE_CHECKING:
    from report.finding.tables import Cell, Table

_COUNT = re.compile(r"0?([1-9]|[12]\d|3[01])")
_MONTHS = 12
_DATE = re.compile(r"(0?[1-9]|1[0-2])\s*[.．/\-]\s*(0?[1-9]|[12]\d|3[01])日?")
_MONTH_OF_YEAR = re.compile(r"(20\d\d)\s*[.．/\-]\s*(0?[1-9]|1[0-2])")
_OF_MONTHS = re.compile(r"月")
_MONTH = re.compile(r"月份?")
_NUMBERS = re.compile(r"序号?|编号|[行项栏]次|号|排名|名次")
_NO_MONTH = re.compile(r"合计|总计|小计|累计|全年|同比|环比|增|占比|备注|说明")
_FIGURE = re.compile(r"[\d,，.．%％*＊×xX_＿\s]*")


def bare_periods(table: Table, text: str) -> tuple[dict[Cell, str], frozenset[Cell]]:
    """What the cells that are periods in bare digits say in words, and those of which that is not clear."""
    looked = _Digits(table, text)
    named = {c: f"{w}年" for c in table.cells if YEAR.fullmatch(w := looked.words(c))}
    unclear: set[Cell] = set()
    for cells, over in (looked.first_column(), looked.heading_row()):
        for cell in cells:
            if said := _named(looked.words(cell), months=_OF_MONTHS.search(over) is not None):
                named[cell] = said
            else:
                unclear.add(cell)
    return named, frozenset(unclear)


def _named(words: str, *, months: bool) -> str | None:
    if said := _MONTH_OF_YEAR.fullmatch(words):
        return f"{said[1]}年{int(said[2])}月"
    if said := _DATE.fullmatch(words):
        return f"{int(said[1])}月{int(said[2])}日"
    said = _COUNT.fullmatch(words)
    return f"{said[1]}月" if said and months and int(said[1]) <= _MONTHS else None


def _is_bare(words: str) -> bool:
    return any(p.fullmatch(words) for p in (_COUNT, _DATE, _MONTH_OF_YEAR))


def _has_unit(words: str) -> bool:
    return bool(unit_in(words) or unit_counted(words) or whole_unit(words))


class _Digits:
    """One table, looked at for labels and headings of digits."""

    def __init__(self, table: Table, text: str) -> None:
        self.table, self.text = table, text

    def words(self, cell: Cell) -> str:
        """What is written in a cell."""
        return self.text[cell.start : cell.end].strip()

    def first_column(self) -> tuple[list[Cell], str]:
        """The labels of the first column that are digits, with no other label in their rows; and the words over them."""
        cells = [c for c in self.table.columns.get(0, ()) if c.column == 0]
        bare = [c for c in cells if _is_bare(self.words(c))]
        over = next((w for c in cells if bare and c.row < bare[0].row and c.columns == 1 and (w := self.words(c))), "")
        if not bare or _NUMBERS.fullmatch(unspaced(over)) or _has_unit(over):
            return [], ""
        if not _OF_MONTHS.search(over) and any(self._is_named(c) for c in bare):
            return [], ""  # 1 | 集中学习 | **: numbers of rows
        return bare, over

    def _is_named(self, cell: Cell) -> bool:
        right = [w for c in self.table.rows[cell.row] if c.column > 0 and (w := self.words(c))]
        return bool(right) and not _FIGURE.fullmatch(right[0]) and not whole_unit(right[0]) and not is_period(right[0])

    def heading_row(self) -> tuple[list[Cell], str]:
        """The headings of the first row of digits, if they follow one another and nothing else heads their columns."""
        for row in sorted(self.table.rows)[:-1]:
            cells = [c for c in self.table.rows[row] if c.row == row and c.column > 0 and self.words(c)]
            bare = [c for c in cells if _is_bare(self.words(c))]
            if not bare:
                continue
            before = [c for c in self.table.rows[row] if c.column < bare[0].column]
            over = "".join(self.words(c) for c in (*before, *self._above(bare)))
            rest = [self.words(c) for c in cells if c not in bare and c.column > bare[0].column]
            heads = len(bare) > 1 and self._follow(bare) and all(_NO_MONTH.search(w) or is_period(w) for w in rest)
            taken = any(self._heads_itself(c) for b in bare for c in self.table.columns[b.column] if c.row < row)
            numbers = any(_NUMBERS.fullmatch(self.words(c)) or _has_unit(self.words(c)) for c in before)
            return (bare, over) if heads and not taken and not numbers else ([], "")
        return [], ""

    def _above(self, bare: Sequence[Cell]) -> list[Cell]:
        """What is merged over all of them: 月份."""
        last = max(c.column for c in bare)
        over = (c for c in self.table.columns[bare[0].column] if c.row < bare[0].row)
        return [
            c
            for c in over
            if c.columns < self.table.width and (c.column + c.columns > last or not self._heads_itself(c))
        ]

    def _heads_itself(self, cell: Cell) -> bool:
        """A heading of one column that is not 月份, written once over several."""
        return cell.columns == 1 and bool(self.words(cell)) and _MONTH.fullmatch(self.words(cell)) is None

    def _follow(self, bare: Sequence[Cell]) -> bool:
        """1, 2, 3 …, or days."""
        counts = [_COUNT.fullmatch(self.words(c)) for c in bare]
        numbers = [int(c[1]) for c in counts if c]
        return len(numbers) in (0, len(bare)) and all(b == a + 1 for a, b in pairwise(numbers))
