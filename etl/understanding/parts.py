"""Understand a file: for each sheet which source it is and why, its period, unit, sender and office.

A part is what one file says of one source; most files have one part.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from etl.checking.astray import astray
from etl.checking.conflicts import unit_faults
from etl.checking.continued import continued
from etl.checking.lost import lost_digits
from etl.checking.notes import limiting_notes
from etl.checking.notes_over_rows import notes_over_rows
from etl.checking.over_figures import over_figures
from etl.checking.percentages import shown_as_percentages
from etl.checking.raised import raised
from etl.checking.running_on import running_on, starred
from etl.checking.scope import out_of_scope, part_ledgers
from etl.checking.sheet_names import named_otherwise, wider_names
from etl.checking.transferred import transferred
from etl.faults import Fault, RefusedError, address, letter
from etl.marks import LISTING
from etl.reading import Book, Grid
from etl.reference import CodeList
from etl.understanding.added_up import taken_for_amount, to_rename, with_total
from etl.understanding.almost import almost
from etl.understanding.areas import above, below, beside, top
from etl.understanding.behind import without_units
from etl.understanding.counted_twice import apart, counted_twice
from etl.understanding.given import given_by_title
from etl.understanding.header import MOSTLY, Header, all_tables, headers, states_kinds
from etl.understanding.labels import is_this_year
from etl.understanding.lacking import lacking, without_months
from etl.understanding.named import says_another
from etl.understanding.senders import levels_of, offices_of, sender
from etl.understanding.sheet import SheetTable, understand
from etl.understanding.slices import slices, speaks_for
from etl.understanding.stacked import stacked
from etl.understanding.stated import (
    another_year,
    beside_title,
    not_of_one_month,
    other_than_the_file,
    said_above,
    stated_period,
    stem,
    until,
    year_of,
)
from etl.understanding.summary import Summary, recognise
from etl.understanding.titles import (
    is_sample,
    plain,
    spoken_as_of,
)
from etl.understanding.turned import table_of, turned
from etl.understanding.unit_words import unnamed
from etl.understanding.units import money_unit
from etl.understanding.unregistered import unregistered
from metrics.periods import Period, month_number
from warehouse.schema import TABLES, Table

OUR_OWN = frozenset([LISTING, "代码", "填写说明"])
"""Sheets that we put into templates and marked copies ourselves: never data, and no reason for a remark."""

_CLEAR_LEAD = 1.5
"""By how much the best source must lead the second, or the file's sender is asked."""


@dataclass
class Sheet:
    """One sheet of a part: its table and what its words say."""

    table: SheetTable
    period: Period | None
    period_from: str
    """Where the period was read: 指定, 标题, 工作表名, 文件名, or '' if nothing speaks."""
    money_unit: str
    unit_from: str
    why: str
    office: str = ""
    """The tax office that its title names; '' for none."""

    @property
    def name(self) -> str:
        """Sheet name, '' for CSV."""
        return self.table.grid.name


@dataclass
class Part:
    """What one file says of one source."""

    table: Table
    book: Book
    sheets: list[Sheet]
    sender: str
    office: str
    """'' for the whole bureau."""
    sample: bool
    as_of: int | None
    """Month of 截至…, for rosters."""
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@dataclass
class Understood:
    """A file read: its parts, the sheets that no source claims, and those that were passed over."""

    book: Book
    parts: list[Part]
    unclaimed: list[Grid]
    hidden: list[str]
    lacking: dict[str, tuple[Table, Fault]] = field(default_factory=dict)
    """Sheets of a source that states no kinds, and the sentence."""


