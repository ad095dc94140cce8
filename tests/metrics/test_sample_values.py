"""The sample's figures, counted again by pandas from the files, and by plain DuckDB from the printed SQL."""

import json
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import openpyxl
import pytest

from metrics.definitions import load_catalogue
from metrics.measure import Measurer
from metrics.periods import parse, year_period
from tests import warm
from warehouse.snapshots import snapshot_path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
KEYS = tomllib.loads((ROOT / "tests" / "house" / "report_keys.toml").read_text(encoding="utf-8"))["keys"]
EXPECTED = {
    "party_study_sessions": 46, "party_seminars": 8, "seminar_outputs": 47, "suggestions_collected": 63,
    "ideology_reports_heard": 3, "ideology_assessments": 4, "youth_forums": 3, "discipline_secretaries_elected": 1,
    "discipline_members_elected": 4, "responsibility_reports": 6, "special_inspections": 16, "persons_held_accountable": 3,
    "warning_film_screenings": 12, "heart_to_heart_talks": 96, "drink_driving_checks": 46,
    "revenue_total": Decimal("3861641326.34"), "relief_taxpayer_times": 12386, "relief_amount": Decimal("984114554.52"),
    "media_outlets": 14, "thanks_taxpayers": 34, "briefs_endorsed": 6, "inspection_issue_kinds": 3, "inspection_issues": 24,
    "party_endorsements": 7, "party_branches": 19, "young_deputy_appointments": 1,
    "discipline_committee_mean_age": Decimal("32.8"), "volunteer_honours": 1,
}  # fmt: skip


