"""Everything known of one document for one year: its blanks with their values, its claims with their verdicts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from metrics import numbers, periods
from metrics.model import Metric, Reading
from metrics.periods import Period
from report import check
from report.binding.bind import Binder, bound_by
from report.binding.memory import Memory
from report.binding.memory import keys as keys_of
from report.binding.recalling import decided
from report.binding.setting import settings
from report.filling.told import compared, completed, elsewhere, hinted, said_of, told_json
from report.finding.blanks import find_blanks, is_broken
from report.finding.claims import falls, find_claims, joined
from report.finding.empty_cells import words_of
from report.finding.measures import comparable
from report.finding.prose_cells import ProseCells
from report.finding.tables import Table, empty_in, figures_in, lines_in, outside, without_unit
from report.model import Binding, Blank, BoundBlank, CheckedClaim, Claim, Inspection, Told


class Readable(Protocol):
    """A document as read; `report.document.Document` is one."""

    @property
    def path(self) -> Path:
        """Where it came from."""
        ...

    @property
    def text(self) -> str:
        """Its text, in which offsets count."""
        ...

    @property
    def tables(self) -> Sequence[Table]:
        """Its tables."""
        ...

    @property
    def headings(self) -> Sequence[tuple[int, int]]:
        """Where lines begin that are headings by the document's own outline, with their levels."""
        ...

    @property
    def holes(self) -> Sequence[tuple[int, int]]:
        """White space that somebody is to write on, by its format."""
        ...


class Measures(Protocol):
    """What measures; `metrics.measure.Measurer` does."""

    @property
    def build(self) -> str:
        """Build of the data."""
        ...

    @property
    def sample(self) -> bool:
        """Whether the data are sample data."""
        ...

    @property
    def catalogue(self) -> Mapping[str, Metric]:
        """Metrics by key."""
        ...

    def measure(self, key: str, period: Period, /) -> Reading:
        """One reading."""
        ...


def inspect(document: Readable, year: int, measurer: Measures, memory: Memory | None = None) -> Inspection:
    """Find, bind, measure and check. The same document, year and build give the same inspection."""
    text, catalogue = document.text, measurer.catalogue
    blanks, claims = figures_of(document, catalogue)
    figures: list[Blank | Claim] = [*blanks, *claims]
    binder = binder_of(document, catalogue, year, figures)
    bindings = bound_by(binder, figures)
    around = settings(binder, figures)
    places = keys_of(text, figures, [s.mark for s in around])
    told: list[Told | None] = [None] * len(figures)
    heard: list[str | None] = [None] * len(figures)
    if memory:
        bindings = decided(figures, places, around, bindings, catalogue, memory)
        told = said_of(figures, places, year, memory, sample=measurer.sample)
        heard = elsewhere(figures, places, year, memory, sample=measurer.sample)
    reader = Reader(measurer)
    measured = _apart([signed(valued(b, at, reader), text) for b, at in zip(blanks, bindings, strict=False)], text)
    bound = tuple(hinted(completed(b, said), h) for b, said, h in zip(measured, told, heard, strict=False))
    verdicts = _verdicts(claims, bindings[len(blanks) :], reader, year, text)
    checked = tuple(compared(v, said) for v, said in zip(verdicts, told[len(blanks) :], strict=True))
    found = check.findings(check.Checked(text, bound, checked, year, measurer.measure, catalogue))
    return Inspection(
        str(document.path), year, measurer.build, measurer.sample, text, bound, checked, found, places=tuple(places)
    )


def figures_of(document: Readable, catalogue: Mapping[str, Metric]) -> tuple[list[Blank], list[Claim]]:
    """Blanks and claims of a document; honours are those that the catalogue's yes/no metrics know."""
    text, tables = document.text, document.tables
    honours = [m for m in catalogue.values() if m.kind == "yes_no"]
    blanks = [*outside(tables, text, find_blanks(text, document.holes)), *figures_in(tables, text, find_blanks)]
    blanks += without_unit(tables, text)
    blanks += empty_in(tables, text, _wordings(catalogue))
    claims = [*outside(tables, text, find_claims(text, honours)), *figures_in(tables, text, find_claims)]
    return (
        [replace(b, id=n) for n, b in enumerate(sorted(blanks, key=lambda b: (b.start, b.end)), 1)],
        [replace(c, id=n) for n, c in enumerate(sorted(claims, key=lambda c: (c.start, c.end)), 1)],
    )


def _wordings(catalogue: Mapping[str, Metric]) -> re.Pattern[str]:
    return words_of(tuple(w for m in catalogue.values() for w in (m.name, *m.words)))


