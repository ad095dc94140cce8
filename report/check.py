"""Stated figures against the data, and the text against itself.

A verdict compares the true value with the figure as it is written: its decimals, its scale, its qualifier (domain.md §3).
Rules over the text are a list of functions of one `Checked`; each yields findings.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from metrics import numbers
from metrics.model import Metric, Reading
from report.finding.measures import comparable
from report.model import Binding, CheckedClaim, Claim, Finding
from report.rules import RULES
from report.rules.checked import Checked
from report.rules.figures import room_above, said_in_words, step_of_writing
from report.rules.growth import is_change

__all__ = ["Checked", "findings", "is_change", "verdict"]

NEARLY = Decimal("0.05")
"""近 may be used within 5% below."""
_TOGETHER = "与前面的数是一个范围的两头，已一并核对"


def verdict(claim: Claim, binding: Binding, reading: Reading | None) -> CheckedClaim:
    """Whether a stated figure holds."""
    if binding.status != "bound" or reading is None:
        return CheckedClaim(claim, "unbound", binding, None, None, binding.reason)
    if reading.value is None:
        return CheckedClaim(claim, "no_data", binding, reading, None, reading.to_fill)
    metric = reading.metric
    if metric.kind == "yes_no":
        return _yes_no(claim, binding, reading)
    unit = claim.unit or metric.unit
    try:
        true = numbers.convert(reading.value, metric.unit, comparable(unit, metric.unit))
    except numbers.UnitMismatchError as error:
        return CheckedClaim(claim, "unbound", binding, None, None, str(error))
    places = max(0, -int(claim.value.as_tuple().exponent))
    if is_change(metric) and claim.falls:
        true = -true  # 下降3.2% states a growth of -3.2%
    actual = _visible(true, places)
    if _holds(claim, true, places):
        return CheckedClaim(claim, "match", binding, reading, actual, None)
    if is_change(metric) and _holds(claim, -true, places):
        return CheckedClaim(claim, "mismatch", binding, reading, actual, _wrong_way(claim, reading), "direction")
    rule = "unit-slip" if _slipped(claim, true) else "wrong-figure"
    reason = _what_is_wrong(claim, metric, reading, actual, unit)
    if rule == "unit-slip":
        reason = f"像是单位或小数点错了位：{reason}"
    return CheckedClaim(claim, "mismatch", binding, reading, actual, reason, rule)


def _visible(true: Decimal, places: int) -> str:
    """The true value rounded as the figure is written; more finely where nothing would be left of it."""
    if true and not numbers.rounded(true, places):
        return numbers.plain(numbers.rounded(true, max(places, -true.adjusted() + 1)), cut_zeros=True)
    return numbers.plain(numbers.rounded(true, places), cut_zeros=False)


def _wrong_way(claim: Claim, reading: Reading) -> str:
    fell = (reading.value or 0) < 0
    words = "下降" if fell else "增长"
    said = "下降" if claim.falls else "增长"
    return f"{reading.metric.name}（{reading.period.chinese}）是{words} {claim.text}，文中说的是{said}。请把方向改为“{words}”，或核对来源"


_POWERS = (1, 2, 3, 4, 8)


def _slipped(claim: Claim, true: Decimal) -> bool:
    """Whether the figure would hold, as it is written and qualified, with its point or scale moved by such a power of ten."""
    for shift in (*_POWERS, *(-power for power in _POWERS)):
        moved = claim.value.scaleb(shift)
        other = None if claim.span_to is None else claim.span_to.scaleb(shift)
        places = {-int(m.as_tuple().exponent) for m in (moved, moved.normalize())}
        if claim.value and true and any(_holds(replace(claim, value=moved, span_to=other), true, p) for p in places):
            return True
    return False


def other_end(claim: Claim, first: CheckedClaim) -> CheckedClaim:
    """The second end of a range whose first end was judged: one verdict for both, said once."""
    status = "match" if first.status == "match" else "unbound"
    return CheckedClaim(
        claim, status, first.binding, first.reading, first.actual, None if status == "match" else _TOGETHER
    )


def of_another_year(checked: CheckedClaim, own: Reading, year: int) -> CheckedClaim:
    """A mismatch that holds for the report's own year: the year in the text is wrong, not the figure."""
    binding = checked.binding
    if binding is None or verdict(checked.claim, binding, own).status != "match":
        return checked
    said = checked.reading.period.chinese if checked.reading else ""
    reason = f"“{checked.claim.text}”是{own.period.chinese}的数，文中写的是{said}。请核对年份（报告年度 {year}）"
    return replace(checked, reason=reason, rule="wrong-year")


