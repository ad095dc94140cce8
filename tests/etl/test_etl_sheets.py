"""What a sheet is taken for: source, header, period, unit, sender, rows left out."""

from datetime import date

import pytest
from department_files import (
    HOTLINE,
    REVENUE,
    SUPERVISION,
    csv_file,
    days,
    hotline_rows,
    messages,
    query,
    revenue_rows,
    workbook,
)

from etl.faults import RefusedError
from etl.inspection import inspect
from etl.load import load
from etl.reading import Book, Grid, read
from etl.reference import CodeList
from etl.understanding.parts import understand_book
from etl.understanding.titles import is_sample, spoken_as_of, spoken_period, spoken_sender
from etl.understanding.unit_words import spoken_units
from metrics.periods import month_number

NO_OFFICES = CodeList("offices.csv", {})


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("某区2022年3月税费收入明细", "2022-03"),
        ("2022-03", "2022-03"),
        ("税费收入_202203", "2022-03"),
        ("2022年第一季度监督台账", "2022Q1"),
        ("2022年一季度", "2022Q1"),
        ("2022年下半年", "2022H2"),
        ("2022年度退税减税降费台账（演示数据）", "2022"),
        ("二〇二二年三月份", "2022-03"),
        ("２０２２年１２月", "2022-12"),
        ("2022年1—9月", "2022-01..2022-09"),
        ("2022年1月至9月", "2022-01..2022-09"),
        ("2022年11月-2023年2月", "2022-11..2023-02"),
        ("2020—2022年年度目标", "2020-01..2022-12"),
        ("2022年度税费收入（3月）", "2022-03"),
        ("2022年3月8日座谈会", None),
        ("制表日期：2022年4月 2022年3月热线", "2022-03"),
        ("截至2022年12月31日", None),
        ("咨询热线日报", None),
    ],
)
def test_periods_as_titles_say_them(text, label):
    found = spoken_period(text)
    assert (found.label if found else None) == label


def test_months_without_a_year_take_it_from_elsewhere():
    assert spoken_period("3月", 2022).label == "2022-03"
    assert spoken_period("十二月", 2022).label == "2022-12"
    assert spoken_period("一季度", 2022).label == "2022Q1"
    assert spoken_period("1-2月", 2022).label == "2022-01..2022-02"
    assert spoken_period("3月") is None
    assert spoken_period("税费收入2022", bare_year=True).label == "2022"


def test_what_else_titles_say():
    assert spoken_as_of("支部名册（截至2022年12月31日）") == month_number(2022, 12)
    assert spoken_as_of("截止2022-09") == month_number(2022, 9)
    assert spoken_as_of("2022年9月") is None
    assert spoken_units("单位：万元") == ["万元"]
    assert spoken_units("金额单位：元（列至角分）") == ["元"]
    assert spoken_units("报送单位：收入核算股") == []
    assert spoken_units("单位：元    报送单位：收入核算股") == ["元"]
    assert spoken_sender("填报单位： 第二税务所  日期") == "第二税务所"
    assert is_sample("收入（演示数据）")


def only_part(rows, name="表.xlsx", sheet="Sheet1", **options):
    book = Book(name, "xlsx", "xlsx", (Grid(sheet, [list(r) for r in rows]),))
    (part,) = understand_book(book, {"offices.csv": NO_OFFICES}, **options).parts
    return part


def test_the_header_may_have_two_rows_and_merged_cells(tmp_path):
    import xlsxwriter

    path = tmp_path / "2022年3月咨询热线.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("日报")
        sheet.merge_range("A1:G1", "咨询热线日报")
        sheet.merge_range("A2:A3", "日期")
        sheet.merge_range("B2:D2", "电话")
        sheet.merge_range("E2:G2", "服务质量")
        for place, text in enumerate(HOTLINE[1:], 1):
            sheet.write(2, place, text)
        sheet.write_row(3, 0, ["2022-03-01", 100, 40, 50, 12.5, 9, 10])
    found = understand_book(read(path.name, path.read_bytes()), {"offices.csv": NO_OFFICES}).parts[0].sheets[0]
    assert (found.table.header.first, found.table.header.last) == (2, 3)
    assert len(found.table.header.found) == 7
    assert found.table.data_rows == [4]
    assert (found.period.label, found.period_from) == ("2022-03", "文件名")


def test_rows_that_are_no_data_are_left_out_with_a_reason():
    rows = hotline_rows(days(2022, 3, 2))
    rows += [
        [],
        ["合　计", 203, 80, 100],
        ["其中：节假日", 3],
        ["示例", 1, 1, 1],
        ["制表人：某某", "", "审核："],
        ["注：智能解答量不含转人工的电话"],
    ]
    table = only_part(rows).sheets[0].table
    assert table.data_rows == [4, 5]
    assert [(left.row, left.kind) for left in table.left_out] == [
        (6, "blank"),
        (7, "total"),
        (8, "part"),
        (9, "example"),
        (10, "note"),
        (11, "note"),
    ]


def test_a_repeated_header_is_left_out_but_a_second_table_is_refused():
    rows = hotline_rows(days(2022, 3, 4))
    page_break = [*rows[:5], HOTLINE, *rows[5:]]
    assert len(only_part(page_break).sheets[0].table.data_rows) == 4
    pasted = [*rows, ["合计", 410], *rows[2:]]
    assert "又出现了一张表" in only_part(pasted).faults[0].message


