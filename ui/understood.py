"""How one file was understood: source and why, header, columns, unit, period, rows, what was left out; and unknown headings."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Unknown:
    """A heading that nothing knows, with what it resembles and who is to have said what it means."""

    source: str
    heading: str
    proposals: list[Proposal]
    table: dict[str, Any]

    @property
    def department(self) -> str:
        """Whose word it is."""
        return str(self.table.get("sender") or TABLES[self.source].department)


def unknown(file: Arrived, found: dict[str, Any]) -> list[Unknown]:
    """The headings of a file that nothing knows and that resemble a column, each once."""
    asked: dict[tuple[str, str], Unknown] = {}
    for table in (t for sheet in found["sheets"] for t in sheet["tables"]):
        source = table["source"] or (file.choice.source if file.choice.source in TABLES else "")
        for heading, proposals in propose(source, table["columns"]).items() if source else ():
            asked.setdefault((source, heading), Unknown(source, heading, proposals, table))
    return list(asked.values())


def ask_headings(where: Places, file: Arrived, asked: list[Unknown]) -> None:
    """A choice for each unknown heading and one press for all of them; what was said is remembered for the department."""
    if not asked:
        return
    meant: list[tuple[Unknown, str]] = []
    for each in asked:
        meant.append((each, _choice(file, each, {column for _, column in meant})))
    chosen = [(each, column) for each, column in meant if column]
    twice = [TABLES[s].column(c).heading for (s, c), n in Counter((e.source, c) for e, c in chosen).items() if n > 1]
    if twice:
        notice(f"两个表头都选了“{esc('、'.join(twice))}”，一列只能对应一个表头，请改选其中一个。")
    departments = "、".join(dict.fromkeys(each.department for each in asked))
    label = "确认，以后都这样认" if len(asked) == 1 else f"确认这 {len(chosen)} 个表头，以后都这样认"
    ready = bool(chosen) and not twice
    if st.button(label, key=f"remember_{file.key}", disabled=not ready, help=f"记在{departments}名下") and ready:
        try:
            for each, column in chosen:
                remember(where, each.source, each.heading, column, each.department)
        except UsageError as error:
            notice(esc(error), "bad")
            return
        st.rerun()


def _choice(file: Arrived, each: Unknown, elsewhere: set[str]) -> str:
    """Which column a heading is said to be; at first the most alike that no heading above it has."""
    taken = {c["maps_to"] for c in each.table["columns"]}
    first = {p.column: f"{p.heading}（近似 {int(p.likeness * 100)}%）" for p in each.proposals}
    rest = {
        c.name: c.heading
        for c in TABLES[each.source].columns
        if c.name not in taken and c.name not in first and c.personal is not Personal.DROPPED
    }
    names = {"": "不读取", **first, **rest}
    likely = next((column for column in first if column not in elsewhere), "")
    place = hashlib.sha256(f"{each.source} {each.heading}".encode()).hexdigest()[:8]  # it stays when another is settled
    return st.selectbox(
        f"表头“{for_label(each.heading)}”没有认出，像是", list(names), index=list(names).index(likely),
        format_func=lambda n: names[n], key=f"means_{file.key}_{place}", width=520,
    )  # fmt: skip
