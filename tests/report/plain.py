"""A text as a document, for tests that need no file."""

from dataclasses import dataclass
from pathlib import Path

from report.finding.tables import Table


@dataclass(frozen=True)
class Text:
    """What `report.inspection.Readable` asks for."""

    text: str
    path: Path = Path("报告.txt")
    tables: tuple[Table, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    holes: tuple[tuple[int, int], ...] = ()
