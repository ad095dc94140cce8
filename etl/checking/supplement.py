"""A file that calls itself a supplement (补报, 补充, 追加): it is neither added to what stands, nor is it the whole month.

Where something of the same months stands, it would be replaced by the supplement; where nothing stands, the supplement would
pass for all of the month. Both are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.understanding.parts import Part

SUPPLEMENT = re.compile(r"补报|补充(?!医疗|养老|保险|公积金|耕地)|追加|增补|续报|续表|[(（]续[)）]")


def supplement(part: Part, replaces: Sequence[str]) -> str:
    """What would come of a part that calls itself a supplement, for a person to confirm; '' for any other."""
    lines = (part.book.name, *(text for s in part.sheets for text in (*s.table.title, s.name)))
    said = next((text for text in lines if SUPPLEMENT.search(text)), None)
    if said is None or (part.table.roster and not replaces):
        return ""
    if replaces:
        return f"“{said}”像是补充，而入库会替换同月份已有的数据（{'、'.join(replaces)}），不是加在上面"
    return f"“{said}”像是补充，而同月份还没有入库的数据：入库后这些月份就只有这份里的数，其余的会被当作没有"
