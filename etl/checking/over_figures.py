"""What the heading of a column of figures says in brackets against the title: 入库金额（4月25日）, 入库金额（1-3月）, 入库金额（区级）.

A title of April and such a heading cannot both be right. The words of `scope_words` that count in headings are looked for there;
here are those that must be held against the period, and a title that calls a month's summary 日报.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from etl.checking.scope import Line, headings_of, lines_of
from etl.checking.scope_words import PART
from etl.faults import Fault
from etl.understanding.titles import plain, spoken_period
from metrics.periods import Period

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_DAY = re.compile(
    r"(?:\d{4}[年.-](?P<of>1[0-2]|0?[1-9])[月.-]|(?P<month>1[0-2]|0?[1-9])[月.])?(?P<day>[1-3]?\d)[日号](?:止|数|数据|统计)?"
)
"""4月25日; 1-31日 is a whole month."""
_LEVEL = re.compile(r"(?:其中:?)?(?:中央|省|市|区|县|区县|地方|乡镇)级(?:留成|分成|库|口径|收入|部分)?")
_DAILY = re.compile(r"日报|周报|旬报")


def over_figures(part: Part) -> list[Fault]:
    """A fault for each heading, or title, whose words make less (or more) of a column than the months of its table."""
    found = []
    for sheet in {(s.name, s.table.header.first): s for s in part.sheets}.values():
        for line in headings_of(part, sheet):
            found += [line.fault(sheet, f"写着“{said}”，{why}") for said, why in _against(part, sheet, line)]
        if part.table.stem == "revenue" and sheet.table.whole:
            found += _called_daily(part, sheet)
    return list({(f.sheet, f.cell): f for f in found}.values())


def _against(part: Part, sheet: Sheet, line: Line) -> Iterator[tuple[str, str]]:
    for said in map(plain, _BRACKETS.findall(line.text)):
        if (day := _DAY.fullmatch(said)) and not _last_day(day, sheet):
            yield (
                said,
                "不是整月，不能当作整月的数。请整月结束后再报；就是整月的数的，请改写表头",
            )
        elif part.table.stem == "revenue" and sheet.table.whole and _LEVEL.fullmatch(said):
            yield said, f"{PART}表头"
        elif sheet.period and _beyond(said, sheet.period):
            yield said, f"而这张表是{sheet.period.chinese}的，看不出哪个对。请报当月的数，或改正其中一处"


def _beyond(said: str, period: Period) -> bool:
    """Whether a text names months that do not all lie within a period."""
    spoken = spoken_period(said, period.year)
    return spoken is not None and not (period.first <= spoken.first and spoken.last <= period.last)


def _last_day(day: re.Match[str], sheet: Sheet) -> bool:
    """Whether a day is the last one of the table's last month."""
    if sheet.period is None:
        return False
    year, month = divmod(sheet.period.last, 12)
    named = day["of"] or day["month"]
    same = named is None or int(named) == month + 1
    return same and int(day["day"]) == calendar.monthrange(year, month + 1)[1]


def _called_daily(part: Part, sheet: Sheet) -> Iterator[Fault]:
    """A summary of a month that its title calls 日报: of one day, or of the month until then."""
    for line in lines_of(part, sheet):
        if (word := _DAILY.search(line.text)) and "累计" not in line.text:
            message = (
                f"写着“{word[0]}”，看不出表里是一天（一周、一旬）的数，还是整月的数。"
                f"请报整月的数；就是整月的，请把“{word[0]}”改为“月报”"
            )
            yield line.fault(sheet, message)
            return
