"""Kill writers at random moments and see what is left: `make torture` (`KILLS=200 SEED=…`).

A warm process forks one writer after another (load, send again, go back, make again, watch) and each dies by SIGKILL: after a
random time, or right before or after a random operation on a file, so that the few milliseconds around the commit are met
as often as the seconds of checking. Some are cold `python -m etl load`. Another process reads the figures all the while.
What must be shown is worked out from the files alone (`torture_files.after`), not from the product. After each kill:

- what is served is the build from before or the one that was to be made, with exactly its figures;
- every build ever served has its list, every batch its rows, every original its SHA-256;
- the next run works, tells what became of the one killed if that had begun to write, and leaves no half file.
"""

import argparse
import contextlib
import hashlib
import importlib
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from department_files import ROOT
from torture_files import MONTHS, SOURCES, Sending, State, after, write

from etl.keeping import batches, history, publish, writers
from etl.load import load
from etl.watch import once
from metrics.definitions import load_catalogue
from tests import warm
from warehouse import snapshots
from warehouse.places import Places

FACTS = (
    "SELECT 'revenue', strftime(received_on, '%Y-%m'), count(*), sum(amount_yuan) FROM revenue GROUP BY ALL "
    "UNION ALL SELECT 'hotline', strftime(day, '%Y-%m'), count(*), sum(calls) FROM hotline GROUP BY ALL "
    "UNION ALL SELECT 'supervision', strftime(day, '%Y-%m'), count(*), sum(times) FROM supervision GROUP BY ALL"
)
REVENUE_READ = "SELECT period, value FROM reading WHERE metric = 'revenue_total' AND period_kind = 'month' AND dimension = '' AND value IS NOT NULL"
FEW = ("revenue_total", "special_inspections")
"""Metrics that are measured in a quick run."""
OPERATIONS = ("replace", "fsync", "unlink")


@dataclass
class Torn:
    """What was found."""

    kills: int = 0
    finished: int = 0
    old: int = 0
    new: int = 0
    told: int = 0
    read: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Deed:
    """What a writer is to do, and what is to be shown if it takes effect. `target`: the build that it goes back to."""

    kind: str
    work: Callable[[], object]
    after: State
    files: tuple[Path, ...] = ()
    target: str | None = None


@dataclass(frozen=True)
class Moment:
    """When a writer dies: after so many seconds, or at its nth operation on a file (before it, or after it)."""

    seconds: float = 0.0
    operation: int = 0
    done: bool = False

    def __str__(self) -> str:
        """As it is reported."""
        if self.operation:
            return f"{'after' if self.done else 'before'} operation {self.operation}"
        return f"after {self.seconds:.3f} s"


@dataclass(frozen=True)
class Seen:
    """What a reader and an archivist find between two writers."""

    build: str | None
    figures: State
    builds: frozenset[str]
    originals: dict[str, frozenset[str]]
    """SHA-256 of each build's files."""
    pending: str | None
    faults: tuple[str, ...]


def _counted(at: Moment) -> list[int]:
    """Count operations on files in this process, and die at the chosen one."""
    count = [0]

    def wrap(real):
        def operation(*arguments, **named):
            count[0] += 1
            if count[0] == at.operation and not at.done:
                os.kill(os.getpid(), signal.SIGKILL)
            found = real(*arguments, **named)
            if count[0] == at.operation and at.done:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        return operation

    for name in OPERATIONS:
        setattr(os, name, wrap(getattr(os, name)))
    return count


def _fork(work: Callable[[], object]) -> tuple[int, int]:
    """Do some work in a process of its own, warm from the start: its id, and where its result can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _result(child: int, reading: int):
    """What a fork found. RuntimeError if it failed; ProcessLookupError if it was killed."""
    with os.fdopen(reading, "rb") as pipe:
        found = pipe.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        raise ProcessLookupError
    if status:
        raise RuntimeError("it failed without being killed (see above)")
    return pickle.loads(found)


def _apart(work: Callable[[], object]):
    """Do some work in a fork and wait for what it finds: this process must never open a database, or it could not fork."""
    return _result(*_fork(work))


def _killed(work: Callable[[], object], at: Moment) -> bool:
    """Whether a fork died at that moment (and had not finished before)."""

    def armed():
        _counted(at)
        work()

    child, reading = _fork(armed)
    if not at.operation:
        time.sleep(at.seconds)
        os.kill(child, signal.SIGKILL)  # until it is waited for, the id is nobody else's
    try:
        _result(child, reading)
    except ProcessLookupError:
        return True
    return False


def _command_killed(arguments: list[str], seconds: float) -> bool:
    """The same for a cold command."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -signal.SIGKILL


