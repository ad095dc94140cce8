"""On a narrow screen the sidebar lies over the page: it closes when a page is chosen, as on any telephone."""

from __future__ import annotations

import streamlit as st

_JS = """
export default function() {
  if (window.__sidebarCloses) { return; }
  window.__sidebarCloses = true;
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('[data-testid="stSidebar"] a');
    if (!link || window.innerWidth > 768) { return; }
    setTimeout(() => {
      const button = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
      if (button) { button.click(); }
    }, 60);
  }, true);
}
"""
_watch = st.components.v2.component("sidebar_closes", js=_JS)


def close_sidebar_on_choice() -> None:
    """Start listening on this screen; it stays for the whole visit."""
    _watch(key="sidebar_closes_watch", height="content")
