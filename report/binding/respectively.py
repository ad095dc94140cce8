"""税收收入、社保费收入分别入库**亿元、**亿元: each figure is read with its own item of the list.

The figures must be as many as the items and stand one behind the other, and the items must be times, or things told at one
time; else the person says which is which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from report.binding.passages import figure_end
from report.binding.period_words import PART_OF_YEAR, mentions
from report.binding.reasons import Lasting
from report.binding.sentence import asked
from report.model import Binding, Blank, Claim

_PART = rf"(?:\d{{1,2}}[-—至])?{PART_OF_YEAR}(?![-—－~～至到])"
_YEAR = r"今年|本年|去年|上年|20\d\d年度?"
_FOR_ALL = re.compile(rf"(?:其中|全年|年内|{_YEAR}|{_PART}|我局|本局|全局|累计|共|组织|办理|完成|实现|开展)*")
"""What opens the first item and holds for all of them: when, by whom, what was done."""
_LIST = re.compile(r"(?P<items>[^，。；：:,;\n]{3,80}?)(?:依次)?分别(?P<verb>[^，。；：:,;\n、]{0,10})$")
_AHEAD = re.compile(
    rf"(?:^|(?<=[，。；：:,;\n]))(?P<items>[^，。；：:,;\n]{{3,80}})[，,：:](?P<when>{_FOR_ALL.pattern})分别(?P<verb>[^，。；：:,;\n、]{{0,10}})$"
)
"""专项监督检查、追究责任，全年分别为**次、*人: the list is the clause before."""
_EACH_TIME = re.compile(
    r"(?:^|(?<=[，。；：:,;\n]))(?P<times>(?P<first>20\d\d)年?度?\s*[-—–~～至到]\s*(?P<last>20\d\d)年度?|(?P<year>20\d\d年)?(?:四个季度|[一1][-—–~～至]四季度))[，,]?"
    r"(?:我局|全局|本局)?(?P<what>[\u4e00-\u9fff]{2,16}?)(?:依次)?分别(?P<verb>(?:为|是|达到?|入库|完成|组织|开展|实现|办理){0,2}了?)$"
)
_TWO = 2
_AND = re.compile(r"、|以及|[和与]|(?<![惠涉普触以提])及")
_NEXT = re.compile(r"\s*(?:[、，]|以及|[和与及])\s*")
_FAR = 120
"""Characters before the clause in which a list ahead of it is looked for."""
_HOW = re.compile(r"口径|剔除|还原|加回|扣除|[月日季周年人]均|平均|最[高低多长]|每[月日天季周个]|同比|环比|增收|减收")
_WITHIN = re.compile(rf"(?P<what>[\u4e00-\u9fff]{{2,8}}?)(?P<when>全年|年内|{_PART})的?(?P<rest>[^\d]+)")
_OURS = re.compile(r"(?:[我本全]局|[县区](?:税务)?局)")


@dataclass(frozen=True)
class Lists:
    """A list with its figures: where it begins in the text, the items as each is to be read, and what stands between."""

    begin: int
    figures: tuple[Blank | Claim, ...]
    items: tuple[str, ...]
    verb: str
    one_thing: bool = False
    """One thing at several times, of which each figure says as much as the first."""

    def alone(self, text: str, place: int, before: str) -> tuple[str, Blank | Claim]:
        """The paragraph with only one item and its figure in place of the list, `before` standing for what is before it; and
        that figure there.
        """
        figure = self.figures[place]
        head = f"{before}{self.items[place]}{self.verb}"
        end, after = figure_end(text, figure), figure_end(text, self.figures[-1])
        stop = text.find("\n", after)
        inner = replace(figure, start=len(head), end=len(head) + figure.end - figure.start)
        return f"{head}{text[figure.start : end]}{text[after : stop if stop >= 0 else len(text)]}", inner

    def settled(self, found: Sequence[Binding]) -> list[Binding]:
        """The bindings of all items: one that comes to the same as another is a part of it, and behind a first item that asks
        the others do, since what makes it ask (月均, 同口径, 班子成员) may be said of all. An item that is we ourselves does not.
        """
        made = []
        for place, binding in enumerate(found):
            alike = any(_likely(other) == _likely(binding) for at, other in enumerate(found) if at != place)
            held = place > 0 and found[0].status != "bound"
            ours = _OURS.match(self.items[place])
            doubt = binding.status == "bound" and (
                (alike and not _OURS.fullmatch(self.items[place])) or (held and not ours)
            )
            reason = Lasting("“分别”前面的几项，要由人逐个确定")
            made.append(asked(binding, self.figures[place], reason) if doubt else binding)
        return made


def _likely(binding: Binding) -> tuple[str, str | None] | None:
    metric = binding.metric or (binding.candidates[0].metric if binding.candidates else None)
    return (metric, binding.period) if metric else None


def read(text: str, clause: int, figures: Sequence[Blank | Claim], figure: Blank | Claim) -> Lists | None:
    """The list to which a figure belongs; None if items and figures do not pair. `clause`: where its clause begins; `figures`:
    all, in order.
    """
    run = _run(text, clause, figures, figure)
    if not run:
        return None
    said = _LIST.match(text, clause, run[0].start)
    if len(_items(said)) != len(run):
        said = _AHEAD.search(text, max(0, clause - _FAR), run[0].start)
    if spread := _spread(text, clause, run):
        return spread
    items = _items(said)
    if said is None or len(items) != len(run) or not all(items):
        return None
    told = _with_their_times(items)
    when = said.groupdict().get("when") or ""
    return Lists(said.start("items"), tuple(run), tuple(told), f"{when}{said['verb']}") if told else None


def _spread(text: str, clause: int, run: Sequence[Blank | Claim]) -> Lists | None:
    """2020年至2022年，税费收入分别为三个数, 四个季度分别为四个数: the one thing at each of the times, if there are as many figures."""
    said = _EACH_TIME.search(text, max(0, clause - _FAR), run[0].start)
    if said is None or said.end() != run[0].start or len(run) < _TWO:
        return None
    if said["first"]:
        times = [f"{year}年" for year in range(int(said["first"]), int(said["last"]) + 1)]
    else:
        times = [f"{said['year'] or ''}{n}季度" for n in "一二三四"]
    if len(times) != len(run) or _tells_time(said["what"]):
        return None
    items = tuple(f"{time}{said['what']}" for time in times)
    return Lists(said.start("times"), tuple(run), items, said["verb"], one_thing=True)


def _with_their_times(items: list[str]) -> list[str] | None:
    """The items, each with what is said once: the time before the first, or the noun behind the last of several times.

    None where a time is not plain (截至6月底, 近三年, 去年同期), or only some of several say a year or a part of one.
    """
    items = _time_first(items)
    opens = [said[0] if (said := _FOR_ALL.match(item)) else "" for item in items]
    rests = [item[len(opening) :] for item, opening in zip(items, opens, strict=True)]
    if any(_tells_time(rest) for rest in rests) or any("同期" in item or "累计" in item[1:] for item in items):
        return None
    if _HOW.search(items[0]) and not all(_HOW.search(item) for item in items):
        return None  # 同口径税费收入、税收收入: of the first alone, or of both
    timed = [opening for opening in opens if re.search(f"{_YEAR}|{_PART}|全年|年内", opening)]
    if len(timed) > 1:
        kinds = {(bool(re.search(_YEAR, o)), bool(re.search(_PART, o))) for o in timed}
        if len(timed) != len(items) or len(kinds) > 1:
            return None
    if opens[-1] and rests[-1] and not any(rests[:-1]):  # 上半年、下半年集中学习分别为**次、**次
        return [f"{opening}{rests[-1]}" for opening in opens]
    return [
        items[0],
        *(item if opening else f"{opens[0]}{item}" for item, opening in zip(items[1:], opens[1:], strict=True)),
    ]


def untimed(item: str) -> str:
    """An item without the time, and who did what, that may open it."""
    said = _FOR_ALL.match(item)
    return item[said.end() :] if said else item


def _time_first(items: list[str]) -> list[str]:
    """热线全年接通率、满意率: the one time that is said, in the middle of the first item, is of all of them."""
    said = _WITHIN.fullmatch(items[0])
    alone = said and not any(_tells_time(words) for words in (said["what"], said["rest"], *items[1:]))
    return [f"{said['when']}{said['what']}{said['rest']}", *items[1:]] if said and alone else items


def _tells_time(words: str) -> bool:
    _, found, unclear = mentions(words)
    return bool(found or unclear or re.match(r"[至到起末底]|以来|之?[前后]", words))


def _items(said: re.Match[str] | None) -> list[str]:
    return [item.strip() for item in _AND.split(said["items"])] if said else []


def _run(text: str, clause: int, figures: Sequence[Blank | Claim], figure: Blank | Claim) -> list[Blank | Claim]:
    """The figures of the list: the first of the clause, and those that follow with nothing but a comma between."""
    run: list[Blank | Claim] = []
    for one in figures:
        if one.start < clause or one.cell:
            continue
        if run and not _NEXT.fullmatch(text, figure_end(text, run[-1]), one.start):
            break
        run.append(one)
    return run if figure in run else []
