"""Every format is read alike, and what cannot be read gets its own sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlwt
from department_files import csv_file, days, hotline_rows, workbook
from hypothesis import given
from hypothesis import strategies as st

from etl.faults import RefusedError, address, position
from etl.reading import read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(name, content):
    with pytest.raises(RefusedError) as caught:
        read(name, content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "空的"),
        ("a.csv", b"\r\n \r\n", "空的"),
        ("~$a.xlsx", b"\x05root", "锁文件"),
        ("a.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "密码"),
        ("a.xls", b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "没有任何内容",
        ),
        ("a.xls", b'<?xml version="1.0"?><note><to>1</to></note>', "XML"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.xlsx", b"\x89PNG\r\n", "图片"),
        ("a.xls", OLE + bytes(2000), "不是 Excel"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le") + bytes(2000), "不完整"),
        ("a.dat", bytes(range(256)) * 4, "认不出"),
        ("a.csv", '日期,来电\n"2022-03-01,5\n'.encode(), "引号"),
    ],
)
def test_what_cannot_be_read_is_said(name, content, said):
    assert said in refusal(name, content)


def test_a_truncated_workbook_and_a_foreign_zip(tmp_path):
    content = workbook(tmp_path / "a.xlsx", {"日报": hotline_rows(days(2022, 3))}).read_bytes()
    assert "不完整" in refusal("a.xlsx", content[: len(content) // 2])
    foreign = io.BytesIO()
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "Word" in refusal("a.xlsx", foreign.getvalue())
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("报表.xlsx", content)
    assert "压缩包" in refusal("a.zip", plain.getvalue())


def test_a_zip_bomb_is_not_unpacked():
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(700):
            member.write(bytes(2**20))
    assert "不像一份报表" in refusal("a.xlsx", bomb.getvalue())


def test_xlsx_and_xls_give_the_same_cells(tmp_path):
    rows = [["标题", ""], ["日期", "数"], [date(2022, 3, 1), 12.5]]
    new = read("a.xlsx", workbook(tmp_path / "a.xlsx", {"表": rows}).read_bytes())
    old = xlwt.Workbook()
    sheet = old.add_sheet("表")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(r, c, value, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
            elif value != "":
                sheet.write(r, c, value)
    content = io.BytesIO()
    old.save(content)
    book = read("a.xls", content.getvalue())
    assert book.format == "xls"
    seen = [[v.date() if isinstance(v, datetime) else v for v in row] for row in book.sheets[0].rows]
    assert seen == [[v.date() if isinstance(v, datetime) else v for v in row] for row in new.sheets[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_text_in_any_encoding(tmp_path, encoding, delimiter):
    rows = [["日期", "媒体"], ["2022-03-01", "某某日报，𠮷林"], ["", '双引号"和换行\n']]
    book = read("a.csv", csv_file(tmp_path / "a.csv", rows, encoding, delimiter).read_bytes())
    assert book.sheets[0].rows == [["日期", "媒体"], ["2022-03-01", "某某日报，𠮷林"], ["", '双引号"和换行']]


def test_blank_lines_of_text_keep_their_row_numbers(tmp_path):
    (tmp_path / "a.csv").write_bytes("标题\r\n\r\n日期,数\r\n2022-03-01,5\r\n".encode())
    grid = read("a.csv", (tmp_path / "a.csv").read_bytes()).sheets[0]
    assert grid.at(4, 2) == "5"


def test_a_tab_after_every_cell_does_not_move_columns():
    grid = read("a.csv", "日期\t,来电总量\t\n2022-03-01\t,5\t\n".encode("gb18030")).sheets[0]
    assert grid.rows == [["日期", "来电总量"], ["2022-03-01", "5"]]


def test_hidden_sheets_merges_and_formulas_without_a_value(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("看得见")
        sheet.merge_range("A1:C1", "标题")
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_formula("B2", "=1+1")
        book.add_worksheet("藏着").hide()
    shown, hidden = read("a.xlsx", path.read_bytes()).sheets
    assert (shown.hidden, hidden.hidden) == (False, True)
    assert shown.merged == ((1, 1, 1, 3),)
    assert shown.uncached == {(2, 2)}


@given(st.integers(1, 2000), st.integers(1, 16384))
def test_addresses_round_trip(row, column):
    assert position(address(row, column)) == (row, column)
