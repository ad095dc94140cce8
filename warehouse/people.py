"""The SQLite file in which a bureau keeps what persons decided and said; made when first written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path


@contextmanager
def opened(file: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """One short transaction on a table, made if it is not there yet. Waits for another writer, never holds the file open."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=15)) as connection, connection:
        connection.execute(schema)
        yield connection


def now() -> str:
    """Local time to the second, as decisions carry it."""
    return datetime.now().replace(microsecond=0).isoformat()
