"""What persons decided and said, with its history: every act is kept with the row before and after it, so it can be undone.

One row of the history for each act, by whom and when; the acts themselves stay in the tables of those who keep them
(`binding`, `by_hand`, `answer`). Nothing is ever removed from the history.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.people import now, opened

SET, REPLACED, TAKEN_BACK, UNDONE = "set", "replaced", "taken back", "undone"
_SCHEMA = """create table if not exists decision (
    id integer primary key, made_at text not null, made_by text not null, act text not null, what text not null,
    place text not null, year integer not null, sentence text not null, before text, after text, undoes integer)"""


class CannotUndoError(ValueError):
    """An act that cannot be undone; its text is one Chinese sentence."""


@dataclass(frozen=True)
class Kept:
    """A table of decisions: one row for each place, told by the columns of its key."""

    name: str
    schema: str
    key: tuple[str, ...]
    sentence: str = "sentence"
    """Column with the words by which a reader knows the place."""


@dataclass(frozen=True)
class Act:
    """One act: what stood before it and after it, None for nothing."""

    id: int
    made_at: str
    made_by: str
    act: str
    what: str
    """Name of the table."""
    year: int
    sentence: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    undoes: int | None
    place: str = ""
    """The key of its row, as text."""


def change(
    file: Path, table: Kept, place: Sequence[Any], row: Mapping[str, Any] | None, *, by: str, at: str = ""
) -> bool:
    """Put a row in its place, or take away the one that stands there (`row` None). False if nothing changes."""
    if row is None and not file.exists():
        return False
    with _writing(file, table) as connection:
        return _carried_out(connection, table, place, row, (by, at or now(), None))


def history(file: Path, tables: Mapping[str, Kept]) -> list[Act]:
    """Every act on these tables, the newest first."""
    if not file.exists():
        return []
    with opened(file, _SCHEMA) as connection:
        rows = connection.execute(
            "select id, made_at, made_by, act, what, year, sentence, before, after, undoes, place from decision order by id desc"
        ).fetchall()
    return [_act(*row) for row in rows if row[4] in tables]


def undo(file: Path, tables: Mapping[str, Kept], identity: int, *, by: str) -> Act:
    """Put back what stood before an act. CannotUndoError if something else was decided there since."""
    acts = history(file, tables)
    act = next((a for a in acts if a.id == identity), None)
    if act is None:
        raise CannotUndoError(f"没有编号为 {identity} 的记录。请先用 decisions 查看编号。")
    table = tables[act.what]
    row = act.before or act.after or {}
    place = [row[column] for column in table.key]
    with _writing(file, table) as connection:
        if _standing(connection, table, place) != act.after:
            done = next((a for a in acts if a.undoes == identity), None)
            if done and _standing(connection, table, place) == act.before:
                raise CannotUndoError(f"第 {identity} 条已经撤销过了（见第 {done.id} 条），没有再作改动。")
            raise CannotUndoError(f"第 {identity} 条之后，这一处又有改动，不能直接撤销。请先撤销后来的一条。")
        _carried_out(connection, table, place, act.before, (by, now(), identity))
    return act


@contextmanager
def _writing(file: Path, table: Kept) -> Iterator[sqlite3.Connection]:
    """One transaction that holds the file from its first look on, so that nobody decides in between."""
    with opened(file, table.schema) as connection:
        connection.execute("begin immediate")
        connection.execute(_SCHEMA)
        yield connection


def _carried_out(
    connection: sqlite3.Connection,
    table: Kept,
    place: Sequence[Any],
    row: Mapping[str, Any] | None,
    who: tuple[str, str, int | None],
) -> bool:
    by, at, undoes = who
    before = _standing(connection, table, place)
    if before == row:
        return False
    where = " and ".join(f"{column} = ?" for column in table.key)
    connection.execute(f"delete from {table.name} where {where}", tuple(place))
    if row is not None:
        marks = ", ".join("?" for _ in row)
        connection.execute(f"insert into {table.name} ({', '.join(row)}) values ({marks})", tuple(row.values()))
    act = UNDONE if undoes else TAKEN_BACK if row is None else REPLACED if before else SET
    told = row or before or {}
    sentence, year = str(told.get(table.sentence, "")), told.get("year", 0)
    connection.execute(
        "insert into decision (made_at, made_by, act, what, place, year, sentence, before, after, undoes) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (at, by, act, table.name, place_text(place), year, sentence, _json(before), _json(row), undoes),
    )
    return True


def _standing(connection: sqlite3.Connection, table: Kept, place: Sequence[Any]) -> dict[str, Any] | None:
    where = " and ".join(f"{column} = ?" for column in table.key)
    found = connection.execute(f"select * from {table.name} where {where}", tuple(place))
    row = found.fetchone()
    return None if row is None else dict(zip((c[0] for c in found.description), row, strict=True))


def place_text(place: Sequence[Any]) -> str:
    """The key of a row as the history keeps it."""
    return json.dumps([str(p) for p in place], ensure_ascii=False)


def _json(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(dict(row), ensure_ascii=False)


def _act(*row: Any) -> Act:
    *head, before, after, undoes, place = row
    identity, made_at, made_by, act, what, year, sentence = head
    were, are = (json.loads(told) if told else None for told in (before, after))
    return Act(identity, made_at, made_by, act, what, year, sentence, were, are, undoes, place)
