"""What is said right behind an amount of its change since another year, against the data.

Rules: `direction`, `growth-rate`, `multiple`, `percent-point`, and `wrong-year` where the change is that since another year
than the one named. The chain is read step by step (`，比上年增加 8 人次，增长 9.1%`), so nothing is said of words that have a
subject of their own. Only amounts that the data bear out are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics import numbers
from metrics.model import Metric, Reading
from metrics.periods import Period
from report.model import Finding
from report.rules.amounts import DIRECTION, LAST, doubled_wrongly, in_points, unless_fits
from report.rules.checked import Checked
from report.rules.figures import NEAR, SIGN, Figure, Range, Sentence, overlap
from report.rules.growth import LITTLE, basis_said, change_in_words, is_change, rises
from report.rules.lasting import LEVEL, RECORD, RUNNING, broken, is_level, is_record, surpassed, uneven, visible

_BASIS = rf"(?P<basis>(?:按|剔除|扣除|还原|以)?{NEAR}{{0,14}}?(?:口径|因素后?|影响后?)(?:计算|测算|下|看)?[，、]?)?"
_BASE = rf"(?P<base>同比|环比|(?:(?:与|和|跟|同)?(?:较|比|对比)|与|和|跟|同)(?P<last>{LAST})(?:相比|比较?)?)?"
_HOW = r"(?:实现了?|净|又|也|还|均|都|已|实际|相应|有所|略有|明显|显著|大幅度?|小幅|稳步|持续|进一步)*"
_PRAISED = rf"(?P<aside>，(?:得到|受到|获得|赢得|(?:圆满|顺利|全面)完成){NEAR}{{2,16}}(?=，))?"
"""A clause between that has no subject of its own: 38.62亿元，得到区委充分肯定，比上年增长."""
_STEP = re.compile(
    rf"(?P<what>{NEAR}{{0,18}}?){_PRAISED}[，、（）]*{_BASIS}{_BASE}{_HOW}(?:{RUNNING})?{_HOW}(?:"
    rf"(?P<by>{DIRECTION}|[多少高低])了?(?:为|达到?|约|近|超过?)*(?P<x>{SIGN})"
    rf"|(?P<double>翻(?:了|近|了近)?(?P<n>[一二两三123])番)"
    rf"|(?:是|为|相当于|达到?)(?P<of>{LAST})的(?:约|近|超)?(?P<times>{SIGN})"
    rf"|(?P<word>正增长|负增长|{DIRECTION}|{LEVEL}|{RECORD})了?(?=[，。；、）（]|$))"
)
_ELSEWHERE = re.compile(r"口径|剔除|还原|扣除|不变价|可比价?")
"""Another basis said before the amount holds for it, unless the amount's own words have it."""
_NOT_YEARLY = re.compile(r"年均|平均|环比|计划|目标|预计|预算")
_AIM = re.compile(r"目标|计划")
"""A target's growth is reckoned from what was achieved, not from last year's target."""
_FEW = 2
_OF_ITS_OWN = re.compile(r"的|[率度]|时间|金额|数量|比重|占比|平均|人数")
"""Words behind an amount that may be what the change is said of."""
YEARS_BACK = (1, 2, 3)
"""Bases that are tried when the change since the named year is another's."""


@dataclass(frozen=True)
class Step:
    """One change stated of an amount. `back`: how many years before the amount's period its base lies."""

    sentence: Sentence
    match: re.Match[str]
    amount: Figure
    reading: Reading
    back: int
    year: str | None
    """The base's year, if it is named: 比2020年."""

    @property
    def basis(self) -> str | None:
        """自然口径 or 同口径, if the step says so."""
        return basis_said(self.match["basis"] or "")

    @property
    def word(self) -> str | None:
        """Which of the groups of the match holds the direction."""
        return next((group for group in ("by", "word") if self.match[group]), None)

    @property
    def x(self) -> Figure | None:
        """The size of the change."""
        sign = self.match["x"] or self.match["times"]
        return self.sentence.figure(sign) if sign else None

    def before(self, back: int) -> Period:
        """The base period, so many years ago; of 环比 the quarter or month before."""
        own = self.reading.period
        if self.match["base"] != "环比":
            return own.shifted(-back)
        months = own.last - own.first + 1
        return Period(own.first - months, own.last - months)


_SIGN = re.compile(SIGN)


