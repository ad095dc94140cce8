"""Summary tables: a column a month, a column a kind, cross-tabs, parents and totals in one column; several tables on a sheet."""

from decimal import Decimal

import pytest
from department_files import days, messages, query, revenue_rows, workbook

from etl.inspection import inspect
from etl.load import load

TITLE = ["2022年税费收入分月汇总表"]
UNIT = ["单位：万元"]
HEAD = ["项目", "1月", "2月", "3月", "4月", "合计"]
BODY = [
    ["税费收入合计", 150, 170.5, 190, None, 510.5],
    ["一、税收收入", 120, 130.5, 140, None, 390.5],
    ["　　增值税", 70, 75.5, 80, None, 225.5],
    ["　　企业所得税", 50, 55, 60, None, 165],
    ["二、社会保险费", 30, 40, 50, None, 120],
    ["　　失业保险费", 30, 40, 50, None, 120],
    ["制表人：某某"],
]


def dry(bureau, path, **options):
    return load(bureau, [path], dry_run=True, **options)


def loaded(bureau, sent, rows, name="2022年税费收入.xlsx", sheets=None, **options):
    path = workbook(sent / name, sheets or {"Sheet1": rows}, **options)
    return load(bureau, [path])


def sums(bureau, by="tax_kind"):
    rows = query(
        bureau, f"SELECT strftime(received_on, '%Y-%m'), {by}, sum(amount_yuan) FROM revenue GROUP BY ALL ORDER BY ALL"
    )
    return {(month, member): value for month, member, value in rows}


def test_a_column_a_month_with_parents_totals_and_an_unfilled_month(bureau, sent, unserved):
    result = loaded(bureau, sent, [TITLE, UNIT, HEAD, *BODY])
    assert not messages(result)
    (accepted,) = result.accepted
    assert (accepted.source, accepted.rows, accepted.covers) == ("revenue", 9, ["2022-01", "2022-02", "2022-03"])
    assert sums(bureau)["2022-02", "增值税"] == Decimal("755000.00")
    assert sum(sums(bureau).values()) == Decimal("5105000.00")
    said = " ".join(w.message for w in accepted.warnings)
    assert "汇总表" in said
    assert "4月没有填数" in said


def test_the_evidence_leads_to_the_row_of_each_amount(bureau, sent, unserved):
    loaded(bureau, sent, [TITLE, UNIT, HEAD, *BODY])
    rows = query(bureau, "SELECT source_row, count(*) FROM revenue GROUP BY 1 ORDER BY 1")
    assert rows == [(6, 3), (7, 3), (9, 3)]


@pytest.mark.parametrize(
    ("row", "place", "cell", "word"),
    [(0, 2, "C4", "税费收入合计"), (1, 3, "D5", "税收收入"), (4, 1, "B8", "社会保险费"), (2, 5, "F6", "合计")],
)
def test_a_wrong_total_is_named_and_nothing_is_loaded(bureau, sent, row, place, cell, word):
    body = [list(r) for r in BODY]
    body[row][place] += 3  # by 1 it would be rounding: the table is in 万元
    path = workbook(sent / "2022年税费收入.xlsx", {"Sheet1": [TITLE, UNIT, HEAD, *body]})
    result = dry(bureau, path)
    assert result.accepted == []
    faults = [f for _, found in result.refused for f in found]
    assert any(f.cell == cell and word in f.message for f in faults), [f.text for f in faults]


def test_a_column_a_kind_under_groups_with_offices_in_the_rows(bureau, sent, unserved):
    path = sent / "2022年3月税费收入.xlsx"
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for line in [
        ["2022年3月各所税费收入"], UNIT, ["税务所", "税收收入", None, "非税收入", "合计"], [None, "增值税", "企业所得税", "教育费附加", None],
        ["第一税务所", 1, 2, 3, 6], ["第二税务所", 4, 5, 6, 15], ["合计", 5, 7, 9, 21],
    ]:  # fmt: skip
        sheet.append(line)
    for span in ("A1:E1", "B3:C3", "A3:A4", "E3:E4"):
        sheet.merge_cells(span)
    book.save(path)
    result = load(bureau, [path])
    assert not messages(result)
    assert result.accepted[0].rows == 6
    assert sums(bureau, "office") == {
        ("2022-03", "第一税务所"): Decimal("60000.00"),
        ("2022-03", "第二税务所"): Decimal("150000.00"),
    }
    table = inspect(bureau, path)["sheets"][0]["tables"][0]
    assert (table["header_rows"], table["source"], table["summary"]) == ([3, 4], "revenue", True)
    assert table["columns"][1]["given"] == {"tax_kind": "增值税", "received_on": "2022-03-01"}


