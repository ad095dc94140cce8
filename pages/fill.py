"""填报导出: choose or upload a report, see what each blank will become, download; bring back what others changed."""

from ui import export, frame, look_back

with frame.page("填报导出", dated=False) as view:
    path = export.choose(view)
    if path:
        found = export.preview(view, path)
        export.offer(view, path, found)
    look_back.expander(view)
