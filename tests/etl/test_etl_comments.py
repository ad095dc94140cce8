"""What an .xlsx says of a cell beside its value: comments of whoever checked it, small raised letters."""

import io

import openpyxl
import pytest
from department_files import messages
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from etl.keeping.marked import marked
from etl.load import load
from etl.reading import read

pytestmark = pytest.mark.usefixtures("unserved")

SUMMARY = [["2022年税费收入"], ["单位：万元"], ["项目", "1月", "2月"], ["增值税", 1100, 2046.04], ["契税", 30, 40]]
LEDGER = [["2022年3月宣传台账"], ["日期", "事项", "来源", "标题"], ["2022-03-01", "媒体报道", "某某日报", "甲"]]


def book(path, rows, cells=(), comments=()):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cell, value in dict(cells).items():
        made.active[cell] = value
    for cell, text in dict(comments).items():
        made.active[cell].comment = Comment(text, "张三")
    made.save(path)
    return path


def with_note(text, note, how="superscript"):
    return CellRichText(text, TextBlock(InlineFont(vertAlign=how), note))


def doubts(bureau, path):
    result = load(bureau, [path], dry_run=True)
    assert not messages(result), messages(result)
    return [(w.cell, w.value) for w in result.accepted[0].warnings if w.doubt]


@pytest.mark.parametrize(
    "text", ["此数有误，应为888.88", "待核", "应改为45", "张三:\n数据暂估", "请更正", "与税政股不一致", "是否重复？"]
)
def test_a_comment_that_speaks_of_an_error_is_a_doubt(bureau, sent, text):
    path = book(sent / "税费收入.xlsx", SUMMARY, comments={"C5": text})
    assert doubts(bureau, path) == [("C5", "40")]


def test_other_comments_are_one_question(bureau, sent):
    path = book(sent / "税费收入.xlsx", SUMMARY, comments={"A3": "按月填", "B4": "含海关", "C5": "李四录入"})
    assert doubts(bureau, path) == [("B4", "含海关")]
    (told,) = [w for w in load(bureau, [path], dry_run=True).accepted[0].warnings if "批注" in w.message]
    assert "C5“李四录入”" in told.message


def test_a_comment_of_somebody_who_checked_the_figure_is_no_doubt(bureau, sent):
    comments = {"B4": "已与国库核对，数对", "C5": "王五：核对无误"}
    assert doubts(bureau, book(sent / "税费收入.xlsx", SUMMARY, comments=comments)) == []


def test_a_comment_that_was_heeded_is_no_doubt(bureau, sent):
    assert not doubts(bureau, book(sent / "税费收入.xlsx", SUMMARY, comments={"C5": "有误，应为40"}))


@pytest.mark.parametrize("how", ["superscript", "subscript"])
@pytest.mark.parametrize(
    ("rows", "cell", "value"),
    [(SUMMARY, "C4", ("2046.04", "1")), (LEDGER, "C3", ("某某日报", "2")), (LEDGER, "A3", ("2022-03-1", "1"))],
)
def test_a_raised_note_is_no_digit(bureau, sent, rows, cell, value, how):
    path = book(sent / "税费收入.xlsx", rows, {cell: with_note(*value, how)})
    faults = [f for _, found in load(bureau, [path], dry_run=True).refused for f in found]
    assert [(f.cell, f.value, "上标" in f.message) for f in faults] == [(cell, "".join(value), True)]


def test_raised_letters_in_free_words_and_plain_rich_text_are_read(bureau, sent):
    plain = CellRichText("2046", TextBlock(InlineFont(b=True), ".04"))
    assert not doubts(bureau, book(sent / "税费收入.xlsx", SUMMARY, {"C4": plain}))
    assert not doubts(bureau, book(sent / "宣传.xlsx", LEDGER, {"D3": with_note("十万m", "2")}))


def test_a_raised_figure_of_unicode_is_no_digit(bureau, sent):
    path = book(sent / "税费收入.xlsx", SUMMARY, {"C4": "2046.04¹"})
    assert [f.cell for _, found in load(bureau, [path], dry_run=True).refused for f in found] == ["C4"]


def test_shared_texts_with_raised_letters_are_found_too(sent):
    """Excel and WPS keep texts apart from the sheet; openpyxl writes them into it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(sent / "表.xlsx")) as made:
        raised = made.add_format({"font_script": 1})
        sheet = made.add_worksheet("表")
        sheet.write_string(0, 0, "甲")
        sheet.write_rich_string(1, 1, "345.67", raised, "1")
        sheet.write_comment("A1", "待核")
    (grid,) = read("表.xlsx", (sent / "表.xlsx").read_bytes()).sheets
    assert (grid.raised, [c[:2] for c in grid.comments], grid.at(2, 2)) == ({(2, 2)}, [(1, 1)], "345.671")
    assert "待核" in next(iter(grid.comments))[2]


def test_the_marked_copy_keeps_raised_letters_and_its_own_comments_are_no_doubt(bureau, sent):
    path = book(sent / "税费收入.xlsx", SUMMARY, {"C4": with_note("2046.04", "1")}, {"B5": "待核"})
    ((_, faults),) = load(bureau, [path], dry_run=True).refused
    back = sent / "税费收入_请更正.xlsx"
    back.write_bytes(marked(path.name, path.read_bytes(), faults))
    assert [f.cell for _, found in load(bureau, [back], dry_run=True).refused for f in found] == ["C4"]
    mended = openpyxl.load_workbook(io.BytesIO(back.read_bytes()))
    mended["Sheet"]["C4"] = 2046.04
    mended.save(back)
    assert doubts(bureau, back) == [("B5", "30")]
