"""What stands above a figure: title, headings, lines of a form, and the sentences of its paragraph before it.

三、下一步打算, （一）2021年工作回顾, 填报单位：第一税务所 say of every figure below them when it was, whose it is and whether it
was done at all. A heading that says another period, a plan or another body does not bind a figure; it makes the program ask.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from metrics.numbers import parse_numeral
from report.binding.document_head import DAY, DocumentHead, is_day, read_head
from report.binding.fillers import head
from report.binding.period_words import THAT_TIME, without_periods
from report.binding.periods_said import PeriodSlot, period_of
from report.finding.captions import DEEP, CellLines
from report.finding.spaces import unspaced

LONGEST = 40
"""Characters of the longest heading."""
_SMALL = 20
"""Characters of the longest line without a number that is a heading."""
LOWEST = 9
"""Level of a line without a number."""
_MASKED = re.compile(r"[*＊×＿_…〇○]|[Xx]{2}|[（(][ \u3000]+[）)]|\d(?!\d*[年月季])")
"""A line with a figure is an entry, not a heading."""
_NUMBERED = (
    (re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇)|[上中下]篇(?=[\s\u3000：:])[：:]?"), 1),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 2),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), 3),
    (re.compile(r"\d{1,2}[.．、](?!\d)"), 4),
    (re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]"), 5),
)
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_ITEM = re.compile(r"[-+•·●]\s+")
_FORM = re.compile(
    r"(?P<what>(?:填报|报送|报告|汇报|编制|牵头|责任)?(?:单位|部门|机构)(?:[（(](?:盖章|公章|签章|章)[）)])?|报告期间?|(?:填报|统计|数据|核算|所属)?(?:期间|时段|时期)|时间|年度|统计口径|所属期)[：:]\s*(?P<said>\S.{0,29})$"
)
_HEAD = 4
_DATED = re.compile(
    r"[（(]?\s*(?P<said>20\d\d年(?:度|第?[一二三四]季度|前三季度|[上下]半年|\d{1,2}月?\s*[-—–至到~～]\s*\d{1,2}月份?|(?P<month>\d{1,2}月份?)))\s*[）)]?"
)
"""（2022年3月） below the title, in the first lines."""
_OFFICES = r"各(?:内设机构|直属机构|派出机构|股室|科室|处室|股|科|税务分局|分局|税务所|所|单位|部门)"
_ADDRESSED = re.compile(rf"{_OFFICES}(?P<more>(?:[、，]|以及|和){_OFFICES})*[：:]")
_SENT_ROUND = re.compile(r"通知|通报|的函")
"""各股室、各税务所： to whom a paper goes."""
_OF_A_MONTH = re.compile(r"^(?!.*(?:20\d\d|季度|半年|年度|总结|述[职责廉])).*(?:简报|快报|月报|动态|月度|月份)")
"""Titles of papers on one month; below 工作总结 or 述职报告 a month is when it was written."""
_AS_FOLLOWS = re.compile(r"如下[。：:]$")
"""2021年工作如下。 says of what follows when it was, as a heading does."""
_WHO_FILLS = re.compile(r"(?:单位|部门|机构)(?:[（(]\S{1,2}[）)])?$")
_SEAL = re.compile(r"[（(](?:盖章|公章|签章|章)[）)]")
_FILED_ON = re.compile(rf"[\s\u3000]+(?:[\u4e00-\u9fff]{{2}}(?:日期|时间)[：:]\s*)?{DAY.pattern}\s*$")
"""填报单位：某某县税务局　2022年12月30日: when it was filed."""
_ENDS = re.compile(r"[。！？；!?;]")
_FIRST = re.compile(r"[^。！？；!?;\n]*")


@dataclass(frozen=True)
class Heading:
    """A heading: where its words begin, its level (0 the title, 9 a line without a number) and its words."""

    start: int
    level: int
    words: str
    number: int = 0
    """That which it bears: 三、 is 3."""
    until: int = 0
    """Where the table ends of which it is a row; 0 for a line of the text."""

    @property
    def end(self) -> int:
        """Where its words end, at the earliest."""
        return self.start + len(self.words)


class Outline:
    """The headings of a text, asked what stands above a place. `marked`: offsets of lines and levels that Word's outline gives;
    `cells`: those of tables of figures.
    """

    def __init__(
        self,
        text: str,
        marked: Sequence[tuple[int, int]] = (),
        cells: Sequence[CellLines] = (),
        head: DocumentHead | None = None,
    ) -> None:
        self.text = text
        self._head = read_head(text) if head is None else head
        self._cells = [c for c in cells if c.start < c.end]
        self._marked = dict(marked)
        self._known: dict[int, tuple[Heading, ...]] = {}

    def above(self, start: int) -> tuple[Heading, ...]:
        """The headings under which a place stands, the outermost first; lines of a form hold for all that follows."""
        if start not in self._known:
            self._known[start] = self._above(start)
        return self._known[start]

    @property
    def title(self) -> str:
        """The words of the title; empty if the text has none."""
        first = next((h for h in self._headings if h.level >= 0), None)
        return first.words if first and first.level == 0 else ""

    def _above(self, start: int) -> tuple[Heading, ...]:
        count = bisect_right(self._starts, start - 1)
        chain = self._chains[count - 1] if count else ()
        headings = tuple(
            h for h in chain if h.end <= start and not 0 < h.until < start
        )  # an empty last cell stands at the table's end
        before = start < self._plan_from
        return tuple(
            _narrowed(h, headings[at + 1 :], before_plan=before) if h.level == 0 else h for at, h in enumerate(headings)
        )

    @cached_property
    def _plan_from(self) -> int:
        """Where the section with the plan begins, in a text whose title names work done and a plan; 0 if none is found."""
        done, planned = _both(self.title)
        if not planned or not self._is_ordered or self.title.find(planned[0]) < self.title.find(done[0]):
            return 0
        years = [year for part in done for year in _NUMBER_OF_YEAR.findall(part)]
        later = (
            h.start
            for h in self._headings
            if h.level > 0
            and not h.until
            and (plan_in(h.words) or (years and any(y > max(years) for y in _NUMBER_OF_YEAR.findall(h.words))))
        )
        return next(later, 0)

    @cached_property
    def _is_ordered(self) -> bool:
        return _INSIDE.search(self.text) is None and _in_order(self._headings, self.text)

    def _is_alone(self, at: int) -> bool:
        """Whether Word's outline puts no other line on the level of this one: 2021年工作回顾 above 2022年工作 is a section."""
        level = self._marked.get(at)
        return level is None or list(self._marked.values()).count(level) == 1

    @cached_property
    def _starts(self) -> list[int]:
        return [h.start for h in self._headings]

    @cached_property
    def _chains(self) -> list[tuple[Heading, ...]]:
        """After each heading, those that hold from there on. Numbers out of order, or in the middle of a line, tell of a
        text that was put together from pieces: there no heading holds beyond its own line, but for a title that is one by its words.
        """
        if not self._is_ordered:
            lasting = tuple(h for h in self._headings if h.level == 0 and self._head.sure)[:1]
            return [(*lasting, h) if h.level < 0 else lasting for h in self._headings]
        chains: list[tuple[Heading, ...]] = []
        open_ones: list[Heading] = []
        for heading in self._headings:
            kept = [h for h in open_ones if h.level < heading.level or h.level < 0]
            open_ones = [*kept, heading]
            chains.append(tuple(open_ones))
        return chains

    @cached_property
    def _headings(self) -> list[Heading]:
        found: list[Heading] = []
        last: Heading | None = None
        title = self._head.title
        lines = (line for line in re.finditer(r"(?m)^.*$", self.text) if line[0].strip())
        for number, line in enumerate(lines):
            words = line[0].strip()
            at = line.start() + len(line[0]) - len(line[0].lstrip())
            dated = _DATED.fullmatch(words) if 0 < number < _HEAD else None
            if dated and dated["month"] and not _OF_A_MONTH.search(unspaced(self.text.lstrip().partition("\n")[0])):
                dated = None
            heading = Heading(at, -1, dated["said"]) if dated else self._heading(at, words)
            if title and at == title.start and self._is_alone(at):
                heading = Heading(at, 0, title.words)
            elif heading and heading.level >= LOWEST and self._head.reads(at, words):
                heading = None
            if number < _HEAD and self._is_address(words):
                heading = None
            heading = self._of_table(heading)
            if heading and heading.until:
                found.append(heading)
                last = None
                continue
            if heading and heading.level >= LOWEST and last and last.level >= LOWEST:
                heading = replace(heading, level=last.level + 1)  # 2021年回顾 and, right below it, 党建工作
            if heading:
                found.append(heading)
            last = heading
        return _of_two_papers(found)

    def _of_table(self, heading: Heading | None) -> Heading | None:
        """A line as a heading where it stands in a table of figures: none but a line of a form, a title, a caption or the name of
        a group of rows, and the last two are no further headings of the text.
        """
        at = bisect_right(self._cells, heading.start, key=lambda c: c.start) - 1 if heading else -1
        if heading is None or at < 0 or heading.start >= self._cells[at].end:
            return heading
        cell = self._cells[at]
        if cell.depth is None:
            return heading if heading.level < 0 and _FORM.fullmatch(self._line(heading.start)) else None
        if heading.level <= 0:
            return heading
        level = LOWEST + 1 + cell.depth + (heading.level if cell.depth >= DEEP else 0)
        return replace(heading, level=level, until=cell.until)

    def _line(self, at: int) -> str:
        end = self.text.find("\n", at)
        return self.text[at : end if end >= 0 else len(self.text)].strip()

    def _is_address(self, words: str) -> bool:
        said = _ADDRESSED.fullmatch(words)
        return said is not None and bool(said["more"] or _SENT_ROUND.search(self.text.lstrip().partition("\n")[0]))

    def _heading(self, at: int, words: str) -> Heading | None:
        form = _FORM.fullmatch(_FILED_ON.sub("", words))
        if form and form["what"] == "时间" and is_day(form["said"], month=True):
            return None  # when it was written
        if form:
            who = _SEAL.sub("", _FILED_ON.sub("", words))
            return Heading(at, -1, who if _WHO_FILLS.search(form["what"]) else form["said"])
        level = self._marked.get(at)
        first = _FIRST.match(words)
        said = first[0] if first else words
        if markdown := _MARKDOWN.match(words):
            return Heading(at, len(markdown[1]) - 1, words[markdown.end() :])
        for pattern, numbered in _NUMBERED:
            if (match := pattern.match(words)) and len(said) <= LONGEST:
                return Heading(at, numbered, said[match.end() :].strip(), _number(match[0]))
        if level is not None and len(words) <= LONGEST:
            return Heading(at, level, words)
        return self._unnumbered(at, words)

    def _unnumbered(self, at: int, words: str) -> Heading | None:
        """A short line that is no sentence."""
        item = _ITEM.match(words)
        bare = _AS_FOLLOWS.sub("", words[item.end() :] if item else words)
        if words.startswith("|") or _ENDS.search(bare) or "，" in bare or len(bare) > LONGEST:
            return None
        if len(bare) > _SMALL and not bare.endswith(("：", ":")):
            return None
        masked = _MASKED.search(without_periods(_YEARS.sub("", _ANNEX_NUMBER.sub("", bare))))
        return None if masked else Heading(at, LOWEST, bare.rstrip("：:"))


