"""Remarks beside rows, and notes, that may say of a part of the figures that it does not belong there: doubts, to be ticked.

其中500万元为下月提前入库, 以下为估算, 含区纪委监委开展的检查: what such a text takes from the figures no rule can tell (what it
surely says is refused elsewhere: `undone`, `notes`, `reversals`). Passed over with “没有读取” it is not seen by whoever loads the
file. Plain remarks (核对无误, 见附件, 参会35人) stay quiet, and so do words that only look alike (补选, 未发现问题).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.checking.notes import Facts, names_of_parts, notes_of, plain_lines
from etl.checking.scope import lines_of
from etl.checking.supplement import SUPPLEMENT
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain

_MOST, _SHOWN, _LETTERS = 12, 4, 50
"""Doubts of a part, cells of a doubt that are quoted, and characters of each."""
_STORIES = frozenset({"inspections", "branches", "appointments"})
"""Sources whose remarks tell how things go on, and whose rows stand whatever is said there."""
_REMARKS = re.compile(r"备注|备考|说明|附注|注释|特殊情况|^注$")

_MEASURE = r"(?:[余多]?[十百千]?[万亿]*元|户次|户|笔|人次|人|次|场|件|篇|条|通|个|份|家)"
_FIGURE = re.compile(rf"\d[\d,.]*[余多]?{_MEASURE}")
_FOREIGN = (
    r"[市省]局|总局|上级|外[区县市省地]|[他别]局|其他(?:单位|部门|县区|区县)|外单位|12345|转办|转来|[区县市省]?纪委|监委|海关"
    r"|开发区|高新区|园区|街道|(?<![各全我本该])[一-鿿](?<![各全我本该])[一-鿿](?:区|县)(?![级分间域别划])|上[年月]|以前年度|往年|结转|跨[年月]"
)
_BODY = re.compile(rf"{_FOREIGN}|[一-鿿]{{1,6}}(?:税务所|分局|科|股)")
_HARMLESS = re.compile(
    r"未(?:发现|见|出现|发生|成年|雨绸缪)|不(?:再|断|少于|低于|超过|忘|定期|同|仅|变)|另(?:附|行|存|见|有附)|[见详]附|附后|无误|无异常"
    r"|补[选贴课助短考]|弥补|转[发载正变型作岗]|预[防警备案约]|[清消解扣免删]除|除[夕尘外]?湿|改[进革善选版]|整改|含义|饱含|[是为]非|非[常税公遗凡]|暂[行住]"
    r"|(?:不|未)含税|按[时期规照要计]|以(?:上率下|案|身作则|学)"
)
"""Taken out before anything is looked for: words that hold one of the signs and say nothing of the figures."""
_STRONG = re.compile(
    r"不(?:全|完整|准|实|统计|计|列入|纳入|属|算|应|含|包[含括])|未(?:计|统计|列|纳入|含|包|到账|入库|核实|确认|扣|减|刊|发[布表]|播)|非[我本](?:局|所|科|股|单位|区|县)"
    r"|(?:暂|先)(?:按|以|用|估|定|列|记|代|计|填)|估[算计值]|估$|预[计估收测]|缺(?:数|失|报|少|\d)|漏[报填统记录]|待(?:补|核|定|确认|查|更正)"
    r"|补(?:报|录|登|填|计|记)|届时|有误|错[误报填]|更正|(?:提前|次月|下月|上月|下年|跨[年月]|以前年度).{0,8}(?:入库|统计|计入|结转)"
    r"|(?:按|折合?)[^,。]{0,10}\d[^,。]{0,6}计|系统(?:故障|异常)|数据(?:丢失|异常)|^以下|因故|改[为到至在期]|延期|推迟|口径|重复"
)
_WEAK = re.compile(r"[含除另未非不改转补]|其中|包括")
_HELD_TOGETHER = re.compile(r"[与和同].{1,14}(?:合并|一并|套)(?:召开|开展|举[行办]|进行)|套开|合并召开")
"""One meeting in two rows: counted once of each kind, or once in all, only who held it knows."""
_AWAITED = re.compile(
    r"^[(（]?(?:待|拟|尚?未|即将)(?:刊[发登播载]|发[布表]|播[出发]|见报|召开|开展|举[行办])[)）]?。?$"
)
"""Of 佐证材料: what is to be proven is still to come. 待补 and 待归档 are said of the papers alone."""
_COMPARED = re.compile(r"同比|环比|增[长加幅]|减少|下降|上升|上年|去年|同期|比重|占")
_AMOUNT = {
    "revenue": re.compile(r"\d[\d,.]*[余多]?[十百千]?[万亿]*元"),
    "refunds": re.compile(r"\d[\d,.]*[余多]?(?:[十百千]?[万亿]*元|户次|户|笔)"),
    "targets": re.compile(r"\d[\d,.]*[余多]?[十百千]?[万亿]*元"),
    "hotline": re.compile(r"\d[\d,.]*[余多]?(?:次|通|个)"),
}
"""What a source counts: a figure of it in a remark may be a part of the row's, or the right one."""

