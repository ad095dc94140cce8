"""Columns of a summary table that add others up (合计, 小计, 累计, 一季度), held against them row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from etl.faults import Fault, address
from etl.reading import Grid
from etl.reference import OFFICES
from etl.understanding.hierarchy import Amounts, gap, off_by_rounding, slack
from etl.understanding.numerals import number_in
from etl.understanding.summary import CheckColumn, Summary
from etl.understanding.titles import plain
from etl.understanding.unregistered import LIKE_AN_OFFICE


def wrong_across(grid: Grid, found: Summary, rows: Sequence[int], amounts: Amounts) -> tuple[list[Fault], list[Fault]]:
    """Cells that are not the sum of the columns that they add up; and those that are but for rounding.

    Where the header leaves open which columns those are, the reading that holds in most rows is taken.
    """
    faults: list[Fault] = []
    near: list[Fault] = []
    apart = bool(_spans_alone(grid, found))  # 1-2月 in one column: 合计 holds it, the months do not
    for check in (c for c in found.checks if not (apart and c.kind == "total")):
        readings: list[tuple[list[Fault], list[int]]] = []
        for group in _groups(found, check):
            wrong = [f for row in rows if (f := _wrong(grid, check, group, row, amounts, whole=found.rounded))]
            readings.append((wrong, group))
        if readings:
            fewest, group = min(readings, key=lambda x: len(x[0]))
            faults += fewest
            near += [f for row in rows if not fewest and (f := _rounded(grid, check, group, row, amounts))]
    return sorted(faults, key=lambda f: rows.index(int("".join(c for c in f.cell if c.isdigit())))), near


def _rounded(grid: Grid, check: CheckColumn, group: Sequence[int], row: int, amounts: Amounts) -> Fault | None:
    stated, values = amounts[row].get(check.place), [amounts[row][p] for p in group if p in amounts[row]]
    right = sum(values, Decimal(0))
    if stated is None or not values or not off_by_rounding(stated, right):
        return None
    return rounding(grid, check.text, (row, check.place), right)


def rounding(grid: Grid, label: str, cell: tuple[int, int], right: Decimal) -> Fault:
    """A sum that is off by no more than the rounding of its parts."""
    message = f"“{label}”与它的各项相差在四舍五入以内：相加是 {right.normalize():f}。按各项入库，合计只作核对；不是四舍五入的，请核对"
    return Fault(message, grid.name, address(*cell), str(grid.at(*cell)))


_NO_AMOUNT = re.compile(
    r"序号|编号|编码|代码|行次|电话|户|人数|人员|笔|件|票|备注|率|比|重|排名|名次|面积|日期|年度|职工"
)


def unknown_columns(grid: Grid, found: Summary, rows: Sequence[int]) -> list[Fault]:
    """Columns of numbers that nobody knows beside columns of kinds or offices: a sum of theirs, or an amount that would be missing."""
    listed = {c.name for c in found.table.columns if c.codes or c.code_list}
    if not found.spread & listed and not any(len(c.above) for c in found.cells):
        return []
    faults = []
    for column in found.unclear:
        stated = {row: n for row in rows if (n := number_in(grid.at(row, column.place)))}
        if (
            not stated
            or _NO_AMOUNT.search(column.text)
            or any(_adds_up(grid, stated, g) for g in _runs(found, column.place))
        ):
            continue
        message = (
            f"“{column.text}”一列认不出是什么，不读取的话，它的数就漏了。请改用代码表里的名称（或登记到代码表{_list_of(column.text)}）；"
            f"是合计的，请核对它的数；不是这类数的，请删去这一列{_written_so(column.text)}"
        )
        faults.append(Fault(message, grid.name, address(found.last, column.place), column.text))
    return faults


def _list_of(text: str) -> str:
    """Where a name of this form is registered."""
    return f" reference/{OFFICES}" if LIKE_AN_OFFICE.fullmatch(plain(text)) else ""


_SEVERAL = re.compile(r"^其[他它余]|^(?:社会?保(?:险费?)?|五险|非税)(?:收入|费)?$|^(?:各项|各种)?(?:基金|附加|规费)$")


def _written_so(text: str) -> str:
    """How talks and the persons talked with are told apart; what to do with several kinds in one column."""
    if _SEVERAL.search(text):
        return "。它是几个税费种合在一起的，请按代码表里的各个税费种分列（如把社会保险费分为各险种）"
    return "。谈心谈话的人次请写成“谈心谈话（人次）”一列，谈话的次数不用报" if "谈心谈话" in text else ""


def _runs(found: Summary, place: int) -> list[list[int]]:
    """Columns of amounts that stand next to one another on either side of a column, and all of them."""
    cells = sorted(c.place for c in found.cells)
    after = [p for n, p in enumerate(sorted(p for p in cells if p > place)) if p == place + 1 + n]
    before = [p for n, p in enumerate(sorted((p for p in cells if p < place), reverse=True)) if p == place - 1 - n]
    return [group for group in (after, before, cells) if len(group) > 1]


def _adds_up(grid: Grid, stated: Mapping[int, Decimal], group: Sequence[int]) -> bool:
    """Whether a column is the sum of others in every row in which it has a number."""
    for row, value in stated.items():
        parts = [n for p in group if (n := number_in(grid.at(row, p))) is not None]
        if not parts or abs(value - sum(parts, Decimal(0))) > slack([value, *parts]):
            return False
    return True


def _groups(found: Summary, check: CheckColumn) -> list[list[int]]:
    """Places of the columns that a check column may add up, the likeliest first; one at most where the header says which."""
    every = [c.place for c in found.cells if _within(found, check, c.given, c.place)]
    if check.kind != "total":
        return [every] if every and _all_there(found, check) else []
    own = [p for p in every if check.above and _above(found, p)[: len(check.above)] == check.above]
    every, headed = own or every, check.above if own else ()
    rivals = [c for c in found.checks if c.kind == "total" and (c.above if own else ()) == headed]
    earlier = max((c.place for c in rivals if c.place < check.place), default=0)
    later = min((c.place for c in rivals if c.place > check.place), default=10**9)
    before = [p for p in every if earlier < p < check.place]
    after = [p for p in every if check.place < p < later]
    groups = [every]
    if "小计" in plain(check.text) and len(rivals) > 1:
        groups = [before, after]
    elif sum(plain(c.text) == plain(check.text) for c in rivals) > 1:
        groups = [every, before, after]
    return [group for group in groups if group]


def _all_there(found: Summary, check: CheckColumn) -> bool:
    """Whether a 累计 can be held against this table: every month that it covers has a column of its own."""
    stated = {c.given.get(found.table.dated_by, "")[:7] for c in found.cells}
    return check.period is None or set(check.period.months) <= stated


def held(found: Summary, check: CheckColumn) -> bool:
    """Whether a check column can be held against columns of this table."""
    return bool(_groups(found, check))


def _above(found: Summary, place: int) -> tuple[str, ...]:
    return next(c.above for c in found.cells if c.place == place)


def _wrong(
    grid: Grid, check: CheckColumn, group: Sequence[int], row: int, amounts: Amounts, *, whole: bool
) -> Fault | None:
    """A row's 合计, 累计 or quarter against its own cells."""
    stated = amounts[row].get(check.place)
    values = [amounts[row][p] for p in group if p in amounts[row]]
    if not stated and not values:
        return None
    where, shown = address(row, check.place), str(grid.at(row, check.place))
    if not values:
        message = f"“{check.text}”有数，它包含的各列这一行却没有数，分不到各列里。请填写各列"
        return Fault(message, grid.name, where, shown)
    if stated is None:
        return None
    right = sum(values, Decimal(0))
    if abs(stated - right) <= slack([stated, *values], whole=whole):
        return None
    message = (
        f"“{check.text}”与这一行各列之和不符：各列相加是 {right.normalize():f}，差 {gap(stated, right)}。"
        "请核对是合计错了，还是有的列错了、漏了"
    )
    return Fault(message, grid.name, where, shown)