def _of_two_papers(headings: list[Heading]) -> list[Heading]:
    """The headings, with lines without a number that name one of the two papers of the title as its parts, above 一、."""
    title = next((h for h in headings if h.level == 0), None)
    if title is None or not _both(title.words)[1]:
        return headings
    return [
        replace(h, level=1)
        if h.level >= LOWEST
        and not h.until
        and _PART_OF_BOTH.search(h.words)
        and (plan_in(h.words) or _LOOKS_BACK.search(h.words))
        else h
        for h in headings
    ]


def _number(written: str) -> int:
    """The number of 三、, （十二）, 4. or ⑤; 0 if it is none."""
    found = re.search(r"\d+|[一二三四五六七八九十]+|[①-⑳]", written)
    if found is None:
        return 0
    if found[0] in _CIRCLED:
        return _CIRCLED.index(found[0]) + 1
    try:
        return int(parse_numeral(found[0]))
    except ValueError:
        return 0


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def _in_order(headings: Sequence[Heading], text: str) -> bool:
    """Whether 一、 and （一） follow one another. One may be left out; an excerpt may begin anywhere, an annex begins anew."""
    last: dict[int, int] = {}
    reached = 0
    for heading in headings:
        if heading.level == 1:
            last = {}  # 第二部分, and 一、 below it once more
        if heading.level not in _ORDERED or not heading.number:
            continue
        before = last.get(heading.level)
        annex = heading.number == 1 and _ANNEX.search(text, reached, heading.start)
        reached = heading.start
        if before is not None and not annex and not before < heading.number <= before + 2:
            return False
        last = {level: n for level, n in last.items() if level < heading.level} | {heading.level: heading.number}
    return True


