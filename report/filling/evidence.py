"""The evidence workbook: every figure of a report, the rows behind it and the query, for whoever must check it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from metrics.model import Reading
from metrics.numbers import plain
from report.filling.figures import SAMPLE, Figure, Prover, definition, division, when
from report.model import Inspection

MOST_ROWS = 200
"""Source rows listed for one figure; the files and row numbers are given in full."""
LONGEST = 32_000
"""Characters that a cell can hold, less a margin."""

FIGURES = {
    "序号": 6, "类别": 6, "正文所示": 12, "所在句子": 46, "状态": 18, "指标": 20, "指标键": 24, "精确值": 20, "单位": 7,
    "分子": 16, "分母": 16, "期间": 14, "口径": 46, "责任科室": 14, "指标对应": 12, "提示": 24, "数据版本": 18, "确认人": 18,
    "人工或科室答复": 40, "所填的值": 14,
}  # fmt: skip
SOURCES = {
    "指标": 20,
    "期间": 14,
    "文件": 34,
    "工作表": 14,
    "行号": 40,
    "行数": 8,
    "科室": 14,
    "收到时间": 20,
    "文件指纹（SHA-256）": 66,
}


def workbook(figures: Sequence[Figure], inspection: Inspection, prover: Prover) -> bytes:
    """The .xlsx as bytes; the same input gives the same bytes. All cells are text, so that no digit is lost."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "数据依据", "created": datetime(2000, 1, 1)})
    styles = _Styles(book)
    head = f"{Path(inspection.file).name}　{inspection.year}年　数据版本 {inspection.build}"
    _figures(book, styles, head, figures, inspection)
    readings = _distinct(figures)
    _sources(book, styles, head, readings, inspection, prover)
    _queries(book, styles, head, readings, inspection, prover)
    book.close()
    return out.getvalue()


class _Styles:
    """Cell formats of the workbook."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
        self.text = book.add_format({**font, "num_format": "@"})
        self.heading = book.add_format({**font, "bold": True, "bg_color": "#E7ECF2", "border": 1})
        self.title = book.add_format({"font_name": "宋体", "font_size": 12, "bold": True})
        self.warning = book.add_format({"font_name": "宋体", "font_size": 12, "bold": True, "font_color": "#B00020"})


class _Sheet:
    """A sheet that is written row by row."""

    def __init__(self, book: Any, styles: _Styles, name: str, head: str, inspection: Inspection) -> None:
        self.sheet = book.add_worksheet(name)
        self.styles = styles
        self.row = 0
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.line(f"{name}　{head}", styles.title)
        if inspection.sample:
            self.line(f"【{SAMPLE}】", styles.warning)

    def line(self, text: str, style: Any) -> None:
        """One cell across."""
        self.sheet.write_string(self.row, 0, text, style)
        self.row += 1

    def cells(self, values: Sequence[object], style: Any = None) -> None:
        """A row of text cells; None is an empty cell."""
        for column, value in enumerate(values):
            self.sheet.write_string(
                self.row, column, "" if value is None else str(value)[:LONGEST], style or self.styles.text
            )
        self.row += 1

    def headings(self, columns: dict[str, int]) -> None:
        """Headings with the widths of their columns, kept in sight."""
        for column, width in enumerate(columns.values()):
            self.sheet.set_column(column, column, width)
        self.cells(list(columns), self.styles.heading)
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.row - 1)


def _figures(book: Any, styles: _Styles, head: str, figures: Sequence[Figure], inspection: Inspection) -> None:
    sheet = _Sheet(book, styles, "数字一览", head, inspection)
    sheet.headings(FIGURES)
    for figure in figures:
        start = [figure.number, figure.kind, figure.shown, figure.sentence, figure.state]
        reading, metric = figure.reading, figure.metric
        by = ("人工选定" if figure.binding.by_person else "程序自动") if figure.binding and metric else ""
        persons = _persons(figure)
        if reading is None or metric is None:
            sheet.cells([*start, *[""] * (len(FIGURES) - len(start) - len(persons)), *persons])
            continue
        value = plain(reading.value, cut_zeros=True) if reading.value is not None else reading.to_fill
        parts = [plain(n, cut_zeros=True) if n is not None else "" for n in (reading.numerator, reading.denominator)]
        period, remarks = reading.period.chinese, "；".join(figure.remarks)
        what = [metric.name, metric.key, value, metric.unit, *(parts if division(reading) else ["", ""])]
        sheet.cells([*start, *what, period, definition(metric), metric.owner, by, remarks, reading.build, *persons])


def _persons(figure: Figure) -> list[str]:
    """Who confirmed the metric, and on whose word the figure stands where it is not measured."""
    binding, told = figure.binding, figure.told
    by = f"{binding.confirmed_by} {when(binding.confirmed_at)}" if binding and binding.confirmed_by else ""
    return [by, *([told.account, f"{plain(told.value, cut_zeros=True)}{told.unit or ''}"] if told else ["", ""])]


def _distinct(figures: Sequence[Figure]) -> list[tuple[Reading, Figure]]:
    """Readings behind the figures, each once."""
    found: dict[tuple[str, str, str], tuple[Reading, Figure]] = {}
    for figure in figures:
        if figure.reading is not None:
            key = (figure.reading.metric.key, figure.reading.period.label, figure.reading.member)
            found.setdefault(key, (figure.reading, figure))
    return list(found.values())


def _sources(
    book: Any,
    styles: _Styles,
    head: str,
    readings: list[tuple[Reading, Figure]],
    inspection: Inspection,
    prover: Prover,
) -> None:
    """Files and rows of every reading, then the rows themselves, a block a reading."""
    sheet = _Sheet(book, styles, "来源行", head, inspection)
    sheet.headings(SOURCES)
    for reading, figure in readings:
        name, period = reading.metric.name, reading.period.chinese
        for s in figure.sources:
            sheet.cells([name, period, s.file, s.sheet, s.rows, s.count, s.department, s.received, s.sha256])
        if not figure.sources:
            sheet.cells([name, period, "没有来源行" if reading.value is not None else reading.to_fill])
    for reading, _ in readings:
        if reading.value is None:
            continue
        table = prover.rows(reading, limit=MOST_ROWS)
        listed = f"共 {table.total} 行" + (f"，列出前 {len(table.rows)} 行" if table.total > len(table.rows) else "")
        sheet.row += 1
        sheet.line(f"{reading.metric.name}（{reading.period.chinese}）：{listed}", styles.title)
        sheet.cells(list(table.columns), styles.heading)
        for row in table.rows:
            sheet.cells(list(row))


def _queries(
    book: Any,
    styles: _Styles,
    head: str,
    readings: list[tuple[Reading, Figure]],
    inspection: Inspection,
    prover: Prover,
) -> None:
    sheet = _Sheet(book, styles, "SQL", head, inspection)
    sheet.headings({"指标": 20, "期间": 14, "查询语句（可在数据版本对应的数据库上直接运行）": 120})
    for reading, _ in readings:
        sheet.cells([reading.metric.name, reading.period.chinese, prover.sql(reading.metric.key, reading.period)])
