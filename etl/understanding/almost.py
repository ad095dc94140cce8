"""A table that would be a summary but for one thing that can be mended in a minute: it is said by its cell, not passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.faults import Fault, address, letter
from etl.reading import Grid
from etl.reference import CodeList
from etl.understanding.summary import Summary, candidates, complete, members
from metrics.periods import Period
from warehouse.schema import Table


@dataclass(frozen=True)
class Almost:
    """The header of such a table, and the sentence."""

    found: Summary
    fault: Fault


def almost(grid: Grid, table: Table, lists: Mapping[str, CodeList], said: Period | None) -> Almost | None:
    """What keeps a table from being read: a title of another year than its headings, a column of figures without a heading."""
    known = members(table, lists)
    other = [c for c in candidates(grid, table, known, None) if complete(c, None)] if said else []
    if said and other:
        best = max(other, key=lambda found: found.score)
        days = [d for c in (*best.cells, *best.doubtful) if (d := c.given.get(table.dated_by, ""))[:4].isdigit()]
        years = sorted({int(d[:4]) for d in days})
        if years and not any(said.first // 12 <= year <= said.last // 12 for year in years):
            place = min(c.place for c in (*best.cells, *best.doubtful))
            shown = "、".join(f"{year}年" for year in years)
            message = (
                f"标题（或文件名）写的是{said.chinese}，表头写的是{shown}，年份不一致，不知道哪个对。请改正其中一处"
            )
            return Almost(best, Fault(message, grid.name, address(best.last, place), best.texts.get(place, "")))
    for found in sorted(candidates(grid, table, known, said), key=lambda f: f.score, reverse=True):
        bare = found.nameless
        found.headless = {}
        if bare is not None and complete(found, said):
            row = next(r for r in range(found.last + 1, len(grid.rows) + 1) if str(grid.at(r, bare)).strip())
            message = f"{letter(bare)} 列没有表头，不知道是什么数。请写上表头；不用报的，请删去这一列"
            return Almost(found, Fault(message, grid.name, address(row, bare), str(grid.at(row, bare))))
    return None
