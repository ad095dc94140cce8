"""A real server on a free port of 127.0.0.1 with the sample data, and a real Chromium that watches what it asks for."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NARROW = 768
"""Pixels up to which the sidebar lies over the page."""
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served_data(loaded_sample, tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(loaded_sample, data)
    return data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            return answer.read() == b"ok"
    except OSError:
        return False


@contextmanager
def served(data: Path, log: Path):
    """The dashboard on a data folder, as its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    command += ["--server.fileWatcherType", "none"]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "BUREAU_DATA": str(data)}, stdout=out, stderr=out
        )
        try:
            until = time.monotonic() + 60
            while not answers(address):
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.3)
            yield address
        finally:
            server.terminate()
            server.wait()


@pytest.fixture(scope="session")
def address(served_data, tmp_path_factory):
    with served(served_data, tmp_path_factory.mktemp("log") / "server.txt") as where:
        yield where


@pytest.fixture
def empty_bureau(tmp_path):
    """A dashboard before its first load: its address and its data folder."""
    data = tmp_path / "bureau"
    data.mkdir()
    with served(data, tmp_path / "server.txt") as where:
        yield where, data


@pytest.fixture(scope="session")
def chromium():
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail(
            "没有找到 Chromium：请安装 chromium 与 fonts-noto-cjk，或用环境变量 CHROMIUM 指明它在哪里。", pytrace=False
        )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def window(browser):
    return browser.new_context(locale="zh-CN", accept_downloads=True)


class Watched:
    """A browser tab, with what it asked for outside this machine and what its console complained of."""

    def __init__(self, window, address, width=1440, height=900):
        self.address, self.outside, self.complaints = address, [], []
        self.page = window.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_default_timeout(60_000)  # the machine may be busy with other tests
        self.page.on("request", lambda r: self._asked(r.url))
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, url):
        if not url.startswith((self.address, self.address.replace("http", "ws", 1), "data:", "blob:")):
            self.outside.append(url)

    def _said(self, message):
        if message.type != "error":
            return
        # Streamlit on a deep link looks for its base path: two 404s that cannot be avoided
        place = (message.location or {}).get("url", "")
        if place.endswith(("/_stcore/health", "/_stcore/host-config")) and "404" in message.text:
            return
        # A download button looks after its link once more when a rerun has just replaced it. What is downloaded is
        # compared byte by byte where it matters; a link that a person can press is always the new one.
        if "404" in message.text and ("/media/" in place or "Download Button source error" in message.text):
            return
        self.complaints.append(f"{message.text} {place}")

    def open(self, path):
        self.page.goto(f"{self.address}/{path}")
        return self.page

    def go(self, path):
        self.open(path)
        return self.settle()

    def settle(self):
        self.page.wait_for_selector("h1.page-title", timeout=60_000)
        self.page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=60_000)
        self.page.wait_for_timeout(700)
        return self.page


def hand_in(page, field, *files):
    """Puts files into an uploader of a page. What comes in the very instant in which Streamlit sets the field up is lost: the
    field then still reports that it is empty. No person is that quick."""
    page.wait_for_selector(field, state="attached")
    page.wait_for_timeout(2000)
    page.set_input_files(field, list(files))


@pytest.fixture(scope="session")
def desktop(chromium):
    """One window for all tabs of a desk's size: it holds what the browser has compiled of Streamlit."""
    return window(chromium)


@pytest.fixture
def telephone(chromium):
    """A window of its own: that the sidebar was closed on a telephone is remembered in it."""
    with window(chromium) as own:
        yield own


@pytest.fixture
def watched(desktop, telephone, address):
    opened = []

    def open_tab(width=1440, height=900):
        opened.append(Watched(desktop if width > NARROW else telephone, address, width, height))
        return opened[-1]

    yield open_tab
    for tab in opened:
        tab.page.close()
