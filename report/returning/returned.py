"""A filled file that comes back after people worked on it: which of our numbers were changed, moved or dropped, which no
longer agree with the data, and what else was changed in the text.

What we filled is taken from the record made then. Without one, the original may be laid beside the file: then it is known
what stands in each blank now, but not what we had put there, and the result says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from metrics import numbers
from report.binding.memory import keys as keys_of
from report.check import verdict
from report.document import Document
from report.filling.fill_record import FilledFigure, Record
from report.finding.blanks import find_blanks
from report.finding.claims import decimal_in_words
from report.finding.measures import comparable, qualifier_before, tail_at, unit_fit
from report.finding.spaces import unspaced
from report.finding.surroundings import sentence_at, sentences
from report.finding.tables import in_words
from report.inspection import Measures, Reader, inspect, valued
from report.model import Binding, Blank, BoundBlank, Claim, Finding, InCell, Inspection
from report.returning.alignment import Aligned, Found, Paragraph
from report.returning.by_others import NAMES, OthersFigure, by_hand, left_open, written_anew
from report.returning.in_cells import Cells, InTable, bare, label_of
from report.returning.turned import Numeral, Said, Turn, kept, said_in, turn_of

LONGEST = 40
MOST = 6
UNTOUCHED, MOVED, REWRITTEN, TURNED, CHANGED, GONE, WRITTEN, EMPTY = (
    "untouched", "moved", "rewritten", "turned", "changed", "gone", "written", "empty",
)  # fmt: skip
WORDS = {
    UNTOUCHED: "没有动过",
    MOVED: "移了位置，数没动",
    REWRITTEN: "换了写法，数没变",
    TURNED: "数没变，话变了",
    CHANGED: "人改过",
    GONE: "句子没有了",
    WRITTEN: "已填",
    EMPTY: "仍空着",
}


@dataclass(frozen=True)
class Stated:
    """A number as it stands in a text, with the unit after it and its qualifier before."""

    text: str
    start: int
    end: int
    """Where its numeral ends."""
    claim: Claim | None
    """What it says; None for a mask."""


@dataclass(frozen=True)
class ReturnedFigure:
    """One number that we filled and what became of it."""

    id: int
    status: str
    moved: bool
    was: str
    """As we filled it, with its unit."""
    now: str | None
    """As it stands now; None if it is gone."""
    start: int | None
    end: int | None
    metric: str | None
    period: str | None
    today: str | None
    """What the data give today, as the blank would be filled; None if they give nothing."""
    agrees: bool | None
    """Whether what stands now agrees with today's data; None if that cannot be said."""
    data_moved: bool
    """Today's data give another number than the one we filled."""
    told: str
    sentence: str
    around: str
    """The words around it as we filled it, the number in 〔 〕."""
    remarks: tuple[str, ...] = ()
    turned: bool = False
    """Its sentence says another thing now."""
    would_be: str | None = None
    """Today's text with its unit and qualifier: 40余次."""

    @property
    def calls(self) -> bool:
        """Somebody should look at it."""
        return self.turned or self.status in {CHANGED, GONE, EMPTY} or self.agrees is False or self.data_moved


@dataclass(frozen=True)
class TextChange:
    """A paragraph that was edited, moved, added or removed. Numbers count paragraphs with something in them, from 1."""

    kind: str
    """edited moved added removed."""
    before: int | None
    after: int | None
    text: str
    """The paragraph, shortened; for an edited one what went and what came: `［删］…［增］…`."""
    start: int | None
    """Offset in the returned text."""


