"""The sample data, loaded once for a whole run of the tests, however many processes share it; and which tests begin."""

import os
import shutil
from pathlib import Path

import pytest

from tests.loaded_once import SAMPLE, load_once
from warehouse import snapshots

snapshots._SETTINGS["threads"] = (
    1  # the processes of a run share the cores; commands and servers keep the product's own
)

LONG = (
    "test_etl_never_half.py", "test_browser.py", "test_etl_load.py", "test_intake.py", "test_etl_mutations.py", "test_report_pages.py", "test_told_page.py",
    "test_etl_fuzz.py", "test_real_documents.py", "test_text_rules.py", "test_etl_history.py",
)  # fmt: skip
"""Files that take longest begin, so that no process waits for another at the end (with `--no-loadscope-reorder`)."""


def pytest_collection_modifyitems(items):
    place = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONG)))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory) -> Path:
    """A folder that all processes of a run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def loaded_sample(shared_folder) -> Path:
    """A data folder with the whole sample in it. Only to be copied or read."""
    return load_once(shared_folder, "loaded_sample", lambda: [SAMPLE])


@pytest.fixture(scope="module")
def sample_copy(loaded_sample, tmp_path_factory) -> Path:
    """A copy of its own for the tests of a file, to write into."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    shutil.copytree(loaded_sample, folder, ignore=shutil.ignore_patterns("whole"))
    return folder
