"""Notes above or under a table that limit it: 注：以上为预计数, 数据截至5月20日, 本表不含第三税务所, 未扣除退库.

A note is prose, and most notes limit nothing (累计数见附表, 单位负责人…). So a word alone is no reason: a clause must say of this
table, or of a part of it, that its figures are something else than what happened in the whole month in the whole bureau.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from etl.checking.scope_words import (
    CHARGES,
    CUSTOMS,
    CUSTOMS_COUNTED,
    CUSTOMS_LEFT_OUT,
    HARMLESS_WITHOUT,
    NOT_TAKEN_OFF,
    PART,
)
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.numerals import number_in
from etl.understanding.titles import not_a_title, part_of_a_month, plain, spoken_period, within_a_month
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

_LEAD = re.compile(
    r"^[(\[【]?(?:(?:注|备注|说明|附注|填报说明|填表说明|编制说明)[一二三四五\d]?[:.、,]?)?[(]?[\d①-⑩]{0,2}[)]?[.、:]?(?!\d*[月年])|^[*※#]+"
)
_SENTENCE = re.compile(r"[。;!\n]|(?<=[^\d])\d[.、)](?=[^\d])|[①-⑩]")
_ELSEWHERE = re.compile(
    r"附[件表录]|另[表附行]|[上下]表|[上下去往历]年|[上下]月|[上下]期|同期|以前|增减|增长|同比|环比|计划|目标|预算"
)
"""Of other figures than the table's own."""
_THIS = re.compile(
    r"(?:因.*?,)?(?:本|此|该|上|以上|上述|表[中内]|全局|统计|各|所[有列报]|[当本]月|[当本]期|税费?|收入|入库|征收|金额|数[据字值]?|资料|报表|口径|合计|项|栏|表|的|均|都|[\d年月]|[,:、\s])*"
)
"""What a clause must consist of, before its verb, to speak of the table as a whole."""
_IS = r"(?:[为是系]|属于?|按照?|采用|取自)"
_SORT = r"的?(?:入库|收入|完成|统计|核算|发生|征收)?(?:数|值|额|量|金额|数据|数字|口径|情况)?(?:填[报列]|统计|反映|计算)?[)\]】]?$"
_EARLY = r"(?:预计|预测|预估|估计|估算|暂估|测算|初步|快报|速报|未决算|未(?:结[账帐]|关账|封账))"
_ESTIMATE = re.compile(
    rf"(?<![不非])(?<!不再){_IS}[^,]{{0,12}}{_EARLY}{_SORT}|^(?:以上|本表|表[中内]|上述)?(?:数据|数字|金额|收入)?(?:均|都)?{_EARLY}(?:数|值|数据)$"
)
_RUNNING = re.compile(rf"(?<![不非]){_IS}(?P<what>[^,]{{0,14}}(?:累计|年初至[今本]月?|年初以来)){_SORT}")
_OWED = re.compile(rf"(?<![不非]){_IS}[^,]{{0,8}}(?:应征|应纳|应收|申报|开票){_SORT}")
_UNIT_OF_SOME = re.compile(
    r"(?P<what>.{2,40}?)的?(?:单位)?(?:[为是以按]|单位:?)(?P<unit>[十百千]?[万亿]*元)(?:为单位|计|填[列报]|列示)?"
)
_BEFORE_REFUNDS = re.compile(rf"{_IS}[^,]{{0,6}}(?<!出口)(?:退库|退税)前{_SORT}")
_OF_A_LEVEL = re.compile(
    rf"(?<![不非]){_IS}[^,]{{0,6}}(?:(?:中央|省|市|区|县|地方|乡镇)级|留成|分成|地方财政)(?:留成|分成|财力|库|财政)?(?:的)?(?:部分)?{_SORT}"
)
_WITHOUT = re.compile(
    rf"(?:不含|不包括|不包含|未含|未包括|未包含|不统计|未统计|未计入|未列入|未纳入|剔除|缺)(?!{HARMLESS_WITHOUT})(?P<what>[^,]{{2,30}})"
)
_NOT_SENT = re.compile(
    r"(?P<what>.{2,30}?)(?:尚|还|暂|因.{1,8})?(?:未|没有?)(?:能|曾|按时|及时)?(?:报送|上报|填报|报来|报数|报齐|报(?![告税])|列入|计入|统计|纳入|包含|包括|到位|提供|录入)"
    r"(?:数据|数|在内|本表|其中|合计|以上)*$"
)
_ONLY = re.compile(r"(?:仅|只)(?:含|包括|包含|统计|反映|列示?|填报?|报|限)(?P<what>[^,]{2,24})")
_SOME = re.compile(r"部分|重点税源|重点企业|规上|规模以上|以上企业|大户|百强|样本|抽样|个体|民营|外资|小微|自然人")
_AN_OFFICE = re.compile(r"[一-鿿]{1,6}(?:税务所|税务分局|街道|[乡镇](?![一-鿿]))")
_SAYS_OF_IT = re.compile(r"数据|统计|本表|此表|以上|上述|收入|入库|口径|取数|资料|报表|表[中内]")
_OF_THE_DATA = re.compile(
    r"(?:本表|此表|以上|上述|表[中内])?(?:数据|统计|取数|入库|收入|数字|反映)*的?(?:期间|时段|时间|区间|范围|口径)?(?:[为是系:从自仅只]|仅为)"
)
_NO_RUNNING = frozenset({"refunds", "supervision", "party", "publicity", "appointments", "branches", "inspections"})
"""Sources whose single rows are dated events: 累计 over them changes nothing (a summary of them is another matter)."""


