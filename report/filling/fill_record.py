"""What was filled, kept when it was filled: so that a file that comes back can be read without guessing.

One row for each file written: its text, and the span and origin of every number that we put there. The files themselves
carry no mark; a returned file is told by its fingerprint, else by the text it shares with a record.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from report.binding.memory import keys as keys_of
from report.document import read_bytes
from report.model import Inspection
from report.returning.alignment import Aligned, Paragraph, paragraphs
from warehouse.people import opened

SAME = 0.35
"""Part of the paragraphs that a file must share with a record to be the one that we filled."""
_SCHEMA = """create table if not exists filled (
    sha256 text primary key, made_at text not null, name text not null, source text not null, year integer not null,
    build text not null, sample integer not null, text text not null, figures text not null)"""
KEEP = 60
"""Exports of one report for one year that are remembered: more than the drafts of a season, some 4 MB at most."""
_OLD = """delete from filled where rowid in (
    select rowid from (
        select rowid, dense_rank() over (partition by source, year, sample order by made_at desc) as place from filled)
    where place > ?)"""


@dataclass(frozen=True)
class FilledFigure:
    """A number that we put into a blank. Offsets are those of the written file's text; `end` is before the unit."""

    id: int
    start: int
    end: int
    text: str
    unit: str | None
    qualifier: str | None
    metric: str | None
    period: str | None
    told: str = ""
    """Whose word it rests on, where it is not measured."""
    key: str = ""
    """Of a figure in a table, the key of what its row and column say (`report.binding.memory.keys`)."""


@dataclass(frozen=True)
class Record:
    """One file as we wrote it."""

    sha256: str
    made_at: str
    name: str
    source: str
    """Name of the report that was filled."""
    year: int
    build: str
    sample: bool
    text: str
    figures: tuple[FilledFigure, ...]


