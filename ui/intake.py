"""数据: new files are read and checked first, then shown with what would change, and only then loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from etl.keeping.remembered import all_remembered
from etl.load import SUFFIXES, load
from ui import builds, empty, outcome, sight
from ui.arrivals import LEFT_OUT, Arrived, arrived, for_label, forget_checks, memory
from ui.markup import anchor, block_title, esc, literal, notice, show
from ui.understood import Unknown, ask_headings, understood, unknown
from ui.view import View
from warehouse.schema import TABLES

_MOST_FILES = 80
"""Files that are laid out one by one; the rest are counted."""
_STATES = {
    "ask": ("orange", "要您说明"),
    "confirm": ("orange", "要您确认"),
    "refused": ("red", "退回"),
    "accepted": ("green", "可入库"),
    "answer": ("green", "科室答复"),
    "same": ("gray", "没有变化"),
    "skipped": ("gray", "跳过"),
}
_URGENT = {"ask", "refused"}


def upload(view: View) -> None:
    """Files dropped here: what they hold, what would change, then 入库."""
    builds.say_changed(view)
    if view.measurer is None:
        notice("<b>还没有数据。</b>把科室报送的表格拖到下面，先核对、后入库；也可以先载入演示数据看看样子。", "calm")
        empty.load_sample_button(view.places)
    turn = st.session_state.get("round", 0)
    with st.container(border=True):
        block_title(
            "报送入库", "先核对：认出是哪一类数据、会改变哪些数；核对无误再入库。一份文件里有一个格子不对，整份退回。"
        )
        left, right = st.columns([3, 2])
        files = left.file_uploader(
            "选几份表格（Excel、文本表格都可以）", type=[s[1:] for s in SUFFIXES], accept_multiple_files=True,
            key=f"files_{turn}",
        )  # fmt: skip
        folder = right.file_uploader("或选整个文件夹", accept_multiple_files="directory", key=f"folder_{turn}")
        found = arrived([*files, *folder])
        if found:
            _check(view, found)
        else:
            _say_last(view)


def _check(view: View, files: list[Arrived]) -> None:
    """Check what was brought, show it, and load it once everything asked is answered."""
    mine = [f for f in files if not f.left_out]
    told, fresh = _checked(view, mine)
    states = {f.key: _state(f, told) for f in files}
    summary, urgent, moves = st.container(), st.container(), st.container()
    ranked = sorted(files, key=lambda f: list(_STATES).index(states[f.key]))[:_MOST_FILES]
    with urgent:  # what somebody must do stands before the long list of figures
        _show_files(view, [f for f in ranked if states[f.key] in _URGENT], told, states)
    _show_files(view, [f for f in ranked if states[f.key] not in _URGENT], told, states)
    if len(files) > _MOST_FILES:
        show(f'<p class="src">其余 {len(files) - _MOST_FILES} 份可入库或没有变化，不再逐份列出。</p>')
    with moves:
        if told["accepted"]:
            outcome.moved(view, told["moved"], said="将会变动的数", key="check")
    with summary:
        said = st.container()
        open_questions = _ask(mine, told)
        with said:
            _say_summary(told, files, open_questions)
        ready = len(_names([*told["accepted"], *told["answers"]]))
        if ready:
            label = f"入库 {ready} 份" if not open_questions else f"入库 {ready} 份（还有 {open_questions} 处要确认）"
            pressed = st.button(label, type="primary", key="load_now", disabled=bool(open_questions))
            if pressed and fresh:
                notice("数据刚才被别人更新了，已按新的数据重新核对。请看过以后再按一次入库。")
            elif pressed:
                _load(view, mine)
            if told["answers"]:
                notice(f"<b>报告里将填入：</b>{_answers(view, told['answers'])}", "calm")
            if view.measurer and view.measurer.sample and not told["sample"]:
                notice("这是正式数据：入库后演示数据全部撤下，只留正式的数。", "calm")
        for text in told["warnings"]:
            notice(esc(outcome.for_page(text)), "calm")


def _checked(view: View, files: list[Arrived]) -> tuple[dict[str, Any], bool]:
    """The dry run of these files, made anew when a file, a choice, a remembered heading or the data changed."""
    seen = (
        tuple((f.key, f.choice.source, f.choice.period) for f in files),
        view.measurer.build if view.measurer else "",
        tuple(all_remembered(view.places)),
    )
    fresh = st.session_state.get("checked_for") != seen
    if fresh:
        with _bar("核对") as (progress, say):
            said = {f.path: f.said() for f in files}
            result = load(
                view.places, [f.path for f in files], dry_run=True, said=said, explain=True, confirm=lambda _: True,
                progress=progress, memory=memory(), say=say,
            )  # fmt: skip
        st.session_state["checked_for"], st.session_state["checked"] = seen, result.to_json()
    return st.session_state["checked"], fresh


@contextmanager
def _bar(word: str) -> Iterator[tuple[Callable[[int, int, str], None], Callable[[str], None]]]:
    """A bar that says which file is being looked at, and goes when it is done."""
    slot = st.empty()
    slot.progress(0.0, text=f"正在{word}……")

    def progress(done: int, total: int, text: str) -> None:
        slot.progress(min(done / max(total, 1), 1.0) * 0.8, text=f"正在{word}：{for_label(text)}")

    def say(text: str) -> None:
        slot.progress(0.9, text=for_label(text))

    try:
        yield progress, say
    finally:
        slot.empty()


def _load(view: View, files: list[Arrived]) -> None:
    checked = st.session_state["checked"]
    questions: dict[str, list[str]] = {}
    for part in checked["accepted"]:
        seen = [str(w["message"]) for w in outcome.doubts(part["warnings"])]  # each of them was ticked
        questions.setdefault(part["file"], []).extend([*part["questions"], *seen])
    taken = [f for f in files if str(f.path) in {*questions, *_names(checked["answers"])}]
    said = {f.path: replace(f.said(), confirmed=frozenset(questions.get(str(f.path), ()))) for f in taken}
    with _bar("入库") as (progress, say):
        # 核对之后数据又变了的，问题也会变：没有确认过的一律不放行
        done = load(
            view.places, [f.path for f in taken], said=said, confirm=lambda _: False, progress=progress, say=say
        )
    last = done.to_json()
    last["refused"] += checked["refused"]
    unclear = [f.name for f in files if _state(f, checked) == "ask" and str(f.path) not in _names(last["refused"])]
    st.session_state["last_load"] = {**last, "names": {str(f.path): f.name for f in files}, "unclear": unclear}
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    st.session_state.pop("checked_for", None)
    forget_checks()
    st.rerun()


def _ask(files: list[Arrived], told: dict[str, Any]) -> int:
    """Tick boxes for what must be confirmed before loading; how many are still open."""
    asked = _questions(files, told)
    if not asked:
        return 0
    show('<p class="part-title">入库前请确认</p>')
    still = 0
    for question, places in asked.items():
        text = f"{'、'.join(places)}：{for_label(outcome.for_page(question))}"
        # with its places, for a tick does not speak of a file that is brought later
        still += not st.checkbox(text, key=f"confirm_{hash((question, *places))}")
    return still


def _questions(files: list[Arrived], told: dict[str, Any]) -> dict[str, list[str]]:
    """What is asked, each once, with the files and cells that it is asked of, ready for a label."""
    known = {str(f.path): f.label for f in files}
    found: dict[str, dict[str, list[str]]] = {}
    for part in (p for p in told["accepted"] if p["file"] in known):
        asked = [(q, "") for q in part["questions"]]
        asked += [
            (str(w["message"]), "!".join(filter(None, (w["sheet"], w["cell"]))))
            for w in outcome.doubts(part["warnings"])
        ]
        for question, cell in asked:
            cells = found.setdefault(question, {}).setdefault(known[part["file"]], [])
            cells += [for_label(cell)] if cell and for_label(cell) not in cells else []
    return {
        question: [f"{name}（{'、'.join(cells)}）" if cells else name for name, cells in places.items()]
        for question, places in found.items()
    }


def _say_summary(told: dict[str, Any], files: list[Arrived], open_questions: int) -> None:
    """What may be loaded and what not; amber as long as a person has something to do."""
    accepted, refused = len(_names([*told["accepted"], *told["answers"]])), len(_names(told["refused"]))
    rest = len(told["skipped"]) + sum(f.left_out for f in files)
    unsure = sum(_state(f, told) == "ask" for f in files)
    to_do = refused or open_questions or unsure
    kind = "bad" if refused and not accepted else "" if to_do else "good" if accepted else "calm"
    next_step = "核对无误后按“入库”，可入库的一起生效，成为一个数据版本。" if accepted else ""
    if open_questions:
        next_step = f"先核对下面 {open_questions} 处，逐处打勾，再按“入库”。"
    mend = "退回的没有改变任何数：在下面展开它，看哪里要改；打得开的可下载标注好的表，发回科室更正。" if refused else ""
    ask = f"其中 {unsure} 份要您说明是哪一类数据或哪一列。" if unsure else ""
    notice(f"<b>{accepted} 份可入库，{refused} 份退回，{rest} 份没有变化或跳过。</b>{ask}{next_step}{mend}", kind)


def _names(entries: list[dict[str, Any]]) -> set[str]:
    return {e["file"] for e in entries}


def _state(file: Arrived, told: dict[str, Any]) -> str:
    """What became of a file: a key of `_STATES`."""
    name = str(file.path)
    if name in _names(told["accepted"]):
        mine = [a for a in told["accepted"] if a["file"] == name]
        asked = any(a["questions"] or outcome.doubts(a["warnings"]) for a in mine)
        return "confirm" if asked else "accepted"
    if name in _names(told["answers"]):
        return "answer"
    if name in _names(told["refused"]):
        errors = [e for r in told["refused"] if r["file"] == name for e in r["errors"]]
        unsure = any("分不清这张表" in e["message"] for e in errors)
        return "ask" if unsure or _asked_headings(file, told, errors) else "refused"
    if name in told["unchanged"]:
        return "same"
    return "ask" if name in told.get("understood", {}) and not file.left_out else "skipped"


def _asked_headings(file: Arrived, told: dict[str, Any], refused: list[dict[str, Any]]) -> list[Unknown]:
    """The headings that a person may know, where columns are all that a file lacks."""
    found = told.get("understood", {}).get(str(file.path))
    only = all("表头缺少" in e["message"] for e in refused)
    return unknown(file, found) if found and only else []


def _show_files(view: View, files: list[Arrived], told: dict[str, Any], states: dict[str, str]) -> None:
    """A line a file with what became of it; unfolded, how it was understood. One that stands alone lies open if it was refused."""
    for file in files:
        colour, word = _STATES[states[file.key]]
        label = f":{colour}-badge[{word}]　{file.label}　{_line(file, told)}"
        alone = len(states) == 1 and states[file.key] == "refused"
        with st.expander(label, expanded=alone or states[file.key] == "ask", key=f"file_{file.key}"):
            _one_file(view, file, told)


def _line(file: Arrived, told: dict[str, Any]) -> str:
    """The summary of one file, for its label."""
    name = str(file.path)
    accepted = [a for a in told["accepted"] if a["file"] == name]
    if accepted:
        said = [f"{outcome.title(a['source'])} {a['rows']} 行，{outcome.months(a['covers'])}" for a in accepted]
        remarks = sum(not w.get("doubt") for a in accepted for w in a["warnings"])
        return "；".join(said) + (f"，提示 {remarks} 条" if remarks else "")
    refused = [e for r in told["refused"] if r["file"] == name for e in r["errors"]]
    if refused:
        meant = _asked_headings(file, told, refused)
        words = f"没有认出表头{''.join(f'“{u.heading}”' for u in meant)}，请说明各是哪一列"
        return for_label(words if meant else outcome.in_short(refused))
    reply = next((a for a in told["answers"] if a["file"] == name), None)
    if reply:
        return for_label(f"{reply['department']}答复 {reply['value']}{reply['unit']}：{reply['sentence']}")
    why = next((s["why"] for s in told["skipped"] if s["file"] == name), "这次不入库")
    return for_label(why.split("（")[0])


def _one_file(view: View, file: Arrived, told: dict[str, Any]) -> None:
    name = str(file.path)
    errors = [e for r in told["refused"] if r["file"] == name for e in r["errors"]]
    accepted = [a for a in told["accepted"] if a["file"] == name]
    found = told.get("understood", {}).get(name)
    if found:
        ask_headings(view.places, file, unknown(file, found))
    if errors:
        outcome.faults(errors)
        outcome.offer_marked(file.path, errors, file.key)
    for part in accepted:
        if len(accepted) > 1:
            show(f'<p class="part-title">{esc(outcome.title(part["source"]))}</p>')
        outcome.changed(part)
        outcome.warned(part["warnings"])
    if found:
        understood(found)
    _choose(file)


def _choose(file: Arrived) -> None:
    """The person's word on one file: what it is, for which months, or that it stays out this time."""
    show('<p class="part-title">认得不对或没认出来，在这里说明</p>')
    names = {"": "自动识别", **{s: t.title for s, t in TABLES.items()}, LEFT_OUT: "这次不入库"}
    left, right = st.columns(2)
    source = left.selectbox(
        "数据类别", list(names), index=list(names).index(file.choice.source), format_func=lambda s: names[s],
        key=f"source_{file.key}",
    )  # fmt: skip
    period = right.text_input(
        "包含的期间（表里没写时填，如 2022-03、2022-01..2022-09）", file.choice.period, key=f"period_{file.key}",
        autocomplete="off",
    ).strip()  # fmt: skip
    if (source, period) != (file.choice.source, file.choice.period):
        file.choice.source, file.choice.period = source, period
        st.rerun()
    if file.choice.period_fault:
        notice(esc(file.choice.period_fault), "bad")


