"""Documents from public test corpora, kept beside the clone and never in it: three blanks are put in, and only they change."""

import os
import re
from pathlib import Path

import pytest
from lxml import etree
from office import SOFFICE, comments_in, convert, printed
from word_files import entries_of, parts_of, zipped

from report.document import Comment, DocumentError, Replacement, read, read_bytes, rewritten

SHARED = Path(os.environ.get("SHARED") or Path(__file__).resolve().parents[3] / "shared")
FILES = sorted((SHARED / "real" / "docx").glob("*.docx"))
LOCKED = [f for f in FILES if "encrypted" in f.name]
OPEN = [f for f in FILES if f not in LOCKED]
MASKS = {"甲**次": "甲128次", "乙****亿元": "乙38.62亿元", "丙*件": "丙7件"}
HIDDEN = ("del", "moveFrom", "rt", "instrText", "Fallback")
DOCUMENT = "word/document.xml"


def local(element):
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def visible(root):
    """Text elements that a reader of the page sees, found without our reader; field codes are told by their neighbours."""
    found, depth = [], []
    for element in root.iter():
        if local(element) == "fldChar":
            kind = element.get(f"{{{element.nsmap['w']}}}fldCharType")
            if kind == "begin":
                depth.append("code")
            elif depth and kind == "separate":
                depth[-1] = "result"
            elif depth:
                depth.pop()
        if (
            local(element) == "t"
            and element.tag.startswith(f"{{{element.nsmap['w']}}}")
            and "code" not in depth
            and not any(local(a) in HIDDEN for a in element.iterancestors())
        ):
            found.append(element)
    return found


def without_breaks(text):
    return re.sub(r"[\n\t\-]", "", text)


def with_blanks(data):
    """The file with a mask in three of its visible texts (and in the second copy of a text box)."""
    parts = parts_of(data)
    root = etree.fromstring(parts[DOCUMENT])
    texts = [t for t in visible(root) if t.text]
    copies = [t for t in root.iter() if local(t) == "t" and any(local(a) == "Fallback" for a in t.iterancestors())]
    for number, mask in enumerate(MASKS):
        chosen = texts[len(texts) * (2 * number + 1) // 6]
        old = chosen.text
        middle = len(old) if "*" in old else len(old) // 2
        for text in [
            chosen,
            *[c for c in copies if c.text == old and any(local(a) == "Choice" for a in chosen.iterancestors())],
        ]:
            text.text = old[:middle] + mask + old[middle:]
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


if FILES:

    @pytest.mark.parametrize("path", OPEN, ids=lambda p: p.stem)
    def test_the_text_is_what_a_reader_of_the_page_sees(path):
        """Body text, box text counted once, in the order of the file; a text box is read after its paragraph."""
        document = read(path)
        root = etree.fromstring(parts_of(path.read_bytes())[DOCUMENT])
        seen = "".join(t.text or "" for t in visible(root))
        assert without_breaks(document.text).startswith(without_breaks(seen))
        assert all(t.text in document.text for t in visible(root) if t.text)

    @pytest.mark.parametrize("path", OPEN, ids=lambda p: p.stem)
    def test_only_the_three_blanks_change(path):
        data = with_blanks(path.read_bytes())
        document = read_bytes(data, path)
        found = [
            (m.start() + 1, m.start() + 1 + mask.count("*"), mask)
            for mask in MASKS
            for m in [re.search(re.escape(mask), document.text)]
        ]
        assert all(document.text.count(mask) == 1 for mask in MASKS)
        result = rewritten(document, [Replacement(s, e, MASKS[m][1:].rstrip("次亿元件")) for s, e, m in found])
        before, after = parts_of(data), parts_of(result)
        assert {n for n in before if before[n] != after[n]} == {DOCUMENT}
        assert {n: e for n, e in entries_of(data).items() if n != DOCUMENT} == {
            n: e for n, e in entries_of(result).items() if n != DOCUMENT
        }
        expected = before[DOCUMENT].decode()
        for mask, value in MASKS.items():
            expected = expected.replace(mask, value)
        assert after[DOCUMENT].decode() == expected

    @pytest.mark.parametrize("path", LOCKED, ids=lambda p: p.stem)
    def test_an_encrypted_file_is_refused_in_words(path):
        with pytest.raises(DocumentError, match="密码"):
            read(path)

    if SOFFICE:

        @pytest.fixture(scope="module")
        def converted(tmp_path_factory):
            """Each document before, after and with comments, all printed in one run of LibreOffice and written again in another."""
            folder = tmp_path_factory.mktemp("converted")
            for path in OPEN:
                data = with_blanks(path.read_bytes())
                document = read_bytes(data, path)
                spans = [(m.start(), m.end()) for mask in MASKS for m in [re.search(re.escape(mask), document.text)]]
                values = [
                    Replacement(s + 1, s + 1 + mask.count("*"), "9" * mask.count("*"))
                    for (s, _), mask in zip(spans, MASKS, strict=True)
                ]
                comments = [Comment(s + 1, e, "批注") for s, e in spans]
                for name, content in (
                    ("before", data),
                    ("after", rewritten(document, values)),
                    ("notes", rewritten(document, values, comments)),
                ):
                    (folder / f"{path.stem}_{name}.docx").write_bytes(content)
            convert("pdf", folder, *folder.glob("*_before.docx"), *folder.glob("*_after.docx"))
            convert("docx:MS Word 2007 XML", folder / "again", *folder.glob("*_notes.docx"))
            return folder

        @pytest.mark.parametrize("path", OPEN, ids=lambda p: p.stem)
        def test_the_result_opens_with_as_many_pages_and_its_comments(path, converted):
            before, after = (printed(converted / f"{path.stem}_{name}.pdf") for name in ("before", "after"))
            assert len(before) == len(after)
            assert "99" in "".join(after)
            assert comments_in(converted / "again" / f"{path.stem}_notes.docx") == 3 + comments_in(path)
