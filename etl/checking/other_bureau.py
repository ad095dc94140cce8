"""A title or a sender that names another bureau: 东湖区税务局 in a file for 某某区税务局.

The bureau's own name stands in `bureau.toml` of its data folder; without one, only two names within one file can be told apart.
"""

from __future__ import annotations

import re

from etl.faults import Fault
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain
from warehouse.bureau import own_name
from warehouse.places import Places

_BUREAU = re.compile(r"(?:国家税务总局)?(?P<name>[一-鿿]{2,12}?(?:区|县|旗|自治县))(?:国家)?税务局")
_SAMPLE = re.compile(r"某某|××|XX|\*\*|甲|乙", re.IGNORECASE)


def other_bureau(places: Places, part: Part) -> list[Fault]:
    """A doubt for the first line of a part that names a bureau which is not ours."""
    own = district(own_name(places))
    named = [(sheet, cell, text, name) for sheet in part.sheets for cell, text, name in _named(sheet)]
    if own is None and len({name for *_, name in named}) < 2:
        return []
    known = own or named[0][3]
    for sheet, cell, text, name in named:
        if not (name.endswith(known) or known.endswith(name)):
            ours = f"本局是“{known}”" if own else f"另一处写的是“{known}”"
            message = (
                f"这里写的是“{name}税务局”，{ours}，像是别的局的数，入库后会当作本局的。请核对；确是本局的数就照常入库"
            )
            return [Fault(message, sheet.name, cell, text)]
    return []


def _named(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Cells above a table that name a bureau of a district: address, text, the district."""
    grid, found = sheet.table.grid, []
    for row in range(1, sheet.table.header.first):
        for place, value in enumerate(grid.rows[row - 1], 1):
            name = district(value) if isinstance(value, str) else None
            if name:
                found.append((grid.where(row, place), str(value).strip(), name))
    return found


def district(text: object) -> str | None:
    """The district whose tax bureau a text names; None if there is none."""
    match = _BUREAU.search(re.sub(r"(?:填报|报送|编制|上报|制表)(?:单位|部门)[:：]", "", plain(text)))
    return match["name"] if match and not _SAMPLE.search(match["name"]) else None
