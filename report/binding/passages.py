"""The words around a figure: its own part of the clause, what opens the clause, what the sentence said before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from report.binding.fillers import residue
from report.binding.likeness import Fragment
from report.binding.period_words import is_event, plain, without_periods
from report.binding.periods_said import FIGURE, period_of
from report.finding.measures import tail_at
from report.finding.spaces import unspaced
from report.finding.surroundings import names_of, sentence_at, sentences, split_clauses
from report.model import Blank, Claim

_TITLE = re.compile(r"《[^》\n]*》")
_LOST = re.compile(r"(?<=[次名户篇场件元％%])、")
"""、 behind a figure or before one parts two figures (书记*名、委员*名), even if one was lost; elsewhere it joins words."""


_BRACKET = re.compile(r"[ \u3000]*（[^（）]*）")
"""Right behind a figure: it says what is in or out (亿元（不含社保费）), and is no name of what is counted."""
_VERB = 2
"""Characters of the longest verb that is said again."""
_AIM_REACHED = re.compile(
    r"^[^，]{0,6}(?:完成|达到?|占|为|是)[^，]{0,10}(?:目标|任务|计划|预算)[^，]{0,4}的[^，\u4e00-\u9fff]*$"
)
"""，完成年度目标的**%，同比下降**%: the change is of what was collected, and not of this."""
_REACH = 2
"""Clauses that a bare one goes on with at most; behind a rate of a target it is the one with the amount."""
_GOES_ON = 0.8
"""Weight of the clause that a bare one goes on with."""


_DONE_WITH = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:(?:现|目前|全部|全都?|均|都|逐[一条项]|基本|大部分|绝大多数|按期|按时|如期|限时|先后|陆续|已经?|得到了?|得以|实现)+"
    r"(?=完成|整改|销号|办结|落实|解决|清零)|(?=(?:整改|销号|办结)?(?:整改|完成|销号|到位)率))"
)
_OURSELVES = re.compile(r"\s*(?:而|但|其中)?(?:我局|本局|全局|[区县]局|局党委)")
"""Begins anew: what was said before is somebody else's."""
_ANOTHERS = re.compile(
    r"^\s*(?:(?:全[市省国州]|[我本][市省])(?:税务系统|税务部门)?|[\u4e00-\u9fff]{1,8}?(?:税务局|分局|税务所|县局|区局|市局)|[省市区县]直(?:属)?(?:机关|单位)|全[区县])(?=(?:现有|共有|设有|下设)|组织|完成|实现|税费|征收|办理|开展)"
)
"""全市税务系统组织税费收入**亿元，我局完成**亿元: the deed goes on, not who did it."""


@dataclass(frozen=True)
class Context:
    """The words around one figure. `near`: its own part of the clause, `left` of it only what stands before it."""

    fragments: tuple[Fragment, ...]
    near: str
    left: str
    clause: str
    before: str
    """The clause up to the figure, other figures left out."""
    after: str
    """What follows the figure in its clause, if no other figure does."""
    scope: str
    """Words that say of whom and what kind: its own, and what opens the clause before its first figure."""
    beside: str
    """The clause before, if it holds no figure: what it says still stands (紧盯酒驾醉驾，开展专项检查**次)."""
    lead: str
    """The sentence before the clause."""
    behind: str
    """The bracket right behind the figure, or else the next clause, if that holds a figure of its own."""
    trail: str
    """What the sentence says behind the clause before it comes to another figure."""
    when: tuple[str, str]
    """The sentence before the clause and the clause up to the figure, with other figures marked, for the period."""
    carried: str
    """A sentence earlier in the paragraph that set a period, if this one sets none."""


WINDOW = 1500
"""Characters of a sentence looked at on either side of a figure: a longer stretch without a full stop is a table."""
TOO_MANY = 80
"""Figures of one sentence up to which each is read with all that the sentence says; no sentence of prose holds as many."""
_CROWDED_WINDOW = 120
"""The same where there are more: each of them asks, whatever stands around it."""
_FAR_BACK = 200
"""Sentences looked back on at most for what 上年同期 is of."""
_BEFORE = 12
"""Sentences of the paragraph looked back on at most."""


