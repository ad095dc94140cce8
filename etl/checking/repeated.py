"""A month that is another one again: last month's or last year's table with a new title and the old figures left in.

Rows are compared by what they say without their date and numbers of documents: the kind and the figures, of a ledger whose
figures are mostly 1 also the day of the month and the texts. Small counts and zeros tell nothing and are not compared; fixed
monthly sums are few beside the others. What stands in the months that the file itself covers is not looked at: the same month
sent again is naturally the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from etl.checking.columns import text_of
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from metrics.periods import month_label, month_number, months_in_words
from warehouse.schema import Column, Kind, Table

_ENOUGH = 5
"""Different figures (days, in a ledger) that must come again: fewer are equal by chance or by rule."""
_SAME = 0.8
"""Share of the different things that a month says that must come again …"""
_OF_THE_OTHER = 0.5
"""… and of the other month's: some rows equal to a few of very many are no copy, nor a thousand payments of the same tiers."""
_EXACT = 4
"""Digits from which on a figure of a summary never comes again by itself: a column, or some rows, of another month are enough."""
_LONG, _MANY = 6, 20
"""The same of a document of one taxpayer, and how many of them are no chance: what is paid by rate or by fixed sum has fewer digits."""
_FIGURES = 2
"""Figures without the zeros around them from which on an amount is told from another."""
_SMALL = 10
"""Counts below this are equal everywhere."""


@dataclass(frozen=True)
class _Pair:
    """A month of the file and the other one that it repeats."""

    month: int
    other: int
    batch: str
    """That of the other month, '' if it is in the same file."""
    same: int
    rows: int
    evidence: frozenset[str]
    cells: list[tuple[int, int]]


