"""Recognise a summary table (汇总表): columns or rows that are months, tax kinds, offices or 事项, one amount a cell.

Only sources whose metrics add one column up (`Table.summed`) can be sent this way; for the others a summary has lost what
is counted. A summary is read as slices: one slice for each column of amounts, every slice a table of its own whose
heading states the month or the kind. So each amount keeps the address of its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from etl.reading import Grid, Value
from etl.reference import CodeList
from etl.understanding.added_up import TOTALLED
from etl.understanding.areas import top
from etl.understanding.banners import banners
from etl.understanding.bare_months import Bare, months_spelt
from etl.understanding.header import merged_owners
from etl.understanding.headings import heading, match, names_days
from etl.understanding.label_columns import column_of, margin, tells_spans, tells_years
from etl.understanding.labels import UNDATED, TimeWord, is_measure, is_tax_amount, is_this_year, time_word
from etl.understanding.nested import Members, said_in
from etl.understanding.noted import noted
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain
from etl.understanding.unit_words import rows_with_units, unit_in
from etl.understanding.within_title import across_years, reached_by, within_title
from metrics.periods import Period, month_number
from warehouse.schema import Kind, Table

DEEPEST = 25
TALLEST = 4
_WIDEST = 200
_LONGEST = 3000
"""Rows: a table of more rows is a list of single events, not a summary."""
_UNKNOWN = "表头里有不认识的项目"
NOT_WHOLE = "不是整月、全局的实际数"
"""Of 5月（截至20日）, 5月上旬, 5月（快报）."""
_BESIDE = "是对比或计划的列"
_PART = "是其中项，已包含在前面的列里"
_YEAR = 12
_SEEN = 60
"""Rows looked at to tell what a column of labels holds."""


@dataclass(frozen=True)
class CellColumn:
    """A column of amounts and what its heading states: `given` by column, dates as ISO text."""

    place: int
    text: str
    given: Mapping[str, str]
    unit: str | None = None
    measured: bool = False
    """Whether a heading also says that this is the amount (金额, 本月完成)."""
    above: tuple[str, ...] = ()
    """Headings above the lowest one, as compared."""
    among: bool = False
    """Whether a heading says 其中: the column is a part of one to its left."""


@dataclass(frozen=True)
class CheckColumn:
    """A column that adds others up (`kind`: total, cumulative, span): never loaded, always compared."""

    place: int
    text: str
    kind: str
    given: Mapping[str, str]
    period: Period | None = None
    above: tuple[str, ...] = ()
    """Headings above the lowest one, as compared: 小计 adds up the columns that stand under the same ones."""


@dataclass
class Summary:
    """A summary table's header, understood for one source."""

    table: Table
    first: int
    last: int
    labels: dict[str, int] = field(default_factory=dict)
    """Columns whose values stand in the rows, by place."""
    texts: dict[int, str] = field(default_factory=dict)
    """Heading of each column as found."""
    cells: list[CellColumn] = field(default_factory=list)
    checks: list[CheckColumn] = field(default_factory=list)
    ignored: list[tuple[int, str, str]] = field(default_factory=list)
    """Place, heading and the reason."""
    unit_place: int | None = None
    doubtful: list[CellColumn] = field(default_factory=list)
    """Columns of amounts that state the same month and kind: nobody can tell which one counts."""
    unclear: list[CheckColumn] = field(default_factory=list)
    """Columns among those ignored whose headings nobody knows: sums of others, or amounts that would be missing."""
    partial: list[tuple[CellColumn, str]] = field(default_factory=list)
    """Columns that are a part (其中：党委) of one to their left, and the codes that have no column."""
    doubled: list[int] = field(default_factory=list)
    """Columns of labels that a column before them is already: a second table stands beside the first."""
    headless: dict[int, int] = field(default_factory=dict)
    """Columns without a heading that nothing explains, and how many of their cells are filled."""
    margin: list[int] = field(default_factory=list)
    """Those to the right of the table with only a few cells: remarks, sums on the side."""
    undated: bool = False
    """Months without a year, and no title that gives it."""
    unit_above: bool = False
    """Whether a line above the header states a unit."""
    year_place: int | None = None
    """A column 年份 beside one of months, or of this year's and last year's rows."""
    span_place: int | None = None
    """A column that says 本月, 累计 or 上年同期 of each row."""
    netted: frozenset[int] = frozenset()
    """Columns 入库 and 退库 beside 净入库, which is read in their place."""
    rounded: bool = False
    """Whether its amounts are in 万元 or larger: whole numbers are rounded ones, and so are their sums."""
    cut: bool = False
    """The row below is still a header: it has words where the figures should begin."""
    by_month: dict[int, int] = field(default_factory=dict)
    """Where a title spans two years: the month that a name without a year (from 0) stands for."""
    bare: Bare | None = None
    """Bare numbers that were taken for months although nothing says that they are."""
    pages: list[int] = field(default_factory=list)
    """Rows where the header stood again on a new page."""

    def copied(self) -> Summary:
        """One of its own for who asks: what the title says is written into it."""
        kept: dict[str, Any] = {n: v.copy() for n, v in vars(self).items() if isinstance(v, list | dict)}
        return replace(self, **kept)

    @property
    def nameless(self) -> int | None:
        """A column of data without a heading that nothing explains: the table is something else."""
        return next((place for place in self.headless if place not in self.margin), None)

    @property
    def spread(self) -> set[str]:
        """Columns that every heading of amounts states."""
        given = [set(c.given) for c in (*self.cells, *self.doubtful)]
        return set.intersection(*given) if given else set()

    @property
    def score(self) -> tuple[int, int, int, int, int, int]:
        """A whole header before one cut short, one that tells its columns apart before one that does not; the more columns are understood, the better; no taller than it must be."""
        return (
            not self.cut, not self.doubtful, len(self.cells) + len(self.checks), len(self.labels) + len(self.spread), -len(self.ignored), self.first - self.last,
        )  # fmt: skip


