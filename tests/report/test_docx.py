"""A Word file's text, and filling it: every structure that can hold a blank, and nothing touched beside it."""

import contextlib
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from word_files import SECTION, R, entries_of, paragraph, parts_of, run, text_box, word_file, zipped

from report.document import Comment, DocumentError, Replacement, read, read_bytes, rewrite, rewritten

NAME = Path("述职报告.docx")


def opened(data):
    return read_bytes(data, NAME)


def spans(text, masks=r"\*+"):
    return [(m.start(), m.end()) for m in re.finditer(masks, text)]


def filled(document, values):
    found = spans(document.text)
    assert len(found) == len(values)
    return rewritten(document, [Replacement(s, e, v) for (s, e), v in zip(found, values, strict=True)])


def body_xml(data):
    return parts_of(data)["word/document.xml"].decode()


STRUCTURES = {
    "one run": (paragraph(run("开展集中学习**次。")), "开展集中学习46次。"),
    "three runs of three formats": (
        paragraph(run("学习", "<w:b/>"), run("*", "<w:i/>"), run("*", "<w:u w:val='single'/>"), run("次")),
        "学习46次",
    ),
    "table cell": (
        paragraph(run("表"))
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('次数'))}</w:tc><w:tc>{paragraph(run('**'))}</w:tc></w:tr></w:tbl>"
        + paragraph(),
        "表\n次数\n46\n",
    ),
    "hyperlink": (paragraph(run("见"), f'<w:hyperlink w:anchor="x">{run("**次")}</w:hyperlink>'), "见46次"),
    "inline control": (
        paragraph(
            run("学习"),
            f"<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>{run('**')}</w:sdtContent></w:sdt>",
            run("次"),
        ),
        "学习46次",
    ),
    "block control": (f"<w:sdt><w:sdtContent>{paragraph(run('学习**次'))}</w:sdtContent></w:sdt>", "学习46次"),
    "cell control": (
        f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{paragraph(run('**次'))}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
        + paragraph(run("完")),
        "46次\n完",
    ),
    "tracked insertion": (
        paragraph(run("学习"), f'<w:ins w:id="1" w:author="a">{run("**")}</w:ins>', run("次")),
        "学习46次",
    ),
    "tracked deletion beside it": (
        paragraph(
            run("学习"), '<w:del w:id="1" w:author="a"><w:r><w:delText>***</w:delText></w:r></w:del>', run("**次")
        ),
        "学习46次",
    ),
    "moved away": (
        paragraph(
            f'<w:moveFrom w:id="1" w:author="a">{run("走**")}</w:moveFrom>',
            f'<w:moveTo w:id="2" w:author="a">{run("来**")}</w:moveTo>',
        ),
        "来46",
    ),
    "field result": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF ** </w:instrText></w:r><w:r><w:t>**不显示</w:t></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("**"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            run("次"),
        ),
        "46次",
    ),
    "simple field": (paragraph(f'<w:fldSimple w:instr="REF a">{run("**")}</w:fldSimple>', run("次")), "46次"),
    "ruby": (
        paragraph(
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('cì*')}</w:rt><w:rubyBase>{run('**次')}</w:rubyBase></w:ruby></w:r>"
        ),
        "46次",
    ),
    "smart tag": (paragraph(f'<w:smartTag w:element="x">{run("*")}</w:smartTag>', run("*次")), "46次"),
    "tab and break": (paragraph("<w:r><w:t>甲</w:t><w:tab/><w:t>**</w:t><w:br/><w:t>次</w:t></w:r>"), "甲\t46\n次"),
    "tab inside the blank": (paragraph("<w:r><w:t>甲*</w:t></w:r><w:r><w:tab/><w:t>*次</w:t></w:r>"), "甲46次"),
    "entities and CDATA": (
        paragraph(run("A&amp;B &lt;&#42;&#x2A;次&gt;"), "<w:r><w:t><![CDATA[<c>]]></w:t></w:r>"),
        "A&B <46次><c>",
    ),
    "text box": (paragraph(run("前"), text_box(paragraph(run("框内**次"))), run("后")), "前后\n框内46次"),
    "no runs around": (paragraph("<w:r><w:t>**</w:t></w:r>"), "46"),
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_blank_is_seen_and_filled_in_every_structure(name):
    body, expected = STRUCTURES[name]
    data = word_file(body)
    document = opened(data)
    mask = r"\*\t?\*" if name == "tab inside the blank" else r"\*\*"
    ((start, end),) = spans(document.text, mask)
    result = rewritten(document, [Replacement(start, end, "46")])
    assert opened(result).text == expected
    before, after = parts_of(data), parts_of(result)
    assert list(before) == list(after)
    assert [n for n in before if before[n] != after[n]] == ["word/document.xml"]
    kept = entries_of(data)
    assert {n: e for n, e in entries_of(result).items() if n != "word/document.xml"} == {
        n: e for n, e in kept.items() if n != "word/document.xml"
    }
    assert etree.fromstring(after["word/document.xml"]) is not None
    assert filled_again(result, start) == result


