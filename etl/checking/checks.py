"""Check a part's typed rows: the source's rules, keys, the declared period and office, and totals against their parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, pairwise

import duckdb

from etl.checking.wholes import beside_offices
from etl.faults import Fault
from etl.rules import Rule
from etl.sources import RULES
from etl.understanding.coverage import Coverage, allowed, row_month
from etl.understanding.header import MappedColumn, is_day
from etl.understanding.hierarchy import as_written, gap
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.sheet import LeftOut
from etl.understanding.titles import plain
from etl.understanding.total_words import TOTAL
from etl.understanding.units import money_scale, scales
from metrics.numbers import split_unit
from metrics.periods import month_label
from warehouse.schema import Column, Kind, Table

Connection = duckdb.DuckDBPyConnection


def source_rules(connection: Connection, part: Part) -> tuple[list[Fault], list[Fault]]:
    """Faults and warnings by the rules of the source. `standing` must be there: the source's rows in force."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    rules = RULES[part.table.stem].rules
    for rule, rows in zip(rules, _broken(connection, rules), strict=True):
        alike = (
            rule.warning
            and not rule.doubt
            and len(rows) > 1
            and len({(part.sheets[n].name, v) for n, _, v in rows}) == 1
        )
        for number, row, value in rows[:1] if alike else rows:
            shown = "" if value is None or part.table.column(rule.column).personal else str(value)
            sentence = rule.sentence + _absent(part.sheets[number], rule.column)
            sentence += f"（这一格起共 {len(rows)} 格）" if alike else ""
            told = replace(_at(part, number, row, rule.column, sentence, shown), doubt=rule.doubt)
            (warnings if rule.warning else faults).append(told)
    return faults, warnings


def _broken(connection: Connection, rules: Sequence[Rule]) -> list[list[tuple[int, int, object]]]:
    """For each rule the cells that break it (sheet, row, value), in order: one reading of the rows for all rules."""
    if not rules:
        return []
    asked = ", ".join(f"coalesce({r.broken}, false) AS b{n}, t.{r.column} AS v{n}" for n, r in enumerate(rules))
    lines = connection.execute(
        f"SELECT * FROM (SELECT t.sheet_no, t.source_row, {asked} FROM typed_rows t JOIN clean_cells c USING (sheet_no, source_row)) "
        f"WHERE {' OR '.join(f'b{n}' for n in range(len(rules)))} ORDER BY ALL"
    ).fetchall()
    return [[(s, row, told[2 * n + 1]) for s, row, *told in lines if told[2 * n]] for n in range(len(rules))]


def _absent(sheet: Sheet, name: str) -> str:
    """What to add where a table has no such column: which of its headings were not read, one of them may be it."""
    table = sheet.table
    if name in table.columns or table.whole is not None:
        return ""
    unread = [c for c in table.header.columns if c.column is None]
    seen = "、".join(f"{table.grid.where(table.header.last, c.place)}“{c.text}”" for c in unread[:5])
    heading = table.header.table.column(name).heading
    if not seen:
        return f"（这张表没有“{heading}”一列）"
    return f"（这张表没有“{heading}”一列；没有读取的列有 {seen}，如果就是它，请把表头改为“{heading}”）"


def _at(part: Part, number: int, row: int, column: str, message: str, value: str = "") -> Fault:
    sheet = part.sheets[number]
    return Fault(message, sheet.name, sheet.table.cell(row, column), value)


def duplicate_keys(connection: Connection, part: Part) -> list[Fault]:
    """The same key twice in a file (of a paper with several lines the same line), with both cells."""
    table = part.table
    if not table.key:
        return []
    names = [*table.key, *table.lines]
    keys = ", ".join(names)
    rows = connection.execute(
        f"SELECT * FROM (SELECT sheet_no, source_row, {keys}, first_value([sheet_no, source_row]) OVER w, row_number() OVER w AS nth "
        f"FROM (SELECT sheet_no, source_row, {', '.join([*table.key, *_lines(table)])} FROM typed_rows) "
        f"WHERE {table.key[0]} IS NOT NULL WINDOW w AS (PARTITION BY {keys} ORDER BY sheet_no, source_row)) WHERE nth > 1"
    ).fetchall()
    key = "＋".join(table.column(k).heading for k in names)
    wanted = f"{table.one_row}；重复录入的才删去一行，号写错的请改正" if table.one_row else "请删去或改正其中一行"
    faults = []
    for number, row, *values, (first_sheet, first_row), _ in rows:
        first = _at(part, first_sheet, first_row, table.key[0], "")
        where = f"{first.sheet}!{first.cell}" if first.sheet and first_sheet != number else first.cell
        message = f"{key}重复，与 {where} 相同。同一{key}只能有一行。{wanted}"
        shown = " ".join(str(v) for v in values if v is not None)
        faults.append(_at(part, number, row, table.key[0], message, shown))
    return faults


