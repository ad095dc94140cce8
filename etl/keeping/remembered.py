"""Headings that a person explained once: what a department's own word stands for, kept for that department.

Kept in the bureau's SQLite file (`people.sqlite`, table `heading`). Matching is `etl.understanding.headings.match`: synonyms of the schema
come first, then what is remembered here for the department that sends the file.

Likeness. For a heading that nothing knows, each column not yet found is compared by all its spellings, all of them without
white space, marks and stated units: `difflib` ratio (2·matching characters ÷ all characters), and at least 0.7 if one of the
two contains the other whole and the shorter has two characters or more. Proposed are the three best of 0.5 and more whose
kind fits the cells below: a column of numbers is never proposed for names, nor words for an amount. Nothing is taken
for granted: a person confirms.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from etl.faults import UsageError
from etl.grids import Book
from etl.keeping.batches import who
from etl.understanding.headings import also_known, match, spellings, word
from etl.understanding.titles import spoken_sender
from warehouse.places import Places
from warehouse.schema import TABLES, Column, Kind, Personal, Table

_SCHEMA = """create table if not exists heading (
    source text not null, department text not null, word text not null, column_name text not null, written text not null,
    made_at text not null, made_by text not null, primary key (source, department, word))"""
_LEAST = 0.5
_CONTAINED = 0.7
_PROPOSED = 3
_NUMBERS = {Kind.MONEY, Kind.COUNT, Kind.NUMBER}


@dataclass(frozen=True)
class Remembered:
    """One heading that a person explained."""

    source: str
    department: str
    heading: str
    """As it was written when it was explained."""
    column: str
    made_at: str
    made_by: str

    def to_json(self) -> dict[str, str]:
        """As printed with `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class Proposal:
    """A column that an unknown heading may stand for, and what it resembles."""

    column: str
    heading: str
    like: str
    """The spelling it resembles."""
    likeness: float


@contextmanager
def _open(places: Places) -> Iterator[sqlite3.Connection]:
    """One short transaction; waits for another writer."""
    places.people.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(places.people, timeout=15)) as connection, connection:
        connection.execute(_SCHEMA)
        yield connection


def remembered(places: Places) -> dict[tuple[str, str], dict[str, str]]:
    """By source and sender: compared heading → column."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in all_remembered(places):
        found.setdefault((each.source, each.department), {})[word(each.heading)] = each.column
    return found


def all_remembered(places: Places) -> list[Remembered]:
    """Everything remembered, by source, department and heading. Columns that the schema no longer has are left out."""
    if not places.people.exists():
        return []
    with _open(places) as connection:
        rows = connection.execute(
            "select source, department, written, column_name, made_at, made_by from heading order by 1, 2, 3"
        ).fetchall()
    found = [Remembered(*row) for row in rows]
    return [r for r in found if r.source in TABLES and any(c.name == r.column for c in TABLES[r.source].columns)]


def remember(places: Places, source: str, heading: str, column: str, department: str | None = None) -> Remembered:
    """Keep what a heading stands for. `column` by its identifier or its Chinese heading. UsageError if that cannot be."""
    table = _table(source)
    chosen = next((c for c in table.columns if column in {c.name, c.heading}), None)
    usable = "、".join(f"{c.heading}（{c.name}）" for c in table.columns if c.personal is not Personal.DROPPED)
    if chosen is None or chosen.personal is Personal.DROPPED:
        raise UsageError(f"“{table.title}”没有“{column}”这一列。可用的列：{usable}")
    if not word(heading):
        raise UsageError("没有写表头。请把表里那一列的表头原样写上。")
    if (known := match(source, heading)) and known[0] is not chosen:
        raise UsageError(
            f"“{heading}”本来就是“{known[0].heading}”的写法，不能改作“{chosen.heading}”。请改写表里的表头。"
        )
    sender = _department(table, department)
    kept = Remembered(source, sender, heading.strip(), chosen.name, datetime.now().isoformat(timespec="seconds"), who())
    with _open(places) as connection:
        connection.execute(
            "insert or replace into heading values (?, ?, ?, ?, ?, ?, ?)",
            (source, sender, word(heading), chosen.name, kept.heading, kept.made_at, kept.made_by),
        )
    return kept


def forget(places: Places, source: str, heading: str, department: str | None = None) -> None:
    """Drop what was remembered of a heading. UsageError if there is nothing."""
    table = _table(source)
    sender = _department(table, department)
    dropped = 0
    if places.people.exists():
        with _open(places) as connection:
            dropped = connection.execute(
                "delete from heading where source = ? and department = ? and word = ?", (source, sender, word(heading))
            ).rowcount
    if not dropped:
        raise UsageError(f"{sender}的“{table.title}”没有记过“{heading}”这个写法。")


def _table(source: str) -> Table:
    if source not in TABLES:
        raise UsageError(f"没有来源“{source}”。可用的来源：{'、'.join(TABLES)}")
    return TABLES[source]


def _department(table: Table, department: str | None) -> str:
    known = sorted({t.department for t in TABLES.values()})
    if department and department not in known:
        raise UsageError(f"没有科室“{department}”。可用的科室：{'、'.join(known)}")
    return department or table.department


def remembering(places: Places, book: Book) -> AbstractContextManager[None]:
    """While a file is being understood, count the headings that its sender's department explained as known."""
    memory = remembered(places)
    if not memory:
        return also_known({})
    stated = _stated(book)
    mine = {}
    for stem, table in TABLES.items():
        # 一份文件只有一个报送单位；写明了别的科室的，用那个科室记过的写法
        sender = stated if stated and stated not in table.department else table.department
        mine[stem] = memory.get((stem, sender), {})
    return also_known(mine)


def _stated(book: Book) -> str | None:
    """The one department that the file names as its sender; None if it names none, or several."""
    known = {t.department for t in TABLES.values()}
    said: set[str] = set()
    for grid in book.sheets:
        for row in (*grid.rows[:12], *grid.rows[-8:]):
            for value in row:
                spoken = spoken_sender(value) if isinstance(value, str) and value else None
                said |= {d for d in known if spoken and d in spoken}
    return said.pop() if len(said) == 1 else None


def propose(source: str, columns: Sequence[dict[str, Any]]) -> dict[str, list[Proposal]]:
    """For the headings of a table (columns as `inspect` gives them) that map to nothing: which columns they resemble."""
    table = TABLES[source]
    taken = {c["maps_to"] for c in columns} | {
        hit[0].name for c in columns if not c["maps_to"] and (hit := match(source, c["name"]))
    }
    free = [c for c in table.columns if c.name not in taken and c.personal is not Personal.DROPPED]
    found = {}
    for column in columns:
        if column["maps_to"] or not word(column["name"]) or match(source, column["name"]):
            continue
        if best := _like(source, column, free):
            found[column["name"]] = best
    return found


def _like(source: str, column: dict[str, Any], free: Iterable[Column]) -> list[Proposal]:
    said = word(column["name"])
    found = []
    for candidate in free:
        if not _fits(candidate, column):
            continue
        ours = [s for s, (c, _) in spellings(source).items() if c.name == candidate.name]
        score, like = max((_ratio(said, s), s) for s in ours)
        if score >= _LEAST:
            found.append(Proposal(candidate.name, candidate.heading, like, round(score, 2)))
    return sorted(found, key=lambda p: -p.likeness)[:_PROPOSED]


def _fits(candidate: Column, column: dict[str, Any]) -> bool:
    """Whether the cells below the heading can be of the column's kind: `sum` stands where most of them are numbers."""
    if not column.get("values"):
        return True
    if candidate.kind in _NUMBERS:
        return column.get("sum") is not None
    return column.get("sum") is None or candidate.kind not in {Kind.TEXT, Kind.FLAG}


def _ratio(one: str, other: str) -> float:
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    short, long = sorted((one, other), key=len)
    if len(short) >= 2 and re.search(re.escape(short), long):
        return max(ratio, _CONTAINED)
    return ratio
