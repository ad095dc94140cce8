"""Inspection: values put into words, verdicts on stated figures, counted headings, remembered decisions, comparison."""

import json
import sqlite3
from dataclasses import replace

import pytest

from report.binding import memory
from report.binding.list_numbers import without_long_numbers
from report.binding.memory import Choice, Memory, keys
from report.finding import headings
from report.finding.blanks import find_blanks
from report.inspection import inspect, to_json
from report.returning.compare import compare
from tests.report.plain import Text
from tests.report.small_catalogue import small_catalogue
from tests.report.small_measurer import SmallMeasurer


def look(text, year=2022, remembered=None, **values):
    return inspect(Text(text), year, SmallMeasurer(**values), remembered)


def only(text, **values):
    (bound,) = look(text, **values).number_blanks
    return bound


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("组织税费收入**亿元。", {"revenue_total": "3862000000"}, "38.62"),
        ("组织税费收入**亿元。", {"revenue_total": "3860000000"}, "38.6"),
        ("组织税费收入**万元。", {"revenue_total": "3862000000"}, "386200"),
        ("为**万户次纳税人办理退税降费。", {"relief_taxpayer_times": "14250"}, "1.43"),
        ("智能解答占比**％。", {"hotline_smart_share": "62.449"}, "62.4"),
        ("开展酒驾醉驾专项检查**余次。", {"drink_driving_checks": "47"}, "40"),
        ("日均接听咨询电话**余次。", {"hotline_daily_calls": "318.4"}, "310"),
        ("谈心谈话近**人次。", {"heart_to_heart_talks": "296"}, "300"),
        ("谈心谈话**人次。", {"heart_to_heart_talks": "0"}, "0"),
    ],
)
def test_a_value_is_written_as_its_blank_asks(text, values, shown):
    bound = only(text, **values)
    assert (bound.status, bound.shown, bound.reason) == ("bound", shown, None)


def test_what_cannot_be_written_asks():
    assert only("开展酒驾醉驾专项检查**余次。", drink_driving_checks=8).status == "ask"
    assert only("组织税费收入**亿元。", revenue_total=1000).status == "ask"
    exact = only("开展酒驾醉驾专项检查**余次。", drink_driving_checks=40)
    assert (exact.shown, len(exact.warnings)) == ("30", 1)
    assert only("组织税费收入**万元。", revenue_total="38620000000000").warnings


def test_a_number_far_from_its_mask_is_said():
    (wide,) = look("谈心谈话**人次。", heart_to_heart_talks=123456).blanks
    assert wide.shown == "123456"
    assert any("占位符是 2 位" in w for w in wide.warnings)
    (near,) = look("谈心谈话**人次。", heart_to_heart_talks=1234).blanks
    assert near.warnings == ()


def test_missing_data_name_department_and_months():
    bound = only("开展集中学习**次。")
    assert (bound.status, bound.shown, bound.reason) == ("no_data", None, "〔待补：机关党委，缺 11—12月〕")


def test_a_reading_is_measured_once_and_for_its_period():
    measurer = SmallMeasurer(revenue_total=5 * 10**9)
    inspect(Text("上半年组织税费收入**亿元。全年组织税费收入**亿元，组织税费收入**亿元。"), 2022, measurer)
    assert measurer.asked == [("revenue_total", "2022H1"), ("revenue_total", "2022")]


@pytest.mark.parametrize(
    ("written", "true", "status", "actual"),
    [
        ("46次", 46, "match", "46"),
        ("46次", 47, "mismatch", "47"),
        ("40余次", 47, "match", "47"),
        ("40余次", 50, "match", "50"),
        ("40余次", 40, "mismatch", "40"),
        ("40余次", 51, "mismatch", "51"),
        ("200多次", 267, "match", "267"),
        ("近50次", 49, "match", "49"),
        ("近50次", 47, "mismatch", "47"),
        ("近50次", 50, "mismatch", "50"),
        ("超过40次", 41, "match", "41"),
        ("约50次", 47, "match", "47"),
        ("约50次", 44, "mismatch", "44"),
        ("不足50次", 46, "match", "46"),
        ("不足50次", 50, "mismatch", "50"),
        ("40至50次", 47, "match", "47"),
        ("四十七次", 47, "match", "47"),
    ],
)
def test_verdict_on_a_count(written, true, status, actual):
    checked = look(f"开展集中学习{written}。", party_study_sessions=true).claims[-1]
    assert (checked.status, checked.actual) == (status, actual)
    assert (checked.reason is None) == (status == "match")


