"""Rules `count-heading` and `sequence`: counted headings and lists whose numbers skip."""

from __future__ import annotations

from collections.abc import Iterable

from report.finding import headings as counted
from report.model import Finding
from report.rules.checked import Checked


def headings(checked: Checked) -> Iterable[Finding]:
    """三项举措 that are followed by 一是 and 三是."""
    return counted.find(checked.text)
