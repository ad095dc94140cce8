"""Rows of a list of money that are exactly what rows above them add up to, although no word calls them a total.

A pivot table filled down, or a 小计 whose word was deleted, leaves such rows. That an amount to the fen equals the sum of three and
more others hardly happens by chance, but small round amounts do; so only telling amounts are looked at, and it is asked, not refused.
Two are enough for a row that has neither a voucher's number nor a taxpayer's where the others have them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import duckdb

from etl.checking.columns import text_of
from etl.faults import Fault
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain
from warehouse.schema import Kind

_PARTS = 3
"""Rows at least that a sum has, …"""
_DIFFERENT = 3
"""… and amounts among them: three payments of one tier and one of three times as much are ordinary."""
_OF_TWO = 2
"""Rows, and amounts, of a sum that has no number of its own."""
_NUMBERED = re.compile(r"票证|凭证|税票|票号|缴款书|单据|文书|识别号|信用代码")
"""Headings of what every document has: its number, or whose it is."""
_FEW = 3
"""One row in so many may be without: more are ordinary there."""
_DIGITS = 5
"""Figures of an amount without the zeros at its end from which on it is told from another."""
_MOST, _SHOWN = 200_000, 5
"""Rows from which on chance is no longer excluded (and time counts); cells that are named."""
_GROUPS = ("office", "tax_kind", "policy")


class _Run:
    """What the rows of one group (or all) come to since it began."""

    __slots__ = ("amounts", "rows", "total")

    def __init__(self) -> None:
        self.total, self.rows, self.amounts = 0, 0, set[int]()

    def add(self, cents: int) -> None:
        self.total, self.rows = self.total + cents, self.rows + 1
        if len(self.amounts) < _DIFFERENT:
            self.amounts.add(cents)

    def makes(self, cents: int, *, bare: bool) -> bool:
        """Whether an amount is the sum. `bare`: of a row without a number."""
        parts, different = (_OF_TWO, _OF_TWO) if bare else (_PARTS, _DIFFERENT)
        return self.rows >= parts and self.total == cents and len(self.amounts) >= different


def sums_among_rows(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """A doubt for each sheet with such rows, naming their cells."""
    amount = next((c for c in part.table.columns if c.kind is Kind.MONEY), None)
    if amount is None:
        return []
    by = [c.name for c in part.table.columns if c.name in _GROUPS]
    faults = []
    for number, sheet in enumerate(part.sheets):
        if sheet.table.whole or not _OF_TWO < len(sheet.table.data_rows) <= _MOST:
            continue
        rows = connection.execute(
            f"SELECT source_row, {amount.name}, {part.table.dated_by}, {', '.join(by)} FROM typed_rows "
            f"WHERE sheet_no = $n AND {amount.name} IS NOT NULL ORDER BY source_row",
            {"n": number},
        ).fetchall()
        found = list(_sums(rows, _without_number(sheet)))
        if not found:
            continue
        place = sheet.table.header.found[amount.name].place
        cells = [
            f"{sheet.table.grid.where(row, place)} {text_of(sheet.table.grid.at(row, place))}" for row in found[:_SHOWN]
        ]
        message = (
            f"有 {len(found)} 行的“{amount.heading}”正好等于上面几行之和（{'、'.join(cells)}{'等' if len(found) > _SHOWN else ''}），"
            "像是没有写明的小计（合计），照入会重复计算。请核对：是合计的，请删去或写上“小计”再报；确是另外的一笔，照常入库"
        )
        faults.append(
            Fault(
                message,
                sheet.name,
                sheet.table.grid.where(found[0], place),
                text_of(sheet.table.grid.at(found[0], place)),
            )
        )
    return faults


def _without_number(sheet: Sheet) -> frozenset[int]:
    """The few rows in which the columns of numbers, which the others have filled, are all empty."""
    grid, rows = sheet.table.grid, sheet.table.data_rows
    places = [c.place for c in sheet.table.header.columns if _NUMBERED.search(plain(c.text))]
    bare = [row for row in rows if not any(str(grid.at(row, p)).strip() for p in places)]
    return frozenset(bare) if len(bare) * _FEW <= len(rows) else frozenset()


def _sums(rows: list[tuple[int, Decimal, object, *tuple[object, ...]]], bare: frozenset[int]) -> Iterator[int]:
    """Rows that are the sum of all above, of those since the last such row, or of the rows above of the same day, office or kind.

    `bare`: rows without a number.
    """
    every, since = _Run(), _Run()
    last: list[object] = []
    runs: list[_Run] = []
    groups: defaultdict[tuple[int, object], _Run] = defaultdict(_Run)
    for row, value, *said in rows:
        cents = int(value * 100)
        if not runs:
            last, runs = list(said), [_Run() for _ in said]
        for n, now in enumerate(said):
            if last[n] != now:
                last[n], runs[n] = now, _Run()
        own = [groups[n, now] for n, now in enumerate(said) if now is not None]
        tried = (every, since, *runs, *own)
        if _telling(cents) and any(run.makes(cents, bare=row in bare) for run in tried):
            yield row
            since, runs = _Run(), [_Run() for _ in said]
            continue
        for run in tried:
            run.add(cents)


def _telling(cents: int) -> bool:
    return len(str(abs(cents)).rstrip("0")) >= _DIGITS
