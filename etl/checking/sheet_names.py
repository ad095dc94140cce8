"""A sheet's name that says other figures than the table on it: 上年同期, 2021, 4月旧 under a title of April 2022.

The tabs of last month's workbook, or of last year's, stay when a new table is pasted over the old one; and so does an old
table under a new title. Which of the two it was, nobody can tell from the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.labels import compares
from etl.understanding.titles import plain
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
