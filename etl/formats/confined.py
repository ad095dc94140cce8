"""Workbooks are read in a process of their own, with bounds on memory and time.

A damaged or hostile workbook can make a native reader abort, ask for 100 GB or never end. There it ends that process, and
here it becomes a sentence. Starting one takes about 0.1 s.
"""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from etl.faults import RefusedError
from etl.formats.limits import DAMAGED, DAMAGED_FILE, MEGABYTE, TOO_MUCH
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
        return _answered(process, content)
    except (EOFError, OSError, pickle.UnpicklingError):
        code = process.wait()
        # Below 0: ended by a signal (abort on a failed allocation, processor time, our timer).
        raise RefusedError(DAMAGED if code == DAMAGED_FILE else TOO_MUCH) from None
    finally:
        late.cancel()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _answered(process: subprocess.Popen[bytes], content: bytes) -> Workbook:
    """Hand over the file and take the answer; EOFError if the process ends before it has said all."""
    if not process.stdin or not process.stdout:
        raise EOFError
    process.stdin.write(content)
    process.stdin.close()
    said = pickle.load(process.stdout)
    if isinstance(said, str):
        raise RefusedError(said)
    found = Workbook([], bool(said))
    while grid := pickle.load(process.stdout):
        while (rows := pickle.load(process.stdout)) is not None:
            grid.rows.extend(rows)
        found.sheets.append(grid)
    return found
