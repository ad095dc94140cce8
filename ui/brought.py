"""Reports that a person brings to the page: kept in the data folder, so that every page and every link finds them."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import streamlit as st

from report import document as documents
from ui import reports
from ui.markup import esc, notice
from ui.view import View
from warehouse.places import Places

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What no file name on Windows may hold."""
_WHY = {errno.ENOSPC: "磁盘已满。请腾出空间", errno.ENAMETOOLONG: "文件名太长。请改短"}
_ELSE = "数据文件夹写不进去。请检查它的权限"


def bring(view: View) -> bool:
    """The place to upload a report; what was brought is chosen at once. False while a refused file lies there, with the reason."""
    came = st.file_uploader(
        "上传报告（Word、文本）", key="brought", max_upload_size=50,  # any type: we say ourselves why one cannot be read
        on_change=_arrived, args=(view.places,),
        help="存放在数据文件夹下的 report/brought 里，“报告对照”页也能打开；不用时可以移除。",
    )  # fmt: skip
    refused = st.session_state.get("brought_refused")
    if came is None or not refused:
        st.session_state.pop("brought_refused", None)
        return True
    notice(f"{esc(refused)}<br>这份文件没有存下。点文件名右边的叉移去它，下面再显示已有的报告。", "bad")
    return False


def offer_removal(view: View, path: Path) -> None:
    """Taking a brought report away again. What was confirmed in it stays known."""
    if view.places.is_brought(path):
        left = [p.name for p in reports.choices(view) if p != path]
        with st.popover("移除这份报告", icon=":material/delete:"):
            st.markdown("只删去上传的这一份文件；认定过的指标、人工填的数仍然记着，再上传时照样可用。")
            st.button("移除", key="remove_brought", on_click=_remove, args=(path, left))


def kept(places: Places, name: str, content: bytes) -> Path:
    """Keep a report under its name; the same file once, another one of that name as 名（2）.

    DocumentError if it is no report that can be read.
    """
    name = _UNFIT.sub("_", Path(name).name).strip(" .~$")
    documents.read_bytes(content, Path(name))
    stem, suffix = Path(name).stem, Path(name).suffix
    there = {p.name.lower(): p for p in places.reports()}
    number = 1
    while (same := there.get(name.lower())) and same.read_bytes() != content:
        number += 1
        name = f"{stem}（{number}）{suffix}"
    if same:
        return same
    folder = places.brought_reports
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{name}.part"
    part.write_bytes(content)
    return part.replace(folder / name)


def _arrived(places: Places) -> None:
    came = st.session_state.get("brought")
    st.session_state.pop("brought_refused", None)
    if came is None:
        return
    try:
        st.session_state["report"] = kept(places, came.name, came.getvalue()).name
    except documents.DocumentError as error:
        st.session_state["brought_refused"] = str(error)
    except OSError as error:
        st.session_state["brought_refused"] = (
            f"“{came.name}”没有存下：{_WHY.get(error.errno or 0, _ELSE)}，再上传一次。"
        )


def _remove(path: Path, left: list[str]) -> None:
    path.unlink(missing_ok=True)
    if left:  # the address is bound to the choice, which must be one that is still there
        st.session_state["report"] = left[0]
