"""`inspect`: what a file holds and how it was understood, loaded nowhere."""

from __future__ import annotations

import secrets
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.checking.checks import read_figures, totals
from etl.checking.columns import typed
from etl.checking.conversions import workspace
from etl.faults import Fault, RefusedError, address, letter
from etl.keeping.remembered import remembering
from etl.reading import Grid, Value, bytes_of, read
from etl.reference import CodeList, code_lists
from etl.understanding.header import MappedColumn
from etl.understanding.labels import time_word
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet, Understood, understand_book
from etl.understanding.sheet import SheetTable
from etl.understanding.survey import Survey, kinds_of_units, overlaps, survey, texts
from etl.understanding.units import said_units
from metrics.numbers import plain
from metrics.periods import Period
from warehouse.places import Places
from warehouse.schema import Kind


def inspect(places: Places, path: Path, *, source: str | None = None, period: Period | None = None) -> dict[str, Any]:
    """The contract's object. A file that cannot be read has `refused` and no sheets. OSError if it cannot be opened."""
    try:
        book = read(path.name, bytes_of(path))
        with remembering(places, book):
            lists = code_lists(places)
            understood = understand_book(book, lists, source=source, period=period)
    except RefusedError as error:
        return unreadable(str(path), error)
    found = described(str(path), understood)
    for part in understood.parts if not any(p.faults for p in understood.parts) else ():
        found["warnings"] += [{"sheet": f.sheet, "cell": f.cell, "message": f.message} for f in _cells(part, lists)]
    return found


def _cells(part: Part, lists: dict[str, CodeList]) -> list[Fault]:
    """What loading would say of single cells: the same check, on a database of its own that is thrown away.

    Persons are coded with a key made for this look alone, which is kept nowhere.
    """
    with closing(workspace()) as connection:
        return typed(connection, part, lists, lambda: secrets.token_bytes(32)).faults


def unreadable(file: str, error: RefusedError) -> dict[str, Any]:
    """The object for a file that was not understood at all."""
    return {"file": file, "encoding": None, "sheets": [], "warnings": [], "refused": str(error)}


def described(file: str, understood: Understood) -> dict[str, Any]:
    """The object for a file that was understood."""
    book = understood.book
    found: dict[str, Any] = {"file": file, "encoding": book.encoding, "sheets": [], "warnings": [], "refused": None}
    surveys = [table for grid in understood.unclaimed for table in survey(grid, book.name)]
    found["sheets"] = [_sheet(understood, grid, surveys) for grid in book.sheets]
    found["sample"] = any(p.sample for p in understood.parts)
    for part in understood.parts:
        wrong = [fault for told in totals(part, read_figures(part)) for fault in told]
        found["warnings"] += [
            {"sheet": f.sheet, "cell": f.cell, "message": f.message} for f in (*part.warnings, *part.faults, *wrong)
        ]
    for fault in (f for f in (*(w for t in surveys for w in t.warnings), *overlaps(surveys))):
        found["warnings"].append({"sheet": fault.sheet, "cell": fault.cell, "message": fault.message})
    return found


def _sheet(understood: Understood, grid: Grid, surveys: list[Survey]) -> dict[str, Any]:
    tables: list[dict[str, Any]] = []
    for part in understood.parts:
        here = [sheet for sheet in part.sheets if sheet.table.grid.name == grid.name]
        tables += [_known(part, sheet) for sheet in here if sheet.table.whole is None]
        if pieces := [sheet for sheet in here if sheet.table.whole is not None]:
            tables.append(_summary(part, pieces))
    tables += [_unknown(table) for table in surveys if table.grid.name == grid.name]
    return {"name": grid.name, "hidden": grid.hidden, "tables": tables, "texts": [] if tables else texts(grid)}


def _known(part: Part, sheet: Sheet) -> dict[str, Any]:
    table = sheet.table
    money = [c for c in table.header.columns if c.column and c.column.kind is Kind.MONEY]
    return {
        "range": table.range,
        "header_rows": _header_rows(table),
        "source": part.table.stem,
        "why": sheet.why,
        **_units([unit for c in money for unit in said_units(sheet, c)]),
        "period": sheet.period.label if sheet.period else None,
        "period_from": sheet.period_from,
        "sender": part.sender,
        "office": part.office,
        "columns": [_column(sheet, c) for c in table.header.columns],
        "data_rows": len(table.data_rows),
        "left_out": _left_out(table),
    }


def _header_rows(table: SheetTable) -> list[int]:
    """Rows of the file that head the columns; of a table on its side the row of its days."""
    if not table.grid.turned:
        return list(range(table.header.first, table.header.last + 1))
    return [table.header.found[table.header.table.dated_by].place]


def _left_out(table: SheetTable) -> list[dict[str, Any]]:
    """Rows left out; of a table on its side columns, said in the reason."""
    if not table.grid.turned:
        return [{"row": left.row, "why": left.why} for left in table.left_out]
    (row,) = _header_rows(table)
    aside = (left for left in table.left_out if left.kind not in {"blank", "note"})
    return [{"row": row, "why": f"{letter(left.row)} 列：{left.why}"} for left in aside]


