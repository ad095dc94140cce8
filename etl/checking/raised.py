"""Figures with raised or lowered letters in them (345.67 and a small 1): a footnote's number reads as one more digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.titles import plain
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet

_TALES = frozenset(
    {"topic", "title", "description", "audience", "proof", "department", "category", "state", "post", "grade"}
)
"""Columns of free words, which are not compared with anything: m² stays m2."""


def raised(sheet: Sheet) -> list[Fault]:
    """Cells of a table's data rows in which a raised letter may have become a digit (or made another name of a name)."""
    table, grid = sheet.table, sheet.table.grid
    if not grid.raised:
        return []
    columns = [table.header.columns[-1]] if table.whole else [c for c in table.header.columns if _is_compared(c)]
    faults = []
    for row in table.data_rows:
        for mapped in columns:
            value = grid.at(row, mapped.place)
            if (row, mapped.place) in grid.raised and plain(value):
                message = (
                    "这一格里有上标（下标）的小字，像是注号，会和前面的字连在一起读，分不清哪些是数。"
                    "请删去小字，注释写到表下；小字是数的一部分的，请改成平常的字"
                )
                faults.append(Fault(message, sheet.name, grid.where(row, mapped.place), str(value)))
    return faults


def _is_compared(mapped: MappedColumn) -> bool:
    return mapped.column is not None and (mapped.column.kind is not Kind.TEXT or mapped.column.name not in _TALES)
