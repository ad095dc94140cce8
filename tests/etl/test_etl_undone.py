"""Rows of a ledger that say of themselves that they did not happen: plans, cancelled entries, struck texts, closed branches."""

from datetime import date

import openpyxl
import pytest
from department_files import csv_file, messages, workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

DEEDS = ["日期", "事项", "主题"]


def cells(bureau, path):
    return [(f.cell, f.value) for _, found in load(bureau, [path], dry_run=True).refused for f in found]


def ledger(path, heading, said, title="2022年3月监督台账", kind="专项监督检查"):
    rows = [[f"2022-03-{n + 1:02d}", kind, f"主题{n}", text] for n, text in enumerate(said)]
    return csv_file(path, [[title], [*DEEDS, heading], *rows])


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("是否完成", "否"), ("是否开展", "×"), ("完成情况", "未完成"), ("完成情况", "计划"), ("完成情况", "50%"), ("状态", "待开展"),
        ("备注", "已取消"), ("备注", "因疫情未开展"), ("备注", "推迟至4月"), ("备注", "与3月5日重复"), ("备注", "作废"),
    ],
)  # fmt: skip
def test_a_column_beside_that_says_not_done_is_asked_about(bureau, sent, heading, said):
    path = ledger(sent / "监督.csv", heading, ["", said])
    assert cells(bureau, path) == [("D4", said)]
    (told,) = messages(load(bureau, [path], dry_run=True))
    assert "请删去这一行" in told


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("是否完成", "是"), ("是否党员", "否"), ("完成情况", "已完成"), ("完成情况", "100%"), ("备注", "计划内检查"), ("备注", "未发现问题"),
        ("备注", "原定2月，因疫情推迟至3月，已开展"), ("检查结果", "三项制度未落实"), ("栏目", "延期缴税政策"), ("备注", "待遇保障"),
    ],
)  # fmt: skip
def test_what_says_done_or_something_else_is_only_not_read(bureau, sent, heading, said):
    result = load(bureau, [ledger(sent / "监督.csv", heading, ["", said])], dry_run=True)
    assert not messages(result)
    assert any("没有读取" in w.message for w in result.accepted[0].warnings)


@pytest.mark.parametrize("topic", ["学习党史（取消）", "因疫情未开展", "廉政党课——已取消", "（计划）警示教育"])
def test_a_topic_that_says_cancelled(bureau, sent, topic):
    rows = [
        ["2022年3月党建台账"],
        DEEDS,
        ["2022-03-01", "集中学习", "学习取消农业税的历史"],
        ["2022-03-02", "集中学习", topic],
    ]
    assert cells(bureau, csv_file(sent / "党建.csv", rows)) == [("C4", topic)]


def test_what_counts_0_may_say_that_it_did_not_happen(bureau, sent):
    rows = [["2022年3月党建台账"], [*DEEDS, "数量", "备注"], ["2022-03-02", "集中学习", "未开展", 0, "已取消"]]
    assert not cells(bureau, csv_file(sent / "党建.csv", rows))


TALK = [DEEDS, ["2022-03-01", "集中学习", "党史"]]


def plan_that_was_carried_out(bureau, sent):
    done = [["2022年3月党建工作计划完成情况"], *TALK]
    return messages(load(bureau, [workbook(sent / "完成.xlsx", {"党建": done})], dry_run=True))


@pytest.mark.parametrize(
    ("name", "tab", "title"),
    [
        ("党建.xlsx", "党建", "2022年3月党建工作计划"),
        ("党建.xlsx", "3月计划", "2022年3月党建"),
        ("2022年3月党建工作安排表.xlsx", "党建", "2022年3月"),
    ],
)
def test_a_plan_is_no_ledger(bureau, sent, once, name, tab, title):
    (told,) = messages(load(bureau, [workbook(sent / name, {tab: [[title], *TALK]})], dry_run=True))
    assert "不是已经发生的" in told
    assert not once(plan_that_was_carried_out)


def test_texts_struck_through_are_asked_about(bureau, sent):
    book = openpyxl.Workbook()
    rows = [
        ["2022年3月监督台账"],
        [*DEEDS, "备注"],
        *(["2022-03-01", "专项监督检查", f"主题{n}", "甲"] for n in range(4)),
    ]
    for row in rows:
        book.active.append(row)
    book.active["A4"].font = Font(strike=True)
    book.active["D3"].font = Font(strike=True)  # not read
    book.active["E3"].font = Font(strike=True)  # empty
    run = TextBlock(InlineFont(strike=True), "旧")
    book.active["C6"] = CellRichText("新", run)
    book.save(sent / "监督.xlsx")
    assert cells(bureau, sent / "监督.xlsx") == [("A4", "2022-03-01"), ("C6", "新旧")]


ROSTER = ["支部名称", "成立日期"]
FOUNDED = date(2018, 7, 20)


@pytest.mark.parametrize(
    ("heading", "said"), [("状态", "已撤销"), ("是否撤销", "是"), ("备注", "2022年6月撤销"), ("备注", "与第一支部合并")]
)
def test_a_closed_branch_needs_its_date(bureau, sent, heading, said):
    title = ["支部名册（截至2022年12月31日）"]
    rows = [title, [*ROSTER, heading], ["第一党支部", FOUNDED, None], ["第二党支部", FOUNDED, said]]
    assert cells(bureau, workbook(sent / "支部名册.xlsx", {"名册": rows})) == [("C4", said)]
    dated = [title, [*ROSTER, "撤销日期", heading], ["第二党支部", FOUNDED, date(2022, 6, 1), said]]
    assert not cells(bureau, workbook(sent / "名册.xlsx", {"名册": dated}))


def test_a_sheet_of_closed_branches_needs_their_dates(bureau, sent):
    title = ["支部名册（截至2022年12月31日）"]
    closed = [title, ROSTER, ["第二党支部", FOUNDED]]
    sheets = {"在册": [title, ROSTER, ["第一党支部", FOUNDED]], "已撤销": closed}
    assert cells(bureau, workbook(sent / "支部名册.xlsx", sheets)) == [("A3", "第二党支部")]
    sheets["已撤销"] = [title, [*ROSTER, "撤销日期"], ["第二党支部", FOUNDED, date(2022, 6, 1)]]
    assert not cells(bureau, workbook(sent / "名册.xlsx", sheets))
