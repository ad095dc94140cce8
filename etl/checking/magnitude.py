"""Amounts of the wrong size where there is little history: a month, a kind or a block of rows 10⁴ times the others.

`unusual` compares months with six others at least. Here a file is compared with itself and with what few months stand, by
factors that nothing but a unit makes; and with what no county's bureau can take in, whatever the others say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from etl.checking.columns import text_of
from etl.checking.unusual import MONTHS
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import months_in_words
from warehouse.schema import Kind

Connection = duckdb.DuckDBPyConnection

MONTH_AT_MOST = Decimal(100_000_000_000)
"""元 that no county's bureau takes in, refunds or defers in a month: the greatest districts of the country stay below half of it."""
ROW_AT_MOST = Decimal(10_000_000_000)
"""元 that no single voucher or document of a county has."""
MONTH_AT_LEAST = Decimal(1_000_000)
"""元 below which no county takes in a month of taxes and charges: the smallest counties have some ten million."""
REFUNDS_AT_MOST = Decimal(5_000_000_000)
"""元 of refunds and reductions in a month, or in one document, that hardly any county has."""
REFUNDS_AT_LEAST = Decimal(100_000)
"""元 below which a month of many documents of refunds and reductions is in 万元: one of a thousand such 万元 is a great one."""
_DOCUMENTS = 10
ONE_AT_LEAST = Decimal(100_000_000)
"""元 of a single document or voucher from which on it is held against the others of its month."""
_OF_ITS_MONTH = Decimal("0.9")
"""Share of its month that such a one must have: with it the month is hardly anything else."""
MAIN_KINDS = ("增值税", "企业所得税", "个人所得税")
"""Kinds of tax that no county's month has next to nothing of."""
_NEXT_TO_NOTHING = 2_000
_WEIGHTY = 100
"""A kind of one in so many of the revenue is missed if it comes in another unit."""
FACTOR = 500
"""Times the others (or a part of them) that only another unit explains: 万元 for 元 is 10,000, a seasonal tax far below."""
PART = 10
"""A kind must be one in so many of the rest of its month for that: small kinds come and go with the seasons."""
ABOVE_ALL = 20
"""Times all other kinds of its month together: 95% of a month is one kind's only if its unit is another's."""
_KINDS = 5
"""Kinds that a month must have for that: a file of two kinds may well have one large one."""
_OF_A_MONTH = 3
"""Kinds from which on a file may be a bureau's whole month: every month has a dozen."""
_BLOCK = 3
"""Rows on either side that must be of the other size."""
_GAP = 10
"""Times by which every row of a block is smaller than every other row."""


def _money(part: Part) -> str:
    return next((c.name for c in part.table.columns if c.kind is Kind.MONEY), "")


def _shown(part: Part, cells: Iterable[tuple[int, int]], most: int = 3) -> str:
    """Cells of amounts with what stands in them, by sheet and row."""
    column, shown = _money(part), []
    listed = list(cells)
    for number, row in listed[:most]:
        sheet = part.sheets[number]
        mapped = sheet.table.header.found.get(column)
        where = (f"{sheet.name}!" if len(part.sheets) > 1 and sheet.name else "") + sheet.table.cell(row, column)
        shown.append(where + (f" {text_of(sheet.table.grid.at(row, mapped.place))}" if mapped else ""))
    return "、".join(shown) + ("等" if len(listed) > most else "")


def _at(part: Part, cells: list[tuple[int, int]], message: str, fact: str = "") -> Fault:
    number, row = cells[0]
    sheet = part.sheets[number]
    return Fault(message, sheet.name, sheet.table.cell(row, _money(part)), fact=fact)


def _said(month: str) -> str:
    return months_in_words((month,), years=True)


# --- what cannot be


