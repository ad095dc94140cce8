"""What the rules over a text look at: the text, its figures with what is known of them, and a way to ask the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from metrics import numbers
from metrics.model import Metric, Reading
from metrics.periods import Period
from report.model import BoundBlank, CheckedClaim
from report.rules.figures import Figure, Sentence, figures_said, sentences_said

Measure = Callable[[str, Period], Reading]


@dataclass(frozen=True)
class Checked:
    """A text with what is known of its figures, for the rules. `measure` reads other periods of a metric, if data are there."""

    text: str
    blanks: tuple[BoundBlank, ...]
    claims: tuple[CheckedClaim, ...]
    year: int = 0
    measure: Measure | None = None
    catalogue: Mapping[str, Metric] = field(default_factory=dict)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Stated figures and blanks that have a number, in the order of the text."""
        return figures_said(self.text, self.blanks, self.claims)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that hold a figure."""
        return sentences_said(self.text, self.figures)

    def reading(self, metric: str, period: Period) -> Reading | None:
        """What the data say of a metric in a period; None without data."""
        found = self.measure(metric, period) if self.measure else None
        return found if found is not None and found.value is not None else None

    def value(self, metric: str, period: Period, unit: str) -> Decimal | None:
        """The same as a number, in a unit without scale (元, 次, %); None without data or for a unit of another kind."""
        reading = self.reading(metric, period)
        if reading is None or reading.value is None:
            return None
        try:
            return numbers.convert(reading.value, reading.metric.unit, unit)
        except numbers.UnitMismatchError:
            return None
