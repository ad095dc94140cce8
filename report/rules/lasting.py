"""Words that say more than up or down: 与上年持平, 再创新高, 连续三年下降.

Each is held against the years that the data have; where a year is missing nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from metrics import numbers
from metrics.model import Metric
from metrics.periods import Period
from report.rules.checked import Checked
from report.rules.growth import LITTLE, change_in_words

LEVEL = r"(?:基本|大体|大致|总体)?(?:保持)?持平"
RECORD = r"[再又]?创(?:下|出)?了?(?:历史|历年|同期)?新[高低]"
RUNNING = r"已?连续(?P<years>[两二三四五2345])年(?:保持|实现)?了?"
_LOOSELY = re.compile(r"基本|大体|大致|总体")
_ROOM = {False: Decimal(2), True: Decimal(10)}
"""Change in % up to which 持平 and 基本持平 may pass."""
_ROOM_OF_RATES = {False: Decimal(1), True: Decimal(2)}
"""The same for percentages, in 个百分点."""
_BACK = 5


def is_level(word: str) -> bool:
    """持平, 基本持平."""
    return word.endswith("持平")


def is_record(word: str) -> bool:
    """再创新高, 创历史新低."""
    return word.endswith(("新高", "新低"))


def uneven(word: str, metric: Metric, then: Decimal, now: Decimal) -> bool:
    """Whether 持平 is belied."""
    loosely = _LOOSELY.search(word) is not None
    if metric.unit == "%":
        return abs(now - then) >= _ROOM_OF_RATES[loosely]
    return abs(now - then) / then * 100 >= _ROOM[loosely]


def surpassed(checked: Checked, metric: Metric, period: Period, word: str) -> tuple[Period, Decimal] | None:
    """The latest year that was higher (or lower) than what is said to be a record."""
    now = checked.value(metric.key, period, metric.unit)
    for before, then in _earlier(checked, metric, period):
        if now is not None and (then > now if word.endswith("高") else then < now):
            return before, then
    return None


def broken(checked: Checked, metric: Metric, period: Period, years: str, *, up: bool) -> str | None:
    """The latest of so many years in a row that went the other way, in words. So many years are at least one change fewer."""
    later, now = period, checked.value(metric.key, period, metric.unit)
    for back, (before, then) in enumerate(_earlier(checked, metric, period), 1):
        if now is None or back >= {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}.get(years, 0) + (
            int(years) if years.isdigit() else 0
        ):
            return None
        moved = (now - then) / then * 100
        if now == then or (abs(moved) >= LITTLE and (moved > 0) != up):
            return f"{metric.name}{before.chinese}为 {visible(metric, then)}，{later.chinese}为 {visible(metric, now)}，{change_in_words(metric, then, now)}"
        later, now = before, then
    return None


def _earlier(checked: Checked, metric: Metric, period: Period) -> Iterator[tuple[Period, Decimal]]:
    """The years before, from the latest on, as far as the data go without a gap."""
    for back in range(1, _BACK + 1):
        before = period.shifted(-back)
        then = checked.value(metric.key, before, metric.unit)
        if then is None or then <= 0:
            return
        yield before, then


def visible(metric: Metric, value: Decimal) -> str:
    """A value as the metric is shown, with its unit."""
    return f"{numbers.show_visible(value, metric.unit, metric.show, metric.decimals)}{metric.show}"
