"""What the lines at the head of a document, and those under it, tell of all its figures: whose paper, of which office, which number, on when.

Only for the setting in which a person's word was said: nothing is bound or doubted by these words. They are taken as they
stand, without what every paper says (工作总结, 关于), without the bureau's name, which the setting holds besides, with years counted
from the report's own. A title that was reworded asks once more; one that names another person never goes unseen.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from metrics.periods import Period
from report.binding import bureaus, remarks
from report.binding.limits import SURNAME
from report.binding.period_words import plain, without_periods
from report.binding.periods_said import period_of
from report.finding.spaces import unspaced
from report.finding.surroundings import sentences
from report.model import Blank, Claim

_LINES, _LAST, _SHORT, _TITLE = 12, 4, 26, 60
"""Lines that a head has at most, lines under a text, and characters of the longest line that is no sentence, and of the longest title."""
_PERIOD = 10
"""Characters of the longest line that is a period and nothing else."""
_WHEN_BEFORE = re.compile(r"^(?:[上下]半年|第?[一二三四]季度|前三季度|全年|[一二三四五六七八九十]{1,2}月份?)+")
"""2022年上半年河阳县税务局: the half-year is no part of the name."""
_NAMING = 4
"""Lines among which the bureau may be named."""
_SECTION = re.compile(
    r"\s*(?:#{2,6}\s|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+(?:部分|章|篇)|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]\s*[^\d\s])"
)
_PROSE = re.compile(r"[。！？；!?;]|，.*，")
_PAPER = re.compile(
    r"总结|报告|汇报|报表|[简快日周旬月季专通]报|情况|台账|统计|述[职责廉]|计划|要点|方案|清单|材料|动态|信息|小结|一览表|目标|任务|规划"
)
_PERIODICAL = re.compile(r"[简快日周旬专]报|动态|信息|通报|每日")
"""Papers that come again within a month: there the day tells one from another."""
_NO_MATTER = re.compile(
    r"[（(【\[]?(?:征求意见稿|审议稿|讨论稿|送审稿|修改稿|草案?|草稿|初稿|定稿|代拟稿|演示数据|样稿|第?[一二三四\d]+稿)[）)】\]]?"
    r"|(?:内部资料|绝密|机密|秘密|注意保存|请勿外传|不得外传|保密)[^\u4e00-\u9fff]*(?:\d+年)?|[★☆]\s*\d+年|^附[件表]?[\d一二三四五六七八九十]*[：:]?"
    r"|[\u4e00-\u9fff]{1,8}[〔\[（(]20\d\d[〕\]）)]第?\d*号|签发人[：:]\S*|[\u4e00-\u9fff]*文件$"
)
"""Marks of a draft, of secrecy, numbers of a paper: they change while it stays the same one."""
_DATE = re.compile(
    r"[（(]?\s*20(?P<year>\d\d)年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:[\d一二三四五六七八九十]{1,3}日)?\s*[）)]?"
)
_SPAN = re.compile(r"(?<![\d_-])(-?\d+)_(-?\d+)(?![\d_])")
_MASKED_YEAR = re.compile(r"20\s*[*＊×Xx_＿〇○]{2}\s*年?度?")
_SAID_BY_ALL = re.compile(
    r"工作|总结|小结|报告|汇报|情况|材料|年度|全年|关于|[的年度及和与暨第]$|^[的年度及和与暨]|\W|_"
)
_YEAR = re.compile(r"20\d\d")
_PERSON = re.compile(
    rf"本人|书记|[局组股所科队处]长|主任|委员|同志|姓名|[述报汇填负审][^：:]{{0,3}}人|人[：:]|某|^{SURNAME}[ \u3000]*[\u4e00-\u9fff]{{1,2}}$"
)
_NAME = re.compile(rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}")
_OFFICE = re.compile(
    r"(?:税务|稽查|[省市县区分总])局(?![面势限部])|[税务]所|分局|办公室|[\u4e00-\u9fff][股科室处队](?!技|学)|中心|支部|工会|团委|委员会|[纪党]委|服务厅|小组|单位|部门"
)
_WHEN = re.compile(
    r"\d|第[一二三四五六七八九十百零〇]+[期号]|季|半年|月|期间|以来|国庆|春节|元旦|五一|端午|中秋|清明|假期|周年|任期|五年|年[中底末初]|中期|计划"
)
_OPENS_AS = re.compile(
    r"(?:[^，。]{0,8}[，])?(?P<who>(?:第?[一二三四五六七八九十\d]*税务(?:所|分局)|第?[一二三四五六七八九十\d]+(?:所|分局)|办公室|[\u4e00-\u9fff]{2,8}股|[\u4e00-\u9fff]{0,6}支部|机关工会|工会|团委|[\u4e00-\u9fff]{0,4}服务厅|信息中心|稽查局)|本人[^。]{0,40}?(?:分管|负责|从事|主管|承担)[^，。；]{1,24})"
)


def told_at_head(text: str, year: int, figures: Sequence[Blank | Claim]) -> tuple[str, ...]:
    """What head and foot say, in order. A line with a figure ends the head, and so does a table of figures with the line above it."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"(?m)^.*$", text) if m[0].strip()]
    table = min((f.cell.table for f in figures if f.cell), default=len(text))
    above = [line for line in lines[:_LINES] if line[0] < table]
    above = above[:-1] if table < len(text) and len(above) > 1 else above
    figures = [f for f in figures if not (isinstance(f, Blank) and f.kind in {"date", "name", "prompt"})]
    return _of_lines(text, year, sorted((f.start, f.end) for f in figures), lines, above)


