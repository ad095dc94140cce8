"""Figures known only by word of mouth: what a person entered for a blank, who, when, and on whose word.

Kept by the sentence around the blank, as bindings are, and by year: next year's report does not take over last year's
telephone call. Such a figure stands until the data have a value; then the data win.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path

from metrics import numbers
from report.finding.measures import comparable, tail_at, unit_fit
from report.model import Told
from warehouse.decisions import Kept, change
from warehouse.people import opened

HAND = "人工"
LONGEST = 60
MOST = Decimal(10) ** 14
_SCHEMA = """create table if not exists by_hand (
    sentence_key text not null, year integer not null, sample integer not null, value text not null, unit text, entered_by text not null,
    entered_at text not null, word_of text not null, note text not null, sentence text not null, source_file text not null,
    primary key (sentence_key, year, sample))"""
TABLE = Kept("by_hand", _SCHEMA, ("sentence_key", "year", "sample"))
_NUMBER = re.compile(r"[-+−]?\d[\d.,]*|[零〇一二两三四五六七八九十百千]+")
_PRIVATE = re.compile(r"\d{11,}|\d{17}[\dXx]")


class RefusedFigureError(ValueError):
    """A figure that cannot stand there; its text is one Chinese sentence."""


class HandFigures:
    """The figures entered by hand, in one bureau's SQLite file. What was tried on sample data stays with sample data."""

    def __init__(self, file: Path, *, sample: bool) -> None:
        self.file = file
        self.sample = sample

    def enter(self, key: tuple[str, str], year: int, told: Told, source_file: str) -> None:
        """Keep a figure; a later one for the same sentence and year replaces it, and the history keeps both."""
        row = {
            "sentence_key": key[0], "year": year, "sample": int(self.sample),
            "value": numbers.plain(told.value, cut_zeros=False), "unit": told.unit, "entered_by": told.by,
            "entered_at": told.at, "word_of": told.word_of, "note": told.note, "sentence": key[1],
            "source_file": source_file,
        }  # fmt: skip
        change(self.file, TABLE, [row[c] for c in TABLE.key], row, by=told.by, at=told.at)

    def remove(self, key: tuple[str, str], year: int, *, by: str = "") -> bool:
        """Drop a figure, kept in the history with who took it back; False if there was none."""
        return change(self.file, TABLE, (key[0], year, int(self.sample)), None, by=by)

    def of(self, year: int) -> dict[str, Told]:
        """The figures of a year by the key of their sentence."""
        if not self.file.exists():
            return {}
        with opened(self.file, _SCHEMA) as connection:
            rows = connection.execute(
                "select sentence_key, value, unit, entered_by, entered_at, word_of, note from by_hand "
                "where year = ? and sample = ?",
                (year, self.sample),
            ).fetchall()
        return {key: Told(HAND, Decimal(value), *rest) for key, value, *rest in rows}


def entry(text: str, unit: str | None, qualifier: str | None, *, by: str, word_of: str, note: str, at: str) -> Told:
    """What a person typed, for a blank of this unit and qualifier. RefusedFigureError says what is wrong with it."""
    told = Told(
        HAND, amount(text, unit), unit, _words(by, "填写人"), at, _words(word_of, "据谁所说"), _words(note, "备注", 0)
    )
    written, reason, _ = as_text(told, qualifier)
    if written is None:
        raise RefusedFigureError(f"{reason}。请核对所填的数。")
    return told


def _words(text: str, what: str, least: int = 1) -> str:
    """A name or note as typed, with single spaces. RefusedFigureError if it says nothing or holds a telephone number."""
    clean = " ".join(text.split())
    if least and not re.search(r"[^\W\d_]", clean):
        raise RefusedFigureError(f"没有写明{what}。请写姓名或科室，如“纪检组 王五”。")
    if len(clean) > LONGEST:
        raise RefusedFigureError(f"{what}太长，请写在 {LONGEST} 字以内。")
    if _PRIVATE.search(clean.replace(" ", "").replace("-", "")):
        raise RefusedFigureError(f"{what}里像是有电话号码或证件号码。这些话会印进批注和附表，请只写姓名或科室。")
    return clean


