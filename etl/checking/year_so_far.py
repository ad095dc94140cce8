"""A column 本年累计 beside 本月 in a summary, held against the months since January: those of the file and those in force.

The table itself need not hold those months: departments send a month a sheet, or a month a file. The column is not loaded;
it is what the sender reckoned independently of the column that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from etl.faults import Fault, address
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.headings import heading
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.summary import CheckColumn, Summary
from etl.understanding.units import money_scale
from metrics.numbers import split_unit
from metrics.periods import Period, month_number
from warehouse.schema import Kind, Table

_YEAR = 12
_SHOWN = 5

Labels = tuple[str | None, ...]


@dataclass
class _Row:
    """What the slices of one row of a summary say: labels of each, in the order of `_labels`, and the measure."""

    labels: list[Labels] = field(default_factory=list)
    measures: set[str] = field(default_factory=set)

    def common(self) -> dict[int, str]:
        """The labels that all slices share: a total of several kinds states none of them."""
        shared = {i: {said[i] for said in self.labels} for i in range(len(self.labels[0]))}
        return {
            i: label for i, labels in shared.items() if len(labels) == 1 and (label := next(iter(labels))) is not None
        }


@dataclass(frozen=True)
class _Wrong:
    cell: str
    label: str
    stated: Decimal
    right: Decimal


def year_so_far(standing: Standing, part: Part, covered: Coverage) -> tuple[list[Fault], list[Fault]]:
    """Doubts about cells of such columns that the months do not add up to, and remarks on those that hold."""
    doubts: list[Fault] = []
    held: list[Fault] = []
    if not part.table.summed:
        return doubts, held
    amounts: dict[str, dict[tuple[int, Labels], Decimal]] = {}
    known = _months_known(standing, part, covered)
    for sheet, found, check, until in _columns(part):
        months = range(until // _YEAR * _YEAR, until + 1)
        if not set(months) <= known:
            continue
        wrong, right = [], 0
        for row, said in _rows(standing, part, found, check).items():
            stated = number_in(sheet.table.grid.at(row, check.place))
            if stated is None or len(said.measures) != 1:
                continue
            measure = next(iter(said.measures))
            sums = amounts.setdefault(measure, _sums(standing, part, covered, measure))
            there = _by_month(sums, months, said.common())
            one = _compared(sheet, check, row, stated, there) if there else None
            wrong += [one] if one else []
            right += bool(there) and one is None
        span = Period(months[0], until).chinese
        if wrong:
            message = _sentence(check.text, span, wrong)
            doubts.append(Fault(message, sheet.name, wrong[0].cell, f"{wrong[0].stated.normalize():f}", doubt=True))
        elif right:
            message = f"“{check.text}”一列与{span}各月（本文件和已入库的）之和核对过，{right} 个数都相符"
            held.append(Fault(message, sheet.name, address(found.last, check.place)))
    return doubts, held


def _by_month(
    sums: Mapping[tuple[int, Labels], Decimal], months: Sequence[int], stated: Mapping[int, str]
) -> list[Decimal]:
    """What the months hold of a row's labels; nothing if some of their rows do not say what the row says (which office)."""
    inside = [(m, labels, n) for (m, labels), n in sums.items() if m in months]
    if any(labels[place] is None for _, labels, _ in inside for place in stated):
        return []
    fitting = [(m, n) for m, labels, n in inside if all(labels[p] == label for p, label in stated.items())]
    return [sum((n for m, n in fitting if m == month), Decimal(0)) for month in months]


