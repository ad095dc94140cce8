"""Stated figures against the data, and the text against itself.

A verdict compares the true value with the figure as it is written: its decimals, its scale, its qualifier (domain.md §3).
Rules over the text are a list of functions of one `Checked`; each yields findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from metrics import numbers
from metrics.model import Metric, Reading
from report import headings, rule_changes, rule_data, rule_repeats, rule_shares, rule_years
from report.checked import Checked
from report.figures_said import step_of_writing
from report.measures import comparable
from report.model import Binding, CheckedClaim, Claim, Finding
from report.rule_data import is_change
from report.surroundings import sentence_at, sentences

WRONG_FIGURE, UNIT_SLIP = "wrong-figure", "unit-slip"
"""Rules that a mismatch is named by, in `CheckedClaim.rule`; a growth said the wrong way round is `direction`."""
NEARLY = Decimal("0.05")
"""近 may be used within 5% below."""


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
    actual = numbers.plain(numbers.rounded(true, places), cut_zeros=False)
    if is_change(metric):
        return _change(claim, binding, reading, true, places)
    if _holds(claim, true, places):
        return CheckedClaim(claim, "match", binding, reading, actual, None)
    slips = _slips(claim, true)
    reason = _what_is_wrong(claim, metric, reading, actual, unit) + slips
    return CheckedClaim(claim, "mismatch", binding, reading, actual, reason, rule=UNIT_SLIP if slips else WRONG_FIGURE)


def _change(claim: Claim, binding: Binding, reading: Reading, true: Decimal, places: int) -> CheckedClaim:
    """A growth: its size, and its direction as the words before it say (下降 4.4% is a growth of -4.4%)."""
    said = -claim.value if claim.falls and claim.value > 0 else claim.value
    size = numbers.plain(numbers.rounded(abs(true), places), cut_zeros=False)
    actual = numbers.plain(numbers.rounded(-true if claim.falls else true, places), cut_zeros=False)
    right_way = said == 0 or (said > 0) == (true > 0) or numbers.rounded(true, places) == 0
    if right_way and _holds(replace(claim, value=abs(claim.value)), abs(true), places):
        return CheckedClaim(claim, "match", binding, reading, actual, None)
    turned = "增长" if true > 0 else "下降"
    reason = f"{reading.metric.name}（{reading.period.chinese}）是{turned} {size}{claim.unit or ''}，文中写“{'下降' if claim.falls else ''}{claim.text}”。请改为{turned} {size}{claim.unit or ''}，或核对来源"
    slips = _slips(claim, abs(true))
    rule = "direction" if not right_way else UNIT_SLIP if slips else WRONG_FIGURE
    return CheckedClaim(claim, "mismatch", binding, reading, actual, reason + slips, rule=rule)


def _slips(claim: Claim, true: Decimal) -> str:
    """What to say of a figure whose digits are right and whose decimal point or scale is not; else nothing."""
    for power in (1, 2, 3, 4, 5, 6, 7, 8):
        for shift, says in ((power, "小"), (-power, "大")):
            moved = claim.value.scaleb(shift)
            written = {-int(m.as_tuple().exponent) for m in (moved, moved.normalize())}
            if claim.value and any(_holds(replace(claim, value=moved), true, places) for places in written):
                times = {4: "一万", 8: "一亿"}.get(power, str(10**power))
                return f"。数字相同而{says}了 {times} 倍，像是单位或小数点写错"
    return ""


def _yes_no(claim: Claim, binding: Binding, reading: Reading) -> CheckedClaim:
    if reading.value == claim.value:
        return CheckedClaim(claim, "match", binding, reading, "1", None)
    actual = numbers.plain(reading.value or Decimal(0), cut_zeros=True)
    reason = f"{reading.period.chinese}的台账里没有“{claim.text}”。请核对，或请{reading.metric.owner}补报"
    return CheckedClaim(claim, "mismatch", binding, reading, actual, reason)


def _holds(claim: Claim, true: Decimal, places: int) -> bool:
    written, step = claim.value, step_of_writing(claim.value)
    if claim.span_to is not None:
        low, high = sorted((written, claim.span_to))
        return low <= numbers.rounded(true, places) <= high
    if claim.qualifier in {"余", "超"}:
        return written < true <= written + step
    if claim.qualifier == "近":
        return written > true >= written * (1 - NEARLY)
    if claim.qualifier == "不足":
        return written > true >= written - step
    if claim.qualifier == "约":
        return (true / step).to_integral_value(ROUND_HALF_UP) * step == written
    return numbers.rounded(true, places) == written


def _what_is_wrong(claim: Claim, metric: Metric, reading: Reading, actual: str, unit: str) -> str:
    """What the data say, as finely as such a figure is usually written, and what to write instead."""
    shown_unit = comparable(unit, metric.unit)
    true = actual if reading.value is None else numbers.express(reading.value, metric.unit, shown_unit).text or actual
    said = f"{metric.name}（{reading.period.chinese}）为 {true}{unit}，文中写“{claim.qualifier or ''}{claim.text}”"
    if claim.qualifier and reading.value is not None:
        better = numbers.express(reading.value, metric.unit, shown_unit, claim.qualifier)
        return f"{said}。带“{claim.qualifier}”宜写 {better.text}{unit}" if better.text else f"{said}。{better.reason}"
    return f"{said}。请改为 {true}{unit}，或核对来源"


def _headings(checked: Checked) -> Iterable[Finding]:
    return headings.find(checked.text)


_EVERY = re.compile(r"(?P<words>按季度?|每季度?|逐季)|(?P<monthly>按月|每月|逐月)")


def _as_often_as_said(checked: Checked) -> Iterable[Finding]:
    """按季 means at least four times a year, 按月 twelve: of the next count of the sentence."""
    bounds = sentences(checked.text)
    counted = [(b.blank.start, b.reading) for b in checked.blanks if b.blank.unit in {"次", "场", "场次", "期"}]
    counted += [(c.claim.start, c.reading) for c in checked.claims if c.claim.unit in {"次", "场", "场次", "期"}]
    for match in _EVERY.finditer(checked.text):
        _, end = sentence_at(bounds, match.start())
        following = min((f for f in counted if match.end() <= f[0] < end), default=None, key=lambda f: f[0])
        least = 4 if match["words"] else 12
        reading = following[1] if following else None
        if reading and reading.value is not None and reading.period.kind == "year" and reading.value < least:
            value = numbers.plain(reading.value, cut_zeros=True)
            message = f"写了“{match[0]}”，而{reading.metric.name}全年只有 {value}{reading.metric.unit}，不足 {least} 次。请核对台账，或改写“{match[0]}”"
            yield Finding(match.start(), match.end(), "by-quarter" if least == 4 else "by-month", "warning", message)


RULES: tuple[Callable[[Checked], Iterable[Finding]], ...] = (
    _headings,
    _as_often_as_said,
    rule_changes.find,
    rule_data.find,
    rule_shares.find,
    rule_repeats.stated_twice,
    rule_repeats.blank_left,
    rule_years.wrong_year,
    rule_years.impossible_date,
)


def findings(checked: Checked) -> tuple[Finding, ...]:
    """What every rule found, in the order of the text; the same thing once, as the first rule words it."""
    found = {(f.start, f.end, f.rule): f for rule in reversed(RULES) for f in rule(checked)}
    return tuple(found[key] for key in sorted(found))
