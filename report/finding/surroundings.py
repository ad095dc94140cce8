"""Where a span stands: quotes, titles, clauses, sentences."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

_QUOTES = re.compile(
    r"“([^“”\n]{1,40})”|「([^「」\n]{1,40})」|『([^『』\n]{1,40})』|‘([^‘’\n]{1,40})’|\"([^\"\n]{1,40})\""
)
_TITLES = re.compile(r"《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉")
_PROSE = re.compile(r"[，。；！？]")
_OF_FORM = re.compile(
    r"[\u4e00-\u9fff](?:·{4,}|(?:[（(][^（）()\n]{1,6}[）)]|(?:人次|户次|场次|批次)(?:总?数)?|[次人户篇条场件项]数)[ \u3000]*[：:][ \u3000]*)[*＊×_＿]+[ \t\u3000]*$"
)
"""税费收入（亿元）：＿＿＿ is a line of its own: its unit stands before the blank, or dots in its stead."""
_SENTENCE_END = re.compile(r"[。！？；;!?]+[”’」』）)]*|\n")
_CLAUSE_END = re.compile(r"(?:[，：]|—{2}|(?<!\d)[,:]|[,:](?!\d))+|\s{2,}")
SHORT_QUOTE = 20
"""Characters in quotes, without punctuation, that are a slogan or a name and not a statement."""


@dataclass(frozen=True)
class Names:
    """Stretches of a text that are names: short quotes and titles in 《》."""

    quotes: tuple[tuple[int, int], ...]
    titles: tuple[tuple[int, int], ...]

    def in_quotes(self, start: int, end: int) -> bool:
        """Inside a short quote."""
        return _inside(self.quotes, start, end)

    def quote_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The short quote around a span."""
        return next((q for q in self.quotes if q[0] <= start and end <= q[1]), None)

    def in_title(self, start: int, end: int) -> bool:
        """Inside 《》."""
        return _inside(self.titles, start, end)


def _inside(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    at = bisect.bisect_left(spans, (start + 1,)) - 1
    return at >= 0 and spans[at][0] <= start and end <= spans[at][1]


def names_of(text: str) -> Names:
    """Quotes and titles of a text, in order. A long quote, or one with punctuation, is a statement and not a name."""
    quotes = [m.span() for m in _QUOTES.finditer(text) if len(m[0]) - 2 <= SHORT_QUOTE and not _PROSE.search(m[0])]
    return Names(tuple(quotes), tuple(m.span() for m in _TITLES.finditer(text)))


def sentences(text: str) -> list[tuple[int, int]]:
    """Bounds of the sentences, in order; a line that only wraps inside a sentence does not end one."""
    found, at = [], 0
    for match in _SENTENCE_END.finditer(text):
        if match[0] == "\n" and _wraps(text, match.start()):
            continue
        if match.start() > at:
            found.append((at, match.start()))
        at = match.end()
    if at < len(text):
        found.append((at, len(text)))
    return found


def sentence_at(bounds: list[tuple[int, int]], position: int) -> tuple[int, int]:
    """The sentence that holds a position, of those that `sentences` found."""
    index = bisect.bisect_left(bounds, (position + 1,))
    return bounds[max(0, index - 1)] if bounds else (position, position)


def _wraps(text: str, newline: int) -> bool:
    """A line break inside a sentence: text on both sides, and the next line begins with a unit or punctuation."""
    line = text[text.rfind("\n", 0, newline) + 1 : newline]
    before, after = line.rstrip(" \t")[-1:], text[newline + 1 : newline + 2]
    if _OF_FORM.search(line):
        return False
    return bool(before) and (before.isdigit() or before in "*＊×_＿Xx") and bool(after) and not after.isspace()


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Clauses of a sentence: ， ： and wide gaps end one, 、 does not."""
    clauses, at = [], start
    for match in _CLAUSE_END.finditer(text, start, end):
        if match.start() > at:
            clauses.append((at, match.start()))
        at = match.end()
    if at < end:
        clauses.append((at, end))
    return clauses
