"""What is not there and looks whole: an office without a row, a correction under another sender, transfers counted as answered."""

from datetime import date

import pytest
from department_files import messages, query, workbook

from etl.load import load
from etl.results import Said

pytestmark = pytest.mark.usefixtures("unserved")

OFFICES = ["第一税务所", "第二税务所", "第三税务所", "城东税务所", "城西税务所", "开发区税务所"]
KINDS = ["增值税", "企业所得税", "契税", "失业保险费"]


def by_office(sent, month, offices, *, across=False, total=True):
    figures = [[100 * n + 7 * m + month for m in range(len(KINDS))] for n in range(len(offices))]
    if total:
        figures.append([sum(column) for column in zip(*figures, strict=True)])
    lines = [["税务所", *KINDS], *([o, *f] for o, f in zip([*offices, "合计"], figures, strict=False))]
    body = [list(line) for line in zip(*lines, strict=True)] if across else lines
    body[0][0] = "税费种" if across else "税务所"
    rows = [[f"2025年{month}月各所税费收入统计表"], ["单位：万元"], *body]
    return workbook(sent / f"{month}月.xlsx", {"表": rows})


def doubts(result):
    assert result.accepted, messages(result)
    return [w for w in result.accepted[0].warnings if w.doubt]


@pytest.mark.parametrize(("across", "cell"), [(False, "A3"), (True, "B3")], ids=["down", "across"])
def test_an_office_of_the_list_without_a_row_is_asked_about(bureau, sent, across, cell):
    (doubt,) = doubts(load(bureau, [by_office(sent, 6, OFFICES[:5], across=across)]))
    assert doubt.cell == cell
    assert "2025年6月没有开发区税务所的数" in doubt.message
    assert doubts(load(bureau, [by_office(sent, 7, OFFICES, across=across)])) == []


def test_a_month_without_an_office_beside_months_that_have_it(bureau, sent):
    path = by_office(sent, 6, OFFICES, total=False)
    book = [["2025年1-2月各所税费收入明细表"], ["单位：万元"], ["月份", "税务所", *KINDS]]
    rows = [[f"{m}月", o, 10 + m, 20 + n, 30, 40] for m in (1, 2) for n, o in enumerate(OFFICES) if (m, n) != (2, 3)]
    assert doubts(load(bureau, [path])) == []
    (doubt,) = doubts(load(bureau, [workbook(sent / "两月.xlsx", {"表": [*book, *rows]})]))
    assert "2025年2月没有城东税务所的数" in doubt.message


def test_an_office_that_stood_in_the_month_before(bureau, sent):
    lists = bureau.root / "reference"
    assert doubts(load(bureau, [by_office(sent, 5, OFFICES)])) == []
    lists.mkdir(parents=True, exist_ok=True)
    (lists / "offices.csv").write_text("office,aliases\n" + "".join(f"{o},\n" for o in OFFICES[:5]), encoding="utf-8")
    (doubt,) = doubts(load(bureau, [by_office(sent, 6, OFFICES[:5])]))
    assert "没有开发区税务所的数" in doubt.message


def test_one_office_alone_is_asked_about_once(bureau, sent):
    kinds = [[o, *range(1, len(KINDS) + 1)] for o in OFFICES[:1]]
    head = [["2025年6月各所税费收入统计表"], ["单位：万元"], ["税务所", *KINDS, "印花税"]]
    (doubt,) = doubts(load(bureau, [workbook(sent / "六月.xlsx", {"表": [*head, [*kinds[0], 99]]})]))
    assert "全是第一税务所的" in doubt.message


def by_month(sent, name, sender, kinds=KINDS, months=(1, 2, 3), more=0):
    rows = [[k, *(100 * n + 13 * m + more for m in months)] for n, k in enumerate(kinds, 1)]
    head = [["2025年税费收入情况表"], [f"报送单位：{sender}", "单位：万元"], ["项目", *(f"{m}月" for m in months)]]
    return workbook(sent / name, {"表": [*head, *rows]})


def first_quarter(bureau, sent):
    assert load(bureau, [by_month(sent, "一季度.xlsx", "收入核算股")]).accepted


