"""Each number of a filled report with what stands behind it: for comments, for the appendix and for the evidence file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from metrics import numbers
from metrics.model import Metric, Reading, SourceRows
from metrics.periods import Period
from report.finding.measures import tail_at
from report.model import Binding, Blank, BoundBlank, CheckedClaim, Claim, Inspection, Told
from report.word.appendix import Appendix

SAMPLE = "演示数据，不是真实业务数据"
TITLE = "附：数据来源表"
MOST_SOURCES = 8
"""Source files named in one comment; the appendix and the evidence file name them all."""
MOST_RANGES = 12
"""Ranges of rows listed for one file; the evidence file lists them all."""
VERDICTS = {"match": "与数据相符", "mismatch": "与数据不符", "no_data": "数据不全，无法核对", "unbound": "未能对应指标"}


class RowTable(Protocol):
    """Rows of the sources, as a page or sheet shows them: persons left out, taxpayer numbers masked."""

    @property
    def columns(self) -> Sequence[str]:
        """Headings."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """The rows listed."""
        ...

    @property
    def total(self) -> int:
        """How many there are in all."""
        ...


class Prover(Protocol):
    """What proves a reading; `metrics.measure.Measurer` does."""

    @property
    def catalogue(self) -> Mapping[str, Metric]:
        """Metrics by key."""
        ...

    def sources_of(self, readings: Sequence[Reading]) -> list[list[SourceRows]]:
        """Files, sheets and rows counted in each."""
        ...

    def rows(self, reading: Reading, limit: int = 200) -> RowTable:
        """The rows themselves."""
        ...

    def sql(self, key: str, period: Period, by: str | None = None) -> str:
        """The query."""
        ...


@dataclass(frozen=True)
class Figure:
    """One number of the text. Offsets are those of the document as read; `end` includes the unit."""

    number: int
    """Place in the text, from 1."""
    id: int
    kind: str
    """填入 (a blank) or 原有 (a figure already stated)."""
    start: int
    end: int
    shown: str
    """As it stands in the finished text, with its unit: `260余次`."""
    sentence: str
    reading: Reading | None
    binding: Binding | None
    state: str
    """已填, 未填：…, or the verdict on a stated figure."""
    remarks: tuple[str, ...]
    sources: tuple[SourceRows, ...]
    told: Told | None = None
    """Whose word it rests on, where it does not rest on data."""

    @property
    def metric(self) -> Metric | None:
        """Its metric, if it has a reading."""
        return self.reading.metric if self.reading else None


def exact_value(reading: Reading | None) -> str:
    """The value before rounding, in the stored unit, with the division it came from."""
    if reading is None:
        return ""
    if reading.value is None:
        return reading.to_fill
    value, unit = reading.value, reading.metric.unit
    long = value != numbers.rounded(value, 6)
    text = numbers.plain(numbers.rounded(value, 6) if long else value, cut_zeros=True) + unit
    return f"{text}（{division(reading)}）" if division(reading) else text


def division(reading: Reading) -> str:
    """`1234 ÷ 2993` for a ratio or mean, else nothing."""
    if reading.numerator is None or reading.denominator is None:
        return ""
    return f"{_plain(reading.numerator)} ÷ {_plain(reading.denominator)}"


def _plain(value: Decimal) -> str:
    return numbers.plain(value, cut_zeros=True)


def definition(metric: Metric) -> str:
    """口径, with the basis of a rate or daily average."""
    return (
        f"{metric.meaning}（{metric.basis}）" if metric.basis and metric.basis not in metric.meaning else metric.meaning
    )


def source_lines(sources: Sequence[SourceRows], most: int = MOST_RANGES) -> list[str]:
    """A line a file: `2022.xlsx“12月”第 5-211 行（收入核算股）`, `2022.xlsx（收入核算股）：“1月”至“12月”各第 4-324 行`.

    `most`: ranges of rows given for a file; of more it is said how many rows there are, and where they are listed.
    """
    lines = []
    for (file, department), group in groupby(sources, key=lambda s: (s.file, s.department)):
        sheets = [*group]
        runs = [[*run] for _, run in groupby(sheets, key=lambda s: s.rows)]
        told = _rows_of_file(runs, most)
        several = len(runs) > 1 or len(runs[0]) > 1
        lines.append(f"{file}（{department}）：{told}" if several else f"{file}{told}（{department}）")
    return lines


def _rows_of_file(runs: Sequence[Sequence[SourceRows]], most: int) -> str:
    """As many ranges of its sheets as there is room for."""
    told: list[str] = []
    left = most
    for run in runs:
        ranges = run[0].rows.split(",")
        if left > 0:
            told.append(_rows_of(run, ranges[:left]))
        left -= len(ranges)
    if left >= 0:
        return "；".join(told)
    rows = sum(s.count for run in runs for s in run)
    return f"{'；'.join(told).removesuffix(' 行')} 等 {rows} 行，见依据清单"


def _rows_of(sheets: Sequence[SourceRows], ranges: Sequence[str]) -> str:
    """`“1月”至“12月”各第 4-324 行`: sheets that follow one another with the same rows."""
    names = [f"“{s.sheet}”" for s in sheets if s.sheet]
    named = f"{names[0]}至{names[-1]}" if len(names) > 2 else "".join(names)
    return f"{named}{'各' if len(sheets) > 1 else ''}第 {'、'.join(ranges)} 行"


def end_with_unit(text: str, end: int, unit: str | None) -> int:
    """Where a number's unit ends: `**余次` → after 次. The end itself if the unit does not follow."""
    if not unit:
        return end
    for at in range(end + 1, min(end + len(unit) + 8, len(text)) + 1):
        following = text[end:at]
        if "\n" in following:
            return end
        if numbers.canonical_unit(re.sub(r"[余多来]", "", following)) == unit:
            return at
    return end


