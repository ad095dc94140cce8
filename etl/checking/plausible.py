"""Is a part what it seems: units that contradict each other or were never stated, blocks pasted twice, errors of formulas,
one office's rows as the bureau's, labels that are missing in some rows.

None of this breaks a column's definition; each would load as a wrong number that looks right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

import duckdb
from stdnum.cn import uscc

from etl.checking.hotline_days import running_totals
from etl.checking.magnitude import beyond
from etl.checking.one_each import one_each
from etl.checking.reversals import reversals
from etl.checking.said_none import said_none
from etl.checking.scope import copies
from etl.checking.target_parts import target_parts
from etl.checking.undone import undone
from etl.checking.within_texts import surely
from etl.checking.wording import same_branches, unlike
from etl.faults import Fault
from etl.reference import CodeList
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import running_title
from metrics.numbers import split_unit
from warehouse.schema import Column, Kind, Personal

Connection = duckdb.DuckDBPyConnection
Told = tuple[list[Fault], list[Fault]]
"""Faults and warnings."""

_ERROR = r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)"
_CREDIT_CODE = re.compile(r"[1-9ANY][1-9A-Z]\d{6}[0-9A-Z]{10}")
"""What looks like a 统一社会信用代码 (GB 32100): authority, kind, six digits of the place, ten more characters."""
_DATED = re.compile(r"\s*(19|20)\d{2}(\D+\d{1,2}|\s*$)")
"""A date, or the year of a target."""
_BLOCK = 4
"""Rows that must come again in the same order to be a block pasted twice."""


def plausible(connection: Connection, part: Part, lists: Mapping[str, CodeList]) -> Told:
    """Faults and warnings over a part's typed rows (before empty cells are filled)."""
    told: tuple[Told, ...] = (
        _units(connection, part),
        (_errors(connection, part), []),
        (_above_the_header(part), []),
        (_running_days(part) or running_totals(connection, part), []),
        (_pasted_twice(connection, part) or copies(part), []),
        (reversals(part), []),
        (_not_done(connection, part), []),
        (said_none(part), []),
        (one_each(connection, part), []),
        (same_branches(connection, part), unlike(connection, part)),
        ([], _credit_codes(connection, part)),
        ([], _serials(connection, part)),
        ([], _one_office(connection, part, lists["offices.csv"])),
        ([], _partly_empty(connection, part)),
        ([], _only_taxes(connection, part)),
        (_blank_below_a_branch(connection, part), []),
        (beyond(connection, part), []),
        target_parts(connection, part, lists),
    )
    return [f for faults, _ in told for f in faults], [w for _, warnings in told for w in warnings]


def _not_done(connection: Connection, part: Part) -> list[Fault]:
    """What rows say against themselves; a cell is named once."""
    found = undone(part)
    named = {(f.sheet, f.cell) for f in found}
    return [*found, *(f for f in surely(connection, part) if (f.sheet, f.cell) not in named)]


# --- units


def _units(connection: Connection, part: Part) -> Told:
    faults: list[Fault] = []
    silent: list[tuple[int, Sheet]] = []
    money = next((c for c in part.table.columns if c.kind is Kind.MONEY), None)
    if money is None:
        return [], []
    for number, sheet in enumerate(part.sheets):
        mapped = sheet.table.header.found.get(money.name)
        if mapped is None or sheet.table.units:
            continue
        if mapped.unit and sheet.unit_from and split_unit(mapped.unit)[0] != split_unit(sheet.money_unit)[0]:
            message = (
                f"{sheet.unit_from}写的单位是“{sheet.money_unit}”，表头“{mapped.text}”写的是“{mapped.unit}”，两处不一致，"
                "看不出哪个对。请改正其中一处"
            )
            where = sheet.table.grid.where(sheet.table.header.last, mapped.place)
            faults.append(Fault(message, sheet.name, where, mapped.text))
        elif not mapped.unit and not sheet.unit_from and sheet.table.data_rows:
            silent.append((number, sheet))
    return (faults, []) if faults else _no_unit(connection, money, silent)


