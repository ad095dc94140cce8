"""A month in force that is sent again with hardly a figure as it was: another month under a title that nobody changed."""

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "契税", "印花税", "房产税"]
OFFICES = ["第一税务所", "第二税务所"]


def table(figures, unit="万元"):
    rows = [[kind, *figures[n * 2 : n * 2 + 2]] for n, kind in enumerate(KINDS)]
    return [["2022年7月税费收入分税种分单位统计表"], [f"单位：{unit}"], ["税费种", *OFFICES], *rows]


JULY = [5200.5 - 371.25 * n for n in range(12)]
AUGUST = [round(v * (1.13 if n % 3 else 0.86), 2) for n, v in enumerate(JULY)]


def asked(bureau, sent, rows, **options):
    result = load(bureau, [workbook(sent / "税费收入.xlsx", {"表": rows})], replace=True, **options)
    assert not messages(result), messages(result)
    return [w for w in result.accepted[0].warnings if w.doubt and "没有改标题" in w.message]


def july(bureau, sent):
    assert not asked(bureau, sent, table(JULY))


def test_another_month_under_the_title_of_the_last(base, bureau, sent):
    base(july)
    (told,) = asked(bureau, sent, table(AUGUST), dry_run=True)
    assert told.cell == "B4"
    assert (
        "2022年7月已经入库，这份文件的 12 个数有 12 个与已入库的不同（如 B4 4472.43，已入库的是 52,005,000.00 元"
        in told.message
    )


TWELVE = ["房产税", "车船税", "资源税", "耕地占用税", "环境保护税", "土地增值税"]


def by_office(figures):
    """Twelve kinds, each of two offices, or (a figure each) of the whole bureau."""
    head = OFFICES if isinstance(figures[0], tuple) else ["入库金额"]
    rows = [
        [k, *(f if isinstance(f, tuple) else (f,))]
        for k, f in zip([*KINDS[:5], *TWELVE, "城镇土地使用税"], figures, strict=True)
    ]
    return [["2022年7月税费收入统计表"], ["单位：万元"], ["税费种", *head], *rows]


def split(figures, share):
    return [(round(v * share, 2), round(v - round(v * share, 2), 2)) for v in figures]


@pytest.mark.parametrize("order", [1, -1], ids=["divided later", "divided before"])
def test_another_month_though_the_offices_are_divided_otherwise(bureau, sent, order):
    first, then = [JULY, split(AUGUST, 0.4)][::order]
    asked(bureau, sent, by_office(first))
    (told,) = asked(bureau, sent, by_office(then), dry_run=True)
    assert "2022年7月已经入库，这份文件的 12 个数有 12 个与已入库的不同" in told.message


def test_another_division_of_the_same_figures(bureau, sent):
    asked(bureau, sent, by_office(split(JULY, 0.4)))
    assert not asked(bureau, sent, by_office(split(JULY, 0.7)), dry_run=True)


def months(last, times=1.0):
    """A column a month."""
    rows = [[kind, *(round(v * times * (1 + m * (n % 5) / 9), 2) for m in range(last))] for n, (kind, v) in enumerate(zip([*KINDS[:5], *TWELVE, "城镇土地使用税"], JULY, strict=True))]  # fmt: skip
    return [
        [f"2022年1—{last}月税费收入统计表"],
        ["单位：万元"],
        ["税费种", *(f"{m + 1}月" for m in range(last))],
        *rows,
    ]


def test_many_months_are_one_question(bureau, sent):
    asked(bureau, sent, months(4))
    (told,) = asked(bureau, sent, months(4, 1.02), dry_run=True)
    assert "2022年2月的 12 个数有 12 个与已入库的不同（合计" in told.message
    assert "；等 4 个月，像是" in told.message
    assert not asked(bureau, sent, months(5, 1.02), dry_run=True), "with a new month, that sentence names them"


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
def test_a_correction_is_no_other_month(base, bureau, sent, rows):
    base(july)
    assert not asked(bureau, sent, rows, dry_run=True)


SLOW = [round(v * (1.004 if n % 3 else 0.997), 2) for n, v in enumerate(JULY)]
"""Another month that is much like July: nothing of it is July's rounded otherwise."""


def test_another_month_that_differs_by_less_than_a_hundredth(base, bureau, sent):
    base(july)
    (told,) = asked(bureau, sent, table(SLOW), dry_run=True)
    assert "12 个数有 12 个与已入库的不同" in told.message


@pytest.mark.parametrize("order", [1, -1], ids=["rounded later", "rounded before"])
def test_small_figures_in_whole_units_are_only_rounded(bureau, sent, order):
    fine = [round(v / 700, 2) for v in JULY]
    first, then = [table(fine), table([round(v) for v in fine])][::order]
    asked(bureau, sent, first)
    assert not asked(bureau, sent, then, dry_run=True)
