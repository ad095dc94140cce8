"""报告对照: choosing a report, the filter, the coverage in words, the paper and its card."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from report.model import Inspection
from ui import address, card, narrative, reports
from ui.layout import side_by_side
from ui.markup import esc, literal, notice, pill, show
from ui.reports import Item
from ui.view import View

_FILTERS = {"全部": "", "待补": "open", "待确认": "ask", "人工": "hand", "不一致": "mismatch", "一致": "match"}


def choose_report(view: View) -> Path | None:
    """The report to look at; its name is in the address."""
    found = {p.name: p for p in reversed(reports.choices(view))}
    names = list(reversed(found))
    if not names:
        notice("还没有报告。请到“填报导出”页上传，或把 Word、文本文件放进数据文件夹下的“report”文件夹。", "calm")
        return None
    first = reports.of_the_year(view)
    missed = address.settle("report", names, first.name if first else names[0])
    chosen = address.kept("report")
    if len(names) > 1:
        chosen = st.selectbox("报告", names, key="report", label_visibility="collapsed", width=760)
    address.write("report", missed=missed)
    with st.container():
        if missed:
            notice(f"没有报告“{literal(missed)}”，可能已经移除或改名。下面是“{literal(chosen)}”。")
    return found[chosen]


def show_report(view: View, path: Path) -> None:
    """Filter and coverage above, paper left, card right."""
    found = reports.inspection(view, path)
    listed = reports.items(found)
    with st.container():  # there whether anything is said or not, or the paper below would begin anew at its top
        _warn_of_year(found)
    with st.container(horizontal=True, vertical_alignment="center", key="desk_bar"):
        wanted = st.segmented_control(
            "只看", list(_FILTERS), default="全部", required=True, key="only", bind="query-params",
            label_visibility="collapsed",
        )  # fmt: skip
        show(
            f'<p class="block-lead">{esc(reports.coverage(listed))}　{_legend(listed)}　<span class="keys">方向键逐处走，回车选定</span></p>'
        )
    told = st.container()
    only = _FILTERS[wanted or "全部"]
    walk = [i for i in listed if not only or i.state == only]
    if only and not walk:
        with told:
            notice(f"没有“{esc(wanted)}”的地方。下面是全部 {len(listed)} 处。", "calm")
        only, walk = "", listed
    wanted_place = st.query_params.get("at")
    chosen = next((i for i in listed if i.id == wanted_place), walk[0] if walk else None)
    if wanted_place and chosen and chosen.id != wanted_place:
        with told:
            notice(f"这份报告里没有“{literal(wanted_place)}”这一处，报告可能改过。下面是第一处。", "calm")
    left, right = side_by_side(10, 7)
    with left:
        narrative.render(found.text, listed, chosen.id if chosen else "", only, reports.tables_of(path))
    with right, st.container(border=True, key="card"):
        if chosen is None:
            show(
                '<p class="block-title">这份报告不用对照</p>'
                '<p class="block-lead">没有找到空格，也没有找到已写的数。要找空格，请在文中用 ** 或 XX 占位，后面写上单位，如“**次”。</p>'
            )
        else:
            card.draw(view, found, walk if chosen in walk else listed, chosen)


def _warn_of_year(found: Inspection) -> None:
    warning = reports.of_another_year(found)
    if warning:
        notice(esc(warning))


def _legend(listed: list[Item]) -> str:
    told = []
    for state, word in reports.WORDS.items():
        count = sum(i.state == state for i in listed)
        if count:
            told.append(pill(f"{word} {count}", state))
    return " ".join(told)