@dataclass(frozen=True)
class Note:
    """A note, and where it stands."""

    text: str
    cell: str
    above: bool

    @cached_property
    def sentences(self) -> list[list[str]]:
        """Its sentences, each as clauses."""
        found = [_LEAD.sub("", s) for s in _SENTENCE.split(_LEAD.sub("", plain_lines(self.text)))]
        return [[c for c in sentence.split(",") if c] for sentence in found if sentence]


def plain_lines(text: str) -> str:
    """`plain`, but for the ends of lines."""
    return "\n".join(plain(line) for line in text.splitlines())


@dataclass(frozen=True)
class Facts:
    """What the notes of a table are held against."""

    sheet: Sheet
    sheets: list[Sheet]
    """All slices of a summary, or the one table."""
    named: re.Pattern[str]
    """Offices, tax kinds, charges, kinds of events."""

    @cached_property
    def inside(self) -> frozenset[str]:
        """What the rows and headings name of them."""
        return _inside(self.sheets, self.named)

    @property
    def stem(self) -> str:
        """The source."""
        return self.sheet.table.header.table.stem


def limiting_notes(part: Part, lists: Mapping[str, CodeList]) -> tuple[list[Fault], list[Fault]]:
    """What notes say against a part's tables, and (as warnings) what only a person can judge."""
    faults: dict[tuple[str, str], Fault] = {}
    warnings: dict[tuple[str, str], Fault] = {}
    if part.table.stem == "targets":
        return [], []
    named = names_of_parts(part, lists)
    for sheet in {(s.name, s.table.header.first): s for s in part.sheets}.values():
        same = [
            s for s in part.sheets if s.table is sheet.table or (s.table.whole and s.table.whole is sheet.table.whole)
        ]
        facts = Facts(sheet, same, named)
        for note in notes_of(facts):
            for sentence in note.sentences:
                said, sure = _limits(sentence, facts)
                where = "标题下的说明" if note.above else "表下的说明"
                if said:
                    message = (
                        f"{where}里{said}"
                        if sure
                        else f"{where}里{said}。程序不能判断表里的数是不是全的，照原样入库，请核对"
                    )
                    told = faults if sure else warnings
                    told.setdefault(
                        (sheet.name, note.cell),
                        Fault(message, sheet.name, note.cell, note.text.strip(), doubt=not sure),
                    )
    return list(faults.values()), [w for key, w in warnings.items() if key not in faults]


