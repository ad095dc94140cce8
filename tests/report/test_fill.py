"""Filling: all or nothing, the clean copy untouched outside its blanks, comments, appendix, evidence, formats."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from bound import BUILD, Prover, claim, inspection, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_docx import STRUCTURES
from word_files import STRICT_W, W, paragraph, parts_of, run, word_file

from report.document import Comment, DocumentError, Replacement, read, read_bytes, rewritten
from report.filling.figures import end_with_unit, exact_value
from report.filling.fill import comment_date, fill
from warehouse.places import places

TEXT = "年度报告\r\n\r\n开展集中学习**次，走访*户。\r\n日均接听***余次，占比达**％。20**年再努力。\r\n"
VALUES = ["46", "7", "260", "38.6"]
FILLED = "年度报告\r\n\r\n开展集中学习46次，走访7户。\r\n日均接听260余次，占比达38.6％。20**年再努力。\r\n"
BODY = "".join(paragraph(run(line)) for line in TEXT.strip().split("\r\n"))
NS = {"w": W}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "报告.txt").write_bytes(TEXT.encode())
    (tmp_path / "报告.docx").write_bytes(word_file(BODY))
    return tmp_path


def done(folder, name, out, values=VALUES, **more):
    document = read(folder / name)
    return fill(document, inspection(document, values, **more.pop("inspect", {})), Prover(), folder / out, **more)


# Text


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_text_keeps_its_encoding_mark_and_line_ends(tmp_path, codec, mark):
    path = tmp_path / "报告.txt"
    path.write_bytes(mark + TEXT.encode(codec))
    assert read(path).text == TEXT
    result = done(tmp_path, "报告.txt", "out.txt")
    assert result.complete
    assert (tmp_path / "out.txt").read_bytes() == mark + FILLED.encode(codec)


@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), min_size=1),
    codec=st.sampled_from(["utf-8", "utf-16"]),
)
@settings(max_examples=100, deadline=None)
def test_any_text_comes_back_byte_for_byte(text, codec):
    data = text.encode(codec)
    try:
        document = read_bytes(data, Path("a.txt"))
    except DocumentError:
        return
    assert rewritten(document, []) == data
    assert document.text == text or codec == "utf-8"


def test_what_is_not_text_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(bytes(range(256)))
    with pytest.raises(DocumentError, match="编码"):
        read(tmp_path / "a.txt")


# All or nothing


def test_json_of_a_whole_fill(folder):
    answer = done(folder, "报告.docx", "out.docx").to_json()
    assert answer["filled"] == 4
    assert answer["open"] == []
    assert answer["out"] == str(folder / "out.docx")
    assert answer["left"] == [{"id": 90, "kind": "date", "text": "20**年"}]
    assert answer["warnings"] == [{"id": 1, "message": "提示一"}]
    assert answer["build"] == BUILD
    assert answer["sample"] is True
    assert any("演示数据" in note for note in answer["notes"])


@pytest.mark.parametrize("name", ["报告.txt", "报告.docx"])
def test_one_open_blank_and_nothing_is_written(folder, name):
    before = {p.name for p in folder.iterdir()}
    values = ["46", ("ask", "有两个指标都像"), "260", "38.6"]
    out = f"out{Path(name).suffix}"
    result = done(folder, name, out, values, annotated=folder / "a.docx", evidence=folder / "e.xlsx")
    assert not result.complete
    assert (result.out, result.filled, result.fillable) == (None, 0, 3)
    assert [(b.id, b.status, b.reason) for b in result.open] == [(2, "ask", "有两个指标都像")]
    assert {p.name for p in folder.iterdir()} == before


def test_a_draft_keeps_the_open_blank_and_marks_it(folder):
    values = ["46", ("no_data", "〔待补：机关党委，缺 11—12月〕"), "260", "38.6"]
    result = done(folder, "报告.docx", "out.docx", values, draft=True, annotated=folder / "a.docx")
    assert (result.filled, len(result.open), result.complete) == (3, 1, False)
    assert read(folder / "out.docx").text == FILLED.strip().replace("\r\n", "\n").replace("7户", "*户")
    xml = parts_of((folder / "out.docx").read_bytes())["word/document.xml"]
    (lit,) = etree.fromstring(xml).xpath("//w:r[w:rPr/w:highlight]", namespaces=NS)
    assert "".join(lit.itertext()) == "*"
    assert "未填：〔待补：机关党委，缺 11—12月〕" in comments_of(folder / "a.docx")[1]
    done(folder, "报告.txt", "out.txt", values, draft=True)
    assert (folder / "out.txt").read_bytes() == FILLED.replace("7户", "*户").encode()
    done(folder, "报告.txt", "laid.docx", values, draft=True)
    xml = parts_of((folder / "laid.docx").read_bytes())["word/document.xml"]
    (lit,) = etree.fromstring(xml).xpath("//w:r[w:rPr/w:highlight]", namespaces=NS)
    assert "".join(lit.itertext()) == "*"


def test_a_blank_without_a_shown_text_is_open_whatever_its_status_says(folder):
    document = read(folder / "报告.txt")
    seen = inspection(document, VALUES)
    from dataclasses import replace

    seen = replace(seen, blanks=(replace(seen.blanks[0], shown=None), *seen.blanks[1:]))
    assert [b.id for b in fill(document, seen, Prover(), folder / "out.txt").open] == [1]


def test_outputs_are_checked_before_anything_is_written(folder):
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    for more, word in [
        ({"out": "报告.docx"}, "原件"),
        ({"out": "out.pdf"}, "只能写成"),
        ({"out": "none/out.docx"}, "没有文件夹"),
        ({"out": "out.docx", "annotated": folder / "out.docx"}, "同一个名字"),
        ({"out": "out.docx", "annotated": folder / "a.txt"}, "带批注的报告"),
        ({"out": "out.docx", "evidence": folder / "a.csv"}, "数据依据"),
        ({"out": "out.docx", "annotated": folder / "报告.docx"}, "原件"),
    ]:
        with pytest.raises(DocumentError, match=word):
            done(folder, "报告.docx", **more)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_a_document_that_changed_after_its_inspection_is_refused(folder):
    document = read(folder / "报告.txt")
    seen = inspection(document, VALUES)
    (folder / "报告.txt").write_bytes(TEXT.replace("走访", "拜访").encode())
    with pytest.raises(DocumentError, match="改动过"):
        fill(read(folder / "报告.txt"), seen, Prover(), folder / "out.txt")


def test_the_clean_copy_says_nothing_of_samples(folder):
    done(folder, "报告.docx", "out.docx")
    clean = parts_of((folder / "out.docx").read_bytes())
    assert list(clean) == list(parts_of((folder / "报告.docx").read_bytes()))
    assert "演示数据" not in clean["word/document.xml"].decode()


def test_the_same_input_gives_the_same_three_files(folder):
    for n in ("1", "2"):
        done(folder, "报告.docx", f"{n}.docx", annotated=folder / f"a{n}.docx", evidence=folder / f"e{n}.xlsx")
    for kind in ("{}.docx", "a{}.docx", "e{}.xlsx"):
        assert (folder / kind.format(1)).read_bytes() == (folder / kind.format(2)).read_bytes()


# Formats


def test_docx_to_text_and_text_to_docx(folder):
    done(folder, "报告.docx", "out.txt")
    assert (folder / "out.txt").read_text(encoding="utf-8") == FILLED.strip().replace("\r\n", "\n") + "\n"
    done(folder, "报告.txt", "out.docx")
    assert read(folder / "out.docx").text.startswith(FILLED.strip().replace("\r\n", "\n"))


# Comments


def comments_of(path):
    root = etree.fromstring(parts_of(path.read_bytes())["word/comments.xml"])
    return ["\n".join("".join(p.itertext()) for p in c.iter("{*}p")) for c in root]


def ranges_of(data, space=W):
    """The text inside each comment's range, by comment number."""
    w = f"{{{space}}}"
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    open_now, found = set(), {}
    for element in root.iter():
        if element.tag == f"{w}commentRangeStart":
            open_now.add(element.get(f"{w}id"))
            found[element.get(f"{w}id")] = ""
        elif element.tag == f"{w}commentRangeEnd":
            open_now.discard(element.get(f"{w}id"))
        elif element.tag == f"{w}t" and not any(a.tag.endswith("}Fallback") for a in element.iterancestors()):
            for number in open_now:
                found[number] += element.text or ""
    assert not open_now
    references = [e.get(f"{w}id") for e in root.iter(f"{w}commentReference")]
    assert sorted(references) == sorted(found)
    return found