def readable(said: str, year: int) -> str:
    """What the head tells, for a reader: 0_5 is the first half of its year."""
    first = 12 * year
    return _SPAN.sub(lambda m: Period(first + int(m[1]), first + int(m[2])).chinese, said)


def _of_lines(
    text: str,
    year: int,
    figures: Sequence[tuple[int, int]],
    lines: Sequence[tuple[int, str]],
    above: Sequence[tuple[int, str]],
) -> tuple[str, ...]:
    bureau = named_at_head(text)
    head: list[tuple[int, str]] = []
    for at, line in above:
        if (
            _SECTION.match(line)
            or _one_of_several(line, lines)
            or (_holds(figures, at, at + len(line)) and not _is_title(line))
        ):
            break
        head.append((at, line))
    periodical = any(_PERIODICAL.search(line) for _, line in head)
    found = [word for at, line in head for word in _said(line, at, bureau, year, figures, periodical=periodical)]
    foot = [line for at, line in lines[max(len(head), len(lines) - _LAST) :] if not _holds(figures, at, at + len(line))]
    found += [
        f"末：{word}"
        for line in foot
        for word in (*_signed_on(line, bureau, year), _signed(line, bureau, year))
        if word
    ]
    return tuple(dict.fromkeys(found))


def named_at_head(text: str) -> str:
    """The place whose bureau the title names, on whichever line of the head it stands (under 某税发〔2022〕35号)."""
    lines = [line for line in text.split("\n") if line.strip()][:_NAMING]
    named = (bureaus.in_title(line) for line in lines if not _PROSE.search(line))
    return next((_WHEN_BEFORE.sub("", name) for name in named if name), "")


def _is_title(line: str) -> bool:
    return len(line.strip()) <= _TITLE and not _PROSE.search(line) and _PAPER.search(line) is not None


def _one_of_several(line: str, lines: Sequence[tuple[int, str]]) -> bool:
    """上半年 above one paragraph and 下半年 above another: headings of sections, not the head."""
    return _only_when(line) and sum(_only_when(other) for _, other in lines) > 1


def _only_when(line: str) -> bool:
    words = line.strip().rstrip("：:")
    return len(words) <= _PERIOD and period_of(words, "", "", 2000).explicit and not without_periods(words).strip()


def in_caption(words: str, year: int) -> list[str]:
    """What a line inside or above a table says of all of it, if it says of whom, when or that it is a plan."""
    return _said(words, 0, "", year, (), periodical=False) if _tells(words.strip()) or _is_title(words) else []


def _holds(figures: Sequence[tuple[int, int]], low: int, high: int) -> bool:
    at = bisect_left(figures, (low, 0))
    return at < len(figures) and figures[at][0] < high


