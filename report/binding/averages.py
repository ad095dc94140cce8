"""An average is of everything that is listed with it: 平均每月谈心谈话**人次、集中学习**次; 日均接听**次，人工接听**次.

It ends where a figure says a time or a total of its own (全年集中学习**次), and one that only takes up the figure before it
(谈心谈话96人次，平均每月8人次，集中学习46次) says nothing of the next.
"""

from __future__ import annotations

import re

from metrics.model import Metric
from report.binding.fillers import residue
from report.binding.periods_said import FIGURE, period_of

_DAILY = r"日均|每[日天]"
_OF_EACH = r"人均|户均|每[人户名]"
_MEAN = re.compile(
    rf"平均(?!年龄|年限|工龄|等待|等候|用时|时[间长]|办理|办税|得分|分|水平|增)|{_DAILY}|[周月年季]均|{_OF_EACH}|每(?:个)?[周月年季]度?(?!初|底|末)"
)
_FIRM = re.compile(rf"平均|{_DAILY}|[周月年季]均|{_OF_EACH}")
"""Said of figures alone; 每月 may be how often something is held (每月1次主题党日，集中学习46次)."""
_DAYS, _EACH = re.compile(_DAILY), re.compile(_OF_EACH)
_IN_ALL = re.compile(r"累计|[共总合]计|总共|一共|总[量数额]|共(?:开展|组织|召开|举办|放映|接听|收到|有)?$|另")
_PART = re.compile(r"(?P<said>[^，、；：]*)(?P<mark>[，、；：]?)")
_HOW_MANY = re.compile(r"不?[少低多高]于|至少|近|约|为|达到?|余|开展|组织|进行")

_ANY_YEAR = 2000
"""For periods of which only is asked whether one is said."""


def doubt(said: str, metric: Metric) -> str | None:
    """Why a figure may be an average like one before it in its list. `said`: the passage up to the figure, others marked."""
    spoken = f"{metric.spoken} {metric.basis}"
    if metric.unit == "%" or _MEAN.search(spoken):
        return None  # a share of the daily calls is a share of all
    parts = [(m["said"], m["mark"]) for m in _PART.finditer(said) if m[0]]
    marks = ""
    for at, (words, mark) in enumerate(reversed(parts)):
        marks += mark
        mean = _MEAN.search(words) if at else None
        if mean and _goes_on(words, mean, marks, metric):
            return f"前面说的是“{mean[0]}”，这里也可能是平均数"
        if mean or _IN_ALL.search(words) or period_of(words, "", "", _ANY_YEAR).explicit:
            return None
    return None


def _goes_on(words: str, mean: re.Match[str], marks: str, metric: Metric) -> bool:
    """Whether an average goes on: it has a thing of its own and a figure, and what stands between is a list."""
    before, figure, _ = words[mean.end() :].partition(FIGURE)
    if not figure or not residue(_HOW_MANY.sub("", _MEAN.sub("", before))):
        return False
    if set(marks) <= {"、"}:
        return True
    if _EACH.search(mean[0]) and "亿" in metric.show:
        return False  # 户均退税8万元，税费收入38.62亿元
    if _DAYS.search(words):
        return metric.subject == "hotline"
    return bool(_FIRM.search(words)) and "；" not in marks
