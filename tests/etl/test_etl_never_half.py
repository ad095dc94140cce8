"""A kill, a full disk, a folder that cannot be written, two loads at once, a file that changes: the old figures or the new, never a half."""

import ctypes
import errno
import hashlib
import os
import subprocess
import sys
import threading
import time

import pytest
from department_files import ROOT, days, etl, etl_json, hotline_rows, messages, query, revenue_rows, workbook
from torture import left_over

from etl import reading
from etl.faults import RefusedError
from etl.keeping import batches, writers
from etl.keeping.history import history, original, rebuild, rollback
from etl.load import load
from etl.watch import once, waiting, watch
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


def test_writers_killed_at_random_moments():
    """In a process of its own: the harness forks, and must not do so where databases are open."""
    done = subprocess.run(
        [sys.executable, "tests/etl/torture.py", "--quick", "--kills", str(KILLS), "--seed", str(SEED)], cwd=ROOT, capture_output=True, text=True,
        encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": ".", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"seed {SEED}" in done.stdout
    assert f"中止 {KILLS} 次" in done.stdout


def _limited(bureau, path, bytes_):
    """`python -m etl load` in a process that may write no file longer than so many bytes, as on a disk that is full."""
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes_}, {bytes_})); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from etl.__main__ import main; import sys; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, "load", str(path), "--data", str(bureau.root)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.parametrize("kilobytes", [1, 500])
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


