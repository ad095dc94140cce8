"""Rows that a ledger holds and that did not happen: cancelled and repeated entries, texts struck through, closed branches.

A ledger counts its rows, so such a row is one too many, and nothing in the columns that are read shows it. Whoever wrote
the file said so beside them: in a column that the source does not know, in brackets, by a line through the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.checking.columns import text_of
from etl.faults import Fault
from etl.reading import Value
from etl.understanding.header import MappedColumn
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain

LEDGERS = frozenset({"supervision", "party", "publicity", "branches", "appointments", "inspections"})
"""Sources whose rows are counted, or whose rows are persons, branches or issues."""
_DEEDS = LEDGERS - {"branches", "inspections"}
_MOST = 20
_REMARK = 24
"""Characters of a remark at most that tells what became of a row; longer ones tell stories."""


# --- columns that are not read

_VERBS = "开展|完成|举行|举办|召开|进行|组织|实施|执行|落实|办理|采用|采纳|录用|刊发|刊登|刊播|播出|发布|发表|见报|当选|通过|到位"
_WHETHER = re.compile(rf"^是否(已|已经)?({_VERBS}|办结|有效|计入|统计|属实|在册)|^({_VERBS}|在册)(与否|否)$")
_WHETHER_NOT = re.compile(r"^是否(已|已经)?(取消|作废|撤销|注销|撤并|重复|终止|停止)")
_STATE = re.compile(rf"状态|状况|进度|进展|结果$|^(工作)?({_VERBS}|录取|选举|投票)(情况|结果|与否)$|完成率")
FINDINGS = re.compile(r"检查|问题|处理|整改|发现|谈话|处分")
"""Headings that tell what was found: 未落实 there is said of somebody else."""
_NO = re.compile(r"否|不是|n|no|false|×|x|✗|✘|无|没有|未|0", re.IGNORECASE)
_YES = re.compile(r"是|y|yes|true|√|✓|✔|1|已.{2}", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"(未|没有?|尚未|不予|不)(能|曾|如期|按期|按时|予)?(开展|举行|举办|召开|实施|采用|采纳|录用|刊发|刊登|刊播|播出|发表|见报|当选)"
    r"|(取消|作废|落选|退稿|弃用|停办|暂缓|终止|中止)(了|开展|举行|召开|举办)?。?$|^(取消|作废)[,;。]"
    r"|(延期|推迟|改期|顺延)(至|到|举行|召开|开展|举办|进行|。?$)"
    r"|^(计划|拟|预计|准备)(?!内|外)|^待(定|办|开展|举行|召开|举办|实施|补)|^(未|没有|尚未)(完成|办理|落实|执行|通过|到位)?$"
    r"|重复(上报|报送|填报|登记|统计|计算)?。?$|^(与|同|和).{1,12}(重复|相同)"
    r"|(?<!不)(为|是|系|属于|算)同一(次|场|回|期|篇|件|项)(活动|会议|检查|报道)?。?$|合并为一[次场件项]|^(见|并入|合并[到至入])[上前下]一?[条行次项]"
)
_STATE_NOT_DONE = re.compile(rf"(未|没有?|尚未|不予|不)(能|曾|如期|按期|按时|予)?({_VERBS})(?!率)|进行中|筹备中")
_CLOSED = re.compile(
    r"撤销|注销|撤并|撤消|并入(?![本我])|与.{1,12}合并(?!成立|组建|而成|设立)|停用|不再保留"
    r"|(合并|整合|划转|划归|归并|并)[到至入](?![本我])|^现?已(被)?(合并|整合|归并)(?!成立|组建|而成|设立)"
)
"""A branch that went into another; one that came of several (由……合并成立, 第三支部并入本支部) is open."""
_PART_DONE = re.compile(r"(\d{1,2}(\.\d+)?)%")


def _unread_columns(part: Part) -> Iterator[Fault]:
    """Cells beside the columns that are read and that say: not done, cancelled, planned, repeated, closed."""
    for sheet in part.sheets:
        table = sheet.table
        if table.whole is not None:
            continue
        for mapped in (c for c in table.header.columns if c.column is None):
            for row in table.data_rows:
                value = table.grid.at(row, mapped.place)
                if says_no(part.table.stem, mapped, value) and not counts_nothing(sheet, row):
                    yield Fault(
                        _sentence(part, mapped), sheet.name, table.grid.where(row, mapped.place), text_of(value)
                    )


def says_no(stem: str, mapped: MappedColumn, value: Value) -> bool:
    """Whether a cell of a column that is not read says that its row is not to be counted."""
    text, head = _text(value), plain(mapped.text)
    if not text:
        return False
    if stem == "inspections":  # an issue that is not yet mended belongs to the roster
        return len(text) <= _REMARK and re.search(r"重复|作废|^撤销|误报", text) is not None
    if _WHETHER_NOT.search(head):
        return _YES.fullmatch(text) is not None
    if stem == "branches":
        return len(text) <= _REMARK and _CLOSED.search(text) is not None and not re.match(r"(未|不|没)", text)
    if _WHETHER.search(head) and _NO.fullmatch(text):
        return True
    if FINDINGS.search(head) or len(text) > _REMARK:
        return False
    if _STATE.search(head) and (_NO.fullmatch(text) or _partly(text) or _STATE_NOT_DONE.search(text)):
        return True
    return _NOT_DONE.search(text) is not None and not re.search(r"已(补|经?开展|完成|举行|召开)|补(开|学|做)", text)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return plain(int(value) if isinstance(value, float) and value.is_integer() else value)


def _partly(text: str) -> bool:
    match = _PART_DONE.fullmatch(text)
    return match is not None and float(match[1]) < 100


def counts_nothing(sheet: Sheet, row: int) -> bool:
    """A branch whose closing date stands in its row, an event of which the row says 0 times: not counted anyway."""
    found, at = sheet.table.header.found, sheet.table.grid.at
    table = sheet.table.header.table
    if table.stem == "branches" and "closed_on" in found:
        return re.search(r"\d{4}", str(at(row, found["closed_on"].place))) is not None
    return table.summed in found and number_in(at(row, found[table.summed].place)) == 0


def _sentence(part: Part, mapped: MappedColumn) -> str:
    said = f"“{mapped.text}”一列不在规定之内，没有读取，而这一格说明这一行不应照常计入；照入的话数就多了。"
    if part.table.stem == "branches":
        return f"{said}已撤销的支部请填“撤销日期”，重复的请删去这一行；确实在册的，请清空这一格"
    return f"{said}没有做的、取消的、重复的请删去这一行；确实应当计入的，请清空或改写这一格"


# --- texts that are read

_MARK = r"(已|拟|计划|因.{1,10})?(取消|作废|未开展|未举行|未召开|未举办|未实施|未完成|延期|推迟|改期|暂缓|待开展|计划|(?:拟|待|尚?未)(?:开展|举[办行]|召开|实施|刊[发登播]|发[布表]|播出|见报|报道|采用))"
MARKED = re.compile(rf"[(\[【]{_MARK}[^)\]】]{{0,8}}[)\]】]|^(因.{{1,14}})?{_MARK}$|[-—,，;；。:：]{_MARK}$")
_TOLD_IN = ("topic", "title", "audience", "origin")


def _marked_texts(part: Part) -> Iterator[Fault]:
    """学习党史（取消）, 因疫情未开展: said within a column that is read."""
    for sheet in part.sheets if part.table.stem in _DEEDS else ():
        table = sheet.table
        for name in (n for n in _TOLD_IN if n in table.header.found and table.whole is None):
            place = table.header.found[name].place
            for row in table.data_rows:
                text = str(table.grid.at(row, place))
                if MARKED.search(plain(text)) and not counts_nothing(sheet, row):
                    message = (
                        "这一格说这件事没有做（取消、改期或还是计划），照数入库就会多算。没有做的请删去这一行；"
                        "确实做了的，请改写这一格"
                    )
                    yield Fault(message, sheet.name, table.cell(row, name), text)


# --- the look of cells, the names of sheets


def _struck(part: Part) -> Iterator[Fault]:
    """A line through the text of a row that is read."""
    for sheet in part.sheets:
        table, grid = sheet.table, sheet.table.grid
        places = {c.place for c in table.header.columns if c.column}
        rows = {row for row, place in grid.struck if place in places and str(grid.at(row, place)).strip()}
        for row in sorted(rows & set(table.data_rows)):
            place = min(p for r, p in grid.struck if r == row and p in places and str(grid.at(r, p)).strip())
            message = "这一格的字划着删除线，分不清是不是作废了。作废的请删去这一行（这个数）；应当计入的，请去掉删除线"
            yield Fault(message, sheet.name, grid.where(row, place), text_of(grid.at(row, place)))


_CLOSED_SHEET = re.compile(r"撤销|注销|撤并|撤消|已并入")


def _closed_sheets(part: Part) -> Iterator[Fault]:
    """A sheet 已撤销 whose branches have no closing date: each of them would count as open."""
    for sheet in part.sheets if part.table.stem == "branches" else ():
        table = sheet.table
        said = next((t for t in (sheet.name, *table.title) if _CLOSED_SHEET.search(plain(t)) and "含" not in t), None)
        closed = table.header.found.get("closed_on")
        open_rows = [r for r in table.data_rows if closed is None or not plain(table.grid.at(r, closed.place))]
        if said and open_rows and (said == sheet.name or len(open_rows) == len(table.data_rows)):
            where = table.cell(open_rows[0], "branch")
            message = (
                f"这张表写的是“{said.strip()}”，这里的支部却没有撤销日期，会算作在册。请填“撤销日期”，或删去这张表"
            )
            yield Fault(
                message, sheet.name, where, str(table.grid.at(open_rows[0], table.header.found["branch"].place))
            )


def undone(part: Part) -> list[Fault]:
    """Everything in a part that says of itself that it is not to be counted."""
    if part.table.stem not in LEDGERS:
        return list(_struck(part))[:_MOST]
    found = [*_unread_columns(part), *_marked_texts(part), *_struck(part), *_closed_sheets(part)]
    return found[:_MOST]
