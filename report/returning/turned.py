"""Numbers that stand as we put them while the sentence around them says another thing now: 全年 became 上半年, 谈心 became
廉政谈心, 未 came before it.

Both texts are read in the same way, with each number as if it were still a blank, so that what we cannot understand in
either of them is no difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics import periods
from metrics.model import Metric
from report.binding.bind import Binder, bound_by
from report.binding.list_numbers import without_long_numbers
from report.binding.memory import keys
from report.binding.setting import settings
from report.finding.claims import find_claims
from report.model import Binding, Blank, Claim


@dataclass(frozen=True)
class Numeral:
    """A number that we filled, where it stands in one of the texts. `id` is that of its blank."""

    id: int
    start: int
    end: int
    unit: str | None
    qualifier: str | None


@dataclass(frozen=True)
class Said:
    """What a text says with a number: the metric and period, and the key of its sentence."""

    binding: Binding
    key: str


@dataclass(frozen=True)
class Turn:
    """A sentence that says another thing than when its number was filled. `said` is None if it cannot be told what."""

    said: Binding | None
    remark: str


def said_in(text: str, year: int, catalogue: Mapping[str, Metric], numerals: Sequence[Numeral]) -> dict[int, Said]:
    """What a text says with each of our numbers, by the blank's id; the other figures of the text stand around them."""
    blanks = [Blank(n.start, n.end, n.id, text[n.start : n.end], "number", n.unit, n.qualifier) for n in numerals]
    others = [c for c in find_claims(text) if not any(b.start < c.end and c.start < b.end for b in blanks)]
    figures: list[Blank | Claim] = [*blanks, *others]
    binder = Binder(catalogue, without_long_numbers(text), year, figures)
    bindings, marks = bound_by(binder, figures), [s.mark for s in settings(binder, figures)]
    places = keys(text, figures, marks)
    return {
        blank.id: Said(binding, key)
        for blank, binding, (key, _) in zip(blanks, bindings, places, strict=False)
        if binding is not None
    }


def turn_of(before: Said, after: Said, catalogue: Mapping[str, Metric]) -> Turn | None:
    """How what is said has changed; None if it has not."""
    was, now = before.binding, after.binding
    if was.status != "bound":
        # A person may have said what it is, for this very sentence.
        same = (now.status, now.period) == (was.status, was.period) and before.key == after.key
        return (
            None
            if same
            else Turn(
                None, "话改了：看不出现在说的还是不是原来那件事（由人认定或填入的数，只按原来那句话算数），请核对"
            )
        )
    if (now.status, now.metric, now.period) == (was.status, was.metric, was.period):
        return None
    old = f"话改了：原来说的是{_words(was, catalogue)}"
    if now.status == "bound":
        return Turn(now, f"{old}，现在说的是{_words(now, catalogue)}")
    return Turn(None, f"{old}，现在看不出还是不是（{now.reason}），请核对")


def _words(binding: Binding, catalogue: Mapping[str, Metric]) -> str:
    metric = catalogue.get(binding.metric or "")
    period = periods.parse(binding.period).chinese if binding.period else ""
    return f"{period}的“{metric.name if metric else binding.metric}”"
