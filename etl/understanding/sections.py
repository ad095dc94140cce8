"""Units of money that stand below the header: in the heading of a section (一、税收收入（单位：万元）), in a row's own label
(增值税（万元）), or in a note under the table.

A unit holds for the rows below it until the next one, or, if the heading is numbered, until a heading as high as it. If the
title or the header says another unit, or if some rows stay without one, nobody can tell: the cell is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.faults import Fault, address
from etl.reading import Grid
from etl.understanding.labels import numbered
from etl.understanding.titles import plain
from etl.understanding.unit_words import spoken_units, unit_in
from metrics.numbers import split_unit


@dataclass(frozen=True)
class Said:
    """One unit that stands below the header: `row`, `place`, the unit, the text."""

    row: int
    place: int
    unit: str
    text: str


@lru_cache(maxsize=4096)
def money_in(text: str) -> str | None:
    """The unit of money that a text states in passing (…（万元）, 单位：万元, or the unit alone); None if none, or not of money."""
    if not any(sign in text for sign in "元圆圓"):
        return None
    alone = unit_in(plain(text).strip("()")) if len(text) <= 8 else None
    found = [u for u in (alone, *spoken_units(text)) if u and split_unit(u)[1] == "元"]
    return found[0] if found else None


_FOR_ALL = re.compile(r"单位|金额[均都]?[为是]|(?:以|按|用)[^,。;]{0,5}元(?:为|计|填|列|统计|反映|表示)")
"""A note under the table that states the unit of all of it, not that of one figure in passing."""
_IN_BRACKETS = re.compile(r"[(（](?:单位)?[:：]?(?:人民币)?[十百千万亿]*元[)）]")


def without_unit(text: str) -> str:
    """A label without the unit in its brackets: 增值税（万元） → 增值税."""
    return _IN_BRACKETS.sub("", text).strip()


def said_below(grid: Grid, rows: Sequence[int], data: Sequence[int], places: Sequence[int]) -> list[Said]:
    """Units of money in the texts of some cells, one a row at most. Notes under the last row of data must speak for the table."""
    found, last, within = [], max(data, default=0), set(data)
    for row in rows:
        texts = [(p, v) for p in places if isinstance(v := grid.at(row, p), str) and v.strip()]
        if len(texts) > 1 and row not in within:
            texts.append((texts[0][0], " ".join(text for _, text in texts)))  # 单位 | 万元
        told = next(
            (
                (p, unit, text)
                for p, text in texts
                if (unit := money_in(text)) and (row <= last or _FOR_ALL.search(plain(text)))
            ),
            None,
        )
        if told:
            found.append(Said(row, *told))
    return found


def units_of_rows(
    grid: Grid, rows: Sequence[int], data: Sequence[int], said: Sequence[Said], labels: Mapping[int, str]
) -> tuple[dict[int, str], list[Fault]]:
    """The unit of each data row by what is said below the header, and the rows that stay without one.

    `rows`: all rows of the table in order, `data` among them; `labels`: the label of each row, with its numbering.
    """
    if all(s.row > max(data, default=0) for s in said):
        return (dict.fromkeys(data, said[0].unit), []) if len({s.unit for s in said}) == 1 else ({}, [])
    depth = {row: numbered(labels.get(row, "")) for row in rows}
    own = {s.row: s for s in said}
    units: dict[int, str] = {}
    faults: list[Fault] = []
    current: Said | None = None
    for row in rows:
        if row in own and row not in data:
            current = own[row]
        elif current and row not in own and 0 < depth[row] <= depth[current.row]:
            current = None  # the next section, which says nothing
        if row in data:
            stated = own.get(row, current)
            if stated:
                units[row] = stated.unit
            else:
                first = said[0]
                message = (
                    f"这一行没有写明单位：只有 {address(first.row, first.place)}“{first.text.strip()}”写了“{first.unit}”，"
                    "不知道是不是全表都用它。请在标题下写上“单位：万元”一类的字"
                )
                faults.append(Fault(message, grid.name, address(row, first.place), labels.get(row, "").strip()))
    return units, faults[:1]


def against(grid: Grid, said: Sequence[Said], stated: Sequence[str], where: str) -> list[Fault]:
    """Units below the header that are none of those that the title or the header states."""
    scales = {split_unit(unit)[0] for unit in stated}
    faults = []
    for one in said:
        if split_unit(one.unit)[0] not in scales:
            message = (
                f"这里写的单位是“{one.unit}”，{where}写的是“{'、'.join(dict.fromkeys(stated))}”，两处不一致，"
                "看不出哪个对。请改正其中一处"
            )
            faults.append(Fault(message, grid.name, address(one.row, one.place), one.text.strip()))
    return faults
