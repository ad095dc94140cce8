"""数据: what is loaded, as a grid of sources and months; who is late; templates."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from etl.status import status
from etl.template import template
from metrics.periods import month_number, months_in_words
from ui import overview, tables
from ui.markup import block_title, esc
from ui.tables import Html
from ui.view import View
from warehouse.places import Places
from warehouse.schema import TABLES


def coverage(view: View) -> None:
    """Sources down, the months of the year across: ● wholly covered, ◐ some offices, ○ not sent."""
    if view.measurer is None:
        return
    rows = view.measurer.snapshot.rows(
        "SELECT source, strftime(month, '%m'), count(*) FROM coverage WHERE year(month) = ? GROUP BY ALL", [view.year]
    )
    some = {(source, int(month)) for source, month, _ in rows}
    whole = {
        (s, int(m))
        for s, m in view.measurer.snapshot.rows(
            "SELECT source, strftime(month, '%m') FROM covered WHERE year(month) = ?", [view.year]
        )
    }
    with st.container(border=True):
        block_title(f"{view.year} 年已有的数据", "● 已齐　◐ 部分税务所　○ 未报；名册类数据按其截止日期整份替换。")
        lines: list[list[tables.Cell]] = []
        for stem, table in TABLES.items():
            cells: list[tables.Cell] = [_dot((stem, m) in whole, (stem, m) in some) for m in range(1, 13)]
            lines.append([table.title, table.department, *cells])
        months = ["1月", *(str(m) for m in range(2, 12)), "12月"]  # so that a telephone shows all twelve
        tables.table(["来源", "科室", *months], lines, css="cover")
        _batches(view)


def _dot(whole: bool, some: bool) -> Html:
    mark, word, colour = (
        ("●", "已齐", "#1f4e8c") if whole else ("◐", "部分", "#9a5b00") if some else ("○", "未报", "#9aa5b4")
    )
    return Html(f'<span title="{word}" style="color:{colour}">{mark}</span>', word)


def _batches(view: View) -> None:
    files = view.figures.snapshot.rows(
        "SELECT b.file, b.source, b.department, b.rows, min(c.month), max(c.month), b.received_at FROM batch b "
        "LEFT JOIN coverage c USING (batch) GROUP BY ALL ORDER BY b.source, 5"
    )
    headings = ["文件", "来源", "科室", "行数", "所含月份", "入库时间"]
    rows: list[list[tables.Cell]] = [
        [
            file,
            TABLES[source].title if source in TABLES else source,
            department,
            count,
            _span(first, last),
            f"{received:%Y-%m-%d %H:%M}",
        ]
        for file, source, department, count, first, last, received in files
    ]
    with st.expander(f"已入库的 {len(rows)} 份文件"):
        tables.table(headings, rows, figures=[3], height=360)
        tables.downloads("已入库文件", headings, rows, sample=view.figures.sample, key="batches")


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "—"
    return f"{first:%Y-%m}" if first == last else f"{first:%Y-%m} 至 {last:%Y-%m}"


def lateness(view: View) -> None:
    """Who has not sent what."""
    if view.measurer is None:
        return
    with st.container(border=True):
        block_title("谁还没报")
        rows: list[list[tables.Cell]] = []
        for s in status(view.places, date.today()):
            due = s.due.isoformat() if s.due else "—"
            rows.append(
                [
                    s.department,
                    s.title,
                    s.latest or "—",
                    due if s.missing else f"下一期 {due}",
                    _missing(s.missing),
                    overview.lateness_mark(s),
                ]
            )
        tables.table(["科室", "来源", "最近一期", "应报日期", "缺", "状态"], rows, css="late stack")


def _missing(months: list[str]) -> str:
    """2022年11—12月; where more than a year is missing on end, from when on."""
    if not months:
        return "—"
    numbers = [month_number(int(m[:4]), int(m[5:])) for m in months]
    on_end = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if on_end and len(numbers) > 12:
        return f"{int(months[0][:4])}年{int(months[0][5:])}月起，共 {len(numbers)} 个月"
    return months_in_words(tuple(months))


def templates(view: View) -> None:
    """The sheet that each department fills in."""
    with st.container(border=True):
        block_title("填报模板", "给科室的空表，表头就是系统认得的写法。")
        with st.container(horizontal=True):
            for stem, table in TABLES.items():
                st.download_button(
                    table.title, lambda stem=stem: _template(stem, view.places), f"{table.title}_填报模板.xlsx", tables.XLSX,
                    key=f"template_{stem}", on_click="ignore", icon=":material/download:", help=esc(table.grain),
                )  # fmt: skip


def _template(stem: str, where: Places) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.xlsx"
        template(stem, path, where)
        return path.read_bytes()
