"""The lines that close an office paper: a department's name and a day (落款), each in a row of its own below the last row.

They carry no label, so nothing tells them from a row but what they do not hold: no kind, no figure, no taxpayer. A day alone
could be a row that was begun and not filled in; it is taken for part of a signature only beside a name or a note, or outside
the column of days. Who signed is heard like 填报单位：…, for a tax office's list is not the bureau's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from etl.reading import Grid, Value
from etl.understanding.header import Header
from etl.understanding.titles import plain, spoken_sender
from warehouse.schema import TABLES

_STAMPED = re.compile(r"[(]?(?:盖章|公章|签章|印章|章)[)]?$")
_NAME = re.compile(r"[一-鿿]{0,20}(?:税务局|税务所|分局|[股科室组]|机关党委|党委|服务厅|服务中心)")
_NUMERALS = "〇零○一二三四五六七八九十"
_DAY = re.compile(
    r"(?:(?:填报|填表|报送|编制|制表|上报)?(?:日期|时间):)?"
    rf"(?:(?:19|20)\d\d(?:年\d{{1,2}}月\d{{1,2}}日|([-/.])\d{{1,2}}\1\d{{1,2}})|[{_NUMERALS}]{{4}}年[{_NUMERALS}]{{1,2}}月[{_NUMERALS}]{{1,3}}日)"
)
_CELLS = 2
"""Cells that a signature has in a row: a name, a day."""
_KNOWN = frozenset(t.department for t in TABLES.values())


@dataclass(frozen=True)
class Signature:
    """The rows of a 落款, what they say, and the name that signed ('' if only a day does)."""

    rows: tuple[int, ...]
    text: str
    name: str


def signature(grid: Grid, header: Header, data: Sequence[int], notes: Container[int], end: int) -> Signature | None:
    """The signature below the last row of data, above row `end`. `notes`: rows that say of themselves who made the table."""
    taken: list[tuple[int, str]] = []
    open_days: list[tuple[int, str]] = []
    name, rows, dated = "", set(data), header.found.get(header.table.dated_by)
    for row in range(end - 1, header.last, -1):
        line = [(p, v) for p, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()]
        said = _signs(grid, header, row, line) if row in rows else None
        if row in rows and said is None:
            break
        if row not in rows and line and row not in notes:
            break
        shown = (row, "，".join(_shown(v) for _, v in line))
        if said == "" and dated and str(grid.at(row, dated.place)).strip():
            open_days.append(shown)
        elif said is not None or line:  # a name or a note above a day: the day is not that of a row
            taken += [*open_days, shown] if said is not None else open_days
            open_days, name = [], said or name
    if not taken:
        return None
    taken.sort()
    return Signature(tuple(row for row, _ in taken), "，".join(text for _, text in taken), name)


def closes_a_table(grid: Grid, row: int) -> bool:
    """Whether a row under the figures of a summary is a day, alone or beside the name of who signed, or that name over the day."""
    parts = [_split(v) for v in grid.rows[row - 1] if str(v).strip()]
    if not 0 < len(parts) <= _CELLS or not all(name or day for name, day in parts):
        return False
    days = sum(day for _, day in parts)
    return days == 1 or (days == 0 and len(parts) == 1 and row < len(grid.rows) and closes_a_table(grid, row + 1))


def speaks_for(found: Signature, title: Sequence[str]) -> tuple[str, ...]:
    """The name that signed as a line of the title, unless the title names a sender."""
    return (f"填报单位：{found.name}",) if found.name and not any(map(spoken_sender, title)) else ()


def _signs(grid: Grid, header: Header, row: int, line: Sequence[tuple[int, Value]]) -> str | None:
    """The name in a row of nothing but a name and a day, '' for a day alone; None for any other row."""
    if len(line) > 2 or any(first < row <= last for first, _, last, _ in grid.merged):
        return None
    dated = header.found.get(header.table.dated_by)
    names, days = [], []
    for place, value in line:
        is_name, is_day = _split(value)
        if not is_name and not is_day:
            return None
        names += [is_name] if is_name else []
        days += [place] if is_day and not is_name else []
    if len(names) > 1 or len(days) > 1:
        return None
    if names and days and (header.table.roster or (dated and days[0] == dated.place)):
        return None  # a branch and its day, a day and who is responsible: a row that lacks the rest
    if names and header.table.roster and names[0] not in _KNOWN and not names[0].endswith("税务局"):
        return None
    return names[0] if names else ""


def _split(value: Value) -> tuple[str, bool]:
    """The department's name in a cell, and whether a day stands there."""
    if isinstance(value, dt.date | dt.datetime):
        return "", True
    if not isinstance(value, str):
        return "", False
    text = plain(value)
    day = re.search(rf"(?:^|[,、;:])?{_DAY.pattern}$", text)
    name = _STAMPED.sub("", text[: day.start()] if day else text).strip("(),、;:")
    if not name:
        return "", day is not None
    return (name, day is not None) if _NAME.fullmatch(name) else ("", False)


def _shown(value: Value) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date | dt.datetime) else " ".join(str(value).split())
