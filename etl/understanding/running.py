"""累计 columns of a long table: not loaded, but they check the column before them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.hierarchy import breaks
from etl.understanding.numerals import number_in
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.header import MappedColumn
    from etl.understanding.sheet import SheetTable

QUANTITIES = {Kind.MONEY, Kind.COUNT, Kind.NUMBER}
_RUNNING = re.compile(r"累计|累計")
_MOST_BREAKS = 5


def running(found: SheetTable, mapped: MappedColumn) -> list[Fault]:
    """A 累计 column is not loaded, but it checks the column before it: where it does not go on, something is missing or wrong."""
    if not _RUNNING.search(mapped.text):
        return []
    totals = _numbers(found, mapped.place)
    tried = [
        (breaks(found.data_rows, _numbers(found, c.place), totals), c.text)
        for c in found.header.columns
        if c.column and c.column.kind in QUANTITIES
    ]
    gaps, name = min(tried, key=lambda t: len(t[0]), default=([], ""))
    if len(gaps) * 3 > len(found.data_rows):  # it adds up something else
        return []
    told = []
    for gap in gaps[:_MOST_BREAKS]:
        message = f"“{mapped.text}”接不上：上一行 {gap.before:f} 加这一行的“{name}” {gap.own:f} 应为 {gap.right:f}。照逐行的数入库，请核对"
        told.append(Fault(message, found.grid.name, found.grid.where(gap.row, mapped.place), f"{gap.stated:f}"))
    return told


def _numbers(found: SheetTable, place: int) -> dict[int, Decimal]:
    return {row: n for row in found.data_rows if (n := number_in(found.grid.at(row, place))) is not None}
