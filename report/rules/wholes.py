"""Parts and wholes of one sentence.

Rules: `share` (占比 x% does not follow from the part and the whole), `parts` (the parts do not add up to the whole they are
said to make up, or are more than the whole). Parts are added only where the text says that they are all there is: 分为, 包括
without 等, a last part 其余 or 其他, 线上 and 线下. A list behind 其中 alone may be incomplete, and but for occasions may overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product

from metrics import numbers
from report.model import Finding
from report.rules.amounts import DIRECTION
from report.rules.checked import Checked
from report.rules.figures import NEAR, NOT_SIGN, SIGN, Figure, Range, Sentence, overlap

_MOVED = rf"(?:[，、（]{NEAR}{{0,6}}(?:{DIRECTION}){NEAR}{{0,2}}{SIGN}[）]?){{0,2}}"
"""Changes said of an amount before something else is: 84505 次，比上年增长 11.8%，其中…"""
_SHARE = re.compile(
    rf"(?P<part>{SIGN})(?P<gap>{NEAR}{{0,10}}){_MOVED}[，、（]?占(?P<of>{NEAR}{{0,14}}?)(?:的?(?:比重|比例|比率))?(?:为|达到?|约|近|超过?|是)*(?P<x>{SIGN})"
)
_SHARE_OF = re.compile(
    rf"(?P<part>{SIGN})(?P<gap>{NEAR}{{0,16}})[，、（]?(?:约|近)?占(?P<of>{NEAR}{{0,16}})(?P<whole>{SIGN}){NEAR}{{0,8}}的(?:约|近)?(?P<x>{SIGN})"
)
_COMPLETED = re.compile(
    rf"(?P<part>{SIGN}){NEAR}{{0,4}}[，、（]?{NEAR}{{0,8}}完成{NEAR}{{0,14}}?(?:目标|任务|计划|预算){NEAR}{{0,4}}?(?P<whole>{SIGN}){NEAR}{{0,3}}的(?:约|近)?(?P<x>{SIGN})"
)
_RATE = re.compile(
    rf"(?P<whole>{SIGN}){NEAR}{{0,6}}[，、（]?(?:其中|已|均|共)*(?P<done>[\u4e00-\u9fff]{{2,4}}?)(?:完成|完毕|到位)?(?P<part>{SIGN})[，、（]{NEAR}{{0,4}}(?P=done)率(?:为|达到?|约|近|是)*(?P<x>{SIGN})"
)
"""反馈问题 24 条，整改 21 条，整改率 87.5%: the rate of what was just said to be done."""
_ABOVE = re.compile(rf"[，、（]?{NEAR}{{0,4}}超(?:收|额完成|额|过?目标|计划)(?P<more>{SIGN})")
_SAME_WHOLE = re.compile(r"比|总[数量额体]?[\u4e00-\u9fff]{0,6}|全部[\u4e00-\u9fff]{0,6}|其|比重|")
_WHOLE_BEFORE = re.compile(
    r"(?:共计?|总共|合计|总计|总[\u4e00-\u9fff]{1,4}|累计[\u4e00-\u9fff]{0,8}|全部)(?:达到?|为)?$"
)
_WHOLE_AFTER = re.compile(
    rf"{NEAR}{{0,8}}{_MOVED}(?:[，：（；]?其中|中[，：、]|(?:里|中|当中|之中)[，、]?有|：|[，：]?(?:分为|包括|分别))"
)
_ALL = re.compile(
    rf"(?P<whole>{SIGN}){NEAR}{{0,8}}[，：（]?(?P<mark>分为|分别为|分别是|包括|包含|由(?=[^，。；：]{{1,60}}(?:组成|构成))|其中|中(?=[，：])|：)"
)
_FIRST_OF = re.compile(rf"(?P<whole>{SIGN}){NEAR}{{0,4}}[，：（](?=第一(?P<of>期|批|轮|季度|阶段|组|场|次|类))")
_ORDINALS = "一二三四五六七八九"
_OF_LISTED = re.compile(
    rf"分别(?:为|是|有)?(?P<list>{SIGN}(?:[、，和]{SIGN})+)[，；]{NEAR}{{0,4}}第(?P<nth>[一二三四五六七八九])[类种项批期组]占(?:比|总数的)?(?P<x>{SIGN})"
)
_SUM_BEHIND = re.compile(
    rf"(?P<list>{SIGN}(?:[^。；\ue000-\uf8ff]{{1,24}}{SIGN})+)[，、；]?(?:三项|两项|四项|三年|两年|三者|两者|以上|各项)?(?:合计|总计|共计|共)(?:为|是|达到?)?(?P<sum>{SIGN})"
)
"""税收 28.12 亿元、社保费 8.9 亿元，合计 37.02 亿元: nothing but the word for a sum between the list and the last figure."""
_REST = re.compile(r"(?:其余|其他|其它|剩余|余下)[^，。；：]{0,12}$")
_HALVES = (("线上", "线下"), ("上半年", "下半年"), ("男", "女"), ("城镇", "农村"), ("存量", "新增"))
_OCCASIONS = {"期", "场", "次", "场次", "班次", "轮"}
"""What happens at one time and is counted once: parts of it joined by 、 do not overlap, as people or amounts may."""
_APART = (
    r"(?:国家|中央|省|市|区|县|乡镇)级",
    r"企业|个体工商户|个体户|自然人",
    r"(?:机关|分局|税务所|离退休)党?支部",
    r"第[一二三四五]种形态",
    r"税收收入|税收|社会保险费|社保费|非税收入|非税",
    r"主要负责人|其他班子成员|班子其他成员|中层干部",
)
"""What one thing cannot be two of. 主要负责人 is one of the 班子成员, and one person can have both 党纪 and 政务处分."""
_PARTIAL = re.compile(r"等|主要(?!负责人)|重点|其中|不含|不包括|还有|以及其他")
_INSIDE = re.compile(rf"(?P<whole>{SIGN}){NEAR}{{0,4}}[，（]其中[：]?{NEAR}{{0,14}}(?P<part>{SIGN})")


_CHANGED = re.compile(rf"(?:{DIRECTION}|[多少])(?:了|约|近|超过?|达到?)*$")
"""A figure behind it is a change, not an amount that has parts."""


_CHANGED_IN_LIST = re.compile(rf"{DIRECTION}|比上年|同比|其余|目标|任务")


def wholes(checked: Checked) -> Iterable[Finding]:
    """Every share and every list of parts that does not fit."""
    for sentence in checked.sentences:
        told: set[int] = set()
        found = (
            *_shares_of(sentence),
            *_shares_of_list(sentence),
            *_shares(checked, sentence),
            *_completed(sentence),
            *_rates(sentence),
        )
        for finding in found:
            if finding.start not in told:
                told.add(finding.start)
                yield finding
        yield from _parts(sentence)
        yield from _numbered(sentence)
        yield from _summed(sentence)
        yield from _too_large(sentence)


def _shares_of(sentence: Sentence) -> Iterator[Finding]:
    """完成整改 18 条，占反馈问题 24 条的 75%."""
    for match in _SHARE_OF.finditer(sentence.skeleton):
        part, whole, x = (sentence.figure(match[g]) for g in ("part", "whole", "x"))
        if part.base == whole.base:
            yield from share(part, whole, x)


def _completed(sentence: Sentence) -> Iterator[Finding]:
    """38.62 亿元，完成年度目标 38.2 亿元的 103%，超收 2 亿元: both against the two amounts."""
    for match in _COMPLETED.finditer(sentence.skeleton):
        part, whole, x = (sentence.figure(match[g]) for g in ("part", "whole", "x"))
        if part.base != whole.base or not (part.plain and whole.plain):
            continue
        yield from share(part, whole, x, beyond=True)
        above = _ABOVE.match(sentence.skeleton, match.end())
        if above:
            yield from _above(part, whole, sentence.figure(above["more"]))


def _rates(sentence: Sentence) -> Iterator[Finding]:
    """120 件，办结 118 件，办结率 99.3%."""
    for match in _RATE.finditer(sentence.skeleton):
        part, whole, x = (sentence.figure(match[g]) for g in ("part", "whole", "x"))
        if part.base == whole.base:
            yield from share(part, whole, x)


def _above(part: Figure, whole: Figure, more: Figure) -> Iterator[Finding]:
    """What is said to be more than was to be reached."""
    least = (part.written[0] - whole.written[1], part.written[1] - whole.written[0])
    if more.base != part.base or not more.plain or overlap(least, more.written):
        return
    right = numbers.plain((part.amount - whole.amount) / more.scale, cut_zeros=True)
    message = f"{part.text} 比 {whole.text} 多 {right}{more.unit}，文中写“{more.text}”。请改为 {right}{more.unit}，或核对这三个数"
    yield Finding(more.start, more.end, "share", "error", message)


def _shares(checked: Checked, sentence: Sentence) -> Iterator[Finding]:
    """共 24 条，其中整改 18 条，占 75%: the whole stands before the part."""
    for match in _SHARE.finditer(sentence.skeleton):
        part, x = sentence.figure(match["part"]), sentence.figure(match["x"])
        whole = whole_before(sentence, match.start("part"), part, match["of"])
        if whole:
            yield from share(part, whole, x)
        else:
            yield from _of_a_metric(checked, part, x, match["of"].removesuffix("的"))


def _shares_of_list(sentence: Sentence) -> Iterator[Finding]:
    """三类分别为 36 件、24 件、20 件，第一类占 45%: the whole is what was listed."""
    for match in _OF_LISTED.finditer(sentence.skeleton):
        listed = [sentence.figure(sign) for sign in re.findall(SIGN, match["list"])]
        nth = _ORDINALS.index(match["nth"])
        if nth < len(listed) and len({(f.base, f.scale, f.unit) for f in listed}) == 1 and all(f.plain for f in listed):
            value = sum((f.value for f in listed), Decimal(0))
            whole = replace(
                listed[nth], value=value, text=f"{numbers.plain(value, cut_zeros=True)}{listed[0].unit}", reading=None
            )
            yield from share(listed[nth], whole, sentence.figure(match["x"]))


def _of_a_metric(checked: Checked, part: Figure, x: Figure, of: str) -> Iterator[Finding]:
    """税收收入 28.12 亿元，占税费收入的 72.8%: the whole is not stated, but 占 names a metric."""
    reading = part.reading
    meant = [m for m in checked.catalogue.values() if of in {m.name, *m.words}]
    if part.status != "match" or reading is None or reading.value is None or not part.plain or x.base != "%":
        return
    if len(meant) != 1 or meant[0].unit != reading.metric.unit or meant[0].unit == "%" or x.status == "match":
        return
    whole = checked.value(meant[0].key, reading.period, meant[0].unit)
    if whole is None or whole <= 0 or reading.value > whole:
        return
    right = reading.value / whole * 100
    if not overlap((right, right), x.written):
        shown = numbers.plain(numbers.rounded(right, max(0, -int(x.value.as_tuple().exponent))), cut_zeros=False)
        message = f"{part.text} 占{meant[0].name}（{reading.period.chinese}）的 {shown}%，文中写“{x.text}”。请改为 {shown}%，或核对来源"
        yield Finding(x.start, x.end, "share", "error", message)


def whole_before(sentence: Sentence, at: int, part: Figure, of: str) -> Figure | None:
    """The nearest figure before a part that is said to be the whole: 共…, …，其中, or what 占 names again."""
    same = _SAME_WHOLE.fullmatch(of.removesuffix("的")) is not None
    for place in range(at - 1, -1, -1):
        sign = sentence.skeleton[place]
        if not re.match(SIGN, sign) or sentence.figure(sign).base != part.base:
            continue
        before, after = sentence.skeleton[max(0, place - 14) : place], sentence.skeleton[place + 1 :]
        marked = _WHOLE_BEFORE.search(re.split(SIGN, before)[-1]) or _WHOLE_AFTER.match(after)
        named = len(of) >= 2 and of.removesuffix("的") in before
        if (marked and same) or named:
            return sentence.figure(sign)
    return None


def share(part: Figure, whole: Figure, x: Figure, *, beyond: bool = False) -> Iterator[Finding]:
    """`beyond`: the part may be more than the whole, as what was reached may be more than the target."""
    said = x.percent
    if said is None or not (part.plain and whole.plain and x.plain) or part.amount <= 0 or whole.amount <= 0:
        return
    if part.amount > whole.amount and not beyond:
        return
    ranges = [_percent(p, w) for p, w in product(part.possible, whole.possible) if w[0] > 0]
    if not ranges or any(overlap(r, said) for r in ranges):
        return
    right = (ranges[0][0] + ranges[0][1]) / 2
    places = max(0, -int(x.value.as_tuple().exponent))
    shown = numbers.plain(numbers.rounded(right, places), cut_zeros=False)
    message = f"{part.text} {'是' if beyond else '占'} {whole.text} 的 {shown}%，文中写“{x.text}”。请改为 {shown}%，或核对 {part.text} 和 {whole.text}"
    yield Finding(x.start, x.end, "share", "error", message)


def _percent(part: Range, whole: Range) -> Range:
    return part[0] / whole[1] * 100, part[1] / whole[0] * 100


def _parts(sentence: Sentence) -> Iterator[Finding]:
    """A total and all its parts."""
    for match in _ALL.finditer(sentence.skeleton):
        if _CHANGED.search(sentence.skeleton[: match.start("whole")]):
            continue
        whole = sentence.figure(match["whole"])
        parts, gaps, behind = _list(sentence, match.end(), whole)
        said_all = match["mark"] not in {"其中", "中", "："} or _leaves_nothing(gaps)
        listed = all(gap[:1] in {"、", "和", "，"} for gap in gaps[1:])
        apart = (whole.base in _OCCASIONS and listed and "，" not in [g[:1] for g in gaps]) or (
            listed and _exclude(gaps)
        )
        partial = any(_PARTIAL.search(gap) for gap in gaps) or re.match(r"[^，。；]{0,6}等", behind)
        if len(parts) < 2 or not (said_all or apart) or partial or not all(f.plain for f in (whole, *parts)):
            continue
        if _averaged(sentence, match.start("whole")):
            whole, parts = _rounded(whole), [_rounded(p) for p in parts]
        if said_all or _added([p.written for p in parts])[0] > whole.written[1]:
            yield from unless_total(whole, parts)


def _averaged(sentence: Sentence, at: int) -> bool:
    """Whether the figure at a place is a mean: 日均接听339次."""
    return _MEAN.search(re.split(r"[，；：]", sentence.skeleton[:at])[-1]) is not None


_MEAN = re.compile(r"[日周月季年人户]均|平均")


def _rounded(mean: Figure) -> Figure:
    """A mean in whole numbers was rounded, as its parts were, each for itself."""
    return replace(mean, mean=True)


def _numbered(sentence: Sentence) -> Iterator[Finding]:
    """三期共 210 人次，第一期 80 人次、第二期…、第三期…: as many parts as were counted before are all there are."""
    for match in _FIRST_OF.finditer(sentence.skeleton):
        whole = sentence.figure(match["whole"])
        parts, gaps, _ = _list(sentence, match.end(), whole)
        in_order = all(f"第{_ORDINALS[i]}{match['of']}" in gap for i, gap in enumerate(gaps[: len(_ORDINALS)]))
        counted = [
            f for f in sentence.figures if f.base == match["of"] and f.value == len(parts) and f.end <= whole.start
        ]
        complete = counted or (match["of"] == "季度" and len(parts) == 4)
        if len(parts) > 1 and in_order and complete and all(f.plain for f in (whole, *parts)):
            yield from unless_total(whole, parts)


def _summed(sentence: Sentence) -> Iterator[Finding]:
    """A list of one unit and, right behind it, its sum. A list with 其中 or another unit in it has other parts."""
    for match in _SUM_BEHIND.finditer(sentence.skeleton):
        whole = sentence.figure(match["sum"])
        listed = [sentence.figure(sign) for sign in re.findall(SIGN, match["list"])]
        same = {f.unit for f in (*listed, whole)} == {whole.unit} and whole.base not in {"%", "个百分点", "倍"}
        apart = not _PARTIAL.search(match["list"]) and not _CHANGED_IN_LIST.search(match["list"])
        if same and apart and all(f.plain for f in (whole, *listed)):
            yield from unless_total(whole, listed)


def unless_total(whole: Figure, parts: list[Figure]) -> Iterator[Finding]:
    """A finding unless the parts make up the whole."""
    if overlap(_added([p.written for p in parts]), whole.written):
        return
    total = numbers.plain(sum((p.amount for p in parts), Decimal(0)) / whole.scale, cut_zeros=True)
    listed = "、".join(p.text for p in parts)
    message = f"{listed}合计 {total}{whole.unit}，文中写共“{whole.text}”。请核对各项和总数"
    yield Finding(whole.start, whole.end, "parts", "error", message)


def _leaves_nothing(gaps: list[str]) -> bool:
    """The last part is the rest, or there are two that leave nothing over."""
    halves = len(gaps) == 2 and any(a in gaps[0] and b in gaps[1] for a, b in _HALVES)
    return bool(gaps) and (halves or _REST.search(gaps[-1]) is not None)


def _exclude(gaps: list[str]) -> bool:
    """Whether the parts of a list are of one family of kinds, each another one."""
    for family in _APART:
        kinds = [
            re.fullmatch(
                rf"[、，和：:]?(?:媒体|谈话|开展|运用|登记)?(?P<kind>{family})(?:媒体|谈话|谈心谈话|处理)?", gap
            )
            for gap in gaps
        ]
        if all(kinds) and len({k["kind"] for k in kinds if k}) == len(gaps):
            return True
    return False


def _list(sentence: Sentence, at: int, whole: Figure) -> tuple[list[Figure], list[str], str]:
    """The figures of the whole's unit that follow it without a gap of more than a few words; shares between are passed over."""
    parts: list[Figure] = []
    gaps: list[str] = []
    item = re.compile(rf"(?P<gap>{NOT_SIGN}{{0,24}}|；{NOT_SIGN}{{0,24}})(?P<sign>{SIGN})")
    while match := item.match(sentence.skeleton, at):
        figure = sentence.figure(match["sign"])
        if figure.base == whole.base:
            parts.append(figure)
            gaps.append(match["gap"])
        elif figure.base != "%":
            return [], [], ""
        at = match.end()
    return parts, gaps, sentence.skeleton[at:]


def _added(ranges: list[Range]) -> Range:
    return sum((r[0] for r in ranges), Decimal(0)), sum((r[1] for r in ranges), Decimal(0))


def _too_large(sentence: Sentence) -> Iterator[Finding]:
    """24 条，其中 31 条: a part that is more than its whole."""
    for match in _INSIDE.finditer(sentence.skeleton):
        whole, part = sentence.figure(match["whole"]), sentence.figure(match["part"])
        if _CHANGED.search(sentence.skeleton[: match.start("whole")]):
            continue  # 党员 426 名，比上年增加 12 名，其中…: the twelve are not the whole
        if whole.base != part.base or whole.base in {"%", "个百分点", "倍"} or not (whole.plain and part.plain):
            continue
        if part.written[0] > whole.written[1]:
            message = f"“{part.text}”是“{whole.text}”中的一部分，却比它大。请核对两个数"
            yield Finding(part.start, part.end, "parts", "error", message)
