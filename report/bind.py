"""Which metric a figure means: its words, its unit, its period and scope. Never its place in the document.

A figure is bound without asking only if one metric is clearly the best, its unit fits, its words stand in the figure's
own clause, and no word of the passage changes the period or the scope in a way the metric does not know.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any
from weakref import ref

from metrics.model import Metric
from report import slots
from report.likeness import Fragment, Index, Likeness, clean, grams
from report.measures import tail_at, unit_fit
from report.model import Binding, Blank, Candidate, Claim
from report.surroundings import names_of, sentence_at, sentences, split_clauses

ACCEPT = 0.53
"""Score from which a metric may be taken without asking."""
MARGIN = 0.1
"""Distance to the next metric that makes the best one clear."""
OWN_WORDS = 0.3
"""Part of the wording that must be said in the figure's own clause."""
NAMED = 0.45
"""Part of the metric's name that must be said somewhere in the sentence."""
SAME_PHRASE = 0.6
"""Part of the best score from which a look-alike may be what a shared phrase means."""
OTHER_WORDS = 0.35
"""How much of what only the rival says may stand beside what only the best one says."""
POSSIBLE = 0.22
"""Score below which a metric is not even offered."""

_TITLE = re.compile(r"《[^》\n]*》")
_LOST = re.compile(r"(?<=[次名户篇场件元％%])、")
"""、 behind a figure or before one parts two figures (书记*名、委员*名), even if one was lost; elsewhere it joins words."""


@dataclass(frozen=True)
class Context:
    """The words around one figure. `near`: its own part of the clause, `left` of it only what stands before it."""

    fragments: tuple[Fragment, ...]
    near: str
    left: str
    clause: str
    scope: str
    """Words that say of whom and what kind: its own, and what opens the clause before its first figure."""
    lead: str
    """The sentence before the clause."""
    carried: str
    """A sentence earlier in the paragraph that set a period, if this one sets none."""


class Passages:
    """A text with its figures, cut into sentences once."""

    def __init__(self, text: str, figures: Sequence[Blank | Claim]) -> None:
        self.text = _TITLE.sub(lambda m: "·" * len(m[0]), text)
        self._bounds = sentences(text)
        self._figures = sorted((f.start, _end(text, f)) for f in figures)
        self._figures_and_slogans = sorted([*self._figures, *names_of(text).quotes])

    def around(self, start: int, end: int) -> Context:
        """The context of the figure that spans start to end (with its unit)."""
        low, high = sentence_at(self._bounds, start)
        clauses = split_clauses(self.text, low, high) or [(low, high)]
        own = next((i for i, (s, e) in enumerate(clauses) if s <= start < max(e, s + 1)), len(clauses) - 1)
        inside, near, left = self._within(clauses[own], start, end)
        outside = [Fragment(self._words(*c), self._distance(i - own, c)) for i, c in enumerate(clauses) if i != own]
        return Context(
            tuple(f for f in (*inside, *outside) if f.text.strip()),
            near,
            left,
            self._words(*clauses[own], slogans=False),
            self._scope(clauses[own], near),
            self._words(low, clauses[own][0], slogans=False),
            self._carried(low),
        )

    def _scope(self, clause: tuple[int, int], near: str) -> str:
        first = next((s for s, _ in _within_bounds(self._figures, *clause) if s >= clause[0]), clause[1])
        return f"{self._words(clause[0], first, slogans=False)} {near}"

    def _distance(self, steps: int, clause: tuple[int, int]) -> float:
        """Weight of another clause: half beside the own one, less if it speaks of a figure of its own."""
        weight = {1: 0.45, -1: 0.5}.get(steps, 0.18)
        return weight * (0.5 if self._has_figure(*clause) else 1.0)

    def _within(self, clause: tuple[int, int], start: int, end: int) -> tuple[list[Fragment], str, str]:
        """The own clause; a list of figures in parts, and other figures push words away."""
        cuts = [clause[0], *self._list_marks(*clause), clause[1]]
        parts, near, left = [], "", ""
        for low, high in pairwise(cuts):
            if not low <= start < max(high, low + 1):
                parts.append(Fragment(self._words(low, high), 0.55))
                continue
            before, after = self._clear_before(low, start), self._clear_after(end, high)
            left, right = self._words(before, start), self._words(end, after)
            near = f"{left} {right}"
            shared = 0.85 if after < high and left.strip() else 1.0
            parts += [Fragment(left, 1.0), Fragment(right, shared)]
            if before == low and after == high:
                parts.append(Fragment(left + right, 0.9))
            parts += [Fragment(self._words(low, before), 0.7), Fragment(self._words(after, high), 0.5)]
        return parts, near, left

    def _list_marks(self, low: int, high: int) -> list[int]:
        """Where a list of figures is parted."""
        figures = _within_bounds(self._figures, low, high)
        starts, ends = {s for s, _ in figures}, {e for _, e in figures}
        marks = (i for i in range(low, high) if self.text[i] == "、")
        return [i + 1 for i in marks if i in ends or i + 1 in starts or _LOST.match(self.text, i)]

    def _clear_before(self, low: int, start: int) -> int:
        """Where the words before a figure begin: behind the last figure, unless the two touch (3类24条)."""
        at = start
        for first, last in reversed(_within_bounds(self._figures, low, start)):
            if last > start or last <= low:
                continue
            if self.text[last:at].strip():
                return last
            at = first
        return low

    def _clear_after(self, end: int, high: int) -> int:
        """Where the words after a figure end: at the next figure, unless the two touch."""
        at = end
        for first, last in _within_bounds(self._figures, end, high):
            if first < end:
                continue
            if self.text[at:first].strip():
                return first
            at = last
        return high

    def _has_figure(self, low: int, high: int) -> bool:
        return any(low <= s for s, _ in _within_bounds(self._figures, low, high))

    def _words(self, low: int, high: int, *, slogans: bool = True) -> str:
        """A stretch of the text without its figures, and without what is in short quotes unless `slogans`."""
        pieces, at = [], low
        for start, end in _within_bounds(self._figures if slogans else self._figures_and_slogans, low, high):
            if end > low:
                pieces.append(self.text[at : max(at, start)])
                at = max(at, end)
        return " ".join([*pieces, self.text[at:high]]) if at < high else " ".join(pieces)

    def _carried(self, low: int) -> str:
        """The opening of the nearest earlier sentence of the same paragraph that begins with a period."""
        paragraph = self.text.rfind("\n", 0, low) + 1
        for start, end in reversed(self._bounds[: bisect_left(self._bounds, (low, 0))]):
            if start < paragraph:
                break
            if _OPENS.match(self.text[start:end]):
                return self._words(*split_clauses(self.text, start, end)[0])
        return ""


