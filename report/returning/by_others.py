"""Numbers of a returned file that we did not put there: typed into a blank that was left open, or written anew.

Both are held against the data as any stated figure is. A number typed into a blank rests on nobody's word that we know of,
so it is always named; a new number only if the data say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from report.finding.surroundings import sentence_at, sentences
from report.model import Blank, CheckedClaim

BY_HAND, WRITTEN_ANEW = "by_hand", "new"
NAMES = {BY_HAND: "留空处由人填入", WRITTEN_ANEW: "新写的数"}
_ON_NOBODYS_WORD = "没有数据可对，也没有记下是据谁所说，请核对"


@dataclass(frozen=True)
class OthersFigure:
    """A number that somebody else wrote. Offsets are those of the returned text."""

    kind: str
    """by_hand (in a blank that we left open) or new."""
    text: str
    start: int
    end: int
    metric: str | None
    period: str | None
    today: str | None
    """What the data give, as the figure is written; None if they give nothing."""
    agrees: bool | None
    remark: str
    sentence: str

    @property
    def calls(self) -> bool:
        """Somebody should look at it."""
        return self.kind == BY_HAND or self.agrees is False

    @property
    def told(self) -> str:
        """What the data say of it."""
        if self.agrees is None:
            return self.remark
        return "与今天的数据相符" if self.agrees else f"与数据不合：{self.remark}"

    def to_json(self) -> dict[str, Any]:
        """For `report returned --json`."""
        return {
            "kind": self.kind, "text": self.text, "start": self.start, "end": self.end, "metric": self.metric,
            "period": self.period, "today": self.today, "agrees": self.agrees, "remark": self.remark,
            "sentence": self.sentence,
        }  # fmt: skip


def by_hand(start: int, end: int, written: str, claims: Iterable[CheckedClaim], text: str) -> OthersFigure:
    """A number that stands where a blank was left open."""
    checked = next((c for c in claims if c.claim.start < end and start < c.claim.end), None)
    return _figure(BY_HAND, (start, end), written, checked, text)


def written_anew(
    old: str, new: str, claims: Iterable[CheckedClaim], followed: Iterable[tuple[int, int]]
) -> list[OthersFigure]:
    """Stated figures that the data belie, in sentences that the old text has not. `followed`: numbers already told of."""
    bounds, taken = sentences(new), [*followed]
    known = {_plain(old[a:b]) for a, b in sentences(old)}
    found = []
    for checked in claims:
        start, end = checked.claim.start, checked.claim.end
        if checked.status != "mismatch" or any(a < end and start < b for a, b in taken):
            continue
        low, high = sentence_at(bounds, start)
        if _plain(new[low:high]) not in known:
            found.append(_figure(WRITTEN_ANEW, (start, end), checked.claim.text, checked, new))
    return found


def left_open(blanks: Iterable[Blank], filled: Iterable[tuple[int, int]]) -> list[Blank]:
    """Number blanks of the text as we wrote it that hold none of our numbers."""
    taken = [*filled]
    return [b for b in blanks if b.kind == "number" and not any(s < b.end and b.start < e for s, e in taken)]


def _figure(kind: str, span: tuple[int, int], written: str, checked: CheckedClaim | None, text: str) -> OthersFigure:
    low, high = sentence_at(sentences(text), span[0])
    settled = checked is not None and checked.status in {"match", "mismatch"}
    binding = checked.binding if checked and settled else None
    return OthersFigure(
        kind, written, *span, binding.metric if binding else None, binding.period if binding else None,
        checked.actual if checked and settled else None, checked.status == "match" if checked and settled else None,
        ((checked.reason or "") if checked and settled else _ON_NOBODYS_WORD), text[low:high].strip(),
    )  # fmt: skip


def _plain(sentence: str) -> str:
    return re.sub(r"\s+", "", sentence)
