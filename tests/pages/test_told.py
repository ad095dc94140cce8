"""A figure by telephone on the page: entered, marked, taken back; and a metric confirmed by name."""

import shutil
from html import unescape

import pytest
from test_pages import html, wrong

from metrics.measure import open_measurer
from metrics.periods import year_period
from report.by_hand import HandFigures
from ui import reports
from ui.view import View
from warehouse.places import places


@pytest.fixture
def late(partial_data, tmp_path):
    """The sample without this year's hotline, in a folder of this test's own."""
    return shutil.copytree(partial_data, tmp_path / "late")


def listed(data, year=2022):
    where = places(data)
    view = View(where, open_measurer(where), year, year_period(year))
    return reports.items(reports.current(view))


def type_in(app, identity, value, word="纳税服务股 王五", name="李四"):
    for key, text in ((f"value_{identity}", value), (f"word_{identity}", word), (f"by_{identity}", name)):
        app.text_input(key=key).set_value(text)
    return next(b for b in app.button if "标明人工" in b.label).click().run()


def test_a_figure_by_telephone_is_entered_marked_and_taken_back(open_page, late):
    wanted = next(i for i in listed(late) if i.state == "open" and i.kind == "空格")
    app = open_page(late, "pages/narrative.py", year="2022", at=wanted.id)
    assert not wrong(app)
    refused = type_in(app, wanted.id, "很多")
    assert not wrong(refused)
    assert "不是一个确切的数" in html(refused)
    app = type_in(app, wanted.id, "263")
    shown = unescape(html(app))
    assert not wrong(app)
    assert "据纳税服务股 王五所说，李四于" in shown
    assert "人工" in shown
    assert "1 处由人工填入" in shown
    assert next(i for i in listed(late) if i.id == wanted.id).state == "hand"
    assert HandFigures(places(late).people).of(2022)
    assert "人工" in html(open_page(late, "pages/fill.py", year="2022"))
    next(b for b in app.button if b.key == f"unsay_{wanted.id}").click().run()
    assert next(i for i in listed(late) if i.id == wanted.id).state == "open"


def test_a_metric_is_confirmed_by_name(open_page, late):
    wanted = next(i for i in listed(late) if i.state == "filled")
    app = open_page(late, "pages/narrative.py", year="2022", at=wanted.id)
    app.text_input(key=f"who_{wanted.id}").set_value("赵六")
    app.button(key=f"decide_{wanted.id}").click().run()
    assert not wrong(app)
    binding = next(i for i in listed(late) if i.id == wanted.id).of.binding
    assert (binding.by_person, binding.confirmed_by) == (True, "赵六")
    assert binding.metric == wanted.of.binding.metric
    app.button(key=f"forget_{wanted.id}").click().run()
    assert not next(i for i in listed(late) if i.id == wanted.id).of.binding.by_person
