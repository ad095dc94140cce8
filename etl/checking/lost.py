"""Digits that a spreadsheet has thrown away: long numbers kept as numbers, and texts such as 1.23457E+08 in which Excel
saves what its column was too narrow to show.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.reading import Value
from etl.understanding.units import scales
from warehouse.schema import Column, Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet

IDENTIFIERS = frozenset({"voucher", "document", "taxpayer", "person", "brief", "issue"})
_MANGLED = re.compile(r"\d(\.\d+)?[Ee]\+?\d{2}")
_SCIENTIFIC = re.compile(r"[-+(]?¥?(\d+)(?:\.(\d*))?[Ee]([-+]?\d{2,3})\)?")
_LAST_PLACE = {Kind.MONEY: Decimal("0.01"), Kind.NUMBER: Decimal("0.01"), Kind.COUNT: Decimal(1)}
"""The place down to which a figure must be written out: the fen, the unit of what is counted."""

_NUMBER_LOST = (
    "是科学计数法，后面的位数已经丢失，不知道原来是多少。请在 Excel 里把该列设为“数值”（列宽要够），核对后重新保存；"
    "已经从 CSV 打开过的，请从原系统重新导出"
)
_IDENTITY_LOST = "长号码按数字存放，Excel 只保留 15 位，末几位已经丢失。请把该列设为文本后重新录入"


def lost_digits(sheet: Sheet) -> list[Fault]:
    """Cells of a table's data rows whose digits are not all there.

    A figure in scientific notation is taken only where it is written out down to the fen (1.23456789E+06; 1.5E-05): 1.50E+03
    may have been 1504.95 in a column formatted so, and nobody types an amount that way. Excel writes the exponent with two
    digits; 3.6E+2 comes from a program that writes every digit and is taken as it stands.
    """
    table, faults = sheet.table, []
    for name, mapped in table.header.found.items():
        column = table.header.table.column(name)
        worth = scales(sheet, column, len(table.data_rows)) if column.kind in _LAST_PLACE else []
        for index, row in enumerate(table.data_rows):
            value = table.grid.at(row, mapped.place)
            if column.kind is Kind.TEXT and _identity_lost(column, value):
                faults.append(Fault(_IDENTITY_LOST, sheet.name, table.cell(row, name), _shown(value)))
            elif (
                worth
                and isinstance(value, str)
                and last_place(value) * int(worth[index] or 1) > _LAST_PLACE[column.kind]
            ):
                faults.append(Fault(f"“{column.heading}”{_NUMBER_LOST}", sheet.name, table.cell(row, name), value))
    return faults


def last_place(text: str) -> Decimal:
    """What one unit of the last digit written in a number in scientific notation is worth: 1000 for 1.23457E+08; 0 if it is none."""
    if "e" not in text and "E" not in text and "Ｅ" not in text:
        return Decimal(0)
    match = _SCIENTIFIC.fullmatch(re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)))
    if match is None or not (match[1] + (match[2] or "")).strip("0"):
        return Decimal(0)
    return Decimal(1).scaleb(int(match[3]) - len(match[2] or ""))


def _identity_lost(column: Column, value: Value) -> bool:
    """A long number kept as a number (Excel holds 15 digits), or written as 9.2E+17 when it became text."""
    if isinstance(value, float):
        return abs(value) >= 1e15
    return column.name in IDENTIFIERS and isinstance(value, str) and _MANGLED.fullmatch(value.strip()) is not None


def _shown(value: Value) -> str:
    return f"{value:.0f}" if isinstance(value, float) else str(value)
