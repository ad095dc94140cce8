"""What is said of files that are to be loaded, and what became of each of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from etl.faults import Fault
from etl.keeping.batches import Batch
from etl.keeping.changes import MonthChange, measured
from etl.keeping.moved import Move
from warehouse.answers import Answer
from warehouse.schema import TABLES


@dataclass(frozen=True)
class Said:
    """What a person said of one file: it counts before what is said of all of them."""

    source: str | None = None
    period: str | None = None
    confirmed: frozenset[str] = frozenset()
    """Questions (`Accepted.questions`) that were answered yes, and doubts (by their message) that were looked at."""


@dataclass(frozen=True)
class Found:
    """One file to load: where it lies and the name under which it is known."""

    path: Path
    shown: str
    """As the user gave it."""
    known_as: str
    """In the evidence: below the sample folder for sample files, else the bare name."""


@dataclass
class Accepted:
    """One source of one accepted file."""

    file: str
    source: str
    rows: int
    covers: list[str]
    replaces: list[str]
    warnings: list[Fault]
    batch: Batch
    changes: list[MonthChange] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    """What a person has to confirm (or has confirmed): months read off the rows, rows that would vanish."""
    inferred: str = ""
    """How its months were read off the rows, because neither title nor name speaks; '' if one does."""
    unconfirmed: bool = False
    """Its months were read off the rows and nobody could be asked."""

    @property
    def to_check(self) -> str:
        """What to look at where nobody confirmed the months, and what to do if they are wrong; '' if there is nothing."""
        if not self.unconfirmed:
            return ""
        return (
            f"{Path(self.file).name}：{self.inferred.split('。')[0]}，没有人确认过，请核对。如果期间不对，请在标题写明期间后重新报送"
            "（或运行 python -m etl load 文件 --period 期间），会替换这些月份的数；根本不该入库的，用 python -m etl rollback 退回上一个版本"
        )

    def to_json(self) -> dict[str, Any]:
        """As in the contract; added: warnings, months before and after, what is to be confirmed, whether the months were inferred."""
        column = measured(TABLES[self.source])
        return {
            "file": self.file, "source": self.source, "rows": self.rows, "covers": self.covers,
            "replaces": self.replaces, "warnings": [w.to_json() for w in self.warnings],
            "changes": [c.to_json() for c in self.changes], "sum_of": column.heading if column else None,
            "sum_unit": column.unit if column else None, "questions": list(self.questions), "months_inferred": bool(self.inferred), "to_check": self.to_check,
        }  # fmt: skip


@dataclass
class LoadResult:
    """What became of each file. `build` is None when nothing was published."""

    build: str | None = None
    accepted: list[Accepted] = field(default_factory=list)
    refused: list[tuple[str, tuple[Fault, ...]]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    """Files as given, with the answers on them: question sheets that came back; they belong to no source and make no build."""
    warnings: list[str] = field(default_factory=list)
    dry_run: bool = False
    sample: bool = False
    interrupted: str = ""
    """What became of the writer before, if it was killed. Said at once, too."""
    understood: dict[str, dict[str, Any]] = field(default_factory=dict)
    """With `explain`: for each file read, what `inspect` says of it."""

    def to_json(self) -> dict[str, Any]:
        """The contract's object."""
        return {
            "build": self.build,
            "accepted": [a.to_json() for a in self.accepted],
            "refused": [{"file": f, "errors": [e.to_json() for e in faults]} for f, faults in self.refused],
            "skipped": [{"file": f, "why": why} for f, why in self.skipped],
            "unchanged": list(self.unchanged),
            "moved": [m.to_json() for m in self.moved],
            "answers": [asdict(a) | {"file": file} for file, a in self.answers],
            "warnings": list(self.warnings),
            "interrupted": self.interrupted,
            "dry_run": self.dry_run,
            "sample": self.sample,
            **({"understood": self.understood} if self.understood else {}),
        }

    @property
    def exit_code(self) -> int:
        """0: all accepted or nothing new; 1: at least one refused."""
        return 1 if self.refused else 0
