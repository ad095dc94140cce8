"""How a reading stands against another: the sign, the amount, the basis, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metrics import numbers
from metrics.model import Reading

_SHARES = {"%", "％", "个百分点"}
_SMALL = 100
"""Below this, a count's change is told in pieces: 3 → 4 is one more, not 33.3 % more."""


@dataclass(frozen=True)
class Change:
    """A difference ready to be shown. `sign` is 1, 0, -1, or None where there is nothing to compare."""

    sign: int | None
    amount: str
    basis: str

    @property
    def arrow(self) -> str:
        """The arrow of its sign."""
        return {1: "↑", -1: "↓", 0: "→", None: ""}[self.sign]

    @property
    def text(self) -> str:
        """↑ 5.9% 同比."""
        return " ".join(part for part in (self.arrow, self.amount, self.basis) if part)

    @property
    def words(self) -> str:
        """增长 5.9%, 减少 3 次, 持平: for a sentence."""
        if self.sign is None:
            return self.amount
        if self.sign == 0:
            return "持平"
        rate = self.amount.endswith("%")
        verb = ("增长" if rate else "增加") if self.sign > 0 else ("下降" if rate else "减少")
        if self.amount.endswith("个百分点"):
            verb = "上升" if self.sign > 0 else "下降"
        return f"{verb} {self.amount.lstrip('+−')}"


def between(now: Reading, before: Reading, basis: str = "同比") -> Change:
    """A reading against that of a year before: a rate, or a difference for shares, small counts and bases of 0 or less."""
    if now.value is None:
        return Change(None, "", "")
    if before.value is None:
        return Change(None, "上年无数可比", "")
    difference = now.value - before.value
    sign = (difference > 0) - (difference < 0)
    if sign == 0:
        return Change(0, "持平", basis)
    prefix = "+" if sign > 0 else "−"
    if now.metric.unit in _SHARES:
        return Change(sign, f"{prefix}{numbers.rounded(abs(difference), 1):f} 个百分点", basis)
    counted = now.metric.unit != "元" and max(abs(now.value), abs(before.value)) < _SMALL
    if counted or before.value <= 0:
        shown = numbers.show(abs(difference), now.metric.unit, now.metric.show, now.metric.decimals)
        return Change(sign, f"{prefix}{shown} {now.metric.show}", basis)
    rate = abs(difference) * Decimal(100) / before.value
    return Change(sign, f"{prefix}{_rate(rate, sign)}%", basis)


def _rate(rate: Decimal, sign: int) -> str:
    """A rate to one decimal; what is not nothing, or not all, gets as many as it takes not to read 0 or −100."""
    for decimals in range(1, 9):
        shown = numbers.rounded(rate, decimals)
        if shown == rate or shown not in ({0, 100} if sign < 0 else {0}):
            return f"{shown:f}"
    return f"{shown:f}"


def lacks_last_year(growth: Reading) -> bool:
    """Whether a rate is missing only because the year before it has no data."""
    months = [m for gap in growth.gaps for m in gap.months]
    return growth.value is None and bool(months) and all(int(m[:4]) < growth.period.year for m in months)


def of_growth(growth: Reading) -> Change:
    """A growth rate that is a metric of its own, with its basis (自然口径, 同口径)."""
    basis = f"同比（{growth.metric.basis}）" if growth.metric.basis else "同比"
    if growth.value is None or growth.shown is None:
        lacking = lacks_last_year(growth)
        return Change(None, "上年无数可比" if lacking else growth.to_fill, basis.removeprefix("同比"))
    sign = (growth.value > 0) - (growth.value < 0)
    prefix = {1: "+", -1: "−", 0: ""}[sign]
    shown = growth.shown.lstrip("-−")
    whole = numbers.rounded(growth.value, 1) == -100
    return Change(sign, f"{prefix}{_rate(abs(growth.value), sign) if whole else shown}%" if sign else "持平", basis)