def binder_of(
    document: Readable, catalogue: Mapping[str, Metric], year: int, figures: Sequence[Blank | Claim]
) -> Binder:
    """What binds the figures of a document, knowing its headings, its cells and where its tables stand."""
    cells = lines_in(document.tables, document.text, _wordings(catalogue))
    binder = Binder(catalogue, document.text, year, figures, document.headings, cells=cells)
    binder.prose_cells = ProseCells(document.tables, document.text)
    binder.tables = [(table.start, table.end) for table in document.tables if table.cells]
    return binder


def places_of(document: Readable, year: int, catalogue: Mapping[str, Metric]) -> list[tuple[str, str]]:
    """The keys by which persons' words on the blanks and then the claims are remembered, with the masked sentences."""
    blanks, claims = figures_of(document, catalogue)
    figures: list[Blank | Claim] = [*blanks, *claims]
    binder = binder_of(document, catalogue, year, figures)
    return keys_of(document.text, figures, [s.mark for s in settings(binder, figures)])


class Reader:
    """Readings by metric and period, each measured once."""

    def __init__(self, measurer: Measures) -> None:
        self.measurer = measurer
        self._known: dict[tuple[str, str], Reading] = {}

    def read(self, binding: Binding | None) -> tuple[Reading | None, str | None]:
        """The reading of a binding, or why there can be none."""
        if binding is None or binding.status != "bound" or not binding.metric or not binding.period:
            return None, None
        metric, period = self.measurer.catalogue[binding.metric], periods.parse(binding.period)
        if metric.periods and period.kind not in metric.periods:
            return None, f"“{metric.name}”没有{period.chinese}这样的期间"
        key = (binding.metric, binding.period)
        if key not in self._known:
            self._known[key] = self.measurer.measure(binding.metric, period)
        return self._known[key], None


_BROKEN = "空格的占位符中间有换行或空白，分不清是一处还是两处，未予填写。请把它们连在一起，放在同一行里"


def valued(blank: Blank, binding: Binding | None, reader: Reader) -> BoundBlank:
    """A number blank with its value and what is put in its place; other kinds as found."""
    if binding is None:
        return BoundBlank(blank, None, None, None, None, None)
    if is_broken(blank):
        return BoundBlank(blank, "ask", replace(binding, status="ask"), None, None, _BROKEN)
    reading, impossible = reader.read(binding)
    if impossible:
        return BoundBlank(blank, "ask", replace(binding, status="ask"), None, None, impossible)
    if reading is None:
        return BoundBlank(blank, binding.status, binding, None, None, binding.reason)
    if reading.value is None:
        return BoundBlank(blank, "no_data", binding, reading, None, reading.to_fill)
    unit = comparable(blank.unit or reading.metric.unit, reading.metric.unit)
    try:
        expressed = numbers.express(
            reading.value, reading.metric.unit, unit, blank.qualifier, _decimals(reading.metric, unit)
        )
    except numbers.UnitMismatchError as error:
        return BoundBlank(blank, "ask", replace(binding, status="ask"), reading, None, str(error))
    if expressed.text is None:
        return BoundBlank(blank, "ask", replace(binding, status="ask"), reading, None, expressed.reason)
    warnings = (
        *expressed.warnings,
        *_odd_size(Decimal(expressed.text), unit),
        *_odd_length(blank.text, expressed.text),
    )
    return BoundBlank(blank, "bound", binding, reading, expressed.text, None, warnings)


def _decimals(metric: Metric, unit: str) -> int | None:
    """The metric's own decimals, if the unit in the text is the one it is shown in; a report counts in whole numbers."""
    if numbers.decimals_of(unit) == 0:
        return 0
    return metric.decimals if numbers.split_unit(unit)[0] == numbers.split_unit(metric.show)[0] else None


def _odd_size(shown: Decimal, unit: str) -> list[str]:
    """A unit that looks one scale off."""
    if unit == "万元" and abs(shown) >= 10**6:
        return [f"{shown}万元超过百亿元，请核对单位是否应为亿元"]
    if unit == "亿元" and abs(shown) >= 10**4:
        return [f"{shown}亿元超过万亿元，请核对单位是否应为万元"]
    return []


_FAR = 3
"""Digits by which a number may miss the length of its mask: the length is only a hint (`****亿元` is filled with 38.6)."""


