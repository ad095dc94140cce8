"""Sheets that were not recognised although they carry on a table of the same file: left out, their figures would be missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.checking.reversals import REVERSED
from etl.faults import Fault
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain

if TYPE_CHECKING:
    from etl.reading import Grid
    from etl.understanding.parts import Part, Sheet

_DAY = re.compile(r"\s*(19|20)\d{2}\D?\d{1,2}\D?\d{1,2}\D*")
_DEEPEST = 10
"""Rows in which the header of another sheet is looked for."""


def continued(part: Part, unclaimed: list[Grid]) -> list[Fault]:
    """Unrecognised sheets that hold rows of a part's table, its very header, or the money that was paid back."""
    found = ((grid, _reason(part, grid)) for grid in unclaimed)
    return [Fault(why, grid.name, grid.where(row, 1)) for grid, (row, why) in found if row]


def _reason(part: Part, grid: Grid) -> tuple[int, str]:
    """The row to look at and what is wrong; row 0 for nothing."""
    if part.table.stem == "revenue" and _paid_back(grid):
        return 1, (
            "像是退库的数，没有认出来，不读取的话退库就没有减去。请把退库并到入库的表里，金额写负数；"
            "入库数已经减去退库的，请删去这张工作表"
        )
    for sheet in part.sheets:
        name = f"工作表“{sheet.name}”" if sheet.name else "前一张表"
        if row := _rows_of(sheet, grid):
            return (
                row,
                f"没有认出表头，第 {row} 行起像是接着{name}的数据，不读取就漏了。请并到一张工作表，或补上标题和表头",
            )
        if row := _header_of(sheet, grid):
            return (
                row,
                f"表头与{name}相同，却没有认全（多半缺少标题、期间或单位），不读取就漏了。请补上标题，或并到一张工作表",
            )
    return 0, ""


def _rows_of(sheet: Sheet, grid: Grid) -> int:
    """The first row that fits the columns of a long table: a day, and something in every required column; 0 for none."""
    header = sheet.table.header
    dated = header.found.get(header.table.dated_by)
    required = [m.place for m in header.columns if m.column and m.column.required]
    if sheet.table.whole or sheet.table.grid.turned or dated is None:
        return 0
    for row in range(1, len(grid.rows) + 1):
        if _DAY.fullmatch(str(grid.at(row, dated.place))) and all(str(grid.at(row, p)).strip() for p in required):
            return row
    return 0


def _header_of(sheet: Sheet, grid: Grid) -> int:
    """The row that repeats the last row of a table's header, with figures below it; 0 for none."""
    whole = sheet.table.whole
    own, last = sheet.table.grid, whole.last if whole else sheet.table.header.last
    wanted = [plain(v) for v in own.rows[last - 1] if str(v).strip()]
    if len(wanted) < 2 or sheet.table.grid.turned:
        return 0
    for row in range(1, min(len(grid.rows), _DEEPEST) + 1):
        said = [plain(v) for v in grid.rows[row - 1] if str(v).strip()]
        if said == wanted and _figures(grid, row):
            return row
    return 0


def _figures(grid: Grid, above: int) -> bool:
    return any(
        isinstance(v, int | float) or number_in(v) is not None for row in grid.rows[above:] for v in row if v != ""
    )


def _paid_back(grid: Grid) -> bool:
    said = plain(grid.name) + "".join(plain(v) for row in grid.rows[:2] for v in row)
    return bool(REVERSED.search(said)) and _figures(grid, 1)
