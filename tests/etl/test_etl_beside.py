"""What the sender wrote beside the figures that are read: not come in yet, several at once, merged, another target."""

import pytest
from department_files import csv_file

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")


def cells(bureau, path):
    return [(f.cell, f.value) for _, found in load(bureau, [path], dry_run=True).refused for f in found]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("与上一条为同一次", True), ("与第3行系同一次检查", True), ("见上一条", True), ("共3次", True), ("分两场", True), ("共一次", False),
        ("与上一条不是同一次", False), ("累计3次", False), ("第3次", False),
    ],
)  # fmt: skip
def test_a_remark_on_how_often(bureau, sent, said, refused):
    head = ["日期", "事项", "主题", "备注"]
    rows = [
        ["2022年3月监督台账"],
        head,
        ["2022-03-01", "专项监督检查", "甲", None],
        ["2022-03-02", "专项监督检查", "乙", said],
    ]
    assert cells(bureau, csv_file(sent / "监督.csv", rows)) == ([("D4", said)] if refused else [])


def test_a_remark_that_agrees_with_the_number(bureau, sent):
    head = ["日期", "事项", "次数", "人次", "备注"]
    rows = [["2022-03-01", "专项监督检查", 3, None, "共3次"], ["2022-03-02", "谈心谈话", None, 7, "共3次"]]
    assert not cells(bureau, csv_file(sent / "监督.csv", [["2022年3月监督台账"], head, *rows]))
    rows[0][2] = 2
    assert cells(bureau, csv_file(sent / "另.csv", [["2022年3月监督台账"], head, *rows])) == [("E3", "共3次")]


def test_a_topic_that_says_how_often(bureau, sent):
    topic = "廉政检查（共3次）"
    rows = [["2022年3月监督台账"], ["日期", "事项", "次数", "主题"], ["2022-03-01", "专项监督检查", 3, topic]]
    assert not cells(bureau, csv_file(sent / "监督.csv", rows))
    rows[2][2] = None
    assert cells(bureau, csv_file(sent / "另.csv", rows)) == [("D3", "廉政检查(共3次)")]


@pytest.mark.parametrize(
    ("heading", "said", "refused"),
    [
        ("状态", "未入库", True), ("状态", "在途", True), ("备注", "税款尚未缴库", True), ("是否入库", "否", True), ("销号情况", "待销号", True),
        ("状态", "已入库", False), ("备注", "清缴欠缴税款", False), ("备注", "上年未缴税款本月入库", False), ("是否入库", "是", False), ("级次", "中央", False),
    ],
)  # fmt: skip
def test_money_that_has_not_come_in(bureau, sent, heading, said, refused):
    head = ["入库日期", "税费种", "入库金额", heading]
    rows = [
        ["2022年3月税费收入入库明细"],
        ["单位：元"],
        head,
        ["2022-03-01", "增值税", 10, None],
        ["2022-03-02", "契税", 5, said],
    ]
    assert cells(bureau, csv_file(sent / "税费收入.csv", rows)) == ([("D5", said)] if refused else [])


def refunds(path, heading, *said, status="已办结"):
    head = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态", heading]
    rows = [[f"T{n}", "2022-03-01", "减税", "91990101MAG3AT7CKY", 5, status, text] for n, text in enumerate(said)]
    return csv_file(path, [["2022年3月退税减税降费台账"], ["单位：元"], head, *rows])


@pytest.mark.parametrize("heading", ["户次", "户次（户次）", "笔数", "办结件数"])
def test_a_document_of_several_cases_counts_as_one(bureau, sent, heading):
    assert cells(bureau, refunds(sent / "退税.csv", heading, 1, 12)) == [("G5", "12")]
    assert not cells(bureau, refunds(sent / "退税一.csv", heading, 1, 1))
    assert not cells(bureau, refunds(sent / "受理.csv", heading, 1, 0, status="受理中"))


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("已合并至第二党支部", True), ("2022年6月并入机关支部", True), ("已合并", True), ("与第二支部合并", True),
        ("由第二、第三支部合并成立", False), ("第三支部并入本支部", False), ("2018年成立并于2021年换届", False), ("未合并", False),
    ],
)  # fmt: skip
def test_a_branch_that_went_into_another(bureau, sent, said, refused):
    rows = [
        ["支部名册（截至2022年12月31日）"],
        ["支部名称", "成立日期", "撤销日期", "备注"],
        ["第一党支部", "2018-07-20", None, said],
    ]
    assert cells(bureau, csv_file(sent / "支部名册.csv", rows)) == ([("D3", said)] if refused else [])


@pytest.mark.parametrize(
    ("heading", "second", "refused"),
    [
        ("调整后目标值", 42, True), ("年中调整数", 42, True), ("奋斗目标", 42, True), ("调整后目标值", 40, False), ("调整后目标值", None, False),
        ("上年目标", 38, False), ("目标完成率", 98, False), ("一季度目标", 10, False),
    ],
)  # fmt: skip
def test_two_columns_of_targets(bureau, sent, heading, second, refused):
    head = ["年度", "指标", "项目", "目标值", heading, "单位"]
    rows = [["2022年度目标任务"], head, ["2022", "税费收入", None, 40, second, "亿元"]]
    found = cells(bureau, csv_file(sent / "目标.csv", rows))
    assert found == ([("E3", str(second))] if refused else [])
