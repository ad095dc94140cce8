"""Load what appears in `data/inbox/`; what is dealt with moves to the folders 已入库 and 已退回 there.

A file that was saved again meanwhile is not the one that was loaded: it stays, and is looked at in the next round.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from etl.faults import UsageError, in_words
from etl.load import NOT_WALKED, load
from etl.results import LoadResult
from warehouse.places import Places
from warehouse.snapshots import NoSnapshotError

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
    """Load what waits; None if nothing does. A refused file gets its reasons beside it, an accepted one what is to be looked at."""
    stamps = {path: _stamp(path) for path in waiting(places, settled=settled)}
    paths = [path for path, stamp in stamps.items() if stamp]
    if not paths:
        return None
    result = load(places, paths, answered=False, say=say)
    why = {Path(file): why for file, why in result.skipped if file not in result.unchanged}
    why |= {Path(file): "\n".join(f.text for f in faults) for file, faults in result.refused}
    for path in paths:
        if _stamp(path) != stamps[path]:
            say(f"{path.name} 在读取之后又被改动或移走了，留在收件夹里的下一轮再看。")
            continue
        try:
            _put_away(path, places.inbox, why.get(path), _to_check(result, path))
        except OSError as error:
            say(f"{path.name} 已经处理，但移不出收件夹（{error.strerror}）。请手工移走。")
    return result


def _to_check(result: LoadResult, path: Path) -> str:
    """What somebody should look at in an accepted file: months that were read off its rows first."""
    mine = [a for a in result.accepted if Path(a.file) == path]
    unsaid = [a.to_check for a in mine if a.to_check]
    known = {a.inferred for a in mine}
    others = [w.text for a in mine for w in a.warnings if w.message not in known]
    return "\n".join(dict.fromkeys([*unsaid, *others]))


def _stamp(path: Path) -> tuple[int, int] | None:
    """By which a file that was saved again is known; None if it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns


def _put_away(path: Path, inbox: Path, why: str | None, to_check: str) -> None:
    """Move a file where it belongs; what is said of it first, so that it never lies there without."""
    folder = inbox / (ACCEPTED if why is None else REFUSED)
    folder.mkdir(parents=True, exist_ok=True)
    target, number = folder / path.name, 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem} ({number}){path.suffix}"
    said, name = (why, ".退回原因.txt") if why is not None else (to_check, ".请核对.txt")
    if said:
        target.with_name(target.name + name).write_text(said + "\n", encoding="utf-8-sig")
    os.replace(path, target)


def watch(
    places: Places,
    tell: Callable[[LoadResult], None],
    *,
    every: float = 5.0,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Look into the inbox again and again until interrupted. Trouble (a full disk, a lock held too long) is said once, and it tries again."""
    places.inbox.mkdir(parents=True, exist_ok=True)
    trouble = ""
    while True:
        try:
            result = once(places, say=say)
            if result:
                tell(result)
            trouble = ""
        except (UsageError, NoSnapshotError, OSError) as error:
            if str(error) != trouble:
                trouble = str(error)
                say(f"这一轮没有入库，过一会儿再试：{error if not isinstance(error, OSError) else in_words(error)}")
        time.sleep(every)