def _within_bounds(spans: list[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """The spans that begin before `high` and may reach `low`; spans are sorted and hardly overlap."""
    first = max(0, bisect_left(spans, (low, 0)) - 2)
    return spans[first : bisect_left(spans, (high, 0))]


_OPENS = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[）)、.．])?\s*(?:20\d\d年(?:度)?|今年|去年|上年)?(?:[上下]半年|第?[一二三四]季度|前三季度|\d+(?:[-—至到]\d+)?月)"
)


def _end(text: str, figure: Blank | Claim) -> int:
    """End of a figure with its unit."""
    if isinstance(figure, Claim):
        return figure.end
    tail = tail_at(text, figure.end) if figure.kind in {"number", "damaged", "missing"} else None
    return tail.end if tail else figure.end


_REACHED = re.compile(
    r"\s*[，、]?(?:增长|增加|增多|上升|提高|提升|上涨|扩大|下降|减少|降低|回落|缩短|压缩|压减|调整|精简|扩充|变|[增升涨降减调])了?(?:到|至|为)"
)
_FROM = re.compile(
    r"(?:由|从)(?:上年度?|去年|上一年度?|20\d\d年度?)?(?:的?同期)?(?:[上下]半年|第?[一二三四]季度|\d{1,2}月份?)?"
)
"""由上年的 4.2 亿元增长到 9.8 亿元: the period behind 由 is that of the first amount, not of what was reached."""
_BEFORE_CHANGE = re.compile(r"(?:由|从)[^由从]{0,6}$")

_INDEXES: dict[int, tuple[ref[Any], Index]] = {}


def index_of(catalogue: Mapping[str, Metric]) -> Index:
    """The catalogue's index, kept as long as the catalogue lives; a plain dict gets a new one each time."""
    known = _INDEXES.get(id(catalogue))
    if known and known[0]() is catalogue:
        return known[1]
    made = Index(catalogue)
    for key in [k for k, (held, _) in _INDEXES.items() if held() is None]:
        _INDEXES.pop(key, None)
    with suppress(TypeError):  # a plain dict cannot be referred to weakly
        _INDEXES[id(catalogue)] = (ref(catalogue), made)
    return made


@dataclass(frozen=True)
class _Scored:
    """A metric's likeness after unit and slots were weighed. `against`: why it may not be taken without asking."""

    likeness: Likeness
    score: float
    against: str | None

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.likeness.metric, round(self.score, 3))


