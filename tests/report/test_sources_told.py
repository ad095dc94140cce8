"""How the files and rows behind a number are told on paper: short, and whole in the evidence workbook."""

import re
from zipfile import ZipFile

from bound import Prover, inspection
from word_files import paragraph, run, word_file

from metrics.model import SourceRows
from report.document import read
from report.filling.figures import MOST_RANGES, figures, source_lines
from report.filling.fill import fill
from report.inspection import inspect
from tests.report.small_measurer import SmallMeasurer


def rows(sheet, ranges, count):
    """Rows of one sheet of one file."""
    return SourceRows("台账.xlsx", "a" * 64, sheet, ranges, "办公室", "2023-01-05T09:00:00", "b1", count)


def test_twelve_ranges_of_a_file_are_listed_and_the_rest_counted():
    few = ",".join(str(2 * n) for n in range(1, MOST_RANGES + 1))
    assert source_lines([rows("表", few, 12)]) == [f"台账.xlsx“表”第 {few.replace(',', '、')} 行（办公室）"]
    (line,) = source_lines([rows("表", f"{few},99", 13)])
    assert line.endswith("、24 等 13 行，见依据清单（办公室）")
    (line,) = source_lines([rows("一季度", few, 12), rows("二季度", "3-5", 3), rows("三季度", "7", 1)])
    assert line == f"台账.xlsx（办公室）：“一季度”第 {few.replace(',', '、')} 等 16 行，见依据清单"


def test_a_number_of_a_table_is_written_with_its_unit(tmp_path):
    lines = (("指标", "单位", "2022年"), ("集中学习", "次", "46"), ("谈心谈话", "人次", "310人次"))
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(run(c))}</w:tc>' for c in line)}</w:tr>" for line in lines)
    (tmp_path / "t.docx").write_bytes(word_file(f"<w:tbl>{cells}</w:tbl>{paragraph(run('完。'))}"))
    seen = inspect(read(tmp_path / "t.docx"), 2022, SmallMeasurer(party_study_sessions=46, heart_to_heart_talks=310))
    assert [f.shown for f in figures(seen, Prover(), set())] == ["46次", "310人次"]


def test_sources_stand_under_their_number_over_the_whole_table(tmp_path):
    (tmp_path / "b.docx").write_bytes(word_file(paragraph(run("共**次。"))))
    document = read(tmp_path / "b.docx")
    fill(document, inspection(document, ["46"]), Prover(), tmp_path / "out.docx", annotated=tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as package:
        markup = package.read("word/document.xml").decode()
    heading, first, under = re.findall(r"<w:tr>.*?</w:tr>", markup, re.DOTALL)
    assert heading.count("<w:tc>") == first.count("<w:tc>") == 6
    assert '<w:gridSpan w:val="5"/>' in under
    assert "cantSplit" not in under
    assert "收入核算股" in under
