"""Periods are read back as they are written, and walk as a calendar does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.periods import Period, months_in_words, parse, year_to_date

months = st.integers(min_value=1990 * 12, max_value=2099 * 12)


@given(months, st.integers(min_value=0, max_value=40))
def test_a_label_is_read_back(first, length):
    period = Period(first, first + length)
    assert parse(period.label) == period
    assert len(period.months) == length + 1
    assert period.shifted(-1).months[0][5:] == period.months[0][5:]


@pytest.mark.parametrize(
    ("label", "kind", "chinese"),
    [
        ("2022", "year", "2022年"), ("2022H1", "half", "2022年上半年"), ("2022Q3", "quarter", "2022年三季度"),
        ("2022-03", "month", "2022年3月"), ("2022-01..2022-09", "ytd", "2022年1—9月"),
        ("2021-11..2022-02", "span", "2021年11月—2022年2月"),
    ],
)  # fmt: skip
def test_names(label, kind, chinese):
    period = parse(label)
    assert (period.kind, period.chinese, period.label) == (kind, chinese, label)


@pytest.mark.parametrize("text", ["", "去年", "2022-13", "2022Q5", "2022-05..2022-02", "22", "2022年"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        parse(text)


def test_months_in_words():
    assert months_in_words(("2022-12", "2022-11")) == "11—12月"
    assert months_in_words(("2022-03", "2022-06", "2022-07")) == "3月、6—7月"
    assert months_in_words(("2021-12", "2022-01")) == "2021年12月、2022年1月"
    assert year_to_date(2022, 3).label == "2022Q1"
