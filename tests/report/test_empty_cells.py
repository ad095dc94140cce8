"""Empty cells of a table that want a number, and those that want none; and blocks that stand side by side."""

import zipfile

import pytest

from report.document import read_bytes
from report.filling.fill import fill
from report.inspection import inspect
from tests.report.small_measurer import SmallMeasurer
from tests.report.word_files import paragraph, run, word_file

VALUES = {"heart_to_heart_talks": 96, "party_study_sessions": 46, "warning_film_screenings": 12}
HEAD = ("项目", "单位", "全年数")
TALKS, STUDY = ("谈心谈话", "人次", ""), ("集中学习", "次", "")


class Prover(SmallMeasurer):
    """Its figures come from no file."""

    def sources_of(self, readings):
        return [()] * len(readings)


def cell(text):
    return f"<w:tc><w:tcPr/>{paragraph(run(text)) if text else '<w:p/>'}</w:tc>"


def document(tmp_path, rows, after=""):
    table = "".join(f"<w:tr>{''.join(cell(c) for c in row)}</w:tr>" for row in rows)
    body = f"{paragraph(run('2022年度工作总结'))}<w:tbl><w:tblPr/>{table}</w:tbl>{paragraph(run(after))}"
    (tmp_path / "表.docx").write_bytes(word_file(body))
    return read_bytes((tmp_path / "表.docx").read_bytes(), tmp_path / "表.docx")


def look(doc):
    return inspect(doc, 2022, SmallMeasurer(**VALUES))


def told(found):
    return [(b.blank.kind, b.blank.unit, b.shown) for b in found.blanks]


TALKED, STUDIED = ("number", "人次", "96"), ("number", "次", "46")


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ((HEAD, TALKS, STUDY), [TALKED, STUDIED]),
        ((HEAD, TALKS, STUDY, ("合计", "", "")), [TALKED, STUDIED]),
        (((*HEAD, "备注"), (*TALKS, ""), (*STUDY, "")), [TALKED, STUDIED]),
        ((("年份", "谈心谈话（人次）", "集中学习（次）"), ("2022年", "", "")), [TALKED, STUDIED]),
        ((("谈心谈话人次", "", "集中学习次数", ""), ("填表人", "", "联系电话", "")), [TALKED, STUDIED]),
        ((("项目", "数量"), ("谈心谈话", ""), ("集中学习", "")), [("number", None, None)] * 2),
        ((HEAD, ("谈心谈话", "人次", "96"), STUDY), [("missing", "次", None)]),
        ((("项目", "完成（次）"), ("集中学习", "46"), ("其中：", "")), []),
        ((("项目", "完成（次）", "同比（%）"), ("集中学习", "46", "")), []),
        ((("项目", "完成（次）", "计划（次）"), ("集中学习", "**", "")), [STUDIED]),
        ((("姓名", "", "职务", ""), ("年龄（岁）", "", "住址", "")), []),
        ((("项目", "单位", "责任科室", "完成时限"), ("谈心谈话", "人次", "", "")), []),
    ],
)
def test_an_empty_cell_wants_a_number_where_row_and_column_say_so(tmp_path, rows, wanted):
    assert told(look(document(tmp_path, rows))) == wanted


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ((("单位", "谈心谈话（人次）"), ("第一税务所", "")), "ask"),
        ((("项目", "单位", "2023年计划"), TALKS), "ask"),
        ((("第一税务所情况", "", ""), HEAD, TALKS), "ask"),
        ((("项目", "单位", "一季度"), TALKS), "bound"),
    ],
)
def test_an_empty_cell_asks_as_a_masked_one_would(tmp_path, rows, status):
    masked = tuple(tuple("**" if row[0] != rows[0][0] and not c else c for c in row) for row in rows)
    found = [look(document(tmp_path, r)).number_blanks for r in (rows, (*rows[:-1], masked[-1]))]
    empty, starred = ([(b.status, b.binding.period) for b in blanks] for blanks in found)
    assert {s for s, _ in empty} == {status}
    assert empty == starred


def test_filled_and_read_again_only_the_cells_have_changed(tmp_path):
    doc = document(tmp_path, (HEAD, TALKS, STUDY), "集中学习**次。")
    measurer = Prover(**VALUES)
    out, marked = tmp_path / "填.docx", tmp_path / "批.docx"
    done = fill(doc, look(doc), measurer, out, annotated=marked)
    assert (done.filled, done.open) == (3, ())
    again = read_bytes(out.read_bytes(), out)
    assert again.text == doc.text.replace("人次\n", "人次\n96").replace("次\n\n", "次\n46\n").replace("**", "46")
    assert [c.status for c in look(again).claims] == ["match"] * 3
    with zipfile.ZipFile(out) as new, zipfile.ZipFile(tmp_path / "表.docx") as old:
        assert [n for n in old.namelist() if new.read(n) != old.read(n)] == ["word/document.xml"]
    assert read_bytes(marked.read_bytes(), marked).text.startswith(again.text.rstrip("\n")[:-3])


def test_the_number_takes_the_format_of_the_empty_paragraph(tmp_path):
    bold = '<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:b/></w:rPr></w:pPr></w:p>'
    label = f"<w:tc>{paragraph(run('谈心谈话人次'))}</w:tc>"
    body = f"{paragraph(run('总结'))}<w:tbl><w:tr>{label}<w:tc>{bold}</w:tc></w:tr></w:tbl>"
    doc = read_bytes(word_file(body), tmp_path / "表.docx")
    fill(doc, look(doc), SmallMeasurer(**VALUES), tmp_path / "填.docx")
    with zipfile.ZipFile(tmp_path / "填.docx") as filled:
        written = filled.read("word/document.xml").decode("utf-8")
    assert "</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>96</w:t></w:r></w:p>" in written


def test_a_cell_of_a_plain_table_is_filled_where_it_stands(tmp_path):
    text = "2022年度工作总结\n\n| 项目 | 单位 | 数量 |\n|---|---|---|\n| 谈心谈话 | 人次 |  |\n"
    doc = read_bytes(text.encode("utf-8"), tmp_path / "表.md")
    assert fill(doc, look(doc), SmallMeasurer(**VALUES), tmp_path / "填.md").filled == 1
    assert "| 谈心谈话 | 人次 |96  |" in (tmp_path / "填.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ((("项目", "2022年", "项目", "2022年"), ("谈心谈话（人次）", "**", "集中学习（次）", "**")), ["96", "46"]),
        ((("项目", "单位", "数量") * 2, ("谈心谈话", "人次", "**", "集中学习", "次", "**")), ["96", "46"]),
        ((("谈心谈话人次", "**", "集中学习次数", "**"),), ["96", "46"]),
        ((("第一税务所", "谈心谈话人次", "**", "集中学习次数", "**"),), [None, None]),
        ((("谈心谈话（人次）", "**", "其中：党员（人次）", "**"),), ["96", None]),
    ],
)
def test_blocks_side_by_side_are_read_apart(tmp_path, rows, shown):
    assert [b.shown for b in look(document(tmp_path, rows)).number_blanks] == shown
