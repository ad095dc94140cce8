"""Markdown as lines of a paper: headings, lists, tables, emphasis, each piece with its place in the text.

Only marks that a person writing a report uses are read; whatever else stands there stays as written. Stars that are a
blank are no emphasis (`report.finding.markup`). A line is a paragraph, as people type Chinese reports; empty lines only part them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from report.finding.markup import markup_runs

TEXT, ITEM, CELL = "text", "item", "cell"
LONGEST = 60
"""Characters of a heading at most, where only the line below it tells that it is one."""
_HEADING = re.compile(r"[ \u3000]{0,3}(#{1,6})[ \t\u3000]+")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]+){2,}\*[ \t]*|\*{3,}[ \t]*)$")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_BULLET = re.compile(r"([ \t\u3000]*)[-*+][ \t]+(?=\S)")
_ORDERED = re.compile(r"([ \t\u3000]*)(?=\d{1,3}[.)][ \t]+\S)")
_NUMBER = re.compile(r"(\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|>~])|!?\[(?P<words>[^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|`(?P<code>[^`\n]+)`|"
    r"(?P<run>\*{1,3}|_{2})|(?P<comment><!--.*?-->)|(?P<line><br\s*/?>)"
)


@dataclass(frozen=True)
class Piece:
    """Words with where they begin in the text."""

    text: str
    start: int
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, an item of a list, or a cell of a table."""

    pieces: tuple[Piece, ...]
    start: int
    kind: str = TEXT
    level: int = 0
    """Of a heading from 1, 0 for none; of an item its depth from 1, below zero where it bears a number of its own."""
    row: int = 0
    """Of a cell: its row in its table, 0 for the heading."""
    align: str = ""
    table: int = 0
    """Of a cell: which table of the text."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(p.text for p in self.pieces)


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text in order; empty lines, rules and fences leave none."""
    runs = markup_runs(text)
    lines = _lines(text)
    found: list[Block] = []
    fenced, at, tables = False, 0, 0
    while at < len(lines):
        start, line = lines[at]
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            found.append(Block((Piece(line, start),), start))
        elif "|" in line and at + 1 < len(lines) and _is_delimiter(lines[at + 1][1], line):
            tables += 1
            rows = list(_rows(lines[at:]))
            found += _table(rows, runs, tables)
            at += len(rows)
        elif line.strip() and not _RULE.match(line):
            under = _underline(lines, at)
            found.append(_block(line, start, runs, under))
            at += bool(under)
        at += 1
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    lines, at = [], 0
    for whole in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        lines.append((at, whole.rstrip()))
        at += len(whole)
    return lines


def _underline(lines: list[tuple[int, str]], at: int) -> int:
    """Level of a heading that is told by the line of = or - below it; 0 for what is no heading."""
    line = lines[at][1]
    under = _UNDERLINE.match(lines[at + 1][1]) if at + 1 < len(lines) else None
    other = _HEADING.match(line) or _BULLET.match(line) or _ORDERED.match(line)
    if under is None or other or len(line.strip()) > LONGEST or line[-1] in "。；，：":
        return 0
    return 1 if under[1].startswith("=") else 2


def _block(line: str, start: int, runs: set[int], under: int) -> Block:
    quote = _QUOTE.match(line)
    lead = quote.end() if quote else 0
    if heading := _HEADING.match(line, lead):
        closing = _CLOSING.search(line, heading.end())
        end = closing.start() if closing else len(line)
        return Block(_pieces(line, start, (heading.end(), end), runs), start, level=len(heading[1]))
    if item := (_BULLET.match(line, lead) or _ORDERED.match(line, lead)):
        depth = 1 + len(item[1].replace("\t", "    ").replace("\u3000", "  ")) // 2
        words = _pieces(line, start, (item.end(), len(line)), runs)
        if line[lead : item.end()].strip():
            return Block(words, start, ITEM, depth)
        number = _NUMBER.match(line, item.end())
        assert number is not None
        words = (Piece(number[1], start + item.end()), *_pieces(line, start, (number.end(), len(line)), runs))
        return Block(words, start, TEXT) if depth == 1 else Block(words, start, ITEM, -depth)
    lead += len(line[lead:]) - len(line[lead:].lstrip())
    return Block(_pieces(line, start, (lead, len(line)), runs), start, level=under)


def _pieces(line: str, start: int, span: tuple[int, int], runs: set[int]) -> tuple[Piece, ...]:
    """The words of part of a line without their marks. Emphasis opens and closes within it."""
    found: list[Piece] = []
    at, bold = span[0], False
    for match in _INLINE.finditer(line, *span):
        if match["run"] and start + match.start() not in runs:
            continue
        found.append(Piece(line[at : match.start()], start + at, bold))
        for name in ("escaped", "words", "code"):
            if match[name]:
                found.append(Piece(match[name], start + match.start(name), bold))
        if match["line"]:
            found.append(Piece("\n", start + match.start(), bold))
        if match["run"] and len(match["run"]) > 1:
            bold = not bold
        at = match.end()
    found.append(Piece(line[at : span[1]], start + at, bold))
    return tuple(p for p in found if p.text)


def _is_delimiter(line: str, heading: str) -> bool:
    return bool(_DELIMITER.match(line)) and ("|" in line) and len(_cells(line)) == len(_cells(heading))


def _rows(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for start, line in lines:
        if "|" not in line:
            return
        yield start, line


def _cells(line: str) -> list[tuple[int, int]]:
    """Spans of a row's cells, without the spaces around their words."""
    bars = [m.start() for m in re.finditer(r"(?<!\\)\|", line)]
    bounds = [-1, *bars, len(line)]
    spans = list(zip((b + 1 for b in bounds[:-1]), bounds[1:], strict=True))
    if spans and not line[slice(*spans[0])].strip() and bars:
        spans = spans[1:]
    if spans and not line[slice(*spans[-1])].strip() and bars:
        spans = spans[:-1]
    return [_trimmed(line, *span) for span in spans]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    inside = line[start:end]
    lead = len(inside) - len(inside.lstrip())
    return (start + lead, start + len(inside.rstrip())) if inside.strip() else (start, start)


def _table(rows: list[tuple[int, str]], runs: set[int], number: int) -> list[Block]:
    """Every row with as many cells as the heading."""
    start, heading = rows[0]
    width = len(_cells(heading))
    aligned = [_align(rows[1][1][slice(*span)]) for span in _cells(rows[1][1])]
    found = []
    for place, (at, line) in enumerate([(start, heading), *rows[2:]]):
        spans = _cells(line)[:width]
        spans += [(len(line), len(line))] * (width - len(spans))
        found += [
            Block(_pieces(line, at, span, runs), at + span[0], CELL, row=place, align=align, table=number)
            for span, align in zip(spans, aligned, strict=True)
        ]
    return found


def _align(mark: str) -> str:
    left, right = mark.startswith(":"), mark.endswith(":")
    return "center" if left and right else "right" if right else "left"