@pytest.mark.parametrize(
    ("written", "status", "actual"),
    [
        ("38.6亿元", "match", "38.6"),
        ("38.62亿元", "match", "38.62"),
        ("39亿元", "match", "39"),
        ("386200万元", "match", "386200"),
        ("38.6万元", "mismatch", "386200.0"),
        ("3.86亿元", "mismatch", "38.62"),
        ("38亿多元", "match", "39"),
    ],
)
def test_verdict_in_the_unit_and_decimals_written(written, status, actual):
    checked = look(f"全年组织税费收入{written}。", revenue_total=3862000000).claims[0]
    assert (checked.status, checked.actual) == (status, actual)


def test_a_unit_too_large_for_the_value_is_named_and_nothing_that_rounds_to_zero_is_advised():
    (checked,) = look("办理退税降费1.24亿户次。", relief_taxpayer_times=12386).claims
    assert checked.status == "mismatch"
    assert "单位“亿户次”写大了" in checked.reason
    assert "0.00" not in checked.reason
    assert checked.actual == "0.00012"


def test_a_wrong_figure_says_what_to_write():
    (checked,) = look("开展集中学习48次。", party_study_sessions=46).claims
    assert "46次" in checked.reason
    assert "48次" in checked.reason
    (missing,) = look("开展集中学习48次。").claims
    assert (missing.status, missing.actual) == ("no_data", None)


@pytest.mark.parametrize(("value", "status"), [(1, "match"), (0, "mismatch")])
def test_verdict_on_an_honour(value, status):
    (checked,) = look("荣获市级先进志愿服务队荣誉称号。", volunteer_honours=value).claims
    assert (checked.status, checked.actual, checked.claim.unit) == (status, str(value), "项")


LIST = "抓好“三项举措”。一是夯实基础。二是压实责任。三是严格督办。"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (LIST, []),
        (LIST.replace("三是严格督办。", ""), ["count-heading"]),
        (LIST.replace("二是压实责任。", ""), ["count-heading"]),
        (LIST.replace("一是夯实基础。", ""), ["count-heading"]),
        (LIST + "四是狠抓落实。", ["count-heading"]),
        (LIST.replace("三项", "四个"), ["count-heading"]),
        (LIST.replace("“三项举措”", "三项举措"), []),
        (LIST.replace("。一是", "：一是").replace("。二是", "；二是"), []),
        ("落实“两个责任”，抓好四项工作。一是学。二是干。", ["count-heading"]),
        ("落实“两个责任”，抓好工作。一是学。二是干。三是管。", []),
        ("做到“三个强化”。一是学，主要是：一是读书，二是交流。二是干。三是管。", []),
        ("存在不足：\n一是学得少。\n三是管得松。", ["sequence"]),
        ("存在不足：\n一是学得少。\n二是管得松。\n三是干得慢。", []),
        ("一、做法\n（一）学\n（二）干\n二、不足\n（一）松\n三、打算", []),
        ("一、做法\n（一）学\n（三）干\n三、不足", ["sequence", "sequence"]),
        (
            "（一）推出“两项举措”。一是学。二是干。\n（二）做到“三个强化”。一是学。二是干。\n三、打算",
            ["count-heading", "sequence"],
        ),
        ("做好三件事：①学②干③管", []),
        ("做好三件事：①学②干", ["count-heading"]),
        ("做好三件事：①学②干③管。详见注⑤。", []),
        ("四风问题、两权运行、六个一举措", []),
        ("接通率提高2.4个百分点。一是加强培训。二是升级系统。", []),
        ("接通率提高3个百分点。一是加强培训。二是升级系统。", []),
        ("抓好3类24条问题整改。一是建立台账。二是销号管理。", []),
        ("设立2个党员先锋岗。一是亮身份。二是亮承诺。三是亮作为。", []),
        ("建立四项机制。一是会商机制。二是通报机制。三是督导机制。", ["count-heading"]),
    ],
)
def test_counted_headings_and_sequences(text, rules):
    found = list(headings.find(text))
    assert [f.rule for f in sorted(found, key=lambda f: f.start)] == rules
    assert all(text[f.start : f.end] and f.message for f in found)