class Passages:
    """A text with its figures, cut into sentences once."""

    def __init__(self, text: str, figures: Sequence[Blank | Claim]) -> None:
        text = _without_labels(text, figures)
        self._brackets = _brackets(text, [(f.start, figure_end(text, f)) for f in figures])
        self._inside = self
        if self._brackets:
            self._inside = Passages(_opened(text, self._brackets), figures)
            text = _closed(text, self._brackets)
            figures = [f for f in figures if not self._in_bracket(f.start)]
        self.text = _without_gaps(_TITLE.sub(lambda m: "·" * len(m[0]), text), figures)
        self._bounds = sentences(text)
        self._figures = sorted((f.start, figure_end(text, f)) for f in figures)
        self._earlier: dict[int, list[str]] = {}
        self._clauses: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._said: dict[tuple[int, int, bool], str] = {}
        self._units = {f.start: f.unit for f in figures}
        # “谈心谈话**人次、集中学习**次”: what holds a figure is no slogan
        slogans = (q for q in names_of(text).quotes if not any(q[0] < s < q[1] for s, _ in self._figures))
        self._figures_and_slogans = sorted([*self._figures, *slogans])

    def at(self, start: int) -> Passages:
        """The text as it speaks to a place: what a bracket says of a figure of its own (增长**%（同口径增长**%）) it says of no other."""
        return self._inside.at(start) if self._in_bracket(start) else self

    def _in_bracket(self, start: int) -> bool:
        at = bisect_left(self._brackets, (start, 0)) - 1
        return at >= 0 and start < self._brackets[at][1]

    def around(self, start: int, end: int) -> Context:
        """The context of the figure that spans start to end (with its unit)."""
        low, high = sentence_at(self._bounds, start)
        window = _CROWDED_WINDOW if self.figures_beside(start) > TOO_MANY else WINDOW
        low, high = max(low, start - window), min(high, end + window)
        clauses = self._clauses_of(low, high)
        own = next((i for i, (s, e) in enumerate(clauses) if s <= start < max(e, s + 1)), len(clauses) - 1)
        inside, near, left = self._within(clauses[own], start, end)
        subject = self._opening(clauses[own], near, start) or self._subject(clauses[:own], near, start)
        if _OURSELVES.match(left):
            subject = _ANOTHERS.sub("", subject)
        if subject:
            inside = [*inside, Fragment(f"{subject}{left}", _GOES_ON)]
            near, left = f"{subject} {near}", f"{subject} {left}"
        parts = next(
            (i for i in range(own + 1, len(clauses)) if self.text.startswith("其中", clauses[i][0])), len(clauses)
        )
        outside = [
            Fragment(self._words(*c), self._distance(i - own, c)) for i, c in enumerate(clauses[:parts]) if i != own
        ]
        return Context(
            tuple(f for f in (*inside, *outside) if f.text.strip()),
            near,
            left,
            self._words(*clauses[own], slogans=False),
            self._words(clauses[own][0], start, slogans=False),
            self._after(end, clauses[own][1]),
            f"{self._scope(clauses[own], near)} {self._bracket(end)}",
            self._beside(clauses[:own]),
            self._words(low, clauses[own][0], slogans=False),
            self._behind(end, clauses[own + 1 : own + 2]),
            self._trail(clauses[own + 1 :]),
            (self._marked(self._goes_on(low), clauses[own][0]), self._marked(clauses[own][0], start)),
            self._carried(low),
        )

    def _scope(self, clause: tuple[int, int], near: str) -> str:
        first = next((s for s, _ in _within_bounds(self._figures, *clause) if s >= clause[0]), clause[1])
        return f"{self._words(clause[0], first, slogans=False)} {near}"

    def _opening(self, clause: tuple[int, int], near: str, start: int) -> str:
        """办理退税**万户次、**亿元: what opens the clause, for a figure that has no words of its own but another unit, or
        another period: 谈心谈话上半年**人次、下半年**人次.
        """
        first, end = next((f for f in _within_bounds(self._figures, *clause) if f[0] >= clause[0]), (start, start))
        if first == start or residue(near):
            return ""
        if self._units.get(first) == self._units.get(start):
            periods = [period_of(w, "", "", 2000) for w in (self._marked(clause[0], first), near)]
            if residue(self._words(end, start)) or not all(p.explicit for p in periods):
                return ""
        return self._words(clause[0], first)

    def _subject(self, earlier: Sequence[tuple[int, int]], near: str, start: int) -> str:
        """What a clause of plain words alone goes on with: the clause before, and one more if that holds no figure."""
        left_over = residue(near)
        if left_over and not (earlier and self._echoes(left_over, earlier[-1], start)):
            return ""
        said: list[str] = []
        rate = self._units.get(start) == "%" and not left_over
        reach = _REACH
        while earlier and (not residue(words := self._words(*earlier[-1])) or (rate and _AIM_REACHED.search(words))):
            reach = 1 if residue(words) else reach
            earlier = earlier[:-1]
        for clause in reversed(earlier[-reach:]):
            figures = [f for f in _within_bounds(self._figures, *clause) if f[0] >= clause[0]]
            if len(figures) > 1 or (said and figures):
                said = said or self._last_named(clause, start)
                break
            said.insert(0, self._words(*clause))
            if _OURSELVES.match(said[0]):
                break
        return " ".join(said)

    def _last_named(self, clause: tuple[int, int], start: int) -> list[str]:
        """其中税收**亿元、增长**%，同口径增长**%: a rate is of what was named last."""
        cuts = [clause[0], *self._list_marks(*clause), clause[1]]
        parts = [self._words(*part) for part in pairwise(cuts)] if self._units.get(start) == "%" else []
        return [part for part in parts if residue(part)][-1:]

    def _echoes(self, words: str, clause: tuple[int, int], start: int) -> bool:
        """上半年听取汇报*次，下半年听取*次: the verb of a figure's clause is said again, and what it was done to is not."""
        units = {self._units.get(s) for s, _ in _within_bounds(self._figures, *clause) if s >= clause[0]}
        return len(words) <= _VERB and self._units.get(start) in units and words in residue(self._words(*clause))

    def sentence(self, start: int) -> int:
        """Where the sentence that holds a place begins."""
        return sentence_at(self._bounds, start)[0]

    def clause(self, start: int) -> tuple[int, int]:
        """Bounds of the clause that holds a place."""
        low, high = sentence_at(self._bounds, start)
        clauses = self._clauses_of(max(low, start - WINDOW), min(high, start + WINDOW))
        return next(((s, e) for s, e in clauses if s <= start < max(e, s + 1)), clauses[-1])

    def _clauses_of(self, low: int, high: int) -> list[tuple[int, int]]:
        """The clauses of a stretch; every figure of a sentence asks for the same ones."""
        if (low, high) not in self._clauses:
            self._clauses[low, high] = split_clauses(self.text, low, high) or [(low, high)]
        return self._clauses[low, high]

    def earlier(self, start: int) -> list[str]:
        """The sentences of the paragraph before the one that holds a place, the nearest first, without their figures."""
        low, _ = sentence_at(self._bounds, start)
        if low in self._earlier:
            return self._earlier[low]
        paragraph = self.text.rfind("\n", 0, low) + 1
        found: list[str] = []
        for first, last in reversed(self._bounds[: bisect_left(self._bounds, (low, 0))]):
            if first < paragraph or len(found) >= _BEFORE:
                break
            found.append(unspaced(self._words(first, min(last, first + WINDOW))))
        self._earlier[low] = found
        return found

    def back(self, start: int) -> Iterator[tuple[bool, str]]:
        """The sentences before the one that holds a place, the nearest first; whether each stands right before, in its paragraph."""
        low, _ = sentence_at(self._bounds, start)
        at = bisect_left(self._bounds, (low, 0))
        for first, last in reversed(self._bounds[max(0, at - _FAR_BACK) : at]):
            right_before = last == self._bounds[at - 1][1] and "\n" not in self.text[last:low]
            yield right_before, self._marked(first, min(last, first + WINDOW))

    def behind(self, start: int, end: int) -> str:
        """The sentence behind the figure that spans start to end, with other figures marked."""
        high = sentence_at(self._bounds, start)[1]
        return self._marked(end, min(high, end + WINDOW)) if end < high else ""

    def _series(self, start: int) -> int:
        """Where the sentence that holds a place begins, with what stands before its ；."""
        low = sentence_at(self._bounds, start)[0]
        while self.text[low - 1 : low] in {"；", ";"} and start - low < WINDOW:
            low = sentence_at(self._bounds, low - 2)[0]
        return low

    def so_far(self, start: int) -> str:
        """The sentence up to a place, with what stands before its ； too, figures marked."""
        low = self._series(start)
        return self._marked(max(low, start - WINDOW), start)

    def paragraph_before(self, start: int) -> str:
        """The sentences of the paragraph before the one (with what stands before its ；) that holds a place, figures marked."""
        low = self._series(start)
        return self._marked(max(self.text.rfind("\n", 0, low) + 1, low - WINDOW), low)

    def follows_its_unit(self, start: int) -> bool:
        """Whether the figure before it in the sentence is in the same unit."""
        before = self.before(start)
        return bool(before) and self._units.get(before[-1]) == self._units.get(start)

    def unit(self, start: int) -> str | None:
        """Unit of the figure that begins there."""
        return self._units.get(start)

    def before(self, start: int) -> Sequence[int]:
        """Starts of the figures that stand before one in its sentence, in order."""
        low, _ = sentence_at(self._bounds, start)
        return [s for s, _ in _within_bounds(self._figures, low, start) if low <= s < start]

    def listed_before(self, start: int) -> list[int]:
        """Starts of the figures of the sentence, and of those before its ；, that stand before one, in order."""
        low = self._series(start)
        return [s for s, _ in _within_bounds(self._figures, low, start) if low <= s < start]

    def figures_beside(self, start: int) -> int:
        """How many figures the sentence that holds a place has."""
        low, high = sentence_at(self._bounds, start)
        return bisect_left(self._figures, (high, 0)) - bisect_left(self._figures, (low, 0))

    def _beside(self, earlier: Sequence[tuple[int, int]]) -> str:
        return self._words(*earlier[-1]) if earlier and not self._has_figure(*earlier[-1]) else ""

    def _bracket(self, end: int) -> str:
        said = _BRACKET.match(self.text, end)
        parts = said and self._has_figure(end, said.end())
        return said[0] if said and not parts else ""

    def _behind(self, end: int, later: Sequence[tuple[int, int]]) -> str:
        at = bisect_left(self._brackets, (end, 0))
        if at < len(self._brackets) and not self.text[end : self._brackets[at][0]].strip():
            return self._inside._words(*self._brackets[at])
        return self._words(*later[0]) if later and self._has_figure(*later[0]) else ""

    def _trail(self, later: Sequence[tuple[int, int]]) -> str:
        said: list[str] = []
        for clause in later:
            if self._has_figure(*clause):
                break
            said.append(self._words(*clause, slogans=False))
        return "，".join(said)

    def _after(self, end: int, high: int) -> str:
        return self._words(end, high, slogans=False) if self._clear_after(end, high) == high else ""

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
            after = self._up_to_the_deed(end, after) if after < high else after
            left, right = (
                self._words(before, start),
                _BRACKET.sub("", self._words(end, after), count=1) if self._bracket(end) else self._words(end, after),
            )
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
        starts, ends = {s for s, _ in figures}, {self._past_closed(e) for _, e in figures}
        marks = (i for i in range(low, high) if self.text[i] == "、")
        return [i + 1 for i in marks if i in ends or i + 1 in starts or _LOST.match(self.text, i)]

    def _past_closed(self, end: int) -> int:
        """Behind the bracket, filled now, that stood behind a figure."""
        while self._brackets and self.text[end : end + 1] == "·":
            end += 1
        return end

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

    def _up_to_the_deed(self, end: int, after: int) -> int:
        """24条问题已完成整改**条: what was done with them belongs to the figure behind it."""
        deed = _DONE_WITH.search(self.text, end, after)
        return deed.start() if deed else after

    def _has_figure(self, low: int, high: int) -> bool:
        at = bisect_left(self._figures, (low, 0))
        return at < len(self._figures) and self._figures[at][0] < high

    def _words(self, low: int, high: int, *, slogans: bool = True) -> str:
        """A stretch of the text without its figures, and without what is in short quotes unless `slogans`."""
        known = self._said.get((low, high, slogans))
        if known is not None:
            return known
        pieces, at = [], low
        for start, end in _within_bounds(self._figures if slogans else self._figures_and_slogans, low, high):
            if end > low:
                pieces.append(self.text[at : max(at, start)])
                at = max(at, end)
        said = " ".join([*pieces, self.text[at:high]]) if at < high else " ".join(pieces)
        self._said[low, high, slogans] = said
        return said

    def _marked(self, low: int, high: int) -> str:
        """A stretch of the text with a mark for each figure."""
        pieces, at = [], low
        for start, end in _within_bounds(self._figures, low, high):
            if start >= low:
                pieces += [self.text[at:start], FIGURE]
                at = max(at, end)
        return "".join([*pieces, self.text[at:high]])

    def _goes_on(self, low: int) -> int:
        """Where the sentence began that goes on behind ；其中, and behind the ； of what it is made of."""
        first = low
        while self.text[first - 1 : first] in {"；", ";"}:
            inside = self.text[first:].lstrip().startswith("其中")
            first = sentence_at(self._bounds, first - 2)[0]
            if inside:
                return first
        return low

    def _carried(self, low: int) -> str:
        """The opening of the nearest earlier sentence of the same paragraph that begins with a period.

        截至6月30日, 国庆期间, 任现职以来 go on where the sentence tells figures of theirs, or stands right before and the time is
        a clause of its own; a year said since (全年, 2022年) ends them.
        """
        paragraph = self.text.rfind("\n", 0, low) + 1
        nearest, open_ = True, True
        for start, end in reversed(self._bounds[: bisect_left(self._bounds, (low, 0))]):
            if start < paragraph:
                break
            first = self._words(*self._clauses_of(start, end)[0])
            if _OPENS.match(self.text[start:end]):
                return first
            said = period_of(f"{first}，", "", "", _ANY_YEAR) if open_ and _opens_with_time(first) else None
            if said and said.explicit:
                goes_on = (said.is_part or not said.sure) and not said.same
                if goes_on and (self._has_figure(start, end) or (nearest and _is_time(first))):
                    return first
                open_ = goes_on
            nearest = False
        return ""


