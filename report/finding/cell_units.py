"""The unit that a label, a heading or a caption says: in brackets, behind 单位：, at the end of a name, or alone."""

from __future__ import annotations

import re

from report.finding.measures import tail_at
from report.finding.spaces import unspaced

_IN_BRACKETS = re.compile(r"[（(]\s*(?:计量)?(?:单位)?\s*[：:]?\s*(?P<unit>[^（）()：:\s]{1,6})\s*[）)]")
STATED = re.compile(r"(?:计量)?单位\s*[：:]\s*(?P<unit>[^\s，。；、（）()]{1,6})")
_COUNTED = re.compile(r"(?P<unit>人次|户次|场次|批次)(?:数|总数)?$|(?P<of>[次人户篇条场家件项名])数$")
_SCALES = frozenset({"百", "千", "万", "十万", "百万", "千万", "亿"})


_RATIO = re.compile(
    r"占比|比重|比例|百分比|百分点|份额|^占.{0,12}(?:目标|任务|计划|预算|收入|总[数额量])|(?:完成|达成|达标|贡献|增长|下降|整改|提升)率$|增[幅速]|降幅|同[比口][^额量数]{0,4}(?:增长|下降)$"
)
"""A heading of what has no unit of what the row counts: a share of it, how far it was reached, how much it grew."""


def is_ratio(heading: str) -> bool:
    """Whether a column's heading is of a ratio: the unit of its row or of the caption is none of its figures."""
    return _RATIO.search(unspaced(without_unit_said(heading))) is not None


def whole_unit(words: str) -> str | None:
    """The unit that a cell is and nothing else: 亿元, 人次, ％."""
    words = words.strip("（）() \u3000")
    tail = tail_at(words, 0)
    return tail.unit if tail and tail.end == len(words) and not tail.qualifier else None


def unit_in(words: str) -> str | None:
    """The unit in brackets or after 单位： in a heading, a label or a caption: 户次（万） is 万户次, 金额（万） is none."""
    for pattern in (_IN_BRACKETS, STATED):
        for said in pattern.finditer(words):
            if unit := whole_unit(said["unit"]):
                base = whole_unit(_IN_BRACKETS.sub("", words)) if unit in _SCALES else ""
                return None if base is None else f"{unit}{base}"
    return None


def unit_counted(words: str) -> str | None:
    """The unit in a name that ends with it: 谈心谈话人次, 集中学习次数."""
    said = _COUNTED.search(_IN_BRACKETS.sub("", words))
    return (said["unit"] or said["of"]) if said else None


def without_unit_said(words: str) -> str:
    """A label, a heading or a caption without its unit and without its number (1., （一）)."""

    def kept(said: re.Match[str]) -> str:
        return "" if whole_unit(said["unit"]) else said[0]

    words = STATED.sub(kept, _IN_BRACKETS.sub(kept, words))
    return re.sub(r"^[\d一二三四五六七八九十]+[.．、]|^（[一二三四五六七八九十\d]+）", "", words.strip()).strip("：: ")
