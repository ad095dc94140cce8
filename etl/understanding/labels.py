"""What a heading or a row's label of a summary table says: a month, a span, a total, a member of a code list, a level.

Summary tables (汇总表) are the monthly tables that departments keep for themselves: a column a month, a column a tax kind,
parents and children in one column. Their headings name members of a dimension, not columns of a source.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from etl.reading import Value
from etl.understanding.headings import heading
from etl.understanding.titles import full_years, less_than_its_month, plain, spoken_period
from metrics.periods import Period, month_number, year_period

_MEASURE_WORDS = r"(?:税费|税收|收入|入库|实际|完成|实绩|发生|本期|办理|开展)*(?:数|额|量|金额|情况|次数|数量|人次|场次|篇数|条数|值)?"
_MONTH = re.compile(rf"(?:(?P<year>(?:19|20)\d{{2}})(?:年|[-./]))?(?P<month>1[0-2]|0?[1-9])月(?:份)?{_MEASURE_WORDS}")
_NUMERIC_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})[-./]?(?P<month>1[0-2]|0[1-9])")
_SHORT_YEAR = re.compile(r"(\d\d)年(1[0-2]|0?[1-9])月(?:份)?")
_BARE_MONTH = re.compile(r"1[0-2]|0?[1-9]")
_MEASURE = re.compile(
    r"(?:实际|本月|当月)?(?:完成|实绩|入库|收入|发生|办理|开展|实际)?(?:数|额|量|金额|情况|次数|数量|人次|场次|篇数|条数|值)?"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年?度?")
_THIS_MONTH = re.compile(rf"(?:本|当)(?:月|期){_MEASURE_WORDS}")
_COMPARED = re.compile(
    r"同比|环比|增长|增减|增幅|增速|占比|比重|比率|[%％]|上年|去年|同期|较上|上期|上季|前期|序时|进度|排名|位次"
)
_CUMULATIVE = re.compile(r"累计|累計|年初至今|年初以来|本年|全年|[Yy][Tt][Dd]|[(]累[)]")
_TOTAL = re.compile(r"(?:合计|小计|总计|共计|总数|全年合计)(?:数|额|金额)?")
_PLANNED = re.compile(r"计划|预算|目标|任务|预计|预测")

UNDATED = "?"
"""Stands for the year where a heading names only a month and nothing else says the year."""

_NUMBERING = (
    re.compile(r"^\s*[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\s*\d{1,2}[.、．](?!\d)"),
    re.compile(r"^\s*[（(]\d{1,2}[）)]"),
    re.compile(r"^\s*[①-⑳]"),
)


@dataclass(frozen=True)
class TimeWord:
    """What a heading says of time. `kind`: month, span, year, this (本月), cumulative, total, compared, planned, part (5月上旬)."""

    kind: str
    period: Period | None = None


def time_word(value: Value, year: int | None) -> TimeWord | None:
    """The time that a heading names; `year` completes a month without one. None if it names none."""
    if isinstance(value, dt.datetime | dt.date):
        month = month_number(value.year, value.month)
        return TimeWord("month", Period(month, month)) if value.day == 1 else None
    if isinstance(value, float | int) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else str(value)
    return _time_word(str(value), year)


@lru_cache(maxsize=4096)
def _time_word(text: str, year: int | None) -> TimeWord | None:
    clean = full_years(heading(text).bare)
    if not clean:
        return None
    if less_than_its_month(heading(text).whole, year) and (
        _MEASURE.fullmatch(clean) or re.search(r"\d月|[本当]月", clean)
    ):
        return TimeWord("part")
    if other := _not_the_month(heading(text).whole, clean):
        return other
    for form in (_MONTH, _NUMERIC_MONTH):
        if match := form.fullmatch(clean):
            own = int(match["year"]) if match["year"] else year
            month = month_number(own, int(match["month"])) if own else None
            return TimeWord("month", Period(month, month) if month is not None else None)
    if match := _YEAR.fullmatch(clean):
        return TimeWord("year", year_period(int(match["year"])))
    if _TOTAL.fullmatch(clean):
        return TimeWord("total")
    if _THIS_MONTH.fullmatch(clean):
        return TimeWord("this")
    span = spoken_period(clean, year or 2000) if len(clean) <= 16 else None
    if span and span.first != span.last:
        return TimeWord("cumulative" if "累" in clean else "span", span if year or re.search(r"\d{4}", clean) else None)
    return TimeWord("cumulative") if _CUMULATIVE.search(clean) and len(clean) <= 12 else None


def _not_the_month(whole: str, clean: str) -> TimeWord | None:
    """Comparisons, plans and, in brackets, running totals (入库金额（累计）)."""
    if _COMPARED.search(whole):
        return TimeWord("compared")
    if _PLANNED.search(whole):
        return TimeWord("planned")
    return TimeWord("cumulative") if whole != clean and _CUMULATIVE.search(whole) else None


def month_of(value: Value, year: int | None) -> TimeWord | None:
    """The month that a label in a column of months names: 3月, 202503, a date on a month's first or last day, 25年3月, a bare 3."""
    if isinstance(value, dt.datetime | dt.date) and value.day == calendar.monthrange(value.year, value.month)[1]:
        value = dt.date(value.year, value.month, 1)
    if (word := time_word(value, year)) and word.kind == "month":
        return word
    number = plain(int(value) if isinstance(value, float) and value.is_integer() else value)
    if short := _SHORT_YEAR.fullmatch(number):
        return time_word(f"20{short[1]}年{short[2]}月", year)
    return time_word(f"{number}月", year) if _BARE_MONTH.fullmatch(number) else None


