"""What a page shows before the first load: what to do, and the sample data at a click."""

from __future__ import annotations

import streamlit as st

from etl.load import load
from ui.markup import esc, notice, show
from warehouse.places import PRODUCT, Places


def offer(title: str, where: Places) -> None:
    """还没有数据: two ways on."""
    show(f'<h1 class="page-title">{esc(title)}</h1>')
    notice(
        "<b>还没有数据。</b>请到“数据”页，把科室报送的表格拖进去入库；也可以先载入演示数据看看样子，"
        "装入首份正式数据后演示数据自动撤下。",
        "calm",
    )
    with st.container(horizontal=True):
        load_sample_button(where)
        st.page_link("pages/data.py", label="去“数据”页入库", icon=":material/upload_file:")


def load_sample_button(where: Places) -> None:
    """A button that loads the product's sample files."""
    if st.button("载入演示数据", type="primary", key="load_sample"):
        with st.spinner("正在载入演示数据，约需一分钟……", show_time=False):
            load(where, [PRODUCT / "data" / "sample"])
        st.rerun()
