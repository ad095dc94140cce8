"""Kinds of tax that every other month had and this one has not: a row left out, a column of which only the first cells are filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.checking.empty_cells import Place, place_of
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import month_label, month_number, months_in_words
from warehouse.schema import Kind

BEFORE = 6
"""Months before, without a gap, that are looked at; all twelve if they stand."""
SHARE = Decimal("0.05")
"""Share of those months' revenue from which on a kind does not end unnoticed."""
_FEW = 3
"""Months before from which on those after (of the same table) need not be asked: fewer may be the season's."""
_SEVERAL, _OF = 3, 3
"""So many kinds at once, and one in so many of those that stood in every month: small kinds come and go one at a time."""
_TOGETHER = Decimal("0.01")
"""Share of the revenue that several must have."""
_ROWS = 5
"""Rows a month that a kind must have had before it is missed in a list: what a few taxpayers pay does come and go."""
_SHOWN = 5
_QUARTERLY = frozenset({"城镇土地使用税", "房产税"})
"""Paid once a quarter, or once in half a year: a month after January alone is no reason to miss them."""


def _in_force(standing: Standing, part: Part, missing: _Missing) -> bool:
    """Whether what is missing stands in force in that month: figures that would go are asked about whatever was answered before."""
    found = standing.connection.execute(
        f"SELECT 1 FROM standing WHERE list_contains($kinds, tax_kind) AND strftime({row_month(part.table)}, '%Y-%m') = $month LIMIT 1",
        {"kinds": list(missing.shares), "month": month_label(missing.month)},
    ).fetchone()
    return found is not None


@dataclass(frozen=True)
class _Held:
    """What a month has of a kind."""

    amount: Decimal
    rows: int


_Months = dict[int, dict[str, _Held]]


@dataclass(frozen=True)
class _Missing:
    """Kinds that a month has not, with their share of the months that it is held against."""

    month: int
    shares: dict[str, Decimal]
    others: tuple[int, ...]


