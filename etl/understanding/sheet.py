"""Find the table in a sheet: title lines, header, data rows, and the rows left out with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from etl.faults import Fault, letter
from etl.reading import Grid, Value
from etl.understanding.dividers import dividers
from etl.understanding.groups import groups
from etl.understanding.header import ROW_NUMBER, Header, MappedColumn, is_day
from etl.understanding.headings import heading, match
from etl.understanding.numerals import number_in
from etl.understanding.running import QUANTITIES, running
from etl.understanding.sections import against, money_in, said_below, units_of_rows, without_unit
from etl.understanding.signed import signature, speaks_for
from etl.understanding.titles import plain
from etl.understanding.total_words import TOTAL, TotalWords
from etl.understanding.unit_words import spoken_units, unit_in, unnamed
from metrics.numbers import split_unit
from warehouse.schema import TABLES, Kind

if TYPE_CHECKING:
    from etl.understanding.summary import Summary

NOTE = re.compile(
    r"^[(\[【]?(注|备注|说明|附注|附|填报说明|制表|填表|填报|编制|审核|复核|经办|负责人|单位负责人|科室负责人|分管领导|联系|报送|数据来源|资料来源|来源|打印|导出|以上|盖章|※|\*"
    r"|.{0,3}(?:局长|分管|主管|会计|出纳|[科股所组]长|书记|主任|领导|签发|签批|审批|审定|校对|统计|记账|稽核|签字|签章|签名)(?:人|员|领导|[局科]长|签字|签章|签名|意见)*:)"
)
_SUMMED_UP = re.compile(r"^.{1,24}(?P<how>汇总|计数|平均值)$")
"""增值税 汇总: what Excel writes for its own 分类汇总."""
AVERAGE = re.compile(
    r"^(?:每?[日月人户]平?均|平均|均值|最[大小高低](?!.*[日月]$)|中位)(?:数|值|量|水平|来电|接听|每[日天月])*$"
)
CARRIED = re.compile(r"^(?:过次页|过下页|转[次下]页|接[次下上前]页|承[前上]页|续[前上]页)$")
"""Sums carried from page to page in a ledger that was kept by hand."""
_EXAMPLE = re.compile(r"\s*[(（\[【]?示例(?:行|数据)?[)）\]】]?(?:[(（]不入库[)）])?\s*$")
"""The mark of the example row in our own template; 示例商贸有限公司 is somebody's name."""


@dataclass(frozen=True)
class LeftOut:
    """A row that is not data, and why. `kind`: total, note, section, group, blank, header, example."""

    row: int
    why: str
    kind: str
    label: str = ""
    """For totals: the word that says what is added up."""


@dataclass(frozen=True)
class Given:
    """A value that a heading states for every row of a slice, and the cell of that heading."""

    value: str
    cell: str


@dataclass
class SheetTable:
    """One table of a sheet, understood; of a summary table, one slice: the amounts of one column."""

    grid: Grid
    header: Header
    title: tuple[str, ...]
    data_rows: list[int] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    given: dict[str, Given] = field(default_factory=dict)
    """What the headings of a slice state, by column."""
    stated: dict[int, dict[str, str]] = field(default_factory=dict)
    """Labels of a slice's rows as they were understood (numbering and 其中 taken away), by row and column."""
    units: dict[int, str] = field(default_factory=dict)
    """Unit of a row where each row states its own."""
    whole: Summary | None = None
    """The summary table that this is a slice of."""
    next_row: int | None = None
    """Row where the header of another table begins below this one."""

    @property
    def range(self) -> str:
        """`A3:N43`, header to last data row."""
        places = [c.place for c in self.header.columns] or [1]
        last = max([self.header.last, *self.data_rows])
        return f"{self.grid.where(self.header.first, min(places))}:{self.grid.where(last, max(places))}"

    def cell(self, row: int, column: str) -> str:
        """Address of a mapped column's cell in a row; the row alone if the column is not in the file."""
        mapped = self.header.found.get(column)
        if mapped:
            return self.grid.where(row, mapped.place)
        return self.given[column].cell if column in self.given else self.grid.line(row)

    @property
    def columns(self) -> set[str]:
        """Identifiers of all columns that the table states, in its rows or in its headings."""
        return set(self.header.found) | set(self.given)


