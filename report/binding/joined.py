"""Two things counted in one figure: 开展专项监督检查、酒驾醉驾检查共**次, 约谈、谈心谈话**人次. The metric counts one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from metrics.model import Metric
from report.binding import subjects
from report.binding.period_words import without_periods
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
_AND = re.compile(r"(?P<one>[\u4e00-\u9fff]{3,})(?:以及|[和与]|(?<![惠涉普触以提])及)(?P<other>[\u4e00-\u9fff]{3,})$")
_TO_WHOM = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}(?:向|对|就|围绕|针对|为|把|聚焦|紧盯|盯住|联合|会同|面向|关于|将|以|按|落实|与|同|和))"
)
_WHO = re.compile(r"(?:成员|干部|领导|人员|同志|书记|局长|股长|班子|党员|职工|负责人|部门)(?:带头|主动|坚持|深入)?$")


def several_things(left: str, pairs: set[str]) -> str | None:
    """召开分析研判会和青年干部座谈会**次: two things in one figure, of which the metric (`pairs` of its wordings) is one."""
    if not _LINK.search(left):
        return None
    said = _AND.search(re.sub(r"[^\u4e00-\u9fff]", "", re.split(r"[，：；]", left.rstrip())[-1]))
    own = re.sub(
        rf"^(?:{subjects.OURS.pattern})?(?:机关)?(?:党委)?", "", without_periods(said["one"] if said else "")
    ).strip()
    if not said or not own or _TO_WHOM.match(said["one"]) or _WHO.search(said["one"]) or DEED.search(said["other"]):
        return None
    return said["one"] if said["one"][-2:] not in pairs and without_periods(said["one"]).strip() else None


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