def _lines(table: Table) -> list[str]:
    """What tells the lines of one paper apart; not where one of them leaves it empty, for that may be the sum of the others."""
    keys, found = list(table.key), []
    for name in table.lines:
        found.append(
            f"CASE WHEN bool_or({name} IS NULL) OVER (PARTITION BY {', '.join(keys)}) THEN NULL ELSE {name} END AS {name}"
        )
        keys.append(name)
    return found


def unlike_lines(connection: Connection, part: Part) -> list[Fault]:
    """Lines of one paper that name different taxpayers or days: the amounts stand, but a number is probably wrong."""
    table = part.table
    if not table.lines:
        return []
    (key,) = table.key
    same = f"count(DISTINCT taxpayer) OVER (PARTITION BY {key}) > 1 OR count(DISTINCT {table.dated_by}) OVER (PARTITION BY {key}) > 1"
    rows = connection.execute(
        f"SELECT sheet_no, source_row, {key} FROM typed_rows WHERE {key} IS NOT NULL QUALIFY {same} ORDER BY ALL"
    ).fetchall()
    if not rows:
        return []
    cells = [_at(part, number, row, key, "").cell for number, row, _ in rows]
    number, row, shown = rows[0]
    message = (
        f"有 {len({value for *_, value in rows})} 个{table.column(key).heading}的几行纳税人或日期不同"
        f"（{'、'.join(cells[:6])}{'等' if len(cells) > 6 else ''}），可能有一行的号写错了。金额照各行入库；号写错的请改正后重报"
    )
    return [_at(part, number, row, key, message, str(shown))]


def summary_doubles(connection: Connection, part: Part) -> list[Fault]:
    """The same month, kind and office twice in a file's summary tables, with both cells: one of them would count double."""
    if not any(sheet.table.whole for sheet in part.sheets):
        return []
    faults = []
    for ((first, *others),) in _labelled_alike(connection, part):
        one = _at(part, first[0], first[1], part.table.summed, "")
        for number, row in others:
            where = f"{one.sheet}!{one.cell}" if one.sheet else one.cell
            message = f"与 {where} 是同一个月、同一个项目的数，会重复计算。请只留一处，或写明“其中”"
            faults.append(_at(part, number, row, part.table.summed, message))
    return faults


def _labelled_alike(connection: Connection, part: Part) -> list[tuple[list[list[int]]]]:
    """Rows (sheet, row) that say the same in every column but the figures."""
    figures = {"amount_yuan", "times", "person_times", "quantity", "target"}
    labels = ", ".join(c.name for c in part.table.columns if c.name not in figures)
    return connection.execute(
        f"SELECT list([sheet_no, source_row] ORDER BY sheet_no, source_row) FROM typed_rows GROUP BY {labels} "
        "HAVING count(*) > 1 ORDER BY 1"
    ).fetchall()


def gathered_sheet(connection: Connection, part: Part) -> Fault | None:
    """A sheet 汇总 beside one for each month: whatever it says, the others say, too. What else is wrong with it need not be said."""
    if not any(sheet.table.whole for sheet in part.sheets):
        return None
    names = [sheet.name for sheet in part.sheets]
    every: Counter[str] = Counter(
        names[number] for (number,) in connection.execute("SELECT sheet_no FROM typed_rows").fetchall()
    )
    told, others = Counter[str](), defaultdict[str, set[str]](set)
    for (places,) in _labelled_alike(connection, part):
        here = {names[number] for number, _ in places}
        for name in here if len(here) > 1 else ():
            told[name] += sum(names[number] == name for number, _ in places)
            others[name] |= here - {name}
    wholly = [name for name, count in told.items() if count == every[name] and len(others[name]) > 1]
    if len(wholly) != 1:
        return None
    sheet = next(s for s in part.sheets if s.name == wholly[0])
    beside = "、".join(dict.fromkeys(n for n in names if n in others[sheet.name]))
    message = (
        f"这张工作表的数，别的工作表（{beside}）里都有，一起入库会重复计算。核对相符后，请删去工作表“{sheet.name}”再报"
    )
    return Fault(message, sheet.name, sheet.table.range.split(":")[0])


