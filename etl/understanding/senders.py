"""Who speaks in a file: the department, a tax office, the committee or a branch; by its title, its sheets' names, its sender.

What one office or one branch sends must not pass for the bureau or its committee.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.checking.scope import Line, lines_of
from etl.checking.scope_words import PART
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.sheet import Given
from etl.understanding.titles import plain, spoken_sender
from warehouse.schema import TABLES

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet


BESIDE = "并存，不替换"
"""What becomes of a file that another department sends."""


def sender(part: Part, lines: tuple[str, ...], offices: CodeList) -> None:
    """Who sends it: the source's own department, another known department, or an office that speaks for its taxpayers.

    A name that is none of these is the same department spelt differently: taken for a new sender, its re-send would
    stand beside the old rows instead of replacing them.
    """
    named = next((s for s in map(spoken_sender, lines) if s), None)
    own = part.table.department
    if any(c.name == "office" for c in part.table.columns):
        for spoken in (plain(named or ""), plain("".join(lines)) + plain(part.book.name)):
            if office := _office_in(spoken, offices):
                part.sheets[-1].office = office
                return
    if not named or own in named or re.search(r"税务局$|^本局$", named):
        return
    others = {t.department for t in TABLES.values()} - {own}
    other = next((d for d in sorted(others) if d in named), None)
    if other:
        part.sender = other
        said = f"报送单位写的是“{named}”，{part.table.title}一般由{own}报送；将与{own}报送的{BESIDE}。如果是同一份数据，请改写报送单位"
    else:
        said = f"报送单位写的是“{named}”，按{own}处理：同月份的旧数据由这份替换"
    if Fault(said) not in part.warnings:  # a summary has a slice for each of its columns
        part.warnings.append(Fault(said))


def offices_of(part: Part, offices: CodeList) -> list[Fault]:
    """Take offices from the names of sheets, or say why a file of one office cannot stand for the bureau."""
    sheets = list({s.name: s for s in part.sheets}.values())
    if not any(c.name == "office" for c in part.table.columns):
        return _no_room_for_offices(part, sheets, offices)
    by_name = {s.name: office for s in sheets if (office := _office_in(plain(s.name), offices))}
    for sheet in part.sheets:
        own = by_name.get(sheet.name, sheet.office)
        if sheet.office not in {"", own}:
            message = f"工作表名写的是“{sheet.name}”，标题或文件名写的是“{sheet.office}”。请改正其中一处"
            return [Fault(message, sheet.name)]
        sheet.office = own
    named = {s.office for s in part.sheets if s.office}
    silent = {s.name: s for s in part.sheets if not s.office}
    if not named:
        return []
    if len(named) == 1 and not silent:
        part.office = named.pop()
        return []
    missing = [o for o in offices.values if o not in {*named, *offices.until}]  # months decide on those that ended
    if silent and (missing or len(silent) > 1 or not _TOGETHER.search(plain(next(iter(silent))))):
        message = f"有的表写明是税务所的（{sorted(named)[0]}），这一张没有写明。请逐张写明，或分成几份文件"
        return [Fault(message, next(iter(silent)))]
    bare = [s for s in part.sheets if "office" not in s.table.columns]
    for (
        sheet
    ) in bare:  # the one of all together is held against the others like rows of the whole (`etl.checking.wholes`)
        sheet.table.given["office"] = Given(sheet.office or "全局", sheet.table.grid.where(1, 1))
    if missing and (bare or any(s.name not in by_name for s in part.sheets)):
        message = f"每个税务所一张表，没有{'、'.join(missing)}的，它们会被当作没有数。请补齐，或每个税务所一份文件"
        return [Fault(message, (bare or part.sheets)[0].name)]
    return []


_TOGETHER = re.compile(r"全[局区县市]|汇总|合计|总表|总计|本局|[区县市]局")
"""Names of the one sheet among those of the offices that holds all of them together."""


def _office_in(text: str, offices: CodeList) -> str:
    """The one office that a text names; '' for none or several."""
    fitting = {value for spelling, value in offices.canonical.items() if spelling in text}
    return fitting.pop() if len(fitting) == 1 else ""


def _no_room_for_offices(part: Part, sheets: list[Sheet], offices: CodeList) -> list[Fault]:
    """One office's table of a source whose rows do not say whose they are."""
    spelt = {s: v for s, v in offices.canonical.items() if s.endswith(("税务所", "分局"))}
    full = CodeList(offices.name, spelt)
    named: dict[str, tuple[Line, str]] = {}
    for sheet in sheets:
        for line in _all_lines(part, sheet):
            if office := _office_in(line.text, full):
                named.setdefault(sheet.name, (line, office))
    if len({o for _, o in named.values()}) > 1 and len(named) == len(sheets):
        return []
    return [
        line.fault(s, f"写着“{named[s.name][1]}”，{PART}{line.where}")
        for s in sheets
        if s.name in named
        for line in [named[s.name][0]]
    ]