def test_a_counted_heading_is_named_by_its_phrase():
    text = LIST.replace("二是压实责任。", "")
    (finding,) = look(text).findings
    assert text[finding.start : finding.end] == "“三项举措”"
    assert "缺“二是”" in finding.message


def test_by_quarter_needs_four():
    text = "按季开展警示教育，组织观看警示教育片**场。"
    assert [f.rule for f in look(text, warning_film_screenings=3).findings] == ["by-quarter"]
    assert look(text, warning_film_screenings=4).findings == ()


CHOICE = Choice("media_stories", None, 2022, "2023-01-05T09:00:00", "张三", "报告.txt")


def decide(store, text, choice=CHOICE, which=0):
    inspection = look(text)
    store.remember(inspection.places[which], memory.kind_of(inspection.figures[which]), choice)


def test_a_decision_is_remembered_by_its_sentence(tmp_path):
    store, text = Memory(tmp_path / "people.sqlite"), "做法被转发**篇，很好。"
    assert only(text).status != "bound"
    decide(store, text)
    for again in (
        text,
        "另外一段。\n" + text,
        text.replace("**", "XX"),
        text.replace("，", " ，"),
        "前言**次。\n\n" + text,
    ):
        found = inspect(Text(again), 2022, SmallMeasurer(media_stories=12), store).number_blanks[-1]
        assert (found.status, found.shown, found.binding.by_person) == ("bound", "12", True)
    claim = inspect(Text(text.replace("**", "15")), 2022, SmallMeasurer(media_stories=12), store).claims[0]
    assert (claim.status, claim.actual) == ("mismatch", "12")
    other = inspect(Text("做法被推广**篇，很好。"), 2022, SmallMeasurer(media_stories=12), store).number_blanks[0]
    assert other.status != "bound"


def test_a_decided_period_moves_with_the_year(tmp_path):
    store, text = Memory(tmp_path / "people.sqlite"), "做法被转发**篇。"
    decide(store, text, replace(CHOICE, period="2022H1"))
    assert inspect(Text(text), 2022, SmallMeasurer(media_stories=1), store).blanks[0].binding.period == "2022H1"
    assert inspect(Text(text), 2023, SmallMeasurer(media_stories=1), store).blanks[0].binding.period == "2023H1"


def test_of_two_blanks_in_a_sentence_only_the_chosen_one_is_remembered(tmp_path):
    store, text = Memory(tmp_path / "people.sqlite"), "做法被转发**篇，被摘编**篇。"
    decide(store, text, which=1)
    assert [b.status == "bound" for b in inspect(Text(text), 2022, SmallMeasurer(media_stories=1), store).blanks] == [
        False,
        True,
    ]


def test_a_decision_can_be_forgotten_and_leaves_the_file_free(tmp_path):
    store, text = Memory(tmp_path / "people.sqlite"), "做法被转发**篇。"
    key = look(text).places[0]
    assert store.forget(key, "figure") is False
    assert not store.file.exists()
    decide(store, text)
    with sqlite3.connect(store.file) as other:
        assert other.execute("select metric, year, made_by, source_file from binding").fetchall() == [
            ("media_stories", 2022, "张三", "报告.txt")
        ]
    other.close()
    assert store.forget(key, "figure") is True
    assert store.recall([(key[0], "figure")]) == {}


def test_the_json_has_the_contract_s_keys():
    whole = json.loads(
        json.dumps(to_json(look("开展集中学习**次，收集意见建议30条，20**年。", party_study_sessions=46)))
    )
    assert list(whole) == ["file", "year", "build", "sample", "text_length", "blanks", "claims", "findings"]
    number, date = whole["blanks"]
    assert list(number)[:15] == [
        "id",
        "start",
        "end",
        "text",
        "kind",
        "unit",
        "qualifier",
        "status",
        "metric",
        "period",
        "score",
        "margin",
        "candidates",
        "value",
        "shown",
    ]
    assert (number["metric"], number["period"], number["value"], number["shown"], number["reason"]) == (
        "party_study_sessions",
        "2022",
        "46",
        "46",
        None,
    )
    assert (date["kind"], date["status"], date["metric"]) == ("date", None, None)
    assert list(whole["claims"][0])[:13] == [
        "id",
        "start",
        "end",
        "text",
        "value",
        "unit",
        "qualifier",
        "status",
        "metric",
        "period",
        "score",
        "actual",
        "reason",
    ]


