"""Rows of lists that are the sum of other rows although they state a day and a kind: by a word anywhere, or by the figures alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from department_files import REVENUE, SUPERVISION, refused_at, revenue_yuan, sent_as

pytestmark = pytest.mark.usefixtures("unserved")

AMOUNTS = [Decimal(a) for a in ("8123.45", "917.62", "45210.07", "1302.88", "77.31", "6405.90")]
TOTAL = sum(AMOUNTS, Decimal(0))
LAST = date(2022, 3, 28)


def receipts(last, heads=REVENUE, amounts=AMOUNTS):
    """A list of receipts, and one row more; both may have a cell in a column that is not read."""
    rows = [
        [date(2022, 3, n + 1), "增值税" if n % 2 else "契税", "区级", "制造业", "第一税务所", f"TX{n}", f"V{n}", a]
        for n, a in enumerate(amounts)
    ]
    wide = [row + [f"某某{n}公司"] * (len(heads) - len(REVENUE)) for n, row in enumerate(rows)]
    return [["2022年3月税费收入入库明细"], ["单位：元"], heads, *wide, last]


def ledger(extra, title="2022年一季度监督工作台账"):
    """Three checks and three films of one quarter, and rows more."""
    start = date(2022, 1, 5)
    rows = [
        [start + timedelta(days=13 * n), kind, 1, None, None, f"主题{n}", "纪检组", None]
        for n, kind in enumerate(["专项监督检查", "警示教育片"] * 3)
    ]
    return [[title], ["报送单位：纪检组"], SUPERVISION, *rows, *extra]


@pytest.mark.parametrize(
    ("place", "word"),
    [(5, "小计"), (6, "本页小计"), (6, "汇总"), (5, "共6笔"), (8, "合计"), (8, "本日小计"), (8, "一所小计")],
)
def test_a_total_word_in_any_column_takes_the_row_out_if_it_adds_up(bureau, tmp_path, place, word):
    last = [LAST, "增值税", None, None, None, None, None, TOTAL, None]
    last[place] = word
    result = sent_as(bureau, tmp_path, receipts(last, [*REVENUE, "纳税人名称"]))
    assert revenue_yuan(bureau) == TOTAL
    assert any(f.cell == "A10" and word in f.message for f in result.accepted[0].warnings)


@pytest.mark.parametrize("word", ["小计", "累计"])
def test_a_total_word_over_another_figure_is_refused_by_the_cell(bureau, tmp_path, word):
    last = [LAST, "增值税", None, None, None, word, None, Decimal("5000.01")]
    ((cell, message),) = refused_at(sent_as(bureau, tmp_path, receipts(last)))
    assert cell == "H10"
    assert "不是合计的，请改写" in message


def test_a_word_that_most_rows_have_is_no_total(bureau, tmp_path):
    rows = receipts(
        [LAST, "契税", "区级", "制造业", "第一税务所", "TX9", "V9", Decimal("10.10"), "汇总"], [*REVENUE, "缴纳方式"]
    )
    for row in rows[3:]:
        row[8] = "汇总"
    sent_as(bureau, tmp_path, rows)
    assert revenue_yuan(bureau) == TOTAL + Decimal("10.10")


def test_a_row_without_a_word_that_is_the_sum_of_those_above_is_asked_about(bureau, tmp_path):
    last = [LAST, "增值税", None, None, "第一税务所", None, None, TOTAL]
    result = sent_as(bureau, tmp_path, receipts(last))
    (doubt,) = [f for f in result.accepted[0].warnings if "之和" in f.message]
    assert (doubt.cell, doubt.value) == ("H10", "62037.23")
    assert "正好等于上面几行之和" in doubt.message


def test_three_payments_of_one_tier_and_one_of_three_are_not_asked_about(bureau, tmp_path):
    amounts = [Decimal("392.16")] * 3
    last = [LAST, "增值税", "区级", "制造业", "第一税务所", "TX8", "V8", Decimal("1176.48")]
    result = sent_as(bureau, tmp_path, receipts(last, amounts=amounts))
    assert not [f for f in result.accepted[0].warnings if f.doubt and "之和" in f.message]


@pytest.mark.parametrize(
    ("times", "topic", "department"), [(3, "一季度小计", "纪检组"), (3, "本季度共开展3次", None), (3, None, "小计")]
)
def test_a_ledgers_total_with_a_day_is_held_against_its_kind(bureau, tmp_path, times, topic, department):
    extra = [[date(2022, 3, 31), "专项监督检查", times, None, None, topic, department, None]]
    result = sent_as(bureau, tmp_path, ledger(extra), "监督.xlsx")
    assert result.accepted[0].rows == 6


def test_the_only_row_of_a_kind_may_be_called_a_sum(bureau, tmp_path):
    extra = [[date(2022, 3, 31), "酒驾醉驾检查", 2, None, None, "一季度汇总", "纪检组", None]]
    assert sent_as(bureau, tmp_path, ledger(extra), "监督.xlsx").accepted[0].rows == 7


def test_totals_that_name_their_kind_may_stand_under_a_list_sorted_by_day(bureau, tmp_path):
    names = [("专项监督检查小计", 3), ("警示教育片小计", 3)]
    below = [[None, name, count, None, None, None, None, None] for name, count in names]
    assert sent_as(bureau, tmp_path, ledger(below), "监督.xlsx").accepted[0].rows == 6
    below[0][2] = 4
    ((cell, message),) = refused_at(sent_as(bureau, tmp_path, ledger(below), "监督2.xlsx"))
    assert cell == "C10"
    assert "各行相加是 3次" in message


def test_a_total_of_letters_says_how_many_there_are(bureau, tmp_path):
    heads = ["日期", "事项", "来源", "标题"]
    rows = [[date(2022, 3, n), "媒体报道", f"某某{n}报", f"税惠{n}"] for n in (1, 2, 3)]
    total = [date(2022, 3, 31), "媒体报道", "小计", "3篇"]
    table = [["2022年3月信息宣传台账"], heads, *rows, total]
    assert sent_as(bureau, tmp_path, table, "宣传.xlsx").accepted[0].rows == 3
    total[3] = "5篇"
    assert [cell for cell, _ in refused_at(sent_as(bureau, tmp_path, table, "宣传2.xlsx"))] == ["D6"]
    total[3] = None
    assert "没有可以核对的数" in refused_at(sent_as(bureau, tmp_path, table, "宣传3.xlsx"))[0][1]


TWO_AND_SUM = [*AMOUNTS[:2], sum(AMOUNTS[:2], Decimal(0)), *AMOUNTS[2:]]


def without_number(rows, at):
    """The row in which neither voucher nor taxpayer stands."""
    return [[*row[:5], None, None, *row[7:]] if n == at else row for n, row in enumerate(rows)]


def doubts_of_sums(result):
    return [f.cell for f in result.accepted[0].warnings if f.doubt and "之和" in f.message]


def test_two_rows_and_their_sum_without_a_number(bureau, tmp_path):
    last = [LAST, "契税", "区级", "制造业", "第一税务所", "TX9", "V9", Decimal("10.10")]
    rows = receipts(last, amounts=TWO_AND_SUM)
    assert doubts_of_sums(sent_as(bureau, tmp_path, without_number(rows, 5))) == ["H6"]


def test_two_rows_and_their_sum_with_a_number_or_where_many_have_none(bureau, tmp_path):
    last = [LAST, "契税", "区级", "制造业", "第一税务所", "TX9", "V9", Decimal("10.10")]
    rows = receipts(last, amounts=TWO_AND_SUM)
    assert doubts_of_sums(sent_as(bureau, tmp_path, rows)) == []
    for row in (5, 7, 8, 9):
        rows = without_number(rows, row)
    assert doubts_of_sums(sent_as(bureau, tmp_path, rows, "另一份.xlsx", replace=True)) == []


def test_a_row_without_a_number_that_is_no_sum(bureau, tmp_path):
    last = [LAST, "契税", "区级", "制造业", "第一税务所", "TX9", "V9", Decimal("10.10")]
    amounts = [*AMOUNTS[:2], TWO_AND_SUM[2] + Decimal("0.01"), *AMOUNTS[2:]]
    assert doubts_of_sums(sent_as(bureau, tmp_path, without_number(receipts(last, amounts=amounts), 5))) == []
