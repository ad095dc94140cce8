"""What earlier fills put into a file that is filled again: where it stands, as it was written first, and what the text said then.

People edit a draft before it is filled again. The record of the second fill holds the text as they left it, so what they
changed could not be told from what we wrote, unless the first number and the first words go with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from metrics.model import Metric
from report.document import Document, Replacement
from report.filling.fill_record import FilledFigure, Record, Records
from report.finding.surroundings import sentences
from report.returning.alignment import Aligned, skeleton
from report.returning.in_cells import Cells
from report.returning.returned import stated_at
from report.returning.turned import Numeral, Said, kept, said_in

_Place = tuple[int, int]
STANDING = 0.25
"""Part of the numbers of an earlier fill that must stand in a file for it to be the same one: people delete whole sections."""
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千]")


def carried_on(
    records: Records,
    document: Document,
    year: int,
    replacements: Sequence[Replacement],
    catalogue: Mapping[str, Metric],
) -> list[FilledFigure]:
    """Numbers that an earlier fill put into this file, edited since or not, where they stand once it is filled again.

    One that somebody changed stays listed with what we had put there, and one that is gone stays listed without a place.
    """
    found_before = _before(records, document, year, replacements, catalogue)
    if found_before is None:
        return []
    before, places = found_before
    said = _said(before, catalogue)
    found = []
    for figure, place in zip(before.figures, places, strict=True):
        words = said.get(figure.id)
        first = figure.first or stated_at(before.text, figure.start, figure.end).text
        told = replace(figure, first=first, said=words.to_json() if words else figure.said)
        if place is None or not _NUMERAL.search(document.text[place[0] : place[1]]):
            found += [] if place and _filled(place, replacements) else [replace(told, text_gone=True)]
        elif not _filled(place, replacements):
            grown = sum(len(r.text) - (r.end - r.start) for r in replacements if r.end <= place[0])
            found.append(replace(told, start=place[0] + grown, end=place[1] + grown))
    return found


def _before(
    records: Records,
    document: Document,
    year: int,
    replacements: Sequence[Replacement],
    catalogue: Mapping[str, Metric],
) -> tuple[Record, list[_Place | None]] | None:
    """The record of the fill that this file comes from, with the places of its numbers; None if it was never filled.

    Papers of one bureau share their frame: opening, headings, signature. So a file is another's second fill only if what was
    filled there really stands in it, as numbers in their sentences or cells.
    """
    if exact := records.exactly(document.data):
        return exact, _places(exact, document, year, catalogue)
    for record in records.alike(document.text, year):
        places = _places(record, document, year, catalogue)
        if _stands(record, places, document, replacements):
            return record, places
    return None


def _stands(
    record: Record, places: Sequence[_Place | None], document: Document, replacements: Sequence[Replacement]
) -> bool:
    """Whether enough of the numbers of a record stand in a document: with their value, or their sentence with another one."""
    text, there = document.text, [f for f in record.figures if not f.text_gone]
    sentences_now = {skeleton(text[low:high]) for low, high in sentences(text)}
    bounds = sentences(record.text)
    standing = 0
    for figure, place in zip(record.figures, places, strict=True):
        if place is None or _filled(place, replacements) or not _NUMERAL.search(text[place[0] : place[1]]):
            continue
        same = text[place[0] : place[1]].strip() == record.text[figure.start : figure.end].strip()
        standing += same or (not figure.key and skeleton(_sentence(record.text, bounds, figure.start)) in sentences_now)
    return not there or standing >= STANDING * len(there)


def _sentence(text: str, bounds: Sequence[tuple[int, int]], start: int) -> str:
    low, high = next(((a, b) for a, b in bounds if a <= start < b), (start, start))
    return text[low:high]


def _filled(place: tuple[int, int], replacements: Sequence[Replacement]) -> bool:
    """Whether a blank stands there, filled now or left open."""
    return any(r.start < place[1] and place[0] < r.end for r in replacements)


def _said(before: Record, catalogue: Mapping[str, Metric]) -> dict[int, Said]:
    """What the text of the earlier fill said with each of its numbers."""
    known = {f.id: kept(f.said) for f in before.figures if f.said}
    unknown = [f for f in before.figures if not f.text_gone and not f.key]
    if all(f.id in known for f in unknown):
        return known
    numerals = [Numeral(f.id, f.start, f.end, f.unit, f.qualifier) for f in unknown]
    return said_in(before.text, before.year, catalogue, numerals) | known


def _places(
    before: Record, document: Document, year: int, catalogue: Mapping[str, Metric]
) -> list[tuple[int, int] | None]:
    """Where each number of the earlier fill stands in the file now, before it is filled again; None if it is gone."""
    if before.text == document.text:
        return [None if f.text_gone else (f.start, f.end) for f in before.figures]
    aligned = Aligned(before.text, document.text)
    in_tables = [f for f in before.figures if f.said and f.said["label"] and not f.text_gone]
    cells = Cells(document, year, catalogue).same([(f.key, f.said["label"], f.text) for f in in_tables if f.said])
    placed = {f.id: (cell.start, cell.end) if cell else None for f, cell in zip(in_tables, cells, strict=True)}
    found: list[tuple[int, int] | None] = []
    for figure in before.figures:
        if figure.id in placed:
            found.append(placed[figure.id])
            continue
        place = None if figure.text_gone else aligned.find(figure.start, figure.end)
        found.append(place.span if place else None)
    return found
