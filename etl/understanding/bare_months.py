"""Months written as bare numbers in a header: 1 | 2 | 3, 2025.1 | 2025.2, 25年1月.

Excel shows 3月 where the cell holds 3, and 2025.10 becomes 2025.1. One such number says nothing; a row of them that runs on
from cell to cell, over figures and under no other heading, does. They are spelt out before the header is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from etl.reading import Grid, Value
from etl.understanding.areas import top
from etl.understanding.labels import bare_label
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain
from metrics.periods import Period

_DEEPEST = 25
_YEAR = 12
_FEW = 2
_NUMBER = re.compile(r"1[0-2]|[1-9]")
_DATED = re.compile(r"(?P<year>(?:19|20)\d\d)[.](?P<month>1[0-2]|0?[1-9])月?")
_SHORT = re.compile(r"(?P<year>\d\d)年(?P<month>1[0-2]|0?[1-9])月(?:份)?")
_COUNTING = re.compile(r"栏次|行次|序号|编号|次序")
_BY_MONTH = re.compile(r"[分逐各按每]月|月份|月度|^月$")


@dataclass(frozen=True)
class Bare:
    """A row of bare numbers of which nothing says that they are months."""

    row: int
    place: int
    shown: str


@dataclass(frozen=True)
class _Month:
    """One heading: its place, and the months that it may stand for (year None: by the title)."""

    place: int
    readings: tuple[tuple[int | None, int], ...]


def months_spelt(grid: Grid, said: Period | None, members: Set[str]) -> tuple[Grid, Bare | None]:
    """A sheet in which such headings are written out (2025年3月, 3月), and the numbers that are only taken for months.

    `said`: the period of the title; `members`: names of the code lists, which stand beside figures, not beside headings.
    """
    rows, doubtful = list(grid.rows), None
    start = top(grid)
    for row in range(start, min(len(rows), start + _DEEPEST) + 1):
        for run in _runs(grid, row):
            if not _heads(grid, row, run, members):
                continue
            bare = run[0][1][0] is None
            line = list(rows[row - 1])
            for place, (year, month) in run:
                line[place - 1] = f"{year}年{month}月" if year else f"{month}月"
            rows[row - 1] = line
            if bare and not _certain(grid, row, len(run), said):
                shown = "、".join(str(month) for _, (_, month) in run[:3])
                doubtful = doubtful or Bare(row, run[0][0], f"{shown}……" if len(run) > len("123") else shown)
    return grid if rows == grid.rows else replace(grid, rows=rows), doubtful


def _readings(value: Value) -> tuple[tuple[int | None, int], ...]:
    """The months that a heading may stand for: 2025.1 is what Excel leaves of 2025.10, too."""
    text = plain(int(value) if isinstance(value, float) and value.is_integer() else value)
    if _NUMBER.fullmatch(text):
        return ((None, int(text)),)
    if found := _SHORT.fullmatch(text):
        return ((2000 + int(found["year"]), int(found["month"])),)
    if found := _DATED.fullmatch(text):
        year = int(found["year"])
        return ((year, 1), (year, 10)) if found["month"] == "1" else ((year, int(found["month"])),)
    return ()


def _runs(grid: Grid, row: int) -> Iterator[list[tuple[int, tuple[int | None, int]]]]:
    """Neighbouring headings whose months follow one another; 25年3月 may stand alone."""
    found: list[_Month] = [_Month(p, r) for p, v in enumerate(grid.rows[row - 1], 1) if (r := _readings(v))]
    start = 0
    while start < len(found):
        best: list[tuple[int, tuple[int | None, int]]] = []
        for reading in found[start].readings:
            run = [(found[start].place, reading)]
            for heading in found[start + 1 :]:
                wanted = _next(run[-1][1])
                if heading.place != run[-1][0] + 1 or wanted not in heading.readings:
                    break
                run.append((heading.place, wanted))
            best = max(best, run, key=len)
        alone = _SHORT.fullmatch(plain(grid.at(row, best[0][0]))) is not None
        if (len(best) >= _FEW or alone) and (best[0][1][0] is not None or best[0][1][1] == 1):
            yield best
        start += len(best)


def _next(reading: tuple[int | None, int]) -> tuple[int | None, int]:
    year, month = reading
    return (year, month + 1) if month < _YEAR else (year + 1 if year else None, 1)


def _heads(grid: Grid, row: int, run: list[tuple[int, tuple[int | None, int]]], members: Set[str]) -> bool:
    """Whether these cells head columns: a heading to their left, figures below, no other heading above, no figure beside them."""
    places = [place for place, _ in run]
    left = [v for v in grid.rows[row - 1][: places[0] - 1] if str(v).strip()]
    others = [v for p, v in enumerate(grid.rows[row - 1], 1) if p not in places]
    if any(number_in(v) is not None and not _readings(v) for v in others):
        return False
    if any(bare_label(v) in members or _COUNTING.search(plain(v)) for v in left):
        return False
    above = {str(grid.at(r, p)).strip() for r in range(max(1, row - 2), row) for p in places[1:]} - {""}
    below = [v for r in range(row + 1, min(len(grid.rows), row + 3) + 1) for p in places if (v := grid.at(r, p)) != ""]
    return (
        not above and any(number_in(v) is not None for v in below) and not any(number_in(v) is None for v in below[:1])
    )


def _certain(grid: Grid, row: int, count: int, said: Period | None) -> bool:
    """Whether bare numbers from 1 are the months: those of the title, all twelve of its year, or a word says so."""
    if said and said.first % _YEAR == 0 and count in {said.last - said.first + 1, _YEAR}:
        return True
    words = [plain(v) for line in grid.rows[max(0, row - 4) : row] for v in line if isinstance(v, str)]
    return count <= _YEAR and any(_BY_MONTH.search(word) for word in words)
