"""What a sentence under a ledger counts is held against its rows."""

from datetime import date

import pytest
from department_files import SUPERVISION, messages, workbook

from etl.load import load

pytestmark = pytest.mark.usefixtures("unserved")

ROWS = [
    [date(2022, 3, 4), "专项监督检查", 1, None, None, "作风", "纪检组", None],
    [date(2022, 3, 9), "专项监督检查", None, None, None, "内控", "纪检组", None],
    [date(2022, 3, 11), "谈心谈话", None, 5, None, "任前", "纪检组", None],
]


def asked(bureau, sent, sentence):
    rows = [["2022年3月监督工作台账"], SUPERVISION, *ROWS, [sentence]]
    result = load(bureau, [workbook(sent / "3月.xlsx", {"台账": rows})], dry_run=True)
    assert not messages(result), messages(result)
    return [(w.cell, w.message) for a in result.accepted for w in a.warnings if w.doubt and "各行相加是" in w.message]


@pytest.mark.parametrize(
    "sentence",
    [
        "本月小结：共开展专项监督检查2次，谈心谈话5人次。",
        "合计：专项监督检查共2次",
        "共开展谈心谈话5人次。",
        "1—3月累计专项监督检查9次。",
    ],
)
def test_counts_that_agree_or_speak_of_another_time(bureau, sent, sentence):
    assert not asked(bureau, sent, sentence)


def test_counts_that_do_not(bureau, sent):
    ((cell, message),) = asked(bureau, sent, "本月小结：共开展专项监督检查3次，酒驾醉驾检查1次，谈心谈话5人次。")
    assert cell == "A6"
    assert "专项监督检查写的是 3，各行相加是 2；酒驾醉驾检查写的是 1，各行相加是 0" in message
