"""A month beside half a year of its own: another unit, figures that became 0, were lost or turned negative: a person is asked."""

from datetime import date

import pytest
from department_files import messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "契税", "城市维护建设税", "印花税"]
OFFICES = ["第一税务所", "第二税务所", "城东税务所"]
SHARES = (0.5, 0.3, 0.2)
MONTHS = {
    1: [9000, 4000, 1500, 2900, 900, 330],
    2: [6000, 700, 1200, 2500, 620, 280],
    3: [7000, 250, 1300, 3300, 700, 310],
    4: [6500, 3900, 1400, 2700, 660, 400],
    5: [6200, 5600, 1200, 2600, 640, 290],
    6: [6800, 320, 1250, 3100, 690, 300],
    7: [7400, 4200, 1300, 2800, 710, 380],
}
AUGUST = [7100, 210, 1350, 2750, 705, 350]


def cells_of(values):
    return {k: [round(v * s, 2) for s in SHARES] for k, v in zip(KINDS, values, strict=True)}


def table(month, cells, unit="万元"):
    return [
        [f"2022年{month}月税费收入分税种分单位统计表"],
        [f"单位：{unit}"],
        ["税费种", *OFFICES, "合计"],
        *([kind, *row, sum(v for v in row if v != "")] for kind, row in cells.items()),
    ]


def months_before(bureau, sent, of_month):
    path = workbook(sent / "各月.xlsx", {f"{m}月": of_month(m) for m in MONTHS})
    result = load(bureau, [path])
    assert result.accepted, messages(result)


def ordinary(month):
    return table(month, cells_of(MONTHS[month]))


@pytest.fixture
def asked(base, bureau, sent):
    """What is asked about an August with these cells, after seven ordinary months."""
    base(months_before, ordinary)

    def ask(cells, unit="万元"):
        result = load(bureau, [workbook(sent / "8月.xlsx", {"表": table(8, cells, unit)})], dry_run=True)
        assert not messages(result), messages(result)
        return [w for a in result.accepted for w in a.warnings if w.doubt and "别的税务所都有" not in w.message]

    return ask


def test_an_ordinary_month(asked):
    assert not asked(cells_of(AUGUST))


@pytest.mark.parametrize(("unit", "times"), [("千元", "9.6 分之一"), ("百元", "96.3 分之一"), ("十万元", "10.4 倍")])
def test_all_of_it_in_another_unit(asked, unit, times):
    (told, *_) = [t for t in asked(cells_of(AUGUST), unit) if "整个换了大小" in t.message]
    assert times in told.message


def test_a_kind_and_a_block_that_became_zero(asked):
    (told,) = asked({**cells_of(AUGUST), "个人所得税": [0, 0, 0]})
    assert told.cell == "B6"
    assert "“个人所得税”（B6）填的是 0" in told.message
    (told,) = asked({k: row if k == "增值税" else [0, 0, 0] for k, row in cells_of(AUGUST).items()})
    assert "等 5 个填的是 0" in told.message


@pytest.mark.parametrize("lost", [0, ""])
def test_a_cell_that_became_zero_or_empty(asked, lost):
    cells = cells_of(AUGUST)
    cells["增值税"][1] = lost
    (told,) = asked(cells)
    assert "“第二税务所增值税”" in told.message
    assert "是 0 或空着" in told.message


def test_a_small_row_left_out(asked):
    cells = cells_of(AUGUST)
    del cells["印花税"]
    (told,) = asked(cells)
    assert "“印花税”没有一行" in told.message


def test_a_cell_in_another_unit_and_a_negative_one(asked):
    cells = cells_of(AUGUST)
    cells["个人所得税"][1] = 0.04
    (told,) = [t for t in asked(cells) if "“第二税务所个人所得税”" in t.message]
    assert told.cell == "C6"
    assert "分之一" in told.message
    cells = cells_of(AUGUST)
    cells["契税"][0] *= -1
    (told,) = [t for t in asked(cells) if "正数" in t.message]
    assert told.cell == "B7"
    assert "其他每个月都是正数" in told.message


