"""Titles and names that say: not the bureau's whole actual figures. Ordinary ones load; the others are refused, the word named."""

from datetime import date

import pytest
from department_files import days, hotline_rows, query, workbook

from etl.load import load

HEAD = ["入库日期", "税费种", "入库金额"]
UNIT = ["单位：元"]
SINGLE = [date(2022, 3, 5), "增值税", 100]
MONTHS = [["税费种", "1月", "2月", "3月"], ["增值税", 10, 20, 5]]
PARTY = ["日期", "事项", "数量"]


def taken(bureau, path):
    result = load(bureau, [path], dry_run=True)
    return [f.text for _, faults in result.refused for f in faults]


def revenue(sent, title, tab="Sheet1", name="数据.xlsx"):
    return workbook(sent / name, {tab: [[title], UNIT, HEAD, SINGLE]})


REFUSED = (
    "2022年3月税费收入计划表", "2022年3月税费收入任务分解表", "2022年3月税费收入预计完成情况", "2022年3月税费收入同比增减额",
    "2022年3月税费收入增收情况", "2022年3月入库税收（户均）", "2022年3月税收退库明细", "2022年3月作废税票入库明细", "2022年3月应征税费收入明细",
    "2022年3月查补税款入库明细", "2022年3月制造业税费收入明细", "2022年3月增值税收入明细", "2022年3月重点税源企业税收收入", "2022年3月区级税费收入",
    "2022年3月一般公共预算税收收入", "2022年3月社会保险费收入入库明细", "2022年3月税费收入（不含社保费）", "某某街道2022年3月税费收入",
    "2022年3月税费收入明细（部分）", "2022年3月税费收入（前100名）", "2022年3月税费收入明细（增值税）",
)  # fmt: skip


@pytest.mark.parametrize("title", REFUSED)
def test_a_title_that_names_something_else_is_refused(bureau, sent, title):
    (told,) = taken(bureau, revenue(sent, title))
    assert told.startswith("Sheet1!A1")
    assert "标题里" in told


ORDINARY = (
    "2022年3月税费收入明细表", "2022年3月税收收入和社保费收入入库明细", "2022年3月税费收入任务完成情况", "2022年3月税费收入计划执行情况",
    "2022年3月税费收入（含退库）明细", "2022年3月税费收入入、退库明细", "2022年3月税费收入（已扣减退税）", "2022年3月税费收入（不含海关代征和出口退税）",
    "2022年3月分行业税费收入", "2022年3月分税种税费收入（增值税等）", "2022年3月税费收入及同比增减情况", "2022年3月税费收入（含社保费、非税收入）",
    "2022年3月组织收入情况", "某区税务局计划财务科 2022年3月税费收入", "2022年3月税收、社保费、非税收入入库明细",
)  # fmt: skip


@pytest.mark.parametrize("title", ORDINARY)
def test_an_ordinary_title_is_no_reason(bureau, sent, title):
    assert taken(bureau, revenue(sent, title)) == []


def test_differences_beside_the_figures_themselves(bureau, sent):
    rows = [
        ["2022年3月税费收入同比情况"],
        ["单位：万元"],
        ["税费种", "本月金额", "上年同期", "同比增减"],
        ["增值税", 10, 8, 2],
    ]
    assert taken(bureau, workbook(sent / "a.xlsx", {"表": rows})) == []


@pytest.mark.parametrize("tab", ["退库", "作废", "旧表", "更正前", "计划"])
def test_a_sheets_name_counts(bureau, sent, tab):
    rows = [["2022年3月税费收入明细"], UNIT, HEAD, SINGLE]
    more = [*rows[:3], [date(2022, 3, 6), "增值税", 30]]
    (told,) = taken(bureau, workbook(sent / "a.xlsx", {"入库": rows, tab: more}))
    assert told.startswith(f"{tab} “{tab}”：工作表名里写着“{tab}”")


def test_a_copied_sheet_that_was_edited_is_named(bureau, sent):
    rows = [["2022年3月税费收入明细"], UNIT, HEAD, SINGLE, [date(2022, 3, 6), "增值税", 5]]
    edited = [*rows[:3], [*SINGLE[:2], 99], rows[4]]
    (told,) = taken(bureau, workbook(sent / "a.xlsx", {"明细": rows, "明细 (2)": edited}))
    assert "像是“明细”的副本" in told
    april = [["2022年4月税费收入明细"], UNIT, HEAD, [date(2022, 4, 6), "增值税", 5]]
    assert taken(bureau, workbook(sent / "b.xlsx", {"明细": rows, "明细 (2)": april})) == []