def members(table: Table, lists: Mapping[str, CodeList]) -> Members:
    """For each column of a source that has a list: spellings, compared as `plain` text, and the value they stand for."""
    found = Members()
    for column in table.columns:
        if column.codes:
            found[column.name] = {plain(code): code for code in column.codes} | dict(column.also)
        elif column.code_list and column.code_list in lists:
            found[column.name] = lists[column.code_list].spellings
    return found


def too_large(grid: Grid) -> bool:
    """Whether a sheet is too long or too wide for a summary."""
    return len(grid.rows) > _LONGEST or max(map(len, grid.rows), default=0) > _WIDEST


def recognise(grid: Grid, table: Table, lists: Mapping[str, CodeList], said: Period | None) -> Summary | None:
    """The summary table of a sheet for one source, or None. `said`: what title, sheet or file name say of the period."""
    if not table.summed:
        return None
    best: Summary | None = None
    for found in candidates(grid, table, members(table, lists), said):
        if best and _begun(grid, best, found.first):
            break  # the next table on the sheet, however much its header says
        if complete(found, said) and (best is None or found.score > best.score):
            best = found
    return best


def _begun(grid: Grid, found: Summary, row: int) -> bool:
    """Whether figures of a table stand above a row: then a header in that row is another table's."""
    below = range(found.last + 1, row)
    return any(number_in(grid.at(r, c.place)) is not None for r in below for c in (*found.cells, *found.doubtful))


def candidates(grid: Grid, table: Table, known: Members, said: Period | None) -> Iterator[Summary]:
    """Every window of rows that may be the header of a summary, read as one."""
    if too_large(grid):
        return
    year = said.year if said and said.first // _YEAR == said.last // _YEAR else None
    start = top(grid)
    spans = merged_owners(grid, start + DEEPEST + TALLEST)
    over = banners(grid, start + DEEPEST + TALLEST)
    told = rows_with_units(grid.rows[: start + DEEPEST]) if any(c.name == "unit" for c in table.columns) else []
    grid, bare = months_spelt(grid, said, {spelling for spellings in known.values() for spelling in spellings})
    for first in range(start, min(len(grid.rows), start + DEEPEST) + 1):
        for last in range(first, min(first + TALLEST, len(grid.rows))):
            if not over.isdisjoint(range(first, last)):
                break  # a title is no part of the header below it
            if found := header_at(grid, table, first, last, spans, known, year):
                across_years(found, said)
                within_title(found, said)
                reached_by(found, said)
                found.unit_above = any(row < first for row in told)
                found.bare = bare if bare and first <= bare.row <= last else None
                yield found


