"""Figures of one month that are each other's copy: a column dragged over the next, a row filled down, a week of the hotline pasted again.

`repeated` compares months; here the same file says one figure in two places where two belong. Amounts of four figures and more
seldom agree by themselves; fixed sums (360.00 a car) have fewer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby

import duckdb

from etl.checking.series import Key, Series, told
from etl.faults import Fault
from etl.understanding.parts import Part
from metrics.periods import months_in_words

_FIGURES, _ONE_CELL = 4, 5
"""Figures, without the zeros around them, of an amount that is no chance when several agree, or when one does."""
_KINDS = 5
"""Kinds in which two offices agree."""
_OFFICES = 2
"""Offices in which two kinds agree …"""
_ALL = 3
"""… or that agree in one kind."""
_ROWS = 5
"""Rows of different taxpayers, one below the other, with one amount."""
_DAYS = 5
"""Days of the hotline in a row that come again."""
_CALLS = 10
Connection = duckdb.DuckDBPyConnection


def copied_within(connection: Connection, part: Part, series: Series) -> list[Fault]:
    """Doubts about copies within the arriving file, one a pair of kinds or offices."""
    if part.table.stem == "hotline":
        return _days(connection, part)
    found = _filled_down(connection, part) if part.table.stem in ("revenue", "refunds") else []
    if part.table.stem == "revenue" and all(s.table.whole for s in part.sheets):
        for month in sorted({m for months in series.values() for m, held in months.items() if held.cell}):
            found += _twins(part, series, month)
    return found


def _figures(amount: Decimal) -> int:
    return len(f"{amount:f}".replace(".", "").strip("-0"))


def _twins(part: Part, series: Series, month: str) -> Iterator[Fault]:
    """Pairs of offices that agree in many kinds, of kinds that agree in several offices, and kinds that are the same in all offices."""
    cells = {
        key: months[month].amount
        for key, months in series.items()
        if all(key) and month in months and months[month].cell and _figures(months[month].amount) >= _FIGURES
    }
    same: dict[tuple[str, str], list[tuple[Key, Key]]] = defaultdict(list)
    for one, other in combinations(sorted(cells), 2):
        place = next((n for n in (0, 1) if one[1 - n] == other[1 - n]), None)
        if place is not None and cells[one] == cells[other] and not _ever(series, one, other, month):
            same[one[place], other[place]].append((one, other))
    said: set[tuple[str, str]] = set()
    for (first, second), pairs in sorted(same.items()):
        kinds = pairs[0][0][0] != pairs[0][1][0]
        if len(pairs) >= (_OFFICES if kinds else _KINDS) or (kinds and _next_to(series, pairs[0], month)):
            said.add((first, second))
            yield _twin(part, series, month, (first, second), pairs)
    for kind, group in groupby(sorted(cells), key=lambda key: key[0]):
        offices = defaultdict(list)
        for key in group:
            offices[cells[key]].append(key)
        for keys in offices.values():
            if len(keys) == 2 and (keys[0][1], keys[1][1]) in said:
                continue
            if len(keys) >= _ALL or (len(keys) > 1 and _figures(cells[keys[0]]) >= _ONE_CELL):
                yield _twin(part, series, month, (keys[0][1], keys[1][1]), [(keys[0], k) for k in keys[1:]], kind)


def _next_to(series: Series, pair: tuple[Key, Key], month: str) -> bool:
    """Whether two equal cells of one office stand one below the other, with more figures than two of them share by chance."""
    one, other = (series[key][month] for key in pair)
    beside = one.cell and other.cell and one.cell[0] == other.cell[0] and abs(one.cell[1] - other.cell[1]) == 1
    return bool(beside) and _figures(one.amount) >= _ONE_CELL


def _ever(series: Series, one: Key, other: Key, month: str) -> bool:
    """Whether the two are the same in another month too: then it is a rule of theirs."""
    return any(
        m != month and m in series[other] and held.amount and held.amount == series[other][m].amount
        for m, held in series[one].items()
    )


def _twin(
    part: Part, series: Series, month: str, names: tuple[str, str], pairs: Sequence[tuple[Key, Key]], kind: str = ""
) -> Fault:
    one, other = pairs[0]
    sheet, cell, written = told(part, other, series[other][month])
    beside = told(part, one, series[one][month])[1]
    of = f"“{kind}”里" if kind else ""
    message = (
        f"{months_in_words((month,), years=True)}{of}“{names[0]}”与“{names[1]}”有 {len(pairs)} 个数分毫不差（如 {beside} 与 {written}），"
        "像是复制、拖动填充时多填了一处。请核对；确实相同就照常入库"
    )
    return Fault(message, sheet, cell)


def _filled_down(connection: Connection, part: Part) -> list[Fault]:
    """Rows of a list that stand together with the same amount although they are of different taxpayers."""
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    rows = connection.execute(
        "SELECT sheet_no, amount_yuan, source_row, taxpayer FROM typed_rows WHERE list_contains($lists, sheet_no) "
        "ORDER BY sheet_no, source_row",
        {"lists": lists},
    ).fetchall()
    found = []
    for (number, amount), group in groupby(rows, key=lambda row: row[:2]):
        held = list(group)
        if amount is None or _figures(amount) < _FIGURES or len({r[3] for r in held if r[3]}) < _ROWS:
            continue
        sheet = part.sheets[number]
        cell, last = (sheet.table.cell(held[n][2], "amount_yuan") for n in (0, -1))
        message = f"从这里到 {last} 连着 {len(held)} 行不同纳税人的金额都是 {amount:,.2f} 元，像是向下拖动时填充了。请核对；确实相同就照常入库"
        found.append(Fault(message, sheet.name, cell))
    return found[:3]


def _days(connection: Connection, part: Part) -> list[Fault]:
    """Days in a row whose three counts come again on later days in a row."""
    rows = connection.execute(
        "SELECT sheet_no, source_row, calls, answered_by_staff, solved_by_robot FROM typed_rows WHERE calls IS NOT NULL ORDER BY day"
    ).fetchall()
    seen: dict[tuple[object, ...], int] = {}
    for at in range(len(rows) - _DAYS + 1):
        block = tuple(r[2:] for r in rows[at : at + _DAYS])
        first = seen.setdefault(block, at)
        if at < first + _DAYS or len(set(block)) < _DAYS - 1 or min(r[0] for r in block) < _CALLS:
            continue
        cells = [part.sheets[rows[n][0]].table.cell(rows[n][1], "calls") for n in (first, first + _DAYS - 1)]
        sheet = part.sheets[rows[at][0]]
        message = f"从这一天起至少连着 {_DAYS} 天的来电、人工、智能与 {cells[0]} 至 {cells[1]} 完全相同，像是复制了前面几天。请核对；确实相同就照常入库"
        return [Fault(message, sheet.name, sheet.table.cell(rows[at][1], "calls"))]
    return []
