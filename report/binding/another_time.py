"""A figure that is what the one right before it is, at another time: 比上年的**亿元增加, 由上年的**次增加到**次, 二季度降到**亿元."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.periods import Period, parse
from report.binding.passages import figure_end
from report.binding.period_words import PART_OF_YEAR
from report.binding.periods_said import FIGURE, PeriodSlot, period_of
from report.binding.sentence import asked
from report.model import Binding, Blank, Claim

if TYPE_CHECKING:
    from report.binding.bind import Binder

FROM = re.compile(r"(?:由|从)(?P<own>[^，。；：\n由从]{0,14})$")
ON_TO = re.compile(r"[^，。；：\n]{0,8}?(?:到|至|为)")
_PART = rf"(?:全年|同期|(?:\d+[-—至])?{PART_OF_YEAR})"
_TIME = rf"(?:(?:今年|本年|当年|去年|上年|前年|20\d\d年)度?的?{_PART}?|{PART_OF_YEAR})"
TO = re.compile(rf"(?P<lead>[^，。；：\n]*)(?:由|从)[^，。；：\n]{{1,40}}?(?:到|至|为)了?(?P<own>{_TIME}的?)?$")
_THIS_NUMBER = r"(?:(?:这一|这个|此|该)(?:项)?(?:数字|数据|数|数值|指标))"
_WHY = r"受[\u4e00-\u9fff]{2,12}?(?:影响|因素|拖累|带动|拉动)"
_SAME_THING = re.compile(
    rf"[ \u3000]*(?:[，,（(；;]|。\n?)?[ \u3000]*(?:而|但)?(?:(?:比|较|对比|相比)于?(?P<compared>{_TIME})的|(?P<told>{_TIME})的?{_THIS_NUMBER}?(?:(?:仅|只|则|才)?[是为]|则?(?:{_WHY})?(?:增加|提高|上升|增长|下降|减少|降低|回[落升]|加密|扩大|压[减降]|攀升|跃升|[增升降减翻])[到至为]了?|才))[ \u3000]*"
)
"""，比上年同期的**亿元增加, ，上年这一数字为**亿元, ，而2021年为**亿元: the same figure of another time."""
_NOTHING_MORE = re.compile(
    r"[余多]?\s*(?:$|[，。；、）)\n]|(?:有所|略有?|明显|大幅|小幅|稳步)?(?:增[加长]|减少|下降|上升|提[高升]|回[落升]|[多少高低]|变化|持平|更[^，。；\n]{1,10}(?=[，。；\n])))(?!的?(?:目标|计划|任务))"
)
"""What may stand behind such a figure: no noun of its own, no bracket that limits it."""
_ENDS_HERE = re.compile(r"[余多]?\s*(?:$|[，。；、）)\n]|[和与及])")
_GROWN = re.compile(
    r"\s*(?:增加|提高|上升|增长|提升|扩大|下降|减少|降低|回落|压缩|缩短|[增升涨减降])[到至为]了?(?:今年|本年|当年|20\d\d年)?的?\s*"
)
"""由上年的**次增加到**次."""

_PART_TOLD = rf"(?P<told>{PART_OF_YEAR})(?:当季|单季|当月)?(?:则?[为是]|完成|入库|组织|办理|实现|开展|达到?)?[ \u3000]*"
_SIBLING = re.compile(rf"[ \u3000]*[、，,；;]?[和与及]?[ \u3000]*{_PART_TOLD}")
"""一季度**亿元、二季度**亿元: the next part of the same year."""
_OWN_PART = re.compile(rf"(?P<told>{PART_OF_YEAR})[^，,。；;：:、\n]*$")
_FIRST_OF_ALL = re.compile(rf"[ \u3000]*其中[：:，,]?[ \u3000]*{_PART_TOLD}")
"""…**亿元，比上年增收*亿元。其中：一季度**亿元: the first part of what the sentence before tells of the whole year."""
_GROWN_BY = re.compile(
    r"[余多]?[，,、（(][ \u3000]*(?:(?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年|较去年)(?:实现|净)?)?(?:增收|减收|增长|增加|下降|减少|增幅|降幅)[ \u3000]*"
)
_CLOSED = re.compile(r"[余多]?[）)]?[。；;][ \u3000]*")
_SPRING, _AUTUMN = 3, 9
"""Months from 0: what lies in the first quarter, told behind the last one, may be next year's."""