def complete(found: Summary, said: Period | None) -> bool:
    """Whether every required column is stated by the rows, by the headings or (a single month, a single year) by the title."""
    table = found.table
    if found.nameless is not None or set(found.labels) & {*table.key, "taxpayer"} - {"year", "metric", "item"}:
        return False  # single papers, whose header has lost a heading
    if all(is_tax_amount(c.text) for c in found.cells) and names_days(found.table, found.texts.values()):
        return False  # single papers with 税额 where their amount should stand
    listed = {c.name for c in table.columns if c.codes or c.code_list}
    spread_or_labelled = (found.spread | set(found.labels)) & (listed | {table.dated_by, "metric"})
    stated = bool(found.cells or found.doubtful) and bool(found.labels) and len(spread_or_labelled) >= 1
    return stated and not unstated(found, said)


def unstated(found: Summary, said: Period | None) -> set[str]:
    """Required columns that neither rows nor headings nor (a single month, a single year) the title state."""
    table, by_title = found.table, set()
    if said and (said.first == said.last or (_yearly(table) and said.kind == "year")):
        by_title.add(table.dated_by)
    stated = set(found.labels) | found.spread | by_title
    if (
        found.unit_place is not None
        or found.unit_above
        or any(c.unit for c in found.cells)
        or table.summed == "amount_yuan"
    ):
        stated.add("unit")
    return {c.name for c in table.columns if c.required} - {table.summed} - stated


def _yearly(table: Table) -> bool:
    return table.column(table.dated_by).kind is Kind.YEAR


def header_at(
    grid: Grid, table: Table, first: int, last: int, spans: Mapping[tuple[int, int], tuple[int, int]],
    known: Members, year: int | None,
) -> Summary | None:  # fmt: skip
    """Rows `first` to `last` read as a header, once for all that ask."""
    key = table.stem, first, last, known.mark, year
    found = noted(grid, key, lambda: _read(grid, table, first, last, spans, known, year))
    return found.copied() if found else None


def _read(
    grid: Grid, table: Table, first: int, last: int, spans: Mapping[tuple[int, int], tuple[int, int]],
    known: Members, year: int | None,
) -> Summary | None:  # fmt: skip
    found = Summary(table, first, last)
    width = max(len(row) for row in grid.rows[first - 1 :])
    if not all(_may_head(value, year) for row in grid.rows[first - 1 : last] for value in row):
        return None
    paths = {place: path(grid, first, last, place, spans) for place in range(1, width + 1)}
    if not any(paths[place] and str(grid.at(last, place)).strip() for place in paths):
        return None
    if last > first and not any(_only(grid, row, paths) for row in (first, last)):
        return None
    if last > first and not any(str(grid.at(last, p)).strip() for p in paths if str(grid.at(first, p)).strip()):
        return None  # a title that stands over none of the columns
    for place, texts in paths.items():
        _sort_column(grid, found, place, texts, known, year)
    found.margin = margin(found.headless, len(grid.rows) - found.last, max(found.texts, default=0))
    _parts_of_others(found)
    _promote_totals(found)
    _without_doubles(found)
    found.cut = _cut_short(grid, found, year)
    return found


def _cut_short(grid: Grid, found: Summary, year: int | None) -> bool:
    """Whether the row below still names columns (本期, 上年同期 under 本月): a header ends where the figures begin."""
    places = [*(c.place for c in (*found.cells, *found.doubtful)), *(c.place for c in found.checks)]
    below = [v for p in places if str(v := grid.at(found.last + 1, p)).strip()]
    named = [v for v in below if isinstance(v, str) and (time_word(v, year) or is_measure(v) or _only_unit(v))]
    return len(named) * 2 > len(below) and all(isinstance(v, str) and number_in(v) is None for v in below)


def _only_unit(value: Value) -> bool:
    """Whether a heading is nothing but a unit: 万元 in a row of its own."""
    taken = heading(str(value))
    return taken.unit is not None and not taken.bare


def _parts_of_others(found: Summary) -> None:
    """本月 | 其中：区级 | 累计 | 其中：区级: the last is a part of the 累计 before it, and stays out with it."""
    read = [c.place for c in found.cells if not c.among]
    aside = [c.place for c in found.checks if c.kind in {"cumulative", "span"}]
    aside += [place for place, _, why in found.ignored if why == _BESIDE]
    for cell in [c for c in found.cells if c.among and read]:
        before = max((p for p in (*read, *aside) if p < cell.place), default=0)
        if before in aside and min(read) < before:
            found.cells.remove(cell)
            found.ignored.append((cell.place, cell.text, _PART))


