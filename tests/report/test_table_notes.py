"""What a table's groups, labels, remarks and the lines around it make of its figures: another time, a part of us, a plan."""

import pytest

from tests.report.test_table_captions import PLAIN, ROWS, TITLE, look, states

EMPTY_ROWS = (("集中学习（次）", ""), ("谈心谈话（人次）", ""), ("警示教育片（场）", ""))
ASKS = ("ask", "2022")


@pytest.mark.parametrize("group", ["第一税务所", "机关党支部", "青年理论学习小组"])
def test_the_name_of_a_group_holds_for_the_last_empty_cell_too(tmp_path, group):
    assert states(look(tmp_path, TITLE, (PLAIN, group, *EMPTY_ROWS))) == [ASKS] * 3
    assert states(look(tmp_path, TITLE, (PLAIN, group, *EMPTY_ROWS), "谈心谈话**人次。"))[3] == ("bound", "2022")


@pytest.mark.parametrize(("one", "other"), [("上年同期", "本年"), ("去年", "今年"), ("2021年", "本年")])
def test_a_row_of_a_period_with_empty_cells_is_no_group_of_those_below(tmp_path, one, other):
    found = look(tmp_path, TITLE, (("类别", "集中学习（次）", "谈心谈话（人次）"), (one, "", ""), (other, "", "")))
    assert states(found) == [("bound", "2021")] * 2 + [("bound", "2022")] * 2


def test_a_period_over_rows_of_another_kind_stays_a_group(tmp_path):
    found = look(tmp_path, TITLE, (PLAIN, ("2021年", ""), *EMPTY_ROWS, ("2022年", ""), *EMPTY_ROWS))
    assert states(found) == [("bound", "2021")] * 3 + [("bound", "2022")] * 3
