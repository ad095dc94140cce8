"""Measuring: a metric in a period, as a frozen reading with the files and rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import overload

from metrics import evidence, sql
from metrics.definitions import Catalogue, load_catalogue, terms_of
from metrics.evidence import RowTable
from metrics.model import Gap, Metric, Reading, SourceRows, Term
from metrics.periods import Period, month_label
from warehouse.places import Places
from warehouse.schema import TABLES
from warehouse.snapshots import Snapshot, open_snapshot

EXACT = Decimal("1e-12")
"""Ratios are kept to twelve places, as the warehouse stores them; the one rounding for a reader comes later."""


class UnknownMetricError(KeyError):
    """A key or a dimension that the catalogue does not have."""

    def __str__(self) -> str:
        """The sentence alone, without the quotes a KeyError puts round it."""
        return str(self.args[0])


@dataclass(frozen=True)
class _Figure:
    """What was measured before coverage is looked at."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


class Measurer:
    """Readings of one snapshot under one catalogue. Safe to share between threads: each query has its own cursor."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.snapshot = snapshot
        self.catalogue = catalogue
        self.build = snapshot.build
        self.sample = snapshot.sample
        self._covered: dict[str, frozenset[str]] = {}
        self._sources: dict[tuple[str, Period, str, str], list[SourceRows]] = {}
        rows = snapshot.rows("SELECT source, strftime(month, '%Y-%m') FROM covered")
        for source in TABLES:
            self._covered[source] = frozenset(m for s, m in rows if s == source)
        calendar = snapshot.rows("SELECT DISTINCT strftime(day, '%Y-%m') FROM calendar")
        self._covered["calendar"] = frozenset(m for (m,) in calendar)
        self._trusted = self._load_trusted()
        self._stored = self._load_stored()

    def _load_trusted(self) -> frozenset[str]:
        """Metrics whose stored readings were made with the definition of today; the others are measured from the facts."""
        if not self.snapshot.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'measured'"):
            return frozenset()
        made_with = dict(self.snapshot.rows("SELECT metric, fingerprint FROM measured"))
        return frozenset(k for k in self.catalogue if made_with.get(k) == sql.fingerprint(self.catalogue, k))

    def _load_stored(self) -> dict[tuple[str, str], _Figure]:
        stored = self.snapshot.rows(
            "SELECT metric, period, value, numerator, denominator FROM reading WHERE dimension = '' AND coverage"
        )
        return {(m, p): _Figure(v, n, d) for m, p, v, n, d in stored if m in self._trusted}

    # --- what there is -------------------------------------------------------------------------------------------------

    def years(self) -> list[int]:
        """Years for which a source that reports by month has covered a month, ascending."""
        sources = [s for s, t in TABLES.items() if not t.roster and s != "targets"]
        return sorted({int(m[:4]) for s in sources for m in self._covered[s]})

    def latest_year(self) -> int | None:
        """The last of `years` for which at least half as many sources are in as for the fullest: one small file of a new
        year must not take the place of a whole one.
        """
        count = {y: self.sources_in(y) for y in self.years()}
        return max((y for y, n in count.items() if 2 * n >= max(count.values())), default=None)

    def sources_in(self, year: int) -> int:
        """How many sources that report by month cover a month of a year."""
        sources = [s for s, t in TABLES.items() if not t.roster and s != "targets"]
        return sum(any(m.startswith(f"{year}-") for m in self._covered[s]) for s in sources)

    def latest_month(self, year: int) -> int | None:
        """The last month of a year that revenue covers; without revenue, that any source covers."""
        for sources in (["revenue"], [s for s, t in TABLES.items() if not t.roster and s != "targets"]):
            months = [int(m[5:]) for s in sources for m in self._covered[s] if m.startswith(f"{year}-")]
            if months:
                return max(months)
        return None

    def covered(self, source: str) -> frozenset[str]:
        """Months that a source wholly covers, as `2022-03`."""
        return self._covered.get(source, frozenset())

    # --- measuring -----------------------------------------------------------------------------------------------------

    @overload
    def measure(self, key: str, period: Period, by: None = None) -> Reading: ...
    @overload
    def measure(self, key: str, period: Period, by: str) -> list[Reading]: ...
    def measure(self, key: str, period: Period, by: str | None = None) -> Reading | list[Reading]:
        """One reading, or one a month (`by="month"`) or member of a declared dimension (largest first).

        A period not wholly covered has no value, and its members none at all: parts would be taken for the whole.
        """
        metric = self._metric(key)
        if by is None:
            return self._reading(metric, period)
        if by == "month":
            return [self._reading(metric, month) for month in period.by_month()]
        return self._members(metric, period, by)

    def series(self, key: str, periods: Iterable[Period]) -> list[Reading]:
        """One reading a period, in the order given."""
        return [self.measure(key, p) for p in periods]

    def _metric(self, key: str) -> Metric:
        if key not in self.catalogue:
            raise UnknownMetricError(f"没有“{key}”这个指标。全部指标：python -m metrics list")
        return self.catalogue[key]

    def _reading(self, metric: Metric, period: Period) -> Reading:
        empty = Reading(metric, period, None, None, None, (), (), self.build, self.sample)
        if metric.periods and period.kind not in metric.periods:
            return replace(empty, reason=f"“{metric.name}”只按{_KIND_NAMES[metric.periods[0]]}计")
        coverage, gaps = self._coverage(metric, period)
        if gaps:
            dated = tuple(replace(g, years=period.first // 12 != period.year or _elsewhere(g, period)) for g in gaps)
            return replace(empty, coverage=coverage, gaps=dated)
        figure, reason = self._derived(metric, period) if metric.derived else (self._leaf(metric, period), "")
        if figure.value is None:
            reason = reason or "期间内没有这样的行，没有平均数"
        return replace(
            empty,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            coverage=coverage,
            reason=reason,
        )

    def _leaf(self, metric: Metric, period: Period) -> _Figure:
        stored = self._stored.get((metric.key, period.label))
        if stored is not None:
            return _Figure(_exact(stored.value), _exact(stored.numerator), _exact(stored.denominator))
        return self.computed(metric, period)

    def computed(self, metric: Metric, period: Period) -> _Figure:
        """A leaf measured from the facts, whatever the stored readings say."""
        row = self.snapshot.rows(sql.leaf_sql(metric, period))[0]
        if metric.kind != "mean":
            return _Figure(Decimal(row[0]))
        top, bottom = Decimal(row[1] or 0), Decimal(row[2])
        return _Figure((top / bottom).quantize(EXACT) if bottom else None, top, bottom)

    def _derived(self, metric: Metric, period: Period) -> tuple[_Figure, str]:
        if metric.kind == "combination":
            total, reason = self._added(metric.terms, period)
            return _Figure(total), reason
        top, reason = self._added(metric.numerator, period)
        bottom, reason_below = self._added(metric.denominator, period)
        if top is None or bottom is None:
            return _Figure(None), reason or reason_below
        if bottom <= 0:
            return _Figure(None, top, bottom), "分母为零" if bottom == 0 else "基数为负，不算比率"
        return _Figure((top * (100 if metric.unit == "%" else 1) / bottom).quantize(EXACT), top, bottom), ""

    def _added(self, terms: Sequence[Term], period: Period) -> tuple[Decimal | None, str]:
        total = Decimal(0)
        for term in terms:
            part = self._reading(self.catalogue[term.key], term.period(period))
            if part.value is None:
                return None, part.reason
            total += term.sign * part.value
        return total, ""

    def _members(self, metric: Metric, period: Period, by: str) -> list[Reading]:
        if by not in metric.by:
            known = "、".join(["month", *metric.by])
            raise UnknownMetricError(f"“{metric.name}”不能按“{by}”分，可以按：{known}")
        whole = self._reading(metric, period)
        if whole.value is None:
            return []
        rows = self._stored_members(metric, period, by) or self.snapshot.rows(sql.member_sql(metric, period, by))
        made = [replace(whole, value=_exact(Decimal(v)), dimension=by, member=str(m)) for v, m in rows]
        return sorted(made, key=lambda r: (-(r.value or Decimal(0)), r.member))

    def _stored_members(self, metric: Metric, period: Period, by: str) -> list[tuple[Decimal, str]]:
        if metric.key not in self._trusted:
            return []
        query = "SELECT value, member FROM reading WHERE metric = ? AND period = ? AND dimension = ? AND coverage"
        return [(value, member) for value, member in self.snapshot.rows(query, [metric.key, period.label, by])]

    # --- coverage ------------------------------------------------------------------------------------------------------

    def _coverage(self, metric: Metric, period: Period) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
        """Months covered, and what is missing by source; a derived metric misses whatever its parts miss."""
        if not metric.derived:
            return self._leaf_coverage(metric, period)
        months: list[str] = []
        missing: dict[str, list[str]] = {}
        for term in terms_of(metric):
            covered, gaps = self._coverage(self.catalogue[term.key], term.period(period))
            months += covered
            for gap in gaps:
                missing.setdefault(gap.source, []).extend(gap.months)
        gaps_found = tuple(_gap(s, tuple(sorted(set(m)))) for s, m in missing.items())
        return tuple(sorted(set(months))), gaps_found

    def _leaf_coverage(self, metric: Metric, period: Period) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
        covered = self._covered.get(metric.table, frozenset())
        needed = (month_label(period.last),) if metric.kind == "as_of" else period.months
        missing = tuple(m for m in needed if m not in covered)
        return tuple(m for m in period.months if m in covered), (_gap(metric.table, missing),) if missing else ()

    # --- evidence ------------------------------------------------------------------------------------------------------

    def sql(self, key: str, period: Period, by: str | None = None) -> str:
        """The query, with nothing left to fill in: run by plain DuckDB on the snapshot, its first column is the value."""
        metric = self._metric(key)
        if by and by != "month" and by in metric.by:
            return sql.member_sql(metric, period, by)
        return sql.printed(self.catalogue, key, period)

    def sources(self, reading: Reading) -> list[SourceRows]:
        """Files, sheets and rows that were counted, no more and no fewer."""
        return self.sources_of([reading])[0]

    def sources_of(self, readings: Sequence[Reading]) -> list[list[SourceRows]]:
        """`sources` of several readings, asked for at once: a report has thirty figures."""
        asked = [(r.metric.key, r.period, r.dimension, r.member) for r in readings]
        new = {key: r for key, r in zip(asked, readings, strict=True) if key not in self._sources}
        if new:  # a snapshot never changes, so neither does what stands behind its figures
            found = evidence.sources(self.snapshot, self.catalogue, list(new.values()))
            self._sources.update(zip(new, found, strict=True))
        return [list(self._sources[key]) for key in asked]

    def rows(self, reading: Reading, limit: int = 200) -> RowTable:
        """The rows themselves, for a page or an export: persons left out, taxpayers masked."""
        return evidence.rows(self.snapshot, self.catalogue, reading, limit)


_KIND_NAMES = {"year": "年", "quarter": "季", "month": "月", "half": "半年", "ytd": "年初至今", "span": "期间"}


def _elsewhere(gap: Gap, period: Period) -> bool:
    """Whether months are missing that lie in another year than the period's, as those of last year behind a growth rate."""
    return any(int(month[:4]) != period.year for month in gap.months)


def _exact(value: Decimal | None) -> Decimal | None:
    """Without the zeros that storing at twelve places added."""
    if value is None:
        return None
    cut = value.normalize()
    return cut.quantize(Decimal(1)) if cut == cut.to_integral_value() else cut


def _gap(source: str, months: tuple[str, ...]) -> Gap:
    table = TABLES.get(source)
    return Gap(source, table.title if table else "日历", table.department if table else "办公室", months)


def open_measurer(places: Places, build: str | None = None) -> Measurer:
    """The measurer of the current (or named) build, with the bureau's own catalogue; kept while the build is served."""
    catalogue = load_catalogue(places.own_catalogue)
    return _measurer(open_snapshot(places, build), catalogue)


@lru_cache(maxsize=4)
def _measurer(snapshot: Snapshot, catalogue: Catalogue) -> Measurer:
    return Measurer(snapshot, catalogue)
