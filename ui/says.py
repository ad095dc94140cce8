"""报告怎么说: the sentences of the current report on a subject, their figures with verdicts, and what the wordy ones rest on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import streamlit as st

from metrics.periods import year_period
from report.model import Inspection
from ui import reports, wording
from ui.markup import block_title, esc, literal, pill, show
from ui.reports import Item
from ui.view import View

_PHRASES = Path(__file__).with_name("phrases.toml")


def block(view: View, *subjects: str) -> None:
    """The block for a subject page; nothing is shown for a report that says nothing of it."""
    with st.container(border=True):
        block_title("报告怎么说")
        found = reports.current(view)
        if found is None:
            show('<p class="block-lead">还没有报告。把报告放进“报告”文件夹，或到“填报导出”页上传。</p>')
            return
        warning = reports.of_another_year(found)
        if warning:
            show(f'<p class="block-lead">{pill("年度不同", "open")} {esc(warning)}</p>')
        if not view.whole_year:
            show(
                f'<p class="block-lead">报告按 {found.year} 年全年的数核对，与上面{esc(view.span.chinese)}的数不是一个期间。</p>'
            )
        listed = reports.items(found)
        shown = _spans(found, listed, subjects)
        rests = phrases(found.text, subjects)
        spans = sorted({*shown, *rests})
        if not spans:
            show('<p class="block-lead">现有报告没有说到这一项。</p>')
        for start, end in spans:
            show(_says(view, found, (start, end), shown.get((start, end), []), rests.get((start, end), [])))
        show(
            f'<p class="src"><span>{literal(Path(found.file).name)}</span><span>报告按 {found.year} 年全年核对</span></p>'
        )
        st.page_link(
            "pages/narrative.py", label="到“报告对照”逐处查看", icon=":material/arrow_forward:",
            query_params=reports.query(view, found),
        )  # fmt: skip


def _spans(found: Inspection, listed: Sequence[Item], subjects: Iterable[str]) -> dict[tuple[int, int], list[Item]]:
    wanted = set(subjects)
    spans: dict[tuple[int, int], list[Item]] = {}
    for item in listed:
        if item.subject in wanted:
            spans.setdefault(reports.sentence_around(found.text, item.start, item.end), []).append(item)
    return spans


def phrases(text: str, subjects: Iterable[str]) -> dict[tuple[int, int], list[str]]:
    """Sentences that claim without a number, with the metrics they rest on."""
    data = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    spans: dict[tuple[int, int], list[str]] = {}
    for subject in subjects:
        for phrase, keys in data.get(subject, {}).items():
            at = text.find(phrase)
            if at >= 0:
                known = spans.setdefault(reports.sentence_around(text, at, at + len(phrase)), [])
                known.extend(k for k in keys if k not in known)
    return spans


def _says(view: View, found: Inspection, span: tuple[int, int], marked: Sequence[Item], keys: Sequence[str]) -> str:
    quote = _quote(found.text, span, marked)
    lines = []
    for item in marked:
        lines.append(_verdict(item, found.year))
    year = year_period(found.year)  # of the whole year, as the report speaks, whatever months the page shows
    told = [view.read(k, year) for k in keys if k in view.figures.catalogue]
    if told:
        basis = "，".join(f"{esc(r.metric.name)} {wording.figure(r)}" for r in told)
        lines.append(f"文字所凭：{basis}")
    return f'<div class="says"><p class="quote">{quote}</p><p class="rests">{"<br>".join(lines)}</p></div>'


def _quote(text: str, span: tuple[int, int], marked: Sequence[Item]) -> str:
    at, pieces = span[0], []
    for item in sorted(marked, key=lambda i: i.start):
        if item.start < at:
            continue
        pieces.append(esc(text[at : item.start]))
        pieces.append(f'<span class="mark {_css(item)}">{esc(item.text)}</span>')
        at = item.end
    pieces.append(esc(text[at : span[1]]))
    return "".join(pieces).strip()


def _css(item: Item) -> str:
    return "open" if item.state == "ask" else item.state


def _verdict(item: Item, year: int) -> str:
    label = pill(item.word, _css(item))
    if item.reading is None:
        return f"{label} {esc(item.reason)}"
    period = "" if item.reading.period == year_period(year) else f"{esc(item.reading.period.chinese)} "
    told = f"{period}{esc(item.reading.metric.name)} {wording.figure(item.reading)}"
    return f"{label} {told}" + (f"，{esc(item.reason)}" if item.reason and item.state not in {"filled", "open"} else "")
