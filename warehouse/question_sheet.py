"""The one-row sheet that asks a department for a figure, and its answer read back.

The sheet is written for a report and read on intake, so its form lies here, where both may reach it. It is known by its
number (提问编号), which says for which sentence and year it asks; the answer is kept by that, not by the file's name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import xlsxwriter

SHEET = "提问单"
NUMBER, SENTENCE, ASKED, PERIOD, UNIT, ANSWER, BY, DAY, BASIS, DEPARTMENT = (
    "提问编号", "所在句子", "问什么", "期间", "单位", "答复数", "填报人", "日期", "依据", "答复科室",
)  # fmt: skip
WIDTHS = {
    NUMBER: 15, SENTENCE: 44, ASKED: 24, PERIOD: 12, UNIT: 8, ANSWER: 14, BY: 12, DAY: 14, BASIS: 26, DEPARTMENT: 14,
}  # fmt: skip
ANSWERED = (ANSWER, BY, DAY, BASIS)
_ROW = 4
_MARK = re.compile(r"问(演?)(\d{4})-([0-9a-f]{32}#\d+(?:~\d+)?)")
_FIRST_DAY = date(1899, 12, 30)


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
    def number(self) -> str:
        """提问编号."""
        return f"问{'演' if self.sample else ''}{self.year}-{self.key}"


@dataclass(frozen=True)
class Reply:
    """A sheet that came back, as typed. `cells` gives the address of each column's cell."""

    key: str
    year: int
    sample: bool
    sentence: str
    unit: str
    department: str
    sheet: str
    typed: dict[str, Any]
    cells: dict[str, str]


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
    sample = "（演示数据）" if question.sample else ""
    sheet.write_string(0, 0, f"{SHEET}{sample}：请{question.department}答复", title)
    sheet.write_string(
        1, 0, f"用于“{question.report}”（{question.year}年）。请填黄色的四格，其余不动；填好后原样发回即可。", note
    )
    values = {
        NUMBER: question.number, SENTENCE: question.sentence, ASKED: question.asked, PERIOD: question.period,
        UNIT: question.unit, DEPARTMENT: question.department,
    }  # fmt: skip
    for column, (name, width) in enumerate(WIDTHS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(_ROW - 1, column, name, head)
        if name in ANSWERED:
            sheet.write_blank(_ROW, column, None, opened[name])
        else:
            sheet.write_string(_ROW, column, values[name], fixed)
    sheet.set_row(_ROW, 90)
    _rules(sheet, question)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _rules(sheet: Any, question: Question) -> None:
    columns = list(WIDTHS)
    kind = "整数" if question.whole else "数"
    sheet.data_validation(
        _ROW, columns.index(ANSWER), _ROW, columns.index(ANSWER),
        {
            "validate": "integer" if question.whole else "decimal", "criteria": "between",
            "minimum": 0 if question.whole else -(10**12), "maximum": 10**12,
            "input_title": "答复数", "input_message": f"只填{kind}，单位是{question.unit}",
            "error_title": "答复数", "error_message": f"请只填{kind}，不写单位和文字。",
        },
    )  # fmt: skip
    sheet.data_validation(
        _ROW, columns.index(DAY), _ROW, columns.index(DAY),
        {
            "validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31),
            "error_title": "日期", "error_message": "请填日期，如 2023-01-05。",
        },
    )  # fmt: skip


def reply_in(name: str, rows: Sequence[Sequence[Any]]) -> Reply | None:
    """The reply on a sheet; None if it is no such sheet. It is known by its number under the heading 提问编号."""
    for at, row in enumerate(rows):
        heads = [str(cell).strip() for cell in row]
        if NUMBER not in heads or ANSWER not in heads or at + 1 >= len(rows):
            continue
        below = rows[at + 1]
        columns = {n: heads.index(n) for n in WIDTHS if n in heads}
        found = {n: below[c] if c < len(below) else "" for n, c in columns.items()}
        mark = _MARK.fullmatch(str(found[NUMBER]).strip())
        if mark is None:
            return None
        cells = {n: f"{chr(65 + c)}{at + 2}" for n, c in columns.items() if c < 26}
        sentence, unit, department = (str(found.get(n, "")).strip() for n in (SENTENCE, UNIT, DEPARTMENT))
        return Reply(mark[3], int(mark[2]), bool(mark[1]), sentence, unit, department, name, found, cells)
    return None


def day_of(typed: Any) -> str | None:
    """The day typed, ISO; None if it is none. A workbook gives a date, a number of days or a text."""
    if isinstance(typed, datetime | date):
        return typed.isoformat()[:10]
    if isinstance(typed, int | float) and 36526 <= typed <= 73050:
        return (_FIRST_DAY + timedelta(days=int(typed))).isoformat()
    match = re.fullmatch(r"\s*(20\d\d)[-./年]\s*(\d{1,2})[-./月]\s*(\d{1,2})日?\s*", str(typed))
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None
