"""Several tables in a sheet, printed pages, signatures below, names written once, headers whose day nobody knows."""

from datetime import date

import pytest
from department_files import query, refused_at, revenue_yuan, sent_as, workbook

from etl.load import load

HEAD = ["税费种", "金额"]
TITLE = [["2022年11月税费收入情况表"], ["单位：万元"]]
TAXES, CHARGES = [["增值税", 92], ["契税", 9]], [["失业保险费", 3], ["工伤保险费", 4]]


def test_groups_under_one_title_with_the_header_again(bureau, sent, unserved):
    rows = [*TITLE, ["一、税收收入"], HEAD, *TAXES, ["小计", 101], ["二、社会保险费"], HEAD, *CHARGES, ["小计", 7]]
    assert not refused_at(sent_as(bureau, sent, rows))
    assert revenue_yuan(bureau) == 1080000


@pytest.mark.parametrize("line", ["二、上年同期社会保险费", "二、社会保险费计划", "社会保险费"])
def test_a_line_that_says_more_than_a_group_begins_another_table(bureau, sent, line):
    rows = [*TITLE, ["一、税收收入"], HEAD, *TAXES, [line], HEAD, *CHARGES]
    assert refused_at(sent_as(bureau, sent, rows))


def test_three_stacked_tables_of_taxes_and_charges_are_the_whole(bureau, sent, unserved):
    rows = [["2022年11月税收收入（单位：万元）"], HEAD, *TAXES, [], ["2022年11月社会保险费收入（单位：元）"], ["项目", "金额"], *CHARGES]  # fmt: skip
    assert not refused_at(sent_as(bureau, sent, rows))
    assert revenue_yuan(bureau) == 1010007


def test_two_halves_side_by_side_of_unequal_length(bureau, sent, unserved):
    rows = [*TITLE, ["税费种", "入库金额", None, "税费种", "入库金额"], ["增值税", 92, None, "失业保险费", 3], ["契税", 9], ["印花税", 1]]  # fmt: skip
    assert not refused_at(sent_as(bureau, sent, rows))
    assert revenue_yuan(bureau) == 1050000


def test_pages_with_a_number_are_pages(bureau, sent, unserved):
    head = ["入库日期", "税费种", "票证号", "入库金额"]

    def page(number):
        rows = [[date(2022, 11, n + number), "增值税", f"T{number}{n:03d}", 10] for n in range(1, 5)]
        line = ["入库期间：2022-11-01至2022-11-30", None, f"第{number}页", "单位：元"]
        return [["税费收入入库明细表"], line, head, *rows, ["本页小计", None, None, 40]]

    assert not refused_at(sent_as(bureau, sent, [*page(1), *page(2)]))
    assert revenue_yuan(bureau) == 80


@pytest.mark.parametrize("names", [["局长：", "分管局长："], ["主管：", "会计："], ["分管：张三", "制表：李四"]])
def test_who_signs_is_no_figure(bureau, sent, unserved, names):
    assert not refused_at(sent_as(bureau, sent, [*TITLE, HEAD, *TAXES, ["合计", 101], names]))
    assert revenue_yuan(bureau) == 1010000


def test_a_name_written_once_for_several_rows(bureau, sent):
    rows = [["增值税", "中央级", 46], [None, "区级", 30], ["契税", "中央级", 3], ["合计", None, 79]]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [*TITLE, ["税费种", "级次", "金额"], *rows]))
    assert (cell, "像是与上面的“增值税”同一项" in message) == ("A5", True)


def test_a_day_under_another_heading_is_named(bureau, sent):
    head = ["见报时间", "类型", "媒体", "题目"]
    rows = [[date(2022, 5, 6), "媒体报道", "某某日报", "甲"], [date(2022, 5, 8), "简报", "办公室", "乙"]]
    ((_, message),) = refused_at(sent_as(bureau, sent, [["2022年5月信息宣传台账"], head, *rows], "台账.xlsx"))
    assert "第 2 行表头缺少“日期”" in message
    assert "请把它的表头改为“日期”" in message


def test_a_quarter_above_the_row_numbers_is_the_title(bureau, sent, unserved):
    head = ["序号", "监督项目", "4月", "5月", "6月", "季度小计"]
    rows = [[1, "专项监督检查（次）", 2, 1, 3, 6], [2, "警示教育片（场）", 1, 1, 1, 3]]
    result = sent_as(bureau, sent, [["纪检监督工作季报"], ["2022年第二季度"], head, *rows], "季报.xlsx")
    assert not refused_at(result)
    told = query(bureau, "SELECT month(day), sum(times) FROM supervision GROUP BY 1 ORDER BY 1")
    assert told == [(4, 3), (5, 2), (6, 4)]


def test_the_sum_of_months_beside_their_sheets_is_said(bureau, sent):
    def month(title):
        return [[title], ["单位：万元"], HEAD, *TAXES]

    sheets = {f"{n}月": month(f"2022年{n}月税费收入") for n in (1, 2, 3)} | {"合计": month("2022年一季度税费收入合计")}
    ((_, message),) = refused_at(load(bureau, [workbook(sent / "一季度税费收入.xlsx", sheets)]))
    assert "各月的数已在别的工作表里。请删去这一张" in message


def test_a_day_log_in_two_halves_side_by_side(bureau, sent):
    head = ["日期", "来电总量", "人工接听量", "智能解答量"]
    rows = [[date(2022, 11, n), 100, 40, 50, date(2022, 11, n + 15), 90, 40, 45] for n in range(1, 16)]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [["2022年11月咨询热线日报"], head * 2, *rows], "热线.xlsx"))
    assert cell == "E2"
    assert "从A2“日期”起的表头，从E2“日期”起又写了一遍。请把右边一栏剪切到左边一栏的下面，排成一栏再报" in message


def test_one_heading_that_stands_twice_is_one_column_too_many(bureau, sent):
    head = ["日期", "来电总量", "人工接听量", "智能解答量", "来电总量"]
    rows = [[date(2022, 11, n), 100, 40, 50, 90] for n in range(1, 31)]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [["2022年11月咨询热线日报"], head, *rows], "热线.xlsx"))
    assert cell == "B2"
    assert "有几列都像“来电总量”" in message
