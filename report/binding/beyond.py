"""What stands beyond a figure's own clause and may make another figure of it: headings, the sentences before, the year told there.

Only doubts come from here, never a metric or a period: a report's author who means the heading's year will be asked once, and the
answer is remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from metrics.model import Metric
from report.binding import aims, averages, limits, outline, paces, restricted, shares, slots, subjects, whose
from report.binding.document_head import read_head, without_tables
from report.binding.head_says import HeadSays, head_says, speaks_for_all
from report.binding.outline import Heading, Outline
from report.binding.passages import Context, Passages
from report.binding.periods_said import FIGURE, PeriodSlot, in_total, only_mentions, parts_in, period_of, same_of
from report.binding.reasons import Lasting
from report.finding.captions import CellLines
from report.finding.prose_cells import ProseCells
from report.finding.spaces import unspaced

_THIS_YEAR = re.compile(r"今年|本年度?|当年|年内|年度")
"""In a report on a part of the year these go no further than that part."""
_TWO_UNITS = re.compile(r"[（(/／][次户人名家][）)]?")
"""**户（次）: two units for one figure."""
_OPENING = re.compile(
    r"[^一-龥\d]*(?:[一二三四五六七八九十]是)?(?:[^，。；：]{0,8}?)?(?P<said>(?:20\d\d|[今去前]|上一?)年(?:度)?(?:[上下]半年|[第前]?[一二三四]季度|\d{1,2}月)?)"
)
"""The year that opens a sentence: 2021年，…; 去年，疫情反复."""
_SINCE = re.compile(r"[自从][^，。；：]{4,16}(?:以来|至今)")
_THIS_TIME = re.compile("[当本](?:月|季度?)")
_SET_BESIDE = re.compile(r"[^，。；：]{0,6}?(?:相比|比较|对比)")
"""与去年11月相比，: it says what is compared, not when."""
_WILL = re.compile(
    r"^(?:还|仍|就|我们|继续|我局|本局|全局|今年|年内|[上下]半年|下一步)*(?:(?:要|拟|计划|打算|准备)(?=[\u4e00-\u9fff]{2})|将(?=把)|将(?![^，。；：]{1,14}(?:同|与|和|纳入|作为|摆在|放在|挺在|列入|融入|贯穿|落到|转化))(?=[\u4e00-\u9fff]{2}))"
)
"""将意识形态工作同税收业务一并部署: 将 for 把 is no plan."""
_IS_DONE = re.compile(r"已|完成|实际|实现|入库")
_DEMANDED = re.compile(
    r"^(?:上级|总局|省局|市局|[省市区县]委|[省市区县]政府|纪委|文件|方案|办法|制度|规定|通知)[^，；。]{0,8}(?:要求|规定|提出|明确|下达|布置)(?:我局|各[^，；。]{0,6})?(?:做到|如下|落实)?$"
)
"""上级要求，谈心谈话**人次: what others want of us. 按照上级要求 is how we did it."""
_SET = re.compile(
    r"(?:^|[，；])(?P<said>[^，：；]{0,12}?(?:(?:目标|任务)(?:值|数|清单)?(?:是|定?为|明确|设定)?|考核(?:标准|指标|目标|要求)|(?:指标|清单|要点|标准|方案|计划|细则|办法)[^，：]{0,4}(?:要求|规定|设定|明确|提出|核定|下达|值)))："
)
"""绩效指标设定：集中学习**次: what was set. 主要任务完成情况：is what was done."""
_SUPPOSED = re.compile(r"(?:^|[，；：])(?P<said>(?:若|如果|假如|倘若|假设|如不|不考虑)[^，；：]{1,16})[，：]")
_FAR = 300
"""Characters behind a figure among which 以上数据… may speak of it."""
_SPELL = re.compile(r"(?:近|过去|最近|连续)[两三四五六七八九十几\d]+个?(?:月|年|周|天|季度)")
_QUOTED_YEAR = re.compile(r"《[^》]{0,12}?(?P<said>20\d\d年)[^》]{0,8}(?:年报|年鉴|报告|公报|总结|通报)[^》]{0,4}》")


_SAYS = r"(?:说|道|表示|介绍|坦言|感慨|感叹|感言|告诉|反映|反馈|称赞|点赞|留言|写道|算[^，。]{0,6}账)"
_SAID_AFTER = re.compile(rf"”[^。；！？\n“]{{0,30}}{_SAYS}")
_SAID_BEFORE = re.compile(rf"{_SAYS}[^。；！？\n“”]{{0,8}}[：:，,]?“$")


def told_by_somebody(text: str, start: int) -> bool:
    """“今年收到留抵退税**万元。”某公司负责人说: what somebody is quoted to say is his own figure."""
    opens = text.rfind("“", text.rfind("\n", 0, start) + 1, start)
    if opens < 0 or "”" in text[opens:start]:
        return False
    closes = text.find("”", start)
    if closes < 0 or "\n" in text[start:closes]:
        return False
    return bool(_SAID_AFTER.match(text, closes) or _SAID_BEFORE.search(text, max(0, opens - 24), opens + 1))


class Beyond:
    """One text, asked about a figure by its place, its context and the metric that it would be bound to."""

    def __init__(
        self,
        text: str,
        passages: Passages,
        headings: Sequence[tuple[int, int]],
        year: int,
        cells: Sequence[CellLines] = (),
        tables: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.text, self.year = text, year
        self._passages = passages
        self._framed = without_tables(text, tables)
        top = read_head(self._framed)
        self._meeting = top.meeting
        self._outline = Outline(text, headings, cells, top)
        self._prose = [c for c in cells if c.prose]
        self._above: dict[int, tuple[Heading, ...]] = {}
        self.prose_cells: ProseCells | None = None
        """To be set before anything is asked, where tables hold sentences."""
        self._in_prose = Outline(text, headings, head=top) if self._prose else self._outline

    def told_by_title(self, start: int) -> PeriodSlot | None:
        """The part of the report's year that its title or a line of its form says, if no heading below says another."""
        below: PeriodSlot | None = None
        this = ""
        for heading in reversed(self.headings_above(start)):
            said = period_of(heading.words, "", "", self.year)
            if not said.explicit:
                continue
            if not said.sure and (kind := outline.this_time(heading.words)):
                this = kind
                continue
            if (
                len(parts_in(heading.words, self.year)) > 1
                or not said.sure
                or said.period.year != self.year
                or (below and below.period != said.period)
            ):
                return None
            if heading.level <= 0:
                return replace(said, explicit=False) if this in {"", said.period.kind} else None
            below = below or said
        return None

    def settled(self, start: int, context: Context, slot: PeriodSlot) -> PeriodSlot:
        """The period of a figure by its sentence, and where that says none, or 上年同期 and not of what, by what stands before."""
        if not slot.sure and _THIS_TIME.fullmatch(slot.words):
            return self._of_the_title(start, context, slot)
        if not slot.explicit and slot.sure:
            words = f"{context.before}{context.after}{self.headings(start)}"  # 二、累计情况 in a paper on November
            return in_total(self.told_by_title(start) or slot, words)
        return self.same_as_before(start, slot)

    def _of_the_title(self, start: int, context: Context, slot: PeriodSlot) -> PeriodSlot:
        """当月 in a paper on one month is that month, if the sentence speaks of no other."""
        title = self.told_by_title(start)
        kind = "month" if slot.words.endswith("月") else "quarter"
        if title is None or title.period.kind != kind:
            return slot
        paragraph = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        passages = self._passages.at(start)
        said = f"{passages.paragraph_before(start)}{passages.so_far(start)}"
        since = period_of("", "", said.rpartition(slot.words)[2], self.year)
        if since.explicit and not since.passing and since.period != title.period:
            return slot  # 当季办理**亿元，前三季度累计**亿元，惠及**户: 当季 no longer holds
        months = {int(m) - 1 for m in re.findall(r"(?<!\d)(\d{1,2})月", f"{paragraph}{context.after}")}
        own = {m % 12 for m in range(title.period.first, title.period.last + 1)}
        return replace(slot, period=title.period, sure=True) if months <= own else slot

    def same_as_before(self, start: int, slot: PeriodSlot) -> PeriodSlot:
        """上年同期 is of the nearest period said before: a part of the year only if the sentence before, or the title, says it."""
        if not slot.alone:
            return slot
        title = self.told_by_title(start)
        for right_before, said in self._passages.back(start):
            told = period_of(said, "", "", self.year)
            if told.same and not told.alone:
                return replace(slot, sure=False)
            if told.explicit and not told.same and not told.is_this_year:
                near = right_before or (title is not None and title.period == told.period)
                return same_of(slot, told, near=near)
        return slot

    def doubt(self, start: int, end: int, context: Context, slot: PeriodSlot, metric: Metric) -> str | None:
        """Why the figure from start to end (with its unit) may be another's, a part, or of another time; None if nothing says so."""
        if _TWO_UNITS.match(self.text, end):
            return "单位写成了两种，不知道数的是哪一种"
        if told_by_somebody(self.text, start):
            return "这个数在引用别人的话里，不一定是本局的数"
        passages = self._passages.at(start)
        earlier = passages.earlier(start)
        clause = passages.clause(start)
        raw = self.text[clause[0] : clause[1]]
        own = context.before.rpartition("，")[2]
        return (
            whose.doubt(context, metric, earlier)
            or limits.doubt(context, metric, earlier, counted=self._counted_before(start))
            or slots.other_line("，".join(earlier), metric)
            or shares.doubt(context, metric, raw)
            or averages.doubt(said := passages.so_far(start), metric)
            or paces.doubt(said, metric)
            or shares.bare_part(own, metric, same_unit=passages.follows_its_unit(start))
            or _planned(context, metric)
            or _planned_before(f"{passages.paragraph_before(start)}{said}", context, metric)
            or _each_time(said, context)
            or aims.doubt(context, metric, passages.behind(start, end), slot.period.year)
            or restricted.doubt(context, passages.behind(start, end), self._rest(end), slot, metric, self.year)
            or _at_the_start(context, metric, raw)
            or _within_a_spell(self.text[passages.sentence(start) : clause[0]])
            or self.year_told(start, slot, earlier)
            or self.above(start, slot, context, metric)
        )

    def _rest(self, end: int) -> str:
        """What stands behind a figure in its paragraph, as far as it may speak of it."""
        stop = self.text.find("\n", end)
        return self.text[end : min(end + _FAR, stop if stop >= 0 else len(self.text))]

    def _counted_before(self, start: int) -> bool:
        """Whether the sentence right before holds a figure of its own."""
        _, said = next(self._passages.at(start).back(start), (False, ""))
        return FIGURE in said

    def year_told(self, start: int, slot: PeriodSlot, earlier: Sequence[str]) -> str | None:
        """2021年，谈心谈话**人次。放映警示教育片**场: the year goes on until another is said. 《2021年年报》显示 says one too."""
        if slot.explicit and outline.says_year(slot.words):
            return None
        low = self._passages.sentence(start)
        named = _QUOTED_YEAR.search(self.text[low:start])
        opens = (m for s in earlier if (m := _OPENING.match(s)) and not self._not_when(s, m))
        said = [named["said"]] if named else [m["said"] for m in opens]
        for words in said[:1]:
            told = period_of(words, "", "", self.year)
            if not told.sure or told.period.year != slot.period.year:
                return f"前面说的是“{words}”，这里没有写明年份"
        return None

    def _not_when(self, sentence: str, said: re.Match[str]) -> bool:
        """与去年11月相比, 自2015年成立以来, 由上年的…提高到: a year that opens a sentence and does not go on behind it."""
        since = _SINCE.match(sentence, said.start("said") - 1)
        return bool(since or _SET_BESIDE.match(sentence, said.end())) or only_mentions(sentence, self.year)

    @cached_property
    def head(self) -> HeadSays:
        """What the head, the opening and the close of the document say."""
        return head_says(self._framed, self.year)

    @property
    def title(self) -> str:
        """The words of the document's title, also where its headings hold nothing."""
        return self._outline.title

    def headings_above(self, start: int) -> tuple[Heading, ...]:
        """The headings above a place, the outermost first; much is asked of one place, and of one after the other."""
        if start not in self._above:
            self._above[start] = self._headings_above(start)
        return self._above[start]

    def _headings_above(self, start: int) -> tuple[Heading, ...]:
        at = bisect_right(self._prose, start, key=lambda c: c.start) - 1
        inside = at >= 0 and start < self._prose[at].end
        above = (self._in_prose if inside else self._outline).above(start)
        cells = self.prose_cells
        return tuple(h for h in above if h.until or not cells.is_elsewhere(start, h.start)) if cells else above

    def headings(self, start: int) -> str:
        """The words of all headings above a place."""
        return "，".join(heading.words for heading in self.headings_above(start))

    def above(self, start: int, slot: PeriodSlot, context: Context, metric: Metric) -> str | None:
        """What the headings say: a plan, another body, another period. Of periods the nearest heading that says one decides."""
        headings = self.headings_above(start)
        spoken = metric.spoken
        ours = subjects.OURS.search(context.clause)
        for heading in reversed(headings):
            if outline.plan_in(heading.words) and not slots.AIM.search(spoken):
                return f"标题“{heading.words[:16]}”说的是打算做的事"
            who = None if ours else outline.others_in(heading.words)
            if who and heading.level == 0 and who.startswith("个人") and self.head.by_the_head:
                continue  # 个人述职述廉报告 of 党委书记、局长, who speaks for the bureau
            if who and not speaks_for_all(who, metric):
                return f"标题“{heading.words[:16]}”说的是“{who}”，不一定是本局"
            if limit := limits.in_heading(heading, context, metric):
                return f"标题“{heading.words[:16]}”说的是“{limit}”，不一定是整个“{metric.name}”"
            if heading.level != 0 and (line := slots.other_line(heading.words, metric)):
                return line
        of_body = self.head.doubt_of_body(metric, ours=ours is not None)
        return of_body or self._period_above(headings, slot) or self.head.doubt_of_time(slot, metric)

    def _period_above(self, headings: Sequence[Heading], slot: PeriodSlot) -> str | None:
        for heading in reversed(headings):
            told = period_of(heading.words, "", "", self.year)
            if not told.explicit:
                continue
            if slot.explicit and heading.level <= 0 and _THIS_YEAR.fullmatch(slot.words):
                return None if told.period == slot.period else f"“{slot.words}”在“{told.words}”的报告里只到期末"
            other = outline.otherwise(slot, heading, self.year)
            if other is None and heading.level > 0 and not slot.explicit and not told.is_part:
                # 一、2022年主要工作 in a paper on the first half of that year
                top = headings[0].words if headings[0].level == 0 else ""
                other = told.words if len(parts_in(top, self.year)) == 1 else None
            return f"标题说的是“{other}”，这里没有写明期间" if other else None
        read = self._meeting
        if read and read != self.year + 1 and not (slot.explicit and outline.says_year(slot.words)):
            return f"标题里的“{read}年”是开会的年份，不知道这里说的是哪一年"
        return None


