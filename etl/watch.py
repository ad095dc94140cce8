"""Load what appears in `data/inbox/`; what is dealt with moves to the folders 已入库 and 已退回 there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from etl.load import NOT_WALKED, LoadResult, load
from warehouse.places import Places

ACCEPTED, REFUSED = "已入库", "已退回"
_SETTLED_SECONDS = 2.0


def waiting(places: Places, *, settled: float = _SETTLED_SECONDS) -> list[Path]:
    """Files in the inbox that nobody has written to for some seconds."""
    if not places.inbox.is_dir():
        return []
    found = []
    for path in sorted(p for p in places.inbox.rglob("*") if p.is_file()):
        parts = path.relative_to(places.inbox).parts
        hidden = any(p.startswith((".", "~$")) or p in NOT_WALKED for p in parts)
        if not hidden and time.time() - path.stat().st_mtime >= settled:
            found.append(path)
    return found


def once(
    places: Places, *, settled: float = _SETTLED_SECONDS, say: Callable[[str], None] = lambda _: None
) -> LoadResult | None:
    """Load what waits; None if nothing does. A refused file gets its reasons beside it."""
    paths = waiting(places, settled=settled)
    if not paths:
        return None
    result = load(places, paths, say=say)
    refused = {Path(file): faults for file, faults in result.refused}
    unknown = {Path(file): why for file, why in result.skipped if file not in result.unchanged}
    for path in paths:
        if path in refused or path in unknown:
            moved = _move(path, places.inbox / REFUSED)
            reasons = [f.text for f in refused[path]] if path in refused else [unknown[path]]
            moved.with_name(moved.name + ".退回原因.txt").write_text("\n".join(reasons) + "\n", encoding="utf-8-sig")
        else:
            _move(path, places.inbox / ACCEPTED)
    return result


def _move(path: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target, number = folder / path.name, 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem} ({number}){path.suffix}"
    os.replace(path, target)
    return target


def watch(
    places: Places,
    tell: Callable[[LoadResult], None],
    *,
    every: float = 5.0,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Look into the inbox again and again until interrupted."""
    places.inbox.mkdir(parents=True, exist_ok=True)
    while True:
        result = once(places, say=say)
        if result:
            tell(result)
        time.sleep(every)