_OPENING = frozenset("（(〔【［[")


def _brackets(text: str, figures: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The outermost brackets of a line that hold a figure and say something of it; those of a blank （  ） are none."""
    spans = sorted(figures)
    found: list[tuple[int, int]] = []
    open_at: list[int] = []
    for mark in re.finditer(r"[（(〔【［\[）)〕】］\]\n]", text):
        at = mark.start()
        if any(low <= at < high for low, high in _within_bounds(spans, at, at + 1)):
            continue
        if mark[0] == "\n":
            open_at.clear()
        elif mark[0] in _OPENING:
            open_at.append(at)
        elif open_at and _tells(text, low := open_at.pop(), at, spans):
            found = [*(f for f in found if f[0] < low), (low, at + 1)]
    return found


def _tells(text: str, low: int, high: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a stretch holds a figure and words besides."""
    inside = [(s, e) for s, e in _within_bounds(spans, low, high) if low < s]
    words = "".join(text[e:s] for (_, e), (s, _) in pairwise([(0, low), *inside, (high, high)]))
    return bool(inside) and re.search(r"[\u4e00-\u9fff]", words) is not None


def _opened(text: str, brackets: Sequence[tuple[int, int]]) -> str:
    """The text with commas for brackets."""
    marks = {at for low, high in brackets for at in (low, high - 1)}
    return "".join("，" if at in marks else mark for at, mark in enumerate(text))


def _closed(text: str, brackets: Sequence[tuple[int, int]]) -> str:
    """The text without what stands in brackets, each character of it filled."""
    pieces, at = [], 0
    for low, high in brackets:
        pieces += [text[at:low], "·" * (high - low)]
        at = high
    return "".join([*pieces, text[at:]])


_UNIT_BEFORE = re.compile(r"[（(]\s*(?:单位[：:]\s*)?(?P<unit>[^（）()\s]{1,5})\s*[）)]\s*[：:为]?\s*$")


def _without_labels(text: str, figures: Sequence[Blank | Claim]) -> str:
    """The text without the unit that stands in brackets before a figure (税费收入（亿元）：****): it is no word of what is counted."""
    pieces, at = [], 0
    for figure in sorted(figures, key=lambda f: f.start):
        label = _UNIT_BEFORE.search(text, max(at, figure.start - 14), max(at, figure.start))
        tail = tail_at(label["unit"], 0) if label else None
        if label and tail and tail.end == len(label["unit"]):
            pieces += [text[at : label.start()], "·" * len(label[0])]
            at = label.end()
    return "".join([*pieces, text[at:]])


def _without_gaps(text: str, figures: Sequence[Blank | Claim]) -> str:
    """The text with the wide gap inside a blank （  ）, or that is one, filled, so that it parts no clause."""
    pieces, at = [], 0
    for figure in sorted(figures, key=lambda f: f.start):
        pieces += [text[at : figure.start], re.sub(r"[^\S\n]", "·", text[max(at, figure.start) : figure.end])]
        at = max(at, figure.end)
    return "".join([*pieces, text[at:]])


def _within_bounds(spans: list[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """The spans that begin before `high` and may reach `low`; spans are sorted and hardly overlap."""
    first = max(0, bisect_left(spans, (low, 0)) - 2)
    return spans[first : bisect_left(spans, (high, 0))]


_ANY_YEAR = 2000
"""For periods of which only is asked whether one is said."""
_LABEL = re.compile(
    r"^[\s·]*(?:【[^】\n]{1,8}】)?(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[）)、.．])?"
)
_ALONE = 14
"""Characters of the longest clause that is a time and nothing else: 党的二十大胜利召开以来."""


def _is_time(clause: str) -> bool:
    """Whether a clause is a time and nothing else: 明年, 任现职以来; not 今后将着力做到."""
    words = _LABEL.sub("", clause).strip(" \u3000（(")
    if len(words) <= _ALONE and is_event(words):
        return True
    rest = without_periods(words)
    return rest.endswith(" ") or not re.sub(r"\W", "", rest)


@lru_cache(maxsize=8192)
def _opens_with_time(clause: str) -> bool:
    """Whether a clause begins with words of period, or is short and ends with them."""
    words = _LABEL.sub("", clause).strip(" \u3000（(")
    if len(words) <= _ALONE and is_event(words):
        return True
    rest = without_periods(words)
    return rest != plain(words) and (rest.startswith(" ") or (len(words) <= _ALONE and rest.endswith(" ")))


_OPENS = re.compile(
    r"\s*(?:【[^】\n]{1,8}】)?(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[）)、.．])?\s*(?:20\d\d年(?:度)?|今年|去年|上年)?(?:[上下]半年|第?[一二三四]季度|前三季度|\d+(?:[-—至到]\d+)?月)"
)


def figure_end(text: str, figure: Blank | Claim) -> int:
    """End of a figure with its unit."""
    if isinstance(figure, Claim) or figure.cell:
        return figure.end
    tail = tail_at(text, figure.end) if figure.kind in {"number", "damaged", "missing"} else None
    return tail.end if tail else figure.end
