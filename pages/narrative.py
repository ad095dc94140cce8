"""报告对照: the report as a document, and beside it the figure that is chosen."""

from ui import desk, frame

with frame.page("报告对照", dated=False) as view:
    path = desk.choose_report(view)
    if path:
        desk.show_report(view, path)
