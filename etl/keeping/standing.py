"""What is in force while a load is being checked: the served batches plus those this load has accepted so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.checking.conversions import workspace
from etl.faults import Fault, RefusedError
from etl.keeping.batches import Batch, batch_path
from etl.keeping.publish import columns_of, enter_batches, insert_facts, wholly_in_force
from etl.understanding.coverage import row_month
from warehouse.places import Places
from warehouse.schema import EVIDENCE, TABLES, Kind, Table

_MOST = 2
"""A month is being corrected if at least one in so many of its rows stays as it was; else its rows are other rows."""
_FORWARD = {"受理中": ("已办结", "作废")}
"""States that a document goes on to: the row of the state before is then no row that vanished."""
_QUANTITIES = {Kind.MONEY, Kind.COUNT, Kind.NUMBER}


@dataclass
class Standing:
    """A working database in memory; `standing` in it is a view of one source's rows in force."""

    places: Places
    batches: list[Batch]
    paths: dict[str, Path] = field(default_factory=dict)
    """Where the rows of batches lie that are not in the archive (yet)."""
    connection: duckdb.DuckDBPyConnection = field(default_factory=workspace)
    loaded: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note what the served batches cover."""
        enter_batches(self.connection, self.batches)

    def show(self, table: Table) -> None:
        """Make `standing` the rows of a source in force."""
        if table.stem not in self.loaded:
            columns = ", ".join(
                [
                    *(f"{c.name} {c.kind.sql}" for c in table.columns),
                    f"{EVIDENCE[0]} VARCHAR, {EVIDENCE[1]} VARCHAR, {EVIDENCE[2]} BIGINT",
                ]
            )
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE standing_{table.stem} ({columns})")
            mine = [
                self.paths.get(b.batch) or batch_path(self.places, b.batch)
                for b in self.batches
                if b.source == table.stem
            ]
            missing = [p.name for p in mine if not p.exists()]
            if missing:
                raise RefusedError(f"归档里缺少已入库的批次 {missing[0]}，无法比较。请从备份恢复 archive 文件夹")
            insert_facts(self.connection, table, mine, f"standing_{table.stem}")
            self.loaded.add(table.stem)
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW standing AS SELECT * FROM standing_{table.stem}")

    def months_with(self, table: Table, arriving: Iterable[str]) -> set[str]:
        """Months of a source that any batch in force speaks of, and those of an arriving file: no more can be compared."""
        return {m for b in self.batches if b.source == table.stem for m in b.months} | set(arriving)

    def already(self, sha256: str) -> list[Batch]:
        """The batches of a file with this content, if all of it is still in force; else nothing."""
        mine = [b for b in self.batches if b.sha256 == sha256]
        return mine if mine and all(wholly_in_force(self.connection, b) for b in mine) else []

    def replaced(self, table: Table, sender: str, office: str, months: list[str]) -> str:
        """SQL condition over `standing`: rows that a file of this sender, office and months would replace."""
        batches = self.of_sender(table, sender, office)
        if table.roster:
            return batches
        return f"({batches} AND strftime({row_month(table)}, '%Y-%m') IN ({_strings(months)}))"

    def of_sender(self, table: Table, sender: str, office: str) -> str:
        """SQL condition over `standing`: rows of this sender and office, whatever their month."""
        senders = [b.batch for b in self.batches if b.source == table.stem and b.sender == sender]
        own_office = not table.roster and any(c.name == "office" for c in table.columns) and office
        of_office = f" AND office = {_strings([office])}" if own_office else ""
        return f"{EVIDENCE[0]} IN ({_strings(senders)}){of_office}"

    def accept(self, batch: Batch, path: Path, relation: str | None) -> None:
        """Count a batch as in force from now on; its rows stand in a relation (with evidence columns) or only in its file."""
        table = TABLES[batch.source]
        if relation:
            self.show(table)
        if table.stem in self.loaded:  # else its rows are read with the others', should anybody ask for them
            gone = self.replaced(table, batch.sender, batch.office, list(batch.months))
            self.connection.execute(f"DELETE FROM standing_{table.stem} WHERE {gone}")
            columns = columns_of(table)
            rows = relation or f"read_parquet({_strings([str(path)])})"
            self.connection.execute(f"INSERT INTO standing_{table.stem} ({columns}) SELECT {columns} FROM {rows}")
        self.batches.append(batch)
        self.paths[batch.batch] = path
        enter_batches(self.connection, self.batches)


def _strings(values: list[str]) -> str:
    """A list of strings as SQL literals (batch ids, months and offices that we read ourselves)."""
    return ", ".join("'" + v.replace("'", "''") + "'" for v in values) or "NULL"


def foreign_keys(standing: Standing, table: Table, gone: str) -> list[tuple[int, int, str, str]]:
    """Rows of `typed_rows` whose key is in force in another file that stays: sheet, row, key, and that file's batch."""
    if not table.key:
        return []
    keys = " AND ".join(f"t.{k} IS NOT DISTINCT FROM s.{k}" for k in table.key)
    first = table.key[0]
    shown = " || ' ' || ".join(f"coalesce(CAST(t.{k} AS VARCHAR), '')" for k in table.key)
    return standing.connection.execute(
        f"SELECT DISTINCT t.sheet_no, t.source_row, trim({shown}), s.source_batch FROM typed_rows t JOIN standing s ON {keys} "
        f"WHERE t.{first} IS NOT NULL AND s.{first} IS NOT NULL AND NOT coalesce({_prefixed(gone, table)}, false) ORDER BY 1, 2"
    ).fetchall()


