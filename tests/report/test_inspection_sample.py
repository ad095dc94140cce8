"""Verdicts on single sentences, against the sample data."""

from pathlib import Path

import pytest

from metrics.measure import open_measurer
from report.document import read
from report.inspection import inspect
from warehouse.places import Places

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def measurer(sample_copy):
    return open_measurer(Places(sample_copy))


def verdict(measurer, tmp_path, sentence):
    file = tmp_path / "句子.txt"
    file.write_text(sentence, encoding="utf-8")
    return inspect(read(file), 2022, measurer).claims[0]


def test_letters_alone_are_not_letters_and_banners(measurer, tmp_path):
    assert verdict(measurer, tmp_path, "全年收到12户纳税人感谢信。").status == "unbound"
    assert verdict(measurer, tmp_path, "全年收到34户纳税人感谢信及锦旗。").status == "match"


def test_the_correction_is_as_fine_as_the_figure_is_usually_written(measurer, tmp_path):
    wrong = verdict(measurer, tmp_path, "全年组织税费收入40亿元。")
    assert wrong.status == "mismatch"
    assert "38.62亿元" in wrong.reason
    assert "39亿元" not in wrong.reason


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("全年组织税费收入38.62亿元。", "match"),
        ("全年组织税费收入3.86亿元。", "mismatch"),
        ("全年组织税费收入38.6亿元。", "match"),
        ("全年组织税费收入超38亿元。", "match"),
        ("开展酒驾醉驾专项检查40余次。", "match"),
        ("开展酒驾醉驾专项检查50余次。", "mismatch"),
        ("智能语音解答占比达62.3％。", "match"),
        ("全市组织税费收入386亿元。", "unbound"),
    ],
)
def test_verdicts(measurer, tmp_path, sentence, status):
    assert verdict(measurer, tmp_path, sentence).status == status
