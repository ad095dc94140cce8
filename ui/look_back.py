"""回看改过的稿: a filled report that comes back; what became of each number, and what else was changed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import streamlit as st

from report.binding.memory import Memory
from report.document import Document, read, read_bytes
from report.filling.fill_record import Record, Records, shared
from report.inspection import inspect
from report.returning.by_others import NAMES, OthersFigure
from report.returning.returned import (
    CHANGED,
    EMPTY,
    GONE,
    TURNED,
    Returned,
    ReturnedFigure,
    TextChange,
    returned,
    unrecorded,
)
from report.returning.returned_words import KINDS, fate, place, summary, told_of
from ui import reports, tables
from ui.markup import esc, notice, pill, show
from ui.tables import Html
from ui.view import View

_HEADINGS = ["序号", "所在句子", "填的", "现在", "情况", "与数据", ""]
_SURE = 0.7
"""Part of the paragraphs from which nobody need be asked which filling a file comes from."""
_MOST = 8
_NONE_OF_THEM = "不是填报的稿，只同原报告比较"


def expander(view: View) -> None:
    """The file that came back, brought along; its numbers and its text."""
    with st.expander("回看改过的稿", icon=":material/history_edu:"):
        show(
            '<p class="block-lead">填好的报告发出去，别人改过以后，把改过的文件放到这里：哪些数被改、哪些与今天的数据不合、'
            "哪些文字动过，逐处列出。文件只在这次访问中使用。</p>"
        )
        came = st.file_uploader("改过的报告", type=["docx", "txt", "md"], key="came_back", max_upload_size=50)
        if came is not None:
            _show(view, read_bytes(came.getvalue(), Path(came.name)))


def _show(view: View, document: Document) -> None:
    records = Records(view.places.fills)
    exact = records.exactly(document.data)
    record, settled = (exact, True) if exact else _likely(records, document, view.year)
    if not settled:
        return
    found = returned(document, view.year, view.figures, record) if record else _beside_original(view, document)
    for note in found.notes:
        notice(esc(note))
    if record:
        source = f"“{esc(record.source)}”"
        part = f"像是由{source}填成，{shared(document.text, record):.0%} 的段落相同"
        show(
            f'<p class="src"><span>填报记录 {esc(_when(record))}</span><span>{f"由{source}填成" if exact else part}</span>'
            f'<span translate="no">数据版本 {esc(record.build)}</span></p>'
        )
    _figures(view, found)
    _text(found)


def _likely(records: Records, document: Document, year: int) -> tuple[Record | None, bool]:
    """The record that a changed file was most likely filled from, and whether that is settled: where little is the same, a person says."""
    alike = records.alike(document.text, year)
    if not alike or shared(document.text, alike[0]) >= _SURE:
        return next(iter(alike), None), True
    part = shared(document.text, alike[0])
    notice(f"这份稿像是由“{esc(alike[0].source)}”填成，但只有 {part:.0%} 的段落相同，请确认。")
    known = {f"由“{r.source}”填成，{_when(r)}": r for r in alike[:_MOST]}
    chosen = st.selectbox(
        "它是哪一次填成的", [*known, _NONE_OF_THEM], index=None, placeholder="请选", key="filled_from"
    )
    return known.get(chosen or ""), chosen is not None


def _when(record: Record) -> str:
    return record.made_at.replace("T", " ")[:16]


def _beside_original(view: View, document: Document) -> Returned:
    """Without a record: beside a report on hand that the reader names."""
    names = {p.name: p for p in reports.choices(view)}
    chosen = st.selectbox(
        "填报前的原稿", list(names), index=None, placeholder="没有对应的填报记录，请选原稿", key="original"
    )
    original = inspect(read(names[chosen]), view.year, view.figures, Memory(view.places.people)) if chosen else None
    return unrecorded(document, view.year, view.figures, original)


def _figures(view: View, found: Returned) -> None:
    if not (found.figures or found.others):
        return
    show(f'<p class="block-title">{esc(summary(found))}</p>')
    source = found.record.source if found.record else Path(found.original or "").name
    on_hand = source in {p.name for p in reports.choices(view)}
    rows = [_of_others(f) for f in found.others]
    rows += [_row(f, view.year, source if on_hand else "") for f in sorted(found.figures, key=lambda f: not f.calls)]
    tables.table(_HEADINGS, rows, figures=[0], height=420)
    tables.downloads("改稿回看", _HEADINGS[:-1], [r[:-1] for r in rows], sample=found.sample, key="came_back")


def _row(figure: ReturnedFigure, year: int, source: str) -> list[tables.Cell]:
    word = fate(figure)
    state = "mismatch" if figure.status in {TURNED, CHANGED, GONE} else "open" if figure.status == EMPTY else "plain"
    address = f"narrative?year={year}&at=b{figure.id}&report={quote(source)}"
    link = f'<a href="{esc(address)}" target="_blank" title="在“报告对照”中查看这一处">查看</a>' if source else ""
    return [
        figure.id, figure.around, figure.was, figure.now or "—", Html(pill(word, state), word), told_of(figure),
        Html(link, ""),
    ]  # fmt: skip


def _of_others(figure: OthersFigure) -> list[tables.Cell]:
    """A number that we did not put there."""
    word = NAMES[figure.kind]
    state = "mismatch" if figure.agrees is False else "open"
    return ["", figure.sentence, "—", figure.text, Html(pill(word, state), word), figure.told, Html("", "")]


def _text(found: Returned) -> None:
    if found.record is None and found.original is None:
        return
    if not found.changes:
        show('<p class="block-lead">数字以外的文字没有改动。</p>')
        return
    show(f'<p class="block-title">数字以外的文字，{len(found.changes)} 处改动</p>')
    tables.table(["情况", "位置", "文字"], [_change(c) for c in found.changes], height=320)


def _change(change: TextChange) -> list[tables.Cell]:
    return [KINDS[change.kind], place(change), change.text]