@dataclass(frozen=True)
class Returned:
    """Everything told by a file that came back."""

    file: str
    year: int
    build: str
    sample: bool
    record: Record | None
    original: str | None
    figures: tuple[ReturnedFigure, ...] = ()
    changes: tuple[TextChange, ...] = ()
    notes: tuple[str, ...] = field(default=())
    others: tuple[OthersFigure, ...] = ()
    """Numbers that we did not put there."""
    findings: tuple[Finding, ...] = ()
    """What the rules of the text say of sentences that were changed or are new."""

    @property
    def quiet(self) -> bool:
        """What was filled is known, stands untouched and agrees with today's data."""
        called = any(f.calls for f in self.figures) or any(f.calls for f in self.others) or bool(self.findings)
        return self.record is not None and not called

    @property
    def counts(self) -> dict[str, int]:
        """How many figures have each status; `disagree`, `data_moved` and those that others wrote beside."""
        counted = {status: sum(f.status == status for f in self.figures) for status in WORDS}
        counted |= {kind: sum(f.kind == kind for f in self.others) for kind in NAMES}
        disagree = sum(f.agrees is False for f in self.figures) + sum(f.agrees is False for f in self.others)
        return counted | {"disagree": disagree, "data_moved": sum(f.data_moved for f in self.figures)}

    def to_json(self) -> dict[str, Any]:
        """For `report returned --json`."""
        r = self.record
        return {
            "file": self.file, "year": self.year, "build": self.build, "sample": self.sample,
            "record": None if r is None else {
                "made": r.made_at, "file": r.name, "source": r.source, "build": r.build, "sha256": r.sha256,
                "filled": len(r.figures),
            },
            "original": self.original, "counts": self.counts,
            "figures": [_figure_json(f) for f in self.figures],
            "others": [f.to_json() for f in self.others],
            "text": [
                {"kind": c.kind, "before": c.before, "after": c.after, "text": c.text, "start": c.start}
                for c in self.changes
            ],
            "findings": [
                {"start": f.start, "end": f.end, "rule": f.rule, "severity": f.severity, "message": f.message}
                for f in self.findings
            ],
            "notes": list(self.notes),
        }  # fmt: skip


def _figure_json(figure: ReturnedFigure) -> dict[str, Any]:
    return {
        "id": figure.id, "status": figure.status, "moved": figure.moved, "from": figure.was, "to": figure.now,
        "start": figure.start, "end": figure.end, "metric": figure.metric, "period": figure.period,
        "today": figure.today, "agrees": figure.agrees, "data_moved": figure.data_moved,
        "by_hand": figure.told or None, "sentence": figure.sentence, "remarks": list(figure.remarks),
        "turned": figure.turned,
    }  # fmt: skip


_Span = tuple[int, int]


@dataclass(frozen=True)
class _Placed:
    """A number that we filled, and where it stands now."""

    filled: FilledFigure
    was: Stated
    found: Found | None
    now: Stated | None


def returned(document: Document, year: int, measurer: Measures, record: Record) -> Returned:
    """A file against the record of its filling."""
    follower = _Follower(record.text, document, measurer, record.year)
    figures = follower.all_filled(record)
    filled = [f.span for f in record.figures]
    others, findings = follower.of_others(document, year, left_open(find_blanks(record.text), filled))
    notes = [] if record.year == year else [f"这份文件是按 {record.year} 年填的，现在按 {year} 年回看"]
    whole = str(document.path), year, measurer.build, measurer.sample, record, None
    return Returned(*whole, figures, follower.text_changes(), tuple(notes), others, findings)


def unrecorded(document: Document, year: int, measurer: Measures, original: Inspection | None) -> Returned:
    """A file of whose filling nothing is known, beside the original if there is one."""
    note = "没有这份文件的填报记录：可能是在别的电脑上填的，或文字已改得认不出来"
    whole = str(document.path), year, measurer.build, measurer.sample, None
    if original is None:
        return Returned(*whole, None, notes=(f"{note}。请用 --original 指出填报前的原稿，再作比较",))
    follower = _Follower(original.text, document, measurer, original.year)
    figures = follower.all_blanks(original)
    others, findings = follower.of_others(document, year, [])
    notes = (f"{note}。已同原稿比较：只知道现在写的是什么，不知道当时填的是什么",)
    return Returned(*whole, original.file, figures, follower.text_changes(), notes, others, findings)


