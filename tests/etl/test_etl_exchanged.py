"""Two figures filled in each other's place, with every total right: a person is asked."""

import pytest
from department_files import days, hotline_rows, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = ["增值税", "企业所得税", "个人所得税", "契税", "城市维护建设税", "房产税"]
OFFICES = ["第一税务所", "第二税务所", "城东税务所"]
SHARES = (0.6, 0.3, 0.1)
MONTHS = {
    1: [9000, 4000, 1500, 2900, 900, 300],
    2: [6000, 700, 1200, 2500, 620, 280],
    3: [7000, 650, 1300, 3300, 700, 310],
    4: [6500, 3900, 1400, 2700, 660, 400],
    5: [6200, 2600, 1200, 2600, 640, 290],
    6: [6800, 720, 1250, 3100, 690, 300],
}
JULY = [7400, 4200, 1300, 2800, 710, 380]


def table(month, values, cells=None):
    cells = cells or [[round(v * s, 2) for s in SHARES] for v in values]
    rows = [[kind, *row, sum(row)] for kind, row in zip(KINDS, cells, strict=True)]
    return [
        [f"2022年{month}月税费收入分税种分单位统计表"],
        ["单位：万元"],
        ["税费种", *OFFICES, "合计"],
        *rows,
    ]


def doubts(bureau, path):
    result = load(bureau, [path], dry_run=True)
    assert not messages(result), messages(result)
    return [w for a in result.accepted for w in a.warnings if w.doubt and "像是填反了" in w.message]


def half_a_year(bureau, sent):
    paths = [workbook(sent / f"{m}月.xlsx", {"表": table(m, values)}) for m, values in MONTHS.items()]
    assert len(load(bureau, paths).accepted) == 6


@pytest.fixture
def after_half_a_year(base, bureau):
    base(half_a_year)
    return bureau


def test_two_kinds(after_half_a_year, sent):
    values = [*JULY]
    values[2], values[4] = values[4], values[2]
    (told,) = doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": table(7, values)}))
    assert told.cell == "B6"
    assert "“个人所得税”（B6 426）" in told.message
    assert "“城市维护建设税”（B8 780）" in told.message


def test_two_offices(after_half_a_year, sent):
    rows = table(7, JULY)
    for row in rows[3:]:
        row[2], row[3] = row[3], row[2]
    told = doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": rows}))
    assert any("“第二税务所”" in t.message and "“城东税务所”" in t.message for t in told)


def test_two_offices_whose_amounts_go_with_the_season(bureau, sent):
    kinds = [*KINDS, "印花税", "资源税", "车船税"]
    months = {m: [round(700 * (n + 1) * (1 + (m * 7 + n * 3) % 5), 2) for n in range(9)] for m in range(1, 7)}

    def shared(month, shares):
        rows = [[kind, *(round(v * s, 2) for s in shares)] for kind, v in zip(kinds, months[month], strict=True)]
        return [[f"2022年{month}月税费收入分税种分单位统计表"], ["单位：万元"], ["税费种", *OFFICES], *rows]

    path = workbook(sent / "各月.xlsx", {f"{m}月": shared(m, (0.5, 0.3, 0.2)) for m in range(1, 6)})
    assert load(bureau, [path]).accepted

    def asked(shares):
        result = load(bureau, [workbook(sent / "6月.xlsx", {"表": shared(6, shares)})], dry_run=True)
        return [w for a in result.accepted for w in a.warnings if "像是对调了" in w.message]

    assert not asked((0.48, 0.31, 0.21))
    (told,) = asked((0.3, 0.5, 0.2))
    assert "“第一税务所”" in told.message


def test_two_kinds_of_one_office(after_half_a_year, sent):
    cells = [[round(v * s, 2) for s in SHARES] for v in JULY]
    cells[0][2], cells[3][2] = cells[3][2], cells[0][2]
    (told,) = doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": table(7, JULY, cells)}))
    assert told.cell == "D4"
    assert "“城东税务所增值税”" in told.message


def test_right_figures_and_large_ones_are_not_asked_about(after_half_a_year, sent):
    assert not doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": table(7, JULY)}))
    assert not doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": table(7, [v * 2 for v in JULY])}))
    grown = [*JULY]
    grown[4] = 1250
    assert not doubts(after_half_a_year, workbook(sent / "7月.xlsx", {"表": table(7, grown)}))


def test_a_day_of_the_hotline(bureau, sent):
    rows = hotline_rows(days(2022, 3, 15), calls=400)
    body, (staff, robot) = rows[3:], (2, 3)
    for n, row in enumerate(body):
        row[1], row[staff], row[robot] = 320 + 7 * n % 11, 90 + 5 * n % 13, 190 + 3 * n % 17
    assert not doubts(bureau, workbook(sent / "3月.xlsx", {"表": rows}))
    body[7][staff], body[7][robot] = body[7][robot], body[7][staff]
    (told,) = doubts(bureau, workbook(sent / "3月.xlsx", {"表": rows}))
    assert "人工接听量" in told.message
    assert told.cell.endswith("11")
