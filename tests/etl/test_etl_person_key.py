"""The key behind persons' codes: lost or wrong, nobody is counted twice; made anew, no figure changes."""

import json
import os
from datetime import date

import pytest
from department_files import days, etl, etl_json, hotline_rows, query, workbook

from etl.keeping.batches import batch_path, in_force
from etl.keeping.history import rollback
from etl.load import load
from warehouse.snapshots import current_build

PERSONS = ("张三丰", "李四光")


def held(sent, month, names=PERSONS, name="追责.xlsx"):
    rows = [[date(2022, month, 8), "追究责任", who] for who in names]
    return workbook(sent / name, {"台账": [[f"2022年{month}月监督台账"], ["日期", "事项", "姓名"], *rows]})


def codes(bureau):
    return [c for (c,) in query(bureau, "SELECT DISTINCT person FROM supervision WHERE person IS NOT NULL ORDER BY 1")]


def march(bureau, sent):
    load(bureau, [held(sent, 3)])


@pytest.fixture
def coded(base, bureau, unmeasured):
    base(march)
    return bureau


def test_a_lost_key_stops_files_with_persons_and_no_others(coded, sent):
    coded.digest_key.unlink()
    calls = workbook(sent / "热线.xlsx", {"日报": hotline_rows(days(2022, 3), title="2022年3月咨询热线日报")})
    code, shown = etl_json(coded, "load", held(sent, 4), calls)
    assert code == 1
    assert [a["source"] for a in shown["accepted"]] == ["hotline"]
    (refused,) = shown["refused"]
    said = refused["errors"][0]["message"]
    for words in ("digest.key 不见了", "数成两个人", "从备份", "rebuild --new-key"):
        assert words in said, words
    assert not coded.digest_key.exists(), "no new key in silence"


@pytest.mark.parametrize("content", [b"0" * 64, b""])
def test_a_wrong_key_is_noticed_and_the_right_one_goes_on(coded, sent, content):
    key, before = coded.digest_key.read_bytes(), codes(coded)
    coded.digest_key.write_bytes(content)
    done = load(coded, [held(sent, 4)])
    (_, (fault,)) = done.refused[0]
    assert "digest.key" in fault.message
    assert "数成两个人" in fault.message
    coded.digest_key.write_bytes(key)
    assert not load(coded, [held(sent, 4)]).refused
    assert codes(coded) == before


def test_codes_of_before_the_fingerprint_are_found_in_the_rows(coded, sent):
    (batch,) = in_force(coded)[1]
    sidecar = batch_path(coded, batch.batch).with_suffix(".json")
    known = json.loads(sidecar.read_text(encoding="utf-8"))
    assert known.pop("key")
    sidecar.write_text(json.dumps(known), encoding="utf-8")
    coded.digest_key.unlink()
    (_, (fault,)) = load(coded, [held(sent, 4)]).refused[0]
    assert "不见了" in fault.message


def test_companies_alone_need_no_key(bureau, sent, unmeasured):
    rows = (
        ["单据号", "办结日期", "政策类别", "纳税人识别号", "金额", "状态"],
        ["A1", date(2022, 6, 5), "减税", "91350100M000100Y43", 100, "已办结"],
    )
    load(bureau, [workbook(sent / "退税.xlsx", {"明细": [["2022年6月退税减税降费"], ["单位：元"], *rows]})])
    assert not bureau.digest_key.exists()
    assert in_force(bureau)[1][0].key == ""


def test_a_new_key_recodes_everybody_from_the_originals_and_moves_no_row(coded, sent):
    calls = workbook(sent / "热线.xlsx", {"日报": hotline_rows(days(2022, 3), title="2022年3月咨询热线日报")})
    load(coded, [held(sent, 4, ("李四光", "王五福")), calls])
    first, old, rows = (
        current_build(coded),
        codes(coded),
        query(coded, "SELECT * EXCLUDE (person, source_batch) FROM supervision ORDER BY ALL"),
    )
    coded.digest_key.unlink()
    code, shown = etl_json(coded, "rebuild", "--new-key")
    assert code == 0
    assert shown["build"] == current_build(coded) != first
    assert len(codes(coded)) == len(old) == 3
    assert not set(codes(coded)) & set(old)
    assert query(coded, "SELECT * EXCLUDE (person, source_batch) FROM supervision ORDER BY ALL") == rows
    if os.name != "nt":
        assert coded.digest_key.stat().st_mode & 0o077 == 0
    assert not load(coded, [held(sent, 5, ("王五福",))]).refused
    assert len(codes(coded)) == 3, "the same person, the same code"
    rollback(coded, first)
    (_, (fault,)) = load(coded, [held(sent, 6)]).refused[0]
    assert "不是生成已入库人员代码的那一把" in fault.message, "that build rests on the key that is lost"


def test_a_new_key_waits_for_every_original(coded, sent):
    (original,) = (coded.archive / "originals").iterdir()
    content = original.read_bytes()
    original.write_bytes(content[:-1])
    build = current_build(coded)
    code, _, said = etl(coded, "rebuild", "--new-key")
    assert (code, "原件已损坏" in said, "Traceback" in said) == (2, True, False)
    assert current_build(coded) == build
    assert len(list((coded.archive / "batches").glob("*.parquet"))) == 1
    original.write_bytes(content)
    key = coded.digest_key.read_bytes()
    assert etl(coded, "rebuild", "--new-key")[0] == 0
    (aside,) = coded.root.glob("digest.key.*")
    assert aside.read_bytes() == key


def test_who_had_been_counted_twice_is_one_person_again(coded, sent):
    """Codes of two keys in one build, as an unnoticed change of the key left them."""
    (batch,) = in_force(coded)[1]
    sidecar = batch_path(coded, batch.batch).with_suffix(".json")
    sidecar.write_text(
        sidecar.read_text(encoding="utf-8").replace(f'"key": "{batch.key}"', '"key": null'), encoding="utf-8"
    )
    coded.digest_key.write_bytes(b"1" * 64)
    assert not load(coded, [held(sent, 4)]).refused
    assert len(codes(coded)) == 4
    code, _, said = etl(coded, "rebuild", "--new-key")
    assert code == 0
    assert "有 2 个代码与别的代码其实是同一个人" in said
    assert len(codes(coded)) == 2
