"""Sheets that are the whole together: one for each office, tax or policy; and tables that lack the kinds."""

from datetime import date

import pytest
from department_files import REVENUE, messages, query, revenue_rows, workbook

from etl.load import load
from etl.reference import code_lists

UNIT = ["单位：万元"]


def offices(bureau):
    return code_lists(bureau)["offices.csv"].values


def sheet_of(title, figures=(10, 20)):
    return [[title], UNIT, ["税费种", "金额"], ["增值税", figures[0]], ["契税", figures[1]], ["合计", sum(figures)]]


def by_office(bureau):
    rows = query(bureau, "SELECT office, sum(amount_yuan) FROM revenue GROUP BY 1 ORDER BY 1")
    return {office: int(amount) for office, amount in rows}


@pytest.mark.parametrize("whole", [False, True])
def test_a_sheet_for_each_office_titled_with_it(bureau, sent, unserved, whole):
    names = offices(bureau)
    sheets = {f"表{n}": sheet_of(f"{name}2025年4月税费收入", (n, 20)) for n, name in enumerate(names, 1)}
    if whole:
        total = sum(range(1, len(names) + 1)), 20 * len(names)
        sheets = {"全局": sheet_of("某某区税务局2025年4月税费收入统计表", total), **sheets}
    result = load(bureau, [workbook(sent / "2025年4月分所.xlsx", sheets)])
    assert not messages(result), messages(result)
    assert by_office(bureau) == {name: (n + 20) * 10000 for n, name in enumerate(names, 1)}


def test_offices_that_are_missing_or_a_whole_that_does_not_fit(bureau, sent):
    names = offices(bureau)
    sheets = {f"表{n}": sheet_of(f"{name}2025年4月税费收入") for n, name in enumerate(names)}
    some = dict(list(sheets.items())[:-1])
    said = messages(load(bureau, [workbook(sent / "2025年4月分所.xlsx", some)], dry_run=True))
    assert any(names[-1] in text and "请补齐" in text for text in said), said
    wrong = {"全局": sheet_of("2025年4月税费收入统计表", (1, 2)), **sheets}
    said = messages(load(bureau, [workbook(sent / "2025年4月全.xlsx", wrong)], dry_run=True))
    assert any("全局的数" in text and "两者不等" in text for text in said), said
    silent = {"Sheet9": sheet_of("2025年4月税费收入统计表"), **sheets}
    said = messages(load(bureau, [workbook(sent / "2025年4月两种.xlsx", silent)], dry_run=True))
    assert any("这一张没有写明" in text for text in said), said


def test_two_offices_one_below_the_other_keep_their_own(bureau, sent):
    rows = [
        ["第一税务所2025年4月税费收入明细"], ["单位：元"], REVENUE[:2] + REVENUE[-1:], [date(2025, 4, 1), "增值税", 5], ["合计", None, 5], [],
        ["第二税务所2025年4月税费收入明细"], ["单位：元"], REVENUE[:2] + REVENUE[-1:], [date(2025, 4, 2), "增值税", 7],
    ]  # fmt: skip
    said = messages(load(bureau, [workbook(sent / "2025年4月.xlsx", {"表": rows})], dry_run=True))
    assert said, "no month of its own: nobody may give one office the other's rows"


def test_a_sheet_for_each_tax_with_a_short_name(bureau, sent, unserved):
    head = [["2025年4月税费收入入库明细"], ["单位：元"], [*REVENUE[:2], REVENUE[-1]]]
    sheets = {k: [*head, [date(2025, 4, n), k, n * 100]] for n, k in enumerate(("增值税", "契税", "印花税"), 1)}
    result = load(bureau, [workbook(sent / "2025年4月收入分税种.xlsx", sheets)])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(600,)]
    alone = workbook(sent / "2025年4月收入.xlsx", {"契税": sheets["契税"]})
    assert any("只写了“契税”" in text for text in messages(load(bureau, [alone], dry_run=True)))


def test_a_sheet_for_each_policy(bureau, sent, unserved):
    head = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"]
    tax_number = revenue_rows()[3][5]
    sheets = {
        k: [[f"2025年3月{k}台账"], ["单位：元"], head, [f"TS{n}", date(2025, 3, n), k, tax_number, 100, "已办结"]]
        for n, k in enumerate(("留抵退税", "减税", "缓税"), 1)
    }
    result = load(bureau, [workbook(sent / "2025年3月退税分类.xlsx", sheets)])
    assert not messages(result), messages(result)
    one = workbook(sent / "2025年3月退税.xlsx", {"留抵退税": sheets["留抵退税"]})
    assert any("只是一部分" in text for text in messages(load(bureau, [one], dry_run=True)))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["税务所", "本月", "累计"], ["第一税务所", 5, 9], ["第二税务所", 6, 8]], ["缺少“税费种”", "每行是税务所"]),
        (
            [["税务所", "税收收入", "社保费"], ["第一税务所", 5, 9], ["第二税务所", 6, 8]],
            ["缺少“税费种”", "每行是税务所"],
        ),
        ([["月份", "2024年", "2025年"], ["3月", 5, 9], ["4月", 6, 8]], ["缺少“税费种”", "每行是一个月"]),
        ([["项目", "本月"], ["税收收入", 5], ["社会保险费", 6], ["合计", 11]], ["没有认出“税费种”", "“税收收入”"]),
        ([["税费种", "金额"], ["增值税（退前）", 5], ["减：留抵退税", 6], ["合计", 9]], ["没有认出“税费种”"]),
    ],
)
def test_a_summary_without_kinds_says_so(bureau, sent, rows, words):
    table = [["2025年4月税费收入统计表"], UNIT, *rows]
    (said,) = messages(load(bureau, [workbook(sent / "2025年4月.xlsx", {"表": table})], dry_run=True))
    assert all(word in said for word in words), said


def test_beside_a_sheet_that_is_read_it_is_a_remark(bureau, sent):
    lacking = [["2025年4月税费收入"], UNIT, ["税务所", "税收收入"], ["第一税务所", 5], ["第二税务所", 6]]
    path = workbook(sent / "2025年4月.xlsx", {"分税种": sheet_of("2025年4月税费收入"), "分所": lacking})
    result = load(bureau, [path], dry_run=True)
    assert not messages(result)
    assert any("没有读取：" in w.message and "每行是税务所" in w.message for w in result.accepted[0].warnings)


def test_single_rows_beside_their_summary_say_which_to_delete(bureau, sent):
    path = workbook(sent / "2022年3月.xlsx", {"汇总": sheet_of("2022年3月税费收入"), "明细": revenue_rows()})
    assert any("请删去汇总的一张" in text for text in messages(load(bureau, [path], dry_run=True)))