def since(checked: Checked, sentence: Sentence, paired: set[int]) -> Iterator[Finding]:
    """Every change stated behind an amount. `paired`: amounts whose change since last year the sentence itself settles."""
    for sign in _SIGN.finditer(sentence.skeleton):
        place, amount = sign.start(), sentence.figure(sign[0])
        reading = amount.reading
        if amount.status != "match" or not amount.plain or reading is None or _unfit(sentence, place, reading):
            continue
        settled = amount.start in paired
        for step in _steps(sentence, place, amount, reading, 1 if settled else 0):
            if step.year or not settled:
                found = [*_judged(checked, step)]
                if found and not any(_true_of(checked, step, other) for other in _joined(sentence, place)):
                    yield from found


def _joined(sentence: Sentence, place: int) -> Iterator[Figure]:
    """The figures that stand in one breath before an amount: 9.84亿元、12386户次，是上年的2.3倍 may be said of either."""
    before = re.search(rf"(?:{SIGN}{NEAR}{{0,8}}[、和及])+{NEAR}{{0,8}}$", sentence.skeleton[:place])
    for sign in re.findall(SIGN, before[0]) if before else ():
        yield sentence.figure(sign)


def _true_of(checked: Checked, step: Step, other: Figure) -> bool:
    """Whether a change is that of another amount which the data bear out."""
    if other.status != "match" or not other.plain or other.reading is None or other.reading.value is None:
        return False
    return [*_judged(checked, replace(step, amount=other, reading=other.reading))] == []


def _unfit(sentence: Sentence, place: int, reading: Reading) -> bool:
    """No change can be reckoned of it, or the words before it set another basis."""
    metric = reading.metric
    if metric.kind == "yes_no" or is_change(metric) or reading.value is None or _AIM.search(metric.name):
        return True
    if metric.kind == "as_of" and reading.period.kind != "year":
        return True
    spoken = metric.spoken
    clause = re.split(r"[，。；：]", sentence.skeleton[:place])[-1]
    said = [m[0] for m in _ELSEWHERE.finditer(sentence.skeleton, 0, place)]
    said += [m[0] for m in _NOT_YEARLY.finditer(clause)]
    return any(word not in spoken for word in said)


def _steps(sentence: Sentence, place: int, amount: Figure, reading: Reading, back: int) -> Iterator[Step]:
    """The chain behind an amount; a step without a base of its own goes on with the one before, at first with `back`."""
    at, year = place + 1, None
    while match := _STEP.match(sentence.skeleton, at):
        if not _goes_on(sentence, match, amount, first=at == place + 1):
            return
        at = match.end()
        last = match["last"] or match["of"]
        if match["base"] or last or basis_said(match["basis"] or ""):
            named = re.match(r"20\d\d", last or "")
            year = named[0] if named else None
            back = reading.period.year - int(year) if year else 2 if (last or "").startswith("前年") else 1
        if match["base"] == "环比" and reading.period.kind not in {"quarter", "month"}:
            return
        if back == 0 and year is None:
            if not (_plainly_yearly(sentence, match) or match["years"] or is_record(match["word"] or "")):
                return
            back = 1
        yield Step(sentence, match, amount, reading, back, year)


def _plainly_yearly(sentence: Sentence, match: re.Match[str]) -> bool:
    """38.62 亿元，下降 4.4%: right behind an amount such a rate is that since last year, even if nobody says so."""
    near = not match["what"] and not match["aside"] and re.match(r"[，、（]", match[0]) is not None
    return near and match["by"] is not None and sentence.figure(match["x"] or "").base in {"%", "个百分点", "元"}


def _goes_on(sentence: Sentence, match: re.Match[str], amount: Figure, *, first: bool) -> bool:
    """Nothing else is said between; or only what the amount counts, and the change is in its own unit: 34 户纳税人来信，增加 8 户."""
    if match["by"] and match["by"][-1] in "至到":
        return False  # 降至 38.62 亿元: another amount, with a chain of its own
    if match["aside"] and not (first and match["base"]):
        return False
    if len(match["what"]) <= _FEW:
        return True
    if first and match["word"] and match["base"]:  # 34户纳税人来信，较上年有所减少
        behind = match.string[match.end("what") : match.end("what") + 1]
        return behind == "，" and not _OF_ITS_OWN.search(match["what"])
    own_unit = match["x"] is not None and sentence.figure(match["x"]).base == amount.base
    return first and own_unit and amount.base != "%"


def _judged(checked: Checked, step: Step) -> Iterator[Finding]:
    """One step: on another basis against the growth metric of that basis, else against the amount of the base period."""
    if step.x is not None and (not step.x.plain or step.x.status not in {None, "unbound"}):
        return
    if step.x is not None and step.x.base == "个百分点" and step.amount.base != "%":
        yield in_points(step.x)
    elif step.basis == "同口径":
        yield from _on_basis(checked, step)
    elif step.match["years"] or is_record(step.match["word"] or ""):
        yield from _over_years(checked, step)
    else:
        found = _against(checked, step, step.back)
        if step.year and step.x is not None and found != []:
            found = [_another_year(step, back) for back in YEARS_BACK if _fits(checked, step, back)] or found
        yield from (found or [])[:2]