def figures(places: Places) -> tuple[str | None, State, tuple[str, ...]]:
    """The served build and its figures; a fault if what was measured is not what its rows say."""
    snapshot = snapshots.open_snapshot(places)
    shown = {(source, month): (rows, total) for source, month, rows, total in snapshot.rows(FACTS)}
    read = dict(snapshot.rows(REVENUE_READ))
    summed = {month: total for (source, month), (_, total) in shown.items() if source == "revenue"}
    return snapshot.build, shown, () if read == summed else (f"measured {read}, rows {summed}",)


def look(places: Places) -> Seen:
    """Everything that must hold between two writers, whoever was killed."""
    build, shown, faults = figures(places)
    lists = batches.all_lists(places)
    found = [*faults, *(f"the list of {listed.build} is damaged" for listed in lists if listed.damaged)]
    digests = {}
    for name in {name for listed in lists for name in (*listed.batches, *listed.added)}:
        batch = batches.read_batch(places, name)
        original = batches.original_path(places, batch.sha256, batch.suffix)
        if not original.exists() or hashlib.sha256(original.read_bytes()).hexdigest() != batch.sha256:
            found.append(f"{batch.file} of {name} is not in the archive")
        if not batches.batch_path(places, name).exists():
            found.append(f"the rows of {name} are gone")
        digests[name] = batch.sha256
    pending = writers.pending_path(places)
    note = pending.read_text(encoding="utf-8") if pending.exists() else None
    originals = {x.build: frozenset(digests[name] for name in (*x.batches, *x.added)) for x in lists}
    builds = frozenset(entry.build for entry in history.history(places))
    return Seen(build, shown, builds, originals, note, tuple(found))


def left_over(places: Places) -> list[str]:
    """Half files, and rows that no build names: there must be none after a whole run."""
    named = {name for listed in batches.all_lists(places) for name in (*listed.batches, *listed.added)}
    folders = [places.snapshots, *(places.archive / n for n in ("batches", "originals", "builds"))]
    hidden = [p for folder in folders for p in folder.glob(".*") if p.name not in {".served", ".interrupted"}]
    orphans = [
        p for p in (places.archive / "batches").iterdir() if p.suffix in {".parquet", ".json"} and p.stem not in named
    ]
    databases = [p for p in places.snapshots.glob("*.duckdb") if not batches.list_path(places, p.stem).exists()]
    return [p.name for p in (*hidden, *orphans, *databases)]


def _reader(root: Path, stop, answers, pause: float) -> None:
    """Read what is served over and over."""
    places = Places(root)
    while not stop.is_set():
        try:
            answers.put(figures(places))
        except Exception as error:
            answers.put((None, {}, (f"a reader met {error!r}",)))
        time.sleep(pause)
    snapshots.close_all()