def understand(grid: Grid, header: Header, *, strict_width: bool) -> SheetTable:
    """Sort the rows below a header into data and rows left out. `strict_width`: more cells than headings is a fault (CSV)."""
    title = title_lines(grid.rows[: header.first - 1])
    found = SheetTable(grid, header, title, faults=list(header.faults))
    below = _trailing(grid, header.last)
    found.title += below
    dated = header.found.get(header.table.dated_by)
    places = [c.place for c in header.columns if c.column]
    titles = {_without_page(text) for text in title if " " in text}
    ended = 0
    pages: list[int] = []
    words = TotalWords(grid, header)
    for row in range(header.last + 1, len(grid.rows) + 1):
        value = grid.at(row, dated.place) if dated else ""
        if is_day(value) and _states_a_day(grid, row, header):
            if not _leave_out_total(found, row, words.said_by(row)):
                found.data_rows.append(row)
            continue
        left = _left_out(grid, row, header, places)
        if left is None and titles and _without_page(_line(grid, row)) in titles:
            left = LeftOut(row, "重复的标题", "note")
        if left is None:
            found.data_rows.append(row)
        elif left.kind == "header" and ended and _new_page(found):
            pages.append(row)
            found.left_out.append(left)
            ended = 0
        elif left.kind == "other" or (left.kind == "header" and ended):
            found.next_row = row
            break
        else:
            found.left_out.append(left)
            ended = ended or (row if left.kind in {"total", "note"} else 0)
            if left.kind == "aside":
                found.warnings.append(
                    Fault(f"第 {row} 行是{left.why}，没有读取", grid.name, grid.where(row, 1), left.label)
                )
    _signed(found)
    _divided(found)
    _grouped(found)
    found.faults += _pasted_again(found, pages)
    _figures(found)
    _look_above(found)
    _look_beyond(found, strict_width=strict_width)
    return found


def _figures(found: SheetTable) -> None:
    """The units of the rows that stay, and figures merged over several of them."""
    _row_units(found)
    _heading_unit(found)
    _section_units(found)
    places = [c.place for c in found.header.columns if c.column and c.column.kind in QUANTITIES]
    found.faults += merged_figures(found.grid, places, found.data_rows)


def _states_a_day(grid: Grid, row: int, header: Header) -> bool:
    """Whether a row with a day is one of data by what it says in place of a kind: not 其中：增值税, not 合计, no example."""
    kinds = _kinds(grid, row, header)
    return not any(t.startswith("其中") or TOTAL.match(t) for t in kinds) and not _is_example(grid, row, header)


def _leave_out_total(found: SheetTable, row: int, word: str) -> bool:
    """A row with a day and a kind that says of itself that it is a total (`word`): held against its parts, and said."""
    if word:
        found.left_out.append(LeftOut(row, f"合计类的行（{word}），只作核对", "total", word))
        message = f"第 {row} 行写着“{word}”，是合计类的行，只作核对，没有入库"
        found.warnings.append(Fault(message, found.grid.name, found.grid.where(row, 1), word))
    return bool(word)


def _divided(found: SheetTable) -> None:
    """Take the rows that name the month of those below them out of the rows of data, and say so once."""
    told = dividers(found.grid, found.header, found.data_rows)
    if not told.rows:
        return
    found.faults += told.faults
    gone = set(told.rows)
    found.data_rows = [row for row in found.data_rows if row not in gone]
    found.left_out += [LeftOut(row, "月份的分隔行，各行另有日期", "section") for row in told.rows]
    found.left_out.sort(key=lambda left: left.row)
    shown = "、".join(told.texts[:4]) + ("等" if len(told.texts) > 4 else "")
    message = f"有 {len(told.rows)} 行只写着月份（{shown}），是分隔行，没有读取；月份按各行的日期"
    found.warnings.append(Fault(message, found.grid.name, found.grid.where(told.rows[0], 1)))


