"""A kind that every earlier month of a ledger or of the refunds has and the arriving month has not: a filter was left on.

Revenue has `vanished`. Elsewhere a kind counts if it stood in each of six months at least, twice on an average; what is rare comes
and goes.
"""

from __future__ import annotations

from collections import defaultdict

from etl.checking.absent_offices import of_the_sender
from etl.checking.unusual import MONTHS
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import months_in_words

_KIND = {"refunds": ("policy", "status"), "supervision": ("kind",), "party": ("kind",), "publicity": ("kind",)}
_ROWS = 2
"""Rows a month, on an average."""
_SETTLED = "已办结"
"""The state that every month has; one that was confirmed without it is the exception, or the next would never be asked about."""


def kinds_gone(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Doubts about the arriving months of a list, one a month."""
    table = part.table
    if table.stem not in _KIND or any(s.table.whole for s in part.sheets):
        return []
    if len(standing.months_with(table, covered.labels)) <= MONTHS:
        return []
    return [fault for name in _KIND[table.stem] for fault in _gone(standing, part, covered, name)]


def _gone(standing: Standing, part: Part, covered: Coverage, name: str) -> list[Fault]:
    """Doubts about what a column lacks that it always had: 已办结, if a whole column was filled with 受理中."""
    arriving, before = (
        _rows(standing, name, part, relation)
        for relation in ("typed_rows", f"standing WHERE {of_the_sender(standing, part, covered)}")
    )
    found = []
    for month, kinds in sorted(arriving.items()):
        earlier = [held for m, held in before.items() if m != month]
        if len(earlier) < MONTHS:
            continue
        rows = {kind: [held.get(kind, 0) for held in earlier] for kind in {k for held in earlier for k in held}}
        if name == "status":
            rows = {k: v for k, v in rows.items() if k == _SETTLED}  # the others come and go, and count for nothing
        without = 1 if name == "status" else 0
        often = {k for k, v in rows.items() if v.count(0) <= without and sum(v) >= _ROWS * len(earlier)}
        if gone := sorted(often - set(kinds)):
            sheet = part.sheets[0]
            empty = max(rows[kind].count(0) for kind in gone)
            had = f"有 {len(earlier) - empty} 个月有" if empty else "每个月都有"
            filled = "“状态”像是填错了、整列填了一样的，或" if name == "status" else "像是"
            message = (
                f"{months_in_words((month,), years=True)}没有一行“{'”“'.join(gone)}”，已入库的 {len(earlier)} 个月{'里' if empty else ''}{had}。"
                f"{filled}筛选以后只复制了一部分。请取消筛选核对有没有漏行；确实没有就照常入库"
            )
            found.append(Fault(message, sheet.name, sheet.table.cell(sheet.table.header.last, name)))
    return found


def _rows(standing: Standing, kind: str, part: Part, relation: str) -> dict[str, dict[str, int]]:
    """Rows a month and kind."""
    rows = standing.connection.execute(
        f"SELECT strftime({row_month(part.table)}, '%Y-%m') AS m, {kind}, count(*) FROM {relation} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for month, label, count in rows:
        if month and label:
            found[month][label] = count
    return found
