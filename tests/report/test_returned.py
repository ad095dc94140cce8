"""A filled file that comes back: what people changed, what the data changed, and what is known of it."""

import json
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_report_commands import Measurer
from word_files import paragraph, run, word_file

from report import __main__ as commands
from report.document import read
from report.returning.alignment import Aligned
from report.returning.returned import stated_at, text_changes

PARAGRAPHS = (
    "2022年度述职报告",
    "一、强化学习。全年开展集中学习**次，专题研讨**次，整理研讨成果**篇。",
    "二、强化监督。组织谈心谈话**人次，开展酒驾醉驾专项检查**余次。",
    "三、优化服务。日均接听咨询电话**余次，智能语音解答占比**%。",
    "四、做法受到**家媒体报道，全局支部19个。",
)
VALUES = {
    "party_study_sessions": 46, "party_seminars": 12, "seminar_outputs": 20, "heart_to_heart_talks": 310,
    "drink_driving_checks": 263, "hotline_daily_calls": 415, "hotline_smart_share": "41.23", "media_outlets": 9,
    "party_branches": 19,
}  # fmt: skip


@pytest.fixture
def office(tmp_path, monkeypatch, capsys):
    measurer = Measurer(**VALUES)
    monkeypatch.setattr(commands, "open_measurer", lambda places: measurer)
    source = tmp_path / "报告.docx"
    source.write_bytes(word_file("".join(paragraph(run(p)) for p in PARAGRAPHS)))

    def run_command(*words):
        code = commands.main([*map(str, words), "--year", "2022", "--data", str(tmp_path / "data"), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    filled = tmp_path / "已填.docx"
    code, _ = run_command("fill", source, "-o", filled, "--annotated", tmp_path / "批注.docx")
    assert code == 0
    run_command.folder, run_command.measurer, run_command.source, run_command.filled = (
        tmp_path,
        measurer,
        source,
        filled,
    )
    return run_command


def edited(office, change, name="改.docx"):
    """The filled text changed by a function of its paragraphs, as a new Word file."""
    lines = change(read(office.filled).text.split("\n"))
    file = office.folder / name
    file.write_bytes(word_file("".join(paragraph(run(line)) for line in lines)))
    return file


def by_id(found):
    return {f["id"]: f for f in found["figures"]}


def test_an_untouched_file_is_quiet(office):
    for name in ("已填.docx", "批注.docx"):
        code, found = office("returned", office.folder / name)
        assert (code, found["counts"]["untouched"], found["text"]) == (0, 8, [])
        assert found["record"]["source"] == "报告.docx"
        assert all(f["agrees"] for f in found["figures"])


def test_the_clean_copy_carries_nothing_of_the_record(office):
    with zipfile.ZipFile(office.source) as before, zipfile.ZipFile(office.filled) as after:
        assert before.namelist() == after.namelist()
        same = [n for n in before.namelist() if before.read(n) == after.read(n)]
        assert set(before.namelist()) - set(same) == {"word/document.xml"}


def test_changed_moved_dropped_and_rewritten(office):
    def change(lines):
        title, one, two, three, four = lines
        one = one.replace("46次", "48次").replace("20篇", "二十篇").replace("强化学习", "深化学习")
        two = two.replace("组织谈心谈话310人次，", "")
        return [title, three, one, two, "新写的一段，与数字无关。", four]

    code, found = office("returned", edited(office, change))
    figures = by_id(found)
    assert code == 1
    changed = figures[1]
    assert (changed["status"], changed["from"], changed["to"]) == ("changed", "46次", "48次")
    assert (changed["agrees"], changed["today"], changed["data_moved"]) == (False, "46", False)
    assert (figures[2]["status"], figures[3]["status"], figures[3]["to"]) == ("untouched", "rewritten", "二十篇")
    assert figures[4]["status"] in {"gone", "changed"}
    assert figures[4]["to"] is None
    assert figures[5]["status"] == "untouched"
    assert {figures[6]["status"], figures[7]["status"]} == {"moved"}
    kinds = {(c["kind"], c["before"], c["after"]) for c in found["text"]}
    assert {("moved", 4, 2), ("added", None, 5)} <= kinds
    assert any(k == "edited" for k, _, _ in kinds)


def test_a_whole_paragraph_dropped_and_a_sentence_carried_elsewhere(office):
    def change(lines):
        title, _, two, _, four = lines
        return [title, two + "智能语音解答占比41.2%。", four]

    _, found = office("returned", edited(office, change))
    figures = by_id(found)
    assert [figures[n]["status"] for n in (1, 2, 3)] == ["gone"] * 3
    assert [figures[n]["status"] for n in (4, 5, 8)] == ["untouched"] * 3
    assert {c["before"] for c in found["text"] if c["kind"] == "removed"} == {2, 4}


def test_data_that_moved_since_are_told(office):
    office.measurer.values["party_study_sessions"] += 1
    code, found = office("returned", office.filled)
    figure = by_id(found)[1]
    assert code == 1
    assert (figure["status"], figure["today"], figure["data_moved"], figure["agrees"]) == (
        "untouched",
        "47",
        True,
        False,
    )
    corrected = edited(office, lambda lines: [line.replace("46次", "47次") for line in lines])
    figure = by_id(office("returned", corrected)[1])[1]
    assert (figure["status"], figure["agrees"], figure["data_moved"]) == ("changed", True, True)


def test_a_file_without_a_record_says_so_and_takes_the_original(office):
    (office.folder / "data" / "fills.sqlite").unlink()
    code, found = office("returned", office.filled)
    assert (code, found["record"], found["figures"]) == (1, None, [])
    assert "没有这份文件的填报记录" in found["notes"][0]
    file = edited(office, lambda lines: [line.replace("46次", "48次").replace("310人次", "**人次") for line in lines])
    code, found = office("returned", file, "--original", office.source)
    figures = by_id(found)
    assert (figures[1]["status"], figures[1]["to"], figures[1]["agrees"]) == ("written", "48次", False)
    assert (figures[2]["agrees"], figures[4]["status"]) == (True, "empty")
    assert "不知道当时填的是什么" in found["notes"][0]


def test_beside_the_original_too_a_sentence_that_says_another_thing_is_called(office):
    (office.folder / "data" / "fills.sqlite").unlink()
    file = edited(office, lambda lines: [line.replace("组织谈心谈话", "未组织谈心谈话") for line in lines])
    _, found = office("returned", file, "--original", office.source)
    figures = by_id(found)
    assert [i for i, f in figures.items() if f["turned"]] == [4]
    assert (figures[4]["status"], figures[4]["to"], figures[4]["agrees"]) == ("written", "310人次", None)
    assert "请核对" in figures[4]["remarks"][0]


def test_in_words(office, capsys):
    file = edited(office, lambda lines: [line.replace("46次", "48次") for line in lines])
    assert commands.main(["returned", str(file), "--year", "2022", "--data", str(office.folder / "data")]) == 1
    said = capsys.readouterr().out
    assert "人改过 1 处" in said
    assert "46次 → 48次" in said
    assert "今天会填“46次”" in said


def test_plain_text_laid_out_is_known_again(office):
    source = office.folder / "报告.txt"
    source.write_text("\n".join(["", *("　　" + p for p in PARAGRAPHS)]) + "\n", encoding="utf-8")
    out = office.folder / "公文.docx"
    assert office("fill", source, "-o", out)[0] == 0
    code, found = office("returned", out)
    assert (code, found["counts"]["untouched"], found["text"]) == (0, 8, [])


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(5)), st.integers(0, 4))
def test_a_number_is_found_in_whatever_order_the_paragraphs_stand(order, new):
    lines = [f"第{'甲乙丙丁戊'[n]}项工作{'抓学习促监督强服务'[n : n + 4]}共{n + 11}次，另有若干。" for n in range(5)]
    old = "\n".join(lines)
    now = "\n".join(lines[n].replace("11次", "77次") for n in order if n != new)
    aligned = Aligned(old, now)
    for n in range(5):
        at = old.index(f"{n + 11}次")
        found = aligned.find(at, at + 2)
        if n == new:
            assert found is None
            continue
        assert found is not None
        assert now[slice(*found.span)] == ("77" if n == 0 else str(n + 11))


