"""Damaged copies of a report that is right: each damage, its place, and the names of the rules that may catch it."""

import re
from dataclasses import dataclass
from random import Random

from report.claims import find_claims

WRONG = {"wrong-figure", "unit-slip", "stated-twice"}
ARITHMETIC = {"growth-rate", "multiple", "share", "parts", "direction", "percent-point"}


@dataclass(frozen=True)
class Damaged:
    """A damaged text. `rules`: any of them, at a place that touches `start`–`end` (or its sentence), is a catch."""

    kind: str
    text: str
    start: int
    end: int
    was: str
    rules: frozenset


def _figures(text, honours):
    """Figures with digits that a person can get wrong."""
    return [c for c in find_claims(text, honours) if c.metric is None and re.match(r"\d", c.text)]


def _replaced(kind, text, start, end, new, rules):
    return Damaged(kind, text[:start] + new + text[end:], start, start + len(new), text[start:end], frozenset(rules))


def digit_swapped(text, random, honours):
    """Two digits change places, or one becomes another."""
    claim = random.choice(_figures(text, honours))
    digits = [i for i, c in enumerate(claim.text) if c.isdigit()]
    at = random.choice(digits)
    old = claim.text[at]
    new = random.choice([d for d in "123456789" if d != old])
    return _replaced(
        "digit swapped", text, claim.start, claim.end, claim.text[:at] + new + claim.text[at + 1 :], WRONG | ARITHMETIC
    )


def tenfold(text, random, honours):
    """A 0 too many, or the point moved."""
    claim = random.choice(_figures(text, honours))
    number = re.match(r"\d+(?:\.\d+)?", claim.text)[0]
    new = f"{float(number) * 10:.6f}".rstrip("0").rstrip(".")
    return _replaced("×10", text, claim.start, claim.end, new + claim.text[len(number) :], WRONG | ARITHMETIC)


def scale_swapped(text, random, honours):
    """万 for 亿."""
    claims = [c for c in _figures(text, honours) if "亿" in c.text or "万" in c.text]
    claim = random.choice(claims)
    new = claim.text.translate(str.maketrans("万亿", "亿万"))
    return _replaced("万/亿", text, claim.start, claim.end, new, WRONG | ARITHMETIC)


def points_swapped(text, random, honours):
    """% for 个百分点, and the reverse, where a change is stated."""
    found = list(re.finditer(r"(?:增长|提高|上升|下降|提升|减少)(\d+(?:\.\d+)?)(个百分点|%|％)", text))
    match = random.choice(found)
    new = "%" if match[2] == "个百分点" else "个百分点"
    return _replaced("%/百分点", text, match.start(1), match.end(2), match[1] + new, {"percent-point"})


def off_by_one(text, random, honours):
    """One more or less in the last place."""
    claims = [c for c in _figures(text, honours) if not c.qualifier]
    claim = random.choice(claims)
    number = re.match(r"\d+(?:\.\d+)?", claim.text)[0]
    places = len(number.partition(".")[2])
    step = random.choice([1, -1]) * 10**-places
    if float(number) + step <= 0:
        step = -step
    new = f"{float(number) + step:.{places}f}"
    return _replaced("off by one", text, claim.start, claim.end, new + claim.text[len(number) :], WRONG | ARITHMETIC)


def item_dropped(text, random, honours):
    """One of 一是, 二是, 三是 goes."""
    lists = list(re.finditer(r"[二三四五]是[^。；]*[。；]", text))
    match = random.choice(lists)
    return Damaged(
        "item dropped",
        text[: match.start()] + text[match.end() :],
        0,
        len(text),
        match[0],
        frozenset({"count-heading", "sequence"}),
    )


def year_wrong(text, random, honours):
    """Another year in the title, at the opening of a sentence, or in a date."""
    found = list(re.finditer(r"2022(?=年)", text))
    match = random.choice(found)
    new = str(2022 + random.choice([-2, -1, 1]))
    return _replaced("wrong year", text, match.start(), match.end(), new, {"wrong-year", *WRONG})


def direction_reversed(text, random, honours):
    """增长 for 下降."""
    pairs = {
        "增长": "下降",
        "提高": "降低",
        "增加": "减少",
        "上升": "下降",
        "下降": "增长",
        "减少": "增加",
        "降低": "提高",
    }
    found = [m for m in re.finditer("|".join(pairs), text) if re.match(r"(?:到|至|为|了)?[\d]", text[m.end() :])]
    match = random.choice(found)
    return _replaced("direction", text, match.start(), match.end(), pairs[match[0]], {"direction", *WRONG})


KINDS = (
    digit_swapped,
    tenfold,
    scale_swapped,
    points_swapped,
    off_by_one,
    item_dropped,
    year_wrong,
    direction_reversed,
)


def copies(text, honours, seed, count):
    """So many damaged copies, the kinds in turn, no damage twice."""
    random = Random(seed)
    made, number = [], 0
    seen = set()
    while len(made) < count:
        kind = KINDS[number % len(KINDS)]
        number += 1
        damaged = kind(text, random, honours)
        if damaged.text != text and (damaged.text not in seen or number > 20 * count):
            seen.add(damaged.text)
            made.append(damaged)
    return made
