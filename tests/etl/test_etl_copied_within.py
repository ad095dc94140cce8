"""Figures of one month that are each other's copy, and counts of the hotline that were not filled: a person is asked."""

import pytest
from department_files import days, hotline_rows, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "契税", "城市维护建设税", "印花税"]
OFFICES = ["第一税务所", "第二税务所", "城东税务所"]


def cells_of(month):
    return {k: [round(713.17 * (n + 1) + 91.37 * o + 17.93 * month, 2) for o in range(3)] for n, k in enumerate(KINDS)}


def table(month, cells):
    return [
        [f"2022年{month}月税费收入分税种分单位统计表"],
        ["单位：万元"],
        ["税费种", *OFFICES],
        *([kind, *row] for kind, row in cells.items()),
    ]


def doubts(bureau, path):
    result = load(bureau, [path], dry_run=True)
    assert not messages(result), messages(result)
    return [w for a in result.accepted for w in a.warnings if w.doubt and "别的税务所都有" not in w.message]


def test_columns_and_rows_of_a_summary(bureau, sent):
    assert load(bureau, [workbook(sent / "1月.xlsx", {"表": table(1, cells_of(1))})]).accepted

    def asked(cells):
        return [
            t.message
            for t in doubts(bureau, workbook(sent / "2月.xlsx", {"表": table(2, cells)}))
            if "分毫不差" in t.message
        ]

    assert not asked(cells_of(2))
    (told,) = asked({k: [a, c, c] for k, (a, _, c) in cells_of(2).items()})[:1]
    assert "6 个数分毫不差" in "".join(asked({k: [a, c, c] for k, (a, _, c) in cells_of(2).items()}))
    cells = cells_of(2)
    (told,) = asked({**cells, "印花税": cells["城市维护建设税"]})
    assert "“印花税”" in told
    (told,) = asked({**cells, "契税": [cells["契税"][0]] * 3})
    assert "“契税”里" in told


def test_an_amount_filled_down(bureau, sent):
    head = ["单据号", "办结日期", "政策类别", "纳税人识别号", "税费种", "主管税务所", "金额", "状态"]
    rows = [
        [
            f"T{n:04d}",
            f"2022-03-{1 + n:02d}",
            "减税",
            f"9131{n:014d}",
            "增值税",
            OFFICES[n % 2],
            1234.5 * (n + 1),
            "已办结",
        ]
        for n in range(12)
    ]
    path = sent / "3月.xlsx"
    top = [["2022年3月退税减税降费台账"], ["单位：元"], head]
    assert not [t for t in doubts(bureau, workbook(path, {"表": [*top, *rows]})) if "填充" in t.message]
    for row in rows[4:10]:
        row[6] = rows[4][6]
    (told,) = [t for t in doubts(bureau, workbook(path, {"表": [*top, *rows]})) if "填充" in t.message]
    assert "连着 6 行" in told.message


def hotline(month, count=28):
    rows = hotline_rows(days(2022, month, count), calls=400, title=f"2022年{month}月咨询热线日报")
    for n, row in enumerate(rows[3:]):
        row[1], row[2], row[3] = 320 + (37 * n + month) % 61, 90 + 5 * n % 13, 190 + 3 * n % 17
    return rows


def test_days_of_the_hotline(bureau, sent):
    result = load(bureau, [workbook(sent / "2月.xlsx", {"表": hotline(2)})])
    assert result.accepted, messages(result)

    def asked(rows):
        return [t.message for t in doubts(bureau, workbook(sent / "3月.xlsx", {"表": rows}))]

    before = asked(hotline(3))
    assert not [m for m in before if "是 0" in m or "完全相同" in m or "填了 0" in m]
    rows = hotline(3)
    for row in rows[3:]:
        row[2] = 0
    assert any("人工接听量是 0" in m for m in asked(rows))
    rows = hotline(3)
    for row in rows[14:]:
        row[1] = row[2] = row[3] = 0
    assert any("像是还没有统计就填了 0" in m for m in asked(rows))
    rows = hotline(3)
    for row, other in zip(rows[3:10], rows[10:17], strict=True):
        other[1:] = row[1:]
    assert any("完全相同" in m for m in asked(rows))
