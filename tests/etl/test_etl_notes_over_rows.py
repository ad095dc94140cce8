"""Lines that say what the rows below them are: notes, 附：…, headings; and what nobody is told to write."""

from datetime import date

import pytest
from department_files import REVENUE, SUPERVISION, messages, refused_at, revenue_yuan, sent_as

TITLE = ["2025年1-2月税费收入情况表"]
HEAD = ["项目", "1月", "2月"]
SENDER = ["报送单位：收入核算股", None, "单位：万元"]


SAID = [
    "注：以下为在途未入库税款", "附：社保费（代征，未入库）", "附 社保费", "说明：以下四项为2024年数", "备注：以下各项由市局组织，不计入本局", "※ 补充的",
    "附表1 其他", "以上已核对",
]  # fmt: skip
SUMMARY = [TITLE, SENDER, HEAD, ["增值税", 5, 6], ["契税", 1, 2]]
DETAIL = [["2025年3月税费收入明细"], ["单位：元"], [*REVENUE[:2], REVENUE[-1]]]
LEDGER = [["2025年3月监督台账"], SUPERVISION]


def event(day):
    return [date(2025, 3, day), "专项监督检查", 1, None, None, f"检查{day}", "纪检组", ""]


TABLES = {
    "summary": ("税费收入.xlsx", SUMMARY, [["失业保险费", 3, 4]]),
    "list": ("税费收入.xlsx", [*DETAIL, [date(2025, 3, 1), "增值税", 5]], [[date(2025, 3, 2), "契税", 7]]),
    "ledger": ("监督.xlsx", [*LEDGER, event(1), event(2)], [event(3), event(4)]),
}
"""Each as its file's name, rows, and rows below those."""


def noted_under(bureau, sent, table):
    name, rows, more = TABLES[table]
    return messages(sent_as(bureau, sent, [*rows, *more, ["注：按月填报"]], name))


@pytest.mark.parametrize("note", SAID)
@pytest.mark.parametrize("table", TABLES)
def test_a_note_over_rows_is_refused_and_under_them_is_a_note(bureau, sent, unserved, once, note, table):
    name, rows, more = TABLES[table]
    ((cell, message),) = refused_at(sent_as(bureau, sent, [*rows, [note], *more], name))
    assert cell == f"A{len(rows) + 1}"
    assert f"第 {len(rows) + 2} 行起" in message
    assert "移出这份文件" in message
    assert not once(noted_under, table)


@pytest.mark.parametrize(
    "line", ["以下为2024年数", "2024年数", "二、计划数", "（以下未入库）", "其他（不计入）", "附：社保费"]
)
def test_a_heading_in_a_summary_that_says_something_else(bureau, sent, line):
    ((cell, _),) = refused_at(sent_as(bureau, sent, [*SUMMARY, [line], ["失业保险费", 3, 4]]))
    assert cell == "A6"


def test_a_line_beside_the_columns_that_are_read(bureau, sent):
    rows = [LEDGER[0], ["序号", *SUPERVISION], [1, *event(1)], ["以下事项未开展"], [2, *event(2)]]
    ((cell, _),) = refused_at(sent_as(bureau, sent, rows, "监督.xlsx"))
    assert cell == "A4"


def test_what_is_attached_with_its_own_total(bureau, sent):
    rows = [*SUMMARY, ["附：社保费", 4, 5], ["失业保险费", 3, 4], ["教育费附加", 1, 1]]
    assert ("A6", True) in [(cell, "还有数据" in message) for cell, message in refused_at(sent_as(bureau, sent, rows))]


@pytest.mark.parametrize(
    "line",
    [
        "一、社会保险费",
        "附加税费",
        "规模以下",
        "二、社保费（单位：万元）",
        "注：以下单位为万元",
        "制表：张三",
        "2025年2月",
    ],
)
def test_lines_that_say_nothing_of_the_rows_below(bureau, sent, unserved, line):
    result = sent_as(bureau, sent, [*SUMMARY, [line], ["失业保险费", 3, 4]])
    assert not messages(result), messages(result)
    assert revenue_yuan(bureau) == 210000


def test_a_note_between_header_and_rows_or_on_each_page(bureau, sent, unserved):
    head = [*DETAIL[:2], ["注：不含海关代征"], DETAIL[2]]
    first, second = ([date(2025, 3, n), "增值税", n] for n in (1, 2))
    assert not messages(sent_as(bureau, sent, [*head, first, *head, second]))
    assert revenue_yuan(bureau) == 3
    assert not messages(sent_as(bureau, sent, [*DETAIL, ["说明：按入库日期填报"], first, second, [*first[:2], 9]]))
    assert revenue_yuan(bureau) == 12
    ((cell, _),) = refused_at(sent_as(bureau, sent, [*DETAIL, ["注：以下为2024年补录"], first, second]))
    assert cell == "A4"


def test_refunds_under_a_line_that_says_so_and_with_their_sign(bureau, sent, unserved):
    rows = [*DETAIL, [date(2025, 3, 1), "增值税", 5], ["注：以下为退库"], [date(2025, 3, 2), "契税", -2]]
    assert not messages(sent_as(bureau, sent, rows))
    assert revenue_yuan(bureau) == 3


def lines_under_a_note(bureau, sent):
    rows = [*LEDGER, event(1), ["注：按月填报"], ["二是按次"], ["未填"]]
    return refused_at(sent_as(bureau, sent, rows, "监督.xlsx"))


@pytest.mark.parametrize("line", ["以下事项未开展", "以下为2024年补录"])
def test_nobody_is_told_to_call_a_line_over_rows_a_note(bureau, sent, once, line):
    ((_, over),) = refused_at(sent_as(bureau, sent, [*LEDGER, event(1), [line], event(2)], "监督.xlsx"))
    assert "移出这份文件" in over
    assert "移到最后一行数据的下面，并写上“注：”" in over
    under = once(lines_under_a_note)
    assert [cell for cell, _ in under] == ["A5", "A6"], "the note has lines below it, and no rows"
    assert all("是表下说明的，请写上“注：”或删去" in message for _, message in under)