def test_months_in_the_rows(bureau, sent, unserved):
    rows = [
        ["2022年税费收入"],
        ["单位：元"],
        ["月份", "税费种", "金额"],
        ["1月", "增值税", 100.5],
        ["2月", "增值税", 200],
        ["合计", None, 300.5],
    ]
    result = loaded(bureau, sent, rows)
    assert result.accepted[0].covers == ["2022-01", "2022-02"]
    assert sums(bureau) == {("2022-01", "增值税"): Decimal("100.50"), ("2022-02", "增值税"): Decimal("200.00")}


def test_this_month_beside_the_running_total_and_a_comparison(bureau, sent, unserved):
    rows = [
        ["2022年3月税费收入情况"],
        UNIT,
        ["项目", "本月", "本年累计", "同比增长%"],
        ["增值税", 80, 225, "3.2%"],
        ["企业所得税", 60, 165, "1%"],
    ]
    result = loaded(bureau, sent, rows, name="3月情况.xlsx")
    assert result.accepted[0].covers == ["2022-03"]
    assert sums(bureau)["2022-03", "增值税"] == Decimal("800000.00")


def test_talks_are_counted_by_persons(bureau, sent, unserved):
    rows = [
        ["2022年监督工作分月统计"],
        ["事项", "1月", "2月"],
        ["专项监督检查", 1, 2],
        ["警示教育片", 1, None],
        ["谈心谈话（人次）", 10, 12],
    ]
    result = loaded(bureau, sent, rows, name="监督_2022.xlsx")
    assert not messages(result)
    found = query(bureau, "SELECT kind, sum(times), sum(person_times) FROM supervision GROUP BY 1 ORDER BY 1")
    assert ("专项监督检查", 3, None) in found
    assert ("谈心谈话", 2, 22) in found


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([TITLE, UNIT, ["项目", "1月", "2月"], ["增值税", 1, 2], ["某某税", 5, 6]], "不在税费种的代码表里"),
        ([["税费收入分月汇总表"], UNIT, ["项目", "1月", "2月"], ["增值税", 1, 2]], "看不出是哪一年"),
        ([TITLE, ["单位：户"], ["项目", "1月", "2月"], ["增值税", 1, 2]], "应当是金额"),
        ([TITLE, UNIT, ["项目", "1-2月", "3月", "4月"], ["增值税", 3, 2, 2]], "分不到月份"),
        ([TITLE, UNIT, ["项目", "1月", "1月"], ["增值税", 3, 2]], "分不清该用哪一列"),
        ([TITLE, UNIT, ["项目", "1月", "2月"], ["增值税", 10, 20], ["国内增值税", 6, 7]], "同一个月、同一个项目"),
        ([["2022年3月税费收入累计情况"], UNIT, ["项目", "金额"], ["增值税", 10], ["企业所得税", 6]], "累计数"),
        ([TITLE, UNIT, ["项目", "一季度", "二季度"], ["增值税", 1, 2], ["企业所得税", 1, 2]], "没有分月的数"),
        ([["2022年1-3月税费收入"], UNIT, ["项目", "本年累计"], ["增值税", 70], ["企业所得税", 5]], "没有分月的数"),
        ([["2022年税费收入户数"], UNIT, ["项目", "1月", "2月"], ["增值税", 700, 750]], "不是金额"),
        ([TITLE, ["项目", "1月", "2月"], ["增值税", 700, 750]], "没有写明金额单位"),
        ([["2022年监督统计"], ["事项", "1月", "2月"], ["追究责任", 1, 2], ["警示教育片", 1, 1]], "人员代号"),
    ],
)
def test_what_cannot_be_told_is_asked_and_not_guessed(bureau, sent, rows, word):
    path = workbook(sent / "表.xlsx", {"Sheet1": rows})
    result = dry(bureau, path)
    assert result.accepted == []
    assert any(word in m for m in messages(result)), messages(result)


