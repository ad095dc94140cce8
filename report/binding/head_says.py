"""What the head, the opening and the close of a document say of its figures: another time, another body or person, a plan.

Nothing here binds a figure. A title's period is taken by `report.binding.beyond`; whatever else speaks of another period than the
figure's, of a part of the bureau, of one person or of what is to be done makes the figure ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from metrics.model import Metric
from report.binding import head_words, outline, remarks, slots, subjects
from report.binding.document_head import DAY, FURNITURE, WRITTEN, HeadLine, is_day, is_entry, is_title, read_head
from report.binding.limits import SURNAME
from report.binding.period_words import plain, without_periods
from report.binding.periods_said import PeriodSlot, period_of

_BRACKETS = "[（(【][^（）()【】]*[）)】]"
_HEADS_POST = re.compile(
    r"(?<!机关)(?<!支部)(?<!总支)党[委组]书记|机关党委书记|(?<![副分])局长|主要负责(?:人|同志)|[“\"]?一把手[”\"]?|全面工作"
)
"""Who speaks for the whole bureau."""
_POST = re.compile(
    r"副局长|副书记|副主任|党委委员|党组成员|纪检组(?:组长|长)|总(?:经济|会计|审计)师|(?<!纪检)组长|[股科所室]长|分局长|办公室主任|支部书记|[一二三四]级(?:调研员|主任科员|主办|高级主办)|科员|分管(?!领导|局领导)"
)
_MORE_POSTS = re.compile(
    r"[一二三四]级\S{0,4}(?:主办|调研员|主任科员)|(?<!党)(?<!常)委员(?!会)|副?组长|第一书记|纪委书记|支部书记|[法制征管税收执]{1,2}员|(?<!领导)干部(?!队伍|职工|管理|教育|监督|人事)|同志|副职"
)
"""Posts in a title, besides those that are signed with."""
_SIGNED_BEHIND = re.compile(r"(?:[（(]|——|--)\s*(?P<who>[^（）()—。，]{3,24})[）)]?$")
_AROUND_A_POST = 6
"""Characters that stand round a post at most: 机关, 驻村, the commas between two."""
_FORMER = re.compile(r"(?:(?<![一-龥])原|离任|前任|卸任|时任|拟任)(?:党委书记|[\S]{0,6}局长)")
_AUTHOR = re.compile(r"(?:(?:述[职责廉]+|报告|汇报|发言|陈述|自评)人|姓名)[：:]\s*(?P<name>.*)$")
_READS_OUT = re.compile(r"(?:报告|汇报)人[：:]")
_NAME = re.compile(rf"(?:{SURNAME}|某)[\u4e00-\u9fff*＊×○某][\s\u3000]?[\u4e00-\u9fff*＊×○某]?(?:同志)?")
_IN_BRACKETS = re.compile(r"[（(](?P<name>[\u4e00-\u9fff*＊×○\s\u3000]{2,5})[）)]$")
_PERSONAL = re.compile(r"述[职责廉]|个人|发言|自评|剖析|履职")
_NOW = re.compile(
    r"(?:现|下面|兹)[^。；]{0,6}?(?:[将就把由]|代表)(?P<what>[^。；]*?)(?:报告|汇报|总结|通报|说明|小结|函告|述职|陈述|分析|如下)"
)
_OPENS = re.compile(r"[^。；！？]*")
_NOTE = re.compile(r"^[（(]?(?:附?注|说明|备注|数据说明|统计口径)[：:]\s*(?P<said>[^。]*)")
_UNTIL = re.compile("截[至止]|统计|数据|期间|时段|期限|口径|区间")
_PART = re.compile(
    r"(?P<who>(?:第[一二三四五六七八九十\d]+|[\u4e00-\u9fff]{1,6}?)(?:税务所|税务分局|分局|党?支部)|"
    rf"{subjects.ROOM}|(?:驻[\u4e00-\u9fff]{{1,4}}?)?工作队|[\u4e00-\u9fff]{{0,4}}党(?:总支|小组))"
)
_MONTHLY = ((re.compile("月报|月度|月刊"), "month", "哪个月"), (re.compile("季报|季度"), "quarter", "哪个季度"))
_SHORTER = re.compile("[周旬日]报|[周旬]刊|半年报")
_WHOLE = re.compile(r"党委|党组|机关党委|纪检组|纪检监察组|机关纪委|领导班子|班子")
"""They speak for the bureau: 党委2022年工作总结."""
_CIRCLED_BY = re.compile(
    r"关于(?:对|赴|到)?(?P<who>[^，。]{2,20}?)(?:的)?(?:调研|考察|督导|督查|暗访|巡察情况|检查情况|审计)(?:情况)?的?(?:报告|汇报|材料)"
)


@dataclass(frozen=True)
class Said:
    """One thing that the head says: `kind` is title (its period), period, day, body, person or plan; `where` and `words` are for a reader."""

    kind: str
    where: str
    words: str
    slot: PeriodSlot | None = None

    @property
    def reason(self) -> str:
        """The question that it raises."""
        if self.kind == "plan":
            return f"{self.where}“{self.words[:16]}”说的是打算做的事"
        if self.kind == "body":
            return f"{self.where}写的是“{self.words[:16]}”，不一定是全局的数"
        if self.kind == "person":
            return f"{self.where}写的是“{self.words[:16]}”，说的是个人，不一定是全局的数"
        return f"{self.where}说的是“{self.words[:20]}”，这里没有写明期间"


@dataclass(frozen=True)
class HeadSays:
    """What the head of one text says in a report on one year."""

    said: tuple[Said, ...] = ()
    by_the_head: bool = False
    """Whether a line that names the author says that it is the head of the bureau."""

    def of(self, *kinds: str) -> tuple[Said, ...]:
        """What it says of these kinds."""
        return tuple(one for one in self.said if one.kind in kinds)

    @property
    def periods(self) -> tuple[PeriodSlot, ...]:
        """The periods that it says, as understood."""
        return tuple(one.slot for one in self.of("title", "period") if one.slot)

    def marks(self, year: int) -> tuple[str, ...]:
        """What of it makes another figure of the same sentence, in words that are the same in the next year's report.

        The day on which a paper was written makes none; the title is among the headings above every figure.
        """
        first = 12 * year
        told = [
            f"{one.slot.period.first - first}_{one.slot.period.last - first}"
            if one.slot and one.slot.sure
            else one.words
            for one in self.of("period")
        ]
        return (*dict.fromkeys(told), *dict.fromkeys(one.words for one in self.of("plan", "body", "person")))

    def doubt_of_body(self, metric: Metric, *, ours: bool = False) -> str | None:
        """Why a figure may be of a part of the bureau or of one person, or planned.

        `ours`: its clause says 我局, which is no answer to a note on all figures (以上数据不含分局).
        """
        for one in self.of("plan", "body", "person"):
            if ours and one.where != _BY_NOTE:
                continue
            if one.kind == "body" and speaks_for_all(one.words, metric):
                continue
            if one.kind == "person" and _leads(one.words, metric):
                continue
            if one.kind == "plan" and slots.AIM.search(metric.spoken):
                continue
            return one.reason
        return None

    def doubt_of_time(self, slot: PeriodSlot, metric: Metric) -> str | None:
        """Why a figure with this period may be of another: the head says another or two, or the paper is older than its end."""
        for one in self.of("day"):
            if one.slot and one.slot.period.last < slot.period.last and not slots.AIM.search(metric.spoken):
                return (
                    f"{one.where}“{one.words}”早于“{slot.words or slot.period.chinese}”的期末，不知道说的是哪一段时间"
                )
        if slot.explicit and not slot.is_this_year:
            return None
        for one in self.of("period"):
            if one.slot is None or not one.slot.sure or not _within(one.slot, slot):
                return one.reason
        return None


def _within(told: PeriodSlot, slot: PeriodSlot) -> bool:
    """Whether a figure of `slot` may stand below `told`: the same, or the year of which it is a part."""
    same = told.period == slot.period
    return same or (
        told.period.kind == "year" and told.period.first <= slot.period.first and slot.period.last <= told.period.last
    )


def speaks_for_all(who: str, metric: Metric) -> bool:
    """Whether a part of the bureau tells the metric for all of it: 税政股 of refunds; an office without taxpayers of revenue."""
    if subjects.is_ours(who, metric):
        return True
    return (
        metric.table == "revenue" and re.fullmatch(r"[\u4e00-\u9fff]*(?:办公室|人事(?:教育)?[股科])", who) is not None
    )


def _leads(who: str, metric: Metric) -> bool:
    """Whether a person tells of what his office does for the bureau: the head of the 纪检组 of checks, not of his own talks."""
    return "纪检组" in who and metric.table in _DISCIPLINE and metric.unit != "人次"


_DISCIPLINE = frozenset({"supervision", "inspections", "appointments"})


@dataclass(frozen=True)
class _Paper:
    """What a paper is, as to its authors: whether the head of the bureau is named in it, whether it is one person's, and
    whether its title names the bureau or it is a newsletter, which the office writes for the bureau.
    """

    by_the_head: bool
    personal: bool
    of_the_bureau: bool
    read_out: bool
    """A report of the bureau by its title (我局2022年工作总结), which whoever is named below it only reads out."""


_IS_SIGNED = re.compile(r"(?!.*(?:带领|领导|关心|支持))[^，。；]{2,40}")
_I_AM = re.compile(r"(?:本人|我)(?:自|于|从|[\d年月])*(?:以来)?(?:担?任|作为|是)[^，。；]{0,16}(?:党委书记|局长)")
"""本人自2020年5月担任党委书记、局长. 在局长带领下 says nothing of the author."""
_I_LEAD = re.compile(
    r"(?:本人|我)(?![局市县区们省股科所组室])(?:(?!协助|配合|分管|当好)[^。；]){0,80}(?:带领|率领)(?:全局|全[县区旗市](?:税务)?(?:系统)?)[^，。；]{0,8}(?:干部|职工|人员)"
)
"""我……团结带领全局干部职工: nobody but the head of the bureau says so of himself. 局党委带领全局干部职工 says nothing of the author."""
_HELPED = re.compile(r"(?:协助|配合)[^，。；]{0,6}(?:书记|局长|负责人|一把手)")
"""我协助局长抓……: the author is another."""
_MASTHEAD = re.compile(r"(?:简\s*报|专\s*报|快\s*报|信\s*息|动\s*态|通\s*讯)(?:\s*[（(]\S{1,12}[）)])?$")
"""税务工作简报 above a title of its own (我区退税落实见成效): what the office makes below it speaks for the bureau."""
_SIGNATURE = 3
"""Lines at the end in which an author signs."""
_OF_THE_BUREAU = re.compile(r"我局|简报|专报|月报|快报|动态|信息|通报")


@lru_cache(maxsize=64)
def head_says(text: str, year: int) -> HeadSays:
    """What the head, the opening and the close of a text say. `text`: with the bureau's own name as 我局."""
    head = read_head(text)
    found: list[Said] = []
    if head.title:
        found += _of_title(head.title, year)
    title = head.title.words if head.title else ""
    all_lines = (title, *(line.words for line in (*head.lines, *head.opening)))
    leads = any(_I_LEAD.search(line.words) for line in head.opening)
    paper = _Paper(
        leads or any(_HEADS_POST.search(_HELPED.sub("", words)) for words in all_lines),
        _PERSONAL.search(title) is not None,
        _OF_THE_BUREAU.search(title) is not None or any(_MASTHEAD.search(line.words) for line in head.lines),
        "我局" in title and _PERSONAL.search(title) is None,
    )
    for line in head.lines:
        found += _of_line(line.words, "题下", year, paper)
    is_part = any(one.slot is not None and one.slot.is_part for one in found if one.kind == "title")
    for line in head.opening:
        found += _of_opening(line.words, year, is_part=is_part)
    found += _of_close(head.close, year, replace(paper, personal=False))
    signed = [line.words for line in (*head.lines, *head.close[-_SIGNATURE:]) if _IS_SIGNED.fullmatch(line.words)]
    signed += [said[0] for line in head.opening if (said := _I_AM.search(line.words))]
    led = leads or any(_HEADS_POST.search(words) and not _FORMER.search(words) for words in signed)
    return HeadSays(tuple(dict.fromkeys(found)), led and not any(one.kind == "person" for one in found))


