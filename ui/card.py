"""The card beside the paper: one figure's definition, value, twelve months and the rows it came from."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.model import Reading
from report.model import BoundBlank, CheckedClaim, Inspection, Told
from ui import decide, hand, proof, record, wording
from ui.markup import esc, fill, pill, show
from ui.reports import Item
from ui.view import View


def draw(view: View, found: Inspection, items: Sequence[Item], chosen: Item) -> None:
    """The whole card, with the way to the figure before and after."""
    _head(items, chosen)
    _value(chosen)
    if chosen.state == "ask" and isinstance(chosen.of, BoundBlank | CheckedClaim):
        decide.offer(view, found, chosen)
    if chosen.reading is not None:
        proof.months(view, chosen.reading)
        proof.sources(view, chosen.reading)
        if isinstance(chosen.of, BoundBlank | CheckedClaim) and chosen.state != "ask":
            with st.expander(_question(chosen.of)):
                decide.offer(view, found, chosen)
    elif chosen.state == "hand":
        with st.expander("有合适的指标？认定一个"):
            decide.offer(view, found, chosen)
    hand.offer(view, found, chosen)
    record.offer(view, found, chosen)


def _question(bound: BoundBlank | CheckedClaim) -> str:
    """What the way to another metric is called: confirmed figures say by whom."""
    binding = bound.binding
    if binding is None or not binding.by_person:
        return "程序认定的指标，请确认或换一个"
    when = f"，{binding.confirmed_at[:10]}" if binding.confirmed_at else ""
    return f"已由 {binding.confirmed_by or '人'} 认定{when}；换一个"


def _go(identifier: str) -> None:
    st.query_params["at"] = identifier


def _head(items: Sequence[Item], chosen: Item) -> None:
    place = [i.id for i in items].index(chosen.id)
    with st.container(horizontal=True, vertical_alignment="center", key="card_head"):
        show(
            f'<p class="card-head"><span>第 {place + 1} / {len(items)} 处 · {esc(chosen.kind)}　'
            f"{pill(chosen.word, chosen.state)}</span></p>"
        )
        before, after = items[place - 1].id, items[(place + 1) % len(items)].id
        with st.container(horizontal=True, width="content", gap="small", key="card_ways"):
            st.button("上一处", key="before", on_click=_go, args=(before,), icon=":material/chevron_left:")
            st.button("下一处", key="after", on_click=_go, args=(after,), icon=":material/chevron_right:")


def _value(chosen: Item) -> None:
    reading = chosen.reading
    title = esc(chosen.name) or "还没有认定是哪个指标"
    lines = []
    told = chosen.of.told if isinstance(chosen.of, BoundBlank) else None
    if told is not None:
        value, title = _spoken(chosen, told), title if chosen.name else "没有对应的指标"
    elif reading is None:
        calm = chosen.state == "plain"
        value = f'<span class="{"calm" if calm else "fill"}">{esc(chosen.reason or "由人填写，程序原样保留")}</span>'
    elif reading.value is None:
        value = fill(reading)
    else:
        value = _written(chosen, reading)
        usual = "" if _unit(chosen) in {"", reading.metric.show} else f"即 <b>{esc(wording.text(reading))}</b>，"
        lines.append(f"{usual}精确值 <b>{esc(wording.exact(reading))}</b>")
    if reading is not None:
        lines.append(f"{wording.days(reading.metric, reading.period)} · {esc(reading.metric.owner)}")
        lines.append(wording.meaning(reading.metric))
    if chosen.reason and reading is not None and chosen.state not in {"open", "hand"}:
        lines.append(esc(chosen.reason))
    if isinstance(chosen.of, BoundBlank):
        lines += [f'<span class="warned">{esc(w)}</span>' for w in chosen.of.warnings]
    show(
        f'<p class="card-name">{title}</p><p class="card-value">{value}</p><p class="card-lines">{"<br>".join(lines)}</p>'
    )


def _unit(chosen: Item) -> str:
    """The unit that the report writes at this place."""
    of = chosen.of
    return (
        of.blank.unit if isinstance(of, BoundBlank) else of.claim.unit if isinstance(of, CheckedClaim) else ""
    ) or ""


def _spoken(chosen: Item, told: Told) -> str:
    """A figure on somebody's word, with what the data lack."""
    assert isinstance(chosen.of, BoundBlank)
    blank, reading = chosen.of.blank, chosen.of.reading
    lacking = (
        f'<br><small class="card-lines">数据：{fill(reading)}</small>' if reading and reading.value is None else ""
    )
    written = f"{esc(chosen.of.shown)} {esc(blank.qualifier or '')}{esc(blank.unit or '')}"
    return f"{written} {pill(told.mark, 'hand')}{lacking}"


def _written(chosen: Item, reading: Reading) -> str:
    if isinstance(chosen.of, BoundBlank) and chosen.of.shown:
        blank = chosen.of.blank
        rounding = {"余": "，取整向下", "超": "，取整向下", "近": "，取整向上"}.get(blank.qualifier or "", "")
        note = f'<small class="card-lines">　写作{esc(blank.qualifier)}数{rounding}</small>' if blank.qualifier else ""
        return f"{esc(chosen.of.shown)} {esc(blank.qualifier or '')}{esc(blank.unit or '')}{note}"
    if isinstance(chosen.of, CheckedClaim):
        claim = chosen.of
        verdict = (
            "" if claim.status == "match" else f'　<small class="card-lines">文中写作 {esc(claim.claim.text)}</small>'
        )
        actual = claim.actual if claim.actual is not None else wording.text(reading)
        return f"{esc(actual)}{esc(claim.claim.unit or '') if claim.actual is not None else ''}{verdict}"
    return esc(wording.text(reading))
