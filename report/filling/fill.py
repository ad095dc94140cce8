"""Filling a report: the clean copy, the annotated copy and the evidence, all written or none.

A number blank is filled when its metric is settled and its reading has a text; anything else leaves it open, and an
open blank stops the fill unless a draft is asked for. Dates, names and prompts are left as they are and listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report.document import Document, DocumentError, Replacement, put, read_bytes, refuse_same_file, replaced, rewritten
from report.filling.carried import carried_on
from report.filling.evidence import workbook
from report.filling.figures import SAMPLE, TITLE, Figure, Prover, appendix, comment_text, figures, open_reason
from report.filling.fill_record import Records, record_of
from report.filling.told import told_json
from report.finding.stars import place_of, stars_in
from report.model import BoundBlank, Inspection, Span, Told
from report.word.appendix import Appendix
from report.word.comments import NO_DATE, Comment, has_ours
from report.word.layout import lay_out
from warehouse.people import now

SAMPLE_NOTE = f"所填数字来自{SAMPLE}，仅供试用，不得作为正式报告报送。"


@dataclass(frozen=True)
class OpenBlank:
    """A number blank that was not filled, and why."""

    id: int
    status: str
    reason: str


@dataclass(frozen=True)
class FillResult:
    """What a fill did. `out` is None when nothing was written."""

    file: str
    out: Path | None
    filled: int
    """Number blanks filled in the written file; 0 when nothing was written."""
    fillable: int
    """Number blanks that have a value."""
    open: tuple[OpenBlank, ...]
    left: tuple[tuple[int, str, str], ...]
    """Dates, names, prompts and damaged numbers left as they are: id, kind, text."""
    stars: tuple[tuple[int, str], ...]
    """Runs of stars that the written text still holds, of whatever kind: where in the original, and the words around."""
    warnings: tuple[tuple[int, str], ...]
    """Id of the blank and what its reader should know."""
    told: tuple[tuple[int, Told], ...]
    """Blanks filled on somebody's word and not from the data: id, and whose word."""
    notes: tuple[str, ...]
    """Of the document as a whole, and that the data are sample data."""
    build: str
    sample: bool
    annotated: Path | None = None
    evidence: Path | None = None

    @property
    def complete(self) -> bool:
        """Every number blank is filled."""
        return self.out is not None and not self.open

    def to_json(self) -> dict[str, Any]:
        """The contract's `report fill`, with what was added to it."""
        return {
            "file": self.file,
            "out": _text(self.out),
            "filled": self.filled,
            "fillable": self.fillable,
            "open": [{"id": b.id, "status": b.status, "reason": b.reason} for b in self.open],
            "left": [{"id": i, "kind": kind, "text": text} for i, kind, text in self.left],
            "stars": [{"start": start, "text": said} for start, said in self.stars],
            "warnings": [{"id": i, "message": message} for i, message in self.warnings],
            "by_hand": [{"id": i, **said} for i, told in self.told if (said := told_json(told)["by_hand"])],
            "answers": [{"id": i, **said} for i, told in self.told if (said := told_json(told)["answer"])],
            "notes": list(self.notes),
            "annotated": _text(self.annotated),
            "evidence": _text(self.evidence),
            "build": self.build,
            "sample": self.sample,
        }


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


@dataclass(frozen=True)
class _Plan:
    """What will be put where."""

    filled: dict[int, Replacement]
    open: dict[int, Replacement]
    """Open blanks as they were, to be highlighted."""
    reasons: tuple[OpenBlank, ...]
    warnings: tuple[tuple[int, str], ...]

    @property
    def replacements(self) -> list[Replacement]:
        """All of them, in the order of the text."""
        return sorted([*self.filled.values(), *self.open.values()], key=lambda r: r.start)