def test_a_missing_column_is_named_with_what_was_seen():
    rows = hotline_rows(days(2022, 3))
    rows[2] = ["日期", "来电总量", "人工接听量", "机器人", "等待", "满", "评"]
    fault = only_part(rows).faults[0]
    assert "智能解答量" in fault.message
    assert "机器人" in fault.message
    assert "第 3 行" in fault.message


def test_two_columns_for_one_meaning_are_refused_unless_one_is_spelt_as_defined():
    rows = [["2022年3月税费收入"], ["入库日期", "税费种", "金额", "实缴金额"], [date(2022, 3, 1), "增值税", 1, 2]]
    assert "有几列都像" in only_part(rows).faults[0].message
    rows[1][2] = "入库金额"
    part = only_part(rows)
    assert not part.faults
    assert part.sheets[0].table.header.found["amount_yuan"].place == 3


def test_codes_tell_sources_apart_and_doubt_is_asked():
    party = [["台账"], ["日期", "事项", "主题"], [date(2022, 3, 1), "集中学习", "甲"]]
    assert only_part(party).table.stem == "party"
    supervision = [["台账"], ["日期", "事项", "主题"], [date(2022, 3, 1), "谈心谈话", "甲"]]
    assert only_part(supervision).table.stem == "supervision"
    empty = [["台账"], ["日期", "事项", "主题"]]
    with pytest.raises(RefusedError, match="--source"):
        only_part(empty)
    assert only_part(empty, source="party").table.stem == "party"


def test_sheet_name_and_title_must_not_contradict_each_other():
    part = only_part(hotline_rows(days(2022, 3)), sheet="4月")
    assert "不一致" in part.faults[0].message
    part = only_part(hotline_rows(days(2022, 3), title="2022年咨询热线"), sheet="3月")
    assert part.sheets[0].period.label == "2022-03"


@pytest.mark.usefixtures("unserved")
def test_a_unit_in_the_heading_counts_where_the_title_has_none(bureau, sent):
    rows = revenue_rows(unit="报送单位：收入核算股")[:-1]
    rows[2] = [*REVENUE[:-1], "入库金额（亿元）"]
    rows[3][7] = "0.000012345"
    for row in rows[4:]:
        row[7] = 1
    load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})])
    amounts = [str(a) for (a,) in query(bureau, "SELECT amount_yuan FROM revenue ORDER BY source_row LIMIT 2")]
    assert amounts == ["1234.50", "100000000.00"]


def test_inspect_says_what_was_understood(bureau, sent):
    rows = revenue_rows()
    rows[2] = ["入库日期", "税种", "级次", "行业", "税务所", "税号", "票证号", "金额"]
    found = inspect(bureau, workbook(sent / "a.xlsx", {"3月": rows, "空": []}))
    (table,) = found["sheets"][0]["tables"]
    assert (table["range"], table["header_rows"], table["source"], table["unit"], table["period"]) == (
        "A3:H9",
        [3],
        "revenue",
        "元",
        "2022-03",
    )
    assert table["data_rows"] == 6
    assert table["columns"][7] | {"why": 0} == {
        "name": "金额",
        "maps_to": "amount_yuan",
        "unit": "元",
        "sum": "25925.76",
        "values": 6,
        "empty": 0,
        "why": 0,
    }
    assert table["left_out"] == [{"row": 10, "why": "合计类的行（合计），只作核对"}]
    assert found["refused"] is None


def test_a_comma_inside_a_number_of_a_text_file_is_caught(bureau, sent):
    text = "2022年3月咨询热线\r\n日期,来电总量,人工接听量,智能解答量\r\n2022-03-01,1,100,40,50\r\n"
    (sent / "a.csv").write_bytes(text.encode("gb18030"))
    assert "多出一格" in messages(load(bureau, [sent / "a.csv"]))[0]


def test_supervision_headings_are_known():
    part = only_part([["监督台账"], SUPERVISION, [date(2022, 3, 1), "谈心谈话", "", 3]])
    assert len(part.sheets[0].table.header.found) == len(SUPERVISION)


@pytest.mark.usefixtures("unserved")
def test_a_merged_cell_of_text_holds_for_all_its_rows(bureau, sent):
    import xlsxwriter

    path = sent / "2022年3月监督台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ["日期", "事项", "人次", "责任部门"])
        for row in range(1, 4):
            sheet.write_row(row, 0, [f"2022-03-0{row}", "谈心谈话", row])
        sheet.merge_range("D2:D4", "纪检组")
    load(bureau, [path])
    assert query(bureau, "SELECT DISTINCT department FROM supervision") == [("纪检组",)]


def test_gb18030_files_of_the_bureau_load(bureau, sent):
    head = hotline_rows([], title="2022年3月咨询热线")
    path = csv_file(sent / "热线.csv", [*head, ["2022/3/8", "1,234", "40", "50", "-", "/", "—"]])
    result = load(bureau, [path], dry_run=True)
    assert result.accepted[0].rows == 1


@pytest.mark.parametrize("day", ["2022-03-01", "2022年3月1日", "2022/3/1"])
def test_a_row_of_data_in_texts_is_no_second_header_row(day):
    """Beside a column that is not read, a header of two rows would fit better, and the first row would be lost."""
    rows = [
        ["2022年3月监督台账"],
        ["日期", "事项", "走访户数", "主题"],
        [day, "专项监督检查", 3, "甲"],
        [day, "专项监督检查", 4, "乙"],
    ]
    table = only_part(rows).sheets[0].table
    assert ((table.header.first, table.header.last), table.data_rows) == ((2, 2), [3, 4])
