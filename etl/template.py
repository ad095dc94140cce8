"""The sheet that a department fills in: headings as we know them, drop-downs, rules, an example row and the definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from etl.faults import UsageError
from etl.reference import code_list
from warehouse.places import Places, places
from warehouse.schema import TABLES, Column, Kind, Personal, Table

EXAMPLE = "示例（不入库）"
_ROWS = 2000
_EXAMPLE_ROW = 3
_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.MONTH: "@",
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "0",
    Kind.NUMBER: "General",
    Kind.YEAR: "0",
}
_HOW = {
    Kind.DATE: "日期，如 2022-03-08",
    Kind.MONTH: "年月，如 1989-06",
    Kind.MONEY: "金额，单位见第二行，到分为止",
    Kind.COUNT: "整数",
    Kind.NUMBER: "数字",
    Kind.YEAR: "年份，如 2022",
    Kind.TEXT: "文字",
    Kind.FLAG: "是或否",
}


def template(stem: str, out: Path, where: Places | None = None) -> Path:
    """Write the template of a source. UsageError for an unknown source or another suffix than .xlsx."""
    if stem not in TABLES:
        raise UsageError(
            f"没有来源“{stem}”。可用的来源：{'、'.join(f'{t.stem}（{t.title}）' for t in TABLES.values())}"
        )
    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"模板要存为 .xlsx，而不是 {out.name}。")
    if not out.parent.is_dir():
        raise UsageError(f"没有文件夹 {out.parent}。请检查路径。")
    table = TABLES[stem]
    with xlsxwriter.Workbook(str(out)) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format(
                {"bold": True, "bg_color": "#DCE6F2", "border": 1, "text_wrap": True, "valign": "vcenter"}
            ),
            "example": book.add_format({"italic": True, "font_color": "#808080", "bg_color": "#F5F5F5", "border": 1}),
            "ask": book.add_format({"num_format": "@", "bg_color": "#FFF2CC", "border": 1}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
        }
        _form(book, table, styles, where or places())
        _notes(book, table, styles)
    return out


def _form(book: Any, table: Table, styles: dict[str, Any], where: Places) -> None:
    sheet = book.add_worksheet(table.title)
    lists = book.add_worksheet("代码")
    lists.hide()
    sheet.write(0, 0, f"{table.title}填报表", styles["title"])
    sheet.write(1, 0, "截至：" if table.roster else "期间：")
    sheet.write_blank(1, 1, None, styles["ask"])
    stated = f"单位：元    报送单位：{table.department}" if _has_money(table) else f"报送单位：{table.department}"
    sheet.write(1, 3, stated)
    sheet.write(2, 0, "说明", styles["head"])
    sheet.write(_EXAMPLE_ROW, 0, EXAMPLE, styles["example"])
    sheet.set_column(0, 0, 14)
    for place, column in enumerate(table.columns, 1):
        form = book.add_format({"num_format": _FORMATS.get(column.kind, "@")})
        sheet.set_column(place, place, max(12, 2 * len(column.heading) + 4), form)
        sheet.write(2, place, column.heading + ("＊" if column.required else ""), styles["head"])
        sheet.write(_EXAMPLE_ROW, place, _example(column), styles["example"])
        _validate(sheet, lists, place, column, where)
    sheet.freeze_panes(3, 1)


def _has_money(table: Table) -> bool:
    return any(c.kind is Kind.MONEY for c in table.columns)


def _example(column: Column) -> str:
    if column.example:
        return column.example
    return column.codes[0] if column.codes else ("R0123" if column.personal is Personal.PERSON else "")


def _validate(sheet: Any, lists: Any, place: int, column: Column, where: Places) -> None:
    """Drop-downs and rules for the rows below the example."""
    values = list(column.codes) or (["是", "否"] if column.kind is Kind.FLAG else [])
    open_list = not values and column.code_list is not None
    if open_list:
        values = code_list(where, column.code_list or "").values
    first, last = _EXAMPLE_ROW + 1, _EXAMPLE_ROW + _ROWS
    if values:
        lists.write_column(0, place, values)
        letters = xlsxwriter.utility.xl_col_to_name(place)
        rule: dict[str, Any] = {"validate": "list", "source": f"=代码!${letters}$1:${letters}${len(values)}"}
        if open_list:
            rule |= {"error_type": "warning", "error_title": "不在代码表里", "error_message": "确实是新的写法吗？"}
        sheet.data_validation(first, place, last, place, rule)
    elif column.kind is Kind.DATE:
        sheet.data_validation(first, place, last, place, {
            "validate": "custom", "value": f"=ISNUMBER({xlsxwriter.utility.xl_rowcol_to_cell(first, place)})",
            "error_title": "应为日期", "error_message": "请填日期，如 2022-03-08",
        })  # fmt: skip
    elif column.kind in {Kind.COUNT, Kind.MONEY, Kind.NUMBER}:
        least = column.at_least if column.at_least is not None else -(10**13)
        sheet.data_validation(first, place, last, place, {
            "validate": "integer" if column.kind is Kind.COUNT else "decimal", "criteria": ">=", "value": least,
            "error_title": "应为数字", "error_message": f"“{column.heading}”{_HOW[column.kind]}",
        })  # fmt: skip


def _notes(book: Any, table: Table, styles: dict[str, Any]) -> None:
    """What each column means: words for people, laid out so that nobody, and no program, takes it for data."""
    sheet = book.add_worksheet("填写说明")
    lines = [
        f"“{table.title}”由{table.department}报送，{table.grain}。",
        "第二行黄色的格里请写明期间（如 2022年3月、2022年第一季度、2022年；名册写截至的日期，如 2022年12月31日）；灰色的示例行不入库，可以留着。＊ 为必填。",
        "合计行可有可无；有的话会与各行核对。不要改表头的写法，列的先后不限，多余的列不读取。",
    ]
    for row, line in enumerate(lines):
        sheet.write(row, 0, line)
    for row, column in enumerate(table.columns, len(lines) + 1):
        sheet.write(row, 0, f"{column.heading}{'＊' if column.required else ''}：{_meaning(column)}", styles["wrap"])
    sheet.set_column(0, 0, 100)


def _meaning(column: Column) -> str:
    words = [column.meaning, _HOW[column.kind]]
    if column.codes:
        words.append(f"只能填：{'、'.join(column.codes)}")
    if column.empty_is is not None:
        words.append(f"空着算 {column.empty_is}")
    if column.personal is Personal.PERSON:
        words.append("入库时变成代码，不保存姓名")
    return "；".join(words) + "。"