def _of_title(title: HeadLine, year: int) -> list[Said]:
    """A title says its own period (read by `beyond`), body and plan as a heading does; here what a heading cannot say."""
    words, found = title.words, []
    bare = re.sub(_BRACKETS, "", FURNITURE.sub("", words) or words)
    told = period_of(words, "", "", year)
    if told.explicit:
        found.append(Said("title", "标题", told.words, told))
    kind = told.period.kind if told.explicit and told.sure else ""
    for pattern, wanted, which in _MONTHLY:
        if pattern.search(bare) and kind != wanted and not told.is_part:
            found.append(Said("period", "标题", f"{pattern.search(bare)[0]}（没有写明{which}）", None))  # type: ignore[index]
    if (said := _SHORTER.search(bare)) and not told.is_part:
        found.append(Said("period", "标题", said[0], None))
    found += _by_its_words(bare, told)
    if circled := _CIRCLED_BY.search(bare):
        found.append(Said("body", "标题", circled["who"]))
    if who := _author_in_title(words, bare):
        found.append(Said("person", "标题", who))
    name = _IN_BRACKETS.search(words)
    if name and _PERSONAL.search(words) and _NAME.fullmatch(name["name"].strip()) and not _HEADS_POST.search(words):
        found.append(Said("person", "标题", name["name"]))
    return found


