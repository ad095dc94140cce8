"""How well a metric fits what stands around a figure."""

from __future__ import annotations

from dataclasses import dataclass

from report.binding.likeness import Likeness
from report.model import Candidate


@dataclass(frozen=True)
class Scored:
    """A metric's likeness after unit and slots were weighed. `against`: why it may not be taken without asking."""

    likeness: Likeness
    score: float
    against: str | None
    named: bool = False
    """Whether the core of the metric is said at the figure."""

    @property
    def candidate(self) -> Candidate:
        """As it is shown to the person who chooses."""
        return Candidate(self.likeness.metric, round(self.score, 3))
