"""The rows of a summary table: members, parents, totals, notes; and every sum compared with its parts.

Only members of a code list (or months) are loaded. A parent or a total is a check: where it is not the sum of its parts, the
cell is named and the file refused, because nobody can tell which of the two is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from etl.faults import Fault, address, position
from etl.reading import Grid, Value
from etl.understanding.across import rounding, wrong_across
from etl.understanding.behind import told_once
from etl.understanding.hierarchy import Amounts, children, off_by_rounding, wrong_sum
from etl.understanding.labels import TimeWord, bare_label, is_among, levels, month_of, time_word
from etl.understanding.nested import nested, wrong_rows
from etl.understanding.numerals import MASK, MASKED, NOT_CALCULATED, number_in
from etl.understanding.sheet import AVERAGE, NOTE, LeftOut, merged_figures
from etl.understanding.signed import closes_a_table
from etl.understanding.summary import Summary
from etl.understanding.titles import plain
from etl.understanding.total_words import TOTAL
from metrics.periods import Period
from warehouse.schema import Column, Kind

STRANGE = "strange"
"""Kind of a row that is neither in the list nor the sum of any others."""
_ANY_YEAR, _YEAR = 2000, 12
_NOTHING = {"", "-", "—", "——", "–", "/", "[x]", "…", "……"}


@dataclass
class Rows:
    """A summary's rows: `data` by row, with what each row states by column; what was left out; what is wrong."""

    data: dict[int, dict[str, str]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    amounts: dict[int, dict[int, Decimal]] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)
    stated: dict[int, dict[str, str]] = field(default_factory=dict)
    """What the columns of labels state in every row that has amounts, known or not."""
    unread: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a text where a number should stand: no sum that they belong to can be checked."""
    held: dict[int, list[int]] = field(default_factory=dict)
    """Rows that add up, and the rows that they are the sum of."""
    settled: set[int] = field(default_factory=set)
    """Rows whose place among the others is known: their indentation says nothing more."""
    across: list[Fault] = field(default_factory=list)
    """Rows whose sum is not that of their cells: a column that nobody knows explains it."""


def is_nothing(value: Value) -> bool:
    """Whether a cell is empty or one of the marks for none (- / —)."""
    return plain(value) in _NOTHING


def sort_rows(grid: Grid, found: Summary, known: Mapping[str, Mapping[str, str]], year: int | None) -> Rows:
    """Sort the rows below a summary's header."""
    rows = Rows()
    places = [c.place for c in found.cells] + [c.place for c in found.checks]
    kinds: dict[int, str] = {}
    for row in range(found.last + 1, len(grid.rows) + 1):
        kind = _kind(grid, found, row, places, known, year, rows)
        if kind:
            kinds[row] = kind
    if once := _written_once(grid, found, known, rows):
        rows.faults = once
        return rows
    _amounts(grid, places, list(kinds), rows)
    listed = found.labels.keys() & known.keys()
    nested(grid, found, kinds, rows, known, main_label(found))
    _resolve(grid, found, kinds, rows, _groups_of(found, known))
    _partly_blank(grid, found, listed, rows)
    below = range(found.last + 1, len(grid.rows) + 1)
    labelled = [row for row in below if any(str(grid.at(row, p)).strip() for p in found.labels.values())]
    rows.faults += merged_figures(grid, [c.place for c in found.cells], labelled)
    wrong, near = wrong_across(grid, found, list(rows.data), rows.amounts)
    unread = {row for row, _ in rows.unread}
    rows.across = told_once([fault for fault in wrong if position(fault.cell)[0] not in unread])
    rows.warnings += near
    rows.left_out.sort(key=lambda left: left.row)
    rows.faults = told_once(rows.faults)
    return rows