def test_nothing_of_the_record_is_read_from_another_year(office):
    file = edited(office, lambda lines: [line.replace("46次", "48次") for line in lines])
    assert (
        commands.main(["returned", str(file), "--year", "2021", "--data", str(office.folder / "data"), "--json"]) == 1
    )


def test_of_two_fillings_the_one_that_was_edited_is_found(office):
    file = edited(office, lambda lines: [line.replace("310人次", "311人次") for line in lines])
    office.measurer.values["party_study_sessions"] += 1
    assert office("fill", office.source, "-o", office.folder / "再填.docx")[0] == 0
    _, found = office("returned", file)
    assert found["record"]["file"] in {"已填.docx", "批注.docx"}
    figures = by_id(found)
    assert (figures[1]["status"], figures[1]["data_moved"]) == ("untouched", True)
    assert figures[4]["status"] == "changed"


@pytest.mark.parametrize(
    ("said", "now", "which", "told"),
    [
        ("全年开展集中学习", "上半年开展集中学习", 1, "2022年上半年的“集中学习次数”"),
        ("全年开展集中学习", "2021年开展集中学习", 1, "2021年的“集中学习次数”"),
        ("组织谈心谈话", "未组织谈心谈话", 4, "请核对"),
        ("组织谈心谈话", "组织支部书记谈心谈话", 4, "请核对"),
        ("一、强化学习。全年", "一、强化学习。外县全年", 1, "请核对"),
    ],
)
def test_an_untouched_number_whose_sentence_says_another_thing_is_called(office, said, now, which, told):
    file = edited(office, lambda lines: [line.replace(said, now) for line in lines])
    code, found = office("returned", file)
    figure = by_id(found)[which]
    assert code == 1
    assert (figure["status"], figure["from"]) == ("turned", figure["to"])
    assert found["counts"]["turned"] >= 1
    assert "话改了：原来说的是2022年的" in figure["remarks"][0]
    assert told in figure["remarks"][0]


