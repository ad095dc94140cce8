"""What a title, a sheet's name or a file's name says: period, sender, whether it is sample data. Units: `unit_words`."""

from __future__ import annotations

import calendar
import re
import unicodedata
from functools import lru_cache

from metrics.numbers import parse_numeral
from metrics.periods import Period, month_number, year_period

SAMPLE_MARK = "演示数据"

_CHINESE_MONTHS = "十一月|十二月|一月|二月|三月|四月|五月|六月|七月|八月|九月|十月"
_TO = r"\s*(?:[-—–~－]+|至|到)\s*"
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2})"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_MADE_ON = re.compile(
    r"(?:填报|制表|报送|编制|打印|导出|填表|制作|上报)(?:日期|时间|于)?\s*[:：]?\s*\d{4}[年\-./]\d{1,2}(?:月(?:\d{1,2}日)?|[-./]\d{1,2}(?!\d))?"
)
_WITH_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_DAYS = re.compile(
    r"(?P<year>\d{4})(?:年|[-./])(?P<month>\d{1,2})(?:月|[-./])(?P<day>\d{1,2})日?"
    r"(?:[-—–~－]+|至|到)(?:(?P<year2>\d{4})(?:年|[-./]))?(?:(?P<month2>\d{1,2})(?:月|[-./]))?(?P<day2>\d{1,2})(?:日|(?!\d))"
)
"""A span of days. Of whole months it is a period; of a part of a month it is not, and must not pass for the month."""
_DAYS_WITHOUT_YEAR = re.compile(
    r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>\d{1,2})日?(?:[-—–~－]+|至|到)(?:(?P<month2>1[0-2]|0?[1-9])月)?(?P<day2>\d{1,2})日"
)
_BARE_DAYS = re.compile(r"(?<![\d月.年/\-])(?P<day>[1-3]?\d)[日号]?(?:[-—–~－]+|至|到)(?P<day2>[1-3]?\d)[日号]")
_PART = re.compile(
    r"[上中下]旬|[上中下前后]半个?月|第(?:[一二三四五]|[1-5])周"
    r"|第[一二三四五六七八九十\d]{1,3}批(?=[)\]】_\-]|[^,。]{0,6}(?:台账|明细|数据|统计|报送|情况|表)|$)(?!.{0,4}主题教育)"
)
"""Words for a part of a month. A batch of something else (第二批主题教育) is none."""
_AS_OF = re.compile(
    r"(?:截[至止](?:到|日期|时间)?|更新(?:至|到|于|时间|日期)|(?:取数|(?:数据)?(?:提取|抽取|查询|采集))(?:日期|时间|于|日|截[至止]日?期?)(?!\D?\d[\d年月日号./-]{3,12}(?:[—–~－至到]|-\d{4})))[:：]?\s*"
    r"(?:(?P<year>(?:19|20)\d{2})(?:年|[-./](?=\d)|(?!\d)))?(?:(?P<month>1[0-2]|0?[1-9])(?:月|[-./](?=\d)|(?![\d日号])))?"
    r"(?:份?[底末]|(?P<day>[1-3]?\d)(?:日|号|(?!\d)))?(?<=[\d年月日号底末份])"
)
_RUN_TOGETHER = re.compile(r"(?<=\d)\s+(?=(?:(?:19|20)\d{2}|[12]\d)年)|(?<=附[件表]\d)(?=(?:19|20)\d{2}年)")
"""Between a number and the year after it (附件1 2026年4月): without white space they would be one number."""
_SHORT_YEAR = re.compile(
    r"(?<![\d第近前后满])([12]\d)年(?=度|第?[一二三四1-4]季|[上下]半年|(?:1[0-2]|0?[1-9])(?:月|[-—–~－、,至到]+\d{1,2}月))"
)
"""26年4月."""
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
"""20220315."""
_LISTED = r"(?P<listed>(?:(?:1[0-2]|0?[1-9])月?[、,和及与])+(?:1[0-2]|0?[1-9])月)(?!\d)"
_QUARTERS = r"第?(?P<quarter>[一二三四1-4])季?度?(?:、|,|和|及|与|[-—–~－]+|至|到)第?(?P<quarter2>[一二三四1-4])季度"
_FIRST = r"(?P<whole>前(?P<first>[一二三四五六七八九十]{1,3}|1[0-2]|[1-9])(?:个?季度|个?月))"
_WITHOUT = re.compile(r"(?:不含|不包括|不包含|未含|缺|除)(?:1[0-2]|0?[1-9])(?:月|[-—–~、](?:1[0-2]|0?[1-9])月)")

