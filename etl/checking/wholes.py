"""Rows of the whole bureau (全局, 合计) beside rows of its offices in a long table: they say the same money a second time.

In a month in which other rows stand beside them, the rows of the whole are a total: where they equal the others (by tax kind,
where they state one) they are left out and said, elsewhere the cell is named. Alone in their month they are its figures and stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.coverage import row_month
from etl.understanding.parts import Part
from etl.understanding.sheet import LeftOut, SheetTable
from etl.understanding.titles import plain
from warehouse.schema import Kind, Table

Connection = duckdb.DuckDBPyConnection

_WHOLE = r"(全局|我局|全区|全县|全市|全系统|全辖|全部|全所|各所|各税务所|本局|区局|县局|市局)(合计|总计|小计)?|合计|总计|共计|.{0,12}税务局"
_WORDS = re.compile(_WHOLE)
_EQUAL = Decimal("0.005")


@dataclass(frozen=True)
class Wholes:
    """What became of the rows of the whole: `names` are the words that stood for it."""

    faults: list[Fault]
    said: list[Fault]
    names: frozenset[str] = frozenset()
    left_out: int = 0
    """Rows that were taken out."""


def totals_of_offices(connection: Connection, part: Part, offices: CodeList) -> Wholes:
    """Take the rows of the whole out of `typed_rows` where they repeat the other rows of their month."""
    table = part.table
    if part.office or not any("office" in sheet.table.columns for sheet in part.sheets):
        return Wholes([], [])
    named = "regexp_full_match(spaceless(office), $whole) AND NOT list_contains($offices, office)"
    months = _mark(connection, table, named, {"whole": _WHOLE, "offices": offices.values})
    held = [h for month in months for h in _held(connection, part, month)]
    if wrong := [_wrong(part, h) for h in held if not h.equal]:
        return Wholes(wrong, [])
    names = connection.execute("SELECT DISTINCT office FROM of_the_whole").fetchall()
    cells = [cell for h in held for cell in h.cells]
    said = _leave_out(connection, part, cells) + _unnamed(connection, part)
    return Wholes(_blank_wholes(connection, part), said, frozenset(name for (name,) in names), len(cells))


def _unnamed(connection: Connection, part: Part) -> list[Fault]:
    """Rows of the whole that stay are of no office: so an office's own file beside them is seen to count twice."""
    found = connection.execute(
        "SELECT sheet_no, source_row, t.office FROM typed_rows t JOIN of_the_whole USING (sheet_no, source_row) ORDER BY ALL"
    ).fetchall()
    if not found:
        return []
    connection.execute(
        "UPDATE typed_rows SET office = NULL FROM of_the_whole w "
        "WHERE typed_rows.sheet_no = w.sheet_no AND typed_rows.source_row = w.source_row"
    )
    number, row, name = found[0]
    sheet = part.sheets[number]
    message = f"“{name}”不是一个税务所（共 {len(found)} 行），按没有分到税务所的全局数入库"
    return [Fault(message, sheet.name, sheet.table.cell(row, "office"), name)]


def _blank_wholes(connection: Connection, part: Part) -> list[Fault]:
    """Rows without an office that are, group by group, exactly what the offices of their month add up to."""
    faults = []
    for month in _mark(connection, part.table, "office IS NULL", {}):
        held = _held(connection, part, month)
        if held and all(h.equal for h in held):
            number, row = held[0].cells[0]
            message = (
                "没有写主管税务所的行，正好等于各税务所之和，像是它们的合计，一起入库会重复计算。请删去，或写明税务所"
            )
            faults.append(Fault(message, part.sheets[number].name, part.sheets[number].table.cell(row, "office")))
    return faults