def amount(text: str, unit: str | None) -> Decimal:
    """The number typed, in the unit of the blank. RefusedFigureError for what is no number or has another unit."""
    clean = unicodedata.normalize("NFKC", text).strip()
    value, written = _parted(clean)
    if abs(value) >= MOST:
        raise RefusedFigureError(f"“{clean}”的位数太多，不像报告里的数。请核对。")
    if written is not None and written != unit:
        value = _in_unit(value, written, unit)
    if numbers.counted(unit):
        if value != value.to_integral_value():
            raise RefusedFigureError(f"“{clean}”不是整数，而“{unit}”只能是整数。请核对。")
        if value < 0:
            raise RefusedFigureError(f"“{clean}”小于零，而“{unit}”不会是负数。请核对。")
    return value


def _parted(text: str) -> tuple[Decimal, str | None]:
    """A number and the unit written after it, if any."""
    refusal = RefusedFigureError(
        f"“{text}”不是一个确切的数。请只写数字，如 46 或 38.62；不写“约”“余”“多”，也不写文字。"
    )
    try:
        return numbers.parse_numeral(text), None
    except ValueError:
        found = _NUMBER.match(text)
    if found is None:
        raise refusal
    try:
        value = numbers.parse_numeral(found[0])
    except ValueError:
        raise refusal from None
    tail = tail_at(text, found.end())
    if tail is None or tail.end != len(text) or tail.qualifier:
        raise refusal
    return value, tail.unit


def _in_unit(value: Decimal, written: str, unit: str | None) -> Decimal:
    """A value in the blank's unit: 3862万元 is 0.3862亿元. RefusedFigureError if the two do not measure the same."""
    if unit is None or not unit_fit(written, unit):
        wanted = f"文中的单位是“{unit}”" if unit else "文中没有单位"
        raise RefusedFigureError(f"所填的单位是“{written}”，{wanted}，两者不是一回事。请只写数字，或改用文中的单位。")
    return numbers.convert(value, comparable(written, unit), unit)


def as_text(told: Told, qualifier: str | None) -> tuple[str | None, str | None, tuple[str, ...]]:
    """What is put in the blank's place (or None and why not), and what its reader should know.

    A figure that is round already is taken to be what was said: 260 before 余次 stays 260, while 263 becomes 260.
    """
    unit, value = told.unit or "", told.value
    if qualifier:
        return _qualified(value, unit, qualifier)
    own = max(0, -int(value.as_tuple().exponent))
    scale, base = numbers.split_unit(unit)
    conventional = scale > 1 or base in {"元", "%", "个百分点", "秒"}
    places = min(own, numbers.decimals_of(unit)) if conventional else own
    text = numbers.plain(numbers.rounded(value, places), cut_zeros=base not in {"%", "个百分点"})
    exact = numbers.plain(value, cut_zeros=True)
    if Decimal(text) == 0 and value != 0:
        return None, f"{exact}{unit} 四舍五入后为 0，单位恐怕不对", ()
    return text, None, (f"所填 {exact}{unit}，按惯例写作 {text}{unit}",) if Decimal(text) != value else ()


def _qualified(value: Decimal, unit: str, qualifier: str) -> tuple[str | None, str | None, tuple[str, ...]]:
    said = numbers.express(value, unit, unit, qualifier)
    if said.text is None or value % numbers.step_of(value):
        return said.text, said.reason, said.warnings
    text = numbers.plain(value, cut_zeros=True)
    if Decimal(said.text) == value:
        return text, None, ()
    return text, None, (f"按所说写作“{qualifier}”前的 {text}；如果真值恰为 {text}，应写 {said.text}",)