def _by_its_words(title: str, told: PeriodSlot) -> list[Said]:
    """A campaign or a term, a plan, a body of its own, by the words of a title with this period."""
    of = _BUREAUS_NAME.sub("", without_periods(title).strip()).strip()
    found = [
        ("period", head_words.other_time(title, is_part=told.is_part)),
        ("plan", head_words.plan_paper(title)),
        ("body", head_words.part_in_title(of)),
    ]
    return [Said(kind, "标题", words) for kind, words in found if words]


def _author_in_title(words: str, bare: str) -> str | None:
    """总会计师李某 in 某某县税务局总会计师李某2022年述职报告, or behind it in brackets: who it is, if not somebody who speaks for the
    bureau. `bare`: the title without its brackets.
    """
    behind = _SIGNED_BEHIND.search(words)
    if behind and _is_of_a_person(behind["who"], alone=True):
        return behind["who"].strip()
    title = without_periods(bare).strip()
    personal = _PERSONAL.search(title)
    before = title[: personal.start()] if personal else title.split(" ")[0]
    who = _BUREAUS_NAME.sub("", before).strip()
    if personal is None:
        who = re.split(r"工作|述|年终|总结|小结|报告|学习", who)[0] if who else ""
    return who if who and _is_of_a_person(who, alone=personal is None) else None


