"""Colours, fonts and the style sheet: the one place where the look is decided.

Colour is for attention only: amber, a person must act; red, figures disagree or a target is missed; green, checked
and in agreement. Rise and fall are told by arrow and sign, in blue.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

INK = "#1a2433"
GREY = "#5d6878"
RULE = "#e1e6ee"
BLUE = "#1f4e8c"
PALE = "#b9c8dd"
MIDDLE = "#6f92c0"
AMBER = "#9a5b00"

SANS = "'Source Han Sans SC','Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"

_STYLE = Path(__file__).with_name("theme.css")


def apply() -> None:
    """Put the style sheet into the page; it takes no room."""
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
