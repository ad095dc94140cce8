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
from report.returning.alignment import Aligned
from report.returning.in_cells import Cells
from report.returning.returned import stated_at
from report.returning.turned import Numeral, Said, kept, said_in

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
    before = records.of(document.data, document.text, year)
    if before is None:
        return []
    said = _said(before, catalogue)
    found = []
    for figure, place in zip(before.figures, _places(before, document, year, catalogue), strict=True):
        words = said.get(figure.id)
        first = figure.first or stated_at(before.text, figure.start, figure.end).text
        told = replace(figure, first=first, said=words.to_json() if words else figure.said)
        if place is None or not _NUMERAL.search(document.text[place[0] : place[1]]):
            found += [] if place and _filled(place, replacements) else [replace(told, text_gone=True)]
        elif not _filled(place, replacements):
            grown = sum(len(r.text) - (r.end - r.start) for r in replacements if r.end <= place[0])
            found.append(replace(told, start=place[0] + grown, end=place[1] + grown))
    return found


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
