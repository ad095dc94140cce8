"""Tables made before their month was over: the day of making is asked about, a later one and the last day are not."""

from datetime import date

import pytest
from department_files import days, hotline_rows, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = [["增值税", 7243.5], ["企业所得税", 8494.8], ["契税", 639.4], ["合计", 16377.7]]


def summary(*, under_title=(), unit="单位：万元", heads=("税费种", "入库金额"), foot=()):
    return [["2022年4月税费收入情况表"], *under_title, [unit], list(heads), *KINDS, *foot]


def asked(result):
    assert result.accepted
    return [
        w for w in result.accepted[0].warnings if w.doubt and ("还没有过完" in w.message or "为止的数" in w.message)
    ]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (summary(foot=[["2022年4月25日"]]), "A8"),
        (summary(foot=[["制表：张某  2022年4月25日"]]), "A8"),
        (summary(foot=[["报送日期：2022.4.25"]]), "A8"),
        (summary(foot=[["制表日期：2022年4月26日"]]), "A8"),
        (summary(foot=[["二〇二二年四月二十五日"]]), "A8"),
        (summary(under_title=[["2022年4月25日"]]), "A2"),
        (summary(unit="填报时间：2022年4月25日    单位：万元"), "A2"),
        (summary(unit="编报单位：收入规划核算股  2022年4月25日   单位：万元"), "A2"),
    ],
)
def test_a_day_of_making_within_the_month_is_quoted(bureau, sent, rows, cell):
    (doubt,) = asked(load(bureau, [workbook(sent / "4月.xlsx", {"表": rows})]))
    assert doubt.cell == cell


@pytest.mark.parametrize(
    ("rows", "sheet"),
    [
        (summary(foot=[["制表：张某  2022年5月3日"]]), "表"),
        (summary(foot=[["2022年4月30日"]]), "表"),
        (summary(foot=[["填表日期：2022年5月3日"], ["表样2022年4月1日印发"]]), "表"),
        (summary(under_title=[["（2022年4月1日至2022年4月30日）"]]), "表"),
        (summary(), "4月"),
    ],
)
def test_a_day_after_the_month_is_not(bureau, sent, rows, sheet):
    assert asked(load(bureau, [workbook(sent / "4月.xlsx", {sheet: rows})])) == []


@pytest.mark.parametrize(
    ("rows", "sheet", "cell"),
    [
        (summary(), "4月24", ""),
        (summary(), "4月27日", ""),
        (summary(), "4.24", ""),
        (summary(heads=("税费种", "入库金额（4.25）")), "表", "B3"),
    ],
)
def test_a_name_or_a_heading_of_a_day_is_quoted(bureau, sent, rows, sheet, cell):
    (doubt,) = asked(load(bureau, [workbook(sent / "4月.xlsx", {sheet: rows})]))
    assert doubt.cell == cell


def test_lists_are_asked_like_summaries(bureau, sent):
    rows = [*hotline_rows(days(2022, 3, 31)), ["填表人：李某", None, "填表日期", date(2022, 3, 29)]]
    (doubt,) = asked(load(bureau, [workbook(sent / "热线.xlsx", {"表": rows})]))
    assert (doubt.cell, "3月29日" in doubt.message) == ("D35", True)
    rows[-1][-1] = date(2022, 4, 2)
    assert asked(load(bureau, [workbook(sent / "热线2.xlsx", {"表": rows})], dry_run=True)) == []


def test_a_ledger_of_the_year_that_is_sent_again_each_month(bureau, sent):
    today = date.today()
    rows = [
        [f"{today.year}年度干部任免一览表"],
        [f"填报单位：人事教育股  {today.year}年{today.month}月{today.day}日"],
        ["姓名", "出生年月", "任免职务", "任免方式", "任免时间"],
        ["张某", "1985-03", "机关纪委书记", "改选", date(today.year, 1, 1)],
    ]
    assert asked(load(bureau, [workbook(sent / "任免.xlsx", {"表": rows})])) == []


@pytest.mark.parametrize("months", ["1-4月", "1—4月", "1.4月"])
def test_the_months_of_a_title_after_the_name_of_a_bureau_are_no_day(bureau, sent, months):
    head = [[f"清河县税务局2022年{months}税费收入情况表"], ["单位：万元"], ["税费种", *(f"{m}月" for m in range(1, 5))]]
    rows = [*head, *([kind, *(value + m for m in range(4))] for kind, value in KINDS[:3])]
    assert not asked(load(bureau, [workbook(sent / "收入.xlsx", {"表": rows})]))


def asked_late(bureau, sent, rows):
    result = load(bureau, [workbook(sent / "税费收入.xlsx", {"表": rows})], dry_run=True)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt and "标题的年份" in w.message]


def test_a_table_of_a_month_that_was_made_a_year_later(bureau, sent):
    ((cell, message),) = asked_late(bureau, sent, summary(foot=[["制表日期：2023年5月5日"]]))
    assert cell == "A8"
    assert "表却是2022年4月的，隔了 13 个月" in message


@pytest.mark.parametrize("foot", ["2022年5月5日", "2022年12月28日", ""])
def test_a_table_that_was_made_within_the_year(bureau, sent, foot):
    assert not asked_late(bureau, sent, summary(foot=[[f"制表日期：{foot}"]] if foot else ()))


def test_a_table_of_the_year_may_be_put_together_later(bureau, sent):
    rows = [
        ["2022年税费收入分月统计表"],
        ["单位：万元"],
        ["税费种", *(f"{m}月" for m in range(1, 7))],
        ["增值税", *range(7001, 7007)],
        ["契税", *range(601, 607)],
        ["制表日期：2023年11月5日"],
    ]
    assert not asked_late(bureau, sent, rows)


def test_an_old_month_beside_the_newest_one(bureau, sent):
    def of(year):
        return [
            [f"{year}年4月税费收入情况表"],
            ["单位：万元"],
            ["税费种", "入库金额"],
            *KINDS,
            ["制表日期：2023年5月5日"],
        ]

    path = workbook(sent / "税费收入.xlsx", {"上年": of(2022), "今年": of(2023)})
    result = load(bureau, [path], dry_run=True)
    assert not [w for a in result.accepted for w in a.warnings if w.doubt and "标题的年份" in w.message]