def _within(found: Summary, check: CheckColumn, given: Mapping[str, str], place: int) -> bool:
    """Whether a column of amounts is part of what a check column adds up."""
    if any(given.get(name) != value for name, value in check.given.items()):
        return False
    dated = given.get(found.table.dated_by)
    if check.kind == "total" or not dated:
        return check.kind == "total"
    months = [c.given.get(found.table.dated_by, "") for c in found.cells]
    if check.period:
        return dated[:7] in check.period.months
    first = min((m for m in months if m), default="")
    return first[5:7] == "01" and (check.place > place or all(c.place > check.place for c in found.cells))


def spans_without_months(grid: Grid, found: Summary) -> list[Fault]:
    """Quarter or 1-2月 columns whose months are not in the table: their amounts cannot be put into a month."""
    faults = []
    for check, absent in _spans_alone(grid, found):
        message = f"“{check.text}”是几个月合在一起的数，表里没有 {'、'.join(absent)} 分月的数，分不到月份里。请分月填报"
        faults.append(Fault(message, grid.name, address(found.last, check.place), check.text))
    return faults


def _spans_alone(grid: Grid, found: Summary) -> list[tuple[CheckColumn, list[str]]]:
    """Filled columns of several months, and those of their months that have no column of their own."""
    alone = []
    stated = {c.given.get(found.table.dated_by, "")[:7] for c in found.cells}
    for check in found.checks:
        if check.kind == "span" and check.period:
            absent = [m for m in check.period.months if m not in stated]
            filled = any(number_in(grid.at(r, check.place)) for r in range(found.last + 1, len(grid.rows) + 1))
            if absent and filled:
                alone.append((check, absent))
    return alone
