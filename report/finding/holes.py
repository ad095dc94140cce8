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
_IN_BRACKETS = r"[（(][ \u3000]*(?:单位[：:])?(?P<unit>[^（）()\s]{1,5})[ \u3000]*[）)]"
_LABEL = re.compile(rf"[\u4e00-\u9fff]{{2}}[^\s：:，。；]*{_IN_BRACKETS}[ \u3000]*[：:为]?[ \u3000]*$")
"""税费收入（亿元）＿: its unit stands before it."""
_COUNTED = re.compile(
    r"[\u4e00-\u9fff]{2}(?:(?P<unit>人次|户次|场次|批次)(?:总?数)?|(?P<of>[次人户篇条场件项])数)[ \u3000]*[：:][ \u3000]*$"
)
"""谈心谈话人次：＿: the name says it."""
_UNIT_BEHIND = re.compile(rf"[ \u3000]*{_IN_BRACKETS}")
_FREE = re.compile(r"[ \u3000]*(?:[，。；、,;）)\n\t]|$|[ \u3000]{2}[\u4e00-\u9fff])")
"""What follows a blank that nothing counts."""
_NO_NUMBER = re.compile(r"签[字名章]|盖章|姓名|编号|电话|[负责联系填报审核]人[：:]|日期|证件?号")
_THING = re.compile(r"[\u4e00-\u9fff]{4}")


def written_on(text: str, holes: Sequence[tuple[int, int]], found: Sequence[Blank]) -> Iterator[Blank]:
    """The blanks among the holes of a text, away from those that were found."""
    for start, end in holes:
        if any(b.start < end and start < b.end for b in found):
            continue
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if _DAY.match(text, end):
            yield Blank(start, end, 0, text[start:end], "date")
            continue
        if unit := _unit_of(text, start, end, before):
            said, _ = qualifier_before(text, start)
            yield Blank(start, end, 0, text[start:end], "number", unit[0], said or unit[1])


def _unit_of(text: str, start: int, end: int, before: str) -> tuple[str, str | None] | None:
    """The unit that stands behind a blank, or else in its label, and the qualifier behind; None if it wants no number."""
    if _NO_BLANK.search(before):
        return None
    tail = tail_at(text, end)
    if tail and tail.unit in _UNITS and "\n" not in tail.gap:
        opens = not before.strip() and _THING.match(text, tail.end)  # ＿次听取意识形态专题汇报
        return (tail.unit, tail.qualifier) if _SAID.search(before) or opens else None
    unit = unit_of_label(text, end, before)
    return (unit, None) if unit else None


def unit_of_label(text: str, end: int, before: str) -> str | None:
    """The unit of a blank that nothing counts behind it: 税费收入＿（亿元）, 税费收入（亿元）＿, 谈心谈话人次：＿."""
    if _NO_NUMBER.search(before):
        return None
    behind = _UNIT_BEHIND.match(text, end)
    if behind and _SAID.search(before) and (unit := _whole(behind["unit"])):
        return unit
    said = _LABEL.search(before)
    if said and _FREE.match(text, end) and (unit := _whole(said["unit"])):
        return unit
    counted = _COUNTED.search(before)
    return (counted["unit"] or counted["of"]) if counted and _FREE.match(text, end) else None


def _whole(words: str) -> str | None:
    tail = tail_at(words, 0)
    return tail.unit if tail and tail.end == len(words) and tail.unit in _UNITS else None
