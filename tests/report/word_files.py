"""Word files made from bare XML, so that a test says exactly what is inside."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
ROOTS = {
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "settings": "settings",
    "styles": "styles",
}


def run(text, properties=""):
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r w:rsidR="00AB12CD">{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside):
    return f'<w:p w:rsidR="00AB12CD">{"".join(inside)}</w:p>'


def text_box(choice, fallback=None):
    """A text box as Word stores it, twice."""
    shape = f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2360930" cy="800000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{choice}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>'
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2360930" cy="800000"/><wp:docPr id="7" name="Box"/>'
        f'<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    old = f'<w:pict><v:shape id="s1" type="#_x0000_t202" style="width:185.9pt;height:63pt"><v:textbox><w:txbxContent>{choice if fallback is None else fallback}</w:txbxContent></v:textbox></v:shape></w:pict>'
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'


def word_file(body, *, strict=False, section=SECTION, others=None, styles=True, extra=None):
    """A .docx. `others`: {"header1": inner XML, "footnotes": …}; `extra`: {name: bytes} put in as they are."""
    space, relation = (STRICT_W, STRICT_R) if strict else (W, R)
    others = dict(others or {})
    if styles:
        others.setdefault(
            "styles", '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        )
    named = f'xmlns:w="{space}" xmlns:r="{relation}" {OTHERS}'
    references, relations, types = "", "", ""
    for number, name in enumerate(others, 1):
        kind = name.rstrip("0123456789")
        relations += f'<Relationship Id="rId{number}" Type="{relation}/{kind}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'
        if kind in ("header", "footer"):
            references += f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
    section = section.replace("<w:sectPr>", f"<w:sectPr>{references}")
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        "word/document.xml": f"{HEAD}<w:document {named}><w:body>{body}{section}</w:body></w:document>",
    }
    for name, inside in others.items():
        root = ROOTS[name.rstrip("0123456789")]
        parts[f"word/{name}.xml"] = f"{HEAD}<w:{root} {named}>{inside}</w:{root}>"
    return zipped({**parts, **(extra or {}), "word/media/image1.png": bytes(range(256)) * 40})


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, data) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, (2022, 12, 1 + number, 8, 30, 2 * number))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {e.filename: archive.read(e) for e in archive.infolist()}


def entries_of(data):
    """All that the zip says of each entry, but sizes and places."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            e.filename: (
                e.date_time,
                e.compress_type,
                e.external_attr,
                e.create_system,
                e.flag_bits,
                e.CRC,
                e.compress_size,
            )
            for e in archive.infolist()
        }