def _answers(view: View, answers: list[dict[str, Any]]) -> str:
    """What departments answered, and the way to the report where it is filled in, as HTML."""
    told = "；".join(f"{a['department']}答复 {a['value']}{a['unit']}（{a['sentence']}）" for a in answers)
    address = f"narrative?year={view.year}&months={view.months}" if view.measurer else "narrative"
    return f"{esc(told)}。{anchor(address, '到“报告对照”看填上的数')}"


def _say_last(view: View) -> None:
    """What the last load of this visit did, as long as its build is the one in use; and the way back from it."""
    last = st.session_state.get("last_load")
    if not last:
        return
    if last["interrupted"]:
        notice(esc(last["interrupted"]), "calm")
    if last["build"] and (view.measurer is None or view.measurer.build != last["build"]):
        st.session_state.pop("last_load")
        return
    with st.container(key="last_result"):
        if last["build"]:
            count = len(_names(last["accepted"]))
            notice(f"<b>已入库 {count} 份文件。</b>数据版本 {literal(last['build'])}。", "good")
        if last["answers"]:
            notice(f"<b>已收下 {len(last['answers'])} 份科室答复：</b>{_answers(view, last['answers'])}", "good")
        if last["refused"]:
            notice(
                f"<b>{len(_names(last['refused']))} 份退回，没有改变任何数。</b>展开看哪里要改，下载标注好的表发回科室；改好后拖到上面，再核对入库。",
                "bad" if not last["build"] else "",
            )
        if last["unclear"]:
            notice(
                f"<b>{len(last['unclear'])} 份没有说明是哪一类数据，没有入库：</b>{literal('、'.join(last['unclear']))}。要入库，请再拖到上面并说明。"
            )
    sight.bring("last_result", f"load {st.session_state.get('round', 0)}")
    for number, each in enumerate(last["refused"]):
        name = last["names"].get(each["file"], Path(each["file"]).name)
        label = f":red-badge[退回]　{for_label(name)}　{for_label(outcome.in_short(each['errors']))}"
        with st.expander(label, expanded=len(last["refused"]) == 1, key=f"last_refused_{number}"):
            outcome.faults(each["errors"])
            outcome.offer_marked(Path(each["file"]), each["errors"], f"last_{number}")
    if last["build"]:
        outcome.moved(view, last["moved"], said="变动了的数", key="last")
        builds.undo(view, last["build"])