def _kind(
    grid: Grid, found: Summary, row: int, places: list[int], known: Mapping[str, Mapping[str, str]], year: int | None, rows: Rows
) -> str:  # fmt: skip
    """member, total or unknown; '' for rows that hold no amounts and are left out here."""
    blank = None if _not_calculated(grid, found, row) else _no_amounts(grid, row, places)
    if left := blank or _aside(grid, found, row, year):
        rows.left_out.append(left)
        if left.kind == "aside":
            where = address(row, main_label(found))
            rows.warnings.append(Fault(f"第 {row} 行是{left.why}，没有读取", grid.name, where, left.label))
        return ""
    bad = [*_texts_for_numbers(grid, row, places), *_not_calculated(grid, found, row)]
    rows.unread |= {(row, position(fault.cell)[1]) for fault in bad}
    rows.faults += bad
    own = _own_year(grid, found, row)
    if aside := _of_another_span(grid, found, row, own, year):
        rows.left_out.append(aside)
        return ""
    year = own or year
    stated: dict[str, str] = {}
    kinds = {"member"}
    for name, place in found.labels.items():
        value = _label(grid, found, row, place)
        if TOTAL.match(bare_label(value)):
            kinds.add("total")
        elif name == found.table.dated_by and name not in known:
            kinds.add(_dated(found, name, value, year, stated))
        elif name in known:
            canonical = known[name].get(bare_label(value))
            if canonical is None and (str(value).strip() or name in found.spread or _needed(found, name)):
                kinds.add("unknown")
            stated[name] = canonical or ""
        else:
            stated[name] = str(value)
    rows.stated[row] = stated
    kind = next(k for k in ("total", "unknown", "member") if k in kinds)
    if kind == "member":
        rows.data[row] = dict(stated)
    return kind


def _no_amounts(grid: Grid, row: int, places: list[int]) -> LeftOut | None:
    """Rows without a number: empty ones, headings of groups, notes."""
    line = [v for v in grid.rows[row - 1] if str(v).strip()]
    first = plain(line[0]) if line else ""
    if all(is_nothing(grid.at(row, p)) for p in places):
        why = "空行" if not line else ("表下的说明" if NOTE.match(first) else "没有数的行（分组标题或还没有填）")
        return LeftOut(row, why, "blank" if not line else "note")
    if NOTE.match(first) and not any(number_in(grid.at(row, p)) is not None for p in places):
        return LeftOut(row, "表下的说明", "note")
    if closes_a_table(grid, row):
        return LeftOut(row, "落款", "note")
    return None


def _aside(grid: Grid, found: Summary, row: int, year: int | None) -> LeftOut | None:
    """Rows whose figures are none of a whole month: 月均, and, where the rows are months, 5月（截至20日）."""
    for name, place in found.labels.items():
        value = _label(grid, found, row, place)
        if AVERAGE.match(bare_label(value)):
            return LeftOut(row, f"平均、计数一类的行（{bare_label(value)}），不是数据", "aside", str(value))
        word = time_word(value, year) if name == found.table.dated_by and str(value).strip() else None
        if word and word.kind in {"part", "planned"}:
            return LeftOut(row, f"“{str(value).strip()}”，不是整月的实际数", "aside", str(value))
    return None


_YEAR_WRITTEN = re.compile(r"(20\d\d)(?:\.0)?(?:年度?)?")
"""2022, a number from Excel, 2022年度."""


def _dated(found: Summary, name: str, value: Value, year: int | None, stated: dict[str, str]) -> str:
    """The month (of a source with a row a year: the year) of a row's label into `stated`, or what the row is instead: a total, unknown."""
    if found.table.column(name).kind is Kind.YEAR:
        match = _YEAR_WRITTEN.fullmatch(plain(value))
        other = match and any(match[1] not in c.given.get(name, match[1]) for c in found.cells)  # below 2023年
        stated[name] = match[1] if match and not other else ""
        return "" if stated[name] else "unknown"
    word = (month_of(value, year) or time_word(value, year)) if str(value).strip() else None
    if word and word.kind == "month" and word.period is None and found.by_month:
        number = month_of(value, _ANY_YEAR)
        month = found.by_month.get(number.period.first % _YEAR) if number and number.period else None
        word = TimeWord("month", Period(month, month)) if month is not None else word
    if word and word.kind == "month":
        found.undated = found.undated or word.period is None
        stated[name] = word.period.start.isoformat() if word.period else ""
        return ""
    return "total" if word and word.kind in {"total", "cumulative", "span"} else "unknown"


_COUNTING = frozenset(["", "栏次", "行次", "甲", "序号", "项目"])


