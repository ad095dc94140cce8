"""The archive: originals as received, accepted batches as Parquet, and each build's list of batches.

Nothing in the archive is ever changed; a snapshot can be made again from it at any time. A file becomes one batch for
each source that it holds, kept under `archive/batches/<batch>.parquet` with `<batch>.json` beside it.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock, Timeout

from etl.faults import UsageError
from warehouse.places import Places
from warehouse.snapshots import builds, current_build, sync_file, sync_folder, write_atomically, writing_to

_WAITED_SECONDS = 900


@dataclass(frozen=True)
class Batch:
    """What one accepted file says of one source. Money in 元, persons as digests."""

    batch: str
    source: str
    file: str
    sha256: str
    suffix: str
    sender: str
    office: str
    months: tuple[str, ...]
    sample: bool
    rows: int
    received_at: str
    received_by: str
    period_from: str = ""
    money_unit: str = ""
    warnings: tuple[dict[str, Any], ...] = ()

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Batch:
        """From its sidecar."""
        return cls(**{**found, "months": tuple(found["months"]), "warnings": tuple(found["warnings"])})


@dataclass(frozen=True)
class BuildList:
    """The batches of one build, in the order in which they were accepted, and where it came from."""

    build: str
    parent: str | None
    made_at: str
    made_by: str
    note: str
    sample: bool
    batches: tuple[str, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    damaged: bool = False
    """Its list cannot be read: nothing is known of it but its name."""


class DamagedListError(UsageError):
    """The list of a build lies in the archive and cannot be read."""


def batch_path(places: Places, batch: str) -> Path:
    """Parquet file of a batch."""
    return places.archive / "batches" / f"{batch}.parquet"


def original_path(places: Places, sha256: str, suffix: str) -> Path:
    """The file as received."""
    return places.archive / "originals" / f"{sha256}{suffix}"


def list_path(places: Places, build: str) -> Path:
    """The list of a build's batches."""
    return places.archive / "builds" / f"{build}.json"


def who() -> str:
    """The name of the account that runs this; '' if the system does not know it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def keep_original(places: Places, content: bytes, sha256: str, suffix: str) -> None:
    """Keep a file as received, readable by its owner only."""
    path = original_path(places, sha256, suffix)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as writer:
        writer.write(content)
        writer.flush()
        os.fsync(writer.fileno())
    os.replace(temporary, path)
    sync_folder(path.parent)


def write_rows(connection: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    """Write a table of the working connection as Parquet, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.tmp")
    with writing_to(temporary):
        connection.table(relation).write_parquet(str(temporary), compression="zstd")
    temporary.chmod(0o600)
    sync_file(temporary)
    os.replace(temporary, path)
    sync_folder(path.parent)


def write_batch(places: Places, batch: Batch) -> None:
    """Write the sidecar of a batch."""
    write_atomically(
        batch_path(places, batch.batch).with_suffix(".json"), json.dumps(asdict(batch), ensure_ascii=False, indent=1)
    )


def read_batch(places: Places, batch: str) -> Batch:
    """A batch by its sidecar. UsageError if the archive lacks it."""
    path = batch_path(places, batch).with_suffix(".json")
    try:
        return Batch.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        raise UsageError(
            f"归档里缺少批次 {batch}（或已损坏），无法继续。请从备份恢复 {path.parent.parent.name} 文件夹。"
        ) from None


def named(places: Places, sha256: str) -> list[Batch]:
    """The batches that were made from a file with this content, oldest first."""
    found = sorted((places.archive / "batches").glob("[0-9]*.json"))
    return [b for b in (read_batch(places, f.stem) for f in found) if b.sha256 == sha256]


def write_list(places: Places, listed: BuildList) -> None:
    """Write a build's list, before the build is served."""
    kept = {name: value for name, value in asdict(listed).items() if name != "damaged"}
    write_atomically(list_path(places, listed.build), json.dumps(kept, ensure_ascii=False, indent=1))


def read_list(places: Places, build: str) -> BuildList:
    """The list of a build. UsageError if there is none."""
    try:
        found = json.loads(list_path(places, build).read_text(encoding="utf-8"))
        tuples = {name: tuple(found.get(name, ())) for name in ("batches", "added", "removed", "warnings")}
        return BuildList(**{**found, **tuples})
    except FileNotFoundError:
        raise UsageError(f"没有数据版本 {build}。可用 python -m etl history 查看全部版本。") from None
    except (ValueError, AttributeError, TypeError):
        raise DamagedListError(
            f"归档里 {build} 的清单已损坏（builds/{build}.json），无法继续。请从备份恢复 archive 文件夹。"
        ) from None


