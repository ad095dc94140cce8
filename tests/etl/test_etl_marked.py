"""The marked sheet: bad cells coloured and commented, the first sheet a list, a mended copy loads."""

import io
from pathlib import Path

import openpyxl
import pytest

from etl.keeping.marked import marked, marked_name
from etl.load import load
from etl.marks import LISTING

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def refused(bureau, path):
    result = load(bureau, [path])
    assert len(result.refused) == 1
    assert not result.accepted
    return result.refused[0][1]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_marked_copy_mended_loads(bureau, sent, kind):
    book = openpyxl.load_workbook(SAMPLE / "hotline/咨询热线日报_2022_演示数据.xlsx")
    good = {}
    for cell, bad in (("A9", "2022-13-01"), ("B20", "很多"), ("C30", "-5")):
        good[cell] = book["日报"][cell].value
        book["日报"][cell] = bad
    path = sent / f"咨询热线日报_2022_演示数据.{kind}"
    if kind == "xlsx":
        book.save(path)
    else:
        lines = [["" if v is None else str(v).removesuffix(" 00:00:00") for v in row] for row in book["日报"].values]
        path.write_text("\n".join(",".join(line) for line in lines), encoding="gb18030")
    faults = refused(bureau, path)
    assert {"A9", "B20", "C30"} <= {f.cell for f in faults}
    back = marked(path.name, path.read_bytes(), faults)
    book = openpyxl.load_workbook(io.BytesIO(back))
    assert book.sheetnames[0] == LISTING
    sheet = book.worksheets[1]
    for cell in ("A9", "B20", "C30"):
        assert sheet[cell].comment is not None
        assert sheet[cell].fill.fgColor.rgb == "00FFF3C4"
    listed = [row[0] for row in book[LISTING].iter_rows(min_row=5, values_only=True)]
    assert len(listed) == len(faults)
    assert any(str(place).endswith("B20") for place in listed)
    for cell, value in good.items():
        sheet[cell] = value
    mended = sent / "mended" / marked_name(path.name)
    mended.parent.mkdir()
    book.save(mended)
    result = load(bureau, [mended])
    assert not result.refused, result.to_json()
    assert result.accepted[0].rows == 365


def test_what_cannot_be_opened_has_no_marked_copy(sent):
    assert marked("坏.xlsx", b"PK\x03\x04 not a zip", []) is None


def test_characters_that_no_workbook_may_hold_do_not_keep_it_from_being_sent_back(bureau, sent):
    path = sent / "咨询热线日报_2022年1月.xlsx"
    head = ["日期", "来电总量", "人工接听量", "智能解答量"]
    book = openpyxl.Workbook()
    book.active.append(head)
    book.active.append(["2022-01-04", "很_x0001_多_xFFFE_", 3, 2])
    book.save(path)
    back = marked(path.name, path.read_bytes(), refused(bureau, path))
    sheet = openpyxl.load_workbook(io.BytesIO(back)).worksheets[1]
    assert [c.value for c in sheet[1]] == head
    assert "很" in sheet["B2"].value
    assert sheet["B2"].comment is not None
