"""What a load corrected: the rows of months that an earlier file had already spoken for, cell by cell where rows have a key.

Worked out from the archive's batches, so it holds for every build, also those whose database is gone.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any

from etl.keeping.batches import Batch, batch_path, read_batch, read_list
from etl.keeping.publish import columns_of
from etl.keeping.standing import Standing
from etl.understanding.coverage import row_month
from warehouse.places import Places
from warehouse.schema import EVIDENCE, TABLES, Column, Table

MOST = 500
"""Cells and rows that are listed for one batch."""


@dataclass(frozen=True)
class Correction:
    """One cell, or one whole row (`column` is None), of a file that replaced an earlier one. None: it was not there."""

    source: str
    file: str
    sheet: str
    row: int
    """Row in the new file; in the replaced one for a row that went."""
    key: str
    """The row's key, else its month."""
    column: str | None
    before: str | None
    after: str | None

    def to_json(self) -> dict[str, Any]:
        """As printed with `--json`."""
        return asdict(self)


def corrected(places: Places, build: str) -> list[Correction]:
    """Corrections that a build brought against the one it was made from. UsageError if there is no such build."""
    listed = read_list(places, build)
    if listed.parent is None:
        return []
    before = [read_batch(places, b) for b in read_list(places, listed.parent).batches]
    found: list[Correction] = []
    standing = Standing(places, before)
    with closing(standing.connection):
        for name in listed.added:
            found += _of(standing, read_batch(places, name))
    return found


def _of(standing: Standing, batch: Batch) -> list[Correction]:
    table = TABLES[batch.source]
    path = batch_path(standing.places, batch.batch)
    if not path.exists():
        return []
    standing.show(table)
    gone = standing.replaced(table, batch.sender, batch.office, list(batch.months))
    connection, columns = standing.connection, columns_of(table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE left_rows AS SELECT {columns} FROM standing WHERE {gone}")
    row = connection.execute("SELECT count(*) FROM left_rows").fetchone()
    if row is None or row[0] == 0:
        return []
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE come_rows AS SELECT * FROM read_parquet($path)", {"path": str(path)}
    )
    for rows in ("left_rows", "come_rows"):
        _number_lines(standing, table, rows)
    cells = _cells(standing, table, batch) if table.key else []
    return (cells + _rows(standing, table, batch))[:MOST]


_LINE = "line_of_paper"


def _number_lines(standing: Standing, table: Table, rows: str) -> None:
    """Name the lines of papers that have several (a voucher of two taxes), so that each is compared with its own."""
    several = f"count(*) OVER (PARTITION BY {', '.join(table.key)}) > 1"
    line = f"CASE WHEN {several} THEN concat_ws(' ', {', '.join(table.lines)}) ELSE '' END" if table.lines else "''"
    standing.connection.execute(f"CREATE OR REPLACE TEMP TABLE {rows} AS SELECT *, {line} AS {_LINE} FROM {rows}")


def _known_by(table: Table) -> tuple[str, ...]:
    """Columns by which a row is known again in a later file."""
    return (*table.key, _LINE) if table.key else tuple(c.name for c in table.columns)


def _cells(standing: Standing, table: Table, batch: Batch) -> list[Correction]:
    """Cells that differ in rows of the same key."""
    same = (
        " AND ".join(f"o.{k} IS NOT DISTINCT FROM n.{k}" for k in _known_by(table))
        + f" AND o.{table.key[0]} IS NOT NULL"
    )
    found = []
    for column in (c for c in table.columns if c.name not in table.key):
        rows = standing.connection.execute(
            f"SELECT n.{EVIDENCE[1]}, n.{EVIDENCE[2]}, {_key(table, 'n')}, {_text(column, 'o')}, {_text(column, 'n')} "
            f"FROM left_rows o JOIN come_rows n ON {same} WHERE o.{column.name} IS DISTINCT FROM n.{column.name} "
            f"ORDER BY 1, 2 LIMIT {MOST}"
        ).fetchall()
        found += [
            Correction(table.stem, batch.file, sheet, row, key, column.heading, before, after)
            for sheet, row, key, before, after in rows
        ]
    return sorted(found, key=lambda c: (c.sheet, c.row))


def _rows(standing: Standing, table: Table, batch: Batch) -> list[Correction]:
    """Rows that came or went: without a counterpart of the same key, or, where there is no key, of the same content."""
    by = ", ".join(_known_by(table))
    only_keyed = f"{table.key[0]} IS NOT NULL" if table.key else "true"
    label = _key(table, "r") if table.key else f"strftime({row_month(table)}, '%Y-%m')"
    found = []
    for mine, theirs, came in (("come_rows", "left_rows", True), ("left_rows", "come_rows", False)):
        rows = standing.connection.execute(
            f"""WITH extra AS (SELECT {by}, row_number() OVER (PARTITION BY {by}) AS nth_ FROM {mine} WHERE {only_keyed}
                EXCEPT SELECT {by}, row_number() OVER (PARTITION BY {by}) FROM {theirs} WHERE {only_keyed}),
              numbered AS (SELECT *, row_number() OVER (PARTITION BY {by} ORDER BY {EVIDENCE[2]}) AS nth_ FROM {mine} WHERE {only_keyed})
            SELECT r.{EVIDENCE[1]}, r.{EVIDENCE[2]}, {label}, {_whole(table)} FROM numbered r
            WHERE EXISTS (SELECT 1 FROM extra e WHERE e.nth_ = r.nth_ AND {_matching(table)}) ORDER BY 1, 2 LIMIT {MOST}"""
        ).fetchall()
        found += [
            Correction(table.stem, batch.file, s, n, key, None, None if came else text, text if came else None)
            for s, n, key, text in rows
        ]
    return found


def _matching(table: Table) -> str:
    return " AND ".join(f"e.{c} IS NOT DISTINCT FROM r.{c}" for c in _known_by(table))


def _key(table: Table, alias: str) -> str:
    return f"concat_ws(' ', {', '.join(f'{alias}.{k}' for k in table.key)})"


def _text(column: Column, alias: str) -> str:
    """A cell as text; persons and taxpayers are not named."""
    return "'（代码）'" if column.personal else f"CAST({alias}.{column.name} AS VARCHAR)"


def _whole(table: Table) -> str:
    """A row as one text, persons and taxpayers left out."""
    return f"concat_ws('，', {', '.join(f'CAST(r.{c.name} AS VARCHAR)' for c in table.columns if not c.personal)})"