def _grouped(found: SheetTable) -> None:
    """Take the rows that name the group of those below them out of the rows of data, and say so once."""
    last = max(found.data_rows, default=0)
    notes = [left.row for left in found.left_out if left.kind == "note" and left.row < last]
    told = groups(found.grid, found.header, found.data_rows, notes)
    if not told.rows:
        return
    found.faults += told.faults
    gone = set(told.rows)
    found.data_rows = [row for row in found.data_rows if row not in gone]
    found.left_out = [left for left in found.left_out if left.row not in gone]
    found.left_out += [LeftOut(row, f"分组标题，各行另有“{told.column}”", "group") for row in told.rows]
    found.left_out.sort(key=lambda left: left.row)
    shown = "、".join(told.texts[:4]) + ("等" if len(told.texts) > 4 else "")
    message = f"有 {len(told.rows)} 行是分组标题（{shown}），没有读取；各行另有“{told.column}”"
    found.warnings.append(Fault(message, found.grid.name, found.grid.where(told.rows[0], 1)))


def _signed(found: SheetTable) -> None:
    """Take the signature at the end out of the rows of data, and say so."""
    end = found.next_row or len(found.grid.rows) + 1
    notes = {left.row for left in found.left_out if left.kind == "note"}
    signed = signature(found.grid, found.header, found.data_rows, notes, end)
    if signed is None:
        return
    found.data_rows = [row for row in found.data_rows if row not in signed.rows]
    found.left_out += [LeftOut(row, "落款（报送科室、日期），不是数据", "note") for row in signed.rows]
    found.left_out.sort(key=lambda left: left.row)
    found.title += speaks_for(signed, found.title)
    first, last = signed.rows[0], signed.rows[-1]
    lines = f"第 {first} 行" if first == last else f"第 {first}—{last} 行"
    place = next(p for p, v in enumerate(found.grid.rows[first - 1], 1) if str(v).strip())
    found.warnings.append(
        Fault(f"{lines}是落款（{signed.text}），没有读取", found.grid.name, found.grid.where(first, place))
    )


_PAGE = re.compile(r"小计|本页|过次页|承前页")


def _new_page(found: SheetTable) -> bool:
    """Whether a header that stands again goes on with the same table: only the title's own lines stand between, and no 合计."""
    last = found.data_rows[-1] if found.data_rows else 0  # rows were entered as they were read
    behind = takewhile(lambda left: left.row > last, reversed(found.left_out))
    between = [left for left in behind if left.kind != "blank"]
    titles = {_without_page(text) for text in found.title} | {""}
    repeated = [left for left in between if left.kind != "total"]
    own = all(_without_page(_line(found.grid, left.row)) in titles for left in repeated)
    return bool(repeated) and own and all(_PAGE.search(left.label) for left in between if left.kind == "total")


_PAGE_NUMBER = re.compile(r"第\d+页|共\d+页|(?:第|页码:?)?\d+/\d+页?|页码:?\d+|-\d+-")


def _without_page(text: str) -> str:
    """A line over a printed page without the number of the page."""
    return _PAGE_NUMBER.sub("", plain(text)).strip("()/,|-")


def _line(grid: Grid, row: int) -> str:
    return plain(" ".join(str(v).strip() for v in grid.rows[row - 1] if str(v).strip()))


def _pasted_again(found: SheetTable, pages: Sequence[int]) -> list[Fault]:
    """A row below the header of a new page that stands above it already: then nobody can tell a page from a copy."""
    rows = {row: tuple(map(str, found.grid.rows[row - 1])) for row in found.data_rows} if pages else {}
    for page in pages:
        before = {cells: row for row, cells in rows.items() if row < page}
        again = next((row for row, cells in rows.items() if row > page and cells in before), None)
        if again:
            message = (
                f"标题和表头在第 {page} 行又出现了一次，下面的第 {again} 行与第 {before[rows[again]]} 行完全相同，分不清是分页还是重复粘贴。"
                "是分页的，请只删去这里重复的标题和表头；是重复粘贴的，请删去下面的一份"
            )
            return [Fault(message, found.grid.name, found.grid.where(page, 1))]
    return []


