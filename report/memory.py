"""What a person decided: which metric a figure means, remembered by the sentence around it.

The key is the sentence with every figure masked, and the place of the figure among those of the sentence. So it does not
matter whether the blank is `**` or `X`, already filled, or in a paragraph that moved, and next year's report finds it.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from metrics import periods
from report.model import Blank, Claim
from report.surroundings import sentence_at, sentences

_SCHEMA = """create table if not exists binding (
    sentence_key text not null, kind text not null, metric text not null, period text, year integer not null,
    sentence text not null, made_at text not null, made_by text not null, source_file text not null,
    primary key (sentence_key, kind))"""
_NUMERAL = re.compile(r"\d[\d.,]*|20\s*[*＊×Xx_＿〇○]{2}|[*＊×_＿〇○]+|(?<![A-Za-z])[Xx]+(?![A-Za-z])|[（(]\s*[)）]")
_DROPPED = re.compile(r"[\s“”\"'‘’，。；：、,.;:！？!?（）()《》]+")
_MASK = "□"


@dataclass(frozen=True)
class Choice:
    """One remembered decision. `period` is None when the text itself says it."""

    metric: str
    period: str | None
    year: int
    """Year of the report for which it was made: another year's report gets the period moved by as many years."""
    made_at: str
    made_by: str
    source_file: str

    def period_for(self, year: int) -> str | None:
        """Its period in another year's report."""
        return periods.parse(self.period).shifted(year - self.year).label if self.period else None


def keys(text: str, figures: Sequence[Blank | Claim]) -> list[tuple[str, str]]:
    """For each figure its key and the masked sentence."""
    bounds = sentences(text)
    spans = sorted({(f.start, _value_end(text, f)) for f in figures})
    found = []
    for figure in figures:
        low, high = sentence_at(bounds, figure.start)
        inside = [s for s in spans if low <= s[0] < high]
        masked = _masked(text, low, high, inside)
        ordinal = next(i for i, s in enumerate(inside) if s[0] == figure.start) if inside else 0
        digest = hashlib.sha256(masked.encode()).hexdigest()[:32]
        found.append((f"{digest}#{ordinal}", masked))
    return found


def _value_end(text: str, figure: Blank | Claim) -> int:
    """End of the number itself, its unit left standing."""
    if isinstance(figure, Blank):
        return figure.end
    if figure.unit == "项" and figure.metric:
        return figure.start  # an honour is words, not a number
    numeral = re.match(r"[-−]?[\d０-９.．,，]+|(?:百分之)?[零〇一二两三四五六七八九十百千点]+", figure.text)
    return figure.start + (numeral.end() if numeral else 0)


def _masked(text: str, low: int, high: int, spans: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], low
    for start, end in spans:
        if end > start:
            pieces += [text[at:start], _MASK]
            at = end
    sentence = unicodedata.normalize("NFKC", "".join([*pieces, text[at:high]]))
    return _DROPPED.sub("", _NUMERAL.sub(_MASK, sentence))


class Memory:
    """The decisions kept in one bureau's SQLite file; made when first written to."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One short transaction; waits for another writer, never holds the file open."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=15)) as connection, connection:
            connection.execute(_SCHEMA)
            yield connection

    def remember(self, key: tuple[str, str], kind: str, choice: Choice) -> None:
        """Keep a decision; a later one on the same sentence replaces it."""
        row = (
            key[0],
            kind,
            choice.metric,
            choice.period,
            choice.year,
            key[1],
            choice.made_at,
            choice.made_by,
            choice.source_file,
        )
        with self._open() as connection:
            connection.execute("insert or replace into binding values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def forget(self, key: tuple[str, str], kind: str) -> bool:
        """Drop a decision; False if there was none."""
        if not self.file.exists():
            return False
        with self._open() as connection:
            return (
                connection.execute("delete from binding where sentence_key = ? and kind = ?", (key[0], kind)).rowcount
                > 0
            )

    def recall(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Choice]:
        """Decisions by key and kind, for these keys and kinds."""
        if not self.file.exists() or not wanted:
            return {}
        with self._open() as connection:
            rows = connection.execute(
                "select sentence_key, kind, metric, period, year, made_at, made_by, source_file from binding"
            ).fetchall()
        known = {(key, kind): Choice(*rest) for key, kind, *rest in rows}
        return {k: known[k] for k in wanted if k in known}


def now() -> str:
    """Local time to the second, as decisions carry it."""
    return datetime.now().replace(microsecond=0).isoformat()


def kind_of(figure: Blank | Claim) -> str:
    """`figure`: a blank of this year is a stated figure once filled, and both mean the same metric."""
    return "honour" if isinstance(figure, Claim) and figure.metric else "figure"