def beyond(connection: Connection, part: Part) -> list[Fault]:
    """Amounts that no county's bureau has, in a row or in a month: 元 taken for 万元. Refused."""
    money = _money(part)
    if not money:
        return []
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    single = connection.execute(
        f"SELECT sheet_no, source_row FROM typed_rows WHERE abs({money}) > $most AND list_contains($lists, sheet_no) ORDER BY ALL",
        {"most": ROW_AT_MOST, "lists": lists},
    ).fetchall()
    if single:
        message = (
            f"单笔超过 {ROW_AT_MOST / 10**8:,.0f} 亿元（{_shown(part, single)}），县（区）税务局不可能有。{_ADVICE}"
        )
        return [_at(part, single, message)]
    months = connection.execute(
        f"SELECT strftime({row_month(part.table)}, '%Y-%m') AS m, sum({money}), "
        f"list([sheet_no, source_row] ORDER BY abs({money}) DESC, sheet_no, source_row)[:4] FROM typed_rows "
        f"GROUP BY m HAVING abs(sum({money})) > $most ORDER BY m",
        {"most": MONTH_AT_MOST},
    ).fetchall()
    return [
        _at(
            part,
            cells,
            f"{_said(month)}合计折合 {total / 10**8:,.0f} 亿元，超过 {MONTH_AT_MOST / 10**8:,.0f} 亿元，县（区）税务局一个月不可能有"
            f"（最大的是 {_shown(part, [tuple(c) for c in cells])}）。{_ADVICE}",
        )
        for month, total, cells in months
    ]


_ADVICE = "多半是单位写错了（元写成万元，万元写成亿元）。请核对单位，改正后重新报送"


# --- months and kinds beside their own others


@dataclass(frozen=True)
class _Sum:
    """What a kind has in one month, and its largest cells; no cells: it is in force already."""

    amount: Decimal
    cells: tuple[tuple[int, int], ...] = ()


_Months = dict[str, dict[str, _Sum]]


