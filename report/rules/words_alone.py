"""Direction words that carry no figure (税费收入稳步增长, 纳税人满意度明显提高), against the data of what they speak of.

Rule `direction`. It speaks only if the clause holds nothing but a metric's own wording and the word, of a period that is
clear, and never of what is planned. A fall on one basis and a rise on another is a warning: the basis must be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from metrics import numbers
from metrics.model import Metric, Reading
from metrics.periods import Period
from report.binding.fillers import residue
from report.binding.periods_said import period_of
from report.finding.spaces import unspaced
from report.model import Finding
from report.rules.checked import Checked
from report.rules.growth import LITTLE, basis_said, change_in_words, is_change, rises
from report.rules.lasting import LEVEL, RECORD, RUNNING, is_level, is_record, uneven
from report.rules.since import lasting

_MOVES = "正增长|负增长|增长|增加|增多|上升|提高|提升|上涨|下降|减少|降低|回落|下滑|缩短|延长|增收|减收"
_HOW = "均|都|也|已|又|实现了?|保持了?|呈现?|有所|明显|显著|大幅|稳步|稳定|持续|不断|进一步|逐步|较快|平稳|稳中有|快速|小幅|双双|一直|同步"
_SINCE = r"同比|[较比](?:上年|去年)(?:同期)?(?:相比)?|与(?:上年|去年)(?:同期)?(?:相比)?"
_MOVED = re.compile(rf"(?P<by>{_MOVES}|{LEVEL}|{RECORD})(?:了|趋势|态势|势头)?(?=[，。；！？\n]|$)")
_HEAD = re.compile(
    rf"(?P<subject>[^\d]{{3,24}}?)(?P<basis>(?:按)?(?:自然口径|同口径))?(?:{_SINCE})?(?:{RUNNING}|{_HOW})*",
)
_CLAUSE = re.compile(r"[，。；：！？、\n]")
_PLANNED = re.compile(r"将|力争|争取|确保|努力|推动|促进|目标|计划|预计|下一步|今后|明年|希望|要(?!求)|如果|若")
_PART_OF_YEAR = re.compile(r"季度|[上下]半年|\d月|[一二三四五六七八九十]月|五年|三年|近年|任期|历年|逐年|连续")
_RUNNING = re.compile(RUNNING)
_COMPARED = re.compile(rf"{RUNNING}|与(?:上年|去年)$")
"""Words before a direction word that name no period of the figure itself."""
_SAME = {"满意度": "满意率"}
_SHORTEST = 3
_LONGEST = 40


def words_alone(checked: Checked) -> Iterable[Finding]:
    """Every such word that the data belie."""
    if not checked.year or not checked.catalogue:
        return
    wordings = _wordings(checked.catalogue)
    for match in _MOVED.finditer(checked.text):
        clause = _CLAUSE.split(checked.text[max(0, match.start() - _LONGEST) : match.start()])[-1]
        head = _HEAD.fullmatch(unspaced(clause))
        metric = _meant(head["subject"], wordings) if head else None
        if head and metric is not None and not _unclear(checked.text, match):
            yield from _against(checked, match, head, metric)


def _wordings(catalogue: Mapping[str, Metric]) -> dict[str, Metric]:
    """The wordings that mean one metric and no other."""
    found: dict[str, Metric | None] = {}
    for metric in catalogue.values():
        if metric.kind in {"yes_no", "as_of"} or is_change(metric):
            continue
        for wording in {metric.name, *metric.words}:
            found[wording] = metric if found.get(wording, metric) is metric else None
    return {wording: metric for wording, metric in found.items() if metric and len(wording) >= _SHORTEST}


def _meant(subject: str, wordings: Mapping[str, Metric]) -> Metric | None:
    """The metric whose wording ends the subject, if nothing else is said before it."""
    for said, other in _SAME.items():
        subject = subject.replace(said, other)
    for at in range(len(subject) - _SHORTEST + 1):
        metric = wordings.get(subject[at:])
        if metric is not None:
            return metric if not residue(subject[:at]) else None
    return None


def _unclear(text: str, match: re.Match[str]) -> bool:
    """The sentence speaks of plans, or its paragraph of parts of the year or of several."""
    low = max(text.rfind(sign, 0, match.start()) for sign in "。！？\n") + 1
    paragraph = text.rfind("\n", 0, match.start()) + 1
    before = _RUNNING.sub("", text[paragraph : match.end()])
    return bool(_PLANNED.search(text[low : match.start("by")]) or _PART_OF_YEAR.search(before))


def _against(checked: Checked, match: re.Match[str], head: re.Match[str], metric: Metric) -> Iterator[Finding]:
    text = checked.text
    low = max(text.rfind(sign, 0, match.start()) for sign in "。；！？\n") + 1
    said_before = _COMPARED.sub("", text[low : match.start()])
    slot = period_of(head["subject"], "", said_before, checked.year)
    said = rises(match["by"])
    if not slot.sure or slot.period.year != checked.year:
        return
    if is_level(match["by"]) or is_record(match["by"]) or head["years"]:
        yield from _lasting(checked, match, head, metric, slot.period)
        return
    if said is None:
        return
    natural = _change(checked, metric, slot.period)
    other = _on_same_basis(checked, metric, slot.period)
    asked = basis_said(head["basis"] or text[low : match.start()])
    if asked == "同口径" and (other is not None or head["basis"]):
        natural, other = other, None
    if natural is None or abs(natural) < LITTLE or said == (natural > 0):
        return
    then, now = (checked.value(metric.key, p, metric.unit) for p in (slot.period.shifted(-1), slot.period))
    turned = change_in_words(metric, then, now) if then and now is not None else _in_words(natural)
    told = f"{metric.name}（{slot.period.chinese}）比上年同期{turned}"
    start, end = match.span("by")
    if asked is None and other is not None and said == (other > 0):
        message = f"写了“{match['by']}”，而{told}，按同口径才是{_in_words(other)}。请写明口径"
        yield Finding(start, end, "direction", "warning", message)
    else:
        yield Finding(
            start, end, "direction", "error", f"写了“{match['by']}”，而{told}。请改“{match['by']}”，或核对来源"
        )


def _lasting(
    checked: Checked, match: re.Match[str], head: re.Match[str], metric: Metric, period: Period
) -> Iterator[Finding]:
    """持平, 再创新高, 连续三年增长; of money nothing is said where another basis may be meant."""
    word, span = match["by"], match.span("by")
    two_bases = _on_same_basis(checked, metric, period) is not None and not head["basis"]
    if basis_said(head["basis"] or "") == "同口径" or (two_bases and is_level(word)):
        return
    if not is_level(word):
        grew = (_on_same_basis(checked, metric, period) or 0) > 0
        for found in lasting(checked, metric, period, word, head["years"], span):
            yield replace(found, severity="warning") if grew and rises(word) else found
        return
    then, now = (checked.value(metric.key, p, metric.unit) for p in (period.shifted(-1), period))
    if then and now is not None and then > 0 and uneven(word, metric, then, now):
        told = f"{metric.name}（{period.chinese}）比上年同期{change_in_words(metric, then, now)}"
        yield Finding(*span, "direction", "error", f"写了“{word}”，而{told}。请改“{word}”，或核对来源")


def _in_words(change: Decimal) -> str:
    return f"{'增长' if change > 0 else '下降'} {numbers.plain(numbers.rounded(abs(change), 1), cut_zeros=False)}%"


def _change(checked: Checked, metric: Metric, period: Period) -> Decimal | None:
    """Change over the same months of the year before, in %; None without data."""
    now, then = (checked.value(metric.key, p, metric.unit) for p in (period, period.shifted(-1)))
    return None if now is None or then is None or then <= 0 else (now - then) / then * 100


def _on_same_basis(checked: Checked, metric: Metric, period: Period) -> Decimal | None:
    """What the growth metric on the other basis says of the same amount."""
    for growth in checked.catalogue.values():
        whole = checked.catalogue.get(growth.numerator[0].key) if growth.numerator and is_change(growth) else None
        if whole is None or growth.basis != "同口径" or metric.key not in {whole.key, *(t.key for t in whole.terms)}:
            continue
        reading: Reading | None = checked.reading(growth.key, period)
        return reading.value if reading else None
    return None
