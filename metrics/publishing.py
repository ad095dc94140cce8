"""Measuring everything once, when a snapshot is made: the small table that pages read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from metrics import sql
from metrics.definitions import Catalogue, dimension_sql
from metrics.measure import EXACT, Measurer
from metrics.model import Metric
from metrics.periods import Period, month_number, parse, year_period, year_to_date
from warehouse.schema import TABLES
from warehouse.snapshots import Snapshot

Figures = tuple[str, str, str, Decimal | None, Decimal | None, Decimal | None, bool]
"""Metric, kind and form of the period, value, numerator, denominator, whether wholly covered."""


def measure_all(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> int:
    """Fill `period`, `reading` and `measured` of a snapshot whose facts, coverage and calendar are in.

    Metrics with a table are measured by one statement each and one a dimension; ratios and combinations are then put
    together from those by `Measurer`, which is also what puts them together when they are read. Returns the number of readings.
    """
    connection.begin()  # statements by themselves would be synced to disk one by one
    _fill_periods(connection)
    sent = {"calendar", *(s for (s,) in connection.execute("SELECT DISTINCT source FROM covered").fetchall())}
    leaves = [metric for metric in catalogue.values() if not metric.derived]
    _fill_unknown(connection, [metric for metric in leaves if metric.table not in sent])
    for metric in (metric for metric in leaves if metric.table in sent):
        if metric.kind == "mean":
            _fill_mean(connection, metric)
        else:
            _fill_total(connection, metric)
            for dimension in metric.by:
                _fill_members(connection, metric, dimension)
    prints = [(key, sql.fingerprint(catalogue, key)) for key in catalogue]
    connection.execute(
        "INSERT INTO measured SELECT unnest(?), unnest(?)",
        [[key for key, _ in prints], [digest for _, digest in prints]],
    )
    connection.commit()
    _fill_derived(connection, catalogue)
    row = connection.execute("SELECT count(*) FROM reading").fetchone()
    return int(row[0]) if row else 0


# --- periods -----------------------------------------------------------------------------------------------------------


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
        if month not in {1, 3, 12}:  # January to March is the first quarter
            yield "ytd", year_to_date(year, month)
    yield "year", year_period(year)


def _fill_periods(connection: duckdb.DuckDBPyConnection) -> None:
    found = [(kind, p.label, p.start, p.end) for year in _years(connection) for kind, p in periods_of(year)]
    _insert(connection, "period", found, ("VARCHAR", "VARCHAR", "DATE", "DATE"))
    connection.execute(_WHOLLY)


_WHOLLY = """CREATE OR REPLACE TEMP TABLE wholly AS
SELECT c.source, false AS stock, p.period FROM covered c JOIN period p ON c.month >= p.starts AND c.month < p.ends
GROUP BY ALL HAVING count(*) = date_diff('month', any_value(p.starts), any_value(p.ends))
UNION ALL SELECT c.source, true, p.period FROM covered c JOIN period p ON c.month = p.ends - INTERVAL 1 MONTH
UNION ALL SELECT DISTINCT 'calendar', false, p.period FROM calendar k JOIN period p ON k.day = p.starts"""
"""Periods of which a source covers all months; of a stock the last month is enough."""


# --- metrics with a table of their own ---------------------------------------------------------------------------------


def _counted(metric: Metric, member: str = "''") -> str:
    """SQL of `period, member, value` for every stored period that has rows.

    What adds up is summed by month first, so that a row is read once and not once for each period it falls in.
    """
    if metric.adds_up:
        month = f"CAST(date_trunc('month', {metric.date}) AS DATE)"
        where = f" WHERE {metric.where}" if metric.where else ""
        months = f"SELECT {month} AS month, {member} AS member, {sql.aggregate(metric)} AS value FROM {metric.table}{where} GROUP BY ALL"
        return (
            f"SELECT p.period, m.member, sum(m.value) AS value FROM ({months}) m "
            "JOIN period p ON m.month >= p.starts AND m.month < p.ends GROUP BY ALL"
        )
    return (
        f"SELECT p.period, {member} AS member, {sql.aggregate(metric)} AS value "
        f"FROM {metric.table} JOIN period p ON {sql.filters(metric, 'p.starts', 'p.ends')} GROUP BY ALL"
    )


def _fill_unknown(connection: duckdb.DuckDBPyConnection, metrics: Sequence[Metric]) -> None:
    """Metrics of sources of which no month is covered: no value in any period, and no member, in one statement for all."""
    keys, kinds = [metric.key for metric in metrics], [list(metric.periods) for metric in metrics]
    connection.execute(
        "INSERT INTO reading SELECT m.key, p.period_kind, p.period, '', '', NULL, NULL, NULL, false "
        "FROM period p, (SELECT unnest(?::VARCHAR[]) AS key, unnest(?::VARCHAR[][]) AS kinds) m "
        "WHERE len(m.kinds) = 0 OR list_contains(m.kinds, p.period_kind)",
        [keys, kinds],
    )


def _fill_total(connection: duckdb.DuckDBPyConnection, metric: Metric) -> None:
    covered = _covered_sql(metric)
    connection.execute(
        f"INSERT INTO reading SELECT ?, p.period_kind, p.period, '', '', CASE WHEN {covered} THEN coalesce(f.value, 0) END, "
        f"NULL, NULL, {covered} FROM period p LEFT JOIN ({_counted(metric)}) f ON f.period = p.period WHERE {_kinds(metric)}",
        [metric.key],
    )


def _fill_members(connection: duckdb.DuckDBPyConnection, metric: Metric, dimension: str) -> None:
    counted = _counted(metric, dimension_sql(metric, dimension))
    connection.execute(
        "INSERT INTO reading SELECT ?, p.period_kind, p.period, ?, f.member, f.value, NULL, NULL, true "
        f"FROM period p JOIN ({counted}) f ON f.period = p.period WHERE {_covered_sql(metric)} AND {_kinds(metric)}",
        [metric.key, dimension],
    )


def _fill_mean(connection: duckdb.DuckDBPyConnection, metric: Metric) -> None:
    one = (
        f"SELECT p.period AS period, {sql.per_member(metric)} AS member, max({metric.value}) AS figure "
        f"FROM {metric.table} JOIN period p ON {sql.filters(metric, 'p.starts', 'p.ends')} GROUP BY ALL"
    )
    parts = f"SELECT period, sum(figure) AS top, count(*) AS bottom FROM ({one}) GROUP BY period"
    found = connection.execute(
        f"SELECT p.period_kind, p.period, coalesce(f.top, 0), coalesce(f.bottom, 0), {_covered_sql(metric)} "
        f"FROM period p LEFT JOIN ({parts}) f ON f.period = p.period WHERE {_kinds(metric)}"
    ).fetchall()
    rows: list[Figures] = []
    for kind, period, top, bottom, whole in found:
        figures = (_mean(Decimal(top), Decimal(bottom)), Decimal(top), Decimal(bottom)) if whole else (None, None, None)
        rows.append((metric.key, kind, period, *figures, bool(whole)))
    _insert_totals(connection, rows)


def _mean(top: Decimal, bottom: Decimal) -> Decimal | None:
    return (top / bottom).quantize(EXACT) if bottom else None


def _kinds(metric: Metric) -> str:
    """Restricts period `p` to the kinds in which a metric has a meaning."""
    return f"p.period_kind IN ({', '.join(repr(kind) for kind in metric.periods)})" if metric.periods else "true"


def _covered_sql(metric: Metric) -> str:
    """Whether the months that a metric needs in period `p` are all covered."""
    return (
        f"p.period IN (SELECT period FROM wholly WHERE source = '{metric.table}' AND stock = {metric.kind == 'as_of'})"
    )


# --- ratios and combinations -------------------------------------------------------------------------------------------


def _fill_derived(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    measurer = Measurer(Snapshot("", False, Path(), connection), catalogue)
    periods = connection.execute("SELECT period_kind, period FROM period").fetchall()
    rows: list[Figures] = []
    for metric in catalogue.values():
        for kind, label in periods if metric.derived else ():
            if not metric.periods or kind in metric.periods:
                r = measurer.measure(metric.key, parse(label))
                rows.append((metric.key, kind, label, r.value, r.numerator, r.denominator, not r.gaps))
    _insert_totals(connection, rows)


def _insert_totals(connection: duckdb.DuckDBPyConnection, rows: Sequence[Figures]) -> None:
    wide = [(key, kind, period, "", "", *figures) for key, kind, period, *figures in rows]
    texts, figures = ("VARCHAR",) * 5, ("DECIMAL(38,12)", "DECIMAL(38,6)", "DECIMAL(38,6)")
    _insert(connection, "reading", wide, (*texts, *figures, "BOOLEAN"))


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]], types: Sequence[str]
) -> None:
    """All rows in one statement, column by column as text: row-by-row insertion costs milliseconds each."""
    if not rows:
        return
    columns = [
        [None if v is None else f"{v:f}" if isinstance(v, Decimal) else str(v) for v in c]
        for c in zip(*rows, strict=True)
    ]
    picked = ", ".join(f"CAST(unnest(?::VARCHAR[]) AS {kind})" for kind in types)
    connection.execute(f"INSERT INTO {table} SELECT {picked}", columns)
