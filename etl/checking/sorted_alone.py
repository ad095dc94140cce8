"""A column of a list that was sorted alone: its values no longer stand in the rows that they belong to, and no sum shows it.

A list sorted by amount has its days in disorder. One that stands in the order of its days, many of them, and whose amounts
all the same only rise (or whose kinds each stand in one block) had that column sorted without the others.
"""

from __future__ import annotations

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
            message = (
                f"各行是按“{table.column(table.dated_by).heading}”先后排的，“{column.heading}”一列却也是按大小（名称）排好的，像是只选了这一列排序，"
                "各行的内容已经错开。请用排序以前的表重新报；确实如此就照常入库"
            )
            mapped = sheet.table.header.found.get(column.name)
            value = text_of(sheet.table.grid.at(rows[0][0], mapped.place)) if mapped else ""
            found.append(Fault(message, sheet.name, cell, value))
    return found


def _in_order(values: Sequence[Any]) -> bool:
    return all(a <= b for a, b in pairwise(values)) or all(a >= b for a, b in pairwise(values))


def _alone(column: Column, values: Sequence[Any], days: Sequence[Any]) -> bool:
    """Whether amounts only rise or fall, or each label stands in one block of many days."""
    if column.kind is Kind.MONEY:
        return len(set(values)) >= _AMOUNTS and _in_order(values)
    blocks = [[day for _, day in rows] for _, rows in groupby(zip(values, days, strict=True), key=lambda row: row[0])]
    long = [block for block in blocks if len(set(block)) >= _BLOCK_DAYS]
    return len(blocks) == len(set(values)) and len(long) >= _LABELS
