"""A question sheet that came back, as typed, with every cell that a person must not change compared with what was asked.

A row is known by its number, wherever it stands. The number's seal tells which fixed cell was changed; the very hidden
sheet, where the program that saved the file kept it, tells what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from warehouse.question_sheet import (
    ANSWER,
    DEPARTMENT,
    KEPT,
    NUMBER,
    ROW,
    SEAL,
    SEALED,
    SENTENCE,
    UNIT,
    WIDTHS,
    seal,
    squeezed,
)  # fmt: skip

At = tuple[int, int]
"""Row and column of a cell, from 1."""
Rows = Sequence[Sequence[Any]]
_MARK = re.compile(
    r"(?P<mark>问(?P<sample>演?)(?P<year>\d{4})-(?P<key>[0-9a-f]{32}#\d+(?:~\d+)?(?:@-?\d+_-?\d+(?:\.[0-9a-f]{8})?)?))(?:-(?P<seal>[0-9a-f]+))?"
)
_FIRST_DAY = date(1899, 12, 30)
_AGAIN = "请改回原样，或用发出的提问单重新填写"


@dataclass(frozen=True)
class Wrong:
    """A cell that is not as it was written."""

    at: At
    seen: str
    message: str


@dataclass(frozen=True)
class Reply:
    """One answered question, as typed. `cells` gives the place of each column's cell."""

    key: str
    year: int
    sample: bool
    sentence: str
    unit: str
    asked: str
    department: str
    sheet: str
    typed: dict[str, Any]
    cells: dict[str, At]
    wrong: tuple[Wrong, ...] = ()
    percent: bool | None = False
    """Whether the answer's cell shows its number as a percentage; None if the file does not let it be seen."""


@dataclass(frozen=True)
class Sheet:
    """One visible sheet of a file. `percent` says of a cell whether it shows a percentage."""

    name: str
    rows: Rows
    percent: Callable[[At], bool | None] = lambda _: False


def is_copy(name: str, rows: Rows) -> bool:
    """Whether a sheet is what the question sheet kept of itself."""
    return name == KEPT and _mark(_cell(rows, ROW, 0)) is not None


def replies_in(sheet: Sheet, copies: Sequence[Rows]) -> list[Reply]:
    """Every answered question of a sheet, in order; none if it is no question sheet."""
    marks = [
        (row, column, found)
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        if isinstance(cell, str) and "#" in cell and (found := _mark(cell))
    ]
    if marks:
        return [_reply(sheet, row, column, found, copies) for row, column, found in marks]
    for row, line in enumerate(sheet.rows[:-1]):
        heads = [squeezed(cell) for cell in line]
        if NUMBER in heads and ANSWER in heads:
            return [_without_number(sheet, row, heads.index(NUMBER), copies)]
    return []


def _reply(sheet: Sheet, row: int, column: int, mark: re.Match[str], copies: Sequence[Rows]) -> Reply:
    head = _head(sheet.rows, row)
    columns, wrong = _columns(sheet.rows, row if head is None else head, column)
    if head is None:
        message = f"提问单的表头一行（{NUMBER}、{SENTENCE}……）不见了。{_AGAIN}"
        wrong = [Wrong((row + 1, column + 1), str(mark[0]), message)]
    typed = {name: _cell(sheet.rows, row, c) for name, c in columns.items()}
    cells = {name: (row + 1, c + 1) for name, c in columns.items()}
    copy = next((c for c in copies if (kept := _mark(_cell(c, ROW, 0))) and kept["mark"] == mark["mark"]), None)
    wrong += _changed(typed, cells, mark, copy, copies)
    if copy is not None and head is not None:
        wrong += _lines(sheet.rows, head, column, copy)
    texts = {name: str(typed.get(name) or "").strip() for name in SEALED}
    return Reply(
        mark["key"], int(mark["year"]), bool(mark["sample"]), texts[SENTENCE], texts[UNIT], texts[SEALED[1]],
        texts[DEPARTMENT], sheet.name, typed, cells, tuple(wrong), sheet.percent(cells[ANSWER]),
    )  # fmt: skip


def _without_number(sheet: Sheet, head: int, column: int, copies: Sequence[Rows]) -> Reply:
    """A question sheet whose number is gone or is none."""
    at, seen = (head + 2, column + 1), str(_cell(sheet.rows, head + 1, column))
    wrong = Wrong(at, seen, f"提问编号不对{_stood(copies)}，看不出答的是哪一处。{_AGAIN}")
    return Reply("", 0, False, "", "", "", "", sheet.name, {}, {NUMBER: at}, (wrong,))


