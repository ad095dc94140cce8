"""The period that the words around a figure name: 上半年, 三季度, 3月, 1—9月, 前两个月, 去年同期.

The words of period of a sentence are walked in order and the last one holds; what it means may hang on the one before: 上年同期
is the same part of last year, 累计 and 今年 count from January on. A period that is not whole months (3月15日, 春节期间, 任现职以来)
or not said clearly (近三年, 三季度累计) is never guessed: it asks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from metrics.periods import Period, month_number, year_period, year_to_date

_N = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?![\d十])"
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12, "两": 2}
_YEAR = (
    r"(?:(?P<year>20\d\d)\s*年(?:度)?|(?P<last>去年|上年度?|上一年度?)|(?P<before>前年)|(?P<this>今年|本年度?|当年))"
)
_SEP = r"\s*(?:[-—–―~～]+|[至到])\s*"
_DAY = r"(?P<{}>\d+)\s*日"
_UP_TO = r"(?:截至|截止到?|截至到|到|至)\s*(?:(?P<{}>20\d\d)年|今年|本年)?"
_SPAN = re.compile(
    rf"(?:{_YEAR}的?\s*)?(?:(?P<half>[上下])半年|(?P<three>前三季度|[前头首][三3]个?季度)|(?P<first>首季度?)"
    rf"|第?(?P<q1>[一二三1-3])(?:季度)?{_SEP}第?(?P<q2>[二三四2-4])季度"
    rf"|{_UP_TO.format('to_year_q')}第?(?P<until_q>[一二三四1-4])季度[末底]?|第?(?P<quarter>[一二三四1-4])季度(?:当季|(?P<end>[末底]))?"
    rf"|[前头首](?P<n>两|{_N})\s*个?月(?!前)"
    rf"|(?P<m1>{_N})\s*月?份?(?:1日)?{_SEP}(?P<m2>{_N})\s*月(?:份|底|末|{_DAY.format('d2')})?"
    rf"|{_UP_TO.format('to_year')}(?P<until>{_N})\s*月(?:份|底|末|{_DAY.format('d1')})?"
    rf"|(?<![近\d每])(?P<month>{_N})\s*月(?:份|当月|(?P<month_end>[末底]))?(?!\s*\d+\s*日|一|初|\s*(?:起|至今|开始|以来|之后|以后|后|之前|以前|前(?![列茅]))|中(?![国央华])|[^，。；]{{0,8}}以来))"
)
_WHOLE = re.compile(_YEAR + r"(?!来|以来|的?同期)")
_SAME = re.compile(r"(?:(?P<named>20\d\d)年(?:度)?|(?P<last>上年|去年|上一年)(?:度)?)?的?(?<![不共])同期(?![限间])")
MEANWHILE = re.compile(r"(?<![年度的不共])同期(?![限间])")
"""Without a year it may be the same time of this year; what follows in the sentence goes on with what was said before it."""
_THIS_YEAR = re.compile(
    r"年内|年度(?!重点|工作|目标|任务|计划|考核|绩效|预算|要点|主题|培训|述|总结|报告|民主|评|优秀|先进)|今年|本年度?|当年"
)
_ALL_YEAR = re.compile(r"全年|一年来|一年中|截至年底|年末")
_TOTAL = re.compile(r"累计|累积")
_OTHER_YEAR = r"(?:20\d\d年|上年|去年|前年|上一年)(?:度)?(?:的?同期)?"
_COMPARED = re.compile(
    rf"[比较]同期|(?:比|较|超过?|高于|低于|少于|多于|快于|相比){_OTHER_YEAR}(?:相比)?|[与同和]{_OTHER_YEAR}(?:相比|持平)|(?:是|为|相当于|达到?){_OTHER_YEAR}的(?=\s*(?:[，,。；;、]|$))|在{_OTHER_YEAR}[^，,。；;]{{0,16}}(?:基数|基础)(?:之?上|下)?"
)
_AIMED = re.compile(
    r"(?:全年|年度|今年|本年度?|当年)的?(?:组织|税费|税收|收入|各项|工作|重点|党建)*(?=目标|任务|计划|预算|安排|部署|要点|重点)"
    r"|(?<=围绕|聚焦|紧盯|紧扣|锚定|对标|对照|按照|根据|着眼|瞄准)全年"
)
"""全年任务 is whose task it is, 锚定全年 what it was done for, not when."""
_SINCE_NEW_YEAR = re.compile(r"(?:今年|本年|年初|开年|新年|(?:今年)?(?:1|一)月份?)以来")
_EVENT = (
    "春节|元旦|清明|五一|端午|中秋|国庆|两节|双节|两会|宣传月|征期|申报期|疫情|活动|整治|专项行动|巡察|暑假?|寒假|假"
)
_SAID = "‖"
"""Stands for a span that was read, so that what is left can be looked at: 三季度以来, 上半年起."""
_UNKNOWN = re.compile(
    r"(?<!\d)\d{1,2}月份?(?:起|至今|开始|以来|之后|以后|后|之前|以前|前)|自[^，。；]{1,12}起|至今(?!年)|到任|近[两三四五六七八九十几\d]+个?月|近半年"
    r"|(?:召开|闭幕|任职)(?:之?后|以后)|(?:前夕|前后)(?=[，,开组])|(?:行动|整治|会议|大会|培训|例会|学习会|动员会|座谈会|巡察)(?:中|期间|上|后)(?=[，,])"
    r"|会[上前后](?=[，,])|(?<![一\d年])年中(?![央心])|(?<!年)周末|晚上|夜间|晚间"
    r"|(?<!\d)[近过前]?(?:[两二三四五六七八九十几]+|\d{1,2})年(?:来|间|内|中|累计|合计|共)|[近过前连][续]?[两二三四五六七八九十几\d]+个?[年月](?![底末份])"
    r"|20\d\d年?\s*(?:[-—–~～至到和与及、])\s*20\d\d年|以来(?!的?首)|[上中下]旬|月[初中](?!旬)"
    rf"|(?<={_SAID})(?:起(?![草到步诉])|至今|开始|之?后(?![续勤备劲])|以[后前]|之?前(?![列茅])|初(?![步心次审]))|[近连]续?[两二三四五六七八九十几\d]+个?季度"
    r"|任期(?!届满|已?满)|任内|(?:任职|在任|履职|驻村|挂职)(?:期间|后)|[到上]任后"
    r"|本月|当月|上月|下月|本季度?|上季度|上一季度|当季|本周|上周|一周|首日|首月|[当本今昨]日|当[天周晚]|近日|(?<!假)日前|近期"
    r"|月[初中]|\d+月\d+日|十[二三四五]五|历年|往年|(?<![上下每])半年"
    r"|(?:一|[两二三四五六七八九十几\d]+)个[多]?月(?:来|内|间|里|时间)"
    r"|(?<![为对就于划以])(?:明年|来年|下一?年)|下一步|今后|接下来"
    rf"|(?:{_EVENT})期间|(?<![年度月份半])(?<!节假日)期间"
)
_LISTED = re.compile(
    rf"{_N}月?份?[、和与及]{_N}月|[一二三四五六七八九]{{2}}月|[一二三四1-4](?:季度)?[、和与及]?第?[二三四2-4]季度|[前头后][两二2]个?季度|后[三3]个?季度|上[、和及]?下半年"
)
"""Several periods in one breath (7、8月): a sum or a list, which is not said."""
_JOINED = re.compile(r"\s*(?:[、和与及或至到]|比|以及|[-—–―~～]+)\s*")
FIGURE = "※"
"""Stands for another figure: 一季度※、二季度 are two periods, 一季度、二季度 are none that is said."""
_PARTED = re.compile(f"[，：；,:;{FIGURE}]")
_RANGE = re.compile(rf"\d\s*月?份?{_SEP}\d|[一二三四五六七八九十月份度]{_SEP}")


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

    @property
    def is_part(self) -> bool:
        """Less than a year."""
        return self.period.kind != "year"

    @property
    def is_this_year(self) -> bool:
        """今年, 本年: as far as the report goes."""
        return _THIS_YEAR.fullmatch(self.words) is not None


def period_of(before: str, after: str, lead: str, year: int) -> PeriodSlot:
    """Period of a figure: what its own clause says before it, then after it, then the sentence before; else the year.

    Other figures in the texts may stand as `FIGURE`.
    """
    led = _walk(MEANWHILE.sub("", lead), year, None)
    held = led[-1] if led else None
    own = _walk(before, year, held) or _walk(after, year, held)
    if own:
        return in_total(own[-1], after)
    if held is None:
        return PeriodSlot(year_period(year))
    several = re.search("[；;]", lead) and len({slot.period for slot in _walk(re.split("[；;]", lead)[0], year, None)}) > 1
    done = held.same and FIGURE in lead.rpartition("同期")[2]
    unclear = several or done or _is_part(held, lead)
    return replace(held, sure=False) if unclear else held


def in_total(slot: PeriodSlot, words: str) -> PeriodSlot:
    """三季度累计 may be that quarter or all since January; a period from January on, and a range (7—9月), is itself."""
    itself = not slot.is_part or slot.period.first % 12 == 0 or _RANGE.search(slot.words)
    if itself or not _TOTAL.search(words):
        return slot
    return replace(slot, sure=False, explicit=True, words=f"{slot.words}累计")


def same_of(slot: PeriodSlot, base: PeriodSlot, *, near: bool) -> PeriodSlot:
    """上年同期 when what stands before it says `base`; unless that stands `near`, a part of the year is not taken from it."""
    if not base.sure or (base.is_part and not near):
        return replace(slot, sure=False)
    return replace(slot, period=base.period.shifted(slot.period.year - base.period.year))


def without_periods(text: str) -> str:
    """The text without its words of period, understood or not, and without comparisons with another year."""
    text = _plain(text)
    for pattern in (_SPAN, _SAME, _UNKNOWN, _WHOLE, _ALL_YEAR, _THIS_YEAR):
        text = pattern.sub(" ", text)
    return text


def _is_part(slot: PeriodSlot, lead: str) -> bool:
    """其中一季度…，… : whether the part's period or the whole's goes on is not said."""
    return slot.is_part and bool(re.search(rf"其中[，\s]*{re.escape(slot.words)}", _plain(lead)))


def _plain(text: str) -> str:
    """Half-width digits; 二〇二二年 as 2022年; comparisons with another year, and the year of a target, taken out."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(
        r"[二2][〇零○0][〇零○一二三四五六七八九\d]{2}(?=年)",
        lambda m: "".join(
            str("〇一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else "0" if c in "〇零○" else c
            for c in m[0]
        ),
        text,
    )
    text = re.sub(r"(?<![亿万\d*])元月(?!均)", "1月", text)
    text = _SINCE_NEW_YEAR.sub("今年", text)
    return _AIMED.sub("", _COMPARED.sub("", text))


