"""Rosters that go back: an older one sent again, or closed issues that are open again without a word."""

from datetime import date

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

HEAD = ["问题编号", "提出单位", "类别", "问题", "提出日期", "整改状态", "完成日期"]


def ledger(month, closed, head=HEAD, first=()):
    """Six issues, the first so many of them closed."""
    rows = [
        [f"XC-{n}", "市局", "党的建设", f"第{n}个问题", date(2021, 11, 8), *(["已完成", date(2022, n, 6)] if n <= closed else ["整改中", None])]
        for n in range(1, 7)
    ]  # fmt: skip
    rows = [*first, *rows]
    if head[0] == "序号":
        rows = [[n, *row[1:]] for n, row in enumerate(rows, 1)]
    until = [[f"截至2022年{month}月30日"]] if month else []
    return [["巡察整改台账"], *until, head, *rows]


def asked(bureau, sent, month, closed, **options):
    result = load(bureau, [workbook(sent / "巡察整改.xlsx", {"台账": ledger(month, closed, **options)})])
    assert not messages(result), messages(result)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt]


def test_an_older_roster_sent_again(bureau, sent):
    assert not asked(bureau, sent, 4, 2)
    assert not asked(bureau, sent, 6, 4)
    ((cell, message),) = asked(bureau, sent, 4, 2)
    assert cell == "A3"
    assert "这份名册（台账）截至2022年4月，已入库的截至2022年6月" in message


def test_a_roster_without_a_day_is_held_against_the_rows(bureau, sent):
    assert not asked(bureau, sent, 6, 3)
    assert not asked(bureau, sent, None, 4), "no issue was raised since"
    ((_, message),) = asked(bureau, sent, None, 2)
    assert "有 2 行（A5、A6）已入库时填有完成日期" in message


def test_numbers_of_rows_move_on_when_a_new_issue_stands_first(bureau, sent):
    head = ["序号", *HEAD[1:]]
    new = ["", "市局", "党的建设", "新的问题", date(2022, 5, 9), "整改中", None]
    same_day = [*new[:4], date(2021, 11, 8), *new[5:]]
    assert not asked(bureau, sent, 4, 3, head=head)
    assert not asked(bureau, sent, 6, 3, head=head, first=[new])
    assert not asked(bureau, sent, 6, 3, head=head, first=[same_day, new])


def test_a_branch_founded_again_under_the_old_name(bureau, sent):
    head, old = ["支部名称", "成立日期", "撤销日期"], date(2018, 7, 20)
    found = []
    for month, rows in [
        (4, [["第一党支部", old, None], ["第二党支部", old, date(2022, 3, 1)]]),
        (6, [["第一党支部", old, None], ["第二党支部", date(2022, 5, 1), None]]),
        (7, [["第一党支部", old, None], ["第二党支部", date(2022, 5, 1), None]]),
    ]:
        title = [["党支部名册"], [f"截至2022年{month}月30日"], head]
        result = load(bureau, [workbook(sent / "支部.xlsx", {"名册": [*title, *rows]})], replace=True)
        assert not messages(result), messages(result)
        found += [w.message for w in result.accepted[0].warnings if w.doubt and "这份却空着" in w.message]
    assert not found


def test_closed_issues_that_are_open_again(bureau, sent):
    assert not asked(bureau, sent, 4, 4)
    ((cell, message),) = asked(bureau, sent, 6, 2)
    assert cell == "A6"
    assert "有 2 行（A6、A7）已入库时填有完成日期（如 2022-03-06），这份却空着" in message
    assert not asked(bureau, sent, 6, 5), "the same month again, with what was closed since"