def filled_again(data, start):
    """Filling with what stands there changes nothing, and gives the file as it is."""
    return rewritten(opened(data), [Replacement(start, start + 2, "46")])


def test_outside_the_texts_not_a_byte_of_the_part_changes():
    data = word_file(paragraph(run("学习", "<w:b/>"), run("*", "<w:i/>"), run("*次 ", "<w:u w:val='single'/>")))
    result = filled(opened(data), ["46"])
    assert body_xml(result) == body_xml(data).replace(">*<", ">46<").replace(">*次 <", ">次 <")


@pytest.mark.parametrize(
    "name",
    [
        n
        for n in STRUCTURES
        if n not in {"three runs of three formats", "smart tag", "tab inside the blank", "entities and CDATA"}
    ],
)
def test_masks_put_back_give_the_original_file_part_for_part(name):
    data = word_file(STRUCTURES[name][0])
    document = opened(data)
    ((start, end),) = spans(document.text)
    there = opened(rewritten(document, [Replacement(start, end, "88300")]))
    back = rewritten(there, [Replacement(start, start + 5, "**")])
    assert parts_of(back) == parts_of(data)


def test_the_value_takes_the_format_of_the_first_run_of_its_blank():
    data = word_file(paragraph(run("学习", "<w:b/>"), run("*", "<w:i/>"), run("*次", "<w:u w:val='single'/>")))
    tree = etree.fromstring(parts_of(filled(opened(data), ["46"]))["word/document.xml"])
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    (holder,) = [t for t in tree.iter(f"{w}t") if t.text == "46"]
    assert holder.getparent().find(f"{w}rPr")[0].tag == f"{w}i"


def test_strict_open_xml_is_read_and_filled():
    data = word_file(paragraph(run("学习**次")), strict=True)
    assert opened(filled(opened(data), ["46"])).text == "学习46次"


def test_notes_headers_and_footers_come_after_the_body_each_once():
    others = {
        "footer1": paragraph(run("第*页")),
        "header1": paragraph(run("总数**件")),
        "footnotes": f'<w:footnote w:type="separator" w:id="-1">{paragraph(run("线"))}</w:footnote><w:footnote w:id="1">{paragraph(run("注**次"))}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{paragraph(run("尾***项"))}</w:endnote>',
    }
    data = word_file(paragraph(run("正文"), '<w:r><w:footnoteReference w:id="1"/></w:r>'), others=others)
    document = opened(data)
    assert document.text == "正文\n注**次\n尾***项\n总数**件\n第*页"
    result = filled(document, ["1", "22", "333", "4"])
    assert opened(result).text == "正文\n注1次\n尾22项\n总数333件\n第4页"
    before, after = parts_of(data), parts_of(result)
    assert {n for n in before if before[n] != after[n]} == {f"word/{n}.xml" for n in others}


