"""Sentences in the cells of a table: the heading of the column and the label of the row say whose and whether it was done."""

import pytest

from tests.report.test_table_captions import TITLE, look, states

SAID = "谈心谈话**人次"
BOUND, ASKS = ("bound", "2022"), ("ask", "2022")


@pytest.mark.parametrize("heading", ["年度目标", "2022年目标", "工作任务", "计划数"])
def test_a_column_of_aims_asks(tmp_path, heading):
    rows = (("重点工作", heading, "完成情况"), ("加强谈心谈话", SAID, f"全年{SAID}"))
    assert [status for status, _ in states(look(tmp_path, TITLE, rows))] == ["ask", "bound"]


def test_a_column_of_another_time_asks(tmp_path):
    rows = (("重点工作", "2021年完成情况"), ("加强谈心谈话", SAID))
    assert [status for status, _ in states(look(tmp_path, TITLE, rows))] == ["ask"]


@pytest.mark.parametrize("label", ["机关", "分局", "局领导", "第一税务所"])
def test_a_row_of_a_part_of_us_asks(tmp_path, label):
    rows = (("单位", "谈心谈话情况"), (label, SAID), ("合计", SAID))
    assert states(look(tmp_path, TITLE, rows)) == [ASKS, BOUND]


@pytest.mark.parametrize(
    "rows",
    [
        (("指标名称", "2022年完成情况"), ("谈心谈话", SAID)),
        (("责任部门", "工作", "完成情况"), ("办公室", "监督", SAID)),
        (("工作任务", "目标完成情况"), ("加强监督", SAID)),
        (("项目", "内容"), ("机关党建", SAID)),
    ],
)
def test_ordinary_cells_of_prose_are_filled(tmp_path, rows):
    assert states(look(tmp_path, TITLE, rows)) == [BOUND]


def test_a_part_of_the_year_under_the_year_is_its_own(tmp_path):
    rows = (("项目", "2022年完成情况"), ("监督", f"上半年{SAID}"))
    assert states(look(tmp_path, TITLE, rows)) == [("bound", "2022H1")]


def test_a_column_or_caption_of_last_year_is_no_title_with_a_wrong_year(tmp_path):
    rows = (("项目", "2021年完成情况"), ("谈心谈话（人次）", "**"))
    assert not look(tmp_path, TITLE, rows).findings
    assert not look(tmp_path, TITLE, "2021年谈心谈话情况", rows).findings
    assert [f.rule for f in look(tmp_path, TITLE, "2021年工作总结", "2022年，谈心谈话**人次。").findings] == [
        "wrong-year"
    ]