def _columns(part: Part) -> Iterator[tuple[Sheet, Summary, CheckColumn, int]]:
    """Each such column of each summary of a single month, the first of its slices, and the month until which it reaches."""
    seen: list[Summary] = []
    for sheet in part.sheets:
        found = sheet.table.whole
        if found is None or any(found is one for one in seen) or part.table.dated_by in found.labels:
            continue
        seen.append(found)
        periods = [s.period for s in part.sheets if s.table.whole is found and s.period]
        months = {p.first for p in periods if p.first == p.last}
        if len(months) != 1 or any(p.first != p.last for p in periods):
            continue
        month = months.pop()
        for check in found.checks:
            reached = check.period is None or (check.period.first, check.period.last) == (month // _YEAR * _YEAR, month)
            if check.kind == "cumulative" and reached:
                yield sheet, found, check, month


def _labels(table: Table) -> list[str]:
    return [c.name for c in table.columns if c.codes or c.code_list]


def _rows(standing: Standing, part: Part, found: Summary, check: CheckColumn) -> dict[int, _Row]:
    """The rows of a summary, with the labels of those of its slices that a column adds up."""
    names = _labels(part.table)
    numbers = {n: s for n, s in enumerate(part.sheets) if s.table.whole is found}
    rows: dict[int, _Row] = defaultdict(_Row)
    for number, row, *labels in standing.connection.execute(
        f"SELECT sheet_no, source_row, {', '.join(names)} FROM typed_rows WHERE list_contains($n, sheet_no)",
        {"n": list(numbers)},
    ).fetchall():
        if all(labels[names.index(name)] == value for name, value in check.given.items() if name in names):
            measured = numbers[number].table.header.columns[-1].column
            rows[row].labels.append(tuple(labels))
            rows[row].measures.add(measured.name if measured else "")
    return rows


def _months_known(standing: Standing, part: Part, covered: Coverage) -> set[int]:
    """The months of the file, and those for which its sender's files in force speak."""
    labels = [
        label
        for b in standing.batches
        if b.source == part.table.stem and b.sender == part.sender and b.office == part.office
        for label in b.months
    ]
    return {*covered.months, *(month_number(int(label[:4]), int(label[5:])) for label in labels)}


def _sums(standing: Standing, part: Part, covered: Coverage, measure: str) -> dict[tuple[int, Labels], Decimal]:
    """A measure by month and labels, in 元 or as counted: rows of the file, and of its sender in months that it does not cover."""
    names = ", ".join(_labels(part.table))
    month = row_month(part.table)
    own = standing.of_sender(part.table, part.sender, part.office)
    rows = standing.connection.execute(
        f"SELECT year(m) * 12 + month(m) - 1, {names}, sum(n) FROM (SELECT {month} AS m, {names}, {measure} AS n FROM typed_rows UNION ALL "
        f"SELECT {month}, {names}, {measure} FROM standing WHERE {own} AND NOT list_contains($covered, strftime({month}, '%Y-%m'))) "
        "WHERE m IS NOT NULL GROUP BY ALL",
        {"covered": covered.labels},
    ).fetchall()
    return {(m, tuple(labels)): Decimal(n or 0) for m, *labels, n in rows}


def _compared(sheet: Sheet, check: CheckColumn, row: int, stated: Decimal, months: Sequence[Decimal]) -> _Wrong | None:
    """A cell that is not what the months add up to, beyond the rounding of each of them; numbers in the cell's own unit."""
    table = sheet.table
    unit = table.units.get(row) or heading(check.text).unit or table.header.columns[-1].unit
    money = table.header.table.column(table.header.table.summed).kind is Kind.MONEY
    scale = money_scale(sheet, unit) if money else split_unit(unit or "")[0]
    written = [n for r in table.data_rows if (n := number_in(table.grid.at(r, check.place))) is not None]
    places = max((max(0, -int(n.normalize().as_tuple().exponent)) for n in written), default=0)
    near = Decimal(len(months) + 1) / 2 * Decimal(1).scaleb(-places) if places or scale > 1 else Decimal(0)
    right = sum(months, Decimal(0)) / scale
    if abs(stated - right) <= near:
        return None
    label = str(next((v for v in table.grid.rows[row - 1] if isinstance(v, str) and v.strip()), "")).strip()
    return _Wrong(table.grid.where(row, check.place), label, stated, round(right, max(places, 2)))


def _sentence(text: str, span: str, wrong: list[_Wrong]) -> str:
    shown = "；".join(
        f"{w.cell}（{w.label}）写的是 {w.stated.normalize():f}，各月相加是 {w.right.normalize():f}，相差 {(w.stated - w.right).normalize():f}"
        for w in wrong[:_SHOWN]
    )
    more = f"；等 {len(wrong)} 个" if len(wrong) > _SHOWN else ""
    return (
        f"“{text}”与{span}各月（本文件和已入库的）之和不符：{shown}{more}。请核对是本月的数错了，还是以前某个月的数后来更正过"
        "（更正过的请重报那个月）；照本月的数入库"
    )