_Mention = tuple[str, "re.Match[str]"]


@lru_cache(maxsize=8192)
def _mentions(said: str) -> tuple[str, tuple[_Mention, ...], str | None]:
    """The plain text, its words of period in order, each with its kind, and those that are not understood."""
    text = _plain(said)
    found: list[_Mention] = []
    rest = text
    for kind, pattern in _KINDS:
        for match in pattern.finditer(rest):
            found.append((kind, match))
        if kind == "span":
            for _, match in reversed(found):
                rest = rest[: match.start()] + _SAID * len(match[0]) + rest[match.end() :]
    unclear = _LISTED.search(text) or _UNKNOWN.search(rest)
    taken = [m.span() for _, m in found]
    kept = [
        (kind, match)
        for at, (kind, match) in enumerate(found)
        if not any(low < match.end() and match.start() < high for low, high in taken[:at])
    ]
    return text, tuple(sorted(kept, key=lambda said: said[1].start())), unclear and unclear[0]


_KINDS = (
    ("span", _SPAN),
    ("same", _SAME),
    ("year", _WHOLE),
    ("all", _ALL_YEAR),
    ("this", _THIS_YEAR),
    ("total", _TOTAL),
)


@lru_cache(maxsize=8192)
def _walk(said: str, year: int, base: PeriodSlot | None) -> tuple[PeriodSlot, ...]:
    """What each word of period in a text makes of the one before it, `base` being what was said before the text."""
    text, mentions, unclear = _mentions(said)
    if unclear:
        return (PeriodSlot(year_period(year), sure=False, explicit=True, words=unclear),)
    walk = _Walk(text, year, base)
    for kind, match in mentions:
        walk.take(kind, match)
    return tuple(walk.told)


