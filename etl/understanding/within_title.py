"""Columns of a summary held against the period of its title: those of another year, months that go back, and spans that are running totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from etl.faults import Fault, address
from etl.reading import Grid
from etl.understanding.labels import UNDATED, month_of
from metrics.periods import Period
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.summary import Summary

_YEAR = 12
_OWN_YEAR = re.compile(r"(?:19|20)\d{2}|\d{2}年")


def across_years(found: Summary, said: Period | None) -> None:
    """Months without a year under a title of 2021年12月至2022年2月: twelve months at most, so each of them is one of the title's."""
    if said is None or said.first // _YEAR == said.last // _YEAR or said.last - said.first >= _YEAR:
        return
    found.by_month = {m % _YEAR: m for m in range(said.first, said.last + 1)}
    dated = found.table.dated_by
    for number, cell in enumerate(found.cells):
        day = cell.given.get(dated, "")
        word = month_of(day.removeprefix(UNDATED), 2000) if day.startswith(UNDATED) else None
        month = found.by_month.get(word.period.first % _YEAR) if word and word.period else None
        if month is not None:
            given = {**cell.given, dated: Period(month, month).start.isoformat()}
            found.cells[number] = replace(cell, given=given)
    found.undated = any(c.given.get(dated, "").startswith(UNDATED) for c in found.cells)


def gone_back(grid: Grid, found: Summary, data: Mapping[int, Mapping[str, str]], said: Period | None) -> list[Fault]:
    """12月 | 1月 | 2月 under the name of one year: the 12月 may be last year's. A title that names just these months settles it."""
    dated = found.table.dated_by
    if found.table.column(dated).kind is Kind.YEAR or found.year_place or (said and said.last - said.first < _YEAR - 1):
        return []
    steps = [
        (c.given[dated], c.text, tuple(sorted((k, v) for k, v in c.given.items() if k != dated)), (found.last, c.place))
        for c in sorted(found.cells, key=lambda c: c.place)
        if dated in c.given
    ]
    if place := found.labels.get(dated):
        own = sorted(c.name for c in found.table.columns if c.name in found.labels and (c.codes or c.code_list))
        steps += [
            (stated.get(dated, ""), str(grid.at(row, place)), tuple((n, stated.get(n, "")) for n in own), (row, place))
            for row, stated in data.items()
        ]
    return _steps_back(grid, steps)


def _steps_back(
    grid: Grid, steps: Iterable[tuple[str, str, tuple[tuple[str, str], ...], tuple[int, int]]]
) -> list[Fault]:
    """The first step back among months of one kind that go forward otherwise. `steps`: day, text, what else is stated, cell."""
    runs: dict[tuple[tuple[str, str], ...], list[tuple[str, str, tuple[int, int]]]] = {}
    for day, text, others, cell in steps:
        run = runs.setdefault(others, [])
        if day and (not run or run[-1][0] != day):
            run.append((day, text, cell))
    for run in runs.values():
        pairs = list(pairwise(run))
        back = [(one, two) for one, two in pairs if two[0] < one[0]]
        if not back or len(back) == len(pairs) > 1 or any(_OWN_YEAR.search(text) for _, text, _ in run):
            continue
        (before, _, cell), (after, _, _) = back[0]
        first, second = f"{int(before[5:7])}月", f"{int(after[5:7])}月"
        message = (
            f"{first}写在{second}的前面，没有写年份，看不出{first}是不是上一年的。请写明年份（如“{int(before[:4]) - 1}年{first}”“{after[:4]}年{second}”）；"
            "都是同一年的，请按月份先后排列"
        )
        return [Fault(message, grid.name, address(*cell))]
    return []


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
    """4月 | 1-4月: a span from January to a month that stands beside it is the 累计, unless the title promises each of its months.

    So is 6月 | 二季度 under a title of June alone: the months before it are none of this table's.
    """
    dated = found.table.dated_by
    months = {c.given[dated][:7] for c in found.cells if dated in c.given}
    if not months and said and said.first == said.last:
        months = set(said.months)
    promised = set(said.months) if said and said.last - said.first < _YEAR - 1 else set()
    for number, check in enumerate(found.checks):
        ends = said is not None and said.first == said.last and check.period and check.period.last == said.last
        if check.kind == "span" and check.period and (check.period.first % _YEAR == 0 or ends):
            absent = set(check.period.months) - months
            if absent and not absent & promised and max(check.period.months) in months:
                found.checks[number] = replace(check, kind="cumulative")
