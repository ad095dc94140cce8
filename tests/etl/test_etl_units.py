"""What one unit of a cell is worth: units in headings, rows, sections and notes; digits that are lost; zeros of what is counted."""

from decimal import Decimal

import pytest
from department_files import csv_file, etl, etl_json, messages, query, workbook

from etl.inspection import inspect
from etl.load import load

TARGET = ["年度", "指标", "项目", "目标值", "单位"]
LONG = ["入库日期", "税费种", "入库金额"]
MARCH = ["2022年3月税费收入入库明细"]


def faults(bureau, path, **options):
    return [f for _, found in load(bureau, [path], dry_run=True, **options).refused for f in found]


def revenue(bureau, sent, rows):
    """元 in all, after a load of one sheet."""
    result = load(bureau, [workbook(sent / "税费收入.xlsx", {"表": rows})])
    assert not messages(result), messages(result)
    return query(bureau, "SELECT sum(amount_yuan) FROM revenue")[0][0]


# --- digits


@pytest.mark.parametrize("amount", ["1.23457E+08", "1.5E+03", "-1.2e+04", "（1.2E+05）", "1.23E+08"])
def test_an_amount_in_scientific_notation_is_refused_with_its_cell(bureau, sent, amount):
    rows = [MARCH, ["单位：元"], LONG, ["2022-03-01", "契税", "100.5"], ["2022-03-02", "增值税", amount]]
    path = csv_file(sent / "三月.csv", rows)
    code, told = etl_json(bureau, "load", path)
    (error,) = told["refused"][0]["errors"]
    assert (code, error["cell"], error["value"]) == (1, "C5", amount)
    assert "重新保存" in error["message"]
    assert any(w["cell"] == "C5" for w in inspect(bureau, path)["warnings"])


@pytest.mark.parametrize(
    ("amount", "yuan"),
    [("1.23456789E+06", "1234567.89"), ("0.00E+00", "0"), ("3.6E+2", "360"), ("-1.45519152283669E-11", "0")],
)
def test_scientific_notation_that_reaches_the_fen_is_exact(bureau, sent, unserved, amount, yuan):
    rows = [MARCH, ["单位：元"], LONG, ["2022-03-01", "契税", "100.5"], ["2022-03-02", "增值税", amount]]
    result = load(bureau, [csv_file(sent / "三月.csv", rows)])
    assert not messages(result)
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(Decimal(yuan) + Decimal("100.50"),)]


def test_digits_are_lost_sooner_in_a_larger_unit(bureau, sent):
    rows = [MARCH, ["单位：万元"], LONG, ["2022-03-02", "增值税", "1.23456789E+03"]]
    assert [f.cell for f in faults(bureau, csv_file(sent / "三月.csv", rows))] == ["C4"]


def test_a_rounded_total_is_held_as_far_as_it_goes(bureau, sent):
    rows = [MARCH, ["单位：元"], LONG, ["2022-03-01", "契税", "123456789.12"]]
    assert not faults(bureau, csv_file(sent / "好.csv", [*rows, ["合计", None, "1.23457E+08"]]))
    wrong = [*rows, ["2022-03-02", "契税", "100000"], ["合计", None, "1.23457E+08"]]
    assert [f.cell for f in faults(bureau, csv_file(sent / "错.csv", wrong))] == ["C6"]


def test_an_identity_that_lost_its_digits(bureau, sent):
    head = ["入库日期", "税费种", "纳税人识别号", "入库金额"]
    path = csv_file(sent / "三月.csv", [MARCH, ["单位：元"], head, ["2022-03-01", "契税", "9.1440E+17", "100.5"]])
    assert [(f.cell, "末几位已经丢失" in f.message) for f in faults(bureau, path)] == [("C4", True)]
    assert any(w["cell"] == "C4" for w in inspect(bureau, path)["warnings"])


# --- targets


def target(bureau, sent, rows):
    result = load(bureau, [workbook(sent / "年度目标.xlsx", {"目标": rows})])
    assert not messages(result), messages(result)
    return query(bureau, "SELECT metric, target, unit FROM targets ORDER BY year, source_row")


FORTY = Decimal(40 * 10**8)


