"""What a person decided: which metric a figure means, remembered by the sentence around it and its setting.

The key is the sentence with every figure masked, the place of the figure among those of the sentence, and behind an @ what
makes another figure of the same sentence (`report.binding.setting`: period, whose, plan, 第N). So it does not matter
whether the blank is `**` or `X`, already filled, or in a paragraph that moved, and next year's report finds it; a report on
another period, or of another body, does not. Keys without an @ were kept before settings were: what they hold is asked for again.
"""

from __future__ import annotations

import bisect
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from metrics import periods
from report.binding.passages import TOO_MANY
from report.binding.told_digits import told_digits
from report.finding.surroundings import sentences
from report.model import Blank, Claim
from warehouse.decisions import Kept, change
from warehouse.people import now, opened

__all__ = ["Choice", "Memory", "keys", "kind_of", "now"]

_SCHEMA = """create table if not exists binding (
    sentence_key text not null, kind text not null, metric text not null, period text, year integer not null,
    sentence text not null, made_at text not null, made_by text not null, source_file text not null,
    primary key (sentence_key, kind))"""
TABLE = Kept("binding", _SCHEMA, ("sentence_key", "kind"))
_NUMERAL = re.compile(
    r"\d[\d.,]*|百分之[零〇一二三四五六七八九十百点]+|20\s*[*＊×Xx_＿〇○]{2}|[*＊×_＿〇○]+|(?<![A-Za-z])[Xx]+(?![A-Za-z])|[（(]\s*[)）]"
)
_DROPPED = re.compile(r"[\s“”\"'‘’，。；：、,.;:！？!?（）()《》]+")
_MASK = "□"
SHORT = 4
"""Characters below which a sentence does not say by itself what its figure is."""
BEFORE = 3
"""Sentences before it that a short or repeated one takes along at most."""


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


def keys(
    text: str, figures: Sequence[Blank | Claim], marks: Sequence[str] | None = None, *, year: int | None = None
) -> list[tuple[str, str]]:
    """For each figure its key and the masked sentence. No two figures of one kind in a text have the same key.

    `marks`: the setting of each (`report.binding.setting`). Without them the keys only serve to lay two texts beside each
    other: then cells are told apart by the digits of their labels, years (counted from `year`, if given) among them, and sentences by nothing.
    """
    if marks is None:
        marks = [_mark_of_cell(f, year) for f in figures]
    told = _told_in_prose(text, [f for f in figures if f.cell is None])
    seen: Counter[tuple[str, str, str]] = Counter()
    found: dict[int, tuple[str, str]] = {}
    for at in sorted(range(len(figures)), key=lambda at: figures[at].start):
        figure, mark = figures[at], marks[at]
        words, ordinal = _told_in_cell(figure) if figure.cell else told[id(figure)]
        base = f"{hashlib.sha256((f'|{words}' if figure.cell else words).encode()).hexdigest()[:32]}#{ordinal}"
        again = seen[base, mark, kind_of(figure)]
        seen[base, mark, kind_of(figure)] += 1
        found[at] = f"{base}{f'~{again}' if again else ''}{f'@{mark}' if mark else ''}", words
    return [found[at] for at in range(len(figures))]


def sentence_of(key: str) -> str:
    """The part of a key that is the same in every setting."""
    return key.partition("@")[0].partition("~")[0]


def _mark_of_cell(figure: Blank | Claim, year: int | None) -> str:
    if (cell := figure.cell) is None:
        return ""
    said = told_digits(cell.text, (0, len(cell.text)), [(cell.start, cell.end)], year)
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:8] if said else ""


def _told_in_cell(figure: Blank | Claim) -> tuple[str, int]:
    """The sentence that the table makes of a figure, masked."""
    cell = figure.cell
    if cell is None:
        return "", 0
    inner = replace(figure, start=cell.start, end=cell.end, text=cell.text[cell.start : cell.end], cell=None)
    return _masked(cell.text, 0, len(cell.text), [(inner.start, _value_end(cell.text, inner))]), 0


