"""A summary table as slices: one table for each column of amounts, month and measure, with what its heading states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl.across import spans_without_months
from etl.faults import Fault, address
from etl.labels import bare_label
from etl.numerals import number_in
from etl.reading import Grid
from etl.reference import CodeList
from etl.sheet import Given, Header, MappedColumn, SheetTable, title_lines
from etl.summary import UNDATED, CellColumn, Summary, members
from etl.summary_rows import Rows, is_nothing, sort_rows
from etl.titles import spoken_units, unit_in
from metrics.numbers import split_unit
from metrics.periods import Period, month_label, month_number, months_in_words
from warehouse.schema import Kind, Table

_COUNTS = re.compile(r"户数|户次|人数|人次|笔数|件数|票数|税负|税率")
_OTHER_MEASURE = {("supervision", "kind", "谈心谈话"): "person_times"}
"""What the cell of a summary counts where it is not the source's usual measure: talks are counted by persons."""


@dataclass(frozen=True)
class Slice:
    """One slice, and the month that its headings or its rows state (None: the title must)."""

    table: SheetTable
    month: int | None


def slices(
    grid: Grid, found: Summary, lists: Mapping[str, CodeList], said: Period | None
) -> tuple[list[Slice], list[Fault], list[Fault]]:
    """The slices of a summary table, what is wrong with it, and what is worth a look."""
    year = said.year if said and said.first // 12 == said.last // 12 else None
    rows = sort_rows(grid, found, members(found.table, lists), year)
    title = title_lines(grid.rows[: found.first - 1])
    faults = [*rows.faults, *spans_without_months(grid, found), *_doubtful(grid, found), *_units(grid, found, title)]
    made: list[Slice] = []
    zeros = _only_zeros(grid, found, rows)
    for cell in (c for c in found.cells if c.place not in zeros):
        for (month, measure), data in _groups(grid, found, cell, rows).items():
            piece = _slice(grid, found, cell, measure, data, rows, title)
            _date_by_title(piece, said)
            made.append(Slice(piece, month))
    faults += [*_only_cumulative(grid, found, (*title, grid.name), said), *_unsaid_measure(grid, found, made)]
    if found.doubled:
        message = "这一列与前面的一列写的是同一类项目，像是并排的另一张表。请移到另一张工作表"
        faults.append(Fault(message, grid.name, address(found.last, found.doubled[0])))
    warnings = _said(grid, found, made, rows)
    for cell in (c for c in found.cells if c.place in zeros):
        told = f"“{cell.text}”一列全是 0，像是还没有填，按没有报送处理，不当作 0"
        warnings.append(Fault(told, grid.name, address(found.last, cell.place)))
    if made:
        made[0].table.left_out = rows.left_out
    elif not faults:
        faults.append(
            Fault("这张汇总表里没有一个数，像是还没有填的空表。请填好后报送", grid.name, address(found.last, 1))
        )
    return made, faults, warnings


def _groups(grid: Grid, found: Summary, cell: CellColumn, rows: Rows) -> dict[tuple[int | None, str], list[int]]:
    """A column's filled rows by month and by what the cell counts."""
    dated = found.table.dated_by
    groups: dict[tuple[int | None, str], list[int]] = {}
    for row, stated in rows.data.items():
        if is_nothing(grid.at(row, cell.place)):
            continue
        day = cell.given.get(dated) or stated.get(dated, "")
        month = _month(day)
        values = {**stated, **cell.given}
        measure = next(
            (
                m
                for (stem, name, code), m in _OTHER_MEASURE.items()
                if stem == found.table.stem and values.get(name) == code
            ),
            found.table.summed,
        )
        if measure in found.labels:
            measure = found.table.summed  # the table has a column of its own for it
        groups.setdefault((month, measure), []).append(row)
    return groups


def _unsaid_measure(grid: Grid, found: Summary, made: list[Slice]) -> list[Fault]:
    """谈心谈话 is counted by 人次: a table that does not say 人次 may mean the number of talks."""
    said = "".join(str(v) for row in grid.rows for v in row if isinstance(v, str))
    for piece in made:
        mapped = piece.table.header.columns[-1]
        if mapped.column and mapped.column.name != found.table.summed and ("人次" not in said or "次数" in mapped.text):
            row = piece.table.data_rows[0]
            message = "“谈心谈话”要报人次，表里没有写明这是人次还是次数。请在项目或表头写明“人次”"
            return [Fault(message, grid.name, address(row, mapped.place), str(grid.at(row, mapped.place)))]
    return []


def _slice(
    grid: Grid, found: Summary, cell: CellColumn, measure: str, data: list[int], rows: Rows, title: tuple[str, ...]
) -> SheetTable:
    table = found.table
    columns = [
        MappedColumn(place, found.texts.get(place, ""), table.column(name)) for name, place in sorted(found.labels.items(), key=lambda x: x[1])
    ]  # fmt: skip
    columns.append(MappedColumn(cell.place, cell.text, table.column(measure), unit=cell.unit))
    given = {name: Given(value, address(found.last, cell.place)) for name, value in cell.given.items()}
    if any(c.name == "unit" for c in table.columns) and found.unit_place is None:
        unit = cell.unit or next((u for line in title for u in spoken_units(line)), "元")
        given["unit"] = Given(unit, address(found.last, cell.place))
    made = SheetTable(
        grid,
        Header(table, found.first, found.last, tuple(columns), 0.0),
        title,
        data_rows=data,
        given=given,
        whole=found,
    )
    made.stated = {row: {k: v for k, v in rows.data[row].items() if k != measure} for row in data}
    if found.unit_place is not None and "unit" not in found.labels:
        made.units = {row: unit_in(str(grid.at(row, found.unit_place))) or "" for row in data}
    return made


