"""A kind that every earlier month of a ledger has and the arriving one has not: the list was filtered before it was copied."""

from datetime import date

import pytest
from department_files import SUPERVISION, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")
KINDS = ("谈心谈话", "警示教育片", "专项监督检查")


def ledger(sent, month, kinds=KINDS, each=2):
    rows = [
        [date(2022, month, 3 + 5 * n + k), kind, 1, 2 if kind == "谈心谈话" else None, None, f"{kind}{month}{n}", "纪检组", None]
        for k, kind in enumerate(kinds)
        for n in range(each)
    ]  # fmt: skip
    return workbook(sent / f"监督台账{month}月.xlsx", {"台账": [[f"2022年{month}月监督台账"], SUPERVISION, *rows]})


def gone(result):
    assert result.accepted, result.refused
    return [w.message for w in result.accepted[0].warnings if w.doubt and "筛选" in w.message]


@pytest.fixture
def half_a_year(bureau, sent):
    for month in range(1, 7):
        assert gone(load(bureau, [ledger(sent, month)])) == []
    return bureau


def test_a_kind_that_a_filter_left_out_is_asked_about(half_a_year, sent):
    (message,) = gone(load(half_a_year, [ledger(sent, 7, kinds=("谈心谈话",))], dry_run=True))
    assert message.startswith("2022年7月没有一行“专项监督检查”“警示教育片”，已入库的 6 个月每个月都有。")
    assert gone(load(half_a_year, [ledger(sent, 7)], dry_run=True)) == []
    assert gone(load(half_a_year, [ledger(sent, 7, each=1)], dry_run=True)) == [], "fewer are not none"


def test_with_less_than_half_a_year_behind_it_or_of_what_is_rare_nothing_is_asked(bureau, sent):
    for month in range(1, 6):
        load(bureau, [ledger(sent, month)])
    assert gone(load(bureau, [ledger(sent, 6, kinds=("谈心谈话",))], dry_run=True)) == []


def test_a_kind_once_a_month_may_be_absent(bureau, sent):
    for month in range(1, 7):
        load(bureau, [ledger(sent, month, each=1)])
    assert gone(load(bureau, [ledger(sent, 7, kinds=("谈心谈话",), each=1)], dry_run=True)) == []
