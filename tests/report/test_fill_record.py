"""What is remembered of filled files: the last exports of each report and year, and never at a fill's expense."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
from test_report_commands import answer, report  # noqa: F401 - the fixture

from report import __main__ as commands
from report.filling.fill_record import KEEP, FilledFigure, Record, Records


def record(name, made_at, *, year=2022, source="报告.docx", sample=False):
    figure = FilledFigure(1, 2, 4, "46", "次", None, "party_study_sessions", str(year))
    return Record(name, made_at, f"{name}.docx", source, year, "b1", sample, "学习46次。", (figure,))


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path / "fills.sqlite")


def test_the_last_exports_of_each_report_and_year_stay_whole(records):
    for number in range(6):
        records.keep(record(f"清{number}", f"2023-01-0{number + 1}T09:00:00"))
        records.keep(record(f"批{number}", f"2023-01-0{number + 1}T09:00:00"))
    records.keep(record("旧年", "2021-01-01T09:00:00", year=2020))
    records.keep(record("另一份", "2021-01-01T09:00:00", source="总结.docx"))
    records.keep(record("演示", "2021-01-01T09:00:00", sample=True))
    assert records.tidy(2) == 8
    assert {r.sha256 for r in records.all()} == {"清5", "批5", "清4", "批4", "旧年", "另一份", "演示"}
    assert records.tidy(2) == 0


def test_the_last_export_always_stays_and_writing_it_again_keeps_it(records):
    for number in range(4):
        records.keep(record(f"稿{number}", f"2023-01-0{number + 1}T09:00:00"))
    records.keep(record("稿0", "2023-02-01T09:00:00"))
    assert records.tidy(0) == 3
    assert [r.sha256 for r in records.all()] == ["稿0"]


def test_nothing_to_tidy(records):
    assert records.tidy() == 0
    records.shrink()
    assert not records.file.exists()


def test_a_fill_is_done_though_its_record_cannot_be_tidied(report, capsys, monkeypatch):  # noqa: F811
    def locked(self, keep=KEEP):
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(Records, "tidy", locked)
    out = report.folder / "已填.txt"
    assert report("fill", "-o", str(out), "--draft", "--json") == 1
    assert answer(capsys)["filled"] == 2
    assert out.exists()


def test_many_fills_do_not_grow_the_file(report, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setattr(Records.tidy, "__defaults__", (3,))
    file = report.folder / "data" / "fills.sqlite"
    for number in range(8):
        report.measurer.values["party_study_sessions"] = Decimal(40 + number)
        monkeypatch.setattr("report.filling.fill.now", lambda n=number: f"2023-01-01T09:00:{n:02d}")
        report("fill", "-o", str(report.folder / "已填.txt"), "--draft")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select count(*) from filled").fetchone() == (3,)
    capsys.readouterr()
    assert commands.main(["tidy", "--keep", "1", "--data", str(file.parent), "--json"]) == 0
    assert answer(capsys) == {"forgotten": 2, "kept": 1}
    assert commands.main(["tidy", "--keep", "0", "--data", str(file.parent)]) == 2


def test_filling_a_filled_file_again_loses_nothing(report, capsys):  # noqa: F811
    out, again = report.folder / "已填.txt", report.folder / "再填.txt"
    report("fill", "-o", str(out), "--draft")
    records = Records(report.folder / "data" / "fills.sqlite")
    (first,) = records.all()
    assert first.figures
    report("fill", "-o", str(again), "--draft", path=out)
    assert [f.text for f in records.exactly(out.read_bytes()).figures] == [f.text for f in first.figures]


@pytest.mark.parametrize("edited", [False, True])
def test_what_the_first_fill_put_there_is_known_after_the_second(report, capsys, edited):  # noqa: F811
    out, again = report.folder / "已填.txt", report.folder / "再填.txt"
    known, report.measurer.values = dict(report.measurer.values), {"party_study_sessions": Decimal(46)}
    report("fill", "-o", str(out), "--draft")
    report.measurer.values = known
    if edited:
        out.write_text(out.read_text(encoding="utf-8").replace("一是强化学习", "一是持续强化学习"), encoding="utf-8")
    report("fill", "-o", str(again), "--draft", path=out)
    last = Records(report.folder / "data" / "fills.sqlite").exactly(again.read_bytes())
    stands = {last.text[f.start : f.end] for f in last.figures}
    assert "46" in stands
    assert len(last.figures) == len({f.id for f in last.figures}) > 1
