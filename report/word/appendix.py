"""A table at the end of a Word file, for readers of the printed copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.word.edit import Edits
from report.word.xml import written


@dataclass(frozen=True)
class Appendix:
    """A table on a page of its own: title, remarks under it, headings, rows, and the widths of the columns in percent.

    `below`: for each row, what stands under it over the width of the table; nothing where it is empty.
    """

    title: str
    remarks: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    below: tuple[str, ...] = ()


def append(edits: Edits, appendix: Appendix) -> None:
    """Put the table before the body's last section properties, so that it keeps the page of the document."""
    package = edits.word.package
    main = package.part(package.main)
    body = main.root.child("w:body")
    if body is None:
        return
    last = body.children[-1] if body.children else None
    at = last.start if last is not None and last.name == "w:sectPr" else body.close
    w = main.prefix(main.root)
    markup = _paragraph(appendix.title, w, size=32, centred=True, bold=True, new_page=True)
    markup += "".join(_paragraph(remark, w, size=18, centred=True) for remark in appendix.remarks)
    markup += _table(appendix, w) + _paragraph("", w, size=2)
    edits.of(main).splice(at, at, markup, rank=8)


def _paragraph(
    text: str, w: str, *, size: int, centred: bool = False, bold: bool = False, new_page: bool = False
) -> str:
    """A paragraph that takes nothing of its layout from the document's styles."""
    break_before = f"<{w}pageBreakBefore/>" if new_page else ""
    weight = f"<{w}b/>" if bold else ""
    letters = f'<{w}rPr>{weight}<{w}spacing {w}val="0"/><{w}sz {w}val="{size}"/><{w}szCs {w}val="{size}"/></{w}rPr>'
    run = f'<{w}r>{letters}<{w}t xml:space="preserve">{written(text)}</{w}t></{w}r>' if text else ""
    line = 240 if size > 2 else 20
    return (
        f'<{w}p><{w}pPr>{break_before}<{w}snapToGrid {w}val="0"/>'
        f'<{w}spacing {w}before="0" {w}after="{60 if centred else 0}" {w}line="{line}" {w}lineRule="{"auto" if size > 2 else "exact"}"/>'
        f'<{w}ind {w}left="0" {w}right="0" {w}firstLine="0" {w}firstLineChars="0"/>'
        f'<{w}jc {w}val="{"center" if centred else "left"}"/></{w}pPr>{run}</{w}p>'
    )


def _table(appendix: Appendix, w: str) -> str:
    sides = "".join(
        f'<{w}{side} {w}val="single" {w}sz="4" {w}space="0" {w}color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<{w}gridCol {w}w="{width * 88}"/>' for width in appendix.widths)
    heading = _row(appendix.headings, appendix.widths, w, heading=True)
    below = appendix.below or ("",) * len(appendix.rows)
    rows = "".join(
        _row(row, appendix.widths, w, opens=bool(under)) + (_under(under, appendix.widths, w) if under else "")
        for row, under in zip(appendix.rows, below, strict=True)
    )
    room = {"top": 40, "left": 70, "bottom": 40, "right": 70}
    margins = "".join(f'<{w}{side} {w}w="{width}" {w}type="dxa"/>' for side, width in room.items())
    return (
        f'<{w}tbl><{w}tblPr><{w}tblW {w}w="5000" {w}type="pct"/><{w}jc {w}val="center"/><{w}tblBorders>{sides}</{w}tblBorders>'
        f'<{w}tblLayout {w}type="fixed"/><{w}tblCellMar>{margins}</{w}tblCellMar></{w}tblPr>'
        f"<{w}tblGrid>{grid}</{w}tblGrid>{heading}{rows}</{w}tbl>"
    )


_SHORT = 120
"""Characters of a cell up to which its row is kept on one page. A taller row that may not break loses what the page cannot hold."""


def _row(cells: Sequence[str], widths: Sequence[int], w: str, *, heading: bool = False, opens: bool = False) -> str:
    """`opens`: a line follows over the width of the table, and the number in the first cell holds for both."""
    whole = f"<{w}cantSplit/>" if heading or all(len(cell) <= _SHORT for cell in cells) else ""
    repeated = f"<{w}tblHeader/>" if heading else ""
    inside = ""
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        merged = f'<{w}vMerge {w}val="restart"/>' if opens and place == 0 else ""
        inside += _cell(cell, width, w, merged, heading=heading)
    return f"<{w}tr><{w}trPr>{whole}{repeated}</{w}trPr>{inside}</{w}tr>"


def _under(text: str, widths: Sequence[int], w: str) -> str:
    """The line under a row, from the second column to the last. It may break over pages."""
    first = _cell("", widths[0], w, f"<{w}vMerge/>")
    rest = _cell(text, sum(widths[1:]), w, f'<{w}gridSpan {w}val="{len(widths) - 1}"/>')
    return f"<{w}tr>{first}{rest}</{w}tr>"


def _cell(text: str, width: int, w: str, merged: str = "", *, heading: bool = False) -> str:
    """`merged`: how it is joined with its neighbours, which comes after its width."""
    shade = f'<{w}shd {w}val="clear" {w}color="auto" {w}fill="EEEEEE"/>' if heading else ""
    lines = "".join(_paragraph(line, w, size=15, bold=heading) for line in text.split("\n"))
    return f'<{w}tc><{w}tcPr><{w}tcW {w}w="{width * 50}" {w}type="pct"/>{merged}{shade}<{w}vAlign {w}val="center"/></{w}tcPr>{lines}</{w}tc>'
