"""The head of a document, its opening and its close: the lines in which it says of what time it is, whose, and whether it is a plan.

A paper's number, 附件1, 秘密 and （征求意见稿） stand before the title; the title may take two lines; below it stand a bracket with the
period, a day, the author or 统计时间; then an opening sentence (现将……报告如下); at the end the signature. Here they are only told
apart. What they mean for a figure says `report.binding.head_says`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from report.binding.meetings import meeting_year, without_meeting
from report.binding.period_words import plain, without_periods

LONGEST = 60
"""Characters of the longest line of a title."""
_LINES = 12
"""Lines of a head at most."""
_PARAGRAPHS = 2
"""Paragraphs of an opening at most."""
_LAST = 10
"""Lines at the end in which a signature is looked for; headers and footers of a Word file stand behind it."""
_M = r"\s*[\d一二三四五六七八九十*＊×xX]{1,3}\s*"
_DAY = rf"(?:20[\d*＊×xX]{{2}}|[二2][〇零○0][〇零○一二三四五六七八九\d]{{2}})\s*(?:年{_M}月{_M}日|[-./．]\d{{1,2}}[-./．]\d{{1,2}})"
DAY = re.compile(_DAY)
MONTH = re.compile(rf"(?:20\d\d|[二2][〇零○0][〇零○一二三四五六七八九\d]{{2}})\s*(?:年{_M}月|[-./．]\d{{1,2}})")
_SENT = r"\s*(?:印发)?"
WRITTEN = re.compile(rf"(?:{_DAY}|{MONTH.pattern}){_SENT}[）)]?$")
"""A day or a month at the end of a line."""
_DRAFT = r"(?:征求意见|讨论|送审|审议|代拟|修改|报批|定|初|草|汇报|送阅|校对|终|发言|会议)稿(?:之?[\d一二三四五六七八九十]+)?|草案"
FURNITURE = re.compile(
    r"[（(【\[]?(?:[^。，；]{0,16}[〔\[（(【]\s*20\d\d\s*[〕\]）)】]\s*第?\s*[\d*＊×xX]+\s*号"
    r"|附\s*件?\s*[\d一二三四五六七八九十]*\s*[：:.．、]?"
    r"|(?:绝密|机密|秘密|内部(?:资料|文件|使用)?)[★☆\s]*(?:长期|[\d一二三]+[年月]|启封前)?[，,\s]*(?:注意保存|不得外传)?"
    r"|特\s*急|加\s*急|平\s*急|急\s*件"
    rf"|{_DRAFT}|会议材料(?:之?[\d一二三四五六七八九十]+)?"
    r"|(?:总)?第\s*[\d一二三四五六七八九十*＊×xX]+\s*期|20\d\d年第\s*[\d*＊×xX]+\s*期|节选|摘要|提纲|演示数据|签发人[：:].{0,12}|(?:编|份|文)号[：:]?.{0,16})[）)】\]]?"
)
"""Lines round a title that say nothing of its figures."""
_PAPERS = (
    r"总结|小结|报告|汇报|述[职责廉学]+|情况|要点|方案|计划|规划|安排|思路|打算|材料|提纲|简报|专报|月报|季报|年报|旬报|周报|日报|快报|通报|动态|分析|评估|"
    r"清单|责任书|责任状|分解表|台账|讲话|发言|意见|回眸|回顾|纪实|纪要|请示|函|事迹|报[送表]表|[一览统计明细任务自评]{2}表|(?<=年)(?:度)?(?:的)?(?:工作)?重点(?:工作|任务)?|(?<=年)(?:度)?工作(?:重点|任务|目标)|成效|亮点|概况|综述|信息|公告|通知|办法|细则"
)
_TITLE = re.compile(
    rf"(?:{_PAPERS})(?:表|册|书)?(?:及说明|说明)?(?:\s*[（(【\[][^（）()]{{0,24}}[）)】\]])*[。，；：:]?$"
)
_WRITTEN_BEHIND = re.compile(
    rf"[（(【\[]\s*(?:[\u4e00-\u9fff]{{0,4}}稿[，,、\s]*)?(?P<day>{_DAY}|{MONTH.pattern}|(?<![\d一二三四五六七八九十]){_M}月(?:{_M}日)?)\s*"
    r"(?:[\u4e00-\u9fff]{0,4}稿|印发|起草|成文|修订|修改|报送|上报|撰写)?\s*[）)】\]]$"
    rf"|(?<=[\s\u3000结告报])(?P<bare>{_DAY}|{MONTH.pattern})(?:[\u4e00-\u9fff]{{0,4}}稿)?$"
)
"""（2022年12月修改稿） at the end of a title: when it was written, if the title says besides of what time it is."""
_OF_A_MONTH = re.compile(r"[月季旬周日快简专]报|月[度刊]|季[度刊]|动态|信息|通报")
"""Papers of which a month at the end of the title is their own."""
_FIGURES = re.compile(r"(?:表|情况|台账|统计|分析|数据|概况)$")
_FURNITURE_BEHIND = re.compile(rf"\s*[（(【\[](?:{_DRAFT})[）)】\]]$")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]是|[■●◆【]|[-+•·●]\s|\|"
)
_MARKDOWN = re.compile(r"#\s+(?=[^#])")
_ENDS = re.compile(r"[。！？；!?;]")
_PROSE = re.compile(r"^(?:现|下面)?[将就].*|.*如下[：:]?$")
_NAME_MASK = re.compile(
    r"[*＊×○〇]{1,4}(?=同志|[省市州盟县区旗镇乡局]|年)|(?<![xX])[xX]{1,4}(?=[省市州盟县区旗镇乡局])"
)
"""××区税务局: a mask that stands for a name, not for a figure."""
_MASK = re.compile(r"[*＊×＿_…〇○▲]|[Xx]{2}|[（(][ \u3000]+[）)]")
_COUNT = re.compile(r"\d\s*[余多]?\s*(?:[万亿]|户|人|次|条|篇|家|场|名|件|%|％|个(?!月|方面|季度|强化|加力|到位)|元)")
_AUTHORS = re.compile(r"人[：:]|书记|[局组股科所]长|主任|^[·\s]*(?:我局|\S{0,14}税务局)$")
_BUREAU = re.compile(r"[·\s]*我局|(?:国家税务总局)?\S{1,14}税务局(?:党委|党组|委员会)?")
_NAMES_A_BUREAU = re.compile(r"税务局|我局")
_RULE = re.compile(r"[-—–―_＿=*＊·.…\s]+")


@dataclass(frozen=True)
class HeadLine:
    """One line, or two that make one title: where it begins and its words."""

    start: int
    words: str


@dataclass(frozen=True)
class DocumentHead:
    """The lines of a head in order, its title among them, the paragraphs that open the text, and the lines that close it."""

    title: HeadLine | None = None
    lines: tuple[HeadLine, ...] = ()
    """All but the title and furniture (a paper's number, 附件1)."""
    opening: tuple[HeadLine, ...] = ()
    close: tuple[HeadLine, ...] = ()
    parts: frozenset[int] = frozenset()
    """Where the lines of the title begin."""
    sure: bool = False
    """Whether the title is one by its words, not by its place alone."""
    meeting: int | None = None
    """The year of the meeting at which the paper was read, if the title says no other time."""

    def reads(self, start: int, words: str) -> bool:
        """Whether a line is read here and heads nothing: 附件1, a day, an author below the title, the rest of a title in two lines."""
        below = any(line.start == start for line in self.lines) and _AUTHORS.search(words) is not None
        return start in self.parts or below or is_day(words) or FURNITURE.fullmatch(words) is not None


@lru_cache(maxsize=64)
def read_head(text: str) -> DocumentHead:
    """The head of a text, with its opening and its close."""
    lines = [
        HeadLine(m.start() + len(m[0]) - len(m[0].lstrip()), m[0].strip()) for m in re.finditer(r"(?m)^.*\S.*$", text)
    ]
    lines = [_unmarked(line) for line in lines]
    count = _head_lines(lines)
    head = [line for line in lines[:count] if not FURNITURE.fullmatch(line.words) and not _RULE.fullmatch(line.words)]
    head = _without_days(head)
    title, used, sure = _title(head)
    rest = tuple(line for line in head if line.start not in used)
    opening, close, meeting = _opening(lines[count:]), _close(lines[count:]), None
    if title and (meeting := meeting_year(title.words)):
        title = HeadLine(title.start, without_meeting(title.words))
        meeting = None if _says_time(title.words) else meeting
    return DocumentHead(title, rest, opening, close, frozenset(used), sure, meeting)


def without_tables(text: str, tables: Sequence[tuple[int, int]]) -> str:
    """The text with each table as one line that is none of the head: 一季度 over a column is no time of the document."""
    for start, end in tables:
        text = f"{text[:start]}|{'·' * (end - start - 1)}{text[end:]}" if start < end else text
    return text


def is_day(words: str, *, month: bool = False) -> bool:
    """Whether a line is a day and nothing else: （2022年7月5日）; with `month` a month too."""
    pattern = rf"{_DAY}|{MONTH.pattern}" if month else _DAY
    return re.fullmatch(rf"[（(\s]*(?:{pattern}){_SENT}[）)\s]*", words) is not None


def is_title(words: str) -> bool:
    """Whether a line is a title by its words: …工作总结."""
    return _TITLE.search(words) is not None


def is_entry(words: str) -> bool:
    """Whether a line holds a figure or a blank, which makes it no heading."""
    bare = _NAME_MASK.sub("某", plain(DAY.sub("", FURNITURE.sub("", words) or words)))
    return bool(_MASK.search(bare) or _COUNT.search(bare))


def _unmarked(line: HeadLine) -> HeadLine:
    said = _MARKDOWN.match(line.words)
    return HeadLine(line.start, line.words[said.end() :]) if said else line


def _head_lines(lines: list[HeadLine]) -> int:
    """How many lines the head has: up to the first section, sentence or entry."""
    for at, line in enumerate(lines[:_LINES]):
        words = line.words.rstrip("。，；")
        long = len(words) > LONGEST or _ENDS.search(words) or ("，" in words and not _TITLE.search(line.words))
        if long or _PROSE.search(words) or _NUMBERED.match(line.words) or words.startswith("##") or is_entry(words):
            return at
    return min(len(lines), _LINES)


def _without_days(head: list[HeadLine]) -> list[HeadLine]:
    """The lines with the day on which the paper was written, behind a title that says its time besides, as a line of its own."""
    found: list[HeadLine] = []
    for line in head:
        bare = _FURNITURE_BEHIND.sub("", line.words)
        day = _WRITTEN_BEHIND.search(bare)
        title = _FURNITURE_BEHIND.sub("", bare[: day.start()]).rstrip() if day else ""
        before = found[-1].words if found and _continued(found[-1].words, title) else ""
        if day and is_title(title) and not _OF_A_MONTH.search(title) and _says_time(f"{before}{title}"):
            found += [
                HeadLine(line.start, title),
                HeadLine(line.start + day.start(), _as_written(title, day["day"] or day["bare"])),
            ]
        else:
            found.append(line)
    return found


def _as_written(title: str, day: str) -> str:
    """The day; of 2022年税费收入情况表（2022年12月） the month may be what the figures are of."""
    return f"期间：{day}" if _FIGURES.search(title) and not re.fullmatch(_DAY, day) else day


def _title(head: list[HeadLine]) -> tuple[HeadLine | None, set[int], bool]:
    """The title, the places of its lines, and whether its words say that it is one.

    Below the name of a newsletter (工作简报, 第6期) the first title that says a time, for that is of what the figures are.
    """
    named = [at for at, line in enumerate(head) if _TITLE.search(line.words)]
    if not named:
        # the first line of a text is its title whatever its words; behind 附件1 too
        only = head[0] if head and len(head[0].words) <= LONGEST else None
        return (only, {only.start}, False) if only else (None, set(), False)
    at = named[0]
    if _NEWSLETTER.search(head[at].words) and not _says_time(head[at].words):
        at = next((n for n in named if _says_time(head[n].words)), at)
    title, before = head[at], head[at - 1] if at else None
    alone = before and _BUREAU.fullmatch(before.words) and not _NAMES_A_BUREAU.search(title.words)
    taken = [before, title] if before and (alone or _continued(before.words, title.words)) else [title]
    words = "".join(line.words for line in taken).rstrip("。，；")
    return HeadLine(taken[0].start, words), {line.start for line in taken}, True


_NEWSLETTER = re.compile(r"简\s*报|专\s*报|快\s*报|动\s*态|信\s*息|通\s*讯")


def _says_time(words: str) -> bool:
    return without_periods(words) != plain(words)


def _continued(before: str, words: str) -> bool:
    """关于2022年上半年 above 城关区税务局工作情况的报告: one title in two lines."""
    opens = before.startswith("关于") or before.endswith(("年", "年度", "半年", "季度", "月", "月份", "的", "局"))
    return opens and not words.startswith(("—", "-")) and not _TITLE.search(before)


def _opening(lines: list[HeadLine]) -> tuple[HeadLine, ...]:
    """The paragraphs of prose between the head and the first section; of a text without sections the first, if more follows."""
    found: list[HeadLine] = []
    for line in lines:
        if _NUMBERED.match(line.words) or line.words.startswith("#") or len(found) > _PARAGRAPHS:
            break
        found.append(line)
    if len(found) == len(lines) or len(found) > _PARAGRAPHS:
        found = found[:1] if len(lines) > 1 else []
    return tuple(found)


def _close(lines: list[HeadLine]) -> tuple[HeadLine, ...]:
    """The last lines of a text, the sentence above the signature among them."""
    return tuple(lines[-_LAST:])
