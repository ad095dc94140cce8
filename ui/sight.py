"""Bringing the result of a press into sight: the page is long, and what was pressed may lie far below it."""

from __future__ import annotations

import streamlit as st

_JS = """
export default function({data}) {
  if (window.__shownResult === data.mark) { return; }
  window.__shownResult = data.mark;
  const show = () => {
    const place = document.querySelector('.st-key-' + data.place);
    if (place) { place.scrollIntoView({block: 'center'}); }
  };
  setTimeout(show, 150);
  setTimeout(show, 900);
}
"""
_bring = st.components.v2.component("result_in_sight", js=_JS)


def bring(place: str, mark: str) -> None:
    """Scroll once to the container of that key; `mark` tells one result from the next."""
    _bring(key="result_in_sight", data={"place": place, "mark": mark}, height="content")