class _Follower:
    """Follows numbers from the old text into the new one, and remembers the spans of both for the comparison of the rest."""

    def __init__(self, old: str, document: Document, measurer: Measures, year: int) -> None:
        self.aligned = Aligned(old, document.text)
        self.reader = Reader(measurer)
        self.cells = Cells(document, year, measurer.catalogue)
        self.spans: list[tuple[_Span, _Span | None]] = []
        self.pages = document.page_numbers()

    def all_filled(self, record: Record) -> tuple[ReturnedFigure, ...]:
        """The numbers that we filled, in the order of the text; last those that were gone when the file was filled again."""
        here = sorted((f for f in record.figures if not f.text_gone), key=lambda f: f.start)
        placed = self._all_placed([(f, _label(f)) for f in here])
        known = {f.id: kept(f.said) for f in here if f.said}
        turns = self._turns(placed, record.year, known)
        gone = [self._gone(f) for f in record.figures if f.text_gone]
        return (*(self._filled(p, turns.get(p.filled.id)) for p in placed), *gone)

    def of_others(
        self, document: Document, year: int, open_blanks: Sequence[Blank]
    ) -> tuple[tuple[OthersFigure, ...], tuple[Finding, ...]]:
        """What stands now in blanks that were left open, and every new figure; and what the rules of the text say of the
        sentences that are new. Ask after the others.
        """
        whole, found = inspect(document, year, self.reader.measurer), []
        for blank in open_blanks:
            place = self.aligned.find(blank.start, blank.end)
            now = stated_at(self.aligned.new, *place.span) if place and place.span else None
            if now and now.claim:
                self.spans.append(((blank.start, blank.end), (now.start, now.end)))
                found.append(by_hand(now.start, now.end, now.text, whole.claims, self.aligned.new))
        followed = [*(span for _, span in self.spans if span), *self.pages]
        fresh = self.aligned.new_words()
        found += written_anew(self.aligned.new, fresh, whole.claims, followed)
        bounds = sentences(self.aligned.new)
        changed = {sentence_at(bounds, low) for low, _ in fresh}
        findings = tuple(f for f in whole.findings if sentence_at(bounds, f.start) in changed)
        return tuple(sorted(found, key=lambda f: f.start)), findings

    def text_changes(self) -> tuple[TextChange, ...]:
        """What changed in the text besides the numbers that were followed, and besides the numbers of pages."""
        return text_changes(self.aligned, self.spans, self.pages)

    def _all_placed(self, filled: Sequence[tuple[FilledFigure, str]]) -> list[_Placed]:
        """Each with where it stands now: in a table by what row and column say (`label`), else by the words around it."""
        in_tables = [(f, label) for f, label in filled if f.key and label]
        cells = self.cells.same([(f.key, label, f.text) for f, label in in_tables])
        found = {f.id: cell for (f, _), cell in zip(in_tables, cells, strict=True)}
        return [self._placed(f, found.get(f.id), labelled=bool(label)) for f, label in filled]

    def _placed(self, filled: FilledFigure, cell: InTable | None, *, labelled: bool) -> _Placed:
        was = stated_at(self.aligned.old, filled.start, filled.end)
        if filled.key:
            was = _in_cell(filled.text, filled.start, filled.end, filled.unit, filled.qualifier)
        elif filled.first:
            was = _written_first(filled)
        if filled.key and not labelled:
            cell = self.cells.of_old_record(filled.key)
        if cell is None and filled.key and labelled:
            self.spans.append(((was.start, was.end), None))
            return _Placed(filled, was, None, None)
        if cell is None:
            return _Placed(filled, was, *self._now(was, filled))
        now = _in_cell(cell.text, cell.start, cell.end, filled.unit, filled.qualifier)
        if cell.figure is not None:
            f = cell.figure
            now = _in_cell(f.text, f.start, f.end, f.unit, f.qualifier)
        self.spans.append(((was.start, was.end), (now.start, now.end)))
        return _Placed(filled, was, Found((now.start, now.end), False, now.start), now)

    def _turns(self, placed: Sequence[_Placed], year: int, known: Mapping[int, Said]) -> dict[int, Turn]:
        """Sentences and cells that say another thing now. `known`: what the text said with some of them when they were filled."""
        catalogue = self.reader.measurer.catalogue
        pairs = [(p.filled, p.was, p.now) for p in placed if p.now and p.now.claim and self._can_turn(p, known)]
        fresh = [_numeral(f, was) for f, was, _ in pairs if f.id not in known]
        old = {**said_in(self.aligned.old, year, catalogue, fresh), **known} if fresh else known
        new = said_in(
            self.aligned.new, year, catalogue, [_numeral(f, now, self.cells.at(now.start)) for f, _, now in pairs]
        )
        turns = {i: turn_of(old[i], new[i], catalogue) for i in new if i in old}
        return {i: turn for i, turn in turns.items() if turn}

    def _can_turn(self, placed: _Placed, known: Mapping[int, Said]) -> bool:
        """Of a cell it is known what was said, and it holds a figure now (九十八 was found by what the table says of it)."""
        if not placed.filled.key:
            return True
        return placed.filled.id in known and placed.now is not None and self.cells.at(placed.now.start) is not None

    def _gone(self, filled: FilledFigure) -> ReturnedFigure:
        """A number that was taken out before the file was filled again."""
        label = _label(filled)
        return ReturnedFigure(
            filled.id, GONE, moved=False, was=filled.first, now=None, start=None, end=None, metric=filled.metric,
            period=filled.period, today=None, agrees=None, data_moved=False, told=filled.told, sentence=label,
            around=f"{label}〔{filled.first}〕", remarks=("再次填报之前就已删去",),
        )  # fmt: skip

    def _filled(self, placed: _Placed, turn: Turn | None) -> ReturnedFigure:
        """A number that we filled."""
        filled, was, found, now = placed.filled, placed.was, placed.found, placed.now
        moved = found is not None and found.moved
        status = GONE if found is None else _status(was, now, moved=moved)
        meant = _turned(filled, turn) if turn else filled
        today, agrees, remarks = self._against_data(meant, now)
        if turn:
            agrees = None if turn.of_the_head and agrees else agrees
            remarks.insert(0, turn.remark)
            status = TURNED if status in {UNTOUCHED, MOVED, REWRITTEN} else status
        label = _label(filled)
        if found is None and label:
            remarks.append("表里没有这样的行名、栏名了")
        if found is not None and now is None:
            remarks.append("数字被删去，句子还在")
        if filled.key and found is not None and now and now.claim is None:
            remarks.append(f"这一格现在{f'写的是“{now.text}”' if now.text else '空着'}")
        if filled.told:
            remarks.append(f"{filled.told}{'；现已有数据' if today else ''}")
        return self._figure(
            filled, status, was, now, moved=moved, metric=filled.metric, period=filled.period,
            today=today, agrees=agrees, data_moved=not turn and today is not None and today != filled.text,
            told=filled.told, remarks=tuple(remarks), turned=turn is not None, label=label,
        )  # fmt: skip

    def all_blanks(self, original: Inspection) -> tuple[ReturnedFigure, ...]:
        """The blanks of the original, of which we do not know what was put there."""
        bounds = sorted(original.number_blanks, key=lambda b: b.blank.start)
        keys = keys_of(original.text, original.figures, year=original.year)
        key_of = {id(f): key for f, (key, _) in zip(original.figures, keys, strict=True)}
        asked = [_asked(b, key_of[id(b.blank)] if b.blank.cell else "") for b in bounds]
        labels = [label_of(b.blank.cell) if b.blank.cell else "" for b in bounds]
        placed = self._all_placed([*zip(asked, labels, strict=True)])
        numerals = [
            Numeral(a.id, a.start, a.end, a.unit, a.qualifier, b.blank.cell) for a, b in zip(asked, bounds, strict=True)
        ]
        known = said_in(original.text, original.year, self.reader.measurer.catalogue, numerals)
        turns = self._turns([p for p in placed if p.filled.metric], original.year, known)
        return tuple(self._blank(p, turns.get(p.filled.id)) for p in placed)

    def _blank(self, placed: _Placed, turn: Turn | None) -> ReturnedFigure:
        asked, was, found, now = placed.filled, placed.was, placed.found, placed.now
        moved = found is not None and found.moved
        status = GONE if found is None else EMPTY if now is None or now.claim is None else WRITTEN
        today, agrees, remarks = self._against_data(_turned(asked, turn) if turn else asked, now)
        return self._figure(
            asked, status, was, now, moved=moved, metric=asked.metric, period=asked.period, today=today,
            agrees=agrees, data_moved=False, told="", remarks=(*([turn.remark] if turn else []), *remarks),
            turned=turn is not None,
        )  # fmt: skip

    def _now(self, was: Stated, filled: FilledFigure) -> tuple[Found | None, Stated | None]:
        """Where a number stands now, by the words around it."""
        found = self.aligned.find(filled.start, filled.end) or None
        now = stated_at(self.aligned.new, *found.span) if found and found.span else None
        self.spans.append(((was.start, was.end), (now.start, now.end) if now else None))
        return found, now

    def _figure(
        self, filled: FilledFigure, status: str, was: Stated, now: Stated | None, *, label: str = "", **more: Any
    ) -> ReturnedFigure:
        old, today = self.aligned.old, more["today"]
        low = max(old.rfind(sign, 0, was.start) for sign in "。；\n") + 1
        high = min((at for sign in "。；\n" if (at := old.find(sign, was.end)) >= 0), default=len(old))
        return ReturnedFigure(
            id=filled.id, status=status, would_be=today and was.text.replace(filled.text, today, 1), was=was.text, now=now.text if now else None, start=now.start if now else None,
            end=now.end if now else None, sentence=label or old[low:high].strip(),
            around=f"{bare(label)}〔{was.text}〕" if label else _around(old, (low, was.start), (was.end, high)), **more,
        )  # fmt: skip

    def _against_data(self, filled: FilledFigure, now: Stated | None) -> tuple[str | None, bool | None, list[str]]:
        """What the data give for the blank today, whether what stands now agrees with them, and what is wrong if not."""
        catalogue = self.reader.measurer.catalogue
        if not filled.metric or not filled.period:
            return None, None, []
        if filled.metric not in catalogue:
            return None, None, [f"指标“{filled.metric}”已不在目录中"]
        binding = Binding("bound", filled.metric, filled.period, 1.0, 1.0, ())
        blank = Blank(filled.start, filled.end, filled.id, filled.text, "number", filled.unit, filled.qualifier)
        bound = valued(blank, binding, self.reader)
        if bound.reading is None or bound.reading.value is None:
            return None, None, [bound.reason] if bound.reason else []
        today = bound.shown
        if now is None or now.claim is None:
            return today, None, []
        if _same_value(now, today, filled):
            return today, True, []
        checked = verdict(now.claim, binding, bound.reading)
        return today, checked.status == "match", [checked.reason] if checked.reason else []


