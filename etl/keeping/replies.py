"""Question sheets that come back with the files of the departments: recognised, checked, archived, kept as answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from etl.faults import Fault, RefusedError, address
from etl.reading import Book, Grid
from metrics.numbers import canonical_unit, counted, parse_numeral, plain
from warehouse.answers import Answer
from warehouse.question_reply import At, Reply, Sheet, day_of, is_copy, replies_in
from warehouse.question_sheet import ANSWER, BASIS, BY, DAY

_UNSEEN = {"xls", "xlsb", "xml"}
"""Formats in which we do not see whether a cell shows a percentage."""
_GROWS = re.compile(r"增|降|减|升|幅|同比|环比|超|倍|完成|目标|序时|回落|提高|上涨|下滑|盈|亏")
"""A percentage beside one of these may be negative or above 100."""


def replies_of(book: Book) -> list[Reply]:
    """The answered questions of a book; none if it holds no question sheet."""
    copies = [grid.rows for grid in book.sheets if is_copy(grid.name, grid.rows)]
    shown = [grid for grid in book.sheets if not grid.hidden and not is_copy(grid.name, grid.rows)]
    return [r for grid in shown for r in replies_in(_sheet(grid, book.format), copies)]


def _sheet(grid: Grid, kind: str) -> Sheet:
    def percent(at: At) -> bool | None:
        return None if kind in _UNSEEN else at in grid.percents

    return Sheet(grid.name, grid.rows, percent)


def answers_of(replies: Sequence[Reply], file: str, sha256: str) -> list[Answer]:
    """The answers of a file. RefusedError names every cell that is wrong, and both cells where a question is answered twice."""
    faults: list[Fault] = []
    answers: list[Answer] = []
    first: dict[tuple[str, int, bool], Reply] = {}
    for reply in replies:
        known = first.setdefault((reply.key, reply.year, reply.sample), reply)
        if known is not reply and not reply.wrong:
            faults.append(_twice(known, reply))
            continue
        try:
            answers.append(_answer(reply, file, sha256))
        except RefusedError as error:
            faults += error.faults
    if faults:
        raise RefusedError(faults)
    return answers


def _answer(reply: Reply, file: str, sha256: str) -> Answer:
    """The answer of one row. RefusedError names every cell that is wrong."""
    if reply.wrong:
        raise RefusedError(Fault(w.message, reply.sheet, address(*w.at), w.seen) for w in reply.wrong)
    typed, faults = reply.typed, []
    value, message = _amount(reply)
    if value is None:
        faults.append(_fault(reply, ANSWER, message))
    by = " ".join(str(typed.get(BY) or "").split())
    if not re.search(r"[^\W\d_]", by):
        faults.append(_fault(reply, BY, "应写明填报人姓名"))
    day = day_of(typed.get(DAY))
    if day is None:
        faults.append(_fault(reply, DAY, "应填日期，如 2023-01-05"))
    basis = " ".join(str(typed.get(BASIS) or "").split())
    if not basis:
        faults.append(_fault(reply, BASIS, "应写明依据，如台账或文件的名称"))
    if faults or value is None or day is None:
        raise RefusedError(faults)
    return Answer(
        reply.key, reply.year, reply.sample, plain(value, cut_zeros=True), reply.unit, reply.department or "科室", by, day,
        basis, file, sha256, reply.sheet, address(*reply.cells[ANSWER]), datetime.now().isoformat(timespec="seconds"),
        reply.sentence,
    )  # fmt: skip


def _amount(reply: Reply) -> tuple[Decimal | None, str]:
    """The number answered in the unit asked for; or None, and what is wrong with what was typed."""
    typed, unit = reply.typed.get(ANSWER), reply.unit
    kind = "整数" if counted(unit) else "数"
    wanted = f"应填一个{kind}，单位是{unit}，不写“约”“余”和文字"
    is_number = isinstance(typed, int | float) and not isinstance(typed, bool)
    if is_number and reply.percent and unit != "%":
        return None, f"这一格的格式是百分数，而问的单位是{unit}。请把格式改为常规，{wanted}"
    value = _typed(typed, unit)
    if value is None:
        return None, wanted
    if unit != "%":
        return value, ""
    if is_number and reply.percent is None:
        return None, "这种文件里看不出这一格是不是百分数格式。请写成文字，如 95.3%，或另存为 .xlsx 再发回"
    if is_number and reply.percent:
        return _share(value * 100, reply)
    if 0 < abs(value) <= 1 and "%" not in (canonical_unit(str(typed)) or ""):
        return (
            None,
            f"分不清是 {plain(value * 100, cut_zeros=True)}% 还是 {plain(value, cut_zeros=True)}%。请连百分号一起写，如 95.3%",
        )
    return _share(value, reply)


def _share(value: Decimal, reply: Reply) -> tuple[Decimal | None, str]:
    """A share lies between 0 and 100; growth, or a target met, need not."""
    if 0 <= value <= 100 or _GROWS.search(reply.asked):
        return value, ""
    return None, f"填的是 {plain(value, cut_zeros=True)}%，占比、比率应在 0 到 100 之间。请核对后改正"


def _typed(typed: Any, unit: str) -> Decimal | None:
    """The number typed, with or without the sheet's own unit after it."""
    if isinstance(typed, bool) or typed in (None, ""):
        return None
    text = repr(typed) if isinstance(typed, float) else str(typed).strip()
    bare = text[: -len(unit)] if unit and (canonical_unit(text) or "").endswith(unit) else text
    try:
        value = parse_numeral(bare.removesuffix(".0"))
    except ValueError:
        return None
    if counted(unit) and (value != value.to_integral_value() or value < 0):
        return None
    return value if abs(value) < Decimal(10) ** 14 else None


def _twice(first: Reply, second: Reply) -> Fault:
    def place(reply: Reply) -> str:
        sheet = f"“{reply.sheet}”" if reply.sheet else ""
        return f"{sheet}{address(*reply.cells[ANSWER])}（{_seen(reply, ANSWER) or '空'}）"

    message = f"同一个提问在这份文件里答了两次：{place(first)}和{place(second)}。请只留一个，其余的行或工作表删去"
    return _fault(second, ANSWER, message)


def _fault(reply: Reply, column: str, message: str) -> Fault:
    at = reply.cells.get(column)
    return Fault(message, reply.sheet, address(*at) if at else "", _seen(reply, column))


def _seen(reply: Reply, column: str) -> str:
    """What a cell shows."""
    seen = reply.typed.get(column)
    if isinstance(seen, float) or (column == ANSWER and reply.percent and type(seen) is int):
        shown = reply.percent and column == ANSWER
        return plain(Decimal(repr(seen)) * (100 if shown else 1), cut_zeros=True) + ("%" if shown else "")
    return "" if seen is None else str(seen)