def _all_lines(part: Part, sheet: Sheet) -> list[Line]:
    senders = (s for s in map(spoken_sender, sheet.table.title) if s)
    return [*lines_of(part, sheet), *(Line(plain(s), "报送单位") for s in senders)]


_BOTH = "?"
_COMMITTEE, _BRANCH = re.compile(r"(?<!机关)党委"), re.compile(r"支部(?!书记|名册|建设)")
_INCLUDED = re.compile(r"[含及和与、][各党]*支部")
_WHOSE = re.compile(r"支部|单位|部门|层级|主办|承办|组织|开展")
_A_BRANCH = re.compile(r"(?!各|全体|所有).{0,10}支部(?:委员会)?")


def levels_of(part: Part) -> list[Fault]:
    """Whether party work is the committee's or a branch's, where the title, the sheet or the sender says it and no column does."""
    if part.table.stem != "party":
        return []
    faults: list[Fault] = []
    branches: list[Fault] = []
    for sheet in part.sheets:
        if "body" in sheet.table.columns:
            continue
        line, level = _stated_level(_all_lines(part, sheet))
        if line and level == _BOTH:
            message = "写着党委和支部，表里没有“组织层级”一列，分不清哪些是支部的。请加上这一列"
            faults.append(line.fault(sheet, message))
        elif line:
            sheet.table.given["body"] = Given(level, line.cell or sheet.table.grid.where(1, 1))
            if level == "支部":
                message = (
                    "只写了支部，党委的会被当作没有（0）。请与党委的合成一份，加上“组织层级”，或每个层级一张工作表"
                )
                branches.append(line.fault(sheet, message))
        elif fault := _branch_in_the_rows(sheet):
            faults.append(fault)
    faults += branches if len(branches) == len(part.sheets) else []
    return list(dict.fromkeys(faults))


def _stated_level(lines: list[Line]) -> tuple[Line | None, str]:
    """The level that title and sheet state, or else file and sender; two that differ are as good as both."""
    told = [(line, level) for line in lines if (level := _level(line.text))]
    near = [x for x in told if x[0].where in {"标题", "工作表名"}] or told
    if not near:
        return None, ""
    return near[0][0], near[0][1] if len({level for _, level in near}) == 1 else _BOTH


def _level(text: str) -> str:
    """党委, 支部, `_BOTH`, or '' for neither."""
    committee, branch = _COMMITTEE.search(text), _BRANCH.search(text)
    if branch and (committee or _INCLUDED.search(text)):
        return _BOTH
    return "党委" if committee else "支部" if branch else ""


def _branch_in_the_rows(sheet: Sheet) -> Fault | None:
    """责任部门 第一党支部, 开展支部 第一支部: the level stands in a column that is not read for it."""
    table = sheet.table
    for mapped in table.header.columns:
        name = mapped.column.name if mapped.column else ""
        if name != "department" and (name or not _WHOSE.search(mapped.text)):
            continue
        for row in table.data_rows:
            value = table.grid.at(row, mapped.place)
            if isinstance(value, str) and _A_BRANCH.fullmatch(plain(value)):
                message = f"“{mapped.text}”写的是支部，表里没有“组织层级”一列，会当作党委的计入。请加上“组织层级”，逐行填党委或支部"
                return Fault(message, sheet.name, table.grid.where(row, mapped.place), value)
    return None
