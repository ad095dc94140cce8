"""Rosters that cannot be of the day they tell of: issues closed after it, closed ones that are open again, an older one sent again."""

from __future__ import annotations

import duckdb

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage
from etl.understanding.parts import Part
from metrics.periods import Period, month_number


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


def gone_back(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """A doubt if a roster is of an earlier day than the one in force, or else opens again what that one has closed."""
    table = part.table
    if not table.roster or not any(c.name == "closed_on" for c in table.columns):
        return []
    sheet, until = part.sheets[0], max(covered.months, default=0)
    batches = [b for b in standing.batches if b.source == table.stem and b.sender == part.sender and b.months]
    latest = max((month_number(int(b.months[-1][:4]), int(b.months[-1][5:])) for b in batches[-1:]), default=0)
    if until and until < latest and not covered.inferred:  # what is inferred is the last row's month: no issue since
        message = (
            f"这份名册（台账）截至{Period(until, until).chinese}，已入库的截至{Period(latest, latest).chinese}，像是把旧的一份又报了一次，"
            "入库会换回旧的情况。请核对；确要换回的照常入库"
        )
        return [Fault(message, sheet.name, sheet.table.cell(sheet.table.header.last, table.key[0]))]
    key = table.key[0]
    text = (
        "AND coalesce(spaceless(t.description) = spaceless(s.description), true) "
        if table.stem == "inspections"
        else ""
    )
    rows = standing.connection.execute(  # a number alone may be the row's: with a new issue on top, it is another's
        f"SELECT t.sheet_no, t.source_row, s.closed_on FROM typed_rows t JOIN standing s USING ({key}, {table.dated_by}) "
        f"WHERE s.closed_on IS NOT NULL AND t.closed_on IS NULL {text}AND {standing.of_sender(table, part.sender, part.office)} ORDER BY 1, 2"
    ).fetchall()
    if not rows:
        return []
    cells = [part.sheets[number].table.cell(row, key) for number, row, _ in rows]
    number, _, day = rows[0]
    name = table.column("closed_on").heading
    message = (
        f"有 {len(rows)} 行（{'、'.join(cells[:5])}{'等' if len(cells) > 5 else ''}）已入库时填有{name}（如 {day}），这份却空着，"
        "像是用了旧的一份，或漏填了。请核对；确实改回未完成（未撤销）的照常入库"
    )
    return [Fault(message, part.sheets[number].name, cells[0])]
