"""The text against itself and against the data: 300 damaged copies of a report that is right, and each rule by example."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from damage import Damager, page, said_of

from etl.load import load
from metrics.measure import open_measurer
from report import document as documents
from report.fill import fill
from report.inspection import inspect
from warehouse import snapshots
from warehouse.places import PRODUCT, Places

COPIES, YEAR = 300, 2022
SAMPLE = PRODUCT / "data" / "report" / "述责述廉报告_2022_演示数据.txt"


@dataclass(frozen=True)
class Text:
    text: str
    path: Path = Path("报告.txt")


@pytest.fixture(scope="module")
def measurer(tmp_path_factory):
    places = Places(tmp_path_factory.mktemp("rules"))
    load(places, [PRODUCT / "data" / "sample"])
    yield open_measurer(places)
    snapshots.close_all()


@pytest.fixture(scope="module")
def right(measurer, tmp_path_factory):
    """The filled sample report with our own page."""
    out = tmp_path_factory.mktemp("filled") / "报告.txt"
    document = documents.read(SAMPLE)
    assert fill(document, inspect(document, YEAR, measurer), measurer, out).complete
    own = "".join(f"{sentence}\n" for sentence, _ in page(measurer))
    return f"{out.read_text(encoding='utf-8').rstrip()}\n四、几组数字\n{own}"


def test_the_undamaged_report_raises_nothing(measurer, right):
    found = inspect(Text(right), YEAR, measurer)
    assert said_of(found) == []
    assert sum(c.status == "match" for c in found.claims) >= 40


def test_nineteen_of_twenty_damages_are_caught_and_named(measurer, right):
    damager = Damager(right, inspect(Text(right), YEAR, measurer).claims, page(measurer))
    done, caught, missed = Counter(), Counter(), []
    for seed in range(COPIES):
        damage = damager.make(list(damager.makers)[seed % len(damager.makers)], seed)
        named = damage.caught_by(inspect(Text(damage.text), YEAR, measurer))
        done[damage.kind] += 1
        caught[damage.kind] += bool(named & damage.rules)
        if not named & damage.rules:
            around = damage.text[max(0, damage.start - 20) : damage.start + 20]
            missed.append(f"{damage.kind}：{damage.was}→{damage.now}，{around!r}，{named}，应为 {set(damage.rules)}")
    score = "，".join(f"{kind} {caught[kind]}/{done[kind]}" for kind in done)
    print(f"{COPIES} 份改坏的报告，查出并说对的 {COPIES - len(missed)} 份：{score}")
    assert len(missed) <= COPIES // 20, "\n".join([score, *missed])


EXAMPLES = [
    ("谈心谈话由52次增长到46次。", "direction", "增长"),
    ("网点由10个增加到37个，下降2.7倍。", "direction", "下降"),
    ("投诉由52件减少到46件，下降11.5%。", None, None),
    ("办件量由200件增加到250件，增长35%。", "growth-rate", "35%"),
    ("办件量由200件增加到250件，增长25%。", None, None),
    ("办件量250件，比上年的200件增长25%。", None, None),
    ("办件量250件，比上年的200件增长20%。", "growth-rate", "20%"),
    ("收入由3.45亿元增长到6.08亿元，增长2.7倍。", "multiple", "2.7倍"),
    ("收入由3.45亿元增长到6.08亿元，增长76.2%。", None, None),
    ("网点由10个增加到37个，增长2.7倍。", None, None),
    ("网点37个，是上年10个的2.7倍。", "multiple", "2.7倍"),
    ("网点37个，是上年10个的3.7倍。", None, None),
    ("网点由10个增加到20个，翻了一番。", None, None),
    ("网点由10个增加到18个，翻了两番。", "multiple", "翻了两番"),
    ("满意度由95.1%提高到97.4%，提高2.3%。", "percent-point", "2.3%"),
    ("满意度由95.1%提高到97.4%，提高2.3个百分点。", None, None),
    ("满意度97.4%，同比提高2.3%。", "percent-point", "2.3%"),
    ("办件量由200件增加到250件，增长25个百分点。", "percent-point", "25个百分点"),
    ("受理申请200件，其中网上受理150件，占75%。", None, None),
    ("受理申请200件，其中网上受理150件，占57%。", "share", "57%"),
    ("举办学堂24期，其中线上15期、线下9期。", None, None),
    ("举办学堂24期，其中线上15期、线下8期。", "parts", "24期"),
    ("举办学堂24期，其中进企业20期、进社区9期。", "parts", "24期"),
    ("举办学堂24期，其中进企业10期、进社区9期。", None, None),
    ("2月30日召开会议。", "date", "2月30日"),
    ("过去的2021年，任务很重。2022年工作平稳。", "wrong-year", "2021"),
    ("2022年工作平稳，好于2021年。", None, None),
    ("抓好“三项举措”。一是甲。三是丙。", "count-heading", "三项举措"),
]


@pytest.mark.parametrize(("text", "rule", "said"), EXAMPLES)
def test_each_rule_by_example(measurer, text, rule, said):
    found = inspect(Text(text), YEAR, measurer)
    marked = [(f.rule, text[f.start : f.end]) for f in found.findings]
    if rule is None:
        assert marked == []
    else:
        assert any(name == rule and said in words for name, words in marked), marked


def test_words_against_the_data(measurer):
    def rules(text):
        return [f.rule for f in inspect(Text(text), YEAR, measurer).findings]

    assert rules("全年组织税费收入38.62亿元，实现增收。") == ["direction"]
    assert rules("全年组织税费收入38.62亿元，按同口径同比增长7.7%。") == []
    assert rules("全年谈心谈话96人次，比上年增加。") == []
    assert rules("全年谈心谈话96人次，比上年减少。") == ["direction"]


def test_a_placeholder_left_in_a_finished_text(measurer, right):
    text = right + "开展培训**期。\n"
    assert "blank-left" in [f.rule for f in inspect(Text(text), YEAR, measurer).findings]
    assert "blank-left" not in [
        f.rule for f in inspect(Text(SAMPLE.read_text(encoding="utf-8")), YEAR, measurer).findings
    ]


def test_a_wrong_figure_says_what_is_wrong_with_it(measurer):
    def said(text):
        (claim,) = inspect(Text(text), YEAR, measurer).claims
        return claim.status, claim.rule

    assert said("全年组织税费收入38.62亿元。") == ("match", "")
    assert said("全年组织税费收入38.26亿元。") == ("mismatch", "wrong-figure")
    assert said("全年组织税费收入38.62万元。") == ("mismatch", "unit-slip")
    assert said("全年组织税费收入386.2亿元。") == ("mismatch", "unit-slip")
    assert said("2021年，组织税费收入38.62亿元。") == ("mismatch", "wrong-year")


def test_a_growth_rate_takes_the_word_before_it(measurer):
    def blank(text):
        (found,) = inspect(Text(text), YEAR, measurer).blanks
        return found.status, found.shown

    assert blank("税费收入按自然口径同比下降**%。") == ("bound", "4.4")
    assert blank("税费收入按自然口径同比增长**%。")[0] == "ask"
    assert blank("税费收入按同口径同比增长**%。") == ("bound", "7.7")
