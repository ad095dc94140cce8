"""From bytes to grids of cells, whatever the format; what cannot be read gets a sentence of its own.

A file is what its first bytes say, not what its name says. Workbooks (xlsx, xls, xlsb, ods, XML 2003) are read in a process
of their own, text here. Nothing is typed here.
"""

from __future__ import annotations

import gc
import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from etl.faults import RefusedError
from etl.formats.confined import confined
from etl.formats.limits import DAMAGED, ENCRYPTED, LARGEST_FILE, MEGABYTE, MOST_ROWS, NOTHING
from etl.formats.spreadsheetml import is_spreadsheetml
from etl.formats.text import read_text
from etl.grids import Book, Grid, Merge, Value

__all__ = ["Book", "Grid", "Merge", "Value", "bytes_of", "read"]

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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_EXCEL_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")


def bytes_of(path: Path) -> bytes:
    """A file's bytes. RefusedError, before it is read, if it is longer than a report can be; OSError as usual."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        if before.st_size > LARGEST_FILE:
            raise _too_long(before.st_size)
        content = file.read()
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (len(content), after.st_mtime_ns):
        raise RefusedError("读取的时候文件正在被改写，读到的可能是半份。请等它保存完、关闭 Excel 后再报送。")
    return content


def read(name: str, content: bytes) -> Book:
    """Read a file of that name. RefusedError with one sentence if it cannot be read."""
    if name.startswith("~$"):
        raise RefusedError("这是 Excel 打开文件时留下的临时锁文件，没有数据。请关闭 Excel 后报送原文件。")
    if len(content) > LARGEST_FILE:
        raise _too_long(len(content))
    if not content.strip(b"\x00\r\n\t "):
        raise RefusedError("文件是空的。请重新导出。")
    for magic, sentence in _OTHER_TYPES:
        if content.startswith(magic):
            raise RefusedError(sentence)
    with _no_collection():
        return _read(name, content)


_ROWS_OF_XLS = 65_536
_LAST_ROW = (
    "工作表“{}”一直写到表格能有的最后一行（第 {} 行）：更后面的行可能已经丢失，或是把一格一直填到了底。"
    "请按 Ctrl+End 核对，删去表外的行，或按月分成几份报送。"
)


def _cut_off(kind: str, sheets: Sequence[Grid]) -> RefusedError | None:
    """Why sheets whose rows go to the last that their format has cannot be trusted; an .xls may go on with its next sheet."""
    last = _ROWS_OF_XLS if kind == "xls" else MOST_ROWS
    used = [g for g in sheets if g.rows]
    full = next((g for g in (used[-1:] if kind == "xls" else used) if len(g.rows) == last), None)
    return RefusedError(_LAST_ROW.format(full.name, last)) if full else None


def _read(name: str, content: bytes) -> Book:
    if kind := _kind(content):
        found = confined(kind, content)
        if not any(g.rows for g in found.sheets):
            raise RefusedError(NOTHING)
        if cut := _cut_off(kind, found.sheets):
            raise cut
        return Book(name, kind, kind, tuple(found.sheets), found.epoch_1904, _disguised(name, kind))
    grid, encoding = read_text(content)
    return Book(name, "csv", encoding, (grid,), warnings=(*_disguised(name, "csv"), *_unfinished(content)))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of cells come into being and none goes: looking for garbage among them costs a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _too_long(size: int) -> RefusedError:
    return RefusedError(f"文件有 {size // MEGABYTE} 兆字节，不像一份报表，未打开。请按月分成几份报送。")


def _disguised(name: str, kind: str) -> tuple[str, ...]:
    if kind == "csv" and name.lower().endswith(_EXCEL_NAMES):
        return ("扩展名是 Excel，其实是文本表格，已按文本读取",)
    return ()


def _unfinished(content: bytes) -> tuple[str, ...]:
    """Programs end the last line of a text, too; where it has no end, the file may have been cut off inside a number."""
    if content.rstrip(b" \t\x00\x1a")[-1:] in {b"\n", b"\r"}:
        return ()
    return ("文件的最后一行没有换行符，也许没有传完整。请核对最后一行",)


def _kind(content: bytes) -> str | None:
    """What kind of workbook bytes are; None for none. RefusedError for what is surely something else."""
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.startswith(_OLD_BIFF):
        return "xls"
    return "xml" if is_spreadsheetml(content) else None


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {m.replace("\\", "/").lower() for m in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, RuntimeError):
        raise RefusedError(DAMAGED) from None
    if "xl/workbook.bin" in members:
        return "xlsb"
    if any(m.startswith("xl/") for m in members):
        return "xlsx"
    if "content.xml" in members:
        return "ods"
    if any(m.startswith("word/") for m in members):
        raise RefusedError("这是 Word 文档，不是表格。请报送 Excel 或 CSV 原件。")
    raise RefusedError("这是压缩包，不是表格。请解压后报送里面的表格。")


def _kind_of_ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedError(ENCRYPTED)
    if not any(s.encode("utf-16-le") in content for s in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise RefusedError("这不是 Excel 文件（也许是旧版 Word 文档），或已损坏。请报送 Excel 或 CSV 原件。")
    return "xls"
