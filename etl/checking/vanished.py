"""A large kind of tax that every month had and this one has not: a row left out, a column of a query that was not ticked."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import month_label, month_number, months_in_words

BEFORE = 6
"""Months before, without a gap, each of which must have the kind."""
SHARE = Decimal("0.05")
"""Share of those months' revenue from which on a kind does not end unnoticed."""


def vanished(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Warnings about months of the file without a kind that stood in each of the last months with more than a small share."""
    if part.table.stem != "revenue":
        return []
    months = _kinds_by_month(standing, part, covered)
    missing: dict[str, list[tuple[str, Decimal, int]]] = defaultdict(list)
    for month in covered.labels:
        here = months.get(month, {})
        last = _last(months, month)
        if len(last) < BEFORE or not any(amount > 0 for amount in here.values()):
            continue
        total = sum((sum(kinds.values(), Decimal(0)) for kinds in last), Decimal(0))
        for kind in set.intersection(*(set(kinds) for kinds in last)) - set(here):
            share = sum((kinds[kind] for kinds in last), Decimal(0)) / total if total > 0 else Decimal(0)
            if share > SHARE:
                missing[month].append((kind, share, len(last)))
    return [_warning(part, month, found) for month, found in missing.items()]


def _last(months: dict[str, dict[str, Decimal]], month: str) -> list[dict[str, Decimal]]:
    """The months before, back to a gap or to a year."""
    number = month_number(int(month[:4]), int(month[5:]))
    found = []
    for before in range(number - 1, number - 13, -1):
        kinds = months.get(month_label(before))
        if not kinds:
            break
        found.append(kinds)
    return found[:BEFORE] if len(found) < 12 else found


def _kinds_by_month(standing: Standing, part: Part, covered: Coverage) -> dict[str, dict[str, Decimal]]:
    """Kinds and their sums: those of the file, and of its sender in the months that it does not cover."""
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    own = standing.of_sender(part.table, part.sender, part.office)
    rows = standing.connection.execute(
        f"SELECT {month} AS m, tax_kind, sum(amount_yuan) FROM typed_rows GROUP BY ALL UNION ALL "
        f"SELECT {month} AS m, tax_kind, sum(amount_yuan) FROM standing WHERE {own} AND NOT list_contains($covered, {month}) GROUP BY ALL",
        {"covered": covered.labels},
    ).fetchall()
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for m, kind, amount in rows:
        found[m][kind] = amount or Decimal(0)
    return found


def _warning(part: Part, month: str, found: list[tuple[str, Decimal, int]]) -> Fault:
    kinds = "、".join(f"{kind}（占 {share:.0%}）" for kind, share, _ in sorted(found, key=lambda f: -f[1]))
    message = f"{months_in_words((month,), years=True)}没有{kinds}，而此前 {found[0][2]} 个月月月都有。请核对有没有漏行、漏列；确实没有就照常入库，按 0 计"
    sheet = part.sheets[-1]
    table = sheet.table
    where = table.cell(table.header.last, "tax_kind") if "tax_kind" in table.header.found else ""
    return Fault(message, sheet.name, where)
