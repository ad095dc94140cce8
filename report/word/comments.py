"""Word comments: where their ranges may stand, the comments part, and the two styles they need.

Rules of placement (found by trial in Word and LibreOffice): a range inside a run cuts the run; a comment on a header,
footer or note is anchored in the body; in a content control, a field or a phonetic guide it is lifted outside; for a
text box it goes to the run that hosts the box.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from report.word.edit import Edits
from report.word.package import Package, inserted_last
from report.word.styles import read_styles, styles_of
from report.word.text import Piece, WordText, is_block_control
from report.word.xml import Element, Part, attribute, written

AUTHOR = "数据来源"
INITIALS = "数"
NO_DATE = "2000-01-01T00:00:00"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = {"comments": f"{TYPES}.comments+xml", "styles": f"{TYPES}.styles+xml"}
SPACES = {
    False: "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    True: "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
LIFTED = ("w:txbxContent", "w:sdt", "mc:AlternateContent")
PLACES = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注"}


@dataclass(frozen=True)
class Comment:
    """A remark on a span of the document's text; each line becomes a paragraph."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Rim:
    """Where a range begins or ends: at a character of a text element, or at a byte of the document part."""

    piece: Piece | None
    index: int


class Anchors:
    """Finds the places of comment ranges in one document."""

    def __init__(self, word: WordText) -> None:
        self.word = word
        self.main = word.package.part(word.package.main)

    def of(self, start: int, end: int) -> tuple[Rim, Rim, str]:
        """Rims of a span's range, and the name of the place if it stands outside the body (页眉 …)."""
        if start in self.word.empty and (label := self.word.piece_before(start)):
            start, end = (
                label.start,
                label.end,
            )  # what was an empty cell holds no text of the file's own: on the cell before it
        pieces = self.word.over(start, max(end, start + 1)) or self.word.over(max(start - 1, 0), start)
        if not pieces:
            return *self.beside(0), ""
        first, last = pieces[0], pieces[-1]
        if first.part is not self.main:
            return self.elsewhere(first)
        host, tail = self.host(first), self.host(last)
        if host is None and tail is None:
            return Rim(first, start - first.start), Rim(last, max(min(end, last.end), last.start) - last.start), ""
        before, after = host or self.run_of(first), tail or self.run_of(last)
        outside = self.outside_control(before) or self.outside_control(after)
        if outside:
            return *outside, ""
        return Rim(None, before.start), Rim(None, after.end), ""

    def run_of(self, piece: Piece) -> Element:
        """The run of a piece (or the piece itself where it has none)."""
        return piece.run or piece.element

    def host(self, piece: Piece) -> Element | None:
        """The element around which a range must be lifted; None if it may stand at the characters."""
        at: Element = piece.element
        for ancestor in piece.element.ancestors():
            if ancestor.name in ("w:txbxContent", "w:ruby"):
                at = next((a for a in ancestor.ancestors() if a.name == "w:r"), ancestor)
        at = self._around_field(at)
        for ancestor in list(at.ancestors()):
            if ancestor.name in ("w:sdt", "w:fldSimple", "mc:AlternateContent"):
                at = ancestor
        lifted = at is not piece.element
        if not lifted and piece.run is not None and piece.part.in_cdata(piece.element):
            return piece.run  # no mark can stand inside CDATA
        return at if lifted or piece.run is None or piece.element.name != "w:t" else None

    def _around_field(self, element: Element) -> Element:
        """The run that begins the field around an element, as far as it is one; ends are widened by `of`."""
        for span in self.word.spans:
            if (
                span.part is self.main
                and span.last
                and span.first.start <= element.start
                and element.end <= span.last.end
            ):
                return _Joined(span.first, span.last)
        return element

    def outside_control(self, element: Element) -> tuple[Rim, Rim] | None:
        """Rims in a paragraph beside the block control (or block alternative) that is, or holds, an element."""
        controls = [a for a in [element, *element.ancestors()] if is_block_control(a)]
        return self.beside(controls[-1].start) if controls else None

    def beside(self, at: int) -> tuple[Rim, Rim]:
        """Rims around the text of the nearest paragraph before a byte of the body, else after it, outside controls and fields."""
        free = [
            line.element
            for line in self.word.lines
            if line.element is not None
            and not (line.open_field or line.in_control or self.main.is_closed_at_once(line.element))
            and not any(a.name in LIFTED for a in line.element.ancestors())
        ]
        chosen = [p for p in free if p.start < at][-1:] or free[:1]
        if not chosen:
            body = self.main.root.child("w:body") or self.main.root
            return Rim(None, body.close), Rim(None, body.close)
        properties = chosen[0].child("w:pPr")
        start = properties.end if properties else self.main.inner_start(chosen[0])
        return Rim(None, start), Rim(None, chosen[0].close)

    def elsewhere(self, piece: Piece) -> tuple[Rim, Rim, str]:
        """For a note, the run that refers to it; for a header or footer, the first paragraph of the body."""
        note = next((a for a in piece.element.ancestors() if a.name in ("w:footnote", "w:endnote")), None)
        if note is None:
            kind = "header" if piece.part.root.name == "w:hdr" else "footer"
            return *self.beside(0), PLACES[kind]
        kind = note.name.removeprefix("w:")
        for element in self.main.root.walk():
            if element.name == f"{note.name}Reference" and element.get("w:id") == note.get("w:id"):
                run = element.parent or element
                lifted = self.host(Piece(0, 1, self.main, element, 0, frozenset())) or run
                lifted = run if lifted is element else lifted
                outside = self.outside_control(lifted)
                return *(outside or (Rim(None, lifted.start), Rim(None, lifted.end))), PLACES[kind]
        return *self.beside(0), PLACES[kind]


