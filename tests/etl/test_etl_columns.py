"""Typing: dates, numbers, money and codes in every shape, each bad cell named."""

from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest
from department_files import messages, query, revenue_rows, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.checking.conversions import workspace
from etl.keeping.digests import is_natural_person
from etl.load import load
from etl.understanding.numerals import number_in


@pytest.fixture(scope="module")
def macros():
    with closing(workspace()) as connection:
        yield lambda expression, value: connection.execute(f"SELECT {expression}", {"x": value}).fetchone()[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-08", date(2022, 3, 8)),
        ("2022/3/8", date(2022, 3, 8)),
        ("2022.3.8", date(2022, 3, 8)),
        ("2022年3月8日", date(2022, 3, 8)),
        ("2022 年 3 月 8 日", date(2022, 3, 8)),
        ("２０２２－０３－０８", date(2022, 3, 8)),
        ("20220308", date(2022, 3, 8)),
        ("2022-03-08 09:30:00", date(2022, 3, 8)),
        ("2022-03-08T00:00:00", date(2022, 3, 8)),
        ("44628", date(2022, 3, 8)),
        ("44628.75", date(2022, 3, 8)),
        ("2022-03-08（周二）", date(2022, 3, 8)),
        ("2022年3月8日 星期二", date(2022, 3, 8)),
        ("2022年3月8日上午", date(2022, 3, 8)),
        ("2022-02-30", None),
        ("3月8日", None),
        ("22/3/8", None),
        ("08/03/2022", None),
        ("2022年3月", None),
        ("2022年3月8日-9日", None),
        ("八日", None),
    ],
)
def test_days(macros, text, day):
    assert macros("as_day($x, '1899-12-30')", text) == day


def test_days_of_the_1904_calendar(macros):
    assert macros("as_day($x, '1904-01-01')", "43166") == date(2022, 3, 8)


@pytest.mark.parametrize(
    ("text", "month"),
    [("1989-06", date(1989, 6, 1)), ("1989.06", date(1989, 6, 1)), ("1989年6月", date(1989, 6, 1)), ("198906", date(1989, 6, 1)), ("1989-06-15", date(1989, 6, 1)), ("1989.1", None), ("89年6月", None)],
)  # fmt: skip
def test_months(macros, text, month):
    assert macros("as_month($x, '1899-12-30')", text) == month


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", "1234.5"), ("1,234,567.89", "1234567.89"), ("１２，３４５．６", "12345.6"), ("(1,234.50)", "-1234.5"), ("（12）", "-12"), ("−5", "-5"),
        ("¥ 12", "12"), (" 1 234 ", "1234"), ("1.5e3", "1500"), ("1,23", None), ("12元", None), ("12%", None), ("1.2.3", None), ("十二", None), ("1e400", None),
    ],
)  # fmt: skip
def test_numbers(macros, text, number):
    found = macros("as_number($x)", text)
    assert (None if found is None else found.normalize()) == (None if number is None else Decimal(number).normalize())


@pytest.mark.parametrize("text", ["-", "—", "——", "/", "／", "－", " ", "…", "[x]"])
def test_marks_for_nothing_are_empty(macros, text):
    assert macros("cleaned($x)", text) is None


@settings(max_examples=60, deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_any_amount_round_trips(value):
    with closing(workspace()) as connection:
        for text in (f"{value:f}", f"{value:,f}", repr(float(value))):
            found = connection.execute("SELECT CAST(as_number($x) AS DECIMAL(18,2))", {"x": text}).fetchone()[0]
            assert found == value


def amounts(bureau, sent, cells, unit):
    rows = revenue_rows(unit=f"单位：{unit}")[:3]
    rows += [[date(2022, 3, 1), "增值税", None, None, None, None, f"V{n}", cell] for n, cell in enumerate(cells)]
    result = load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})])
    if result.refused:
        return messages(result)
    return [str(a) for (a,) in query(bureau, "SELECT amount_yuan FROM revenue ORDER BY source_row")]


@pytest.mark.usefixtures("unserved")
@pytest.mark.parametrize("value", [float("inf"), float("nan"), "1E+300", "9e999999999", "Infinity", "NaN"])
def test_what_nobody_can_reckon_with_is_no_number(value):
    assert number_in(value) is None
    assert number_in("9.2E+17") == Decimal("9.2E+17")


