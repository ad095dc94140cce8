"""The marked sheet: a refused file comes back as a workbook in which every bad cell is coloured and commented.

An .xlsx keeps its own look; any other format is set out again cell for cell. The first sheet lists what to mend; it is
left aside when the mended copy is loaded (`LISTING`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath
from zipfile import BadZipFile

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.faults import Fault, RefusedError, position
from etl.grids import Book, Value
from etl.marks import LISTING, OURS
from etl.reading import read

_BAD = PatternFill("solid", start_color="FFF3C4", end_color="FFF3C4")
_HEAD = PatternFill("solid", start_color="E8EEF6", end_color="E8EEF6")
_MOST_COMMENTS = 2000
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def marked_name(name: str) -> str:
    """Name of the marked copy: `监督台账_请更正.xlsx`."""
    return f"{PurePath(name).stem}_请更正.xlsx"


def marked(name: str, content: bytes, faults: Sequence[Fault]) -> bytes | None:
    """The workbook to send back, or None if the file cannot be opened at all (there is then no cell to mark)."""
    try:
        grids = read(name, content)
    except RefusedError:
        return None
    own = _own(content) if grids.format == "xlsx" else None
    if own is not None:
        with suppress(ValueError):  # a workbook that openpyxl reads but cannot write: characters no XML may hold
            return _written(own, name, faults)
    return _written(_set_out(grids), name, faults)


def _written(book: Workbook, name: str, faults: Sequence[Fault]) -> bytes:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for fault in faults[:_MOST_COMMENTS]:
        sheet = sheets.get(fault.sheet) or (book.worksheets[0] if len(sheets) == 1 and not fault.sheet else None)
        if sheet is not None and fault.cell:
            _mark(sheet, fault)
    _list(book, name, faults)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _own(content: bytes) -> Workbook | None:
    """The workbook as it came, None for what openpyxl cannot read (strict OOXML, odd styles)."""
    try:
        return openpyxl.load_workbook(
            io.BytesIO(content), rich_text=True
        )  # raised and struck letters stay what they are
    except (ValueError, LookupError, TypeError, AttributeError, OSError, SyntaxError, BadZipFile):
        return None


def _set_out(grids: Book) -> Workbook:
    """A new workbook with the cells of a file, nothing of its look."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids.sheets:
        sheet = book.create_sheet(grid.name or "数据")
        for number, row in enumerate(grid.rows, 1):
            for place, value in enumerate(row, 1):
                _set(sheet, number, place, value)
    if not book.worksheets:
        book.create_sheet("数据")
    return book


def _legal(text: str) -> str:
    """The text without the characters that no XML may hold."""
    return _ILLEGAL.sub("", text)


def _set(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    if value in ("", None):
        return
    cell = sheet.cell(row, column)
    try:
        cell.value = _legal(value) if isinstance(value, str) else value
    except ValueError:
        cell.value = _legal(str(value))
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is a text
        cell.number_format = "@"


def _mark(sheet: Worksheet, fault: Fault) -> None:
    try:
        row, column = position(fault.cell.split(":")[0])
    except ValueError:
        return
    cell = sheet.cell(row, column)
    if type(cell).__name__ == "MergedCell":
        span = next(r for r in sheet.merged_cells.ranges if cell.coordinate in r)
        cell = sheet.cell(span.min_row, span.min_col)
    cell.fill = _BAD
    told = f"{cell.comment.text}\n{OURS}{fault.message}" if cell.comment else f"{OURS}{fault.message}"
    cell.comment = Comment(_legal(told), "核对", width=260, height=90)


def _list(book: Workbook, name: str, faults: Sequence[Fault]) -> None:
    if LISTING in book.sheetnames:
        del book[LISTING]
    sheet = book.create_sheet(LISTING, 0)
    sheet.append([f"“{_legal(name)}”没有入库，共 {len(faults)} 处要更正"])
    sheet.append(["有问题的格子已标黄并加批注。改好后把本文件原样报送即可，本页不会被读取。"])
    sheet.append([])
    sheet.append(["位置", "现在写的是", "应当怎样"])
    for fault in faults:
        sheet.append(
            [
                "!".join(filter(None, (fault.sheet, fault.cell))) or "整份文件",
                _legal(fault.value),
                _legal(fault.message),
            ]
        )
        sheet.cell(sheet.max_row, 2).data_type = "s"
        if fault.cell and fault.sheet in book.sheetnames:
            place = sheet.cell(sheet.max_row, 1)
            place.hyperlink = f"#'{fault.sheet}'!{fault.cell.split(':')[0]}"
            place.font = Font(color="1F4E8C", underline="single")
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[4]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for letter, width in (("A", 24), ("B", 24), ("C", 80)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=5):
        row[2].alignment = Alignment(wrap_text=True, vertical="top")
    book.active = 0
