"""Plotly, set up once: Chinese units on the axes, Chinese hover, no menus, bars that start at zero.

Every figure is drawn from readings; what is written on it is the readings' own text.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

import plotly.graph_objects as go
import streamlit as st

from metrics.model import Reading
from metrics.numbers import counted
from ui import theme, wording
from ui.change import between
from warehouse.places import Places

_CONFIG = {"displayModeBar": False, "doubleClick": False, "scrollZoom": False, "showTips": False, "displaylogo": False}
_MONTHS = [f"{m}月" for m in range(1, 13)]
_SHORT = ["1月", *(str(m) for m in range(2, 12)), "12"]
_FEW = 6
"""Of a counted thing, up to which every number stands on the axis."""
MOST = 10
"""Bars of a dimension before the rest is left out."""
_ROOM = 0.42
"""Of the longest bar, the width that a bar's text takes on a telephone."""
_STEPS = 7
"""Steps of a waterfall before the rest is told as one."""


def months(
    now: Sequence[Reading],
    before: Sequence[Reading],
    key: str,
    *,
    events: Sequence[tuple[int, str]] = (),
    height: int = 300,
) -> None:
    """Bars by month, this year beside last year; a month without data carries an amber 待补, never a bar of zero."""
    figure = go.Figure()
    for readings, colour in ((before, theme.PALE), (now, theme.BLUE)):
        if readings:
            figure.add_bar(
                x=[_month(r) for r in readings],
                y=[wording.drawn(r) for r in readings],
                name=f"{readings[0].period.year} 年",
                marker_color=colour,
                customdata=[wording.text(r) for r in readings],
                hovertemplate="%{fullData.name}%{x} <b>%{customdata}</b><extra></extra>",
            )
    _mark_missing(figure, now)
    _mark_events(figure, now, before, events)
    figure.update_layout(barmode="group", bargap=0.28, bargroupgap=0.06, showlegend=bool(before))
    figure.update_xaxes(
        categoryorder="array", categoryarray=_MONTHS, range=[-0.6, 11.6], tickvals=_MONTHS, ticktext=_SHORT, tickangle=0
    )
    shown = now[0].metric.show if now else ""
    if counted(shown) and max((wording.drawn(r) or 0 for r in (*now, *before)), default=0) <= _FEW:
        figure.update_yaxes(dtick=1)  # nobody holds a fifth of a meeting
    _put(figure, key, shown, height, f"{now[0].metric.name}各月" if now else "各月")


def lines(now: Sequence[Reading], before: Sequence[Reading], key: str, *, height: int = 260) -> None:
    """Lines by month for shares and means: the axis need not start at zero, and says so when it does not."""
    figure = go.Figure()
    for readings, colour, dash in ((before, theme.PALE, "dot"), (now, theme.BLUE, "solid")):
        if readings:
            figure.add_scatter(
                x=[_month(r) for r in readings],
                y=[wording.drawn(r) for r in readings],
                name=f"{readings[0].period.year} 年",
                mode="lines+markers",
                line={"color": colour, "width": 2.5, "dash": dash},
                marker={"size": 6},
                connectgaps=False,
                customdata=[wording.text(r) for r in readings],
                hovertemplate="%{fullData.name}%{x} <b>%{customdata}</b><extra></extra>",
            )
    _mark_missing(figure, now)
    figure.update_xaxes(
        categoryorder="array", categoryarray=_MONTHS, range=[-0.5, 11.5], tickvals=_MONTHS, ticktext=_SHORT, tickangle=0
    )
    unit = now[0].metric.show if now else ""
    _put(figure, key, f"{unit}，纵轴不从零起", height, f"{now[0].metric.name}各月" if now else "各月")


