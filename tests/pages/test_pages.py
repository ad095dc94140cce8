"""Every page on the sample data, warm and cold: no exception, and the figures that measure() gives."""

import json
from html import escape, unescape
from pathlib import Path

import pytest

from metrics.measure import open_measurer
from metrics.periods import year_period
from warehouse.places import places

ROOT = Path(__file__).resolve().parents[2]

PAGES = ["dashboard.py", *sorted(f"pages/{p.name}" for p in (ROOT / "pages").glob("*.py"))]
KEYS = {
    "dashboard.py": ["revenue_total", "relief_amount", "relief_taxpayer_times", "hotline_daily_calls", "hotline_smart_share",
                     "heart_to_heart_talks", "special_inspections"],
    "pages/revenue.py": ["revenue_total"],
    "pages/refunds.py": ["relief_amount", "relief_taxpayer_times"],
    "pages/hotline.py": ["hotline_daily_calls", "hotline_smart_share"],
    "pages/supervision.py": ["special_inspections", "heart_to_heart_talks", "inspection_issues"],
    "pages/party.py": ["party_study_sessions", "media_outlets", "party_branches"],
}  # fmt: skip


def html(app):
    return "\n".join(block.proto.body for block in app.get("html"))


def wrong(app):
    return [*app.exception, *app.error, *[n for n in app.get("html") if "这一页没有显示完整" in n.proto.body]]


@pytest.mark.parametrize("script", PAGES)
def test_a_page_is_whole_cold_and_warm(open_page, sample_data, script):
    app = open_page(sample_data, script)
    assert not wrong(app)
    cold = html(app)
    assert "演示数据" in cold
    app.run()
    assert not wrong(app)
    assert html(app) == cold


@pytest.mark.parametrize("script", KEYS)
@pytest.mark.parametrize("year", ["2021", "2022"])
def test_key_figures_are_those_of_measure(open_page, sample_data, script, year):
    shown = html(open_page(sample_data, script, year=year)).replace("<small>", " ").replace("</small>", "")
    measurer = open_measurer(places(sample_data))
    for key in KEYS[script]:
        text = measurer.measure(key, year_period(int(year))).text
        assert text in shown or escape(text) in shown, (key, text)


@pytest.mark.parametrize("script", PAGES)
def test_before_the_first_load_a_page_says_what_to_do(open_page, tmp_path, script):
    app = open_page(tmp_path, script)
    assert not wrong(app)
    assert "还没有数据" in html(app)
    assert [b.label for b in app.button if b.key == "load_sample"] == ["载入演示数据"]


@pytest.mark.parametrize("script", ["dashboard.py", "pages/hotline.py"])
def test_a_source_not_sent_is_to_be_filled_and_never_zero(open_page, partial_data, script):
    app = open_page(partial_data, script, year="2022")
    assert not wrong(app)
    shown = unescape(html(app))
    assert "〔待补：纳税服务股，缺 1—12月〕" in shown
    reading = open_measurer(places(partial_data)).measure("hotline_daily_calls", year_period(2022))
    assert reading.value is None


def test_the_report_block_of_a_late_source_names_who_owes_it(open_page, partial_data):
    shown = unescape(html(open_page(partial_data, "pages/hotline.py", year="2022")))
    assert "报告怎么说" in shown
    assert "待补" in shown.split("报告怎么说")[1]


def test_axes_are_in_chinese_units(open_page, sample_data):
    app = open_page(sample_data, "pages/revenue.py")
    figures = [json.loads(n.proto.spec) for n in app.get("plotly_chart")]
    assert figures
    for figure in figures:
        told = json.dumps(figure["layout"].get("annotations", []), ensure_ascii=False)
        assert "亿元" in told
        assert '"B"' not in told
        for axis in ("xaxis", "yaxis"):
            assert figure["layout"][axis].get("exponentformat", "none") == "none"


def test_the_year_is_kept_in_every_link_of_the_sidebar(open_page, sample_data):
    app = open_page(sample_data, "pages/revenue.py", year="2021")
    links = app.get("page_link")
    assert len(links) >= 10
    assert all("year=2021" in link.proto.query_string for link in links)


def test_months_in_the_address_narrow_the_figures(open_page, sample_data):
    from metrics.periods import year_to_date

    shown = html(open_page(sample_data, "pages/revenue.py", year="2022", months="9"))
    text = open_measurer(places(sample_data)).measure("revenue_total", year_to_date(2022, 9)).text
    assert "2022年1—9月" in shown
    assert text.replace(" ", "") in shown.replace("<small>", "").replace("</small>", "")
    page, report = html(open_page(sample_data, "pages/hotline.py", year="2022", months="2")).split("报告怎么说")
    assert "62.8" in page
    assert "62.8" not in report, "what a sentence of the report rests on is of the report's year"
    assert "不是一个期间" in report


def test_the_chosen_figure_comes_from_the_address(open_page, sample_data):
    from ui import reports
    from ui.view import View

    where = places(sample_data)
    view = View(where, open_measurer(where), 2022, year_period(2022))
    found = reports.items(reports.current(view))
    wanted = next(i for i in found if i.reading and i.reading.metric.key == "heart_to_heart_talks")
    shown = html(open_page(sample_data, "pages/narrative.py", year="2022", at=wanted.id))
    assert wanted.name in shown
    assert wanted.reading.metric.meaning.rstrip("。") in unescape(shown)
    assert "23 处空格中 23 处已有数据；7 处数字中 7 处一致" in shown


def test_the_filled_report_is_offered(open_page, sample_data):
    app = open_page(sample_data, "pages/fill.py", year="2022")
    assert "23 处空格，23 处已有数据" in html(app)
    assert len(app.get("download_button")) == 3


def test_an_open_blank_names_its_department_and_offers_a_draft(open_page, partial_data):
    app = open_page(partial_data, "pages/fill.py", year="2022")
    shown = html(app)
    assert "还有" in shown
    assert "纳税服务股" in shown
    assert not app.get("download_button")
    app.toggle(key="draft").set_value(True).run()
    assert not wrong(app)
    assert len(app.get("download_button")) >= 1


def test_the_dictionary_finds_by_any_word(open_page, sample_data):
    app = open_page(sample_data, "pages/dictionary.py")
    app.text_input(key="q").set_value("谈心谈话").run()
    assert not wrong(app)
    assert "heart_to_heart_talks" in html(app)
    assert "party_branches" not in html(app)


def test_every_phrase_rests_on_metrics_that_exist(sample_data):
    import tomllib

    catalogue = open_measurer(places(sample_data)).catalogue
    data = tomllib.loads((ROOT / "ui" / "phrases.toml").read_text(encoding="utf-8"))
    assert not {k for phrases in data.values() for keys in phrases.values() for k in keys} - set(catalogue)


def test_stored_text_cannot_become_markup():
    from ui.markup import esc, named, pill

    bad = '<img src=x onerror="alert(1)">'
    for made in (esc(bad), named(bad), pill(bad, "open")):
        assert "<img" not in made
