"""Find a table's header in a sheet, for each source that it may fit: its rows, its columns and what they stand for."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.faults import Fault
from etl.reading import Grid, Value
from etl.understanding.banners import banners
from etl.understanding.headings import claimants, heading, match, missing
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain
from warehouse.schema import TABLES, Column, Kind, Table

_DEEPEST = 40
"""Rows in which a header is looked for."""
_TALLEST = 4
_BY_ITSELF = "独立"
"""智能独立解答量 beside 智能解答量 | 其中：转人工 is the one that contains nothing else."""
_PANEL = 2
"""Columns of a source at least that a table has whose headings stand there twice."""
_ALONE = frozenset({"呼入", "人工", "智能", "参评"})
_COUNTED_OVER = re.compile(r"(?:其中|.{0,6}(?:来电|呼入|接听|接通|话务|受理)(?:总?量|数量?|情况)?)[:]?(?:\(次\))?")
"""Words that are calls by themselves, or under a heading of calls; under 平均等待时长 they are something else."""
_WIDE = 1000
"""Columns from which a sheet is not searched window by window: no department's table is so wide."""
WHOLE_DAY = re.compile(r"\s*(19|20)\d{2}\s*(年|[-/.])\s*\d{1,2}\s*(月|[-/.])\s*\d")
"""A text that begins with a day: 2022-03-05, 2022年3月5日."""
_DAY_LIKE = re.compile(r"\s*[\d０-９][\d０-９年月日号/／.．:：T\s－-]*")


@dataclass(frozen=True)
class MappedColumn:
    """One column of a sheet: its place (from 1), heading as found, and what it stands for (None: not read)."""

    place: int
    text: str
    column: Column | None
    exact: bool = False
    unit: str | None = None


@dataclass(frozen=True)
class Header:
    """A candidate header for one source: rows `first` to `last`, and how well it fits."""

    table: Table
    first: int
    last: int
    columns: tuple[MappedColumn, ...]
    score: float
    faults: tuple[Fault, ...] = ()

    @property
    def found(self) -> dict[str, MappedColumn]:
        """Mapped columns by identifier."""
        return {c.column.name: c for c in self.columns if c.column}

    @property
    def complete(self) -> bool:
        """Whether every required column is there; 目标值（亿元） states the unit, too."""
        stated = {"unit"} if any(c.column and c.column.kind is Kind.NUMBER and c.unit for c in self.columns) else set()
        return not missing(self.table, {*self.found, *stated})


def headers(grid: Grid, tables: list[Table]) -> list[Header]:
    """The best header for each source that fits at all, best first."""
    found = []
    windows = _Windows(grid, merged_owners(grid, _DEEPEST + _TALLEST), banners(grid, _DEEPEST + _TALLEST))
    for table in tables:
        best: Header | None = None
        likely = _likeliest_row(grid, table)
        if not likely and max(map(len, grid.rows), default=0) > _WIDE:
            continue
        for first in (
            range(max(1, likely - _TALLEST + 1), likely + 1) if likely else range(1, min(len(grid.rows), _DEEPEST) + 1)
        ):
            for last in range(first, min(first + _TALLEST, len(grid.rows) + 1)):
                candidate = _header(windows, table, first, last)
                if candidate and (best is None or candidate.score > best.score):
                    best = candidate
        if best:
            found.append(best)
    return sorted(found, key=lambda h: (not h.complete, -h.score))