def vanished(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Warnings about months of the file without kinds that stood in each of the months around."""
    if part.table.stem != "revenue":
        return _unfilled(part)
    months = _kinds_by_month(standing, part, covered)
    gone: dict[str, set[int]] = defaultdict(set)
    warnings = []
    for month in sorted(covered.months):
        if not any(held.amount > 0 for held in months.get(month, {}).values()):
            continue
        if missing := _missing(part, months, month, gone):
            for kind in missing.shares:
                gone[kind].add(month)
            told = _warning(part, missing)
            warnings.append(replace(told, fact="") if _in_force(standing, part, missing) else told)
    return warnings


def _missing(part: Part, months: _Months, month: int, gone: dict[str, set[int]]) -> _Missing | None:
    """What is missing in a month; a month that lacks the same kind itself says nothing about it."""
    others = _around(months, month)
    total = sum((held.amount for m in others for held in months[m].values()), Decimal(0))
    if total <= 0:
        return None
    shares: dict[str, Decimal] = {}
    steady = 0
    for kind in {kind for m in others for kind in months[m]}:
        told = [months[m].get(kind) for m in others if m not in gone[kind]]
        held = [h for h in told if h and h.amount]
        if not held or len(held) < len(told):
            continue
        steady += 1
        listed = any(s.table.whole is None for s in part.sheets)
        if kind not in months[month] and not (listed and min(h.rows for h in held) < _ROWS):
            shares[kind] = sum((h.amount for h in held), Decimal(0)) / total
    several = len(shares) >= _SEVERAL and len(shares) * _OF >= steady and sum(shares.values()) >= _TOGETHER
    quarterly = _QUARTERLY if _begins_a_quarter(others) and not _begins_a_quarter([month]) else frozenset()
    weighty = {kind: share for kind, share in shares.items() if share > SHARE and kind not in quarterly}
    weighty = shares if several else weighty
    return _Missing(month, weighty, tuple(others)) if weighty else None


def _begins_a_quarter(months: Iterable[int]) -> bool:
    """January, April, July, October: the months in which taxes of the quarter before are paid."""
    return all(month % 12 % 3 == 0 for month in months)


def _around(months: _Months, month: int) -> list[int]:
    """The months before, back to a gap or to a year; with few of them also those after."""
    before = _unbroken(months, range(month - 1, month - 13, -1))
    before = before[:BEFORE] if len(before) < 12 else before
    after = _unbroken(months, range(month + 1, month + 1 + BEFORE)) if len(before) < _FEW else []
    return sorted([*before, *after])


def _unbroken(months: _Months, wanted: Iterable[int]) -> list[int]:
    found = []
    for number in wanted:
        if not months.get(number):
            break
        found.append(number)
    return found


def _kinds_by_month(standing: Standing, part: Part, covered: Coverage) -> _Months:
    """Kinds and their sums: those of the file, and of its sender in the months that it does not cover."""
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    own = standing.of_sender(part.table, part.sender, part.office)
    rows = standing.connection.execute(
        f"SELECT {month} AS m, tax_kind, sum(amount_yuan), count(*) FROM typed_rows GROUP BY ALL UNION ALL "
        f"SELECT {month} AS m, tax_kind, sum(amount_yuan), count(*) FROM standing "
        f"WHERE {own} AND NOT list_contains($covered, {month}) GROUP BY ALL",
        {"covered": covered.labels},
    ).fetchall()
    found: _Months = defaultdict(dict)
    for m, kind, amount, count in rows:
        found[month_number(int(m[:4]), int(m[5:]))][kind] = _Held(amount or Decimal(0), count)
    return found


def _warning(part: Part, missing: _Missing) -> Fault:
    kinds = sorted(missing.shares, key=lambda k: -missing.shares[k])
    places = {kind: place_of(part, missing.month, "tax_kind", kind) for kind in kinds}
    said = [
        f"{kind}（{f'{place.cell}，' if (place := places[kind]) else ''}占 {missing.shares[kind]:.0%}）"
        for kind in kinds[:_SHOWN]
    ]
    many = f"等 {len(kinds)} 个税费种" if len(kinds) > _SHOWN else ""
    before = all(m < missing.month for m in missing.others)
    others = f"此前 {len(missing.others)} 个月月月都有" if before else f"其余 {len(missing.others)} 个月都有"
    message = (
        f"{_words(missing.month)}没有{'、'.join(said)}{many}，而{others}。"
        "请核对是不是没有填完，有没有漏行、漏列；确实没有就照常入库，按 0 计"
    )
    first = next((places[k] for k in kinds if places[k]), None)
    fact = f"vanished:{missing.month}:{kinds}"
    if first:
        return Fault(message, first.sheet.name, first.cell, fact=fact)
    sheet = part.sheets[-1]
    table = sheet.table
    return Fault(
        message,
        sheet.name,
        table.cell(table.header.last, "tax_kind") if "tax_kind" in table.header.found else "",
        fact=fact,
    )


def _words(month: int) -> str:
    return months_in_words((month_label(month),), years=True)


# --- summaries of what is counted


_LEAST = 2
"""Kinds at once that are blank although every other month of the table (two at least) has them: one alone may well be none."""


def _unfilled(part: Part) -> list[Fault]:
    """Months of a summary of counts whose cells are blank where all the others are filled; a 0 or a dash says that there was none."""
    name = next((c.name for c in part.table.columns if c.name == "kind"), "")
    if not name or part.table.column(part.table.dated_by).kind is not Kind.DATE:
        return []
    filled: dict[str, set[int]] = defaultdict(set)
    for sheet in (s for s in part.sheets if s.table.whole and s.period and s.period.first == s.period.last):
        table = sheet.table
        for row in table.data_rows:
            code = table.given[name].value if name in table.given else table.stated.get(row, {}).get(name, "")
            filled[code].add(sheet.period.first if sheet.period else 0)
    months = set().union(*filled.values())
    warnings = []
    for month in sorted(months) if len(months) > _LEAST else ():
        steady = [code for code, held in filled.items() if code and months - {month} <= held]
        blank = [
            (code, place)
            for code in steady
            if month not in filled[code] and (place := place_of(part, month, name, code)) and place.blank
        ]
        if len(blank) >= _LEAST and len(blank) * 2 >= len(steady):
            warnings.append(_blank(month, blank, len(months) - 1))
    return warnings


def _blank(month: int, blank: list[tuple[str, Place]], others: int) -> Fault:
    shown = "、".join(f"{code}（{place.cell}）" for code, place in blank[:_SHOWN])
    message = (
        f"{_words(month)}的{shown}{f'等 {len(blank)} 项' if len(blank) > _SHOWN else ''}空着，而其余 {others} 个月都有。"
        "请核对是不是没有填完；确实没有就照常入库，按 0 计（填 0 就不再问）"
    )
    return Fault(message, blank[0][1].sheet.name, blank[0][1].cell)
