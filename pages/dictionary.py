"""指标口径: every metric's definition, with search, beside this year's value."""

from ui import frame, glossary

with frame.page("指标口径") as view:
    found = glossary.search(view)
    glossary.listing(view, found)
