"""Edits of a Word file as splices into the bytes of its parts.

A value goes into the first run of its blank and takes that run's format. Where a stretch of a run must be set apart
(for a highlight, or for the ends of a comment's range), the run is closed and opened again with the same properties.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from report.refusal import DocumentError
from report.word.text import Piece, WordText
from report.word.xml import Element, Part, written

AFTER_HIGHLIGHT = frozenset(
    f"w:{name}"
    for name in [
        "u",
        "effect",
        "bdr",
        "shd",
        "fitText",
        "vertAlign",
        "rtl",
        "cs",
        "em",
        "lang",
        "eastAsianLayout",
        "specVanish",
        "oMath",
        "rPrChange",
    ]
)
"""Run properties that the schema places after `w:highlight`."""


@dataclass(frozen=True)
class Replacement:
    """A span of the document's text and what to put in its place. With `highlight` it is marked yellow."""

    start: int
    end: int
    text: str
    highlight: bool = False


@dataclass(order=True)
class Splice:
    """Bytes to put in place of a stretch of a part. At one place, lower ranks come first."""

    start: int
    end: int
    rank: int
    new: bytes = field(compare=False)


class PartEdits:
    """All edits of one part."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.splices: list[Splice] = []
        self.texts: dict[int, TextEdit] = {}

    def text(self, element: Element) -> TextEdit:
        """The edit of one text element."""
        if element.start not in self.texts:
            self.texts[element.start] = TextEdit(self.part, element)
        return self.texts[element.start]

    def splice(self, start: int, end: int, new: str, rank: int = 5) -> None:
        """Put markup in place of bytes."""
        self.splices.append(Splice(start, end, rank, new.encode("utf-8")))

    def applied(self) -> bytes:
        """The part's bytes after all edits, in the encoding of the file."""
        for edit in self.texts.values():
            edit.settle(self)
        source, out, at = self.part.source, [], 0
        for splice in sorted(self.splices):
            if splice.start < at:
                raise DocumentError("两处填写重叠在一起，未予写入。请在 Word 中检查空格处的修订或域后再试。")
            out += [source[at : splice.start], splice.new]
            at = splice.end
        return self.part.encoded(b"".join([*out, source[at:]]))