def _promote_totals(found: Summary) -> None:
    """入库合计 | 其中：区级: the total to the left of a 其中 is the amount itself, for its parts are not all of it."""
    firsts = [c for c in found.cells if c.among and _part_of(c, found.cells) is None]
    for part in firsts[:1]:
        left = [
            c for c in (*found.unclear, *found.checks) if c.place < part.place and c.kind == "total" and not c.given
        ]
        total = max(left, key=lambda c: c.place, default=None)
        if total and TOTALLED.fullmatch(heading(total.text).bare):
            found.unclear = [c for c in found.unclear if c is not total]
            found.checks = [c for c in found.checks if c is not total]
            found.ignored = [i for i in found.ignored if i[0] != total.place]
            found.cells.append(CellColumn(total.place, total.text, {}, heading(total.text).unit, True, total.above))
            found.cells.sort(key=lambda c: c.place)
            return
    beside = {*(c.place for c in found.checks), *(place for place, _, _ in found.ignored)}
    found.partial += [(c, "") for c in firsts[:1] if c.place - 1 in beside]  # a part of what is not read


def _without_doubles(found: Summary) -> None:
    """Columns that state the same month and kind: the one that says it is the amount stays (金额 beside 户数); else all are doubtful."""
    kept: list[CellColumn] = []
    for cell in found.cells:
        alike = [c for c in found.cells if dict(c.given) == dict(cell.given)]
        measured = [c for c in alike if c.measured]
        if len(alike) == 1 or (len(measured) == 1 and cell is measured[0]):
            kept.append(cell)
        elif len(measured) == 1:
            found.ignored.append((cell.place, cell.text, "不是金额或次数的列"))
        else:
            found.doubtful.append(cell)
    kept = _without_parts(found, kept)
    plain_cells = [c for c in kept if not c.given]
    if plain_cells and len(plain_cells) < len(kept):
        found.doubtful += plain_cells
        kept = [c for c in kept if c.given]
    _same_grain(found, kept)


def _without_parts(found: Summary, kept: list[CellColumn]) -> list[CellColumn]:
    """次数 | 其中：党委 | 支部: the first is the total of the others if all codes of the list stand beside it; of a list that is not
    closed nobody knows, so the first is read and the others are left aside.
    """
    wholes: list[CellColumn] = []
    parts: list[CellColumn] = []
    for cell in (c for c in kept if c.among):
        base = _part_of(cell, kept)
        if base is None or base in wholes or cell in parts:
            continue
        (name,) = set(cell.given) - set(base.given)
        family = [
            c
            for c in kept
            if c.place > base.place and {**c.given, name: ""} == {**base.given, name: ""} and name in c.given
        ]
        codes = found.table.column(name).codes
        missing = [code for code in codes if code not in {c.given[name] for c in family}]
        if codes and not missing:
            wholes.append(base)
            continue
        parts += family
        if codes:
            found.partial.append((cell, "、".join(missing)))
    found.checks += [CheckColumn(c.place, c.text, "total", c.given) for c in wholes]
    found.ignored += [(c.place, c.text, _PART) for c in parts]
    return [c for c in kept if c not in wholes and c not in parts]


def _part_of(cell: CellColumn, kept: list[CellColumn]) -> CellColumn | None:
    """The nearest column to the left that states everything but one thing of what a part states."""
    wider = [c for c in kept if c.place < cell.place and not c.among and c.given.items() < cell.given.items()]
    return wider[-1] if wider and len(cell.given) == len(wider[-1].given) + 1 else None


def _same_grain(found: Summary, kept: list[CellColumn]) -> None:
    """All columns of amounts must state the same things. One that states less than the others is a total of them; two breakdowns
    side by side (级次 and 税务所) would count everything twice.
    """
    grains = {frozenset(c.given) for c in kept}
    finest = max(grains, key=len, default=frozenset())
    if any(not grain <= finest for grain in grains):
        found.doubtful += kept
        kept = []
    coarse = [c for c in kept if frozenset(c.given) != finest]
    found.checks += [CheckColumn(c.place, c.text, "total", c.given) for c in coarse]
    found.cells = [c for c in kept if c not in coarse]


