"""Money that would be left out, added instead of taken off, or given to the wrong cell without anybody noticing."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from department_files import csv_file, days, hotline_rows, messages, query, workbook

from etl.load import load

MARCH = ["2022年3月税费收入入库明细（单位：元）"]
HEAD = ["入库日期", "税费种", "入库金额"]
DAYS = [["2022-03-01", "增值税", 100], ["2022-03-02", "契税", 30]]
REFUNDS = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"]
SUMMARY = [["2022年3月税费收入"], ["单位：万元"]]


def faults(bureau, path):
    return [f for _, found in load(bureau, [path], dry_run=True).refused for f in found]


def sums(bureau, path):
    result = load(bureau, [path])
    assert not messages(result), messages(result)
    return query(bureau, "SELECT sum(amount_yuan) FROM revenue")[0][0]


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("状态", "作废"),
        ("备注", "此笔已冲正"),
        ("税款属性", "退税"),
        ("备注", "误收退还"),
        ("是否作废", "是"),
        ("备注", "非税退库"),
        ("备注", "重新开票，原票退库"),
        ("备注", "多缴税款退库，见收入退还书第12号"),
    ],
)
def test_a_row_that_was_taken_back_is_not_added(bureau, sent, heading, word):
    rows = [MARCH, [*HEAD, heading], [*DAYS[0], None], [*DAYS[1], word]]
    (fault,) = faults(bureau, workbook(sent / "明细.xlsx", {"表": rows}))
    assert (fault.cell, word in fault.message) == ("C4", True), fault.text


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("状态", "正常"),
        ("备注", "未退库"),
        ("备注", "上月退库后重新入库"),
        ("纳税人名称", "某某退税咨询公司"),
        ("是否作废", "否"),
    ],
)
def test_a_row_that_was_not_taken_back_is_added(bureau, sent, unserved, heading, word):
    rows = [MARCH, [*HEAD, heading], [*DAYS[0], None], [*DAYS[1], word]]
    assert sums(bureau, workbook(sent / "明细.xlsx", {"表": rows})) == 130


@pytest.mark.parametrize(("heading", "word"), [("备注", "已冲正"), ("备注", "作废"), ("冲正", "是")])
def test_a_refund_that_was_cancelled_in_a_remark(bureau, sent, heading, word):
    rows = [["2022年4月退税减税降费（单位：元）"], [*REFUNDS, heading]]
    rows += [[f"T{n}", "2022-04-05", "减税", "X1", 10, "已办结", said] for n, said in enumerate([None, word])]
    (fault,) = faults(bureau, workbook(sent / "退税.xlsx", {"表": rows}))
    assert (fault.cell, "已办结" in fault.message) == ("E4", True), fault.text


def test_refunds_below_a_line_that_says_so(bureau, sent):
    rows = [MARCH, HEAD, DAYS[0], ["合计", None, 100], ["注：以下为退库"], DAYS[1]]
    (fault,) = faults(bureau, workbook(sent / "明细.xlsx", {"表": rows}))
    assert (fault.cell, "以下为退库" in fault.message) == ("C6", True)


@pytest.mark.parametrize("net", [[], ["净入库"]])
def test_a_column_of_refunds_beside_those_of_a_summary(bureau, sent, net):
    rows = [*SUMMARY, ["税费种", "入库金额", "退库金额", *net], ["增值税", 100, 50, *[50 for _ in net]]]
    (fault,) = faults(bureau, workbook(sent / "汇总.xlsx", {"表": rows}))
    assert (fault.cell, "退库就没有减去" in fault.message) == ("C4", True)


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ([MARCH, HEAD, DAYS[0]], [DAYS[1]], "接着"),
        ([*SUMMARY, ["税费种", "金额"], ["增值税", 1]], [["税费种", "金额"], ["契税", 3]], "相同"),
        (
            [MARCH, [*HEAD, "票证号"], [*DAYS[0], "A1"]],
            [["2022年3月退库明细"], ["退库日期", "税费种", "金额", "票证号"], [*DAYS[1], "A2"]],
            "退库",
        ),
    ],
)
def test_a_sheet_that_carries_on_another_is_not_passed_over(bureau, sent, first, second, word):
    path = workbook(sent / "数据.xlsx", {"一": first, "二": second})
    found = faults(bureau, path)
    assert [(f.sheet, word in f.message) for f in found] == [("二", True)], [f.text for f in found]


def test_a_sheet_of_something_else_is_passed_over(bureau, sent, unserved):
    other = [["说明"], ["联系人", "电话"], ["张某", "12345"]]
    assert sums(bureau, workbook(sent / "税费收入.xlsx", {"一": [MARCH, HEAD, *DAYS], "二": other})) == 130


def test_only_the_mark_of_the_template_makes_an_example(bureau, sent, unserved):
    rows = [MARCH, ["说明", "纳税人名称", *HEAD], ["示例（不入库）", None, "2022-03-01", "增值税", 9]]
    rows += [[None, "示例商贸有限公司", *DAYS[0]], [None, "甲公司", *DAYS[1]]]
    assert sums(bureau, workbook(sent / "税费收入.xlsx", {"一": rows})) == 130


@pytest.mark.parametrize("extra", [[7, 8], [2.5, None]])
def test_figures_without_a_heading_beside_amounts(bureau, sent, extra):
    rows = [MARCH, HEAD, *([*d, n] for d, n in zip(DAYS, extra, strict=True)), ["2022-03-03", "契税", 5, 3]]
    (fault,) = faults(bureau, workbook(sent / "税费收入.xlsx", {"一": rows}))
    assert (fault.cell, "D 列没有表头" in fault.message) == ("D3", True)


def test_serial_numbers_need_no_heading(bureau, sent, unserved):
    rows = [MARCH, [None, *HEAD], [1, *DAYS[0]], [2, *DAYS[1]]]
    assert sums(bureau, workbook(sent / "税费收入.xlsx", {"一": rows})) == 130


def test_an_amount_merged_over_the_kinds_of_a_summary(bureau, sent):
    made = openpyxl.Workbook()
    for row in [*SUMMARY, ["税费种", "金额"], ["增值税", 100], ["企业所得税", None]]:
        made.active.append(row)
    made.active.merge_cells("B4:B5")
    made.save(sent / "汇总.xlsx")
    (fault,) = faults(bureau, sent / "汇总.xlsx")
    assert (fault.cell, "合并" in fault.message) == ("B4", True)


OFFICES = ["税务所", "税费种", "1月", "2月"]
FIRST = ["第一税务所", "增值税", 1, 2]


@pytest.mark.parametrize("rows", [[FIRST, ["第二税务所", "增值税", 1, None]]])
def test_an_office_that_has_not_reported_is_no_zero(bureau, sent, rows):
    (fault,) = faults(
        bureau, workbook(sent / "汇总.xlsx", {"表": [["2022年税费收入"], ["单位：万元"], OFFICES, *rows]})
    )
    assert (fault.cell, "第二税务所" in fault.message) == ("D5", True)


@pytest.mark.parametrize("none", [0, "—"])
def test_an_office_that_says_none(bureau, sent, unserved, none):
    rows = [["2022年税费收入"], ["单位：万元"], OFFICES, FIRST, ["第二税务所", "增值税", 1, none]]
    assert sums(bureau, workbook(sent / "汇总.xlsx", {"表": rows})) == Decimal(40000)


def test_thousands_parted_by_an_unquoted_comma(bureau, sent):
    rows = [MARCH, [*HEAD, "备注"], ["2022-03-01", "增值税", "1", "234"], ["2022-03-02", "契税", "2", "500"]]
    (fault,) = faults(bureau, csv_file(sent / "明细.csv", rows))
    assert (fault.cell, "1,234" in fault.message) == ("C3", True)


def test_short_numbers_before_a_remark(bureau, sent, unserved):
    rows = [MARCH, [*HEAD, "备注"], ["2022-03-01", "增值税", "1", "234"], ["2022-03-02", "契税", "2", "房屋"]]
    assert sums(bureau, csv_file(sent / "明细.csv", rows)) == 3


@pytest.mark.parametrize(
    ("policy", "status"), [("增量留抵退税", "办结"), ("存量留抵退税", "已退库"), ("留抵退税", "已办结")]
)
def test_refunds_in_the_words_of_the_tax_system(bureau, sent, unserved, policy, status):
    rows = [["2022年4月退税减税降费（单位：元）"], REFUNDS, ["T1", "2022-04-05", policy, "X1", 10, status]]
    result = load(bureau, [workbook(sent / "退税.xlsx", {"表": rows})])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT policy, status FROM refunds") == [("留抵退税", "已办结")]


def test_subtotals_that_excel_wrote(bureau, sent, unserved):
    rows = [["2025年4月税费收入明细"], ["单位：元"], ["入库日期", "税费种", "主管税务所", "入库金额"]]
    groups = {
        "第一税务所": [("增值税", 10), ("契税", 20)],
        "第二税务所": [("增值税", 5), ("增值税", 7)],
    }
    for office, lines in groups.items():
        for kind in dict.fromkeys(kind for kind, _ in lines):
            own = [(k, a) for k, a in lines if k == kind]
            rows += [[date(2025, 4, 3), k, office, a] for k, a in own]
            rows.append([None, f"{kind} 汇总", None, sum(a for _, a in own)])
        rows.append([None, None, f"{office} 汇总", sum(a for _, a in lines)])
    rows.append([None, None, "总计", 42])
    path = workbook(sent / "a.xlsx", {"S": rows})
    assert load(bureau, [path]).accepted[0].rows == 4
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(42,)]
    rows[-2][-1] = 13
    ((_, told),) = load(bureau, [workbook(sent / "b.xlsx", {"S": rows})], dry_run=True).refused
    assert [f.cell for f in told] == ["D12"]
    assert "汇总" in told[0].message


def test_subtotals_by_day(bureau, sent):
    rows = [["2025年4月税费收入明细"], ["单位：元"], ["入库日期", "税费种", "入库金额"]]
    rows += [[date(2025, 4, 1), "增值税", 3], ["2025-04-01 汇总", None, 3], [date(2025, 4, 2), "契税", 4]]
    rows += [["2025-04-02 汇总", None, 4], ["总计", None, 7]]
    assert load(bureau, [workbook(sent / "a.xlsx", {"S": rows})], dry_run=True).accepted[0].rows == 2


def test_averages_and_sums_carried_over_are_left_out_and_said(bureau, sent):
    rows = hotline_rows(days(2022, 3))
    rows += [["合计", 515, 200, 250, None, 45, 50], ["日均", 103, 40, 50, None, 9, 10]]
    result = load(bureau, [workbook(sent / "a.xlsx", {"S": rows})], dry_run=True)
    assert result.accepted[0].rows == 5
    assert any(w.cell == "A10" and "日均" in w.message for w in result.accepted[0].warnings)
    lines = [["2025年4月税费收入明细"], ["单位：元"], ["入库日期", "税费种", "入库金额"]]
    lines += [[date(2025, 4, 1), "增值税", 3], ["过次页", None, 3], ["承前页", None, 3], [date(2025, 4, 2), "契税", 4]]
    lines += [["合计", None, 7]]
    result = load(bureau, [workbook(sent / "b.xlsx", {"S": lines})], dry_run=True)
    assert result.accepted[0].rows == 2
    assert [w.cell for w in result.accepted[0].warnings if "结转" in w.message] == ["A5", "A6"]


def test_a_topic_that_ends_like_a_subtotal_is_an_event(bureau, sent):
    rows = [
        ["2025年4月监督台账"],
        ["日期", "事项", "次数", "主题"],
        [date(2025, 4, 1), "专项监督检查", 1, "检查情况汇总"],
    ]
    assert load(bureau, [workbook(sent / "a.xlsx", {"S": rows})], dry_run=True).accepted[0].rows == 1
    rows.append([None, None, 1, "问题汇总"])
    result = load(bureau, [workbook(sent / "b.xlsx", {"S": rows})], dry_run=True)
    assert result.refused, "a row whose day and kind are missing"


def test_a_kind_in_other_words_may_be_written_otherwise_before_it_is_deleted(bureau, sent, unserved):
    rows = [["2022年3月党建活动台账"], ["日期", "事项", "组织层级"], [date(2022, 3, 8), "理论学习中心组学习", "党委"]]
    result = load(bureau, [workbook(sent / "党建.xlsx", {"表": rows})])
    (message,) = [f.message for _, faults in result.refused for f in faults]
    assert message.index("是其中一种的，请改为上面的写法") < message.index("请删去这一行")