_WHAT_OR_WHERE = re.compile(r"内容|主题|议题|题目|标题|课题|地点|时间|时段")


def identical_rows(connection: Connection, part: Part, own: str) -> list[Fault]:
    """Rows that are alike in every column although the source has no key: pasted twice, or one event with a row for each who came.

    Each row counts, so it is a doubt; but a ledger that is sent anew is not asked about rows that stand so in force already.
    `own`: SQL condition over `standing`, the sender's own rows.
    """
    columns = ", ".join(c.name for c in part.table.columns)
    condition = f"WHERE {part.table.key[0]} IS NULL" if part.table.key else ""
    same = " AND ".join(f"s.{c.name} IS NOT DISTINCT FROM t.{c.name}" for c in part.table.columns)
    found = connection.execute(
        f"SELECT places, (SELECT count(*) FROM standing s WHERE {own} AND {same}) AS before FROM (SELECT list([sheet_no, source_row] "
        f"ORDER BY sheet_no, source_row) AS places, {columns} FROM typed_rows {condition} GROUP BY {columns} HAVING count(*) > 1) t ORDER BY 1"
    ).fetchall()
    rows = [(alike,) for places, before in found if len(places) > before for alike in _written_alike(part, places)]
    if not rows:
        return []
    shown = []
    for (places,) in rows[:6]:
        names = dict.fromkeys(part.sheets[number].name for number, _ in places[:6])
        shown.append("与".join(_rows_of(part, name, places[:6]) for name in names))
    extra = sum(len(places) - 1 for (places,) in rows)
    number, row = rows[0][0][1]
    apart = _told_apart(part, [place for (places,) in rows for place in places])
    why = (
        f"只有没有读取的“{apart}”不同，像是一人（一户、一处）一行的名单，一次会数成几次；是名单的请合成一行"
        if apart
        else "请核对是否重复粘贴"
    )
    message = f"有 {len(rows)} 组各列完全相同的行（多出 {extra} 行）：{'；'.join(shown)}{'……' if len(rows) > 6 else ''}。{why}；照原样入库"
    return [replace(_at(part, number, row, part.table.dated_by, message), doubt=True)]


def _written_alike(part: Part, places: list[list[int]]) -> list[list[list[int]]]:
    """Those of the rows that are alike also in what is not read as it was written.

    A code stands for it (第一党支部 and 第六党支部 are both 支部), or it is a column of the source's own that says what was done, or where.
    """
    groups = defaultdict(list)
    for number, row in places:
        table = part.sheets[number].table
        coded = [m for c in part.table.columns if c.codes and (m := table.header.found.get(c.name))]
        own = [m for m in table.header.columns if m.column is None and _WHAT_OR_WHERE.search(m.text)]
        groups[tuple(str(table.grid.at(row, m.place)).strip() for m in (*coded, *own))].append([number, row])
    return [rows for rows in groups.values() if len(rows) > 1]


def _told_apart(part: Part, places: list[list[int]]) -> str:
    """The heading of a column that is not read and differs in rows that are alike in all that is: 姓名, 被检查人."""
    number = places[0][0]
    table = part.sheets[number].table
    lines = [row for sheet, row in places if sheet == number]
    for column in table.header.columns:
        said = [str(table.grid.at(row, column.place) or "").strip() for row in lines]
        numbers = all(number_in(text) is not None for text in said)
        if column.column is None and all(said) and len(set(said)) == len(said) and not numbers:
            return column.text
    return ""


def _rows_of(part: Part, name: str, places: list[list[int]]) -> str:
    rows = "、".join(str(row) for number, row in places if part.sheets[number].name == name)
    return f"{name} 第{rows}行" if name else f"第{rows}行"


