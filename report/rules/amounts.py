"""Changes that a sentence reckons itself: from A to B, by x. Direction words, growth in %, multiples, differences.

Rules: `direction` (由 A 增长到 B, and B is less), `growth-rate` (the %, or the amount more or less, does not follow from A and B),
`multiple` (倍, 翻番), `percent-point` (the difference of two percentages in %, or an amount's growth in
个百分点). A stated figure may be off by the rounding of what it is reckoned from, not by more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from metrics import numbers
from report.model import Finding
from report.rules.checked import Checked
from report.rules.figures import NEAR, SIGN, Figure, Range, Sentence, overlap

RISES = "延长|增长|增加|增多|增收|多收|上升|提高|提升|上涨|攀升|扩大|增至|增到|升至|升到|增幅|涨幅"
FALLS = "下降|减少|降低|减收|少收|回落|下滑|缩短|缩减|压缩|压减|降至|降到|减至|减到|降幅"
DIRECTION = f"{RISES}|{FALLS}|增速"
LAST = r"(?:上年度?|去年|上一年度?|前一年|前年|20\d\d年度?)(?:的?同期|[末底])?"
SINCE = rf"(?:同比|环比|(?:与|和|跟|同)?(?:较|比|对比)?{LAST}(?:相比|比较?)?(?:又|还)?|净|共|实际|也|相应)"
_TO = (
    r"(?P<to>(?:延长|增长|增加|增多|上升|提高|提升|上涨|攀升|扩大|下降|减少|降低|回落|下滑|缩短|缩减|压缩|压减)了?(?:到|至|为)"
    r"|(?:增|升|涨|降|减)(?:到|至|为))"
)
_STILL = f"(?:(?!{DIRECTION}|[多少高低]){NEAR})"
"""A word that does not move: 较上年减少 2 亿元 gives no amount of last year's."""
_A, _B = f"(?P<a>{SIGN})", f"(?P<b>{SIGN})"
_BY = rf"(?P<by>{DIRECTION}|[多少高低](?=了?{SIGN}))(?:了|为|达到?|约|近|超过?)*(?P<x>{SIGN})"
_QUARTER = rf"(?P<{{}}>[一二三四])季度{NEAR}{{{{0,12}}}}(?P<{{}}>{SIGN})"
_PAIRS = (
    re.compile(rf"(?:由|从){NEAR}{{0,16}}{_A}{NEAR}{{0,12}}，?{NEAR}{{0,8}}{_TO}{NEAR}{{0,10}}{_B}"),
    re.compile(rf"{_B}{NEAR}{{0,12}}[，（]?(?:较|比|与){LAST}(?:的|为)?{_STILL}{{0,4}}{_A}(?:相比，?)?(?={NEAR}{{0,4}}(?:{DIRECTION}|持平|[多少高低]{SIGN}))"),
    re.compile(rf"{_QUARTER.format('q1', 'a')}{NEAR}{{0,4}}[，、；]{_QUARTER.format('q2', 'b')}(?={NEAR}{{0,4}}[，、]环比)"),
    re.compile(rf"{_B}{NEAR}{{0,8}}，?(?:是|为|相当于|达到?){LAST}{NEAR}{{0,10}}{_A}(?=的(?:约|近|超)?{SIGN})"),
    re.compile(rf"{_B}{NEAR}{{0,8}}[，（；](?:而)?{LAST}(?:为|是|仅为?|只有|的)?{_A}[）]?"),
    re.compile(rf"(?P<same>{_STILL}{{1,6}}){_B}{NEAR}{{0,8}}[，（；](?:而)?{LAST}(?P=same){_A}[）]?"),
    re.compile(rf"{LAST}{NEAR}{{0,12}}{_A}{NEAR}{{0,4}}[，；](?:今年|本年度?|20\d\d年){NEAR}{{0,12}}{_B}"),
)  # fmt: skip
_THEN = re.compile(
    rf"{NEAR}{{0,4}}?[，、（]?(?:"
    rf"(?:{SINCE})*(?:实现)?{_BY}"
    rf"|(?:是|为|达到?|相当于)?(?:{LAST}|原来|之前|此前|前者|前期)?的(?:约|近|超)?(?P<times>{SIGN})"
    rf"|(?:{SINCE})*(?:实现)?(?P<double>翻(?:了|了近|近)?(?P<n>[一二两三123])番)"
    rf"|(?:{SINCE})*实现了?(?P<word>增收|减收|正增长|负增长)(?!{SIGN})"
    rf"|(?:{SINCE})*(?:有所|略有|明显|大幅|小幅|稳步|基本)*(?P<bare>{DIRECTION}|持平)了?(?=[，。；、）]|$))"
)
_REACHED = re.compile(
    rf"(?:占比?|比重|比例|[\u4e00-\u9fff]率|满意度|完成{NEAR}{{0,14}}(?:目标|任务|计划|预算)的)(?:为|是|达到?|约|近|超过?)*(?P<x>{SIGN})"
)
_LEVEL_MOVED = re.compile(
    rf"(?:占比|比重|比例|[\u4e00-\u9fff][率度])(?:为|是|达到?|约|近|超过?)*(?P<b>{SIGN})[，、（]?(?:{SINCE})+(?:提高|提升|上升|下降|降低|回落)了?(?P<x>{SIGN})"
)
_PACE = re.compile(rf"(?:快于|慢于|高于|低于|超过?|领先|落后于?)序时(?:进度)?(?:约|近)?(?P<x>{SIGN})")
_BASIS = rf"(?:，?按?{NEAR}{{0,6}}(?:口径|价格)(?:计算)?，?)?"
_GROWTH = re.compile(rf"{_B}{NEAR}{{0,4}}?[，、（]{_BASIS}(?:{SINCE})*{_BY}")
_AMOUNT_GREW = re.compile(
    rf"(?:收入|金额|税额|总额|总量|数量|次数|户数|人数|产值|支出){_BASIS}(?:{SINCE})+(?:实现)?(?:{DIRECTION})(?:了|约|近|超过?)*(?P<x>{SIGN})"
)
_OTHER_YEAR = re.compile(r"20\d\d年|前年")
_OTHER_BASIS = re.compile(r"口径|剔除|还原|扣除|不变价|可比|年均|平均增")


