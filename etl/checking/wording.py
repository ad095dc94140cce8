"""Free text of which a figure asks for one word: any other wording drops out of the figure, so it is said by cell.

Also names that are perhaps one thing spelt twice: a medium and its 客户端, a firm with and without its number, two branches.
"""

from __future__ import annotations

import re

import duckdb

from etl.faults import Fault
from etl.reference import rows as reference_rows
from etl.sources import RULES
from etl.understanding.parts import Part
from warehouse.places import Places

Connection = duckdb.DuckDBPyConnection
_SHOWN = 6


def unlike(connection: Connection, part: Part) -> list[Fault]:
    """Values that are neither the word a figure asks for nor known to be something else, and empty cells in its rows."""
    told = []
    for wording in RULES[part.table.stem].wordings:
        column = part.table.column(wording.column)
        found = connection.execute(
            f"SELECT {wording.column}, list([sheet_no, source_row] ORDER BY sheet_no, source_row) FROM typed_rows t "
            f"WHERE ({wording.rows}) AND {wording.column} IS DISTINCT FROM $word GROUP BY 1 ORDER BY min(source_row)",
            {"word": wording.word},
        ).fetchall()
        for value, places in found:
            if value is not None and re.fullmatch(wording.others, value):
                continue
            said = f"写的是“{value}”" if value is not None else "空着"
            message = (
                f"“{column.heading}”{said}（{_cells(part, places, wording.column)}），不算“{wording.word}”，"
                f"不计入“{wording.figure}”。如果就是{wording.word}，请写成“{wording.word}”"
            )
            number, row = places[0]
            sheet = part.sheets[number]
            told.append(Fault(message, sheet.name, sheet.table.cell(row, wording.column), value or ""))
    return told


def _cells(part: Part, places: list[list[int]], column: str) -> str:
    shown = [part.sheets[n].table.cell(row, column) for n, row in places[:_SHOWN]]
    return "、".join(shown) + (f"等 {len(places)} 行" if len(places) > _SHOWN else "")


_OF_ONE_MEDIUM = r"(微信|官方|新闻)*(客户端|公众号|视频号|微博|网站|官网|网|APP|app|新媒体|电子版|头条号|抖音号)"


def alike(connection: Connection, places: Places, part: Part) -> list[Fault]:
    """Media of which one is another's 客户端 and no list says so: each counts as a medium of its own."""
    if part.table.stem != "publicity":
        return []
    known = {row.get("alias") for row in reference_rows(places.reference("outlets.csv"))}
    here = connection.execute(
        "SELECT origin, min([sheet_no, source_row]) FROM typed_rows WHERE kind = '媒体报道' AND origin IS NOT NULL GROUP BY 1 ORDER BY 2"
    ).fetchall()
    standing = connection.execute("SELECT DISTINCT origin FROM standing WHERE kind = '媒体报道'").fetchall()
    names = {name for name, _ in here} | {name for (name,) in standing}
    told = []
    for name, (number, row) in here:
        whole = next((n for n in names if n and name != n and _is_of(name, n)), None)
        if whole and name not in known:
            message = f"“{name}”像是“{whole}”的另一种写法，现在算作两家媒体。是一家的，请在 data/reference/outlets.csv 登记别名"
            sheet = part.sheets[number]
            told.append(Fault(message, sheet.name, sheet.table.cell(row, "origin"), name))
    return told


def _is_of(name: str, whole: str) -> bool:
    return name.startswith(whole) and re.fullmatch(_OF_ONE_MEDIUM, name.removeprefix(whole)) is not None


def same_branches(connection: Connection, part: Part) -> list[Fault]:
    """第一支部 beside 第一党支部: one branch in two spellings, or two that nobody can tell apart."""
    if part.table.stem != "branches":
        return []
    rows = connection.execute(
        "SELECT sheet_no, source_row, branch FROM typed_rows WHERE branch IS NOT NULL ORDER BY sheet_no, source_row"
    ).fetchall()
    seen: dict[str, tuple[int, int, str]] = {}
    faults = []
    for number, row, name in rows:
        first = seen.setdefault(name.replace("党支部", "支部"), (number, row, name))
        if first[2] != name:
            cell = part.sheets[first[0]].table.cell(first[1], "branch")
            message = (
                f"与 {cell}“{first[2]}”像是同一个支部的两种写法，会算作两个。请删去一行；确是两个支部的，请写全称来区分"
            )
            sheet = part.sheets[number]
            faults.append(Fault(message, sheet.name, sheet.table.cell(row, "branch"), name))
    return faults
