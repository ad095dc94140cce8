"""数据: new files are read and checked first, then shown with what would change, and only then loaded."""

from __future__ import annotations

import hashlib
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from etl.faults import Fault, UsageError
from etl.load import load
from etl.marked import marked, marked_name
from metrics.periods import months_in_words, parse
from ui import empty, tables, wording
from ui.markup import block_title, esc, literal, notice, show
from ui.view import View
from warehouse.schema import TABLES

_SUFFIXES = ["xlsx", "xls", "csv"]


def upload(view: View) -> None:
    """Files dropped here: what they hold, what would change, then 入库."""
    if view.measurer is None:
        notice("<b>还没有数据。</b>把科室报送的表格拖到下面，先核对、后入库；也可以先载入演示数据看看样子。", "calm")
        empty.load_sample_button(view.places)
    _say_last(view)
    with st.container(border=True):
        block_title(
            "报送入库", "先核对：认出是哪一类数据、会改变哪些数；核对无误再入库。一份文件里有一个格子不对，整份退回。"
        )
        files = st.file_uploader(
            "科室报送的表格", type=_SUFFIXES, accept_multiple_files=True, key=f"files_{st.session_state.get('round', 0)}",
            label_visibility="collapsed",
        )  # fmt: skip
        if files:
            _check(view, files)


def _check(view: View, files: list[UploadedFile]) -> None:
    with st.expander("认不出来、缺期间、行数变少时，在这里说明"):
        source = st.selectbox(
            "是哪一类数据", ["", *TABLES], format_func=lambda s: TABLES[s].title if s else "自动识别", key="source"
        )
        period = st.text_input(
            "包含的期间（表里没有写明时填，例如 2022-03 或 2022-01..2022-09）", key="period", autocomplete="off"
        )
        replace = st.toggle("更正后的文件比原来行数少，确认可以减少", key="replace")
    paths = [_keep(f.name, f.getvalue()) for f in files]
    asked = {"source": source or None, "period": period.strip() or None, "replace": replace}
    seen = (tuple(map(str, paths)), tuple(asked.values()), view.measurer.build if view.measurer else "")
    if st.session_state.get("checked_for") != seen:
        try:
            with st.spinner("正在核对……", show_time=False):
                result = load(view.places, paths, dry_run=True, **asked)
        except UsageError as error:
            notice(esc(error), "bad")
            return
        st.session_state["checked_for"], st.session_state["checked"] = seen, result.to_json()
    told = st.session_state["checked"]
    outcome(view, told, done=False)
    if (told["accepted"] or told["answers"]) and st.button("入库", type="primary", key="load_now"):
        with st.spinner("正在入库……", show_time=False):
            done = load(view.places, paths, **asked)
        st.session_state["last_load"] = done.to_json()
        st.session_state["round"] = st.session_state.get("round", 0) + 1
        st.rerun()


def _say_last(view: View) -> None:
    last = st.session_state.pop("last_load", None)
    if last:
        with st.container(border=True):
            block_title("刚才的入库结果")
            outcome(view, last, done=True)


def outcome(view: View, told: dict[str, Any], *, done: bool) -> None:
    """What was (or would be) accepted, refused cell by cell, skipped, and which figures move."""
    accepted, refused = told["accepted"], told["refused"]
    if accepted:
        word = "已入库" if done else "核对通过"
        notice(
            f"<b>{word} {len(accepted)} 份文件。</b>"
            + (f"数据版本 {literal(told['build'])}。" if done else "按“入库”后生效。"),
            "good",
        )
        rows = [
            [Path(a["file"]).name, _title(a["source"]), a["rows"], _months(a["covers"]), _replaced(a)] for a in accepted
        ]
        tables.table(["文件", "来源", "行数", "所含月份", "替换"], rows, figures=[2])
    _answered(told["answers"], done=done)
    _moved(view, told["moved"], done=done)
    _warned(accepted, told["warnings"])
    if refused:
        notice(f"<b>退回 {len(refused)} 份文件，没有改变任何数。</b>请按下表更正后重新上传。", "bad")
        cells = [
            [
                Path(r["file"]).name,
                e.get("sheet") or "—",
                e.get("cell") or "—",
                _text(e.get("value")),
                _text(e.get("message")),
            ]
            for r in refused
            for e in r["errors"]
        ]
        tables.table(["文件", "表", "单元格", "见到", "应当怎样"], cells, height=320)
        for number, r in enumerate(refused):
            _offer_marked(r, number)
    for skipped in told["skipped"]:
        notice(
            f"{literal(Path(skipped['file']).name)} 没有入库：{esc(skipped['why'].replace('--source', '上面的“是哪一类数据”'))}。",
            "calm",
        )


