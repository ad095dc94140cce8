"""Direction words and growth against the data, where the sentence states one amount only.

Rules: `direction` (增长 where the data fell; 实现增收 where the amount fell), `growth-rate`, `multiple`, `percent-point`
(a percentage's difference in %). They speak only of amounts that the data bear out, for a year, and never where the
text names another basis (同口径, 剔除, 还原).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from metrics import numbers, periods
from metrics.model import Metric, Reading
from report.binding.bind import Binder
from report.model import Blank, Finding
from report.rules.amounts import DIRECTION, LAST, Pair, pairs_of
from report.rules.checked import Checked
from report.rules.figures import NEAR, SIGN, Figure, Sentence, overlap
from report.rules.growth import LITTLE, is_change, rises, stem
from report.rules.since import YEARS_BACK, since, sizes, stated_change, wrong_way

_OTHER_BASIS = re.compile(r"口径|剔除|还原|扣除|不变价|可比|年均|平均|环比|计划|目标|预计|预算")
_YEAR_BEFORE = rf"(?:同比|(?:与|和|同)?(?:较|比)(?:{LAST})(?:相比)?)"
_FIRST = re.compile(
    rf"{_YEAR_BEFORE}(?:实现|净|又)?(?P<by>{DIRECTION})了?(?P<x>{SIGN})[，、]?(?:总额|总量)?(?:达到?|至|到|为|实现|完成)(?P<b>{SIGN})"
)
_ACHIEVED = re.compile(
    rf"(?P<b>{SIGN}){NEAR}{{0,6}}，{NEAR}{{0,6}}实现(?:了)?(?:税费|税收|收入|较快|稳步|稳定|同比|大幅|持续)*(?P<by>增收|减收|正增长|负增长|增长|双增长)(?!{SIGN}|{NEAR}{{0,3}}{SIGN})"
)
_OWN = re.compile(
    rf"(?P<by>增长|增加|上升|提高|提升|下降|减少|降低|回落|增幅|降幅)了?(?:为|达到?|约|近|超过?)?(?P<x>{SIGN})"
)


def against_data(checked: Checked) -> Iterable[Finding]:
    """Every direction word and every growth that the data belie."""
    for sentence in checked.sentences:
        yield from _tenths(checked, sentence)
        pairs = pairs_of(sentence)
        paired = {f.start for p in pairs for f in (p.was, p.now)}
        told: set[int] = set()
        for finding in since(checked, sentence, paired):
            told |= set(range(finding.start, finding.end))
            yield finding
        if _OTHER_BASIS.search(sentence.skeleton):
            if set(_OTHER_BASIS.findall(sentence.skeleton)) == {"口径"} and "自然" not in sentence.skeleton:
                yield from (f for f in _growth_figures(checked, sentence, "同口径") if f.start not in told)
            continue
        for pair in pairs:
            yield from _year_before(checked, pair)
        for pattern in (_FIRST, _ACHIEVED):
            for match in pattern.finditer(sentence.skeleton):
                figure = sentence.figure(match["b"])
                if figure.start in paired:
                    continue
                for finding in _amount(checked, sentence, match, figure):
                    told |= set(range(finding.start, finding.end))
                    yield finding
        yield from (f for f in _growth_figures(checked, sentence) if f.start not in told)
        yield from (f for f in _counted_growth(checked, sentence) if f.start not in told)


_LAST = re.compile(r"上年度?|去年|上一年度?|(?P<year>20\d\d)年")


def _year_before(checked: Checked, pair: Pair) -> Iterator[Finding]:
    """较上年的 40.40 亿元: last year's amount, which is bound to nothing, against the data of what is stated for this year."""
    said = _LAST.search(re.sub(rf"{SIGN}.*{SIGN}", lambda m: m[0][1:-1], pair.match[0]))
    then, now = _then_and_now(checked, pair.now)
    reading = pair.now.reading
    if not said or then is None or now is None or reading is None or pair.was.status not in {None, "unbound"}:
        return
    if said["year"]:
        yield from _named_year(checked, pair, reading, said["year"])
        return
    scale, base = numbers.split_unit(reading.metric.unit)
    low, high = pair.was.written
    if base != pair.was.base or low <= then * scale <= high:
        return
    places = max(0, -int(pair.was.value.as_tuple().exponent))
    right = numbers.plain(numbers.rounded(then * scale / pair.was.scale, places), cut_zeros=False)
    before = reading.period.shifted(-1).chinese
    message = f"{reading.metric.name}（{before}）为 {right}{pair.was.unit}，文中写“{pair.was.text}”。请改为 {right}{pair.was.unit}，或核对来源"
    yield Finding(pair.was.start, pair.was.end, "wrong-figure", "error", message)


