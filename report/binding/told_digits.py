"""Digits of a sentence that are no values of its own and tell one thing from another: 第1税务分局, 1—6月, 3月15日, 35岁以下, 13%税率, 12366.

A value that is stated beside a figure differs from one report to the next, and the sentence stays the same one. Whatever
other digits stand there make another sentence of it: better to ask once too often than to fill the number of another threshold.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from report.model import Blank, Claim

_DASH = r"[-\u2010-\u2015\u2212~～〜至到]"
_DIGITS = re.compile(
    rf"第\s*\d+(?:\s*{_DASH}\s*第?\s*\d+)?|(?<!\d)\d{{1,2}}\s*月?份?\s*{_DASH}\s*\d{{1,2}}\s*月|(?<!\d)\d{{1,2}}\s*(?:月份?|日|号|季度)"
    r"|(?P<masked>20\s*[*＊×Xx_＿〇○]{2})|(?<![\d.])(?P<year>20\d\d)(?![\d.])|(?<!\d)\d{1,2}(?=(?:税务)?(?:分局|所(?!有)))|百分之[一二三四五六七八九十百点]+|\d+(?:[.．·,，/:：]\d+)*\s*[%％‰万亿]?"
)
_LIST_MARK = re.compile(r"\s*(?:\d{1,2}\s*[.．、）)](?!\d)|[（(]\s*\d{1,2}\s*[)）])")
"""1. or （2） at the head of a sentence: where it stands in a list, which says nothing of it."""
_OF_WHOM = re.compile(
    r"(?:（含）|\(含\))?的?(?:[大中小微型民国外出进]*(?:企业|纳税人|个体|主体|公司|项目|商户|工程|单位|群体|人群)|发票|订单|合同|案件|干部|党员|人员|车|房)"
)
_SIZES = re.compile(r"元$|^[岁年天日周个%分级吨]$")
"""Units in which a size is told that picks things out: 500万元企业. 34户企业 counts them."""
_RATE_BEFORE = re.compile(
    r"(?:税率|征收率|预征率|扣除率?|抵减率?|抵免|减按|减征|比例|费率|利率|档)(?:为|是|按|达到?)*$"
)
_RATE_BEHIND = re.compile(r"(?:的)?(?:税率|征收率|预征率|费率|利率|档|比例|加计|减征|抵减|扣除|优惠|即征)")
_RANK_BEFORE = re.compile(r"(?:[前第满]|排名|名列)$")
_LIMIT_BEHIND = re.compile(r"(?:（含）|\(含\))?(?:及|或)?[以之]?(?:内|[上下](?!升|降|年))")


_OVER = re.compile(r"(?:超过?|不超过|不足|少于|多于|大于|小于|低于|高于|达到?|满|逾)\s*$")
_IN_A_ROW = re.compile(r"连续\s*$")
_TIME = re.compile(r"\d*(?:个?(?:工作日|月)|小时|分钟|天|日|年)$")
_WITHIN = re.compile(r"(?:个?(?:工作日|月)|小时|分钟|天|日)?(?:（含）)?[以之]?内")
_OF_SOME = re.compile(r"的[\u4e00-\u9fff]{0,6}?(?:企业|纳税人|个体|主体|公司|项目|商户|单位|户)")


def _limits(before: str, behind: str, written: str) -> bool:
    """超过3个月的欠税企业, 连续3个月零申报, 3个工作日内, 职工超50人的企业: a number that draws a line."""
    timed = _TIME.search(written) is not None
    within = _WITHIN.match(behind)
    if within and (timed or within[0][:1] not in "以之内（"):
        return True
    over = _OVER.search(before) is not None and (timed or _OF_SOME.match(behind) is not None)
    return over or (timed and not written.endswith("年") and _IN_A_ROW.search(before) is not None)


def values(text: str, figures: Sequence[Blank | Claim]) -> list[tuple[int, int]]:
    """The spans, in order, of the figures that are values: all blanks, and what is stated unless it only picks things out."""
    picking = {id(f) for f in figures if isinstance(f, Claim) and _picks_out(text, f)}
    ranges = [f for f in figures if isinstance(f, Claim) and f.span_to is not None]
    for one in ranges:
        if any(id(o) in picking and (o.value, o.span_to) == (one.span_to, one.value) for o in ranges):
            picking.add(id(one))
    return sorted((f.start, f.end) for f in figures if id(f) not in picking)


def _picks_out(text: str, claim: Claim) -> bool:
    """13%税率, 500万元企业, 前10: a number that says which things are meant and not how many."""
    before, behind, unit = (
        text[max(0, claim.start - 8) : claim.start],
        text[claim.end : claim.end + 12],
        claim.unit or "",
    )
    if unit == "%" and (_RATE_BEFORE.search(before) or _RATE_BEHIND.match(behind)):
        return True
    if _limits(before, behind, text[claim.start : claim.end]):
        return True
    sized = _SIZES.search(unit) and (_OF_WHOM.match(behind) or _LIMIT_BEHIND.match(behind))
    return bool(sized) or _RANK_BEFORE.search(before) is not None


def told_digits(
    text: str, within: tuple[int, int], figures: Sequence[tuple[int, int]], year: int | None = None
) -> list[str]:
    """They, in order, as one writes them at a keyboard; years counted from `year`, its own and (without one) all left out.

    `figures`: sorted spans of the values, whose own digits they are not.
    """
    found = []
    mark = _LIST_MARK.match(text, *within)
    for said in _DIGITS.finditer(text, mark.end() if mark else within[0], within[1]):
        at = bisect_right(figures, (said.start(), len(text))) - 1
        if said["masked"] or (at >= 0 and said.start() < figures[at][1]):
            continue
        if said["year"]:
            found += [f"{int(said['year']) - year:+d}年"] if year and int(said["year"]) != year else []
            continue
        plain = re.sub(r"\s|份$|(?<=\d)份", "", unicodedata.normalize("NFKC", said[0]))
        found.append(re.sub(_DASH, "-", plain))
    return found