def test_a_part_of_a_kind_is_not_counted_twice(bureau, sent, unserved):
    rows = [TITLE, UNIT, ["项目", "1月", "2月"], ["增值税", 10, 20], ["　其中：改征增值税", 4, 5], ["企业所得税", 1, 2]]
    result = loaded(bureau, sent, rows)
    assert not messages(result)
    assert sum(sums(bureau).values()) == Decimal("330000.00")


def test_counts_of_single_papers_cannot_come_as_a_summary(bureau, sent):
    rows = [["2022年退税减税降费汇总"], UNIT, ["政策类别", "1月", "2月"], ["留抵退税", 10, 20], ["减税", 1, 2]]
    result = dry(bureau, workbook(sent / "退税减税降费.xlsx", {"Sheet1": rows}))
    assert result.accepted == []
    assert result.skipped


def test_two_months_below_one_another(bureau, sent, unserved):
    first, second = revenue_rows(), revenue_rows(title="2022年4月税费收入入库明细", first=50, month=4)
    path = workbook(sent / "明细.xlsx", {"Sheet1": [*first, [], *second]})
    result = load(bureau, [path])
    assert not messages(result)
    assert result.accepted[0].covers == ["2022-03", "2022-04"]
    assert result.accepted[0].rows == 12


def test_the_same_month_pasted_below_is_refused(bureau, sent):
    first = revenue_rows()
    result = dry(bureau, workbook(sent / "明细.xlsx", {"Sheet1": [*first, [], *revenue_rows()]}))
    assert any("又出现了一张表" in m for m in messages(result))


def test_two_sources_side_by_side_and_one_below_the_other(bureau, sent, unserved):
    day = days(2022, 1, 2)
    beside = [
        ["2022年1月台账"], ["日期", "事项", "次数", "人次", None, "日期", "事项", "数量", "组织层级"],
        [day[0], "专项监督检查", 1, None, None, day[0], "集中学习", 1, "党委"], [day[1], "谈心谈话", None, 5, None, day[1], "专题研讨", 1, "党委"],
    ]  # fmt: skip
    result = loaded(bureau, sent, beside, name="并排.xlsx")
    assert {a.source: a.rows for a in result.accepted} == {"supervision": 2, "party": 2}
    below = [
        ["2022年2月监督台账"], ["日期", "事项", "次数", "人次"], ["2022-02-05", "专项监督检查", 1, None], [],
        ["2022年2月党建台账"], ["日期", "事项", "数量", "组织层级"], ["2022-02-06", "集中学习", 1, "党委"],
    ]  # fmt: skip
    result = loaded(bureau, sent, below, name="上下.xlsx")
    assert {a.source: a.rows for a in result.accepted} == {"supervision": 1, "party": 1}, messages(result)


def test_sending_a_summary_again_replaces_the_months_it_fills(bureau, sent, unserved):
    loaded(bureau, sent, [TITLE, UNIT, HEAD, *BODY])
    body = [list(r) for r in BODY]
    for row, values in ((0, 80), (1, 80), (2, 80)):
        body[row][4] = values
        body[row][5] = sum(v for v in body[row][1:5] if v)
    result = loaded(bureau, sent, [TITLE, UNIT, HEAD, *body], name="更正.xlsx")
    assert not messages(result)
    assert result.accepted[0].covers == ["2022-01", "2022-02", "2022-03", "2022-04"]
    assert sum(sums(bureau).values()) == Decimal("5905000.00")


def test_hidden_rows_and_columns_are_loaded_and_said(bureau, sent, unserved):
    import openpyxl

    path = workbook(sent / "明细.xlsx", {"Sheet1": revenue_rows()})
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[5].hidden = True
    book.active.column_dimensions["D"].hidden = True
    book.save(path)
    (accepted,) = load(bureau, [path]).accepted
    said = [(w.cell, w.message) for w in accepted.warnings]
    assert accepted.rows == 6
    assert any(cell == "A5" and "隐藏" in message for cell, message in said)
    assert any(cell == "D3" and "行业" in message for cell, message in said)


def test_last_year_beside_this_year_is_not_read(bureau, sent, unserved):
    rows = [
        ["2022年3月税费收入"],
        UNIT,
        ["项目", "2022年3月", "2021年3月", "增减额"],
        ["增值税", 80, 70, 10],
        ["企业所得税", 60, 50, 10],
    ]
    result = loaded(bureau, sent, rows, name="对比.xlsx")
    assert not messages(result)
    assert result.accepted[0].covers == ["2022-03"]
    assert sum(sums(bureau).values()) == Decimal("1400000.00")


