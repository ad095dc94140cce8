"""Workbooks of formats that no library here writes, put together byte by byte."""

import io
import struct
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

import xlwt
from xlwt import CompoundDoc

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
DATE_FORMAT = 'yyyy"年"m"月"d"日"'


def serial(day, epoch_1904=False):
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return (moment - epoch).total_seconds() / 86400


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


# --- xls, BIFF2 to BIFF5 -------------------------------------------------------------------------------------------------


def _cell(version, r, c, value, epoch_1904):
    is_date = isinstance(value, date)
    at = struct.pack("<HH", r, c) + (bytes([0, is_date, 0]) if version == 2 else struct.pack("<H", int(is_date)))
    new = 0 if version == 2 else 0x200
    if is_date:
        return record(new | 3, at + struct.pack("<d", serial(value, epoch_1904)))
    if isinstance(value, bool):
        return record(new | 5, at + bytes([value, 0]))
    if isinstance(value, int | float):
        return record(new | 3, at + struct.pack("<d", value))
    if value in ERRORS:
        return record(new | 5, at + bytes([ERRORS[value], 1]))
    text = value.encode("gbk")
    return record(new | 4, at + struct.pack("<B" if version == 2 else "<H", len(text)) + text)


def _formats(version):
    text = DATE_FORMAT.encode("gbk")
    if version == 2:
        return record(0x1E, b"\x07General") + record(0x1E, bytes([len(text)]) + text)
    if version == 3:
        formats = record(0x1E, b"\x07General") + record(0x1E, bytes([len(text)]) + text)
        return formats + b"".join(record(0x243, bytes([0, n]) + bytes(10)) for n in (0, 1))
    if version == 4:
        formats = record(0x41E, b"\0\0\x07General") + record(0x41E, b"\0\0" + bytes([len(text)]) + text)
        return formats + b"".join(record(0x443, bytes([0, n]) + bytes(10)) for n in (0, 1))
    formats = record(0x41E, struct.pack("<HB", 164, len(text)) + text)
    return formats + b"".join(record(0xE0, struct.pack("<HH", 0, n) + bytes(12)) for n in (0, 164))


def _sheet_body(version, rows, epoch_1904, hidden_rows, hidden_columns):
    body = b""
    if version > 2:
        for c in hidden_columns:
            body += record(0x7D, struct.pack("<HHHHHH", c - 1, c - 1, 2304, 0, 1, 0))
        for r in hidden_rows:
            body += record(0x208, struct.pack("<HHHHHHI", r - 1, 0, 9, 255, 0, 0, 0x120))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value != "":
                body += _cell(version, r, c, value, epoch_1904)
    return body + record(0x0A)


def biff(version, rows, *, name="表", epoch_1904=False, hidden_rows=(), hidden_columns=()):
    """One sheet in the format of Excel 2, 3, 4 or 5 (a bare stream, as files of that age are), text in GBK."""
    start = record(0x42, struct.pack("<H", 936)) + record(0x22, struct.pack("<H", epoch_1904))
    body = _sheet_body(version, rows, epoch_1904, hidden_rows, hidden_columns)
    if version < 5:
        bof = {2: 0x09, 3: 0x209, 4: 0x409}[version]
        first = record(bof, struct.pack("<HH", version, 0x10) + (b"" if version == 2 else b"\0\0"))
        return first + start + _formats(version) + body
    title = name.encode("gbk")
    first = record(0x809, struct.pack("<HHHH", 0x500, 5, 0x1000, 1993)) + start + _formats(5)
    offset = len(first) + 4 + 7 + len(title) + 4
    sheet = record(0x85, struct.pack("<IBBB", offset, 0, 0, len(title)) + title)
    return first + sheet + record(0x0A) + record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0x1000, 1993)) + body


def in_ole(stream, name="Workbook"):
    """A stream in a compound document, as Excel 5 and later keep it."""
    content = io.BytesIO()
    CompoundDoc.XlsDoc().save(content, stream)
    old, new = "Workbook".encode("utf-16-le"), name.encode("utf-16-le")
    entry = content.getvalue().index(old)
    raw = bytearray(content.getvalue())
    raw[entry : entry + len(old)] = new.ljust(len(old), b"\0")
    raw[entry + 64] = len(new) + 2
    return bytes(raw)


