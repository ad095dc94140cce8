"""同另一份报告比较: last year's report, or another draft, beside this one; figures only."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import streamlit as st

from metrics import numbers
from report.document import Document, Replacement, read, read_bytes, rewritten
from report.finding.surroundings import sentence_at, sentences
from report.model import Blank, Claim, Inspection
from report.returning.compare import Comparison, Figure, compare
from ui import tables
from ui.markup import esc, pill, show
from ui.tables import Html
from ui.view import View

_KINDS = ["docx", "txt", "md"]
_CHANGED, _SAME, _GONE, _NEW, _FILLED, _OPEN = "变了", "没有变", "只在前一份", "只在后一份", "填上了", "有空格"
_HEADINGS = ["所在句子", "前一份", "后一份", "相差", "情况"]


def expander(view: View, path: Path | None, found: Inspection | None) -> None:
    """Two reports: one brought along, the other brought too or the one on this page with its blanks filled."""
    with st.expander("同另一份报告比较", icon=":material/compare_arrows:"):
        show(
            '<p class="block-lead">把去年的报告（或另一稿）放到这里：同一件事的数两份各是多少、差多少，哪些数只在其中一份，逐处列出。'
            "文件只在这次访问中使用。</p>"
        )
        earlier, later = st.columns(2)
        with earlier:
            first = st.file_uploader("前一份（比如去年的）", type=_KINDS, key="earlier", max_upload_size=50)
        with later:
            label = "后一份（不选，就用上面这一份填好的样子）" if path else "后一份"
            second = st.file_uploader(label, type=_KINDS, key="later", max_upload_size=50)
        if first is None or (second is None and path is None):
            return
        a = read_bytes(first.getvalue(), Path(first.name))
        b = read_bytes(second.getvalue(), Path(second.name)) if second else _filled(path, found)
        _show(a, b, compare(a, b, view.figures.catalogue), sample=view.figures.sample)


def _filled(path: Path | None, found: Inspection | None) -> Document:
    """The report of this page with the blanks that are ready filled; the others stay as they are."""
    assert path is not None, "asked for only where a report is chosen"
    document = read(path)
    blanks = (b for b in (found.number_blanks if found else ()) if b.ready and b.shown)
    spots = [b for b in blanks if document.can_hold(b.blank.start, b.blank.end)]
    filled = [Replacement(b.blank.start, b.blank.end, b.shown or "") for b in spots]
    return read_bytes(rewritten(document, filled), path) if filled else document


def _show(a: Document, b: Document, found: Comparison, *, sample: bool) -> None:
    blank = [(old, new) for old, new in found.changed if isinstance(old.span, Blank) or isinstance(new.span, Blank)]
    changed = [pair for pair in found.changed if pair not in blank]
    rows = [
        *(_row(b, old, new, _CHANGED) for old, new in changed),
        *(_row(b, old, new, _FILLED if isinstance(new.span, Claim) else _OPEN) for old, new in blank),
        *(_row(b, None, figure, _NEW) for figure in found.new),
        *(_row(a, figure, None, _GONE) for figure in found.gone),
        *(_row(b, old, new, _SAME) for old, new in found.pairs if old.amount == new.amount),
    ]
    told = f"成对的数 {len(found.pairs)} 处，变了 {len(changed)} 处，一份是空格的 {len(blank)} 处；只在前一份 {len(found.gone)} 处，只在后一份 {len(found.new)} 处"
    show(
        f'<p class="block-title">{esc(told)}</p>'
        f'<p class="src"><span>前一份 {esc(a.path.name)}</span><span>后一份 {esc(b.path.name)}</span></p>'
    )
    if not rows:
        show('<p class="block-lead">两份里都没有找到写着的数。</p>')
        return
    tables.table(_HEADINGS, rows, figures=[1, 2, 3], height=420, css="stack")
    tables.downloads("两份报告比较", _HEADINGS, rows, sample=sample, key="two_reports")


def _row(document: Document, old: Figure | None, new: Figure | None, word: str) -> list[tables.Cell]:
    figure = new or old
    assert figure is not None, "a row is of a figure"
    state = {_CHANGED: "open", _SAME: "match"}.get(word, "plain")
    return [
        figure.told or _sentence(document, figure),
        old.written if old else "—",
        new.written if new else "—",
        _apart(old, new),
        Html(pill(word, state), word),
    ]


def _sentence(document: Document, figure: Figure) -> str:
    low, high = sentence_at(sentences(document.text), figure.span.start)
    return document.text[low:high].strip()


def _apart(old: Figure | None, new: Figure | None) -> str:
    """The later figure less the earlier, in their unit; empty if the units differ or one of them is no number."""
    values = [figure.span for figure in (old, new) if figure]
    claims = [span for span in values if isinstance(span, Claim)]
    if len(claims) < 2 or claims[0].unit != claims[1].unit or claims[0].value == claims[1].value:
        return ""
    apart: Decimal = claims[1].value - claims[0].value
    unit = "个百分点" if claims[0].unit == "%" else claims[0].unit or ""
    return f"{'+' if apart > 0 else '−'}{numbers.plain(abs(apart), cut_zeros=True)}{unit}"