def test_a_text_box_is_counted_once_and_filled_twice():
    data = word_file(
        paragraph(
            text_box(
                paragraph(run("共*"), run("*次")) + paragraph(run("二")),
                paragraph(run("共**次")) + paragraph(run("二")),
            )
        )
    )
    document = opened(data)
    assert document.text == "\n共**次\n二"
    xml = body_xml(filled(document, ["46"]))
    assert "*" not in xml.split("<w:body>")[1]
    assert xml.count(">共46<") == 1
    assert xml.count(">共46次<") == 1
    assert not document.warnings


def test_a_second_copy_of_a_text_box_that_differs_is_left_and_reported():
    document = opened(word_file(paragraph(text_box(paragraph(run("共**次")), paragraph(run("旧稿**次"))))))
    assert any("文本框" in w for w in document.warnings)
    assert "旧稿**次" in body_xml(filled(document, ["46"]))


def test_spaces_that_come_to_stand_at_the_rim_are_kept():
    data = word_file(paragraph("<w:r><w:t>共*</w:t></w:r><w:r><w:t>* 次</w:t></w:r>"))
    result = filled(opened(data), ["46"])
    assert '<w:t xml:space="preserve"> 次</w:t>' in body_xml(result)
    assert "<w:t>共46</w:t>" in body_xml(result)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (STRUCTURES["tracked insertion"][0], "修订"),
        (paragraph(run("*"), f'<w:ins w:id="1" w:author="a">{run("*")}</w:ins>'), "一部分"),
        (
            paragraph(run("*"), '<w:del w:id="1" w:author="a"><w:r><w:delText>五</w:delText></w:r></w:del>', run("*")),
            "删除修订",
        ),
        (STRUCTURES["field result"][0], "更新域"),
        (STRUCTURES["simple field"][0], "更新域"),
        (
            paragraph(f"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{run('**')}</w:sdtContent></w:sdt>"),
            "绑定",
        ),
        (paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>**次</w:t></w:r>"), "隐藏文字"),
    ],
)
def test_what_may_undo_a_filled_number_is_said(body, word):
    document = opened(word_file(body))
    ((start, end),) = spans(document.text)
    assert any(word in w for w in document.span_warnings(start, end))


def test_what_is_said_not_to_be_hidden_is_not_warned_of():
    document = opened(word_file(paragraph('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>**次</w:t></w:r>')))
    ((start, end),) = spans(document.text)
    assert document.span_warnings(start, end) == []


def test_an_open_blank_is_highlighted_alone_and_keeps_its_text():
    data = word_file(
        paragraph(
            run("学习**次", '<w:b/><w:u w:val="single"/>'),
            run("又", "<w:highlight w:val='red'/>"),
            "<w:r><w:t>*</w:t><w:t>次</w:t></w:r>",
        )
    )
    document = opened(data)
    result = rewritten(
        document, [Replacement(s, e, document.text[s:e], highlight=True) for s, e in spans(document.text)]
    )
    assert opened(result).text == document.text
    tree = etree.fromstring(parts_of(result)["word/document.xml"])
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lit = [r for r in tree.iter(f"{w}r") if r.find(f"{w}rPr/{w}highlight[@{w}val='yellow']") is not None]
    assert ["".join(r.itertext()) for r in lit] == ["**", "*"]
    assert [c.tag.removeprefix(w) for c in lit[0].find(f"{w}rPr")] == ["b", "highlight", "u"]


@pytest.mark.parametrize("edge", ["**次", "共**", "**"])
def test_a_highlight_at_the_edge_of_a_run_leaves_no_empty_run(edge):
    document = opened(word_file(paragraph(run(edge, "<w:highlight w:val='green'/>"))))
    ((s, e),) = spans(document.text)
    xml = body_xml(rewritten(document, [Replacement(s, e, "**", highlight=True)]))
    assert 'preserve"></w:t>' not in xml
    assert xml.count('w:val="yellow"') == 1


