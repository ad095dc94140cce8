"""Accepting, refusing, replacing and going back, through `load` and the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal

import pytest
from department_files import (
    HOTLINE,
    REVENUE,
    ROOT,
    csv_file,
    days,
    etl,
    etl_json,
    hotline_rows,
    messages,
    query,
    revenue_rows,
    workbook,
)

from etl.faults import UsageError
from etl.keeping.history import history, rebuild, rollback
from etl.load import load
from warehouse.snapshots import current_build, open_snapshot, snapshot_path


def march(bureau, sent):
    """The file that was loaded."""
    path = workbook(sent / "a.xlsx", {"日报": hotline_rows(days(2022, 3))})
    load(bureau, [path])
    return path


@pytest.mark.usefixtures("unmeasured")
def test_one_bad_cell_changes_nothing_and_is_named(base, bureau, sent):
    base(march)
    before = current_build(bureau)
    rows = hotline_rows(days(2022, 4), title="2022年4月咨询热线日报")
    rows[4][2] = "四十"
    rows[5][0] = "2022年4月31日"
    result = load(bureau, [workbook(sent / "热线4月.xlsx", {"日报": rows})])
    assert result.build is None
    assert current_build(bureau) == before
    found = [(f.sheet, f.cell, f.value) for _, faults in result.refused for f in faults]
    assert ("日报", "C5", "四十") in found
    assert ("日报", "A6", "2022年4月31日") in found
    assert "整数" in messages(result)[0]
    assert (
        not list((bureau.archive / "originals").glob("*")) or len(list((bureau.archive / "originals").glob("*"))) == 1
    )


@pytest.mark.usefixtures("unmeasured")
def test_a_corrected_file_replaces_and_does_not_double(base, bureau, sent):
    base(march)
    result = load(bureau, [workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 3), calls=200)})])
    assert result.accepted[0].replaces == ["a.xlsx"]
    assert query(bureau, "SELECT count(*), sum(calls) FROM hotline") == [(5, 5 * 200 + 15)]
    assert query(bureau, "SELECT file FROM batch") == [("b.xlsx",)]


def test_fewer_rows_ask_first(base, bureau, sent):
    base(march)
    shorter = workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 3, 3))})
    code, told = etl_json(bureau, "load", shorter)
    assert code == 1
    assert "2022-03-04" in told["refused"][0]["errors"][0]["message"]
    assert query(bureau, "SELECT count(*) FROM hotline") == [(5,)]
    asked = []
    assert load(bureau, [shorter], confirm=asked.append).refused
    assert asked
    assert load(bureau, [shorter], replace=True).build
    assert query(bureau, "SELECT count(*) FROM hotline") == [(3,)]


@pytest.mark.usefixtures("unmeasured")
def test_events_without_a_key_are_counted_month_by_month(bureau, sent):
    rows = [
        ["2022年一季度监督台账"],
        ["日期", "事项", "人次", "主题"],
        *([date(2022, m, 5), "谈心谈话", 3, f"主题{m}"] for m in (1, 2, 2, 3)),
    ]
    load(bureau, [workbook(sent / "a.xlsx", {"台账": rows})])
    result = load(bureau, [workbook(sent / "b.xlsx", {"台账": [*rows[:3], *rows[4:]]})])
    assert "2022-02 由 2 行减为 1 行" in messages(result)[0]


def test_the_same_file_twice_says_so(base, bureau):
    path = base(march)
    build = current_build(bureau)
    code, told = etl_json(bureau, "load", path)
    assert code == 0
    assert told["build"] is None
    assert told["skipped"][0]["why"] == "已入库，没有变化"
    assert current_build(bureau) == build
    assert len(list((bureau.archive / "originals").iterdir())) == 1


@pytest.mark.usefixtures("unmeasured")
def test_an_older_file_sent_again_after_its_correction_counts_as_new(bureau, sent):
    old = workbook(sent / "a.xlsx", {"日报": hotline_rows(days(2022, 3))})
    for path in (old, workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 3), calls=200)}), old):
        assert load(bureau, [path]).build
    assert query(bureau, "SELECT sum(calls) FROM hotline") == [(515,)]


@pytest.mark.usefixtures("unmeasured")
def test_what_was_rolled_back_stays_out_of_the_next_load(base, bureau, sent):
    base(march)
    first = current_build(bureau)
    wrong = load(bureau, [workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 3), calls=900)})]).build
    rollback(bureau, first)
    assert query(bureau, "SELECT sum(calls) FROM hotline") == [(515,)]
    load(bureau, [workbook(sent / "c.xlsx", {"日报": hotline_rows(days(2022, 4), title="2022年4月咨询热线")})])
    assert query(bureau, "SELECT month(day), sum(calls) FROM hotline GROUP BY 1 ORDER BY 1") == [(3, 515), (4, 515)]
    marks = {e.build: (e.current, e.rolled_back) for e in history(bureau)}
    assert marks[wrong] == (False, True)
    assert marks[first] == (False, False)


@pytest.mark.usefixtures("unmeasured")
def test_a_build_whose_database_is_gone_is_made_again(base, bureau, sent):
    base(march)
    first = current_build(bureau)
    second = load(bureau, [workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 3), calls=900)})]).build
    snapshot_path(bureau, first).unlink()
    rollback(bureau, first)
    assert query(bureau, "SELECT sum(calls) FROM hotline") == [(515,)]
    rollback(bureau, second)
    again = rebuild(bureau)
    assert again > second
    assert query(bureau, "SELECT sum(calls) FROM hotline") == [(4515,)]
    with pytest.raises(UsageError, match="没有数据版本"):
        rollback(bureau, "20200101-000000-0000")


@pytest.mark.usefixtures("unmeasured")
def test_a_key_that_stands_in_another_month_is_refused(bureau, sent):
    load(bureau, [workbook(sent / "3月.xlsx", {"明细": revenue_rows()})])
    again = revenue_rows("2022年4月税费收入入库明细", month=4)
    again[3][6] = "V030002"
    result = load(bureau, [workbook(sent / "4月.xlsx", {"明细": again})])
    assert "3月.xlsx" in messages(result)[0]
    assert "明细!G4" in messages(result)[0]


def test_several_files_are_one_build_and_each_stands_alone(bureau, sent):
    workbook(sent / "科室/热线.xlsx", {"日报": hotline_rows(days(2022, 3))})
    workbook(sent / "科室/税费收入.xlsx", {"明细": revenue_rows()})
    bad = hotline_rows(days(2022, 4), title="2022年4月咨询热线")
    bad[3][1] = "很多"
    workbook(sent / "科室/坏的.xlsx", {"日报": bad})
    workbook(sent / "科室/通讯录.xlsx", {"表": [["某表"], ["甲", "乙"], ["1", "2"]]})
    (sent / "科室/~$热线.xlsx").write_bytes(b"lock")
    (sent / "科室/说明.pdf").write_bytes(b"%PDF-1.4")
    code, told = etl_json(bureau, "load", sent)
    assert code == 1
    assert {a["source"] for a in told["accepted"]} == {"hotline", "revenue"}
    assert [r["file"].endswith("坏的.xlsx") for r in told["refused"]] == [True]
    assert len(told["skipped"]) == 2
    assert query(bureau, "SELECT count(*) FROM batch") == [(2,)]


def test_a_dry_run_leaves_no_trace(bureau, sent):
    path = workbook(sent / "a.xlsx", {"日报": hotline_rows(days(2022, 3))})
    result = load(bureau, [path], dry_run=True)
    assert result.accepted
    assert result.build is None
    assert not bureau.snapshots.exists()
    assert not bureau.archive.exists()


def test_shuffled_respelt_columns_another_unit_and_csv_give_the_same_figures(bureau, sent, tmp_path):
    from warehouse.places import Places

    rows = revenue_rows()
    load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})])
    order = [7, 3, 0, 6, 1, 5, 2, 4]
    respelt = {"入库金额": "实缴金额（万元）", "入库日期": "入 库 时间", "税费种": "征收项目"}
    mixed = [["2022年3月税费收入入库明细"], [], [*(respelt.get(REVENUE[i], REVENUE[i]) for i in order), "经办人手记"]]
    for row in rows[3:-1]:
        cells = [row[7] / 10000 if i == 7 else f"{row[0]:%Y年%m月%d日}" if i == 0 else row[i] for i in order]
        mixed.append([*cells, "略"])
    other = Places(tmp_path / "other")
    result = load(other, [csv_file(sent / "b.csv", mixed)])
    assert not result.refused
    assert any("经办人手记" in w.message for w in result.accepted[0].warnings)
    columns = "received_on, tax_kind, budget_level, industry, office, taxpayer, voucher, amount_yuan"
    figures = f"SELECT {columns} FROM revenue ORDER BY voucher"
    assert query(other, figures) == query(bureau, figures)
    assert query(other, "SELECT sum(amount_yuan) FROM revenue") == [(Decimal("25925.76"),)]


@pytest.mark.usefixtures("unmeasured")
def test_sample_data_leave_when_the_first_real_file_comes_and_do_not_come_back(bureau, sent):
    sample = workbook(sent / "咨询热线_演示数据.xlsx", {"日报": hotline_rows(days(2022, 3))})
    assert load(bureau, [sample]).sample
    assert open_snapshot(bureau).sample
    bad = hotline_rows(days(2022, 4), title="2022年4月咨询热线")
    bad[3][1] = "x"
    load(bureau, [workbook(sent / "坏.xlsx", {"日报": bad})])
    assert open_snapshot(bureau).sample
    load(bureau, [workbook(sent / "真.xlsx", {"日报": hotline_rows(days(2022, 4), title="2022年4月咨询热线")})])
    assert not open_snapshot(bureau).sample
    assert query(bureau, "SELECT DISTINCT month(day) FROM hotline") == [(4,)]
    result = load(bureau, [sample])
    assert result.exit_code == 1
    assert "演示数据" in messages(result)[0]


def test_wrong_use_has_its_own_exit_code_and_no_traceback(bureau, sent):
    for arguments in (
        ["load", sent / "没有.xlsx"],
        ["load", sent, "--source", "xyz"],
        ["load", sent, "--period", "2022年"],
        ["rollback", "x"],
    ):
        code, out, err = etl(bureau, *arguments)
        assert code == 2
        assert not out
        assert "Traceback" not in err
        assert err.strip()


def test_every_command_prints_one_json_object(bureau, sent):
    path = workbook(sent / "a.xlsx", {"日报": hotline_rows(days(2022, 3, 31))})
    first = etl_json(bureau, "load", path)[1]
    assert set(first) >= {"build", "accepted", "refused", "skipped", "moved"}
    assert first["accepted"][0]["covers"] == ["2022-03"]
    second = etl_json(bureau, "load", workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 3, 31), calls=700)}))[
        1
    ]
    builds = etl_json(bureau, "history")[1]["builds"]
    assert [b["build"] for b in builds] == [second["build"], first["build"]]
    moved = etl_json(bureau, "diff", first["build"], second["build"])[1]["moved"]
    assert all({"metric", "period", "before", "after", "files"} <= set(m) for m in moved)
    sources = {s["source"]: s for s in etl_json(bureau, "status")[1]["sources"]}
    assert sources["hotline"]["latest"] == "2022-03"
    assert sources["hotline"]["days_late"] > 0
    assert etl_json(bureau, "inspect", path)[1]["sheets"][0]["tables"][0]["source"] == "hotline"
    assert etl_json(bureau, "rebuild")[1]["build"] > second["build"]
    assert etl_json(bureau, "rollback", first["build"])[1] == {"build": first["build"]}
    assert etl_json(bureau, "load", path, "--if-empty")[1]["accepted"] == []


def test_moved_names_the_figures_that_change(bureau, sent):
    load(bureau, [workbook(sent / "a.xlsx", {"明细": revenue_rows("2022年1—12月税费收入入库明细")})])
    result = load(bureau, [workbook(sent / "b.xlsx", {"明细": revenue_rows("2022年1—12月税费收入入库明细", count=7)})])
    moves = {(m.metric, m.period): (m.before, m.after) for m in result.moved}
    assert moves["revenue_total", "2022"] == ("25925.76", "34567.68")


READER = """
import sys, time
from pathlib import Path
from warehouse.places import Places
from warehouse.snapshots import open_snapshot
places, seen = Places(Path(sys.argv[1])), set()
print("ready", flush=True)
while not (places.root / "stop").exists():
    seen.add(open_snapshot(places).rows("SELECT count(*), sum(calls) FROM hotline")[0])
    time.sleep(0.1)
