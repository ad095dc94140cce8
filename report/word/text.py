"""A Word file's text in reading order, and for each character the element that holds it.

Order: the body with its tables, the paragraphs of a text box after the paragraph that it is anchored in; then
footnotes, endnotes, headers, footers. Deleted and moved-away text, field codes, phonetic guides and comments are not
text. What is stored twice (`mc:AlternateContent`) is counted once, and the other copies are kept as twins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from report.finding.tables import Table
from report.refusal import DocumentError
from report.word.holes import holes_in, is_underlined
from report.word.outline import headings_of
from report.word.package import Package
from report.word.tables import tables_of
from report.word.unread import unread
from report.word.xml import Element, Part

UNSEEN = frozenset(
    [
        "w:del",
        "w:moveFrom",
        "w:delText",
        "w:delInstrText",
        "w:rt",
        "w:rPr",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:tblPr",
        "w:tblGrid",
        "w:trPr",
        "w:tcPr",
        "w:fldData",
        "w:sectPr",
        "w:pPr",
    ]
)
SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_AT_THE_RIM = re.compile(r"(?:header|footer)\d*\.xml$")
KEPT_FIELDS = ("FORMTEXT", "HYPERLINK", "MACROBUTTON", "QUOTE")
"""Fields whose result stays as typed when Word updates fields."""

MARKS = {
    "inserted": "落在尚未接受的修订里：拒绝修订时，所填数字会一并消失",
    "field": "落在域的结果里：在 Word 中更新域后，所填数字会被覆盖",
    "bound": "落在与数据绑定的内容控件里：Word 打开时可能以绑定的数据覆盖所填数字",
    "hidden": "落在隐藏文字里：打印时看不见，也读不到所填数字。请在 Word 中取消隐藏",
    "placeholder": "落在内容控件的占位文字里：请在 Word 中点入核对一次",
}


@dataclass(frozen=True, eq=False)
class Piece:
    """A stretch of the text held by one element (a `w:t`, or a tab or break)."""

    start: int
    end: int
    part: Part
    element: Element
    copy: int
    """0 for the text as counted, else the number of the twin that it belongs to."""
    marks: frozenset[str]

    @property
    def run(self) -> Element | None:
        """The run around it."""
        parent = self.element.parent
        return parent if parent is not None and parent.name == "w:r" else None


@dataclass
class Chunk:
    """Text held by one element, before it is known where its paragraph begins."""

    text: str
    element: Element
    marks: frozenset[str]


@dataclass
class Line:
    """A paragraph being read: its chunks, twins of stretches of it, deletions, and the paragraphs of its text boxes."""

    element: Element | None = None
    chunks: list[Chunk] = field(default_factory=list)
    twins: list[tuple[int, list[Chunk]]] = field(default_factory=list)
    deletions: list[int] = field(default_factory=list)
    boxes: list[Line] = field(default_factory=list)
    length: int = 0
    open_field: bool = False
    """Begins or ends inside a field."""
    in_control: bool = False
    """Stands inside a block content control."""

    @property
    def text(self) -> str:
        """Its text without that of its text boxes."""
        return "".join(c.text for c in self.chunks)

    def add(self, chunk: Chunk) -> None:
        """Append a chunk."""
        self.chunks.append(chunk)
        self.length += len(chunk.text)


@dataclass
class FieldSpan:
    """A complex field: from the run that begins it to the run that ends it."""

    part: Part
    first: Element
    last: Element | None = None
    code: str = ""
    result: bool = False

    @property
    def fleeting(self) -> bool:
        """Its result is written anew when fields are updated."""
        return not self.code.strip().upper().startswith(KEPT_FIELDS)

    @property
    def is_form(self) -> bool:
        """Somebody is to write in it."""
        return self.code.strip().upper().startswith("FORMTEXT")


class Flow:
    """Reads one stretch of block content (a body, a note, a text box) into lines."""

    def __init__(self, part: Part, spans: list[FieldSpan], notes: list[str]) -> None:
        self.part = part
        self.lines: list[Line] = []
        self.line: Line | None = None
        self.stack: list[FieldSpan] = []
        self.spans = spans
        self.notes = notes

    def read(self, element: Element, marks: frozenset[str] = frozenset()) -> None:
        """Read what is below an element."""
        for child in element.children:
            self.node(child, marks)

    def node(self, element: Element, marks: frozenset[str]) -> None:
        """Read one element by its name."""
        name = element.name
        if name == "w:t":
            self.emit(self.part.text(element), element, marks)
        elif name in SIGNS:
            self.emit(SIGNS[name], element, marks)
        elif name in UNSEEN:
            self.unseen(element)
        elif name == "w:p":
            self.paragraph(element, marks)
        elif name == "w:fldChar" or name == "w:instrText":
            self.field_mark(element)
        elif name == "mc:AlternateContent":
            self.alternatives(element, marks)
        elif name == "w:txbxContent":
            self.text_box(element, marks)
        else:
            self.read(element, marks | marks_of(element))

    def emit(self, text: str, element: Element, marks: frozenset[str]) -> None:
        """Text of the paragraph, unless it belongs to a field's code."""
        if not text or self.line is None or any(not f.result for f in self.stack):
            return
        if any(f.fleeting for f in self.stack):
            marks = marks | {"field"}
        if any(f.is_form for f in self.stack):
            marks = marks | {"form"}
        self.line.add(Chunk(text, element, marks))

    def unseen(self, element: Element) -> None:
        """Remember where text was deleted."""
        if element.name in ("w:del", "w:moveFrom") and self.line is not None:
            self.line.deletions.append(self.line.length)

    def paragraph(self, element: Element, marks: frozenset[str]) -> None:
        """One paragraph, then those of the text boxes anchored in it."""
        outer, self.line = self.line, Line(element, in_control="control" in marks, open_field=bool(self.stack))
        line = self.line
        self.read(element, marks - {"control"})
        line.open_field = line.open_field or bool(self.stack)
        self.line = outer
        self.lines += [line, *line.boxes]

    def field_mark(self, element: Element) -> None:
        """Begin, separate and end of a complex field, and its code."""
        if element.name == "w:instrText":
            if self.stack:
                self.stack[-1].code += self.part.text(element)
            return
        kind, run = element.get("w:fldCharType"), element.parent or element
        if kind == "begin":
            span = FieldSpan(self.part, run)
            self.stack.append(span)
            self.spans.append(span)
        elif self.stack and kind == "separate":
            self.stack[-1].result = True
        elif self.stack and kind == "end":
            self.stack.pop().last = run

    def scratch(self) -> Flow:
        """A flow in which one branch of alternatives is read by itself."""
        flow = Flow(self.part, self.spans, self.notes)
        flow.line = None if self.line is None else Line()
        return flow

    def text_box(self, element: Element, marks: frozenset[str]) -> None:
        """The paragraphs of a text box, kept until the paragraph around it ends."""
        flow = Flow(self.part, self.spans, self.notes)
        flow.read(element, marks - {"field", "control"})
        if self.line is None:
            self.lines += flow.lines
        else:
            self.line.boxes += flow.lines

    def alternatives(self, element: Element, marks: frozenset[str]) -> None:
        """Count the first choice; branches that hold the same text are its twins."""
        branches = [c for c in element.children if c.name in ("mc:Choice", "mc:Fallback")]
        flows = []
        for branch in branches:
            flow = self.scratch()
            flow.stack = [replace(f) for f in self.stack]
            flow.read(branch, marks)
            flows.append(flow)
        if not flows:
            return
        counted = flows[0]
        for twin in flows[1:]:
            self._pair(counted, twin)
        self._take(counted)

    def _pair(self, counted: Flow, twin: Flow) -> None:
        ours, theirs = counted.all_lines(), twin.all_lines()
        if [line.text for line in ours] != [line.text for line in theirs]:
            if any(line.text for line in theirs):
                self.notes.append(
                    "有文本框存了两份而内容不同，只填写 Word 显示的那一份；请在 WPS 或旧版 Word 中核对该文本框。"
                )
            return
        for our, their in zip(ours, theirs, strict=True):
            our.twins.append((0, their.chunks))
            our.twins += their.twins

    def _take(self, flow: Flow) -> None:
        if self.line is None or flow.line is None:
            self.lines += flow.lines
            return
        offset = self.line.length
        self.line.twins += [(offset + at, chunks) for at, chunks in flow.line.twins]
        self.line.deletions += [offset + at for at in flow.line.deletions]
        for chunk in flow.line.chunks:
            self.line.add(chunk)
        self.line.boxes += flow.line.boxes

    def all_lines(self) -> list[Line]:
        """Every line of a branch, the running one first."""
        return [*([self.line, *self.line.boxes] if self.line is not None else []), *self.lines]


