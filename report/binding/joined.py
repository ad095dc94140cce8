"""Two things counted in one figure: 开展专项监督检查、酒驾醉驾检查共**次, 约谈、谈心谈话**人次. The metric counts one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from metrics.model import Metric
from report.binding.slots import DEED
from report.finding.measures import unit_fit

_JOINED = re.compile(
    r"(?P<other>[\u4e00-\u9fff（）]{2,14})(?P<by>、|以及|[和与]|(?<![惠涉普触以提])及)(?P<own>[\u4e00-\u9fff]{2,14}?)(?:各?项?(?:工作|活动))?(?:合计|总计|共计|一共|总共|累计|达到?|共|总|约|近|超过?|了)*$"
)
_LINK = re.compile("[、和与及]")
"""One of these stands in whatever joins two things."""
_SHORTEST = 3
"""Characters of the shortest wording that names a metric by itself."""
_COUNTED = re.compile(
    r"(?:约谈|提醒|诫勉|函询|走访|座谈会?|家访|调研|培训会?|宣讲|研讨会?|检查|督查|巡查|抽查|暗访|谈话|会议|例会|辅导|演练|测试|党课|党日|讲座|慰问|帮扶)$"
)
"""A deed that is counted in the same words as the metric's own."""


def several(left: str, metric: Metric, pairs: Set[str], catalogue: Mapping[str, Metric]) -> str | None:
    """The other thing that stands before a figure with the metric's own; `pairs`: of the metric's wordings."""
    if not _LINK.search(left):
        return None
    clause = re.sub(r"[^\u4e00-\u9fff、]", "", re.split(r"[，：；]", left.rstrip())[-1])
    said = _JOINED.search(clause)
    if said is None or DEED.search(said["own"]):
        return None
    other, own = said["other"], said["own"]
    if _names(metric, other):
        other, own = own, other
    if _names(metric, other):
        return None
    if any(_names(m, other) for key, m in catalogue.items() if key != metric.key and unit_fit(metric.unit, m.unit)):
        return other
    alone = said["by"] == "、" and _COUNTED.search(other) and other[-2:] not in pairs
    return other if alone and _names(metric, own) else None


def _names(metric: Metric, words: str) -> bool:
    """Whether words hold a wording of the metric, or its core."""
    literal = any(len(word) >= _SHORTEST and word in words for word in (metric.name, *metric.words))
    return literal or any(all(word in words for word in core.split()) for core in metric.core)
