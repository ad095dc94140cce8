"""Rules `by-quarter` and `by-month`: 按季 means at least four times a year, 按月 twelve."""

from __future__ import annotations

import re
from collections.abc import Iterable

from metrics import numbers
from report.finding.surroundings import sentence_at, sentences
from report.model import Finding
from report.rules.checked import Checked

_EVERY = re.compile(r"(?P<words>按季度?|每季度?|逐季)|(?P<monthly>按月|每月|逐月)")
_COUNTS = {"次", "场", "场次", "期"}


def as_often_as_said(checked: Checked) -> Iterable[Finding]:
    """The next count of the sentence is held against what 按季 and 按月 promise."""
    bounds = sentences(checked.text)
    counted = [(b.blank.start, b.reading) for b in checked.blanks if b.blank.unit in _COUNTS]
    counted += [(c.claim.start, c.reading) for c in checked.claims if c.claim.unit in _COUNTS]
    for match in _EVERY.finditer(checked.text):
        _, end = sentence_at(bounds, match.start())
        following = min((f for f in counted if match.end() <= f[0] < end), default=None, key=lambda f: f[0])
        least = 4 if match["words"] else 12
        reading = following[1] if following else None
        if reading and reading.value is not None and reading.period.kind == "year" and reading.value < least:
            value = numbers.plain(reading.value, cut_zeros=True)
            message = f"写了“{match[0]}”，而{reading.metric.name}全年只有 {value}{reading.metric.unit}，不足 {least} 次。请核对台账，或改写“{match[0]}”"
            yield Finding(match.start(), match.end(), "by-quarter" if least == 4 else "by-month", "warning", message)
