"""One XML part of a Word file as a tree of elements that know where they stand in the bytes.

Nothing is ever written back from the tree: an edit replaces a stretch of the original bytes, so that declaration,
prefixes, attribute order and white space stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat
from xml.sax.saxutils import escape, unescape

from report.refusal import DocumentError

MOST_ELEMENTS = 1_500_000
DEEPEST = 180
"""Deeper than any page needs; keeps the recursive reading within Python's limit."""

WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""Namespaces, transitional and strict, and the prefix under which they are known here."""

_OPEN_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(rb"</?([^\s/>]+)")
_TOKEN = re.compile(
    rb"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|(?P<entity>&[^;]+;)|\r\n|(?P<one>[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*)",
    re.DOTALL,
)


class Element:
    """An element with the byte offsets of its tags. `name` is `w:t`, or `{namespace}local` outside the known namespaces."""

    __slots__ = ("attributes", "children", "close", "end", "name", "parent", "start")

    def __init__(self, name: str, attributes: dict[str, str], start: int, parent: Element | None) -> None:
        self.name = name
        self.attributes = attributes
        self.start = start
        self.close = start
        """Where the closing tag begins (the end of the element if it has none)."""
        self.end = start
        self.parent = parent
        self.children: list[Element] = []

    def get(self, name: str) -> str | None:
        """An attribute by its known name (`w:val`)."""
        return self.attributes.get(name)

    def child(self, name: str) -> Element | None:
        """First child of that name."""
        return next((c for c in self.children if c.name == name), None)

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def ancestors(self) -> Iterator[Element]:
        """Parents, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


@dataclass(frozen=True, eq=False)
class Part:
    """An XML part: its bytes as UTF-8 and its tree."""

    name: str
    source: bytes
    root: Element
    codec: str
    """Encoding in the file: `utf-8`, `utf-16-le` or `utf-16-be`."""

    def open_tag(self, element: Element) -> bytes:
        """The opening tag as written."""
        found = _OPEN_TAG.match(self.source, element.start)
        if found is None:
            raise DocumentError(f"文件已损坏：部件 {self.name} 的标记不完整。请在 Word 中打开并另存后再试。")
        return found.group()

    def raw(self, element: Element) -> bytes:
        """The whole element as written."""
        return self.source[element.start : element.end]

    def inner_start(self, element: Element) -> int:
        """Byte offset of what follows the opening tag."""
        return element.start + len(self.open_tag(element))

    def written_name(self, element: Element) -> str:
        """Its name with the prefix used in the file."""
        match = _NAME.match(self.source, element.start)
        return match.group(1).decode("utf-8") if match else element.name

    def prefix(self, element: Element) -> str:
        """The prefix used in the file, with its colon; empty for the default namespace."""
        name = self.written_name(element)
        return name.split(":")[0] + ":" if ":" in name else ""

    def is_closed_at_once(self, element: Element) -> bool:
        """Written as `<w:p/>`."""
        return element.close == element.end

    def text(self, element: Element) -> str:
        """Characters directly inside, as they are read (line ends and tabs of the XML are one space each)."""
        return self.characters(element)[0]

    def characters(self, element: Element) -> tuple[str, list[int] | None]:
        """The text inside, and where each character stands in the bytes (with the end as last entry).

        None for the offsets means that they follow from encoding the text: no entity, CDATA or comment is inside.
        """
        if self.is_closed_at_once(element):
            return "", [element.start]
        raw = self.source[self.inner_start(element) : element.close]
        if not _SPECIAL.search(raw):
            return raw.decode("utf-8"), None
        return self._tokens(element, raw)

    def _tokens(self, element: Element, raw: bytes) -> tuple[str, list[int]]:
        base = self.inner_start(element)
        letters: list[str] = []
        offsets: list[int] = []
        for match in _TOKEN.finditer(raw):
            if match["cdata"] is not None:
                position = base + match.start("cdata")
                for letter in match["cdata"].decode("utf-8"):
                    letters.append(letter)
                    offsets.append(position)
                    position += len(letter.encode("utf-8"))
            elif match["entity"]:
                letters.append(_entity(match["entity"].decode("utf-8")))
                offsets.append(base + match.start())
            elif match["one"] or match.group() == b"\r\n":
                letters.append((match["one"] or b" ").decode("utf-8"))
                offsets.append(base + match.start())
        text = "".join(" " if letter in "\r\n\t" else letter for letter in letters)
        return text, [*offsets, base + len(raw)]

    def in_cdata(self, element: Element) -> bool:
        """Whether a CDATA section is inside, which no markup may be spliced into."""
        return b"<![CDATA[" in self.raw(element)

    def encoded(self, source: bytes) -> bytes:
        """UTF-8 bytes in the encoding of the file."""
        return source if self.codec == "utf-8" else source.decode("utf-8").encode(self.codec)


