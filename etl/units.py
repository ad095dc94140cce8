"""Units of amounts: what the title, a heading, a row or its own cell says one unit is, and what that is worth in 元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.reading import Value
from etl.sheet import MappedColumn, SheetTable
from etl.titles import spoken_units, unit_in
from metrics.numbers import split_unit
from warehouse.schema import Column, Kind

if TYPE_CHECKING:
    from etl.parts import Sheet


def money_unit(table: SheetTable) -> tuple[str, str]:
    """The unit of money that the title states, and where it was read; 元 and '' if nothing speaks."""
    for line in table.title:
        for unit in spoken_units(line):
            if split_unit(unit)[1] in {"元", ""}:
                return (unit if unit.endswith("元") else f"{unit}元"), "标题"
    return "元", ""


def money_scale(sheet: Sheet, unit: str | None) -> int:
    """元 in one unit of a money column: its heading's unit, else the title's."""
    return split_unit(unit or sheet.money_unit)[0]


def scales(sheet: Sheet, column: Column, count: int) -> list[str | int | None]:
    """What one unit of each cell is worth: the heading's unit, the title's, or that of the row's own 单位 cell."""
    found = sheet.table.header.found
    unit = found[column.name].unit if column.name in found else None
    if sheet.table.units and column.kind in {Kind.MONEY, Kind.NUMBER}:
        return [_scale_of(sheet.table.units.get(row, "")) for row in sheet.table.data_rows]
    if column.kind is Kind.NUMBER and "unit" in found:
        place = found["unit"].place
        return [_scale_of(sheet.table.grid.at(row, place)) for row in sheet.table.data_rows]
    if column.kind is Kind.MONEY:
        return [money_scale(sheet, unit)] * count
    return [split_unit(unit)[0] if unit and column.kind is Kind.COUNT else 1] * count


def _scale_of(cell: Value) -> int:
    scale, base = split_unit(unit_in(str(cell)) or "")
    return scale if base == "元" else 1


def said_units(sheet: Sheet, mapped: MappedColumn) -> list[str]:
    """Units in which the cells of a column stand, in the order of the rows; none for texts and dates."""
    column, table = mapped.column, sheet.table
    if column is None:
        return [mapped.unit] if mapped.unit else []
    if table.units and column.kind in {Kind.MONEY, Kind.NUMBER}:
        return list(dict.fromkeys(unit for row in table.data_rows if (unit := table.units.get(row, ""))))
    if column.kind is Kind.MONEY:
        return [mapped.unit or sheet.money_unit]
    if column.kind is Kind.NUMBER and "unit" in table.columns:
        return _by_row(table)
    stated = mapped.unit or column.unit
    return [stated] if stated else []


def _by_row(table: SheetTable) -> list[str]:
    """Units of a table whose rows (or headings) state one each."""
    if "unit" in table.given:
        return [table.given["unit"].value]
    cells = [str(table.grid.at(row, table.header.found["unit"].place)).strip() for row in table.data_rows]
    return list(dict.fromkeys(cell for cell in cells if cell))
