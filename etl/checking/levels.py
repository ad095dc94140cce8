"""Whose party work a ledger tells of: rows without 组织层级 count as the committee's, and the branches hold most meetings.

A ledger that does not say which rows are a branch's, or that has rows of one level only, loads without a word into the
figures of the committee (or leaves them at 0); so a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.checking.absent_offices import of_the_sender
from etl.checking.unusual import MONTHS
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain
from metrics.periods import months_in_words

_BRANCH = re.compile(r"支部|党小组")
_NO_BRANCH = re.compile(r"支部(?:书记|名册|建设)")
"""支部书记例会 is the committee's."""
_FEW = 2
_ROWS = 5
"""Rows from which on a ledger of one level alone is no accident of a quiet month."""


def levels(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Doubts about a part's finished rows."""
    if part.table.stem != "party":
        return []
    sheets = [(n, s) for n, s in enumerate(part.sheets) if s.table.whole is None and s.table.data_rows]
    told = [fault for number, sheet in sheets for fault in _unsaid(standing, number, sheet)]
    if told or len(sheets) < len(part.sheets) or any("body" not in s.table.header.found for _, s in sheets):
        return told  # a title 党委 says that it is meant so, and a summary has a column or a row for each level
    return _one_level(standing, part, covered) or _exchanged(standing, part, covered)


def _unsaid(standing: Standing, number: int, sheet: Sheet) -> list[Fault]:
    """A column that is missing, or empty throughout: what its rows are counted as, and a cell that speaks of a branch."""
    table = sheet.table
    if "body" in table.given:
        return []
    mapped = table.header.found.get("body")
    kinds = standing.connection.execute(
        "SELECT kind, CAST(sum(quantity) AS BIGINT) FROM typed_rows WHERE sheet_no = $n GROUP BY 1 "
        "HAVING count(body) = 0 ORDER BY 2 DESC, 1",
        {"n": number},
    ).fetchall()
    said = standing.connection.execute(
        "SELECT count(body) FROM typed_rows WHERE sheet_no = $n", {"n": number}
    ).fetchone()
    if said and said[0]:
        return []
    counted = "、".join(f"{kind} {count}" for kind, count in kinds)
    what = f"“{mapped.text}”一列全空着" if mapped else "没有“组织层级”一列"
    named = list(_of_a_branch(sheet))
    shown = "、".join(f"{cell}“{text}”" for cell, text in named[:3]) + ("等" if len(named) > 3 else "")
    why = f"，而 {shown}写着支部（党小组），共 {len(named)} 行" if named else "，标题也没有写是党委的"
    message = (
        f"{what}{why if not mapped or named else ''}。各行都会按党委的计入（不算支部的）：{counted}。请核对；"
        f"有支部的，请{'' if mapped else '加上“组织层级”一列，'}逐行填党委或支部再报"
    )
    place = mapped.place if mapped else min(c.place for c in table.header.columns)
    return [Fault(message, sheet.name, named[0][0] if named else table.grid.where(table.header.last, place))]


def _of_a_branch(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The first cell of each row of data that speaks of a branch."""
    grid = sheet.table.grid
    for row in sheet.table.data_rows:
        for place, value in enumerate(grid.rows[row - 1], 1):
            if isinstance(value, str) and _BRANCH.search(_NO_BRANCH.sub("", plain(value))):
                yield grid.where(row, place), value
                break


def _one_level(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Rows of branches alone, or of the committee alone although what the sender sent before had both."""
    found = standing.connection.execute(
        "SELECT count(*), count(*) FILTER (body = '支部'), min([sheet_no, source_row]) FROM typed_rows"
    ).fetchone()
    if not found or found[0] < _ROWS:
        return []
    rows, branches, (number, row) = found
    sheet = part.sheets[number]
    name = "body" if "body" in sheet.table.header.found else part.table.dated_by
    where = sheet.name, sheet.table.cell(row, name)
    if branches == rows:
        message = f"{rows} 行都是支部的，没有一行是党委的，党委的各项（集中学习、专题研讨等）会按 0 计入。请核对；有党委的，请补上再报"
        return [Fault(message, *where)]
    month = row_month(part.table)
    before = standing.connection.execute(
        f"SELECT count(DISTINCT {month}) FILTER (body = '支部'), count(DISTINCT {month}) FROM standing "
        f"WHERE {of_the_sender(standing, part, covered)}"
    ).fetchone()
    if branches or not before or before[0] < _FEW or before[0] * 2 < before[1]:
        return []
    message = (
        f"{rows} 行都是党委的，没有一行是支部的，而已入库的 {before[1]} 个月里有 {before[0]} 个月有支部的。请核对“组织层级”有没有填错；"
        "支部确实没有开展的可以入库"
    )
    return [Fault(message, *where)]


def _exchanged(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Months in which the committee has of a kind what the branches always had, and the branches what the committee had."""
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    counts = f"SELECT {month} AS m, kind, count(*) FILTER (body = '支部') AS branches, count(*) FILTER (body <> '支部') AS others"
    rows = standing.connection.execute(
        f"WITH held AS ({counts} FROM standing WHERE {of_the_sender(standing, part, covered)} GROUP BY ALL), "
        "usual AS (SELECT kind, min(branches) AS least, max(others) AS most FROM held "
        "GROUP BY kind HAVING count(*) >= $months AND bool_and(branches > others AND others > 0)), "
        f"coming AS ({counts}, min([sheet_no, source_row]) AS place FROM typed_rows GROUP BY ALL) "
        "SELECT c.m, c.kind, c.others, c.branches, u.most, u.least, c.place FROM coming c JOIN usual u USING (kind) "
        "WHERE c.others >= 2 * u.most AND c.branches * 2 <= u.least "
        "AND c.others > c.branches AND c.others * 2 >= u.least AND c.branches <= 2 * u.most ORDER BY ALL",  # each has what the other had
        {"months": MONTHS},
    ).fetchall()
    found = []
    for m, kind, others, branches, most, least, (number, row) in rows:
        sheet = part.sheets[number]
        message = (
            f"{months_in_words((m,), years=True)}“{kind}”党委的有 {others} 行（往月最多 {most} 行），支部的只有 {branches} 行（往月最少 {least} 行），"
            "像是党委、支部填反了。请核对“组织层级”；确实如此就照常入库"
        )
        found.append(Fault(message, sheet.name, sheet.table.cell(row, "body")))
    return found
