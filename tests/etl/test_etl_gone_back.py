"""Rosters that go back: an older one sent again, or closed issues that are open again without a word."""

from datetime import date

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unmeasured")

HEAD = ["问题编号", "提出单位", "类别", "问题", "提出日期", "整改状态", "完成日期"]


def ledger(month, closed):
    """Six issues, the first so many of them closed."""
    rows = [
        [f"XC-{n}", "市局", "党的建设", f"第{n}个问题", date(2021, 11, 8), *(["已完成", date(2022, n, 6)] if n <= closed else ["整改中", None])]
        for n in range(1, 7)
    ]  # fmt: skip
    return [["巡察整改台账"], [f"截至2022年{month}月30日"], HEAD, *rows]


def asked(bureau, sent, month, closed):
    result = load(bureau, [workbook(sent / "巡察整改.xlsx", {"台账": ledger(month, closed)})])
    assert not messages(result), messages(result)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt]


def test_an_older_roster_sent_again(bureau, sent):
    assert not asked(bureau, sent, 4, 2)
    assert not asked(bureau, sent, 6, 4)
    ((cell, message),) = asked(bureau, sent, 4, 2)
    assert cell == "A3"
    assert "这份名册（台账）截至2022年4月，已入库的截至2022年6月" in message


def test_closed_issues_that_are_open_again(bureau, sent):
    assert not asked(bureau, sent, 4, 4)
    ((cell, message),) = asked(bureau, sent, 6, 2)
    assert cell == "A6"
    assert "有 2 行（A6、A7）已入库时填有完成日期（如 2022-03-06），这份却空着" in message
    assert not asked(bureau, sent, 6, 5), "the same month again, with what was closed since"