def test_a_sheet_for_each_kind_is_the_whole_and_one_alone_is_not(bureau, sent):
    def sheet(kind):
        return [["2022年3月税费收入明细"], UNIT, HEAD, [date(2022, 3, 5), kind, 7]]

    taxes, charges = sheet("增值税"), sheet("失业保险费")
    assert taken(bureau, workbook(sent / "a.xlsx", {"税收": taxes, "社保费": charges})) == []
    assert "社保费" in taken(bureau, workbook(sent / "b.xlsx", {"社保费": charges}))[0]
    assert "增值税" in taken(bureau, workbook(sent / "c.xlsx", {"税费收入": charges, "增值税": taxes}))[0]


def test_one_policy_one_channel_one_office(bureau, sent):
    refund = [
        ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"],
        ["T1", date(2022, 4, 5), "留抵退税", "X1", 10, "已办结"],
    ]
    for title, held in (
        ("2022年4月留抵退税台账", "留抵"),
        ("2022年4月退税减税降费台账", ""),
        ("2022年4月减税降费台账", ""),
    ):
        told = taken(bureau, workbook(sent / "退.xlsx", {"表": [[title], UNIT, *refund]}))
        assert [held in t for t in told] == ([True] if held else [])
    for title, held in (
        ("2022年3月微信咨询热线", "微信"),
        ("2022年3月咨询热线（第一税务所）", "第一税务所"),
        ("2022年3月咨询热线日报", ""),
    ):
        told = taken(bureau, workbook(sent / "热.xlsx", {"表": hotline_rows(days(2022, 3), title=title)}))
        assert [held in t for t in told] == ([True] if held else [])


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("2022年3月党建工作计划", "计划"),
        ("2022年3月党建工作安排", "工作安排"),
        ("2022年3月党建工作台账", ""),
        ("2022年3月党建计划完成情况", ""),
    ],
)
def test_plans_of_other_sources(bureau, sent, title, held):
    told = taken(bureau, workbook(sent / "a.xlsx", {"表": [[title], PARTY, [date(2022, 3, 5), "集中学习", 1]]}))
    assert [held in t for t in told] == ([True] if held else [])


def test_the_only_sheet_names_the_office(bureau, sent, unserved):
    assert load(bureau, [revenue(sent, "2022年3月税费收入明细", "第一税务所")]).accepted
    assert query(bureau, "SELECT office, count(*) FROM revenue GROUP BY 1") == [("第一税务所", 1)]
    assert query(bureau, "SELECT month FROM covered WHERE source = 'revenue'") == []


def test_a_sheet_for_each_office(bureau, sent, unserved):
    (bureau.root / "reference").mkdir(parents=True)
    (bureau.root / "reference/offices.csv").write_text("office,aliases\n甲税务所,\n乙税务所,\n", encoding="utf-8")
    rows = [["2022年3月税费收入明细"], UNIT, HEAD, SINGLE]
    tabs = {"甲税务所": rows, "乙税务所": [*rows[:3], [date(2022, 3, 6), "增值税", 7]]}
    assert load(bureau, [workbook(sent / "a.xlsx", tabs)]).accepted
    assert query(bureau, "SELECT office, sum(amount_yuan) FROM revenue GROUP BY 1 ORDER BY 1") == [
        ("乙税务所", 7),
        ("甲税务所", 100),
    ]
    assert query(bureau, "SELECT count(*) FROM covered WHERE source = 'revenue'") == [(1,)]
    (bureau.root / "reference/offices.csv").write_text(
        "office,aliases\n甲税务所,\n乙税务所,\n丙税务所,\n", encoding="utf-8"
    )
    assert "没有丙税务所的" in taken(bureau, workbook(sent / "b.xlsx", tabs | {"乙税务所": rows}))[0]
    assert "这一张没有写明" in taken(bureau, workbook(sent / "c.xlsx", {"全局": rows, **tabs}))[0]


