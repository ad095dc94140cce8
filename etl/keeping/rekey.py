"""Persons' codes made anew under a new key, from the originals: for the day on which the key is lost or known to others.

No figure can change by it: the rows stay those of the archive, and only the codes in them are replaced, each old code by
the one that the same cell of the original gets now. Two old codes may become one (that person had been counted twice);
one old code never becomes two, and whatever does not fit stops it before anything is changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.checking.columns import typed
from etl.checking.conversions import workspace
from etl.faults import RefusedError, UsageError
from etl.keeping import digests
from etl.keeping.batches import (
    Batch,
    BuildList,
    batch_path,
    in_force,
    new_build_id,
    who,
    write_batch,
    write_list,
    write_rows,
)
from etl.keeping.history import original
from etl.keeping.publish import assemble, columns_of
from etl.keeping.remembered import remembering
from etl.keeping.writers import noted, writing
from etl.reading import read
from etl.reference import CodeList, code_lists
from etl.understanding.parts import Part, understand_book
from metrics.periods import Period, month_number
from warehouse import snapshots
from warehouse.places import Places
from warehouse.schema import TABLES, Column

Say = Callable[[str], None]
Codes = dict[str, str]
"""New code of each old one."""


def rekey(places: Places, say: Say = lambda _: None) -> str:
    """Code the persons of the current build anew under a new key, as a new build. UsageError if an original does not fit its rows."""
    with writing(places, say):
        parent, batches = in_force(places)
        if parent is None:
            raise UsageError("还没有入库的数据，没有要重做的人员代码。")
        mine = [b for b in batches if digests.coded(places, b)]
        if not mine:
            raise UsageError("现用的数据里没有人员代码，不需要换密钥。直接入库即可。")
        build, key, lists = new_build_id(places), digests.new_key(), code_lists(places)
        with noted(places, build, "换密钥重做人员代码 "):
            codes: Codes = {}
            for batch in mine:
                say(f"正在由原件重做人员代码：{batch.file}……")
                _learn(places, batch, key, lists, codes)
            if merged := len(codes) - len(set(codes.values())):
                say(f"有 {merged} 个代码与别的代码其实是同一个人，现已合为一个，按人计的数会因此减少。")
            renamed = {
                b.batch: _recoded(places, b, f"{build}-{number:02d}", key, codes) for number, b in enumerate(mine, 1)
            }
            made = datetime.now().isoformat(timespec="seconds")
            listed = BuildList(
                build, parent.build, made, who(), "换密钥，由原件重做人员代码", parent.sample,
                tuple(renamed[b.batch].batch if b.batch in renamed else b.batch for b in batches),
            )  # fmt: skip
            warnings = assemble(places, places, listed, [renamed.get(b.batch, b) for b in batches], say=say)
            with _new_key_in_place(places, key, say):
                write_list(places, replace(listed, warnings=tuple(warnings)))
                snapshots.publish(places, build)
    return build


def _learn(places: Places, batch: Batch, key: bytes, lists: dict[str, CodeList], codes: Codes) -> None:
    """Find the new code of each old one in a batch, by reading its original again."""
    trouble = f"{batch.file} 的原件现在读出来的人员信息与入库时对不上，不能换密钥。没有改变任何数据。"
    for part in _readings(places, batch, lists):
        with closing(workspace()) as connection:
            typed(connection, part, lists, lambda: key)
            found = _pairs(connection, part, batch_path(places, batch.batch))
        if found is None:
            continue
        for old, new in found:
            if codes.setdefault(old, new) != new:
                raise UsageError(trouble + f"（同一个代码 {old[:6]}… 在原件里是两个人）")
        return
    raise UsageError(trouble + "可能是代码表、表头写法或程序在入库以后改过。请恢复原来的密钥，或重新报送这份文件。")


def _readings(places: Places, batch: Batch, lists: dict[str, CodeList]) -> Iterator[Part]:
    """What the original says of the batch's source: read by itself, and as if its source and months had been named."""
    found = original(places, batch.batch)
    first, last = (month_number(int(m[:4]), int(m[5:])) for m in (batch.months[0], batch.months[-1]))
    for source in (None, batch.source):
        for period in (None, Period(first, last)):
            with suppress(RefusedError):
                book = read(found.name, found.content)
                with remembering(places, book):
                    parts = understand_book(book, lists, source=source, period=period).parts
                yield from (p for p in parts if p.table.stem == batch.source)


def _pairs(connection: duckdb.DuckDBPyConnection, part: Part, rows: Path) -> list[tuple[str, str]] | None:
    """Old and new code of each cell that holds a person; None if the cells are not the same ones."""
    pairs: list[tuple[str, str]] = []
    connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM read_parquet($path)", {"path": str(rows)})
    for column in _personal(part.table.stem):
        found = connection.execute(
            f"""WITH n AS (SELECT source_sheet, source_row, list(DISTINCT {column.name}) AS now FROM typed_rows
                  WHERE {column.name} IS NOT NULL GROUP BY ALL),
                o AS (SELECT source_sheet, source_row, list(DISTINCT {column.name}) AS was FROM kept
                  WHERE {column.name} IS NOT NULL GROUP BY ALL)
            SELECT was, now FROM o FULL JOIN n USING (source_sheet, source_row)"""
        ).fetchall()
        for was, now in found:
            if was is None or now is None or len(was) != 1 or len(now) != 1:
                return None
            same_kind = digests.is_code(was[0]) and digests.is_code(now[0]) and was[0][0] == now[0][0]
            if not same_kind and was != now:
                return None
            if same_kind:
                pairs.append((was[0], now[0]))
    return pairs


def _personal(source: str) -> list[Column]:
    return [c for c in TABLES[source].columns if c.personal]


def _recoded(places: Places, batch: Batch, name: str, key: bytes, codes: Codes) -> Batch:
    """The batch under a new name, with the new codes in place of the old ones; nothing else differs."""
    fields = columns_of(TABLES[batch.source]).split(", ")
    personal = {c.name for c in _personal(batch.source)}
    taken = [
        f"coalesce(code_{f}.new, r.{f}) AS {f}" if f in personal else "$name AS source_batch" if f == "source_batch" else f"r.{f}"
        for f in fields
    ]  # fmt: skip
    joins = " ".join(f"LEFT JOIN codes code_{f} ON code_{f}.old = r.{f}" for f in fields if f in personal)
    with closing(duckdb.connect()) as connection:
        connection.register("codes", pa.table({"old": list(codes), "new": list(codes.values())}))
        connection.execute(
            f"CREATE TEMP TABLE recoded AS SELECT {', '.join(taken)} FROM read_parquet($path) r {joins} ORDER BY r.source_sheet, r.source_row",
            {"path": str(batch_path(places, batch.batch)), "name": name},
        )
        write_rows(connection, "recoded", batch_path(places, name))
    renamed = replace(batch, batch=name, key=digests.fingerprint(key))
    write_batch(places, renamed)
    return renamed


@contextmanager
def _new_key_in_place(places: Places, key: bytes, say: Say) -> Iterator[None]:
    """The new key, the old one set aside; the old one again if what follows fails."""
    path = places.digest_key
    aside = path.with_name(f"{path.name}.换下-{datetime.now():%Y%m%d-%H%M%S}")
    had = path.exists()
    if had:
        os.replace(path, aside)
    try:
        digests.place_key(places, key)
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        if had:
            os.replace(aside, path)
        raise
    if had:
        say(f"原来的密钥改名为 {aside.name}，退回到换密钥以前的版本时才用得到。")
