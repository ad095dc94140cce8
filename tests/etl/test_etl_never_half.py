"""A kill, a full disk, a folder that cannot be written, two loads at once, a file that changes: the old figures or the new, never a half."""

import os
import subprocess
import sys
import threading
import time

import pytest
from department_files import ROOT, days, etl, hotline_rows, messages, query, revenue_rows, workbook
from torture import torture

from etl import batches, reading
from etl.faults import RefusedError, UsageError
from etl.history import history, rebuild, rollback
from etl.load import load
from warehouse import snapshots

SEED = 20220301
KILLS = 20


def send(sent, number=1, month=3):
    title = f"2022年{month}月咨询热线日报"
    return workbook(
        sent / f"热线{number}.xlsx", {"日报": hotline_rows(days(2022, month), calls=100 * number, title=title)}
    )


def calls(bureau):
    return query(bureau, "SELECT sum(calls) FROM hotline")[0][0]


def test_writers_killed_at_random_moments(tmp_path, capfd):
    torn = torture(tmp_path / "torn", kills=KILLS, seed=SEED)
    assert not torn.faults, "\n".join([f"seed {SEED}", *torn.faults])
    assert (torn.kills, torn.old + torn.new) == (KILLS, KILLS)
    assert torn.old
    assert torn.said
    assert torn.read > KILLS


def _limited(bureau, path, bytes_):
    """`python -m etl load` in a process that may write no file longer than so many bytes, as on a disk that is full."""
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes_}, {bytes_})); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from etl.__main__ import main; import sys; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, "load", str(path), "--data", str(bureau.root)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.parametrize("kilobytes", [1, 6, 64, 500])
def test_a_full_disk_leaves_the_old_figures(bureau, sent, unmeasured, kilobytes):
    load(bureau, [send(sent)])
    before, build = calls(bureau), snapshots.current_build(bureau)
    done = _limited(bureau, send(sent, 2, month=4), kilobytes * 1024)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert "没有改变任何数据" in done.stderr or "磁盘" in done.stderr, done.stderr
    assert (calls(bureau), snapshots.current_build(bureau)) == (before, build)
    load(bureau, [send(sent, 2, month=4)])
    assert calls(bureau) > before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    for folder in (bureau.snapshots, bureau.archive / "batches"):
        folder.chmod(0o500)
        code, _, said = etl(bureau, "load", send(sent, 2, month=4))
        folder.chmod(0o700)
        assert code == 1
        assert "没有权限" in said
        assert "Traceback" not in said


def test_a_folder_where_a_file_stands_in_the_way(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    before = calls(bureau)
    (bureau.archive / "originals").rename(bureau.archive / "aside")
    (bureau.archive / "originals").write_text("")
    code, _, said = etl(bureau, "load", send(sent, 2, month=4))
    assert code == 1
    assert "没有改变任何数据" in said
    assert "Traceback" not in said
    assert calls(bureau) == before
    (bureau.archive / "originals").unlink()
    (bureau.archive / "aside").rename(bureau.archive / "originals")
    load(bureau, [send(sent, 2, month=4)])
    assert calls(bureau) > before


def test_two_loads_at_once_wait_for_one_another(bureau, sent, unmeasured):
    said, done = [], []

    def run(number, month):
        done.append(load(bureau, [send(sent, number, month)], say=said.append))

    with batches.writing(bureau, said.append):
        threads = [threading.Thread(target=run, args=(n, n + 1)) for n in (1, 2)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
    for thread in threads:
        thread.join(60)
    assert [r.exit_code for r in done] == [0, 0]
    assert any("另一次入库正在进行" in text and "进程" in text for text in said)
    assert query(bureau, "SELECT count(DISTINCT month) FROM coverage") == [(2,)]


def test_a_file_that_changes_while_it_is_read_is_refused(sent, monkeypatch):
    path = send(sent)
    real = os.fstat

    def fstat(handle):
        found = real(handle)
        os.utime(path, ns=(0, time.time_ns()))
        return found

    monkeypatch.setattr(reading.os, "fstat", fstat)
    with pytest.raises(RefusedError, match="正在被改写"):
        reading.bytes_of(path)


def test_a_writer_that_was_killed_is_named_and_its_leftovers_removed(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    batches.begin(bureau, "20300101-000000-0000", "入库 某份.xlsx")
    half = bureau.archive / "batches" / "20300101-000000-0000-01.parquet"
    half.write_bytes(b"half")
    (bureau.snapshots / ".20300101-000000-0000.building").write_bytes(b"half")
    said = []
    load(bureau, [send(sent, 2, month=4)], say=said.append)
    assert any("某份.xlsx" in text and "没有生效" in text and "2 个半成品" in text for text in said)
    assert not half.exists()
    assert not list(bureau.snapshots.glob(".*building*"))


def test_a_writer_killed_after_the_figures_were_served(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    build = snapshots.current_build(bureau)
    batches.begin(bureau, build, "入库 某份.xlsx")
    said = []
    load(bureau, [send(sent, 2, month=4)], say=said.append)
    assert any("已经生效" in text and build in text for text in said)
    assert [e.build for e in history(bureau)][-1] == build


def test_going_back_when_killed_loses_neither_build(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    first = snapshots.current_build(bureau)
    load(bureau, [send(sent, 2, month=4)])
    second = snapshots.current_build(bureau)
    rollback(bureau, first)
    batches.begin(bureau, second, "退回", makes=False)
    load(bureau, [send(sent, 3, month=5)])
    assert {first, second} <= {e.build for e in history(bureau)}
    assert snapshots.snapshot_path(bureau, second).exists()


def test_what_was_served_last_is_made_again_and_not_what_was_left(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    first, figure = snapshots.current_build(bureau), calls(bureau)
    load(bureau, [send(sent, 2, month=4)])
    rollback(bureau, first)
    snapshots.close_all()
    for path in bureau.snapshots.iterdir():
        path.unlink()
    rebuild(bureau)
    assert calls(bureau) == figure


@pytest.mark.parametrize("text", ["", "20300101-000000-0000\n"])
def test_a_pointer_to_nothing_is_said_and_mended(bureau, sent, unmeasured, text):
    load(bureau, [send(sent)])
    figure = calls(bureau)
    snapshots.close_all()
    (bureau.snapshots / snapshots.POINTER).write_text(text)
    with pytest.raises(snapshots.NoSnapshotError):
        calls(bureau)
    code, _, said = etl(bureau, "rebuild")
    assert code == 0, said
    assert calls(bureau) == figure


def test_a_damaged_list_is_said(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    path = batches.list_path(bureau, snapshots.current_build(bureau))
    path.write_text(path.read_text(encoding="utf-8")[:40], encoding="utf-8")
    with pytest.raises(UsageError, match="清单已损坏"):
        load(bureau, [send(sent, 2, month=4)])


def test_a_refused_file_of_two_sources_leaves_nothing_behind(bureau, sent, unmeasured):
    receipts = revenue_rows()
    receipts[3][-1] = "abc"
    path = workbook(sent / "两类_2022年3月.xlsx", {"热线": hotline_rows(days(2022, 3)), "收入": receipts})
    good = send(sent, 2, month=4)
    result = load(bureau, [path, good])
    assert messages(result)
    assert len(result.accepted) == 1
    kept = sorted(p.stem for p in (bureau.archive / "batches").glob("*.parquet"))
    assert kept == [result.accepted[0].batch.batch]
