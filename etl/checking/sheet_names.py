"""A sheet's name that says other figures than the table on it: 上年同期, 2021, 4月旧 under a title of April 2022.

The tabs of last month's workbook, or of last year's, stay when a new table is pasted over the old one; and so does an old
table under a new title. Which of the two it was, nobody can tell from the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.labels import compares
from etl.understanding.stated import NO_PERIOD
from etl.understanding.titles import full_years, plain, spoken_period
from metrics.periods import Period

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_ANOTHER_YEAR = re.compile(r"(?:上|去|前|往|历)年(?:同[期月])?|同期|基期")
_BOTH = re.compile(r"[与和及比、/]|本[年期月]|今年")
"""今年与去年, 同期对比: the sheet holds this year's figures, too."""
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年度?)?")
_OLD = re.compile(r"(?<=.)旧(?:的|数|稿)?\d*$|[(（\[【]旧[)）\]】]")
"""4月旧; 旧 alone and 旧表 are words of scope."""


def named_otherwise(part: Part) -> list[Fault]:
    """Sheets of a part whose names contradict the period that their tables are loaded for."""
    sheets = {s.name: s for s in part.sheets if s.name and s.period_from != "指定"}
    return [fault for sheet in sheets.values() if (fault := _said(sheet))]


_RUNNING = re.compile(r"累计|累計|年初至今|[Yy][Tt][Dd]")
_YEAR_LONG = 12


def wider_names(part: Part) -> list[Fault]:
    """Doubts about a summary of one month whose sheet or file is named after more: 1-5月, 5月累计.

    Its figures may be those of all these months together. A table that has a column of running totals beside the month's, or
    that stands beside others of the other months, is named rightly; single rows have days of their own.
    """
    sheets = [s for s in part.sheets if s.table.whole and s.period and s.period_from != "指定"]
    periods = {s.period for s in sheets if s.period}
    if len(sheets) < len(part.sheets) or len(periods) != 1:
        return []
    (period,) = periods
    if period.first != period.last or any(_states_more(s) for s in sheets):
        return []
    names = [("工作表名", name) for name in dict.fromkeys(s.name for s in sheets)]
    for what, name in [*names, ("文件名", part.book.name.rsplit(".", 1)[0])]:
        if _is_wider(name, period):
            message = (
                f"{what}是“{name}”，表里只有{period.chinese}一个月的数，像是几个月累计的数。"
                f"是累计数的，请改报当月的数；请核对，确是当月数就照常入库（改{what}就不再问）"
            )
            return [Fault(message, sheets[0].name, doubt=True)]
    return []


def _is_wider(name: str, period: Period) -> bool:
    """Whether a name says running totals, or more months than the one of the table but less than the year."""
    if _RUNNING.search(plain(name)):
        return True
    spoken = spoken_period(NO_PERIOD.sub(" ", full_years(name)), period.first // 12)
    if spoken is None or not spoken.first <= period.first <= spoken.last:
        return False
    return 0 < spoken.last - spoken.first < _YEAR_LONG - 1


def _states_more(sheet: Sheet) -> bool:
    """Whether a table has a column of several months beside its own."""
    whole = sheet.table.whole
    return whole is not None and any(c.kind in {"cumulative", "span"} for c in whole.checks)


def _said(sheet: Sheet) -> Fault | None:
    name = plain(sheet.name)
    if _OLD.search(name):
        message = f"工作表名是“{sheet.name}”，像是更正以前的旧数。是旧数的，请删去这张工作表；不是的，请改写工作表名"
        return Fault(message, sheet.name)
    period = sheet.period
    if period is None:
        return None
    if _is_another_year(name, period) and not _sets_beside(sheet):
        message = (
            f"工作表名是“{sheet.name}”，{sheet.period_from}写的是{period.chinese}，两处不一致，看不出是哪一年的数。"
            "请改正其中一处"
        )
        return Fault(message, sheet.name)
    return None


def _is_another_year(name: str, period: Period) -> bool:
    """Whether a name is a year outside a period, or says 上年同期 and nothing of this year."""
    if year := _YEAR.fullmatch(name):
        return not period.first // 12 <= int(year[1]) <= period.last // 12
    return _ANOTHER_YEAR.search(name) is not None and not _BOTH.search(name)


def _sets_beside(sheet: Sheet) -> bool:
    """Whether the table has columns of comparisons of its own: then its name speaks of them."""
    whole = sheet.table.whole
    headings = [*(c.text for c in sheet.table.header.columns), *(whole.texts.values() if whole else ())]
    return any(map(compares, headings))
