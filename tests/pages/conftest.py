"""Sample data loaded once through the command line, into a folder of its own; every page run against it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


def load(data: Path, *paths: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "load", *map(str, paths), "--data", str(data)],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def sample_data(loaded_sample, tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("bureau") / "data"
    shutil.copytree(loaded_sample, data)
    return data


@pytest.fixture(scope="session")
def partial_data(tmp_path_factory) -> Path:
    """The sample without the 2022 hotline file: no month of the year has calls."""
    files = tmp_path_factory.mktemp("files") / "sample"
    shutil.copytree(ROOT / "data" / "sample", files)
    for late in (files / "hotline").glob("*2022*"):
        late.unlink()
    data = tmp_path_factory.mktemp("partial")
    load(data, files)
    return data


@pytest.fixture
def open_page(monkeypatch):
    """A page's script run as the browser would: `open_page(data, "pages/revenue.py", year="2021")`."""

    def run(data: Path, script: str, **query: str) -> AppTest:
        monkeypatch.setenv("BUREAU_DATA", str(data))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        if script != "dashboard.py":
            app.switch_page(script)
        return app.run()

    return run
