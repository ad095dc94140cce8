"""The same deeds again although no row is alike: from another department, under another number, on a sheet of the whole."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from department_files import SUPERVISION, sent_as, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

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


def first_quarter(bureau, sent):
    sent_as(bureau, sent, supervised("纪检组"), "一.xlsx")


def test_another_department_with_other_words_for_the_same_months_is_asked_about_once(base, bureau, sent):
    base(first_quarter)
    warnings = told(sent_as(bureau, sent, supervised("人事教育股", "工作"), "二.xlsx"))
    (doubt,) = [f for f in warnings if f.doubt]
    assert doubt.cell == "A2"
    assert "纪检组已经报送过2022年1—3月的监督（9 行" in doubt.message
    assert "人事教育股（9 行）" in doubt.message
    assert not [f for f in warnings if "并存，不替换" in f.message]


def test_another_department_alone_or_with_other_months_gets_the_remark_only(base, bureau, sent):
    base(first_quarter)
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


VOUCHERS = ["入库日期", "税费种", "预算级次", "纳税人识别号", "票证号", "入库金额"]


def vouchers(month, mark, count=24, first=0):
    """Payments of taxpayers, no two of the same sum, and all of them under numbers of their own."""
    return [
        [
            date(2022, month, 1 + n % 27),
            "增值税",
            "中央级",
            f"9131{n:014d}",
            f"{mark}{n:05d}",
            Decimal("12345.67") + n * 1000,
        ]
        for n in range(first, first + count)
    ]


def of_month(month, rows):
    return [[f"2022年{month}月税费收入入库明细"], ["单位：元"], VOUCHERS, *rows]


def asked(result):
    return [f.message for f in told(result) if f.doubt]


def test_payments_again_under_other_numbers(bureau, sent):
    once = vouchers(6, "A")
    again = [[*row[:4], f"B{row[4]}", row[5]] for row in once[:3]]
    (doubt,) = asked(sent_as(bureau, sent, of_month(6, [*once, *again]), "6月.xlsx"))
    assert "有 3 组票证，纳税人、入库日期、税费种、预算级次和金额都相同，只有票证号不同（E4与E28；" in doubt
    levels = [[*row[:2], "县区级", row[3], f"C{row[4]}", row[5]] for row in vouchers(8, "H", first=200)]
    assert not asked(
        sent_as(bureau, sent, of_month(7, [*vouchers(7, "D", 3, 900), *vouchers(7, "E", 3, 950)]), "7月.xlsx")
    )
    assert not asked(sent_as(bureau, sent, of_month(8, [*vouchers(8, "H", first=200), *levels]), "8月.xlsx"))


def test_payments_of_the_month_before_among_those_of_this_one(bureau, sent):
    assert not asked(sent_as(bureau, sent, of_month(5, vouchers(5, "A", 60)), "5月.xlsx"))
    own = vouchers(6, "N", 60, first=60)
    moved = [[date(2022, 6, 1), *row[1:4], f"M{row[4]}", row[5]] for row in vouchers(5, "A", 22)]
    (doubt,) = asked(sent_as(bureau, sent, of_month(6, [*own, *moved]), "6月.xlsx"))
    assert "2022年6月的 82 行里有 22 行与 2022年5月（已入库的 5月.xlsx）完全相同" in doubt
    fixed = [[date(2022, 6, 2), *row[1:4], f"F{row[4]}", Decimal("1500.00")] for row in vouchers(5, "A", 22)]
    assert not asked(sent_as(bureau, sent, of_month(6, [*own, *fixed]), "6月更正.xlsx", replace=True))
