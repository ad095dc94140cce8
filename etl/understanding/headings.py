"""Headings as departments spell them, and which column of which source they stand for.

Synonyms are data beside the column's definition (`warehouse.schema`); here they are only compared, after white space,
full-width forms, marks and bracketed units are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.understanding.titles import plain
from etl.understanding.unit_words import bracket_unit
from warehouse.schema import TABLES, Column, Personal, Table

_MARKS = re.compile(r"[*＊:：#\"'“”]|^\d+[、.]|_x000d_", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_ANOTHER = re.compile(
    r"累计|年初至今|年初以来|[Yy][Tt][Dd]|[(]累[)]|预计|预测|预估|暂估|快报|初步|上年|去年|同期|计划|预算|含转人工|转人工|其中"
)
"""Words in brackets that make another column of it: 入库金额（累计）, 智能解答量（含转人工）."""
_UNIT_TAIL = re.compile(
    r"(?:[,/、\-_]|(?:计量)?单位)?(亿元|千万元|百万元|十万元|万元|千元)$|(?:[,/、\-_]|(?:计量)?单位)(元)$"
)
"""入库金额/万元, 入库金额 单位：万元, 入库金额万元."""


@dataclass(frozen=True)
class Heading:
    """A heading as it stands and as it is compared: with and without what its brackets say, and the unit they state."""

    text: str
    whole: str
    bare: str
    unit: str | None


@lru_cache(maxsize=20_000)
def heading(text: str) -> Heading:
    """Take a heading apart."""
    whole = _MARKS.sub("", plain(text))
    units = [u for u in (bracket_unit(piece) for piece in _BRACKET.findall(whole)) if u]
    bare = _BRACKET.sub("", whole)
    tail = _UNIT_TAIL.search(bare)
    if tail:
        units.append(tail[1] or tail[2])
        bare = bare[: tail.start()]
    return Heading(re.sub(r"\s+", " ", text).strip(), whole, bare, units[0] if units else None)


@cache
def spellings(stem: str) -> dict[str, tuple[Column, bool]]:
    """Every known spelling of a source's headings, and whether it is the heading itself or a synonym."""
    found: dict[str, tuple[Column, bool]] = {}
    columns = [c for c in TABLES[stem].columns if c.personal is not Personal.DROPPED]
    for column in columns:
        for synonym in column.synonyms:
            found.setdefault(heading(synonym).whole, (column, False))
    for column in columns:
        found[heading(column.heading).whole] = (column, True)
    return found


def match(stem: str, text: object) -> tuple[Column, bool] | None:
    """The column that a heading stands for in a source, and whether it is spelt as defined; None if unknown."""
    if not isinstance(text, str) or not text:
        return None
    taken, known = heading(text), spellings(stem)
    bare = None if _ANOTHER.search(taken.whole) else known.get(taken.bare)
    return known.get(taken.whole) or bare or _explained(stem, text)


@cache
def _knowing() -> dict[str, frozenset[str]]:
    """For each spelling of a heading, the sources that have it."""
    found: dict[str, set[str]] = {}
    for stem in TABLES:
        for spelling in spellings(stem):
            found.setdefault(spelling, set()).add(stem)
    return {spelling: frozenset(stems) for spelling, stems in found.items()}


@lru_cache(maxsize=20_000)
def _claimants(text: str) -> frozenset[str]:
    taken, known, none = heading(text), _knowing(), frozenset[str]()
    bare = none if _ANOTHER.search(taken.whole) else known.get(taken.bare, none)
    return known.get(taken.whole, none) | bare


def claimants(text: str) -> frozenset[str]:
    """The sources for which `match` finds a column: one look for all of them."""
    also = _also.get()
    explained = {stem for stem in also if _explained(stem, text)} if also else ()
    return _claimants(text).union(explained)


_also: ContextVar[Mapping[str, Mapping[str, str]]] = ContextVar("also_known", default={})  # noqa: B039 - never changed


@contextmanager
def also_known(explained: Mapping[str, Mapping[str, str]]) -> Iterator[None]:
    """Within it, headings that a person explained count as known: by source, compared word → column."""
    before = _also.set(explained)
    try:
        yield
    finally:
        _also.reset(before)


def word(text: str) -> str:
    """A heading as explained headings are compared: only brackets that state a unit are taken away."""
    taken = heading(text)
    kept = _BRACKET.sub(lambda m: "" if bracket_unit(m[1]) else m[0], taken.whole)
    return _UNIT_TAIL.sub("", kept)


def _explained(stem: str, text: str) -> tuple[Column, bool] | None:
    if not (mine := _also.get().get(stem)) or (name := mine.get(word(text))) is None:
        return None
    return next(((c, False) for c in TABLES[stem].columns if c.name == name), None)


def names_days(table: Table, texts: Iterable[str]) -> bool:
    """Whether one of the headings is that of the source's own column of days."""
    hits = (match(table.stem, word) for text in texts for word in text.split())
    return any(hit is not None and hit[0].name == table.dated_by for hit in hits)


def missing(table: Table, found: set[str]) -> list[Column]:
    """Required columns that are not among the identifiers found."""
    return [c for c in table.columns if c.required and c.name not in found]
