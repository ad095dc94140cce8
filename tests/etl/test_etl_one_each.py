"""One row, one thing: cells that name several, persons that are none, two persons of one name, counts and merged events."""

import datetime as dt

import pytest
from department_files import csv_file, merged_book, messages, query, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")


def refused(bureau, path):
    return [(f.cell, f.value) for _, found in load(bureau, [path], dry_run=True).refused for f in found]


def accountable(path, *persons, kind="追究责任"):
    rows = [["2022-03-01", kind, 2 if kind == "谈心谈话" else None, p] for p in persons]
    return csv_file(path, [["2022年3月监督台账"], ["日期", "事项", "人次", "姓名"], *rows])


@pytest.mark.parametrize(
    "text",
    [
        "张某、李某", "张某某 李某某", "王五,赵六", "钱七/孙八", "张三和李四", "R0123 R0124", "王五等2人", "无", "2人", "三名干部", "第一税务所",
        "征管股", "李四（科员）", "李四科长",
    ],
)  # fmt: skip
def test_several_persons_or_none_are_not_one(bureau, sent, text):
    assert refused(bureau, accountable(sent / "监督.csv", "王某", text)) == [("D4", text)]
    assert not refused(bureau, accountable(sent / "谈话.csv", "王某", text, kind="谈心谈话"))


@pytest.mark.parametrize(
    "text", ["李和平", "张 三", "买买提·艾力", "欧阳致远", "欧阳 致远", "110105 19491231 002X", "r0123", "王登科"]
)
def test_one_person_is_one(bureau, sent, text):
    assert not refused(bureau, accountable(sent / "监督.csv", text))


def test_a_comrade_is_the_person(bureau, sent):
    assert not messages(load(bureau, [accountable(sent / "监督.csv", "李四", "李四同志", "李 四")]))
    assert query(bureau, "SELECT count(DISTINCT person) FROM supervision") == [(1,)]


PUBLICITY = ["日期", "事项", "来源", "纳税人识别号", "对象", "简报编号", "领导层级", "是否肯定"]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["媒体报道", "人民日报、新华网"], "C3"),
        (["媒体报道", "人民日报 新华网"], "C3"),
        (["媒体报道", "中国税务报等3家媒体"], "C3"),
        (["媒体报道", "某某日报，3版"], None),
        (["媒体报道", "人民日报 客户端"], None),
        (["感谢信", "甲公司、乙公司"], "C3"),
        (["感谢信", "甲有限公司和乙有限公司"], "C3"),
        (["锦旗", "某某（北京）有限公司"], None),
        (["锦旗", "ABC Co.,Ltd"], None),
        (["锦旗", "甲公司", "91110105MA01ABCD5X、91110105MA01ABCD6Y"], "D3"),
        (["批示", "区委", None, "简报", "第3、4期", "区委主要领导", "是"], "F3"),
        (["批示", "区委", None, "简报", "3-5", "区委主要领导", "是"], None),
        (["批示", "区委", None, "简报", "2022-03", "区委主要领导", "是"], None),
    ],
)
def test_one_outlet_one_firm_one_brief_a_row(bureau, sent, row, cell):
    rows = [["2022年3月宣传台账"], PUBLICITY, ["2022-03-01", *row]]
    assert [c for c, _ in refused(bureau, csv_file(sent / "宣传.csv", rows))] == ([cell] if cell else [])


ISSUES = ["问题编号", "提出单位", "类别", "问题", "提出日期"]


@pytest.mark.parametrize(
    ("numbers", "cells"),
    [
        (["1-8", "9—12"], ["A3", "A4"]),
        (["1、2、3", "4"], ["A3"]),
        ([dt.date(2022, 1, 3), "2"], ["A3"]),
        (["1-1", "1-2", "2-1"], []),
        (["XC2022-01", "XC2022-02"], []),
    ],
)
def test_a_range_is_no_issue(bureau, sent, numbers, cells):
    rows = [
        ["巡察整改台账（截至2022年12月31日）"],
        ISSUES,
        *([n, "市局", "党的建设", "问题", "2021-11-08"] for n in numbers),
    ]
    assert [c for c, _ in refused(bureau, workbook(sent / "整改.xlsx", {"整改": rows}))] == cells


