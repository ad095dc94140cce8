"""Two states of one text, laid beside each other: which paragraph became which, and where a number stands now.

Paragraphs are paired with their numbers left out of account, so a changed number does not part them; then by likeness.
Inside a pair, words are aligned one by one (difflib), each numeral being one word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from report.finding.spaces import unspaced
from report.finding.surroundings import sentences

_DIGITS = r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?"
_COUNT = "[零〇一二两三四五六七八九十百千]+"
_WORDS = rf"(?:{_COUNT}亿{_COUNT}万(?:{_COUNT})?|{_COUNT}[亿万]{_COUNT}|{_COUNT})(?:点[零〇一二三四五六七八九]+)?"
"""三十八点六二 and 一万二千三百八十六 are one number each (九点三十分 becomes one word here, too, which does no harm)."""
_TOKEN = re.compile(rf"{_DIGITS}|[*＊×_＿]+|{_WORDS}|\S")
_NUMERAL = re.compile(rf"(?:{_DIGITS}|[*＊×_＿]+|{_WORDS})\Z")
_MASKED = re.compile(rf"{_DIGITS}|[*＊×_＿]+")
LIKE = 0.5
"""Part of the pairs of characters that two paragraphs share to be one, edited."""
LIKE_ELSEWHERE = 0.6
"""The same for a sentence looked for in the whole text."""
MOST_PAIRS, NEIGHBOURS = 100_000, 60
"""Beyond so many pairs of paragraphs, only those that stand so near are compared."""
TELLING = 3
"""Characters besides numbers without which a line (a cell of a table) is not said to have moved."""
_MANY = 400
"""Sentences of one line looked at."""
KEPT = 0.4
"""Part of a sentence that must be left where it stood for it to count as being there still."""


@dataclass(frozen=True)
class Paragraph:
    """A line with something in it. `number` counts such lines from 1."""

    start: int
    end: int
    number: int
    text: str
    bare: str
    """Its text without spaces, its numbers masked."""


@dataclass(frozen=True)
class Found:
    """Where a number stands now: its span (None if the number is gone and the sentence stays), and whether it moved."""

    span: tuple[int, int] | None
    moved: bool
    place: int
    """Offset near it."""


def skeleton(text: str) -> str:
    """A text without spaces, its numbers masked."""
    return _MASKED.sub("□", unspaced(unicodedata.normalize("NFKC", text)))


def paragraphs(text: str) -> list[Paragraph]:
    """The lines of a text that hold something."""
    found: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(at, at + len(line), len(found) + 1, line, skeleton(line)))
        at += len(line) + 1
    return found


@dataclass(frozen=True)
class Pairs:
    """Which paragraph became which, by their places in the two lists."""

    pairs: dict[int, int]
    moved: frozenset[int]
    """Places in the old list of those that stand in another order now."""
    removed: tuple[int, ...]
    added: tuple[int, ...]


def paired(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Pairs:
    """Pair the paragraphs of two texts."""
    pairs: dict[int, int] = {}
    matcher = SequenceMatcher(None, [p.bare for p in old], [p.bare for p in new], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        pairs |= {i + k: j + k for k in range(size)}
    _pair_equal(old, new, pairs)
    _pair_like(old, new, pairs)
    taken = set(pairs.values())
    still = _increasing(sorted(pairs.items()))
    return Pairs(
        pairs,
        frozenset(i for i in pairs if i not in still and len(old[i].bare.replace("□", "")) >= TELLING),
        tuple(i for i in range(len(old)) if i not in pairs),
        tuple(j for j in range(len(new)) if j not in taken),
    )


def _pair_equal(old: Sequence[Paragraph], new: Sequence[Paragraph], pairs: dict[int, int]) -> None:
    """What stands word for word in another place."""
    taken = set(pairs.values())
    for i, paragraph in enumerate(old):
        if i in pairs:
            continue
        j = next((j for j, p in enumerate(new) if j not in taken and p.bare == paragraph.bare), None)
        if j is not None:
            pairs[i] = j
            taken.add(j)


def _pair_like(old: Sequence[Paragraph], new: Sequence[Paragraph], pairs: dict[int, int]) -> None:
    """What was edited: the likest first."""
    taken = set(pairs.values())
    left, right = [i for i in range(len(old)) if i not in pairs], [j for j in range(len(new)) if j not in taken]
    near = len(left) * len(right) <= MOST_PAIRS
    scored = [
        (likeness(old[i].bare, new[j].bare), -i, -j) for i in left for j in right if near or abs(i - j) <= NEIGHBOURS
    ]
    for score, i, j in sorted(scored, reverse=True):
        if score >= LIKE and -i not in pairs and -j not in taken:
            pairs[-i] = -j
            taken.add(-j)


def likeness(one: str, other: str) -> float:
    """Part of the pairs of characters that two texts share, from 0 to 1."""
    a, b = _grams(one), _grams(other)
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


@lru_cache(maxsize=4096)
def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])


def _increasing(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Of pairs in the order of the old text, the most that stand in the same order in the new one."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for i, j in pairs:
        at = bisect_left(tails, j)
        before[i] = ends[at - 1] if at else None
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [i]
    kept: set[int] = set()
    at_end: int | None = ends[-1] if ends else None
    while at_end is not None:
        kept.add(at_end)
        at_end = before[at_end]
    return kept


class Aligned:
    """An old text and a new one, asked where a number of the old one stands now."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.before, self.after = paragraphs(old), paragraphs(new)
        self.paired = paired(self.before, self.after)
        self._old_sentences, self._new_sentences = sentences(old), sentences(new)
        self._old_bare = [skeleton(old[a:b]) for a, b in self._old_sentences]
        self._new_bare = [skeleton(new[a:b]) for a, b in self._new_sentences]

    def new_words(self) -> list[tuple[int, int]]:
        """Spans of the words (a numeral is one) of the new text that the old one has not, in order.

        What stands word for word in the old text is not new, wherever it stands now; of a line that says nothing besides
        its number (a cell of a table), the line before it has to be the same too.
        """
        known = {unspaced(self.old[a:b]) for a, b in self._old_sentences}
        beside = {(unspaced(a.text), unspaced(b.text)) for a, b in pairwise(self.before)}
        partners = {j: self.before[i] for i, j in self.paired.pairs.items()}
        found: list[tuple[int, int]] = []
        for j, line in enumerate(self.after):
            low = bisect_left(self._new_sentences, (line.start, 0))
            said = [s for s in self._new_sentences[max(0, low - 1) :][:_MANY] if s[0] < line.end and line.start < s[1]]
            before = self.after[j - 1].text if j else ""
            bare = len(line.bare.replace("□", "")) < TELLING
            if bare and (unspaced(before), unspaced(line.text)) in beside:
                continue
            old = partners.get(j)
            tokens = _tokens(self.new, line.start, line.end)
            fresh = _unmatched(_tokens(self.old, old.start, old.end) if old else [], tokens)
            same = [] if bare else [s for s in said if unspaced(self.new[s[0] : s[1]]) in known]
            found += [(a, b) for _, a, b in fresh if not any(low <= a < high for low, high in same)]
        return found

    def find(self, start: int, end: int) -> Found | None:
        """Where a number now stands; None if its sentence is gone. Ask in the order of the text."""
        low, high = next(((a, b) for a, b in self._old_sentences if a <= start < b), (start, end))
        place = next((i for i, p in enumerate(self.before) if p.start <= start < p.end), None)
        partner = None if place is None else self.paired.pairs.get(place)
        moved = place in self.paired.moved
        home = self.after[partner] if partner is not None else None
        own = None if place is None else self.before[place]
        verbatim = self._verbatim(skeleton(self.old[low:high]), low, home, own)
        if verbatim is not None:
            a, b = self._new_sentences[verbatim]
            there = home is not None and home.start <= a < home.end
            return self._counterpart((low, high), (start, end), (a, b), moved or not there)
        if home is not None and own is not None:
            whole = (own.start, own.end)
            if self._left(whole, (low, high), home) >= KEPT:
                return self._counterpart(whole, (start, end), (home.start, home.end), moved)
        return self._like(low, high, (start, end))

    def _verbatim(self, bare: str, low: int, home: Paragraph | None, own: Paragraph | None) -> int | None:
        """The sentence that says the same, numbers aside: in the paragraph's successor, else anywhere."""
        same = [n for n, said in enumerate(self._new_bare) if said == bare]
        if not same:
            return None
        here = [n for n in same if home and home.start <= self._new_sentences[n][0] < home.end]
        among, start = (here, own.start if own else 0) if here else (same, 0)
        earlier = sum(
            said == bare and start <= a < low for (a, _), said in zip(self._old_sentences, self._old_bare, strict=True)
        )
        return among[min(earlier, len(among) - 1)]

    def _left(self, whole: tuple[int, int], sentence: tuple[int, int], home: Paragraph) -> float:
        """Part of a sentence still standing in its paragraph's successor."""
        tokens, after = _tokens(self.old, *whole), _tokens(self.new, home.start, home.end)
        inside = [n for n, (_, a, _) in enumerate(tokens) if sentence[0] <= a < sentence[1]]
        matcher = SequenceMatcher(None, [t[0] for t in tokens], [t[0] for t in after], autojunk=False)
        kept = {i + k for i, _, size in matcher.get_matching_blocks() if size > 1 for k in range(size)}
        return sum(n in kept for n in inside) / max(1, len(inside))

    def _like(self, low: int, high: int, span: tuple[int, int]) -> Found | None:
        """The likest sentence anywhere, if it is like enough and not another one of the old text."""
        bare, known = skeleton(self.old[low:high]), set(self._old_bare)
        scored = [(likeness(bare, said), -n) for n, said in enumerate(self._new_bare) if said not in known]
        score, place = max(scored, default=(0.0, 0))
        if score < LIKE_ELSEWHERE:
            return None
        return self._counterpart((low, high), span, self._new_sentences[-place], True)

    def _counterpart(self, old: tuple[int, int], span: tuple[int, int], new: tuple[int, int], moved: bool) -> Found:
        """The numeral of a stretch of the new text that a numeral of the old stretch became."""
        before, after = _tokens(self.old, *old), _tokens(self.new, *new)
        at = max(
            (n for n, (_, a, b) in enumerate(before) if a < span[1] and b > span[0] and _numeral(before[n][0])),
            default=None,
        )
        if at is None:
            return Found(None, moved, new[0])
        matcher = SequenceMatcher(None, [t[0] for t in before], [t[0] for t in after], autojunk=False)
        for _, i1, i2, j1, j2 in matcher.get_opcodes():
            if not i1 <= at < i2:
                continue
            place = _in_block(before, after, at, (i1, i2, j1, j2))
            if place is None:
                return Found(None, moved, after[min(j1, len(after) - 1)][1] if after else new[0])
            return Found((after[place][1], after[place][2]), moved, after[place][1])
        return Found(None, moved, new[0])


