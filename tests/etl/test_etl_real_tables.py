"""Files from public test corpora, kept beside the clone and never in it: one expected outcome for each.

Facts (rows, sums, wrong cells) were computed independently of this program and are stated by the files' manifest. Where the
manifest leaves a choice, ours stands here: a day with only a 累计 carried forward is no day of data (87 rows, not 88).
"""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from etl.inspection import inspect

SHARED = Path(os.environ.get("SHARED") or Path(__file__).resolve().parents[3] / "shared")
HOME = SHARED / "real" / "tables"
HELPLINE = {
    # file: (rows, first day, last day, sum of column B, sum of column D)
    "t20_kobe_hotline_20200421_7e7132c3.xlsx": (85, "2020-04-20", 26750, 5875),
    "t20_kobe_hotline_20200423_1a9ff923.xlsx": (87, "2020-04-22", 27820, 6195),
    "t20_kobe_hotline_20200501a_741c3e48.xlsx": (95, "2020-04-30", 32302, 6849),
    "t20_kobe_hotline_20200501b_4afe9295.xlsx": (95, "2020-04-30", 32029, 6849),
    "t20_kobe_hotline_20200527a_317d2c49.xlsx": (120, "2020-05-25", 39022, 7842),
    "t20_kobe_hotline_20200527b_08289651.xlsx": (121, "2020-05-25", 39175, 7874),
    "t20_kobe_hotline_20200527c_5efbc661.xlsx": (121, "2020-05-26", 39175, 7874),
}
REFUSED = {
    "t83_poi_encrypted.xlsx": "加了密码",
    "t83_poi_encrypted_xor.xls": "加了密码",
    "t88_poi_many_merges.xlsx": "没有任何内容",
}
OTHERS = {
    "t01_taizhou_bank_monthly_2019.xlsx", "t02_ningbo_business_month_report.xls", "t21_kobe_hotline_0409_3sheets.xlsx",
    "t22_hotline_tokyoformat_advice.csv", "t70_easyexcel_dataformat.xls", "t70_easyexcel_dataformat.xlsx",
    "t71_easyexcel_title_instructions.xls", "t73_easyexcel_xfd_wide.xlsx", "t77_easyexcel_x005f_escape.xlsx",
    "t78_easyexcel_formula_cells.xlsx", "t80_poi_1900_dates.xls", "t80_poi_1904_dates.xls", "t81_poi_strict_ooxml.xlsx",
    "t84_poi_spreadsheetml2003.xml", "t85_poi_one_hidden_sheet.xlsx", "t89_poi_sample.xlsb",
}  # fmt: skip

pytestmark = pytest.mark.skipif(not HOME.is_dir(), reason="the real files lie beside the clone, where they are kept")


@pytest.fixture
def seen(bureau):
    def look(name):
        return inspect(bureau, HOME / name)

    return look


def only_table(found, sheet=0):
    (table,) = found["sheets"][sheet]["tables"]
    return table


def told(found, *words):
    """Warnings that hold all the words, by cell."""
    return [w["cell"] for w in found["warnings"] if all(word in w["message"] for word in words)]


def test_each_file_has_an_expected_outcome():
    assert {p.name for p in HOME.iterdir()} == set(HELPLINE) | set(REFUSED) | OTHERS


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(seen, name):
    found = seen(name)
    assert REFUSED[name] in found["refused"]
    assert found["sheets"] == []


@pytest.mark.parametrize("name", HELPLINE)
def test_days_beside_their_running_sums(seen, name):
    rows, last, first_sum, second_sum = HELPLINE[name]
    found = seen(name)
    table = only_table(found)
    day, calls, calls_so_far, centre, centre_so_far = table["columns"]
    assert table["header_rows"] == [1]
    assert table["source"] is None
    assert table["data_rows"] == rows
    assert table["range"].startswith("A1:E")
    assert (day["name"], day["first"], day["last"]) == ("", "2020-01-27", last)
    assert (calls["sum"], centre["sum"]) == (str(first_sum), str(second_sum))
    assert (calls_so_far["sum"], calls_so_far["cumulative_of"]) == (None, "B")
    assert (centre_so_far["sum"], centre_so_far["cumulative_of"]) == (None, "D")
    assert told(found, "累计接不上") == ["C65", "C66", "E74", "E75"]
    assert told(found, "11418", "11388") == ["C65"]
    assert told(found, "写了 2 次") == (["A122"] if "0527b" in name else [])
    assert found["sheets"][1] == {"name": "＿", "hidden": False, "tables": [], "texts": []}


def test_the_day_written_twice_is_named_with_both_cells(seen):
    found = seen("t20_kobe_hotline_20200527b_08289651.xlsx")
    (message,) = [w["message"] for w in found["warnings"] if w["cell"] == "A122"]
    assert "2020-05-25" in message
    assert "A121、A122" in message


def test_a_day_with_a_sum_carried_forward_is_left_out_and_said(seen):
    table = only_table(seen("t20_kobe_hotline_20200423_1a9ff923.xlsx"))
    assert {x["row"]: x["why"] for x in table["left_out"]} == {89: "只有累计，没有当日（当月）数", 90: "表下的说明"}