def _is_of_a_person(who: str, *, alone: bool) -> bool:
    """Whether words tell of a person who does not speak for the bureau; `alone`: and of nothing else."""
    if _FORMER.search(who):
        return True
    if _HEADS_POST.search(who):
        return False
    if not alone:
        return bool(_POST.search(who) or _MORE_POSTS.search(who) or _NAME.search(who))
    rest = re.sub(rf"(?:\s*(?:{SURNAME}[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]某某?)(?:同志)?)$", "", who).strip()
    posts = _POST.sub("", _MORE_POSTS.sub("", rest))
    named = rest != who and "某" in who
    return (posts != rest and len(posts) <= _AROUND_A_POST) or (named and not rest)


def _of_line(words: str, where: str, year: int, paper: _Paper) -> list[Said]:
    """A line below the title: a day, a period, an author, a note."""
    if _ADDRESSED.search(words):
        return []
    bare = words.strip("（）() \u3000—–-")
    day = WRITTEN.search(bare) or DAY.search(bare)
    if day and "印发" in words:
        return [_day(day[0], where, year)]  # by the office that sends it round
    if day and not is_title(words) and _UNTIL.search(bare[: day.start()]) is None:
        # （2022年12月）: when it was written, or the month that the title is of
        return [_day(day[0], where, year), *_author(_WHEN_WRITTEN.sub("", bare.replace(day[0], "")), where, paper)]
    note = _NOTE.match(words)
    said = note["said"] if note else bare
    told = period_of(said, "", "", year)
    if told.explicit and not is_entry(bare):
        return [Said("period", where, told.words, told)]
    if note:
        return []
    if is_title(words):
        other = outline.others_in(words)
        plan = [Said("plan", where, words)] if outline.plan_in(words) else []
        return [*plan, *([Said("body", where, other)] if other else [])]
    return _author(bare, where, paper)