def understand_book(
    book: Book, lists: Mapping[str, CodeList], *, source: str | None = None, period: Period | None = None
) -> Understood:
    """Sort a file's sheets into parts. RefusedError if two sources fit equally well and none was named.

    `lists`: the bureau's code lists by name; offices say who sends, the others say what the headings of a summary mean.
    """
    found = Understood(book, [], [], [])
    taking = _Taking(found, lists, source, period)
    for grid in book.sheets:
        if not grid.rows or grid.name in OUR_OWN:
            continue
        if grid.hidden:
            found.hidden.append(grid.name)
        elif not taking.sheet(grid):
            found.unclaimed.append(grid)
    taking.left_over()
    for part in found.parts:
        for faults, warnings in (limiting_notes(part, lists), running_on(part), (starred(part), []), transferred(part)):
            part.faults += faults
            part.warnings += warnings
        part.faults += [*notes_over_rows(part), *over_figures(part)]
        part.faults += [*out_of_scope(part, lists), *offices_of(part, lists["offices.csv"]), *levels_of(part)]
        part.faults += [
            *other_than_the_file(part),
            *another_year(part),
            *named_otherwise(part),
            *counted_twice(part),
            *continued(part, found.unclaimed),
        ]
        part.warnings += [*wider_names(part), *not_sent(part), *part_ledgers(part)]
        part.warnings += list(dict.fromkeys(told for sheet in part.sheets for told in hidden_but_read(sheet)))
        part.warnings += [Fault(w) for w in book.warnings]
        part.warnings += [Fault("隐藏的工作表没有读取", name) for name in found.hidden]
        part.warnings += [_unread(found, grid) for grid in found.unclaimed]
    return found


def _unread(found: Understood, grid: Grid) -> Fault:
    """That a sheet was passed over, and why if that is known."""
    if grid.name in found.lacking:
        _, fault = found.lacking[grid.name]
        return replace(fault, message=f"没有读取：{fault.message}")
    return Fault("没有认出是哪一类数据，没有读取", grid.name)


