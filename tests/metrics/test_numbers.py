"""Units, rounding and numerals, as properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import numbers
from metrics.numbers import UnitMismatchError, convert, express, parse_numeral, rounded, show, step_of

amounts = st.decimals(min_value="0.01", max_value="99999999999", places=2)
counts = st.integers(min_value=1, max_value=10**7)


@given(amounts, st.sampled_from(["元", "万元", "亿元", "百万元"]))
def test_converting_there_and_back_is_exact(value, unit):
    assert convert(convert(value, "元", unit), unit, "元") == value


@pytest.mark.parametrize(
    ("one", "other"), [("户", "户次"), ("人", "人次"), ("家", "篇"), ("%", "个百分点"), ("元", "次")]
)
def test_units_that_look_alike_do_not_convert(one, other):
    with pytest.raises(UnitMismatchError):
        convert(Decimal(1), one, other)


@given(counts)
def test_more_than_is_strictly_below_by_at_most_a_step(value):
    written = express(Decimal(value), "次", "次", "余")
    if written.text is None:
        assert value <= 20
        return
    floor = Decimal(written.text)
    assert floor < value <= floor + step_of(Decimal(value))
    assert floor % 10 == 0
    assert bool(written.warnings) == (value % step_of(Decimal(value)) == 0)


@given(counts)
def test_nearly_is_above_and_within_five_percent(value):
    written = express(Decimal(value), "次", "次", "近")
    assert written.text is None or value < Decimal(written.text) <= value * Decimal(20) / 19


@pytest.mark.parametrize(
    ("value", "unit", "shown", "qualifier", "text"),
    [
        ("286.9", "次", "次", "余", "280"), ("280", "次", "次", "余", "270"), ("46", "次", "次", "余", "40"),
        ("1000", "次", "次", "余", "900"), ("12345", "次", "次", "余", "12000"), ("1234", "次", "次", "超", "1200"),
        ("3862000000", "元", "亿元", None, "38.62"), ("3860000000", "元", "亿元", None, "38.6"), ("12386", "户次", "万户次", None, "1.24"),
        ("12386", "户次", "千户次", None, "12.39"), ("12000", "户次", "千户次", None, "12"),
        ("62.34", "%", "%", None, "62.3"), ("62.04", "%", "%", None, "62.0"), ("32.5", "岁", "岁", None, "33"), ("98", "项", "项", "近", "100"),
    ],
)  # fmt: skip
def test_numbers_as_the_contract_writes_them(value, unit, shown, qualifier, text):
    assert express(Decimal(value), unit, shown, qualifier).text == text


@pytest.mark.parametrize(("value", "qualifier"), [("10", "余"), ("7", "超"), ("81", "近"), ("0", "余")])
def test_where_a_qualifier_is_unfit_a_person_decides(value, qualifier):
    written = express(Decimal(value), "次", "次", qualifier)
    assert written.text is None
    assert written.reason


def test_a_share_is_not_rounded_up_to_the_whole_in_silence():
    assert express(Decimal("99.96"), "%", "%").warnings
    assert not express(Decimal(100), "%", "%").warnings


def test_a_value_that_vanishes_in_its_unit_is_an_error():
    assert express(Decimal(4000), "元", "亿元").text is None
    with pytest.raises(ValueError, match="为 0"):
        show(Decimal(4000), "元", "亿元")


def in_chinese(number):
    """Our own writer, for numbers under 100,000,000: 一万零二十三."""
    digits, places = "零一二三四五六七八九", ["", "十", "百", "千"]

    def four(n):
        out, gap = "", False
        for p in (3, 2, 1, 0):
            d = n // 10**p % 10
            if d:
                out += ("零" if gap and out else "") + digits[d] + places[p]
                gap = False
            else:
                gap = True
        return out

    high, low = divmod(number, 10**4)
    if not high:
        return four(low) or "零"
    return four(high) + "万" + (("零" if 0 < low < 1000 else "") + four(low) if low else "")


@given(st.integers(min_value=0, max_value=99_999_999))
def test_chinese_numerals_come_back(number):
    assert parse_numeral(in_chinese(number)) == number


@given(st.integers(min_value=0, max_value=10**12), st.booleans())
def test_separated_and_full_width_numerals_come_back(number, wide):
    text = f"{number:,}"
    if wide:
        text = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789,"})
    assert parse_numeral(text) == number


@pytest.mark.parametrize("text", ["", "一二三亿", "12..3", "百", "abc", "1.5亿"])
def test_what_is_no_numeral_is_refused(text):
    if text == "一二三亿":
        assert parse_numeral(text) == 12_300_000_000
        return
    with pytest.raises(ValueError, match="不是数字"):
        parse_numeral(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(min_value=0, max_value=3))
def test_rounding_is_half_up_and_never_further_than_half(value, places):
    assert abs(rounded(value, places) - value) <= Decimal(5).scaleb(-places - 1)
    assert numbers.rounded(Decimal("0.5"), 0) == 1


def test_rounding_that_gains_a_digit_is_said():
    nearly = numbers.express(Decimal("999600000"), "元", "亿元")
    assert nearly.text == "10"
    assert any("多出一位" in w for w in nearly.warnings)
    assert numbers.express(Decimal("994000000"), "元", "亿元").warnings == ()
