"""Empty cells of a table that somebody is to write a number in: 谈心谈话 | 人次 | (nothing).

Most empty cells want nothing: a rate that the row has none of, a remark, a name. One wants a number where its row names what is
counted and in what unit, its column says that it holds numbers, and the table names something that is measured at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from report.finding.spaces import unspaced

if TYPE_CHECKING:
    from report.finding.tables import Cell, Table

EMPTY = "**"
"""Stands for an empty cell in the sentence that the table makes of it, as the mask that somebody might have written there."""
_SHORTEST = 3
"""Characters of the shortest wording by which a label names a metric."""
_HOLDS_NUMBERS = re.compile(
    r"^(?:数字?|数[量值额据]|(?:本年|全年|上年|年度|当年|今年|去年|实际|累计|完成|合计|总计)+(?:数|值|额|量|完成|实际|累计)*|指标值|(?:20\d\d年|年度|全年|本年|明年|下年)?(?:目标|计划|任务|预计|预算)[数值]?|完成(?:数|值|情况|量)|实绩|结果|人次|户次|次数|人数|户数|金额|总数|合计|小计"
    r"|(?:20\d\d年?)?度?(?:[上下]半年|[第前]?[一二三四]季度|前三季度|\d{1,2}月份?|\d{1,2}[-—–至到]\d{1,2}月)?(?:数|值|累计|完成数?|实际)?|上年同期数?|同期数?)$"
)
"""Headings of columns of numbers."""
_UNIT_SAID = re.compile(r"[（(][^（）()]{1,5}[）)]$")
_OTHERWISE = re.compile(
    r"名称|姓名|部门|科室|责任|联系|电话|手机|日期|时间|时限|地点|职务|负责|签[字名章]|盖章|备注|说明|证号|编号|账号|排名|名次|措施|原因|来源|依据|意见(?!建议)|评[分价语]|得分|附件|佐证|审核|序号"
)
"""Labels and headings of cells that want words, or a number of another kind."""
_COMPARES = re.compile(r"[同环]比|增[减长幅速]|升降|占比|比[重例]")


@lru_cache(maxsize=8)
def words_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """The wordings of all metrics, to be looked for in labels."""
    long = sorted({w for w in words if len(w) >= _SHORTEST}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long)) or r"(?!)")


def empty_cells(
    table: Table, text: str, words: re.Pattern[str], is_value: Callable[[str], bool]
) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """The empty cells of columns without any figure, and those beside figures whose row has none at all.

    Whether the table says a unit for them is another question, to be asked of the sentence that it makes of each.
    """
    looked = _Looked(table, text, is_value)
    if not any(looked.is_empty(c) for c in table.cells):
        return frozenset(), frozenset()
    wanted: set[Cell] = set()
    alone: set[Cell] = set()
    for column in table.columns:
        mine = looked.empty_below_its_heading(column)
        named = [c for c in mine if (label := looked.label(c)) and not _OTHERWISE.search(label)]
        if looked.has_figures(column):
            alone |= {c for c in named if looked.row_is_bare(c) and not looked.may_be_a_group(c, words)}
        elif looked.is_bare_below(column, mine) and not looked.has_masks:
            wanted |= {c for c in named if looked.row_is_bare(c) or not looked.compares(c)}
    if not any(looked.names_it(c, words) for c in wanted):
        wanted = set()
    if not any(words.search(looked.words(c)) for c in table.cells):
        alone = set()
    if not wanted and not alone:
        alone = looked.unread(words)
    return frozenset(wanted), frozenset(alone)


class _Looked:
    """One table, looked at for its empty cells."""

    def __init__(self, table: Table, text: str, is_value: Callable[[str], bool]) -> None:
        self.table, self.text = table, text
        self._is_figure = is_value

    def words(self, cell: Cell) -> str:
        """What is written in a cell."""
        return unspaced(self.text[cell.start : cell.end])

    def is_empty(self, cell: Cell) -> bool:
        """Nothing but white space stands in it."""
        return not self.words(cell)

    def label(self, cell: Cell) -> str:
        """The words of the row before it, without figures."""
        left = (c for c in self.table.rows[cell.row] if c.column < cell.column)
        return "".join(w for c in left if (w := self.words(c)) and not self._is_figure(w))

    @cached_property
    def has_masks(self) -> bool:
        """Whoever wrote stars in some cells left the others empty on purpose."""
        return any(self._is_figure(w) and not re.search(r"\d", w) for c in self.table.cells if (w := self.words(c)))

    def compares(self, cell: Cell) -> bool:
        """同比（%） beside figures: not every row has one."""
        above = (c for c in self.table.columns[cell.column] if c.row < cell.row)
        return any(_COMPARES.search(self.words(c)) for c in above)

    def names_it(self, cell: Cell, words: re.Pattern[str]) -> bool:
        """Whether its row or its column names something that is measured."""
        above = (c for c in self.table.columns[cell.column] if c.row < cell.row)
        return any(words.search(w) for w in (self.label(cell), *map(self.words, above)))

    def empty_below_its_heading(self, column: int) -> list[Cell]:
        """The empty cells of a column that holds numbers by its heading, or that has none and stands right behind a label."""
        cells = [c for c in self.table.columns[column] if c.column == column]
        first = next((c for c in cells if self.is_empty(c) and self.label(c)), None)
        if first is None:
            return []
        heads = self.heads(column, first.row)
        if any(_OTHERWISE.search(w) for w in heads):
            return []
        if heads and not any(_HOLDS_NUMBERS.match(w) or _UNIT_SAID.search(w) for w in heads):
            return []
        found = [c for c in cells if c.row >= first.row and self.is_empty(c) and self.label(c)]
        return found if heads else [c for c in found if self._right_behind_a_label(c)]

    def heads(self, column: int, row: int) -> list[str]:
        """What stands over a column, above a row, without what is merged over the whole table (填报单位：…（盖章）)."""
        own = (c for c in self.table.columns[column] if c.row < row and not 1 < self.table.width == c.columns)
        return [w for c in own if (w := self.words(c))]

    def unread(self, words: re.Pattern[str]) -> set[Cell]:
        """Of a table without a single figure the empty cells that a metric's label and some unknown heading (本期, 应开展) are of."""
        cells = [c for c in self.table.cells if self.is_empty(c) and c.columns == 1 and self.names_it(c, words)]
        if any(self._is_figure(w) for c in self.table.cells if c.column and (w := self.words(c))):
            return set()
        found = {c: self.heads(c.column, c.row) for c in cells if (w := self.label(c)) and not _OTHERWISE.search(w)}
        return {
            c
            for c, heads in found.items()
            if heads and not any(_OTHERWISE.search(w) or _COMPARES.search(w) for w in heads)
        }

    def _right_behind_a_label(self, cell: Cell) -> bool:
        left = [c for c in self.table.rows[cell.row] if c.column < cell.column]
        return bool(left) and not self.is_empty(left[-1]) and not self._is_figure(self.words(left[-1]))

    def has_figures(self, column: int) -> bool:
        """A mask or a numeral stands in the column."""
        return any(self._is_figure(w) for c in self.table.columns[column] if (w := self.words(c)))

    def is_bare_below(self, column: int, mine: list[Cell]) -> bool:
        """Nothing is written in the column below the first of these, but for rows merged over several columns (groups, notes)."""
        own = (c for c in self.table.columns[column] if c.row > mine[0].row and c.columns == 1) if mine else ()
        return bool(mine) and all(self.is_empty(c) for c in own)

    def may_be_a_group(self, cell: Cell, words: re.Pattern[str]) -> bool:
        """其中：, 二、党建工作: a row of one cell that names nothing that is measured."""
        written = [w for c in self.table.rows[cell.row] if (w := self.words(c))]
        return len(written) == 1 and not words.search(written[0]) and not _UNIT_SAID.search(written[0])

    def row_is_bare(self, cell: Cell) -> bool:
        """No figure stands in the row but its number."""
        others = (c for c in self.table.rows[cell.row] if c is not cell and c.column > 0)
        return not any(self._is_figure(w) for c in others if (w := self.words(c)))
