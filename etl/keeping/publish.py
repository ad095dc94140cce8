"""Make a snapshot from a list of batches, and serve it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.checking.spellings import tidy_name
from etl.faults import UsageError
from etl.keeping.batches import Batch, BuildList, batch_path, write_list
from etl.reference import code_list, rows, working_days
from etl.understanding.coverage import row_month
from metrics.definitions import load_catalogue
from metrics.publishing import measure_all
from warehouse import snapshots
from warehouse.places import Places
from warehouse.schema import EVIDENCE, TABLES, Kind, Table, create_statements

Connection = duckdb.DuckDBPyConnection
Say = Callable[[str], None]
_BATCH = ("batch", "source", "sender", "office")


def columns_of(table: Table) -> str:
    """The columns of a fact table, evidence last, as SQL."""
    return ", ".join([*(c.name for c in table.columns), *EVIDENCE])


def enter_batches(connection: Connection, batches: Sequence[Batch]) -> None:
    """Fill `listed`, `claim` (a row a batch and month that it covers) and `in_force` (the claims that no later one replaces).

    The order of the list decides who replaces whom: a later batch of the same source, sender and month, of the whole bureau or of
    the same office; of a roster any later one of the sender.
    """
    claims = [(seq, batch, month) for seq, batch in enumerate(batches) for month in batch.months]
    latest = {(b.source, b.sender, month, b.office): seq for seq, b, month in claims}
    last_roster = {(b.source, b.sender): seq for seq, b in enumerate(batches) if TABLES[b.source].roster}

    def stands(seq: int, b: Batch, month: str) -> bool:
        later = (latest.get((b.source, b.sender, month, office), seq) for office in ("", b.office))
        return max(*later, last_roster.get((b.source, b.sender), seq)) == seq

    rows = {
        "claim": claims,
        "in_force": [c for c in claims if stands(*c)],
        "listed": [(n, b, "") for n, b in enumerate(batches)],
    }
    for name, told in rows.items():
        fields = {f: pa.array([getattr(b, f) for _, b, _ in told], pa.string()) for f in _BATCH}
        if name != "listed":
            fields["month"] = pa.array([date.fromisoformat(f"{m}-01") for *_, m in told], pa.date32())
        connection.register(name, pa.table({"seq": pa.array([n for n, *_ in told], pa.int32()), **fields}))


def living(connection: Connection, batches: Sequence[Batch]) -> list[Batch]:
    """The batches of which something is still in force, after `enter_batches`."""
    alive = {b for (b,) in connection.execute("SELECT DISTINCT batch FROM in_force").fetchall()}
    return [b for b in batches if b.batch in alive]


def wholly_in_force(connection: Connection, batch: Batch) -> bool:
    """Whether nothing of a batch has been replaced since, not even for one office."""
    row = connection.execute(
        "SELECT count(*) FROM claim a WHERE a.batch = $batch AND (NOT EXISTS (SELECT 1 FROM in_force f WHERE f.batch = a.batch AND f.month = a.month) "
        "OR EXISTS (SELECT 1 FROM claim b WHERE b.source = a.source AND b.sender = a.sender AND b.month = a.month AND b.seq > a.seq))",
        {"batch": batch.batch},
    ).fetchone()
    return row is not None and row[0] == 0


def rows_in_force(table: Table, relation: str) -> str:
    """SQL for the rows of a relation (with the evidence columns) that the latest claim on their month and office leaves in force."""
    office = "coalesce(r.office, '')" if any(c.name == "office" for c in table.columns) else "''"
    if table.roster:
        return f"SELECT r.* FROM {relation} r WHERE r.source_batch IN (SELECT batch FROM in_force)"
    return f"""SELECT r.* FROM (SELECT *, {row_month(table)} AS row_month_ FROM {relation}) r
        JOIN listed l ON l.batch = r.source_batch
        LEFT JOIN (SELECT sender, month, max(seq) AS last FROM claim WHERE source = '{table.stem}' AND office = '' GROUP BY ALL) w
          ON w.sender = l.sender AND w.month = r.row_month_
        LEFT JOIN (SELECT sender, month, office, max(seq) AS last FROM claim WHERE source = '{table.stem}' AND office <> '' GROUP BY ALL) o
          ON o.sender = l.sender AND o.month = r.row_month_ AND o.office = {office}
        WHERE l.seq >= coalesce(w.last, -1) AND l.seq >= coalesce(o.last, -1)"""


def insert_facts(connection: Connection, table: Table, paths: Sequence[Path], into: str) -> None:
    """Insert the rows in force of a source's batches, in an order that keeps months together."""
    if not paths:
        return
    columns = columns_of(table)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW kept_rows AS SELECT * FROM read_parquet([{', '.join(_literal(p) for p in paths)}], union_by_name=true)"
    )
    order = f"{table.dated_by}, source_batch, source_sheet, source_row"
    connection.execute(
        f"INSERT INTO {into} ({columns}) SELECT {columns} FROM ({rows_in_force(table, 'kept_rows')}) ORDER BY {order}"
    )


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def assemble(
    places: Places,
    target: Places,
    listed: BuildList,
    batches: Sequence[Batch],
    *,
    paths: dict[str, Path] | None = None,
    say: Say,
) -> list[str]:
    """Build the database of a list under `target` (not served yet). Warnings that belong to the build come back."""
    where = paths or {}
    with snapshots.building(target, listed.build) as connection:
        connection.begin()  # statements by themselves would be synced to disk one by one
        for statement in create_statements():
            connection.execute(statement)
        enter_batches(connection, batches)
        for table in TABLES.values():
            mine = [where.get(b.batch) or batch_path(places, b.batch) for b in batches if b.source == table.stem]
            for path in mine:
                if not path.exists():
                    raise UsageError(f"归档里缺少 {path.name}，不能生成数据版本。请从备份恢复 archive 文件夹。")
            insert_facts(connection, table, mine, table.stem)
        warnings = _system_tables(connection, places, listed, batches)
        connection.commit()
        say("正在计算各项指标……")
        measure_all(connection, load_catalogue(places.own_catalogue if places.own_catalogue.is_dir() else None))
        _verify(connection, batches)
        connection.execute("DROP VIEW IF EXISTS temp.kept_rows")
    return warnings


