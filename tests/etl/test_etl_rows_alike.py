"""Rows alike in all that is read: asked about, unless what is written differs or they stood so before."""

from datetime import date

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

HEAD = ["序号", "日期", "事项", "组织层级", "数量"]


def ledger(rows, head=HEAD, title="2022年3月党建工作台账"):
    return [[title], head, *([n, *row] for n, row in enumerate(rows, 1))]


def asked(bureau, path, **said):
    result = load(bureau, [path], dry_run=not said, **said)
    assert not messages(result), messages(result)
    return [w.message for a in result.accepted for w in a.warnings if w.doubt and "各列完全相同" in w.message]


DAY = date(2022, 3, 15)


def test_two_branches_on_one_day_are_two_deeds(bureau, sent):
    rows = [[DAY, "集中学习", "第三党支部", 1], [DAY, "集中学习", "第六党支部", 1], [DAY, "集中学习", "党委", 1]]
    assert not asked(bureau, workbook(sent / "3月.xlsx", {"台账": ledger(rows)}))
    rows.append([DAY, "集中学习", "第六党支部", 1])
    (told,) = asked(bureau, workbook(sent / "3月.xlsx", {"台账": ledger(rows)}))
    assert "台账 第4、6行" in told
    assert "序号" not in told


def test_a_column_of_the_senders_own_that_says_what_was_done(bureau, sent):
    head = ["序号", "日期", "事项", "组织层级", "具体内容", "签到人"]
    rows = [[DAY, "集中学习", "党委", "学习讲话", "张"], [DAY, "集中学习", "党委", "学习条例", "李"]]
    assert not asked(bureau, workbook(sent / "3月.xlsx", {"台账": ledger(rows, head)}))
    rows[1][3] = "学习讲话"
    (told,) = asked(bureau, workbook(sent / "3月.xlsx", {"台账": ledger(rows, head)}))
    assert "只有没有读取的“签到人”不同" in told


def test_rows_that_stood_so_before_are_not_asked_about_again(bureau, sent):
    rows = [[DAY, "集中学习", "党委", 1]] * 2
    assert asked(bureau, workbook(sent / "3月.xlsx", {"台账": ledger(rows)}), replace=True)
    grown = [*rows, [date(2022, 3, 20), "专题研讨", "党委", 1]]
    assert not asked(bureau, workbook(sent / "3月增.xlsx", {"台账": ledger(grown)}))
    assert asked(bureau, workbook(sent / "3月再增.xlsx", {"台账": ledger([*grown, rows[0]])}))