def _day(words: str, where: str, year: int) -> Said:
    """The month of the day on which a paper was written."""
    said = _MONTH_OF_DAY.match(plain(words))
    return Said("day", where, words, period_of(f"{said[1]}年{said[2]}月", "", "", year) if said else None)


def _author(words: str, where: str, paper: _Paper) -> list[Said]:
    """Who made the paper, if that is a part of the bureau or somebody who does not speak for it."""
    if own := head_words.part_in_opening(words):
        return [Said("body", where, own)]
    label = _OF_WHOM.match(words)
    bare = _BUREAUS_NAME.sub("", label["who"] if label else words).strip(" \u3000·：:")
    if bare == "办公室" and bare != words.strip() and paper.of_the_bureau:
        return []
    named = _AUTHOR.match(bare)
    who = named["name"] if named else bare
    if _HEADS_POST.search(who):
        return []
    if _POST.search(who):
        return [] if named is None and len(who) > _LONG_POST else [Said("person", where, who)]
    if named and paper.read_out and _READS_OUT.match(bare):
        return []
    if (named or paper.personal) and _NAME.fullmatch(who.strip()) and not paper.by_the_head:
        return [Said("person", where, who)]
    part = _PART.fullmatch(re.sub(rf"[\s\u3000]+{_NAME.pattern}$", "", who))
    return [Said("body", where, who)] if part and not _WHOLE.fullmatch(who) else []


_WHEN_WRITTEN = re.compile(r"^(?:报告|填报|报送|汇报|印发|发布|撰写|成文|制表)?(?:时间|日期)[：:]\s*")
_OF_WHOM = re.compile(r"^[^：:]{0,6}(?:科室|股室|部门|单位|机构|口径|范围)[：:]\s*(?P<who>.+)$")
"""起草单位：人事教育股."""
_ON_ALL = re.compile(
    r"^[（(]?(?:以上|上述|文中|本文|全文)(?:各项|所列|有关)*(?:数据|数字|指标|统计|情况)*(?:均|都|皆)?(?:为|系|是|截[至止])?(?P<said>[^。]*)"
)
"""（以上均为上半年数据）."""
_MONTH_OF_DAY = re.compile(r"(20\d\d)\s*[年./．-]\s*0?([\d一二三四五六七八九十]+)")
_ADDRESSED = re.compile(r"[：:]$|^各|同志们")
_BUREAUS_NAME = re.compile(r"^[·\s\u3000—–-]*(?:中共)?(?:国家税务总局)?(?:我局|\S{0,8}税务局|[区县]局)?(?:委员会)?")
_LONG_POST = 24
"""Characters of the longest line that is a post and a name."""


def _of_opening(paragraph: str, year: int, *, is_part: bool) -> list[Said]:
    """上半年，在……领导下……。现将我局有关情况报告如下: the time and the body with which the text opens."""
    first = _OPENS.match(paragraph)
    opens = first[0] if first else ""
    sentences = [s for s in re.split("[。；！？]", paragraph) if s.strip()]
    now = next((m for s in sentences if (m := _NOW.search(s))), None)
    told = period_of(outline.work_done_in(now["what"]), "", "", year) if now else None
    found: list[Said] = []
    if when := head_words.time_of_opening(paragraph, year, is_part=is_part):
        found.append(Said("period", "开头", when, None))
    if told and told.explicit and told.sure:
        found.append(Said("period", "开头", told.words, told))
    else:
        begun = [period_of(_beginning(s), "", "", year) for s in sentences]
        parts = {slot.period for slot in begun if slot.explicit and slot.sure}
        half = bool(begun) and re.match("半年", begun[0].words) is not None
        if half or (begun and begun[0].explicit and begun[0].sure and len(parts) == 1):
            found.append(Said("period", "开头", begun[0].words, begun[0]))
    for clause in (_beginning(opens, more=True), now["what"] if now else ""):
        found += _author_of(clause)
    return found


_PART_OF_YEAR = re.compile(
    r"(?:过去的)?(?:20\d\d年|今年)?(?:[上下]?半年(?!度)|前三季度|第?[一二三四]季度|\d{1,2}(?:月?[-—至]\d{1,2})?月(?!\d))来?"
)