def test_a_cell_that_was_answered_is_not_asked_about_again(asked, bureau, sent):
    cells = cells_of(AUGUST)
    cells["个人所得税"][1] = 0.04
    assert any("“第二税务所个人所得税”" in t.message for t in asked(cells))
    load(bureau, [workbook(sent / "8月.xlsx", {"表": table(8, cells)})])
    cells["印花税"][0] += 1
    assert not any("“第二税务所个人所得税”" in t.message for t in asked(cells))


def receipts(month, cells, lost=None, halves=(0, 1)):
    """Each cell as two vouchers (`halves` of it each); of the month `lost` a cell less."""
    rows = [
        [date(2022, month, 4 + k + 3 * half), kind, office, f"V{month}{k}{o}{half}", round(value * 10_000 / len(halves) * (0.8 + half * 0.4 / (len(halves) - 1)), 2)]
        for k, (kind, values) in enumerate(cells.items())
        for o, (office, value) in enumerate(zip(OFFICES, values, strict=True))
        for half in halves
        if (kind, office) != lost
    ]  # fmt: skip
    return [
        [f"2022年{month}月税费收入入库明细"],
        ["单位：元"],
        ["入库日期", "税费种", "主管税务所", "票证号", "入库金额"],
        *rows,
    ]


def test_a_cell_of_two_vouchers_a_month_may_be_empty_or_five_times_as_large(bureau, sent):
    load(bureau, [workbook(sent / "各月.xlsx", {f"{m}月": receipts(m, cells_of(v)) for m, v in MONTHS.items()})])
    cells = cells_of(AUGUST)
    cells["契税"][1] *= 5
    rows = receipts(8, cells, lost=("契税", "城东税务所"))
    result = load(bureau, [workbook(sent / "8月.xlsx", {"表": rows})], dry_run=True)
    assert not messages(result), messages(result)
    assert [w.message for w in result.accepted[0].warnings if w.doubt] == []
    cells["契税"][1] *= 4
    result = load(bureau, [workbook(sent / "8月.xlsx", {"表": receipts(8, cells)})], dry_run=True)
    assert any("“第二税务所契税”" in w.message or "“契税”" in w.message for w in result.accepted[0].warnings if w.doubt)


@pytest.mark.parametrize(("times", "lost"), [(5.6, None), (1, ("增值税", "第二税务所"))], ids=["too much", "missing"])
def test_a_list_of_many_vouchers_after_summaries(asked, bureau, sent, times, lost):
    cells = cells_of(AUGUST)
    cells["增值税"][1] *= times
    rows = receipts(8, cells, lost=lost, halves=range(6))
    result = load(bureau, [workbook(sent / "8月明细.xlsx", {"表": rows})], dry_run=True)
    assert not messages(result), messages(result)
    assert any("“第二税务所增值税”" in w.message for w in result.accepted[0].warnings if w.doubt)


def seasonal(month, medical):
    """Six kinds that hardly move, and 城乡居民基本医疗保险费 as given (its season: September to December)."""
    return table(month, {**cells_of(MONTHS[2]), "城乡居民基本医疗保险费": [round(medical * s, 2) for s in SHARES]})


def hardly_any(month):
    return seasonal(month, 40 + month % 3)


@pytest.mark.parametrize(("month", "medical", "doubts"), [(9, 1500, False), (8, 1500, True), (8, 40, False)])
def test_a_kind_in_its_season(base, bureau, sent, month, medical, doubts):
    base(months_before, hardly_any)
    result = load(bureau, [workbook(sent / "本月.xlsx", {"表": seasonal(month, medical)})], dry_run=True)
    told = [w.message for a in result.accepted for w in a.warnings if w.doubt and "医疗保险费" in w.message]
    assert bool(told) is doubts, told