def _system_tables(connection: Connection, places: Places, listed: BuildList, batches: Sequence[Batch]) -> list[str]:
    made = datetime.fromisoformat(listed.made_at)
    connection.execute(
        "INSERT INTO build_info VALUES (?, ?, ?, ?, ?)", [listed.build, listed.sample, made, listed.parent, listed.note]
    )
    for b in batches:
        received = datetime.fromisoformat(b.received_at)
        connection.execute(
            "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [b.batch, b.source, b.file, b.sha256, b.sender, received, b.sample, b.rows],
        )
    connection.execute("INSERT INTO coverage SELECT DISTINCT source, month, office, batch FROM in_force ORDER BY ALL")
    _reference_tables(connection, places)
    warnings = _calendar(connection, places)
    _covered(connection, places)
    return warnings


def _covered(connection: Connection, places: Places) -> None:
    """Months wholly covered: of all offices, over when the file came, and for the daily hotline with every working day.

    A month of calls without any row stays covered: the file says that there were none.
    """
    dated = [t.stem for t in TABLES.values() if not t.roster and t.column(t.dated_by).kind is not Kind.YEAR]
    offices = code_list(places, "offices.csv")
    ends = [date.fromisoformat(f"{offices.until.get(o, '9999-12')}-01") for o in offices.values]
    connection.execute(
        """INSERT INTO covered SELECT c.source, c.month FROM coverage c JOIN batch b USING (batch)
        WHERE NOT list_contains($dated, c.source) OR CAST(b.received_at AS DATE) >= c.month + INTERVAL 1 MONTH
        GROUP BY ALL HAVING bool_or(c.office = '')
        OR (len($offices) > 0 AND count(DISTINCT c.office) FILTER (list_contains($offices, c.office)
            AND $ends[list_position($offices, c.office)] >= c.month)
            = greatest(1, len(list_filter($ends, lambda ended: ended >= c.month)))) ORDER BY ALL""",
        {"offices": offices.values, "ends": ends, "dated": dated},
    )
    connection.execute(
        """DELETE FROM covered WHERE source = 'hotline'
        AND month IN (SELECT date_trunc('month', day) FROM hotline)
        AND month IN (SELECT date_trunc('month', k.day) FROM calendar k
                      WHERE k.working AND k.day NOT IN (SELECT day FROM hotline))"""
    )


