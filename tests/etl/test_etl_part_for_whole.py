"""Never a part for the whole, and never the same month twice: what must not pass in silence."""

import datetime as dt

import pytest

from etl.load import load
from etl.understanding.titles import part_of_a_month, spoken_period
from metrics.measure import open_measurer
from metrics.periods import parse

PARTY = "日期,事项,数量,组织层级\n2022-01-05,集中学习,1,党委\n2022-01-12,集中学习,1,党委\n"


def text_file(path, *lines):
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def value(bureau, key, period):
    return open_measurer(bureau).measure(key, parse(period))


def test_a_sender_spelt_differently_replaces_and_does_not_double(bureau, sent):
    load(bureau, [text_file(sent / "甲.csv", "2022年1月党建台账", "报送单位：机关党委", PARTY)])
    result = load(bureau, [text_file(sent / "乙.csv", "2022年1月党建台账", "报送单位：党建工作科", PARTY)])
    assert value(bureau, "party_study_sessions", "2022-01").value == 2
    assert any("按机关党委处理" in w.message for w in result.accepted[0].warnings)


def test_an_office_in_the_title_is_not_the_whole_bureau(bureau, sent):
    rows = "入库日期,税费种,主管税务所,票证号,入库金额\n2022-01-05,增值税,第一税务所,V1,100"
    load(
        bureau, [text_file(sent / "一所.csv", "第一税务所2022年1月税费收入明细", "单位：元 报送单位：收入核算股", rows)]
    )
    reading = value(bureau, "revenue_total", "2022-01")
    assert reading.value is None
    assert "收入核算股" in reading.to_fill


@pytest.mark.parametrize("title", ["党建台账（2022年11月1日—11月15日）", "2022年12月上旬党建台账"])
def test_a_part_of_a_month_is_refused(bureau, sent, title):
    result = load(bureau, [text_file(sent / "党建.csv", title, PARTY.replace("2022-01", "2022-11"))])
    assert not result.accepted
    assert "不是整月" in result.refused[0][1][0].message


def test_days_of_whole_months_are_a_period():
    assert spoken_period("2022年1月1日至12月31日党建台账").label == "2022"
    assert spoken_period("2024年2月1日—2月29日").label == "2024-02"
    assert part_of_a_month("2022年1月1日至12月31日") is None
    assert part_of_a_month("2022年3月8日座谈会") is None


def hotline(days):
    return "\n".join(["日期,来电总量,人工接听量,智能解答量", *(f"{d},10,4,5" for d in days)])


def test_a_month_of_calls_with_working_days_missing_has_no_value(bureau, sent):
    january = [dt.date(2022, 1, d) for d in range(1, 32)]
    result = load(bureau, [text_file(sent / "热线.csv", "2022年1月咨询热线", hotline(january[3:19]))])
    assert any("补齐以前" in w.message for w in result.accepted[0].warnings)
    assert value(bureau, "hotline_daily_calls", "2022-01").value is None
    load(bureau, [text_file(sent / "热线全.csv", "2022年1月咨询热线", hotline(january))])
    assert value(bureau, "hotline_daily_calls", "2022-01").numerator == 31 * 9


def test_the_running_month_is_not_over(bureau, sent):
    today = dt.date.today()
    rows = f"日期,事项,数量,组织层级\n{today},集中学习,1,党委"
    result = load(bureau, [text_file(sent / "今年.csv", f"{today.year}年党建台账", rows)])
    assert any("还没有结束" in w.message for w in result.accepted[0].warnings)
    assert value(bureau, "party_study_sessions", f"{today:%Y-%m}").value is None


def test_rows_of_which_are_parts_of_the_row_above(bureau, sent):
    rows = "入库日期,税费种,入库金额\n2022-06-05,增值税,100\n2022-06-05,其中：增值税,100\n2022-06-06,契税,50"
    load(bureau, [text_file(sent / "收入.csv", "2022年6月税费收入", "单位：元", rows)])
    assert value(bureau, "revenue_total", "2022-06").value == 150


