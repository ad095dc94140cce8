"""Figures in tables: a cell that holds a number alone is read with its row, its column and its caption."""

import json
import time
from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.binding.memory import keys
from report.document import read, read_bytes
from report.finding.blanks import find_blanks
from report.finding.plain_tables import tables_of_text
from report.finding.tables import figures_in, is_value
from report.inspection import figures_of, inspect
from tests.report.small_catalogue import small_catalogue
from tests.report.small_measurer import SmallMeasurer
from tests.report.word_files import paragraph, run, word_file

HEADED = ("序号", "指标", "单位", "2021年", "2022年", "同比增长（%）")


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows):
    inside = "".join(f"<w:tr>{''.join(c if c.startswith('<') else cell(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{inside}</w:tbl>"


def document(tmp_path, *blocks):
    body = "".join(b if b.startswith("<") else paragraph(run(b)) for b in blocks)
    return read_bytes(word_file(body), tmp_path / "报告.docx")


def told(found):
    return [(b.blank.text, b.blank.unit, b.status, b.binding.metric, b.binding.period) for b in found.number_blanks]


def look(doc, **values):
    return inspect(
        doc,
        2022,
        SmallMeasurer(
            **{"revenue_total": "3862000000", "heart_to_heart_talks": 96, "relief_taxpayer_times": 12386} | values
        ),
    )


def test_a_row_its_unit_and_a_column_of_a_year_make_a_sentence(tmp_path):
    rows = (HEADED, ("1", "税费收入", "亿元", "**", "****", "**"), ("2", "谈心谈话", "人次", "***", "**余", ""))
    found = look(document(tmp_path, "2022年工作情况", "表1 主要指标", table(*rows)))
    assert told(found) == [
        ("**", "亿元", "bound", "revenue_total", "2021"),
        ("****", "亿元", "bound", "revenue_total", "2022"),
        ("**", "%", "ask", None, "2022"),
        ("***", "人次", "bound", "heart_to_heart_talks", "2021"),
        ("**", "人次", "bound", "heart_to_heart_talks", "2022"),
    ]
    assert [b.shown for b in found.number_blanks if b.status == "bound"] == ["38.62", "38.62", "96", "90"]


@pytest.mark.parametrize(
    ("caption", "rows", "unit", "status", "period"),
    [
        ("全年分月情况", (("月份", "税费收入（亿元）"), ("3月", "**")), "亿元", "bound", "2022-03"),
        ("2022年上半年情况", (("指标", "数量"), ("税费收入（亿元）", "**")), "亿元", "bound", "2022H1"),
        ("情况", (("政策", "户次（万）"), ("退税降费", "**")), "万户次", "bound", "2022"),
        ("主要指标（单位：亿元）", (("指标", "完成数"), ("税费收入", "**")), "亿元", "bound", "2022"),
        ("情况", (("指标", "上年"), ("税费收入", "**亿元")), "亿元", "bound", "2021"),
        ("全市税务系统情况", (("指标", "数量"), ("税费收入", "**亿元")), "亿元", "ask", "2022"),
        ("情况", (("单位名称", "税费收入（亿元）"), ("第一税务所", "**")), "亿元", "ask", "2022"),
        ("情况", (("指标", "目标"), ("税费收入", "**亿元")), "亿元", "ask", "2022"),
        ("2021年上半年，全局各项工作平稳推进，主要情况如下。", (("指标", "数"), ("税费收入", "**亿元")), "亿元", "ask", "2022"),
    ],
)  # fmt: skip
def test_caption_heading_and_label_say_unit_period_and_whose(tmp_path, caption, rows, unit, status, period):
    (found,) = look(document(tmp_path, caption, table(*rows))).number_blanks
    assert (found.blank.unit, found.status, found.binding.period) == (unit, status, period)


def test_labels_of_merged_cells_hold_for_all_their_rows(tmp_path):
    first = cell("第二税务所", '<w:vMerge w:val="restart"/>')
    on = cell("", "<w:vMerge/>")
    rows = (("部门", "事项", "数量"), (first, "税费收入", "**亿元"), (on, "谈心谈话", "**人次"))
    found = look(document(tmp_path, table(*rows)))
    assert [b.status for b in found.number_blanks] == ["ask", "ask"]
    assert all("第二税务所" in b.blank.cell.text for b in found.number_blanks)


def test_without_a_unit_or_with_two_there_is_no_number_to_fill(tmp_path):
    rows = (("指标", "内容（万元）"), ("税费收入（亿元）", "****"))
    (blank,) = look(document(tmp_path, table(*rows))).number_blanks
    assert (blank.status, blank.shown) == ("no_metric", None)
    assert "单位" in blank.reason
    rows = (("姓名", "内容"), ("联系人", "***"))
    found = look(document(tmp_path, table(*rows)))
    assert found.number_blanks == ()


def test_a_stated_figure_in_a_table_is_held_against_the_data(tmp_path):
    rows = (("指标", "单位", "2022年"), ("税费收入", "亿元", "38.62"), ("谈心谈话", "人次", "69"))
    found = look(document(tmp_path, table(*rows)))
    assert [(c.claim.text, c.claim.unit, c.status) for c in found.claims] == [
        ("38.62", "亿元", "match"),
        ("69", "人次", "mismatch"),
    ]


def test_prose_and_numbers_of_rows_are_not_figures_of_a_table(tmp_path):
    rows = (("1", "全年组织税费收入**亿元，谈心谈话**人次。"), ("2", "2022"))
    found = look(document(tmp_path, table(*rows)))
    assert [b.status for b in found.number_blanks] == ["bound", "bound"]
    assert all(b.blank.cell is None for b in found.number_blanks)
    assert found.claims == ()


def test_the_same_label_again_is_another_figure_and_a_moved_row_keeps_its_key(tmp_path):
    rows = [("事项", "次数"), ("集中学习", "**"), ("专题研讨", "**"), ("集中学习", "**")]
    doc = document(tmp_path, table(*rows))
    blanks, _ = figures_of(doc, small_catalogue())
    first = [k for k, _ in keys(doc.text, blanks)]
    assert len(set(first)) == 3
    moved = document(tmp_path, "前面多了一段话。", table(rows[0], rows[2], rows[1]))
    again, _ = figures_of(moved, small_catalogue())
    assert [k for k, _ in keys(moved.text, again)] == [first[1], first[0]]


def test_filled_and_read_again_the_number_is_a_stated_figure_at_the_same_key(tmp_path):
    doc = document(tmp_path, table(("指标", "单位", "数量"), ("税费收入", "亿元", "****")))
    filled = document(tmp_path, table(("指标", "单位", "数量"), ("税费收入", "亿元", "38.62")))
    blanks, _ = figures_of(doc, small_catalogue())
    _, claims = figures_of(filled, small_catalogue())
    assert keys(doc.text, blanks) == keys(filled.text, claims)


@pytest.mark.parametrize("written", ["| 指标 | 单位 | 2022年 |\n|---|---|---|\n| 税费收入 | 亿元 | **** |\n", "指标\t单位\t2022年\n税费收入\t亿元\t****\n"])  # fmt: skip
def test_tables_of_plain_text(tmp_path, written):
    path = tmp_path / "报告.md"
    path.write_text(f"2022年情况\n\n{written}\n组织税费收入**亿元。", encoding="utf-8")
    doc = read(path)
    found = look(doc)
    assert told(found) == [("****", "亿元", "bound", "revenue_total", "2022"), ("**", "亿元", "bound", "revenue_total", "2022")]  # fmt: skip
    assert all(doc.text[b.blank.start : b.blank.end] == b.blank.text for b in found.number_blanks)


def test_cells_of_a_plain_table_stand_where_they_stand():
    text = "甲\n| a | **b |\n|---|---|\n| 长 一 点 |c|\n"
    (found,) = tables_of_text(text)
    assert [text[c.start : c.end] for c in found.cells] == ["a", "**b", "长 一 点", "c"]
    assert [(c.row, c.column) for c in found.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize(("written", "yes"), [("****", True), ("约**余", True), ("3.2亿元", True), ("（  ）次", True), ("-1.5", True), ("2022", False), ("2022年", False), ("张**", False), ("详见附件3", False), ("", False), ("—", False)])  # fmt: skip
def test_what_a_cell_of_figures_is(written, yes):
    assert is_value(written) is yes


def test_the_json_keeps_the_contract(tmp_path):
    from report.inspection import to_json

    found = look(document(tmp_path, table(("指标", "单位", "数量"), ("税费收入", "亿元", "****"))))
    (blank,) = json.loads(json.dumps(to_json(found), default=str))["blanks"]
    assert found.text[blank["start"] : blank["end"]] == blank["text"] == "****"
    assert (blank["unit"], blank["shown"]) == ("亿元", "38.62")


def bars(*rows):
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]])