def _told_in_prose(text: str, figures: Sequence[Blank | Claim]) -> dict[int, tuple[str, int]]:
    """For each figure, by identity, the words that tell its sentence from others, and its place in it."""
    bounds = sentences(text)
    spans = sorted({(f.start, _value_end(text, f)) for f in figures})
    starts = [low for low, _ in bounds]
    places = [max(0, bisect.bisect_right(starts, f.start) - 1) for f in figures]
    told = _telling(text, bounds, spans, sorted(set(places)))
    found = {}
    for figure, place in zip(figures, places, strict=True):
        low = bounds[place][0] if bounds else figure.start
        before = _inside(spans, low, figure.start)
        crowded = (
            len(before) > TOO_MANY
        )  # to mask the sentence anew for each of its figures takes the square of their number
        ordinal = len(before) if crowded else _masked(text, low, figure.start, before).count(_MASK)
        found[id(figure)] = told.get(place, ""), ordinal
    return found


def _telling(
    text: str, bounds: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], places: Sequence[int]
) -> dict[int, str]:
    """For each sentence the words that tell it from others.

    A sentence of a word or two (a cell of a table), or one that stands there twice, takes those before it along.
    """
    words = {p: _masked(text, *bounds[p], _inside(spans, *bounds[p])) for p in places if bounds}
    runs = _runs(words)
    for depth in range(1, BEFORE + 1):
        counted = Counter(words.values())
        for place in places:
            said = words.get(place, "")
            if place >= depth and (counted[said] > 1 or len(said.replace(_MASK, "").replace("|", "")) < SHORT):
                low, high = bounds[place - depth]
                words[place] = f"{_masked(text, low, high, _inside(spans, low, high))}|{said}"
    return {place: f"{bare}×{runs[place]}" if runs[place] > 1 else bare for place, bare in words.items()}


def _runs(words: Mapping[int, str]) -> dict[int, int]:
    """How many sentences in a row say the same, for each place.

    It belongs to the key: when one of them is deleted, nobody can say which one is left, and the person is asked again.
    """
    runs: dict[int, int] = {}
    for place in words:
        if place not in runs:
            end = place
            while words.get(end + 1) == words[place]:
                end += 1
            runs |= dict.fromkeys(range(place, end + 1), end + 1 - place)
    return runs


def _inside(spans: Sequence[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    return list(spans[bisect.bisect_left(spans, (low, 0)) : bisect.bisect_left(spans, (high, 0))])


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

    def remember(self, key: tuple[str, str], kind: str, choice: Choice) -> None:
        """Keep a decision; a later one on the same sentence replaces it, and the history keeps both."""
        row = {
            "sentence_key": key[0], "kind": kind, "metric": choice.metric, "period": choice.period, "year": choice.year,
            "sentence": key[1], "made_at": choice.made_at, "made_by": choice.made_by, "source_file": choice.source_file,
        }  # fmt: skip
        change(self.file, TABLE, (key[0], kind), row, by=choice.made_by, at=choice.made_at)

    def forget(self, key: tuple[str, str], kind: str, *, by: str = "") -> bool:
        """Drop a decision, kept in the history with who took it back; False if there was none."""
        return change(self.file, TABLE, (key[0], kind), None, by=by)

    def recall(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Choice]:
        """Decisions by key and kind, for these keys and kinds."""
        known = self.all()
        return {k: known[k] for k in wanted if k in known}

    def all(self) -> dict[tuple[str, str], Choice]:
        """Every decision by key and kind, the oldest first."""
        if not self.file.exists():
            return {}
        with opened(self.file, _SCHEMA) as connection:
            rows = connection.execute(
                "select sentence_key, kind, metric, period, year, made_at, made_by, source_file from binding order by made_at"
            ).fetchall()
        return {(key, kind): Choice(*rest) for key, kind, *rest in rows}


def kind_of(figure: Blank | Claim) -> str:
    """`figure`: a blank of this year is a stated figure once filled, and both mean the same metric."""
    return "honour" if isinstance(figure, Claim) and figure.metric else "figure"
