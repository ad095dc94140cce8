"""What is behind a figure: its definition, exact value, twelve months, the files and rows it was counted from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from metrics.definitions import terms_of
from metrics.evidence import RowTable, leaf_periods
from metrics.model import Metric, Reading, SourceRows
from metrics.periods import Period, parse
from ui import charts, tables, wording
from ui.markup import anchor, block_title, esc, fill, literal, notice, show
from ui.view import View
from warehouse.schema import TABLES, Kind

_ROWS = 200
_MOST = 200_000
"""Rows that one downloaded workbook holds."""
_OPEN = 60
"""Source rows up to which they lie open at once."""
_CUT = 58
"""Characters of sheets and row numbers that stand in a line; more are folded."""


def asked(view: View) -> None:
    """The card of the metric that the address names; nothing where it names none."""
    key = st.query_params.get("metric", "")
    if not key:
        return
    with st.container(border=True, key="proof"):
        if key not in view.figures.catalogue:
            show(f'<p class="block-lead">没有“{esc(key)}”这个指标，下面是全部指标。</p>')
            return
        _card(view, view.read(key, _period(view)))


def _period(view: View) -> Period:
    wanted = st.query_params.get("of", "")
    try:
        return parse(wanted)
    except ValueError:
        if wanted:
            notice(f"“{esc(wanted)}”不是一个期间，下面是{esc(view.span.chinese)}。")
        return view.span


def _card(view: View, reading: Reading) -> None:
    metric = reading.metric
    block_title(metric.name, esc(reading.period.chinese))
    told = fill(reading) if reading.value is None else esc(wording.text(reading))
    lines = [] if reading.value is None else [f"精确值 <b>{esc(wording.exact(reading))}</b>"]
    lines += [f"{wording.days(metric, reading.period)} · {esc(metric.owner)}"]
    lines += [wording.meaning(metric)]
    if metric.caveats:
        lines.append(f"注意：{esc('；'.join(metric.caveats))}")
    if metric.derived:
        lines.append(f"算自：{'；'.join(_parts(view, metric, reading.period))}")
    whole = anchor(view.address(metric.key), f"看 {esc(view.span.chinese)}")
    away = anchor(f"dictionary?year={view.year}&months={view.months}", "收起，只看指标口径")
    ways = [whole, away] if reading.period != view.span else [away]
    show(
        f'<p class="card-value">{told}</p><p class="card-lines">{"<br>".join(lines)}</p>'
        f'<p class="ways">{"".join(ways)}</p>'
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        months(view, reading)
    with right:
        _month_values(view, reading)
    sources(view, reading)


def _parts(view: View, metric: Metric, period: Period) -> list[str]:
    """The metrics that one is made of, each with its value and the way to its own sources."""
    found = []
    for term in terms_of(metric):
        if term.key in view.figures.catalogue:
            part = view.read(term.key, term.period(period))
            found.append(f"{esc(part.period.chinese)} {esc(part.metric.name)} {view.linked(part)}")
    return list(dict.fromkeys(found))


def months(view: View, reading: Reading) -> None:
    """The months of the figure's year up to those looked at, as bars."""
    series = _twelve(view, reading)
    if any(r.value is not None for r in series):
        charts.months(series, (), f"card_{reading.metric.key}", height=190)


def _month_values(view: View, reading: Reading) -> None:
    """The same months in figures, each leading to its own rows."""
    series = _twelve(view, reading)
    if not any(r.value is not None for r in series):
        return
    cells = [f"<li><span>{r.period.last % 12 + 1}月</span>{_month_value(view, r)}</li>" for r in series]
    show(f'<ul class="month-values" aria-label="各月">{"".join(cells)}</ul>')


def _month_value(view: View, reading: Reading) -> str:
    if reading.value is None:
        return f'<span class="fill" title="{esc(reading.to_fill)}">待补</span>'
    return view.linked(reading)