class Binder:
    """Binds the figures of one text for one year."""

    def __init__(self, catalogue: Mapping[str, Metric], text: str, year: int, figures: Iterable[Blank | Claim]) -> None:
        self.catalogue, self.text, self.year = catalogue, text, year
        self._figures = list(figures)

    @cached_property
    def _passages(self) -> Passages:
        return Passages(self.text, self._figures)

    @cached_property
    def _index(self) -> Index:
        return index_of(self.catalogue)

    def bind(self, figure: Blank | Claim) -> Binding:
        """The metric and period of one number blank or claim, or the candidates to ask about."""
        fallback = "unbound" if isinstance(figure, Claim) else "no_metric"
        context = self._passages.around(figure.start, _end(self.text, figure))
        clause = _FROM.sub("", context.clause) if _REACHED.match(context.left) else context.clause
        slot = slots.period_of(clause, context.lead, self.year)
        if isinstance(figure, Claim) and figure.metric and figure.metric in self.catalogue:
            named = (Candidate(figure.metric, 1.0),)
            return Binding("bound", figure.metric, slot.period.label, 1.0, 1.0, named)
        scored = self._scored(context, figure.unit)
        if not scored:
            return Binding(fallback, None, None, 0.0, 0.0, (), "没有哪个指标像这里说的")
        scored = self._nearest_first(context, scored)
        best = scored[0]
        margin = max(0.0, best.score - max((s.score for s in scored[1:]), default=0.0))
        reason = best.against or self._doubt(context, slot, scored, margin) or _what_it_was(context)
        status = "bound" if reason is None else "unbound" if isinstance(figure, Claim) else "ask"
        return Binding(
            status,
            best.likeness.metric if reason is None else None,
            slot.period.label,
            round(best.score, 3),
            round(margin, 3),
            tuple(s.candidate for s in scored[:3]),
            reason,
        )

    def _scored(self, context: Context, unit: str | None) -> list[_Scored]:
        """Metrics that may be meant, best first."""
        scored = []
        fits = {key: fit for key, m in self.catalogue.items() if (fit := unit_fit(unit, m.unit))}
        for likeness in self._index.rank(list(context.fragments), fits.keys()):
            if likeness.score < POSSIBLE:
                break
            metric = self.catalogue[likeness.metric]
            against = slots.unexplained(context.left, context.scope, metric)
            score = likeness.score * fits[metric.key] * (0.6 if against else 1.0)
            if slots.lacks(context.near, context.scope, metric):
                score, against = score * 0.6, against or f"文中没有“{metric.name}”所指的变动、平均或计划"
            if score >= POSSIBLE:
                scored.append(_Scored(likeness, score, against))
        return sorted(scored, key=lambda s: (-s.score, s.likeness.metric))

    def _nearest_first(self, context: Context, scored: list[_Scored]) -> list[_Scored]:
        """Of two look-alikes, the one whose own head word stands at the figure: `书记*名、委员*名`."""
        best = scored[0]
        for rival in scored[1:3]:
            close = rival.score >= SAME_PHRASE * best.score and self._confusable(best, rival)
            if close and not rival.against and self._settled(context, rival, best):
                return [rival, *(s for s in scored if s is not rival)]
        return scored

    def _doubt(self, context: Context, slot: slots.PeriodSlot, scored: list[_Scored], margin: float) -> str | None:
        """Why the best metric is not certain enough, or None."""
        best = scored[0]
        if best.score < ACCEPT or best.likeness.near < OWN_WORDS or best.likeness.named < NAMED:
            return "文中的说法与指标的说法不够接近"
        rival = next((s for s in scored[1:] if self._confusable(best, s)), None)
        if rival and not self._settled(context, best, rival):
            return f"可能是“{self._name(best)}”，也可能是“{self._name(rival)}”"
        if margin < MARGIN and not self._settled(context, best, scored[1]):
            return f"“{self._name(best)}”与“{self._name(scored[1])}”难分"
        unsaid = slots.unsaid_half(self.catalogue[best.likeness.metric], context.clause)
        if unsaid:
            return f"“{self._name(best)}”还包括“{unsaid}”，文中没有说"
        if not slot.sure:
            return f"期间“{slot.words}”要由人确定"
        if not slot.explicit and context.carried:
            return f"上文说的是“{context.carried.strip()[:12]}”，这里没有写明期间"
        return None

    def _name(self, scored: _Scored) -> str:
        return self.catalogue[scored.likeness.metric].name

    def _confusable(self, one: _Scored, other: _Scored) -> bool:
        a, b = self.catalogue[one.likeness.metric], self.catalogue[other.likeness.metric]
        return other.against is None and (b.key in a.confused_with or a.key in b.confused_with)

    def _settled(self, context: Context, best: _Scored, rival: _Scored) -> bool:
        """The words right around the figure hold what only the best one says, and nothing that only the rival says."""
        mine, theirs = (self._index.pairs_of[s.likeness.metric] for s in (best, rival))
        near = {p for part in context.near.split() for p in grams(clean(part), 2)}
        said, against = (sum(map(self._index.idf, near & only)) for only in (mine - theirs, theirs - mine))
        return said > 0 and against <= OTHER_WORDS * said


def _what_it_was(context: Context) -> str | None:
    """Of 由 32 秒缩短至 20 秒, the first amount belongs to a period that nobody named."""
    before = _BEFORE_CHANGE.search(context.left)
    if before and _REACHED.match(context.near[len(context.left) :]) and not slots.names_period(before[0]):
        return "这是变化前的数，文中没有写明期间"
    return None


def bind_all(
    catalogue: Mapping[str, Metric], text: str, year: int, figures: Sequence[Blank | Claim]
) -> list[Binding | None]:
    """A binding for each figure, in order; None for blanks that want no number."""
    binder = Binder(catalogue, text, year, figures)
    return [None if isinstance(f, Blank) and f.kind != "number" else binder.bind(f) for f in figures]


def chosen(binding: Binding, metric: str, period: str) -> Binding:
    """The binding as a person decided it."""
    return replace(binding, status="bound", metric=metric, period=period, reason=None, by_person=True)
