"""A department's file as an object that can be damaged, written out and loaded: the ground of the mutation test.

The undamaged files are small subsets of the sample files, one for each source, whose totals are right.
"""

import csv
import io
from collections.abc import Callable
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import xlsxwriter

import etl.load
import etl.reading
from etl.formats.workbook import workbook
from etl.reading import read
from etl.understanding.headings import match
from warehouse.places import PRODUCT
from warehouse.schema import TABLES, Kind

SAMPLE = PRODUCT / "data" / "sample"


@dataclass(frozen=True)
class Formula:
    """A formula cell; `value` is what it was calculated to be, None if it never was."""

    text: str
    value: object = None


@dataclass
class Page:
    """One sheet: title lines, header rows, data rows, what stands under them, what stands below everything."""

    name: str
    title: list[list]
    header: list[list]
    rows: list[list]
    foot: list[list] = field(default_factory=list)
    below: list[list] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    """Identifier of each column."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """From 0: first row, first column, last row, last column of the whole sheet."""
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    @property
    def grid(self) -> list[list]:
        return [*self.title, *self.header, *self.rows, *self.foot, *self.below]

    @property
    def first(self) -> int:
        """Row of the first data row, from 0."""
        return len(self.title) + len(self.header)

    def place(self, name: str) -> int:
        """Where a column stands, from 0."""
        return self.names.index(name)

    def shape(self, grid: list[list]) -> None:
        """Take a whole grid for the sheet, whatever its parts were."""
        self.title, self.header, self.rows, self.foot, self.below = [], [], grid, [], []


@dataclass
class Sent:
    """A file before it is written."""

    stem: str
    name: str
    pages: list[Page]
    suffix: str = ".xlsx"
    encoding: str = "gb18030"
    delimiter: str = ","
    newline: str = "\r\n"
    options: dict = field(default_factory=dict)
    after: list[Callable[[bytes], bytes]] = field(default_factory=list)
    """What is done to the bytes at last."""
    measure: "Sent | None" = None
    """The file whose figures are right, where the damage changes what is said; None: the undamaged one."""
    wrong: bool = False
    """What it says cannot be right: it must be refused (or its figures changed with the words of the damage)."""
    ending: str = ""
    """Another suffix under which the file is sent."""

    @property
    def table(self):
        return TABLES[self.stem]

    @property
    def is_text(self) -> bool:
        return self.suffix == ".csv"

    def places(self, *kinds: Kind, required: bool | None = None) -> list[int]:
        """Places of the columns of these kinds (in the first sheet; all sheets have the same header)."""
        columns = [self.table.column(n) if n else None for n in self.pages[0].names]
        return [
            i for i, c in enumerate(columns)
            if c and c.kind in kinds and (required is None or c.required == required)
        ]  # fmt: skip

    def copy(self) -> "Sent":
        return deepcopy(self)

    def say(self, change: Callable[["Sent"], object]) -> None:
        """Change what the file says, and the measure with it."""
        self.measure = self.measure or undamaged(self.stem)
        change(self)
        change(self.measure)

    def write(self, folder: Path) -> Path:
        """The file, written."""
        path = folder / f"{self.name}{self.ending or self.suffix}"
        content = self._text() if self.is_text else self._workbook()
        for change in self.after:
            content = change(content)
        path.write_bytes(content)
        return path

    def _text(self) -> bytes:
        out = io.StringIO()
        grid = [row for page in self.pages if not page.hidden for row in page.grid]
        width = max(len(row) for row in grid)
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.newline)
        writer.writerows([_shown(v) for v in row] + [""] * (width - len(row)) for row in grid)
        return out.getvalue().encode(self.encoding)

    def _workbook(self) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, **self.options}) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for page in self.pages:
                _write_sheet(book.add_worksheet(page.name), page, day)
        return out.getvalue()


def _shown(value: object) -> str:
    value = value.value if isinstance(value, Formula) else value
    return "" if value is None else str(value)


def _write_sheet(sheet, page: Page, day) -> None:
    for r, row in enumerate(page.grid):
        for c, value in enumerate(row):
            _write_cell(sheet, r, c, value, day)
    for first, left, last, right in page.merged:
        sheet.merge_range(first, left, last, right, "")
        _write_cell(sheet, first, left, page.grid[first][left], day)
    for row in page.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for column in page.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    if page.hidden:
        sheet.hide()


def _write_cell(sheet, row: int, column: int, value: object, day) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, "" if value.value is None else value.value)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, column, float(value))
    elif value is not None and value != "":
        sheet.write_string(row, column, value)


_SUBSETS = {
    "revenue": ("税费收入明细_2022", ("1月", "2月"), 25, None),
    "refunds": ("退税减税降费_2022", ("",), 25, "2022年1-2月"),
    "hotline": ("咨询热线日报_2022", ("日报",), 31, "2022年1-2月"),
    "supervision": ("监督台账_2022", ("一季度", "二季度"), 99, None),
    "party": ("党建台账_2022", ("党建台账",), 99, "2022年1-2月"),
    "publicity": ("宣传台账_2022", ("宣传台账",), 99, "2022年1-2月"),
    "branches": ("支部名册", ("支部名册",), 99, None),
    "appointments": ("干部任免_2022", ("干部任免",), 99, None),
    "inspections": ("巡察整改台账", ("整改台账",), 99, None),
    "targets": ("年度目标", ("2021年", "2022年"), 99, None),
}
"""File, sheets, rows a month, and the period that the title says instead of its year (only January and February are kept)."""

STEMS = tuple(_SUBSETS)


@cache
def _original(stem: str) -> Sent:
    prefix, wanted, most, period = _SUBSETS[stem]
    (path,) = (SAMPLE / stem).glob(f"{prefix}*")
    book = read(path.name, path.read_bytes())
    pages = [_page(stem, grid, most, period) for grid in book.sheets if grid.name in wanted]
    for page in pages if stem == "revenue" else ():
        _in_wan(page)
    return Sent(stem, f"{prefix.split('_')[0]}_演示数据", pages, path.suffix)


def undamaged(stem: str) -> Sent:
    """A fresh copy of a source's small file."""
    return _original(stem).copy()


