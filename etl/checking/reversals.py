"""Money that is taken back (退库, 冲红, 作废) and stands as a positive amount: read as it stands, it would be added and not taken off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.numerals import number_in
from etl.understanding.titles import plain

if TYPE_CHECKING:
    from etl.understanding.parts import Part, Sheet

REVERSED = re.compile(r"退库|冲红|红冲|红字|冲销")
_CANCELLED = re.compile(r"作废|冲正|撤销|注销|冲红|红冲|红字|冲销|抵销")
_GIVEN_BACK = re.compile(r"退税|退还|退回|退付|退库")
_NOT_SO = re.compile(
    r"[未无不][^,。;、]{0,2}(?:作废|冲|退|撤)|(?:退|冲|作废)[^,。;]*(?:重新(?:入库|缴|征)|补缴|缴回)|先征后退|即征即退"
)
_REMARKS = re.compile(r"备注|说明|状态|属性|类型|类别|标志|标识|性质|摘要|方式|情况|原因|作废|冲正|撤销|红冲|冲红")
"""Headings of columns that say what became of a row; 退税 in a taxpayer's name says nothing."""
_NOT_IN = re.compile(
    r"(?:该笔|此笔|税款|款项|资金|尚|还|暂|仍)*(?:未(?:能|予)?(?:入库|缴款?|缴库|划缴|扣款|销号|上解|到账|核销|办结|退付)"
    r"|(?:等待|待)(?:入库|缴款?|缴库|划缴|扣款|销号|上解|到账|审核|审批|退付)|在途|欠缴"
    r"|(?:审核|审批|受理|办理|扣款|划款|入库)(?:中|失败)|(?:入库|扣款|划款|退付)不成功)(?:税款|款|国库)?[。;]?"
)
"""Money that has not come in (or a document that is not settled) and stands in the list all the same."""
_WHETHER_IN = re.compile(
    r"^是否(?:已|已经)?(?:入库|缴款|缴库|销号|到账|上解|划缴|办结|退付)|^(?:入库|销号|到账|办结|退付)(?:与否|否)$"
)
_NO = frozenset(["否", "n", "no", "×", "x", "0", "false", "未", "不是", "没有"])
_YES = frozenset(["是", "y", "yes", "√", "✓", "1", "true", "有"])
_HEADS_BELOW = re.compile(r"(?:以下|下列|下面).{0,8}(?:退库|退税|作废|冲红|红冲|红字|冲正|冲销)")
_SHORT = 12
"""Characters of a mark (退库, 增值税退库) in any column; longer texts tell stories."""
_MOST_MARKS = 20


def reversals(part: Part) -> list[Fault]:
    """Rows of revenue and refunds that a word beside the amount, or a line above, says were taken back."""
    faults: list[Fault] = []
    for sheet in part.sheets if part.table.stem in {"revenue", "refunds"} else ():
        table = sheet.table
        amount = table.header.found.get("amount_yuan")
        if amount is None or table.whole:
            continue
        faults += _below_a_line(sheet, amount) if part.table.stem == "revenue" else []
        for mapped in table.header.columns:
            column = mapped.column is None and REVERSED.search(mapped.text) and "其中" not in mapped.text
            if column and part.table.stem == "revenue" and (found := _column_of_reversals(sheet, mapped)):
                faults += found
            elif mapped.column is None or (mapped.column.name == "tax_kind" and part.table.stem == "revenue"):
                faults += _marked(sheet, mapped, amount)
            if mapped.column is None and not column:
                faults += _not_in(sheet, mapped)
    return faults[:_MOST_MARKS]


def _column_of_reversals(sheet: Sheet, mapped: MappedColumn) -> list[Fault]:
    table = sheet.table
    row = next((r for r in table.data_rows if number_in(table.grid.at(r, mapped.place))), None)
    if row is None:
        return []
    message = (
        f"“{mapped.text}”不在规定的列里，不读取的话退库就没有减去。请把退库另列一行，入库金额写负数；"
        "入库金额已经减去退库的，请删去这一列"
    )
    return [Fault(message, sheet.name, table.grid.where(row, mapped.place), str(table.grid.at(row, mapped.place)))]


