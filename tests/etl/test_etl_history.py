"""What was loaded when, by whom, from which file; and the file as it came."""

import hashlib
import json

import pytest
from department_files import days, etl, etl_json, hotline_rows, workbook

from etl.faults import UsageError
from etl.keeping.batches import list_path, original_path
from etl.keeping.history import history, original
from etl.load import load
from warehouse import snapshots
from warehouse.snapshots import builds, current_build


def send(sent, name="热线.xlsx", calls=100, count=5):
    return workbook(
        sent / name, {"日报": hotline_rows(days(2022, 3, count), calls=calls, title="2022年3月咨询热线日报")}
    )


def march(bureau, sent):
    """The file that was loaded."""
    path = send(sent)
    load(bureau, [path])
    return path


def test_an_original_comes_back_by_batch_and_by_digest(base, bureau, unmeasured):
    path = base(march)
    (added,) = history(bureau)[0].added
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert added["sha256"] == sha256
    assert added["by"]
    for asked in (added["batch"], sha256, sha256[:8].upper()):
        found = original(bureau, asked)
        assert (found.name, found.content) == ("热线.xlsx", path.read_bytes())


def test_an_original_that_is_gone_or_damaged_is_said_and_not_handed_out(base, bureau, unmeasured):
    base(march)
    (added,) = history(bureau)[0].added
    with pytest.raises(UsageError, match="没有 SHA-256"):
        original(bureau, "0" * 64)
    with pytest.raises(UsageError, match="不是批次"):
        original(bureau, "../../people")
    path = original_path(bureau, added["sha256"], ".xlsx")
    path.write_bytes(path.read_bytes()[:-1])
    for asked in (added["batch"], added["sha256"]):
        with pytest.raises(UsageError, match="与入库时不一致"):
            original(bureau, asked)
    path.unlink()
    with pytest.raises(UsageError, match="的原件了"):
        original(bureau, added["batch"])


def test_the_command_line_writes_an_original_and_never_over_a_file(base, bureau, unmeasured, tmp_path):
    path = base(march)
    _, shown = etl_json(bureau, "history")
    batch, out = shown["builds"][0]["added"][0]["batch"], tmp_path / "out"
    out.mkdir()
    code, written = etl_json(bureau, "original", batch, "-o", out)
    assert code == 0
    assert written == {
        "file": "热线.xlsx", "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "out": str(out / "热线.xlsx")
    }  # fmt: skip
    assert (out / "热线.xlsx").read_bytes() == path.read_bytes()
    code, _, said = etl(bureau, "original", batch, "-o", out)
    assert (code, "没有覆盖" in said) == (2, True)


def march_and_its_correction(bureau, sent):
    """The first of the two builds."""
    first = load(bureau, [send(sent)]).build
    load(bureau, [send(sent, "热线更正.xlsx", calls=200)])
    return first


@pytest.mark.parametrize("cut", [40, -1, None])
def test_a_damaged_list_hides_no_other_build(base, bureau, unmeasured, cut):
    first = base(march_and_its_correction)
    content = list_path(bureau, first).read_bytes()
    at = content.index("入库".encode()) + 1 if cut == -1 else cut
    list_path(bureau, first).write_bytes(b"[]" if at is None else content[:at])
    _, shown = etl_json(bureau, "history")
    newest, oldest = shown["builds"]
    assert (newest["current"], newest["rolled_back"], oldest["build"]) == (True, False, first)
    assert "清单已损坏" in oldest["note"]
    code, _, said = etl(bureau, "rollback", first)
    assert (code, "清单已损坏" in said) == (2, True)
    assert json.loads(list_path(bureau, current_build(bureau)).read_text(encoding="utf-8"))["parent"] == first


def test_old_databases_go_and_are_made_again_when_asked_for(bureau, sent, monkeypatch):
    monkeypatch.setattr(snapshots, "KEPT", 1)
    made = []
    for number in range(1, 5):
        made.append(load(bureau, [send(sent, f"热线{number}.xlsx", calls=100 * number, count=31)]).build)
    assert builds(bureau) == made[2:], "the one served and the one served until now"
    code, printed, said = etl(bureau, "history")
    assert code == 0
    assert printed.count("数据库文件已清理，用到时由归档重做") == 2
    code, shown = etl_json(bureau, "diff", made[0], made[3])
    (calls,) = [m for m in shown["moved"] if (m["metric"], m["period"]) == ("hotline_calls", "2022-03")]
    assert code == 0
    assert int(calls["after"]) - int(calls["before"]) == 31 * 300
    assert set(calls["files"]) == {"热线1.xlsx", "热线4.xlsx"}
    assert builds(bureau) == made[2:], "made aside, for the comparison alone"
    code, _, said = etl(bureau, "diff", made[1], made[3])
    assert (code, f"{made[1]} 的数据库文件已经清理，正在由归档重做" in said) == (0, True)
    code, _, said = etl(bureau, "rollback", made[0])
    assert (code, "正在由归档重做" in said, current_build(bureau)) == (0, True, made[0])
    assert builds(bureau) == [made[0], *made[2:]]


def test_a_database_that_the_archive_cannot_make_again_stays(bureau, sent, unmeasured, monkeypatch):
    monkeypatch.setattr(snapshots, "KEPT", 1)
    first = load(bureau, [send(sent)]).build
    for number in (2, 3, 4):
        if number == 3:
            list_path(bureau, first).write_text("{")
        load(bureau, [send(sent, f"热线{number}.xlsx", calls=100 * number)])
    assert first in builds(bureau)
    assert len(builds(bureau)) == 3
