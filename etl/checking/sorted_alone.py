"""A column of a list that was sorted alone: its values no longer stand in the rows that they belong to, and no sum shows it.

A list sorted by amount has its days in disorder. One that stands in the order of its days, many of them, and whose amounts
all the same only rise (or whose kinds each stand in one block, by their names) had that column, or the days, sorted without
the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

import duckdb

from etl.checking.columns import text_of
from etl.faults import Fault
from etl.understanding.parts import Part
from warehouse.schema import Column, Kind

_ROWS, _DAYS = 20, 8
"""Rows, and different days among them, in whose order no column stands by itself."""
_AMOUNTS = 15
"""Different amounts that do not rise from row to row by chance."""
_LABELS, _BLOCK_DAYS = 3, 4
"""Labels with blocks over so many days each: offices that report one after another take a day each."""
_APART = 50
"""Of so many rows one may stand out of the order of a column, one in any case."""


def sorted_alone(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """A doubt for each such column of each list of money."""
    table = part.table
    if table.stem not in {"revenue", "refunds"}:
        return []
    columns = [c for c in table.columns if c.kind is Kind.MONEY or c.name in {"tax_kind", "policy", "office"}]
    found = []
    for number, sheet in enumerate(part.sheets):
        if sheet.table.whole:
            continue
        rows = connection.execute(
            f"SELECT source_row, {table.dated_by}, {', '.join(c.name for c in columns)} FROM typed_rows WHERE sheet_no = $n ORDER BY source_row",
            {"n": number},
        ).fetchall()
        days = [row[1] for row in rows]
        if len(rows) < _ROWS or None in days or len(set(days)) < _DAYS or not _in_order(days):
            continue
        for place, column in enumerate(columns, 2):
            values = [row[place] for row in rows]
            if None in values or not _alone(column, values, days):
                continue
            cell = sheet.table.cell(rows[0][0], column.name)
            dated, by = table.column(table.dated_by).heading, "大小" if column.kind is Kind.MONEY else "名称"
            message = (
                f"各行是按“{dated}”先后排的，“{column.heading}”一列却也是按{by}排好的，像是只选了这一列（或“{dated}”一列）排序，"
                "各行的内容已经错开。请用排序以前的表重新报；确实如此就照常入库"
            )
            mapped = sheet.table.header.found.get(column.name)
            value = text_of(sheet.table.grid.at(rows[0][0], mapped.place)) if mapped else ""
            found.append(Fault(message, sheet.name, cell, value))
    return found


def _in_order(values: Sequence[Any], spare: int = 0) -> bool:
    """Whether values only rise, or only fall, but for so many steps."""
    steps = list(pairwise(values))
    falls, rises = (sum(bool(step) for step in side) for side in ((a > b for a, b in steps), (a < b for a, b in steps)))
    return min(falls, rises) <= spare


def _alone(column: Column, values: Sequence[Any], days: Sequence[Any]) -> bool:
    """Whether amounts only rise or fall, or each label stands in one block of many days, these by their names.

    A few rows may stand apart: a reversal was added below after the column was sorted.
    """
    spare = max(1, len(values) // _APART)
    if column.kind is Kind.MONEY:
        return len(set(values)) >= _AMOUNTS and _in_order(values, spare)
    blocks = _blocks(_without_strays(list(zip(values, days, strict=True)), spare))
    labels = [block[0][0] for block in blocks]
    long = [block for block in blocks if len({day for _, day in block}) >= _BLOCK_DAYS]
    by_name = _in_order(labels) or _in_order([label.encode("gb18030") for label in labels])
    return by_name and len(blocks) == len(set(labels)) and len(long) >= _LABELS


_Row = tuple[str, Any]
"""Label and day."""


def _blocks(rows: Sequence[_Row]) -> list[list[_Row]]:
    return [list(block) for _, block in groupby(rows, key=lambda row: row[0])]


def _without_strays(rows: list[_Row], spare: int) -> list[_Row]:
    """The rows without so many single ones whose label has its block elsewhere."""
    blocks = _blocks(rows)
    often = Counter(block[0][0] for block in blocks)
    strays = [n for n, block in enumerate(blocks) if len(block) == 1 and often[block[0][0]] > 1][-spare:]
    return [row for n, block in enumerate(blocks) if n not in strays for row in block]
