"""Charts on paper: the browser lays a page out anew to print it, and Plotly would draw too late, at a width that is cut off.

So just before printing each chart is copied as it stands on the screen, and the copy is scaled to the paper (`theme.css`).
"""

from __future__ import annotations

import streamlit as st

_JS = """
const CHARTS = '[data-testid="stPlotlyChart"] .svg-container';

function copy(chart) {
  const {width, height} = chart.getBoundingClientRect();
  const paper = chart.cloneNode(true);
  paper.className = 'paper-copy';
  paper.removeAttribute('style');
  paper.setAttribute('aria-hidden', 'true');
  for (const drawn of paper.querySelectorAll('svg.main-svg')) {
    drawn.setAttribute('viewBox', `0 0 ${width} ${height}`);
    drawn.removeAttribute('width');
    drawn.removeAttribute('height');
    drawn.removeAttribute('style');
  }
  paper.style.aspectRatio = `${width} / ${height}`;
  paper.style.maxWidth = `${width}px`;
  // beside the whole element, whose height is fixed; before it, so that what is named in a drawing is found in the copy
  const place = chart.closest('[data-testid="stElementContainer"]');
  place.parentNode.insertBefore(paper, place);
}

function clear() {
  document.querySelectorAll('.paper-copy').forEach((paper) => paper.remove());
}

export default function() {
  if (window.__copiesCharts) { return; }
  window.__copiesCharts = true;
  window.addEventListener('beforeprint', () => { clear(); document.querySelectorAll(CHARTS).forEach(copy); });
  window.addEventListener('afterprint', clear);
}
"""
_watch = st.components.v2.component("charts_on_paper", js=_JS)


def copy_charts() -> None:
    """Start listening on this screen; it stays for the whole visit."""
    _watch(key="charts_on_paper_watch", height="content")
