"""A summary table as slices: one table for each column of amounts, month and measure, with what its heading states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise

from etl.checking.reversals import REVERSED
from etl.faults import Fault, address
from etl.reading import Grid
from etl.reference import CodeList
from etl.understanding.across import held, spans_without_months, unknown_columns
from etl.understanding.breakdown import left_beside, read_whole
from etl.understanding.dated import days_of_a_summary
from etl.understanding.header import Header, MappedColumn
from etl.understanding.labels import UNDATED, bare_label, is_tax_amount
from etl.understanding.net import read_net
from etl.understanding.numerals import number_in
from etl.understanding.sections import against, said_below, units_of_rows
from etl.understanding.sheet import Given, SheetTable, title_lines
from etl.understanding.summary import NOT_WHOLE, CellColumn, Summary, members
from etl.understanding.summary_rows import Rows, is_nothing, main_label, sort_rows
from etl.understanding.titles import is_remark, plain, running_title, spoken_period
from etl.understanding.unit_words import named_units, spoken_units, unit_in
from etl.understanding.within_title import gone_back
from metrics.numbers import split_unit
from metrics.periods import Period, month_label, month_number, months_in_words
from warehouse.schema import Kind, Table

_COUNTS = re.compile(r"户数|户次|人数|人次|笔数|件数|票数|税负|税率")
_OTHER_MEASURE = {("supervision", "kind", "谈心谈话"): "person_times"}
"""What the cell of a summary counts where it is not the source's usual measure: talks are counted by persons."""
_YEAR = 12
_FEW = 2
_BESIDE = re.compile(r"其中|同比|增|率|占|比|上年|去年|同期|户|笔")
"""Words that make another thing of a column 退库 than the amount that is to be taken off."""


@dataclass(frozen=True)
class Slice:
    """One slice, and the month that its headings or its rows state (None: the title must)."""

    table: SheetTable
    month: int | None


def slices(
    grid: Grid, found: Summary, lists: Mapping[str, CodeList], said: Period | None, names: tuple[str, ...] = ()
) -> tuple[list[Slice], list[Fault], list[Fault]]:
    """The slices of a summary table, what is wrong with it, and what is worth a look. `names` of sheet and file may state the unit."""
    year = said.year if said and said.first // 12 == said.last // 12 else None
    lines = title_lines(grid.rows[: found.first - 1])
    title = tuple(line for line in lines if not is_remark(line))  # notes: `etl.checking.notes`
    found.rounded = _rounded(grid, found, title, names)
    read_net(grid, found)
    read_whole(grid, found)
    rows = sort_rows(grid, found, members(found.table, lists), year)
    if faults := days_of_a_summary(grid, found, rows.amounts, said):
        return [], faults, []  # what else is wrong would be said of a summary, which it is not
    unknown = unknown_columns(grid, found, list(rows.data))
    faults = [
        *rows.faults,
        *([] if unknown else rows.across),
        *gone_back(grid, found, rows.data, said),
        *spans_without_months(grid, found),
        *left_beside(grid, found),
        *_doubtful(grid, found),
    ]
    asked = {fault.cell for fault in unknown}
    faults += _totals_with_part_months(grid, found, rows)
    faults += [*unknown, *_reversed(grid, found, rows, asked), *_blank_offices(grid, found, rows)]
    units, wrong = _units(grid, found, rows, lines, names)
    faults += wrong
    made: list[Slice] = []
    zeros = _only_zeros(grid, found, rows, said)
    unfilled = _zero_months(grid, found, rows, said)
    rows.data = {row: stated for row, stated in rows.data.items() if row not in unfilled}
    for cell in (c for c in found.cells if c.place not in zeros):
        for (month, measure), data in _groups(grid, found, cell, rows).items():
            piece = _slice(grid, found, cell, measure, data, rows, lines)
            piece.units = {row: units[row] for row in data if row in units}
            _date_by_title(piece, said)
            made.append(Slice(piece, month))
    faults += [*_only_cumulative(grid, found, rows, (*title, grid.name), said), *_unsaid_measure(grid, found, made)]
    faults += _persons(grid, found, made)
    if found.doubled:
        message = "这一列与前面的一列写的是同一类项目，像是并排的另一张表。请移到另一张工作表"
        faults.append(Fault(message, grid.name, address(found.last, found.doubled[0])))
    warnings = [*rows.warnings, *_said(grid, found, made, rows)]
    warnings += _unfilled_said(grid, found, zeros, unfilled)
    if made:
        made[0].table.left_out = rows.left_out
    elif not faults:
        why = "没有一个数，像是还没有填的空表。请填好后报送"
        if zeros or unfilled:
            why = "的数全是 0，分不清是还没有填，还是确实没有。确实没有的，请在标题写明包含的月份（如“2022年1—2月”），或用 --period 指定"
        faults.append(Fault(f"这张汇总表里{why}", grid.name, address(found.last, 1)))
    return made, faults, warnings