def states_of(text):
    found = look(read_bytes(text.encode("utf-8"), Path("台账.md")))
    return [b.binding.period if b.status == "bound" else None for b in found.number_blanks]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ((("填报部门", "谈心谈话（人次）"), ("城东税务所", "**"), ("合 计", "**")), [None, None]),
        ((("党支部", "谈心谈话（人次）"), ("退休支部", "**"), ("小计", "**")), [None, None]),
        ((("谈话人", "谈心谈话（人次）"), ("王某", "**"), ("总计", "**")), [None, None]),
        ((("兄弟局", "税费收入（亿元）"), ("丙区局", "**"), ("累计", "**")), [None, None]),
        ((("指标", "一所", "二所", "合计"), ("谈心谈话（人次）", "**", "**", "**")), [None, None, None]),
        ((("填报部门", "谈心谈话（人次）"), ("城东税务所", "**"), ("", "**")), [None, None]),
        ((("事项", "人次"), ("第一税务所谈心谈话（人次）", "**"), ("谈心谈话合计（人次）", "**")), [None, None]),
        ((("指标", "合计", "同比（%）"), ("谈心谈话（人次）", "**", "")), ["2022"]),
        ((("月份", "谈心谈话（人次）"), ("1月", "**"), ("2月", "**"), ("累计", "**")), ["2022-01", "2022-02", "2022-01..2022-02"]),
        ((("月份", "谈心谈话（人次）"), ("1月", "**"), ("2月", "**"), ("总计", "**")), ["2022-01", "2022-02", "2022-01..2022-02"]),
        ((("月份", "谈心谈话（人次）"), ("5月", "**"), ("6月", "**"), ("累计", "**")), ["2022-05", "2022-06", None]),
        ((("指标", "5月", "本年累计"), ("谈心谈话（人次）", "**", "**")), ["2022-05", None]),
    ],
)  # fmt: skip
def test_a_total_is_of_what_the_table_lists(rows, wanted):
    assert states_of(bars(*rows)) == wanted


