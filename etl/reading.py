"""From bytes to grids of cells, whatever the format; what cannot be read gets a sentence of its own.

A file is what its first bytes say, not what its name says. Workbooks (xlsx, xls, xlsb, ods) are read by calamine, BIFF2–4
by xlrd; text by byte-order mark → strict UTF-8 → UTF-16 → GB18030, in that order. Nothing is typed here.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import struct
import zipfile
from dataclasses import dataclass, field

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum
from xlrd.compdoc import CompDocError

from etl.faults import RefusedError, position

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Merge = tuple[int, int, int, int]

_LARGEST = 600 * 2**20
"""Bytes that a workbook may unpack to: a zip bomb is refused before it is unpacked."""

_OTHER_TYPES = (
    (b"%PDF", "这是 PDF 文件，不是表格。请报送 Excel 或 CSV 原件。"),
    (b"{\\rtf", "这是 RTF 文档，不是表格。请报送 Excel 或 CSV 原件。"),
    (b"\x89PNG", "这是图片，不是表格。请报送 Excel 或 CSV 原件。"),
    (b"\xff\xd8\xff", "这是图片，不是表格。请报送 Excel 或 CSV 原件。"),
    (b"GIF8", "这是图片，不是表格。请报送 Excel 或 CSV 原件。"),
    (b"Rar!", "这是压缩包。请解压后报送里面的表格。"),
    (b"7z\xbc\xaf", "这是压缩包。请解压后报送里面的表格。"),
    (b"\x1f\x8b", "这是压缩包。请解压后报送里面的表格。"),
)
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_TRUNCATED = "文件不完整或已损坏，打不开。请重新导出或重新拷贝一份。"
_XLRD_FAILS = (
    CompDocError, IndexError, ValueError, KeyError, AssertionError, TypeError, OverflowError, MemoryError, struct.error,
)  # fmt: skip
"""What xlrd lets through when a file is damaged."""
_ENCRYPTED = "文件加了密码，读不了。请在 Excel 里取消“用密码进行加密”后重新保存。"


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows[0][0]` is cell A1; empty cells are ''."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: tuple[Merge, ...] = ()
    """First row, first column, last row, last column, from 1."""
    uncached: frozenset[tuple[int, int]] = frozenset()
    """Formulas that were never calculated, by row and column from 1 (xlsx only; elsewhere they cannot be seen)."""
    hidden_rows: frozenset[int] = frozenset()
    """Rows not shown when the sheet is opened, from 1, filtered-out rows among them. They are read all the same."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns not shown, from 1."""

    def at(self, row: int, column: int) -> Value:
        """The cell at a row and column counted from 1; '' outside."""
        line = self.rows[row - 1] if 0 < row <= len(self.rows) else []
        return line[column - 1] if 0 < column <= len(line) else ""


@dataclass(frozen=True)
class Book:
    """One file, read. `format`: xlsx xlsb xls ods csv."""

    name: str
    format: str
    encoding: str
    sheets: tuple[Grid, ...]
    epoch_1904: bool = False
    warnings: tuple[str, ...] = field(default=())


