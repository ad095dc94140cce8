"""A report from plain text, laid out as an official paper (GB/T 9704-2012).

A4, margins 37/35/28/26 mm, 22 lines of 28 characters: a line grid of 28.95 pt and letters drawn together by 0.25 pt
(a grid of characters prints half of them in LibreOffice). Fonts are named and never embedded.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from report.finding.markdown import CELL, ITEM, TEXT, Block, Piece, blocks
from report.word.package import EPOCH
from report.word.xml import written

SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
LONGEST_TITLE = 60
LONGEST_HEADING = 60

_FIRST = re.compile(r"[一二三四五六七八九十]+、")
_SECOND = re.compile(r"（[一二三四五六七八九十]+）")
_DATE = re.compile(r"[〇○零一二三四五六七八九十\d*＊×Xx]{2,4}年.{1,3}月.{1,3}日")
_STOPS = "。；！？，、…”"

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "settings", "footer1", "footer2", "numbering")
WIDTH = 8844
"""Of the text, in twentieths of a point: 156 mm."""


@dataclass(frozen=True)
class Laid:
    """A laid-out .docx, and the way from the text's offsets to those of the .docx."""

    data: bytes
    starts: tuple[int, ...]
    """Where each piece begins in the text."""
    lengths: tuple[int, ...]
    targets: tuple[int, ...]
    """Where each piece begins in the .docx's text."""

    def place(self, offset: int) -> int:
        """An offset of the text in the text of the .docx."""
        piece = max(bisect_right(self.starts, offset) - 1, 0)
        return self.targets[piece] + min(max(offset - self.starts[piece], 0), self.lengths[piece])


def lay_out(text: str, *, markdown: bool = False) -> Laid:
    """The text as an official paper: a line becomes a paragraph, its indent a first-line indent."""
    lines = blocks(text) if markdown else _lines(text)
    styles = _styles_of(lines)
    more = {**_below_title(lines, styles), **_signed(lines, styles)}
    starts, lengths, targets, at = [], [], [], 0
    for line in lines:
        for piece in line.pieces or (Piece("", line.start),):
            starts.append(piece.start)
            lengths.append(len(piece.text))
            targets.append(at)
            at += len(piece.text)
        at += 1
    return Laid(_file(_body(lines, styles, more)), tuple(starts), tuple(lengths), tuple(targets))


def _lines(text: str) -> list[Block]:
    """The lines of a plain text, empty ones too."""
    found, at = [], 0
    for whole in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        kept = whole.rstrip()
        lead = len(kept) - len(kept.lstrip())
        found.append(Block((Piece(kept[lead:], at + lead),) if kept else (), at))
        at += len(whole)
    while len(found) > 1 and not found[-1].text:
        found.pop()
    return found


def _below_title(lines: Sequence[Block], styles: Sequence[str]) -> dict[int, str]:
    """A line left free below the title and what belongs to it, where the text has none (GB/T 9704, 7.3.2)."""
    head = [n for n, style in enumerate(styles) if style in ("Title", "Subtitle")]
    if not head or head[-1] + 1 >= len(lines) or not lines[head[-1] + 1].text:
        return {}
    return {head[-1]: '<w:spacing w:after="579"/>'}


def _signed(lines: Sequence[Block], styles: Sequence[str]) -> dict[int, str]:
    """Paragraph properties of the signature and the date: a line below the text, the date four characters from the
    right, the signature centred above it (GB/T 9704, 7.3.5.1).
    """
    places = [n for n, style in enumerate(styles) if style == "Signature"]
    if not places:
        return {}
    date = _width(lines[places[-1]].text)
    found = {}
    for n in places:
        right = max(4 + (date - _width(lines[n].text)) / 2, 0)
        above = '<w:spacing w:before="579"/>' if n == places[0] and lines[n - 1].text else ""
        found[n] = f'{above}<w:ind w:right="{round(right * 315)}" w:rightChars="{round(right * 100)}"/>'
    return found


def _width(text: str) -> float:
    """In characters; Latin letters and digits take half a one, and stand a quarter off from Chinese ones."""
    narrow = [ord(c) < 0x2000 for c in text]
    changes = sum(a != b for a, b in pairwise(narrow))
    return len(text) - sum(narrow) / 2 + changes / 4