class _Walk:
    """The words of period of one text, taken in order."""

    def __init__(self, text: str, year: int, base: PeriodSlot | None) -> None:
        self.text, self.year, self.base = text, year, base
        self.told: list[PeriodSlot] = []
        self._last: _Mention | None = None
        self._named: int | None = None
        """The year that the text named last."""

    def take(self, kind: str, match: re.Match[str]) -> None:
        """Go on to the next word of period. Two that are only joined (一季度、二季度) cannot be told apart."""
        slot = {"span": self._span, "same": self._same, "total": self._total}.get(kind, self._whole)(match)
        if slot is None:
            return
        joined = self._last is not None and self._last[0] == kind and _JOINED.fullmatch(self._between(match))
        self.told.append(replace(slot, sure=False) if joined else slot)
        self._last = (kind, match)

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
        if _names_year(match):
            self._named, sure = _year(match, self.year), True
            year = self._named
        elif self._last and self._last[0] == "same" and not self._parted(match):
            year = self.told[-1].period.year
        period = _period(match, year)
        if match["end"] or match["month_end"]:
            sure = sure and _TOTAL.search(self.text) is not None
        clause = _PARTED.split(self.text[: match.start()])[-1]
        return in_total(self._slot(match, period, sure=sure), clause)

    def _same(self, match: re.Match[str]) -> PeriodSlot:
        """上年同期: of the part of the year that was said before; 同期 alone may be this year's as well."""
        held = self._held
        year = int(match["named"]) if match["named"] else self.year - 1
        sure = bool(match["named"] or match["last"]) and (held is None or held.sure)
        slot = replace(self._slot(match, year_period(year), sure=sure), same=True)
        if held is None or held.is_this_year:
            return replace(slot, alone=True)
        if held.same:
            return replace(held, sure=held.sure and held.period.year == year, words=match[0])
        return same_of(slot, held, near=True)

    def _whole(self, match: re.Match[str]) -> PeriodSlot:
        """A year. 今年 behind 三季度 goes no further than that; 2021年 behind it may be meant for the same part."""
        held, groups = self._held, match.groupdict()
        part = held is not None and held.is_part and not held.same
        if any(groups.get(name) for name in ("year", "last", "before")):
            self._named = _year(match, self.year)
            return self._slot(match, year_period(self._named), sure=not (part and self.told))
        year, sure = self._in_force()
        if held and part and not _ALL_YEAR.fullmatch(match[0]):
            sure = sure and held.period.last % 12 == 11
        return self._slot(match, year_period(year), sure=sure)

    def _total(self, match: re.Match[str]) -> PeriodSlot | None:
        """三季度末累计 is all up to then."""
        held = self._held
        if held and held.words.endswith(("末", "底")):
            return replace(held, sure=True)
        slot = in_total(held, match[0]) if held else None
        return slot if slot is not held else None

    def _between(self, match: re.Match[str]) -> str:
        return self.text[self._last[1].end() : match.start()] if self._last else ""

    def _parted(self, match: re.Match[str]) -> bool:
        return _PARTED.search(self._between(match)) is not None


