"""Events of one day that are too many: the audience of a film, or those who came to a lesson, taken for how often it was held."""

from __future__ import annotations

from collections import defaultdict

import duckdb

from etl.faults import Fault
from etl.understanding.parts import Part

A_DAY = 10
"""Events of one kind that one row may have on one day without a question."""
_HELD = {
    "supervision": ("警示教育片", "专项监督检查", "酒驾醉驾检查"),
    "party": ("集中学习", "专题研讨", "听取意识形态汇报", "意识形态分析研判会", "青年干部座谈会", "专题汇报"),
}
"""Kinds that are held so many times; 谈心谈话 counts persons, 研讨成果 and 意见建议 count papers, of which a day may bring many."""


def one_day(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """A warning for each kind that has rows of one day with very many events, with the cells."""
    kinds = _HELD.get(part.table.stem)
    if not kinds:
        return []
    column, counted = part.table.summed, part.table.column(part.table.summed)
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    rows = connection.execute(
        f"SELECT kind, sheet_no, source_row, {column} FROM typed_rows WHERE {column} > $most AND list_contains($kinds, kind) "
        "AND list_contains($lists, sheet_no) AND sheet_no NOT IN (SELECT sheet_no FROM typed_rows GROUP BY 1 "
        "HAVING bool_and(day = last_day(day)) OR bool_and(day(day) = 1)) ORDER BY ALL",
        {"most": A_DAY, "kinds": list(kinds), "lists": lists},
    ).fetchall()
    by_kind: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for kind, number, row, count in rows:
        by_kind[kind].append((number, row, count))
    return [_warning(part, kind, found, counted.heading) for kind, found in by_kind.items()]


def _warning(part: Part, kind: str, found: list[tuple[int, int, int]], heading: str) -> Fault:
    names = []
    for number, row, count in found[:5]:
        sheet = part.sheets[number]
        several = f"{sheet.name}!" if len(part.sheets) > 1 and sheet.name else ""
        names.append(f"{several}{sheet.table.cell(row, part.table.summed)} 是 {count}")
    number, row, _ = found[0]
    sheet = part.sheets[number]
    message = (
        f"“{kind}”一行一天的“{heading}”多于 {A_DAY}（{'、'.join(names)}{f'等 {len(found)} 行' if len(found) > 5 else ''}），像是把人数填成了次数。"
        "这里填办了几次；请核对，确实如此就照常入库"
    )
    return Fault(message, sheet.name, sheet.table.cell(row, part.table.summed))
