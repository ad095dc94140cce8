"""Growth, shares and multiples of a second page against the data: every figure, year and direction word damaged in turn.

The page was written before the rules were widened: they then named 238 of 316 damages and raised two false alarms. A third
page of the kind, seen by no one before, was then at 293 of 353. What stays unnamed: amounts behind 由 that name no year,
and figures one unit off in the last place where rounding explains the difference.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from etl.load import load
from metrics.measure import open_measurer
from report.inspection import inspect
from tests.report.damage import said_of
from tests.report.told_page import BEFORE, LAST, NOTHING_WRONG, YEAR, figure_spans, off_by_one, page
from warehouse import snapshots
from warehouse.places import PRODUCT, Places

FIGURES = {"wrong-figure", "unit-slip", "growth-rate", "multiple", "share", "parts", "stated-twice", "direction"}
TURNED = {"增长": "下降", "下降": "增长", "提高": "降低", "增加": "减少", "减少": "增加", "上升": "下降", "缩短": "延长", "快于": "慢于", "降至": "升至", "提升": "下降"}  # fmt: skip


@dataclass(frozen=True)
class Text:
    text: str
    path: Path = Path("报告.txt")


@pytest.fixture(scope="module")
def measurer(tmp_path_factory):
    places = Places(tmp_path_factory.mktemp("told"))
    load(places, [PRODUCT / "data" / "sample"])
    yield open_measurer(places)
    snapshots.close_all()


@pytest.fixture(scope="module")
def text(measurer):
    return f"{YEAR}年度工作报告\n{page(measurer)}\n"


def test_a_true_page_raises_nothing(measurer, text):
    assert said_of(inspect(Text(text), YEAR, measurer)) == []


@pytest.mark.parametrize("line", NOTHING_WRONG.strip().split("\n"))
def test_what_only_looks_wrong_is_left_alone(measurer, line):
    assert said_of(inspect(Text(line), YEAR, measurer)) == []


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
