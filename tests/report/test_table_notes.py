"""What a table's groups, labels, remarks and the lines around it make of its figures: another time, a part of us, a plan."""

import pytest

from tests.report.test_table_captions import PLAIN, ROWS, TITLE, look, states

EMPTY_ROWS = (("集中学习（次）", ""), ("谈心谈话（人次）", ""), ("警示教育片（场）", ""))
ASKS = ("ask", "2022")


@pytest.mark.parametrize("group", ["第一税务所", "机关党支部", "青年理论学习小组"])
def test_the_name_of_a_group_holds_for_the_last_empty_cell_too(tmp_path, group):
    assert states(look(tmp_path, TITLE, (PLAIN, group, *EMPTY_ROWS))) == [ASKS] * 3
    assert states(look(tmp_path, TITLE, (PLAIN, group, *EMPTY_ROWS), "谈心谈话**人次。"))[3] == ("bound", "2022")


@pytest.mark.parametrize(("one", "other"), [("上年同期", "本年"), ("去年", "今年"), ("2021年", "本年")])
def test_a_row_of_a_period_with_empty_cells_is_no_group_of_those_below(tmp_path, one, other):
    found = look(tmp_path, TITLE, (("类别", "集中学习（次）", "谈心谈话（人次）"), (one, "", ""), (other, "", "")))
    assert states(found) == [("bound", "2021")] * 2 + [("bound", "2022")] * 2


def test_a_period_over_rows_of_another_kind_stays_a_group(tmp_path):
    found = look(tmp_path, TITLE, (PLAIN, ("2021年", ""), *EMPTY_ROWS, ("2022年", ""), *EMPTY_ROWS))
    assert states(found) == [("bound", "2021")] * 3 + [("bound", "2022")] * 3


@pytest.mark.parametrize("mask", ["", "**"])
def test_bare_years_in_labels_and_headings_are_years(tmp_path, mask):
    rows = [(year, mask, mask) for year in ("2020", "2021", "2022")]
    down = look(tmp_path, TITLE, (("年度", "集中学习（次）", "谈心谈话（人次）"), *rows))
    assert states(down) == [("bound", year) for year in ("2020", "2021", "2022") for _ in range(2)]
    across = look(tmp_path, TITLE, (("项目", "2021", "2022"), *((w, mask, mask) for w, _ in ROWS[1:])))
    assert states(across) == [("bound", "2021"), ("bound", "2022")] * 3


@pytest.mark.parametrize(
    "table",
    [
        (("月份", "集中学习（次）"), ("1", "**"), ("2", "**"), ("3", "**"), ("合计", "**")),
        (("项目", "月份", "", "", ""), ("", "1", "2", "3", "合计"), ("集中学习（次）", "**", "**", "**", "**")),
    ],
)
def test_digits_under_months_are_months(tmp_path, table):
    assert states(look(tmp_path, TITLE, table)) == [
        ("bound", period) for period in ("2022-01", "2022-02", "2022-03", "2022Q1")
    ]


@pytest.mark.parametrize(
    "table",
    [
        (("", "集中学习（次）"), ("1", "**"), ("2", "**"), ("合计", "**")),
        (("项目", "1", "2", "3", "合计"), ("集中学习（次）", "**", "**", "**", "**")),
        (("日期", "集中学习（次）"), ("12.1", "**"), ("12.8", "**")),
    ],
)
def test_digits_that_may_be_months_or_are_days_ask(tmp_path, table):
    assert {status for status, _ in states(look(tmp_path, TITLE, table))} == {"ask"}


def test_numbers_of_rows_are_no_months(tmp_path):
    rows = [(str(n), *row) for n, row in enumerate(ROWS[1:], 1)]
    for head in ("序号", ""):
        assert states(look(tmp_path, TITLE, ((head, *PLAIN), *rows))) == [("bound", "2022")] * 3


