"""A month in force that is sent again with hardly a figure as it was: another month under a title that nobody changed."""

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unmeasured")

KINDS = ["增值税", "企业所得税", "个人所得税", "契税", "印花税", "房产税"]
OFFICES = ["第一税务所", "第二税务所"]


def table(figures, unit="万元"):
    rows = [[kind, *figures[n * 2 : n * 2 + 2]] for n, kind in enumerate(KINDS)]
    return [["2022年7月税费收入分税种分单位统计表"], [f"单位：{unit}"], ["税费种", *OFFICES], *rows]


JULY = [5200.5 - 371.25 * n for n in range(12)]
AUGUST = [round(v * (1.13 if n % 3 else 0.86), 2) for n, v in enumerate(JULY)]


def asked(bureau, sent, rows, **options):
    result = load(bureau, [workbook(sent / "税费收入.xlsx", {"表": rows})], **options)
    assert not messages(result), messages(result)
    return [w for w in result.accepted[0].warnings if w.doubt and "没有改标题" in w.message]


def test_another_month_under_the_title_of_the_last(bureau, sent):
    assert not asked(bureau, sent, table(JULY))
    (told,) = asked(bureau, sent, table(AUGUST), dry_run=True)
    assert told.cell == "B4"
    assert (
        "2022年7月已经入库，这份文件的 12 个数有 12 个与已入库的不同（如 B4 4472.43，已入库的是 52,005,000.00 元"
        in told.message
    )


@pytest.mark.parametrize(
    "rows",
    [
        table([*AUGUST[:8], *JULY[8:]]),
        table([round(v) for v in JULY]),
        table([round(v * 10_000, 2) for v in JULY], unit="元"),
        table([v * 100 for v in JULY]),
    ],
    ids=["some corrected", "rounded", "in 元", "the unit corrected"],
)
def test_a_correction_is_no_other_month(bureau, sent, rows):
    asked(bureau, sent, table(JULY))
    assert not asked(bureau, sent, rows, dry_run=True)
