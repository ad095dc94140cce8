"""Measure words whose number was lost in copying: 累计征地余亩, 约次, 谈心谈话人次，开展专项监督检查次.

Each is a blank of kind `missing`, of no width, where the number should stand.
"""

from __future__ import annotations

import re

from report.finding.measures import qualifier_before, tail_at
from report.model import Blank


def lost_numbers(text: str, found: list[Blank]) -> list[Blank]:
    """Every measure word without its number, away from the blanks that were found. Each of a sentence."""
    lost = _missing(text, found)
    return lost + _not_counted(text, [*found, *lost])


_LOST = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<more>余)|(?P<about>大?约|近|超过|不足)(?=[\s]*[次万亿人户场篇条件项家亩%％公])|(?P<gap>(?<=[\u4e00-\u9fff])[ \u3000]{2,}(?=[^\s]))"
    r"|(?P<total>共计|累计|合计|总计|达到|[共达])|(?P<share>(?<=[\u4e00-\u9fff])(?=[%％][^\s%％）)]))|(?P<money>(?<=收入|税收|税费|金额|资金|投资|产值|降费|减税|退税)(?=[亿万]元[，。；]))"
)
_SAFE = frozenset(
    {
        "亩",
        "人次",
        "户次",
        "场次",
        "次",
        "户",
        "万元",
        "亿元",
        "元",
        "件",
        "篇",
        "条",
        "场",
        "家",
        "项",
        "公里",
        "平方米",
        "万人次",
        "万户次",
        "万户",
        "万人",
        "%",
    }
)
_ENDS = re.compile(r"[，。；、！？,;）)\s]|$")


def _missing(text: str, found: list[Blank]) -> list[Blank]:
    """Units whose number was lost in copying (`累计征地余亩`, `约次`): zero width, where the number should stand."""
    taken = [(b.start, b.end) for b in found]
    lost: list[Blank] = []
    for match in _LOST.finditer(text):
        at = match.start() if match["more"] else match.end()
        blank = _lost(text, at, match)
        if not blank or any(s <= at and (at <= e + 1 or not text[e:at].strip(" \u3000")) for s, e in taken):
            continue
        taken.append((at, at))
        lost.append(blank)
    return lost


_ACTS = {
    "人次": "谈话|培训|咨询|辅导|接待|约谈",
    "次": "检查|谈话|学习|研讨|汇报|督查|调研|走访|座谈会|研判会|批示|培训|演练|巡查|会商",
    "场": "教育片|座谈会|宣讲会|培训会|讲座",
    "篇": "简报|文章|成果|稿件|报道",
    "条": "意见建议|线索|意见",
}
_UNCOUNTED = re.compile("|".join(rf"(?:{acts})(?={unit}[，。；])" for unit, acts in _ACTS.items()))
_SPOKEN_OF = re.compile(
    r"[，、；。]\s*(?:[较比与和及、]|同比|环比|均|都|也|已|又|增|减|上升|下降|有|为|是|不|居|位|数|频)"
)
"""What follows where the unit is only the name of a figure: 谈心谈话人次，比上年增加."""


_NTH = re.compile(r"^\s*(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]是)")
_COUNTED = re.compile(r"\d|[*＊×_＿]|[一二两三四五六七八九十]")


def _not_counted(text: str, found: list[Blank]) -> list[Blank]:
    """An act with its measure word and no number at all: 谈心谈话人次，开展专项监督检查次. Each of a sentence."""
    taken = [(b.start, b.end) for b in found]
    lost: list[Blank] = []
    for match in _UNCOUNTED.finditer(text):
        at, tail = match.end(), tail_at(text, match.end())
        clause = re.split(r"[，。；、：\n]", text[max(0, match.start() - 30) : match.start()])[-1]
        counted = _COUNTED.search(_NTH.sub("", clause))
        if tail is None or tail.gap or counted or _SPOKEN_OF.match(text, tail.end):
            continue
        if not any(s <= at <= e + 1 for s, e in taken):
            lost.append(Blank(at, at, 0, "", "missing", tail.unit, None))
    return lost


def _lost(text: str, at: int, match: re.Match[str]) -> Blank | None:
    tail = tail_at(text, at)
    if not tail or tail.unit not in _SAFE or "\n" in tail.gap:
        return None
    ends = bool(_ENDS.match(text, tail.end))
    before = text[match.start() - 1 : match.start()]
    if match["more"]:
        if (
            before in set("其剩业多结盈富冗残有空闲课税超十百千万亿几零一二两三四五六七八九")
            or tail.qualifier is None
            or (tail.unit in {"项", "家", "条"} and not ends)
        ):
            return None
        return Blank(at, at, 0, "", "missing", tail.unit, "余")
    if match["about"]:
        qualifier, _ = qualifier_before(text, at)
        scaled = tail.scale and match["about"] != "大约"
        if (
            qualifier is None
            or (scaled and qualifier != "约")
            or not (ends or tail.unit in {"次", "亩", "人次", "户次", "场次"})
        ):
            return None
        return Blank(at, at, 0, "", "missing", tail.unit, qualifier)
    if match["share"] is not None:
        return (
            None if before in set("百千万一二三四五六七八九十半") else Blank(at, at, 0, "", "missing", tail.unit, None)
        )
    return Blank(at, at, 0, "", "missing", tail.unit, tail.qualifier) if ends and not tail.gap else None