_ORDERED = (2, 3)
_INSIDE = re.compile(r"[。；！？](?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）)")
_ANNEX = re.compile(r"(?m)^\s*附(?:件|录|表|[：:])")
_YEARS = re.compile(r"(?:19|20)\d\d年?\s*[-—–~～至到]+\s*(?:19|20)\d\d(?=年)")
"""2020—2022年: no entry with a figure, though its first number has no 年."""
_ANNEX_NUMBER = re.compile(r"^附(?:件|录|表)\s*\d+")
_PLAN = re.compile(
    r"下一?步|下阶段|下一阶段|今后|明年|来年|新的一年|打算|(?:工作|重点|任务)(?:安排|计划|思路|设想|谋划|目标)|^(?:工作)?(?:计划|安排|思路|目标|打算|设想)$|努力方向|工作重点$"
    r"|(?:年|季度|月份?)(?:的|度)?(?:计划|安排|思路|设想|规划)$"
)
_AIMS = re.compile(
    r"(?:·+|20\d\d年度?|我局|全局|年度|全年|总体|主要|今后|未来|[一三五]年|重点|收入|发展|党建|税收)*的?(?:奋斗目标|目标任务|任务目标|工作目标|年度目标|工作部署|任务部署|部署安排|目标(?:[与和及]任务)?)"
)
"""三、奋斗目标, 年度目标任务: a heading that is nothing else. 聚焦目标任务 is how it was done."""
_FORECAST = re.compile(r"预计(?!划)[\u4e00-\u9fff]{0,6}(?:情况|数)|[预推]测(?:情况|数)|预估|预[计测]$")
_PLAN_PAPER = re.compile(
    r"(?:工作要点|(?:工作|实施|行动|活动|整改|培训|推进|检查)方案|责任[书状]|任务(?:清单|分解表?|书)|(?:培训|行动|学习|检查|监督|整改|教育|宣传)计划|(?:工作|发展)规划|(?:整改|改进)措施)(?:表|册)?(?:[（(][^（）()]*[）)])?$"
)
"""工作要点, 目标责任书: papers that say what is to be done, and sections on 整改措施."""
_MADE = re.compile("制[定订]|完善|出台|印发|细化|健全|落实|执行|推进|围绕|按照|对照|关于")
_DONE = re.compile(r"完成|落实|执行|推进|进展|回顾|总结|情况")
_AND = re.compile(r"以及|[及和与暨、]|[（(](?:附|含|及)")
_NUMBER_OF_YEAR = re.compile(r"20\d\d(?=年)")
_PART_OF_BOTH = re.compile(
    r"(?:20\d\d|[今明本来]|下)年|[上下]半年|下一步|今后|主要工作|工作(?:回顾|总结|打算|计划|安排)"
)
"""2022年工作总结 and 2023年工作计划, lines without a number above 一、, 二、: the two papers that the title names."""
_WHEN = re.compile(r"20\d\d|[今去上前明]年|[上下]半年|[一二三四]季度|\d+月")
_LOOKS_BACK = re.compile(r"回顾|总结|(?:工作|完成|开展|落实)情况|主要(?:工作|成效|做法)|工作成效|所做工作")
_OTHER = re.compile(
    r"(?:全市|全省|全国|全州|全系统|兄弟|外地|外省|他山|(?:各|第[一二三四五六七八九十\d]+|(?!全局|我局|本局|机关|局|党|做|抓|建|强)[\u4e00-\u9fff]{1,6}?)(?:税务所|税务分局|分局|党?支部|党小组|股室|科室)|"
    r"(?<![我本全区县])[\u4e00-\u9fff]{0,4}(?:纪委监委|公安局|财政局|人社局|医保局|审计局))"
    r"(?!(?:[\u4e00-\u9fff]{0,6})?(?:建设|标准化|规范化|换届|作用|堡垒|领导|部署|要求|巡察|反馈|考核|排名|前列|率先|第一|先进))"
)
_UNION = r"工会|团委|团总?支部|妇委会|妇联|青工委|[\u4e00-\u9fff]{0,6}学习小组"
_ROOMS = r"[\u4e00-\u9fff](?:股(?![份权级])|科(?![学技研普级])|室(?!内))|稽查局|信息中心|后勤(?:服务|保障)?中心|服务中心|征管中心|(?:办税|纳税)(?:缴费)?(?:服务)?大?厅|税务所|税务分局|专班"
_HIGHER = r"(?:省|市|州)(?:税务)?局|总局|[省市区县](?:委|政府|纪委)"
_ASKED_OF_US = r"(?!党?委?(?:领导|部署|要求|巡察|反馈|考核|交办|督办|督查|检查|通报|指出|会议|关于|印发|下达|安排|[一-龥]{0,4}精神))"
_PAPER = r"总结|报告|汇报|情况|工作|小结|要点|材料|亮点|台账|统计|成效|简报|方案|计划|分析|发言|述职|清单|通报|回顾"
_AUTHOR = re.compile(
    r"^(?:附件?[\d一二三四五六七八九十]*[：:.、]?)?《?(?:20\d\d年度?)?(?:关于)?"
    rf"(?P<who>[\u4e00-\u9fff]{{0,6}}?(?:{_HIGHER}|{_UNION}|{_ROOMS}))"
    rf"{_ASKED_OF_US}(?=[\u4e00-\u9fff\d（(]{{0,20}}(?:{_PAPER}))"
)
"""Another body that a heading begins with: 市局2022年工作总结, 工会工作总结."""
_OUR_OWN = re.compile(r"^[·\s\u3000—–-]*(?:关于)?[·\s]*(?:我局)?(?:党委)?\s*")
"""某某区税务局 before 税政股2022年工作总结, and the dash before a subtitle."""
_ALONE = re.compile(rf"(?:[^：:]{{2,6}}[：:])?(?P<who>{_UNION}|[\u4e00-\u9fff]{{2,8}}[股科])")
"""A heading, or a line of a form, that is the name of a part of the bureau and nothing else."""
_NAMED = re.compile(
    r"(?:附件?[\d一二三四五六七八九十]*[：:.、]?)?(?:20\d\d年度?+)?+"
    rf"(?P<who>(?P<name>(?![我本全])[\u4e00-\u9fffA-Z]{{1,5}})[县区](?:税务)?局){_ASKED_OF_US}"
)
_HEAD_OFFICE = re.compile(
    r"(?P<who>(?:[县区市]?局)?机关(?:本级)?)(?:各项|主要|重点|监督|学习|干部|党员|人员|\s)*(?:工作|监督|学习|完成|开展)?(?:情况|总结|小结|工作)|(?P<staff>机关(?:全体)?(?:党员|干部|人员)+)(?:集中学习|谈心谈话|谈话|学习)[\u4e00-\u9fff]*"
)
"""二、机关工作情况: of the head office alone. 机关党建, 机关建设 are work of the bureau."""
_EXAMPLE = re.compile(
    r"(?P<who>(?![我本全·])[\u4e00-\u9fff]{1,5}[县区市](?:税务)?局)(?:党委)?的?(?:先进|典型|主要|成功|好)*(?:做法|经验|实践|案例)"
)
"""对标先进：某县局的做法."""
_PERSON = re.compile(
    r"同志.{0,6}(?:事迹|材料|述职|述责|述廉|总结)|先进事迹|先进典型|典型事迹|(?:科员|[股科所]长|副书记|副局长)[一-龥]{0,4}(?:20\d\d年度?)?(?:述[职责廉]|工作总结)|公务员[一-龥]{0,8}登记表|(?:考核|任免|鉴定)(?:登记|审批)?表|个人(?:事迹|述[职责廉学]|年度|工作|总结|小结|自评|剖析)"
)
_YEAR = re.compile(r"20\d\d|[今去前]年|上年|上一?年度|本年")


