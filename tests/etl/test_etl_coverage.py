"""Which months are covered, by whom: absent is not zero."""

from datetime import date

import pytest
from department_files import days, hotline_rows, messages, query, revenue_rows, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unmeasured")


def covered(bureau, source):
    return [f"{m:%Y-%m}" for (m,) in query(bureau, "SELECT month FROM covered WHERE source = ? ORDER BY 1", source)]


def test_a_title_covers_months_without_rows(bureau, sent):
    rows = [["2022年一季度监督台账"], ["日期", "事项", "人次"], [date(2022, 1, 5), "谈心谈话", 3]]
    result = load(bureau, [workbook(sent / "a.xlsx", {"台账": rows})])
    assert covered(bureau, "supervision") == ["2022-01", "2022-02", "2022-03"]
    assert any("没有一行数据" in w.message for w in result.accepted[0].warnings)


def test_sheets_of_months_cover_their_months_even_when_empty(bureau, sent):
    sheets = {
        f"{m}月": hotline_rows(days(2022, m, 31 if m != 2 else 0), title=f"2022年{m}月咨询热线") for m in (1, 2, 3)
    }
    load(bureau, [workbook(sent / "a.xlsx", sheets)])
    assert covered(bureau, "hotline") == ["2022-01", "2022-02", "2022-03"]


def test_when_nothing_speaks_the_rows_do_and_it_is_said(bureau, sent):
    path = workbook(
        sent / "热线.xlsx", {"日报": hotline_rows([*days(2022, 1, 31), *days(2022, 3, 31)], title="咨询热线日报")}
    )
    result = load(bureau, [path])
    assert covered(bureau, "hotline") == ["2022-01", "2022-03"]
    assert any("2022年1月、3月" in w.message for w in result.accepted[0].warnings)
    assert messages(
        load(
            bureau,
            [workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 4), title="咨询热线")})],
            confirm=lambda _: False,
        )
    )
    result = load(
        bureau,
        [workbook(sent / "c.xlsx", {"日报": hotline_rows(days(2022, 5), title="咨询热线")})],
        period="2022-05..2022-06",
    )
    assert result.accepted[0].covers == ["2022-05", "2022-06"]


def test_months_to_come_are_not_covered(bureau, sent):
    today = date.today()
    rows = hotline_rows([date(today.year, 1, 1)], title=f"{today.year}年咨询热线")
    result = load(bureau, [workbook(sent / "a.xlsx", {"日报": rows})])
    assert result.accepted[0].covers[-1] == f"{today:%Y-%m}"


def test_a_roster_covers_from_its_first_row_to_its_day_and_is_replaced_whole(bureau, sent):
    def roster(names, as_of):
        return [[f"支部名册（截至{as_of}）"], ["支部名称", "成立日期"], *([n, date(2021, 11, 5)] for n in names)]

    load(bureau, [workbook(sent / "a.xlsx", {"名册": roster("甲乙", "2022年3月31日")})])
    assert covered(bureau, "branches") == ["2021-11", "2021-12", "2022-01", "2022-02", "2022-03"]
    assert load(bureau, [workbook(sent / "b.xlsx", {"名册": roster("甲丙", "2022年6月30日")})]).refused
    load(bureau, [workbook(sent / "b.xlsx", {"名册": roster("甲丙", "2022年6月30日")})], replace=True)
    assert query(bureau, "SELECT branch FROM branches ORDER BY 1") == [("丙",), ("甲",)]
    assert covered(bureau, "branches")[-1] == "2022-06"


def test_a_month_is_covered_when_all_offices_have_sent(bureau, sent):
    reference = bureau.root / "reference"
    reference.mkdir(parents=True)
    (reference / "offices.csv").write_text("office,aliases\n甲所,\n乙所,\n", encoding="utf-8")

    def of(office, first, count=3):
        rows = revenue_rows(count=count, first=first, office=office)
        return [*rows[:1], [f"单位：元  填报单位：{office}"], *rows[2:]]

    load(bureau, [workbook(sent / "甲.xlsx", {"明细": of("甲所", 1)})])
    assert covered(bureau, "revenue") == []
    assert query(bureau, "SELECT office FROM coverage") == [("甲所",)]
    load(bureau, [workbook(sent / "乙.xlsx", {"明细": of("乙所", 100)})])
    assert covered(bureau, "revenue") == ["2022-03"]
    load(bureau, [workbook(sent / "甲2.xlsx", {"明细": of("甲所", 1, 4)})])
    assert query(bureau, "SELECT office, count(*) FROM revenue GROUP BY 1 ORDER BY 1") == [("乙所", 3), ("甲所", 4)]
    mixed = of("甲所", 1)
    mixed[3][4] = "乙所"
    assert "不应有别的税务所" in messages(load(bureau, [workbook(sent / "丙.xlsx", {"明细": mixed})]))[0]


def test_one_month_sent_again_replaces_that_month_of_a_year(bureau, sent):
    year = workbook(sent / "年.xlsx", {f"{m}月": revenue_rows(f"2022年{m}月税费收入", month=m) for m in (1, 2, 3)})
    load(bureau, [year])
    load(bureau, [workbook(sent / "2月.xlsx", {"明细": revenue_rows("2022年2月税费收入", month=2, count=8)})])
    assert query(bureau, "SELECT month(received_on), count(*) FROM revenue GROUP BY 1 ORDER BY 1") == [
        (1, 6),
        (2, 8),
        (3, 6),
    ]
    assert [f for (f,) in query(bureau, "SELECT DISTINCT file FROM batch ORDER BY 1")] == ["2月.xlsx", "年.xlsx"]
    result = load(bureau, [year], replace=True)
    assert sorted(result.accepted[0].replaces) == ["2月.xlsx", "年.xlsx"]


def test_the_calendar_holds_every_day_of_the_years(bureau, sent):
    load(bureau, [workbook(sent / "a.xlsx", {"日报": hotline_rows(days(2022, 3))})])
    assert query(bureau, "SELECT count(*), count(*) FILTER (working) FROM calendar") == [(365, 249)]