def _no_unit(connection: Connection, money: Column, silent: list[tuple[int, Sheet]]) -> Told:
    """Money without a unit anywhere is taken for 元, and said with the sum; decimals beyond the fen say that it is not 元."""
    if not silent:
        return [], []
    numbers = [number for number, _ in silent]
    untyped = _beyond_fen(connection, money, numbers)
    total = connection.execute(
        f"SELECT sum({money.name}) FROM typed_rows WHERE list_contains($n, sheet_no)", {"n": numbers}
    ).fetchone()
    _, sheet = silent[0]
    where = sheet.table.cell(sheet.table.header.last, money.name)
    names = "、".join(s.name for _, s in silent if s.name)
    said = f"没有写明金额单位（标题和表头“{sheet.table.header.found[money.name].text}”都没有）"
    if sheet.table.whole:  # the reading of its headings and that of its amounts must not differ on what the unit is
        return [Fault(f"{said}。请在标题下写上“单位：万元”一类的字", names, where)], []
    if untyped:
        message = f"{said}，按“元”读，有 {len(untyped)} 个数的小数超过了“分”，单位多半不是元。请在标题写上“单位：万元”这样的话"
        return [Fault(message, names, where, str(untyped[0][0]))], []
    amount = (total[0] if total else None) or Decimal(0)
    message = f"{said}，按“元”入库，合计 {amount:,.2f} 元。如果不是元，请在标题写上“单位：万元”这样的话，重新报送"
    return [], [Fault(message, names, where)]


def _beyond_fen(connection: Connection, money: Column, numbers: list[int]) -> list[tuple[str]]:
    """Amounts of sheets as they were written that could not be typed because they go beyond the fen."""
    untyped = f"list_contains($n, sheet_no) AND t.{money.name} IS NULL"
    if not connection.execute(f"SELECT 1 FROM typed_rows t WHERE {untyped} LIMIT 1", {"n": numbers}).fetchone():
        return []  # most files: DuckDB would read every number of the sheets before it joins
    return connection.execute(
        f"SELECT c.{money.name} FROM clean_cells c JOIN typed_rows t USING (sheet_no, source_row) WHERE {untyped} "
        f"AND as_number(c.{money.name}) <> round(as_number(c.{money.name}), 2) ORDER BY sheet_no, source_row",
        {"n": numbers},
    ).fetchall()


# --- cells


def _errors(connection: Connection, part: Part) -> list[Fault]:
    """Errors of formulas in text columns (elsewhere they are no numbers and no dates)."""
    faults: list[Fault] = []
    present = {name for (name, *_) in connection.execute("DESCRIBE clean_cells").fetchall()}
    for column in part.table.columns:
        if column.name not in present or column.kind is not Kind.TEXT:
            continue
        rows = connection.execute(
            f"SELECT sheet_no, source_row, {column.name} FROM clean_cells WHERE regexp_full_match({column.name}, $error) ORDER BY ALL",
            {"error": _ERROR},
        ).fetchall()
        for number, row, value in rows:
            sheet = part.sheets[number]
            where = sheet.table.cell(row, column.name)
            faults.append(Fault("公式出错，没有数值。请改正公式后重新报送", sheet.name, where, value))
    return faults


def _credit_codes(connection: Connection, part: Part) -> list[Fault]:
    """Codes of 18 characters whose check digit is wrong; old numbers, identity cards and digests are not looked at."""
    warnings = []
    for column in part.table.columns:
        if column.personal is not Personal.TAXPAYER:
            continue
        rows = connection.execute(
            f"SELECT sheet_no, source_row, {column.name} FROM typed_rows WHERE length({column.name}) = 18 ORDER BY ALL"
        ).fetchall()
        unsound = {code for code in {code for *_, code in rows} if _CREDIT_CODE.fullmatch(code) and not _checks(code)}
        wrong = [(n, row, code) for n, row, code in rows if code in unsound]
        if not wrong:
            continue
        cells = [_cell(part, number, row, column.name) for number, row, _ in wrong]
        different = len({code for _, _, code in wrong})
        message = (
            f"有 {different} 个统一社会信用代码的校验码不对（共 {len(wrong)} 行：{'、'.join(cells[:5])}{'等' if len(cells) > 5 else ''}），"
            "可能录错了一位。照原样入库"
        )
        number, row, code = wrong[0]
        sheet = part.sheets[number]
        warnings.append(Fault(message, sheet.name, sheet.table.cell(row, column.name), code))
    return warnings


def _serials(connection: Connection, part: Part) -> list[Fault]:
    """Days that stand in the file as bare numbers: right only if they count from the year that the file says."""
    present = {name for (name, *_) in connection.execute("DESCRIBE clean_cells").fetchall()}
    for column in part.table.columns:
        if column.kind is not Kind.DATE or column.name not in present:
            continue
        rows = connection.execute(
            f"SELECT sheet_no, source_row, c.{column.name}, t.{column.name}, count(*) OVER () FROM clean_cells c "
            f"JOIN typed_rows t USING (sheet_no, source_row) WHERE regexp_full_match(half(c.{column.name}), '\\d{{5}}(\\.\\d+)?') "
            f"AND t.{column.name} IS NOT NULL ORDER BY ALL LIMIT 1"
        ).fetchall()
        for number, row, shown, day, count in rows:
            sheet = part.sheets[number]
            message = f"“{column.heading}”有 {count} 行是 Excel 日期序号，不是日期格式：这一格读作 {day}。请核对"
            return [Fault(message, sheet.name, sheet.table.cell(row, column.name), shown)]
    return []


