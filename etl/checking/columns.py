"""Type every column by SQL: all cells enter DuckDB as text, and come out typed or as a fault that names the cell.

Money becomes 元 as DECIMAL(18,2), exactly: decimals beyond the fen are refused, except the noise of a binary float
(fifteen or more significant digits within 0.0005 元 of a whole fen).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from etl.checking.lost import IDENTIFIERS
from etl.checking.spellings import respell, tidy
from etl.checking.written import WITH_WORD, Written, month_and_day
from etl.faults import Fault
from etl.keeping import digests
from etl.reading import Value
from etl.reference import CodeList
from etl.understanding.behind import told_once
from etl.understanding.numerals import MASK, MASKED, NOT_CALCULATED, UNFILLED
from etl.understanding.parts import Part, Sheet
from etl.understanding.units import scales
from warehouse.schema import Column, Kind, Personal

_WANTED = {
    Kind.DATE: "应为日期，如 2022-03-08、2022/3/8 或 2022年3月8日",
    Kind.MONTH: "应为年月，如 1989-06 或 1989年6月（1989.1 分不清是 1 月还是 10 月）",
    Kind.MONEY: "应为金额，只填数字（千位逗号可以，单位写在表头）",
    Kind.COUNT: "应为整数",
    Kind.NUMBER: "应为数字",
    Kind.YEAR: "应为年份，如 2022",
    Kind.FLAG: "应填“是”或“否”",
}
EPOCHS = {False: "1899-12-30", True: "1904-01-01"}


@dataclass(frozen=True)
class Typed:
    """How typing a part went: rows, and what is wrong cell by cell."""

    rows: int
    faults: list[Fault]
    warnings: list[Fault]
    coded: bool = False
    """Whether persons' codes were made, so that the rows rest on the bureau's key."""


def typed(
    connection: duckdb.DuckDBPyConnection, part: Part, lists: dict[str, CodeList], key: Callable[[], bytes]
) -> Typed:
    """Type a part into the table `typed_rows`: the source's columns, `source_sheet`, `source_row` and `sheet_no`."""
    raw, faults = _raw(part)
    count, names = raw.num_rows, set(raw.column_names)
    present = [c for c in part.table.columns if c.name in names]
    epoch = EPOCHS[part.book.epoch_1904]
    cleaned = ", ".join(f"{_cleaning(c)}({c.name}) AS {c.name}, scale_{c.name}" for c in present)
    columns = ", ".join(
        f"{_conversion(c)} AS {c.name}" if c in present else f"CAST(NULL AS {c.kind.sql}) AS {c.name}"
        for c in part.table.columns
    )
    connection.register("incoming", raw)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE clean_cells AS SELECT sheet_no, source_sheet, source_row, {cleaned} FROM incoming ORDER BY sheet_no, source_row"
    )
    connection.unregister("incoming")
    respell(connection, present)
    del raw  # a large file is held once here, not twice
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE typed_rows AS SELECT {columns}, source_sheet, source_row, sheet_no FROM {_by_steps(present)}",
        {"epoch": epoch} if "$epoch" in columns else None,
    )
    uncalculated = {(f.sheet, f.cell) for f in faults}  # of which it is said already why nothing stands there
    for column in present:
        faults += [f for f in _bad_cells(connection, part, column) if (f.sheet, f.cell) not in uncalculated]
    tidy(connection, present, part.table.dated_by)
    warnings = _canonical(connection, part, lists, present)
    coded = _hide_persons(connection, present, key)
    warnings += _personal_looking(connection, part, present)
    return Typed(count, sorted(faults, key=_reading_order), warnings, coded)


def _cleaning(column: Column) -> str:
    """A mask (**) in a text is an empty cell; for a figure or a day it is one that is not known yet, and no 0 and no 1."""
    return "unmasked" if column.kind is Kind.TEXT else "cleaned"


def _reading_order(fault: Fault) -> tuple[str, int, str]:
    digits = "".join(c for c in fault.cell if c.isdigit())
    return fault.sheet, int(digits or 0), fault.cell


