"""A sentence with hundreds of figures is read in a time that grows with their number, and none of them is guessed."""

import time

import pytest

from report.binding.bind import bind_all
from report.binding.passages import TOO_MANY
from report.finding.blanks import find_blanks
from tests.report.small_catalogue import small_catalogue


def bound(count):
    text = "谈心谈话**人次，" * count + "。"
    return bind_all(small_catalogue(), text, 2022, find_blanks(text))


def test_a_figure_among_too_many_asks_and_says_how_many_there_are():
    found = bound(TOO_MANY + 1)
    assert {f.status for f in found} == {"no_metric"}
    assert f"连着有 {TOO_MANY + 1} 个数" in found[0].reason
    assert {f.status for f in bound(12)} == {"bound"}


@pytest.mark.parametrize("count", [1500])
def test_its_time_grows_with_its_figures(count):
    began = time.perf_counter()
    assert len(bound(count)) == count
    assert time.perf_counter() - began < 10