@dataclass
class _Taking:
    """Goes through the tables of each sheet: long ones, summaries, tables side by side and one below the other."""

    found: Understood
    lists: Mapping[str, CodeList]
    source: str | None
    asked: Period | None

    def sheet(self, grid: Grid) -> bool:
        """Take in the tables of one sheet; False if no source claims any."""
        grid = without_units(grid)
        chosen = choose(self.found.book, grid, self.source)
        if chosen is None or chosen[0].faults:
            panels = beside(grid)
            fitting = [c for p in panels if (c := choose(self.found.book, p, self.source))] if len(panels) > 1 else []
            if fitting and not any(c[0].complete for c in fitting) and self._side_by_side(grid):
                return True
            if fitting:
                return self._panels(panels)
        if chosen is None or not chosen[0].complete:
            if chosen is None and self._side_by_side(grid):
                return True
            if self._summary(grid, only=chosen[0].table if chosen else None) or self._turned(grid):
                return True
            if chosen is None:
                return self._almost(grid)
        self._tables(grid, chosen)
        return True

    def _panels(self, panels: list[Grid]) -> bool:
        claimed = False
        for panel in panels:
            chosen = choose(self.found.book, panel, self.source)
            if chosen:
                self._tables(panel, chosen)
                claimed = True
                continue
            first = next(
                p
                for row in panel.rows
                for p, v in enumerate(row, 1)
                if str(v).strip() and sum(map(bool, map(str, row))) > 2
            )
            if self.found.parts:
                message = f"{letter(first)} 列起的另一张表没有认出是哪一类数据，没有读取"
                self.found.parts[-1].warnings.append(Fault(message, panel.name))
        return claimed

    def _tables(self, grid: Grid, chosen: tuple[Header, str]) -> None:
        """A table and those that follow below it on the same sheet."""
        taken: list[tuple[Part, Sheet]] = []
        rest: Grid | None = grid
        while (higher := choose(self.found.book, above(grid, chosen[0].first), self.source)) and higher[0].complete:
            chosen = higher
        while rest is not None:
            header, why = chosen
            table = understand(rest, header, strict_width=self.found.book.format == "csv")
            part = self._part(header.table)
            _add_sheet(part, table, why, self.lists["offices.csv"], self.asked)
            if any(p is part and not apart(s, part.sheets[-1]) for p, s in taken):
                part.faults.append(
                    Fault(
                        "同一张工作表里又出现了一张表，看不出是另一个期间的。是分页打印的，请只删去这里重复的标题和表头；"
                        "是另外的数据，请移到另一张工作表；是重复粘贴的，请删去下面的一张",
                        grid.name,
                        address(header.first, min(c.place for c in header.columns)),
                    )
                )
            taken.append((part, part.sheets[-1]))
            rest = self._rest(table)
            if rest is not None:
                following = choose(self.found.book, rest, self.source)
                if following is None:
                    message = (
                        f"第 {table.next_row} 行起的另一张表没有认全，整份不能入库。请把它移到另一张工作表，或补全表头"
                    )
                    part.faults.append(Fault(message, grid.name, f"A{table.next_row}"))
                    return
                chosen = following

    def _rest(self, table: SheetTable) -> Grid | None:
        """What lies below a table whose next neighbour has begun."""
        if table.next_row is None:
            return None
        last = max(
            [table.header.last, *table.data_rows, *(x.row for x in table.left_out if x.kind in {"total", "part"})]
        )
        whole = table.grid
        table.grid = above(whole, last + 1)
        return below(whole, min(last + 1, table.next_row))

    def _summary(self, grid: Grid, only: Table | None = None) -> bool:
        """A summary table: its slices enter as so many sheets of one part."""
        if self.source and not TABLES[self.source].summed:
            return False
        tables = [TABLES[self.source]] if self.source else [t for t in all_tables() if t.summed and only in {None, t}]
        said = self.asked or said_above(grid, self.found.book)
        found = [recognise(grid, table, self.lists, said) for table in tables]
        fitting = [summary for summary in found if summary and self._ours(summary, grid)]
        if not fitting:
            if strange := unregistered(grid, tables, self.lists, said, lambda s: self._ours(s, grid)):
                self._part(strange[0]).faults.append(strange[1])
                return True
            if told := self._lacking(grid, tables, claimed=only is not None):
                return told
            return self._months_together(grid, tables, only) or (only is None and self._only_totals(grid, tables))
        best = max(fitting, key=lambda x: x.score)
        if fault := _unit_unnamed(grid, best):
            self._part(best.table).faults.append(fault)
        else:
            self._take_summary(grid, best, said)
        return True

    def _side_by_side(self, grid: Grid) -> bool:
        """Summaries of one source beside one another under one title: the first kinds left, the others right."""
        panels = beside(grid)
        for table in [t for t in all_tables() if t.summed and self.source in {None, t.stem}] if len(panels) > 1 else ():
            columns = {self._columns(panel, table) for panel in panels}
            if None not in columns and len(columns) == 1:  # other months on the right are another table
                for panel in panels:
                    self._summary(panel, table)
                return True
        return False

    def _columns(self, panel: Grid, table: Table) -> tuple[str, ...] | None:
        """The headings of a panel's figures, if by itself it is a summary of a source."""
        said = self.asked or said_above(panel, self.found.book)
        found = recognise(panel, table, self.lists, said)
        if found is None or not found.cells or found.doubtful:
            return None
        return tuple(c.text for c in found.cells) if self._ours(found, panel) else None

    def _almost(self, grid: Grid) -> bool:
        """A summary but for one thing: a column without a heading, or a title of another year than its columns."""
        said = self.asked or said_above(grid, self.found.book)
        for table in [t for t in all_tables() if t.summed and self.source in {None, t.stem}]:
            told = almost(grid, table, self.lists, said)
            if told and self._ours(told.found, grid):
                self._part(table).faults.append(told.fault)
                return True
        return False

    def _ours(self, found: Summary, grid: Grid) -> bool:
        """Whether a summary is of the source that was named, or speaks for its own."""
        return bool(self.source) or speaks_for(found, found.table, _all_said(grid, self.found.book, found.first))

    def _take_summary(self, grid: Grid, summary: Summary, said: Period | None) -> None:
        book = self.found.book
        grid, rest = stacked(grid, summary)
        made, faults, warnings = slices(grid, summary, self.lists, said, (grid.name, stem(book)))
        part = self._part(summary.table)
        for piece in made:
            _add_sheet(part, piece.table, "汇总表：" + _reason_of(summary), self.lists["offices.csv"], self.asked)
            if piece.month is not None:
                part.sheets[-1].period, part.sheets[-1].period_from = Period(piece.month, piece.month), "表头"
        part.faults += faults
        part.warnings += [told for told in warnings if told not in part.warnings]
        if self.asked and any(p.month is not None and not self.asked.first <= p.month <= self.asked.last for p in made):
            message = f"指定的期间是{self.asked.chinese}，表里还有别的月份。请删去别的月份，或不指定期间"
            part.faults.append(Fault(message, grid.name, address(summary.last, 1)))
        if not self.asked and (fault := beside_title(grid, summary, {p.month for p in made if p.month is not None})):
            (part.warnings if fault.doubt else part.faults).append(fault)
        if summary.undated:
            part.faults.append(
                Fault(
                    "只写了月份，看不出是哪一年。请在标题写明年份，或用 --period 指定",
                    grid.name,
                    address(summary.last, 1),
                )
            )
        if rest is not None and not self._summary(rest, summary.table):
            message = (
                f"第 {top(rest)} 行起的另一张表没有认全，整份不能入库。请在它上面写上标题（写明年月、单位和“{summary.table.title_words[0]}”"
                "一类的字），或把它移到另一张工作表；不该计入的，请移出这份文件"
            )
            part.faults.append(Fault(message, grid.name, f"A{top(rest)}"))

    def _lacking(self, grid: Grid, tables: list[Table], *, claimed: bool) -> bool:
        """A summary without kinds: refused if nothing else of the file can be read or if it was claimed, else said."""
        book = self.found.book
        said = self.asked or said_above(grid, book)
        for table in tables:
            told = lacking(grid, table, self.lists, said)
            if told is None or _has_days(grid, told.found.last):
                continue
            speaking = _all_said(grid, book, told.found.first)
            if not self.source and not any(word in speaking for word in table.title_words):
                continue
            if claimed or without_months(grid, table, self.lists, said):
                self._part(table).faults.append(told.fault)
                return True
            self.found.lacking[grid.name] = (table, told.fault)
        return False

    def left_over(self) -> None:
        """Sheets without kinds: the reason of a refusal if the file holds nothing else, a remark beside what was read."""
        if not self.found.parts:
            for table, fault in self.found.lacking.values():
                self._part(table).faults.append(fault)
            self.found.unclaimed = [g for g in self.found.unclaimed if g.name not in self.found.lacking]

    def _turned(self, grid: Grid) -> bool:
        """A table on its side: measures down, days across."""
        found = turned(grid, self.asked or said_above(grid, self.found.book))
        if found is None or (self.source and found.table.stem != self.source):
            return False
        part = self._part(found.table)
        part.faults += found.faults
        table = None if found.faults else table_of(grid, found)
        if table:
            _add_sheet(part, table, "每行一项，每天一列（横过来的表）", self.lists["offices.csv"], self.asked)
        elif not found.faults:
            message = "像是横过来的表（每行一项，每天一列），没有认全。请按填报模板的格式填报"
            part.faults.append(Fault(message, grid.name, address(found.row, found.place)))
        return True

    def _months_together(self, grid: Grid, tables: list[Table], only: Table | None) -> bool:
        """A table of kinds and amounts that would be read if its title named one month: the reason is the period, not a column."""
        said = self.asked or said_above(grid, self.found.book)
        if said is None and only is None:
            return False  # nothing but a likeness speaks for it
        month = said.last if said else month_number(2000, 1)
        for table in tables:
            found = recognise(grid, table, self.lists, Period(month, month))
            if found is None or (said and said.first == said.last) or _has_days(grid, found.last):
                continue
            if self.source or speaks_for(found, table, _all_said(grid, self.found.book, found.first)):
                message = not_of_one_month(grid, found.first, said, self._part(table))
                if any(plain(t).endswith(("月份", "月")) for t in found.texts.values()):
                    message = "“月份”一列认不出是几月。请写成“3月”或“2022年3月”"
                self._part(table).faults.append(Fault(message, grid.name, address(found.last, 1)))
                return True
        return False

    def _only_totals(self, grid: Grid, tables: list[Table]) -> bool:
        """A table of quarters, running totals or parts of months that a title calls ours: refused with the reason, not passed over."""
        book = self.found.book
        for table in tables:
            told = without_months(grid, table, self.lists, said_above(grid, book))
            if told and speaks_for(told[0], table, _all_said(grid, book, told[0].first)):
                summary, column = told
                message = f"“{column.text}”是几个月合在一起的数，表里没有分月的数，分不到月份里。请分月填报"
                if is_this_year(column.text):
                    message = f"“{column.text}”分不清是当月的数还是1月起的累计数。是当月数的，请把表头改为“本月”；是累计数的，请报当月的数"
                if column.kind == "part":
                    message = f"“{column.text}”不是整月的实际数，表里没有整月的数。请整月结束后再报；就是整月实际数的，请改写表头"
                self._part(table).faults.append(Fault(message, grid.name, address(summary.last, column.place)))
                return True
        return False

    def _part(self, table: Table) -> Part:
        part = next((p for p in self.found.parts if p.table is table), None)
        if part is None:
            part = Part(table, self.found.book, [], table.department, "", is_sample(self.found.book.name), None)
            self.found.parts.append(part)
        return part


