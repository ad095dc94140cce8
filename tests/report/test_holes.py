"""Underlined spaces and empty form fields before a unit are number blanks; those of covers, titles and signatures are none."""

import io
import zipfile
from pathlib import Path

import pytest

from report.document import Replacement, read_bytes, rewritten
from report.filling.fill import fill
from report.finding.blanks import find_blanks
from report.finding.surroundings import sentences
from report.inspection import inspect
from tests.report.small_measurer import SmallMeasurer
from tests.report.word_files import paragraph, run, word_file

LINE = '<w:u w:val="single"/>'
TAB = f"<w:r><w:rPr>{LINE}</w:rPr><w:tab/></w:r>"


def form(inside):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>'
    return f'{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(inside)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def opened(*inside):
    return read_bytes(word_file(paragraph(*inside)), Path("报告.docx"))


def blanks(*inside):
    document = opened(*inside)
    return [(b.kind, b.text, b.unit, b.qualifier) for b in find_blanks(document.text, document.holes)]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ((run("谈心谈话"), run("    ", LINE), run("人次。")), ("number", "    ", "人次", None)),
        ((run("谈心谈话"), run("　　　", LINE), run("余人次。")), ("number", "　　　", "人次", "余")),
        ((run("谈心谈话近"), run("  ", LINE), run("  ", LINE), run("人次。")), ("number", "    ", "人次", "近")),
        ((run("组织税费收入"), TAB, run("亿元。")), ("number", "\t", "亿元", None)),
        ((run("谈心谈话"), form("     "), run("人次。")), ("number", "     ", "人次", None)),
        ((run("谈心谈话"), form("\u2002" * 5), run("人次。")), ("number", "\u2002" * 5, "人次", None)),
        ((run("谈心谈话"), run("   ", LINE), run("  人次。")), ("number", "   ", "人次", None)),
        ((run("谈心谈话"), run("   人次", LINE), run("。")), ("number", "   ", "人次", None)),
        ((run("签字："), run("   ", LINE), run("年")), ("date", "   ", None, None)),
    ],
)
def test_white_space_to_write_on_before_a_unit_is_a_blank(inside, wanted):
    assert blanks(*inside) == [wanted]


@pytest.mark.parametrize(
    ("inside", "unit"),
    [
        ((run("谈心谈话人次："), run("    ", LINE)), "人次"),
        ((run("集中学习次数："), run("    ", LINE), run("　　专题研讨次数：")), "次"),
        ((run("税费收入（亿元）"), run("    ", LINE)), "亿元"),
        ((run("税费收入（亿元）："), run("    ", LINE)), "亿元"),
        ((run("税费收入"), run("    ", LINE), run("（亿元）。")), "亿元"),
        ((run("    ", LINE), run("次听取意识形态专题汇报。")), "次"),
    ],
)
def test_the_unit_stands_in_the_label_or_the_words_behind_it(inside, unit):
    assert [(kind, said) for kind, _, said, _ in blanks(*inside)] == [("number", unit)]


@pytest.mark.parametrize(
    "written", ["谈心谈话人次：____", "谈心谈话人次：**", "税费收入＿＿（亿元）", "税费收入**（亿元）。"]
)
def test_a_mask_takes_its_unit_from_its_label_too(written):
    assert [b.kind for b in find_blanks(written)] == ["number"]


@pytest.mark.parametrize(
    "inside",
    [
        (run("身份证号："), run("    ", LINE)),
        (run("    ", LINE), run("项目")),
        (run("    ", LINE), run("家")),
        (run("负责人（签名）"), run("    ", LINE)),
        (run("地点（全称）："), run("    ", LINE)),
        (run("税费收入（不含社保费）"), run("    ", LINE)),
    ],
)
def test_a_line_for_a_name_or_with_no_unit_is_none(inside):
    assert blanks(*inside) == []


@pytest.mark.parametrize(
    "inside",
    [
        (run("      2022年度述责述廉报告      ", LINE),),
        (run("谈心谈话"), run(" 96 ", LINE), run("人次。")),
        (run("谈心谈话"), run("96", LINE), run("  ", LINE), run("人次。")),
        (run("签名："), run("          ", LINE)),
        (run("姓名"), run("     ", LINE), run("部门"), run("     ", LINE), run("职务"), run("    ", LINE)),
        (run("国家税务总局"), run("    ", LINE), run("县税务局"), run("    ", LINE), run("所")),
        (run("第"), run("   ", LINE), run("次会议")),
        (run("谈心谈话"), run(" ", LINE), run("人次。")),
        (run("谈心谈话"), run("    ", '<w:u w:val="none"/>'), run("人次，较上年增加。")),
        (run("    ", LINE), run("人次")),
    ],
)
def test_other_underlined_space_is_none(inside):
    assert [b for b in blanks(*inside) if b[0] == "number"] == []


def test_the_number_takes_the_format_of_the_line_and_nothing_else_changes():
    document = opened(run("谈心谈话"), run("    ", LINE), run("人次，"), run("集中学习"), TAB, run("次。"))
    spots = [b for b in find_blanks(document.text, document.holes) if b.kind == "number"]
    data = rewritten(document, [Replacement(b.start, b.end, n) for b, n in zip(spots, ("96", "46"), strict=True)])
    before, after = (zipfile.ZipFile(io.BytesIO(d)).read("word/document.xml").decode() for d in (document.data, data))
    assert after == before.replace(">    <", ">96<").replace("<w:tab/>", "<w:t>46</w:t>")


def test_a_line_that_cannot_be_filled_stops_the_filling(tmp_path):
    document = opened(run("谈心谈话"), run("    ", LINE), run("人次，走访老党员"), run("    ", LINE), run("户。"))
    measurer = SmallMeasurer(heart_to_heart_talks=96)
    inspection = inspect(document, 2022, measurer)
    done = fill(document, inspection, measurer, tmp_path / "out.docx")
    assert (done.out, done.fillable, len(done.open)) == (None, 1, 1)
    done = fill(document, inspection, measurer, tmp_path / "out.docx", draft=True)
    assert (done.filled, len(done.open)) == (1, 1)


def test_lines_of_a_form_with_the_unit_in_the_name_are_sentences_of_their_own():
    text = "税费收入（亿元）：**\n退税减税降费（亿元）：**\n谈心谈话人次：**\n专项监督检查：**次\n"
    assert [text[low:high].partition("：")[0] for low, high in sentences(text)] == [
        "税费收入（亿元）", "退税减税降费（亿元）", "谈心谈话人次", "专项监督检查",
    ]  # fmt: skip


def test_a_line_that_breaks_behind_a_mask_goes_on():
    assert len(sentences("全年组织税费收入：**\n亿元。")) == 1
