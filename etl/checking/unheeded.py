"""Units of money that stand in a file and were not understood: a table that says 万元 somewhere is not loaded as 元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.numerals import number_in
from etl.understanding.sheet import SheetTable
from etl.understanding.unit_words import usual
from metrics.numbers import split_unit
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet

_FOREIGN = re.compile(r"美元|美金|港元|港币|欧元|英镑|日元|韩元|澳元|加元|外币|USD|EUR|HKD|GBP|JPY|\$", re.IGNORECASE)
_PHRASES = re.compile(
    r"(?:[\d.,]*\d|[一二两三四五六七八九几数]+)[余多]?[十百千]?[万亿]*元"
    r"|[超过逾满足近达破于][过到]?[十百千]?[万亿]*元"
    r"|[十百千]?[万亿]*元(?:[(（]含[)）])?(?:及?以[上下内外]|起点|大户|户)"
)
"""Money that is no unit: 100万元以上, 单笔超500万元, 百万元以上."""
_SCALED = re.compile(
    r"(?:万?亿|[十百千]?万|千|百)元|单位[^一-鿿A-Za-z0-9]{0,3}(?:人民币)?(?:[十百千]?[万亿]|[wW千](?![一-鿿]))|[(（][wW万亿千百][)）]|(?i:yuan)"
)


def unheeded_units(sheet: Sheet, names: Sequence[tuple[str, str]]) -> list[Fault]:
    """The first mention of another unit than 元 where none was understood; foreign money over the amounts in any case."""
    table = sheet.table
    amount = next((m for m in table.header.columns if m.column and m.column.kind is Kind.MONEY), None)
    if amount is None or not table.data_rows:
        return []
    if word := _FOREIGN.search(usual(amount.text)):
        message = f"表头“{amount.text}”写的是“{word[0]}”，不是人民币。请折成人民币，并写明单位（元、万元）"
        return [Fault(message, sheet.name, table.grid.where(table.header.last, amount.place), amount.text)]
    if table.whole or amount.unit or sheet.unit_from or table.units:
        return []
    for where, text, called in (*_cells(table, amount), *(("", name, called) for name, called in names)):
        said = _PHRASES.sub(" ", usual(text))
        if word := _FOREIGN.search(said) or _SCALED.search(said):
            message = (
                f"{called}“{text.strip()}”里有“{word[0]}”，看不出“{amount.text}”是不是也用它（按元入库可能差一万倍）。"
                "请在标题下写明“单位：万元”或“单位：元”"
            )
            return [
                Fault(message, sheet.name, where or table.grid.where(table.header.last, amount.place), text.strip())
            ]
    return []


def _cells(table: SheetTable, amount: MappedColumn) -> Iterator[tuple[str, str, str]]:
    """Address, text and kind of every cell outside the rows of data."""
    grid, header, data = table.grid, table.header, set(table.data_rows)
    copies = {m.place for m in header.columns if m.column is None and m.unit and _copies(table, amount, m)}
    for row in range(1, len(grid.rows) + 1):
        called = "标题" if row < header.first else "表头" if row <= header.last else "表下的说明"
        for place in range(1, len(grid.rows[row - 1]) + 1) if row not in data else ():
            value = grid.at(row, place)
            if isinstance(value, str) and not (called == "表头" and place in copies):
                yield grid.where(row, place), value, called


def _copies(table: SheetTable, amount: MappedColumn, other: MappedColumn) -> bool:
    """Whether another column holds the same amounts in its own unit, and these are therefore in 元."""
    scale = split_unit(other.unit or "")[0]
    pairs = [
        (number_in(table.grid.at(r, amount.place)), number_in(table.grid.at(r, other.place))) for r in table.data_rows
    ]
    told = [(one, two) for one, two in pairs if one is not None and two is not None]
    return any(two for _, two in told) and all(abs(one - two * scale) <= _last_place(two) * scale for one, two in told)


def _last_place(number: Decimal) -> Decimal:
    """One unit of the last digit written: a copy in 万元 is rounded there."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))