@dataclass(frozen=True)
class Pair:
    """What was, and what is: two amounts of one kind in a sentence. `end` is where the skeleton goes on behind them."""

    was: Figure
    now: Figure
    end: int
    match: re.Match[str]


def pairs_of(sentence: Sentence) -> list[Pair]:
    """The pairs of a sentence, none of which shares a figure with another."""
    found: list[Pair] = []
    if len(sentence.figures) < 2:
        return found
    taken: set[str] = set()
    for pattern in _PAIRS:
        for match in pattern.finditer(sentence.skeleton):
            was, now = sentence.figure(match["a"]), sentence.figure(match["b"])
            if "q1" in pattern.groupindex:
                apart = "一二三四".index(match["q2"]) - "一二三四".index(match["q1"])
                if abs(apart) != 1:
                    continue
                was, now = (was, now) if apart > 0 else (now, was)
            alike = was.base == now.base and was.plain and now.plain and was.amount > 0 and now.amount > 0
            if alike and not taken & {match["a"], match["b"]}:
                taken |= {match["a"], match["b"]}
                if _are_means(sentence, match, (was, now)):
                    was, now = replace(was, mean=True), replace(now, mean=True)
                found.append(Pair(was, now, match.end(), match))
    return found


_MEAN = re.compile("[日月周季年人户]均|平均")
"""每月集中学习46次 may be said of a year's count; where it is a mean, the data say so."""


def _are_means(sentence: Sentence, match: re.Match[str], pair: tuple[Figure, Figure]) -> bool:
    """日均接听339次，上年302次: means of a count, both rounded; by the data of the one, or by the words before the other."""
    if any(f.status == "match" and f.reading and f.reading.value and f.reading.value % 1 for f in pair):
        return True
    clause = re.split(r"[，。；：]", sentence.skeleton[: match.start()])[-1]
    return _MEAN.search(clause + match[0]) is not None


