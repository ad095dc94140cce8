"""One thing in several spellings counts once; a wording that a figure does not know is said by cell."""

import re

import pytest
from department_files import csv_file, messages, query

from etl.checking.spellings import spelt, tidy_category, tidy_name, tidy_number
from etl.load import load
from warehouse.schema import TABLES

pytestmark = pytest.mark.usefixtures("unserved")


def told(bureau, path, word):
    result = load(bureau, [path], dry_run=True)
    assert result.accepted, messages(result)
    return [(w.cell, w.value) for w in result.accepted[0].warnings if word in w.message]


@pytest.mark.parametrize(
    ("table", "column", "text", "code"),
    [
        ("inspections", "raised_by", "市局党委巡察组", "市局"), ("inspections", "raised_by", "市 局", "市局"),
        ("inspections", "raised_by", "市税务局", "市局"), ("inspections", "raised_by", "市局党委第一巡察组", "市局"),
        ("inspections", "raised_by", "区局", None), ("inspections", "raised_by", "国家税务总局某市税务局", None),
        ("appointments", "grade", "副股", "副股级"), ("appointments", "grade", "副股级（试用期一年）", "副股级"),
        ("appointments", "grade", "股级副职", "副股级"), ("appointments", "grade", "股级", None),
        ("publicity", "level", "市", "市级"), ("publicity", "level", "地市级", "市级"), ("publicity", "level", "北京市级", None),
        ("publicity", "leader_level", "区长", "区政府主要领导"), ("publicity", "leader_level", "区委书记", "区委主要领导"),
        ("publicity", "leader_level", "副区长", None), ("publicity", "positive", "不肯定", "否"), ("publicity", "positive", "肯定", "是"),
        ("party", "body", "第一党支部", "支部"), ("party", "body", "局党委", "党委"), ("party", "body", "机关党委", None), ("party", "body", "党委、支部", None),
        ("branches", "closed_on", "未撤销", ""), ("branches", "closed_on", "2022-03-01", None),
    ],
)  # fmt: skip
def test_spellings_that_certainly_mean_a_code(table, column, text, code):
    assert spelt(TABLES[table].column(column), text) == code


def test_every_synonym_leads_to_a_code_and_is_no_code_itself():
    for table in TABLES.values():
        for column in (c for c in table.columns if c.spelt):
            for pattern, code in column.spelt:
                assert code == "" or not column.codes or code in column.codes
                assert not any(re.fullmatch(pattern, c) for c in column.codes if c != code)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("某 某(北京)公司", "某某（北京）公司"), ("《中国税务报》", "中国税务报"), ("人民日报3版", "人民日报"), ("人民日报（第3版）", "人民日报"),
        ("张　三", "张三"), ("ABC Co (HK)", "ABC Co (HK)"), ("第 一 党支部", "第一党支部"),
    ],
)  # fmt: skip
def test_names(text, name):
    assert tidy_name(text) == name


@pytest.mark.parametrize(
    "text", ["党的　建设", "1.党的建设", "一、党的建设方面", "（一）党的建设方面的问题", "党的建设"]
)
def test_categories(text):
    assert tidy_category(text) == "党的建设"


@pytest.mark.parametrize("text", ["3", "03", "第3期", "第三期", "2022年第3期", "2022第03期", "2022-03"])
def test_numbers_of_briefs(text):
    assert tidy_number(text, 2022) == "2022年第3期"


def test_numbers_with_letters_stay():
    assert tidy_number("JB2022-01", 2022) == "JB2022-01"
    assert tidy_number("税务简报第03期", 2022) == "税务简报第3期"
    assert tidy_number("3", None) == "3"


PUBLICITY = ["日期", "事项", "来源", "标题", "对象", "简报编号", "领导层级", "是否肯定", "级别", "纳税人识别号"]
FIRM = "91110105MA01ABCD5X"


def publicity(path, *rows):
    return csv_file(
        path, [["2022年3月宣传台账"], PUBLICITY, *([f"2022-03-{n:02d}", *row] for n, row in enumerate(rows, 1))]
    )


