"""Rows of a ledger that report that there was nothing: 次数 “—”, 主题 “本月无”, 来源 “无”.

A ledger counts its rows and an empty 次数 is 1, so a report of nothing would count as one. A 0 says the same and is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.checking.columns import text_of
from etl.checking.conversions import MARK_OF_NONE
from etl.checking.undone import FINDINGS, MARKED, counts_nothing, says_no
from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.numerals import MASK
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain

_MOST = 20
_EDGES = "()[]【】。.,;:!、"
_WHEN = r"(?:\d{4}年)?(?:本|当|该|全|上|\d{1,2}|[一二三四])?(?:年度?|季度?|月份?|周|期|旬|日)(?:内|度)?|(?:截[至止])?(?:目前|至今)"
_THINGS = (
    "(?:此类|此项|该项|该类|相关|有关|上述|这项|本项|新增|任何|其他)?"
    "(?:情况|事项|工作|活动|任务|安排|检查|会议|座谈会|学习|研讨|汇报|谈话|人员|报道|来信|来函|感谢信|锦旗|批示|简报|荣誉|发生|开展|召开)?"
)
_NO = "(?:暂|均|都|尚|还)?(?:无|没有|未有)"
_DONE = "开展|召开|举行|举办|组织|实施|发生|进行|安排|收到|涉及|产生|放映|播放|观看|刊发|刊登|发表|获得|接到|报送|上报|形成|征集|收集"
_NOT_DONE = f"(?:暂|均|都|尚|还)?(?:未|没有?|未曾)(?:组织|安排)?(?:{_DONE})过?{_THINGS}"
_REPORT_OF_NONE = re.compile(rf"(?:{_WHEN}),?(?:{_NO}{_THINGS}|{_NOT_DONE})|[零0](?:报告|上报|报送|情况)")
"""本月无, 3月未开展, 零报告: all of a text."""
_NO_EVENT = re.compile(rf"{_NO}(?=.){_THINGS}|{_NOT_DONE}")
"""无此项工作, 未收到来信: the same in a topic; 无 alone may only mean that the event had none."""
_NOTHING = re.compile(r"无|没有|暂无|暂缺|空|不适用|不涉及|none|null|n/a", re.IGNORECASE)
_NO_ISSUE = re.compile(rf"(?:{_WHEN})?(?:{_NO}|未(?:发现|反馈|提出))(?:反馈|发现)?问题")
_TELLING = re.compile(r"备注|说明|情况|状态|摘要")
"""Headings of columns that are not read and tell what a row is."""
_TOLD_IN = ("topic", "title", "audience")
_SAYS_LITTLE = frozenset({"department", "body"})
"""Columns that a report of nothing fills, too."""
_LEDGERS = frozenset({"supervision", "party", "publicity", "inspections"})
_COUNTED_BY_NAME = {"publicity": "origin", "inspections": "description"}
"""Sources without 次数, and the column that is never 无 in a row that counts."""


def said_none(part: Part) -> list[Fault]:
    """The cells of a part's rows that say that there was nothing."""
    found: list[Fault] = []
    for sheet in part.sheets if part.table.stem in _LEDGERS else ():
        if sheet.table.whole is None:
            found += _of(sheet)
    return found[:_MOST]


def _of(sheet: Sheet) -> Iterator[Fault]:
    for row in sheet.table.data_rows:
        if counts_nothing(sheet, row):
            continue
        told = _marked_count(sheet, row) or _named_nothing(sheet, row) or _told(sheet, row)
        if told:
            yield told


def _marked_count(sheet: Sheet, row: int) -> Fault | None:
    """次数 “—”: a person or 人次 in the row says that there was something, and is what counts."""
    table = sheet.table
    mapped = table.header.found.get(table.header.table.summed)
    if mapped is None or not _is_mark(_at(sheet, row, mapped)) or _otherwise_counted(sheet, row):
        return None
    shown = _at(sheet, row, mapped).strip()
    message = (
        f"“{mapped.text}”写的是“{shown}”，是没有的意思；而空着的按 1 计，不能照空着读。"
        "没有发生的请填 0（或删去这一行），发生了的请填上数"
    )
    return Fault(message, sheet.name, table.grid.where(row, mapped.place), shown)


