"""A yearly target of revenue far from the revenue in force: 136 for 13.6 亿元, 万元 for 亿元."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.parts import Part
from warehouse.schema import TABLES

_MONTHS = 3
"""Months of revenue from which on a year can be reckoned."""
_AHEAD = 4
"""Years ahead that a plan of five years goes."""
_BEHIND = 10
"""Years back that targets are kept for comparison; further back only beside revenue of that year."""
_TIMES = 3
"""Times the reckoned year that no target is, up or down: growth is some tenths."""


def target_size(standing: Standing, part: Part) -> list[Fault]:
    """Warnings about whole targets of revenue, each beside its own year's revenue or, without enough months, the year's before."""
    if part.table.stem != "targets":
        return []
    wanted = standing.connection.execute(
        "SELECT year, sheet_no, source_row, target FROM typed_rows "
        "WHERE metric = '税费收入' AND coalesce(item, '') = '' AND target IS NOT NULL ORDER BY ALL"
    ).fetchall()
    years = _years(standing, part) if wanted else {}
    found = []
    for year, number, row, target in wanted:
        ahead = year - date.today().year
        if ahead > _AHEAD or (ahead < -_BEHIND and year not in years):
            sheet = part.sheets[number]
            message = f"年度写的是 {year}，离现在还远，像是打错了年份。请核对；确实是那一年的目标就照常入库"
            found.append(Fault(message, sheet.name, sheet.table.cell(row, "year"), str(year)))
            continue
        beside = next((y for y in (year, year - 1) if y in years), None)
        if beside is None or years[beside] / _TIMES <= target <= years[beside] * _TIMES:
            continue
        sheet = part.sheets[number]
        message = (
            f"{year}年税费收入目标是 {target / 10**8:,.2f} 亿元，而已入库的{beside}年税费收入折成全年约 {years[beside] / 10**8:,.2f} 亿元，"
            "相差太大，像是多打、少打了一位，或单位写错了。请核对；确实如此就照常入库"
        )
        found.append(Fault(message, sheet.name, sheet.table.cell(row, "target")))
    return found


def _years(standing: Standing, part: Part) -> dict[int, Decimal]:
    """Revenue of each year in force, its months reckoned up to twelve, in 元; not of one office alone, which says nothing of all."""
    standing.show(TABLES["revenue"])
    rows = standing.connection.execute(
        "SELECT year(received_on), count(DISTINCT month(received_on)), sum(amount_yuan) FROM standing "
        "GROUP BY 1 HAVING count(DISTINCT office) <> 1 OR bool_or(office IS NULL)"
    ).fetchall()
    standing.show(part.table)
    return {year: amount / months * 12 for year, months, amount in rows if months >= _MONTHS and amount > 0}
