"""A column 本年累计 beside 本月 is held against the months since January, wherever they stand."""

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = {"增值税": (2000, 1800, 2100), "企业所得税": (900, 700.5, 800), "个人所得税": (400, 300, 350)}


def month_sheet(month, wrong=0):
    head = [[f"2022年{month}月税费收入情况表"], ["单位：万元"], ["税费种", "本月", "本年累计"]]
    rows = [[kind, n[month - 1], sum(n[:month])] for kind, n in KINDS.items()]
    rows[0][1] += wrong
    return [*head, *rows]


def warned(result):
    return [w for a in result.accepted for w in a.warnings if "各月（本文件" in w.message]


def test_months_on_their_sheets_of_one_file(bureau, sent):
    sheets = {f"{m}月": month_sheet(m) for m in (1, 2, 3)}
    result = load(bureau, [workbook(sent / "2022年一季度.xlsx", sheets)], dry_run=True)
    assert not messages(result), messages(result)
    assert not [w for w in warned(result) if w.doubt]
    assert any("2022年一季度各月（本文件和已入库的）之和核对过，3 个数都相符" in w.message for w in warned(result))
    assert not any("无从核对" in w.message for w in result.accepted[0].warnings)
    sheets["3月"] = month_sheet(3, wrong=500)
    (told,) = [w for w in warned(load(bureau, [workbook(sent / "2022年一季度.xlsx", sheets)], dry_run=True)) if w.doubt]
    assert (told.sheet, told.cell) == ("3月", "C4")
    assert "写的是 5900，各月相加是 6400，相差 -500" in told.message


def test_months_that_are_in_force(bureau, sent):
    for month in (1, 2):
        load(bureau, [workbook(sent / f"{month}月.xlsx", {"表": month_sheet(month)})])
    (told,) = warned(load(bureau, [workbook(sent / "3月.xlsx", {"表": month_sheet(3, wrong=1000)})], dry_run=True))
    assert told.doubt
    assert told.cell == "C4"
    assert "相差 -1000" in told.message
    (told,) = warned(load(bureau, [workbook(sent / "3月.xlsx", {"表": month_sheet(3)})], dry_run=True))
    assert not told.doubt
    assert "都相符" in told.message


def test_a_month_that_is_not_there_leaves_nothing_to_compare(bureau, sent):
    load(bureau, [workbook(sent / "1月.xlsx", {"表": month_sheet(1)})])
    assert not warned(load(bureau, [workbook(sent / "3月.xlsx", {"表": month_sheet(3, wrong=1000)})], dry_run=True))