_FORMS: tuple[tuple[str, str], ...] = (
    ("since", rf"{_YEAR}年?{_TO}(?P<year2>(?:19|20)\d{{2}})年(?P<month2>1[0-2]|0?[1-9])月(?!{_TO}?\d)"),
    ("first", rf"{_YEAR}年?{_FIRST}"),
    ("quarters", rf"{_YEAR}年?{_QUARTERS}"),
    ("listed", rf"{_YEAR}年{_LISTED}"),
    (
        "months",
        rf"{_YEAR}(?:年|[-./]){_MONTH}月?{_TO}(?:(?P<year2>\d{{4}})(?:年|[-./]))?(?P<month2>1[0-2]|0?[1-9])月?(?!\d)",
    ),
    ("quarter", rf"{_YEAR}年?(?:第?(?P<quarter>[一二三四1-4])季度?|Q(?P<q>[1-4]))"),
    ("half", rf"{_YEAR}年?(?P<half>[上下])半年"),
    ("month", rf"{_YEAR}年{_MONTH}月(?!{_TO}\d)"),
    ("month", rf"{_YEAR}[-./_]{_MONTH}(?![-./\d])"),
    ("month", rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?!\d)"),
    ("years", rf"{_YEAR}年?{_TO}(?P<year2>(?:19|20)\d{{2}})(?:年|年度)"),
    ("year", rf"{_YEAR}年"),
)
_FORMS_WITHOUT_YEAR: tuple[tuple[str, str], ...] = (
    ("first", _FIRST),
    ("quarters", _QUARTERS),
    ("listed", rf"(?<!\d){_LISTED}"),
    ("months", rf"(?<!\d){_MONTH}月?{_TO}(?P<month2>1[0-2]|0?[1-9])月"),
    ("quarter", r"第?(?P<quarter>[一二三四1-4])季度"),
    ("half", r"(?P<half>[上下])半年"),
    ("month", rf"(?<!\d){_MONTH}月(?!\d)"),
)
_BARE_YEARS = (("years", rf"{_YEAR}{_TO}(?P<year2>(?:19|20)\d{{2}})(?!\d)"), ("year", rf"{_YEAR}(?!\d)"))


def plain(text: object) -> str:
    """Half-width, no white space, Chinese year digits and month names as Arabic: fit for matching."""
    return _plain(str(text))


@lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    found = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = re.sub(r"[〇零一二三四五六七八九]{4}(?=年)", lambda m: str(parse_numeral(m[0])), found)
    return re.sub(_CHINESE_MONTHS, lambda m: f"{parse_numeral(m[0][:-1])}月", found)


def full_years(text: str) -> str:
    """A text as `plain` gives it, each year in four digits and apart from a number before it (附件1 26年4月)."""
    apart = _RUN_TOGETHER.sub("|", unicodedata.normalize("NFKC", text))
    return _SHORT_YEAR.sub(r"20\1年", plain(apart))


_LONGEST = 45
"""Characters of a title at most: longer lines are explanations, in which any word may stand."""
_REMARK = re.compile(r"^[(\[【]?(?:\d+[.、]?)?(?:注(?!册|销)|备注|说明|附注|填报说明|填表说明)")


def is_remark(text: str) -> bool:
    """Whether a line says that it is a note: 注：…, 填表说明：…."""
    return _REMARK.match(plain(text)) is not None


def not_a_title(text: str) -> bool:
    """Whether a line above a table is a note: it says so (注：…), or is too long for a title."""
    return len(text) > _LONGEST or is_remark(text)


def is_sample(*texts: str) -> bool:
    """Whether any of the texts says 演示数据."""
    return any(SAMPLE_MARK in plain(t) for t in texts)


def spoken_period(text: str, year: int | None = None, *, bare_year: bool = False) -> Period | None:
    """The period that a text names, or None.

    `year` completes a month or quarter without one; `bare_year` takes 2022 without 年 (file names). Days of making
    (制表日期…) and single days are not periods.
    """
    clean = _spoken(text)
    if days := _DAYS.search(clean):
        return _whole_months(days)
    clean = _WITH_DAY.sub(" ", clean)
    for kind, form in _FORMS:
        if match := re.search(form, clean):
            narrower = spoken_period(clean[match.end() :], int(match["year"])) if kind == "year" else None
            return narrower or _period(kind, match.groupdict(), None)
    if bare_year:
        for kind, form in _BARE_YEARS:
            if match := re.search(form, clean):
                return _period(kind, match.groupdict(), None)
    if year is not None:
        for kind, form in _FORMS_WITHOUT_YEAR:
            if match := re.search(form, clean):
                return _period(kind, match.groupdict(), year)
    return None


