"""Numbers that stand as we put them while the sentence around them says another thing now: 全年 became 上半年, 谈心 became
廉政谈心, 未 came before it.

Both texts are read in the same way, with each number as if it were still a blank, so that what we cannot understand in
either of them is no difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics import periods
from metrics.model import Metric
from report.binding.bind import Binder, bound_by
from report.binding.head_told import readable, told_at_head
from report.binding.list_numbers import without_long_numbers
from report.binding.memory import keys
from report.binding.setting import settings
from report.finding.claims import find_claims
from report.model import Binding, Blank, Claim, InCell
from report.returning.in_cells import bare, label_of


@dataclass(frozen=True)
class Numeral:
    """A number that we filled, where it stands in one of the texts. `id` is that of its blank."""

    id: int
    start: int
    end: int
    unit: str | None
    qualifier: str | None
    cell: InCell | None = None


@dataclass(frozen=True)
class Said:
    """What a text says with a number: the metric and period, the key of its sentence, what the head of the document tells,
    and of a cell what row, column and caption say.
    """

    binding: Binding
    key: str
    head: tuple[str, ...] = ()
    label: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it is kept with a fill, so that it is known when the file was filled again over somebody's edits."""
        b = self.binding
        return {
            "status": b.status, "metric": b.metric, "period": b.period, "key": self.key, "head": [*self.head],
            "label": self.label,
        }  # fmt: skip


def kept(said: dict[str, Any]) -> Said:
    """What was kept with a fill."""
    binding = Binding(said["status"], said["metric"], said["period"], 0.0, 0.0, ())
    return Said(binding, said["key"], tuple(said["head"]), said["label"])


@dataclass(frozen=True)
class Turn:
    """A sentence that says another thing than when its number was filled. `said` is None if it cannot be told what."""

    said: Binding | None
    remark: str
    of_the_head: bool = False
    """The sentence says the same, the head of the document does not: that the number agrees with the data proves nothing."""


def said_in(text: str, year: int, catalogue: Mapping[str, Metric], numerals: Sequence[Numeral]) -> dict[int, Said]:
    """What a text says with each of our numbers, by the blank's id; the other figures of the text stand around them."""
    blanks = [
        Blank(n.start, n.end, n.id, text[n.start : n.end], "number", n.unit, n.qualifier, n.cell) for n in numerals
    ]
    others = [c for c in find_claims(text) if not any(b.start < c.end and c.start < b.end for b in blanks)]
    figures: list[Blank | Claim] = [*blanks, *others]
    binder = Binder(catalogue, without_long_numbers(text), year, figures)
    bindings, marks = bound_by(binder, figures), [s.mark for s in settings(binder, figures)]
    places = keys(text, figures, marks)
    head = tuple(readable(words, year) for words in told_at_head(text, year, figures))
    return {
        blank.id: Said(binding, key, head, label_of(blank.cell) if blank.cell else "")
        for blank, binding, (key, _) in zip(blanks, bindings, places, strict=False)
        if binding is not None
    }


def turn_of(before: Said, after: Said, catalogue: Mapping[str, Metric]) -> Turn | None:
    """How what is said has changed; None if it has not."""
    was, now = before.binding, after.binding
    if relabelled := _relabelled(before, after):
        return Turn(now if now.status == "bound" else None, relabelled)
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
        return Turn(now, _of_the_head(before, after), of_the_head=True) if before.head != after.head else None
    old = f"话改了：原来说的是{_words(was, catalogue)}"
    if now.status == "bound":
        return Turn(now, f"{old}，现在说的是{_words(now, catalogue)}")
    return Turn(None, f"{old}，现在看不出还是不是（{now.reason}），请核对")


def _relabelled(before: Said, after: Said) -> str:
    """A cell of which row or column is called something else now. A caption counts where it makes another figure of the cell."""
    if not before.label or not after.label or bare(before.label) == bare(after.label):
        return ""
    return f"表里的行名或栏名改了：原来是“{bare(before.label)}”，现在是“{bare(after.label)}”，请核对这个数"


def _of_the_head(before: Said, after: Said) -> str:
    went = "、".join(w for w in before.head if w not in after.head)
    came = "、".join(w for w in after.head if w not in before.head)
    told = "，".join([*([f"原来有“{went}”"] if went else []), *([f"现在有“{came}”"] if came else [])])
    return f"文件开头或落款改了：{told or '次序不同'}。这里的数是原来那份的，请核对"


def _words(binding: Binding, catalogue: Mapping[str, Metric]) -> str:
    metric = catalogue.get(binding.metric or "")
    period = periods.parse(binding.period).chinese if binding.period else ""
    return f"{period}的“{metric.name if metric else binding.metric}”"
