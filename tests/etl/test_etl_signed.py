"""The lines that close an office paper (落款): left out and said; a row that was begun is none of them."""

from datetime import date

import pytest
from department_files import SUPERVISION, messages, query, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

LEDGER = [
    ["2022年3月监督工作台账"],
    SUPERVISION,
    [date(2022, 3, 4), "专项监督检查", 1, None, None, "作风", "纪检组"],
    [date(2022, 3, 11), "谈心谈话", None, 5, None, "任前", "纪检组"],
]
DAYS = [
    ["2022年3月咨询热线日报"],
    ["日期", "来电总量", "人工接听量", "智能解答量"],
    *([date(2022, 3, d), 100 + d, 60, 30 + d] for d in range(1, 31)),
]


def sent_as(bureau, sent, rows, name="台账.xlsx"):
    return load(bureau, [workbook(sent / name, {"表": rows})])


@pytest.mark.parametrize(
    "lines",
    [
        [["纪检组"], ["2022年4月8日"]],
        [["纪检组（盖章）"], [date(2022, 4, 8)]],
        [[], [None] * 6 + ["纪检组"], [None] * 6 + ["2022年4月8日"], ["制表人：张三"]],
        [["某某区税务局纪检组 2022年4月8日"]],
        [["填表人："], ["二〇二二年四月八日"]],
    ],
)
def test_a_department_and_a_day_below_the_last_row_are_no_rows(bureau, sent, lines):
    result = sent_as(bureau, sent, [*LEDGER, *lines])
    assert not messages(result)
    assert query(bureau, "SELECT kind, person_times FROM supervision ORDER BY day") == [
        ("专项监督检查", None),
        ("谈心谈话", 5),
    ]
    assert sum("落款" in w.message for w in result.accepted[0].warnings) <= 1  # a long line is a note already


@pytest.mark.parametrize("below", [[], [["纳税服务股"]], [["制表人：张三"]], [["纳税服务股"], ["2022年4月1日"]]])
def test_a_day_that_is_not_filled_in_is_no_signature(bureau, sent, below):
    result = sent_as(bureau, sent, [*DAYS, [date(2022, 3, 31)], *below], "热线.xlsx")
    assert any("“来电总量”不能空着" in m or "只有一格有字" in m for m in messages(result))


@pytest.mark.parametrize(
    "row", [["第二党支部"], ["第二税务所"], ["第二税务所", date(2022, 3, 1)], ["机关党委", date(2022, 3, 1)]]
)
def test_a_branch_that_was_begun_is_no_signature(bureau, sent, row):
    rows = [["支部名册（截至2022年12月31日）"], ["支部名称", "成立日期"], ["第一党支部", date(2020, 1, 1)], row]
    result = sent_as(bureau, sent, rows, "名册.xlsx")
    assert result.refused or query(bureau, "SELECT count(*) FROM branches") == [(2,)]


def test_a_name_between_rows_is_no_signature(bureau, sent):
    assert sent_as(bureau, sent, [*LEDGER[:3], ["纪检组"], LEDGER[3]]).refused


def test_a_list_signed_by_an_office_is_that_office_s(bureau, sent):
    rows = [["2022年3月税费收入明细"], ["单位：元"], ["入库日期", "税费种", "票证号", "入库金额"]]
    rows += [[date(2022, 3, d), "增值税", f"P{d}", 1000 + d] for d in range(1, 9)]
    result = sent_as(bureau, sent, [*rows, ["第二税务所"], ["2022年4月2日"]], "收入.xlsx")
    assert not messages(result)
    assert query(bureau, "SELECT DISTINCT office FROM revenue") == [("第二税务所",)]


@pytest.mark.parametrize("named", [("1月", "2月"), ("一月份", "二月份"), ("2022年1月", "2022年2月")])
def test_months_between_the_rows_of_a_ledger_are_no_rows(bureau, sent, named):
    first = [date(2022, 1, 4), "专项监督检查", 1, None, None, "作风", "纪检组"]
    second = [date(2022, 2, 9), "警示教育片", 1, None, None, "警示", "纪检组"]
    rows = [["2022年1-2月监督台账"], SUPERVISION, [named[0]], first, [named[1]], second, ["纪检组"]]
    result = sent_as(bureau, sent, rows)
    assert not messages(result)
    assert query(bureau, "SELECT count(*) FROM supervision") == [(2,)]
    assert sum("分隔行" in w.message for w in result.accepted[0].warnings) == 1
    second[0] = date(2022, 1, 9)
    (told,) = messages(sent_as(bureau, sent, rows, "二.xlsx"))
    assert "A6" in told
    assert "不是同一个月" in told


def test_a_mean_in_the_column_of_numbers_is_no_day(bureau, sent):
    rows = [
        DAYS[0],
        ["序号", *DAYS[1]],
        *([n, *row] for n, row in enumerate(DAYS[2:], 1)),
        ["日均", None, 115.5, 60, 45.5],
    ]
    assert not messages(sent_as(bureau, sent, rows, "热线.xlsx"))
    assert query(bureau, "SELECT count(*) FROM hotline") == [(30,)]


@pytest.mark.parametrize(
    "lines",
    [
        [["收入规划核算股", None, "2022年4月3日"]],
        [[None, "收入核算股", None], [None, "2022年4月3日", None]],
        [[None, None, date(2022, 4, 3)]],
    ],
)
def test_a_day_under_the_figures_of_a_summary(bureau, sent, lines):
    head = [["2022年3月税费收入统计表"], ["单位：万元"], ["税费种", "第一税务所", "第二税务所"]]
    rows = [*head, ["增值税", 10, 20], ["契税", 3, 4], ["合计", 13, 24], *lines]
    result = load(bureau, [workbook(sent / "3月.xlsx", {"表": rows})], dry_run=True)
    assert not messages(result)
    assert result.accepted[0].rows == 4
    rows[-1] = [None, None, "12,5元"]
    told = load(bureau, [workbook(sent / "3月.xlsx", {"表": rows})], dry_run=True)
    assert f"C{len(rows)}" in {fault.cell for _, faults in told.refused for fault in faults}
