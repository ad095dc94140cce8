"""What persons decided and said of the chosen figure: taken back with a name, undone, and its history beside it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from report.filling import taking_back
from report.model import BoundBlank, CheckedClaim, Inspection
from ui import hand
from ui.markup import esc, notice, show
from ui.reports import Item
from ui.view import View
from warehouse.decisions import Act, CannotUndoError

_LAST = 12


def offer(view: View, found: Inspection, chosen: Item) -> None:
    """The way to take back what was said, and the history; nothing where nobody ever said anything."""
    bound = chosen.of
    if not isinstance(bound, BoundBlank | CheckedClaim):
        return
    file = view.places.people
    spot = taking_back.spots(found)[hand.figure_of(bound)]
    acts = taking_back.history(file, spot)
    there = taking_back.standing(file, spot)
    if not acts and not there:
        return
    with st.expander(_title(there, acts), icon=":material/history:"):
        name = hand.name_input(f"record_{chosen.id}")
        for what in there:
            words = f"撤回{taking_back.WORDS[what]}"
            if st.button(words, key=f"back_{what}_{chosen.id}", disabled=not name, icon=":material/undo:"):
                taking_back.take_back(file, spot, what, by=name)
                st.rerun()
        if not name:
            show('<p class="card-lines">写上姓名后可以撤回或恢复；谁在什么时候改的，都留在记录里。</p>')
        _listed(view, file, acts, name)


def _title(there: list[str], acts: list[Act]) -> str:
    words = "、".join(taking_back.WORDS[w] for w in there)
    return f"撤回{words}；改动记录 {len(acts)} 条" if there else f"改动记录 {len(acts)} 条，可恢复"


def _listed(view: View, file: Path, acts: list[Act], name: str) -> None:
    """The acts, newest first; the newest of each kind can be undone."""
    newest = {act.what: act.id for act in reversed(acts)}
    for act in acts[:_LAST]:
        when, who = act.made_at.replace("T", " ")[:16], act.made_by or "未写姓名"
        words = taking_back.act_words(act, view.figures.catalogue)
        show(f'<p class="act"><b>{esc(words)}</b><br><small>{esc(who)}　{esc(when)}</small></p>')
        if newest[act.what] == act.id and st.button("撤销这一条", key=f"undo_{act.id}", disabled=not name):
            try:
                taking_back.undo(file, act.id, by=name)
            except CannotUndoError as error:
                notice(esc(error), "bad")
                return
            st.rerun()
    if len(acts) > _LAST:
        show(f'<p class="card-lines">另有 {len(acts) - _LAST} 条更早的记录。</p>')
