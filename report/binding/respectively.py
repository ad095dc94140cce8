"""税收收入、社保费收入分别入库**亿元、**亿元: each figure is read with its own item of the list.

The figures must be as many as the items and stand one behind the other; else the person says which is which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from report.binding.passages import figure_end
from report.model import Blank, Claim

_LIST = re.compile(r"(?P<items>[^，。；：:,;\n]{3,80}?)(?:依次)?分别(?P<verb>[^，。；：:,;\n、]{0,10})$")
_AND = re.compile(r"、|以及|[和与]|(?<![惠涉普触以提])及")
_NEXT = re.compile(r"\s*(?:[、，]|以及|[和与及])\s*")
_FOR_ALL = re.compile(
    r"(?:其中|全年|(?:今年|本年|去年|上年|20\d\d年度?)(?:的?同期)?|年内|[上下]半年|第?[一二三四]季度|前三季度|\d{1,2}(?:[-—至]\d{1,2})?月份?|我局|本局|全局|累计|共|组织|办理|完成|实现|开展)*"
)
"""What opens the first item and holds for all of them: when, by whom, what was done."""


def apart(
    text: str, clause: int, figures: Sequence[Blank | Claim], figure: Blank | Claim
) -> tuple[str, Blank | Claim, list[Blank | Claim]] | None:
    """The text in which the list, 分别 and all figures are only the figure with its item, the figure there, and all others there.

    `clause`: where the clause begins; `figures` in order. None if items and figures do not pair.
    """
    run = _run(text, clause, figures, figure)
    said = _LIST.fullmatch(text[clause : run[0].start]) if run else None
    if said is None:
        return None
    items = [item.strip() for item in _AND.split(said["items"])]
    if len(items) != len(run) or not all(items):
        return None
    place = run.index(figure)
    opens = [begins[0] if (begins := _FOR_ALL.match(item)) else "" for item in items]
    noun = items[-1][len(opens[-1]) :]
    if opens[-1] and noun and opens[:-1] == items[:-1]:  # 上半年、下半年集中学习分别为**次、**次
        items = [*(f"{item}{noun}" for item in items[:-1]), items[-1]]
    lead = opens[0] if place and not opens[place] else ""
    head = f"{text[:clause]}{lead}{items[place]}{said['verb']}"
    end, after = figure_end(text, figure), figure_end(text, run[-1])
    moved = len(head) + end - figure.start - after
    inner = replace(figure, start=len(head), end=len(head) + figure.end - figure.start)
    others = [f for f in figures if f.start < clause]
    later = [replace(f, start=f.start + moved, end=f.end + moved) for f in figures if f.start >= after and not f.cell]
    return f"{head}{text[figure.start : end]}{text[after:]}", inner, [*others, inner, *later]


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
