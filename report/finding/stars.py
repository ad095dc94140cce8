"""Runs of stars that stand in a text, whatever they hide: what a filling leaves must be named, one by one.

Not those of other crafts: Markdown's emphasis and bullets, rules, arithmetic (3*5), masked identifiers (138****1234), notes (*注).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from report.finding.markup import markup_runs
from report.model import Span

_STARS = re.compile(r"\\?[*＊](?:[ \u3000]?\\?[*＊])*(?:[.．][*＊]+)?")
_AROUND = 12
"""Characters on either side by which a reader finds the place."""


def stars_in(text: str, covered: Iterable[tuple[int, int]], *, markdown: bool = True) -> list[Span]:
    """Every run of stars outside the stretches that are covered. Without `markdown` a pair of single stars (王*同志获*表扬) is no
    emphasis.
    """
    taken = sorted(covered)
    markup = {at for at in markup_runs(text) if markdown or text[at + 1 : at + 2] in {"*", "_"}}
    return [
        Span(m.start(), m.end())
        for m in _STARS.finditer(text)
        if m.start() not in markup
        and not any(low < m.end() and m.start() < high for low, high in taken)
        and not _of_another_craft(text, m)
    ]


def place_of(text: str, run: Span) -> str:
    """The run with the words around it, on one line."""
    return re.sub(r"\s+", " ", text[max(0, run.start - _AROUND) : run.end + _AROUND]).strip()


def _of_another_craft(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    line = text[text.rfind("\n", 0, run.start()) + 1 : run.start()]
    alone = not line.strip() and (not after.strip() or after == "\n")
    beside = re.match(r"[\dA-Za-z/=@_]", before) and re.match(r"[\dA-Za-z/=@_]", after)
    note = re.match(r"注|说明|表示", text[run.end() : run.end() + 2])
    return bool(
        alone or beside or note or (re.match(r"[A-Za-z]", before) and not re.match(r"[\u4e00-\u9fff%％]", after))
    )
