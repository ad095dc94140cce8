"""Before a load: months and offices before and after, and what is said of single files."""

from datetime import date
from decimal import Decimal

from department_files import REVENUE, SUPERVISION, days, etl, hotline_rows, workbook

from etl.load import load
from etl.results import Said
from warehouse.snapshots import current_build


def revenue(path, rows, title="2022年1—3月税费收入"):
    lines = [[d, "增值税", None, None, office, None, voucher, Decimal(amount)] for d, office, voucher, amount in rows]
    return workbook(path, {"Sheet1": [[title], ["单位：万元"], REVENUE, *lines]})


def test_months_and_offices_before_and_after(bureau, sent):
    first = [
        (date(2022, 1, 5), "第一税务所", "A1", "10"),
        (date(2022, 2, 5), "第一税务所", "A2", "20"),
        (date(2022, 2, 6), "第二税务所", "A3", "30"),
    ]
    load(bureau, [revenue(sent / "税费收入_一.xlsx", first)])
    second = [*first[:2], (date(2022, 2, 6), "第二税务所", "A3", "30.5"), (date(2022, 3, 1), "第二税务所", "A4", "-1")]
    told = load(bureau, [revenue(sent / "税费收入_二.xlsx", second)], dry_run=True).to_json()
    (accepted,) = told["accepted"]
    assert (accepted["sum_of"], accepted["sum_unit"]) == ("入库金额", "元")
    found = {(c.pop("month"), c.pop("office")): tuple(c.values()) for c in accepted["changes"]}
    # rows before, after, sums before, after, new rows, rows gone; March was covered without a row: that is 0, not nothing
    assert found == {
        ("2022-01", "第一税务所"): (1, 1, "100000.00", "100000.00", 0, 0),
        ("2022-02", "第一税务所"): (1, 1, "200000.00", "200000.00", 0, 0),
        ("2022-02", "第二税务所"): (1, 1, "300000.00", "305000.00", 1, 1),
        ("2022-03", "第二税务所"): (0, 1, "0.00", "-10000.00", 1, 0),
    }
    moves = told["moved"]
    assert [len(m["period"]) for m in moves] == sorted(len(m["period"]) for m in moves), "years come first"


def test_a_month_nobody_spoke_for_has_no_before(bureau, sent):
    done = load(bureau, [workbook(sent / "热线_2022年3月.xlsx", {"日报": hotline_rows(days(2022, 3))})], dry_run=True)
    (change,) = done.to_json()["accepted"][0]["changes"]
    assert (change["rows_before"], change["sum_before"], change["rows_after"]) == (None, None, 5)
    assert change["sum_after"] == str(sum(100 + n for n in range(1, 6)))


def test_a_roster_is_one_change(bureau, sent):
    def roster(name, branches):
        rows = [
            ["党支部名册"],
            ["截至2022年3月31日"],
            ["支部名称", "成立日期"],
            *([b, date(2018, 7, 20)] for b in branches),
        ]
        return workbook(sent / name, {"名册": rows})

    load(bureau, [roster("支部名册_一.xlsx", ["第一党支部", "第二党支部"])])
    done = load(bureau, [roster("支部名册_二.xlsx", ["第一党支部", "第二党支部", "第三党支部"])], dry_run=True)
    (change,) = done.to_json()["accepted"][0]["changes"]
    assert (change["month"], change["rows_before"], change["rows_after"], change["rows_new"]) == ("2022-03", 2, 3, 1)
    assert change["sum_after"] is None


def test_what_is_said_of_one_file_holds_for_that_file(bureau, sent):
    rows = [SUPERVISION, [date(2022, 3, 1), "专项监督检查", 1, None, None, None, None, None]]
    silent = workbook(sent / "台账.xlsx", {"表": rows})
    other = workbook(sent / "热线_2022年3月.xlsx", {"日报": hotline_rows(days(2022, 3))})
    asked = load(bureau, [silent, other], dry_run=True, confirm=lambda _: True)
    by_file = {a.file: a for a in asked.accepted}
    (question,) = by_file[str(silent)].questions
    assert "2022年3月" in question
    assert not by_file[str(other)].questions

    refused = load(bureau, [silent, other], confirm=lambda _: False)
    assert [f for f, _ in refused.refused] == [str(silent)]
    said = {silent: Said(confirmed=frozenset([question]))}
    assert [a.source for a in load(bureau, [silent], said=said, confirm=lambda _: False).accepted] == ["supervision"]
    quarter = load(bureau, [silent, other], said={silent: Said(period="2022Q1")}, dry_run=True)
    covers = {a.source: a.covers for a in quarter.accepted}
    assert covers == {"supervision": ["2022-01", "2022-02", "2022-03"]}, "the other file is in already"


def test_rows_that_vanish_are_a_question_for_that_file(bureau, sent):
    load(bureau, [workbook(sent / "一_2022年3月热线.xlsx", {"日报": hotline_rows(days(2022, 3))})])
    before = current_build(bureau)
    shorter = workbook(sent / "二_2022年3月热线.xlsx", {"日报": hotline_rows(days(2022, 3, 4))})
    assert load(bureau, [shorter]).refused
    (question,) = load(bureau, [shorter], dry_run=True, confirm=lambda _: True).accepted[0].questions
    assert "2022-03-05" in question
    assert current_build(bureau) == before
    assert load(bureau, [shorter], said={shorter: Said(confirmed=frozenset([question]))}).build


def test_a_dry_run_on_the_command_line_shows_the_months(bureau, sent):
    path = workbook(sent / "热线_2022年3月.xlsx", {"日报": hotline_rows(days(2022, 3))})
    code, out, _ = etl(bureau, "load", path, "--dry-run")
    assert code == 0
    assert "2022-03 全局：未报 → 5 行，来电总量 — → 515 次" in out
    assert current_build(bureau) is None


def test_a_month_in_force_that_changes_beside_a_new_one_is_asked_about_once(bureau, sent, unserved):
    first = [
        (date(2022, 1, 5), "第一税务所", "A1", "10"),
        (date(2022, 2, 5), "第一税务所", "A2", "20"),
        (date(2022, 2, 6), "第二税务所", "A3", "30"),
    ]
    january = revenue(sent / "税费收入_一.xlsx", first, title="2022年1—2月税费收入")

    def asked(name, rows, title="2022年1—3月税费收入"):
        (accepted,) = load(bureau, [revenue(sent / name, rows, title=title)], dry_run=True).accepted
        return [w.message for w in accepted.warnings if w.doubt and "同时改动了已入库的" in w.message]

    load(bureau, [january])
    march = (date(2022, 3, 1), "第二税务所", "A4", "5")
    assert asked("二.xlsx", [*first, march]) == [], "nothing that stands is touched"
    changed = [first[0], (date(2022, 2, 5), "第一税务所", "A2", "200"), first[2]]
    assert asked("三.xlsx", changed, title="2022年1—2月税费收入") == [], (
        "a file that brings no other month is sent to change one"
    )
    (message,) = asked("四.xlsx", [*changed, march])
    assert message.startswith(
        "这份文件新报 2022年3月，同时改动了已入库的 2022年2月（1 行改动，合计 500,000.00 → 2,300,000.00）。"
    )