@pytest.mark.parametrize(
    "rows",
    [
        [["年度目标"], TARGET, [2022, "税费收入", None, 40, "亿"]],
        [["年度目标"], TARGET, [2022, "税费收入", None, 400000, " 万"]],
        [["年度目标"], [*TARGET[:3], "目标值（亿元）"], [2022, "税费收入", None, 40]],
        [["年度目标"], ["年度", "指标", "项目", "目标值（亿元）", "单位"], [2022, "税费收入", None, 40, "亿元"]],
        [["年度目标任务"], ["指标", "2022年（亿元）"], ["税费收入", 40]],
        [["年度目标任务"], ["指标", "2022年（亿）"], ["税费收入", 40]],
        [["年度目标"], ["单位：亿元、万户次"], TARGET, [2022, "税费收入", None, 40, "亿元"]],
        [["年度目标"], ["单位：亿元"], TARGET[:4], [2022, "税费收入", None, 40]],
        [["年度目标"], ["单位：亿元"], ["年度", "指标", "目标值"], ["2022年", "税费收入", 40]],
        [["年度目标"], ["年度", "指标", "单位", "2022年"], [2022, "税费收入", "亿元", 40]],
    ],
    ids=[
        "亿",
        "万",
        "heading alone",
        "heading and row",
        "by year",
        "by year, 亿",
        "one of the title's",
        "title",
        "title, 2022年",
        "year twice",
    ],
)
def test_the_unit_of_a_target_of_money(bureau, sent, unserved, rows):
    assert target(bureau, sent, rows) == [("税费收入", FORTY, "元")]


@pytest.mark.parametrize(
    ("rows", "cell", "word"),
    [
        ([["目标"], [*TARGET[:3], "目标值（万元）", "单位"], [2022, "税费收入", None, 40, "亿元"]], "E3", "不一致"),
        ([["目标"], ["单位：万元"], TARGET, [2022, "税费收入", None, 40, "亿元"]], "E4", "不一致"),
        ([["目标"], ["指标", "单位", "2022年（万元）"], ["税费收入", "亿元", 40]], "B3", "不一致"),
        ([["目标"], TARGET, [2022, "退税降费户次", None, 2.7, "万"]], "E3", "写全"),
        ([["目标"], TARGET, [2022, "税费收入", None, 5, "%"]], "E3", "是金额"),
        ([["目标"], TARGET, [2022, "退税降费户次", None, 2.7, "亿元"]], "E3", "次数一类"),
        ([["年度目标"], ["年度", "指标", "单位", "2022年"], [2021, "税费收入", "亿元", 40]], "A3", "不一致"),
    ],
)
def test_units_of_targets_that_cannot_be_right(bureau, sent, rows, cell, word):
    found = faults(bureau, workbook(sent / "年度目标.xlsx", {"目标": rows}))
    assert [(f.cell, word in f.message) for f in found] == [(cell, True)], [f.text for f in found]


# --- units below the header


HEAD = ["项目", "1月", "2月"]
TAXES = [["增值税", 1, 2], ["契税", 2, 2]]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ["一、税收收入（单位：万元）", 3, 4], ["　　增值税", 1, 2], ["　　契税", 2, 2]],
        [HEAD, ["一、税收收入（万元）"], *TAXES],
        [HEAD, ["单位：万元"], *TAXES],
        [HEAD, ["增值税（万元）", 1, 2], ["契税（万元）", 2, 2]],
        [HEAD, *TAXES, ["单位：万元"]],
        [HEAD, ["一、税收收入（万元）"], TAXES[0], ["二、其他（元）"], ["契税", 20000, 20000]],
    ],
    ids=["parent", "section", "row of its own", "each row", "note", "two units"],
)
def test_a_unit_below_the_header_of_a_summary(bureau, sent, unserved, rows):
    assert revenue(bureau, sent, [["2022年税费收入"], *rows]) == Decimal(70000)


DAYS = [["2022-03-01", "增值税", 2], ["2022-03-02", "契税", 5]]


