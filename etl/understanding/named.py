"""A table that no source claims although its title names one: which required headings are missing, and which stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.checking.scope_words import KINDS
from etl.reading import Book, Grid
from etl.understanding.header import all_tables, is_day
from etl.understanding.headings import match, missing
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain
from warehouse.schema import TABLES, Column, Kind, Table

_PLANNED = re.compile(r"任务(?!.*完成)|计划(?!.*完成)|目标(?!.*完成)")
_DEEPEST, _FEW, _SHOWN = 12, 2, 10
_LIKE = 3
"""Required columns from which on all but one of them make a likeness without a word of the title."""
_LOOKED = 100
"""Rows looked at to tell what a column holds."""
UNKNOWN = "没有认出是哪一类数据（可用 --source 指定，或按填报模板改写表头）"


def why_unclaimed(book: Book, grids: Sequence[Grid]) -> str:
    """Why nothing of a file was taken; the first table whose title names a source is spoken of."""
    for grid in grids:
        row = _header(grid)
        told = _named(book, grid, row) if row else None
        if told:
            return _sentence(grid, row, *told)
    return next((like for grid in grids if (row := _header(grid)) and (like := _all_but_one(grid, row))), UNKNOWN)


def _all_but_one(grid: Grid, row: int) -> str:
    """An export without a title whose headings are a source's but for one: which it is, and which column may be meant; '' if it is not one."""
    heads = [(place, str(v).strip()) for place, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()]
    near = []
    for table in all_tables():
        hits = {place: hit[0].name for place, text in heads if (hit := match(table.stem, text))}
        lacks = missing(table, {*hits.values()})
        if len(lacks) == 1 and sum(c.required for c in table.columns) > _LIKE:
            near.append((table, lacks[0], [(place, text) for place, text in heads if place not in hits]))
    if len(near) != 1:
        return ""
    table, column, others = near[0]
    likely = [(place, text) for place, text in others if _may_be(grid, row, place, column)]
    seen = "、".join(f"{grid.where(row, place)}“{text}”" for place, text in (likely or others)[:_SHOWN])
    lead = f"没有读取：表头像是“{table.title}”的数据，只缺“{column.heading}”一列"
    if len(likely) == 1:
        return f"{lead}。如果{seen}就是{column.heading}，请把这一格改为“{column.heading}”再报；不是的，请补上{column.heading}一列"
    which = (
        f"没有认出的列有{seen}，其中有一列就是{column.heading}的，请把它的表头改为“{column.heading}”再报；没有的，"
        if seen
        else ""
    )
    return f"{lead}。{which}请补上这一列再报"


def _may_be(grid: Grid, row: int, place: int, column: Column) -> bool:
    """Whether what stands below a heading can be a column: days, numbers, one of a list; the number of a paper is another in each row."""
    below = [v for r in range(row + 1, min(len(grid.rows), row + _LOOKED) + 1) if str(v := grid.at(r, place)).strip()]
    if not below:
        return False
    if column.kind in {Kind.DATE, Kind.YEAR}:
        return all(is_day(v) for v in below)
    if column.codes:
        return all(plain(v) in column.codes for v in below)
    if column.kind is not Kind.TEXT:
        return all(number_in(v) is not None for v in below)
    return len({plain(v) for v in below}) == len(below) > _FEW and all(number_in(v) is None for v in below)


def says_another(book: Book, grid: Grid, claimed: Sequence[Table]) -> str:
    """What to say of a table that fits several sources alike while its title names none of them but another; '' otherwise."""
    row = _header(grid)
    told = _named(book, grid, row) if row else None
    return _sentence(grid, row, *told) if told and told[0] not in claimed else ""


def _header(grid: Grid) -> int:
    """The first row of headings: several texts, no number among them; 0 for none."""
    for row, line in enumerate(grid.rows[:_DEEPEST], 1):
        filled = [v for v in line if str(v).strip()]
        texts = [v for v in filled if isinstance(v, str) and number_in(v) is None]
        if len(texts) > _FEW - 1 and len(texts) == len(filled) and len({*texts}) > _FEW - 1 and row < len(grid.rows):
            below = [v for v in grid.rows[row] if str(v).strip()]
            if len(below) >= _FEW and not all(len(t) > 30 for t in texts):
                return row
    return 0


