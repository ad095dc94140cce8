"""Days of the hotline that cannot well be: people who answer on Sundays while the robots rest, a day ten times its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import median

import duckdb

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.reference import working_days
from etl.understanding.parts import Part
from warehouse.places import Places

_NEAR = timedelta(days=15)
_NEIGHBOURS = 5
"""Days of the same sort around that a day is compared with: fewer say nothing."""
FACTOR = 6
"""Times the calls of the neighbours that no season makes (the last day of a filing period has two or three times as many)."""
_FEW = 100
_DAYS_OFF = 16
"""Days off in months in force, two months of them, that show whether a sender has rows for such days."""
_LONG_WAIT = 180
"""Seconds that a caller does not wait on an ordinary day."""
_BESIDE = 3
"""Months that the waiting of a month is held against: the latest tell how long it is now."""
_REST_DAYS = 3
"""Days off from which on they show who answers then."""


@dataclass(frozen=True)
class _Day:
    day: date
    calls: int
    staff: int
    robot: int
    works: bool
    cell: tuple[int, int] | None
    """None: in force already."""

    @property
    def turned_round(self) -> bool:
        """A day off on which people answer and robots do not."""
        return not self.works and self.staff > 0 and self.robot == 0


_RISING = 8
"""Days of one month from which on figures that never fall are running totals: a week from Monday to Friday may well rise."""
_FROM_FIRST = 3
"""Times the first day that the last one must be."""
_LONG = 14
"""Days with two week-ends in them: through these no bureau's calls grow day by day, however little."""
_COUNTS = ("calls", "answered_by_staff", "solved_by_robot")


def running_totals(connection: duckdb.DuckDBPyConnection, part: Part) -> list[Fault]:
    """Months whose three counts only grow from day to day: each day holds all the days before it. Refused, for added up they are many times too many."""
    if part.table.stem != "hotline":
        return []
    rows = connection.execute(
        f"SELECT day, {', '.join(_COUNTS)}, sheet_no, source_row FROM typed_rows WHERE day IS NOT NULL "
        "AND calls IS NOT NULL AND answered_by_staff IS NOT NULL AND solved_by_robot IS NOT NULL ORDER BY day"
    ).fetchall()
    faults = []
    for _, group in groupby(rows, key=lambda row: (row[0].year, row[0].month)):
        days = list(group)
        counts = [row[1:4] for row in days]
        grows = all(a <= b for one, other in pairwise(counts) for a, b in zip(one, other, strict=True))
        if not grows or not _too_long(counts):
            continue
        *_, number, row = days[-1]
        sheet = part.sheets[number]
        message = (
            f"{days[0][0].month}月的来电总量、人工接听量、智能解答量从 {counts[0][0]} 起一天天只增不减，像是累计到当天的数，相加会重复计算。"
            "请报每天当天的数"
        )
        faults.append(Fault(message, sheet.name, sheet.table.cell(row, "calls"), str(counts[-1][0])))
    return faults


def _too_long(counts: Sequence[tuple[int, ...]]) -> bool:
    """Whether counts that never fall do so by too much, or over too many days, to be those of single days.

    Those of the year until then grow in a month by a fraction of the first.
    """
    many = len(counts) >= _RISING and counts[-1][0] >= _FROM_FIRST * max(counts[0][0], 1)
    steps = [b[0] > a[0] for a, b in pairwise(counts)]
    all_grow = all(last > first for first, last in zip(counts[0], counts[-1], strict=True))
    return many or (all_grow and len(counts) >= _LONG and sum(steps) * 10 >= len(steps) * 9)


def hotline_days(standing: Standing, places: Places, part: Part) -> list[Fault]:
    """Warnings about figures that look exchanged or ten times too large."""
    if part.table.stem != "hotline":
        return []
    days = _days(standing, places)
    return [
        *_exchanged(part, days),
        *_out_of_line(part, days),
        *_silent(part, days),
        *_not_counted(part, days),
        *_too_many(part, days),
        *_days_off_left_out(part, days, places),
        *(_long_waits(standing, part) or _other_waits(standing, part)),
    ]