def marks_of(element: Element) -> frozenset[str]:
    """What an element means for the text inside it."""
    if element.name in ("w:ins", "w:moveTo"):
        return frozenset({"inserted"})
    if element.name == "w:fldSimple":
        code = (element.get("w:instr") or "").strip().upper()
        return frozenset() if code.startswith(KEPT_FIELDS) else frozenset({"field"})
    if element.name == "w:r":
        told = {"hidden": _is_hidden(element), "lined": is_underlined(element)}
        return frozenset(mark for mark, holds in told.items() if holds)
    if element.name != "w:sdt":
        return frozenset()
    properties = element.child("w:sdtPr")
    found = {c.name for c in properties.children} if properties else set()
    marks = {"control"} if is_block_control(element) else set()
    if "w:dataBinding" in found or "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding" in found:
        marks.add("bound")
    if "w:showingPlcHdr" in found:
        marks.add("placeholder")
    return frozenset(marks)


def _is_hidden(run: Element) -> bool:
    """Hidden text by the run's own formatting; one hidden by its style is not seen."""
    properties = run.child("w:rPr")
    vanish = properties.child("w:vanish") if properties else None
    return vanish is not None and vanish.get("w:val") not in ("0", "false", "off")


def is_block_control(element: Element) -> bool:
    """A content control (or a set of alternatives) around paragraphs, rows or cells."""
    return element.name in ("w:sdt", "mc:AlternateContent") and not any(a.name == "w:p" for a in _until_box(element))


