"""A look into .ods beside calamine: hidden rows and columns, merges, cell errors, and how far repeated cells reach."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from etl.faults import RefusedError
from etl.formats.limits import DAMAGED, ENTITIES, within_bounds
from etl.formats.package import Package
from etl.grids import Look

_UNSEEN = {"collapse", "filter"}


def look(package: Package) -> list[Look]:
    """Every sheet. RefusedError before anything repeated is written out."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _declared
    parser.buffer_text = True
    try:
        for piece in package.chunks("content.xml"):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise RefusedError(DAMAGED) from None
    package.check("content.xml")
    return reader.looks


def _declared(*_: object) -> None:
    raise RefusedError(ENTITIES)


class _Reader:
    """Handlers of the streaming parser; LibreOffice and WPS write the same prefixes throughout."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self._row = self._column = self._rows = 0
        self._cell: tuple[int, int] | None = None
        self._times = 1
        self._filled = self._error = self._formula = self._percent = False
        self._note = 0
        self._said: list[str] = []

    def start(self, tag: str, of: dict[str, str]) -> None:
        if tag == "table:table":
            self.looks.append(Look(of.get("table:name", "")))
            self._row = self._column = 0
        elif not self.looks:
            return
        elif tag == "table:table-column":
            self._columns(of)
        elif tag == "table:table-row":
            self._rows = _count(of, "table:number-rows-repeated")
            self._column = 0
            if of.get("table:visibility") in _UNSEEN and self._rows < 1_100_000:
                self.looks[-1].hidden_rows.update(range(self._row + 1, self._row + self._rows + 1))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._begin_cell(of)
        elif tag == "office:annotation":
            self._note += 1

    def _columns(self, of: dict[str, str]) -> None:
        times = _count(of, "table:number-columns-repeated")
        if of.get("table:visibility") in _UNSEEN:
            self.looks[-1].hidden_columns.append((self._column + 1, self._column + times))
        self._column += times

    def _begin_cell(self, of: dict[str, str]) -> None:
        self._cell = (self._row + 1, self._column + 1)
        self._times = _count(of, "table:number-columns-repeated")
        self._error = of.get("calcext:value-type") == "error"
        self._filled = "office:value-type" in of
        self._formula = "table:formula" in of
        self._percent = of.get("office:value-type") == "percentage"
        self._said = []
        down, across = _count(of, "table:number-rows-spanned"), _count(of, "table:number-columns-spanned")
        if down > 1 or across > 1:
            row, column = self._cell
            self.looks[-1].merged.append((row, column, row + down - 1, column + across - 1))

    def text(self, data: str) -> None:
        if self._cell and not self._note:
            self._said.append(data)
            self._filled = self._filled or bool(data.strip())

    def end(self, tag: str) -> None:
        if tag == "office:annotation":
            self._note -= 1
        elif tag in ("table:table-cell", "table:covered-table-cell") and self._cell:
            self._end_cell()
        elif tag == "table:table-row":
            self._row += self._rows
            within_bounds(self.looks)

    def _end_cell(self) -> None:
        seen = self.looks[-1]
        self._column += self._times
        said = "".join(self._said).strip()
        if self._formula and not self._filled:
            seen.uncached.add(self._cell or (0, 0))
        if self._percent:
            seen.percents.add(self._cell or (0, 0))
        if self._filled:
            seen.reach(self._row + self._rows, self._column)
        if self._filled and (self._error or _is_error(said)):
            within_bounds(self.looks)
            for row in range(self._row + 1, self._row + self._rows + 1):
                for column in range(self._column - self._times + 1, self._column + 1):
                    seen.errors[row, column] = said or "#VALUE!"
        self._cell = None


def _is_error(said: str) -> bool:
    return said.startswith("Err:") or (said.startswith("#") and said.endswith(("!", "?", "/A")))


def _count(of: dict[str, Any], name: str) -> int:
    value = of.get(name, "1")
    if not value.isdecimal() or len(value) > 8:
        raise RefusedError(DAMAGED)
    return max(1, int(value))