def _reference_tables(connection: Connection, places: Places) -> None:
    outlets = [
        (spelling, tidy_name(row.get("outlet") or ""))
        for row in rows(places.reference("outlets.csv"))
        for alias in [row.get("alias") or ""]
        for spelling in dict.fromkeys((alias, tidy_name(alias)))  # rows of earlier versions stand as they were written
    ]
    outlets += _written_otherwise(connection, dict(outlets))
    kinds = [(row.get("tax_kind"), row.get("group")) for row in rows(places.reference("tax_kinds.csv"))]
    for table, pairs in (("outlet_alias", outlets), ("tax_group", kinds)):
        columns = [[first for first, _ in pairs], [second for _, second in pairs]]
        connection.execute(f"INSERT INTO {table} SELECT unnest(?), unnest(?)", columns)


def _written_otherwise(connection: Connection, known: dict[str, str]) -> list[tuple[str, str]]:
    """Media that no list has and that stand under two names which are surely one: 某某日报社 beside 某某日报, 某某日报（头版） of old."""
    found = connection.execute(
        "SELECT DISTINCT origin FROM publicity WHERE kind = '媒体报道' AND origin IS NOT NULL"
    ).fetchall()
    tidied = {name: tidy_name(name) for (name,) in found if name not in known}
    names, pairs = {*tidied.values(), *known}, []
    for name, tidy in tidied.items():
        base = tidy[:-1] if tidy.endswith("报社") and tidy[:-1] in names else tidy
        outlet = known.get(base, known.get(tidy, base))
        if outlet != name:
            pairs.append((name, outlet))
    return pairs


def _calendar(connection: Connection, places: Places) -> list[str]:
    years = [y for (y,) in connection.execute("SELECT DISTINCT year(month) FROM coverage ORDER BY 1").fetchall()]
    uncovered = []
    for year in years:
        days, known = working_days(places, year)
        connection.execute(
            "INSERT INTO calendar SELECT unnest(?), unnest(?)", [[d for d, _ in days], [w for _, w in days]]
        )
        if not known and year > date(2004, 1, 1).year:
            uncovered.append(year)
    return [
        f"{y} 年没有节假日表，工作日按周一至周五计。请在 data/reference/workdays.csv 登记放假和调休" for y in uncovered
    ]


def _verify(connection: Connection, batches: Sequence[Batch]) -> None:
    """No row without a batch in force, and every batch whose claims are all in force has all its rows."""
    for table in TABLES.values():
        found = dict(connection.execute(f"SELECT source_batch, count(*) FROM {table.stem} GROUP BY 1").fetchall())
        for batch in (b for b in batches if b.source == table.stem):
            count = found.pop(batch.batch, 0)
            whole = wholly_in_force(connection, batch)
            if count > batch.rows or (whole and count != batch.rows):
                raise UsageError(
                    f"数据版本没有通过核对：{batch.file} 应有 {batch.rows} 行，实有 {count} 行。未发布，数据仍是原来的版本。"
                )
        if found:
            raise UsageError(f"数据版本没有通过核对：{table.title}有来历不明的行。未发布，数据仍是原来的版本。")


def serve(places: Places, listed: BuildList, batches: Sequence[Batch], say: Say) -> list[str]:
    """Build, check and serve, inside `writers.noted`. Replacing `CURRENT` is the one commit point."""
    warnings = assemble(places, places, listed, batches, say=say)
    write_list(places, BuildList(**{**listed.__dict__, "warnings": tuple(warnings)}))
    snapshots.publish(places, listed.build)
    return warnings
