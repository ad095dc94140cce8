"""Screenshots of every page on the sample data, at three sizes, into pictures/: `make pictures`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("", "revenue", "refunds", "hotline", "supervision", "party", "narrative", "fill", "data", "dictionary")
SIZES = {"projector": (1920, 1080), "desk": (1440, 900), "phone": (390, 844)}


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(port: int, seconds: float = 60) -> None:
    """Return when the health address answers ok; SystemExit with a sentence if it does not in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.3)
    sys.exit("看板没有在一分钟内启动")


def settle(page: Page) -> None:
    """Wait until the script has run and charts stand still."""
    page.wait_for_selector('[data-testid="stSidebar"], h1', timeout=30_000)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=30_000)
    page.wait_for_timeout(1200)


def take(port: int, folder: Path, names: tuple[str, ...]) -> None:
    """One picture a page and size."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("没有找到 Chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
            for name in names:
                page.goto(f"http://127.0.0.1:{port}/{name}")
                settle(page)
                page.screenshot(path=folder / f"{name or 'overview'}-{size}.png")
            page.close()
        browser.close()


def main() -> None:
    """Load the sample into a folder of its own, serve it, take the pictures, stop the server."""
    folder = ROOT / "pictures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "BUREAU_DATA": data}
        subprocess.run([sys.executable, "-m", "etl", "load", "data/sample"], cwd=ROOT, env=environment, check=True)
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "dashboard.py",
            "--server.port",
            str(port),
            "--server.headless",
            "true",
        ]
        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            wait_until_served(port)
            take(port, folder, tuple(sys.argv[1:]) or PAGES)
        finally:
            server.terminate()
            server.wait()
    print(f"截图在 {folder}")


if __name__ == "__main__":
    main()
