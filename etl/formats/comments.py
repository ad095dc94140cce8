"""The comments (批注) of an .xlsx worksheet's cells: they may say that a figure is wrong, and nobody sees them in the table."""

from __future__ import annotations

import html
import posixpath
import re

from etl.faults import position
from etl.formats.package import Package

_TAG = rb"<(?:\w+:)?"
_RELATION = re.compile(_TAG + rb"Relationship\s([^>]*)>")
_KIND = re.compile(rb"""\bType=["'][^"']*/comments["']""")
_TARGET = re.compile(rb"""\bTarget=["']([^"']*)["']""")
_COMMENT = re.compile(
    _TAG + rb"""comment\s[^>]*?\bref=["']([A-Z]{1,3}\d{1,9})["'][^>]*>(.*?)</(?:\w+:)?comment>""", re.DOTALL
)
_TEXT = re.compile(_TAG + rb"t(?:\s[^>]*)?>([^<]*)<")
_END = rb"comment>"


def comments(package: Package, sheet: str) -> tuple[set[tuple[int, int, str]], list[str]]:
    """Row, column and text of each comment of a worksheet, and the members of the package read for it."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package:
        return set(), []
    found: set[tuple[int, int, str]] = set()
    read = [relations]
    for attributes in _RELATION.findall(package.read(relations)):
        target = _TARGET.search(attributes)
        if not _KIND.search(attributes) or not target:
            continue
        path = posixpath.normpath(posixpath.join(f"/{folder}", html.unescape(target[1].decode("utf-8", "replace"))))[1:]
        if path not in package or path in read:
            continue
        for piece in package.xml_pieces(path, _END):
            found |= {(*position(cell.decode()), _text(inner)) for cell, inner in _COMMENT.findall(piece)}
        read.append(path)
    return found, read


def _text(inner: bytes) -> str:
    return html.unescape(b"".join(_TEXT.findall(inner)).decode("utf-8", "replace")).strip()
