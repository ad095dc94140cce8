"""A month's end on the page 数据: a folder checked and loaded, a marked sheet mended and loaded, and the way back."""

import sent_folder
from openpyxl import load_workbook
from playwright.sync_api import expect
from tabs import Watched, hand_in, window
from test_browser import english, wait_for_words

from etl.keeping.batches import in_force
from warehouse.places import places
from warehouse.snapshots import current_build

MAIN = "[data-testid=stMain]"


def unfold(page, words):
    """Opened, and still open a moment later: a page that is written anew meanwhile closes it again."""
    fold = page.locator("[data-testid=stExpander]", has=page.locator(f"summary:has-text('{words}')")).first
    for _ in range(20):
        if fold.locator("details").get_attribute("open") is None:
            fold.locator("summary").click()
        page.wait_for_timeout(300)
        if fold.locator("details").get_attribute("open") is not None:
            break
    return fold


def press(page, key):
    page.click(f".st-key-{key} button")


def saved(page, click, path):
    """What a click downloads, at a path (or in a folder under its own name)."""
    with page.expect_download() as waiting:
        click()
    target = path / waiting.value.suggested_filename if path.is_dir() else path
    waiting.value.save_as(target)
    return target


def a_folder_is_checked(page, sent, data):
    hand_in(page, ".st-key-folder_0 input[type=file]", str(sent))
    wait_for_words(page, "10 份可入库，3 份退回，0 份没有变化或跳过")
    assert current_build(places(data)) is None, "checking loads nothing"
    shown = page.inner_text(MAIN)
    assert shown.index("退回") < shown.index("税费收入_2022年3月")
    assert "文件不完整或已损坏" in shown
    assert "工作日天数" not in shown, "the calendar is not what was sent"
    assert not english(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def what_was_understood_is_shown(page):
    income = unfold(page, "税费收入_2022年3月.xlsx").inner_text()
    read = ("表头第 3 行", "读自标题", "金额单位 万元", "合计类的行", "入库金额", "第二税务所", "1,205,000.00", "未报")
    for words in read:
        assert words in income, words
    wrong_total = unfold(page, "税费收入_2022年4月.xlsx").inner_text()
    assert "D6" in wrong_total
    assert "300" in wrong_total
    talks = unfold(page, "谈心谈话_2022年4月.xlsx")
    expect(talks).to_contain_text("六人")
    assert "要填人次" not in talks.inner_text(), "what is no number is not also a number that is missing"
    return talks


def loaded(page, tab, data, words, in_all):
    """The build that loading makes."""
    press(page, "load_now")
    wait_for_words(page, words)
    tab.settle()
    assert len(in_force(places(data))[1]) == in_all
    return current_build(places(data))


def a_load_is_undone(page, tab, data, first, second):
    press(page, "undo")
    wait_for_words(page, "撤销后会变动的数")
    assert current_build(places(data)) == second, "asked before it is done"
    expect(page.locator(".st-key-going_back_box")).to_contain_text("谈心谈话人次")
    press(page, "back_yes")
    page.wait_for_function("!document.querySelector('.st-key-going_back_box')", timeout=60_000)
    tab.settle()
    assert current_build(places(data)) == first
    assert len(in_force(places(data))[1]) == 10


def the_history_tells_it(page, tab, file, name, build):
    page.click("a:has-text('全部入库历史（2 个版本）')")
    page.wait_for_function("document.querySelector('h1.page-title')?.innerText.includes('入库历史')", timeout=60_000)
    tab.settle()
    page.fill(".st-key-q input", "谈心谈话")
    page.keyboard.press("Enter")
    wait_for_words(page, "下面列出 1 条")
    tab.settle()  # the words come before the button is that of this run
    saved(page, lambda: press(page, "loads_xlsx"), file)
    headings, row = load_workbook(file).active.iter_rows(values_only=True)
    kept = dict(zip(headings, row, strict=True))
    assert (kept["文件"], kept["行数"], kept["状态"], kept["数据版本"]) == (name, 2, "已撤销", build)
    assert "谈心谈话人次 2022年4月：— → 6 人次" in kept["变动的数"]
    page.click("table.loads a:has-text('查看')")
    wait_for_words(page, "这次入库变动的数")
    tab.settle()
    assert not lasting_english(page)


def test_a_folder_is_read_loaded_mended_and_undone(chromium, empty_bureau, tmp_path):
    address, data = empty_bureau
    sent = sent_folder.make(tmp_path / "三月")
    (tmp_path / "back").mkdir()
    tab = Watched(window(chromium), address, width=1366, height=768)
    page = tab.go("data")

    a_folder_is_checked(page, sent, data)
    talks = what_was_understood_is_shown(page)
    marked = saved(page, talks.locator("button:has-text('下载标注好的表')").click, tmp_path / "back")
    first = loaded(page, tab, data, "已入库 10 份文件", 10)
    expect(page.locator(MAIN), "what was refused can still be fetched").to_contain_text("退回")

    hand_in(page, ".st-key-files_1 input[type=file]", str(mended(marked)))
    wait_for_words(page, "1 份可入库，0 份退回")
    second = loaded(page, tab, data, "已入库 1 份文件", 11)
    assert second != first
    original = unfold(page, "这次入库的 1 份文件").locator("button:has-text('下载原件')")
    assert saved(page, original.click, tmp_path / "original.xlsx").read_bytes() == marked.read_bytes()

    a_load_is_undone(page, tab, data, first, second)
    the_history_tells_it(page, tab, tmp_path / "history.xlsx", marked.name, second)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not tab.complaints
    assert not tab.outside
    page.context.close()


def lasting_english(page):
    """Where a page came anew, stock words stand in it until the component that exchanges them has loaded."""
    for _ in range(60):
        if not english(page):
            break
        page.wait_for_timeout(250)
    return english(page)


def mended(marked):
    """The marked copy with the cell its first sheet names put right."""
    book = load_workbook(marked)
    listing, sheet = book.worksheets[0], book.worksheets[1]
    assert "D3" in str(listing["A5"].value)
    sheet["D3"] = 6
    book.save(marked)
    return marked
