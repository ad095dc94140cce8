"""Rule `parts`: 市局巡察反馈问题24条，均已整改完毕, where the data have 24 raised and 21 mended."""

from __future__ import annotations

import re
from collections.abc import Iterable

from metrics import numbers
from report.finding.surroundings import sentence_at, sentences
from report.model import Finding
from report.rules.checked import Checked

_MENDED = {"inspection_issues": "inspection_issues_closed"}
"""What was raised, and what of it is done."""
_ALL = r"(?:已?全部|全都|均已?|都已?)(?:经|按期|如期|按时)?"
_DONE = r"(?:完成(?:了?整改|销号)|整改(?:完毕|到位|完成|完)|销号|办结|清零)"
_ALL_DONE = re.compile(rf"(?:问题)?[，,]?(?:目前|现)?(?P<said>{_ALL}{_DONE})(?!的|后|前|率|时限|要求)")


def all_mended(checked: Checked) -> Iterable[Finding]:
    """Each count of issues behind which the sentence says that all of them are mended, if the data have some that are not."""
    bounds = sentences(checked.text)
    for figure in checked.figures:
        key = _MENDED.get(figure.binding.metric or "") if figure.binding else None
        if not key or figure.reading is None or figure.reading.value is None:
            continue
        said = _ALL_DONE.match(checked.text, figure.end, sentence_at(bounds, figure.start)[1])
        done = checked.value(key, figure.reading.period, figure.unit) if said else None
        if said and done is not None and done < figure.reading.value:
            raised, mended = (numbers.plain(v, cut_zeros=True) for v in (figure.reading.value, done))
            message = f"写了“{said['said']}”，而按台账{figure.reading.period.chinese}的 {raised} 条只整改了 {mended} 条。请核对，或写明已整改 {mended} 条"
            yield Finding(said.start("said"), said.end("said"), "parts", "warning", message)