def _may_head(value: Value, year: int | None) -> bool:
    """Headings are texts, or numbers and dates that are months or years."""
    return isinstance(value, str) or time_word(value, year) is not None


def _only(grid: Grid, row: int, paths: Mapping[int, list[Value]]) -> bool:
    return any(str(grid.at(row, place)).strip() for place in paths)


def path(
    grid: Grid, first: int, last: int, place: int, spans: Mapping[tuple[int, int], tuple[int, int]]
) -> list[Value]:
    """Headings of a column from top to bottom; one merged over several columns (or written in the first of them) holds for each."""
    found: list[Value] = []
    for row in range(first, last + 1):
        value = grid.at(row, place)
        if value == "":
            owner = spans.get((row, place))
            value = grid.at(*owner) if owner and owner[0] >= first else ""
        if str(value).strip() and (not found or found[-1] != value):
            found.append(value)
    return found


def _sort_column(grid: Grid, found: Summary, place: int, texts: list[Value], known: Members, year: int | None) -> None:
    """Put one column where it belongs: amounts, checks, labels, units, or what is not read."""
    table, text = found.table, " ".join(" ".join(str(t) for t in texts).split())
    if texts:
        found.texts[place] = text
    texts = [_own_month(t) for t in texts]
    told, above = _heading_says(table, texts, known, year), tuple(plain(t) for t in texts[:-1])
    among = any(plain(t).startswith("其中") for t in texts)
    if among and not isinstance(told, str) and not (isinstance(told, CellColumn) and told.given):
        told = _PART
    if isinstance(told, str):
        found.ignored.append((place, text, told))
        if told == _UNKNOWN:
            found.unclear.append(CheckColumn(place, text, "total", {}))
    elif isinstance(told, CheckColumn):
        found.checks.append(CheckColumn(place, text, told.kind, told.given, told.period, above))
    elif told is not None:
        unit = next((u for t in texts if isinstance(t, str) and (u := heading(t).unit)), None)
        found.undated = found.undated or told.given.get(table.dated_by, "").startswith(UNDATED)
        found.cells.append(CellColumn(place, text, told.given, unit, told.measured, above, among))
    else:
        _label_column(grid, found, place, text, known)


def _own_month(value: Value) -> Value:
    """累计 | 其中：本月, 累计 | 其中：5月: of the running total a part, of the table the month's own amount."""
    rest = plain(value).removeprefix("其中").lstrip(":,")
    word = time_word(rest, None) if rest != plain(value) else None
    if word is None or word.kind not in {"this", "month"}:
        return value
    return "本月" if word.kind == "this" else rest


def _heading_says(
    table: Table, texts: list[Value], known: Mapping[str, Mapping[str, str]], year: int | None
) -> CellColumn | CheckColumn | str | None:
    """What a column's headings make of it; None if they name no amount (labels), a text if it is a column not to be read.

    An unknown heading above one that we know is only the name of a group; below it, it is something else than the amount.
    """
    said = _Said()
    for value in (v for v in texts if not _only_unit(v)):
        word = time_word(value, year)
        if word and (why := _why_not_read(word, table)):
            return why
        if word and word.kind == "year" and word.period:
            year = word.period.year
        if not said.take(table, value, word, known):
            return None
    if said.this_year and not said.this and not said.check:
        said.check = "cumulative"
    if said.check and table.dated_by not in said.given:
        return CheckColumn(0, "", said.check, said.given, said.span)
    if said.check == "cumulative":
        return _running_to(table, said)
    if said.unknown_below:
        return _UNKNOWN
    if said.given or (said.measured and not said.unknown_above):
        return CellColumn(0, "", said.given, measured=said.measured)
    return None


def _why_not_read(word: TimeWord, table: Table) -> str | None:
    """Columns that are set beside the figures, or are of a month that is not over."""
    if word.kind == "compared" or (word.kind == "planned" and table.stem != "targets"):
        return _BESIDE
    return NOT_WHOLE if word.kind == "part" else None


