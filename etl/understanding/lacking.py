"""A summary that its title gives to a source and that states no kinds: offices, months or groups with one total each.

What is counted by kind cannot be taken from it. It is said what the rows are and which column is missing, in place of a
likeness to something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from etl.faults import Fault, address
from etl.reading import Grid
from etl.reference import CodeList
from etl.understanding.header import merged_owners
from etl.understanding.labels import bare_label
from etl.understanding.numerals import number_in
from etl.understanding.sheet import NOTE
from etl.understanding.summary import (
    DEEPEST,
    NOT_WHOLE,
    TALLEST,
    CheckColumn,
    Summary,
    candidates,
    header_at,
    members,
    too_large,
    unstated,
)
from etl.understanding.titles import plain
from etl.understanding.total_words import TOTAL
from metrics.periods import Period
from warehouse.schema import Column, Kind, Table

_FEW = 2
_SHOWN = 3
_NAME = 10
"""Characters of a heading at most; longer texts are titles."""


@dataclass(frozen=True)
class Lacking:
    """The header of such a table, the column that nothing states, and the sentence."""

    found: Summary
    column: Column
    fault: Fault


def lacking(grid: Grid, table: Table, lists: Mapping[str, CodeList], said: Period | None) -> Lacking | None:
    """What a table of figures lacks to be a summary of a source, if it is nothing but the column of kinds."""
    known = members(table, lists)
    kinds = [c for c in table.columns if c.required and c.name in known]
    if not table.summed or len(kinds) != 1:
        return None
    best: Summary | None = None
    for found in candidates(grid, table, known, said):
        if unstated(found, said) - {table.dated_by} == {kinds[0].name} and _has_rows(grid, found):
            best = found if best is None or _rank(found) > _rank(best) else best
    if best is None:
        return None
    message = _sentence(grid, best, kinds[0], known[kinds[0].name])
    return Lacking(best, kinds[0], Fault(message, grid.name, address(best.last, min(_figures(best)))))


def without_months(
    grid: Grid, table: Table, lists: Mapping[str, CodeList], said: Period | None
) -> tuple[Summary, CheckColumn] | None:
    """A summary that states only quarters, running totals or parts of months of a source: its amounts cannot be put into months."""
    if not table.summed or too_large(grid):
        return None
    known, spans = members(table, lists), merged_owners(grid, DEEPEST + TALLEST)
    for first in range(1, min(len(grid.rows), DEEPEST) + 1):
        found = header_at(grid, table, first, first, spans, known, said.year if said else None)
        told = [c for c in found.checks if c.kind in {"span", "cumulative"} and len(c.text) <= _NAME] if found else []
        told += (
            [CheckColumn(p, text, "part", {}) for p, text, why in found.ignored if why == NOT_WHOLE] if found else []
        )
        if found and told and set(found.labels) & set(known):
            return found, told[0]
    return None


def _rank(found: Summary) -> tuple[bool, int, int, int, int]:
    """A whole header before one cut short; the more figures and labels are understood, the better."""
    figures = len(found.cells) + len(found.checks)
    return (not found.cut, figures, len(found.labels), len(found.unclear), found.first - found.last)


def _figures(found: Summary) -> list[int]:
    columns = [c.place for c in (*found.cells, *found.doubtful)]
    return columns + [c.place for c in (*found.checks, *found.unclear)]


def _has_rows(grid: Grid, found: Summary) -> bool:
    """Whether rows with a label and a figure stand below the header, a few at least."""
    below, places = range(found.last + 1, len(grid.rows) + 1), _figures(found)
    rows = (r for r in below if any(number_in(grid.at(r, p)) is not None for p in places) and _name(grid, r, places))
    return sum(1 for _ in islice(rows, _FEW)) == _FEW


def _name(grid: Grid, row: int, figures: Iterable[int]) -> str:
    """A row's label: the first text left of the figures."""
    before = range(1, min(figures, default=1))
    return next((str(v).strip() for p in before if isinstance(v := grid.at(row, p), str) and v.strip()), "")


def _names(grid: Grid, found: Summary) -> Iterator[str]:
    figures = _figures(found)
    for row in range(found.last + 1, len(grid.rows) + 1):
        name = _name(grid, row, figures)
        if name and not TOTAL.match(bare_label(name)) and not NOTE.match(plain(name)):
            yield name


def _sentence(grid: Grid, found: Summary, column: Column, spelt: Mapping[str, str]) -> str:
    table, heading = found.table, column.heading
    like = f"像是“{table.title}”的汇总表，缺少“{heading}”"
    remedy = f"请加上{heading}（每种一列，或每行写明{heading}）"
    what = "入库数" if table.column(table.summed).kind is Kind.MONEY else "次数"
    if "office" in found.labels:
        return f"{like}：每行是税务所，只有各所合在一起的{what}，分不到各{heading}。{remedy}"
    if table.dated_by in found.labels:
        known = [c.text for c in found.unclear if any(bare_label(c.text).startswith(s) for s in spelt if len(s) > 1)]
        if not known:
            return f"{like}：每行是一个月，只有合在一起的{what}，分不到各{heading}。{remedy}"
        strange: list[str] = known
    else:
        strange = [n for n in _names(grid, found) if bare_label(n) not in spelt]
    shown = "、".join(f"“{name}”" for name in dict.fromkeys(strange[:_SHOWN])) + ("等" if len(strange) > _SHOWN else "")
    names = "、".join(list(dict.fromkeys(spelt.values()))[:_SHOWN])
    if "谈心谈话" in shown:
        names = f"{names}、谈心谈话（人次）"
    where = f"请改用这些名称（{names}……）" if column.codes else f"请改用代码表里的名称（{names}……），或登记到代码表"
    return f"像是“{table.title}”的汇总表，没有认出“{heading}”：{shown}都不是{heading}的名称。{where}"
