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
    """Publish without measuring, and look (`dry_run`) without making a build aside: for tests of what lies below the figures."""
    monkeypatch.setattr("etl.keeping.publish.measure_all", lambda *_: 0)
    monkeypatch.setattr("etl.load._would_move", lambda *_: ([], []))