@pytest.mark.parametrize("other", ["办公室", "税政股"])
@pytest.mark.parametrize("replace", [False, True])
def test_the_same_months_and_items_from_another_department(base, bureau, sent, other, replace):
    base(first_quarter)
    again = by_month(sent, "一季度更正.xlsx", other, more=1)
    ((_, (fault,)),) = load(bureau, [again], replace=replace).refused
    assert (fault.cell, fault.value) == ("A2", f"报送单位：{other}")
    assert "会加倍" in fault.message
    assert "改为“收入核算股”再报" in fault.message
    done = load(bureau, [again], dry_run=True, confirm=lambda _: True)
    (question,) = done.accepted[0].questions
    sure = load(bureau, [again], said={again: Said(confirmed=frozenset([question]))})
    assert sure.accepted
    assert query(bureau, "SELECT count(DISTINCT source_batch) FROM revenue") == [(2,)]


def test_other_kinds_or_other_months_of_another_department_stand_beside(bureau, sent):
    assert load(bureau, [by_month(sent, "税.xlsx", "收入核算股", KINDS[:3])]).accepted
    assert load(bureau, [by_month(sent, "费.xlsx", "税政股", KINDS[3:])]).accepted
    assert load(bureau, [by_month(sent, "四月.xlsx", "办公室", KINDS[:3], months=(4,))]).accepted


def events(sent, name, sender, topics):
    rows = [[date(2025, 3, n + 1), "集中学习", 1, topic] for n, topic in enumerate(topics)]
    head = [["2025年3月党建台账"], [f"报送单位：{sender}"], ["日期", "事项", "数量", "主题"]]
    return workbook(sent / name, {"表": [*head, *rows]})


def test_a_ledger_of_events_from_another_department(bureau, sent):
    assert load(bureau, [events(sent, "党建.xlsx", "机关党委", ["甲", "乙", "丙", "丁"])]).accepted
    same = load(bureau, [events(sent, "党建二.xlsx", "办公室", ["甲", "乙", "丙", "戊"])])
    assert any("有 3 行会加倍" in m for m in messages(same))
    assert load(bureau, [events(sent, "党建三.xlsx", "办公室", ["甲", "己", "庚", "辛"])]).accepted


def hotline(sent, head, *, passed=20):
    rows = []
    for n in range(1, 6):
        known = {"日期": date(2025, 6, n), "来电总量": 300, "人工接听量": 100, "智能独立解答量": 40 + n}
        known |= dict.fromkeys(["智能应答量", "智能解答量"], 40 + n + passed)
        rows.append([known.get(h, passed) for h in head])
    return workbook(sent / "热线.xlsx", {"表": [["2025年6月咨询热线日报"], head, *rows]})


@pytest.mark.parametrize("taken_up", ["智能应答量", "智能解答量"])
def test_what_the_robot_solved_by_itself_is_taken(bureau, sent, taken_up):
    head = ["日期", "来电总量", "人工接听量", taken_up, "其中：转人工量", "智能独立解答量"]
    assert load(bureau, [hotline(sent, head)]).accepted
    assert query(bureau, "SELECT sum(solved_by_robot) FROM hotline") == [(215,)]


@pytest.mark.parametrize("part", ["其中：转人工量", "其中：转人工"])
@pytest.mark.parametrize("taken_up", ["智能应答量", "智能解答量"])
def test_transfers_within_what_was_answered_are_refused_by_the_heading(bureau, sent, taken_up, part):
    result = load(bureau, [hotline(sent, ["日期", "来电总量", "人工接听量", taken_up, part])])
    ((_, (fault,)),) = result.refused
    assert (fault.cell, fault.value) == ("D2", taken_up)
    assert "智能独立解答量" in fault.message


def test_transfers_elsewhere_are_only_asked_about(bureau, sent):
    part_of_staff = ["日期", "来电总量", "人工接听量", "其中：转人工量", "智能解答量"]
    (doubt,) = doubts(load(bureau, [hotline(sent, part_of_staff)]))
    assert (doubt.cell, "减去" in doubt.message) == ("E2", True)
