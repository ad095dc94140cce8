"""The figures in the tables of a document, found again by what their row, column and caption say, never by where they stand.

A column that changed places with its neighbour takes its numbers along; a row that was deleted leaves its numbers without
a place, and no other row's number becomes theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics import numbers
from metrics.model import Metric
from report.binding.memory import keys as keys_of
from report.finding.spaces import unspaced
from report.finding.tables import Table, other_cells
from report.inspection import Readable, figures_of
from report.model import Blank, Claim, InCell
from report.returning.alignment import likeness

LIKE = 0.3
"""Part of the pairs of characters that two cells' words share for one to be the other with a word changed."""
_QUALIFIED = re.compile(r"(?:大?约|近|超过?|逾|达|共)$")


@dataclass(frozen=True)
class InTable:
    """A cell that holds a figure, or where one was expected: what the table says of it, and the figure if there is one."""

    label: str
    key: str
    start: int
    end: int
    text: str
    figure: Blank | Claim | None

    @property
    def bare(self) -> str:
        """What row and column say, without the caption."""
        return bare(self.label)


def label_of(cell: InCell) -> str:
    """What the table says before a figure: 工作情况：2022年，集中学习."""
    return _QUALIFIED.sub("", unspaced(cell.text[: cell.start]))


def bare(label: str) -> str:
    """A label without the caption."""
    return label.rpartition("：")[2]


class Cells:
    """The tables of one document."""

    def __init__(self, document: Readable, year: int, catalogue: Mapping[str, Metric]) -> None:
        blanks, claims = figures_of(document, catalogue)
        figures: list[Blank | Claim] = [f for f in claims if f.cell]
        figures += [f for f in blanks if f.cell]
        self.found = [
            InTable(label_of(f.cell), key, f.start, f.end, f.text, f)
            for f, (key, _) in zip(figures, keys_of(document.text, figures, year=year), strict=True)
            if f.cell
        ]
        known = keys_of(document.text, figures)
        self._as_of_old = {key: c for c, (key, _) in zip(self.found, known, strict=True)}
        self._by_key = {c.key: c for c in self.found}
        self._at = {c.start: f.cell for c, f in zip(self.found, figures, strict=True)}
        self._others = _without_figures(document.tables, document.text)
        self._taken: set[int] = set()

    def at(self, start: int) -> InCell | None:
        """What the table says of the figure that begins there."""
        return self._at.get(start)

    def key_at(self, start: int) -> str:
        """The key of the figure that begins there; empty if it stands in no cell."""
        return next((c.key for c in self.found if c.start == start), "")

    def of_old_record(self, key: str) -> InTable | None:
        """The figure with a key of a record that kept no labels."""
        return self._take(self._as_of_old.get(key))

    def same(self, wanted: Sequence[tuple[str, str, str]]) -> list[InTable | None]:
        """For figures that were filled (key, label and text) where they stand now: by all that the table says, then without the
        caption, where that is said once, then in a cell that holds no figure now; last, with the same number beside words of which some were changed.
        """
        placed = [self._take(self._by_key.get(key)) for key, _, _ in wanted]
        for find in (self._without_caption, self._emptied, self._renamed):
            left = Counter(bare(label) for (_, label, _), p in zip(wanted, placed, strict=True) if p is None)
            for at, (_, label, text) in enumerate(wanted):
                if placed[at] is None:
                    placed[at] = self._take(find(label, text, left[bare(label)]))
        return placed

    def _take(self, cell: InTable | None) -> InTable | None:
        if cell is None or cell.start in self._taken:
            return None
        self._taken.add(cell.start)
        return cell

    def _left(self) -> list[InTable]:
        return [c for c in self.found if c.start not in self._taken]

    def _without_caption(self, label: str, _: str, times: int) -> InTable | None:
        same = [c for c in self._left() if c.bare == bare(label)]
        return same[0] if times == 1 and len(same) == 1 else None

    def _emptied(self, label: str, _: str, __: int) -> InTable | None:
        return next((c for c in self._others if c.label == label and c.start not in self._taken), None)

    def _renamed(self, label: str, text: str, _: int) -> InTable | None:
        same = [c for c in self._left() if isinstance(c.figure, Claim) and _value(c.text) == _value(text) is not None]
        scored = [(likeness(label, c.label), -n) for n, c in enumerate(same)]
        best, at = max(scored, default=(0.0, 0))
        return same[-at] if best >= LIKE else None


def _without_figures(tables: Sequence[Table], text: str) -> list[InTable]:
    """Cells below the headings and behind the labels that hold no figure: emptied, or words (九十八, 约一百)."""
    return [
        InTable(unspaced(words), "", cell.start, cell.end, text[cell.start : cell.end].strip(), None)
        for cell, words in other_cells(tables, text)
    ]


def _value(text: str) -> str | None:
    said = re.match(r"[-−]?[\d０-９][\d０-９,，.．]*", text.strip())
    return (
        numbers.plain(numbers.parse_numeral(unicodedata.normalize("NFKC", said[0])), cut_zeros=True) if said else None
    )