def _entity(text: str) -> str:
    if text.startswith("&#x"):
        return chr(int(text[3:-1], 16))
    if text.startswith("&#"):
        return chr(int(text[2:-1]))
    return unescape(text, {"&quot;": '"', "&apos;": "'"})


def written(text: str) -> str:
    """Text as it stands in XML: escaped, and without characters that XML cannot hold."""
    return escape(_UNWRITABLE.sub("", text))


def attribute(text: str) -> str:
    """Text inside a double-quoted attribute."""
    return written(text).replace('"', "&quot;").replace("\n", " ").replace("\t", " ")


class _Builder:
    """Expat's events made into a tree. A DOCTYPE is refused: Word files have none, and entities are a trap."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self.opened
        self.parser.EndElementHandler = self.closed
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.root: Element | None = None
        self.at: Element | None = None
        self.names: dict[str, str] = {}
        self.elements: list[Element] = []
        self.depth = 0

    def refuse(self, *_: object) -> None:
        raise DocumentError(
            f"部件 {self.name} 带有实体声明，Word 文件不应有，未予打开。请在 Word 中另存为 .docx 后再试。"
        )

    def known(self, name: str) -> str:
        short = self.names.get(name)
        if short is None:
            space, _, local = name.rpartition(" ")
            prefix = WORD.get(space)
            short = f"{prefix}:{local}" if prefix else (f"{{{space}}}{local}" if space else local)
            self.names[name] = short
        return short

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST or len(self.elements) > MOST_ELEMENTS:
            raise DocumentError(f"部件 {self.name} 的结构异常庞大，未予打开。请在 Word 中另存为 .docx 后再试。")
        known = {self.known(key): value for key, value in attributes.items()} if attributes else attributes
        element = Element(self.known(name), known, self.parser.CurrentByteIndex, self.at)
        self.elements.append(element)
        if self.at is None:
            self.root = element
        else:
            self.at.children.append(element)
        self.at = element

    def closed(self, _: str) -> None:
        self.depth -= 1
        if self.at is not None:
            self.at.close = self.parser.CurrentByteIndex
            self.at = self.at.parent


def parse(name: str, data: bytes) -> Part:
    """A part's tree. DocumentError if it is not well-formed XML in UTF-8 or UTF-16.

    A tree is never changed after it is made, so the clean and the annotated copy of one document share it.
    """
    return _parsed(name, data) if len(data) <= SHARED else _parse(name, data)


_SPECIAL = re.compile(rb"[&<\r\n\t]")
SHARED = 2 * 2**20
"""Bytes of a part up to which what was read of it is kept for the next reading of the same bytes."""


@lru_cache(maxsize=16)
def _parsed(name: str, data: bytes) -> Part:
    return _parse(name, data)


def damaged(name: str) -> str:
    """What is said of a part that cannot be parsed."""
    return f"文件已损坏：部件 {name} 无法解析。请在 Word 中打开并另存后再试。"


def in_utf8(data: bytes) -> tuple[bytes, str]:
    """A part's bytes as UTF-8, and the codec they are written in. UnicodeError if they are neither UTF-8 nor UTF-16."""
    codec = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
    source = data if codec == "utf-8" else data.decode(codec).encode("utf-8")
    source.decode("utf-8")
    return source, codec


def _parse(name: str, data: bytes) -> Part:
    try:
        source, codec = in_utf8(data)
        builder = _Builder(name)
        builder.parser.Parse(source, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise DocumentError(damaged(name)) from error
    if builder.root is None:
        raise DocumentError(damaged(name))
    part = Part(name, source, builder.root, codec)
    for element in builder.elements:
        _settle_end(part, element)
    return part


def _settle_end(part: Part, element: Element) -> None:
    """Expat says where a closing tag begins, or where `<w:b/>` ends; the end of the element follows from the bytes."""
    if not element.children and part.open_tag(element).endswith(b"/>"):
        element.end = element.close
    else:
        element.end = part.source.index(b">", element.close) + 1
