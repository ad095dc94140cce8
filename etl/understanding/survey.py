"""Tables that no source claims: where they stand, what their columns hold, and what does not add up in them.

Used by `inspect` alone: nothing found here is loaded. Headers are told by their form (texts over numbers and dates), because
their words are unknown. Three checks need no words: parents against children, 累计 against the days, a day written twice.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, pairwise, product

from etl.faults import Fault, address
from etl.reading import Grid, Value
from etl.understanding.areas import beside, cells_in
from etl.understanding.headings import heading
from etl.understanding.hierarchy import Amounts, breaks, wrong_parents
from etl.understanding.labels import bare_label, levels, time_word
from etl.understanding.numerals import number_in
from etl.understanding.sheet import NOTE, LeftOut
from etl.understanding.titles import part_of_a_month, plain, spoken_period
from etl.understanding.unit_words import spoken_units, unit_in
from metrics.numbers import plain as plain_number
from metrics.periods import Period

_TALLEST = 4
_CUMULATIVE = re.compile(r"累计|累計")
_DAY = re.compile(r"((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_RATE = re.compile(r"^\s*(附|注)?[:：、]?.*(汇率|匯率|利率)$")
_MOST_TABLES = 100
"""Tables of a sheet that are described; a sheet with more is broken text, and nothing is loaded from a survey."""


@dataclass
class SurveyColumn:
    """One column: its heading from top to bottom, the unit that it states, and what its data rows hold."""

    place: int
    text: str
    unit: str | None
    values: list[Value] = field(default_factory=list)
    cumulative_of: int | None = None
    """Place of the column that this one adds up from row to row."""

    @property
    def filled(self) -> list[Value]:
        """Cells with something in them."""
        return [v for v in self.values if str(v).strip()]

    @property
    def numbers(self) -> list[Decimal]:
        """Cells that are numbers."""
        return [n for v in self.values if (n := number_in(v)) is not None and not isinstance(v, dt.date)]

    @property
    def days(self) -> list[dt.date]:
        """Cells that are dates."""
        return [day for v in self.values if (day := _day(v))]

    @property
    def numeric(self) -> bool:
        """Whether most of what stands there is numbers."""
        return len(self.numbers) * 2 > len(self.filled) > 0


def _day(value: Value) -> dt.date | None:
    """The day of a date cell, or of a text that is one (2022-03-08, 2022/3/8, 2022年3月8日)."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


@dataclass
class Survey:
    """One table of a sheet. `header` is empty where there is none."""

    grid: Grid
    header: list[int]
    columns: list[SurveyColumn]
    rows: list[int]
    left_out: list[LeftOut]
    title: list[str]
    period: Period | None = None
    unit: str | None = None
    units: dict[int, str] = field(default_factory=dict)
    """Unit of each row where the rows state their own."""
    warnings: list[Fault] = field(default_factory=list)

    @property
    def range(self) -> str:
        """`A3:N43`, header to last data row."""
        used = [*self.header, *self.rows]
        places = [c.place for c in self.columns]
        return f"{address(min(used), min(places))}:{address(max(used), max(places))}"


def survey(grid: Grid, book_name: str) -> list[Survey]:
    """The tables of a sheet, from left to right and from top to bottom."""
    found: list[Survey] = []
    for panel in beside(grid):
        start = 1
        widths = [cells_in(row) for row in panel.rows]
        while len(found) < _MOST_TABLES and (table := _table(panel, start, widths, book_name)) is not None:
            found.append(table)
            start = max([*table.header, *table.rows, *(x.row for x in table.left_out)]) + 1
    return found


def texts(grid: Grid, limit: int = 20) -> list[str]:
    """The first texts of a sheet: titles, notes, or all there is where there is no table."""
    return [str(v).strip() for row in grid.rows for v in row if isinstance(v, str) and v.strip()][:limit]


def _table(grid: Grid, start: int, widths: list[int], book_name: str) -> Survey | None:
    """The first table from a row on, given the cells that each row has; None if nothing there is a table."""
    enough = _usual(widths[start - 1 :])
    if not enough:
        return None
    first = next((r for r in range(start, len(grid.rows) + 1) if widths[r - 1] >= enough), None)
    if first is None:
        return None
    header = _header_rows(grid, first, widths)
    begin = max(header, default=first - 1) + 1
    end = _end(grid, begin, widths)
    places = [
        p
        for p in range(1, max(widths_of(grid, first, end)) + 1)
        if any(str(grid.at(r, p)).strip() for r in range(first, end + 1))
    ]
    found = Survey(
        grid,
        header,
        [_column(grid, header, p) for p in places],
        [],
        [],
        _title(grid, start, min(header, default=first)),
    )
    _sort_rows(found, begin, end)
    _describe(found, book_name)
    return found if found.rows or len(found.columns) >= 3 else None


