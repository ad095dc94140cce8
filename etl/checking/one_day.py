"""Events of one day that are too many: the audience of a film, or those who came to a lesson, taken for how often it was held."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import duckdb

from etl.checking.absent_offices import of_the_sender
from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain

A_DAY = 4
"""Events of one kind that one row may have on one day without a question."""
_HELD = {
    "supervision": ("警示教育片", "专项监督检查", "酒驾醉驾检查"),
    "party": ("集中学习", "专题研讨", "听取意识形态汇报", "意识形态分析研判会", "青年干部座谈会", "专题汇报"),
}
"""Kinds that are held so many times; 谈心谈话 counts persons, 研讨成果 and 意见建议 count papers, of which a day may bring many."""


_NEVER_ONE = 4
"""Rows of a kind from which on one of them at least was held once, or it is persons that were counted."""
_TALKED = 300
"""人次 of one row of 谈心谈话 that a bureau of a few hundred persons does not reach on a day."""
_ORDINALS, _RISING = 3, 5
"""Rows from which on 1, 2, 3 … are numbers of the row, and counts of which each is more than the one before are running totals."""
_VISITED = re.compile(r"(\d{1,3})(?:多)?(?:户|家|人|名|位|个(?:企业|单位|部门|科室|支部|税务所))")
"""走访企业9户: who was visited or came, in a topic."""
_COUNTED = {"supervision": ("person_times", ["谈心谈话"]), "party": ("quantity", ["研讨成果", "意见建议"])}
"""Kinds of which a row counts persons or papers: how many is ordinary, only their own rows say."""
_OWN_ROWS, _OWN_MONTHS = 6, 5
"""Rows, and months with such rows, that say it."""
_TIMES, _LARGE = 6, 30
"""Times the most of the rows of other months, and the count, from which on a row is one digit too long."""
_EXCHANGED = 2
"""Talks held more often than persons were talked to, that are no slip of one row."""
_SUMMED, _SUM = 4, 10
"""Rows of a month that its last row (the first, of the newest first) adds up, and the least such a sum is: smaller ones come by chance."""
_Rows = list[tuple[int, int, int]]
"""Sheet, row and count."""


def one_day(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """A warning for each kind that has rows of one day with very many events, with the cells."""
    connection, kinds = standing.connection, _HELD.get(part.table.stem)
    if not kinds:
        return []
    heading = part.table.column(part.table.summed).heading
    by_kind = _held(connection, part, kinds)
    of = {
        (number, row): month
        for number, row, month in connection.execute(
            "SELECT sheet_no, source_row, strftime(day, '%Y-%m') FROM typed_rows"
        ).fetchall()
    }
    found = []
    for kind, rows in by_kind.items():
        many = [(n, row, count) for n, row, count in rows if count > A_DAY]
        named = [
            (n, row, count) for n, row, count in rows if 1 < count <= A_DAY and _visited(part.sheets[n], row, count)
        ]
        if numbered := next((run for run in _by_month(of, rows) if _is_numbered(run)), None):
            found.append(_numbered(part, kind, numbered, heading))
        elif many:
            found.append(_warning(part, kind, many, heading))
        elif len(rows) >= _NEVER_ONE and all(count > 1 for *_, count in rows):
            found.append(_never_once(part, kind, rows, heading))
        elif named:
            found.append(_as_visited(part, kind, named, heading))
    return [
        *found,
        *_many_talks(connection, part),
        *_beyond_own_rows(standing, part, covered),
        *_rising_talks(connection, part),
        *_talks_exchanged(connection, part),
        *_talks_summed_up(connection, part),
    ]


def _held(connection: duckdb.DuckDBPyConnection, part: Part, kinds: Sequence[str]) -> dict[str, _Rows]:
    """The rows of lists by kind; not of those that have a row a month (their first or last day)."""
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    rows = connection.execute(
        f"SELECT kind, sheet_no, source_row, {part.table.summed} FROM typed_rows WHERE {part.table.summed} > 0 AND list_contains($kinds, kind) "
        "AND list_contains($lists, sheet_no) AND sheet_no NOT IN (SELECT sheet_no FROM typed_rows GROUP BY 1 "
        "HAVING bool_and(day = last_day(day)) OR bool_and(day(day) = 1)) ORDER BY ALL",
        {"kinds": list(kinds), "lists": lists},
    ).fetchall()
    by_kind: dict[str, _Rows] = defaultdict(list)
    for kind, number, row, count in rows:
        by_kind[kind].append((number, row, count))
    return by_kind


def _by_month(of: Mapping[tuple[int, int], str], rows: _Rows) -> list[_Rows]:
    """The rows as they stand, and those of each month. `of`: the month of a row."""
    months: dict[str, _Rows] = defaultdict(list)
    for number, row, count in rows:
        months[of[number, row]].append((number, row, count))
    return [rows, *months.values()]


def _is_numbered(rows: _Rows) -> bool:
    return len(rows) >= _ORDINALS and [count for *_, count in rows] == list(range(1, len(rows) + 1))


def _visited(sheet: Sheet, row: int, count: int) -> bool:
    """Whether the topic speaks of just so many firms or persons."""
    topic = sheet.table.header.found.get("topic")
    text = plain(sheet.table.grid.at(row, topic.place)) if topic else ""
    return any(int(said) == count for said in _VISITED.findall(text))


def _never_once(part: Part, kind: str, rows: _Rows, heading: str) -> Fault:
    """All rows of a kind say more than one: the number of those who came, in each of them."""
    message = (
        f"“{kind}”的 {len(rows)} 行，没有一行的“{heading}”是 1（{_named(part, rows)}），像是把人数填成了次数。"
        "这里填办了几次；请核对，确实如此就照常入库"
    )
    return _fault(part, rows, message)


def _as_visited(part: Part, kind: str, rows: _Rows, heading: str) -> Fault:
    message = (
        f"“{kind}”的“{heading}”与主题里写的户数（家数、人数）相同（{_named(part, rows)}），像是把走访的户数、参加的人数填成了次数。"
        "一次组织的检查（活动）算一次；请核对，确实如此就照常入库"
    )
    return _fault(part, rows, message)


def _many_talks(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """人次 of one row that no day's talks come to."""
    if part.table.stem != "supervision":
        return []
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    rows = connection.execute(
        "SELECT sheet_no, source_row, person_times FROM typed_rows WHERE kind = '谈心谈话' AND person_times > $most "
        "AND list_contains($lists, sheet_no) ORDER BY ALL",
        {"most": _TALKED, "lists": lists},
    ).fetchall()
    if not rows:
        return []
    message = (
        f"“谈心谈话”一行的“人次”多于 {_TALKED}（{_named(part, rows, 'person_times')}），像是多写了零，或是累计数、大会的人数。"
        "请核对，确实如此就照常入库"
    )
    return [_fault(part, rows, message, "person_times")]


