"""xls of every age: BIFF8 by calamine with a look into its records, BIFF5 to 2 by xlrd ([MS-XLS] 2.4)."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from etl.faults import RefusedError
from etl.formats.binary import ERRORS
from etl.formats.limits import DAMAGED, ENCRYPTED, within_bounds
from etl.grids import Grid, Look, Value, grid_of

_FAILS = (
    CompDocError, IndexError, ValueError, KeyError, AssertionError, TypeError, OverflowError, AttributeError,
    UnboundLocalError, ZeroDivisionError, RecursionError, LookupError, struct.error,
)  # fmt: skip
"""What xlrd lets through when a file is damaged."""

_BOF = {0x0809, 0x0409, 0x0209, 0x0009}
_EOF, _LOCKED, _1904, _SHEET, _CALCULATED_BY = 0x0A, 0x2F, 0x22, 0x85, 0x1C1
_COLUMNS, _ROW, _MERGES = 0x7D, 0x208, 0xE5
_BOOL_OR_ERROR, _FORMULA, _SEVERAL_NUMBERS = 0x205, 0x06, 0xBD
_FILLED = {_BOOL_OR_ERROR, _FORMULA, _SEVERAL_NUMBERS, 0x203, 0x27E, 0xFD, 0x204, 0xD6}
_COLUMNS_OF_XLS = 256


@dataclass
class _Seen(Look):
    """With the formulas counted, and those whose result is the empty text."""

    formulas: int = 0
    blank_formulas: set[tuple[int, int]] = field(default_factory=set)


def stream_of(content: bytes) -> bytes:
    """The workbook stream of an OLE file. RefusedError if there is none."""
    try:
        document = CompDoc(content, logfile=io.StringIO(), ignore_workbook_corruption=True)
        for name in ("Workbook", "Book"):
            if stream := document.get_named_stream(name):
                return bytes(stream)
    except _FAILS:
        raise RefusedError(DAMAGED) from None
    raise RefusedError(DAMAGED)


def is_biff8(stream: bytes) -> bool:
    """Whether a workbook stream is of Excel 97 or later."""
    return stream[:2] == b"\x09\x08" and stream[4:6] == b"\x00\x06"


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Records of one substream, its inner ones (charts) skipped."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            raise IndexError
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
    raise IndexError


def look(stream: bytes) -> tuple[list[_Seen], bool]:
    """Every sheet of a BIFF8 stream, and whether dates count from 1904. RefusedError if locked or cut off."""
    looks, epoch_1904, calculated = [], False, False
    try:
        for kind, body in _records(stream):
            calculated = calculated or kind == _CALCULATED_BY
            if kind == _LOCKED:
                raise RefusedError(ENCRYPTED)
            if kind == _1904:
                epoch_1904 = body[:1] == b"\x01"
            elif kind == _SHEET:
                wide = body[7] & 1
                name = body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
                is_table = body[5] == 0
                looks.append(_sheet(stream, struct.unpack_from("<I", body)[0], name) if is_table else _Seen(name))
    except (struct.error, IndexError, UnicodeDecodeError):
        raise RefusedError(DAMAGED) from None
    if not calculated and all(look.formulas <= len(look.blank_formulas) for look in looks):
        # Excel says who calculated; a library that does not calculate leaves every result blank.
        for seen in looks:
            seen.uncached |= seen.blank_formulas
    return looks, epoch_1904


def _sheet(stream: bytes, start: int, name: str) -> _Seen:
    seen = _Seen(name)
    for kind, body in _records(stream, start):
        if kind in _FILLED:
            _cell(kind, body, seen)
        elif kind == _ROW:
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                seen.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & 1 or not width:
                seen.hidden_columns.append((first + 1, last + 1))
        elif kind == _MERGES:
            for at in range(2, 2 + 8 * struct.unpack_from("<H", body)[0], 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
                seen.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return seen


def _cell(kind: int, body: bytes, seen: _Seen) -> None:
    row, column = struct.unpack_from("<HH", body)
    row, column = row + 1, column + 1
    last = column if kind != _SEVERAL_NUMBERS else struct.unpack_from("<H", body, len(body) - 2)[0] + 1
    if max(column, last) > _COLUMNS_OF_XLS:
        raise RefusedError(DAMAGED)
    seen.reach(row, last)
    if kind == _BOOL_OR_ERROR and body[7]:
        seen.errors[row, column] = ERRORS.get(body[6], "#VALUE!")
    elif kind == _FORMULA:
        flags = struct.unpack_from("<H", body, 14)[0]
        seen.formulas += 1
        if body[12:14] == b"\xff\xff" and body[6] == 2:
            seen.errors[row, column] = ERRORS.get(body[8], "#VALUE!")
        elif body[12:14] == b"\xff\xff" and body[6] == 3:
            seen.blank_formulas.add((row, column))
        elif flags & 3 == 3 and body[6:14] == bytes(8):
            # 0 with "calculate when opened": written by a program that does not calculate.
            seen.uncached.add((row, column))


def read_old(content: bytes) -> tuple[list[Grid], bool]:
    """BIFF5 to 2 by xlrd, and whether dates count from 1904."""
    try:
        book = _opened(content)
        within_bounds([_bounds(s) for s in book.sheets()])
        grids = [_old_sheet(book, s) for s in book.sheets()]
    except xlrd.XLRDError as error:
        raise RefusedError(ENCRYPTED if "encrypt" in str(error).lower() else DAMAGED) from None
    except _FAILS:
        raise RefusedError(DAMAGED) from None
    return grids, bool(book.datemode)


def _opened(content: bytes) -> xlrd.book.Book:
    """With formats if they can be read (they tell which rows and columns are hidden)."""
    try:
        return xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
    except (*_FAILS, NotImplementedError):
        return xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), ragged_rows=True)


def _bounds(sheet: xlrd.sheet.Sheet) -> Look:
    return Look(sheet.name, last_row=sheet.nrows, last_column=sheet.ncols)


def _old_sheet(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Grid:
    # Before Excel 5 a file was one sheet without a name; xlrd makes one up.
    seen = Look(sheet.name if book.biff_version >= 50 else "")
    rows = [[_value(book, cell) for cell in sheet.row(number)] for number in range(sheet.nrows)]
    seen.hidden_rows = {n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden}
    seen.hidden_columns = [(n + 1, n + 1) for n, info in sheet.colinfo_map.items() if info.hidden]
    seen.merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    return grid_of(seen, rows, hidden=sheet.visibility != 0)


def _value(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> Value:
    value: Value = cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(float(cell.value), book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ERRORS.get(cell.value, "#VALUE!")
    return value if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else ""


def _moment(serial: float, datemode: int) -> Value:
    """A date, a moment or a time of day; a serial that is none stays a number."""
    try:
        moment: dt.datetime = xlrd.xldate.xldate_as_datetime(serial, datemode)
    except (OverflowError, ValueError):
        return serial
    if 0 <= serial < 1:
        return moment.time()
    return moment.date() if moment.time() == dt.time() else moment
