"""Files that a person brought to the page: kept for this visit, and what the person said of each of them."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import streamlit as st
from filelock import BaseFileLock, FileLock, Timeout
from streamlit.runtime.uploaded_file_manager import UploadedFile

from etl.keeping.checked import Memory
from etl.results import Said
from metrics.periods import parse

LEFT_OUT = "leave"
"""Choice of a source: this file is not loaded this time."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!~$:<>|])")


@dataclass
class Choice:
    """What the person chose for one file; '' is left to the program."""

    source: str = ""
    period: str = ""

    @property
    def period_fault(self) -> str:
        """Why the period cannot be used; '' if it can."""
        try:
            if self.period:
                parse(self.period)
        except ValueError as error:
            return str(error)
        return ""


@dataclass
class Arrived:
    """One file, under the name it was brought with (in a folder: with its path)."""

    key: str
    name: str
    path: Path
    choice: Choice = field(default_factory=Choice)
    confirmed: frozenset[str] = frozenset()

    @property
    def left_out(self) -> bool:
        """Whether the person said: not this time."""
        return self.choice.source == LEFT_OUT

    @property
    def label(self) -> str:
        """Its name for a label, where Markdown would be read."""
        return for_label(self.name)

    def said(self) -> Said:
        """As `load` takes it."""
        period = self.choice.period if not self.choice.period_fault else ""
        return Said(self.choice.source or None, period or None, self.confirmed)


def for_label(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)


_PREFIX = "intake-"
_NEW_SECONDS = 3600
"""A folder younger than this may be of a visit that has not locked it yet."""


class _Folder:
    """A temporary folder that goes when the visit is dropped, and the files kept in it by the id of their upload.

    Where the program was killed the folder stays; the next visit removes it. A lock shows which folders are in use.
    """

    def __init__(self) -> None:
        remove_left()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self.kept: dict[str, Path] = {}
        lock = FileLock(self.path / ".in_use", thread_local=False)
        lock.acquire()
        weakref.finalize(self, _remove, self.path, lock)

    def keep(self, file: UploadedFile, name: str) -> Path:
        """The file under its own name: the name speaks for its months."""
        if file.file_id not in self.kept:
            content = file.getvalue()
            path = self.path / hashlib.sha256(content).hexdigest()[:16] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            self.kept[file.file_id] = path
        return self.kept[file.file_id]


def _remove(folder: Path, lock: BaseFileLock) -> None:
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)


def remove_left() -> None:
    """Remove the folders of visits whose program was killed; those in use are locked, and other users' are not ours to remove."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        lock = FileLock(folder / ".in_use", thread_local=False)
        with suppress(OSError, Timeout):
            if time.time() - folder.stat().st_mtime > _NEW_SECONDS:
                lock.acquire(timeout=0)
                _remove(folder, lock)


def _folder() -> _Folder:
    if "intake_folder" not in st.session_state:
        st.session_state["intake_folder"] = _Folder()
    folder: _Folder = st.session_state["intake_folder"]
    return folder


def memory() -> Memory:
    """What this visit's checks found: kept until something is loaded, with the rows in the visit's folder."""
    if "intake_memory" not in st.session_state:
        st.session_state["intake_memory"] = Memory(Path(tempfile.mkdtemp(prefix="checked-", dir=_folder().path)))
    found: Memory = st.session_state["intake_memory"]
    return found


def forget_checks() -> None:
    """After a load everything is checked against other data."""
    known = st.session_state.pop("intake_memory", None)
    if known:
        shutil.rmtree(known.folder, ignore_errors=True)


def arrived(files: Iterable[UploadedFile]) -> list[Arrived]:
    """The files brought along, each once; hidden files and Excel's lock files of a folder are left aside."""
    folder = _folder()
    choices: dict[str, Choice] = st.session_state.setdefault("intake_choices", {})
    found: dict[str, Arrived] = {}
    for file in files:
        parts = PurePosixPath(file.name.replace("\\", "/").removeprefix("./")).parts
        if len(parts) > 1 and any(p.startswith((".", "~$")) for p in parts):
            continue
        path = folder.keep(file, parts[-1])
        key = hashlib.sha256(str(path).encode()).hexdigest()[:12]
        found.setdefault(key, Arrived(key, "/".join(parts), path, choices.setdefault(key, Choice())))
    return list(found.values())
