"""Units of amounts: what the title, a heading, a row or its own cell says one unit is, and what that is worth in 元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from etl.checking.measures import seconds_in
from etl.understanding.header import MappedColumn
from etl.understanding.sheet import SheetTable
from etl.understanding.titles import plain
from etl.understanding.unit_words import named_units, spoken_units, unit_in
from metrics.numbers import split_unit
from warehouse.schema import Column, Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet


def money_unit(table: SheetTable, names: Sequence[tuple[str, str]] = ()) -> tuple[str, str]:
    """The unit of money that the title states, else the sheet's or the file's name, and where it was read; 元 and '' if nothing speaks.

    `names`: what they are, and how each is called.
    """
    lines = ((spoken_units(line), "标题") for line in table.title)
    for units, where in (*lines, *((named_units(name), called) for name, called in names)):
        for unit in units:
            if split_unit(unit)[1] in {"元", ""}:
                return (unit if unit.endswith("元") else f"{unit}元"), where
    return "元", ""


def money_scale(sheet: Sheet, unit: str | None) -> int:
    """元 in one unit of a money column: its heading's unit, else the title's."""
    return split_unit(unit or sheet.money_unit)[0]


def scales(sheet: Sheet, column: Column, count: int) -> list[str | int | None]:
    """What one unit of each cell is worth: the heading's unit, the title's, or that of the row's own 单位 cell."""
    table = sheet.table
    found = table.header.found
    unit = found[column.name].unit if column.name in found else None
    if column.kind is Kind.NUMBER and "unit" in table.columns:
        return [_worth(target_unit(table, row)) for row in table.data_rows]
    if table.units and column.kind is Kind.MONEY:
        return [_worth(table.units.get(row, "")) for row in table.data_rows]
    if column.kind is Kind.MONEY:
        return [money_scale(sheet, unit)] * count
    if column.unit == "秒" and column.name in found:
        return [seconds_in(found[column.name]) or 1] * count
    return [split_unit(unit)[0] if unit and column.kind is Kind.COUNT else 1] * count


def _worth(unit: str) -> int:
    scale, base = split_unit(unit)
    return scale if base == "元" else 1


_MONEY_METRIC = re.compile(r"收入|金额|税额|税款|退税额|减免额|降费额")
_COUNTED_METRIC = re.compile(
    r"谈话|检查|学习|研讨|来电|接听|警示|简报|户次|人次|户数|人数|次数|场次|场数|件数|篇数|条数|家数|笔数"
)
_RATE = re.compile(r"(?:率|幅|增长|增速|占比|比重|进度|排名)$")
_RELATIVE_METRIC = re.compile(r"增|占|比|率|幅|进度|排名")


def is_money(metric: str) -> bool:
    """Whether the name of a target says that it is an amount of money (税费收入), not a number of cases or a rate."""
    return bool(_MONEY_METRIC.search(metric)) and not is_counted(metric) and not _RELATIVE_METRIC.search(metric)


def is_counted(metric: str) -> bool:
    """Whether the name of a target says that cases or persons are counted (退税降费户次)."""
    return bool(_COUNTED_METRIC.search(metric))


def is_relative(metric: str) -> bool:
    """Whether the name of a target says that it is a rate (税费收入增幅, 满意率)."""
    return bool(_RATE.search(metric))


def target_unit(table: SheetTable, row: int) -> str:
    """The unit of a target's row as it is stored; 亿 and 万 of an amount of money are 亿元 and 万元. '' for none that we know."""
    unit = unit_in(said_of(table, row, "unit")) or ""
    scale, base = split_unit(unit)
    return f"{unit}元" if scale > 1 and not base and is_money(plain(said_of(table, row, "metric"))) else unit


def said_of(table: SheetTable, row: int, name: str) -> str:
    """What a row says in a column of texts: by its own cell, or by the heading over its amount."""
    if name == "unit" and row in table.units:
        return table.units[row]
    if name in table.stated.get(row, {}):
        return table.stated[row][name]
    if name in table.given:
        return table.given[name].value
    mapped = table.header.found.get(name)
    return str(table.grid.at(row, mapped.place)).strip() if mapped else ""


def said_units(sheet: Sheet, mapped: MappedColumn) -> list[str]:
    """Units in which the cells of a column stand, in the order of the rows; none for texts and dates."""
    column, table = mapped.column, sheet.table
    if column is None:
        return [mapped.unit] if mapped.unit else []
    if table.units and column.kind is Kind.MONEY:
        return list(dict.fromkeys(unit for row in table.data_rows if (unit := table.units.get(row, ""))))
    if column.kind is Kind.MONEY:
        return [mapped.unit or sheet.money_unit]
    if column.kind is Kind.NUMBER and "unit" in table.columns:
        told = (target_unit(table, row) or said_of(table, row, "unit") for row in table.data_rows)
        return list(dict.fromkeys(unit for unit in told if unit))
    stated = mapped.unit or column.unit
    return [stated] if stated else []
