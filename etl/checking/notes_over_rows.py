"""Lines of text between rows that are counted: 注：以下为在途未入库税款, 附：2026年计划, 以下活动未开展.

Such a line says what the rows under it are, and they are counted like the others. What a note means nobody can be sure of, so
any note with rows under it is refused. A note on the foot of a page, or directly under the header, speaks of the table: there
only words that point below, or name what is not counted, are held against it. Who made the table says nothing of rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain, spoken_period

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_NUMBER = r"[一二三四五六七八九十\d①-⑩]{0,2}"
_ATTACHED = re.compile(rf"[(\[【]?附(?:{_NUMBER}[:.、,)）]|[表件录]|(?![加属注征带近则])[^:]{{2}})")
"""附：…, 附表1…, 附 社保费; 附加税费 is a kind of tax."""
_NOTE = re.compile(rf"[(\[【]?(?:注(?![册销])|备注|说明|附注|(?:填报|填表|编制)说明|以上|上述|※|\*){_NUMBER}")
_POINTS = re.compile(
    r"^[(\[【]?以下|(?<![规模\d元岁级以])以下(?:各|为|是|系|均|都|全|行|项|[一二三四五六七八九十\d])|下列|下面|下述|下方"
)
"""Of the rows below; 规模以下 and 35岁以下 are not."""
_NOT_COUNTED = re.compile(
    r"计划|预计|预测|测算|未入库|在途|待解|应征|应纳|应收|(?<!清)欠[税缴]|未(?:开展|实施|举[办行]|召开|通过|办结|采用|刊发)"
    r"|不予|不(?:计入|列入|纳入|统计)(?!一般公共预算)|仅供参考|备查|作废|取消|上年|去年|同期|补录"
)
_UNIT = re.compile(
    r"[(]?(?:以下|以上|本[表页])?(?:各[行项])?的?(?:数据|金额)?(?:计量|金额)?(?:单位)?[:均为是按以,]*[十百千万亿]*元[)。]?"
)
_REFUNDS = re.compile(r"以下(?:各[行项笔])?(?:均?[为是系])?(?:退库|冲红|红冲|红字)(?:数|额|金额|税款|明细)?[。]?")
"""Held against the signs of the amounts below (`reversals`)."""
_LEAD = re.compile(rf"[(\[【]?(?:注|备注|说明|附注){_NUMBER}[:.、,]?")
_MOST = 5
_FEW = 3
"""Texts of a line at most, unless it calls itself a note."""


@dataclass(frozen=True)
class _Line:
    """A row of text that is not counted: where it stands, what it says, whether it has numbers."""

    row: int
    place: int
    shown: str
    numbers: bool

    @property
    def text(self) -> str:
        """As compared."""
        return plain(self.shown)


def notes_over_rows(part: Part) -> list[Fault]:
    """A fault for each line that says something of the rows below it, with what to do."""
    faults = []
    for sheet in {(s.name, s.table.header.first): s for s in part.sheets if not s.table.grid.turned}.values():
        same = [
            s for s in part.sheets if s.table is sheet.table or (s.table.whole and s.table.whole is sheet.table.whole)
        ]
        data = sorted({row for s in same for row in s.table.data_rows})
        for line in _lines(sheet, data):
            place = bisect_right(data, line.row)
            above = data[place - 1] if place else 0
            spoken = _speaks(part, same, line, (above, data[place]))
            below = next((data[n] for n in range(place, len(data)) if is_row(sheet, data[n])), 0) if spoken else 0
            if below:
                message = (
                    f"这一行下面（第 {below} 行起）还有数据，会照样计入，看不出它说的是不是下面这些行。下面的行不该计入的（没有发生的、"
                    "别的年份的、别的口径的），请移出这份文件，另存一份；该计入的，请删去这一行，或移到最后一行数据的下面"
                )
                faults.append(Fault(message, sheet.name, sheet.table.grid.where(line.row, line.place), line.shown))
    return faults[:_MOST]


def is_row(sheet: Sheet, row: int) -> bool:
    """Whether a row of data is more than one text alone: that is a line, whatever it was taken for."""
    table = sheet.table
    written = (c for c in table.header.columns if c.column and str(table.grid.at(row, c.place)).strip())
    return table.whole is not None or sum(1 for _ in written) > 1


def _lines(sheet: Sheet, data: Sequence[int]) -> Iterator[_Line]:
    """The rows below a header, and above the last row of data, that are not data; no title that stands again on a page."""
    grid = sheet.table.grid
    passed = {*data, *(left.row for left in sheet.table.left_out if left.kind in {"example", "header"})}
    titles = {plain(text) for text in sheet.table.title}
    for row in range(sheet.table.header.last + 1, max(data, default=0)):
        cells = [(p, v) for p, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()] if row not in passed else []
        texts = [(p, str(v).strip()) for p, v in cells if number_in(v) is None]
        shown = " ".join(text for _, text in texts)
        is_line = len(texts) <= _FEW or _NOTE.match(plain(shown))
        if texts and is_line and plain(shown) not in titles:
            yield _Line(row, texts[0][0], shown, numbers=len(texts) < len(cells))


def _speaks(part: Part, same: Sequence[Sheet], line: _Line, rows: tuple[int, int]) -> bool:
    """Whether a line says something of the rows below it. `rows`: the nearest rows of data above (0: none) and below."""
    ledger = same[0].table.whole is None
    said = _LEAD.sub("", line.text)
    if _UNIT.fullmatch(said) or (part.table.stem == "revenue" and ledger and _REFUNDS.fullmatch(said)):
        return False
    note = _NOTE.match(line.text) is not None
    if _ATTACHED.match(line.text) or (note and _between_rows(same[0], line.row, rows)):
        return True
    if line.numbers:  # a total or a part of its own, which has been held against its rows
        return note and _POINTS.search(said) is not None
    return _POINTS.search(said) is not None or _of_something_else(part, same, said)


def _between_rows(sheet: Sheet, row: int, rows: tuple[int, int]) -> bool:
    """Whether a line stands among rows of data: some above it, and no header of a new page before those below."""
    whole = sheet.table.whole
    pages = whole.pages if whole else [left.row for left in sheet.table.left_out if left.kind == "header"]
    above, below = rows
    return above > 0 and not any(row < page < below for page in pages)


def _of_something_else(part: Part, same: Sequence[Sheet], said: str) -> bool:
    """Whether a line names what is not counted, or months that are none of the table's."""
    if part.table.stem != "targets" and _NOT_COUNTED.search(said):
        return True
    named, spoken = spoken_period(said), [s.period for s in same if s.period]
    return named is not None and bool(spoken) and all(named.last < p.first or p.last < named.first for p in spoken)
