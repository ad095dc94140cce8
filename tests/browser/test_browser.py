"""In a real browser: deep links, a walk over every page, no English, nothing outside this machine, upload, download."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError, expect
from tabs import hand_in

ROOT = Path(__file__).resolve().parents[2]

PAGES = {
    "": "总览", "revenue": "税费收入", "refunds": "退税减税降费", "hotline": "咨询热线", "supervision": "监督",
    "party": "党建与宣传", "narrative": "报告对照", "fill": "填报导出", "data": "数据", "dictionary": "指标口径",
}  # fmt: skip

# What may stand in Latin letters, all of it in one place:
#  - elements marked translate="no": names that are not ours to translate (files, sheets, builds, metric keys), the
#    wording of the report itself, SQL, and the font's ligatures for icons;
#  - these words, which officials use as they are, and the endings of the names of files they bring.
ALLOWED = {
    "Word",
    "Excel",
    "WPS",
    "XLSX",
    "XLS",
    "XLSM",
    "XLSB",
    "ET",
    "ODS",
    "TSV",
    "XML",
    "CSV",
    "DOCX",
    "TXT",
    "MD",
    "MB",
    "KB",
    "GB",
    "SQL",
    "POS",
    "xlsx",
    "xls",
    "csv",
    "ods",
    "tsv",
    "docx",
    "txt",
}

SCAN = """
() => {
  const found = [];
  const roots = [document];
  while (roots.length) {
    const root = roots.pop();
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) { roots.push(node.shadowRoot); }
      if (node.closest('[translate="no"],script,style,title,head,noscript')) { continue; }
      if (!node.checkVisibility || !node.checkVisibility({visibilityProperty: true})) { continue; }
      for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
        const value = node.getAttribute(name);
        if (value) { found.push(value); }
      }
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE && child.nodeValue.trim()) { found.push(child.nodeValue.trim()); }
      }
    }
  }
  return found;
}
"""


def english(page):
    return sorted({t for t in page.evaluate(SCAN) if set(re.findall(r"[A-Za-z]{2,}", t)) - ALLOWED})


@pytest.mark.parametrize(
    "name", ["", "revenue", "narrative", "data"]
)  # one of each kind; the walk comes to all of them
def test_a_cold_deep_link_shows_its_page(watched, name):
    tab = watched()
    page = tab.go(f"{name}?year=2021")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("2021")
    assert page.inner_text("h1.page-title").strip().endswith(PAGES[name])
    expect(page.locator(".sample-band")).to_contain_text("演示数据")
    assert "没有显示完整" not in page.inner_text('[data-testid="stMain"]')
    assert "year=2021" in page.url
    page.wait_for_function("document.documentElement.lang === 'zh-CN'")
    assert not tab.complaints
    assert not tab.outside


def test_a_walk_over_all_pages(watched):
    tab = watched()
    page = tab.go("?year=2021")
    said = {}
    for name, label in PAGES.items():
        page.click(f'[data-testid="stSidebar"] [data-testid="stPageLink-NavLink"]:has-text("{label}") >> nth=0')
        page.wait_for_function(
            "l => document.querySelector('h1.page-title')?.innerText.trim().endsWith(l)", arg=label, timeout=60_000
        )
        tab.settle()
        assert "year=2021" in page.url, name
        said[name] = english(page)
    assert not {name: words for name, words in said.items() if words}
    assert not tab.complaints
    assert not tab.outside


def test_charts_are_drawn_and_speak_of_yi(watched):
    page = watched().go("revenue")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    ticks = page.eval_on_selector_all(".js-plotly-plot .ytick text", "nodes => nodes.map(n => n.textContent)")
    assert ticks
    assert not [t for t in ticks if re.search(r"[KMBk]", t)]
    expect(page.locator('[data-testid="stMain"]')).to_contain_text("亿元")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 710, "height": 1000})
    page.emulate_media(media="print")
    copies = page.locator(".paper-copy")
    assert copies.count() == page.locator(".js-plotly-plot").count() > 4
    for box in (c.bounding_box() for c in copies.all()):
        assert box["height"] > 100
        assert box["x"] + box["width"] <= 710, "nothing of a chart lies beside the paper"
    assert not page.locator(".js-plotly-plot").first.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(copies).to_have_count(0)


def test_clicking_a_figure_changes_the_card_and_the_address(watched):
    tab = watched()
    page = tab.open("narrative")
    page.locator(".mark.chosen").wait_for()
    marks, paper = page.locator(".mark.filled"), page.locator(".desk")
    marks.nth(5).scroll_into_view_if_needed()
    scrolled = paper.evaluate("e => e.scrollTop")
    tab.settle()
    assert paper.evaluate("e => e.scrollTop") == scrolled > 0, "the paper moves under the pointer"
    before = page.inner_text(".card-name")
    marks.nth(5).click()
    page.wait_for_function("b => document.querySelector('.card-name').innerText !== b", arg=before)
    assert "at=" in page.url
    expect(page.locator(".mark.chosen")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    expect(page.locator(".mark.chosen")).to_have_count(1)
    assert not page.locator("text=没有显示完整").count()


@pytest.mark.parametrize("size", [{}, {"width": 390, "height": 844}])
def test_a_card_opened_from_the_keyboard_shows_the_rows_behind_it(watched, size):
    tab = watched(**size)
    page = tab.go("?year=2022&months=9")
    page.locator("a.tile").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-proof .card-value")
    tab.settle()
    assert "metric=relief_amount" in page.url
    expect(page.locator("h1.page-title")).to_contain_text("1—9月")
    expect(page.locator(".month-values li"), "months after those looked at stand nowhere").to_have_count(9)
    page.click('.st-key-proof summary:has-text("来源行")')
    page.wait_for_selector(".st-key-proof table.rows td")
    with page.expect_download() as taken:
        page.click('button:has-text("下载全部来源行")')
    assert taken.value.suggested_filename.startswith("来源行_退税降费金额_2022")
    assert page.evaluate("document.documentElement.scrollWidth") <= (size.get("width") or 1440)
    assert not tab.complaints
    assert not tab.outside


def test_a_file_of_the_wrong_kind_is_refused_in_a_sentence(watched, tmp_path):
    page = watched().go("data")
    (tmp_path / "程序.exe").write_bytes(b"MZ")
    hand_in(page, ".st-key-files_0 input[type=file]", str(tmp_path / "程序.exe"))
    told = page.locator('[data-testid="stFileChip"] [role="alert"]')
    told.wait_for()
    page.wait_for_timeout(500)
    assert told.inner_text().startswith("这种文件不能上传，没有收下")
    assert told.bounding_box()["width"] > 200


def test_on_a_telephone_the_card_is_in_sight(watched):
    page = watched(width=390, height=844).go("narrative")
    box = page.locator(".st-key-card").bounding_box()
    assert box["y"] < 844
    assert box["y"] + box["height"] <= 845
    chosen = page.locator(".mark.chosen").bounding_box()
    assert chosen["y"] + chosen["height"] <= box["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def wait_for_words(page, words, seconds=180):
    """Wait until the page says this; if it never does, fail with what it says instead."""
    try:
        page.wait_for_selector(f"text={words}", timeout=seconds * 1000)
    except TimeoutError:
        pytest.fail(
            f"“{words}” did not appear; the page says: {page.inner_text('[data-testid=stMain]')}", pytrace=False
        )


def test_a_file_is_checked_then_accepted(watched, tmp_path):
    original = next((ROOT / "data" / "sample" / "hotline").glob("*2022*"))
    file = tmp_path / original.name.replace("2022", "2022更正")
    shutil.copy(original, file)
    changed = _one_more_call(file)
    tab = watched()
    page = tab.go("data")
    hand_in(page, ".st-key-files_0 input[type=file]", str(changed))
    wait_for_words(page, "1 份可入库，0 份退回")
    assert not english(page)
    page.click(".st-key-load_now button")
    wait_for_words(page, "已入库 1 份文件")
    assert not tab.complaints


def _one_more_call(file):
    """The file with one more call on its first day and in its total, so that its content is new and still adds up."""
    from openpyxl import load_workbook

    book = load_workbook(file)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(c.value == "来电总量" for c in row))
    column = next(c.column for c in head if c.value == "来电总量")
    total = next(row[0].row for row in sheet.iter_rows() if row[0].value == "合计")
    for line in (head[0].row + 1, total):
        sheet.cell(line, column).value += 1
    book.save(file)
    return file


def test_a_file_with_a_bad_cell_is_refused_and_the_cell_named(watched, tmp_path):
    file = tmp_path / "监督台账_2022年.csv"
    file.write_text("日期,事项,次数\n2022-03-01,专项监督检查,若干次\n", encoding="utf-8")
    page = watched().go("data")
    hand_in(page, ".st-key-files_0 input[type=file]", str(file))
    wait_for_words(page, "0 份可入库，1 份退回")
    expect(page.locator('[data-testid="stMain"]'), "a file that stands alone lies open").to_contain_text(
        "应当怎样", use_inner_text=True
    )
    expect(page.locator('[data-testid="stMain"]')).to_contain_text("若干次")


def test_the_filled_report_has_no_star_left(watched, tmp_path):
    from report.document import read

    page = watched().go("fill?year=2022")
    with page.expect_download(timeout=90_000) as waiting:
        page.click('button:has-text("下载填好的报告")')
    name = waiting.value.suggested_filename
    saved = tmp_path / name
    waiting.value.save_as(saved)
    assert "演示数据" in name
    assert "*" not in read(saved).text


def test_on_a_telephone_the_sidebar_closes_when_a_page_is_chosen(watched):
    page = watched(width=390, height=844).go("narrative")
    page.click('[data-testid="stExpandSidebarButton"]')
    page.click('[data-testid="stSidebar"] a[href*="hotline"]')
    page.wait_for_url("**/hotline*")
    right = "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right"
    page.wait_for_function(f"{right} <= 0")
    assert page.is_visible('[data-testid="stExpandSidebarButton"]')  # and can be opened again


def test_a_link_keeps_its_year_through_clicks_and_back_is_one_page(watched):
    tab = watched()
    page = tab.go("?year=2021&months=6")
    for name in ("税费收入", "报告对照", "咨询热线"):
        page.locator("[data-testid=stSidebar] a", has_text=name).click()
        page.wait_for_function(
            "n => document.querySelector('h1.page-title')?.innerText.endsWith(n)", arg=name, timeout=60_000
        )
        tab.settle()
        assert "year=2021&months=6" in page.url
    for path, title in (
        ("narrative", "报告对照"),
        ("revenue", "2021年上半年 税费收入"),
        ("", "2021年上半年 税收工作总览"),
    ):
        page.go_back()
        page.wait_for_function(
            "t => document.querySelector('h1.page-title')?.innerText === t", arg=title, timeout=60_000
        )
        assert f"/{path}?year=2021&months=6" in page.url
    assert tab.complaints == []
