"""What the dry runs of one visit found, file by file: when a person says something of one file, that one is checked again.

What a file came to depends on its content, its name, what was said of it, and the batches of its sources that stand when
its turn comes; all of that is in the key. So a remembered finding is the one that checking again would give.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from etl.faults import Fault
from etl.keeping import digests
from etl.keeping.batches import Batch
from etl.keeping.moved import Move
from etl.keeping.remembered import all_remembered
from etl.reference import CodeList
from etl.results import Accepted, Found
from etl.understanding.parts import Understood
from warehouse.places import Places


@dataclass(frozen=True)
class Told:
    """What reading a file told: its sources, or why it has none."""

    explained: dict[str, Any] | None = None
    refused: tuple[Fault, ...] = ()
    skipped: str = ""
    sources: frozenset[str] = frozenset()
    sample: bool = False
    understood: Understood | None = None
    """Not remembered: the cells of a large file take much memory."""


@dataclass(frozen=True)
class Arriving:
    """A file that was read and is to be checked."""

    file: Found
    content: bytes
    sha256: str
    told: Told
    key: Hashable


Outcome = tuple[Sequence[tuple[Accepted, Path]], Sequence[Fault]]
"""The parts accepted, with their rows, or everything that is wrong."""


@dataclass
class Memory:
    """Findings of one visit. `folder` (the visit's own) holds the rows of what was accepted."""

    folder: Path
    told: dict[Hashable, Told] = field(default_factory=dict)
    outcomes: dict[Hashable, Outcome] = field(default_factory=dict)
    moved: dict[Hashable, tuple[list[str], list[Move]]] = field(default_factory=dict)


def circumstances(places: Places, lists: Mapping[str, CodeList]) -> Hashable:
    """What bears on every file: the day, the code lists, the headings that were explained, the key of persons' codes."""
    known = repr(
        [(name, listed.canonical, listed.before, listed.until, listed.groups) for name, listed in lists.items()]
    )
    key = digests.kept_key(places)
    return (
        date.today(), hashlib.sha256(known.encode()).hexdigest(), tuple(all_remembered(places)),
        digests.fingerprint(key) if key else "",
    )  # fmt: skip


def beside(batches: Sequence[Batch], sources: frozenset[str]) -> Hashable:
    """What stands of a file's sources, and the keys behind all persons' codes."""
    return tuple(b.batch for b in batches if b.source in sources), frozenset(b.key for b in batches)