def test_each_number_has_a_comment_over_its_unit(folder):
    document = read(folder / "报告.docx")
    seen = inspection(document, VALUES)
    fill(document, seen, Prover(), folder / "out.docx", annotated=folder / "a.docx")
    data = (folder / "a.docx").read_bytes()
    assert list(ranges_of(data).values()) == ["46次", "7户", "260余次", "38.6％"]
    first, second = comments_of(folder / "a.docx")[:2]
    for word in (
        "演示数据",
        "指标m1",
        "指标m1的口径",
        "2022年",
        "46.125次",
        "revenue_2022_演示数据.xlsx“1月”第 5-11、14 行（收入核算股）",
        BUILD,
        "提示一",
        "未经人工确认",
    ):
        assert word in first
    assert "人工选定" in second
    parts = parts_of(data)
    assert b'w:date="2023-01-05T08:30:00"' in parts["word/comments.xml"]
    for style in (b'"CommentText"', b'"CommentReference"'):
        assert style in parts["word/styles.xml"]
    clean = parts_of((folder / "out.docx").read_bytes())
    changed = {
        "word/comments.xml",
        "word/document.xml",
        "word/styles.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert {n for n in parts if parts[n] != clean.get(n)} == changed


def test_a_stated_figure_is_annotated_with_its_verdict(folder):
    (folder / "b.docx").write_bytes(word_file(paragraph(run("共**次，反馈24条，涉及3类。"))))
    document = read(folder / "b.docx")
    seen = inspection(document, ["46"], claims=[claim(document, "24条"), claim(document, "3类", "mismatch", 4)])
    fill(document, seen, Prover(), folder / "out.docx", annotated=folder / "a.docx", evidence=folder / "e.xlsx")
    assert list(ranges_of((folder / "a.docx").read_bytes()).values()) == ["46次", "24条", "3类"]
    assert "与数据不符，据数据应为 4" in comments_of(folder / "a.docx")[2]
    text = read(folder / "a.docx").text
    assert text.startswith("共46次，反馈24条，涉及3类。\n附：数据来源表\n【演示数据")


def commented(data, *needles, space=W):
    document = read_bytes(data, Path("a.docx"))
    comments = [Comment(at, at + len(n), f"批注{n}\x07\x0b") for n in needles for at in [document.text.index(n)]]
    result = rewritten(document, [], comments)
    assert read_bytes(result, Path("a.docx")).text == document.text
    return ranges_of(result, space), result


LIFTED = {
    "one run": ("**次", "**次"),
    "three runs of three formats": ("**次", "**次"),
    "table cell": ("**", "**"),
    "hyperlink": ("**次", "**次"),
    "inline control": ("**次", "**次"),
    "tracked insertion": ("**次", "**次"),
    "field result": ("**", "**不显示**"),
    "simple field": ("**", "**"),
    "ruby": ("**", "cì***次"),
    "text box": ("**次", "框内**次"),
    "tab and break": ("**\n次", "**次"),
}


@pytest.mark.parametrize("name", LIFTED)
def test_a_comment_stands_where_word_allows_it(name):
    needle, covered = LIFTED[name]
    found, result = commented(word_file(STRUCTURES[name][0]), needle)
    assert list(found.values()) == [covered]
    root = etree.fromstring(parts_of(result)["word/document.xml"])
    bad = "//w:txbxContent|//w:sdt|//w:fldSimple|//w:ruby|//w:r"
    for mark in root.xpath("//w:commentRangeStart|//w:commentRangeEnd", namespaces=NS):
        assert not set(mark.iterancestors()) & set(root.xpath(bad, namespaces=NS))
    for reference in root.xpath("//w:commentReference", namespaces=NS):
        assert reference.getparent().getparent().tag == f"{{{W}}}p" or name in ("hyperlink", "tracked insertion")


def test_comments_outside_the_body_are_anchored_in_it():
    others = {
        "header1": paragraph(run("总数**件")),
        "footnotes": f'<w:footnote w:id="1">{paragraph(run("注**次"))}</w:footnote>',
    }
    data = word_file(
        paragraph(run("题目")) + paragraph(run("正文"), '<w:r><w:footnoteReference w:id="1"/></w:r>', run("续")),
        others=others,
    )
    document = read_bytes(data, Path("a.docx"))
    comments = [Comment(document.text.index(n), document.text.index(n) + 3, n) for n in ("**件", "**次")]
    result = rewritten(document, [], comments)
    assert list(ranges_of(result).values()) == ["题目", ""]
    before, after = parts_of(data), parts_of(result)
    assert all(before[f"word/{n}.xml"] == after[f"word/{n}.xml"] for n in others)
    text = after["word/comments.xml"].decode()
    assert "此处数字在页眉" in text
    assert "此处数字在脚注" in text
    mark = etree.fromstring(after["word/document.xml"]).xpath("//w:footnoteReference/..", namespaces=NS)[0]
    assert mark.getprevious().tag.endswith("commentRangeStart")
    assert mark.getnext().tag.endswith("commentRangeEnd")


def test_a_comment_in_a_block_control_goes_to_the_paragraph_before_it():
    data = word_file(paragraph(run("前")) + STRUCTURES["block control"][0] + paragraph(run("后")))
    assert list(commented(data, "**次")[0].values()) == ["前"]
    data = word_file(STRUCTURES["block control"][0] + paragraph(run("后")))
    assert list(commented(data, "**次")[0].values()) == ["后"]


def test_comments_join_those_that_are_there_and_keep_the_styles_known_by_other_ids():
    old = '<w:comment w:id="7" w:author="王" w:date="2022-01-01T00:00:00Z"><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:comment>'
    styles = '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="annotation text"/></w:style><w:style w:type="character" w:styleId="CommentReference"><w:name w:val="mine"/></w:style>'
    marks = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    data = word_file(paragraph(marks[0], run("旧"), marks[1], run("**次")), others={"comments": old, "styles": styles})
    found, result = commented(data, "**次")
    assert found == {"7": "旧", "8": "**次"}
    parts = parts_of(result)
    assert 'w:val="a3"' in parts["word/comments.xml"].decode()
    assert old in parts["word/comments.xml"].decode()
    assert 'w:styleId="CommentReferenceFigures"' in parts["word/styles.xml"].decode()
    assert parts["[Content_Types].xml"] == parts_of(data)["[Content_Types].xml"]


def test_strict_files_and_files_without_styles_get_comments_too():
    found, result = commented(word_file(paragraph(run("共**次")), strict=True), "**次", space=STRICT_W)
    assert list(found.values()) == ["**次"]
    assert STRICT_W in parts_of(result)["word/comments.xml"].decode()
    found, result = commented(word_file(paragraph(run("共**次")), styles=False), "**次")
    assert b"CommentText" in parts_of(result)["word/styles.xml"]


def test_control_characters_are_stripped_from_comments():
    _, result = commented(word_file(paragraph(run("共**次"))), "**次")
    assert b"\x07" not in parts_of(result)["word/comments.xml"]


def test_neighbouring_comments_and_values_in_one_run():
    data = word_file(paragraph(run("**次*户**人", "<w:b/>")))
    document = read_bytes(data, Path("a.docx"))
    spans = [(0, 2, 3), (3, 4, 5), (5, 7, 8)]
    result = rewritten(
        document,
        [Replacement(s, e, v) for (s, e, _), v in zip(spans, ["46", "7", "1"], strict=True)],
        [Comment(s, u, "x") for s, _, u in spans],
    )
    assert list(ranges_of(result).values()) == ["46次", "7户", "1人"]
    root = etree.fromstring(parts_of(result)["word/document.xml"])
    assert all(r.find("w:rPr/w:b", NS) is not None for r in root.xpath("//w:r[w:t]", namespaces=NS))


@pytest.mark.parametrize(
    ("build", "date"),
    [
        ("20230105-083000-abc", "2023-01-05T08:30:00"),
        ("2023-01-05T083000", "2023-01-05T08:30:00"),
        ("20230105", "2023-01-05T00:00:00"),
        ("b7", "2000-01-01T00:00:00"),
    ],
)
def test_comments_bear_the_time_of_the_build(build, date):
    assert comment_date(build) == date


# Evidence


def test_the_unit_is_found_through_spaces_and_rounding_words():
    assert end_with_unit("共260 余 人次。", 4, "人次") == 9
    assert end_with_unit("占38.6％，", 5, "%") == 6
    assert end_with_unit("共46\n次", 3, "次") == 3
    assert end_with_unit("共46件", 3, "次") == 3


def test_the_exact_value_shows_its_division():
    value = reading("x", Decimal(1000) / 3, "次", numerator=Decimal(1000), denominator=Decimal(3))
    assert exact_value(value) == "333.333333次（1000 ÷ 3）"
    assert exact_value(reading("x", Decimal("3862123456.78"), "元")) == "3862123456.78元"
    assert exact_value(reading("x", None)) == "〔待补：机关党委，缺 11—12月〕"


def test_the_evidence_workbook_holds_figures_rows_and_queries(folder):
    done(folder, "报告.docx", "out.docx", evidence=folder / "e.xlsx")
    book = openpyxl.load_workbook(folder / "e.xlsx")
    assert book.sheetnames == ["数字一览", "来源行", "SQL"]
    for sheet in book:
        assert "演示数据" in sheet["A2"].value
    head, *rows = [[c.value for c in row] for row in book["数字一览"].iter_rows(min_row=3)]
    first = dict(zip(head, rows[0], strict=True))
    assert first["正文所示"] == "46次"
    assert first["所在句子"] == "开展集中学习46次，走访7户"
    assert first["精确值"] == "46.125"
    assert (first["指标键"], first["单位"], first["期间"], first["责任科室"], first["数据版本"]) == (
        "m1",
        "次",
        "2022年",
        "收入核算股",
        BUILD,
    )
    assert len(rows) == 4
    cells = [c.value for row in book["来源行"].iter_rows() for c in row if c.value is not None]
    assert {"补报.csv", "5-11,14", "a" * 64, "9141****12", "=1+1"} <= set(cells)
    assert any("共 250 行，列出前 2 行" in c for c in cells)
    assert any("select sum(amount_yuan)" in str(c.value) for row in book["SQL"].iter_rows() for c in row)
    with zipfile.ZipFile(folder / "e.xlsx") as archive:
        assert not [n for n in archive.namelist() if re.search(rb"<f>", archive.read(n))]


# The reports that ship with the product


def test_masks_put_back_into_every_shipped_report_give_it_again():
    for path in [p for p in places().reports() if p.suffix == ".docx"]:
        document = read(path)
        spans = [
            (m.start(), m.end(), m.group()) for m in re.finditer(r"\*+", document.text) if document.can_hold(*m.span())
        ]
        assert spans, path
        there = read_bytes(rewritten(document, [Replacement(s, e, "7" * (e - s)) for s, e, _ in spans]), path)
        assert "*" not in there.text
        back = rewritten(there, [Replacement(s, e, mask) for s, e, mask in spans])
        assert read_bytes(back, path).text == document.text
        before, after = parts_of(document.data), parts_of(back)
        assert {n: p for n, p in after.items() if n != "word/document.xml"} == {
            n: p for n, p in before.items() if n != "word/document.xml"
        }
