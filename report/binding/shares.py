"""Figures that are a part, or a sum, of what a metric counts, by where they stand: 有**个支部未达标, 完成**条, 约谈、追究责任**人."""

from __future__ import annotations

import re

from metrics.model import Metric
from report.binding import fillers
from report.binding.passages import Context
from report.finding.spaces import unspaced

_WHOLE = re.compile(
    r"全局|全系统|我局|本局|全体|所有|(?:共有|现有|现共|共|总数|达到|达|设有|下设|下辖|设立|设|所属|辖|党组织)的?\s*$"
)
_OF_TAXPAYERS = re.compile(
    r"走访|回访|辅导|培训|约谈|抽查|核查|调研|检查|宣传|推送|提醒|联系|慰问|受理|申请|审核|审批|申报|待办|退回|不予"
)
_OF_SUGGESTIONS = re.compile(r"(?:落实|办理|答复|回复|采纳|解决|转办|兑现)[^，。；]{0,6}(?:意见|建议)")
_PART_SAID = re.compile(
    r"^(?:其中|已|还有|仍有|尚有|另有|剩余|剩|其余|余下|未|正在|尚未|目前)*(?:已|完成|办结|整改|销号|解决|落实|还有|仍有|尚有|剩余|剩下?|其余|未|正在)+"
)
_DAILY = re.compile(r"日均|月均|人均|户均|平均|每[天日月]")
_ALSO_OF = re.compile(
    r"(?P<other>[\u4e00-\u9fff]{2,8})[、](?P<own>[\u4e00-\u9fff]{2,8}?)(?:合计|总计|共计|一共|共)?\s*$"
)
_OUTLET = re.compile(r"《(?P<name>[^》]{2,12})》(?!\s*(?:等|以及|及|和|、))")
_DEEDS = re.compile(r"约谈|提醒|诫勉|通报|函询|批评")
_PRESS = frozenset({"media_outlets", "media_articles"})


def doubt(context: Context, metric: Metric, raw: str) -> str | None:
    """Why a figure may be a part or a sum; None if nothing says so. `raw`: its clause as written, with names in 《》."""
    return (
        _state_of_some(context, metric)
        or _of_what_was_given(context, metric)
        or _under_an_average(context, metric)
        or _with_another(context, metric)
        or _one_outlet(metric, raw)
        or _members_alone(context, metric)
    )


def _state_of_some(context: Context, metric: Metric) -> str | None:
    """**个支部获评先进: a stock counts all; a figure with a predicate behind its noun, and no word for all before, is some of it."""
    if metric.kind != "as_of":
        return None
    behind = "".join(re.findall(r"[\u4e00-\u9fff]+", context.after or context.near.removeprefix(context.left)))
    for word in sorted((metric.name, *metric.words), key=len, reverse=True):
        behind = behind.replace(word, "")
    told = fillers.residue(behind)
    if len(told) < 2 or _WHOLE.search(context.left):
        return None
    return f"文中说的是“{behind[:8]}”的，不一定是全部"


def _of_what_was_given(context: Context, metric: Metric) -> str | None:
    """走访退税企业**户, 受理退税**户次: not those to whom it was given; 落实意见建议**条: not those collected."""
    if metric.table == "refunds" and (said := _OF_TAXPAYERS.search(context.left)):
        spoken = metric.spoken
        return None if said[0] in spoken else f"文中说的是“{said[0]}”，“{metric.name}”只算已办结的"
    if metric.key == "suggestions_collected" and (said := _OF_SUGGESTIONS.search(context.left)):
        return f"文中说的是“{said[0]}”，不是收集到的"
    return None


def _under_an_average(context: Context, metric: Metric) -> str | None:
    """日均接听***次，其中智能解答***次: the part is a mean too."""
    spoken = f"{metric.spoken} {metric.basis}"
    if metric.unit == "%":
        return None  # a share of the daily calls is a share of all
    within = "其中" in context.before or re.match(r"\s*其中", context.clause)
    said = _DAILY.search(context.lead) if within else None
    return f"“其中”以前说的是“{said[0]}”" if said and not _DAILY.search(spoken) else None


def _with_another(context: Context, metric: Metric) -> str | None:
    """廉政谈话、谈心谈话共**人次: two things in one figure."""
    if "、" not in context.left:
        return None
    left = re.split(r"[，：；]", context.left.rstrip())[-1]
    said = _ALSO_OF.search(re.sub(r"[^\u4e00-\u9fff、]", "", left))
    if said is None:
        return None
    spoken = (metric.name, *metric.words)
    own_noun = said["own"][-2:]
    alike = said["other"].endswith(own_noun) and not any(said["other"][-4:] in word for word in spoken)
    if alike or (metric.key == "persons_held_accountable" and _DEEDS.search(said["other"])):
        return f"可能是“{said['other']}”和“{metric.name}”一起的数"
    return None


def _one_outlet(metric: Metric, raw: str) -> str | None:
    """在《中国税务报》刊发**篇: those in one paper."""
    said = _OUTLET.search(raw) if metric.key in _PRESS else None
    return f"文中说的只是《{said['name']}》" if said and "等" not in raw[said.end() : said.end() + 12] else None


_MEAN_OF = re.compile(r"(?P<who>委员|书记)们?的?平均年龄")


def _members_alone(context: Context, metric: Metric) -> str | None:
    """书记35岁，委员平均年龄32.5岁: of the members, and the metric's mean is of both."""
    said = _MEAN_OF.search(context.left) if metric.key == "discipline_committee_mean_age" else None
    both = "书记" in context.left and "委员" in context.left
    return f"文中说的只是{said['who']}，“{metric.name}”把书记和委员一起算" if said and not both else None


def bare_part(own: str, metric: Metric, *, same_unit: bool) -> str | None:
    """A clause without a noun of its own, behind a figure in the same unit: 反馈问题24条，完成21条，还有3条正在整改.

    `own`: what stands before the figure in its clause.
    """
    said = _PART_SAID.match(unspaced(own)) if same_unit else None
    if said and any(said[0][-2:] in word for word in (metric.name, *metric.words)):
        return None  # the metric counts what was done
    return f"“{said[0]}”的可能是前面那个数的一部分" if said else None