def notes_of(facts: Facts) -> Iterator[Note]:
    """Texts above the header that are no title, below it the texts in rows that hold no number, and those to the right of the rows."""
    grid, header, whole = facts.sheet.table.grid, facts.sheet.table.header, facts.sheet.table.whole
    data = {row for sheet in facts.sheets for row in sheet.table.data_rows}
    data |= {left.row for sheet in facts.sheets for left in sheet.table.left_out if left.kind == "group"}
    for row in range(1, len(grid.rows) + 1):
        for place in whole.margin if whole and row > header.last else ():
            if isinstance(value := grid.at(row, place), str) and len(value) > 3:
                yield Note(value, grid.where(row, place), above=False)
        if row in data or header.first <= row <= header.last:
            continue
        above = row < header.first
        cells = [(p, v) for p, v in enumerate(grid.rows[row - 1], 1) if str(v).strip()]
        if not above and (len(cells) > 3 or any(not isinstance(v, str) or number_in(v) is not None for _, v in cells)):
            continue
        for place, value in cells:
            if isinstance(value, str) and len(value) > 3 and (not above or not_a_title(plain(value))):
                yield Note(value, grid.where(row, place), above)


def _limits(sentence: list[str], facts: Facts) -> tuple[str, bool]:
    """What a sentence says against the table, and whether that is sure; '' for nothing."""
    for number, clause in enumerate(sentence):
        before, after = sentence[:number], sentence[number + 1 :]
        if words := _not_the_whole_month(clause, before, after, facts):
            return (
                f"写着“{words}”，不是整月，不能当作整月的数。请整月结束后再报，或只报已经过完的月份；确是整月的，请改写说明",
                True,
            )
        if why := _something_else(clause, facts):
            return f"写着“{clause}”，{why}", True
        if found := _a_part(clause, facts):
            return f"写着“{clause}”，{PART}说明" if found == "sure" else f"写着“{clause}”", found == "sure"
    return "", False


def _not_the_whole_month(clause: str, before: list[str], after: list[str], facts: Facts) -> str | None:
    """数据截至5月20日, 本表为5月1日至15日数据; not 征期为5月1日至15日 and not 截至5月20日，尚有3户欠税."""
    if facts.sheet.table.header.table.roster:
        return None
    lead = re.split(r"截[至止]|更新|取数|提取|抽取|查询", clause)[0]
    if not _ELSEWHERE.search(lead) and (
        _SAYS_OF_IT.search(clause) or (not before and (not after or _SAYS_OF_IT.search(after[0])))
    ):
        found = (within_a_month(clause, s.period) for s in facts.sheets)
        if words := next((w for w in found if w), None):
            return words
    return part_of_a_month(clause) if _OF_THE_DATA.match(clause) else None


def _something_else(clause: str, facts: Facts) -> str:
    """Why the figures are not those of what happened in the month; '' if the clause does not say so."""
    subject = re.split(_IS, clause)[0]
    if unit := _another_unit(clause, facts):
        return f"而这张表的单位是{unit}。一张表请只用一种单位，并改写说明"
    if _ELSEWHERE.search(subject):
        return ""
    if _ESTIMATE.search(clause):
        return "是预计、快报一类的数，不是月末的实际数。请报实际数；表里就是实际数的，请改写说明"
    if facts.stem == "revenue" and _OWED.search(clause):
        return "不是入库的税费。请报入库数；表里就是入库数的，请改写说明"
    if facts.stem == "revenue" and CUSTOMS.search(clause) and not CUSTOMS_LEFT_OUT.search(clause):
        return f"{CUSTOMS_COUNTED}说明"
    if facts.stem == "revenue" and _OF_A_LEVEL.search(clause) and _THIS.fullmatch(subject):
        return f"{PART}说明"
    if facts.stem == "revenue" and (NOT_TAKEN_OFF.search(clause) or _BEFORE_REFUNDS.search(clause)):
        return "收入要减去退库。请把退库另列一行写负数（或报减去退库以后的净数），并改写说明"
    if _runs_on(clause, subject, facts):
        return "是几个月合在一起的累计数，不是当月的数。请报当月的数；表里就是当月数的，请改写说明"
    return ""


