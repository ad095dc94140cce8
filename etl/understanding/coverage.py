"""Which months a file speaks for: what it says, or else the months of its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median

import duckdb

from etl.faults import Fault
from etl.reference import working_days
from etl.understanding.parts import Part
from metrics.periods import Period, month_label, month_number, months_in_words
from warehouse.places import Places
from warehouse.schema import Kind, Table

_DENSE = 3
"""Rows a month from which on a month without any, between others, is more likely forgotten than empty."""


@dataclass(frozen=True)
class Coverage:
    """Months (as in `metrics.periods`), and whether they were inferred from the rows because nothing speaks."""

    months: tuple[int, ...]
    inferred: bool
    notes: tuple[Fault, ...] = ()
    empty: Fault | None = None
    """What is to be said of months that the file says it covers and that have no row."""

    @property
    def labels(self) -> list[str]:
        """`2022-03`, …"""
        return [month_label(m) for m in self.months]


def row_month(table: Table) -> str:
    """SQL for the first day of the month that a row belongs to (a year's targets: January)."""
    if table.column(table.dated_by).kind is Kind.YEAR:
        return f"make_date({table.dated_by}, 1, 1)"
    return f"CAST(date_trunc('month', {table.dated_by}) AS DATE)"


def coverage(connection: duckdb.DuckDBPyConnection, part: Part, today: date) -> Coverage:
    """The months of a part whose rows stand in `typed_rows`."""
    rows = connection.execute(
        f"SELECT sheet_no, year(m) * 12 + month(m) - 1, count(*) FROM (SELECT sheet_no, {row_month(part.table)} AS m FROM typed_rows) "
        "WHERE m IS NOT NULL GROUP BY ALL"
    ).fetchall()
    found: dict[int, set[int]] = {}
    counts: Counter[int] = Counter()
    for sheet_no, month, count in rows:
        found.setdefault(sheet_no, set()).add(month)
        counts[month] += count
    if part.table.roster:
        return _roster(part, set().union(*found.values()))
    if part.table.column(part.table.dated_by).kind is Kind.YEAR:
        return _years(part, set().union(*found.values()))
    sparse = bool(counts) and median(counts.values()) < _DENSE
    return _months(part, found, month_number(today.year, today.month), sparse)


def missing_days(connection: duckdb.DuckDBPyConnection, places: Places, table: Table) -> list[Fault]:
    """For the hotline, a row a day: working days without a row in months that have rows. Until they come, the month has no value."""
    if table.stem != "hotline":
        return []
    days = {d for (d,) in connection.execute("SELECT DISTINCT day FROM typed_rows").fetchall()}
    months = {(d.year, d.month) for d in days}
    missing = [
        d
        for year in sorted({y for y, _ in months})
        for d, working in working_days(places, year)[0]
        if working and (d.year, d.month) in months and d not in days
    ]
    if not missing:
        return []
    shown = "、".join(f"{d:%Y-%m-%d}" for d in missing[:5]) + ("等" if len(missing) > 5 else "")
    return [Fault(f"缺 {len(missing)} 个工作日的数（{shown}），补齐以前这些月份不出数。没有来电的日子请填 0")]


def _roster(part: Part, months: set[int]) -> Coverage:
    """A roster speaks from its earliest row to the day it states."""
    periods = [s.period for s in part.sheets if s.period]
    ends = [part.as_of] if part.as_of else [p.last for p in periods]
    starts = [*months, *(p.first for p in periods)]
    if not ends and not months:
        return Coverage((), inferred=True)
    last = max(ends) if ends else max(months)
    first = min([m for m in starts if m <= last], default=last)
    notes: tuple[Fault, ...] = ()
    if not ends:
        notes = (Fault(f"没有写明截至日期，按最后一行所在的 {month_label(last)} 认定。请在标题写上“截至某年某月某日”"),)
    return Coverage(tuple(range(first, last + 1)), inferred=not ends, notes=notes)


def _years(part: Part, januaries: set[int]) -> Coverage:
    said = {
        m
        for s in part.sheets
        if s.period
        for m in range(
            s.period.full_year().first - (s.period.last - s.period.first) // 12 * 12, s.period.full_year().last + 1
        )
    }
    rows = {m for january in januaries for m in range(january, january + 12)}
    return Coverage(tuple(sorted(said or rows)), inferred=False)


def _months(part: Part, rows: dict[int, set[int]], this_month: int, sparse: bool) -> Coverage:
    said: set[int] = set()
    silent: set[int] = set()
    for number, sheet in enumerate(part.sheets):
        if sheet.period:
            last = (
                min(sheet.period.last, part.as_of)
                if part.as_of and part.as_of >= sheet.period.first
                else sheet.period.last
            )
            said |= set(range(sheet.period.first, last + 1))
        elif part.as_of:
            said |= set(range(part.as_of // 12 * 12, part.as_of + 1))
        else:
            silent |= rows.get(number, set())
    notes = []
    future = {m for m in said if m > this_month}
    if future:
        notes.append(Fault(f"{_words(future)}还没有到，不算这份文件包含的月份"))
    said -= future
    if this_month in said:
        notes.append(Fault(f"{_words({this_month})}还没有结束，整月的数报齐以前不出数"))
    filled = set().union(*rows.values())
    said_over = said - {this_month}  # what has only begun is said above
    empty = {m for m in said_over - filled if not sparse or m > max(filled, default=m)}
    told = None
    if empty and len(said) > 1:
        told = Fault(
            f"文件写明包含{_words(said)}，其中{_words(empty)}没有一行数据，将按“这几个月为 0”入库。如果只是还没有填，请改写期间"
        )
    if silent - said:
        notes.append(
            Fault(
                f"标题、工作表名和文件名都没有写期间，按数据行的月份认定为{_words(silent)}。请核对，或用 --period 指定"
            )
        )
    return Coverage(tuple(sorted(said | silent)), inferred=bool(silent - said), notes=tuple(notes), empty=told)


def _words(months: set[int]) -> str:
    labels = tuple(month_label(m) for m in sorted(months))
    years = {label[:4] for label in labels}
    return (f"{labels[0][:4]}年" if len(years) == 1 else "") + months_in_words(labels)


def allowed(part: Part, number: int, months: tuple[int, ...]) -> Period | None:
    """The period within which the rows of a sheet must lie; None if nothing says so."""
    sheet = part.sheets[number]
    if part.table.roster:
        return Period(0, part.as_of) if part.as_of else (Period(0, sheet.period.last) if sheet.period else None)
    if sheet.period is None:
        return Period(months[0], months[-1]) if part.as_of and months else None
    if part.table.column(part.table.dated_by).kind is Kind.YEAR:
        return Period(sheet.period.first // 12 * 12, sheet.period.last)
    return sheet.period