def merged_owners(grid: Grid, deepest: int) -> dict[tuple[int, int], tuple[int, int]]:
    """For the empty cells of merged ranges in the first rows: the cell whose text holds for them."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    width = max((len(row) for row in grid.rows[:deepest]), default=0)
    for first, left, last, right in grid.merged:
        if first <= deepest and left <= width:
            for row in range(first, min(last, deepest) + 1):
                for column in range(left, min(right, width) + 1):
                    owners.setdefault((row, column), (first, left))
    return owners


def _likeliest_row(grid: Grid, table: Table) -> int:
    """The first row with the most headings of a source (two at least), or 0: a header needs to be looked for only around it."""
    counts = [
        len(
            {
                hit[0].name
                for v in row
                if isinstance(v, str) and table.stem in claimants(v) and (hit := match(table.stem, v))
            }
        )
        for row in grid.rows[:_DEEPEST]
    ]
    most = max(counts, default=0)
    return counts.index(most) + 1 if most >= 2 else 0


@dataclass
class _Windows:
    """What the rows `first` to `last` of a sheet say in each column, read once for all sources that are tried."""

    grid: Grid
    spans: dict[tuple[int, int], tuple[int, int]]
    over: frozenset[int]
    """Rows that stand over a table and are no part of its header."""
    read: dict[tuple[int, int], list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    claimed: dict[tuple[int, int], Counter[str]] = field(default_factory=dict)

    def texts(self, first: int, last: int) -> list[tuple[int, tuple[str, ...]]]:
        """The columns that hold text in these rows: place, texts from top to bottom."""
        if (first, last) not in self.read:
            texts = ((p, _texts(self.grid, first, last, p, self.spans)) for p in _used_places(self.grid, first, last))
            self.read[first, last] = [(p, tuple(t)) for p, t in texts if t]
        return self.read[first, last]

    def known(self, table: Table, first: int, last: int) -> int:
        """How many columns a source knows in these rows."""
        if (first, last) not in self.claimed:
            self.claimed[first, last] = Counter(
                stem
                for _, texts in self.texts(first, last)
                for stem in frozenset[str]().union(*map(claimants, _spoken(texts)))
            )
        return self.claimed[first, last][table.stem]


def _header(windows: _Windows, table: Table, first: int, last: int) -> Header | None:
    if not windows.over.isdisjoint(range(first, last)) or windows.known(table, first, last) < 2:
        return None
    grid, columns = windows.grid, [_mapped(table, place, texts) for place, texts in windows.texts(first, last)]
    columns = [replace(c, column=None) if _counts_rows(grid, last, c) else c for c in columns]
    if last > first and not _uses_every_row(grid, first, last, columns):
        return None
    columns, faults = _without_doubles(grid, last, columns)
    names = {c.column.name for c in columns if c.column}
    required = [c.name for c in table.columns if c.required]
    if len(names & set(required)) * 2 < len(required):
        return None
    exact = sum(c.exact for c in columns)
    score = 2.0 * len(names) + 0.5 * exact - 0.4 * (len(columns) - len(names)) - 0.3 * (last - first)
    return Header(table, first, last, tuple(columns), score, tuple(faults))


def _used_places(grid: Grid, first: int, last: int) -> list[int]:
    """Columns in which a header's rows say something, and those that lie between them (merged headings)."""
    used = {p for row in grid.rows[first - 1 : last] for p, v in enumerate(row, 1) if v != ""}
    if not used:
        return []
    return list(range(min(used), max(used) + 1)) if max(used) < _WIDE else sorted(used)


def _texts(grid: Grid, first: int, last: int, place: int, spans: dict[tuple[int, int], tuple[int, int]]) -> list[str]:
    """Texts of a header column from top to bottom; a text merged over several columns holds for each of them."""
    found: list[str] = []
    for row in range(first, last + 1):
        value = grid.at(row, place)
        if value == "" and row < last:
            owner = spans.get((row, place))
            value = grid.at(*owner) if owner and owner[0] >= first else ""
        if isinstance(value, str) and value.strip() and (not found or found[-1] != value.strip()):
            found.append(value.strip())
        elif not isinstance(value, str):
            return []
    return found


def _spoken(texts: Sequence[str]) -> list[str]:
    """What the rows of a header may say of one column: all of them together, the last, the first."""
    return list(dict.fromkeys(("".join(texts), texts[-1], texts[0])))


def _mapped(table: Table, place: int, texts: Sequence[str]) -> MappedColumn:
    joined = "".join(texts)
    for text in _spoken(texts):
        if text in _ALONE and text != joined and not _COUNTED_OVER.fullmatch(plain(joined.removesuffix(text))):
            continue
        if hit := match(table.stem, text):
            unit = heading(text).unit or heading(joined).unit
            return MappedColumn(place, " ".join(joined.split()), hit[0], hit[1], unit)
    return MappedColumn(place, " ".join(joined.split()), None, unit=heading(joined).unit)


ROW_NUMBER = re.compile(r"(?:序|行|栏|顺)(?:号|次|序号)$")
"""Headings of the numbers of rows."""
_RUN = 5
"""Rows from which on 1, 2, 3, … are numbers of the rows and no amounts."""


def _counts_rows(grid: Grid, last: int, mapped: MappedColumn) -> bool:
    """Whether a column that a heading calls an amount is 序号: its heading ends so, or its cells are 1, 2, 3, …."""
    if mapped.column is None or mapped.column.kind not in {Kind.MONEY, Kind.COUNT, Kind.NUMBER}:
        return False
    return ROW_NUMBER.search(plain(mapped.text)) is not None or runs_from_one(grid, last, mapped.place)


