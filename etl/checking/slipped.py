"""A figure many times its own months while all else of its month is as ever: a digit slipped, another unit, a running total.

`unusual` looks at whole months with half a year behind them, and `magnitude` at units (10⁴). A kind of tax, an office or one cell
of ten times its worth passes both where it is a third of the revenue, all the more since a total by formula goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from etl.checking.series import Key, Series, Sum, sparse, told
from etl.checking.unusual import MONTHS
from etl.faults import Fault
from etl.reference import rows
from etl.understanding.parts import Part
from metrics.periods import months_in_words
from warehouse.places import Places

_TIMES = {"revenue": 4, "refunds": 50}
"""Times the most (or a part of the least) of the other months. Refunds come by the case; a unit is 10⁴ there too."""
_TIMES_OF_FEW_ROWS = 6
"""The same of a kind of an office that has a few vouchers a month: one large one makes four times as much."""
_FEW = 2
"""Fewer months are no measure, …"""
_TIMES_OF_ONE = 10
"""… but for the whole month beside a single other one."""
_QUARTERLY = {"01", "04", "05", "07", "10"}
"""Months in which taxes are declared by the quarter (in May by the year): without one before it, nobody knows how much that is."""
_WEIGHTY = 10
"""A figure of less than one in so many of its month's revenue changes no sentence of a report, and small kinds do come and go."""
_EARLIER = 3
"""Months of the year before, all of which together a running total reaches."""
_NEARLY = Decimal("0.98")
_AS_EVER = Decimal("2.5")
"""Times that all else of the month may differ from the other months: beyond, it is the month that is odd."""


Seasons = Mapping[str, frozenset[str]]
"""By kind of tax, the months (01 to 12) of its season."""


def seasons(places: Places) -> Seasons:
    """Kinds that come with the seasons (`seasons.csv`): taxes declared twice a year, fees collected in autumn."""
    listed = rows(places.reference("seasons.csv"))
    return {row["tax_kind"]: frozenset(f"{int(m):02d}" for m in re.findall(r"\d+", row["months"])) for row in listed}


def slipped(part: Part, series: Series, seasons: Seasons) -> list[Fault]:
    """Doubts about the arriving months: the whole, kinds, offices, and kinds of an office where those tell nothing.

    A kind with a season is held against months of its season alone, and too little outside it against those outside.
    """
    found: list[Fault] = []
    said: set[tuple[str, str]] = set()
    for key, months in sorted(series.items(), key=lambda s: (bool(s[0][0]) + bool(s[0][1]), s[0])):
        for month, held in sorted(months.items()):
            if held.cell is None or said & {(month, ""), *((month, name) for name in key if name)}:
                continue
            if compared := _compared(part, key, month, series, seasons.get(key[0], frozenset())):
                said |= {(month, name) for name in key if name} or {(month, "")}
                found.append(_doubt(part, month, key, held, compared))
    return found


def _compared(part: Part, key: Key, month: str, series: Series, season: frozenset[str]) -> str:
    """How a figure differs from its other months, if it does and nothing else of its month; else nothing."""
    amount, totals = series[key][month].amount, series["", ""]
    in_season = month[-2:] in season
    others = {m: s.amount for m, s in series[key].items() if m != month and s.amount > 0}
    alike = {m: amount for m, amount in others.items() if (m[-2:] in season) is in_season}
    others = alike if in_season else others
    if any(key) and not _rest_as_ever(amount, month, others, totals):
        return ""
    total, usual = totals[month].amount, sum(totals[m].amount for m in alike)
    few = all(key) and part.table.stem == "revenue" and sparse(part, series[key])
    times = _times(part.table.stem, key, month, others, known=bool(season), few=few)
    most, least = max(others.values(), default=Decimal(0)), min(alike.values(), default=Decimal(0))
    if times and amount >= times * most and amount * _WEIGHTY >= total:
        return f"是{_which(others, '最多')}（{most:,.2f} 元）的约 {amount / most:,.1f} 倍，{_SLIP}"
    times = _times(part.table.stem, key, month, alike, known=bool(season), few=few)
    low = times and 0 < amount <= least / times and not _opens(month, season)
    if low and sum(alike.values()) * _WEIGHTY >= usual:
        return f"是{_which(alike, '最少')}（{least:,.2f} 元）的约 {least / amount:,.1f} 分之一，{_SLIP}"
    earlier = [others.get(m, Decimal(0)) for m in totals if m[:4] == month[:4] and m < month]
    runs = any(key) and not few and len(earlier) >= _EARLIER and all(earlier) and part.table.stem == "revenue"
    runs = runs and amount > _AS_EVER * others.get(f"{int(month[:4]) - 1}{month[4:]}", Decimal(0))
    if runs and amount >= _NEARLY * sum(earlier) and amount * _WEIGHTY >= total:
        return f"不少于今年前面 {len(earlier)} 个月之和（{sum(earlier):,.2f} 元），像是填了累计数"
    return ""


def _opens(month: str, season: frozenset[str]) -> bool:
    """Whether a month is the first of a season of several: the fees only begin to come in."""
    before, *following = (f"{(int(month[-2:]) - 1 + step) % 12 + 1:02d}" for step in (-1, 0, 1, 2))
    return before not in season and season.issuperset(following)


def _which(others: Mapping[str, Decimal], extreme: str) -> str:
    return f"它其余 {len(others)} 个月里{extreme}的一个月" if len(others) > 1 else "另一个月"


_SLIP = "像是多打、少打了一位，或用了别的单位"


def _times(stem: str, key: Key, month: str, others: Mapping[str, Decimal], *, known: bool, few: bool) -> int:
    """Times by which a figure must differ from so many others; 0 if they are no measure."""
    if not any(key) and len(others) >= MONTHS and stem == "revenue":
        return 0  # `unusual` has its history
    if not any(key) and len(others) == 1 and stem == "revenue":
        return _TIMES_OF_ONE
    quarterly = bool(key[0]) and not known and month[-2:] in _QUARTERLY
    seasonal = quarterly and not any(m[-2:] in _QUARTERLY for m in others)
    return 0 if seasonal or len(others) < _FEW else _TIMES_OF_FEW_ROWS if few else _TIMES[stem]


def _rest_as_ever(amount: Decimal, month: str, others: Mapping[str, Decimal], totals: Mapping[str, Sum]) -> bool:
    rest = totals[month].amount - amount
    rests = [totals[m].amount - v for m, v in others.items()]
    return rest > 0 and bool(rests) and min(rests) > 0 and min(rests) / _AS_EVER <= rest <= max(rests) * _AS_EVER


def _doubt(part: Part, month: str, key: Key, held: Sum, compared: str) -> Fault:
    sheet, cell, written = told(part, key, held)
    name = f"“{key[1]}{key[0]}”" if any(key) else ""
    besides = "，而这个月的其他数和往月差不多" if any(key) else ""
    message = (
        f"{months_in_words((month,), years=True)}的{name}合计 {held.amount:,.2f} 元（最大的是 {written}），{compared}{besides}。"
        "请核对；确实如此就照常入库"
    )
    return Fault(message, sheet, cell, fact=f"size:{month}:{key}:{held.amount:.2f}")
