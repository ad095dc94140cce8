"""A bureau's own offices: on the first day, under their full names, and after they were merged into others."""

from datetime import date

import pytest
from department_files import messages, query, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

OURS = ["城关税务分局", "北川税务分局", "石桥税务分局"]
KINDS = ["增值税", "企业所得税", "契税", "失业保险费"]
FULL = "国家税务总局清河县税务局"


def registered(bureau, *lines, name=FULL):
    (bureau.root / "reference").mkdir(parents=True, exist_ok=True)
    if name:
        (bureau.root / "bureau.toml").write_text(f'name = "{name}"\n', encoding="utf-8")
    (bureau.root / "reference/offices.csv").write_text("\n".join(["office,aliases,until", *lines]), encoding="utf-8")


def summary(sent, month, offices, *, note=None, down=False):
    cells = [[100 * n + 7 * m + month for n in range(len(offices))] for m in range(len(KINDS))]
    table = [["税费种", *offices], *([k, *row] for k, row in zip(KINDS, cells, strict=True))]
    if down:
        table = [list(row) for row in zip(*table, strict=True)]
    rows = [[f"2025年{month}月税费收入分局统计表"], ["单位：万元"], *table, *([[note]] if note else [])]
    return workbook(sent / f"{month}月.xlsx", {"表": rows})


def vouchers(sent, month, offices):
    rows = [[date(2025, month, 1 + 2 * n), "增值税", o, 100_000 + n] for n in range(14) for o in offices]
    head = [[f"2025年{month}月税费入库明细"], ["单位：元"], ["入库日期", "税费种", "主管税务机关", "金额"]]
    return workbook(sent / f"{month}月明细.xlsx", {"表": [*head, *rows]})


def doubts(result):
    assert result.accepted, messages(result)
    return [w for w in result.accepted[0].warnings if w.doubt]


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_how_offices_are_registered_is_said(bureau, sent, down):
    result = load(bureau, [summary(sent, 1, OURS, down=down)])
    ((_, (fault,)),) = result.refused
    assert all(o in fault.message for o in OURS)
    assert "reference/offices.csv" in fault.message
    registered(bureau, *OURS)
    assert load(bureau, [summary(sent, 1, OURS, down=down)]).accepted


def test_a_list_of_another_bureau_is_not_asked_about(bureau, sent):
    assert doubts(load(bureau, [vouchers(sent, 1, OURS)])) == []


@pytest.mark.parametrize("name", [FULL, ""], ids=["ours", "not written down"])
@pytest.mark.parametrize("before", [FULL, "清河县税务局"])
def test_full_names_are_the_same_offices(bureau, sent, name, before):
    registered(bureau, *OURS, name=name)
    long = [f"{before}{o}" for o in OURS]
    assert doubts(load(bureau, [vouchers(sent, 1, long)])) == []
    assert doubts(load(bureau, [summary(sent, 2, long)])) == []
    assert {o for (o,) in query(bureau, "SELECT DISTINCT office FROM revenue")} == set(OURS)


def test_another_bureau_s_office_of_the_same_name_is_not_ours(bureau, sent):
    registered(bureau, *OURS)
    load(bureau, [vouchers(sent, 1, [*OURS, "国家税务总局宜阳县税务局城关税务分局"])])
    assert ("国家税务总局宜阳县税务局城关税务分局",) in query(bureau, "SELECT DISTINCT office FROM revenue")


def test_a_merged_office_is_asked_about_once(bureau, sent):
    registered(bureau, *OURS)
    assert doubts(load(bureau, [summary(sent, 6, OURS)])) == []
    note = "注：石桥税务分局自2025年7月1日起并入城关税务分局。"
    (doubt,) = doubts(load(bureau, [summary(sent, 7, OURS[:2], note=note)]))
    assert "2025年7月没有石桥税务分局的数" in doubt.message
    assert note in doubt.message
    assert doubts(load(bureau, [summary(sent, 8, OURS[:2])])) == []
    (doubt,) = doubts(load(bureau, [summary(sent, 9, OURS[:1] + OURS[2:])]))
    assert "没有北川税务分局的数" in doubt.message
    assert doubts(load(bureau, [summary(sent, 10, OURS)])) == []
    assert "没有石桥税务分局的数" in doubts(load(bureau, [summary(sent, 11, OURS[:2])]))[0].message


