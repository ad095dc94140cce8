"""The number that a cell holds, exactly as written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from etl.reading import Value

MASK = re.compile(r"\s*(?:[*＊×✕□]+|[xXｘＸ]{2,}|[?？]+|[(（]?(?:待[补填报核定]|未[报填]|暂缺|不详)[)）]?)\s*")
"""What stands where a figure is not known yet: our own ** of a report's blanks among it."""
UNFILLED = "写的是“{}”，是还没有填的记号，不当作没有。请填上；确实没有的请空着"
MASKED = "写的是“{}”，是还没有填的记号，不知道是多少，不当作没有。请填上实际的数；没有发生的请填 0"
NOT_CALCULATED = "公式没有计算过，没有数值。请用 Excel 打开文件，保存后重新报送"
_SIGNS = str.maketrans("−–", "--")
"""The mathematical minus, and the dash that programs make of a hyphen."""
_LARGEST = 30
"""Digits before the point from which a cell holds no figure."""


def number_in(value: Value) -> Decimal | None:
    """A cell's number, exactly as written; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _sound(Decimal(repr(value)))
    return _number_in(str(value))


@lru_cache(maxsize=50_000)
def _number_in(text: str) -> Decimal | None:
    if not text.isascii() and any(unicodedata.category(c) == "No" for c in text):
        return None  # 12① and 345.67¹ are figures with a mark to them, not 121 and 345.671
    clean = re.sub(r"[\s,，¥￥]", "", unicodedata.normalize("NFKC", text)).translate(_SIGNS)
    bracketed = re.fullmatch(r"\((.+)\)", clean)
    try:
        found = Decimal(f"-{bracketed[1]}" if bracketed else clean)
    except InvalidOperation:
        return None
    return _sound(found)


def _sound(found: Decimal) -> Decimal | None:
    """A number that can be reckoned with: a damaged file may hold 1E+300 or none at all, and no table does."""
    return found if found.is_finite() and found.adjusted() < _LARGEST else None