class _Joined(Element):
    """Two elements and what lies between them, taken as one."""

    __slots__ = ()

    def __init__(self, first: Element, last: Element) -> None:
        super().__init__("", {}, first.start, first.parent)
        self.end = self.close = last.end


def add_comments(edits: Edits, comments: Sequence[Comment], date: str = NO_DATE) -> dict[str, bytes]:
    """Mark the ranges in the edits; gives the other parts that comments need: comments, styles, relations, types."""
    if not comments:
        return {}
    package = edits.word.package
    anchors = Anchors(edits.word)
    files = _Files(package)
    number = files.next_id()
    styles = files.styles()
    bodies = []
    for comment in comments:
        first, last, place = anchors.of(comment.start, comment.end)
        begin, end = _range_marks(anchors.main, number, styles["reference"])
        _mark(edits, anchors.main, first, begin, begins=True)
        _mark(edits, anchors.main, last, end, begins=False)
        text = f"（此处数字在{place}）\n{comment.text}" if place else comment.text
        bodies.append(_body(number, text, date, styles, files.prefix))
        number += 1
    return files.finished("".join(bodies))


def has_ours(package: Package) -> bool:
    """Whether a file bears comments that we wrote, whoever saved it since."""
    found = package.related("comments")
    return bool(found) and any(c.get("w:author") == AUTHOR for c in package.part(found[0].target).root.children)


def _range_marks(main: Part, number: int, style: str) -> tuple[str, str]:
    w = main.prefix(main.root)
    begin = f'<{w}commentRangeStart {w}id="{number}"/>'
    end = (
        f'<{w}commentRangeEnd {w}id="{number}"/><{w}r><{w}rPr><{w}rStyle {w}val="{attribute(style)}"/></{w}rPr>'
        f'<{w}commentReference {w}id="{number}"/></{w}r>'
    )
    return begin, end


def _mark(edits: Edits, main: Part, rim: Rim, markup: str, *, begins: bool) -> None:
    part = edits.of(main)
    if rim.piece is None:
        part.splice(rim.index, rim.index, markup, rank=4 if begins else 1)
        return
    text = part.text(rim.piece.element)
    (text.begins if begins else text.ends)[rim.index].append(markup)


