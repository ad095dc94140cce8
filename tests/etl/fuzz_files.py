"""Damaged, hostile and merely odd files, each made from a seed and a number alone."""

import functools
import io
import random
import re
import struct
import warnings
import zipfile
from datetime import date
from pathlib import Path

from department_files import HOTLINE, REVENUE, ROOT, days, hotline_rows, revenue_rows
from made_files import biff, in_ole, ods, ods_of, packed, xls, xlsb, xlsx_of, xml_2003

ODD = [
    "", " ", "-", "—", "#REF!", "#N/A", "1e308", "-1e309", "nan", "inf", "9" * 400, "１２３", "1,2,3", "0x1F", "2022-13-45",
    "2022年2月30日", "99999-01-01", "1月", "=1+1", "\u202e\u200f倒", "一" * 40000, "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "合计", "小计", "单位：万元", "'; DROP TABLE x; --", "%s%n", "\r\n", '"', "〇一二三", "1.7976931348623157E+308", "\u3000", "民国111年",
]  # fmt: skip
NUMBERS = [0, -1, 1e308, -1e308, 1e-300, 2**53, 10**18, 0.1 + 0.2, 1048576, 4294967296.0, 60, -657434, 2958466, 5e15]


def _plain(rows):
    return [
        ["" if v is None else v if isinstance(v, str | date | int | float) else float(v) for v in row] for row in rows
    ]


@functools.cache
def _tables():
    return (
        _plain(hotline_rows(days(2022, 3, 8))),
        _plain(revenue_rows()),
        [["标题", "", "", ""], HOTLINE[:4], *([d, 1, 2, 3] for d in days(2022, 4, 3)), ["合计", 3, 6, 9]],
    )


def _sheet_xml(rows):
    def cell(r, c, value):
        at = f"{chr(65 + c)}{r}"
        if isinstance(value, date):
            return f'<c r="{at}" t="d"><v>{value}</v></c>'
        if isinstance(value, int | float):
            return f'<c r="{at}"><v>{value!r}</v></c>'
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>' if value != "" else ""

    lines = (f'<row r="{r}">{"".join(cell(r, c, v) for c, v in enumerate(row))}</row>' for r, row in enumerate(rows, 1))
    return f"<sheetData>{''.join(lines)}</sheetData>"


def _csv(rows, encoding="gb18030", mark=","):
    return "".join(mark.join(str(v) for v in row) + "\r\n" for row in rows).encode(encoding, "replace")


MAKERS = {
    "xlsx": lambda rows: xlsx_of(_sheet_xml(rows)),
    "xls": lambda rows: xls({"表": [[v[:30000] if isinstance(v, str) else v for v in row] for row in rows]}),
    "biff5.xls": lambda rows: in_ole(biff(5, _short(rows)), "Book"),
    "biff4.xls": lambda rows: biff(4, _short(rows)),
    "biff3.xls": lambda rows: biff(3, _short(rows)),
    "biff2.xls": lambda rows: biff(2, _short(rows)),
    "xlsb": lambda rows: xlsb({"表": rows}),
    "ods": lambda rows: ods({"表": rows}),
    "xml.xls": lambda rows: xml_2003({"表": rows}),
    "csv": _csv,
    "utf8.csv": lambda rows: _csv(rows, "utf-8-sig"),
    "utf16.txt": lambda rows: _csv(rows, "utf-16", "\t"),
    "utf16be.tsv": lambda rows: _csv(rows, "utf-16-be", "\t"),
}


def _short(rows):
    return [
        [v.encode("gbk", "replace")[:80].decode("gbk", "ignore") if isinstance(v, str) else v for v in row]
        for row in rows
    ]


@functools.cache
def samples():
    """The sample files that are not too long to read five thousand times."""
    files = sorted((ROOT / "data" / "sample").rglob("*.*"), key=lambda p: p.name)
    return tuple((p.name, p.read_bytes()) for p in files if p.stat().st_size < 60_000 and p.suffix in {".xlsx", ".csv"})


@functools.cache
def made():
    return tuple((f"{n}.{kind}", make(rows)) for n, rows in enumerate(_tables()) for kind, make in MAKERS.items())


def whole(rng):
    """An undamaged file: mostly one of ours of any format, now and then a sample."""
    return rng.choice(samples() if rng.random() < 0.15 else made())


