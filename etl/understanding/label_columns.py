"""What the cells of a summary's column say of the column: months, years, this month beside others, or remarks in the margin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from etl.reading import Value
from etl.understanding.headings import match
from etl.understanding.labels import month_of, time_word
from etl.understanding.nested import said_in
from etl.understanding.titles import plain
from warehouse.schema import Column, Personal, Table

_YEARS = frozenset(["年", "年份", "年度"])
_MONTHS = re.compile(r"月$|月份$|期间$|属期$|年月$")
_MOSTLY = 0.6
_REMARKS = 4
_A_FEW = 3
"""A column beside a table holds remarks if at most one in so many of the rows has one."""


def margin(headless: Mapping[int, int], rows: int, headed: int) -> list[int]:
    """Columns to the right of the last heading with only a few cells (`headless`: how many): 3月含一次性入库 beside a row."""
    few = min(_REMARKS, rows // _A_FEW)
    return [place for place, filled in headless.items() if place > headed and filled <= few]


def tells_months(values: Sequence[Value], text: str) -> bool:
    """Whether a column of labels holds months; 合计, 累计 and quarters between them, one below each month, do not count against it."""
    months = sum(map(_month_under(text), values))
    if not months:
        return False
    sums = sum(
        (word := time_word(v, 2000)) is not None and word.kind in {"total", "cumulative", "span"} for v in values
    )
    return months >= _MOSTLY * (len(values) - min(sums, months))


def _month_under(text: str) -> Callable[[Value], bool]:
    """Whether a label is a month: 3月 under any heading, 202503, a day or a bare 3 only where the heading speaks of months."""
    if _MONTHS.search(plain(text)):
        return lambda value: month_of(value, 2000) is not None or _is_month(value)
    return lambda value: isinstance(value, str) and _is_month(value)


def _is_month(value: Value) -> bool:
    word = time_word(value, 2000) if isinstance(value, str) else None
    return word is not None and word.kind in {"month", "part"}


def tells_spans(values: Sequence[Value], text: str) -> bool:
    """Whether a column says of each row whether it is this month's or something else: 本月, 累计, 上年同期."""
    if text in _YEARS:
        return False
    this = False
    for value in values:  # the first label that says nothing of the kind decides, and most do
        word = time_word(value, None)
        if word is None or word.kind not in {"this", "cumulative", "compared"}:
            return False
        this = this or word.kind == "this"
    return this


def tells_years(values: Sequence[Value], text: str) -> bool:
    """Whether a column 年份 holds nothing but years."""
    if text not in _YEARS or not values:
        return False
    return all((word := time_word(v, None)) is not None and word.kind == "year" for v in values)


def column_of(
    table: Table, text: str, values: list[Value], known: Mapping[str, Mapping[str, str]], *, yearly: bool
) -> Column | None:
    """The column of a source that a column of labels is, by its heading or by what it holds."""
    if values and not yearly and tells_months(values, text):
        return table.column(table.dated_by)
    said = [said_in(v, known) for v in values]
    any_hits = sum(map(bool, said))
    for name in known:
        hits = sum(name in stated for stated in said)
        if hits * 2 >= max(1, len(values)) or (hits >= 2 and hits * 10 >= len(values) * 3):
            return table.column(name)  # parents, totals and notes stand among the members
        if hits and table.column(name).required and any_hits * 2 >= len(values):
            return table.column(name)  # 党委 and 支部 stand below each of them
    hit = match(table.stem, text) if text else None
    if hit is None or hit[0].name == table.summed or hit[0].personal is Personal.PERSON or hit[0].name in known:
        return None
    return None if hit[0].name == table.dated_by and not yearly else hit[0]