@lru_cache(maxsize=8192)
def plan_in(heading: str) -> bool:
    """Whether a heading speaks of what is to be done: 下一步打算, 明年重点. Not 计划完成情况."""
    said = _PLAN.search(heading)
    if said is not None and not _DONE.search(heading[said.start() :]):
        return True
    if _AIMS.fullmatch(heading) or _FORECAST.search(heading):
        return True
    paper = _PLAN_PAPER.search(heading)
    return paper is not None and not _MADE.search(heading[: paper.start()])


def _narrowed(title: Heading, below: Sequence[Heading], *, before_plan: bool) -> Heading:
    """2022年工作总结及2023年工作计划 above 一、2022年主要工作: of a title of work done and a plan, what the section is about.

    `before_plan`: the place stands before the section with the plan, so in a section of work done whatever its name.
    """
    done, planned = _both(title.words)
    if not planned or any(plan_in(h.words) for h in below):
        return title
    for part in done:
        periods = set(_WHEN.findall(part))
        if any(_WHEN.findall(h.words) and periods.issuperset(_WHEN.findall(h.words)) for h in below):
            return replace(title, words=part)
    back = any(_LOOKS_BACK.search(h.words) for h in below) and not any(_WHEN.search(h.words) for h in below)
    if back or before_plan:
        return replace(title, words="".join(done))
    return title if plan_in(title.words) else replace(title, words=planned[0])  # 2023年工作计划及2022年工作总结