def not_sent(part: Part) -> list[Fault]:
    """Columns that may be left out and were: what they say is missing in the figures that use them."""
    absent = [
        c for c in part.table.columns if not c.required and not any(c.name in s.table.columns for s in part.sheets)
    ]
    if not absent or not part.sheets:
        return []
    names = "、".join(c.heading for c in absent)
    return [Fault(f"没有这些列：{names}。按空处理，用到它们的分项和指标会缺这部分", part.sheets[0].name)]


def hidden_but_read(sheet: Sheet) -> list[Fault]:
    """Hidden rows and columns are loaded like any others; the person is told, because she does not see them."""
    table, grid = sheet.table, sheet.table.grid
    told = []
    rows = sorted(grid.hidden_rows & set(table.data_rows))
    if rows:
        shown = "、".join(map(letter if grid.turned else str, rows[:8])) + ("等" if len(rows) > 8 else "")
        shown = (
            f"{shown} 列是隐藏的，共 {len(rows)} 列"
            if grid.turned
            else f"第 {shown} 行是隐藏（或被筛选掉）的，共 {len(rows)} 行"
        )
        told.append(Fault(f"{shown}，也读取了。不该报的请删去", grid.name, grid.where(rows[0], 1)))
    for mapped in table.header.columns:
        if mapped.column and mapped.place in grid.hidden_columns:
            where = grid.where(table.header.last, mapped.place)
            told.append(Fault(f"“{mapped.text}”一{'行' if grid.turned else '列'}是隐藏的，也读取了", grid.name, where))
    return told


