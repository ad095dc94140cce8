"""CSV, TSV and TXT: mark → strict UTF-8 → UTF-16 → GB18030, in that order; the delimiter by what fills most cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from etl.faults import RefusedError
from etl.formats.limits import MEGABYTE, MOST_CELLS, MOST_COLUMNS, MOST_RECORDS
from etl.grids import Grid, Value, trimmed

_LONGEST_LINE = 1_000_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_UNKNOWN = "认不出这是什么文件。能读的是 Excel（.xlsx、.xls、.xlsb、.ods）和 CSV、文本表格。"
_UNDECODED = "文件的文字编码认不出来，或者文件已损坏。请用 Excel 打开核对后另存为 .xlsx 报送。"
_WEB_PAGE = re.compile(r"<(!doctype\s+html|html|head|body|table|meta|style|script|div)\b", re.IGNORECASE)
_ASPX = "这其实是{what}，只是改了扩展名。请用 Excel 打开，另存为 .xlsx 后报送。"


def read_text(content: bytes) -> tuple[Grid, str]:
    """The one sheet of a delimited text, and its encoding. RefusedError if it is none."""
    encoding = encoding_of(content)
    sample = content[:40_000].decode(encoding, "ignore").lstrip("\ufeff")
    start = sample.lstrip(" \t\r\n")[:400]
    if start.startswith("<"):
        raise RefusedError(_ASPX.format(what="网页（HTML）" if _WEB_PAGE.search(start) else "XML 文件"))
    if _NOT_TEXT.search(sample):
        raise RefusedError(_UNKNOWN)
    return Grid("", trimmed(_records(_lines(content, encoding), _delimiter(sample)))), encoding


def encoding_of(content: bytes) -> str:
    """The encoding that fits the whole of a text. RefusedError if none does."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _fitting(content, (encoding,))
    start = content[:4000]
    if start.count(0) > len(start) // 8:
        little = start[1::2].count(0) >= start[0::2].count(0)
        return _fitting(content, ("utf-16-le" if little else "utf-16-be",))
    wide = [e for e in ("utf-16-le", "utf-16-be") if _has_ends(content, e)][:1]
    return _fitting(content, ("utf-8", *wide, "gb18030"))


def _has_ends(content: bytes, encoding: str) -> bool:
    """Chinese text in UTF-16 has few zero bytes, but its line ends and delimiters have."""
    return len(content) % 2 == 0 and any(
        (at := content.find(mark.encode(encoding))) >= 0 and at % 2 == 0 for mark in ("\r\n", ",", "\t", "\n")
    )


def _fitting(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for at in range(0, len(content), MEGABYTE):
                decoder.decode(content[at : at + MEGABYTE])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise RefusedError(_UNDECODED)


def _lines(content: bytes, encoding: str) -> Iterator[str]:
    """Line after line, decoded as it is read, with a bound on its length."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise RefusedError(
                f"第 {number} 行长达一百万字以上，不像表格的一行。请用 Excel 打开核对后另存为 .xlsx 报送。"
            )
        if _NOT_TEXT.search(line):
            raise RefusedError(
                _UNKNOWN if number == 1 else f"第 {number} 行里有不是文字的内容，文件可能已损坏。请重新导出。"
            )
        yield line.lstrip("\ufeff") if number == 1 else line


def _delimiter(sample: str) -> str:
    lines = sample[:20_000].splitlines()[:60]
    return max(",\t;|", key=lambda mark: (_filled(lines, mark), -",\t;|".index(mark)))


def _filled(lines: list[str], mark: str) -> int:
    counts = [sum(1 for cell in line.split(mark) if cell.strip(" \t,;|")) for line in lines]
    return sum(c for c in counts if c > 1)


def _records(lines: Iterator[str], delimiter: str) -> list[list[Value]]:
    """Records; a blank line is an empty record, so that numbers agree with Excel's rows."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[list[Value]] = []
    same: dict[str, str] = {}
    width = 0
    try:
        for record in reader:
            rows.append([same.setdefault(cell, cell) for cell in map(str.strip, record)])
            width = max(width, len(record))
            if width > MOST_COLUMNS or width * len(rows) > MOST_CELLS or len(rows) > MOST_RECORDS:
                raise RefusedError(
                    f"第 {reader.line_num} 行为止已有 {len(rows)} 行、{width} 列，不像一份报表。请按月分成几份报送。"
                )
    except csv.Error:
        raise RefusedError(
            f"第 {reader.line_num} 行附近的引号不成对，后面的内容分不清列。请用 Excel 打开核对后另存为 .xlsx 报送。"
        ) from None
    return rows
