"""Which figures differ between two builds, and which files moved them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from etl.keeping.batches import read_batch, read_list
from etl.keeping.publish import assemble
from metrics.definitions import load_catalogue
from metrics.numbers import plain
from warehouse.places import Places
from warehouse.snapshots import Snapshot, open_snapshot, snapshot_path, write_atomically

REPORT_KEYS = (
    "party_study_sessions",
    "party_seminars",
    "seminar_outputs",
    "suggestions_collected",
    "ideology_reports_heard",
    "ideology_assessments",
    "youth_forums",
    "discipline_secretaries_elected",
    "discipline_members_elected",
    "responsibility_reports",
    "special_inspections",
    "persons_held_accountable",
    "warning_film_screenings",
    "heart_to_heart_talks",
    "drink_driving_checks",
    "revenue_total",
    "relief_taxpayer_times",
    "relief_amount",
    "media_outlets",
    "thanks_taxpayers",
    "briefs_endorsed",
    "hotline_daily_calls",
    "hotline_smart_share",
    "inspection_issue_kinds",
    "inspection_issues",
    "party_endorsements",
    "party_branches",
    "young_deputy_appointments",
    "discipline_committee_mean_age",
    "volunteer_honours",
)
"""The keys of the year-end report in its order (contract): these are named first."""
_MONTHS_SHOWN = 400


@dataclass(frozen=True)
class Move:
    """One figure in two builds; values in the metric's unit, None without a value."""

    metric: str
    name: str
    unit: str
    period: str
    before: str | None
    after: str | None

    def to_json(self) -> dict[str, Any]:
        """As in the contract, with the Chinese name and unit added."""
        return asdict(self)


def moved(places: Places, before: Snapshot | None, after: Snapshot) -> list[Move]:
    """All years that differ, then months (at most 400), the report's figures first."""
    old, new = (_readings(s) if s else {} for s in (before, after))
    catalogue = load_catalogue(places.own_catalogue if places.own_catalogue.is_dir() else None)
    order = {key: i for i, key in enumerate([*REPORT_KEYS, *(k for k in catalogue if k not in REPORT_KEYS)])}
    different = [k for k in {*old, *new} if old.get(k) != new.get(k)]
    different.sort(key=lambda k: (k[1] != "year", order.get(k[0], len(order)), k[0], k[2]))
    found: list[Move] = []
    for metric, kind, period in different:
        if kind == "year" or len(found) < _MONTHS_SHOWN:
            known = catalogue.get(metric)
            values = [
                None if v is None else plain(v, cut_zeros=True)
                for v in (old.get((metric, kind, period)), new.get((metric, kind, period)))
            ]
            found.append(Move(metric, known.name if known else metric, known.unit if known else "", period, *values))
    return found


def _readings(snapshot: Snapshot) -> dict[tuple[str, str, str], Decimal | None]:
    rows = snapshot.rows(
        "SELECT metric, period_kind, period, value FROM reading WHERE dimension = '' AND period_kind IN ('year', 'month')"
    )
    return {(metric, kind, period): value for metric, kind, period, value in rows if value is not None}


def _kept_path(places: Places, build: str) -> Path:
    return places.archive / "moved" / f"{build}.json"


def keep_moved(places: Places, build: str, moves: Sequence[Move]) -> None:
    """Keep what a build moved against the one before it: both may be cleared away. Not having it costs a comparison, no more."""
    with suppress(OSError):
        write_atomically(_kept_path(places, build), json.dumps([m.to_json() for m in moves], ensure_ascii=False))


def kept_moved(places: Places, build: str) -> list[dict[str, Any]] | None:
    """What a build moved when it was loaded; None if that was not kept."""
    try:
        found = json.loads(_kept_path(places, build).read_text(encoding="utf-8"))
        return [asdict(Move(**move)) for move in found]
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def opened_aside(places: Places, build: str, *, sample: bool) -> Iterator[Snapshot]:
    """A build that is not served, opened for a moment and not kept open."""
    path = snapshot_path(places, build)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield Snapshot(build, sample, path, connection)


def sources_of(places: Places) -> dict[str, set[str]]:
    """The sources that each metric rests on, through the metrics it is made of."""
    catalogue = load_catalogue(places.own_catalogue if places.own_catalogue.is_dir() else None)
    found: dict[str, set[str]] = {}

    def walk(key: str) -> set[str]:
        if key not in found:
            metric = catalogue.get(key)
            found[key] = set()
            if metric:
                parts = (*metric.numerator, *metric.denominator, *metric.terms)
                found[key] = {metric.table} - {""} | {s for term in parts for s in walk(term.key)}
        return found[key]

    for key in catalogue:
        walk(key)
    return found


@contextmanager
def _opened(places: Places, build: str, say: Callable[[str], None]) -> Iterator[Snapshot]:
    """A build's database; made again from the archive, aside and for this once, if its file was cleared away."""
    listed = read_list(places, build)
    if snapshot_path(places, build).exists():
        yield open_snapshot(places, build)
        return
    say(f"{build} 的数据库文件已经清理，正在由归档重做（只为这次比较）……")
    with tempfile.TemporaryDirectory(prefix="etl-") as folder:
        aside = replace(places, root=Path(folder))
        assemble(places, aside, listed, [read_batch(places, b) for b in listed.batches], say=say)
        with opened_aside(aside, build, sample=listed.sample) as snapshot:
            yield snapshot


def diff(places: Places, first: str, second: str, say: Callable[[str], None] = lambda _: None) -> list[dict[str, Any]]:
    """Figures that differ between two builds, each with the files of its sources that only one of them has."""
    with _opened(places, first, say) as one, _opened(places, second, say) as other:
        return _differences(places, one, other)


def _differences(places: Places, one: Snapshot, other: Snapshot) -> list[dict[str, Any]]:
    files: dict[str, list[str]] = {}
    for source, file in _changed_files(one, other):
        files.setdefault(source, []).append(file)
    sources = sources_of(places)
    return [
        {
            **m.to_json(),
            "files": list(dict.fromkeys(f for s in sorted(sources.get(m.metric, ())) for f in files.get(s, ()))),
        }
        for m in moved(places, one, other)
    ]


def _changed_files(one: Snapshot, other: Snapshot) -> list[tuple[str, str]]:
    """Source and file of each batch whose months in force differ between the builds, later build first."""
    query = (
        "SELECT b.source, b.file, b.sha256, list(c.month || c.office ORDER BY 1) FROM batch b LEFT JOIN coverage c USING (batch) "
        "GROUP BY b.batch, b.source, b.file, b.sha256"
    )
    left, right = ({(s, f, h, tuple(m)) for s, f, h, m in snapshot.rows(query)} for snapshot in (one, other))
    return [(s, f) for s, f, _, _ in [*sorted(right - left), *sorted(left - right)]]