def _names_year(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("year", "to_year", "to_year_q", "last", "before", "this"))


def _year(match: re.Match[str], year: int) -> int:
    groups = match.groupdict()
    if written := groups.get("year") or groups.get("to_year") or groups.get("to_year_q"):
        return int(written)
    return year - 1 if groups.get("last") else year - 2 if groups.get("before") else year


def _number(written: str) -> int:
    return _CHINESE.get(written) or int(written)


def _period(match: re.Match[str], year: int) -> Period | None:
    """The months of one span in a year; None if it is not whole months."""
    if match["half"]:
        first = month_number(year, 1 if match["half"] == "上" else 7)
        return Period(first, first + 5)
    if match["q1"]:
        return _whole(year, 3 * _number(match["q1"]) - 2, 3 * _number(match["q2"]), None)
    if match["until_q"] or match["end"]:
        return year_to_date(year, 3 * _number(match["until_q"] or match["quarter"]))
    if match["quarter"] or match["first"]:
        first = month_number(year, 3 * _number(match["quarter"] or "1") - 2)
        return Period(first, first + 2)
    if match["three"] or match["n"]:
        return year_to_date(year, 9 if match["three"] else _number(match["n"]))
    if match["m1"]:
        return _whole(year, _number(match["m1"]), _number(match["m2"]), match["d2"])
    if match["until"] or match["month_end"]:
        return _whole(year, 1, _number(match["until"] or match["month"]), match["d1"])
    month = month_number(year, _number(match["month"]))
    return Period(month, month)


def _whole(year: int, first: int, last: int, day: str | None) -> Period | None:
    """Months first to last; None if they run backwards or the day is not the last of its month."""
    if first > last:
        return None
    period = Period(month_number(year, first), month_number(year, last))
    return period if day is None or int(day) == (period.end - timedelta(days=1)).day else None
