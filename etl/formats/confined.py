"""Workbooks are read in a process of their own, with bounds on memory and time.

A damaged or hostile workbook can make a native reader abort, ask for 100 GB or never end. There it ends that process, and
here it becomes a sentence. Starting one takes about 0.1 s.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from pathlib import Path

from etl.faults import RefusedError
from etl.formats.limits import DAMAGED, MEGABYTE, OUT_OF_BOUNDS, TOO_MUCH
from etl.formats.workbook import Workbook

_ROOT = Path(__file__).resolve().parents[2]


def bounds(size: int) -> tuple[int, int]:
    """Bytes of memory and seconds for a file of so many bytes: small files have no excuse, a million rows need room."""
    megabytes = size // MEGABYTE
    return (900 if megabytes < 4 else 3000) * MEGABYTE, 7 + 2 * megabytes


def confined(kind: str, content: bytes) -> Workbook:
    """Read a workbook of a kind. RefusedError if it cannot be read or the reader came to grief."""
    memory, seconds = bounds(len(content))
    # -X utf8: the same on every system. No shell, no console window on Windows.
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "etl.formats", kind, str(memory), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    late = threading.Timer(seconds + 2, process.kill)
    late.daemon = True
    late.start()
    try:
        output, _ = process.communicate(content)
    finally:
        late.cancel()
        process.kill()
        process.wait()
    return _answered(output, process.returncode)


def _answered(output: bytes, code: int) -> Workbook:
    if not output or code != 0:
        # Below 0: ended by a signal (abort on a failed allocation, processor time, our timer).
        raise RefusedError(TOO_MUCH if code < 0 or code == OUT_OF_BOUNDS else DAMAGED)
    word, found = pickle.loads(output)
    if word == "refused":
        raise RefusedError(found)
    if not isinstance(found, Workbook):
        raise RefusedError(DAMAGED)
    return found
