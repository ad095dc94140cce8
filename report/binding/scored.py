"""How well a metric fits what stands around a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.model import Metric
from report.binding.likeness import Likeness
from report.model import Candidate

FAR = 0.45
"""Part of the best score below which even a look-alike is out of the question."""
POSSIBLE = 0.22
"""Score below which a metric is not even offered."""


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


def confusable(catalogue: Mapping[str, Metric], one: Scored, other: Scored) -> bool:
    """Whether another metric that is nearly as like is one of those that are taken for each other."""
    if other.score < FAR * one.score or other.against is not None:
        return False
    a, b = catalogue[one.likeness.metric], catalogue[other.likeness.metric]
    return b.key in a.confused_with or a.key in b.confused_with