def _date_by_title(piece: SheetTable, said: Period | None) -> None:
    """A summary of one month (one year, for targets) is dated by its title."""
    table = piece.header.table
    if table.dated_by in piece.columns or said is None:
        return
    day = str(said.year) if table.column(table.dated_by).kind is Kind.YEAR else said.start.isoformat()
    piece.given[table.dated_by] = Given(day, address(1, 1))


def _doubtful(grid: Grid, found: Summary) -> list[Fault]:
    if not found.doubtful:
        return []
    seen = "、".join(f"{address(found.last, c.place)}“{c.text}”" for c in found.doubtful)
    message = (
        f"这几列写的是同一个月、同一类的数，分不清该用哪一列：{seen}。请只留一列，或在表头写明哪一列是金额（次数）"
    )
    return [Fault(message, grid.name, address(found.last, found.doubtful[0].place))]


def _units(grid: Grid, found: Summary, title: tuple[str, ...]) -> list[Fault]:
    """Amounts of money must be in a unit of money."""
    if found.table.column(found.table.summed).kind is not Kind.MONEY:
        return []
    faults = []
    counted = next((m for t in (*title, grid.name, *(c.text for c in found.cells)) if (m := _COUNTS.search(t))), None)
    if counted:
        message = f"写的是“{counted[0]}”，不是金额。{found.table.title}应当报金额，请核对是不是报错了表"
        faults.append(Fault(message, grid.name, address(found.last, 1)))
    stated = (
        any(spoken_units(line) for line in title) or any(c.unit for c in found.cells) or found.unit_place is not None
    )
    if not stated:
        message = "汇总表没有写明金额单位（元还是万元）。请在标题下写上“单位：万元”一类的字"
        faults.append(Fault(message, grid.name, address(max(1, found.first - 1), 1)))
    for unit in (u for line in title for u in spoken_units(line)):
        if split_unit(unit)[1] not in {"元", ""}:
            faults.append(Fault(f"单位写的是“{unit}”，{found.table.title}应当是金额。请核对是不是报错了表", grid.name))
    if found.unit_place is not None:
        for row in range(found.last + 1, len(grid.rows) + 1):
            text = str(grid.at(row, found.unit_place)).strip()
            filled = any(number_in(grid.at(row, c.place)) is not None for c in found.cells)
            if filled and text and split_unit(unit_in(text) or text)[1] != "元":
                faults.append(
                    Fault(f"这一行的单位是“{text}”，不是金额", grid.name, address(row, found.unit_place), text)
                )
    return faults


def _said(grid: Grid, found: Summary, made: list[Slice], rows: Rows) -> list[Fault]:
    """What the person should know of a summary: how it is dated, which columns were not read, which months are empty."""
    table, notes = found.table, []
    if table.column(table.dated_by).kind is Kind.DATE and made:
        head = table.column(table.dated_by).heading
        notes.append(
            Fault(f"这是汇总表，没有逐笔的日期：“{head}”一律记作当月 1 日，只能按月、按项目汇总使用", grid.name)
        )
    for place, text, why in found.ignored:
        notes.append(Fault(f"“{text}”一列没有读取：{why}", grid.name, address(found.last, place)))
    for check in found.checks:
        notes.append(
            Fault(f"“{check.text}”一列是合计，只作核对，不重复计入", grid.name, address(found.last, check.place))
        )
    filled = {s.month for s in made}
    stated = [_month(c.given.get(table.dated_by, "")) for c in found.cells]
    empty = sorted({m for m in stated if m is not None and m not in filled})
    if empty:
        words = months_in_words(tuple(month_label(m) for m in empty))
        notes.append(Fault(f"{words}没有填数，按没有报送处理，不当作 0", grid.name))
    notes += [
        Fault(f"{left.why}：“{bare_label(grid.at(left.row, 1))}”", grid.name, address(left.row, 1)) for left in rows.left_out if left.kind == "part"
    ]  # fmt: skip
    return notes


def _only_zeros(grid: Grid, found: Summary, rows: Rows) -> set[int]:
    """Months in which every amount is 0: formulas waiting for their figures. Counts may be 0 in a month, but not in all the
    months after the last one that has any.
    """
    zeros = set()
    for cell in found.cells:
        numbers = [n for row in rows.data if (n := number_in(grid.at(row, cell.place))) is not None]
        if numbers and not any(numbers):
            zeros.add(cell.place)
    if found.table.column(found.table.summed).kind is Kind.MONEY:
        return zeros
    dated = found.table.dated_by
    filled = max((c.given.get(dated, "") for c in found.cells if c.place not in zeros), default="")
    return {c.place for c in found.cells if c.place in zeros and c.given.get(dated, "") > filled}


def _only_cumulative(grid: Grid, found: Summary, title: tuple[str, ...], said: Period | None) -> list[Fault]:
    """A title that says 累计 over a column that does not say 本月: the amounts are not those of one month."""
    line = next((t for t in title if "累计" in t), None)
    by_title = said is not None and not any(found.table.dated_by in c.given for c in found.cells)
    by_title = by_title and found.table.dated_by not in found.labels
    if line is None or not by_title or all("本" in c.text or "当" in c.text for c in found.cells):
        return []
    message = f"标题写的是“{line}”，是累计数，不是一个月的数。请报当月的数，或在表头写明“本月”"
    return [Fault(message, grid.name, address(found.last, found.cells[0].place))]


def _month(day: str) -> int | None:
    return month_number(int(day[:4]), int(day[5:7])) if len(day) == 10 and not day.startswith(UNDATED) else None


def speaks_for(found: Summary, table: Table, said: str) -> bool:
    """Whether a word in the title, the sheet's or the file's name, or a heading, says that the amounts are this source's."""
    return any(word in said for word in table.title_words) or any(c.measured for c in found.cells)
