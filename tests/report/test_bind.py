"""Binding sees words, units, periods and scope; never order, notation or place."""

import re

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all, index_of
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from report.finding.measures import comparable, unit_fit
from tests.report.sentences import LOOK_ALIKES, MEANT, UNANSWERABLE
from tests.report.small_catalogue import small_catalogue

CATALOGUE = small_catalogue()


def bound(text, year=2022, catalogue=CATALOGUE):
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    return bind_all(catalogue, text, year, blanks)


def keys(text):
    return [b.metric for b in bound(text)]


@pytest.mark.parametrize(("sentence", "metric", "period"), MEANT, ids=lambda v: str(v)[:24])
def test_a_binding_made_without_asking_is_right(sentence, metric, period):
    (binding,) = bound(sentence + "。")
    if binding.status == "bound":
        assert (binding.metric, binding.period) == (metric, period)
    else:
        assert binding.metric is None
        assert binding.reason


def test_most_reworded_sentences_need_no_question():
    automatic = [s for s, _, _ in MEANT if bound(s + "。")[0].status == "bound"]
    assert len(automatic) >= 0.8 * len(MEANT)


@pytest.mark.parametrize("sentence", [*UNANSWERABLE, *LOOK_ALIKES])
def test_what_no_metric_answers_is_a_question(sentence):
    (binding,) = bound(sentence + "。")
    assert binding.status in {"ask", "no_metric"}
    assert binding.metric is None


PARAGRAPH = (
    "年内开展集中学习**次，专题研讨*次。机关纪委换届，改选机关纪委书记*名、委员*名。"
    "组织观看警示教育片**场，谈心谈话**人次，酒驾醉驾专项检查**余次。全年组织税费收入****亿元。"
    "共为**万户次纳税人办理退税降费***亿元。有**家媒体报道，收到**户纳税人感谢信及锦旗。"
)
KEYS = [
    "party_study_sessions", "party_seminars", "discipline_secretaries_elected", "discipline_members_elected", "warning_film_screenings",
    "heart_to_heart_talks", "drink_driving_checks", "revenue_total", "relief_taxpayer_times", "relief_amount", "media_outlets", "thanks_taxpayers",
]  # fmt: skip


def test_every_figure_of_a_paragraph_is_bound():
    assert keys(PARAGRAPH) == KEYS


@pytest.mark.parametrize("mask", ["X", "XX", "__", "××", "＊", "（ ）", "xx", "〇〇"])
def test_notation_does_not_matter(mask):
    assert keys(re.sub(r"\*+", mask, PARAGRAPH)) == KEYS


def test_order_does_not_matter():
    sentences = re.findall(r"[^。]+。", PARAGRAPH)
    for turn in range(len(sentences)):
        turned = sentences[turn:] + sentences[:turn]
        assert sorted(keys("\n".join(turned))) == sorted(KEYS)


def test_other_blanks_do_not_matter():
    spans = [m.span() for m in re.finditer(r"\*+", PARAGRAPH)]
    for number, key in enumerate(KEYS):
        text = PARAGRAPH
        for at, (start, end) in reversed(list(enumerate(spans))):
            text = text if at == number else text[:start] + text[end:]
        assert keys(text) == [key]


def test_the_unit_may_stand_before_the_verb():
    assert keys("落实意识形态责任制，*次听取专门汇报，*次召开分析研判会。") == [
        "ideology_reports_heard",
        "ideology_assessments",
    ]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("上半年", "2022H1"), ("下半年", "2022H2"), ("第一季度", "2022Q1"), ("四季度", "2022Q4"), ("12月份", "2022-12"), ("1-11月", "2022-01..2022-11"), ("1至6月", "2022H1"), ("前三季度", "2022-01..2022-09"),
        ("截至9月底", "2022-01..2022-09"), ("去年", "2021"), ("上年度", "2021"), ("去年上半年", "2021H1"), ("2020年", "2020"), ("2021年三季度", "2021Q3"), ("全年", "2022"), ("今年", "2022"), ("年内", "2022"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}组织税费收入**亿元。", "{}，在多方支持下，组织税费收入**亿元。"])
def test_words_of_period_change_the_period(words, period, form):
    (binding,) = bound(form.format(words))
    assert (binding.status, binding.metric, binding.period) == ("bound", "revenue_total", period)


@pytest.mark.parametrize("words", ["本月", "近三年", "五年来", "任期内", "上旬", "明年", "“十四五”以来", "历年"])
def test_a_period_that_is_not_clear_asks(words):
    assert bound(f"{words}组织税费收入**亿元。")[0].status == "ask"