NOTES = [
    "注：本表数据截至2022年11月底", "注：以上数据截至2022年11月30日", "本表为上半年数据", "本表统计期间为1—11月", "表中数据不含分局",
    "说明：本表为机关数据", "备注：数据为预计数", "本表数据为计划数",
]  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_a_note_on_a_table_is_heard(tmp_path, note):
    assert states(look(tmp_path, TITLE, ROWS, note)) == [ASKS] * 3
    assert states(look(tmp_path, TITLE, (*ROWS, note))) == [ASKS] * 3
    assert states(look(tmp_path, TITLE, (PLAIN, *EMPTY_ROWS, note))) == [ASKS] * 3


@pytest.mark.parametrize(
    "note",
    [
        "注：本表由办公室汇总。", "注：数据来源于金税三期系统。", "说明：谈心谈话含廉政谈话。", "注：本表数据截至2022年12月31日",
        "注：税费收入不含社保费。", "联系人：张三", "注：本表填报于2023年1月5日。",
    ],
)  # fmt: skip
def test_a_note_that_changes_nothing_is_no_reason_to_ask(tmp_path, note):
    assert states(look(tmp_path, TITLE, ROWS, note)) == [("bound", "2022")] * 3
    assert states(look(tmp_path, TITLE, (PLAIN, *EMPTY_ROWS, note))) == [("bound", "2022")] * 3


def test_a_note_says_nothing_of_the_next_table_or_of_another_year(tmp_path):
    found = look(tmp_path, TITLE, ROWS, "注：本表为上半年数据", "二、其他", ROWS)
    assert states(found) == [ASKS] * 3 + [("bound", "2022")] * 3
    years = (("项目", "2021年", "2022年"), ("集中学习（次）", "**", "**"))
    assert states(look(tmp_path, TITLE, years, "注：2022年数据截至11月底")) == [("bound", "2021"), ASKS]


@pytest.mark.parametrize(
    ("heading", "remark"),
    [
        ("备注", "上半年"), ("备注", "仅机关"), ("备注", "1-11月"), ("备注", "预计"), ("统计口径", "支部"), ("统计口径", "第一税务所"),
    ],
)  # fmt: skip
def test_a_remark_in_its_row_makes_a_figure_ask(tmp_path, heading, remark):
    table = ((*PLAIN, heading), ("集中学习（次）", "**", remark), ("谈心谈话（人次）", "**", "含视频会议"))
    assert states(look(tmp_path, TITLE, table)) == [ASKS, ("bound", "2022")]


@pytest.mark.parametrize(
    ("one", "other"), [("机关", "分局"), ("机关", "全局"), ("县局机关", "基层分局"), ("党委", "支部"), ("县局", "分局")]
)
def test_a_part_of_us_beside_another_asks(tmp_path, one, other):
    down = look(tmp_path, TITLE, (("类别", "集中学习（次）"), (one, "**"), (other, "**")))
    across = look(tmp_path, TITLE, (("项目", one, other), ("集中学习（次）", "**", "**")))
    assert states(down)[0] == states(across)[0] == ASKS


@pytest.mark.parametrize("group", ["机关", "二、分局", "班子成员", "市局检查", "目标任务"])
def test_a_group_of_a_part_or_a_plan_asks(tmp_path, group):
    assert states(look(tmp_path, TITLE, (PLAIN, group, *ROWS[1:]))) == [ASKS] * 3


def test_the_bureau_and_its_party_committee_alone_are_the_whole(tmp_path):
    table = (("单位", "集中学习（次）"), ("县局", "**"))
    assert states(look(tmp_path, TITLE, table)) == [("bound", "2022")]
    assert states(look(tmp_path, TITLE, (PLAIN, "一、党建工作", *ROWS[1:]))) == [("bound", "2022")] * 3


PROSE = ["一、党建工作", "我局开展集中学习**次，谈心谈话**人次。", "二、其他", "放映警示教育片**场。"]
CLOSES = [
    "注：以上数据不含分局", "注：以上为机关数据", "备注：统计时间为1-11月", "说明：本总结数据截至11月底", "说明：以上数据为快报数。",
]  # fmt: skip


