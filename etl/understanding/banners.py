"""Lines that stand over a table and are none of its headings: titles merged across it, units, who made it and when.

Glued to the headings below they would change what a column stands for (金额单位：元 over 序号), and the words of a title
(计划, 2021年) would be heard by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.grids import Grid, Value
from etl.understanding.titles import plain, spoken_period
from etl.understanding.unit_words import spoken_units, unit_in

_NEARLY_ALL = 0.66
"""Share of a table's columns that a cell must cover from the first of them on to be its title."""
_TWO = 2
_UNIT_LINE = re.compile(
    r"[(\[【]?(?:(?:金额|计量|货币|数量|计价|本表|表中|注)*单位[:为是]|(?:金额|人民币|币种)[:]|[以按].{1,8}(?:为单位|计))"
)
_MAKER = re.compile(
    r"(?:(?:制表|填表|填报|编制|编报|上报|报送|审核|复核|打印|导出|生成|查询|统计)(?:单位|部门|科室|机关|人|日期|时间|期间)?|税款所属期.{0,2}|所属期|(?:入库|日期)(?:期间|范围))[:]"
)
_DAY = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2})")
_TITLE = re.compile(
    r"(?:表|台账|明细|清册|清单|登记簿?|统计|日报|月报|季报|年报|报告|情况|计划|安排|名册)(?:[(\[【].*[)\]】])?$"
)


def banners(grid: Grid, deepest: int) -> frozenset[int]:
    """The rows of a sheet that hold nothing but such lines, each above a row with more to say."""
    spans = {(top, left): right for top, left, _, right in grid.merged if right > left}
    found: set[int] = set()
    under: list[tuple[int, Value]] = []
    for row in range(min(len(grid.rows), deepest), 0, -1):
        cells = [(place, v) for place, v in enumerate(grid.rows[row - 1], 1) if v != "" and str(v).strip()]
        if not cells:
            continue
        if len(under) >= _TWO and _is_banner(row, cells, under, spans):
            found.add(row)
        else:
            under = cells
    return frozenset(found)


def _is_banner(
    row: int, cells: Sequence[tuple[int, Value]], under: Sequence[tuple[int, Value]], spans: dict[tuple[int, int], int]
) -> bool:
    """Whether each cell of a row is a line over the row of headings `under`, or one of them is its title and the others say units and makers."""
    if not all(isinstance(v, str) for _, v in cells):
        return False
    titles = [(place, str(v)) for place, v in cells if not _says_unit_or_maker(str(v))]
    if len(titles) < len(cells):  # 填报单位：…  2022年4月6日: the day of making, not a heading
        titles = [(place, text) for place, text in titles if not _DAY.fullmatch(plain(text))]
    if len(titles) > 1:
        return False
    return not titles or _is_title(row, *titles[0], under, spans)


def _says_unit_or_maker(text: str) -> bool:
    """单位：万元, （万元）, 制表日期：…; 入库金额（单位：元） is a heading."""
    clean = plain(text)
    if _MAKER.match(clean):
        return True
    return (_UNIT_LINE.match(clean) is not None and bool(spoken_units(text))) or unit_in(
        clean.strip("()[]【】")
    ) is not None


def _is_title(
    row: int, place: int, text: str, under: Sequence[tuple[int, Value]], spans: dict[tuple[int, int], int]
) -> bool:
    """A cell merged over nearly all columns, one that stands over the first heading, or one that reads like a title."""
    first, last = under[0][0], under[-1][0]
    covered = min(last, spans.get((row, place), place)) - first + 1
    if place <= first and covered >= _TWO and covered >= _NEARLY_ALL * (last - first + 1):
        return True
    if place == first and (row, place) not in spans and isinstance(under[0][1], str):
        return True
    return spoken_period(text) is not None and _TITLE.search(plain(text)) is not None