def _numbers_columns(grid: Grid, row: int) -> bool:
    """栏次 | 1 | 2 | 3 between the header and the figures."""
    numbers = [n for v in grid.rows[row - 1] if (n := number_in(v)) is not None]
    labels = {plain(v) for v in grid.rows[row - 1] if number_in(v) is None}
    running = numbers == [numbers[0] + n for n in range(len(numbers))] if numbers else False
    return running and len(numbers) > 1 and numbers[0] in {1, 2} and labels <= _COUNTING | {"乙"}


def _of_another_span(grid: Grid, found: Summary, row: int, own: int | None, year: int | None) -> LeftOut | None:
    """A row beside this month's that is not read: the 累计, the 上年同期, another year's, the numbers of the columns."""
    if row == found.last + 1 and _numbers_columns(grid, row):
        return LeftOut(row, "栏次", "note")
    word = time_word(grid.at(row, found.span_place), None) if found.span_place else None
    if word and word.kind != "this":
        return LeftOut(row, f"“{plain(grid.at(row, found.span_place or 0))}”的数，与本月的数并列", "aside")
    if own and own != year and found.table.dated_by not in found.labels:
        return LeftOut(row, f"{own}年的数，不是标题所写的那一年", "aside")
    return None


def _own_year(grid: Grid, found: Summary, row: int) -> int | None:
    """The year that a row states in a column 年份."""
    word = time_word(_label(grid, found, row, found.year_place), None) if found.year_place else None
    return word.period.year if word and word.kind == "year" and word.period else None


def _texts_for_numbers(grid: Grid, row: int, places: list[int]) -> list[Fault]:
    """Texts where amounts should stand: another table's header, a row of units, an error."""
    values = {p: grid.at(row, p) for p in places if (row, p) not in grid.uncached}
    bad = [(p, v) for p, v in values.items() if not is_nothing(v) and number_in(v) is None]
    return [Fault(_no_number(str(v)), grid.name, address(row, p), str(v)) for p, v in bad]


def _not_calculated(grid: Grid, found: Summary, row: int) -> list[Fault]:
    """Formulas without a value where an amount should stand. Those of totals are nothing but checks that cannot be made."""
    cells = [c.place for c in found.cells if (row, c.place) in grid.uncached]
    if not cells or any(TOTAL.match(bare_label(_label(grid, found, row, p))) for p in found.labels.values()):
        return []
    return [Fault(NOT_CALCULATED, grid.name, address(row, place)) for place in cells]


def _no_number(text: str) -> str:
    """What to do with a text where a number should stand: a mask, a remark or a sign that somebody wrote to it, or something else."""
    if MASK.fullmatch(text):
        return f"这里{MASKED.format(text.strip())}"
    if re.fullmatch(r"\s*[△▲Δ]\s*[\d,.]+\s*", text):
        return "“△”不知道是负数还是记号。是负数的请写成“-”开头的数，不是的请只留数字"
    if unit := re.fullmatch(r"\s*[-+]?\d[\d,，.]*\s*(?P<unit>[十百千]?[万亿]?元|[万亿])\s*", text):
        said = unit["unit"] if unit["unit"].endswith("元") else f"{unit['unit']}元"
        return f"格里请只写数字，单位写在标题下面一次：“单位：{said}”（各格的单位都一样时），再把格里的“{unit['unit']}”去掉"
    if re.match(r"\s*[-+¥￥]?\d[\d,.]*\D", text):
        return "这里应当只写数字。数字后面的字、记号请移到表下的说明里"
    return "这里应当是数字。如果下面是另一张表，请移到另一张工作表；单位请写在标题里"


def _written_once(grid: Grid, found: Summary, known: Mapping[str, Mapping[str, str]], rows: Rows) -> list[Fault]:
    """增值税 | 中央级 over a blank | 区级: a name that was written for several rows, in cells that are not merged."""
    main = main_label(found)
    name = _main_name(found)
    if name not in known or not _needed(found, name):
        return []
    others = [(n, p) for n, p in found.labels.items() if n in known and n != name]
    blank = [
        row
        for row, stated in rows.stated.items()
        if not str(_label(grid, found, row, main)).strip() and any(stated.get(n) for n, _ in others)
    ]
    named = [row for row, stated in rows.stated.items() if stated.get(name) and any(stated.get(n) for n, _ in others)]
    if not blank or not named or min(named) > min(blank):
        return []
    heading, owner = found.table.column(name).heading, max(row for row in named if row < min(blank))
    message = (
        f"这一格空着，像是与上面的“{bare_label(_label(grid, found, owner, main))}”同一项，不能肯定"
        f"（这样的共 {len(blank)} 行）。请逐行写上{heading}，或把同一项的几格合并"
    )
    return [Fault(message, grid.name, address(min(blank), main))]


