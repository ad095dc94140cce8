"""Figures that went astray: amounts in a column without a heading, and thousands that an unquoted comma moved into the next column."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from etl.faults import Fault, letter
from etl.understanding.numerals import number_in
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet
    from etl.understanding.sheet import SheetTable

_HEAD = re.compile(r"[-+]?\d{1,3}")
_TAIL = re.compile(r"\d{3}(\.\d*)?")


def astray(sheet: Sheet, *, text_file: bool) -> list[Fault]:
    """What a long table's rows hold where nothing, or something else, should stand. `text_file`: commas part the cells."""
    table = sheet.table
    if table.whole or table.grid.turned or not table.data_rows:
        return []
    return [*_without_heading(sheet), *(_thousands(sheet) if text_file else [])]


def _without_heading(sheet: Sheet) -> list[Fault]:
    """A column of figures beside the amounts that nobody named: left out, it may be missing."""
    table, faults = sheet.table, []
    if not any(m.column and m.column.kind is Kind.MONEY for m in table.header.columns):
        return []
    headed = {m.place for m in table.header.columns}
    for place in range(1, max(len(table.grid.rows[r - 1]) for r in table.data_rows) + 1):
        if place in headed:
            continue
        numbers = [(r, n) for r in table.data_rows if (n := number_in(table.grid.at(r, place))) is not None]
        serial = all(later - earlier == 1 for (_, earlier), (_, later) in pairwise(numbers))
        if len(numbers) * 2 <= len(table.data_rows) or (serial and numbers[0][1] in {0, 1}):
            continue
        row = numbers[0][0]
        message = f"{letter(place)} 列没有表头，里面却是数，不读取可能漏了金额。请写明表头，或删去这一列"
        faults.append(Fault(message, sheet.name, table.grid.where(row, place), str(table.grid.at(row, place))))
    return faults


def _thousands(sheet: Sheet) -> list[Fault]:
    """1,234 without quotes: 1 among the amounts and 234 in the column after it, row by row."""
    table = sheet.table
    for mapped in table.header.columns:
        if mapped.column is None or mapped.column.kind not in {Kind.MONEY, Kind.COUNT}:
            continue
        after = next((m for m in table.header.columns if m.place == mapped.place + 1), None)
        if after is None or (after.column is not None and after.column.kind is not Kind.TEXT):
            continue
        filled = [r for r in table.data_rows if str(table.grid.at(r, after.place)).strip()]
        if filled and all(_split(table, r, mapped.place) for r in filled):
            row = filled[0]
            shown = f"{table.grid.at(row, mapped.place)},{table.grid.at(row, after.place)}"
            message = (
                f"“{mapped.text}”后面一列“{after.text}”每格都是三位数，像是“{shown}”这样的数被逗号分成了两格。"
                "请去掉千位逗号（或把数放在引号里）后重新导出"
            )
            return [
                Fault(message, sheet.name, table.grid.where(row, mapped.place), str(table.grid.at(row, mapped.place)))
            ]
    return []


def _split(table: SheetTable, row: int, place: int) -> bool:
    head, tail = str(table.grid.at(row, place)).strip(), str(table.grid.at(row, place + 1)).strip()
    return bool(_HEAD.fullmatch(head) and _TAIL.fullmatch(tail))
