"""Subtotals of a group of kinds (社会保险费小计) with rows of another group right behind, or right before, their own."""

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

TAXES = [["增值税", 7000], ["企业所得税", 3000], ["契税", 900]]
INSURANCES = [["企业职工基本养老保险费", 3000], ["职工基本医疗保险费", 2000], ["失业保险费", 200]]
CHARGES = [["教育费附加", 300], ["残疾人就业保障金", 120]]


def table(sent, *rows, total=16520):
    head = [["2026年3月税费收入汇总表"], ["单位：万元"], ["税费种", "本月入库"]]
    return workbook(sent / "税费收入.xlsx", {"表": [*head, *rows, ["合计", total]]})


def sums(result):
    return [m for m in messages(result) if "之和不符" in m]


@pytest.mark.parametrize(
    "rows",
    [
        [*TAXES, ["社会保险费小计", 5200], *INSURANCES, *CHARGES],
        [*TAXES, *INSURANCES, ["社会保险费小计", 5200], *CHARGES],
        [*TAXES, ["税收小计", 10900], ["其中：社保费小计", 5200], *INSURANCES, *CHARGES],
        [["非税收入小计", 420], *CHARGES, *TAXES, ["社会保险费", 5200], *INSURANCES],
    ],
    ids=["above", "below", "short", "two of three"],
)
def test_a_group_of_several_that_has_a_subtotal(bureau, sent, rows):
    result = load(bureau, [table(sent, *rows)])
    assert not result.refused, messages(result)
    assert result.accepted[0].rows == 8


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ([*TAXES, INSURANCES[2], ["社会保险费滞纳金", 200], *CHARGES], 11520),
        ([*TAXES, CHARGES[0], ["非税收入其他", 300], *INSURANCES], 16400),
        ([*TAXES, *INSURANCES, *CHARGES, ["社会保险费和非税收入小计", 5200]], 16520),
        ([*TAXES, CHARGES[0], ["税收及附加收入小计", 10900], *INSURANCES, CHARGES[1]], 16520),
        ([*TAXES, *CHARGES, *INSURANCES, ["税收以外收入合计", 10900]], 16520),
        ([*TAXES, ["社会保险费小计", 5000], *INSURANCES[:2], *CHARGES, INSURANCES[2]], 16520),
        ([INSURANCES[2], *TAXES, ["社会保险费小计", 5000], *INSURANCES[:2], *CHARGES], 16520),
        ([INSURANCES[0], *TAXES, *INSURANCES[1:], ["社会保险费小计", 2200], *CHARGES], 16520),
        ([*TAXES, ["社会保险费", 5000], *INSURANCES[:2], *CHARGES, INSURANCES[2]], 16520),
    ],
)
def test_what_only_looks_like_a_subtotal_of_a_group_is_refused(bureau, sent, rows, total):
    """A name of its own that begins like a group's, two groups in one, a row of the group that stands elsewhere."""
    assert load(bureau, [table(sent, *rows, total=total)]).refused


def test_a_subtotal_that_misses_the_last_row_of_its_group(bureau, sent):
    """A formula that was not drawn down: what it names are the rows of its group, however well fewer of them fit."""
    result = load(bureau, [table(sent, *TAXES, ["社会保险费小计", 5000], *INSURANCES, *CHARGES)])
    (said,) = sums(result)
    assert "第 8—10 行相加是 5200，差 200" in said


def test_a_wrong_total_is_held_against_what_comes_nearest(bureau, sent):
    result = load(bureau, [table(sent, *TAXES, ["社会保险费小计", 5200], *INSURANCES, *CHARGES, total=16320)])
    (said,) = sums(result)
    assert "第 4、5、6、8、9、10、11、12 行相加是 16520，差 200" in said
