"""The bureau's code lists (`data/reference/*.csv`): canonical values and the spellings that stand for them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import chinese_calendar

from etl.faults import UsageError
from etl.understanding.titles import plain
from warehouse.places import Places
from warehouse.schema import TABLES


@dataclass(frozen=True)
class CodeList:
    """One list. `canonical` leads from each spelling, compared as `plain` text, to the value that is stored."""

    name: str
    canonical: dict[str, str]

    @property
    def values(self) -> list[str]:
        """Canonical values, in the file's order."""
        return list(dict.fromkeys(self.canonical.values()))


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a reference file as dictionaries; an absent file has none. UsageError with a sentence if it cannot be read."""
    if not path.exists():
        return []
    try:
        with open(path, encoding="utf-8-sig", newline="") as handle:
            return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(handle)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"代码表 {path.name} 读不了（{error}）。请用 UTF-8 编码的 CSV 保存。") from None


def code_list(places: Places, name: str) -> CodeList:
    """A list whose first column is the value and whose column `aliases` holds other spellings, parted by | or ；."""
    canonical: dict[str, str] = {}
    for row in rows(places.reference(name)):
        value = next(iter(row.values()), "")
        if value:
            for spelling in (value, *re.split(r"[;；|]", row.get("aliases", ""))):
                if spelling.strip():
                    canonical.setdefault(plain(spelling), value)
    return CodeList(name, canonical)


def code_lists(places: Places) -> dict[str, CodeList]:
    """Every list that a column of a source refers to, by its file name."""
    return {c.code_list: code_list(places, c.code_list) for t in TABLES.values() for c in t.columns if c.code_list}


def working_days(places: Places, year: int) -> tuple[list[tuple[date, bool]], bool]:
    """Each day of a year and whether it is worked; False as second value if no holiday list covers the year.

    `workdays.csv` overrides the package's calendar day by day; without a calendar, Monday to Friday are worked.
    """
    own = {
        row["day"]: row["working"].lower() in {"1", "true", "是", "y", "yes"}
        for row in rows(places.reference("workdays.csv"))
    }
    known = True
    days = []
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        try:
            working = chinese_calendar.is_workday(day)
        except NotImplementedError:
            working, known = day.weekday() < 5, False
        days.append((day, own.get(day.isoformat(), working)))
    return days, known or any(key.startswith(str(year)) for key in own)
