"""Whether the best of several metrics is certain enough to be taken without asking, and if not, why.

Its wording must be said clearly enough and in the figure's own clause, no look-alike may be meant as well, the words around
must hold nothing that it does not know, and the period must be clear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from math import fsum

from metrics.model import Metric
from report.binding import fillers, joined, modifiers, slots, subjects
from report.binding.likeness import Index, clean, grams
from report.binding.passages import Context
from report.binding.period_words import without_periods
from report.binding.periods_said import PeriodSlot, period_of
from report.binding.reasons import Lasting
from report.binding.scored import Scored, confusable
from report.finding.spaces import unspaced

ACCEPT = 0.53
"""Score from which a metric may be taken without asking."""
MARGIN = 0.1
"""Distance to the next metric that makes the best one clear."""
OWN_WORDS = 0.3
"""Part of the wording that must be said in the figure's own clause."""
NAMED = 0.45
"""Part of the metric's name that must be said somewhere in the sentence."""
SAME_PHRASE = 0.6
"""Part of the best score from which a look-alike may be what a shared phrase means."""
OTHER_WORDS = 0.35
"""How much of what only the rival says may stand beside what only the best one says."""
_ENDINGS = re.compile(
    r"(?:由|从|(?:增长|增加|提高|提升|上升|扩大|下降|减少|降低|回落|压缩|缩短)[到至]?|[增升涨减降][到至]|(?:始终|一直|持续)?(?:保持|稳定|维持|处于|停留)在?|(?<=口径)(?:计算|测算|核算|比较|来?看)|首次|突破|超过|不足|不到|将近|接近|大约|政策|情况|工作|活动|开|余|近|超|逾|多|仅|则|也)+$"
)
"""What may stand between the word that is counted and its figure."""
_LITERAL = 4
"""Characters of a wording that, said letter by letter, settles what is meant if the rival's wordings are not said."""
_RECOUNTED = re.compile(
    r"(?<=报道|刊发|推广|推介|宣传)(?:了)?(?:我局|本局)(?:的)?(?:先进|典型|工作|特色|税收|创新|经验|做法|成效|亮点)+$"
)
"""媒体报道我局做法**篇: of what they tell, which is not what is counted."""
_PAID_BACK = re.compile(r"(?<![未应])(?:退付|退还|退库)(?:\s*$|(?=(?:增值税)?留抵退税))")
"""留抵退税方面，1—7月累计退付**亿元: how a refund is paid; of anything else it is what was paid back of it."""
_LEFT_OUT = re.compile(r"（[^（）]*(?:除外|不含|不计|另计|不在内)[^（）]*）")
"""委员（书记除外）: what is left out is not what is counted."""
_OFFICER = re.compile(r"(?:[组局所股科队]长|书记|主任|委员|领导|本人)$")
"""纪检组组长谈心谈话: one person did it."""
_OF_PERSONS = {"人", "名", "人次"}
_DECEMBER = 11
"""Counted from 0."""
_BY_NOW = re.compile(
    r"[，：]\s*(?:(?P<now>(?:截[至止]|到)?(?:目前|现在|当前)|至今|现已)|(?:均|都|全部)?已(?=完成整改|整改|销号))"
)
"""9月，市局巡察反馈**条问题，目前已完成整改**条: by now, and not in September."""
_UP_TO = re.compile(r"截[至止]|[底末]$")
_SHOWN = 12
"""Characters of the passage that a reason quotes."""


def _as_written(said: str, text: str) -> str:
    """The last words of a text that are these but for the marks between them: 1—7月份 of 17月份."""
    marks = r"[^\u3400-\u9fffA-Za-z0-9]*"
    found = re.search(rf".*(?P<words>{marks.join(map(re.escape, said))})", text, re.DOTALL)
    return unspaced(found["words"]) if found else said


