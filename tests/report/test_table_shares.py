"""Columns of shares and rates beside rows that count something, and the names of groups of rows that are of a part of us."""

import pytest

from tests.report.test_table_captions import PLAIN, TITLE, states
from tests.report.test_table_captions import look as look_at
from tests.report.test_tables import document, look, table, told


@pytest.mark.parametrize("heading", ["占比", "比重", "占年度预算", "完成率", "增幅", "占全市比重"])
def test_a_column_of_shares_is_never_filled_with_the_amount_of_its_row(tmp_path, heading):
    rows = (("项目", "2022年", heading), ("税费收入（亿元）", "**", "**"))
    amount, share = told(look(document(tmp_path, "2022年工作情况", table(*rows))))
    assert amount == ("**", "亿元", "bound", "revenue_total", "2022")
    assert share[1] == "%"
    assert share[3] != "revenue_total"


@pytest.mark.parametrize("label", ["税费收入（亿元）", "税费收入"])
def test_a_stated_share_is_no_amount_that_differs(tmp_path, label):
    rows = table(("项目", "金额", "占比"), (label, "38.62", "97.4"))
    found = look(document(tmp_path, "2022年工作情况", "单位：亿元", rows))
    assert [c.status for c in found.claims] == ["match", "unbound"]
    assert not found.findings


def test_a_share_with_a_unit_of_its_own_keeps_it(tmp_path):
    rows = table(("项目", "金额（亿元）", "增幅（亿元）"), ("税费收入", "**", "**"))
    assert [b.blank.unit for b in look(document(tmp_path, "情况", rows)).number_blanks] == ["亿元", "亿元"]


@pytest.mark.parametrize(
    "group", ["其中：机关", "其中：分局", "机关：", "机关小计", "局领导", "其中：局领导", "新任职干部", "云溪县"]
)
def test_a_group_of_a_part_of_us_holds_for_the_rows_below_it(tmp_path, group):
    rows = (PLAIN, ("集中学习（次）", "**"), (group, ""), ("谈心谈话（人次）", "**"))
    assert states(look_at(tmp_path, TITLE, rows)) == [("bound", "2022"), ("ask", "2022")]


@pytest.mark.parametrize("group", ["党建工作", "监督", "其中："])
def test_a_group_of_a_kind_of_work_is_no_part_of_us(tmp_path, group):
    rows = (PLAIN, ("集中学习（次）", "**"), (group, ""), ("谈心谈话（人次）", "**"))
    assert states(look_at(tmp_path, TITLE, rows)) == [("bound", "2022")] * 2


@pytest.mark.parametrize(
    ("note", "asked"), [("注：谈心谈话为局领导谈话。", [False, True]), ("注：集中学习按同口径计算。", [True, False])]
)
def test_a_note_on_whose_or_on_what_basis_holds_for_its_own_metric(tmp_path, note, asked):
    rows = (PLAIN, ("集中学习（次）", "**"), ("谈心谈话（人次）", "**"))
    found = look_at(tmp_path, TITLE, rows, note)
    assert [b.status == "ask" for b in found.number_blanks] == asked