@pytest.mark.parametrize(
    "rows",
    [
        [LONG, ["一、税收收入（单位：万元）"], *DAYS],
        [LONG, ["（万元）"], *DAYS, ["合计", None, 7]],
        [LONG, *DAYS, ["注：以上单位：万元"]],
        [LONG, ["2022-03-01", "增值税（万元）", 2], ["2022-03-02", "契税（万元）", 5]],
        [LONG, ["一、国税（万元）"], DAYS[0], ["二、地税（元）"], ["2022-03-02", "契税", 50000]],
    ],
    ids=["section", "bracket", "note", "each row", "two units"],
)
def test_a_unit_below_the_header_of_a_long_table(bureau, sent, unserved, rows):
    assert revenue(bureau, sent, [MARCH, *rows]) == Decimal(70000)
    assert {k for (k,) in query(bureau, "SELECT DISTINCT tax_kind FROM revenue")} == {"增值税", "契税"}


BY_NAME = ["年度", "指标", "目标值", "计量"]
REVENUE = [2022, "税费收入", 4000, "万元"]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["年度目标"], BY_NAME, REVENUE], "D2"),
        ([["年度目标"], ["单位：亿元"], BY_NAME, REVENUE], "D3"),
        ([["年度目标"], ["年度", "指标", "目标值（亿元）", "计量"], REVENUE], "D2"),
        ([["年度目标任务"], ["指标", "计量", "2022年"], ["税费收入", "亿元", 40]], "B2"),
        ([["2022年度目标任务"], ["指标", "计量", "目标值"], ["税费收入", "亿元", 40]], "B2"),
    ],
    ids=["list", "unit of the title", "unit of the heading", "by year", "of one year"],
)
def test_units_below_a_heading_that_nobody_knows(bureau, sent, rows, cell):
    found = faults(bureau, workbook(sent / "年度目标.xlsx", {"目标": rows}))
    assert [(f.cell, "“计量”一列写的像是单位" in f.message) for f in found] == [(cell, True)], [f.text for f in found]


def test_units_below_such_a_heading_in_lists_side_by_side(bureau, sent):
    """The sheet is refused, and not passed over beside one that is right."""
    both = [
        ["年度目标"],
        [*BY_NAME, None, *BY_NAME],
        [2022, "税费收入", 40, "亿元", None, 2023, "税费收入", 41, "亿元"],
    ]
    right = [["年度目标"], TARGET, [2022, "税费收入", None, 40, "亿元"]]
    found = faults(bureau, workbook(sent / "年度目标.xlsx", {"甲": right, "乙": both}))
    assert {f.sheet for f in found} == {"乙"}
    assert any("“计量”一列写的像是单位" in f.message for f in found)


def _days(amount, count=7):
    return [[f"2022-03-{day:02}", "增值税", amount(day)] for day in range(1, count + 1)]


def _fractions(day):
    return round(1.23457 * day, 5)


@pytest.mark.parametrize(
    ("above", "heading", "said"),
    [(["单位：元"], "入库金额", "标题写的单位是“元”"), ([], "入库金额（元）", "表头“入库金额（元）”写的单位是“元”")],
    ids=["title", "heading"],
)
def test_amounts_of_another_unit_than_the_one_written(bureau, sent, above, heading, said):
    """One sentence on the unit before those on the cells, and at the terminal one line for all cells."""
    file = sent / "税费收入.xlsx"
    whole = [MARCH, *([above] if above else []), [*LONG[:2], heading]]
    found = faults(bureau, workbook(file, {"表": [*whole, *_days(_fractions, 25)]}))
    assert len(found) == 26
    assert f"{said}，而“入库金额”的 25 个数里有 25 个" in found[0].message
    first = len(whole) + 1
    assert (
        f"表!C{first} “1.23457”、C{first + 1} “2.46914”、C{first + 2} “3.70371” 等 25 处："
        in etl(bureau, "load", file)[1]
    )


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([["单位：元"], LONG, *_days(lambda day: round(_fractions(day), 2 if day > 3 else 5))], "C4"),
        ([["单位：亿元"], LONG, *_days(lambda day: 14_000_000 + day)], "C4"),
    ],
    ids=["three of seven", "too large, without decimals"],
)
def test_no_word_of_the_unit_where_it_is_not_the_unit(bureau, sent, rows, first):
    found = faults(bureau, workbook(sent / "税费收入.xlsx", {"表": [MARCH, *rows]}))
    assert found[0].cell == first
    assert not any("先核对单位" in f.message for f in found)