def test_units_by_row_hierarchy_and_a_wrong_published_total(seen):
    found = seen("t01_taizhou_bank_monthly_2019.xlsx")
    table = only_table(found)
    assert (table["range"], table["header_rows"], table["data_rows"]) == ("A3:N43", [3, 4], 39)
    assert (table["unit"], table["units"], table["period"]) == (None, {"亿元": 26, "万美元": 13}, "2019-07")
    assert [(x["row"], x["why"][:5]) for x in table["left_out"]] == [(44, "附列的比率")]
    assert [c["sum"] for c in table["columns"][2:]] == [None] * 12
    assert [c["values"] for c in table["columns"][9:]] == [0] * 5
    rows = {r["row"]: r for r in table["rows"]}
    assert round(Decimal(rows[5]["sum"]), 6) == Decimal("48551.858768")
    assert rows[5]["unit"] == "亿元"
    assert round(Decimal(rows[31]["sum"]), 6) == Decimal("879713.408286")
    assert rows[31]["unit"] == "万美元"
    assert [w["cell"] for w in found["warnings"]] == ["D12"]
    assert "1535.1440735627" in found["warnings"][0]["message"]
    assert "5126.7849657" in found["warnings"][0]["message"]


def test_a_form_nobody_filled_in(seen):
    found = seen("t02_ningbo_business_month_report.xls")
    first, second = only_table(found), only_table(found, 1)
    assert (first["header_rows"], first["data_rows"], first["period"]) == ([3], 19, None)
    assert (first["columns"][3]["values"], first["columns"][3]["sum"]) == (0, None)
    assert first["units"] == {"个": 2, "次": 13, "元": 4}
    assert (second["header_rows"], second["data_rows"]) == ([3], 0)
    said = " ".join(w["message"] for w in found["warnings"])
    assert "还没有填的空表" in said
    assert "不是整月" in said


def test_the_same_days_on_three_sheets_are_said(seen):
    found = seen("t21_kobe_hotline_0409_3sheets.xlsx")
    assert [only_table(found, n)["data_rows"] for n in range(3)] == [73, 72, 72]
    assert [only_table(found, n)["columns"][1]["sum"] for n in range(2)] == ["17734", "16796"]
    old = only_table(found, 2)["columns"]
    assert Decimal(old[1]["sum"]) + Decimal(old[3]["sum"]) == 16796
    assert {w["sheet"] for w in found["warnings"] if "同一批数" in w["message"]} == {"計算用", "旧型式（相談件数）"}


def test_a_csv_with_a_byte_order_mark(seen):
    found = seen("t22_hotline_tokyoformat_advice.csv")
    table = only_table(found)
    assert (found["encoding"], table["header_rows"], table["data_rows"]) == ("utf-8-sig", [1], 46)
    assert table["columns"][0]["name"] == "全国地方公共団体コード"
    assert table["columns"][2]["values"] == 0
    assert table["columns"][5]["sum"] == "43453"
    assert (table["columns"][3]["first"], table["columns"][3]["last"]) == ("2020-02-07", "2020-03-23")


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_dates_come_from_the_serial_not_from_the_format(seen, suffix):
    table = only_table(seen(f"t70_easyexcel_dataformat.{suffix}"))
    assert (table["header_rows"], table["data_rows"]) == ([1], 27)
    assert (table["columns"][0]["first"], table["columns"][0]["last"]) == ("2020-01-01", "2020-01-01")
    assert (table["columns"][4]["name"], table["columns"][4]["sum"]) == ("number", "3343.3721")


def test_instructions_above_the_header_state_no_unit(seen):
    table = only_table(seen("t71_easyexcel_title_instructions.xls"))
    assert (table["header_rows"], table["data_rows"], table["unit"], len(table["columns"])) == ([2], 1, None, 18)


def test_a_used_range_that_lies(seen):
    table = only_table(seen("t73_easyexcel_xfd_wide.xlsx"))
    assert (table["range"], table["data_rows"], len(table["columns"])) == ("A1:L2", 1, 12)


def test_an_escape_is_undone(seen):
    assert seen("t77_easyexcel_x005f_escape.xlsx")["sheets"][0]["texts"] == ["SH_x000D_Z002"]


def test_formulas_give_their_stored_values(seen):
    found = seen("t78_easyexcel_formula_cells.xlsx")
    assert [only_table(found, n)["data_rows"] for n in range(2)] == [10, 10]
    assert only_table(found)["columns"][3]["values"] == 10
    assert only_table(found)["columns"][2]["sum"] == "55"


@pytest.mark.parametrize("system", ["1900", "1904"])
def test_both_date_systems_give_the_same_day(seen, system):
    table = only_table(seen(f"t80_poi_{system}_dates.xls"))
    assert (table["header_rows"], table["data_rows"]) == ([], 1)
    assert [c["first"] for c in table["columns"]] == ["2000-01-01", "2000-01-01"]


@pytest.mark.parametrize("name", ["t81_poi_strict_ooxml.xlsx", "t84_poi_spreadsheetml2003.xml"])
def test_strict_ooxml_and_xml_of_2003_are_read(seen, name):
    found = seen(name)
    table = only_table(found, 1)
    assert (table["header_rows"], table["data_rows"]) == ([6], 1)
    assert [c["sum"] for c in table["columns"]] == ["1", "10", "2", "13"]
    assert "Test spreadsheet" in found["sheets"][0]["texts"]


def test_a_hidden_sheet_is_named_and_not_read(seen):
    found = seen("t85_poi_one_hidden_sheet.xlsx")
    assert [(s["name"], s["hidden"]) for s in found["sheets"]] == [("Sheet1", True), ("Sheet2", False)]
    assert found["sheets"][1]["texts"] == ["Sheet2A1"]


def test_a_binary_workbook_without_a_header(seen):
    table = only_table(seen("t89_poi_sample.xlsb"))
    assert (table["header_rows"], table["data_rows"], table["columns"][1]["sum"]) == ([], 10, "9990")
