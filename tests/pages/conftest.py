"""Sample data in a folder of its own; every page run against it."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.loaded_once import SAMPLE, load_once

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def sample_data(loaded_sample, tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("bureau") / "data"
    shutil.copytree(loaded_sample, data)
    return data


@pytest.fixture(scope="session")
def partial_data(shared_folder, tmp_path_factory) -> Path:
    """The sample of 2022 without the hotline file: no month of the year has calls."""

    def files() -> list[Path]:
        late = (SAMPLE / "hotline").glob("*")
        old = (path for year in ("2020", "2021") for path in SAMPLE.rglob(f"*{year}*"))
        left = {*late, *old}
        return sorted(path for path in SAMPLE.rglob("*.*") if path not in left)

    loaded = load_once(shared_folder, "partial", files)
    return shutil.copytree(loaded, tmp_path_factory.mktemp("partial") / "data", ignore=shutil.ignore_patterns("whole"))


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
