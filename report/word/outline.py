"""Headings of a Word file by its own outline: a paragraph's outline level, that of its style, or its list level."""

from __future__ import annotations

import re
from collections.abc import Iterable

from report.word.package import Package
from report.word.styles import Style, styles_of
from report.word.xml import Element

LONGEST = 40
"""Characters of a paragraph that may be a heading."""
_NAME = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_LIST_LEVELS = 3
"""Levels below those of headings at which a numbered paragraph stands."""


def headings_of(package: Package, paragraphs: Iterable[tuple[Element | None, int, int]]) -> tuple[tuple[int, int], ...]:
    """Offset and level (1 the highest) of each paragraph that is a heading. A short numbered paragraph is one too."""
    styles = _levels_of_styles(package)
    found = []
    for element, start, end in paragraphs:
        if element is not None and 0 < end - start <= LONGEST:
            level = _level(element, styles)
            if level is not None:
                found.append((start, level))
    return tuple(found)


def _level(paragraph: Element, styles: dict[str, int]) -> int | None:
    properties = paragraph.child("w:pPr")
    if properties is None:
        return None
    own = _value(properties, "w:outlineLvl")
    if own is not None and own < 9:
        return own + 1
    style = properties.child("w:pStyle")
    if style is not None and (known := styles.get(style.get("w:val") or "")):
        return known
    numbering = properties.child("w:numPr")
    listed = _value(numbering, "w:ilvl") if numbering else None
    return listed + 1 + _LIST_LEVELS if listed is not None else None


def _value(element: Element, name: str) -> int | None:
    child = element.child(name)
    written = (child.get("w:val") or "") if child else ""
    return int(written) if written.isdigit() else None


def _levels_of_styles(package: Package) -> dict[str, int]:
    """Levels of paragraph styles, by outline level or by name (heading 1), through the styles that they are based on."""
    listed = styles_of(package)
    if listed is None:
        return {}
    own = {s.id: level for s in listed.styles if s.id and (level := _level_of_style(s)) is not None}
    based = {s.id: s.based_on for s in listed.styles if s.id and s.based_on}
    return own | {s: own[p] for s, p in based.items() if s not in own and p in own}


def _level_of_style(style: Style) -> int | None:
    if style.outline is not None:
        return style.outline + 1 if style.outline < 9 else None
    said = _NAME.fullmatch(style.name.strip())
    return int(said[1]) if said else None