def _odd_length(mask: str, shown: str) -> list[str]:
    """Stars whose number is far from the number of digits put in: the unit or the metric may be wrong."""
    stars = sum(mask.count(star) for star in "*＊")
    digits = sum(c.isdigit() for c in shown)
    if not stars or stars != len(mask) or abs(digits - stars) < _FAR:
        return []
    return [f"占位符是 {stars} 位，填入的“{shown}”是 {digits} 位，请核对指标和单位"]


def signed(bound: BoundBlank, text: str) -> BoundBlank:
    """A growth rate in the words around it: 下降**% takes the size of the fall; 增长**% where it fell is a person's to reword."""
    reading = bound.reading
    if bound.status != "bound" or reading is None or not reading.value or not check.is_change(reading.metric):
        return bound
    fell, said_fall = reading.value < 0, falls(text, bound.blank.start)
    if fell and said_fall and bound.shown:
        return replace(bound, shown=bound.shown.removeprefix("-"))
    if fell == said_fall:
        return bound
    word = "下降" if fell else "增长"
    size = (bound.shown or "").removeprefix("-")
    reason = f"{reading.metric.name}（{reading.period.chinese}）是{word} {size}{bound.blank.unit or ''}，与文中的说法相反。请改写这一句"
    binding = replace(bound.binding, status="ask") if bound.binding else None
    return BoundBlank(bound.blank, "ask", binding, reading, None, reason)


_BETWEEN = re.compile(r"[ \u3000]*(?:[-\u2010-\u2015\u2212~～〜]{1,2}|至|到)[ \u3000]*")


def _apart(bound: Sequence[BoundBlank], text: str) -> list[BoundBlank]:
    """Two blanks with a dash between are the ends of a range, which one value of a metric cannot both be."""
    found = list(bound)
    for at, (one, other) in enumerate(pairwise(bound)):
        same = one.binding and other.binding and one.binding.metric == other.binding.metric
        if not same or not {one.status, other.status} <= {"bound", "no_data"}:
            continue
        if _BETWEEN.fullmatch(text, one.blank.end, other.blank.start):
            found[at], found[at + 1] = _range_end(one), _range_end(other)
    return found


def _range_end(bound: BoundBlank) -> BoundBlank:
    binding = replace(bound.binding, status="ask") if bound.binding else None
    reason = "这里写的是一个范围（两个空格之间是连接号），两头不会是同一个数。请由人填写，或改成一个空格"
    return BoundBlank(bound.blank, "ask", binding, None, None, reason)


_YEAR_JUST_BEFORE = re.compile(r"(20\d\d)\s*年度?的?[“\"]?$")


def _of_its_year(claim: Claim, binding: Binding, reader: Reader, text: str) -> Binding:
    """An honour is of the year that its name bears: 2021年度市级…荣誉称号."""
    metric = reader.measurer.catalogue.get(binding.metric or "")
    if metric is None or metric.kind != "yes_no" or binding.by_person:
        return binding
    before = _YEAR_JUST_BEFORE.search(text, max(0, claim.start - 10), claim.start)
    said = _YEAR_SAID.search(claim.text) or before
    return replace(binding, period=said[1]) if said else binding


def _verdicts(
    claims: Sequence[Claim], bindings: Sequence[Binding | None], reader: Reader, year: int, text: str
) -> list[CheckedClaim]:
    """Each claim with its verdict; the two ends of a range have one, if the first is bound."""
    found: list[CheckedClaim] = []
    for claim, binding in zip(claims, bindings, strict=True):
        first = found[-1] if found and claim.span_to is not None and claim.cell is None else None
        if first and first.status in {"match", "mismatch"} and joined(text, first.claim, claim):
            found.append(check.other_end(claim, first))
        else:
            found.append(_claim(claim, binding, reader, year, text))
    return found


def _claim(claim: Claim, binding: Binding | None, reader: Reader, year: int, text: str) -> CheckedClaim:
    if binding is None:
        return CheckedClaim(claim, "unbound", None, None, None, None)
    binding = _of_its_year(claim, binding, reader, text)
    reading, impossible = reader.read(binding)
    if impossible:
        return CheckedClaim(claim, "unbound", replace(binding, status="unbound"), None, None, impossible)
    checked = check.verdict(claim, binding, reading)
    if checked.status != "mismatch" or reading is None:
        return checked
    if said := _on_another_basis(claim, binding, reading, reader, text):
        unsaid = replace(binding, status="unbound", metric=None)
        return CheckedClaim(claim, "unbound", unsaid, None, None, said, either=True)
    named = (
        _year_named(text, claim) == reading.period.year and len(claim.value.normalize().as_tuple().digits) >= _TELLING
    )
    for other in (year, year - 1):
        if other != reading.period.year and (named or reading.period.year != year):
            own, _ = reader.read(replace(binding, period=reading.period.shifted(other - reading.period.year).label))
            checked = check.of_another_year(checked, own, year) if own and checked.rule != "wrong-year" else checked
    return checked


