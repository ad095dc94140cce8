"""What one sentence lets one reckon: 18.6 万元，比上年减少 2.3 万元，下降 11%; 12 期、1200 人次，平均每期 100 人次.

Rules `growth-rate` and `average`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from metrics import numbers
from report.model import Finding
from report.rules.checked import Checked
from report.rules.figures import NOT_SIGN, SIGN, Figure, Sentence, overlap, step_of_writing

_SINCE = r"(?:同比|[比较与](?:上年|去年)(?:同期)?(?:相比)?)"
_UP, _DOWN = "增加|增长|上升|提高|增收|多", "减少|下降|降低|减收|压减|少"
_MOVED = re.compile(
    rf"(?P<now>{SIGN})[，（]{_SINCE}(?P<by>{_UP}|{_DOWN})了?(?P<size>{SIGN})[，、]?(?:同比)?(?P<again>{_UP}|{_DOWN})(?:了|为)?(?P<x>{SIGN})"
)
_OTHER_BASIS = re.compile(r"口径|剔除|还原|扣除|可比|不变价")
_EACH = re.compile(
    rf"(?P<count>{SIGN})[，、]?(?:累计|共|参训|参加)?(?:培训|辅导|惠及|参训|覆盖)?(?:干部|人员|职工)?(?P<total>{SIGN})[，、（]?平均每(?P<of>期|场|次|批|户|家|班)(?:培训|参训|为|约)?(?P<mean>{SIGN})"
)
_IN_A_YEAR = re.compile(
    rf"(?P<total>{SIGN})[，、（]?(?:平均每(?:个)?(?P<of>月|季度|周)|(?P<short>月|季|周)均)(?:为|约|开展|达到?)?(?P<mean>{SIGN})"
)
_SPANS = {"月": (12, 12), "季度": (4, 4), "季": (4, 4), "周": (46, 53)}
"""Months, quarters and weeks of a year; nobody counts the weeks of a holiday."""


def reckoned(checked: Checked) -> Iterable[Finding]:
    """Every rate and every average that does not follow from the figures beside it."""
    for sentence in checked.sentences:
        yield from _moved(sentence)
        if "均" in sentence.skeleton:
            yield from _each(sentence)
            yield from _in_a_year(sentence)


def _moved(sentence: Sentence) -> Iterator[Finding]:
    """By how much it moved, and what part that is of what it was."""
    if _OTHER_BASIS.search(sentence.skeleton):
        return
    for match in _MOVED.finditer(sentence.skeleton):
        now, size, x = (sentence.figure(match[g]) for g in ("now", "size", "x"))
        if now.metric and now.status == "match":
            continue  # the data know what it was, and which of the two is wrong
        up = re.fullmatch(_UP, match["by"]) is not None
        if (
            now.base != size.base
            or now.base in {"%", "个百分点", "倍"}
            or x.base != "%"
            or not (now.plain and size.plain and x.plain)
        ):
            continue
        if up != (re.fullmatch(_UP, match["again"]) is not None) or size.amount <= 0:
            continue
        (low, high), (least, most) = now.written, size.written
        was = (low - most, high - least) if up else (low + least, high + most)
        if min(was) <= 0:
            continue
        rates = (size.written[0] / max(was) * 100, size.written[1] / min(was) * 100)
        if not overlap(rates, x.written):
            before = now.amount - size.amount if up else now.amount + size.amount
            right = _as_fine(size.amount / before * 100, x)
            message = (
                f"{now.text}，{match['by']} {size.text}，即{match['again']} {right}%，文中写“{x.text}”。请核对这三个数"
            )
            yield Finding(x.start, x.end, "growth-rate", "error", message)


def _each(sentence: Sentence) -> Iterator[Finding]:
    for match in _EACH.finditer(sentence.skeleton):
        count, total, mean = (sentence.figure(match[g]) for g in ("count", "total", "mean"))
        plain = count.plain and total.plain and mean.plain and not count.qualifier
        if plain and count.base == match["of"] and total.base == mean.base and count.amount > 0:
            yield from _unless_mean(total, mean, count.amount, count.amount, f"{count.text}共 {total.text}")


def _in_a_year(sentence: Sentence) -> Iterator[Finding]:
    """16 次，平均每季度 5 次: of a year's figure, and of what is counted one by one."""
    for match in _IN_A_YEAR.finditer(sentence.skeleton):
        total, mean = sentence.figure(match["total"]), sentence.figure(match["mean"])
        period = total.binding.period if total.metric and total.binding else None
        if (
            not (period and re.fullmatch(r"20\d\d", period))
            or total.base != mean.base
            or not (total.plain and mean.plain)
        ):
            continue
        least, most = _SPANS[match["of"] or match["short"]]
        span = Decimal(least), Decimal(most)
        found = [*_unless_mean(total, mean, *span, f"全年 {total.text}")]
        together = _with_those_before(sentence, match.start("total"), total)
        if not any(not [*_unless_mean(t, mean, *span, "")] for t in together):
            yield from found


def _with_those_before(sentence: Sentence, at: int, total: Figure) -> Iterator[Figure]:
    """集中学习46次、专题研讨8次，平均每月4.5次: a figure with those of its unit that stand in one breath before it."""
    before = re.search(rf"(?:{SIGN}{NOT_SIGN}{{0,10}}[、和及]{NOT_SIGN}{{0,10}})+$", sentence.skeleton[:at])
    value = total.amount
    for sign in reversed(re.findall(SIGN, before[0])) if before else ():
        other = sentence.figure(sign)
        if other.base != total.base or not other.plain:
            return
        value += other.amount
        yield replace(total, value=value / total.scale)


def _unless_mean(total: Figure, mean: Figure, least: Decimal, most: Decimal, about: str) -> Iterator[Finding]:
    """A finding if the mean is off by a whole step of its writing: such figures are rounded one way or the other."""
    low, high = total.written[0] / most, total.written[1] / least
    step = step_of_writing(mean.value) * mean.scale
    if low - step < mean.written[1] and mean.written[0] < high + step:
        return
    right = _as_fine((low + high) / 2 / mean.scale, mean, more=1)
    message = f"{about}，平均是 {right}{mean.unit}，文中写“{mean.text}”。请核对这几个数"
    yield Finding(mean.start, mean.end, "average", "error", message)


def _as_fine(value: Decimal, like: Figure, more: int = 0) -> str:
    places = max(0, -int(like.value.as_tuple().exponent))
    return numbers.plain(numbers.rounded(value, places + more), cut_zeros=more > 0)