def _body(lines: Sequence[Block], styles: Sequence[str], more: dict[int, str]) -> str:
    """Paragraphs and tables in order; a table that ends the paper is followed by the paragraph that Word wants there."""
    made = []
    for number, group in groupby(enumerate(lines), key=lambda pair: pair[1].table):
        if number:
            made.append(_table([line for _, line in group]))
        else:
            made += [_paragraph(line, styles[n], more.get(n, "")) for n, line in group]
    if lines and lines[-1].table:
        made.append("<w:p/>")
    return "".join(made)


def _table(cells: Sequence[Block]) -> str:
    """A table as wide as the page, its heading repeated on every page."""
    rows = [list(group) for _, group in groupby(cells, key=lambda c: c.row)]
    width = WIDTH // len(rows[0])
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    made = []
    for row in rows:
        heading = "<w:tblHeader/>" if row[0].row == 0 else ""
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{_cell(c)}</w:tc>'
            for c in row
        )
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{inside}</w:tr>")
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"
    )


def _cell(cell: Block) -> str:
    side = "center" if cell.row == 0 else cell.align
    runs = "".join(_run(p.text, "Hei" if cell.row == 0 else "", bold=p.bold) for p in cell.pieces)
    return f'<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="{side}"/></w:pPr>{runs}</w:p>'


def _styles_of(lines: Sequence[Block]) -> list[str]:
    """The style of each line: Title, Subtitle, Heading1, Heading2, Addressee, Signature, or Normal."""
    styles = [_by_form(line) for line in lines]
    titles = [n for n, style in enumerate(styles) if style == "Title"]
    for n in titles[1:]:
        styles[n] = "Heading1"  # a paper has one title; further headings of the first level are its parts
    filled = [n for n, line in enumerate(lines) if line.text and line.kind == TEXT]
    front = True
    for place, n in enumerate(filled):
        text = lines[n].text
        short = len(text) <= LONGEST_TITLE and text[-1] not in _STOPS and styles[n] in ("Normal", "Title")
        if not front or not short:
            front = False
        elif text[-1] in "：:":
            styles[n], front = "Addressee", False
        else:
            styles[n] = "Title" if place == 0 else ("Subtitle" if len(text) <= LONGEST_TITLE // 2 else "Normal")
            front = styles[n] != "Normal"
    if len(filled) > 2 and _DATE.fullmatch(lines[filled[-1]].text):
        styles[filled[-1]] = "Signature"
        before = lines[filled[-2]].text
        if len(before) <= LONGEST_TITLE // 2 and before[-1] not in _STOPS:
            styles[filled[-2]] = "Signature"
    return styles


def _by_form(line: Block) -> str:
    if line.kind == CELL:
        return "Cell"
    if line.kind == ITEM:
        return "Item"
    if line.level:
        return {1: "Title", 2: "Heading1", 3: "Heading2"}.get(line.level, "Heading3")
    if len(line.text) <= LONGEST_HEADING and line.text[-1:] not in ("。", "；"):
        if _FIRST.match(line.text):
            return "Heading1"
        if _SECOND.match(line.text):
            return "Heading2"
    return "Normal"


def _paragraph(line: Block, style: str, more: str) -> str:
    """A paragraph; a heading that runs into its text is set in its own font up to the first full stop."""
    text, mark, stop = line.text, "", 0
    if style == "Normal" and (_FIRST.match(text) or _SECOND.match(text)):
        stop = text.find("。") + 1
        stop = stop if stop <= LONGEST_HEADING else 0
        mark = "Hei" if _FIRST.match(text) else "Kai"
    runs, at = [], 0
    for piece in line.pieces:
        cut = min(max(stop - at, 0), len(piece.text))
        heading = style.startswith(("Heading", "Title"))
        runs += [_run(piece.text[:cut], mark), _run(piece.text[cut:], bold=piece.bold and not heading)]
        at += len(piece.text)
    return f"<w:p>{_properties(line, style, more)}{''.join(runs)}</w:p>"


def _properties(line: Block, style: str, more: str) -> str:
    if style == "Normal":
        return ""
    if style != "Item":
        return f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>'
    depth = min(abs(line.level), 9)
    bullet = f'<w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="1"/></w:numPr>' if line.level > 0 else ""
    left = 630 * (depth - 1)
    indent = "" if bullet else f'<w:ind w:left="{left}" w:leftChars="{200 * (depth - 1)}"/>'
    return f'<w:pPr><w:pStyle w:val="Item"/>{bullet}{indent}</w:pPr>'


def _run(text: str, style: str = "", *, bold: bool = False) -> str:
    if not text:
        return ""
    marks = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/><w:bCs/>" if bold else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    signs = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    inside = "".join(
        signs.get(t) or f'<w:t xml:space="preserve">{written(t)}</w:t>' for t in re.split(r"([\t\n])", text) if t
    )
    return f"<w:r>{properties}{inside}</w:r>"


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="Times New Roman"/>'