def _named_year(checked: Checked, pair: Pair, reading: Reading, year: str) -> Iterator[Finding]:
    """比 2020 年的 7.67 亿元: that year's amount, or another year's under its name."""
    scale, base = numbers.split_unit(reading.metric.unit)
    low, high = pair.was.written

    def holds(back: int) -> bool | None:
        then = checked.value(reading.metric.key, reading.period.shifted(-back), reading.metric.unit)
        return None if then is None else low <= then * scale <= high

    back = reading.period.year - int(year)
    if base != pair.was.base or holds(back):
        return
    right = next((b for b in YEARS_BACK if b != back and holds(b)), None)
    if right is not None:
        said = f"“{pair.was.text}”是 {reading.period.year - right}年的数，文中写的是 {year}年。请核对年份"
        yield Finding(pair.was.start, pair.was.end, "wrong-year", "error", said)
    elif holds(back) is False:
        said = (
            f"{reading.metric.name}（{reading.period.shifted(-back).chinese}）与文中的“{pair.was.text}”不符。请核对来源"
        )
        yield Finding(pair.was.start, pair.was.end, "wrong-figure", "error", said)


def _amount(checked: Checked, sentence: Sentence, match: re.Match[str], figure: Figure) -> Iterator[Finding]:
    """An amount that the data bear out, with a change since the year before."""
    then, now = _then_and_now(checked, figure)
    if then is None or now is None:
        return
    x = sentence.figure(match["x"]) if match.re.groupindex.get("x") and match["x"] else None
    wrong = wrong_way(sentence, match, "by", figure.reading, then, now) if figure.reading else None
    if wrong:
        yield wrong
    if x and x.plain and x.status in {None, "unbound"}:
        yield from stated_change(x, figure, then, now)


