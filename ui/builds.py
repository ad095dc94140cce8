"""数据版本: what was loaded when, by whom and from which file; the originals; going back, after seeing what would move."""

from __future__ import annotations

from typing import Any

import streamlit as st

from etl.faults import UsageError
from etl.keeping.batches import read_list
from etl.keeping.corrected import MOST, Correction, corrected
from etl.keeping.history import Entry, original, rollback
from etl.keeping.history import history as entries
from etl.keeping.moved import diff, kept_moved
from etl.keeping.writers import interruptions
from ui import outcome, sight, tables
from ui.markup import block_title, esc, literal, notice, pill, show
from ui.view import View
from warehouse.places import Places
from warehouse.snapshots import snapshot_path

_SHOWN = 12
_BROKEN_SHOWN = 3


def history(view: View) -> None:
    """Builds, newest first, what each brought, and the way back to each."""
    made = entries(view.places)
    if not made:
        return
    with st.container(border=True):
        block_title("数据版本", "每次入库生成一个版本。可以改用其中任何一个，归档里的原件不动，随时可以再换。")
        for sentence in interruptions(view.places)[-_BROKEN_SHOWN:]:
            show(f'<p class="src">{esc(sentence)}</p>')
        for entry in made[:_SHOWN]:
            _entry(view, entry)
        st.page_link(
            "pages/loads.py", label=f"全部入库历史（{len(made)} 个版本）：查找、排序、下载", icon=":material/history:",
            query_params=address(view),
        )  # fmt: skip


def address(view: View) -> dict[str, str] | None:
    """The year and months looked at, to be taken along to another page."""
    return {"year": str(view.year), "months": str(view.months)} if view.measurer else None


def one(view: View, entry: Entry) -> None:
    """One build whole: what it brought, what it moved, and the way back to it or from it."""
    _entry(view, entry)
    if entry.parent is None:
        show('<p class="block-lead">这是第一个数据版本，以前没有数。</p>')
        return
    try:
        outcome.moved(view, _moved_by(view.places, entry.parent, entry.build), said="这次入库变动的数", key="one")
    except UsageError as error:
        notice(esc(error), "bad")
    if entry.current:
        undo(view, entry.build)


@st.cache_data(show_spinner="正在比较两个版本……", max_entries=20)
def _moved_by(where: Places, parent: str, build: str) -> list[dict[str, Any]]:
    """As kept when it was loaded, else compared now (made again from the archive if need be)."""
    kept = kept_moved(where, build)
    return diff(where, parent, build) if kept is None else kept


def _entry(view: View, entry: Entry) -> None:
    mark = pill("现用", "filled") if entry.current else pill("已撤销", "plain") if entry.rolled_back else ""
    when, who = entry.made_at.replace("T", " "), entry.made_by or "某用户"
    with st.container(horizontal=True, vertical_alignment="center"):
        show(
            f'<p class="block-lead">{esc(when)}　{literal(who)}　{esc(entry.note)} {mark}'
            f'<span class="src">　版本 {literal(entry.build)}</span></p>'
        )
        if not entry.current and st.button("改用这一版……", key=f"ask_{entry.build}"):
            st.session_state["going_back"] = entry.build
    if st.session_state.get("going_back") == entry.build and not entry.current:
        _confirm(view, entry.build, "改用")
    if entry.added:
        with st.expander(f"这次入库的 {len({a['sha256'] for a in entry.added})} 份文件", key=f"files_{entry.build}"):
            _files(view.places, entry)
            if entry.parent and st.toggle("列出这次更正了哪些格子", key=f"corrected_{entry.build}"):
                _corrections(view.places, entry.build)


def _files(where: Places, entry: Entry) -> None:
    rows: list[list[tables.Cell]] = [
        [a["file"], outcome.title(a["source"]), a["rows"], outcome.months(a["months"]), a["by"] or "—"]
        for a in entry.added
    ]
    tables.table(["文件", "来源", "行数", "所含月份", "谁"], rows, figures=[2], height=300)
    _asked(entry)
    originals = {a["sha256"]: a for a in entry.added}
    if len(originals) == 1:
        chosen = next(iter(originals))
    else:
        chosen = st.selectbox(
            "下载原件", list(originals), format_func=lambda sha: originals[sha]["file"], key=f"original_{entry.build}"
        )
    _offer_original(where, originals[chosen], f"{entry.build}_{chosen[:12]}")


def _asked(entry: Entry) -> None:
    """What was asked when the files were loaded, and who said that it is so."""
    rows: list[list[tables.Cell]] = [
        [a["file"], q["cell"] or "—", outcome.for_page(q["question"]), answered(q)]
        for a in entry.added
        for q in a["asked"]
    ]
    if rows:
        show(f'<p class="part-title">入库时问过的 {len(rows)} 处</p>')
        tables.table(["文件", "位置", "问的是", "答复"], rows, height=300, css="stack")


def answered(question: dict[str, str]) -> str:
    """How a question at the load was answered."""
    return f"{question['confirmed']} 已确认" if question["confirmed"] else "没有逐条确认"


