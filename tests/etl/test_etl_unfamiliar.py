"""What no rule knows is quoted and asked about once: words of titles, sheets and headings, notes, remarks, columns, comments."""

from datetime import date

import openpyxl
import pytest
from department_files import merged_book, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = [["增值税", 7243.5], ["企业所得税", 8494.8], ["契税", 639.4], ["合计", 16377.7]]


def summary(month=4, title="", heads=("税费种", "入库金额"), rows=KINDS, under=()):
    name = f"2022年{month}月税费收入情况表{title}"
    return [[name], ["单位：万元"], list(heads), *rows, *([line] for line in under)]


def asked(result):
    """The questions of a load about what was not understood."""
    return [w for a in result.accepted for w in a.warnings if w.doubt and "以后不再问" in w.message]


@pytest.mark.parametrize(
    ("rows", "sheet", "cell", "word"),
    [
        (summary(title="（盘子）"), "表", "A1", "盘子"),
        (summary(title="（待审核）"), "表", "A1", "待审核"),
        (summary(title="（社保除外）"), "表", "A1", "除外"),
        (summary(title="（统计至27日）"), "表", "A1", "日"),
        (summary(), "过程数", "", "过程数"),
        (summary(heads=("税费种", "入库金额（本级）")), "表", "B3", "本级"),
        (summary(under=["此表作废，以新表为准"]), "表", "A8", "此表作废"),
        (summary(under=["说明：社保费另册反映"]), "表", "A8", "另册"),
        (summary(under=["重要：社保费另册反映"]), "表", "A8", "另册"),
        (summary(under=["本月社保费另册反映"]), "表", "A8", "另册"),
        (summary(under=["一、社保费另册反映"]), "表", "A8", "另册"),
        (summary(under=["与国库核对不一致，原因待查"]), "表", "A8", "不一致"),
        (summary(heads=("税费种", "入库金额", "减：抵减额"), rows=[[*r, 10] for r in KINDS]), "表", "C4", "抵减额"),
    ],
)
def test_words_that_nobody_listed_are_quoted(bureau, sent, rows, sheet, cell, word):
    (doubt,) = asked(load(bureau, [workbook(sent / "4月.xlsx", {sheet: rows})]))
    assert (doubt.cell, word in doubt.message) == (cell, True)


@pytest.mark.parametrize(
    ("rows", "sheet"),
    [
        (summary(title="（演示数据）"), "Sheet1"),
        (summary(title="（更正）"), "4月"),
        ([["国家税务总局某某区税务局收入核算股2022年4月份分税种税费收入完成情况统计表"], *summary()[1:]], "税费收入"),
        (summary(under=["填表人：张某", "联系电话：8888", "注：因四舍五入，合计数与各项之和可能有尾差。"]), "汇总"),
        (summary(under=["收入核算股", "2022年5月6日"]), "表"),
        (summary(heads=("税费种", "入库金额（万元）", "同比增减"), rows=[[*r, 1] for r in KINDS]), "表"),
    ],
)
def test_what_everybody_writes_is_not(bureau, sent, rows, sheet):
    result = load(bureau, [workbook(sent / "4月.xlsx", {sheet: rows})])
    assert result.accepted
    assert asked(result) == []


@pytest.mark.parametrize(
    "note",
    [
        "注：社会保险费为4月上半月数，请参照",
        "注：本表征期数据，非全月",
        "注：因征期顺延至5月17日，4月税款部分在下月体现",
        "说明：除契税外均已核对无误",
        "说明：核对无误的只有税收部分",
        "注：4月25日以后的数据准确性待核",
        "注：节假日及周末数据由值班人员估报",
        "注：联系人休假，契税按上月数填",
        "注：国库核对相符的部分已列入，其余待查",
        "注：尾差调整至增值税200万元",
        "注：真实、完整数以5月10日重报为准",
        "说明：四舍五入前为千元",
        "注：请于5月10日前重报社保费",
    ],
)
def test_a_harmless_word_in_a_note_that_says_more_is_no_excuse(bureau, sent, note):
    result = load(bureau, [workbook(sent / "4月.xlsx", {"表": summary(under=[note])})])
    assert result.refused or [w for w in result.accepted[0].warnings if w.doubt and w.cell == "A8"]


