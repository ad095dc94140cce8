"""A question to a department, from the blank to the answer in the report: through the commands of both rooms."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from test_report_commands import answer, report  # noqa: F401 - the fixture

from etl.load import load
from report.document import read
from warehouse.places import places
from warehouse.question_sheet import day_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def asked(report, capsys):  # noqa: F811
    """A sheet for blank 3, and the way to fill it in."""
    sheet = report.folder / "问办公室.xlsx"
    assert report("question", "3", "-o", str(sheet), "--to", "办公室", "--json") == 0
    said = answer(capsys)
    assert (said["to"], said["unit"], said["period"]) == ("办公室", "篇", "2022年")

    def reply(value=12, by="王五", day="2023-01-05", basis="宣传台账", name="答复.xlsx"):
        book = openpyxl.load_workbook(sheet)
        for column, typed in zip("FGHI", (value, by, day, basis), strict=True):
            book.active[f"{column}5"] = typed
        book.save(report.folder / name)
        return report.folder / name

    reply.sheet, reply.report, reply.data = sheet, report, places(report.folder / "data")
    return reply


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
    done = subprocess.run(
        [sys.executable, "-m", "etl", "load", str(file), "--data", str(asked.data.root), "--json"],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["answers"][0]["value"] == "12"