_EDGES = "()[]。"
_IS = r"(?:[为是系]|属于?)"
_NOTED = re.compile(
    rf"(?<![不未])(?:包?含|包括|含有|涵盖)(?P<what>[^,;。]{{2,30}})"
    rf"|非[我本](?:局|所|科|股|单位|区|县)|不属于?[我本]?(?:局|单位|区|县|职责)"
    rf"|其中[^,;。]{{0,20}}\d[\d,.]*{_MEASURE}[^,;。]{{0,4}}(?:{_IS}|由|不|未)|\d[\d,.]*{_MEASURE}[^,;。]{{0,4}}{_IS}[^,;。]{{0,8}}(?:[估暂补]|[上下]月|上年|提前|转办|重复)"
    rf"|因故|改[为到至期]|(?<!不)(?:延期|推迟)|届时补|补报|待补|(?<![临不])暂[按估以用列记]|数据不全|不完整|系统(?:故障|异常)"
    rf"|{_IS}[^,;。]{{0,8}}(?:预缴|暂[估定列记]|调整前|修正前|未审[核定]|未核实){{1}}[^,;。]{{0,3}}(?:数|值|数据)|口径(?:有?调整|有?变化|不同|不一致|有变)"
    rf"|(?:[红蓝黄绿黑]字|标[红黄]|[红黄绿蓝灰]色|底色|加粗|斜体)[^,;。]{{0,8}}(?:表示|代表|{_IS})"
)
_COLOUR = re.compile(r"[红蓝黄绿]字|标[红黄]|[红黄绿蓝灰]色|底色|加粗|斜体")


@dataclass(frozen=True)
class _Remark:
    """A cell of a column of remarks."""

    row: int
    place: int
    text: str


def said_beside(part: Part, lists: Mapping[str, CodeList]) -> list[Fault]:
    """A doubt for each column of remarks with such texts, quoting them, and one for each such note."""
    found: list[Fault] = []
    for sheet in {(s.name, s.table.header.first): s for s in part.sheets}.values():
        same = [
            s for s in part.sheets if s.table is sheet.table or (s.table.whole and s.table.whole is sheet.table.whole)
        ]
        found += [] if part.table.stem in _STORIES else [*_in_remarks(sheet, same), *_in_proofs(sheet)]
        found += _in_notes(part, Facts(sheet, same, names_of_parts(part, lists)))
    return found[:_MOST]


def takes_away(stem: str, text: str) -> bool:
    """Whether a remark beside a row may say that its figure, or a part of it, is something else."""
    said = _HARMLESS.sub(" ", plain(text))
    if _STRONG.search(said) or (stem in {"party", "supervision"} and _HELD_TOGETHER.search(said)):
        return True
    if _WEAK.search(said) and (_FIGURE.search(said) or _BODY.search(said)):
        return True
    amount = _AMOUNT.get(stem)
    return amount is not None and amount.search(said) is not None and not _COMPARED.search(said)