def xls(sheets, *, epoch_1904=False):
    """BIFF8 by xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = epoch_1904
    day = xlwt.easyxf(num_format_str=DATE_FORMAT)
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(r, c, value, day)
                elif isinstance(value, str) and value in ERRORS:
                    sheet.row(r).set_cell_error(c, ERRORS[value])
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write(r, c, xlwt.Formula(value[1:]))
                elif value != "":
                    sheet.write(r, c, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# --- zip packages --------------------------------------------------------------------------------------------------------


def packed(members, compression=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for path, data in members.items():
            archive.writestr(path, data)
    return content.getvalue()


def _ods_cell(value):
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if value in ERRORS:
        return f'<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>{value}</text:p></table:table-cell>'
    if value == "":
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods_of(body, styles=""):
    """An .ods around the XML of its tables."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        f'office:version="1.3"><office:automatic-styles><style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>'
    return packed({"mimetype": mime, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods(sheets, *, hidden_rows=(), hidden_columns=(), hidden_sheets=()):
    tables = []
    for name, rows in sheets.items():
        width = max(map(len, rows), default=1)
        collapse, filtered = ' table:visibility="collapse"', ' table:visibility="filter"'
        columns = "".join(f"<table:table-column{collapse * (c in hidden_columns)}/>" for c in range(1, width + 1))
        lines = "".join(
            f"<table:table-row{filtered * (r in hidden_rows)}>{''.join(map(_ods_cell, row))}"
            f'<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
            for r, row in enumerate(rows, 1)
        )
        style = ' table:style-name="off"' if name in hidden_sheets else ""
        tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        tables.append(f"<table:table table:name={quoteattr(name)}{style}>{columns}{lines}{tail}</table:table>")
    return ods_of("".join(tables))


def _bin(kind, body=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + body


def _wide(text):
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _bin_cell(c, value, epoch_1904):
    at = struct.pack("<II", c, int(isinstance(value, date)))
    if isinstance(value, date):
        return _bin(5, at + struct.pack("<d", serial(value, epoch_1904)))
    if isinstance(value, bool):
        return _bin(4, at + bytes([value]))
    if isinstance(value, int | float):
        return _bin(5, at + struct.pack("<d", value))
    if value in ERRORS:
        return _bin(3, at + bytes([ERRORS[value]]))
    return _bin(6, at + _wide(value))


def xlsb(sheets, *, epoch_1904=False, hidden_rows=(), hidden_columns=(), hidden_sheets=()):
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    members, bundle, relations = {}, b"", ""
    for n, (name, rows) in enumerate(sheets.items(), 1):
        bundle += _bin(156, struct.pack("<II", int(name in hidden_sheets), n) + _wide(f"rId{n}") + _wide(name))
        relations += f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        body = _bin(129) + _bin(148, struct.pack("<IIII", 0, max(0, len(rows) - 1), 0, 9))
        body += b"".join(_bin(60, struct.pack("<IIIIH", c - 1, c - 1, 2304, 0, 1)) for c in hidden_columns) + _bin(145)
        for r, row in enumerate(rows):
            flags = bytes([0, 0x10 if r + 1 in hidden_rows else 0, 0])
            body += _bin(0, struct.pack("<IIH", r, 0, 300) + flags + struct.pack("<III", 1, 0, len(row)))
            body += b"".join(_bin_cell(c, v, epoch_1904) for c, v in enumerate(row) if v != "")
        members[f"xl/worksheets/sheet{n}.bin"] = body + _bin(146) + _bin(130)
    relations += f'<Relationship Id="rId99" Type="{relation}/styles" Target="styles.bin"/>'
    text = DATE_FORMAT
    styles = _bin(278) + _bin(615, struct.pack("<I", 1)) + _bin(44, struct.pack("<H", 164) + _wide(text)) + _bin(616)
    styles += _bin(617, struct.pack("<I", 2))
    styles += b"".join(_bin(47, struct.pack("<HH", 0, n) + bytes(12)) for n in (0, 164)) + _bin(618) + _bin(279)
    book = (
        _bin(131)
        + _bin(153, struct.pack("<II", int(epoch_1904), 0) + _wide(""))
        + _bin(143)
        + bundle
        + _bin(144)
        + _bin(132)
    )
    return packed({
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{types}"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        "xl/styles.bin": styles,
        **members,
    })  # fmt: skip


def xlsx_of(sheet, *, workbook="", shared=None, name="表", sheets=None):
    """An .xlsx around the XML of its sheet (or several, by name)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheets = sheets or {name: sheet}
    listed = "".join(f'<sheet name={quoteattr(s)} sheetId="{n}" r:id="rId{n}"/>' for n, s in enumerate(sheets, 1))
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    if shared is not None:
        relations += f'<Relationship Id="rId99" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/>'
    members = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{main}" xmlns:r="{relation}">{workbook}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        **{
            f"xl/worksheets/sheet{n}.xml": f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{main}">{xml}</worksheet>'
            for n, xml in enumerate(sheets.values(), 1)
        },
    }
    if shared is not None:
        members["xl/sharedStrings.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{main}">{shared}</sst>'
    return packed(members)


# --- XML 2003 ------------------------------------------------------------------------------------------------------------


def _xml_cell(value):
    if isinstance(value, bool):
        kind, text = "Boolean", str(int(value))
    elif isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        kind, text = "DateTime", f"{moment.isoformat()}.000"
    elif isinstance(value, int | float):
        kind, text = "Number", repr(value)
    else:
        kind, text = ("Error" if value in ERRORS else "String"), escape(value)
    return f'<Data ss:Type="{kind}">{text}</Data>'


def xml_2003(sheets, *, hidden_rows=(), hidden_columns=(), hidden_sheets=()):
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    body = ""
    for name, rows in sheets.items():
        columns = "".join(f'<Column ss:Index="{c}" ss:Hidden="1"/>' for c in hidden_columns)
        lines = ""
        for r, row in enumerate(rows, 1):
            cells = "".join(f'<Cell ss:Index="{c}">{_xml_cell(v)}</Cell>' for c, v in enumerate(row, 1) if v != "")
            unseen = ' ss:Hidden="1"' * (r in hidden_rows)
            lines += f'<Row ss:Index="{r}"{unseen}>{cells}</Row>'
        seen = "<Visible>SheetHidden</Visible>" if name in hidden_sheets else ""
        options = f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{seen}</WorksheetOptions>'
        body += f"<Worksheet ss:Name={quoteattr(name)}><Table>{columns}{lines}</Table>{options}</Worksheet>"
    return f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{space}" xmlns:ss="{space}">{body}</Workbook>'.encode()