def _named(book: Book, grid: Grid, header: int) -> tuple[Table, str, str] | None:
    """The one source that a title (else the sheet's, else the file's name) speaks of, by its longest word, and a kind that is named."""
    for table in all_tables():
        if len(across := _kinds_across(grid, header, table)) >= _FEW:
            return table, across[0], ""
    above = "".join(plain(v) for line in grid.rows[: header - 1] for v in line)
    for said in (above, plain(grid.name), plain(book.name.rsplit(".", 1)[0])):
        hits = [
            (len(word), table, word, kind) for table in all_tables() for word, kind in _words(table) if word in said
        ]
        if hits:
            longest = max(length for length, *_ in hits)
            best = [hit for hit in hits if hit[0] == longest]
            if len({table.stem for _, table, *_ in best}) == 1:
                _, table, word, kind = max(best, key=lambda hit: bool(hit[3]))
                if table.stem == "revenue" and (planned := _PLANNED.search(said)):
                    return TABLES["targets"], planned[0], ""
                named = {k for _, t, _, k in hits if t is table and k}
                return table, word, kind if len(named) == 1 else ""
    return None


def _words(table: Table) -> Iterator[tuple[str, str]]:
    """What names a source: its own words, and its kinds (with the kind)."""
    yield from ((word, "") for word in table.title_words)
    kinds = next((c for c in table.columns if c.name == "kind"), None)
    for code in kinds.codes if kinds else ():
        yield code, code
    for word, code in (*KINDS.items(), *(kinds.also if kinds else ())):
        if kinds and code in kinds.codes:
            yield word, code


def _kinds_across(grid: Grid, header: int, table: Table) -> list[str]:
    """The headings that name kinds of a source."""
    kinds = [word for word, kind in _words(table) if kind]
    return [text for v in grid.rows[header - 1] if any(word in (text := plain(v)) for word in kinds)]


def _below_the_title(grid: Grid, row: int, table: Table) -> int:
    """The row of headings of a table whose first such row is 单位：…, 报送单位：…: the first below it with a heading of the source."""
    if not all(re.search(r"[:：]", str(v)) for v in grid.rows[row - 1] if str(v).strip()):
        return row
    for below in range(row + 1, min(row + _FEW, len(grid.rows)) + 1):
        if any(match(table.stem, v) for v in grid.rows[below - 1]):
            return below
    return row


def _sentence(grid: Grid, row: int, table: Table, word: str, kind: str) -> str:
    row = _below_the_title(grid, row, table)
    heads = [(place, str(v).strip()) for place, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()]
    known = {hit[0].name for _, text in heads if (hit := match(table.stem, text))}
    lacks = missing(table, known)
    shown = "、".join(f"{grid.where(row, place)}“{text}”" for place, text in heads[:_SHOWN])
    shown += "等" if len(heads) > _SHOWN else ""
    where = f"工作表“{grid.name}”" if grid.name else "表"
    lead = f"没有读取：{where}写着“{word}”，像是“{table.title}”的数据，"
    if len(_kinds_across(grid, row, table)) >= _FEW:
        return (
            f"{lead}各列是事项，而各行（{grid.where(row, heads[0][0])}“{heads[0][1]}”）认不出是什么。请每个月一行、每个事项一列"
            f"（不是全局一个数的，请先合计），或报逐行的台账"
        )
    if not lacks:
        return f"{lead}而表头（{shown}）没有认全。请按“{table.title}”的填报模板改写表头"
    names = "、".join(f"“{c.heading}”" for c in lacks)
    advice = "请把写着这些内容的列的表头改成这些名称（没有的请补上），再报"
    if table.dated_by in {c.name for c in lacks} and not table.summed:
        advice = f"“{table.title}”{table.grain}，汇总的数不能入库，请报逐行的；{advice}"
    by_month = known and table.summed and table.dated_by in {c.name for c in lacks}
    if by_month and len(lacks) > 1:  # a summary by kinds: it needs no column of days
        others = [(place, text) for place, text in heads if match(table.stem, text) is None]
        seen = "、".join(f"{grid.where(row, place)}“{text}”" for place, text in others[:_SHOWN])
        wanted = "、".join(f"“{c.heading}”" for c in lacks if c.name != table.dated_by)
        return (
            f"{lead}而 {seen} 里认不出哪一列是{wanted}。是汇总表的，请把本月（本期）数那一列的表头写成{wanted}，并在标题写明年月；"
            f"是逐笔的，请再加“{table.column(table.dated_by).heading}”一列"
        )
    if kind and "kind" in {c.name for c in lacks}:
        advice += f"。各行都是“{kind}”的，请加“事项”一列，逐行填“{kind}”，并与“{table.title}”的其他事项合成一份"
    return f"{lead}表头里没有{names}（见到：{shown}）。{advice}"
