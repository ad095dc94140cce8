"""The zip of a Word file: opened with care, its relations followed, written again with every untouched part as it was."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from report.refusal import DocumentError
from report.word.xml import Part, attribute, parse

MOST_PARTS = 5_000
MOST_BYTES = 400 * 2**20
"""All parts unpacked. A report is some hundred kilobytes, with photographs some ten megabytes."""
MOST_XML = 48 * 2**20

QUICKLY = 3
"""Level of compression of a part that changed: half the time of the usual 6, and files some hundredths larger."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of parts that are added: fixed, so that the same input gives the same bytes."""

STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAMAGED = "文件已损坏或没有传完整，无法作为 .docx 打开。请在 Word 中打开原件，另存为 .docx 后再试。"


_FAILS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)
"""What zipfile lets through when an archive is damaged: lies about sizes, unknown methods, names in no encoding."""


@dataclass(frozen=True)
class Relation:
    """One relation of a part. `kind` is the last word of its type: header, footnotes, comments …"""

    id: str
    kind: str
    target: str
    """Name of the part in the zip."""


@dataclass
class Package:
    """The zip in memory, and the parts read from it so far."""

    data: bytes
    archive: zipfile.ZipFile
    main: str
    """Name of the document part."""
    parts: dict[str, Part] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    """Names of the zip's entries as written, by `same_name`."""
    _relations: dict[str, list[Relation]] = field(default_factory=dict, init=False, repr=False)

    def entry(self, name: str) -> str:
        """A part's name as the zip has it; the name itself if there is no such part."""
        return self.entries.get(same_name(name), name)

    def has(self, name: str) -> bool:
        """Whether a part of that name is there."""
        return same_name(name) in self.entries

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        try:
            return self.archive.read(self.entry(name))
        except (*_FAILS, RuntimeError, OSError) as error:
            raise DocumentError(DAMAGED) from error

    def part(self, name: str) -> Part:
        """An XML part, parsed once."""
        name = self.entry(name).replace("\\", "/").lstrip("/")
        if name not in self.parts:
            self.parts[name] = parse(name, self.bytes_of_xml(name))
        return self.parts[name]

    def bytes_of_xml(self, name: str) -> bytes:
        """The bytes of an XML part. DocumentError if it is too big to be taken apart."""
        if self.archive.NameToInfo[self.entry(name)].file_size > MOST_XML:
            raise DocumentError(f"部件 {name} 过大，未予打开。请拆分文件后再试。")
        return self.read(name)

    def relations(self, name: str) -> list[Relation]:
        """Relations of a part to other parts of the file, in the order written."""
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def _read_relations(self, name: str) -> list[Relation]:
        listed = relations_name(name)
        if not self.has(listed):
            return []
        found = []
        for element in self.part(listed).root.children:
            if element.name == "rel:Relationship" and element.get("TargetMode") != "External":
                target = element.get("Target") or ""
                kind = (element.get("Type") or "").rsplit("/", 1)[-1]
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(name), target)
                found.append(Relation(element.get("Id") or "", kind, posixpath.normpath(full)))
        return found

    def related(self, kind: str) -> list[Relation]:
        """Relations of the document part of one kind whose parts exist."""
        return [r for r in self.relations(self.main) if r.kind == kind and self.has(r.target)]

    @property
    def strict(self) -> bool:
        """Whether the document is Strict OOXML."""
        return b"http://purl.oclc.org/ooxml/wordprocessingml/main" in self.part(self.main).source[:20_000]

    def with_relations(self, kinds: dict[str, str]) -> tuple[str, bytes]:
        """Name and bytes of the document's relations with more of them: part in the document's folder → kind."""
        name = relations_name(self.main)
        part = self.part(name) if self.has(name) else parse(name, EMPTY_RELATIONS)
        taken = {element.get("Id") for element in part.root.children}
        free = (f"rIdFigures{n}" for n in range(1, 10_000) if f"rIdFigures{n}" not in taken)
        tags = "".join(
            f'<{part.prefix(part.root)}Relationship Id="{next(free)}" Type="{STRICT if self.strict else TRANSITIONAL}/{kind}" '
            f'Target="{attribute(posixpath.basename(target))}"/>'
            for target, kind in kinds.items()
        )
        return name, part.encoded(inserted_last(part, tags))

    def with_content_type(self, overrides: dict[str, str]) -> tuple[str, bytes]:
        """Name and bytes of the list of content types with the given parts added."""
        name = "[Content_Types].xml"
        part = self.part(name)
        prefix = part.prefix(part.root)
        tags = "".join(f'<{prefix}Override PartName="/{p}" ContentType="{kind}"/>' for p, kind in overrides.items())
        return name, part.encoded(inserted_last(part, tags))


