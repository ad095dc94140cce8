"""Digits of a sentence that are no figures and tell one thing from another: 第1税务分局, 1—6月, 3月15日, 2021年."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

_DASH = r"[-\u2010-\u2015\u2212~～〜至到]"
_DIGITS = re.compile(
    rf"第\s*\d+(?:\s*{_DASH}\s*第?\s*\d+)?|(?<!\d)\d{{1,2}}\s*月?份?\s*{_DASH}\s*\d{{1,2}}\s*月|(?<!\d)\d{{1,2}}\s*(?:月份?|日|号|季度)"
    r"|(?<!\d)(?P<year>20\d\d)(?=\s*(?:年|[-—–~～至到]\s*20\d\d))|(?<!\d)\d{1,2}(?=(?:税务)?(?:分局|所(?!有)))"
)


def told_digits(
    text: str, within: tuple[int, int], figures: Sequence[tuple[int, int]], year: int | None = None
) -> list[str]:
    """They, in order, as one writes them at a keyboard; years counted from `year`, its own and (without one) all left out.

    `figures`: sorted spans of the figures, whose own digits they are not.
    """
    found = []
    for said in _DIGITS.finditer(text, *within):
        at = bisect_right(figures, (said.start(), len(text))) - 1
        if at >= 0 and said.start() < figures[at][1]:
            continue
        if said["year"]:
            found += [f"{int(said['year']) - year:+d}年"] if year and int(said["year"]) != year else []
            continue
        plain = re.sub(r"\s|份$|(?<=\d)份", "", unicodedata.normalize("NFKC", said[0]))
        found.append(re.sub(_DASH, "-", plain))
    return found
