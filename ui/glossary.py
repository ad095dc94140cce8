"""指标口径: the dictionary with search."""

from __future__ import annotations

import streamlit as st

from metrics.model import Metric
from ui import tables, wording
from ui.markup import esc, show
from ui.tables import Html
from ui.view import View


def search(view: View) -> list[Metric]:
    """Metrics whose name, meaning, words, department or key hold what was typed."""
    typed = st.text_input(
        "查找", placeholder="输入名称、说法或科室，例如：满意度、纪检组", key="q", bind="query-params",
        label_visibility="collapsed", width=520, autocomplete="off",
    )  # fmt: skip
    words = (typed or "").split()
    return [m for m in view.figures.catalogue.values() if all(_holds(m, w) for w in words)]


def listing(view: View, found: list[Metric]) -> None:
    """One row a metric: what it is called, what it means, this period's value, whom to ask."""
    show(f'<p class="block-lead">共 {len(found)} 项。</p>')
    rows: list[list[tables.Cell]] = []
    for metric in found:
        reading = view.read(metric.key)
        name = Html(f'<b translate="no" title="{esc(metric.key)}">{esc(metric.name)}</b>', metric.name)
        value = Html(wording.figure(reading), wording.text(reading))
        words = "、".join(metric.words)
        notes = "；".join(metric.caveats)
        meaning = Html(
            f"{esc(metric.meaning)}" + (f'<br><span class="card-lines">也说：{esc(words)}</span>' if words else "")
            + (f'<br><span class="card-lines">注意：{esc(notes)}</span>' if notes else ""),
            metric.meaning,
        )  # fmt: skip
        rows.append([name, value, meaning, metric.show, metric.owner])
    headings = ["指标", view.span.chinese, "口径", "单位", "科室"]
    tables.table(headings, rows, figures=[1], css="stack")
    tables.downloads("指标口径", headings, rows, sample=view.figures.sample, key="dictionary")


def _holds(metric: Metric, word: str) -> bool:
    hay = " ".join((metric.key, metric.name, metric.meaning, metric.owner, *metric.words)).lower()
    return word.lower() in hay