def _all_said(grid: Grid, book: Book, first: int) -> str:
    return plain(book.name) + plain(grid.name) + "".join(plain(v) for row in grid.rows[: first - 1] for v in row)


_DAY = re.compile(r"(?:19|20)\d{2}\D{1,2}\d{1,2}\D\d{1,2}\D?")


def _has_days(grid: Grid, header: int) -> bool:
    """Whether days stand below a header: then it is a list of single events whose heading is lost, not a sum of months."""
    return any(
        isinstance(v, dt.date) or _DAY.match(str(v).strip()) for row in grid.rows[header : header + 5] for v in row
    )


def _unit_unnamed(grid: Grid, found: Summary) -> Fault | None:
    """The fault of a column of units below a heading that nobody knows, in a source whose rows state their unit."""
    place, stated = found.unit_place, any(c.name == "unit" for c in found.table.columns)
    if place is None or not stated or "unit" in found.labels:
        return None
    value = next((v for r in range(found.last + 1, len(grid.rows) + 1) if str(v := grid.at(r, place)).strip()), "")
    return Fault(unnamed(found.texts.get(place, ""), value), grid.name, address(found.last, place))


def _reason_of(summary: Summary) -> str:
    labels = "、".join(summary.table.column(n).heading for n in summary.labels)
    return f"每行是{labels}，{len(summary.cells)} 列数"