def figures(inspection: Inspection, prover: Prover, filled: set[int]) -> list[Figure]:
    """Every number blank, and every stated figure with a metric, in the order of the text. `filled`: ids of blanks filled."""
    final = _Final(inspection, filled)
    found: list[BoundBlank | CheckedClaim] = [
        b for b in inspection.number_blanks if b.blank.end > b.blank.start or b.blank.cell
    ]
    found += [c for c in inspection.claims if c.reading is not None or c.told is not None]
    found.sort(key=lambda f: f.blank.start if isinstance(f, BoundBlank) else f.claim.start)
    measured = {n: f.reading for n, f in enumerate(found, 1) if f.reading is not None and f.reading.value is not None}
    behind = dict(zip(measured, prover.sources_of(list(measured.values())), strict=True))
    return [_figure(item, number, final, tuple(behind.get(number, ()))) for number, item in enumerate(found, 1)]


def _figure(item: BoundBlank | CheckedClaim, number: int, final: _Final, sources: tuple[SourceRows, ...]) -> Figure:
    span: Blank | Claim
    remarks: tuple[str, ...]
    if isinstance(item, BoundBlank):
        span, kind, identity, unit, remarks = item.blank, "填入", item.blank.id, item.blank.unit, item.warnings
        filled = f"已填（{item.told.mark}）" if item.told else "已填"
        state = filled if identity in final.filled else f"未填：{open_reason(item)}"
    else:
        span, kind, identity, unit, remarks = item.claim, "原有", item.claim.id, None, ()
        state = VERDICTS.get(item.status, item.status)
        if item.status == "mismatch" and item.actual:
            state += f"，据数据应为 {item.actual}"
        remarks = (item.reason,) if item.reason and item.status != "match" else ()
    end = span.end if span.cell else end_with_unit(final.text, span.end, unit)
    shown, sentence = final.between(span.start, end), final.sentence(span.start, end)
    if span.cell:  # the unit and what is counted stand in other cells
        told = span.cell.text[: span.cell.start]
        if span.unit and not tail_at(shown, 0) and not shown.endswith(span.unit):
            shown = f"{shown}{span.unit}"
        sentence = f"{told}{shown}"
    return Figure(
        number, identity, kind, span.start, end, shown, sentence,
        item.reading, item.binding, state, remarks, sources, item.told,
    )  # fmt: skip


def open_reason(item: BoundBlank) -> str:
    """Why a blank is not filled, in words."""
    if item.reason:
        return item.reason
    if item.reading is not None and item.reading.value is None:
        return item.reading.to_fill
    return {"ask": "有几个指标都像，请人工选定", "no_metric": "没有对应的指标"}.get(item.status or "", "没有可填的数")


