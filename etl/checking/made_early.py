"""Tables that were made before the months they speak for were over: 制表日期：2023年6月25日 under the figures of June; or long after.

What came in afterwards is not in them, whatever the title says. A day of making after the month is as it should be, and so is its
last day. The day may be the last month's, left standing when the form was filled in again: so a person is asked. And a table of
November that was made in December of the next year has the last year's title still, unless it is a correction.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.checking.scope import headings_of
from etl.faults import Fault
from etl.reading import Value
from etl.understanding.coverage import Coverage
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain
from metrics.numbers import parse_numeral
from metrics.periods import month_number

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年|[-./])(?P<month>{_NUMBER})(?:月|[-./])(?P<day>{_NUMBER})(?:日|号|(?![\d月]))"
    r"|(?<!\d)(?P<run>(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d)(?!\d)"
)
_MADE = re.compile(
    r"(?:填报|填表|填制|制表|编制|编报|制作|报送|上报|报出|报表|落款|打印|导出|出表|生成|统计|签[字发章])(?:的)?(?:日期|时间|日|于)?[:：]?$"
    r"|^(?:日期|时间|日)[:：]?$|(?:表|送|报)日期[:：]?$"
)
"""What stands right before a day on which a table was made."""
_SIGNED = re.compile(
    r"(?:制表|填表|填报|编制|编报|报送|审核|复核|负责|经办|领导|单位|部门|科室|[股科局]长)[一-鿿]{0,4}[:：]"
)
"""制表：张某 2023年6月25日, 编报单位：收入核算股 2023年6月25日: whoever signs gives the day of signing."""
_NAME = re.compile(r"[一-鿿]{0,20}(?:税务局|税务所|分局|[股科室组]|党委|中心|服务厅)[(]?(?:盖?章|公章)?[)]?[:,、]?")
_UNIT = re.compile(r"[金计]?[额量]?单位[:：].{1,6}")
_SHORT, _LETTERS = 24, 40
"""Characters at most that follow a day of making in its cell (the unit, who checked), and of a cell that is quoted."""
_OTHER = re.compile(
    r"截[至止]|成立|起至|至今|以来|征期|所属|会议|[第〔\[]|号文|印发|修订|更新|取数|提取|抽取|查询|采集"
)
"""Days of something else; some of them are held against the months elsewhere."""
_RANGE = re.compile(r"[-—–~至到]$")
_BARE = re.compile(r"(?:(?P<year>(?:19|20)\d\d)[年.\-/])?(?P<month>1[0-2]|0?[1-9])[月./-](?P<day>[1-3]?\d)[日号]?")
"""6月24, 6.25: the name of a sheet, or the whole of a heading's brackets."""
_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_LATE = 270
"""Days after its last month from which on a table is made too late: it would have to be a year wrong by a quarter's delay at most."""
_QUARTER = 3
"""Months of a file at most that is made once they are over. A history of the year is put together whenever somebody asks for it."""


@dataclass(frozen=True)
class _Said:
    """A day, and where it is said."""

    day: dt.date
    shown: str
    cell: str
    value: str


def made_early(part: Part, covered: Coverage) -> list[Fault]:
    """A doubt for each table whose day of making, or whose name or heading, lies before the end of its last month."""
    if part.table.roster or part.table.stem == "targets" or covered.inferred or not covered.months:
        return []
    found: list[Fault] = []
    sheets = list({(s.name, s.table.header.first): s for s in part.sheets}.values())
    by_day = sum(_BARE.fullmatch(plain(s.name)) is not None for s in sheets) > 1  # a sheet for each of several days
    for sheet in sheets:
        months = _months(part, sheet, covered)
        if not months:
            continue
        last = _last_day(max(months))
        made = _made_on(sheet)
        early = [said for said in made if said.day < last]
        if early and len(early) == len(made):
            found.append(_fault(sheet, early[0], last))
        elif made and len(covered.months) <= _QUARTER and _is_late(made, _last_day(max(covered.months))):
            found.append(_long_after(sheet, made[0], _last_day(max(covered.months))))
        found += [_of_a_day(sheet, said, last) for said in _bare(part, sheet, months, named=not by_day)]
    return found


def _months(part: Part, sheet: Sheet, covered: Coverage) -> list[int]:
    """The months that a table speaks for, as far as the file covers them; of a year's ledger those that are over.

    A ledger of the year that is sent again in March holds January and February, whatever it covers of March.
    """
    periods = [
        s.period for s in part.sheets if s.name == sheet.name and s.table.header.first == sheet.table.header.first
    ]
    said = [p for p in periods if p]
    found = [m for m in covered.months if not said or any(p.first <= m <= p.last for p in said)]
    today = dt.date.today()
    growing = any(p.first < p.last for p in said)
    return [m for m in found if m < month_number(today.year, today.month)] if growing else found


