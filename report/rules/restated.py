"""Rule `stated-twice` without data: a figure taken up again in its own sentence, with another value.

It speaks only where the words themselves say that the same is meant: 36,000份（即3.06万份）; 决议7项，这9项决议…; and
在职干部186人，全局在职干部168人全部…. Two figures for two periods or two bodies are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from report.model import Finding
from report.rules.checked import Checked
from report.rules.figures import NEAR, SIGN, Figure, Sentence, overlap

_THAT_IS = re.compile(rf"(?P<a>{SIGN})[（，]?(?:即|也就是|折合|相当于)(?P<b>{SIGN})(?!的)")
_AGAIN = re.compile(
    rf"(?:[，；]|{NEAR}[，；]{NEAR}{{0,8}}?)(?:这|上述|前述|所[\u4e00-\u9fff]{{1,3}}的)(?P<b>{SIGN})(?P<thing>[\u4e00-\u9fff]{{2}})"
)
_ALL_OF_THEM = re.compile(
    rf"(?P<thing>[\u4e00-\u9fff]{{4,8}}?)(?P<a>{SIGN})[，；]{NEAR}{{0,6}}?(?P=thing)(?P<b>{SIGN})(?:已)?(?:全部|全都|均|都)"
)


def restated(checked: Checked) -> Iterable[Finding]:
    """Every figure that its own sentence takes up again otherwise."""
    for sentence in checked.sentences:
        for pattern in (_THAT_IS, _ALL_OF_THEM):
            for match in pattern.finditer(sentence.skeleton):
                yield from _unless_same(sentence.figure(match["a"]), sentence.figure(match["b"]))
        yield from _taken_up(sentence)


def _taken_up(sentence: Sentence) -> Iterator[Finding]:
    """这9项决议: what is counted must stand with the one figure of its kind before, or the sentence may mean a sum of several."""
    for match in _AGAIN.finditer(sentence.skeleton):
        again = sentence.figure(match["b"])
        before = [f for f in sentence.figures if f.base == again.base and f.end <= again.start]
        if len(before) != 1:
            continue
        at = sentence.skeleton.index(sentence.sign(before[0]))
        if match["thing"] in sentence.skeleton[max(0, at - 10) : at + 8]:
            yield from _unless_same(before[0], again)


def _unless_same(first: Figure, again: Figure) -> Iterator[Finding]:
    plain = first.plain and again.plain and first.base == again.base
    if plain and first.base not in {"%", "倍"} and not overlap(first.written, again.written):
        message = f"前面写的是“{first.text}”，这里写“{again.text}”，说的是同一个数。请改成一致"
        yield Finding(again.start, again.end, "stated-twice", "error", message)