# --- damage to bytes -----------------------------------------------------------------------------------------------------


def flipped(rng, data):
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 64))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def cut(rng, data):
    return data[: rng.randrange(1, len(data))]


def spliced(rng, data):
    other = whole(rng)[1]
    return data[: rng.randrange(len(data))] + other[rng.randrange(len(other)) :]


def words(rng, data):
    """Sizes, counts and offsets replaced by extremes."""
    data = bytearray(data)
    for _ in range(rng.choice((1, 2, 6))):
        at = rng.randrange(max(1, len(data) - 4))
        extreme = rng.choice(
            (b"\xff\xff", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\x01\0")
        )
        data[at : at + len(extreme)] = extreme
    return bytes(data)


def shuffled(rng, data):
    size = rng.choice((16, 128, 512))
    blocks = [data[i : i + size] for i in range(0, len(data), size)]
    a, b = rng.randrange(len(blocks)), rng.randrange(len(blocks))
    blocks[a], blocks[b] = blocks[b], blocks[a]
    return b"".join(blocks)


def repeated(rng, data):
    a, b = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return data[:b] + data[a:b] * rng.choice((1, 3, 20)) + data[b:]


BYTES = (flipped, flipped, cut, spliced, words, words, shuffled, repeated)


def damaged(rng):
    name, data = whole(rng)
    return name, rng.choice(BYTES)(rng, data)


# --- damage inside zip packages -------------------------------------------------------------------------------------------


def _members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _package(rng):
    return rng.choice([f for f in (*samples(), *made()) if f[1][:2] == b"PK"])


def inside(rng):
    """One part damaged, the package around it whole: what checksums cannot find."""
    name, data = _package(rng)
    members = _members(data)
    part = rng.choice(sorted(members))
    members[part] = rng.choice((*BYTES, in_xml, in_xml, in_xml))(rng, members[part]) if members[part] else b"<"
    return name, packed(members)


def in_xml(rng, data):
    """References, numbers, types and tags replaced; entities declared; elements nested."""
    text = data.decode("utf-8", "replace")
    kind = rng.randrange(8)
    if kind == 0:
        at = rng.choice(["XFD1048576", "A1", "ZZZ99999999", "A0", "B-1", "", "XFE1", "a1", "A1048577"])
        text = _replace_one(rng, r'r="[A-Z]+\d+"', f'r="{at}"', text)
    elif kind == 1:
        text = _replace_one(rng, r">[^<>]+<", f">{_escaped(rng.choice(ODD)[:500])}<", text)
    elif kind == 2:
        text = _replace_one(rng, r'"\d+"', f'"{rng.choice((-1, 0, 2**31, 2**32, 2**64, 10**9, "x"))}"', text)
    elif kind == 3:
        text = _replace_one(
            rng, r' t="\w+"', f' t="{rng.choice(("e", "s", "b", "n", "d", "str", "inlineStr", "zz"))}"', text
        )
    elif kind == 4:
        bomb = (
            "<!DOCTYPE x [<!ENTITY a 'ha'>"
            + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(12))
            + "]>"
        )
        text = (
            re.sub(r"(\?>)?", lambda m: m[0] + bomb if m[0] else "", text, count=1)
            if "?>" not in text
            else text.replace("?>", "?>" + bomb, 1)
        )
        text = _replace_one(rng, r">[^<>]+<", ">&m;<", text)
    elif kind == 5:
        text = _replace_one(rng, r"<(\w+:)?\w+[^<>]*>", "<a>" * rng.choice((10, 1000, 100_000)), text)
    elif kind == 6:
        text = _replace_one(rng, r"</[^<>]+>", "", text)
    else:
        text = _replace_one(rng, r"<[^<>]+>", lambda m: m[0] * rng.choice((2, 50)), text)
    return text.encode("utf-8", "replace")


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _replace_one(rng, pattern, by, text):
    found = list(re.finditer(pattern, text[:200_000]))
    if not found:
        return text
    match = rng.choice(found)
    return text[: match.start()] + (by(match) if callable(by) else by) + text[match.end() :]


