"""Tables lying on their side: measures down (来电总量, 人工接听量 …), a day a column.

Such a table is read like any other once rows and columns have changed places; every cell keeps its own address. It is taken
where the labels are the columns of one source and the headings are days. Months across are refused for a source whose rows are
days: their sums cannot be put into days.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import duckdb

from etl.faults import Fault, address
from etl.reading import Grid, Value
from etl.understanding.header import headers
from etl.understanding.headings import match
from etl.understanding.labels import bare_label, time_word
from etl.understanding.numerals import number_in
from etl.understanding.sheet import NOTE, SheetTable, title_lines, understand
from etl.understanding.titles import plain
from etl.understanding.total_words import TOTAL
from etl.understanding.unit_words import unit_in
from metrics.numbers import split_unit
from metrics.periods import Period
from warehouse.schema import TABLES, Kind, Table

if TYPE_CHECKING:
    from etl.understanding.parts import Part

_DEEPEST = 15
"""Rows in which the days are looked for."""
_WIDEST, _TALLEST = 400, 200
_DAY = re.compile(r"(?:(?P<year>(?:19|20)\d{2})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?")
_DAY_ALONE = re.compile(r"(?P<day>[1-9]|[12]\d|3[01])[日号]?")
_DERIVED = re.compile(r"同比|环比|增|占比|比重|比例|率|日均|平均|均值|上月|上年|去年|同期|排名|备注")
_SERIAL = re.compile(r"序号|编号|行次|单位")


@dataclass
class Turned:
    """A table on its side: the source, the row of the days, the column of the labels, and what is wrong with it."""

    table: Table
    row: int
    place: int
    days: dict[int, str] = field(default_factory=dict)
    """Columns with a day (ISO) or the word of a total."""
    measures: list[int] = field(default_factory=list)
    """Rows whose label is a column of the source."""
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def turned(grid: Grid, said: Period | None) -> Turned | None:
    """The table on its side that a sheet holds, or None. `said`: the period of title, sheet or file, for days without a year."""
    width = max((len(row) for row in grid.rows), default=0)
    if width > _WIDEST or len(grid.rows) > _TALLEST:
        return None
    for row in range(1, min(len(grid.rows), _DEEPEST) + 1):
        days = {p: day for p, v in enumerate(grid.rows[row - 1], 1) if (day := _day(v, said))}
        months = [p for p, v in enumerate(grid.rows[row - 1], 1) if _is_month(v, said)]
        if len(days) < 2 and len(months) < 2:
            continue
        place, table = _labels(grid, row, min([*days, *months]))
        if table is not None:
            found = Turned(table, row, place, {p: day.isoformat() for p, day in days.items()})
            if len(days) >= len(months):
                _sort(grid, found)
            else:
                _by_month(grid, found, min(months))
            return found
    return None


def _labels(grid: Grid, row: int, before: int) -> tuple[int, Table | None]:
    """The column left of the days whose labels are columns of one source: two at least, and half of those required."""
    best: tuple[int, int, Table | None] = (0, 0, None)
    for place in range(1, before):
        texts = [grid.at(r, place) for r in range(row + 1, len(grid.rows) + 1)]
        for table in (t for t in TABLES.values() if t.column(t.dated_by).kind is Kind.DATE and not t.roster):
            names = {hit[0].name for v in texts if (hit := match(table.stem, v))} - {table.dated_by}
            required = {c.name for c in table.columns if c.required} - {table.dated_by}
            if len(names) > best[0] and len(names) >= 2 and len(names & required) * 2 >= max(2, len(required)):
                best = (len(names), place, table)
    return best[1], best[2]


def _day(value: Value, said: Period | None) -> dt.date | None:
    """The day of a heading: a date, 2022-01-05, 1月5日 (the year from the title), 5日 or 5 (the month from the title)."""
    if isinstance(value, dt.datetime | dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    if isinstance(value, bool | dt.time | dt.timedelta):
        return None
    text = plain(int(value) if isinstance(value, float) and value.is_integer() else value)
    year = said.year if said and said.first // 12 == said.last // 12 else None
    month = said.first % 12 + 1 if said and said.first == said.last else None
    if found := _DAY.fullmatch(text):
        year, month = int(found["year"] or year or 0), int(found["month"])
    elif not (found := _DAY_ALONE.fullmatch(text)):
        return None
    if (
        not year
        or not month
        or not 1 <= month <= 12
        or not 1 <= int(found["day"]) <= calendar.monthrange(year, month)[1]
    ):
        return None
    return dt.date(year, month, int(found["day"]))


def _is_month(value: Value, said: Period | None) -> bool:
    word = time_word(value, said.year if said else 2000) if isinstance(value, str) else None
    return word is not None and word.kind == "month"


def _by_month(grid: Grid, found: Turned, place: int) -> None:
    message = f"这张表每月一列；“{found.table.title}”要{found.table.grain}，几天合在一起的数分不到每一天。请报逐日（逐笔）的数"
    found.faults.append(Fault(message, grid.name, address(found.row, place), str(grid.at(found.row, place))))


def _sort(grid: Grid, found: Turned) -> None:
    """Rows and columns that are read, left aside, or not understood."""
    for row in range(found.row + 1, len(grid.rows) + 1):
        label = str(grid.at(row, found.place)).strip()
        if match(found.table.stem, label) is not None:
            found.measures.append(row)
        elif any(number_in(grid.at(row, p)) is not None for p in found.days) and not NOTE.match(plain(label)):
            _unknown(grid, found, row, found.place, label, "行")
    seen: dict[str, int] = {}
    for place in range(found.place + 1, max(len(row) for row in grid.rows) + 1):
        _sort_column(grid, found, place, seen)
    absent = [
        c.heading for c in found.table.columns
        if c.required and c.name != found.table.dated_by and not any(_column(found.table, grid.at(r, found.place)) == c.name for r in found.measures)
    ]  # fmt: skip
    if absent:
        message = f"像是横过来的“{found.table.title}”（每行一项，每天一列），缺少这些行：{'、'.join(absent)}。请补上，或按填报模板的格式填报"
        found.faults.append(Fault(message, grid.name, address(found.row, found.place)))


def _sort_column(grid: Grid, found: Turned, place: int, seen: dict[str, int]) -> None:
    """One column right of the labels: a day, a total, or what is no day."""
    text = str(grid.at(found.row, place)).strip()
    filled = any(str(grid.at(r, place)).strip() for r in found.measures)
    if place in found.days:
        day = found.days[place]
        if not filled:
            del found.days[place]  # not filled in yet: what is missing is said by days
        elif day in seen:
            message = f"与 {address(found.row, seen[day])} 是同一天，会重复计算。请改正日期或删去一列"
            found.faults.append(Fault(message, grid.name, address(found.row, place), text))
        seen.setdefault(day, place)
    elif TOTAL.match(bare_label(text)):
        found.days[place] = bare_label(text)
    elif filled:
        units = [unit for r in found.measures if (unit := unit_in(str(grid.at(r, place))))]
        if large := next((u for u in units if split_unit(u)[0] > 1), None):
            message = f"单位写的是“{large}”，这里应当是逐个的数。请按原数填报"
            found.faults.append(Fault(message, grid.name, address(found.row, place), large))
        elif not units and not _SERIAL.search(text):
            _unknown(grid, found, found.row, place, text, "列")


def _unknown(grid: Grid, found: Turned, row: int, place: int, text: str, what: str) -> None:
    """Rates and comparisons are left aside; other figures that nobody knows are asked about."""
    where = address(row, place)
    if _DERIVED.search(text):
        found.warnings.append(Fault(f"“{text}”一{what}没有读取", grid.name, where))
    else:
        message = f"这一{what}认不出是什么。请改用“{found.table.title}”的表头名称（日期写成 1月5日），或删去这一{what}"
        found.faults.append(Fault(message, grid.name, where, text))


def _column(table: Table, label: Value) -> str:
    hit = match(table.stem, str(label).strip())
    return hit[0].name if hit else ""


def table_of(grid: Grid, found: Turned) -> SheetTable | None:
    """The table stood upright. None if its header is not one (labels twice, …)."""
    upright = _upright(grid, found)
    header = next(iter(headers(upright, [found.table])), None)
    if header is None or header.first != found.place:
        return None
    made = understand(upright, header, strict_width=False)
    made.title = (*title_lines(grid.rows[: found.row - 1]), *made.title)
    made.warnings += found.warnings
    return made


def _upright(grid: Grid, found: Turned) -> Grid:
    """Rows and columns exchanged; only the labels, the days and the figures stay."""
    height = max(len(row) for row in grid.rows)
    rows: list[list[Value]] = [[""] * len(grid.rows) for _ in range(height)]
    head = next((c.heading for c in found.table.columns if c.name == found.table.dated_by), "")
    rows[found.place - 1][found.row - 1] = head
    for row in found.measures:
        rows[found.place - 1][row - 1] = str(grid.at(row, found.place)).strip()
    for place, day in found.days.items():
        rows[place - 1][found.row - 1] = day
        for row in found.measures:
            rows[place - 1][row - 1] = grid.at(row, place)
    return replace(
        grid, rows=rows, merged=(), turned=True, uncached=frozenset(_exchanged(grid.uncached)), struck=frozenset(_exchanged(grid.struck)),
        raised=frozenset(_exchanged(grid.raised)), comments=frozenset((c, r, text) for r, c, text in grid.comments), percents=frozenset(_exchanged(grid.percents)),
        hidden_rows=grid.hidden_columns, hidden_columns=grid.hidden_rows,
    )  # fmt: skip


def _exchanged(cells: Sequence[tuple[int, int]] | frozenset[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(place, row) for row, place in cells]


def rows_of_the_file(connection: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Every column of a table on its side lies in the same rows of the file: the first of them is kept as its row."""
    for number, sheet in enumerate(part.sheets):
        if sheet.table.grid.turned:
            columns = (c for c in sheet.table.header.columns if c.column and c.column.name != part.table.dated_by)
            connection.execute(
                "UPDATE typed_rows SET source_row = $row WHERE sheet_no = $number",
                {"row": min(c.place for c in columns), "number": number},
            )