def test_months_of_zeros_are_not_sent_months(bureau, sent, unserved):
    rows = [TITLE, UNIT, ["项目", "1月", "2月", "3月"], ["增值税", 10, 20, 0], ["企业所得税", 1, 2, 0]]
    result = loaded(bureau, sent, rows)
    assert result.accepted[0].covers == ["2022-01", "2022-02"]
    assert any("全是 0" in w.message for w in result.accepted[0].warnings)


def test_the_whole_bureau_beside_its_offices_would_count_double(bureau, sent):
    whole = [["2022年税费收入"], UNIT, ["项目", "1月", "2月"], ["增值税", 10, 20]]
    offices = [
        ["2022年税费收入"],
        UNIT,
        ["税务所", "项目", "1月", "2月"],
        ["第一税务所", "增值税", 4, 8],
        ["第二税务所", "增值税", 6, 12],
    ]
    for sheets in ({"全局": whole, "分所": offices}, {"分所": offices, "全局": whole}):
        result = dry(bureau, workbook(sent / "2022年税费收入.xlsx", sheets))
        told = [f for _, faults in result.refused for f in faults if "粗细不同" in f.message]
        assert {(f.sheet, f.cell) for f in told} == {("全局", "A3")}
        assert "“分所”还分了主管税务所，“全局”没有分，两张核对相符后，请删去工作表“全局”" in told[0].message


def test_a_sheet_a_month_named_by_its_tab(bureau, sent, unserved):
    def sheet(amount):
        return [["税费收入情况表"], UNIT, ["项目", "本月", "累计"], ["增值税", amount, 100], ["企业所得税", 1, 50]]

    result = loaded(bureau, sent, None, name="税费收入_2022.xlsx", sheets={"1月": sheet(10), "2月": sheet(20)})
    assert not messages(result), messages(result)
    assert sums(bureau)["2022-02", "增值税"] == Decimal("200000.00")
    assert result.accepted[0].rows == 4


def test_done_beside_planned_and_units_by_row(bureau, sent, unserved):
    head = ["项目", "单位", "1月", "1月", "2月", "2月"]
    rows = [
        TITLE,
        head,
        [None, None, "计划", "完成", "计划", "完成"],
        ["增值税", "万元", 80, 70, 80, 75],
        ["企业所得税", "元", 1, 500000, 1, 550000],
    ]
    result = loaded(bureau, sent, rows)
    assert not messages(result), messages(result)
    assert sums(bureau)["2022-01", "增值税"] == Decimal("700000.00")
    assert sums(bureau)["2022-02", "企业所得税"] == Decimal("550000.00")


def test_targets_of_two_years_side_by_side(bureau, sent, unserved):
    rows = [["年度目标任务"], ["指标", "2021年", "2022年", "单位"], ["税费收入", 40, 42, "亿元"]]
    result = loaded(bureau, sent, rows, name="年度目标.xlsx")
    assert not messages(result)
    assert query(bureau, "SELECT year, target FROM targets ORDER BY 1") == [
        (2021, Decimal(4 * 10**9)),
        (2022, Decimal("4200000000")),
    ]


def test_a_running_total_that_does_not_go_on_is_said(bureau, sent, unserved):
    from department_files import hotline_rows

    rows = hotline_rows(days(2022, 3, 9))
    rows[2] = [*rows[2], "来电累计"]
    total = 0
    for row in rows[3:]:
        total += row[1]
        row.append(total)
    rows[5][-1] += 30
    result = loaded(bureau, sent, rows, name="2022年3月热线.xlsx")
    said = [w.cell for w in result.accepted[0].warnings if "接不上" in w.message]
    assert said == ["H6", "H7"]


def test_a_copied_sheet_is_refused(bureau, sent):
    rows = [
        ["2022年1月监督台账"],
        ["日期", "事项", "次数"],
        ["2022-01-05", "专项监督检查", 1],
        ["2022-01-06", "专项监督检查", 2],
    ]
    path = workbook(sent / "监督.xlsx", {"1月": rows, "1月 (2)": rows})
    assert any("完全相同" in m and "1月 (2)" in m for m in messages(dry(bureau, path)))


