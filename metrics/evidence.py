"""Behind a reading: which rows of which files were counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from metrics import sql
from metrics.definitions import Catalogue, dimension_sql, terms_of
from metrics.model import Metric, Reading, SourceRows
from metrics.periods import Period
from warehouse.schema import TABLES, Personal
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class RowTable:
    """Rows of one table as a page shows them; `total` counts those that the limit left out too."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int


def leaf_periods(catalogue: Catalogue, key: str, period: Period) -> list[tuple[Metric, Period]]:
    """The leaves of a metric with the period of each, each pair once, calendar left out (no file stands behind it)."""
    metric = catalogue[key]
    if not metric.derived:
        return [(metric, period)] if metric.table in TABLES else []
    found: dict[tuple[str, Period], tuple[Metric, Period]] = {}
    for term in terms_of(metric):
        for leaf, span in leaf_periods(catalogue, term.key, term.period(period)):
            found[leaf.key, span] = (leaf, span)
    return list(found.values())


def _where(metric: Metric, period: Period, reading: Reading) -> tuple[str, list[str]]:
    where = sql.filters(metric, sql.day(period.start), sql.day(period.end))
    if reading.dimension and reading.dimension in metric.by:
        return f"{where} AND {dimension_sql(metric, reading.dimension)} = ?", [reading.member]
    return where, []


def sources(snapshot: Snapshot, catalogue: Catalogue, readings: Sequence[Reading]) -> list[list[SourceRows]]:
    """Behind each reading: one entry a sheet, with its row numbers as ranges; a row that two parts count stands once.

    One query for all of them: planning thirty takes longer than running them.
    """
    pieces, parameters = [], []
    for place, reading in enumerate(readings):
        for metric, period in leaf_periods(catalogue, reading.metric.key, reading.period):
            where, more = _where(metric, period, reading)
            columns = f"{place} AS place, source_batch AS batch, source_sheet AS sheet, source_row AS row"
            pieces.append(f"SELECT {columns} FROM {metric.table} WHERE {where}")
            parameters += more
    runs: list[dict[tuple[str, str], list[tuple[int, int]]]] = [{} for _ in readings]
    found = snapshot.rows(_RUNS.format(" UNION ALL ".join(pieces)), parameters or None) if pieces else []
    for place, batch, sheet, first, last in found:
        runs[place].setdefault((batch, sheet), []).append((int(first), int(last)))
    batches = _batches(snapshot)
    return [_by_sheet(batches, of_one) for of_one in runs]


def _by_sheet(
    batches: dict[str, tuple[Any, ...]], runs: dict[tuple[str, str], list[tuple[int, int]]]
) -> list[SourceRows]:
    made = []
    for (batch, sheet), spans in runs.items():
        file, sha256, department, received = batches[batch]
        when = received.isoformat(sep=" ", timespec="seconds") if received else ""
        count = sum(last - first + 1 for first, last in spans)
        made.append(SourceRows(file, sha256, sheet, ranges(spans), department, when, batch, count))
    return sorted(made, key=lambda s: (_by_number(s.file), _by_number(s.sheet), s.batch))


@lru_cache(maxsize=4)
def _batches(snapshot: Snapshot) -> dict[str, tuple[Any, ...]]:
    """File, digest, department and time of receipt of every batch; a snapshot never changes."""
    return {b[0]: b[1:] for b in snapshot.rows("SELECT batch, file, sha256, department, received_at FROM batch")}


def _by_number(name: str) -> list[tuple[int, str]]:
    """2月 before 10月, 二季度 before 三季度."""
    pieces = (p for p in re.split(rf"([0-9]+|[{_CHINESE}])", name) if p)
    return [
        (int(p), "") if p.isascii() and p.isdigit() else (_CHINESE.find(p) if len(p) == 1 else -1, p) for p in pieces
    ]


_CHINESE = "〇一二三四五六七八九十"


_RUNS = """SELECT place, batch, sheet, min(row) AS first, max(row) AS last FROM (
  SELECT *, row - row_number() OVER (PARTITION BY place, batch, sheet ORDER BY row) AS run
  FROM (SELECT DISTINCT * FROM ({})))
GROUP BY place, batch, sheet, run ORDER BY place, batch, sheet, first"""
"""Runs of consecutive rows, found where they lie: a year of a county is two million of them."""


def ranges(spans: Iterable[tuple[int, int]]) -> str:
    """Runs of row numbers, both ends counted, as `5-211,213`."""
    return ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in spans)


def rows(snapshot: Snapshot, catalogue: Catalogue, reading: Reading, limit: int) -> RowTable:
    """Rows of the reading's first table, the latest first; persons left out, taxpayers masked."""
    leaves = leaf_periods(catalogue, reading.metric.key, reading.period)
    if not leaves:
        return RowTable((), (), 0)
    table = TABLES[leaves[0][0].table]
    pieces, parameters = [], []
    for metric, period in leaves:
        if metric.table == table.stem:
            where, more = _where(metric, period, reading)
            pieces.append(f"({where})")
            parameters += more
    shown = [c for c in table.columns if c.personal is not Personal.PERSON]
    picked = ", ".join(f"{table.stem}.{c.name}" for c in shown)
    found = snapshot.rows(
        f"SELECT b.file, source_sheet, source_row, {picked} FROM {table.stem} JOIN batch b ON b.batch = source_batch "
        f"WHERE {' OR '.join(pieces)} ORDER BY {table.stem}.{table.dated_by} DESC, source_row LIMIT {int(limit)}",
        parameters or None,
    )
    total = snapshot.rows(f"SELECT count(*) FROM {table.stem} WHERE {' OR '.join(pieces)}", parameters or None)[0][0]
    masked = [3 + i for i, c in enumerate(shown) if c.personal is Personal.TAXPAYER]
    made = tuple(tuple(mask(v) if i in masked else v for i, v in enumerate(row)) for row in found)
    return RowTable(("文件", "工作表", "行", *(c.heading for c in shown)), made, int(total))


def mask(code: Any) -> Any:
    """A taxpayer's number with its middle covered."""
    if not isinstance(code, str):
        return code
    return f"{code[:4]}****{code[-4:]}" if len(code) >= 12 else f"{code[:2]}****"
