"""A report as a document: read from .docx, .txt or .md, and written again with only its blanks changed."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from report.finding.plain_tables import tables_of_text
from report.finding.tables import Table
from report.refusal import DocumentError
from report.word.appendix import Appendix, append
from report.word.comments import NO_DATE, Comment, add_comments
from report.word.edit import Edits, Replacement, check_replacements
from report.word.package import DAMAGED, open_package, written_again
from report.word.text import WordText, only_text, read_text

__all__ = [
    "Appendix",
    "Comment",
    "Document",
    "DocumentError",
    "Replacement",
    "read",
    "read_bytes",
    "rewrite",
    "rewritten",
]

FORMATS = {".docx": "docx", ".txt": "txt", ".md": "md"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 200 * 2**20
MOST_TEXT = 20 * 2**20


@dataclass(frozen=True, eq=False)
class Document:
    """A document as read. Offsets are Python string indices into `text`.

    A .docx's text is its paragraphs in reading order joined by a line feed; a .txt or .md's is the file as decoded,
    line ends as they are, without a byte-order mark.
    """

    path: Path
    format: str
    """`docx`, `txt` or `md`."""
    text: str
    warnings: tuple[str, ...] = ()
    """What a person should know of the file as a whole (protection, signature …)."""
    data: bytes = field(default=b"", repr=False)
    codec: str = "utf-8"
    mark: bytes = b""
    """Byte-order mark at the head of a text file."""
    word: WordText | None = field(default=None, repr=False)
    tables: tuple[Table, ...] = field(default=(), repr=False)
    headings: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """Offsets of lines that are headings by Word's outline, with their levels."""
    holes: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """Spans of white space that somebody is to write on: underlined in Word, or in a form field."""

    def span_warnings(self, start: int, end: int) -> list[str]:
        """What may happen to a number put there: tracked changes, fields, bound controls."""
        return self.word.warnings(start, end) if self.word else []

    def page_numbers(self) -> list[tuple[int, int]]:
        """Spans of the numbers of pages in headers and footers, which every program writes anew."""
        return self.word.page_numbers() if self.word else []

    def can_hold(self, start: int, end: int) -> bool:
        """Whether one value can be put in place of a span: in a .docx it must not cross a paragraph, and nowhere be without any
        width, but for an empty cell.
        """
        if start == end:
            return (
                start in self.word.empty if self.word else any(start == c.start for t in self.tables for c in t.cells)
            )
        if start > end:
            return False
        return self.word is None or self.word.covers(self.word.over(start, end), start, end)


