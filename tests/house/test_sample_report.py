"""From the sample files to the filled sample report: every blank bound and used, masks back give the same text, and a
change in one cell moves only what is measured from its source."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pytest

from metrics.definitions import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "data" / "report" / "述责述廉报告_2022_演示数据"
KEYS = tomllib.loads((ROOT / "tests" / "house" / "report_keys.toml").read_text(encoding="utf-8"))["keys"]


def run(*command, data, code=0):
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command), "--data", str(data)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout) if "--json" in command else done.stdout


@pytest.fixture(scope="module")
def data(sample_copy):
    return sample_copy


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_every_blank_is_bound_every_key_used_and_every_statement_holds(data, suffix):
    found = run("report", "inspect", REPORT.with_suffix(suffix), "--year", "2022", "--json", data=data)
    blanks = [b for b in found["blanks"] if b["kind"] == "number"]
    assert [b["metric"] for b in blanks] == KEYS[:23]
    assert {b["status"] for b in blanks} == {"bound"}
    assert {c["metric"] for c in found["claims"] if c["status"] == "match"} == set(KEYS[23:])
    assert not [c for c in found["claims"] if c["status"] == "mismatch"]
    assert found["findings"] == []
    assert found["sample"] is True


def test_filled_text_differs_in_the_blanks_only_and_masks_give_it_back(data, tmp_path):
    original = REPORT.with_suffix(".txt").read_text(encoding="utf-8")
    out = tmp_path / "filled.txt"
    found = run("report", "inspect", REPORT.with_suffix(".txt"), "--year", "2022", "--json", data=data)
    done = run("report", "fill", REPORT.with_suffix(".txt"), "--year", "2022", "-o", out, "--json", data=data)
    assert done["filled"] == 23
    text, shift = out.read_text(encoding="utf-8"), 0
    for blank in found["blanks"]:
        start = blank["start"] + shift
        assert text[start : start + len(blank["shown"])] == blank["shown"]
        text = text[:start] + blank["text"] + text[start + len(blank["shown"]) :]
    assert text == original
    assert "*" not in out.read_text(encoding="utf-8")


def test_every_other_part_of_the_word_file_is_the_same_bytes(data, tmp_path):
    out = tmp_path / "filled.docx"
    run("report", "fill", REPORT.with_suffix(".docx"), "--year", "2022", "-o", out, data=data)
    with zipfile.ZipFile(REPORT.with_suffix(".docx")) as before, zipfile.ZipFile(out) as after:
        assert before.namelist() == after.namelist()
        changed = [n for n in before.namelist() if before.read(n) != after.read(n)]
        assert changed == ["word/document.xml"]
        assert b"*" not in after.read("word/document.xml")


def test_one_cell_moves_only_what_is_measured_from_its_source(data, tmp_path):
    """A talk of four becomes one of five in 纪检组's ledger."""
    copied = tmp_path / "data"
    shutil.copytree(data, copied)
    sent = tmp_path / "监督台账_2022_演示数据.xlsx"
    book = openpyxl.load_workbook(ROOT / "data/sample/supervision/监督台账_2022_演示数据.xlsx")
    cell = next(row[3] for row in book["二季度"].iter_rows() if row[1].value == "谈心谈话")
    cell.value += 1
    book.save(sent)
    loaded = run("etl", "load", sent, "--json", data=copied)
    catalogue = load_catalogue()
    moved = {m["metric"] for m in loaded["moved"]}
    assert "heart_to_heart_talks" in moved
    assert not [k for k in moved if "supervision" not in {leaf.table for leaf in catalogue.leaves(k)}]
    year = [m for m in loaded["moved"] if m["metric"] == "heart_to_heart_talks" and m["period"] == "2022"]
    assert [(m["before"], m["after"]) for m in year] == [("96", "97")]
