"""Data folders that are costly to load, loaded by one of the processes of a run for all of them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"


def load_once(shared: Path, name: str, paths: Callable[[], list[Path]]) -> Path:
    """A data folder into which one of the processes loads files through the command line, while the others wait for it."""
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not (folder / "whole").exists():
            done = subprocess.run(
                [sys.executable, "-m", "etl", "load", *map(str, paths()), "--data", str(folder)],
                cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "whole").touch()
    return folder