def test_two_units_that_contradict_each_other_are_said_alone(bureau, sent):
    rows = [MARCH, ["单位：万元"], [*LONG[:2], "入库金额（元）"], *_days(_fractions)]
    found = faults(bureau, workbook(sent / "税费收入.xlsx", {"表": rows}))
    assert any("两处不一致" in f.message for f in found)
    assert not any("先核对单位" in f.message for f in found)


def test_a_few_cells_keep_what_stands_in_them(bureau, sent):
    rows = [MARCH, ["单位：元"], LONG, ["2022-03-01", "增值税", "若干"], ["2022-03-02", "增值税", "多笔"]]
    said = etl(bureau, "load", workbook(sent / "税费收入.xlsx", {"表": rows}))[1]
    assert "C4 “若干”" in said
    assert "C5 “多笔”" in said


@pytest.mark.parametrize(
    ("rows", "cell", "word"),
    [
        ([["2022年税费收入"], ["单位：元"], HEAD, ["一、税收收入（万元）"], *TAXES], "A4", "两处不一致"),
        ([["2022年税费收入"], ["单位：元"], HEAD, ["增值税（万元）", 1, 2], TAXES[1]], "A4", "两处不一致"),
        ([["2022年税费收入"], HEAD, TAXES[0], ["二、其他（万元）"], TAXES[1]], "A3", "没有写明单位"),
        ([["2022年税费收入"], HEAD, ["一、甲（万元）"], TAXES[0], ["二、乙"], TAXES[1]], "A6", "没有写明单位"),
        ([["2022年税费收入"], ["项目", "1月（万元）", "2月"], *TAXES], "C2", "有的列写了单位"),
        ([["2022年税费收入"], ["单位：万元、亿元"], HEAD, *TAXES], "B3", "几种金额单位"),
        ([MARCH, ["单位：元"], LONG, ["一、税收收入（万元）"], *DAYS], "A4", "两处不一致"),
        ([MARCH, ["单位：元"], LONG, ["2022-03-01", "增值税（万元）", 2]], "B4", "两处不一致"),
        ([MARCH, LONG, ["2022-03-01", "增值税（万元）", 2], DAYS[1]], "B4", "没有写明单位"),
        ([MARCH, [*LONG, "单位"], [*DAYS[0], "万元"], ["单位：元"]], "A4", "两处不一致"),
        ([MARCH, [*LONG[:2], "入库金额（元）", "单位"], [*DAYS[0], "万元"]], "D3", "两处不一致"),
    ],
)
def test_units_that_contradict_each_other(bureau, sent, rows, cell, word):
    found = faults(bureau, workbook(sent / "税费收入.xlsx", {"表": rows}))
    assert any(f.cell == cell and word in f.message for f in found), [f.text for f in found]


SAID = [
    "金额：万元",
    "（户数：户；金额：万元）",
    "（人民币：万元）",
    "货币单位：RMB万元",
    "（以万元计）",
    "（单位为万元）",
]
SAID += [
    "（金额以万元为单位）",
    "单位：【万元】",
    "万元",
    "单位；万元",
    "单位=万元",
    "（单位: 万)",
    "单位：人民币/万元",
    "单位：w元",
]
SAID += [
    "单位：萬元",
    "单位：万圆",
    "单位： 10000元",
    "（币种：人民币 万元）",
    "单位：户；金额：万元",
    "单位：（人民币）万元",
]


@pytest.mark.parametrize("line", SAID)
def test_a_unit_in_the_title_in_other_words(bureau, sent, unserved, line):
    assert revenue(bureau, sent, [MARCH, [line], LONG, *DAYS]) == Decimal(70000)


IN_BRACKETS = [
    "（单位：万元）",
    "（金额单位：万元）",
    "（单位万元）",
    "（以万元计）",
    "（万元，不含税）",
    "（折合万元）",
    "（10000元）",
]
IN_BRACKETS += ["（万元RMB）", "（萬元）", "万元", " 单位：万元", "\n单位：万元"]


