"""Published snapshots: written once, never changed, named by the small file `CURRENT`.

A build is made beside the served one, closed, synced and renamed; then `CURRENT` is replaced. That replacement is
the one commit point: a reader sees the old snapshot or the new one, never a half. Why not one database file that is
written in place: docs/decisions/0001-snapshots.md.
"""

from __future__ import annotations

import errno
import os
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.places import Places

POINTER = "CURRENT"
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "2GB", "threads": 2}
_SEALED: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": False, "lock_configuration": True}
"""Given when a file is opened, not after: one still open elsewhere in the process shares its settings, and they are locked."""
_KEPT_OPEN = 2
KEPT = 12
"""Database files that stay on disk, the newest; older ones can be made again from the archive."""


class NoSnapshotError(Exception):
    """Nothing has been published yet, or the named build is gone."""


@dataclass(frozen=True)
class Snapshot:
    """One published build, opened read-only. `cursor()` for each query: a connection must not be shared by threads."""

    build: str
    sample: bool
    path: Path
    connection: duckdb.DuckDBPyConnection

    def rows(self, sql: str, parameters: dict[str, Any] | list[Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query; DECIMAL arrives as `Decimal`."""
        with self.connection.cursor() as cursor:
            return cursor.execute(sql, parameters).fetchall() if parameters else cursor.execute(sql).fetchall()


def current_build(places: Places) -> str | None:
    """The build that `CURRENT` names, or None before the first load."""
    try:
        return (places.snapshots / POINTER).read_text(encoding="utf-8", errors="replace").strip() or None
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise NoSnapshotError(f"{places.root} 不是文件夹。请用 --data 或 BUREAU_DATA 指定数据文件夹。") from None


def builds(places: Places) -> list[str]:
    """Builds on disk, oldest first."""
    return sorted(f.stem for f in places.snapshots.glob("*.duckdb")) if places.snapshots.is_dir() else []


def snapshot_path(places: Places, build: str) -> Path:
    """The database file of a build."""
    return places.snapshots / f"{build}.duckdb"


def prune(places: Places, *, spare: Collection[str]) -> list[str]:
    """Remove database files but the newest, the served one and those to `spare`; which builds went.

    Each goes by itself, so a kill in between leaves some for the next time. Who has one open reads on (where the system
    does not allow that, as Windows, the file stays until next time).
    """
    current = current_build(places)
    if current is None:
        return []
    gone = []
    for build in builds(places)[:-KEPT]:
        if build != current and build not in spare:
            with suppress(OSError):
                snapshot_path(places, build).unlink()
                gone.append(build)
    return gone


_open: OrderedDict[Path, Snapshot] = OrderedDict()
_lock = threading.Lock()


def open_snapshot(places: Places, build: str | None = None) -> Snapshot:
    """The named build, or the current one, read-only. At most two stay open in a process."""
    chosen = build or current_build(places)
    if chosen is None:
        raise NoSnapshotError("还没有入库的数据。请先在“数据”页入库，或运行 python -m etl load。")
    path = snapshot_path(places, chosen)
    with _lock:
        if path in _open:
            _open.move_to_end(path)
            return _open[path]
        if not path.exists():
            raise NoSnapshotError(
                f"数据版本 {chosen} 的文件不在了：{path.name}。请运行 python -m etl rebuild 重新生成。"
            )
        snapshot = _connect(path, chosen)
        _open[path] = snapshot
        while len(_open) > _KEPT_OPEN:
            _open.popitem(last=False)  # closed by its last user, who may be in the middle of a query
        return snapshot


def _connect(path: Path, build: str) -> Snapshot:
    try:
        connection = duckdb.connect(str(path), read_only=True, config=_SETTINGS | _SEALED)
    except duckdb.Error as error:
        raise NoSnapshotError(
            f"数据版本 {build} 的文件打不开，可能已损坏。请运行 python -m etl rebuild 重新生成。"
        ) from error
    row = connection.execute("SELECT sample FROM build_info").fetchone()
    return Snapshot(build, bool(row and row[0]), path, connection)


def close_all() -> None:
    """Close what this process holds open (tests, and before files are removed on Windows)."""
    with _lock:
        while _open:
            _open.popitem()[1].connection.close()


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """What DuckDB says of a disk that is full or a folder that cannot be written, as the OSError that it is."""
    try:
        yield
    except duckdb.Error as error:
        said = str(error)
        known = ((errno.ENOSPC, "No space left"), (errno.EFBIG, "File too large"), (errno.EACCES, "Permission denied"))
        number = next((n for n, words in known if words in said), errno.EIO)
        if number == errno.EIO and not isinstance(error, duckdb.IOException | duckdb.FatalException):
            raise
        raise OSError(number, os.strerror(number), str(path)) from error


@contextmanager
def building(places: Places, build: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new database under a temporary name; on leaving without an error it is closed, synced and renamed, not yet served."""
    places.snapshots.mkdir(parents=True, exist_ok=True)
    temporary = places.snapshots / f".{build}.building"
    temporary.unlink(missing_ok=True)
    with writing_to(temporary):
        connection = duckdb.connect(str(temporary), config=_SETTINGS)
    try:
        with writing_to(temporary):
            yield connection
            connection.execute("CHECKPOINT")
            connection.close()
        leftover = Path(f"{temporary}.wal")
        if leftover.exists():
            raise OSError(f"数据版本 {build} 没有写完整（留下了 {leftover.name}），未发布")
        sync_file(temporary)
        os.replace(temporary, snapshot_path(places, build))
        sync_folder(places.snapshots)
    finally:
        connection.close()
        for leftover in (temporary, Path(f"{temporary}.wal")):
            leftover.unlink(missing_ok=True)


def publish(places: Places, build: str) -> None:
    """Point `CURRENT` at a build: the one commit point."""
    if not snapshot_path(places, build).exists():
        raise NoSnapshotError(f"数据版本 {build} 不存在")
    try:
        write_atomically(places.snapshots / POINTER, build + "\n")
    except OSError:
        if current_build(places) != build:  # else it is served, and only flushing the folder failed
            raise


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file so that a reader, or a crash, finds the old text or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with replacing(temporary, path), open(temporary, "w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


@contextmanager
def replacing(temporary: Path, path: Path) -> Iterator[None]:
    """Put a file, written and synced under a temporary name, in its place; if anything fails, the temporary one goes."""
    try:
        yield
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Flush a file to disk."""
    with open(path, "rb+") as handle:
        os.fsync(handle.fileno())


def sync_folder(path: Path) -> None:
    """Flush a folder's entries to disk, where the system can (Windows cannot)."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
