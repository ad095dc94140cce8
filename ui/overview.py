"""Blocks of the first screen: the state of the report, and who is late with data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from etl.status import SourceStatus, status
from ui import reports, tables
from ui.markup import anchor, block_title, esc, literal, pill, show
from ui.reports import Item
from ui.tables import Html
from ui.view import View

_MOST_OPEN = 6


def newer(view: View) -> None:
    """That a later year has begun to come in, where the page opened at the last year that is nearly whole."""
    later = [y for y in view.figures.years() if y > view.year]
    if not later or view.year != view.figures.latest_year():
        return
    year = max(later)
    way = anchor(f"?year={year}", f"看 {year} 年")
    show(f'<p class="block-lead">{year} 年已有 {view.figures.sources_in(year)} 类数据报来，还不齐。{way}</p>')


def report_state(view: View) -> None:
    """How far the report is: blanks with data, stated figures that agree, and the open ones by name and department."""
    with st.container(border=True, height="stretch"):
        block_title("报告准备情况")
        found = reports.current(view)
        if found is None:
            show('<p class="block-lead">还没有报告。请到“填报导出”页上传，或放进“报告”文件夹。</p>')
            return
        listed = reports.items(found)
        blanks = [i for i in listed if i.kind == "空格" and i.state != "plain"]
        claims = [i for i in listed if i.kind == "已写的数"]
        show(_bar("空格", sum(i.state == "filled" for i in blanks), len(blanks), "已有数据"))
        show(_bar("已写的数", sum(i.state == "match" for i in claims), len(claims), "与数据一致"))
        waiting = [i for i in listed if i.state in {"open", "ask", "mismatch"}]
        _waiting(waiting)
        show(
            f'<p class="src"><span>{literal(found.file.replace(chr(92), "/").rsplit("/", 1)[-1])}</span><span>按 {found.year} 年全年</span></p>'
        )
        at = reports.query(view, found) | ({"at": waiting[0].id} if waiting else {})
        st.page_link("pages/narrative.py", label="逐处对照", icon=":material/arrow_forward:", query_params=at)


def who_is_late(view: View, today: date | None = None) -> None:
    """One line a source: its department, its latest month, whether it is late."""
    with st.container(border=True, height="stretch"):
        block_title("各科室报送")
        rows = []
        for source in status(view.places, today or date.today()):
            rows.append([source.department, source.title, source.latest or "—", lateness_mark(source)])
        tables.table(["科室", "来源", "最近一期", "状态"], rows)
        show('<p class="src"><span>应报日期见报送时限表</span></p>')


def lateness_mark(source: SourceStatus) -> Html:
    """已齐 in green; 晚 N 天 and 从未报送 in amber."""
    return Html(pill(source.state, "ok" if source.state == "已齐" else "late"), source.state)


def _bar(name: str, done: int, of: int, word: str) -> str:
    width = 100 * done // of if of else 0
    return (
        f'<p class="block-lead">{esc(name)} <b>{done} / {of}</b> {esc(word)}</p>'
        f'<div class="bar" role="img" aria-label="{done} / {of}"><i style="width:{width}%"></i></div>'
    )


def _waiting(waiting: list[Item]) -> None:
    if not waiting:
        show(f'<p class="block-lead">{pill("全部就绪", "ok")} 没有待补、待确认或不一致之处。</p>')
        return
    lines = []
    for item in waiting[:_MOST_OPEN]:
        label = pill(item.word, "mismatch" if item.state == "mismatch" else "open")
        who = f" —— {esc(item.department)}" if item.department else ""
        lines.append(
            f"<li>{label} {esc(item.name or item.context)}{who}<br><span class='card-lines'>{esc(item.reason)}</span></li>"
        )
    more = f"<li>另有 {len(waiting) - _MOST_OPEN} 处</li>" if len(waiting) > _MOST_OPEN else ""
    show(f'<ul class="lines">{"".join(lines)}{more}</ul>')