@pytest.mark.parametrize("words", IN_BRACKETS)
def test_a_unit_in_the_heading_in_other_words(bureau, sent, unserved, words):
    assert revenue(bureau, sent, [MARCH, [*LONG[:2], f"入库金额{words}"], *DAYS]) == Decimal(70000)


@pytest.mark.parametrize(
    "rows",
    [
        [LONG, [None, None, "（万元）"], *DAYS],
        [LONG, *DAYS, ["注：以上金额单位为万元"]],
        [LONG, *DAYS, ["说明：1.本表按万元填列"]],
        [LONG, *DAYS, ["备注：本表以万元为单位"]],
        [LONG, *DAYS, ["注：本表金额均为万元。"]],
        [LONG, *DAYS, ["单位", "万元"]],
    ],
)
def test_a_unit_below_the_header_in_other_words(bureau, sent, unserved, rows):
    assert revenue(bureau, sent, [MARCH, *rows]) == Decimal(70000)


@pytest.mark.parametrize(
    ("sheet", "file"), [("3月万元", "a"), ("万元", "a"), ("表", "收入_万元"), ("表", "收入万元表")]
)
def test_a_unit_in_a_name_without_brackets(bureau, sent, unserved, sheet, file):
    result = load(bureau, [workbook(sent / f"{file}.xlsx", {sheet: [MARCH, LONG, *DAYS]})])
    assert not messages(result), messages(result)
    assert query(bureau, "SELECT sum(amount_yuan) FROM revenue") == [(Decimal(70000),)]


@pytest.mark.parametrize(
    "rows",
    [
        [["税费种（万元）", "1月", "2月"], *TAXES],
        [["单位：万元", "1月", "2月"], *TAXES],
        [HEAD, *TAXES, ["注：本表金额均为万元。"]],
        [["金额：万元"], HEAD, *TAXES],
        [["单位：万元，%"], HEAD, *TAXES],
    ],
)
def test_a_unit_of_a_summary_in_other_words(bureau, sent, unserved, rows):
    assert revenue(bureau, sent, [["2022年税费收入"], *rows]) == Decimal(70000)


@pytest.mark.parametrize(
    ("rows", "cell", "word"),
    [
        ([["2022年3月税费收入入库明细 万元口径"], LONG, *DAYS], "A1", "万元"),
        ([MARCH, [*LONG, "应纳税额（万元）"], *([*d, 9] for d in DAYS)], "D2", "万元"),
        ([MARCH, [*LONG[:2], "入库金额（元/万元）"], *DAYS], "C2", "万元"),
        ([MARCH, [*LONG[:2], "入库金额（W）"], *DAYS], "C2", "(W)"),
        ([MARCH, LONG, *DAYS, ["注：金额是万元的数"]], "A5", "万元"),
        ([MARCH, ["Unit: 10,000 yuan"], LONG, *DAYS], "A2", "yuan"),
        ([MARCH, ["单位：万美元"], LONG, *DAYS], "A2", "美元"),
        ([MARCH, ["单位：元"], [*LONG[:2], "入库金额（美元）"], *DAYS], "C3", "美元"),
    ],
)
def test_a_unit_that_nobody_understands_is_not_taken_for_yuan(bureau, sent, rows, cell, word):
    found = faults(bureau, workbook(sent / "税费收入.xlsx", {"表": rows}))
    assert [(f.cell, f"有“{word}”" in f.message or f"写的是“{word}”" in f.message) for f in found] == [(cell, True)], [
        f.text for f in found
    ]


@pytest.mark.parametrize(
    "title", ["（单笔100万元以上）", "（单笔超500万元的）", "（百万元以上）", "（亿元以上企业）", "（5亿元以下）"]
)
def test_amounts_in_a_title_are_no_unit(bureau, sent, unserved, title):
    assert revenue(bureau, sent, [[MARCH[0] + title], LONG, *DAYS]) == Decimal(7)


def test_a_copy_of_the_amounts_in_another_unit_leaves_them_in_yuan(bureau, sent, unserved):
    rows = [["2022-03-01", "增值税", 20000, 2], ["2022-03-02", "契税", 55000, "5.5"]]
    assert revenue(bureau, sent, [MARCH, [*LONG, "折合（万元）"], *rows]) == Decimal(75000)


