"""Words in titles, headings, notes and remarks that say that figures are something else than the bureau's of the month."""

from datetime import date
from decimal import Decimal

import pytest
from department_files import days, hotline_rows, refused_at, sent_as, workbook

from etl.checking.said_beside import takes_away
from etl.load import load

TITLE, UNIT, HEAD = "2022年4月税费收入情况表", ["单位：万元"], ["税费种", "入库金额"]
KINDS = [["增值税", 7243.5], ["企业所得税", 8494.8], ["契税", 639.4], ["合计", 16377.7]]

pytestmark = pytest.mark.usefixtures("unserved")


def doubts(result):
    return [w for a in result.accepted for w in a.warnings if w.doubt]


def summary(title=TITLE, above=(), head="入库金额", under=()):
    return [[title], *([line] for line in above), UNIT, ["税费种", head], *KINDS, *([line] for line in under)]


@pytest.mark.parametrize(
    ("rows", "cell", "said"),
    [
        (summary("全市2022年4月税费收入情况表"), "A1", "全市"),
        (summary(above=["统计范围：全市"]), "A2", "全市"),
        (summary(head="入库金额（全省）"), "B3", "全省"),
        (summary(above=["数据状态：未结账"]), "A2", "未结账"),
        (summary("2022年4月税费收入（含海关代征）"), "A1", "含海关"),
        (summary(under=["注：本表含海关代征增值税。"]), "A8", "海关"),
        (summary(f"{TITLE}（未扣除退库）"), "A1", "未扣除退库"),
        (summary(under=["备注：以上数据为区级留成部分。"]), "A8", "区级留成"),
        (summary(head="入库金额（区级）"), "B3", "区级"),
        (summary(head="入库金额（4月25日）"), "B3", "4月25日"),
        (summary(head="入库金额(1-3月)"), "B3", "1-3月"),
        (summary("2022年4月税费收入日报（4月30日）"), "A1", "日报"),
        (summary(under=["数据来源：金税三期，取数时间2022年4月25日"]), "A8", "取数时间2022年4月25日"),
        (summary(under=["单位：万元（增值税、契税为亿元）"]), "A8", "单位是万元"),
        (summary(f"{TITLE}（测试）"), "A1", "测试"),
    ],
)
def test_words_that_make_something_else_of_the_figures_refuse_them(bureau, sent, rows, cell, said):
    (told,) = refused_at(sent_as(bureau, sent, rows))
    assert told[0] == cell
    assert said in told[1]


@pytest.mark.parametrize(
    "rows",
    [
        summary(head="入库金额（4月30日）"),
        summary(above=["取数日期：2022年5月3日"]),
        summary(above=["取数时间：2022年4月1日至4月30日"]),
        summary(under=["注：本表不含海关代征"]),
        summary("2022年4月税费收入情况表（占全市税务系统收入的比重另表）"),
    ],
)
def test_words_that_only_look_alike_do_not(bureau, sent, rows):
    result = sent_as(bureau, sent, rows)
    assert not result.refused
    assert doubts(result) == []


@pytest.mark.parametrize(
    ("note", "quoted"),
    [
        ("注：企业所得税含总分机构异地入库1200万元（外区入库）。", "1200万元"),
        ("注：表中数据包含东湖区。", "包含东湖区"),
        ("（含上年结转入库）", "含上年结转入库"),
        ("备注：增值税为预缴数", "为预缴数"),
        ("红字表示退库", "颜色"),
    ],
)
def test_a_note_that_may_take_from_the_figures_is_to_be_ticked(bureau, sent, note, quoted):
    (told,) = doubts(sent_as(bureau, sent, summary(under=[note])))
    assert (told.cell, told.value) == ("A8", note)
    assert quoted in told.message


def test_a_remark_beside_a_row_is_quoted_in_a_doubt_and_plain_ones_are_not(bureau, sent):
    said = ["其中500万元为下月提前入库，4月不统计", "核对无误", "见附件", None]
    rows = [[TITLE], UNIT, [*HEAD, "备注"], *([*kind, text] for kind, text in zip(KINDS, said, strict=True))]
    (told,) = doubts(sent_as(bureau, sent, rows))
    assert told.cell == "C4"
    assert "其中500万元为下月提前入库" in told.message
    assert "核对无误" not in told.message


TAKING = (
    ("hotline", "系统故障，数据不全"), ("hotline", "以下为估算"), ("targets", "市局尚未下达，暂按上年数"), ("refunds", "户次按3户次计"),
    ("refunds", "含滞纳金1200元"), ("supervision", "其中2次为区纪委开展"), ("party", "改为5月"), ("publicity", "非我局稿件"),
)  # fmt: skip
PLAIN = (
    ("revenue", "核对无误"), ("revenue", "同比增长5.2%"), ("party", "参会35人"), ("party", "会议记录另附"), ("supervision", "未发现问题"),
    ("supervision", "夜间抽查"), ("party", "补选支部书记"), ("publicity", "转载"), ("refunds", "已核对"), ("hotline", "征期"), ("party", "不忘初心主题"),
)  # fmt: skip


@pytest.mark.parametrize(("stem", "text"), TAKING)
def test_a_remark_that_may_take_away(stem, text):
    assert takes_away(stem, text)


