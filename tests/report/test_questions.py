"""A question to a department, from the blank to the answer in the report: through the commands of both rooms."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from test_report_commands import answer, report  # noqa: F401 - the fixture

from etl.load import load
from report.document import read
from tests import warm
from warehouse.answers import Answers
from warehouse.places import places
from warehouse.question_reply import day_of
from warehouse.question_sheet import Question, written

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def asked(report, capsys):  # noqa: F811
    """A sheet for blank 3, and the way to fill it in."""
    sheet = report.folder / "问办公室.xlsx"
    assert report("question", "3", "-o", str(sheet), "--to", "办公室", "--json") == 0
    said = answer(capsys)
    assert (said["to"], said["unit"], said["period"]) == ("办公室", "篇", "2022年")

    def reply(value=12, by="王五", day="2023-01-05", basis="宣传台账", name="答复.xlsx", edit=None):
        book = openpyxl.load_workbook(sheet)
        for column, typed in zip("FGHI", (value, by, day, basis), strict=True):
            book.active[f"{column}5"] = typed
        if edit:
            edit(book)
        book.save(report.folder / name)
        return report.folder / name

    reply.sheet, reply.report, reply.data = sheet, report, places(report.folder / "data")
    return reply


@pytest.fixture
def shares(tmp_path):
    """Answers in percent to one question, by what is asked."""

    def load_one(value, form="General", asked="家访率【？】％"):
        question = Question("0" * 32 + "#0", 2022, True, asked, asked, "2022年", "%", False, "办公室", "报告.txt")
        book = openpyxl.load_workbook(io.BytesIO(written(question)))
        for column, typed in zip("FGHI", (value, "王五", "2023-01-05", "台账"), strict=True):
            book.active[f"{column}5"] = typed
        book.active["F5"].number_format = form
        book.save(tmp_path / "答复.xlsx")
        return load(places(tmp_path / "data"), [tmp_path / "答复.xlsx"])

    return load_one


def test_the_sheet_asks_one_thing_and_takes_one_number(asked):
    sheet = openpyxl.load_workbook(asked.sheet).active
    row = [str(c.value or "") for c in sheet[5]]
    assert "【？】篇" in row[1]
    assert row[3:5] == ["2022年", "篇"]
    rules = {str(v.sqref): v.type for v in sheet.data_validations.dataValidation}
    assert rules == {"F5": "whole", "H5": "date"}
    assert [sheet[f"{c}5"].protection.locked for c in "ABEFGHI"] == [True, True, True, False, False, False, False]
    assert "演示数据" in sheet["A1"].value


def test_the_answer_comes_back_through_the_intake(asked, capsys):
    run = asked.report
    file = asked()
    assert load(asked.data, [file], dry_run=True).answers
    assert not asked.data.people.exists()
    result = load(asked.data, [file])
    assert (result.exit_code, result.build, result.skipped) == (0, None, [])
    told = result.to_json()["answers"][0]
    assert (told["value"], told["cell"], told["department"]) == ("12", "F5", "办公室")
    kept = asked.data.archive / "originals" / f"{told['sha256']}.xlsx"
    assert kept.read_bytes() == file.read_bytes()
    assert "没有变化" in load(asked.data, [file]).skipped[0][1]
    run("inspect", "--json")
    blank = answer(capsys)["blanks"][2]
    assert (blank["shown"], blank["answer"]["word_of"], blank["answer"]["by"]) == ("12", "办公室", "王五")
    assert blank["answer"]["source"] == "答复.xlsx“提问单”F5"
    assert blank["by_hand"] is None
    assert blank["status"] in {"ask", "no_metric"}
    out, annotated = run.folder / "填.txt", run.folder / "批.docx"
    assert run("fill", "-o", str(out), "--annotated", str(annotated), "--json") == 0
    assert [a["id"] for a in answer(capsys)["answers"]] == [3]
    assert "被转发12篇" in out.read_text(encoding="utf-8")
    assert "科室答复" in read(annotated).text
    assert "答复.xlsx“提问单”F5" in read(annotated).text


def test_an_answer_gives_way_to_data_and_a_later_one_replaces_it(asked, capsys):
    run = asked.report
    load(asked.data, [asked()])
    load(asked.data, [asked(value=13, name="更正.xlsx")])
    run("inspect", "--json")
    assert answer(capsys)["blanks"][2]["shown"] == "13"
    run.measurer.values["media_stories"] = Decimal(15)
    assert run("bind", "3", "media_stories") == 0
    capsys.readouterr()
    run("inspect", "--json")
    blank = answer(capsys)["blanks"][2]
    assert (blank["status"], blank["shown"], blank["answer"], blank["gave_way"]["value"]) == ("bound", "15", None, "13")
    assert any("15" in w and "13" in w for w in blank["warnings"])


def test_an_answer_on_sample_data_stays_with_them(asked, capsys):
    load(asked.data, [asked()])
    asked.report.measurer.sample = False
    asked.report("inspect", "--json")
    assert answer(capsys)["blanks"][2]["shown"] is None


@pytest.mark.parametrize(
    ("typed", "cell", "says"),
    [
        ({"value": "很多"}, "F5", "应填一个整数"),
        ({"value": 12.5}, "F5", "应填一个整数"),
        ({"value": None}, "F5", "应填一个整数"),
        ({"value": "12人"}, "F5", "应填一个整数"),
        ({"by": ""}, "G5", "填报人"),
        ({"day": "昨天"}, "H5", "日期"),
        ({"basis": None}, "I5", "依据"),
    ],
)
def test_a_bad_answer_is_refused_by_its_cell(asked, typed, cell, says):
    result = load(asked.data, [asked(**typed)])
    assert result.exit_code == 1
    (fault,) = result.refused[0][1]
    assert (fault.sheet, fault.cell) == ("提问单", cell)
    assert says in fault.message


@pytest.mark.parametrize(
    ("value", "form", "asked", "kept"),
    [
        (0.95, "0%", "家访率【？】％", "95"),
        (0.953, '0.0"份"%', "家访率【？】％", "95.3"),
        (0, "0%", "家访率【？】％", "0"),
        (95.3, "General", "家访率【？】％", "95.3"),
        (95, '0" %"', "家访率【？】％", "95"),
        ("95.3%", "General", "家访率【？】％", "95.3"),
        ("0.8%", "General", "家访率【？】％", "0.8"),
        (1.333, "0.0%", "收入同比增长【？】％", "133.3"),
        (-0.05, "0%", "收入同比增长【？】％", "-5"),
    ],
)
def test_a_cell_shown_as_a_percentage_is_taken_as_it_is_shown(shares, value, form, asked, kept):
    assert [a.value for _, a in shares(value, form, asked).answers] == [kept]


@pytest.mark.parametrize(
    ("value", "form", "seen", "says"),
    [
        (150, "General", "150", "应在 0 到 100 之间"),
        (1.5, "0%", "150%", "应在 0 到 100 之间"),
        (-0.05, "0%", "-5%", "应在 0 到 100 之间"),
        (0.95, "General", "0.95", "分不清是 95% 还是 0.95%"),
    ],
)
def test_a_share_that_cannot_be_or_can_be_read_in_two_ways_is_refused(shares, value, form, seen, says):
    result = shares(value, form)
    (fault,) = result.refused[0][1]
    assert (fault.cell, fault.value) == ("F5", seen)
    assert says in fault.message
    assert not result.answers


def test_a_percentage_for_a_count_is_refused(asked):
    def percent(book):
        book.active["F5"].number_format = "0%"

    (fault,) = load(asked.data, [asked(edit=percent)]).refused[0][1]
    assert (fault.cell, fault.value) == ("F5", "1200%")
    assert "问的单位是篇" in fault.message


def _again_below(book):
    for column in "ABCDEFGHIJ":
        book.active[f"{column}6"] = book.active[f"{column}5"].value
    book.active["F6"] = 13


def _again_beside(book):
    book.copy_worksheet(book.active)["F5"] = 13


@pytest.mark.parametrize(
    ("edit", "cells"),
    [
        (_again_below, ("“提问单”F5（12）", "“提问单”F6（13）")),
        (_again_beside, ("“提问单”F5（12）", "“提问单 Copy”F5（13）")),
    ],
)
def test_two_answers_to_one_question_are_refused_by_both_cells(asked, edit, cells):
    result = load(asked.data, [asked(edit=edit)])
    (fault,) = result.refused[0][1]
    assert all(cell in fault.message for cell in cells)
    assert not result.answers
    assert Answers(asked.data.people).of(2022, sample=True) == {}


def test_answers_to_two_questions_may_stand_in_one_table(asked):
    other = asked.report.folder / "问二.xlsx"
    assert asked.report("question", "3", "-o", str(other), "--to", "办公室", year="2021") == 0

    def add(book):
        second = openpyxl.load_workbook(other).active
        for column in "ABCDEFGHIJ":
            book.active[f"{column}6"] = (
                book.active[f"{column}5"].value if column in "GHI" else second[f"{column}5"].value
            )
        book.active["F6"] = 7

    file = asked(edit=add)
    result = load(asked.data, [file])
    assert sorted((a.year, a.value, a.cell) for _, a in result.answers) == [(2021, "7", "F6"), (2022, "12", "F5")]
    assert "没有变化" in load(asked.data, [file]).skipped[0][1]


@pytest.mark.parametrize(
    ("cell", "typed", "stood"),
    [
        ("B5", "被转发老干部【？】篇。", "被转发【？】篇"),
        ("C5", "老干部稿件被转发【？】篇", "被转发【？】篇"),
        ("D5", "2021年", "2022年"),
        ("E5", "条", "篇"),
        ("J5", "收入核算股", "办公室"),
        ("A5", "问演2021-" + "3" * 32 + "#0-" + "a" * 20, "问演2022-"),
        ("A5", "12", "问演2022-"),
        ("A5", None, "问演2022-"),
        ("A2", "用于“报告.txt”（2021年）。请填黄色的四格。", "（2022年）"),
        ("F4", "数", "答复数"),
        ("A4", None, "提问编号"),
    ],
)
def test_a_cell_changed_on_the_sheet_is_refused_with_what_stood_there(asked, cell, typed, stood):
    def change(book):
        book.active[cell] = typed

    result = load(asked.data, [asked(edit=change)])
    assert (result.exit_code, result.answers, result.skipped) == (1, [], [])
    (fault,) = result.refused[0][1]
    assert (fault.sheet, fault.cell, fault.value) == ("提问单", cell, typed or "")
    assert "原来" in fault.message
    assert stood in fault.message
    assert "改回原样" in fault.message


def test_a_changed_sheet_leaves_the_good_answer_given_before(asked, capsys):
    load(asked.data, [asked()])
    load(asked.data, [asked(value=120000, name="改单位.xlsx", edit=lambda book: book.active.__setitem__("E5", "字"))])
    asked.report("inspect", "--json")
    assert answer(capsys)["blanks"][2]["shown"] == "12"


def test_a_sheet_without_its_headings_is_known_by_its_number(asked):
    result = load(asked.data, [asked(edit=lambda book: book.active.delete_rows(4))])
    (fault,) = result.refused[0][1]
    assert "表头" in fault.message
    assert "不见了" in fault.message


def test_a_sheet_sent_before_there_was_a_seal_is_to_be_made_anew(asked):
    def as_before(book):
        book.active["A5"] = book.active["A5"].value.rsplit("-", 1)[0]
        del book["提问单存底"]

    (fault,) = load(asked.data, [asked(edit=as_before)]).refused[0][1]
    assert fault.cell == "A5"
    assert "重新做一张" in fault.message


def test_rows_and_columns_put_in_around_the_question_do_no_harm(asked):
    def shift(book):
        book.active.insert_rows(1, 3)
        book.active.insert_cols(1, 1)
        book.active.append(["说明", "本表由办公室填写"])

    assert [a.cell for _, a in load(asked.data, [asked(edit=shift)]).answers] == ["G8"]


def test_a_text_file_is_taken_and_cited_without_a_sheet(asked, capsys):
    rows = list(openpyxl.load_workbook(asked()).active.iter_rows(values_only=True))
    file = asked.report.folder / "答复.csv"

    def save():
        with file.open("w", encoding="gbk", newline="") as out:
            csv.writer(out).writerows(rows)

    save()
    assert load(asked.data, [file]).exit_code == 0
    asked.report("inspect", "--json")
    assert answer(capsys)["blanks"][2]["answer"]["source"] == "答复.csv F5"
    rows[4] = (*rows[4][:3], "2021年", *rows[4][4:])
    save()
    (fault,) = load(asked.data, [file]).refused[0][1]
    assert fault.cell == "D5"
    assert "同发出的提问单不一样" in fault.message


@pytest.mark.parametrize(("more", "says"), [(("1",), "已有数据"), (("9",), "没有编号")])
def test_what_need_not_be_asked(report, capsys, more, says):  # noqa: F811
    assert report("question", *more, "-o", str(report.folder / "问.xlsx"), "--to", "办公室") == 2
    assert says in capsys.readouterr().err
    report.measurer.values.pop("heart_to_heart_talks")
    assert report("question", "2", "-o", str(report.folder / "问.xlsx"), "--to", "纪检组") == 2
    assert "没有到齐" in capsys.readouterr().err
    assert report("question", "3", "-o", str(report.folder / "问.docx"), "--to", "纪检组") == 2
    assert report("question", "3", "-o", str(report.folder / "问.xlsx"), "--to", "12") == 2


@pytest.mark.parametrize("typed", ["2023-01-05", "2023年1月5日", "2023.1.5", 44931])
def test_days_as_people_type_them(typed):
    assert day_of(typed) == "2023-01-05"


def test_from_the_command_line(asked):
    file = asked()
    done = warm.run("etl", "load", file, "--data", asked.data.root, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["answers"][0]["value"] == "12"
