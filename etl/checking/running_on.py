"""Figures of a summary that are perhaps not those of their months: they only ever rise from month to month, or the heading bears a star.

A table of running totals under plain months (1月, 2月 …) adds up to several times the truth, and nothing in its words says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_MONTHS = 4
"""Months from which on figures that never fall are refused."""
_SHORT = 3
"""Months from which on they are asked about, if each brings about as much as the first."""
_SHARE = 4
"""Running totals grow each month by about what the first month brought; months that happen to rise grow by less."""
_ROWS = 3
"""Rows that must rise for a question: one or two may well by themselves."""
_MANY = 5
"""Rows that rise together only where they are running totals: January and February alone are enough then."""
_FALLS = 20
"""One step in so many may fall: money paid back makes a running total of a small kind fall once."""
_STEPS = 15
_OWN = re.compile(r"本月|当月|本期|当期")
_STAR = re.compile(r"[*※#△▲☆★]+")

Series = Mapping[int, Decimal]
"""Amounts by month."""
REFUSE, ASK, SAY = "refuse", "ask", "say"
"""What becomes of figures that rise: they are running totals, look like them, or are worth a remark."""


@dataclass(frozen=True)
class _Rows:
    """What the slices of a part say of each row, by month; where the first amount stands; what states sums of months."""

    series: dict[tuple[tuple[str, str], ...], dict[int, Decimal]]
    cell: tuple[Sheet, str]


def running_on(part: Part) -> tuple[list[Fault], list[Fault]]:
    """Faults and warnings of a part's summary tables whose months only ever rise."""
    sheets = [s for s in part.sheets if s.table.whole and s.period and s.period.first == s.period.last]
    if not sheets or part.table.column(part.table.dated_by).kind is Kind.YEAR or _adds_up_months(sheets):
        return [], []
    rows = _read(sheets)
    series = list(rows.series.values())
    verdict, (sheet, cell) = rises(series), rows.cell
    said = f"{len(_total(series))} 个月的数{'一项也没有减少过' if falls(series) == 0 else '几乎每一项都不减少'}，一个月比一个月大"
    if verdict == REFUSE:
        message = (
            f"{said}，每月增加的又与第一个月差不多，像是累计数，不是当月数。请报当月的数；"
            "确是当月数的，请在表头写明“本月”（如“1月（当月）”），或加一列（一行）各月的“合计”"
        )
        return [Fault(message, sheet.name, cell)], []
    if verdict == ASK:
        message = f"{said}，像是累计到当月的数，请核对是不是累计数。是累计数的，请改报当月的数；确是当月数就照常入库"
        return [], [Fault(message, sheet.name, cell, doubt=True)]
    if verdict == SAY:
        return [], [Fault(f"{said}，请核对是不是累计数；照原样按当月数入库", sheet.name, cell)]
    return [], []


def _total(series: Sequence[Series]) -> Series:
    """All rows together."""
    months = sorted({m for row in series for m in row})
    return {m: sum((row.get(m, Decimal(0)) for row in series), Decimal(0)) for m in months}


def _steps(series: Sequence[Series]) -> list[Decimal]:
    """What each month has more than the one before it, row by row; rows that never change say nothing."""
    rising = [[row[m] for m in sorted(row)] for row in series if len(set(row.values())) > 1]
    return [later - earlier for row in rising for earlier, later in pairwise(row)]


def falls(series: Sequence[Series]) -> int:
    """How often a row is smaller than in the month before."""
    return sum(step < 0 for step in _steps(series))


