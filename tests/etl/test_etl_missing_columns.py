"""A column that a figure asks for stands under another heading or not at all: a person is asked, once."""

from datetime import date

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")


def publicity(month, head="批示领导"):
    rows = [
        ["日期", "事项", "来源", "标题", "对象", "简报编号", head, "是否肯定"],
        [date(2022, month, 3), "简报", "办公室", "税收分析", None, "1", None, None],
        [date(2022, month, 9), "批示", "区政府", "税收分析", "简报", "1", "区长", "是"],
    ]
    return [[f"2022年{month}月宣传工作台账"], *rows]


def issues(head):
    rows = [
        ["问题编号", "提出单位", "类别", "问题描述", "提出日期", "整改状态", head],
        ["XC01", "市局", "征管", "台账不全", date(2022, 3, 1), "已完成", date(2022, 6, 1)],
        ["XC02", "市局", "财务", "凭证缺附件", date(2022, 3, 1), "整改中", None],
    ]
    return [["2022年巡察整改台账"], *rows]


def hotline(*heads):
    figures = [[date(2022, 3, n + 1), 300 + n * 7 % 5, 100 + n * 3 % 7, 150, 80, 70] for n in range(31)]
    rows = [["日期", "来电总量", "人工接听量", "智能解答量", *heads], *(row[: 4 + len(heads)] for row in figures)]
    return [["2022年3月咨询热线日报"], *rows]


def asked(bureau, path, keep=False):
    result = load(bureau, [path], dry_run=not keep)
    assert not messages(result), messages(result)
    return [w for a in result.accepted for w in a.warnings if w.doubt and w.message.startswith("没有“")]


def test_the_level_of_who_approved(bureau, sent):
    (told,) = asked(bureau, workbook(sent / "3月.xlsx", {"宣传": publicity(3)}), keep=True)
    assert told.cell == "G2"
    assert "没有“领导层级”一列，1 条批示因此不会计入“获批示简报篇数”" in told.message
    assert "没有读取的列有 G2“批示领导”" in told.message
    assert not asked(bureau, workbook(sent / "4月.xlsx", {"宣传": publicity(4)}))


def test_a_column_that_is_there_or_that_no_row_asks_for(bureau, sent):
    assert not asked(bureau, workbook(sent / "3月.xlsx", {"宣传": publicity(3, "领导层级")[:4]}))
    rows = publicity(3)
    assert not asked(bureau, workbook(sent / "3月.xlsx", {"宣传": rows[:3]}))


def test_when_issues_were_closed(bureau, sent):
    (told,) = asked(bureau, workbook(sent / "整改.xlsx", {"台账": issues("办结时间点")}))
    assert "1 个问题因此不会计入“巡察问题完成条数”" in told.message
    assert "G2“办结时间点”" in told.message
    assert not asked(bureau, workbook(sent / "整改.xlsx", {"台账": issues("完成日期")}))


def test_how_calls_were_rated(bureau, sent):
    told = asked(bureau, workbook(sent / "3月.xlsx", {"热线": hotline("参评数", "好评量数")}))
    assert [t.cell for t in told] == ["F2"]
    assert "没有“满意评价数”一列" in told[0].message
    assert not asked(bureau, workbook(sent / "3月.xlsx", {"热线": hotline()}))


def test_its_cells_are_not_asked_about_besides(bureau, sent):
    result = load(bureau, [workbook(sent / "3月.xlsx", {"宣传": publicity(3)})], dry_run=True)
    told = [w for a in result.accepted for w in a.warnings if w.doubt]
    assert [w.cell for w in told] == ["G2"]