_NOT_YET_KNOWN = re.compile(
    r"(?:均|都|以上|上述|该数|数据)*(?:为|系|是|属)(?:预计|预估|估算|计划|暂估|暂定|快报|测算|预测)(?:数|值|数据)"
)


def _planned(context: Context, metric: Metric) -> str | None:
    """要放映…**场，谈心谈话**人次: a plan goes on; 目标***亿元，完成***亿元: and ends where something is done."""
    if said := _NOT_YET_KNOWN.search(f"{context.after}，{context.trail}"):
        return f"后文写明“{said[0]}”"
    aimed = slots.AIM.search(metric.spoken)
    own = context.before.rpartition("，")[2]
    if aimed and metric.unit == "%":
        return None  # 任务38.2亿元，完成**%: how much of it was done
    if aimed:
        done = _IS_DONE.search(own)
        return f"文中说的是“{done[0]}”，不是目标" if done and not slots.AIM.search(own) else None
    lead = unspaced(context.lead)
    if supposed := _SUPPOSED.search(lead):
        return f"前面说的是“{supposed['said'][:10]}”，是假设的数"
    label = _SET.search(lead)
    if label and not re.search("完成|实现|情况|结果|进展", label["said"]) and not _IS_DONE.search(own):
        return Lasting(f"前面说的是“{label['said'][-10:]}”，是要求做的事", far=True)
    asked = next((c for c in re.split(r"[，：]", context.lead) if _DEMANDED.match(c.strip())), None)
    if asked and not _IS_DONE.search(own):
        return f"前面说的是“{asked.strip()[:10]}”，是要求做的事"
    will = next((c for c in re.split(r"[，：]", context.lead) if _WILL.match(c.strip())), None)
    return f"前面说的是“{will.strip()[:10]}”，是打算做的事" if will and not _IS_DONE.search(own) else None


