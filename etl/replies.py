"""Question sheets that come back with the files of the departments: recognised, checked, archived, kept as answers."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from etl.faults import Fault, RefusedError
from etl.reading import Book
from metrics.numbers import canonical_unit, counted, parse_numeral, plain
from warehouse.answers import Answer
from warehouse.question_sheet import ANSWER, BASIS, BY, DAY, Reply, day_of, reply_in


def reply_of(book: Book) -> Reply | None:
    """The question sheet in a book; None if it is none."""
    found = (reply_in(grid.name, grid.rows) for grid in book.sheets if not grid.hidden)
    return next((reply for reply in found if reply), None)


def answer_of(reply: Reply, file: str, sha256: str) -> Answer:
    """The answer on a sheet. RefusedError names every cell that is wrong."""
    typed, faults = reply.typed, []
    value = _amount(typed.get(ANSWER), reply.unit)
    if value is None:
        kind = "整数" if counted(reply.unit) else "数"
        faults.append(_fault(reply, ANSWER, f"应填一个{kind}，单位是{reply.unit}，不写“约”“余”和文字"))
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
        basis, file, sha256, reply.sheet, reply.cells[ANSWER], datetime.now().isoformat(timespec="seconds"), reply.sentence,
    )  # fmt: skip


def _amount(typed: Any, unit: str) -> Decimal | None:
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


def _fault(reply: Reply, column: str, message: str) -> Fault:
    seen = reply.typed.get(column)
    return Fault(message, reply.sheet, reply.cells.get(column, ""), "" if seen is None else str(seen))
