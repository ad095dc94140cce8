"""指标口径: every metric's definition, with search, beside this year's value; the asked one with all behind it."""

from ui import frame, glossary, proof

with frame.page("指标口径") as view:
    proof.asked(view)
    found = glossary.search(view)
    glossary.listing(view, found)
