"""The sample files: made again cell for cell, marked, adding up, and holding what the report states."""

import datetime as dt
import importlib.util
import re
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
FILES = sorted(p for p in (DATA / "sample").rglob("*") if p.is_file())
BOOKS = [p for p in FILES if p.suffix == ".xlsx"]


def script(name):
    """A script of data/ as a module, without leaving its folder on the path."""
    spec = importlib.util.spec_from_file_location(name, DATA / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def test_the_script_makes_the_same_files_again(tmp_path):
    script("make_sample").main(tmp_path)
    made = sorted(p for p in tmp_path.rglob("*") if p.is_file())
    assert [p.relative_to(tmp_path) for p in made] == [p.relative_to(DATA / "sample") for p in FILES]
    assert not [p.name for p, kept in zip(made, FILES, strict=True) if p.read_bytes() != kept.read_bytes()]


def test_the_report_script_makes_the_same_word_file_again(tmp_path):
    module = script("make_report")
    text = DATA / "report" / f"{module.NAME}.txt"
    (tmp_path / text.name).write_bytes(text.read_bytes())
    module.main(tmp_path)
    assert (tmp_path / f"{module.NAME}.docx").read_bytes() == text.with_suffix(".docx").read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_file_says_that_it_is_invented(path):
    assert "演示数据" in path.name
    if path.suffix == ".csv":
        assert "演示数据" in path.read_bytes().decode("gb18030").split("\r\n")[0]
        return
    for sheet in openpyxl.load_workbook(path).worksheets:
        assert "演示数据" in sheet["A1"].value


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.name)
def test_totals_are_the_sums_of_their_columns(path):
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        totals = [r for r in rows if r[0] == "合计"]
        head = next(i for i, r in enumerate(rows) if sum(v is not None for v in r) >= 3)
        for column, total in enumerate(totals[0] if totals else []):
            if isinstance(total, int | float):
                parts = [Decimal(str(r[column])) for r in rows[head + 1 :] if r[0] != "合计" and r[column] is not None]
                assert sum(parts) == Decimal(str(total)), (sheet.title, rows[head][column])


def test_refunds_total_is_right():
    for path in (p for p in FILES if p.suffix == ".csv"):
        lines = [line.split(",") for line in path.read_bytes().decode("gb18030").strip().split("\r\n")]
        assert sum(Decimal(line[7]) for line in lines[3:-1]) == Decimal(lines[-1][7])


def test_no_person_is_named_and_no_telephone_stands_anywhere():
    mobile = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
    for path in BOOKS:
        for sheet in openpyxl.load_workbook(path).worksheets:
            for row in sheet.iter_rows(values_only=True):
                assert "姓名" not in row
                assert not [v for v in row if isinstance(v, str) and mobile.search(v)]


def test_the_year_of_refunds_is_a_dip_and_holidays_are_quiet():
    book = openpyxl.load_workbook(DATA / "sample/revenue/税费收入明细_2022_演示数据.xlsx")
    before = openpyxl.load_workbook(DATA / "sample/revenue/税费收入明细_2021_演示数据.xlsx")

    def month(workbook, name):
        return next(r for r in workbook[name].iter_rows(values_only=True) if r[0] == "合计")[-1]

    assert month(book, "4月") < 0.8 * month(before, "4月")
    assert month(book, "1月") > month(before, "1月")
    calls = openpyxl.load_workbook(DATA / "sample/hotline/咨询热线日报_2022_演示数据.xlsx").active
    by_day = {
        r[0].date(): r[1:4] for r in calls.iter_rows(min_row=4, values_only=True) if isinstance(r[0], dt.datetime)
    }
    assert len(by_day) == 365
    assert by_day[dt.date(2022, 10, 1)][1] == 0
    assert by_day[dt.date(2022, 10, 1)][2] > 0
    assert by_day[dt.date(2022, 10, 8)][1] > 0  # a Saturday worked in exchange


def test_credit_codes_have_the_right_check_character():
    module = script("make_sample")
    people = module.ledgers.taxpayers()
    assert len({p.code for p in people}) == len(people)
    sys.path.insert(0, str(DATA))
    try:
        from sample_maker.taxpayers import check_character
    finally:
        sys.path.remove(str(DATA))
    assert all(check_character(p.code[:17]) == p.code[17] for p in people)
    # 91350100M000100Y43 is the standard's own example
    assert check_character("91350100M000100Y4") == "3"