_PLAN_TOLD = re.compile(
    rf"(?:力争|争取|打算|预计|(?<![按照原据])(?<!工作)(?<!制定)计划(?![，、])|目标(?:任务)?(?:是|为|：)|确保(?=[^，；]*{FIGURE}[^，；]{{0,3}}以上)|拟(?!定)|明年|来年|次年|新的一年|不少于|不低于|至少|(?<![按照据对实循])(?:上级|总局|省局|市局)[^，；]{{0,6}}要求)[^；]*{FIGURE}"
)
_TOLD_ANEW = re.compile(r"已|完成|实际|实现|入库|累计|全年|今年|年内|一年来")
_GOES_ON_FAR = re.compile(
    rf"(?:^|[，。；])(?:我局|本局|全局|[今本明]年|下一步|年底)*(?:还|仍)?(?:力争|争取|打算|预计|准备|计划|明年|来年|次年|新的一年)[^；。]*{FIGURE}"
)
"""What goes on behind a full stop too: 力争谈心谈话**人次；…。放映**场. A target (年度目标**亿元。) is followed by what was reached."""


def told_anew(words: str) -> bool:
    """Whether words say that what follows was done, or is the year's: behind ； a plan, an event or another body ends there."""
    return _TOLD_ANEW.search(words) is not None