def _twelve(view: View, reading: Reading) -> list[Reading]:
    metric = reading.metric
    if metric.periods and "month" not in metric.periods:
        return []
    last = max(view.span.last, reading.period.last)  # months after those looked at stand nowhere on the pages
    return view.figures.series(metric.key, [m for m in reading.period.full_year().by_month() if m.last <= last])


def sources(view: View, reading: Reading) -> None:
    """The files and sheets of a figure, its rows with a download of all of them, and the query."""
    files = view.figures.sources(reading)
    none = "所涉月份没有符合条件的行。" if reading.value is not None else "这个期间没有这个数，所以没有来源行。"
    by_file: dict[str, list[SourceRows]] = {}
    for found in files:
        by_file.setdefault(found.file, []).append(found)
    lines = [_source(file, sheets) for file, sheets in by_file.items()] or [f"<li>{none}</li>"]
    show(f'<ul class="lines sources">{"".join(lines)}</ul>')
    if reading.value is not None and files:
        with st.expander("来源行", expanded=sum(f.count for f in files) <= _OPEN):
            _rows(view, reading)
    with st.expander("计算语句"):
        show(f'<pre class="sql" translate="no">{esc(view.figures.sql(reading.metric.key, reading.period))}</pre>')
        show(f'<p class="src"><span>数据版本 {literal(reading.build)}</span></p>')


def _source(file: str, sheets: list[SourceRows]) -> str:
    """One file behind a figure with its sheets and their rows; a long list is folded, never cut."""
    told = "；".join(f"{f'表“{literal(s.sheet)}”' if s.sheet else ''}第 {esc(s.rows)} 行" for s in sheets)
    if sum(len(s.sheet) + len(s.rows) for s in sheets) > _CUT:
        several = f"{len(sheets)} 张表的行号" if len(sheets) > 1 else "行号"
        told = f"<details><summary>{several}</summary>{told}</details>"
    else:
        told = f" · {told}"
    count = sum(s.count for s in sheets)
    return f"<li>{literal(Path(file).name, title=file)} · 共 {count} 条{told}</li>"


def _rows(view: View, reading: Reading) -> None:
    found = view.figures.rows(reading, limit=_ROWS)
    headings, rows = arranged(view, reading, found)
    told = f"共 {found.total} 行" + (f"，列出前 {len(rows)} 行" if found.total > len(rows) else "")
    show(f'<p class="card-lines">{told}。</p>')
    tables.table(headings, rows, height=260, css="rows")
    name, metric = f"来源行_{reading.metric.name}_{reading.period.label}", reading.metric
    stem = f"{name}_演示数据" if reading.sample else name
    whole = found.total <= _MOST

    def made() -> bytes:
        columns, every = arranged(view, reading, view.figures.rows(reading, limit=_MOST))
        return tables.workbook("来源行", columns, every, sample=reading.sample)

    st.download_button(
        "下载全部来源行" if whole else f"下载前 {_MOST} 行来源行", made, f"{stem}.xlsx", tables.XLSX,
        key=f"rows_{metric.key}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def arranged(view: View, reading: Reading, found: RowTable) -> tuple[list[str], list[list[tables.Cell]]]:
    """The day and the amount first, then the row's number and its other columns; file and sheet last."""
    leaves = leaf_periods(view.figures.catalogue, reading.metric.key, reading.period)
    if not leaves:
        return [], []
    table = TABLES[leaves[0][0].table]
    amounts = [c.heading for c in table.columns if c.kind is Kind.MONEY or c.name == table.summed]
    first = [table.column(table.dated_by).heading, *amounts, "行"]
    last = ["工作表", "文件"]
    middle = [c for c in found.columns if c not in first and c not in last]
    order = [c for c in (*dict.fromkeys(first), *middle, *last) if c in found.columns]
    at = [found.columns.index(c) for c in order]
    return order, [[_cell(row[i], order[n]) for n, i in enumerate(at)] for row in found.rows]


def _cell(content: Any, heading: str) -> tables.Cell:
    if content is None:
        return None
    if heading == "文件":
        return Path(str(content)).name
    return content.isoformat() if isinstance(content, date) else str(content)
