"""Targets of revenue and their items: a part above the whole, parts that are more than it together, items that nobody knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from etl.checking.columns import text_of
from etl.checking.magnitude import MONTH_AT_MOST
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part
from etl.understanding.titles import plain

_FAMILIES = ("tax_kinds.csv", "offices.csv", "budget_levels.csv", "industries.csv")
"""Lists whose values do not overlap: targets for several of one list add up to the whole at most."""
_GROUPS = re.compile(
    "(各项|组织)?(税收|社会保险费|社保费?|非税|其他|其它)(收入|类)*|(一般|地方)?公共预算(收入)?|(地方|中央|省|市|区|县)级?(收入|税收|库)*|其中.*|.*(税|费|附加|基金|保障金|经费)"
)
"""Other words for a part that need no question: groups of kinds, levels, kinds that the list has not."""


_ANOTHER = re.compile(r"目标|任务|计划|指标值|调整")
_NO_TARGET = re.compile(
    r"完成|实际|进度|序时|上年|去年|同期|同比|增[幅长速]|率|占|比|[%％]|季|月|半年|序号|编号|部门|科室|单位"
)
"""Headings with the same words that are set beside a target, or are parts of a year."""


AT_LEAST = Decimal(10_000_000)
"""元 below which no bureau's target for a year lies: 38.2万元 is 38.2亿元."""
AT_MOST = 12 * MONTH_AT_MOST


@dataclass(frozen=True)
class _Target:
    number: int
    row: int
    item: str
    amount: Decimal


def target_parts(
    connection: duckdb.DuckDBPyConnection, part: Part, lists: Mapping[str, CodeList]
) -> tuple[list[Fault], list[Fault]]:
    """Faults about parts above their whole, and warnings about items that are no known part."""
    if part.table.stem != "targets":
        return [], []
    if two := _two_targets(part):
        return two, []
    years: dict[int, list[_Target]] = defaultdict(list)
    for year, *held in connection.execute(
        "SELECT year, sheet_no, source_row, coalesce(item, ''), target FROM typed_rows "
        "WHERE metric = '税费收入' AND target IS NOT NULL ORDER BY ALL"
    ).fetchall():
        years[year].append(_Target(*held))
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for targets in years.values():
        whole = next((t for t in targets if not t.item), None)
        items = [t for t in targets if t.item]
        warnings += (
            _unknown(part, t) for t in items if not _family(t.item, lists) and not _GROUPS.fullmatch(plain(t.item))
        )
        if whole:
            above = _above(part, whole, items) or list(_together(part, whole, items, lists))
            faults += above
            if not above and not AT_LEAST <= whole.amount <= AT_MOST:
                (faults if whole.amount > AT_MOST else warnings).append(_size(part, whole))
    return faults, warnings


def _two_targets(part: Part) -> list[Fault]:
    """目标值 | 调整后目标值: the first where the second differs, since nobody says which one is in force."""
    faults = []
    for sheet in part.sheets:
        table, own = sheet.table, sheet.table.header.found.get("target")
        if own is None or table.whole is not None:
            continue
        for mapped in (c for c in table.header.columns if c.column is None):
            if not _ANOTHER.search(plain(mapped.text)) or _NO_TARGET.search(plain(mapped.text)):
                continue
            cells = {r: number_in(table.grid.at(r, mapped.place)) for r in table.data_rows}
            row = next((r for r, n in cells.items() if n not in {None, number_in(table.grid.at(r, own.place))}), None)
            if row:
                message = (
                    f"这里另有一列“{mapped.text}”，与“{own.text}”的数不同，分不清现在用的是哪一个。"
                    f"请只留现在用的一列，表头写“{part.table.column('target').heading}”"
                )
                shown = text_of(table.grid.at(row, mapped.place))
                faults.append(Fault(message, sheet.name, table.grid.where(row, mapped.place), shown))
    return faults


def _family(item: str, lists: Mapping[str, CodeList]) -> str:
    """The list that an item's name is in."""
    return next((name for name in _FAMILIES if name in lists and plain(item) in lists[name].canonical), "")


def _cell(part: Part, target: _Target, column: str = "target") -> str:
    sheet = part.sheets[target.number]
    several = f"{sheet.name}!" if len(part.sheets) > 1 and sheet.name else ""
    return several + sheet.table.cell(target.row, column)


def _fault(part: Part, target: _Target, column: str, message: str, value: str = "") -> Fault:
    sheet = part.sheets[target.number]
    return Fault(message, sheet.name, sheet.table.cell(target.row, column), value)


def _size(part: Part, whole: _Target) -> Fault:
    message = (
        f"“税费收入”的年度目标折合 {whole.amount:,.2f} 元，不像县（区）税务局一年的目标（{AT_LEAST / 10**8:.1f} 亿至 {AT_MOST / 10**8:,.0f} 亿元）。"
        "请核对单位（元、万元、亿元）"
    )
    return _fault(part, whole, "target", message)


def _above(part: Part, whole: _Target, items: list[_Target]) -> list[Fault]:
    return [
        _fault(
            part,
            item,
            "target",
            f"分项“{item.item}”的目标（折合 {item.amount:,.2f} 元）大于 {_cell(part, whole)} 的合计（折合 {whole.amount:,.2f} 元）。"
            "请核对两格的数和单位，改正后重新报送；是调整后的合计的，请只留一行合计",
        )
        for item in items
        if item.amount > whole.amount
    ]


def _together(part: Part, whole: _Target, items: list[_Target], lists: Mapping[str, CodeList]) -> Iterator[Fault]:
    """Items of one list that are more than the whole together."""
    by_family: dict[str, list[_Target]] = defaultdict(list)
    for item in items:
        by_family[_family(item.item, lists)].append(item)
    for family, held in by_family.items():
        total = sum((t.amount for t in held), Decimal(0))
        if family and len(held) > 1 and total > whole.amount:
            cells = "、".join(_cell(part, t) for t in held[:6]) + ("等" if len(held) > 6 else "")
            message = (
                f"合计（折合 {whole.amount:,.2f} 元）小于 {cells} 的 {len(held)} 个分项之和（折合 {total:,.2f} 元）。"
                "请核对是合计错了，还是分项错了，改正后重新报送"
            )
            yield _fault(part, whole, "target", message)


def _unknown(part: Part, item: _Target) -> Fault:
    message = (
        "不是认得的税费种、税务所、级次或行业，按一个分项入库，不作合计目标。是调整后的合计的，请改写“合计”并删去原来的一行；"
        "确实是分项就照常入库"
    )
    return _fault(part, item, "item", message, item.item)