def _prefixed(condition: str, table: Table) -> str:
    """The condition of `Standing.replaced` with its columns taken from `s`."""
    for column in (
        table.dated_by,
        EVIDENCE[0],
        *(("office",) if any(c.name == "office" for c in table.columns) else ()),
    ):
        condition = (
            condition.replace(f"({column},", f"(s.{column},")
            .replace(f", {column})", f", s.{column})")
            .replace(f"{column} IN", f"s.{column} IN")
        )
        condition = condition.replace(f" AND {column} =", f" AND s.{column} =")
    return condition


@dataclass(frozen=True)
class Change:
    """Rows before and after in the months that a file replaces, and the rows that would vanish, in words."""

    before: int
    after: int
    vanishing: tuple[str, ...]
    replaces: tuple[str, ...]
    """Files whose rows (some of them) are replaced."""
    others: bool = False
    """Whether a month's rows would go although as many or more come: the file may be a part, not a correction."""

    @property
    def question(self) -> str:
        """What would vanish, for a person to confirm."""
        some = "；".join(self.vanishing[:8]) + (f"；等 {len(self.vanishing)} 项" if len(self.vanishing) > 8 else "")
        return f"入库会使已有的行消失（原有 {self.before} 行，这份 {self.after} 行）：{some}"

    def fault(self) -> Fault:
        """Why the file is not accepted without a confirmation."""
        advice = ""
        if self.others:
            advice = (
                f"如果这份只是一部分（另一类税费、另一科室或支部、后半月、新增的行），请与已入库的 {'、'.join(self.replaces)} "
                "合成一份整月的再报；确实由这份代替的，"
            )
        return Fault(f"{self.question}。{advice}确认无误请加 --replace（页面上勾选确认）")