class Certainty:
    """Judges the metrics found for a figure of a report on one year."""

    def __init__(self, catalogue: Mapping[str, Metric], index: Index, year: int) -> None:
        self._catalogue, self._index, self._year = catalogue, index, year

    def nearest_first(self, context: Context, scored: list[Scored]) -> list[Scored]:
        """Of two look-alikes, the one whose own head word stands at the figure: `书记*名、委员*名`."""
        best = scored[0]
        for rival in scored[1:3]:
            close = rival.score >= SAME_PHRASE * best.score and confusable(self._catalogue, best, rival)
            if close and not rival.against and self._settled(context, rival, best):
                return [rival, *(s for s in scored if s is not rival)]
        return scored

    def doubt(self, context: Context, slot: PeriodSlot, scored: list[Scored], margin: float) -> str | None:
        """Why the best metric is not certain enough, or None."""
        best = scored[0]
        context = self._without_the_payment(context, best)
        if "分别" in context.clause:
            return "“分别”后面的几个数要由人逐个确定"
        like = best.likeness
        vague = best.score < ACCEPT or like.near < OWN_WORDS or like.named < NAMED
        metric = self._catalogue[like.metric]
        if not best.named and (vague or metric.core) and not self._in_short(context, metric):
            return "文中的说法与指标的说法不够接近"
        rival = next((s for s in scored[1:] if confusable(self._catalogue, best, s)), None)
        if rival and not self._settled(context, best, rival):
            return f"可能是“{self._name(best)}”，也可能是“{self._name(rival)}”"
        if margin < MARGIN and scored[1].against is None and not self._settled(context, best, scored[1]):
            return f"“{self._name(best)}”与“{self._name(scored[1])}”难分"
        unsaid = slots.unsaid_half(
            self._catalogue[best.likeness.metric], f"{context.beside} {context.clause} {context.near}"
        )
        if unsaid:
            return f"“{self._name(best)}”还包括“{unsaid}”，文中没有说"
        pairs = self._index.pairs_of[like.metric]
        if together := joined.several_things(context.left, pairs) or joined.several(
            context.left, self._catalogue[like.metric], pairs, self._catalogue
        ):
            return f"可能是“{together[-8:]}”和“{self._name(best)}”一起的数"
        if other := self._counted(context, best):
            return f"文中数的是“{other}”"
        if when := self._doubtful_period(context, slot):
            return when
        unknown = modifiers.unknown_words(subjects.without_charge(context.left, self._catalogue[like.metric]), pairs)
        reason = f"文中有“{'、'.join(unknown)}”，“{self._name(best)}”不一定是这样的"
        by_one = any(_OFFICER.search(word) for word in unknown)
        return Lasting(reason, "、".join(unknown), far=by_one) if unknown else None

    def _without_the_payment(self, context: Context, best: Scored) -> Context:
        """The words around the refunds without the verb that says no more than that they were paid, if these alone are named."""
        metric = self._catalogue[best.likeness.metric]
        if "留抵退税" not in metric.name:
            return context
        left = _PAID_BACK.sub("", context.left)
        named = (fillers.residue(without_periods(left)) or fillers.residue(context.beside)) in metric.words
        return replace(context, left=left) if named else context

    def _in_short(self, context: Context, metric: Metric) -> bool:
        """税费收入**亿元，其中税收**亿元: behind 其中 of its whole, a wording that is the head of the metric's name says it."""
        said = fillers.residue(context.left)
        wholes = (word for key in metric.confused_with for word in self._catalogue[key].words)
        short = "其中" in context.before and said in metric.words and metric.name.startswith(said)
        return short and any(word in context.lead for word in wholes)

    def _doubtful_period(self, context: Context, slot: PeriodSlot) -> str | None:
        """Why the period is not certain: not understood, or said elsewhere and not here."""
        later = period_of(context.trail, "", "", self._year)
        if not slot.explicit and later.explicit and later.period != slot.period:
            return f"后文说的是“{later.words}”，这里没有写明期间"
        if not slot.sure:
            return f"期间“{slot.words}”要由人确定"
        told = period_of(context.carried, "", "", self._year)
        if slot.is_this_year and told.is_part and told.period.last % 12 != _DECEMBER:
            return f"“{slot.words}”在“{told.words}”之后，可能只到那时"
        if slot.explicit:
            return self._by_now(context, slot)
        if context.carried and not (told.sure and told.explicit and told.period == slot.period):
            return f"上文说的是“{context.carried.strip()[:12]}”，这里没有写明期间"
        return None

    def _by_now(self, context: Context, slot: PeriodSlot) -> str | None:
        """Why a figure of now is not of the part of the year in which the sentence began: 9月反馈**条问题，目前已完成整改**条."""
        said = f"{context.when[0]}{context.when[1]}"
        now = next(reversed(list(_BY_NOW.finditer(said))), None)
        if now is None or not slot.is_part or _UP_TO.search(slot.words) or slot.period.last % 12 == _DECEMBER:
            return None
        if not now["now"] and slot.period.kind != "month":
            return None  # 上半年反馈**条，已整改**条
        since = period_of(said[now.end() :], "", "", self._year)
        begun = period_of(said[: now.start()], "", "", self._year)
        if since.explicit or begun.period != slot.period:
            return None
        return f"“{now[0].strip('，： ')}”在“{slot.words}”之后，不知道到什么时候为止"

    def _counted(self, context: Context, best: Scored) -> str | None:
        """What stands right before the figure, if that is no word of the metric: 意见建议提出人**, 党支部书记**.

        The last noun is what is counted. A figure that stands before its noun (*次专题听取汇报) is not looked at.
        """
        pairs = self._index.pairs_of[best.likeness.metric]
        after = context.near.removeprefix(context.left)
        said = fillers.head(_ENDINGS.sub("", _RECOUNTED.sub("", fillers.head(context.left))))
        if self._catalogue[best.likeness.metric].unit in _OF_PERSONS:
            said = fillers.head(fillers.PERSONS.sub("", said)) or said
        said = said.removesuffix("数") if len(said) > _LITERAL else said
        head = clean(said.removesuffix("占") if self._catalogue[best.likeness.metric].unit == "%" else said)
        if len(head) < 2 or head[-2:] in pairs or pairs & set(grams(clean(after), 2)):
            return None
        shown = _as_written(re.sub(r"^[\d年]+", "", said[-_SHOWN:]) if len(said) > _SHOWN else said, context.left)
        return shown if len(said) <= _SHOWN else f"…{shown}"

    def _name(self, scored: Scored) -> str:
        return self._catalogue[scored.likeness.metric].name

    def _settled(self, context: Context, best: Scored, rival: Scored) -> bool:
        """The words right around the figure hold what only the best one says, and nothing that only the rival says."""
        if best.named != rival.named:
            return best.named
        near = _LEFT_OUT.sub("", context.near).replace(" ", "")
        own, others = (self._literal(s, near) for s in (best, rival))
        if len(own) >= _LITERAL and not others:
            return True
        mine, theirs = (self._index.pairs_of[s.likeness.metric] for s in (best, rival))
        for words in (near, context.beside):
            said_here = {p for part in words.split() for p in grams(clean(part), 2)}
            said, against = (fsum(map(self._index.idf, said_here & only)) for only in (mine - theirs, theirs - mine))
            if said or against:
                return said > 0 and against <= OTHER_WORDS * said
        return False

    def _literal(self, scored: Scored, near: str) -> str:
        """The longest wording of a metric that stands in a text letter by letter."""
        metric = self._catalogue[scored.likeness.metric]
        return max((w for w in (metric.name, *metric.words) if w in near), key=len, default="")