def choose(book: Book, grid: Grid, source: str | None) -> tuple[Header, str] | None:
    """The header and source of a sheet, with the reason; None if no source claims it."""
    tables = [TABLES[source]] if source else all_tables()
    candidates = [with_total(grid, header) for header in headers(grid, tables)]
    if source:
        return (candidates[0], "指定的来源") if candidates else None
    ranked = sorted(((_fit(book, grid, h), h) for h in candidates), key=lambda x: (not x[1].complete, -x[0]))
    if ours := [(s, h) for s, h in ranked if states_kinds(grid, h) >= MOSTLY]:
        ranked = [(s, h) for s, h in ranked if states_kinds(grid, h) != 0] or ours
    complete = [(s, h) for s, h in ranked if h.complete]
    if not complete:
        return _incomplete(book, grid, ranked)
    best_score, best = complete[0]
    if len(complete) > 1 and best_score - complete[1][0] < _CLEAR_LEAD:
        if told := says_another(book, grid, [h.table for _, h in complete]):
            raise RefusedError(Fault(told, grid.name))
        names = "、".join(f"{h.table.title}（--source {h.table.stem}）" for _, h in complete[:3])
        raise RefusedError(Fault(f"分不清这张表是哪一类数据：{names}。请在标题里写明，或用 --source 指定", grid.name))
    return best, _reason(book, grid, best)


def _incomplete(book: Book, grid: Grid, ranked: list[tuple[float, Header]]) -> tuple[Header, str] | None:
    """A table that lacks required columns is taken for a source only if most of it fits and a word, or the kinds that its rows state, speak for it."""
    for _, header in ranked:
        required = [c for c in header.table.columns if c.required]
        found = sum(c.name in header.found for c in required)
        if found >= 2 and (_title_words(book, grid, header) or states_kinds(grid, header) >= MOSTLY):
            return header, _reason(book, grid, header)
    return None


def _fit(book: Book, grid: Grid, header: Header) -> float:
    """How well a source fits: headings, words in the title, and the codes that the rows use."""
    score = header.score + (3.0 if _title_words(book, grid, header) else 0.0)
    for mapped in header.columns:
        codes = mapped.column.codes if mapped.column else ()
        if codes:
            seen = [
                plain(grid.at(r, mapped.place))
                for r in range(header.last + 1, min(len(grid.rows), header.last + 60) + 1)
            ]
            filled = [v for v in seen if v]
            if filled:
                share = sum(v in codes for v in filled) / len(filled)
                score += 5.0 * share if share >= 0.5 else -3.0
    return score


def _title_words(book: Book, grid: Grid, header: Header) -> list[str]:
    said = plain(book.name) + plain(grid.name) + "".join(plain(v) for row in grid.rows[: header.first - 1] for v in row)
    return [w for w in header.table.title_words if w in said]


def _reason(book: Book, grid: Grid, header: Header) -> str:
    known = "、".join(c.text for c in header.columns if c.column)
    words = _title_words(book, grid, header)
    return f"表头有{known}" + (f"；标题或名称里有“{words[0]}”" if words else "")


def _add_sheet(part: Part, table: SheetTable, why: str, offices: CodeList, asked: Period | None) -> None:
    given_by_title(table)
    lines = table.title
    part.sample = part.sample or is_sample(*lines, table.grid.name)
    period, period_from = stated_period(part, table, asked)
    year = year_of(period)
    part.as_of = part.as_of or next((a for t in (*lines, stem(part.book)) if (a := spoken_as_of(t, year))), None)
    period = until(part, period) if period_from != "指定" else period
    names = ((table.grid.name, "工作表名"), (stem(part.book), "文件名"))
    unit, unit_from = money_unit(table, names)
    part.sheets.append(Sheet(table, period, period_from, unit, unit_from, why))
    part.faults += [*table.faults, *lost_digits(part.sheets[-1]), *unit_faults(part.sheets[-1], names)]
    part.faults += raised(part.sheets[-1])
    part.warnings += shown_as_percentages(part.sheets[-1])
    part.faults += astray(part.sheets[-1], text_file=part.book.format == "csv")
    part.warnings += [*table.warnings, *([] if table.whole else taken_for_amount(table.grid, table.header))]
    for column in (c for c in part.table.columns if c.required and c.name not in table.columns and not table.whole):
        seen = "、".join(c.text for c in table.header.columns)
        rows = (
            f"第 {table.header.last} 行"
            if table.header.first == table.header.last
            else f"第 {table.header.first}—{table.header.last} 行"
        )
        part.faults.append(
            Fault(
                f"{rows}表头缺少“{column.heading}”（{column.meaning}；见到：{seen}）。请补上这一列；表里有一列就是它的，才改它的表头，不是的不要改名{to_rename(table.grid, table.header, column)}",
                table.grid.name,
            )
        )
    sender(part, lines, offices)
