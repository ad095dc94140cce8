"""The commands of `python -m report`: one JSON object, Chinese sentences, exit codes."""

import json

import pytest

from report import __main__ as commands
from tests.report.small_measurer import SmallMeasurer

TEXT = "2022年度报告\n推出“两项举措”。一是强化学习，开展集中学习**次。二是强化监督，谈心谈话**人次，被转发**篇。\n全局党支部19个。\n"


class Measurer(SmallMeasurer):
    """With the proofs that filling asks for."""

    def sources(self, reading):
        return []

    def sql(self, key, period, by=None):
        return f"select 1 as value -- {key}"


@pytest.fixture
def report(tmp_path, monkeypatch):
    measurer = Measurer(party_study_sessions=46, heart_to_heart_talks=310, party_branches=19, media_stories=12)
    monkeypatch.setattr(commands, "open_measurer", lambda places: measurer)
    file = tmp_path / "报告.txt"
    file.write_text(TEXT, encoding="utf-8")

    def run(command, *more, path=file, year="2022"):
        return commands.main([command, str(path), *more, "--year", year, "--data", str(tmp_path / "data")])

    run.file, run.folder, run.measurer = file, tmp_path, measurer
    return run


def answer(capsys):
    out = capsys.readouterr()
    assert out.out.count("\n") == 1
    return json.loads(out.out)


def test_inspect_prints_one_object(report, capsys):
    assert report("inspect", "--json") == 0
    whole = answer(capsys)
    assert whole["text_length"] == len(TEXT)
    assert [(b["status"], b["shown"]) for b in whole["blanks"]] == [
        ("bound", "46"),
        ("bound", "310"),
        ("ask", None),
    ] or whole["blanks"][2]["status"] == "no_metric"
    assert [(c["text"], c["status"]) for c in whole["claims"]] == [("19个", "match")]
    assert whole["findings"] == []


def test_inspect_in_words(report, capsys):
    assert report("inspect") == 0
    said = capsys.readouterr().out
    assert "数字空格 3 处，可填 2 处；已写的数字 1 处，相符 1 处" in said
    assert "演示数据" in said
    assert "集中学习次数" in said


def test_bind_fill_and_forget(report, capsys):
    out = report.folder / "已填.txt"
    assert report("fill", "-o", str(out)) == 1
    assert not out.exists()
    assert report("bind", "3", "media_stories") == 0
    assert report("fill", "-o", str(out)) == 0
    assert out.read_text(encoding="utf-8") == TEXT.replace("**次", "46次").replace("**人次", "310人次").replace(
        "**篇", "12篇"
    )
    assert report("bind", "3", "--forget") == 0
    assert report("fill", "-o", str(report.folder / "再填.txt")) == 1
    capsys.readouterr()
    assert report("fill", "-o", str(out), "--draft", "--json") == 1
    done = answer(capsys)
    assert (done["filled"], [b["id"] for b in done["open"]]) == (2, [3])


def test_bind_a_stated_figure_and_a_period(report, capsys):
    report.file.write_text("上级肯定12次。\n", encoding="utf-8")
    assert report("bind", "c1", "party_endorsements", "--period", "2022H1", "--json") == 0
    assert answer(capsys)["period"] == "2022H1"
    report("inspect", "--json")
    claim = answer(capsys)["claims"][0]
    assert (claim["metric"], claim["period"], claim["status"]) == ("party_endorsements", "2022H1", "no_data")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("9", "media_stories"), "没有编号"),
        (("3", "no_such_key"), "没有指标"),
        (("3", "thanks_taxpayers"), "不是一回事"),
        (("3", "media_stories", "--period", "去年"), "看不懂期间"),
    ],
)
def test_a_binding_that_cannot_be_is_refused(report, capsys, more, says):
    assert report("bind", *more) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_check_says_what_does_not_hold(report, capsys):
    assert report("check") == 0
    report.file.write_text(TEXT.replace("19个", "18个").replace("二是强化监督，", ""), encoding="utf-8")
    capsys.readouterr()
    assert report("check", "--json") == 1
    result = answer(capsys)
    assert [(c["status"], c["actual"]) for c in result["claims"]] == [("mismatch", "19")]
    assert [f["rule"] for f in result["findings"]] == ["count-heading"]


def test_compare(report, capsys):
    other = report.folder / "改.txt"
    other.write_text(TEXT.replace("19个", "21个"), encoding="utf-8")
    assert commands.main(["compare", str(report.file), str(other), "--json"]) == 0
    result = answer(capsys)
    assert (result["same"], [(p["a"]["value"], p["b"]["value"]) for p in result["changed"]]) == (3, [("19", "21")])


@pytest.mark.parametrize("year", ["22", "20222", "今年"])
def test_a_bad_year_is_told_in_a_sentence(report, capsys, year):
    with pytest.raises(SystemExit) as stopped:
        report("inspect", year=year)
    assert stopped.value.code == 2
    error = capsys.readouterr().err
    assert "年度要写成四位数字" in error
    assert error.count("\n") == 1


def test_a_bad_file_is_told_in_a_sentence(report, capsys):
    assert report("inspect", path=report.folder / "没有.docx") == 2
    error = capsys.readouterr().err
    assert "没有.docx" in error
    assert error.count("\n") == 1