print(sorted((int(a), int(b)) for a, b in seen))
"""


def test_a_reader_elsewhere_sees_only_whole_snapshots(bureau, sent):
    load(bureau, [workbook(sent / "0.xlsx", {"日报": hotline_rows(days(2022, 3))})])
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(bureau.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout.readline() == "ready\n"
    allowed = {(5, 515)}
    for n in range(1, 4):
        load(bureau, [workbook(sent / f"{n}.xlsx", {"日报": hotline_rows(days(2022, 3, 5 + n), calls=100 * n)})])
        allowed.add((5 + n, sum(100 * n + d for d in range(1, 6 + n))))
        time.sleep(0.3)
    (bureau.root / "stop").touch()
    out, _ = reader.communicate(timeout=20)
    assert reader.returncode == 0
    seen = {tuple(x) for x in json.loads(out.replace("(", "[").replace(")", "]"))}
    assert seen <= allowed
    assert len(seen) > 1


KILLED = """
import os, signal, sys
from pathlib import Path
from warehouse import snapshots
from warehouse.places import Places
from etl.keeping import publish
stage, root, path = sys.argv[1:]
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if stage == "before-commit":
    publish.snapshots.publish = die
elif stage == "while-building":
    publish._verify = die
else:
    publish.write_list = die
from etl.load import load
load(Places(Path(root)), [path])
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("stage", ["while-building", "before-list", "before-commit"])
@pytest.mark.usefixtures("unmeasured")
def test_a_kill_while_publishing_leaves_the_old_snapshot(base, bureau, sent, stage):
    base(march)
    old = current_build(bureau)
    new = workbook(sent / "b.xlsx", {"日报": hotline_rows(days(2022, 4), title="2022年4月咨询热线")})
    done = subprocess.run([sys.executable, "-c", KILLED, stage, str(bureau.root), str(new)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert current_build(bureau) == old
    assert query(bureau, "SELECT count(*) FROM hotline") == [(5,)]
    said = []
    result = load(bureau, [new], say=said.append)
    assert result.build
    assert any("中途停了" in s for s in said)
    assert query(bureau, "SELECT count(*) FROM hotline") == [(10,)]
    assert not list(bureau.snapshots.glob(".*.building*"))
    assert sorted(e.build for e in history(bureau)) == sorted([old, result.build])


def test_a_second_writer_waits_and_says_for_whom(bureau, sent):
    from etl.keeping.writers import writing

    said = []
    path = workbook(sent / "a.xlsx", {"日报": hotline_rows(days(2022, 3))})
    with writing(bureau, said.append):
        other = subprocess.Popen(
            [sys.executable, "-m", "etl", "load", str(path), "--data", str(bureau.root)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        line = other.stderr.readline()
        assert f"进程 {os.getpid()}" in line
        assert other.poll() is None
    other.communicate(timeout=30)
    assert other.returncode == 0


def test_the_inbox_is_emptied_into_accepted_and_refused(bureau, sent):
    workbook(bureau.inbox / "好.xlsx", {"日报": hotline_rows(days(2022, 3))})
    bad = hotline_rows(days(2022, 4), title="2022年4月咨询热线")
    bad[3][1] = "x"
    workbook(bureau.inbox / "坏.xlsx", {"日报": bad})
    assert etl(bureau, "watch", "--once")[0] == 1
    assert (bureau.inbox / "已入库/好.xlsx").exists()
    assert "B4" in (bureau.inbox / "已退回/坏.xlsx.退回原因.txt").read_text(encoding="utf-8-sig")
    assert etl(bureau, "watch", "--once")[0] == 0


@pytest.mark.usefixtures("unmeasured")
def test_originals_and_key_are_readable_by_their_owner_only(bureau, sent):
    path = workbook(
        sent / "a.xlsx",
        {"台账": [["2022年3月监督台账"], ["日期", "事项", "姓名"], [date(2022, 3, 1), "追究责任", "张三丰"]]},
    )
    load(bureau, [path])
    (original,) = (bureau.archive / "originals").iterdir()
    assert original.read_bytes() == path.read_bytes()
    if os.name != "nt":
        assert original.stat().st_mode & 0o077 == 0
        assert bureau.digest_key.stat().st_mode & 0o077 == 0


def test_headings_of_the_contract_are_those_we_know():
    from etl.understanding.headings import match
    from warehouse.schema import TABLES

    for stem, table in TABLES.items():
        for column in table.columns:
            assert match(stem, column.heading)[0] is column
    assert match("hotline", HOTLINE[0] + "＊")[0].name == "day"


def test_months_that_nobody_named_are_said_plainly_where_nobody_can_be_asked(bureau, sent):
    rows = [["日期", "事项", "次数"], [date(2022, 3, 1), "专项监督检查", 2]]
    code, shown = etl_json(bureau, "load", csv_file(sent / "监督台账.csv", rows))
    assert code == 0
    (accepted,) = shown["accepted"]
    assert accepted["months_inferred"] is True
    for said in (accepted["to_check"], shown["warnings"][0]):
        for words in ("监督台账.csv", "2022年3月", "没有人确认过", "--period", "重新报送", "rollback"):
            assert words in said, words
    _, shown = etl_json(
        bureau, "load", csv_file(sent / "监督台账_2022年4月.csv", [rows[0], [date(2022, 4, 1), "专项监督检查", 2]])
    )
    assert (shown["accepted"][0]["months_inferred"], shown["accepted"][0]["to_check"]) == (False, "")


def test_the_inbox_says_beside_an_accepted_file_what_nobody_confirmed(bureau):
    rows = [["日期", "事项", "次数"], [date(2022, 3, 1), "专项监督检查", 2]]
    csv_file(bureau.inbox / "监督台账.csv", rows)
    csv_file(bureau.inbox / "监督台账_2022年4月.csv", [rows[0], [date(2022, 4, 1), "专项监督检查", 2]])
    assert etl(bureau, "watch", "--once")[0] == 0
    said = (bureau.inbox / "已入库/监督台账.csv.请核对.txt").read_text(encoding="utf-8-sig")
    assert "认定为2022年3月，没有人确认过，请核对" in said
    assert said.count("认定为") == 1
    other = (bureau.inbox / "已入库/监督台账_2022年4月.csv.请核对.txt").read_text(encoding="utf-8-sig")
    assert "没有这些列" in other, "remarks on a file that nobody watched being loaded are not lost"
    assert "认定为" not in other
    assert etl(bureau, "watch", "--once")[0] == 0, "what lies there is not looked at again"
