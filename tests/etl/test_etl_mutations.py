"""Files damaged in every way departments know: each loads to the same figures or is refused naming the cause.

None loads to other figures in silence. The damages, each with its trap, are in `mutations` (sums), `mutations_layout` and `mutations_cells`.
"""

import os
from functools import cache
from random import Random
from zlib import crc32

import mutations_cells
import mutations_layout
import pytest
from mutated_files import STEMS, outcome, undamaged, verdict
from mutations import DAMAGES

from warehouse.places import Places

SEED = 20220301
PAIRS = 80
SOURCES = 10 if os.environ.get("MUTATIONS") == "all" else 2
"""Sources that each damage is done to, chosen by the seed; MUTATIONS=all does it to every source."""

assert mutations_cells.DAMAGES is mutations_layout.DAMAGES is DAMAGES, "each module enters its damages there"


@cache
def _pairs():
    random = Random(SEED)
    pairs = []
    while len(pairs) < PAIRS:
        stem, names = random.choice(STEMS), random.sample(range(len(DAMAGES)), random.choice([2, 2, 3]))
        names = [
            list(DAMAGES)[n] for n in sorted(names)
        ]  # text files last: what is done to their bytes comes after all
        chosen = [DAMAGES[n] for n in names]
        fits = all(d.fits(stem) for d in chosen) and not any(d.last or d.coarse for d in chosen)
        if fits and _possible(stem, tuple(names)):
            pairs.append((stem, tuple(names)))
    return pairs


def _possible(stem, names):
    """Whether the damages can be done together: one may take away what the other needs."""
    try:
        return damaged(stem, names) is not None
    except (ValueError, IndexError, TypeError, AttributeError, StopIteration, ArithmeticError):
        return False


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return Places(tmp_path_factory.mktemp("mutations"))


@pytest.fixture(scope="module")
def right(places):
    """The figures of a file that is right, loaded once."""
    found = {}

    def of(sent, coarse):
        path = (sent.measure or undamaged(sent.stem)).write(places.root)
        key = (sent.stem, coarse, path.read_bytes() if sent.measure else b"")
        if key not in found:
            found[key] = outcome(places, path, coarse=coarse)
        return found[key]

    return of


def damaged(stem, names):
    """The file with these damages, or None if one of them finds nothing to damage."""
    sent, random = undamaged(stem), Random(crc32(f"{SEED} {stem} {names}".encode()))
    for name in names:
        if DAMAGES[name].apply(sent, random) is False:
            return None
    return sent


def complaint(places, right, stem, names):
    """What is wrong with the outcome of a damaged file; '' if nothing is."""
    if (sent := damaged(stem, names)) is None:
        return ""
    damages = [DAMAGES[n] for n in names]
    coarse = damages[0].coarse
    wanted = None if sent.wrong else right(sent, coarse)
    if wanted and not wanted.loaded:
        return f"{stem} {names}: the measure itself is refused: {wanted.refusal}"
    said = verdict(outcome(places, sent.write(places.root), coarse=coarse), wanted, damages)
    return f"{stem} {names}: {said}" if said else ""


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_in_each_source(places, right, name):
    random = Random(crc32(f"{SEED} {name}".encode()))
    stems = [s for s in STEMS if DAMAGES[name].fits(s) and damaged(s, (name,))]
    stems = random.sample(stems, min(SOURCES, len(stems)))
    found = [said for stem in stems if (said := complaint(places, right, stem, (name,)))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("part", range(10))
def test_damages_together(places, right, part):
    found = [said for stem, names in _pairs()[part::10] if (said := complaint(places, right, stem, names))]
    assert not found, "\n".join(found)
