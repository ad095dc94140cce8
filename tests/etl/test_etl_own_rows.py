"""Rows of ledgers that count persons or papers: columns exchanged, a digit too many, a sum as the last row."""

from datetime import date

import pytest
from department_files import SUPERVISION, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unmeasured")


def ledger(month, talks):
    """Talks as (times, persons), a day each."""
    rows = [
        [date(2022, month, n + 2), "谈心谈话", t, p, None, f"思想动态{n}", "纪检组", None]
        for n, (t, p) in enumerate(talks)
    ]
    return [[f"2022年{month}月监督台账"], SUPERVISION, *rows]


def asked(bureau, sent, month, talks, **options):
    result = load(bureau, [workbook(sent / f"监督台账{month}月.xlsx", {"台账": ledger(month, talks)})], **options)
    assert not messages(result), messages(result)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt]


def test_times_and_persons_exchanged(bureau, sent):
    ((cell, message),) = asked(bureau, sent, 3, [(1, 1), (3, 1), (5, 1), (1, 1)])
    assert cell == "D4"
    assert "有 2 行的“次数”比“人次”还多" in message
    assert not asked(bureau, sent, 4, [(1, 1), (1, 3), (2, 5), (None, 1)])


def test_a_digit_too_many_beside_the_rows_of_half_a_year(bureau, sent):
    usual = [(1, 4), (1, 2), (1, 5)]
    for month in range(1, 7):
        assert not asked(bureau, sent, month, usual)
    ((cell, message),) = asked(bureau, sent, 7, [(1, 4), (1, 50), (1, 2)], dry_run=True)
    assert cell == "D4"
    assert "是 50，其他各月 18 行最多的只有 5" in message
    assert not asked(bureau, sent, 7, [(1, 4), (1, 25), (1, 2)], dry_run=True)


def test_one_large_row_in_a_first_file_is_nobodys_digit(bureau, sent):
    assert not asked(bureau, sent, 3, [(1, 4), (1, 50), (1, 2)])


def test_what_was_answered_is_not_asked_again(bureau, sent):
    for month in range(1, 7):
        asked(bureau, sent, month, [(1, 4), (1, 2), (1, 5)])
    assert asked(bureau, sent, 7, [(1, 4), (1, 50), (1, 2)])
    assert not asked(bureau, sent, 7, [(1, 4), (1, 50), (1, 3)])


def test_a_last_row_that_is_the_sum_of_the_others(bureau, sent):
    ((cell, message),) = asked(bureau, sent, 3, [(1, 4), (1, 2), (1, 5), (1, 3), (1, 14)])
    assert cell == "D7"
    assert "正好是前面 4 行之和" in message
    assert not asked(bureau, sent, 4, [(1, 4), (1, 2), (1, 5), (1, 3), (1, 13)])
