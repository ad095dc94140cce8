"""What a figure counts: persons where screenings are counted, shares where votes are, minutes where seconds are stored."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import HOTLINE, days, messages, query, workbook

from etl.load import load

KINDS = ["事项", "1月", "2月"]
LEDGER = ["日期", "事项", "数量"]
STUDY = [date(2022, 3, 5), "集中学习", 25]
FILM = ["警示教育片", 120, 130]


def refused(bureau, sent, rows, name="表.xlsx"):
    return [f for _, found in load(bureau, [workbook(sent / name, {"表": rows})], dry_run=True).refused for f in found]


@pytest.mark.parametrize(
    ("rows", "cell", "unit"),
    [
        ([["2022年监督统计"], KINDS, ["警示教育片（人）", 120, 130]], "A3", "人"),
        ([["2022年监督统计"], KINDS, ["专项监督检查（人次）", 30, 20]], "A3", "人次"),
        ([["2022年监督统计"], KINDS, ["谈心谈话（人次）", 5, 6], ["酒驾醉驾检查（人次）", 60, 2]], "A4", "人次"),
        ([["2022年监督统计"], ["月份", "警示教育片（人次）", "专项监督检查"], ["1月", 110, 2]], "B2", "人次"),
        (
            [["2022年监督统计"], ["事项", "单位", "1月"], ["警示教育片", "场", 1], ["专项监督检查", "户", 40]],
            "B4",
            "户",
        ),
        ([["2022年监督统计"], ["事项", "单位", "1月"], ["警示教育片", "人", 120]], "B3", "人"),
        ([["2022年监督统计（单位：人次）"], KINDS, ["谈心谈话", 5, 6], FILM], "B4", "人次"),
        ([["2022年3月监督台账"], ["日期", "事项", "次数（人次）"], [date(2022, 3, 5), "警示教育片", 45]], "C2", "人次"),
        ([["2022年党建统计"], KINDS, ["集中学习（人次）", 300, 20]], "A3", "人次"),
        ([["2022年3月党建台账"], ["日期", "事项", "数量（人）"], STUDY], "C2", "人"),
        (
            [["2022年3月党建台账"], [*LEDGER, "单位"], [*STUDY, "人"], [date(2022, 3, 6), "专题研讨", 1, "次"]],
            "D3",
            "人",
        ),
    ],
)
def test_persons_are_not_loaded_as_events(bureau, sent, rows, cell, unit):
    (fault, *_) = refused(bureau, sent, rows)
    assert (fault.cell, f"单位写的是“{unit}”" in fault.message) == (cell, True), fault.text


@pytest.mark.parametrize(
    "rows",
    [
        [KINDS, ["警示教育片（场）", 1, 2], ["谈心谈话（人次）", 5, 6]],
        [["单位：次、人次"], KINDS, ["警示教育片", 1, 2], ["谈心谈话", 5, 6]],
        [["事项", "单位", "1月", "2月"], ["警示教育片", "场", 1, 2], ["谈心谈话", "人次", 5, 6]],
    ],
)
def test_units_that_fit_are_taken(bureau, sent, unserved, rows):
    result = load(bureau, [workbook(sent / "监督.xlsx", {"表": [["2022年监督统计"], *rows]})])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT sum(times), sum(person_times) FROM supervision WHERE kind <> '追究责任'") == [(5, 11)]


def hotline(heading, place=4, value=1.5):
    head = [*HOTLINE[:place], heading, *HOTLINE[place + 1 :]]
    rows = [[d, 100, 40, 50, value if place == 4 else 12.5, 80 if place == 5 else 9, 90] for d in days(2022, 3, 3)]
    return [["2022年3月咨询热线日报"], head, *rows]


@pytest.mark.parametrize(
    ("heading", "seconds"),
    [
        ("平均等待时间（分）", "90"),
        ("平均等待时长(分钟)", "90"),
        ("平均等待（分钟）", "90"),
        ("平均等待时间（小时）", "5400"),
        ("平均等待时间（秒）", "1.5"),
        ("平均等待时间", "1.5"),
    ],
)
def test_waiting_is_stored_in_seconds(bureau, sent, unserved, heading, seconds):
    result = load(bureau, [workbook(sent / "热线.xlsx", {"表": hotline(heading)})])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT DISTINCT wait_seconds FROM hotline") == [(Decimal(seconds),)]


@pytest.mark.parametrize(
    ("rows", "cell", "word"),
    [
        (hotline("平均等待秒数（分钟）"), "E2", "看不出是秒"),
        (hotline("平均等待时间（刻）"), "E2", "看不出是秒"),
        ([*hotline("平均等待时间"), ["注：平均等待时间单位为分钟"]], "E2", "没有写明单位"),
        (hotline("满意评价数（%）", place=5), "F2", "写的单位是“%”"),
        (hotline("满意评价数(百分比)", place=5), "F2", "写的单位是“百分比”"),
        (hotline("来电总量（分钟）", place=1), "B2", "写的单位是“分钟”"),
    ],
)
def test_shares_and_minutes_are_not_loaded_as_counts_and_seconds(bureau, sent, rows, cell, word):
    found = refused(bureau, sent, rows, "热线.xlsx")
    assert [(f.cell, word in f.message) for f in found] == [(cell, True)], [f.text for f in found]


def test_parts_of_the_calls_that_say_so(bureau, sent, unserved):
    rows = hotline("平均等待时间（秒）")
    rows[1][2:4] = ["其中：人工接听量", "其中：智能解答量"]
    result = load(bureau, [workbook(sent / "热线.xlsx", {"表": rows})])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT sum(answered_by_staff), sum(solved_by_robot) FROM hotline") == [(120, 150)]
