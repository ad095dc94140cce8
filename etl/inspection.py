"""`inspect`: what a file holds and how it was understood, loaded nowhere."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.checks import number_in
from etl.faults import RefusedError, address
from etl.parts import Part, Sheet, Understood, understand_book
from etl.reading import Book, Grid, Value, bytes_of, read
from etl.reference import code_list
from etl.sheet import SheetTable
from etl.titles import spoken_period, spoken_units
from metrics.numbers import plain
from metrics.periods import Period
from warehouse.places import Places
from warehouse.schema import Kind


def inspect(places: Places, path: Path, *, source: str | None = None, period: Period | None = None) -> dict[str, Any]:
    """The contract's object. A file that cannot be read has `refused` and no sheets. OSError if it cannot be opened."""
    found: dict[str, Any] = {"file": str(path), "encoding": None, "sheets": [], "warnings": [], "refused": None}
    try:
        book = read(path.name, bytes_of(path))
        found["encoding"] = book.encoding
        understood = understand_book(book, code_list(places, "offices.csv"), source=source, period=period)
    except RefusedError as error:
        found["refused"] = str(error)
        return found
    found["sheets"] = [_sheet(understood, grid) for grid in book.sheets]
    found["sample"] = any(p.sample for p in understood.parts)
    for part in understood.parts:
        found["warnings"] += [
            {"sheet": f.sheet, "cell": f.cell, "message": f.message} for f in (*part.warnings, *part.faults)
        ]
    return found


def _sheet(understood: Understood, grid: Grid) -> dict[str, Any]:
    tables: list[dict[str, Any]] = []
    for part in understood.parts:
        tables += [_known(part, sheet) for sheet in part.sheets if sheet.table.grid is grid]
    if not tables and not grid.hidden:
        tables = _unknown(understood.book, grid)
    return {"name": grid.name, "hidden": grid.hidden, "tables": tables}


def _known(part: Part, sheet: Sheet) -> dict[str, Any]:
    table = sheet.table
    money = any(c.kind is Kind.MONEY for c in part.table.columns)
    return {
        "range": table.range,
        "header_rows": list(range(table.header.first, table.header.last + 1)),
        "source": part.table.stem,
        "why": sheet.why,
        "unit": sheet.money_unit if money else None,
        "period": sheet.period.label if sheet.period else None,
        "period_from": sheet.period_from,
        "sender": part.sender,
        "office": part.office,
        "columns": [
            _column(table, c.place, c.text, c.column.name if c.column else None, _unit(sheet, c.place))
            for c in table.header.columns
        ],
        "data_rows": len(table.data_rows),
        "left_out": [{"row": left.row, "why": left.why} for left in table.left_out],
    }


def _unit(sheet: Sheet, place: int) -> str | None:
    mapped = next(c for c in sheet.table.header.columns if c.place == place)
    if mapped.column and mapped.column.kind is Kind.MONEY:
        return mapped.unit or sheet.money_unit
    return mapped.unit or (mapped.column.unit if mapped.column else None)


def _column(table: SheetTable, place: int, name: str, maps_to: str | None, unit: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "maps_to": maps_to,
        "unit": unit,
        **_filled([table.grid.at(row, place) for row in table.data_rows]),
    }


def _filled(values: list[Value]) -> dict[str, Any]:
    """Sum of the numbers (exact, as text; None without any), cells with something in them, and empty ones."""
    numbers = [
        n
        for n in (number_in(v) for v in values if isinstance(v, int | float | str) and v != "")
        if n is not None and n.is_finite()
    ]
    filled = sum(1 for v in values if str(v).strip())
    total = plain(sum(numbers, Decimal(0)), cut_zeros=True) if numbers and len(numbers) * 2 > filled else None
    return {"sum": total, "values": filled, "empty": len(values) - filled}


def _unknown(book: Book, grid: Grid) -> list[dict[str, Any]]:
    """The table of a sheet that no source claims: its header is the first row as wide as the rows that follow."""
    widths = [sum(1 for v in row if str(v).strip()) for row in grid.rows]
    usual = sorted(w for w in widths if w > 1)
    if not usual:
        return []
    enough = max(2, usual[len(usual) // 2] // 2 + 1)
    first = next(
        (
            i
            for i, row in enumerate(grid.rows)
            if widths[i] >= enough and sum(isinstance(v, str) and bool(v.strip()) for v in row) * 2 > widths[i]
        ),
        None,
    )
    if first is None:
        return []
    header = grid.rows[first]
    places = [p for p, v in enumerate(header, 1) if str(v).strip()]
    rows = [i for i in range(first + 2, len(grid.rows) + 1) if widths[i - 1] >= 2]
    title = [str(v) for row in grid.rows[:first] for v in row if str(v).strip()]
    period = next((p for p in (spoken_period(t) for t in (*title, grid.name, book.name)) if p), None)
    units = [u for line in title for u in spoken_units(line)]
    left = [
        {"row": i, "why": "空行" if not widths[i - 1] else "表下的说明"}
        for i in range(first + 2, len(grid.rows) + 1)
        if widths[i - 1] < 2
    ]
    return [{
        "range": f"{address(first + 1, places[0])}:{address(max([first + 1, *rows]), places[-1])}",
        "header_rows": [first + 1], "source": None, "why": "没有认出是哪一类数据", "unit": units[0] if units else None,
        "period": period.label if period else None, "period_from": "标题" if period else "",
        "columns": [{"name": " ".join(str(header[p - 1]).split()), "maps_to": None, "unit": None, **_filled([grid.at(r, p) for r in rows])} for p in places],
        "data_rows": len(rows), "left_out": left,
    }]  # fmt: skip