def _then_and_now(checked: Checked, figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """The amount of the year before and of the period, as the data have them, if they bear the figure out."""
    reading = figure.reading
    if figure.status != "match" or reading is None or reading.value is None or not figure.plain:
        return None, None
    if reading.metric.kind in {"yes_no", "as_of"} or is_change(reading.metric):
        return None, None
    before = checked.value(reading.metric.key, reading.period.shifted(-1), reading.metric.unit)
    return (before if before and before > 0 else None), reading.value


# --- a growth that stands alone ------------------------------------------------------------------------------------------


def _growth_figures(checked: Checked, sentence: Sentence, basis: str = "") -> Iterator[Finding]:
    """税费收入增长 4.4% where it fell by 4.4%: the figure is a growth metric's but for its direction."""
    for match in _OWN.finditer(sentence.skeleton):
        x = sentence.figure(match["x"])
        said = rises(match["by"])
        readings = _growth_readings(checked, x) if x.base in {"%", "个百分点"} and x.plain else []
        if basis:  # 按同口径计算，税费收入同比增长 7.7%: the sentence says which basis and of what
            readings = [r for r in readings if r.metric.basis == basis and stem(r.metric) in sentence.skeleton]
        if said is None or not readings or _since_another_year(checked, sentence, match):
            continue
        yield from _neither(sentence, match, x, readings)
        low, high = sizes(x)
        near = [r for r in readings if r.value is not None and low <= abs(r.value) <= high]
        wrong = [r for r in near if r.value and (r.value > 0) != said and abs(r.value) >= LITTLE]
        if near and len(wrong) == len(near):
            start, end = sentence.span(match, "by")
            reading = wrong[0]
            turned = "增长" if reading.value and reading.value > 0 else "下降"
            message = f"写了“{match['by']}”，而{reading.metric.name}（{reading.period.chinese}）是{turned} {numbers.rounded(abs(reading.value or low), 1)}%。请改为“{turned}”，或核对来源"
            yield Finding(start, end, "direction", "error", message)


_BASE = re.compile(r"(?:较|比|与|同|和)(?:(?P<year>20\d\d)年|前年)")


def _since_another_year(checked: Checked, sentence: Sentence, match: re.Match[str]) -> bool:
    """较2020年增长 7%, 比前年增长 7%: the growth metrics are those since the year before."""
    clause = re.split(r"[，。；：]", sentence.skeleton[: match.start("by")])[-1]
    base = _BASE.search(clause)
    return base is not None and (base["year"] is None or int(base["year"]) != checked.year - 1)


def _counted_growth(checked: Checked, sentence: Sentence) -> Iterator[Finding]:
    """谈心谈话比上年增长 19.1%: of what is counted there is one growth, and no metric is needed for it."""
    for match in _OWN.finditer(sentence.skeleton):
        x, up = sentence.figure(match["x"]), rises(match["by"])
        clause = re.split(r"[，。；：]", sentence.skeleton[: match.start("by")])[-1]
        said = re.fullmatch(rf"{_ONLY}(?:开展|组织)?(?P<what>\S+?)(?:次数|人次)?(?P<since>{_YEAR_BEFORE})", clause)
        unbound = x.status in {None, "unbound"} and x.base == "%" and x.plain
        if up is None or not unbound or not said or _since_another_year(checked, sentence, match):
            continue
        meant = [m for m in checked.catalogue.values() if said["what"] in {m.name, *m.words} and _is_counted(m)]
        at = sentence.places[match.start("by") - len(clause) + said.start("since")]
        if len(meant) == 1 and (period := _period_of_amount(checked, meant[0], at)):
            yield from _rate_of(checked, meant[0], period, x, up=up)


def _tenths(checked: Checked, sentence: Sentence) -> Iterator[Finding]:
    """智能语音解答占比超过七成: read as a blank in % would be."""
    for x in sentence.figures:
        said = x.percent if x.base == "成" and x.status in {None, "unbound"} and x.plain else None
        if said is None or not _SHARE_IS.search(sentence.skeleton[: sentence.skeleton.index(sentence.sign(x))]):
            continue
        text = f"{checked.text[: x.start]}**%。{_below(checked.text, x.start)}"
        blank = Blank(x.start, x.start + 2, 1, "**", "number", "%")
        found = Binder(checked.catalogue, text, checked.year, [blank]).bind(blank)
        metric = checked.catalogue.get(found.metric or "")
        reading = checked.reading(metric.key, periods.parse(found.period)) if metric and found.period else None
        if metric is None or is_change(metric) or reading is None or reading.value is None:
            continue
        if not overlap(said, _exactly(reading)):
            message = f"{metric.name}（{reading.period.chinese}）为 {numbers.show_visible(reading.value, metric.unit, metric.show)}{metric.show}，文中写“{_HOW[x.qualifier or '']}{x.text}”。请改写，或核对来源"
            yield Finding(x.start, x.end, "share", "error", message)


_SHARE_IS = re.compile(r"占比(?:为|达到?|已|约|近|将近|超过?|突破|逾|不足|不到)*$")
_HOW = {"": "", "超": "超过", "近": "近", "约": "约", "不足": "不足", "余": ""}


def _below(text: str, start: int) -> str:
    """The text below the line of a place, where the signature stands."""
    end = text.find("\n", start)
    return text[end:] if end >= 0 else ""


def _is_counted(metric: Metric) -> bool:
    flows = metric.kind in {"count", "sum", "distinct"}
    return flows and numbers.split_unit(metric.unit)[1] not in {"元", "%", "个百分点"}


def _period_of_amount(checked: Checked, metric: Metric, at: int) -> periods.Period | None:
    """The period that an amount would have in the place of the change; None if it were asked about: whose it is, of which time."""
    text = f"{checked.text[:at]}**{metric.unit}。{_below(checked.text, at)}"
    blank = Blank(at, at + 2, 1, "**", "number", metric.unit)
    found = Binder(checked.catalogue, text, checked.year, [blank]).bind(blank)
    return periods.parse(found.period) if found.metric == metric.key and found.period else None


def _rate_of(checked: Checked, metric: Metric, period: periods.Period, x: Figure, *, up: bool) -> Iterator[Finding]:
    then, now = (checked.value(metric.key, p, metric.unit) for p in (period.shifted(-1), period))
    if not then or then <= 0 or now is None:
        return
    rate = (now - then) / then * 100
    if (rate > 0) == up and overlap(sizes(x), (abs(rate), abs(rate))):
        return
    turned = f"{'增长' if rate > 0 else '下降'} {numbers.plain(numbers.rounded(abs(rate), 1), cut_zeros=False)}%"
    message = f"{metric.name}{period.chinese}比上年{turned}，文中写“{'增长' if up else '下降'}{x.text}”。请核对"
    yield Finding(x.start, x.end, "growth-rate", "error", message)


def _neither(sentence: Sentence, match: re.Match[str], x: Figure, readings: list[Reading]) -> Iterator[Finding]:
    """税费收入同比下降 44% where no basis gives such a figure; only if the clause says nothing else of what is meant."""
    if x.metric or any(overlap(sizes(x), _exactly(r)) for r in readings):
        return
    clause = re.split(r"[，。；：]", sentence.skeleton[: match.start("by")])[-1]
    named = [r for r in readings if re.fullmatch(rf"{_ONLY}{re.escape(stem(r.metric))}(?:{_YEAR_BEFORE})", clause)]
    if not named:
        return
    known = "，".join(
        f"{r.metric.name}（{r.period.chinese}）为 {numbers.rounded(r.value or Decimal(0), 1)}%" for r in named
    )
    yield Finding(x.start, x.end, "growth-rate", "error", f"{known}，文中写“{match['by']}{x.text}”。请核对")


def _exactly(reading: Reading) -> tuple[Decimal, Decimal]:
    size = abs(reading.value or Decimal(0))
    return size, size


_ONLY = r"(?:\d{4}年|全年|年内|全局|我局|累计|共|组织|实现|完成|的)*"


def _growth_readings(checked: Checked, x: Figure) -> list[Reading]:
    """Readings of the growth metrics that the figure is, or may be."""
    if x.binding is None or x.binding.period is None:
        return []
    keys = [x.binding.metric] if x.binding.status == "bound" else [c.metric for c in x.binding.candidates]
    try:
        period = periods.parse(x.binding.period)
    except ValueError:
        return []
    found = [checked.reading(key, period) for key in keys if key]
    return [r for r in found if r is not None and is_change(r.metric) and r.metric.numerator]
