"""Issues that were closed after the day up to which their ledger says that it tells."""

from __future__ import annotations

import duckdb

from etl.faults import Fault
from etl.understanding.parts import Part
from metrics.periods import Period


def closed_later(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """Doubts about a part's finished rows."""
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