def test_an_office_with_an_end_is_read_before_it_and_not_missed_after(bureau, sent):
    registered(bureau, *OURS[:2], f"{OURS[2]},,2025-06-30")
    assert doubts(load(bureau, [summary(sent, 7, OURS[:2])])) == []
    assert doubts(load(bureau, [summary(sent, 3, OURS)])) == []
    assert "2025年4月没有石桥税务分局的数" in doubts(load(bureau, [summary(sent, 4, OURS[:2])]))[0].message


def test_an_unknown_kind_is_the_only_thing_said(bureau, sent):
    def table(item):
        items = [["增值税", 50, 20], ["契税", 7, 3]], [["教育费附加", 3, 1], [item, 900, 400]]
        groups = [
            [name, *map(sum, zip(*(r[1:] for r in part), strict=True))]
            for name, part in zip("税非", items, strict=True)
        ]
        groups[0][0], groups[1][0] = "一、税收收入", "二、非税收入"
        whole = ["税费收入合计", 960, 424]
        rows = [["2025年3月税费收入分局统计表"], ["单位：万元"], ["项目", *OURS[:2]], whole]
        return [*rows, groups[0], *items[0], groups[1], *items[1]]

    registered(bureau, *OURS[:2])
    ((_, (fault,)),) = load(bureau, [workbook(sent / "甲.xlsx", {"表": table("某某专项资金")})]).refused
    assert "“某某专项资金”不在税费种的代码表里" in fault.message
    for item in ("国有土地使用权出让收入", "水土保持补偿费", "矿产资源专项收入"):
        assert load(bureau, [workbook(sent / "乙.xlsx", {"表": table(item)})], dry_run=True).accepted


def year(sent, *months):
    """A workbook of the year with a sheet for each month: its number and its offices."""
    sheets = {}
    for month, offices in months:
        rows = [[k, *(100 * n + 7 * m + month for n in range(len(offices)))] for m, k in enumerate(KINDS)]
        sheets[f"{month}月"] = [[f"2025年{month}月税费收入"], ["单位：万元"], ["税费种", *offices], *rows]
    return workbook(sent / f"2025年分月（报{months[-1][0]}月）.xlsx", sheets)


def missed(result):
    return [w.message for w in doubts(result) if "别的税务所都有" in w.message]


def test_an_office_that_goes_a_second_time_is_asked_about_again(bureau, sent):
    registered(bureau, *OURS)
    two = OURS[:2]
    assert missed(load(bureau, [year(sent, (1, OURS), (2, OURS), (3, two))]))
    assert not missed(load(bureau, [year(sent, (1, OURS), (2, OURS), (3, two), (4, OURS))]))
    assert missed(load(bureau, [year(sent, (1, OURS), (2, OURS), (3, two), (4, OURS), (5, OURS), (6, two))]))


@pytest.mark.parametrize("note", [None, f"{OURS[2]}并入{OURS[0]}。"], ids=["bare", "with a note in the question"])
def test_figures_in_force_that_would_go_are_asked_about_whatever_was_answered(bureau, sent, note):
    registered(bureau, *OURS)
    assert missed(load(bureau, [year(sent, (1, OURS), (2, OURS), (3, OURS[:2]))]))
    for _ in range(2):
        assert not missed(load(bureau, [summary(sent, 3, OURS)], replace=True))
        assert missed(load(bureau, [summary(sent, 3, OURS[:2], note=note)], replace=True))


def test_what_nobody_has_looked_at_is_no_answer(bureau, sent):
    registered(bureau, *OURS)
    without = year(sent, (1, OURS), (2, OURS), (3, OURS[:2]))
    assert missed(load(bureau, [without], answered=False))
    assert missed(load(bureau, [year(sent, (1, OURS), (2, OURS), (3, OURS[:2]), (4, OURS))]))
