"""Months that are not whole, months that are running totals, and the month that the file's name says."""

from datetime import date

import pytest
from department_files import REVENUE, credit_code, workbook

from etl.load import load
from etl.reading import read
from etl.reference import code_lists
from etl.understanding.parts import understand_book
from etl.understanding.titles import less_than_its_month, spoken_period

pytestmark = pytest.mark.usefixtures("unserved")

UNIT = ["单位：万元"]


def summary(path, title, *rows):
    return workbook(path, {"表": [[title], UNIT, *rows]})


def checked(bureau, path):
    """Months covered, or what is wrong."""
    result = load(bureau, [path], dry_run=True)
    return result.accepted[0].covers if result.accepted else [f.text for _, faults in result.refused for f in faults]


def faults(bureau, path):
    found = understand_book(read(path.name, path.read_bytes()), code_lists(bureau))
    return [f.text for part in found.parts for f in part.faults], [
        f.text for part in found.parts for f in part.warnings
    ]


# --- headings


@pytest.mark.parametrize(
    "head",
    [
        "5月（截至20日）",
        "5月（1-20日）",
        "5月（快报）",
        "5月（未完）",
        "5月(预计)",
        "5月上旬",
        "5月初步数",
        "5月1-20日",
    ],
)
def test_a_month_that_its_heading_calls_less_is_left_out_and_named(bureau, sent, head):
    rows = [["税费种", "1月", "2月", "3月", "4月", head], ["增值税", 5, 3, 4, 2, 1], ["契税", 1, 2, 1, 3, 1]]
    result = load(bureau, [summary(sent / "a.xlsx", "2025年税费收入分月统计表", *rows)], dry_run=True)
    (accepted,) = result.accepted
    assert accepted.covers[-1] == "2025-04"
    assert any(w.cell == "F3" and "不是整月" in w.message for w in accepted.warnings)


@pytest.mark.parametrize("head", ["5月（截至31日）", "5月（1-31日）", "5月（万元）", "5月完成数", "5月（含社保费）"])
def test_brackets_that_do_not_limit_the_month(bureau, sent, head):
    rows = [["税费种", "3月", "4月", head], ["增值税", 5, 3, 4], ["契税", 1, 2, 1]]
    told, _ = faults(bureau, summary(sent / "a.xlsx", "2025年税费收入分月统计表", *rows))
    assert told == []
    assert less_than_its_month(head, 2025) is None


def test_a_month_of_february_is_whole_on_its_last_day():
    assert less_than_its_month("2月（截至28日）", None) is None
    assert less_than_its_month("2月（截至28日）", 2024) == "截至28日"


def test_rows_of_months_that_are_less(bureau, sent):
    rows = [["月份", "增值税", "契税"], ["1月", 1, 2], ["2月", 3, 1], ["3月（截至20日）", 1, 1], ["月均", 2, 2]]
    told, said = faults(bureau, summary(sent / "a.xlsx", "2025年税费收入分月统计表", *rows))
    assert told == []
    assert any("表!A6" in w and "不是整月" in w for w in said)
    assert any("表!A7" in w and "平均" in w for w in said)


def test_a_star_at_one_month_must_be_explained(bureau, sent):
    rows = [["税费种", "3月", "4月", "5月*"], ["增值税", 5, 3, 4], ["契税", 1, 2, 1]]
    path = sent / "a.xlsx"
    (told,), _ = faults(bureau, summary(path, "2025年税费收入分月统计表", *rows))
    assert told.startswith("表!D3")
    told, _ = faults(bureau, summary(path, "2025年税费收入分月统计表", *rows, ["*5月含补缴上年税款"]))
    assert told == []
    (told,), _ = faults(bureau, summary(path, "2025年税费收入分月统计表", *rows, ["*5月为快报数"]))
    assert told.startswith("表!A6")
    stars = [["税费种*", "3月*", "4月*"], ["增值税", 5, 3], ["契税", 1, 2]]
    assert faults(bureau, summary(path, "2025年税费收入分月统计表", *stars))[0] == []


# --- running totals

GROWING = {"增值税": (10, 21, 33, 41, 56), "契税": (3, 5, 9, 12, 14), "印花税": (1, 2, 2, 3, 5)}
MONTHS = [f"{n}月" for n in range(1, 6)]


def test_months_that_only_rise_by_what_the_first_one_brought(bureau, sent):
    rows = [["税费种", *MONTHS], *([kind, *figures] for kind, figures in GROWING.items())]
    path, title = sent / "a.xlsx", "2025年税费收入分月统计表"
    (told,), _ = faults(bureau, summary(path, title, *rows))
    assert told.startswith("表!B3")
    assert "累计数" in told
    months = [
        ["月份", *GROWING],
        *([m, *figures] for m, figures in zip(MONTHS, zip(*GROWING.values(), strict=True), strict=True)),
    ]
    assert "累计数" in faults(bureau, summary(path, title, *months))[0][0]
    own = [["税费种", *(f"{m}（当月）" for m in MONTHS)], *rows[1:]]
    assert faults(bureau, summary(path, title, *own))[0] == []
    totals = [[*rows[0], "合计"], *([*row, sum(row[1:])] for row in rows[1:])]
    assert faults(bureau, summary(path, title, *totals))[0] == []
    added = [*months, ["合计", *(sum(f) for f in GROWING.values())]]
    assert faults(bureau, summary(path, title, *added))[0] == []