def test_a_period_said_in_the_sentence_before_asks():
    first, second = bound("上半年，组织税费收入**亿元。开展集中学习**次。")
    assert (first.status, first.period) == ("bound", "2022H1")
    assert second.status == "ask"
    assert "上半年" in second.reason
    assert [b.status for b in bound("上半年，组织税费收入**亿元。\n全年开展集中学习**次。")] == ["bound", "bound"]
    assert [b.status for b in bound("上半年，组织税费收入**亿元。全年开展集中学习**次。")] == ["bound", "bound"]


def test_a_slogan_in_quotes_sets_no_period():
    assert keys("开展“我为明年献一策”活动，收集意见建议**条。") == ["suggestions_collected"]


@pytest.mark.parametrize(
    ("written", "unit", "fits"),
    [
        ("亿元", "元", True),
        ("万户次", "户次", True),
        ("户", "户次", False),
        ("人", "人次", False),
        ("家", "篇", False),
        ("%", "个百分点", False),
        ("名", "人", True),
        ("场次", "场", True),
        ("亿", "元", True),
        (None, "次", False),
    ],
)
def test_units_must_fit(written, unit, fits):
    assert bool(unit_fit(written, unit)) is fits


def test_a_unit_used_alike_is_converted_with_the_metric_s_own():
    assert (comparable("百人", "名"), comparable("亿元", "元"), comparable("万", "户次")) == ("百名", "亿元", "万户次")


def test_a_look_alike_asks_until_the_text_settles_it():
    assert keys("改选机关纪委书记、委员**名。") == [None]
    assert keys("改选机关纪委书记**名。") == ["discipline_secretaries_elected"]
    assert keys("税收收入**亿元，税费收入**亿元。") == ["tax_revenue", "revenue_total"]


def test_stated_figures_bind_as_blanks_do():
    text = "巡察指出问题6类35条，党建工作获肯定性批示9次，全局党支部21个，机关纪委平均年龄35岁，集中学习48次。"
    found = bind_all(CATALOGUE, text, 2022, find_claims(text))
    assert [b.metric for b in found] == [
        "inspection_issue_kinds",
        "inspection_issues",
        "party_endorsements",
        "party_branches",
        "discipline_committee_mean_age",
        "party_study_sessions",
    ]
    assert [b.status for b in bind_all(CATALOGUE, "慰问困难户35户。", 2022, find_claims("慰问困难户35户。"))] == [
        "unbound"
    ]


def test_no_metric_at_all():
    assert [b.status for b in bound("集中学习**次。", catalogue={})] == ["no_metric"]


def test_blanks_that_want_no_number_have_no_binding():
    text = "**县20**年开展集中学习**次。"
    assert [b is None for b in bind_all(CATALOGUE, text, 2022, find_blanks(text))] == [True, True, False]


OURS_AS_SHIPPED = {"tax_revenue": "revenue_tax", "media_stories": "media_articles", "hotline_calls": "hotline_answered"}


def test_the_catalogue_as_shipped_never_binds_wrongly():
    shipped = load_catalogue()
    for sentence, metric, period in MEANT:
        (binding,) = bound(sentence + "。", catalogue=shipped)
        assert binding.status == "ask" or (binding.metric, binding.period) == (
            OURS_AS_SHIPPED.get(metric, metric),
            period,
        ), sentence
    for sentence in [*UNANSWERABLE, *LOOK_ALIKES]:
        (binding,) = bound(sentence + "。", catalogue=shipped)
        assert binding.status != "bound", sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "干部平均年龄**岁",
        "新成立党支部**个",
        "专项检查**次",
        "提拔年轻干部**名",
        "改选机关党委委员**名",
        "机关纪委书记、委员共**名",
        "党委会*次研究意识形态工作",
        "全市税收收入**亿元、社保费**亿元",
    ],
)
def test_a_wording_that_lacks_whose_it_is_asks(sentence):
    assert [b.status for b in bound(sentence + "。", catalogue=load_catalogue())].count("bound") == 0


def test_the_index_is_kept_with_its_catalogue():
    shipped = load_catalogue()
    assert index_of(shipped) is index_of(shipped)
    assert index_of(CATALOGUE) is not index_of(shipped)


def test_a_unit_in_brackets_before_a_figure_is_no_word_of_what_is_counted():
    text = "全年组织税费收入（亿元）：****\n谈心谈话（单位：人次）：**"
    found = bind_all(CATALOGUE, text, 2022, find_blanks(text))
    assert [b.metric for b in found] == ["revenue_total", "heart_to_heart_talks"]
