"""A look into .xlsb beside calamine: its parts are records of a type, a length and a body ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from etl.faults import RefusedError
from etl.formats.limits import DAMAGED
from etl.formats.ooxml import relations
from etl.formats.package import Package
from etl.grids import Look

ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
"""Codes of cell errors, alike in xls and xlsb."""

_ROW, _BLANK, _ERROR, _LAST_CELL, _FORMULA_ERROR = 0, 1, 3, 11, 11
_COLUMN, _BOOK_PROPERTIES, _BUNDLE_SHEET, _MERGE = 60, 153, 156, 176


def look(package: Package) -> tuple[list[Look], bool]:
    """Every worksheet of the workbook, and whether dates count from 1904."""
    targets = relations(package, "xl/_rels/workbook.bin.rels")
    looks, epoch_1904 = [], False
    try:
        for kind, body in _records(package.read("xl/workbook.bin")):
            if kind == _BOOK_PROPERTIES:
                epoch_1904 = bool(body[0] & 1)
            elif kind == _BUNDLE_SHEET:
                key, offset = _wide(body, 8)
                name, _ = _wide(body, offset)
                looks.append(_sheet(package.read(targets[key]), name))
    except (struct.error, IndexError, KeyError, UnicodeDecodeError):
        raise RefusedError(DAMAGED) from None
    package.check()
    return looks, epoch_1904


def _wide(body: bytes, offset: int) -> tuple[str, int]:
    """A counted UTF-16 string and where it ends."""
    (length,) = struct.unpack_from("<I", body, offset)
    end = offset + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    return body[offset + 4 : end].decode("utf-16-le"), end


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        if at + size > end:
            raise IndexError
        yield kind, data[at : at + size]
        at += size


def _sheet(data: bytes, name: str) -> Look:
    seen = Look(name)
    row = 0
    for kind, body in _records(data):
        if kind == _ROW:
            row = int.from_bytes(body[:4], "little") + 1
            if body[11] & 0x10:
                seen.hidden_rows.add(row)
        elif _BLANK < kind <= _LAST_CELL:
            column = int.from_bytes(body[:4], "little") + 1
            seen.reach(row, column)
            if kind in (_ERROR, _FORMULA_ERROR):
                seen.errors[row, column] = ERRORS.get(body[8], "#VALUE!")
        elif kind == _COLUMN:
            first, last, width, _, flags = struct.unpack_from("<IIIIH", body)
            if flags & 1 or not width:
                seen.hidden_columns.append((first + 1, last + 1))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            seen.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return seen
