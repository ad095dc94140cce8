"""Notes on a table and remarks in its rows that make another figure of what stands there: a time, a part of the bureau, a plan.

They only make a figure ask. A note on one thing (税费收入不含社保费) is none on another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from metrics.model import Metric
from report.binding import slots, subjects
from report.binding.document_head import DAY
from report.binding.periods_said import PeriodSlot, period_of
from report.finding.table_notes import is_office

_BODY = (
    r"(?:[县区市]?局)?机关(?!党委|纪委|服务)|(?:基层|各|第?[一二三四五六七八九十\d]+|[\u4e00-\u9fff]{2})?(?:税务)?(?:分局|所)|(?:[\u4e00-\u9fff]{0,4})(?:党?支部|党小组|税务所)|"
    r"纪检(?:监察)?组|(?:局)?领导班子|班子成员|中层(?:干部)?|局领导|新任职干部|(?:青年|年轻|退休|在职|科级|股级)干部|个人|市局|省局|总局|全市|全省|[省市县区](?:委|政府|纪委)|工会|团委|妇委会|[\u4e00-\u9fff]{2,6}[股科](?![长学技])|基层|部分(?:单位|部门|股室|科室)|稽查局|办税(?:服务)?厅"
)
_WHOLE_REMARK = re.compile(
    rf"(?:仅|只|限|含|为|是|指|统计|包括|其中)*(?P<who>{_BODY})(?:本级|本身|自身)?(?:的|数据|数字|数|口径|完成|部分|情况|开展|组织|合计|小计|检查|工作|任务|活动)*"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,4}[县旗](?:局|税务局)?")
"""云溪县 as the name of a group of rows or of a cell's row: another bureau."""
_OF_WHICH = re.compile(r"^(?:其中)?[：:\s\u3000]*|[：:\s\u3000]+$")
_SAME_BASIS = re.compile(r"同口径|可比口径|还原(?!为)")
_IS_OF = re.compile(
    rf"(?:为|系|是|指|仅|只|限于?|统计范围[：:]?|口径[：:]?)(?:仅|只|限|含|统计|包括)*(?P<who>{_BODY})(?:本级|自身)?(?:的|数据|数字|数|口径|情况|完成|部分|开展|谈心|谈话|学习)*(?=$|[，。；、）)])"
)
_WITHOUT = re.compile(
    r"不含|不包[括含]|未[含计]|未包[括含]|未(?:纳入|计入|统计)|不(?:纳入|计入|统计)|剔除|扣除|除[^，。；]{1,12}外(?![^，。；]{0,4}(?:还|也|另))|仅(?!供|作)(?:含|为|统计|包括|限|指|是|算|计)|只(?:含|统计|包括|算|计|限)"
)
_ONLY = re.compile(r"^(?:仅|只)(?!供|作)")
_PLANNED = re.compile(
    r"预计|预估|估[算计]|暂[估定]|快报|初步|测算|预测|(?:为|系|是)(?:年度)?(?:计划|目标|任务|预算)|(?:计划|任务|预算|目标)[数值]|待核实|未经?核实|尚未核"
)
_PLAN_ALONE = re.compile(
    r"(?:20\d\d年度?|[本今]年度?)?(?:年度|全年)?(?:计划|目标|任务|预算|预期|绩效目标)(?:任务|目标|指标)?(?:[数值额])?"
)
_MADE = re.compile(r"填[报表写]|[制编]表|编[制报]|报送|上报|汇总|印发|制作|打印|更新于|导出|提取")
_MONTH = re.compile(r"(20\d\d)\s*[年./．-]\s*(\d{1,2})")


def doubt(
    said: Iterable[tuple[str, str]], slot: PeriodSlot, metric: Metric, catalogue: Mapping[str, Metric], year: int
) -> str | None:
    """Why a figure may be another's by the remarks on it (where they stand, and their words); None if they say nothing.

    `slot`: the period of the figure by its own row and column.
    """
    for where, words in said:
        for clause in re.split(r"[，,；;。]", _without_label(words)):
            if clause.strip() and not _of_another(clause, metric, catalogue):
                why = _why(clause.strip(), slot, metric, year, note=where == NOTE)
                if why:
                    return f"{where}写的是“{words[:24]}”，{why}"
    return None


def doubt_beside(
    beside: Sequence[tuple[str, str]], slot: PeriodSlot, metric: Metric, catalogue: Mapping[str, Metric], year: int
) -> str | None:
    """The same for the heading and the labels of a cell that holds a sentence; 年度目标及完成情况 tells of what was done too."""
    for where, words in beside:
        if is_office(words) and not subjects.is_ours(words, metric):
            return f"{where}写的是“{words}”，不一定是全局的数"
        if _AIMED.search(words) and not _DONE.search(words) and not slots.AIM.search(metric.spoken):
            return f"{where}写的是“{words}”，说的是打算做的事"
    return doubt(beside, slot, metric, catalogue, year)


