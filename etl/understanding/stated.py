"""Which period a table stands for by its title, its sheet's name and its file's name, and what of it cannot be whole months."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from etl.faults import Fault, address
from etl.reading import Book, Grid, Value
from etl.understanding.areas import top
from etl.understanding.dated import month_of_day
from etl.understanding.numerals import number_in
from etl.understanding.sheet import SheetTable, title_lines
from etl.understanding.summary import Summary
from etl.understanding.titles import (
    full_years,
    is_remark,
    months_apart,
    names_a_month,
    one_day,
    part_of_a_month,
    plain,
    spoken_period,
    within_a_month,
)
from metrics.periods import Period, month_label, months_in_words
from warehouse.schema import Kind

if TYPE_CHECKING:
    from etl.understanding.parts import Part

_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_LAST_MONTH = re.compile(r"环比|上月|增减|增长|增幅|增速|变动|比较|对比")
_DEEPEST, _FEW = 8, 3
"""Rows in which a title is looked for, and cells of a title's row at most."""


def said_above(grid: Grid, book: Book) -> Period | None:
    """The narrowest period that the title lines, the sheet's name or the file's name state."""
    lines = title_lines([row for row in _above_figures(grid) if sum(1 for v in row if str(v).strip()) <= _FEW])
    by_file = spoken_period(book.name.rsplit(".", 1)[0], bare_year=True)
    stated = [p for p in (*map(spoken_period, lines), by_file) if p]
    year = next((y for p in stated if (y := year_of(p))), None)
    said = [*stated, *(p for p in (spoken_period(grid.name, year),) if p)]
    return min(said, key=lambda p: p.last - p.first, default=None)


def _above_figures(grid: Grid) -> list[list[Value]]:
    """The first rows of a sheet, up to the first that has a figure beside a label: a month in a row of data is not the title's."""
    start = top(grid) - 1
    for number, row in enumerate(grid.rows[start : start + _DEEPEST], start):
        filled = [v for v in row if str(v).strip()]
        figures = [v for v in filled if number_in(v) is not None and not _YEAR.fullmatch(str(v))]
        if figures and len(filled) > 1:
            return grid.rows[:number]
    return grid.rows[: start + _DEEPEST]


def beside_title(grid: Grid, summary: Summary, months: set[int]) -> Fault | None:
    """Columns 3月 and 4月 under a title of 2022年3月. The months before it may stand there too: so monthly reports grow.

    The one month before it, beside 环比 or after it, is there to be compared with: a doubt, for it would replace what stands.
    """
    lines = title_lines(grid.rows[: summary.first - 1])
    said = min((p for p in map(spoken_period, (*lines, grid.name)) if p), key=lambda p: p.last - p.first, default=None)
    if said is None or not months:
        return None
    outside = {m for m in months if not said.first <= m <= said.last}
    if not outside:
        return None
    words = months_in_words(tuple(month_label(m) for m in sorted(outside)))
    if max(outside) < said.first and set(range(said.first, said.last + 1)) <= months:
        return _compared_with(grid, summary, said, outside, words)
    message = f"标题写的是{said.chinese}，表里有{words}的数，看不出哪个对。请改正标题，或删去别的月份"
    return Fault(message, grid.name, address(summary.last, 1))


def _compared_with(grid: Grid, summary: Summary, said: Period, outside: set[int], words: str) -> Fault | None:
    """5月 | 4月 | 环比 under a title of May: April as it is looked back at."""
    dated = summary.table.dated_by
    places = {c.given[dated][:7]: c.place for c in summary.cells if dated in c.given}
    before = places.get(month_label(min(outside)))
    if len(outside) > 1 or before is None or said.first != said.last:
        return None
    beside = next((t for _, t, _ in summary.ignored if _LAST_MONTH.search(plain(t))), None)
    if beside is None and before < places[month_label(said.last)]:
        return None  # as a report grows month by month
    why = f"旁边有“{beside}”" if beside else f"在{said.chinese}的后面"
    message = (
        f"标题写的是{said.chinese}，表里还有{words}的数，{why}，像是用来对比的；入库的话，已有的{words}的数会换成这一列。"
        f"请核对：不用更新{words}的，请删去这一列；确要一起入库就照常入库"
    )
    return Fault(message, grid.name, address(summary.last, before), doubt=True)