def changes(checked: Checked) -> Iterable[Finding]:
    """Every change that does not follow from the amounts it is stated with."""
    for sentence in checked.sentences:
        for pair in pairs_of(sentence):
            if "to" in pair.match.re.groupindex:
                yield from _turned(sentence, pair.match, "to", pair)
            if not _OTHER_BASIS.search(sentence.skeleton):
                yield from _followers(sentence, pair)
        yield from _levels_in_points(sentence)


def _followers(sentence: Sentence, pair: Pair) -> Iterator[Finding]:
    """What is said of the pair right behind it: 增长 x%, 是上年的 x 倍, 翻一番, 实现增收."""
    at = pair.end
    while match := _THEN.match(sentence.skeleton, at):
        if _OTHER_YEAR.search(match[0]):
            return  # 由 A 降至 B，比2020年增长 x%: another base
        at = match.end()
        if match["by"]:
            yield from _turned(sentence, match, "by", pair)
            yield from _by(sentence.figure(match["x"]), pair, match["by"])
        elif match["times"]:
            yield from _times(sentence.figure(match["times"]), pair)
        elif match["double"]:
            yield from _doubled(sentence, match, pair)
        else:
            yield from _turned(sentence, match, "word" if match["word"] else "bare", pair)


def _turned(sentence: Sentence, match: re.Match[str], group: str, pair: Pair) -> Iterator[Finding]:
    """A direction word that the two amounts belie."""
    word, was, now = match[group], pair.was.amount, pair.now.amount
    rises = re.match(rf"{RISES}|[增升涨正多高]|延长", word) is not None
    counted = numbers.counted(pair.now.unit) and not (pair.was.qualifier or pair.now.qualifier)
    if was == now:
        fits = word == "持平" or not counted
    else:
        fits = not _uneven(pair) if word == "持平" else rises == (now > was)
    if word == "增速" or fits:
        return
    start, end = sentence.span(match, group)
    said = f"{_from_to(pair)} 是{'增加' if now > was else '减少' if now < was else '没有变动'}"
    yield Finding(start, end, "direction", "error", f"写了“{word}”，而{said}。请改“{word}”，或核对两个数")


def _uneven(pair: Pair) -> bool:
    """More apart than 持平 allows: 2%, or a 个百分点."""
    apart = abs(pair.now.amount - pair.was.amount)
    return apart >= 1 if pair.was.base == "%" else apart >= pair.was.amount / 50


def _by(x: Figure, pair: Pair, word: str) -> Iterator[Finding]:
    """增长 x: in %, 个百分点, 倍 or the unit of the amounts themselves."""
    if not x.plain:
        return
    if x.base == "%" and pair.was.base == "%":
        yield from _points(x, pair)
    elif x.base == "%":
        yield from unless_fits(x, [_rate(a, b) for a, b in _ranges(pair)], "growth-rate", _from_to(pair), word)
    elif x.base == "个百分点" and pair.was.base == "%":
        yield from unless_fits(x, [_apart(a, b) for a, b in _ranges(pair)], "growth-rate", _from_to(pair), word)
    elif x.base == "个百分点":
        yield in_points(x)
    elif x.base == "倍":
        yield from _times_more(x, pair, word)
    elif x.base == pair.was.base:
        yield from unless_fits(x, [_apart(a, b) for a, b in _ranges(pair)], "growth-rate", _from_to(pair), word)


