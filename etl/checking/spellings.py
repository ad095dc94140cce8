"""One thing in several spellings, made equal before anything is counted: codes by their synonyms, names, categories, numbers.

Synonyms of codes are data beside the column (`Column.spelt`); how names are tidied is chosen there, too (`Column.tidy`). Only
what is certain is changed; what looks alike without being certain is said (`alike`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import duckdb
import pyarrow as pa

from etl.understanding.titles import plain
from metrics.numbers import parse_numeral
from warehouse.schema import Column

Connection = duckdb.DuckDBPyConnection

_HAN = re.compile(r"[一-鿿]")
_QUOTES = re.compile(r"[《》〈〉“”\"「」]")
_PAGE = re.compile(
    r"[(（]?第?[A-Za-z]?\d{1,2}版[)）]?$|[(（](?!海外|国际|电子|网络|数字|地方|[一-鿿]{0,4}周)[一-鿿]{1,6}版[)）]$"
)
"""A page (A3版, 头版, 要闻版); 海外版 and 电子版 are media of their own."""
_NUMBERED = re.compile(r"^([一二三四五六七八九十]+、|\(([一二三四五六七八九十]+|\d+)\)|\d+[.、])")
_ABOUT = re.compile(r"方面的?(问题)?$")
_NUMBER = re.compile(r"(?:(20\d\d)年?-?)?(?:第)?0*(\d{1,3})期?")
_ISSUE = re.compile(r"第0*(\d{1,3})期")
_CHINESE_ISSUE = re.compile(r"第([一二三四五六七八九十百]+)期")


def spelt(column: Column, text: str) -> str | None:
    """The code that a spelling certainly stands for ('' for an empty cell), or None."""
    clean = plain(text)
    if clean in column.codes:
        return None
    return next((code for pattern, code in column.spelt if re.fullmatch(pattern, clean)), None)


def tidy_name(text: str) -> str:
    """A firm's, a medium's or a branch's name: no blanks between Chinese characters, brackets of one width, no 《》, no page."""
    if not _HAN.search(text):
        return text
    name = _PAGE.sub("", _QUOTES.sub("", plain(text))) or plain(text)
    return name.replace("(", "（").replace(")", "）")


def tidy_category(text: str) -> str:
    """A category of issues without its number and 方面: 1.党的建设方面 is 党的建设."""
    name = plain(text)
    bare = _ABOUT.sub("", _NUMBERED.sub("", name))
    return bare or name


def tidy_number(text: str, year: int | None) -> str:
    """A brief's number: 3, 第3期, 2022第03期 and 第三期 of one year are 2022年第3期; numbers with letters stay."""
    clean = _QUOTES.sub("", plain(text))
    clean = _CHINESE_ISSUE.sub(lambda m: f"第{parse_numeral(m[1])}期", clean)
    found = _NUMBER.fullmatch(clean)
    own = found[1] or year if found else None
    if found and own:
        return f"{own}年第{found[2]}期"
    return _ISSUE.sub(lambda m: f"第{m[1]}期", clean)


_TIDY: dict[str, Callable[[str], str]] = {"name": tidy_name, "category": tidy_category}


def respell(connection: Connection, columns: Sequence[Column]) -> None:
    """Put codes in place of their other spellings, in the cells as text."""
    for column in (c for c in columns if c.spelt):
        values = _distinct(connection, "clean_cells", column.name)
        _put(connection, "clean_cells", column.name, {v: s for v in values if (s := spelt(column, v)) is not None})


def tidy(connection: Connection, columns: Sequence[Column], dated_by: str) -> None:
    """Make names, categories and numbers equal that differ only in how they are written."""
    for column in (c for c in columns if c.tidy in _TIDY):
        values = _distinct(connection, "typed_rows", column.name)
        _put(connection, "typed_rows", column.name, {v: _TIDY[column.tidy](v) for v in values})
    for column in (c for c in columns if c.tidy == "number"):
        rows = connection.execute(
            f"SELECT DISTINCT year({dated_by}), {column.name} FROM typed_rows WHERE {column.name} IS NOT NULL"
        ).fetchall()
        for year in {y for y, _ in rows}:
            changed = {v: tidy_number(v, year) for y, v in rows if y == year}
            _put(
                connection,
                "typed_rows",
                column.name,
                changed,
                f"year({dated_by}) IS NOT DISTINCT FROM {year or 'NULL'}",
            )


def _distinct(connection: Connection, table: str, name: str) -> list[str]:
    found = connection.execute(f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL").fetchall()
    return [v for (v,) in found]


def _put(connection: Connection, table: str, name: str, changed: dict[str, str], where: str = "true") -> None:
    changed = {old: new for old, new in changed.items() if old != new}
    if not changed:
        return
    pairs = pa.table({"old": list(changed), "new": list(changed.values())})
    connection.register("respelt", pairs)
    connection.execute(
        f"UPDATE {table} SET {name} = nullif(r.new, '') FROM respelt r WHERE {table}.{name} = r.old AND {where}"
    )
    connection.unregister("respelt")
