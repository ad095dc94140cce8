"""Sentences written without looking at the catalogue: what is bound without asking is right, and most of it is."""

import pytest
from binding_score import HERE, SETS, score


@pytest.mark.parametrize("name", [s for s in SETS if (HERE / s).exists()])
def test_every_automatic_binding_is_right_and_four_of_five_are_automatic(name):
    found = score(name)
    assert not found.wrong, "\n".join(map(str, [found, *found.wrong]))
    assert found.counts["questions"] == found.counts["unanswerable"]
    assert found.automatic >= 0.8, "\n".join(map(str, [found, *found.asked]))


def test_the_first_set_is_large_enough():
    found = score(SETS[0])
    assert found.counts["answerable"] + found.counts["unanswerable"] >= 150
    assert found.counts["unanswerable"] >= 30
