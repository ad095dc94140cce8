"""Reports on hand and what is known of each, read once for each build, file and set of decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from metrics.measure import open_measurer
from metrics.model import Reading
from report import document as documents
from report.binding.memory import Memory
from report.finding.tables import Table
from report.inspection import inspect
from report.model import Blank, BoundBlank, CheckedClaim, Claim, Finding, Inspection
from ui.view import View
from warehouse.places import PRODUCT, Places

WORDS = {
    "filled": "已填",
    "hand": "人工",
    "open": "待补",
    "ask": "待确认",
    "match": "一致",
    "mismatch": "不一致",
    "plain": "由人填写",
}
_BLANK = {"bound": "filled", "no_data": "open", "no_metric": "ask", "ask": "ask", None: "plain"}
_CLAIM = {"match": "match", "mismatch": "mismatch", "no_data": "open", "unbound": "ask"}


@dataclass(frozen=True)
class Item:
    """One place in a report that somebody may ask about: a blank, a stated figure, or a finding about the text."""

    id: str
    start: int
    end: int
    state: str
    """filled hand open ask match mismatch plain."""
    text: str
    """What stands on the paper."""
    kind: str
    """空格, 已写的数, 文字."""
    subject: str = ""
    name: str = ""
    reason: str = ""
    department: str = ""
    reading: Reading | None = None
    of: BoundBlank | CheckedClaim | Finding | None = None
    context: str = ""
    """The clause around it, with 〔 〕 at its place."""

    @property
    def word(self) -> str:
        """Its state in words; where a department answered, that it did."""
        told = self.of.told if isinstance(self.of, BoundBlank) else None
        return told.mark if told and self.state == "hand" else WORDS[self.state]


def inspection(view: View, path: Path) -> Inspection:
    """What is known of a report on the build and year looked at."""
    decided = view.places.people.stat().st_mtime_ns if view.places.people.exists() else 0
    return _inspection(view.places, view.figures.build, path, path.stat().st_mtime_ns, view.year, decided)


@st.cache_resource(show_spinner="正在对照报告……", max_entries=8)
def _inspection(where: Places, build: str, path: Path, changed: int, year: int, decided: int) -> Inspection:
    """The arguments are the key: a new build, a changed file or a new decision is inspected anew."""
    return inspect(documents.read(path), year, open_measurer(where, build), Memory(where.people))


def tables_of(path: Path) -> tuple[Table, ...]:
    """The tables of a report, to be drawn as such."""
    return _tables_of(path, path.stat().st_mtime_ns)


@st.cache_resource(show_spinner=False, max_entries=8)
def _tables_of(path: Path, changed: int) -> tuple[Table, ...]:
    return tuple(t for t in documents.read(path).tables if t.cells)


def choices(view: View) -> list[Path]:
    """Reports to choose from; of one that lies there twice (.docx and .txt), the Word file comes first.

    The sample report goes with the sample data: beside a bureau's own figures it would be taken for this year's.
    """
    found = [p for p in view.places.reports() if view.figures.sample or not is_sample(p)]
    return sorted(found, key=lambda p: (str(view.year) not in p.name, p.suffix.lower() != ".docx", found.index(p)))


def is_sample(report: Path) -> bool:
    """Whether it is the report that ships with the product."""
    return "演示数据" in report.name and report.parent == (PRODUCT / "data" / "report").resolve()


def of_the_year(view: View) -> Path | None:
    """The report that stands beside the figures of this year, on every page the same one; None without any.

    The bureau's own goes before the sample. One that somebody brought to try it is not shown to a meeting, unless there is
    no other: then the latest.
    """
    found = choices(view)
    own = sorted((p for p in found if not view.places.is_brought(p)), key=is_sample)
    return own[0] if own else max(found, key=lambda p: (str(view.year) in p.name, p.stat().st_mtime), default=None)


def current(view: View) -> Inspection | None:
    """What is known of the report of the year."""
    path = of_the_year(view)
    return inspection(view, path) if path else None


def query(view: View, found: Inspection) -> dict[str, str]:
    """What a link to 报告对照 takes along, so that it opens the very report that was spoken of."""
    return {"year": str(view.year), "months": str(view.months), "report": Path(found.file).name}


def address(view: View, path: Path) -> str:
    """A report on 报告对照, to which `&at=b3` adds the place."""
    return f"narrative?year={view.year}&months={view.months}&report={quote(path.name)}"


_YEAR = re.compile(r"(20\d\d)\s*年")


def of_another_year(found: Inspection) -> str:
    """A warning when the report speaks of a year other than the one its figures are taken from, else ''."""
    years = _YEAR.findall(found.text[:200])
    if not years or str(found.year) in years:
        return ""
    return f"这份报告写的是 {years[0]} 年，现在按 {found.year} 年的数据对照。要看 {years[0]} 年，请在左边换年度。"


def items(found: Inspection) -> list[Item]:
    """Everything on the paper that can be asked about, in reading order."""
    listed = [_of_blank(b) for b in found.blanks] + [_of_claim(c) for c in found.claims]
    listed += [
        Item(f"f{i}", f.start, f.end, "mismatch" if f.severity == "error" else "ask", found.text[f.start : f.end], "文字",
             name="文字要核对", reason=f.message, of=f)
        for i, f in enumerate(found.findings, 1)
    ]  # fmt: skip
    placed = [replace(i, context=_around(found.text, i)) for i in listed]
    return sorted(placed, key=lambda i: (i.start, i.end))


def _around(text: str, item: Item) -> str:
    if isinstance(item.of, BoundBlank):
        return place_of(text, item.of.blank)
    return place_of(text, item.of.claim) if isinstance(item.of, CheckedClaim) else context(text, item.start, item.end)


def place_of(text: str, figure: Blank | Claim) -> str:
    """The words around a figure; of one in a table, what its row and column say of it."""
    if figure.cell is None:
        return context(text, figure.start, figure.end)
    return context(figure.cell.text, figure.cell.start, figure.cell.end)


def _of_blank(bound: BoundBlank) -> Item:
    blank, reading = bound.blank, bound.reading
    state = "hand" if bound.told else _BLANK[bound.status]
    text = bound.shown if bound.ready and bound.shown else blank.text or "〔缺数〕"
    name = reading.metric.name if reading else "" if bound.status else _KINDS.get(blank.kind, "由人填写")
    return Item(
        f"b{blank.id}", blank.start, blank.end, state, text, "空格", reading.metric.subject if reading else "",
        name, bound.told.account if bound.told else bound.reason or "", _owner(reading), reading, bound,
    )  # fmt: skip


_KINDS = {"date": "日期", "name": "名称", "prompt": "提示语", "damaged": "残缺的数字", "missing": "可能漏写的数字"}


def _of_claim(checked: CheckedClaim) -> Item:
    claim, reading = checked.claim, checked.reading
    return Item(
        f"c{claim.id}", claim.start, claim.end, _CLAIM[checked.status], claim.text, "已写的数",
        reading.metric.subject if reading else "", reading.metric.name if reading else "", checked.reason or "",
        _owner(reading), reading, checked,
    )  # fmt: skip


def _owner(reading: Reading | None) -> str:
    if reading is None:
        return ""
    return "、".join(dict.fromkeys(g.department for g in reading.gaps)) or reading.metric.owner


def coverage(listed: Sequence[Item]) -> str:
    """23 处空格中 23 处已有数据；7 处数字中 7 处一致."""
    blanks = [i for i in listed if i.kind == "空格" and i.state != "plain"]
    claims = [i for i in listed if i.kind == "已写的数"]
    ready = sum(i.state == "filled" for i in blanks)
    agreed = sum(i.state == "match" for i in claims)
    by_hand = sum(i.state == "hand" for i in blanks)
    more = f"、{by_hand} 处由人工填入" if by_hand else ""
    parts = [f"{len(blanks)} 处空格中 {ready} 处已有数据{more}"] if blanks else ["没有要填数的空格"]
    parts.append(f"{len(claims)} 处数字中 {agreed} 处一致" if claims else "没有已写的数")
    told = "；".join(parts)
    wrong = sum(i.state == "mismatch" and i.kind == "文字" for i in listed)
    return told + (f"；另有 {wrong} 处文字要核对" if wrong else "")


_WHOLE = re.compile(r"[\d.,，．]{1,2}|[*＊]{2}|[Xx×]{2}")
"""Two characters that belong together: of a number, or of what stands for one."""


def context(text: str, start: int, end: int) -> str:
    """The words around a place of the text, the place itself shown as 〔 〕."""
    left, right = sentence_around(text, start, end)
    first, last = max(left, start - 14), min(right, end + 10)
    while left < first < start and _WHOLE.fullmatch(text[first - 1 : first + 1]):
        first -= 1  # a number or a blank is shown whole
    while end < last < right and _WHOLE.fullmatch(text[last - 1 : last + 1]):
        last += 1
    before, after = text[first:start], text[end:last]
    return f"{before.strip().lstrip('，、：')}〔 〕{after.strip()}"


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the clause run that holds a span: to the nearest 。； or line end on both sides."""
    stops = "。；\n"
    left = max(text.rfind(mark, 0, start) for mark in stops) + 1
    rights = [p for p in (text.find(mark, end) for mark in stops) if p >= 0]
    return left, (min(rights) + 1 if rights else len(text))
