"""What was found of a sheet, kept while the sheet is looked at: a table that no source claims is asked the same some twenty times."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from etl.reading import Grid

_Found = TypeVar("_Found")


def noted(grid: Grid, key: Hashable, find: Callable[[], _Found]) -> _Found:
    """What `find` finds, found once for a grid and a key. Who changes it must copy it first."""
    if key not in grid.noted:
        grid.noted[key] = find()
    found: _Found = grid.noted[key]
    return found