def test_the_new_meaning_is_held_against_the_data(office):
    file = edited(office, lambda lines: [line.replace("开展集中学习", "开展专题研讨") for line in lines])
    figure = by_id(office("returned", file)[1])[1]
    assert (figure["status"], figure["agrees"]) in {("turned", False), ("turned", None)}


def test_a_sentence_reworded_without_another_meaning_is_quiet(office):
    def change(lines):
        words = (("强化学习", "深化学习"), ("全年开展", "全年共开展"), ("组织谈心谈话", "开展谈心谈话"))
        for one, other in words:
            lines = [line.replace(one, other) for line in lines]
        return lines

    code, found = office("returned", edited(office, change))
    assert (code, found["counts"]["untouched"], found["counts"]["turned"]) == (0, 8, 0)


def test_a_number_bound_by_a_person_is_called_when_its_sentence_changes(office):
    text = "被转发**篇。"
    source, filled = office.folder / "短.docx", office.folder / "短_已填.docx"
    source.write_bytes(word_file(paragraph(run("2022年度述职报告")) + paragraph(run(text))))
    office.measurer.values["media_stories"] = Decimal(12)
    assert office("bind", source, "1", "media_stories")[0] == 0
    assert office("fill", source, "-o", filled)[0] == 0
    assert office("returned", filled)[0] == 0
    filled.write_bytes(word_file(paragraph(run("2022年度述职报告")) + paragraph(run("未被转发12篇。"))))
    code, found = office("returned", filled)
    assert (code, found["figures"][0]["status"]) == (1, "turned")
    assert "由人" in found["figures"][0]["remarks"][0]


def test_a_number_written_out_in_chinese_with_decimals_is_the_same_number(office):
    source, filled = office.folder / "收入.docx", office.folder / "收入_已填.docx"
    source.write_bytes(word_file(paragraph(run("2022年度述职报告")) + paragraph(run("全年组织税费收入**亿元。"))))
    office.measurer.values["revenue_total"] = Decimal(3862000000)
    assert office("fill", source, "-o", filled)[0] == 0
    filled.write_bytes(
        word_file(paragraph(run("2022年度述职报告")) + paragraph(run("全年组织税费收入三十八点六二亿元。")))
    )
    code, found = office("returned", filled)
    figure = found["figures"][0]
    assert (code, figure["status"], figure["to"]) == (0, "rewritten", "三十八点六二亿元")


def test_of_equal_fillings_the_newest_is_named(office):
    again = office.folder / "再填.docx"
    assert office("fill", office.source, "-o", again)[0] == 0
    assert again.read_bytes() == office.filled.read_bytes()
    assert office("returned", again)[1]["record"]["file"] == "再填.docx"


def _in_a_table(rows):
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(run(c))}</w:tc>' for c in row)}</w:tr>" for row in rows)
    return word_file(f"<w:tbl>{cells}</w:tbl>{paragraph(run('本表由办公室汇总。'))}")


def test_numbers_in_a_table_are_followed_by_their_row_and_column(office):
    head = ("指标", "单位", "2022年")
    report, filled = office.folder / "表.docx", office.folder / "表_已填.docx"
    report.write_bytes(_in_a_table((head, ("集中学习", "次", "**"), ("谈心谈话", "人次", "***"))))
    assert office("fill", report, "-o", filled)[0] == 0
    quiet = office("returned", filled)[1]
    assert (quiet["counts"]["untouched"], quiet["text"]) == (2, [])
    mended = office.folder / "表_改.docx"
    mended.write_bytes(_in_a_table((head, ("谈心谈话", "人次", "301"), ("集中学习", "次", "46"))))
    for more in ((), ("--original", report)):
        figures = by_id(office("returned", mended, *more)[1])
        assert [(figures[i]["to"], figures[i]["agrees"]) for i in (1, 2)] == [("46", True), ("301", False)]
    assert "310人次" in "".join(figures[2]["remarks"])


