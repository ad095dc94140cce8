"""Figures in the cells of a table, each read as the sentence that its row and column make of it.

A cell that holds nothing but a mask or a numeral says neither what is counted nor in what unit: its row's label, its
column's heading, a column of units and the table's caption do. `2022年 | 税费收入 | 亿元 | ****` is read as
`2022年税费收入****亿元`, and from there on like any sentence. Cells of prose are read as prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import TypeVar

from report.binding.periods_said import period_of
from report.finding.bare_periods import bare_periods
from report.finding.captions import DEEP, CellLines, captions, groups
from report.finding.cell_units import is_ratio, unit_counted, unit_in, whole_unit, without_unit_said
from report.finding.empty_cells import EMPTY, empty_cells
from report.finding.measures import tail_at
from report.finding.table_notes import may_be_part, notes_of, part_beside, remark_heading, remarks
from report.finding.table_words import (
    ANY_YEAR,
    COMPARES,
    YEAR,
    added,
    caption,
    caption_rows,
    days_filed,
    hangs_on_another,
    in_one,
    is_part,
    is_period,
    once,
    plain_label,
    plain_lines,
    says_when,
    since_january,
    up_to,
)
from report.model import Blank, Claim, InCell

LONGEST = 24
"""Characters of the longest cell that may be a figure."""
_VALUE = re.compile(
    r"(?:大?约|近|超过?|逾|达|共)?\s*(?:[-−]?\d[\d,，.．]*|(?:\\?[*＊×✕XxＸｘ_＿〇○◯][ \u3000]?)+(?:[.．][*＊×XxＸｘ_＿]+)?|…+|[（(][ \u3000_＿]*[）)])\s*"
)
_STARS = re.compile(r"[*＊]{2,}")
_TICK = re.compile(r"[XxＸｘ×✕〇○◯]")
_COUNTED_THERE = re.compile(r"[*＊_＿]|[XxＸｘ×✕〇○◯]{2,}|\d\s*(?:[十百千万亿]*[余多]?[人次户篇条场家件项元%％])")
"""A label that tells a figure itself (谈心谈话**人次) has none beside it: what stands there may be a tick."""
_NAMES = re.compile(r"名称|姓名|单位|部门|科室|责任人|联系|电话|手机|日期|时间|地点|职务|负责|签字|备注|证号|编号|账号")
"""Headings of cells in which stars hide a name, a date or a number that is none."""
_UNITS = frozenset({"单位", "计量单位", "指标单位", "数量单位"})
_NUMBERED = frozenset({"序号", "编号", "序", "行次", "项次", "栏次"})
_NO_WORDS = re.compile(
    r"^(?:数量?|数值|数据|数字|数额|指标值|完成(?:数|值|情况|量)?|实际(?:数|值|完成)?(?:数|值|情况)?|实绩|结果|情况|本[年期](?:度)?(?:完成)?(?:数|值)|本年(?:度)?(?:累计|实际|完成)?(?:数)?|合计|总计|总数|小计|"
    r"指标(?:名称)?|项目(?:名称)?|[月年]份|名称|内容|工作内容|事项|类别)$"
)
"""A heading that says nothing of what its figures are."""
_ADDS = re.compile(r"(?P<part>小计)|合计|总计|总数|(?P<all>累计)")
_TOTAL = re.compile(
    r"(?:[本全]?(?:年度?|期|月|局)?)?(?:合计|小计|总计|总数|共计|累计|汇总|总和|全部|总体)(?:数|额|值)?"
)
"""A row or a column that adds up the others."""
_ENDS_AS_TOTAL = re.compile(r"(?:合计|小计|总计|共计)(?:数|额|值)?$")
_PARTS_OF_US = re.compile(r"[局所股科室组队]|支部|中心|公司|同志|街道|[乡镇]$")
_WHOLE = re.compile(r"全[县区]?局")
"""A row of the whole bureau is in no group of a part of it."""
_BESIDE_TOTAL = re.compile(r"同比|环比|增[减长幅速]|降幅|占比|比[重例上]|目标|任务|计划|进度|备注|说明|^序号$")
"""Headings beside a total that it does not add up."""
_TOPICS = re.compile(
    r"(?:党建|党的建设|党务|监督|监督执纪|执纪|纪检|纪检监察|宣传|意识形态|思想政治|组织|队伍|干部|纳税服务|征纳服务|税收|收入|组织收入|减税降费|退税减税)(?:建设|工作|方面|类|情况|引领)?"
)
"""What the first of several columns of labels may say without making another figure of its rows."""
_PROSE = re.compile("[，。；]")

Found = TypeVar("Found", Blank, Claim)


@dataclass(frozen=True)
class Cell:
    """A cell's text as offsets of the document's text, and the rows and columns that it spans (counted from 0)."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """The cells of one table in reading order."""

    cells: tuple[Cell, ...]

    @property
    def start(self) -> int:
        """Offset of its first cell."""
        return self.cells[0].start

    @cached_property
    def end(self) -> int:
        """Offset behind its last cell."""
        return max(c.end for c in self.cells)

    @cached_property
    def width(self) -> int:
        """Number of its columns."""
        return max(c.column + c.columns for c in self.cells)

    @cached_property
    def rows(self) -> dict[int, list[Cell]]:
        """The cells that reach into each row. A table of thousands of cells is asked for them at each cell."""
        return self._by(lambda c: range(c.row, c.row + c.rows))

    @cached_property
    def columns(self) -> dict[int, list[Cell]]:
        """The cells that reach into each column."""
        return self._by(lambda c: range(c.column, c.column + c.columns))

    def _by(self, places: Callable[[Cell], Iterable[int]]) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for cell in self.cells:
            for place in places(cell):
                found.setdefault(place, []).append(cell)
        return found


def figures_in(tables: Sequence[Table], text: str, find: Callable[[str], Iterable[Found]]) -> list[Found]:
    """Figures of the cells that hold nothing else, found by `find` in the sentence that the table makes of each."""
    found: list[Found] = []
    for table in tables:
        for said in _Said(table, text, tables).figures():
            made = [f for f in find(said.text) if said.start <= f.start < said.end]
            if len(made) == 1 and (figure := _placed(made[0], said, text)):
                found.append(figure)
    return found


def without_unit(tables: Sequence[Table], text: str) -> list[Blank]:
    """Masks that stand alone in a cell of which the table says what it is and not in what unit: they cannot be filled."""
    found: list[Blank] = []
    for table in tables:
        for said in _Said(table, text, tables).masks_without_unit():
            written = said.text[said.start : said.end]
            cell = said.read_as(said.start, said.end)
            end = said.offset + len(written)
            found.append(Blank(said.offset, end, 0, written, "number", cell=cell))
    return found


def other_cells(tables: Sequence[Table], text: str) -> list[tuple[Cell, str]]:
    """The cells among those of figures that hold none themselves, with what row and column say of each."""
    return [said for table in tables for said in _Said(table, text, tables).others()]


def empty_in(tables: Sequence[Table], text: str, words: re.Pattern[str]) -> list[Blank]:
    """The empty cells that want a number, in tables whose labels name something that is measured (`words`).

    Those of a column without any figure are blanks to fill; one beside figures is `missing` where its whole row is empty.
    """
    found: list[Blank] = []
    for table in tables:
        wanted, alone = empty_cells(table, text, words, is_value)
        if not wanted and not alone:
            continue
        table_said = _Said(table, text, tables, wanted | alone)
        for said in (*table_said.figures(), *table_said.masks_without_unit()):
            at = said.of.start
            cell = said.read_as(said.start, said.end)
            if said.of in wanted and (said.unit or words.search(said.text)):
                end = at + len(text[at : said.of.end].split("\n")[0])
                found.append(Blank(at, end, 0, text[at:end], "number", said.unit, cell=cell))
            elif said.of in alone and said.unit:
                found.append(Blank(at, at, 0, "", "missing", said.unit, cell=cell))
    return found


def lines_in(tables: Sequence[Table], text: str, words: re.Pattern[str] | None = None) -> list[CellLines]:
    """The cells of all tables of figures, in order, with what their lines may be as headings; `words` as in `empty_in`."""
    found = (
        lines
        for table in tables
        for lines in _Said(table, text, tables, empty_cells(table, text, words, is_value)[0] if words else ()).lines()
    )
    return sorted(found, key=lambda cell: (cell.start, cell.end))


def _placed(figure: Found, said: _Cell, text: str) -> Found | None:
    """The figure at its place in the document, with what was read in its stead."""
    shift, end = said.offset - said.start, min(figure.end, said.end)
    if figure.unit is None or figure.end == figure.start:
        return None
    cell = said.read_as(figure.start, figure.end)
    written = text[figure.start + shift : end + shift]
    return replace(figure, start=figure.start + shift, end=end + shift, text=written, cell=cell)


def outside(tables: Sequence[Table], text: str, figures: Iterable[Found]) -> list[Found]:
    """The figures that do not begin in a cell of figures: those are read by the table."""
    cells = [c for table in tables for c in table.cells if is_value(text[c.start : c.end])]
    inside = {place for c in cells for place in range(c.start, max(c.end, c.start + 1))}
    return [f for f in figures if f.start not in inside]


def is_value(cell: str) -> bool:
    """Whether a cell holds nothing but a figure: a mask or a numeral, with or without a unit. A bare year is a heading."""
    written = cell.strip()
    value = _VALUE.match(written)
    if not value or len(written) > LONGEST or YEAR.fullmatch(written):
        return False
    tail = tail_at(written, value.end())
    return written[value.end() :] in {"", "余", "多"} or (
        tail is not None and not written[tail.end :].strip("左右上下")
    )


_IN_WORDS = re.compile(r"[约近超逾]?(?:百分之)?[零〇一二三四五六七八九十百千万亿点两]{1,16}")


def in_words(cell: str) -> bool:
    """Whether a cell holds a number in Chinese numerals and nothing else."""
    return _IN_WORDS.fullmatch(cell) is not None


@dataclass(frozen=True)
class _Cell:
    """One cell's figure in its sentence: where the cell's text begins and ends there, and in the document."""

    text: str
    start: int
    end: int
    offset: int
    table: int
    before: str
    sum_of: str
    of: Cell
    unit: str | None
    doubt: str
    remarks: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    def read_as(self, start: int, end: int) -> InCell:
        """What is read in its stead, with the figure from start to end there."""
        return InCell(self.text, start, end, self.table, self.before, self.sum_of, self.doubt, self.remarks, self.notes)


class _Said:
    """One table, asked for what it says of its figures."""

    def __init__(self, table: Table, text: str, tables: Sequence[Table], empty: Collection[Cell] = ()) -> None:
        self.table, self.text = table, text
        self._empty = frozenset(empty)
        self._figures: dict[Cell, bool] = {}
        self._pairs: dict[int, list[int]] = {}
        self._told: dict[tuple[Cell, bool], str] = {}
        self._sums: dict[tuple[Cell, bool], str] = {}
        self._parts: dict[tuple[Cell, bool], str] = {}
        self._named, self._unclear = bare_periods(table, text)
        self._values = [c for c in table.cells if c in self._empty or self._holds_figure(c)]
        self._head = min((c.row for c in self._values), default=0)
        self._first_value = min((c.column for c in self._values), default=0)
        self._value_columns = {c.column for c in self._values}
        behind = max((t.end for t in tables if t.end <= table.start), default=0)  # a table right before is no caption
        lines = [line.strip() for line in text[behind : table.start].rstrip("|\n \u3000").split("\n")[-2:]]
        self._notes = notes_of(table, text, tables)
        self._over = captions(table, text, self._head, self._says_unit)
        rows = [line for c in self._over for line in self._words(c).split("\n")]
        self._notes += tuple(days_filed((*lines, *rows)))
        rows, lines = plain_lines(rows), plain_lines(lines)
        self._before = "，".join([*[line for line in lines if line][-1:], *(row for row in rows if row)])
        self._captions = [caption_rows(rows), caption([line for line in lines if line] or [""])]

    def figures(self) -> Iterator[_Cell]:
        """The sentence of each cell of figures that has a unit."""
        for cell in self._values:
            written = self._written(cell)
            unit = self._unit(cell)
            if unit is None or not (words := self._sentence(cell)):
                continue
            if _TICK.fullmatch(written) and any(_COUNTED_THERE.search(w) for w in self._labels(cell)):
                continue
            value = _VALUE.match(written)
            own = tail_at(written, value.end()) if value else None
            lead = len(self.text[cell.start : cell.end]) - len(self.text[cell.start : cell.end].lstrip())
            sentence = f"{words}{written}{'' if own else unit}"
            yield self._cell(cell, sentence, len(words), len(words) + len(written), cell.start + lead)

    def masks_without_unit(self) -> Iterator[_Cell]:
        """Cells with nothing but stars whose row or column names something countable, and no unit that holds for them."""
        for cell in self._values:
            written = self._written(cell)
            if not _STARS.fullmatch(written) or self._unit(cell):
                continue
            words = self._sentence(cell)
            if words and not any(_NAMES.search(w) for w in (*self._labels(cell), *self._headings(cell))):
                lead = len(self.text[cell.start : cell.end]) - len(self.text[cell.start : cell.end].lstrip())
                yield self._cell(cell, words + written, len(words), len(words) + len(written), cell.start + lead)

    def others(self) -> Iterator[tuple[Cell, str]]:
        """Cells below the headings and behind the labels that hold no figure."""
        for cell in self.table.cells:
            beyond = cell.row >= self._head and cell.column > 0 and self._values
            if beyond and not self._is_figure(cell) and (words := self._sentence(cell)):
                yield cell, words

    def lines(self) -> Iterator[CellLines]:
        """What its cells may be as headings, if it is a table of figures."""
        if not self._values:
            return
        named = {c: at for at, c in enumerate(self._over)}
        named |= dict.fromkeys(self._groups, DEEP)
        for cell in self.table.cells:
            prose = _PROSE.search(self._words(cell)) is not None
            yield CellLines(cell.start, cell.end, named.get(cell), self.table.end, prose)

    @cached_property
    def _groups(self) -> list[Cell]:
        return [c for c in groups(self.table, self.text, self._over, self._says_unit) if not self._is_row(c)]

    def _is_row(self, cell: Cell) -> bool:
        """上年同期 with empty cells behind it, among rows that are all of periods: a row that wants figures, no name of a group."""
        if not is_period(self._words(cell)) or not any(c in self._empty for c in self.table.rows[cell.row]):
            return False
        named = (w for c in self._down(cell) if (w := self._words(c)))
        return all(is_period(w) or _TOTAL.fullmatch(w) or _BESIDE_TOTAL.search(w) for w in named)

    def _says_unit(self, cell: Cell) -> bool:
        words = self._words(cell)
        return bool(unit_in(words) or unit_counted(words) or is_value(words))

    def _cell(self, cell: Cell, sentence: str, start: int, end: int, offset: int) -> _Cell:
        sums, unit = self._sum_of(cell), self._unit(cell)
        told = (sums, cell, unit, self._doubt(cell), self._remarks(cell), self._notes)
        return _Cell(sentence, start, end, offset, self.table.start, self._before, *told)

    @cached_property
    def _remarked(self) -> dict[int, str]:
        heads = (c for c in self.table.cells if c.row < self._head and c.columns == 1)
        return {c.column: w for c in heads if remark_heading(w := self._words(c))}

    def _doubt(self, cell: Cell) -> str:
        """A label or a heading of bare digits that may be a month, an empty one that may be a period's, or of a part of us."""
        beside = [c for c in self._beside(cell) if c.column < cell.column and not self._is_figure(c)]
        heads = self._heads(cell)
        if digits := next((self._words(c) for c in (*beside, *heads) if c in self._unclear), ""):
            return f"行名或栏名只写“{digits}”，不知道是不是{digits}月，请写明"
        told = (*(self._part(c, down=True) for c in beside), *(self._part(c, down=False) for c in heads))
        return next((part for part in told if part), "") or self._open_heading(heads)

    def _open_heading(self, heads: Sequence[Cell]) -> str:
        """上半年 | (empty) over 2022年 | 2021年: without spans, as in Markdown, the empty heading may be of what its left one says."""
        for head in heads:
            below = (w for c in heads if c.row > head.row and (w := self._words(c)))
            if self._words(head) or not any(is_period(w) for w in below):
                continue
            left = [w for c in self._across(head) if c.column < head.column and (w := self._words(c))]
            if left and says_when(left[-1]):
                return f"栏名有一格空着，不知道是不是也说“{left[-1][:12]}”，请写明"
        return ""

    def _part(self, said: Cell, *, down: bool) -> str:
        """Why a label among those of its column, or a heading among those of its row, may be of a part of us."""
        if (said, down) not in self._parts:
            along = self._down(said) if down else self._across(said)
            words = plain_label(self._words(said)) if may_be_part(self._words(said)) else ""
            others = [w for c in along if words and c is not said and (w := plain_label(self._words(c)))]
            self._parts[said, down] = part_beside(words, others)
        return self._parts[said, down]

    @cached_property
    def _named_groups(self) -> list[tuple[int, str]]:
        return [(g.row, w) for g in self._groups if (w := self._words(g))]

    def _remarks(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        """What the row says besides, and the name of its group."""
        at = bisect_left(self._named_groups, (cell.row, "")) - 1
        whole = any(_WHOLE.fullmatch(self._words(c)) for c in self._beside(cell) if c.column < cell.column)
        group = [("分组行", self._named_groups[at][1])] if at >= 0 and not whole else []
        return (*group, *remarks(self._across(cell), self._remarked, self.text))

    def _sum_of(self, cell: Cell) -> str:
        """What a total adds up, if it stands among labels or headings that are no periods: offices, persons, kinds.

        Such a sum is of what the table lists, be it the whole city's bureaus or two of our own offices.
        """
        for label in self._beside(cell):
            if label.column < cell.column and not self._is_figure(label) and (others := self._sum(label, down=True)):
                return others
        return next((others for head in self._heads(cell) if (others := self._sum(head, down=False))), "")

    def _sum(self, total: Cell, *, down: bool) -> str:
        """What a label adds up among those of its column, or a heading among those of its row."""
        if (total, down) not in self._sums:
            self._sums[total, down] = self._others(total, down=down)
        return self._sums[total, down]

    def _others(self, total: Cell, *, down: bool) -> str:
        """The labels beside a total, or beside no label at all, that are neither periods nor totals nor comparisons (同比)."""
        own = plain_label(self._words(total))
        beside = [c for c in self._beside(total) if c.column < self._first_value]
        bare = total.row >= self._head and not any(self._words(c) for c in (total, *beside) if not self._is_figure(c))
        named = _ENDS_AS_TOTAL.search(own)  # 谈心谈话合计 under 办公室谈心谈话, but not 税费收入合计 over 税收收入
        if not (bare or named or _TOTAL.fullmatch(own)):
            return ""
        along = self._down(total) if down else [c for c in self._across(total) if self._adds_to(c)]
        said = [plain_label(self._words(c)) for c in along if c is not total and not self._is_figure(c)]
        others = [w for w in said if w and not (_TOTAL.fullmatch(w) or _BESIDE_TOTAL.search(w) or is_period(w))]
        if not _TOTAL.fullmatch(own):
            others = [w for w in others if _PARTS_OF_US.search(w)]
        return "、".join(others)

    def _adds_to(self, heading: Cell) -> bool:
        """A column of figures, or of a part of us whose cells are empty still."""
        return heading.column in self._value_columns or may_be_part(self._words(heading))

    def _is_figure(self, cell: Cell) -> bool:
        if cell not in self._figures:
            written = is_value(self.text[cell.start : cell.end]) and not self._is_bare(cell)
            self._figures[cell] = written or self._names_unit(cell) or cell in self._empty
        return self._figures[cell]

    def _is_bare(self, cell: Cell) -> bool:
        return cell in self._named or cell in self._unclear

    def _holds_figure(self, cell: Cell) -> bool:
        written = self.text[cell.start : cell.end]
        return is_value(written) and not self._is_bare(cell) and not self._is_number_of_row(cell)

    def _words(self, cell: Cell) -> str:
        return self._named.get(cell) or self.text[cell.start : cell.end].strip()

    def _written(self, cell: Cell) -> str:
        return EMPTY if cell in self._empty else self._words(cell)

    def _is_number_of_row(self, cell: Cell) -> bool:
        """序号: a whole number in the first column, or below such a heading."""
        written = self._words(cell)
        plain = written.isdigit() and len(written) < 4
        mine = range(cell.column, cell.column + cell.columns)
        return plain and (cell.column == 0 or any(self._numbered.get(m, cell.row) < cell.row for m in mine))

    @cached_property
    def _numbered(self) -> dict[int, int]:
        """The first row in which a column is said to hold numbers of rows."""
        found: dict[int, int] = {}
        for column, cells in self.table.columns.items():
            if rows := [c.row for c in cells if self._words(c) in _NUMBERED]:
                found[column] = min(rows)
        return found

    def _heads(self, cell: Cell) -> list[Cell]:
        """Cells above it and above all figures, in the order of the table."""
        mine = range(cell.column, cell.column + cell.columns)
        return list(
            dict.fromkeys(sorted((c for m in mine for c in self._heads_of(m)), key=lambda c: (c.row, c.column)))
        )

    def _heads_of(self, column: int) -> Iterator[Cell]:
        return takewhile(lambda c: c.row < self._head, self.table.columns.get(column, []))

    def _down(self, cell: Cell) -> list[Cell]:
        """The cells that begin in its column, from the first row with a figure."""
        return [c for c in self.table.columns[cell.column] if c.column == cell.column and c.row >= self._head]

    def _across(self, cell: Cell) -> list[Cell]:
        """The cells that begin in its row."""
        return [c for c in self.table.rows[cell.row] if c.row == cell.row]

    def _beside(self, cell: Cell) -> list[Cell]:
        """The other cells of its row, of its own block where blocks stand side by side (项目 | 数 | 项目 | 数)."""
        low, high = self._block(cell)
        return [c for c in self.table.rows[cell.row] if c is not cell and low <= c.column < high]

    def _block(self, cell: Cell) -> tuple[int, int]:
        if self._repeats:
            low = cell.column - cell.column % self._repeats
            return low, low + self._repeats
        if cell.row not in self._pairs:
            self._pairs[cell.row] = self._blocks_of_row(cell.row)
        starts = self._pairs[cell.row]
        low = max((at for at in starts if at <= cell.column), default=0)
        return low, min((at for at in starts if at > cell.column), default=self.table.width)

    @cached_property
    def _repeats(self) -> int:
        """After how many columns the headings begin again; 0 if they do not."""
        rows = [self.table.rows[r] for r in sorted(self.table.rows) if r < self._head]
        words = [self._words(c) for c in rows[-1] if c not in self._over] if rows else []
        first = words[0] if words else ""
        if len(words) != self.table.width or not first or is_period(first) or self._first_value == 0:
            return 0
        widths = (w for w in range(2, len(words) // 2 + 1) if len(words) % w == 0 and self._first_value < w)
        return next((w for w in widths if words == words[:w] * (len(words) // w)), 0) if not whole_unit(first) else 0

    def _blocks_of_row(self, row: int) -> list[int]:
        """谈心谈话人次 | (数) | 集中学习次数 | (数): where each label begins that has its own unit, if no other stands in the row."""
        cells = [c for c in self.table.rows[row] if self._words(c) or c in self._empty]
        labels = [c for c in cells if not self._is_figure(c)]
        told = all(unit_in(w) or unit_counted(w) for c in labels if (w := self._words(c)))
        apart = all(not self._is_figure(one) or not self._is_figure(other) for one, other in pairwise(cells))
        alternate = len(labels) > 1 and len(labels) * 2 == len(cells) and labels == cells[::2]
        return [c.column for c in labels] if told and apart and alternate and labels[0].column == 0 else []

    def _headings(self, cell: Cell) -> list[str]:
        above = [c for c in self._heads(cell) if c.columns < self.table.width and c not in self._over]
        return once(self._with_periods(c, down=False) for c in above if c not in self._unclear)

    def _with_periods(self, said: Cell, *, down: bool) -> str:
        """A heading among those of its row, or a label among those of its column, with what it says of their periods."""
        if (said, down) not in self._told:
            words = self._words(said)
            tells = COMPARES.match(words) or _ADDS.fullmatch(since_january(words))
            along = () if not tells else self._down(said) if down else self._across(said)
            self._told[said, down] = self._in_row_of_periods(said, along)
        return self._told[said, down]

    def _in_row_of_periods(self, said: Cell, along: Sequence[Cell]) -> str:
        """A heading, or a label among those of its column, with the periods beside it if it says something of them."""
        words = self._words(said)
        before = [c for c in along if (c.row, c.column) < (said.row, said.column)]
        parts = [w for c in before if is_part(w := self._words(c)) and not COMPARES.match(w)]
        if COMPARES.match(words) and parts:
            return f"{parts[-1]}，{words}"
        adds = _ADDS.fullmatch(since_january(words))
        if not adds:
            return words
        if adds["all"]:
            return up_to([w for c in before if says_when(w := self._words(c))]) or words
        since = max((at for at, c in enumerate(before) if _ADDS.fullmatch(self._words(c))), default=-1) + 1
        parts = [self._words(c) for c in (before[since:] if adds["part"] else along)]
        return added([w for w in parts if says_when(w)]) or words

    def _labels(self, cell: Cell) -> list[str]:
        """What the row says before the figure, from the outside in, without numbers of rows, units and other figures."""
        left = [c for c in self._beside(cell) if c.column < cell.column and c.row + c.rows > self._head]
        left = [c for c in left if not (c.column in self._value_columns and in_words(self._words(c)))]
        left = [self._once_above(c, left) for c in left]
        words = [self._with_periods(c, down=True) for c in left if not self._is_figure(c)]
        group = next((w for g in reversed(self._groups) if g.row < cell.row and (w := self._words(g))), "")
        timed = [group] if period_of(group, "", "", ANY_YEAR).explicit else []
        return once(w for w in (*timed, *words) if w and not w.isdigit())

    def _once_above(self, cell: Cell, left: Sequence[Cell]) -> Cell:
        """The label that an empty cell before another label stands for: it was written once, above (2021年 of several rows)."""
        named = (c for c in left if c.column > cell.column)
        if self._words(cell) or not any(self._words(c) and not self._is_figure(c) for c in named):
            return cell
        above = [c for c in self._down(cell) if c.row < cell.row and self._words(c)]
        return above[-1] if above and not self._is_figure(above[-1]) else cell

    def _names_unit(self, cell: Cell) -> bool:
        """A unit and nothing else. 单位 above a cell may as well mean a body (第一税务所)."""
        return self._words(cell) in _UNITS or whole_unit(self._words(cell)) is not None

    def _unit(self, cell: Cell) -> str | None:
        """The unit of a figure: its own, its row's, its column's, the caption's. None if none is written or two differ."""
        written = self._words(cell)
        value = _VALUE.match(written)
        if value and (own := tail_at(written, value.end())):
            return own.unit
        column = [u for c in self._beside(cell) if self._names_unit(c) and (u := whole_unit(self._words(c)))]
        heads, labels = self._headings(cell), self._labels(cell)
        headed = [u for w in heads if (u := unit_in(w) or whole_unit(w))]
        if headed and set(headed) == {"%"}:
            return "%"  # 同比（%） beside a column of units: a share or a rate of what the row counts
        if any(is_ratio(w) for w in heads):  # 占比 beside 税收收入（亿元）: never the row's amount
            return None if len(set(headed)) > 1 else headed[0] if headed else "%"
        said = [*column, *headed, *(u for w in labels if (u := unit_in(w)))]
        said = said or [u for w in (*labels, *heads) if (u := unit_counted(w))]
        said = said or [u for w in self._captions if (u := unit_in(w))][:1]
        return said[0] if len(set(said)) == 1 else None

    def _sentence(self, cell: Cell) -> str:
        """Caption, period, what is counted: 年度工作情况：2022年，谈心谈话. Empty if the table does not say what is counted."""
        labels = [since_january(without_unit_said(w)) for w in self._labels(cell)]
        heads = [since_january(without_unit_said(w)) for w in self._headings(cell)]
        labels, heads = (
            [w for w in words if w and not _NO_WORDS.match(w) and not whole_unit(w)] for words in (labels, heads)
        )
        if not labels and not heads:
            return ""
        periods = sorted((w for w in (*heads, *labels) if is_period(w)), key=hangs_on_another)
        named = [w for w in labels if w not in periods]
        of_it = [w for w in heads if w not in periods]
        periods = in_one(periods)
        named = [w for w in named[:-1] if not _TOPICS.fullmatch(w)] + named[-1:]
        told = "，".join([*periods, "".join([*named, *of_it])])
        over = "，".join(said for w in reversed(self._captions) if (said := without_unit_said(w)))
        return f"{over}：{told}" if over else told