EMPTY_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def same_name(name: str) -> str:
    """What two names of one part have in common: some programs write backslashes, and case does not count (OPC)."""
    return name.replace("\\", "/").lstrip("/").lower()


def relations_name(name: str) -> str:
    """Where the relations of a part are listed."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def inserted_last(part: Part, markup: str) -> bytes:
    """The part's bytes with markup put in as the root's last children."""
    new, root = markup.encode("utf-8"), part.root
    if part.is_closed_at_once(root):
        opened = part.open_tag(root)[:-2] + b">"
        closing = f"</{part.written_name(root)}>".encode()
        return part.source[: root.start] + opened + new + closing + part.source[root.end :]
    return part.source[: root.close] + new + part.source[root.close :]


def open_package(data: bytes) -> Package:
    """A .docx from its bytes. DocumentError in a sentence if it is damaged, locked, too big or something else."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_FAILS, OverflowError) as error:
        raise DocumentError(DAMAGED) from error
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > MOST_BYTES:
        raise DocumentError("文件解压后异常庞大，未予打开。请在 Word 中压缩图片、另存为 .docx 后再试。")
    if any(e.flag_bits & 0x1 for e in entries):
        raise DocumentError("文件带打开密码，无法读取。请在 Word 中取消密码后再试。")
    names = {same_name(e.filename): e.filename for e in entries}
    if len(names) != len(entries):
        raise DocumentError(DAMAGED)  # two parts of one name: each program takes another one
    package = Package(data, archive, "", entries=names)
    package.main = _main_part(package)
    return package


def _main_part(package: Package) -> str:
    if not package.has("[Content_Types].xml"):
        raise DocumentError("这是一个压缩包，不是 Word 文件。请选择 .docx 文件。")
    names = [r.target for r in package.relations("") if r.kind == "officeDocument"]
    for name in [*names, "word/document.xml"]:
        if package.has(name) and package.part(name).root.name == "w:document":
            return package.part(name).name
    if any(n.startswith(("xl/", "ppt/")) for n in package.entries):
        raise DocumentError("这是表格或演示文稿，不是 Word 文件。请选择 .docx 文件。")
    raise DocumentError(DAMAGED)


def written_again(package: Package, changed: dict[str, bytes]) -> bytes:
    """The zip with some parts changed or added. Every other entry is copied as it lies, compressed bytes and all."""
    changed = {package.entry(n): b for n, b in changed.items() if not package.has(n) or package.read(n) != b}
    if not changed:
        return package.data
    out = io.BytesIO()
    ends = _ends_of_entries(package)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in package.archive.infolist():
            if entry.filename in changed:
                target.writestr(_same_kind(entry), changed[entry.filename], compresslevel=QUICKLY)
                continue
            moved = copy.copy(entry)
            moved.header_offset = out.tell()
            out.write(package.data[entry.header_offset : ends[entry.header_offset]])
            target.filelist.append(moved)
            target.NameToInfo[moved.filename] = moved
            target.start_dir = out.tell()
        for name, data in changed.items():
            if not package.has(name):
                added = zipfile.ZipInfo(name, EPOCH)
                added.compress_type = zipfile.ZIP_DEFLATED
                added.create_system = 0
                target.writestr(added, data, compresslevel=QUICKLY)
        target.comment = package.archive.comment
    return out.getvalue()


def _same_kind(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A new entry with the old one's name, date, attributes and way of compression."""
    fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
    fresh.compress_type = entry.compress_type
    fresh.create_system = entry.create_system
    fresh.external_attr = entry.external_attr
    fresh.internal_attr = entry.internal_attr
    fresh.comment = entry.comment
    return fresh


def _ends_of_entries(package: Package) -> dict[int, int]:
    """For each entry's first byte, the first byte after it (its data descriptor included)."""
    starts = sorted(e.header_offset for e in package.archive.infolist())
    return dict(zip(starts, [*starts[1:], package.archive.start_dir], strict=True))
