"""What is looked at stands in the address whole, so that a link means the same tomorrow: year, months, report.

Streamlit's own binding leaves a default out of the address and forgets a link's value at the next page, so both ways are
kept here. In: what a link or the browser's Back asks for goes before what was chosen earlier. Out: the chosen value is
put into the present entry of the browser's history, so that one step back is one page.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

_JS = """
export default function({data}) {
  const url = new URL(window.location.href);
  let changed = false;
  for (const {key, seen, value} of data.pairs) {
    const now = url.searchParams.get(key);
    if (now === value || !seen.includes(now)) { continue; }  // as wanted, or somebody went on meanwhile
    url.searchParams.set(key, value);
    changed = true;
  }
  if (changed) { window.history.replaceState(window.history.state, '', url); }
}
"""
_write = st.components.v2.component("address", js=_JS)


def settle(key: str, options: Sequence[str], default: str) -> str:
    """Set the state of the choice named `key` before it is drawn; what a link asks for in vain, else ''."""
    state, asked = st.session_state, st.query_params.get(key)
    seen, kept = state.get(f"{key}_seen"), state.get(f"{key}_kept")
    came = asked is not None and asked not in {seen, kept}
    value = asked if came else state.get(key, kept)
    if not came and kept is not None and value != kept:
        state[f"{key}_answered"] = asked  # somebody chose another one: the link has been dealt with
    elif came:
        state.pop(f"{key}_answered", None)
    missed = asked or ""
    if missed in options or missed == state.get(f"{key}_answered"):
        missed = ""
    if value not in options:
        value = default
    state[key] = value  # each time: on another page it is another widget, which would begin with its first option
    state[f"{key}_seen"], state[f"{key}_kept"] = asked, value
    return missed


def kept(key: str) -> str:
    """The value that was chosen last in this visit, on whichever page; '' if none was."""
    return str(st.session_state.get(f"{key}_kept") or "")


def write(*keys: str, missed: str = "") -> None:
    """Put the chosen values into the browser's address. What was asked for in vain stays there, beside the notice."""
    state, pairs = st.session_state, []
    for key in keys:
        asked, value = st.query_params.get(key), kept(key)
        if value and not (missed and asked == missed):
            # what the script wrote before is in the browser's address, and Streamlit does not hear of it
            pairs.append({"key": key, "seen": [asked, state.get(f"{key}_written")], "value": value})
            state[f"{key}_written"] = value
    # the whole address is among the data, for the script runs again only where they change
    _write(key=f"address_{keys[0]}", data={"pairs": pairs, "address": sorted(st.query_params.to_dict().items())})
