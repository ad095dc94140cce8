"""A check that remembers gives what a check without memory gives, and checks again only what may have changed."""

from datetime import date

import pytest
from department_files import csv_file, days, hotline_rows, revenue_rows, workbook

import etl.load
from etl.keeping.checked import Memory
from etl.keeping.remembered import remember
from etl.load import load
from etl.results import Said


@pytest.fixture
def visit(bureau, tmp_path, monkeypatch, unserved):
    """`visit(paths, said)`: a check with memory; it must be what one without gives. Comes back with the parts checked again."""
    checked, real = [], etl.load._check_part
    monkeypatch.setattr(etl.load, "_check_part", lambda *a: (checked.append(a[1].path.name), real(*a))[1])
    tmp_path.joinpath("visit").mkdir()
    memory = Memory(tmp_path / "visit")

    def check(paths, said=None):
        asked = {"dry_run": True, "explain": True, "confirm": lambda _: True, "said": said or {}}
        plain = load(bureau, paths, **asked).to_json()
        checked.clear()
        assert load(bureau, paths, memory=memory, **asked).to_json() == plain
        return plain, list(checked)

    return check


def test_one_choice_has_one_file_checked_again(bureau, sent, visit):
    calls = workbook(sent / "热线.xlsx", {"日报": hotline_rows(days(2022, 3))})
    ledger = csv_file(sent / "台账.csv", [["日期", "事项", "次数"], [date(2022, 3, 1), "专项监督检查", 2]])
    odd = csv_file(sent / "某表.csv", [["编号", "内容"], ["1", "无"]])
    bad = workbook(sent / "坏.xlsx", {"日报": [*hotline_rows(days(2022, 4), title="2022年4月"), ["x"] * 7]})
    paths = [calls, ledger, odd, bad]
    assert sorted(visit(paths)[1]) == sorted(["热线.xlsx", "台账.csv", "坏.xlsx"])
    assert visit(paths)[1] == []
    assert visit(paths, {ledger: Said(None, "2022-01..2022-03")})[1] == ["台账.csv"]
    found, again = visit(paths, {odd: Said("party")})
    assert again == []
    assert len(found["refused"]) == 2
    assert visit([calls, odd])[1] == []


def test_what_a_file_is_checked_against_counts(bureau, sent, visit):
    """The same vouchers in two files: which is refused depends on the other; so it does on what is loaded meanwhile."""
    first = workbook(sent / "a.xlsx", {"明细": revenue_rows()})
    second = workbook(
        sent / "b.xlsx", {"明细": revenue_rows("2022年4月税费收入入库明细", month=4)[:3] + revenue_rows(month=4)[3:]}
    )
    third = workbook(
        sent / "c.xlsx", {"明细": revenue_rows("2022年4月第二税务所税费收入", month=4, office="第二税务所")}
    )
    assert visit([first, second, third])[0]["refused"]
    found, again = visit([first, third])
    assert (found["refused"], again) == ([], ["c.xlsx"])
    load(bureau, [first])
    found, again = visit([first, third])
    assert (found["unchanged"], again) == ([str(first)], ["c.xlsx"])


def test_a_heading_explained_meanwhile_counts(bureau, sent, visit):
    rows = [["日期", "来电总量", "人工接了多少", "智能解答量"], ["2022-03-01", "100", "40", "50"]]
    path = csv_file(sent / "咨询热线_2022年3月.csv", rows)
    assert visit([path])[0]["refused"]
    remember(bureau, "hotline", "人工接了多少", "answered_by_staff")
    found, again = visit([path])
    assert (found["refused"], again) == ([], ["咨询热线_2022年3月.csv"])