def text_of(value: Value) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)


def _raw(part: Part) -> tuple[pa.Table, list[Fault]]:
    """All mapped cells of a part's data rows as text, with the scale of each column's unit in that sheet."""
    names = [c.name for c in part.table.columns if any(c.name in s.table.columns for s in part.sheets)]
    faults: list[Fault] = []
    tables = []
    for number, sheet in enumerate(part.sheets):
        table, found = sheet.table, sheet.table.header.found
        count = len(table.data_rows)
        data: dict[str, pa.Array] = {
            "sheet_no": pa.array([number] * count, pa.int32()), "source_sheet": pa.array([sheet.name] * count, pa.string()),
            "source_row": pa.array(table.data_rows, pa.int64()),
        }  # fmt: skip
        for name in names:
            column = part.table.column(name)
            mapped = found.get(name)
            given = table.given[name].value if name in table.given else None
            texts = _texts(sheet, column, mapped.place, faults) if mapped else [given] * count
            data[name] = pa.array(texts, pa.string())
            data[f"scale_{name}"] = pa.array(scales(sheet, column, count), pa.int64())
        tables.append(pa.table(data))
    return pa.concat_tables(tables), faults


def _texts(sheet: Sheet, column: Column, place: int, faults: list[Fault]) -> list[str | int | None]:
    grid, rows = sheet.table.grid, sheet.table.data_rows
    filled = _merged_down(sheet, place) if column.kind not in {Kind.MONEY, Kind.COUNT, Kind.NUMBER} else {}
    found: list[str | int | None] = []
    stated = sheet.table.stated
    written = Written(sheet, column, place)
    for row in rows:
        value = grid.rows[row - 1][place - 1] if place <= len(grid.rows[row - 1]) else ""
        if row in stated and column.name in stated[row]:
            value = stated[row][column.name]
        if value == "" and row in filled:
            value = filled[row]
        if (row, place) in grid.uncached:
            faults.append(
                Fault(
                    NOT_CALCULATED,
                    grid.name,
                    sheet.table.cell(row, column.name),
                )
            )
        found.append(written.text(row, text_of(value), typed=not isinstance(value, str)))
    return found


def _merged_down(sheet: Sheet, place: int) -> dict[int, Value]:
    """Rows that share one merged cell of a text or date column have the same value."""
    grid = sheet.table.grid
    filled: dict[int, Value] = {}
    for first, left, last, right in grid.merged:
        if left <= place <= right and left == place and last > first > sheet.table.header.last:
            filled |= {row: grid.at(first, left) for row in range(first + 1, last + 1)}
    return filled


_MANY = 5
"""So many amounts beyond the fen are not slips of the pen."""
_NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER})
_DATED = frozenset({Kind.DATE, Kind.MONTH})
_WHAT = frozenset({"kind", "policy", "manner"})
"""Columns that say what a row is: one that is none of the source's kinds does not belong there."""


def _by_steps(present: list[Column]) -> str:
    """`clean_cells` with what a number or a day becomes on its way in `read_…` (a day's own text in `half_…`).

    A macro is written out wherever its argument occurs: all steps in one expression would hold hundreds of copies of the first.
    """
    numbers, days = [c for c in present if c.kind in _NUMERIC], [c for c in present if c.kind in _DATED]
    by_row = any(c.name == "unit" for c in present)
    first = [f"squeezed({_numeral(c) if by_row else c.name}) AS read_{c.name}" for c in numbers]
    first += [f"dashed({c.name}) AS read_{c.name}, half({c.name}) AS half_{c.name}" for c in days]
    source = f"(SELECT {', '.join(['*', *first])} FROM clean_cells)"
    for step in ("unsigned(read_{0})", "ungrouped(read_{0})", "number_of(read_{0}) * scale_{0}") if numbers else ():
        source = f"(SELECT * REPLACE ({', '.join(f'{step.format(c.name)} AS read_{c.name}' for c in numbers)}) FROM {source})"
    return source


