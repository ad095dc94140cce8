"""总览: the year on one screen."""

from ui import facts, frame, overview, tiles
from ui.layout import side_by_side

with frame.page("税收工作总览") as view:
    facts.year(view)
    overview.newer(view)
    tiles.row(
        [
            tiles.of(view, "revenue_total", "税费收入", changes=facts.revenue_changes(view)),
            tiles.of(view, "relief_amount", "退税降费"),
            tiles.of(view, "relief_taxpayer_times", "惠及户次"),
            tiles.of(
                view,
                "revenue_target_progress",
                "任务进度",
                changes=facts.against_time(view),
                note=facts.target(view),
                summed=True,
            ),
            tiles.of(view, "hotline_daily_calls", "日均接听", note=facts.days(view)),
            tiles.of(view, "hotline_smart_share", "智能解答占比"),
            tiles.of(view, "heart_to_heart_talks", "谈心谈话"),
            tiles.of(view, "special_inspections", "专项监督检查"),
        ]
    )
    left, right = side_by_side(5, 4)
    with left:
        overview.report_state(view)
    with right:
        overview.who_is_late(view)