def _asked(bound: BoundBlank, key: str) -> FilledFigure:
    """A blank of the original as if it had been filled."""
    blank, binding = bound.blank, bound.binding
    settled = binding if binding and bound.status in {"bound", "no_data"} else None
    metric, period = (settled.metric, settled.period) if settled else (None, None)
    span = blank.start, blank.end
    return FilledFigure(blank.id, *span, blank.text, blank.unit, blank.qualifier, metric, period, key=key)


def _turned(filled: FilledFigure, turn: Turn) -> FilledFigure:
    """The figure with what its sentence says now."""
    said = turn.said
    return replace(filled, metric=said.metric if said else None, period=said.period if said else None)


def _numeral(filled: FilledFigure, stated: Stated, cell: InCell | None = None) -> Numeral:
    claim = stated.claim
    unit, qualifier = (claim.unit, claim.qualifier) if claim and claim.unit else (filled.unit, filled.qualifier)
    return Numeral(filled.id, stated.start, stated.end, unit, qualifier, cell)


def _label(filled: FilledFigure) -> str:
    """What the table said of a figure when it was filled; empty if it stands in none, or if an old record does not say."""
    return str(filled.said["label"]) if filled.said else ""


def _written_first(filled: FilledFigure) -> Stated:
    """A number of an earlier fill as it was written then, at the place where it, or what was made of it, stands in this text."""
    at = filled.first.find(filled.text)
    first = stated_at(filled.first, at, at + len(filled.text)) if at >= 0 else Stated(filled.first, 0, 0, None)
    return replace(first, start=filled.start, end=filled.end)


