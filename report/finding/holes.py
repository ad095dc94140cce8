"""Blanks of white space that somebody is to write on: 谈心谈话＿人次, with underlined spaces or an empty form field for ＿.

They want a number only between words and a unit. On cover pages, in signature lines and forms they are for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report.finding.measures import qualifier_before, tail_at, words
from report.model import Blank

_UNITS = frozenset(
    words(
        "亿元 万元 千万元 百万元 元 人次 万人次 户次 万户次 场次 次 户 万户 条 篇 场 名 人 万人 家 件 项 个 类 期 份 起 批 岁 天 个工作日 小时 分钟 秒 % 个百分点 倍 分"
    )
)
_DAY = re.compile(r"[ \u3000]*[年月日](?![度均初底末报级常期])")
_SAID = re.compile(r"[\u4e00-\u9fff][^\n]*$")
_NO_BLANK = re.compile(r"(?:\d|[*＊×✕_＿〇○第])[ \u3000]*$")
"""A number or a mask already stands there, or a rank is asked for."""


def written_on(text: str, holes: Sequence[tuple[int, int]], found: Sequence[Blank]) -> Iterator[Blank]:
    """The blanks among the holes of a text, away from those that were found."""
    for start, end in holes:
        if any(b.start < end and start < b.end for b in found):
            continue
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if _DAY.match(text, end):
            yield Blank(start, end, 0, text[start:end], "date")
            continue
        tail = tail_at(text, end)
        if tail is None or tail.unit not in _UNITS or "\n" in tail.gap:
            continue
        if _SAID.search(before) and not _NO_BLANK.search(before):
            said, _ = qualifier_before(text, start)
            yield Blank(start, end, 0, text[start:end], "number", tail.unit, said or tail.qualifier)
