"""Parts and wholes in one sentence: `share` (占比 against part and whole) and `parts` (the parts against their total)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from report.model import Claim, Finding
from report.rules.checked import FIGURE, Checked, Sentence, amount, base, half_step, written

_NO = FIGURE[1:-1]
_SHARE = re.compile(
    rf"(?P<whole>{FIGURE})[^。；{_NO}]{{0,16}}其中[：:，]?[^，。；{_NO}]{{0,16}}(?P<part>{FIGURE})[^。；{_NO}]{{0,6}}，?占(?:比|全部|总[数量额]|[^，。；{_NO}]{{0,8}}的)?(?:达到?|为|的)?(?P<share>{FIGURE})"
)
_PARTS = re.compile(
    rf"(?P<whole>{FIGURE})[^。；{_NO}]{{0,12}}(?P<word>其中|包括|分别是|分为)[：:，]?(?P<list>[^。；{_NO}]{{0,16}}{FIGURE}(?:[^。；{_NO}]{{0,4}}[、，和][^。；，、{_NO}]{{0,16}}{FIGURE})+)"
)
_HALVES = (
    ("线上", "线下"),
    ("上半年", "下半年"),
    ("男", "女"),
    ("城镇", "农村"),
    ("机关", "基层"),
    ("新增", "存量"),
    ("党员", "群众"),
)
"""Two parts that leave nothing over."""
_REST = re.compile(rf"(?:其余|其他|剩余|另有)[^，。；、{_NO}]{{0,10}}{FIGURE}$")


def wholes(checked: Checked) -> Iterable[Finding]:
    """Shares and parts of a total that the same sentence states."""
    for sentence in checked.sentences:
        yield from _shares(sentence)
        yield from _parts(sentence)


def _shares(sentence: Sentence) -> Iterator[Finding]:
    for match in _SHARE.finditer(sentence.text):
        whole, part, share = (sentence.claim(match[name]).claim for name in ("whole", "part", "share"))
        if share.unit != "%" or base(whole) != base(part) or not amount(whole):
            continue
        true = amount(part) / amount(whole) * 100
        slack = half_step(share) + true * (
            half_step(part) / max(amount(part), half_step(part)) + half_step(whole) / amount(whole)
        )
        if abs(true - share.value) > slack:
            places = max(1, -int(share.value.as_tuple().exponent))
            message = f"“{part.text}”占“{whole.text}”的 {written(true, places)}%，文中写“{share.text}”。请核对三个数"
            yield Finding(share.start, share.end, "share", "error", message)


def _parts(sentence: Sentence) -> Iterator[Finding]:
    for match in _PARTS.finditer(sentence.text):
        whole = sentence.claim(match["whole"]).claim
        parts = [sentence.claim(c).claim for c in match["list"] if "\ue000" <= c <= "\uf8ff"]
        if any(p.unit == "%" for p in parts) or len({base(c) for c in (whole, *parts)}) != 1:
            continue
        full = match["word"] in {"分别是", "分为", "包括"} or _REST.search(match["list"]) is not None
        full = full or (len(parts) == 2 and any(a in match["list"] and b in match["list"] for a, b in _HALVES))
        yield from _sum(whole, parts, full=full)


def _sum(whole: Claim, parts: list[Claim], *, full: bool) -> Iterator[Finding]:
    """Parts that are all of it must add up to it; others must not exceed it. Approximate figures (余, 约) say nothing."""
    if any(c.qualifier for c in (whole, *parts)):
        return
    total = sum((amount(p) for p in parts), Decimal(0))
    slack = half_step(whole) + sum((half_step(p) for p in parts), Decimal(0))
    exact = all(
        c.value == c.value.to_integral_value() and "." not in c.text and "万" not in c.text and "亿" not in c.text
        for c in (whole, *parts)
    )
    allowed = Decimal(0) if exact else slack
    difference = total - amount(whole)
    if (full and abs(difference) > allowed) or difference > allowed:
        listed = "、".join(p.text for p in parts)
        message = f"各部分（{listed}）相加{'超过' if difference > 0 else '不到'}“{whole.text}”。请核对总数和各部分"
        yield Finding(whole.start, whole.end, "parts", "error", message)
