"""Spans of whole months: how they are written, walked and named.

Written forms (contract): `2022`, `2022H1`, `2022Q3`, `2022-03`, `2022-01..2022-09`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_FORMS = re.compile(
    r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:\.\.(?P<year2>\d{4})-(?P<month2>\d{2}))?)?"
)


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole months, `first` to `last`, each counted as year × 12 + (month − 1)."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if self.first > self.last:
            raise ValueError(f"期间起止颠倒：{month_label(self.first)} 在 {month_label(self.last)} 之后")

    @property
    def start(self) -> date:
        """First day."""
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def end(self) -> date:
        """First day after the span."""
        return date((self.last + 1) // 12, (self.last + 1) % 12 + 1, 1)

    @property
    def months(self) -> tuple[str, ...]:
        """Every month in it, as `2022-03`."""
        return _months(self.first, self.last)

    @property
    def year(self) -> int:
        """Year of its last month."""
        return self.last // 12

    @property
    def kind(self) -> str:
        """`year`, `half`, `quarter`, `month`, `ytd` (from January) or `span`."""
        length, month = self.last - self.first + 1, self.first % 12
        whole = {12: "year", 6: "half", 3: "quarter", 1: "month"}.get(length)
        if whole and month % length == 0:
            return whole
        return "ytd" if month == 0 and length < 12 else "span"

    @property
    def label(self) -> str:
        """The contract's written form; `parse` reads it back."""
        year, month = divmod(self.first, 12)
        forms = {
            "year": f"{year}",
            "half": f"{year}H{month // 6 + 1}",
            "quarter": f"{year}Q{month // 3 + 1}",
            "month": month_label(self.first),
        }
        return forms.get(self.kind, f"{month_label(self.first)}..{month_label(self.last)}")

    @property
    def chinese(self) -> str:
        """As an official would write it: 2022年, 2022年上半年, 2022年三季度, 2022年3月, 2022年1—9月."""
        year, month = divmod(self.first, 12)
        if self.kind == "half":
            return f"{year}年{'上下'[month // 6]}半年"
        if self.kind == "quarter":
            return f"{year}年{'一二三四'[month // 3]}季度"
        if self.kind == "year":
            return f"{year}年"
        if self.first == self.last:
            return f"{year}年{month + 1}月"
        if self.last // 12 == year:
            return f"{year}年{month + 1}—{self.last % 12 + 1}月"
        return f"{year}年{month + 1}月—{self.last // 12}年{self.last % 12 + 1}月"

    def shifted(self, years: int) -> Period:
        """The same months of another year."""
        return Period(self.first + 12 * years, self.last + 12 * years)

    def full_year(self) -> Period:
        """The calendar year of its last month."""
        return year_period(self.year)

    def by_month(self) -> tuple[Period, ...]:
        """Its months, each as a period."""
        return tuple(Period(m, m) for m in range(self.first, self.last + 1))


def month_label(number: int) -> str:
    """`2022-03` for the month counted as year × 12 + (month − 1)."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@lru_cache(maxsize=1024)
def _months(first: int, last: int) -> tuple[str, ...]:
    return tuple(month_label(m) for m in range(first, last + 1))


def month_number(year: int, month: int) -> int:
    """The count of a month; ValueError unless 1 ≤ month ≤ 12."""
    if not 1 <= month <= 12 or not 1900 <= year <= 2999:
        raise ValueError(f"不是一个月份：{year}年{month}月")
    return year * 12 + month - 1


def year_period(year: int) -> Period:
    """The whole year."""
    return Period(month_number(year, 1), month_number(year, 12))


def year_to_date(year: int, month: int) -> Period:
    """January to that month."""
    return Period(month_number(year, 1), month_number(year, month))


def parse(text: str) -> Period:
    """Read a written form; ValueError with a Chinese sentence otherwise."""
    match = _FORMS.fullmatch(text.strip())
    if not match:
        raise ValueError(f"看不懂期间“{text}”。写法：2022、2022H1、2022Q3、2022-03、2022-01..2022-09")
    year = int(match["year"])
    if match["half"]:
        first = month_number(year, 6 * int(match["half"]) - 5)
        return Period(first, first + 5)
    if match["quarter"]:
        first = month_number(year, 3 * int(match["quarter"]) - 2)
        return Period(first, first + 2)
    if match["month"]:
        first = month_number(year, int(match["month"]))
        return Period(first, month_number(int(match["year2"]), int(match["month2"])) if match["month2"] else first)
    return year_period(year)


def months_in_words(months: tuple[str, ...], *, years: bool = False) -> str:
    """Months for a sentence: `11—12月`, `3月、6—7月`, with the year where there are several years or it is asked for."""
    numbers = sorted(month_number(int(m[:4]), int(m[5:])) for m in set(months))
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1 and n % 12:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    several = years or len({n // 12 for n in numbers}) > 1
    words = []
    for first, last in runs:
        year = f"{first // 12}年" if several else ""
        words.append(f"{year}{first % 12 + 1}月" if first == last else f"{year}{first % 12 + 1}—{last % 12 + 1}月")
    return "、".join(words)