def merged_figures(grid: Grid, places: Sequence[int], rows: Sequence[int]) -> list[Fault]:
    """One figure in a cell merged over several rows, or over several columns of figures: nobody says how it is to be divided."""
    faults, data = [], set(rows)
    for first, left, last, right in grid.merged:
        across = [p for p in places if left <= p <= right]
        down = [r for r in range(first, last + 1) if r in data]
        if len(across) * len(down) > 1 and left in across and number_in(grid.at(first, left)) is not None:
            event = "是一次活动的，请合成一行；不是的，" if len(down) > 1 and len(across) == 1 else ""
            message = f"这个数写在合并的格里，跨了几行或几列，不知道怎样分到每一格。{event}请取消合并，逐格填写"
            faults.append(Fault(message, grid.name, grid.where(first, left), str(grid.at(first, left))))
    return faults


def _row_units(found: SheetTable) -> None:
    """A money table whose rows state their own unit (万元 in one, 元 in the next)."""
    table = found.header.table
    if not any(c.kind is Kind.MONEY for c in table.columns) or any(c.name == "unit" for c in table.columns):
        return
    for mapped in found.header.columns:
        if mapped.column is None and plain(mapped.text) in {"单位", "计量单位", "金额单位", "货币单位"}:
            units = {row: unit_in(str(found.grid.at(row, mapped.place))) or "" for row in found.data_rows}
            bad = [row for row, unit in units.items() if not unit.endswith("元")]
            if bad:
                where = found.grid.where(bad[0], mapped.place)
                message = "这一行的单位不是元、万元、亿元一类，不知道金额是多少。请填写单位"
                found.faults.append(Fault(message, found.grid.name, where, str(found.grid.at(bad[0], mapped.place))))
            else:
                found.units = units


def _heading_unit(found: SheetTable) -> None:
    """目标值（亿元） in place of a column 单位."""
    stated = next((c for c in found.header.columns if c.column and c.column.kind is Kind.NUMBER and c.unit), None)
    if (
        stated
        and stated.unit
        and "unit" not in found.columns
        and any(c.name == "unit" for c in found.header.table.columns)
    ):
        found.given["unit"] = Given(stated.unit, found.grid.where(found.header.last, stated.place))


def _section_units(found: SheetTable) -> None:
    """Units that stand below the header: over a section, in a tax kind's name, in a note."""
    header, grid = found.header, found.grid
    amount = next((c for c in header.columns if c.column and c.column.kind is Kind.MONEY), None)
    if amount is None:
        return
    aside = [left.row for left in found.left_out if left.kind in {"note", "section", "total"}]
    kinds = [c.place for c in header.columns if c.column and (c.column.codes or c.column.code_list)]
    width = range(1, max(map(len, grid.rows)) + 1)
    named = said_below(grid, found.data_rows, found.data_rows, kinds)
    for one in named:
        name = next(c.column.name for c in header.columns if c.column and c.place == one.place)
        found.stated[one.row] = {name: without_unit(one.text)}
    said = said_below(grid, aside, found.data_rows, width) + named
    said.sort(key=lambda one: one.row)
    stated = [u for line in found.title for u in spoken_units(line) if split_unit(u)[1] in {"元", ""}]
    stated += [*found.units.values(), *([amount.unit] if amount.unit else [])]
    if stated:
        found.faults += against(grid, said, stated, "标题（表头）")
    elif said:
        rows = sorted({*aside, *found.data_rows})
        first = min(width)
        labels = {row: str(grid.at(row, first)) for row in aside}
        found.units, faults = units_of_rows(grid, rows, found.data_rows, said, labels)
        found.faults += faults