def _mark(connection: Connection, table: Table, condition: str, values: dict[str, object]) -> list[object]:
    """Put the rows that speak for the whole into `of_the_whole`; the months in which others stand beside them."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE of_the_whole AS SELECT sheet_no, source_row, office, {row_month(table)} AS month_ "
        f"FROM typed_rows WHERE {condition}",
        values or None,
    )
    found = connection.execute(
        f"SELECT DISTINCT month_ FROM of_the_whole WHERE month_ IN (SELECT {row_month(table)} FROM typed_rows t "
        "ANTI JOIN of_the_whole USING (sheet_no, source_row)) ORDER BY 1"
    ).fetchall()
    return [month for (month,) in found]


@dataclass(frozen=True)
class _Held:
    """Rows of the whole that speak for the same kind in one month, and what the other rows of that kind add up to."""

    cells: list[tuple[int, int]]
    total: Decimal
    right: Decimal | None
    equal: bool


def _grain(connection: Connection, table: Table, month: object) -> list[str]:
    """Labels that every row of the whole states in a month: by them they are compared."""
    names = [c.name for c in table.columns if (c.code_list or c.codes) and c.name != "office"]
    counts = ", ".join(f"count({name}) = count(*)" for name in names)
    row = connection.execute(
        f"SELECT {counts} FROM typed_rows JOIN of_the_whole USING (sheet_no, source_row) WHERE month_ = $month",
        {"month": month},
    ).fetchone()
    return [name for name, filled in zip(names, row or (), strict=True) if filled]


def _held(connection: Connection, part: Part, month: object) -> list[_Held]:
    """The rows of the whole in one month against the others of that month: those of offices, or all of them."""
    table = part.table
    amount = next(c.name for c in table.columns if c.kind is Kind.MONEY)
    by = _grain(connection, table, month)
    named = ", ".join(by) or "1 AS one"
    rows = connection.execute(
        f"SELECT w.cells, w.total, o.own, o.every FROM (SELECT list([sheet_no, source_row] ORDER BY sheet_no, source_row) AS cells, "
        f"sum({amount}) AS total, {named} FROM typed_rows t JOIN of_the_whole USING (sheet_no, source_row) "
        f"WHERE month_ = $month GROUP BY {', '.join([*by, 't.office'])}) w LEFT JOIN "
        f"(SELECT sum({amount}) FILTER (t.office IS NOT NULL) AS own, sum({amount}) AS every, {named} "
        f"FROM typed_rows t ANTI JOIN of_the_whole USING (sheet_no, source_row) WHERE {row_month(table)} = $month "
        f"{'GROUP BY ' + ', '.join(by) if by else ''}) o ON {' AND '.join(f'w.{n} = o.{n}' for n in by) or 'true'} ORDER BY 1",
        {"month": month},
    ).fetchall()
    found = []
    for cells, total, own, every in rows:
        equal = total is not None and any(r is not None and abs(total - r) < _EQUAL for r in (own, every))
        found.append(_Held([(n, r) for n, r in cells], total or Decimal(0), own if own is not None else every, equal))
    return found


def _wrong(part: Part, held: _Held) -> Fault:
    number, row = held.cells[0]
    sheet, amount = part.sheets[number], next(c.name for c in part.table.columns if c.kind is Kind.MONEY)
    right = "别的行没有同类的" if held.right is None else f"别的行相加是 {held.right:,.2f} 元"
    message = (
        f"这一行写的是全局的数（折合 {held.total:,.2f} 元），这个月还有各税务所的行，{right}，两者不等，"
        "分不清它是合计还是另一笔。是合计的，请核对后改正或删去；是另一笔的，请写明税务所"
    )
    mapped = sheet.table.header.found.get(amount)
    shown = str(sheet.table.grid.at(row, mapped.place)) if mapped else ""
    return Fault(message, sheet.name, sheet.table.cell(row, amount), shown)


def _leave_out(connection: Connection, part: Part, rows: list[tuple[int, int]]) -> list[Fault]:
    """Take rows out of the typed rows and out of their table, and say which."""
    if not rows:
        return []
    listed = {"numbers": [n for n, _ in rows], "rows": [r for _, r in rows]}
    for name in ("typed_rows", "clean_cells"):
        connection.execute(
            f"DELETE FROM {name} USING (SELECT unnest($numbers) AS n, unnest($rows) AS r) gone "
            "WHERE sheet_no = gone.n AND source_row = gone.r",
            listed,
        )
    said = []
    for number in dict.fromkeys(n for n, _ in rows):
        table, gone = part.sheets[number].table, [r for n, r in rows if n == number]
        taken = set(gone)
        shown = "、".join(map(str, gone[:8])) + ("等" if len(gone) > 8 else "")
        message = f"第 {shown} 行是各税务所的合计（共 {len(gone)} 行），与各所之和相符，只作核对，没有入库"
        said.append(Fault(message, part.sheets[number].name, table.cell(gone[0], "office")))
        table.data_rows = [row for row in table.data_rows if row not in taken]
        table.left_out += [LeftOut(row, "各税务所的合计，与各所之和相符，只作核对", "sum") for row in gone]
    return said


def beside_offices(table: SheetTable) -> set[int]:
    """Rows of a table that stand for the whole bureau beside rows of offices, by their words alone."""
    mapped = table.header.found.get("office")
    if mapped is None:
        return set()
    names = {row: plain(table.grid.at(row, mapped.place)) for row in table.data_rows}
    whole = {row for row, name in names.items() if _WORDS.fullmatch(name)}
    return whole if any(name for row, name in names.items() if row not in whole) else set()