def _style(name: str, style: str, paragraph: str, letters: str, kind: str = "paragraph") -> str:
    based = '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>' if kind == "paragraph" else ""
    inside = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return f'<w:style w:type="{kind}" w:styleId="{style}"><w:name w:val="{name}"/>{based}<w:qFormat/>{inside}<w:rPr>{letters}</w:rPr></w:style>'


def _styles() -> str:
    flush = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
        '<w:ind w:firstLine="630" w:firstLineChars="200"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{_fonts(FANG)}<w:spacing w:val="-5"/><w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )
    return (
        f'{_HEAD}<w:styles {_NAMES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}</w:rPr></w:rPrDefault></w:docDefaults>'
        + normal
        + _style("Title", "Title", f'<w:snapToGrid w:val="0"/>{flush}<w:jc w:val="center"/>', f'{_fonts(SONG)}<w:spacing w:val="0"/><w:sz w:val="44"/><w:szCs w:val="44"/>')
        + _style("Subtitle", "Subtitle", f'{flush}<w:jc w:val="center"/>', _fonts(KAI))
        + _style("heading 1", "Heading1", '<w:outlineLvl w:val="0"/>', _fonts(HEI))
        + _style("heading 2", "Heading2", '<w:outlineLvl w:val="1"/>', _fonts(KAI))
        + _style("heading 3", "Heading3", '<w:outlineLvl w:val="2"/>', "")
        + _style("列表", "Item", "", "")
        + _style("表格文字", "Cell", f'<w:spacing w:line="400" w:lineRule="exact"/>{flush}', '<w:spacing w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/>')
        + _style("主送", "Addressee", flush, "")
        + _style("落款", "Signature", '<w:ind w:right="1260" w:rightChars="400" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="right"/>', "")
        + _style("一级标题文字", "Hei", "", _fonts(HEI), "character")
        + _style("二级标题文字", "Kai", "", _fonts(KAI), "character")
        + "</w:styles>"
    )  # fmt: skip


def _numbering() -> str:
    """Bullets for items of lists, each level two characters further in. Numbered items bear their numbers as text."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{630 * n}" w:firstLine="630"/></w:pPr></w:lvl>'
        for n in range(9)
    )
    return (
        f'{_HEAD}<w:numbering {_NAMES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _footer(side: str) -> str:
    """`— 1 —`, one character in from the outer edge."""
    letters = f'<w:rPr>{_fonts("宋体")}<w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    indent = '<w:ind w:left="280" w:right="280" w:firstLine="0" w:firstLineChars="0"/>'
    marks = [f'<w:r>{letters}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = f'<w:r>{letters}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    dashes = [f'<w:r>{letters}<w:t xml:space="preserve">{dash}</w:t></w:r>' for dash in ("— ", " —")]
    number = f"<w:r>{letters}<w:t>1</w:t></w:r>"
    inside = dashes[0] + marks[0] + code + marks[1] + number + marks[2] + dashes[1]
    spacing = '<w:spacing w:line="240" w:lineRule="auto"/>'
    return f'{_HEAD}<w:ftr {_NAMES}><w:p><w:pPr>{spacing}{indent}<w:jc w:val="{side}"/></w:pPr>{inside}</w:p></w:ftr>'


def _file(body: str) -> bytes:
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/>'
        '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )
    types = "".join(f'<Override PartName="/word/{p}.xml" ContentType="{_TYPES}.{p.rstrip("12")}+xml"/>' for p in _PARTS)
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{p.rstrip("12")}" Target="{p}.xml"/>'
        for n, p in enumerate(_PARTS, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        "word/styles.xml": _styles(),
        "word/settings.xml": f'{_HEAD}<w:settings {_NAMES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/></w:settings>',
        "word/numbering.xml": _numbering(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode("utf-8"))
    return out.getvalue()