def _in_remarks(sheet: Sheet, same: list[Sheet]) -> Iterator[Fault]:
    table = sheet.table
    rows = sorted({row for s in same for row in s.table.data_rows})
    if table.whole:
        columns = [(place, text) for place, text, _ in table.whole.ignored]
    else:
        columns = [(m.place, m.text) for m in table.header.columns if m.column is None]
    for place, heading in columns:
        if not _REMARKS.search(plain(heading)):
            continue
        cells = [_Remark(row, place, str(table.grid.at(row, place)).strip()) for row in rows]
        told = [c for c in cells if c.text and takes_away(table.header.table.stem, c.text) and not _taken_off(sheet, c)]
        if told:
            yield _of_remarks(sheet, heading, told)


def _taken_off(sheet: Sheet, remark: _Remark) -> bool:
    """退库更正 beside an amount that is negative: it has been taken off already."""
    amount = sheet.table.header.found.get("amount_yuan")
    number = number_in(sheet.table.grid.at(remark.row, amount.place)) if amount and not sheet.table.whole else None
    return number is not None and number < 0 and re.search(r"退|冲|红字", remark.text) is not None


def _of_remarks(sheet: Sheet, heading: str, told: list[_Remark]) -> Fault:
    shown = "；".join(f"{sheet.table.grid.where(c.row, c.place)}“{_short(c.text)}”" for c in told[:_SHOWN])
    more = f"等 {len(told)} 格" if len(told) > _SHOWN else ""
    message = (
        f"“{heading}”一列没有读取，而里面的话可能说这一行的数不全是该计入的（{shown}{more}）。这些行的数照表里的入库，请核对："
        "不该计入的请改正数或删去那一行再报，数就是该计入的照常入库"
    )
    return Fault(message, sheet.name, sheet.table.grid.where(told[0].row, told[0].place), told[0].text)


def _in_proofs(sheet: Sheet) -> Iterator[Fault]:
    """佐证材料 待刊发: the event of the row is still to come, or the brief that it speaks of."""
    table = sheet.table
    mapped = table.header.found.get("proof")
    if mapped is None or table.whole:
        return
    told = [row for row in table.data_rows if _AWAITED.match(plain(table.grid.at(row, mapped.place)))]
    for row in told[:_SHOWN]:
        message = (
            f"“{mapped.text}”写的是还没有做的，而这一行照常计入。请核对：还没有做（没有刊发）的，请删去这一行再报；已经做了的照常入库，"
            "或改写这一格"
        )
        yield Fault(message, sheet.name, table.grid.where(row, mapped.place), str(table.grid.at(row, mapped.place)))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LETTERS else f"{flat[:_LETTERS]}……"


def _in_notes(part: Part, facts: Facts) -> Iterator[Fault]:
    """Notes under and above the table, and the lines of its title."""
    sheet = facts.sheet
    told = [(note.text.strip(), note.cell, "说明") for note in notes_of(facts)]
    titles = (line for line in lines_of(part, sheet, file_too=False) if line.cell)
    told += [(line.text, line.cell, "标题") for line in titles if not SUPPLEMENT.search(line.text)]  # asked about there
    for text, cell, where in told:
        clause = next((m for m in _NOTED.finditer(_HARMLESS.sub(" ", plain_lines(text))) if _doubtful(m, facts)), None)
        if clause is None:
            continue
        unread = "（颜色、字体不读取）" if _COLOUR.search(clause[0]) else ""
        message = (
            f"这一格的话（“{clause[0].strip(_EDGES)}”）可能说表里有的数不该照样计入{unread}。程序不能判断，照原样入库，请核对："
            f"不该计入的请改正数再报，数就是该计入的照常入库（或删去这句{where}）"
        )
        yield Fault(message, sheet.name, cell, text)


def _doubtful(clause: re.Match[str], facts: Facts) -> bool:
    """含… only where it names what is not the bureau's own, or an amount; known kinds and offices are ordinary."""
    if clause["what"] is None:
        return True
    what = facts.named.sub(" ", clause["what"])
    return re.search(_FOREIGN, what) is not None or _FIGURE.search(what) is not None
