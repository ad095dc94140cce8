"""A person confirms which metric a figure is, and of which period: what will stand there is shown before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from metrics import periods
from report import check
from report.binding.likely_period import likely_period, periods_to_choose
from report.binding.memory import Choice, Memory, kind_of, now
from report.binding.sentence import chosen
from report.finding.measures import unit_fit
from report.inspection import Reader, signed, valued
from report.model import Binding, BoundBlank, CheckedClaim, Inspection
from ui import hand, wording
from ui.markup import esc, show
from ui.reports import Item
from ui.view import View


@dataclass(frozen=True)
class Outcome:
    """What will stand at a place once it is confirmed. `possible`: whether it can be."""

    told: str
    possible: bool = True


def offer(view: View, found: Inspection, item: Item) -> None:
    """Metric (the best three first, and a search over all), period and name; the choice is remembered by its sentence."""
    bound = item.of
    assert isinstance(bound, BoundBlank | CheckedClaim)
    key = _metric(view, bound, item)
    label = _period(view, found, bound, item, key)
    outcome = outcome_of(view, found, bound, key, label) if key and label else None
    if outcome:
        show(f'<p class="card-lines outcome">{outcome.told}</p>')
    name = hand.name_input(f"who_{item.id}")
    if not name:
        show('<p class="card-lines">写上姓名后才能确定；姓名记在依据清单和批注里。</p>')
    ready = bool(name and outcome and outcome.possible)
    if st.button("就是它，记住", key=f"decide_{item.id}", type="primary", disabled=not ready) and ready and key:
        choice = Choice(key, label, found.year, now(), name, Path(found.file).name)
        place = hand.place_of(found, bound), kind_of(hand.figure_of(bound))
        Memory(view.places.people).remember(*place, choice)
        st.rerun()


def _metric(view: View, bound: BoundBlank | CheckedClaim, item: Item) -> str | None:
    catalogue, unit = view.figures.catalogue, hand.figure_of(bound).unit
    fitting = [k for k, m in catalogue.items() if unit_fit(unit, m.unit)]
    likely = [c.metric for c in bound.binding.candidates] if bound.binding else []
    settled = [bound.binding.metric] if bound.binding and bound.binding.metric and item.state != "ask" else []
    best = [k for k in dict.fromkeys([*settled, *likely]) if k in fitting][:3]
    return st.selectbox(
        "这一处是哪个指标", [*best, *(k for k in fitting if k not in best)], index=0 if best else None,
        placeholder="输入几个字查找", key=f"metric_{item.id}",
        format_func=lambda k: f"{catalogue[k].name}（{catalogue[k].show}）",
    )  # fmt: skip


def _period(view: View, found: Inspection, bound: BoundBlank | CheckedClaim, item: Item, key: str | None) -> str | None:
    """The period as a label; what the text or the table says is chosen already, where it is clear."""
    likely = likely_period(found, bound)
    labels = [p.label for p in periods_to_choose(found.year, view.figures.catalogue.get(key or ""), likely)]
    return st.selectbox(
        "是哪个期间的数", labels, index=0 if likely else None, placeholder="请选期间", key=f"period_{item.id}",
        format_func=lambda label: periods.parse(label).chinese,
    )  # fmt: skip


def outcome_of(view: View, found: Inspection, bound: BoundBlank | CheckedClaim, key: str, label: str) -> Outcome:
    """What a blank will be filled with, or how a stated figure compares, as HTML."""
    metric, period = view.figures.catalogue[key], periods.parse(label)
    if metric.periods and period.kind not in metric.periods:
        return Outcome(esc(f"“{metric.name}”没有{period.chinese}这样的期间，请另选。"), possible=False)
    binding = chosen(bound.binding or Binding("ask", None, None, 0.0, 0.0, ()), key, label)
    span = f"{esc(period.chinese)}（{period.start.isoformat()} 至 {wording.until(period)}）"
    if isinstance(bound, BoundBlank):
        after = signed(valued(bound.blank, binding, Reader(view.figures)), found.text)
        unit = f"{bound.blank.qualifier or ''}{bound.blank.unit or metric.unit}"
        put = (
            f"填作 <b>{esc(after.shown)} {esc(unit)}</b>" if after.shown else f"仍空着：{esc(after.reason or '没有数')}"
        )
        put += "".join(f"。{esc(warning)}" for warning in after.warnings)
    else:
        after_claim = check.verdict(bound.claim, binding, view.figures.measure(key, period))
        true = f"<b>{esc(after_claim.actual or '')} {esc(bound.claim.unit or '')}</b>"
        agrees = "一致" if after_claim.status == "match" else "不一致"
        said = f"数据是 {true}，与文中的“{esc(bound.claim.text)}”{agrees}"
        put = said if after_claim.actual is not None else esc(after_claim.reason or "没有数")
    return Outcome(f"确定后{put}。{span}")