def _spoken(text: str) -> str:
    """A text without the days of making and of 截至, days in one form."""
    return _MADE_ON.sub(" ", _AS_OF.sub(" ", _COMPACT.sub(r"\1-\2-\3", full_years(text))))


def _whole_months(days: re.Match[str]) -> Period | None:
    """The months of a span of days that begins on a first and ends on a last day; else None."""
    year, month = int(days["year"]), int(days["month"])
    last_year, last_month = int(days["year2"] or year), int(days["month2"] or month)
    try:
        first, last = month_number(year, month), month_number(last_year, last_month)
        whole = int(days["day"]) == 1 and int(days["day2"]) == calendar.monthrange(last_year, last_month)[1]
    except ValueError:
        return None
    return Period(first, last) if whole and first <= last else None


def part_of_a_month(text: str) -> str | None:
    """The words that say a table holds only a part of a month (11月1日—11月15日, 12月上旬); None if nothing says so."""
    clean = _spoken(text)
    if (days := _DAYS.search(clean)) and _whole_months(days) is None:
        return days[0]
    if (days := _DAYS_WITHOUT_YEAR.search(clean)) and not _to_the_last_day(days):
        return days[0]
    if (days := _BARE_DAYS.search(clean)) and not (int(days["day"]) == 1 and int(days["day2"]) >= 28):
        return days[0]
    part = _PART.search(clean)
    return part[0] if part else None


def months_apart(text: str) -> str | None:
    """Words that name months which are no unbroken span (不含12月, 缺5月, 1、3月); None if there are none."""
    clean = _spoken(text)
    if gap := _WITHOUT.search(clean):
        return gap[0]
    listed = re.search(rf"(?<!\d){_LISTED}", clean)
    return listed[0] if listed and not _unbroken(listed["listed"]) else None


def _unbroken(listed: str) -> bool:
    numbers = [int(n) for n in re.findall(r"\d+", listed)]
    return numbers == list(range(numbers[0], numbers[-1] + 1))


def one_day(text: str) -> str | None:
    """The day of a title that names one (2022年3月5日税费收入明细); a date that stands alone, or behind 日期：, is the day of making."""
    clean = _spoken(text)
    day = _WITH_DAY.search(clean)
    rest = re.sub(r"[(（][^)）]*[)）]", "", _WITH_DAY.sub("", clean))
    is_title = re.search(r"明细|日报|台账|情况|统计|汇总|报表", rest) and not re.search(r"[:：]|日期|时间", rest)
    return day[0] if day and is_title else None


def _to_the_last_day(days: re.Match[str]) -> bool:
    """Whether a span of days without a year runs from a first to a last day of the month (28 or 29 February)."""
    last = int(days["month2"] or days["month"])
    ends = {calendar.monthrange(year, last)[1] for year in (2023, 2024)}
    return int(days["day"]) == 1 and int(days["day2"]) in ends


_RUNNING = re.compile(r"[(]累计[)]|累计[数额值表]|(?:分月|逐月|各月|逐日|日报)累计")


def running_title(text: str) -> bool:
    """Whether a title says outright that the figures are running totals: （累计）, 累计数, 分月累计表."""
    return _RUNNING.search(plain(text)) is not None


def names_a_month(text: str) -> bool:
    """Whether a text names a month or quarter even without a year."""
    return spoken_period(text, 2000) is not None


def _period(kind: str, found: dict[str, str | None], year: int | None) -> Period | None:
    start = int(found.get("year") or year or 0)
    if kind in {"first", "quarters", "listed"}:
        return _several(kind, found, start)
    if kind == "year":
        return year_period(start)
    if kind == "years":
        last = int(found["year2"] or 0)
        return Period(month_number(start, 1), month_number(last, 12)) if start <= last else None
    if kind == "half":
        first = month_number(start, 1 if found["half"] == "上" else 7)
        return Period(first, first + 5)
    if kind == "quarter":
        quarter = found["quarter"] or found["q"] or ""
        first = month_number(start, 3 * int(parse_numeral(quarter)) - 2)
        return Period(first, first + 2)
    first = month_number(start, 1 if kind == "since" else int(found["month"] or 0))
    if kind == "month":
        return Period(first, first)
    last = month_number(int(found.get("year2") or start), int(found["month2"] or 0))
    return Period(first, last) if first <= last else None