def _body(number: int, text: str, date: str, styles: dict[str, str], w: str) -> str:
    """One comment; `w` is the prefix of the comments part."""
    properties = f'<{w}pPr><{w}pStyle {w}val="{attribute(styles["text"])}"/></{w}pPr>'
    mark = f'<{w}r><{w}rPr><{w}rStyle {w}val="{attribute(styles["reference"])}"/></{w}rPr><{w}annotationRef/></{w}r>'
    paragraphs = []
    for line in text.splitlines() or [""]:
        paragraphs.append(
            f'<{w}p>{properties}{mark}<{w}r><{w}t xml:space="preserve">{written(line)}</{w}t></{w}r></{w}p>'
        )
        mark = ""
    return (
        f'<{w}comment {w}id="{number}" {w}author="{AUTHOR}" {w}date="{date}" {w}initials="{INITIALS}">'
        f"{''.join(paragraphs)}</{w}comment>"
    )


class _Files:
    """The parts beside the document that comments live in."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.space = SPACES[package.strict]
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, str] = {}
        self.comments = self._find("comments")
        old = package.part(self.comments) if self.comments else None
        self.prefix = old.prefix(old.root) if old else "w:"
        """Prefix of the comments part."""

    def _find(self, kind: str) -> str | None:
        found = self.package.related(kind)
        return found[0].target if found else None

    def next_id(self) -> int:
        """First free number of a comment."""
        if self.comments is None:
            return 0
        taken = [c.get("w:id") or "" for c in self.package.part(self.comments).root.children]
        return max((int(i) for i in taken if re.fullmatch(r"\d{1,9}", i)), default=-1) + 1

    def styles(self) -> dict[str, str]:
        """Ids of the two styles, by whatever id this file knows them; those missing are added."""
        wanted = {"text": ("annotation text", "CommentText"), "reference": ("annotation reference", "CommentReference")}
        there = styles_of(self.package)
        listed = there or read_styles("styles.xml", _declared(f'<w:styles xmlns:w="{self.space}"></w:styles>'.encode()))
        known = {style.name.lower(): style.id for style in listed.styles if style.name}
        ids = {style.id for style in listed.styles}
        chosen: dict[str, str] = {}
        new = ""
        for role, (title_text, style_id) in wanted.items():
            if title_text in known:
                chosen[role] = known[title_text]
                continue
            chosen[role] = style_id if style_id not in ids else f"{style_id}Figures"
            new += _style(role, title_text, chosen[role], listed.prefix)
        if new:
            target = there.part if there else self._free("styles")
            self.changed[target] = listed.with_last(new)
            if there is None:
                self.added[target] = "styles"
        return chosen

    def _free(self, kind: str) -> str:
        folder = posixpath.dirname(self.package.main)
        names = [posixpath.join(folder, f"{kind}{n}.xml") for n in ("", "Figures", "Figures2")]
        return next(n for n in names if not self.package.has(n))

    def finished(self, bodies: str) -> dict[str, bytes]:
        """All parts changed or added."""
        if self.comments is None:
            target = self._free("comments")
            self.changed[target] = _declared(f'<w:comments xmlns:w="{self.space}">{bodies}</w:comments>'.encode())
            self.added[target] = "comments"
        else:
            part = self.package.part(self.comments)
            self.changed[self.comments] = part.encoded(inserted_last(part, bodies))
        if self.added:
            for name, data in (
                self.package.with_relations(self.added),
                self.package.with_content_type({t: CONTENT_TYPES[kind] for t, kind in self.added.items()}),
            ):
                self.changed[name] = data
        return self.changed


def _declared(data: bytes) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + data


def _style(role: str, title: str, style_id: str, w: str) -> str:
    """A style of comments as Word defines it."""
    kind = "paragraph" if role == "text" else "character"
    size = "20" if role == "text" else "16"
    layout = ""
    if role == "text":
        layout = f'<{w}pPr><{w}spacing {w}line="240" {w}lineRule="auto"/><{w}ind {w}firstLine="0" {w}firstLineChars="0"/><{w}jc {w}val="left"/></{w}pPr>'
    return (
        f'<{w}style {w}type="{kind}" {w}styleId="{style_id}"><{w}name {w}val="{title}"/>'
        f'<{w}uiPriority {w}val="99"/><{w}unhideWhenUsed/>{layout}'
        f'<{w}rPr><{w}sz {w}val="{size}"/><{w}szCs {w}val="{size}"/></{w}rPr></{w}style>'
    )
