"""The paper: a report as a document, each blank and stated figure in its state, the chosen one with a ring.

The text goes to the browser as data and into the page as text, never as HTML, so stars survive and nothing in a
document can run. A click, or Enter on a figure reached by Tab or the arrows, comes back as that figure's id.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from report.finding.tables import Table
from ui.reports import Item

_HERE = Path(__file__).parent
_FIRST = re.compile(r"^[一二三四五六七八九十]+、")
_SECOND = re.compile(r"^（[一二三四五六七八九十]+）")
_KEY = "paper"


def _component() -> Any:
    return st.components.v2.component(
        "paper",
        html='<div class="desk" role="document" aria-label="报告全文"><div class="sheet" translate="no"></div></div>',
        css=(_HERE / "narrative.css").read_text(encoding="utf-8"),
        js=(_HERE / "narrative.js").read_text(encoding="utf-8"),
    )


_paper = _component()


def render(text: str, items: Sequence[Item], chosen: str, only: str = "", tables: Sequence[Table] = ()) -> None:
    """Show the paper. `only`: states other than this one stand as plain text. A choice goes into the address as `at`."""
    parts = paragraphs(text, items, tables)
    _paper(
        key=_KEY,
        data={
            "paragraphs": parts,
            "chosen": chosen,
            "only": only,
            "signature": _digest(repr(parts)),
            "text": _digest(text),
        },
        on_chosen_change=_remember,
    )


def _digest(told: str) -> str:
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def _remember() -> None:
    chosen = st.session_state[_KEY].chosen
    if chosen:
        st.query_params["at"] = chosen


def paragraphs(text: str, items: Sequence[Item], tables: Sequence[Table] = ()) -> list[dict[str, Any]]:
    """Paragraphs with their style, each cut into plain parts and marked ones; a table as its rows of cells.

    Overlapping marks: the first stands, for the others as well.
    """
    result: list[dict[str, Any]] = []
    at, first = 0, True
    drawn = {t.start: t for t in tables if _can_be_drawn(text, t)}
    while at <= len(text):
        if table := drawn.get(at):
            result.append({"style": "table", "rows": _rows(text, items, table)})
            at, first = table.end + 1, False
            continue
        end = _line_end(text, at)
        line = text[at:end]
        style = "title" if first and line.strip() else _style(line)
        first = first and not line.strip()
        result.append({"style": style, "parts": _parts(text, at, end, _inside(items, at, end))})
        at = end + 1
    return result


def _can_be_drawn(text: str, table: Table) -> bool:
    """A table of whole lines, as in a Word file: what is drawn with bars, or has tables in its cells, stays as it is written."""
    ends = [c.end for c in table.cells]
    apart = all(text[e : c.start] == "\n" for e, c in zip(ends, table.cells[1:], strict=False))
    return apart and text[table.start - 1 : table.start] in {"", "\n"} and text[table.end : table.end + 1] in {"", "\n"}


def _rows(text: str, items: Sequence[Item], table: Table) -> list[list[dict[str, Any]]]:
    rows: dict[int, list[dict[str, Any]]] = {}
    for cell in table.cells:
        lines, at = [], cell.start
        while at <= cell.end:
            end = min(_line_end(text, at), cell.end)
            lines.append(_parts(text, at, end, _inside(items, at, end)))
            at = end + 1
        rows.setdefault(cell.row, []).append({"lines": lines, "rows": cell.rows, "columns": cell.columns})
    return [rows[n] for n in sorted(rows)]


def _inside(items: Sequence[Item], start: int, end: int) -> list[Item]:
    return [i for i in items if start <= i.start and i.end <= end]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _style(line: str) -> str:
    bare = line.strip()
    if not bare:
        return "empty"
    if _FIRST.match(bare) and len(bare) < 40:
        return "first"
    return "second" if _SECOND.match(bare) else "body"


def _parts(text: str, start: int, end: int, items: Sequence[Item]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    at = start
    while at < end and text[at] in " 　\t":  # the sheet indents by itself
        at += 1
    for item in items:
        if item.start < at:
            if parts and "also" in parts[-1]:  # what lies on a mark is shown by it
                parts[-1]["also"].append(item.id)
            continue
        if item.start > at:
            parts.append({"text": text[at : item.start]})
        parts.append(
            {
                "text": item.text,
                "id": item.id,
                "also": [],
                "state": item.state,
                "hint": item.name or item.reason or item.kind,
            }
        )
        at = item.end
    if at < end:
        parts.append({"text": text[at:end]})
    return parts
