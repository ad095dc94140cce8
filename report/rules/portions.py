"""Parts of a whole that are told by words: 占比超过一半, 剩余 4 条, 3 类 24 条问题 one by one, 四个季度合计, 分别占 46% 和 54%.

Rules `share` and `parts`. As everywhere, parts are added only where the words say that they are all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from metrics import numbers
from report.model import Finding
from report.rules.checked import Checked
from report.rules.figures import NEAR, NOT_SIGN, SIGN, Figure, Sentence
from report.rules.wholes import share, unless_total, whole_before

_FRACTION = r"(?P<fraction>一半|半数|三分之一|三分之二|四分之一|四分之三|五分之一)"
_FRACTIONS = {"一半": "0.5", "半数": "0.5", "四分之一": "0.25", "四分之三": "0.75", "五分之一": "0.2"}
_MORE, _LESS = "超过|超|过|逾|突破", "不足|不到|未到|低于"
_HOW = rf"(?P<how>{_MORE}|{_LESS})"
_TOLD = re.compile(
    rf"(?P<part>{SIGN}){NEAR}{{0,10}}[，、（]?(?:均|已)?占(?P<of>比|其|总[数量]|全部)?的?(?:比重|比例)?{_HOW}{_FRACTION}"
)
_TOLD_OF = re.compile(
    rf"(?P<part>{SIGN}){NEAR}{{0,6}}[，、（]?(?:已)?(?:占)?{_HOW}{NEAR}{{0,6}}?(?P<whole>{SIGN})(?:{NEAR}{{0,4}})的{_FRACTION}"
)
_REST = re.compile(
    rf"(?:其中|(?:目前)?已(?:完成)?){NEAR}{{0,12}}(?P<part>{SIGN})(?:{NEAR}{{0,12}}[，、；])?{NEAR}{{0,4}}(?:剩余|其余|余下|剩下|还剩|尚余|尚剩)(?:的|问题)*(?P<rest>{SIGN})"
)
_KINDS = re.compile(rf"(?P<kinds>{SIGN})(?P<whole>{SIGN})")
_BEGINS = re.compile(rf"{NEAR}{{0,6}}(?:，其中：?|[，：]?(?P<all>分别为|分别是|包括|分为|（)|：)")
_MAY_OVERLAP = re.compile(r"涉及|涵盖|等|主要|重点|还有|季度|\d月")
_LISTED = re.compile(rf"{NOT_SIGN}{{1,20}}(?P<sign>{SIGN})")
_APART = re.compile(
    rf"(?P<parts>{SIGN}(?:{NOT_SIGN}{{0,14}}{SIGN})+){NEAR}{{0,4}}[，、（]?分别占(?P<of>{NEAR}{{0,8}}?)(?P<shares>{SIGN}(?:[、和，及]{SIGN})+)"
)
_QUARTERS = re.compile(
    rf"一季度{NEAR}{{0,8}}(?P<q1>{SIGN})[^。]{{0,20}}?二季度{NEAR}{{0,8}}(?P<q2>{SIGN})[^。]{{0,20}}?三季度{NEAR}{{0,8}}(?P<q3>{SIGN})[^。]{{0,20}}?四季度{NEAR}{{0,8}}(?P<q4>{SIGN})"
)
_BARE = r"\s*(?P<{}>\d+(?:\.\d+)?)\s*(?P<u{}>[^\d，。；、\s]{{0,3}})[、，,]\s*"
_BARE_QUARTERS = re.compile(
    "".join(f"(?:第)?{q}季度{_BARE.format(f'q{n}', n)}" for n, q in enumerate("一二三四", 1))
    + r"(?:全年)?(?:合计|总计|共计|共)\s*(?P<sum>\d+(?:\.\d+)?)(?![\d.])"
)
_N, _U = r"(?P<{}>\d+(?:\.\d+)?)", r"(?:亿元|万元|元|人次|户次|场次|次|场|篇|条|件|份)"
_ITEM = rf"\s*{{}}\s*{_U}?余?"
_FOUR = re.compile(
    r"(?:" + _N.format("whole") + rf"\s*(?P<of>{_U})[^，。；：\d\n]{{0,4}}[，：（；]\s*(?:其中)?[，：]?)?"
    r"(?P<lead>[^，。；：\d\n]{0,8}(?:四个季度|一(?:季度)?[至到—\-－~～]四季度|各季度)[^，。；：\d\n]{0,12}?分别[^，。；：\d\n]{0,8}?)"
    + "[、，]".join(rf"\s*{_N.format(f'q{n}')}\s*{_U}?" for n in (1, 2, 3))
    + rf"[、，和]\s*{_N.format('q4')}\s*(?P<unit>{_U})"
    + rf"(?:[，；,;]\s*(?:全年|合计|总计|共计)[^，。；：\d\n]{{0,8}}{_N.format('sum')}\s*(?P<by>{_U}))?"
)
"""四个季度分别入库 12.54、7.80、9.55、9.73 亿元，全年 38.62 亿元: with a unit at each figure or at the last alone."""
_NO_SUM = re.compile(r"[均率占末]|最[高多]|余额|累计|户数|增[长速幅]|[下上]降|同比|比上年")
_ACTED = re.compile(
    rf"(?P<whole>{SIGN})[，、](?:其中|已|共|均|被)*(?P<done>采纳|整改|完成整改)了?(?P<part>{SIGN})(?!的)"
)
_NOT_GIVEN = re.compile(r"平均|[每均占增减]|整改|采纳|办结|第[一二三四五六七八九十]+[批期轮组]")
"""第一批整改15条，第二批整改6条，共整改21条; 发现32个，平均每次2个，已整改30个: the figure before is not what was given."""
_CARRIED = re.compile(r"结转|历年|往年|上年|去年|以前|存量|遗留|含|累计|合计")
_AT_ONCE = re.compile(
    rf"(?:发现|反馈|指出|查找|查摆){NEAR}{{0,6}}(?P<whole>{SIGN})[，、](?:其中|已|均)*(?:立行立改|立查立改|立知立改)(?:到位)?(?P<part>{SIGN})[，、]{NEAR}{{0,2}}整改(?:完成)?率(?:为|达到?|是)?(?P<x>{SIGN})"
)
_CHANGED = re.compile(r"增长|增加|下降|减少|比上年|同比|环比|目标|占")


def portions(checked: Checked) -> Iterable[Finding]:
    """Every part told by words that does not fit its whole."""
    for sentence in checked.sentences:
        yield from _fractions(sentence)
        yield from _rest(sentence)
        yield from _kinds(sentence)
        yield from _several_shares(sentence)
        yield from _quarters(sentence)
        yield from _more_than_given(sentence)
        yield from _no_count_gives(sentence)
    yield from _bare_quarters(checked.text)
    yield from _four(checked.text)


def _fractions(sentence: Sentence) -> Iterator[Finding]:
    """18篇，其中6篇获批示，占比超过一半; 上半年18次，超过全年46次的一半."""
    if "半" not in sentence.skeleton and "分之" not in sentence.skeleton:
        return
    for match in _TOLD.finditer(sentence.skeleton):
        part = sentence.figure(match["part"])
        yield from _fraction(sentence, match, part, whole_before(sentence, match.start("part"), part, "比"))
    for match in _TOLD_OF.finditer(sentence.skeleton):
        yield from _fraction(sentence, match, sentence.figure(match["part"]), sentence.figure(match["whole"]))


def _fraction(sentence: Sentence, match: re.Match[str], part: Figure, whole: Figure | None) -> Iterator[Finding]:
    """Wrong only if the part lies beyond the fraction whatever the rounding of the two figures."""
    if whole is None or whole.base != part.base or not (part.plain and whole.plain) or whole.written[0] <= 0:
        return
    word = match["fraction"]
    limit = Decimal(_FRACTIONS[word]) if word in _FRACTIONS else Decimal({"三分之一": 1, "三分之二": 2}[word]) / 3
    more = re.fullmatch(_MORE, match["how"]) is not None
    highest, lowest = part.written[1] / whole.written[0], part.written[0] / whole.written[1]
    if highest >= limit if more else lowest <= limit:
        return
    right = numbers.plain(numbers.rounded(part.amount / whole.amount * 100, 1), cut_zeros=True)
    start, end = sentence.places[match.start("how")], sentence.places[match.end("fraction") - 1] + 1
    message = f"{part.text} 占 {whole.text} 的 {right}%，文中写“{match['how']}{word}”。请改写，或核对两个数"
    yield Finding(start, end, "share", "error", message)


def _rest(sentence: Sentence) -> Iterator[Finding]:
    """24条问题建立台账，其中21条已整改，剩余4条: the last figure of the kind before 其中 is the whole."""
    for match in _REST.finditer(sentence.skeleton):
        part, rest = sentence.figure(match["part"]), sentence.figure(match["rest"])
        before = re.findall(SIGN, sentence.skeleton[: match.start()])
        whole = sentence.figure(before[-1]) if before else None
        near = whole is not None and match.start() - sentence.skeleton.index(before[-1]) <= _NEAR_ENOUGH
        if not whole or not near or len({whole.base, part.base, rest.base}) != 1:
            continue
        if (
            whole.plain
            and part.plain
            and rest.plain
            and not _CHANGED.search(sentence.skeleton[: match.start()][-_NEAR_ENOUGH:])
        ):
            yield from unless_total(whole, [part, rest])


_NEAR_ENOUGH = 30


def _kinds(sentence: Sentence) -> Iterator[Finding]:
    """3类24条问题，其中A10条、B9条、C6条: as many parts as kinds are all there are."""
    for match in _KINDS.finditer(sentence.skeleton):
        kinds, whole = sentence.figure(match["kinds"]), sentence.figure(match["whole"])
        if kinds.base not in {"类", "种", "方面"} or not (kinds.plain and whole.plain):
            continue
        begins = _BEGINS.match(sentence.skeleton, match.end())
        at = begins.end() if begins else match.end()
        parts = _listed(sentence, at, whole)
        some = begins is None or not begins["all"]  # what 其中 lists may be less than all, but not more
        if len(parts) != kinds.value or len(parts) == 1 or not all(p.plain for p in parts):
            continue
        if not some or sum(p.amount for p in parts) > whole.amount:
            yield from unless_total(whole, parts)


def _listed(sentence: Sentence, at: int, whole: Figure) -> list[Figure]:
    """What stands in one list behind a whole, in its unit."""
    parts: list[Figure] = []
    while (item := _LISTED.match(sentence.skeleton, at)) and sentence.figure(item["sign"]).base == whole.base:
        if _CHANGED.search(item[0]) or _MAY_OVERLAP.search(item[0]) or (parts and item[0][0] not in "、，和"):
            break
        parts.append(sentence.figure(item["sign"]))
        at = item.end()
    return parts


def _several_shares(sentence: Sentence) -> Iterator[Finding]:
    """96人次，其中上半年39人次、下半年57人次，分别占46.0%和54.0%."""
    for match in _APART.finditer(sentence.skeleton):
        parts = [sentence.figure(sign) for sign in re.findall(SIGN, match["parts"])]
        shares = [sentence.figure(sign) for sign in re.findall(SIGN, match["shares"])]
        first = len(parts) - len(shares)
        if first < 0 or len({p.base for p in parts[first:]}) != 1 or _CHANGED.search(match["parts"]):
            continue
        at = sentence.skeleton.index(sentence.sign(parts[first]))
        whole = whole_before(sentence, at, parts[first], match["of"]) or _sum_before(sentence, parts[first:])
        for part, stated in zip(parts[first:], shares, strict=True) if whole else ():
            yield from share(part, whole, stated) if whole else ()


def _sum_before(sentence: Sentence, parts: list[Figure]) -> Figure | None:
    """The figure right before some parts, if it is what they add up to."""
    at = sentence.figures.index(parts[0])
    whole = sentence.figures[at - 1] if at else None
    adds_up = whole is not None and whole.base == parts[0].base and sum(p.amount for p in parts) == whole.amount
    return whole if adds_up else None


def _quarters(sentence: Sentence) -> Iterator[Finding]:
    """96人次，其中一季度22人次、二季度17人次、三季度27人次、四季度40人次."""
    for match in _QUARTERS.finditer(sentence.skeleton):
        parts = [sentence.figure(match[f"q{n}"]) for n in range(1, 5)]
        lead = re.search(
            rf"(?P<whole>{SIGN}){NEAR}{{0,8}}[，：（](?:其中|分季度看)?[，：]?第?$", sentence.skeleton[: match.start()]
        )
        whole = sentence.figure(lead["whole"]) if lead else None
        if not whole or len({f.base for f in (whole, *parts)}) != 1 or whole.base in {"%", "个百分点", "倍"}:
            continue
        if all(f.plain for f in (whole, *parts)) and not _CHANGED.search(match[0]):
            yield from unless_total(whole, parts)


def _bare_quarters(text: str) -> Iterator[Finding]:
    """一季度22、二季度17、三季度27、四季度30，合计86: numbers without a unit are no figures, but these can be added."""
    for match in _BARE_QUARTERS.finditer(text) if "四季度" in text else ():
        parts, units = [Decimal(match[f"q{n}"]) for n in range(1, 5)], {match[f"u{n}"] for n in range(1, 5)}
        if units != {""} or sum(parts) == Decimal(match["sum"]):
            continue
        right = numbers.plain(sum(parts, Decimal(0)), cut_zeros=True)
        message = f"四个季度合计 {right}，文中写“{match['sum']}”。请核对各项和总数"
        yield Finding(*match.span("sum"), "parts", "error", message)


def _four(text: str) -> Iterator[Finding]:
    """Four quarters in one breath, and the year before or behind them. Stocks, averages and rates do not add up."""
    for match in _FOUR.finditer(text) if "季度" in text and "分别" in text else ():
        clause = re.split("[。；\n]", text[: match.start("q1")])[-1]
        if _NO_SUM.search(clause):
            continue
        parts = [Decimal(match[f"q{n}"]) for n in range(1, 5)]
        off = sum((_half(p) for p in parts), Decimal(0))
        for name, unit in (("whole", "of"), ("sum", "by")):
            if match[name] is None or match[unit] != match["unit"]:
                continue
            said = Decimal(match[name])
            if abs(sum(parts) - said) > off + _half(said):
                right = numbers.plain(sum(parts, Decimal(0)), cut_zeros=True)
                message = f"四个季度合计 {right}{match[unit]}，文中写“{match[name]}{match[unit]}”。请核对各项和总数"
                yield Finding(match.start(name), match.end(unit), "parts", "error", message)


def _half(value: Decimal) -> Decimal:
    exponent = int(value.as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1) if exponent < 0 else Decimal(0)


def _more_than_given(sentence: Sentence) -> Iterator[Finding]:
    """意见建议 63 条，采纳 71 条: what was left from before would be said."""
    for match in _ACTED.finditer(sentence.skeleton):
        whole, part = sentence.figure(match["whole"]), sentence.figure(match["part"])
        if whole.unit != part.unit or not (whole.plain and part.plain) or _CARRIED.search(sentence.skeleton):
            continue
        own = re.split(r"[，、；：]", sentence.skeleton[: match.start()])[-1]
        if _NOT_GIVEN.search(re.split(SIGN, own)[-1]):
            continue
        if part.written[0] > whole.written[1]:
            message = f"{match['done']}的“{part.text}”比前面的“{whole.text}”还多。请核对两个数"
            yield Finding(part.start, part.end, "parts", "error", message)


def _no_count_gives(sentence: Sentence) -> Iterator[Finding]:
    """发现问题 56 个，立行立改 48 个，整改率 95.7%: those put right later count too, but no whole number of them gives the rate."""
    for match in _AT_ONCE.finditer(sentence.skeleton):
        whole, part, x = (sentence.figure(match[g]) for g in ("whole", "part", "x"))
        counted = (
            whole.base == part.base and x.base == "%" and whole.scale == 1 and not (whole.qualifier or part.qualifier)
        )
        if not (counted and x.plain and 0 < part.value <= whole.value <= _MOST_COUNTED):
            continue
        rates = (Decimal(n) / whole.value * 100 for n in range(int(part.value), int(whole.value) + 1))
        if not any(x.written[0] <= rate <= x.written[1] for rate in rates):
            right = numbers.plain(numbers.rounded(part.value / whole.value * 100, 1), cut_zeros=True)
            message = f"{part.text} 占 {whole.text} 的 {right}%，文中写“{x.text}”。请核对这三个数"
            yield Finding(x.start, x.end, "share", "error", message)


_MOST_COUNTED = 10000