def test_a_blank_over_two_paragraphs_is_refused_in_words():
    document = opened(word_file(paragraph(run("共*")) + paragraph(run("*次"))))
    assert not document.can_hold(1, 4)
    with pytest.raises(DocumentError, match="跨了段落"):
        rewritten(document, [Replacement(1, 4, "46")])


def test_spans_that_overlap_are_a_mistake_of_the_caller():
    document = opened(word_file(paragraph(run("共**次"))))
    with pytest.raises(ValueError, match="overlap"):
        rewritten(document, [Replacement(1, 3, "4"), Replacement(2, 3, "5")])


def test_utf16_parts_stay_utf16():
    data = word_file(paragraph(run("共**次")))
    parts = parts_of(data)
    text = parts["word/document.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    parts["word/document.xml"] = text.encode("utf-16")
    result = filled(opened(zipped(parts)), ["46"])
    assert parts_of(result)["word/document.xml"].decode("utf-16") == text.replace("**", "46")


def test_the_same_input_gives_the_same_bytes():
    data = word_file(STRUCTURES["text box"][0])
    assert filled(opened(data), ["46"]) == filled(opened(data), ["46"])


# What is refused


def with_part(name, text):
    return zipped({**parts_of(word_file(paragraph(run("x")))), name: text.encode()})


ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
DEEP = (
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    + "<w:tbl>" * 5000
    + "</w:tbl>" * 5000
    + "</w:body></w:document>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LOCK = (
    (bytes([4]) + "张三".encode("gbk")).ljust(54, b"\x00")
    + bytes([4, 0])
    + "张三".encode("utf-16-le").ljust(106, b"\x00")
)
REFUSED = {
    "encrypted.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "old.doc": (OLE, "旧版 Word"),
    "old.docx": (OLE, "旧版 Word"),
    "old.wps": (OLE, "WPS"),
    "empty.docx": (b"", "空的"),
    "lock.docx": (LOCK, "锁定文件"),
    "cut.docx": (word_file(paragraph(run("x")))[:-900], "损坏"),
    "cut in the middle.docx": (word_file(paragraph(run("x")))[:300], "损坏"),
    "pdf.docx": (b"%PDF-1.7 ...", "PDF"),
    "text.docx": ("一份报告".encode(), "纯文本.*\\.txt"),
    "gbk.docx": ("一份报告".encode("gb18030"), "纯文本"),
    "page.docx": ("<!DOCTYPE html><html><body>谈心谈话**人次</body></html>".encode(), "网页.*另存为"),
    "old page.docx": ("\n<HTML><meta charset=gbk>谈心谈话".encode("gb18030"), "网页"),
    "mail.docx": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "网页"),
    "flat.docx": (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "XML.*另存为"),
    "noise.docx": (b"\x01\x02\x03\x04 and more", "损坏"),
    "zip.docx": (zipped({"a.txt": "x"}), "压缩包"),
    "table.docx": (
        zipped(
            {
                "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
                "xl/workbook.xml": "<a/>",
            }
        ),
        "表格",
    ),
    "entity.docx": (with_part("word/document.xml", ENTITY), "实体"),
    "deep.docx": (with_part("word/document.xml", DEEP), "异常庞大"),
    "broken.docx": (with_part("word/document.xml", "<w:document>"), "损坏"),
    "no body.docx": (
        with_part(
            "word/document.xml", "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
        ),
        "没有正文",
    ),
    "docx.txt": (word_file(paragraph(run("x"))), "扩展名"),
    "sheet.xlsx": (zipped({"a": "b"}), "只能读取"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(name, tmp_path):
    data, word = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=word) as caught:
        read(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_zip_that_unpacks_to_far_more_than_a_report_is_refused(monkeypatch):
    monkeypatch.setattr("report.word.package.MOST_BYTES", 10_000_000)
    bomb = zipped({**parts_of(word_file(paragraph(run("x")))), "word/media/0.bin": bytes(10_000_000)})
    assert len(bomb) < 100_000
    with pytest.raises(DocumentError, match="庞大"):
        opened(bomb)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(DocumentError, match="找不到"):
        read(tmp_path / "无.docx")
    with pytest.raises(DocumentError, match="文件夹"):
        read(tmp_path)


@given(data=st.binary(max_size=300), place=st.integers(0, 4000))
@example(data=b"\x00\x00\x08" + bytes(18) + b"\x12", place=759)
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_never_ends_in_anything_but_a_sentence(data, place):
    whole = word_file(paragraph(run("学习**次")))
    place %= len(whole)
    with contextlib.suppress(DocumentError):
        assert opened(whole[:place] + data + whole[place + len(data) :]).text is not None


def test_protection_and_signatures_are_told_not_refused():
    document = opened(
        word_file(
            paragraph(run("**次")), others={"settings": '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'}
        )
    )
    assert any("编辑保护" in w for w in document.warnings)


@pytest.mark.parametrize(
    "again", [lambda n: n.replace("/", "\\"), lambda n: n.replace("word/document", "Word/Document"), str.upper]
)
def test_names_in_the_zip_may_have_backslashes_or_another_case(again):
    plain = parts_of(word_file(paragraph(run("学习**次")), others={"header1": paragraph(run("谈话**次"))}))
    data = zipped({again(name) if name != "[Content_Types].xml" else name: part for name, part in plain.items()})
    document = opened(data)
    assert document.text == "学习**次\n谈话**次"
    out = rewritten(document, [Replacement(2, 4, "46"), Replacement(8, 10, "96")], [Comment(2, 5, "依据")])
    assert opened(out).text == "学习46次\n谈话96次"
    before, after = parts_of(data), parts_of(out)
    assert list(after)[: len(before)] == list(before)
    changed = {name.replace("\\", "/").lower() for name in before if before[name] != after[name]}
    assert changed <= {
        "word/document.xml", "word/header1.xml", "word/styles.xml", "word/_rels/document.xml.rels", "[content_types].xml",
    }  # fmt: skip
    assert {n.lower() for n in set(after) - set(before)} == {"word/comments.xml"}


def test_two_parts_whose_names_differ_by_case_only_are_refused():
    parts = parts_of(word_file(paragraph(run("学习**次"))))
    with pytest.raises(DocumentError, match="另存"):
        opened(zipped({**parts, "word/Document.xml": parts["word/document.xml"]}))


def test_a_comment_on_a_number_in_cdata_stands_around_its_run():
    body = paragraph("<w:r><w:t><![CDATA[谈心谈话**人次，]]></w:t></w:r>", run("学习**次"))
    document = opened(word_file(body))
    out = rewritten(
        document, [Replacement(4, 6, "96"), Replacement(11, 13, "46")], [Comment(4, 8, "甲"), Comment(11, 14, "乙")]
    )
    assert opened(out).text == "谈心谈话96人次，学习46次"
    xml = body_xml(out)
    for number in "01":
        for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            assert xml.count(f'<w:{mark} w:id="{number}"/>') == 1
    assert xml.index('commentRangeStart w:id="0"') < xml.index("<![CDATA[") < xml.index('commentRangeEnd w:id="0"')


def related(kind, target):
    """A file whose document refers to a part of a kind that is not read."""
    parts = parts_of(word_file(paragraph(run("学习**次"))))
    name = "word/_rels/document.xml.rels"
    tag = f'<Relationship Id="rId77" Type="{R}/{kind}" Target="{target}"/></Relationships>'
    parts[name] = parts[name].replace(b"</Relationships>", tag.encode())
    return zipped({**parts, f"word/{target}": b"<x/>"})


EQUATION = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>**</m:t></m:r></m:oMath>'
)
UNREAD = {
    "equation": (word_file(paragraph(run("谈心谈话"), EQUATION, run("人次"))), "公式"),
    "star of a font": (
        word_file(paragraph('<w:r><w:sym w:font="Symbol" w:char="F02A"/></w:r>', run("人次"))),
        "插入符号",
    ),
    "word art": (
        word_file(paragraph('<w:r><w:pict><v:shape><v:textpath string="谈心谈话**人次"/></v:shape></w:pict></w:r>')),
        "艺术字",
    ),
    "chart": (related("chart", "charts/chart1.xml"), "图表"),
    "smart art": (related("diagramData", "diagrams/data1.xml"), "SmartArt"),
    "file": (related("package", "embeddings/a.docx"), "嵌有另一份文件"),
    "object": (related("oleObject", "embeddings/a.bin"), "嵌有另一份文件"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_text_that_is_not_read_is_told(name):
    data, word = UNREAD[name]
    (note,) = opened(data).warnings
    assert word in note


def test_a_tick_of_a_font_is_no_text():
    ticked = word_file(paragraph('<w:r><w:sym w:font="Wingdings" w:char="F02A"/></w:r>', run("学习**次")))
    assert opened(ticked).warnings == ()


# Writing


def test_the_original_is_never_written_over(tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(word_file(paragraph(run("**次"))))
    (tmp_path / "link.docx").symlink_to(path)
    before = path.read_bytes()
    for out in (path, tmp_path / "link.docx", tmp_path / "." / "报告.docx"):
        with pytest.raises(DocumentError, match="原件"):
            rewrite(read(path), [Replacement(0, 2, "46")], out)
    with pytest.raises(DocumentError, match="写不了"):
        rewrite(read(path), [Replacement(0, 2, "46")], tmp_path / "none" / "out.docx")
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"报告.docx", "link.docx"}
    rewrite(read(path), [Replacement(0, 2, "46")], tmp_path / "out.docx")
    assert read(tmp_path / "out.docx").text == "46次"


# However a sentence is cut into runs, its text and its filling are the same

LETTERS = st.text(st.sampled_from("学习次＊**万％&<>\"' 0éa\u3000😀"), min_size=1, max_size=12)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(
    before=LETTERS,
    after=LETTERS,
    cuts=st.sets(st.integers(0, 40)),
    wrap=st.lists(
        st.sampled_from(
            [
                "{}",
                "<w:ins w:id='1' w:author='a'>{}</w:ins>",
                "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            ]
        ),
        min_size=1,
        max_size=5,
    ),
    value=st.text("0123456789.", min_size=1, max_size=9),
)
@settings(max_examples=120, deadline=None)
def test_run_splits_change_neither_text_nor_result(before, after, cuts, wrap, value):
    sentence = before + "XXX" + after
    edges = [0, *sorted(c for c in cuts if 0 < c < len(sentence)), len(sentence)]
    pieces = [run(escaped(sentence[a:b]), "<w:b/>" if a % 2 else "") for a, b in itertools.pairwise(edges)]
    data = word_file(paragraph(*[wrap[n % len(wrap)].format(p) for n, p in enumerate(pieces)]))
    document = opened(data)
    assert document.text == sentence
    span = (len(before), len(before) + 3)
    assert opened(rewritten(document, [Replacement(*span, value)])).text == before + value + after
    lit = rewritten(document, [Replacement(*span, "XXX", highlight=True)])
    assert opened(lit).text == sentence
    etree.fromstring(parts_of(lit)["word/document.xml"])


def test_landscape_sections_and_several_headers_are_each_read_once():
    others = {"header1": paragraph(run("眉")), "footer1": paragraph(run("脚"))}
    inner = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>".replace(
        "<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
    )
    assert (
        opened(word_file(paragraph(run("甲")) + inner + paragraph(run("乙")), others=others)).text == "甲\n\n乙\n眉\n脚"
    )
