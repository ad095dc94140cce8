"""A report from plain text, laid out as an official paper (GB/T 9704-2012).

A4, margins 37/35/28/26 mm, 22 lines of 28 characters: a line grid of 28.95 pt and letters drawn together by 0.25 pt
(a grid of characters prints half of them in LibreOffice). Fonts are named and never embedded.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from dataclasses import dataclass

from report.docx_package import EPOCH
from report.docx_xml import written

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
_PARTS = ("styles", "settings", "footer1", "footer2")


@dataclass(frozen=True)
class Laid:
    """A laid-out .docx, and the way from the text's offsets to those of the .docx."""

    data: bytes
    starts: tuple[int, ...]
    """Where each line begins in the text."""
    indents: tuple[int, ...]
    """Characters left out at the head of each line."""
    lengths: tuple[int, ...]
    targets: tuple[int, ...]
    """Where each line begins in the .docx's text."""

    def place(self, offset: int) -> int:
        """An offset of the text in the text of the .docx."""
        line = max(bisect_right(self.starts, offset) - 1, 0)
        column = offset - self.starts[line] - self.indents[line]
        return self.targets[line] + min(max(column, 0), self.lengths[line])


@dataclass(frozen=True)
class _Line:
    text: str
    start: int
    indent: int
    level: int
    """Of a Markdown heading; 0 without."""


def lay_out(text: str, *, markdown: bool = False) -> Laid:
    """The text as an official paper: a line becomes a paragraph, its indent a first-line indent."""
    lines = _lines(text, markdown=markdown)
    styles = _styles_of(lines)
    body = "".join(_paragraph(line.text, style) for line, style in zip(lines, styles, strict=True))
    targets, at = [], 0
    for line in lines:
        targets.append(at)
        at += len(line.text) + 1
    return Laid(
        _file(body), tuple(line.start for line in lines), tuple(line.indent for line in lines),
        tuple(len(line.text) for line in lines), tuple(targets),
    )  # fmt: skip


def _lines(text: str, *, markdown: bool) -> list[_Line]:
    found, at = [], 0
    for whole in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        kept = whole.rstrip()
        level = len(match.group(1)) if markdown and (match := re.match(r"\s*(#{1,6})\s+", kept)) else 0
        lead = match.end() if level and match else len(kept) - len(kept.lstrip())
        found.append(_Line(kept[lead:], at, lead, level))
        at += len(whole)
    while len(found) > 1 and not found[-1].text:
        found.pop()
    return found


def _styles_of(lines: list[_Line]) -> list[str]:
    """The style of each line: Title, Subtitle, Heading1, Heading2, Addressee, Signature, or Normal."""
    styles = [_by_form(line) for line in lines]
    filled = [n for n, line in enumerate(lines) if line.text]
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


def _by_form(line: _Line) -> str:
    if line.level:
        return {1: "Title", 2: "Heading1"}.get(line.level, "Heading2")
    if len(line.text) <= LONGEST_HEADING and line.text[-1:] not in ("。", "；"):
        if _FIRST.match(line.text):
            return "Heading1"
        if _SECOND.match(line.text):
            return "Heading2"
    return "Normal"


def _paragraph(text: str, style: str) -> str:
    """A paragraph; a heading that runs into its text is set in its own font up to the first full stop."""
    properties = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    lead = _FIRST.match(text) or _SECOND.match(text)
    stop = text.find("。") + 1
    if style == "Normal" and lead and 0 < stop <= LONGEST_HEADING:
        mark = "Hei" if _FIRST.match(text) else "Kai"
        return f"<w:p>{properties}{_run(text[:stop], mark)}{_run(text[stop:])}</w:p>"
    return f"<w:p>{properties}{_run(text)}</w:p>"


def _run(text: str, style: str = "") -> str:
    if not text:
        return ""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{written(t)}</w:t>' if t else "" for t in text.split("\t"))
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
        + _style("主送", "Addressee", flush, "")
        + _style("落款", "Signature", '<w:ind w:right="1260" w:rightChars="400" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="right"/>', "")
        + _style("一级标题文字", "Hei", "", _fonts(HEI), "character")
        + _style("二级标题文字", "Kai", "", _fonts(KAI), "character")
        + "</w:styles>"
    )  # fmt: skip


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
