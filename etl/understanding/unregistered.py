"""A summary by offices that the bureau has not registered: on its first day the code list holds the offices of the sample.

Without the list nobody knows what the columns 城关税务分局, 北川税务分局 … are, and nothing is read. Headings that are spelt like an
office are taken for offices once; if the table is a summary then, it is said that they are not registered, and how to do it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from etl.faults import Fault
from etl.reading import Grid
from etl.reference import OFFICES, REGISTER_OFFICES, CodeList
from etl.understanding.summary import Summary, recognise
from etl.understanding.titles import plain
from metrics.periods import Period
from warehouse.schema import Table

LIKE_AN_OFFICE = re.compile(
    r"[一-鿿]{1,24}(?:税务分局|税务所|分局|税务局第.{1,2}(?:税务)?[分支]?[局所])|[一-鿿]{2,6}所|办税服务厅|第?.{1,2}分局"
)
_ROWS = 12
_SHOWN = 8


def unregistered(
    grid: Grid,
    tables: Iterable[Table],
    lists: Mapping[str, CodeList],
    said: Period | None,
    ours: Callable[[Summary], bool],
) -> tuple[Table, Fault] | None:
    """The source of which a sheet would be a summary if the texts that are spelt like offices were registered, and the sentence.

    `ours`: whether the summary speaks for its source.
    """
    for table in tables if OFFICES in lists else ():
        if any(c.code_list == OFFICES for c in table.columns):
            told = _told(grid, table, lists, said)
            if told and ours(told[0]):
                return table, told[1]
    return None


def _told(grid: Grid, table: Table, lists: Mapping[str, CodeList], said: Period | None) -> tuple[Summary, Fault] | None:
    listed = lists[OFFICES]
    strange: dict[str, tuple[str, str]] = {}
    for row, line in enumerate(grid.rows[:_ROWS], 1):
        for place, value in enumerate(line, 1):
            if (
                isinstance(value, str)
                and LIKE_AN_OFFICE.fullmatch(name := plain(value))
                and name not in listed.spellings
            ):
                strange.setdefault(name, (grid.where(row, place), value.strip()))
    if not strange:
        return None
    wider = replace(listed, canonical=listed.canonical | {name: text for name, (_, text) in strange.items()})
    found = recognise(grid, table, {**lists, OFFICES: wider}, said)
    if found is None:
        return None
    told = list(strange.values())
    shown = "、".join(f"{cell}“{text}”" for cell, text in told[:_SHOWN]) + ("等" if len(told) > _SHOWN else "")
    message = (
        f"{shown}像是税务所的名称，税务所代码表（offices.csv）里没有，不知道这些列（行）是什么。{REGISTER_OFFICES}"
    )
    return found, Fault(message, grid.name, told[0][0], told[0][1])