def _running_to(table: Table, said: _Said) -> CheckColumn:
    """1月 › 累计, 累计 › 1月: what was reached by the end of a month, not what the month brought."""
    others = {name: value for name, value in said.given.items() if name != table.dated_by}
    day = said.given[table.dated_by]
    dated = not day.startswith(UNDATED) and len(day) > len("2022")  # 2000 万元 under 累计 is no year's 累计
    last = month_number(int(day[:4]), int(day[5:7])) if dated else None
    return CheckColumn(0, "", "cumulative", others, Period(last // 12 * 12, last) if last is not None else None)


@dataclass
class _Said:
    """What the headings of one column have said so far, from top to bottom."""

    given: dict[str, str] = field(default_factory=dict)
    check: str = ""
    span: Period | None = None
    measured: bool = False
    this: bool = False
    """Whether a heading says 本月: below it, 本年 is what stands beside 上年."""
    this_year: bool = False
    """Whether a heading says 本年: alone it is the 累计, above 本月 it is what stands beside 上年."""
    unknown_above: bool = False
    unknown_below: bool = False

    def _takes_check(self, kind: str, period: Period | None) -> None:
        """一季度 › 小计 is the quarter's total, and stays the quarter's."""
        if not (kind == "total" and self.check == "span"):
            self.check, self.span = kind, period

    def _takes_this(self, value: Value, kind: str) -> bool:
        """本月, and 本年 above or below it."""
        if kind == "this" or (self.this and is_this_year(value)):
            self.measured = self.this = True
        elif is_this_year(value):
            self.this_year = True
        else:
            return False
        return True

    def take(self, table: Table, value: Value, word: TimeWord | None, known: Mapping[str, Mapping[str, str]]) -> bool:
        """Take in one heading; False if it is the heading of another column of the source."""
        kind = word.kind if word else ""
        yearly = _yearly(table)
        if word and kind == "year":
            if yearly and word.period:
                self.given[table.dated_by] = str(word.period.year)
        elif word and kind == "month" and not yearly:
            self.given[table.dated_by] = word.period.start.isoformat() if word.period else f"{UNDATED}{value}"
        elif self._takes_this(value, kind):
            pass
        elif word and kind in {"total", "cumulative", "span"}:
            self._takes_check(kind, word.period)
        elif dimension := _member(value, known):
            self.given |= dimension
        elif (hit := match(table.stem, value)) is not None:
            self.measured = True
            return hit[0].name == table.summed
        elif is_measure(value) or ((self.given or self.measured or table.stem == "revenue") and is_tax_amount(value)):
            self.measured = True
        elif self.given or self.measured:
            self.unknown_below = True
        else:
            self.unknown_above = True
        return True


def _member(value: Value, known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What a heading names of the lists; brackets that name another member beside it count, those that say more do not pass."""
    taken = heading(str(value))
    if stated := said_in(taken.whole, known):
        return stated
    stated = said_in(taken.bare, known)
    inner = taken.whole.removeprefix(taken.bare) if taken.whole != taken.bare else ""
    other = {member for name, spellings in known.items() if name not in stated for member in spellings}
    return {} if any(len(member) > 1 and member in inner for member in other) else stated


def _label_column(grid: Grid, found: Summary, place: int, text: str, known: Members) -> None:
    """A column of labels: by its heading or by what it holds."""
    table = found.table
    values = _labels_below(grid, found.last, place)
    if values and tells_spans(values, plain(text)):
        found.span_place = place
        return
    if not _yearly(table) and tells_years(values, plain(text)):
        found.year_place = place
        return
    key = "column", table.stem, found.last, place, text, known.mark  # whatever the year of the title
    column = noted(grid, key, lambda: column_of(table, text, values, known, yearly=_yearly(table)))
    if column is None:
        if values and all(unit_in(str(v)) for v in values):
            found.unit_place = place
        elif text and values:
            found.ignored.append((place, text, f"不在“{table.title}”的规定之内"))
            if _share(values, lambda v: number_in(v) is not None) > 0.5:
                found.unclear.append(CheckColumn(place, text, "total", {}))
        elif values:
            found.headless[place] = len(values)
        return
    if column.name == "unit":
        found.unit_place = place
    if column.name in found.labels:
        found.doubled.append(place)
    else:
        found.labels[column.name] = place


def _labels_below(grid: Grid, last: int, place: int) -> list[Value]:
    """The filled cells of a column below a header, as far down as need be to tell what it holds."""
    below = (grid.at(row, place) for row in range(last + 1, min(last + _SEEN, len(grid.rows)) + 1))
    return noted(grid, ("labels", last, place), lambda: [v for v in below if str(v).strip()])


def _share(values: list[Value], fits: Callable[[Value], bool]) -> float:
    return sum(fits(v) for v in values) / len(values)
