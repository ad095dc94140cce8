"""Ledgers of party work that do not say whose it is, or that tell of one level alone: a person is asked."""

from datetime import date

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

HEAD = ["日期", "事项", "数量", "组织层级", "对象"]


def ledger(month, levels, head=HEAD, year=2022, title="党建工作台账"):
    rows = [
        [date(year, month, n + 3), "集中学习", 1, level, "全体党员" if level == "党委" else "支部党员"]
        for n, level in enumerate(levels)
    ]
    kept = [HEAD.index(name) for name in head]
    return [[f"{year}年{month}月{title}"], head, *([row[n] for n in kept] for row in rows)]


def doubts(bureau, sent, rows, name="台账.xlsx"):
    result = load(bureau, [workbook(sent / name, {"台账": rows})], dry_run=True)
    assert not messages(result), messages(result)
    return [w for a in result.accepted for w in a.warnings if w.doubt]


def test_a_ledger_without_the_column(bureau, sent):
    head = ["日期", "事项", "数量", "对象"]
    (told,) = doubts(bureau, sent, ledger(3, ["支部", "支部", "党委"], head))
    assert told.cell == "D3"
    assert "没有“组织层级”一列" in told.message
    assert "集中学习 3" in told.message
    (told,) = doubts(bureau, sent, ledger(3, ["党委", "党委"], head))
    assert told.cell == "A2"
    assert "标题也没有写是党委的" in told.message
    assert not doubts(bureau, sent, ledger(3, ["党委", "党委"], head, title="党委工作台账"))


def test_rows_of_branches_alone(bureau, sent):
    (told,) = doubts(bureau, sent, ledger(3, ["支部"] * 6))
    assert told.cell == "D3"
    assert "没有一行是党委的" in told.message
    assert not doubts(bureau, sent, ledger(3, ["支部"] * 5 + ["党委"]))


def test_rows_of_the_committee_alone_after_months_with_both(bureau, sent):
    rows = ledger(3, ["党委"] * 6)
    assert not doubts(bureau, sent, rows)
    for month in (1, 2):
        load(bureau, [workbook(sent / f"{month}月.xlsx", {"台账": ledger(month, ["党委", "支部"] * 3)})])
    (told,) = [w for w in doubts(bureau, sent, rows) if "支部" in w.message]
    assert "已入库的 2 个月里有 2 个月有支部的" in told.message


def test_levels_that_changed_places(bureau, sent):
    def exchanged(month, levels):
        return [w for w in doubts(bureau, sent, ledger(month, levels)) if "填反了" in w.message]

    sheets = {f"{month}月": ledger(month, ["支部"] * 8 + ["党委"] * (2 + month % 2)) for month in range(1, 7)}
    load(bureau, [workbook(sent / "各月.xlsx", sheets)])
    (told,) = exchanged(7, ["党委"] * 8 + ["支部"] * 3)
    assert told.cell == "D3"
    assert "2022年7月“集中学习”党委的有 8 行（往月最多 3 行），支部的只有 3 行（往月最少 8 行）" in told.message
    assert not exchanged(7, ["党委"] * 5 + ["支部"] * 6)


def test_a_quiet_month_is_no_exchange(bureau, sent):
    sheets = {f"{month}月": ledger(month, ["支部"] * 6 + ["党委"]) for month in range(1, 7)}
    load(bureau, [workbook(sent / "各月.xlsx", sheets)])
    assert not doubts(bureau, sent, ledger(7, ["党委"] * 3 + ["支部"] * 3))
    assert doubts(bureau, sent, ledger(7, ["党委"] * 6 + ["支部"]))


def test_meetings_held_together(bureau, sent):
    rows = ledger(3, ["党委"] * 3)
    rows[1].append("备注")
    rows[2].append("与专题研讨合并召开")
    rows[3].append("已拍照")
    (told,) = doubts(bureau, sent, rows)
    assert told.cell == "F3"
    assert "合并召开" in told.message
