"""What was loaded when, by whom and from which file; the way back; and the snapshot made again from the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from etl.batches import (
    BuildList,
    all_lists,
    begin,
    finish,
    in_force,
    list_path,
    new_build_id,
    read_batch,
    read_list,
    served_path,
    who,
    writing,
)
from etl.faults import UsageError
from etl.publish import assemble, serve
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
    """Files that this build brought: file, source, rows, months, who and when."""
    removed: tuple[str, ...]
    """Batches of which nothing was left after it."""

    def to_json(self) -> dict[str, Any]:
        """As printed with `--json`."""
        return asdict(self)


def history(places: Places) -> list[Entry]:
    """All builds, newest first."""
    lists = all_lists(places)
    current = snapshots.current_build(places)
    parents = {listed.build: listed.parent for listed in lists}
    chain: set[str] = set()
    walk = current
    while walk and walk not in chain:
        chain.add(walk)
        walk = parents.get(walk)
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
        if not snapshots.snapshot_path(places, build).exists():
            say(f"{build} 的数据库文件不在了，正在由归档重做……")
            assemble(places, places, listed, [read_batch(places, b) for b in listed.batches], say=say)
        begin(places, build, f"退回到 {build} ", makes=False)
        snapshots.publish(places, build)
        finish(places, build)
    return build


def _served_last(places: Places, say: Callable[[str], None]) -> BuildList:
    """The list of the build that was served last, where the snapshots were lost: not simply the newest, which may have been left."""
    try:
        return read_list(places, served_path(places).read_text(encoding="utf-8").strip())
    except (FileNotFoundError, UsageError):
        lists = all_lists(places)
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
        for warning in serve(places, listed, batches, say):
            say(warning)
    return listed.build