def test_the_same_document_gives_the_same_inspection():
    text = "开展集中学习**次，谈心谈话**人次，税费收入**亿元，检查**次。"
    assert len({json.dumps(to_json(look(text, party_study_sessions=3))) for _ in range(3)}) == 1


def test_two_documents_are_compared_by_their_figures():
    last = "开展集中学习40次。组织税费收入35.1亿元。慰问老党员12人。新设窗口**个。"
    this = "全年总结如下。\n开展集中学习46次。新设窗口5个。组织税费收入35.1亿元。培训骨干30人次。"
    found = compare(Text(last), Text(this), small_catalogue()).to_json()
    assert found["same"] == 1
    assert [(p["a"]["value"], p["b"]["value"]) for p in found["changed"]] == [("40", "46"), (None, "5")]
    assert [f["text"] for f in found["only_a"]] == ["12人"]
    assert [f["text"] for f in found["only_b"]] == ["30人次"]


def test_reworded_reports_pair_by_metric():
    found = compare(
        Text("组织税费收入35.1亿元。"), Text("一年来，各项税费收入合计38.6亿元，再创新高。"), small_catalogue()
    ).to_json()
    assert [(p["a"]["value"], p["b"]["value"]) for p in found["changed"]] == [("35.1", "38.6")]


def test_the_ends_of_a_range_are_asked_about():
    for sign in ("-", "—", "～", "至"):
        found = look(
            f"组织税费收入**{sign}*亿元。谈心谈话**人次。", revenue_total=5 * 10**9, heart_to_heart_talks=96
        ).blanks
        assert [b.status == "bound" for b in found] == [False, False, True]
        assert all(b.reason and b.shown is None for b in found[:2])
    apart = look("组织税费收入**亿元-谈心谈话**人次。", revenue_total=5 * 10**9, heart_to_heart_talks=96).blanks
    assert [b.status for b in apart] == ["bound", "bound"]


def test_an_honour_is_of_the_year_in_its_name():
    for text, year in (
        ("荣获2021年度市级先进志愿服务队荣誉称号。", "2021"),
        ("荣获市级先进志愿服务队荣誉称号。", "2022"),
    ):
        measurer = SmallMeasurer(volunteer_honours=1)
        (checked,) = inspect(Text(text), 2022, measurer).claims
        assert (checked.binding.period, checked.reading.period.label) == (year, year)


@pytest.mark.parametrize(
    ("written", "quoted", "better"),
    [("50余次", "“50余次”", "40余次"), ("50多次", "“50多次”", "40余次"), ("超过50次", "“超过50次”", "超过40次")],
)
def test_a_wrong_figure_is_quoted_as_it_stands(written, quoted, better):
    checked = look(f"开展集中学习{written}。", party_study_sessions=46).claims[-1]
    assert f"文中写{quoted}" in checked.reason
    assert better in checked.reason


def test_of_two_sentences_alike_nobody_knows_which_one_was_deleted():
    def keys_of(text):
        return {key for key, _ in keys(text, find_blanks(text))}

    for said in ("到村**次。", "到村走访纳税人**次。"):
        both = keys_of(f"甲说。\n{said}\n{said}\n乙说。\n")
        assert len(both) == 2
        assert not both & keys_of(f"甲说。\n{said}\n乙说。\n")
        assert both == keys_of(f"另说。\n甲说。\n{said}\n{said}\n乙说。\n")


@pytest.mark.parametrize(
    "number",
    [
        "9、",
        "10.",
        "10、",
        "12．",
        "（10）",
        "(11) ",
        "〔10〕",
        "10）",
        "⑩",
        "⑪",
        "⑽",
        "（十一）",
        "十二、",
        "二十一、",
        "十一是",
        "１２、",
        "10.1 ",
        "1.10 ",
    ],
)
def test_a_list_number_of_two_digits_asks_nothing(number):
    found = look(f"一、工作情况\n{number}放映警示教育片**场。\n", warning_film_screenings=12)
    (blank,) = found.number_blanks
    assert (blank.status, blank.shown) == ("bound", "12")
    assert found.text[blank.blank.start :].startswith("**场")


@pytest.mark.parametrize(
    "text", ["入库\n10.5亿元", "入库\n10.5 亿元", "（2022）3号", "12人", "一、二、三", "12:30开会"]
)
def test_a_figure_at_the_head_of_a_line_is_no_list_number(text):
    assert without_long_numbers(text) == text
