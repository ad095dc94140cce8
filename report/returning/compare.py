"""Two documents, figures only: which stand as they were, which changed, which are new or gone.

Figures are paired by their sentence with all figures masked; then by metric, where each document has one figure of it;
what is left, by the most similar sentence with the same unit. So last year's report and this year's pair up, and a
report edited by hand with its original.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics import numbers
from metrics.model import Metric
from metrics.periods import parse
from report.binding import memory
from report.binding.bind import bind_all
from report.inspection import Readable, figures_of
from report.model import Blank, Claim
from report.returning.in_cells import bare, label_of

ALIKE = 0.6
"""Part of the pairs of characters that two sentences must share to be the same one reworded."""


@dataclass(frozen=True)
class Figure:
    """A number blank or a stated figure with its sentence."""

    span: Blank | Claim
    key: str
    ordinal: str
    masked: str
    metric: str | None
    """Its metric, if it is bound without asking."""
    period: str | None
    """Its period in a report of whatever year, if it is bound."""
    label: str
    """Of a cell, what row and column say, the caption left out, with years counted from the document's."""
    told: str
    """The same as it is written, for a reader."""

    @property
    def written(self) -> str:
        """As it is written, with its unit: `**次`, `46次`."""
        return f"{self.span.text}{self.span.unit or ''}" if isinstance(self.span, Blank) else self.span.text

    @property
    def amount(self) -> tuple[str, str, str]:
        """Value, unit and qualifier, for telling whether it changed; a blank has no value."""
        value = numbers.plain(self.span.value, cut_zeros=True) if isinstance(self.span, Claim) else ""
        return value, self.span.unit or "", self.span.qualifier or ""

    def to_json(self) -> dict[str, Any]:
        """Its place and its parts."""
        value, unit, qualifier = self.amount
        return {
            "start": self.span.start,
            "end": self.span.end,
            "text": self.span.text,
            "value": value or None,
            "unit": unit or None,
            "qualifier": qualifier or None,
        }


@dataclass(frozen=True)
class Comparison:
    """Pairs of figures, and those without a partner."""

    pairs: tuple[tuple[Figure, Figure], ...]
    gone: tuple[Figure, ...]
    new: tuple[Figure, ...]

    @property
    def changed(self) -> tuple[tuple[Figure, Figure], ...]:
        """Pairs whose value, unit or qualifier differ."""
        return tuple(p for p in self.pairs if p[0].amount != p[1].amount)

    def to_json(self) -> dict[str, Any]:
        """For `report compare --json`."""
        return {
            "same": len(self.pairs) - len(self.changed),
            "changed": [{"sentence": a.masked, "a": a.to_json(), "b": b.to_json()} for a, b in self.changed],
            "only_a": [{"sentence": f.masked, **f.to_json()} for f in self.gone],
            "only_b": [{"sentence": f.masked, **f.to_json()} for f in self.new],
        }


def compare(a: Readable, b: Readable, catalogue: Mapping[str, Metric]) -> Comparison:
    """Pair the figures of two documents."""
    years = _year_of(a), _year_of(b)
    same_year = years[0] == years[1]
    ours, theirs = (
        _figures(document, catalogue, years[0] if same_year else year)
        for document, year in zip((a, b), years, strict=True)
    )
    pairs: list[tuple[Figure, Figure]] = []
    for same in (_same_place, _same_cell, _same_metric, _reworded):
        for figure in list(ours):
            partner = same(figure, ours, theirs)
            if partner:
                pairs.append((figure, partner))
                ours.remove(figure)
                theirs.remove(partner)
    return Comparison(tuple(sorted(pairs, key=lambda p: p[0].span.start)), tuple(ours), tuple(theirs))


_ANY_YEAR = 2000
"""Periods of two documents of which none names a year are compared, so any year serves."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年|\s*$)")


def _year_of(document: Readable) -> int:
    """The year of a document: that of its title, else the last that it names; years in tables are counted from it."""
    head = document.text.lstrip().partition("\n")[0]
    said = _YEAR.findall(head) or [max(_YEAR.findall(document.text), default="")]
    return int(said[0] or _ANY_YEAR)


def _figures(document: Readable, catalogue: Mapping[str, Metric], year: int) -> list[Figure]:
    blanks, claims = figures_of(document, catalogue)
    text = document.text
    wanted: list[Blank | Claim] = [b for b in blanks if b.kind in {"number", "damaged", "missing"}]
    spans = sorted([*wanted, *claims], key=lambda s: s.start)
    bindings = bind_all(catalogue, text, year, spans)
    found = []
    for span, (key, masked), binding in zip(spans, memory.keys(text, spans, year=year), bindings, strict=True):
        digest, _, place = key.partition("#")
        ordinal, _, mark = place.partition("@")
        metric, period = (binding.metric, binding.period) if binding else (None, None)
        period = period and parse(period).shifted(_ANY_YEAR - year).label
        told = bare(label_of(span.cell)) if span.cell else ""
        label = _counted_from(told, year)
        found.append(Figure(span, digest + mark, ordinal, masked, metric, period, label, told))
    return found


def _counted_from(label: str, year: int) -> str:
    """A label with its years counted from the document's: 2022年 of one report is 2023年 of the next."""
    return re.sub(r"20\d\d", lambda said: f"{int(said[0]) - year:+d}", label)


def _same_cell(figure: Figure, ours: Sequence[Figure], theirs: Sequence[Figure]) -> Figure | None:
    """The cell of which row and column say the same, in a table with another caption."""
    alone = sum(f.label == figure.label for f in ours) == 1
    others = [o for o in theirs if o.label == figure.label]
    return others[0] if figure.label and alone and len(others) == 1 else None


def _same_metric(figure: Figure, ours: Sequence[Figure], theirs: Sequence[Figure]) -> Figure | None:
    meant = figure.metric, figure.period
    alone = sum((f.metric, f.period) == meant for f in ours) == 1
    others = [o for o in theirs if (o.metric, o.period) == meant]
    return others[0] if figure.metric and alone and len(others) == 1 else None


def _same_place(figure: Figure, _: Sequence[Figure], others: Sequence[Figure]) -> Figure | None:
    return next((o for o in others if (o.key, o.ordinal) == (figure.key, figure.ordinal)), None)


def _reworded(figure: Figure, _: Sequence[Figure], others: Sequence[Figure]) -> Figure | None:
    pairs = _pairs(figure.masked)
    best, found = ALIKE, None
    for other in others:
        if _measure(other) != _measure(figure) or other.ordinal != figure.ordinal or other.label or figure.label:
            continue  # of cells the labels say which is which
        theirs = _pairs(other.masked)
        alike = len(pairs & theirs) / max(1, len(pairs | theirs))
        if alike > best:
            best, found = alike, other
    return found


def _measure(figure: Figure) -> str:
    """What its unit measures, whatever its scale: 9.84亿元 may have become 98411.46万元."""
    return numbers.split_unit(figure.span.unit or "")[1]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