def _another_unit(clause: str, facts: Facts) -> str:
    """增值税、企业所得税为亿元 under a table in 万元: the table's unit if a clause gives another one to some of its rows; else ''."""
    sheet = facts.sheet
    amount = next((m for m in sheet.table.header.columns if m.column and m.column.kind is Kind.MONEY), None)
    unit = (amount.unit if amount else None) or (sheet.money_unit if sheet.unit_from else "")
    for said in filter(None, map(_UNIT_OF_SOME.fullmatch, re.split(r"[()]", clause))):
        if facts.named.search(said["what"]) and not _ELSEWHERE.search(said["what"]) and said["unit"] != unit:
            return unit
    return ""


def _runs_on(clause: str, subject: str, facts: Facts) -> bool:
    """本表为1-5月累计数, 以上为1-5月数; not 累计数为…, not 右列为累计数."""
    whole, table = facts.sheet.table.whole, facts.sheet.table.header.table
    if table.roster or (whole is None and table.stem in _NO_RUNNING) or re.search(r"累计|[列栏行]|合计", subject):
        return False
    running = _RUNNING.search(clause)
    if running:
        return re.search(r"[当本]月", running["what"]) is None
    months = {s.period for s in facts.sheets if s.period}
    if whole is None or len(months) != 1 or not _THIS.fullmatch(subject):
        return False
    (month,) = months
    said = re.search(rf"{_IS}(?P<span>[^,]{{2,16}}?)的?(?:合计|数|数据|收入|入库|金额)*$", clause)
    span = spoken_period(said["span"], month.year) if said else None
    return (
        span is not None and span.last - span.first > month.last - month.first and span.first <= month.last <= span.last
    )


def _a_part(clause: str, facts: Facts) -> str:
    """sure: rows that the whole bureau must have are said to be missing, and they are; perhaps: nobody can tell; '': neither."""
    for form in (_WITHOUT, _ONLY, _NOT_SENT):
        found = form.search(clause)
        if found is None or _ELSEWHERE.search(clause[: found.start()]):
            continue
        what = found["what"]
        named = {m[0] for m in facts.named.finditer(what)} | {m[0] for m in _AN_OFFICE.finditer(what)}
        about_all = form is _NOT_SENT or _THIS.fullmatch(clause[: found.start()]) is not None
        if form is _ONLY:
            narrow = _SOME.search(what) or named
            return ("sure" if about_all else "perhaps") if narrow else ""
        if named and not named <= facts.inside:
            return "sure" if about_all else "perhaps"
        if form is _NOT_SENT:
            return "sure" if _SOME.search(what) and not named else "perhaps" if named else ""
        if not named and about_all:
            return "sure" if _SOME.search(what) else "perhaps"
    return ""


def names_of_parts(part: Part, lists: Mapping[str, CodeList]) -> re.Pattern[str]:
    """Everything that a part of the bureau's figures can be called."""
    words = {*CHARGES} if part.table.stem == "revenue" else set()
    for column in part.table.columns:
        words |= set(column.codes) if column.name in {"kind", "policy"} else set()
        if column.code_list and column.code_list in lists:
            words |= {w for w in lists[column.code_list].canonical if len(w) > 2}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")


def _inside(sheets: list[Sheet], named: re.Pattern[str]) -> frozenset[str]:
    """What rows and headings name of the bureau's parts; a group (社保费) is there if one of its members is."""
    said: set[str] = set()
    for sheet in sheets:
        grid, beside = sheet.table.grid, sheet.table.whole.margin if sheet.table.whole else []
        for row in (*sheet.table.data_rows, *range(sheet.table.header.first, sheet.table.header.last + 1)):
            line = enumerate(grid.rows[row - 1], 1)
            said |= {plain(v) for place, v in line if isinstance(v, str) and place not in beside}
    text = "\n".join(said)
    found = {m[0] for m in named.finditer(text)} | {m[0] for m in _AN_OFFICE.finditer(text)}
    if re.search(r"保险", text):
        found |= {"社会保险费", "社保费", "社保"}
    if re.search(r"非税|附加|基金|保障金|行政事业", text):
        found |= {"非税收入", "非税", "行政事业性收费", "政府性基金"}
    return frozenset(found)
