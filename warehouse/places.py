"""Where things lie on disk: the product's own files and one bureau's data folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PRODUCT = Path(__file__).resolve().parent.parent
"""The folder that holds `dashboard.py`."""


@dataclass(frozen=True)
class Places:
    """One bureau's data folder. Nothing is created until something is written."""

    root: Path

    @property
    def snapshots(self) -> Path:
        """Published databases, `<build>.duckdb`, and the pointer `CURRENT`."""
        return self.root / "warehouse"

    @property
    def archive(self) -> Path:
        """Originals as received, the accepted batches as Parquet, and each build's list of batches."""
        return self.root / "archive"

    @property
    def inbox(self) -> Path:
        """Files put here are picked up by `python -m etl watch`."""
        return self.root / "inbox"

    @property
    def people(self) -> Path:
        """SQLite file with what persons decided (bindings, later accounts and sign-offs)."""
        return self.root / "people.sqlite"

    @property
    def fills(self) -> Path:
        """SQLite file with what was written into which report, so that a file that comes back can be read."""
        return self.root / "fills.sqlite"

    @property
    def digest_key(self) -> Path:
        """Secret with which persons' names and codes become digests; never leaves the data folder."""
        return self.root / "digest.key"

    @property
    def own_catalogue(self) -> Path:
        """Metrics that the bureau itself added (`*.toml`)."""
        return self.root / "catalogue"

    @property
    def own_reports(self) -> Path:
        """Reports that the bureau put beside its data."""
        return self.root / "report"

    @property
    def brought_reports(self) -> Path:
        """Reports that were brought to the page and can be taken away there again."""
        return self.own_reports / "brought"

    def is_brought(self, report: Path) -> bool:
        """Whether a report was brought to the page."""
        return report.parent == self.brought_reports.resolve()

    def reports(self) -> list[Path]:
        """Reports on hand (.docx, .txt, .md): the bureau's own, those brought to the page, the sample that ships with the product."""
        shipped = (PRODUCT / "data" / "report").resolve()
        folders = dict.fromkeys([self.own_reports.resolve(), self.brought_reports.resolve(), shipped])
        found = [f for folder in folders if folder.is_dir() for f in sorted(folder.iterdir())]
        return [f for f in found if f.suffix.lower() in {".docx", ".txt", ".md"} and not f.name.startswith(("~$", "."))]

    def reference(self, name: str) -> Path:
        """A code list such as `offices.csv`: the bureau's own copy if there is one, else the product's."""
        own = self.root / "reference" / name
        return own if own.exists() else PRODUCT / "data" / "reference" / name


def places(data: str | Path | None = None) -> Places:
    """The data folder to use: the argument, else `BUREAU_DATA`, else the product's own `data/`."""
    chosen = data or os.environ.get("BUREAU_DATA") or PRODUCT / "data"
    return Places(Path(chosen).expanduser().resolve())
