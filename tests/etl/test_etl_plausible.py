"""What breaks no rule of a column and is wrong all the same: units, blocks, check digits, one office, history, gaps."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import REVENUE, SUPERVISION, credit_code, messages, revenue_rows, workbook

from etl.inspection import inspect
from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")


def warnings(result):
    assert result.accepted, messages(result)
    return list(result.accepted[0].warnings)


def told(result, word):
    return [w for w in warnings(result) if word in w.message]


def test_a_unit_in_the_heading_against_the_title_is_refused(bureau, sent):
    rows = revenue_rows(unit="单位：万元")
    rows[2] = [*REVENUE[:-1], "入库金额（元）"]
    result = load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})])
    (fault,) = result.refused[0][1]
    assert (fault.cell, fault.value) == ("H3", "入库金额（元）")
    assert "万元" in fault.message
    rows[2] = [*REVENUE[:-1], "入库金额（万元）"]
    assert load(bureau, [workbook(sent / "b.xlsx", {"明细": rows})]).accepted


def test_money_without_a_unit_is_said_with_its_total(bureau, sent):
    result = load(bureau, [workbook(sent / "a.xlsx", {"明细": revenue_rows(unit="报送单位：收入核算股")})])
    (warning,) = told(result, "没有写明金额单位")
    assert warning.cell == "H3"
    assert "合计 25,925.76 元" in warning.message


def test_money_without_a_unit_and_beyond_the_fen_is_not_yuan(bureau, sent):
    rows = revenue_rows(unit="报送单位：收入核算股")[:-1]
    rows[4][7] = "12.345678"
    found = messages(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]))
    assert any("没有写明金额单位" in m and "12.345678" in m for m in found)


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (credit_code("91110000MA00000X2"), False),
        (credit_code("N1110000MA00000X2"), False),  # agriculture: a letter for the authority
        ("91110000MA00000X2" + ("1" if credit_code("91110000MA00000X2")[-1] != "1" else "2"), True),
        ("9111O000MA00000X2A", False),  # O in the code of the place: not what a code looks like
        ("91110000MA00O00X2A", True),
        ("370102740000123", False),
        ("11010519491231002X", False),
        ("11010519491231002X00", False),
    ],
)
def test_check_digits_are_a_warning(bureau, sent, code, wrong):
    rows = revenue_rows()
    for row in rows[3:6]:
        row[5] = code
    found = told(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]), "校验码")
    assert len(found) == wrong
    if wrong:
        assert (found[0].cell, found[0].value) == ("F4", code)
        assert "1 个" in found[0].message
        assert "F4、F5、F6" in found[0].message


def ledger(rows, title="2022年一季度监督台账"):
    return [[title], SUPERVISION, *rows]


def talks(month, count, first=0):
    return [[date(2022, month, n + 2), "谈心谈话", 1, 2 + n, None, f"主题{first + n}"] for n in range(count)]


def test_a_block_pasted_twice_is_refused_and_single_equal_rows_are_not(bureau, sent):
    rows = [*talks(1, 6), *talks(2, 2), *talks(3, 2)]
    found = messages(load(bureau, [workbook(sent / "a.xlsx", {"台账": ledger([*rows, *talks(1, 6)])})]))
    assert len(found) == 1
    assert "A13" in found[0]
    assert "有 6 行与 A3 至 A8 完全相同" in found[0]
    same = [[date(2022, 1, 5), "专项监督检查", 1, None, None, "窗口"]] * 12
    assert told(load(bureau, [workbook(sent / "b.xlsx", {"台账": ledger([*rows, *same])})]), "完全相同的行")


def test_a_sheet_copied_is_refused(bureau, sent):
    rows = ledger([*talks(1, 4), *talks(2, 1), *talks(3, 1)])
    found = messages(load(bureau, [workbook(sent / "a.xlsx", {"台账": rows, "台账 (2)": rows})]))
    assert "台账 (2)!A3" in found[0]
    assert "台账!A3" in found[0]


def test_a_kind_that_is_a_sum_is_refused_only_beside_its_parts(bureau, sent):
    rows = revenue_rows()[:-1]
    rows[3][1] = "一、税收收入"
    result = load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})])
    assert [f.cell for f in result.refused[0][1]] == ["B4"]
    rows[3][1] = "非税收入"
    assert load(bureau, [workbook(sent / "b.xlsx", {"明细": rows})]).accepted


def test_one_office_that_does_not_say_so(bureau, sent):
    result = load(bureau, [workbook(sent / "a.xlsx", {"明细": revenue_rows()})])
    assert "6 行全是第一税务所的" in told(result, "填报单位")[0].message
    rows = revenue_rows()
    rows[4][4] = "第二税务所"
    assert not told(load(bureau, [workbook(sent / "b.xlsx", {"明细": rows})]), "填报单位")


def test_offices_in_some_rows_only(bureau, sent):
    rows = revenue_rows()
    for row in rows[5:8]:
        row[4] = None
    (warning,) = told(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]), "逐行填满")
    assert warning.cell == "E6"
    assert "有 3 行空着" in warning.message


def test_a_formula_error_in_a_text_column_is_refused(bureau, sent):
    rows = revenue_rows()
    rows[4][3] = "#N/A"
    result = load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})])
    assert [(f.cell, f.value) for f in result.refused[0][1]] == [("D5", "#N/A")]


def test_a_unit_of_a_target_that_nobody_knows(bureau, sent):
    rows = [["2022年度目标"], ["年度", "指标", "项目", "目标值", "单位"], [2022, "税费收入", None, 38, "亿圆整"]]
    result = load(bureau, [workbook(sent / "a.xlsx", {"目标": rows})])
    assert [(f.cell, f.value) for f in result.refused[0][1]] == [("E3", "亿圆整")]


def test_a_month_missing_between_others_is_said(bureau, sent):
    rows = [*talks(1, 4), *talks(3, 4)]
    (warning,) = told(load(bureau, [workbook(sent / "a.xlsx", {"台账": ledger(rows)})]), "没有一行数据")
    assert "其中2022年2月" in warning.message


def month(number, scale=1, count=30):
    rows = revenue_rows(f"2022年{number}月税费收入明细", count=1, month=number)[:-1]
    for n in range(1, count):
        day = date(2022, number, n % 28 + 1)
        size = Decimal(1000 + 37 * ((n * number) % 23)) * scale
        rows.append([day, "增值税", "区级", "制造业", "第二税务所", None, f"W{number:02d}{n:04d}", size])
    return rows


def seven_months(bureau, sent):
    load(bureau, [workbook(sent / "半年.xlsx", {f"{m}月": month(m) for m in range(1, 8)})])


def test_a_month_far_outside_its_history_is_a_warning_with_the_figures(base, bureau, sent):
    base(seven_months)
    assert not told(load(bureau, [workbook(sent / "8.xlsx", {"明细": month(8)})], dry_run=True), "和往月相差很大")
    result = load(bureau, [workbook(sent / "8万.xlsx", {"明细": month(8, scale=10_000)})])
    found = told(result, "和往月相差很大")
    assert len(found) == 2
    assert "2022-08" in found[0].message
    assert "其余 7 个月一般是" in found[0].message
    assert "元、万元" in found[0].message
    assert "13,515,000 元，是往月的约 9,734 倍" in found[1].message
    few = told(
        load(bureau, [workbook(sent / "9.xlsx", {"明细": month(9, count=4)})], dry_run=True), "行数和往月相差很大"
    )
    assert len(few) == 1


def test_rows_are_compared_with_rows_of_the_same_form_and_office(base, bureau, sent):
    base(seven_months)
    summary = [
        ["2022年8月税费收入情况表"],
        ["单位：元"],
        ["税费种", "入库金额"],
        ["增值税", 20_000],
        ["契税", 23_000],
        ["印花税", 9],
    ]
    assert not told(load(bureau, [workbook(sent / "8.xlsx", {"汇总": summary})], dry_run=True), "和往月相差很大")
    summary[3][1] = 23_000_000
    (sum_,) = told(load(bureau, [workbook(sent / "8大.xlsx", {"汇总": summary})], dry_run=True), "和往月相差很大")
    assert "合计" in sum_.message
    one = [*month(8)[:3], *month(8, count=6)[4:]]
    one[0] = ["第二税务所2022年8月税费收入明细"]
    result = load(bureau, [workbook(sent / "8所.xlsx", {"明细": one})], dry_run=True)
    found = told(result, "行数和往月相差很大")
    assert len(found) == 1  # that office has a history of its own
    for row in one[3:]:
        row[4] = "第一税务所"
    one[0] = ["第一税务所2022年8月税费收入明细"]
    assert not told(load(bureau, [workbook(sent / "8另.xlsx", {"明细": one})], dry_run=True), "行数和往月相差很大")


def test_one_sheet_in_another_unit_stands_out_among_its_own(bureau, sent):
    sheets = {f"{m}月": month(m, scale=10_000 if m == 5 else 1) for m in range(1, 9)}
    found = told(load(bureau, [workbook(sent / "a.xlsx", sheets)]), "和往月相差很大")
    assert found
    assert all("2022-05" in w.message and "2022-04" not in w.message for w in found)


def test_without_a_history_nothing_is_unusual(bureau, sent):
    load(bureau, [workbook(sent / "a.xlsx", {f"{m}月": month(m) for m in range(1, 5)})])
    assert not told(load(bureau, [workbook(sent / "b.xlsx", {"明细": month(5, scale=10_000)})]), "和往月相差很大")


def refused_cells(bureau, path, text):
    path.write_text(text, encoding="utf-8")
    result = load(bureau, [path])
    return [(f.cell, f.value) for _, faults in result.refused for f in faults] or result.accepted


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("2022年3月税费收入明细（单位：元）\n入库日期,税费种,主管税务所,入库金额\n2022-03-01,增值税,第一税务所,{}\n", "1.23457E+08"),
        ("2022年3月税费收入明细（单位：元）\n入库日期,税费种,主管税务所,入库金额\n2022-03-01,增值税,第一税务所,{}\n", "1.2E+11"),
    ],
)  # fmt: skip
def test_digits_lost_to_scientific_notation_are_refused(bureau, sent, text, refused):
    assert refused_cells(bureau, sent / "a.csv", text.format(refused)) == [("D3", refused)]


def test_scientific_notation_that_is_not_of_excel_is_a_number(bureau, sent):
    (sent / "a.csv").write_text(
        "2022年3月税费收入明细（单位：元）\n入库日期,税费种,主管税务所,入库金额\n2022-03-01,增值税,第一税务所,3.6E+2\n",
        encoding="utf-8",
    )
    (accepted,) = load(bureau, [sent / "a.csv"]).accepted
    assert accepted.rows == 1


@pytest.mark.parametrize(
    ("heading", "unit", "cell"),
    [("目标值", "亿", "E2"), ("目标值", "万", "E2"), ("目标值（万元）", "亿元", "E2")],
)
def test_a_target_whose_unit_is_half_said_or_said_twice_is_refused(bureau, sent, heading, unit, cell):
    text = f"年度,指标,项目,{heading},单位\n2022,revenue_total,,38.2,{unit}\n"
    assert refused_cells(bureau, sent / "a.csv", text) == [(cell, unit)]


def _file(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_looking_into_a_file_names_its_wrong_total(bureau, sent):
    text = "2022年3月税费收入明细（单位：元）\n入库日期,税费种,主管税务所,入库金额\n2022-03-01,增值税,第一税务所,100\n2022-03-31,增值税,第二税务所,200\n合计,,,310\n"
    found = inspect(bureau, _file(sent / "a.csv", text))
    assert [w["cell"] for w in found["warnings"] if "合计" in w["message"]] == ["D5"]
    assert not (bureau.root / "digest.key").exists()


def test_a_row_of_one_text_is_told_once(bureau, sent):
    rows = [["2022年3月监督台账"], SUPERVISION[:2], ["2022-03-01", "警示教育片"], [None, "谈心谈话"], ["窗口", None]]
    ((_, faults),) = load(bureau, [workbook(sent / "监督.xlsx", {"台账": rows})], dry_run=True).refused
    assert [(f.cell, f.value) for f in faults] == [("B4", "谈心谈话"), ("A5", "窗口")]
    assert "分组标题" in faults[0].message


def test_a_column_that_is_missing_is_named_with_those_not_read(bureau, sent):
    rows = [["2022年3月监督台账"], ["日期", "事项", "谈话人数"], ["2022-03-01", "谈心谈话", 3]]
    (message,) = messages(load(bureau, [workbook(sent / "监督.xlsx", {"台账": rows})], dry_run=True))
    assert "没有“人次”一列；没有读取的列有 C2“谈话人数”" in message


def test_equal_rows_on_two_sheets_are_named_with_their_sheets(bureau, sent):
    row = [date(2022, 3, 1), "专项监督检查", 1, None, None, "窗口"]
    other = [date(2022, 3, 2), *row[1:]]
    sheets = {"甲": [["2022年3月监督台账"], SUPERVISION, row, other], "乙": [["2022年3月监督台账"], SUPERVISION, row]}
    (warning,) = told(load(bureau, [workbook(sent / "监督.xlsx", sheets)], dry_run=True), "完全相同的行")
    assert "甲 第3行与乙 第3行" in warning.message
    assert (warning.sheet, warning.cell) == ("乙", "A3")


def test_a_list_of_those_who_came_is_a_doubt_that_names_the_column(bureau, sent):
    head = [["2022年5月党建台账"], ["日期", "事项", "层级", "姓名"]]
    rows = [[date(2022, 5, 6), "集中学习", "党委", name] for name in ("甲一", "乙二", "丙三")]
    (warning,) = told(
        load(bureau, [workbook(sent / "党建.xlsx", {"台账": [*head, *rows]})], dry_run=True), "完全相同的行"
    )
    assert warning.doubt
    assert "只有没有读取的“姓名”不同" in warning.message
    (warning,) = told(
        load(bureau, [workbook(sent / "b.xlsx", {"台账": [*head, rows[0], rows[0]]})], dry_run=True), "完全相同的行"
    )
    assert "请核对是否重复粘贴" in warning.message