def _days(standing: Standing, places: Places) -> list[_Day]:
    """The days of the file, and those in force that it does not replace."""
    rows = standing.connection.execute(
        "SELECT day, calls, answered_by_staff, solved_by_robot, sheet_no, source_row FROM typed_rows UNION ALL "
        "SELECT day, calls, answered_by_staff, solved_by_robot, NULL, NULL FROM standing "
        "WHERE day NOT IN (SELECT day FROM typed_rows WHERE day IS NOT NULL) ORDER BY ALL"
    ).fetchall()
    works = {d: w for year in {row[0].year for row in rows} for d, w in working_days(places, year)[0]}
    return [_Day(d, c, s, r, works.get(d, True), None if n is None else (n, row)) for d, c, s, r, n, row in rows]


def _long_waits(standing: Standing, part: Part) -> list[Fault]:
    """A column 等待时长 that does not say 平均 and holds what may be the whole day's waiting."""
    faults = []
    for number, sheet in enumerate(part.sheets):
        mapped = sheet.table.header.found.get("wait_seconds")
        if mapped is None or "均" in mapped.text:
            continue
        rows = standing.connection.execute(
            "SELECT median(wait_seconds) FROM typed_rows WHERE sheet_no = $n AND wait_seconds > 0", {"n": number}
        ).fetchone()
        if rows and rows[0] and rows[0] > _LONG_WAIT:
            message = (
                f"“{mapped.text}”没有写明是平均每个来电的，一般一天是 {rows[0]:g} 秒，像是全天加在一起的。要的是平均等待秒数，请核对；"
                "就是平均数的照常入库"
            )
            where = sheet.table.grid.where(sheet.table.header.last, mapped.place)
            faults.append(Fault(message, sheet.name, where, mapped.text))
    return faults


def _other_waits(standing: Standing, part: Part) -> list[Fault]:
    """Months whose waiting is many times (a small part of) that of the months beside them, or less than a second: minutes, or a whole day's.

    A new system answers faster for good: the first of its months is asked about, and those after it stand beside that one.
    A month that is sent again, and with all its neighbours, has its own time in force to be held against.
    """
    before = {m: middle for m, middle, _ in _waits(standing, "standing", "[0, 0]")}
    arriving = _waits(standing, "typed_rows", "[sheet_no, source_row]")
    seen = before | {m: middle for m, middle, _ in arriving}
    faults = []
    for month, middle, (number, row) in arriving:
        usual, whose, beside = 0.0, "", _beside(month, seen)
        if beside and not any(_alike(middle, w) for w in beside):
            usual, whose = median(beside), "它旁边的月份"
        elif month in before and not any(_alike(middle, w) for w in (before[month], *_beside(month, before))):
            usual, whose = before[month], "这个月已入库的"
        elif middle >= 1:
            continue
        why = f"{whose}一般是 {usual:,.1f} 秒，相差太大" if usual else "不到 1 秒"
        like = "全天加在一起的" if usual and middle > usual else "填了分钟"
        sheet = part.sheets[number]
        message = (
            f"{month[:4]}年{int(month[5:])}月的平均等待一般是 {middle:,.{1 if middle >= 1 else 2}f} 秒，{why}，"
            f"像是{like}。要的是平均等待秒数，请核对；确实如此就照常入库"
        )
        faults.append(
            Fault(message, sheet.name, sheet.table.cell(row, "wait_seconds"), fact=f"wait:{month}:{middle:.1f}")
        )
    return faults[:3]


def _waits(standing: Standing, relation: str, place: str) -> list[tuple[str, float, list[int]]]:
    """Months with the waiting of an ordinary day, and their first row with one."""
    return standing.connection.execute(
        f"SELECT strftime(day, '%Y-%m') AS m, CAST(median(wait_seconds) AS DOUBLE), min({place}) FROM {relation} "
        "WHERE wait_seconds > 0 AND day IS NOT NULL GROUP BY m HAVING count(*) >= $few ORDER BY m",
        {"few": _NEIGHBOURS},
    ).fetchall()


