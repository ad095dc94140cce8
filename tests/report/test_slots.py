"""Words that change the period, the scope or the thing counted: they are understood or asked about, never overlooked."""

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.finding.blanks import find_blanks

CATALOGUE = load_catalogue()


def bindings(text):
    return bind_all(CATALOGUE, text, 2022, [b for b in find_blanks(text) if b.kind == "number"])


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("三月份", "2022-03"), ("十一月", "2022-11"), ("一至九月，", "2022-01..2022-09"), ("１—９月", "2022-01..2022-09"), ("前两个月，", "2022-01..2022-02"),
        ("前5个月", "2022-01..2022-05"), ("今年1—9月，累计", "2022-01..2022-09"), ("上半年，全县累计", "2022H1"), ("三季度当季", "2022Q3"), ("今年以来，", "2022"),
        ("截至2022年6月30日，", "2022H1"), ("2022年1月1日至9月30日，", "2022-01..2022-09"), ("二〇二一年，", "2021"), ("前年", "2020"), ("首季度，", "2022Q1"),
        ("2022年累计", "2022"), ("年初以来，", "2022"), ("去年三季度，", "2021Q3"),
    ],
)  # fmt: skip
def test_a_period_is_read_in_every_form(words, period):
    (binding,) = bindings(f"{words}组织税费收入**亿元。")
    assert (binding.status, binding.metric, binding.period) == ("bound", "revenue_total", period)


@pytest.mark.parametrize(
    "words",
    [
        "3月15日，", "截至6月15日，", "1月1日至6月15日，", "3月初，", "7、8月，", "七八月份，", "7月和8月，", "一、二季度，", "前两季度，", "上、下半年，", "半年来，",
        "2020年至2022年，", "2021—2022年累计", "2020年和2021年，", "两年累计", "连续三年", "近两个月，", "一个月来，", "当日", "昨日", "近日，", "春节期间，",
        "任现职以来，累计", "3月以来，", "政策实施以来，", "下一步，", "本月", "上季度",
    ],
)  # fmt: skip
def test_a_period_that_is_not_whole_months_or_not_one_asks(words):
    (binding,) = bindings(f"{words}组织税费收入**亿元。")
    assert binding.status == "ask"
    assert "期间" in binding.reason


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("上半年专题研讨*次、下半年专题研讨*次。", ["2022H1", "2022H2"]),
        ("上半年组织税费收入**亿元，社保费收入**亿元。", ["2022H1", "2022H1"]),
        ("截至11月底，税费收入完成**亿元，完成全年任务的**%。", ["2022-01..2022-11", "2022-01..2022-11"]),
        ("组织税费收入**亿元，比去年同期有所下降，社保费收入**亿元。", ["2022", "2022"]),
    ],
)
def test_each_figure_has_the_period_that_stands_nearest_before_it(text, periods):
    assert [b.period for b in bindings(text) if b.status == "bound"] == periods


def test_the_period_of_a_title_holds_until_the_text_says_its_own():
    first, second = bindings("2022年上半年工作总结\n组织税费收入**亿元。\n全年开展集中学习**次。\n")
    assert (first.status, first.period) == ("bound", "2022H1")
    assert (second.status, second.period) == ("bound", "2022")


def test_this_year_in_a_report_on_half_of_it_asks():
    (found,) = bindings("2022年上半年工作总结\n今年以来组织税费收入**亿元。\n")
    assert found.status == "ask"
    assert "上半年" in found.reason


def test_a_title_of_another_year_than_the_report_asks():
    (found,) = bindings("2021年工作总结\n组织税费收入**亿元。\n")
    assert found.status == "ask"


@pytest.mark.parametrize(
    "text",
    [
        # another office, one's own share
        "市局党委中心组集中学习**次。", "配合区纪委开展专项监督检查**次。", "接受专项监督检查**次。", "全市税务系统深化改革，组织税费收入**亿元。", "第二税务所组织税费收入**万元。",
        "城关税务所党支部集中学习**次。", "各支部认真落实制度，集中学习**次。", "区委巡察反馈问题**条。", "省委巡视反馈问题**条。", "简报获省局领导批示**篇。", "本人参加集中学习**次。", "对纳税人追究责任**人。",
        # a part, a kind, several at once
        "税收和非税收入**亿元。", "退税降费及缓税缓费**亿元。", "缓缴社保费**亿元。", "城乡居民社保费收入**亿元。", "查补税费收入**万元。", "地方级税费收入**亿元。", "为小微企业办理退税降费**亿元。", "落实减税降费**亿元。",
        "其中机关党支部*个。", "星级党支部*个。", "中央媒体报道**篇。", "微信公众号刊发稿件**篇。", "离退休党支部*个。", "召开新入职青年干部座谈会**次。",
        # another thing counted
        "党支部党员**个。", "青年干部大会**次。", "意见建议被采纳**条。", "未完成整改的巡察问题**条。", "追究刑事责任**人。", "增补机关纪委委员*名。", "机关纪委现有委员*名。",
        # an average, a change, a plan, a basis, a fall
        "月均接听咨询电话**次。", "咨询热线最高日接听**次。", "税费收入比上年同期多**亿元。", "税费收入同比增长**%。", "按同口径计算，税收收入**亿元。", "确保全年税费收入达到**亿元。", "将开展专项监督检查**次。",
        # whose it is stays unsaid
        "群众满意率达**%。", "整改完成率**%。", "年度任务完成**%。", "惠及纳税人**户。", "平均年龄**岁。", "专题研究意识形态工作**次。",
        # in order, and more items than figures
        "税收收入、社保费收入、非税收入分别完成**亿元、**亿元。",
    ],
)  # fmt: skip
def test_what_changes_a_figure_asks(text):
    assert "bound" not in [b.status for b in bindings(text)]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("落实退税降费政策，惠及市场主体**万户次，金额**亿元。", ["relief_taxpayer_times", "relief_amount"]),
        ("按季播放警示教育片，全年累计**场。", ["warning_film_screenings"]),
        ("紧盯酒驾醉驾问题，开展专项检查**次。", ["drink_driving_checks"]),
        ("税费收入**亿元，按自然口径增长**%，按同口径增长**%。", ["revenue_total", "revenue_growth", "revenue_growth_same_basis"]),
        ("召开座谈会**次，其中青年干部座谈会**次。", [None, "youth_forums"]),
        ("市局巡察反馈问题**条，已完成整改**条。", ["inspection_issues", "inspection_issues_closed"]),
        ("全市税务系统组织税费收入**亿元，我局组织税费收入**亿元。", [None, "revenue_total"]),
    ],
)  # fmt: skip
def test_a_clause_goes_on_with_what_the_one_before_speaks_of(text, metrics):
    assert [b.metric for b in bindings(text)] == metrics