def as_before(binder: Binder, figure: Blank | Claim) -> Binding | None:
    """全年组织税费收入**亿元，比上年的**亿元增加: of what the figure right before is, at the time that is said.

    None if the passage is none of the kind. A stated figure of another time is judged by the rules on changes
    (`report.rules.against_data`).
    """
    first, text = binder.previous(figure), binder.text
    if isinstance(figure, Blank) and (first_part := _part_of_the_sentence_before(binder, figure)):
        return first_part
    if isinstance(figure, Claim) or first is None or first.cell or first.unit != figure.unit:
        return None
    if isinstance(first, Blank) and first.kind != "number":
        return None
    between = (figure_end(text, first), figure.start)
    if next_part := _next_part(binder, figure, first, between):
        return next_part
    said = _SAME_THING.fullmatch(text, *between)
    grown = FROM.search(text[max(0, first.start - 60) : first.start]) and _GROWN.fullmatch(text, *between)
    if not (said or grown) or not _NOTHING_MORE.match(text, figure_end(text, figure)):
        return None
    found = binder.bind(first)
    if found.status != "bound":
        return None
    if _one_of_several(binder, first):
        return asked(found, figure, "前面不止一个数，不知道说的是哪一个的")
    base = parse(found.period or "")
    slot = _time_of_the_other(binder, figure, said, base) if said else _end_of(binder, figure, first)
    if slot is None:
        return asked(found, figure, "期间要由人确定")
    binder.copied[figure.start] = first.start
    return replace(found, period=slot.period.label)


def _part_of_the_sentence_before(binder: Binder, figure: Blank) -> Binding | None:
    """全年组织税费收入**亿元，比上年增收*亿元。其中：一季度**亿元: of what opens that sentence, if it holds besides only by how much
    that has grown.
    """
    low = binder.passages.sentence(figure.start)
    said = _FIRST_OF_ALL.fullmatch(binder.text, low, figure.start)
    if not said or not _ENDS_HERE.match(binder.text, figure_end(binder.text, figure)):
        return None
    whole = _opening_amount(binder, low)
    if whole is None or whole.unit != figure.unit:
        return None
    found = binder.bind(whole)
    metric = binder.catalogue.get(found.metric or "")
    year = parse(found.period or "") if found.status == "bound" else None
    if metric is None or year is None or year.kind != "year" or not metric.adds_up or metric.periods:
        return None  # of a target or a stock there are no quarters
    part = period_of(said["told"], "", "", year.year).period
    slot = replace(binder.time_said(figure), period=part, explicit=True)
    if part.kind == "year" or part.year != year.year or binder.yet_to_come(figure, slot):
        return None
    binder.copied[figure.start] = whole.start
    return replace(found, period=part.label)


def _opening_amount(binder: Binder, low: int) -> Blank | Claim | None:
    """The first figure of the sentence that ends at a place, if every other one of it says how that has changed."""
    if low == 0 or binder.text[low - 1] == "\n":
        return None
    begins = binder.passages.sentence(low - 1)
    figures = [f for start in binder.passages.before(low - 1) if (f := binder.figure_at(start)) and not f.cell]
    ends = [figure_end(binder.text, f) for f in figures]
    if not figures or figures[0].start < begins or not _CLOSED.fullmatch(binder.text, ends[-1], low):
        return None
    grown = (_GROWN_BY.fullmatch(binder.text, end, f.start) for end, f in zip(ends, figures[1:], strict=False))
    return figures[0] if all(grown) else None


