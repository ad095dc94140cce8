"""Cells of an .xlsx whose text is struck through (by the cell's own font, or in a part of its text), or has small raised or
lowered letters in it: a footnote's number, which would be read as one more digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.formats.package import Package

_TAG = rb"<(?:\w+:)?"
_FONTS = re.compile(_TAG + rb"fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(_TAG + rb"font(?:(?:\s[^>]*)?/>|(?:\s[^>]*)?>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FORMATS = re.compile(_TAG + rb"cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(_TAG + rb"xf\s([^>]*)>")
_FONT_ID = re.compile(rb"""\bfontId=["'](\d+)["']""")
_STRIKE = re.compile(_TAG + rb"""strike\b(?![^>]*\bval=["'](?:0|false)["'])[^>]*>""")
_RAISED = re.compile(_TAG + rb"""vertAlign\s[^>]*\bval=["'](?:super|sub)script["']""")
_TEXT = re.compile(_TAG + rb"si(?:\s[^>]*)?/>|" + _TAG + rb"si[\s>].*?</(?:\w+:)?si>", re.DOTALL)
_BEGUN = re.compile(_TAG + rb"si[\s/>]")
_STYLED = re.compile(_TAG + rb"""c\s([^>]*?\bs=["'](\d+)["'][^>]*)>""")
_SHARED = re.compile(_TAG + rb"""c\s([^>]*?\bt=["']s["'][^>]*)>\s*""" + _TAG + rb"v>(\d+)<")
_INLINE = re.compile(_TAG + rb"""c\s([^>]*?\bt=["']inlineStr["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_PLACE = re.compile(rb"""(?:^|\s)r=["']([A-Z]{1,3}\d{1,9})["']""")


@dataclass
class Struck:
    """Which formats of cells and which shared texts of a workbook are struck through, and which have raised letters in them."""

    formats: set[int] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)
    raised_texts: set[int] = field(default_factory=set)
    read: list[str] = field(default_factory=list)
    """Members of the package that were read to the end for it."""

    def cells(self, piece: bytes) -> list[str]:
        """Addresses of the struck cells in a piece of a sheet."""
        found: list[bytes] = []
        if self.formats:
            found += [a for a, style in _STYLED.findall(piece) if int(style) in self.formats]
        found += _of_texts(piece, self.texts, _STRIKE, b"strike")
        return _addresses(found)

    def raised(self, piece: bytes) -> list[str]:
        """Addresses of the cells with raised letters in a piece of a sheet."""
        return _addresses(_of_texts(piece, self.raised_texts, _RAISED, b"vertAlign"))


def _of_texts(piece: bytes, shared: set[int], look: re.Pattern[bytes], word: bytes) -> list[bytes]:
    """Attributes of the cells whose text, shared or their own, has a look."""
    found: list[bytes] = []
    if shared:
        found += [a for a, text in _SHARED.findall(piece) if int(text) in shared]
    if word in piece:
        found += [a for a, inner in _INLINE.findall(piece) if look.search(inner)]
    return found


def _addresses(found: list[bytes]) -> list[str]:
    return [place[1].decode() for attributes in found if (place := _PLACE.search(attributes))]


def struck(package: Package, parts: list[str]) -> Struck:
    """Look through the workbook's fonts and shared texts; `parts`: the paths that its relations name."""
    found = Struck()
    for path in parts:
        if path in found.read or path not in package:
            continue
        if path.lower().endswith("styles.xml"):
            found.formats = _formats(package.read(path))
            found.read.append(path)
        elif path.lower().endswith("sharedstrings.xml"):
            found.texts, found.raised_texts = _texts(package, path)
            found.read.append(path)
    return found


def _formats(styles: bytes) -> set[int]:
    if b"strike" not in styles:
        return set()
    block, formats = _FONTS.search(styles), _FORMATS.search(styles)
    if not block or not formats:
        return set()
    fonts = {n for n, inner in enumerate(_FONT.findall(block[0])) if _STRIKE.search(inner)}
    ids = [_FONT_ID.search(attributes) for attributes in _FORMAT.findall(formats[0])]
    return {n for n, font in enumerate(ids) if font and int(font[1]) in fonts}


def _texts(package: Package, path: str) -> tuple[set[int], set[int]]:
    """Numbers of the shared texts that are struck through in whole or in part, and of those with raised letters."""
    crossed: set[int] = set()
    raised: set[int] = set()
    before = 0
    for piece in package.xml_pieces(path, b"si>"):
        if b"strike" in piece or b"vertAlign" in piece:
            texts = _TEXT.findall(piece)
            crossed |= {before + n for n, text in enumerate(texts) if _STRIKE.search(text)}
            raised |= {before + n for n, text in enumerate(texts) if _RAISED.search(text)}
            before += len(texts)
        else:
            before += len(_BEGUN.findall(piece))
    return crossed, raised
