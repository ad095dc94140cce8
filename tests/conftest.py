"""The sample data, loaded once for a whole run of the tests, however many processes share it."""

import gc
import os
import shutil
from pathlib import Path

import pytest

from etl.checking import conversions
from tests import warm
from tests.loaded_once import SAMPLE, load_once
from warehouse import snapshots

snapshots._SETTINGS["threads"] = conversions.THREADS = (
    1  # the processes of a run share the cores; commands and servers keep the product's own
)

if hasattr(os, "fork"):  # the commands that tests start have readers of their own
    warm.read_in_copies()

_LONG = ("test_browser", "test_etl_never_half", "test_report_pages", "test_etl_fuzz", "test_intake", "test_etl_mutations", "test_etl_load", "test_real_documents")  # fmt: skip
"""Files that take longest, the longest first: begun last, one of them would keep one process busy while the others are done."""


def pytest_collection_modifyitems(items):
    """The long files first; the others as they were found."""
    items.sort(key=lambda item: _LONG.index(item.path.stem) if item.path.stem in _LONG else len(_LONG))


def pytest_collection_finish():
    """What has been imported and collected stays to the end: looking through it for garbage again and again takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionfinish():
    """Modules in C are taken down in order."""
    gc.unfreeze()


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
