"""Rows of a ledger with a text in one cell only: the heading of a section, or a row that was begun and not filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.checking.notes_over_rows import is_row
from etl.faults import Fault, address, position
from etl.understanding.parts import Part


def lone_rows(part: Part, faults: Sequence[Fault]) -> list[Fault]:
    """The faults of a part's cells, with one in place of many where a row holds nothing but one text."""
    told = list(faults)
    for sheet in part.sheets:
        table = sheet.table
        if table.whole is not None or table.grid.turned or len(table.header.found) < 2:
            continue
        for row in table.data_rows:
            own = [f for f in told if f.sheet == sheet.name and _row(f.cell) == row]
            if len(own) < 2:
                continue
            written = [c for c in table.header.columns if c.column and str(table.grid.at(row, c.place)).strip()]
            if len(written) != 1:
                continue
            text = str(table.grid.at(row, written[0].place)).strip()
            over_rows = any(is_row(sheet, below) for below in reversed(table.data_rows) if below > row)
            message = (
                f"这一行在要读的各列里只有一格有字（应填：{'、'.join(_wanted(part))}）。是分组标题的，请删去这一行，"
                f"把它写进各行相应的列；是没有填完的，请补齐；{_if_a_note(over_rows)}"
            )
            told = [f for f in told if f not in own]
            told.append(Fault(message, sheet.name, address(row, written[0].place), text))
    return told


def _if_a_note(over_rows: bool) -> str:
    """What to do with a note. Over rows of data it must not be called one: what it says of them would be passed over."""
    if not over_rows:
        return "是表下说明的，请写上“注：”或删去"
    return "是说下面的行不该计入的（没有发生的、别的年份的），请把那些行移出这份文件；是对全表的说明的，请移到最后一行数据的下面，并写上“注：”"


def _wanted(part: Part) -> list[str]:
    return [c.heading for c in part.table.columns if c.required]


def _row(cell: str) -> int:
    if line := re.fullmatch(r"第(\d+)行", cell):
        return int(line[1])
    return position(cell)[0] if re.fullmatch(r"[A-Z]{1,3}\d+", cell) else 0
