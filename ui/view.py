"""What a page is looking at: whose data, which build, which months; and the readings of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from metrics.measure import Measurer
from metrics.model import Metric, Reading
from metrics.periods import Period, year_period
from ui import change, wording
from ui.markup import anchor
from warehouse.places import Places


@dataclass(frozen=True)
class View:
    """One screen's choice. `measurer` and `period` are None only where a page works without data."""

    places: Places
    measurer: Measurer | None
    year: int
    period: Period | None
    missed: str = ""
    """What the link asked for and the data do not have, in a sentence."""

    @property
    def months(self) -> int:
        """How many months from January are looked at."""
        return 12 if self.period is None else self.period.last - self.period.first + 1

    @property
    def until(self) -> str:
        """The last day looked at."""
        return wording.until(self.period) if self.period else ""

    @property
    def whole_year(self) -> bool:
        """All twelve months."""
        return self.months == 12

    @property
    def figures(self) -> Measurer:
        """The measurer, where the page cannot be reached without one."""
        if self.measurer is None:
            raise LookupError("本页需要先有数据")
        return self.measurer

    @property
    def span(self) -> Period:
        """The months looked at, where the page cannot be reached without them."""
        return self.period or year_period(self.year)

    def metric(self, key: str) -> Metric:
        """The definition of a metric."""
        return self.figures.catalogue[key]

    def read(self, key: str, period: Period | None = None) -> Reading:
        """One metric over the months looked at (or another period)."""
        return self.figures.measure(key, period or self.span)

    def before(self, key: str) -> Reading:
        """The same months of last year."""
        return self.read(key, self.span.shifted(-1))

    def change(self, key: str) -> change.Change:
        """The months looked at against the same of last year."""
        return change.between(self.read(key), self.before(key))

    def monthly(self, key: str, years_back: int = 0) -> list[Reading]:
        """The twelve months of the year (or an earlier one): those after the months looked at are left out."""
        return self.figures.series(key, list(self.span.shifted(-years_back).by_month()))

    def so_far(self, key: str) -> list[Reading]:
        """January to each of the months looked at."""
        first = self.span.first
        return self.figures.series(key, [Period(first, last) for last in range(first, self.span.last + 1)])

    def split(self, key: str, dimension: str, years_back: int = 0) -> list[Reading]:
        """One reading a member of a dimension; empty where the period is not covered."""
        return self.figures.measure(key, self.span.shifted(-years_back), by=dimension)

    def files(self, key: str, period: Period | None = None) -> list[str]:
        """Names of the files that cover a metric's sources in a period."""
        chosen = period or self.span
        return covering_files(self.figures, tuple(sorted(sources_of(self.figures, key))), chosen.start, chosen.end)

    def source_line(self, key: str, period: Period | None = None) -> str:
        """口径 · 科室 · 截至 · 文件 of a metric and the way to its rows, as HTML."""
        way = anchor(self.address(key, period), "看各月与来源行 ›")
        return wording.source_line(self.metric(key), period or self.span, self.files(key, period), way)

    def address(self, key: str, period: Period | None = None) -> str:
        """Where a metric is shown with all behind it; `of` names the period when it is not the one looked at."""
        asked = {"metric": key, "year": str(self.year), "months": str(self.months)}
        if period is not None and period != self.span:
            asked["of"] = period.label
        return f"dictionary?{urlencode(asked)}"

    def linked(self, reading: Reading) -> str:
        """A figure that leads to what is behind it, as HTML."""
        hint = f"{reading.metric.name}：看口径、各月与来源行"
        return anchor(self.address(reading.metric.key, reading.period), wording.figure(reading), "figure", hint)


def sources_of(measurer: Measurer, key: str) -> set[str]:
    """Tables that a metric is measured from, through its parts."""
    metric = measurer.catalogue[key]
    if not metric.derived:
        return {metric.table}
    found: set[str] = set()
    for term in (*metric.numerator, *metric.denominator, *metric.terms):
        found |= sources_of(measurer, term.key)
    return found


def covering_files(measurer: Measurer, sources: tuple[str, ...], start: date, end: date) -> list[str]:
    """Files that speak for these sources between two days, in the order of their months."""
    marks = ", ".join("?" for _ in sources)
    rows = measurer.snapshot.rows(
        f"SELECT b.file, min(c.month) FROM coverage c JOIN batch b USING (batch) WHERE c.source IN ({marks}) "
        "AND c.month >= ? AND c.month < ? GROUP BY b.file ORDER BY 2 DESC, 1",
        [*sources, start, end],
    )
    return [str(file) for file, _ in rows]
