"""Tables as an office prints them: Chinese headings, figures to the right, names escaped; and their downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
import xlsxwriter

from ui.markup import esc, named, show

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARK = "演示数据（全部虚构）"


@dataclass(frozen=True)
class Html:
    """A cell that is HTML already (a pill); everything else is escaped."""

    html: str
    text: str
    """What stands in a download."""


Cell = str | int | Html | None


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    figures: Sequence[int] = (),
    height: int | None = None,
    css: str = "",
) -> None:
    """A table; `figures`: columns set flush right; with `height` (pixels) it scrolls within.

    With `css="stack"` a narrow screen shows each row as a small card, every cell under its heading, instead of
    squeezing the columns.
    """
    marks = set(figures)
    head = "".join(f'<th scope="col"{_right(i in marks)}>{named(h)}</th>' for i, h in enumerate(headings))
    body = "".join(
        f"<tr>{''.join(_data_cell(headings[i], c, i in marks) for i, c in enumerate(row))}</tr>" for row in rows
    )
    limit = f' style="max-height:{height}px"' if height else ""
    show(
        f'<div class="scroll"{limit}><table class="grid {esc(css)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def downloads(name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, sample: bool, key: str) -> None:
    """Two buttons: the table as a workbook and as CSV. Sample data are marked in the file and in its name."""
    stem = f"{name}_演示数据" if sample else name
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "下载表格", lambda: workbook(name, headings, rows, sample=sample), f"{stem}.xlsx", XLSX,
            key=f"{key}_xlsx", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            "下载文本表（逗号分隔）", lambda: comma_separated(headings, rows, sample=sample), f"{stem}.csv", "text/csv",
            key=f"{key}_csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def workbook(name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, sample: bool) -> bytes:
    """A table as an .xlsx file: nothing in it is taken for a formula or a link."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        top = 0
        if sample:
            sheet.write_string(0, 0, _MARK, book.add_format({"bold": True, "font_color": "#9a5b00"}))
            top = 1
        for column, heading in enumerate(headings):
            sheet.write_string(top, column, heading, bold)
            sheet.set_column(column, column, 18)
        for number, row in enumerate(rows, top + 1):
            for column, each in enumerate(row):
                sheet.write(number, column, _plain(each))
    return buffer.getvalue()


def comma_separated(headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, sample: bool) -> bytes:
    """A table as CSV with a byte-order mark, as Excel wants it; what would start a formula gets an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    if sample:
        writer.writerow([_MARK])
    writer.writerow(headings)
    writer.writerows([[_harmless(_plain(c)) for c in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")


def cell(content: Cell) -> str:
    """A cell's HTML; everything but ready-made HTML is escaped."""
    if isinstance(content, Html):
        return content.html
    return "" if content is None else named(str(content))


def _harmless(content: str | int) -> str | int:
    return f"'{content}" if isinstance(content, str) and content[:1] and content[0] in "=+@" else content


def _plain(content: Cell) -> str | int:
    if isinstance(content, Html):
        return content.text
    return "" if content is None else content


def _data_cell(heading: str, content: Cell, figure: bool) -> str:
    return f'<td{_right(figure)} data-heading="{esc(heading)}">{cell(content)}</td>'


def _right(figure: bool) -> str:
    return ' class="n"' if figure else ""
