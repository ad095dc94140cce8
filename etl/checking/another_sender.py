"""The same months and items standing from another department: nothing is replaced then, and the figures would count twice."""

from __future__ import annotations

from dataclasses import dataclass

from etl.faults import Fault
from etl.keeping.standing import Standing
from etl.understanding.coverage import Coverage, row_month
from etl.understanding.parts import Part
from etl.understanding.titles import spoken_sender
from metrics.periods import months_in_words
from warehouse.schema import Kind

_ITEMS = {"revenue": ("tax_kind",), "targets": ("metric", "item")}
"""Sources whose figures double wherever two senders speak for the same item of a month, be it papers or sums."""
_MOST = 2
"""Of single events, one in so many must stand already: two departments may have been at the same meeting."""
_QUANTITIES = {Kind.MONEY, Kind.COUNT, Kind.NUMBER}


@dataclass(frozen=True)
class Doubled:
    """What stands already from others: their names and files, and how many of the rows that come are among it."""

    part: Part
    senders: tuple[str, ...]
    files: tuple[str, ...]
    rows: int

    @property
    def question(self) -> str:
        """What would happen, for a person to confirm."""
        return (
            f"{'、'.join(self.senders)}已经报送过同样月份、同样项目的{self.part.table.title}（已入库的 {'、'.join(self.files)}），"
            f"这份的报送单位是{self.part.sender}，不会替换它，有 {self.rows} 行会加倍（同一笔数算两次）"
        )

    def fault(self) -> Fault:
        """Why the file is not accepted without a confirmation. `--replace` is none: it asks for the opposite of adding."""
        undo = "，或先撤销已入库的那一份" if self.part.sender == self.part.table.department else ""
        message = (
            f"{self.question}。是同一份数据（或它的更正）的，请把报送单位改为“{self.senders[0]}”再报，就会替换{undo}；"
            "确是另外的数、要加在一起的，请在页面上（或在终端里入库时）确认"
        )
        sheet, cell, value = _where(self.part)
        return Fault(message, sheet, cell, value)


def doubled(standing: Standing, part: Part, covered: Coverage) -> Doubled | None:
    """Rows of `typed_rows` that stand in files of other senders already; None if there are too few to ask about."""
    others = {b.batch: b for b in standing.batches if b.source == part.table.stem and b.sender != part.sender}
    if not others or part.table.roster:
        return None
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    summary = part.table.stem in _ITEMS or all(s.table.whole for s in part.sheets)
    theirs = f"(SELECT * FROM standing WHERE list_contains($others, source_batch) AND list_contains($months, {month}))"
    values: dict[str, object] = {"others": list(others), "months": covered.labels}
    labels = [month, *_labels(standing, part, theirs, values, summary=summary)]
    same = " AND ".join(f"t.l{n} IS NOT DISTINCT FROM s.l{n}" for n in range(len(labels)))
    columns = ", ".join(f"{label} AS l{n}" for n, label in enumerate(labels))
    found = standing.connection.execute(
        f"WITH s AS (SELECT DISTINCT {columns}, source_batch FROM {theirs}), t AS (SELECT {columns}, sheet_no, source_row FROM typed_rows) "
        f"SELECT count(DISTINCT (t.sheet_no, t.source_row, t.l0)), list(DISTINCT s.source_batch ORDER BY s.source_batch) FROM t JOIN s ON {same}",
        values,
    ).fetchone()
    every = standing.connection.execute("SELECT count(*) FROM typed_rows").fetchone()
    rows, batches = (found[0], found[1] or []) if found else (0, [])
    if not rows or (not summary and rows * _MOST < (every[0] if every else 0)):
        return None
    unique = [
        list(dict.fromkeys(names)) for names in zip(*((others[b].sender, others[b].file) for b in batches), strict=True)
    ]
    return Doubled(part, tuple(unique[0]), tuple(unique[1]), rows)


def stands_beside(standing: Standing, part: Part, covered: Coverage) -> list[Fault]:
    """A doubt where rows of the same months stand from another department, though written so otherwise that none is the same.

    Topics in quotation marks, codes in place of names, another number of the document: the same deeds count twice all the same.
    """
    others = {b.batch: b for b in standing.batches if b.source == part.table.stem and b.sender != part.sender}
    if not others or doubled(standing, part, covered):
        return []
    month = f"strftime({row_month(part.table)}, '%Y-%m')"
    months = "true" if part.table.roster else f"list_contains($months, {month})"
    found = standing.connection.execute(
        f"SELECT source_batch, count(*), list(DISTINCT {month}) FROM standing WHERE list_contains($others, source_batch) AND {months} GROUP BY 1 ORDER BY 1",
        {"others": list(others), **({} if part.table.roster else {"months": covered.labels})},
    ).fetchall()
    every = standing.connection.execute("SELECT count(*) FROM typed_rows").fetchone()
    if not found or not every or not every[0]:
        return []
    senders, files = (
        "、".join(dict.fromkeys(names))
        for names in zip(*((others[b].sender, others[b].file) for b, *_ in found), strict=True)
    )
    labels = sorted({label for *_, told in found for label in told if label})
    when = "" if part.table.roster else f"{months_in_words(tuple(labels), years=True)}的"
    own = part.sender == part.table.department
    same = "请先撤销已入库的那一份" if own else f"请把报送单位改为“{senders}”再报，就会替换"
    message = (
        f"{senders}已经报送过{when}{part.table.title}（{sum(count for _, count, _ in found)} 行，已入库的 {files}），这份的报送单位是{part.sender}"
        f"（{every[0]} 行），不会替换它，两份一起计入。请核对：是同一份数据（或它的更正）的，{same}；"
        "确是各办各的、没有重的，照常入库"
    )
    sheet, cell, value = _where(part)
    return [Fault(message, sheet, cell, value, doubt=True)]


def _labels(standing: Standing, part: Part, theirs: str, values: dict[str, object], *, summary: bool) -> list[str]:
    """The columns by which rows are the same: the item alone, or all but quantities that neither side leaves empty throughout."""
    table = part.table
    if table.stem in _ITEMS:
        return list(_ITEMS[table.stem])
    columns = [c for c in table.columns if c.kind not in _QUANTITIES and (not summary or c.codes or c.code_list)]
    if not columns:
        return []
    filled = ", ".join(f"count({c.name}) > 0" for c in columns)
    sides = [
        standing.connection.execute(f"SELECT {filled} FROM {rows}", given).fetchone() or ()
        for rows, given in ((theirs, values), ("typed_rows", None))
    ]
    return [c.name for c, was, comes in zip(columns, *sides, strict=True) if was and comes]


def _where(part: Part) -> tuple[str, str, str]:
    """The cell that names the sender: sheet, address, text; blank if the file is the source's own department's by default."""
    for sheet in part.sheets:
        grid = sheet.table.grid
        for row, line in enumerate(grid.rows, 1):
            if part.sender in (spoken_sender(" ".join(str(v) for v in line if str(v).strip())) or ""):
                words = ("单位", "部门", "科室")
                place = next((p for p, v in enumerate(line, 1) if any(w in str(v) for w in words)), 1)
                return sheet.name, grid.where(row, place), str(line[place - 1]).strip()
    return part.sheets[0].name if part.sheets else "", "", ""