class TextEdit:
    """Changes inside one `w:t`: new text for stretches of it, highlights, and cuts with markup between the halves."""

    def __init__(self, part: Part, element: Element) -> None:
        self.part = part
        self.element = element
        self.letters, self._offsets = part.characters(element)
        self.changes: list[tuple[int, int, str]] = []
        self.lit: list[tuple[int, int]] = []
        self.ends: dict[int, list[str]] = defaultdict(list)
        self.begins: dict[int, list[str]] = defaultdict(list)

    def offset(self, index: int) -> int:
        """Byte offset of a character of the text."""
        if self._offsets is not None:
            return self._offsets[index]
        return self.part.inner_start(self.element) + len(self.letters[:index].encode("utf-8"))

    @property
    def run(self) -> Element | None:
        """The run around it, if it can be cut: no CDATA, a plain parent."""
        parent = self.element.parent
        return parent if parent is not None and parent.name == "w:r" and not self.part.in_cdata(self.element) else None

    def settle(self, edits: PartEdits) -> None:
        """Turn the changes into splices."""
        for start, end, new in self.changes:
            text = written(new) if not self.part.in_cdata(self.element) else new
            edits.splice(self.offset(start), self.offset(end), text, rank=9)
        edges = {k for pair in self.lit for k in pair} | set(self.ends) | set(self.begins)
        if self.run is not None:
            for index in sorted(edges):
                self._cut(edits, self.run, index)
            if any(start == 0 for start, _ in self.lit) and self._first(self.run):
                self._light(edits, self.run)
        self._keep_spaces(edits, edges)

    def _cut(self, edits: PartEdits, run: Element, index: int) -> None:
        """Markup between two halves of the run, or before or after it where nothing is left over."""
        markup = "".join([*self.ends[index], *self.begins[index]])
        name, opened = self.part.written_name(run), self.part.open_tag(run).decode("utf-8")
        closing = f"</{name}>"
        again = opened + self._properties(run, lit=any(start <= index < end for start, end in self.lit))
        if 0 < index < len(self.letters):
            text = self.part.written_name(self.element)
            new = f'</{text}>{closing}{markup}{again}<{text} xml:space="preserve">'
            edits.splice(self.offset(index), self.offset(index), new, rank=6)
        elif index == 0:
            whole = self._first(run)
            at = run.start if whole else self.element.start
            edits.splice(at, at, markup if whole else closing + markup + again, rank=3 if self.ends[index] else 4)
        else:
            whole = run.children[-1] is self.element
            at = run.end if whole else self.element.end
            edits.splice(at, at, markup if whole else closing + markup + again, rank=1)

    def _first(self, run: Element) -> bool:
        return next((c for c in run.children if c.name != "w:rPr"), None) is self.element

    def _properties(self, run: Element, *, lit: bool) -> str:
        properties = run.child("w:rPr")
        prefix = self.part.prefix(run)
        if properties is None:
            return f'<{prefix}rPr><{prefix}highlight {prefix}val="yellow"/></{prefix}rPr>' if lit else ""
        return highlighted(self.part, properties) if lit else self.part.raw(properties).decode("utf-8")

    def _light(self, edits: PartEdits, run: Element) -> None:
        """Highlight the run as it stands (its tail, if not meant, has been cut off)."""
        properties = run.child("w:rPr")
        new = self._properties(run, lit=True)
        if properties is None:
            at = self.part.inner_start(run)
            edits.splice(at, at, new, rank=2)
        else:
            edits.splice(properties.start, properties.end, new)

    def _keep_spaces(self, edits: PartEdits, edges: set[int]) -> None:
        """`xml:space` where an edit leaves a space at the rim, which Word would drop."""
        if self.element.get("xml:space") == "preserve" or self.part.is_closed_at_once(self.element):
            return
        cuts = [k for k in edges if 0 < k < len(self.letters)] if self.run is not None else []
        before, after = self.letters, self._new_text(min(cuts, default=len(self.letters)))
        rim = (after[:1].isspace() and not before[:1].isspace()) or (after[-1:].isspace() and not before[-1:].isspace())
        if rim:
            name = self.part.written_name(self.element)
            at = self.element.start + 1 + len(name.encode("utf-8"))
            edits.splice(at, at, ' xml:space="preserve"', rank=2)

    def _new_text(self, until: int) -> str:
        """The element's text after the changes, up to the first cut."""
        out, at = [], 0
        for start, end, new in sorted(self.changes):
            if end > until:
                break
            out += [self.letters[at:start], new]
            at = end
        return "".join([*out, self.letters[at:until]])


def highlighted(part: Part, properties: Element) -> str:
    """Run properties with a yellow highlight, at its place in the schema's order."""
    prefix = part.prefix(properties)
    mark = f'<{prefix}highlight {prefix}val="yellow"/>'.encode()
    if part.is_closed_at_once(properties):
        return (part.open_tag(properties)[:-2] + b">" + mark + f"</{prefix}rPr>".encode()).decode("utf-8")
    source, start, end = part.source, properties.start, properties.end
    old = properties.child("w:highlight")
    if old is not None:
        return (source[start : old.start] + mark + source[old.end : end]).decode("utf-8")
    later = next((c.start for c in properties.children if c.name in AFTER_HIGHLIGHT), properties.close)
    return (source[start:later] + mark + source[later:end]).decode("utf-8")