def test_the_level_stands_in_the_name_of_the_sheet(bureau, sent, unserved):
    rows = [["2022年3月党建台账"], PARTY, [date(2022, 3, 5), "集中学习", 1]]
    tabs = {"党委": rows, "第一党支部": [*rows, [date(2022, 3, 6), "集中学习", 1]]}
    assert load(bureau, [workbook(sent / "a.xlsx", tabs)]).accepted
    assert query(bureau, "SELECT body, count(*) FROM party GROUP BY 1 ORDER BY 1") == [("党委", 1), ("支部", 2)]


@pytest.mark.parametrize(
    ("title", "columns", "row", "words"),
    [
        ("第一党支部2022年3月党建台账", PARTY, [1], "只写了支部"),
        ("2022年3月各支部党建情况统计表", PARTY, [1], "只写了支部"),
        ("2022年3月党委及支部党建台账", PARTY, [1], "分不清哪些是支部的"),
        ("2022年3月党建台账（含支部）", PARTY, [1], "分不清哪些是支部的"),
        ("2022年3月党建台账", [*PARTY, "责任部门"], [1, "第一党支部"], "请加上“组织层级”"),
        ("2022年3月党建台账", [*PARTY, "开展支部"], [1, "第一支部"], "请加上“组织层级”"),
    ],
)
def test_a_branchs_work_is_not_the_committees(bureau, sent, title, columns, row, words):
    path = workbook(sent / "a.xlsx", {"表": [[title], columns, [date(2022, 3, 5), "集中学习", *row]]})
    assert [words in t for t in taken(bureau, path)] == [True]


def test_a_blank_level_below_a_branch_is_asked_about(bureau, sent):
    rows = [["2022年3月党建台账"], [*PARTY, "组织层级"]]
    levels = ["党委", None, "支部", None]
    rows += [[date(2022, 3, n), "集中学习", 1, level] for n, level in enumerate(levels, 5)]
    (told,) = taken(bureau, workbook(sent / "a.xlsx", {"表": rows}))
    assert "D6" in told
    assert "同上" in told
    assert taken(bureau, workbook(sent / "b.xlsx", {"表": rows[:-1]})) == []


def test_a_sheet_of_refunds_that_was_not_recognised_is_not_passed_over(bureau, sent):
    rows = [["2022年3月税费收入明细"], UNIT, HEAD, SINGLE]
    (told,) = taken(
        bureau, workbook(sent / "a.xlsx", {"入库": rows, "退库": [["退库日期", "金额"], [date(2022, 3, 6), 30]]})
    )
    assert "退库就没有减去" in told
    assert taken(bureau, workbook(sent / "b.xlsx", {"入库": rows, "说明": [["略"]]})) == []


def test_a_copy_in_another_order_is_a_copy(bureau, sent):
    rows = [["2022年3月税费收入明细"], UNIT, HEAD, SINGLE, [date(2022, 3, 6), "契税", 5]]
    swapped = [*rows[:2], ["税费种", *HEAD[::2]], ["契税", date(2022, 3, 6), 5], ["增值税", SINGLE[0], 100]]
    (told,) = taken(bureau, workbook(sent / "a.xlsx", {"明细": rows, "按税种": swapped}))
    assert "完全相同" in told


def test_taxes_alone_are_told_of(bureau, sent):
    result = load(bureau, [revenue(sent, "2022年3月税收收入明细")], dry_run=True)
    assert any("没有社保费" in w.message for w in result.accepted[0].warnings)
    result = load(bureau, [revenue(sent, "2022年3月税费收入明细")], dry_run=True)
    assert not any("没有社保费" in w.message for w in result.accepted[0].warnings)


def ledger(title, *kinds, columns=("日期", "事项", "次数", "人次", "主题")):
    rows = [[date(2025, 1, n), kind, 1, 2, f"主题{n}"] for n, kind in enumerate(kinds, 5)]
    return [[title], list(columns), *rows]


TALKS = "2025年1月谈心谈话台账"


@pytest.mark.parametrize(
    ("title", "tab", "name", "where"),
    [
        (TALKS, "S", "数据", "标题"),
        ("2025年1月监督工作台账", "谈心谈话", "数据", "工作表名"),
        ("2025年1月监督工作台账", "S", "2025年1月谈心谈话", "文件名"),
    ],
)
def test_a_ledger_of_one_kind_is_not_the_source(bureau, sent, title, tab, name, where):
    (told,) = taken(bureau, workbook(sent / f"{name}.xlsx", {tab: ledger(title, "谈心谈话", "谈心谈话")}))
    assert f"{where}里只写了“谈心谈话”" in told
    assert "追究责任" in told, "what would count as 0"