def _next_part(binder: Binder, figure: Blank, first: Blank | Claim, between: tuple[int, int]) -> Binding | None:
    """其中一季度**亿元、二季度**亿元: of what the quarter (month, half) right before is, if that one says its own part too."""
    said = _SIBLING.fullmatch(binder.text, *between)
    own = _OWN_PART.search(binder.text[max(0, first.start - 60) : first.start]) if said else None
    if not said or not _ENDS_HERE.match(binder.text, figure_end(binder.text, figure)):
        return None
    if not own:
        return _behind_several(binder, figure, first, said["told"])
    one, other = (period_of(m["told"], "", "", binder.year).period for m in (own, said))
    found = binder.bind(first)
    if found.status != "bound" or one.kind != other.kind or other.first <= one.first:
        return None
    base = parse(found.period or "")
    if base.first % 12 != one.first % 12 or base.last % 12 != one.last % 12:
        return None
    slot = replace(binder.time_said(figure), period=other.shifted(base.year - other.year), explicit=True)
    if binder.yet_to_come(figure, slot):
        return None
    binder.copied[figure.start] = first.start
    return replace(found, period=slot.period.label)


def _behind_several(binder: Binder, figure: Blank, first: Blank | Claim, told: str) -> Binding | None:
    """一季度税费收入**亿元，其中税收收入**亿元，二季度**亿元: a question, if the time before had more than one amount."""
    found, before = binder.bind(first), binder.previous(first)
    if found.status != "bound":
        return None
    beside = before is not None and before.unit == first.unit and before.start >= binder.passages.sentence(first.start)
    if beside and before is not None and binder.bind(before).metric == found.metric:
        return None  # 全年集中学习**次，上年**次，四季度**次: one thing at several times
    apart = beside and before is not None and re.search(PART_OF_YEAR, binder.text[before.end : first.start])
    if not _one_of_several(binder, first) and (not beside or apart):
        return None
    period = period_of(told, "", "", parse(found.period or "").year).period
    return asked(replace(found, period=period.label), figure, "前面不止一个数，不知道说的是哪一个的")


def _one_of_several(binder: Binder, first: Blank | Claim) -> bool:
    """税费收入**亿元，其中税收收入**亿元; 书记*名、委员*名: what follows may be of the part or the whole, of the last or of all."""
    low = binder.passages.sentence(first.start)
    before = binder.passages.before(first.start)
    listed = bool(before) and not re.search("[，。；：,;]", binder.text[before[-1] : first.start])
    return listed or "其中" in binder.text[low : first.start]


def _time_of_the_other(binder: Binder, figure: Blank | Claim, said: re.Match[str], base: Period) -> PeriodSlot | None:
    """The time that is said, if it is another than the base's and no doubt which: 12月 set beside January is last year's."""
    own = said["compared"] or said["told"]
    slot = period_of(own, "", f"{base.chinese}{FIGURE}，", binder.year)
    named = re.match(r"今年|本年|去年|上年|前年|20", own)
    of_another_year = base.year != binder.year and not own.startswith(("20", "今年", "本年"))
    later = not named and slot.period.first > base.first
    across = later and (bool(said["compared"]) or (base.first % 12 == 0 and slot.period.last % 12 == 11))
    back = (
        not named and base.last % 12 >= _AUTUMN and slot.period.last % 12 < _SPRING
    )  # 12月**，1月增加到**: of which year?
    part = base.kind != "year" and not slot.same and not slot.is_part
    doubtful = not slot.sure or not slot.explicit or part or slot.period == base or of_another_year or across or back
    return None if doubtful or binder.yet_to_come(figure, slot) else slot


def _end_of(binder: Binder, figure: Blank | Claim, first: Blank | Claim) -> PeriodSlot | None:
    """The time of the end in 由A增加到B, if A is not of a part that B does not name."""
    slot, start = binder.time_said(figure), binder.time_said(first)
    inside = slot.period.first <= start.period.first and start.period.last <= slot.period.last
    lost = start.is_part and not slot.is_part
    return None if not slot.sure or lost or inside else slot
