"""What was reached against what was to be reached: 38.62 亿元，超额完成年度目标 39.2 亿元; 目标 40 亿元，超收 0.42 亿元.

Rule `share`. It speaks where one amount and one target stand together with plain words between: a part of the year or of
the taxes (其中, 12月, 税收收入) has no target of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from metrics import numbers
from report.model import Finding
from report.rules.checked import Checked
from report.rules.figures import SIGN, Figure, Sentence, overlap
from report.rules.wholes import share

_AIM = r"(?:(?:市局|上级|省局|区委|区政府|年初|年度|全年|今年|本年|下达|既定|确定|调整|收入|税费|组织|预期|的)*(?:目标|任务|计划|预算)(?:任务|目标|数|值)?(?:为|是)?)"
_EASILY = r"(?:圆满|顺利|提前|如期|全面|已|并|共|实现了?)*"
_MOVED = rf"(?:[，、（]?(?:比上年|较上年|同比)*(?:增长|下降|增加|减少|增收|减收){SIGN}[）]?)*"
_DONE = (
    r"(?:全年|全局|累计|共|实际|已|我局)*(?:组织|入库|完成|实现)(?:税费收入|各项税费收入|税费|收入|数)?(?:达到?|为)?"
)
_REACHED = re.compile(
    rf"(?P<part>{SIGN}){_MOVED}[，、]?{_EASILY}(?P<over>超额)?完成了?{_AIM}(?P<whole>{SIGN})(?!的)(?:[，、（]?(?:超收|超(?:额|过)?目标)(?P<more>{SIGN}))?"
)
_REACHED_FIRST = re.compile(rf"超额完成了?{_AIM}(?P<whole>{SIGN})，{_DONE}(?P<part>{SIGN})")
_AIMED = re.compile(
    rf"(?:目标|任务|计划|预算)(?:任务|目标|数|值)?(?:为|是)?(?P<whole>{SIGN})，{_DONE}(?P<part>{SIGN})(?:[，、（]?(?:目标|任务)?完成率(?:为|是|达到?)?(?P<x>{SIGN})|[，、（]?超收(?P<more>{SIGN}))"
)
_SHARE_FIRST = re.compile(rf"完成了?{_AIM}(?P<whole>{SIGN})的(?P<x>{SIGN})，{_DONE}(?P<part>{SIGN})")
_AND_OF = re.compile(
    rf"(?P<part>{SIGN}){_MOVED}[，、]?{_EASILY}完成了?{_AIM}{SIGN}的{SIGN}[，、]{_EASILY}完成了?{_AIM}(?P<whole>{SIGN})的(?P<x>{SIGN})"
)
_PART = re.compile(r"其中|[月旬]|季度|半年|当日|税收(?!费)|社保|社会保险|非税|所组织|分局|税务所|剔除|还原|口径")


def aimed(checked: Checked) -> Iterable[Finding]:
    """Every amount that does not stand to its target as it is said to."""
    for sentence in checked.sentences:
        if re.search("目标|任务|计划|预算", sentence.skeleton):
            for pattern in (_REACHED, _REACHED_FIRST, _AIMED, _SHARE_FIRST, _AND_OF):
                for match in pattern.finditer(sentence.skeleton):
                    yield from _against(sentence, match)


def _against(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    part, whole = sentence.figure(match["part"]), sentence.figure(match["whole"])
    said = {
        name: sentence.figure(sign) for name, sign in match.groupdict().items() if sign and re.fullmatch(SIGN, sign)
    }
    if part.base != "元" or whole.base != "元" or not (part.plain and whole.plain):
        return
    if _PART.search(sentence.skeleton[: match.end()]) or _others_before(sentence, match, {part.start, whole.start}):
        return
    if "x" in said:
        yield from share(part, whole, said["x"], beyond=True)
    elif "more" in said:
        yield from _beyond(part, whole, said["more"])
    elif match.groupdict().get("over") or match.re is _REACHED_FIRST:
        yield from _below(part, whole)


def _others_before(sentence: Sentence, match: re.Match[str], own: set[int]) -> bool:
    """Whether another amount stands before: the one that the target is of may be that."""
    moved = {sentence.figure(s).start for s in re.findall(rf"(?:增[加收长]|减[少收])({SIGN})", match[0])}
    before = (sentence.figure(s) for s in re.findall(SIGN, sentence.skeleton[: match.end("part")]))
    targets = {sentence.figure(s).start for s in re.findall(rf"{_AIM}({SIGN})", match[0])}
    return any(f.base == "元" and f.start not in own | moved | targets for f in before)


def _below(part: Figure, whole: Figure) -> Iterator[Finding]:
    """超额完成 of more than was reached. 超额完成目标 0.42 亿元 says by how much."""
    if part.written[1] >= whole.written[0]:
        return
    message = f"写了“超额完成”{whole.text}，而完成数是 {part.text}，比它小。请核对两个数，或改写“超额完成”"
    yield Finding(whole.start, whole.end, "share", "error", message)


def _beyond(part: Figure, whole: Figure, more: Figure) -> Iterator[Finding]:
    """超收 is what was reached less what was to be reached."""
    least = (part.written[0] - whole.written[1], part.written[1] - whole.written[0])
    if more.base != part.base or not more.plain or overlap(least, more.written):
        return
    apart = part.amount - whole.amount
    right = numbers.plain(abs(apart) / more.scale, cut_zeros=True)
    message = f"{part.text} 比 {whole.text} {'多' if apart >= 0 else '少'} {right}{more.unit}，文中写超收“{more.text}”。请核对这三个数"
    yield Finding(more.start, more.end, "share", "error", message)
