"""What nothing in a file contradicts, and hardly ever is so: kinds left blank, running totals, sizes of another unit, wider names."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import HOTLINE, SUPERVISION, credit_code, days, messages, sent_as, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "房产税", "印花税", "契税", "失业保险费"]
BASE = [9000, 6500, 2800, 620, 310, 1900, 240]
SEASON = [1.55, 0.62, 0.83, 1.24, 0.97, 0.91]
REFUNDS = ["单据号", "办结日期", "政策类别", "纳税人识别号", "税费种", "行业", "主管税务所", "金额", "状态"]


def own(kind, month):
    """万元 of one month, with digits that do not come again."""
    return Decimal(str(round(BASE[kind] * SEASON[month - 1] * (1 + kind * 0.013) + month * 0.37, 2)))


def until(kind, month):
    return sum((own(kind, m) for m in range(1, month + 1)), Decimal(0))


def table(title, head, rows):
    return {"表": [[title], ["单位：万元"], ["税费种", *head], *rows]}


def months(figures, last, title=None):
    """A column a month."""
    rows = [[kind, *(figures(n, m) for m in range(1, last + 1))] for n, kind in enumerate(KINDS)]
    return table(title or f"2022年1-{last}月税费收入统计表", [f"{m}月" for m in range(1, last + 1)], rows)


def one_month(figures, month, head="入库金额"):
    rows = [[kind, figures(n, month)] for n, kind in enumerate(KINDS)]
    return table(f"2022年{month}月税费收入统计表", [head], rows)


def doubts(result, word=""):
    assert result.accepted, messages(result)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt and word in w.message]


def tried(bureau, path, sheets):
    return load(bureau, [workbook(path, sheets)], dry_run=True)


def in_force(bureau, folder, figures, last):
    """A file for each of the first months."""
    paths = [workbook(folder / f"{m}月.xlsx", one_month(figures, m)) for m in range(1, last + 1)]
    assert len(load(bureau, paths).accepted) == last


# --- kinds left blank


def test_a_month_filled_for_some_kinds_only_names_the_others_and_their_cells(bureau, sent):
    sheets = months(lambda n, m: own(n, m) if m < 5 or n < 3 else None, 5)
    ((cell, message),) = doubts(tried(bureau, sent / "a.xlsx", sheets))
    assert cell == "F9"
    assert "2022年5月没有契税（F9，占 9%）" in message
    assert "而此前 4 个月月月都有" in message


def test_kinds_missing_beside_two_months_in_force(base, bureau, sent):
    base(in_force, own, 2)
    ((cell, message),) = doubts(tried(bureau, sent / "a.xlsx", one_month(lambda n, m: own(n, m) if n else "—", 3)))
    assert cell == "B4"
    assert "2022年3月没有增值税（B4，占 4" in message
    assert "而此前 2 个月月月都有" in message
    short = one_month(own, 3)
    short["表"] = [row for row in short["表"] if row[0] not in {"房产税", "印花税", "失业保险费"}]
    ((cell, message),) = doubts(tried(bureau, sent / "b.xlsx", short))
    assert (cell, message.count("占")) == ("A3", 3)


def test_a_zero_and_small_kinds_that_come_and_go_are_no_question(base, bureau, sent):
    by_quarter = months(lambda n, m: None if n == 1 and m % 3 != 1 else own(n, m), 6)
    assert not doubts(tried(bureau, sent / "b.xlsx", by_quarter))
    base(in_force, own, 2)
    sheets = one_month(lambda n, m: 0 if n == 0 else None if n in {3, 4} else own(n, m), 3)
    assert not doubts(tried(bureau, sent / "a.xlsx", sheets))


def test_cells_of_counts_left_blank_at_once(bureau, sent):
    def counted(last):
        head = [["2022年1-4月监督工作统计表"], ["事项", "1月", "2月", "3月", "4月"]]
        rows = [["专项监督检查", 2, 5, 3], ["警示教育片", 1, 2, 1], ["谈心谈话（人次）", 12, 30, 11]]
        return {"表": [*head, *([*row, cell] for row, cell in zip(rows, last, strict=True))]}

    ((cell, message),) = doubts(tried(bureau, sent / "a.xlsx", counted([4, None, None])))
    assert (cell, "2022年4月的警示教育片（E4）、谈心谈话（E5）空着，而其余 3 个月都有" in message) == ("E4", True)
    assert not doubts(tried(bureau, sent / "b.xlsx", counted([4, 0, "—"])))


# --- running totals


def test_three_months_of_running_totals_are_asked_about(bureau, sent):
    ((cell, message),) = doubts(tried(bureau, sent / "a.xlsx", months(until, 3, "2022年一季度税费收入统计表")))
    assert (cell, "3 个月的数一项也没有减少过" in message) == ("B3", True)
    assert not doubts(tried(bureau, sent / "b.xlsx", months(own, 3)))


def test_money_paid_back_once_does_not_hide_running_totals(bureau, sent):
    sheets = months(lambda n, m: until(n, m) - (30 if (n, m) == (4, 4) else 0), 4)
    fallen = next(row for row in sheets["表"] if row[0] == "印花税")
    fallen[4] = fallen[3] - 5
    assert doubts(tried(bureau, sent / "a.xlsx", sheets), "4 个月的数几乎每一项都不减少")


def test_a_file_per_month_with_running_totals(base, bureau, sent):
    base(in_force, until, 1)
    ((cell, message),) = doubts(tried(bureau, sent / "2.xlsx", one_month(until, 2, "本月入库")))
    assert (cell, "每一项都不比上一个月少" in message) == ("B4", True)
    assert not doubts(tried(bureau, sent / "3.xlsx", one_month(own, 2)))


def test_the_year_until_then_after_single_months(base, bureau, sent):
    base(in_force, own, 3)
    ((_, message),) = doubts(tried(bureau, sent / "4.xlsx", one_month(until, 4)))
    assert "2022年4月的数（几乎）每一项都不少于今年前面各月之和（对比2022年1—3月的数；如 “增值税”" in message
    assert not doubts(tried(bureau, sent / "5.xlsx", one_month(own, 4)))


def line(month, calls, last=30):
    rows = [[d, *calls(d), 20, 40, 50] for d in days(2022, month, last)]
    return {"日报": [[f"2022年{month}月咨询热线日报"], HOTLINE, *rows]}


def test_calls_of_the_year_until_each_day_are_refused(bureau, sent):
    result = tried(
        bureau, sent / "a.xlsx", line(6, lambda d: (20000 + 280 * d.day, 9000 + 95 * d.day, 10800 + 180 * d.day))
    )
    assert "一天天只增不减" in messages(result)[0]


def test_calls_of_a_province_and_calls_far_from_the_months_in_force(bureau, sent):
    def usual(times):
        return lambda d: tuple(
            n * times for n in ((70, 0, 60) if d.weekday() >= 5 else (300 + d.day, 110 + d.day, 160))
        )

    ((cell, message),) = doubts(tried(bureau, sent / "a.xlsx", line(6, usual(40))))
    assert (cell, "超过 3,000 次" in message) == ("B3", True)
    assert load(bureau, [workbook(sent / "5.xlsx", line(5, usual(1), 31))]).accepted
    assert doubts(tried(bureau, sent / "b.xlsx", line(6, usual(9))), "相差太大")
    assert not doubts(tried(bureau, sent / "c.xlsx", line(6, usual(2))))


# --- sizes


def refunds(month, amounts):
    rows = [
        [f"TS{month:02d}{n:04d}", date(2022, month, n % 27 + 1), "减税", credit_code(f"9199010{n:04d}MA0000"), "增值税", "制造业", "第一税务所", amount, "已办结"]
        for n, amount in enumerate(amounts)
    ]  # fmt: skip
    return {"台账": [[f"2022年{month}月退税减税降费台账"], ["单位：元"], REFUNDS, *rows]}


def test_refunds_in_ten_thousands_under_a_title_of_yuan(bureau, sent):
    amounts = [Decimal("3.17") * (n + 1) for n in range(12)]
    ((cell, message),) = doubts(tried(bureau, sent / "a.xlsx", refunds(5, amounts)), "份单据")
    assert (cell, "12 份单据合计只有 247.26 元（如 H15 38.04" in message) == ("H15", True)
    assert not doubts(tried(bureau, sent / "b.xlsx", refunds(5, [a * 10_000 for a in amounts])), "份单据")


def test_one_document_that_is_nearly_all_of_its_month(bureau, sent):
    amounts = [Decimal("20000.17") * (n + 1) for n in range(12)]
    ((cell, message),) = doubts(
        tried(bureau, sent / "a.xlsx", refunds(5, [*amounts[:11], amounts[11] * 10_000])), "笔里"
    )
    assert (cell, "占 100%" in message) == ("H15", True)


def test_a_kind_in_hundred_millions_among_ten_thousands(base, bureau, sent):
    one = one_month(lambda n, m: Decimal("0.84") if n == 0 else own(n, m), 5)
    ((cell, message),) = doubts(tried(bureau, sent / "a.xlsx", one))
    assert (cell, "2022年5月的“增值税”合计只有 8,400.00 元（B4 0.84），是本月合计的约" in message) == ("B4", True)
    base(in_force, own, 2)
    two = one_month(lambda n, m: Decimal("0.19") if n == 5 else own(n, m), 3)
    ((cell, message),) = doubts(tried(bureau, sent / "b.xlsx", two))
    assert (cell, "是它其余 2 个月里最少的一个月" in message) == ("B9", True)


def test_half_of_a_month_copied(bureau, sent):
    sheets = months(lambda n, m: own(n, 2) if m == 3 and n != 0 and n < 6 else own(n, m), 3)
    assert doubts(tried(bureau, sent / "a.xlsx", sheets), "7 个数里有 5 个数与 2022年2月完全相同")


# --- words


@pytest.mark.parametrize("name", ["1-5月", "1-5月累计", "累计"])
def test_a_sheet_named_after_more_months_than_its_one(bureau, sent, name):
    sheets = {name: one_month(own, 5, "本月入库")["表"]}
    assert doubts(tried(bureau, sent / "a.xlsx", sheets), f"工作表名是“{name}”，表里只有2022年5月一个月的数")


@pytest.mark.parametrize("name", ["税费收入2022年1-5月", "2022年5月税费收入累计"])
def test_a_file_named_after_more_months_than_its_one(bureau, sent, name):
    assert doubts(tried(bureau, sent / f"{name}.xlsx", one_month(own, 5)), "文件名是")
    both = [[kind, own(n, 5), until(n, 5)] for n, kind in enumerate(KINDS)]
    sheets = table("2022年5月税费收入统计表", ["本月", "累计"], both)
    assert not doubts(tried(bureau, sent / f"{name}.xlsx", sheets))
    assert not doubts(tried(bureau, sent / f"{name}.xlsx", months(own, 5)))
    assert not doubts(tried(bureau, sent / "2022年税费收入.xlsx", one_month(own, 5)))


@pytest.mark.parametrize("head", ["入库金额（YTD）", "金额（累）", "入库金额（年初至今）"])
def test_a_heading_of_running_totals_is_refused_as_such(bureau, sent, head):
    (message,) = messages(tried(bureau, sent / "a.xlsx", one_month(until, 5, head)))
    assert f"“{head}”是几个月合在一起的数" in message


def test_a_month_that_is_a_part_of_the_column_before_it(bureau, sent):
    rows = [[kind, until(n, 5), own(n, 5)] for n, kind in enumerate(KINDS)]
    sheets = table("2022年5月税费收入统计表", ["入库金额", "其中：5月"], rows)
    (message,) = messages(tried(bureau, sent / "a.xlsx", sheets))
    assert "表!B3" in message
    assert "不只是这个月的数" in message
    sheets = table("2022年5月税费收入统计表", ["1-5月累计", "其中：5月"], rows)
    assert tried(bureau, sent / "b.xlsx", sheets).accepted[0].covers == ["2022-05"]


def january_beside_february(bureau, sent):
    grown = table("2022年2月税费收入统计表", ["1月", "2月"], [[k, own(n, 1), own(n, 2)] for n, k in enumerate(KINDS)])
    return doubts(tried(bureau, sent / "b.xlsx", grown))


@pytest.mark.parametrize("head", [["5月", "4月", "环比%"], ["4月", "5月", "增减"], ["5月", "4月"]])
def test_the_month_before_as_it_is_compared_with(bureau, sent, once, head):
    rows = [[kind, *(own(n, int(h[0])) if h.endswith("月") else 5 for h in head)] for n, kind in enumerate(KINDS)]
    result = tried(bureau, sent / "a.xlsx", table("2022年5月税费收入统计表", head, rows))
    assert doubts(result, "已有的4月的数会换成这一列")
    assert not once(january_beside_february)


@pytest.mark.parametrize(
    ("kind", "times", "persons", "words"),
    [
        ("酒驾醉驾检查", [1, 2, 3, 4], [None] * 4, "依次是 1 至 4"),
        ("酒驾醉驾检查", [1, 6, 1, 8], [None] * 4, "多于 4"),
        ("谈心谈话", [1] * 5, [6, 15, 21, 30, 44], "一行比一行大"),
        ("谈心谈话", [1] * 5, [6, 9, 6, 9, 14], ""),
        ("酒驾醉驾检查", [1, 2, 1, 3], [None] * 4, ""),
    ],
)
def test_counts_that_are_ordinals_or_running_totals(bureau, sent, kind, times, persons, words):
    rows = [
        [date(2022, 3, 3 + 4 * n), kind, count, talked, None, f"主题{n}", "纪检组", None]
        for n, (count, talked) in enumerate(zip(times, persons, strict=True))
    ]
    result = sent_as(bureau, sent, [["2022年3月监督工作台账"], SUPERVISION, *rows], "3月.xlsx", dry_run=True)
    told = [w.message for a in result.accepted for w in a.warnings if w.doubt]
    assert [words in m for m in told] == ([True] if words else [])