def _marked(sheet: Sheet, mapped: MappedColumn, amount: MappedColumn) -> list[Fault]:
    table, faults = sheet.table, []
    for row in table.data_rows:
        text, value = table.grid.at(row, mapped.place), number_in(table.grid.at(row, amount.place))
        if not str(text).strip() or value is None or value <= 0 or not settled(sheet, row):
            continue
        if why := _taken_back(sheet, mapped, str(text).strip()):
            where = table.grid.where(row, amount.place)
            faults.append(Fault(why, sheet.name, where, str(table.grid.at(row, amount.place))))
    return faults


def _not_in(sheet: Sheet, mapped: MappedColumn) -> list[Fault]:
    """状态 未入库, 在途: the sender's own sign that the row is not one of what came in."""
    whether, telling = _WHETHER_IN.search(plain(mapped.text)), _REMARKS.search(mapped.text)
    faults = []
    for row in sheet.table.data_rows if whether or telling else ():
        text = str(sheet.table.grid.at(row, mapped.place)).strip()
        said = plain(text).lower()
        no = said in _NO if whether else _NOT_IN.fullmatch(said)
        if no and settled(sheet, row):
            done = "入库" if sheet.table.header.table.stem == "revenue" else "办结"
            message = (
                f"“{mapped.text}”写的是“{text}”，像是还没有{done}，照入就会算进去。没有{done}的请删去这一行"
                f"（{done}后再报）；确已{done}的，请改写这一格"
            )
            faults.append(Fault(message, sheet.name, sheet.table.grid.where(row, mapped.place), text))
    return faults


def settled(sheet: Sheet, row: int) -> bool:
    """Whether a row counts as it stands: of refunds, the settled ones only."""
    status = sheet.table.header.found.get("status")
    said = plain(sheet.table.grid.at(row, status.place)) if status else ""
    return status is None or dict(status.column.also if status.column else ()).get(said, said) == "已办结"


def _taken_back(sheet: Sheet, mapped: MappedColumn, text: str) -> str | None:
    """What is wrong with a positive amount beside this text; None if nothing is."""
    revenue = sheet.table.header.table.stem == "revenue"
    said = plain(text)
    if _NOT_SO.search(said):
        return None
    remark = mapped.column is None and _REMARKS.search(mapped.text)
    yes = mapped.column is None and _CANCELLED.search(mapped.text) and said.lower() in _YES
    if yes or (remark and _CANCELLED.search(said)):
        shown = f"“{mapped.text}”写的是“{text}”"
        if revenue:
            return f"这一行的{shown}，金额却是正数，会照样计入。作废的请删去这一行，冲正、红冲的请写负数"
        return f"这一行的{shown}，状态却是“已办结”，会照样计入。请把状态改为“作废”或“冲正”，或改正{mapped.text}"
    back = REVERSED.search(said) if len(said) <= _SHORT else None
    if revenue and (back or (remark and _GIVEN_BACK.search(said))):
        return f"这一行写的是“{text}”，金额却是正数，会加上而不是减去。退库请写负数"
    return None


def _below_a_line(sheet: Sheet, amount: MappedColumn) -> list[Fault]:
    """注：以下为退库 above positive amounts."""
    table = sheet.table
    for left in (x for x in table.left_out if x.row <= len(table.grid.rows)):
        text = next((str(v).strip() for v in table.grid.rows[left.row - 1] if _HEADS_BELOW.search(plain(v))), None)
        below = (r for r in table.data_rows if r > left.row) if text else ()
        for row in below:
            if (value := number_in(table.grid.at(row, amount.place))) is not None and value > 0:
                message = (
                    f"第 {left.row} 行写着“{text}”，下面的金额却是正数，会加上而不是减去。退库请写负数，作废的请删去"
                )
                where = table.grid.where(row, amount.place)
                return [Fault(message, sheet.name, where, str(table.grid.at(row, amount.place)))]
    return []
