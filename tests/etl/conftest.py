import pytest

from warehouse import snapshots
from warehouse.places import Places


@pytest.fixture
def bureau(tmp_path):
    """An empty data folder."""
    yield Places(tmp_path / "data")
    snapshots.close_all()


@pytest.fixture
def sent(tmp_path):
    """A folder for the files that departments send."""
    folder = tmp_path / "sent"
    folder.mkdir()
    return folder


@pytest.fixture
def unmeasured(monkeypatch):
    """Publish without measuring: for tests of what lies below the figures, to save a second each."""
    monkeypatch.setattr("etl.keeping.publish.measure_all", lambda *_: 0)