_BETWEEN = {"至", "到", "-", "—", "——", "–", "~", "～"}
_Token = tuple[str, int, int]


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    """Numerals and single characters with their offsets; spaces left out, full width as half."""
    return [(unicodedata.normalize("NFKC", m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def _unmatched(before: list[_Token], after: list[_Token]) -> list[_Token]:
    """The tokens of the second list that the first has not there."""
    matcher = SequenceMatcher(None, [t[0] for t in before], [t[0] for t in after], autojunk=False)
    return [t for tag, _, _, j1, j2 in matcher.get_opcodes() if tag != "equal" for t in after[j1:j2]]


def _numeral(token: str) -> bool:
    return bool(_NUMERAL.match(token))


def _in_block(before: list[_Token], after: list[_Token], at: int, block: tuple[int, int, int, int]) -> int | None:
    """The token that a numeral became, inside one block of the alignment."""
    i1, i2, j1, j2 = block
    if [t[0] for t in before[i1:i2]] == [t[0] for t in after[j1:j2]]:
        return j1 + at - i1
    ours = [n for n in range(i1, i2) if _numeral(before[n][0])]
    theirs = [n for n in range(j1, j2) if _numeral(after[n][0])]
    if len(ours) == len(theirs):
        return theirs[ours.index(at)]
    if len(ours) == 1 and len(theirs) == 2 and "".join(t[0] for t in after[theirs[0] + 1 : theirs[1]]) in _BETWEEN:
        return theirs[0]  # 330余次 became 330至340次
    unit = before[at + 1][0] if at + 1 < len(before) else ""
    fitting = [n for n in theirs if n + 1 < len(after) and after[n + 1][0] == unit]
    return fitting[0] if len(fitting) == 1 else None
