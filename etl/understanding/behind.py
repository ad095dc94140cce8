"""Units that stand behind the amounts themselves (114,304,200.00元, 11430.42万元) in place of, or beside, the title's.

Taken away where all of a sheet's say the same and nothing on it says another; where no title and no heading states a unit, it
is written into the heading of its column, so that it is read like any other. Units that differ stay, and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.faults import Fault
from etl.grids import Grid, Value
from etl.understanding.headings import heading
from etl.understanding.numerals import number_in
from etl.understanding.unit_words import spoken_units
from metrics.numbers import split_unit

AMOUNT = re.compile(
    r"\s*(?P<number>[¥￥]?\s*[-−+]?\d[\d,，.]*|\([\d,.]+\)|（[\d,.]+）)\s*(?P<unit>[十百千]?[万亿]?元)\s*"
)
_TWO_UNITS = (
    "数后面写着“{}”（这一格起共 {} 格），与标题、表头写明的单位或其他各格的写法不一致，看不出哪个对。"
    "请核对单位，格里只写数字，单位写在标题下面一次（如“单位：{}”）"
)
_FEW = 2
"""Amounts with their unit below one another from which on they are a column of amounts."""
_MOSTLY = 2
"""A column of amounts has at least one in so many of its cells with its unit; a column of texts has not."""


def without_units(grid: Grid) -> Grid:
    """The grid with the units behind its amounts taken away; the grid itself if there are none, or if they are not all alike."""
    found = {
        (r, p): m
        for r, row in enumerate(grid.rows, 1)
        for p, v in enumerate(row, 1)
        if isinstance(v, str) and v.rstrip().endswith("元") and (m := AMOUNT.fullmatch(v))
    }
    columns = {p for _, p in found if _holds_amounts(grid, p, found)}
    cells = {cell: m for cell, m in found.items() if cell[1] in columns}
    units = {m["unit"] for m in cells.values()}
    if len(units) != 1:
        return grid
    (unit,) = units
    stated = _stated(grid, set(cells))
    if any(split_unit(u) != split_unit(unit) for u in stated):
        return grid
    rows: list[list[Value]] = [list(row) for row in grid.rows]
    for (row, place), match in cells.items():
        rows[row - 1][place - 1] = match["number"]
    if not stated and any(_bare(grid, p, cells) for p in columns):
        return grid  # what the numbers without a unit are nobody says
    for place in () if stated else columns:
        first = min(r for r, p in cells if p == place)
        head = next((r for r in range(first - 1, 0, -1) if str(grid.at(r, place)).strip()), 0)
        if not head or not isinstance(grid.at(head, place), str):
            return grid
        rows[head - 1][place - 1] = f"{str(grid.at(head, place)).strip()}（{unit}）"
    return replace(grid, rows=rows)


def _holds_amounts(grid: Grid, place: int, found: dict[tuple[int, int], re.Match[str]]) -> bool:
    mine = [r for r, p in found if p == place]
    filled = sum(1 for r in range(min(mine), max(mine) + 1) if str(grid.at(r, place)).strip())
    return len(mine) >= _FEW and len(mine) * _MOSTLY >= filled


def _bare(grid: Grid, place: int, cells: Mapping[tuple[int, int], object]) -> bool:
    """Whether a number but 0 stands in the column without a unit."""
    first = min(r for r, p in cells if p == place)
    numbers = (number_in(grid.at(r, place)) for r in range(first, len(grid.rows) + 1))
    return any(numbers)


def told_once(faults: Sequence[Fault]) -> list[Fault]:
    """Faults of cells, with one in place of several where amounts carry a unit: for each sheet and unit, with their number."""
    same: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        if match := AMOUNT.fullmatch(fault.value):
            same.setdefault((fault.sheet, match["unit"]), []).append(fault)
    several = {id(f): (unit, mine) for (_, unit), mine in same.items() if len(mine) > 1 for f in mine}
    told = []
    for fault in faults:
        unit, mine = several.get(id(fault), ("", [fault]))
        if fault is mine[0]:
            told.append(replace(fault, message=_TWO_UNITS.format(unit, len(mine), unit)) if unit else fault)
    return told


def _stated(grid: Grid, amounts: set[tuple[int, int]]) -> set[str]:
    """The units of money that the sheet states elsewhere: in its lines, its headings and its name."""
    first = min(row for row, _ in amounts)
    said = set(spoken_units(grid.name))
    for r, row in enumerate(grid.rows, 1):
        for p, v in enumerate(row, 1):
            if isinstance(v, str) and "元" in v and (r, p) not in amounts:
                said |= set(spoken_units(v))
                unit = heading(v).unit if r < first else None
                said |= {unit} if unit else set()
    return {unit for unit in said if split_unit(unit)[1] in {"元", ""}}
