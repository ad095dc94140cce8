"""What was loaded when, by whom and from which file; the way back; and the snapshot made again from the archive."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.faults import UsageError
from etl.keeping.batches import (
    BuildList,
    all_lists,
    in_force,
    list_path,
    named,
    new_build_id,
    original_path,
    read_batch,
    read_list,
    who,
)
from etl.keeping.publish import assemble, serve
from etl.keeping.writers import noted, served_path, unfinished, writing
from warehouse import snapshots
from warehouse.places import Places


@dataclass(frozen=True)
class Entry:
    """One build, as the history shows it."""

    build: str
    made_at: str
    made_by: str
    note: str
    parent: str | None
    sample: bool
    current: bool
    rolled_back: bool
    """It was left by going back: later loads do not contain what it added."""
    on_disk: bool
    added: tuple[dict[str, Any], ...]
    """Files that this build brought: file, source, rows, months, who, and what was asked and confirmed."""
    removed: tuple[str, ...]
    """Batches of which nothing was left after it."""

    def to_json(self) -> dict[str, Any]:
        """As printed with `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class Original:
    """A file as received: where it lies in the archive, and the name under which it came."""

    path: Path
    name: str
    content: bytes
    """Read once, and compared with its SHA-256."""


def original(places: Places, asked: str) -> Original:
    """The original of a batch, or of a SHA-256 (its first eight digits will do). UsageError if it is not there or was damaged."""
    digits = asked.lower()
    if re.fullmatch(r"[0-9a-f]{8,64}", digits):
        sha256s = sorted({p.name.split(".")[0] for p in (places.archive / "originals").glob(f"{digits}*")})
        if len(sha256s) > 1:
            raise UsageError(f"归档里有 {len(sha256s)} 份原件以 {asked} 开头。请多写几位。")
        if not sha256s:
            raise UsageError(f"归档里没有 SHA-256 为 {asked} 的原件。可用 python -m etl history 查看入过哪些文件。")
        path = next((places.archive / "originals").glob(f"{sha256s[0]}*"))
        batches = named(places, sha256s[0])
        name = batches[-1].file if batches else path.name
    elif re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{4}-\d+", digits):
        batch = read_batch(places, digits)
        path, name = original_path(places, batch.sha256, batch.suffix), batch.file
    else:
        raise UsageError(f"“{asked}”不是批次，也不是 SHA-256。两者都列在 python -m etl history 里。")
    return Original(path, name.rsplit("/", 1)[-1], _whole(path, name))


def _whole(path: Path, name: str) -> bytes:
    """The bytes of an original, which must still be what was received."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"归档里没有 {name} 的原件了（{path.name}）。请从备份恢复 archive 文件夹。") from None
    if hashlib.sha256(content).hexdigest() != path.name.split(".")[0]:
        raise UsageError(f"归档里 {name} 的原件已损坏，与入库时不一致（{path.name}）。请从备份恢复 archive 文件夹。")
    return content


def history(places: Places) -> list[Entry]:
    """All builds, newest first; not one that was never served because its writer was killed."""
    unmade = unfinished(places)
    lists = [listed for listed in all_lists(places) if listed.build != unmade]
    current = snapshots.current_build(places)
    parents = {listed.build: listed.parent for listed in lists}
    chain: set[str] = set()
    walk = current
    while walk and walk not in chain:
        chain.add(walk)
        walk = parents.get(walk)
    if any(listed.damaged and listed.build in chain for listed in lists):
        chain |= set(parents)  # where the chain goes on is not known, so no build is said to have been left
    return [_entry(places, listed, current, chain) for listed in reversed(lists)]


def _entry(places: Places, listed: BuildList, current: str | None, chain: set[str]) -> Entry:
    added = []
    for name in listed.added:
        batch = read_batch(places, name)
        added.append(
            {
                "batch": name,
                "file": batch.file,
                "source": batch.source,
                "rows": batch.rows,
                "months": list(batch.months),
                "by": batch.received_by,
                "sha256": batch.sha256,
                "asked": list(batch.asked),
            }
        )
    return Entry(
        listed.build, listed.made_at, listed.made_by, listed.note, listed.parent, listed.sample, listed.build == current,
        current is not None and listed.build not in chain, snapshots.snapshot_path(places, listed.build).exists(), tuple(added), listed.removed,
    )  # fmt: skip


def rollback(places: Places, build: str, say: Callable[[str], None] = lambda _: None) -> str:
    """Serve an older build again; the next load starts from its batches. Its database is made anew if it is gone."""
    with writing(places, say):
        listed = read_list(places, build)
        if snapshots.current_build(places) == build:
            raise UsageError(f"现在用的就是 {build}，不必退回。")
        with noted(places, build, f"退回到 {build} ", makes=False):
            if not snapshots.snapshot_path(places, build).exists():
                say(f"{build} 的数据库文件不在了，正在由归档重做……")
                assemble(places, places, listed, [read_batch(places, b) for b in listed.batches], say=say)
            snapshots.publish(places, build)
    return build


def _served_last(places: Places, say: Callable[[str], None]) -> BuildList:
    """The list of the build that was served last, where the snapshots were lost: not simply the newest, which may have been left."""
    try:
        return read_list(places, served_path(places).read_text(encoding="utf-8").strip())
    except (FileNotFoundError, UsageError):
        lists = [listed for listed in all_lists(places) if not listed.damaged]
        if not lists:
            raise UsageError("归档里没有任何数据，没有可以重做的。请先入库。") from None
        say(f"不知道上次用的是哪一版，按最新的一版 {lists[-1].build} 重做。如果它曾被退回，请再退回一次。")
        return lists[-1]


def rebuild(places: Places, say: Callable[[str], None] = lambda _: None) -> str:
    """Make the current snapshot again from the archive, as a new build with the same batches."""
    with writing(places, say):
        current = snapshots.current_build(places)
        if current is None or not list_path(places, current).exists():
            parent = _served_last(places, say)
            batches = [read_batch(places, b) for b in parent.batches]
        else:
            found, batches = in_force(places)
            parent = found or read_list(places, current)
        made = datetime.now().isoformat(timespec="seconds")
        listed = BuildList(new_build_id(places), parent.build, made, who(), "由归档重做", parent.sample, parent.batches)
        with noted(places, listed.build, "由归档重做 "):
            warnings = serve(places, listed, batches, say)
        for warning in warnings:
            say(warning)
    return listed.build