def stated_period(part: Part, table: SheetTable, asked: Period | None) -> tuple[Period | None, str]:
    """The narrowest of what title, sheet name and file name say; what they say must not contradict itself."""
    if asked:
        return asked, "指定"
    title = next((p for p in map(spoken_period, table.title) if p), None)
    by_file = spoken_period(part.book.name.rsplit(".", 1)[0], bare_year=True)
    known_year = year_of(title) or year_of(by_file)
    by_sheet = spoken_period(table.grid.name, known_year)
    if title is None:
        title = next((p for line in table.title if (p := spoken_period(line, known_year))), None)
    elif by_sheet is None and known_year is None and names_a_month(table.grid.name):
        part.warnings.append(Fault("工作表名里有月份，但看不出年份，未采用", table.grid.name))
    if by_file and (grown := _grown_until(table, title or by_sheet, by_file)):
        by_file = grown
        title = grown if title else None
    said = [(p, w) for p, w in ((title, "标题"), (by_sheet, "工作表名"), (by_file, "文件名")) if p]
    best = min((p for p, _ in said), key=lambda p: p.last - p.first, default=None)
    if fault := _no_whole_months(part, table, best):
        part.faults.append(fault)
    if not said:
        return None, ""
    best, where = min(said, key=lambda x: x[0].last - x[0].first)
    for other, other_where in said:
        if other.first <= best.first and best.last <= other.last:
            continue
        message = f"{where}写的是{best.chinese}，{other_where}写的是{other.chinese}，两处不一致"
        if {where, other_where} == {"标题", "工作表名"}:
            part.faults.append(Fault(f"{message}。请改正其中一处", table.grid.name))
        else:
            part.warnings.append(Fault(f"{message}，按{'标题' if title else where}", table.grid.name))
            best, where = (title, "标题") if title else (best, where)
        break
    return best, where


def _grown_until(table: SheetTable, said: Period | None, by_file: Period) -> Period | None:
    """A ledger of the year that is sent anew each month: the month in its file's name is the one up to which it goes.

    Only if rows of at least half of its months are there: one row of another month among a month's own is an error.
    """
    mapped = table.header.found.get(table.header.table.dated_by)
    if mapped is None or table.whole or table.header.table.roster or by_file.first != by_file.last:
        return None
    if said and (said.first == said.last or said.last < by_file.last):
        return None  # what the title says of a month, or up to another one, is held against the file's name elsewhere
    months = {m for row in table.data_rows if (m := month_of_day(table.grid.at(row, mapped.place))) is not None}
    if not months or max(months) > by_file.last or min(months) >= by_file.first:
        return None
    first = said.first if said else min(months)
    if min(months) < first or len(months) * 2 < by_file.last - first + 1:
        return None
    return Period(first, by_file.last)


NO_PERIOD = re.compile(
    r"[〔\[【(](?:19|20)\d{2}[〕\]】)]第?\d+号|(?:19|20)\d{2}年(?:报(?!表)|底|末)"
    r"|(?:(?:19|20)\d{2}[年.\-]?)?\d{1,2}月?(?:上报|报送|重报|补报|报(?=\d))"
)
"""Years and months in a file's name that do not say what its figures are of: 〔2025〕12号, 2025年报(送), 5月报4月."""


def not_of_one_month(grid: Grid, header: int, said: Period | None, beside: Part) -> str:
    """Why a table without months cannot be put into one: no period, several months, or a month without its year.

    `beside`: the part with the tables read before it, of which each may stand for one of the months.
    """
    months = {s.period.first for s in beside.sheets if s.period and s.period.first == s.period.last}
    if said and set(range(said.first, said.last + 1)) <= months:
        return (
            f"这张工作表是{said.chinese}合在一起的数，各月的数已在别的工作表里。请删去这一张（或另存一份），只留各月的"
        )
    lines = title_lines(grid.rows[: header - 1])
    if said is None and (line := next((text for text in (*lines, grid.name) if names_a_month(text)), None)):
        return f"“{line.strip()}”写了月份，没有写是哪一年的。请在标题写明年份（如“2022年4月”），或用 --period 指定"
    what = f"标题写的是{said.chinese}，是几个月合在一起的数" if said else "标题没有写期间"
    return f"{what}，表里没有分月的数，分不到月份里。请分月填报，或每月一份并在标题写明年月"