H = ["入库日期", "税费种", "入库金额"]


def _rows(title, month, amounts, head=H):
    return [
        [title],
        ["单位：元"],
        head,
        *([d, "增值税", a] for d, a in zip(days(2022, month, len(amounts)), amounts, strict=True)),
    ]


@pytest.mark.parametrize(
    "second",
    [["入库日期", "入库金额", "税费种"], ["入库日期", "税费种", "入库金额（万元）"]],
    ids=["other places", "another unit"],
)
def test_a_second_header_that_differs_is_another_table(bureau, sent, second):
    rows = [*_rows("2022年3月税费收入入库明细", 3, [1, 2, 3]), [], second, ["2022-03-09", "契税", 7]]
    assert any("又出现了一张表" in m for m in messages(dry(bureau, workbook(sent / "明细.xlsx", {"Sheet1": rows}))))


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (
            [TITLE, UNIT, ["税费种", "1月", "2月"], ["增值税", 1, 2], [], ["税费种", "3月", "4月"], ["契税", 5, 6]],
            "另一张表没有认全",
        ),
        ([TITLE, UNIT, ["税费种", "1月", None, "税费种", "2月"], ["增值税", 1, None, "教育费附加", 2]], "并排"),
        (
            [
                ["2022年3月税费收入"],
                UNIT,
                ["税费种", "中央级", "区级", "第一税务所"],
                ["增值税", 6, 4, 7],
                ["契税", 6, 4, 7],
            ],
            "分不清该用哪一列",
        ),
        (
            [["2022年3月税费收入"], UNIT, ["税费种", "入库金额"], ["增值税", 6], [" 契税", 4]],
            "分不清是单独一项还是其中项",
        ),
        (
            [
                ["2022年3月税费收入"],
                UNIT,
                ["税务所", "税费种", "金额"],
                [None, "增值税", 10],
                ["第一税务所", "增值税", 6],
            ],
            "有的行填了",
        ),
        ([["2022年3月税费收入"], UNIT, ["税费种", "入库金额（累计）"], ["增值税", 6], ["契税", 4]], "没有分月的数"),
        (
            [["2022年监督统计"], ["事项", "1月", "2月"], ["谈心谈话", 5, 6], ["警示教育片", 1, 1]],
            "没有写明这是人次还是次数",
        ),
    ],
)
def test_what_would_count_twice_or_count_something_else(bureau, sent, rows, word):
    result = dry(bureau, workbook(sent / "表.xlsx", {"Sheet1": rows}))
    assert result.accepted == []
    assert any(word in m for m in messages(result)), messages(result)


def test_a_part_in_a_column_is_not_added(bureau, sent, unserved):
    rows = [
        TITLE,
        UNIT,
        ["税费种", "1月", "1月"],
        [None, "入库金额", "其中：中央级"],
        ["增值税", 100, 50],
        ["契税", 10, 5],
    ]
    loaded(bureau, sent, rows)
    assert sum(sums(bureau).values()) == Decimal("1100000.00")


def test_an_office_beside_a_bureau_that_names_no_office(bureau, sent, unserved):
    whole = workbook(sent / "全局.xlsx", {"Sheet1": _rows("2022年3月税费收入入库明细", 3, [100, 200])})
    office = workbook(sent / "二所.xlsx", {"Sheet1": _rows("第二税务所2022年3月税费收入入库明细", 3, [10])})
    result = load(bureau, [whole, office])
    assert any("会重复计算" in m for m in messages(result))
    assert sum(sums(bureau).values()) == Decimal("300.00")


def test_a_sheet_for_some_of_the_offices_is_refused(bureau, sent):
    sheets = {
        o: _rows(f"{o}2022年3月税费收入入库明细", 3, [n, n + 1]) for n, o in enumerate(("第一税务所", "第二税务所"), 5)
    }
    assert any("第三税务所" in m and "请补齐" in m for m in messages(dry(bureau, workbook(sent / "分所.xlsx", sheets))))


def test_a_supplement_does_not_replace_without_being_asked(bureau, sent, unserved):
    load(bureau, [workbook(sent / "三月.xlsx", {"Sheet1": _rows("2022年3月税费收入入库明细", 3, [1, 2])})])
    more = workbook(sent / "三月补报.xlsx", {"Sheet1": _rows("2022年3月税费收入入库明细（补报）", 3, [5, 6, 7])})
    assert any("像是补充" in m for m in messages(load(bureau, [more])))
    assert load(bureau, [more], replace=True).accepted