def all_lists(places: Places) -> list[BuildList]:
    """Lists of all builds, oldest first. One that cannot be read says so in its note and hides no other."""
    folder = places.archive / "builds"
    found = []
    for build in [f.stem for f in sorted(folder.glob("[0-9]*.json"))] if folder.is_dir() else []:
        try:
            found.append(read_list(places, build))
        except DamagedListError:
            note = f"清单已损坏（builds/{build}.json），请从备份恢复"
            found.append(BuildList(build, None, "", "", note, False, (), damaged=True))
    return found


def in_force(places: Places) -> tuple[BuildList | None, list[Batch]]:
    """The list and the batches of the current build."""
    build = current_build(places)
    if build is None:
        return None, []
    listed = read_list(places, build)
    return listed, [read_batch(places, b) for b in listed.batches]


def new_build_id(places: Places) -> str:
    """`20230112-090312-ab12`: local time, then the fraction of the second, so that ids sort by time and none occurs twice."""
    taken = {*builds(places), *(f.stem for f in (places.archive / "builds").glob("*.json"))}
    while True:
        now = datetime.now()
        build = f"{now:%Y%m%d-%H%M%S}-{now.microsecond // 16:04x}"
        if build not in taken:
            return build


@contextmanager
def writing(places: Places, say: Any, *, wait: float = _WAITED_SECONDS) -> Iterator[None]:
    """One writer at a time: wait for the other and say for whom. What a killed writer left is cleared away first."""
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
        clear_leftovers(places, say)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return "使用者不明"


def pending_path(places: Places) -> Path:
    """What is being done (JSON: build, what, by, at): a killed writer leaves it behind."""
    return places.archive / "builds" / ".pending"


def served_path(places: Places) -> Path:
    """The build served last, kept beside the archive: so the snapshots can be lost whole and made again as they were."""
    return places.archive / "builds" / ".served"


def begin(places: Places, build: str, what: str, *, makes: bool = True) -> None:
    """Note what is about to be done, before anything is written. `makes`: the build is new, nothing else refers to it."""
    path = pending_path(places)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    noted = {
        "build": build,
        "makes": makes,
        "what": what,
        "by": who(),
        "at": datetime.now().isoformat(sep=" ", timespec="seconds"),
    }
    write_atomically(path, json.dumps(noted, ensure_ascii=False))


def finish(places: Places, build: str | None = None) -> None:
    """Note that it is done; `build` is what is served since."""
    if build:
        write_atomically(served_path(places), build)
    pending_path(places).unlink(missing_ok=True)


def clear_leftovers(places: Places, say: Any) -> None:
    """Say what became of a writer that was killed, and remove what it left: half files, and a database never served."""
    noted = _noted(places)
    build = noted.get("build", "")
    served = current_build(places)
    removed = 0
    for left in _leftovers(places):
        left.unlink(missing_ok=True)
        removed += 1
    if not noted:
        return
    when = f"{noted.get('what') or '入库'}（{noted.get('by') or '某用户'}，{noted.get('at') or '时间不明'} 开始）"
    if build and build == served:
        write_atomically(served_path(places), build)
        say(f"上一次{when}中途停了，停下时已经生效，数据版本 {build}，不必重做。")
    else:
        if build and noted.get("makes", True):
            (places.snapshots / f"{build}.duckdb").unlink(missing_ok=True)
            list_path(places, build).unlink(missing_ok=True)
        cleared = f"，已清理 {removed} 个半成品文件" if removed else ""
        say(f"上一次{when}中途停了，没有生效，数据仍是原来的版本{cleared}。需要的话请重新入库。")
    pending_path(places).unlink(missing_ok=True)


def _noted(places: Places) -> dict[str, Any]:
    """What a killed writer noted; {} if none was killed. A damaged note still says that one was."""
    path = pending_path(places)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return {"build": text.strip()}
    return found if isinstance(found, dict) else {"build": str(found)}


def _leftovers(places: Places) -> list[Path]:
    """Temporary files, and rows whose sidecar was never written: no build refers to them."""
    batches = places.archive / "batches"
    half = [*places.snapshots.glob(".*.building*"), *places.snapshots.glob(".*.tmp")]
    for folder in (batches, places.archive / "originals", places.archive / "builds"):
        half += folder.glob(".*.tmp")
    return half + [rows for rows in batches.glob("*.parquet") if not rows.with_suffix(".json").exists()]
