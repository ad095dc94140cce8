"""What persons decided and said is taken back, undone, and kept in the history with who and when."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from test_questions import asked  # noqa: F401 - the fixture
from test_report_commands import answer, report  # noqa: F401 - the fixture

from etl.load import load
from report import __main__ as commands
from report.binding.memory import Choice, Memory

ENTER = ("--by", "李四", "--word", "办公室 王五")


def blank(run, capsys):
    capsys.readouterr()
    run("inspect", "--json")
    return answer(capsys)["blanks"][2]


def acts(run, capsys):
    capsys.readouterr()
    assert run("decisions", "--json") == 0
    return answer(capsys)["decisions"]


def undo(run, number, *more):
    return commands.main(["undo", str(number), "--by", "孙八", "--data", str(run.folder / "data"), *more])


def test_a_binding_is_taken_back_and_put_back(report, capsys):  # noqa: F811
    report("bind", "3", "media_stories", "--by", "赵六")
    assert report("withdraw", "3", "--by", "钱七", "--json") == 0
    assert blank(report, capsys)["metric"] is None
    gone, made = acts(report, capsys)
    assert [(a["by"], a["act"], a["what"], a["figure"]) for a in (made, gone)] == [
        ("赵六", "set", "binding", "3"), ("钱七", "taken back", "binding", "3")
    ]  # fmt: skip
    assert gone["before"]["metric"] == "media_stories"
    assert undo(report, gone["id"]) == 0
    assert (blank(report, capsys)["confirmed_by"], blank(report, capsys)["metric"]) == ("赵六", "media_stories")
    assert [a["act"] for a in acts(report, capsys)] == ["undone", "taken back", "set"]


def test_a_figure_by_hand_is_replaced_taken_back_and_undone_step_by_step(report, capsys):  # noqa: F811
    report("enter", "3", "12", *ENTER)
    report("enter", "3", "13", *ENTER)
    report("enter", "3", "--remove", "--by", "钱七")
    assert blank(report, capsys)["shown"] is None
    removed, replaced, first = acts(report, capsys)
    assert (removed["by"], removed["act"], replaced["act"], first["act"]) == ("钱七", "taken back", "replaced", "set")
    assert undo(report, replaced["id"]) == 2
    assert "又有改动" in capsys.readouterr().err
    assert undo(report, removed["id"]) == 0
    assert blank(report, capsys)["shown"] == "13"
    assert undo(report, replaced["id"]) == 0
    assert blank(report, capsys)["shown"] == "12"
    assert undo(report, 99) == 2
    report("decisions")
    said = capsys.readouterr().out
    assert "孙八" in said
    assert "撤销第" in said
    assert "据办公室 王五所说" in said


def test_an_answer_is_taken_back_by_name_where_two_things_were_said(asked, capsys):  # noqa: F811
    run, file = asked.report, asked()
    load(asked.data, [file])
    run("enter", "3", "11", *ENTER)
    capsys.readouterr()
    assert run("withdraw", "3", "--by", "钱七") == 2
    assert "--what" in capsys.readouterr().err
    assert run("withdraw", "3", "--what", "答复", "--by", "钱七") == 0
    left = blank(run, capsys)
    assert (left["answer"], left["by_hand"]["value"]) == (None, "11")
    gone = acts(run, capsys)[0]
    assert (gone["what"], gone["before"]["sha256"] != "", gone["before"]["by"]) == ("answer", True, "王五")
    assert undo(run, gone["id"], "--json") == 0
    assert blank(run, capsys)["answer"]["value"] == "12"


def test_a_sheet_taken_back_may_be_sent_again(asked, capsys):  # noqa: F811
    run, file = asked.report, asked()
    load(asked.data, [file])
    run("withdraw", "3")
    load(asked.data, [file])
    assert blank(run, capsys)["answer"]["value"] == "12"


def test_nothing_to_take_back_is_said_and_changes_nothing(report, capsys):  # noqa: F811
    assert report("withdraw", "3") == 0
    assert "没有可撤回的" in capsys.readouterr().out
    assert acts(report, capsys) == []
    assert report("withdraw", "9") == 2


def test_decisions_at_the_same_time_are_all_in_the_history(tmp_path):
    memory = Memory(tmp_path / "people.sqlite")

    def decide(number):
        choice = Choice(f"metric_{number}", None, 2022, "2023-01-06T10:00:00", f"甲{number}", "报告.docx")
        memory.remember(("same#0", "同一句"), "figure", choice)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(decide, range(24)))
    with sqlite3.connect(memory.file) as connection:
        rows = connection.execute("select before, after from decision order by id").fetchall()
    connection.close()
    assert len(rows) == 24
    assert [before for before, _ in rows[1:]] == [after for _, after in rows[:-1]]


def test_what_was_undone_already_is_not_said_to_have_changed_since(report, capsys):  # noqa: F811
    assert report("enter", "3", "11", *ENTER) == 0
    capsys.readouterr()
    (act,) = acts(report, capsys)
    assert undo(report, act["id"]) == 0
    capsys.readouterr()
    assert undo(report, act["id"]) == 2
    assert "已经撤销过了（见第 2 条）" in capsys.readouterr().err
    assert report("enter", "3", "12", *ENTER) == 0
    capsys.readouterr()
    assert undo(report, act["id"]) == 2
    assert "又有改动" in capsys.readouterr().err


def test_what_can_be_withdrawn_is_named_when_another_word_is_written(report, capsys):  # noqa: F811
    with pytest.raises(SystemExit) as stopped:
        report("withdraw", "3", "--what", "xx")
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "--what 不能写“xx”，可以写 认定、人工、答复" in said
    assert "命令“" not in said


@pytest.mark.parametrize("number", ["x", ""])
def test_a_bad_number_is_told_in_a_sentence(report, number, capsys):  # noqa: F811
    with pytest.raises(SystemExit) as stopped:
        undo(report, number)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
