"""A report in Markdown: laid out as an official paper in Word, untouched outside its blanks as Markdown."""

import io
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_report_commands import answer, report  # noqa: F401 - the fixture

from report.document import read, read_bytes
from report.finding.markdown import blocks
from report.word.layout import lay_out

PAPER = """# 某某区税务局年度报告

## 一、主要工作

**党建工作**成效明显，开展集中学习**次，谈心谈话**人次。

### （一）监督

- 监督检查到位
  - 下一层
- **重点**突出

1. 先做好第一件
2) 再做好第二件

| 事项 | 次数 | 说明 |
|:-----|:----:|-----:|
| 集中学习 | **次 | 全**局**上下 |
| 谈心 \\| 谈话 | 310人次 |

> 引用的话，见[办法](https://example.invalid/a)和`附件`。

---
全局党支部19个。
"""


def laid(text):
    out = lay_out(text, markdown=True)
    return out, docx.Document(io.BytesIO(out.data))


def test_headings_lists_tables_and_bold_become_those_of_word():
    _, paper = laid(PAPER)
    said = [(p.style.name, p.text) for p in paper.paragraphs]
    assert said == [
        ("Title", "某某区税务局年度报告"),
        ("Heading 1", "一、主要工作"),
        ("Normal", "党建工作成效明显，开展集中学习**次，谈心谈话**人次。"),
        ("Heading 2", "（一）监督"),
        ("列表", "监督检查到位"),
        ("列表", "下一层"),
        ("列表", "重点突出"),
        ("Normal", "1.先做好第一件"),
        ("Normal", "2)再做好第二件"),
        ("Normal", "引用的话，见办法和附件。"),
        ("Normal", "全局党支部19个。"),
    ]
    bold = [r.text for p in paper.paragraphs for r in p.runs if r.bold]
    assert bold == ["党建工作", "重点"]
    items = [p._p.pPr.numPr.ilvl.val for p in paper.paragraphs if p.style.name == "列表"]
    assert items == [0, 1, 0]
    (table,) = paper.tables
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["事项", "次数", "说明"],
        ["集中学习", "**次", "全局上下"],
        ["谈心 | 谈话", "310人次", ""],
    ]


def test_what_was_filled_stands_in_word_and_the_marks_do_not(report, capsys):  # noqa: F811
    file = report.folder / "报告.md"
    file.write_bytes(PAPER.replace("\n", "\r\n").encode())
    out, again, annotated = (report.folder / n for n in ("出.docx", "出.md", "批.docx"))
    assert report("fill", "-o", str(out), "--annotated", str(annotated), "--json", path=file) == 0
    assert answer(capsys)["filled"] == 3
    text = read(out).text
    assert "党建工作成效明显，开展集中学习46次，谈心谈话310人次。" in text
    assert "集中学习\n46次\n全局上下" in text
    assert not any(mark in text for mark in ("*", "#", "---", "|:"))
    comments = docx.Document(annotated).part.package
    assert comments is not None
    assert report("fill", "-o", str(again), path=file) == 0
    wanted = PAPER.replace("学习**次", "学习46次").replace("谈话**人次", "谈话310人次").replace("| **次 ", "| 46次 ")
    assert again.read_bytes() == wanted.replace("\n", "\r\n").encode()


def test_open_blanks_stay_as_they_were_and_are_marked(report):  # noqa: F811
    file = report.folder / "报告.md"
    file.write_text("# 报告\n\n**文字**和被转发**篇，登报**篇。\n", encoding="utf-8")
    out = report.folder / "出.docx"
    assert report("fill", "-o", str(out), "--draft", path=file) == 1
    paper = docx.Document(out)
    line = paper.paragraphs[1]
    assert line.text == "文字和被转发**篇，登报**篇。"
    assert [r.text for r in line.runs if r.font.highlight_color] == ["**", "**"]
    assert [r.text for r in line.runs if r.bold] == ["文字"]


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("# 甲\n# 乙\n", ["Title", "Heading1"]),
        ("甲\n===\n乙\n---\n正文。\n---\n", ["Title", "Heading1", "Normal"]),
        ("# 甲 #\n#### 四级\n", ["Title", "Heading3"]),
        ("甲\n\n一、乙\n（一）丙\n正文。\n", ["Title", "Heading1", "Heading2", "Normal"]),
        ("```\n# 不是标题\n```\n", ["Title"]),
        ("a | b\n不是表格\n", ["Title", "Subtitle"]),
    ],
)
def test_styles(text, styles):
    found = lay_out(text, markdown=True)
    paper = docx.Document(io.BytesIO(found.data))
    assert [p.style.style_id for p in paper.paragraphs] == styles


_MARKS = st.text(alphabet="税务 #*_-|`[]()>\\1.、。\n次篇：", max_size=80)


@given(_MARKS)
def test_any_text_is_laid_out_and_every_place_of_it_found(text):
    found = lay_out(text, markdown=True)
    written = read_bytes(found.data, Path("a.docx")).text
    for block in blocks(text):
        for piece in block.pieces:
            at = found.place(piece.start)
            assert written[at : at + len(piece.text)] == piece.text