def outside_period(connection: Connection, part: Part, covered: Coverage) -> list[Fault]:
    """Rows dated outside what the sheet says it covers."""
    column = part.table.dated_by
    faults = []
    for number in range(len(part.sheets)):
        period = allowed(part, number, covered.months)
        if period is None:
            continue
        rows = connection.execute(
            f"SELECT source_row, {column} FROM (SELECT *, {row_month(part.table)} AS m FROM typed_rows WHERE sheet_no = $n) "
            "WHERE year(m) * 12 + month(m) - 1 NOT BETWEEN $first AND $last ORDER BY 1",
            {"n": number, "first": period.first, "last": period.last},
        ).fetchall()
        said = f"截至{month_label(period.last)}" if period.first == 0 else period.chinese
        where = part.sheets[number].period_from or "标题"
        faults += [
            _at(part, number, row, column, f"不在{where}写明的期间（{said}）之内", str(value)) for row, value in rows
        ]
    return faults


def outside_office(connection: Connection, part: Part) -> list[Fault]:
    """Rows of another office in a file that one office sends."""
    if not part.office:
        return []
    rows = connection.execute(
        "SELECT sheet_no, source_row, office FROM typed_rows WHERE office <> $office ORDER BY ALL",
        {"office": part.office},
    ).fetchall()
    return [
        _at(part, number, row, "office", f"这份文件是{part.office}报送的，不应有别的税务所的行", value)
        for number, row, value in rows
    ]


Figures = Callable[[int, Column], list[tuple[int, Decimal]]]
"""Rows of a part's sheet (by its number) and what a column holds in them, money in 元."""


def typed_figures(connection: Connection) -> Figures:
    """The figures of the rows as they were typed."""

    def figures(number: int, column: Column) -> list[tuple[int, Decimal]]:
        found = connection.execute(
            f"SELECT source_row, {column.name} FROM typed_rows WHERE sheet_no = $n AND {column.name} IS NOT NULL ORDER BY 1",
            {"n": number},
        ).fetchall()
        return [(row, Decimal(value)) for row, value in found]

    return figures


def read_figures(part: Part) -> Figures:
    """The figures as they stand in the cells, for a file that is only looked at; cells that are no numbers count nothing."""

    def figures(number: int, column: Column) -> list[tuple[int, Decimal]]:
        table = part.sheets[number].table
        worth = scales(part.sheets[number], column, len(table.data_rows))
        cells = [table.grid.at(row, table.header.found[column.name].place) for row in table.data_rows]
        found = zip(table.data_rows, map(number_in, cells), worth, strict=True)
        twice = beside_offices(table)
        return [(row, n * int(scale or 1)) for row, n, scale in found if n is not None and row not in twice]

    return figures


