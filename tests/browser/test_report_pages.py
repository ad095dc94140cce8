"""报告对照 and 填报导出 in a real browser: by keyboard, by link, on a projector and a telephone, with odd reports."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from tabs import hand_in

MIXED = (
    "2022年度工作报告\n一、主要工作\n全年集中学习**次，谈心谈话90人次，收到感谢信**封，共组织税费收入38.62亿元。\n"
    "开展“两项行动”。一是学习。二是宣传。三是整改。\n2022年*月*日\n"
)
REPORTS = {
    "混合_2022.txt": MIXED,
    "无空格_2022.txt": "关于召开会议的通知\n定于近期召开会议，请准时参加。\n",
    "全是日期_2022.txt": "2022年大事记\n*月*日召开会议。\n20**年*月完成验收。\n",
    "长报告_2022.txt": "2022年度长报告\n"
    + "".join(f"第{n}段，集中学习**次，谈心谈话90人次。\n" for n in range(1, 201)),
}
SAMPLE = "述责述廉报告_2022_演示数据.docx"
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module", autouse=True)
def reports(served_data):
    folder = served_data / "report"
    folder.mkdir(exist_ok=True)
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    yield
    for name in REPORTS:
        (folder / name).unlink()


def address(page, report, **more):
    return f"{page}?year=2022&report={quote(report)}" + "".join(f"&{k}={v}" for k, v in more.items())


def test_the_keyboard_walks_from_blank_to_blank_and_the_card_follows(watched):
    tab = watched(width=1920, height=1080)
    page = tab.go(address("narrative", "混合_2022.txt"))
    page.locator(".mark").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**at=c1**")
    card = page.locator(".st-key-card")
    card.get_by_text("文中写作 90人次").first.wait_for()  # the address changes before the card does
    tab.settle()
    page.keyboard.press("End")
    page.wait_for_url("**at=b4**")
    card.get_by_text("程序原样保留").first.wait_for()
    tab.settle()
    page.keyboard.press("Home")
    page.wait_for_url("**at=b1**")
    assert page.evaluate("document.activeElement !== document.body")
    assert tab.complaints == []


def test_the_paper_keeps_its_place_when_it_is_written_anew(watched):
    """Another year changes what every figure says, and no choice; another report begins where its own figure is."""
    tab = watched()
    page = tab.go(address("narrative", "长报告_2022.txt", at="b180"))
    paper = page.locator(".desk")
    expect(paper.locator(".mark.chosen")).to_be_in_viewport()  # brought there once it is laid out
    at_the_choice = paper.evaluate("e => e.scrollTop")
    paper.evaluate("e => { e.scrollTop -= 700; }")
    before = paper.get_attribute("data-signature")
    page.locator('[data-testid="stSidebar"] [data-testid="stSelectbox"]').first.click()
    page.get_by_role("option", name="2021").click()
    expect(paper).not_to_have_attribute("data-signature", before, timeout=60_000)
    tab.settle()
    assert paper.evaluate("e => e.scrollTop") == at_the_choice - 700 > 0
    tab.go(address("narrative", "混合_2022.txt", at="b1"))
    expect(page.locator(".mark.chosen")).to_have_attribute("data-id", "b1")


def test_states_are_told_by_signs_and_words_and_filters_leave_one(watched):
    page = watched(width=1920, height=1080).go(address("narrative", "混合_2022.txt", only=quote("不一致")))
    signs = "e => getComputedStyle(e, '::after').content"
    seen = {c: page.locator(f".mark.{c}").first.evaluate(signs) for c in ("match", "mismatch", "ask")}
    assert seen == {
        "match": "none",
        "mismatch": '"\u2060≠"',
        "ask": "none",
    }  # what is filtered out stands as plain text
    for shown in (".mark:not(.dim)", ".mark.mismatch"):
        expect(page.locator(shown)).to_have_count(2)
    bar = page.locator(".st-key-desk_bar").inner_text()
    assert "2 处空格中 1 处已有数据；2 处数字中 1 处一致；另有 1 处文字要核对" in bar
    assert page.evaluate(BEYOND) <= 0


def test_each_row_of_the_fill_page_leads_to_its_place(watched):
    tab = watched(width=1920, height=1080)
    page = tab.go(address("fill", SAMPLE))
    page.locator("text=查看").nth(6).click()
    page.wait_for_url("**narrative?**at=b7**")
    tab.settle()
    expect(page.locator(".mark.chosen")).to_have_attribute("data-id", "b7")
    expect(page.locator(".st-key-card")).to_contain_text("青年干部座谈会次数")


def test_an_uploaded_report_is_worked_on_like_one_on_hand(watched, served_data):
    tab = watched(width=1920, height=1080)
    page = tab.go("fill?year=2022")
    text = "2022年总结\n全年集中学习**次，慰问困难群众**户，谈心谈话90人次。\n"
    written = {"name": "新写的.txt", "mimeType": "text/plain", "buffer": text.encode()}
    hand_in(page, "input[type=file]", written)
    page.wait_for_url("**report=%E6%96%B0**")
    page.get_by_text("还有 1 处空格没有数").wait_for()
    expect(page.locator("body")).to_contain_text("文中已写的内容有 1 处要核对")
    page.reload()
    page.locator("ul.lines a").first.click()
    page.wait_for_url("**narrative?**at=b2**")
    tab.settle()
    expect(page.locator(".mark.chosen")).to_have_attribute("data-id", "b2")
    page.reload()
    tab.settle()
    expect(page.locator(".mark.chosen")).to_have_attribute("data-id", "b2")
    page = tab.go(address("fill", "新写的.txt"))
    page.get_by_text("移除这份报告").click()
    page.get_by_role("button", name="移除", exact=True).click()
    page.get_by_text("23 处空格，23 处已有数据").wait_for()
    assert not (served_data / "report" / "brought" / "新写的.txt").exists()
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("report", "says"),
    [("无空格_2022.txt", "没有要填数的空格；没有已写的数"), ("全是日期_2022.txt", "没有要填数的空格；没有已写的数")],
)
def test_a_report_with_nothing_to_fill_says_so(watched, report, says):
    tab = watched(width=390, height=844)
    page = tab.go(address("narrative", report))
    expect(page.locator(".st-key-desk_bar")).to_contain_text(says)
    assert page.evaluate(BEYOND) <= 0
    assert tab.complaints == []


def test_a_long_report_opens_at_the_figure_of_its_link(watched):
    tab = watched(width=390, height=844)
    page = tab.go(address("narrative", "长报告_2022.txt", at="b180"))
    box = page.locator(".mark.chosen").bounding_box()
    card = page.locator(".st-key-card").bounding_box()
    assert 0 < box["y"] < card["y"]
    assert page.locator(".mark").count() >= 400


def test_on_a_telephone_the_fill_page_stands_in_cards(watched):
    page = watched(width=390, height=844).go(address("fill", SAMPLE))
    assert page.locator("table.stack tbody tr").first.evaluate("e => getComputedStyle(e).display") == "block"
    assert page.evaluate(BEYOND) <= 0
