"""The number that a cell holds, exactly as written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from etl.reading import Value


def number_in(value: Value) -> Decimal | None:
    """A cell's number, exactly as written; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(repr(value))
    clean = re.sub(r"[\s,，¥￥]", "", unicodedata.normalize("NFKC", str(value)))
    bracketed = re.fullmatch(r"\((.+)\)", clean)
    try:
        found = Decimal(f"-{bracketed[1]}" if bracketed else clean)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
