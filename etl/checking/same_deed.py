"""The same deeds twice in one file although no two rows are alike: under other numbers of documents, and on a sheet of the whole.

Numbers and topics are what copies differ in. Each row would count, so both are asked about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import duckdb

from etl.faults import Fault
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain

Connection = duckdb.DuckDBPyConnection
_PAIRS, _SHOWN = 3, 4
"""Pairs of documents from which on they are no chance, and pairs that are named."""
_ROWS, _MOSTLY = 4, 0.8
"""Rows that a sheet of the whole has at least, and the share of them that other sheets must have."""
_WHOLE = re.compile(r"汇总|全年|年度|总表|总台账|合计|全部|上半年|下半年|累计")


def same_deed(connection: Connection, part: Part) -> list[Fault]:
    """Doubts about a part's finished rows."""
    return [*_documents(connection, part), *_gathered(connection, part)]


_SAME: dict[str, tuple[str, str, str, str]] = {
    "refunds": (
        "document",
        "单据，纳税人、办结日期、政策、税费种和金额都相同，只有单据号",
        "completed_on, policy, taxpayer, amount_yuan, tax_kind",
        "status = '已办结'",
    ),
    "revenue": (
        "voucher",
        "票证，纳税人、入库日期、税费种、预算级次和金额都相同，只有票证号",
        "received_on, tax_kind, budget_level, taxpayer, amount_yuan",
        "(budget_level IS NOT NULL OR tax_kind <> '增值税') AND length(rtrim(replace(CAST(abs(amount_yuan) AS VARCHAR), '.', ''), '0')) >= 6",
    ),
}
"""What two copies of a document differ in, what they have in common in words and in SQL, and which rows are looked at.

The two halves of 增值税, the centre's and the county's, are equal to the fen; and what is paid by a fixed sum has few digits."""


def _documents(connection: Connection, part: Part) -> list[Fault]:
    """Documents of one taxpayer, day, kind and amount under two numbers, many of them."""
    if part.table.stem not in _SAME:
        return []
    number_of, words, same, condition = _SAME[part.table.stem]
    rows = connection.execute(
        f"SELECT list([sheet_no, source_row] ORDER BY sheet_no, source_row) FROM typed_rows WHERE {condition} AND taxpayer IS NOT NULL "
        f"GROUP BY {same} HAVING count(DISTINCT {number_of}) > 1 ORDER BY 1"
    ).fetchall()
    if len(rows) < _PAIRS:
        return []
    pairs = [[_at(part, number, row, number_of) for number, row in places[:2]] for (places,) in rows[:_SHOWN]]
    times = "户次和金额" if part.table.stem == "refunds" else "金额"
    message = (
        f"有 {len(rows)} 组{words}不同（{'；'.join('与'.join(pair) for pair in pairs)}"
        f"{'等' if len(rows) > _SHOWN else ''}），像是同一笔报了两次，{times}会加倍。请核对：重复的请删去一份再报；确是两笔的，照常入库"
    )
    number, row = rows[0][0][1]
    return [Fault(message, part.sheets[number].name, part.sheets[number].table.cell(row, number_of))]


def _at(part: Part, number: int, row: int, column: str) -> str:
    sheet = part.sheets[number]
    several = len({s.name for s in part.sheets}) > 1 and sheet.name
    return (f"{sheet.name}!" if several else "") + sheet.table.cell(row, column)


def _gathered(connection: Connection, part: Part) -> list[Fault]:
    """A sheet 汇总, or of a longer period, whose days and kinds stand on the other sheets: reworded topics hide that it is the same."""
    if not any(c.name == "kind" for c in part.table.columns) or len(part.sheets) < 2:
        return []
    said = {c.name for c in part.table.columns} & {"kind", "body", "origin"}
    rows = connection.execute(
        f"SELECT sheet_no, {part.table.dated_by}, {', '.join(sorted(said))} FROM typed_rows"
    ).fetchall()
    held: dict[int, Counter[tuple[object, ...]]] = defaultdict(Counter)
    for number, *deed in rows:
        held[number][tuple(deed)] += 1
    for number, own in held.items():
        sheet = part.sheets[number]
        others = {n: deeds for n, deeds in held.items() if n != number and part.sheets[n].name != sheet.name}
        if sheet.table.whole or own.total() < _ROWS or not any(_is_wider(sheet, part.sheets[n]) for n in others):
            continue
        again = (own & sum(others.values(), Counter())).total()
        if again >= own.total() * _MOSTLY:
            names = "、".join(dict.fromkeys(part.sheets[n].name for n, deeds in others.items() if own & deeds))
            message = (
                f"工作表“{sheet.name}”有 {own.total()} 行，其中 {again} 行的日期和事项在别的工作表（{names}）里都有，像是它们的汇总，一起入库会重复计算。"
                f"请核对：是汇总的，请删去工作表“{sheet.name}”再报；确是另外的事，照常入库"
            )
            return [Fault(message, sheet.name, sheet.table.range.split(":")[0])]
    return []


def _is_wider(sheet: Sheet, other: Sheet) -> bool:
    """Whether a sheet speaks for the whole of which another is a part: by its name, or by its period."""
    if _WHOLE.search(plain(sheet.name)) and not _WHOLE.search(plain(other.name)):
        return True
    one, two = sheet.period, other.period
    return bool(one and two) and one != two and one.first <= two.first and two.last <= one.last  # type: ignore[union-attr]
