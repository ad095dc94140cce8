"""数据 without a browser: what is asked is asked per file, and nothing loads before it is answered."""

from html import unescape
from pathlib import Path

import streamlit as st
from test_pages import html, wrong

from etl.keeping.batches import in_force, original_path, who
from etl.keeping.history import rollback
from etl.load import load
from ui.arrivals import Arrived
from ui.intake import _questions
from warehouse.places import places
from warehouse.snapshots import current_build

SILENT = "日期,事项,次数\n2022-03-01,专项监督检查,2\n".encode("gb18030")
UNKNOWN = "编号,内容描述\n1,无\n2,有\n".encode()
OWN_WORDS = "日期,来电总量,人工接了多少,智能答了多少\n2022-03-01,100,40,50\n2022-03-02,90,30,50\n".encode()


def brought(app, *files):
    app.file_uploader(key="files_0").set_value([(name, content, "text/csv") for name, content in files])
    return app.run()


def button(app, key):
    return next((b for b in app.button if b.key == key), None)


def test_months_read_off_the_rows_need_a_tick(open_page, tmp_path):
    app = brought(open_page(tmp_path, "pages/data.py"), ("监督台账.csv", SILENT))
    assert not wrong(app)
    assert "1 份可入库，0 份退回" in html(app)
    assert button(app, "load_now").disabled
    assert '<div class="notice " role="status"><b>1 份可入库' in html(app), "amber: a person has something to do"
    assert "先核对下面 1 处" in html(app)
    (tick,) = [c for c in app.checkbox if c.key.startswith("confirm_")]
    assert "2022年3月" in tick.label
    tick.check()
    app.run()
    assert not button(app, "load_now").disabled
    button(app, "load_now").click().run()
    assert not wrong(app)
    assert "已入库 1 份文件" in html(app)
    assert current_build(places(tmp_path))


def test_what_looks_copied_must_be_ticked(open_page, tmp_path):
    kinds = ["增值税", "企业所得税", "个人所得税", "房产税", "印花税", "契税"]
    lines = ["2022年1-2月税费收入统计表", "单位：万元", "税费种,1月,2月"]
    lines += [f"{kind},{1234.5 + 71 * n},{1234.5 + 71 * n}" for n, kind in enumerate(kinds)]
    app = brought(open_page(tmp_path, "pages/data.py"), ("税费收入.csv", "\n".join(lines).encode()))
    assert not wrong(app)
    assert button(app, "load_now").disabled
    (tick,) = [c for c in app.checkbox if c.key.startswith("confirm_")]
    assert "2022年2月的 6 个数与 2022年1月完全相同" in tick.label
    tick.check()
    app.run()
    assert "要确认的 1 处（在上面打勾）" in html(app)
    button(app, "load_now").click().run()
    assert "已入库 1 份文件" in html(app)
    assert "入库时问过的 1 处" in html(app), "the history tells what was asked and who answered"
    assert f"{who()} 已确认" in html(app)


def test_the_same_doubt_is_asked_once():
    files = [Arrived(key, f"{key}.xlsx", Path(key)) for key in ("a", "b")]
    doubts = [{"sheet": "", "cell": cell, "message": "像是多写了一个零", "doubt": True} for cell in ("C4", "C9", "C4")]
    told = [{"file": "a", "questions": [], "warnings": doubts}, {"file": "b", "questions": [], "warnings": doubts[:1]}]
    asked = _questions(files, {"accepted": told})
    assert asked == {"像是多写了一个零": ["a.xlsx（C4、C9）", "b.xlsx（C4）"]}


def test_an_unknown_file_asks_what_it_is_and_can_stay_out(open_page, tmp_path):
    app = brought(
        open_page(tmp_path, "pages/data.py"),
        ("某表.csv", UNKNOWN),
        ("监督_2022年3月.csv", SILENT),
        ("再报_2022年3月.csv", SILENT),
    )
    assert "1 份可入库，0 份退回，2 份没有变化或跳过" in html(app)
    assert any("与一起报来的" in e.label and "内容相同，只入库一份" in e.label for e in app.expander)
    app.file_uploader(key="files_0").set_value(
        [("某表.csv", UNKNOWN, "text/csv"), ("监督_2022年3月.csv", SILENT, "text/csv")]
    )
    app.run()
    assert "1 份要您说明是哪一类数据" in html(app)
    choice = next(s for s in app.selectbox if s.key.startswith("source_"))
    choice.select("publicity").run()
    assert not wrong(app)
    assert "1 份可入库，1 份退回" in html(app), "the choice holds for that file alone"
    next(s for s in app.selectbox if s.key == choice.key).select("leave").run()
    assert not wrong(app)
    assert "1 份可入库，0 份退回，1 份没有变化或跳过" in html(app)
    assert not button(app, "load_now").disabled
    next(s for s in app.selectbox if s.key == choice.key).select("").run()
    assert '<div class="notice " role="status"><b>1 份可入库' in html(app), "amber: one file is still to be explained"
    button(app, "load_now").click().run()
    assert "1 份没有说明是哪一类数据，没有入库" in html(app)