def totals(part: Part, figures: Figures) -> tuple[list[Fault], list[Fault]]:
    """合计, 小计 and 累计 rows against the rows that they add up; a wrong 累计 is a warning, its parts may lie elsewhere."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    if not any(left.kind == "total" for sheet in part.sheets for left in sheet.table.left_out):
        return faults, warnings
    before: dict[str, Decimal] = {}
    for number, sheet in enumerate(part.sheets):
        faults += _counted_in_words(sheet)
        rows = [left for left in sheet.table.left_out if left.kind == "total"]
        faults += _without_figures(sheet, rows)
        for mapped in sheet.table.header.columns:
            if mapped.column and mapped.column.kind in {Kind.MONEY, Kind.COUNT}:
                sums = _Sums(figures(number, mapped.column), before.get(mapped.column.name, Decimal(0)))
                for index, left in enumerate(rows):
                    fault = _check_total(sheet, mapped, sums, rows, index)
                    if fault and _has_a_day(sheet, left.row):
                        faults.append(_or_a_row(fault, left))
                    elif fault and "累计" in left.label and _begins_later(sheet) and not sums.before:
                        what = f"“{left.label}”一行没有核对：它从 1 月算起，这张表里没有前面各月的数"
                        warnings.append(replace(fault, message=what))
                    elif fault:
                        (warnings if "累计" in left.label else faults).append(fault)
                before[mapped.column.name] = sums.before + sums.upto[-1]
    return faults, warnings


def _has_a_day(sheet: Sheet, row: int) -> bool:
    """Whether a total states a day, as rows of data do: what is no total after all would be missing."""
    dated = sheet.table.header.found.get(sheet.table.header.table.dated_by)
    return dated is not None and is_day(sheet.table.grid.at(row, dated.place))


_NO_FIGURE = "这一行写着“{}”，像是合计，却没有可以核对的数。请删去这一行"


def _without_figures(sheet: Sheet, rows: Sequence[LeftOut]) -> list[Fault]:
    """Totals that state a day and no figure: nothing shows that they are no rows of data."""
    figures = [c.place for c in sheet.table.header.columns if c.column and c.column.kind in {Kind.MONEY, Kind.COUNT}]
    at = sheet.table.grid.at
    bare = [r for r in rows if figures and _has_a_day(sheet, r.row) and all(at(r.row, p) == "" for p in figures)]
    return [
        _or_a_row(Fault(_NO_FIGURE.format(r.label), sheet.name, sheet.table.grid.where(r.row, 1), r.label), r)
        for r in bare
    ]


def _or_a_row(fault: Fault, left: LeftOut) -> Fault:
    return replace(fault, message=f"{fault.message}；这一行不是合计的，请改写“{left.label}”那一格")


def _begins_later(sheet: Sheet) -> bool:
    """Whether a table begins after January, so that a 累计 since the beginning of the year holds months that are not in it."""
    return sheet.period is not None and sheet.period.first % 12 > 0


def _counted_in_words(sheet: Sheet) -> list[Fault]:
    """合计：3个 under a roster, 小计 | 6篇 in a list without a column of numbers: the rows that it adds up must be as many."""
    table, faults = sheet.table, []
    roster = table.header.table.roster
    if not roster and any(c.kind in {Kind.MONEY, Kind.COUNT} for c in table.header.table.columns):
        return []
    before = table.header.last
    for left in (left for left in table.left_out if left.kind == "total"):
        stated = _number_of_rows(sheet, left)
        if stated is None and not roster and _has_a_day(sheet, left.row):
            faults.append(
                _or_a_row(
                    Fault(_NO_FIGURE.format(left.label), sheet.name, table.grid.where(left.row, 1), left.label), left
                )
            )
        above = {row for row in table.data_rows if row < left.row}
        alike = set() if roster else _of_its_kind(sheet, left)
        fitting = {len(above)} if roster else {len(above), len(alike), sum(row > before for row in alike or above)}
        before = left.row
        if stated and stated[0] not in fitting:
            message = f"合计写的是 {stated[0]}，上面有 {len(alike or above)} 行。请核对是合计错了，还是漏了（多了）行"
            faults.append(Fault(message, sheet.name, table.grid.where(left.row, stated[1]), left.label))
    return faults


_SO_MANY_ROWS = re.compile(r"(?:共|合计|小计|总计)?:?(\d+)(?:个|条|项|篇|封|面|次|件|期|份)")


def _number_of_rows(sheet: Sheet, left: LeftOut) -> tuple[int, int] | None:
    """How many rows a total says there are, and the column in which it stands."""
    table = sheet.table
    for mapped in table.header.columns:
        text = plain(table.grid.at(left.row, mapped.place))
        if text == left.label and (said := re.search(r"(\d+)(个|条|项)?(党?支部)?$", left.label)):
            return int(said[1]), mapped.place
        if not table.header.table.roster and (told := _SO_MANY_ROWS.fullmatch(text)):
            return int(told[1]), mapped.place
    return None


_SUBTOTAL = re.compile(r"小计|汇总")


class _Sums:
    """Running sums of one column of one sheet, by row."""

    def __init__(self, found: Sequence[tuple[int, Decimal]], before: Decimal) -> None:
        self.rows = [row for row, _ in found]
        self.upto = list(accumulate((value for _, value in found), initial=Decimal(0)))
        self.before = before

    def of(self, rows: Set[int]) -> Decimal:
        """Sum over some rows."""
        pairs = zip(self.rows, pairwise(self.upto), strict=True)
        return sum((after - upto for row, (upto, after) in pairs if row in rows), Decimal(0))

    def between(self, first: int, last: int) -> Decimal:
        """Sum over rows first < row < last."""
        return self.upto[bisect_left(self.rows, last)] - self.upto[bisect_left(self.rows, first + 1)]


def _of_its_kind(sheet: Sheet, left: LeftOut) -> set[int]:
    """小计 | 留抵退税: the rows above that say the same in every column of kinds in which the 小计 says something.

    谈心谈话小计 names its kind itself: its rows may stand anywhere, in a list that is sorted by day.
    """
    table = sheet.table
    kinds = [c for c in table.header.columns if c.column and (c.column.codes or c.column.code_list)]
    told = {c.place: said for c in kinds if (said := plain(table.grid.at(left.row, c.place))) and not TOTAL.match(said)}
    above = [row for row in table.data_rows if row < left.row] if told else []
    alike = {row for row in above if all(plain(table.grid.at(row, p)) == said for p, said in told.items())}
    return alike or _named_by_a_total(sheet, left, kinds)


_TOTAL_TAIL = re.compile(r"(?:合计|小计|总计|共计|汇总)(?:数|额|金额)?$")


def _named_by_a_total(sheet: Sheet, left: LeftOut, kinds: Sequence[MappedColumn]) -> set[int]:
    """The rows of the kind (office) that a total's own words name, wherever they stand."""
    table, name = sheet.table, _TOTAL_TAIL.sub("", left.label)
    for mapped in kinds if name and name != left.label else ():
        also = dict(mapped.column.also) if mapped.column else {}
        wanted = {name, also.get(name, name)}
        rows = {
            row
            for row in table.data_rows
            if (said := plain(table.grid.at(row, mapped.place))) in wanted or also.get(said) in wanted
        }
        if rows:
            return rows
    return set()


