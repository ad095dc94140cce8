"""Figures that a department answered on a question sheet, kept by the sentence and year that were asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from warehouse.decisions import Kept, change
from warehouse.people import opened

_SCHEMA = """create table if not exists answer (
    key text not null, year integer not null, sample integer not null, value text not null, unit text not null,
    department text not null, by text not null, day text not null, basis text not null, file text not null,
    sha256 text not null, sheet text not null, cell text not null, received_at text not null, sentence text not null,
    primary key (key, year, sample))"""
TABLE = Kept("answer", _SCHEMA, ("key", "year", "sample"))


@dataclass(frozen=True)
class Answer:
    """One figure on a department's word, with the cell it stands in. `value` is in `unit`, digits as typed."""

    key: str
    year: int
    sample: bool
    value: str
    unit: str
    department: str
    by: str
    day: str
    basis: str
    file: str
    sha256: str
    sheet: str
    cell: str
    received_at: str
    sentence: str

    @property
    def source(self) -> str:
        """`提问单.xlsx“提问单”F5`; a text file has no sheets: `提问单.csv F5`."""
        return f"{self.file}“{self.sheet}”{self.cell}" if self.sheet else f"{self.file} {self.cell}"


class Answers:
    """The answers in one bureau's SQLite file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def keep(self, answer: Answer) -> None:
        """Keep an answer; a later sheet for the same question replaces it."""
        row = asdict(answer) | {"sample": int(answer.sample)}
        by = f"{answer.department} {answer.by}".strip()
        change(self.file, TABLE, [row[c] for c in TABLE.key], row, by=by, at=answer.received_at)

    def take_back(self, key: str, year: int, *, sample: bool, by: str) -> bool:
        """Drop an answer, kept in the history with who took it back; False if there was none.

        Its file may be loaded again: then the answer stands again.
        """
        return change(self.file, TABLE, (key, year, int(sample)), None, by=by)

    def of(self, year: int, *, sample: bool) -> dict[str, Answer]:
        """The answers of a year by the key of their sentence."""
        if not self.file.exists():
            return {}
        with opened(self.file, _SCHEMA) as connection:
            rows = connection.execute("select * from answer where year = ? and sample = ?", (year, sample)).fetchall()
        return {key: Answer(key, of, bool(marked), *rest) for key, of, marked, *rest in rows}

    def hold(self, answers: Sequence[Answer]) -> bool:
        """Whether every one of these answers, of these very files, is in force."""
        if not self.file.exists():
            return False
        with opened(self.file, _SCHEMA) as connection:
            held = set(connection.execute("select key, year, sample, sha256 from answer").fetchall())
        return all((a.key, a.year, int(a.sample), a.sha256) in held for a in answers)