def fill(  # noqa: PLR0913 - the interface that command line and page share
    document: Document,
    inspection: Inspection,
    measurer: Prover,
    out: str | Path,
    *,
    annotated: str | Path | None = None,
    evidence: str | Path | None = None,
    draft: bool = False,
    records: Records | None = None,
) -> FillResult:
    """Fill a report and write it, with the annotated copy and the evidence if asked for; `records` remember what was filled.

    With an open number blank nothing is written, unless `draft`: then it stays as it was, highlighted in a .docx.
    DocumentError, a Chinese sentence, if the document has changed since its inspection or cannot be written.
    """
    if inspection.text != document.text:
        raise DocumentError(f"“{document.path.name}”在检查之后改动过。请重新检查后再填写。")
    paths = _paths(document, out, annotated, evidence)
    already = _is_annotated(document)
    if already and annotated is not None:
        raise DocumentError(f"“{document.path.name}”{_ANNOTATED}再批注一次会有两套批注、两张表。{_USE_CLEAN}")
    plan = _plan(document, inspection)
    writes = draft or not plan.reasons
    if writes:
        written = _write(document, inspection, measurer, plan, paths)
        if records:
            _remember(records, document, inspection, measurer, plan, written)
    return FillResult(
        file=str(document.path),
        out=paths["out"] if writes else None,
        filled=len(plan.filled) if writes else 0,
        fillable=len(plan.filled),
        open=plan.reasons,
        left=tuple((b.blank.id, b.blank.kind, b.blank.text) for b in inspection.blanks if b.blank.kind != "number"),
        stars=tuple((run.start, place_of(document.text, run)) for run in _stars(document, plan)),
        warnings=plan.warnings,
        told=tuple((b.blank.id, b.told) for b in inspection.number_blanks if b.told and b.blank.id in plan.filled),
        notes=(
            *([SAMPLE_NOTE] if inspection.sample else []),
            *([f"这份文件{_ANNOTATED}填好的一份里也带着。{_USE_CLEAN}"] if already else []),
            *document.warnings,
        ),
        build=inspection.build,
        sample=inspection.sample,
        annotated=paths.get("annotated") if writes else None,
        evidence=paths.get("evidence") if writes else None,
    )


_ANNOTATED = "已经是带批注的一份（有“数据来源”批注或文末的数据来源表），"
_USE_CLEAN = "请改用填好的、没有批注的一份，或原稿"


def _is_annotated(document: Document) -> bool:
    """Whether a report is an annotated copy of ours: what it says of its sources would be read, and written, twice."""
    if document.word is None:
        return False
    return has_ours(document.word.package) or re.search(rf"(?m)^{TITLE}$", document.text) is not None


def _stars(document: Document, plan: _Plan) -> list[Span]:
    markdown = document.path.suffix.lower() == ".md"
    return stars_in(document.text, ((r.start, r.end) for r in plan.filled.values()), markdown=markdown)


def _paths(
    document: Document, out: str | Path, annotated: str | Path | None, evidence: str | Path | None
) -> dict[str, Path]:
    """Where to write, checked: known suffixes, no file twice, never the original."""
    wanted = {"out": out, "annotated": annotated, "evidence": evidence}
    paths = {name: Path(path) for name, path in wanted.items() if path is not None}
    allowed = {"out": (".docx", ".txt", ".md"), "annotated": (".docx",), "evidence": (".xlsx",)}
    titles = {"out": "填好的报告", "annotated": "带批注的报告", "evidence": "数据依据"}
    for name, path in paths.items():
        if path.suffix.lower() not in allowed[name]:
            raise DocumentError(f"{titles[name]}只能写成 {'、'.join(allowed[name])} 文件，不能写成“{path.name}”。")
        refuse_same_file(path, document.path)
        if not path.parent.is_dir():
            raise DocumentError(f"没有文件夹“{path.parent}”。请先建好，或换一个位置。")
    if len({p.resolve() for p in paths.values()}) < len(paths):
        raise DocumentError("几个输出文件用了同一个名字。请各取一个名字。")
    return paths


def _plan(document: Document, inspection: Inspection) -> _Plan:
    filled: dict[int, Replacement] = {}
    still: dict[int, Replacement] = {}
    reasons: list[OpenBlank] = []
    warnings: list[tuple[int, str]] = []
    for bound in inspection.number_blanks:
        blank, reason = bound.blank, _why_open(document, bound)
        if reason is None:
            filled[blank.id] = Replacement(blank.start, blank.end, bound.shown or "")
            notes = [*bound.warnings, *document.span_warnings(blank.start, blank.end)]
            warnings += [(blank.id, note) for note in notes]
            continue
        reasons.append(OpenBlank(blank.id, bound.status or "ask", reason))
        if blank.text and document.can_hold(blank.start, blank.end):
            text = document.text[blank.start : blank.end]
            still[blank.id] = Replacement(blank.start, blank.end, text, highlight=True)
    return _Plan(filled, still, tuple(reasons), tuple(warnings))


