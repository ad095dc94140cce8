"""Figures that are what is to be reached, the distance to it, or another year's amount, and not what was done.

税费收入完成**亿元、增长**%的目标; 向着税费收入**亿元冲刺; 超目标*亿元; 较2020年税费收入**亿元增长明显. Each makes the program ask.
"""

from __future__ import annotations

import re

from metrics.model import Metric
from metrics.numbers import split_unit
from report.binding import subjects
from report.binding.passages import Context
from report.binding.periods_said import FIGURE
from report.binding.slots import AIM, CHANGE

_AIMED = r"(?:目标|任务|计划|预期|预算|指标|要求|愿景|蓝图)"
_OF_AIM = re.compile(
    rf"\s*(?:以上|左右|以内)?(?:[、，和及][^，。；{FIGURE}]{{0,14}}{FIGURE}(?:以上|左右)?)*[”」]?的(?:奋斗|预期|年度|全年|工作|既定|增长|宏伟|总体|收入)*{_AIMED}(?!完成|的)"
)
"""Behind a figure, with those that are listed with it: 、增长※的目标."""
_TOWARDS = re.compile(r"(?:向着|朝着|朝向|奔着|瞄准|锚定|剑指|冲刺|冲击|挑战|直指|直奔|为实现|为完成)[^，。；]*$")
_ON_TO = re.compile(r"\s*(?:的?(?:大关|关口|目标))?(?:冲刺|迈进|进军|奋进|进发|奋斗|挺进|前进|努力|看齐)")
_HEADLINE = re.compile(r"[^，。；“”]*[”」](?P<what>为题|为标题|的(?:标题|题目|报道|稿件|文章)|一文|报道)")
"""以“退税降费*亿元助企纾困”为题报道: a headline says the figure of its own day."""
_GAP = re.compile(
    rf"(?:超(?:过|出|额(?:完成)?)?|高于|多于|高出|低于|少于|短于|欠|差|距离?|离|比|较)[^，。；{FIGURE}]{{0,10}}(?:目标|任务|计划|预算)(?:数|值)?(?:还|尚|仍|相)*(?:有|多|少|高|低|超|短|差|欠|缺)?(?:收|出|了)?$|(?:目标|任务|计划|预算)(?:数|值)?(?:还|尚)?(?:多|少|高|低|超|短|差|欠|缺)(?:收|出|口|额)?了?$"
)
"""How far a target was passed or missed. 超额完成目标38.2亿元 may mean the target; it asks too."""
_YEAR = r"(?:20\d\d年|上一?年|去年|前年|往年)(?:度)?(?:的?同期)?"
_AGAINST = re.compile(
    rf"(?:较|(?<!占)[比与同和跟](?!期)|相比|对比|高于|低于|多于|少于|快于|超过?){_YEAR}的?(?P<own>[^，。；：{FIGURE}]*)$"
)
_LEVEL = re.compile(r"持平|相当|相近|接近|相比|提前|推迟")
_OF_PART = re.compile(r"序时进度的\s*$")
_GAINED = re.compile(
    r"(?:增加|增收|挽回|追缴|追征|追回|补缴|补征|入库增加|拉动|带动|撬动|新增)了?(?:我局|全局|地方)?(?:税收|税费|税款|费款|财政)"
)
"""堵塞漏洞，增加税收收入**亿元: what a measure brought in."""
_PAID_BACK = re.compile(
    r"(?:主动|自查|自行|督促|辅导|责令|配合|自愿)[^，。；]{0,4}退还|退还[^，。；]{0,6}(?:退税|税款)|(?:缴|退|追|收|返)(?:回|缴)|归还|挽回|骗取|虚增|违规(?:取得|享受)|多退|误退"
)
"""主动退还留抵退税: enterprises pay back. 退还留抵税额 is the bureau's giving."""
_PLANNED = re.compile(
    r"^(?!按|根据|依|对照|落实|执行|严格)(?:[^，]{0,6})?(?:制定|制订|拟定|拟订|编制|出台|印发|下发|明确)了?(?P<what>[^，]{0,12}(?:计划|规划|安排|工作要点))$"
)
_DEED = re.compile(r"已|完成|实际|实现|入库|开展|组织|召开|举办|举行|进行|收到|收集|征集|办理|累计|[共计]\s*$|[了过]")