def test_a_new_sentence_that_the_data_belie_is_named(office):
    def change(lines):
        return [*lines[:4], lines[4] + "全年专题研讨21次。全局支部19个。"]

    code, found = office("returned", edited(office, change))
    assert (code, found["counts"]["disagree"], found["counts"]["new"]) == (1, 1, 2)
    other, branches = found["others"]
    assert (branches["text"], branches["agrees"]) == ("19个", True)
    assert (other["kind"], other["text"], other["today"], other["agrees"]) == ("new", "21次", "12", False)
    right = edited(office, lambda lines: [*lines, "全年专题研讨12次。"])
    code, found = office("returned", right)
    assert (code, [f["agrees"] for f in found["others"]]) == (0, [True])


@pytest.mark.parametrize(
    ("added", "numbers"),
    [
        ("举办纳税人学堂24期，培训3600人次，立案查处违纪案件9件。", ["24期", "3600人次", "9件"]),
        ("收到锦旗20面。", ["20面"]),
        ("参训一万二千三百八十六人次。", ["一万二千三百八十六人次"]),
        ("2022年3月15日第3次会议以后，队伍更稳。", []),
    ],
)
def test_every_new_number_is_named(office, added, numbers):
    long = "坚持以人民为中心的发展思想，不断优化税收营商环境，把便民办税春风行动的各项举措逐条落到实处，"
    code, found = office("returned", edited(office, lambda lines: [*lines, long + added]))
    assert ([f["text"] for f in found["others"]], code) == (numbers, int(bool(numbers)))
    assert all("没有数据可对" in f["remark"] for f in found["others"])
    assert added in "".join(c["text"] for c in found["text"])


def test_numbers_of_the_original_are_not_new_where_its_sentences_were_reworded(office):
    code, found = office("returned", edited(office, lambda lines: [line.replace("一是", "首先是") for line in lines]))
    assert (code, found["others"]) == (0, [])


def test_a_large_count_in_chinese_digits_is_one_number():
    head, middle = "一年来让各项政策红利直达市场主体，惠及", "户次，为纳税人缴费人办理退税"
    old, new = f"{head}1.24万{middle}9.84亿元。", f"{head}一万二千三百八十六{middle}九亿八千四百万元。"
    aligned = Aligned(old, new)
    first, second = (aligned.find(at, at + 4) for at in (old.index("1.24"), old.index("9.84")))
    assert (new[slice(*first.span)], new[slice(*second.span)]) == ("一万二千三百八十六", "九亿八千四百万")
    assert stated_at(new, *first.span).claim.value == 12386
    assert (stated_at(new, *second.span).claim.value, stated_at(new, *second.span).claim.unit) == (984000000, "元")


def test_the_numbers_of_pages_are_no_change():
    aligned = Aligned("正文一段。\n— 1 —\n", "正文一段。\n— 12 —\n共3页")
    assert [c.kind for c in text_changes(aligned, [], [(9, 11)])] == ["added"]


def test_a_number_typed_into_a_blank_left_open_is_named(office, capsys):
    source, draft = office.folder / "留空.docx", office.folder / "留空_已填.docx"
    lines = ("2022年度述职报告", "全年开展集中学习**次，现场学习**次，谈心谈话**人次。")
    source.write_bytes(word_file("".join(paragraph(run(line)) for line in lines)))
    office("fill", source, "--draft", "-o", draft)
    came = office.folder / "留空_改.docx"
    text = read(draft).text.replace("现场学习**次", "现场学习20次")
    came.write_bytes(word_file("".join(paragraph(run(line)) for line in text.split("\n"))))
    assert office("returned", draft)[1]["others"] == []
    code, found = office("returned", came)
    assert (code, found["text"], found["counts"]["by_hand"]) == (1, [], 1)
    assert [(f["kind"], f["text"], f["agrees"]) for f in found["others"]] == [("by_hand", "20次", None)]
    assert commands.main(["returned", str(came), "--year", "2022", "--data", str(office.folder / "data")]) == 1
    said = capsys.readouterr().out
    assert "留空处由人填入：20次" in said
    assert "没有记下是据谁所说" in said


def test_a_deleted_comma_is_shown_as_it_was(office):
    file = edited(office, lambda lines: [line.replace("46次，", "46次") for line in lines])
    (change,) = office("returned", file)[1]["text"]
    assert change["text"] == "［删］，"
