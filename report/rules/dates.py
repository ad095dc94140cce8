"""Years and days: `wrong-year` (another year given as the report's own) and `date` (13月, 2月30日)."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from report.model import Finding
from report.rules.checked import Checked

_YEAR = r"(?<!\d)(?P<year>20\d\d)\s*年"
_OWN = re.compile(
    rf"(?:(?:过去的|刚刚过去的|回顾)\s*{_YEAR}|(?:^|(?<=[。；\n]))[ \u3000]*(?:[（(]?[一二三四五六七八九十]+[）)、])?\s*{_YEAR.replace('year', 'opening')}(?:度|以来|来)?[，,])"
)
_TITLE = re.compile(
    rf"^[^\n。，]{{0,20}}{_YEAR}(?:度)?[^\n。，]{{0,30}}(?:报告|总结|汇报|述职|述责|述廉)[^\n]{{0,12}}$", re.MULTILINE
)
_PLAIN_YEAR = re.compile(_YEAR)
_DAY = re.compile(r"(?<![\d.])(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?!\d)")
_TITLE_WITHIN = 120
"""Characters from the beginning in which a title stands."""


def dates(checked: Checked) -> Iterable[Finding]:
    """Years and days of the text."""
    yield from _wrong_years(checked)
    yield from _impossible(checked.text)


def _wrong_years(checked: Checked) -> Iterator[Finding]:
    """A year that opens a sentence, or the title, as the year reported on, and is not the report's, while the report's is named too."""
    year = checked.year
    named = Counter(int(m["year"]) for m in _PLAIN_YEAR.finditer(checked.text))
    if not year or not named[year]:
        return
    for match in _title_and_openings(checked.text):
        said = int(match.groupdict().get("year") or match.groupdict().get("opening") or year)
        if said != year:
            at = match.start() + match[0].index(str(said))
            message = f"这是 {year} 年的报告，这里写的是 {said} 年。请核对年份"
            yield Finding(at, at + 4, "wrong-year", "error", message)


def _title_and_openings(text: str) -> Iterator[re.Match[str]]:
    title = _TITLE.search(text[:_TITLE_WITHIN])
    if title:
        yield title
    yield from _OWN.finditer(text)


def _impossible(text: str) -> Iterator[Finding]:
    for match in _DAY.finditer(text):
        month, day = int(match["month"]), int(match["day"] or 1)
        if month == 0 or month > 12 or day == 0 or day > calendar.monthrange(2024, month)[1]:
            yield Finding(match.start(), match.end(), "date", "error", f"没有“{match[0]}”这一天。请核对日期")