def _over_years(checked: Checked, step: Step) -> Iterator[Finding]:
    """再创新高, 连续三年增长: of an amount of 元 only if no other basis is spoken of."""
    metric, period = step.reading.metric, step.reading.period
    group = step.word
    said = rises(step.match[group]) if group else None
    before = step.sentence.skeleton[: step.match.start()]
    if group is None or said is None or basis_said(before) == "同口径":
        return
    start, end = step.sentence.span(step.match, group)
    yield from lasting(checked, metric, period, step.match[group], step.match["years"], (start, end))


def lasting(
    checked: Checked, metric: Metric, period: Period, word: str, years: str | None, span: tuple[int, int]
) -> Iterator[Finding]:
    """A record that an earlier year holds, or years in a row of which one went the other way."""
    higher = surpassed(checked, metric, period, word) if is_record(word) else None
    if higher:
        said = f"{metric.name}{higher[0].chinese}为 {visible(metric, higher[1])}，{period.chinese}为 {visible(metric, checked.value(metric.key, period, metric.unit) or higher[1])}"
        yield Finding(*span, "direction", "error", f"写了“{word}”，而{said}。请改“{word}”，或核对来源")
    elif years and (other := broken(checked, metric, period, years, up=bool(rises(word)))):
        message = f"写了“连续{years}年{word}”，而{other}。请改正，或核对来源"
        yield Finding(*span, "direction", "error", message)


def _fits(checked: Checked, step: Step, back: int) -> bool:
    return back != step.back and _against(checked, step, back) == []


def _another_year(step: Step, back: int) -> Finding:
    """The change is that since another year."""
    at = step.match.start("last" if step.match["last"] else "of")
    start = step.sentence.places[at]
    right = step.before(back).year
    message = f"这里写的是 {step.year}年，而文中的增减是与 {right}年相比的。请把年份改为 {right}年，或核对数字"
    return Finding(start, start + 4, "wrong-year", "error", message)


def _against(checked: Checked, step: Step, back: int) -> list[Finding] | None:
    """What is wrong with the step if its base lies so many years back; None without data for it."""
    then = checked.value(step.reading.metric.key, step.before(back), step.reading.metric.unit) if back > 0 else None
    now = step.reading.value
    if then is None or now is None or then <= 0:
        return None
    found: list[Finding] = []
    if step.word:
        wrong = wrong_way(step.sentence, step.match, step.word, step.reading, then, now, step.before(back))
        found += [wrong] if wrong else []
    if step.match["double"]:
        was = f"{step.before(back).chinese}（{numbers.show_visible(then, step.reading.metric.unit, step.reading.metric.show)}{step.reading.metric.show}）"
        found += doubled_wrongly(step.sentence, step.match, step.amount.text, was, now / then)
    elif step.x is not None and step.match["times"]:
        found += _times(step, step.x, then, now, back)
    elif step.x is not None:
        found += stated_change(step.x, step.amount, then, now, ring=step.match["base"] == "环比")
    return found


def _times(step: Step, x: Figure, then: Decimal, now: Decimal, back: int) -> Iterator[Finding]:
    """是上年的 x 倍."""
    if x.base not in {"倍", "%"} or step.amount.base == "%":
        return
    times = now / then * (100 if x.base == "%" else 1)
    about = f"{step.reading.metric.name}{step.reading.period.chinese}与{step.before(back).chinese}相比"
    yield from unless_fits(x, [(times, times)], "multiple", about, "")


def _on_basis(checked: Checked, step: Step) -> Iterator[Finding]:
    """同口径增长 7.7%, against the growth metric of that basis that is made of the amount."""
    own = step.reading.metric.key
    for metric in checked.catalogue.values():
        if metric.basis != "同口径" or not is_change(metric) or not metric.numerator or step.back != 1:
            continue
        whole = checked.catalogue.get(metric.numerator[0].key)
        if whole is None or own not in {whole.key, *(t.key for t in whole.terms)}:
            continue
        reading = checked.reading(metric.key, step.reading.period)
        if reading is not None and reading.value is not None:
            yield from _growth_on_basis(step, reading, reading.value)


