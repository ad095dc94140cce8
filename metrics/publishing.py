"""Measuring everything once, when a snapshot is made: the small table that pages read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from metrics import sql
from metrics.definitions import Catalogue, dimension_sql
from metrics.measure import Measurer
from metrics.model import Metric
from metrics.periods import Period, month_number, parse, year_period, year_to_date
from warehouse.schema import TABLES
from warehouse.snapshots import Snapshot


def measure_all(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> int:
    """Fill `period` and `reading` of a snapshot whose facts, coverage and calendar are in; returns the number of readings.

    Metrics with a table are measured by one statement each; ratios and combinations are then put together from those by
    `Measurer`, which is also what puts them together when they are read.
    """
    _fill_periods(connection)
    for metric in catalogue.values():
        if not metric.derived:
            _fill(connection, metric)
    _fill_derived(connection, catalogue)
    row = connection.execute("SELECT count(*) FROM reading").fetchone()
    return int(row[0]) if row else 0


def _fill_derived(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    measurer = Measurer(Snapshot("", False, Path(), connection), catalogue)
    periods = connection.execute("SELECT period_kind, period FROM period").fetchall()
    rows = []
    for metric in catalogue.values():
        for kind, label in periods if metric.derived else ():
            reading = measurer.measure(metric.key, parse(label))
            whole = not reading.gaps and not reading.reason.startswith("“")
            rows.append((metric.key, kind, label, reading.value, reading.numerator, reading.denominator, whole))
    if rows:
        connection.executemany("INSERT INTO reading VALUES (?, ?, ?, '', '', ?, ?, ?, ?)", rows)


def _years(connection: duckdb.DuckDBPyConnection) -> list[int]:
    rosters = [s for s, t in TABLES.items() if t.roster]
    marks = ", ".join("?" for _ in rosters)
    query = f"SELECT DISTINCT year(month) FROM coverage WHERE source NOT IN ({marks}) ORDER BY 1"
    return [int(y) for (y,) in connection.execute(query, rosters).fetchall()]


def periods_of(year: int) -> Iterator[tuple[str, Period]]:
    """Months, quarters, years to date and the year, each with the kind it is stored under."""
    for month in range(1, 13):
        number = month_number(year, month)
        yield "month", Period(number, number)
        if month % 3 == 0:
            yield "quarter", Period(number - 2, number)
        if month not in {1, 12}:
            yield "ytd", year_to_date(year, month)
    yield "year", year_period(year)


def _fill_periods(connection: duckdb.DuckDBPyConnection) -> None:
    rows: list[tuple[str, str, date, date]] = []
    seen: set[str] = set()
    for year in _years(connection):
        for kind, period in periods_of(year):
            if period.label not in seen:  # January to March is the first quarter
                seen.add(period.label)
                rows.append((kind, period.label, period.start, period.end))
    if rows:
        connection.executemany("INSERT INTO period VALUES (?, ?, ?, ?)", rows)


def _fill(connection: duckdb.DuckDBPyConnection, metric: Metric) -> None:
    """A metric's readings in total and along its dimensions, one statement each."""
    where = sql.filters(metric, "p.starts", "p.ends")
    listed = ", ".join(f"'{kind}'" for kind in metric.periods)
    kinds = f" AND p.period_kind IN ({listed})" if listed else ""
    covered = _covered_sql(metric)
    if metric.kind == "mean":
        one = (
            f"SELECT p.period AS period, {sql.per_member(metric)} AS member, max({metric.value}) AS figure "
            f"FROM {metric.table} JOIN period p ON {where} GROUP BY ALL"
        )
        parts = f"SELECT period, sum(figure) AS top, count(*) AS bottom FROM ({one}) GROUP BY period"
        _insert_means(connection, metric, parts, covered, kinds)
        return
    total = f"SELECT p.period AS period, {sql.aggregate(metric)} AS value FROM {metric.table} JOIN period p ON {where} GROUP BY p.period"
    connection.execute(
        f"INSERT INTO reading SELECT ?, p.period_kind, p.period, '', '', CASE WHEN {covered} THEN coalesce(f.value, 0) END, "
        f"NULL, NULL, {covered} FROM period p LEFT JOIN ({total}) f ON f.period = p.period WHERE true{kinds}",
        [metric.key],
    )
    for dimension in metric.by:
        _insert_members(connection, metric, dimension, where, covered + kinds)


def _insert_members(
    connection: duckdb.DuckDBPyConnection, metric: Metric, dimension: str, where: str, allowed: str
) -> None:
    members = (
        f"SELECT p.period AS period, {dimension_sql(metric, dimension)} AS member, {sql.aggregate(metric)} AS value "
        f"FROM {metric.table} JOIN period p ON {where} GROUP BY ALL"
    )
    connection.execute(
        f"INSERT INTO reading SELECT ?, p.period_kind, p.period, ?, f.member, f.value, NULL, NULL, true "
        f"FROM period p JOIN ({members}) f ON f.period = p.period WHERE {allowed}",
        [metric.key, dimension],
    )


def _insert_means(connection: duckdb.DuckDBPyConnection, metric: Metric, parts: str, covered: str, kinds: str) -> None:
    found = connection.execute(
        f"SELECT p.period_kind, p.period, f.top, coalesce(f.bottom, 0), {covered} "
        f"FROM period p LEFT JOIN ({parts}) f ON f.period = p.period WHERE true{kinds}"
    ).fetchall()
    for kind, period, top, bottom, whole in found:
        value = (Decimal(top) / Decimal(bottom)).quantize(Decimal("1e-12")) if whole and bottom else None
        figures = (value, Decimal(top or 0), Decimal(bottom)) if whole else (None, None, None)
        connection.execute(
            "INSERT INTO reading VALUES (?, ?, ?, '', '', ?, ?, ?, ?)",
            [metric.key, kind, period, *figures, bool(whole)],
        )


def _covered_sql(metric: Metric) -> str:
    """Whether the months that a metric needs in period `p` are all covered."""
    if metric.table == "calendar":
        return "EXISTS (SELECT 1 FROM calendar c WHERE c.day = p.starts)"
    first = "p.ends - INTERVAL 1 MONTH" if metric.kind == "as_of" else "p.starts"
    months = f"(SELECT count(*) FROM covered c WHERE c.source = '{metric.table}' AND c.month >= {first} AND c.month < p.ends)"
    return f"({months} = date_diff('month', {first}, p.ends))"
