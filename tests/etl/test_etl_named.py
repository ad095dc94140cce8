"""Files that are not taken, or only by other names: what is said of them, and what departments call the same thing."""

from datetime import date

import pytest
from department_files import days, hotline_rows, query, refused_at, sent_as

pytestmark = pytest.mark.usefixtures("unserved")

DAY = date(2022, 4, 6)


def skipped(result):
    ((_, why),) = result.skipped
    return why


def test_a_register_whose_title_names_a_kind_is_told_what_it_lacks(bureau, sent):
    rows = [["2022年4月谈心谈话登记表"], ["谈话时间", "谈话人", "谈话对象", "谈话内容"], [DAY, "R1", "R2", "思想"]]
    why = skipped(sent_as(bureau, sent, rows, "登记.xlsx"))
    assert "像是“监督”的数据，表头里没有“事项”" in why
    assert "B2“谈话人”" in why
    assert "逐行填“谈心谈话”" in why


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["2022年9月退税减税降费汇总表"], ["政策类别", "户次", "金额"], ["减税", 12, 880.2]], "汇总的数不能入库"),
        ([["2022年税费收入任务分解表"], ["税务所", "年度任务"], ["第一税务所", 8000]], "像是“年度目标”"),
        ([["2022年4月各支部学习"], ["支部", "集中学习（次）", "专题研讨（次）"], ["一支部", 4, 1]], "各列是事项"),
        ([["会议室使用情况"], ["房间", "时段"], ["301", "上午"]], "没有认出是哪一类数据"),
    ],
)
def test_why_nothing_of_a_file_was_taken(bureau, sent, rows, said):
    assert said in skipped(sent_as(bureau, sent, rows, "报表.xlsx"))


def test_a_title_that_names_one_source_over_the_headings_of_others(bureau, sent):
    rows = [["2022年5月咨询热线"], ["日期", "类型", "次数"], [date(2022, 5, 1), "来电总量", 47]]
    ((_, told),) = refused_at(sent_as(bureau, sent, rows, "报表.xlsx"))
    assert "像是“咨询热线”的数据，表头里没有“来电总量”、“人工接听量”、“智能解答量”" in told


def test_a_month_without_its_year_is_said_so(bureau, sent):
    rows = [["4月份税费收入月报表"], ["单位：万元"], ["税费种", "入库金额"], ["增值税", 9000], ["契税", 70]]
    ((_, told),) = refused_at(sent_as(bureau, sent, rows))
    assert "没有写是哪一年的" in told


def test_events_by_the_names_that_reports_give_them(bureau, sent):
    head = ["日期", "事项", "次数", "人次", "被追责人员"]
    rows = [
        [DAY, "酒驾醉驾专项检查", "一次", None, None],
        [DAY, "观看警示教育片", 1, None, None],
        [DAY, "开展谈心谈话", 1, 5, None],
        [DAY, "追究责任", None, None, "R0101"],
    ]
    assert sent_as(bureau, sent, [["2022年4月监督台账"], head, *rows]).accepted
    found = query(bureau, "SELECT kind, times, person_times FROM supervision ORDER BY kind")
    assert found == [("警示教育片", 1, None), ("谈心谈话", 1, 5), ("追究责任", 1, None), ("酒驾醉驾检查", 1, None)]


def test_a_summary_by_those_names(bureau, sent):
    head = ["月份", "专项监督检查", "谈心谈话人次", "警示教育片场次", "酒驾检查次数"]
    rows = [["2022年监督工作情况"], head, *([f"{n}月", 1, n, 2, 4] for n in range(1, 13))]
    assert sent_as(bureau, sent, rows, "监督.xlsx").accepted
    found = query(bureau, "SELECT kind, sum(times), sum(person_times) FROM supervision GROUP BY kind ORDER BY kind")
    assert [(kind, times, persons) for kind, times, persons in found if kind != "谈心谈话"] == [
        ("专项监督检查", 12, None), ("警示教育片", 24, None), ("酒驾醉驾检查", 48, None),
    ]  # fmt: skip
    assert [persons for kind, _, persons in found if kind == "谈心谈话"] == [78]


def test_other_posts_count_as_other_and_those_of_the_committee_do_not(bureau, sent):
    head = ["日期", "人员代号", "职务", "任免方式", "出生年月"]
    rows = [[DAY, "R1", "第一税务所所长", "任命", "1985-05"], [DAY, "R2", "机关纪委副书记", "任命", "1985-05"]]
    assert [cell for cell, _ in refused_at(sent_as(bureau, sent, [["2022年4月干部任免"], head, *rows]))] == ["C4"]


def test_letters_without_width_and_the_mathematical_minus(bureau, sent):
    rows = hotline_rows(days(2022, 3))
    rows[3] = [rows[3][0], "102\u200b", *rows[3][2:]]
    assert sent_as(bureau, sent, rows, "热线.xlsx").accepted
    rows = [["2022年4月税费收入表"], ["单位：元"], ["税费种", "入库金额"], ["增值税", 9200000.5], ["契税", "−120.50"]]
    assert sent_as(bureau, sent, rows).accepted
    assert float(query(bureau, "SELECT amount_yuan FROM revenue WHERE tax_kind = '契税'")[0][0]) == -120.5


def test_sentences_on_formulas_units_in_cells_and_counts_of_something_else(bureau, sent):
    head = [["2022年4月税费收入表"], ["单位：万元"], ["税费种", "入库金额"]]
    rows = [*head, ["增值税", "=4600+4600.5"], ["契税", "=B4*0.1"]]
    told = refused_at(sent_as(bureau, sent, rows))
    assert [cell for cell, message in told if "公式没有计算过" in message] == ["B4", "B5"]
    told = refused_at(sent_as(bureau, sent, [*head, ["增值税", "8,345.20万元"], ["契税", "3万元"]]))
    assert all("单位：万元" in message for _, message in told[:2])
    rows = [["2022年4月监督台账"], ["日期", "事项", "次数", "人次"], [DAY, "谈心谈话", 1, "5人"]]
    told = refused_at(sent_as(bureau, sent, rows))
    assert [cell for cell, message in told if "“人”与“人次”不是一回事" in message] == ["D3"]


def test_a_summary_whose_amounts_nobody_knows_is_told_which_columns_they_may_be(bureau, sent):
    lines = [["2022年5月税费收入情况表"], ["单位：万元", None, "报送单位：收入核算股"]]
    rows = [["税费种", "入库毛额", "净额"], ["增值税", 120.5, 118.2], ["契税", 30.1, 29.9]]
    why = skipped(sent_as(bureau, sent, [*lines, *rows]))
    assert "B3“入库毛额”、C3“净额” 里认不出哪一列是“入库金额”" in why
    assert "A2" not in why


def test_several_kinds_in_one_column_are_named_and_not_the_total(bureau, sent):
    head = ["月份", "合计", "增值税", "其他各税", "社会保险费"]
    rows = [[f"{m}月", 160 + m, 100 + m, 20, 40] for m in (1, 2, 3)]
    told = refused_at(sent_as(bureau, sent, [["2022年1-3月税费收入"], ["单位：万元"], head, *rows]))
    assert [cell for cell, _ in told] == ["D3", "E3"]
    assert "几个税费种合在一起" in told[0][1]