def _page(stem: str, grid, most: int, period: str | None) -> Page:
    lines = [[v if v != "" else None for v in row] for row in grid.rows]
    title, header, body = lines[:2], lines[2], lines[3:]
    names = [found[0].name if (found := match(stem, text)) else None for text in header]
    page = Page(grid.name, title, [header], [], names=names)
    if period:
        title[0][0] = title[0][0].replace("2022年度", period).replace("2022年", period)
    dated = page.place(TABLES[stem].dated_by)
    kept: dict[str, int] = {}
    for row in body:
        if row[0] == "合计":
            page.foot = [row]
            continue
        month = str(row[dated])[:7]
        kept[month] = kept.get(month, 0) + 1
        if kept[month] <= most and (period is None or month in {"2022-01", "2022-02"}):
            page.rows.append([_exact(v, TABLES[stem].column(n).kind) for v, n in zip(row, names, strict=True)])
    for place in range(1, len(names)) if page.foot else ():
        page.foot[0][place] = total(page, place) if page.foot[0][place] is not None else None
    return page


def _in_wan(page: Page) -> None:
    """Amounts in 万元, as the bureau's own sheet has them in some years."""
    page.title[1][0] = page.title[1][0].replace("单位：元", "单位：万元")
    for row in (*page.rows, *page.foot):
        row[page.place("amount_yuan")] /= 10000


def _exact(value: object, kind: Kind) -> object:
    if kind is Kind.YEAR and value is not None:
        return int(value)
    if value is None or kind not in {Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.DATE}:
        return str(int(value)) if isinstance(value, float) and kind is Kind.TEXT else value
    if kind is Kind.DATE:
        return date.fromisoformat(value) if isinstance(value, str) else value
    return Decimal(str(value)).normalize()