def _said(
    line: str, at: int, bureau: str, year: int, figures: Sequence[tuple[int, int]], *, periodical: bool
) -> list[str]:
    if _PROSE.search(line.strip().rstrip("。，")) or len(line.strip()) > _TITLE:
        return _opening(line, at, year, figures)
    words = _bare(line, bureau)
    if date := _DATE.fullmatch(words):
        return _dated(date, year, whole=periodical)
    if not words or (re.search(r"[*＊×_＿]", words) and not _is_title(line)):
        return []
    if not _is_title(line) and (len(words) > _SHORT or not _tells(line.strip().strip("#（）()—- \u3000"))):
        return []
    period = period_of(words, "", "", year)
    if period.explicit and period.sure:
        first = 12 * year
        span = f"{period.period.first - first}_{period.period.last - first}"
        rest = _common(without_periods(words), year)
        return [*([] if span == "0_11" else [span]), *([rest] if rest else [])]
    rest = _common(words, year)
    return [rest] if rest else []


def _tells(line: str) -> bool:
    return any(said.search(line) for said in (_PERSON, _OFFICE, _WHEN))


def _bare(line: str, bureau: str) -> str:
    """A line in plain figures, without the bureau's name and the marks of a draft."""
    words = plain(_MASKED_YEAR.sub("", line.strip().lstrip("#").strip()))
    words = re.sub(r"·+我局|^我局", "", bureaus.as_ours(words, bureau))
    return unspaced(_NO_MATTER.sub("", re.sub(r"^[—\-]+", "", words))).strip("《》“”。，：:")


def _common(words: str, year: int) -> str:
    """What is left without that which every paper says."""
    words = _YEAR.sub(lambda said: f"{int(said[0]) - year:+d}" if int(said[0]) != year else "", words)
    words = unicodedata.normalize("NFKC", words)
    before = ""
    while before != words:
        before, words = words, _SAID_BY_ALL.sub(lambda said: said[0] if said[0] in "+-" else "", words)
    return words


def _dated(date: re.Match[str], year: int, *, whole: bool) -> list[str]:
    """A date alone on a line is when a paper was written: of a periodical the day, of another the month within its own year."""
    own = 2000 + int(date["year"]) == year
    if whole:
        return [re.sub(r"^\D*20\d\d年", "", date[0]) if own else date[0]]
    return [f"写于{date['month']}月"] if own and date["month"] not in {"12", "十二"} else []


def _opening(line: str, at: int, year: int, figures: Sequence[tuple[int, int]]) -> list[str]:
    """The periods of the sentences that open the text, other than the whole year, and who speaks there."""
    found = []
    for low, high in sentences(line)[:3]:
        said = line[low:high].strip()
        if who := _OPENS_AS.match(said):
            found.append(who["who"])
        if _holds(figures, at + low, at + high):
            continue
        told = period_of(said, "", "", year)
        if told.explicit and told.sure:
            first = 12 * year
            span = f"{told.period.first - first}_{told.period.last - first}"
            found += [] if span == "0_11" else [f"开头{span}"]
        elif told.explicit and re.search(r"\d", told.words):
            found.append(f"开头{told.words}")
    return found


_NOTE = re.compile(
    r"[（(]?(?:附?注|说明|备注)[：:]|[（(]?(?:以上|上述|文中|本文|全文)(?:各项|所列|有关)*(?:数据|数字|指标|统计|均|都|为|系|截)"
)


def _signed_on(line: str, bureau: str, year: int) -> list[str]:
    """The month of its own year in which a text was signed (7月 makes it the half-year's), and a note on all of its figures that
    says a time, a part of the bureau or estimates.
    """
    if date := _DATE.fullmatch(_bare(line, bureau)):
        return _dated(date, year, whole=False)
    words = line.strip()
    if not _NOTE.match(words):
        return []
    told = period_of(words, "", "", year).explicit or remarks.part_said(words) or remarks.plan_said(words)
    return [_common(words, year)] if told else []


def _signed(line: str, bureau: str, year: int) -> str:
    """Who signed: an office or a person in a short line under the text."""
    words = _bare(line, bureau)
    if _SECTION.match(line) or len(words) > _SHORT or _PROSE.search(line) or "，" in line or _DATE.fullmatch(words):
        return ""
    if re.search(r"[*＊×_＿|\d]", words) or not (
        _OFFICE.search(words) or _NAME.fullmatch(words) or re.search(r"人[：:]|[局组股所科]长|书记", words)
    ):
        return ""
    return _common(words, year)
