"""LibreOffice as a second reader of the files we write. It answers 0 even for a file it refuses, so outputs are looked for."""

import shutil
import subprocess
import tempfile
from functools import cache

from lxml import etree
from word_files import parts_of

SOFFICE = shutil.which("soffice") if shutil.which("pdftotext") else None


@cache
def _home():
    """LibreOffice's settings, one folder for all the conversions of this process: to make them takes longer than a conversion."""
    return tempfile.TemporaryDirectory(prefix="office", ignore_cleanup_errors=True)


def convert(kind, folder, *paths):
    """Files of one folder as another kind, in one run of LibreOffice; what it refuses is missing afterwards."""
    command = [SOFFICE, f"-env:UserInstallation=file://{_home().name}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=300)


def printed(path):
    """The text of each page of a PDF that was made from a Word file of ours."""
    assert path.exists(), f"LibreOffice refused {path.stem}"
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def pages(path):
    """The text of each page as printed."""
    convert("pdf", path.parent, path)
    return printed(path.with_suffix(".pdf"))


def comments_in(path):
    """How many comments a Word file has."""
    assert path.exists(), f"LibreOffice refused {path.name}"
    parts = parts_of(path.read_bytes())
    return len(etree.fromstring(parts["word/comments.xml"])) if "word/comments.xml" in parts else 0


def comments_kept(path):
    """Comments left after LibreOffice has read the file and written it again."""
    convert("docx:MS Word 2007 XML", path.parent / "again", path)
    return comments_in(path.parent / "again" / path.name)
