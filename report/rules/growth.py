"""Growth metrics, direction words and the size of a change: what the rules over growth share."""

from __future__ import annotations

import re
from decimal import Decimal

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
    if word == "增速":
        return None
    return re.match(rf"{RISES}|正|双|多|高", word) is not None


def basis_said(words: str) -> str | None:
    """The basis that words name as the catalogue does: 自然口径, 同口径; None if they name none."""
    if _NATURAL.search(words):
        return "自然口径"
    return "同口径" if _SAME_BASIS.search(words) else None