@pytest.mark.parametrize(
    "note",
    [
        "注：本表为入库口径，已扣除退库；因四舍五入，分项之和与合计可能存在尾差。",
        "部分数据因四舍五入的原因，存在总计与分项合计不等的情况",
        "如有疑问请与收入核算股李某联系，电话：0379-12345678",
        "因五一放假，征期顺延至5月22日",
        "（以上数据已经县局党委审定）",
        "1.本表数据来源于金税四期决策支持；2.社会保险费含机关事业单位养老保险；3.按入库日期统计。",
        "合计（大写）：壹亿贰仟叁佰万元整",
        "制表：刘某     复核：李某     分管领导：周某   2022年5月3日",
        "请各单位于每月5日前报送收入核算股",
    ],
)
def test_notes_of_one_harmless_matter_are_quiet(bureau, sent, note):
    assert asked(load(bureau, [workbook(sent / "4月.xlsx", {"表": summary(under=[note])})])) == []


def test_what_was_answered_is_not_asked_again(bureau, sent):
    april = workbook(sent / "4月.xlsx", {"台账": summary(4, "（第4次会审定稿）", under=["注：第4次会审核定。"])})
    assert len(asked(load(bureau, [april]))) == 2
    may = workbook(sent / "5月.xlsx", {"台账": summary(5, "（第5次会审定稿）", under=["注：第5次会审核定。"])})
    assert asked(load(bureau, [may])) == []
    june = workbook(sent / "6月.xlsx", {"台账": summary(6, "（会前摸底）")})
    assert "摸底" in asked(load(bureau, [june]))[0].message


def test_a_dry_run_answers_nothing(bureau, sent):
    april = workbook(sent / "4月.xlsx", {"表": summary(title="（盘子）")})
    assert len(asked(load(bureau, [april], dry_run=True))) == 1
    assert len(asked(load(bureau, [april]))) == 1


def ledger(column, values):
    rows = [[date(2022, 3, d + 1), "集中学习", "党委", f"第{d}讲", value] for d, value in enumerate(values)]
    return {"台账": [["2022年3月党建台账"], ["日期", "事项", "组织层级", "主题", column], *rows]}


@pytest.mark.parametrize(
    ("column", "values", "cell"),
    [
        ("会签意见", ["同意"] * 9 + ["退回重办"], "E12"),
        ("备注", [""] * 9 + ["多计"], "E12"),
        ("是否留存影像", ["是"] * 6 + ["否"] * 4, "E9"),
    ],
)
def test_a_text_that_stands_out_in_a_column_that_is_not_read(bureau, sent, column, values, cell):
    (doubt,) = asked(load(bureau, [workbook(sent / "党建.xlsx", ledger(column, values))]))
    assert doubt.cell == cell


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("备注", [f"请{name}老师讲课，座无虚席" for name in "赵钱孙李周吴郑王冯陈"]),
        ("主持人", ["王某"] * 9 + ["李某"]),
        ("备注", [""] * 9 + ["参会35人"]),
        ("是否补课", ["是"] * 9 + [""]),
    ],
)  # fmt: skip
def test_stories_names_and_plain_remarks_do_not(bureau, sent, column, values):
    assert asked(load(bureau, [workbook(sent / "党建.xlsx", ledger(column, values))])) == []


def test_a_comment_is_quoted_and_a_check_of_the_figures_is_not(bureau, sent):
    path = merged_book(sent / "4月.xlsx", summary())
    book = openpyxl.load_workbook(path)
    book.active["B4"].comment = openpyxl.comments.Comment("这是去年的", "王")
    book.active["B5"].comment = openpyxl.comments.Comment("已与国库核对无误", "王")
    book.active["B6"].comment = openpyxl.comments.Comment("还没核对过", "王")
    book.save(path)
    result = load(bureau, [path])
    (doubt,) = asked(result)
    assert (doubt.cell, "这是去年的" in doubt.message) == ("B4", True)
    assert [w.cell for w in result.accepted[0].warnings if "批注写着" in w.message] == ["B6"]


def receipts(column, values):
    heads = ["入库日期", "税费种", "票证号", "入库金额", column]
    rows = [[date(2022, 6, n % 28 + 1), "增值税", f"V06{n:04d}", 1234.5 + n, value] for n, value in enumerate(values)]
    return {"表": [["2022年6月税费收入入库明细"], ["单位：元"], heads, *rows]}


