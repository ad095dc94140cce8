"""Is a table the bureau's whole actual figures? What its title, its sheet's and its file's name say against it (`scope_words`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.checking.scope_words import CHARGES, GROUPS, LEVELS, SPLIT, WHOLE, Words
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.labels import compares
from etl.understanding.titles import plain

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_LONGEST = 45
"""Characters of a title at most: longer lines are explanations, in which any word may stand."""
_REMARK = re.compile(r"^[(\[【]?(?:\d+[.、]?)?(?:注|备注|说明|附注|填报说明|填表说明)")
_SENDER = re.compile(r"(?:填报|报送|编制|编报|上报|制表)(?:单位|部门|科室|人)[:：][^\s:：,，;；()]+")
_OTHERS = "不能当作全部税费，其余的会被当作没有。请与其余的合成一份（可以各占一张工作表）；表里就是全部的，请改写"
_COPY = re.compile(r"(.+?)\s*[(（]\d+[)）]")


@dataclass(frozen=True)
class Line:
    """A text that speaks for a table, and where it stands: 标题, 工作表名, 文件名."""

    text: str
    where: str
    cell: str = ""

    def fault(self, sheet: Sheet, said: str) -> Fault:
        """Refuse the file for what this line says."""
        return Fault(f"{self.where}里{said}", sheet.name, self.cell, self.text)


def out_of_scope(part: Part, lists: Mapping[str, CodeList]) -> list[Fault]:
    """Why the tables of a part are not the bureau's whole actual figures; nothing if nothing says so."""
    sheets = list(
        {(s.name, s.table.header.first): s for s in part.sheets}.values()
    )  # a summary is one table, not its slices
    split = _by_policy(part, sheets)
    faults = [fault for sheet in sheets for fault in _by_words(part, sheet, split)]
    if part.table.stem == "revenue":
        faults += _one_of_many(part, sheets, (*_spelt(lists, "tax_kinds.csv"), *CHARGES), closed=True)
        faults += _one_of_many(part, sheets, _spelt(lists, "industries.csv"), closed=False)
        faults += _one_of_many(part, sheets, LEVELS, closed=False)
    return list({(f.sheet, f.message): f for f in faults}.values())


def lines_of(part: Part, sheet: Sheet, *, file_too: bool = True) -> Iterator[Line]:
    """What speaks for a table: its title cell by cell, its sheet's name, its file's name."""
    grid = sheet.table.grid
    for row in range(1, sheet.table.header.first):
        for place, value in enumerate(grid.rows[row - 1], 1):
            text = _SENDER.sub("", plain(value)) if isinstance(value, str) else ""
            if text and len(text) <= _LONGEST and not _REMARK.match(text):
                yield Line(text, "标题", grid.where(row, place))
    if sheet.name:
        yield Line(plain(sheet.name), "工作表名")
    if file_too:
        yield Line(plain(part.book.name.rsplit(".", 1)[0]), "文件名")


def _by_policy(part: Part, sheets: list[Sheet]) -> bool:
    """Whether each sheet is named after a policy of its own: together they are the whole, whatever each title says."""
    codes = next((c.codes for c in part.table.columns if c.name == "policy"), ())
    named = [[code for code in codes if code in plain(sheet.name)] for sheet in sheets]
    single = [found[0] for found in named if len(found) == 1]
    return len(sheets) > 1 and len(single) == len(sheets) == len(set(single))


def _by_words(part: Part, sheet: Sheet, split: bool) -> Iterator[Fault]:
    for group in GROUPS:
        if split and group.policy:
            continue
        if part.table.stem in group.spares or (group.only and part.table.stem not in group.only):
            continue
        for line in lines_of(part, sheet, file_too=group.file_too):
            found = group.words.search(line.text)
            if found and not _taken_back(group, line, sheet):
                yield line.fault(sheet, f"写着“{found[0]}”，{group.why}{line.where}")
                break


def _taken_back(group: Words, line: Line, sheet: Sheet) -> bool:
    if group.unless and group.unless.search(line.text):
        return True
    headings = [c.text for c in sheet.table.header.columns]
    headings += list(sheet.table.whole.texts.values()) if sheet.table.whole else []
    return group.beside and any(map(compares, headings))


def copies(part: Part) -> list[Fault]:
    """Sheet1 (2) beside Sheet1 is how Excel calls a copy: edited, it holds the same rows twice and one of them wrongly."""
    sheets = list({s.name: s for s in part.sheets}.values())
    names = {s.name: s for s in sheets}
    faults = []
    for sheet in sheets:
        copied = _COPY.fullmatch(sheet.name.strip())
        first = names.get(copied[1]) if copied else None
        if first is None or (first.period and sheet.period and first.period != sheet.period):
            continue
        message = f"工作表“{sheet.name}”像是“{first.name}”的副本，一起入库会重复计算。请删去一张；确是另外的数据，请改工作表名"
        faults.append(Fault(message, sheet.name))
    return faults


def _spelt(lists: Mapping[str, CodeList], name: str) -> tuple[str, ...]:
    return tuple(lists[name].canonical) if name in lists else ()


def _one_of_many(part: Part, sheets: list[Sheet], members: tuple[str, ...], *, closed: bool) -> list[Fault]:
    """A title that names single taxes (one industry, one level) and not all of them: the others are missing.

    A sheet for each of several is the whole again, as far as anybody can tell.
    """
    spelt = sorted((m for m in members if len(m) > 2 or m in (*CHARGES, *LEVELS)), key=len, reverse=True)
    short = {m for m in members if m not in spelt}
    if not spelt:
        return []
    form = re.compile(f"(?<![含括])(?:{'|'.join(map(re.escape, spelt))})")
    named: dict[int, tuple[Line, str]] = {}
    for number, sheet in enumerate(sheets):
        told = (
            (line, line.text if line.text in short else _only(line.text, form, closed=closed))
            for line in lines_of(part, sheet)
        )
        if found := next(((line, word) for line, word in told if word), None):
            named[number] = found
    words = [named[n][1] if n in named else _taxes(s) for n, s in enumerate(sheets)]
    if len(words) > 1 and all(words) and len(set(words)) == len(words):
        return []
    return [line.fault(sheets[n], f"只写了“{word}”，{_OTHERS}{line.where}") for n, (line, word) in named.items()]


def _only(text: str, form: re.Pattern[str], *, closed: bool) -> str:
    """What a text names of a list and nothing that stands for all of it; '' if it does not narrow the table."""
    words = list(dict.fromkeys(m[0] for m in form.finditer(text)))
    if not words or SPLIT.search(text):
        return ""
    in_brackets = len(words) == 1 and re.search(rf"\((?:仅|只)?{re.escape(words[0])}\)", text)
    general = WHOLE.search(form.sub("", text)) if closed else len(words) > 1
    return "、".join(words) if in_brackets or not general else ""


def _taxes(sheet: Sheet) -> str:
    """税收 beside sheets 社保费 and 非税: one of the kinds, too."""
    return sheet.name if re.search(r"税收|^税$|各税", plain(sheet.name)) else ""
