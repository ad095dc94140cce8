"""The bureau's own report and labelled passages, where they lie beside the clone; the sample report and our own passages always.

Our own (`passages/`) were written and labelled by somebody who had not seen the program, which at first sight found
48 of 48 blanks and 118 of 124 stated figures there, and one that is none.
"""

import json
import os
import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.finding import headings
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED") or ROOT.parent / "shared")
KEYS = tomllib.loads((ROOT / "tests" / "house" / "report_keys.toml").read_text(encoding="utf-8"))["keys"]
BLANKS, STATED = KEYS[:23], KEYS[23:]
REPORTS = sorted((ROOT / "data" / "report").glob("*.txt")) + sorted((SHARED / "report").glob("*.txt"))
FOLDERS = (Path(__file__).parent / "passages", SHARED / "practice")
PASSAGES = [p for folder in FOLDERS for p in sorted(folder.glob("[abc]*.txt"))]
TRAPS = [p for folder in FOLDERS for p in folder.glob("traps.json")]
CATALOGUE = load_catalogue()


def bound(text):
    """Metrics of the number blanks, and of the claims, in order."""
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    claims = find_claims(text, [m for m in CATALOGUE.values() if m.kind == "yes_no"])
    found = bind_all(CATALOGUE, text, 2022, [*blanks, *claims])
    assert all(b.period == "2022" for b in found if b.metric)
    return [b.metric for b in found[: len(blanks)]], [b.metric for b in found[len(blanks) :]]


@pytest.fixture(params=REPORTS, ids=lambda p: p.stem)
def text(request):
    return request.param.read_text(encoding="utf-8")


def test_there_is_a_sample_report():
    assert list((ROOT / "data" / "report").glob("*.txt"))


def test_every_blank_and_every_stated_figure_is_bound(text):
    blanks, claims = bound(text)
    assert blanks == BLANKS
    assert sorted(claims) == sorted(STATED)
    assert list(headings.find(text)) == []


@pytest.mark.parametrize("seed", range(4))
def test_shuffled_sentences_bind_the_same(text, seed):
    sentences = re.split(r"(?<=[。！？\n])", text)
    random.Random(seed).shuffle(sentences)
    blanks, claims = bound("".join(sentences))
    assert sorted(blanks) == sorted(BLANKS)
    assert sorted(claims) == sorted(STATED)


@pytest.mark.parametrize("mask", ["X", "XX", "__", "＿＿", "××", "（ ）"])
def test_another_mask_binds_the_same(text, mask):
    assert bound(re.sub(r"\*+", mask, text))[0] == BLANKS


def test_a_blank_binds_the_same_without_the_others(text):
    spans = [m.span() for m in re.finditer(r"\*+", text)]
    for number, key in enumerate(BLANKS):
        alone = text
        for at, (start, end) in reversed(list(enumerate(spans))):
            alone = alone if at == number else alone[:start] + alone[end:]
        assert bound(alone)[0] == [key]


def test_a_dropped_item_of_a_counted_list_is_found(text):
    heading = re.search(r"“(三个|三项|五个)[^”]*”[。，：]一是", text)
    first = text.find("二是", heading.end())
    damaged = text[:first] + text[text.find("三是", first) :]
    assert "count-heading" in [f.rule for f in headings.find(damaged)]


@pytest.fixture(params=PASSAGES, ids=lambda p: p.stem)
def passage(request):
    text = request.param.read_text(encoding="utf-8").split("\n", 1)[1]
    return text, json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))


def test_a_passage_gives_its_labels_and_nothing_else(passage):
    text, labels = passage
    found = {("blank", b.start, b.text, b.unit, b.qualifier, None) for b in find_blanks(text) if b.kind == "number"}
    found |= {("claim", c.start, c.text, c.unit, c.qualifier, c.value) for c in find_claims(text)}
    expected = {
        (
            x["kind"],
            x["start"],
            x["text"],
            x["unit"],
            x["qualifier"],
            None if x["value"] is None else Decimal(str(x["value"])),
        )
        for x in labels
    }
    assert found == expected


@pytest.mark.parametrize("traps", TRAPS, ids=lambda p: p.parent.name)
def test_no_listed_trap_is_taken_for_a_figure(traps):
    for trap in json.loads(traps.read_text(encoding="utf-8")):
        text = (traps.parent / trap["file"]).read_text(encoding="utf-8").split("\n", 1)[1]
        start, end = trap["start"], trap["start"] + len(trap["text"])
        taken = [b for b in find_blanks(text) if b.kind == "number" and b.start < end and start < b.end]
        taken += [c for c in find_claims(text) if c.start < end and start < c.end]
        assert not taken, trap
