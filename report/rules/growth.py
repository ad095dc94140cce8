"""Growth metrics, direction words and the size of a change: what the rules over growth share."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics import numbers
from metrics.model import Metric
from report.rules.amounts import RISES

_CHANGE = re.compile(r"增幅|增长|增速|之差")
_SAME_BASIS = re.compile(r"同口径|可比口径|剔除|还原|扣除")
_NATURAL = re.compile(r"自然口径")
LITTLE = Decimal("0.05")
"""Change in % below which nobody can say whether it rose or fell."""


def is_change(metric: Metric) -> bool:
    """A growth rate or difference, whose sign a word may carry (增长, 下降, 快于, 慢于)."""
    return metric.unit in {"%", "个百分点"} and _CHANGE.search(metric.name) is not None


def stem(metric: Metric) -> str:
    """What a growth metric is the growth of, by its name."""
    return _CHANGE.split(metric.name)[0]


def rises(word: str) -> bool | None:
    """Whether a direction word says more; None if it says neither (增速)."""
    if word == "增速" or word.endswith("持平"):
        return None
    return re.match(rf"{RISES}|正|双|多|高|.*新高", word) is not None


def change_in_words(metric: Metric, then: Decimal, now: Decimal) -> str:
    """增长 4.4%; of a percentage 提高 2.4个百分点; 没有变动."""
    if then == now:
        return "没有变动"
    if metric.unit == "%":
        points = numbers.plain(numbers.rounded(abs(now - then), 1), cut_zeros=False)
        return f"{'提高' if now > then else '下降'} {points}个百分点"
    size = numbers.plain(numbers.rounded(abs(now - then) / then * 100, 1), cut_zeros=False)
    return f"{'增长' if now > then else '下降'} {size}%"


def basis_said(words: str) -> str | None:
    """The basis that words name as the catalogue does: 自然口径, 同口径; None if they name none."""
    if _NATURAL.search(words):
        return "自然口径"
    return "同口径" if _SAME_BASIS.search(words) else None
