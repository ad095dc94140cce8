"""Words and figures against the data: `direction` (增收 where it fell), `multiple`, and `stated-twice`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from metrics.model import Reading
from metrics.numbers import rounded, split_unit
from report.model import CheckedClaim, Claim, Finding
from report.rules.checked import Checked, amount, base, half_step, written

_RISES = re.compile(
    r"同比(?:实现)?(?:正)?增长|(?:比|较)(?:上年|去年)(?:同期)?(?:增长|增加|提高|上升)|(?:实现|保持)(?:了)?(?:平稳|稳定|较快|稳步|持续)?(?:增收|增长)|逐年(?:增长|上升)|持续增长|稳步增长|再创新高"
)
_FALLS = re.compile(r"同比(?:下降|减少|降低)|(?:比|较)(?:上年|去年)(?:同期)?(?:下降|减少|降低)|有所(?:下降|减少|回落)")
_SUMS = {"sum", "count", "distinct", "combination", "mean", "as_of"}
_NOT_YET = re.compile(r"力争|确保|计划|目标|预计|争取|下一步|将|同口径|可比口径|剔除|还原|扣除")
"""Plans, and growth on another basis than the figure's. 质优量增 and the like are slogans and state nothing."""
_TIMES_OF_LAST = re.compile(r"(?:是|为|达到?)(?:上年|去年)(?:同期)?的$")
_CHANGED_BY = re.compile(
    r"，?(?:同比|(?:比|较)(?:上年|去年)(?:同期)?)?(?:增长|增加|提高|提升|上升|下降|减少|降低|回落)了?"
)
_STARTS = re.compile(r"(?:由|从)[^，。；\n]*$")
_TIMES_MORE = re.compile(r"(?:同比|(?:比|较)(?:上年|去年)(?:同期)?)(?:增长|增加)了?(?:近|约|超)?$")


def against_data(checked: Checked) -> Iterable[Finding]:
    """A direction or multiple said right behind (or, as 实现增收, right before) a figure, against the year before in the data."""
    if checked.measure is None:
        return
    for claim in checked.claims:
        reading = claim.reading
        if reading is None or reading.value is None or claim.status != "match":
            continue
        before = checked.measure(reading.metric.key, reading.period.shifted(-1))
        if not before.value:
            continue
        yield from _rate(checked, claim, reading, before.value)
        if reading.metric.kind in _SUMS and reading.metric.unit != "%":
            yield from _direction(checked, claim, reading, before.value)
            yield from _multiple(checked, claim, reading, before.value)


def _clause(checked: Checked, claim: CheckedClaim) -> tuple[int, int]:
    """The figure's own clause and its neighbours, up to other figures and the sentence's ends."""
    text = checked.text
    start = max(text.rfind(mark, 0, claim.claim.start) for mark in "。；\n") + 1
    end = min((at for mark in "。；\n" if (at := text.find(mark, claim.claim.end)) >= 0), default=len(text))
    others = [c.claim for c in checked.claims if c is not claim and start <= c.claim.start < end]
    start = max([start, *(c.end for c in others if c.end <= claim.claim.start)])
    end = min([end, *(c.start for c in others if c.start >= claim.claim.end)])
    return start, end


def _direction(checked: Checked, claim: CheckedClaim, reading: Reading, before: Decimal) -> Iterator[Finding]:
    start, end = _clause(checked, claim)
    said = checked.text[start:end]
    assert reading.value is not None
    for pattern, rises in ((_RISES, True), (_FALLS, False)):
        match = pattern.search(said)
        if match is None or reading.value == before or (reading.value > before) == rises or _NOT_YET.search(said):
            continue
        change = (reading.value - before) / abs(before) * 100
        word = "增长" if change > 0 else "下降"
        message = f"{reading.metric.name}（{reading.period.chinese}）比上年同期{word} {written(abs(change))}%，文中写“{match[0]}”。请改写，或核对口径"
        yield Finding(start + match.start(), start + match.end(), "direction", "error", message)


