"""What the tests of a file begin with, loaded once: each of them has a copy of the folder as its own."""

import shutil
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from warehouse.places import Places


class Bases:
    """Data folders of a run by what filled them, each with what the filling said. Never changed: only their copies are."""

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        self._new_folder = new_folder
        self._filled: dict[Hashable, tuple[Path, Any]] = {}

    def lay(self, bureau: Places, fill: Callable[..., Any], *arguments: Hashable, around: Hashable = ()) -> Any:
        """Put into an empty data folder what `fill(bureau, sent, *arguments)` loads; what it gave back the first time."""
        assert not bureau.root.exists(), "a base comes first"
        data, said = self.filled(fill, *arguments, around=around)
        shutil.copytree(data, bureau.root)
        return said

    def filled(self, fill: Callable[..., Any], *arguments: Hashable, around: Hashable = ()) -> tuple[Path, Any]:
        """The folder that is copied, and what `fill` gave back.

        `fill` stands by itself in its test file: all that it depends on is its arguments, and what is `around`.
        """
        assert fill.__qualname__.isidentifier(), "a function of the test file, which no test changes"
        key = fill, arguments, around
        if key not in self._filled:
            folder = self._new_folder()
            (folder / "sent").mkdir()
            self._filled[key] = folder / "data", fill(Places(folder / "data"), folder / "sent", *arguments)
        return self._filled[key]