def _totals_with_part_months(grid: Grid, found: Summary, rows: Rows) -> list[Fault]:
    """A 合计 that does not hold beside 5月（截至20日）: it holds with that column, which is not read."""
    aside = [(place, text) for place, text, why in found.ignored if why == NOT_WHOLE]
    checks = {address(row, c.place) for c in found.checks for row in rows.amounts}
    if not aside or not any(fault.cell in checks for fault in rows.faults):
        return []
    place, text = aside[0]
    message = f"“{text}”一列不是整月的实际数，没有读取，合计里却有它的数。请删去这一列，并把合计改为整月各列之和"
    return [Fault(message, grid.name, address(found.last, place), text)]


def _unfilled_said(grid: Grid, found: Summary, zeros: set[int], unfilled: set[int]) -> list[Fault]:
    """Columns and rows of months that hold nothing but zeros."""
    warnings = []
    for cell in (c for c in found.cells if c.place in zeros):
        told = f"“{cell.text}”一列全是 0，像是还没有填，按没有报送处理，不当作 0"
        warnings.append(Fault(told, grid.name, address(found.last, cell.place)))
    if unfilled:
        told = f"第 {'、'.join(map(str, sorted(unfilled)))} 行的月份全是 0，像是还没有填，按没有报送处理，不当作 0"
        warnings.append(Fault(told, grid.name, address(min(unfilled), found.labels[found.table.dated_by])))
    return warnings


def _groups(grid: Grid, found: Summary, cell: CellColumn, rows: Rows) -> dict[tuple[int | None, str], list[int]]:
    """A column's filled rows by month and by what the cell counts. A 0 of what is counted is nothing to store in a month that is covered."""
    dated, counted = found.table.dated_by, found.table.column(found.table.summed).kind is Kind.COUNT
    groups: dict[tuple[int | None, str], list[int]] = {}
    for row, stated in rows.data.items():
        if is_nothing(grid.at(row, cell.place)):
            continue
        none = counted and number_in(grid.at(row, cell.place)) == 0
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
        groups.setdefault((month, measure), []).extend([] if none else [row])
    return groups


def _unsaid_measure(grid: Grid, found: Summary, made: list[Slice]) -> list[Fault]:
    """谈心谈话 is counted by 人次: a table that does not say 人次 may mean the number of talks."""
    said = "".join(str(v) for row in grid.rows for v in row if isinstance(v, str))
    for piece in made:
        mapped = piece.table.header.columns[-1]
        if not piece.table.data_rows:
            continue
        if mapped.column and mapped.column.name != found.table.summed and ("人次" not in said or "次数" in mapped.text):
            row = piece.table.data_rows[0]
            message = "“谈心谈话”要报人次，表里没有写明这是人次还是次数。请在项目或表头写明“人次”"
            return [Fault(message, grid.name, address(row, mapped.place), str(grid.at(row, mapped.place)))]
    return []


def _persons(grid: Grid, found: Summary, made: list[Slice]) -> list[Fault]:
    """追究责任 counts persons: a number of them in a summary does not say who, and one person may stand in two months."""
    if found.table.stem != "supervision" or "person" in found.labels:
        return []
    faults = []
    for piece in made:
        table, place = piece.table, piece.table.header.columns[-1].place
        kind = table.given["kind"].value if "kind" in table.given else ""
        for row in (r for r in table.data_rows if (kind or table.stated[r].get("kind")) == "追究责任"):
            message = "“追究责任”要每人一行，填人员代号（或姓名）；汇总表只有人数，不知道是不是同一个人。这几个月请改报逐行的台账"
            faults.append(Fault(message, grid.name, address(row, place), str(grid.at(row, place))))
    return faults


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
        unit = cell.unit or next((u for line in title for u in spoken_units(line)), "")
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
    return made


