"""Markdown in a raw text: which stars and underscores are emphasis, so that they are not taken for blanks.

Two blanks on one line look like a bold pair (`学习**次，成果**篇`). A run that a unit, a date or a place follows is a
blank; a pair is emphasis only if its closing run is none of these.
"""

from __future__ import annotations

import re

from report.finding.measures import tail_at

_RUN = re.compile(r"(\*(?<![*_\\]\*)\*{0,2}|_(?<![*_\\]_)_)(?![*_])")
"""Looks back only from a mark: a pattern that begins by looking back is tried at every character."""
_POINTED = re.compile(r"\*+[.．,]\*+")
"""**.**亿元和**.**亿元, *,***件: with a unit behind, a number's mask, of which no half is a mark."""
_PLACE = re.compile(r"[ \u3000]?(?:省|市|县|区|州|镇|乡|村|街道|社区|局|年|月|日|同志|公司)")
_HEADS = re.compile(r"\s*(?:[-+>]\s+|\d+[.)]\s+)*")
_RUN_IN = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[，、])[^*＊，；。\d]{2,30}[。：:]"
)
"""**三、巡察整改。** 市局党委…: what opens a line in bold, with its number and its full stop, whatever word comes behind it."""
_ENDS = "，。；、："
"""Marks with which nothing that is emphasised begins: 联系人：**，联系电话：**."""
_UNIT_ONLY = 6
"""Characters of an emphasis that begins like a unit: **万元**, **个百分点**."""


def markup_runs(text: str) -> set[int]:
    """Where the runs begin that open or close an emphasis."""
    found: set[int] = set()
    at = 0
    for line in text.split("\n"):
        if "*" in line or "__" in line:
            found |= {at + m for m in _pairs(line)}
        at += len(line) + 1
    return found


def _pairs(line: str) -> set[int]:
    masks = [m.span() for m in _POINTED.finditer(line) if tail_at(line, m.end())]
    runs = [r for r in _RUN.finditer(line) if not any(low <= r.start() < high for low, high in masks)]
    used: set[int] = set()
    i = 0
    while i < len(runs) - 1:
        partner = _partner(line, runs, i)
        if partner is None:
            i += 1
            continue
        used |= {runs[i].start(), runs[partner].start()}
        i = partner + 1
    return used


def _partner(line: str, runs: list[re.Match[str]], i: int) -> int | None:
    """The run that closes run i, if i opens an emphasis."""
    opening = runs[i]
    after = line[opening.end() : opening.end() + 1]
    if after.strip() == "" or after in _ENDS:
        return None
    if after in ".．" and (
        line[: opening.start()][-1:].isdigit() or line[opening.end() + 1 : opening.end() + 2] == "*"
    ):
        return None  # 3*.*2亿元, *.**亿元: masked digits
    for j in range(i + 1, len(runs)):
        closing = runs[j]
        if closing[1] != opening[1]:
            continue
        inner = line[opening.end() : closing.start()]
        heads = _HEADS.fullmatch(line[: opening.start()]) and _RUN_IN.fullmatch(inner) and opening[1] == "**"
        if heads and not (inner[-1] in "：:" and tail_at(line, closing.end())):
            return j  # but **一、集中学习：**次 is a blank
        if not inner or inner[-1].isspace() or inner[-1] in "，、《（“【(" or _is_blank(line, closing):
            return None
        too_long = len(inner) > _UNIT_ONLY or any(c in inner for c in "，。；、")
        return None if _is_blank(line, opening) and too_long else j
    return None


def _is_blank(line: str, run: re.Match[str]) -> bool:
    tail = tail_at(line, run.end())
    return tail is not None or bool(_PLACE.match(line, run.end()))