def _in_cell(written: str, start: int, end: int, unit: str | None, qualifier: str | None) -> Stated:
    """A number whose unit its cell or row, column and heading say, without that unit. A mask has no claim."""
    number = re.match(r"[-−]?[\d０-９][\d０-９,，.．]*", written)
    if number is None:
        value = _in_words(written)
        claim = None if value is None else Claim(start, end, 0, written, value, unit, qualifier)
        return Stated(written, start, end, claim)
    end = start + number.end()
    value = numbers.parse_numeral(unicodedata.normalize("NFKC", number[0]))
    return Stated(number[0], start, end, Claim(start, end, 0, number[0], value, unit, qualifier))


def _in_words(written: str) -> Decimal | None:
    """九十八 alone in a cell."""
    if not in_words(written):
        return None
    try:
        return decimal_in_words(written) if "点" in written else numbers.parse_numeral(written)
    except ValueError:
        return None


def _around(text: str, before: _Span, after: _Span) -> str:
    left, right = max(before[0], before[1] - 16), min(after[1], after[0] + 10)
    return f"{text[left : before[1]].strip()}〔{text[before[1] : after[0]]}〕{text[after[0] : right].strip()}"


def _same_value(now: Stated, today: str | None, filled: FilledFigure) -> bool:
    """It says what the blank would be filled with today."""
    claim = now.claim
    return (
        claim is not None
        and today is not None
        and claim.value == numbers.parse_numeral(today)
        and (claim.unit, claim.qualifier) == (filled.unit, filled.qualifier)
    )