def _several(kind: str, found: dict[str, str | None], year: int) -> Period | None:
    """前三季度, 二、三季度, 前11个月, 1、2月; None for months that are no unbroken span."""
    if kind == "listed":
        listed = found["listed"] or ""
        numbers = [int(n) for n in re.findall(r"\d+", listed)]
        return Period(month_number(year, numbers[0]), month_number(year, numbers[-1])) if _unbroken(listed) else None
    if kind == "first":
        count = int(parse_numeral(found["first"] or ""))
        months = count if "月" in (found["whole"] or "") else 3 * count
        return Period(month_number(year, 1), month_number(year, months)) if 1 <= months <= 12 else None
    first, last = (int(parse_numeral(found[name] or "")) for name in ("quarter", "quarter2"))
    return Period(month_number(year, 3 * first - 2), month_number(year, 3 * last)) if first < last else None


def spoken_as_of(text: str, year: int | None = None) -> int | None:
    """The month (counted as in `metrics.periods`) of 截至2022年12月31日, or None. `year` completes 截至3月31日."""
    match = _as_of(text)
    if match is None or not (match["year"] or (year and match["month"])):
        return None
    return month_number(int(match["year"] or year or 0), int(match["month"] or 12))


def _as_of(text: str) -> re.Match[str] | None:
    clean = _COMPACT.sub(r"\1-\2-\3", full_years(text))
    return next((m for m in _AS_OF.finditer(clean) if m["year"] or m["month"] or m["day"]), None)


def within_a_month(text: str, period: Period | None) -> str | None:
    """截至3月15日 in a table that speaks for March: the words that say that a month of `period` is not whole; else None.

    A day after the period is the day on which a whole month was looked at.
    """
    match = _as_of(text)
    if match is None or not match["day"]:
        return None
    year = int(match["year"]) if match["year"] else period.year if period else None
    if not match["month"]:
        alone = period is not None and period.first == period.last
        month = period.last if period and alone else None
    else:
        month = month_number(year, int(match["month"])) if year else None
    if month is None:
        return match[0]
    if period and not period.first <= month <= period.last:
        return None
    whole = int(match["day"]) >= calendar.monthrange(month // 12, month % 12 + 1)[1]
    return None if whole else match[0]


_EARLY = re.compile(
    r"快报|速报|初步|预计|预估|估计|估算|暂[估定]?|阶段|未完(?![成税])|未结束|不全|部分|不含(?!海关|关税|进口|出口退税|免抵|调库)|仅|只含|[前后]\d{1,2}[天日]"
)
_DAYS_IN_BRACKETS = re.compile(r"[(]\d{1,2}[-—–~－至](?P<last>\d{1,2})[)]")
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_LAST_DAYS, _ANY_YEAR = 28, 2023
_LEADING_MONTH = re.compile(r"(?:(?:19|20)\d{2}(?:年|[-./]))?(?P<month>1[0-2]|0?[1-9])月(?:份)?")


def less_than_its_month(text: str, year: int | None) -> str | None:
    """What a heading says beside its month or in brackets (5月上旬, 5月（截至20日）, 金额（快报）) that makes less than a month of it."""
    clean = full_years(text)
    lead = _LEADING_MONTH.match(clean) or re.match(r"[本当]月", clean)
    rest = clean[lead.end() :] if lead else "".join(_BRACKETS.findall(clean))
    named = lead.groupdict().get("month") if lead else None
    if early := _EARLY.search(rest):
        return early[0]
    if words := (part_of_a_month(clean) if lead else None) or part_of_a_month(rest):
        return words
    if (days := _DAYS_IN_BRACKETS.search(rest)) and named and int(days["last"]) < _LAST_DAYS:
        return days[0]
    last = re.search(r"截[至止](?:到)?(\d{1,2})[日号]", rest)
    if last and not named and int(last[1]) >= _LAST_DAYS:
        return None
    month = month_number(year or _ANY_YEAR, int(named)) if named else None
    return within_a_month(rest, Period(month, month) if month is not None else year_period(year or _ANY_YEAR))


def spoken_sender(text: str) -> str | None:
    """Who sends it, from 报送单位：… or 填报单位：…; None if no one is named."""
    clean = unicodedata.normalize("NFKC", text)
    match = re.search(r"(?:填报|报送|编制|编报|上报)(?:单位|部门|科室)\s*[:：]\s*([^\s:：,，;；()（）]+)", clean)
    return match[1] if match else None