def _without_override():
    """The superuser may write everywhere; without this capability (CAP_DAC_OVERRIDE, dropped for what is executed next) not even he."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
@pytest.mark.parametrize("name", ["warehouse", "archive/batches", "archive/originals"])
def test_a_folder_that_cannot_be_written(bureau, sent, unmeasured, name):
    load(bureau, [send(sent)])
    before, folder = snapshots.current_build(bureau), bureau.root / name
    folder.chmod(0o500)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "etl", "load", str(send(sent, 2, month=4)), "--data", str(bureau.root)], cwd=ROOT, capture_output=True, text=True,
            encoding="utf-8", check=False, preexec_fn=_without_override, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=60,
        )  # fmt: skip
    finally:
        folder.chmod(0o700)
    assert (done.returncode, snapshots.current_build(bureau)) == (1, before), done.stderr
    assert "没有权限" in done.stderr
    assert "没有改变任何数据" in done.stderr
    assert "Traceback" not in done.stderr
    load(bureau, [send(sent, 2, month=4)])
    assert query(bureau, "SELECT count(DISTINCT month) FROM coverage") == [(2,)]


def test_a_disk_that_fills_up_at_any_write(bureau, sent, unmeasured, monkeypatch):
    """Each operation on a file fails once: the old figures stay, or the new ones are whole; nothing of the try is left."""
    load(bureau, [send(sent)])
    old, more, first = calls(bureau), send(sent, 2, month=4), snapshots.current_build(bureau)
    count = [0, 0]  # so many operations so far, the one that fails

    def failing(real):
        def operation(*arguments, **named):
            count[0] += 1
            if count[0] == count[1]:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))
            return real(*arguments, **named)

        return operation

    for name in ("replace", "fsync"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    failed, served = [], []
    for tried in range(1, 100):
        count[:] = 0, tried
        try:
            load(bureau, [more])
        except OSError:
            failed.append(tried)
        reached, count[1] = count[0], 0
        left = left_over(bureau)
        if calls(bureau) == old:
            assert not left, tried
            assert (snapshots.current_build(bureau), tried in failed) == (first, True)
        else:
            served.append(tried)
            assert set(left) <= {".pending"}, tried  # the next run then notes which build is served
            assert tried not in failed, "it said that nothing was changed"
            rollback(bureau, first)
        if reached < tried:
            break
    assert len(failed) > 10
    assert served
    assert reached < tried


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

    with writers.writing(bureau, said.append):
        threads = [threading.Thread(target=run, args=(n, n + 1)) for n in (1, 2)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
    for thread in threads:
        thread.join(60)
    assert [r.exit_code for r in done] == [0, 0]
    assert any("另一次入库正在进行" in text and "进程" in text for text in said)
    assert query(bureau, "SELECT count(DISTINCT month) FROM coverage") == [(2,)]


def test_two_commands_at_once_are_both_published(bureau, sent):
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "etl", "load", str(send(sent, n, month=n)), "--data", str(bureau.root)],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        for n in (1, 2, 3)
    ]  # fmt: skip
    said = [command.communicate(timeout=120)[1] for command in commands]
    assert [command.returncode for command in commands] == [0, 0, 0], said
    assert query(bureau, "SELECT count(DISTINCT month) FROM coverage") == [(3,)]
    newest, *_ = entries = history(bureau)
    assert [e.parent for e in entries] == [*(e.build for e in entries[1:]), None]
    assert newest.current


@pytest.mark.parametrize("change", ["touched", "cut", "longer"])
def test_a_file_that_changes_while_it_is_read_is_refused(sent, monkeypatch, change):
    path = send(sent)
    content = path.read_bytes()
    real, seen = os.fstat, []

    def fstat(handle):
        found = real(handle)
        if not seen and change != "touched":
            path.write_bytes(content[:-100] if change == "cut" else content + b"0")
        elif not seen:
            os.utime(path, ns=(0, time.time_ns() + 1))
        seen.append(handle)
        return found

    monkeypatch.setattr(reading.os, "fstat", fstat)
    with pytest.raises(RefusedError, match="正在被改写"):
        reading.bytes_of(path)


def test_a_file_that_goes_while_others_are_read(bureau, sent, unmeasured):
    gone, stays = send(sent, 1, month=4), send(sent, 2, month=3)
    result = load(bureau, [stays, gone], progress=lambda done, total, name: gone.unlink(missing_ok=True))
    assert [a.file for a in result.accepted] == [str(stays)]
    assert [file for file, _ in result.refused] == [str(gone)]


def test_the_inbox_keeps_a_file_that_was_saved_again_while_it_was_loaded(bureau, sent, unmeasured, monkeypatch):
    bureau.inbox.mkdir(parents=True)
    path = send(bureau.inbox)
    first = path.read_bytes()

    def load_and_save_again(*arguments, **named):
        result = load(*arguments, **named)
        path.write_bytes(send(sent, 7).read_bytes())
        return result

    said = []
    monkeypatch.setattr("etl.watch.load", load_and_save_again)
    once(bureau, settled=0, say=said.append)
    assert path.exists()
    assert any("改动" in text for text in said)
    monkeypatch.undo()
    monkeypatch.setattr("etl.keeping.publish.measure_all", lambda *_: 0)
    once(bureau, settled=0)
    assert not path.exists()
    assert calls(bureau) == 5 * 700 + sum(d.day for d in days(2022, 3))
    assert original(bureau, hashlib.sha256(first).hexdigest()).content == first


def test_the_inbox_is_looked_at_again_after_trouble(bureau, sent, unmeasured, monkeypatch):
    bureau.inbox.mkdir(parents=True)
    send(bureau.inbox)
    tries, said, told = [], [], []

    def load_at_last(*arguments, **named):
        tries.append(1)
        if len(tries) < 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x.parquet")
        if len(tries) > 3:
            raise KeyboardInterrupt
        result = load(*arguments, **named)
        send(bureau.inbox, 2, month=4)
        return result

    monkeypatch.setattr("etl.watch.load", load_at_last)
    monkeypatch.setattr("etl.watch.waiting", lambda places, settled: waiting(places, settled=0))
    with pytest.raises(KeyboardInterrupt):
        watch(bureau, told.append, every=0, say=said.append)
    assert [text for text in said if "磁盘已满" in text] == ["这一轮没有入库，过一会儿再试：磁盘已满：x.parquet"]
    assert len(told) == 1


def test_a_marked_copy_that_cannot_be_written_does_not_hide_what_was_loaded(bureau, sent, tmp_path):
    (tmp_path / "marked").write_text("")
    bad = workbook(sent / "坏_2022年4月.xlsx", {"日报": hotline_rows(days(2022, 4), calls=-500)})
    code, out, said = etl(bureau, "load", send(sent), bad, "--marked", tmp_path / "marked")
    assert code == 1
    assert "已入库" in out
    assert "数据版本" in out
    assert "没有改变任何数据" not in said
    assert "Traceback" not in said


def _killed_at(bureau, path, where):
    """`python -m etl load` that dies by SIGKILL where a function is about to be called."""
    module, name = where.rsplit(".", 1)
    code = f"import os, signal, sys, {module} as m; m.{name} = lambda *a, **n: os.kill(os.getpid(), signal.SIGKILL); from etl.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "load", str(path), "--data", str(bureau.root)], cwd=ROOT, check=False
    )
    assert done.returncode == -9


@pytest.mark.parametrize(
    ("where", "files"),
    [("etl.load._publish", 1), ("etl.keeping.publish.assemble", 2), ("warehouse.snapshots.publish", 4)],
)
def test_a_kill_between_archive_and_publishing(bureau, sent, unmeasured, where, files):
    load(bureau, [send(sent)])
    before, later = calls(bureau), send(sent, 2, month=4)
    _killed_at(bureau, later, where)
    assert calls(bureau) == before
    (entry,) = history(bureau)
    _, shown = etl_json(bureau, "history")
    assert "还没有结束" in shown["interrupted"][-1]
    result = load(bureau, [later])
    assert f"没有生效，数据仍是原来的版本，已清理 {files} 个半成品文件" in result.interrupted
    assert later.name in result.interrupted
    assert result.to_json()["interrupted"] == result.interrupted
    assert calls(bureau) > before
    assert [e.parent for e in history(bureau)] == [entry.build, None]
    assert etl_json(bureau, "history")[1]["interrupted"] == [result.interrupted]
    assert not left_over(bureau)


def test_the_lock_of_a_dead_writer_holds_nobody_up(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    (bureau.snapshots / ".holder").write_text("某人，进程 1，自 00:00:00 起", encoding="utf-8")
    (bureau.root / ".lock").touch()
    said = []
    assert load(bureau, [send(sent, 2, month=4)], say=said.append).build
    assert not any("等待" in text for text in said)


def test_a_writer_that_was_killed_is_named_and_its_leftovers_removed(bureau, sent, unmeasured):
    load(bureau, [send(sent)])
    writers.begin(bureau, "20300101-000000-0000", "入库 某份.xlsx")
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
    writers.begin(bureau, build, "入库 某份.xlsx")
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
    writers.begin(bureau, second, "退回", makes=False)
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


@pytest.mark.parametrize("text", [None, "", "20300101-000000-0000\n"])
def test_a_pointer_to_nothing_is_said_and_mended(bureau, sent, unmeasured, text):
    load(bureau, [send(sent)])
    figure = calls(bureau)
    snapshots.close_all()
    pointer = bureau.snapshots / snapshots.POINTER
    pointer.unlink()
    if text is not None:
        pointer.write_text(text)
    with pytest.raises(snapshots.NoSnapshotError):
        calls(bureau)
    code, _, said = etl(bureau, "load", send(sent, 2, month=4))
    assert code == 2
    assert "没有数据版本" in said or "请先运行 python -m etl rebuild" in said
    code, _, said = etl(bureau, "rebuild")
    assert code == 0, said
    assert calls(bureau) == figure


@pytest.mark.parametrize("sidecar", [False, True])
def test_what_was_written_by_half_in_the_archive_is_said(bureau, sent, unmeasured, sidecar):
    """Cut inside a Chinese character, as a disk does it."""
    load(bureau, [send(sent)])
    build = snapshots.current_build(bureau)
    path = (
        batches.batch_path(bureau, f"{build}-01").with_suffix(".json") if sidecar else batches.list_path(bureau, build)
    )
    content = path.read_bytes()
    path.write_bytes(content[: content.index("热线".encode() if sidecar else "入库".encode()) + 1])
    for command in (("load", send(sent, 2, month=4)), ("rebuild",)):
        code, _, said = etl(bureau, *command)
        assert code == 2
        assert "损坏" in said
        assert "Traceback" not in said
    assert calls(bureau)


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
