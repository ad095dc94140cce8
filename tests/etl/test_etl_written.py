"""Units, days and headings as departments write them: read where they can mean one thing, else refused by a true sentence."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import SUPERVISION, csv_file, messages, query, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

HOTLINE = ["日期", "来电总量", "人工接听量", "智能解答量", "平均等待时长"]


def sent_as(bureau, sent, rows, name="台账.xlsx"):
    return load(bureau, [workbook(sent / name, {"表": rows})])


def days(header=HOTLINE, day="2022年3月{}日", wait="19.5", title="2022年3月咨询热线日报"):
    return [
        [title],
        header,
        *([day.format(d), 100 + d, 60, 30, wait.format(d % 6)][: len(header)] for d in range(1, 32)),
    ]


def sizes(unit="", heading="入库金额", line="", last=None):
    values = ["1,200.50", "900.25", "-3.10"]
    kinds = zip(["增值税", "契税", "印花税"], values, strict=True)
    rows = [[kind, f"{value}{unit}"] for kind, value in kinds]
    rows[-1][1] = last or rows[-1][1]
    return [["2022年3月税费收入情况表"], *([[line]] if line else []), ["税费种", heading], *rows]


# --- units behind numbers


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        (sizes("万元"), 10_000),
        (sizes("元"), 1),
        (sizes("万元", line="单位：万元"), 10_000),
        (sizes("元", heading="入库金额（元）"), 1),
    ],
)
def test_a_unit_behind_every_amount_is_its_unit(bureau, sent, rows, scale):
    assert not messages(sent_as(bureau, sent, rows))
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(Decimal("2097.65") * scale,)]


@pytest.mark.parametrize(
    "rows",
    [
        sizes("元", line="单位：万元"),
        sizes("万元", heading="入库金额（元）"),
        sizes("元", last="3.10万元"),
        sizes("万元", last="3.10"),
    ],
)
def test_a_unit_that_contradicts_another_is_refused_once(bureau, sent, rows):
    told = [m for m in messages(sent_as(bureau, sent, rows)) if "数后面写着“" in m]
    assert len(told) == 1
    assert "!B" in told[0]


def test_amounts_of_a_list_with_their_unit(bureau, sent):
    rows = [["2022年3月税费收入明细"], ["入库日期", "税费种", "票证号", "入库金额（元）"]]
    rows += [[date(2022, 3, d), "增值税", f"P{d}", f"{d}00.5元"] for d in range(1, 9)]
    assert not messages(sent_as(bureau, sent, rows))
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(Decimal("3604.0"),)]
    rows[0] = ["2022年3月税费收入明细（万元）"]
    assert len(messages(sent_as(bureau, sent, rows))) <= 2


@pytest.mark.parametrize(
    ("kind", "said", "quantity"), [("集中学习", "1次", 1), ("研讨成果", "3篇", 3), ("意见建议", "12条", 12)]
)
def test_a_quantity_of_party_work_with_the_unit_of_its_kind(bureau, sent, kind, said, quantity):
    rows = [["2022年3月党建台账"], ["日期", "事项", "数量", "组织层级"], ["3月4日", kind, said, "党委"]]
    assert not messages(sent_as(bureau, sent, rows))
    assert query(bureau, "SELECT quantity FROM party") == [(quantity,)]


@pytest.mark.parametrize(("kind", "said"), [("集中学习", "30人次"), ("集中学习", "3篇"), ("研讨成果", "2次")])
def test_a_quantity_with_another_unit_is_refused(bureau, sent, kind, said):
    rows = [["2022年3月党建台账"], ["日期", "事项", "数量", "组织层级"], ["3月4日", kind, said, "党委"]]
    assert messages(sent_as(bureau, sent, rows))


@pytest.mark.parametrize(("wait", "mean"), [("2{}秒", 22.5), ("00:00:1{}", 12.5), ("1分0{}秒", 62.5)])
def test_seconds_as_people_write_them(bureau, sent, wait, mean):
    assert not messages(sent_as(bureau, sent, days(wait=wait), "热线.xlsx"))
    found = query(bureau, "SELECT avg(wait_seconds) FROM hotline")[0][0]
    assert abs(float(found) - mean) < 0.2


@pytest.mark.parametrize(("wait", "heading"), [("00:1{}:00", "平均等待时长"), ("2{}秒", "平均等待时长（分钟）")])
def test_seconds_that_may_be_minutes_are_refused(bureau, sent, wait, heading):
    rows = days([*HOTLINE[:-1], heading], wait=wait)
    assert sent_as(bureau, sent, rows, "热线.xlsx").refused


# --- days


@pytest.mark.parametrize("day", ["3月{}日（周二）", "3月{}日 星期二", "3.{}"])
def test_days_without_their_year(bureau, sent, day):
    assert not messages(sent_as(bureau, sent, days(day=day), "热线.xlsx"))
    assert query(bureau, "SELECT min(day), max(day), count(*) FROM hotline") == [
        (date(2022, 3, 1), date(2022, 3, 31), 31)
    ]


def ledger(*written):
    rows = [[day, "专项监督检查", 1, None, None, f"内容{n}", "纪检组"] for n, day in enumerate(written)]
    return [["2022年一季度监督台账"], SUPERVISION[:7], *rows]


def test_month_and_day_as_a_text_under_a_quarter(bureau, sent):
    assert not messages(sent_as(bureau, sent, ledger("1.7", "2.10", "3.2")))
    assert query(bureau, "SELECT day FROM supervision ORDER BY 1") == [
        (date(2022, m, d),) for m, d in [(1, 7), (2, 10), (3, 2)]
    ]


def test_month_and_day_as_a_number_is_no_day(bureau, sent):
    told = messages(sent_as(bureau, sent, ledger(1.7, 2.1)))
    assert any("2月1日还是2月10日" in m for m in told)
    rows = [[str(c) if c is not None else "" for c in row] for row in ledger("1.7", "2.1")]
    assert load(bureau, [csv_file(sent / "监督.csv", rows)]).refused  # a number that was saved as text has lost its 0
    assert sent_as(bureau, sent, ledger("1.7", "4.2")).refused  # not one of the title's months


# --- headings


def test_headings_of_the_hotline(bureau, sent):
    two = [HOTLINE[0], "呼入", "人工", "智能", "等待时长（秒）"]
    assert not messages(sent_as(bureau, sent, days(two), "热线.xlsx"))
    assert query(bureau, "SELECT sum(answered_by_staff), sum(solved_by_robot), count(wait_seconds) FROM hotline") == [
        (1860, 930, 31)
    ]


def test_waiting_that_may_be_a_whole_day_s_is_asked_about(bureau, sent):
    rows = days([*HOTLINE[:-1], "等待时长（秒）"], wait="223{}")
    (doubt,) = [w for w in sent_as(bureau, sent, rows, "热线.xlsx").accepted[0].warnings if w.doubt]
    assert doubt.cell == "E2"


def test_staff_under_a_heading_of_times_are_no_calls(bureau, sent):
    rows = [["2022年3月咨询热线日报"], ["日期", "来电总量", "平均等待", "平均等待"], ["", "", "人工", "智能"]]
    rows += [[date(2022, 3, d), 100, 19, 3] for d in range(1, 32)]
    result = sent_as(bureau, sent, rows, "热线.xlsx")
    assert result.refused or result.skipped


def test_a_day_beside_who_sends_it_is_no_heading(bureau, sent):
    rows = [["2022年第一季度党建工作台账"], ["填报单位：机关党委", None, None, None, "2022年4月6日"]]
    rows += [["序号", "开展时间", "活动类型", "次数", "组织层级"], [1, "2022年1月4日", "集中学习", 1, "党委"]]
    assert not messages(sent_as(bureau, sent, rows))
    assert query(bureau, "SELECT day FROM party") == [(date(2022, 1, 4),)]
