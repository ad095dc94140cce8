"""Rule `two-qualifiers`: 约 96 余人次. One of the two says all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from report.finding.measures import qualifier_before
from report.model import Finding
from report.rules.checked import Checked

_MORE = re.compile("[余多]")
_BEFORE = re.compile(r"(?:大约|约|将近|接近|近|超过|超|逾|不足|不到)$")


def two_qualifiers(checked: Checked) -> Iterable[Finding]:
    """Every figure with 余 or 多 in it and 约, 近, 超过 before it."""
    for said in checked.claims:
        claim = said.claim
        more = _MORE.search(claim.text)
        before = _BEFORE.search(checked.text[max(0, claim.start - 4) : claim.start].rstrip())
        if more and before and claim.cell is None and qualifier_before(checked.text, claim.start)[0]:
            message = f"“{before[0]}”与“{more[0]}”只用一个。请写 {claim.text}，或去掉“{more[0]}”"
            yield Finding(claim.start, claim.end, "two-qualifiers", "warning", message)
