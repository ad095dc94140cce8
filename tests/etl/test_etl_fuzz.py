"""Damaged and hostile files are read or refused with a sentence, in bounds: 300 of the 5,000 of `make fuzz`."""

from fuzz import run

SEED = 31


def test_three_hundred_damaged_files_leave_no_traceback():
    findings, summary = run(SEED, range(300), copied=True)
    assert not findings, f"seed {SEED}: {findings}"
    outcomes = summary["outcomes"]
    assert outcomes["refused"] > 100
    assert 10 < summary["largest_reader_mb"] < 1024, "what readers used was seen"
    assert sum(n for key, n in outcomes.items() if key.startswith("understood")) > 30
