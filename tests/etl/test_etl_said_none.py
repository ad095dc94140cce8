"""Rows that report that there was nothing, and figures that are not known yet: neither is read as 1 or 0."""

import pytest
from department_files import csv_file, messages, query, workbook

from etl.load import load

LEDGER = ["日期", "事项", "次数", "人次", "人员代号", "主题", "责任部门", "佐证材料"]
PARTY = ["日期", "事项", "数量", "组织层级", "对象", "主题"]
PUBLICITY = ["日期", "事项", "来源", "标题"]
HELD = ["2022-03-01", "专项监督检查", 1, None, None, "减税降费", "纪检组", "记录"]


def cells(bureau, path):
    return [(f.cell, f.value) for _, found in load(bureau, [path], dry_run=True).refused for f in found]


def supervision(path, *rows, head=LEDGER):
    return csv_file(path, [["2022年3月监督台账"], head, HELD[: len(head)], *rows])


# --- 次数 that says none


@pytest.mark.parametrize("mark", ["—", "－", "-", "/", "／", "……"])
def test_a_mark_of_none_is_not_one(bureau, sent, mark):
    path = supervision(sent / "监督.csv", ["2022-03-31", "警示教育片", mark, None, None, "无", "纪检组", None])
    (fault,) = load(bureau, [path], dry_run=True).refused[0][1]
    assert (fault.cell, fault.value, "填 0" in fault.message) == ("C4", mark, True)
    rows = [["2022年3月党建台账"], PARTY, ["2022-03-31", "集中学习", mark, "党委", None, "党史"]]
    assert cells(bureau, csv_file(sent / "党建.csv", rows)) == [("C3", mark)]


def test_a_zero_is_what_the_sentence_asks_for(bureau, sent, unserved):
    row = ["2022-03-31", "警示教育片", 0, None, None, "本月无", "纪检组", None]
    assert not messages(load(bureau, [supervision(sent / "监督.csv", row)]))
    assert query(bureau, "SELECT kind, times FROM supervision ORDER BY times") == [
        ("警示教育片", 0), ("专项监督检查", 1),
    ]  # fmt: skip


def test_an_honest_blank_is_one_and_persons_count_by_themselves(bureau, sent, unserved):
    rows = [
        ["2022-03-02", "警示教育片", None, None, None, "零容忍", "纪检组", None],
        ["2022-03-03", "谈心谈话", "/", 6, None, "—", "纪检组", None],
        ["2022-03-04", "追究责任", "/", None, "R0123", "/", "纪检组", None],
        ["2022-03-05", "专项监督检查", None, None, None, "—", "纪检组", "检查记录"],
        ["2022-03-06", "酒驾醉驾检查", 1, None, None, "无", "纪检组", None],
    ]
    assert not messages(load(bureau, [supervision(sent / "监督.csv", *rows)]))
    assert query(bureau, "SELECT count(*), sum(times), sum(person_times) FROM supervision") == [(6, 6, 6)]


# --- texts that say none


@pytest.mark.parametrize(
    "topic",
    ["本月无", "本月未开展", "3月份未开展此项工作", "本季度无此项工作", "（本月未召开）", "未组织召开座谈会", "零报告", "无此类情况", "—", "无", "待补"],
)  # fmt: skip
def test_a_topic_that_reports_nothing(bureau, sent, topic):
    path = supervision(sent / "监督.csv", ["2022-03-31", "专项监督检查", None, None, None, topic, "纪检组", None])
    assert cells(bureau, path) == [("F4", topic)]


@pytest.mark.parametrize(
    "topic", ["无违规经营专项检查", "本月无烟日宣传", "未开展工作的原因分析", "没有调查就没有发言权"]
)
def test_a_topic_with_these_words_is_a_topic(bureau, sent, topic):
    path = supervision(sent / "监督.csv", ["2022-03-31", "专项监督检查", None, None, None, topic, "纪检组", None])
    assert not cells(bureau, path)


def test_a_remark_that_reports_nothing(bureau, sent):
    head = [*LEDGER, "备注"]
    row = ["2022-03-31", "专项监督检查", None, None, None, "税收优惠", "纪检组", None]
    assert cells(bureau, supervision(sent / "监督.csv", [*row, "本月未开展"], head=head)) == [("I4", "本月未开展")]
    assert not cells(bureau, supervision(sent / "已办.csv", [*row, "无问题"], head=head))


@pytest.mark.parametrize("origin", ["无", "暂无", "没有"])
@pytest.mark.parametrize("kind", ["感谢信", "媒体报道"])
def test_an_origin_that_is_none(bureau, sent, kind, origin):
    rows = [
        ["2022年3月宣传台账"],
        PUBLICITY,
        ["2022-03-01", "媒体报道", "某某日报", "甲"],
        ["2022-03-31", kind, origin, origin],
    ]
    assert cells(bureau, csv_file(sent / "宣传.csv", rows)) == [("C4", origin)]


# --- figures that are not known yet


@pytest.mark.parametrize("mask", ["**", "***", "＊＊", "×××", "待补"])
def test_a_mask_is_neither_none_nor_one(bureau, sent, mask):
    ledger = supervision(sent / "监督.csv", ["2022-03-31", "专项监督检查", mask, None, None, "待定", "纪检组", None])
    summary = [["2022年税费收入"], ["单位：万元"], ["项目", "1月", "2月"], ["增值税", 1, mask], ["契税", 2, 3]]
    counted = [["2022年监督统计"], ["事项", "1月", "2月"], ["专项监督检查", 2, mask], ["警示教育片", 1, 3]]
    whole = [["2022年监督统计"], ["事项", "1月", "2月"], ["专项监督检查", mask, mask], ["警示教育片", 1, 3]]
    for path, cell in (
        (ledger, "C4"),
        (workbook(sent / "税费收入.xlsx", {"表": summary}), "C4"),
        (workbook(sent / "监督统计.xlsx", {"表": counted}), "C3"),
        (workbook(sent / "整行.xlsx", {"表": whole}), "B3"),
    ):
        first = load(bureau, [path], dry_run=True).refused[0][1][0]
        assert (first.cell, first.value, "还没有填的记号" in first.message) == (cell, mask, True)


def test_a_masked_day_of_closing_is_not_open(bureau, sent):
    rows = [
        ["支部名册（截至2022年12月31日）"],
        ["支部名称", "成立日期", "撤销日期"],
        ["第一党支部", "2018-07-20", "**"],
    ]
    assert cells(bureau, csv_file(sent / "支部名册.csv", rows)) == [("C3", "**")]