def _look_above(found: SheetTable) -> None:
    """Rows of figures above the header belong to a table that was not recognised: left out in silence, they would be missing in the figures."""
    grid = found.grid
    for row in range(1, found.header.first):
        filled = [v for v in grid.rows[row - 1] if str(v).strip()]
        if len(filled) >= 3 and sum(is_day(v) for v in filled) * 2 >= len(filled):
            found.warnings.append(
                Fault("表头上方还有像数据的行，没有读取。请核对是不是另一张表", grid.name, grid.where(row, 1))
            )
            return


def title_lines(rows: list[list[Value]]) -> tuple[str, ...]:
    """Texts above a table: each cell, and after them the rows of several cells as one line (截至： | 2022年12月31日)."""
    filled = [[str(v).strip() for v in row if str(v).strip()] for row in rows]
    return (*(cell for row in filled for cell in row), *(" ".join(row) for row in filled if len(row) > 1))


def _trailing(grid: Grid, header_row: int) -> tuple[str, ...]:
    """Texts of the lines under a table that state who sends it: they belong to the title."""
    tail = grid.rows[max(header_row, len(grid.rows) - 8) :]
    return tuple(
        str(v).strip()
        for row in tail
        for v in row
        if isinstance(v, str) and re.match(r"\s*(填报|报送|编报)(单位|部门|科室)", v)
    )


def _left_out(grid: Grid, row: int, header: Header, places: list[int]) -> LeftOut | None:
    line = grid.rows[row - 1]
    texts = [plain(v) for v in line if str(v).strip()]
    if not any(str(grid.at(row, p)).strip() for p in places):
        if not texts:
            return LeftOut(row, "空行", "blank")
        return LeftOut(row, "各列都空，只有表外文字", "note")
    if _is_example(grid, row, header):
        return LeftOut(row, "示例行", "example")
    if headed := _of_a_header(grid, row, header, places, len(texts)):
        return headed
    if _heads_a_section(grid, row, header):
        return LeftOut(row, "分组标题（写有单位）", "section")
    return _by_its_words(grid, row, header, places, texts)


def _by_its_words(grid: Grid, row: int, header: Header, places: list[int], texts: list[str]) -> LeftOut | None:
    """Rows that say of themselves that they are sums, parts, averages or notes. `texts`: what stands in the row."""
    first = texts[0]
    labels = [plain(grid.at(row, c.place)) for c in header.columns if not c.column or c.column.kind not in QUANTITIES]
    if any(TOTAL.match(t) for t in labels):
        label = next(t for t in labels if TOTAL.match(t))
        return LeftOut(row, f"合计类的行（{label}），只作核对", "total", label)
    if aside := _no_event(grid, row, header):
        return aside
    if first.startswith("其中") or _is_part(grid, row, header):
        return LeftOut(row, "“其中”行，是上一行的一部分", "part")
    if NOTE.match(first) and not _could_be_data(grid, row, header):
        return LeftOut(row, "表下的说明", "note")
    if (
        len(texts) == 1
        and len(first) >= 6
        and not any(str(v).strip() for r in grid.rows[row:] for v in _of(r, places[1:]))
    ):
        return LeftOut(row, "表下的说明", "note")
    return None


