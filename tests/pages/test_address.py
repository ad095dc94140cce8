"""Year, months and report in the address: a link goes before what was chosen, an unknown one is told, nothing is lost on the way."""

import shutil
from html import unescape
from pathlib import Path

from test_pages import html, wrong

from metrics.measure import open_measurer
from metrics.periods import year_period
from ui import reports
from ui.view import View
from warehouse.places import places

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_REPORT = "述责述廉报告_2022_演示数据.docx"


def written(app):
    """What the page puts into the browser's address."""
    import json

    found = {}
    for node in app.get("bidi_component"):
        if node.proto.component_name == "address":
            found |= {p["key"]: p["value"] for p in json.loads(node.proto.json)["pairs"]}
    return found


def test_all_that_a_link_needs_is_written_into_the_address(open_page, sample_data):
    app = open_page(sample_data, "pages/narrative.py")
    assert not wrong(app)
    assert written(app) == {"year": "2022", "months": "12", "report": SAMPLE_REPORT}


def test_a_choice_holds_on_the_next_page_and_a_link_goes_before_it(open_page, sample_data):
    app = open_page(sample_data, "dashboard.py", year="2021", months="6")
    assert "2021年上半年" in html(app)
    app.selectbox(key="year").set_value("2022").run()
    assert "2022年上半年" in html(app)
    app.query_params["year"] = "2022"
    app.run()
    app.switch_page("pages/revenue.py").run()
    assert "2022年上半年" in html(app)
    assert app.selectbox(key="months").value == "6"
    app.query_params["year"] = "2021"
    app.run()
    assert "2021年上半年" in html(app)


def test_a_year_that_is_not_there_is_told_and_a_choice_ends_it(open_page, sample_data):
    app = open_page(sample_data, "dashboard.py", year="2099")
    assert "没有 2099 年的数据，下面是 2022 年" in html(app)
    assert "year" not in written(app)
    app.selectbox(key="year").set_value("2021").run()
    assert "2099" not in html(app)
    assert written(app)["year"] == "2021"


def test_a_report_that_is_not_there_is_told(open_page, sample_data):
    app = open_page(sample_data, "pages/narrative.py", year="2022", report="没有.docx")
    assert "没有报告“没有.docx”" in unescape(html(app)).replace('<span translate="no">', "").replace("</span>", "")


def test_months_are_chosen_only_where_they_count(open_page, sample_data):
    for script, there in (("pages/revenue.py", True), ("pages/narrative.py", False), ("pages/loads.py", False)):
        app = open_page(sample_data, script, year="2022", months="9")
        assert any(box.key == "months" for box in app.selectbox) is there
        assert all("months=9" in link.proto.query_string for link in app.get("page_link"))


def test_home_and_its_button_speak_of_one_report(open_page, sample_data, tmp_path):
    data = shutil.copytree(sample_data, tmp_path / "own")
    (data / "report").mkdir(exist_ok=True)
    (data / "report" / "我局2022年总结.txt").write_text("2022年总结\n全年集中学习**次。\n", encoding="utf-8")
    app = open_page(data, "dashboard.py")
    assert "我局2022年总结.txt" in unescape(html(app))
    link = next(link for link in app.get("page_link") if "逐处对照" in link.proto.label)
    assert "report=%E6%88%91%E5%B1%80" in link.proto.query_string


def test_the_sample_report_leaves_with_the_sample_data(sample_data, tmp_path):
    where = places(sample_data)
    measurer = open_measurer(where)
    view = View(where, measurer, 2022, year_period(2022))
    assert reports.of_the_year(view).name == SAMPLE_REPORT

    class Real:
        sample = False

    real = View(where, Real(), 2022, year_period(2022))
    assert reports.of_the_year(real) is None
