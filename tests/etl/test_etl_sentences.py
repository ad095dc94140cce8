"""What is said of an ordinary file: once, truly, and with what to do."""

from datetime import date

import pytest
from department_files import messages, query, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

REFUNDS = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"]


def sent_as(bureau, sent, rows, name):
    return load(bureau, [workbook(sent / name, {"表": rows})])


def refunds(*states, policy="减税"):
    rows = [
        [f"T{n}", date(2022, 3, n + 1), policy, "91990101MA4397KJQX", 100 + n, state] for n, state in enumerate(states)
    ]
    return [["2022年3月退税减税降费台账"], ["单位：元"], REFUNDS, *rows]


def test_a_document_that_goes_on_has_not_vanished(bureau, sent):
    sent_as(bureau, sent, refunds("受理中", "受理中", "已办结"), "一.xlsx")
    assert not messages(sent_as(bureau, sent, refunds("已办结", "作废", "已办结"), "二.xlsx"))
    assert query(bureau, "SELECT document, status FROM refunds ORDER BY 1") == [
        ("T0", "已办结"),
        ("T1", "作废"),
        ("T2", "已办结"),
    ]
    back = messages(sent_as(bureau, sent, refunds("受理中", "作废", "已办结"), "三.xlsx"))
    assert any("T0 已办结" in m for m in back)
    assert any("T2 已办结" in m for m in messages(sent_as(bureau, sent, refunds("已办结", "作废"), "四.xlsx")))


def test_zeros_of_a_cross_table_are_said_once(bureau, sent):
    rows = [
        ["2022年3月税费收入情况表"],
        ["单位：元"],
        ["税费种", "第一税务所", "第二税务所"],
        ["增值税", 5, 0],
        ["契税", 0, 0],
        ["印花税", 0, 7],
    ]
    told = [w for w in sent_as(bureau, sent, rows, "收入.xlsx").accepted[0].warnings if "入库金额为 0" in w.message]
    assert len(told) <= 2  # one for each office's column


def test_a_kind_that_is_none_may_be_deleted(bureau, sent):
    told = messages(sent_as(bureau, sent, refunds("已办结", policy="出口退税"), "出口.xlsx"))
    assert any("请删去这一行" in m for m in told)


def test_a_missing_column_is_explained_and_no_other_one_is_to_be_renamed(bureau, sent):
    rows = [
        ["2022年3月咨询热线日报"],
        ["日期", "来电总量", "人工接听量", "智能解答量（含转人工）"],
        [date(2022, 3, 1), 9, 4, 5],
    ]
    (told,) = messages(sent_as(bureau, sent, rows, "热线.xlsx"))
    assert "未转人工" in told
    assert "不要改名" in told


def test_a_title_of_a_year_to_come_is_said_once(bureau, sent):
    kinds = [[kind, n + 100.5] for n, kind in enumerate(["增值税", "契税", "印花税"])]
    rows = [["2093年3月税费收入表"], ["单位：万元"], ["税费种", "入库金额"], *kinds]
    assert messages(sent_as(bureau, sent, rows, "税费收入.xlsx")) == ["表!A1 “2093-03-01”：入库日期还没有到"]
