"""Rows of a table that say of its figures when they were and whose: a caption merged over the first row, names of groups."""

import pytest

from report.document import read_bytes
from report.inspection import inspect
from tests.report.small_measurer import SmallMeasurer
from tests.report.word_files import paragraph, run, word_file

TITLE = "城关区税务局2022年度工作总结"
PLAIN = ("项目", "完成数")
VALUES = dict.fromkeys(
    ("heart_to_heart_talks", "party_study_sessions", "special_inspections", "warning_film_screenings"), 46
)
ROWS = (PLAIN, ("集中学习（次）", "**"), ("谈心谈话（人次）", "**"), ("警示教育片（场）", "**"))


def cell(text, over=1):
    span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
    return f"<w:tc><w:tcPr>{span}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(cells, width):
    inside = cell(cells, width) if isinstance(cells, str) else "".join(cell(c) for c in cells)
    return f"<w:tr>{inside}</w:tr>"


def look(tmp_path, *blocks):
    """Blocks are paragraphs and tables; a row that is one text is merged over the table."""
    body = ""
    for block in blocks:
        if isinstance(block, str):
            body += paragraph(run(block))
        else:
            width = max(len(r) for r in block if not isinstance(r, str))
            body += f"<w:tbl><w:tblPr/>{''.join(row(r, width) for r in block)}</w:tbl>"
    return inspect(read_bytes(word_file(body), tmp_path / "报告.docx"), 2022, SmallMeasurer(**VALUES))


def states(found):
    return [(b.status, b.binding.period) for b in found.number_blanks]


CAPTIONS = [
    "第一税务分局主要指标完成情况", "第一税务所2022年工作情况表", "各党支部工作情况统计表", "全市税务系统主要指标",
    "2021年主要指标完成情况", "2022年上半年主要指标完成情况", "2023年主要工作计划表", "城东县税务局主要指标",
    "张某同志工作情况表", "国庆期间工作情况", "2022年二季度主要指标", "主要指标完成情况（不含分局）",
]  # fmt: skip


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_merged_over_the_table_says_the_same_of_all_rows_as_a_line_above_it(tmp_path, caption):
    merged = states(look(tmp_path, TITLE, (caption, *ROWS)))
    assert merged == states(look(tmp_path, TITLE, caption, ROWS))
    assert ("bound", "2022") not in merged
    assert len(set(merged)) == 1


def test_rows_of_a_caption_say_of_what_period_whose_and_in_what_unit(tmp_path):
    plain = (PLAIN, ("集中学习", "**"), ("专项监督检查", "**"))
    half = look(tmp_path, TITLE, ("主要指标", "（2022年上半年）", "单位：次", *plain))
    assert [(b.blank.unit, *s) for b, s in zip(half.number_blanks, states(half), strict=True)] == [
        ("次", "bound", "2022H1")
    ] * 2
    theirs = look(tmp_path, TITLE, ("主要指标", "填报单位：第一税务所　单位：次", *plain))
    assert {s for s, _ in states(theirs)} == {"ask"}


def test_the_line_before_a_table_counts_beside_its_caption(tmp_path):
    assert states(look(tmp_path, TITLE, "各股室工作情况", ("主要指标", *ROWS)))[0][0] == "ask"


def test_a_caption_holds_for_its_table_only(tmp_path):
    found = look(tmp_path, TITLE, ("第一税务所主要指标", PLAIN, ("谈心谈话（人次）", "**")), "谈心谈话**人次。")
    assert [s for s, _ in states(found)] == ["ask", "bound"]


@pytest.mark.parametrize("label", [("2021年", ""), "2021年", ("2021年情况", "")])
def test_the_name_of_a_group_of_rows_holds_until_the_next(tmp_path, label):
    talks = ("谈心谈话（人次）", "**")
    rows = (PLAIN, label, talks, ("集中学习（次）", "**"), ("第一税务所", ""), talks, ("集中学习（次）", "**"))
    found = states(look(tmp_path, TITLE, rows))
    assert ("bound", "2022") not in found
    assert [s for s, _ in found[2:]] == ["ask", "ask"]


def test_a_label_written_once_holds_for_the_rows_below_it(tmp_path):
    rows = (("年份", "项目", "完成数"), ("2021年", "谈心谈话（人次）", "**"), ("", "集中学习（次）", "**"))
    assert states(look(tmp_path, TITLE, rows)) == [("bound", "2021")] * 2


def test_headings_of_columns_and_labels_are_no_headings_of_the_text(tmp_path):
    quarters = (("项目", "一季度", "二季度"), ("谈心谈话（人次）", "**", "**"), ("集中学习（次）", "**", "**"))
    periods = [("bound", "2022Q1"), ("bound", "2022Q2")]
    assert states(look(tmp_path, TITLE, quarters)) == periods * 2
    labels = (PLAIN, ("一、谈心谈话（人次）", "**"), ("二、集中学习（次）", "**"))
    found = look(tmp_path, TITLE, "（一）2021年工作回顾", labels, "谈心谈话**人次。")
    assert states(found)[-1][0] == "ask"


def test_prose_in_cells_stands_below_the_lines_before_it(tmp_path):
    found = states(look(tmp_path, TITLE, (("2021年", "谈心谈话**人次。集中学习**次。", "**次"),)))
    assert [s for s, _ in found[:2]] == ["ask", "ask"]
