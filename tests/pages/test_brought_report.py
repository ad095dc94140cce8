"""A report brought to 填报导出 can be worked on as one on hand: opened on 报告对照, found again, taken away."""

from html import unescape

from test_pages import html, wrong

from warehouse.places import places

TEXT = "2022年工作总结\n全年组织税费收入**亿元，慰问困难群众**户。\n同比增长4.4%，税收收入28.10亿元。\n"


def upload(app, name, content):
    app.get("file_uploader")[0].upload(name, content, None)
    app.run()
    return app


def test_it_is_chosen_at_once_and_leads_to_its_places(open_page, sample_data):
    app = upload(open_page(sample_data, "pages/fill.py", year="2022"), "我的总结.txt", TEXT.encode())
    assert not wrong(app)
    shown = unescape(html(app))
    assert "2 处空格，1 处已有数据" in shown
    assert "28.10亿元" in shown
    assert "要核对" in shown
    assert "narrative?year=2022&months=12&report=%E6%88%91%E7%9A%84%E6%80%BB%E7%BB%93.txt&at=b2" in shown
    again = open_page(sample_data, "pages/narrative.py", year="2022", report="我的总结.txt", at="b2")
    assert not wrong(again)
    assert "2 处空格中 1 处已有数据" in unescape(html(again))
    app.button(key="remove_brought").click().run()
    assert not wrong(app)
    assert "我的总结.txt" not in [p.name for p in places(sample_data).reports()]


def test_the_same_file_is_kept_once_and_another_of_its_name_beside_it(open_page, sample_data):
    for content in (TEXT, TEXT, TEXT + "开展集中学习**次。\n"):
        upload(open_page(sample_data, "pages/fill.py", year="2022"), "总结.txt", content.encode())
    folder = places(sample_data).brought_reports
    assert sorted(p.name for p in folder.iterdir()) == ["总结.txt", "总结（2）.txt"]
    for path in folder.iterdir():
        path.unlink()


def test_what_is_no_report_is_refused_and_not_kept(open_page, sample_data):
    app = upload(open_page(sample_data, "pages/fill.py", year="2022"), "坏.docx", b"PK\x03\x04nothing")
    assert not wrong(app)
    assert "损坏" in unescape(html(app)) or "打不开" in unescape(html(app))
    assert "坏.docx" not in [p.name for p in places(sample_data).reports()]


def test_a_filter_without_places_says_so_and_shows_them_all(open_page, sample_data):
    app = open_page(sample_data, "pages/narrative.py", year="2022", only="待补")
    assert not wrong(app)
    assert "没有“待补”的地方" in unescape(html(app))


def test_a_report_that_somebody_else_removed_gives_way_to_those_on_hand(open_page, sample_data):
    app = upload(open_page(sample_data, "pages/fill.py", year="2022"), "会被移除.txt", TEXT.encode())
    (places(sample_data).brought_reports / "会被移除.txt").unlink()
    app.run()
    assert not wrong(app)
    assert "23 处空格，23 处已有数据" in html(app)
    stale = open_page(sample_data, "pages/narrative.py", year="2022", report="会被移除.txt", at="b1")
    assert not wrong(stale)


def test_what_was_brought_to_try_it_is_not_shown_to_a_meeting(open_page, sample_data):
    before = html(open_page(sample_data, "pages/revenue.py", year="2022"))
    app = upload(open_page(sample_data, "pages/fill.py", year="2022"), "2022年试填.md", TEXT.encode())
    assert html(open_page(sample_data, "pages/revenue.py", year="2022")) == before
    app.button(key="remove_brought").click().run()
    assert not wrong(app)


def test_a_disk_that_takes_nothing_is_told_in_words(open_page, sample_data, monkeypatch):
    from pathlib import Path

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    app = open_page(sample_data, "pages/fill.py", year="2022")
    monkeypatch.setattr(Path, "mkdir", full)
    upload(app, "另一份.txt", TEXT.encode())
    assert not wrong(app)
    assert "“另一份.txt”没有存下：磁盘已满。请腾出空间，再上传一次" in unescape(html(app))


def test_a_refused_file_leaves_no_other_report_below_it(open_page, sample_data):
    for name, content in (("图.png", b"\x89PNG\r\n"), ("坏.docx", b"PK\x03\x04nothing")):
        app = upload(open_page(sample_data, "pages/fill.py", year="2022"), name, content)
        app.run()
        assert not wrong(app)
        assert "这份文件没有存下" in html(app)
        assert "处空格" not in html(app)
        assert not app.get("download_button")


def test_every_star_that_stays_is_told_with_its_words_above_the_downloads(open_page, sample_data):
    text = "2022年总结\n集中学习**次。联系人：**，联系电话：***。获得**高度评价。\n2022年*月*日\n"
    app = upload(open_page(sample_data, "pages/fill.py", year="2022"), "有星号.txt", text.encode())
    shown = unescape(html(app))
    assert "文中还有 5 处星号没有换掉，请逐处核对" in shown
    for words in ("联系电话：***", "获得**高度评价", "联系人：**"):
        assert words in shown
    app.button(key="remove_brought").click().run()
    assert not wrong(app)