def _times_more(x: Figure, pair: Pair, word: str) -> Iterator[Finding]:
    """增长 x 倍 is x times more. To write the quotient is the common slip, so it is said even where rounding would allow it."""
    quotient = pair.now.amount / pair.was.amount
    if quotient < 1:
        fell = numbers.plain(numbers.rounded((1 - quotient) * 100, 1), cut_zeros=True)
        message = f"{_from_to(pair)}，下降了 {fell}%，文中写“{x.text}”。减少不用“倍”来说，请改为 {fell}%，或核对两个数"
        yield Finding(x.start, x.end, "multiple", "error", message)
        return
    about = f"{_from_to(pair)}，后者是前者的 {numbers.plain(numbers.rounded(quotient, 2), cut_zeros=True)} 倍"
    ranges = [_more(a, b) for a, b in _ranges(pair)]
    if quotient == x.value:
        ranges = [_more((pair.was.amount,) * 2, (pair.now.amount,) * 2)]
    yield from unless_fits(x, ranges, "multiple", about, word)


def _points(x: Figure, pair: Pair) -> Iterator[Finding]:
    """Two percentages, and their difference in %: right only if it is the growth of the one over the other."""
    places, was, now = _places(x), pair.was.amount, pair.now.amount
    apart = numbers.rounded(abs(now - was), places)
    rate = abs(now / was - 1) * 100
    if numbers.rounded(rate, places) == abs(x.value) and (rate == abs(x.value) or apart != abs(x.value)):
        return
    if apart != abs(x.value) and any(overlap(_rate(a, b), x.written) for a, b in _ranges(pair)):
        return
    shown = numbers.plain(apart, cut_zeros=False)
    message = f"{_from_to(pair)}，相差 {shown} 个百分点，文中写“{x.text}”。两个百分比相差多少，单位是个百分点，请改为 {shown}个百分点"
    yield Finding(x.start, x.end, "percent-point", "error", message)


def _should_be_points(level: Figure, x: Figure) -> Finding:
    value = numbers.plain(x.value, cut_zeros=False)
    message = f"“{level.text}”是百分比，它的升降以个百分点计，文中写“{x.text}”。请改为 {value}个百分点"
    return Finding(x.start, x.end, "percent-point", "error", message)


def in_points(x: Figure) -> Finding:
    """An amount's growth, or a level, in 个百分点."""
    value = numbers.plain(x.value, cut_zeros=False)
    message = f"“{x.text}”：个百分点只用来说两个百分比相差多少，这里请改为 {value}%"
    return Finding(x.start, x.end, "percent-point", "error", message)


def _times(x: Figure, pair: Pair) -> Iterator[Finding]:
    """是上年的 x 倍, 是上年的 x%."""
    if x.plain and x.base == "倍":
        quotients = [_quotient(a, b) for a, b in _ranges(pair)]
        yield from unless_fits(x, quotients, "multiple", f"{pair.now.text} 比 {pair.was.text}", "")
    elif x.plain and x.base == "%" and pair.was.base != "%":
        quotients = [(q[0] * 100, q[1] * 100) for q in (_quotient(a, b) for a, b in _ranges(pair))]
        yield from unless_fits(x, quotients, "share", f"{pair.now.text} 比 {pair.was.text}", "")


def _doubled(sentence: Sentence, match: re.Match[str], pair: Pair) -> Iterator[Finding]:
    yield from doubled_wrongly(sentence, match, pair.now.text, pair.was.text, pair.now.amount / pair.was.amount)


def doubled_wrongly(sentence: Sentence, match: re.Match[str], now: str, was: str, ratio: Decimal) -> Iterator[Finding]:
    """翻一番 is twice as much, 翻两番 four times; the words are used loosely, so only what is far off is said."""
    times = Decimal(2) ** {"一": 1, "1": 1, "两": 2, "二": 2, "2": 2}.get(match["n"], 3)
    if times * Decimal("0.9") <= ratio <= times * Decimal("1.25"):
        return
    start, end = sentence.span(match, "double")
    message = f"写了“{match['double']}”，而 {now} 是 {was} 的 {numbers.rounded(ratio, 2)} 倍。请改写，或核对两个数"
    yield Finding(start, end, "multiple", "error", message)