def other_than_the_file(part: Part) -> list[Fault]:
    """No table of a part speaks for the month that the file's name says: last year's title, or last month's, was left standing.

    Loaded by its title, the file would replace the right figures of that other month.
    """
    said = [s for s in part.sheets if s.period and s.period_from != "指定"]
    if not said or part.table.roster:
        return []
    years = {year_of(s.period) for s in said}
    name = NO_PERIOD.sub(" ", full_years(stem(part.book)))
    by_file = spoken_period(name, years.pop() if len(years) == 1 else None, bare_year=True)
    periods = [s.period for s in said if s.period]
    known = year_of(by_file)
    lines = {line for s in said for line in (*s.table.title, s.name) if not is_remark(line)}
    periods += [p for line in lines if (p := spoken_period(line, known))]
    if by_file is None or any(p.first <= by_file.last and by_file.first <= p.last for p in periods):
        return []
    sheet = said[0]
    message = (
        f"{sheet.period_from}写的是{periods[0].chinese}，文件名写的是{by_file.chinese}，两处不一致，看不出哪个对。"
        "请改正其中一处（文件名不对的，改文件名即可），或用 --period 指定"
    )
    return [Fault(message, sheet.name, _where_said(sheet.table), part.book.name)]


def another_year(part: Part) -> list[Fault]:
    """Sheets 1月, 2月, 3月 of which one still has last year's title: with the others' year the months run on, without it they do not.

    Loaded by that title it would replace the right figures of last year, and this year's month would be missing.
    """
    titled = {
        s.period.first: s
        for s in part.sheets
        if s.period and s.period.first == s.period.last and s.period_from == "标题"
    }
    months = sorted(titled)
    if len({id(s.table.grid) for s in titled.values()}) < _FEW or months == list(range(months[0], months[-1] + 1)):
        return []
    counted = Counter(month // 12 for month in months).most_common()
    by_file = year_of(spoken_period(NO_PERIOD.sub(" ", full_years(stem(part.book))), bare_year=True))
    year = by_file if by_file is not None and by_file in dict(counted) else counted[0][0]
    moved = sorted(year * 12 + month % 12 for month in months)
    others = [m for m in months if m // 12 != year]
    certain = by_file == year or counted[0][1] > len(months) / 2
    if (
        not certain
        or moved != list(range(moved[0], moved[0] + len(moved)))
        or any(str(m // 12) in titled[m].name for m in others)
    ):
        return []
    shown = "、".join(month_label(m) for m in months if m // 12 == year)
    return [
        Fault(
            f"这张工作表的标题写的是{s.period.chinese if s.period else ''}，同一份文件{'（文件名写的是' + str(year) + '年）' if by_file else ''}"
            f"里别的工作表是 {shown}，像是上年的标题没有改。是{year}年的，请把标题改为{year}年{m % 12 + 1}月再报；确是{m // 12}年的，请另存一份文件报送",
            s.name,
            _where_said(s.table),
            next((line for line in s.table.title if spoken_period(line)), ""),
        )
        for m, s in titled.items()
        if m in others
    ]


def _where_said(table: SheetTable) -> str:
    """The cell above a table that names a period; its header's first cell if none does."""
    for row in range(1, table.header.first):
        for place, value in enumerate(table.grid.rows[row - 1], 1):
            if isinstance(value, str) and names_a_month(value):
                return table.grid.where(row, place)
    return table.range.split(":")[0]


def until(part: Part, period: Period | None) -> Period | None:
    """2022年度（截至3月31日）: the year until then."""
    if period is None or part.as_of is None or part.table.roster or not period.first <= part.as_of < period.last:
        return period
    yearly = part.table.column(part.table.dated_by).kind is Kind.YEAR
    return period if yearly else Period(period.first, part.as_of)


def _no_whole_months(part: Part, table: SheetTable, period: Period | None) -> Fault | None:
    """Words that say that the rows are not those of whole months, one after the other."""
    title = [line for line in table.title if not is_remark(line)]  # notes: `etl.checking.notes`
    for line in (*title, table.grid.name, stem(part.book)):
        words = part_of_a_month(line) or (None if part.table.roster else within_a_month(line, period))
        if words is None and period is None and not part.table.roster and line in table.title:
            words = one_day(line)
        if words:
            message = f"写的是“{words}”，不是整月，不能当作整月的数。请整月结束后再报，或只报已经过完的月份；确是整月的，用 --period 指定"
            return Fault(message, table.grid.name, "", line)
        if apart := months_apart(line):
            message = f"写的是“{apart}”，不是连续的几个月。请改写成连续的期间（如2022年1—11月），隔开的分成几份文件"
            return Fault(message, table.grid.name, "", line)
    return None


def year_of(period: Period | None) -> int | None:
    """The one year of a period; None for several or none."""
    return period.year if period and period.first // 12 == period.last // 12 else None


def stem(book: Book) -> str:
    """The file's name without its ending."""
    return book.name.rsplit(".", 1)[0]
