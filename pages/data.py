"""数据: what is loaded, new files, what was refused and why, who is late, going back."""

from ui import builds, frame, intake, stock

with frame.page("数据", needs_data=False, dated=False) as view:
    intake.upload(view)
    stock.coverage(view)
    stock.lateness(view)
    builds.history(view)
    stock.templates(view)