def _units(said: list[str]) -> dict[str, Any]:
    """`unit` if all agree; else none, and `units` names them."""
    several = list(dict.fromkeys(said))
    return {"unit": None, "units": several} if len(several) > 1 else {"unit": several[0] if several else None}


def _column(sheet: Sheet, mapped: MappedColumn) -> dict[str, Any]:
    """One column of a long table. Cells of several units have no sum."""
    table = sheet.table
    told = _units(said_units(sheet, mapped))
    filled = _filled([table.grid.at(row, mapped.place) for row in table.data_rows])
    if told.get("units"):
        filled["sum"] = None
    maps_to = mapped.column.name if mapped.column else None
    return {"name": mapped.text, "maps_to": maps_to, "unit": told["unit"], **filled}


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


def _unknown(table: Survey) -> dict[str, Any]:
    """A table that no source claims. Sums are left out where the rows differ in unit, and of columns that add others up."""
    mixed = len(kinds_of_units(table)) > 1
    columns = []
    for column in table.columns:
        told = _filled(column.values)
        if mixed or column.cumulative_of is not None:
            told["sum"] = None
        days = column.days
        extra = {"first": min(days).isoformat(), "last": max(days).isoformat()} if days else {}
        if column.cumulative_of is not None:
            extra["cumulative_of"] = letter(column.cumulative_of)
        columns.append({"name": column.text, "maps_to": None, "unit": column.unit, **told, **extra})
    return {
        "range": table.range, "header_rows": table.header, "source": None, "why": "没有认出是哪一类数据",
        "unit": table.unit, "units": dict(kinds_of_units(table)),
        "period": table.period.label if table.period else None, "period_from": "标题" if table.period else "",
        "columns": columns, "data_rows": len(table.rows), "rows": _rows(table),
        "left_out": [{"row": x.row, "why": x.why} for x in sorted(table.left_out, key=lambda x: x.row)],
    }  # fmt: skip


def _rows(table: Survey) -> list[dict[str, Any]]:
    """For tables with a column a month: each row's label, unit and sum."""
    months = [c for c in table.columns if (word := time_word(c.text, 2000)) and word.kind == "month"]
    if len(months) < 2:
        return []
    labels = next((c for c in table.columns if c not in months), None)
    found = []
    for index, row in enumerate(table.rows):
        label = str(labels.values[index]).strip() if labels else ""
        found.append(
            {
                "row": row,
                "label": label,
                "unit": table.units.get(row) or table.unit,
                "sum": _filled([c.values[index] for c in months])["sum"],
            }
        )
    return found


def _summary(part: Part, pieces: list[Sheet]) -> dict[str, Any]:
    """A summary table, its slices put together again: a column of amounts each, with what its heading states."""
    first = pieces[0].table
    whole = first.whole
    assert whole is not None
    rows = sorted({row for piece in pieces for row in piece.table.data_rows})
    labels = [
        {"name": whole.texts.get(p, ""), "maps_to": n, "unit": None, **_filled([first.grid.at(r, p) for r in rows])}
        for n, p in whole.labels.items()
    ]
    cells = _amounts(pieces)
    places = [*whole.labels.values(), *(c.place for c in whole.cells)]
    periods = [p.period for p in pieces if p.period]
    span = Period(min(p.first for p in periods), max(p.last for p in periods)) if periods else None
    money = part.table.column(part.table.summed).kind is Kind.MONEY
    units = [unit for piece in pieces for unit in said_units(piece, piece.table.header.columns[-1])] if money else []
    return {
        "range": f"{address(whole.first, min(places))}:{address(max([whole.last, *rows]), max(places))}",
        "header_rows": list(range(whole.first, whole.last + 1)), "source": part.table.stem, "why": pieces[0].why, "summary": True,
        **_units(units), "period": span.label if span else None, "period_from": pieces[0].period_from,
        "sender": part.sender, "office": part.office, "columns": [*labels, *cells], "data_rows": len(rows),
        "left_out": [{"row": left.row, "why": left.why} for left in first.left_out],
    }  # fmt: skip


def _amounts(pieces: list[Sheet]) -> list[dict[str, Any]]:
    """The columns of amounts of a summary. Cells of several units, or of several measures, have no sum."""
    found: dict[int, dict[str, Any]] = {}
    for piece in pieces:
        mapped = piece.table.header.columns[-1]
        name = mapped.column.name if mapped.column else None
        known = found.setdefault(
            mapped.place, {"name": mapped.text, "maps_to": name, "given": {}, "units": [], "values": []}
        )
        known["given"] |= {key: given.value for key, given in piece.table.given.items()}
        known["units"] += said_units(piece, mapped)
        known["values"] += [piece.table.grid.at(row, mapped.place) for row in piece.table.data_rows]
    columns = []
    for known in found.values():
        told = _units(known.pop("units"))
        filled = _filled(known.pop("values"))
        if told.get("units"):
            filled["sum"] = None
        columns.append({**known, "unit": told["unit"], **filled})
    return columns