def test_running_totals_of_a_ledgers_kinds(bureau, sent):
    rows = [["事项", *MONTHS], ["专项监督检查", 1, 3, 4, 6, 7], ["谈心谈话（人次）", 12, 25, 33, 41, 56]]
    path = workbook(sent / "a.xlsx", {"表": [["2025年1-5月监督工作统计表"], *rows]})
    assert "累计数" in faults(bureau, path)[0][0]


def test_months_that_rise_a_little_are_told(bureau, sent):
    rows = [
        ["税费种", *MONTHS],
        ["增值税", 100, 104, 110, 112, 115],
        ["契税", 30, 31, 32, 33, 34],
        ["印花税", 5, 6, 7, 8, 9],
    ]
    told, said = faults(bureau, summary(sent / "a.xlsx", "2025年税费收入分月统计表", *rows))
    assert told == []
    assert any("请核对是不是累计数" in w and "表!B3" in w for w in said)


def test_months_that_fall_once_are_months(bureau, sent):
    rows = [["税费种", *MONTHS], *([kind, *figures] for kind, figures in GROWING.items()), ["房产税", 4, 1, 6, 7, 8]]
    told, said = faults(bureau, summary(sent / "a.xlsx", "2025年税费收入分月统计表", *rows))
    assert (told, [w for w in said if "累计" in w]) == ([], [])
    short = [row[:4] for row in rows[:-1]]
    assert faults(bureau, summary(sent / "b.xlsx", "2025年税费收入分月统计表", *short))[0] == []


# --- half a month of vouchers


def vouchers(path, days):
    rows = [
        [
            date(2025, 5, day),
            "增值税",
            "区级",
            "制造业",
            "第一税务所",
            credit_code(f"9199010{n:04d}MA0000"),
            f"V{n:05d}",
            10 + n,
        ]
        for n, day in enumerate(days)
    ]
    return workbook(path, {"5月": [["2025年5月税费收入明细"], ["单位：元"], REVENUE, *rows]})


def half(bureau, path):
    result = load(bureau, [path], dry_run=True)
    return [w.text for a in result.accepted for w in a.warnings if "半个月" in w.text]


def test_vouchers_that_stop_in_the_middle_of_the_month(bureau, sent):
    (told,) = half(bureau, vouchers(sent / "a.xlsx", [d for d in range(1, 15) for _ in range(3)]))
    assert "2025-05-14" in told
    (told,) = half(bureau, vouchers(sent / "b.xlsx", [d for d in range(16, 32) for _ in range(3)]))
    assert "2025-05-16" in told
    assert half(bureau, vouchers(sent / "c.xlsx", [*range(1, 16), *range(1, 16), 23, 29])) == []
    assert half(bureau, vouchers(sent / "d.xlsx", [2, 9, 14])) == [], "too few to tell"


# --- the file's name


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("附件1 2026年4月税费收入统计表(报)", "2026-04"),
        ("附件12026年4月", "2026-04"),
        ("26年4月税费收入", "2026-04"),
        ("26年一季度监督台账", "2026Q1"),
        ("26年1-4月税费", "2026-01..2026-04"),
        ("2022 年 3 月", "2022-03"),
    ],
)
def test_years_in_names(name, label):
    assert spoken_period(name).label == label
    assert spoken_period("近10年税费") is None
    assert spoken_period("20250605税费") is None


@pytest.mark.parametrize(
    "name", ["附件1 2026年4月税费收入统计表(报)", "26年4月税费收入", "税费收入202604", "5月税费收入", "2026税费收入"]
)
def test_a_file_that_is_called_for_another_month_than_its_title(bureau, sent, name):
    rows = [["税费种", "金额"], ["增值税", 3], ["契税", 4]]
    (told,), _ = faults(bureau, summary(sent / f"{name}.xlsx", "2025年4月税费收入统计表", *rows))
    assert told.startswith("表!A1")
    assert "文件名写的是" in told
    path = sent / f"{name}.xlsx"
    assert load(bureau, [path], dry_run=True, period="2025-04").accepted


@pytest.mark.parametrize(
    "name",
    [
        "税费收入20260605",
        "2026年报",
        "2025年4月税费收入",
        "2025年税费收入",
        "税发〔2026〕12号附件",
        "4月税费收入",
        "26年报送",
        "数据",
    ],
)
def test_names_that_do_not_contradict_the_title(bureau, sent, name):
    rows = [["税费种", "金额"], ["增值税", 3], ["契税", 4]]
    assert faults(bureau, summary(sent / f"{name}.xlsx", "2025年4月税费收入统计表", *rows))[0] == []


def test_one_sheet_of_the_month_that_the_file_is_called_for_is_enough(bureau, sent):
    def sheet(month):
        return [[f"2025年{month}月税费收入统计表"], UNIT, ["税费种", "金额"], ["增值税", month], ["契税", 4]]

    path = workbook(sent / "2025年4月税费收入.xlsx", {"3月": sheet(3), "4月": sheet(4)})
    assert checked(bureau, path) == ["2025-03", "2025-04"]
