"""Columns of a summary held against the period of its title: those of another year, and the span that is the running total."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.periods import Period
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.summary import Summary

_YEAR = 12


def within_title(found: Summary, said: Period | None) -> None:
    """Months of another year than the title's (2021年3月 beside 2022年3月) are there to compare: they are not read."""
    dated = found.table.dated_by
    yearly = found.table.column(dated).kind is Kind.YEAR
    years = {c.given[dated][:4] for c in found.cells if dated in c.given}
    if said is None and len(years) > 1 and not yearly:
        found.doubtful += found.cells
        found.cells = []
    elif said is not None and not yearly:
        for cell in [c for c in found.cells if dated in c.given]:
            year = cell.given[dated][:4]
            if year.isdigit() and not said.first // _YEAR <= int(year) <= said.last // _YEAR:
                found.cells.remove(cell)
                found.ignored.append((cell.place, cell.text, f"是{year}年的数，不在标题写明的{said.chinese}之内"))
        for check in [c for c in found.checks if c.period and c.kind != "total"]:
            if check.period and not said.first // _YEAR <= check.period.first // _YEAR <= said.last // _YEAR:
                found.checks.remove(check)
                outside = f"是{check.period.first // _YEAR}年的数，不在标题写明的{said.chinese}之内"
                found.ignored.append((check.place, check.text, outside))


def reached_by(found: Summary, said: Period | None) -> None:
    """4月 | 1-4月: a span from January to a month that stands beside it is the 累计, unless the title promises each of its months."""
    dated = found.table.dated_by
    months = {c.given[dated][:7] for c in found.cells if dated in c.given}
    if not months and said and said.first == said.last:
        months = set(said.months)
    promised = set(said.months) if said and said.last - said.first < _YEAR - 1 else set()
    for number, check in enumerate(found.checks):
        if check.kind == "span" and check.period and check.period.first % _YEAR == 0:
            absent = set(check.period.months) - months
            if absent and not absent & promised and max(check.period.months) in months:
                found.checks[number] = replace(check, kind="cumulative")
