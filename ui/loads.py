"""入库历史: every file ever loaded, one row each, to be searched, sorted and downloaded; one build whole with the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from etl.keeping.history import Entry
from etl.keeping.history import history as entries
from etl.keeping.moved import REPORT_KEYS, kept_moved
from metrics.periods import parse
from ui import builds, outcome, tables
from ui.markup import block_title, esc, notice, pill, show
from ui.tables import Html
from ui.view import View
from warehouse.places import Places

_MOST = 300
"""Rows on the screen; the download has them all."""
_MOST_TOLD = 30
"""Figures of one build that are named in the download."""
_HEADINGS = ["入库时间", "谁", "文件", "来源", "行数", "所含月份", "状态", "变动的数"]


@dataclass(frozen=True)
class Loaded:
    """One file of one build (a build that brought no file has one row without)."""

    entry: Entry
    file: str
    source: str
    rows: int | None
    months: str
    by: str
    batch: str
    asked: str = ""
    """What was asked when it was loaded, with the answers."""

    @property
    def when(self) -> str:
        """`2023-01-12 09:03:12`"""
        return self.entry.made_at.replace("T", " ")

    @property
    def state(self) -> str:
        """Whether its build counts."""
        return "现用版本" if self.entry.current else "已撤销" if self.entry.rolled_back else ""

    def holds(self, word: str) -> bool:
        """Whether a word occurs in what is shown of it."""
        hay = " ".join(
            [self.when, self.by, self.file, self.source, self.months, self.state, self.entry.build, self.entry.note]
        )
        return word.lower() in hay.lower()


_ORDERS: dict[str, tuple[Callable[[Loaded], Any], bool]] = {
    "最近的在前": (lambda r: r.entry.build, True),
    "最早的在前": (lambda r: r.entry.build, False),
    "按文件名": (lambda r: r.file, False),
    "按来源": (lambda r: (r.source, r.file), False),
    "按经手人": (lambda r: r.by, False),
    "行数多的在前": (lambda r: r.rows or 0, True),
}


def whole(view: View) -> None:
    """The search, the chosen build, the rows and their download."""
    made = entries(view.places)
    st.page_link("pages/data.py", label="回到“数据”", icon=":material/arrow_back:", query_params=builds.address(view))
    builds.say_changed(view)
    left, right = st.columns([3, 1])
    typed = left.text_input(
        "查找", placeholder="输入文件名、来源、经手人或月份", key="q", bind="query-params",
        label_visibility="collapsed", autocomplete="off",
    )  # fmt: skip
    order = right.selectbox("排序", list(_ORDERS), key="order", bind="query-params", label_visibility="collapsed")
    _chosen(view, made)
    words = (typed or "").split()
    key, backwards = _ORDERS[order]
    found = [row for row in _rows(made) if all(row.holds(w) for w in words)]
    found.sort(key=key, reverse=backwards)
    _listing(view, found, len(made))


def _rows(made: list[Entry]) -> list[Loaded]:
    rows = []
    for entry in made:
        for a in entry.added:
            by = a["by"] or "某用户"
            source, months = outcome.title(a["source"]), outcome.months(a["months"])
            asked = "；".join(
                f"{outcome.for_page(q['question'])}——{builds.answered(q)}" for q in a["asked"][:_MOST_TOLD]
            )
            rows.append(Loaded(entry, a["file"], source, a["rows"], months, by, a["batch"], asked))
        if not entry.added:
            rows.append(Loaded(entry, f"（{entry.note}）", "—", None, "—", entry.made_by or "某用户", "—"))
    return rows


def _chosen(view: View, made: list[Entry]) -> None:
    """The build named in the address."""
    build = st.query_params.get("build")
    if not build:
        return
    entry = next((e for e in made if e.build == build), None)
    if entry is None:
        notice(f"没有数据版本 {esc(build)}，请在下面选。")
        return
    with st.container(border=True, key="one_build"):
        block_title("这一次入库")
        builds.one(view, entry)


def _listing(view: View, found: list[Loaded], count: int) -> None:
    files = sum(r.batch != "—" for r in found)
    show(
        f'<p class="block-lead">共 {count} 个数据版本；下面列出 {len(found)} 条，其中入库的文件 {files} 条。点“查看”看变动的数，可取原件、改用别的版本。</p>'
    )
    told = {r.entry.build: _moved(view.places, r.entry.build) for r in found}
    shown: list[list[tables.Cell]] = [
        [r.when, r.by, r.file, r.source, r.rows, r.months, _state(r), _link(view, r, told[r.entry.build])]
        for r in found[:_MOST]
    ]
    tables.table(_HEADINGS, shown, figures=[4], css="stack loads")
    if len(found) > _MOST:
        show(f'<p class="src">只列出前 {_MOST} 条，下载的表里有全部 {len(found)} 条。</p>')
    rows: list[list[tables.Cell]] = [
        [
            r.when,
            r.by,
            r.file,
            r.source,
            r.rows,
            r.months,
            r.state,
            _in_words(told[r.entry.build]),
            r.asked,
            r.entry.build,
            r.batch,
        ]
        for r in found
    ]
    tables.downloads(
        "入库历史", [*_HEADINGS, "入库时的问答", "数据版本", "批次"], rows, sample=view.figures.sample, key="loads"
    )


def _state(row: Loaded) -> Html:
    return Html(pill(row.state, "filled" if row.entry.current else "plain") if row.state else "", row.state)


def _link(view: View, row: Loaded, moves: list[dict[str, Any]] | None) -> Html:
    """How many figures it moved, and the way to the build."""
    words = "—" if moves is None else f"{len(moves)} 个" if moves else "没有"
    query = urlencode({**(builds.address(view) or {}), "build": row.entry.build})
    return Html(f'{words}　<a href="loads?{esc(query)}" target="_self">查看</a>', words)


@st.cache_data(show_spinner=False, max_entries=2000)
def _moved(where: Places, build: str) -> list[dict[str, Any]] | None:
    """Figures that a build moved, whole years and those of the year-end report first; None if that was not kept."""
    kept = kept_moved(where, build)
    if kept is None:
        return None
    moves = outcome.of_data(where, kept)
    return sorted(moves, key=lambda m: (len(m["period"]) != 4, m["metric"] not in REPORT_KEYS))


def _in_words(moves: list[dict[str, Any]] | None) -> str:
    if moves is None:
        return ""
    told = [
        f"{m['name']} {parse(m['period']).chinese}：{m['before'] or '—'} → {m['after'] or '—'} {m['unit']}".strip()
        for m in moves[:_MOST_TOLD]
    ]
    return "；".join(told) + (f"；等 {len(moves)} 个" if len(moves) > _MOST_TOLD else "")
