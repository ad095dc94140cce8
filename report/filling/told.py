"""Figures on somebody's word beside those of the data: they fill what the data leave empty, and give way when data come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from metrics import numbers
from report.binding.memory import Memory, sentence_of
from report.binding.setting import unlike
from report.filling.by_hand import HAND, HandFigures, as_text
from report.finding.measures import comparable
from report.model import Blank, BoundBlank, CheckedClaim, Claim, Told
from warehouse.answers import Answer, Answers

ANSWERED = "科室答复"


def said_of(
    figures: Sequence[Blank | Claim], places: Sequence[tuple[str, str]], year: int, memory: Memory, *, sample: bool
) -> list[Told | None]:
    """What was told for each figure of a text; only number blanks and stated figures can be told.

    A department's written answer goes before what somebody heard.
    """
    by_hand = HandFigures(memory.file, sample=sample).of(year)
    answers = {key: answered(a) for key, a in Answers(memory.file).of(year, sample=sample).items()}
    return [
        _foremost(answers.get(key), by_hand.get(key)) if isinstance(figure, Claim) or figure.kind == "number" else None
        for figure, (key, _) in zip(figures, places, strict=True)
    ]


def elsewhere(
    figures: Sequence[Blank | Claim], places: Sequence[tuple[str, str]], year: int, memory: Memory, *, sample: bool
) -> list[str | None]:
    """For each number blank what was told of the same sentence in another setting, in words: it is not used, but it is said."""
    answers = {key: answered(a) for key, a in Answers(memory.file).of(year, sample=sample).items()}
    told = answers | HandFigures(memory.file, sample=sample).of(year)
    known = {sentence_of(key): key for key in told}
    found: list[str | None] = []
    for figure, (key, _) in zip(figures, places, strict=True):
        other = known.get(sentence_of(key)) if isinstance(figure, Blank) and figure.kind == "number" else None
        if other is None or key in told or key in answers:
            found.append(None)
            continue
        said = told[other]
        value = f"{numbers.plain(said.value, cut_zeros=True)}{said.unit or ''}"
        found.append(
            f"同一句话有过 {value}（{said.account}），但{unlike(other, year, key)}，没有填入；如果就是这里的数，请再填一次"
        )
    return found


def hinted(bound: BoundBlank, heard: str | None) -> BoundBlank:
    """A blank that stays open, with what was told of its sentence elsewhere."""
    if heard is None or bound.ready or bound.status == "bound":
        return bound
    return replace(bound, reason="；".join(r for r in (bound.reason, heard) if r))


def answered(answer: Answer) -> Told:
    """A department's answer as a figure on its word."""
    return Told(
        ANSWERED, Decimal(answer.value), answer.unit or None, answer.by, answer.day, answer.department,
        f"依据：{answer.basis}", answer.source,
    )  # fmt: skip


def _foremost(answer: Told | None, by_hand: Told | None) -> Told | None:
    if answer is None or by_hand is None or answer.value == by_hand.value:
        return answer or by_hand
    value = numbers.plain(by_hand.value, cut_zeros=True)
    return replace(answer, note=f"{answer.note}；另有人工填的 {value}{by_hand.unit or ''}，与答复不同，请核对")


def completed(bound: BoundBlank, told: Told | None) -> BoundBlank:
    """A blank with what was told for it, where the data say nothing. Its status stays."""
    if told is None or told.unit != bound.blank.unit:
        return bound
    text, reason, notes = as_text(told, bound.blank.qualifier)
    if bound.status == "bound":
        return replace(bound, outdone=told, warnings=(*bound.warnings, *_given_way(bound, told, text)))
    if text is None:
        return replace(bound, warnings=(*bound.warnings, f"{told.account}，但写不进去：{reason}"))
    notes = (told.account, *notes, *_beside_data(bound, told))
    return replace(bound, shown=text, told=told, warnings=(*bound.warnings, *notes))


def _given_way(bound: BoundBlank, told: Told, text: str | None) -> list[str]:
    """The data have a value: both, if they differ."""
    if text == bound.shown:
        return []
    unit = bound.blank.unit or ""
    value = numbers.plain(told.value, cut_zeros=True)
    return [
        f"已有数据，用数据 {bound.shown}{unit}；原先{told.mark}填的是 {value}{unit}（{told.account}），两者不同，请核对"
    ]


def _beside_data(bound: BoundBlank, told: Told) -> list[str]:
    """The data have a value that cannot be written there: both, if they differ."""
    reading = bound.reading
    if reading is None or reading.value is None:
        return []
    try:
        unit = comparable(told.unit or "", reading.metric.unit)
        same = numbers.convert(told.value, unit, reading.metric.unit) == reading.value
    except numbers.UnitMismatchError:
        same = False
    return [] if same else [f"“{reading.metric.name}”的数据为 {reading.text}，与所填的不同，请核对"]


def compared(checked: CheckedClaim, told: Told | None) -> CheckedClaim:
    """A stated figure that the data do not speak of, beside what was told. Its status stays."""
    claim = checked.claim
    if told is None or told.unit != claim.unit or checked.status not in {"unbound", "no_data"}:
        return checked
    text, _, _ = as_text(told, claim.qualifier)
    written, value = numbers.plain(claim.value, cut_zeros=True), numbers.plain(told.value, cut_zeros=True)
    same = claim.value in (told.value, None if text is None else numbers.parse_numeral(text))
    verdict = "与文中一致" if same else f"与文中的 {written}{claim.unit or ''} 不一致，请核对"
    said = f"{told.account}：{value}{claim.unit or ''}，{verdict}"
    return replace(checked, told=told, reason="；".join(r for r in (checked.reason, said) if r))


def told_of(item: BoundBlank | CheckedClaim, told: Told) -> tuple[str | None, tuple[str, ...]]:
    """What becomes of a figure just told: the text that will stand there (None if the data have it), and what to know."""
    if isinstance(item, CheckedClaim):
        held = compared(replace(item, told=None), told)
        return None, (held.reason or "",) if held.told else ("数据里已有这个数，核对时以数据为准",)
    plain = replace(item, told=None, outdone=None, warnings=(), shown=item.shown if item.status == "bound" else None)
    done = completed(plain, told)
    if done.outdone:
        return None, done.warnings or (f"这一处已有数据 {done.shown}{done.blank.unit or ''}，与所填相同，报告用数据",)
    return done.shown, done.warnings


def told_json(told: Told | None) -> dict[str, Any]:
    """`by_hand` and `answer` of a blank or claim: one of them, or neither."""
    if told is None:
        return {"by_hand": None, "answer": None}
    shown = {
        "value": numbers.plain(told.value, cut_zeros=True),
        "unit": told.unit,
        "by": told.by,
        "at": told.at,
        "word_of": told.word_of,
        "note": told.note or None,
    }
    return (
        {"by_hand": shown, "answer": None}
        if told.mark == HAND
        else {"by_hand": None, "answer": shown | {"source": told.source}}
    )
