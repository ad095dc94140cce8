"""A figure known only by telephone: entered on the card with who and on whose word."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from report.binding.asking import HERE, NoQuestionError, question
from report.binding.memory import now
from report.filling.by_hand import HandFigures, RefusedFigureError, entry
from report.model import Blank, BoundBlank, CheckedClaim, Claim, Inspection
from ui.markup import esc, notice, show
from ui.reports import Item
from ui.tables import XLSX
from ui.view import View
from warehouse.question_sheet import written

_NAME = "own_name"
_WORDS = 20
"""Characters of the question in the name of its sheet."""


def figure_of(bound: BoundBlank | CheckedClaim) -> Blank | Claim:
    """The blank or the stated figure itself."""
    return bound.blank if isinstance(bound, BoundBlank) else bound.claim


def place_of(found: Inspection, bound: BoundBlank | CheckedClaim) -> tuple[str, str]:
    """The key of a figure's sentence, by which a person's choice or word is remembered."""
    return found.place_of(figure_of(bound))


def name_input(key: str) -> str:
    """Who is at the screen; typed once for a visit."""
    typed = st.text_input(
        "您的姓名", value=st.session_state.get(_NAME, ""), key=key, max_chars=20, placeholder="记在依据里"
    )
    name = " ".join(typed.split())
    if name:
        st.session_state[_NAME] = name
    return name


def offer(view: View, found: Inspection, chosen: Item) -> None:
    """The form for a figure that the data do not have, or a question to a department."""
    bound = chosen.of
    if not isinstance(bound, BoundBlank | CheckedClaim):
        return
    said = bound.told
    if isinstance(bound, BoundBlank) and bound.outdone:
        show(f'<p class="card-lines">已有数据，不再使用：{esc(bound.outdone.account)}</p>')
    if bound.status in {"ask", "no_metric", "no_data", "unbound"}:
        with st.expander("改填一个数" if said else "只凭电话得知？由人填一个数", icon=":material/call:"):
            _form(view, found, chosen, bound)
    if bound.status in {"ask", "no_metric", "unbound"}:
        with st.expander("没有指标可答？向科室提问", icon=":material/contact_support:"):
            _ask(found, chosen, bound)


def _ask(found: Inspection, chosen: Item, bound: BoundBlank | CheckedClaim) -> None:
    """A one-row sheet for a department; what comes back is loaded like any other file."""
    show(
        '<p class="card-lines">做成一行的提问单发给科室；填好发回后，在“数据”页像数据文件一样入库，这里就填上并标明“科室答复”。</p>'
    )
    department = st.text_input("问哪个科室", key=f"ask_{chosen.id}", max_chars=20, placeholder="如 人事教育股")
    if not department.strip():
        return
    try:
        asked = question(found, bound, department)
    except NoQuestionError as error:
        notice(esc(error), "bad")
        return
    words = re.sub(r"[^\w]+", "", asked.asked.replace(HERE, "几"))[:_WORDS]  # the department knows it by what is asked
    name = f"提问单_{asked.department}_{words}{'_演示数据' if asked.sample else ''}.xlsx"
    st.download_button(
        "下载提问单",
        written(asked),
        name,
        XLSX,
        key=f"sheet_{chosen.id}",
        on_click="ignore",
        icon=":material/download:",
    )


def _form(view: View, found: Inspection, chosen: Item, bound: BoundBlank | CheckedClaim) -> None:
    figure = figure_of(bound)
    unit = f"（{figure.unit}）" if figure.unit else ""
    with st.form(f"by_hand_{chosen.id}", border=False):
        value = st.text_input(f"数值{unit}", key=f"value_{chosen.id}", max_chars=30)
        word = st.text_input(
            "据谁所说", key=f"word_{chosen.id}", max_chars=60, placeholder="科室和姓名，如 纪检组 王五"
        )
        name = name_input(f"by_{chosen.id}")
        note = st.text_input("备注（可不填）", key=f"note_{chosen.id}", max_chars=60)
        sent = st.form_submit_button("填入，标明人工", icon=":material/edit:")
    if not sent:
        return
    try:
        told = entry(value, figure.unit, figure.qualifier, by=name, word_of=word, note=note, at=now())
    except RefusedFigureError as error:
        notice(esc(error), "bad")
        return
    HandFigures(view.places.people, sample=found.sample).enter(
        place_of(found, bound), found.year, told, Path(found.file).name
    )
    st.rerun()
