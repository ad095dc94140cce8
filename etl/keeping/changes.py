"""What a file would change, month by month and office by office: rows and sums before and after.

Before is what stands in the month and office whoever sent it; after is the same once the file has replaced what it replaces.
A month that nobody has spoken for has no "before": absent is not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.numbers import plain
from warehouse.schema import Column, Kind, Table

_MEASURED = {
    "revenue": "amount_yuan", "refunds": "amount_yuan", "hotline": "calls", "supervision": "times", "party": "quantity",
}  # fmt: skip
"""The column that is added up for each source: money where there is money, else its main count. The others have rows only."""


@dataclass(frozen=True)
class MonthChange:
    """One month and office. Money in 元; None before: nobody had spoken for it; sums are None where nothing is added up."""

    month: str
    """`2022-03`; the year for yearly targets; for a roster, replaced whole, the last month it covers."""
    office: str
    """'' for the whole bureau."""
    rows_before: int | None
    rows_after: int
    sum_before: str | None
    sum_after: str | None
    rows_new: int
    """Rows that were not there before in every column alike."""
    rows_gone: int

    @property
    def differs(self) -> bool:
        """Whether anything in this month is not as it was."""
        return self.rows_before is None or bool(self.rows_new or self.rows_gone)

    def to_json(self) -> dict[str, Any]:
        """As in the contract, with the rows that are new or gone."""
        return asdict(self)


def measured(table: Table) -> Column | None:
    """The column whose sum is shown for a source; None if its rows are only counted."""
    name = _MEASURED.get(table.stem)
    return table.column(name) if name else None


def changes(standing: Standing, part: Part, covered: Coverage) -> list[MonthChange]:
    """Compare the rows of `typed_rows` with `standing`, by month and office, in the months that the part covers or touches."""
    table = part.table
    gone = standing.replaced(table, part.sender, part.office, covered.labels)
    found = _counted(standing, part, covered, gone)
    for month in _silent(table, covered, {m for m, _ in found}):
        found[(month, part.office)] = (0, 0, None, None)
    new, left = _differing(standing, table, gone, covered)
    spoken = _spoken(standing, table)
    result = []
    for (month, office), (before, after, old, coming) in sorted(found.items()):
        known = before > 0 or _was_covered(table, spoken, month, office)
        result.append(
            MonthChange(
                month, office, before if known else None, after, _told(table, old) if known else None, _told(table, coming),
                new.get((month, office), 0), left.get((month, office), 0),
            )
        )  # fmt: skip
    return result


def _told(table: Table, total: Decimal | int | None) -> str | None:
    column = measured(table)
    if column is None:
        return None
    value = Decimal(total or 0)
    return plain(value.quantize(Decimal("0.01")) if column.kind is Kind.MONEY else value, cut_zeros=False)


def _month(table: Table, covered: Coverage) -> str:
    """SQL for the month that a row is shown under."""
    if table.roster:
        return f"'{covered.labels[-1]}'"
    form = "%Y" if table.column(table.dated_by).kind is Kind.YEAR else "%Y-%m"
    return f"strftime({row_month(table)}, '{form}')"


def _office(table: Table) -> str:
    return "coalesce(office, '')" if any(c.name == "office" for c in table.columns) else "''"


_Key = tuple[str, str]


def _counted(
    standing: Standing, part: Part, covered: Coverage, gone: str
) -> dict[_Key, tuple[int, int, Decimal | None, Decimal | None]]:
    """Rows and sums before and after of each month and office in which a row comes or goes, or that the part covers."""
    table = part.table
    column = measured(table)
    value = column.name if column else "CAST(NULL AS DECIMAL(18,2))"
    keys = f"{_month(table, covered)} AS month, {_office(table)} AS office, {value} AS v"
    rows = standing.connection.execute(
        f"""SELECT month, office, sum(was), sum(becomes), sum(v) FILTER (was = 1), sum(v) FILTER (becomes = 1) FROM (
          SELECT {keys}, 1 AS was, CASE WHEN coalesce({gone}, false) THEN 0 ELSE 1 END AS becomes, becomes = 0 AS touched FROM standing
          UNION ALL SELECT {keys}, 0, 1, true FROM typed_rows)
        GROUP BY month, office HAVING bool_or(touched) OR (list_contains($covered, month) AND $office IN ('', office))""",
        {"covered": covered.labels, "office": part.office},
    ).fetchall()
    return {(month, office): (int(was), int(becomes), old, new) for month, office, was, becomes, old, new in rows}


def _silent(table: Table, covered: Coverage, found: set[str]) -> list[str]:
    """Covered months in which there is no row, neither before nor after."""
    if table.roster or table.column(table.dated_by).kind is Kind.YEAR:
        return []
    return [m for m in covered.labels if m not in found]


def _differing(
    standing: Standing, table: Table, gone: str, covered: Coverage
) -> tuple[dict[_Key, int], dict[_Key, int]]:
    """Rows that come new, and rows that go, by month and office; a row that is the same in every column is neither."""
    columns = ", ".join(c.name for c in table.columns)
    keys = f"{_month(table, covered)} AS month_, {_office(table)} AS office_"
    rows = standing.connection.execute(
        f"""SELECT month_, office_, sum(greatest(more, 0)), sum(greatest(-more, 0)) FROM (
          SELECT month_, office_, sum(one) AS more FROM (
            SELECT {keys}, {columns}, 1 AS one FROM typed_rows UNION ALL SELECT {keys}, {columns}, -1 FROM standing WHERE {gone})
          GROUP BY month_, office_, {columns}) GROUP BY month_, office_"""
    ).fetchall()
    told = [((month, office), int(coming), int(going)) for month, office, coming, going in rows]
    return {key: coming for key, coming, _ in told if coming}, {key: going for key, _, going in told if going}


def _spoken(standing: Standing, table: Table) -> set[_Key]:
    """Months and offices of a source that a file in force speaks for."""
    rows = standing.connection.execute(
        "SELECT DISTINCT strftime(month, '%Y-%m'), office FROM in_force WHERE source = $source", {"source": table.stem}
    ).fetchall()
    return {(month, office) for month, office in rows}


def _was_covered(table: Table, spoken: set[_Key], month: str, office: str) -> bool:
    if table.roster:
        return bool(spoken)
    return bool({(m, o) for m, o in spoken if m.startswith(month) and o in ("", office)})


def in_words(table: Table, found: Sequence[MonthChange], most: int = 24) -> list[str]:
    """The changes as lines for a terminal: a line a month and office that differs, and one for all that stay the same."""
    column = measured(table)
    unit = (column.unit or "") if column else ""
    lines = []
    differing = [c for c in found if c.differs]
    for c in differing[:most]:
        rows = f"{'未报' if c.rows_before is None else f'{c.rows_before} 行'} → {c.rows_after} 行"
        turned = f"（新 {c.rows_new}，去 {c.rows_gone}）" if c.rows_before else ""
        sums = f"，{column.heading} {c.sum_before or '—'} → {c.sum_after} {unit}" if column else ""
        lines.append(f"{c.month} {c.office or '全局'}：{rows}{turned}{sums}".replace(" \n", ""))
    if len(differing) > most:
        lines.append(f"其余 {len(differing) - most} 处变动见 --json")
    if same := len(found) - len(differing):
        lines.append(f"{same} 处月份、税务所没有变化")
    return lines
