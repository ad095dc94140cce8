"""What a cell of a ledger means as it is written: days without their year or month, counts and seconds with their unit behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from etl.checking.measures import seconds_in
from etl.understanding.titles import plain
from metrics.numbers import parse_numeral
from warehouse.schema import Column, Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet

_NO_YEAR = re.compile(
    r"\s*(?P<day>(?:1[0-2]|0?[1-9])月(?:[12]\d|3[01]|0?[1-9])[日号])(?:[\s(（]*(?:周|星期|礼拜)[一二三四五六日天][)）]?)?\s*"
)
_SHORT_DAY = re.compile(r"\s*(0?[1-9]|1[0-2])(?:[-/]|[.](?=\d\d))(\d{1,2})\s*")
"""4.1 may be what Excel leaves of 4.10."""
_POINT = re.compile(r"\s*(1[0-2]|0?[1-9])[.．](3[01]|[12]\d|0?[1-9])\s*")
_DAY_ALONE = re.compile(r"\s*(\d{1,2})[日号]\s*")

_COUNTED = re.compile(r"\s*([\d,，０-９]+)\s*(次|人次|通|个|场|场次|件|篇|条|份|期)\s*")
WITH_WORD = re.compile(r"\s*(\d+)\s*([一-鿿]{1,3})\s*")
"""A number with a word behind it, whatever it is."""
_IN_WORDS = re.compile(r"\s*([一二两三四五六七八九]|十[一二三四五六七八九]?)\s*(次|人次|场|场次)\s*")
_ALSO = {"次": {"次", "通", "个", "场", "场次"}, "人次": {"人次"}}
_OF_A_KIND = {"研讨成果": {"篇", "份", "个"}, "意见建议": {"条", "个"}}
"""What the quantity of party work is counted in; all else in 次."""
_SECONDS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:秒钟?|s|S)\s*")
_MINUTES = re.compile(r"\s*(\d{1,2})\s*分钟?\s*(\d{1,2})\s*秒\s*")
_CLOCK = re.compile(r"\s*0?0[:：]([0-5]\d)[:：]([0-5]\d)\s*")


def month_and_day(value: str) -> str:
    """Why a number like 3.1 is no day: it is 3.10 as well; '' for any other text."""
    found = _POINT.fullmatch(value)
    if not found:
        return ""
    month, day = int(found[1]), int(found[2])
    other = f"还是{month}月{day * 10}日（3.10 存成数就是 3.1）" if day <= 3 else ""
    return f"写的是数“{value.strip()}”，分不清是不是{month}月{day}日{other}。请写成 2022-03-08 这样的日期"


@dataclass
class Written:
    """One column of a ledger, read cell by cell."""

    sheet: Sheet
    column: Column
    place: int

    def text(self, row: int, text: str, *, typed: bool) -> str:
        """A cell as it is to be read. `typed`: it is a number or a date by itself, not a text."""
        if self.column.kind is Kind.COUNT:
            return self._count(row, text)
        if self.column.unit == "秒":
            return self._seconds(text)
        return text if typed or not self._year else self._completed(text)

    # --- days

    @cached_property
    def _year(self) -> int | None:
        """The year that completes days like 3月5日: that of the period which the file states, if it is one year."""
        period = self.sheet.period
        if (
            self.column.kind is not Kind.DATE
            or self.column.name != self.sheet.table.header.table.dated_by
            or period is None
        ):
            return None
        return period.year if period.first // 12 == period.last // 12 else None

    @cached_property
    def _month(self) -> int | None:
        """The month that completes days like 5日 and 03.05: that of the title, where every day is written alike."""
        period = self.sheet.period
        if self._year is None or period is None or period.first != period.last:
            return None
        forms = {
            next((f for f in (_SHORT_DAY, _DAY_ALONE) if isinstance(v, str) and f.fullmatch(v)), None)
            for v in self._values
        }
        return period.first % 12 + 1 if len(forms) == 1 and None not in forms else None

    @cached_property
    def _points(self) -> bool:
        """Whether every day is written 1.7 as a text, so that no 0 was lost: not in a text file, unless a day ends in 0 there."""
        texts = [v for v in self._values if isinstance(v, str) and v.strip()]
        filled = [v for v in self._values if not isinstance(v, str) or v.strip()]
        if not texts or len(texts) < len(filled) or not all(map(_POINT.fullmatch, texts)):
            return False
        return bool(self.sheet.name) or any(v.strip().endswith("0") for v in texts)

    @property
    def _values(self) -> list[object]:
        table = self.sheet.table
        return [table.grid.at(row, self.place) for row in table.data_rows]

    def _completed(self, value: str) -> str:
        """A day without its year (3月5日, 1.7) or, under the title of a single month, without its month (5日, 03.05, 03-05)."""
        if found := _NO_YEAR.fullmatch(value):
            return f"{self._year}年{found['day']}"
        short, alone, point = _SHORT_DAY.fullmatch(value), _DAY_ALONE.fullmatch(value), _POINT.fullmatch(value)
        if self._month and short and int(short[1]) == self._month:
            return f"{self._year}-{self._month}-{short[2]}"
        if point and self._points and self._covers(int(point[1])):
            return f"{self._year}-{point[1]}-{point[2]}"
        return f"{self._year}-{self._month}-{alone[1]}" if self._month and alone else value

    def _covers(self, month: int) -> bool:
        period = self.sheet.period
        return period is not None and period.first % 12 + 1 <= month <= period.last % 12 + 1

    # --- counts and seconds

    def _count(self, row: int, text: str) -> str:
        """A count with its unit behind it (5人次): the unit is taken away where it is the column's own, or the kind's."""
        own = _ALSO.get(self.column.unit or "", set())
        if self.column.unit is None:
            kind = self._kind(row)
            own = _OF_A_KIND.get(kind, _ALSO["次"]) if kind else set()
        if (spoken := _IN_WORDS.fullmatch(text)) and spoken[2] in own:
            return str(parse_numeral(spoken[1]))
        found = _COUNTED.fullmatch(text)
        return found[1] if found and found[2] in own else text

    def _kind(self, row: int) -> str:
        """The kind of a row as the schema has it; '' for none that is known."""
        table = self.sheet.table
        kind = next((c for c in table.header.table.columns if c.name == "kind"), None)
        if kind is None:
            return ""
        mapped, given = table.header.found.get("kind"), table.given.get("kind")
        said = table.stated.get(row, {}).get("kind") or (given.value if given else "")
        said = plain(said or (table.grid.at(row, mapped.place) if mapped else ""))
        return said if said in kind.codes else dict(kind.also).get(said, "")

    @cached_property
    def _clock(self) -> bool:
        """Whether 00:00:19 are seconds: 0:19 typed into Excel is stored as 00:19:00, and all of a column then end in 00."""
        found = [m for v in self._values if (m := _CLOCK.fullmatch(str(v)))]
        return any(m[2] != "00" for m in found)

    def _seconds(self, text: str) -> str:
        """19.8秒, 1分20秒, 00:00:19 under a heading that does not say minutes."""
        mapped = self.sheet.table.header.found.get(self.column.name)
        if mapped is None or seconds_in(mapped) != 1:
            return text
        if found := _SECONDS.fullmatch(text):
            return found[1]
        found = _MINUTES.fullmatch(text) or (_CLOCK.fullmatch(text) if self._clock else None)
        return str(int(found[1]) * 60 + int(found[2])) if found else text
