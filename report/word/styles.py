"""The list of styles of a Word file: what each style is called, what it is based on, which outline level it gives.

A file that Word wrote holds thousands of elements here, nearly all of them of fonts and tables that nobody asks for. lxml
takes the part apart some four times as fast as `report.word.xml` with its byte offsets, and only the end is ever written to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from report.refusal import DocumentError
from report.word.package import Package, inserted_last
from report.word.xml import SHARED, WORD, damaged, in_utf8, parse


@dataclass(frozen=True)
class Style:
    """One style as the list has it."""

    id: str
    name: str
    """As written, empty if it has none."""
    based_on: str
    outline: int | None
    """`w:outlineLvl`: 0 the highest heading, 9 body text."""


@dataclass(frozen=True, eq=False)
class StyleList:
    """The styles in the order written, and the bytes of the part they stand in."""

    part: str
    data: bytes
    prefix: str
    """Prefix of the part's own elements, with its colon; empty for the default namespace."""
    styles: tuple[Style, ...]

    def with_last(self, markup: str) -> bytes:
        """The part's bytes, in the file's encoding, with markup behind the last style."""
        closing = f"</{self.prefix}styles>".encode()
        written = self.data.rstrip()
        if written.endswith(closing):  # never so if a comment stands last, if it is `<styles/>`, or in UTF-16
            return written.removesuffix(closing) + markup.encode("utf-8") + closing + self.data[len(written) :]
        part = parse(self.part, self.data)
        return part.encoded(inserted_last(part, markup))


def styles_of(package: Package) -> StyleList | None:
    """The document's list of styles, if it has one. DocumentError if it is damaged."""
    found = package.related("styles")
    return read_styles(found[0].target, package.bytes_of_xml(found[0].target)) if found else None


def read_styles(name: str, data: bytes) -> StyleList:
    """A list of styles from the bytes of its part. DocumentError if they are damaged or declare entities."""
    return _known(name, data) if len(data) <= SHARED else _read(name, data)


@lru_cache(maxsize=4)
def _known(name: str, data: bytes) -> StyleList:
    return _read(name, data)


def _read(name: str, data: bytes) -> StyleList:
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(in_utf8(data)[0], parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.getroottree().docinfo.doctype:
        parse(name, data)  # says in words what is wrong with the part
        raise DocumentError(damaged(name))
    space = etree.QName(root).namespace or ""
    known = root.iterchildren(f"{{{space}}}style") if WORD.get(space) == "w" else ()
    styles = (_style(element, f"{{{space}}}") for element in known)
    return StyleList(name, data, f"{root.prefix}:" if root.prefix else "", tuple(s for s in styles if s.id or s.name))


def _style(element: etree._Element, w: str) -> Style:
    def value(path: str) -> str:
        found = element.find(path)
        return found.get(f"{w}val", "") if found is not None else ""

    level = value(f"{w}pPr/{w}outlineLvl")
    return Style(
        element.get(f"{w}styleId", ""),
        value(f"{w}name"),
        value(f"{w}basedOn"),
        int(level) if level.isdecimal() else None,
    )