def _otherwise_counted(sheet: Sheet, row: int) -> bool:
    found = sheet.table.header.found
    held = [found[name] for name in ("person", "person_times") if name in found]
    return any((text := _at(sheet, row, m).strip()) and not _is_mark(text) for m in held)


def _named_nothing(sheet: Sheet, row: int) -> Fault | None:
    """来源 “无” of a letter, 问题 “无” of an inspection."""
    stem = sheet.table.header.table.stem
    mapped = sheet.table.header.found.get(_COUNTED_BY_NAME.get(stem, ""))
    if mapped is None:
        return None
    text = _trimmed(_at(sheet, row, mapped))
    nothing = _NOTHING.fullmatch(text) or (stem == "inspections" and _NO_ISSUE.fullmatch(text))
    return _fault(sheet, row, mapped) if nothing else None


def _told(sheet: Sheet, row: int) -> Fault | None:
    """本月无 in a text of the row; 无 or — as the topic of a row that says nothing else."""
    stem = sheet.table.header.table.stem
    if stem == "inspections":  # 本月无 beside an issue that stays open
        return None
    for mapped in sheet.table.header.columns:
        text = _at(sheet, row, mapped)
        said = MARKED.search(plain(text)) if mapped.column else says_no(stem, mapped, text)
        if _reports_none(mapped, _trimmed(text)) and not said:  # that it was cancelled is told already
            return _fault(sheet, row, mapped)
    topic = sheet.table.header.found.get("topic")
    if topic is None:
        return None
    text = _at(sheet, row, topic).strip()
    empty = _is_mark(text) or _NOTHING.fullmatch(_trimmed(text)) or MASK.fullmatch(text)
    return _fault(sheet, row, topic) if empty and _says_nothing_else(sheet, row, topic) else None


def _reports_none(mapped: MappedColumn, text: str) -> bool:
    """Whether a text says that there was nothing; what is said beside the columns that are read only if it speaks of the month."""
    if mapped.column:
        told = _REPORT_OF_NONE.fullmatch(text) or _NO_EVENT.fullmatch(text)
        return mapped.column.name in _TOLD_IN and told is not None
    telling = _TELLING.search(mapped.text) and not FINDINGS.search(mapped.text)
    return bool(telling) and _REPORT_OF_NONE.fullmatch(text) is not None


def _says_nothing_else(sheet: Sheet, row: int, topic: MappedColumn) -> bool:
    """Whether the columns that are read hold only what a report of nothing has: a day, a kind, who reports."""
    others = [c for c in sheet.table.header.columns if c.column and not c.column.required and c is not topic]
    held = [c for c in others if c.column and c.column.name not in _SAYS_LITTLE]
    texts = (_at(sheet, row, c).strip() for c in held)
    return all(not text or _is_mark(text) or _NOTHING.fullmatch(text) for text in texts)


def _at(sheet: Sheet, row: int, mapped: MappedColumn) -> str:
    return text_of(sheet.table.grid.at(row, mapped.place))


def _trimmed(text: str) -> str:
    return plain(text).strip(_EDGES)


def _is_mark(text: str) -> bool:
    return MARK_OF_NONE.fullmatch(text) is not None


def _fault(sheet: Sheet, row: int, mapped: MappedColumn) -> Fault:
    table = sheet.table.header.table
    count = table.column(table.summed).heading if table.summed else ""
    zero = f"，或把“{count}”填 0" if count else ""
    message = (
        "这一格像是说没有这件事，而台账一行算一件，照入就多算一件。"
        f"没有的请删去这一行{zero}（包含哪些月份看标题）；确实有的，请改写这一格"
    )
    return Fault(message, sheet.name, sheet.table.grid.where(row, mapped.place), _at(sheet, row, mapped).strip())
