"""Figures as the rules see them: an amount with the range that its writing leaves open, in a sentence whose figures are signs.

In the skeleton of a sentence each figure is one character of the private use area, so that a rule can be a pattern over
words and figures (`由①增长到②，增长③`) whatever the digits and units are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics import numbers
from metrics.model import Reading
from report.finding.measures import comparable, tail_at
from report.model import Binding, BoundBlank, CheckedClaim

SIGN = "[\ue000-\uf8ff]"
"""One figure, in a pattern over a skeleton."""
NOT_SIGN = "[^\ue000-\uf8ff。；]"
NEAR = "[^\ue000-\uf8ff，。；：]"
"""A character that is neither a figure nor ends a clause."""
_FIRST = 0xE000
MOST = 1000
"""Figures beyond which a stretch without a full stop is a table and no sentence."""
_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n")
_RANKED = re.compile(r"第\s*$")

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Figure:
    """One figure of the text. `amount` is without scale: 元, not 亿元."""

    start: int
    end: int
    text: str
    """As it stands, or as the blank will read."""
    value: Decimal
    unit: str
    scale: int
    base: str
    qualifier: str | None
    status: str | None
    """As of the claim; `either` of one that is right by another basis."""
    binding: Binding | None
    reading: Reading | None
    plain: bool
    """Neither a range, nor a rank, nor an honour: it can be reckoned with."""
    mean: bool = False
    """Of a count that is a mean: it was rounded, as amounts are."""

    @property
    def amount(self) -> Decimal:
        """Its value without scale."""
        return self.value * self.scale

    @property
    def metric(self) -> str | None:
        """Metric that it is bound to."""
        return self.binding.metric if self.binding and self.binding.status == "bound" else None

    @property
    def written(self) -> Range:
        """What the true amount can be, by its digits and its qualifier."""
        exponent = int(self.value.as_tuple().exponent)
        counted = not self.mean and self.scale == 1 and exponent >= 0 and self.base not in {"%", "个百分点", "倍", "‰"}
        step = step_of_writing(self.value)
        half = (
            Decimal(0) if counted else step / 2 if said_in_words(self.text) else Decimal(5).scaleb(min(exponent, 0) - 1)
        )
        low, high = {
            "余": (self.value, self.value + step),
            "超": (self.value, self.value + room_above(self.value)),
            "近": (self.value - step, self.value),
            "不足": (self.value - step, self.value),
            "约": (self.value - step, self.value + step),
        }.get(self.qualifier or "", (self.value - half, self.value + half))
        return low * self.scale, high * self.scale

    @property
    def percent(self) -> Range | None:
        """What a share can be in %: 四成 is 35 to 45, 超过四成 40 to 50. None if it is no share."""
        if self.base == "成" and self.scale == 1 and self.qualifier:
            low, high = self.written
            return low * 10, high * 10
        if self.base == "成" and self.scale == 1:
            return (self.value - Decimal("0.5")) * 10, (self.value + Decimal("0.5")) * 10
        return self.written if self.base == "%" else None

    @property
    def possible(self) -> tuple[Range, ...]:
        """What may be reckoned with: if the data bear it out, the exact amount or the one written; else all that it can be."""
        if self.status == "match" and self.reading is not None and self.reading.value is not None:
            unit = comparable(self.base or self.reading.metric.unit, self.reading.metric.unit)
            exact = numbers.convert(self.reading.value, self.reading.metric.unit, unit)
            return ((exact, exact), (self.amount, self.amount))
        return (self.written,)


@dataclass(frozen=True)
class Sentence:
    """A sentence, its figures, and its skeleton with the place of each character in the text."""

    start: int
    end: int
    figures: tuple[Figure, ...]
    skeleton: str
    places: tuple[int, ...]

    def figure(self, sign: str) -> Figure:
        """The figure behind a sign of the skeleton."""
        return self.figures[ord(sign) - _FIRST]

    def sign(self, figure: Figure) -> str:
        """The sign that stands for one of its figures."""
        return chr(_FIRST + self.figures.index(figure))

    def span(self, match: re.Match[str], group: str) -> tuple[int, int]:
        """Where a group of a match over the skeleton stands in the text."""
        low, high = match.span(group)
        return self.places[low], self.places[high - 1] + 1


_IN_WORDS = re.compile(r"亿[零〇一二两三四五六七八九十百千]*[十百千]万")


def said_in_words(figure: str) -> bool:
    """九亿八千四百万元: an amount in words is as fine as its last word, and is 9.84亿元 in digits."""
    return _IN_WORDS.search(figure) is not None


def step_of_writing(value: Decimal) -> Decimal:
    """The place of its last digit that is not 0: 10 for 260, 100 for 200, 0.1 for 38.6."""
    _, digits, exponent = value.normalize().as_tuple()
    return Decimal(1).scaleb(int(exponent)) if digits and value else Decimal(1)


_CLOSE, _FIVE = Decimal("0.01"), 5


def room_above(value: Decimal) -> Decimal:
    """How far above 超 the true value may lie: a step of its writing, five where it ends in 5, 1% where it is written finely."""
    step = step_of_writing(value)
    fives = value.normalize().as_tuple().digits[-1] == _FIVE
    return max(step * _FIVE if fives else step, value * _CLOSE)


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges have an amount in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def figures_said(text: str, blanks: Iterable[BoundBlank], claims: Iterable[CheckedClaim]) -> tuple[Figure, ...]:
    """Stated figures and the blanks that have a number, in the order of the text."""
    found = [_of_claim(text, c) for c in claims] + [f for b in blanks if (f := _of_blank(text, b))]
    return tuple(sorted(found, key=lambda f: f.start))


def _of_claim(text: str, checked: CheckedClaim) -> Figure:
    claim = checked.claim
    scale, base = numbers.split_unit(claim.unit or "")
    spanned = claim.span_to is not None and text[max(0, claim.start - 1) : claim.start] not in {"由", "从"}
    ranked = _RANKED.search(text[max(0, claim.start - 3) : claim.start]) is not None
    return Figure(
        claim.start, claim.end, claim.text, claim.value, claim.unit or "", scale, base, claim.qualifier,
        "either" if checked.either else checked.status, checked.binding, checked.reading, not spanned and not ranked and claim.metric is None,
    )  # fmt: skip


def _of_blank(text: str, bound: BoundBlank) -> Figure | None:
    """A blank as it will read; None if nothing is put in its place."""
    blank = bound.blank
    if blank.kind != "number" or not bound.ready or bound.shown is None:
        return None
    unit = blank.unit or (bound.reading.metric.unit if bound.reading else "")
    scale, base = numbers.split_unit(unit)
    try:
        value = numbers.parse_numeral(bound.shown)
    except ValueError:
        return None
    status, tail = "match" if bound.told is None else None, None if blank.cell else tail_at(text, blank.end)
    return Figure(
        blank.start, tail.end if tail and blank.unit else blank.end, f"{bound.shown}{unit}", value, unit, scale, base, blank.qualifier,
        status, bound.binding, bound.reading, plain=True,
    )  # fmt: skip


def sentences_said(text: str, figures: Sequence[Figure]) -> tuple[Sentence, ...]:
    """Sentences with a figure. A semicolon does not end one: parts of a total are often parted by it."""
    bounds, at = [], 0
    for match in _END.finditer(text):
        bounds.append((at, match.start()))
        at = match.end()
    bounds.append((at, len(text)))
    found, starts = [], [f.start for f in figures]
    for low, high in bounds:
        mine = figures[bisect_left(starts, low) : bisect_left(starts, high)]
        if 0 < len(mine) <= MOST:
            found.append(_sentence(text, low, high, mine))
    return tuple(found)


def _sentence(text: str, low: int, high: int, figures: Sequence[Figure]) -> Sentence:
    """The skeleton: figures as signs, without white space; punctuation in one form."""
    signs: list[str] = []
    places: list[int] = []
    at = low
    for index, figure in enumerate(figures):
        for place in range(at, figure.start):
            _put(text[place], place, signs, places)
        signs.append(chr(_FIRST + index))
        places.append(figure.start)
        at = max(at, figure.end)
    for place in range(at, high):
        _put(text[place], place, signs, places)
    return Sentence(low, high, tuple(figures), "".join(signs), tuple(places))


_ONE_FORM = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}


def _put(character: str, place: int, signs: list[str], places: list[int]) -> None:
    if not character.isspace():
        own = "□" if "\ue000" <= character <= "\uf8ff" else character  # a bullet of a symbol font is no figure
        signs.append(_ONE_FORM.get(own, own))
        places.append(place)
