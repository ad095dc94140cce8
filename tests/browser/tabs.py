"""Tabs of a real Chromium, as a person has them open, and the files that she hands in."""

NARROW = 768
"""Pixels up to which the sidebar lies over the page."""


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
        """Until the page's script has run and nothing runs any more: on a busy machine the first run may begin late, and a
        rerun that was asked for later still."""
        self.page.wait_for_selector("h1.page-title")
        for pause in (500, 200):
            self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
            self.page.wait_for_timeout(pause)
        return self.page


def hand_in(page, field, *files):
    """Puts files into an uploader of a page. What comes in the very instant in which Streamlit sets the field up is lost: the
    field then still reports that it is empty. No person is that quick."""
    page.wait_for_selector(field, state="attached")
    page.wait_for_timeout(2000)
    page.set_input_files(field, list(files))
