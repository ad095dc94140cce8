"""A sentence under a ledger that counts what stands in it (本季度小结：共开展专项监督检查3次，谈心谈话22人次) held against the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import duckdb

from etl.faults import Fault
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain

Connection = duckdb.DuckDBPyConnection

_MEASURE = {
    "supervision": "CASE WHEN kind = '谈心谈话' THEN person_times ELSE times END",
    "party": "quantity",
    "publicity": "1",
}
"""What the rows of a ledger add up."""
_SUMMED_UP = re.compile(r"小结|合计|总计|累计|共")
_ANOTHER_SPAN = re.compile(r"\d{1,2}月|[一二三四]季度|半年|上年|去年|今年以来|本年|其中")
_COUNT = r"[^\d,，。;；]{0,6}?(?:共|计|约)?(\d+)(?:人次|次|场|部|人|篇|条|个|份|件|封|面|期|项)"


def summed_up(connection: Connection, part: Part) -> list[Fault]:
    """A doubt for each such sentence whose counts are not those of the rows, for lists of events."""
    if part.table.stem not in _MEASURE:
        return []
    found = []
    for number, sheet in enumerate(part.sheets):
        if sheet.table.whole is None and sheet.table.data_rows:
            found += [
                fault for cell, text in _beside_the_rows(sheet) for fault in _held(connection, part, number, cell, text)
            ]
    return found


def _beside_the_rows(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Texts above the header and below the rows."""
    grid, rows = sheet.table.grid, set(sheet.table.data_rows)
    for row in range(1, len(grid.rows) + 1):
        if row in rows or sheet.table.header.first <= row <= sheet.table.header.last:
            continue
        for place, value in enumerate(grid.rows[row - 1], 1):
            if isinstance(value, str) and _SUMMED_UP.search(value):
                yield grid.where(row, place), value


def _held(connection: Connection, part: Part, number: int, cell: str, text: str) -> Iterator[Fault]:
    sentence = plain(text)
    if _ANOTHER_SPAN.search(sentence):
        return
    told = dict(
        connection.execute(
            f"SELECT kind, sum({_MEASURE[part.table.stem]}) FROM typed_rows WHERE sheet_no = $n GROUP BY 1",
            {"n": number},
        ).fetchall()
    )
    wrong = []
    for kind in part.table.column("kind").codes:
        said = re.search(re.escape(kind) + _COUNT, sentence)
        counted = Decimal(told.get(kind) or 0)
        if said and Decimal(said[1]) != counted:
            wrong.append(f"{kind}写的是 {said[1]}，各行相加是 {counted.normalize():f}")
    if wrong:
        message = (
            f"这句话与表里的行不符：{'；'.join(wrong)}。请核对是话写错了，还是有的行漏了、重了；行是对的就照常入库"
        )
        yield Fault(message, part.sheets[number].name, cell, text.strip())