def _numbered(part: Part, kind: str, rows: _Rows, heading: str) -> Fault:
    """1, 2, 3 …: the ordinal of the event, or how many there were until then."""
    message = (
        f"“{kind}”的“{heading}”依次是 1 至 {len(rows)}（{_named(part, rows)}），像是填了第几次、或累计到当次的次数，加起来会多算。"
        "这里填这一行办了几次；请核对，确实如此就照常入库"
    )
    return _fault(part, rows[1:], message)


def _rising_talks(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """人次 of which each row says more than the one before: persons until then, which would be added to each other."""
    if part.table.stem != "supervision":
        return []
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    rows = connection.execute(
        "SELECT sheet_no, source_row, person_times FROM typed_rows WHERE kind = '谈心谈话' AND person_times > 0 "
        "AND list_contains($lists, sheet_no) ORDER BY day, sheet_no, source_row",
        {"lists": lists},
    ).fetchall()
    counts = [count for *_, count in rows]
    if len(rows) < _RISING or any(b <= a for a, b in pairwise(counts)) or counts[-1] < 2 * counts[0]:
        return []
    message = (
        f"“谈心谈话”的“人次”{len(rows)} 行一行比一行大（{_named(part, rows, 'person_times')}），像是累计到当次的人次，加起来会多算。"
        "请核对：是累计数的，请改报当次的人次；确实如此就照常入库"
    )
    return [_fault(part, rows[-1:], message, "person_times")]


def _talks(connection: duckdb.DuckDBPyConnection, part: Part) -> list[tuple[int, int, int, int | None, str]]:
    """Sheet, row, persons, times and month of the talks of lists as they stand."""
    if part.table.stem != "supervision":
        return []
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    return connection.execute(
        "SELECT sheet_no, source_row, person_times, times, strftime(day, '%Y-%m') FROM typed_rows WHERE kind = '谈心谈话' "
        "AND person_times IS NOT NULL AND list_contains($lists, sheet_no) ORDER BY sheet_no, source_row",
        {"lists": lists},
    ).fetchall()


def _talks_exchanged(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """Talks held more often than persons were talked to: two rows of them, or a quarter. Only where the file itself says how often."""
    rows = _talks(connection, part)
    said = {n for n, s in enumerate(part.sheets) if "times" in s.table.header.found}
    more = [
        (n, row, count) for n, row, count, times, _ in rows if n in said and times is not None and times > count > 0
    ]
    if not more or (len(more) < _EXCHANGED and len(more) * 4 < len(rows)):
        return []
    message = (
        f"“谈心谈话”有 {len(more)} 行的“次数”比“人次”还多（{_named(part, more, 'person_times')}），像是两列填反了，"
        "统计的是人次。请核对，确实如此就照常入库"
    )
    return [_fault(part, more, message, "person_times")]


def _talks_summed_up(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """A last row of a month, or a first one, that is what its other rows come to."""
    months: dict[str, _Rows] = defaultdict(list)
    for number, row, count, _, month in _talks(connection, part):
        months[month].append((number, row, count))
    found = []
    for held in months.values():
        for at, which, where in ((held[-1], "最后", "前面"), (held[0], "最前", "后面")):
            above = len(held) - 1
            if above < _SUMMED or at[2] < _SUM or at[2] * 2 != sum(count for *_, count in held):
                continue
            message = (
                f"{which}一行“谈心谈话”的人次正好是{where} {above} 行之和（{_named(part, [at], 'person_times')}），像是没有写明的合计，"
                "照入会加倍。是合计的请删去这一行；确是另外的谈话，照常入库"
            )
            found.append(_fault(part, [at], message, "person_times"))
    return found


def _beyond_own_rows(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """Persons or papers of a row many times the most that the rows of the other months have: one digit too many."""
    if not covered.labels:
        return []
    column, kinds = _COUNTED[part.table.stem]
    lists = [n for n, s in enumerate(part.sheets) if not s.table.whole]
    rows = standing.connection.execute(
        f"SELECT kind, strftime(day, '%Y-%m') AS m, {column}, sheet_no, source_row FROM typed_rows "
        f"WHERE {column} > 0 AND list_contains($kinds, kind) AND list_contains($lists, sheet_no) UNION ALL "
        f"SELECT kind, m, {column}, NULL, NULL FROM (SELECT *, strftime(day, '%Y-%m') AS m, bool_or(day(day) <> 1) OVER (PARTITION BY m) AS listed "
        f"FROM standing WHERE {of_the_sender(standing, part, covered)}) "  # a summary has the first day alone, and sums of a month
        f"WHERE listed AND {column} > 0 AND list_contains($kinds, kind) ORDER BY ALL",
        {"kinds": kinds, "lists": lists},
    ).fetchall()
    months: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for kind, month, count, *_ in rows:
        months[kind][month].append(count)
    found = []
    for kind, month, count, number, row in rows:
        if number is None or count < _LARGE or (column == "person_times" and count > _TALKED):
            continue  # in force, no many, or said of `_many_talks` already
        if usual := _too_many_for(count, {m: counts for m, counts in months[kind].items() if m != month}):
            heading = part.table.column(column).heading
            message = f"“{kind}”这一行的“{heading}”是 {count}，{usual}，像是多打了一位，或是累计数。请核对，确实如此就照常入库"
            found.append(
                replace(_fault(part, [(number, row, count)], message, column), fact=f"row:{month}:{kind}:{count}")
            )
    return found


def _too_many_for(count: int, others: Mapping[str, Sequence[int]]) -> str:
    """What the rows of the other months have, if a count is many times that.

    The month with the most is left out: one that was confirmed once would let all that follow pass.
    """
    number = sum(map(len, others.values()))
    if len(others) < _OWN_MONTHS or number < _OWN_ROWS:
        return ""
    *_, most, exception = sorted(map(max, others.values()))
    if count < _TIMES * most:
        return ""
    return f"其他各月 {number} 行最多的只有 {most}" + (f"（一个月例外，有 {exception}）" if exception > most else "")


def _fault(part: Part, rows: _Rows, message: str, column: str = "") -> Fault:
    number, row, count = rows[0]
    sheet = part.sheets[number]
    return Fault(message, sheet.name, sheet.table.cell(row, column or part.table.summed), str(count))


def _named(part: Part, rows: _Rows, column: str = "") -> str:
    """The cells with what stands in them, as far as they are not too many."""
    names = []
    for number, row, count in rows[:5]:
        sheet = part.sheets[number]
        several = f"{sheet.name}!" if len(part.sheets) > 1 and sheet.name else ""
        names.append(f"{several}{sheet.table.cell(row, column or part.table.summed)} 是 {count}")
    return "、".join(names) + (f"等 {len(rows)} 行" if len(rows) > 5 else "")


def _warning(part: Part, kind: str, found: _Rows, heading: str) -> Fault:
    message = (
        f"“{kind}”一行一天的“{heading}”多于 {A_DAY}（{_named(part, found)}），像是把人数填成了次数。"
        "这里填办了几次；请核对，确实如此就照常入库"
    )
    number, row, _ = found[0]
    sheet = part.sheets[number]
    return Fault(message, sheet.name, sheet.table.cell(row, part.table.summed))
