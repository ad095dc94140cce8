"""Kill the loader at random moments and see what is left: `make torture` (`KILLS=200 SEED=…`).

A warm process forks one writer after another (load, load again, go back, rebuild, watch) and kills it by SIGKILL somewhere
between its first and its last instruction. Another process reads the served figures all the while. After each kill:

- what is served is the snapshot from before or the one from after, whole (every figure of it), and it opens;
- every original that any build refers to lies in the archive and has its SHA-256; the history can be read;
- the next run works, and says what happened to the one that was killed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from department_files import SUPERVISION, hotline_rows, revenue_rows, workbook

from etl import batches, history
from etl.load import load
from etl.watch import once
from warehouse import snapshots
from warehouse.places import Places

FIGURES = (
    "SELECT 'revenue', count(*), coalesce(sum(amount_yuan), 0) FROM revenue "
    "UNION ALL SELECT 'hotline', count(*), coalesce(sum(calls), 0) FROM hotline "
    "UNION ALL SELECT 'supervision', count(*), coalesce(sum(times), 0) FROM supervision "
    "UNION ALL SELECT 'readings', count(*), coalesce(sum(value), 0) FROM reading ORDER BY 1"
)


@dataclass
class Torn:
    """What was found after the kills."""

    kills: int = 0
    old: int = 0
    new: int = 0
    said: int = 0
    read: int = 0
    length: float = 0.0
    """Seconds within which the next writer is killed: follows what writers take as the archive grows."""
    faults: list[str] = field(default_factory=list)


def figures(places: Places, build: str | None = None) -> tuple[object, ...]:
    """Everything that a reader would see of a build."""
    return tuple(snapshots.open_snapshot(places, build).rows(FIGURES))


def files(folder: Path, number: int) -> list[Path]:
    """One month of three sources, with figures that depend on the number."""
    year, month = 2020 + number // 12 % 3, number % 12 + 1
    days = [date(year, month, n) for n in range(1, 6)]
    receipts = revenue_rows(
        title=f"{year}年{month}月税费收入入库明细", count=5 + number % 3, first=10 * number, month=month
    )
    for row in receipts[3:-1]:
        row[0], row[6] = row[0].replace(year=year), f"{year}{row[6]}"
    talks = [
        [f"{year}年{month}月监督台账"],
        SUPERVISION,
        *([d, "专项监督检查", 1 + number % 4, None, None, None, None, None] for d in days),
    ]
    return [
        workbook(folder / f"收入{number}.xlsx", {"明细": receipts}),
        workbook(
            folder / f"热线{number}.xlsx",
            {"日报": hotline_rows(days, calls=100 + number, title=f"{year}年{month}月咨询热线日报")},
        ),
        workbook(folder / f"监督{number}.xlsx", {"台账": talks}),
    ]


def _deeds(places: Places, folder: Path, random_: random.Random, number: int) -> tuple[str, Callable[[], object]]:
    """What the next writer does."""
    kind = random_.choice(["load", "load", "load", "back", "rebuild", "watch"])
    if kind == "back":
        older = [b for b in snapshots.builds(places) if b != snapshots.current_build(places)]
        if older:
            build = random_.choice(older)
            return "back", lambda: history.rollback(places, build)
    if kind == "rebuild":
        return "rebuild", lambda: history.rebuild(places)
    sent = files(folder, number if random_.random() < 0.7 else random_.randrange(number + 1))
    if kind == "watch":
        places.inbox.mkdir(parents=True, exist_ok=True)
        for path in sent:
            shutil.copy(path, places.inbox)
        return "watch", lambda: once(places, settled=0)
    return "load", lambda: load(places, sent, replace=True)


def _forked(work: Callable[[], object]) -> int:
    """Do some work in a process of its own, warm from the start; its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def _killed_after(work: Callable[[], object], seconds: float) -> bool:
    """Do some work in a fork and kill it after so many seconds; whether it was still at work. RuntimeError if the work failed."""
    child = _forked(work)
    time.sleep(seconds)
    ended, status = os.waitpid(child, os.WNOHANG)
    if ended:
        if status:
            raise RuntimeError("the writer failed without being killed")
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _reader(root: Path, stop: object, answers: object) -> None:
    """Read the served figures over and over; each answer names its build."""
    places, seen = Places(root), 0
    while not stop.is_set():  # type: ignore[attr-defined]
        try:
            build = snapshots.current_build(places)
            answers.put((build, figures(places, build)))  # type: ignore[attr-defined]
            seen += 1
        except Exception as error:
            answers.put(("error", repr(error)))  # type: ignore[attr-defined]
        time.sleep(0.02)
    snapshots.close_all()


