"""Writing department-like workbooks whose bytes do not depend on the clock."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import xlsxwriter

MADE = dt.datetime(2023, 1, 12, 9, 0, 0)
Cell = str | int | Decimal | dt.date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines above the table, headings, rows, and rows under the table (合计)."""

    name: str
    title: str
    notes: tuple[str, ...]
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Sequence[Cell]] = ()


def draw(*parts: object) -> random.Random:
    """A random stream of its own for each file, so that changing one leaves the others as they are."""
    return random.Random("-".join(["某某区", *map(str, parts)]))


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """A workbook with a title row, note lines, a heading row, the rows and the totals of each sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "演示数据", "author": "某某区税务局", "created": MADE})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "head": book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#EEF2F7"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"num_format": "#,##0.00####"}),
        "plain": book.add_format(),
    }
    for sheet in sheets:
        _write_sheet(book, sheet, formats)
    book.close()


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, formats: dict[str, xlsxwriter.format.Format]) -> None:
    page = book.add_worksheet(sheet.name)
    page.merge_range(0, 0, 0, len(sheet.headings) - 1, sheet.title, formats["title"])
    line = 1
    for note in sheet.notes:
        page.write_string(line, 0, note)
        line += 1
    for column, heading in enumerate(sheet.headings):
        page.write_string(line, column, heading, formats["head"])
        page.set_column(column, column, 22 if heading in {"行业", "纳税人识别号", "主题", "标题", "问题"} else 14)
    for row in [*sheet.rows, *sheet.totals]:
        line += 1
        for column, value in enumerate(row):
            _write_cell(page, line, column, value, formats)


def _write_cell(
    page: xlsxwriter.worksheet.Worksheet,
    line: int,
    column: int,
    value: Cell,
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    if value is None:
        return
    if isinstance(value, dt.date):
        page.write_datetime(line, column, dt.datetime(value.year, value.month, value.day), formats["date"])
    elif isinstance(value, Decimal):
        page.write_number(line, column, float(value), formats["money"])
    elif isinstance(value, int):
        page.write_number(line, column, value, formats["plain"])
    else:
        page.write_string(line, column, value)
