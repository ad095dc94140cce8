"""A figure by telephone on the page: entered, marked, taken back; and a metric confirmed by name."""

import io
import shutil
from html import unescape

import openpyxl
import pytest
from test_pages import html, wrong

from metrics.measure import open_measurer
from metrics.periods import parse, year_period
from report.filling.by_hand import HandFigures
from ui import reports
from ui.view import View
from warehouse.places import places
from warehouse.question_sheet import written


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
    assert HandFigures(places(late).people, sample=True).of(2022)
    assert "人工" in html(open_page(late, "pages/fill.py", year="2022"))
    app = app.switch_page("pages/narrative.py").run()
    assert "撤回人工填数" in " ".join(e.label for e in app.expander)
    app.text_input(key=f"record_{wanted.id}").set_value("钱七").run()
    app.button(key=f"back_by_hand_{wanted.id}").click().run()
    assert not wrong(app)
    assert next(i for i in listed(late) if i.id == wanted.id).state == "open"
    shown = unescape(html(app))
    assert "撤回 人工填数 263" in shown
    assert "钱七" in shown
    next(b for b in app.button if b.key.startswith("undo_")).click().run()
    assert not wrong(app)
    assert next(i for i in listed(late) if i.id == wanted.id).state == "hand"


def test_a_metric_is_confirmed_by_name(open_page, late):
    wanted = next(i for i in listed(late) if i.state == "filled")
    app = open_page(late, "pages/narrative.py", year="2022", at=wanted.id)
    assert app.button(key=f"decide_{wanted.id}").disabled, "who confirms must be known"
    app.text_input(key=f"who_{wanted.id}").set_value("赵六").run()
    app.button(key=f"decide_{wanted.id}").click().run()
    assert not wrong(app)
    binding = next(i for i in listed(late) if i.id == wanted.id).of.binding
    assert (binding.by_person, binding.confirmed_by) == (True, "赵六")
    assert binding.metric == wanted.of.binding.metric
    app.button(key=f"back_binding_{wanted.id}").click().run()
    assert not next(i for i in listed(late) if i.id == wanted.id).of.binding.by_person


TABLE = "2022年报告\n上半年专项监督检查16次。\n| 项目 | 数量 | 单位 |\n| --- | --- | --- |\n| 警示教育片 | ** | 场 |\n"


def test_the_period_that_the_text_says_is_chosen_and_the_value_shown_before(open_page, late):
    own = places(late).own_reports
    own.mkdir(exist_ok=True)
    (own / "本局_2022.md").write_text(TABLE, encoding="utf-8")
    app = open_page(late, "pages/narrative.py", year="2022", report="本局_2022.md", at="b1")
    assert "表前说的是“上半年”" in unescape(html(app))
    app.selectbox(key="metric_b1").set_value("warning_film_screenings").run()
    assert app.selectbox(key="period_b1").value == "2022H1"
    measurer = open_measurer(places(late))
    half = measurer.measure("warning_film_screenings", parse("2022H1")).shown
    year = measurer.measure("warning_film_screenings", parse("2022")).shown
    assert half != year
    assert f"确定后填作 <b>{half} 场</b>" in html(app)
    app.selectbox(key="period_b1").set_value("2022").run()
    assert f"确定后填作 <b>{year} 场</b>" in html(app)
    app.selectbox(key="period_b1").set_value("2022H1").run()
    app.text_input(key="who_b1").set_value("赵六").run()
    app.button(key="decide_b1").click().run()
    assert not wrong(app)
    shown = unescape(html(app))
    assert f"{half} 场" in shown
    assert "2022-01-01 至 2022-06-30" in shown


def test_where_only_a_person_can_tell_the_period_none_is_chosen(open_page, late):
    own = places(late).own_reports
    own.mkdir(exist_ok=True)
    (own / "本局_2022.txt").write_text("2022年报告\n近三年，全局开展谈心谈话**人次。\n", encoding="utf-8")
    app = open_page(late, "pages/narrative.py", year="2022", report="本局_2022.txt", at="b1")
    assert "要由人确定" in unescape(html(app))
    assert app.selectbox(key="period_b1").value is None
    app.text_input(key="who_b1").set_value("赵六").run()
    assert app.button(key="decide_b1").disabled


