"""The sample data loaded once; and a small warehouse with rows of our own, near misses among them."""

import datetime as dt
from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from metrics.measure import Measurer, open_measurer
from metrics.publishing import measure_all
from warehouse import schema, snapshots
from warehouse.places import Places

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def sample(loaded_sample):
    """Places of a data folder with the whole sample in it."""
    return Places(loaded_sample)


@pytest.fixture
def measurer(sample):
    return open_measurer(sample)


@pytest.fixture
def small(tmp_path):
    """`small(table, rows, covered=…)` publishes a snapshot with just these rows and returns its measurer."""

    def build(rows, covered, years=(2021, 2022)) -> Measurer:
        places = Places(tmp_path / "data")
        with snapshots.building(places, "b1") as connection:
            for statement in schema.create_statements():
                connection.execute(statement)
            connection.execute("INSERT INTO build_info VALUES ('b1', false, now()::TIMESTAMP, NULL, 'test')")
            connection.execute(
                "INSERT INTO batch VALUES ('k1', 'x', 'f.xlsx', 'ab', '科室', now()::TIMESTAMP, false, 1)"
            )
            connection.execute("INSERT INTO outlet_alias VALUES ('日报客户端', '日报')")
            for year in years:
                for n in range(365 + (year % 4 == 0)):
                    day = dt.date(year, 1, 1) + dt.timedelta(days=n)
                    connection.execute("INSERT INTO calendar VALUES (?, ?)", [day, day.weekday() < 5])
            for source, months in covered.items():
                for month in months:
                    connection.execute("INSERT INTO coverage VALUES (?, ?, '', 'k1')", [source, f"{month}-01"])
                    connection.execute("INSERT INTO covered VALUES (?, ?)", [source, f"{month}-01"])
            for number, (table, row) in enumerate(rows, 1):
                names = [*row, "source_batch", "source_sheet", "source_row"]
                marks = ", ".join("?" for _ in names)
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", [*row.values(), "k1", "S", number + 3]
                )
            measure_all(connection, load_catalogue())
        snapshots.publish(places, "b1")
        return open_measurer(places)

    yield build
    snapshots.close_all()