@pytest.mark.parametrize("whose", ["（全市）", "（各党支部）"])
def test_a_caption_says_of_whom_the_table_is(whose):
    rows = (("事项", "人次"), ("谈心谈话（人次）", "**"))
    assert states_of(f"表2 二季度工作{whose}\n\n{bars(*rows)}") == [None]
    assert states_of(f"表2 二季度工作\n\n{bars(*rows)}") == ["2022Q2"]


def test_a_table_of_thousands_of_cells_is_read_in_the_time_of_its_cells():
    """Reading a cell must not look at every other: 800 rows took minutes. Processor time, which others' work does not lengthen."""
    heads = ("单位", "谈心谈话（人次）", "集中学习（次）", "党课（次）", "备注")
    text = bars(heads, *((f"第{n}税务所", "**", str(n), "12", "") for n in range(800)))
    tables, began = tables_of_text(text), time.process_time()
    found = figures_in(tables, text, find_blanks)
    assert [f.cell.text for f in found[::799]] == ["第0税务所谈心谈话**人次", "第799税务所谈心谈话**人次"]
    assert time.process_time() - began < 10


def test_a_tick_beside_a_label_that_tells_its_figure_is_no_blank():
    values = states_of(bars(("事项", "谈心谈话（人次）"), ("全年谈心谈话**人次", "x"), ("二季度", "x")))
    assert values == ["2022", "2022Q2"]