class Records:
    """The records of one bureau, in an SQLite file of their own."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def keep(self, record: Record) -> None:
        """Keep a record; a file written twice with the same bytes stands once, by its later name and time.

        What the earlier record says of figures that this one does not know is kept: a fill that found nothing to do loses nothing.
        """
        row = (record.sha256, record.made_at, record.name, record.source, record.year, record.build, record.sample)
        with opened(self.file, _SCHEMA) as connection:
            known = connection.execute("select figures from filled where sha256 = ?", (record.sha256,)).fetchone()
            earlier = [FilledFigure(**f) for f in json.loads(known[0])] if known else []
            listed = [*record.figures, *numbered(_beside(earlier, record.figures), record.figures)]
            figures = json.dumps([asdict(f) for f in listed], ensure_ascii=False)
            connection.execute(
                "insert or replace into filled values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, record.text, figures),
            )

    def tidy(self, keep: int = KEEP) -> int:
        """Drop all but the last exports of each report and year; how many files are forgotten.

        The files of one export bear the same time and stay or go together. Never part of writing a file: a bureau
        whose record cannot be tidied still gets its report.
        """
        if not self.file.exists():
            return 0
        with opened(self.file, _SCHEMA) as connection:
            return connection.execute(_OLD, (max(1, keep),)).rowcount

    def tidy_if_free(self) -> None:
        """Tidy after a fill, unless somebody is writing just now: then the next fill does it."""
        with suppress(sqlite3.OperationalError):
            self.tidy()

    def shrink(self) -> None:
        """Give the room of what was dropped back to the disk."""
        if self.file.exists():
            with closing(sqlite3.connect(self.file, timeout=15)) as connection:
                connection.execute("vacuum")

    def all(self) -> list[Record]:
        """Every record, the newest first."""
        if not self.file.exists():
            return []
        with opened(self.file, _SCHEMA) as connection:
            rows = connection.execute(
                "select sha256, made_at, name, source, year, build, sample, text, figures from filled "
                "order by made_at desc, rowid desc"
            ).fetchall()
        return [_record(*row) for row in rows]

    def exactly(self, data: bytes) -> Record | None:
        """The record of a file with these bytes."""
        sha256 = hashlib.sha256(data).hexdigest()
        return next((r for r in self.all() if r.sha256 == sha256), None)

    def of(self, data: bytes, text: str, year: int) -> Record | None:
        """The record of a file that came back: by its bytes, else the one of this year whose paragraphs it shares most."""
        exact = self.exactly(data)
        if exact:
            return exact
        known = self.all()
        mine = paragraphs(text)
        scored = [(*_shared(mine, r), -n) for n, r in enumerate(known) if r.year == year]
        likely = [(reworded + word_for_word, n) for reworded, word_for_word, n in scored if reworded >= SAME]
        return known[-max(likely)[1]] if likely else None


def numbered(figures: Sequence[FilledFigure], beside: Sequence[FilledFigure]) -> list[FilledFigure]:
    """Figures of an earlier fill with numbers that none of the others bears: each fill counts its blanks from 1."""
    taken = {f.id for f in beside}
    found = []
    for figure in figures:
        identity = figure.id if figure.id not in taken else max(taken) + 1
        taken.add(identity)
        found.append(replace(figure, id=identity))
    return found


def _beside(earlier: Sequence[FilledFigure], later: Sequence[FilledFigure]) -> list[FilledFigure]:
    return [f for f in earlier if not any(f.start < n.end and n.start < f.end for n in later)]


def _record(*row: Any) -> Record:
    *head, sample, text, figures = row
    sha256, made_at, name, source, year, build = head
    listed = tuple(FilledFigure(**f) for f in json.loads(figures))
    return Record(sha256, made_at, name, source, year, build, bool(sample), text, listed)


def _shared(mine: Sequence[Paragraph], record: Record) -> tuple[float, float]:
    """Part of the paragraphs that two texts share, numbers left out of account, and with them: so that of two fillings
    of one report the one is found that bears the numbers of the file.
    """
    theirs = paragraphs(record.text)
    bare = {p.bare for p in mine} & {p.bare for p in theirs}
    whole = {p.text.strip() for p in mine} & {p.text.strip() for p in theirs}
    size = max(1, len(mine) + len(theirs))
    return 2 * len(bare) / size, 2 * len(whole) / size


def record_of(
    data: bytes,
    path: Path,
    inspection: Inspection,
    plain: str,
    spans: Sequence[tuple[int, int, int]],
    made_at: str,
    carried: Sequence[FilledFigure] = (),
) -> Record:
    """The record of a written file. `plain` is the filled text, `spans` the id, start and end of each number in it, `carried`
    what earlier fills put there.
    """
    text = read_bytes(data, path).text
    aligned = None if text == plain else Aligned(plain, text)
    blanks = {b.blank.id: b for b in inspection.number_blanks}
    keys = dict(zip(blanks, keys_of(inspection.text, [b.blank for b in blanks.values()]), strict=True))
    figures = []
    for identity, *span in spans:
        place = _place(aligned, *span)
        if place is None:
            continue
        start, end = place
        bound = blanks[identity]
        binding = bound.binding if bound.status in {"bound", "no_data"} else None
        figures.append(
            FilledFigure(
                identity, start, end, text[start:end], bound.blank.unit, bound.blank.qualifier,
                binding.metric if binding else None, binding.period if binding else None,
                bound.told.account if bound.told else "", keys[identity][0] if bound.blank.cell else "",
            )
        )  # fmt: skip
    places = [(f, _place(aligned, f.start, f.end)) for f in carried]
    figures += numbered([replace(f, start=at[0], end=at[1]) for f, at in places if at], figures)
    source = Path(inspection.file).name
    return Record(
        hashlib.sha256(data).hexdigest(), made_at, path.name, source, inspection.year, inspection.build,
        inspection.sample, text, tuple(figures),
    )  # fmt: skip


def _place(aligned: Aligned | None, start: int, end: int) -> tuple[int, int] | None:
    """Where a number of the filled text stands in the file's; None if it does not."""
    if aligned is None:
        return start, end
    found = aligned.find(start, end)
    return found.span if found else None
