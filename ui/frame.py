"""The frame of every page: sidebar, year and months in the address, sample band, empty state, and one place for errors."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

import streamlit as st

from etl.faults import UsageError
from metrics.measure import Measurer, open_measurer
from metrics.periods import year_to_date
from report.document import DocumentError
from ui import address, chinese, empty, narrow, printing, theme
from ui.markup import esc, literal, notice, show
from ui.view import View
from warehouse.bureau import own_name
from warehouse.places import PRODUCT, Places, places
from warehouse.snapshots import NoSnapshotError

_log = logging.getLogger("dashboard")


class Link(NamedTuple):
    """One entry of the sidebar."""

    file: str
    label: str
    icon: str


SECTIONS: dict[str, tuple[Link, ...]] = {
    "会议": (
        Link("dashboard.py", "总览", ":material/dashboard:"),
        Link("pages/revenue.py", "税费收入", ":material/payments:"),
        Link("pages/refunds.py", "退税减税降费", ":material/currency_exchange:"),
        Link("pages/hotline.py", "咨询热线", ":material/support_agent:"),
        Link("pages/supervision.py", "监督", ":material/policy:"),
        Link("pages/party.py", "党建与宣传", ":material/flag:"),
    ),
    "报告": (
        Link("pages/narrative.py", "报告对照", ":material/fact_check:"),
        Link("pages/fill.py", "填报导出", ":material/description:"),
    ),
    "数据": (
        Link("pages/data.py", "数据", ":material/upload_file:"),
        Link("pages/dictionary.py", "指标口径", ":material/menu_book:"),
    ),
}

_OF_A_REPORT = {"pages/narrative.py", "pages/fill.py"}


@contextmanager
def page(title: str, *, needs_data: bool = True, dated: bool = True) -> Iterator[View]:
    """Draw the frame and yield what the page shows: choose → measure → show.

    `needs_data`: without a snapshot the empty state takes the page's place. `dated`: the year stands before the title.
    Whatever goes wrong inside ends as one Chinese sentence; the details go to the log.
    """
    st.set_page_config(page_title=title, page_icon=str(PRODUCT / "ui" / "icon.svg"), layout="wide")
    theme.apply()
    with st.container(key="unseen"):  # what runs in the browser and takes no room
        chinese.speak_chinese()
        narrow.close_sidebar_on_choice()
        printing.copy_charts()
    where = places()
    try:
        view = _sidebar(title, where, dated)
        if view is None and needs_data:
            empty.offer(title, where)
            st.stop()
        shown = view or View(where, None, 0, None)
        _head(title, shown, dated)
        yield shown
    except (NoSnapshotError, DocumentError, UsageError) as error:
        notice(esc(error), "bad")
        st.stop()
    except Exception as error:  # where all errors of a page end: a sentence for the reader, details for the log
        _log.exception("page %s", title)
        notice(
            f"<b>这一页没有显示完整。</b>别的页面不受影响。原因：{literal(type(error).__name__)}，详情已写入运行日志，"
            f"时间 {datetime.now():%H:%M:%S}，请告知系统管理员。",
            "bad",
        )
        st.stop()


def _sidebar(title: str, where: Places, dated: bool) -> View | None:
    """The sidebar; returns what to measure and for when, or None before the first load."""
    with st.sidebar:
        name = bureau_name(where)
        show(f'<p class="bureau">{esc(name)}<small>绩效看板与报告填报</small></p>')
        try:
            measurer: Measurer | None = open_measurer(where)
        except NoSnapshotError:
            measurer = None
        view = _choose(where, measurer, dated) if measurer and measurer.years() else None
        for section, links in SECTIONS.items():
            show(f'<p class="section">{esc(section)}</p>')
            for link in links:
                st.page_link(link.file, label=link.label, icon=link.icon, width="stretch", query_params=_to(link, view))
        if view and measurer:
            show(
                f'<p class="stamp">数据截至 {esc(view.until)}<br>数据版本 {literal(measurer.build)}'
                f"{'（演示）' if measurer.sample else ''}</p>"
            )
    return view


def _to(link: Link, view: View | None) -> dict[str, str] | None:
    """What a link of the sidebar takes along: the year and months, and to the pages of a report the one that was chosen."""
    if view is None:
        return None
    # the sidebar is drawn before the page settles what was just chosen or brought
    report = str(st.session_state.get("report") or address.kept("report")) if link.file in _OF_A_REPORT else ""
    return {"year": str(view.year), "months": str(view.months), **({"report": report} if report else {})}


def _choose(where: Places, measurer: Measurer, dated: bool) -> View:
    """The year, and the months where the page depends on them; elsewhere they are only kept for the next page."""
    years = [str(y) for y in reversed(measurer.years())]
    earlier = address.kept("year")
    no_year = address.settle("year", years, str(measurer.latest_year()))
    year = int(address.kept("year"))
    last = measurer.latest_month(year) or 12
    if earlier and earlier != str(year) and address.kept("months") == str(measurer.latest_month(int(earlier)) or 12):
        st.session_state["months"] = str(last)  # all there was of one year is all there is of another
    months = [str(m) for m in range(last, 0, -1)]
    no_months = address.settle("months", months, str(last))
    if dated:
        left, right = st.columns(2, gap="small", wrap=False)
        left.selectbox("年度", years, key="year")
        right.selectbox("截至月份", months, key="months")
    else:
        st.selectbox("年度", years, key="year")
    address.write("year", missed=no_year)
    address.write("months", missed=no_months)
    missed = ""
    if no_year:
        missed = f"没有 {no_year} 年的数据，下面是 {year} 年。"
    elif no_months and dated:
        missed = (
            f"{year} 年的数据到 {last} 月，没有截至 {no_months} 月的数，下面是 1—{last}月。"
            if last > 1
            else f"{year} 年只有 1 月的数据，下面是 1 月。"
        )
    return View(where, measurer, year, year_to_date(year, int(address.kept("months"))), missed)


def _head(title: str, view: View, dated: bool) -> None:
    """The sample band, the title, and what a link asked for in vain."""
    if view.measurer and view.measurer.sample:
        show('<div class="sample-band" role="note"><b>演示数据</b>全部数字均为虚构，装入首份正式数据后自动撤下</div>')
    prefix = f"{view.period.chinese} " if dated and view.period else ""
    show(f'<h1 class="page-title">{esc(prefix)}{esc(title)}</h1>')
    with st.container():  # so that what stands below keeps its place when the notice goes
        if view.missed:
            notice(f"{esc(view.missed)}链接或收藏里写的是另一个时间，请在左边另选。")


@st.cache_data(show_spinner=False, ttl=60)
def bureau_name(where: Places) -> str:
    """The bureau's name from `bureau.toml` in its data folder."""
    return own_name(where) or "某某区税务局"
