"""What a figure on somebody's word becomes in the text, and where it is marked."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_report_commands import Measurer
from word_files import paragraph, parts_of, run, word_file

from report.binding.memory import Choice, Memory, kind_of
from report.document import DocumentError, read, read_bytes
from report.filling.by_hand import HandFigures, RefusedFigureError, as_text, entry
from report.filling.fill import fill
from report.inspection import inspect


def told(value, unit, qualifier=None):
    return entry(value, unit, qualifier, by="李四", word_of="王五", note="", at="2023-01-05T09:30:00")


@pytest.mark.parametrize(
    ("typed", "unit", "qualifier", "text"),
    [
        ("46", "次", None, "46"),
        ("四十六", "次", None, "46"),
        ("４６次", "次", None, "46"),
        ("38.620", "亿元", None, "38.62"),
        ("3862万元", "亿元", None, "0.39"),
        ("1.2万", "人次", None, "12000"),
        ("50", "%", None, "50"),
        ("50.25%", "%", None, "50.3"),
        ("2.75", "倍", None, "2.75"),
        ("263", "次", "余", "260"),
        ("260", "次", "余", "260"),
        ("297", "次", "近", "300"),
        ("12名", "人", None, "12"),
    ],
)
def test_what_is_written(typed, unit, qualifier, text):
    assert as_text(told(typed, unit, qualifier), qualifier)[0] == text


@pytest.mark.parametrize(
    ("typed", "unit", "qualifier"), [("0.001", "亿元", None), ("8", "次", "余"), ("1234", "次", "近")]
)
def test_what_cannot_be_written_is_refused(typed, unit, qualifier):
    with pytest.raises(RefusedFigureError):
        told(typed, unit, qualifier)


@given(st.integers(0, 10**9))
def test_a_count_stands_as_typed(count):
    assert as_text(told(str(count), "次"), None) == (str(count), None, ())
    assert told(f"{count}", "次").value == Decimal(count)


def table(*rows):
    cells = ["".join(f"<w:tc>{paragraph(run(c))}</w:tc>" for c in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{c}</w:tr>' for c in cells)}</w:tbl>"


def test_cells_of_a_table_are_told_apart(tmp_path):
    data = word_file(table(["谈话会", "**次"], ["写信", "**次"], ["走访", "**次"]))
    file = tmp_path / "表.docx"
    file.write_bytes(data)
    memory, document = Memory(tmp_path / "people.sqlite"), read(file)
    found = inspect(document, 2022, Measurer(), memory)
    HandFigures(memory.file, sample=True).enter(found.places[1], 2022, told("7", "次"), "表.docx")
    moved = read_bytes(word_file(table(["走访", "**次"], ["谈话会", "**次"], ["写信", "**次"])), Path("新.docx"))
    assert [b.shown for b in inspect(document, 2022, Measurer(), memory).blanks] == [None, "7", None]
    assert [b.shown for b in inspect(moved, 2022, Measurer(), memory).blanks] == [None, None, "7"]


def test_every_copy_marks_a_figure_by_hand(tmp_path):
    file = tmp_path / "报告.docx"
    file.write_bytes(word_file(paragraph(run("写信**封。")) + paragraph(run("开展集中学习**次。谈心谈话**人次。"))))
    memory, document = Memory(tmp_path / "people.sqlite"), read(file)
    measurer = Measurer(party_study_sessions=46, heart_to_heart_talks=310)
    measurer.rows = lambda reading, limit=200: type("Rows", (), {"columns": (), "rows": (), "total": 0})()
    found = inspect(document, 2022, measurer, memory)
    blanks, places = found.figures, found.places
    HandFigures(memory.file, sample=True).enter(places[0], 2022, told("12", "封"), "报告.docx")
    choice = Choice("party_study_sessions", None, 2022, "2023-01-06T10:00:00", "赵六", "报告.docx")
    memory.remember(places[1], kind_of(blanks[1]), choice)
    out, annotated, evidence = (tmp_path / n for n in ("填.docx", "批.docx", "据.xlsx"))
    found = inspect(document, 2022, measurer, memory)
    done = fill(document, found, measurer, out, annotated=annotated, evidence=evidence)
    assert done.filled == 3
    assert read(out).text == "写信12封。\n开展集中学习46次。谈心谈话310人次。"
    assert "人工" not in read(out).text
    comments = parts_of(annotated.read_bytes())["word/comments.xml"].decode()
    for words in ("【人工】", "据谁所说：王五", "填报人：李四", "2023-01-05 09:30", "确认人：赵六（2023-01-06 10:00）"):
        assert words in comments
    assert "人工：据王五所说" in read(annotated).text
    sheet = openpyxl.load_workbook(io.BytesIO(evidence.read_bytes()))["数字一览"]
    rows = [[str(c or "") for c in row] for row in sheet.iter_rows(values_only=True)]
    assert any("12封" in "".join(r) and "已填（人工）" in r and any("据王五所说" in c for c in r) for r in rows)
    assert any("赵六 2023-01-06 10:00" in r for r in rows)


def test_an_annotated_copy_is_not_annotated_again(tmp_path):
    file, once = tmp_path / "报告.docx", tmp_path / "批.docx"
    file.write_bytes(word_file(paragraph(run("开展集中学习**次。"))))
    measurer, document = Measurer(party_study_sessions=46), read(file)
    fill(document, inspect(document, 2022, measurer), measurer, tmp_path / "填.docx", annotated=once)
    again = read(once)
    with pytest.raises(DocumentError, match="已经是带批注的一份"):
        fill(again, inspect(again, 2022, measurer), measurer, tmp_path / "再.docx", annotated=tmp_path / "再批.docx")
    assert not (tmp_path / "再批.docx").exists()
    plain = fill(again, inspect(again, 2022, measurer), measurer, tmp_path / "再.docx")
    assert any("已经是带批注的一份" in note for note in plain.notes)
