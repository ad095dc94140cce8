"""What the rules over a text look at: the text, its figures with what is known of them, and a way to ask the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics import numbers
from metrics.model import Reading
from report.figures_said import Figure, Sentence, figures_said, sentences_said
from report.model import BoundBlank, CheckedClaim


def _nothing(_metric: str, _period: str) -> Reading | None:
    """Without data nothing can be asked."""
    return None


@dataclass(frozen=True)
class Checked:
    """A text with what is known of its figures, for the rules."""

    text: str
    blanks: tuple[BoundBlank, ...]
    claims: tuple[CheckedClaim, ...]
    year: int | None = None
    """The year that the report is about."""
    measure: Callable[[str, str], Reading | None] = _nothing
    """Reading of a metric in a period, both by key; None where the metric has no such period."""

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Stated figures and blanks that have a number, in the order of the text."""
        return figures_said(self.text, self.blanks, self.claims)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that hold a figure."""
        return sentences_said(self.text, self.figures)

    def value(self, metric: str, period: str, unit: str) -> Decimal | None:
        """What the data say, in a unit without scale (元, 次, %); None without data or for a unit of another kind."""
        reading = self.measure(metric, period)
        if reading is None or reading.value is None:
            return None
        try:
            return numbers.convert(reading.value, reading.metric.unit, unit)
        except numbers.UnitMismatchError:
            return None