def _numeral(column: Column) -> str:
    """A column's cell without the sign that its row's unit says again: 6.5% where the unit is %."""
    if column.kind is not Kind.NUMBER or column.unit:
        return column.name
    return f"CASE WHEN half(unit) = '%' THEN regexp_replace({column.name}, '\\s*[%％]$', '') ELSE {column.name} END"


def _conversion(column: Column) -> str:
    """SQL over `_by_steps` that types a cell; NULL if it cannot be typed."""
    name, read = column.name, f"read_{column.name}"
    if column.kind is Kind.MONEY:
        near = f"(digits({name}) >= 15 AND abs({read} - round({read}, 2)) < 0.0005)"
        exact = f"{read} = round({read}, 2)"
        return f"CASE WHEN ({exact} OR {near}) AND abs({read}) < 1000000000000000 THEN CAST(round({read}, 2) AS DECIMAL(18,2)) END"
    if column.kind is Kind.COUNT:
        return f"CASE WHEN {read} = round({read}, 0) THEN CAST({read} AS BIGINT) END"
    if column.kind is Kind.NUMBER:
        return f"CASE WHEN abs({read}) < 10000000000000 THEN CAST(round({read}, 4) AS DECIMAL(18,4)) END"
    simple = {
        Kind.DATE: f"day_of({read}, half_{name}, $epoch)",
        Kind.MONTH: f"month_of({read}, half_{name}, $epoch)",
        Kind.YEAR: f"as_year({name})",
        Kind.FLAG: f"as_flag({name})",
    }
    if column.kind in simple:
        return simple[column.kind]
    if column.also:
        words = " ".join(f"WHEN '{word}' THEN '{code}'" for word, code in column.also)
        return f"CASE spaceless({name}) {words} ELSE spaceless({name}) END"
    return f"spaceless({name})" if column.codes or name in IDENTIFIERS else name


def _bad_cells(connection: duckdb.DuckDBPyConnection, part: Part, column: Column) -> list[Fault]:
    """Every cell of a column that breaks a rule of its definition."""
    name = column.name
    cases = [f"WHEN c.{name} IS NOT NULL AND t.{name} IS NULL THEN 'type'"]
    parameters: dict[str, object] = {}
    if column.required:
        cases.append(f"WHEN c.{name} IS NULL THEN 'empty'")
    if column.codes:
        cases.append(f"WHEN t.{name} IS NOT NULL AND NOT list_contains($codes, t.{name}) THEN 'code'")
        parameters["codes"] = list(column.codes)
    if column.at_least is not None:
        cases.append(f"WHEN t.{name} < $least THEN 'least'")
        parameters["least"] = column.at_least
    rows = connection.execute(
        f"SELECT * FROM (SELECT c.sheet_no, c.source_row, c.{name}, c.scale_{name}, CASE {' '.join(cases)} END AS why "
        "FROM clean_cells c JOIN typed_rows t USING (sheet_no, source_row)) WHERE why IS NOT NULL",
        parameters or None,
    ).fetchall()
    faults = []
    for sheet_no, row, value, scale, why in rows:
        sheet = part.sheets[sheet_no]
        mapped = sheet.table.header.found.get(name)
        shown = str(sheet.table.grid.at(row, mapped.place)).strip() if mapped and why == "empty" else ""
        message = _sentence(column, "mark" if shown else why, shown or value, scale)
        faults.append(Fault(message, sheet.name, sheet.table.cell(row, name), value or shown))
    if column.kind is not Kind.MONEY:
        return faults
    beyond = sum(why == "type" for *_, why in rows) >= _MANY
    return [*(_another_unit(connection, part, column) if beyond else ()), *told_once(faults)]


