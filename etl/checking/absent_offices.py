"""An office of the bureau that has no row in a month in which the other offices have theirs: a row, a column, a sheet left out.

The table would stand for the whole bureau without that office's money, and its own 合计 would hold.
"""

from __future__ import annotations

from collections import defaultdict

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.reference import CodeList
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import months_in_words
from warehouse.schema import Table

_FEW = 2
_LISTED = 10
"""Rows for each office that is there, on an average, from which on a list of single papers has some of every office."""


def absent_offices(standing: Standing, part: Part, covered: Coverage, offices: CodeList) -> list[Fault]:
    """Warnings about months with figures of several offices and none of another: one of the bureau's list, or of the month before."""
    if part.office or not any(c.name == "office" for c in part.table.columns):
        return []
    least = 1 if all(s.table.whole for s in part.sheets) else _LISTED
    here = _offices_by_month(standing, part.table, "typed_rows", least)
    if len(set().union(*here.values())) < _FEW:
        return []  # of one office alone something else is said
    before = _offices_by_month(standing, part.table, f"standing WHERE {of_the_sender(standing, part, covered)}", 1)
    missing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for month, found in here.items():
        last = before[max(earlier)] if (earlier := [m for m in before if m < month]) else set()
        absent = [o for o in offices.values if o not in found] + sorted(last - found - set(offices.values))
        if absent:
            missing[tuple(absent)].append(month)
    return [_warning(standing, part, absent, months) for absent, months in missing.items()]


def of_the_sender(standing: Standing, part: Part, covered: Coverage) -> str:
    """SQL condition over `standing`: what the same sender sent for other months than these."""
    months = ", ".join(f"'{label}'" for label in covered.labels)
    own = standing.of_sender(part.table, part.sender, part.office)
    return f"{own} AND strftime({row_month(part.table)}, '%Y-%m') NOT IN ({months})"


def _offices_by_month(standing: Standing, table: Table, rows: str, least: int) -> dict[str, set[str]]:
    """The offices that the rows of a month name; months without any, or with too few rows to tell, stay out."""
    found = standing.connection.execute(
        f"SELECT strftime({row_month(table)}, '%Y-%m') AS m, list(DISTINCT office) FILTER (office IS NOT NULL), count(*) "
        f"FROM {rows} GROUP BY m ORDER BY m"
    ).fetchall()
    return {m: set(named) for m, named, count in found if m and named and count >= least * len(named)}


def _warning(standing: Standing, part: Part, absent: tuple[str, ...], months: list[str]) -> Fault:
    number = standing.connection.execute(
        f"SELECT min(sheet_no) FROM typed_rows WHERE office IS NOT NULL AND strftime({row_month(part.table)}, '%Y-%m') = $month",
        {"month": months[0]},
    ).fetchone()
    sheet = part.sheets[number[0] if number and number[0] is not None else 0]
    names = "、".join(absent)
    message = (
        f"{months_in_words(tuple(months), years=True)}没有{names}的数，别的税务所都有。请核对有没有漏行、漏列、漏表，漏了的补上再报；"
        f"确实没有发生的可以入库，按 0 计；{names}已经撤并的，请在税务所代码表（offices.csv）里改正"
    )
    return Fault(message, sheet.name, sheet.table.cell(sheet.table.header.last, "office"))