def _levels_in_points(sentence: Sentence) -> Iterator[Finding]:
    """占比达 62.3 个百分点; 收入 38.62 亿元，同比增长 4.4 个百分点."""
    for pattern in (_REACHED, _AMOUNT_GREW):
        for match in pattern.finditer(sentence.skeleton):
            yield from _if_in_points(sentence.figure(match["x"]))
    for match in _PAIRS[0].finditer(sentence.skeleton):
        was, now = sentence.figure(match["a"]), sentence.figure(match["b"])
        if {was.base, now.base} == {"%", "个百分点"}:
            yield from (*_if_in_points(was), *_if_in_points(now))
    for match in _LEVEL_MOVED.finditer(sentence.skeleton):
        level, x = sentence.figure(match["b"]), sentence.figure(match["x"])
        if level.base == "%" and x.base == "%":
            yield _should_be_points(level, x)
    yield from _pace_in_percent(sentence)
    in_pairs = {figure.start for pair in pairs_of(sentence) for figure in (pair.was, pair.now)}
    for match in _GROWTH.finditer(sentence.skeleton):
        x, grown = sentence.figure(match["x"]), sentence.figure(match["b"])
        amount = grown.base and grown.base not in {"%", "个百分点", "倍", "‰", "位", "分"}
        if x.base == "个百分点" and amount and grown.start not in in_pairs:
            yield in_points(x)


def _pace_in_percent(sentence: Sentence) -> Iterator[Finding]:
    """快于序时进度 1.1%: two percentages are compared."""
    for match in _PACE.finditer(sentence.skeleton):
        x = sentence.figure(match["x"])
        if x.base == "%":
            value = numbers.plain(x.value, cut_zeros=False)
            message = f"与序时进度相差多少以个百分点计，文中写“{x.text}”。请改为 {value}个百分点"
            yield Finding(x.start, x.end, "percent-point", "error", message)


def _if_in_points(x: Figure) -> Iterator[Finding]:
    if x.base == "个百分点":
        yield in_points(x)


# --- reckoning with ranges ---------------------------------------------------------------------------------------------


def _ranges(pair: Pair) -> list[tuple[Range, Range]]:
    return [(a, b) for a, b in product(pair.was.possible, pair.now.possible) if a[0] > 0]


def _apart(a: Range, b: Range) -> Range:
    low, high = b[0] - a[1], b[1] - a[0]
    return (low, high) if low >= 0 else (-high, -low) if high <= 0 else (Decimal(0), max(-low, high))


def _quotient(a: Range, b: Range) -> Range:
    return b[0] / a[1], b[1] / a[0]


def _more(a: Range, b: Range) -> Range:
    low, high = _quotient(a, b)
    return _size((low - 1, high - 1))


def _rate(a: Range, b: Range) -> Range:
    low, high = _more_signed(a, b)
    return _size((low * 100, high * 100))


def _more_signed(a: Range, b: Range) -> Range:
    low, high = _quotient(a, b)
    return low - 1, high - 1


def _size(range_: Range) -> Range:
    low, high = range_
    return (low, high) if low >= 0 else (-high, -low) if high <= 0 else (Decimal(0), max(-low, high))


def _places(x: Figure) -> int:
    return max(0, -int(x.value.as_tuple().exponent))


def _from_to(pair: Pair) -> str:
    return f"从 {pair.was.text} 到 {pair.now.text}"


def unless_fits(x: Figure, ranges: list[Range], rule: str, about: str, word: str) -> Iterator[Finding]:
    """A finding unless one of the ranges (the first is the most exact) holds what the figure can be."""
    low, high = sorted(abs(limit) for limit in x.written)
    if not ranges or any(overlap((low, high), r) for r in ranges):
        return
    right = (ranges[0][0] + ranges[0][1]) / 2 / x.scale
    shown = numbers.plain(numbers.rounded(right, _places(x)), cut_zeros=False)
    unit = x.unit
    message = f"{about}，{word}应为 {shown}{unit}，文中写“{x.text}”。请改为 {shown}{unit}，或核对两个数"
    yield Finding(x.start, x.end, rule, "error", message)