@pytest.mark.parametrize(("stem", "text"), PLAIN)
def test_a_plain_remark(stem, text):
    assert not takes_away(stem, text)


def test_a_supplement_alone_is_asked_about(bureau, sent):
    rows = [["2022年4月税费收入补报表"], UNIT, HEAD, ["契税", 700.7]]
    ((_, told),) = refused_at(sent_as(bureau, sent, rows))
    assert "其余的会被当作没有" in told
    (accepted,) = sent_as(bureau, sent, rows, replace=True).accepted
    assert not [f for f in accepted.warnings if f.doubt], "asked about once"


def test_daily_figures_that_only_grow_are_running_totals(bureau, sent):
    rows = hotline_rows([])[:3] + [
        [day, 300 * n, 100 * n, 150 * n, 12, 9, 10] for n, day in enumerate(days(2022, 3, 12), 1)
    ]
    ((cell, told),) = refused_at(sent_as(bureau, sent, rows))
    assert cell == "B15"
    assert "累计" in told


def test_working_days_without_a_call_among_busy_ones_are_to_be_ticked(bureau, sent):
    rows = hotline_rows(days(2022, 3, 21), calls=300)
    rows[-1] = [rows[-1][0], 0, 0, 0, 0, 0, 0]
    (told,) = [d for d in doubts(sent_as(bureau, sent, rows)) if "一个来电也没有" in d.message]
    assert told.cell == "B24"


@pytest.mark.parametrize(("unit", "said"), [("元", "不到 100 万元"), ("万元", None)])
def test_a_month_of_less_than_a_million_is_to_be_ticked(bureau, sent, unit, said):
    told = doubts(sent_as(bureau, sent, [[TITLE], [f"单位：{unit}"], HEAD, *KINDS]))
    assert [said in d.message for d in told] == ([True] if said else [])


def test_refunds_that_no_county_has_are_to_be_ticked(bureau, sent):
    head = ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"]
    rows = [[f"D{n}", date(2022, 4, n), "减税", f"N{n}", Decimal("83979.98") + n, "已办结"] for n in range(1, 9)]
    (told,) = doubts(sent_as(bureau, sent, [["2022年4月退税台账"], ["单位：万元"], head, *rows]))
    assert "超过 50 亿元" in told.message


def test_issues_whose_state_and_day_do_not_agree_are_to_be_ticked(bureau, sent):
    head = ["问题编号", "提出单位", "类别", "问题", "提出日期", "整改状态", "完成日期"]
    raised = date(2021, 11, 8)
    rows = [
        ["XC1", "市局", "组织", "a", raised, "基本完成", None],
        ["XC2", "市局", "组织", "b", raised, "长期坚持", date(2022, 6, 1)],
        ["XC3", "市局", "组织", "c", raised, "已完成", date(2023, 3, 1)],
    ]
    told = doubts(sent_as(bureau, sent, [["巡察整改台账"], ["截至2022年12月31日"], head, *rows]))
    assert sorted(d.cell for d in told) == ["F4", "F5", "G6"]


def test_a_brief_reported_twice_and_a_blank_level_are_to_be_ticked(bureau, sent):
    briefs = [[date(2022, 5, 6), "简报", "办公室", "x", "第5期"], [date(2022, 5, 16), "简报", "办公室", "x改", "第5期"]]
    rows = [["2022年5月宣传台账"], ["日期", "事项", "来源", "标题", "简报编号"], *briefs]
    (told,) = doubts(sent_as(bureau, sent, rows))
    assert told.cell == "E4"
    rows = [["2022年5月党建台账"], ["日期", "事项", "数量", "组织层级"], [date(2022, 5, 6), "集中学习", 1, None]]
    (told,) = doubts(sent_as(bureau, sent, rows))
    assert told.cell == "D2"


def test_what_is_only_to_be_published_is_refused(bureau, sent):
    head = ["日期", "事项", "来源", "标题"]
    rows = [
        [date(2022, 12, 5), "媒体报道", "某某日报", "x"],
        [date(2022, 12, 28), "媒体报道", "省税务报（拟刊发）", "y"],
    ]
    ((cell, _),) = refused_at(sent_as(bureau, sent, [["2022年12月宣传台账"], head, *rows]))
    assert cell == "C4"


def test_another_bureaus_name_is_to_be_ticked_where_ours_is_known(bureau, sent):
    path = workbook(sent / "税费.xlsx", {"表": summary(f"东湖区税务局{TITLE}")})
    assert doubts(load(bureau, [path], dry_run=True)) == []
    bureau.root.mkdir(parents=True)
    (bureau.root / "bureau.toml").write_text('name = "国家税务总局南昌市西湖区税务局"', encoding="utf-8")
    (told,) = doubts(load(bureau, [path], dry_run=True))
    assert told.cell == "A1"
    assert "东湖区税务局" in told.message


def test_a_refund_that_its_row_takes_off_is_not_asked_about(bureau, sent):
    head = ["入库日期", "税费种", "入库金额", "备注"]
    rows = [[date(2022, 4, day), "增值税", Decimal(f"{day}1234.56"), ""] for day in range(1, 9)]
    rows += [[date(2022, 4, 9), "增值税", Decimal("-512.35"), "退库更正"]]
    assert doubts(sent_as(bureau, sent, [["2022年4月税费收入明细"], head, *rows])) == []
