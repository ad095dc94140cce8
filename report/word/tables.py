"""The tables of a Word file: which stretch of its text stands in which cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from report.finding.tables import Cell, Table
from report.word.xml import Element


@dataclass
class _Spanned:
    """A `w:tc` with the text of its own paragraphs."""

    element: Element
    start: int
    end: int


def tables_of(paragraphs: Iterable[tuple[Element | None, int, int]]) -> tuple[Table, ...]:
    """Tables from paragraphs (element, start and end of its text) in reading order; a nested table stands for itself.

    Vertically merged cells (`w:vMerge`) are one cell over their rows, `w:gridSpan` and `w:gridBefore` set the columns.
    """
    cells: dict[int, _Spanned] = {}
    for element, start, end in paragraphs:
        if element is not None and (cell := _cell_around(element)):
            known = cells.setdefault(id(cell), _Spanned(cell, start, end))
            known.end = max(known.end, end)
    by_table: dict[int, list[tuple[Element, _Spanned]]] = {}
    for spanned in cells.values():
        if (row := _above(spanned.element, "w:tr")) and (table := _above(row, "w:tbl")):
            by_table.setdefault(id(table), []).append((row, spanned))
    return tuple(Table(tuple(_placed(found))) for found in by_table.values())


def _cell_around(paragraph: Element) -> Element | None:
    """The cell that a paragraph stands in, unless a text box comes between."""
    for ancestor in paragraph.ancestors():
        if ancestor.name == "w:txbxContent":
            return None
        if ancestor.name == "w:tc":
            return ancestor
    return None


def _above(element: Element, name: str) -> Element | None:
    return next((a for a in element.ancestors() if a.name == name), None)


def _placed(found: list[tuple[Element, _Spanned]]) -> list[Cell]:
    """Cells with their rows and columns; one that goes on from above makes that one taller."""
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    placed: list[Cell] = []
    for tr, spanned in found:
        row = rows.setdefault(id(tr), len(rows))
        column = columns.setdefault(id(tr), _number(tr, "w:trPr", "w:gridBefore", 0))
        width = _number(spanned.element, "w:tcPr", "w:gridSpan", 1)
        columns[id(tr)] = column + width
        if _goes_on(spanned.element) and (at := _over(placed, row, column)) is not None:
            placed[at] = replace(placed[at], rows=row + 1 - placed[at].row)
        else:
            placed.append(Cell(spanned.start, spanned.end, row, column, 1, width))
    return placed


def _over(placed: list[Cell], row: int, column: int) -> int | None:
    """The cell right above a place."""
    return next((i for i, c in enumerate(placed) if c.column == column and c.row + c.rows == row), None)


def _number(element: Element, properties: str, name: str, default: int) -> int:
    holder = element.child(properties)
    child = holder.child(name) if holder else None
    written = (child.get("w:val") or "") if child else ""
    return int(written) if written.isdigit() and int(written) < 1000 else default


def _goes_on(cell: Element) -> bool:
    properties = cell.child("w:tcPr")
    merge = properties.child("w:vMerge") if properties else None
    return merge is not None and merge.get("w:val") in (None, "continue")
