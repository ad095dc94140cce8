"""A text with what is known of its figures, and its sentences with every figure as one character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics import numbers
from metrics.model import Reading
from metrics.periods import Period
from report.model import BoundBlank, CheckedClaim, Claim
from report.surroundings import sentences

Measure = Callable[[str, Period], Reading]

FIGURE = "[\ue000-\uf8ff]"
"""One figure of a sentence, in a pattern."""
_FIRST = 0xE000


@dataclass(frozen=True)
class Sentence:
    """A sentence in which figure number n is the character U+E000 + n; `starts` leads back to the text."""

    text: str
    starts: tuple[int, ...]
    """Offset in the document of each character."""
    claims: tuple[CheckedClaim, ...]

    def claim(self, character: str) -> CheckedClaim:
        """The figure that a character stands for."""
        return self.claims[ord(character) - _FIRST]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document of a stretch of the sentence."""
        last = end - 1
        character = self.text[last]
        if _FIRST <= ord(character) < _FIRST + len(self.claims):
            return self.starts[start], self.claim(character).claim.end
        return self.starts[start], self.starts[last] + 1


@dataclass(frozen=True)
class Checked:
    """A text with what is known of its figures, for the rules. `measure` reads other periods of a metric, if data are there."""

    text: str
    blanks: tuple[BoundBlank, ...]
    claims: tuple[CheckedClaim, ...]
    year: int = 0
    measure: Measure | None = None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences that state a figure at least."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        for start, end in sentences(self.text):
            inside = tuple(c for c in self.claims if start <= c.claim.start and c.claim.end <= end)
            if inside:
                yield _sentence(self.text, start, end, inside)


def _sentence(text: str, start: int, end: int, claims: tuple[CheckedClaim, ...]) -> Sentence:
    pieces: list[str] = []
    starts: list[int] = []
    at = start
    for number, checked in enumerate(claims):
        claim = checked.claim
        pieces.append(text[at : claim.start])
        starts += range(at, claim.start)
        pieces.append(chr(_FIRST + number))
        starts.append(claim.start)
        at = claim.end
    pieces.append(text[at:end])
    starts += range(at, end)
    return Sentence("".join(pieces), tuple(starts), claims)


def amount(claim: Claim) -> Decimal:
    """A figure in its base unit: 3.2亿元 → 320000000."""
    scale, _ = numbers.split_unit(claim.unit or "")
    return claim.value * scale


def base(claim: Claim) -> str:
    """The unit of a figure without its scale."""
    return numbers.split_unit(claim.unit or "")[1] or (claim.unit or "")


_ROUNDED = {"%", "‰", "个百分点", "倍", "元"}
"""Units whose whole numbers may be rounded; a whole count (24期, 37个) is exact."""


def half_step(claim: Claim) -> Decimal:
    """Half a unit of the last place written, in the base unit: what rounding may have taken away or added."""
    scale, unit = numbers.split_unit(claim.unit or "")
    exponent = int(claim.value.as_tuple().exponent)
    if scale == 1 and exponent >= 0 and unit not in _ROUNDED and not claim.qualifier:
        return Decimal(0)
    return Decimal(1).scaleb(exponent) / 2 * scale


def written(value: Decimal, places: int = 1) -> str:
    """A number for a message."""
    return numbers.plain(numbers.rounded(value, places), cut_zeros=True)
