"""Readings in words: the text of a figure however small it is, the span it speaks of, where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from metrics import numbers
from metrics.model import Metric, Reading
from metrics.periods import Period
from ui.markup import esc, fill, literal, source

_SMALLER = {"亿元": ("万元", "元"), "万元": ("元",), "万户次": ("户次",), "万次": ("次",)}


def parts(reading: Reading) -> tuple[str, str]:
    """The number and its unit apart; a part too small for the usual unit is shown in the next smaller one."""
    return ("", "") if reading.value is None else _parts(reading.value, reading.metric)


def _parts(value: Decimal, metric: Metric) -> tuple[str, str]:
    for unit in (metric.show, *smaller(metric.show)):
        try:
            return minus(numbers.show(value, metric.unit, unit, metric.decimals)), unit
        except ValueError:  # it would read 0 although it is not: the next unit
            continue
    return minus(plain(value)), metric.unit


def minus(number: str) -> str:
    """A number with the sign of minus instead of a hyphen."""
    return f"−{number[1:]}" if number.startswith("-") else number


def amount(value: Decimal, metric: Metric) -> str:
    """A value of a metric with its unit."""
    number, unit = _parts(value, metric)
    return f"{number}{'' if unit in {'%', '％'} else ' '}{unit}"


def text(reading: Reading) -> str:
    """The number with its unit, or 〔待补：…〕."""
    if reading.value is None:
        return reading.to_fill
    return amount(reading.value, reading.metric)


def figure(reading: Reading) -> str:
    """A reading's text in bold, or its 〔待补…〕 in amber, as HTML."""
    return fill(reading) if reading.value is None else f"<b>{esc(text(reading))}</b>"


def sentence(template: str, *values: Reading | str, draw: Callable[[Reading], str] = figure) -> str:
    """A sentence with {} for each figure, as HTML: readings in bold or amber, other text escaped and bold."""
    told = [draw(v) if isinstance(v, Reading) else f"<b>{esc(v)}</b>" for v in values]
    return esc(template).format(*told)


def drawn(reading: Reading) -> float | None:
    """The height of a bar in the unit shown. Only for drawing: the text of a figure never comes from here."""
    if reading.value is None:
        return None
    return float(numbers.convert(reading.value, reading.metric.unit, reading.metric.show))


def scaled(amount: Decimal, metric: Metric) -> float:
    """A difference of a metric's values in the unit shown. Only for drawing."""
    return float(numbers.convert(amount, metric.unit, metric.show))


def smaller(unit: str) -> tuple[str, ...]:
    """Units to fall back to when a figure would read 0."""
    return _SMALLER.get(unit, ())


def exact(reading: Reading) -> str:
    """The exact value in the unit in which it is kept, with its numerator and denominator if it has them."""
    if reading.value is None:
        return ""
    whole = grouped(reading.value)
    unit = reading.metric.unit
    told = f"{whole}{unit}" if unit in {"%", "％"} else f"{whole} {unit}"
    if reading.numerator is None or reading.denominator is None or reading.denominator == 1:
        return told
    return f"{told}（{grouped(reading.numerator)} ÷ {grouped(reading.denominator)}）"


def share(part: Decimal, whole: Decimal) -> str:
    """A part of a total, one decimal: 31.4%."""
    return f"{numbers.rounded(part * 100 / whole, 1):f}%"


def plain(value: Decimal, decimals: int = 4) -> str:
    """Digits of an exact value, at most four decimals, no trailing zeros."""
    return numbers.plain(numbers.rounded(value, decimals), cut_zeros=True)


def grouped(value: Decimal) -> str:
    """The same with a comma every three digits, for long amounts: 3,861,641,326.34."""
    return minus(f"{Decimal(plain(value)):,f}")


def until(period: Period) -> str:
    """The last day of a period, 2022-12-31."""
    return (period.end - timedelta(days=1)).isoformat()


def days(metric: Metric, period: Period) -> str:
    """2022-01-01 至 2022-12-31; of a stock, which is counted on one day, 截至 2022-12-31."""
    return f"截至 {until(period)}" if metric.kind == "as_of" else f"{period.start.isoformat()} 至 {until(period)}"


def as_of(period: Period) -> str:
    """截至 2022-12-31, as HTML; the date is not broken at its hyphens."""
    return f'<span class="day">截至 {until(period)}</span>'


def files_in_words(files: list[str]) -> str:
    """税费收入_2022.xlsx 等 3 份, as HTML, with the whole list as its hint."""
    if not files:
        return ""
    more = f" 等 {len(files)} 份文件" if len(files) > 1 else ""
    return literal(Path(files[0]).name, title="、".join(files)) + esc(more)


def meaning(metric: Metric) -> str:
    """口径：the sentence of the catalogue, without its full stop."""
    return f"口径：{esc(metric.meaning.rstrip('。'))}"


def short_source(metric: Metric, period: Period, files: list[str]) -> str:
    """The same for a card, which leads to all of it: 口径 as far as it goes, the way to the rest, whose and until when."""
    whole = f"口径：{metric.meaning}\n{metric.owner}，截至 {until(period)}\n{'、'.join(Path(f).name for f in files)}"
    inner = f"<span>{esc(metric.owner)}</span><span>{as_of(period)}</span>"
    return (
        f'<p class="src" translate="no" title="{esc(whole)}"><em class="way"><i>{meaning(metric)}</i><b>来源 ›</b></em>'
        f"<em>{inner}</em></p>"
    )


def source_line(metric: Metric, period: Period, files: list[str], way: str = "") -> str:
    """口径 · 科室 · 截至 · 文件: what ends every figure; `way`: the link to its rows, HTML."""
    return source([meaning(metric), esc(metric.owner), as_of(period), files_in_words(files), way])
