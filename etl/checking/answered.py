"""What was asked of a figure and answered is not asked again while the figure stays: the workbook of the year comes every month.

A doubt that is about one figure says which (`Fault.fact`: the check, the month, what it is the figure of, how much). Whoever loads
the file has answered, and a digest is kept with the batch beside those of texts (`unfamiliar`). Another amount is another fact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from etl.faults import Fault
from etl.keeping.batches import Batch
from etl.understanding.parts import Part


def not_answered(
    warnings: Sequence[Fault], part: Part, standing: Iterable[Batch]
) -> tuple[list[Fault], tuple[str, ...]]:
    """The warnings without those answered in an accepted file of the same source and sender, and what is to be remembered of all."""
    known = {w for b in standing if b.source == part.table.stem and b.sender == part.sender for w in b.familiar}
    digests = [(w, _digest(part, w) if w.doubt and w.fact else "") for w in warnings]
    return [w for w, digest in digests if digest not in known], tuple(dict.fromkeys(d for _, d in digests if d))


def _digest(part: Part, doubt: Fault) -> str:
    return hashlib.sha256(f"{part.office}:{doubt.fact}".encode()).hexdigest()[:16]