def runs_from_one(grid: Grid, last: int, place: int) -> bool:
    """Whether the figures of a column are 1, 2, 3, … from the row below a header on."""
    count = 0
    for row in range(last + 1, len(grid.rows) + 1):
        value = grid.at(row, place)
        number = number_in(value) if str(value).strip() else None
        if number is not None:
            count += 1
            if number != count:
                return False
    return count >= _RUN


def _uses_every_row(grid: Grid, first: int, last: int, columns: list[MappedColumn]) -> bool:
    """A header of several rows must need each of them: its first and last row each hold a text of a mapped column."""
    places = [c.place for c in columns if c.column]
    below = [v for row in grid.rows[first:last] for v in row]
    if any(isinstance(v, dt.date) or (isinstance(v, str) and WHOLE_DAY.match(v)) for v in below):
        return False  # the first row of data, whether or not the column of its day is known
    return all(
        any(isinstance(grid.at(r, p), str) and grid.at(r, p) != "" for p in places) for r in (first, last)
    ) and not any(
        is_day(grid.at(r, p)) or not isinstance(grid.at(r, p), str) for r in range(first, last + 1) for p in places
    )


def _without_doubles(grid: Grid, row: int, columns: list[MappedColumn]) -> tuple[list[MappedColumn], list[Fault]]:
    """Two headings for one column: the one spelt as defined is taken; if that does not decide, it is a fault."""
    kept, faults = [], []
    if half := _panel(columns):
        left, right = columns[:half], [replace(c, column=None) for c in columns[half:]]
        return [*left, *right], [_beside(grid, row, left[0], right[0])]
    for mapped in columns:
        rivals = [c for c in columns if c.column and mapped.column and c.column.name == mapped.column.name]
        if len(rivals) < 2:
            kept.append(mapped)
            continue
        exact = [c for c in rivals if _BY_ITSELF in c.text] or [c for c in rivals if c.exact]
        if len(exact) == 1:
            kept.append(mapped if mapped is exact[0] else replace(mapped, column=None))
            continue
        kept.append(mapped if mapped is rivals[0] else replace(mapped, column=None))
        if mapped is rivals[0] and mapped.column:
            seen = "、".join(f"{grid.where(row, c.place)}“{c.text}”" for c in rivals)
            counted = mapped.column.kind is Kind.COUNT
            two = "；两列都是真的数的，请分成两行，各写自己的事项" if counted else ""
            faults.append(
                Fault(
                    f"有几列都像“{mapped.column.heading}”：{seen}。请只留一列，或把该用的一列表头改为“{mapped.column.heading}”{two}",
                    grid.name,
                    grid.where(row, mapped.place),
                    mapped.text,
                )
            )
    return kept, faults


def _panel(columns: list[MappedColumn]) -> int:
    """How many headings stand before all of them stand once more (日期 | 来电总量 | 日期 | 来电总量); 0 if they do not."""
    half, texts = len(columns) // 2, [plain(c.text) for c in columns]
    twice = len(columns) % 2 == 0 and texts[:half] == texts[half:]
    return half if twice and sum(c.column is not None for c in columns[:half]) >= _PANEL else 0


def _beside(grid: Grid, row: int, left: MappedColumn, right: MappedColumn) -> Fault:
    """To leave out one of the two would lose its days, so the advice is where to put it."""
    first, again = (f"{grid.where(row, c.place)}“{c.text}”" for c in (left, right))
    message = (
        f"表是左右两栏并排的：从{first}起的表头，从{again}起又写了一遍。请把右边一栏剪切到左边一栏的下面，排成一栏再报；"
        "右边是重复粘贴的，请删去右边一栏"
    )
    return Fault(message, grid.name, grid.where(row, right.place), right.text)


def is_day(value: Value) -> bool:
    """Whether a cell can be a day: a date, a number, or a text that begins like one."""
    if isinstance(value, dt.date | dt.datetime | int | float):
        return True
    return isinstance(value, str) and _DAY_LIKE.fullmatch(value) is not None


MOSTLY = 0.8
"""Share of a column of kinds that must be in a source's list to speak for it, where no other source knows one of them."""


def states_kinds(grid: Grid, header: Header) -> float:
    """How many of the first kinds that rows state are in a source's list; -1 if it has no such column or nothing stands in it."""
    kind = header.found.get("kind")
    if kind is None or kind.column is None:
        return -1.0
    known = {*kind.column.codes, *dict(kind.column.also)}
    seen = [plain(grid.at(r, kind.place)) for r in range(header.last + 1, min(len(grid.rows), header.last + 60) + 1)]
    filled = [v for v in seen if v]
    return sum(v in known for v in filled) / len(filled) if filled else -1.0


def all_tables() -> list[Table]:
    """Every source."""
    return list(TABLES.values())
