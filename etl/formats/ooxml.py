"""A look into .xlsx beside calamine: cell errors, formulas never calculated, hidden rows and columns, texts struck through or
raised, comments, the 1904 calendar.

calamine gives cell errors as empty cells and says nothing of the rest; a wrong empty cell is worse than a refusal.
"""

from __future__ import annotations

import html
import re

from etl.faults import RefusedError, position
from etl.formats.comments import comments
from etl.formats.limits import DAMAGED, MOST_CELLS
from etl.formats.package import Package
from etl.formats.struck import Struck, struck
from etl.grids import Look

_TAG = rb"<(?:\w+:)?"
# These three run over every cell: a plain text at their beginning makes them three times as fast.
_CELLS = re.compile(rb"""r=["']([A-Z]{1,3}\d{1,9})["']""")
_LETTERS = re.compile(rb"""r=["']([A-Z]{1,3})\d""")
_ROWS = re.compile(rb"""row\s[^>]*?\br=["'](\d{1,9})["']""")
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FILLED = re.compile(_TAG + rb"""c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})(\d{1,9})["'][^>]*(?<!/)>""")
_ERROR = re.compile(_TAG + rb"""c\s([^>]*\bt=["']e["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_FORMULA = re.compile(
    _TAG
    + rb"""c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"""
    + rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_ROW = re.compile(_TAG + rb"""row\s([^>]*\b(?:hidden=["'](?:1|true)["']|ht=["']0(?:\.0*)?["'])[^>]*)>""")
_COLUMN = re.compile(_TAG + rb"col\s([^>]*)>")
_CUSTOM = re.compile(_TAG + rb"numFmt\s([^>]*)>")
_STYLES = re.compile(_TAG + rb"cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(_TAG + rb"xf\s([^>]*)>")
_VALUE = re.compile(_TAG + rb"v(?:\s[^>]*)?>([^<]*)<")
_SHEET = re.compile(_TAG + rb"sheet\s([^>]*)>")


def look(package: Package) -> tuple[list[Look], bool]:
    """Every worksheet of the workbook, and whether dates count from 1904."""
    workbook = package.read("xl/workbook.xml")
    epoch_1904 = re.search(rb"""date1904=["'](?:1|true)["']""", workbook) is not None
    never_calculated = re.search(rb"""fullCalcOnLoad=["'](?:1|true)["']""", workbook) is not None
    targets = relations(package, "xl/_rels/workbook.xml.rels")
    percent = _percent_styles(package)
    crossed = struck(package, list(targets.values()))
    looks, done = [], list(crossed.read)
    for match in _SHEET.finditer(workbook):
        name, key = _attribute(match[1], b"name"), _attribute(match[1], rb"(?:\w+:)?id")
        path = targets.get(key or "")
        if name is None or path is None or path not in package:
            raise RefusedError(DAMAGED)
        seen = _sheet(package, path, name, crossed, never_calculated=never_calculated, percent=percent)
        seen.comments, read = comments(package, path)
        looks.append(seen)
        done += [path, *read]
    package.check(*done)
    return looks, epoch_1904


def relations(package: Package, path: str) -> dict[str, str]:
    """Paths in the package by relation id, for the workbook part."""
    found = {}
    for match in re.finditer(_TAG + rb"Relationship\s([^>]*)>", package.read(path)):
        key, target = _attribute(match[1], b"Id"), _attribute(match[1], b"Target")
        if key and target:
            found[key] = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
    return found


def _attribute(text: bytes, name: bytes) -> str | None:
    match = re.search(rb"(?:^|\s)" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", text)
    if not match:
        return None
    try:
        return html.unescape((match[1] if match[1] is not None else match[2]).decode("utf-8"))
    except UnicodeDecodeError:
        raise RefusedError(DAMAGED) from None


def _percent_styles(package: Package) -> re.Pattern[bytes] | None:
    """Finds cells of the styles that show a percentage; None if there are no such styles."""
    if "xl/styles.xml" not in package:
        return None
    text = package.read("xl/styles.xml")
    formats = {"9", "10"}
    for match in _CUSTOM.finditer(text):
        code = re.sub(r'"[^"]*"|\\.', "", _attribute(match[1], b"formatCode") or "")  # a quoted % is only a letter
        if "%" in code:
            formats.add(_attribute(match[1], b"numFmtId") or "")
    styles = _STYLES.search(text)
    found = [
        str(number).encode()
        for number, style in enumerate(_STYLE.finditer(styles[1]) if styles else ())
        if _attribute(style[1], b"numFmtId") in formats
    ]
    return re.compile(_TAG + rb"""c\s([^>]*\bs=["'](?:""" + b"|".join(found) + rb""")["'][^>]*)>""") if found else None


def _sheet(
    package: Package,
    path: str,
    name: str,
    crossed: Struck,
    *,
    never_calculated: bool,
    percent: re.Pattern[bytes] | None,
) -> Look:
    seen = Look(name)
    for piece in package.xml_pieces(path, b"row>"):
        _extent(piece, seen)
        _errors(piece, seen)
        if b"<f" in piece or b":f" in piece:
            _formulas(piece, seen, never_calculated=never_calculated)
        _hidden(piece, seen)
        if percent:
            seen.percents.update(
                _place(attributes, seen) for attributes in percent.findall(piece) if b"r=" in attributes
            )
        seen.struck |= {position(cell) for cell in crossed.cells(piece)}
        seen.raised |= {position(cell) for cell in crossed.raised(piece)}
    return seen


def _extent(piece: bytes, seen: Look) -> None:
    """How far the cells reach: quickly with empty styled ones among them, with care if that is too far."""
    cells = _CELLS.findall(piece)
    if len(set(cells)) < len(cells):
        raise RefusedError(
            f"工作表“{seen.name}”里有一格写了两次值，分不清哪个是对的。请用 Excel 打开核对，重新保存后报送。"
        )
    row, column = _farthest(
        [*_ROWS.findall(piece), *(c.lstrip(_ALPHABET) for c in cells[-1:])], _LETTERS.findall(piece)
    )
    if max(row, seen.last_row) * max(column, seen.last_column) > MOST_CELLS:
        filled = _FILLED.findall(piece)
        row, column = _farthest([r for _, r in filled], [c for c, _ in filled])
    seen.reach(row, column)


def _farthest(rows: list[bytes], letters: list[bytes]) -> tuple[int, int]:
    column = max((position(f"{c.decode()}1")[1] for c in set(letters)), default=0)
    return max(map(int, set(rows)), default=0), column


def _errors(piece: bytes, seen: Look) -> None:
    if b't="e"' not in piece and b"t='e'" not in piece:
        return
    for attributes, inner in _ERROR.findall(piece):
        value = _VALUE.search(inner)
        text = html.unescape(value[1].decode("utf-8", "replace")).strip() if value else ""
        seen.errors[_place(attributes, seen)] = text or "#VALUE!"


def _formulas(piece: bytes, seen: Look, *, never_calculated: bool) -> None:
    """Programs that write formulas without calculating them put 0 as the value and ask for a full calculation on opening."""
    for attributes, value in _FORMULA.findall(piece):
        of_text = b't="str"' in attributes or b"t='str'" in attributes
        if (not value and not of_text) or (never_calculated and value == b"0"):
            seen.uncached.add(_place(attributes, seen))


def _place(attributes: bytes, seen: Look) -> tuple[int, int]:
    try:
        return position(_attribute(attributes, b"r") or "")
    except ValueError:
        raise RefusedError(
            f"工作表“{seen.name}”里有出错或没有算过的公式，文件又没有写明在哪一格。请用 Excel 打开，重新保存后报送。"
        ) from None


def _hidden(piece: bytes, seen: Look) -> None:
    if b"hidden=" in piece or b" ht=" in piece:
        for attributes in _ROW.findall(piece):
            row = _attribute(attributes, b"r")
            if row and row.isdecimal() and _attribute(attributes, b"hidden") not in {"0", "false"}:
                seen.hidden_rows.add(int(row))
    for attributes in _COLUMN.findall(piece) if b"<cols" in piece or b":cols" in piece else ():
        first, last = _attribute(attributes, b"min") or "", _attribute(attributes, b"max") or ""
        width = _attribute(attributes, b"width") or ""
        unseen = _attribute(attributes, b"hidden") in {"1", "true"} or re.fullmatch(r"0+(\.0*)?", width)
        if unseen and first.isdecimal() and last.isdecimal():
            seen.hidden_columns.append((int(first), int(last)))