def _both(title: str) -> tuple[list[str], list[str]]:
    """The parts of a title that tell of work done, and those of a plan, if it has both. 2023年重点工作 behind 2022年工作总结 is a plan."""
    parts = _AND.split(title)
    first = next(iter(_NUMBER_OF_YEAR.findall(title)), "")
    planned = [p for p in parts if plan_in(p) or any(year > first for year in _NUMBER_OF_YEAR.findall(p))]
    done = [p for p in parts if p not in planned]
    return (done, planned) if done and planned else ([], [])


def work_done_in(words: str) -> str:
    """Of 2022年工作总结及2023年工作打算 the part on work done; other words as they are."""
    done, planned = _both(words)
    return "".join(done) if planned else words


@lru_cache(maxsize=8192)
def others_in(heading: str) -> str | None:
    """The other body or the person that a heading is about."""
    behind = _OUR_OWN.sub("", unspaced(without_periods(heading)))
    author = (
        _AUTHOR.match(heading)
        or (_AUTHOR.match(behind) if behind else None)
        or _ALONE.fullmatch(heading)
        or _NAMED.match(heading)
        or _HEAD_OFFICE.fullmatch(heading)
        or _EXAMPLE.search(heading)
    )
    if author and ("name" not in author.groupdict() or head(author["name"])):
        return author["who"] or author["staff"]
    said = _OTHER.search(heading) or _PERSON.search(heading)
    return said[0] if said else None