def _checks(code: str) -> bool:
    """Whether the last character is the check digit of the others (`uscc.is_valid` knows no authority that is a letter)."""
    try:
        return str(uscc.calc_check_digit(code[:17])) == code[17]
    except ValueError:  # I, O, S, V and Z do not occur
        return False


def _cell(part: Part, number: int, row: int, column: str) -> str:
    sheet = part.sheets[number]
    several = len(part.sheets) > 1 and sheet.name
    return (f"{sheet.name}!" if several else "") + sheet.table.cell(row, column)


# --- rows


def _above_the_header(part: Part) -> list[Fault]:
    """Rows above the header that fit its columns: their own header was spoilt, and below the repeated one they would be lost."""
    faults = []
    for sheet in part.sheets:
        table = sheet.table
        required = [m for m in table.header.columns if m.column and m.column.required]
        dated = table.header.found.get(part.table.dated_by)
        if table.whole or dated is None:
            continue
        fitting = [
            row
            for row in range(1, table.header.first)
            if _DATED.match(str(table.grid.at(row, dated.place)))
            and all(str(table.grid.at(row, m.place)).strip() for m in required)
        ]
        if len(fitting) > 1:
            message = (
                f"表头（第 {table.header.first} 行）上方有 {len(fitting)} 行像数据（第 {fitting[0]}—{fitting[-1]} 行），没有表头就读不到。"
                "请把表头放在所有数据行的上方"
            )
            faults.append(Fault(message, sheet.name, sheet.table.grid.where(fitting[0], dated.place)))
    return faults


def _pasted_twice(connection: Connection, part: Part) -> list[Fault]:
    """A block of rows that comes again in the same order, where no key would catch it: everything in it counts double."""
    columns = ", ".join(c.name for c in part.table.columns)
    dated = [c.name for c in part.table.columns].index(part.table.dated_by)
    keyless = f"WHERE {part.table.key[0]} IS NULL" if part.table.key else ""
    rows = connection.execute(
        f"SELECT sheet_no, source_row, {columns} FROM typed_rows {keyless} ORDER BY sheet_no, source_row"
    ).fetchall()
    seen: dict[tuple[object, ...], int] = {}
    for at in range(len(rows) - _BLOCK + 1):
        block = tuple(r[2:] for r in rows[at : at + _BLOCK])
        first = seen.setdefault(block, at)
        if at < first + _BLOCK or len(set(block)) < 3 or len({r[dated] for r in block}) < 2:
            continue
        return [_block_fault(part, rows, first, at)]
    return _copied_sheets(part, rows)


def _copied_sheets(part: Part, rows: list[tuple[object, ...]]) -> list[Fault]:
    """Two sheets that hold the same rows in any order, two at least: one is a copy left behind (1月, 1月 (2), 按税种)."""
    by_sheet: dict[int, list[tuple[object, ...]]] = {}
    for row in rows:
        by_sheet.setdefault(int(str(row[0])), []).append(row[2:])
    seen: dict[tuple[str, ...], int] = {}
    faults = []
    for number, held in by_sheet.items():
        first = seen.setdefault(tuple(sorted(map(repr, held))), number)
        if first != number and len(held) > 1:
            one, other = part.sheets[first].name, part.sheets[number].name
            message = f"工作表“{other}”与“{one}”的 {len(held)} 行完全相同，像是复制时留下的，会重复计算。请删去一张"
            faults.append(
                Fault(
                    message,
                    other,
                    _cell(part, number, part.sheets[number].table.data_rows[0], part.table.dated_by).rsplit("!", 1)[-1],
                )
            )
    return faults


def _block_fault(part: Part, rows: list[tuple[object, ...]], first: int, again: int) -> Fault:
    length = _BLOCK
    while (
        again + length < len(rows) and first + length < again and rows[first + length][2:] == rows[again + length][2:]
    ):
        length += 1
    places = [(int(str(rows[n][0])), int(str(rows[n][1]))) for n in (first, first + length - 1, again)]
    start, end, second = (_cell(part, number, row, part.table.dated_by) for number, row in places)
    message = (
        f"从这里起有 {length} 行与 {start} 至 {end} 完全相同，像是整段重复粘贴，会重复计算。"
        "请删去一份；确实是不同的事项，请在各列写出区别（如支部、对象或主题）"
    )
    return Fault(message, part.sheets[places[2][0]].name, second.rsplit("!", 1)[-1])


