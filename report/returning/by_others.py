"""Numbers of a returned file that we did not put there: typed into a blank that was left open, or written anew.

Both are held against the data as any stated figure is, and all of them are named: also those of which the data say
nothing, for they rest on nobody's word that we know of. Only a new number that the data confirm calls nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from report.finding.surroundings import sentence_at, sentences
from report.model import Blank, CheckedClaim

BY_HAND, WRITTEN_ANEW = "by_hand", "new"
NAMES = {BY_HAND: "留空处由人填入", WRITTEN_ANEW: "新写的数"}
_ON_NOBODYS_WORD = "没有数据可对，也没有记下是据谁所说，请核对"
_NO_FIGURE = re.compile(
    r"\d{1,2}(?=\s*月?份?\s*[-—–~～至到]\s*\d{1,2}\s*[月日号])|\d+(?=\s*(?:[年月日号时分秒点级届周版页岁]|[.．、）)](?!\d)))|\d{6,}(?![.\d]*\s*[万亿元户人次笔])"
)
"""Dates, numbers of a list, telephone numbers: no figures of the report, unless a unit stands behind them."""
_NUMERAL = re.compile(r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?[%％]?")
_BEFORE_NUMBER = re.compile(r"[第〔\[【A-Za-z]\s*$|\d[-—–]$")


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
        return self.kind == BY_HAND or self.agrees is not True

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
    new: str,
    fresh: Sequence[tuple[int, int]],
    claims: Iterable[CheckedClaim],
    followed: Iterable[tuple[int, int]],
) -> list[OthersFigure]:
    """Every number that is new: `fresh` are the words that the old text has not, `followed` the numbers already told of.

    Numbers in which no figure was recognised (锦旗20面) are named as they stand.
    """
    taken = sorted(followed)
    found = []
    for checked in claims:
        span = checked.claim.start, checked.claim.end
        if _touched(span, fresh) and not _touched(span, taken):
            found.append(_figure(WRITTEN_ANEW, span, checked.claim.text, checked, new))
        taken.append(span)
    for low, high in fresh:
        said = _NUMERAL.fullmatch(new, low, high)
        if said is None or _touched((low, high), taken) or _NO_FIGURE.match(new, low):
            continue
        if not _BEFORE_NUMBER.search(new[max(0, low - 3) : low]):
            end = high + (1 if new[high : high + 1] in set("%％") or _UNIT.match(new, high) else 0)
            found.append(_figure(WRITTEN_ANEW, (low, high), new[low:end], None, new))
    return found


_UNIT = re.compile(r"[\u4e00-\u9fff]")


def _touched(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    start, end = span
    return any(a < end and start < b for a, b in spans)


def left_open(blanks: Iterable[Blank], filled: Iterable[tuple[int, int]]) -> list[Blank]:
    """Number blanks of the text as we wrote it that hold none of our numbers."""
    taken = [*filled]
    return [b for b in blanks if b.kind == "number" and not any(s < b.end and b.start < e for s, e in taken)]


def _figure(kind: str, span: tuple[int, int], written: str, checked: CheckedClaim | None, text: str) -> OthersFigure:
    low, high = sentence_at(sentences(text), span[0])
    low, high = max(low, text.rfind("\n", 0, span[0]) + 1), min(high, (text + "\n").find("\n", span[1]))
    settled = checked is not None and checked.status in {"match", "mismatch"}
    binding = checked.binding if checked and settled else None
    return OthersFigure(
        kind, written, *span, binding.metric if binding else None, binding.period if binding else None,
        checked.actual if checked and settled else None, checked.status == "match" if checked and settled else None,
        ((checked.reason or "") if checked and settled else _ON_NOBODYS_WORD), text[low:high].strip(),
    )  # fmt: skip
