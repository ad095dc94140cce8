"""入库历史: who loaded which file when, what it moved, and the way back."""

from ui import frame, loads

with frame.page("入库历史", dated=False) as view:
    loads.whole(view)