_AIMED = re.compile(r"目标|计划|任务(?:数|量|值|指标|要求|分解)?$|打算|预[期计算]|要求$|指标值$")
_DONE = re.compile(r"完成|实际|情况|成效|结果|进展|落实")
_CAPTION_OF_OFFICE = re.compile(r"(?:^|[，：]|税务局)机关(?!党|纪|服务|作风|效能|事务|文化)")
_CAPTION_OF_PLAN = re.compile(r"预计|预估|预测|快报|(?:任务|计划|目标)(?:分解|安排)?(?:一览)?[表单]$")


def doubt_of_caption(caption: str, metric: Metric) -> str | None:
    """机关监督工作情况, 监督工作任务表, 主要指标预计完成情况: a part of us, or what is not done yet, by the line above a table."""
    if _CAPTION_OF_OFFICE.search(caption):
        return "表名说的是“机关”，不一定是全局的数"
    planned = None if slots.AIM.search(metric.spoken) else _CAPTION_OF_PLAN.search(caption)
    return f"表名说的是“{planned[0]}”，不是已经完成的数" if planned else None


NOTE = "表格的说明"
"""Where a note on the whole table stands; a remark on one row stands below the heading of its column."""


def told(notes: Iterable[str], beside: Iterable[tuple[str, str]], year: int) -> list[str]:
    """The notes and remarks that speak of a time, a part or a plan: with another of them it is another figure."""
    words = [*notes, *(w for _, w in beside)]
    return [w for w in words if part_said(w) or plan_said(w) or _names_one(w) or period_of(w, "", "", year).explicit]


def _names_one(words: str) -> bool:
    bare = _without_label(words)
    return bool(_WHOLE_REMARK.fullmatch(bare) or _PLAN_ALONE.fullmatch(bare))


def part_said(clause: str) -> str | None:
    """The part of the bureau of which a note says that the figures are, or what they leave out."""
    told = _IS_OF.search(clause)
    without = _WITHOUT.search(clause)
    return told["who"] if told else without[0] if without else None


def part_named(words: str, *, bare: bool) -> str | None:
    """The part of the bureau that is all that some words name: 仅机关, 机关数据; `bare`: the name alone will do."""
    alone = _WHOLE_REMARK.fullmatch(words)
    return alone["who"] if alone and (bare or not words.startswith(alone["who"])) else None


def plan_said(clause: str) -> str | None:
    """What in a note says that its figures are estimates or plans."""
    told = _PLANNED.search(clause)
    return told[0] if told else None


def _without_label(words: str) -> str:
    """The words of a note behind 注：, of a group behind its number."""
    said = re.sub(r"^(?:[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)])\s*", "", words.strip())
    return _LABEL.sub("", said)


_LABEL = re.compile(r"^[（(【]?[\u4e00-\u9fff]{0,2}(?:注|说明|备注)[\d一二三四五六七八九十]*\s*[：:、.．]\s*")


def _of_another(clause: str, metric: Metric, catalogue: Mapping[str, Metric]) -> bool:
    """A clause that speaks of another metric by name, and not of this one."""
    if any(w in clause for w in (metric.name, *metric.words)):
        return False
    return any(w in clause for other in catalogue.values() for w in other.words if len(w) > 2)


def _why(clause: str, slot: PeriodSlot, metric: Metric, year: int, *, note: bool) -> str | None:
    if why := _of_time(clause, slot, year):
        return why
    if not slots.AIM.search(metric.spoken) and (plan_said(clause) or (not note and _PLAN_ALONE.fullmatch(clause))):
        return "不是已经核定的实绩"
    if note and _SAME_BASIS.search(clause) and not _SAME_BASIS.search(metric.spoken):
        return "不是这个口径的数"
    bare = clause if note else _OF_WHICH.sub("", clause)
    if not note and _PLACE.fullmatch(bare):
        return "不一定是本局的数"
    alone = None if note else _WHOLE_REMARK.fullmatch(bare)
    who = alone["who"] if alone else part_said(clause)
    if who is None and not note and _ONLY.match(clause):
        who = clause
    return None if who is None or subjects.is_ours(who, metric) else "不一定是全局的数"


def _of_time(clause: str, slot: PeriodSlot, year: int) -> str | None:
    day = DAY.search(clause)
    if day and (_MADE.search(clause) or day[0] == clause):
        # the month in which a table was made is no period of it, but no figure is known before its time
        month = _MONTH.match(day[0])
        early = month and int(month[1]) * 12 + int(month[2]) - 1 < slot.period.last
        return "早于所说期间的期末，请说明是哪一段时间的数" if early else None
    told = period_of(clause, "", "", year)
    if not told.explicit or (told.sure and told.period == slot.period):
        return None
    if slot.explicit and told.sure and not slot.is_this_year:
        inside = told.period.first <= slot.period.first and slot.period.last <= told.period.last
        if inside or told.period.year != slot.period.year:
            return None
    return "不知道这里说的是哪一段时间"
