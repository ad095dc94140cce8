"""White space that somebody is to write on: underlined spaces and tabs, and form fields with nothing but spaces in them.

Spaces that are underlined together with words are none: a title line drawn out to the margins, a name that was written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report.word.xml import Element

_WIDE = re.compile(r"\S*(?:[\t\u3000\u2003]|\s{2})")
"""One narrow space is underlined by accident."""
_LINE = re.compile(r"[^\n]+")


def is_underlined(run: Element) -> bool:
    """A run that draws a line under its text, by its own formatting; one underlined by its style is not seen."""
    properties = run.child("w:rPr")
    line = properties.child("w:u") if properties else None
    return line is not None and line.get("w:val") not in (None, "none")


def holes_in(
    text: str, lined: Sequence[tuple[int, int]], forms: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The spans of white space to write on, in order. `lined`: stretches with a line under them; `forms`: those of form fields."""
    found = [span for low, high in _together(forms) for span in _blank_lines(text, low, high)]
    for low, high in _together(lined):
        spaces = re.match(r"\s*", text[low:high])
        # 谈话[___人次]: the unit may be underlined too, what stands before the spaces may not
        end = low + (spaces.end() if spaces else 0)
        found += [s for s in _blank_lines(text, low, end) if not any(a < s[1] and s[0] < b for a, b in found)]
    return tuple(sorted(found))


def _blank_lines(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, low, high):
        if not line[0].strip() and _WIDE.match(line[0]):
            yield line.span()


def _together(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch as one."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined
