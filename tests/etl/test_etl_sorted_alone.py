"""Lists in the order of their days with one column sorted without the others: a person is asked."""

from datetime import date

import pytest
from department_files import REVENUE, credit_code, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "契税", "企业所得税"]
OFFICES = ["第一税务所", "第二税务所", "城东税务所"]


def receipts(count=30):
    return [
        [date(2022, 3, 1 + n * 30 // count), KINDS[n * 7 % 3], "区级", "制造业", OFFICES[n * 5 % 3], credit_code(f"9199010{n:04d}MA0000"), f"V{n:04d}",
         round(20_000 + 7919.37 * (n * 11 % count), 2)]
        for n in range(count)
    ]  # fmt: skip


def asked(bureau, sent, rows):
    made = [["2022年3月税费收入入库明细"], ["单位：元"], REVENUE, *rows]
    result = load(bureau, [workbook(sent / "明细.xlsx", {"表": made})], dry_run=True)
    assert not messages(result), messages(result)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt and "只选了这一列" in w.message]


def alone(rows, place):
    values = sorted(row[place] for row in rows)
    return [[*row[:place], value, *row[place + 1 :]] for row, value in zip(rows, values, strict=True)]


@pytest.mark.parametrize(("place", "cell"), [(7, "H4"), (1, "B4"), (4, "E4")])
def test_one_column_sorted_without_the_others(bureau, sent, place, cell):
    ((where, message),) = asked(bureau, sent, alone(receipts(), place))
    assert where == cell
    assert f"各行是按“入库日期”先后排的，“{REVENUE[place]}”一列却也是" in message


@pytest.mark.parametrize("place", [7, 4])
def test_a_reversal_added_below_hides_nothing(bureau, sent, place):
    rows = alone(receipts(), place)
    ((where, message),) = asked(bureau, sent, [*rows, [*rows[-1][:4], "城东税务所", None, "V9999", -5000]])
    assert where == f"{'ABCDEFGH'[place]}4"
    assert "只选了这一列（或“入库日期”一列）排序" in message


def in_turn(labels, place):
    """Rows by day, a label after another."""
    return [[*row[:place], labels[n * 3 // 30], *row[place + 1 :]] for n, row in enumerate(receipts())]


@pytest.mark.parametrize(
    "rows",
    [
        receipts(),
        in_turn(["城东税务所", "第二税务所", "城西税务所"], 4),
        sorted(receipts(), key=lambda row: row[7]),
        sorted(receipts(), key=lambda row: (row[1], row[0])),
        alone(receipts(15), 7),
        [[date(2022, 3, 10 + n // 10), *row[1:]] for n, row in enumerate(alone(receipts(), 4))],
    ],
    ids=["by day", "in turn", "by amount", "by kind and day", "few rows", "offices that report a day each"],
)
def test_lists_that_are_in_order(bureau, sent, rows):
    assert not asked(bureau, sent, rows)
