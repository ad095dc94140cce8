"""Comments (批注) of cells that speak of an error: whoever checked the file wrote there that the figure is not right.

The table does not show them, and nobody can tell whether the cell was mended since: so a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.checking.columns import text_of
from etl.faults import Fault
from etl.marks import OURS
from etl.reading import Grid
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain

_DOUBTFUL = re.compile(
    r"有误|错|不对|不准|不符|不一致|存疑|疑问|疑似|应[为是改]|应当[为是]|改[为成]|更正|订正|修正|待[核查定补改报确]|未[核定报]|再核|核实|核对|核查"
    r"|暂[估定]|预[估计]|估[计算]|漏[报填统算列]?|少[报填统算列]|多[报填统算列]|重复|作废|取消|退库|冲[正红]|未入库|未到账|[?？]"
)
HARMLESS = re.compile(
    r"(?<![未没])(?:核对|对账)[^。不未]{0,6}(?:无误|一致|相符|数对|过了?)|已核对?$|数对|无误|(?<!不)一致|(?<!不)正确|没问题|同国库|已确认"
)
"""What those write who have checked a figure."""
_RIGHT = re.compile(r"(?:应当?[为是]|应?改[为成]|更正[为成]|订正[为成]|修正[为成]):?(-?[\d,.]*\d)")
_SHOWN = 60
"""Characters of a comment that are shown."""
_MOST = 20


def doubted(part: Part) -> list[Fault]:
    """The cells whose comments say that something is wrong with them."""
    grids = {sheet.name: sheet.table.grid for sheet in part.sheets}
    found = [fault for grid in grids.values() for fault in _of(grid)]
    return found[:_MOST]


def _of(grid: Grid) -> Iterator[Fault]:
    for row, column, text in _by_people(grid):
        if is_doubtful(text) and not _mended(grid, row, column, text):
            shown = " ".join(text.split())[:_SHOWN]
            message = f"这一格的批注写着“{shown}”，读取的仍是格里的数。格里的数是对的，请删去批注或照常入库；不对的请改正后再报"
            yield Fault(message, grid.name, grid.where(row, column), text_of(grid.at(row, column)))


def is_doubtful(text: str) -> bool:
    """Whether a comment says that something is wrong with its cell."""
    said = plain(text)
    return _DOUBTFUL.search(HARMLESS.sub(" ", said)) is not None


def _by_people(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """Comments by the order of cells, without what we wrote ourselves into a copy that went back to be mended."""
    for row, column, text in sorted(grid.comments):
        if own := text.split(OURS)[0].strip():
            yield row, column, own


def _mended(grid: Grid, row: int, column: int, text: str) -> bool:
    """Whether the cell holds the figure that its comment says is the right one."""
    right, held = _RIGHT.search(plain(text)), number_in(grid.at(row, column))
    return right is not None and held is not None and number_in(right[1]) == held


def others_by_people(sheet: Sheet) -> list[tuple[int, int, str]]:
    """Row, column and text of the other comments below the header: what they say of the figures nobody knows."""
    told = _by_people(sheet.table.grid)
    return [(r, c, text) for r, c, text in told if not is_doubtful(text) and _is_read(sheet, r)]


def _is_read(sheet: Sheet, row: int) -> bool:
    """Whether a row lies below the header: comments on headings explain the form."""
    return row > sheet.table.header.last