def test_a_row_of_data_is_no_part_of_the_header(bureau, sent):
    found = faults(bureau, workbook(sent / "税费收入.xlsx", {"表": [MARCH, [*LONG[:2], "税额"], DAYS[0]]}))
    assert "第 2 行表头缺少“入库金额”（入库金额，退库为负数；见到：入库日期、税费种、税额）" in found[0].message


def test_counts_by_the_ten_thousand_are_not_taken_one_by_one(bureau, sent):
    head = ["日期", "来电总量", "人工接听量", "智能解答量"]
    path = workbook(sent / "热线.xlsx", {"表": [["2022年3月咨询热线"], ["单位：万次"], head, ["2022-03-01", 3, 1, 2]]})
    assert any("万次" in f.message and f.cell == "B3" for f in faults(bureau, path))


# --- none


KINDS = ["事项", "1月", "2月"]


def supervision(bureau, sent, rows, title="2022年监督统计", **options):
    result = load(bureau, [workbook(sent / "监督.xlsx", {"表": [[title], *rows]})], **options)
    assert not messages(result), messages(result)
    return result.accepted[0], query(bureau, "SELECT kind, sum(times) FROM supervision GROUP BY 1 ORDER BY 1")


@pytest.mark.parametrize("none", [0, "0", "—", None, "/"])
def test_no_one_held_accountable_is_covered_and_none(bureau, sent, unserved, none):
    accepted, found = supervision(bureau, sent, [KINDS, ["追究责任", none, 0], ["警示教育片", 1, 2]])
    assert (accepted.covers, found) == (["2022-01", "2022-02"], [("警示教育片", 3)])


def test_a_month_of_zeros_that_the_title_names(bureau, sent, unserved):
    rows = [KINDS, ["追究责任", 0, 0], ["警示教育片", 1, 0]]
    accepted, found = supervision(bureau, sent, rows, "2022年1-2月监督统计")
    assert (accepted.covers, found) == (["2022-01", "2022-02"], [("警示教育片", 1)])
    assert any("按“这几个月为 0”入库" in w.message for w in accepted.warnings)


def test_nothing_but_zeros_is_asked(bureau, sent, unserved):
    rows = [["2022年监督统计"], KINDS, ["追究责任", 0, 0], ["警示教育片", 0, 0]]
    path = workbook(sent / "监督.xlsx", {"表": rows})
    (fault,) = faults(bureau, path)
    assert "全是 0" in fault.message
    assert load(bureau, [path], period="2022-01..2022-02").accepted[0].covers == ["2022-01", "2022-02"]


def test_how_many_were_held_accountable_does_not_say_who(bureau, sent):
    rows = [["2022年监督统计"], KINDS, ["追究责任", 0, 2], ["警示教育片", 1, 2]]
    (fault,) = faults(bureau, workbook(sent / "监督.xlsx", {"表": rows}))
    assert (fault.cell, "人员代号" in fault.message) == ("C3", True)


def test_a_nil_return_in_a_ledger(bureau, sent, unserved):
    rows = [
        ["日期", "事项", "次数", "人员代号"],
        ["2022-01-31", "追究责任", 0, None],
        ["2022-01-05", "警示教育片", 3, None],
    ]
    accepted, _ = supervision(bureau, sent, rows, "2022年1月监督台账")
    assert accepted.covers == ["2022-01"]
    path = workbook(sent / "错.xlsx", {"表": [["2022年1月监督台账"], rows[0], ["2022-01-31", "追究责任", 0, "R01"]]})
    assert [f.cell for f in faults(bureau, path)] == ["C3"]


def test_what_a_summary_says_nothing_of_is_said(bureau, sent, unserved):
    accepted, _ = supervision(bureau, sent, [KINDS, ["警示教育片", 1, 2], ["专项监督检查", 1, 1]])
    (warning,) = [w for w in accepted.warnings if "表里没有数" in w.message]
    assert "追究责任" in warning.message
    assert "警示教育片" not in warning.message
