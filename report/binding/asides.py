"""Periods that a sentence only mentions: 由上年的42次增加到46次, 延续上年良好势头, 上年为88人次.

Such a period is of the thing, of the starting point or of the figure that another is set beside, and not the time of what stands behind
the next comma. Where that is certain, the time is again what was said before; where it may be the time of all that follows, it is asked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Aside = Literal["", "passed", "beside", "doubtful"]
"""Nothing but the time of what follows; a mention, or a figure set beside another, that is passed over; what may be either."""

_TIME = r"(?:(?:20\d\d年|[去上今本前]年|上一年)度?(?:的?同期)?(?:全年|[上下]半年|第?[一二三四]季度|\d{1,2}月份?)?|[上下]半年|第?[一二三四1-4]季度|前三季度|同期|\d{1,2}月份?)"
_CHANGED = r"(?:大幅|稳步|显著|明显|进一步|迅速|逐步|快速|逐年|持续|猛|骤|锐)*(?:增|提|升|上升|降|下|减|扩|缩|压|回|攀|跃|涨|跌|变|转|发展|加)[^，,。；;：:\n※]{0,4}?"
_ON_TO = rf"(?=[，,]?\s*{_CHANGED}[到至为成]|(?<=[※余多])\s*[到至])"
STARTING_POINT = re.compile(
    rf"(?:由|从)(?:其|原来)?{_TIME}(?:度?的[^，,。；;：:\n]*?|\s*[※\d][^，,。；;：:\n]*?|[^，,。；;：:\n]{{0,6}}※[^，,。；;：:\n]*?){_ON_TO}"
)
"""由上年的※增加, before 到: where a change begins. 从3月到6月 is a range and has neither 的 nor a figure."""

_LEADS = (
    "延续|巩固|深化|对照|克服|落实|贯彻|比照|参照|借鉴|仿照|沿用|沿袭|发扬|承接|承继|继承|扭转|弥补|吸取|汲取|针对|"
    "消化|清理|清缴|补缴|追缴|清收|兑现|学习|传承|保持|承袭|运用|用好|用足|拓展|扩大|"
    "改进|改正|纠正|整改|解决|破解|跟进|放大|转化|固化|复制|推广|改变|摆脱|走出|续写|接续|复盘|检视|剖析|不同于|区别于"
)
_MENTIONS = re.compile(
    rf"\W*(?:我局|本局|全局|局党委|党委|认真|严格|全力|切实|持续|充分|积极|深入|着力|全面|继续|坚持|注重|一是|二是|三是|[一二三四五六]要)*(?:{_LEADS}){{1,2}}[了好]?"
)
"""What a clause begins with that speaks of a thing of that time, and not of that time."""
_MADE = "新?成立|新?组建|印发|出台|建立|下发|制定|启动|实施|反馈|指出|移交|遗留|结转|打造|创建|新建|获评|获得|查摆|查出|发现|确定|部署|开展|召开|推行|推出|修订|签订|评定|命名|新?入职|入库|欠缴"
_LEFT_FROM_THEN = re.compile(r"\s*度?的?[^，※]{0,3}(?:基数|暴露|遗留|结转|反馈|审计意见|考核反馈)")
"""面对2021年高基数压力, 围绕上年暴露的短板."""
_HEADS_A_COLUMN = re.compile(
    r"\s*[^，※]{1,3}\s*|\s*度?的?[^，※]{0,6}(?:合计|总计|小计|统计|结果|实际|数|值|额|量|情况|累计|口径|实绩|执行|决算|人次|收入|税收|税费)\s*|\s*(?:实际|全年|累计|已)*(?:完成|实现|入库|发生|征收)\s*"
)
"""上年实际，税费收入※, which a table makes of the name of a column."""
_THING = re.compile(rf"\s*度?(?:所|新|已)?(?:{_MADE})的(?=[^，※]{{2}})")
"""2021年成立的学习小组发挥作用."""
_THING_FAR = re.compile(rf"[^，※]{{0,14}}(?:{_MADE})的(?=[^，]{{2}})")
_SAYS = r"\s*度?的?(?:同期)?(?:全年)?(?:数)?(?:则|才|仅|只|共|合计)*(?:有|为|是)?\s*※\s*[余多]?\s*"
_BARE = re.compile(rf"{_SAYS}(?:[、和及](?:20\d\d年|[去上前]年|大前年|上一年){_SAYS})*")
"""上年为※, 上年※、前年※: figures that the one before them is set beside."""
_IS = re.compile(r"(?:[是为占]|相当于|等于|达到?)(?:大约|约|近|将近|超过?)?\s*$")
_TIMES_IT = re.compile(
    r"\s*度?的?(?:同期)?[^，※]{0,8}※\s*[余多]?\s*的(?=\s*(?:大约|约|近|将近|超过?)?\s*(?:※|[一二两三四五六七八九十]))"
)
"""是上年※的※倍: a figure of which the one before it is a multiple or a share."""
_MEASURED_BY = (
    (_IS, _TIMES_IT),
    (
        re.compile(r"(?:[超高低多少快慢优好]于|超过了?|不及|不如|[比较]|(?:刷新|打破|改写|追平)了?)\s*$"),
        re.compile(r"\s*度?的?(?:同期)?[^，※]{0,8}※"),
    ),
    (re.compile(r"[与同和跟]\s*$"), re.compile(r"[^，※]{0,10}※[^，※]{0,10}(?:持平|相[比当近]|一致|接近|比较)")),
)
"""是二季度※的※倍, 超过二季度的※, 与2021年※持平: behind it goes on what was said before, be it of the same year."""
_SETS = re.compile(
    r"度?(?:的?时候)?\s*(?:我局|本局|我们|全局|[区县市]局|[局机]?[关]?党委|纪检组|全体|全系统|全市|全省|全国|各|广大|干部|在(?!册)|受|因|由于|面对|面临|随着|克服|坚持|围绕|聚焦|按照|根据|通过|紧紧|紧扣|立足|全年|一年|共|累计|就|已|也|是(?!否)|以|把|将|认真|深入|持续|扎实|全面|积极|切实|大力|严格|疫情|经济|税务|税费收入|组织收入|工作)"
)
"""2021年我局奋力拼搏: a year with who acted and how is when."""
_LABEL = re.compile(r"【[^】]{1,8}】|^\W*(?:[一二三四五六七八九十]+是|[一二三四五六七八九十\d]+[）)、.．])")
_END_POINT = re.compile(r"(?:[增升涨减降缩高少加短长大][到至为]|变[到为成]|发展[到至为成])了?\s*$")
"""下降到四季度的※."""
TAKEN_UP = re.compile("整改|销号|化解|追缴|补缴|入库|收回|清理|办结|解决|挽回")
"""针对上年巡察反馈的问题，完成整改**条: what was done with the thing mentioned may be counted as of then."""


@lru_cache(maxsize=8192)
def aside(ahead: str, behind: str, *, begins: bool, other_year: bool, follows: bool, split: bool, back: bool) -> Aside:
    """What a word of period is for the clauses behind its own, by what stands `ahead` of it and `behind` it there.

    `follows`: a figure stands before it; `split`: another part of the same year was said before it (上半年※，下半年※);
    `back`: a later year was (2022年※，2021年※，).
    """
    if follows and any(lead.search(ahead) and figure.match(behind) for lead, figure in _MEASURED_BY):
        return "beside"
    if begins and _BARE.fullmatch(behind):
        if split:
            return "doubtful"
        if not (other_year and follows):
            return ""
        return "doubtful" if "其中" in ahead else "beside"
    if not behind.strip(" 度里间内末底※") or (begins and _HEADS_A_COLUMN.fullmatch(behind)):
        return "passed" if other_year and not begins and _MENTIONS.fullmatch(ahead) else _ended(ahead, behind)
    ahead = _LABEL.sub("", ahead)
    if begins or not ahead.strip():
        turned_back = back and follows and "※" in behind
        return "doubtful" if turned_back else _opening(ahead, behind, other_year=other_year, follows=follows)
    return _inside(ahead, behind, other_year=other_year, follows=follows)


def _ended(ahead: str, behind: str) -> Aside:
    """下降到四季度的※, 回顾2021年: a period with nothing but a figure, or the end of its clause, behind it."""
    return "doubtful" if "※" in behind and _END_POINT.search(ahead) else ""


def _inside(ahead: str, behind: str, *, other_year: bool, follows: bool) -> Aside:
    """In the middle of a clause."""
    if _MENTIONS.fullmatch(ahead) or _LEFT_FROM_THEN.match(behind):
        return "passed" if other_year else "doubtful"
    set_anew = "※" in behind and not _END_POINT.search(ahead)
    return "" if set_anew and not (other_year and follows) else "doubtful"


def _opening(ahead: str, behind: str, *, other_year: bool, follows: bool) -> Aside:
    """At the beginning of a clause."""
    figure = "※" in behind
    if other_year and follows and figure and "其中" in ahead:
        return "doubtful"
    if _THING.match(behind):
        return "passed" if other_year and not figure else "doubtful"
    acts = _SETS.match(behind) is not None
    if _THING_FAR.match(behind) and not acts:
        return "doubtful"
    return "doubtful" if other_year and not figure and not acts else ""
