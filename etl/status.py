"""Who owes which months, by the due dates of `data/reference/schedule.csv`."""

from __future__ import annotations

import calendar
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from etl.faults import UsageError
from etl.reference import rows
from metrics.periods import month_label, month_number
from warehouse.places import Places
from warehouse.schema import TABLES, Table
from warehouse.snapshots import NoSnapshotError, open_snapshot

_LENGTHS = {"monthly": 1, "quarterly": 3, "halfyearly": 6, "yearly": 12, "每月": 1, "每季": 3, "每半年": 6, "每年": 12}


@dataclass(frozen=True)
class SourceStatus:
    """How far one source has come. `due` is the day on which the first missing (or else the next) part is due."""

    source: str
    title: str
    department: str
    latest: str | None
    """Last month that is wholly covered, `2022-12`."""
    due: date | None
    days_late: int
    missing: list[str]
    """Months whose due day has passed and which are not wholly covered."""
    note: str = ""

    @property
    def state(self) -> str:
        """晚 12 天, 从未报送, 已齐: in words; only the last needs nobody to act."""
        if self.days_late:
            return f"晚 {self.days_late} 天"
        return "已齐" if self.latest else "从未报送"

    def to_json(self) -> dict[str, Any]:
        """As printed with `--json`."""
        return {**asdict(self), "due": self.due.isoformat() if self.due else None}


def status(places: Places, today: date) -> list[SourceStatus]:
    """One line a source.

    Sample data stand still: for them the clock stops at the end of the month after the last one that any source covers.
    """
    covered: dict[str, set[int]] = {stem: set() for stem in TABLES}
    try:
        snapshot = open_snapshot(places)
    except NoSnapshotError:
        snapshot = None
    if snapshot:
        for source, month in snapshot.rows("SELECT source, month FROM covered"):
            covered[source].add(month_number(month.year, month.month))
        if snapshot.sample and any(covered.values()):
            today = min(today, _month_end(max(m for months in covered.values() for m in months) + 1))
    schedule = {row["source"]: row for row in rows(places.reference("schedule.csv")) if row.get("source")}
    return [_status(table, covered[table.stem], schedule.get(table.stem), today) for table in TABLES.values()]


def _month_end(month: int) -> date:
    year, zero_based = divmod(month, 12)
    return date(year, zero_based + 1, calendar.monthrange(year, zero_based + 1)[1])


def _due(row: dict[str, str], last: int) -> date:
    """The due day of a period that ends with a month; the last day of the month where it has no such day."""
    month = last + int(row["due_month_offset"])
    end = _month_end(month)
    return end.replace(day=min(int(row["due_day"]), end.day))


def _status(table: Table, covered: set[int], row: dict[str, str] | None, today: date) -> SourceStatus:
    latest = month_label(max(covered)) if covered else None
    if row is None:
        return SourceStatus(table.stem, table.title, table.department, latest, None, 0, [])
    try:
        length = _LENGTHS[row["frequency"]]
        first = min(covered, default=month_number(today.year, 1))
        missing: list[int] = []
        late_since: date | None = None
        period = first // length * length
        while (due := _due(row, period + length - 1)) < today:
            owed = [m for m in range(max(period, first), period + length) if m not in covered]
            late_since = late_since or (due if owed else None)
            missing += owed
            period += length
    except (KeyError, ValueError):
        raise UsageError(
            f"报送时限表 schedule.csv 里 {table.stem} 一行写得不对。frequency 可写：{'、'.join(_LENGTHS)}；due_day、due_month_offset 填整数。"
        ) from None
    days = (today - late_since) // timedelta(days=1) if late_since else 0
    return SourceStatus(
        table.stem,
        table.title,
        table.department,
        latest,
        late_since or due,
        days,
        [month_label(m) for m in missing],
        row.get("note", ""),
    )