class Torture:
    """One bureau, and what it must show."""

    def __init__(self, root: Path, seed: int, *, quick: bool) -> None:
        self.places, self.sent, self.random, self.torn = (
            Places(root / "data"),
            root / "sent",
            random.Random(seed),
            Torn(),
        )
        self.quick, self.number = quick, 0
        self.states: dict[str, State] = {}
        self.originals: dict[str, frozenset[str]] = {}
        self.reach = 1.0
        """Share of a deed's length within which it is killed: follows, so that kills fall on both sides of the commit."""
        self.spans: dict[str, tuple[float, int]] = {}
        """Seconds and operations of each kind of deed when nobody disturbs it."""

    # --- deeds -----------------------------------------------------------------------------------------------------

    def _sendings(self, count: int) -> list[Sending]:
        self.number += 1
        month = self.random.randint(1, MONTHS)
        return [Sending(s, month, self.number) for s in self.random.sample(SOURCES, count)]

    def _loading(self, kind: str, state: State, count: int = 0) -> Deed:
        sendings = self._sendings(count or self.random.randint(1, 3))
        files = write(self.sent, sendings, together=not count and self.random.random() < 0.2)
        if kind == "watch":
            self.places.inbox.mkdir(parents=True, exist_ok=True)
            files = [Path(shutil.copy(path, self.places.inbox)) for path in files]
            return Deed(kind, self._once, after(state, sendings), tuple(files))
        return Deed(kind, lambda: self._load(files), after(state, sendings), tuple(files))

    def _load(self, files):
        said: list[str] = []
        result = load(self.places, files, replace=True, say=said.append)
        assert not result.refused, result.refused
        assert result.interrupted in {"", *said}
        return result.interrupted

    def _once(self):
        said: list[str] = []
        result = once(self.places, settled=0, say=said.append)
        assert not (result and result.refused), result and result.refused
        return result.interrupted if result else ""

    def deed(self, kind: str, build: str) -> Deed:
        """Something to do on top of what is served."""
        state = self.states[build]
        if kind == "rebuild":
            return Deed(kind, lambda: history.rebuild(self.places), state)
        if kind == "back":
            target = self.random.choice(sorted(set(self.states) - {build}))
            return Deed(kind, lambda: history.rollback(self.places, target), self.states[target], target=target)
        return self._loading(kind, state)

    def warm(self) -> None:
        """Once through everything undisturbed: what is imported there is imported here, and its length is known."""
        first = self._loading("load", {}, count=3)
        for name in _apart(lambda: (first.work(), sorted(sys.modules))[1]):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        if self.quick:
            whole = load_catalogue()
            publish.load_catalogue = lambda *_: {key: whole[key] for key in FEW}
        seen = _apart(lambda: look(self.places))
        self.states[seen.build] = first.after
        for kind in ("load", "rebuild", "back", "watch"):
            before = seen.build
            deed = self.deed(kind, before)
            start = time.monotonic()
            operations = _apart(lambda work=deed.work: (count := _counted(Moment()), work(), count[0])[2])
            self.spans[kind] = time.monotonic() - start, operations
            seen = self._judged(deed, before, "undisturbed")
        start = time.monotonic()
        _command_killed(self._command(()), 60)
        self.spans["command"] = time.monotonic() - start + self.spans["load"][0], 0

    def _command(self, files) -> list[str]:
        return (
            ["etl", "load", *map(str, files), "--replace", "--data", str(self.places.root)]
            if files
            else ["etl", "status", "--data", str(self.places.root)]
        )

    # --- killing and looking ---------------------------------------------------------------------------------------

    def round(self) -> None:
        """One writer, killed or not, and what comes after."""
        before = snapshots.current_build(self.places) or ""
        kinds = ["load"] * 6 + ["watch"] * 3 + ["back"] * 2 + ["rebuild"] * 2 + ([] if self.quick else ["command"])
        kind = self.random.choice(kinds)
        deed = self.deed(kind, before)
        seconds, operations = self.spans[kind]
        at = Moment(seconds=self.random.random() * seconds * self.reach)
        if operations and self.random.random() < 0.6:
            back = int(operations * self.random.random() ** 2)  # the commit is among the last
            at = Moment(operation=operations - back, done=self.random.random() < 0.5)
        name = f"kill {self.torn.kills + 1} ({kind} {at})"
        if kind == "back" and self.random.random() < 0.4:
            (self.places.snapshots / f"{deed.target}.duckdb").unlink(missing_ok=True)
        try:
            killed = (
                _command_killed(self._command(deed.files), at.seconds) if kind == "command" else _killed(deed.work, at)
            )
            self._count(kind, killed=killed)
            seen = self._judged(deed, before, name, killed=killed)
            if not at.operation:
                self.reach *= 0.93 if not killed else 1.04 if seen.build == before else 0.97
            if killed:
                self._next(seen, deed, name)
        except (RuntimeError, AssertionError) as error:
            self.torn.faults.append(f"{name}: {error}")

    def _count(self, kind: str, *, killed: bool) -> None:
        if killed:
            self.torn.kills += 1
            self.torn.kinds[kind] = self.torn.kinds.get(kind, 0) + 1
        else:
            self.torn.finished += 1

    def _judged(self, deed: Deed, before: str, name: str, *, killed: bool = False) -> Seen:
        """What is served is what was before or what was to come; whatever was accepted is there."""
        seen = _apart(lambda: look(self.places))
        fault = [f"{name}: {text}" for text in seen.faults]
        if seen.build != before:
            if deed.target not in {None, seen.build}:
                fault.append(f"{name}: served is {seen.build}, neither {before} nor {deed.target}")
            self.states.setdefault(seen.build, deed.after)
        elif not killed and deed.after != self.states[before]:
            fault.append(f"{name}: it ended and nothing was published")
        if killed:
            self.torn.old, self.torn.new = (
                self.torn.old + (seen.build == before),
                self.torn.new + (seen.build != before),
            )
        expected = self.states[seen.build]
        if seen.figures != expected:
            fault.append(f"{name}: {seen.build} shows {seen.figures}, expected {expected}")
        fault += [f"{name}: {odd} is lost, or was never served" for odd in set(self.states) ^ seen.builds]
        for build in self.states:
            held = self.originals.setdefault(build, seen.originals.get(build, frozenset()))
            if held != seen.originals.get(build):
                fault.append(f"{name}: {build} no longer names its files")
        if deed.kind == "watch":
            places = (self.places.inbox, self.places.inbox / "已入库")
            fault += [
                f"{name}: {f.name} is lost" for f in deed.files if sum((p / f.name).exists() for p in places) != 1
            ]
        self.torn.faults += fault
        return seen

    def _next(self, seen: Seen, killed: Deed, name: str) -> None:
        """The next run works, and says what became of the one that was killed."""
        if killed.kind == "watch":
            deed = replace(killed, kind="next", work=self._once)
        else:
            deed = self._loading("next", self.states[seen.build], count=1)
        sentence = _apart(deed.work)
        done = self._judged(deed, seen.build, f"{name}, next run")
        if seen.pending is None:
            good = not sentence
        else:
            good = ("已经生效" if f'"{seen.build}"' in seen.pending else "没有生效") in sentence
            self.torn.told += good
        if not good:
            self.torn.faults.append(f"{name}: the next run says “{sentence}”, the note was {seen.pending}")
        if done.pending:
            self.torn.faults.append(f"{name}: the note of the next run stays")
        self.torn.faults += [f"{name}: left behind: {left}" for left in left_over(self.places)]
        if len(snapshots.builds(self.places)) > snapshots.KEPT + 2:  # the one served, and the one served before it
            self.torn.faults.append(f"{name}: {len(snapshots.builds(self.places))} database files were kept")

    def check(self, answers) -> None:
        """No reader met an error, and each saw exactly what its build holds."""
        while not answers.empty():
            build, shown, faults = answers.get()
            self.torn.read += 1
            self.torn.faults += [f"while writing: {text}" for text in faults]
            if not faults and shown != self.states.get(build):
                self.torn.faults.append(f"a reader of {build} saw {shown}, expected {self.states.get(build)}")