def rises(series: Sequence[Series]) -> str:
    """What the amounts of rows by month say of themselves; '' if nothing."""
    total = _total(series)
    months, amounts = sorted(total), [total[m] for m in sorted(total)]
    rising = [[row[m] for m in sorted(row)] for row in series if len(set(row.values())) > 1]
    if len(months) < 2 or months != list(range(months[0], months[-1] + 1)) or not rising:
        return ""
    steps = [later - earlier for earlier, later in pairwise(amounts)]
    by_the_first = amounts[0] > 0 and min(steps) * _SHARE >= amounts[0]
    fallen, tried = falls(series), len(_steps(series))
    if fallen:
        nearly = fallen * _FALLS <= tried and tried >= _STEPS and min(steps) > 0
        return ASK if nearly and len(months) >= _SHORT and (by_the_first or len(months) >= _MONTHS) else ""
    if len(months) == 2:
        return ASK if months[0] % 12 == 0 and len(rising) >= _MANY and by_the_first else ""
    if len(months) < _MONTHS:
        return ASK if len(rising) >= _ROWS and by_the_first else ""
    if min(steps) <= 0 and sum(row == sorted(set(row)) for row in rising) < _ROWS:
        return ""
    if len(rising) > 1 and by_the_first:
        return REFUSE
    return ASK if len(rising) >= _ROWS else SAY


def _read(sheets: list[Sheet]) -> _Rows:
    """The amounts by what their rows and headings state besides the month, each row from its first month to its last."""
    series: dict[tuple[tuple[str, str], ...], dict[int, Decimal]] = {}
    for sheet in sorted(sheets, key=lambda s: s.period.first if s.period else 0):
        table, mapped = sheet.table, sheet.table.header.columns[-1]
        dated = table.header.table.dated_by
        given = {name: value.value for name, value in table.given.items() if name not in {dated, "unit"}}
        for row in table.data_rows:
            stated = {name: text for name, text in table.stated.get(row, {}).items() if name != dated} | given
            number, month = number_in(table.grid.at(row, mapped.place)), sheet.period.first if sheet.period else 0
            if number is not None:
                series.setdefault(tuple(sorted(stated.items())), {}).setdefault(month, number)
    first = sheets[0]
    return _Rows(series, (first, first.table.grid.where(first.table.header.last, first.table.header.columns[-1].place)))


def _adds_up_months(sheets: list[Sheet]) -> bool:
    """Whether the tables say that their months are months: 本月 in a heading, or a 合计 over the months (held against them elsewhere)."""
    for sheet in sheets:
        table, whole = sheet.table, sheet.table.whole
        if whole is None:
            continue
        dated = table.header.table.dated_by
        across = dated not in whole.labels and any(dated in c.given for c in whole.cells)
        held = {"cumulative", "span", "total"} if across else {"cumulative", "span"}
        if _OWN.search(plain(table.header.columns[-1].text)):
            return True
        if any(c.kind in held and dated not in c.given for c in whole.checks):
            return True
        if dated in whole.labels and _total_row(sheet, sheets):
            return True
    return False


def _total_row(sheet: Sheet, sheets: list[Sheet]) -> bool:
    """Months in the rows: whether a row of the table is the sum of all of them."""
    whole, place = sheet.table.whole, sheet.table.header.columns[-1].place
    data = sorted({r for s in sheets if s.table.whole is whole for r in s.table.data_rows})
    total = sum((n for r in data if (n := number_in(sheet.table.grid.at(r, place))) is not None), Decimal(0))
    sums = [left.row for s in sheets for left in s.table.left_out if left.kind == "sum" and s.table.whole is whole]
    others = [number_in(sheet.table.grid.at(row, place)) for row in sums]
    return len(data) > 1 and any(n is not None and abs(n - total) <= Decimal("0.05") * len(data) for n in others)


def starred(part: Part) -> list[Fault]:
    """5月* beside 1月 … 4月: the star points to something that is said nowhere."""
    faults = []
    for whole, sheet in {id(s.table.whole): (s.table.whole, s) for s in part.sheets if s.table.whole}.values():
        dated = part.table.dated_by
        months = [c for c in whole.cells if dated in c.given] if whole else []
        marked = [c for c in months if _STAR.search(c.text)]
        grid = sheet.table.grid
        notes = [plain(v) for row in grid.rows for v in row if isinstance(v, str) and len(plain(v)) > _MONTHS]
        if len(marked) == len(months) or any(_STAR.match(n) for n in notes):
            continue
        for cell in marked:
            message = f"表头“{cell.text}”带着记号，表里没有说明它的意思，不知道是不是整月的实际数。请写明（如“5月（预计）”），或去掉记号"
            faults.append(Fault(message, sheet.name, grid.where(whole.last, cell.place), cell.text))
    return faults