def test_a_report_that_comes_back_is_read_against_what_was_filled(open_page, sample_data, tmp_path):
    from docx import Document

    from report.document import read
    from report.filling.fill import fill
    from report.filling.fill_record import Records
    from report.inspection import inspect

    where = places(sample_data)
    measurer = open_measurer(where)
    original = read(next(p for p in where.reports() if p.suffix == ".docx"))
    filled = tmp_path / "填好.docx"
    fill(original, inspect(original, 2022, measurer), measurer, filled, records=Records(where.fills))
    document = Document(str(filled))
    study = measurer.measure("party_study_sessions", year_period(2022)).shown
    run = next(r for p in document.paragraphs for r in p.runs if f"{study}" in r.text and "20" not in r.text)
    run.text = run.text.replace(study, "99")
    changed = tmp_path / "改过.docx"
    document.save(str(changed))
    app = open_page(sample_data, "pages/fill.py", year="2022")
    app.get("file_uploader")[-1].upload("改过.docx", changed.read_bytes(), None)
    app.run()
    assert not wrong(app)
    shown = unescape(html(app))
    assert "填过的数 23 处：没有动过 22 处，人改过 1 处；与今天的数据不合 1 处" in shown
    assert "99次" in shown
    assert "at=b1&" in shown
    assert "数字以外的文字没有改动" in shown
    assert "像是由" in shown, "a guess is not told as a fact"


def test_last_years_report_is_laid_beside_the_filled_one(open_page, sample_data):
    app = open_page(sample_data, "pages/fill.py", year="2022")
    earlier = "2021年述责述廉报告\n谈心谈话80人次。开展志愿服务3次。\n".encode()
    app.file_uploader(key="earlier").upload("去年.txt", earlier, "text/plain").run()
    assert not wrong(app)
    shown = unescape(html(app))
    talks = open_measurer(places(sample_data)).measure("heart_to_heart_talks", year_period(2022)).shown
    assert "只在前一份 1 处" in shown
    assert f"+{int(talks) - 80}人次" in shown
    app.file_uploader(key="later").upload("后.txt", "谈心谈话75人次。".encode(), "text/plain").run()
    assert "−5人次" in unescape(html(app))


def test_a_text_that_shares_little_with_what_was_filled_is_asked_about(open_page, late, tmp_path):
    from report.document import read
    from report.filling.fill import fill
    from report.filling.fill_record import Records
    from report.inspection import inspect

    where = places(late)
    measurer = open_measurer(where)
    report = tmp_path / "某次总结.txt"
    report.write_text("2022年总结\n一、党建\n集中学习**次。\n二、其他\n", encoding="utf-8")
    original = read(report)
    fill(original, inspect(original, 2022, measurer), measurer, tmp_path / "填好.txt", records=Records(where.fills))
    other = "2022年总结\n一、党建\n开展走访3次。\n二、其他\n三、宣传\n发简报5篇。\n".encode()
    app = open_page(late, "pages/fill.py", year="2022")
    app.get("file_uploader")[-1].upload("另一份.txt", other, None)
    app.run()
    assert not wrong(app)
    shown = unescape(html(app))
    assert "像是由“某次总结.txt”填成，但只有" in shown
    assert "填过的数" not in shown
    box = app.selectbox(key="filled_from")
    assert box.value is None
    box.set_value("不是填报的稿，只同原报告比较").run()
    assert any(b.key == "original" for b in app.selectbox)
    app.selectbox(key="filled_from").set_value(app.selectbox(key="filled_from").options[0]).run()
    assert not wrong(app)
    assert "填过的数 1 处" in unescape(html(app))


def test_a_blank_without_a_metric_becomes_a_question(open_page, late):
    own = places(late).own_reports
    own.mkdir(exist_ok=True)
    (own / "本局_2022.txt").write_text("2022年报告\n组织干部到外地考察**次。\n", encoding="utf-8")
    app = open_page(late, "pages/narrative.py", year="2022", report="本局_2022.txt", at="b1")
    assert not wrong(app)
    app.text_input(key="ask_b1").set_value("人事教育股").run()
    assert not wrong(app)
    assert [b.proto.label for b in app.get("download_button")] == ["下载提问单"]


def test_an_answered_sheet_is_taken_in_like_any_file(open_page, late, tmp_path):
    from report.binding.asking import question

    own = places(late).own_reports
    own.mkdir(exist_ok=True)
    (own / "本局_2022.txt").write_text("2022年报告\n组织干部到外地考察**次。\n", encoding="utf-8")
    where = places(late)
    view = View(where, open_measurer(where), 2022, year_period(2022))
    found = reports.inspection(view, own / "本局_2022.txt")
    book = openpyxl.load_workbook(io.BytesIO(written(question(found, found.blanks[0], "人事教育股"))))
    for column, typed in zip("FGHI", (7, "王五", "2023-01-05", "出差台账"), strict=True):
        book.active[f"{column}5"] = typed
    out = io.BytesIO()
    book.save(out)
    app = open_page(late, "pages/data.py")
    app.get("file_uploader")[0].upload("答复.xlsx", out.getvalue(), None)
    app.run()
    assert not wrong(app)
    assert any("科室答复" in e.label and "人事教育股答复 7次" in e.label for e in app.expander)
    app.button(key="load_now").click().run()
    assert not wrong(app)
    assert "已收下 1 份科室答复" in html(app)
    shown = unescape(html(open_page(late, "pages/narrative.py", year="2022", report="本局_2022.txt", at="b1")))
    assert "科室答复" in shown
    assert "答复.xlsx“提问单”F5" in shown
