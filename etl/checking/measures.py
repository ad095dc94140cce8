"""What a figure counts: 人次 over screenings, 分钟 over seconds, % over votes. A unit that does not fit is refused by its cell.

Departments state it in the label (警示教育片（人）), the heading (数量（人））, a column 单位 or the title; whichever speaks must fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.labels import bare_label
from etl.understanding.numerals import number_in
from etl.understanding.sheet import SheetTable
from etl.understanding.titles import plain
from etl.understanding.unit_words import bracket_unit, spoken_units, unit_in
from metrics.numbers import counted, split_unit
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Sheet

_UNIT_HEADINGS = frozenset(["单位", "计量单位", "数量单位"])
_TIMES = frozenset(["次", "场", "场次", "期", "轮", "批", "部", "个", "项", "起"])
_OUTPUTS = frozenset(["篇", "份", "条", "个", "项", "件"])
_FITS: dict[tuple[str, str], frozenset[str]] = {
    ("supervision", "专项监督检查"): _TIMES,
    ("supervision", "警示教育片"): _TIMES,
    ("supervision", "酒驾醉驾检查"): _TIMES,
    ("supervision", "谈心谈话"): frozenset(["人次"]),
    ("supervision", "追究责任"): frozenset(["人", "人次", "名", "起", "次"]),
    ("party", "集中学习"): _TIMES,
    ("party", "专题研讨"): _TIMES,
    ("party", "研讨成果"): _OUTPUTS,
    ("party", "意见建议"): _OUTPUTS,
    ("party", "听取意识形态汇报"): _TIMES | _OUTPUTS,
    ("party", "意识形态分析研判会"): _TIMES,
    ("party", "青年干部座谈会"): _TIMES,
    ("party", "专题汇报"): _TIMES | _OUTPUTS,
}
"""Units in which each 事项 may be counted."""
_SECONDS = {"秒": 1, "s": 1, "分": 60, "分钟": 60, "min": 60, "小时": 3600, "时": 3600, "h": 3600}
_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_SHARE = re.compile(r"%|百分|比例|占比|率")
_NOT_SECONDS = re.compile(r"等待[^,。;]{0,12}(?:分钟|小时|[:(]分)")


def measure_faults(sheet: Sheet) -> list[Fault]:
    """Units that cannot be those of the figures beneath or beside them."""
    return [*_headings(sheet), *_kinds(sheet), *_waiting(sheet)]


def _in_brackets(text: str) -> list[str]:
    return _BRACKETS.findall(plain(text))


def _headings(sheet: Sheet) -> list[Fault]:
    """满意评价数（%）: a share, money or a time over a column of counts."""
    table, faults = sheet.table, []
    for mapped in table.header.columns:
        if mapped.column is None or mapped.column.kind is not Kind.COUNT:
            continue
        share = next((b for b in _in_brackets(mapped.text) if _SHARE.search(b)), None)
        wrong = share or (mapped.unit if mapped.unit and not _is_count(mapped.unit) else None)
        if wrong:
            message = f"表头写的单位是“{wrong}”，“{mapped.column.heading}”应当是逐个的数（{mapped.column.unit or '次、篇、条'}）。请报原数"
            faults.append(Fault(message, sheet.name, table.grid.where(table.header.last, mapped.place), mapped.text))
    return faults


def _is_count(unit: str) -> bool:
    scale, base = split_unit(unit)
    return counted(base) or (scale > 1 and not base)


# --- kinds


def _kinds(sheet: Sheet) -> list[Fault]:
    """警示教育片 120 人: persons where screenings are counted."""
    table, stem = sheet.table, sheet.table.header.table.stem
    faults: dict[str, Fault] = {}
    for row in table.data_rows if stem in {"supervision", "party"} else ():
        kind = _kind(table, row)
        if (stem, kind) not in _FITS:
            continue
        for told in _told(table, row, stem, kind):
            if not any(_fits(unit, told.fits) for unit in told.units):
                unit, right = "、".join(told.units), _words(told.fits)
                message = f"单位写的是“{unit}”，“{kind}”应当按{right}计。请改报{right}的数，或改正单位"
                faults.setdefault(told.where, Fault(message, sheet.name, told.where, told.text.strip()))
    return list(faults.values())


@dataclass(frozen=True)
class _Told:
    """Units that one place states for a figure, those that would fit it, and where they stand."""

    units: list[str]
    fits: frozenset[str]
    where: str
    text: str


def _told(table: SheetTable, row: int, stem: str, kind: str) -> Iterator[_Told]:
    """What heading, label, the column 单位 or, if none of these speaks, the title say of the figures of a row."""
    filled = [m for m in table.header.columns if _is_figure(table, row, m)]
    fits = {m.place: _fitting(stem, kind, m) for m in filled}
    every = frozenset[str]().union(*fits.values())
    near: list[_Told] = []
    for mapped in filled:
        if mapped.unit:
            where = table.grid.where(table.whole.last if table.whole else table.header.last, mapped.place)
            near.append(_Told([mapped.unit], fits[mapped.place], where, mapped.text))
    for place in _label_places(table) if filled else ():
        text = str(table.grid.at(row, place))
        units = [unit_in(text) or ""] if place in _unit_places(table) else map(bracket_unit, _in_brackets(text))
        near += [_Told([unit], every, table.grid.where(row, place), text) for unit in units if unit]
    yield from near
    title = [u for line in table.title for u in spoken_units(line) if split_unit(u)[1] != "元"]
    for mapped in filled if title and not near else ():
        text = str(table.grid.at(row, mapped.place))
        yield _Told(title, fits[mapped.place], table.grid.where(row, mapped.place), text)


def _is_figure(table: SheetTable, row: int, mapped: MappedColumn) -> bool:
    counts = mapped.column is not None and mapped.column.kind is Kind.COUNT
    return counts and bool(number_in(table.grid.at(row, mapped.place)))


def _fitting(stem: str, kind: str, mapped: MappedColumn) -> frozenset[str]:
    if mapped.column and mapped.column.name == "person_times":
        return _FITS[stem, "谈心谈话"]
    own = mapped.column is not None and mapped.column.name == "times" and kind == "谈心谈话"
    return _TIMES if own else _FITS[stem, kind]


def _fits(unit: str, fits: frozenset[str]) -> bool:
    scale, base = split_unit(unit)
    return base in fits or (scale > 1 and not base)


def _words(fits: frozenset[str]) -> str:
    if "次" in fits:
        return "次（场）"
    return next(word for word in ("人次", "人", "篇（条、份）") if word[0] in "".join(fits))


def _kind(table: SheetTable, row: int) -> str:
    if "kind" in table.given:
        return table.given["kind"].value
    if stated := table.stated.get(row, {}).get("kind"):
        return stated
    mapped = table.header.found.get("kind")
    return bare_label(table.grid.at(row, mapped.place)) if mapped else ""


def _unit_places(table: SheetTable) -> set[int]:
    own = {m.place for m in table.header.columns if m.column is None and plain(m.text) in _UNIT_HEADINGS}
    return own | ({table.whole.unit_place} if table.whole and table.whole.unit_place else set())


def _label_places(table: SheetTable) -> list[int]:
    kind = table.header.found.get("kind")
    return sorted(_unit_places(table) | ({kind.place} if kind else set()))


# --- seconds


def seconds_in(mapped: MappedColumn) -> int | None:
    """Seconds in one unit of a column of times, by the brackets of its heading: 60 for （分钟）; 1 without any; None if nobody knows."""
    stated = [_SECONDS.get(word) for word in _in_brackets(mapped.text)]
    if len(stated) > 1 or None in stated or ("秒" in _BRACKETS.sub("", plain(mapped.text)) and stated not in ([], [1])):
        return None
    return stated[0] if stated else 1


def _waiting(sheet: Sheet) -> list[Fault]:
    """Columns of seconds whose heading (or a line above or below the table) says minutes in a way that is not certain."""
    table = sheet.table
    mapped = next((m for m in table.header.columns if m.column and m.column.unit == "秒"), None)
    if mapped is None:
        return []
    where = table.grid.where(table.header.last, mapped.place)
    if seconds_in(mapped) is None:
        message = f"“{mapped.text}”看不出是秒、分钟还是小时。请写成“平均等待时间（秒）”或“平均等待时间（分钟）”"
        return [Fault(message, sheet.name, where, mapped.text)]
    data = set(table.data_rows)
    rows = (r for r in range(1, len(table.grid.rows) + 1) if r not in data)
    lines = (str(v).strip() for r in rows for v in table.grid.rows[r - 1] if isinstance(v, str))
    line = next((text for text in lines if text != mapped.text and _NOT_SECONDS.search(plain(text))), None)
    if line is None or _in_brackets(mapped.text):
        return []
    message = f"“{line}”说的像是分钟或小时，表头“{mapped.text}”没有写明单位。请写成“平均等待时间（分钟）”或“平均等待时间（秒）”"
    return [Fault(message, sheet.name, where, mapped.text)]