_BASE_YEAR = re.compile(r"(?:较|比|与|同|和|跟|相比|对比)(?P<said>(?P<year>20\d\d)年|前年|大前年)")


def doubt(context: Context, metric: Metric, behind: str, year: int) -> str | None:
    """Why a figure may be a target, a distance or another year's amount. `behind`: the sentence behind it, figures marked;
    `year`: that of its period, since the year before which a growth rate is reckoned.
    """
    spoken = metric.spoken
    own = context.when[1]
    if said := _OF_PART.search(own):
        return f"文中说的是“{said[0].strip()}”多少，不是“{metric.name}”"
    if said := _HEADLINE.match(behind):
        return f"这个数在“……”{said['what']}里，不一定是这一期的"
    return (
        _distance(own, metric, spoken)
        or _to_be_reached(context, behind, spoken)
        or _other_years(own, spoken)
        or _other_base(f"{own}{FIGURE}{behind}", spoken, year)
        or _brought_in(own, metric)
        or _in_a_plan(context, spoken)
    )


def _distance(own: str, metric: Metric, spoken: str) -> str | None:
    said = _GAP.search(own) if AIM.search(spoken) and split_unit(metric.unit)[1] != "个百分点" else None
    return f"文中说的是“{said[0]}”多少，不是“{metric.name}”" if said and said[0] not in spoken else None


def _to_be_reached(context: Context, behind: str, spoken: str) -> str | None:
    if AIM.search(spoken):
        return None
    if said := _TOWARDS.search(context.when[1]) or _ON_TO.match(behind):
        return f"文中说的是“{said[0].strip()[:10]}”，是要达到的数"
    said = _OF_AIM.match(behind)
    return f"文中说的是“……{said[0].strip(' 、，')[-6:]}”，是要达到的数" if said else None


def _other_years(own: str, spoken: str) -> str | None:
    said = None if "年" not in own or CHANGE.search(spoken) else _AGAINST.search(own)
    if said is None or CHANGE.search(said["own"]) or _LEVEL.search(said["own"]):
        return None
    return f"文中拿来相比的是“{said[0].strip()[:12]}”，不知道说的是哪一年的数"


def _other_base(clause: str, spoken: str, year: int) -> str | None:
    """同口径较2020年增长**%: the metric's rate is that since the year before."""
    if "年" not in clause or not CHANGE.search(spoken):
        return None
    base = _BASE_YEAR.search(re.split("[，。；]", clause)[0])
    if base is None or (base["year"] and int(base["year"]) == year - 1):
        return None
    return f"文中是与“{base['said']}”相比，指标是与上年相比的"


def _brought_in(own: str, metric: Metric) -> str | None:
    if split_unit(metric.unit)[1] != "元":
        return None
    said = _GAINED.search(own) or (_PAID_BACK.search(own) if metric.table == "refunds" else None)
    return f"文中说的是“{said[0]}”，不是“{metric.name}”的全部" if said else None


def _in_a_plan(context: Context, spoken: str) -> str | None:
    """制定计划，全年集中学习**次: what a plan says, unless a deed is told with the figure."""
    if AIM.search(spoken) or _DEED.search(context.before) or subjects.COUNCIL.match(context.before):
        return None
    clauses = [c.strip() for c in re.split(r"[，：]", context.lead) if c.strip()]
    said = _PLANNED.match(clauses[-1]) if clauses else None
    return f"前面说的是“{said['what']}”，不知道是打算还是做了的" if said else None
