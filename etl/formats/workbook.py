"""A workbook's bytes → grids, by kind. Runs in a process of its own (see `confined`): calamine may abort on a bad file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from etl.faults import RefusedError
from etl.formats import binary, ooxml, opendocument, spreadsheetml
from etl.formats.limits import DAMAGED, ENCRYPTED, within_bounds
from etl.formats.package import Package
from etl.grids import Grid, Look, Value, grid_of


@dataclass
class Workbook:
    """The sheets of one file and its calendar."""

    sheets: list[Grid]
    epoch_1904: bool = False


def workbook(kind: str, content: bytes) -> Workbook:
    """Read a workbook of a kind (xlsx xlsb ods xls xml). RefusedError with one sentence if it cannot be read."""
    if kind == "xml":
        return Workbook(spreadsheetml.read_xml(content))
    if kind == "xls":
        return _xls(content)
    package = Package(content)
    epoch_1904 = False
    if kind == "ods":
        looks = opendocument.look(package)
    else:
        looks, epoch_1904 = (ooxml if kind == "xlsx" else binary).look(package)
    return Workbook(_by_calamine(content, looks), epoch_1904)


def _xls(content: bytes) -> Workbook:
    from etl.formats import biff  # with xlrd a third of the time that the process takes to start, and few files are old

    is_ole = content.startswith(b"\xd0\xcf\x11\xe0")
    stream = biff.stream_of(content) if is_ole else content
    if is_ole and biff.is_biff8(stream):
        looks, epoch_1904 = biff.look(stream)
        return Workbook(_by_calamine(content, looks), epoch_1904)
    return Workbook(*biff.read_old(content))


def _by_calamine(content: bytes, looks: Sequence[Look]) -> list[Grid]:
    within_bounds(looks)
    by_name = {look.name: look for look in looks}
    grids = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for index, meta in enumerate(book.sheets_metadata):
                if "WorkSheet" not in str(meta.typ):
                    continue
                sheet = book.get_sheet_by_index(index)
                look = by_name.get(meta.name)
                if look is None:
                    # A sheet that only one of two readers sees: what it holds is not certain.
                    raise RefusedError(DAMAGED)
                spans = sheet.merged_cell_ranges
                if spans is not None:
                    look.merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in spans]
                    within_bounds([look])
                grids.append(grid_of(look, _rows(sheet), hidden=meta.visible != SheetVisibleEnum.Visible))
    except PasswordError:
        raise RefusedError(ENCRYPTED) from None
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise RefusedError(ENCRYPTED if "password" in str(error).lower() else DAMAGED) from None
    return grids


def _rows(sheet: CalamineSheet) -> list[list[Value]]:
    """Every row from the first, equal texts kept once: a million rows repeat a few hundred words."""
    same: dict[str, str] = {}
    rows: list[list[Value]] = sheet.to_python(skip_empty_area=False)
    for row in rows:
        row[:] = [same.setdefault(v, v) if type(v) is str else v for v in row]
    return rows
