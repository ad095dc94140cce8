"""Counted headings: “三项举措” must be followed by exactly 一是, 二是, 三是; and lists whose numbers skip.

A counted phrase is a heading only if it ends its sentence and a list begins right after: “两个责任” or “四风” in the
middle of a sentence count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from report.model import Finding

_NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(
    r"[“\"]?(?<![\d.．零一二三四五六七八九十百])(?<!党的)(?P<count>[二三四五六七八九十两]|\d{1,2})(?P<kind>个(?!百分点)|项|件(?=大?实?事)|大|条|点|种|方面|类|步|手|力|篇)(?P<what>[^“”\"，。：:；\n\d]{0,8})[”\"]?"
    r"(?P<tail>[^，。：:；\n]{0,6})[。：:；，,]?[ \u3000]*\r?\n?[ \u3000]*(?=(?P<first>第?[一二三四五六]是|其[一二三]是?[，、]?|第[一二三][，、]|[（(][一二三][）)]|[①②③]|[一二三]要))"
)
"""Of 党的二十大 the last numeral is no count: a numeral that goes on with another, or is a congress, is left alone."""
_SET_UP = re.compile(r"(?:设立|成立|组建|建立|设置|增设|新建|评选)[^，。；：\n]{0,12}$")
_BODY = re.compile(r"(?:岗|[小作导务]组|队|室|站|专班|窗口|[点区]|基地|支部|中心)$")
"""设立2个党员先锋岗。一是…: what was set up, and then what it does."""
_ITEM = re.compile(
    rf"(?:(?<=^)|(?<=[。；：！？，、:;”\n\s]))(?:第?(?P<is>[{_NUMERALS}]{{1,3}})是|其(?P<its>[{_NUMERALS}])|第(?P<nth>[{_NUMERALS}]{{1,2}})[，、]|[（(](?P<round>[{_NUMERALS}]{{1,3}})[）)]|(?P<must>[{_NUMERALS}])要)|(?<![注见表图如])(?P<circle>[①②③④⑤⑥⑦⑧⑨⑩])",
    re.MULTILINE,
)
_SECTION = re.compile(rf"^[ \u3000]*(?:[{_NUMERALS}]{{1,3}}、|[（(][{_NUMERALS}]{{1,3}}[）)])", re.MULTILINE)
_ORDER = {
    "chapter": re.compile(rf"^[ \u3000]*(?P<n>[{_NUMERALS}]{{1,3}})、", re.MULTILINE),
    "section": re.compile(rf"^[ \u3000]*[（(](?P<n>[{_NUMERALS}]{{1,3}})[）)]", re.MULTILINE),
}
_NAMED = re.compile(
    r"[“\"](?P<count>[二三四五六七八九十两])个(?P<what>[\u4e00-\u9fff]{2,4})[”\"][，：:]?(?:即|也就是|分别是|分别为|做到|：)(?P<list>[^。；！\n“”（）]{4,120})(?=[。；！\n]|$)"
)
"""“五个到位”，即思想到位、组织到位: each item ends with what is counted."""
_MANY = 10
"""Items of the longest list that a heading counts."""


@dataclass(frozen=True)
class _Item:
    """One item of a list, with its number and how the list is marked."""

    start: int
    end: int
    number: int
    style: str


def find(text: str) -> Iterator[Finding]:
    """Every counted heading that its list does not bear out, then every list and heading number that skips."""
    items = list(_items(text))
    explained: set[int] = set()
    for match in _HEADING.finditer(text):
        end = _section_end(text, match.end())
        style = next((i.style for i in items if i.start >= match.start("first")), None)
        mine = _of_list(text, [i for i in items if match.start("first") <= i.start < end and i.style == style])
        said, counts = _number(match["count"]), _counts(mine)
        if _BODY.search(match["what"]) and _SET_UP.search(text, max(0, match.start() - 16), match.start()):
            continue
        if counts <= {0} or said in counts or (said > _MANY and max(counts) < said / 2):
            continue  # 17个支部。一是…: what is counted is something else
        explained |= {i.start for i in mine}
        yield _counted(text, match, said, mine, sure=len(counts) == 1)
    yield from _named(text)
    yield from _skips(items, explained, text)
    yield from _heading_skips(text)


def _named(text: str) -> Iterator[Finding]:
    """Slogans whose items are listed behind 即, as long as all of them, and nothing else, end with the slogan's word."""
    for match in _NAMED.finditer(text):
        what, said = match["what"], _number(match["count"])
        items = re.split(rf"[、，]|(?<={what})(?:以及|[和与及])", match["list"].strip())
        listed = len([i for i in items if len(i) > len(what) and i.endswith(what)])
        if listed == len(items) and 1 < listed != said and "等" not in match["list"]:
            message = f"“{match['count']}个{what}”说的是 {said}，后面列了 {listed} 个。请补上，或把数目改为{_NUMERALS[listed - 1] if listed <= _MANY else listed}"
            yield Finding(match.start(), match.end("what") + 1, "count-heading", "error", message)