def _beside(month: str, waits: Mapping[str, float]) -> list[float]:
    """The latest months before a month; where they are too few, the next ones after it as well."""
    before = [m for m in sorted(waits) if m < month][-_BESIDE:]
    after = [m for m in sorted(waits) if m > month]
    return [waits[m] for m in [*before, *after[: _BESIDE - len(before)]]]


def _alike(one: float, other: float) -> bool:
    return other / FACTOR < one < other * FACTOR


def _where(part: Part, day: _Day, column: str) -> tuple[str, str]:
    assert day.cell
    sheet = part.sheets[day.cell[0]]
    return sheet.name, sheet.table.cell(day.cell[1], column)


def _exchanged(part: Part, days: list[_Day]) -> list[Fault]:
    """Days off with people and no robots: a bureau whose other days off are so is used to it, else two columns are exchanged."""
    off = [d for d in days if not d.works and d.staff + d.robot > 0]
    found = [d for d in off if d.turned_round and d.cell]
    others = [d for d in off if not d.cell] or [d for d in off if not d.turned_round]
    usual = sum(d.turned_round for d in others) * 2 > len(others) if others else False
    all_off = len(found) >= _REST_DAYS and any(d.works and d.robot > 0 for d in days)
    if not found or usual or not (all_off or len(others) >= _REST_DAYS):
        return []
    cells = [_where(part, d, "answered_by_staff")[1] for d in found]
    message = (
        f"有 {len(found)} 个休息日是人工接听而智能解答为 0（{'、'.join(cells[:5])}{'等' if len(cells) > 5 else ''}），"
        "像是人工接听量与智能解答量两列填反了。请核对；确实如此就照常入库"
    )
    return [Fault(message, *_where(part, found[0], "answered_by_staff"), str(found[0].staff))]


def _silent(part: Part, days: list[_Day]) -> list[Fault]:
    """Working days without a single call where most others, of the file and in force, have many: not yet counted rather than quiet."""
    found = [d for d in days if d.cell and d.works and d.calls + d.staff + d.robot == 0]
    counted = [d.calls for d in days if d.works and d.calls]
    if not found or len(found) * 2 > len(found) + len(counted) or median(counted) < _FEW:
        return []
    cells = [_where(part, d, "calls")[1] for d in found]
    message = (
        f"有 {len(found)} 个工作日一个来电也没有（{'、'.join(cells[:5])}{'等' if len(cells) > 5 else ''}），像是还没有统计就填了 0。"
        "请核对；确实没有来电就照常入库"
    )
    return [Fault(message, *_where(part, found[0], "calls"), "0")]


_COUNTED = {"answered_by_staff": "人工接听量", "solved_by_robot": "智能解答量"}


def _not_counted(part: Part, days: list[_Day]) -> list[Fault]:
    """Working days with calls of which people, or the robots, answered none, as on hardly any other: a column that was not filled."""
    busy = [d for d in days if d.works and d.calls >= _NEIGHBOURS]
    warnings = []
    for column, heading in _COUNTED.items():
        counts = [(d, d.staff if column == "answered_by_staff" else d.robot) for d in busy]
        found = [d for d, count in counts if d.cell and count == 0]
        others = [count for _, count in counts if count]
        before = sum(1 for d, count in counts if not d.cell and count == 0)
        if not found or len(others) < _RISING or before or median(others) < _NEIGHBOURS * 2:
            continue
        cells = [_where(part, d, column)[1] for d in found]
        message = (
            f"有 {len(found)} 个工作日有来电而{heading}是 0（{'、'.join(cells[:5])}{'等' if len(cells) > 5 else ''}），别的工作日都有，"
            "像是没有填完。请核对；确实如此就照常入库"
        )
        warnings.append(Fault(message, *_where(part, found[0], column), "0"))
    return warnings


