"""The sample data, loaded once for a whole run of the tests, however many processes share it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def loaded_sample(tmp_path_factory) -> Path:
    """A data folder with the whole sample in it, loaded through the command line. Only to be copied or read."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "loaded_sample"
    with FileLock(shared / "loaded_sample.lock"):
        if not (folder / "whole").exists():
            done = subprocess.run(
                [sys.executable, "-m", "etl", "load", "data/sample", "--data", str(folder)],
                cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "whole").touch()
    return folder


@pytest.fixture(scope="module")
def sample_copy(loaded_sample, tmp_path_factory) -> Path:
    """A copy of its own for the tests of a file, to write into."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    shutil.copytree(loaded_sample, folder, ignore=shutil.ignore_patterns("whole"))
    return folder