@pytest.mark.parametrize("said", ["（万元）", " 计量单位：万元", "（单位 万元）", " 单位：人民币（万元）"])
def test_units_without_the_usual_words(bureau, sent, unserved, said):
    loaded(bureau, sent, [[f"2022年3月税费收入明细{said}"], H, ["2022-03-01", "增值税", 10]])
    assert sum(sums(bureau).values()) == Decimal("100000.00")


def test_rows_with_units_of_their_own(bureau, sent, unserved):
    loaded(
        bureau,
        sent,
        [
            ["2022年3月税费收入明细"],
            [*H, "单位"],
            ["2022-03-01", "增值税", 10, "万元"],
            ["2022-03-02", "契税", 10, "元"],
        ],
    )
    assert sum(sums(bureau).values()) == Decimal("100010.00")


def test_nobody_held_accountable_is_none_and_somebody_needs_a_row_of_his_own(bureau, sent, unserved):
    def table(persons):
        head = ["事项", "1月", "2月", "3月", "合计"]
        talks, checks = ["谈心谈话（人次）", 10, 0, 5, 15], ["专项监督检查（次）", 1, 0, 2, 3]
        return [["2022年纪检监督工作分月统计表"], head, checks, talks, ["追究责任（人）", *persons, sum(persons)]]

    assert "每人一行" in " ".join(messages(loaded(bureau, sent, table([0, 1, 0]), "2022年监督.xlsx")))
    result = loaded(bureau, sent, table([0, 0, 0]), "2022年监督.xlsx")
    assert not messages(result)
    found = query(
        bureau, "SELECT count(DISTINCT person), coalesce(sum(times), 0) FROM supervision WHERE kind = '追究责任'"
    )
    assert found == [(0, 0)]


@pytest.mark.parametrize(
    ("head", "rows", "cell"),
    [
        (["学习时段", "事项", "数量"], [["2022-03-05", "集中学习", 1], ["2021-03-06", "专题研讨", 1]], "A2"),
        (["日期", "主题", "集中学习"], [["2022-03-05", "甲", 1], ["2022-02-26", "乙", 1]], "A2"),
        (["填报日期", "事项", "数量"], [["2022-04-02", "集中学习", 1], ["2022-04-02", "专题研讨", 1]], ""),
    ],
)  # fmt: skip
def test_a_ledger_whose_days_are_not_known_is_no_summary(bureau, sent, head, rows, cell):
    path = workbook(sent / "2022年3月党建.xlsx", {"党建": [["2022年3月党建台账"], head, *rows]})
    found = [f for _, faults in dry(bureau, path).refused for f in faults]
    assert [f.cell for f in found] == ([cell] if cell else [])
    assert not found or "日期" in found[0].message


def test_days_of_money_outside_the_title_are_no_summary(bureau, sent):
    rows = [
        ["2022年3月税费收入"],
        UNIT,
        ["到账日", "税种", "金额"],
        ["2022-03-05", "增值税", 2],
        ["2022-02-26", "契税", 4],
    ]
    assert "A3" in [
        f.cell for _, faults in dry(bureau, workbook(sent / "a.xlsx", {"表": rows})).refused for f in faults
    ]


def test_the_day_of_learning_is_the_day(bureau, sent, unserved):
    rows = [["2022年3月党建台账"], ["学习日期", "事项"], ["2022-03-05", "集中学习"]]
    assert not messages(load(bureau, [workbook(sent / "党建.xlsx", {"党建": rows})]))
    assert query(bureau, "SELECT strftime(day, '%Y-%m-%d') FROM party") == [("2022-03-05",)]


def test_a_part_whose_number_is_empty_is_quoted_by_its_label(bureau, sent, unserved):
    rows = [
        TITLE,
        UNIT,
        ["序号", "项目", "1月"],
        [1, "增值税", 10],
        [None, "其中：改征增值税", 4],
        [2, "企业所得税", 1],
    ]
    (accepted,) = loaded(bureau, sent, rows).accepted
    (told,) = [w for w in accepted.warnings if "一部分" in w.message]
    assert (told.cell, told.message.endswith("的一部分（其中项）：“改征增值税”")) == ("B5", True)
