"""填报导出: choose or upload a report, see what each blank will become, download."""

from ui import export, frame

with frame.page("填报导出", dated=False) as view:
    path = export.choose(view)
    if path:
        found = export.preview(view, path)
        export.offer(view, path, found)
