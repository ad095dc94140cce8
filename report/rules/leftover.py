"""Rule `blank-left`: a few placeholders left over in a text whose figures are otherwise filled in."""

from __future__ import annotations

from collections.abc import Iterable

from report.model import Blank, Finding
from report.rules.checked import Checked

_FILLED = 6
"""Figures that a text must state for it to pass for a finished one."""
_FEW = 6
"""A finished text has at least this many figures for each placeholder left."""

_SOME = 2
"""The same for each number that was lost: no report is meant to be filled in there."""


def _is_empty_cell(blank: Blank) -> bool:
    """An empty cell of a table may have been left so on purpose."""
    return blank.cell is not None and not blank.text.strip()


def blanks_left(checked: Checked) -> Iterable[Finding]:
    """Placeholders in a finished text; a report that is still to be filled has many, and is not meant."""
    written = [b.blank for b in checked.blanks if not _is_empty_cell(b.blank)]
    masks = [b for b in written if b.kind in {"number", "damaged"}]
    lost = [b for b in written if b.kind == "missing"]
    stated = len(checked.claims)
    left = masks if stated >= max(_FILLED, _FEW * len(masks)) else []
    left += lost if stated >= max(_FILLED, _SOME * len(lost)) else []
    for blank in left:
        what = {"number": "还有没填的空", "damaged": "数字里还有没填的位", "missing": "单位前面少了数"}[blank.kind]
        yield Finding(
            blank.start,
            max(blank.end, blank.start + 1),
            "blank-left",
            "error",
            f"{what}{f'“{blank.text}”' if blank.text else ''}。请填上，或删去这一句",
        )
