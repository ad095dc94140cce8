"""Names of tax bureaus in a text: the report's own is read as 我局, any other is another body.

Nothing in the program holds the bureau's name, so it is the report that says it: in its title, in a line of its form
(填报单位：), or, where neither names a bureau, as the subject that opens the text, if the text names no other and does not
speak of 我局 besides.
"""

from __future__ import annotations

import re

from report.binding.document_head import read_head

_NAME = r"[\u4e00-\u9fffA-Za-z×＊*○某]"
_FULL = re.compile(rf"(?:国家税务总局)?(?P<name>{_NAME}{{1,10}}?[县区](?!局))税务局")
_YEAR = r"(?:20\d\d|[二2][〇零○0][〇零○一二三四五六七八九\d]{2})"
_WHEN = (
    rf"(?:{_YEAR}年?度?|[上下]?半年度?|年度|全年|第?[一二三四1-4]季度|[前首]三?季度|年中|中期|[前头首][\d一二两三四五六七八九十]+个?月|"
    r"\d{1,2}月?份?\s*[-—–―~～至到]+\s*\d{1,2}月份?|[\d一二三四五六七八九十]{1,3}月份?|截[至止])*+"
)
"""2022年上半年 before the name of the bureau is no part of it."""
_AT_THE_START = re.compile(rf"[\s《#]*(?:关于)?{_WHEN}{_FULL.pattern}")
_IN_SHORT = re.compile(
    rf"[\s《#]*(?:关于)?{_WHEN}(?P<name>{_NAME}{{1,6}}[县区])局(?=20|年|工作|党|\S{{0,8}}(?:总结|报告))"
)
_IN_A_FORM = re.compile(rf"(?m)^\s*(?:填报|报送|报告|汇报|编制)?(?:单位|机构)[：:]\s*{_FULL.pattern}")
_HEAD = 5
"""Lines at the top in which the maker's name may stand."""
_OF_OTHERS = re.compile(r"借鉴|经验|转发|外地|先进|交流|学习材料")
_MAKER = re.compile(
    rf"{_FULL.pattern}(?P<room>[\u4e00-\u9fff]{{1,10}}(?:[股科室组]|办公室|党委))?[\s\u3000]*(?:[股科局]长|书记|主任)?(?:[\s\u3000]*20\d\d年.{{0,8}})?"
)
"""鹿角区税务局纳税服务股, 望岫县税务局办公室　2022年12月31日."""
_NEIGHBOUR = re.compile(
    r"[邻兄弟]|对口|周边|人家|外[县区]|其[他它]|上级|同级|相[比较]|[向与和对从据比]|^[全我本各]?[县区]$"
)
_WE = re.compile(r"我局|本局|我们|我[县区](?!税务局)")
_OURS = re.compile(r"[我本][县区](?:税务)?局")
_FOOT = 5
"""Lines at the end in which the maker signs."""
_SUBJECT = re.compile(rf"(?m)(?:^|[，。；])[\s\u3000]*{_FULL.pattern}(?:党委|党组)?(?!的|党校)")
_OF_ANOTHER = re.compile(
    rf"(?:[向与和同跟对从比赴到由]|学习|借鉴|考察|邻近的?|兄弟|对口|周边|通报|转发|支援)(?:{_NAME}{{0,4}}[市州盟])?{_NAME}{{1,5}}[县区]税务局"
)
"""与乙县税务局共建: the bureau named is another."""
_LARGER = re.compile(r"[市州盟]")


def own_name(text: str) -> str:
    """The place whose bureau the report is of (河阳县); empty if it does not say."""
    title, below = _title_and_below(text)
    prose = re.search(r"[，。；]", title) is not None
    titled = None if prose else _AT_THE_START.match(title) or _IN_SHORT.match(title)
    said = _IN_A_FORM.search(text) or titled or _room_at_the_head(text)
    if said is None and (only := _only_one(text, title)):
        return only
    opens = None if said else _AT_THE_START.match(below.lstrip() if below and not prose else title)
    if opens and (_WE.search(text) or len({_place(m["name"]) for m in _FULL.finditer(text)}) > 1):
        return ""
    said = said or opens or _at_the_head(text)
    return "" if said is None or _NEIGHBOUR.search(said["name"]) else _place(said["name"])


def _only_one(text: str, title: str) -> str:
    """The place of the only bureau of this level that the text names, if its maker signs with it, or it is a subject of the
    text that does not speak of 我局 besides. 借鉴, 与……共建, 邻近的 tell of another.
    """
    if not read_head(text).sure or "局" in title or _OF_OTHERS.search(title) or _SEEN_OF_OTHERS.search(title):
        return ""  # a passage without a title may tell of anybody, 安州市税务局 of its counties
    last = [line.strip() for line in text.rstrip().split("\n")[-_FOOT:]]
    signed = next((m for line in last if (m := _MAKER.fullmatch(line))), None)
    said = signed or (None if _WE.search(text) else _SUBJECT.search(text))
    if said is None or _NEIGHBOUR.search(said["name"]):
        return ""
    place = _place(said["name"])
    named = list(_FULL.finditer(text))
    same = all(m["name"].endswith(place) for m in named)
    return place if same and not _OF_ANOTHER.search(text.replace("国家税务总局", "")) else ""


def _title_and_below(text: str) -> tuple[str, str]:
    """The title, without what stands before it (附件1), and the text below it."""
    head = read_head(text)
    first, _, below = text.lstrip().partition("\n")
    if head.title is None or not head.sure:
        return first, below
    end = text.find("\n", max(head.parts))
    return head.title.words, text[end + 1 :] if end >= 0 else ""


def in_title(text: str) -> str:
    """The place whose bureau the title names; empty if it names none."""
    title = _title_and_below(text)[0]
    said = _AT_THE_START.match(title) or _IN_SHORT.match(title)
    return "" if said is None or _NEIGHBOUR.search(said["name"]) else _place(said["name"])


def _at_the_head(text: str) -> re.Match[str] | None:
    """A line of the head that is the maker's name (鹿角区税务局纳税服务股), where the text names no other bureau."""
    lines = [line.strip() for line in text.lstrip().split("\n")[:_HEAD]]
    if len({_place(m["name"]) for m in _FULL.finditer(text)}) > 1 or _OF_OTHERS.search(lines[0]):
        return None
    return next((m for line in lines if (m := _MAKER.fullmatch(line))), None)


_SEEN_OF_OTHERS = re.compile(r"考察|参阅|他山|发言|材料|巡察|督导|下发")


def _room_at_the_head(text: str) -> re.Match[str] | None:
    """望岫县税务局办公室 in a line of the head: a room of the bureau, which makes papers for its own."""
    said = _at_the_head(text)
    title = _title_and_below(text)[0]
    return said if said and said["room"] and not _SEEN_OF_OTHERS.search(title) else None


def as_ours(text: str, name: str) -> str:
    """The text with every name of the bureau as 我局, padded to the same length."""
    if name:
        whole = rf"(?:国家税务总局)?(?:{_NAME}{{1,5}}?[市州盟])?{re.escape(name)}(?:税务)?局"
        text = re.sub(whole, _ours, text)
    return _OURS.sub(_ours, text)


def _ours(said: re.Match[str]) -> str:
    return "·" * (len(said[0]) - 2) + "我局"


def _place(name: str) -> str:
    """河阳县 of 安州市河阳县."""
    last = _LARGER.split(name)[-1]
    return last if len(last) > 1 else name
