"""Words that make a row the sum of other rows, wherever in the row they stand; the one list of them.

A list kept by hand or exported from a pivot table fills the day and the kind of its 小计 rows, too: there the word stands in place of
a taxpayer, of a document or in a column that is not read, and the row would be counted beside its parts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.understanding.numerals import number_in
from etl.understanding.titles import plain

if TYPE_CHECKING:
    from etl.reading import Grid
    from etl.understanding.header import Header, MappedColumn

_THINGS = r"(?:个|次|篇|条|名|人|人次|家|户|户次|场|项|笔|件|份|封|面|期|行)"
TOTAL = re.compile(rf"^.{{0,14}}(合计|小计|总计|累计|共计|总数)(数|额|金额)?[:]?(\d+{_THINGS}?(党?支部)?)?$")
_OF = (
    r"(?:\d{4}年)?(?:以上|上述|截至)?(?:本|当|该|全|各|上|下|第?[一二三四五六七八九十\d]{1,3})?"
    r"(?:日|页|月份?|季度?|年度?|周|旬|期|次|半年|[一-鿿]{0,6}(?:所|分局|股|科|局|支部|办公室|类|户|组))?"
)
"""What a total is of, where it stands within another text's column: 本日, 一季度, 第一税务所."""
_BARE = re.compile(
    rf"[(\[【]?(?:{_OF}(?:合计|总计|共计|总数|累计|汇总)|.{{0,8}}小计)(?:数|额|金额|行)?[)\]】]?[:]?(?:共?\d+{_THINGS})?"
)
_SO_MANY = re.compile(rf"{_OF}(?:一?共|合计|总计|共计)\d+{_THINGS}")
"""共17笔, 合计40笔."""
_HELD = re.compile(
    rf"{_OF}(?:一?共|合计|累计)(?:开展|组织|举办|召开|举行|观看|放映|谈话|学习|进行)了?\d+{_THINGS}.{{0,6}}"
)
"""本季度共开展4次: of a ledger's rows, if there are others of that kind."""
_LABELS = re.compile(r"名称|户名|单位|企业|姓名|备注|备考|说明|摘要|附注|^注$")
"""Headings of columns that are not read in which 汇总 and 累计 speak of the row, not of how the tax is paid or declared."""
_METHODS = re.compile(r"汇总|累计")
_COUNTED = re.compile(rf"\d+{_THINGS}$")
_MONEY = frozenset({"revenue", "refunds"})
_NUMBERS = frozenset({"taxpayer", "voucher", "document"})
_TEXTS = frozenset({"topic", "title", "audience", "origin", "department"})
_SIGN = re.compile("[计总汇共]")
"""What each of the words above holds: other texts are not looked at closely."""


class TotalWords:
    """Finds the totals among the rows of one list that state their day."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid, self.header = grid, header
        self.columns = [c for c in header.columns if c.column is None or c.column.name in _NUMBERS | _TEXTS]
        self.kind = header.found.get("kind")
        self.counts: dict[tuple[int, str], tuple[int, int]] = {}

    def said_by(self, row: int) -> str:
        """The word by which a row says of itself that it is a total; '' for a row of data."""
        for mapped in self.columns:
            word = _word(self.grid, row, mapped, self.header)
            if word and self._beside_others(row, mapped) and (not _HELD.fullmatch(word) or self._adds_up(row)):
                return word
        return ""

    def _kind_of(self, row: int) -> str:
        return plain(self.grid.at(row, self.kind.place)) if self.kind else ""

    def _beside_others(self, row: int, mapped: MappedColumn) -> bool:
        """Whether most other rows (of a ledger those of its kind) say no such thing: 意见建议 | 30 | 一季度汇总 may be all there is of it."""
        key = mapped.place, self._kind_of(row)
        if key not in self.counts:
            rows = range(self.header.last + 1, len(self.grid.rows) + 1)
            alike = [r for r in rows if any(self.grid.rows[r - 1]) and self._kind_of(r) == key[1]]
            words = sum(bool(_word(self.grid, r, mapped, self.header)) for r in alike)
            self.counts[key] = words, len(alike) - words
        words, others = self.counts[key]
        return others >= words

    def _adds_up(self, row: int) -> bool:
        """Whether a ledger's rows of the same kind above a row are together as many as it counts."""
        counted = self.header.found.get(self.header.table.summed)
        if self.kind is None or counted is None:
            return False
        above = [r for r in range(self.header.last + 1, row) if self._kind_of(r) == self._kind_of(row)]
        numbers = [number_in(self.grid.at(r, counted.place)) for r in above]
        total = sum((Decimal(1) if n is None else n for n in numbers), Decimal(0))
        return len(above) > 1 and total == number_in(self.grid.at(row, counted.place))


def _word(grid: Grid, row: int, mapped: MappedColumn, header: Header) -> str:
    """What a cell says, if it is a total's word."""
    value = grid.at(row, mapped.place)
    if not isinstance(value, str) or not _SIGN.search(value):
        return ""
    text, column = plain(value), mapped.column
    forms = [_BARE, _SO_MANY]
    if column is None and header.table.stem not in _MONEY and _COUNTED.search(text):
        return ""  # 共3次, 累计3次 beside an event tell how often it was
    if column is None and _METHODS.search(text) and not _LABELS.search(plain(mapped.text)):
        return ""
    if column is not None and column.name == "title" and _METHODS.search(text):
        return ""  # 一季度汇总 is what a brief may be called
    if column is not None:
        forms.append(TOTAL if column.name in _NUMBERS else _HELD)
    return text if any(form.fullmatch(text) for form in forms) else ""