def _archive_faults(places: Places) -> list[str]:
    found = []
    for listed in batches.all_lists(places):
        for name in listed.batches:
            batch = batches.read_batch(places, name)
            original = batches.original_path(places, batch.sha256, batch.suffix)
            if not original.exists() or hashlib.sha256(original.read_bytes()).hexdigest() != batch.sha256:
                found.append(f"{listed.build}: {batch.file} is not in the archive")
            if not batches.batch_path(places, name).exists():
                found.append(f"{listed.build}: the rows of {name} are gone")
    return found


def torture(root: Path, *, kills: int, seed: int) -> Torn:
    """Kill so many writers in a data folder of their own."""
    places, sent, random_, torn = Places(root / "data"), root / "sent", random.Random(seed), Torn()
    sent.mkdir(parents=True)
    # The writers are forks: this process must not hold a database open when it forks, so all reading is done elsewhere.
    os.waitpid(_forked(lambda: load(places, files(sent, 0))), 0)
    torn.length = 1.1 * _typical_length(places, sent)
    context = get_context("spawn")
    stop, answers = context.Event(), context.Queue()
    reader = context.Process(target=_reader, args=(places.root, stop, answers), daemon=True)
    reader.start()
    known: dict[str, tuple[object, ...]] = {}
    try:
        while torn.kills < kills and not torn.faults:
            _one_kill(places, sent, random_, torn)
            _check_answers(answers, known, torn, places)
    finally:
        stop.set()
        reader.join(10)
        if reader.is_alive():
            reader.kill()
    return torn


def _typical_length(places: Places, sent: Path) -> float:
    """Seconds that an undisturbed load in a fork takes here."""
    start = time.monotonic()
    os.waitpid(_forked(lambda: load(places, files(sent, 1))), 0)
    return time.monotonic() - start


def _one_kill(places: Places, sent: Path, random_: random.Random, torn: Torn) -> None:
    """One writer, killed or not, and what is left after it."""
    before = snapshots.current_build(places)
    deed, work = _deeds(places, sent, random_, torn.kills + 2)
    moment = random_.random() * torn.length
    if not _killed_after(work, moment):
        torn.length *= 0.93  # it was done before its time
        return
    torn.kills += 1
    name = f"kill {torn.kills} ({deed} after {moment:.3f} s)"
    after = snapshots.current_build(places)
    torn.old, torn.new = torn.old + (after == before), torn.new + (after != before)
    torn.length *= 1.04 if after == before else 0.97  # so that kills fall on both sides of the one commit point
    interrupted = batches.pending_path(places).exists()
    said: list[str] = []
    torn.faults += [f"{name}: {fault}" for fault in _archive_faults(places)]
    try:
        history.history(places)
        with batches.writing(places, said.append, wait=20):
            pass
    except Exception as error:
        torn.faults.append(f"{name}: the next run fails: {error!r}")
    if interrupted and not any("中途停了" in text for text in said):
        torn.faults.append(f"{name}: nothing is said of the writer that was killed")
    torn.said += interrupted
    left = [p for p in places.snapshots.iterdir() if p.name.startswith(".") and p.suffix != ".lock"]
    torn.faults += [f"{name}: left behind: {p.name}" for p in left if p.name != ".holder"]


def _check_answers(answers: object, known: dict[str, tuple[object, ...]], torn: Torn, places: Places) -> None:
    """All readers of one build saw the same figures, and no reader met an error."""
    while not answers.empty():  # type: ignore[attr-defined]
        build, seen = answers.get()  # type: ignore[attr-defined]
        torn.read += 1
        if build == "error":
            torn.faults.append(f"a reader met {seen}")
        elif known.setdefault(build, seen) != seen:
            torn.faults.append(f"{build} was seen with {seen} and with {known[build]}")
        elif {n: c for n, c, _ in seen}["readings"] == 0:
            torn.faults.append(f"{build} was served without its readings")


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description="入库进程随机中止测试")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    given = options.parse_args()
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        start = time.monotonic()
        torn = torture(Path(folder), kills=given.kills, seed=given.seed)
    print(
        f"中止 {torn.kills} 次：仍是旧版本 {torn.old} 次，已是新版本 {torn.new} 次；下一次运行说明了 {torn.said} 次；"
        f"期间读了 {torn.read} 次；用时 {time.monotonic() - start:.0f} 秒"
    )
    for fault in torn.faults:
        print("不合格：" + fault)
    return 1 if torn.faults or torn.kills < given.kills else 0


if __name__ == "__main__":
    sys.exit(main())
