"""The commands of `python -m report`: one JSON object, Chinese sentences, exit codes."""

import json

import pytest

from report import __main__ as commands
from report.document import read
from tests.report.small_measurer import SmallMeasurer
from tests.report.word_files import paragraph, run, word_file

TEXT = "2022年度报告\n推出“两项举措”。一是强化学习，开展集中学习**次。二是强化监督，谈心谈话**人次，被转发**篇。\n全局党支部19个。\n"


class Measurer(SmallMeasurer):
    """With the proofs that filling asks for."""

    def sources_of(self, readings):
        return [[] for _ in readings]

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
        (("3", "media_stories", "--period", "2099"), "2099年不会有数"),
        (("3", "media_stories", "--period", "1949H1"), "不会有数"),
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


ENTER = ("--by", "李四", "--word", "办公室 王五")


def test_a_figure_by_telephone_fills_its_blank_and_says_so(report, capsys):
    assert report("enter", "3", "12", *ENTER, "--note", "周五报来") == 0
    assert "人工" in capsys.readouterr().out
    report("inspect", "--json")
    blank = answer(capsys)["blanks"][2]
    assert blank["status"] in {"ask", "no_metric"}
    assert (blank["shown"], blank["metric"]) == ("12", None)
    assert {k: blank["by_hand"][k] for k in ("value", "by", "word_of", "note")} == {
        "value": "12", "by": "李四", "word_of": "办公室 王五", "note": "周五报来"
    }  # fmt: skip
    out = report.folder / "已填.txt"
    assert report("fill", "-o", str(out), "--json") == 0
    done = answer(capsys)
    assert (done["filled"], done["open"]) == (3, [])
    assert [(b["id"], b["value"]) for b in done["by_hand"]] == [(3, "12")]
    assert any(w["id"] == 3 and "人工" in w["message"] and "王五" in w["message"] for w in done["warnings"])
    assert "被转发12篇" in out.read_text(encoding="utf-8")


def test_a_figure_by_telephone_gives_way_to_data(report, capsys):
    measured = report.measurer.values.pop("heart_to_heart_talks")
    assert report("enter", "2", "300人次", *ENTER) == 0
    capsys.readouterr()
    report("inspect", "--json")
    blank = answer(capsys)["blanks"][1]
    assert (blank["status"], blank["shown"], blank["value"], blank["metric"]) == (
        "no_data", "300", None, "heart_to_heart_talks"
    )  # fmt: skip
    report.measurer.values["heart_to_heart_talks"] = measured
    report("inspect", "--json")
    blank = answer(capsys)["blanks"][1]
    assert (blank["status"], blank["shown"], blank["by_hand"]) == ("bound", "310", None)
    assert blank["gave_way"]["value"] == "300"
    assert any("310" in w and "300" in w for w in blank["warnings"])
    assert report("enter", "2", "--remove") == 0
    capsys.readouterr()
    report("inspect", "--json")
    assert answer(capsys)["blanks"][1]["warnings"] == []


def test_a_figure_by_telephone_is_of_one_year_and_one_sentence(report, capsys):
    report.file.write_text("共**次。\n谈话会**次，共**次。\n写信**封。\n", encoding="utf-8")
    assert report("enter", "3", "7", *ENTER) == 0
    capsys.readouterr()
    for year, shown in (("2022", [None, None, "7", None]), ("2023", [None] * 4)):
        report("inspect", "--json", year=year)
        assert [b["shown"] for b in answer(capsys)["blanks"]] == shown
    report.file.write_text("写信**封。\n谈话会45次，共**次。\n", encoding="utf-8")
    report("inspect", "--json")
    assert [b["shown"] for b in answer(capsys)["blanks"]] == [None, "7"]


