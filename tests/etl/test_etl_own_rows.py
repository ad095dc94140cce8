"""Rows of ledgers that count persons or papers: columns exchanged, a digit too many, a sum as the last row."""

from datetime import date

import pytest
from department_files import SUPERVISION, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")


def ledger(month, talks, head=SUPERVISION):
    """Talks as (times, persons), a day each."""
    rows = [
        [date(2022, month, n + 2), "谈心谈话", t, p, None, f"思想动态{n}", "纪检组", None]
        for n, (t, p) in enumerate(talks)
    ]
    kept = [SUPERVISION.index(name) for name in head]
    return [[f"2022年{month}月监督台账"], head, *([row[n] for n in kept] for row in rows)]


def asked(bureau, sent, month, talks, head=SUPERVISION, **options):
    result = load(bureau, [workbook(sent / f"监督台账{month}月.xlsx", {"台账": ledger(month, talks, head)})], **options)
    assert not messages(result), messages(result)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt]


def test_times_and_persons_exchanged(bureau, sent):
    ((cell, message),) = asked(bureau, sent, 3, [(1, 1), (3, 1), (5, 1), (1, 1)])
    assert cell == "D4"
    assert "有 2 行的“次数”比“人次”还多" in message
    assert not asked(bureau, sent, 4, [(1, 1), (1, 3), (2, 5), (None, 1)])
    assert not asked(bureau, sent, 5, [(1, 4), (1, 3), (2, 1), (1, 6), (1, 2)]), "one row of five"


def test_a_talk_with_nobody_is_not_held_more_often_than_it_has_persons(bureau, sent):
    without = [name for name in SUPERVISION if name != "次数"]
    assert not asked(bureau, sent, 3, [(1, 4), (1, 0), (1, 2)], head=without)
    assert not asked(bureau, sent, 4, [(1, 4), (1, 0), (1, 0)])


def half_a_year(bureau, sent):
    for month in range(1, 7):
        assert not asked(bureau, sent, month, [(1, 4), (1, 2), (1, 5)])


def test_a_digit_too_many_beside_the_rows_of_half_a_year(base, bureau, sent):
    base(half_a_year)
    ((cell, message),) = asked(bureau, sent, 7, [(1, 4), (1, 50), (1, 2)], dry_run=True)
    assert cell == "D4"
    assert "是 50，其他各月 18 行最多的只有 5" in message
    assert not asked(bureau, sent, 7, [(1, 4), (1, 25), (1, 2)], dry_run=True)


def test_one_large_row_in_a_first_file_is_nobodys_digit(bureau, sent):
    assert not asked(bureau, sent, 3, [(1, 4), (1, 50), (1, 2)])


def test_what_was_answered_is_not_asked_again(base, bureau, sent):
    base(half_a_year)
    assert asked(bureau, sent, 7, [(1, 4), (1, 50), (1, 2)])
    assert not asked(bureau, sent, 7, [(1, 4), (1, 50), (1, 3)])
    ((cell, message),) = asked(bureau, sent, 8, [(1, 4), (1, 40), (1, 3)], dry_run=True)
    assert cell == "D4", "what was confirmed once is no measure"
    assert "是 40，其他各月 21 行最多的只有 5（一个月例外，有 50）" in message
    found = asked(bureau, sent, 8, [(1, 350), (1, 40), (1, 3)], dry_run=True)
    assert [cell for cell, message in found if "多于 300" in message or "这一行的“人次”是 40" in message] == [
        "D3",
        "D4",
    ]


def test_a_last_row_that_is_the_sum_of_the_others(bureau, sent):
    ((cell, message),) = asked(bureau, sent, 3, [(1, 4), (1, 2), (1, 5), (1, 3), (1, 14)])
    assert cell == "D7"
    assert "正好是前面 4 行之和" in message
    assert not asked(bureau, sent, 4, [(1, 4), (1, 2), (1, 5), (1, 3), (1, 13)])


def test_a_first_row_that_is_the_sum_of_the_others(bureau, sent):
    ((cell, message),) = asked(bureau, sent, 3, [(1, 14), (1, 4), (1, 2), (1, 5), (1, 3)])
    assert cell == "D3"
    assert "最前一行“谈心谈话”的人次正好是后面 4 行之和" in message


def summed(months):
    """Talks as a summary has them: a column a month."""
    return [
        ["2022年监督工作统计表"],
        ["单位：人次"],
        ["事项", *(f"{m}月" for m in months)],
        ["谈心谈话", *(40 + m for m in months)],
    ]


def test_months_that_were_sent_as_summaries_are_no_rows_of_talks(base, bureau, sent):
    base(half_a_year)
    result = load(bureau, [workbook(sent / "监督统计.xlsx", {"统计": summed((7, 8, 9))})])
    assert result.accepted, messages(result)
    ((cell, message),) = asked(bureau, sent, 10, [(1, 4), (1, 50), (1, 2)], dry_run=True)
    assert cell == "D4"
    assert "是 50，其他各月 18 行最多的只有 5，像是" in message
