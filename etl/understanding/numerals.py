"""The number that a cell holds, exactly as written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from etl.reading import Value

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
    if any(unicodedata.category(c) == "No" for c in text):
        return None  # 12① is 12 with a mark to it and not 121
    clean = re.sub(r"[\s,，¥￥]", "", unicodedata.normalize("NFKC", text))
    bracketed = re.fullmatch(r"\((.+)\)", clean)
    try:
        found = Decimal(f"-{bracketed[1]}" if bracketed else clean)
    except InvalidOperation:
        return None
    return _sound(found)


def _sound(found: Decimal) -> Decimal | None:
    """A number that can be reckoned with: a damaged file may hold 1E+300 or none at all, and no table does."""
    return found if found.is_finite() and found.adjusted() < _LARGEST else None