def test_money_is_exact_in_any_unit(bureau, sent):
    assert amounts(bureau, sent, ["123456.789012", 0.1 + 0.2, "1234.56780000000001", "-5"], "万元") == [
        "1234567890.12",
        "3000.00",
        "12345678.00",
        "-50000.00",
    ]


def test_decimals_beyond_the_fen_are_refused(bureau, sent):
    found = amounts(bureau, sent, ["1.234", 12.345, "1.23"], "元")
    assert len(found) == 2
    assert "明细!H4" in found[0]
    assert "分" in found[0]
    assert "1 个单位是 10000 元" in amounts(bureau, sent, ["1.2345678"], "万元")[0]


def test_noise_of_a_binary_number_is_cleaned(bureau, sent):
    assert amounts(bureau, sent, ["1234.5600000000001", "9999999.9899999999"], "元") == ["1234.56", "9999999.99"]


def test_codes_closed_and_open(bureau, sent):
    rows = revenue_rows()
    rows[3][1] = "国内增值税"
    rows[3][4] = "三所"
    rows[4][1] = "星际税"
    result = load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})])
    assert [w.value for w in result.accepted[0].warnings if w.value] == ["星际税"]
    assert query(bureau, "SELECT tax_kind, office FROM revenue ORDER BY source_row LIMIT 2")[0] == (
        "增值税",
        "第三税务所",
    )
    bad = [
        ["2022年3月监督台账"],
        ["日期", "事项", "人次"],
        [date(2022, 3, 1), "喝茶", 1],
        [date(2022, 3, 1), "谈心 谈话", 1],
        [date(2022, 3, 2), "谈心谈话", -1],
    ]
    found = messages(load(bureau, [workbook(sent / "b.xlsx", {"台账": bad})]))
    assert "B3" in found[0]
    assert "专项监督检查" in found[0]
    assert "不能小于 0" in found[1]
    assert len(found) == 2


def test_long_numbers_that_excel_cut_are_refused(bureau, sent):
    rows = revenue_rows()
    rows[3][6] = 123456789012345678
    assert "15 位" in messages(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]))[0]


def test_formulas_without_a_value_are_refused(bureau, sent):
    rows = revenue_rows()
    rows[3][7] = "=1+1"
    found = messages(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]))
    assert "明细!H4" in found[0]
    assert "公式没有计算过" in found[0]


def test_duplicate_keys_name_both_cells(bureau, sent):
    rows = revenue_rows()
    rows[5][6] = rows[3][6]
    (found,) = messages(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]))
    assert "G6" in found
    assert "G4" in found


def test_a_wrong_total_names_its_cell_and_the_right_sum(bureau, sent):
    rows = revenue_rows()
    rows[-1][7] += 1
    (found,) = messages(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]))
    assert "明细!H10" in found
    assert "25925.76元" in found


@pytest.mark.usefixtures("unserved")
def test_subtotals_and_grand_total_hold_each_for_its_part(bureau, sent):
    rows = revenue_rows()
    body = rows[3:-1]
    sub = [["小计", *[None] * 6, sum(r[7] for r in part)] for part in (body[:2], body[2:])]
    good = [*rows[:3], *body[:2], sub[0], *body[2:], sub[1], rows[-1]]
    assert load(bureau, [workbook(sent / "a.xlsx", {"明细": good})]).build
    sub[1][7] += 5
    assert "H11" in messages(load(bureau, [workbook(sent / "b.xlsx", {"明细": good})]))[0]


def test_rows_outside_the_declared_period_are_named(bureau, sent):
    rows = revenue_rows()
    rows[4][0] = date(2022, 4, 1)
    (found,) = messages(load(bureau, [workbook(sent / "a.xlsx", {"明细": rows})]))
    assert "明细!A5" in found
    assert "2022年3月" in found


@pytest.mark.parametrize(
    ("headings", "row", "said"),
    [
        (["日期", "事项", "次数"], [date(2022, 3, 1), "追究责任", 1], "人员代号"),
        (["日期", "事项", "次数"], [date(2022, 3, 1), "谈心谈话", 1], "人次"),
        (["日期", "事项", "数量"], [date(2022, 3, 1), "研讨成果", ""], "篇数"),
        (["日期", "来电总量", "人工接听量", "智能解答量"], [date(2022, 3, 1), 10, 8, 5], "超过了来电总量"),
        (
            ["日期", "来电总量", "人工接听量", "智能解答量", "满意评价数", "参评数"],
            [date(2022, 3, 1), 10, 5, 5, 3, 2],
            "超过了参评数",
        ),
        (["支部名称", "成立日期", "撤销日期"], ["第一党支部", date(2022, 3, 1), date(2021, 3, 1)], "早于成立日期"),
    ],
)
def test_rules_of_the_sources(bureau, sent, headings, row, said):
    result = load(bureau, [workbook(sent / "a.xlsx", {"表": [["2022年3月"], headings, row]})])
    assert said in messages(result)[0]