def _no_event(grid: Grid, row: int, header: Header) -> LeftOut | None:
    """A row of one text and nothing besides but quantities, if the text says what Excel or a bookkeeper adds to a list.

    In a ledger's free text (a topic 检查情况汇总) the words mean something else.
    """
    quantities = [c.place for c in header.columns if c.column and c.column.kind in QUANTITIES]
    filled = [c for c in header.columns if c.place not in quantities and str(grid.at(row, c.place)).strip()]
    texts = [c for c in filled if number_in(grid.at(row, c.place)) is None]
    if len(texts) != 1 or not any(number_in(grid.at(row, p)) is not None for p in quantities):
        return None
    (mapped,) = texts
    label, column = plain(grid.at(row, mapped.place)), mapped.column
    money = any(c.column and c.column.kind is Kind.MONEY for c in header.columns)
    listed = column is not None and (column.codes or column.code_list or column.name == header.table.dated_by)
    listed = listed or (column is None and ROW_NUMBER.search(plain(mapped.text)) is not None)
    if not (money or listed):
        return None
    summed = _SUMMED_UP.match(label)
    if summed and summed["how"] == "汇总":
        return LeftOut(row, f"合计类的行（{label}），只作核对", "total", label)
    if summed or AVERAGE.match(label):
        return LeftOut(row, f"平均、计数一类的行（{label}），不是数据", "aside", label)
    return LeftOut(row, f"页与页之间的结转（{label}），不是数据", "aside", label) if CARRIED.match(label) else None


def _is_example(grid: Grid, row: int, header: Header) -> bool:
    """The template's own example row: marked beside the columns that are read or in place of a date. A topic may begin with 示例."""
    read = {c.place for c in header.columns if c.column and c.column.name != header.table.dated_by}
    return any(p not in read and _EXAMPLE.fullmatch(plain(v)) for p, v in enumerate(grid.rows[row - 1], 1))


def _heads_a_section(grid: Grid, row: int, header: Header) -> bool:
    """一、税收收入（单位：万元）: one or two texts of which one states a unit of money, where a row of data has its quantities."""
    filled = [v for v in grid.rows[row - 1] if str(v).strip()]
    quantities = [c.place for c in header.columns if c.column and c.column.kind in QUANTITIES]
    none = all(number_in(grid.at(row, place)) is None for place in quantities)
    return none and len(filled) <= 2 and any(isinstance(v, str) and money_in(v) for v in filled)


def _of_a_header(grid: Grid, row: int, header: Header, places: list[int], filled: int) -> LeftOut | None:
    """Rows that belong to a header: this one's, repeated on each page, or the next table's, with its title."""
    heads = sum(1 for c in header.columns if c.column and match(header.table.stem, grid.at(row, c.place)) is not None)
    if heads >= 2 and (heads * 2 >= len(places) or heads * 2 >= filled):
        same = _same_header(grid, row, header)
        return LeftOut(row, "重复的表头", "header") if same else LeftOut(row, "另一张表的表头", "other")
    own = sum(match(header.table.stem, v) is not None for v in grid.rows[row - 1] if isinstance(v, str))
    if own >= 3 and own * 3 >= filled * 2 and all(isinstance(v, str) for v in grid.rows[row - 1]):
        return LeftOut(row, "另一张表的表头", "other")
    if _other_header(grid.rows[row - 1], header.table.stem):
        return LeftOut(row, "另一张表的表头", "other")
    if filled == 1 and _header_follows(grid, row, header):
        return LeftOut(row, "下一张表的标题", "note")
    return None


def _same_header(grid: Grid, row: int, header: Header) -> bool:
    """Whether a row repeats the header on a new page: the same columns in the same places, and the same units."""
    width = max(len(grid.rows[row - 1]), *(c.place for c in header.columns))
    known = {c.place: c for c in header.columns}
    for place in range(1, width + 1):
        hit = match(header.table.stem, grid.at(row, place))
        mapped = known.get(place)
        if hit and (mapped is None or mapped.column is None or mapped.column.name != hit[0].name):
            return False
        if hit and mapped and heading(str(grid.at(row, place))).unit not in {None, mapped.unit}:
            return False
    return True


def _other_header(line: list[Value], stem: str) -> bool:
    """Whether a row is the header of another source: nothing but text, three of its headings at least, and most of the row."""
    filled = [v for v in line if str(v).strip()]
    if len(filled) < 3 or not all(isinstance(v, str) for v in filled):
        return False
    most = max(sum(match(other, v) is not None for v in filled) for other in TABLES if other != stem)
    return most >= 3 and most * 3 >= len(filled) * 2


