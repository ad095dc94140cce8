"""Every format is read alike, and what cannot be read gets its own sentence."""

import io
import struct
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter
from department_files import csv_file, days, hotline_rows, workbook
from hypothesis import given
from hypothesis import strategies as st
from made_files import biff, in_ole, ods, ods_of, packed, xls, xlsb, xlsx_of, xml_2003

from etl.faults import RefusedError, address, position
from etl.formats import confined
from etl.reading import read

pytestmark = pytest.mark.usefixtures("unserved")

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


ROWS = [
    ["某某标题", ""],
    ["日期", "金额"],
    [date(2022, 3, 1), 12.5],
    ["#REF!", True],
    ["", "#DIV/0!"],
    [datetime(2022, 3, 1, 10, 30), -3],
    ["#N/A", 1234567.89],
]
FORMATS = {
    "BIFF8": (lambda: xls({"表": ROWS}), "xls", "表"),
    "BIFF8, 1904": (lambda: xls({"表": ROWS}, epoch_1904=True), "xls", "表"),
    "BIFF5": (lambda: in_ole(biff(5, ROWS, name="表"), "Book"), "xls", "表"),
    "BIFF5 bare": (lambda: biff(5, ROWS, name="表"), "xls", "表"),
    "BIFF4": (lambda: biff(4, ROWS), "xls", ""),
    "BIFF4, 1904": (lambda: biff(4, ROWS, epoch_1904=True), "xls", ""),
    "BIFF3": (lambda: biff(3, ROWS), "xls", ""),
    "BIFF2": (lambda: biff(2, ROWS), "xls", ""),
    "xlsb": (lambda: xlsb({"表": ROWS}), "xlsb", "表"),
    "xlsb, 1904": (lambda: xlsb({"表": ROWS}, epoch_1904=True), "xlsb", "表"),
    "ods": (lambda: ods({"表": ROWS}), "ods", "表"),
    "XML 2003": (lambda: xml_2003({"表": ROWS}), "xml", "表"),
}


@pytest.mark.parametrize("which", FORMATS)
def test_every_format_gives_the_same_cells(which):
    make, kind, name = FORMATS[which]
    book = read("a.xls", make())
    assert (book.format, book.epoch_1904, book.sheets[0].name) == (kind, which.endswith("1904"), name)
    assert book.sheets[0].rows == ROWS


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_xlsx_by_a_library_gives_the_same_cells(tmp_path, epoch_1904):
    rows = [[None if v == "" or str(v).startswith("#") else v for v in row] for row in ROWS]
    content = workbook(tmp_path / "a.xlsx", {"表": rows}, date_1904=epoch_1904).read_bytes()
    book = read("a.xlsx", content)
    assert book.epoch_1904 is epoch_1904
    assert book.sheets[0].at(3, 1) == date(2022, 3, 1)
    assert book.sheets[0].at(6, 2) == -3


def row(*cells, attributes=""):
    return f'<sheetData><row r="1"{attributes}>{"".join(cells)}</row></sheetData>'


def test_cell_errors_of_xlsx_are_text_not_nothing():
    cells = '<c r="A1" t="e"><v>#REF!</v></c>', '<c r="B1"><v>1</v></c>', '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    assert read("a.xlsx", xlsx_of(row(*cells))).sheets[0].rows == [["#REF!", 1.0, "#DIV/0!"]]
    alone = read("a.xlsx", xlsx_of(row('<c r="C1" t="e"><v>#N/A</v></c>'))).sheets[0]
    assert alone.rows == [["", "", "#N/A"]]


