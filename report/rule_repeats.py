"""The document as a whole.

Rules: `stated-twice` (one metric and period with two values that cannot both be right), `blank-left` (a blank nobody filled
in a document that is otherwise filled).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from report.checked import Checked
from report.figures_said import Figure, overlap
from report.model import Finding

FEW = 3
"""Blanks that may be left over; more are a form still to be filled."""
MOST = 6
"""Stated figures to each blank from which the document counts as filled."""


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


def blank_left(checked: Checked) -> Iterable[Finding]:
    """Blanks that want a number, where nearly every figure is already written."""
    left = [b for b in checked.blanks if b.blank.kind in {"number", "damaged"}]
    if not left or len(left) > FEW or len(checked.claims) < MOST * len(left):
        return
    for bound in left:
        blank = bound.blank
        message = f"“{blank.text}”还没有填，文中其他数字已经填好。请填上，或删去这一句"
        yield Finding(blank.start, blank.end, "blank-left", "warning", message)
