"""The period that the words around a figure name: 上半年, 三季度, 3月, 1—9月, 前两个月, 去年同期.

The words of period of a sentence are walked in order and the last one holds; what it means may hang on the one before: 上年同期
is the same part of last year, 累计 and 今年 count from January on. A period that is not whole months (3月15日, 春节期间, 任现职以来)
or not said clearly (近三年, 三季度累计) is never guessed: it asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from metrics.periods import Period, year_period
from report.binding.asides import STARTING_POINT, TAKEN_UP, Aside, aside
from report.binding.period_words import (
    ALL_YEAR,
    JOINED,
    MEANWHILE,
    SEPARATED,
    THAT_TIME,
    THIS_YEAR,
    TOTAL,
    Mention,
    mentions,
    months_of,
    names_year,
    plain,
    without_periods,
    year_of,
)

FIGURE = "※"
"""Stands for another figure: 一季度※、二季度 are two periods, 一季度、二季度 are none that is said."""
_PASSED = frozenset({"passed", "beside"})
_PARTED = re.compile(f"[，：；,:;{FIGURE}]")
_OPENS = r"(?:而|但|则|在|其中|我局|本局|全局|局党委)*"
"""What may stand before the words of period that a clause begins with."""
_CLAUSES = re.compile("[，：；,:;]")
_DECEMBER = 11
"""Months from 0."""
_UNTIL = re.compile("截[至止]")
"""截至9月末，今年以来: from January to then."""
_FROM_JANUARY = re.compile(
    rf"(?:(?:^|\W|[一二三四五六七八九十]是){_OPENS}|[局委]|(?:[由从自]?(?:年初|元旦|开年|新年|今年|本年|1月1日|20\d\d年)(?:开始|起|以来)?))\s*$"
)
"""年初至6月底, 我局至6月底. 春节后至6月底, 专班成立到8月底 begin on a day that nobody knows."""
_BRACKET = re.compile(rf"\s*[（(](?P<what>[^（）(){FIGURE}]*)[）)]")
_RANGE = re.compile(rf"\d\s*月?份?{SEPARATED}\d|[一二三四五六七八九十月份度]{SEPARATED}")


@dataclass(frozen=True)
class PeriodSlot:
    """The period that a passage names. `sure` is False if its words are not understood; `words` is what was said."""

    period: Period
    sure: bool = True
    explicit: bool = False
    words: str = ""
    same: bool = False
    """上年同期: the same part of another year. It holds for its own figure only."""
    alone: bool = False
    """上年同期 of a period that the sentence does not say: what stands before it must tell."""
    passing: bool = False
    """Said in the middle of a clause without a figure (扭转了一季度的下滑), or 上年同期 with its figure: it may not go on."""
    aside: Aside = ""
    """Only mentioned in its clause: it is passed over, or asked about, behind it."""

    @property
    def is_part(self) -> bool:
        """Less than a year."""
        return self.period.kind != "year"

    @property
    def is_this_year(self) -> bool:
        """今年, 本年: as far as the report goes."""
        return THIS_YEAR.fullmatch(self.words) is not None


@lru_cache(maxsize=8192)
def period_of(before: str, after: str, lead: str, year: int) -> PeriodSlot:
    """Period of a figure: what its own clause says before it, then after it, then the sentence before; else the year.

    Other figures in the texts may stand as `FIGURE`.
    """
    if lead.strip() and not re.sub(r"[\W]", "", without_periods(lead)):
        lead, before = "", f"{lead}{before}"  # 截至9月末，今年以来**: nothing but periods
    told = _walk(MEANWHILE.sub("", lead), year, None)
    led = tuple(slot for slot in told if slot.aside not in _PASSED)
    mentioned = next((slot for slot in told if slot.aside == "passed"), None)
    held = led[-1] if led else None
    before = THAT_TIME.sub(lambda said: _just_said(said, led), before)
    ahead = _walk(f"{before}{FIGURE}", year, held)
    own = ahead or _walk(after, year, held)
    if own:
        return in_total(_within(own[-1], after, year) if ahead else own[-1], after)
    if mentioned and TAKEN_UP.search(before):
        return replace(mentioned, sure=False)
    if held is None:
        return PeriodSlot(year_period(year))
    differ = len({slot.period for slot in led}) > 1
    unclear = (held.passing and (held.same or differ)) or _is_part(led, lead)
    if part := re.match("(.*)[；;]", lead):
        unclear = unclear or len({slot.period for slot in _walk(part[1], year, None)}) > 1
    if held.aside:
        return replace(held, sure=False, words=held.words.lstrip("到至"))
    return replace(held, sure=False) if unclear else held


def _within(slot: PeriodSlot, after: str, year: int) -> PeriodSlot:
    """全年税费收入**亿元（1—11月）: another time in brackets of its own; one with a figure or other words is another matter."""
    said = _BRACKET.match(after)
    if said is None or re.search(r"\w", without_periods(said["what"])):
        return slot
    own_kind = {"month": "[当本单]月", "quarter": "[当本单]季度?"}.get(slot.period.kind)
    if own_kind and re.fullmatch(own_kind, said["what"]):
        return slot  # 11月**亿元（当月）
    told = _walk(said["what"], year, None)
    other = bool(told) and (told[-1].period != slot.period or not told[-1].sure)
    return replace(slot, sure=False, words=said["what"]) if other else slot


def _just_said(said: re.Match[str], led: tuple[PeriodSlot, ...]) -> str:
    """12月份**次，当月**%: the month that the sentence said before, if it said no other time; else the words as they are."""
    told = {slot.period for slot in led}
    known = told.pop() if len(told) == 1 and all(slot.sure and not slot.same for slot in led) else None
    return known.chinese if known and known.kind == ("month" if said["month"] else "quarter") else said[0]


def parts_in(words: str, year: int) -> set[Period]:
    """The parts of a year that words name: 上半年总结及下半年安排 names two."""
    return {slot.period for slot in _walk(words, year, None) if slot.is_part}


@lru_cache(maxsize=8192)
def only_mentions(sentence: str, year: int) -> bool:
    """Whether the first period of a sentence is only mentioned there: 延续上年良好势头, 接通率由上年的88.1%提高到90.5%."""
    if STARTING_POINT.search(sentence):
        return not _walk(sentence, year, None)
    said = _walk(sentence, year, None)
    return bool(said) and said[0].aside in _PASSED


def in_total(slot: PeriodSlot, words: str) -> PeriodSlot:
    """三季度累计 may be that quarter or all since January; a period from January on, and a range (7—9月), is itself."""
    itself = not slot.is_part or slot.period.first % 12 == 0 or _RANGE.search(slot.words)
    if itself or not TOTAL.search(words):
        return slot
    return replace(slot, sure=False, explicit=True, words=f"{slot.words.removesuffix('累计')}累计")


def same_of(slot: PeriodSlot, base: PeriodSlot, *, near: bool) -> PeriodSlot:
    """上年同期 when what stands before it says `base`; unless that stands `near`, a part of the year is not taken from it."""
    if not base.sure or (base.is_part and not near):
        return replace(slot, sure=False)
    return replace(slot, period=base.period.shifted(slot.period.year - base.period.year))


def _is_part(led: tuple[PeriodSlot, ...], lead: str) -> bool:
    """其中一季度…，… or 全年**，一季度**，…: whether the part's period or the whole's goes on is not said."""
    held, text = led[-1], plain(lead)
    said = re.escape(held.words)
    wholes = (s for s in led if s.period != held.period and s.period.first <= held.period.first)
    return held.is_part and (
        re.search(rf"其中[，,：:\s]*{said}", text) is not None
        or any(
            whole.period.last >= held.period.last
            and re.search(rf"{re.escape(whole.words)}[^{FIGURE}]*{FIGURE}.*{said}", text)
            for whole in wholes
        )
    )


@lru_cache(maxsize=8192)
def _walk(said: str, year: int, base: PeriodSlot | None) -> tuple[PeriodSlot, ...]:
    """What each word of period in a text makes of the one before it, `base` being what was said before the text."""
    text, found, unclear = mentions(said)
    if unclear:
        return (PeriodSlot(year_period(year), sure=False, explicit=True, words=unclear),)
    walk = _Walk(text, year, base)
    for kind, match in found:
        walk.take(kind, match)
    return tuple(walk.told)


class _Walk:
    """The words of period of one text, taken in order."""

    def __init__(self, text: str, year: int, base: PeriodSlot | None) -> None:
        self.text, self.year, self.base = text, year, base
        self.told: list[PeriodSlot] = []
        self._last: Mention | None = None
        self._named: int | None = None
        """The year that the text named last."""

    def take(self, kind: str, match: re.Match[str]) -> None:
        """Go on to the next word of period. Two that are only joined (一季度、二季度) cannot be told apart."""
        begins, behind = self._place(match)
        if kind in {"same", "year", "all", "this"} and self._is_object(begins, behind):
            return
        readers = {"span": self._span, "same": self._same, "total": self._total, "event": self._event}
        slot = readers.get(kind, self._whole)(match)
        if slot is None:
            return
        joined = self._last is not None and self._last[0] == kind and JOINED.fullmatch(self._between(match))
        alone = begins and re.fullmatch(rf"(?:[^\w{FIGURE}]|数|值|累计|完成|实际)*{_OPENS}", behind)
        passing = not alone if slot.same else not begins and FIGURE not in behind
        kept = replace(slot, sure=slot.sure and not joined, passing=passing)
        self.told.append(replace(kept, aside=self._aside(kept, match, begins=begins)))
        self._last = (kind, match)

    def _aside(self, slot: PeriodSlot, match: re.Match[str], *, begins: bool) -> Aside:
        """Whether a period is only mentioned where it stands. 上年同期 has a rule of its own (`passing`)."""
        if slot.same:
            return ""
        ahead, behind = (
            _CLAUSES.split(said)[place]
            for said, place in ((self.text[: match.start()], -1), (self.text[match.end() :], 0))
        )
        begins = begins or (self._last is not None and self._between(match) in {"", "的"})
        other = slot.period.year != self.year
        if slot.words.startswith(("到", "至")):
            ahead = f"{ahead}{slot.words[0]}"
        elif not other and not slot.is_part:
            return ""
        if begins and self.text[match.end() + len(behind) :][:1] in {"：", ":"}:
            return ""  # 2021年工作情况：
        split = slot.is_part and any(
            t.is_part
            and t.period.year == slot.period.year
            and not (slot.period.first <= t.period.first and t.period.last <= slot.period.last)
            for t in self.told
        )
        return aside(
            ahead.rpartition(FIGURE)[2],
            behind,
            begins=begins,
            other_year=other,
            follows=FIGURE in self.text[: match.start()],
            split=split,
            back=other and any(t.period.year > slot.period.year for t in self.told),
        )

    def _is_object(self, begins: bool, behind: str) -> bool:
        """一季度，为全年工作打好基础: a year in the middle of a clause without a figure is not when, if a part of it was said."""
        return bool(self.told) and self.told[-1].is_part and not begins and FIGURE not in behind

    @property
    def _held(self) -> PeriodSlot | None:
        return self.told[-1] if self.told else self.base

    def _slot(self, match: re.Match[str], period: Period | None, *, sure: bool = True) -> PeriodSlot:
        known = period or year_period(self.year)
        return PeriodSlot(known, sure=sure and period is not None, explicit=True, words=match[0])

    def _in_force(self) -> tuple[int, bool]:
        """The year of a period that names none, and whether it is certain: 去年上半年**，下半年** may be of either."""
        if self._named is not None:
            return self._named, True
        elsewhere = self.base is not None and not self.base.same and self.base.period.year != self.year
        return self.year, not elsewhere

    def _span(self, match: re.Match[str]) -> PeriodSlot:
        """Part of a year. 三季度末 is a day, or all up to it if 累计 is said."""
        year, sure = self._in_force()
        if names_year(match):
            self._named, sure = year_of(match, self.year), True
            year = self._named
        elif self._last and self._last[0] == "same" and not self._parted(match):
            year = self.told[-1].period.year
        period = months_of(match, year)
        if match["end"] or match["month_end"]:
            sure = sure and TOTAL.search(self.text) is not None
        clause = _PARTED.split(self.text[: match.start()])[-1]
        if match[0].startswith(("到", "至")):
            sure = sure and _FROM_JANUARY.search(clause) is not None
        return in_total(self._slot(match, period, sure=sure), clause)

    def _same(self, match: re.Match[str]) -> PeriodSlot:
        """上年同期: of the part of the year that was said before; 同期 alone may be this year's as well."""
        held = self._held
        year, named = year_of(match, self.year), names_year(match)
        year = year if named else year - 1
        slot = self._slot(match, year_period(year), sure=named and (held is None or held.sure))
        slot = replace(slot, same=True)
        if held is None or held.is_this_year:
            return replace(slot, alone=True)
        if held.same:
            return replace(held, sure=held.sure and held.period.year == year, words=match[0])
        return same_of(slot, held, near=True)

    def _whole(self, match: re.Match[str]) -> PeriodSlot:
        """A year. 今年 behind 三季度 goes no further than that; 去年 behind it may be meant for the same part."""
        held, groups = self._held, match.groupdict()
        part = held is not None and held.is_part and not held.same
        if any(groups.get(name) for name in ("year", "last", "before")):
            self._named = year_of(match, self.year)
            doubtful = part and (self.told or not groups["year"])
            return self._slot(match, year_period(self._named), sure=not doubtful)
        year, sure = (self.year, True) if groups.get("this") and match[0] != "当年" else self._in_force()
        if held and part and not ALL_YEAR.fullmatch(match[0]):
            alone = self.told and re.fullmatch(rf"[，,\s]*{_OPENS}", self._between(match))
            if sure and alone and held.sure and held.period.first % 12 == 0 and _UNTIL.match(held.words):
                return replace(held, words=f"{held.words}{match[0]}")
            sure = sure and held.period.last % 12 == 11
        elif held and not held.sure and _UNTIL.match(held.words) and THIS_YEAR.fullmatch(match[0]):
            sure = False  # 截至9月20日，今年以来
        elif held and part and self.told:
            begins, behind = self._place(match)
            until = _UNTIL.match(held.words) or held.words.startswith(("到", "至"))
            sure = sure and begins and FIGURE in behind
            if until and held.period.last % 12 != _DECEMBER and FIGURE not in self._between(match):
                sure = False  # 截至11月底，全年**: the months told so far, or the year
        slot = self._slot(match, year_period(year), sure=sure)
        joined = self._last and self._last[0] == "year" and self._between(match) in {"", "的"}
        return replace(slot, words=f"{self.told[-1].words}{match[0]}") if joined and self.told else slot

    def _place(self, match: re.Match[str]) -> tuple[bool, str]:
        """Whether a clause begins with a word of period, and what it goes on with, as to a figure: 全年累计**."""
        ahead = _CLAUSES.split(self.text[: match.start()])[-1].rpartition(FIGURE)[2]
        behind = _CLAUSES.split(self.text[match.end() :])[0]
        return re.fullmatch(rf"\W*{_OPENS}", ahead) is not None, behind

    def _total(self, match: re.Match[str]) -> PeriodSlot | None:
        """三季度末累计 is all up to then."""
        held = self._held
        if held and held.words.endswith(("季度末", "季度底")):
            return replace(held, sure=True)
        slot = in_total(held, match[0]) if held else None
        return slot if slot is not held else None

    def _event(self, match: re.Match[str]) -> PeriodSlot:
        """汛期，换届后: a time, and not one of months."""
        clause = _CLAUSES.split(self.text[: match.end()])[-1]
        return replace(self._slot(match, None), words=clause.strip(f" {FIGURE}")[-12:] or match[0])

    def _between(self, match: re.Match[str]) -> str:
        return self.text[self._last[1].end() : match.start()] if self._last else ""

    def _parted(self, match: re.Match[str]) -> bool:
        return _PARTED.search(self._between(match)) is not None
