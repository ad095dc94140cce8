"""A month far outside its source's own history: a warning to confirm, never a refusal.

A 万元 sheet read as 元 is off by 10⁴, a month sent twice by 2, a third of a month missing by 1.5. Compared on a logarithmic
scale with the other months by median and median deviation, so that a few odd months in the history change nothing.

The number of rows, and the size of one, are compared only with months that were sent in the same form: a summary has a row a
kind, a list one a voucher. What an office sends is compared with that office's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from warehouse.schema import Kind, Table

MONTHS = 6
"""Fewer months are no history."""
_FEW = 20
"""Counts below this go up and down by themselves."""
_DEVIATIONS = 6.0
"""Median deviations (scaled to a standard deviation) beyond which a month is unusual …"""


@dataclass(frozen=True)
class _Measure:
    """Something that is much the same each month: SQL over one month's rows, words, and the factor that is unusual."""

    words: str
    sql: str
    unit: str
    factor: float
    """… if it is also so many times more or less than the median."""
    of_rows: bool = False
    """Whether it is one of the rows, and not of what they add up to."""


@dataclass(frozen=True)
class _Month:
    """The measures of a month, and the form in which its rows were sent."""

    values: list[Decimal]
    form: tuple[bool, ...]


def unusual(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Warnings about months of `typed_rows`. The history: standing months that the file does not cover, else its own others."""
    table = part.table
    if table.roster or table.column(table.dated_by).kind is Kind.YEAR:
        return []
    if len(standing.months_with(table, covered.labels)) <= MONTHS:
        return []
    warnings = []
    measures = _measures(table)
    arriving, before = (
        _by_month(standing, table, measures, "typed_rows", part.office),
        _by_month(standing, table, measures, "standing", part.office),
    )
    before = {month: held for month, held in before.items() if month not in covered.labels}
    for number, measure in enumerate(measures):
        found = []
        for month, held in arriving.items():
            here, history = (
                {m: x.values[number] for m, x in side.items() if x.values[number] and _alike(measure, x, held)}
                for side in (arriving, before)
            )
            if month in here and (others := _far(month, here[month], here, history, measure.factor)):
                found.append((month, here[month], others))
        if measure.unit != "元":
            found = [(m, v, others) for m, v, others in found if max(v, median(others)) >= _FEW]
        if found:
            warnings.append(_warning(part, measure, found))
    return warnings


def _alike(measure: _Measure, one: _Month, other: _Month) -> bool:
    """Whether two months can be compared: a sum always, rows only with rows of the same form."""
    return not measure.of_rows or one.form == other.form


def _measures(table: Table) -> list[_Measure]:
    found = [_Measure("行数", "count(*)", "行", 4.0, of_rows=True)]
    for column in table.columns:
        if column.kind is Kind.MONEY:
            found.append(_Measure(f"“{column.heading}”合计", f"sum({column.name})", "元", 6.0))
            found.append(
                _Measure(f"“{column.heading}”每行一般的大小", f"median(abs({column.name}))", "元", 20.0, of_rows=True)
            )
        elif column.kind is Kind.COUNT and (column.required or column.empty_is is None):
            found.append(_Measure(f"“{column.heading}”合计", f"sum({column.name})", column.unit or "", 6.0))
    return found


def _by_month(
    standing: Standing, table: Table, measures: list[_Measure], relation: str, office: str
) -> dict[str, _Month]:
    """Months of a relation; of one office, if the part is an office's."""
    form = _form(table)
    own = "WHERE office = $office" if office else ""
    rows = standing.connection.execute(
        f"SELECT strftime({row_month(table)}, '%Y-%m') AS m, {', '.join([*(m.sql for m in measures), *form])} "
        f"FROM {relation} {own} GROUP BY 1 ORDER BY 1",
        {"office": office} if office else None,
    ).fetchall()
    size = len(measures)
    return {
        month: _Month([Decimal(str(v or 0)) for v in values[:size]], tuple(map(bool, values[size:])))
        for month, *values in rows
        if month
    }


def _form(table: Table) -> list[str]:
    """SQL of what tells a summary (every row of the month's first day) from a list, and one summary from another: the labels it has."""
    if not table.summed:
        return []
    summary = f"bool_and(day({table.dated_by}) = 1)"
    labels = [c.name for c in table.columns if c.kind is Kind.TEXT and c.name != table.summed]
    return [summary, *(f"{summary} AND count({name}) > 0" for name in labels)]


def _far(
    month: str, value: Decimal, here: dict[str, Decimal], history: dict[str, Decimal], factor: float
) -> list[Decimal]:
    """The months compared with, if the value is far from them; else nothing."""
    others = list(history.values())
    if len(others) < MONTHS:
        others = [v for m, v in here.items() if m != month]
    if len(others) < MONTHS:
        return []
    positive = [float(v) for v in others if v > 0]
    if len(positive) < len(others) * 0.8:
        return []  # a history that changes its sign has no size
    if value <= 0:
        return others
    logs = [math.log(v) for v in positive]
    middle = median(logs)
    spread = 1.4826 * median(abs(x - middle) for x in logs)
    distance = abs(math.log(float(value)) - middle)
    return others if distance > max(_DEVIATIONS * spread, math.log(factor)) else []


def _warning(part: Part, measure: _Measure, found: list[tuple[str, Decimal, list[Decimal]]]) -> Fault:
    shown = []
    for month, value, others in found[:4]:
        middle = Decimal(median(others))
        ratio = value / middle if value >= middle else middle / value if value > 0 else None
        more = "" if ratio is None else f"{_times(ratio, value > middle)}，"
        shown.append(
            f"{month} 是 {_plain(value)} {measure.unit}，{more}其余 {len(others)} 个月一般是 {_plain(middle)} {measure.unit}"
            f"（{_plain(min(others))} 至 {_plain(max(others))}）"
        )
    rest = f"；等 {len(found)} 个月" if len(found) > 4 else ""
    unit = "单位（元、万元）、" if measure.unit == "元" else ""
    message = (
        f"{measure.words}和往月相差很大：{'；'.join(shown)}{rest}。请核对{unit}有没有漏行或重复；确实如此就照常入库"
    )
    fact = f"unusual:{measure.words}:{[(month, f'{value:.2f}') for month, value, _ in found]}"
    return Fault(message, part.sheets[0].name if len(part.sheets) == 1 else "", fact=fact)


def _times(ratio: Decimal, more: bool) -> str:
    rounded = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
    return f"是往月的约 {rounded} 倍" if more else f"只有往月的约 {rounded} 分之一"


def _plain(value: Decimal) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