def _another_unit(connection: duckdb.DuckDBPyConnection, part: Part, column: Column) -> list[Fault]:
    """Where most of a sheet's amounts go beyond the fen, the unit may be wrong and not each of them: 万元 under 单位：元."""
    name, worth = column.name, f"as_number(c.{column.name}) * c.scale_{column.name}"
    rows = connection.execute(
        f"SELECT sheet_no, count(*), count(*) FILTER (t.{name} IS NULL AND {worth} <> round({worth}, 2)) AS beyond "
        f"FROM clean_cells c JOIN typed_rows t USING (sheet_no, source_row) WHERE as_number(c.{name}) IS NOT NULL "
        f"GROUP BY sheet_no HAVING beyond >= {_MANY} AND beyond * 2 > count(*) ORDER BY sheet_no"
    ).fetchall()
    faults = []
    for sheet_no, written, beyond in rows:
        sheet = part.sheets[sheet_no]
        mapped = sheet.table.header.found.get(name)
        headed = mapped.unit if mapped else None
        if sheet.table.units or not (headed or sheet.unit_from) or (headed and sheet.unit_from):
            continue  # rows with units of their own; none at all, or two of them: `plausible` looks at these
        place, unit = (f"表头“{mapped.text}”", headed) if mapped and headed else (sheet.unit_from, sheet.money_unit)
        message = (
            f"{place}写的单位是“{unit}”，而“{column.heading}”的 {written} 个数里有 {beyond} 个的小数超过了“分”：可能是单位写错了，"
            "也可能是公式算出来没有取整。请先核对单位：写错的只改单位，不必一格一格改数；没有写错的，请把这一列取整到分"
        )
        faults.append(Fault(message, sheet.name, sheet.table.cell(sheet.table.header.last, name)))
    return faults


def _sentence(column: Column, why: str, value: str | None, scale: int) -> str:
    if why == "mark":
        return f"“{column.heading}”写的是“{value}”，按没有数理解，而这一格必须有数。没有发生的请填 0，漏了的请补上"
    if why == "type" and value and MASK.fullmatch(value):
        told = MASKED if column.kind in _NUMERIC else UNFILLED
        return f"“{column.heading}”{told.format(value)}"
    if why == "empty":
        return f"“{column.heading}”不能空着"
    if why == "code":
        other = (
            "。是其中一种的，请改为上面的写法；不属于这几种的不在统计之内，请删去这一行；拿不准的，请问要这份表的科室"
            if column.name in _WHAT
            else ""
        )
        return f"“{column.heading}”只能填：{'、'.join(column.codes)}{other}"
    if why == "least":
        return f"“{column.heading}”不能小于 {column.at_least}"
    if column.kind is Kind.MONEY and value and _is_plain_number(value):
        unit = f"（折合成元，1 个单位是 {scale} 元）" if scale != 1 else ""
        return f"“{column.heading}”的小数超过了“分”{unit}，不能四舍五入了事。请核对到分"
    if column.kind is Kind.COUNT and value and (counted := WITH_WORD.fullmatch(value)):
        other = f"（“{counted[2]}”与“{column.unit}”不是一回事）" if column.unit and counted[2] != column.unit else ""
        return f"“{column.heading}”应为整数，只填数，不带“{counted[2]}”{other}。就是 {counted[1]} {column.unit or ''}的，请只填 {counted[1]}"
    if column.kind is Kind.DATE and value and (told := month_and_day(value)):
        return f"“{column.heading}”{told}"
    if column.kind is Kind.DATE and value and _is_plain_number(value):
        return f"“{column.heading}”{_WANTED[column.kind]}；这个数字不是一个日期"
    return f"“{column.heading}”{_WANTED.get(column.kind, '填写有误')}"


def _is_plain_number(value: str) -> bool:
    try:
        return abs(float(value.replace(",", "").replace("，", ""))) < 1e14
    except ValueError:
        return False