def _beginning(sentence: str, *, more: bool = False) -> str:
    """The words with which a sentence begins, up to its first comma, if they are words of period; with `more` those behind."""
    clauses = [c.strip() for c in re.split("[，,]", sentence) if c.strip()]
    first = clauses[0] if clauses else ""
    rest = without_periods(first)
    alone = not re.sub(r"\W", "", rest)
    if more:
        return clauses[1] if alone and len(clauses) > 1 else first
    part = _PART_OF_YEAR.match(first)
    return first if alone else part[0] if part else ""


def _author_of(clause: str) -> list[Said]:
    """办公室紧盯目标: the part of the bureau with which the text opens; 本人分管税政: the person."""
    bare = without_periods(clause).strip()
    if (
        re.match(r"(?:现将|现就|将)?(?:本人|我(?![局们县区市]))", bare)
        and (post := _POST.search(bare))
        and not _HEADS_POST.search(bare)
    ):
        return [Said("person", "开头", post[0])]
    if own := head_words.part_in_opening(bare):
        return [Said("body", "开头", own)]
    bare = _BUREAUS_NAME.sub("", bare)
    part = _PART.match(bare)
    return [] if part is None or _WHOLE.search(part["who"]) else [Said("body", "开头", part["who"])]


_PROSE = re.compile("[。！]$")
_MAKERS_END = "(?:[局所股科室组厅会委部队]|总支)$"
_DAY_ALONE = re.compile(r"[（(]?(?P<month>[4-9]|1[0-2])月\d{1,2}日[）)]?")
"""7月3日 below a name; in January to March it is the next year's."""


def _signed(lines: tuple[HeadLine, ...], at: int) -> bool:
    """Whether a line is the day of a signature: 第一税务所　2022年12月31日, or a day below a name or the last sentence.

    A day in the last column of a table stands below neither.
    """
    words = lines[at].words
    if not is_day(words, month=True):
        written = WRITTEN.search(words)
        return written is not None and bool(words[: written.start()].strip()) and not re.search("[，。；：]", words)
    above = lines[at - 1].words if at else ""
    return bool(_PROSE.search(above) or re.search(_MAKERS_END, above) or _AUTHOR.match(above) or _NAME.search(above))


_BY_NOTE = "附注"
_ON_ALL_SAID = re.compile("以上|上述|本文|全文|均为|文中|本(?:总结|报告|材料|汇报)")
_ON_ALL_HERE = re.compile(rf"{_ON_ALL_SAID.pattern}|统计(?:时间|期间|时段|口径|范围)|数据|数字")
"""Right below a table a note that says no more than 数据 is on the table."""


def _of_note(words: str, year: int) -> list[Said]:
    """A note on all figures: another time, a part of the bureau, estimates."""
    told = period_of(words, "", "", year)
    if told.explicit:
        return [Said("period", _BY_NOTE, told.words, told)]
    clauses = [c for c in re.split("[，；]", words) if c.strip()]
    found = [Said("body", _BY_NOTE, c.strip()) for c in clauses if remarks.part_said(c)]
    return found + [Said("plan", _BY_NOTE, c.strip()) for c in clauses if remarks.plan_said(c)]


def _of_close(lines: tuple[HeadLine, ...], year: int, paper: _Paper) -> list[Said]:
    """The signature: a day, and the body above it or at the very end; notes on all figures."""
    found: list[Said] = []
    for at, line in enumerate(lines):
        note = _NOTE.match(line.words)
        below_table = at > 0 and lines[at - 1].words.startswith("|")
        on_all = _ON_ALL_SAID if below_table else _ON_ALL_HERE
        note = note if note and on_all.search(line.words) else _ON_ALL.match(line.words)
        if note:
            found += _of_note(note["said"], year)
        elif _signed(lines, at):
            found += _of_line(line.words, "落款", year, paper)
            if is_day(line.words, month=True) and at and "印发" not in line.words:
                found += _author(lines[at - 1].words, "落款", paper)
        elif at and (said := _DAY_ALONE.fullmatch(line.words)) and re.search(_MAKERS_END, lines[at - 1].words):
            found += [_day(f"{year}年{said['month']}月", "落款", year)]
        elif _AUTHOR.match(line.words) or (at == len(lines) - 1 and at and _PROSE.search(lines[at - 1].words)):
            found += _author(line.words, "落款", paper)
    return found
