"""Ledgers and tables of a part under ordinary words: asked about before the rest counts as 0."""

from datetime import date

import pytest
from department_files import days, hotline_rows, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")


def ledger(title, kinds, heads=("日期", "事项", "组织层级", "主题")):
    rows = [[date(2022, 3, 2 + n), kind, "党委", f"主题{n}"] for n, kind in enumerate(kinds)]
    return [[title], list(heads), *rows]


def publicity(title, kinds):
    rows = [[date(2022, 3, 2 + n), kind, "某某日报", f"标题{n}"] for n, kind in enumerate(kinds)]
    return [[title], ["日期", "事项", "来源", "标题"], *rows]


def doubts(result, words="会被当作 0"):
    assert result.accepted
    return [w for w in result.accepted[0].warnings if w.doubt and words in w.message]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (ledger("2022年3月意识形态工作台账", ["听取意识形态汇报", "意识形态分析研判会"]), "意识形态"),
        (ledger("2022年3月理论学习中心组学习台账", ["集中学习", "专题研讨"]), "理论学习"),
        (publicity("2022年3月媒体宣传工作台账", ["媒体报道", "感谢信", "锦旗"]), "媒体"),
    ],
)
def test_a_ledger_of_a_part_is_asked_about(bureau, sent, rows, word):
    (doubt,) = doubts(load(bureau, [workbook(sent / "台账.xlsx", {"Sheet1": rows})]))
    assert (doubt.cell, f"“{word}”" in doubt.message) == ("A1", True)


@pytest.mark.parametrize(
    "sheets",
    [
        {"Sheet1": ledger("2022年3月党建工作台账（含意识形态）", ["听取意识形态汇报", "意识形态分析研判会"])},
        {"Sheet1": ledger("2022年3月意识形态工作台账", ["听取意识形态汇报", "集中学习"])},
        {"Sheet1": publicity("2022年3月新闻宣传工作台账", ["媒体报道", "感谢信"])},
        {
            "意识形态": ledger("2022年3月意识形态工作台账", ["听取意识形态汇报"]),
            "学习": ledger("2022年3月学习教育台账", ["集中学习", "专题研讨"]),
        },
    ],
)
def test_what_holds_other_kinds_or_names_the_whole_is_not(bureau, sent, sheets):
    assert doubts(load(bureau, [workbook(sent / "台账.xlsx", sheets)])) == []


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("2022年3月人工话务日报表", "人工"),
        ("2022年3月智能语音话务日报表", "智能语音"),
        ("2022年3月12345热线话务日报表", "12345"),
    ],
)
def test_a_part_of_the_calls(bureau, sent, title, word):
    rows = hotline_rows(days(2022, 3, 31), title=title)
    (doubt,) = doubts(load(bureau, [workbook(sent / "热线.xlsx", {"表": rows})]), "没有读懂")
    assert word in doubt.message


@pytest.mark.parametrize("words", ["主要", "基础", "基本", "所属期"])
def test_a_part_of_the_revenue(bureau, sent, words):
    rows = [
        [f"2022年4月{words}税费收入情况表"],
        ["单位：万元"],
        ["税费种", "入库金额"],
        ["增值税", 7243.5],
        ["契税", 639.4],
    ]
    (doubt,) = doubts(load(bureau, [workbook(sent / "4月.xlsx", {"表": rows})]), "没有读懂")
    assert words in doubt.message


@pytest.mark.parametrize("title", ["2022年3月智能纳税服务中心话务日报", "2022年3月咨询热线日报（12366）"])
def test_names_of_the_whole(bureau, sent, title):
    rows = hotline_rows(days(2022, 3, 31), title=title)
    assert doubts(load(bureau, [workbook(sent / "热线.xlsx", {"表": rows})]), "没有读懂") == []


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        (1, "来电数量"),
        (1, "电话总量"),
        (2, "人工服务量"),
        (3, "其中：智能独立解答"),
        (3, "其中：智能语音解答"),
        (3, "智能客服解答量"),
    ],
)
def test_headings_of_the_hot_line(bureau, sent, place, heading):
    rows = hotline_rows(days(2022, 3, 31))
    rows[2] = [*rows[2][:place], heading, *rows[2][place + 1 :]]
    assert load(bureau, [workbook(sent / "热线.xlsx", {"表": rows})], dry_run=True).accepted
