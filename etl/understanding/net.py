"""入库 | 退库 | 净入库: the net amount is what the metrics add up, and it stands there already."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from etl.checking.reversals import REVERSED
from etl.reading import Grid
from etl.understanding.numerals import number_in
from etl.understanding.summary import Summary
from etl.understanding.titles import plain

_NET = re.compile(r"净入库(?:数|额|金额)?|入库净[额数]|净额|净收入|净入库税费")
_FEW = 2


def read_net(grid: Grid, found: Summary) -> None:
    """Take the column 净入库 for the amount where it is, in every row, what came in less what went back."""
    net = [(place, text) for place, text, _ in found.ignored if _NET.fullmatch(plain(text))]
    back = [place for place, text, _ in found.ignored if REVERSED.search(text) and not _NET.fullmatch(plain(text))]
    if found.table.stem != "revenue" or len(net) != 1 or len(back) != 1 or len(found.cells) != 1:
        return
    (place, text), gross = net[0], found.cells[0]
    held = 0
    for row in range(found.last + 1, len(grid.rows) + 1):
        whole, gone, left = (number_in(grid.at(row, p)) for p in (gross.place, back[0], place))
        if whole is None and gone is None and left is None:
            continue
        if left is None or abs((whole or Decimal(0)) - abs(gone or Decimal(0)) - left) > Decimal("0.00001"):
            return
        held += 1
    if held < _FEW:
        return
    found.cells = [replace(gross, place=place, text=text)]
    why = f"“{text}”已经是入库减去退库，按“{text}”读取"
    found.ignored = [i for i in found.ignored if i[0] not in {place, back[0]}]
    found.ignored += [(gross.place, gross.text, why), (back[0], found.texts.get(back[0], ""), why)]
    found.unclear = [c for c in found.unclear if c.place not in {place, back[0]}]
    found.netted = frozenset({gross.place, back[0]})