def test_a_value_comes_from_the_number_not_from_how_it_is_shown(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    shapes = [
        (44621, 'yyyy"年"m"月"', date(2022, 3, 1)), (44621, "m/d/yy", date(2022, 3, 1)), (44621.5, "[$-804]yyyy-mm-dd hh:mm", datetime(2022, 3, 1, 12)),
        (0.25, "hh:mm", time(6)), (1.1111, "0.00%", 1.1111), (1234567.89, '#,##0,"千"', 1234567.89), (2022, '0"年"', 2022.0), (123456789012345, "0", 123456789012345.0),
    ]  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for column, (number, shape, _) in enumerate(shapes):
            sheet.write_number(0, column, number, book.add_format({"num_format": shape}))
    assert read("a.xlsx", path.read_bytes()).sheets[0].rows == [[value for *_, value in shapes]]


def test_escapes_entities_and_phonetics_of_xlsx():
    shared = (
        "<si><t>甲_x005f_x000D_乙</t></si><si><r><t>東</t></r><r><t>京</t></r><rPh sb='0' eb='1'><t>トウ</t></rPh></si>"
    )
    cells = '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>', '<c r="C1" t="str"><v>a&lt;b</v></c>'
    grid = read("a.xlsx", xlsx_of(row(*cells), shared=shared, name='甲&乙"丙')).sheets[0]
    assert grid.name == '甲&乙"丙'
    assert grid.rows == [["甲_x000D_乙", "東京", "a<b"]]


def test_hidden_rows_and_columns_are_read_and_known(tmp_path):
    import xlsxwriter

    hide = {"hidden_rows": [3], "hidden_columns": [2]}
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for r, line in enumerate(ROWS):
            sheet.write_row(r, 0, [str(v) for v in line])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(500, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_column("H:XFD", None, None, {"hidden": True})
    made = [biff(v, ROWS, **hide) for v in (3, 4, 5)]
    for content in (
        path.read_bytes(),
        *made,
        xlsb({"表": ROWS}, **hide),
        ods({"表": ROWS}, **hide),
        xml_2003({"表": ROWS}, **hide),
    ):
        grid = read("a", content).sheets[0]
        assert (grid.hidden_rows, grid.hidden_columns) == ({3}, {2})
        assert len(grid.rows) == len(ROWS)


def test_hidden_and_very_hidden_sheets_of_every_format():
    two = {"甲": ROWS, "乙": ROWS}
    members = zipfile.ZipFile(
        io.BytesIO(xlsx_of("", sheets={"甲": row('<c r="A1"><v>1</v></c>'), "乙": row('<c r="A1"><v>1</v></c>')}))
    )
    parts = {name: members.read(name) for name in members.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b'name="\xe4\xb9\x99"', b'state="veryHidden" name="\xe4\xb9\x99"'
    )
    for content in (
        packed(parts),
        xlsb(two, hidden_sheets=["乙"]),
        ods(two, hidden_sheets=["乙"]),
        xml_2003(two, hidden_sheets=["乙"]),
    ):
        assert [(g.name, g.hidden) for g in read("a", content).sheets] == [("甲", False), ("乙", True)]


def test_formulas_never_calculated():
    grid = read(
        "a.xlsx",
        xlsx_of(
            row('<c r="A1"><f>1+1</f></c>', '<c r="B1"><f>1+1</f><v>2</v></c>', '<c r="C1" t="str"><f>x</f><v></v></c>')
        ),
    ).sheets[0]
    assert grid.uncached == {(1, 1)}
    book = "<calcPr fullCalcOnLoad='1'/>"
    zero = read(
        "a.xlsx", xlsx_of(row('<c r="A1"><f>1+1</f><v>0</v></c>', '<c r="B1"><v>0</v></c>'), workbook=book)
    ).sheets[0]
    assert zero.uncached == {(1, 1)}
    old = read("a.xls", xls({"表": [["数", "乙"], ["=1+1", 2]]})).sheets[0]
    assert old.uncached == {(2, 1)}
    table = '<table:table table:name="表"><table:table-row><table:table-cell table:formula="of:=1"/><table:table-cell office:value-type="float" office:value="3"/></table:table-row></table:table>'
    assert read("a.ods", ods_of(table)).sheets[0].uncached == {(1, 1)}


def test_cells_shown_as_percentages_are_known():
    shown = "".join(
        f'<table:table-cell office:value-type="{kind}" office:value="0.95"><text:p>95%</text:p></table:table-cell>'
        for kind in ("float", "percentage")
    )
    table = f'<table:table table:name="表"><table:table-row>{shown}</table:table-row></table:table>'
    assert read("a.ods", ods_of(table)).sheets[0].percents == {(1, 2)}
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet("表")
        for column, form in enumerate(("General", "0%", "0.00%", '[红色]0.0"份"%', '0"%"', "0.00")):
            sheet.write_number(0, column, 0.95, made.add_format({"num_format": form}))
    assert read("a.xlsx", book.getvalue()).sheets[0].percents == {(1, 2), (1, 3), (1, 4)}


def test_a_cell_written_twice_is_refused():
    assert "写了两次" in refusal("a.xlsx", xlsx_of(row('<c r="A1"><v>1</v></c>', '<c r="A1"><v>2</v></c>')))


# --- bounds --------------------------------------------------------------------------------------------------------------


def far(last):
    lines = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576">{last}</row>'
    return xlsx_of(f'<dimension ref="A1:XFD1048576"/><sheetData>{lines}</sheetData>')


def test_a_used_range_that_lies_is_cut_and_a_cell_far_away_is_named():
    assert read("a.xlsx", far('<c r="XFD1048576" s="0"/>')).sheets[0].rows == [[1.0, 2.0]]
    assert "XFD1048576" in refusal("a.xlsx", far('<c r="XFD1048576"><v>1</v></c>'))
    cells = "".join(f'<c r="{address(1, c)}"><v>{c}</v></c>' for c in range(1, 16385))
    assert read("a.xlsx", xlsx_of(row(cells))).sheets[0].at(1, 16384) == 16384


def test_a_sheet_that_is_written_to_its_last_row_is_refused_and_one_that_is_only_coloured_there_is_not():
    assert read("a.xlsx", far('<c r="A1048576" s="0"/>')).sheets[0].rows == [[1.0, 2.0]]
    assert "最后一行（第 1048576 行）" in refusal("a.xlsx", far('<c r="A1048576"><v>1</v></c>'))
    full = [["编号"], *([n] for n in range(65_535))]
    assert "最后一行（第 65536 行）" in refusal("a.xls", xls({"表": full}))
    assert len(read("a.xls", xls({"表": full, "续": full[:3]})).sheets) == 2, (
        "an old system goes on with the next sheet"
    )


def test_a_repeated_cell_of_ods_is_not_written_out_without_end():
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
    line = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    table = '<table:table table:name="表">{}</table:table>'
    assert read("a.ods", ods_of(table.format(line.format(2, cell.format(3))))).sheets[0].rows == [[1.0] * 3] * 2
    assert "不像一份报表" in refusal("a.ods", ods_of(table.format(line.format(1048576, cell.format(16384)))))


def test_sizes_that_lie_parts_that_are_doubled_and_parts_damaged_inside():
    content = bytearray(xlsx_of(row('<c r="A1"><v>12345</v></c>')))
    central = [n for n in range(len(content)) if content[n : n + 4] == b"PK\x01\x02"]
    lying = bytearray(content)
    struct.pack_into("<I", lying, central[-1] + 24, 5)
    assert "不完整" in refusal("a.xlsx", bytes(lying))
    wrong_checksum = bytearray(content)
    wrong_checksum[central[-1] + 16] ^= 1
    assert "不完整" in refusal("a.xlsx", bytes(wrong_checksum))
    doubled = io.BytesIO(bytes(content))
    with zipfile.ZipFile(doubled, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", row('<c r="A1"><v>99999</v></c>'))
    assert "不完整" in refusal("a.xlsx", doubled.getvalue())


@pytest.mark.parametrize("make", ["xlsx", "ods", "xml"])
def test_entities_are_not_expanded(make):
    bomb = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    if make == "xml":
        content = xml_2003({"表": ROWS}).replace(b"?>", b"?>" + bomb.encode(), 1)
    else:
        source = xlsx_of(row('<c r="A1"><v>1</v></c>')) if make == "xlsx" else ods({"表": ROWS})
        archive = zipfile.ZipFile(io.BytesIO(source))
        parts = {name: archive.read(name) for name in archive.namelist()}
        part = "xl/worksheets/sheet1.xml" if make == "xlsx" else "content.xml"
        parts[part] = parts[part].replace(b"?>", b"?>" + bomb.encode(), 1)
        content = packed(parts)
    assert "实体" in refusal("a.xls", content)


def test_merges_beyond_reason_are_refused_and_overlapping_ones_ignored():
    cells = row('<c r="A1" t="str"><v>a</v></c>', '<c r="B1" t="str"><v>b</v></c>')
    overlapping = "".join(f'<mergeCell ref="A1:B{n}"/>' for n in range(2, 900))
    assert read("a.xlsx", xlsx_of(f"{cells}<mergeCells>{overlapping}</mergeCells>")).sheets[0].merged == ()
    many = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_100))
    assert "合并单元格" in refusal("a.xlsx", xlsx_of(f"{cells}<mergeCells>{many}</mergeCells>"))


def test_one_endless_line_and_too_many_columns_of_a_text():
    assert "第 2 行" in refusal("a.csv", b"a,b\n" + b"1," * 2_000_000)
    assert "不像一份报表" in refusal("a.csv", b"," * 20_000 + b"\n")
    assert "第 30001 行" in refusal("a.csv", b"a,b\n" * 30_000 + b"1,\0\n")


@pytest.mark.parametrize(("memory", "seconds"), [(60 * 2**20, 9), (900 * 2**20, -2)])
def test_a_reader_out_of_memory_or_time_is_a_sentence(monkeypatch, memory, seconds):
    monkeypatch.setattr(confined, "bounds", lambda size: (memory, seconds))
    shared = f"<si><t>{'一' * 20_000_000}</t></si>"
    assert "限度" in refusal("a.xlsx", xlsx_of(row('<c r="A1" t="s"><v>0</v></c>'), shared=shared))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
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
