"""The sample report in Word, made from its text: `python data/make_report.py [FOLDER]`. The same bytes every time.

Laid out as an official paper (GB/T 9704-2012). Some blanks lie in several runs, as Word itself leaves them.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

NAME = "述责述廉报告_2022_演示数据"
MADE = datetime(2022, 12, 30, 9, 0, 0)
BODY, SONG, HEI, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"


def main(folder: Path) -> None:
    """Write the .docx beside its .txt."""
    lines = (folder / f"{NAME}.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    document = Document()
    _page(document)
    for number, line in enumerate(lines):
        _paragraph(document, line, title=number == 0)
    buffer = io.BytesIO()
    document.save(buffer)
    (folder / f"{NAME}.docx").write_bytes(_without_clock(buffer.getvalue()))


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "某某区税务局", "述责述廉报告（演示数据）", "演示数据"
    properties.created = properties.modified = MADE
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(paragraph.add_run("— "), "宋体", 14)
    run = paragraph.add_run()
    _font(run, "宋体", 14)
    for kind, text in (("begin", None), (None, " PAGE "), ("separate", None), (None, None), ("end", None)):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        elif text:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        else:
            mark = OxmlElement("w:t")
            mark.text = "1"
        run._r.append(mark)
    _font(paragraph.add_run(" —"), "宋体", 14)


def _paragraph(document: Document, line: str, *, title: bool) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28.95)
    if title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _font(paragraph.add_run(line), SONG, 22)
        return
    form.first_line_indent = Pt(32)
    head = re.match(r"（[一二三四五]）[^。]*。", line)
    if re.match(r"[一二三四五]、", line):
        _font(paragraph.add_run(line), HEI, 16)
    elif head:
        _font(paragraph.add_run(head[0]), KAI, 16)
        _text(paragraph, line[head.end() :])
    else:
        _text(paragraph, line)


def _text(paragraph: Paragraph, text: str) -> None:
    """Body text; every blank is a run of its own, and every third one is cut in two, the second part underlined."""
    for number, piece in enumerate(re.split(r"(\*+)", text)):
        if piece.startswith("*") and len(piece) > 1 and number % 3 == 0:
            _font(paragraph.add_run(piece[:1]), BODY, 16)
            _font(paragraph.add_run(piece[1:]), BODY, 16)
            paragraph.runs[-1].font.underline = True
        elif piece:
            _font(paragraph.add_run(piece), BODY, 16)


def _font(run: Run, name: str, size: float) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _without_clock(data: bytes) -> bytes:
    """The same zip with every entry dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2022, 12, 30, 9, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return out.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "report")