def endorsed(brief, level="区委主要领导", title=None):
    return ["批示", "区委", title, "简报", brief, level, "是"]


def test_one_brief_in_three_spellings_is_one(bureau, sent):
    path = publicity(sent / "宣传.csv", endorsed("第3期"), endorsed("3"), endorsed("2022年第三期"))
    assert not messages(load(bureau, [path]))
    assert query(bureau, "SELECT count(DISTINCT brief) FROM publicity") == [(1,)]


def test_a_firm_with_and_without_its_number_is_one(bureau, sent):
    letter = ["感谢信", "某某（北京）公司", None, None, None, None, None, None, FIRM]
    flag = ["锦旗", "某某(北京) 公司"]
    person = [["感谢信", "张三", *letter[2:]], ["锦旗", "张三"]]
    path = publicity(sent / "宣传.csv", letter, flag, *person)
    assert told(bureau, path, "按同一户计") == [("J4", "")]
    load(bureau, [path])
    assert query(bureau, "SELECT count(DISTINCT taxpayer), count(taxpayer) FROM publicity WHERE origin LIKE '某%'") == [
        (1, 2)
    ]
    assert query(bureau, "SELECT count(taxpayer) FROM publicity WHERE origin = '张三'") == [(1,)]


def test_a_firm_that_stands_without_its_number_is_said(bureau, sent):
    load(bureau, [publicity(sent / "宣传3.csv", ["锦旗", "某某公司"])])
    rows = [["2022年4月宣传台账"], PUBLICITY, ["2022-04-01", "感谢信", "某某公司", *[None] * 6, FIRM]]
    assert told(bureau, csv_file(sent / "宣传4.csv", rows), "会算作两户") == [("J3", "")]
    load(bureau, [csv_file(sent / "宣传4.csv", rows)])
    later = [["2022年5月宣传台账"], PUBLICITY, ["2022-05-01", "锦旗", "某某公司"]]
    load(bureau, [csv_file(sent / "宣传5.csv", later)])
    assert query(bureau, "SELECT count(taxpayer) FROM publicity") == [(2,)]


def test_a_medium_and_its_app_are_said_unless_listed(bureau, sent):
    (bureau.root / "reference").mkdir(parents=True)
    (bureau.root / "reference" / "outlets.csv").write_text("alias,outlet\n乙报客户端,乙报\n", encoding="utf-8")
    path = publicity(
        sent / "宣传.csv",
        *(["媒体报道", o] for o in ("甲报", "甲报客户端", "乙报", "乙报客户端", "《甲报》", "甲报社")),
    )
    assert told(bureau, path, "算作两家") == [("C4", "甲报客户端")]


def test_an_endorsement_without_its_leader_or_its_brief_is_said(bureau, sent):
    path = publicity(sent / "宣传.csv", endorsed("1", None), endorsed(None, title="退税简报"), endorsed(None))
    assert told(bureau, path, "没有写明领导层级") == [("G3", "")]
    assert told(bureau, path, "按标题计") == [("F4", "")]
    assert told(bureau, path, "也没有标题") == [("F5", "")]


def test_the_level_of_an_honour_that_nobody_knows(bureau, sent):
    rows = [["荣誉", "某", "志愿服务队", None, None, None, None, level] for level in ("市", "北京市级", "省级", None)]
    assert told(bureau, publicity(sent / "宣传.csv", *rows), "不算“市级”") == [("I4", "北京市级"), ("I6", "")]


def test_grades_of_those_who_were_chosen(bureau, sent):
    head = ["日期", "姓名", "职务", "职级", "任免方式", "出生年月"]
    grades = [("副股", "选配"), ("青年骨干", "选配"), ("", "选配"), ("一级科员", "选配"), ("青年骨干", "任命")]
    rows = [["2022-03-05", f"张{n}某", "其他", grade, manner, "1990-05"] for n, (grade, manner) in enumerate(grades)]
    path = csv_file(sent / "任免.csv", [["2022年3月干部任免"], head, *rows])
    assert told(bureau, path, "不算“副股级”") == [("D4", "青年骨干"), ("D5", "")]
    load(bureau, [path])
    assert query(bureau, "SELECT count(*) FROM appointments WHERE grade = '副股级'") == [(1,)]


