"""Snapshots are written once, served by a pointer, and never seen half."""

import duckdb
import pytest

from warehouse import snapshots
from warehouse.places import PRODUCT, Places, places
from warehouse.schema import EVIDENCE, SYSTEM_TABLES, TABLES, Kind, create_statements
from warehouse.snapshots import NoSnapshotError, building, builds, current_build, open_snapshot, publish, snapshot_path


@pytest.fixture
def bureau(tmp_path):
    yield Places(tmp_path / "data")
    snapshots.close_all()


def make(bureau, build, sample=False):
    with building(bureau, build) as connection:
        for statement in create_statements():
            connection.execute(statement)
        connection.execute("INSERT INTO build_info VALUES (?, ?, now(), NULL, '')", [build, sample])


def test_a_build_is_served_only_when_published(bureau):
    make(bureau, "20230101-000000-0001", sample=True)
    assert current_build(bureau) is None
    with pytest.raises(NoSnapshotError, match="还没有入库"):
        open_snapshot(bureau)
    publish(bureau, "20230101-000000-0001")
    found = open_snapshot(bureau)
    assert (found.build, found.sample) == ("20230101-000000-0001", True)
    assert found.rows("SELECT count(*) FROM revenue WHERE amount_yuan > ?", [0]) == [(0,)]


def test_who_opened_the_old_build_keeps_it_and_the_next_gets_the_new(bureau):
    make(bureau, "a")
    make(bureau, "b")
    publish(bureau, "a")
    old = open_snapshot(bureau)
    publish(bureau, "b")
    assert open_snapshot(bureau).build == "b"
    assert old.rows("SELECT build FROM build_info") == [("a",)]
    publish(bureau, "a")
    assert open_snapshot(bureau).build == "a"
    assert builds(bureau) == ["a", "b"]


def test_a_failed_build_leaves_nothing(bureau):
    def half():
        with building(bureau, "a") as connection:
            connection.execute("CREATE TABLE t AS SELECT 1")
            connection.execute("nonsense")

    with pytest.raises(duckdb.Error):
        half()
    assert list(bureau.snapshots.iterdir()) == []
    with pytest.raises(NoSnapshotError):
        publish(bureau, "a")


def test_a_served_snapshot_cannot_be_written_nor_read_files(bureau):
    make(bureau, "a")
    publish(bureau, "a")
    found = open_snapshot(bureau)
    with pytest.raises(duckdb.Error):
        found.rows("INSERT INTO revenue (voucher) VALUES ('x')")
    with pytest.raises(duckdb.Error):
        found.rows(f"SELECT * FROM read_text('{bureau.snapshots / 'CURRENT'}')")
    assert not list(bureau.snapshots.glob("*.wal"))


def test_a_database_that_is_gone_is_said_in_a_sentence(bureau):
    make(bureau, "a")
    publish(bureau, "a")
    snapshot_path(bureau, "a").unlink()
    with pytest.raises(NoSnapshotError, match="rebuild"):
        open_snapshot(bureau)


def test_the_bureaus_own_code_lists_come_first(bureau, monkeypatch):
    assert bureau.reference("offices.csv") == PRODUCT / "data" / "reference" / "offices.csv"
    own = bureau.root / "reference" / "offices.csv"
    own.parent.mkdir(parents=True)
    own.write_text("office,aliases\n", encoding="utf-8")
    assert bureau.reference("offices.csv") == own
    monkeypatch.setenv("BUREAU_DATA", str(bureau.root))
    assert places() == Places(bureau.root.resolve())


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.stem)
def test_each_table_is_defined_whole(table):
    names = [c.name for c in table.columns]
    assert len(set(names)) == len(names)
    assert {table.dated_by, *table.key} <= set(names)
    assert table.column(table.dated_by).required
    assert not set(names) & set(EVIDENCE)
    for column in table.columns:
        assert column.meaning
        assert column.heading not in column.synonyms
        assert not column.codes or column.example in ("", *column.codes)
        assert column.kind is not Kind.MONEY or (column.unit == "元" and column.name.endswith("_yuan"))
        assert column.code_list is None or (PRODUCT / "data" / "reference" / column.code_list).exists()


def test_system_tables_have_a_meaning_for_every_column():
    assert all(meaning for table in SYSTEM_TABLES for _, _, meaning in table.columns)


def test_old_files_go_but_for_those_served_spared_or_being_read(bureau, monkeypatch):
    monkeypatch.setattr(snapshots, "KEPT", 2)
    for build in "abcdef":
        make(bureau, build)
    assert snapshots.prune(bureau, spare=()) == [], "nothing is served: nothing is known to be dispensable"
    publish(bureau, "b")
    reading = open_snapshot(bureau, "c")
    assert snapshots.prune(bureau, spare={"a"}) == ["c", "d"]
    assert builds(bureau) == ["a", "b", "e", "f"]
    assert reading.rows("SELECT build FROM build_info") == [("c",)]
