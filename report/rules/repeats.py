"""Rule `stated-twice`: one metric and period with two values that cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from report.model import Finding
from report.rules.checked import Checked
from report.rules.figures import Figure, overlap


def stated_twice(checked: Checked) -> Iterable[Finding]:
    """Every figure that says otherwise than an earlier one of the same metric and period."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in checked.figures:
        binding = figure.binding
        if figure.metric and binding and binding.period and figure.plain and figure.status != "unbound":
            groups[(figure.metric, binding.period)].append(figure)
    for figures in groups.values():
        yield from _contradictions(figures)


def _contradictions(figures: list[Figure]) -> Iterable[Finding]:
    """Each figure that contradicts the one that holds, or the first."""
    sure = next((f for f in figures if f.status == "match"), figures[0])
    for figure in figures:
        if figure is sure or figure.base != sure.base or overlap(figure.written, sure.written):
            continue
        where = "前文" if sure.start < figure.start else "后文"
        message = f"{where}写的是“{sure.text}”，这里写“{figure.text}”，说的是同一个数。请改成一致"
        yield Finding(figure.start, figure.end, "stated-twice", "error", message)
