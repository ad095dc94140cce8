"""LibreOffice as a second reader of the files we write. It answers 0 even for a file it refuses, so outputs are looked for."""

import shutil
import subprocess

from lxml import etree
from word_files import parts_of

SOFFICE = shutil.which("soffice") if shutil.which("pdftotext") else None


def _convert(path, kind, folder):
    home = path.parent / "office"
    command = [
        SOFFICE,
        f"-env:UserInstallation=file://{home}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = folder / path.with_suffix(f".{kind.split(':')[0]}").name
    assert made.exists(), f"LibreOffice refused {path.name}"
    return made


def pages(path):
    """The text of each page as printed."""
    made = _convert(path, "pdf", path.parent)
    text = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def comments_kept(path):
    """Comments left after LibreOffice has read the file and written it again."""
    made = _convert(path, "docx:MS Word 2007 XML", path.parent / "again")
    return len(etree.fromstring(parts_of(made.read_bytes())["word/comments.xml"]))