def _until_box(element: Element) -> Iterator[Element]:
    for ancestor in element.ancestors():
        if ancestor.name == "w:txbxContent":
            return
        yield ancestor


@dataclass(eq=False)
class WordText:
    """The text of a Word file and the way back into it."""

    package: Package
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    twins: list[Piece] = field(default_factory=list)
    deletions: list[int] = field(default_factory=list)
    spans: list[FieldSpan] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    """Paragraphs of the body, for anchors of comments."""
    notes: list[str] = field(default_factory=list)
    """What a person should know of the file as a whole."""
    tables: tuple[Table, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    holes: tuple[tuple[int, int], ...] = ()
    """White space that somebody is to write on."""
    empty: dict[int, tuple[Part, Element]] = field(default_factory=dict)
    """Paragraphs of cells in which nothing stands, by their place: what can be written in."""

    def over(self, start: int, end: int) -> list[Piece]:
        """Pieces of the counted text that a span touches."""
        first = bisect_right(self.pieces, start, key=lambda p: p.end)
        last = bisect_left(self.pieces, end, key=lambda p: p.start)
        return self.pieces[first:last]

    def piece_before(self, place: int) -> Piece | None:
        """The last piece of the counted text before a place."""
        at = bisect_right(self.pieces, place, key=lambda p: p.end)
        return self.pieces[at - 1] if at else None

    def twins_over(self, start: int, end: int) -> dict[int, list[Piece]]:
        """Pieces of the other copies that a span touches, by copy."""
        found: dict[int, list[Piece]] = {}
        for piece in self.twins:
            if piece.start < end and piece.end > start:
                found.setdefault(piece.copy, []).append(piece)
        return found

    def page_numbers(self) -> list[tuple[int, int]]:
        """Results of fields in headers and footers that are digits alone."""
        return [
            (p.start, p.end)
            for p in self.pieces
            if "field" in p.marks and _AT_THE_RIM.search(p.part.name) and self.text[p.start : p.end].strip().isdigit()
        ]

    def covers(self, pieces: list[Piece], start: int, end: int) -> bool:
        """Whether every character of a span is held by an element (no paragraph break inside)."""
        return sum(min(p.end, end) - max(p.start, start) for p in pieces) == end - start

    def warnings(self, start: int, end: int) -> list[str]:
        """What may happen to a number put in a span: tracked changes, fields, controls."""
        pieces = self.over(start, end)
        marks = set().union(*(p.marks for p in pieces)) if pieces else set()
        found = [MARKS[m] for m in MARKS if m in marks]
        if any(start < at < end for at in self.deletions):
            found.append("中间有尚未接受的删除修订：请先在 Word 中接受或拒绝修订")
        if "inserted" in marks and not all("inserted" in p.marks for p in pieces):
            found.append("只有一部分属于尚未接受的插入修订：请先在 Word 中接受或拒绝修订")
        return found


def read_text(package: Package) -> WordText:
    """The text of a package, in reading order."""
    result = WordText(package)
    paragraphs: list[str] = []
    places: list[tuple[Element | None, int, int]] = []
    length = 0
    copies = 0
    parts: dict[str, Part] = {}
    for part, flow in _stories(package, result):
        parts[part.name] = part
        for line in flow.lines:
            if paragraphs:
                length += 1
            _place(result, part, line, length, copies)
            copies += len(line.twins)
            paragraphs.append(line.text)
            places.append((line.element, length, length + line.length))
            if line.element is not None and _is_empty_in_cell(line, line.element):
                result.empty[length] = part, line.element
            length += line.length
    result.text = "\n".join(paragraphs)
    result.tables = tables_of(places)
    result.headings = headings_of(package, places)
    lined, forms = ([(p.start, p.end) for p in result.pieces if mark in p.marks] for mark in ("lined", "form"))
    result.holes = holes_in(result.text, lined, forms)
    result.twins.sort(key=lambda p: p.start)
    result.notes = list(dict.fromkeys([*result.notes, *_notes(package), *unread(package, parts.values())]))
    return result


_HELD = frozenset({"w:sdt", "w:txbxContent", "mc:AlternateContent", "w:ins", "w:del"})
_OF_ITSELF = frozenset({"w:pPr", "w:r", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd"})


def _is_empty_in_cell(line: Line, paragraph: Element) -> bool:
    """Whether it is a plain paragraph of a cell without anything in it: no field, picture, box, control or tracked change."""
    if line.length or line.boxes or line.twins or line.deletions or line.open_field or line.in_control:
        return False
    above = [a.name for a in paragraph.ancestors()]
    inside = all(c.name in _OF_ITSELF for c in paragraph.children)
    runs = (g.name for c in paragraph.children if c.name == "w:r" for g in c.children)
    return "w:tc" in above and not _HELD.intersection(above) and inside and all(n in {"w:rPr", "w:t"} for n in runs)


def only_text(package: Package) -> str:
    """What `read_text` gives as text, without the places of its characters."""
    return "\n".join(line.text for _, flow in _stories(package, WordText(package)) for line in flow.lines)


def _place(result: WordText, part: Part, line: Line, base: int, copies: int) -> None:
    """Give the chunks of a line their offsets in the whole text."""
    for number, (offset, chunks) in enumerate([(0, line.chunks), *line.twins]):
        at = base + offset
        copy = copies + number if number else 0
        for chunk in chunks:
            piece = Piece(at, at + len(chunk.text), part, chunk.element, copy, chunk.marks)
            (result.twins if number else result.pieces).append(piece)
            at = piece.end
    result.deletions += [base + at for at in line.deletions]


def _stories(package: Package, result: WordText) -> Iterator[tuple[Part, Flow]]:
    """Body, footnotes, endnotes, headers, footers."""
    main = package.part(package.main)
    body = main.root.child("w:body")
    if body is None:
        raise DocumentError("文件里没有正文，无法读取。请在 Word 中打开并另存后再试。")
    flow = Flow(main, result.spans, result.notes)
    flow.read(body)
    result.lines = flow.lines
    yield main, flow
    for kind, note in (("footnotes", "w:footnote"), ("endnotes", "w:endnote")):
        for relation in package.related(kind)[:1]:
            part = package.part(relation.target)
            for element in part.root.children:
                if element.name == note and element.get("w:type") in (None, "normal"):
                    flow = Flow(part, result.spans, result.notes)
                    flow.read(element)
                    yield part, flow
    for name in _around_the_page(package, main):
        part = package.part(name)
        flow = Flow(part, result.spans, result.notes)
        flow.read(part.root)
        yield part, flow


def _around_the_page(package: Package, main: Part) -> list[str]:
    """Headers, then footers, in the order in which the sections name them, each once."""
    used: list[str] = []
    named = [e for e in main.root.walk() if e.name in {"w:headerReference", "w:footerReference"}]
    for kind in ("header", "footer"):
        targets = {r.id: r.target for r in package.related(kind)}
        ids = (e.get("r:id") for e in named if e.name == f"w:{kind}Reference")
        used += dict.fromkeys(targets[i] for i in ids if i in targets)
    return used


def _notes(package: Package) -> list[str]:
    """Things about the file that its reader should know."""
    notes = []
    for relation in package.related("settings")[:1]:
        for element in package.part(relation.target).root.children:
            if element.name == "w:documentProtection" and element.get("w:enforcement") in ("1", "true", "on"):
                notes.append("文件设有编辑保护：填写的是保护范围内的文字，保护本身未改动。")
    kinds = {r.kind for r in package.relations("")} | {r.kind for r in package.relations(package.main)}
    if "origin" in kinds:
        notes.append("文件带数字签名：填写后签名失效，需重新签署。")
    return notes