@pytest.mark.parametrize("note", CLOSES)
def test_a_note_at_the_close_is_on_all_figures_also_on_those_called_ours(tmp_path, note):
    found = look(tmp_path, TITLE, *PROSE, note)
    assert states(found) == [ASKS] * 3


@pytest.mark.parametrize("note", ["联系人：张三", "注：以上数据来源于党建台账", "注：数据为2022年全年数"])
def test_a_note_at_the_close_that_changes_nothing(tmp_path, note):
    found = look(tmp_path, TITLE, *PROSE, note)
    assert states(found) == [("bound", "2022")] * 3


@pytest.mark.parametrize(
    "line",
    [
        "填报时间：2022年12月30日", "填报日期：2023年1月5日", "制表日期：2022年12月30日", "报送时间：2023年1月5日",
        "填报单位：城关区税务局　　2022年12月30日", "填报单位（盖章）：城关区税务局　　填报日期：2022年12月30日",
    ],
)  # fmt: skip
def test_the_day_of_filing_is_no_period(tmp_path, line):
    assert states(look(tmp_path, TITLE, line, ROWS)) == [("bound", "2022")] * 3


@pytest.mark.parametrize(
    "line",
    ["填报时间：2022年6月30日", "填报单位：城关区税务局　　2022年9月30日", "填报单位：第一税务所　　2022年12月30日"],
)
def test_a_day_of_filing_before_the_end_of_the_period_asks(tmp_path, line):
    assert states(look(tmp_path, TITLE, line, ROWS)) == [ASKS] * 3


def test_a_caption_with_a_seal_and_groups_hide_no_empty_cells(tmp_path):
    seal = "填报单位：国家税务总局城关区税务局（盖章）"
    assert states(look(tmp_path, TITLE, (seal, PLAIN, *EMPTY_ROWS))) == [("bound", "2022")] * 3
    years = (PLAIN, "上年情况", *EMPTY_ROWS, "本年情况", *EMPTY_ROWS)
    assert states(look(tmp_path, TITLE, years)) == [("bound", "2021")] * 3 + [("bound", "2022")] * 3
    rooms = (PLAIN, "第一税务所", EMPTY_ROWS[0], "第二税务所", EMPTY_ROWS[0])
    assert states(look(tmp_path, TITLE, rooms)) == [ASKS] * 2


def test_a_label_of_opinions_wants_a_number(tmp_path):
    found = look(tmp_path, TITLE, (PLAIN, ("意见建议（条）", ""), ("谈心谈话（人次）", "")))
    assert [b.binding.metric or b.status for b in found.number_blanks] in (
        ["suggestions_collected", "heart_to_heart_talks"], ["ask", "heart_to_heart_talks"]
    )  # fmt: skip


@pytest.mark.parametrize("headings", [("本期", "上期"), ("全市", "我局", "排名"), ("应开展", "已开展", "未开展")])
def test_empty_cells_of_unknown_columns_are_said(tmp_path, headings):
    rows = [(label, *("" for _ in headings)) for label, _ in EMPTY_ROWS]
    found = look(tmp_path, TITLE, (("项目", *headings), *rows))
    said = [b.blank.kind for b in found.blanks]
    assert set(said) == {"missing"}
    assert len(said) == 3 * len([h for h in headings if h != "排名"])


@pytest.mark.parametrize(
    ("caption", "status"),
    [
        ("机关监督工作情况", "ask"),
        ("监督工作任务表", "ask"),
        ("主要指标预计完成情况", "ask"),
        ("主要任务完成情况表", "bound"),
        ("机关党建工作情况", "bound"),
        ("监督工作情况", "bound"),
    ],
)
def test_a_caption_of_an_office_or_of_plans_asks(tmp_path, caption, status):
    assert states(look(tmp_path, TITLE, caption, ROWS)) == [(status, "2022")] * 3
