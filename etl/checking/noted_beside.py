"""A note that speaks of the very thing that is asked about belongs to the question: one fact, one tick.

注：石桥税务分局自7月1日起并入城关税务分局 answers why 石桥税务分局 has no figure; asked about for itself besides, it would be a second question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from etl.checking.notes import Facts, names_of_parts, notes_of
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.parts import Part
from etl.understanding.titles import plain

_LETTERS = 120
"""Characters of a note at most: of a longer one not all could be shown, so it is asked about itself."""
_NAME = 3


def with_notes(part: Part, faults: list[Fault], lists: Mapping[str, CodeList]) -> list[Fault]:
    """The doubts, each with the notes under its table that name an office or a kind that the doubt names."""
    if not faults:
        return []
    notes: dict[str, dict[str, str]] = {}
    for sheet in {(s.name, s.table.header.first): s for s in part.sheets}.values():
        same = [
            s for s in part.sheets if s.table is sheet.table or (s.table.whole and s.table.whole is sheet.table.whole)
        ]
        found = notes_of(Facts(sheet, same, names_of_parts(part, lists)))
        notes.setdefault(sheet.name, {}).update({n.cell: n.text.strip() for n in found})
    codes = {c.code_list for c in part.table.columns if c.code_list} & lists.keys()
    names = {value for code in codes for value in lists[code].values if len(value) >= _NAME}
    told = []
    for fault in faults:
        spoken = {name for name in names if name in fault.message}
        quoted = [
            f"{cell}“{text}”"
            for cell, text in notes.get(fault.sheet, {}).items()
            if len(text) <= _LETTERS and any(name in plain(text) for name in spoken)
        ]
        shown = "；".join(quoted)
        more = f"。表下的说明是：{shown}" if quoted else ""
        fact = f"{fault.fact}{shown}" if fault.fact else ""  # a note makes no fact of a doubt that is none
        told.append(replace(fault, message=f"{fault.message}{more}", fact=fact))
    return told
