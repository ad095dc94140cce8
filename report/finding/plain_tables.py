"""The tables of a plain text: lines of Markdown between bars, and runs of lines with as many tabs or wide gaps each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from report.finding.tables import Cell, Table

_LINE = re.compile(r"(?m)^.*$")
_GAP = re.compile(r"(?: {2,}|\u3000)[ \u3000]*")
_SHORT = 16
"""Characters of the longest cell of a table that is only spaced."""
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")


def tables_of_text(text: str) -> tuple[Table, ...]:
    """Tables of a plain text: lines of Markdown between bars, and runs of lines with as many tabs or wide gaps each."""
    found: list[Table] = []
    lines = [(m.start(), m[0]) for m in _LINE.finditer(text)]
    for form, group in groupby(lines, key=lambda line: _form(line[1])):
        rows = [line for line in group if not _RULE.match(line[1])]
        if form and len(rows) > 1:
            cells = tuple(c for row, (at, line) in enumerate(rows) for c in _cells(line, at, row, form[0]))
            found.append(Table(cells))
    return tuple(found)


def _form(line: str) -> tuple[str, int] | None:
    """The sign that parts a line's cells, and how many there are; None for a line of no table."""
    if line.lstrip().startswith("|") and line.count("|") > 1:
        return "|", 0
    if line.strip().count("\t"):
        return "\t", line.count("\t")
    pieces = _GAP.split(line.strip())
    aligned = len(pieces) > 2 and all(0 < len(p) <= _SHORT for p in pieces)
    return (" ", len(pieces)) if aligned else None


def _cells(line: str, at: int, row: int, sign: str) -> Iterator[Cell]:
    if sign == "|":
        at += line.index("|") + 1
        line = line.strip().removeprefix("|").removesuffix("|")
    gap = _GAP if sign == " " else re.compile(re.escape(sign))
    bounds, low = [], len(line) - len(line.lstrip(" \u3000")) if sign == " " else 0
    for said in gap.finditer(line, low, len(line.rstrip()) if sign == " " else len(line)):
        bounds.append((low, said.start()))
        low = said.end()
    for column, (first, last) in enumerate([*bounds, (low, len(line))]):
        piece = line[first:last]
        start = at + first + (len(piece) - len(piece.lstrip()) if piece.strip() else 0)
        yield Cell(start, start + len(piece.strip()), row, column)
