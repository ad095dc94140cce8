"""Every figure leads to what is behind it, and the card there is that of measure()."""

import re
from html import unescape

from test_pages import html, wrong

from metrics.measure import open_measurer
from metrics.periods import parse, year_period, year_to_date
from ui import proof, tables
from ui.glossary import by_page
from ui.view import View
from warehouse.places import places

LINK = re.compile(r'href="(dictionary\?metric=[^"]+)"')


def test_every_tile_and_every_figure_of_the_sentence_leads_to_its_sources(open_page, sample_data):
    catalogue = open_measurer(places(sample_data)).catalogue
    for script in ("dashboard.py", "pages/revenue.py", "pages/refunds.py", "pages/hotline.py", "pages/party.py"):
        shown = unescape(html(open_page(sample_data, script, year="2022", months="9")))
        tiles = re.findall(r'<a class="tile" href="([^"]+)"', shown)
        assert tiles
        assert shown.count('<div class="name">') == len(tiles)
        for target in LINK.findall(shown):
            asked = dict(p.split("=") for p in target.split("?")[1].split("&"))
            assert asked["metric"] in catalogue
            assert (asked["year"], asked["months"]) == ("2022", "9")
        sentence = next(n for n in shown.split("<p class=")[1:] if n.startswith('"fact"'))
        assert "<b>" not in re.sub(r"<a .*?</a>", "", sentence.split("</p>")[0])


def test_the_card_shows_definition_exact_value_months_and_rows(open_page, sample_data):
    app = open_page(sample_data, "pages/dictionary.py", metric="relief_amount", year="2022", months="9")
    assert not wrong(app)
    shown = unescape(html(app))
    reading = open_measurer(places(sample_data)).measure("relief_amount", year_to_date(2022, 9))
    assert reading.metric.meaning.rstrip("。") in shown
    assert f"{reading.value:,} 元" in shown
    assert shown.count("metric=relief_amount&year=2022&months=9&of=2022-") == 9
    assert "退税减税降费_2022_演示数据" in shown
    assert [b.proto.label for b in app.get("download_button")][:1] == ["下载全部来源行"]


def test_one_month_and_the_parts_of_a_rate_have_cards_of_their_own(open_page, sample_data):
    measurer = open_measurer(places(sample_data))
    month = measurer.measure("relief_amount", parse("2022-03"))
    shown = html(open_page(sample_data, "pages/dictionary.py", metric="relief_amount", of="2022-03"))
    assert f"{month.value:,} 元" in shown
    shown = unescape(html(open_page(sample_data, "pages/dictionary.py", metric="revenue_growth", of="不是期间")))
    assert "算自：2022年 税费收入" in shown
    assert "metric=revenue_total&year=2022&months=12&of=2021" in shown
    shown = html(open_page(sample_data, "pages/dictionary.py", metric="<b>no"))
    assert "没有“&lt;b&gt;no”这个指标" in shown


def test_rows_begin_with_the_day_and_the_amount_and_none_is_left_out(sample_data):
    where = places(sample_data)
    view = View(where, open_measurer(where), 2022, year_period(2022))
    reading = view.read("relief_amount")
    found = view.figures.rows(reading, limit=200_000)
    headings, rows = proof.arranged(view, reading, found)
    assert len(rows) == found.total
    assert headings[-2:] == ["工作表", "文件"]
    assert headings[:3] == ["办结日期", "金额", "行"]
    assert tables.workbook("来源行", headings, rows, sample=True)[:2] == b"PK"


def test_the_dictionary_stands_in_the_order_of_the_pages(open_page, sample_data):
    catalogue = open_measurer(places(sample_data)).catalogue
    groups = by_page(list(catalogue.values()))
    assert [title for title, _ in groups][:2] == ["税费收入", "退税减税降费"]
    assert sum(len(m) for _, m in groups) == len(catalogue)
    app = open_page(sample_data, "pages/dictionary.py")
    app.text_input(key="q").set_value("zzz").run()
    assert "没有找到“zzz”" in html(app)
    assert not app.get("download_button")