def _status(was: Stated, now: Stated | None, *, moved: bool) -> str:
    if now is None or now.claim is None or was.claim is None:
        return CHANGED
    a, b = was.claim, now.claim
    if b.span_to is not None:
        return CHANGED
    if (a.value, a.unit, a.qualifier) == (b.value, b.unit, b.qualifier):
        same = unicodedata.normalize("NFKC", was.text) == unicodedata.normalize("NFKC", now.text)
        return (MOVED if moved else UNTOUCHED) if same else REWRITTEN
    if a.qualifier == b.qualifier and a.unit and b.unit and unit_fit(b.unit, a.unit):
        return REWRITTEN if numbers.convert(b.value, comparable(b.unit, a.unit), a.unit) == a.value else CHANGED
    return CHANGED


def stated_at(text: str, start: int, end: int) -> Stated:
    """The number whose numeral stands at a span, with its unit and qualifier."""
    if start > 1 and text[start - 1] in "-−" and not text[start - 2].isdigit():
        start -= 1
    tail = tail_at(text, end)
    if tail is None and (other := _RANGE.match(text, end)):
        return _range_at(text, start, end, other)
    qualifier, _ = qualifier_before(text, start)
    qualifier = (tail.qualifier if tail else None) or qualifier
    until = tail.end if tail and "\n" not in text[end : tail.end] else end
    written = unspaced(text[start:until])
    before = {"余": "", "超": "超", "近": "近", "约": "约", "不足": "不足"}.get(qualifier or "", "")
    shown = written if tail and tail.qualifier else before + written
    try:
        value = decimal_in_words(text[start:end]) if "点" in text[start:end] else numbers.parse_numeral(text[start:end])
    except ValueError:
        return Stated(shown, start, end, None)
    return Stated(shown, start, end, Claim(start, until, 0, written, value, tail.unit if tail else None, qualifier))