def _rate(checked: Checked, claim: CheckedClaim, reading: Reading, before: Decimal) -> Iterator[Finding]:
    """由上年的A增长到B，增长x%: the rate right behind the figure against the data's own, exact to the place written."""
    following = [c for c in checked.claims if c.claim.start >= claim.claim.end]
    if not following or following[0].status in {"match", "mismatch"} or reading.value is None:
        return
    rate = following[0].claim
    if not _CHANGED_BY.fullmatch(checked.text[claim.claim.end : rate.start]) or not _from_last_year(
        checked, claim, before
    ):
        return
    if rate.unit == "个百分点" and reading.metric.unit == "%":
        true = abs(reading.value - before)
    elif rate.unit == "%" and reading.metric.unit != "%":
        true = abs(reading.value / before - 1) * 100
    else:
        return
    places = max(0, -int(rate.value.as_tuple().exponent))
    if abs(rounded(true, places) - rate.value) > Decimal(1).scaleb(-places) / 10 and not _by_shown(
        claim, before, rate, places
    ):
        message = f"{reading.metric.name}比上年变动 {written(true, places)}{rate.unit}，文中写“{rate.text}”"
        yield Finding(rate.start, rate.end, "growth-rate", "error", message)


def _by_shown(claim: CheckedClaim, before: Decimal, rate: Claim, places: int) -> bool:
    """Whether the rate is the one that follows from the figures as they are written (62.3 − 52.6), which may differ in the last place."""
    scale, _ = split_unit(claim.claim.unit or "")
    exponent = max(0, -int(claim.claim.value.as_tuple().exponent))
    first = rounded(before / scale, exponent)
    if rate.unit == "个百分点":
        return rounded(abs(claim.claim.value - first), places) == rate.value
    return bool(first) and rounded(abs(claim.claim.value / first - 1) * 100, places) == rate.value


def _from_last_year(checked: Checked, claim: CheckedClaim, before: Decimal) -> bool:
    """Whether the amount that the figure is set against is that of the year before (or none is written: 同比)."""
    text = checked.text[max(0, claim.claim.start - 60) : claim.claim.start]
    earlier = [c for c in checked.claims if claim.claim.start - 60 <= c.claim.start < claim.claim.start]
    if _STARTS.search(text) and earlier:
        scale, _ = split_unit(earlier[-1].claim.unit or "")
        return abs(earlier[-1].claim.value * scale - before) <= half_step(earlier[-1].claim)
    return True


def _multiple(checked: Checked, claim: CheckedClaim, reading: Reading, before: Decimal) -> Iterator[Finding]:
    """…家，是上年的1.8倍 / 同比增长2.7倍: the next figure of the sentence is a multiple."""
    following = [c.claim for c in checked.claims if c.claim.start >= claim.claim.end]
    if not following or following[0].unit != "倍" or before <= 0 or reading.value is None:
        return
    times = following[0]
    between = checked.text[claim.claim.end : times.start]
    ratio = reading.value / before
    if _TIMES_OF_LAST.search(between):
        true = ratio
    elif _TIMES_MORE.search(between):
        true = ratio - 1
    else:
        return
    if abs(true - times.value) > half_step(times):
        message = f"{reading.metric.name}上年同期为 {written(before, 2)}{reading.metric.unit}，今年是它的 {written(ratio, 2)} 倍（增长 {written(ratio - 1, 2)} 倍），文中写“{times.text}”"
        yield Finding(times.start, times.end, "multiple", "error", message)


def stated_twice(checked: Checked) -> Iterable[Finding]:
    """The same metric of the same period with two values that no rounding explains."""
    seen: dict[tuple[str, str], CheckedClaim] = {}
    for claim in checked.claims:
        binding = claim.binding
        if (
            binding is None
            or binding.status != "bound"
            or not binding.metric
            or claim.claim.metric
            or claim.claim.qualifier
        ):
            continue
        first = seen.setdefault((binding.metric, binding.period or ""), claim)
        one, two = first.claim, claim.claim
        if base(one) == base(two) and abs(amount(one) - amount(two)) > half_step(one) + half_step(two):
            message = f"前面写的是“{one.text}”，这里写的是“{two.text}”，说的是同一个数。请核对，统一成一个"
            yield Finding(two.start, two.end, "stated-twice", "error", message)