def _last_day(month: int) -> dt.date:
    year, number = divmod(month, 12)
    return dt.date(year, number + 1, calendar.monthrange(year, number + 1)[1])


def _fault(sheet: Sheet, said: _Said, last: dt.date) -> Fault:
    message = (
        f"写着{said.shown}，像是在{last.year}年{last.month}月还没有过完时做的表，{said.day.month}月{said.day.day}日以后的可能不在里面。"
        "是提前做的，请月末以后重新统计再报；数是整月的（日期没有改），请照常入库"
    )
    return Fault(message, sheet.name, said.cell, said.value, doubt=True)


def _is_late(made: list[_Said], last: dt.date) -> bool:
    """Whether every day that a sheet names is long after the file's last month."""
    return all((said.day - last).days > _LATE for said in made)


def _long_after(sheet: Sheet, said: _Said, last: dt.date) -> Fault:
    months = (said.day.year - last.year) * 12 + said.day.month - last.month
    message = (
        f"写着{said.shown}，表却是{last.year}年{last.month}月的，隔了 {months} 个月，像是标题的年份写错了（没有改）。"
        "请核对标题的年份；确是补报、更正以前月份的，请照常入库"
    )
    return Fault(message, sheet.name, said.cell, said.value, doubt=True)


def _of_a_day(sheet: Sheet, said: _Said, last: dt.date) -> Fault:
    message = (
        f"{said.shown}像是到{said.day.month}月{said.day.day}日为止的数，不是{last.month}月整月的。不是整月的，请整月结束后再报；"
        "就是整月的，请照常入库"
    )
    return Fault(message, sheet.name, said.cell, said.value, doubt=True)


def _made_on(sheet: Sheet) -> list[_Said]:
    """The days of making above the header and below the last row of data."""
    grid, header = sheet.table.grid, sheet.table.header
    data = set(sheet.table.data_rows)
    foot = max(data, default=header.last)
    found: list[_Said] = []
    for row in (*range(1, header.first), *range(foot + 1, len(grid.rows) + 1)):
        line = [(p, v) for p, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()]
        if row > foot and any(number_in(v) is not None for _, v in line):
            continue  # a row of figures, whatever day stands in it
        for place, value in line:
            before = next((plain(v) for p, v in reversed(line) if p < place), "")
            if day := _day_of_making(value, before, below=row > foot):
                cell = grid.where(row, place)
                shown = f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else " ".join(str(value).split())
                found.append(_Said(day, f"{cell}“{shown[:_LETTERS]}”", cell, shown))
    return found


def _day_of_making(value: Value, before: str, *, below: bool) -> dt.date | None:
    """The day in a cell, if it is one of making: it stands alone, behind a label or behind who signed.

    `before`: the cell to its left. A date cell above the table is often a month (the first of June, shown as 2023年6月).
    """
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return day if below or _MADE.search(before) else None
    if not isinstance(value, str):
        return None
    text = plain(value)
    for match in _DAY.finditer(text):
        lead, rest = text[: match.start()].strip("(,;、。"), text[match.end() :].strip("),;、。")
        if _OTHER.search(lead) or _RANGE.search(lead) or re.match(r"[-—–~至到起]", rest):
            continue
        alone = not lead and (not rest or _SIGNED.match(rest) or _UNIT.fullmatch(rest))
        signed = lead and len(rest) < _SHORT and (_MADE.search(lead) or _SIGNED.search(lead) or _NAME.fullmatch(lead))
        if alone or signed:
            return _date(match)
    return None


def _date(match: re.Match[str]) -> dt.date | None:
    if run := match.groupdict().get("run"):
        parts = [int(run[:4]), int(run[4:6]), int(run[6:])]
    else:
        parts = [
            int(match["year"]),
            *(int(n if n.isdigit() else parse_numeral(n)) for n in (match["month"], match["day"])),
        ]
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def _bare(part: Part, sheet: Sheet, months: list[int], *, named: bool) -> Iterator[_Said]:
    """Days within the last month that a sheet is named after, or that stand in the brackets of a heading."""
    last = _last_day(max(months))
    told = [(plain(sheet.name), f"工作表名“{sheet.name}”", "", sheet.name)] if named else []
    for line in headings_of(part, sheet):
        told += [(said, f"{line.cell}“{line.text}”", line.cell, line.text) for said in _BRACKETS.findall(line.text)]
    for text, shown, cell, value in told:
        match = _BARE.fullmatch(text)
        if match is None or (int(match["year"] or last.year), int(match["month"])) != (last.year, last.month):
            continue
        if 1 <= int(match["day"]) < last.day:
            yield _Said(last.replace(day=int(match["day"])), shown, cell, value)
