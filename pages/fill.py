"""填报导出: choose or upload a report, see what each blank will become, download; compare two; bring back what others changed."""

from ui import export, frame, look_back, two_reports

with frame.page("填报导出", dated=False) as view:
    path = export.choose(view)
    found = export.preview(view, path) if path else None
    if path and found:
        export.offer(view, path, found)
    two_reports.expander(view, path, found)
    look_back.expander(view)