def _items(text: str) -> Iterator[_Item]:
    for match in _ITEM.finditer(text):
        style = match.lastgroup or ""
        number = "①②③④⑤⑥⑦⑧⑨⑩".find(match[style]) + 1 if style == "circle" else _number(match[style])
        line = text.rfind("\n", 0, match.start()) + 1
        begins = style == "round" and not text[line : match.start()].strip()
        if begins and not _run_in(text, match.start(), number):
            continue  # a heading of its own line, not an item
        yield _Item(match.start(), match.end(), number, style)


_ROUND = re.compile(rf"(?<=[。；：！？，、:;”\s])[（(](?P<n>[{_NUMERALS}]{{1,3}})[）)]")


def _run_in(text: str, start: int, number: int) -> list[int]:
    """（一）持续深化学习。（二）持续建强支部: the numbers that follow in one line on the one that begins it."""
    found: list[int] = []
    for said in _ROUND.finditer(text, start + 1, _line_end(text, start)):
        if _number(said["n"]) == number + len(found) + 1:
            found.append(number + len(found) + 1)
    return found


def _number(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    numeral = numeral.replace("两", "二")
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS.find(numeral) + 1
    return (_NUMERALS.find(tens) + 1 if tens else 1) * 10 + (_NUMERALS.find(ones) + 1 if ones else 0)


def _section_end(text: str, at: int) -> int:
    """Where the heading's section ends: the next heading line."""
    following = _SECTION.search(text, text.find("\n", at)) if "\n" in text[at:] else None
    return following.start() if following else len(text)


def _of_list(text: str, items: list[_Item]) -> list[_Item]:
    """Items of the paragraph in which the list begins, and of later ones that begin with a further item.

    A later paragraph that begins otherwise may hold a list of its own, which says nothing of this one.
    """
    if not items:
        return []
    first_end = _line_end(text, items[0].start)
    mine = [i for i in items if i.start < first_end]
    for line_start, line_end in _lines(text, first_end, items[-1].end):
        here = [i for i in items if line_start <= i.start < line_end]
        last = max((i.number for i in mine), default=0)
        if here and not text[line_start : here[0].start].strip() and here[0].number > last:
            mine += here
    return mine


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _lines(text: str, at: int, until: int) -> Iterator[tuple[int, int]]:
    while at < until:
        end = _line_end(text, at + 1)
        yield at + 1, end
        at = end


def _counts(items: list[_Item]) -> set[int]:
    """How many items the first list may have. One that begins again with 一 is either inside an item of it (二是…：一是…，二是…)
    or a list of its own (…。今后，一是…): which one goes on behind it is not always told by its numbers.
    """
    readings = {(0, 0, 0)}  # items of the first list, the number of its last one, that of the list that began again
    for item in items:
        further: set[tuple[int, int, int]] = set()
        for count, last, again in readings:
            if count and item.number == 1:
                further.add((count, last, 1))
                continue
            if again and item.number == again + 1:
                further.add((count, last, item.number))
            if item.number == last + 1:
                further.add((count + 1, item.number, 0))
        readings = further or {(count + 1, item.number, 0) for count, _, _ in readings}
    return {count for count, _, _ in readings}


def _outer(items: list[_Item]) -> list[_Item]:
    """The items of the outermost list; a list that begins again with 一 before the outer one ends is nested."""
    outer: list[_Item] = []
    inner = 0
    for at, item in enumerate(items):
        goes_on = inner and item.number == inner + 1
        ambiguous = outer and item.number == outer[-1].number + 1
        if outer and item.number == 1:
            inner = 1
        elif goes_on and (not ambiguous or any(i.number > item.number for i in items[at + 1 :])):
            inner += 1
        else:
            outer.append(item)
            inner = 0
    return outer


def _counted(text: str, match: re.Match[str], said: int, items: list[_Item], *, sure: bool) -> Finding:
    """What is said of a heading. Where the list begins again its items can be told from the others' only by a person."""
    end = match.end("what") + (text[match.end("what") : match.end("what") + 1] in {"”", '"'})
    phrase = text[match.start() : end]
    outer = _outer(items)
    if not sure:
        message = f"“{phrase.strip('“”')}”说的是 {said}，下面列的不是 {said} 条。请核对各条和数目"
        return Finding(match.start(), end, "count-heading", "error", message)
    numbers = [i.number for i in outer]
    absent = (
        [f"“{_NUMERALS[n - 1]}是”" for n in range(1, min(said, 10) + 1) if n not in numbers]
        if outer[0].style == "is"
        else []
    )
    missing = f"，缺{'、'.join(absent)}" if absent else ""
    advice = f"请补上，或把数目改为{_NUMERALS[len(outer) - 1] if len(outer) <= 10 else len(outer)}"
    message = f"“{phrase.strip('“”')}”说的是 {said}，下面列了 {len(outer)} 条{missing}。{advice}"
    return Finding(match.start(), end, "count-heading", "error", message)


def _skips(items: list[_Item], explained: set[int], text: str) -> Iterator[Finding]:
    """一是 followed by 三是. Open lists are kept as a stack, since an item may hold a list of its own."""
    open_lists: list[tuple[str, int]] = []
    for item in items:
        if item.number == 1:
            open_lists.append((item.style, 1))
            continue
        while open_lists and open_lists[-1] != (item.style, item.number - 1):
            if not any(o == (item.style, item.number - 1) for o in open_lists):
                break
            open_lists.pop()
        if open_lists and open_lists[-1] == (item.style, item.number - 1):
            open_lists[-1] = (item.style, item.number)
            continue
        last = next((n for style, n in reversed(open_lists) if style == item.style), 0)
        open_lists.append((item.style, item.number))
        if item.start not in explained and item.style in {"is", "round", "circle"}:
            words = text[item.start : item.end]
            before = f"前面是第 {last} 条" if last else "前面没有第 1 条"
            yield Finding(item.start, item.end, "sequence", "error", f"“{words}”{before}，序号不连。请核对是否漏了一条")


def _heading_skips(text: str) -> Iterator[Finding]:
    """一、 then 三、; （一） then （三） within a chapter."""
    lines = sorted(
        (m.start("n"), m.end("n"), level, _number(m["n"])) for level, p in _ORDER.items() for m in p.finditer(text)
    )
    last = {"chapter": 0, "section": 0}
    for start, end, level, number in lines:
        if level == "chapter":
            last["section"] = 0
        if number not in {last[level] + 1, 1}:
            message = (
                f"标题序号“{text[start:end]}”前面是第 {last[level]}，序号不连。请核对是否漏了一节"
                if last[level]
                else f"标题序号从“{text[start:end]}”开始。请核对是否漏了前面的"
            )
            yield Finding(start, end, "sequence", "error", message)
        more = _run_in(text, start, number) if level == "section" else []
        last[level] = more[-1] if more else number
