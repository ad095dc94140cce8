"""`python -m etl.formats KIND BYTES SECONDS`: read a workbook from standard input, within bounds, and answer on standard output.

Not for people: `etl.formats.confined` starts it. The answer is a run of pickles: a sentence if the file is refused; else whether
dates count from 1904, and for each sheet the grid without its rows and then the rows in batches; None ends a sheet and the whole.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from etl.faults import RefusedError
from etl.formats.limits import DAMAGED_FILE, MEGABYTE, OUT_OF_BOUNDS
from etl.formats.workbook import workbook

_BATCH = 10_000
"""Rows of one pickle; within it equal texts travel once."""


def _bounded(memory: int, seconds: int) -> None:
    """No more address space or processor time than that, where the system can say so (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _answer(kind: str, content: bytes) -> Iterator[Any]:
    try:
        found = workbook(kind, content)
    except RefusedError as error:
        yield str(error)
        return
    yield found.epoch_1904
    for grid in found.sheets:
        yield replace(grid, rows=[])
        for first in range(0, len(grid.rows), _BATCH):
            yield grid.rows[first : first + _BATCH]
        yield None
    yield None


def main(kind: str, memory: int, seconds: int) -> None:
    """Read, answer, end."""
    answers = io.BufferedWriter(io.FileIO(os.dup(1), "w"), MEGABYTE)
    gc.disable()  # nothing here is thrown away before the end
    content = sys.stdin.buffer.read()
    _bounded(memory, seconds)
    code = 0
    try:
        for part in _answer(kind, content):
            pickle.dump(part, answers, protocol=5)
        answers.flush()
    except MemoryError:
        code = OUT_OF_BOUNDS
    except BaseException:  # a panic in native code is no Exception; whatever it was, the file is to blame
        code = DAMAGED_FILE
    os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