def members(rng):
    """Parts missing, doubled, swapped with another package's, or emptied."""
    name, data = _package(rng)
    parts = _members(data)
    chosen = rng.choice(sorted(parts))
    kind = rng.randrange(4)
    if kind == 0:
        del parts[chosen]
    elif kind == 1:
        parts[chosen] = b""
    elif kind == 2:
        parts |= _members(_package(rng)[1])
    content = io.BytesIO(packed(parts))
    if kind == 3:
        with zipfile.ZipFile(content, "a") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # two members of one name are the point
            archive.writestr(rng.choice((chosen.upper(), chosen.replace("/", "\\"), "/" + chosen)), parts[chosen])
    return name, content.getvalue()


def lying(rng):
    """Sizes, methods and flags in the zip's own directory that are not so."""
    name, data = _package(rng)
    data = bytearray(data)
    for mark, places in ((b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 42)), (b"PK\x03\x04", (6, 8, 14, 18, 22, 26))):
        starts = [m.start() for m in re.finditer(re.escape(mark), data)]
        if starts and rng.random() < 0.8:
            at = rng.choice(starts) + rng.choice(places)
            struct.pack_into(
                "<I", data, at, rng.choice((0, 1, 7, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, rng.randrange(2**32)))
            )
    return name, bytes(data)


# --- hostile and odd files ------------------------------------------------------------------------------------------------


@functools.cache
def _zeros(megabytes):
    return packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(megabytes * 2**20)})


def bomb(rng):
    kind = rng.randrange(6)
    if kind == 0:
        return "a.xlsx", _zeros(rng.choice((50, 300, 650)))
    if kind == 1:
        data = bytearray(_zeros(300))
        at = data.rindex(b"PK\x01\x02")
        struct.pack_into("<I", data, at + 24, 1000)
        return "a.xlsx", bytes(data)
    if kind == 2:
        return "a.zip", packed({f"{n}.zip": _zeros(50) for n in range(3)})
    if kind == 3:
        text = "一" * 30_000
        shared = f"<si><t>{text}</t></si>" * 10
        cells = "".join(
            f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>{r % 10}</v></c>' for c in "ABCDEFGH") + "</row>"
            for r in range(1, 6000)
        )
        return "a.xlsx", xlsx_of(f"<sheetData>{cells}</sheetData>", shared=shared)
    if kind == 4:
        sheet = _sheet_xml(_tables()[0])
        span = rng.choice(("A{0}:B{0}", "A1:XFD1048576", "A{0}:XFD{0}", "B{0}:B1048576"))
        spans = "".join(f'<mergeCell ref="{span.format(n)}"/>' for n in range(1, rng.choice((100, 30_000, 210_000))))
        return "a.xlsx", xlsx_of(f"{sheet}<mergeCells>{spans}</mergeCells>")
    nested = "<si>" + "<r>" * 50_000 + "<t>x</t>" + "</r>" * 50_000 + "</si>"
    return "a.xlsx", xlsx_of(_sheet_xml(_tables()[0]), shared=nested)


def wide(rng):
    """16,384 columns, a last row far away, or both."""
    table = rng.choice(_tables())
    kind = rng.randrange(7)
    if kind == 0:
        return "a.xlsx", xlsx_of(
            _sheet_xml(table)[:-12] + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )
    if kind == 1:
        line = "".join(f'<c r="{_letters(c)}20" s="0"/>' for c in range(1, 16385))
        return "a.xlsx", xlsx_of(
            '<dimension ref="A1:XFD1048576"/>' + _sheet_xml(table)[:-12] + f'<row r="20">{line}</row></sheetData>'
        )
    if kind == 2:
        line = "".join(f'<c r="{_letters(c)}1"><v>{c}</v></c>' for c in range(1, 16385))
        return "a.xlsx", xlsx_of(
            f'<sheetData><row r="1">{line}</row>' + _sheet_xml(table[1:])[11:].replace('r="1"', 'r="3"', 1)
        )
    if kind == 3:
        heads = rng.choice((HOTLINE, REVENUE))
        lines = [
            heads * rng.choice((1, 100, 2340)),
            *(["2022-03-01"] + ["5"] * rng.choice((6, 700, 17_000)) for _ in range(20)),
        ]
        return "a.csv", _csv(lines)
    if kind == 4:
        times = rng.choice((1000, 1_048_576, 10**9, 10**30))
        cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"><text:p>1</text:p></table:table-cell>'
        row = f'<table:table-row table:number-rows-repeated="{times}">{cell.format(rng.choice((1, 16384)))}</table:table-row>'
        return "a.ods", ods_of(f'<table:table table:name="表">{row}</table:table>')
    if kind == 5:
        row, column = rng.choice(((65535, 255), (65535, 65535), (1, 65535), (65535, 1)))
        rows = _short(table)
        data = biff(rng.choice((2, 3, 4, 5)), rows)
        return "a.xls", data[:-4] + struct.pack("<HHHHHd", 0x203, 14, row, column, 0, 1.5) + data[-4:]
    data = bytearray(xls({"表": table}))
    at = data.find(b"\x03\x02\x0e\x00")
    if at > 0:
        struct.pack_into("<HH", data, at + 4, rng.choice((0, 65535)), rng.choice((255, 256, 65535)))
    return "a.xls", bytes(data)


