"""A long table whose amount is written as a sum of columns: 税额 | 滞纳金 | 合计, 中央级 | 省级 | 市级 | 区级 | 合计.

The column 合计 is the amount where it is, in every row, what the columns beside it add up to. Elsewhere nobody can tell which
column is meant, and the person is asked to name it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from etl.faults import Fault
from etl.reading import Grid
from etl.understanding.header import WHOLE_DAY, Header, MappedColumn
from etl.understanding.headings import heading
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain
from etl.understanding.total_words import TOTAL
from warehouse.schema import Column, Kind

TOTALLED = re.compile(
    r"(?:本[月期]|当[月期])?(?:税费|税收|收入|入库|实缴|缴纳|完成)*(?:合计|总计|小计|总额)(?:数|额|金额)?"
)
_FEW = 2
_NUMBERED = re.compile(r"序号$|行次$|栏次$|编号$|编码$|代码$|号码?$|户[数次]|笔数|率$|(?<!不)含转人工")
"""Headings of figures that are no amounts."""
_OF_THE_PAPER = re.compile(r"申请|申报|受理|填报|填表|报送|录入|登记|打印|更新|审核|审批|所属")
"""Days of the paper and not of what it tells."""
_COMPARED = re.compile(r"累计|同期|上年|去年|同比|增减|计划|应[征缴纳收]|欠")


def with_total(grid: Grid, header: Header) -> Header:
    """The header with its column 合计 taken for the amount, if it lacks nothing else and that column is the sum of its neighbours."""
    absent = [c for c in header.table.columns if c.required and c.name not in header.found]
    if len(absent) != 1 or absent[0].kind is not Kind.MONEY:
        return header
    for total in (c for c in header.columns if not c.column and TOTALLED.fullmatch(heading(c.text).bare)):
        parts = _beside(grid, header, total)
        if len(parts) >= _FEW and _adds_up(grid, header, total, parts):
            mapped = replace(total, column=absent[0])
            return replace(header, columns=tuple(mapped if c is total else c for c in header.columns))
    return header


def taken_for_amount(grid: Grid, header: Header) -> list[Fault]:
    """That a column 合计 was read as the amount."""
    return [
        Fault(
            f"“{c.text}”一列按“{c.column.heading}”读取：每一行都是它旁边各列之和",
            grid.name,
            grid.where(header.last, c.place),
        )
        for c in header.columns
        if c.column and c.column.kind is Kind.MONEY and TOTALLED.fullmatch(heading(c.text).bare)
    ]


def to_rename(grid: Grid, header: Header, column: Column) -> str:
    """Which columns of figures (of days) may be the one that is missing: to be renamed by who knows it; '' if there is none."""
    if column.kind is Kind.DATE:
        days = [c.text for c in header.columns if not c.column and _days(grid, header, c.place)]
        return _renamed([text for text in days if not _OF_THE_PAPER.search(text)], column)
    if column.kind not in {Kind.MONEY, Kind.COUNT}:
        return ""
    figures = [c.text for c in header.columns if not c.column and _filled(grid, header, c.place)]
    figures = [text for text in figures if not _COMPARED.search(text) and not _NUMBERED.search(plain(text))]
    return _renamed(figures, column)


def _renamed(headings: Sequence[str], column: Column) -> str:
    names = "、".join(f"“{text}”" for text in headings[:4])
    which = f"{names}里有一列就是{column.heading}的" if len(headings) > 1 else f"如果{names}一列就是{column.heading}"
    return f"；{which}，请把它的表头改为“{column.heading}”" if headings else ""


def _days(grid: Grid, header: Header, place: int) -> bool:
    below = [v for row in range(header.last + 1, header.last + 6) if str(v := grid.at(row, place)).strip()]
    return bool(below) and all(isinstance(v, dt.date) or (isinstance(v, str) and WHOLE_DAY.match(v)) for v in below)


def _filled(grid: Grid, header: Header, place: int) -> bool:
    below = [v for row in range(header.last + 1, header.last + 6) if str(v := grid.at(row, place)).strip()]
    return bool(below) and all(number_in(v) is not None for v in below)


def _beside(grid: Grid, header: Header, total: MappedColumn) -> list[int]:
    """Columns of figures that nobody knows, in one run left of the total, or else right of it."""
    unknown = {c.place: c for c in header.columns if not c.column and c is not total}
    for step in (-1, 1):
        run: list[int] = []
        place = total.place + step
        while place in unknown and _filled(grid, header, place) and not _COMPARED.search(unknown[place].text):
            run.append(place)
            place += step
        if run:
            return run
    return []


def _adds_up(grid: Grid, header: Header, total: MappedColumn, parts: Sequence[int]) -> bool:
    """Whether the total is the sum of its parts, exactly (but for the noise of floats), in every row that has one."""
    held = 0
    for row in range(header.last + 1, len(grid.rows) + 1):
        stated = number_in(grid.at(row, total.place))
        values = [n for p in parts if (n := number_in(grid.at(row, p))) is not None]
        totals = any(isinstance(v, str) and TOTAL.match(plain(v)) for v in grid.rows[row - 1])
        if (stated is None and not values) or (totals and not values):
            continue
        if stated is None or abs(stated - sum(values, Decimal(0))) > Decimal("0.00001"):
            return False
        held += 1
    return held > 0