def _date_by_title(piece: SheetTable, said: Period | None) -> None:
    """A summary of one month (one year, for targets) is dated by its title."""
    table = piece.header.table
    if table.dated_by in piece.columns or said is None:
        return
    day = str(said.year) if table.column(table.dated_by).kind is Kind.YEAR else said.start.isoformat()
    piece.given[table.dated_by] = Given(day, address(1, 1))


_SIDES = frozenset(["上年", "去年", "上年数", "去年数", "上年同期", "去年同期"])
"""Over months of their own they make a second table beside this year's."""


def _doubtful(grid: Grid, found: Summary) -> list[Fault]:
    faults = []
    if found.bare:
        message = f"表头只写了数字（{found.bare.shown}），没有写明是不是月份。是月份的，请写成“1月”“2月”，或在标题写明包含的月份"
        faults.append(Fault(message, grid.name, address(found.bare.row, found.bare.place)))
    for cell, missing in found.partial:
        message = f"“{cell.text}”只是前面一列的一部分，其余没有写明，不知道是不是“{missing}”。请补上“{missing}”一列"
        if not missing:
            message = f"“{cell.text}”只是前面一列的一部分，前面一列不是本月的数，没有读取。请补上本月的全部入库数一列"
        faults.append(Fault(message, grid.name, address(found.last, cell.place), cell.text))
    if found.doubtful:
        seen = "、".join(f"{address(found.last, c.place)}“{c.text}”" for c in found.doubtful)
        if part := next((c for c in found.cells if "其中" in plain(c.text)), None):
            message = (
                f"“{part.text}”是“{found.doubtful[0].text}”的一部分，那么“{found.doubtful[0].text}”不只是这个月的数。"
                "请删去它（或把它的表头改为“累计”），只报当月的数；两列是同一个月的，请改正表头"
            )
            faults.append(
                Fault(message, grid.name, address(found.last, found.doubtful[0].place), found.doubtful[0].text)
            )
            return faults
        years = sorted({y for c in found.doubtful if (y := c.given.get(found.table.dated_by, "")[:4]).isdigit()})
        if len(years) > 1:
            message = f"表头有{'、'.join(f'{y}年' for y in years)}几年的数，标题没有写是哪一年的表，分不清该用哪几列：{seen}。请在标题写明年份"
            faults.append(Fault(message, grid.name, address(found.last, found.doubtful[0].place)))
            return faults
        if _SIDES & {plain(v) for row in grid.rows[: found.last] for v in row}:
            message = f"“本年”“上年”下面都是这几个月，分不清该用哪几列：{seen}。请把“本年”“上年”写成年份（如“2025年”“2024年”）"
            faults.append(Fault(message, grid.name, address(found.last, found.doubtful[0].place)))
            return faults
        counted = found.table.column(found.table.summed).kind is Kind.COUNT
        which = "请只留次数（数量）的一列；谈心谈话的人次请写成“谈心谈话（人次）”一项" if counted else (
            "请只留一列，或在表头写明哪一列是金额"
        )  # fmt: skip
        message = f"这几列写的是同一个月、同一类的数，分不清该用哪一列：{seen}。{which}"
        faults.append(Fault(message, grid.name, address(found.last, found.doubtful[0].place)))
    return faults


def _reversed(grid: Grid, found: Summary, rows: Rows, asked: Set[str]) -> list[Fault]:
    """A column 退库 beside the amounts: left aside, it would not be taken off. `asked`: headings that are asked about already."""
    faults = []
    ignored = (i for i in found.ignored if address(found.last, i[0]) not in asked and i[0] not in found.netted)
    for place, text, _ in ignored if found.table.stem == "revenue" else ():
        row = next((r for r in rows.data if number_in(grid.at(r, place))), None)
        if row and REVERSED.search(text) and not _BESIDE.search(plain(text)):
            message = (
                f"“{text}”一列不读取的话，退库就没有减去。请把入库数改为减去退库以后的净数，并删去这一列；"
                "入库数已经减去退库的，也请删去这一列"
            )
            faults.append(Fault(message, grid.name, address(row, place), str(grid.at(row, place))))
    return faults


