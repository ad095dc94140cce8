"""Headings that a person explains: proposed by likeness, remembered for the department, used from then on."""

import string

import pytest
from department_files import HOTLINE, days, etl, etl_json, hotline_rows, workbook
from hypothesis import given
from hypothesis import strategies as st

from etl.faults import UsageError
from etl.inspection import inspect
from etl.keeping.remembered import forget, propose, remember, remembered
from etl.load import load
from etl.understanding.headings import word

OWN = "人工接了多少（次）"


def own_words(path, sender="纳税服务股", heading=OWN):
    rows = hotline_rows(days(2022, 3))
    rows[1] = [f"报送单位：{sender}"]
    rows[2] = [heading if h == "人工接听量" else h for h in HOTLINE]
    return workbook(path, {"日报": rows})


def columns(bureau, path):
    (table,) = inspect(bureau, path)["sheets"][0]["tables"]
    return table["columns"]


def test_an_unknown_heading_is_proposed_confirmed_and_known_from_then_on(bureau, sent):
    path = own_words(sent / "热线_2022年3月.xlsx")
    assert load(bureau, [path]).refused
    assert propose("hotline", columns(bureau, path))[OWN][0].column == "answered_by_staff"
    remember(bureau, "hotline", OWN, "人工接听量")
    assert remembered(bureau) == {("hotline", "纳税服务股"): {"人工接了多少": "answered_by_staff"}}
    assert {c["name"]: c["maps_to"] for c in columns(bureau, path)}[OWN] == "answered_by_staff"
    assert not propose("hotline", columns(bureau, path))
    assert load(bureau, [path]).build
    # the unit in brackets and the spacing are not part of what is remembered
    again = own_words(sent / "热线_2022年3月_再.xlsx", heading=" 人工 接了多少")
    assert load(bureau, [again], dry_run=True).accepted
    forget(bureau, "hotline", OWN)
    assert load(bureau, [again], dry_run=True).refused


def test_what_one_department_explained_does_not_hold_for_another(bureau, sent):
    remember(bureau, "hotline", OWN, "answered_by_staff")
    assert load(bureau, [own_words(sent / "甲_2022年3月热线.xlsx", sender="办公室")]).refused
    remember(bureau, "hotline", OWN, "answered_by_staff", "办公室")
    assert load(bureau, [own_words(sent / "甲_2022年3月热线.xlsx", sender="办公室")]).accepted


def test_words_are_never_proposed_for_numbers_nor_numbers_for_words():
    words = {"name": "来电总量说明", "maps_to": None, "sum": None, "values": 5, "empty": 0}
    numbers = {**words, "name": "事项类", "sum": "5"}
    assert not propose("hotline", [words])
    assert not propose("supervision", [numbers])
    assert propose("hotline", [{**words, "sum": "500"}])["来电总量说明"][0].column == "calls"


@pytest.mark.parametrize(
    ("source", "heading", "column", "department", "says"),
    [
        ("nothing", "甲", "calls", None, "没有来源"),
        ("hotline", "甲", "nothing", None, "可用的列"),
        ("hotline", "来电总量", "满意评价数", None, "本来就是"),
        ("hotline", "甲", "calls", "某科", "没有科室"),
        ("hotline", "（次）", "calls", None, "没有写表头"),
    ],
)
def test_what_cannot_be_remembered(bureau, source, heading, column, department, says):
    with pytest.raises(UsageError, match=says):
        remember(bureau, source, heading, column, department)
    assert not bureau.people.exists()


def test_on_the_command_line(bureau, sent):
    path = own_words(sent / "热线_2022年3月.xlsx")
    assert f"python -m etl heading hotline {OWN} answered_by_staff" in etl(bureau, "inspect", path)[1]
    assert etl(bureau, "heading", "hotline", OWN, "人工接听量")[0] == 0
    _, listed = etl_json(bureau, "heading")
    assert [(h["source"], h["department"], h["heading"]) for h in listed["headings"]] == [
        ("hotline", "纳税服务股", OWN)
    ]
    assert etl(bureau, "load", path)[0] == 0
    assert etl(bureau, "heading", "hotline", OWN, "--forget")[0] == 0
    code, _, told = etl(bureau, "heading", "hotline", OWN, "--forget")
    assert code == 2
    assert "没有记过" in told


@given(st.text(alphabet="接听量次数金额（）()元万 " + string.ascii_letters, max_size=12))
def test_a_compared_heading_compares_as_itself(text):
    assert word(word(text)) == word(text)