def test_two_persons_of_one_name_are_asked_about(bureau, sent):
    head = ["日期", "姓名", "职务", "任免方式", "出生年月"]
    one = ["2022-03-05", "李强", "机关纪委委员", "改选", "1990-05"]
    path = csv_file(sent / "任免.csv", [["2022年3月干部任免"], head, one, [*one[:4], "1985-01"]])
    ((cell, value),) = refused(bureau, path)
    assert (cell, value) == ("E4", "1985-01")
    assert "E3" in messages(load(bureau, [path], dry_run=True))[0]
    assert not refused(bureau, csv_file(sent / "同.csv", [["2022年3月干部任免"], head, one, ["2022-03-06", *one[1:]]]))


@pytest.mark.parametrize(
    ("source", "heading", "numbers", "cell"),
    [
        ("宣传", "篇数", [1, 4], "D4"), ("宣传", "篇数", [1, ""], None), ("宣传", "阅读量", [100, 4], None), ("宣传", "数量", [0, 1], "D3"),
        ("监督", "走访户数", [3, 4], None), ("监督", "篇数", [1, 4], "D4"),
    ],
)  # fmt: skip
def test_a_count_that_nobody_reads(bureau, sent, source, heading, numbers, cell):
    kind = "媒体报道" if source == "宣传" else "专项监督检查"
    rows = [[f"2022-03-0{n}", kind, f"某某日报{n}", number] for n, number in enumerate(numbers, 1)]
    third = "来源" if source == "宣传" else "主题"
    path = csv_file(sent / f"{source}.csv", [[f"2022年3月{source}台账"], ["日期", "事项", third, heading], *rows])
    assert [c for c, _ in refused(bureau, path)] == ([cell] if cell else [])


def test_sessions_are_the_quantity_of_party_work(bureau, sent):
    rows = [["2022年3月党建台账"], ["日期", "事项", "场次"], ["2022-03-01", "集中学习", 3]]
    assert not messages(load(bureau, [csv_file(sent / "党建.csv", rows)]))
    assert query(bureau, "SELECT quantity FROM party") == [(3,)]


def event(kind, count=None):
    topics = ["议题一", "议题二", "议题三"]
    first = ["2022-03-05", kind]
    return [
        ["2022年3月监督台账"],
        ["日期", "事项", "次数", "人次", "主题"],
        *([*(first if n == 0 else [None, None]), count, 2, t] for n, t in enumerate(topics)),
    ]


def test_an_event_merged_over_several_rows_is_asked_about(bureau, sent):
    spans = ["A3:A5", "B3:B5"]
    assert refused(bureau, merged_book(sent / "a.xlsx", event("专项监督检查"), spans)) == [("A3", "2022-03-05")]
    assert not refused(bureau, merged_book(sent / "b.xlsx", event("专项监督检查", 1), spans))  # each row has its number
    assert not refused(bureau, merged_book(sent / "c.xlsx", event("谈心谈话"), spans))
    several = event("专项监督检查")
    several[3][1], several[4][1] = "酒驾醉驾检查", "警示教育片"
    assert not refused(bureau, merged_book(sent / "d.xlsx", several, spans[:1]))  # one day, three things
    rows = event("专项监督检查", 1)
    path = merged_book(sent / "e.xlsx", rows, [*spans, "C3:C5"])
    assert "请合成一行" in messages(load(bureau, [path], dry_run=True))[0]


def test_only_the_templates_example_row_is_left_out(bureau, sent):
    head = ["说明", "日期", "事项", "主题"]
    rows = [["示例（不入库）", "2022-03-18", "集中学习", "党史"], [None, "2022-03-18", "集中学习", "示例教育片讨论"]]
    path = workbook(sent / "党建.xlsx", {"党建": [["2022年3月党建台账"], head, *rows]})
    assert not messages(load(bureau, [path]))
    assert query(bureau, "SELECT topic FROM party") == [("示例教育片讨论",)]
