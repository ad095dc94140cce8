"""Columns that stand side by side on a desk and below one another on a telephone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def side_by_side(*widths: int) -> Sequence[DeltaGenerator]:
    """Columns of these relative widths."""
    return st.columns(list(widths), gap="small")
