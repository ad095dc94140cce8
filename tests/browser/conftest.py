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
from playwright.sync_api import expect, sync_playwright
from tabs import NARROW, Watched, window

ROOT = Path(__file__).resolve().parents[2]
expect.set_options(timeout=60_000)  # the machine may be busy with other tests
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
def watched(request, desktop, address):
    opened = []

    def open_tab(width=1440, height=900):
        window = desktop if width > NARROW else request.getfixturevalue("telephone")
        opened.append(Watched(window, address, width, height))
        return opened[-1]

    yield open_tab
    for tab in opened:
        if not tab.page.is_closed():  # a telephone's window went before
            tab.page.close()
