"""An office of the bureau that has no row in a month in which the other offices have theirs: a row, a column, a sheet left out.

Asked when it is first missing: an office that was merged into another, or that never has any, would be asked about each month.
The table would stand for the whole bureau without that office's money, and its own 合计 would hold.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    here = _told(_offices_by_month(standing, part.table, "typed_rows"), least)
    if not here:
        return []  # of one office alone something else is said
    before = _offices_by_month(standing, part.table, f"standing WHERE {of_the_sender(standing, part, covered)}")
    seen, telling = {m: named for m, (named, _) in before.items()} | here, _told(before, least) | here
    registered = not set(offices.values).isdisjoint(set().union(*seen.values()))  # else the list is another bureau's
    asked: dict[tuple[str, ...], list[str]] = {}
    for month, found in sorted(here.items()):
        last = seen[max(earlier)] if (earlier := [m for m in seen if m < month]) else set()
        listed = offices.in_month(month) if registered else []
        absent = [o for o in listed if o not in found] + sorted(last - found - set(offices.values))
        if absent := [o for o in absent if not _gone_before(o, month, seen, telling)]:
            asked.setdefault(tuple(absent), []).append(month)
    return [
        _warning(standing, part, absent, [m for m in sorted(here) if m >= new[0] and here[m].isdisjoint(absent)], new)
        for absent, new in asked.items()
    ]


def _gone_before(office: str, month: str, seen: Mapping[str, set[str]], telling: Mapping[str, set[str]]) -> bool:
    """Whether an office was missing already in the last month that tells, where it was asked about, and has not come back."""
    last = max((m for m in telling if m < month), default="")
    return bool(last) and not any(office in named for m, named in seen.items() if last <= m < month)


def of_the_sender(standing: Standing, part: Part, covered: Coverage) -> str:
    """SQL condition over `standing`: what the same sender sent for other months than these."""
    months = ", ".join(f"'{label}'" for label in covered.labels)
    own = standing.of_sender(part.table, part.sender, part.office)
    return f"{own} AND strftime({row_month(part.table)}, '%Y-%m') NOT IN ({months})"


def _offices_by_month(standing: Standing, table: Table, rows: str) -> dict[str, tuple[set[str], int]]:
    """The offices that the rows of a month name, and how many rows it has; months without any stay out."""
    found = standing.connection.execute(
        f"SELECT strftime({row_month(table)}, '%Y-%m') AS m, list(DISTINCT office) FILTER (office IS NOT NULL), count(*) "
        f"FROM {rows} GROUP BY m ORDER BY m"
    ).fetchall()
    return {m: (set(named), count) for m, named, count in found if m and named}


def _told(months: Mapping[str, tuple[set[str], int]], least: int) -> dict[str, set[str]]:
    """The months with rows enough to tell that an office is missing."""
    return {m: named for m, (named, count) in months.items() if len(named) >= _FEW and count >= least * len(named)}


def _warning(standing: Standing, part: Part, absent: tuple[str, ...], months: list[str], new: list[str]) -> Fault:
    """`months`: all without the offices; `new`: those in which they went, which is what a person answers for."""
    number = standing.connection.execute(
        f"SELECT min(sheet_no) FROM typed_rows WHERE office IS NOT NULL AND strftime({row_month(part.table)}, '%Y-%m') = $month",
        {"month": months[0]},
    ).fetchone()
    sheet = part.sheets[number[0] if number and number[0] is not None else 0]
    names = "、".join(absent)
    message = (
        f"{months_in_words(tuple(months), years=True)}没有{names}的数，别的税务所都有。请核对有没有漏行、漏列、漏表，漏了的补上再报；"
        f"确实没有发生的可以入库，按 0 计，以后各月不再问；{names}已经撤并的，可以在税务所代码表（reference/offices.csv）的 until 一列"
        "写上它最后有数的月份（如 2023-06），不要删去，以前月份的表还要用它"
    )
    # figures in force that would go are another matter than those that never came: what was answered of these says nothing
    gone = standing.connection.execute(
        f"SELECT 1 FROM standing WHERE list_contains($absent, office) AND list_contains($months, strftime({row_month(part.table)}, '%Y-%m')) LIMIT 1",
        {"absent": list(absent), "months": months},
    ).fetchone()
    fact = "" if gone else f"absent:{absent}:{','.join(new)}"
    return Fault(message, sheet.name, sheet.table.cell(sheet.table.header.last, "office"), fact=fact)
