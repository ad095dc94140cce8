"""Words of a table's labels, headings and captions: which are of a period, what a total of periods is of, what a caption says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from report.binding.period_words import without_periods
from report.binding.periods_said import period_of
from report.finding.cell_units import STATED, without_unit_said
from report.finding.spaces import unspaced

_CAPTION = 60
"""Characters of the longest caption."""
YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = r"20\d\d\s*[年.\-/．]\s*\d{1,2}\s*[月.\-/．]\s*\d{1,2}\s*日?(?![\d—–\-至])"
_FILED_BY_NAME = re.compile(rf"[（(]?(?:填报|填表|报送|上报|制表|编制|编报|汇总|报出)(?:日期|时间)[：:]\s*{_DAY}[）)]?")
_FILED_ON = re.compile(rf"{_FILED_BY_NAME.pattern}|(?<=[\s\u3000）)]){_DAY}$")
"""填报日期：2023年1月6日 is no period of the table below it."""
_SEAL = re.compile(r"[（(](?:盖章|公章|签章|章)[）)][：:]|[：:][（(](?:盖章|公章|签章|章)[）)]")
_BODY_LINE = re.compile(r"^[（(]?(?:填报|填表|报送|上报|制表|编制|编报)?(?:单位|部门|机构)(?:[（(]\S{1,4}[）)])?[：:]")
_SINCE_JANUARY = re.compile(r"(?:[本当今][年期])?(?:年初)?(?:度|起|至今|以来)?累计(?:数|额|值|完成|完成数|实际)?")
COMPARES = re.compile(
    r"^(?:上|去|上一)年(?:度)?(?:的?同期)?(?:累计)?(?:完成|实际)?(?:数|值|额)?$|^同期(?:累计)?(?:完成|实际)?(?:数|值|额)?$"
)
"""A heading of period that is of what the one before it says: 上半年 | 上年同期."""
ANY_YEAR = 2000
"""For periods of which only the months are looked at."""


def is_period(words: str) -> bool:
    """2022年, 上半年, 3月, 上年: words of period and nothing else."""
    if YEAR.fullmatch(words):
        return True
    if words.startswith(("比", "较")):
        return False
    return not re.sub(r"[\s度份数值累计实际完成的，,、]|合计", "", without_periods(words))


def says_when(words: str) -> bool:
    """A heading of period that says which: not 合计, 累计."""
    return is_period(words) and period_of(words, "", "", ANY_YEAR).explicit


def is_part(words: str) -> bool:
    """A heading of period that says a part of a year."""
    return is_period(words) and period_of(words, "", "", ANY_YEAR).is_part


def since_january(words: str) -> str:
    """累计数, 本年累计 say 累计 and nothing else."""
    return "累计" if _SINCE_JANUARY.fullmatch(words) else words


def hangs_on_another(words: str) -> int:
    """上年同期 and 累计 come behind the period that they are of, whether that is the row's or the column's."""
    return 2 if words == "累计" else 1 if COMPARES.match(words) else 0


_ONE_YEAR = re.compile(r"(?:(?P<bare>20\d\d)|20\d\d\s*年度?|[今本上去]年度?)$")
_SAYS_YEAR = re.compile(r"20\d\d|[今去前上本当]年|同期")


def in_one(periods: Sequence[str]) -> list[str]:
    """上半年 over 2022年 and 2021年, or 2021年 before a row and 一季度 over its column: the part of that year."""
    years = [said for words in periods if (said := _ONE_YEAR.match(words))]
    parts = [words for words in periods if is_part(words) and not _SAYS_YEAR.search(words)]
    if len(periods) != 2 or len(years) != 1 or len(parts) != 1:
        return [*periods]
    return [f"{years[0][0].rstrip('度')}{'年' if years[0]['bare'] else ''}{parts[0]}"]


def added(periods: Sequence[str]) -> str:
    """What 合计 of periods is of: 一季度 to 四季度 make 全年; those that do not follow one another stay several."""
    said = [period_of(w, "", "", ANY_YEAR) for w in periods]
    months = sorted({m for s in said for m in range(s.period.first, s.period.last + 1)})
    if not months or any(not s.sure or not s.is_part or s.period.year != ANY_YEAR for s in said):
        return "、".join(periods)
    first, last = months[0] % 12 + 1, months[-1] % 12 + 1
    if len(months) < last - first + 1:
        return "、".join(periods)
    return "全年" if len(months) == 12 else f"{first}月至{last}月"


def up_to(periods: Sequence[str]) -> str:
    """What 累计 behind months is of: all of them if they begin with January, else it asks (三季度累计)."""
    if not periods:
        return ""
    total = added(periods)
    said = period_of(total, "", "", ANY_YEAR)
    return f"{periods[-1]}累计" if said.sure and said.is_part and said.period.first % 12 else total


def plain_label(words: str) -> str:
    """A label without its spaces and its unit: 合 计（人次）."""
    return unspaced(without_unit_said(words))


def once(words: Iterable[str]) -> list[str]:
    """Words in order, each once; line ends inside a cell are no ends of sentences."""
    return list(dict.fromkeys(joined for w in words if (joined := unspaced(w))))


def plain_lines(lines: Sequence[str]) -> list[str]:
    """Lines before figures without the day on which they were filed."""
    return [_without_day(line) for line in lines]


def days_filed(lines: Sequence[str]) -> list[str]:
    """The days on which a table was filed, as lines before its figures say them."""
    patterns = ((_FILED_ON if _BODY_LINE.match(line.strip()) else _FILED_BY_NAME, line.strip()) for line in lines)
    return [said[0].strip("（）() \u3000") for pattern, line in patterns for said in pattern.finditer(line)]


def _without_day(line: str) -> str:
    """填报单位：某某县税务局　2022年12月30日 without its day; a bare day only behind the name of who filed it."""
    pattern = _FILED_ON if _BODY_LINE.match(line.strip()) else _FILED_BY_NAME
    return _SEAL.sub("：", pattern.sub("", line.strip()).strip(" \u3000"))


def caption_rows(rows: Sequence[str]) -> str:
    """The rows of a caption in one: 主要指标，2022年上半年（单位：亿元）."""
    said = [caption([line.rstrip("。；，：:")]) for line in rows]
    units = [w for w in said if STATED.fullmatch(w.strip("（）() "))]
    return "，".join(w for w in said if w and w not in units) + "".join(f"（{w.strip('（）() ')}）" for w in units)


def caption(before: Sequence[str]) -> str:
    """The line before a table, if it is short and ends no sentence, without its number (表1, 附件2).

    `before`: the two lines before it; the nearest may say only the unit.
    """
    said = [w for w in before if 0 < len(w) <= _CAPTION and w[-1] not in "。；！？，、" and "|" not in w]
    if before and said and said[-1] != before[-1]:
        return ""
    title = said[-1] if said else ""
    if len(said) == 2 and STATED.fullmatch(title.strip("（）() ")):
        title = f"{said[0]}（{title.strip('（）() ')}）"
    return re.sub(r"^(?:[附续]?表|附件)\s*[\d一二三四五六七八九十]*[-\d]*[：:.．、\s\u3000]*", "", title)
