"""The bureau's code lists (`data/reference/*.csv`): canonical values and the spellings that stand for them."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import chinese_calendar

from etl.faults import UsageError
from etl.understanding.titles import plain
from warehouse.bureau import own_name
from warehouse.places import Places
from warehouse.schema import TABLES

OFFICES = "offices.csv"
REGISTER_OFFICES = (
    "请在数据文件夹的 reference/offices.csv 里登记本局的税务所（没有这个文件的新建一个，第一行写 office,aliases,until，"
    "以后每行一个税务所，名称写在 office 下面，别的写法写在 aliases 下面、用 | 隔开），再报这份文件"
)
"""How a bureau tells us its offices: on its first day the list holds those of the sample."""


@dataclass(frozen=True)
class CodeList:
    """One list. `canonical` leads from each spelling, compared as `plain` text, to the value that is stored."""

    name: str
    canonical: dict[str, str]
    before: str = ""
    """Pattern of what may stand before a spelling and changes nothing: the bureau's name before an office's."""
    until: Mapping[str, str] = field(default_factory=dict)
    """The last month (`2023-06`) of values that are no more: offices that were merged into others."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """The group of a value (税收, 社会保险费, 非税收入), where the list has a column `group`."""

    @property
    def values(self) -> list[str]:
        """Canonical values, in the file's order."""
        return list(dict.fromkeys(self.canonical.values()))

    def in_month(self, month: str) -> list[str]:
        """The values that a month (`2023-07`) still has."""
        return [v for v in self.values if self.until.get(v, month) >= month]

    @property
    def spellings(self) -> Spellings:
        """`canonical`, in which a spelling is found with what may stand before it as well."""
        return Spellings(self.canonical, self.before, self.groups)


class Spellings(dict[str, str]):
    """Spellings and their values; a name that is not among them is looked for without what may stand before it."""

    def __init__(self, canonical: Mapping[str, str], before: str, groups: Mapping[str, str]) -> None:
        super().__init__(canonical)
        self.before, self.groups = before, groups

    def __missing__(self, name: str) -> str:
        if not (bare := self._bare(name)):
            raise KeyError(name)
        return self[bare]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or bool(self._bare(name))

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The value of a spelling."""
        return self[name] if name in self else default  # noqa: SIM401 - that would be this method again

    def _bare(self, name: object) -> str:
        """The spelling in a longer name; '' if none of ours is in it."""
        found = re.match(self.before, name) if self.before and isinstance(name, str) else None
        bare = str(name)[found.end() :] if found else ""
        return bare if super().__contains__(bare) else ""


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
    until: dict[str, str] = {}
    groups: dict[str, str] = {}
    for row in rows(places.reference(name)):
        value = next(iter(row.values()), "")
        if value:
            if group := row.get("group"):
                groups[value] = group
            if ended := row.get("until"):
                until[value] = _month(name, ended)
            for spelling in (value, *re.split(r"[;；|]", row.get("aliases", ""))):
                if spelling.strip():
                    canonical.setdefault(plain(spelling), value)
    return CodeList(name, canonical, _before(places) if name == OFFICES else "", until, groups)


_OF_TIME = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:年|[-./])?(?P<month>1[0-2]|0?[1-9])(?:月|[-./])?(?:3[01]|[12]\d|0?[1-9])?日?"
)


def _month(name: str, written: str) -> str:
    found = _OF_TIME.fullmatch(plain(written))
    if not found:
        raise UsageError(
            f"代码表 {name} 的 until 一列写着“{written}”，看不出是哪个月。请写最后有数的月份，如 2023-06。"
        )
    return f"{found['year']}-{int(found['month']):02d}"


def _before(places: Places) -> str:
    """The bureau's own name before an office's (国家税务总局某某县税务局城关税务分局), any bureau's where ours is not written down."""
    own = plain(own_name(places)).removeprefix("国家税务总局")
    district = re.sub(r"(?:国家)?税务局$", "", own)
    if not district:
        return r"(?:国家税务总局)?[一-鿿]{2,14}?税务局"
    last = re.sub(r"^.*(?:省|市|州|盟|自治区)(?=[一-鿿]{2})", "", district)
    return rf"(?:国家税务总局)?[一-鿿]{{0,10}}?{re.escape(last)}(?:(?:国家)?税务局)?"


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
    days, known = _calendar(year)
    days = [(day, own.get(day.isoformat(), working)) for day, working in days]
    return days, known or any(key.startswith(str(year)) for key in own)


@lru_cache(maxsize=16)
def _calendar(year: int) -> tuple[list[tuple[date, bool]], bool]:
    """The same by the package's calendar alone, which takes 10 ms a year; a load asks several times."""
    days, known = [], True
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        try:
            working = chinese_calendar.is_workday(day)
        except NotImplementedError:
            working, known = day.weekday() < 5, False
        days.append((day, working))
    return days, known