_RANGE = re.compile(r"\s*(?:[-—–―~～]{1,2}|至|到)\s*(?P<other>\d+(?:[,，]\d{3})*(?:[.．]\d+)?)")


def _range_at(text: str, start: int, end: int, other: re.Match[str]) -> Stated:
    """330至340次: what was made of a number is a range, whose unit stands behind its other end."""
    tail = tail_at(text, other.end())
    until = tail.end if tail and "\n" not in text[end : tail.end] else other.end()
    written = unspaced(text[start:until])
    try:
        low, high = numbers.parse_numeral(text[start:end]), numbers.parse_numeral(other["other"])
    except ValueError:
        return Stated(written, start, end, None)
    return Stated(
        written, start, until, Claim(start, until, 0, written, low, tail.unit if tail else None, span_to=high)
    )


def text_changes(
    aligned: Aligned, spans: Sequence[tuple[_Span, _Span | None]], pages: Sequence[_Span] = ()
) -> tuple[TextChange, ...]:
    """What changed in the text besides the numbers that were followed, in the order of the new text.

    `pages`: numbers of pages in headers and footers, which every program writes anew.
    """
    before, after, pairs = aligned.before, aligned.after, aligned.paired
    footers = {j for j, p in enumerate(after) if any(p.start <= start < p.end for start, _ in pages)}
    gone = [i for i in pairs.removed if not (pages and _OF_A_PAGE.fullmatch(before[i].text))]
    found = [TextChange("removed", before[i].number, None, _short(before[i].text), None) for i in gone]
    came = [j for j in pairs.added if j not in footers]
    found += [TextChange("added", None, after[j].number, _whole(after[j].text), after[j].start) for j in came]
    ours, theirs = [a for a, _ in spans], [b for _, b in spans if b]
    for i, j in pairs.pairs.items():
        one, other = before[i], after[j]
        if j in footers and _numberless(one.text) == _numberless(other.text):
            continue
        if i in pairs.moved:
            found.append(TextChange("moved", one.number, other.number, _short(other.text), other.start))
        a, b = _without(aligned.old, one, ours), _without(aligned.new, other, theirs)
        if a != b:
            found.append(TextChange("edited", one.number, other.number, _difference(a, b), other.start))
    return tuple(sorted(found, key=lambda c: (c.after or c.before or 0, c.kind)))


_OF_A_PAGE = re.compile(r"[-—–\s·]*第?\s*\d{1,4}\s*页?[,，/\s]*(?:共\s*\d{1,4}\s*页)?[-—–\s·]*")


def _numberless(text: str) -> str:
    return re.sub(r"[\d\s]", "", text)


def _without(text: str, paragraph: Paragraph, spans: Sequence[_Span]) -> str:
    """A paragraph without spaces, the numbers that were followed left out."""
    pieces, at = [], paragraph.start
    for start, end in sorted(s for s in spans if paragraph.start <= s[0] < paragraph.end):
        pieces += [text[at:start], "□"]
        at = max(at, end)
    whole = "".join([*pieces, text[at : paragraph.end]])
    return _CHINESE_MARKS.sub(lambda m: _MARKS[m[0]], unspaced(unicodedata.normalize("NFKC", whole)))


_MARKS = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_CHINESE_MARKS = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;!?()]")
"""One form of each mark, that of Chinese text; not inside 1,234 or 9:30."""


def _difference(one: str, other: str) -> str:
    """What went and what came: `［删］…　［增］…`, as far as there is room."""
    told = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            told.append(f"［删］{_short(one[i1:i2])}" if i2 > i1 else "")
            told.append(f"［增］{_whole(other[j1:j2])}" if j2 > j1 else "")
    listed = [t for t in told if t]
    return "　".join(listed[:MOST]) + (f"　等 {len(listed)} 处" if len(listed) > MOST else "")


def _short(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]}…"


def _whole(text: str) -> str:
    """What people wrote is shown whole: it may hold numbers."""
    return " ".join(text.split())