def _header_follows(grid: Grid, row: int, header: Header) -> bool:
    """Whether the next rows that hold anything are a header, after two more title lines at most."""
    seen = 0
    for line in grid.rows[row : row + 6]:
        filled = [v for v in line if str(v).strip()]
        if len(filled) > 1:
            own = sum(match(header.table.stem, v) is not None for v in filled)
            if all(isinstance(v, str) for v in filled) and (own >= 2 and own * 2 >= len(filled)):
                return True
            if _other_header(line, header.table.stem):
                return True
            seen += 1
        if seen > 1:
            return False
    return False


def _is_part(grid: Grid, row: int, header: Header) -> bool:
    """Whether a column of kinds says 其中：增值税: the money of such a row stands in the row above already."""
    return any(text.startswith("其中") for text in _kinds(grid, row, header))


def _kinds(grid: Grid, row: int, header: Header) -> list[str]:
    """What a row says in the columns that have a list; 合计 in place of an office is held against the offices by month and kind."""
    kinds = [c for c in header.columns if c.column and (c.column.codes or c.column.code_list)]
    said = [(c.column.name, plain(grid.at(row, c.place))) for c in kinds if c.column]
    return ["" if name == "office" and text in {"合计", "总计", "共计"} else text for name, text in said]


def _of(row: list[Value], places: list[int]) -> list[Value]:
    return [row[p - 1] for p in places if p <= len(row)]


def _could_be_data(grid: Grid, row: int, header: Header) -> bool:
    """Every required cell is filled, but for the date that made us look twice."""
    required = [c for c in header.columns if c.column and c.column.required and c.column.name != header.table.dated_by]
    return bool(required) and all(str(grid.at(row, c.place)).strip() for c in required)


def _unnamed_units(found: SheetTable, columns: Iterable[MappedColumn]) -> Iterator[Fault]:
    """Columns that nobody knows and that hold nothing but units, where the source's rows state theirs."""
    for mapped in columns:
        values = [v for row in found.data_rows if (v := str(found.grid.at(row, mapped.place)).strip())]
        if values and all(map(unit_in, values)):
            where = found.grid.where(found.header.last, mapped.place)
            yield Fault(unnamed(mapped.text, values[0]), found.grid.name, where)


def _look_beyond(found: SheetTable, *, strict_width: bool) -> None:
    """Columns that are not read, said; cells without a heading, refused in CSV (an unquoted comma moves every cell)."""
    grid, header = found.grid, found.header
    extra = [c for c in header.columns if not c.column and not _only_examples(found, c.place)]
    for mapped in extra:
        found.warnings += running(found, mapped)
        found.warnings.append(
            Fault(
                f"“{mapped.text}”一列不在“{header.table.title}”的规定之内，没有读取",
                grid.name,
                grid.where(header.last, mapped.place),
            )
        )
    if any(c.name == "unit" for c in header.table.columns) and "unit" not in header.found:
        found.faults += _unnamed_units(found, [c for c in extra if c.text])
    headed = {c.place for c in header.columns}
    last = max(headed)
    unheaded: dict[int, int] = {}
    for row in found.data_rows:
        line = grid.rows[row - 1]
        for place in range(1, len(line) + 1):
            if place not in headed and str(line[place - 1]).strip():
                if strict_width and place > last:
                    found.faults.append(
                        Fault(
                            "这一行比表头多出一格（也许数字里的逗号把它分成了两格）。请改正后重新导出",
                            grid.name,
                            grid.where(row, place),
                            str(line[place - 1]),
                        )
                    )
                    break
                unheaded.setdefault(place, row)
    for place, row in sorted(unheaded.items()):
        if not strict_width or place <= last:
            found.warnings.append(Fault(f"{letter(place)} 列没有表头，没有读取", grid.name, grid.where(row, place)))


def _only_examples(found: SheetTable, place: int) -> bool:
    """Whether a column says nothing in the data rows (the 说明 column of our own template marks its example row)."""
    return not any(str(found.grid.at(row, place)).strip() for row in found.data_rows)
