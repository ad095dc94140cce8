"""What a Word file says outside the text that we read: pictures of words, charts, equations, files within the file.

Nothing of it is checked or filled, so it is told. A note stands once, however often its thing occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report.word.package import Package
from report.word.xml import Element, Part

_ELSEWHERE = {
    "aFChunk": "文件里嵌有另一份文件，其中的文字读不到。请在 Word 中打开并另存后再试。",
    "diagramData": "文件里有 SmartArt 图示，图示中的文字不在检查和填写之列，请自行核对。",
    "chart": "文件里有图表，图表中的文字和数不在检查和填写之列，请自行核对。",
    "chartEx": "文件里有图表，图表中的文字和数不在检查和填写之列，请自行核对。",
    "package": "文件里嵌有另一份文件（对象），其中的文字不在检查和填写之列，请自行核对。",
    "oleObject": "文件里嵌有另一份文件（对象），其中的文字不在检查和填写之列，请自行核对。",
}
_EQUATION = "文件里有公式，公式中的文字和数不在检查和填写之列，请自行核对。"
_WORD_ART = "文件里有艺术字，艺术字中的文字不在检查和填写之列，请自行核对。"
_SYMBOL = "文件里有用“插入符号”插入的星号或数字，不在检查和填写之列。请改成键盘输入的，或自行核对。"
_PICTURES_OF_THINGS = ("wingdings", "webdings")
"""Fonts in which the place of a star or a digit shows something else."""


def unread(package: Package, parts: Iterable[Part]) -> list[str]:
    """Notes on text that is not read, of the parts that are."""
    notes = []
    for part in parts:
        notes += [_ELSEWHERE[r.kind] for r in package.relations(part.name) if r.kind in _ELSEWHERE]
        notes += _inside(part)
    return list(dict.fromkeys(notes))


def _inside(part: Part) -> Iterator[str]:
    """Looked for in the bytes first: hardly any report has one of them."""
    source = part.source
    if b"oMath" in source or b"textpath" in source or b":sym" in source:
        for element in part.root.walk():
            if element.name.endswith("/math}t") and part.text(element).strip():
                yield _EQUATION
            elif element.name == "{urn:schemas-microsoft-com:vml}textpath" and (element.get("string") or "").strip():
                yield _WORD_ART
            elif element.name == "w:sym" and _is_text(element):
                yield _SYMBOL


def _is_text(symbol: Element) -> bool:
    """A star, a line or a digit, as fonts of symbols hold them from F000 on."""
    try:
        code = int(symbol.get("w:char") or "", 16)
    except ValueError:
        return False
    font = (symbol.get("w:font") or "").lower()
    return chr(code & 0xFF) in "*_0123456789" and code < 0xF100 and not font.startswith(_PICTURES_OF_THINGS)
