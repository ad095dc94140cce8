"""Units, the one rounding, and how officials write a number (余, 近, 超, 约, 不足).

Everything here is `Decimal`; the only rounding of a figure happens in `show` and `express`.
Rules of rounding: contract (steps of 余 and 超), GB/T 15835 (no separators in prose).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache

SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
MEASURES = frozenset(
    [
        "元",
        "次",
        "人",
        "人次",
        "户",
        "户次",
        "家",
        "篇",
        "条",
        "名",
        "场",
        "个",
        "项",
        "件",
        "类",
        "岁",
        "封",
        "面",
        "份",
        "笔",
        "天",
        "日",
        "期",
        "批",
        "起",
        "宗",
        "支",
        "组",
        "处",
        "所",
        "位",
        "部",
        "秒",
        "分钟",
        "小时",
        "票",
        "本",
        "张",
        "亩",
        "字",
        "倍",
        "例",
        "届",
        "轮",
        "台",
        "辆",
        "%",
        "个百分点",
    ]
)
"""Measure words that a number of a report can carry. 户 is not 户次, 人 not 人次, 家 not 篇, % not 个百分点."""

_COUNTED = frozenset(
    [
        "次",
        "人",
        "人次",
        "户",
        "户次",
        "家",
        "篇",
        "条",
        "名",
        "场",
        "场次",
        "个",
        "项",
        "件",
        "类",
        "封",
        "面",
        "份",
        "笔",
        "期",
        "批",
        "起",
        "宗",
        "支",
        "组",
        "处",
        "所",
        "位",
        "部",
        "票",
        "本",
        "张",
        "例",
        "届",
        "轮",
        "台",
        "辆",
    ]
)


def counted(unit: str | None) -> bool:
    """What is counted one by one (次, 人, 户 …, without a scale): there is no half of it, and none below zero."""
    return unit in _COUNTED


_RELATED = {"人/次": "人次", "户/次": "户次", "％": "%", "百分点": "个百分点"}
EXACT = frozenset({None, ""})


class UnitMismatchError(ValueError):
    """Two units that do not measure the same thing."""


@lru_cache(maxsize=1024)
def canonical_unit(text: str | None) -> str | None:
    """The unit as the contract writes it: `％` → `%`, `人/次` → `人次`."""
    if text is None:
        return None
    unit = unicodedata.normalize("NFKC", re.sub(r"\s+", "", text))
    return _RELATED.get(unit, unit)


@lru_cache(maxsize=1024)
def split_unit(unit: str) -> tuple[int, str]:
    """Scale and base of a unit: `亿元` → (100000000, 元), `万户次` → (10000, 户次), `%` → (1, %). A bare 万 or 亿 has base ''."""
    unit = canonical_unit(unit) or ""
    for scale in sorted(SCALES, key=len, reverse=True):
        if scale and unit.startswith(scale):
            return SCALES[scale], unit[len(scale) :]
    return 1, unit


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """The same quantity in another unit, exactly. UnitMismatchError unless both have the same base (a bare 万/亿 takes any)."""
    from_scale, from_base = split_unit(from_unit)
    to_scale, to_base = split_unit(to_unit)
    if from_base != to_base and to_base:
        raise UnitMismatchError(f"单位不合：{from_unit} 不能写成 {to_unit}")
    return value * from_scale / to_scale


def decimals_of(unit: str) -> int:
    """Decimals by convention: 亿元 万户次 千人 and the like two, % and 个百分点 one, 岁 and counts none, 元 two."""
    scale, base = split_unit(unit)
    if base in {"%", "个百分点"}:
        return 1
    return 2 if scale > 1 or base in {"元", "秒"} else 0


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain(value: Decimal, *, cut_zeros: bool) -> str:
    """Digits without exponent or separators."""
    text = f"{value:f}"
    if cut_zeros and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def show(value: Decimal, unit: str, shown_unit: str, decimals: int | None = None) -> str:
    """A figure in the unit in which it is shown: trailing zeros cut for scaled units, kept for shares.

    ValueError if a value that is not 0 would be shown as 0: the unit is then wrong for it.
    """
    places = decimals_of(shown_unit) if decimals is None else decimals
    result = rounded(convert(value, unit, shown_unit), places)
    if result == 0 and value != 0 and split_unit(shown_unit)[0] > 1:
        raise ValueError(f"{plain(value, cut_zeros=True)}{unit} 以{shown_unit}表示四舍五入后为 0")
    share = split_unit(shown_unit)[1] in {"%", "个百分点"}
    return plain(result, cut_zeros=not share)


def show_visible(value: Decimal, unit: str, shown_unit: str, decimals: int | None = None) -> str:
    """As `show`, with as many more decimals as a small value needs to be seen: 12 户次 is 0.0012 万户次, not 0."""
    places = decimals_of(shown_unit) if decimals is None else decimals
    amount = convert(value, unit, shown_unit)
    if amount != 0 and split_unit(shown_unit)[0] > 1:
        first_digit = -amount.adjusted()
        while rounded(amount, places) == 0:
            places = max(places + 1, first_digit)
    return show(value, unit, shown_unit, places)


@dataclass(frozen=True)
class Expressed:
    """How a value is written after a qualifier. `text` is None when a person must decide, and `reason` says why."""

    text: str | None
    warnings: tuple[str, ...] = ()
    reason: str | None = None


def step_of(value: Decimal) -> Decimal:
    """Rounding step of 余 and 超: 10 under 1,000, 10^(digits − 2) above."""
    digits = len(str(int(abs(value))))
    return Decimal(10) if abs(value) < 1000 else Decimal(10) ** (digits - 2)


def express(
    value: Decimal, unit: str, shown_unit: str, qualifier: str | None = None, decimals: int | None = None
) -> Expressed:
    """Write a value in a unit under a qualifier (canonical: 余 近 超 约 不足, or None for exact)."""
    if qualifier in EXACT:
        return _exact(value, unit, shown_unit, decimals)
    amount = convert(value, unit, shown_unit)
    if amount <= 0:
        return Expressed(None, reason=f"真值为 {plain(amount, cut_zeros=True)}，不能写“{qualifier}”")
    rule = {"余": _just_below, "超": _just_below, "近": _just_above, "不足": _just_above, "约": _nearest}.get(
        qualifier or ""
    )
    if rule is None:
        return Expressed(None, reason=f"不认识修饰词“{qualifier}”")
    return rule(amount, qualifier or "")


def _exact(value: Decimal, unit: str, shown_unit: str, decimals: int | None) -> Expressed:
    try:
        text = show(value, unit, shown_unit, decimals)
    except UnitMismatchError:
        raise
    except ValueError as error:
        return Expressed(None, reason=str(error))
    warnings = []
    if split_unit(shown_unit)[1] == "%" and Decimal(text) == 100 and value != 100:
        warnings.append(f"真值 {plain(rounded(value, 4), cut_zeros=True)}% 四舍五入后成了 100%，请斟酌")
    elif _crossed(convert(value, unit, shown_unit), Decimal(text)):
        true = plain(convert(value, unit, shown_unit), cut_zeros=True)
        warnings.append(f"真值 {true}{shown_unit}，四舍五入进到了 {text}{shown_unit}（多出一位），请斟酌")
    return Expressed(text, tuple(warnings))


def _crossed(true: Decimal, shown: Decimal) -> bool:
    """Whether rounding gave a number one more digit before the point: 99.996 written as 100."""
    return len(str(int(abs(shown)))) > len(str(int(abs(true)))) and abs(true) >= 1


def _just_below(amount: Decimal, qualifier: str) -> Expressed:
    if amount <= 10:
        return Expressed(None, reason=f"真值 {plain(amount, cut_zeros=True)} 不超过 10，写“{qualifier}”不妥，请写实数")
    step = step_of(amount)
    floor = (amount / step).to_integral_value(ROUND_FLOOR) * step
    if floor < amount:
        return Expressed(plain(floor, cut_zeros=True))
    below = floor - step
    if below <= 0:
        return Expressed(None, reason=f"真值恰为 {plain(amount, cut_zeros=True)}，写“{qualifier}”不妥，请写实数")
    return Expressed(
        plain(below, cut_zeros=True),
        (f"真值恰为 {plain(amount, cut_zeros=True)}，按“{qualifier}”取下一档 {plain(below, cut_zeros=True)}",),
    )


def _just_above(amount: Decimal, qualifier: str) -> Expressed:
    step = step_of(amount)
    above = (amount / step).to_integral_value(ROUND_CEILING) * step
    if above == amount:
        above += step
    if (above - amount) * 20 > above:
        return Expressed(
            None,
            reason=f"真值 {plain(amount, cut_zeros=True)} 距 {plain(above, cut_zeros=True)} 超过 5%，不宜写“{qualifier}”",
        )
    return Expressed(plain(above, cut_zeros=True))


def _nearest(amount: Decimal, qualifier: str) -> Expressed:
    step = step_of(amount)
    near = (amount / step).to_integral_value(ROUND_HALF_UP) * step
    if near <= 0:
        return Expressed(None, reason=f"真值 {plain(amount, cut_zeros=True)} 太小，不宜写“{qualifier}”")
    return Expressed(plain(near, cut_zeros=True))


_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SEPARATORS = re.compile(r"(?<=\d)[,，\u2009\u202f](?=\d{3}(?!\d))")


def parse_numeral(text: str) -> Decimal:
    """Read `１２,３４５.6`, `一千二百`, `两`, `十二`, `3.5`. ValueError for anything else.

    A scale at the end (`1.5亿`) belongs to the unit, not to the numeral, and is refused here; 万 and 亿 inside a
    numeral in Chinese digits (`一万二千`) are read.
    """
    clean = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text.strip()).replace("，", ","))
    clean = _SEPARATORS.sub("", clean)
    if re.fullmatch(r"[-+−]?\d+(\.\d+)?", clean):
        return Decimal(clean.replace("−", "-"))
    if clean and all(c in _DIGITS or c in _PLACES or c in "万亿" for c in clean) and clean[0] not in "百千万亿":
        return Decimal(_chinese(clean))
    raise ValueError(f"不是数字：{text}")


def _chinese(text: str) -> int:
    for mark, scale in (("亿", 10**8), ("万", 10**4)):
        if mark in text:
            head, tail = text.split(mark, 1)
            return _chinese(head) * scale + (_chinese(tail) if tail else 0)
    if len(text) > 1 and not any(c in _PLACES for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for i, c in enumerate(text):
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += (digit or (1 if i == 0 or text[i - 1] in "零〇" else 0)) * _PLACES[c]
            digit = 0
    return total + digit
