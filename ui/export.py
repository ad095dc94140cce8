"""填报导出: choose or bring a report, see what each blank becomes, take the filled copies away."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from metrics.measure import open_measurer
from report import document as documents
from report.binding.memory import Memory
from report.filling.fill import fill
from report.filling.fill_record import Records
from report.inspection import inspect
from report.model import BoundBlank, Inspection
from ui import brought, desk, reports, tables, wording
from ui.markup import block_title, esc, notice, pill, show
from ui.tables import Html
from ui.view import View
from warehouse.places import Places

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MIME = {".docx": _WORD, ".txt": "text/plain", ".md": "text/markdown", ".xlsx": tables.XLSX}


def choose(view: View) -> Path | None:
    """A report on hand, or one brought along; its name is in the address, as on 报告对照."""
    if not brought.bring(view):
        return None  # another report's preview would be taken for that of the file that was refused
    path = desk.choose_report(view)
    if path:
        brought.offer_removal(view, path)
    return path


def preview(view: View, path: Path) -> Inspection:
    """What each blank will become."""
    found = reports.inspection(view, path)
    warning = reports.of_another_year(found)
    if warning:
        notice(esc(warning))
    address = reports.address(view, path)
    _say_what_is_wrong(found, address)
    first = sorted(found.number_blanks, key=lambda b: b.ready)  # what somebody must do stands above what is done
    rows = [_row(found.text, b, f"{address}&at=b") for b in first]
    with st.container(border=True):
        ready = sum(b.ready and b.told is None for b in found.number_blanks)
        by_hand = sum(b.told is not None for b in found.number_blanks)
        told = f"，{by_hand} 处由人工填入" if by_hand else ""
        if rows:
            block_title(
                f"{len(rows)} 处空格，{ready} 处已有数据{told}",
                esc(f"文中写明期间的按所写的期间，其余按 {view.year} 年全年的数据填写。"),
            )
            show(_share(found))
            tables.table(
                ["第几空", "上下文", "填作", "指标", "状态", "说明", ""], rows, figures=[0], height=420, css="stack"
            )
        else:
            block_title(
                "没有要填数的空格",
                "要让程序填数，请在文中用 ** 或 XX 占位，后面写上单位，如“**次”。现在导出的与原文相同。",
            )
        others = [b for b in found.blanks if b.blank.kind != "number"]
        if others:
            told = "、".join(f"“{reports.place_of(found.text, b.blank)}”" for b in others[:_MOST_LEFT])
            told += f"等 {len(others)} 处" if len(others) > _MOST_LEFT else ""
            show(
                f'<p class="src"><span>另有 {len(others)} 处日期、名称或提示语由人填写，原样保留：{esc(told)}</span></p>'
            )
    return found


_WAITING = {"no_data": "待补"}
_MOST_LEFT = 12
"""Places left to persons that are named with their words."""


def _share(found: Inspection) -> str:
    """How much is filled, at a glance: a bar with a stretch for each state, and the states in words below it."""
    counted = Counter(_state(b) for b in found.number_blanks)
    words = {"filled": "可填", "hand": "凭人或科室所说", "open": "待补", "ask": "待确认"}
    there = [s for s in words if counted[s]]
    bar = "".join(f'<i class="{s}" style="flex-grow:{counted[s]}"></i>' for s in there)
    told = " ".join(pill(f"{words[s]} {counted[s]}", s) for s in there)
    return f'<div class="share" aria-hidden="true">{bar}</div><p class="block-lead">{told}</p>'


def _state(bound: BoundBlank) -> str:
    if bound.told:
        return "hand"
    return "filled" if bound.ready else "open" if bound.status in _WAITING else "ask"


def _say_what_is_wrong(found: Inspection, address: str) -> None:
    """Stated figures that do not hold, and sentences that contradict themselves: filling the blanks does not mend them."""
    places = {(i.start, i.end): i for i in reversed(reports.items(found)) if i.state == "mismatch"}
    wrong = sorted(places.values(), key=lambda i: i.start)  # a place once, whatever was found there
    if wrong:
        told = "、".join(f"“{i.text[:16]}”" for i in wrong[:4]) + ("等" if len(wrong) > 4 else "")
        link = f'<a href="{esc(address)}&amp;at={wrong[0].id}" target="_self">逐处查看</a>'
        notice(f"文中已写的内容有 <b>{len(wrong)} 处</b>要核对：{esc(told)}。填空格不会改动它们。{link}")


def _row(text: str, bound: BoundBlank, address: str) -> list[tables.Cell]:
    state = _state(bound)
    word = bound.told.mark if bound.told else "可填" if bound.ready else _WAITING.get(bound.status or "", "待确认")
    unit = f"{bound.blank.qualifier or ''}{bound.blank.unit or ''}"
    becomes = f"<b>{esc(bound.shown)}</b> {esc(unit)}" if bound.shown is not None else '<span class="fill">空着</span>'
    told = "；".join([*bound.warnings, *([bound.reason] if bound.reason else [])])
    exact = f"精确值 {wording.exact(bound.reading)}" if bound.reading and bound.reading.value is not None else ""
    name = bound.reading.metric.name if bound.reading else "—"
    return [
        bound.blank.id, reports.place_of(text, bound.blank), Html(becomes, f"{bound.shown or ''}{unit}"), name,
        Html(pill(word, state), word), told or exact, Html(_link(address, bound), ""),
    ]  # fmt: skip


def _link(address: str, bound: BoundBlank) -> str:
    place = f"{address}{bound.blank.id}"
    return f'<a href="{esc(place)}" target="_self" title="在“报告对照”中查看这一处">查看</a>'


@dataclass(frozen=True)
class Copies:
    """The three files, and what is still open."""

    clean: bytes | None
    annotated: bytes | None
    evidence: bytes | None
    word: bytes | None
    """The clean text laid out as an official paper, where the report came as plain text."""
    outcome: dict[str, Any]


@st.cache_resource(show_spinner="正在填写……", max_entries=8)
def _copies(where: Places, build: str, path: Path, changed: int, year: int, decided: int, draft: bool) -> Copies:
    """The arguments are the key: a new build, file or decision is filled anew."""
    document = documents.read(path)
    measurer = open_measurer(where, build)
    found = inspect(document, year, measurer, Memory(where.people))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        out, annotated, evidence = home / f"clean{path.suffix}", home / "annotated.docx", home / "evidence.xlsx"
        records = Records(where.fills)
        result = fill(
            document, found, measurer, out, annotated=annotated, evidence=evidence, draft=draft, records=records
        )
        laid_out = home / "word.docx"
        if path.suffix.lower() != ".docx" and result.out:
            fill(document, found, measurer, laid_out, draft=draft, records=records)
        records.tidy_if_free()
        files = [f.read_bytes() if f.exists() else None for f in (out, annotated, evidence, laid_out)]
    return Copies(*files, result.to_json())


def offer(view: View, path: Path, found: Inspection) -> None:
    """Downloads, or what is open and from whom, with the draft as the way on."""
    waiting = [i for i in reports.items(found) if i.kind == "空格" and i.state in {"open", "ask"}]
    draft = False
    if waiting:
        _open(waiting, reports.address(view, path))
        draft = st.toggle("先出一份草稿（未填的空格保持原样并标黄）", key="draft")
        if not draft:
            return
    decided = view.places.people.stat().st_mtime_ns if view.places.people.exists() else 0
    copies = _copies(view.places, view.figures.build, path, path.stat().st_mtime_ns, view.year, decided, draft)
    _to_mind(copies.outcome)
    _buttons(path, copies, sample=view.figures.sample, draft=draft)


def _to_mind(outcome: dict[str, Any]) -> None:
    """What a person must still look at in the filled text, in one frame: doubtful figures, and every run of stars that is left."""
    warnings, stars = outcome.get("warnings", []), outcome.get("stars", [])
    lines = [f"<li>第 {esc(w['id'])} 空：{esc(w['message'])}</li>" for w in warnings]
    if lines:
        notice(f"<b>填入的数有 {len(lines)} 处请核对。</b><ul class='lines'>{''.join(lines)}</ul>")
    if stars:
        left = "".join(f"<li>{esc(star['text'])}</li>" for star in stars)
        notice(f"<b>文中还有 {len(stars)} 处星号没有换掉，请逐处核对：</b><ul class='lines left'>{left}</ul>")


def _open(waiting: list[reports.Item], address: str) -> None:
    by_department: dict[str, list[str]] = {}
    for item in waiting:
        told = item.name if item.department else f"第 {item.id[1:]} 空（{item.reason or item.name or item.text}）"
        link = f'<a href="{esc(address)}&amp;at={item.id}" target="_self">{esc(told)}</a>'
        by_department.setdefault(item.department or "需要人认定", []).append(link)
    lines = "".join(f"<li><b>{esc(who)}</b>：{'、'.join(names)}</li>" for who, names in by_department.items())
    notice(f"<b>还有 {len(waiting)} 处空格没有数，暂不能出正式稿。</b><ul class='lines'>{lines}</ul>")


def _buttons(path: Path, copies: Copies, *, sample: bool, draft: bool) -> None:
    mark = ("_演示数据" if sample and "演示数据" not in path.stem else "") + ("_草稿" if draft else "_已填")
    if sample:
        show(
            '<p class="block-lead">数字均为演示数据：正文按原样填写，文件名带“演示数据”；带批注的一份和依据清单里另有标记。</p>'
        )
    with st.container(horizontal=True, key="downloads"):
        if copies.clean is not None:
            st.download_button(
                "下载填好的报告", copies.clean, f"{path.stem}{mark}{path.suffix}", _MIME[path.suffix.lower()],
                key="clean", type="primary", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        if copies.word is not None:
            st.download_button(
                "下载 Word 公文格式", copies.word, f"{path.stem}{mark}.docx", _WORD,
                key="word", on_click="ignore", icon=":material/article:",
            )  # fmt: skip
        if copies.annotated is not None:
            st.download_button(
                "下载带批注的一份", copies.annotated, f"{path.stem}{mark}_批注.docx", _WORD,
                key="annotated", on_click="ignore", icon=":material/rate_review:",
            )  # fmt: skip
        if copies.evidence is not None:
            st.download_button(
                "下载依据清单", copies.evidence, f"{path.stem}{mark}_依据.xlsx", tables.XLSX,
                key="evidence", on_click="ignore", icon=":material/list_alt:",
            )  # fmt: skip