def repeated(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Warnings about months of `typed_rows` that repeat another month, of the file or in force, nearly row for row."""
    table = part.table
    if table.roster or table.column(table.dated_by).kind is Kind.YEAR:
        return []
    if len(standing.months_with(table, covered.labels)) < 2:
        return []
    told: set[int] = set()
    warnings = _repeated(standing, part, _pairs(standing, part, covered, _FIGURES, _SAME), told)
    if _exact(part):
        warnings += _repeated(standing, part, _pairs(standing, part, covered, _EXACT, 0), told)
    elif _whose(table) and any("taxpayer" in s.table.columns for s in part.sheets):
        pairs = [p for p in _pairs(standing, part, covered, _LONG, 0, whose=True) if p.same >= _MANY]
        warnings += _repeated(standing, part, pairs, told)
    return warnings


def _repeated(standing: Standing, part: Part, found: list[_Pair], told: set[int]) -> list[Fault]:
    """Warnings about pairs of months whose month is not `told` of yet."""
    shifts: dict[tuple[bool, int], list[_Pair]] = defaultdict(list)
    for pair in found:
        shifts[bool(pair.batch), pair.month - pair.other].append(pair)
    warnings = []
    for _, pairs in sorted(shifts.items(), key=lambda item: (abs(item[0][1]), item[0])):
        fresh = [p for p in pairs if p.month not in told]
        if len(frozenset[str]().union(*(p.evidence for p in fresh))) >= _ENOUGH:
            warnings.append(_warning(standing, part, fresh))
            told |= {p.month for p in fresh}
    return warnings


def _quantities(table: Table) -> list[Column]:
    """What a source's rows are mainly there for: its required figures, else all."""
    counted = [c for c in table.columns if c.kind in {Kind.MONEY, Kind.COUNT}]
    return [c for c in counted if c.required] or counted


def _is_ledger(table: Table) -> bool:
    """Whether rows are known by their day and texts, because their figures are mostly 1."""
    return not any(c.required for c in _quantities(table))


def _exact(part: Part) -> bool:
    """Whether a part is a summary of money, of which half the figures coming again are enough."""
    return all(s.table.whole for s in part.sheets) and part.table.column(part.table.summed).kind is Kind.MONEY


def _whose(table: Table) -> list[Column]:
    """The column that says whose money a document is about."""
    money = any(c.kind is Kind.MONEY for c in table.columns)
    return [c for c in table.columns if c.name == "taxpayer" and money]


def _marked(table: Table, digits: int, whose: bool) -> str:
    """Columns of a row that tells something: month, what it says (and of whom), what makes it telling; and the condition that it does."""
    quantities, ledger = _quantities(table), _is_ledger(table)
    said = [
        c.name
        for c in table.columns
        if c in quantities or c.codes or c.code_list or (ledger and c.name not in {table.dated_by, *table.key})
    ]
    said += [c.name for c in _whose(table) if whose and c.name not in said]
    day = f"day({table.dated_by})"
    same = f"hash({', '.join([*said, *([day] if ledger else [])])})"
    figures = " OR ".join(
        f"length(trim(replace(CAST(abs({c.name}) AS VARCHAR), '.', ''), '0')) >= {digits}"
        if c.kind is Kind.MONEY
        else f"abs({c.name}) >= {_SMALL}"
        for c in quantities
    )
    by_day = f"{day} > 1" if ledger else "false"  # the months of a summary stand as their first days
    told = f"coalesce({figures or 'false'}, false){' AND taxpayer IS NOT NULL' if whose else ''}"
    return (
        f"{row_month(table)} AS m, {same} AS said, {by_day} AS by_day, "
        f"CASE WHEN {by_day} THEN CAST({day} AS VARCHAR) ELSE CAST({same} AS VARCHAR) END AS evidence, "
        f"{by_day} OR {told} AS telling"
    )


def _pairs(
    standing: Standing, part: Part, covered: Coverage, digits: int, share: float, *, whose: bool = False
) -> list[_Pair]:
    """All months of the file with the months of which they repeat a share, the nearest first: one query for the source.

    A ledger of weekly events has the same days in months that begin on the same day of the week: there, days tell nothing.
    """
    columns = _marked(part.table, digits, whose)
    of_the_other = _OF_THE_OTHER if share else 0
    own = standing.of_sender(part.table, part.sender, part.office)
    rows = standing.connection.execute(
        f"""WITH marked AS (
          SELECT {columns}, '' AS batch, [sheet_no, source_row] AS cell FROM typed_rows
          UNION ALL SELECT {columns}, source_batch, NULL FROM standing
          WHERE {own} AND NOT list_contains($covered, strftime({row_month(part.table)}, '%Y-%m'))),
        held AS (SELECT m, said, batch <> '' AS old, any_value(by_day) AS by_day, any_value(evidence) AS evidence,
          count(*) AS n, min(cell) AS cell, min(batch) AS batch FROM marked WHERE telling GROUP BY ALL),
        sizes AS (SELECT m, old, count(*) AS things, sum(n) AS n FROM held GROUP BY ALL),
        pairs AS (SELECT h.m, t.m AS other, t.old, min(t.batch) AS batch, count(*) AS alike, sum(least(h.n, t.n)) AS same,
          list(DISTINCT h.evidence) AS evidence, list(h.cell ORDER BY h.cell)[:3] AS cells
          FROM held h JOIN held t USING (said) WHERE NOT h.old AND h.m <> t.m AND (t.old OR t.m < h.m)
          AND NOT (h.by_day AND (h.m - t.m) % 7 = 0) GROUP BY h.m, t.m, t.old)
        SELECT p.m, p.other, p.batch, p.same, a.n, p.evidence, p.cells FROM pairs p
        JOIN sizes a ON a.m = p.m AND NOT a.old JOIN sizes b ON b.m = p.other AND b.old = p.old
        WHERE p.alike >= a.things * {share} AND p.alike >= b.things * {of_the_other} ORDER BY ALL""",
        {"covered": covered.labels},
    ).fetchall()
    return [
        _Pair(_number(m), _number(other), batch, int(same), int(n), frozenset(evidence), [(s, r) for s, r in cells])
        for m, other, batch, same, n, evidence, cells in rows
    ]


def _number(first: date) -> int:
    return month_number(first.year, first.month)


def _warning(standing: Standing, part: Part, pairs: list[_Pair]) -> Fault:
    """One sentence for months that repeat those at the same distance: 2026年4—9月 and 2025年4—9月."""
    same, rows = sum(p.same for p in pairs), sum(p.rows for p in pairs)
    files = {b.batch: b.file for b in standing.batches}
    names = list(dict.fromkeys(files.get(p.batch, p.batch) for p in pairs if p.batch))
    where = f"（已入库的 {'、'.join(names[:2])}{'等' if len(names) > 2 else ''}）" if names else ""
    one, other = (
        months_in_words(tuple(month_label(m) for m in months), years=True)
        for months in ([p.month for p in pairs], [p.other for p in pairs])
    )
    summary = all(s.table.whole for s in part.sheets)
    things = "个数" if summary else "行"
    many = f"{same} {things}" if same == rows else f"{rows} {things}里有 {same} {things}"
    by_day = _is_ledger(part.table) and not summary
    column = part.table.dated_by if by_day else part.table.summed or _quantities(part.table)[0].name
    number, row = pairs[0].cells[0]
    message = (
        f"{one}的 {many}与 {other}{where}{'的日子、事项和内容' if by_day else ''}完全相同"
        f"（如 {_examples(part, pairs[0].cells, column)}），可能是复制后没有改。请核对；确实如此就照常入库"
    )
    sheet = part.sheets[number]
    return Fault(message, sheet.name, sheet.table.cell(row, column))


def _examples(part: Part, cells: list[tuple[int, int]], column: str) -> str:
    """Some of the equal cells with what stands in them."""
    shown = []
    for number, row in cells:
        table = part.sheets[number].table
        mapped = table.header.found.get(column)
        value = f" {text_of(table.grid.at(row, mapped.place))}" if mapped else ""
        shown.append(table.cell(row, column) + value)
    return "、".join(shown)
