"""Tables of one file that say the same month twice: the whole bureau beside its offices, a summary beside its single rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.faults import Fault

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet


def counted_twice(part: Part) -> list[Fault]:
    """Summaries in one file that speak for the same month at different grain (the whole bureau, and office by office), or beside single rows."""
    faults: list[Fault] = []
    told: set[tuple[str, str]] = set()
    for index, one in enumerate(part.sheets):
        for other in part.sheets[index + 1 :]:
            first, second = one.table.whole, other.table.whole
            if (first is None and second is None) or first is second or apart(one, other):
                continue
            if (one.name, other.name) in told or (
                first and second and set(one.table.columns) == set(other.table.columns)
            ):
                continue  # the same grain: a row that stands twice is found by its labels
            told.add((one.name, other.name))
            months = other.period.chinese if other.period else "同一时期"
            fine, coarse = (other, one) if _coarser(one, other) else (one, other)
            message = (
                f"与工作表“{fine.name}”都有{months}的数，粗细不同，一起入库会重复计算。{_which_to_delete(coarse, fine)}"
            )
            faults.append(Fault(message, coarse.name, coarse.table.range.split(":")[0]))
    return faults


def _coarser(one: Sheet, other: Sheet) -> bool:
    """Whether a table says less than another: a summary beside single rows, or one that is divided by fewer things."""
    if one.table.whole is None or other.table.whole is None:
        return other.table.whole is None
    return set(one.table.columns) < set(other.table.columns)


def _which_to_delete(coarse: Sheet, fine: Sheet) -> str:
    """The summary goes where its single rows stand beside it, and whole kinds where they are divided by offices."""
    if not _coarser(coarse, fine) or coarse.name == fine.name:
        return "请只留分得细的一张"
    if fine.table.whole is None:
        return f"“{coarse.name}”是汇总表，“{fine.name}”是逐笔的，两张核对相符后，请删去汇总的一张"
    more = "、".join(
        c.heading for c in fine.table.header.table.columns if c.name in fine.table.columns - coarse.table.columns
    )
    return f"“{fine.name}”还分了{more}，“{coarse.name}”没有分，两张核对相符后，请删去工作表“{coarse.name}”"


def apart(first: Sheet, second: Sheet) -> bool:
    """Whether two tables of one source on one sheet speak for different months."""
    return bool(first.period and second.period) and (
        first.period.last < second.period.first or second.period.last < first.period.first  # type: ignore[union-attr]
    )
