"""Replaces what stock widgets say in English: visible text, tooltips, labels for screen readers, placeholders.

The phrases are data (`stock_phrases.toml`). One observer in the browser exchanges them as they appear and declares the
page's language, which also decides the shape of Chinese characters.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import streamlit as st

_PHRASES = Path(__file__).with_name("stock_phrases.toml")
_JS = """
export default function({ data }) {
  document.documentElement.lang = 'zh-CN';
  if (window.__chinesePhrases) { return; }
  window.__chinesePhrases = true;
  const patterns = Object.entries(data.pattern).map(([from, to]) => [new RegExp(from), to]);
  const attributes = ['title', 'aria-label', 'placeholder', 'aria-roledescription'];
  const exchanged = (text) => {
    const bare = text.trim();
    if (!bare || !/[A-Za-z]{2}/.test(bare)) { return null; }
    if (Object.hasOwn(data.exact, bare)) { return text.replace(bare, data.exact[bare]); }
    for (const [from, to] of patterns) { if (from.test(bare)) { return bare.replace(from, to); } }
    return null;
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement && node.parentElement.closest('[translate="no"],script,style')) { return; }
      const to = exchanged(node.nodeValue);
      if (to !== null) { node.nodeValue = to; }
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) { return; }
    for (const name of attributes) {
      const value = node.getAttribute(name);
      const to = value === null ? null : exchanged(value);
      if (to !== null) { node.setAttribute(name, to); }
    }
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'childList') { change.addedNodes.forEach(visit); } else { visit(change.target); }
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes });
}
"""


@st.cache_data(show_spinner=False)
def _phrases() -> dict[str, Any]:
    return tomllib.loads(_PHRASES.read_text(encoding="utf-8"))


_watch = st.components.v2.component("stock_phrases", js=_JS)


def speak_chinese() -> None:
    """Start the exchange on this screen; it stays for the whole visit."""
    _watch(key="stock_phrases_watch", data=_phrases(), height="content")
