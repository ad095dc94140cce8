"""The year of a meeting in a title: 在2023年全县税务工作会议上的报告 tells in January 2023 of 2022.

It says when the paper was read, and not of what time its figures are.
"""

from __future__ import annotations

import re

from report.binding.period_words import plain

_ABOUT = r"总结|情况|回顾|计划|打算|述[职责廉]|评议|民主生活|组织生活|整改|测评|年度|[上下]半年|季度|\d月"
"""Behind a year they say that it is the paper's own."""
MEETING = re.compile(
    rf"(?P<year>20\d\d)\s*年(?:(?!{_ABOUT})[^，。；\n（）()]){{0,30}}?(?:会议|大会|例会|推进会|部署会|动员会|年会|全会|党代会|培训班)"
    r"(?:暨(?:(?!总结|情况)[^，。；\n（）()]){0,20}会议?)?(?:上的?|的)?(?:(?:主题|主旨|工作|大会|交流|典型|表态|总结)*(?:报告|讲话|发言|汇报|材料|致辞|主持词)|(?=20\d\d))"
)

_WHOSE = re.compile(r"^20\d\d\s*年|全[市省州国]")


def meeting_year(words: str) -> int | None:
    """The year of the meeting that a title names as the place where it was read."""
    said = MEETING.search(plain(words))
    return int(said["year"]) if said else None


def without_meeting(words: str) -> str:
    """The title without the year of its meeting, and whose meeting it was (全市); as it was if it names none."""
    said = MEETING.search(text := plain(words))
    return text[: said.start()] + _WHOSE.sub("", said[0]) + text[said.end() :] if said else words
