import pytest

from etl.keeping import publish
from etl.keeping.publish import assemble
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


@pytest.fixture
def unserved(unmeasured, monkeypatch):
    """The same, and the database of a build is made when it is first opened: for tests of what is said of a file.

    Its rows are those of the archive, as ever; whether publishing works is the matter of other tests.
    """
    waiting = {}

    def later(places, target, listed, batches, **_):
        waiting[snapshots.snapshot_path(target, listed.build)] = places, target, listed, batches
        target.snapshots.mkdir(parents=True, exist_ok=True)
        snapshots.snapshot_path(target, listed.build).touch()
        return []

    def connect(path, build):
        if path in waiting:
            places, target, listed, batches = waiting.pop(path)
            assemble(places, target, listed, batches, say=lambda _: None)
        return real(path, build)

    real = snapshots._connect
    monkeypatch.setattr(snapshots, "_connect", connect)
    monkeypatch.setattr(publish, "assemble", later)
    monkeypatch.setattr("etl.load.open_snapshot", lambda *_: None)
    monkeypatch.setattr("etl.load.moved", lambda *_: [])
