"""Ledgers whose rows do not fit what stands around them: a column 组织层级 that nobody filled in, issues closed after 截至."""

from __future__ import annotations

import duckdb

from etl.faults import Fault
from etl.understanding.parts import Part
from metrics.periods import Period


def left_blank(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """Doubts about a part's finished rows."""
    return [*_level_blank(connection, part), *_closed_later(connection, part)]


def _level_blank(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """A column that is there and empty throughout: its rows count as the committee's, and some may be a branch's."""
    if part.table.stem != "party":
        return []
    faults = []
    for number, sheet in enumerate(part.sheets):
        mapped = sheet.table.header.found.get("body")
        if mapped is None or sheet.table.whole or not sheet.table.data_rows:
            continue
        filled = connection.execute(
            "SELECT count(*) FROM typed_rows WHERE sheet_no = $n AND body IS NOT NULL", {"n": number}
        ).fetchone()
        if filled and not filled[0]:
            message = (
                f"“{mapped.text}”一列全空着，各行都按党委的计入（不算支部的）。请核对；有支部的，请逐行填党委或支部再报"
            )
            faults.append(Fault(message, sheet.name, sheet.table.grid.where(sheet.table.header.last, mapped.place)))
    return faults


def _closed_later(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """Issues that were closed after the day up to which the ledger says that it tells."""
    if part.table.stem != "inspections" or part.as_of is None:
        return []
    rows = connection.execute(
        "SELECT sheet_no, source_row, closed_on FROM typed_rows WHERE year(closed_on) * 12 + month(closed_on) - 1 > $until ORDER BY ALL",
        {"until": part.as_of},
    ).fetchall()
    faults = []
    for number, row, day in rows[:10]:
        sheet = part.sheets[number]
        message = (
            f"完成日期晚于这份台账写明的截至时间（{Period(part.as_of, part.as_of).chinese}），像是计划完成的日期，或截至时间没有改。"
            "请核对；是计划的请清空，确已完成的照常入库"
        )
        faults.append(Fault(message, sheet.name, sheet.table.cell(row, "closed_on"), str(day)))
    return faults
