"""Amounts month by month, for checks that hold a figure against its own other months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from etl.checking.columns import text_of
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part

LABEL = {"revenue": "tax_kind", "refunds": "policy"}
"""Sources of money with months of much the same size, and what their amounts are divided by besides the office."""


@dataclass(frozen=True)
class Sum:
    """What a month has in 元, and its largest cell (sheet and row); no cell: it is in force already."""

    amount: Decimal
    cell: tuple[int, int] | None
    rows: int = 1
    listed: bool = True
    """Whether it was sent as a list: a summary has a row for each figure, and that says nothing of its vouchers."""


Key = tuple[str, str]
"""Kind of tax (policy) and office; empty: all of them together."""
Series = dict[Key, dict[str, Sum]]


def by_kind_and_office(standing: Standing, part: Part, covered: Coverage) -> Series:
    """Sums of all, a kind, an office, and a kind and office, a month each: the file's, and its sender's in months it does not cover.

    Nothing for other sources, and where there is no other month to compare with.
    """
    if part.table.stem not in LABEL or len(standing.months_with(part.table, covered.labels)) < 2:
        return {}
    kind, month = LABEL[part.table.stem], f"strftime({row_month(part.table)}, '%Y-%m')"
    own = standing.of_sender(part.table, part.sender, part.office)
    listed = (
        f"bool_or(day({part.table.dated_by}) <> 1) OVER (PARTITION BY {month})"  # a summary has the first day alone
    )
    rows: Sequence[tuple[str, str, str, Decimal, list[int] | None, int, bool]] = standing.connection.execute(
        f"WITH seen AS (SELECT {month} AS m, {kind} AS k, office, amount_yuan, [sheet_no, source_row] AS place, "
        "NOT list_contains($wholes, sheet_no) AS listed FROM typed_rows "
        f"UNION ALL SELECT {month}, {kind}, office, amount_yuan, NULL, {listed} FROM standing WHERE {own} AND NOT list_contains($covered, {month})) "
        "SELECT m, coalesce(k, ''), coalesce(office, ''), sum(amount_yuan), arg_max(place, abs(amount_yuan)) FILTER (place IS NOT NULL), count(*), "
        "coalesce(bool_or(listed), false) "
        "FROM seen GROUP BY GROUPING SETS ((m), (m, k), (m, office), (m, k, office)) "
        "HAVING (grouping(office) = 1 OR office IS NOT NULL) AND (grouping(k) = 1 OR k IS NOT NULL) ORDER BY ALL",
        {"covered": covered.labels, "wholes": [n for n, s in enumerate(part.sheets) if s.table.whole]},
    ).fetchall()
    found: Series = defaultdict(dict)
    for m, k, office, amount, place, number, as_list in rows:
        found[k, office][m] = Sum(amount or Decimal(0), (place[0], place[1]) if place else None, number, as_list)
    return found


FEW_ROWS = 5
"""Rows a month of a list below which what is the sum of them is one voucher more or less."""


def sparse(part: Part, months: Mapping[str, Sum]) -> bool:
    """Whether a figure of a list rests on a few rows a month, in the months that were sent as lists; without any nobody knows."""
    rows = [s.rows for s in months.values() if s.listed]
    return not all(s.table.whole for s in part.sheets) and bool(rows) and median(rows) < FEW_ROWS


def told(part: Part, key: Key, held: Sum) -> tuple[str, str, str]:
    """Sheet and cell of a figure's largest amount, and the cell with what stands in it, as a sentence shows it."""
    assert held.cell is not None, key
    number, row = held.cell
    sheet = part.sheets[number]
    cell = sheet.table.cell(row, "amount_yuan")
    mapped = sheet.table.header.found.get("amount_yuan")
    written = f" {text_of(sheet.table.grid.at(row, mapped.place))}" if mapped else ""
    return sheet.name, cell, cell + written
