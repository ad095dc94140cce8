"""The archive: originals as received, accepted batches as Parquet, and each build's list of batches.

Nothing in the archive is ever changed; a snapshot can be made again from it at any time. A file becomes one batch for
each source that it holds, kept under `archive/batches/<batch>.parquet` with `<batch>.json` beside it.
"""

from __future__ import annotations

import getpass
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from etl.faults import UsageError
from warehouse.places import Places
from warehouse.snapshots import builds, current_build, replacing, sync_file, write_atomically, writing_to


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
    key: str | None = None
    """Fingerprint of the key behind its persons' codes; '' without such codes, None if it was made before this was kept."""
    familiar: tuple[str, ...] = ()
    """Digests of texts beside its figures that no rule knows (`unfamiliar`): whoever loaded it has read them."""
    asked: tuple[dict[str, str], ...] = ()
    """What was asked before it was loaded: `question`, `cell` if it is about one, and `confirmed`: by whom, '' if by nobody."""

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Batch:
        """From its sidecar."""
        return cls(
            **{
                **found,
                "months": tuple(found["months"]),
                "warnings": tuple(found["warnings"]),
                "familiar": tuple(found.get("familiar", ())),
                "asked": tuple(found.get("asked", ())),
            }
        )


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
    with replacing(temporary, path):
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as writer:
            writer.write(content)
            writer.flush()
            os.fsync(writer.fileno())


def write_rows(connection: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    """Write a table of the working connection as Parquet, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.tmp")
    with replacing(temporary, path):
        with writing_to(temporary):
            connection.table(relation).write_parquet(str(temporary), compression="zstd")
        temporary.chmod(0o600)
        sync_file(temporary)


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


@lru_cache(maxsize=2)
def replaced_before(places: Places, listed: BuildList | None) -> tuple[Batch, ...]:
    """The batches that a build and those before it brought and that are not in it any more: later files took their months.

    What was answered with them stays answered. A list or sidecar that cannot be read is passed over: it only asks once more.
    """
    names: dict[str, None] = {}
    build, kept = listed, set(listed.batches) if listed else set()
    while build is not None:
        names.update(dict.fromkeys(build.added))
        try:
            build = read_list(places, build.parent) if build.parent else None
        except UsageError:
            break
    found = []
    for name in names:
        with suppress(UsageError):
            found += [read_batch(places, name)] if name not in kept else []
    return tuple(b for b in found if listed is not None and b.sample == listed.sample)


def new_build_id(places: Places) -> str:
    """`20230112-090312-ab12`: local time, then the fraction of the second, so that ids sort by time and none occurs twice."""
    taken = {*builds(places), *(f.stem for f in (places.archive / "builds").glob("*.json"))}
    while True:
        now = datetime.now()
        build = f"{now:%Y%m%d-%H%M%S}-{now.microsecond // 16:04x}"
        if build not in taken:
            return build