def _letters(column):
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def text(rng):
    """Text damaged as text: quotes, delimiters, line ends, NULs, other encodings, one endless line."""
    table = rng.choice(_tables())
    encoding = rng.choice(
        ("gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "big5", "shift_jis", "cp1252")
    )
    data = _csv(table, encoding, rng.choice((",", "\t", ";", "|", " ")))
    kind = rng.randrange(8)
    if kind == 0:
        return "a.csv", data * rng.choice((1, 50, 2000))
    if kind == 1:
        return "a.csv", data + rng.choice((b"a,", b"x", b"\0", b'"', b",", b"1,\t")) * rng.choice(
            (10, 10_000, 3_000_000)
        )
    data = bytearray(data)
    for _ in range(rng.choice((1, 5, 50))):
        at = rng.randrange(len(data))
        data[at : at + rng.choice((0, 1, 3))] = rng.choice(
            (b'"', b",", b"\r", b"\n", b"\0", b"\x1a", b"\xff", b"\x80", b"\t", b"", b"\x0c", b"\xe2\x80\xa8", b"<")
        )
    return rng.choice(("a.csv", "a.txt", "a.tsv", "a.xls")), bytes(data)


def odd(rng):
    """A whole file with odd values, shapes and repetitions: nothing broken but the sense."""
    rows = [list(row) for row in rng.choice(_tables())]
    for _ in range(rng.choice((1, 3, 30))):
        row = rng.choice(rows)
        kind = rng.randrange(6)
        if kind == 0 and row:
            row[rng.randrange(len(row))] = rng.choice(ODD)
        elif kind == 1 and row:
            row[rng.randrange(len(row))] = rng.choice(NUMBERS)
        elif kind == 2:
            rows.insert(rng.randrange(len(rows)), list(row))
        elif kind == 3:
            rows.insert(rng.randrange(len(rows)), [])
        elif kind == 4:
            row.insert(rng.randrange(len(row) + 1), rng.choice(ODD))
        elif len(rows) > 2:
            rows.remove(row)
    kind = rng.choice(sorted(MAKERS))
    rows = [[v[:3000] if isinstance(v, str) else v for v in row] for row in rows]
    if kind.endswith("xls") or kind in {"xlsx", "ods", "xlsb"}:
        rows = [[re.sub(r"[\r\n=]", "", v) if isinstance(v, str) else v for v in row] for row in rows]
    return f"a.{kind}", MAKERS[kind](rows)


def noise(rng):
    magic = rng.choice(
        (
            b"PK\x03\x04",
            b"PK\x05\x06" + bytes(18),
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\x09\x08\x10\x00\x00\x06\x05\x00",
            b"\x09\x00\x04\x00",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"<?xml ",
            b"\x09\x04\x06\x00",
            b"",
        )
    )
    book = "Workbook".encode("utf-16-le") if rng.random() < 0.5 else b""
    return f"a.{rng.choice(('xlsx', 'xls', 'csv', 'ods', 'xlsb'))}", magic + rng.randbytes(
        rng.choice((10, 600, 5000))
    ) + book + bytes(rng.choice((0, 600)))


FAMILIES = {damaged: 30, inside: 24, members: 6, lying: 6, bomb: 1, wide: 5, text: 10, odd: 15, noise: 3}


def case(seed, number):
    """Name, bytes and family of one file: the same for the same seed and number."""
    rng = random.Random(f"{seed}-{number}")
    family = rng.choices(list(FAMILIES), list(FAMILIES.values()))[0]
    name, data = family(rng)
    return Path(name).name, data or b"\0", family.__name__