class Edits:
    """Edits of a whole file, by part."""

    def __init__(self, word: WordText) -> None:
        self.word = word
        self.parts: dict[str, PartEdits] = {}

    def of(self, part: Part) -> PartEdits:
        """The edits of one part."""
        return self.parts.setdefault(part.name, PartEdits(part))

    def changed(self) -> dict[str, bytes]:
        """New bytes of every part with an edit."""
        return {name: edits.applied() for name, edits in self.parts.items()}

    def replace(self, replacement: Replacement) -> None:
        """Put a text in a span's place, in every copy of it."""
        start, end = replacement.start, replacement.end
        if start == end and (place := self.word.empty.get(start)):
            self._write_in(*place, replacement.text)
            return
        pieces = self.word.over(start, end)
        if not pieces or not self.word.covers(pieces, start, end):
            raise DocumentError(
                f"空格“{self.word.text[start:end]}”跨了段落，无法填写。请在 Word 中把它放在同一段里再试。"
            )
        same = replacement.text == self.word.text[start:end]
        for group in [pieces, *self.word.twins_over(start, end).values()]:
            if not same:
                self._fill(group, replacement)
            if replacement.highlight:
                self._light(group, start, end, filled=not same)

    def _write_in(self, part: Part, paragraph: Element, text: str) -> None:
        """A run in the empty paragraph of a cell, in the format that the paragraph's mark has."""
        w = part.prefix(paragraph)
        properties = paragraph.child("w:pPr")
        mark = properties.child("w:rPr") if properties else None
        run = f"<{w}r>{_own_format(part, mark) if mark else ''}<{w}t>{written(text)}</{w}t></{w}r>"
        if part.is_closed_at_once(paragraph):
            opened = part.open_tag(paragraph).decode("utf-8")[:-2].rstrip()
            new = f"{opened}>{run}</{part.written_name(paragraph)}>"
            self.of(part).splice(paragraph.start, paragraph.end, new)
        else:
            self.of(part).splice(paragraph.close, paragraph.close, run)

    def _fill(self, group: list[Piece], replacement: Replacement) -> None:
        start, end = replacement.start, replacement.end
        holder = next((p for p in group if p.element.name == "w:t"), group[0])
        # a twin of the span's tail only: its head stands outside the copies and holds the value already
        value = replacement.text if group[0].start <= start else ""
        for piece in group:
            new = value if piece is holder else ""
            edits = self.of(piece.part)
            if piece.element.name == "w:t":
                first, last = max(start - piece.start, 0), min(end, piece.end) - piece.start
                edits.text(piece.element).changes.append((first, last, new))
            else:
                tag = f"{piece.part.prefix(piece.element)}t"
                edits.splice(piece.element.start, piece.element.end, f"<{tag}>{written(new)}</{tag}>" if new else "")

    def _light(self, group: list[Piece], start: int, end: int, *, filled: bool) -> None:
        texts = [p for p in group if p.element.name == "w:t"]
        for piece in texts[:1] if filled else texts:
            first, last = max(start - piece.start, 0), min(end, piece.end) - piece.start
            self.of(piece.part).text(piece.element).lit.append((first, last))


_OF_MARKS = frozenset({"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange"})
"""Properties of a paragraph's mark that say who changed it, and are of no run."""


def _own_format(part: Part, mark: Element) -> str:
    """The properties of a paragraph's mark as those of a run."""
    inside = "".join(part.raw(c).decode("utf-8") for c in mark.children if c.name not in _OF_MARKS)
    name = part.written_name(mark)
    return f"<{name}>{inside}</{name}>" if inside else ""


def check_replacements(text: str, replacements: list[Replacement]) -> None:
    """ValueError unless the spans lie in the text and do not overlap; one without any width is that of an empty cell."""
    at = 0
    for r in sorted(replacements, key=lambda r: (r.start, r.end)):
        if not at <= r.start <= r.end <= len(text) or (r.start == r.end and not r.text):
            raise ValueError(f"span {r.start}–{r.end} is outside the text, empty or overlaps another")
        if re.search(r"[\n\r\t]", r.text) and r.text != text[r.start : r.end]:
            raise ValueError("a replacement is text of one line")
        at = r.end
