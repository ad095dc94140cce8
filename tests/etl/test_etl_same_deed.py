"""The same deeds again although no row is alike: from another department, under another number, on a sheet of the whole."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from department_files import SUPERVISION, sent_as, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unmeasured")

REFUNDS = ["单据号", "办结日期", "政策类别", "纳税人识别号", "税费种", "金额", "状态"]


def supervised(sender, mark="", months=(1, 2, 3), title="2022年一季度监督工作台账"):
    rows = [
        [date(2022, m, 6) + timedelta(days=7 * n), kind, 1, None, None, f"主题{m}{n}{mark}", None, None]
        for m in months
        for n, kind in enumerate(["专项监督检查", "警示教育片", "酒驾醉驾检查"])
    ]
    return [[title], [f"报送单位：{sender}"], SUPERVISION, *rows]


def told(result):
    assert result.accepted, result.refused
    return result.accepted[0].warnings


def test_another_department_with_other_words_for_the_same_months_is_asked_about_once(bureau, sent):
    sent_as(bureau, sent, supervised("纪检组"), "一.xlsx")
    warnings = told(sent_as(bureau, sent, supervised("人事教育股", "工作"), "二.xlsx"))
    (doubt,) = [f for f in warnings if f.doubt]
    assert doubt.cell == "A2"
    assert "纪检组已经报送过2022年1—3月的监督（9 行" in doubt.message
    assert "人事教育股（9 行）" in doubt.message
    assert not [f for f in warnings if "并存，不替换" in f.message]


def test_another_department_alone_or_with_other_months_gets_the_remark_only(bureau, sent):
    sent_as(bureau, sent, supervised("纪检组"), "一.xlsx")
    later = supervised("人事教育股", "工作", months=(4, 5, 6), title="2022年二季度监督工作台账")
    warnings = told(sent_as(bureau, sent, later, "二.xlsx"))
    assert not [f for f in warnings if f.doubt]
    assert [f for f in warnings if "并存，不替换" in f.message]


def test_the_department_itself_after_another_is_advised_to_take_the_other_back(bureau, sent):
    sent_as(bureau, sent, supervised("人事教育股"), "一.xlsx")
    (doubt,) = [f for f in told(sent_as(bureau, sent, supervised("纪检组", "工作"), "二.xlsx")) if f.doubt]
    assert "请先撤销已入库的那一份" in doubt.message


def refunds(again):
    rows = [
        [f"TS{n}", date(2022, 3, n + 1), "减税", f"91990101MA{n:08d}", "增值税", Decimal("1234.56") * (n + 1), "已办结"]
        for n in range(8)
    ]
    copies = [["X" + row[0], *row[1:]] for row in rows[:again]]
    return [["2022年3月退税减税降费台账"], ["单位：元"], REFUNDS, *rows, *copies]


def test_refunds_under_two_numbers_are_asked_about_if_they_are_many(bureau, sent):
    (doubt,) = [
        f for f in told(sent_as(bureau, sent, refunds(4), "退税.xlsx")) if f.doubt and "单据号不同" in f.message
    ]
    assert (doubt.cell, doubt.message[:5]) == ("A12", "有 4 组")
    assert "A4与A12" in doubt.message
    assert not [
        f for f in told(sent_as(bureau, sent, refunds(1), "退税2.xlsx", replace=True)) if "单据号不同" in f.message
    ]


@pytest.mark.parametrize(("name", "asks"), [("汇总", True), ("机关党委办理", False)])
def test_a_sheet_of_the_whole_whose_days_and_kinds_stand_on_the_others(bureau, sent, name, asks):
    own = supervised("纪检组")
    whole = supervised("纪检组", "工作")
    book = workbook(sent / "台账.xlsx", {"一": [*own[:3], *own[3:8]], "二": [*own[:3], *own[8:]], name: whole})
    doubts = [f for f in told(load(bureau, [book])) if f.doubt and "像是它们的汇总" in f.message]
    assert bool(doubts) == asks
