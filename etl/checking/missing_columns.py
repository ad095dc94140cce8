"""A column that a figure asks for and that a file has not: the figure would stand as 0, which nobody said.

The heading may be one that nobody listed (批示领导 for 领导层级, 办结时间 for 完成日期), so the headings that are not read are named.
Asked once: a sender who never fills the column in has answered with the first file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from etl.checking.unfamiliar import Strange
from etl.sources.inspections import OPEN
from etl.understanding.headings import heading
from etl.understanding.parts import Part, Sheet

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class _Needed:
    """A column, the rows (SQL) whose figure asks for it, how they and the figure are called."""

    column: str
    rows: str
    things: str
    figure: str


_NEEDED = {
    "publicity": (
        _Needed("subject", "kind = '批示'", "条批示", "获批示简报篇数、党建工作获肯定性批示次数"),
        _Needed("leader_level", "kind = '批示'", "条批示", "获批示简报篇数"),
        _Needed("positive", "kind = '批示'", "条批示", "获批示简报篇数、党建工作获肯定性批示次数"),
        _Needed("level", "kind = '荣誉'", "项荣誉", "市级志愿服务荣誉"),
    ),
    "inspections": (
        _Needed(
            "closed_on", f"NOT regexp_matches(spaceless(coalesce(state, '')), '{OPEN}')", "个问题", "巡察问题完成条数"
        ),
    ),
    "hotline": (
        _Needed("satisfied", "true", "天", "满意率"),
        _Needed("rated", "true", "天", "满意率"),
    ),
    "appointments": (_Needed("grade", "manner = '选配'", "次选配", "选配35岁以下副股级干部人数"),),
}
"""What the catalogue's conditions ask of single rows. Labels that only divide a figure are not here: their lack is a remark."""
_OF_FEW = {"satisfied": re.compile("评|满意|好差|星(?!期)"), "rated": re.compile("评|满意|好差|星(?!期)")}
"""Columns that many files rightly lack: asked about only where a heading is left that may be one of them."""
_NEVER = {"序号", "备注", "编号", "行次", "说明"}


def missing_columns(connection: Connection, part: Part) -> Iterator[Strange]:
    """A question for each such column, over the finished rows; none where no row asks for it."""
    for needed in _NEEDED.get(part.table.stem, ()):
        sheets = [s for s in part.sheets if s.table.whole is None]
        if not sheets or any(needed.column in s.table.columns for s in part.sheets):
            continue
        row = connection.execute(f"SELECT count(*) FROM typed_rows WHERE {needed.rows}").fetchone()
        words = _OF_FEW.get(needed.column)
        left = [(cell, text) for cell, text in _left(sheets[0]) if words is None or words.search(text)]
        if row and row[0] and (left or words is None):
            yield _question(part, sheets[0], needed, row[0], left)


def besides(strange: Iterable[Strange], lacking: Iterable[Strange]) -> list[Strange]:
    """The other questions, but for those on cells of a column that is asked about already as the one that is missing."""
    columns = {(s.sheet, s.cell.rstrip("0123456789")) for s in lacking if s.value}
    return [s for s in strange if (s.sheet, s.cell.rstrip("0123456789")) not in columns]


def _left(sheet: Sheet) -> list[tuple[str, str]]:
    """Headings that are not read: cell and text."""
    table = sheet.table
    return [
        (table.grid.where(table.header.last, c.place), c.text)
        for c in table.header.columns
        if c.column is None and c.text.strip() and heading(c.text).bare not in _NEVER
    ]


def _question(part: Part, sheet: Sheet, needed: _Needed, rows: int, left: list[tuple[str, str]]) -> Strange:
    name = part.table.column(needed.column).heading
    shown = "、".join(f"{cell}“{text}”" for cell, text in left[:5])
    where = (
        f"没有读取的列有 {shown}；如果其中一列就是它，请把表头改为“{name}”再报，或在页面上认定"
        if shown
        else f"有这些内容的，请加上“{name}”一列再报"
    )
    sentence = (
        (
            f"没有“{name}”一列，{rows} {needed.things}因此不会计入“{needed.figure}”（这一项会是 0 或偏小）。{where}；"
            "确实没有的，请照常入库，以后不再问"
        )
        .replace("{", "{{")
        .replace("}", "}}")
    )
    cell = left[0][0] if left else sheet.table.cell(sheet.table.header.last, part.table.dated_by)
    return Strange(sentence, f"缺列:{needed.column}", "", sheet.name, cell, left[0][1] if left else "")
