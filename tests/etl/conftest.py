import os

import pytest
from bases import Bases

from etl.keeping import publish
from etl.keeping.batches import read_batch, read_list
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


@pytest.fixture(scope="session")
def _bases(tmp_path_factory):
    return Bases(lambda: tmp_path_factory.mktemp("base"))


@pytest.fixture
def _published(request):
    """In which of the ways below builds are made here: a base is loaded once for each."""
    around = tuple(name for name in ("unmeasured", "unserved") if name in request.fixturenames)
    for name in around:
        request.getfixturevalue(name)
    return around


@pytest.fixture
def base(_bases, _published, bureau):
    """`base(fill, *arguments)`: begin with what `fill(bureau, sent, *arguments)` loads, in a copy of one folder for all tests.

    Gives back what `fill` did.
    """
    return lambda fill, *arguments: _bases.lay(bureau, fill, *arguments, around=_published)


@pytest.fixture
def once(_bases, _published):
    """`once(fill, *arguments)`: what `fill(bureau, sent, *arguments)` says, in a folder by itself: the same for many tests."""
    return lambda fill, *arguments: _bases.filled(fill, *arguments, around=_published)[1]


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

    def later(places, target, listed, batches, **_):
        target.snapshots.mkdir(parents=True, exist_ok=True)
        snapshots.snapshot_path(target, listed.build).touch()
        return []

    def connect(path, build):
        if not path.stat().st_size:  # of this folder, or of the one that it is a copy of
            places = Places(path.parent.parent)
            listed = read_list(places, build)
            assemble(places, places, listed, [read_batch(places, b) for b in listed.batches], say=lambda _: None)
        return real(path, build)

    real = snapshots._connect
    monkeypatch.setattr(os, "fsync", lambda _: None)  # nobody pulls the plug of these
    monkeypatch.setattr(snapshots, "_connect", connect)
    monkeypatch.setattr(publish, "assemble", later)
    monkeypatch.setattr("etl.load.open_snapshot", lambda *_: None)
    monkeypatch.setattr("etl.load.moved", lambda *_: [])