def _check_total(sheet: Sheet, mapped: MappedColumn, sums: _Sums, rows: list[LeftOut], index: int) -> Fault | None:
    left, column = rows[index], mapped.column
    value = sheet.table.grid.at(left.row, mapped.place)
    if column is None or value == "" or (left.row, mapped.place) in sheet.table.grid.uncached:
        return None
    stated = number_in(value)
    if stated is None:
        return None
    scale = money_scale(sheet, mapped.unit) if column.kind is Kind.MONEY else split_unit(mapped.unit or "")[0]
    if sheet.table.units and column.kind is Kind.MONEY:
        units = set(sheet.table.units.values())
        if len(units) > 1:
            return None  # nobody says in which of them the total is
        scale = split_unit(units.pop())[0]
    start = sheet.table.header.last
    previous = rows[index - 1].row if index else start
    grand = max([r.row for r in rows[:index] if not _SUBTOTAL.search(r.label)], default=start)
    if not sums.between(start, left.row) and index == 0 and (not sums.rows or sums.rows[0] > left.row):
        end = rows[1].row if len(rows) > 1 else 10**9
        possible = [sums.between(left.row, end), sums.between(left.row, 10**9)]
    else:
        possible = [sums.between(previous, left.row), sums.between(grand, left.row), sums.between(start, left.row)]
    if "累计" in left.label:
        possible.append(sums.before + sums.between(start, left.row))
    if "汇总" in left.label:  # 分类汇总 nests: an outer group's rows begin after any total above
        possible += [sums.between(r.row, left.row) for r in rows[:index]]
    if alike := _of_its_kind(sheet, left):
        since = ({r for r in alike if begin < r < left.row} for begin in (previous, grand))
        possible = [*map(sums.of, since), sums.of(alike), *possible]
    near = max(Decimal("0.005"), as_written(stated) * scale)
    if any(abs(stated * scale - p) < near for p in possible):
        return None
    right = sums.of(alike) if alike else possible[0] if _SUBTOTAL.search(left.label) else possible[-1]
    shown = (right / scale).normalize()
    unit = mapped.unit or (sheet.money_unit if column.kind is Kind.MONEY else column.unit or "")
    line = "列" if sheet.table.grid.turned else "行"
    message = (
        f"“{left.label}”{line}的“{column.heading}”与各{line}之和不符：各{line}相加是 {shown:f}{unit}，差 {gap(stated, right / scale)}{unit}。"
        f"请核对是合计错了，还是有的{line}错了、漏了"
    )
    return Fault(message, sheet.name, sheet.table.grid.where(left.row, mapped.place), str(value))