def _blank_offices(grid: Grid, found: Summary, rows: Rows) -> list[Fault]:
    """An office without any figure in a month in which others have one has not reported: its empty cells are no 0."""
    if found.table.column(found.table.summed).kind is not Kind.MONEY:
        return []
    dated, blank = found.table.dated_by, dict[tuple[str, str], str]()
    told: set[tuple[str, str]] = set()
    for row, stated in rows.data.items():
        for cell in found.cells:
            said = {**stated, **cell.given}
            key = said.get(dated, ""), said.get("office", "")
            if str(grid.at(row, cell.place)).strip():
                told.add(key)
            else:
                blank.setdefault(key, address(row, cell.place))
    filled = {
        month
        for month, office in told
        if office and any(number_in(grid.at(r, c.place)) for r, c in _cells(found, rows, month))
    }
    faults = []
    for (month, office), where in blank.items():
        if office and month in filled and (month, office) not in told:
            message = (
                f"{office}这个月没有一个数，别的税务所有，分不清是没有报还是没有发生。没有发生的请填 0，没有报的请补上"
            )
            faults.append(Fault(message, grid.name, where))
    return faults


def _cells(found: Summary, rows: Rows, month: str) -> Iterator[tuple[int, CellColumn]]:
    """Rows and columns of amounts that speak for a month."""
    dated = found.table.dated_by
    return ((r, c) for r, s in rows.data.items() for c in found.cells if {**s, **c.given}.get(dated, "") == month)


def _units(
    grid: Grid, found: Summary, rows: Rows, title: tuple[str, ...], names: tuple[str, ...]
) -> tuple[dict[int, str], list[Fault]]:
    """The unit of each row where it stands below the header, and what is wrong: amounts of money must be in a unit of money."""
    if found.table.column(found.table.summed).kind is not Kind.MONEY:
        return {}, []
    faults = _not_money(grid, found, title)
    above = _money_units([u for line in title for u in spoken_units(line)])
    above = above or _money_units([u for name in names for u in named_units(name)])
    corner = _money_units([u for text in _corners(found) for u in spoken_units(text)])
    stated = [*above, *corner, *(c.unit for c in found.cells if c.unit)]
    below, data = range(found.last + 1, len(grid.rows) + 1), sorted(rows.data)
    amounts = {*(c.place for c in found.cells), *(c.place for c in found.checks), found.unit_place}
    said = said_below(grid, below, data, [p for p in range(1, max(map(len, grid.rows)) + 1) if p not in amounts])
    if found.unit_place is not None:
        units = {row: unit_in(str(grid.at(row, found.unit_place))) or "" for row in data}
        clash = against(grid, said, [*stated, *units.values()], "别处")
        return units, [*faults, *_rows_not_money(grid, found), *clash]
    if stated:
        bare = [c for c in found.cells if not c.unit]
        if corner and any(split_unit(unit)[0] != split_unit(corner[0])[0] for unit in stated):
            message = f"表头写的单位是“{corner[0]}”，别处写的是“{next(u for u in stated if u != corner[0])}”，两处不一致，看不出哪个对。请改正其中一处"
            return {}, [*faults, Fault(message, grid.name, address(found.last, main_label(found)))]
        if corner:
            return dict.fromkeys(data, corner[0]), faults + against(grid, said, corner, "表头")
        if bare and not above:
            message = f"有的列写了单位（{stated[0]}），这一列没有，不知道是不是同一个单位。请写明"
            faults.append(Fault(message, grid.name, address(found.last, bare[0].place), bare[0].text))
        return {}, faults + against(grid, said, stated, "标题（表头）")
    if not said:
        message = "汇总表没有写明金额单位（元还是万元）。请在标题下写上“单位：万元”一类的字"
        return {}, [*faults, Fault(message, grid.name, address(max(1, found.first - 1), 1))]
    labels = {row: str(grid.at(row, main_label(found))) for row in below}
    units, without = units_of_rows(grid, below, data, said, labels)
    return units, faults + without


_SCALED = 10_000