@pytest.mark.usefixtures("unserved")
def test_quantities_left_empty_are_one(bureau, sent):
    rows = [
        ["2022年3月党建台账"],
        ["日期", "事项", "数量", "组织层级"],
        [date(2022, 3, 1), "集中学习", "", "党委"],
        [date(2022, 3, 1), "意见建议", 12, "党委"],
    ]
    load(bureau, [workbook(sent / "a.xlsx", {"台账": rows})])
    assert query(bureau, "SELECT quantity FROM party ORDER BY source_row") == [(1,), (12,)]


@pytest.mark.usefixtures("unserved")
def test_targets_become_yuan_by_the_unit_of_their_row(bureau, sent):
    rows = [["2022年年度目标"], ["年度", "指标", "项目", "目标值", "单位"]]
    rows += [
        ["2022", "税费收入", "", "38.1234567", "亿元"],
        [2022, "税费收入", "增值税", 120000.5, "万元"],
        ["2022年", "谈心谈话", "合计", 300, "人次"],
    ]
    load(bureau, [workbook(sent / "a.xlsx", {"目标": rows})])
    found = [
        (m, i, str(t), u)
        for m, i, t, u in query(bureau, "SELECT metric, item, target, unit FROM targets ORDER BY source_row")
    ]
    assert found == [
        ("税费收入", None, "3812345670.0000", "元"),
        ("税费收入", "增值税", "1200005000.0000", "元"),
        ("谈心谈话", None, "300.0000", "人次"),
    ]


@pytest.mark.usefixtures("unserved")
def test_a_reversal_without_its_document_is_a_warning(bureau, sent):
    head = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"]
    first = [["2022年3月退税减税降费"], head, ["T1", date(2022, 3, 1), "减税", "91990101MA00000XX1", 5, "已办结"]]
    load(bureau, [workbook(sent / "a.xlsx", {"台账": first})])
    second = [["2022年4月退税减税降费"], head]
    second += [
        ["T1", date(2022, 4, 1), "减税", "91990101MA00000XX1", 5, "冲正"],
        ["T9", date(2022, 4, 2), "减税", "91990101MA00000XX1", 5, "冲正"],
    ]
    result = load(bureau, [workbook(sent / "b.xlsx", {"台账": second})])
    assert [(w.cell, w.value) for w in result.accepted[0].warnings if "冲正" in w.message] == [("A4", "T9")]


@pytest.mark.usefixtures("unserved")
def test_persons_are_counted_and_not_named(bureau, sent):
    card = "11010519491231002X"
    rows = [
        ["2022年3月监督台账"],
        ["日期", "事项", "姓名", "主题"],
        *(
            [date(2022, 3, d), "追究责任", name, "略"]
            for d, name in enumerate(("欧阳修文", "欧阳　修文", "司马相如"), 1)
        ),
    ]
    load(bureau, [workbook(sent / "a.xlsx", {"台账": rows})])
    money = revenue_rows()
    money[3][5], money[4][5] = card, "91110105MA01ABCDE5"
    load(bureau, [workbook(sent / "b.xlsx", {"明细": money})])
    assert query(bureau, "SELECT count(DISTINCT person) FROM supervision") == [(2,)]
    taxpayers = {t for (t,) in query(bureau, "SELECT taxpayer FROM revenue")}
    assert "91110105MA01ABCDE5" in taxpayers
    assert card not in taxpayers
    files = [*bureau.snapshots.glob("*.duckdb"), *(bureau.archive / "batches").glob("*")]
    assert len(files) >= 5
    for file in files:
        content = file.read_bytes()
        assert not any(secret.encode() in content for secret in ("欧阳修文", "司马相如", card)), file


def test_natural_persons_are_told_from_companies():
    assert is_natural_person("11010519491231002X")
    assert is_natural_person("110105491231002")
    assert is_natural_person("11010519491231002X01")
    assert not is_natural_person("91110105MA01ABCDE5")
    assert not is_natural_person("911101051234567")
