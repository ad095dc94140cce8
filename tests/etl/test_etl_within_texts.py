"""What topics, titles and media say of a row itself: refused where it is certain, asked about where it is not, else quiet."""

from datetime import date

import pytest
from department_files import SUPERVISION, query, refused_at, sent_as

from warehouse.snapshots import open_snapshot

PUBLICITY = ["日期", "事项", "来源", "标题"]
PARTY = ["日期", "事项", "数量", "组织层级", "对象", "主题"]


def supervised(kind, topic, times=1, talked=None):
    rows = [[date(2022, 3, 3), "谈心谈话", 1, 4, None, "思想动态", None, None]]
    rows.append([date(2022, 3, 8), kind, times, talked, None, topic, None, None])
    return [["2022年3月监督工作台账"], SUPERVISION, *rows]


def published(kind, origin, title):
    rows = [[date(2022, 3, 1), "媒体报道", "某某日报", "税惠新闻"], [date(2022, 3, 2), "锦旗", "某某公司", "为民"]]
    return [["2022年3月信息宣传台账"], PUBLICITY, *rows, [date(2022, 3, 9), kind, origin, title]]


def asked(result):
    assert result.accepted, result.refused
    return [f.cell for f in result.accepted[0].warnings if f.doubt]


@pytest.mark.parametrize("topic", ["同上（重复）", "拟于4月开展"])
def test_topics_that_say_that_the_row_is_none(bureau, sent, topic):
    result = sent_as(bureau, sent, supervised("专项监督检查", topic), "监督.xlsx")
    assert [cell for cell, _ in refused_at(result)] == ["F4"]


@pytest.mark.parametrize(
    ("kind", "origin", "title", "cell"),
    [
        ("荣誉", "市文明办", "先进志愿服务队（申报中）", "D5"),
        ("荣誉", "市文明办", "拟推荐先进志愿服务队", "D5"),
        ("媒体报道", "某某晚报（已投稿）", "税惠", "C5"),
        ("媒体报道", "某某晚报", "税惠（待刊）", "D5"),
        ("媒体报道", "《某某日报》等", "税惠", "C5"),
    ],
)
def test_publicity_that_is_not_out_yet(bureau, sent, kind, origin, title, cell):
    result = sent_as(bureau, sent, published(kind, origin, title), "宣传.xlsx")
    assert [c for c, _ in refused_at(result)] == [cell]


@pytest.mark.parametrize(
    ("kind", "topic", "times", "talked", "cell"),
    [
        ("专项监督检查", "迎接市局专项监督检查", 1, None, "F4"),
        ("专项监督检查", "市局对我局开展留抵退税专项检查", 1, None, "F4"),
        ("警示教育片", "警示教育片（共2部，3场）", 1, None, "F4"),
        ("专项监督检查", "走访企业9户", 9, None, "C4"),
        ("谈心谈话", "思想动态", 1, 1200, "D4"),
    ],
)
def test_topics_that_are_asked_about(bureau, sent, unserved, kind, topic, times, talked, cell):
    assert asked(sent_as(bureau, sent, supervised(kind, topic, times, talked), "监督.xlsx")) == [cell]


@pytest.mark.parametrize(
    ("kind", "topic", "times"),
    [
        ("专项监督检查", "迎接党的二十大专项监督检查", 1),
        ("专项监督检查", "模拟在线开展检查", 1),
        ("专项监督检查", "市局对我局巡察反馈问题整改监督", 1),
        ("警示教育片", "警示教育片（第3场）", 1),
        ("警示教育片", "警示教育片（3场）", 3),
        ("专项监督检查", "走访企业9户", 1),
    ],
)
def test_ordinary_topics_are_quiet(bureau, sent, unserved, kind, topic, times):
    assert asked(sent_as(bureau, sent, supervised(kind, topic, times), "监督.xlsx")) == []


@pytest.mark.parametrize(
    ("kind", "origin", "title", "cells"),
    [
        ("荣誉", "市文明办", "先进志愿服务队提名奖", ["A2", "D5"]),
        ("媒体报道", "本局公众号", "税惠", ["C5"]),
        ("感谢信", "某某区税务局", "感谢", ["C5"]),
        ("感谢信", "某某纺织有限公司", "致广大纳税人的感谢信", ["D5"]),
        ("感谢信", "某某纺织有限公司", "致税务局的感谢信", []),
        ("媒体报道", "某某晚报", "某项目拟于5月开工，税务部门提前服务", []),
    ],
)
def test_publicity_that_is_asked_about(bureau, sent, unserved, kind, origin, title, cells):
    assert asked(sent_as(bureau, sent, published(kind, origin, title), "宣传.xlsx")) == cells


def test_lessons_of_others_are_asked_about(bureau, sent, unserved):
    rows = [
        ["2022年3月党建台账"],
        PARTY,
        [date(2022, 3, 2), "集中学习", 1, "党委", "班子", "参加市局党委中心组学习（列席）"],
    ]
    assert asked(sent_as(bureau, sent, rows, "党建.xlsx")) == ["F3"]


@pytest.mark.parametrize("origin", ["某某日报社", "某某日报（头版）", "《某某日报》"])
def test_one_newspaper_in_two_spellings_is_one(bureau, sent, origin):
    sent_as(bureau, sent, published("媒体报道", origin, "又一篇"), "宣传.xlsx")
    found = query(
        bureau, "SELECT value FROM reading WHERE metric = 'media_outlets' AND period = '2022-03' AND dimension = ''"
    )
    assert [int(value) for (value,) in found] == [1]
    assert open_snapshot(bureau).rows("SELECT count(*) FROM publicity", [])[0][0] == 3


def test_lists_in_which_nothing_was_held_once_are_asked_about(bureau, sent, unserved):
    rows = [[date(2022, 3, 3 + 5 * n), "警示教育片", 2 + n % 2, None, None, f"主题{n}", None, None] for n in range(4)]
    table = [
        ["2022年3月监督工作台账"],
        SUPERVISION,
        [date(2022, 3, 1), "谈心谈话", 1, 3, None, "思想", None, None],
        *rows,
    ]
    assert asked(sent_as(bureau, sent, table, "监督.xlsx")) == ["C4"]
    rows[2][2] = 1
    assert asked(sent_as(bureau, sent, table, "监督2.xlsx", replace=True)) == []


@pytest.mark.parametrize("heading", ["刊发媒体", "报道媒体", "发布平台", "新闻媒体"])
def test_headings_of_media(bureau, sent, unserved, heading):
    table = published("感谢信", "某某公司", "感谢")
    table[1] = ["日期", "事项", heading, "标题"]
    assert sent_as(bureau, sent, table, "宣传.xlsx").accepted[0].source == "publicity"


def test_the_kinds_of_the_rows_decide_which_source_it_is(bureau, sent):
    table = published("感谢信", "某某公司", "感谢")
    table[0], table[1] = ["2022年3月台账"], ["日期", "事项", "刊出之处", "标题"]
    ((_, message),) = refused_at(sent_as(bureau, sent, table, "台账.xlsx"))
    assert "缺少“来源”" in message
    assert "集中学习" not in message


def test_a_formula_without_a_value_is_said_once(bureau, sent):
    table = [
        ["2022年3月咨询热线日报"],
        ["日期", "来电总量", "人工接听量", "智能解答量"],
        [date(2022, 3, 1), "=1+2", 1, 1],
        [date(2022, 3, 2), 3, 1, 1],
    ]
    ((cell, message),) = refused_at(sent_as(bureau, sent, table, "热线.xlsx"))
    assert cell == "B3"
    assert "公式没有计算过" in message