REMARKS = [
    "已在5月报过", "国库5月已入", "7月3日到账", "7月份税款", "多报", "属宜阳县", "省局代收", "同第3行", "挂账", "保证金", "暂存款", "空票",
]  # fmt: skip


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_beside_an_amount_that_says_it_is_not_this_months(bureau, sent, remark):
    result = load(bureau, [workbook(sent / "6月.xlsx", receipts("备注", [*[""] * 12, remark]))])
    assert result.refused or [w for w in result.accepted[0].warnings if w.doubt and w.cell == "E16"]


@pytest.mark.parametrize(
    "remark", ["汇算清缴补税", "一般企业即征即退", "所属期5月", "大企业汇缴", "6月15日缴款", "补缴税款"]
)
def test_a_remark_of_an_ordinary_payment_is_quiet(bureau, sent, remark):
    result = load(bureau, [workbook(sent / "6月.xlsx", receipts("备注", [*[""] * 12, remark]))])
    assert asked(result) == []


@pytest.mark.parametrize(
    ("column", "values", "cell"),
    [
        ("入库状态", [*["Y"] * 12, "N"], "E16"),
        ("核销标志", [*[1] * 12, 0], "E16"),
        ("票据状态", [*["正常"] * 12, "停用"], "E16"),
        ("调后金额", [1234.5 + n for n in range(12)] + [9.0], "E4"),
        ("国库数", [1234.5 + n for n in range(12)] + [9.0], "E16"),
    ],
)
def test_a_column_that_is_not_read_and_takes_a_row_away(bureau, sent, column, values, cell):
    (doubt,) = asked(load(bureau, [workbook(sent / "6月.xlsx", receipts(column, values))]))
    assert doubt.cell == cell


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("国库数", [1234.5 + n for n in range(13)]),
        ("其中县级", [400.0 + n for n in range(13)]),
        ("核销标志", [1] * 13),
        ("票据状态", ["正常"] * 13),
    ],
)
def test_a_column_that_takes_nothing_away(bureau, sent, column, values):
    assert asked(load(bureau, [workbook(sent / "6月.xlsx", receipts(column, values))])) == []


def test_rows_collected_by_another_bureau(bureau, sent):
    bureau.root.mkdir(parents=True, exist_ok=True)
    (bureau.root / "bureau.toml").write_text('name = "国家税务总局清河县税务局"\n', encoding="utf-8")
    values = [*["国家税务总局清河县税务局"] * 9, *["国家税务总局宜阳县税务局"] * 4]
    (doubt,) = asked(load(bureau, [workbook(sent / "6月.xlsx", receipts("征收机关", values))]))
    assert doubt.cell == "E13"


@pytest.mark.parametrize(
    "title",
    [
        "2022年4月某某县税务局税费收入分税种分单位统计表",
        "2022年4月份某某县局税费收入统计表",
        "某某县税务局4月份税费收入同期比较表",
    ],
)
def test_the_bureau_behind_a_month_and_a_comparison(bureau, sent, title):
    bureau.root.mkdir(parents=True, exist_ok=True)
    (bureau.root / "bureau.toml").write_text('name = "国家税务总局某某县税务局"\n', encoding="utf-8")
    rows = [[title], *summary()[1:]]
    assert asked(load(bureau, [workbook(sent / "2022年4月.xlsx", {"表": rows})])) == []


@pytest.mark.parametrize("own", ["", "国家税务总局某某县税务局"])
def test_what_stands_before_a_bureau_is_asked_about_as_ever(bureau, sent, own):
    bureau.root.mkdir(parents=True, exist_ok=True)
    (bureau.root / "bureau.toml").write_text(f'name = "{own}"\n', encoding="utf-8")
    rows = [["2022年4月待审核某某县税务局税费收入统计表"], *summary()[1:]]
    (doubt,) = asked(load(bureau, [workbook(sent / "4月.xlsx", {"表": rows})]))
    assert "待审核" in doubt.message


def test_an_answer_outlives_the_file_that_it_was_given_for(bureau, sent):
    first = workbook(sent / "4月.xlsx", {"表": summary(title="（盘子）")})
    assert len(asked(load(bureau, [first]))) == 1
    later = [["增值税", 7243.5], ["企业所得税", 8494.8], ["契税", 640.4], ["合计", 16378.7]]
    assert asked(load(bureau, [workbook(sent / "4月更正.xlsx", {"表": summary(rows=later)})])) == []
    assert asked(load(bureau, [workbook(sent / "5月.xlsx", {"表": summary(5, "（盘子）")})])) == []
    other = load(bureau, [workbook(sent / "6月.xlsx", {"表": summary(6, "（摸底）")})])
    assert "摸底" in asked(other)[0].message
