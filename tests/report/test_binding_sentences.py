"""Binding held against two sets of sentences that were written before it was tuned (`binding_score` says how).

Before any tuning. First set (195 sentences, 231 blanks, all found with their unit): 111 of 140 answerable blanks bound
right (79.3%), 4 wrongly, 4 of 91 unanswerable ones answered. Second set (81 sentences, 104 blanks; its score was not
looked at until the end): 52 of 63 (82.5%), none wrongly, 8 of 41 unanswerable ones answered.
After tuning on the first set alone: first 132 of 140 (94.3%), second 59 of 63 (93.7%), nothing wrong, nothing unanswerable
answered. Three of the four that the second set still asked were then mended (62 of 63). The second set's author knew the
catalogue.

Third and fourth set (80 and 110 sentences), by two people who had seen neither catalogue nor program. Untuned: 69 of 89 right
(77.5%), none wrong, 3 of 29 unanswerable ones answered; and 54 of 92 (58.7%), 3 wrong, 6 of 40 answered. Both were then tuned on. Fifth set (120 sentences, its author had seen none of the others either), first look after
that tuning: 109 of 118 right (92.4%), none wrong, 3 of 55 unanswerable ones answered; those three were then mended. Sixth set
(150 sentences, again by somebody new), first look: 118 of 124 right (95.2%), none wrong, 1 of 36 unanswerable ones answered.
Seventh set (160 sentences, again by somebody new, who saw ten sentences of the sixth), first look: 113 of 133 right (85.0%), none wrong,
none of 51 unanswerable ones answered.
Eighth, fourteen whole reports by somebody new who saw nothing of the program (108 blanks that can be answered), first look: 91 right
(84.3%), none wrong, 15 of the 17 questions on a period that only a heading says; 38 of 38 unanswerable ones asked. Ninth
(131 answerable): 94 right (71.8%); tenth (136): 81 (59.6%), both by somebody new, none wrong; one plan of the tenth was answered. After
that, an eleventh (137), again by somebody new: 110 (80.3%), one arguably wrong, all 79 others asked. A twelfth
(150), again by somebody new: 104 (69.3%), none wrong, all 75 others asked. A
thirteenth (180 answerable, single sentences, by somebody new who saw no wording of the catalogue): 137 (76.1%), none wrong, one of 67
others answered. A fourteenth (168 answerable, in part an attack on what had been found): 132 (78.6%), 8 wrong, 16 of 184 others answered,
all of these mended since. What a stranger's document will score lies between these: safety was bought with questions, and each set taught wordings that the next one did not use.

Six meanings of the first set have no metric in the catalogue (留抵退税户次, 感谢信封数 …) and must be questions. Labels we
think arguable, and ask about: s010 (本人参加并主持 may be one person's share), s020 (活动开展以来 names no months),
s070 (省级以上媒体 is a part of all), s011, s043, t004, t015 and the third set's t052 (围绕 or 聚焦 one topic is a part of all: seven
blanks, asked about since an outside reviewer had such ones filled with the whole), the third set's t054 (意见建议 of a 青年干部座谈会 are those of
its guests: with it the set came from 81 to 80 of 89), s098 and s099 (a growth rate of 2022 that does not say its basis).
"""

from pathlib import Path

import pytest

from metrics.measure import open_measurer
from tests.report.binding_score import (
    FIFTH,
    FIRST,
    FOURTEENTH,
    FOURTH,
    REPORTS,
    SECOND,
    SEVENTH,
    SIXTH,
    THIRD,
    THIRTEENTH,
    score,
    score_reports,
    sentences,
)
from warehouse.places import Places

SETS = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, THIRTEENTH, FOURTEENTH)
FLOORS = {THIRD: 89, REPORTS[2]: 86, REPORTS[3]: 88, THIRTEENTH: 86, FOURTEENTH: 85}
"""Percent of the answerable blanks that must be bound right; 90 elsewhere."""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def scores(loaded_sample):
    measurer = open_measurer(Places(loaded_sample))
    sentences_scored = {path: score(measurer, path) for path in SETS}
    return sentences_scored | {path: score_reports(measurer, path) for path in REPORTS}


def test_the_sets_are_as_large_as_promised():
    first = sentences(FIRST)
    assert len(first) >= 150
    assert sum(w.key is None for _, wanted in first for w in wanted) >= 30
    assert len(sentences(SECOND)) >= 60


@pytest.mark.parametrize("path", [*SETS, *REPORTS], ids=lambda p: p.stem)
def test_every_blank_is_found_with_its_unit_and_nothing_else(scores, path):
    assert scores[path].missed == []
    assert scores[path].extra == []


@pytest.mark.parametrize("path", [*SETS, *REPORTS], ids=lambda p: p.stem)
def test_no_figure_is_bound_wrongly_and_few_are_asked_in_vain(scores, path):
    assert scores[path].wrong == []
    assert scores[path].answered == []
    assert scores[path].share >= FLOORS.get(path, 90)
