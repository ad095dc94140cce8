"""The period that the words around a figure name: 上半年, 三季度, 3月, 1—9月, 前两个月, 去年同期.

A period that is not whole months (3月15日, 春节期间, 任现职以来) or not said clearly (近三年) is never guessed: it asks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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
_SPAN = re.compile(
    rf"(?:{_YEAR}的?\s*)?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度(?:当季)?|(?P<three>前三季度)|(?P<first>首季度?)"
    rf"|[前头首](?P<n>两|{_N})\s*个?月(?!前)"
    rf"|(?P<m1>{_N})\s*月?份?(?:1日)?{_SEP}(?P<m2>{_N})\s*月(?:份|底|末|{_DAY.format('d2')})?"
    rf"|(?:截至|截止到?|截至到|到)\s*(?:(?P<to_year>20\d\d)年|今年)?(?P<until>{_N})\s*月(?:份|底|末|{_DAY.format('d1')})?"
    rf"|(?<![近\d每])(?P<month>{_N})\s*月(?:份|当月)?(?!\s*\d+\s*日|一|初|\s*(?:起|至今|开始|以来|之后|以后|后|之前|以前|前(?![列茅]))|中(?![国央华])|[^，。；]{{0,8}}以来))"
)
_WHOLE = re.compile(_YEAR + r"(?!来|以来|同期)")
_SAME_LAST = re.compile(r"(?:上年|去年|上一年)(?:度)?(?:的)?同期")
_ALL_YEAR = re.compile(
    r"全年|年内|年度(?!重点|工作|目标|任务|计划|考核|绩效|预算|要点|主题|培训|述|总结|报告|民主|评|优秀|先进)|一年来|一年中|截至年底|年末|今年|本年|当年"
)
_OTHER_YEAR = r"(?:20\d\d年|上年|去年|前年|上一年)(?:度)?(?:的?同期)?"
_COMPARED = re.compile(
    rf"(?:比|较|超过?|高于|低于|少于|多于|快于|相比){_OTHER_YEAR}(?:相比)?|[与同和]{_OTHER_YEAR}(?:相比|持平)|(?:是|为|相当于|达到?){_OTHER_YEAR}的(?=\s*(?:[，,。；;、]|$))|在{_OTHER_YEAR}[^，,。；;]{{0,16}}(?:基数|基础)(?:之?上|下)?"
)
_AIMED = re.compile(r"(?:全年|年度|今年|本年度?|当年)的?(?:组织|税费|税收|收入|各项|工作)*(?=目标|任务|计划|预算)")
"""全年任务 is whose task it is, not when."""
_SINCE_NEW_YEAR = re.compile(r"(?:今年|本年|年初|开年|新年|(?:今年)?(?:1|一)月份?)以来")
_EVENT = (
    "春节|元旦|清明|五一|端午|中秋|国庆|两节|双节|两会|宣传月|征期|申报期|疫情|活动|整治|专项行动|巡察|暑假?|寒假|假"
)
_UNKNOWN = re.compile(
    r"(?<!\d)\d{1,2}月份?(?:起|至今|开始|以来|之后|以后|后|之前|以前|前)|自[^，。；]{1,12}起|至今(?!年)|到任|近[两三四五六七八九十几\d]+个?月|近半年"
    r"|(?:召开|闭幕|任职)(?:之?后|以后)|(?:前夕|前后)(?=[，,开组])|(?:行动|整治|会议|大会|培训|例会|学习会|动员会|座谈会|巡察)(?:中|期间|上|后)(?=[，,])"
    r"|会[上前后](?=[，,])|(?<![一\d年])年中(?![央心])|(?<!年)周末|晚上|夜间|晚间"
    r"|(?<!\d)[近过前]?(?:[两二三四五六七八九十几]+|\d{1,2})年(?:来|间|内|中|累计|合计|共)|[近过前连][续]?[两二三四五六七八九十几\d]+个?[年月](?![底末份])"
    r"|20\d\d年?\s*(?:[-—–~～至到和与及、])\s*20\d\d年|以来(?!的?首)|[上中下]旬|月[初中](?!旬)"
    r"|任期(?!届满|已?满)|任内|(?:任职|在任|履职|驻村|挂职)(?:期间|后)|[到上]任后"
    r"|本月|当月|上月|下月|本季度?|上季度|上一季度|当季|本周|上周|一周|首日|首月|[当本今昨]日|当[天周晚]|近日|(?<!假)日前|近期"
    r"|月[初中]|\d+月\d+日|十[二三四五]五|历年|往年|(?<![上下每])半年"
    r"|(?:一|[两二三四五六七八九十几\d]+)个[多]?月(?:来|内|间|里|时间)"
    r"|(?<![为对就于划以])(?:明年|来年|下一?年)|下一步|今后|接下来"
    rf"|(?:{_EVENT})期间|(?<![年度月份半])(?<!节假日)期间"
)
_LISTED = re.compile(
    rf"{_N}月?份?[、和与及]{_N}月|[一二三四五六七八九]{{2}}月|[一二三四1-4](?:季度)?[、和与及]?[二三四2-4]季度|[前头后][两二2]个?季度|上[、和及]?下半年"
)
"""Several periods in one breath (7、8月): a sum or a list, which is not said."""
_JOINED = re.compile(r"\s*(?:[、和与及或至到]|比|以及|[-—–―~～]+)\s*")


@dataclass(frozen=True)
class PeriodSlot:
    """The period that a passage names. `sure` is False if its words are not understood; `words` is what was said."""

    period: Period
    sure: bool = True
    explicit: bool = False
    words: str = ""


def period_of(before: str, after: str, lead: str, year: int) -> PeriodSlot:
    """Period of a figure: what its own clause says before it, then after it, then the sentence before; else the year."""
    for text in (before, after):
        slot = _read(text, year)
        if slot:
            return slot
    slot = _read(lead, year)
    if slot and _is_part(slot, lead, year):
        return PeriodSlot(slot.period, sure=False, explicit=True, words=slot.words)
    return slot or PeriodSlot(year_period(year))


def without_periods(text: str) -> str:
    """The text without its words of period, understood or not, and without comparisons with another year."""
    text = _plain(text)
    for pattern in (_SPAN, _SAME_LAST, _UNKNOWN, _WHOLE, _ALL_YEAR):
        text = pattern.sub(" ", text)
    return text


def _is_part(slot: PeriodSlot, lead: str, year: int) -> bool:
    """其中一季度…，… : whether the part's period or the whole's goes on is not said."""
    text = _plain(lead)
    return slot.period != year_period(year) and bool(re.search(rf"其中[，\s]*{re.escape(slot.words)}", text))


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
    text = _SINCE_NEW_YEAR.sub("今年", text)
    return _AIMED.sub("", _COMPARED.sub("", text))


@lru_cache(maxsize=8192)
def _read(said: str, year: int) -> PeriodSlot | None:
    """The last period named in a text, since the nearest one holds."""
    text = _plain(said)
    if listed := _LISTED.search(text):
        return PeriodSlot(year_period(year), sure=False, explicit=True, words=listed[0])
    spans = list(_SPAN.finditer(text))
    rest = text
    for match in reversed(spans):
        rest = rest[: match.start()] + "·" * len(match[0]) + rest[match.end() :]
    unknown = _UNKNOWN.search(rest)
    if unknown:
        return PeriodSlot(year_period(year), sure=False, explicit=True, words=unknown[0])
    if spans:
        return _last(text, spans, year)
    if same := _SAME_LAST.search(text):
        return PeriodSlot(year_period(year - 1), explicit=True, words=same[0])
    if wholes := list(_WHOLE.finditer(text)):
        return PeriodSlot(year_period(_year(wholes[-1], year)), explicit=True, words=wholes[-1][0])
    every = _ALL_YEAR.search(text)
    return PeriodSlot(year_period(year), explicit=True, words=every[0]) if every else None


def _last(text: str, spans: list[re.Match[str]], year: int) -> PeriodSlot:
    """The last span; two that are only joined (一季度、二季度) cannot be told apart."""
    match = spans[-1]
    default = year
    if not _named_year(match):
        ahead = list(_WHOLE.finditer(text, 0, match.start()))
        default = _year(ahead[-1], year) if ahead else year
    period = _period(match, default)
    if period is None or (len(spans) > 1 and _JOINED.fullmatch(text[spans[-2].end() : match.start()])):
        return PeriodSlot(year_period(year), sure=False, explicit=True, words=match[0])
    same = _SAME_LAST.search(text)
    return PeriodSlot(period.shifted(-1) if same else period, explicit=True, words=match[0])


def _named_year(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("year", "to_year", "last", "before", "this"))


def _year(match: re.Match[str], year: int) -> int:
    if written := match["year"] or match.groupdict().get("to_year"):
        return int(written)
    return year - 1 if match["last"] else year - 2 if match["before"] else year


def _number(written: str) -> int:
    return _CHINESE.get(written) or int(written)


def _period(match: re.Match[str], default: int) -> Period | None:
    """The months of one span; None if it is not whole months."""
    year = _year(match, default)
    if match["half"]:
        first = month_number(year, 1 if match["half"] == "上" else 7)
        return Period(first, first + 5)
    if match["quarter"] or match["first"]:
        first = month_number(year, 3 * _number(match["quarter"] or "1") - 2)
        return Period(first, first + 2)
    if match["three"] or match["n"]:
        return year_to_date(year, 9 if match["three"] else _number(match["n"]))
    if match["m1"]:
        return _whole(year, _number(match["m1"]), _number(match["m2"]), match["d2"])
    if match["until"]:
        return _whole(year, 1, _number(match["until"]), match["d1"])
    month = month_number(year, _number(match["month"]))
    return Period(month, month)


def _whole(year: int, first: int, last: int, day: str | None) -> Period | None:
    """Months first to last; None if they run backwards or the day is not the last of its month."""
    if first > last:
        return None
    period = Period(month_number(year, first), month_number(year, last))
    return period if day is None or int(day) == (period.end - timedelta(days=1)).day else None