def test_unknown_headings_are_explained_together_and_once(open_page, tmp_path):
    app = brought(open_page(tmp_path, "pages/data.py"), ("咨询热线_2022年3月.csv", OWN_WORDS))
    assert "0 份可入库，1 份退回" in html(app)
    assert any("要您说明" in e.label and e.proto.expanded for e in app.expander)
    staff, robot = (s for s in app.selectbox if s.key.startswith("means_"))
    assert (staff.value, robot.value) == ("answered_by_staff", "solved_by_robot")
    robot.set_value("answered_by_staff").run()
    (press,) = [b for b in app.button if b.key.startswith("remember_")]
    assert press.disabled, "two headings cannot be one column"
    assert "两个表头都选了“人工接听量”" in html(app)
    next(s for s in app.selectbox if s.key == robot.key).set_value("solved_by_robot").run()
    next(b for b in app.button if b.key == press.key).click().run()
    assert not wrong(app)
    assert "1 份可入库，0 份退回" in html(app)
    assert not [s for s in app.selectbox if s.key.startswith("means_")]


def test_a_period_that_is_none_gets_a_sentence(open_page, tmp_path):
    app = brought(open_page(tmp_path, "pages/data.py"), ("监督_2022年3月.csv", SILENT))
    next(t for t in app.text_input if t.key.startswith("period_")).set_value("三月").run()
    assert not wrong(app)
    assert "三月" in unescape(html(app))
    assert button(app, "load_now")


def test_a_fault_is_told_with_its_cell_and_what_stands_there(open_page, tmp_path):
    bad = SILENT.replace(b"2022-03-01", b"2022-02-30")
    app = brought(open_page(tmp_path, "pages/data.py"), ("监督_2022年3月.csv", bad))
    (label,) = [e.label for e in app.expander if "退回" in e.label]
    assert "写的是" in label
    assert "2022-02-30" in label.replace("\\", "")


def test_going_back_lists_what_would_move(open_page, tmp_path):
    app = brought(open_page(tmp_path, "pages/data.py"), ("监督_2022年3月.csv", SILENT))
    button(app, "load_now").click().run()
    first = current_build(places(tmp_path))
    more = SILENT.replace(b",2\n", b",3\n")
    app.file_uploader(key="files_1").set_value([("监督_2022年3月.csv", more, "text/csv")])
    app.run()
    button(app, "load_now").click().run()
    second = current_build(places(tmp_path))
    assert second != first
    next(t for t in app.toggle if t.key == f"corrected_{second}").set_value(True).run()
    assert "整行去掉" in html(app)
    button(app, f"ask_{first}").click().run()
    assert "改用后会变动的数" in html(app)
    assert "专项监督检查次数" in html(app)
    assert current_build(places(tmp_path)) == second
    button(app, "back_no").click().run()
    assert "改用后会变动的数" not in html(app)
    button(app, f"ask_{first}").click().run()
    button(app, "back_yes").click().run()
    assert not wrong(app)
    assert current_build(places(tmp_path)) == first
    assert "已改用" in html(app)
    assert "变动了的数：各月的数 " in html(app)


def test_an_original_that_was_damaged_is_not_handed_out(open_page, tmp_path):
    app = brought(open_page(tmp_path, "pages/data.py"), ("监督_2022年3月.csv", SILENT))
    button(app, "load_now").click().run()
    offered = [d for d in open_page(tmp_path, "pages/data.py").get("download_button") if d.proto.label == "下载原件"]
    assert len(offered) == 1
    (batch,) = in_force(places(tmp_path))[1]
    original_path(places(tmp_path), batch.sha256, batch.suffix).write_bytes(SILENT[:-1])
    st.cache_data.clear()
    app = open_page(tmp_path, "pages/data.py")
    assert not wrong(app)
    assert "原件已损坏，与入库时不一致" in html(app)
    assert not [d for d in app.get("download_button") if d.proto.label == "下载原件"]


def test_the_whole_history_is_searched_and_leads_back(open_page, tmp_path):
    where, made = places(tmp_path), []
    tmp_path.joinpath("sent").mkdir()
    for month in range(1, 4):
        path = tmp_path / "sent" / f"监督_2022年{month}月.csv"
        path.write_bytes(SILENT.replace(b"-03-", f"-0{month}-".encode()))
        made.append(load(where, [path]).build)
    rollback(where, made[1])
    app = open_page(tmp_path, "pages/loads.py")
    assert not wrong(app)
    shown = unescape(html(app))
    assert "共 3 个数据版本；下面列出 3 条" in shown
    assert shown.index("监督_2022年3月.csv") < shown.index("监督_2022年1月.csv")
    assert "已撤销" in shown
    assert len([d for d in app.get("download_button") if d.proto.label.startswith("下载")]) == 2
    app.text_input(key="q").set_value("2022年1月 监督").run()
    assert "监督_2022年3月.csv" not in html(app)
    assert "监督_2022年1月.csv" in html(app)
    app = open_page(tmp_path, "pages/loads.py", build=made[2])
    assert not wrong(app)
    assert "这次入库变动的数：各月的数 " in html(app)
    assert "专项监督检查次数" in html(app)
    button(app, f"ask_{made[2]}").click().run()
    button(app, "back_yes").click().run()
    assert not wrong(app)
    assert current_build(where) == made[2]
    (kept,) = (where.archive / "moved").glob(f"{made[1]}*")
    kept.unlink()
    app = open_page(tmp_path, "pages/loads.py", build=made[1])
    assert "这次入库变动的数：各月的数 " in html(app), "compared now"
    assert "没有数据版本" in html(open_page(tmp_path, "pages/loads.py", build="x"))