_SENTENCE_ENDS = "。；！？\n"


def _on_another_basis(claim: Claim, binding: Binding, own: Reading, reader: Reader, text: str) -> str | None:
    """日均接听232次, which is right by all days and not by working days: a question and no mistake, if its sentence does not say
    by which (全年249个工作日，热线日均接听232次 does).
    """
    basis = own.metric.basis.removeprefix("按")
    low = max(text.rfind(sign, 0, claim.start) for sign in _SENTENCE_ENDS)
    said = text[low + 1 : claim.end] + re.split(f"[{_SENTENCE_ENDS}]", text[claim.end :], maxsplit=1)[0]
    if not basis.endswith("日") or claim.cell or basis in said:
        return None
    for key in own.metric.confused_with:
        other = reader.measurer.catalogue.get(key)
        if other is None or not other.basis or other.basis == own.metric.basis:
            continue
        beside = replace(binding, metric=key)
        reading, _ = reader.read(beside)
        if check.verdict(claim, beside, reading).status == "match":
            return f"{other.basis}是这个数，{own.metric.basis}不是；文中没有写明。请写明{other.basis.removeprefix('按')}，或改写"
    return None


_TELLING = 3
"""Digits from which a figure that is another year's right one is no accident."""
_YEAR_SAID = re.compile(r"(20\d\d)\s*年")


def _year_named(text: str, claim: Claim) -> int | None:
    """The year that the claim's sentence names last before it, in digits."""
    low = max(text.rfind(sign, 0, claim.start) for sign in "。；！？\n")
    years = _YEAR_SAID.findall(text, low + 1, claim.start)
    return int(years[-1]) if years else None


def to_json(inspection: Inspection) -> dict[str, Any]:
    """The contract's `report inspect`."""
    return {
        "file": inspection.file,
        "year": inspection.year,
        "build": inspection.build,
        "sample": inspection.sample,
        "text_length": len(inspection.text),
        "blanks": [_blank_json(b) for b in inspection.blanks],
        "claims": [_claim_json(c) for c in inspection.claims],
        "findings": [
            {"start": f.start, "end": f.end, "rule": f.rule, "severity": f.severity, "message": f.message}
            for f in inspection.findings
        ],
    }


def _blank_json(bound: BoundBlank) -> dict[str, Any]:
    blank, binding = bound.blank, bound.binding
    settled = bound.status in {"bound", "no_data"}
    return {
        "id": blank.id,
        "start": blank.start,
        "end": blank.end,
        "text": blank.text,
        "kind": blank.kind,
        "unit": blank.unit,
        "qualifier": blank.qualifier,
        "status": bound.status,
        "metric": binding.metric if binding and settled else None,
        "period": binding.period if binding else None,
        "score": binding.score if binding else None,
        "margin": binding.margin if binding else None,
        "candidates": [{"metric": c.metric, "score": c.score} for c in binding.candidates] if binding else [],
        "value": _plain(bound.reading.value) if bound.reading and settled else None,
        "shown": bound.shown,
        "reason": bound.reason,
        "warnings": list(bound.warnings),
        "by_person": bool(binding and binding.by_person),
        **_persons(binding),
        **told_json(bound.told),
        "gave_way": told_json(bound.outdone)["by_hand"] or told_json(bound.outdone)["answer"],
    }


def _claim_json(checked: CheckedClaim) -> dict[str, Any]:
    claim, binding = checked.claim, checked.binding
    settled = checked.status != "unbound"
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "value": _plain(claim.value),
        "unit": claim.unit,
        "qualifier": claim.qualifier,
        "status": checked.status,
        "metric": binding.metric if binding and settled else None,
        "period": binding.period if binding and settled else None,
        "score": binding.score if binding else None,
        "actual": checked.actual,
        "reason": checked.reason,
        "rule": checked.rule or None,
        "candidates": [{"metric": c.metric, "score": c.score} for c in binding.candidates] if binding else [],
        "by_person": bool(binding and binding.by_person),
        **_persons(binding),
        **told_json(checked.told),
    }


def _persons(binding: Binding | None) -> dict[str, str | None]:
    by_person = binding if binding and binding.by_person else None
    return {
        "confirmed_by": by_person.confirmed_by or None if by_person else None,
        "confirmed_at": by_person.confirmed_at or None if by_person else None,
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else numbers.plain(value, cut_zeros=True)
