"""Small pieces of HTML that every block uses. All text that comes from data passes through `esc`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import streamlit as st

from metrics.model import Reading

_LATIN = re.compile(r"[A-Za-z]{2}")


def esc(text: object) -> str:
    """Text made safe for HTML, for element content and for attributes."""
    return escape(str(text), quote=True)


def literal(text: object, title: str = "") -> str:
    """A name that is not ours to translate: a file, a sheet, a build."""
    hint = f' title="{esc(title)}"' if title else ""
    return f'<span translate="no"{hint}>{esc(text)}</span>'


def named(text: str) -> str:
    """Text that may or may not hold a foreign name, marked as such if it does."""
    return literal(text) if _LATIN.search(text) else esc(text)


def show(html: str) -> None:
    """Put a piece of HTML on the page."""
    st.html(html)


def fill(reading: Reading) -> str:
    """The amber mark of a figure that is not there."""
    return f'<span class="fill">{esc(reading.to_fill)}</span>'


def pill(text: str, state: str) -> str:
    """A small coloured label; `state` is a class of the style sheet: filled open match mismatch late ok plain."""
    return f'<span class="pill {esc(state)}">{esc(text)}</span>'


def anchor(target: str, html: str, css: str = "", hint: str = "") -> str:
    """A link that opens in the same tab."""
    told = f' title="{esc(hint)}"' if hint else ""
    return f'<a class="{esc(css)}" href="{esc(target)}" target="_self"{told}>{html}</a>'


def source(parts: Iterable[str]) -> str:
    """The small grey line that ends every figure; parts are HTML already."""
    return f'<p class="src">{"".join(f"<span>{p}</span>" for p in parts if p)}</p>'


def notice(html: str, kind: str = "") -> None:
    """A sentence in a frame: '' amber (act), bad red, good green, calm grey."""
    show(f'<div class="notice {esc(kind)}" role="status">{html}</div>')


def block_title(title: str, lead: str = "") -> None:
    """Heading of a block and, below it, its sentence (HTML)."""
    show(f'<p class="block-title">{esc(title)}</p>' + (f'<p class="block-lead">{lead}</p>' if lead else ""))
