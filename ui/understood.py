"""How one file was understood: source and why, header, columns, unit, period, rows, what was left out; and unknown headings."""

from __future__ import annotations

from typing import Any

import streamlit as st

from etl.faults import UsageError
from etl.keeping.remembered import Proposal, propose, remember
from metrics.periods import parse
from ui import tables
from ui.arrivals import Arrived, for_label
from ui.markup import esc, literal, notice, show
from ui.outcome import grouped, title
from warehouse.places import Places
from warehouse.schema import TABLES, Personal

_MOST_LEFT_OUT = 40


def understood(found: dict[str, Any]) -> None:
    """Everything that was understood of a file, a table at a time."""
    for sheet in found["sheets"]:
        if sheet["hidden"]:
            show(f'<p class="src">工作表“{literal(sheet["name"])}”是隐藏的，没有读取。</p>')
        for table in sheet["tables"]:
            _table(sheet["name"], table)


def _table(sheet: str, table: dict[str, Any]) -> None:
    source = title(table["source"]) if table["source"] else "没有认出"
    place = f"工作表“{literal(sheet)}” " if sheet else ""
    rows = "、".join(str(r) for r in table["header_rows"])
    show(
        f'<p class="part-title">{place}{literal(table["range"])} → {esc(source)}</p>'
        f'<p class="src"><span>{esc(table.get("why") or "")}</span><span>表头第 {esc(rows)} 行</span>'
        f"<span>{esc(_period(table))}</span><span>{esc(_unit(table))}</span>{_sender(table)}"
        f"<span>数据 {table['data_rows']} 行</span></p>"
    )
    lines: list[list[tables.Cell]] = [
        [
            c["name"], _stands_for(table, c), c["unit"] or "—", grouped(c["sum"]), c["values"], c["empty"]
        ]
        for c in table["columns"]
    ]  # fmt: skip
    tables.table(
        ["表头", "认作", "单位", "合计", "有值的格", "空格"], lines, figures=[3, 4, 5], height=300, css="columns"
    )
    _left_out(table["left_out"])


def _period(table: dict[str, Any]) -> str:
    if not table["period"]:
        return "没有写明期间"
    return f"期间 {parse(table['period']).chinese}（读自{table.get('period_from') or '标题'}）"


def _unit(table: dict[str, Any]) -> str:
    if table["source"] and table.get("units"):
        return f"金额单位各处不一：{'、'.join(table['units'])}"
    return f"金额单位 {table['unit']}" if table["unit"] else "没有金额单位"


def _sender(table: dict[str, Any]) -> str:
    return "".join(f"<span>{esc(table[k])}</span>" for k in ("sender", "office") if table.get(k))


def _stands_for(table: dict[str, Any], column: dict[str, Any]) -> tables.Cell:
    """Chinese name of the column it was mapped to; columns of summaries say several."""
    if not column["maps_to"]:
        return tables.Html('<span class="fill">不读取</span>', "不读取")
    if not table["source"]:
        return str(column["maps_to"])
    known = {c.name: c.heading for c in TABLES[table["source"]].columns}
    return known.get(column["maps_to"], str(column["maps_to"]))


def _left_out(rows: list[dict[str, Any]]) -> None:
    if not rows:
        show('<p class="src">表内没有略去的行。</p>')
        return
    told = "；".join(f"第 {x['row']} 行 {x['why']}" for x in rows[:_MOST_LEFT_OUT])
    more = f"；等 {len(rows)} 行" if len(rows) > _MOST_LEFT_OUT else ""
    show(f'<p class="src">略去 {len(rows)} 行：{esc(told + more)}</p>')


def unknown_headings(where: Places, file: Arrived, found: dict[str, Any]) -> None:
    """Headings that nothing knows: what they resemble, and a person's word for it, remembered for the department."""
    asked: set[tuple[str, str]] = set()
    for table in (t for sheet in found["sheets"] for t in sheet["tables"]):
        source = table["source"] or (file.choice.source if file.choice.source in TABLES else "")
        if not source:
            continue
        for heading, proposals in propose(source, table["columns"]).items():
            if (source, heading) not in asked:
                asked.add((source, heading))
                _ask_heading(where, source, table, heading, proposals, f"{file.key}_{len(asked)}")


def _ask_heading(
    where: Places, source: str, table: dict[str, Any], heading: str, proposals: list[Proposal], key: str
) -> None:
    department = table.get("sender") or TABLES[source].department
    taken = {c["maps_to"] for c in table["columns"]}
    first = {p.column: f"{p.heading}（近似 {int(p.likeness * 100)}%）" for p in proposals}
    rest = {
        c.name: c.heading
        for c in TABLES[source].columns
        if c.name not in taken and c.name not in first and c.personal is not Personal.DROPPED
    }
    names = {"": "不读取", **first, **rest}
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        f"表头“{for_label(heading)}”没有认出，像是",
        list(names),
        index=1,
        format_func=lambda n: names[n],
        key=f"means_{key}",
    )
    if right.button("确认，以后都这样认", key=f"remember_{key}", disabled=not chosen, help=f"记在{department}名下"):
        try:
            remember(where, source, heading, chosen, department)
        except UsageError as error:
            notice(esc(error), "bad")
            return
        st.rerun()
