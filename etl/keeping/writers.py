"""One writer at a time; what it is doing is noted, so that the next one can say what became of one that was killed.

The note (`archive/builds/.pending`) is written before anything else and goes last. Whoever writes next finds it if the
writer was killed: the build is served, then it is whole; or it is not, then everything that bears its name is removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl.faults import UsageError
from etl.keeping.batches import all_lists, list_path, who
from warehouse.places import Places
from warehouse.snapshots import builds, current_build, prune, snapshot_path, write_atomically

Say = Callable[[str], None]

_WAITED_SECONDS = 900
_REMEMBERED = 100
"""Interruptions that are remembered."""


@contextmanager
def writing(places: Places, say: Say, *, wait: float = _WAITED_SECONDS) -> Iterator[str]:
    """Wait for the other writer, if there is one, and say for whom. What a killed writer left is cleared away first.

    Yields the sentence on the writer that was killed, or ''.
    """
    places.snapshots.mkdir(parents=True, exist_ok=True)
    holder = places.snapshots / ".holder"
    lock = FileLock(places.root / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"另一次入库正在进行（{_holder(holder)}），等待中……")
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            raise UsageError(
                f"另一次入库一直没有结束（{_holder(holder)}），已等了 {wait:.0f} 秒。请稍后再试。"
            ) from None
    try:
        write_atomically(holder, f"{who() or '某用户'}，进程 {os.getpid()}，自 {datetime.now():%H:%M:%S} 起")
        sentence = clear_leftovers(places)
        if sentence:
            say(sentence)
        served = current_build(places)
        yield sentence
        with suppress(OSError):  # what was to be done is done; the next one clears away
            _prune(places, served)
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _prune(places: Places, served: str | None) -> None:
    """Remove old database files, long after the commit: not the one served until now, which somebody may be about to open.

    One that the archive could not make again stays.
    """
    held = {listed.build for listed in all_lists(places) if not listed.damaged}
    prune(places, spare={*({served} if served else ()), *(b for b in builds(places) if b not in held)})


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return "使用者不明"


def pending_path(places: Places) -> Path:
    """What is being done (JSON: build, makes, what, by, at): a killed writer leaves it behind."""
    return places.archive / "builds" / ".pending"


def served_path(places: Places) -> Path:
    """The build served last, kept beside the archive: so the snapshots can be lost whole and made again as they were."""
    return places.archive / "builds" / ".served"


def _interruptions_path(places: Places) -> Path:
    return places.archive / "builds" / ".interrupted"


@contextmanager
def noted(places: Places, build: str, what: str, *, makes: bool = True) -> Iterator[None]:
    """Note what is being done while it is done. If it fails, nothing of the build stays, unless it is served already.

    `makes`: the build is new, and nothing else refers to it.
    """
    try:
        begin(places, build, what, makes=makes)
        yield
    except BaseException:
        with suppress(OSError):
            if makes and current_build(places) != build:
                _discard(places, build)
            _finish(places, build)
        raise
    with suppress(OSError):  # it is done; a note that cannot be removed is dealt with by the next writer
        _finish(places, build)


def begin(places: Places, build: str, what: str, *, makes: bool = True) -> None:
    """Note what is about to be done, before anything is written."""
    path = pending_path(places)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = datetime.now().isoformat(sep=" ", timespec="seconds")
    known = {"build": build, "makes": makes, "what": what, "by": who(), "at": at}
    write_atomically(path, json.dumps(known, ensure_ascii=False))


def _finish(places: Places, build: str) -> None:
    if current_build(places) == build:
        write_atomically(served_path(places), build)
    pending_path(places).unlink(missing_ok=True)


def clear_leftovers(places: Places) -> str:
    """Remove what a killed writer left, and say what became of it; '' if none was killed. Only the holder of the lock may."""
    known = _pending(places)
    removed = _unlink(_temporary(places))
    if known is None:
        return ""
    build = known.get("build", "")
    when = f"{known.get('what') or '入库'}（{known.get('by') or '某用户'}，{known.get('at') or '时间不明'} 开始）"
    if build and build == current_build(places):
        sentence = f"上一次{when}中途停了，停下时已经生效，数据版本 {build}，不必重做。"
    else:
        if build and known.get("makes", True):
            removed += _discard(places, build)
        cleared = f"，已清理 {removed} 个半成品文件" if removed else ""
        sentence = f"上一次{when}中途停了，没有生效，数据仍是原来的版本{cleared}。需要的话请重新入库。"
    _remember(places, sentence)
    _finish(places, build)
    return sentence


def interruptions(places: Places) -> list[str]:
    """What was said of writers that were killed, oldest first; last, of one whose note still lies there."""
    try:
        found = _interruptions_path(places).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        found = []
    known = _pending(places)
    if known is not None:
        what = f"{known.get('what') or '入库'}（{known.get('by') or '某用户'}，{known.get('at') or '时间不明'} 开始）"
        found.append(f"{what}还没有结束：正在进行，或者中途停了（下一次入库时会说明并清理）。")
    return found


def unfinished(places: Places) -> str | None:
    """The new build that a writer is making, or was killed over: not one of the builds yet."""
    known = _pending(places) or {}
    build = known.get("build") if known.get("makes", True) else None
    return build if isinstance(build, str) and build != current_build(places) else None


def pointer_lost(places: Places) -> bool:
    """Whether there are builds in the archive and nothing says which is served: a load must not start from nothing then."""
    if current_build(places) is not None:
        return False
    return bool({f.stem for f in (places.archive / "builds").glob("[0-9]*.json")} - {unfinished(places)})


def _remember(places: Places, sentence: str) -> None:
    """The sentence may have been said to a page that nobody looks at: `history` shows it again."""
    try:
        before = _interruptions_path(places).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        before = []
    write_atomically(_interruptions_path(places), "\n".join([*before, sentence][-_REMEMBERED:]) + "\n")


def _pending(places: Places) -> dict[str, Any] | None:
    """What a killed writer noted; None if none was killed. A damaged note still says that one was."""
    try:
        found = json.loads(pending_path(places).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _temporary(places: Places) -> list[Path]:
    """Files under the temporary names that every writer here uses: nobody else can be writing them."""
    found = [*places.snapshots.glob(".*.building*"), *places.snapshots.glob(".*.tmp")]
    for name in ("batches", "originals", "builds"):
        found += (places.archive / name).glob(".*.tmp")
    return found


def _discard(places: Places, build: str) -> int:
    """Remove everything that bears the name of a build that was never served; how many files. Its originals stay."""
    rows = (places.archive / "batches").glob(f"{build}-*")
    return _unlink([*rows, list_path(places, build), snapshot_path(places, build)])


def _unlink(paths: list[Path]) -> int:
    there = [p for p in paths if p.exists()]
    for path in there:
        path.unlink(missing_ok=True)
    return len(there)