def _answered(answers: list[dict[str, Any]], *, done: bool) -> None:
    """Question sheets that came back."""
    if not answers:
        return
    notice(
        f"<b>{'已收下' if done else '认出'} {len(answers)} 份科室答复。</b>" + ("" if done else "按“入库”后生效。"),
        "good",
    )
    rows = [[a["file"], a["department"], a["sentence"], f"{a['value']}{a['unit']}", a["by"], a["day"]] for a in answers]
    tables.table(["文件", "科室", "所在句子", "答复", "填报人", "日期"], rows)


def _offer_marked(refused: dict[str, Any], number: int) -> None:
    """The refused file with its bad cells coloured and commented, to send back to the department."""
    path = Path(refused["file"])
    if not path.exists():
        return
    data = marked(path.name, path.read_bytes(), [Fault(**error) for error in refused["errors"]])
    if data is not None:
        st.download_button(
            f"下载标注好的表：{path.name}",
            data,
            marked_name(path.name),
            key=f"marked_{number}",
            icon=":material/edit_note:",
        )


def _warned(accepted: list[dict[str, Any]], general: list[str]) -> None:
    """What is worth a look though it does not stop a file."""
    rows = [
        [Path(a["file"]).name, w["sheet"] or "—", w["cell"] or "—", w["value"], w["message"]]
        for a in accepted
        for w in a["warnings"]
    ]
    rows += [["—", "—", "—", "", text] for text in general]
    if rows:
        show(f'<p class="block-lead">提示 {len(rows)} 条，不影响入库：</p>')
        tables.table(["文件", "表", "单元格", "见到", "提示"], rows[:200], height=240)


def _moved(view: View, moved: list[dict[str, Any]], *, done: bool) -> None:
    """Years first, in the units that the pages use."""
    if not moved:
        return
    show(f'<p class="block-lead">{"变动了" if done else "将会变动"}的数：{len(moved)} 个</p>')
    rows = [
        [m["name"], parse(m["period"]).chinese, _told(view, m, "before"), _told(view, m, "after")] for m in moved[:100]
    ]
    tables.table(["指标", "期间", "原为", "改为"], rows, figures=[2, 3], height=260)


def _told(view: View, move: dict[str, Any], which: str) -> str:
    value = move[which]
    if value is None:
        return "—"
    metric = view.measurer.catalogue.get(move["metric"]) if view.measurer else None
    if metric is None:
        return f"{value} {move['unit']}"
    return wording.amount(Decimal(value), metric)


def _replaced(accepted: dict[str, Any]) -> str:
    return "、".join(Path(str(r)).name for r in accepted.get("replaces") or []) or "—"


def _months(covers: list[str]) -> str:
    try:
        years = sorted({c[:4] for c in covers})
        return "；".join(f"{y}年{months_in_words(tuple(c for c in covers if c.startswith(y)))}" for y in years)
    except ValueError:
        return "、".join(covers)


def _title(source: str) -> str:
    return TABLES[source].title if source in TABLES else source


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _keep(name: str, content: bytes) -> Path:
    """A file brought along, kept in this visit's temporary folder under its own name: the name speaks for its months."""
    folder = Path(st.session_state.setdefault("intake_folder", tempfile.mkdtemp(prefix="intake-")))
    own = folder / hashlib.sha256(content).hexdigest()[:16]
    own.mkdir(parents=True, exist_ok=True)
    path = own / Path(name).name
    if not path.exists():
        path.write_bytes(content)
    return path
