"""A month's file that holds the year until then, under the same headings as the files of single months before it.

Nothing in the file itself says so: it shows only beside the months that are in force. Two signs: each kind is at least as much
as all its earlier months of the year together; or the months of the year rise in every kind, as running totals do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from etl.checking.empty_cells import place_of
from etl.checking.running_on import ASK, REFUSE, falls, rises
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import month_label, month_number, months_in_words
from warehouse.schema import Kind, Table

_MEASURE = {
    "revenue": "amount_yuan",
    "supervision": "CASE WHEN kind = '谈心谈话' THEN person_times ELSE times END",
    "party": "quantity",
}
"""What the rows of a source that may be sent as a summary add up."""
_EARLIER = 2
"""Months of the year before: one alone may well be surpassed."""
_KINDS, _COUNTED = 5, 2
"""Kinds of money, and of what is counted, that must show it."""
_NEARLY = Decimal("0.9")
_FEW = 10
"""Counts that are less than this together show nothing."""

_Series = Mapping[str, Mapping[int, Decimal]]
"""By kind and month."""


def since_january(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """A warning about the first month of a summary that looks like the year until then beside the months in force."""
    if part.table.stem not in _MEASURE or any(s.table.whole is None for s in part.sheets):
        return []
    series, standing_months = _by_kind(standing, part, covered)
    months = {m for row in series.values() for m in row}
    for month in sorted(set(covered.months) & months):
        earlier = sorted(m for m in months if m // 12 == month // 12 and m < month)
        if not standing_months & set(earlier):
            continue  # within a file: `running_on`
        if _reaches(series, part.table, month, earlier):
            return [_warning(part, series, month, earlier, "（几乎）每一项都不少于今年前面各月之和")]
        run = [m for m in earlier if set(range(m, month)) <= set(earlier)]
        rows = [{m: n for m, n in row.items() if m in {*run, month}} for row in series.values()]
        if run and rises(rows) in {ASK, REFUSE}:
            words = "每一项" if falls(rows) == 0 else "几乎每一项"
            return [_warning(part, series, month, run, f"和前面几个月一样，{words}都不比上一个月少")]
    return []


def _reaches(series: _Series, table: Table, month: int, earlier: Sequence[int]) -> bool:
    """Whether (nearly) every kind is as much in a month as in all the earlier ones together."""
    money = table.column(table.summed).kind is Kind.MONEY
    sums = {kind: sum((row.get(m, Decimal(0)) for m in earlier), Decimal(0)) for kind, row in series.items()}
    sums = {kind: total for kind, total in sums.items() if total > 0}
    if len(earlier) < _EARLIER or len(sums) < (_KINDS if money else _COUNTED):
        return False
    total = sum(sums.values())
    if sum(row.get(month, Decimal(0)) for row in series.values()) < total or (not money and total < _FEW):
        return False
    reached = sum(series[kind].get(month, Decimal(0)) >= before for kind, before in sums.items())
    return reached >= _NEARLY * len(sums)


def _by_kind(standing: Standing, part: Part, covered: Coverage) -> tuple[_Series, set[int]]:
    """What the file, and its sender's months that stay in force, have of each kind by month; and which those are."""
    table = part.table
    kind = "tax_kind" if table.stem == "revenue" else "kind"
    if table.stem == "party":
        kind += " || coalesce(body, '')"
    month = f"strftime({row_month(table)}, '%Y-%m')"
    own = standing.of_sender(table, part.sender, part.office)
    query = "SELECT {m} AS m, {k} AS k, sum({v}), {old} AS old FROM {rows} GROUP BY ALL"
    arriving = query.format(m=month, k=kind, v=_MEASURE[table.stem], old="false", rows="typed_rows")
    before = query.format(
        m=month,
        k=kind,
        v=_MEASURE[table.stem],
        old="true",
        rows=f"standing WHERE {own} AND NOT list_contains($covered, {month})",
    )
    rows = standing.connection.execute(
        f"{arriving} UNION ALL {before} ORDER BY ALL", {"covered": covered.labels}
    ).fetchall()
    series: dict[str, dict[int, Decimal]] = defaultdict(dict)
    old_months = set()
    for label, code, amount, old in rows:
        number = month_number(int(label[:4]), int(label[5:]))
        series[code or ""][number] = Decimal(amount or 0)
        if old:
            old_months.add(number)
    return series, old_months


def _warning(part: Part, series: _Series, month: int, earlier: Sequence[int], said: str) -> Fault:
    name = "tax_kind" if part.table.stem == "revenue" else "kind"
    kind = max(series, key=lambda k: series[k].get(month, Decimal(0)))
    place = place_of(part, month, name, kind)
    now, before = series[kind].get(month, Decimal(0)), series[kind].get(earlier[-1], Decimal(0))
    money = part.table.column(part.table.summed).kind is Kind.MONEY
    unit = " 元" if money else ""
    shown = f"“{kind}”{_words([month])} {_number(now, money=money)}{unit}，{_words([earlier[-1]])} {_number(before, money=money)}{unit}"
    message = (
        f"{_words([month])}的数{said}（对比{_words(earlier)}的数；如 {shown}），像是从 1 月累计到当月的数，不是当月数。"
        "是累计数的，请改报当月的数；请核对，确是当月数就照常入库"
    )
    sheet = place.sheet if place else part.sheets[0]
    return Fault(message, sheet.name, place.cell if place else "")


def _number(value: Decimal, *, money: bool) -> str:
    return f"{value:,.2f}" if money else f"{value:,.0f}"


def _words(months: Sequence[int]) -> str:
    return months_in_words(tuple(month_label(m) for m in months), years=True)
