"""Two amounts in one sentence and what is said of their change: `direction`, `growth-rate`, `multiple`, `percent-point`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from report.model import Claim, Finding
from report.rules.checked import FIGURE, Checked, Sentence, amount, base, half_step, written

UP = r"增长|增加|提高|提升|上升|扩大|上涨|攀升|增至|升至|多收|增收"
DOWN = r"下降|减少|降低|回落|下滑|压缩|缩短|减至|降至|少收|减收"
_LAST = r"(?:上年|去年|上一?年度|上年同期|去年同期|上期|20\d\d年(?:同期)?)"
_FROM_TO = re.compile(
    rf"(?:由|从)[^，。；{FIGURE[1:-1]}]{{0,14}}(?P<a>{FIGURE})[^，。；{FIGURE[1:-1]}]{{0,6}}?(?P<word>{UP}|{DOWN})(?:到|至|为|成)?了?(?P<b>{FIGURE})"
)
_AGAINST = re.compile(
    rf"(?P<b>{FIGURE})，?(?:比|较){_LAST}的?(?P<a>{FIGURE})(?P<word>{UP}|{DOWN})了?(?P<rate>{FIGURE})"
)
_RATE = re.compile(
    rf"^[，、]?(?:同比|环比|比{_LAST}|较{_LAST})?[，]?(?P<word>增长|增加|提高|提升|上升|增幅|增速|下降|减少|降低|回落|降幅|净增)(?:幅度|率)?了?(?:达到?|为|约)?(?P<rate>{FIGURE})"
)
_RATE_UP = {"增长", "增加", "提高", "提升", "上升", "增幅", "增速", "净增"}
_RATE_DOWN = {"下降", "减少", "降低", "回落", "降幅"}
_TIMES = re.compile(
    rf"^[，、]?(?:增长|增加)了?(?:近|约|超|超过)?(?P<times>{FIGURE})|^[，、]?(?:是|为|达到?){_LAST}的(?P<fold>{FIGURE})"
)
_IS_TIMES = re.compile(
    rf"(?P<b>{FIGURE})，?(?:是|为|相当于|达到?)[^，。；{FIGURE[1:-1]}]{{0,12}}(?P<a>{FIGURE})的(?P<fold>{FIGURE})"
)
_DOUBLED = re.compile(r"^[，、]?(?P<doubled>翻了?(?P<n>[一两二三])番|实现翻番)")
_RATE_OF_SHARE = re.compile(
    rf"(?P<a>{FIGURE})，?(?:同比|环比|比{_LAST}|较{_LAST})(?P<word>提高|提升|上升|增加|下降|降低|回落|减少)了?(?P<rate>{FIGURE})"
)
_FOLDS = {"一": 2, "两": 4, "二": 4, "三": 8}


@dataclass(frozen=True)
class _Change:
    """From one amount to another of the same unit."""

    sentence: Sentence
    first: Claim
    second: Claim

    @property
    def ratio(self) -> Decimal:
        return amount(self.second) / amount(self.first)

    @property
    def slack(self) -> Decimal:
        """How far the ratio may be off because both amounts were rounded in writing."""
        one, two = amount(self.first), amount(self.second)
        return self.ratio * (
            half_step(self.first) / abs(one) + half_step(self.second) / max(abs(two), half_step(self.second))
        )


def changes(checked: Checked) -> Iterable[Finding]:
    """Every pair of amounts that a sentence sets against one another."""
    for sentence in checked.sentences:
        for match in _FROM_TO.finditer(sentence.text):
            if change := _change(sentence, match):
                yield from _directed(change, match)
                yield from _followed(change, match.end())
        for match in _AGAINST.finditer(sentence.text):
            if change := _change(sentence, match):
                yield from _directed(change, match)
                yield from _rated(change, match["word"], match["rate"])
        for match in _IS_TIMES.finditer(sentence.text):
            if change := _change(sentence, match):
                yield from _fold(change, match["fold"])
        yield from _points(sentence)


def _change(sentence: Sentence, match: re.Match[str]) -> _Change | None:
    first, second = sentence.claim(match["a"]).claim, sentence.claim(match["b"]).claim
    if base(first) != base(second) or amount(first) <= 0 or amount(second) < 0:
        return None
    return _Change(sentence, first, second)


def _directed(change: _Change, match: re.Match[str]) -> Iterator[Finding]:
    """由 52 增长到 46."""
    word = match["word"]
    rises = re.fullmatch(UP, word) is not None
    if amount(change.first) == amount(change.second) or rises == (change.ratio > 1):
        return
    start, end = change.sentence.span(match.start("word"), match.end("word"))
    other = "下降（减少）" if rises else "增长（提高）"
    message = (
        f"从“{change.first.text}”到“{change.second.text}”是{other}，文中写“{word}”。请核对两个数的先后，或改写“{word}”"
    )
    yield Finding(start, end, "direction", "error", message)


def _same_way(change: _Change, word: str, at: int) -> Iterator[Finding]:
    """增长到9.84亿元，下降132.6%: the word before the rate against the amounts."""
    rises, falls = word in _RATE_UP, word in _RATE_DOWN
    if (rises and change.ratio < 1) or (falls and change.ratio > 1):
        start, end = change.sentence.span(at, at + len(word))
        other = "下降（减少）" if rises else "增长（提高）"
        message = f"从“{change.first.text}”到“{change.second.text}”是{other}，这里写“{word}”。请改写"
        yield Finding(start, end, "direction", "error", message)


def _followed(change: _Change, at: int) -> Iterator[Finding]:
    """What stands right behind two amounts: a rate, a multiple, 翻番."""
    rest = change.sentence.text[at:]
    if match := _RATE.match(rest):
        yield from _same_way(change, match["word"], at + match.start("word"))
        claim = change.sentence.claim(match["rate"]).claim
        if claim.unit == "倍":
            yield from _times(change, match["rate"])
        else:
            yield from _rated(change, match["word"], match["rate"])
    elif match := _TIMES.match(rest):
        if match["times"]:
            yield from _times(change, match["times"])
        else:
            yield from _fold(change, match["fold"])
    elif match := _DOUBLED.match(rest):
        wanted = Decimal(_FOLDS.get(match["n"] or "一", 2))
        if abs(change.ratio - wanted) > wanted / 20 + change.slack:
            start, end = change.sentence.span(at + match.start("doubled"), at + match.end("doubled"))
            message = f"从“{change.first.text}”到“{change.second.text}”是 {written(change.ratio, 2)} 倍，不是“{match['doubled']}”"
            yield Finding(start, end, "multiple", "error", message)


def _rated(change: _Change, word: str, rate: str) -> Iterator[Finding]:
    """The rate behind two amounts: a percentage of the first, or, between two percentages, 个百分点."""
    claim = change.sentence.claim(rate).claim
    share = base(change.first) == "%"
    if claim.unit == "个百分点" and not share:
        true = written(abs(change.ratio - 1) * 100)
        yield _points_of(claim, f"两个数都不是百分比，变动应写成 {true}%，不是“{claim.text}”")
    elif share and claim.unit in {"个百分点", "%"}:
        difference = abs(amount(change.second) - amount(change.first))
        near = abs(difference - claim.value) <= half_step(claim) + half_step(change.first) + half_step(change.second)
        if claim.unit == "%" and near:
            yield _points_of(claim, f"两个百分比之差应写“{written(difference, 2)}个百分点”，不是“{claim.text}”")
        elif claim.unit == "个百分点" and not near:
            message = f"从“{change.first.text}”到“{change.second.text}”相差 {written(difference, 2)}个百分点，文中写“{claim.text}”"
            yield Finding(claim.start, claim.end, "growth-rate", "error", message)
    elif claim.unit == "%":
        moved = abs(change.ratio - 1) * 100
        if abs(moved - claim.value) > half_step(claim) + change.slack * 100:
            places = max(1, -int(claim.value.as_tuple().exponent))
            message = f"从“{change.first.text}”到“{change.second.text}”，变动是 {written(moved, places)}%，文中写“{claim.text}”"
            yield Finding(claim.start, claim.end, "growth-rate", "error", message)
    elif base(claim) == base(change.first):
        difference = abs(amount(change.second) - amount(change.first))
        slack = half_step(claim) + half_step(change.first) + half_step(change.second)
        if abs(difference - amount(claim)) > slack:
            message = f"“{change.first.text}”与“{change.second.text}”相差不是“{claim.text}”"
            yield Finding(claim.start, claim.end, "growth-rate", "error", message)


def _points_of(claim: Claim, message: str) -> Finding:
    return Finding(claim.start, claim.end, "percent-point", "error", message)


def _times(change: _Change, times: str) -> Iterator[Finding]:
    """增长2.7倍 means 3.7 times as much."""
    claim = change.sentence.claim(times).claim
    if claim.unit == "倍" and abs(change.ratio - 1 - claim.value) > half_step(claim) + change.slack:
        message = (
            f"从“{change.first.text}”到“{change.second.text}”，增长 {written(change.ratio - 1, 2)} 倍"
            f"（是原来的 {written(change.ratio, 2)} 倍），文中写“增长{claim.text}”"
        )
        yield Finding(claim.start, claim.end, "multiple", "error", message)


def _fold(change: _Change, fold: str) -> Iterator[Finding]:
    """是上年的2.7倍."""
    claim = change.sentence.claim(fold).claim
    if claim.unit == "倍" and abs(change.ratio - claim.value) > half_step(claim) + change.slack:
        message = f"“{change.second.text}”是“{change.first.text}”的 {written(change.ratio, 2)} 倍，文中写“{claim.text}”"
        yield Finding(claim.start, claim.end, "multiple", "error", message)


def _points(sentence: Sentence) -> Iterator[Finding]:
    """A share that 同比提高2.3%, an amount that 同比增长2.3个百分点."""
    for match in _RATE_OF_SHARE.finditer(sentence.text):
        first, rate = sentence.claim(match["a"]).claim, sentence.claim(match["rate"]).claim
        if first.unit == "%" and rate.unit == "%" and match["word"] in {"提高", "提升", "上升", "下降", "降低", "回落"}:
            yield _points_of(rate, f"“{first.text}”是百分比，它的升降应写“个百分点”，不是“{rate.text}”")
    pattern = rf"(?P<a>{FIGURE})，?(?:同比|环比|比{_LAST}|较{_LAST})(?:增长|增加|下降|减少)了?(?P<rate>{FIGURE})"
    for match in re.finditer(pattern, sentence.text):
        first, rate = sentence.claim(match["a"]).claim, sentence.claim(match["rate"]).claim
        if first.unit != "%" and rate.unit == "个百分点":
            yield _points_of(rate, f"“{first.text}”不是百分比，它的增减应写成“%”，不是“{rate.text}”")