def total(page: Page, place: int, rows: list[list] | None = None) -> Decimal:
    """Sum of a column."""
    return sum((r[place] for r in (page.rows if rows is None else rows) if r[place] is not None), Decimal(0))


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its figures (rows without their evidence, sorted) and months, or why it was refused."""

    figures: tuple | None
    warnings: str
    refusal: str

    @property
    def loaded(self) -> bool:
        return self.figures is not None


@contextmanager
def nothing_published(seen: list):
    """Loads are gone through up to the rows that would be published; these are put into `seen` instead."""

    def keep(run, _say):
        connection = run.standing.connection
        for accepted in run.result.accepted:
            columns = [c.name for c in TABLES[accepted.source].columns]
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM arriving_{accepted.source}").fetchall()
            seen.append((accepted, columns, rows))

    published, etl.load._publish = etl.load._publish, keep
    confined, etl.reading.confined = etl.reading.confined, workbook  # our own files need no process of their own
    try:
        yield
    finally:
        etl.load._publish, etl.reading.confined = published, confined


def outcome(places, path: Path, *, coarse: tuple[str, ...] = (), **options) -> Outcome:
    """Load a file for show. `coarse`: compare only sums by these columns and by month (a cross-tab has no more)."""
    seen: list = []
    with nothing_published(seen):
        result = etl.load.load(places, [path], dry_run=True, **options)
    if result.refused or not result.accepted:
        refusal = "\n".join([f.text for _, faults in result.refused for f in faults] + [w for _, w in result.skipped])
        return Outcome(None, "", refusal)
    figures = []
    for accepted, columns, rows in seen:
        kept = _sums(accepted.source, columns, rows, coarse) if coarse else sorted(map(repr, rows))
        figures.append((accepted.source, tuple(kept), tuple(accepted.covers)))
    warnings = [w.text for accepted, _, _ in seen for w in accepted.warnings]
    return Outcome(tuple(sorted(figures)), "\n".join([*warnings, *result.warnings]), "")


def _sums(source: str, columns: list[str], rows: list[tuple], coarse: tuple[str, ...]) -> list[tuple]:
    table, sums = TABLES[source], {}
    amounts = [c.name for c in table.columns if c.kind in {Kind.MONEY, Kind.COUNT}]
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        key = (str(cells[table.dated_by])[:7], *(str(cells[c]) for c in coarse))
        sums.setdefault(key, [0] * len(amounts))
        sums[key] = [a + (cells[n] or 0) for a, n in zip(sums[key], amounts, strict=True)]
    return sorted((k, tuple(map(str, v))) for k, v in sums.items() if any(v))


@dataclass(frozen=True)
class Damage:
    """One kind of damage. Its docstring names the trap.

    `cause`: one of these words stands in a refusal. `told`: one of these stands in a warning although the figures are the
    same. `changed`: the figures may differ if one of these stands in a warning. `coarse`: see `outcome`.
    """

    name: str
    apply: Callable[[Sent, Random], object]
    """Changes the file; False if the source has nothing that could be damaged so."""
    cause: tuple[str, ...]
    told: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    coarse: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    last: bool = False
    """Works on the whole sheet, so that nothing else may come after it."""

    def fits(self, stem: str) -> bool:
        """Whether it can be done to a source's file."""
        return not self.only or stem in self.only


def verdict(found: Outcome, wanted: Outcome | None, damages: list[Damage]) -> str:
    """What is wrong with an outcome; '' if nothing is. `wanted` is None if the file must not load as it is."""
    if not found.loaded:
        words = [w for d in damages for w in d.cause]
        return (
            ""
            if any(w in found.refusal for w in words)
            else f"refused without its cause {words}: {found.refusal[:500]}"
        )
    if wanted is None or found.figures != wanted.figures:
        words = [w for d in damages for w in d.changed]
        if any(w in found.warnings for w in words):
            return ""
        return f"other figures in silence (words that would do: {words}): {_difference(found, wanted)}\n{found.warnings[:500]}"
    silent = [d.name for d in damages if d.told and not any(w in found.warnings for w in d.told)]
    return f"loaded without a word about {silent}: {found.warnings[:500]}" if silent else ""


def _difference(found: Outcome, wanted: Outcome | None) -> str:
    if wanted is None:
        return "what cannot be right was loaded"
    if [f[0] for f in found.figures] != [w[0] for w in wanted.figures]:
        return f"sources {[f[0] for f in found.figures]} instead of {[w[0] for w in wanted.figures]}"
    told = []
    for (_, rows, months), (_, expected, covers) in zip(found.figures, wanted.figures, strict=True):
        if months != covers:
            told.append(f"months {months} instead of {covers}")
        more, less = [r for r in rows if r not in expected], [r for r in expected if r not in rows]
        told.append(f"{len(rows)} rows instead of {len(expected)}; new {more[:2]}; gone {less[:2]}")
    return "; ".join(told)