def _growth_on_basis(step: Step, reading: Reading, value: Decimal) -> Iterator[Finding]:
    turned = f"{'增长' if value > 0 else '下降'} {numbers.plain(numbers.rounded(abs(value), 1), cut_zeros=False)}%"
    said = rises(step.match[step.word]) if step.word and not is_record(step.match[step.word]) else None
    if step.word and said is not None and abs(value) >= LITTLE and said != (value > 0):
        start, end = step.sentence.span(step.match, step.word)
        message = f"写了“{step.match[step.word]}”，而{reading.metric.name}（{reading.period.chinese}）是{turned}。请改“{step.match[step.word]}”，或核对来源"
        yield Finding(start, end, "direction", "error", message)
    x = step.x
    if x is not None and x.base == "%" and step.match["by"] and not overlap(sizes(x), (abs(value), abs(value))):
        message = f"{reading.metric.name}（{reading.period.chinese}）是{turned}，文中写“{x.text}”。请改正，或核对来源"
        yield Finding(x.start, x.end, "growth-rate", "error", message)


def wrong_way(
    sentence: Sentence,
    match: re.Match[str],
    group: str,
    reading: Reading,
    then: Decimal,
    now: Decimal,
    before: Period | None = None,
) -> Finding | None:
    """A direction word (in a group of a match) that the data belie. `before`: the base period."""
    word, said = match[group], rises(match[group])
    if is_level(word):
        wrong = uneven(word, reading.metric, then, now)
    else:
        change = (now - then) / then * 100
        still = then == now and numbers.counted(reading.metric.unit)
        wrong = said is not None and (still or (abs(change) >= LITTLE and said != (change > 0)))
    if not wrong:
        return None
    start, end = sentence.span(match, group)
    message = belied(word, reading, before or reading.period.shifted(-1), then, now)
    return Finding(start, end, "direction", "error", message)


def belied(word: str, reading: Reading, before: Period, then: Decimal, now: Decimal) -> str:
    """A direction word, and what the data say."""
    metric = reading.metric
    was, turned = numbers.show(then, metric.unit, metric.show, metric.decimals), change_in_words(metric, then, now)
    return f"写了“{word}”，而{metric.name}{before.chinese}为 {was}{metric.show}，{reading.period.chinese}为 {reading.shown}{metric.show}，{turned}。请改“{word}”，或核对来源"


def stated_change(x: Figure, figure: Figure, then: Decimal, now: Decimal, *, ring: bool = False) -> Iterator[Finding]:
    """The stated change against the one in the data, or between the two amounts as they are usually written.

    `ring`: since the quarter or month before.
    """
    reading = figure.reading
    if reading is None:
        return
    low, high = sizes(x)
    scale, base = numbers.split_unit(reading.metric.unit)
    decimals = max(numbers.decimals_of(figure.unit), -int(figure.value.as_tuple().exponent))
    as_written = numbers.rounded(then * scale / figure.scale, decimals) * figure.scale / scale
    changes = []
    for was, is_ in ((then, now), (as_written, figure.amount / scale)):
        if was <= 0:
            continue
        apart, rate = abs(is_ - was), abs(is_ - was) / was * 100
        by_unit = {"%": rate, "倍": rate / 100, base: apart * scale}
        changes.append(apart if base == "%" and x.base == "个百分点" else by_unit.get(x.base))
        if base == "%" and x.base == "%" and not overlap((low, high), (rate, rate)):
            changes[-1] = None
            if overlap((low, high), (apart, apart)):
                yield _should_be_points(x)
                return
    fits = [c for c in changes if c is not None]
    if not fits or any(overlap((low, high), (c, c)) for c in fits):
        return
    places = max(0, -int(x.value.as_tuple().exponent))
    right = numbers.plain(numbers.rounded(fits[0] / x.scale, places), cut_zeros=False)
    rule = {"%": "growth-rate", "倍": "multiple"}.get(x.base, "growth-rate")
    money = base == "元"  # only amounts of money have another basis
    message = f"{reading.metric.name}比{'前一期' if ring else '上年同期'}变动 {right}{x.unit}{'（自然口径）' if money else ''}，文中写“{x.text}”。请改为 {right}{x.unit}"
    message += "；如是同口径等，请写明口径" if money else "，或核对来源"
    yield Finding(x.start, x.end, rule, "error", message)


def _should_be_points(x: Figure) -> Finding:
    value = numbers.plain(x.value, cut_zeros=False)
    message = f"“{x.text}”是两个百分比之差，单位是个百分点，请改为 {value}个百分点"
    return Finding(x.start, x.end, "percent-point", "error", message)


def sizes(x: Figure) -> Range:
    """What the size of a stated change can be."""
    low, high = sorted(abs(limit) for limit in x.written)
    return low, high
