"""`python -m etl.formats KIND BYTES SECONDS`: read a workbook from standard input, within bounds, and answer on standard output.

Not for people: `etl.formats.confined` starts it. The answer is a pickle of a tuple: ("read", Workbook) or ("refused", sentence).
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import sys
from typing import Any

from etl.faults import RefusedError
from etl.formats.limits import OUT_OF_BOUNDS, TOO_MUCH
from etl.formats.workbook import workbook


def _bounded(memory: int, seconds: int) -> None:
    """No more address space or processor time than that, where the system can say so (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _answer(kind: str, content: bytes) -> tuple[str, Any]:
    try:
        return "read", workbook(kind, content)
    except RefusedError as error:
        return "refused", str(error)
    except MemoryError:
        return "refused", TOO_MUCH


def main(kind: str, memory: int, seconds: int) -> None:
    """Read, answer, end."""
    answers = io.BufferedWriter(io.FileIO(os.dup(1), "w"))
    content = sys.stdin.buffer.read()
    _bounded(memory, seconds)
    code = 0
    try:
        pickle.dump(_answer(kind, content), answers, protocol=5)
        answers.flush()
    except MemoryError:
        code = OUT_OF_BOUNDS
    except BaseException:  # a panic in native code is no Exception; whatever it was, the file is to blame
        code = 1
    os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