def is_this_year(value: Value) -> bool:
    """本年, 今年: what stands beside 上年."""
    return plain(value) in {"本年", "今年", "本年数", "今年数"}


def is_tax_amount(value: Value) -> bool:
    """税额, 税款: the amount, below a heading that says of what."""
    return plain(value) in {"税额", "税款", "税费额", "税费款"}


def compares(text: str) -> bool:
    """Whether a heading is one of a comparison (同比, 上年同期, 占比)."""
    return _COMPARED.search(plain(text)) is not None


def is_measure(value: Value) -> bool:
    """Whether a heading only says that here stands the amount itself: 完成, 金额, 实绩, 次数."""
    clean = heading(str(value)).bare
    return bool(clean) and _MEASURE.fullmatch(clean) is not None


def bare_label(value: Value) -> str:
    """A row's label without indentation, numbering and 其中: fit for a code list."""
    return _bare_label(str(value))


@lru_cache(maxsize=50_000)
def _bare_label(text: str) -> str:
    for form in _NUMBERING:
        text = form.sub("", text)
    text = re.sub(r"^(其中|包括|含)[:：]?", "", plain(text))
    text = re.sub(r"[(](?:人次|人|名|次|场|篇|条|万元|亿元|元)[)]$", "", text)
    return re.sub(r"^[-—·•*＊]+|[:：]$", "", text)


def is_among(value: Value) -> bool:
    """Whether a label says that it is a part of the row above (其中：…)."""
    return plain(value).startswith("其中")


def numbered(label: str) -> int:
    """How deep a label stands by its numbering (一、 is 1, （一） is 2 …); 0 without any."""
    return next((n for n, form in enumerate(_NUMBERING, 1) if form.match(label)), 0)


def levels(labels: list[str]) -> list[int]:
    """How deep each label stands, from its numbering (一、 （一） 1. （1） ①), or, where nothing is numbered, from its indentation."""
    depths = [numbered(label) for label in labels]
    if sum(1 for n in depths if n) * 2 > sum(1 for label in labels if label.strip()):
        return depths
    indents = [
        len(label.expandtabs(4).replace("\u3000", "  ")) - len(label.expandtabs(4).replace("\u3000", "  ").lstrip())
        for label in labels
    ]
    steps = sorted(set(indents))
    return [steps.index(i) + 1 + (1 if is_among(label) else 0) for i, label in zip(indents, labels, strict=True)]
