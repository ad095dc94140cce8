"""What the figures of a sentence say of one another once each is bound: two that came to one metric, one that leans on another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from report.binding import fillers
from report.binding.likeness import grams
from report.binding.passages import Context
from report.model import Binding, Blank, Claim

if TYPE_CHECKING:
    from report.binding.bind import Binder

_WHOSE = re.compile(r"[省市区县]委|工委|政府|[省市区县]局|总局|纪委|人大|政协")
"""Bodies beside which another one of the sentence makes two figures of one."""

_PEOPLE = re.compile(
    r"班子|干部|成员|纪检组|基层|机关|各级|领导|支部|党委|党员|职工|中层|负责人|书记|局长|同志|人员|股|科|所|分局"
)
"""Of whom a figure is: with one of these it need not be the whole of which another is a part."""


def asked(binding: Binding, figure: Blank | Claim, reason: str) -> Binding:
    """A binding as a question, with the reason why."""
    status = "unbound" if isinstance(figure, Claim) else "ask"
    return replace(binding, status=status, metric=None, reason=reason)


def chosen(binding: Binding, metric: str, period: str) -> Binding:
    """The binding as a person decided it."""
    return replace(binding, status="bound", metric=metric, period=period, reason=None, by_person=True)


def no_two_alike(
    binder: Binder, figures: Sequence[Blank | Claim], found: Sequence[Binding | None]
) -> list[Binding | None]:
    """对市局巡察**条问题、区委巡察**条问题: a report says a number again, a sentence does not. One of the two is another.

    Which one is not said, so every figure of a sentence that came to one metric and period in other words is asked about,
    and so is one with words of its own (班子成员谈心谈话) beside one that was asked for its words (中层干部谈心谈话).
    """
    alike: dict[tuple[int, str, str], list[int]] = {}
    for at, (figure, binding) in enumerate(zip(figures, found, strict=True)):
        one_range = isinstance(figure, Claim) and figure.span_to is not None
        if binding and binding.period and binding.candidates and not one_range and not binder.is_change(figure):
            likely = binding.metric or binding.candidates[0].metric
            alike.setdefault((binder.sentence(figure), likely, binding.period), []).append(at)
    settled = list(found)
    for (_, metric, _), places in alike.items():
        bound = [at for at in places if (binding := found[at]) and binding.status == "bound"]
        if len(places) < 2 or not bound:
            continue
        differ = len({binder.words(figures[at]) for at in bound}) > 1
        beside = [at for at in places if at not in bound and binder.unlike(figures[at], metric)]
        others = [set(_WHOSE.findall(binder.words(figures[at]))) for at in places if at not in bound]
        for at in bound:
            mine, said = found[at], binder.words(figures[at])
            own = set(_WHOSE.findall(said))
            named = own and any(other and other != own for other in others)  # 区委领导批示*次，区直机关工委领导批示*次
            whole = not said.startswith("其中") and not _PEOPLE.search(said)
            # 研讨文章**篇，其中股级干部撰写**篇: a part says nothing of the whole before it, if that is the whole
            others_beside = [
                b for b in beside if not (whole and b > at and binder.words(figures[b]).startswith("其中"))
            ]
            if mine and (differ or named or (others_beside and binder.unlike(figures[at], metric, strict=True))):
                reason = f"这句话里不止一个数像“{binder.catalogue[metric].name}”，说法不同"
                settled[at] = asked(mine, figures[at], reason)
    return settled


def with_their_models(
    binder: Binder, figures: Sequence[Blank | Claim], found: Sequence[Binding | None]
) -> list[Binding | None]:
    """A figure that took over what the one before it is asks if that one asks in the end."""
    at = {f.start: i for i, f in enumerate(figures)}
    settled = list(found)
    for start in sorted(binder.copied):
        mine, model = settled[at[start]], settled[at[binder.copied[start]]]
        if mine and mine.status == "bound" and model and model.status != "bound":
            settled[at[start]] = asked(mine, figures[at[start]], model.reason or "前面的数要由人确定")
    return settled


def said_again(context: Context) -> bool:
    """Whether a clause names nothing, or what the sentence named before: 谈心谈话**人次，同期**人次."""
    own = grams(fillers.residue(context.before), 2)
    return not own or bool(set(own) & set(grams(fillers.residue(context.lead), 2)))