def members(now: Sequence[Reading], before: Sequence[Reading], key: str, *, height: int | None = None) -> None:
    """Horizontal bars by member of a dimension, largest first; a thin tick marks last year; the text stands at the end."""
    ranked = sorted((r for r in now if r.value is not None), key=lambda r: r.value or Decimal(0), reverse=True)
    shown = ranked[:MOST][::-1]
    last = {r.member: r for r in before}
    labels = [r.member or "未填" for r in shown]
    told = [_with_change(r, last.get(r.member)) for r in shown]
    matched = [(label, last[r.member]) for label, r in zip(labels, shown, strict=True) if r.member in last]
    ticks = {label: wording.drawn(r) or 0.0 for label, r in matched}
    bars = [wording.drawn(r) or 0.0 for r in shown]
    highest = max([*bars, *ticks.values(), 0.0]) or 1.0
    ends = [_end(bar, ticks.get(label, 0.0), highest) for bar, label in zip(bars, labels, strict=True)]
    figure = go.Figure()
    figure.add_bar(
        x=bars, y=labels, orientation="h", marker_color=theme.BLUE, width=0.55, customdata=told, name="本年",
        hovertemplate="%{y} <b>%{customdata}</b><extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=list(ticks.values()), y=list(ticks), mode="markers", name="上年",
        marker={"symbol": "line-ns", "size": 17, "line": {"width": 2.5, "color": theme.GREY}},
        customdata=[wording.text(r) for _, r in matched], hovertemplate="%{y} 上年 <b>%{customdata}</b><extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=ends, y=labels, mode="text", text=[f"  {t}" for t in told], textposition="middle right", showlegend=False,
        textfont={"size": 11.5, "color": theme.INK}, hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    figure.update_xaxes(range=[min([*bars, 0.0]) * 1.1, highest * 1.5], showticklabels=False)
    figure.update_yaxes(tickvals=labels, ticktext=[_wrapped(label, 8) for label in labels])
    figure.update_layout(showlegend=bool(matched))
    unit = shown[0].metric.show if shown else ""
    _put(figure, key, unit, height or 62 + 39 * max(len(shown), 2), "各项与上年", horizontal=True)


def _end(bar: float, tick: float, highest: float) -> float:
    """Where a bar's text begins: at its end, or behind last year's tick where that would run through the text."""
    return max(bar, 0.0) if tick - bar > _ROOM * highest else max(bar, tick, 0.0)


def contributions(now: Sequence[Reading], before: Sequence[Reading], key: str, *, height: int = 360) -> None:
    """From last year to this year, step by step: a waterfall of the changes alone, so its axis does start at zero."""
    this, last = ({r.member: r.value for r in readings if r.value is not None} for readings in (now, before))
    members = list(dict.fromkeys([*this, *last]))  # one that is gone this year took something away too
    steps = [(m or "未填", this.get(m, Decimal(0)) - last.get(m, Decimal(0))) for m in members]
    steps = sorted(steps, key=lambda s: abs(s[1]), reverse=True)
    names, amounts = [name for name, _ in steps[:_STEPS]], [amount for _, amount in steps[:_STEPS]]
    if len(steps) > _STEPS:
        names.append(f"其余 {len(steps) - _STEPS} 项")
        amounts.append(sum((amount for _, amount in steps[_STEPS:]), Decimal(0)))
    metric = now[0].metric
    total = sum(amounts, Decimal(0))
    texts = [signed(a, metric.unit, metric.show) for a in [*amounts, total]]
    figure = go.Figure(
        go.Waterfall(
            y=[*names, "合计"],
            x=[wording.scaled(a, metric) for a in [*amounts, total]],
            orientation="h", measure=["relative"] * len(amounts) + ["total"],
            text=texts, textposition="outside", cliponaxis=False, customdata=texts,
            hovertemplate="%{y} <b>%{customdata}</b><extra></extra>",
            increasing={"marker": {"color": theme.MIDDLE}}, decreasing={"marker": {"color": theme.PALE}},
            totals={"marker": {"color": theme.BLUE}}, connector={"line": {"color": "#c8d1de", "width": 1}},
        )
    )  # fmt: skip
    low, high = _reach([wording.scaled(a, metric) for a in amounts])
    room = (high - low) * 0.22 or 1.0
    figure.update_layout(showlegend=False, bargap=0.38)
    figure.update_xaxes(range=[low - room, high + room], nticks=6)
    figure.update_yaxes(
        autorange="reversed", tickvals=[*names, "合计"], ticktext=[_wrapped(n, 8) for n in [*names, "合计"]]
    )
    _put(figure, key, f"{metric.show}，零为与上年持平", height, "各项增减", horizontal=True, ticks=True)


def _reach(amounts: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest point that the running total comes to, zero included."""
    points = [0.0, *accumulate(amounts)]
    return min(points), max(points)


def signed(amount: Decimal, unit: str, shown: str) -> str:
    """+0.52 亿元, −300 万元: a difference with its sign, in a unit in which it is not 0."""
    for candidate in (shown, *wording.smaller(shown)):
        try:
            digits = wording.numbers.show(abs(amount), unit, candidate)
        except ValueError:
            continue
        sign = "+" if amount > 0 else "−" if amount < 0 else ""
        return f"{sign}{digits}" if candidate == shown else f"{sign}{digits}{candidate}"
    return "0"


def events(where: Places, year: int, subject: str) -> list[tuple[int, str]]:
    """Events of a year worth a note on a chart: month and text, from `data/reference/events.csv`."""
    file = where.reference("events.csv")
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return [
        (int(row["month"][5:7]), row["text"])
        for row in rows
        if row["month"].startswith(f"{year}-") and row["subject"] in {subject, ""}
    ]


def _month(reading: Reading) -> str:
    return _MONTHS[reading.period.last % 12]


def _with_change(now: Reading, before: Reading | None) -> str:
    told = wording.text(now)
    if before is None or before.value is None:
        return told
    change = between(now, before, "")
    return f"{told}<br>  {change.text}"


def _mark_missing(figure: go.Figure, readings: Sequence[Reading]) -> None:
    for reading in readings:
        if reading.value is None:
            figure.add_annotation(
                x=_month(reading), y=0, yanchor="bottom", showarrow=False, hovertext=reading.to_fill,
                text="待补" if reading.gaps else "—", font={"size": 11, "color": theme.AMBER},
            )  # fmt: skip


def _mark_events(
    figure: go.Figure, now: Sequence[Reading], before: Sequence[Reading], events: Sequence[tuple[int, str]]
) -> None:
    tops: dict[str, float] = {}
    for reading in (*now, *before):
        tops[_month(reading)] = max(tops.get(_month(reading), 0.0), wording.drawn(reading) or 0.0)
    highest = max(tops.values(), default=0.0)
    for level, (month, text) in enumerate(events):
        name = _MONTHS[month - 1]
        figure.add_annotation(
            x=name, y=tops.get(name, 0.0), ax=0, ay=highest * (1.16 + 0.13 * (level % 2)), axref="pixel", ayref="y",
            text=_wrapped(text), showarrow=True, arrowhead=0, arrowwidth=1, arrowcolor="#8792a3", standoff=3,
            font={"size": 11, "color": theme.GREY}, bgcolor="#ffffff", borderpad=1,
        )  # fmt: skip
    if events and highest:
        figure.update_yaxes(range=[0, highest * 1.4])


def _wrapped(text: str, length: int = 12) -> str:
    return "<br>".join(text[i : i + length] for i in range(0, len(text), length))


def _put(
    figure: go.Figure, key: str, unit: str, height: int, told: str, *, horizontal: bool = False, ticks: bool = False
) -> None:
    figure.update_layout(
        height=height, margin={"l": 8, "r": 8, "t": 34, "b": 8}, paper_bgcolor="white", plot_bgcolor="white",
        font={"family": theme.SANS, "size": 12, "color": theme.INK}, dragmode=False, separators=". ",
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom", "itemclick": False,
                "itemdoubleclick": False, "font": {"size": 12}},
        hoverlabel={"bgcolor": "white", "bordercolor": theme.RULE, "font": {"family": theme.SANS, "color": theme.INK}},
    )  # fmt: skip
    figure.add_annotation(
        x=0, y=1.02, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False, text=unit,
        font={"size": 12, "color": theme.GREY},
    )  # fmt: skip
    value = {
        "showgrid": True,
        "gridcolor": "#edf0f5",
        "zeroline": True,
        "zerolinecolor": "#aab4c3",
        "exponentformat": "none",
    }
    category = {"showgrid": False, "zeroline": False, "ticks": ""}
    figure.update_xaxes(
        fixedrange=True,
        automargin=True,
        tickfont={"color": theme.GREY},
        **({**value, "showgrid": ticks} if horizontal else category),
    )
    figure.update_yaxes(
        fixedrange=True,
        automargin=True,
        ticklabelstandoff=6 if horizontal else 2,
        tickfont={"color": theme.INK if horizontal else theme.GREY},
        **(category if horizontal else value),
    )
    if not horizontal:
        figure.update_yaxes(nticks=6)
    st.plotly_chart(figure, key=key, theme=None, config=_CONFIG, alt=told)