def torture(root: Path, *, kills: int, seed: int, quick: bool) -> Torn:
    """Kill so many writers in a data folder of their own; the first fault ends it."""
    run = Torture(root, seed, quick=quick)
    run.sent.mkdir(parents=True)
    if quick:  # the processes that read files are copies as well; started before the first fork, for all of them
        warm.start("etl.formats")
        warm.read_in_copies()
    run.warm()
    context = get_context("spawn")
    stop, answers = context.Event(), context.Queue()
    reader = context.Process(target=_reader, args=(run.places.root, stop, answers, 0.2 if quick else 0.05), daemon=True)
    reader.start()
    try:
        while run.torn.kills < kills and not run.torn.faults:
            run.round()
            run.check(answers)
            if run.torn.kills % 20 == 0:
                print(f"{run.torn.kills}/{kills}", end="\r", file=sys.stderr, flush=True)
    finally:
        stop.set()
        while reader.is_alive() and not answers.empty():
            answers.get()
        reader.join(10)
        if reader.is_alive():
            reader.kill()
    return run.torn


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description="入库进程随机中止测试")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    options.add_argument("--quick", action="store_true", help="只算几项指标，不用冷启动的命令")
    given = options.parse_args()
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        start = time.monotonic()
        torn = torture(Path(folder), kills=given.kills, seed=given.seed, quick=given.quick)
    kinds = "、".join(f"{kind} {count}" for kind, count in sorted(torn.kinds.items()))
    print(
        f"中止 {torn.kills} 次（{kinds}）：仍是旧版本 {torn.old} 次，已是新版本 {torn.new} 次；下一次运行说明了 {torn.told} 次"
        f"（其余还没有动手写）；没有来得及中止 {torn.finished} 次；期间读了 {torn.read} 次；用时 {time.monotonic() - start:.0f} 秒"
    )
    for fault in torn.faults:
        print("不合格：" + fault)
    if torn.faults:
        print(f"重做：make torture SEED={given.seed} KILLS={torn.kills}" + ("（另加 --quick）" if given.quick else ""))
    return 1 if torn.faults or torn.kills < given.kills else 0


if __name__ == "__main__":
    sys.exit(main())
