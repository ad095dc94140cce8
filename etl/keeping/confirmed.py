"""What was asked before a file was loaded and who said that it is so: kept with its batch, for the history."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from etl.faults import Fault
from etl.keeping.batches import who

_MOST = 200


def confirmed(
    questions: Sequence[str], unasked: bool, warnings: Sequence[Fault], yes: Collection[str]
) -> tuple[dict[str, str], ...]:
    """The questions that let a file in, and its doubts with their cells.

    A question was confirmed, or the file would have been refused; but the last one where nobody could be asked (`unasked`).
    A doubt was confirmed only if it is among what a person said yes to.
    """
    open_one = questions[-1] if unasked else None
    asked = [_asked(question, "", question != open_one) for question in questions]
    doubts = [w for w in warnings if w.doubt][:_MOST]
    asked += [_asked(w.message, "!".join(filter(None, (w.sheet, w.cell))), w.message in yes) for w in doubts]
    return tuple(asked)


def _asked(question: str, cell: str, answered: bool) -> dict[str, str]:
    return {"question": question, "cell": cell, "confirmed": who() if answered else ""}