def read(path: str | Path) -> Document:
    """Read a report. DocumentError, one Chinese sentence, for what is missing, locked, damaged or of another kind."""
    path = Path(path)
    try:
        if path.is_dir():
            raise DocumentError(f"“{path.name}”是文件夹，请指定其中的文件。")
        if path.stat().st_size > MOST_BYTES:
            raise DocumentError(f"“{path.name}”超过 {MOST_BYTES // 2**20} MB，未予打开。请压缩图片后再试。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"找不到文件“{path}”。") from error
    except OSError as error:
        raise DocumentError(
            f"打不开文件“{path.name}”：{error.strerror or error}。请检查权限，或关闭正在使用它的程序。"
        ) from error
    return read_bytes(data, path)


def read_bytes(data: bytes, path: Path) -> Document:
    """A document from its bytes; the path gives its name and format."""
    try:
        kind = _format(data, path)
        if kind == "docx":
            word = read_text(open_package(data))
            notes = tuple(word.notes)
            return Document(
                path,
                kind,
                word.text,
                notes,
                data,
                word=word,
                tables=word.tables,
                headings=word.headings,
                holes=word.holes,
            )
        text, codec, mark = _decoded(data)
    except DocumentError as error:
        raise DocumentError(f"“{path.name}”：{error}") from error
    return Document(path, kind, text, (), data, codec, mark, tables=tables_of_text(text))


def _format(data: bytes, path: Path) -> str:
    """The format, by suffix and content together. DocumentError says what the file really is."""
    _refuse_other_kinds(data, path)
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise DocumentError("只能读取 .docx、.txt 和 .md 文件。请在 Word 或 WPS 中另存为 .docx 后再试。")
    zipped = data[:4] == b"PK\x03\x04"
    if kind == "docx" and not zipped:
        raise DocumentError(_unzipped(data))
    if kind != "docx" and zipped:
        raise DocumentError(f"扩展名是 {path.suffix}，内容却是压缩包或 Word 文件。请把扩展名改成 .docx 后再试。")
    return kind


_TEXT_LIKE = (
    (
        re.compile(rb"<!doctype html|<html[\s>]"),
        "网页（HTML）文件，只是名字写成了 .docx。请用 Word 打开它，另存为 .docx 后再试。",
    ),
    (
        re.compile(rb"^\s*mime-version:"),
        "单个文件网页（.mht），只是名字写成了 .docx。请用 Word 打开它，另存为 .docx 后再试。",
    ),
    (re.compile(rb"^\s*<\?xml|^\s*<"), "XML 文件，只是名字写成了 .docx。请用 Word 打开它，另存为 .docx 后再试。"),
)


def _unzipped(data: bytes) -> str:
    """What a file is that is called .docx and is no zip."""
    try:
        text, _, _ = _decoded(data)
    except DocumentError:
        return DAMAGED
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        return DAMAGED
    head = text[:4000].lower().encode()
    found = next((says for pattern, says in _TEXT_LIKE if pattern.search(head)), None)
    return f"这是{found}" if found else "这是纯文本文件，只是名字写成了 .docx。请把扩展名改成 .txt 后再试。"


def _refuse_other_kinds(data: bytes, path: Path) -> None:
    if not data:
        raise DocumentError("文件是空的，没有任何内容。")
    if _is_lock_file(data):
        raise DocumentError("这是 Word 打开文件时留下的锁定文件，不是文档本身。请选择同一文件夹里不带“~$”的文件。")
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError("文件带打开密码，无法读取。请在 Word 中取消密码后再试。")
        made_by = "WPS 文字（.wps）" if path.suffix.lower() == ".wps" else "旧版 Word（.doc）"
        raise DocumentError(f"这是{made_by}格式。请在 Word 或 WPS 中另存为 .docx 后再试。")
    for head, name in ((b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"\xff\xd8\xff", "图片"), (b"\x89PNG", "图片")):
        if data.startswith(head):
            raise DocumentError(f"这是 {name} 文件。请找到原来的 Word 文件，存为 .docx 后再试。")


def _is_lock_file(data: bytes) -> bool:
    """Word's owner file: 162 bytes (165 in other products), a name's length, the name, and the same length again at 54 or 55."""
    return len(data) in (162, 165) and 0 < data[0] <= 53 and data[0] in (data[54], data[55]) and data[:2] != b"PK"


def _decoded(data: bytes) -> tuple[str, str, bytes]:
    """Text, codec and byte-order mark: mark, then strict UTF-8, then UTF-16 by its zero bytes, then GB18030."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec), codec, mark
    if len(data) > MOST_TEXT:
        raise DocumentError(f"文本超过 {MOST_TEXT // 2**20} MB，不像一份报告，未予打开。")
    for codec in ("utf-8", *_by_zero_bytes(data), "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, codec, b""
    raise DocumentError("文字编码无法识别（试过 UTF-8、GB18030、UTF-16）。请用记事本另存为 UTF-8 后再试。")


def _by_zero_bytes(data: bytes) -> tuple[str, ...]:
    """Line ends of UTF-16 hold a zero byte, which no text in another encoding has."""
    if len(data) % 2 or b"\x00" not in data:
        return ()
    return ("utf-16-be",) if data[0::2].count(0) > data[1::2].count(0) else ("utf-16-le",)


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise DocumentError("文字编码前后不一致，文件可能没有传完整。请用记事本另存为 UTF-8 后再试。") from error


def replaced(text: str, replacements: Sequence[Replacement]) -> str:
    """The text with the spans replaced."""
    out, at = [], 0
    for r in sorted(replacements, key=lambda r: r.start):
        out += [text[at : r.start], r.text]
        at = r.end
    return "".join([*out, text[at:]])


def rewritten(
    document: Document,
    replacements: Sequence[Replacement],
    comments: Sequence[Comment] = (),
    *,
    appendix: Appendix | None = None,
    date: str = NO_DATE,
) -> bytes:
    """The document's bytes with the spans replaced; comments and the appendix are for .docx only.

    All offsets are those of the document as read. `date` (local time, `2022-12-31T09:00:00`) stands on the comments.
    The result is read again and must say what was meant, else DocumentError.
    """
    check_replacements(document.text, list(replacements))
    meant = replaced(document.text, replacements)
    if document.word is None:
        return document.mark + meant.encode(document.codec)
    edits = Edits(document.word)
    for replacement in replacements:
        edits.replace(replacement)
    others = add_comments(edits, comments, date)
    if appendix:
        append(edits, appendix)
    data = written_again(document.word.package, {**edits.changed(), **others})
    if appendix is None and data is not document.data and only_text(open_package(data)) != meant:
        raise DocumentError("写出的文件与应有的文字不一致，未予写入。请在 Word 中打开原件并另存后再试。")
    return data


def rewrite(
    document: Document, replacements: Sequence[Replacement], out: str | Path, comments: Sequence[Comment] = ()
) -> None:
    """Write the document with the spans replaced, in its own format, whole or not at all; never over the original."""
    put(Path(out), rewritten(document, replacements, comments), never_over=document.path)


def refuse_same_file(out: Path, original: Path) -> None:
    """DocumentError if writing to `out` would change the original."""
    same = out.resolve() == original.resolve() or (out.exists() and original.exists() and out.samefile(original))
    if same:
        raise DocumentError(f"不能写到原件“{original.name}”上。请换一个文件名。")


def put(out: Path, data: bytes, *, never_over: Path) -> None:
    """Write a file beside its place and move it there. DocumentError if that cannot be done."""
    refuse_same_file(out, never_over)
    temporary = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, out)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DocumentError(
            f"写不了“{out}”：{error.strerror or error}。请检查文件夹是否存在、文件是否正在 Word 中打开。"
        ) from error