def this_time(heading: str) -> str:
    """The kind of period that a heading such as 当月情况 means (`month`, `quarter`), if it speaks of no other; else empty."""
    said = THAT_TIME.search(heading)
    if said is None or re.search(r"上月|上季|全年|累计|本年|同期", heading):
        return ""
    return "month" if said["month"] else "quarter"


def says_year(words: str) -> bool:
    """Whether words of period name their year: 2022年, 今年, 上年. 全年 and 3月 do not."""
    return _YEAR.search(words) is not None


def otherwise(slot: PeriodSlot, heading: Heading, year: int) -> str | None:
    """The period that a heading says, if a figure below it with this slot may mean that one instead.

    全年 in the text goes before the half-year of a title, not before that of the heading right above.
    """
    said = period_of(heading.words, "", "", year)
    if not said.explicit or (slot.explicit and says_year(slot.words)):
        return None
    if not said.sure and this_time(heading.words) == slot.period.kind:
        return None  # 一、当月情况: the month of the title, or one that the sentence says itself
    if not said.sure or said.period.year != slot.period.year:
        return said.words
    if slot.explicit and (heading.level == 0 or (heading.level < 0 and slot.period.last <= said.period.last)):
        return None  # 1—11月累计, 10月 in a paper on November
    inside = said.period.first <= slot.period.first and slot.period.last <= said.period.last
    return None if inside else said.words
