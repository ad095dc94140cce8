"""XML 2003 spreadsheets (often named .xls): what many export programs write. A streaming parser without entities."""

from __future__ import annotations

import datetime as dt
from xml.parsers import expat

from etl.faults import RefusedError
from etl.formats.limits import DAMAGED, ENTITIES, MOST_COLUMNS, MOST_ROWS, within_bounds
from etl.grids import Grid, Look, Value, grid_of

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"


def is_spreadsheetml(content: bytes) -> bool:
    """Whether bytes begin like an XML 2003 workbook (which is UTF-8 or UTF-16)."""
    start = content[:4000].replace(b"\x00", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and NAMESPACE.encode() in start


def read_xml(content: bytes) -> list[Grid]:
    """Every sheet. RefusedError if the XML is damaged or declares entities."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _declared
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        raise RefusedError(DAMAGED) from None
    return [
        grid_of(seen, rows, hidden=hidden)
        for seen, rows, hidden in zip(reader.looks, reader.rows, reader.hidden, strict=True)
    ]


def _declared(*_: object) -> None:
    raise RefusedError(ENTITIES)


def _of(attributes: dict[str, str], name: str) -> str:
    return attributes.get(f"{NAMESPACE} {name}", "")


def _number(attributes: dict[str, str], name: str, most: int) -> int | None:
    value = _of(attributes, name)
    if not value:
        return None
    if not value.isdecimal() or len(value) > 8 or int(value) > most:
        raise RefusedError(DAMAGED)
    return int(value)


class _Reader:
    """Handlers of the streaming parser, a sheet after the other."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.rows: list[list[list[Value]]] = []
        self.hidden: list[bool] = []
        self._row = self._column = self._after = self._span = self._across = 0
        self._type = self._option = ""
        self._formula = self._has_data = False
        self._said: list[str] = []

    def start(self, tag: str, of: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if space == _EXCEL and name == "Visible":
            self._option, self._said = name, []
        if space != NAMESPACE:
            return
        if name == "Worksheet":
            self.looks.append(Look(_of(of, "Name")))
            self.rows.append([])
            self.hidden.append(False)
            self._row = self._column = self._after = self._span = 0
        elif self.looks and name in ("Column", "Row", "Cell"):
            {"Column": self._begin_column, "Row": self._begin_row, "Cell": self._begin_cell}[name](of)
        elif self.looks and name == "Data":
            self._type, self._said, self._has_data = _of(of, "Type"), [], True

    def _begin_column(self, of: dict[str, str]) -> None:
        first = _number(of, "Index", MOST_COLUMNS) or self._after + 1
        last = first + (_number(of, "Span", MOST_COLUMNS) or 0)
        if _of(of, "Hidden") == "1":
            self.looks[-1].hidden_columns.append((first, last))
        self._after = last

    def _begin_row(self, of: dict[str, str]) -> None:
        index = _number(of, "Index", MOST_ROWS) or self._row + self._span + 1
        if index <= self._row:
            raise RefusedError(DAMAGED)
        self._row, self._column, self._across = index, 0, 0
        self._span = _number(of, "Span", MOST_ROWS) or 0
        if _of(of, "Hidden") == "1":
            self.looks[-1].hidden_rows.update(range(self._row, self._row + self._span + 1))

    def _begin_cell(self, of: dict[str, str]) -> None:
        index = _number(of, "Index", MOST_COLUMNS) or self._column + self._across + 1
        if index <= self._column:
            raise RefusedError(DAMAGED)
        self._column = index
        self._across = _number(of, "MergeAcross", MOST_COLUMNS) or 0
        down = _number(of, "MergeDown", MOST_ROWS) or 0
        if down or self._across:
            self.looks[-1].merged.append((self._row, index, self._row + down, index + self._across))
        self._formula, self._has_data, self._type = bool(_of(of, "Formula")), False, ""

    def text(self, data: str) -> None:
        if self._type or self._option:
            self._said.append(data)

    def end(self, tag: str) -> None:
        space, _, name = tag.rpartition(" ")
        if space == _EXCEL and name == "Visible" and self._option:
            self._option = ""
            if self.hidden:
                self.hidden[-1] = "".join(self._said).strip() in {"SheetHidden", "SheetVeryHidden"}
        elif space == NAMESPACE and name == "Data" and self._type:
            self._keep(_typed(self._type, "".join(self._said)))
            self._type = ""
        elif space == NAMESPACE and name == "Cell" and self._formula and not self._has_data:
            self.looks[-1].uncached.add((self._row, self._column))

    def _keep(self, value: Value) -> None:
        if value == "":
            return
        seen, rows = self.looks[-1], self.rows[-1]
        if self._row > seen.last_row or self._column > seen.last_column:
            seen.reach(self._row, self._column)
            within_bounds(self.looks)
        rows.extend([] for _ in range(self._row - len(rows)))
        line = rows[self._row - 1]
        line.extend("" for _ in range(self._column - len(line)))
        line[self._column - 1] = value


def _typed(kind: str, text: str) -> Value:
    """A cell's value. Times without a day are written as the last day of 1899."""
    try:
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return bool(int(text))
        if kind == "DateTime":
            moment = dt.datetime.fromisoformat(text.strip())
            if moment.date() == dt.date(1899, 12, 31):
                return moment.time()
            return moment.date() if moment.time() == dt.time() else moment
    except (ValueError, OverflowError):
        raise RefusedError(DAMAGED) from None
    return text
