"""A month of revenue beside half a year of its own: all of it in another unit, figures that became 0, lost or negative, one cell astray.

`slipped` knows few months and large figures. With six months behind it, what moves little says more: insurance premiums that
all come to a tenth tell of another unit although a quarter month has ten times the income tax of the month before it, and a figure
that was never 0 is 0 because a link is broken. What comes and goes, or swings by the season, is measured by its own swing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from etl.checking.series import Key, Series, Sum, sparse, told
from etl.checking.slipped import Seasons
from etl.checking.unusual import MONTHS
from etl.faults import Fault
from etl.understanding.parts import Part
from metrics.periods import months_in_words

_STEADY = Decimal("2.5")
"""Times the least of its months that the most of a kind may be that hardly moves …"""
_KINDS = 3
"""… and how many such kinds tell the size of a month …"""
_MOVED = Decimal("1.6")
"""… when three quarters of them are so far above the most, or below the least, of their own months."""
_MATERIAL = Decimal("0.02")
"""Share of a month from which on one figure is worth a question."""
_TIMES = Decimal(4)
"""Times the most (a part of the least) of its own months, or as often as these differ among themselves, that no season takes a figure."""
_TIMES_OF_FEW_ROWS = Decimal(6)
"""The same of what rests on a few vouchers a month."""
_SEASON = 2
"""Other months of a season that tell how much it brings."""
_TOGETHER = 3
"""Kinds, …"""
_CELLS = 5
"""… or kinds of one office, that become 0 or vanish together: however small, this is a block that was not filled."""
_SHOWN = 4


@dataclass(frozen=True)
class _Gone:
    """A figure that every other month has and this one has not."""

    key: Key
    held: Sum | None
    share: Decimal
    """Of its months, in the middle."""


def own_months(part: Part, series: Series, seasons: Seasons) -> list[Fault]:
    """Doubts about the arriving months of revenue, one for each thing that is odd in a month. `seasons`: as `slipped` has them."""
    totals = series.get(("", ""), {})
    if part.table.stem != "revenue":
        return []
    found: list[Fault] = []
    for month, total in sorted(totals.items()):
        if total.cell is None or len(totals) <= MONTHS or _usual(totals, month) <= 0:
            continue
        if size := _another_size(part, series, month):
            found.append(size)
            continue
        gone = _gone(part, series, month)
        found += gone
        found += _negative(part, series, month)
        found += [] if gone else _cells(part, series, month, seasons)
    return found


def _usual(totals: Mapping[str, Sum], month: str) -> Decimal:
    """What the other months have, in the middle."""
    return Decimal(median(s.amount for m, s in totals.items() if m != month))


def _others(series: Series, key: Key, month: str) -> list[Decimal]:
    """A figure in the other months; nothing if they are too few, or one of them has not got it."""
    totals, months = series["", ""], series[key]
    others = [months[m].amount if m in months else Decimal(0) for m in totals if m != month]
    return others if len(others) >= MONTHS and all(others) else []


def _positive(series: Series, key: Key, month: str) -> list[Decimal]:
    """A figure in the other months, if it is never negative either."""
    others = _others(series, key, month)
    return others if all(v > 0 for v in others) else []


def _another_size(part: Part, series: Series, month: str) -> Fault | None:
    """The whole month, if the kinds that hardly move have all moved alike."""
    ratios = []
    for key, months in series.items():
        others = _positive(series, key, month) if key[0] and not key[1] and month in months else []
        amount = months[month].amount if others else Decimal(0)
        if amount > 0 and max(others) <= _STEADY * min(others):
            ratios.append((amount / max(others), amount / min(others), amount / Decimal(median(others))))
    above, below = sum(r[0] >= _MOVED for r in ratios), sum(r[1] * _MOVED <= 1 for r in ratios)
    if len(ratios) < _KINDS or max(above, below) * 4 < len(ratios) * 3:
        return None
    held = series["", ""][month]
    times = Decimal(median(r[2] for r in ratios))
    said = f"约 {times:.1f} 倍" if times > 1 else f"约 {1 / times:.1f} 分之一"
    sheet, cell, written = told(part, ("", ""), held)
    message = (
        f"{months_in_words((month,), years=True)}的数整个换了大小：平常每月差不多的 {len(ratios)} 个税费种，多数一齐是往月的{said}"
        f"（全月合计 {held.amount:,.2f} 元，最大的是 {written}）。像是单位错了（元、千元、万元），或整张表乘过、除过一个数，或不是整月的数。"
        "请核对；确实如此就照常入库"
    )
    return Fault(message, sheet, cell, fact=f"whole:{month}:{held.amount:.2f}")


def _gone(part: Part, series: Series, month: str) -> list[Fault]:
    """Kinds, and kinds of an office, that every other month has and that are 0 or not there: one question each for what is 0 and what is not there."""
    totals, whole = series["", ""], all(s.table.whole for s in part.sheets)
    kinds: list[_Gone] = []
    cells: dict[str, list[_Gone]] = defaultdict(list)
    present = {office for (kind, office), months in series.items() if kind and office and month in months}
    for key, months in sorted(series.items()):
        held = months.get(month)
        if not key[0] or (held and held.amount) or not (others := _others(series, key, month)):
            continue
        share = Decimal(median(others)) / _usual(totals, month)
        if not key[1]:
            kinds.append(_Gone(key, held, share))
        elif key[1] in present and not sparse(part, months):
            cells[key[1]].append(_Gone(key, held, share))
    zero = [g for g in kinds if g.held]
    lost = [g for g in kinds if not g.held]
    if len(zero) < _TOGETHER and sum(g.share for g in zero) < _MATERIAL:
        zero = []
    said = {g.key[0] for g in kinds}
    left = [[g for g in group if g.key[0] not in said] for group in cells.values()]
    odd = [g for group in left for g in group if g.share >= _MATERIAL or len(group) >= _CELLS]
    found = [_told_gone(part, month, zero, "填的是 0")] if zero else []
    # what a list lacks is asked about by its share of the month, in `vanished`, as is what is large here
    few = [g for g in lost if g.share < Decimal("0.05")]
    found += [_told_gone(part, month, few, "没有一行")] if few and whole and len(lost) < _TOGETHER else []
    found += [_told_gone(part, month, odd, "是 0 或空着")] if odd else []
    return found


def _told_gone(part: Part, month: str, gone: Sequence[_Gone], what: str) -> Fault:
    held = next((g for g in gone if g.held), None)
    names = [f"“{g.key[1]}{g.key[0]}”{_cell(part, g)}" for g in sorted(gone, key=lambda g: -g.share)]
    shown = "、".join(names[:_SHOWN]) + (f"等 {len(names)} 个" if len(names) > _SHOWN else "")
    share = sum(g.share for g in gone)
    message = (
        f"{months_in_words((month,), years=True)}的{shown}{what}，而其他每个月都有（平常占全月的 {share:.1%}）。"
        "像是没有填完、漏了一行，或公式、链接断了。请核对；确实没有就照常入库"
    )
    sheet = part.sheets[0]
    if held and held.held:
        name, cell, _ = told(part, held.key, held.held)
        return Fault(message, name, cell)
    return Fault(message, sheet.name, sheet.table.cell(sheet.table.header.last, "tax_kind"))


def _cell(part: Part, gone: _Gone) -> str:
    return f"（{told(part, gone.key, gone.held)[1]}）" if gone.held else ""


def _negative(part: Part, series: Series, month: str) -> list[Fault]:
    """Kinds, then cells of other kinds, that are negative as never before and no trifle."""
    found: list[Fault] = []
    said: set[str] = set()
    total = _usual(series["", ""], month)
    for key, months in sorted(series.items(), key=lambda s: (bool(s[0][1]), s[0])):
        held = months.get(month)
        if not key[0] or key[0] in said or held is None or held.cell is None or held.amount >= 0:
            continue
        if -held.amount >= _MATERIAL * total and _positive(series, key, month):
            said.add(key[0])
            sheet, cell, written = told(part, key, held)
            message = (
                f"{months_in_words((month,), years=True)}的“{key[1]}{key[0]}”是负数（合计 {held.amount:,.2f} 元，如 {written}），其他每个月都是正数。"
                "请核对有没有多写负号；确实是退库就照常入库"
            )
            found.append(Fault(message, sheet, cell, fact=f"negative:{month}:{key}:{held.amount:.2f}"))
    return found


def _alike(series: Series, key: Key, month: str, season: frozenset[str]) -> tuple[list[Decimal], list[Decimal]]:
    """What a month may be too much for, and too little: in its season only the season's months, outside it too little only for the others.

    Nothing where `_positive` has nothing, or fewer than two such months are known.
    """
    totals, months = series["", ""], series[key]
    others = _positive(series, key, month)
    in_season = month[-2:] in season
    alike = [months[m].amount for m in totals if m != month and (m[-2:] in season) is in_season] if others else []
    if len(alike) < _SEASON:
        return [], []
    return (alike if in_season else others), alike


def _cells(part: Part, series: Series, month: str, seasons: Seasons) -> list[Fault]:
    """Kinds of one office many times above or below all of their own months."""
    found: list[Fault] = []
    totals = series["", ""]
    for key, months in sorted(series.items()):
        held = months.get(month)
        if not all(key) or held is None or held.amount <= 0:
            continue
        others, alike = _alike(series, key, month, seasons.get(key[0], frozenset()))
        if not alike:
            continue
        most, least = max(others), min(alike)
        times = max(_TIMES_OF_FEW_ROWS if sparse(part, months) else _TIMES, max(alike) / least)
        usual = Decimal(median(alike)) / _usual(totals, month)
        if held.amount >= times * most and held.amount >= _MATERIAL * totals[month].amount:
            compared = f"是它其余 {len(others)} 个月里最多的一个月（{most:,.2f} 元）的约 {held.amount / most:,.1f} 倍"
        elif held.amount * times <= least and usual >= _MATERIAL:
            compared = (
                f"是它其余 {len(alike)} 个月里最少的一个月（{least:,.2f} 元）的约 {least / held.amount:,.1f} 分之一"
            )
        else:
            continue
        sheet, cell, written = told(part, key, held)
        message = (
            f"{months_in_words((month,), years=True)}的“{key[1]}{key[0]}”合计 {held.amount:,.2f} 元（最大的是 {written}），{compared}，"
            "像是多打、少打了一位，或用了别的单位。请核对；确实如此就照常入库"
        )
        # the fact of `slipped`: whoever answered one of them has answered the other
        found.append(Fault(message, sheet, cell, fact=f"size:{month}:{key}:{held.amount:.2f}"))
    return found