class _Final:
    """The text as it will read once filled, asked by the offsets of the text as it was."""

    def __init__(self, inspection: Inspection, filled: set[int]) -> None:
        self.text = inspection.text
        self.filled = filled
        self.values = [
            (b.blank.start, b.blank.end, b.shown or "")
            for b in sorted(inspection.number_blanks, key=lambda b: b.blank.start)
            if b.blank.id in filled
        ]

    def between(self, start: int, end: int) -> str:
        """What stands between two offsets once filled."""
        out, at = [], start
        for first, last, value in self.values:
            if first >= start and last <= end:
                out += [self.text[at:first], value]
                at = last
        return "".join([*out, self.text[at:end]])

    def sentence(self, start: int, end: int) -> str:
        """The sentence around a span, once filled."""
        before = max(self.text.rfind(sign, 0, start) for sign in "。；！？\n\r") + 1
        ends = [at for sign in "。；！？\n\r" if (at := self.text.find(sign, end)) >= 0]
        after = min(ends, default=len(self.text))
        return self.between(before, after).strip()


def comment_text(figure: Figure, inspection: Inspection) -> str:
    """What the comment on a number says, a line a fact."""
    lines = [f"【{SAMPLE}】"] if inspection.sample else []
    reading, metric = figure.reading, figure.metric
    if figure.told is not None:
        lines += _told_lines(figure, figure.told)
    if reading is None or metric is None:
        return "\n".join([*lines, *([] if figure.state.startswith("已填") else [figure.state])])
    if not figure.state.startswith("已填"):
        lines.append(figure.state)
    lines += [
        f"指标：{metric.name}",
        f"口径：{definition(metric)}",
        f"期间：{reading.period.chinese}",
        f"取整前的值：{exact_value(reading)}",
    ]
    lines += [f"提示：{remark}" for remark in figure.remarks]
    sources = source_lines(figure.sources)
    lines += [f"来源：{source}" for source in sources[:MOST_SOURCES]]
    if len(sources) > MOST_SOURCES:
        lines.append(f"来源共 {len(sources)} 份文件，其余见文末数据来源表")
    lines.append(f"数据版本：{reading.build}")
    if figure.binding is not None:
        lines.append(f"指标对应：{confirmation(figure.binding)}")
    return "\n".join(lines)


def _told_lines(figure: Figure, told: Told) -> list[str]:
    """That a figure rests on somebody's word, whose, and what was said."""
    said = f"{_plain(told.value)}{told.unit or ''}"
    if told.source:
        lines = [
            f"【{told.mark}】这个数是科室书面答复的，不是从数据算出的",
            f"答复科室：{told.word_of}",
            f"答复表：{told.source}",
        ]
    else:
        lines = [f"【{told.mark}】这个数是人工填入的，不是从数据算出的", f"据谁所说：{told.word_of}"]
    lines += [f"填报人：{told.by}", f"填报时间：{when(told.at)}", f"所填的值：{said}"]
    return [*lines, *([f"备注：{told.note}"] if told.note else [])]


def confirmation(binding: Binding) -> str:
    """Who says that a figure means its metric, and since when."""
    if not binding.by_person:
        return "程序自动对应，未经人工确认"
    if not binding.confirmed_by:
        return "人工选定"
    return f"人工选定，确认人：{binding.confirmed_by}（{when(binding.confirmed_at)}）"


def when(at: str) -> str:
    """`2023-01-05 09:30`."""
    return at.replace("T", " ")[:16]


def appendix(found: Sequence[Figure], inspection: Inspection) -> Appendix:
    """数据来源表, for readers of the printed copy."""
    rows, below = [], []
    for figure in found:
        reading, metric = figure.reading, figure.metric
        told = figure.told
        if reading is None or metric is None:
            said = (f"{_plain(told.value)}{told.unit or ''}", "", "") if told else ("", "", "")
            rows.append((str(figure.number), figure.shown, figure.state, *said))
            below.append(told.account if told else "")
            continue
        shown = figure.shown if figure.state in ("已填", VERDICTS["match"]) else f"{figure.shown}\n（{figure.state}）"
        sources = "\n".join(source_lines(figure.sources)) or (told.account if told else metric.owner)
        value, period = exact_value(reading).replace("（", "\n（"), reading.period.chinese
        rows.append((str(figure.number), shown, metric.name, value, period, definition(metric)))
        below.append(sources)
    remarks = [f"【{SAMPLE}】"] if inspection.sample else []
    remarks.append(f"数据版本 {inspection.build}；精确值为取整前的值；每个数的下一行是来源文件、行号和科室。")
    headings = ("序号", "正文所示", "指标", "精确值", "期间", "口径")
    return Appendix(TITLE, tuple(remarks), headings, tuple(rows), _WIDTHS, tuple(below))


_WIDTHS = (5, 13, 19, 19, 9, 35)
