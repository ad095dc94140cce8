"""Is a table the bureau's whole actual figures? What its title, its sheet's and its file's name say against it (`scope_words`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from etl.checking.scope_words import ALL_OF_IT, CHARGES, GENERAL, GROUPS, KINDS, LEVELS, PARTS, SPLIT, WHOLE, Words
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.labels import compares
from etl.understanding.running import QUANTITIES
from etl.understanding.titles import not_a_title, plain

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_SENDER = re.compile(
    r"(?:填报|报送|编制|编报|上报|制表)(?:单位|部门|科室|人)[:：](?:(?!(?:填[表报]|制表|审核|复核|负责|联系|经办|日期|时间)[一-鿿]{0,2}[:：])[^\s:：,，;；()])+"
)
_OTHERS = "不能当作全部税费，其余的会被当作没有。请与其余的合成一份（可以各占一张工作表）；表里就是全部的，请改写"
_VERSION = r"(?:修改|修正|更正|改正|更新|修订|补正|调整|最终|终|定|新|最新|第[一二三四1-9]|[1-9])"
_COPY = re.compile(
    rf"(.+?)(?:[(（]\d+[)）]|[(（【\[]{_VERSION}?(?:版本?|稿|后|件|改|修改|更正|修订|更新|最终|调整)?[)）】\]]"
    rf"|[-—_.]?{_VERSION}(?:版本?|稿)|[-—_.]?(?:修改|修正|更正|改正|修订|更新)(?:后|件)?|[-_.]?[vV]\d)"
)
"""一季度 (2), 一季度（修改）, 一季度更正, 一季度终稿, 一季度v2."""


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
    faults += [fault for together in _of_the_same_months(part, sheets) for fault in _one_kind(part, together)]
    return list({(f.sheet, f.message): f for f in faults}.values())


def _of_the_same_months(part: Part, sheets: list[Sheet]) -> list[list[Sheet]]:
    """Tables that speak for common months, together: what last year's hold of a kind says nothing of this year's."""
    groups: list[tuple[set[int], list[Sheet]]] = []
    for sheet in sheets:
        periods = [s.period for s in _slices(part, sheet)]
        if any(period is None for period in periods):
            return [sheets]  # whose months only its rows say: nobody can tell them apart here
        months = {m for period in periods if period for m in range(period.first, period.last + 1)}
        joined = [group for group in groups if group[0] & months]
        groups = [group for group in groups if group not in joined]
        groups.append((months.union(*(m for m, _ in joined)), [*(s for _, g in joined for s in g), sheet]))
    return [together for _, together in groups]


def _slices(part: Part, sheet: Sheet) -> list[Sheet]:
    """All slices of a table; of a list, itself."""
    key = (sheet.name, sheet.table.header.first)
    return [s for s in part.sheets if (s.name, s.table.header.first) == key]


def _one_kind(part: Part, sheets: list[Sheet]) -> list[Fault]:
    """谈心谈话台账 with nothing but talks in it: the source's other kinds would count as 0 in the months that it covers.

    A sheet for each of several kinds is the whole; so is a table whose rows have kinds that its title does not name.
    """
    column = next((c for c in part.table.columns if c.name == "kind" and c.codes), None)
    if column is None:
        return []
    spelt = (
        {code: code for code in column.codes}
        | dict(column.also)
        | {w: c for w, c in KINDS.items() if c in column.codes}
    )
    form = re.compile(f"(?<![含括])(?:{'|'.join(sorted(spelt, key=len, reverse=True))})")
    named: dict[int, tuple[Line, frozenset[str]]] = {}
    for number, sheet in enumerate(sheets):
        told = ((line, frozenset(spelt[m[0]] for m in form.finditer(line.text))) for line in lines_of(part, sheet))
        if found := next(((line, codes) for line, codes in told if codes and not ALL_OF_IT.search(line.text)), None):
            named[number] = found
    inside = {code for sheet in sheets for one in _slices(part, sheet) for code in _kinds_in(one, spelt)}
    said = frozenset[str]().union(*(codes for _, codes in named.values()))
    several = len(sheets) > 1 and len({codes for _, codes in named.values()}) == len(sheets)
    if several or not inside or not inside <= said or len(said) == len(column.codes):
        return []
    others = "、".join(code for code in column.codes if code not in said)
    message = (
        f"只写了“{'、'.join(c for c in column.codes if c in said)}”，表里也只有这一类，入库后这几个月的其余各类（{others}）会被当作 0。"
        f"请把各类合成一份文件（可以各占一张工作表）；其余各类确实没有发生的，请把标题和名称改为“{part.table.title}台账”"
    )
    number, (line, _) = next(iter(named.items()))
    return [line.fault(sheets[number], message)]


def part_ledgers(part: Part) -> list[Fault]:
    """意识形态工作台账 with nothing else in it: a doubt, because the other kinds would count as 0 and the title does not name one kind alone."""
    groups = PARTS.get(part.table.stem, ())
    sheets = list({(s.name, s.table.header.first): s for s in part.sheets}.values()) if groups else []
    column = part.table.column("kind") if groups else None
    found = []
    for together in _of_the_same_months(part, sheets) if column else []:
        assert column
        spelt = {code: code for code in column.codes} | dict(column.also)
        inside = {code for sheet in together for one in _slices(part, sheet) for code in _kinds_in(one, spelt)}
        lines = [(s, line) for s in together for line in lines_of(part, s) if not _general(line.text)]
        told = (
            (sheet, line, hit[0])
            for sheet, line in lines
            for words, codes in groups
            if inside and inside <= codes and (hit := words.search(line.text))
        )
        if first := next(told, None):
            sheet, line, said = first
            others = "、".join(code for code in column.codes if code not in inside)
            message = (
                f"写着“{said}”，表里也只有{'、'.join(c for c in column.codes if c in inside)}，入库后这几个月的其余各类（{others}）会被当作 0。"
                "还有别的台账的，请合成一份（可以各占一张工作表）再报；其余各类确实没有发生的，请照常入库"
            )
            found.append(replace(line.fault(sheet, message), doubt=True))
    return found


def _general(text: str) -> bool:
    return GENERAL.search(text) is not None or ALL_OF_IT.search(text) is not None


def _kinds_in(sheet: Sheet, spelt: Mapping[str, str]) -> set[str]:
    """The kinds that the rows of a table, or of a slice, are of; a word that is none stands for itself."""
    table, mapped = sheet.table, sheet.table.header.found.get("kind")
    if "kind" in table.given:
        return {table.given["kind"].value} if table.data_rows else set()
    said = (
        table.stated.get(row, {}).get("kind") or (plain(table.grid.at(row, mapped.place)) if mapped else "")
        for row in table.data_rows
    )
    return {spelt.get(text, text) for text in said if text}


def lines_of(part: Part, sheet: Sheet, *, file_too: bool = True) -> Iterator[Line]:
    """What speaks for a table: its title cell by cell, its sheet's name, its file's name."""
    grid = sheet.table.grid
    for row in range(1, sheet.table.header.first):
        for place, value in enumerate(grid.rows[row - 1], 1):
            text = _SENDER.sub("", plain(value)) if isinstance(value, str) else ""
            if text and not not_a_title(text):
                yield Line(text, "标题", grid.where(row, place))
    if sheet.name:
        yield Line(plain(sheet.name), "工作表名")
    if file_too:
        yield Line(plain(part.book.name.rsplit(".", 1)[0]), "文件名")


def headings_of(part: Part, sheet: Sheet) -> Iterator[Line]:
    """The headings of the columns of figures that are read."""
    for one in _slices(part, sheet):
        header = one.table.header
        for mapped in (m for m in header.columns if m.column and m.column.kind in QUANTITIES):
            yield Line(plain(mapped.text), "表头", one.table.grid.where(header.last, mapped.place))


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
        over = headings_of(part, sheet) if group.heading else ()
        for line in (*lines_of(part, sheet, file_too=group.file_too), *over):
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
    """Sheet1 (2) beside Sheet1 is how Excel calls a copy, Sheet1（修改） how people do: it holds the same rows twice, and once wrongly."""
    sheets = list({s.name: s for s in part.sheets}.values())
    names = {plain(s.name): s for s in sheets}
    faults = []
    for sheet in sheets:
        copied = _COPY.fullmatch(plain(sheet.name))
        if copied and re.search(r"[^\d()]", plain(sheet.name).removeprefix(copied[1])):
            names.setdefault(
                copied[1], sheet
            )  # 一季度（修改） beside 一季度（终稿）; 名册(1) beside 名册(2) may be two halves
        first = names.get(copied[1]) if copied else None
        if first is None or first is sheet or (first.period and sheet.period and first.period != sheet.period):
            continue
        message = f"工作表“{sheet.name}”像是“{first.name}”的副本（或改过的一版），一起入库会重复计算。请删去一张；确是另外的数据，请改工作表名"
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
    words = [named[n][1] if n in named else _taxes(part, s) for n, s in enumerate(sheets)]
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


def _taxes(part: Part, sheet: Sheet) -> str:
    """税收 beside sheets (tables) 社保费 and 非税: one of the kinds, too."""
    lines = [line.text for line in lines_of(part, sheet, file_too=False)]
    return next((text for text in lines if re.search(r"税收(?!费)|^税$|各税", text) and not re.search(r"费", text)), "")