def widths_of(grid: Grid, first: int, last: int) -> list[int]:
    """How many cells each row of a span has."""
    return [len(row) for row in grid.rows[first - 1 : last]] or [1]


def _usual(widths: list[int]) -> int:
    """Cells that a row of the table has at least: more than half of what its rows have in the middle."""
    usual = sorted(w for w in widths if w > 1)
    return max(2, usual[len(usual) // 2] // 2 + 1) if usual else 0


def _is_label(value: Value) -> bool:
    """Texts that are no numbers, and months or years, head columns."""
    if isinstance(value, str):
        return not value.strip() or number_in(value) is None or time_word(value, None) is not None
    return False


def _header_rows(grid: Grid, first: int, widths: list[int]) -> list[int]:
    """The rows of labels at the top of a table: all text, wider than notes, and unlike the rows below."""
    labels = [
        r
        for r in range(first, min(first + _TALLEST, len(grid.rows)) + 1)
        if all(_is_label(v) for v in grid.rows[r - 1])
    ]
    run: list[int] = []
    for row in range(first, first + _TALLEST):
        if row not in labels:
            break
        run.append(row)
    while len(run) > 1 and _is_title_row(grid, run[0]):
        run.pop(0)
    if not run:
        return []
    if len(run) == 1:
        return run
    return run if _with_numbers(grid, run[-1] + 1) and not _all_texts_below(grid, run) else _merged_down(grid, run)


def _is_title_row(grid: Grid, row: int) -> bool:
    """A row above the headings that says what or when (统计日期：…): wide enough for a header, but no heading."""
    filled = [str(v) for v in grid.rows[row - 1] if str(v).strip()]
    said = any(re.search(r"[:：]\s*\S", v) or part_of_a_month(v) for v in filled)
    return said and len(filled) < cells_in(grid.rows[row])


def _merged_down(grid: Grid, run: list[int]) -> list[int]:
    """Of several rows of texts, the first, and those that cells merged downwards from it reach."""
    last = run[0]
    for first, _, end, _ in grid.merged:
        if first == run[0] and end in run:
            last = max(last, end)
    return [r for r in run if r <= last]


def _with_numbers(grid: Grid, row: int) -> bool:
    return row <= len(grid.rows) and any(not _is_label(v) for v in grid.rows[row - 1])


def _all_texts_below(grid: Grid, run: list[int]) -> bool:
    """Whether the second row of texts is rather data: it fills as many cells as the first, and differently from a sub-heading."""
    first, second = grid.rows[run[0] - 1], grid.rows[run[1] - 1]
    return cells_in(second) >= cells_in(first) and not any(r == run[0] and c != c2 for r, c, _, c2 in grid.merged)


def _end(grid: Grid, begin: int, widths: list[int]) -> int:
    """The last row before another header: a row of texts only, after an empty row or a title, over a row with numbers."""
    for row in range(begin + 1, len(grid.rows)):
        line = grid.rows[row - 1]
        if widths[row - 1] < 2 or not all(_is_label(v) for v in line) or not _with_numbers(grid, row + 1):
            continue
        if widths[row - 2] <= 1 and any(_with_numbers(grid, r) for r in range(begin, row)) and widths[row] >= 2:
            return row - 1
    return len(grid.rows)


def _title(grid: Grid, start: int, first: int) -> list[str]:
    return [str(v).strip() for row in grid.rows[start - 1 : first - 1] for v in row if str(v).strip()]


def _column(grid: Grid, header: list[int], place: int) -> SurveyColumn:
    parts = [str(grid.at(r, place)).strip() for r in header if str(grid.at(r, place)).strip()]
    text = " ".join(" ".join(parts).split())
    return SurveyColumn(place, text, heading(text).unit if text else None)


def _sort_rows(found: Survey, begin: int, end: int) -> None:
    """Data rows, and the rows left out with the reason."""
    grid, places = found.grid, [c.place for c in found.columns]
    constant = _constant_places(found, begin, end)
    for row in range(begin, end + 1):
        filled = [p for p in places if str(grid.at(row, p)).strip()]
        first = str(grid.at(row, filled[0])) if filled else ""
        if why := _why_not_data(grid, row, filled, first, constant, places):
            found.left_out.append(LeftOut(row, why, "blank" if not filled else "note"))
        else:
            found.rows.append(row)
    if found.rows:  # what follows the last row of data belongs to no table
        found.left_out = [x for x in found.left_out if x.kind != "blank" or x.row < end]
    for column in found.columns:
        column.values = [grid.at(row, column.place) for row in found.rows]
    _only_carried_forward(found)


def _constant_places(found: Survey, begin: int, end: int) -> set[int]:
    """Columns of pre-formatted sheets that hold one and the same text (or 0) in row after row: they make no data."""
    constant = set()
    for column in found.columns:
        values = {str(found.grid.at(r, column.place)).strip() for r in range(begin, end + 1)} - {""}
        if len(values) == 1 and (unit_in(next(iter(values))) or next(iter(values)) in {"0", "0.0"}):
            constant.add(column.place)
    return constant


def _why_not_data(grid: Grid, row: int, filled: list[int], first: str, constant: set[int], places: list[int]) -> str:
    if not filled:
        return "空行"
    if set(filled) <= constant:
        return "只有预先填好的单位（公式），没有数据"
    has_number = any(not _is_label(grid.at(row, p)) for p in filled)
    if NOTE.match(plain(first)) and (not has_number or _RATE.match(plain(first))):
        return "附列的比率，与各行单位不同" if has_number else "表下的说明"
    if _RATE.match(plain(first)):
        return "附列的比率，与各行单位不同"
    if len(filled) == 1 and len(places) > 1 and not has_number:
        return "表下的说明"
    return ""


def _only_carried_forward(found: Survey) -> None:
    """Columns that add another one up; and rows in which nothing is new but such a sum carried on: not data, and said so."""
    before: SurveyColumn | None = None
    for column in [c for c in found.columns if c.numeric]:
        if before and (_CUMULATIVE.search(column.text) or _adds_up(before, column)):
            column.cumulative_of = before.place
        else:
            before = column
    own = [c for c in found.columns if c.cumulative_of is None and c.numeric]
    sums = [c for c in found.columns if c.cumulative_of is not None]
    if not sums or not own:
        return
    for row in list(found.rows):
        if all(not str(found.grid.at(row, c.place)).strip() for c in own) and any(
            str(found.grid.at(row, c.place)).strip() for c in sums
        ):
            found.rows.remove(row)
            found.left_out.append(LeftOut(row, "只有累计，没有当日（当月）数", "note"))
    for column in found.columns:
        column.values = [found.grid.at(row, column.place) for row in found.rows]


def _adds_up(daily: SurveyColumn, running: SurveyColumn) -> bool:
    """Whether a column without a telling heading is the running sum of another, in nine rows of ten (and twenty rows at least)."""
    pairs = [(number_in(d), number_in(r)) for d, r in zip(daily.values, running.values, strict=True)]
    known = [(d, r) for d, r in pairs if d is not None and r is not None]
    if len(known) < 20 or not any(d for d, _ in known):
        return False
    right = sum(1 for (_, a), (d, b) in pairwise(known) if b == a + d)
    return right * 10 >= (len(known) - 1) * 9


def _describe(found: Survey, book_name: str) -> None:
    lines = [*found.title, found.grid.name, book_name.rsplit(".", 1)[0]]
    found.period = next((p for p in map(spoken_period, lines) if p), None)
    units = [u for line in found.title for u in spoken_units(line)]
    found.unit = units[0] if units else None
    for line in found.title:
        if part := part_of_a_month(line):
            found.warnings.append(Fault(f"写的是“{part}”，不是整月，不能当作某个月的数", found.grid.name))
            found.period = None
    _row_units(found)
    _check(found)


def _row_units(found: Survey) -> None:
    for column in found.columns:
        values = [str(v) for v in column.filled]
        if len(values) >= 2 and all(len(v.strip()) <= 5 for v in values) and "单位" in plain(column.text):
            found.units = {
                r: unit_in(str(v)) or str(v).strip()
                for r, v in zip(found.rows, column.values, strict=True)
                if str(v).strip()
            }
            kinds = sorted(set(found.units.values()))
            if len(kinds) == 1:
                found.unit = found.unit or kinds[0]
            return


def _check(found: Survey) -> None:
    name = found.grid.name
    if not any(c.numbers for c in found.columns if not _is_code(c)) and not any(c.days for c in found.columns):
        empty = [c.text for c in found.columns if not c.filled]
        if empty:
            found.warnings.append(Fault(f"“{empty[-1]}”一列没有一个数，像是还没有填的空表；空着不当作 0", name))
    found.warnings += [*_hierarchy(found), *_running(found), *_days_twice(found)]


def _is_code(column: SurveyColumn) -> bool:
    """Serial numbers and codes: whole numbers that count up by one, or a heading that says 代码, 编号, 序号."""
    numbers = column.numbers
    steps = {b - a for a, b in pairwise(numbers)}
    return bool(re.search(r"代码|编号|序号|コード|ID$", column.text)) or (len(numbers) >= 3 and steps == {Decimal(1)})


def _hierarchy(found: Survey) -> list[Fault]:
    """Parents that are not the sum of their children, by the levels of the first column of labels."""
    labels = next((c for c in found.columns if c.filled and not c.numeric and not c.days), None)
    if labels is None:
        return []
    depth = levels([str(v) for v in labels.values])
    if len(set(depth)) < 2:
        return []
    amounts: Amounts = {
        r: {c.place: n for c in found.columns if c.numeric and (n := number_in(found.grid.at(r, c.place))) is not None} for r in found.rows
    }  # fmt: skip
    places = [c.place for c in found.columns if c.numeric and not _is_code(c)]
    faults = []
    for wrong in wrong_parents(amounts, found.rows, depth, places):
        label = bare_label(found.grid.at(wrong.row, labels.place))
        parts = "、".join(f"第 {p} 行" for p in wrong.parts)
        message = f"“{label}”与下级各行之和不符：{parts}相加是 {_shown(wrong.right)}，这里写的是 {_shown(wrong.stated)}。请核对"
        faults.append(Fault(message, found.grid.name, address(wrong.row, wrong.place), str(wrong.stated)))
    return faults


def _running(found: Survey) -> list[Fault]:
    """Rows in which a 累计 is not the 累计 of the row before and the row's own figure."""
    faults = []
    for column in found.columns:
        if column.cumulative_of is None:
            continue
        numbers = [_numbers(found, place) for place in (column.cumulative_of, column.place)]
        for gap in breaks(found.rows, *numbers):
            message = (
                f"累计接不上：上一行累计 {_shown(gap.before)} 加这一行 {_shown(gap.own)} 应为 {_shown(gap.right)}，"
                f"写的是 {_shown(gap.stated)}。逐日的数照用，累计只作核对"
            )
            faults.append(Fault(message, found.grid.name, address(gap.row, column.place), str(gap.stated)))
    return faults


def _numbers(found: Survey, place: int) -> dict[int, Decimal]:
    return {row: n for row in found.rows if (n := number_in(found.grid.at(row, place))) is not None}


def _shown(value: Decimal) -> str:
    return plain_number(value, cut_zeros=True)


def _days_twice(found: Survey) -> list[Fault]:
    """A day that stands in two rows of a table with a row a day."""
    column = next((c for c in found.columns if len(c.days) * 2 > len(found.rows)), None)
    if column is None:
        return []
    seen: dict[dt.date, list[int]] = {}
    for row, value in zip(found.rows, column.values, strict=True):
        if day := _day(value):
            seen.setdefault(day, []).append(row)
    doubles = {day: rows for day, rows in seen.items() if len(rows) > 1}
    if len(doubles) * 10 > len(seen):  # several rows a day are this table's way
        return []
    faults = []
    for day, rows in doubles.items():
        cells = "、".join(address(r, column.place) for r in rows)
        message = f"{day:%Y-%m-%d} 写了 {len(rows)} 次：{cells}。同一天的数不能相加，请改正日期或删去一行"
        faults.append(Fault(message, found.grid.name, address(rows[-1], column.place), day.isoformat()))
    return faults


def overlaps(found: Sequence[Survey]) -> list[Fault]:
    """Sheets of one file that hold the same figures for the same days: added up they would count double."""
    faults = []
    told: set[tuple[str, str]] = set()
    for (first, ones), (second, twos) in combinations([(t, _series(t)) for t in found], 2):
        pair = (first.grid.name, second.grid.name)
        same = (
            None
            if pair in told
            else next(((o, t) for (o, one), (t, two) in product(ones, twos) if _alike(one, two)), None)
        )
        if same:
            told.add(pair)
            message = (
                f"与工作表“{first.grid.name}”是同一批数（“{same[0]}”与“{same[1]}”逐日相同），只能用其中一张，不能相加"
            )
            faults.append(Fault(message, second.grid.name))
    return faults


_SERIES, _DAYS = 500, 10
"""Series of a table that are held against another's, and days that two must have in common: a daily log has some dozen columns."""


def _alike(one: Mapping[dt.date, Decimal], two: Mapping[dt.date, Decimal]) -> bool:
    common = one.keys() & two.keys()
    if len(common) < _DAYS or not any(one[d] for d in common):
        return False
    return sum(one[d] == two[d] for d in common) * 10 >= len(common) * 9


def _series(table: Survey) -> list[tuple[str, dict[dt.date, Decimal]]]:
    days = next((c for c in table.columns if len(c.days) * 2 > len(table.rows)), None)
    if days is None:
        return []
    found = []
    for column in table.columns:
        if column.numeric and column.cumulative_of is None:
            pairs = zip(days.values, column.values, strict=True)
            values = {day: n for d, v in pairs if (day := _day(d)) and (n := number_in(v)) is not None}
            if len(values) >= _DAYS:
                found.append((column.text, values))
    return found[:_SERIES]


def kinds_of_units(table: Survey) -> Counter[str]:
    """How many rows state each unit."""
    return Counter(table.units.values())
