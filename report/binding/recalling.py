"""Bindings with what persons decided: in the same setting their word goes before ours, in another one it makes us ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from metrics.model import Metric
from report.binding.memory import Choice, Memory, kind_of, sentence_of
from report.binding.sentence import asked, chosen
from report.binding.setting import Setting, unlike
from report.model import Binding, Blank, Candidate, Claim

MOST = 3
"""Candidates that are offered."""


def decided(
    figures: Sequence[Blank | Claim],
    places: Sequence[tuple[str, str]],
    settings: Sequence[Setting],
    bindings: Sequence[Binding | None],
    catalogue: Mapping[str, Metric],
    memory: Memory,
) -> list[Binding | None]:
    """For each figure its binding with a person's decision in place of ours.

    A decision on the same sentence in another setting binds nothing: it is offered first, and asked about unless
    we came to the same metric without it.
    """
    known = {place: choice for place, choice in memory.all().items() if choice.metric in catalogue}
    elsewhere = {(sentence_of(key), kind): (key, choice) for (key, kind), choice in known.items()}
    found: list[Binding | None] = []
    for figure, (key, _), setting, binding in zip(figures, places, settings, bindings, strict=True):
        kind = kind_of(figure)
        if binding is not None and (choice := known.get((key, kind))):
            found.append(_as_decided(figure, binding, choice, setting))
        elif binding is not None and (other := elsewhere.get((sentence_of(key), kind))):
            found.append(_once_elsewhere(figure, binding, other, key, catalogue))
        else:
            found.append(binding)
    return found


def _as_decided(figure: Blank | Claim, binding: Binding, choice: Choice, setting: Setting) -> Binding:
    own = setting.period.label
    period = choice.period_for(setting.year) or (own if figure.cell else binding.period or own)
    by_person = chosen(binding, choice.metric, period)
    return replace(by_person, confirmed_by=choice.made_by, confirmed_at=choice.made_at)


def _once_elsewhere(
    figure: Blank | Claim, binding: Binding, other: tuple[str, Choice], key: str, catalogue: Mapping[str, Metric]
) -> Binding:
    there, choice = other
    if binding.metric == choice.metric:
        return binding
    name = catalogue[choice.metric].name
    who = f"{choice.made_by}在“{choice.source_file}”里" if choice.source_file else choice.made_by
    reason = f"{who}把同一句话认定为“{name}”，但{unlike(there, choice.year, key)}，这里请再确认一次"
    first = (Candidate(choice.metric, 1.0), *(c for c in binding.candidates if c.metric != choice.metric))
    reason = "；".join(r for r in (reason, binding.reason) if r)
    return replace(asked(binding, figure, reason), candidates=first[:MOST])