def _head(rows: Rows, row: int) -> int | None:
    """The row of headings above a row: most of the names stand there."""
    for at in range(row - 1, -1, -1):
        if len({squeezed(cell) for cell in rows[at]} & set(WIDTHS)) >= len(WIDTHS) // 2:
            return at
    return None


def _columns(rows: Rows, head: int, first: int) -> tuple[dict[str, int], list[Wrong]]:
    """Where each column stands, by its heading or, that being changed, by the order in which they were written."""
    heads = [squeezed(cell) for cell in rows[head]]
    columns, wrong = {}, []
    for order, name in enumerate(WIDTHS):
        if name in heads:
            columns[name] = heads.index(name)
            continue
        columns[name] = first + order
        seen = str(_cell(rows, head, first + order))
        wrong.append(Wrong((head + 1, first + order + 1), seen, f"这一格表头原来是“{name}”。{_AGAIN}"))
    return columns, wrong


def _changed(
    typed: Mapping[str, Any], cells: Mapping[str, At], mark: re.Match[str], copy: Rows | None, copies: Sequence[Rows]
) -> list[Wrong]:
    """The fixed cells of the row, the number among them, that are not as written."""
    was, now = mark["seal"] or "", seal(mark["mark"], typed)
    at = [slice(i * SEAL, (i + 1) * SEAL) for i in range(len(SEALED))]
    differing = [name for name, part in zip(SEALED, at, strict=True) if was[part] != now[part]]
    if len(was) == len(now) and (copy is not None or len(differing) < len(SEALED)):
        return [Wrong(cells[n], str(typed.get(n, "")), _message(n, copy)) for n in differing]
    if was == now:
        return []
    if not was and copy is None:
        old = "提问编号末尾没有校验码，是以前发出的提问单，核对不了有没有改动。请用 report question 重新做一张，再请科室填写"
        return [Wrong(cells[NUMBER], str(mark[0]), old)]
    stood = f"，原来是“{_cell(copy, ROW, 0)}”" if copy is not None else _stood(copies)
    message = f"提问编号改过或不完整{stood}，看不出答的是哪一处。{_AGAIN}"
    return [Wrong(cells[NUMBER], str(mark[0]), message)]


def _message(name: str, copy: Rows | None) -> str:
    kept = "" if copy is None else str(_cell(copy, ROW, list(WIDTHS).index(name)))
    stood = f"原来写的是“{kept}”" if kept else "同发出的提问单不一样"
    return f"“{name}”是提问时写定的，不能改，{stood}。请改回原样，只填黄色的四格；问得不对的，请告诉提问的人重新做一张提问单"


def _stood(copies: Sequence[Rows]) -> str:
    """The number as the hidden sheet has it, if there is one only."""
    return f"，原来是“{_cell(copies[0], ROW, 0)}”" if len(copies) == 1 else ""


def _lines(rows: Rows, head: int, column: int, copy: Rows) -> list[Wrong]:
    """Title and note above the table: for which report and year it is asked."""
    above = {squeezed(cell) for line in rows[:head] for cell in line}
    wrong = []
    for row in range(2):
        kept = str(_cell(copy, row, 0))
        if squeezed(kept) and squeezed(kept) not in above:
            at = max(0, head - (ROW - 1) + row)
            message = f"提问单上这一行不能改，原来写的是“{kept}”。{_AGAIN}"
            wrong.append(Wrong((at + 1, column + 1), str(_cell(rows, at, column)), message))
    return wrong


def _mark(cell: Any) -> re.Match[str] | None:
    return _MARK.fullmatch(squeezed(cell))


def _cell(rows: Rows, row: int, column: int) -> Any:
    line = rows[row] if 0 <= row < len(rows) else ()
    return line[column] if 0 <= column < len(line) else ""


def day_of(typed: Any) -> str | None:
    """The day typed, ISO; None if it is none. A workbook gives a date, a number of days or a text."""
    if isinstance(typed, datetime | date):
        return typed.isoformat()[:10]
    if isinstance(typed, int | float) and 36526 <= typed <= 73050:
        return (_FIRST_DAY + timedelta(days=int(typed))).isoformat()
    match = re.fullmatch(r"\s*(20\d\d)[-./年]\s*(\d{1,2})[-./月]\s*(\d{1,2})日?\s*", str(typed))
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None