def _one_office(connection: Connection, part: Part, offices: CodeList) -> list[Fault]:
    """Every row is one office's although the file does not say that it is that office's."""
    if part.office or len(offices.values) < 2 or not any(c.name == "office" for c in part.table.columns):
        return []
    rows = connection.execute("SELECT office, count(*) FROM typed_rows GROUP BY 1").fetchall()
    if len(rows) != 1 or rows[0][0] is None or rows[0][1] < 5:
        return []
    office, count = rows[0]
    message = (
        f"{count} 行全是{office}的，而文件没有写是哪个税务所报送的，按全局入库。如果只是{office}报送的一份，"
        f"请在标题写上“填报单位：{office}”，否则其他税务所会被当作没有数"
    )
    return [Fault(message, doubt=True)]


def _partly_empty(connection: Connection, part: Part) -> list[Fault]:
    """Labels filled in some rows and empty in others: as when only the first of equal cells was filled."""
    warnings = []
    for column in part.table.columns:
        if column.required or not (column.code_list or column.name == "department"):
            continue
        if column.name == "office" and part.office:
            continue
        rows = connection.execute(
            f"SELECT sheet_no, source_row FROM typed_rows WHERE {column.name} IS NULL ORDER BY ALL"
        ).fetchall()
        sheets = Counter(number for number, _ in rows)
        partly = [n for n, empty in sheets.items() if empty < len(part.sheets[n].table.data_rows)]
        if not partly:
            continue
        number, row = next((n, r) for n, r in rows if n in partly)
        message = (
            f"“{column.heading}”有 {sum(sheets[n] for n in partly)} 行空着，另一些行填了。如果是“同上”，请逐行填满"
        )
        sheet = part.sheets[number]
        warnings.append(Fault(message, sheet.name, sheet.table.cell(row, column.name)))
    return warnings


def _blank_below_a_branch(connection: Connection, part: Part) -> list[Fault]:
    """Party rows without a level below one of a 支部: 同上 to whoever filled them in, the committee's to whoever counts them."""
    if part.table.stem != "party":
        return []
    rows = connection.execute(
        "SELECT sheet_no, min(source_row), count(*) FROM typed_rows t WHERE body IS NULL AND EXISTS (FROM typed_rows o "
        "WHERE o.sheet_no = t.sheet_no AND o.body = '支部' AND o.source_row < t.source_row) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    faults = []
    for number, row, count in rows:
        sheet = part.sheets[number]
        if sheet.table.whole:
            continue  # of a summary, what is not divided stands among what is
        message = f"“组织层级”空着（共 {count} 行），上面有“支部”的行，分不清是同上还是党委的。请逐行填党委或支部"
        faults.append(Fault(message, sheet.name, sheet.table.cell(row, "body")))
    return faults


_DAYS = 3
"""Days from which figures that never fall are running totals, under a title that says 累计."""


def _running_days(part: Part) -> list[Fault]:
    """A list of days whose title says 累计: each day would be added to all the days before it."""
    name = {"hotline": "calls", "revenue": "amount_yuan"}.get(part.table.stem)
    faults = []
    for sheet in part.sheets if name else ():
        table = sheet.table
        line = next((t for t in table.title if "累计" in t), None)
        mapped = table.header.found.get(name or "")
        if line is None or mapped is None or table.whole or part.table.dated_by not in table.header.found:
            continue
        values = [n for row in table.data_rows if (n := number_in(table.grid.at(row, mapped.place))) is not None]
        days = {
            str(table.grid.at(row, m.place))
            for m in [table.header.found[part.table.dated_by]]
            for row in table.data_rows
        }
        rising = (
            len(values) == len(days) >= _DAYS and all(a <= b for a, b in pairwise(values)) and values[0] < values[-1]
        )
        if running_title(line) or rising:
            message = f"标题写的是“{line}”，每天的数像是累计到当天的，相加会重复计算。请报当天的数，并改写标题"
            faults.append(Fault(message, sheet.name, table.grid.where(table.header.last, mapped.place), mapped.text))
    return faults


def _only_taxes(connection: Connection, part: Part) -> list[Fault]:
    """税收收入 and nothing but taxes: the whole of what is often called so, or the half of 税费收入."""
    lines = [line for s in part.sheets for line in s.table.title]
    if (
        part.table.stem != "revenue"
        or not any("税收" in t for t in lines)
        or any(re.search("税费|社保|社会保险|非税", t) for t in lines)
    ):
        return []
    other = connection.execute("SELECT count(*) FROM typed_rows WHERE tax_kind NOT LIKE '%税'").fetchone()
    if other and other[0]:
        return []
    return [
        Fault("标题写的是税收，表里也只有税，没有社保费、非税收入，按它们这几个月为 0 入库。还有的话，请合成一份再报")
    ]
