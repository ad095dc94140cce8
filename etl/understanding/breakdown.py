"""合计 | 中央级 | 地方级 | 其中：区级: the amounts broken down by a list of which one heading is no member.

The breakdown cannot be kept then, but what it adds up to can: 合计 is the amount where it is, in every row, the sum of the columns
that are no part (其中) of the one before them. 税额 | 滞纳金 | 合计 is read so, too.
"""

from __future__ import annotations

import re
from decimal import Decimal

from etl.faults import Fault, address
from etl.reading import Grid
from etl.understanding.added_up import TOTALLED
from etl.understanding.headings import heading
from etl.understanding.hierarchy import slack
from etl.understanding.labels import is_tax_amount
from etl.understanding.numerals import number_in
from etl.understanding.summary import CellColumn, CheckColumn, Summary

_FEW = 2
_BESIDES = re.compile(r"滞纳金|罚款|罚没|利息|加收")


def read_whole(grid: Grid, found: Summary) -> None:
    """Take 合计 for the amount, and leave its breakdown aside, if that is all that keeps the table from being read."""
    total = _total(found)
    if total is None or not found.unclear or found.doubtful or (why := _why(found)) is None:
        return
    columns = [(c.place, c.text) for c in found.cells] + [(c.place, c.text) for c in found.unclear]
    parts = [place for place, text in columns if not heading(text).whole.startswith("其中")]
    if len(parts) < _FEW or not _adds_up(grid, found, total, parts):
        return
    places = {place for place, _ in columns}
    found.ignored = [i for i in found.ignored if i[0] not in places]
    found.ignored += [(place, text, f"{why}，按“{total.text}”读取") for place, text in columns]
    found.cells = [CellColumn(total.place, total.text, {}, heading(total.text).unit, True, total.above)]
    found.checks = [c for c in found.checks if c is not total]
    found.unclear, found.partial = [], []


def _why(found: Summary) -> str | None:
    """What keeps a table from being read column by column; None if 合计 would not say what is counted."""
    given = {name for c in found.cells for name in c.given}
    strange = "、".join(c.text for c in found.unclear)
    if not given:
        return f"“{strange}”也是入库的数" if all(is_tax_amount(c.text) for c in found.cells) else None
    (name, *others) = given
    if others or found.table.column(name).required or name == "office":
        return None
    return f"{found.table.column(name).heading}的代码表里没有“{strange}”，分不全"


def left_beside(grid: Grid, found: Summary) -> list[Fault]:
    """税额 | 滞纳金 without a 合计: left aside, what is paid besides the tax would be missing in the figures."""
    if not all(is_tax_amount(c.text) for c in found.cells):
        return []
    message = "“{}”一列也是入库的数，没有算在“税额”里。请加一列“合计”（各列之和），或只留一列入库金额"
    besides = [c for c in found.unclear if _BESIDES.search(c.text)]
    return [Fault(message.format(c.text), grid.name, address(found.last, c.place), c.text) for c in besides]


def _total(found: Summary) -> CheckColumn | None:
    """The one column 合计 of the table."""
    totals = [c for c in found.checks if c.kind == "total" and not c.given]
    return totals[0] if len(totals) == 1 and TOTALLED.fullmatch(heading(totals[0].text).bare) else None


def _adds_up(grid: Grid, found: Summary, total: CheckColumn, parts: list[int]) -> bool:
    """Whether the total is the sum of the parts in every row that has one."""
    held = 0
    for row in range(found.last + 1, len(grid.rows) + 1):
        stated = number_in(grid.at(row, total.place))
        values = [n for p in parts if (n := number_in(grid.at(row, p))) is not None]
        if stated is None and not values:
            continue
        if stated is None or abs(stated - sum(values, Decimal(0))) > slack([stated, *values], whole=found.rounded):
            return False
        held += 1
    return held >= _FEW
