"""What is said of a table's figures beside them: notes below, above and inside the table, remarks in a figure's own row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from report.finding.cell_units import STATED
from report.finding.spaces import unspaced

if TYPE_CHECKING:
    from report.finding.tables import Cell, Table

_NOTE = re.compile(
    r"[（(【]?(?:(?:附?注|说明|备注|数据说明|填表说明|统计口径|统计时间|统计期间|统计范围|数据口径)[\d一二三四五六七八九十]*\s*[：:、.．]|(?:本|该|上|此|以上|上述)表|表[中内]|(?:以上|上述)(?:各项)?(?:数据|数字|指标|统计|为|均))"
)
"""How a line begins that is a note on a table. A line of prose that begins with 以上 and no such word is none."""
_GOES_ON = re.compile(r"[（(]?\d{1,2}[）).．、]")
_MOST_LINES = 6
_REMARKS = re.compile(
    r"(?:备注|说明|附注|(?:统计|数据|核算)?口径|(?:统计|数据)?范围|(?:统计|数据|所属)?(?:期间|时段|时间|期)|数据来源)(?:说明)?"
)
"""Headings of columns that say of the figures in their rows what they are of."""


def notes_of(table: Table, text: str, tables: Sequence[Table]) -> tuple[str, ...]:
    """The notes on a table: the lines right below, one right above, and rows of it that hold nothing else."""
    behind = min((t.start for t in tables if t.start >= table.end and t is not table), default=len(text))
    ahead = max((t.end for t in tables if t.end <= table.start and t is not table), default=0)
    lines = text[ahead : table.start].rstrip("|\n \u3000").split("\n")[-2:]
    lines = (
        lines[:-1] if STATED.search(lines[-1]) and not is_note(lines[-1]) else lines[-1:]
    )  # 单位：亿元 stands between
    above = [line for line in lines if is_note(line)]
    inside = [w for c in table.cells if is_note(w := text[c.start : c.end])]
    return tuple(line.strip() for line in (*above, *inside, *_below(text[table.end : behind])))


def is_note(words: str) -> bool:
    """Whether a line, or a cell, begins as a note on a table does."""
    return _NOTE.match(words.strip()) is not None


def _below(text: str) -> Iterator[str]:
    lines = [line for line in text.split("\n") if line.strip("| \t\r\u3000")]
    heard = False
    for line in lines[:_MOST_LINES]:
        words = line.strip("| \t\r\u3000")
        if not is_note(words) and not (heard and _GOES_ON.match(words)):
            return
        heard = True
        yield words


def remark_heading(words: str) -> bool:
    """Whether a heading is of remarks on the figures of each row."""
    return _REMARKS.fullmatch(unspaced(words)) is not None


def remarks(row: Sequence[Cell], headings: dict[int, str], text: str) -> tuple[tuple[str, str], ...]:
    """What a row's cells say below headings of remarks."""
    said = ((headings[c.column], text[c.start : c.end].strip()) for c in row if c.column in headings)
    return tuple((head, words) for head, words in said if words)


_PART = re.compile(r"(?:[县区市]?局)?机关(?:本级|本部|干部|党委)?|[县区]?局?(?:本级|本部)")
_OURSELVES = re.compile(r"(?:本|我|[县区])局|(?:[县区]?局)?党委|本局")
_OFFICE = re.compile(r"分局|[^场]所$|支部|基层|机关$|党小组|[股科]$")


def may_be_part(words: str) -> bool:
    """Whether a label is one of which `part_beside` may say anything."""
    bare = unspaced(words)
    return bool(_PART.fullmatch(bare) or _OURSELVES.fullmatch(bare))


def is_office(words: str) -> bool:
    """Whether a label names the bureau's own offices (机关) or its branches (分局) and nothing else."""
    return _PART.fullmatch(words) is not None or words in {"分局", "基层分局", "税务所", "基层"}


def part_beside(words: str, others: Sequence[str]) -> str:
    """Why a label may be of a part of us: 机关 in any table, 县局 or 党委 beside 分局 or 支部. Empty if nothing says so."""
    words = unspaced(words)
    office = next((w for w in others if w != words and _OFFICE.search(w)), "")
    if _PART.fullmatch(words):
        return f"行名或栏名写的是“{words}”，不一定是全局的数"
    if office and _OURSELVES.fullmatch(words):
        return f"“{words}”与“{office[:12]}”并列，不一定是全局的数"
    return ""