def _yes_no(claim: Claim, binding: Binding, reading: Reading) -> CheckedClaim:
    if reading.value == claim.value:
        return CheckedClaim(claim, "match", binding, reading, "1", None)
    actual = numbers.plain(reading.value or Decimal(0), cut_zeros=True)
    reason = f"{reading.period.chinese}的台账里没有“{claim.text}”。请核对，或请{reading.metric.owner}补报"
    return CheckedClaim(claim, "mismatch", binding, reading, actual, reason, "wrong-figure")


def _holds(claim: Claim, true: Decimal, places: int) -> bool:
    written, step = claim.value, step_of_writing(claim.value)
    if claim.span_to is not None:
        low, high = sorted((written, claim.span_to))
        return low <= numbers.rounded(true, places) <= high
    if claim.qualifier in {"余", "超"}:
        return written < true <= written + (room_above(written) if claim.qualifier == "超" else step)
    if claim.qualifier == "近":
        return written > true >= written * (1 - NEARLY)
    if claim.qualifier == "不足":
        return written > true >= written - step
    if claim.qualifier == "约" or said_in_words(claim.text):
        return (true / step).to_integral_value(ROUND_HALF_UP) * step == written
    return numbers.rounded(true, places) == written


def _what_is_wrong(claim: Claim, metric: Metric, reading: Reading, actual: str, unit: str) -> str:
    """What the data say, as finely as such a figure is usually written, and what to write instead."""
    shown_unit = comparable(unit, metric.unit)
    named = f"{metric.name}（{reading.period.chinese}）"
    if reading.value and numbers.express(reading.value, metric.unit, shown_unit).text is None:
        shown = f"{numbers.show_visible(reading.value, metric.unit, metric.show)}{metric.show}"
        return f"{named}为 {shown}，文中写“{_as_written(claim)}”。单位“{unit}”写大了，请改为 {shown}，或核对来源"
    true = actual if reading.value is None else numbers.express(reading.value, metric.unit, shown_unit).text or actual
    said = f"{named}为 {true}{unit}，文中写“{_as_written(claim)}”"
    if claim.span_to is not None:
        ends = " 和 ".join(
            f"{numbers.plain(end, cut_zeros=False)}{unit}" for end in sorted((claim.value, claim.span_to))
        )
        return f"{said}，不在 {ends} 之间。请改正范围，或核对来源"
    if claim.qualifier and reading.value is not None:
        word = claim.said or claim.qualifier
        below = _below(claim, reading.value, metric, unit) if claim.qualifier == "超" else None
        better = numbers.express(reading.value, metric.unit, shown_unit, claim.qualifier)
        text = below or better.text
        return f"{said}。带“{word}”宜写 {_qualified(text, word, unit)}" if text else f"{said}。{better.reason}"
    return f"{said}。请改为 {true}{unit}，或核对来源"


def _below(claim: Claim, value: Decimal, metric: Metric, unit: str) -> str | None:
    """What 突破 may be said of, with as many places as written: 突破38亿元 for 38.62. None for what is counted one by one."""
    if numbers.counted(unit):
        return None
    true = numbers.convert(value, metric.unit, comparable(unit, metric.unit))
    step = Decimal(1).scaleb(min(0, int(claim.value.as_tuple().exponent)))
    below = (true / step).to_integral_value(ROUND_FLOOR) * step
    below = below - step if below == true else below
    return numbers.plain(below.quantize(step), cut_zeros=False) if below > 0 else None


def _as_written(claim: Claim) -> str:
    """The figure with its qualifier, which 余 and 多 bring along inside the text; a range with both its ends."""
    if claim.span_to is not None:
        ends = (numbers.plain(end, cut_zeros=False) for end in (claim.value, claim.span_to))
        return f"{'至'.join(ends)}{claim.unit or ''}"
    return claim.text if re.search("[余多]", claim.text) else f"{claim.said or claim.qualifier or ''}{claim.text}"


def _qualified(figure: str, qualifier: str, unit: str) -> str:
    """40余次, 近50次."""
    return f"{figure}{qualifier}{unit}" if qualifier == "余" else f"{qualifier}{figure}{unit}"


def findings(checked: Checked) -> tuple[Finding, ...]:
    """What every rule found, in the order of the text."""
    found = {(f.start, f.end, f.rule): f for rule in reversed(RULES) for f in rule(checked)}
    return tuple(sorted(found.values(), key=lambda f: (f.start, f.end, f.rule)))