def _rounded(grid: Grid, found: Summary, title: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether every unit that is stated anywhere is 万元 or larger."""
    texts = [str(v) for row in grid.rows[found.first - 1 :] for v in row if isinstance(v, str)]
    units = [u for text in (*title, *texts) for u in spoken_units(text)]
    units += [c.unit for c in found.cells if c.unit] + [u for name in names for u in named_units(name)]
    return bool(money := [u for u in units if split_unit(u)[1] == "元"]) and all(
        split_unit(u)[0] >= _SCALED for u in money
    )


def _money_units(units: list[str]) -> list[str]:
    return [u for u in units if split_unit(u)[1] in {"元", ""}]


def _corners(found: Summary) -> list[str]:
    """Headings over the labels: 税费种（万元）, 单位：万元 in the corner."""
    return [found.texts.get(place, "") for place in found.labels.values()]


def _not_money(grid: Grid, found: Summary, title: tuple[str, ...]) -> list[Fault]:
    """Words and units that say that something is counted."""
    faults = []
    counted = next((m for t in (*title, grid.name, *(c.text for c in found.cells)) if (m := _COUNTS.search(t))), None)
    if counted:
        message = f"写的是“{counted[0]}”，不是金额。{found.table.title}应当报金额，请核对是不是报错了表"
        faults.append(Fault(message, grid.name, address(found.last, 1)))
    said = [u for line in title for u in spoken_units(line)]
    for unit in said:
        beside = unit == "%" or any(
            unit in text for _, text, _ in found.ignored
        )  # 单位：万元、户、% over 税额 | 户数 | 占比
        if split_unit(unit)[1] not in {"元", ""} and not (beside and _money_units(said)):
            faults.append(Fault(f"单位写的是“{unit}”，{found.table.title}应当是金额。请核对是不是报错了表", grid.name))
    return faults


def _rows_not_money(grid: Grid, found: Summary) -> list[Fault]:
    """Rows whose own unit is none of money."""
    faults = []
    for row in range(found.last + 1, len(grid.rows) + 1):
        text = str(grid.at(row, found.unit_place or 0)).strip()
        filled = any(number_in(grid.at(row, c.place)) is not None for c in found.cells)
        if filled and text and split_unit(unit_in(text) or text)[1] != "元":
            faults.append(
                Fault(f"这一行的单位是“{text}”，不是金额", grid.name, address(row, found.unit_place or 1), text)
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
        told = "是合计，只作核对，不重复计入"
        if check.kind != "total" and not held(found, check):
            told = "没有读取：是累计数，这张表里没有它包含的各月"
        notes.append(Fault(f"“{check.text}”一列{told}", grid.name, address(found.last, check.place)))
    filled = {s.month for s in made}
    stated = [_month(c.given.get(table.dated_by, "")) for c in found.cells]
    empty = sorted({m for m in stated if m is not None and m not in filled})
    if empty:
        words = months_in_words(tuple(month_label(m) for m in empty))
        notes.append(Fault(f"{words}没有填数，按没有报送处理，不当作 0", grid.name))
    if made and (silent := _silent(found, rows)):
        words = f"这些事项表里没有数：{'、'.join(silent)}。按这几个月没有发生（0）处理，有的话请补上"
        notes.append(Fault(words, grid.name, address(found.last, 1)))
    notes += _beside(grid, found)
    for left in (left for left in rows.left_out if left.kind == "part"):
        place = _label_of(grid, found, left.row)
        notes.append(
            Fault(f"{left.why}：“{bare_label(grid.at(left.row, place))}”", grid.name, address(left.row, place))
        )
    for why in dict.fromkeys(left.why for left in rows.left_out if left.kind == "aside"):
        aside = [left.row for left in rows.left_out if left.why == why]
        shown = "、".join(map(str, aside[:8])) + ("等" if len(aside) > 8 else "")
        notes.append(Fault(f"第 {shown} 行没有读取（共 {len(aside)} 行）：是{why}", grid.name, address(aside[0], 1)))
    return notes


def _label_of(grid: Grid, found: Summary, row: int) -> int:
    """Place of what names a row; the first column may be 序号, and empty."""
    filled = [p for p, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()]
    return main_label(found) if main_label(found) in filled else min(filled, default=1)


def _beside(grid: Grid, found: Summary) -> list[Fault]:
    """What stands to the right of the table under no heading; a number there may have slipped out of its row."""
    cells = [(row, place) for row in range(found.last + 1, len(grid.rows) + 1) for place in found.margin]
    notes = []
    for row, place in cells:
        value = grid.at(row, place)
        if not str(value).strip():
            continue
        number = number_in(value) is not None
        said = (
            "这个数在表的右边，没有表头，没有读取。是表里的数，请放到有表头的列里"
            if number
            else "表右边的说明，没有读取"
        )
        notes.append(Fault(said, grid.name, address(row, place), str(value), doubt=number))
    return notes


def _silent(found: Summary, rows: Rows) -> list[str]:
    """事项 that a summary has no figure for: in a month that is covered they count as none."""
    column = next((c for c in found.table.columns if c.name == "kind"), None)
    told = {cell.given.get("kind", "") for cell in found.cells} | {s.get("kind", "") for s in rows.data.values()}
    return [code for code in column.codes if code not in told] if column else []


def _only_zeros(grid: Grid, found: Summary, rows: Rows, said: Period | None) -> set[int]:
    """Months in which every amount is 0: formulas waiting for their figures. Counts may be 0 in a month, but not in all the
    months after the last one that has any, unless the title names those very months and not just the year.
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
    named = said.months if said and said.last - said.first < _YEAR - 1 else ()
    doubtful = {c.place for c in found.cells if (day := c.given.get(dated, "")) > filled and day[:7] not in named}
    return zeros & doubtful


def _zero_months(grid: Grid, found: Summary, rows: Rows, said: Period | None) -> set[int]:
    """The same where months stand in the rows: the rows of those months."""
    dated = found.table.dated_by
    if dated not in found.labels or found.table.column(dated).kind is Kind.YEAR:
        return set()
    sums: dict[str, list[bool]] = {}
    for row, stated in rows.data.items():
        numbers = [n for c in found.cells if (n := number_in(grid.at(row, c.place))) is not None]
        sums.setdefault(stated.get(dated, ""), []).extend(map(bool, numbers))
    zero = {day for day, filled in sums.items() if filled and not any(filled)}
    if found.table.column(found.table.summed).kind is not Kind.MONEY:
        last = max((day for day, filled in sums.items() if any(filled)), default="")
        named = said.months if said and said.last - said.first < _YEAR - 1 else ()
        zero = {day for day in zero if day > last and day[:7] not in named}
    return {row for row, stated in rows.data.items() if stated.get(dated, "") in zero}


_REACHED = re.compile(r"累计|累計|年初至今|年初以来|截[至止]")


def _only_cumulative(
    grid: Grid, found: Summary, rows: Rows, title: tuple[str, ...], said: Period | None
) -> list[Fault]:
    """A title that says 累计, 截至 or several months over columns that do not say 本月: the amounts are not those of one month."""
    if all("本" in c.text or "当" in c.text for c in found.cells):
        return []
    if any(found.table.dated_by in c.given for c in found.cells):
        return _rising(grid, found, rows, title)
    if (
        said is None
        or found.table.dated_by in found.labels
        or found.table.column(found.table.dated_by).kind is Kind.YEAR
    ):
        return []
    line = next((t for t in title if _REACHED.search(t) or _several_months(t, said.year)), None)
    if line is None:
        return []
    message = f"标题写的是“{line}”，是几个月合在一起的累计数，不是一个月的数。请报当月的数，或在表头写明“本月”"
    return [Fault(message, grid.name, address(found.last, found.cells[0].place))]


def _several_months(line: str, year: int) -> bool:
    """1—3月, 一季度, 上半年: more than a month and less than a year."""
    span = spoken_period(line, year)
    return span is not None and 0 < span.last - span.first < _YEAR - 1


def _rising(grid: Grid, found: Summary, rows: Rows, title: tuple[str, ...]) -> list[Fault]:
    """累计 in the title over a column a month: figures that never fall, with no 合计 beside them that holds, may be running totals."""
    line = next((t for t in title if "累计" in t), None)
    dated = found.table.dated_by
    if line is None or any(c.kind in {"total", "cumulative"} for c in found.checks):
        return []
    if running_title(line):
        message = f"标题写的是“{line}”，各列是累计数，不是当月的数。请报当月的数，并改写标题"
        return [Fault(message, grid.name, address(found.last, min(c.place for c in found.cells)))]
    months = sorted((c for c in found.cells if dated in c.given), key=lambda c: c.given[dated])
    for row in rows.data:
        amounts = [n for c in months if (n := number_in(grid.at(row, c.place))) is not None]
        if len(months) < _FEW or any(later < earlier for earlier, later in pairwise(amounts)):
            return []
    message = f"标题写的是“{line}”，各月的数只增不减，分不清是当月数还是累计数。请在表头写明“本月”，或加一列“合计”"
    return [Fault(message, grid.name, address(found.last, months[0].place))]


def _month(day: str) -> int | None:
    return month_number(int(day[:4]), int(day[5:7])) if len(day) == 10 and not day.startswith(UNDATED) else None


def speaks_for(found: Summary, table: Table, said: str) -> bool:
    """Whether a word in the title, the sheet's or the file's name, or a heading, says that the amounts are this source's."""
    amounts = [c for c in found.cells if c.measured and (c.given or not is_tax_amount(c.text))]  # 税额 may be any tax
    return any(word in said for word in table.title_words) or bool(amounts)