def test_a_ledger_of_one_kind_in_other_words(bureau, sent):
    films = ledger("2025年1月警示教育台账", "警示教育片")
    assert "只写了“警示教育片”" in taken(bureau, workbook(sent / "a.xlsx", {"S": films}))[0]
    thanks = [["2025年1月感谢信锦旗台账"], ["日期", "类别", "来源", "标题"], [date(2025, 1, 5), "感谢信", "张三", "谢"]]
    assert "只写了“感谢信、锦旗”" in taken(bureau, workbook(sent / "b.xlsx", {"S": thanks}))[0]
    study = [["2025年1月集中学习台账"], PARTY, [date(2025, 1, 5), "集中学习", 1]]
    assert "只写了“集中学习”" in taken(bureau, workbook(sent / "c.xlsx", {"S": study}))[0]


def test_ledgers_that_hold_more_than_their_title_names(bureau, sent):
    for title, kinds in (
        (TALKS, ("谈心谈话", "专项监督检查")),
        ("2025年1月谈心谈话等监督工作台账", ("谈心谈话",)),
        ("2025年1月监督工作台账（含谈心谈话）", ("谈心谈话",)),
        ("2025年1月监督工作台账", ("谈心谈话",)),
    ):
        assert taken(bureau, workbook(sent / "数据.xlsx", {"S": ledger(title, *kinds)})) == [], title


def test_a_sheet_for_each_kind_of_a_ledger(bureau, sent):
    tabs = {kind: ledger(f"2025年1月{kind}台账", kind) for kind in ("谈心谈话", "专项监督检查", "警示教育片")}
    result = load(bureau, [workbook(sent / "a.xlsx", tabs)], dry_run=True)
    assert result.accepted[0].rows == 3
    again = [*ledger(TALKS)[:2], [date(2025, 1, 20), "谈心谈话", 1, 3, "另一次"]]
    twice = {"谈心谈话1": tabs["谈心谈话"], "谈心谈话2": again}
    assert "只写了“谈心谈话”" in taken(bureau, workbook(sent / "b.xlsx", twice))[0]


@pytest.mark.parametrize(
    "tab",
    [
        "一季度(修改)",
        "一季度（更正）",
        "一季度修订",
        "一季度（终稿）",
        "一季度终稿",
        "一季度-修改",
        "一季度v2",
        "一季度（改）",
        "一季度 (2)",
    ],
)
def test_an_edited_sheet_beside_the_plain_one_is_a_copy(bureau, sent, tab):
    rows = ledger("2025年一季度监督工作台账", "谈心谈话", "专项监督检查", "警示教育片")
    edited = [*rows[:2], *([*row[:4], "另写的主题"] for row in rows[2:])]
    (told,) = taken(bureau, workbook(sent / "数据.xlsx", {"一季度": rows, tab: edited}))
    assert told.startswith(tab)
    assert "像是“一季度”的副本" in told


def test_two_versions_without_a_plain_one(bureau, sent):
    rows = ledger("2025年一季度监督工作台账", "谈心谈话", "专项监督检查")
    edited = [*rows[:2], *([*row[:4], "另写的主题"] for row in rows[2:])]
    (told,) = taken(bureau, workbook(sent / "a.xlsx", {"一季度（修改）": rows, "一季度（终稿）": edited}))
    assert "副本" in told
    assert taken(bureau, workbook(sent / "b.xlsx", {"名册(1)": rows, "名册(2)": edited})) == [], "two halves, perhaps"


def test_talks_of_another_kind_are_told(bureau, sent):
    rows = ledger("2025年1月监督工作台账", "谈心谈话", "谈心谈话", "专项监督检查")
    rows[2][4] = "任前廉政谈话"
    result = load(bureau, [workbook(sent / "a.xlsx", {"S": rows})], dry_run=True)
    told = [w for w in result.accepted[0].warnings if "不算谈心谈话" in w.message]
    assert [w.cell for w in told] == ["E3"]