def compare(
    standing: Standing, table: Table, sender: str, office: str, months: list[str], *, summary: bool = False
) -> Change:
    """Compare `typed_rows` with the rows that it would replace; `summary`: an amount a month and kind, not single events."""
    gone = standing.replaced(table, sender, office, months)
    query = standing.connection
    before, after = query.execute(
        f"SELECT (SELECT count(*) FROM standing WHERE {gone}), (SELECT count(*) FROM typed_rows)"
    ).fetchone() or (0, 0)
    if not before:
        return Change(0, after, (), ())
    batches = {b.batch: b.file for b in standing.batches}
    replaced = [
        batches[b]
        for (b,) in query.execute(f"SELECT DISTINCT source_batch FROM standing WHERE {gone} ORDER BY 1").fetchall()
    ]
    vanishing: list[str] = []
    keyless = "true"
    if table.key:
        keys, first = ", ".join(table.key), table.key[0]
        rows = query.execute(
            f"SELECT {keys} FROM standing WHERE {gone} AND {first} IS NOT NULL EXCEPT ALL SELECT {keys} FROM typed_rows ORDER BY ALL"
        ).fetchall()  # a paper of two lines that comes with one has lost a row
        rows = _without_those_gone_on(query, table, rows)
        names = "＋".join(table.column(k).heading for k in table.key)
        vanishing += [f"{names} {' '.join(str(v) for v in row if v is not None)}" for row in rows]
        keyless = f"{first} IS NULL"
    month = f"strftime({row_month(table)}, '%Y-%m')"
    counts = query.execute(
        f"SELECT m, sum(old), sum(new) FROM (SELECT {month} AS m, 1 AS old, 0 AS new FROM standing WHERE {gone} AND {keyless} "
        f"UNION ALL SELECT {month}, 0, 1 FROM typed_rows WHERE {keyless}) GROUP BY m HAVING sum(old) > 0 ORDER BY m"
    ).fetchall()
    lost = _lost(query, table, gone, keyless, {m: (old, new) for m, old, new in counts}, summary=summary)
    bare = _without_number(query, table)  # a ledger in place of a summary: its own rows are counted elsewhere
    fewer = [f"{m} {bare}由 {old} 行减为 {new} 行" for m, old, new in counts if old > new]
    other = [
        f"{m} 原有 {old} 行，其中 {lost[m]} 行这份里没有"
        for m, old, new in counts
        if old <= new and lost.get(m, 0) * _MOST > old
    ]
    return Change(
        before,
        after,
        tuple(vanishing + fewer + other),
        tuple(dict.fromkeys(replaced)),
        bool(other),
    )


def _without_those_gone_on(
    query: duckdb.DuckDBPyConnection, table: Table, rows: list[tuple[object, ...]]
) -> list[tuple[object, ...]]:
    """Keys that would vanish, without the documents that come with a later state (受理中 → 已办结)."""
    if "status" not in table.key or not rows:
        return rows
    state = table.key.index("status")
    come = set(query.execute(f"SELECT {', '.join(table.key)} FROM typed_rows").fetchall())
    later = {row: [(*row[:state], on, *row[state + 1 :]) for on in _FORWARD.get(str(row[state]), ())] for row in rows}
    return [row for row in rows if come.isdisjoint(later[row])]


def _without_number(query: duckdb.DuckDBPyConnection, table: Table) -> str:
    """没有票证号的: which rows are spoken of, where some of those that come have a number."""
    if not table.key:
        return ""
    numbered = query.execute(f"SELECT count({table.key[0]}) FROM typed_rows").fetchone()
    return f"没有{table.column(table.key[0]).heading}的" if numbered and numbered[0] else ""


def _lost(
    query: duckdb.DuckDBPyConnection,
    table: Table,
    gone: str,
    keyless: str,
    counts: dict[str, tuple[int, int]],
    *,
    summary: bool,
) -> dict[str, int]:
    """By month: rows without a key that go and have no equal among those that come.

    Figures do not count where rows are known by their labels: in a summary, and in a month that has the same days, kinds and
    texts as before, row for row, so that nothing but figures was corrected.
    """
    labels = _without_equal(query, table, gone, keyless, figures=False)
    if summary:
        return labels
    exact = _without_equal(query, table, gone, keyless, figures=True)
    return {m: 0 if m not in labels and counts[m][0] == counts[m][1] else number for m, number in exact.items()}


def _without_equal(
    query: duckdb.DuckDBPyConnection, table: Table, gone: str, keyless: str, *, figures: bool
) -> dict[str, int]:
    """The same, compared with the figures or without. A column that either side leaves empty throughout says nothing."""
    filled = ", ".join(f"count({c.name}) > 0" for c in table.columns)
    sides = [
        query.execute(f"SELECT {filled} FROM {rows} WHERE {keyless}").fetchone() or ()
        for rows in (f"(SELECT * FROM standing WHERE {gone})", "typed_rows")
    ]
    compared = [
        c.name
        for c, was, becomes in zip(table.columns, *sides, strict=True)
        if was and becomes and (figures or c.kind not in _QUANTITIES)
    ]
    if not compared:
        return {}
    columns = f"strftime({row_month(table)}, '%Y-%m') AS m, {', '.join(compared)}"
    rows = query.execute(
        f"SELECT m, count(*) FROM (SELECT {columns} FROM standing WHERE {gone} AND {keyless} "
        f"EXCEPT ALL SELECT {columns} FROM typed_rows WHERE {keyless}) GROUP BY m"
    ).fetchall()
    return {month: int(number) for month, number in rows}
