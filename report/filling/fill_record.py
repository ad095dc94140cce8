"""What was filled, kept when it was filled: so that a file that comes back can be read without guessing.

One row for each file written: its text, and the span and origin of every number that we put there. The files themselves
carry no mark; a returned file is told by its fingerprint, else by the text it shares with a record.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metrics.model import Metric
from report.document import Document, read_bytes
from report.model import Inspection
from report.returning.alignment import Aligned, Paragraph, paragraphs
from report.returning.in_cells import Cells
from report.returning.turned import Numeral, said_in
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
    said: dict[str, Any] | None = None
    """What the text said with it when it was filled (`report.returning.turned.Said`): of cells, and of numbers of an earlier fill.
    Others are read again from the record's text. None in old records."""
    first: str = ""
    """Of a number of an earlier fill, as it was written then, with its unit: the text of this record may hold what somebody made of it."""
    text_gone: bool = False
    """Of a number of an earlier fill that was no more in the file when it was filled again. Its offsets mean nothing."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands; nowhere if it is gone."""
        return (-1, -1) if self.text_gone else (self.start, self.end)


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
        return self.exactly(data) or next(iter(self.alike(text, year)), None)

    def alike(self, text: str, year: int) -> list[Record]:
        """The records of this year that share paragraphs enough with a text to be it, edited: the likest first."""
        known = self.all()
        mine = paragraphs(text)
        scored = [(*_shared(mine, r), -n) for n, r in enumerate(known) if r.year == year]
        likely = [(reworded + word_for_word, n) for reworded, word_for_word, n in scored if reworded >= SAME]
        return [known[-n] for _, n in sorted(likely, reverse=True)]


def shared(text: str, record: Record) -> float:
    """Part of the paragraphs that a text has in common with a record, numbers left out of account: 0 to 1."""
    return min(1.0, _shared(paragraphs(text), record)[0])


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
    gone = {(n.first, n.metric, n.period) for n in later if n.text_gone}
    return [
        f
        for f in earlier
        if not (
            (f.first, f.metric, f.period) in gone
            if f.text_gone
            else any(f.start < n.span[1] and n.span[0] < f.end for n in later)
        )
    ]


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


def record_of(  # noqa: PLR0913 - all that is known of one written file
    data: bytes,
    path: Path,
    inspection: Inspection,
    plain: str,
    spans: Sequence[tuple[int, int, int]],
    made_at: str,
    carried: Sequence[FilledFigure] = (),
    catalogue: Mapping[str, Metric] = MappingProxyType({}),
) -> Record:
    """The record of a written file. `plain` is the filled text, `spans` the id, start and end of each number in it, `carried`
    what earlier fills put there.
    """
    document = read_bytes(data, path)
    text = document.text
    aligned = None if text == plain else Aligned(plain, text)
    blanks = {b.blank.id: b for b in inspection.number_blanks}
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
                bound.told.account if bound.told else "",
            )
        )  # fmt: skip
    places = [(f, None if f.text_gone else _place(aligned, f.start, f.end)) for f in carried]
    moved = [replace(f, start=at[0], end=at[1]) if at else replace(f, text_gone=True) for f, at in places]
    figures += numbered(moved, figures)
    source = Path(inspection.file).name
    return Record(
        hashlib.sha256(data).hexdigest(), made_at, path.name, source, inspection.year, inspection.build,
        inspection.sample, text, tuple(_with_words(figures, document, inspection.year, catalogue)),
    )  # fmt: skip


def _with_words(
    figures: Sequence[FilledFigure], document: Document, year: int, catalogue: Mapping[str, Metric]
) -> list[FilledFigure]:
    """Figures in tables with the key and the words of their cells; and, if there are such or carried ones, what is said with each.

    A text without tables is read again when the file comes back: that needs nothing kept.
    """
    if not document.tables and not any(f.said for f in figures):
        return [*figures]
    cells = Cells(document, year, catalogue)
    figures = [replace(f, key=f.key or cells.key_at(f.start)) for f in figures]
    here = [f for f in figures if not f.text_gone]
    numerals = [Numeral(f.id, f.start, f.end, f.unit, f.qualifier, cells.at(f.start)) for f in here]
    said = said_in(document.text, year, catalogue, numerals)
    return [f if f.said or f.id not in said else replace(f, said=said[f.id].to_json()) for f in figures]


def _place(aligned: Aligned | None, start: int, end: int) -> tuple[int, int] | None:
    """Where a number of the filled text stands in the file's; None if it does not."""
    if aligned is None:
        return start, end
    found = aligned.find(start, end)
    return found.span if found else None
