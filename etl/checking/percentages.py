"""Amounts whose cells are shown as percentages: 8.7 stands there as 870%, and what the person saw was perhaps no amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.numerals import number_in
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet


def shown_as_percentages(sheet: Sheet) -> list[Fault]:
    """One question for each column of amounts (counts) with such cells among the rows that are read."""
    table, found = sheet.table, []
    for mapped in table.header.columns:
        if mapped.column is None or mapped.column.kind not in {Kind.MONEY, Kind.COUNT}:
            continue
        cells = [row for row in table.data_rows if (row, mapped.place) in table.grid.percents]
        numbers = [(row, n) for row in cells if (n := number_in(table.grid.at(row, mapped.place))) is not None]
        if numbers:
            row, number = numbers[0]
            more = f"（这一列共 {len(numbers)} 格）" if len(numbers) > 1 else ""
            message = (
                f"这一格设成了百分比格式，在 Excel 里显示为 {(number * 100).normalize():f}%，按 {number} 读取{more}。"
                f"请核对是不是{mapped.column.heading}；是的，请改成数字格式"
            )
            found.append(Fault(message, table.grid.name, table.grid.where(row, mapped.place), doubt=True))
    return found