def _days_off_left_out(part: Part, days: list[_Day], places: Places) -> list[Fault]:
    """Months without most of their days off, which the days in force have: their calls would be missing in the month."""
    own = {d.day for d in days if d.cell}
    months = {(d.year, d.month) for d in own}
    in_force = {d.day for d in days if not d.cell and (d.day.year, d.day.month) not in months}
    off = [d for y in {d.day.year for d in days} for d, works in working_days(places, y)[0] if not works]
    usual = [d for d in off if (d.year, d.month) in {(b.year, b.month) for b in in_force}]
    here = [d for d in off if (d.year, d.month) in months]
    absent = [d for d in here if d not in own]
    if (
        len(usual) < _DAYS_OFF
        or sum(d in in_force for d in usual) * 10 < len(usual) * 8
        or len(absent) * 2 <= len(here)
    ):
        return []
    shown = "、".join(f"{d:%Y-%m-%d}" for d in absent[:5]) + ("等" if len(absent) > 5 else "")
    message = (
        f"缺 {len(absent)} 个休息日的数（{shown}），已入库的各月休息日都有。这几天的来电（包括智能解答）不会计入。"
        "请核对：漏了的请补上再报；确实没有来电的请填 0，或照常入库"
    )
    first = min((d for d in days if d.cell), key=lambda d: d.day)
    return [Fault(message, *_where(part, first, "day"))]


DAY_AT_MOST = 3_000
"""Calls a day that hardly any county's line has: that is a city's or a province's."""
_TIMES = 8
"""Times the days in force that another month's usual day may be: seasons make two or three."""


def _too_many(part: Part, days: list[_Day]) -> list[Fault]:
    """Months whose usual working day has more calls than a county's line, or many times (a small part of) those in force.

    With six months in force `unusual` has its history; here one is enough.
    """
    working = [d for d in days if d.works and d.calls > 0]
    usual = [d.calls for d in working if not d.cell]
    before = median(usual) if len(usual) >= _NEIGHBOURS else 0
    told = []
    for _, group in groupby((d for d in working if d.cell), key=lambda d: (d.day.year, d.day.month)):
        month = list(group)
        middle, first = median(d.calls for d in month), month[0]
        said = f"{first.day:%Y年}{first.day.month}月一个工作日的来电总量多在 {middle:,.0f} 次上下（如 {_where(part, first, 'calls')[1]} {first.calls:,}）"
        if middle > DAY_AT_MOST:
            why = f"超过 {DAY_AT_MOST:,} 次，县（区）局很少见，像是单位写错了，或是上级、累计的数"
        elif before and len(month) >= _NEIGHBOURS and not before / _TIMES < middle < before * _TIMES:
            why = f"已入库的月份是 {before:,.0f} 次上下，相差太大，像是单位写错了，或不是当天的数"
        else:
            continue
        told.append(
            Fault(f"{said}，{why}。请核对；确实如此就照常入库", *_where(part, first, "calls"), str(first.calls))
        )
    return told[:3]


def _out_of_line(part: Part, days: list[_Day]) -> list[Fault]:
    """Days whose calls are many times those of the days around them on which people answered, or did not, alike."""
    warnings = []
    for staffed in (True, False):
        alike = [d for d in days if (d.staff > 0) is staffed]
        for index, day in enumerate(alike):
            around = alike[max(0, index - 12) : index + 13]
            near = [d.calls for d in around if d is not day and abs(d.day - day.day) <= _NEAR]
            if day.cell and len(near) >= _NEIGHBOURS and (much := _much(day, median(near))):
                message = (
                    f"{day.day} 的来电总量 {day.calls}，前后同类日子（{'有' if staffed else '没有'}人工接听的）一般是 {median(near):g}，"
                    f"{much}。请核对；确实如此就照常入库"
                )
                warnings.append(Fault(message, *_where(part, day, "calls"), str(day.calls)))
    return warnings[:10]


def _much(day: _Day, middle: float) -> str:
    """How far a day is from its neighbours, if no season takes it so far; small counts go up and down by themselves."""
    if middle > 0 and day.calls >= max(FACTOR * middle, _FEW):
        return f"高到约 {day.calls / middle:.0f} 倍，像是多写了一位"
    if day.works and day.staff and middle >= _FEW and 0 < day.calls * FACTOR <= middle:
        return f"低到约 {middle / day.calls:.0f} 分之一，像是少写了一位"
    return ""