def _corrections(where: Places, build: str) -> None:
    """Cells and rows of months that had been sent before."""
    found = _corrected(where, build)
    if not found:
        show('<p class="src">没有更正：都是以前没有报过的月份，或者内容与原来一样。</p>')
        return
    rows: list[list[tables.Cell]] = [
        [
            outcome.title(c.source), "!".join(filter(None, (c.sheet, f"第{c.row}行"))), c.key,
            c.column or ("整行新增" if c.before is None else "整行去掉"), c.before or "—", c.after or "—",
        ]
        for c in found
    ]  # fmt: skip
    tables.table(["来源", "位置", "哪一条", "列", "原为", "改为"], rows, height=320)
    if len(found) >= MOST:
        show(f'<p class="src">每份文件最多列出 {MOST} 处。</p>')


@st.cache_data(show_spinner="正在比较……", max_entries=20)
def _corrected(where: Places, build: str) -> list[Correction]:
    """Builds and batches never change, so the comparison can be kept."""
    return corrected(where, build)


def _offer_original(where: Places, added: dict[str, Any], key: str) -> None:
    """The file as received, by the way of `python -m etl original`; its sentence if the archive has lost or damaged it."""
    batch = str(added["batch"])
    if trouble := _cannot_be_had(where, batch):
        notice(esc(trouble), "bad")
        return
    name = added["file"].rsplit("/", 1)[-1]
    st.download_button(
        "下载原件", lambda: original(where, batch).content, name, key=f"get_{key}", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


@st.cache_data(show_spinner=False, ttl=60, max_entries=200)
def _cannot_be_had(where: Places, batch: str) -> str:
    """Why an original cannot be handed out, '' if it can; it is read and compared again when it is downloaded."""
    try:
        original(where, batch)
    except UsageError as error:
        return str(error)
    return ""


def undo(view: View, build: str) -> None:
    """The way back from the load just made, to the version before it."""
    parent = next((e.parent for e in entries(view.places) if e.build == build), None)
    if parent is None:
        return
    if st.button("撤销这次入库……", key="undo"):
        st.session_state["going_back"] = f"undo {parent}"
    if st.session_state.get("going_back") == f"undo {parent}":
        _confirm(view, parent, "撤销")


def _confirm(view: View, build: str, word: str) -> None:
    """Another build is taken only when asked twice, with the figures that would move; `word`: 改用 or 撤销."""
    with st.container(border=True, key="going_back_box"):
        show(
            f'<p class="block-lead">{"撤销这次入库，回到" if word == "撤销" else "改用"} {_made(view.places, build)}：'
            "各页面和报告都用那一版的数；那一版里没有的数据不计入，原件仍在归档里。</p>"
        )
        moves = _would_move(view, build, word)
        with st.container(horizontal=True):
            if st.button(f"确认{word}", key="back_yes", type="primary"):
                st.session_state.pop("going_back", None)
                st.session_state.pop("last_load", None)
                with st.spinner(f"正在{word}……", show_time=False):
                    rollback(view.places, build)
                turn = st.session_state.get("changes", 0) + 1
                st.session_state["changed_build"] = {"build": build, "word": word, "moves": moves, "turn": turn}
                st.session_state["changes"] = turn
                st.rerun()
            if st.button(f"不{word}", key="back_no"):
                st.session_state.pop("going_back", None)
                st.rerun()


def say_changed(view: View) -> None:
    """What taking another build did, in sight, as long as that build is the one in use."""
    done = st.session_state.get("changed_build")
    if not done:
        return
    if view.measurer is None or view.measurer.build != done["build"]:
        st.session_state.pop("changed_build")
        return
    what = "已撤销那次入库，换回" if done["word"] == "撤销" else "已改用"
    with st.container(key="changed_result"):
        notice(f"<b>{what} {_made(view.places, done['build'])}。</b>", "good")
        outcome.moved(view, done["moves"], said="变动了的数", key="changed")
    sight.bring("changed_result", f"changed {done['turn']}")


def _made(where: Places, build: str) -> str:
    """A build by the time at which it was made, as HTML; that it is sample data is said."""
    listed = read_list(where, build)
    mark = "（演示数据，全部数字均为虚构）" if listed.sample else ""
    return f"{esc(listed.made_at.replace('T', ' '))} 的版本（{literal(build)}）{mark}"


def _would_move(view: View, build: str, word: str) -> list[dict[str, Any]]:
    """Show the figures that another build would move, and return them."""
    current = view.figures.build
    if not snapshot_path(view.places, build).exists():
        show('<p class="src">那一版的数据库文件已经清理，已由归档重做来比较；确认后会再重做一次，要多等一会儿。</p>')
    try:
        moves = _moves(view.places, current, build)
    except UsageError as error:
        notice(esc(error), "bad")
        return []
    outcome.moved(view, moves, said=f"{word}后会变动的数", key="back")
    return moves


@st.cache_data(show_spinner="正在比较两个版本……", max_entries=8)
def _moves(where: Places, current: str, build: str) -> list[dict[str, Any]]:
    """Both builds never change, so the comparison can be kept."""
    return diff(where, current, build)