def _canonical(
    connection: duckdb.DuckDBPyConnection, part: Part, lists: dict[str, CodeList], present: list[Column]
) -> list[Fault]:
    """Put the list's own spelling in place of an alias; values in no list stay as they are, with a warning."""
    warnings = []
    for column in present:
        codes = lists.get(column.code_list or "")
        if codes is None or not codes.canonical:
            continue
        name, spellings = column.name, codes.spellings
        shown = connection.execute(
            f"SELECT {name}, spaceless({name}), count(*), arg_min(sheet_no, source_row), min(source_row) FROM typed_rows "
            f"WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 5"
        ).fetchall()
        respelt = {value: spellings[bare] for value, bare, *_ in shown if spellings.get(bare, value) != value}
        if respelt:
            told = pa.table({"shown": list(respelt), "canonical": list(respelt.values())})
            connection.register("code_spelling", told)
            connection.execute(
                f"UPDATE typed_rows SET {name} = m.canonical FROM code_spelling m WHERE typed_rows.{name} = m.shown"
            )
            connection.unregister("code_spelling")
        values = {*codes.values}
        unknown = [(v, n, sheet, row) for v, _, n, sheet, row in shown if v not in respelt and v not in values]
        for value, count, sheet_no, row in unknown:
            sheet = part.sheets[sheet_no]
            message = (
                f"“{column.heading}”不在代码表 {codes.name} 里（共 {count} 行），照原样入库。"
                f"是新写法的话，请登记到代码表（数据文件夹的 reference/{codes.name}）"
            )
            warnings.append(Fault(message, sheet.name, sheet.table.cell(row, name), value))
    return warnings


def _hide_persons(connection: duckdb.DuckDBPyConnection, present: list[Column], key: Callable[[], bytes]) -> bool:
    """Digests in place of persons' codes and names, and of natural persons' taxpayer numbers; whether there were any."""
    coded = False
    for column in present:
        if column.personal is None:
            continue
        values = [
            v
            for (v,) in connection.execute(
                f"SELECT DISTINCT {column.name} FROM typed_rows WHERE {column.name} IS NOT NULL"
            ).fetchall()
        ]
        if not values:
            continue
        hide = digests.person if column.personal is Personal.PERSON else digests.taxpayer
        persons = hide is digests.person or any(digests.is_natural_person(digests.number_of(v)) for v in values)
        secret = key() if persons else b""
        coded |= persons
        connection.register("hidden_value", pa.table({"shown": values, "hidden": [hide(v, secret) for v in values]}))
        connection.execute(
            f"UPDATE typed_rows SET {column.name} = h.hidden FROM hidden_value h WHERE typed_rows.{column.name} = h.shown AND h.hidden <> h.shown"
        )
        connection.unregister("hidden_value")
    return coded


def fill_empty(connection: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Quantities left empty are what the schema says; a file of one office need not repeat its name in each row."""
    for column in part.table.columns:
        if column.empty_is is not None:
            connection.execute(
                f"UPDATE typed_rows SET {column.name} = $value WHERE {column.name} IS NULL", {"value": column.empty_is}
            )
        if column.name == "office" and part.office:
            connection.execute("UPDATE typed_rows SET office = $office WHERE office IS NULL", {"office": part.office})


def _personal_looking(connection: duckdb.DuckDBPyConnection, part: Part, present: list[Column]) -> list[Fault]:
    """Free text that looks like an identity card or a mobile number: said, so that somebody looks."""
    warnings = []
    for column in present:
        if (
            column.kind is not Kind.TEXT
            or column.codes
            or column.code_list
            or column.personal
            or column.name in IDENTIFIERS
        ):
            continue
        rows = connection.execute(
            f"SELECT sheet_no, source_row FROM typed_rows WHERE regexp_matches({column.name}, '(^|\\D)(\\d{{17}}[\\dXx]|1[3-9]\\d{{9}})(\\D|$)')"
        ).fetchall()
        for sheet_no, row in rows:
            sheet = part.sheets[sheet_no]
            warnings.append(
                Fault(
                    f"“{column.heading}”里像有身份证号或手机号，请核对是否应当删去",
                    sheet.name,
                    sheet.table.cell(row, column.name),
                )
            )
    return warnings