def _planned_before(said: str, context: Context, metric: Metric) -> str | None:
    """计划谈心谈话**人次；放映警示教育片**场: a plan goes on behind ；, until something is said to be done."""
    *before, said = said.split("。")
    *earlier, own = said.split("；")
    if slots.AIM.search(metric.spoken) or _TOLD_ANEW.search(f"{own}{context.before}"):
        return None
    for part in reversed(earlier):
        if plan := _PLAN_TOLD.search(part):
            return f"前面说的是“{plan[0].replace(FIGURE, '…')[:10]}”，是打算做的事"
        if _TOLD_ANEW.search(part):
            return None
    for sentence in reversed(before):
        if plan := _GOES_ON_FAR.search(sentence):
            return f"上文说的是“{plan[0].replace(FIGURE, '…').strip('，；')[:10]}”，是打算做的事"
        if FIGURE in sentence or _TOLD_ANEW.search(sentence):
            return None
    return None


_EACH_TIME = re.compile(
    rf"(?:^|[，；])(?:坚持|我局|本局|全局|做到)?(?P<said>每(?:个|隔)?(?:两|半|双)?(?:周|月|季度?|天|日|旬|年))(?=[，,]|[^，；]*{FIGURE}[^，；]{{0,4}}；)"
)


def _each_time(said: str, context: Context) -> str | None:
    """每周，谈心谈话**人次: as many each time, and not in all."""
    each = _EACH_TIME.search(said)
    total = (
        re.search(r"全年|累计|[共总合]计|共$|今年|年内|一年来", f"{said}{context.before}"[each.end() :])
        if each
        else None
    )
    return f"文中说的是“{each['said']}”的数" if each and not total else None


_A_SPELL = re.compile(
    r"(?:[两三四五六七八九十几百]+|(?<![\d.])\d{1,3})\s*(?:个?多?月|年|天|日|周)(?:的?时间)?(?:里|内|来|间)(?=[，,])"
    r"|(?:剩余|余下|剩下)的?(?:[一两三四五六七八九十几]+|\d{1,2})\s*个?多?[月周天](?=[，,])"
)


def _within_a_spell(lead: str) -> str | None:
    """疫情封控的两个月里，90天里: a number of days or months before the clause is a time, though it is read as a figure."""
    said = _A_SPELL.search(lead)
    return f"期间“{said[0]}”要由人确定" if said else None


def _at_the_start(context: Context, metric: Metric, raw: str) -> str | None:
    """年初，党支部**个: a stock at another day; 近三个月: a time that is not told."""
    spell = _SPELL.search(raw) or _SPELL.search(context.lead)
    if spell:
        return f"期间“{spell[0]}”要由人确定"
    start = re.search(r"[年月季]初(?!以来)", f"{context.lead}，{context.before}") if metric.kind == "as_of" else None
    return f"文中说的是“{start[0]}”的数" if start else None
