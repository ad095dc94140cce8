"""Refunds whose status was filled down with one word, or whose amounts are all 0: a person is asked."""

from datetime import date

import pytest
from department_files import credit_code, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

HEAD = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"]


def asked(bureau, sent, month, change=lambda _: None, **options):
    rows = []
    for n in range(14):
        who = credit_code(f"9199010{n:04d}MA0000")
        status = "作废" if n in {4, 9} else "受理中" if n in {2, 7} else "已办结"
        rows.append(
            [
                f"T{month}{n}",
                date(2022, month, n + 3),
                "减税" if n % 2 else "降费",
                23_456.78 + 997.3 * n * month,
                who,
                status,
            ]
        )
        rows[-1][3], rows[-1][4] = rows[-1][4], rows[-1][3]
        change(rows[-1])
    title = [[f"2022年{month}月退税减税降费台账"], ["单位：元"], HEAD]
    result = load(bureau, [workbook(sent / f"退税{month}月.xlsx", {"表": [*title, *rows]})], **options)
    assert not messages(result), messages(result)
    return [(w.cell, w.message) for w in result.accepted[0].warnings if w.doubt]


def filled(row):
    row[5] = "受理中"


def zero(row):
    row[4] = 0


def without_cancelled(row):
    row[5] = "已办结" if row[5] == "作废" else row[5]


def test_a_month_without_one_settled_document(bureau, sent):
    for month in range(1, 7):
        assert not asked(bureau, sent, month)
    ((cell, message),) = asked(bureau, sent, 7, filled, dry_run=True)
    assert cell == "F3"
    assert message.startswith("2022年7月没有一行“已办结”，已入库的 6 个月每个月都有。“状态”像是填错了")
    assert not asked(bureau, sent, 7, without_cancelled, dry_run=True)
    assert asked(bureau, sent, 7, filled)
    ((_, message),) = asked(bureau, sent, 8, filled, dry_run=True)
    assert message.startswith("2022年8月没有一行“已办结”，已入库的 7 个月里有 6 个月有。")


def test_amounts_that_are_all_zero(bureau, sent):
    ((cell, message),) = asked(bureau, sent, 3, zero)
    assert cell == "E4"
    assert "14 份单据合计只有 0.00 元" in message
    assert "公式、链接断了" in message