def read(name: str, content: bytes) -> Book:
    """Read a file of that name. RefusedError with one sentence if it cannot be read."""
    if name.startswith("~$"):
        raise RefusedError("这是 Excel 打开文件时留下的临时锁文件，没有数据。请关闭 Excel 后报送原文件。")
    if not content.strip(b"\x00\r\n\t "):
        raise RefusedError("文件是空的。请重新导出。")
    if content.startswith(b"PK"):
        return _read_zip(name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _read_ole(name, content)
    if content.startswith(_OLD_BIFF):
        return _read_old(name, content)
    for magic, sentence in _OTHER_TYPES:
        if content.startswith(magic):
            raise RefusedError(sentence)
    return _read_text(name, content)


def _read_zip(name: str, content: bytes) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = set(archive.namelist())
            size = sum(i.file_size for i in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise RefusedError(_TRUNCATED) from None
    if size > _LARGEST:
        raise RefusedError(f"文件解开后有 {size // 2**20} 兆字节，不像一份报表，未打开。请按月分成几份报送。")
    if any(m.startswith("xl/") for m in members):
        kind = "xlsb" if "xl/workbook.bin" in members else "xlsx"
    elif "content.xml" in members:
        kind = "ods"
    elif any(m.startswith("word/") for m in members):
        raise RefusedError("这是 Word 文档，不是表格。请报送 Excel 或 CSV 原件。")
    else:
        raise RefusedError("这是压缩包，不是表格。请解压后报送里面的表格。")
    return _by_calamine(name, content, kind)


def _read_ole(name: str, content: bytes) -> Book:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedError(_ENCRYPTED)
    if not any(s.encode("utf-16-le") in content for s in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise RefusedError("这不是 Excel 文件（也许是旧版 Word 文档），或已损坏。请报送 Excel 或 CSV 原件。")
    return _by_calamine(name, content, "xls")


def _by_calamine(name: str, content: bytes, kind: str) -> Book:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            formulas, epoch_1904 = _seen_in_xml(content) if kind == "xlsx" else ({}, False)
            sheets = []
            for meta in book.sheets_metadata:
                if "WorkSheet" not in str(meta.typ):
                    continue
                sheet = book.get_sheet_by_name(meta.name)
                rows = _trimmed(sheet.to_python(skip_empty_area=False))
                merged = tuple((a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
                sheets.append(
                    Grid(
                        meta.name,
                        rows,
                        meta.visible != SheetVisibleEnum.Visible,
                        merged,
                        formulas.get(meta.name, frozenset()),
                    )
                )
    except PasswordError:
        raise RefusedError(_ENCRYPTED) from None
    except (CalamineError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        if "password" in str(error).lower() or (kind == "xls" and _old_password(content)):
            raise RefusedError(_ENCRYPTED) from None
        raise RefusedError(_TRUNCATED) from None
    if not any(g.rows for g in sheets):
        raise RefusedError("文件里没有任何内容。请检查是否报错了文件。")
    return Book(name, kind, kind, tuple(sheets), epoch_1904)


def _old_password(content: bytes) -> bool:
    """Whether a damaged-looking xls is one with an old password, which calamine does not recognise."""
    try:
        xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True).release_resources()
    except xlrd.XLRDError as error:
        return "encrypt" in str(error).lower()
    except _XLRD_FAILS:
        return False
    return False


def _trimmed(rows: list[list[Value]]) -> list[list[Value]]:
    """Without the empty rows and columns at the end: the used range of real files lies."""
    width = height = 0
    for number, row in enumerate(rows, 1):
        used = len(row)
        while used and (row[used - 1] == "" or row[used - 1] is None):
            used -= 1
        if used:
            height, width = number, max(width, used)
    return [row[:width] for row in rows[:height]]


_FORMULA = re.compile(
    rb'<c\s[^>]*?\br="([A-Z]{1,3}\d+)"([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>.*?</f>)\s*(?:<v\s*/>|<v>([^<]*)</v>)?\s*</c>',
    re.DOTALL,
)


def _seen_in_xml(content: bytes) -> tuple[dict[str, frozenset[tuple[int, int]]], bool]:
    """Formulas without a calculated value, by sheet, and whether dates count from 1904.

    Programs that write formulas without calculating them put 0 as the value and ask for a full calculation on opening.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        workbook = archive.read("xl/workbook.xml")
        epoch_1904 = re.search(rb'date1904="(?:1|true)"', workbook) is not None
        never_calculated = re.search(rb'fullCalcOnLoad="(?:1|true)"', workbook) is not None
        relations = _relations(archive.read("xl/_rels/workbook.xml.rels"))
        found = {}
        for match in re.finditer(rb"<(?:\w+:)?sheet\s([^>]*)/?>", workbook):
            sheet = re.search(rb'\bname="([^"]*)"', match[1])
            relation = re.search(rb'\b\w*:?id="([^"]*)"', match[1])
            path = relations.get(relation[1], "") if relation else ""
            if not sheet or path not in archive.NameToInfo:
                continue
            xml = archive.read(path)
            cells = frozenset(
                position(cell.decode())
                for cell, attributes, value in (_FORMULA.findall(xml) if b"<f" in xml else ())
                if (not value and b't="str"' not in attributes) or (never_calculated and value == b"0")
            )
            found[_unescaped(sheet[1].decode("utf-8"))] = cells
    return found, epoch_1904


def _relations(xml: bytes) -> dict[bytes, str]:
    found = {}
    for match in re.finditer(rb"<Relationship\s([^>]*)/?>", xml):
        key, target = re.search(rb'\bId="([^"]*)"', match[1]), re.search(rb'\bTarget="([^"]*)"', match[1])
        if key and target:
            path = target[1].decode("utf-8")
            found[key[1]] = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return found


def _unescaped(text: str) -> str:
    for code, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(code, character)
    return text


def _read_old(name: str, content: bytes) -> Book:
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
        sheets = tuple(
            Grid(s.name, _trimmed([_old_row(book, s, r) for r in range(s.nrows)]), s.visibility != 0)
            for s in book.sheets()
        )
    except xlrd.XLRDError as error:
        raise RefusedError(_ENCRYPTED if "encrypt" in str(error).lower() else _TRUNCATED) from None
    except _XLRD_FAILS:
        raise RefusedError(_TRUNCATED) from None
    return Book(name, "xls", "xls", sheets, bool(book.datemode))


def _old_row(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, number: int) -> list[Value]:
    row: list[Value] = []
    for cell in sheet.row(number):
        if cell.ctype == xlrd.XL_CELL_DATE:
            row.append(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode))
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            row.append(bool(cell.value))
        else:
            row.append(cell.value if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else "")
    return row


def _read_text(name: str, content: bytes) -> Book:
    text, encoding = decode(content)
    start = text.lstrip("\ufeff \t\r\n")[:400].lower()
    if start.startswith("<"):
        what = "XML 表格" if start.startswith("<?xml") and "<html" not in start else "网页（HTML）"
        raise RefusedError(f"这其实是{what}，只是改了扩展名。请用 Excel 打开，另存为 .xlsx 后报送。")
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text):
        raise RefusedError("认不出这是什么文件。能读的是 Excel（.xlsx、.xls、.xlsb、.ods）和 CSV、文本表格。")
    warnings = []
    if name.lower().endswith((".xlsx", ".xls", ".xlsb", ".ods")):
        warnings.append("扩展名是 Excel，其实是文本表格，已按文本读取")
    rows: list[list[Value]] = [list(row) for row in _records(text)]
    return Book(name, "csv", encoding, (Grid("", _trimmed(rows)),), warnings=tuple(warnings))


def decode(content: bytes) -> tuple[str, str]:
    """Text and encoding. RefusedError if no encoding fits the whole of it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, (encoding,))
    nulls = content[:4000].count(0)
    if nulls > len(content[:4000]) // 8:
        little = content[1:4000:2].count(0) >= content[0:4000:2].count(0)
        return _strictly(content, ("utf-16-le" if little else "utf-16-be",))
    return _strictly(content, ("utf-8", "utf-16-le", "gb18030") if _looks_utf16(content) else ("utf-8", "gb18030"))


def _looks_utf16(content: bytes) -> bool:
    """Chinese text in UTF-16 has few zero bytes, but its line ends have."""
    return b"\r\x00\n\x00" in content or b",\x00" in content or b"\t\x00" in content


def _strictly(content: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise RefusedError("文件的文字编码认不出来，或者文件已损坏。请用 Excel 打开核对后另存为 .xlsx 报送。")


def _records(text: str) -> list[list[str]]:
    """Records of a delimited text; a blank line is an empty record, so that numbers agree with Excel's rows."""
    text = text.lstrip("\ufeff")
    sample = text[:20000].splitlines()[:60]
    delimiter = max(",\t;|", key=lambda mark: (_filled(sample, mark), -",\t;|".index(mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [[cell.strip() for cell in record] for record in reader]
    except csv.Error:
        raise RefusedError(
            f"第 {reader.line_num} 行附近的引号不成对，后面的内容分不清列。请用 Excel 打开核对后另存为 .xlsx 报送。"
        ) from None


def _filled(lines: list[str], mark: str) -> int:
    counts = [sum(1 for cell in line.split(mark) if cell.strip(" \t,;|")) for line in lines]
    return sum(c for c in counts if c > 1)