def test_identity_numbers_behind_a_letter_are_digests(bureau, sent):
    rows = (
        "单据号,办结日期,政策类别,纳税人识别号,金额,状态\nA1,2022-06-05,减税,L11010519491231002X,100,已办结\n"
        "A2,2022-06-05,减税,91350100M000100Y43,100,已办结"
    )
    load(bureau, [text_file(sent / "退税.csv", "2022年6月退税减税降费", "单位：元", rows)])
    stored = {t for (t,) in open_measurer(bureau).snapshot.rows("SELECT taxpayer FROM refunds")}
    assert "91350100M000100Y43" in stored
    assert not any("11010519491231002" in t for t in stored)


TAXES = "入库日期,税费种,入库金额\n2022-03-05,增值税,1000\n2022-03-06,增值税,2000"
CHARGES = "入库日期,税费种,入库金额\n2022-03-09,失业保险费,7\n2022-03-10,失业保险费,8\n2022-03-11,失业保险费,8"
A_AND_B = "日期,事项,主题\n2022-03-05,集中学习,甲\n2022-03-06,集中学习,乙"
C_D_E = "日期,事项,主题\n2022-03-15,集中学习,丙\n2022-03-16,集中学习,丁\n2022-03-17,集中学习,戊"


@pytest.mark.usefixtures("unserved")
@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("2022年3月税费收入明细（单位：元）", TAXES, CHARGES),
        ("2022年3月税费收入（单位：元）", "税费种,金额\n增值税,100", "税费种,金额\n失业保险费,70\n工伤保险费,71"),
        ("2022年3月党建台账", A_AND_B, C_D_E),
        ("2022年3月监督台账", A_AND_B.replace("集中学习", "专项监督检查"), C_D_E.replace("集中学习", "专项监督检查")),
    ],
)
def test_other_rows_do_not_take_the_place_of_those_that_stand(bureau, sent, title, first, second):
    load(bureau, [text_file(sent / "甲.csv", title, first)])
    other = text_file(sent / "乙.csv", title, second)
    (fault,) = load(bureau, [other]).refused[0][1]
    for words in ("2022-03 原有", "这份里没有", "甲.csv", "合成一份", "--replace"):
        assert words in fault.message
    assert load(bureau, [other], replace=True).accepted[0].replaces == ["甲.csv"]


@pytest.mark.usefixtures("unserved")
def test_a_few_cells_corrected_need_no_word(bureau, sent):
    title = "2022年3月党建台账"
    load(bureau, [text_file(sent / "甲.csv", title, A_AND_B)])
    longer = A_AND_B.replace("乙", "乙和丙") + "\n2022-03-20,专题研讨,丁"
    assert load(bureau, [text_file(sent / "乙.csv", title, longer)]).accepted
    with_level = (
        longer.replace("主题", "主题,组织层级")
        .replace("\n2022", ",党委\n2022")
        .replace("题,组织层级,党委", "题,组织层级")
    )
    assert load(bureau, [text_file(sent / "丙.csv", title, with_level + ",党委")]).accepted, (
        "a column more is no other row"
    )


@pytest.mark.usefixtures("unserved")
def test_every_amount_of_a_summary_may_be_corrected(bureau, sent):
    title = "2022年3月税费收入（单位：元）"
    load(bureau, [text_file(sent / "甲.csv", title, "税费种,金额\n增值税,100\n契税,7")])
    assert load(bureau, [text_file(sent / "乙.csv", title, "税费种,金额\n增值税,1000\n契税,70\n印花税,3")]).accepted


@pytest.mark.usefixtures("unserved")
def test_every_figure_of_the_same_rows_may_be_corrected_and_of_others_not(bureau, sent):
    title = "2022年3月税费收入明细（单位：元）"
    load(bureau, [text_file(sent / "甲.csv", title, TAXES)])
    assert load(bureau, [text_file(sent / "乙.csv", title, TAXES.replace("000", "00"))]).accepted
    more = TAXES + "\n2022-03-07,契税,5"
    assert "2 行这份里没有" in load(bureau, [text_file(sent / "丙.csv", title, more)]).refused[0][1][0].message
