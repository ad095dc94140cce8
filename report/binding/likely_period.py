"""The period that a person who confirms a figure most likely means: what the text or the table says, else none."""

from __future__ import annotations

import re

from metrics.model import Metric
from metrics.periods import Period, month_number, parse, year_period
from report.binding.periods_said import period_of
from report.model import BoundBlank, CheckedClaim, Inspection

_QUOTED = re.compile("“([^”]+)”")


def likely_period(found: Inspection, bound: BoundBlank | CheckedClaim) -> Period | None:
    """What is said of its period; None where only a person can tell, as the words for it are not clear."""
    figure = bound.blank if isinstance(bound, BoundBlank) else bound.claim
    binding = bound.binding
    if binding and binding.status == "bound" and binding.period:
        return parse(binding.period)
    said = [figure.cell.text[: figure.cell.start], figure.cell.before] if figure.cell else []
    said += _QUOTED.findall(bound.reason or "")
    for words in said:
        slot = period_of(words, "", "", found.year)
        if slot.explicit and slot.sure:
            return slot.period
    if re.search("期间|时间", bound.reason or ""):
        return None
    return parse(binding.period) if binding and binding.period else year_period(found.year)


def periods_to_choose(year: int, metric: Metric | None, likely: Period | None) -> list[Period]:
    """The likely one, then year, halves, quarters, January to each month, months, and the year before's; those that the metric has."""
    first = month_number(year, 1)
    spans = [(0, 11), (0, 5), (6, 11), *((q, q + 2) for q in range(0, 12, 3))]
    spans += [(0, last) for last in range(1, 11)] + [(m, m) for m in range(12)]
    listed = [Period(first + low, first + high) for low, high in spans]
    listed += [p.shifted(-1) for p in listed]
    if metric and metric.periods:
        listed = [p for p in listed if p.kind in metric.periods]
    return list(dict.fromkeys([*([likely] if likely else []), *listed]))