def test_a_stated_figure_is_held_against_the_telephone(report, capsys):
    report.file.write_text("写信12封，寄信13封。\n", encoding="utf-8")
    assert report("enter", "c1", "12", *ENTER) == report("enter", "c2", "15", *ENTER) == 0
    capsys.readouterr()
    report("inspect", "--json")
    one, other = answer(capsys)["claims"]
    assert "与文中一致" in one["reason"]
    assert "不一致" in other["reason"]
    assert (one["status"], other["by_hand"]["value"]) == ("unbound", "15")


@pytest.mark.parametrize(
    ("value", "more", "says"),
    [
        ("很多", ENTER, "不是一个确切的数"),
        ("约30", ENTER, "不是一个确切的数"),
        ("30多", ENTER, "不是一个确切的数"),
        ("30亿元", ENTER, "不是一回事"),
        ("12人", ENTER, "不是一回事"),
        ("12.5", ENTER, "只能是整数"),
        ("-3", ENTER, "小于零"),
        ("1" * 20, ENTER, "位数太多"),
        ("12", ("--by", "李四"), "据谁所说"),
        ("12", ("--word", "王五"), "填写人"),
        ("12", ("--by", "李四", "--word", "王五 138 0000 1234"), "电话"),
        ("", ENTER, "没有写数值"),
    ],
)
def test_nonsense_by_telephone_is_refused(report, capsys, value, more, says):
    assert report("enter", "3", value, *more) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_who_confirmed_a_binding_is_told(report, capsys):
    assert report("bind", "3", "media_stories", "--by", "赵六") == 0
    capsys.readouterr()
    report("inspect", "--json")
    blank = answer(capsys)["blanks"][2]
    assert (blank["confirmed_by"], blank["by_person"]) == ("赵六", True)
    assert blank["confirmed_at"]


BROKEN = {
    "报告.txt": "开展集中学习**次。\n谈心谈话*\n*人次。\n".encode(),
    "换行.docx": word_file(
        paragraph(run("开展集中学习**次。")) + paragraph(run("谈心谈话*"), "<w:r><w:br/></w:r>", run("*人次。"))
    ),
    "两段.docx": word_file("".join(paragraph(run(t)) for t in ("开展集中学习**次。", "谈心谈话*", "*人次。"))),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_blank_broken_by_a_line_is_left_whole_and_said_to_be_open(report, capsys, name):
    file, out = report.folder / name, report.folder / f"填好{name}"
    file.write_bytes(BROKEN[name])
    assert report("fill", "-o", str(out), "--json", path=file) == 1
    assert not out.exists()
    capsys.readouterr()
    assert report("fill", "-o", str(out), "--draft", "--json", path=file) == 1
    said = answer(capsys)
    assert said["filled"] == 1
    assert [b["status"] for b in said["open"]] == ["ask"]
    assert "放在同一行里" in said["open"][0]["reason"]
    assert read(out).text.strip() == "开展集中学习46次。\n谈心谈话*\n*人次。"


def test_stars_that_are_left_are_named_and_do_not_count(report, capsys):
    report.file.write_text("交出“谈心谈话**人次、集中学习**次”的答卷，王*同志获*表扬。\n", encoding="utf-8")
    out = report.folder / "填好.txt"
    assert report("fill", "-o", str(out), "--json") == 0  # every number is filled: names are left and listed
    done = answer(capsys)
    assert (done["filled"], done["open"]) == (2, [])
    assert [text for _, text in sorted((s["start"], s["text"]) for s in done["stars"])] == [
        "中学习**次”的答卷，王*同志获*表扬。",
        "*次”的答卷，王*同志获*表扬。",
    ]
    assert "谈心谈话310人次、集中学习46次" in out.read_text(encoding="utf-8")
    report("fill", "-o", str(out))
    assert "还有 2 处星号" in capsys.readouterr().out


def test_masked_identifiers_and_marks_are_no_stars_left(report, capsys):
    report.file.write_text("集中学习**次，**重点**，电话138****1234，5*8。\n* 一项\n****\n", encoding="utf-8")
    assert report("fill", "-o", str(report.folder / "填好.txt"), "--json") == 0
    assert answer(capsys)["stars"] == []
