"""Growth, shares and multiples of a second page against the data: every figure, year and direction word damaged in turn.

Measured on pages written apart from the rules, all damages of all figures. This page: 238 of 316 named and two false alarms
before the rules were widened for it, 313 after. A third page, first seen with the rules widened for this one: 293 of 353
(320 after). A fourth, last: 198 of 265 at first sight (172 with the rules as they were before all this), 219 after. So of a
stranger's sentences on growth about one damage in five stays unnamed: mostly amounts that the binding asks about, amounts
behind 由 that name no year, 分别 with several amounts, and last places that rounding explains.
"""

import random
import re
from collections import Counter
from decimal import Decimal

import pytest

from metrics.measure import open_measurer
from report.inspection import inspect
from tests.report.damage import said_of
from tests.report.plain import Text
from tests.report.told_page import BEFORE, LAST, NOTHING_WRONG, YEAR, figure_spans, off_by_one, page
from warehouse import snapshots
from warehouse.places import Places

FIGURES = {"wrong-figure", "unit-slip", "growth-rate", "multiple", "share", "parts", "stated-twice", "direction"}
TURNED = {"增长": "下降", "下降": "增长", "提高": "降低", "增加": "减少", "减少": "增加", "上升": "下降", "缩短": "延长", "快于": "慢于", "降至": "升至", "提升": "下降"}  # fmt: skip


@pytest.fixture(scope="module")
def measurer(sample_copy):
    yield open_measurer(Places(sample_copy))
    snapshots.close_all()


@pytest.fixture(scope="module")
def text(measurer):
    return f"{YEAR}年度工作报告\n{page(measurer)}\n"


def test_a_true_page_raises_nothing(measurer, text):
    assert said_of(inspect(Text(text), YEAR, measurer)) == []


@pytest.mark.parametrize("line", NOTHING_WRONG.strip().split("\n"))
def test_what_only_looks_wrong_is_left_alone(measurer, line):
    assert said_of(inspect(Text(line), YEAR, measurer)) == []


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("按同口径计算，税费收入同比下降7.7%。", {"direction"}),
        ("社会保险费收入8.9亿元，比2021年的7.67亿元增长16.0%。", {"wrong-year"}),
        ("社会保险费收入8.9亿元，比2020年的7.76亿元增长14.7%。", {"wrong-figure"}),
        ("全年组织税费收入38.62亿元，比2021年增长7.0%。", {"wrong-year"}),
        ("2020年组织税费收入40.4亿元。", {"wrong-year"}),
        ("2012年组织税费收入40.4亿元。", {"wrong-year"}),
        ("全年税费收入稳步增长。", {"direction"}),
        ("纳税人满意度明显降低。", {"direction"}),
        ("办理退税降费9.84亿元，是上年的3.3倍。", {"multiple"}),
        ("完成年度税费收入任务的101.1%，慢于序时进度1.1个百分点。", {"direction"}),
        ("完成年度税费收入任务的101.1%，快于序时进度1.1%。", {"percent-point"}),
        ("税收收入28.12亿元，占税费收入的比重为78.2%。", {"share"}),
        ("受理投诉120件，办结118件，办结率99.3%。", {"share"}),
        ("受理投诉120件，办结118件，办结率98.3%。", set()),
        ("投诉由10件下降到2件，下降5倍。", {"multiple"}),
    ],
)
def test_what_is_wrong_is_named(measurer, line, rules):
    assert {rule for _, rule in said_of(inspect(Text(line), YEAR, measurer))} == rules


def damages(text):
    """Kind, span, what is put there and the rules that name it, for every figure, year and direction word."""
    swap = random.Random("swap")
    for start, end, unit, unit_end in figure_spans(text):
        digits, said = text[start:end], text[unit:unit_end]
        swaps = [digits[:i] + digits[j] + digits[i + 1 : j] + digits[i] + digits[j + 1 :] for i in range(len(digits)) for j in range(i + 1, len(digits)) if digits[i] != digits[j] and "." not in digits[i] + digits[j]]  # fmt: skip
        swaps = [s for s in swaps if not re.match(r"0\d", s)] or [str(int(digits[0]) % 9 + 1) + digits[1:]]
        yield "数字改动", start, end, swap.choice(swaps), FIGURES
        yield "放大十倍", start, end, f"{Decimal(digits).scaleb(1):f}", FIGURES
        yield "差一", start, end, off_by_one(digits), FIGURES
        if said[0] in "万亿":
            yield "万亿混用", unit, unit + 1, {"万": "亿", "亿": "万"}[said[0]], FIGURES
        if said in {"%", "个百分点"}:
            yield "百分点混用", unit, unit_end, "个百分点" if said == "%" else "%", {"percent-point"}
    for match in re.finditer(r"20\d\d(?=年)", text):
        others = [year for year in (str(LAST), str(BEFORE)) if year != match[0]]
        yield "年份写错", *match.span(), swap.choice(others), {"wrong-year"}
    for match in re.finditer("|".join(TURNED), text):
        yield "方向写反", *match.span(), TURNED[match[0]], {"direction"}


def test_every_figure_of_the_page_is_guarded(measurer, text):
    done, named, missed = Counter(), Counter(), []
    chosen = random.Random("told").sample(list(damages(text)), 160)
    for kind, start, end, now, rules in chosen:
        damaged = text[:start] + now + text[end:]
        low, high = damaged.rfind("\n", 0, start) + 1, damaged.find("\n", start)
        said = {rule for at, rule in said_of(inspect(Text(damaged), YEAR, measurer)) if low <= at <= high}
        done[kind] += 1
        named[kind] += bool(said & rules)
        if not said & rules:
            missed.append(
                f"{kind}：…{text[max(0, start - 14) : start]}[{text[start:end]}→{now}]{text[end : end + 6]}，{said}"
            )
    score = "，".join(f"{kind} {named[kind]}/{done[kind]}" for kind in done)
    assert len(missed) <= len(chosen) // 20, "\n".join([score, *missed])