def test_a_part_of_a_year_over_years_is_that_part_of_each(tmp_path):
    rows = (
        ("指标", "单位", cell("上半年", '<w:gridSpan w:val="2"/>')),
        ("", "", "2022年", "2021年"),
        ("谈心谈话", "人次", "**", "**"),
    )
    found = look(document(tmp_path, "2022年工作情况", table(*rows)))
    assert [(b.binding.metric, b.binding.period) for b in found.number_blanks] == [
        ("heart_to_heart_talks", "2022H1"),
        ("heart_to_heart_talks", "2021H1"),
    ]


def test_a_part_that_says_its_own_year_stays_apart_from_another_year(tmp_path):
    rows = (
        ("指标", cell("2021年上半年", '<w:gridSpan w:val="2"/>')),
        ("", "2022年", "2021年"),
        ("谈心谈话（人次）", "**", "**"),
    )
    found = look(document(tmp_path, "2022年工作情况", table(*rows)))
    assert next(b.status for b in found.number_blanks) == "ask"


def test_the_row_before_says_whose_a_rate_is(tmp_path):
    rows = (
        ("指标", "单位", "2022年", "2021年", "增减"),
        ("热线来电", "次", "**", "85746", "**"),
        ("接通率", "%", "**", "88.1", ""),
        ("满意率", "%", "**", "", ""),
    )
    catalogue = load_catalogue()
    doc = document(tmp_path, "2022年工作情况", table(*rows))
    blanks, claims = figures_of(doc, catalogue)
    found = bind_all(catalogue, doc.text, 2022, [*blanks, *claims])
    assert [b.metric for b in found[:4]] == ["hotline_calls", None, "hotline_answer_rate", "hotline_satisfaction"]
    rows = (rows[0], ("谈心谈话", "人次", "**", "88", ""), *rows[2:])
    doc = document(tmp_path, "2022年工作情况", table(*rows))
    blanks, claims = figures_of(doc, catalogue)
    assert [b.metric for b in bind_all(catalogue, doc.text, 2022, [*blanks, *claims])[:3]] == [
        "heart_to_heart_talks",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        ((("指标", "上半年", "上半年"), ("", "2022年", "2021年")), ["2022H1", "2021H1"]),
        ((("指标", "上半年", "上半年"), ("", "今年", "上年")), ["2022H1", "2021H1"]),
        ((("指标", "上半年", "上半年"), ("", "本年度", "去年")), ["2022H1", "2021H1"]),
        ((("指标", "上半年", ""), ("", "2022年", "2021年")), ["2022H1", None]),
        ((("指标", "", "上半年"), ("", "2021年", "2022年")), ["2021", "2022H1"]),
    ],
)
def test_an_empty_heading_beside_a_period_asks(heads, wanted):
    assert states_of(bars(*heads, ("谈心谈话（人次）", "**", "**"))) == wanted


def test_a_rate_with_a_public_of_its_own_is_not_of_the_row_before(tmp_path):
    rows = (
        ("指标", "单位", "2022年"),
        ("热线来电", "次", "**"),
        ("接通率", "%", "**"),
        ("纳税人满意度", "%", "**"),
        ("满意度", "%", "**"),
    )
    doc = document(tmp_path, "2022年工作情况", table(*rows))
    blanks, claims = figures_of(doc, load_catalogue())
    found = bind_all(load_catalogue(), doc.text, 2022, [*blanks, *claims])
    assert [b.metric for b in found] == ["hotline_calls", "hotline_answer_rate", None, None]


def test_the_building_of_the_party_is_the_group_of_a_row(tmp_path):
    rows = (("类别", "指标", "单位", "完成"), ("党的建设", "谈心谈话", "人次", "**"))
    assert [b.status for b in look(document(tmp_path, "2022年工作情况", table(*rows))).number_blanks] == ["bound"]
