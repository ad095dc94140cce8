"""Where a figure that is missing should stand in a summary: the cell of a month and a kind, filled or not."""

from __future__ import annotations

from dataclasses import dataclass

from etl.understanding.labels import bare_label
from etl.understanding.parts import Part, Sheet
from etl.understanding.summary import Summary
from metrics.periods import month_label


@dataclass(frozen=True)
class Place:
    """One cell of a summary's grid."""

    sheet: Sheet
    row: int
    column: int

    @property
    def cell(self) -> str:
        """Its address."""
        return self.sheet.table.grid.where(self.row, self.column)

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it: a 0 and a dash say that there was nothing."""
        return not str(self.sheet.table.grid.at(self.row, self.column)).strip()


def place_of(part: Part, month: int, name: str, code: str) -> Place | None:
    """The cell that would state a month's figure of one code (of the column `name`); None if the table has no place for it."""
    pieces = [s for s in part.sheets if s.table.whole]
    for sheet in {id(s.table.whole): s for s in pieces}.values():
        whole = sheet.table.whole
        assert whole
        same = [s for s in pieces if s.table.whole is whole]
        places = _places(whole, same, month, name, code)
        rows = _rows(whole, same, month, name, code) if places else []
        if rows and places:
            return Place(sheet, rows[0], places[0])
    return None


def _places(whole: Summary, same: list[Sheet], month: int, name: str, code: str) -> list[int]:
    """Columns of the code and of the month, as far as the header says them."""
    dated, label = whole.table.dated_by, month_label(month)
    if dated not in whole.labels and not any(dated in c.given for c in whole.cells):
        single = {(s.period.first, s.period.last) for s in same if s.period}
        if single != {(month, month)}:
            return []
    fits = [
        c.place
        for c in whole.cells
        if c.given.get(dated, label)[:7] == label and (name in whole.labels or c.given.get(name) == code)
    ]
    return sorted(fits)


def _rows(whole: Summary, same: list[Sheet], month: int, name: str, code: str) -> list[int]:
    """Rows of the code, or of the month, as far as the labels say them; a row without any figure is known by its words."""
    dated = whole.table.dated_by
    by_month = [s for s in same if dated not in whole.labels or (s.period and s.period.first == s.period.last == month)]
    rows = {r for s in by_month for r in s.table.data_rows}
    if name not in whole.labels:
        return sorted(rows)
    stated = {r for r in rows for s in by_month if s.table.stated.get(r, {}).get(name) == code}
    if stated or dated in whole.labels:
        return sorted(stated)
    grid = same[0].table.grid
    below = range(whole.last + 1, len(grid.rows) + 1)
    return [r for r in below if bare_label(grid.at(r, whole.labels[name])) == code]
