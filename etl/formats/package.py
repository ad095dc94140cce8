"""A zip package (xlsx, xlsb, ods), opened with care: sizes believed only when counted, checksums checked, no DTD."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from etl.faults import RefusedError
from etl.formats.limits import DAMAGED, ENCRYPTED, ENTITIES, LARGEST_UNPACKED, too_large

_CHUNK = 4 * 2**20
_LONGEST_PIECE = 64 * 2**20
"""A row of 16,384 cells is far shorter."""
_MOST_MEMBERS = 20_000
_READ = (".xml", ".rels", ".bin", ".vml")
"""Members that a reader of tables may look into; pictures and the like are never unpacked."""
_FAILS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    KeyError,
    expat.ExpatError,
)
"""What zipfile and expat let through when an archive is damaged (ZIP64 lies, unknown methods, passwords, broken XML)."""


class Package:
    """Members by path. RefusedError when the archive is damaged, ambiguous, locked or too large to be a report."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            members = self._archive.infolist()
        except _FAILS:
            raise RefusedError(DAMAGED) from None
        if len(members) > _MOST_MEMBERS:
            raise RefusedError(DAMAGED)
        self._members = {_path(i.filename): i for i in members if not i.filename.endswith("/")}
        if len(self._members) < sum(1 for i in members if not i.filename.endswith("/")):
            # Two members of one name: each reader takes another one.
            raise RefusedError(DAMAGED)
        if any(i.flag_bits & 1 for i in members):
            raise RefusedError(ENCRYPTED)
        declared = sum(i.file_size for i in self._members.values())
        if declared > LARGEST_UNPACKED:
            raise too_large(declared)
        self._left = LARGEST_UNPACKED

    def __contains__(self, path: str) -> bool:
        return _path(path) in self._members

    @property
    def paths(self) -> list[str]:
        """Every member's path, in lower case with forward slashes."""
        return list(self._members)

    def chunks(self, path: str) -> Iterator[bytes]:
        """A member piece by piece. Nothing is believed about its size; the checksum is checked at the end."""
        info = self._members.get(_path(path))
        if info is None:
            raise RefusedError(DAMAGED)
        read = 0
        parser = _parser() if _path(path).startswith("xl/") and _path(path).endswith((".xml", ".rels")) else None
        try:
            with self._archive.open(info) as member:
                while piece := member.read(_CHUNK):
                    read += len(piece)
                    self._left -= len(piece)
                    if self._left < 0:
                        raise too_large(LARGEST_UNPACKED)
                    if parser:
                        parser.Parse(piece, False)
                    yield piece
            if parser:
                parser.Parse(b"", True)
        except _FAILS:
            raise RefusedError(DAMAGED) from None
        if read != info.file_size:
            raise RefusedError(DAMAGED)

    def read(self, path: str) -> bytes:
        """A whole member."""
        return b"".join(self.chunks(path))

    def xml_pieces(self, path: str, end: bytes) -> Iterator[bytes]:
        """An XML member in pieces that end after a closing tag named `end`, so that a pattern never straddles two."""
        rest = b""
        first = True
        for chunk in self.chunks(path):
            rest += chunk
            if first:
                plain_xml(rest[:4096])
                first = False
            cut = rest.rfind(end)
            if cut < 0 and len(rest) > _LONGEST_PIECE:
                raise RefusedError(DAMAGED)
            if cut >= 0:
                yield rest[: cut + len(end)]
                rest = rest[cut + len(end) :]
        yield rest

    def check(self, *done: str) -> None:
        """Unpack and checksum every other member that a reader may look into, and look for declarations in XML."""
        skip = {_path(path) for path in done}
        for path in self._members:
            if path in skip or not path.endswith(_READ):
                continue
            first = True
            for chunk in self.chunks(path):
                if first and not path.endswith(".bin"):
                    plain_xml(chunk[:4096])
                first = False


def _parser() -> expat.XMLParserType:
    """Excel opens well-formed XML only; calamine also takes what is not, and what it makes of it is not certain."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _declared
    return parser


def _declared(*_: object) -> None:
    raise RefusedError(ENTITIES)


def plain_xml(start: bytes) -> None:
    """RefusedError unless XML is UTF-8 without a DTD: no report needs entities, and readers differ on other encodings."""
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise RefusedError(ENTITIES)
    declared = re.search(rb"""^\s*(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([^"']*)""", start)
    if b"\x00" in start[:64] or (declared and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}):
        raise RefusedError(DAMAGED)


def _path(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
