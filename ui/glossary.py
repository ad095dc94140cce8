"""指标口径: the dictionary with search, in the order of the pages."""

from __future__ import annotations

import streamlit as st

from metrics.model import Metric
from ui import tables, wording
from ui.markup import anchor, esc, show
from ui.tables import Html
from ui.view import View

_GROUPS = {
    "税费收入": ("revenue", "targets"),
    "退税减税降费": ("refunds",),
    "咨询热线": ("hotline",),
    "监督": ("supervision", "inspections"),
    "党建与宣传": ("party", "publicity", "branches", "appointments"),
}
"""Page that shows a subject, in the order of the sidebar; a bureau's own subjects stand last."""
_OTHER = "其他"


def search(view: View) -> list[Metric]:
    """Metrics whose name, meaning, words, department or key hold what was typed."""
    typed = st.text_input(
        "查找", placeholder="输入名称、说法或科室，例如：满意度、纪检组", key="q", bind="query-params",
        label_visibility="collapsed", width=520, autocomplete="off",
    )  # fmt: skip
    words = (typed or "").split()
    found = [m for m in view.figures.catalogue.values() if all(_holds(m, w) for w in words)]
    if not found:
        show(f'<p class="block-lead">没有找到“{esc(typed)}”。换一个名称、说法或科室试试。</p>')
    return found


def listing(view: View, found: list[Metric]) -> None:
    """One row a metric under the page it belongs to: what it is called, what it means, its value, whom to ask."""
    if not found:
        return
    show(f'<p class="block-lead">共 {len(found)} 项。点名称或数值，看逐月的数和来源行。</p>')
    headings = ["指标", view.span.chinese, "口径", "科室"]
    every: list[list[tables.Cell]] = []
    for title, metrics in by_page(found):
        show(f'<h2 class="group">{esc(title)}</h2>')
        rows = [_row(view, m) for m in metrics]
        tables.table(headings, rows, figures=[1], css="stack dictionary")
        every += [[title, *row] for row in rows]
    tables.downloads("指标口径", ["类别", *headings], every, sample=view.figures.sample, key="dictionary")


def by_page(found: list[Metric]) -> list[tuple[str, list[Metric]]]:
    """Metrics by the page that shows them; empty groups are left out."""
    title_of = {subject: title for title, subjects in _GROUPS.items() for subject in subjects}
    groups: dict[str, list[Metric]] = {title: [] for title in (*_GROUPS, _OTHER)}
    for metric in sorted(found, key=lambda m: _place(m.subject)):
        groups[title_of.get(metric.subject, _OTHER)].append(metric)
    return [(title, metrics) for title, metrics in groups.items() if metrics]


def _place(subject: str) -> int:
    order = [s for subjects in _GROUPS.values() for s in subjects]
    return order.index(subject) if subject in order else len(order)


def _row(view: View, metric: Metric) -> list[tables.Cell]:
    reading = view.read(metric.key)
    name = anchor(view.address(metric.key), f"<b>{esc(metric.name)}</b>", "figure")
    value = Html(view.linked(reading), wording.text(reading))
    more = []
    if metric.words:
        more.append(f"也说：{esc('、'.join(metric.words))}")
    if metric.caveats:
        more.append(f"注意：{esc('；'.join(metric.caveats))}")
    folded = f"<details class='card-lines'><summary>报告里的说法与注意</summary>{'<br>'.join(more)}</details>"
    meaning = Html(esc(metric.meaning) + (folded if more else ""), metric.meaning)
    return [Html(f'<span translate="no">{name}</span>', metric.name), value, meaning, metric.owner]


def _holds(metric: Metric, word: str) -> bool:
    hay = " ".join((metric.key, metric.name, metric.meaning, metric.owner, *metric.words)).lower()
    return word.lower() in hay