def _partly_blank(grid: Grid, found: Summary, listed: Set[str], rows: Rows) -> None:
    """Rows with and without an office (a level) side by side: the one without may be the total of the others."""
    for name in listed:
        blank = [row for row, stated in rows.data.items() if not stated.get(name)]
        if blank and len(blank) < len(rows.data):
            heading = found.table.column(name).heading
            message = f"有的行填了“{heading}”，这一行没有，分不清它是不是别的行的合计。请填写，或写明“合计”"
            rows.faults.append(Fault(message, grid.name, address(blank[0], found.labels[name])))


def _needed(found: Summary, name: str) -> bool:
    return found.table.column(name).required


def _label(grid: Grid, found: Summary, row: int, place: int) -> Value:
    """A label, or that of the merged cell it lies in."""
    value = grid.at(row, place)
    if value == "":
        for first, left, last, right in grid.merged:
            if left <= place <= right and found.last < first <= row <= last:
                return grid.at(first, left)
    return value


def _amounts(grid: Grid, places: list[int], wanted: list[int], rows: Rows) -> None:
    for row in wanted:
        cells = {p: n for p in places if (n := number_in(grid.at(row, p))) is not None}
        rows.amounts[row] = cells


def _groups_of(found: Summary, known: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The group of each value in the column that carries the hierarchy: 社会保险费 of 失业保险费."""
    name = _main_name(found)
    groups: Mapping[str, str] = getattr(known.get(name), "groups", {})
    return groups


def _resolve(grid: Grid, found: Summary, kinds: dict[int, str], rows: Rows, groups: Mapping[str, str]) -> None:
    """Parents, totals and 其中 rows leave the data; sums that do not hold become faults. `groups`: of each value."""
    order = list(kinds)
    main = main_label(found)
    depth = levels([str(grid.at(row, main)) for row in order])
    above: list[int] = []
    among: set[tuple[int, int]] = set()
    for index, row in enumerate(order):
        while above and depth[above[-1]] >= depth[index]:
            above.pop()
        owner = next((order[i] for i in reversed(above) if kinds[order[i]] == "member" and order[i] in rows.data), None)
        if owner is not None and kinds[row] not in {"total", "whole"} and row not in rows.settled:
            among = {*among, (owner, depth[index])} if is_among(grid.at(row, main)) else among
            if kinds[row] == "member" and (owner, depth[index]) not in among:
                message = f"这一行缩进在第 {owner} 行之下，又没有写“其中”，分不清是单独一项还是其中项。请去掉缩进，或写明“其中”"
                rows.faults.append(Fault(message, grid.name, address(row, main), str(grid.at(row, main)).strip()))
            rows.data.pop(row, None)
            rows.left_out.append(LeftOut(row, f"是第 {owner} 行的一部分（其中项）", "part"))
            kinds[row] = "part"
        above.append(index)
    for kind in (
        "unknown",
        STRANGE,
        "total",
    ):  # a name that nobody knows may be an item of its own: then the sums hold it
        for index, row in enumerate(order):
            if kinds[row] == kind:
                if kind == STRANGE:  # the sum above a strange item was held against the others alone
                    cell = address(row, main)
                    rows.faults[:] = [f for f in rows.faults if f.cell != cell or f.sheet != grid.name]
                    rows.left_out[:] = [left for left in rows.left_out if left.row != row]
                    kinds[row] = "unknown"
                _check_sum(grid, found, _Place(order, depth, kinds, index), rows, groups)
    rows.warnings += _below_the_total(grid, found, rows)


_OF_ALL = re.compile(r"(?:全局|税费|收入)?(?:合计|总计|共计)")


def _below_the_total(grid: Grid, found: Summary, rows: Rows) -> list[Fault]:
    """Items under the 合计 that it does not hold: added later, or of another kind. With them the table is more than it says."""
    main = main_label(found)
    totals = [row for row in rows.held if _OF_ALL.fullmatch(bare_label(_label(grid, found, row, main)))]
    above = {row for total in totals for row in rows.data if row < total}
    after = [row for row in rows.data if totals and row > max(totals) and above]
    outside = [row for row in after if not any(row in rows.held[total] for total in totals)]
    if not outside:
        return []
    names = "、".join(f"“{bare_label(_label(grid, found, row, main))}”" for row in outside[:4])
    message = f"合计（第 {max(totals)} 行）下面还有{names}，不在合计之内，也计入了。请核对该不该计入；该计入的，请移到合计上面并改合计"
    return [Fault(message, grid.name, address(outside[0], main), doubt=True)]


def main_label(found: Summary) -> int:
    """Place of the column of labels that carries the hierarchy: the one with a list, else the first."""
    listed = [p for n, p in found.labels.items() if found.table.column(n).codes or found.table.column(n).code_list]
    return min(listed or list(found.labels.values()))


def _main_name(found: Summary) -> str:
    """The source's column that stands at `main_label`; '' for one that belongs to no column."""
    main = main_label(found)
    return next((name for name, place in found.labels.items() if place == main), "")


@dataclass(frozen=True)
class _Place:
    """Where a row that adds up stands among the others."""

    order: Sequence[int]
    depth: Sequence[int]
    kinds: dict[int, str]
    index: int

    def candidates(self) -> list[list[int]]:
        """Rows that it may add up: its children, the members after it, those before it, all of them."""
        if STRANGE not in self.kinds.values():
            return self._groups()
        known = {row: "member" if kind == STRANGE else kind for row, kind in self.kinds.items()}
        without = {row: "part" if kind == STRANGE else kind for row, kind in self.kinds.items()}
        return [*replace(self, kinds=known)._groups(), *replace(self, kinds=without)._groups()]

    def _groups(self) -> list[list[int]]:
        sums = {"total", "unknown"}
        below = children(self.order, self.depth, self.index)
        after: list[int] = []
        for row in self.order[self.index + 1 :]:
            if self.kinds[row] in sums:
                break
            after.append(row)
        before: list[int] = []
        for row in reversed(self.order[: self.index]):
            if self.kinds[row] in sums:
                break
            before.append(row)
        every = [row for row in self.order if self.kinds[row] == "member"]
        earlier = [row for row in self.order[: self.index] if self.kinds[row] == "member"]
        members = [[r for r in group if self.kinds[r] == "member"] for group in (after, before, every, earlier)]
        groups = [below, [r for r in below if self.kinds[r] != "part"], *members]
        return [group for group in groups if group]


def rounded_rows(grid: Grid, amounts: Amounts, row: int, told: Sequence[int], group: Sequence[int]) -> list[Fault]:
    """The cells of a row that adds up others which are off by rounding."""
    label = bare_label(next((v for v in grid.rows[row - 1] if isinstance(v, str) and v.strip()), "")) or "合计"
    found = []
    for place in told:
        right = sum((amounts[r][place] for r in group if place in amounts[r]), Decimal(0))
        if off_by_rounding(amounts[row][place], right):
            found.append(rounding(grid, label, (row, place), right))
    return found


def _of_its_kind(found: Summary, groups: list[list[int]], row: int, rows: Rows) -> list[list[int]]:
    """全局合计 | 增值税: of the rows that it may add up, those that say the same in its other columns of labels."""
    listed = {found.table.dated_by, *(c.name for c in found.table.columns if c.codes or c.code_list)}
    told = {name: value for name, value in rows.stated.get(row, {}).items() if value and name in listed}
    if not told:
        return []
    alike = [[r for r in group if told.items() <= rows.data.get(r, {}).items()] for group in groups]
    return [group for group in alike if group]


_GROUP = re.compile(
    r"(?P<group>社会保险费|社会保险|社保费|社保|非税收入|非税|税收收入|税收)(?:基金)?(?:收入)?(?P<sum>小计|合计|总计)?"
)
"""A label that names one group of kinds and nothing else: not 社保费和非税收入, not 社会保险费滞纳金."""
_IN_FULL = {
    "社会保险": "社会保险费",
    "社保费": "社会保险费",
    "社保": "社会保险费",
    "非税": "非税收入",
    "税收收入": "税收",
}


def _of_its_group(found: Summary, place: _Place, rows: Rows, label: str, groups: Mapping[str, str]) -> list[list[int]]:
    """社会保险费小计 over, or under, the rows of its group, with rows of another right behind them.

    Only where all rows of the group stand there together: a subtotal that misses one further down is held against nothing here.
    """
    named = _GROUP.fullmatch(label)
    if not named:
        return []
    group = _IN_FULL.get(named["group"], named["group"])
    name = _main_name(found)

    def is_of_it(row: int) -> bool:
        return place.kinds[row] == "member" and groups.get(rows.data.get(row, {}).get(name, "")) == group

    every = list(filter(is_of_it, place.order))
    after = list(takewhile(is_of_it, place.order[place.index + 1 :]))
    before = list(takewhile(is_of_it, reversed(place.order[: place.index])))
    together = every in (after, before[::-1]) and len(every) >= (1 if named["sum"] else 2)
    return [every] if together else []


def _not_in_list(column: Column, label: str) -> str:
    """What is said of a row whose label is neither known nor that of a sum."""
    if column.kind is Kind.YEAR:
        return f"“{label}”不是这一行的年度，或与列的表头写的年度不一致。年度请写成 2022 或 2022年；列的表头已有年度的，请删去这一列"
    listed = f" reference/{column.code_list}" if column.code_list else ""
    return (
        f"“{label}”不在{column.heading}的代码表里，也不等于任何一组下级行之和，分不清它是单独一项还是上级项。"
        f"请改用代码表里的名称（或登记到代码表{listed}），或核对它的数"
    )


def _check_sum(grid: Grid, found: Summary, place: _Place, rows: Rows, of_values: Mapping[str, str]) -> None:
    row = place.order[place.index]
    label = bare_label(grid.at(row, main_label(found))) or "合计"
    places = [*(c.place for c in found.cells), *(c.place for c in found.checks)]
    told = [p for p in places if p in rows.amounts[row]]
    best: tuple[int, bool, Decimal, list[Fault]] | None = None
    groups = place.candidates()
    own = _of_its_group(found, place, rows, label, of_values)
    for group in [*own, *_of_its_kind(found, groups, row, rows), *groups]:
        named = place.kinds[row] == "total"
        checked = [p for p in told if not any((r, p) in rows.unread for r in group)]
        wrong = [w for p in checked if (w := wrong_sum(rows.amounts, row, p, group, whole=found.rounded, named=named))]
        covered = [p for p in told if any(p in rows.amounts[g] for g in group)]
        if not wrong and len(covered) == len(told):
            rows.held[row] = list(group)
            rows.warnings += rounded_rows(grid, rows.amounts, row, told, group)
            why = "合计类的行" if named else "上级行"
            rows.left_out.append(LeftOut(row, f"{why}（{label}），与下级各行之和相符，只作核对", "sum", label))
            return
        off = sum((abs(w.stated - w.right) for w in wrong), Decimal(0))
        if covered and (best is None or (len(wrong), group not in own, off) < best[:3]):
            best = (len(wrong), group not in own, off, [wrong_rows(grid, label, w, group) for w in wrong])
    rows.left_out.append(LeftOut(row, f"合计类的行（{label}），与各行之和不符", "sum", label))
    if place.kinds[row] == "total" or (best and best[0] * 2 < len(told)):
        rows.faults += best[3] if best else []
        if not (best and best[3]):
            rows.faults.append(
                Fault(f"“{label}”行有数，各行却没有数可核对。请填写各行", grid.name, address(row, told[0]))
            )
        return
    main, dated = main_label(found), found.table.dated_by
    if dated in found.labels and found.labels[dated] != main and not rows.stated.get(row, {}).get(dated):
        message = "这一行没有写明是几月。请逐行填写，如“3月”或“2022年3月”"
        rows.faults.append(Fault(message, grid.name, address(row, found.labels[dated]), label))
        return
    message = _not_in_list(found.table.column(_main_name(found)), label)
    place.kinds[row] = STRANGE
    rows.faults.append(Fault(message, grid.name, address(row, main), str(grid.at(row, main))))
