"""The one-row sheet that asks a department for a figure: its form. `question_reply` reads it back.

The sheet is written for a report and read on intake, so its form lies here, where both may reach it. It is known by its
number (提问编号), which says for which sentence and year it asks; the answer is kept by that, not by the file's name.
The number ends with a seal over the cells that nobody may change, and a very hidden sheet keeps them as written.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

SHEET = "提问单"
KEPT = "提问单存底"
"""A very hidden sheet: what the question sheet said when it was written."""
NUMBER, SENTENCE, ASKED, PERIOD, UNIT, ANSWER, BY, DAY, BASIS, DEPARTMENT = (
    "提问编号", "所在句子", "问什么", "期间", "单位", "答复数", "填报人", "日期", "依据", "答复科室",
)  # fmt: skip
WIDTHS = {
    NUMBER: 15, SENTENCE: 44, ASKED: 24, PERIOD: 12, UNIT: 8, ANSWER: 14, BY: 12, DAY: 14, BASIS: 26, DEPARTMENT: 14,
}  # fmt: skip
ANSWERED = (ANSWER, BY, DAY, BASIS)
SEALED = (SENTENCE, ASKED, PERIOD, UNIT, DEPARTMENT)
"""What is asked, and of whom: cells that nobody may change, in the order of the seal."""
SEAL = 4
"""Characters of the seal for each of them."""
ROW = 4
"""Row of the question, from 0; its headings stand above."""


@dataclass(frozen=True)
class Question:
    """What is asked of whom."""

    key: str
    """Key of the sentence around the blank."""
    year: int
    sample: bool
    """Asked while sample data were in use: its answer counts only beside them."""
    sentence: str
    asked: str
    period: str
    unit: str
    whole: bool
    """Only a whole number can be the answer."""
    department: str
    report: str

    @property
    def mark(self) -> str:
        """The number without its seal: which sentence, which year."""
        return f"问{'演' if self.sample else ''}{self.year}-{self.key}"

    @property
    def fixed(self) -> dict[str, str]:
        """The cells of the row that nobody may change, but for the number."""
        return dict(zip(SEALED, (self.sentence, self.asked, self.period, self.unit, self.department), strict=True))

    @property
    def number(self) -> str:
        """提问编号."""
        return f"{self.mark}-{seal(self.mark, self.fixed)}"


def seal(mark: str, fixed: Mapping[str, Any]) -> str:
    """Four characters for each fixed cell: which of them was changed can be told even where the hidden sheet is lost."""
    return "".join(
        hashlib.sha256(f"{mark}|{name}|{squeezed(fixed.get(name))}".encode()).hexdigest()[:SEAL] for name in SEALED
    )


def squeezed(value: Any) -> str:
    """The text of a cell without white space: programs break and trim lines as they save."""
    return "" if value is None else "".join(str(value).split())


def written(question: Question) -> bytes:
    """The sheet as .xlsx: only the four cells of the answer are open, each with a rule."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": SHEET, "created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet(SHEET)
    plain = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
    head = book.add_format({**plain, "bold": True, "bg_color": "#E7ECF2", "align": "center"})
    fixed = book.add_format({**plain, "num_format": "@"})
    opened = {name: book.add_format({**plain, "bg_color": "#FFF7D6", "locked": False}) for name in ANSWERED}
    opened[DAY].set_num_format("yyyy-mm-dd")
    title = book.add_format({"font_name": "宋体", "font_size": 15, "bold": True})
    note = book.add_format({"font_name": "宋体", "font_size": 11})
    lines = _lines(question)
    for row, (line, form) in enumerate(zip(lines, (title, note), strict=True)):
        sheet.write_string(row, 0, line, form)
    values = {NUMBER: question.number, **question.fixed}
    for column, (name, width) in enumerate(WIDTHS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(ROW - 1, column, name, head)
        if name in ANSWERED:
            sheet.write_blank(ROW, column, None, opened[name])
        else:
            sheet.write_string(ROW, column, values[name], fixed)
    sheet.set_row(ROW, 90)
    _rules(sheet, question)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    _keep(book.add_worksheet(KEPT), lines, values)
    book.close()
    return out.getvalue()


def _lines(question: Question) -> tuple[str, str]:
    """Title and note above the table."""
    sample = "（演示数据）" if question.sample else ""
    return (
        f"{SHEET}{sample}：请{question.department}答复",
        f"用于“{question.report}”（{question.year}年）。请填黄色的四格，其余不动；填好后原样发回即可。",
    )


def _keep(sheet: Any, lines: tuple[str, str], values: Mapping[str, str]) -> None:
    """The same cells at the same addresses, on a sheet that Excel and WPS do not offer to show."""
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
    for column, name in enumerate(WIDTHS):
        sheet.write_string(ROW - 1, column, name)
        if name in values:
            sheet.write_string(ROW, column, values[name])
    sheet.very_hidden()


def _rules(sheet: Any, question: Question) -> None:
    columns = list(WIDTHS)
    kind = "整数" if question.whole else "数"
    like = "，如 95.3 或 95.3%" if question.unit == "%" else ""
    sheet.data_validation(
        ROW, columns.index(ANSWER), ROW, columns.index(ANSWER),
        {
            "validate": "integer" if question.whole else "decimal", "criteria": "between",
            "minimum": 0 if question.whole else -(10**12), "maximum": 10**12,
            "input_title": "答复数", "input_message": f"只填{kind}，单位是{question.unit}{like}",
            "error_title": "答复数", "error_message": f"请只填{kind}，不写单位和文字。",
        },
    )  # fmt: skip
    sheet.data_validation(
        ROW, columns.index(DAY), ROW, columns.index(DAY),
        {
            "validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31),
            "error_title": "日期", "error_message": "请填日期，如 2023-01-05。",
        },
    )  # fmt: skip
