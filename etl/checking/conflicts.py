"""Units that contradict each other, or that nobody knows: refused by the cell, because a guess is wrong by ten thousand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from etl.checking.measures import measure_faults
from etl.checking.unheeded import unheeded_units
from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.sheet import SheetTable
from etl.understanding.titles import plain
from etl.understanding.unit_words import named_units, spoken_units, unit_in
from etl.understanding.units import is_counted, is_money, is_relative, said_of, target_unit
from metrics.numbers import split_unit
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet

_LIKE_MONEY = re.compile(r"[十百千万亿]|元|圆")


def unit_faults(sheet: Sheet, names: Sequence[tuple[str, str]] = ()) -> list[Fault]:
    """What a table (and the `names` of its sheet and file) says of its units and cannot all be true."""
    table = sheet.table
    faults = [
        *_two_in_the_title(sheet),
        *_counts_by_the_thousand(sheet),
        *_against_names(sheet, names),
        *unheeded_units(sheet, names),
        *measure_faults(sheet),
    ]
    if table.header.table.stem == "targets":
        faults += [fault for row in table.data_rows if (fault := _target(sheet, row))]
    amount = _amount(table)
    if amount and (amount.column and amount.column.kind is Kind.MONEY):
        told = ((row, table.units[row]) for row in table.data_rows if row in table.units)
        faults += [fault for row, unit in told if (fault := _against_headings(sheet, amount, row, unit))]
    return faults


def _amount(table: SheetTable) -> MappedColumn | None:
    kinds = {Kind.MONEY, Kind.NUMBER} if table.header.table.stem == "targets" else {Kind.MONEY}
    return next((m for m in table.header.columns if m.column and m.column.kind in kinds), None)


def _of_money(unit: str) -> bool:
    scale, base = split_unit(unit)
    return base == "元" or (scale > 1 and not base)


def _in_title(table: SheetTable) -> list[str]:
    """Units of money that the title lines state, each scale once."""
    found = {split_unit(u)[0]: u for line in table.title for u in spoken_units(line) if _of_money(u)}
    return list(found.values())


def _against_names(sheet: Sheet, names: Sequence[tuple[str, str]]) -> list[Fault]:
    """…（万元）.xlsx over a table that says 元."""
    table, amount = sheet.table, _amount(sheet.table)
    if amount is None or table.units or "unit" in table.columns:
        return []
    unit = amount.unit or (sheet.money_unit if sheet.unit_from else "")
    for name, where in names:
        said = [u for u in named_units(name) if _of_money(u)]
        if unit and said and split_unit(said[0])[0] != split_unit(unit)[0]:
            stated = f"表头“{amount.text}”" if amount.unit else sheet.unit_from
            message = f"{where}“{name}”写的单位是“{said[0]}”，{stated}写的是“{unit}”，两处不一致，看不出哪个对。请改正其中一处"
            return [Fault(message, sheet.name, table.grid.where(table.header.last, amount.place), amount.text)]
    return []


def _two_in_the_title(sheet: Sheet) -> list[Fault]:
    """单位：万元、亿元 over a column that does not say which of them is its own."""
    table, several = sheet.table, _in_title(sheet.table)
    amount = _amount(table)
    if len(several) < 2 or amount is None or amount.unit or table.units or "unit" in table.columns:
        return []
    message = f"标题里写了几种金额单位（{'、'.join(several)}），表头“{amount.text}”没有写明是哪一种。请在表头写明"
    return [Fault(message, sheet.name, table.grid.where(table.header.last, amount.place), amount.text)]


def _counts_by_the_thousand(sheet: Sheet) -> list[Fault]:
    """单位：万次 over columns of counts: they are to be given one by one, and 3 may be three or thirty thousand."""
    table = sheet.table
    counts = [m for m in table.header.columns if m.column and m.column.kind is Kind.COUNT and not m.unit]
    units = [u for line in table.title for u in spoken_units(line) if split_unit(u)[0] > 1 and not _of_money(u)]
    if not counts or not units or _amount(table):
        return []
    message = f"标题写的单位是“{units[0]}”，“{counts[0].text}”应当是逐个的数（单位：{split_unit(units[0])[1]}）。请按原数填报，或把单位写在表头"
    return [Fault(message, sheet.name, table.grid.where(table.header.last, counts[0].place), counts[0].text)]


def _target(sheet: Sheet, row: int) -> Fault | None:
    """A target's own unit: known, fit for what the target is, and not another than the heading's."""
    table = sheet.table
    said, metric = said_of(table, row, "unit"), plain(said_of(table, row, "metric"))
    unit, where = target_unit(table, row), table.cell(row, "unit")
    if not said or not any(str(table.grid.at(row, m.place)).strip() for m in [_amount(table)] if m):
        return None
    if (unit_in(said) is None and _LIKE_MONEY.search(said)) or (split_unit(unit)[0] > 1 and not split_unit(unit)[1]):
        message = "“单位”认不出，不知道该折成多少元。请写成元、万元或亿元（不是金额的，写全，如万户次）"
        return Fault(message, sheet.name, where, said)
    if is_money(metric) != _of_money(unit) and (is_money(metric) or is_counted(metric)):
        what = "金额" if is_money(metric) else "次数一类的数"
        return Fault(f"“{metric}”是{what}，单位却写的是“{said}”。请核对指标和单位", sheet.name, where, said)
    if is_relative(metric) and _of_money(unit):
        return Fault(f"“{metric}”是比率，单位却写的是“{said}”。请核对指标和单位", sheet.name, where, said)
    amount = _amount(table)
    return _against_headings(sheet, amount, row, unit) if amount and "unit" in table.header.found else None


def _against_headings(sheet: Sheet, amount: MappedColumn, row: int, unit: str) -> Fault | None:
    """A row's own unit of money against that of the heading and of the title."""
    table = sheet.table
    own = _unit_cell(table, row)
    if amount.unit and split_unit(amount.unit)[0] != split_unit(unit)[0]:
        message = f"表头“{amount.text}”写的单位是“{amount.unit}”，这一行写的是“{unit}”，两处不一致，看不出哪个对。请改正其中一处"
        return Fault(message, sheet.name, own, unit)
    stated = _in_title(table)
    if _of_money(unit) and not amount.unit and stated and split_unit(unit)[0] not in {split_unit(u)[0] for u in stated}:
        message = f"标题写的单位是“{'、'.join(stated)}”，这一行写的是“{unit}”，两处不一致，看不出哪个对。请改正其中一处"
        return Fault(message, sheet.name, own, unit)
    return None


def _unit_cell(table: SheetTable, row: int) -> str:
    """Where a row says its unit."""
    if "unit" in table.columns:
        return table.cell(row, "unit")
    if table.whole and table.whole.unit_place:
        return table.grid.where(row, table.whole.unit_place)
    place = next((m.place for m in table.header.columns if plain(m.text).endswith("单位")), None)
    return table.grid.where(row, place) if place else table.grid.line(row)