def _why_open(document: Document, bound: BoundBlank) -> str | None:
    """Why a blank cannot be filled; None if it can."""
    if not bound.ready:
        return open_reason(bound)
    if not document.can_hold(bound.blank.start, bound.blank.end):
        if not bound.blank.text:
            return "这一格空着，里面另有控件、图片或修订，无法填写。请在 Word 中清空这一格，或写上“**”再填"
        return "空格跨了段落，无法填写。请在 Word 中把它放在同一段里"
    return None


def _write(
    document: Document, inspection: Inspection, measurer: Prover, plan: _Plan, paths: dict[str, Path]
) -> dict[Path, bytes]:
    """Make every file first, then put them all in place. Gives the reports among them."""
    made = {"out": _clean(document, plan, paths["out"])}
    if "annotated" in paths or "evidence" in paths:
        found = figures(inspection, measurer, set(plan.filled))
        if "annotated" in paths:
            made["annotated"] = _annotated(document, inspection, plan, found, paths["annotated"])
        if "evidence" in paths:
            made["evidence"] = workbook(found, inspection, measurer)
    for name, data in made.items():
        put(paths[name], data, never_over=document.path)
    return {paths[name]: data for name, data in made.items() if name != "evidence"}


def _remember(
    records: Records,
    document: Document,
    inspection: Inspection,
    measurer: Prover,
    plan: _Plan,
    written: dict[Path, bytes],
) -> None:
    """Keep what was put where, for the day the file comes back, and what earlier fills had put into the report."""
    spans, grown = [], 0
    numbers = {r.start: i for i, r in plan.filled.items()}
    for r in plan.replacements:
        start = r.start + grown
        grown += len(r.text) - (r.end - r.start)
        if r.start in numbers:
            spans.append((numbers[r.start], start, start + len(r.text)))
    plain, made_at = replaced(document.text, plan.replacements), now()
    carried = carried_on(records, document, inspection.year, plan.replacements, measurer.catalogue)
    for path, data in written.items():
        records.keep(record_of(data, path, inspection, plain, spans, made_at, carried, measurer.catalogue))


def _clean(document: Document, plan: _Plan, out: Path) -> bytes:
    """The filled report in the format of its suffix, untouched outside its blanks."""
    to_word = out.suffix.lower() == ".docx"
    if document.format == "docx" and not to_word:
        return (replaced(document.text, plan.replacements) + "\n").encode("utf-8")
    if document.format != "docx" and to_word:
        return _laid_out(document, plan, [], out)
    return rewritten(document, plan.replacements)


def _annotated(document: Document, inspection: Inspection, plan: _Plan, found: Sequence[Figure], out: Path) -> bytes:
    """The filled report as .docx with a comment on each number and the table of sources."""
    comments = [Comment(f.start, f.end, comment_text(f, inspection)) for f in found]
    table, date = appendix(found, inspection), comment_date(inspection.build)
    if document.format == "docx":
        return rewritten(document, plan.replacements, comments, appendix=table, date=date)
    return _laid_out(document, plan, comments, out, table, date)


def _laid_out(
    document: Document,
    plan: _Plan,
    comments: Sequence[Comment],
    out: Path,
    table: Appendix | None = None,
    date: str = NO_DATE,
) -> bytes:
    """A report from plain text as an official paper, its open blanks highlighted."""
    replacements = plan.replacements
    laid = lay_out(replaced(document.text, replacements), markdown=document.format == "md")
    target = read_bytes(laid.data, out)

    def moved(offset: int) -> int:
        grown = sum(len(r.text) - (r.end - r.start) for r in replacements if r.end <= offset)
        return laid.place(offset + grown)

    open_blanks = [(moved(r.start), moved(r.end)) for r in plan.open.values()]
    marked = [Replacement(s, e, target.text[s:e], highlight=True) for s, e in open_blanks if target.can_hold(s, e)]
    placed = [Comment(moved(c.start), moved(c.end), c.text) for c in comments]
    return rewritten(target, marked, placed, appendix=table, date=date)


def comment_date(build: str) -> str:
    """A build's name holds its time; comments bear that time, so that the same data give the same file."""
    found = re.search(r"(20\d\d)-?([01]\d)-?([0-3]\d)(?:[T_-]?([0-2]\d)[:-]?([0-5]\d)[:-]?([0-5]\d))?", build)
    if not found:
        return NO_DATE
    year, month, day, hour, minute, second = (part or "00" for part in found.groups())
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}"
