"""What LibreOffice makes of the files we write. Where it is not installed (pip cannot), there is nothing here to run."""

import io
import re
from pathlib import Path

import docx
from bound import MASK, Prover, inspection
from docx.oxml.ns import qn
from docx.shared import Pt
from office import SOFFICE, comments_kept, pages
from test_docx import STRUCTURES
from word_files import paragraph, run, word_file

from report.document import Appendix, Comment, Replacement, read, read_bytes, rewritten
from report.filling.figures import end_with_unit
from report.filling.fill import fill
from report.word.layout import lay_out

if SOFFICE:

    def test_an_annotated_copy_with_every_structure_opens_and_keeps_its_comments(tmp_path):
        body = paragraph(run("题目")) + "".join(
            STRUCTURES[n][0] for n in STRUCTURES if n not in ("tab inside the blank", "entities and CDATA")
        )
        body = re.sub(r"<w:(del|moveFrom) .*?</w:\1>", "", body)  # LibreOffice prints what is deleted, struck out
        others = {
            "header1": paragraph(run("总数**件")),
            "footnotes": f'<w:footnote w:id="1">{paragraph(run("注**次"))}</w:footnote>',
        }
        data = word_file(body + paragraph(run("尾"), '<w:r><w:footnoteReference w:id="1"/></w:r>'), others=others)
        document = read_bytes(data, Path("a.docx"))
        spans = [(m.start(), m.end()) for m in re.finditer(r"\*\*", document.text)]
        comments = [Comment(s, end_with_unit(document.text, e, "次"), f"第{n}处") for n, (s, e) in enumerate(spans)]
        (tmp_path / "a.docx").write_bytes(rewritten(document, [Replacement(s, e, "46") for s, e in spans], comments))
        assert "**" not in "".join(pages(tmp_path / "a.docx"))
        assert comments_kept(tmp_path / "a.docx") == len(comments)

    def test_a_page_of_an_official_paper_has_22_lines_of_28_characters(tmp_path):
        (tmp_path / "out.docx").write_bytes(lay_out("税务工作述职报告\n" + "税" * 28 * 60 + "\n").data)
        first, second, *_ = pages(tmp_path / "out.docx")
        lines = [line.strip() for line in second.splitlines() if line.strip()]
        assert [len(line) for line in lines[:-1]] == [28] * 22
        assert lines[-1].replace(" ", "") == "—2—"
        first_lines = [line.strip() for line in first.splitlines() if line.strip()]
        assert [len(line) for line in first_lines[1:-1]] == [26] + [28] * 19  # a line is left free below the title
        numbers = [next(line for line in reversed(page.splitlines()) if line.strip()) for page in (first, second)]
        assert len(numbers[0]) - len(numbers[0].lstrip()) > 20 > len(numbers[1]) - len(numbers[1].lstrip())

    def test_the_annotated_report_prints_the_text_and_then_the_table(tmp_path):
        text = "年度报告\n一、学习情况\n（一）抓学习。开展集中学习**次，收入****亿元。\n" + "正文。\n" * 3
        (tmp_path / "报告.txt").write_text(text, encoding="utf-8")
        document = read(tmp_path / "报告.txt")
        assert len(MASK.findall(text)) == 2
        fill(
            document,
            inspection(document, ["46", "38.62"]),
            Prover(),
            tmp_path / "out.docx",
            annotated=tmp_path / "a.docx",
        )
        assert len(pages(tmp_path / "out.docx")) == 1
        report, table = pages(tmp_path / "a.docx")
        assert "数据来源表" not in report
        assert "数据来源表" in table
        assert "演示数据" in table
        assert comments_kept(tmp_path / "a.docx") == 2

    def test_a_row_taller_than_a_page_loses_nothing(tmp_path):
        tall = "、".join(f"行{n}号" for n in range(2500))
        table = Appendix("附：数据来源表", (), ("序号", "指标"), (("1", "学习"), ("2", tall)), (10, 90), ("短", tall))
        document = read_bytes(word_file(paragraph(run("正文"))), Path("a.docx"))
        (tmp_path / "a.docx").write_bytes(rewritten(document, [], appendix=table))
        printed = re.sub(r"\s+", "", "".join(pages(tmp_path / "a.docx")))
        for n in (0, 1250, 2499):
            assert printed.count(f"行{n}号") == 2


def test_title_signature_and_date_stand_as_the_standard_says():
    text = "工作报告\n各有关单位：\n特此报告。\n某某区税务局\n2022年12月31日\n"
    paper = docx.Document(io.BytesIO(lay_out(text).data))
    title, addressee, last, signature, date = paper.paragraphs
    assert title.paragraph_format.space_after == signature.paragraph_format.space_before == Pt(28.95)
    assert (addressee.paragraph_format.space_before, last.paragraph_format.space_after) == (None, None)
    indents = [int(p._p.pPr.ind.get(qn("w:rightChars"))) for p in (signature, date)]
    assert indents[1] == 400
    assert 400 < indents[0] < 600  # the shorter signature is centred above the longer date
    free = docx.Document(io.BytesIO(lay_out(text.replace("\n各", "\n\n各").replace("\n某", "\n\n某")).data))
    assert all(p._p.pPr is None or p._p.pPr.spacing is None for p in free.paragraphs)