def sizes(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Warnings about months, and kinds of a month, whose size only another unit explains."""
    if not _money(part) or part.table.roster:
        return []
    months = _by_month_and_kind(standing, part, covered)
    totals = {m: sum((s.amount for s in kinds.values()), Decimal(0)) for m, kinds in months.items()}
    arriving = sum(any(s.cells for s in kinds.values()) for kinds in months.values())
    seen = max(arriving - 1, len(months) - arriving) >= MONTHS  # then `unusual` has its history
    warnings = []
    for month, kinds in months.items():
        cells = sorted(c for s in kinds.values() for c in s.cells)
        if not cells:
            continue
        others = [v for m, v in totals.items() if m != month and v > 0]
        odd = [] if part.table.stem != "revenue" else _odd_kinds(part, month, months, totals)
        if not odd and not seen and (times := _apart(totals[month], others)):
            odd = [_odd_month(part, month, totals, times, max(kinds.values(), key=lambda s: s.amount).cells or cells)]
        warnings += odd
    outside = [
        *_outside(part, months, totals),
        *_small_refunds(part, months, standing.connection),
        *_small_kinds(part, months, totals),
    ]
    said = {(f.sheet, f.cell) for f in warnings}
    alone = _alone(standing.connection, part)
    return [
        *warnings,
        *(f for f in outside if (f.sheet, f.cell) not in said),
        *_blocks(standing.connection, part),
        *alone,
    ]


def _outside(part: Part, months: _Months, totals: dict[str, Decimal]) -> list[Fault]:
    """Months of a size that no county has, whatever the others are: all of a file may be in another unit, and the first has no others."""
    found = []
    for month, kinds in months.items():
        cells = sorted(c for s in kinds.values() for c in s.cells)
        total = totals[month]
        whole = part.table.stem == "revenue" and not part.office and len(kinds) >= _OF_A_MONTH
        small = whole and 0 < total < MONTH_AT_LEAST
        large = part.table.stem == "refunds" and total > REFUNDS_AT_MOST
        if not cells or not (small or large):
            continue
        largest = max(kinds.values(), key=lambda s: s.amount).cells or tuple(cells)
        than, wrong = ("不到 100 万元", "万元写成了元") if small else ("超过 50 亿元", "元写成了万元")
        message = (
            (f"{_said(month)}合计只有 {total:,.2f} 元" if small else f"{_said(month)}合计有 {total / 10**8:,.2f} 亿元")
            + f"（如 {_shown(part, list(largest))}），{than}，县（区）局很少见，像是单位写错了（{wrong}）。请核对；确实如此就照常入库"
        )
        found.append(_at(part, list(largest), message, f"outside:{month}:{total:.2f}"))
    return found


def _small_refunds(part: Part, months: _Months, connection: Connection) -> list[Fault]:
    """Months of many documents that come to what one of them has: 万元 under 单位：元, which no other month of the file shows."""
    if part.table.stem != "refunds" or part.office:
        return []
    counts = dict(
        connection.execute(
            f"SELECT strftime({row_month(part.table)}, '%Y-%m') AS m, count(*) FROM typed_rows GROUP BY m"
        ).fetchall()
    )
    small = {
        month: held
        for month, kinds in months.items()
        for held in kinds.values()
        if held.cells and 0 <= held.amount < REFUNDS_AT_LEAST and counts.get(month, 0) >= _DOCUMENTS
    }
    if not small:
        return []
    first = min(small)
    more = f"，另有 {len(small) - 1} 个月也是这样" if len(small) > 1 else ""
    empty = "" if small[first].amount else "，或公式、链接断了"
    message = (
        f"{_said(first)} {counts[first]} 份单据合计只有 {small[first].amount:,.2f} 元（如 {_shown(part, small[first].cells)}）{more}，"
        f"不到 {REFUNDS_AT_LEAST / 10**4:,.0f} 万元，县（区）局很少见，像是单位写错了（万元写成了元）{empty}。请核对；确实如此就照常入库"
    )
    return [_at(part, list(small[first].cells), message)]


def _small_kinds(part: Part, months: _Months, totals: dict[str, Decimal]) -> list[Fault]:
    """Kinds of which a month has next to nothing: 亿元 in a table of 万元. Beside their own other months, or the main ones beside the month."""
    found = []
    for month, kinds in months.items() if part.table.stem == "revenue" else ():
        for kind, held in kinds.items():
            if not held.cells or held.amount <= 0:
                continue
            others = {m: k[kind].amount for m, k in months.items() if m != month and kind in k and k[kind].amount > 0}
            usual = len(others) > 1 and sum(others.values()) * _WEIGHTY >= sum(totals[m] for m in others)
            if usual and held.amount * FACTOR <= min(others.values()):
                compared = f"是它其余 {len(others)} 个月里最少的一个月（{min(others.values()):,.2f} 元）的约 {min(others.values()) / held.amount:,.0f} 分之一"
            elif _hardly_there(part, kind, held, kinds, totals[month]):
                compared = f"是本月合计的约 {totals[month] / held.amount:,.0f} 分之一"
            else:
                continue
            message = (
                f"{_said(month)}的“{kind}”合计只有 {held.amount:,.2f} 元（{_shown(part, held.cells)}），{compared}，像是单位错了"
                "（亿元当成了万元，万元当成了元）。请核对；确实如此就照常入库"
            )
            found.append(_at(part, list(held.cells), message, f"small:{month}:{kind}:{held.amount:.2f}"))
    return found


def _hardly_there(part: Part, kind: str, held: _Sum, kinds: dict[str, _Sum], total: Decimal) -> bool:
    """Whether a main kind of the whole bureau is next to nothing of its month, even without the month's largest (which may be wrong)."""
    rest = total - max(s.amount for s in kinds.values())
    return not part.office and kind in MAIN_KINDS and len(kinds) >= _KINDS and held.amount * _NEXT_TO_NOTHING <= rest


def _alone(connection: Connection, part: Part) -> list[Fault]:
    """A single document that is nearly all of its month, and hundreds of times the usual one: an amount in 万元 more than the others."""
    money = _money(part)
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    rows = connection.execute(
        f"SELECT arg_max(sheet_no, {money}), arg_max(source_row, {money}), max({money}), sum({money}), median({money}), count(*), "
        f"strftime({row_month(part.table)}, '%Y-%m') AS m FROM typed_rows WHERE list_contains($lists, sheet_no) AND {money} > 0 "
        f"GROUP BY m HAVING count(*) >= {_KINDS} AND max({money}) >= $least ORDER BY m",
        {"lists": lists, "least": ONE_AT_LEAST},
    ).fetchall()
    found = []
    for number, row, largest, total, usual, count, month in rows:
        if largest < _OF_ITS_MONTH * total or largest < FACTOR * usual:
            continue
        message = (
            f"{_said(month)}的 {count} 笔里，这一笔（{_shown(part, [(number, row)])}，折合 {largest:,.2f} 元）占 {largest / total:.0%}，"
            f"是其余各笔（一般是 {usual:,.2f} 元）的约 {largest / usual:,.0f} 倍，像是单位错了（元当成了万元）。请核对；确实如此就照常入库"
        )
        found.append(_at(part, [(number, row)], message))
    return found


def _by_month_and_kind(standing: Standing, part: Part, covered: Coverage) -> _Months:
    money, kind = _money(part), "tax_kind" if part.table.stem == "revenue" else "''"
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    own = standing.of_sender(part.table, part.sender, part.office)
    rows = standing.connection.execute(
        f"SELECT {month} AS m, {kind} AS k, sum({money}), list([sheet_no, source_row] ORDER BY abs({money}) DESC, sheet_no, source_row)[:3] "
        f"FROM typed_rows GROUP BY m, k UNION ALL SELECT {month} AS m, {kind} AS k, sum({money}), [] FROM standing "
        f"WHERE {own} AND NOT list_contains($covered, {month}) GROUP BY m, k ORDER BY ALL",
        {"covered": covered.labels},
    ).fetchall()
    found: _Months = defaultdict(dict)
    for m, k, amount, cells in rows:
        found[m][k or ""] = _Sum(amount or Decimal(0), tuple((n, r) for n, r in cells))
    return found


def _middle(values: Sequence[Decimal]) -> float:
    """Their geometric mean of the middle two, or the middle one: of a right and a wrong month it is far from neither."""
    logs = sorted(math.log(float(v)) for v in values)
    half = len(logs) // 2
    return math.exp(logs[half] if len(logs) % 2 else (logs[half - 1] + logs[half]) / 2)


def _apart(value: Decimal, others: Sequence[Decimal]) -> float:
    """By how many times a value is above (or, below 1, under) the others if it is by very many; else 0."""
    if value <= 0 or not others:
        return 0
    times = float(value) / _middle(others)
    return times if times >= FACTOR or times <= 1 / FACTOR else 0


def _odd_kinds(part: Part, month: str, months: _Months, totals: dict[str, Decimal]) -> list[Fault]:
    """Kinds that are many times their own other months and no small part of this one, or dwarf all the others."""
    warnings = []
    kinds = months[month]
    for kind, held in kinds.items():
        rest = totals[month] - held.amount
        if not held.cells or held.amount <= max(rest, Decimal(0)) / PART:
            continue
        others = [k[kind].amount for m, k in months.items() if m != month and kind in k and k[kind].amount > 0]
        whole = _apart(
            rest,
            [
                totals[m] - k[kind].amount
                for m, k in months.items()
                if m != month and kind in k and totals[m] > k[kind].amount
            ],
        )
        if whole > 1:
            continue  # the whole month is of another size, not this kind alone
        times = _apart(held.amount, others) if len(others) > 1 else 0
        if times > 1:
            compared = f"是它其余 {len(others)} 个月的约 {times:,.0f} 倍"
        elif len(kinds) >= _KINDS and rest > 0 and held.amount >= ABOVE_ALL * rest:
            compared = f"是本月其他 {len(kinds) - 1} 个税费种之和的约 {held.amount / rest:,.0f} 倍"
        else:
            continue
        message = (
            f"{_said(month)}的“{kind}”合计 {held.amount:,.2f} 元（{_shown(part, held.cells)}），{compared}，像是单位错了（元当成了万元）。"
            "请核对；确实如此就照常入库"
        )
        warnings.append(_at(part, list(held.cells), message, f"unit:{month}:{kind}:{held.amount:.2f}"))
    return warnings


def _odd_month(
    part: Part, month: str, totals: dict[str, Decimal], times: float, cells: Iterable[tuple[int, int]]
) -> Fault:
    others = {m: v for m, v in totals.items() if m != month and v > 0}
    ratio = f"约 {times:,.0f} 倍" if times > 1 else f"约 {1 / times:,.0f} 分之一"
    shown = "、".join(f"{_said(m)}是 {v:,.2f} 元" for m, v in list(others.items())[:3])
    listed = list(cells)
    message = (
        f"{_said(month)}合计 {totals[month]:,.2f} 元（如 {_shown(part, listed)}），是其余 {len(others)} 个月的{ratio}（{shown}），"
        "像是单位不一致（元与万元）。请核对；确实如此就照常入库"
    )
    return _at(part, listed, message, f"month:{month}:{totals[month]:.2f}")


# --- rows beside the rows of their sheet


def _blocks(connection: Connection, part: Part) -> list[Fault]:
    """Rows that stand together in a list and are all of another size than all the others, in kinds that the others have too."""
    money = _money(part)
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    gaps = connection.execute(
        f"""SELECT sheet_no, below, size FROM (SELECT sheet_no, abs({money}) AS size,
          lag(size) OVER w AS below, row_number() OVER w AS place, count(*) OVER (PARTITION BY sheet_no) AS rows
          FROM typed_rows WHERE {money} <> 0 AND list_contains($lists, sheet_no) WINDOW w AS (PARTITION BY sheet_no ORDER BY abs({money})))
        WHERE size >= below * {_GAP} AND place > {_BLOCK} AND rows - place + 1 >= {_BLOCK} ORDER BY ALL""",
        {"lists": lists},
    ).fetchall()
    return [fault for number, below, above in gaps if (fault := _block(connection, part, number, below, above))]


def _block(connection: Connection, part: Part, number: int, below: Decimal, above: Decimal) -> Fault | None:
    """The rows up to `below` in a sheet against those from `above` on: whether one of them is a block of another unit."""
    money = _money(part)
    rows = connection.execute(
        f"SELECT source_row, abs({money}), tax_kind FROM typed_rows WHERE sheet_no = $n AND {money} <> 0 ORDER BY source_row",
        {"n": number},
    ).fetchall()
    small = [size <= below for _, size, _ in rows]
    turns = [i for i in range(1, len(rows)) if small[i] != small[i - 1]]
    sizes = [sorted(size for (_, size, _), s in zip(rows, small, strict=True) if s is which) for which in (True, False)]
    kinds = [{kind for (_, _, kind), s in zip(rows, small, strict=True) if s is which} for which in (True, False)]
    times = _middle(sizes[1]) / _middle(sizes[0])
    if len(turns) > 2 or times < FACTOR or not kinds[0] & kinds[1] - {None}:
        return None
    first, last = (turns[0], turns[1] - 1) if len(turns) == 2 else (turns[0], len(rows) - 1)
    cells = [(number, rows[i][0]) for i in range(first, last + 1)]
    than = "小" if small[first] else "大"
    message = (
        f"从这里到 {part.sheets[number].table.cell(cells[-1][1], money)} 的 {len(cells)} 行（{_shown(part, cells)}）都比同表其余 {len(rows) - len(cells)} 行"
        f"{than}约 {times:,.0f} 倍，像是另一个单位（万元与元）的数粘贴在一起。请核对；确实如此就照常入库"
    )
    return _at(part, cells, message)