ISSUES = ["问题编号", "提出单位", "类别", "问题", "提出日期", "整改状态", "完成日期"]


def issues(path, *rows, heads=ISSUES):
    return csv_file(
        path, [["巡察整改台账（截至2022年12月31日）"], heads, *([n, *row] for n, row in enumerate(rows, 1))]
    )


def issue(raised_by="市局", category="党的建设", state="整改中", closed=None):
    return [raised_by, category, "某问题", "2021-11-08", state, closed]


def test_who_raised_an_issue_and_of_what_kind(bureau, sent):
    path = issues(
        sent / "整改.csv",
        issue("市局党委巡察组", "1.党的建设"),
        issue("市 局", "党的　建设方面"),
        issue("上级机关"),
        issue("区局自查"),
    )
    assert told(bureau, path, "不算“市局”") == [("B5", "上级机关")]
    load(bureau, [path])
    assert (
        query(bureau, "SELECT raised_by, count(DISTINCT category) FROM inspections GROUP BY 1 ORDER BY 2, 1")[0][1] == 1
    )
    assert query(bureau, "SELECT count(*) FROM inspections WHERE raised_by = '市局'") == [(2,)]


@pytest.mark.parametrize("state", ["整改中", "未整改", "正在整改", "未完成", "推进中"])
def test_a_planned_day_closes_no_issue(bureau, sent, state):
    (message,) = messages(
        load(bureau, [issues(sent / "整改.csv", issue(state=state, closed="2022-06-30"))], dry_run=True)
    )
    assert "G3" in message
    assert "计划完成的日期" in message


@pytest.mark.parametrize("state", ["已整改", "已完成", "整改到位", "已销号", "已完成整改"])
def test_what_is_done_without_a_day_is_said_with_its_figures(bureau, sent, state):
    path = issues(sent / "整改.csv", [*issue(state=state)[:-1]], heads=ISSUES[:-1])
    assert told(bureau, path, "不计入“巡察问题完成条数”") == [("F3", state)]


def test_the_day_of_completion_by_its_other_name(bureau, sent):
    heads = [*ISSUES[:-1], "计划完成日期", "实际完成日期"]
    path = issues(sent / "整改.csv", [*issue(state="已完成", closed="2022-12-31"), "2022-03-02"], heads=heads)
    assert not messages(load(bureau, [path]))
    assert query(bureau, "SELECT strftime(closed_on, '%Y-%m-%d') FROM inspections") == [("2022-03-02",)]


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        (["机关党委", "第一党支部"], ["A3"]),
        (["机关党总支", "机关党总支第一支部"], ["A3"]),
        (["第一党支部", "第一支部"], ["A4"]),
        (["第一党支部", "第 一党支部"], ["A4"]),
        (["第一党支部委员会", "第二党支部"], []),
    ],
)
def test_what_is_no_branch_or_one_branch_twice(bureau, sent, names, cells):
    rows = [
        ["支部名册（截至2022年12月31日）"],
        ["支部名称", "成立日期", "撤销日期"],
        *([n, "2018-07-20", "无"] for n in names),
    ]
    result = load(bureau, [csv_file(sent / "支部名册.csv", rows)], dry_run=True)
    assert [f.cell for _, faults in result.refused for f in faults] == cells


@pytest.mark.parametrize(("label", "cells"), [("合计：2个", []), ("合计：3个支部", ["A5"]), ("合计", [])])
def test_a_total_in_words_is_no_branch_and_is_held_against_the_rows(bureau, sent, label, cells):
    rows = [
        ["支部名册（截至2022年12月31日）"],
        ["支部名称", "成立日期"],
        *([f"第{n}党支部", "2018-07-20"] for n in "一二"),
        [label],
    ]
    result = load(bureau, [csv_file(sent / "支部名册.csv", rows)], dry_run=True)
    assert [f.cell for _, faults in result.refused for f in faults] == cells
