"""A blank that no metric answers becomes a question to a department: a one-row sheet to fill in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from metrics import numbers, periods
from report.finding.surroundings import sentence_at, sentences, split_clauses
from report.model import Blank, BoundBlank, CheckedClaim, Claim, Inspection
from warehouse.question_sheet import Question

HERE = "【？】"
LONGEST = 20


class NoQuestionError(ValueError):
    """A figure that need not be asked for; its text is one Chinese sentence."""


def question(inspection: Inspection, item: BoundBlank | CheckedClaim, department: str) -> Question:
    """The question for one figure. NoQuestionError if the data answer it, or would if they were all in."""
    to = " ".join(department.split())
    if not re.search(r"[^\W\d_]", to) or len(to) > LONGEST:
        raise NoQuestionError(f"没有写明问哪个科室（{LONGEST} 字以内），如 --to 人事教育股。")
    if item.status in {"bound", "match", "mismatch"}:
        raise NoQuestionError("这一处已有数据，不必再问科室。数据不对，请责任科室更正来源文件。")
    if item.status == "no_data" and item.reading is not None:
        name, owed = item.reading.metric.name, item.reading.to_fill
        raise NoQuestionError(f"这一处是“{name}”，只是数据没有到齐{owed}。请科室报送数据文件，不必单独提问。")
    figure = item.blank if isinstance(item, BoundBlank) else item.claim
    unit = figure.unit
    if not unit:
        raise NoQuestionError("这一处没有单位，问不清楚。请先在报告里写上单位。")
    text, figure_key = inspection.text, inspection.place_of(figure)[0]
    if figure.cell:
        text = figure.cell.text
        written = text[figure.cell.start : figure.cell.end]
        figure = replace(figure, start=figure.cell.start, end=figure.cell.end, text=written, cell=None)
    low, high = sentence_at(sentences(text), figure.start)
    end = figure.end if isinstance(figure, Blank) else figure.start + _numeral(figure)
    clause = next((c for c in split_clauses(text, low, high) if c[0] <= figure.start < c[1]), (low, high))
    return Question(
        key=figure_key, year=inspection.year, sample=inspection.sample,
        sentence=_marked(text, (low, high), (figure.start, end)), asked=_marked(text, clause, (figure.start, end)),
        period=_period(inspection, item), unit=unit, whole=numbers.counted(unit), department=to,
        report=Path(inspection.file).name,
    )  # fmt: skip


def _numeral(claim: Claim) -> int:
    """Characters of a claim's numeral, before its unit."""
    return len(claim.text) - len(claim.unit or "") if claim.text.endswith(claim.unit or "") else len(claim.text)


def _marked(text: str, span: tuple[int, int], figure: tuple[int, int]) -> str:
    before, after = text[span[0] : figure[0]], text[figure[1] : span[1]]
    return re.sub(r"\s+", " ", f"{before}{HERE}{after}").strip()


def _period(inspection: Inspection, item: BoundBlank | CheckedClaim) -> str:
    said = item.binding.period if item.binding else None
    return periods.parse(said).chinese if said else f"{inspection.year}年"