def show(data, *arguments):
    done = warm.run("metrics", "show", *arguments, "--json", "--data", data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@cache
def workbook(path):
    return openpyxl.load_workbook(path, data_only=True)


def numbers_in(rows):
    for part in rows.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def cells_of(source):
    """Listed rows of one sheet as dictionaries by heading, read from the file as it lies in the sample."""
    path = SAMPLE / source["file"]
    if path.suffix == ".csv":
        lines = [line.split(",") for line in path.read_bytes().decode("gb18030").split("\r\n")]
        head = next(line for line in lines if "单据号" in line)
        return [dict(zip(head, lines[n - 1], strict=True)) for n in numbers_in(source["rows"])]
    lines = list(workbook(path)[source["sheet"]].iter_rows(values_only=True))
    head = next(line for line in lines if sum(v is not None for v in line) >= 3)
    return [dict(zip(head, lines[n - 1], strict=True)) for n in numbers_in(source["rows"])]


def total(rows, heading):
    return sum((Decimal(str(r[heading] if r[heading] is not None else 1)) for r in rows), Decimal(0))


def distinct(*headings):
    return lambda rows: len({next(r[h] for h in headings if r.get(h)) for r in rows})


def mean_age(rows):
    ages = {}
    for r in rows:
        year, month = map(int, r["出生年月"].split("-"))
        day = r["日期"]
        ages[r["人员代号"]] = day.year - year - ((day.month, day.day) < (month, 1))
    return Decimal(sum(ages.values())) / len(ages)


OUTLETS = dict(line.split(",") for line in (ROOT / "data/reference/outlets.csv").read_text("utf-8").split()[1:])
RECOUNT = {
    **dict.fromkeys(("party_study_sessions", "party_seminars", "ideology_reports_heard", "ideology_assessments", "youth_forums",
                     "responsibility_reports", "seminar_outputs", "suggestions_collected"), lambda r: total(r, "数量")),
    **dict.fromkeys(("special_inspections", "warning_film_screenings", "drink_driving_checks"), lambda r: total(r, "次数")),
    **dict.fromkeys(("discipline_secretaries_elected", "discipline_members_elected", "young_deputy_appointments",
                     "persons_held_accountable"), distinct("人员代号")),
    "heart_to_heart_talks": lambda r: total(r, "人次"),
    "revenue_total": lambda r: total(r, "入库金额").quantize(Decimal("0.01")),
    "relief_taxpayer_times": len,
    "relief_amount": lambda r: total(r, "金额"),
    "media_outlets": lambda rows: len({OUTLETS.get(r["来源"], r["来源"]) for r in rows}),
    "thanks_taxpayers": distinct("纳税人识别号", "来源"),
    "briefs_endorsed": distinct("简报编号"),
    "hotline_daily_calls": lambda r: (total(r, "人工接听量") + total(r, "智能解答量")) / 249,
    "hotline_smart_share": lambda r: total(r, "智能解答量") * 100 / (total(r, "人工接听量") + total(r, "智能解答量")),
    "inspection_issue_kinds": distinct("类别"),
    "inspection_issues": distinct("问题编号"),
    "party_endorsements": len,
    "party_branches": len,
    "discipline_committee_mean_age": mean_age,
    "volunteer_honours": lambda rows: int(bool(rows)),
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_value_sql_and_listed_rows_agree(sample, key):
    shown = show(sample.root, key, "--year", "2022")
    value = Decimal(shown["value"])
    if key in EXPECTED:
        assert value == EXPECTED[key]
    plain = duckdb.connect(str(snapshot_path(sample, shown["build"])), read_only=True)
    by_sql = plain.execute(shown["sql"]).fetchone()[0]
    plain.close()
    assert abs(Decimal(str(by_sql)) - value) < Decimal("1e-9")
    rows = [r for source in shown["sources"] for r in cells_of(source)]
    assert rows
    assert abs(Decimal(RECOUNT[key](rows)) - value) < Decimal("1e-9")


def test_every_reading_is_the_same_stored_computed_and_by_its_sql(sample, measurer):
    for key, metric in measurer.catalogue.items():
        for label in ("2022", "2021", "2022-03", "2022Q2", "2022-01..2022-05", "2020H1", "2021-12"):
            period = parse(label)
            reading = measurer.measure(key, period)
            if reading.value is None:
                continue
            by_sql = measurer.snapshot.rows(measurer.sql(key, period))[0][0]
            assert abs(Decimal(str(by_sql)) - reading.value) <= Decimal("1e-9") * max(1, abs(reading.value)), (
                key,
                label,
            )
            if not metric.derived:
                assert measurer.computed(metric, period).value == reading.value, (key, label)


def test_months_add_to_the_year_and_members_to_the_whole(measurer):
    for key, metric in measurer.catalogue.items():
        if not metric.adds_up or measurer.measure(key, year_period(2022)).gaps:
            continue
        whole = measurer.measure(key, year_period(2022)).value
        assert sum(r.value for r in measurer.measure(key, year_period(2022), by="month")) == whole, key
        for dimension in metric.by:
            assert sum(r.value for r in measurer.measure(key, year_period(2022), by=dimension)) == whole, (
                key,
                dimension,
            )


def test_show_answers_for_a_half_year_by_dimension_and_in_words(sample):
    shown = show(sample.root, "revenue_total", "--period", "2022H1", "--by", "tax_group")
    assert {m["member"] for m in shown["by"]} == {"税收", "社会保险费", "非税收入"}
    assert sum(Decimal(m["value"]) for m in shown["by"]) == Decimal(shown["value"])
    done = warm.run("metrics", "show", "revenue_growth", "--year", "2020", "--data", sample.root)
    assert "〔待补：收入核算股，缺 2019年1—12月〕" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["show", "nonsense", "--year", "2022"], ["show", "revenue_total", "--period", "去年"]]
)
def test_a_wrong_question_gets_a_sentence(sample, arguments):
    done = warm.run("metrics", *arguments, "--data", sample.root)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_rows_for_a_page_hide_people_and_mask_taxpayers(measurer: Measurer):
    relief = measurer.rows(measurer.measure("relief_amount", year_period(2022)), limit=5)
    assert relief.total == 12386
    assert all("****" in row[relief.columns.index("纳税人识别号")] for row in relief.rows)
    blamed = measurer.rows(measurer.measure("persons_held_accountable", year_period(2022)))
    assert "人员代号" not in blamed.columns


def test_sources_asked_for_together_are_those_asked_for_alone(measurer: Measurer):
    year = year_period(2022)
    readings = [measurer.measure(key, year) for key in measurer.catalogue]
    readings += [*measurer.measure("revenue_total", year, by="tax_group"), measurer.measure("revenue_total", year)]
    readings += measurer.measure("relief_amount", parse("2022-03"), by="policy")
    together = Measurer(measurer.snapshot, measurer.catalogue).sources_of(readings)
    alone = Measurer(measurer.snapshot, measurer.catalogue)
    assert together == [alone.sources(reading) for reading in readings]
    assert sum(len(files) > 0 for files in together) > 60
    assert Measurer(measurer.snapshot, measurer.catalogue).sources_of([]) == []


def test_every_metric_has_a_home_in_the_dictionary():
    book = (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8")
    assert not [k for k in load_catalogue() if f"`{k}`" not in book]
