"""Files brought to the page lie in a temporary folder: it goes with the visit, and with the next one if the program was killed."""

import gc
import os
import tempfile
import time
from types import SimpleNamespace

from filelock import FileLock

from ui.arrivals import _Folder


def aged(folder):
    long_ago = time.time() - 86400
    os.utime(folder, (long_ago, long_ago))


def brought(name):
    return SimpleNamespace(file_id=name, getvalue=lambda: b"1")


def test_a_folder_goes_with_its_visit_and_leaves_others_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "intake-left"
    (left / "ab12").mkdir(parents=True)
    (left / "ab12" / "热线.xlsx").write_bytes(b"1")
    young, mine = tmp_path / "intake-young", tmp_path / "intakes"
    young.mkdir()
    mine.mkdir()
    visit = _Folder()
    kept = visit.keep(brought("a"), "热线.xlsx")
    aged(left)
    aged(visit.path)
    other = _Folder()
    assert kept.read_bytes() == b"1"
    assert not left.exists()
    assert young.is_dir()
    assert mine.is_dir()
    assert other.path.is_dir()
    gone = visit.path
    del visit
    gc.collect()
    assert not gone.exists()


def test_a_folder_that_another_program_holds_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    held = tmp_path / "intake-held"
    held.mkdir()
    with FileLock(held / ".in_use"):
        aged(held)
        _Folder()
        assert held.is_dir()
    aged(held)
    _Folder()
    assert not held.exists()
